/*
 * chart_bar: bars upright or across, beside or on top of each other.
 *
 * A bar is a place along the categories and a stretch along the values; which of them is x is
 * decided in one function. Upright bars whose names do not go whole below them are laid across.
 */
#include <assert.h>

#include "draw/chart_imp.h"

typedef struct Bars {
    Chart *c;
    bool stacked, across;
    bool numbers;     /* at the bars */
    Plot plot;
    Len *rows;        /* across: the middle of each category */
    Len thick;        /* of one bar */
    size_t side;      /* how many stand beside each other */
} Bars;

static double value(const Chart *c, size_t series, size_t category)
{
    return c->spec->series[series].values[category];
}

/* The sum of a category; missing when all of it is. */
static double total(const Chart *c, size_t category)
{
    double sum = 0;
    bool any = false;
    for (size_t s = 0; s < c->spec->nseries; s++)
        if (!chart_missing(value(c, s, category))) {
            sum += value(c, s, category);
            any = true;
        }
    return any ? sum : value(c, 0, category);
}

/* The number that stands at bar `side` of a category. */
static double shown(const Bars *b, size_t side, size_t category)
{
    return b->stacked ? total(b->c, category) : value(b->c, side, category);
}

static Str number(const Bars *b, double v)
{
    return chart_missing(v) ? CHART_MISSING : chart_value(b->c, v);
}

static void find_ends(const Bars *b, double *low, double *high)
{
    *low = *high = 0;
    for (size_t i = 0; i < b->c->spec->ncategories; i++)
        for (size_t s = 0; s < b->side; s++) {
            double v = shown(b, s, i);
            *low = v < *low ? v : *low;
            *high = v > *high ? v : *high;
        }
}

static Len widest_number(const Bars *b)
{
    Len widest = 0;
    for (size_t i = 0; i < b->c->spec->ncategories; i++)
        for (size_t s = 0; s < b->side; s++) {
            Len w = chart_text_width(b->c, number(b, shown(b, s, i)));
            widest = w > widest ? w : widest;
        }
    return widest;
}

/* ---- bars ---- */

static Len along(const Bars *b, size_t category, size_t side)
{
    Len middle = b->across ? b->rows[category] : plot_x(b->c, &b->plot, category);
    return middle - (Len)b->side * b->thick / 2 + (Len)side * b->thick;
}

static Len place(const Bars *b, double v)
{
    const PictureBox *area = &b->plot.area;
    return b->across ? area->x + scale_at(&b->plot.scale, v, area->width) : plot_y(&b->plot, v);
}

static void draw_bar(const Bars *b, Len at, double from, double to, size_t look)
{
    Len one = place(b, from), other = place(b, to);
    Len low = one < other ? one : other, length = one < other ? other - one : one - other;
    PictureBox box = b->across ? (PictureBox){low, at, length, b->thick}
                               : (PictureBox){at, low, b->thick, length};
    chart_fill_rect(b->c, box, chart_look(b->c, look));
}

static double base_value(const Bars *b)
{
    return b->plot.scale.low > 0 ? b->plot.scale.low : 0;
}

static void put_number(const Bars *b, size_t category, size_t side)
{
    Chart *c = b->c;
    double v = shown(b, side, category);
    bool missing = chart_missing(v), down = !missing && v < 0;
    Len end = place(b, missing ? base_value(b) : v);
    Len middle = along(b, category, side) + b->thick / 2, gap = len_em(b->across ? 300 : 650,
                                                                       c->text);
    c->dashes |= missing;
    if (b->across)
        chart_put_clear(c, down ? end - gap : end + gap, middle, number(b, v),
                        down ? ANCHOR_END : ANCHOR_START, CHART_INK);
    else
        chart_put_clear(c, middle, down ? end + gap : end - gap, number(b, v), ANCHOR_MIDDLE,
                        CHART_INK);
}

static void draw_category(const Bars *b, size_t category)
{
    double sum = 0;
    for (size_t s = 0; s < b->c->spec->nseries; s++) {
        double v = value(b->c, s, category);
        if (chart_missing(v))
            continue;
        if (b->stacked)
            draw_bar(b, along(b, category, 0), sum, sum + v, s);
        else
            draw_bar(b, along(b, category, s), base_value(b), v, s);
        sum += v;
    }
}

static void draw_all(const Bars *b)
{
    size_t n = b->c->spec->ncategories;
    for (size_t i = 0; i < n && b->numbers; i++)
        for (size_t s = 0; s < b->side; s++)
            put_number(b, i, s);
    for (size_t i = 0; i < n; i++)
        draw_category(b, i);
}

/* ---- across ---- */

/* Names at the left over two lines, three when they are long. */
static Label *across_names(Bars *b, Len *widest)
{
    Chart *c = b->c;
    size_t n = c->spec->ncategories;
    Label *names = arena_array(c->a, Label, n);
    *widest = 0;
    for (size_t i = 0; i < n; i++) {
        names[i] = chart_wrap(c, c->spec->categories[i], len_em(320, c->width), 2);
        if (names[i].cut)
            names[i] = chart_wrap(c, c->spec->categories[i], len_em(320, c->width), CHART_LINES);
        *widest = names[i].width > *widest ? names[i].width : *widest;
    }
    return names;
}

/* As many steps as their labels have room side by side. */
static void across_scale(Bars *b, double low, double high)
{
    Chart *c = b->c;
    Len pitch = 3 * c->text, widest = pitch;
    for (int round = 0; round < 4; round++) {
        b->plot.scale = chart_scale(c, low, high, b->plot.area.width, pitch);
        widest = 0;
        for (int i = 0; i <= scale_steps(&b->plot.scale); i++) {
            Len w = chart_text_width(c, scale_label(c, &b->plot.scale, i));
            widest = w > widest ? w : widest;
        }
        if (widest + c->text <= pitch)
            return;
        pitch = widest + c->text;
    }
}

