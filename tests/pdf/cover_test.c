/*
 * cover_test: covers, title pages, forms and the foot of the page, with the metric font OM.
 * What is expected follows from the heads of block_cover.c, page.h and the rules of page numbers:
 * a cover has none, and its blank back neither.
 */
#include "check.h"
#include "pdf/page.h"

static Arena *arena;
static Fonts *fonts;

/* ---- making ---- */

static const Node *node(NodeKind kind, int level, const char *class, const Node *const *kids,
                        size_t count)
{
    Node *made = doc_node(arena, kind, (Pos){0});
    NodeList list = {0};
    made->level = (uint8_t)level;
    if (kind == NODE_SECTION || kind == NODE_COVER || kind == NODE_PARA)
        made->as.section.class = str_of(class);
    for (size_t i = 0; i < count; i++)
        doc_push(arena, &list, kids[i]);
    return doc_done(arena, made, &list);
}

static const Node *words(const char *text)
{
    return doc_text(arena, str_of(text), (Pos){0});
}

static const Node *para(const char *text)
{
    const Node *kid = words(text);
    return node(NODE_PARA, 0, "", &kid, 1);
}

/* A cover whose title has a line before its last. */
static const Node *cover(const char *class, const char *name, const char *title)
{
    const Node *lines[] = {words(name), node(NODE_LINE_BREAK, 0, "", NULL, 0), words(title)};
    const Node *kids[] = {node(NODE_HEADING, 1, "", lines, 3), para("编印")};
    return node(NODE_COVER, 0, class, kids, 2);
}

static const Node *root_of(const Node *const *kids, size_t count)
{
    return node(NODE_SECTION, 0, "", kids, count);
}

static const Book *lay(const Node *root, const Design *design)
{
    static const Book about = {.title = {"书", 3}, .language = {"zh-CN", 5}};
    Diag d = diag_in(arena);
    const Book *book = page_layout(arena, fonts, design, root, &about, (ImageSource){0}, &d);
    CHECK(book != NULL && d.count == 0);
    return book;
}

static const Item *item_of(const Page *page, const char *text)
{
    for (size_t i = 0; i < page->nitems; i++) {
        const Item *item = &page->items[i];
        if (item->kind == ITEM_GLYPHS && str_equal(item->as.glyphs.text, str_of(text)))
            return item;
    }
    return NULL;
}

static size_t count_of(const Page *page, ItemKind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < page->nitems; i++)
        n += page->items[i].kind == kind;
    return n;
}

/* ---- covers ---- */

/* Character below character, the name to the right of the title, at two fifths of its size. */
static void test_slip(void)
{
    Design design = design_default();
    const Node *kids[] = {cover("slip", "甲乙", "丙丁戊")};
    const Book *book = lay(root_of(kids, 1), &design);
    const Page *page = &book->pages[0];
    const Item *first = item_of(page, "丙"), *next = item_of(page, "丁");
    const Item *name = item_of(page, "甲"), *ground = &page->items[0];
    CHECK(first && next && name);
    if (!first || !next || !name)
        return;
    CHECK(first->x == next->x && next->y > first->y);
    CHECK(name->x > first->x + first->as.glyphs.size);
    CHECK(name->as.glyphs.size * 5 == first->as.glyphs.size * 2);
    CHECK(ground->kind == ITEM_RECT && ground->width == design.width &&
          ground->height == design.height && ground->colour == design.brand);
}

static void test_title_page(void)
{
    Design design = design_default();
    const Node *kids[] = {cover("plain", "甲乙", "丙丁戊")};
    const Book *book = lay(root_of(kids, 1), &design);
    const Item *name = item_of(&book->pages[0], "甲乙");
    CHECK(count_of(&book->pages[0], ITEM_RECT) == 0);
    Len off = name ? name->x * 2 + name->width - design.width : LEN_PT(1);
    CHECK(off >= -2 && off <= 2); /* halves are rounded */
}

