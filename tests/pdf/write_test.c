/*
 * write: Books made by hand into PDF, read back by other people's programs (qpdf, poppler).
 * What must come back is ISO 32000-1's and the typesetting specification's (6, T10, T70, T71).
 */
#include "check.h"

#include <sched.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "draw/picture.h"
#include "fonts.h"
#include "pdf/write.h"

enum { MARGIN = LEN_PT(72), LINE = LEN_PT(18), SIZE = 10500 };

typedef struct Case {
    Arena *a;
    Fonts *f;
    Diag d;
    const char *folder;
} Case;

/* A page, or a book, while it is made. */
typedef struct Maker {
    Case *c;
    Item *items;
    size_t nitems, items_room;
    StructElement *elements;
    size_t nelements, elements_room;
} Maker;

static uint32_t element(Maker *m, const char *type, uint32_t parent)
{
    StructElement e = {.type = type, .parent = parent};
    arena_push(m->c->a, m->elements, m->nelements, m->elements_room, e);
    return (uint32_t)m->nelements - 1;
}

/* One line of text, `extra` after each glyph; an item for each face. */
static void line_spaced(Maker *m, FontChoice choice, uint32_t tag, Len x, Len y, const char *text,
                        Len extra)
{
    GlyphRun run = {0};
    Str all = str_of(text);
    font_shape(m->c->a, m->c->f, choice, all, (Pos){0}, &run, &m->c->d);
    for (size_t from = 0, to; from < run.count; from = to) {
        const Font *font = run.glyphs[from].font;
        to = from;
        while (to < run.count && run.glyphs[to].font == font)
            to++;
        PlacedGlyph *placed = arena_array(m->c->a, PlacedGlyph, to - from);
        uint32_t start = run.glyphs[from].offset;
        size_t end = to < run.count ? run.glyphs[to].offset : all.n;
        Item item = {.kind = ITEM_GLYPHS, .tag = tag, .x = x, .y = y};
        for (size_t i = from; i < to; i++) {
            const Glyph *g = &run.glyphs[i];
            placed[i - from] = (PlacedGlyph){
                .gid = (uint16_t)g->gid, .x = x + len_em(g->dx, SIZE), .dy = len_em(g->dy, SIZE),
                .text = (uint16_t)(g->offset - start)};
            x += len_em(g->advance, SIZE) + extra;
        }
        item.as.glyphs.font = font;
        item.as.glyphs.glyphs = placed;
        item.as.glyphs.count = (uint32_t)(to - from);
        item.as.glyphs.size = SIZE;
        item.as.glyphs.stroke = len_em(font_stroke(m->c->f, choice, font), SIZE);
        item.as.glyphs.text = str_slice(all, start, end);
        arena_push(m->c->a, m->items, m->nitems, m->items_room, item);
    }
}

static void line(Maker *m, int role, uint32_t tag, Len y, const char *text)
{
    line_spaced(m, (FontChoice){.role = role}, tag, MARGIN, y, text, 0);
}

static Book book_of(const Maker *m, const Page *pages, size_t npages)
{
    return (Book){.title = STR("一本书（第一版）"), .author = STR("教研室 & 同事"),
                  .subject = STR("试"), .keywords = STR("甲, 乙"), .language = STR("zh-CN"),
                  .width = LEN_MM(210), .height = LEN_MM(297), .pages = pages,
                  .npages = npages, .elements = m->elements, .nelements = m->nelements};
}

/* Write the book, save it as folder/name, and return its bytes. */
static Str save(Case *c, const Book *book, const char *name)
{
    Str bytes = STR_NONE;
    CHECK(write_pdf(c->a, c->f, book, 1767225600, &bytes, &c->d));
    for (size_t i = 0; i < c->d.count; i++)
        printf("  %.*s %.*s\n", STR_ARG(c->d.items[i].code), STR_ARG(c->d.items[i].en));
    CHECK(c->d.count == 0);
    CHECK(file_write(file_join(c->a, c->folder, str_of(name)), bytes, &c->d));
    return bytes;
}

/* What a command prints; %s in it is the folder. */
static Str output_of(Case *c, const char *command)
{
    Str line_ = str_printf(c->a, "cd %s && %s 2>&1", c->folder, command);
    FILE *pipe = popen(str_c(c->a, line_), "r");
    Buf b = buf_in(c->a);
    for (int byte = getc(pipe); byte != EOF; byte = getc(pipe))
        buf_byte(&b, (char)byte);
    pclose(pipe);
    return buf_view(&b);
}

