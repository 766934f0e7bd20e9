/*
 * upright_test: verse in columns and covers whose titles stand upright, with the metric font OM. What is expected
 * follows from the heads of block_upright.c, block_cover_upright.c, block_cover_front.c and block_cover_back.c.
 */
#include "check.h"
#include "draw/qr.h"
#include "pdf/page.h"

static Arena *arena;
static Fonts *fonts;
static Diag diag;
static ImageWant shown; /* the last picture asked for */

static bool find(void *self, const ImageWant *want, PdfImage *image, Diag *d)
{
    (void)self;
    (void)d;
    *image = (PdfImage){.width = 3000, .height = 2000, .jpeg = true, .channels = 3};
    if (want->width)
        shown = *want;
    return true;
}

static bool find_none(void *self, const ImageWant *want, PdfImage *image, Diag *d)
{
    (void)self;
    (void)want;
    (void)image;
    (void)d;
    return false;
}

static const Node *node(NodeKind kind, const char *class, const Node *const *kids, size_t count)
{
    Node *made = doc_node(arena, kind, (Pos){0});
    NodeList list = {0};
    if (kind == NODE_IMAGE)
        made->as.link.href = str_of(class);
    else if (class[0])
        made->as.section.class = str_of(class);
    made->level = kind == NODE_HEADING;
    for (size_t i = 0; i < count; i++)
        doc_push(arena, &list, kids[i]);
    return doc_done(arena, made, &list);
}

static const Node *block(NodeKind kind, const char *text)
{
    const Node *kid = doc_text(arena, str_of(text), (Pos){0});
    return node(kind, "", &kid, 1);
}

static const Node *picture(void)
{
    const Node *alt = doc_text(arena, STR("图"), (Pos){0}), *image = node(NODE_IMAGE, "a.jpg", &alt, 1);
    return node(NODE_FIGURE, "", &image, 1);
}

static const Node *code(const char *caption)
{
    static const QrSpec spec = {.text = {"https://example.edu.cn", 22}, .side = LEN_MM(25)};
    Node *qr = doc_node(arena, NODE_QR, (Pos){0});
    qr->as.chart.data = &spec;
    qr->as.chart.alt = STR("码");
    const Node *text = doc_text(arena, str_of(caption), (Pos){0});
    const Node *kids[] = {qr, node(NODE_CAPTION, "", &text, 1)};
    return node(NODE_FIGURE, "", kids, 2);
}

static const Book *lay_with(const Node *const *kids, size_t count, const Design *design, ImageSource images)
{
    static const Book about = {.title = {"书", 3}, .language = {"zh-CN", 5}};
    diag = diag_in(arena);
    return page_layout(arena, fonts, design, node(NODE_SECTION, "", kids, count), &about, images, &diag);
}

static const Book *lay(const Node *const *kids, size_t count, const Design *design)
{
    const Book *book = lay_with(kids, count, design, (ImageSource){.find = find});
    CHECK(book != NULL && diag.count == 0);
    return book;
}

static const Item *item_of(const Page *page, const char *text)
{
    for (size_t i = 0; i < page->nitems; i++)
        if (page->items[i].kind == ITEM_GLYPHS && str_equal(page->items[i].as.glyphs.text, str_of(text)))
            return &page->items[i];
    return NULL;
}

static size_t index_of(const Page *page, ItemKind kind)
{
    size_t i = 0;
    while (i < page->nitems && page->items[i].kind != kind)
        i++;
    return i;
}

static Design small_design(void)
{
    Design d = design_default();
    d.width = LEN_PT(400);
    d.height = LEN_PT(500);
    d.inner = d.outer = d.top = d.bottom = LEN_PT(50);
    d.page_break_level = 0;
    d.styles[STYLE_BODY].size = LEN_PT(10);
    d.styles[STYLE_BODY].leading = LEN_PT(20);
    d.styles[STYLE_BODY].indent = 0;
    return d;
}

/* ---- verse ---- */

/* Four lines of a quatrain: each a column to the left of the one before, a leading apart, together in the middle. */
static void test_verse(void)
{
    static const char *const lines[] = {"白日依山尽", "黄河入海流", "欲穷千里目", "更上一层楼"};
    const Node *kids[4], *verse;
    Design design = small_design();
    for (int i = 0; i < 4; i++)
        kids[i] = block(NODE_PARA, lines[i]);
    verse = node(NODE_SECTION, "vertical h60mm", kids, 4);
    const Book *book = lay(&verse, 1, &design);
    const Item *before = NULL;
    Len sum = 0;
    for (int i = 0; book && i < 4; i++) {
        const Item *item = item_of(&book->pages[0], lines[i]);
        CHECK(item && item->as.glyphs.set == GLYPHS_COLUMN && item->as.glyphs.count == 5);
        CHECK(!before || (item && before->x - item->x == LEN_PT(20)));
        CHECK(!before || (item && before->y == item->y));
        sum += item ? item->x : 0;
        before = item;
    }
    Len off = sum / 4 - design.width / 2;
    CHECK(off >= -10 && off <= 10);
}

/* Columns of 15 ems hold 15 characters: 40 characters are three columns; where all of them are wider than the
 * measure, which holds 15 columns, a second band begins below. */
static void test_bands(void)
{
    static const char text[] = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十";
    const Node *kids[6], *prose;
    Design design = small_design();
    for (int i = 0; i < 6; i++)
        kids[i] = block(NODE_PARA, text);
    prose = node(NODE_SECTION, "vertical h52.9mm", kids, 6); /* 149.95 pt: 14 ems and a bit; 3 columns each */
    const Book *book = lay(&prose, 1, &design);
    size_t low = 0, high = 0;
    for (size_t i = 0; book && i < book->pages[0].nitems; i++) {
        const Item *item = &book->pages[0].items[i];
        if (item->kind != ITEM_GLYPHS || item->as.glyphs.set != GLYPHS_COLUMN)
            continue;
        high += item->y < LEN_PT(60);
        low += item->y > LEN_PT(200);
    }
    CHECK(high == 15 && low == 3);
}

