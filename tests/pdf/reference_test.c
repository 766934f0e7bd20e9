/*
 * reference_test: what a book says about its own places: numbers of captions, references, lists of
 * figures and tables, the index; then definitions, verse and numbers of nested lists. Metric font OM.
 */

#include <stdlib.h>

#include "laid.h"
#include "runaway.h"

static const Node *node_of(NodeKind kind, const char *class)
{
    Node *node = doc_node(arena, kind, (Pos){0});
    node->as.section.class = str_of(class);
    return node;
}

/* A book: its front, the text of each chapter as a section of its own, its back. */
static Laid book(const Node *front, const char *const *chapters, size_t n, const Node *back, Design *design)
{
    NodeList kids = {0};
    if (front)
        doc_push(arena, &kids, front);
    for (size_t i = 0; i < n; i++) {
        Node *document = doc_node(arena, NODE_SECTION, (Pos){0});
        NodeList inner = {0};
        document->as.section.id = str_printf(arena, "doc%zu", i + 1);
        doc_push(arena, &inner, markdown(str_of(chapters[i])));
        doc_push(arena, &kids, doc_done(arena, document, &inner));
    }
    if (back)
        doc_push(arena, &kids, back);
    return lay(doc_done(arena, doc_node(arena, NODE_SECTION, (Pos){0}), &kids), design);
}

static bool says(const Laid *laid, const char *text)
{
    bool found = laid->book && count_in(text_on(laid->book, SIZE_MAX), str_of(text)) > 0;
    if (!found && laid->book)
        printf("  not in: %.*s\n", STR_ARG(text_on(laid->book, SIZE_MAX)));
    return found;
}

static Design chapter_design(void)
{
    Design d = plain_design();
    d.figure_label = STR("图 {chapter}-{n}");
    d.table_label = STR("表 {chapter}-{n}");
    d.page_break_level = 1;
    return d;
}

/* ---- references ---- */

static void test_names(void)
{
    Design d = chapter_design();
    const char *chapters[] = {
        "# 第一章　总则\n\n见[](#tu)、[](#zhang)、[](#第十二条)、[](#hao)、[](#jie)，在[](#tu){.page}；[](#zhang){.title}。\n",
        "# 第二章　借用 {#zhang}\n\n![甲](a.png)\n\n![乙](b.png){#tu}\n\n## 说明 {#jie}\n\n**第十二条**　借。\n\n文号[教发〔2026〕3号]{#hao}。\n"};
    Laid laid = book(NULL, chapters, 2, NULL, &d);
    CHECK(laid.diag.count == 0);
    CHECK(says(&laid, "见图 2-2、第二章、第十二条、教发〔2026〕3号、说明，在第3页；第二章　借用。") ||
          says(&laid, "见图 2-2、第二章、第十二条、教发〔2026〕3号、说明，在第2页；第二章　借用。"));
    CHECK(says(&laid, "图 2-1　甲"));
}

/* The page that is printed is the one the place is on, though the references move the text. */
static void test_pages_settle(void)
{
    Design d = plain_design();
    d.folio = STR("{page}");
    Buf text = buf_in(arena);
    for (int i = 0; i < 60; i++)
        buf_printf(&text, "第%d处[在此]{#a%d}，另见[](#a%d){.page}。%.*s\n\n", i, i, (i * 7 + 30) % 60, STR_ARG(repeat("字", 40)));
    Laid laid = lay_text(buf_view(&text), &d);
    CHECK(laid.book && laid.diag.count == 0);
    for (int i = 0; i < 60; i++) {
        size_t from = 0, to = 0;
        const Item *here = find_text(laid.book, str_printf(arena, "第%d处", i), &from);
        CHECK(here && find_text(laid.book, str_printf(arena, "第%d处", (i * 7 + 30) % 60), &to));
        CHECK(count_in(text_on(laid.book, from), str_printf(arena, "另见第%zu页", to + 1)) > 0);
    }
}

/* Two documents may call their places alike: each sees its own, and names the other's file. */
static void test_scopes(void)
{
    Design d = plain_design();
    const char *chapters[] = {"# 甲 {#zong}\n\n见[](#zong)，[](doc2#zong)。\n", "# 乙 {#zong}\n\n见[](#zong)。\n"};
    Laid laid = book(NULL, chapters, 2, NULL, &d);
    CHECK(says(&laid, "见甲，乙。") && says(&laid, "见乙。"));
    const char *outside[] = {"# 甲 {#zong}\n", "# 乙 {#zong}\n", "# 丙\n\n见[](#zong)。\n"};
    laid = book(NULL, outside, 3, NULL, &d);
    CHECK(!laid.book && laid.diag.nerrors == 1 && has_code(&laid.diag, "ref-ambiguous"));
}

