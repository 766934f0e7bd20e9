/*
 * Painter's order over white; coverage mixes in sRGB as browsers do.
 */
#include "pdf/raster.h"

#include <assert.h>
#include <string.h>

#include "pdf/font.h"

enum { POINT = 1000, SIDE_MOST = 4000 };

typedef struct Raster {
    Arena *a;
    const Book *book;
    GlyphPainter *painter;
    uint32_t width, height;
    uint8_t *pixels; /* RGB */
    Pos pos;
    Diag *d;
} Raster;

/* Cover of 255: none to all. */
static void mix(Raster *r, int64_t x, int64_t y, uint32_t colour, uint32_t cover)
{
    if (x < 0 || y < 0 || x >= r->width || y >= r->height || !cover)
        return;
    uint8_t *p = r->pixels + ((size_t)y * r->width + (size_t)x) * 3;
    for (int k = 0; k < 3; k++) {
        uint32_t to = colour >> (16 - 8 * k) & 255;
        p[k] = (uint8_t)((p[k] * (255 - cover) + to * cover + 127) / 255);
    }
}

/* How much of pixel i lies between from and to, of 255. */
static uint32_t cover_of(int64_t i, Len from, Len to)
{
    int64_t left = i * POINT > from ? i * POINT : from, right = (i + 1) * POINT < to ? (i + 1) * POINT : to;
    return right > left ? (uint32_t)((right - left) * 255 / POINT) : 0;
}

/* Pixels that are covered whole, from..to of row j. */
static void fill_run(Raster *r, int64_t from, int64_t to, int64_t j, uint32_t colour)
{
    uint8_t *p = r->pixels + ((size_t)j * r->width + (size_t)from) * 3;
    for (; from < to; from++, p += 3) {
        p[0] = (uint8_t)(colour >> 16);
        p[1] = (uint8_t)(colour >> 8);
        p[2] = (uint8_t)colour;
    }
}

static void fill(Raster *r, Len x, Len y, Len width, Len height, uint32_t colour)
{
    int64_t left = x < 0 ? 0 : x / POINT, right = (x + width + POINT - 1) / POINT;
    int64_t from = x < 0 ? 0 : (x + POINT - 1) / POINT, to = (x + width) / POINT; /* covered whole across */
    right = right > r->width ? r->width : right;
    to = to > r->width ? r->width : to;
    for (int64_t j = y < 0 ? 0 : y / POINT; j < r->height && j * POINT < y + height; j++) {
        uint32_t down = cover_of(j, y, y + height);
        bool whole = down == 255 && from < to;
        if (whole)
            fill_run(r, from, to, j, colour);
        for (int64_t i = left; i < right; i++) {
            if (whole && i == from)
                i = to;
            if (i < right)
                mix(r, i, j, colour, cover_of(i, x, x + width) * down / 255);
        }
    }
}

static void draw_line(Raster *r, const Item *item)
{
    Len thick = item->as.line.thickness;
    if (item->height == 0)
        fill(r, item->x, item->y - thick / 2, item->width, thick, item->colour);
    else if (item->width == 0)
        fill(r, item->x - thick / 2, item->y, thick, item->height, item->colour);
}

/* ---- glyphs ---- */

static void draw_glyph(Raster *r, const Item *item, const PlacedGlyph *g)
{
    GlyphPixels glyph;
    ArenaMark mark = arena_mark(r->a);
    Len x = g->x, y = item->y - g->dy;
    if (glyph_paint(r->painter, r->a, item->as.glyphs.font, g->gid, item->as.glyphs.size, item->as.glyphs.stroke,
                    item->as.glyphs.set == GLYPHS_TURNED, x % POINT, y % POINT, &glyph))
        for (uint32_t j = 0; j < glyph.height; j++)
            for (uint32_t i = 0; i < glyph.width; i++)
                mix(r, (int64_t)(x / POINT) + glyph.left + i, (int64_t)(y / POINT) - glyph.top + j, item->colour, glyph.cover[(size_t)j * glyph.width + i]);
    arena_release(r->a, mark);
}

