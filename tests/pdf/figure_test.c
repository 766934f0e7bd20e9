/*
 * figure_test: how large pictures come out, which part of them is shown and how many pixels that needs, with the
 * metric font OM and pictures that are sizes only. What is expected follows from the heads of block_image.c and
 * block_figure.c.
 */
#include "check.h"
#include "pdf/page.h"

static Arena *arena;
static Fonts *fonts;
static uint32_t pixels_wide, pixels_high; /* of every picture */
static ImageWant wants[8];
static size_t nwants;

static bool find(void *self, const ImageWant *want, PdfImage *image, Diag *d)
{
    (void)self;
    (void)d;
    *image = (PdfImage){.width = pixels_wide, .height = pixels_high, .jpeg = true, .channels = 3};
    if (want->width)
        wants[nwants++ % 8] = *want;
    return true;
}

static const Node *node(NodeKind kind, const char *class, const Node *const *kids, size_t count)
{
    Node *made = doc_node(arena, kind, (Pos){0});
    NodeList list = {0};
    if (kind == NODE_SECTION || kind == NODE_FIGURE)
        made->as.section.class = str_of(class);
    if (kind == NODE_IMAGE)
        made->as.link.href = str_of(class);
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
    return node(NODE_PARA, "", &kid, 1);
}

/* caption NULL: none */
static const Node *figure(const char *class, const char *caption)
{
    const Node *alt = words("图"), *text = words(caption ? caption : "题");
    const Node *kids[] = {node(NODE_IMAGE, "a.jpg", &alt, 1), node(NODE_CAPTION, "", &text, 1)};
    return node(NODE_FIGURE, class, kids, caption ? 2 : 1);
}

/* A type area of 300 by 400 pt. */
static Design small_design(void)
{
    Design d = design_default();
    d.width = LEN_PT(400);
    d.height = LEN_PT(500);
    d.inner = d.outer = d.top = d.bottom = LEN_PT(50);
    d.figure_height = 1000;
    d.page_break_level = 0;
    d.running_left = d.running_right = d.folio = STR("");
    return d;
}

static Diag diag;

static const Book *lay(const Node *const *kids, size_t count, const Design *design)
{
    static const Book about = {.title = {"书", 3}, .language = {"zh-CN", 5}};
    diag = diag_in(arena);
    nwants = 0;
    const Book *book = page_layout(arena, fonts, design, node(NODE_SECTION, "", kids, count), &about,
                                   (ImageSource){.find = find}, &diag);
    CHECK(book != NULL);
    return book;
}

static const Item *image_on(const Page *page)
{
    for (size_t i = 0; i < page->nitems; i++)
        if (page->items[i].kind == ITEM_IMAGE)
            return &page->items[i];
    return NULL;
}

/* "width height" in whole points of a figure of that class; pictures are w by h pixels. */
static void comes_out(uint32_t w, uint32_t h, const char *class, int width, int height)
{
    Design design = small_design();
    const Node *kid = figure(class, NULL);
    pixels_wide = w;
    pixels_high = h;
    const Book *book = lay(&kid, 1, &design);
    const Item *item = book ? image_on(&book->pages[0]) : NULL;
    CHECK(item != NULL);
    if (item && ((item->width + 500) / 1000 != width || (item->height + 500) / 1000 != height)) {
        printf("%u x %u \"%s\": %d x %d, wanted %d x %d\n", w, h, class, item->width, item->height, width, height);
        CHECK(false);
    }
}

static void test_sizes(void)
{
    comes_out(1200, 800, "", 300, 200);         /* as wide as the measure */
    comes_out(300, 200, "", 144, 96);           /* 300 pixels at 150 to the inch */
    comes_out(1000, 3000, "", 133, 400);        /* as high as the type area */
    comes_out(1200, 800, "w50", 150, 100);
    comes_out(1200, 800, "w36mm", 102, 68);
    comes_out(1200, 800, "w12.7mm", 36, 24);
    comes_out(1200, 800, "h25.4mm", 108, 72);
    comes_out(1200, 800, "w100 h25.4mm", 108, 72);      /* whole in its box */
    comes_out(1200, 800, "w100 h25.4mm crop", 300, 72); /* filling it */
    comes_out(1200, 800, "w50 r1x1", 150, 150);
    comes_out(1200, 800, "w50 r1x1 whole", 150, 100);
    comes_out(1200, 800, "r2x3", 267, 400);             /* natural width, then the type area's height */
    comes_out(1200, 800, "w500 hx r0x3 f200x3 crop", 300, 200); /* none of these says anything */
}

static void part_is(const char *class, uint32_t x, uint32_t y, uint32_t width, uint32_t height)
{
    Design design = small_design();
    const Node *kid = figure(class, NULL);
    lay(&kid, 1, &design);
    const ImageWant *want = &wants[0];
    CHECK(nwants == 1);
    if (want->x != x || want->y != y || want->width != width || want->height != height) {
        printf("\"%s\": %u %u %u x %u\n", class, want->x, want->y, want->width, want->height);
        CHECK(false);
    }
}