static void across_ticks(Bars *b)
{
    Chart *c = b->c;
    const PictureBox *area = &b->plot.area;
    Len bottom = area->y + area->height;
    for (int i = 0; i <= scale_steps(&b->plot.scale); i++) {
        Len x = place(b, scale_tick(&b->plot.scale, i));
        picture_line(c->p, x, area->y, x, bottom, chart_stroke(CHART_GRID, len_em(50, c->text)));
        Str label = scale_label(c, &b->plot.scale, i);
        Len half = chart_text_width(c, label) / 2 + 1;
        Len middle = x < half ? half : x + half > c->width ? c->width - half : x;
        chart_try(c, middle, bottom + len_em(900, c->text), label, ANCHOR_MIDDLE, CHART_QUIET);
    }
}

static void across_over(Bars *b)
{
    Chart *c = b->c;
    const PictureBox *area = &b->plot.area;
    Len x = place(b, base_value(b)), bottom = area->y + area->height;
    picture_line(c->p, x, area->y, x, bottom, chart_stroke(CHART_INK, len_em(90, c->text)));
    if (chart_missing(c->spec->mark))
        return;
    Paint paint = chart_stroke(CHART_INK, len_em(90, c->text));
    paint.dash = len_em(400, c->text);
    x = place(b, c->spec->mark);
    picture_line(c->p, x, area->y - len_em(300, c->text), x, bottom, paint);
    Str words = chart_shorten(c, c->spec->mark_name, c->width / 2);
    Len half = chart_text_width(c, words) / 2 + 1;
    x = x < half ? half : x + half > c->width ? c->width - half : x;
    chart_put(c, x, area->y - len_em(900, c->text), words, ANCHOR_MIDDLE, CHART_INK);
}

/* Rows as high as their bars or their names; y grows from top. Returns the end. */
static Len across_rows(Bars *b, const Label *names, Len top)
{
    Chart *c = b->c;
    b->thick = len_em(b->side > 1 ? 1080 : 1200, c->text);
    b->rows = arena_array(c->a, Len, c->spec->ncategories);
    Len y = top;
    for (size_t i = 0; i < c->spec->ncategories; i++) {
        Len name = chart_label_height(c, names[i].count), bars = (Len)b->side * b->thick;
        Len height = (name > bars ? name : bars) + len_em(550, c->text);
        b->rows[i] = y + height / 2;
        chart_put_label(c, b->plot.area.x - len_em(500, c->text), b->rows[i] - name / 2, &names[i],
                        ANCHOR_END, CHART_INK);
        y += height;
    }
    return y;
}

static Len draw_across(Bars *b)
{
    Chart *c = b->c;
    double low, high;
    Len widest, room = b->numbers ? widest_number(b) + len_em(500, c->text) : len_em(500, c->text);
    b->across = true;
    find_ends(b, &low, &high);
    if (!chart_missing(c->spec->mark)) {
        low = c->spec->mark < low ? c->spec->mark : low;
        high = c->spec->mark > high ? c->spec->mark : high;
        if (c->spec->mark_name.n)
            c->top += chart_leading(c);
    }
    const Label *names = across_names(b, &widest);
    Len left = widest + len_em(500, c->text) + (low < 0 ? room : 0);
    Len top = c->top + len_em(400, c->text);
    b->plot.area = (PictureBox){left, top, c->width - left - room, 0};
    /* names keep to the left edge of the numbers of negative bars */
    PictureBox area = b->plot.area;
    b->plot.area.x = widest + len_em(500, c->text);
    Len end = across_rows(b, names, top);
    b->plot.area = area;
    b->plot.area.height = end - top;
    across_scale(b, low, high);
    across_ticks(b);
    draw_all(b);
    across_over(b);
    return end + len_em(1500, c->text);
}

/* ---- upright ---- */

/* Do the numbers have room above their bars? Then they stand at all of them. */
static void upright_size(Bars *b)
{
    Chart *c = b->c;
    Len slot = plot_slot(c, &b->plot), bars = len_em(b->side > 1 ? 860 : 640, slot);
    b->thick = bars / (Len)b->side;
    Len most = len_em(b->side > 1 ? 2600 : 3000, c->text);
    Len words = widest_number(b) + len_em(300, c->text);
    most = words > most ? words : most;
    b->thick = b->thick > most ? most : b->thick < 1 ? 1 : b->thick;
    Len pitch = b->side > 1 ? b->thick : slot;
    if (widest_number(b) + len_em(200, c->text) > pitch)
        b->numbers = false;
}

static bool draw_upright(Bars *b)
{
    Chart *c = b->c;
    double low, high;
    find_ends(b, &low, &high);
    if (!chart_axes(c, low, high, b->numbers, !chart_sequence(c->spec), &b->plot))
        return false;
    upright_size(b);
    draw_all(b);
    chart_axes_over(c, &b->plot);
    return true;
}

Len chart_bars(Chart *c)
{
    Bars b = {.c = c, .stacked = c->spec->kind == CHART_STACKED, .numbers = !c->spec->bare};
    b.side = b.stacked ? 1 : c->spec->nseries;
    assert(b.side >= 1);
    chart_series_head(c, SWATCH_BOX);
    if (c->spec->kind != CHART_ACROSS && draw_upright(&b))
        return b.plot.foot;
    return draw_across(&b);
}
