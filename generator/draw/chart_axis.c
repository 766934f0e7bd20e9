/*
 * chart_axis: the frame of upright charts: ticks at the left, names below.
 *
 * How wide the ticks are depends on the scale, that on the height, that on the lines the names
 * take, those on the width left: settled by rounds in which the left margin only grows.
 */
#include <assert.h>

#include "draw/chart_imp.h"

enum {
    ROUNDS = 4,
    NAME_GAP = 600, /* Em below the axis: a tick reaches 0.5 em down */
    NAME_LINES = 2  /* Han broken over three lines are read across before down */
};

typedef struct Frame {
    Chart *c;
    double low, high;
    bool room;        /* for numbers above (and below) bars */
    Len left, right;  /* margins */
    Len height;       /* of the plot */
    Scale scale;
    Label *names;     /* NULL: thinned to one line each */
    size_t lines, every;
} Frame;

Len plot_x(const Chart *c, const Plot *plot, size_t category)
{
    int64_t n = (int64_t)c->spec->ncategories;
    return plot->area.x + (Len)((int64_t)plot->area.width * (2 * (int64_t)category + 1) / (2 * n));
}

Len plot_slot(const Chart *c, const Plot *plot)
{
    return plot->area.width / (Len)c->spec->ncategories;
}

Len plot_y(const Plot *plot, double v)
{
    return plot->area.y + plot->area.height - scale_at(&plot->scale, v, plot->area.height);
}

static Len ticks_width(const Chart *c, const Scale *scale)
{
    Len widest = 0;
    for (int i = 0; i <= scale_steps(scale); i++) {
        Len w = chart_text_width(c, scale_label(c, scale, i));
        widest = w > widest ? w : widest;
    }
    return widest;
}

/* Names over at most `most` lines of their slot. false: one of them does not go whole. */
static bool wrap_names(Frame *f, Len slot, size_t most)
{
    Chart *c = f->c;
    size_t n = c->spec->ncategories;
    Len width = slot - len_em(350, c->text);
    f->every = 1;
    f->lines = 1;
    f->names = arena_array(c->a, Label, n);
    for (size_t i = 0; i < n; i++) {
        f->names[i] = chart_wrap(c, c->spec->categories[i], width > 0 ? width : 0, most);
        if (f->names[i].cut || f->names[i].width > width)
            return false;
        f->lines = f->names[i].count > f->lines ? f->names[i].count : f->lines;
    }
    return true;
}

static Len thin_width(const Chart *c)
{
    return c->width / 4;
}

/* Every how many names one can stand. */
static void thin_names(Frame *f, Len slot)
{
    Chart *c = f->c;
    Len widest = 0;
    for (size_t i = 0; i < c->spec->ncategories; i++) {
        Len w = chart_text_width(c, chart_shorten(c, c->spec->categories[i], thin_width(c)));
        widest = w > widest ? w : widest;
    }
    widest += len_em(600, c->text);
    f->names = NULL;
    f->lines = 1;
    f->every = slot > 0 ? (size_t)((widest + slot - 1) / slot) : c->spec->ncategories;
    if (f->every > 4 && f->every < 12 && c->spec->ncategories > 24)
        f->every = f->every <= 6 ? 6 : 12; /* months and days are counted by such steps */
}

static Len extra_foot(const Frame *f)
{
    return f->room && f->low < 0 ? f->c->text : 0;
}

static Len foot_height(const Frame *f)
{
    return len_em(NAME_GAP, f->c->text) + extra_foot(f) + chart_label_height(f->c, f->lines);
}

static Len head_height(const Frame *f)
{
    return len_em(f->room ? 1600 : 700, f->c->text);
}

static Len plot_height(const Frame *f)
{
    const Chart *c = f->c;
    Len natural = len_em(400, c->width), least = 5 * c->text;
    natural = natural > 24 * c->text ? 24 * c->text : natural;
    if (c->most) {
        Len left = c->most - c->top - head_height(f) - foot_height(f);
        natural = left < natural ? left : natural;
    }
    return natural > least ? natural : least;
}