static void test_parts(void)
{
    pixels_wide = 1200;
    pixels_high = 800;
    part_is("", 0, 0, 1200, 800);
    part_is("r1x1", 200, 0, 800, 800);
    part_is("r1x1 f0x50", 0, 0, 800, 800);
    part_is("r1x1 f100x50", 400, 0, 800, 800);
    part_is("r1x1 f40x0", 80, 0, 800, 800);
    part_is("r3x1", 0, 200, 1200, 400);
    part_is("r3x1 f50x0", 0, 0, 1200, 400);
    part_is("r3x1 f50x90", 0, 400, 1200, 400); /* as far as the picture goes */
}

/* One image for all uses of the same part, fine enough for the largest: 300 pt at 300 dpi are 1250 pixels. */
static void test_needs(void)
{
    Design design = small_design();
    const Node *kids[] = {figure("w50", NULL), figure("w100", NULL), figure("w50 r1x1", NULL)};
    pixels_wide = 4000;
    pixels_high = 3000;
    const Book *book = lay(kids, 3, &design);
    CHECK(nwants == 2 && book && book->nimages == 2);
    CHECK(wants[0].across == 1250 && wants[0].paper == LEN_PT(300));
    CHECK(wants[1].across == 625 && wants[1].width == 3000);
    design.image_dpi = 144;
    lay(kids, 3, &design);
    CHECK(wants[0].across == 600);
    CHECK(diag.count == 0);
}

static void test_coarse(void)
{
    Design design = small_design();
    const Node *kid = figure("w100", NULL);
    pixels_wide = 500; /* 300 pt are 4.17 inches */
    pixels_high = 300;
    lay(&kid, 1, &design);
    CHECK(diag.count == 1 && diag.nwarnings == 1);
    if (!diag.count)
        return;
    CHECK_TEXT(diag.items[0].code, STR("image-dpi"), "code");
    CHECK_TEXT(diag.items[0].zh, STR("图片 a.jpg 印成 106 mm 宽，只有 120 dpi，低于 150"), "message");
    CHECK_TEXT(diag.items[0].hint_zh, STR("换像素更多的原图（至少 626 像素宽），或印得不超过 85 mm 宽"), "hint");
    design.least_dpi = 100;
    lay(&kid, 1, &design);
    CHECK(diag.count == 0);
}

static const Item *text_on(const Page *page, const char *text)
{
    for (size_t i = 0; i < page->nitems; i++)
        if (page->items[i].kind == ITEM_GLYPHS && str_equal(page->items[i].as.glyphs.text, str_of(text)))
            return &page->items[i];
    return NULL;
}

/* Filling its page through the bleed; the page is counted but bears no number; text goes on behind it. */
static void test_page(void)
{
    Design design = small_design();
    const Node *kids[] = {para("前"), figure("page", "说明"), para("后")};
    design.folio = STR("{page}");
    design.print = PRINT_PRESS;
    design.binding = BINDING_NONE;
    pixels_wide = 4000;
    pixels_high = 3000;
    const Book *book = lay(kids, 3, &design);
    CHECK(book && book->npages == 3);
    if (!book || book->npages != 3)
        return;
    const Page *page = &book->pages[1];
    const Item *image = image_on(page), *caption = text_on(page, "说明");
    CHECK(image && image->x == -design.bleed && image->y == -design.bleed);
    CHECK(image && image->width == design.width + 2 * design.bleed && image->height == design.height + 2 * design.bleed);
    CHECK(wants[0].dark > 50 && wants[0].dark < 300 && wants[0].height == 3000 && wants[0].x == 2000 - wants[0].width / 2);
    CHECK(caption && caption->colour == 0xFFFFFF && caption->y > design.height * 3 / 4);
    CHECK(text_on(&book->pages[2], "后") && text_on(&book->pages[2], "3") && !text_on(page, "2"));
    CHECK_TEXT(page->label, STR("2"), "label");
}

/* The caption beside the foot of the picture. */
static void test_side(void)
{
    Design design = small_design();
    const Node *kid = figure("side", "说明");
    pixels_wide = 1200;
    pixels_high = 800;
    const Book *book = lay(&kid, 1, &design);
    const Item *image = book ? image_on(&book->pages[0]) : NULL;
    const Item *caption = book ? text_on(&book->pages[0], "说明") : NULL;
    CHECK(image && image->width == LEN_PT(180) && image->height == LEN_PT(120));
    CHECK(caption && image && caption->x > image->x + image->width);
    CHECK(caption && image && caption->y <= image->y + image->height && caption->y > image->y + image->height - LEN_PT(18));
}

int main(void)
{
    arena = arena_open();
    fonts = fonts_open_metric(arena);
    test_sizes();
    test_parts();
    test_needs();
    test_coarse();
    test_page();
    test_side();
    fonts_close(fonts);
    arena_close(arena);
    return check_finish();
}
