/*
 * chart_look: how series and classes are told apart, and the legend that says so.
 *
 * Twelve looks differ in lightness or hatching, so a black and white print keeps them apart;
 * neighbours in a stack differ in both. The brand gives them one hue. Lightness is the root of
 * the weighted sum of squared channels (gamma 2 for sRGB's 2.2): whole numbers,
     the same everywhere.
 */
#include <assert.h>

#include "draw/chart_imp.h"

enum { INK = 78, LIGHT_INK = 255 };

static const struct {
    uint8_t grey;
    Hatch hatch;
    uint8_t ink;
} looks[CHART_SERIES] = {
    {92, HATCH_NONE, 0},        {236, HATCH_RISING, INK},  {166, HATCH_NONE, 0},
    {255, HATCH_DOTS, INK},     {92, HATCH_FALLING, LIGHT_INK}, {214, HATCH_NONE, 0},
    {255, HATCH_LEVEL, INK},    {140, HATCH_RISING, LIGHT_INK}, {240, HATCH_CROSS, INK},
    {60, HATCH_NONE, 0},        {255, HATCH_UPRIGHT, INK}, {196, HATCH_DOTS, INK},
};

static uint32_t lightness2(uint32_t r, uint32_t g, uint32_t b)
{
    return (2126 * r * r + 7152 * g * g + 722 * b * b) / 10000;
}

/* The brand mixed with `end` (0 black, 255 white), part of 256. */
static uint32_t mix(uint32_t brand, uint32_t end, uint32_t part)
{
    uint32_t out = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
        uint32_t channel = brand >> shift & 255;
        out |= (channel * (256 - part) + end * part) / 256 << shift;
    }
    return out;
}

uint32_t chart_tone(uint32_t brand, uint32_t grey)
{
    assert(grey <= 255);
    if (grey == 255)
        return CHART_PAPER;
    uint32_t want = grey * grey;
    bool lighter = lightness2(brand >> 16 & 255, brand >> 8 & 255, brand & 255) < want;
    uint32_t low = 0, high = 256; /* how much is mixed in: the least that reaches grey */
    while (low < high) {
        uint32_t part = (low + high) / 2, c = mix(brand, lighter ? 255 : 0, part);
        uint32_t is = lightness2(c >> 16 & 255, c >> 8 & 255, c & 255);
        if (lighter ? is >= want : is <= want)
            high = part;
        else
            low = part + 1;
    }
    return mix(brand, lighter ? 255 : 0, low);
}

Look chart_look(const Chart *c, size_t series)
{
    size_t i = series % CHART_SERIES;
    return (Look){chart_tone(c->brand, looks[i].grey), chart_tone(c->brand, looks[i].ink),
                  looks[i].hatch};
}

Paint chart_stroke(uint32_t colour, Len thickness)
{
    return (Paint){.stroked = true, .stroke = colour, .thickness = thickness};
}

void chart_fill_polygon(Chart *c, const Len *points, size_t count, Look look)
{
    picture_polygon(c->p, points, count, true, (Paint){.filled = true, .fill = look.fill});
    picture_hatch(c->p, points, count, look.hatch, len_em(look.hatch == HATCH_DOTS ? 380 : 340,
                                                          c->text),
                  len_em(65, c->text), look.ink);
    picture_polygon(c->p, points, count, true,
                    chart_stroke(chart_tone(c->brand, INK), len_em(60, c->text)));
}

void chart_fill_rect(Chart *c, PictureBox box, Look look)
{
    const Len corners[] = {box.x, box.y, box.x + box.width, box.y, box.x + box.width,
                           box.y + box.height, box.x, box.y + box.height};
    if (box.width > 0 && box.height > 0)
        chart_fill_polygon(c, corners, 4, look);
}

/* ---- lines ---- */

Paint chart_line_paint(const Chart *c, size_t series)
{
    static const Em dashes[] = {0, 500, 180};
    Paint paint = chart_stroke(chart_tone(c->brand, series % 2 ? 130 : INK), len_em(150, c->text));
    paint.dash = len_em(dashes[series % 3], c->text);
    return paint;
}

/* Circle, square, triangle, diamond; filled, then open. */
void chart_point(Chart *c, Len x, Len y, size_t series)
{
    Paint paint = chart_stroke(chart_line_paint(c, series).stroke, len_em(120, c->text));
    paint.filled = true;
    paint.fill = series / 4 % 2 ? CHART_PAPER : paint.stroke;
    Len r = len_em(260, c->text);
    switch (series % 4) {
    case 0: picture_arc(c->p, x, y, r, 0, 0, 360, paint); return;
    case 1: picture_rect(c->p, x - r, y - r, 2 * r, 2 * r, paint); return;
    case 2:
        picture_polygon(c->p, (Len[]){x, y - r, x + r, y + r, x - r, y + r}, 3, true, paint);
        return;
    default:
        picture_polygon(c->p, (Len[]){x, y - r, x + r, y, x, y + r, x - r, y}, 4, true, paint);
        return;
    }
}

/* ---- the legend ---- */

static void draw_swatch(Chart *c, Len x, Len y, const LegendEntry *entry)
{
    Len width = len_em(1600, c->text), height = len_em(800, c->text);
    if (entry->swatch == SWATCH_BOX) {
        chart_fill_rect(c, (PictureBox){x, y - height / 2, width, height}, entry->look);
        return;
    }
    picture_line(c->p, x, y, x + width, y, chart_line_paint(c, entry->series));
    chart_point(c, x + width / 2, y, entry->series);
}

void chart_head(Chart *c, bool unit, const LegendEntry *entries, size_t count)
{
    Len x = 0, row = len_em(1500, c->text), y = c->top + row / 2, gap = len_em(1400, c->text);
    if (unit && c->spec->unit.n && !c->percent) {
        Str words = str_printf(c->a, "单位：%.*s", STR_ARG(c->spec->unit));
        words = chart_shorten(c, words, c->width);
        chart_put(c, 0, y, words, ANCHOR_START, CHART_QUIET);
        x = chart_text_width(c, words) + gap;
    }
    Len swatch = len_em(2000, c->text);
    for (size_t i = 0; i < count; i++) {
        Str name = chart_shorten(c, entries[i].name, c->width - swatch);
        Len width = swatch + chart_text_width(c, name);
        if (x > 0 && x + width > c->width) {
            x = 0;
            y += row;
        }
        draw_swatch(c, x, y, &entries[i]);
        chart_put(c, x + swatch, y, name, ANCHOR_START, CHART_INK);
        x += width + gap;
    }
    if (x > 0)
        c->top = y + row / 2 + c->text / 2;
}

void chart_series_head(Chart *c, Swatch swatch)
{
    LegendEntry entries[CHART_SERIES];
    size_t n = c->spec->nseries;
    assert(n <= CHART_SERIES);
    for (size_t i = 0; i < n; i++)
        entries[i] = (LegendEntry){c->spec->series[i].name, swatch, chart_look(c, i), i};
    chart_head(c, true, entries, n > 1 ? n : 0);
}