/* ---- pictures ---- */

static bool decode(Raster *r, const PdfImage *from, Image *image)
{
    *image = (Image){from->width, from->height, from->channels, false, (const uint8_t *)from->bytes.p};
    return !from->jpeg || image_open(r->a, from->bytes, STR("picture"), (Pos){0}, 0, image, r->d);
}

/* Alpha as a grey picture of the same size; full where there is none. */
static Image alpha_of(const PdfImage *from)
{
    return (Image){from->width, from->height, 1, false, (const uint8_t *)from->alpha.p};
}

static void paint_picture(Raster *r, const Item *item, const Image *image, const Image *alpha)
{
    int64_t left = (item->x + POINT / 2) / POINT, top = (item->y + POINT / 2) / POINT;
    int64_t width = (item->width + POINT / 2) / POINT, height = (item->height + POINT / 2) / POINT;
    for (int64_t j = 0; j < height; j++)
        for (int64_t i = 0; i < width; i++) {
            size_t at = (size_t)(j * image->height / height) * image->width + (size_t)(i * image->width / width);
            const uint8_t *p = image->pixels + at * image->channels;
            uint32_t colour = (uint32_t)p[0] << 16 | (uint32_t)p[image->channels > 1] << 8 | p[image->channels > 1 ? 2 : 0];
            mix(r, left + i, top + j, colour, alpha ? alpha->pixels[at] : 255);
        }
}

static bool draw_image(Raster *r, const Item *item)
{
    const PdfImage *from = &r->book->images[item->as.image.image];
    Image image, alpha = alpha_of(from);
    uint32_t width = (uint32_t)((item->width + POINT / 2) / POINT), height = (uint32_t)((item->height + POINT / 2) / POINT);
    if (!width || !height)
        return true;
    if (!decode(r, from, &image))
        return false;
    image = image_fit(r->a, &image, width, height);
    if (from->alpha.n)
        alpha = image_fit(r->a, &alpha, width, height);
    paint_picture(r, item, &image, from->alpha.n ? &alpha : NULL);
    return true;
}

/* ---- the page ---- */

static bool draw_item(Raster *r, const Item *item)
{
    switch (item->kind) {
    case ITEM_GLYPHS:
        for (uint32_t i = 0; i < item->as.glyphs.count; i++)
            draw_glyph(r, item, &item->as.glyphs.glyphs[i]);
        return true;
    case ITEM_RECT: fill(r, item->x, item->y, item->width, item->height, item->colour); return true;
    case ITEM_LINE: draw_line(r, item); return true;
    case ITEM_IMAGE: return draw_image(r, item);
    case ITEM_PICTURE: break;
    }
    diag_error(r->d, "raster", r->pos, "做成图片的页上不能有图表和二维码", "a page that becomes a picture cannot hold charts or codes");
    return false;
}

bool raster_page(Arena *a, const Book *book, Pos pos, Image *image, Diag *d)
{
    Raster r = {.a = a, .book = book, .pos = pos, .d = d, .width = (uint32_t)((book->width + POINT / 2) / POINT),
                .height = (uint32_t)((book->height + POINT / 2) / POINT)};
    if (!r.width || !r.height || r.width > SIDE_MOST || r.height > SIDE_MOST || book->npages != 1) {
        diag_error(d, "raster", pos, "做成图片的书应只有一页，每边 1 到 %d 点", "a book that becomes a picture has one page, 1 to %d points a side",
                   SIDE_MOST);
        return false;
    }
    size_t size = (size_t)r.width * r.height * 3;
    r.pixels = arena_alloc(a, size);
    memset(r.pixels, 255, size);
    r.painter = glyph_painter_open(a);
    bool good = r.painter != NULL;
    for (size_t i = 0; i < book->pages[0].nitems && good; i++)
        good = draw_item(&r, &book->pages[0].items[i]);
    glyph_painter_close(r.painter);
    *image = (Image){r.width, r.height, 3, false, r.pixels};
    return good;
}
