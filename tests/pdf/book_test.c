/*
 * book_test: Markdown through layout and writer with real faces, read back by qpdf and poppler
 * (typesetting specification, T71 and T77).
 */
#include "check.h"

#include <unistd.h>

#include "base/file.h"
#include "fonts.h"
#include "pdf/write.h"
#include "read/markdown.h"

static Arena *arena;
static Fonts *fonts;
static char folder[] = "/tmp/kanben-book-XXXXXX";

static Str output_of(const char *command)
{
    Buf out = buf_in(arena);
    char piece[4096];
    FILE *pipe = popen(str_c(arena, str_printf(arena, "cd %s && %s 2>&1", folder, command)), "r");
    CHECK(pipe != NULL);
    for (size_t n; pipe && (n = fread(piece, 1, sizeof piece, pipe)) > 0;)
        buf_str(&out, (Str){piece, n});
    if (pipe)
        pclose(pipe);
    return buf_view(&out);
}

static bool says(Str text, const char *what)
{
    return str_find(text, str_of(what), 0) < text.n;
}

/* Lay out and write a Markdown text as book.pdf. */
static const Book *make_book(Str text, const Design *design)
{
    Diag d = diag_in(arena);
    Book about = {.title = STR("样书"), .author = STR("编者"), .language = STR("zh-CN")};
    const Source *source = source_make(arena, STR("book.md"), text);
    const Node *root = markdown_read(arena, source, 0, (MarkdownOptions){0}, &d);
    const Book *book = root ? page_layout(arena, fonts, design, root, &about, (ImageSource){0}, &d)
                            : NULL;
    Str bytes = STR_NONE;
    CHECK(book && write_pdf(arena, fonts, book, 0, &bytes, &d));
    const char *path = str_c(arena, str_printf(arena, "%s/book.pdf", folder));
    CHECK(file_write(path, bytes, &d));
    diag_print(&d, (DiagStyle){.format = DIAG_SHORT}, stdout);
    return book;
}

static Str without(Str text, const char *bytes)
{
    Buf out = buf_in(arena);
    for (size_t i = 0; i < text.n; i++)
        if (!strchr(bytes, text.p[i]))
            buf_byte(&out, text.p[i]);
    return buf_view(&out);
}

static Design bare_design(void)
{
    Design design = design_default();
    design.running_left = design.running_right = design.folio = STR("");
    design.code_role = STR("song");
    design.styles[STYLE_CODE].role = STR("song");
    return design;
}

/* A paragraph of one span of this class, as book.pdf. */
static const Book *make_span(const char *class, const char *text, const Design *design)
{
    Diag d = diag_in(arena);
    Book about = {.title = STR("样书"), .language = STR("zh-CN")};
    Node *span = doc_node(arena, NODE_SPAN, (Pos){0}), *para = doc_node(arena, NODE_PARA, (Pos){0}),
         *root = doc_node(arena, NODE_SECTION, (Pos){0});
    span->as.section.class = str_of(class);
    NodeList words = {0}, spans = {0}, paras = {0};
    doc_push(arena, &words, doc_text(arena, str_of(text), (Pos){0}));
    doc_push(arena, &spans, doc_done(arena, span, &words));
    doc_push(arena, &paras, doc_done(arena, para, &spans));
    const Book *book = page_layout(arena, fonts, design, doc_done(arena, root, &paras), &about,
                                   (ImageSource){0}, &d);
    Str bytes = STR_NONE;
    CHECK(book && write_pdf(arena, fonts, book, 0, &bytes, &d));
    CHECK(file_write(str_c(arena, str_printf(arena, "%s/book.pdf", folder)), bytes, &d) && d.count == 0);
    return book;
}

/* R12 and section 6: a word divided at a line's end is read with U+00AD, so it can be joined again;
 * only where the design and the run's language allow it. */
static void test_hyphens(void)
{
    static const char text[] = "The kindergarten publishes comprehensive information about the development "
                               "of every child, notwithstanding extraordinary circumstances.";
    Design design = bare_design();
    design.hyphenate = true;
    size_t hyphens = 0;
    for (int width = 100; width <= 160; width += 20) {
        design.inner = LEN_PT(60);
        design.outer = design.width - design.inner - LEN_PT(width);
        make_span("latin", text, &design);
        Str got = output_of("pdftotext -raw -enc UTF-8 book.pdf -");
        Buf joined = buf_in(arena);
        for (size_t i = 0; i < got.n; i++) {
            bool soft = str_starts(str_slice(got, i, got.n), STR("\xC2\xAD\n"));
            hyphens += soft;
            if (soft)
                i += 2;
            else if (got.p[i] != '\f')
                buf_byte(&joined, got.p[i] == '\n' ? ' ' : got.p[i]);
        }
        CHECK_TEXT(str_trim(buf_view(&joined)), STR(text), "divided words joined again");
    }
    CHECK(hyphens >= 4);
    make_span("", text, &design);
    CHECK(!says(output_of("pdftotext -raw -enc UTF-8 book.pdf -"), "\xC2\xAD")); /* not marked English */
    design.hyphenate = false;
    make_span("latin", text, &design);
    CHECK(!says(output_of("pdftotext -raw -enc UTF-8 book.pdf -"), "\xC2\xAD"));
}

