/*
 * chart_round: shares of a whole as a ring, and values around a centre.
 */
#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "draw/chart_imp.h"

enum { ARC_POINTS = 64, RINGS_MOST = 5 };

/* ---- donut ---- */

typedef struct Share {
    double value;
    int thousandths; /* of the whole; all together exactly 1000 */
    double rest;
    size_t index;
} Share;

static int by_rest(const void *a, const void *b)
{
    const Share *x = a, *y = b;
    if (x->rest != y->rest)
        return x->rest > y->rest ? -1 : 1;
    return x->index < y->index ? -1 : 1;
}

static int by_index(const void *a, const void *b)
{
    const Share *x = a, *y = b;
    return x->index < y->index ? -1 : 1;
}

/* Shares of one decimal that add up to 100%: the largest remainders are rounded up. */
static double find_shares(const Chart *c, Share *shares, size_t n)
{
    double whole = 0;
    int given = 0;
    for (size_t i = 0; i < n; i++) {
        double v = c->spec->series[0].values[i];
        shares[i] = (Share){.value = chart_missing(v) ? 0 : v, .index = i};
        whole += shares[i].value;
    }
    if (whole <= 0)
        return 0;
    for (size_t i = 0; i < n; i++) {
        double part = shares[i].value / whole * 1000;
        shares[i].thousandths = (int)floor(part + 1e-9);
        shares[i].rest = part - shares[i].thousandths;
        given += shares[i].thousandths;
    }
    qsort(shares, n, sizeof *shares, by_rest);
    for (size_t i = 0; i < n && given < 1000; i++, given++)
        shares[i].thousandths++;
    qsort(shares, n, sizeof *shares, by_index);
    return whole;
}

static void ring_point(Len *out, Len cx, Len cy, double radius, double degrees)
{
    out[0] = (Len)lround(cx + radius * sin(degrees * M_PI / 180));
    out[1] = (Len)lround(cy - radius * cos(degrees * M_PI / 180));
}

static void fill_sector(Chart *c, Len cx, Len cy, Len outer, Len inner, double from, double to,
                        Look look)
{
    Len points[4 * ARC_POINTS];
    for (int i = 0; i < ARC_POINTS; i++) {
        double angle = from + (to - from) * i / (ARC_POINTS - 1);
        ring_point(points + 2 * i, cx, cy, outer, angle);
        ring_point(points + 2 * (2 * ARC_POINTS - 1 - i), cx, cy, inner, angle);
    }
    picture_arc(c->p, cx, cy, outer, inner, from, to, (Paint){.filled = true, .fill = look.fill});
    picture_hatch(c->p, points, 2 * ARC_POINTS, look.hatch,
                  len_em(look.hatch == HATCH_DOTS ? 380 : 340, c->text), len_em(65, c->text),
                      look.ink);
    picture_arc(c->p, cx, cy, outer, inner, from, to,
                chart_stroke(chart_tone(c->brand, 78), len_em(70, c->text)));
}

static void draw_ring(Chart *c, const Share *shares, size_t n, double whole, Len cx, Len cy,
                      Len radius)
{
    Len inner = len_em(580, radius);
    double angle = 0;
    for (size_t i = 0; i < n; i++) {
        double to = angle + shares[i].value / whole * 360;
        if (to > angle + 1e-6)
            fill_sector(c, cx, cy, radius, inner, angle, to > 360 ? 360 : to, chart_look(c, i));
        angle = to;
    }
    Str sum = chart_value(c, whole);
    Len room = len_em(1700, inner);
    if (c->percent || chart_text_width(c, sum) > room || inner < 2 * c->text)
        return;
    chart_put(c, cx, cy - len_em(600, c->text), STR("合计"), ANCHOR_MIDDLE, CHART_QUIET);
    chart_put(c, cx, cy + len_em(600, c->text), sum, ANCHOR_MIDDLE, CHART_INK);
}

/* Name, value and share of each in rows; the numbers keep columns. */
typedef struct ShareRows {
    Len names, numbers, share; /* widths; share 0: none */
    Len row, height, width;
} ShareRows;

