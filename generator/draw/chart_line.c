/*
 * chart_line: lines, areas on top of each other, and the line as high as its text.
 */
#include <assert.h>
#include <math.h>

#include "draw/chart_imp.h"

enum { MARKS_MOST = 16 /* points marked on a line */ };

static double value(const Chart *c, size_t series, size_t category)
{
    return c->spec->series[series].values[category];
}

static void find_ends(const Chart *c, double *low, double *high)
{
    *low = *high = 0;
    bool first = true;
    for (size_t s = 0; s < c->spec->nseries; s++)
        for (size_t i = 0; i < c->spec->ncategories; i++) {
            double v = value(c, s, i);
            if (chart_missing(v))
                continue;
            *low = first || v < *low ? v : *low;
            *high = first || v > *high ? v : *high;
            first = false;
        }
}

/* ---- lines ---- */

/* The stretch from i on without a gap: its end. */
static size_t stretch(const Chart *c, size_t series, size_t i)
{
    while (i < c->spec->ncategories && !chart_missing(value(c, series, i)))
        i++;
    return i;
}

static void draw_series(Chart *c, const Plot *plot, size_t s)
{
    size_t n = c->spec->ncategories, every = (n + MARKS_MOST - 1) / MARKS_MOST;
    Len *points = arena_array(c->a, Len, 2 * n);
    for (size_t i = 0; i < n; i++) {
        size_t end = stretch(c, s, i), count = 0;
        for (size_t k = i; k < end; k++, count++) {
            points[2 * count] = plot_x(c, plot, k);
            points[2 * count + 1] = plot_y(plot, value(c, s, k));
        }
        if (count > 1)
            picture_polygon(c->p, points, count, false, chart_line_paint(c, s));
        for (size_t k = i; k < end; k++)
            if (k % every == 0 || count == 1)
                chart_point(c, points[2 * (k - i)], points[2 * (k - i) + 1], s);
        i = end;
    }
}

/* Over paper, for grid lines run there. */
static bool try_number(Chart *c, Len x, Len y, Str words, Anchor anchor)
{
    if (!chart_try(c, x, y, words, anchor, CHART_INK))
        return false;
    PictureBox box = picture_text_box(&c->p->texts[c->p->ntexts - 1]);
    picture_rect(c->p, box.x, box.y, box.width, box.height,
                 (Paint){.filled = true, .fill = CHART_PAPER});
    return true;
}

/* The number of a point where the line does not run: over a peak, under a valley, on the outer
 * side of a slope. */
static void put_number(Chart *c, const Plot *plot, size_t i)
{
    double v = value(c, 0, i);
    double before = i > 0 ? value(c, 0, i - 1) : NAN;
    double after = i + 1 < c->spec->ncategories ? value(c, 0, i + 1) : NAN;
    bool up = before < v || after > v, down = before > v || after < v; /* false beside a gap */
    bool valley = (before > v || after > v) && !(before < v) && !(after < v);
    Len x = plot_x(c, plot, i), y = plot_y(plot, v), aside = len_em(350, c->text);
    Len above = y - len_em(850, c->text), below = y + len_em(850, c->text);
    bool room = below + len_em(550, c->text) < plot->area.y + plot->area.height;
    Str words = chart_value(c, v);
    if (valley && room && try_number(c, x, below, words, ANCHOR_MIDDLE))
        return;
    bool rises = up && (!down || !(before > v)), falls = down && !rises;
    bool peak = before < v && after < v;
    Len side = y - len_em(500, c->text);
    if (!peak && rises && try_number(c, x - aside, side, words, ANCHOR_END))
        return;
    if (!peak && falls && try_number(c, x + aside, side, words, ANCHOR_START))
        return;
    try_number(c, x, above, words, ANCHOR_MIDDLE);
}

/* The numbers of a single line, when all of them fit side by side. */
static void put_numbers(Chart *c, const Plot *plot)
{
    size_t n = c->spec->ncategories;
    Len slot = plot_slot(c, plot);
    for (size_t i = 0; i < n; i++)
        if (!chart_missing(value(c, 0, i)) &&
            chart_text_width(c, chart_value(c, value(c, 0, i))) + len_em(200, c->text) > slot)
            return;
    for (size_t i = 0; i < n; i++)
        if (!chart_missing(value(c, 0, i)))
            put_number(c, plot, i);
}