/* A character that no face has: what, where in the source, in which faces it was sought, which page. */
static void test_missing(void)
{
    Buf text = buf_in(arena);
    for (int i = 0; i < 60; i++)
        buf_c(&text, "这一段只为占满篇幅，好让下面的字排到第二页上去，不知道够不够长，再写几句也无妨。\n\n");
    buf_c(&text, "叫\xF3\xB0\x80\x80的\n"); /* private use */
    Design design = bare_design();
    Diag d = diag_in(arena);
    Book about = {.title = STR("样书"), .language = STR("zh-CN")};
    const Source *source = source_make(arena, STR("book.md"), buf_view(&text));
    const Node *root = markdown_read(arena, source, 0, (MarkdownOptions){0}, &d);
    CHECK(!page_layout(arena, fonts, &design, root, &about, (ImageSource){0}, &d));
    CHECK(d.nerrors == 1 && d.items[0].line == 121 && d.items[0].column == 4);
    CHECK(says(d.items[0].zh, "U+F0000") && says(d.items[0].zh, "NotoSerifCJKsc-Regular") &&
          says(d.items[0].zh, "HanaMinB") && says(d.items[0].zh, "在书的第 2 页"));
    CHECK(says(d.items[0].en, "on page 2 of the book"));
}

static size_t count_bytes(Str text, char byte)
{
    size_t count = 0;
    for (size_t i = 0; i < text.n; i++)
        count += text.p[i] == byte;
    return count;
}

/*
 * T71: what pdftotext takes out is the source, line by line: no space between Han, and one line
 * end for each line printed.
 */
static void test_text(void)
{
    static const char *const paras[] = {
        "幼儿园应当以游戏为基本活动，把保育和教育结合起来；教师要尊重幼儿的人格尊严和基本权利，为幼儿"
        "提供健康、丰富的学习和生活环境，满足幼儿多方面发展的需要，使他们在快乐的童年生活中获得有益于"
        "身心发展的经验。《幼儿园工作规程》《3～6岁儿童学习与发展指南》“双管齐下”，（见附录）、【说明】。",
        "他说：“《三字经》《百家姓》《千字文》，哪一本好？”她答：“都好！”于是大家都笑了……——这就是那"
        "一天的事情，记在第12页；姓名中有𠮷、𬱖、𬭎、䶮等字，也要印得出、查得到、抄得走，一个都不能少。"};
    Design design = bare_design();
    for (size_t i = 0; i < 2; i++)
        for (int width = 150; width <= 430; width += 35) {
            design.inner = LEN_PT(60);
            design.outer = design.width - design.inner - LEN_PT(width);
            const Book *book = make_book(str_of(paras[i]), &design);
            Str text = output_of("pdftotext -raw -enc UTF-8 book.pdf -");
            Str joined = without(text, "\n\f");
            CHECK_TEXT(joined, str_of(paras[i]), "text taken out");
            size_t lines = 0;
            Len last = 0;
            for (size_t k = 0; book && k < book->pages[0].nitems; k++) {
                const Item *item = &book->pages[0].items[k];
                lines += item->kind == ITEM_GLYPHS && item->y != last;
                last = item->y;
            }
            CHECK(count_bytes(text, '\n') == lines);
        }
}

/* T77: faces embedded and readable, reading order, furniture that is not read. */
static void test_book(void)
{
    Design design = design_default();
    design.code_role = STR("song");
    design.styles[STYLE_CODE].role = STR("song");
    make_book(STR("# 总则\n\n正文一[^1]，**黑体**与*楷体*，[链接](#总则)。\n\n- 甲\n- 乙\n  1. 子\n\n"
                  "| 园所 | 人数 |\n|---|--:|\n| 一园 | 386 |\n| 二园 | 270 |\n\n> 引文\n\n```\ncode\n```\n\n"
                  "- [ ] 未办\n- [x] 已办\n\n---\n\n## 附则\n\n自公布之日起施行。\n\n[^1]: 注文。\n"),
              &design);
    Str check = output_of("qpdf --check book.pdf");
    CHECK(says(check, "No syntax or stream encoding errors") && !says(check, "WARNING"));
    Str faces = output_of("pdffonts book.pdf | tail -n +3");
    while (faces.n) {
        Str face;
        str_split(&faces, '\n', &face);
        CHECK(!face.n || says(face, " yes yes yes "));
    }
    Str info = output_of("pdfinfo book.pdf");
    CHECK(says(info, "Tagged:          yes") && says(info, "样书"));
    Str tags = output_of("pdfinfo -struct-text book.pdf");
    static const char *const order[] = {"总则", "正文一", "①", "注文", "甲", "乙", "子", "园所",
                                        "386", "二园", "270", "引文", "code", "未办", "已办",
                                        "附则", "自公布之日起施行"};
    size_t at = 0;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        size_t next = str_find(tags, str_of(order[i]), at);
        if (next == tags.n)
            printf("not in order: %s\n%.*s\n", order[i], STR_ARG(tags));
        CHECK(next < tags.n);
        at = next < tags.n ? next : at;
    }
    CHECK(!says(tags, "样书")); /* the running head is no content */
}

int main(void)
{
    arena = arena_open();
    Diag d = diag_in(arena);
    fonts = test_fonts(arena, &d);
    CHECK(fonts && mkdtemp(folder));
    if (fonts) {
        test_hyphens();
        test_missing();
        test_text();
        test_book();
    }
    CHECK(file_remove_tree(folder, &d));
    return check_finish();
}
