/*
 * block_cover_front: covers whose titles stand on lines.
 *
 * The common cover: two fifths of the page stay white; above them a field in the accent colour
 * runs to the trim, with a mosaic of its lighter shades in the upper right corner. What stands
 * before the title is set at the head of the field, title and subtitle sit on its foot, further
 * lines and a picture (an emblem) on the foot of the white part.
 * Class "band": the same with a picture instead of the field; the titles stand below it.
 * Class "photo": a picture fills the page through the bleed; all text stands white on its lower
 * part, which is made dark enough for it. A second picture is an emblem.
 * Class "plain": a title page, everything centred in the colours of the text; without a title
 * the page behind it, its lines at the foot on the left.
 */
#include <assert.h>
#include <string.h>

#include "pdf/block_cover_imp.h"

/* Squares in four shades, thinning out towards the title. */
static void draw_mosaic(Cover *v)
{
    static const uint8_t shades[6][6] = {
        {0, 0, 8, 0, 16, 24}, {0, 0, 0, 12, 24, 12}, {0, 0, 10, 0, 12, 20},
        {0, 0, 0, 16, 0, 10}, {0, 0, 0, 0, 10, 18},  {0, 0, 0, 0, 0, 8}};
    Len side = v->c->design->width / 12, right = v->c->design->width;
    for (int row = 0; row < 6; row++)
        for (int column = 0; column < 6; column++)
            if (shades[row][column])
                cover_rect(v, right - side * (6 - column), side * row, side, side,
                          cover_lighten(v->field, shades[row][column]));
}

/* ---- the common cover ---- */

bool cover_field(Cover *v, const CoverParts *parts)
{
    const Design *design = v->c->design;
    Len field = design->height * 3 / 5, foot = design->height - design->width / 9;
    cover_rect(v, 0, 0, design->width, field, v->field);
    draw_mosaic(v);
    cover_rect(v, 0, field, design->width, LEN_PT(5), cover_lighten(v->field, 45));
    cover_lines(v, parts->heads, parts->nheads, design->width / 8, false, v->ink);
    cover_titles(v, parts, field - design->width / 9, v->ink);
    cover_lines(v, parts->lines, parts->nlines, foot, true,
                block_style(v->c, STYLE_COVER_TEXT)->colour);
    if (parts->image)
        cover_emblem(v, parts->image, design->width * 8 / 9, foot, design->width / 5);
    return true;
}

/* ---- class "band" ---- */

bool cover_band(Cover *v, const CoverParts *parts)
{
    const Design *design = v->c->design;
    Len bleed = design->bleed, band = design->height * 11 / 20, foot = design->height - design->width / 9;
    uint32_t ink = block_style(v->c, STYLE_COVER_TEXT)->colour;
    if (!cover_picture(v, parts, -bleed, -bleed, design->width + 2 * bleed, band + bleed, 0))
        return false;
    cover_rect(v, 0, band, design->width, LEN_PT(5), v->field);
    Len y = band + design->width / 12, leading = block_style(v->c, STYLE_COVER_TEXT)->leading;
    cover_lines(v, parts->heads, parts->nheads, y, false, ink);
    y += (Len)parts->nheads * leading;
    if (parts->title) {
        Len height = cover_text(v, parts->title, STYLE_COVER_TITLE, v->field, v->width);
        cover_place(v, y);
        y += height + v->c->pitch / 2;
    }
    if (parts->subtitle) {
        cover_text(v, parts->subtitle, STYLE_COVER_SUBTITLE, ink, v->width);
        cover_place(v, y);
    }
    cover_lines(v, parts->lines, parts->nlines, foot, true, ink);
    if (parts->emblem)
        cover_emblem(v, parts->emblem, design->width * 8 / 9, foot, design->width / 6);
    return true;
}

/* ---- class "photo" ---- */

/* The item drawn last comes to lie below all others. */
static void to_the_back(Strip *strip)
{
    assert(strip->nitems > 0);
    Item last = strip->items[strip->nitems - 1];
    memmove(strip->items + 1, strip->items, (strip->nitems - 1) * sizeof last);
    strip->items[0] = last;
}

bool cover_photo(Cover *v, const CoverParts *parts)
{
    const Design *design = v->c->design;
    Len bleed = design->bleed, foot = design->height - design->width / 9, pitch = v->c->pitch;
    Len lines = (Len)parts->nlines * block_style(v->c, STYLE_COVER_TEXT)->leading;
    if (!parts->image || !block_image(v->c, parts->image->as.link.href, parts->image->pos))
        return false;
    Len top = cover_titles(v, parts, foot - (lines ? lines + 2 * pitch : 0), 0xFFFFFF);
    top = cover_lines(v, parts->heads, parts->nheads, top - pitch, true, 0xFFFFFF);
    cover_lines(v, parts->lines, parts->nlines, foot, true, 0xFFFFFF);
    Len height = design->height + 2 * bleed, dark = design->height + bleed - top + pitch;
    cover_picture(v, parts, -bleed, -bleed, design->width + 2 * bleed, height, (Em)((int64_t)dark * 1000 / height));
    to_the_back(v->strip);
    if (parts->emblem) {
        Len side = design->width / 7, right = design->width * 8 / 9, pad = side / 12;
        cover_rect(v, right - side, foot - side, side, side, COVER_PAPER);
        cover_emblem(v, parts->emblem, right - pad, foot - pad, side - 2 * pad);
    }
    return true;
}

/* ---- class "plain" ---- */

bool cover_plain(Cover *v, const CoverParts *parts)
{
    const Design *design = v->c->design;
    uint32_t ink = block_style(v->c, STYLE_BODY)->colour;
    Len y = design->height / 5, foot = design->height - design->width / 5;
    v->centred = parts->title;
    if (!parts->title) {
        cover_lines(v, parts->heads, parts->nheads, foot, true, ink);
        return true;
    }
    cover_lines(v, parts->heads, parts->nheads, y, false, ink);
    y += (Len)parts->nheads * block_style(v->c, STYLE_COVER_TEXT)->leading + v->c->pitch;
    Len height = cover_text(v, parts->title, STYLE_COVER_TITLE, ink, v->width);
    cover_place(v, y);
    y += height + v->c->pitch;
    if (parts->subtitle) {
        cover_text(v, parts->subtitle, STYLE_COVER_SUBTITLE, ink, v->width);
        cover_place(v, y);
    }
    cover_lines(v, parts->lines, parts->nlines, foot, true, ink);
    return true;
}