static bool says(Str text, const char *piece)
{
    return str_find(text, str_of(piece), 0) < text.n;
}

/* No word from qpdf's checker, and every face embedded, subset and readable (T77). */
static void check_sound(Case *c, const char *name)
{
    Str qpdf = output_of(c, str_c(c->a, str_printf(c->a, "qpdf --check %s", name)));
    CHECK(says(qpdf, "No syntax or stream encoding errors found"));
    CHECK(!says(qpdf, "WARNING"));
    if (says(qpdf, "WARNING"))
        printf("%.*s\n", STR_ARG(qpdf));
    Str fonts = output_of(c, str_c(c->a, str_printf(c->a, "pdffonts %s", name)));
    Str row;
    for (int i = 0; str_split(&fonts, '\n', &row); i++)
        if (i >= 2 && row.n)
            CHECK(says(row, "yes yes yes"));
}

static void test_text(Case *c)
{
    static const char *const texts[] = {
        "春天的幼儿园，𠮷野家与𬱖、𬭎、䶮、𬀩。", "他说：“你好！”——她答……",
        "第1章 AVATAR office 8.5kg（括号）", "比尔·盖茨、⼀一，甲⋯⋯乙", "e\xCC\x81t\xC3\xA9, ﬁn"};
    Maker m = {.c = c};
    element(&m, "Document", 0);
    for (int i = 0; i < 5; i++)
        for (int role = SONG; role <= KAI; role++)
            line(&m, role, element(&m, "P", 0), MARGIN + (3 * i + role) * LINE, texts[i]);
    line_spaced(&m, (FontChoice){.role = SONG, .bold = true}, element(&m, "P", 0), MARGIN,
                MARGIN + 20 * LINE, "描边加粗", 0);
    Page page = {.items = m.items, .nitems = m.nitems, .label = STR("1")};
    Book book = book_of(&m, &page, 1);
    Str bytes = save(c, &book, "text.pdf");
    CHECK(bytes.n < 120000);
    check_sound(c, "text.pdf");
    Str text = output_of(c, "pdftotext -raw text.pdf -");
    for (int i = 0; i < 3; i++) {
        size_t found = 0;
        for (size_t at = str_find(text, str_of(texts[i]), 0); at < text.n;
             at = str_find(text, str_of(texts[i]), at + 1))
            found++;
        CHECK(found == 3);
    }
    CHECK(says(text, "比尔·盖茨、⼀一，甲⋯⋯乙")); /* one glyph, two characters (T70) */
    CHECK(says(text, "描边加粗"));
    CHECK(says(text, "fin") || says(text, "ﬁn"));
    if (check_failed)
        printf("%.*s\n", STR_ARG(text));
}

/* T71: a justified line gives back its text and nothing else, whatever was stretched. */
static void test_spacing(Case *c)
{
    Maker m = {.c = c};
    element(&m, "Document", 0);
    Len extras[] = {0, 500, 1000, 2000, 5250};
    for (int i = 0; i < 5; i++)
        line_spaced(&m, (FontChoice){.role = SONG}, element(&m, "P", 0), MARGIN,
                    MARGIN + i * LINE, "一二三四五六七八九十，甲乙丙丁", extras[i]);
    uint32_t mixed = element(&m, "P", 0);
    line_spaced(&m, (FontChoice){.role = SONG}, mixed, MARGIN, MARGIN + 6 * LINE, "中文", 0);
    line_spaced(&m, (FontChoice){.role = SONG}, mixed, MARGIN + 2 * SIZE + SIZE / 4,
                MARGIN + 6 * LINE, "Word", 0);
    line_spaced(&m, (FontChoice){.role = SONG}, mixed, MARGIN + 5 * SIZE, MARGIN + 6 * LINE,
                "排版", 0);
    Page page = {.items = m.items, .nitems = m.nitems, .label = STR("1")};
    Book book = book_of(&m, &page, 1);
    save(c, &book, "spacing.pdf");
    check_sound(c, "spacing.pdf");
    Str text = output_of(c, "pdftotext -raw spacing.pdf -"), row;
    for (int i = 0; i < 5; i++) {
        CHECK(str_split(&text, '\n', &row));
        CHECK_TEXT(row, STR("一二三四五六七八九十，甲乙丙丁"), "stretched line");
    }
    CHECK(str_split(&text, '\n', &row));
    CHECK_TEXT(row, STR("中文Word排版"), "gaps of R5");
    /* the ink stands where the items say, whatever way the stream moves the pen */
    Str boxes = output_of(c, "pdftotext -bbox spacing.pdf -");
    CHECK(says(boxes, "xMin=\"72.000000\""));
}