static bool settle(Frame *f, bool strict)
{
    Chart *c = f->c;
    for (int round = 0; round < ROUNDS; round++) {
        Len slot = (c->width - f->left - f->right) / (Len)c->spec->ncategories;
        bool whole = wrap_names(f, slot, NAME_LINES);
        if (!whole && strict)
            return false;
        if (!whole)
            thin_names(f, slot);
        f->height = plot_height(f);
        f->scale = chart_scale(c, f->low, f->high, f->height, len_em(2200, c->text));
        Len needed = ticks_width(c, &f->scale) + len_em(500, c->text);
        if (needed <= f->left)
            return true;
        f->left = needed;
    }
    return true;
}

static void put_names(const Frame *f, const Plot *plot)
{
    Chart *c = f->c;
    Len top = plot->area.y + plot->area.height + len_em(NAME_GAP, c->text) + extra_foot(f);
    for (size_t i = 0; i < c->spec->ncategories; i += f->every) {
        Len x = plot_x(c, plot, i);
        if (f->names) {
            chart_put_label(c, x, top, &f->names[i], ANCHOR_MIDDLE, CHART_INK);
            continue;
        }
        Str name = chart_shorten(c, c->spec->categories[i], thin_width(c));
        Len half = chart_text_width(c, name) / 2 + 1;
        x = x < half ? half : x + half > c->width ? c->width - half : x;
        chart_try(c, x, top + c->text / 2, name, ANCHOR_MIDDLE, CHART_INK);
    }
}

static void put_ticks(const Frame *f, const Plot *plot)
{
    Chart *c = f->c;
    for (int i = 0; i <= scale_steps(&f->scale); i++) {
        Len y = plot_y(plot, scale_tick(&f->scale, i));
        picture_line(c->p, plot->area.x, y, plot->area.x + plot->area.width, y,
                     chart_stroke(CHART_GRID, len_em(50, c->text)));
        chart_put(c, plot->area.x - len_em(400, c->text), y, scale_label(c, &f->scale, i),
                  ANCHOR_END, CHART_QUIET);
    }
}

static Str mark_words(const Chart *c)
{
    return chart_shorten(c, c->spec->mark_name, c->width / 5);
}

bool chart_axes(Chart *c, double low, double high, bool room, bool strict, Plot *plot)
{
    assert(c->spec->ncategories > 0);
    Frame f = {.c = c, .low = low, .high = high, .room = room};
    if (!chart_missing(c->spec->mark)) {
        f.low = c->spec->mark < low ? c->spec->mark : low;
        f.high = c->spec->mark > high ? c->spec->mark : high;
        if (c->spec->mark_name.n)
            f.right = chart_text_width(c, mark_words(c)) + len_em(400, c->text);
    }
    if (!settle(&f, strict))
        return false;
    plot->area = (PictureBox){f.left, c->top + head_height(&f), c->width - f.left - f.right,
                              f.height};
    plot->scale = f.scale;
    plot->foot = plot->area.y + f.height + foot_height(&f);
    put_ticks(&f, plot);
    put_names(&f, plot);
    return true;
}

void chart_axes_over(Chart *c, const Plot *plot)
{
    Len right = plot->area.x + plot->area.width;
    Len zero = plot_y(plot, plot->scale.low > 0 ? plot->scale.low : 0);
    picture_line(c->p, plot->area.x, zero, right, zero, chart_stroke(CHART_INK,
                                                                     len_em(90, c->text)));
    if (chart_missing(c->spec->mark))
        return;
    Len y = plot_y(plot, c->spec->mark);
    Paint paint = chart_stroke(CHART_INK, len_em(90, c->text));
    paint.dash = len_em(400, c->text);
    chart_level(c, plot->area.x, right, y, paint);
    if (c->spec->mark_name.n)
        chart_put(c, right + len_em(300, c->text), y, mark_words(c), ANCHOR_START, CHART_INK);
}