static Str share_value(const Chart *c, size_t i)
{
    double v = c->spec->series[0].values[i];
    return chart_missing(v) ? CHART_MISSING : chart_value(c, v);
}

static ShareRows measure_rows(const Chart *c, bool whole, Len room)
{
    Len em = c->text;
    ShareRows r = {.row = len_em(1600, em)};
    for (size_t i = 0; i < c->spec->ncategories; i++) {
        Len name = chart_text_width(c, c->spec->categories[i]);
        Len number = chart_text_width(c, share_value(c, i));
        r.names = name > r.names ? name : r.names;
        r.numbers = number > r.numbers ? number : r.numbers;
    }
    r.share = whole && !c->percent ? chart_text_width(c, STR("100.0%")) + em : 0;
    Len rest = 3 * em + r.numbers + r.share; /* swatch, gap and numbers */
    r.names = r.names > room - rest ? room - rest : r.names;
    r.width = r.names + rest;
    r.height = (Len)c->spec->ncategories * r.row;
    return r;
}

static void put_rows(Chart *c, const ShareRows *r, const Share *shares, Len x, Len y)
{
    Len em = c->text;
    for (size_t i = 0; i < c->spec->ncategories; i++) {
        Len middle = y + (Len)i * r->row + r->row / 2, end = x + 3 * em + r->names + r->numbers;
        PictureBox swatch = {x, middle - len_em(400, em), len_em(1600, em), len_em(800, em)};
        bool missing = chart_missing(c->spec->series[0].values[i]);
        chart_fill_rect(c, swatch, chart_look(c, i));
        chart_put(c, x + 2 * em, middle, chart_shorten(c, c->spec->categories[i], r->names),
                  ANCHOR_START, CHART_INK);
        chart_put(c, end, middle, share_value(c, i), ANCHOR_END, CHART_INK);
        c->dashes |= missing;
        int share = shares[i].thousandths;
        if (r->share && !missing)
            chart_put(c, end + r->share, middle, str_printf(c->a, "%d.%d%%", share / 10, share % 10),
                      ANCHOR_END, CHART_QUIET);
    }
}

Len chart_donut(Chart *c)
{
    size_t n = c->spec->ncategories;
    Share *shares = arena_array(c->a, Share, n);
    double whole = find_shares(c, shares, n);
    chart_head(c, true, NULL, 0);
    Len em = c->text, top = c->top + em / 2;
    Len diameter = len_em(420, c->width) > 15 * em ? 15 * em : len_em(420, c->width);
    if (c->most && diameter > c->most - top)
        diameter = c->most - top;
    diameter = diameter < 7 * em ? 7 * em : diameter;
    bool beside = c->width - diameter >= 16 * em;
    ShareRows rows = measure_rows(c, whole > 0, beside ? c->width - diameter - 3 * em : c->width);
    Len height = beside && rows.height > diameter ? rows.height : diameter;
    Len block = diameter + (beside ? 2 * em + rows.width : 0); /* stands in the middle */
    Len left = (c->width - block) / 2;
    if (whole > 0)
        draw_ring(c, shares, n, whole, left + diameter / 2, top + height / 2, diameter / 2 - em / 8);
    if (beside) {
        put_rows(c, &rows, shares, left + diameter + 2 * em, top + (height - rows.height) / 2);
        return top + height + em / 4;
    }
    put_rows(c, &rows, shares, (c->width - rows.width) / 2, top + height + em / 2);
    return top + height + em / 2 + rows.height + em / 4;
}

/* ---- radar ---- */

typedef struct Radar {
    Chart *c;
    size_t n;
    Len cx, cy, radius;
    Scale scale;
    Len room; /* for a name */
} Radar;

static double spoke(const Radar *r, size_t i)
{
    return 360.0 * (double)(i % r->n) / (double)r->n;
}

static void radar_point(const Radar *r, Len *out, size_t i, double v)
{
    ring_point(out, r->cx, r->cy, scale_at(&r->scale, v, r->radius), spoke(r, i));
}