static void test_structure(Case *c)
{
    Maker m = {.c = c};
    element(&m, "Document", 0);
    uint32_t h1 = element(&m, "H1", 0), p = element(&m, "P", 0), link = element(&m, "Link", p);
    uint32_t table = element(&m, "Table", 0), tr = element(&m, "TR", table);
    uint32_t th = element(&m, "TH", tr), td = element(&m, "TD", tr);
    uint32_t note = element(&m, "Note", 0);
    m.elements[th].scope = 1;
    m.elements[td].colspan = 2;
    m.elements[p].language = STR("en");
    line(&m, SONG, 0, LEN_PT(40), "眉题");
    line(&m, HEI, h1, MARGIN, "标题");
    line(&m, SONG, p, MARGIN + LINE, "前文");
    line_spaced(&m, (FontChoice){.role = SONG}, link, MARGIN + 3 * SIZE, MARGIN + LINE, "链接", 0);
    line_spaced(&m, (FontChoice){.role = SONG}, p, MARGIN + 6 * SIZE, MARGIN + LINE, "后文", 0);
    line(&m, SONG, th, MARGIN + 2 * LINE, "表头");
    line(&m, SONG, td, MARGIN + 3 * LINE, "单元格");
    line(&m, SONG, note, MARGIN + 4 * LINE, "注");
    LinkArea links[] = {
        {.x = MARGIN, .y = MARGIN, .width = 20000, .height = 12000, .target = STR("#第二节"),
         .tag = link, .contents = STR("见第二节")},
        {.x = MARGIN, .y = 2 * MARGIN, .width = 20000, .height = 12000, .tag = link,
         .target = STR("https://例.cn/a (b)?q=1"), .contents = STR("网页")}};
    Page pages[3] = {{.items = m.items, .nitems = m.nitems, .links = links, .nlinks = 2,
                      .label = STR("i")},
                     {.label = STR("ii"), .blank = true},
                     {.label = STR("1")}};
    Book book = book_of(&m, pages, 3);
    const Destination places[] = {{STR("第二节"), 2, LEN_PT(100)}, {STR("a-1"), 0, 0},
                                  {STR("𠮷"), 1, 0}, {STR("表(1)"), 1, LEN_PT(50)}};
    const OutlineEntry outline[] = {{STR("第一章 开始"), 1, 0, MARGIN}, {STR("深"), 3, 1, 0},
                                    {STR("节"), 2, 1, 0}, {STR("第二章 𠮷"), 1, 2, 0}};
    book.destinations = places;
    book.ndestinations = 4;
    book.outline = outline;
    book.noutline = 4;
    save(c, &book, "structure.pdf");
    check_sound(c, "structure.pdf");
    Str info = output_of(c, "pdfinfo structure.pdf");
    CHECK(says(info, "一本书（第一版）") && says(info, "教研室 & 同事"));
    CHECK(says(info, "Tagged:          yes") && says(info, "PDF version:     1.7"));
    CHECK(says(info, "Pages:           3") && says(info, "Thu Jan  1 00:00:00 2026"));
    Str tree = output_of(c, "pdfinfo -struct-text structure.pdf");
    CHECK(says(tree, "H1 (block)") && says(tree, "Table") && says(tree, "TH") && says(tree, "链接"));
    CHECK(!says(tree, "眉题")); /* an artifact */
    CHECK(str_find(tree, STR("前文"), 0) < str_find(tree, STR("链接"), 0));
    CHECK(str_find(tree, STR("链接"), 0) < str_find(tree, STR("后文"), 0));
    Str dests = output_of(c, "pdfinfo -dests structure.pdf");
    CHECK(says(dests, "第二节") && says(dests, "a-1") && says(dests, "表(1)"));
    Str json = output_of(c, "qpdf --json=2 --json-key=qpdf --json-key=outlines "
                            "--json-key=pagelabels structure.pdf");
    CHECK(says(json, "https://%E4%BE%8B.cn/a%20(b)?q=1"));
    CHECK(says(json, "\"/Dest\": \"u:第二节\""));
    CHECK(says(json, "\"title\": \"第二章 𠮷\"") && says(json, "\"title\": \"深\""));
    CHECK(says(json, "/Scope\": \"/Column") && says(json, "\"/ColSpan\": 2"));
    CHECK(says(json, "/OBJR") && says(json, "\"/ParentTreeNextKey\": 5"));
    CHECK(says(json, "\"/S\": \"/r\"") && says(json, "\"/S\": \"/D\""));
    CHECK(says(json, "/DisplayDocTitle\": true") && says(json, "\"/Lang\": \"u:zh-CN\""));
    Str meta = output_of(c, "pdfinfo -meta structure.pdf");
    CHECK(says(meta, "教研室 &amp; 同事") && says(meta, "<pdfuaid:part>1</pdfuaid:part>"));
}

