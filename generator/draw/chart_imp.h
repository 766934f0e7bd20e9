/*
 * chart_imp: the inside of chart, shared by chart*.c only.
 *
 * A kind is one function that draws from c->top down and says how high it became. Text that
 * must stand is placed where nothing else can be; text that may be left out asks first.
 */
#ifndef DRAW_CHART_IMP_H
#define DRAW_CHART_IMP_H

#include "draw/chart.h"

#define CHART_INK 0x222222u
#define CHART_QUIET 0x555555u /* 7 : 1 on white: ticks, units, notes */
#define CHART_GRID 0xC4C4C4u
#define CHART_PAPER 0xFFFFFFu
#define CHART_MISSING STR("—")

enum { CHART_LINES = 3, CHART_CLASSES = 6 };

/* How a series or a class is painted. */
typedef struct Look {
    uint32_t fill, ink; /* ink: of the hatch */
    Hatch hatch;
} Look;

typedef struct Scale {
    double low, high, step;
    int decimals;   /* of a tick, in units of `unit` */
    double unit;    /* 1, 1e4 (万) or 1e8 (亿) */
} Scale;

typedef struct Chart {
    Arena *a;
    const ChartSpec *spec;
    Picture *p;
    Len width, most;
    Len text;       /* size of all texts */
    Len top;        /* free from here down */
    uint32_t brand;
    bool percent;
    int decimals;
    bool dashes;    /* a dash stands for a missing value somewhere */
} Chart;

/* ---- chart_scale.c ---- */

/* Nice ends around low..high with at most `ticks` steps; whole: steps of at least 1. */
Scale scale_make(double low, double high, int ticks, bool whole);
int scale_steps(const Scale *s);
double scale_tick(const Scale *s, int i);
/* v as a part of length; 0 at low. */
Len scale_at(const Scale *s, double v, Len length);
Str scale_label(const Chart *c, const Scale *s, int i);
/* The scale of the spec over low..high of the data, its own ends respected. */
Scale chart_scale(const Chart *c, double low, double high, Len length, Len pitch);
/* A number in words of the trade: 1.2万, 85%, 3.5. */
Str chart_value(const Chart *c, double v);
/* Digits with exactly `decimals` places, rounded half away from zero. */
Str chart_digits(Arena *a, double v, int decimals);
/* As short as exactness to six places allows. */
Str chart_exact(Arena *a, double v);
bool chart_whole(const ChartSpec *spec);
bool chart_missing(double v);
Str chart_date(Arena *a, double day);
void chart_civil(double day, int *year, int *month, int *date);
double chart_day_of(int year, int month, int date);

/* ---- chart_text.c ---- */

typedef struct Label {
    Str lines[CHART_LINES];
    size_t count;
    Len width;
    bool cut; /* something was left out, or a word broken in two */
} Label;

Len chart_text_width(const Chart *c, Str s);
Str chart_shorten(const Chart *c, Str s, Len width);
/* Broken over at most `most` lines of at most width, as evenly as they go. */
Label chart_wrap(const Chart *c, Str s, Len width, size_t most);
Len chart_leading(const Chart *c);
Len chart_label_height(const Chart *c, size_t lines);
/* y: the middle of the line. */
void chart_put(Chart *c, Len x, Len y, Str s, Anchor anchor, uint32_t colour);
/* Only when it is inside the picture's width and touches no text yet there. */
bool chart_try(Chart *c, Len x, Len y, Str s, Anchor anchor, uint32_t colour);
/* y: the top of the first line. */
void chart_put_label(Chart *c, Len x, Len top, const Label *label, Anchor anchor,
                     uint32_t colour);
bool chart_try_label(Chart *c, Len x, Len top, const Label *label, Anchor anchor,
                     uint32_t colour);
/* The same over paper, where grid lines run. */
void chart_put_clear(Chart *c, Len x, Len y, Str s, Anchor anchor, uint32_t colour);
/* Likewise, but only when it touches no text yet there. */
bool chart_try_clear(Chart *c, Len x, Len y, Str s, Anchor anchor, uint32_t colour);
/* Where such a text stands. */
PictureBox chart_text_box(const Chart *c, Len x, Len y, Str s, Anchor anchor);
/* A line from x to end, broken where a text that stands already would be struck through. */
void chart_level(Chart *c, Len x, Len end, Len y, Paint paint);
/* Do the names count up (months, years, days), so that some can be left out? */
bool chart_sequence(const ChartSpec *spec);

/* ---- chart_look.c ---- */

/* The brand as light (255) or dark (0) as grey says. */
uint32_t chart_tone(uint32_t brand, uint32_t grey);
Look chart_look(const Chart *c, size_t series);
void chart_fill_rect(Chart *c, PictureBox box, Look look);
void chart_fill_polygon(Chart *c, const Len *points, size_t count, Look look);
Paint chart_stroke(uint32_t colour, Len thickness);
/* The line and the point marks of a series. */
Paint chart_line_paint(const Chart *c, size_t series);
void chart_point(Chart *c, Len x, Len y, size_t series);

typedef enum Swatch { SWATCH_BOX, SWATCH_LINE } Swatch;
typedef struct LegendEntry {
    Str name;
    Swatch swatch;
    Look look;
    size_t series;
} LegendEntry;
/* The unit and the entries in rows from c->top; moves c->top below them. */
void chart_head(Chart *c, bool unit, const LegendEntry *entries, size_t count);
void chart_series_head(Chart *c, Swatch swatch);

/* ---- chart_class.c: values in classes of lightness ---- */

/* Classes between nice limits over all values; whole numbers fall clearly into one. */
Scale chart_classes(const Chart *c);
size_t chart_class(const Scale *classes, double v);
Look chart_class_look(const Chart *c, size_t class, size_t classes);
/* Is dark text legible on it? Else white text is. */
bool chart_class_light(size_t class, size_t classes);
/* The unit and, when wanted, what the classes mean. */
void chart_class_head(Chart *c, const Scale *classes, bool legend);

/* ---- the kinds: each returns the height used ---- */

Len chart_bars(Chart *c);   /* chart_bar.c */
Len chart_lines(Chart *c);  /* chart_line.c */
Len chart_spark(Chart *c);
Len chart_donut(Chart *c);  /* chart_round.c */
Len chart_radar(Chart *c);
Len chart_heat(Chart *c);   /* chart_grid.c */
Len chart_flow(Chart *c);
Len chart_calendar(Chart *c); /* chart_time.c */
Len chart_gantt(Chart *c);

/* ---- chart_axis.c: upright charts ---- */

typedef struct Plot {
    PictureBox area;
    Scale scale;
    Len foot;     /* below the names */
} Plot;
/*
 * Axis, grid and category names for values low..high under c->top; numbers above bars get room
 * when `room`. false: the names do not fit under their slots (nothing is drawn).
 */
bool chart_axes(Chart *c, double low, double high, bool room, bool strict, Plot *plot);
Len plot_x(const Chart *c, const Plot *plot, size_t category); /* middle of its slot */
Len plot_y(const Plot *plot, double v);
Len plot_slot(const Chart *c, const Plot *plot);
/* The zero line and the marked value, over what was drawn. */
void chart_axes_over(Chart *c, const Plot *plot);

#endif