static void test_reference_errors(void)
{
    Design d = plain_design();
    Laid laid = lay_text(STR("# 安全 {#anquan}\n\n见[](#anqaun)。\n"), &d);
    CHECK(!laid.book && laid.diag.nerrors == 1 && has_code(&laid.diag, "page-ref"));
    const DiagItem *item = &laid.diag.items[0];
    CHECK(item->line == 3 && item->column == 4);
    CHECK(str_find(item->hint_zh, STR("#anquan"), 0) < item->hint_zh.n);
    laid = lay_text(STR("{#duan}\n\n没有名字的段。\n\n见[](#duan)。\n"), &d);
    CHECK(!laid.book && has_code(&laid.diag, "ref-unnamed"));
    laid = lay_text(STR("{#duan}\n\n没有名字的段。\n\n见[](#duan){.page}。\n"), &d);
    CHECK(laid.book && says(&laid, "见第1页。"));
}

/* ---- lists of figures ---- */

static void test_figure_list(void)
{
    Design d = chapter_design();
    const char *chapters[] = {"# 一\n\n![甲](a.png)\n", "# 二\n\n![乙](b.png)\n\n![](c.png)\n"};
    Laid laid = book(node_of(NODE_CONTENTS, "figures"), chapters, 2, NULL, &d);
    CHECK(says(&laid, "图 1-1　甲2图 2-1　乙") || says(&laid, "图 1-1　甲"));
    CHECK(count_in(text_on(laid.book, 0), STR("图")) == 2); /* a picture without words is in no list */
    CHECK(count_in(laid.dump, STR("link ")) == 2);
    const char *quoted[] = {"# 一\n\n![甲](a.png)\n\n> ![丙](c.png)\n"};
    laid = book(node_of(NODE_CONTENTS, "figures"), quoted, 1, NULL, &d);
    CHECK(says(&laid, "丙") && count_in(text_on(laid.book, 0), STR("丙")) == 0); /* nor one without a number */
    d.figure_label = STR_NONE;
    laid = book(node_of(NODE_CONTENTS, "figures"), quoted, 1, NULL, &d);
    CHECK(count_in(text_on(laid.book, 0), STR("丙")) == 1); /* unless none has one */
    laid = book(node_of(NODE_CONTENTS, "tables"), chapters, 2, NULL, &d);
    CHECK(laid.book && str_starts(text_on(laid.book, 0), STR("一"))); /* an empty list takes no page */
}

/* ---- index ---- */

static void test_index(void)
{
    Design d = plain_design();
    d.page_break_level = 1;
    const char *chapters[] = {
        "# 一\n\n[幼儿]{.index}，[集体备课]{.index}，[集体备课]{.index}，[重庆]{.index sort=\"chóng qìng\"}。\n",
        "# 二\n\n[集体备课]{.index}，[PPT]{.index}，[流程]{.index term=集体备课 sub=流程}。\n",
        "# 三\n\n[集体备课]{.index}，[]{.index term=备课 see=集体备课}。[重庆]{.index}，[幼儿]{.index also=家长}，[家长]{.index}\n",
        "# 四\n\n无。\n",
        "# 五\n\n[集体备课]{.index}。[3岁]{.index}\n"};
    Laid laid = book(NULL, chapters, 5, node_of(NODE_INDEX, ""), &d);
    CHECK(laid.book && laid.diag.count == 0);
    CHECK(says(&laid, "#3岁　5B备课　见集体备课C重庆　1, 3J集体备课　1–3, 5流程　2家长　3PPPT　2Y幼儿　1, 3　参见家长"));
    CHECK(count_in(laid.dump, STR("link ")) == 11); /* each page that is printed, both ends of a range */
    const char *wrong[] = {"[甲]{.index}，[]{.index term=乙 see=甲乙}\n"};
    laid = book(NULL, wrong, 1, node_of(NODE_INDEX, ""), &d);
    CHECK(laid.book && has_code(&laid.diag, "index-see"));
}

/* Ten thousand entries without squared work. */
static void test_large_index(void)
{
    Design d = plain_design();
    NodeList kids = {0};
    for (int i = 0; i < 40; i++) {
        Buf text = buf_in(arena);
        for (int k = 0; k < 250; k++)
            buf_printf(&text, "[词%d]{.index}，", (i * 250 + k) % 5000);
        doc_push(arena, &kids, markdown(buf_view(&text)));
    }
    doc_push(arena, &kids, node_of(NODE_INDEX, ""));
    runaway_begin("an index of 10,000 entries", 10);
    Laid laid = lay(doc_done(arena, doc_node(arena, NODE_SECTION, (Pos){0}), &kids), &d);
    runaway_end();
    CHECK(laid.book != NULL);
}

/* ---- blocks ---- */