static void test_shapes(Case *c)
{
    Maker m = {.c = c};
    element(&m, "Document", 0);
    uint32_t figure = element(&m, "Figure", 0);
    m.elements[figure].alt = STR("两张图");
    Item rect = {.kind = ITEM_RECT, .x = 0, .y = 0, .width = LEN_MM(210), .height = LEN_PT(50),
                 .colour = 0xC8102E};
    Item rule = {.kind = ITEM_LINE, .x = MARGIN, .y = LEN_PT(100), .width = LEN_PT(200),
                 .as.line = {.thickness = 500}};
    Item wave = rule, dash = rule, image = {.kind = ITEM_IMAGE, .tag = figure, .x = MARGIN,
                                            .y = LEN_PT(200), .width = LEN_PT(80),
                                            .height = LEN_PT(60)};
    wave.y += LEN_PT(20), wave.as.line.wavy = true;
    dash.y += LEN_PT(40), dash.as.line.dashed = true;
    Picture *picture = picture_open(c->a, LEN_PT(100), LEN_PT(100));
    Paint red = {.filled = true, .fill = 0xFF0000};
    picture_arc(picture, LEN_PT(50), LEN_PT(50), LEN_PT(40), LEN_PT(20), 0, 120, red);
    picture_rect(picture, 0, 0, LEN_PT(10), LEN_PT(10), red);
    Item chart = image;
    chart.kind = ITEM_PICTURE;
    chart.y += LEN_PT(100);
    chart.as.picture.picture = picture;
    Item items[] = {rect, rule, wave, dash, image, chart};
    char *pixels = arena_alloc(c->a, 4 * 3 * 3), *alpha = arena_alloc(c->a, 12);
    memset(pixels, 0x40, 36);
    memset(alpha, 0x80, 12);
    PdfImage raw = {.width = 4, .height = 3, .channels = 3, .bytes = {pixels, 36},
                    .alpha = {alpha, 12}};
    Page page = {.items = items, .nitems = 6, .label = STR("1")};
    Book book = book_of(&m, &page, 1);
    book.images = &raw;
    book.nimages = 1;
    save(c, &book, "shapes.pdf");
    check_sound(c, "shapes.pdf");
    Str list = output_of(c, "pdfimages -list shapes.pdf");
    CHECK(says(list, "image       4     3  rgb") && says(list, "smask       4     3  gray"));
    /* the top 50 pt are the colour of the rectangle */
    output_of(c, "pdftoppm -r 36 shapes.pdf shapes");
    Str ppm;
    CHECK(file_bytes(c->a, file_join(c->a, c->folder, STR("shapes-1.ppm")), &ppm, &c->d));
    size_t at = str_find(ppm, STR("255\n"), 0) + 4;
    CHECK(at + 3 < ppm.n && memcmp(ppm.p + at, "\xC8\x10\x2E", 3) == 0);
    size_t white = at + 3 * (size_t)(298 * 40 + 5); /* half a pixel a point */
    CHECK(white + 3 < ppm.n && memcmp(ppm.p + white, "\xFF\xFF\xFF", 3) == 0);
}