/* A line at the foot in a style of the design's own hangs as it says: its further lines below its words. */
static void test_hanging_line(void)
{
    Design design = design_default();
    design.classes[0] = STR("colophon");
    design.styles[STYLE_OWN] = (TextStyle){.role = STR("song"), .size = LEN_PT(10), .leading = LEN_PT(18),
                                           .left = LEN_PT(50), .indent = -5000, .align = PARA_JUSTIFY};
    const Node *text = words("说明：一本报告为样例除十个集团的名称外文中成员人物数据和文号均为虚构仅用来展示一个县的集团化办园资料可以怎样整理和出版");
    const Node *line = node(NODE_PARA, 0, "colophon", &text, 1), *kids[] = {node(NODE_COVER, 0, "plain", &line, 1)};
    const Page *page = &lay(root_of(kids, 1), &design)->pages[0];
    const Item *lines[2] = {NULL, NULL};
    for (size_t i = 0, n = 0; i < page->nitems && n < 2; i++)
        if (page->items[i].kind == ITEM_GLYPHS)
            lines[n++] = &page->items[i];
    CHECK(lines[0] && lines[1] && lines[1]->x == lines[0]->x + LEN_PT(50));
}

/* Cover, its blank back, front matter from i, body from 1 on an odd page. */
static void test_numbers(void)
{
    static const char *const labels[] = {"", "", "i", "ii", "1"};
    Design design = design_default();
    design.mirrored = true;
    const Node *front = para("前");
    const Node *kids[] = {cover("slip", "甲", "乙"), node(NODE_SECTION, 0, "front", &front, 1),
                          para("正")};
    const Book *book = lay(root_of(kids, 3), &design);
    CHECK(book->npages == 5);
    for (size_t i = 0; i < book->npages && i < 5; i++)
        CHECK_TEXT(book->pages[i].label, str_of(labels[i]), "label");
    CHECK(book->pages[1].blank && book->pages[3].blank);
}

/* ---- the foot ---- */

static void test_foot(void)
{
    Design design = design_default();
    design.mirrored = true;
    design.foot = STR("版");
    design.styles[STYLE_FOLIO].align = PARA_END;
    const Node *kids[] = {para("甲"), node(NODE_PAGE_BREAK, 0, "", NULL, 0), para("乙")};
    const Book *book = lay(root_of(kids, 3), &design);
    const Item *odd = item_of(&book->pages[0], "版"), *even = item_of(&book->pages[1], "版");
    CHECK(book->npages == 2 && odd && even);
    if (!odd || !even)
        return;
    CHECK(odd->x == design.inner && odd->y == design.height - design.bottom + design.folio_gap);
    CHECK(even->x + even->width == design.width - design.inner);
}

/* ---- tables ---- */

static const Node *table(const char *class, int lines)
{
    const Node *space = node(NODE_SPACE, lines, "", NULL, 0), *label = words("项");
    const Node *cells[] = {node(NODE_CELL, 0, "", &label, 1), node(NODE_CELL, 0, "", &space, 1)};
    const Node *row = node(NODE_ROW, 0, "", cells, 2);
    Node *made = doc_node(arena, NODE_TABLE, (Pos){0});
    NodeList list = {0};
    made->as.table.ncolumns = 2;
    made->as.table.class = str_of(class);
    doc_push(arena, &list, row);
    return doc_done(arena, made, &list);
}

/* The label of a deep row of a form stands in its middle, within half a line. */
static void test_form(void)
{
    Design design = design_default();
    design.running_left = design.running_right = STR("");
    const Node *kids[] = {table("form", 6)};
    const Page *page = &lay(root_of(kids, 1), &design)->pages[0];
    const Item *label = item_of(page, "项");
    Len top = INT32_MAX, bottom = 0;
    for (size_t i = 0; i < page->nitems; i++)
        if (page->items[i].kind == ITEM_LINE && page->items[i].width) {
            top = page->items[i].y < top ? page->items[i].y : top;
            bottom = page->items[i].y > bottom ? page->items[i].y : bottom;
        }
    CHECK(label && bottom - top >= 6 * design.styles[STYLE_BODY].leading);
    Len middle = (top + bottom) / 2, off = label ? label->y - middle : 0;
    CHECK(off > -LEN_PT(6) && off < LEN_PT(6));
}

static void test_plain_table(void)
{
    Design design = design_default();
    design.running_left = design.running_right = STR("");
    const Node *kids[] = {table("plain", 1)};
    CHECK(count_of(&lay(root_of(kids, 1), &design)->pages[0], ITEM_LINE) == 0);
}

/* ---- pictures ---- */