static void draw_web(const Radar *r)
{
    Chart *c = r->c;
    Len points[2 * 12];
    assert(r->n <= 12);
    for (int t = 1; t <= scale_steps(&r->scale); t++) {
        for (size_t i = 0; i < r->n; i++)
            radar_point(r, points + 2 * i, i, scale_tick(&r->scale, t));
        picture_polygon(c->p, points, r->n, true, chart_stroke(CHART_GRID, len_em(50, c->text)));
    }
    for (size_t i = 0; i < r->n; i++) {
        radar_point(r, points, i, r->scale.high);
        picture_line(c->p, r->cx, r->cy, points[0], points[1],
                     chart_stroke(CHART_GRID, len_em(50, c->text)));
    }
}

static void put_around(const Radar *r)
{
    Chart *c = r->c;
    for (size_t i = 0; i < r->n; i++) {
        double angle = spoke(r, i) * M_PI / 180, across = sin(angle), down = -cos(angle);
        double reach = r->radius + 0.8 * c->text;
        Len x = (Len)lround(r->cx + reach * across);
        Anchor anchor = fabs(across) < 0.2 ? ANCHOR_MIDDLE : across > 0 ? ANCHOR_START : ANCHOR_END;
        for (Len width = r->room; width >= 2 * c->text; width -= c->text / 2) {
            Label name = chart_wrap(c, c->spec->categories[i], width, width == r->room ? 2 : 1);
            Len height = chart_label_height(c, name.count);
            Len y = (Len)lround(r->cy + reach * down + down * height / 2) - height / 2;
            if (chart_try_label(c, x, y, &name, anchor, CHART_INK))
                break;
        }
    }
}

/* ---- what the rings are worth, written where no series runs ---- */

static bool box_meets_segment(PictureBox box, const Len *from, const Len *to)
{
    /* Liang and Barsky: the part of the segment inside all four sides is not empty */
    double enter = 0, leave = 1, dx = to[0] - from[0], dy = to[1] - from[1];
    const double edges[4][2] = {{-dx, from[0] - box.x}, {dx, box.x + box.width - from[0]},
                                {-dy, from[1] - box.y}, {dy, box.y + box.height - from[1]}};
    for (int i = 0; i < 4; i++) {
        double slope = edges[i][0], room = edges[i][1];
        if (slope == 0 && room < 0)
            return false;
        if (slope < 0)
            enter = fmax(enter, room / slope);
        else if (slope > 0)
            leave = fmin(leave, room / slope);
    }
    return enter <= leave;
}

static bool series_touch(const Radar *r, PictureBox box)
{
    for (size_t s = 0; s < r->c->spec->nseries; s++) {
        const double *values = r->c->spec->series[s].values;
        for (size_t i = 0; i < r->n; i++) {
            double from = values[i], to = values[(i + 1) % r->n];
            if (chart_missing(from))
                continue;
            Len ends[4];
            radar_point(r, ends, i, from);
            radar_point(r, ends + 2, i + 1, chart_missing(to) ? from : to);
            if (box_meets_segment(box, ends, chart_missing(to) ? ends : ends + 2))
                return true;
        }
    }
    return false;
}

/* Where the label of a ring stands: y is the middle of its line. */
typedef struct RingPlace {
    Len x, y;
    Anchor anchor;
} RingPlace;

/* Place 0 is left of the upright spoke, i > 0 on the ring's edge after spoke i - 1. */
static RingPlace ring_place(const Radar *r, int t, size_t place)
{
    double v = scale_tick(&r->scale, t);
    if (!place)
        return (RingPlace){r->cx - len_em(550, r->c->text),
                           r->cy - scale_at(&r->scale, v, r->radius), ANCHOR_END};
    Len ends[4];
    radar_point(r, ends, place - 1, v);
    radar_point(r, ends + 2, place, v);
    return (RingPlace){(ends[0] + ends[2]) / 2, (ends[1] + ends[3]) / 2, ANCHOR_MIDDLE};
}