/* A long book: page tree, parent tree and name tree with several levels; bytes and time. */
static void test_long(Case *c, size_t npages)
{
    static const char text[] = "幼儿在教师的引导下观察植物的生长过程，学习使用简单的工具进行测量与记录。";
    Maker m = {.c = c};
    element(&m, "Document", 0);
    Page *pages = arena_array(c->a, Page, npages);
    Destination *places = arena_array(c->a, Destination, npages);
    for (size_t p = 0; p < npages; p++) {
        m.items = NULL, m.nitems = m.items_room = 0;
        for (int i = 0; i < 36; i++)
            line_spaced(&m, (FontChoice){.role = SONG}, i % 4 ? (uint32_t)m.nelements - 1
                                                             : element(&m, "P", 0),
                        MARGIN, MARGIN + i * LINE, text, i % 3 ? 137 : 0);
        pages[p] = (Page){.items = m.items, .nitems = m.nitems,
                          .label = str_printf(c->a, "%zu", p + 1)};
        places[p] = (Destination){str_printf(c->a, "第%zu页", p + 1), (uint32_t)p, 0};
    }
    Book book = book_of(&m, pages, npages);
    book.destinations = places;
    book.ndestinations = npages;
    Buf rows = buf_in(c->a); /* a stream among others that is too long to be compressed with them */
    for (int i = 0; i < 40000; i++)
        buf_printf(&rows, "%d,", i);
    Attachment table = {.name = STR("表.csv"), .bytes = buf_view(&rows)};
    book.attachments = &table;
    book.nattachments = 1;
    struct timespec from, to;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    Str bytes = save(c, &book, "long.pdf"), again;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    double s = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) * 1e-9;
    if (getenv("KANBEN_BENCH"))
        printf("write_pdf: %zu pages, %zu bytes, %.3f s\n", npages, bytes.n, s);
    CHECK(write_pdf(c->a, c->f, &book, 1767225600, &again, &c->d));
    CHECK(str_equal(bytes, again)); /* P10 */
    cpu_set_t all, one;
    CPU_ZERO(&one);
    CHECK(sched_getaffinity(0, sizeof all, &all) == 0);
    for (size_t i = 0; i < CPU_SETSIZE && !CPU_COUNT(&one); i++)
        if (CPU_ISSET(i, &all))
            CPU_SET(i, &one);
    CHECK(sched_setaffinity(0, sizeof one, &one) == 0); /* nobody to compress beside the work */
    CHECK(write_pdf(c->a, c->f, &book, 1767225600, &again, &c->d));
    CHECK(str_equal(bytes, again));
    CHECK(sched_setaffinity(0, sizeof all, &all) == 0);
    check_sound(c, "long.pdf");
    Str last = output_of(c, str_c(c->a, str_printf(c->a, "pdftotext -raw -f %zu -l %zu long.pdf -",
                                                   npages, npages)));
    CHECK(says(last, text));
    Str count = output_of(c, "qpdf --show-npages long.pdf");
    CHECK(says(count, str_c(c->a, str_printf(c->a, "%zu", npages))));
}

static void test_faults(Case *c)
{
    Maker m = {.c = c};
    element(&m, "Document", 0);
    Book book = book_of(&m, NULL, 0);
    Str bytes;
    Diag kept = c->d;
    c->d = diag_in(c->a);
    CHECK(!write_pdf(c->a, c->f, &book, 0, &bytes, &c->d) && c->d.nerrors == 1);
    LinkArea nowhere = {.width = 1000, .height = 1000, .target = STR("#没有")};
    Page page = {.links = &nowhere, .nlinks = 1, .label = STR("附录-1")};
    book = book_of(&m, &page, 1);
    CHECK(write_pdf(c->a, c->f, &book, -99999999999999, &bytes, &c->d));
    CHECK(c->d.nwarnings == 1);
    c->d = kept;
}

int main(void)
{
    char folder[] = "/tmp/kanben-write-XXXXXX";
    if (!mkdtemp(folder))
        return 1;
    Arena *a = arena_open();
    Case c = {.a = a, .d = diag_in(a), .folder = folder};
    c.f = test_fonts(a, &c.d);
    if (!c.f) {
        diag_print(&c.d, (DiagStyle){0}, stdout);
        return 1;
    }
    test_text(&c);
    test_spacing(&c);
    test_structure(&c);
    test_shapes(&c);
    test_long(&c, getenv("KANBEN_BENCH") ? 2000 : 70);
    test_faults(&c);
    if (!getenv("KANBEN_KEEP"))
        file_remove_tree(folder, &c.d);
    fonts_close(c.f);
    arena_close(a);
    return check_finish();
}