static void test_definitions(void)
{
    Design d = plain_design();
    Laid laid = lay_text(STR("联合教研\n: 两个以上的园。\n: 另一义。\n"), &d);
    size_t page;
    const Item *term = find_text(laid.book, STR("联合"), &page), *body = find_text(laid.book, STR("两个"), &page);
    CHECK(term && body && term->x == LEN_PT(50) && body->x == LEN_PT(50) + 2 * d.styles[STYLE_LIST].size);
    CHECK(body->y - term->y == LEN_PT(18)); /* the next line of the grid */
}

/* Lines stay; the whole stands in the middle, as wide as its longest line. */
static void test_verse(void)
{
    Design d = plain_design();
    Laid laid = lay_text(STR("> [!诗] 静夜思\n> 床前明月光，\n> 疑是地上霜。\n>\n> 举头望明月，\n>\n> ——李白\n"), &d);
    size_t page;
    const Item *one = find_text(laid.book, STR("床前"), &page), *two = find_text(laid.book, STR("疑是"), &page);
    const Item *three = find_text(laid.book, STR("举头"), &page), *who = find_text(laid.book, STR("——李白"), &page);
    CHECK(one && two && three && who && one->x == two->x && two->x == three->x);
    CHECK(two->y - one->y == LEN_PT(18) && three->y - two->y == LEN_PT(36));
    Len width = one->width, left = one->x - LEN_PT(50), right = LEN_PT(350) - one->x - width;
    CHECK(abs(left - right) <= LEN_PT(5.3)); /* the comma at the end is half as wide */
    CHECK(abs(who->x + who->width - one->x - width) <= LEN_PT(5.3)); /* below the end of the lines */
}

/* In columns from right to left: each line to the left of the one before, all heads at one height. */
static void test_vertical_verse(void)
{
    Design d = plain_design();
    Laid laid = lay_text(STR("> [!竖排诗] 登鹳雀楼\n> 白日依山尽，\n> 黄河入海流。\n>\n> ——王之涣\n"), &d);
    static const char *const heads[] = {"登", "白", "黄", "—"};
    const Item *last = NULL;
    for (int i = 0; i < 4; i++) {
        size_t page;
        const Item *head = find_text(laid.book, str_of(heads[i]), &page);
        CHECK(head && page == 0 && (!last || head->x < last->x));
        last = head;
    }
    /* more columns than the page is wide: the lines go across */
    Str many = str_printf(arena, "> [!竖排诗] 长\n%.*s", STR_ARG(repeat("> 一行\n", 30)));
    laid = lay_text(many, &d);
    size_t page;
    const Item *line = find_text(laid.book, STR("一行"), &page);
    CHECK(line && line->width == 2 * d.styles[STYLE_QUOTE].size);
}

/* Who is quoted does not stand alone on a page: 21 lines before the quote of one, a page has 22. */
static void test_attribution(void)
{
    Design d = plain_design();
    Str text = str_printf(arena, "%.*s\n> 学而时习之，不亦说乎？\n> ——《论语》\n", STR_ARG(repeat("段。\n\n", 20)));
    Laid laid = lay_text(text, &d);
    size_t quote = 0, source = 1;
    CHECK(find_text(laid.book, STR("学而"), &quote) && find_text(laid.book, STR("——《论语》"), &source));
    CHECK(quote == source);
}

static void test_numbering(void)
{
    Design d = plain_design();
    Buf text = buf_in(arena);
    buf_c(&text, "{.中文编号}\n\n");
    for (int i = 0; i < 6; i++)
        buf_printf(&text, "%*s1. 层\n", i * 3, "");
    Laid laid = lay_text(buf_view(&text), &d);
    CHECK(says(&laid, "一、层（一）层1.层（1）层①层①层"));
}

/* Lists as deep as a reader lets through stay on the page; deeper ones are an error with a place. */
static void test_deep_lists(void)
{
    Design d = plain_design();
    for (int depth = 50; depth <= 51; depth++) {
        Buf text = buf_in(arena);
        for (int i = 0; i < depth; i++)
            buf_printf(&text, "%*s- 层%d\n", i * 2, "", i);
        Laid laid = lay_text(buf_view(&text), &d);
        CHECK(laid.book && laid.diag.count == 0);
        for (size_t p = 0; p < laid.book->npages; p++)
            for (size_t i = 0; i < laid.book->pages[p].nitems; i++) {
                const Item *item = &laid.book->pages[p].items[i];
                CHECK(item->x >= LEN_PT(50) && item->x + item->width <= LEN_PT(351));
            }
    }
}

int main(void)
{
    arena = arena_open();
    fonts = fonts_open_metric(arena);
    test_names();
    test_pages_settle();
    test_scopes();
    test_reference_errors();
    test_figure_list();
    test_index();
    test_large_index();
    test_definitions();
    test_verse();
    test_vertical_verse();
    test_attribution();
    test_numbering();
    test_deep_lists();
    fonts_close(fonts);
    arena_close(arena);
    return check_finish();
}