static bool any_image(void *self, const ImageWant *want, PdfImage *image, Diag *d)
{
    (void)self;
    (void)want;
    (void)d;
    *image = (PdfImage){.width = 2000, .height = 2000, .jpeg = true, .channels = 3};
    return true;
}

static const Node *figure(void)
{
    const Node *alt = words("图"), *image = node(NODE_IMAGE, 0, "", &alt, 1);
    return node(NODE_FIGURE, 0, "", &image, 1);
}

/* The page on which the picture stands, from 1; how many lines the first page has. */
static size_t picture_page(const Book *book, int *lines)
{
    size_t found = 0;
    Len last = -1;
    for (size_t i = 0; i < book->npages; i++) {
        if (count_of(&book->pages[i], ITEM_IMAGE))
            found = i + 1;
        for (size_t k = 0; k < book->pages[i].nitems && i == 0; k++) {
            const Item *item = &book->pages[i].items[k];
            *lines += item->kind == ITEM_GLYPHS && item->tag && item->y != last;
            last = item->kind == ITEM_GLYPHS ? item->y : last;
        }
    }
    return found;
}

/* 20 lines, a picture that the page has no room for, 20 lines more: they go on before it, without
 * a gap where it was. Before a page break it is set all the same. */
static void test_float(void)
{
    Design design = design_default();
    design.float_figures = true;
    design.running_left = design.running_right = design.folio = STR("");
    design.height = design.top + design.bottom + 29 * design.styles[STYLE_BODY].leading + LEN_PT(11);
    const Node *kids[43];
    for (size_t i = 0; i < 41; i++)
        kids[i] = i == 20 ? figure() : para("字");
    Diag d = diag_in(arena);
    static const Book about = {.language = {"zh-CN", 5}};
    int lines = 0;
    const Book *book = page_layout(arena, fonts, &design, root_of(kids, 41), &about,
                                   (ImageSource){.find = any_image}, &d);
    CHECK(book && picture_page(book, &lines) == 2 && book->npages == 2);
    CHECK(lines == 30);
    kids[21] = node(NODE_PAGE_BREAK, 0, "", NULL, 0);
    book = page_layout(arena, fonts, &design, root_of(kids, 41), &about,
                       (ImageSource){.find = any_image}, &d);
    lines = 0;
    CHECK(book && picture_page(book, &lines) == 2 && book->npages == 3);
    design.float_figures = false;
    kids[21] = para("字");
    lines = 0;
    book = page_layout(arena, fonts, &design, root_of(kids, 41), &about,
                       (ImageSource){.find = any_image}, &d);
    CHECK(book && picture_page(book, &lines) == 2 && lines == 20);
}

static const Node *captioned(void)
{
    const Node *alt = words("图"), *text = words("说明");
    const Node *kids[] = {node(NODE_IMAGE, 0, "", &alt, 1), node(NODE_CAPTION, 0, "", &text, 1)};
    return node(NODE_FIGURE, 0, "", kids, 2);
}

/* No two captions with the same number: only 图 2-1 begins again with a chapter. */
static void test_caption_numbers(void)
{
    static const Book about = {.language = {"zh-CN", 5}};
    static const char *const forms[] = {"图{n}", "图{chapter}-{n}"};
    static const char *const second[] = {"\"图2　\"", "\"图2-1　\""};
    const Node *title = words("章"), *head = node(NODE_HEADING, 1, "", &title, 1);
    const Node *kids[] = {head, captioned(), head, captioned()};
    for (int i = 0; i < 2; i++) {
        Design design = design_default();
        Diag d = diag_in(arena);
        design.figure_label = str_of(forms[i]);
        const Book *book = page_layout(arena, fonts, &design, root_of(kids, 4), &about,
                                       (ImageSource){.find = any_image}, &d);
        Buf dump = buf_in(arena);
        CHECK(book != NULL);
        if (book)
            page_dump(&dump, book);
        Str text = buf_view(&dump);
        CHECK(str_find(text, str_of(second[i]), 0) < text.n);
    }
}

int main(void)
{
    arena = arena_open();
    fonts = fonts_open_metric(arena);
    test_slip();
    test_title_page();
    test_hanging_line();
    test_numbers();
    test_foot();
    test_form();
    test_plain_table();
    test_float();
    test_caption_numbers();
    return check_finish();
}