static Len draw_lines(Chart *c)
{
    double low, high;
    Plot plot;
    find_ends(c, &low, &high);
    bool numbers = c->spec->nseries == 1 && !c->spec->bare;
    chart_axes(c, low, high, numbers, false, &plot);
    if (numbers)
        put_numbers(c, &plot);
    chart_axes_over(c, &plot);
    for (size_t s = 0; s < c->spec->nseries; s++)
        draw_series(c, &plot, s);
    return plot.foot;
}

/* ---- areas ---- */

/* A category that lacks one value has no sum: the areas break there. */
static bool is_gap(const Chart *c, size_t category)
{
    for (size_t s = 0; s < c->spec->nseries; s++)
        if (chart_missing(value(c, s, category)))
            return true;
    return false;
}

static double sum_below(const Chart *c, size_t series, size_t category)
{
    double sum = 0;
    for (size_t s = 0; s < series; s++)
        sum += value(c, s, category);
    return sum;
}

/* Series s from category `from` up to `end`: a band; of one category alone: a narrow one. */
static void draw_band(Chart *c, const Plot *plot, size_t s, size_t from, size_t end)
{
    size_t n = end - from, count = 0;
    Len wide = n == 1 ? len_em(200, c->text) : 0;
    Len *points = arena_array(c->a, Len, 4 * n + 4);
    for (size_t pass = 0; pass < 2; pass++)
        for (size_t k = 0; k < n + (wide > 0); k++) {
            size_t i = wide ? from : pass ? end - 1 - k : from + k;
            Len shift = wide ? (k == pass ? -wide : wide) : 0;
            points[2 * count] = plot_x(c, plot, i) + shift;
            points[2 * count + 1] = plot_y(plot, sum_below(c, pass ? s : s + 1, i));
            count++;
        }
    chart_fill_polygon(c, points, count, chart_look(c, s));
}

static Len draw_areas(Chart *c)
{
    size_t n = c->spec->ncategories, end;
    double high = 0;
    Plot plot;
    for (size_t i = 0; i < n; i++) {
        double sum = is_gap(c, i) ? 0 : sum_below(c, c->spec->nseries, i);
        high = sum > high ? sum : high;
    }
    chart_axes(c, 0, high, false, false, &plot);
    for (size_t from = 0; from < n; from = end + 1) {
        for (end = from; end < n && !is_gap(c, end); end++)
            ;
        for (size_t s = 0; s < c->spec->nseries && end > from; s++)
            draw_band(c, &plot, s, from, end);
    }
    chart_axes_over(c, &plot);
    return plot.foot;
}

Len chart_lines(Chart *c)
{
    bool area = c->spec->kind == CHART_AREA;
    chart_series_head(c, area ? SWATCH_BOX : SWATCH_LINE);
    return area ? draw_areas(c) : draw_lines(c);
}

/* ---- the line as high as its text ---- */

Len chart_spark(Chart *c)
{
    double low, high;
    find_ends(c, &low, &high);
    size_t n = c->spec->ncategories, last = n;
    while (last > 0 && chart_missing(value(c, 0, last - 1)))
        last--;
    Str words = last ? chart_value(c, value(c, 0, last - 1)) : CHART_MISSING;
    Len height = len_em(1400, c->text), dot = len_em(200, c->text), pad = 2 * dot;
    Len room = c->spec->bare ? 0 : chart_text_width(c, words) + pad;
    if (c->width - room < 3 * c->text) /* the line matters more than its last number */
        room = 0;
    Plot plot = {.area = {0, pad, c->width - room - pad, height - 2 * pad}};
    plot.scale = (Scale){.low = low, .high = high > low ? high : low + 1, .step = 1, .unit = 1};
    Paint paint = chart_stroke(chart_tone(c->brand, 92), len_em(130, c->text));
    Len *points = arena_array(c->a, Len, 2 * n);
    for (size_t i = 0; i < n; i++) {
        size_t end = stretch(c, 0, i), count = 0;
        for (size_t k = i; k < end; k++, count++) {
            points[2 * count] = plot_x(c, &plot, k);
            points[2 * count + 1] = plot_y(&plot, value(c, 0, k));
        }
        picture_polygon(c->p, points, count > 1 ? count : 0, false, paint);
        if (count == 1 || (count > 0 && end == last))
            picture_arc(c->p, points[2 * (count - 1)], points[2 * count - 1], dot, 0, 0, 360,
                        (Paint){.filled = true, .fill = paint.stroke});
        i = end;
        if (end >= last)
            break;
    }
    if (room)
        chart_put(c, c->width, height / 2, words, ANCHOR_END, CHART_INK);
    return height;
}