static bool ring_struck(const Radar *r, int t, size_t place)
{
    RingPlace at = ring_place(r, t, place);
    return series_touch(r, chart_text_box(r->c, at.x, at.y, scale_label(r->c, &r->scale, t),
                                          at.anchor));
}

static int rings_told(const Radar *r, size_t place)
{
    int told = 0;
    for (int t = 1; t <= scale_steps(&r->scale); t++)
        told += !ring_struck(r, t, place);
    return told;
}

/* At the place where most rings can be told; a label that a series would strike is left out. */
static void put_rings(const Radar *r)
{
    size_t best = 0;
    int most = rings_told(r, 0);
    for (size_t place = 1; place <= r->n; place++) {
        int told = rings_told(r, place);
        if (told > most) {
            most = told;
            best = place;
        }
    }
    for (int t = 1; t <= scale_steps(&r->scale); t++) {
        RingPlace at = ring_place(r, t, best);
        if (!ring_struck(r, t, best))
            chart_try_clear(r->c, at.x, at.y, scale_label(r->c, &r->scale, t), at.anchor,
                            CHART_QUIET);
    }
}

/* From each gap to the next; without one, all the way round. */
static void draw_round(const Radar *r, size_t series)
{
    Chart *c = r->c;
    const double *values = c->spec->series[series].values;
    Paint paint = chart_line_paint(c, series);
    Len points[2 * 12];
    size_t gap = 0;
    while (gap < r->n && !chart_missing(values[gap]))
        gap++;
    for (size_t k = 0, count = 0; k < r->n; k++) {
        size_t i = (gap + k) % r->n;
        if (!chart_missing(values[i]))
            radar_point(r, points + 2 * count++, i, values[i]);
        if (chart_missing(values[i]) || k + 1 == r->n) {
            if (count > 1)
                picture_polygon(c->p, points, count, gap == r->n, paint);
            count = 0;
        }
    }
    for (size_t i = 0; i < r->n; i++)
        if (!chart_missing(values[i])) {
            radar_point(r, points, i, values[i]);
            chart_point(c, points[0], points[1], series);
        }
}

static double highest(const ChartSpec *spec)
{
    double high = 0;
    for (size_t s = 0; s < spec->nseries; s++)
        for (size_t i = 0; i < spec->ncategories; i++)
            if (spec->series[s].values[i] > high)
                high = spec->series[s].values[i];
    return high;
}

Len chart_radar(Chart *c)
{
    Radar r = {.c = c, .n = c->spec->ncategories, .cx = c->width / 2};
    Len em = c->text, room = len_em(220, c->width) > 7 * em ? 7 * em : len_em(220, c->width);
    r.room = room;
    size_t lines = 1;
    chart_series_head(c, SWATCH_LINE);
    for (size_t i = 0; i < r.n; i++) {
        size_t n = chart_wrap(c, c->spec->categories[i], room, 2).count;
        lines = n > lines ? n : lines;
    }
    Len above = chart_label_height(c, lines) + em;
    r.radius = c->width / 2 - room - em;
    r.radius = r.radius > 10 * em ? 10 * em : r.radius;
    if (c->most && 2 * r.radius > c->most - c->top - 2 * above)
        r.radius = (c->most - c->top - 2 * above) / 2;
    r.radius = r.radius < 4 * em ? 4 * em : r.radius;
    r.cy = c->top + above + r.radius;
    r.scale = chart_scale(c, 0, highest(c->spec), r.radius, len_em(1500, em));
    if (scale_steps(&r.scale) > RINGS_MOST)
        r.scale = scale_make(r.scale.low, r.scale.high, RINGS_MOST, chart_whole(c->spec));
    draw_web(&r);
    put_around(&r);
    put_rings(&r);
    for (size_t s = 0; s < c->spec->nseries; s++)
        draw_round(&r, s);
    Len foot = r.cy + r.radius;
    for (size_t i = 0; i < c->p->ntexts; i++) { /* an odd number of spokes has none at the foot */
        PictureBox box = picture_text_box(&c->p->texts[i]);
        foot = box.y + box.height > foot ? box.y + box.height : foot;
    }
    return foot;
}