static void test_refused(void)
{
    const Node *rule = doc_node(arena, NODE_RULE, (Pos){0});
    const Node *verse = node(NODE_SECTION, "vertical", &rule, 1);
    Design design = small_design();
    CHECK(!lay_with(&verse, 1, &design, (ImageSource){.find = find}));
    CHECK(diag.nerrors == 1 && str_equal(diag.items[0].code, STR("vertical")));
}

/* ---- covers ---- */

/* Title first and farthest right, the subtitle left of it, upright glyphs; other lines lie. */
static void test_upright_cover(void)
{
    Design design = design_default();
    const Node *kids[] = {block(NODE_PARA, "某局"), block(NODE_HEADING, "年度报告"), block(NODE_HEADING, "公开版"),
                          block(NODE_PARA, "编印")};
    const Node *cover = node(NODE_COVER, "upright", kids, 4);
    const Book *book = lay(&cover, 1, &design);
    const Page *page = &book->pages[0];
    const Item *title = item_of(page, "年度报告"), *subtitle = item_of(page, "公开版"), *line = item_of(page, "编印");
    CHECK(title && title->as.glyphs.set == GLYPHS_COLUMN && title->x > design.width * 3 / 4);
    CHECK(subtitle && subtitle->as.glyphs.set == GLYPHS_COLUMN && title && subtitle->x < title->x);
    CHECK(line && line->as.glyphs.set != GLYPHS_COLUMN && line->y > design.height * 3 / 4);
}

/* A title that is not all Han stands upright on its slip by R18. */
static void test_mixed_slip(void)
{
    Design design = design_default();
    const Node *kid = block(NODE_HEADING, "2026年报告");
    const Node *cover = node(NODE_COVER, "slip", &kid, 1);
    const Book *book = lay(&cover, 1, &design);
    const Item *number = item_of(&book->pages[0], "2026"), *words = item_of(&book->pages[0], "年报告");
    CHECK(number && number->as.glyphs.set == GLYPHS_TURNED);
    CHECK(words && words->as.glyphs.set == GLYPHS_COLUMN);
    CHECK(book->pages[0].items[0].height == design.height);
}

/* The picture lies below all else and through the bleed; what carries text is to be dark. */
static void test_photo(void)
{
    Design design = design_default();
    design.print = PRINT_PRESS;
    design.binding = BINDING_NONE;
    const Node *kids[] = {block(NODE_HEADING, "书名"), block(NODE_PARA, "编印"), picture()};
    const Node *cover = node(NODE_COVER, "photo", kids, 3);
    const Book *book = lay(&cover, 1, &design);
    const Page *page = &book->pages[0];
    const Item *title = item_of(page, "书名");
    CHECK(page->items[0].kind == ITEM_IMAGE && page->items[0].x == -LEN_MM(3));
    CHECK(title && title->colour == 0xFFFFFF);
    Len dark = title ? design.height - title->y + title->as.glyphs.size : 0;
    CHECK(dark > 0 && shown.dark > (int64_t)dark * 1000 / design.height && shown.dark < 700);
    CHECK(shown.height == 2000 && shown.width < 2000); /* cropped to the page */
}

/* A picture that is not there: the common cover, and the fault is said elsewhere. */
static void test_no_photo(void)
{
    Design design = design_default();
    const Node *kids[] = {block(NODE_HEADING, "书名"), picture()};
    const Node *cover = node(NODE_COVER, "photo", kids, 2);
    const Book *book = lay_with(&cover, 1, &design, (ImageSource){.find = find_none});
    CHECK(book && book->pages[0].items[0].kind == ITEM_RECT && item_of(&book->pages[0], "书名"));
}

/* The code on a white label, the address in print below it, inside the label. */
static void test_back(void)
{
    Design design = design_default();
    const Node *kids[] = {block(NODE_PARA, "编印"), code("example.edu.cn")};
    const Node *front = node(NODE_COVER, "slip", (const Node *[]){block(NODE_HEADING, "书名")}, 1);
    const Node *cover = node(NODE_COVER, "back", kids, 2);
    const Node *all[] = {front, block(NODE_PARA, "正文"), cover};
    design.mirrored = true;
    const Book *book = lay(all, 3, &design);
    CHECK(book->npages == 4); /* the outside of a leaf */
    const Page *page = &book->pages[3];
    const Item *label = &page->items[1], *qr = &page->items[index_of(page, ITEM_PICTURE)];
    const Item *address = item_of(page, "example.edu.cn");
    CHECK(page->items[0].width == design.width && page->items[0].height == design.height);
    CHECK(label->kind == ITEM_RECT && label->colour == 0xFFFFFF && qr->kind == ITEM_PICTURE);
    CHECK(qr->width > LEN_MM(25) && qr->x >= label->x && qr->x + qr->width <= label->x + label->width);
    CHECK(address && address->y > qr->y + qr->height && address->y < label->y + label->height);
    CHECK(address && address->x >= label->x && address->x + address->width <= label->x + label->width);
    CHECK_TEXT(page->label, STR(""), "label");
}

int main(void)
{
    arena = arena_open();
    fonts = fonts_open_metric(arena);
    test_verse();
    test_bands();
    test_refused();
    test_upright_cover();
    test_mixed_slip();
    test_photo();
    test_no_photo();
    test_back();
    fonts_close(fonts);
    arena_close(arena);
    return check_finish();
}
