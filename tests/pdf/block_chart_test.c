/*
 * block_chart: charts in books. The drawing knows no fonts; here the faces of the books are held
 * to the widths it reckons with, and a laid out page to what the drawing promised.
 */
#include "check.h"

#include "draw/chart.h"
#include "fonts.h"
#include "pdf/page.h"

enum { SIZE = 10000 };

/* No face is wider than reckoned: every printing character alone, and some words. */
static void test_widths(Arena *a, const Fonts *fonts)
{
    char ascii[95][2] = {0};
    static const char *const words[] = {
        "集团化办园", "2025年9月", "0123456789", "62.5%", "1.2万", "−18", "“—”表示没有数据。", "9.15–10.15",
        "Kindergarten", "minimum", "WMWM", "ABCDEFG", "CHINA", "0–4", "（每月两次）", "派出＼接收", "①②③", "𠮷", "a, b; c. d"};
    static const char *const roles[] = {"song", "hei", "kai"};
    enum { WORDS = sizeof words / sizeof *words };
    const char *texts[95 + WORDS];
    Diag d = diag_in(a);
    for (size_t i = 0; i < 95; i++) {
        ascii[i][0] = (char)(' ' + i);
        texts[i] = ascii[i];
    }
    memcpy(texts + 95, words, sizeof words);
    for (size_t r = 0; r < 3; r++)
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
            GlyphRun run = {0};
            Str text = str_of(texts[i]);
            Em width = 0;
            font_shape(a, fonts, (FontChoice){.role = fonts_role(fonts, str_of(roles[r]))}, text, (Pos){0},
                       &run, &d);
            for (size_t k = 0; k < run.count; k++)
                width += run.glyphs[k].advance;
            bool fits = len_em(width, SIZE) <= picture_text_width(text, SIZE);
            CHECK(fits);
            if (!fits)
                printf("  %s in %s: %d em/1000, reckoned %d\n", texts[i], roles[r], width,
                       picture_text_width(text, SIZE) * 1000 / SIZE);
        }
    CHECK(d.nerrors == 0);
}

static const Node *chart_figure(Arena *a, ChartKind kind, size_t ncategories)
{
    ChartSpec *spec = arena_new(a, ChartSpec);
    Str *names = arena_array(a, Str, ncategories);
    double *values = arena_array(a, double, ncategories);
    ChartSeries *series = arena_array(a, ChartSeries, 1);
    for (size_t i = 0; i < ncategories; i++) {
        names[i] = str_printf(a, "类别%zu", i);
        values[i] = (double)i;
    }
    series->values = values;
    *spec = chart_spec(kind);
    spec->unit = STR("个");
    spec->categories = names;
    spec->ncategories = ncategories;
    spec->series = series;
    spec->nseries = 1;
    Node *chart = doc_node(a, NODE_CHART, (Pos){0});
    chart->as.chart.data = spec;
    chart->as.chart.alt = STR("说明");
    NodeList kids = {0}, root = {0};
    doc_push(a, &kids, chart);
    doc_push(a, &root, doc_done(a, doc_node(a, NODE_FIGURE, (Pos){0}), &kids));
    return doc_done(a, doc_node(a, NODE_SECTION, (Pos){0}), &root);
}

static const Book *lay(Arena *a, const Fonts *fonts, const Node *root, Diag *d)
{
    Design design = design_default();
    Book about = {.title = STR("题"), .language = STR("zh-CN")};
    return page_layout(a, fonts, &design, root, &about, (ImageSource){0}, d);
}

/* One picture, its texts in order under the same Figure, all inside the picture. */
static void test_page(Arena *a, const Fonts *fonts)
{
    Diag d = diag_in(a);
    const Book *book = lay(a, fonts, chart_figure(a, CHART_BAR, 3), &d);
    CHECK(book && book->npages == 1 && d.count == 0);
    if (!book)
        return;
    const Item *picture = NULL;
    Buf words = buf_in(a);
    Design design = design_default();
    for (size_t i = 0; i < book->pages[0].nitems; i++) {
        const Item *item = &book->pages[0].items[i];
        if (item->kind == ITEM_PICTURE)
            picture = item;
        if (item->kind != ITEM_GLYPHS || !picture || item->tag != picture->tag)
            continue;
        buf_printf(&words, "%.*s ", STR_ARG(item->as.glyphs.text));
        CHECK(item->x >= picture->x && item->x + item->width <= picture->x + picture->width);
        CHECK(item->y - item->height >= picture->y - item->height / 4 && item->y <= picture->y + picture->height);
    }
    CHECK(picture && picture->width == design.width - design.inner - design.outer);
    CHECK(picture && strcmp(book->elements[picture->tag].type, "Figure") == 0);
    CHECK(picture && str_equal(book->elements[picture->tag].alt, STR("说明")));
    CHECK_TEXT(buf_view(&words), STR("单位：个 0 1 2 类别0 类别1 类别2 0 1 2 "), "the texts as glyphs");
}

/* Higher than a page: smaller, and said. */
static void test_high(Arena *a, const Fonts *fonts)
{
    Diag d = diag_in(a);
    const Book *book = lay(a, fonts, chart_figure(a, CHART_ACROSS, 60), &d);
    CHECK(book && book->npages == 1);
    CHECK(d.nwarnings == 1 && d.nerrors == 0 && str_equal(d.items[0].code, STR("chart-high")));
    for (size_t i = 0; book && i < book->pages[0].nitems; i++)
        if (book->pages[0].items[i].kind == ITEM_PICTURE)
            CHECK(book->pages[0].items[i].height < book->height * 4 / 5);
}

int main(void)
{
    Arena *a = arena_open();
    Diag d = diag_in(a);
    Fonts *fonts = test_fonts(a, &d);
    CHECK(fonts != NULL);
    if (fonts) {
        test_widths(a, fonts);
        test_page(a, fonts);
        test_high(a, fonts);
        fonts_close(fonts);
    }
    arena_close(a);
    return check_finish();
}
