/*
 * chart: rows of numbers into a Picture, for paper and screen alike.
 *
 * Invariants of a picture drawn here: no two texts overlap (by picture_text_box), none leaves
 * the picture, no text is smaller than the size asked for; what distinguishes series and classes
 * is lightness and hatching, colour only on top of it; a value that is missing is never drawn as
 * zero. A long name is broken over lines, then cut with "…"; names of a sequence (months,
 * years) are left out evenly when there are too many; bars with other names are laid across
 * instead. Everything lives in the arena given; the spec is borrowed.
 */
#ifndef DRAW_CHART_H
#define DRAW_CHART_H

#include "base/diag.h"
#include "draw/picture.h"

typedef enum ChartKind {
    CHART_BAR,      /* upright bars, series beside each other */
    CHART_STACKED,  /* upright bars, series on top of each other, totals above */
    CHART_GROUPED,  /* another name of BAR */
    CHART_ACROSS,   /* bars from left to right */
    CHART_LINE,
    CHART_AREA,     /* series on top of each other */
    CHART_DONUT,    /* one series */
    CHART_RADAR,    /* 3–12 categories, at most 4 series */
    CHART_HEAT,     /* series are rows, categories columns */
    CHART_CALENDAR, /* categories are days (2025-09-01), one series */
    CHART_FLOW,     /* from series to category, circles by size, sums at the edges */
    CHART_SPARK,    /* one line without axes, as high as a line of text */
    CHART_GANTT,    /* categories are tasks; series: first day, last day, [percent done] */
    CHART_KINDS
} ChartKind;

enum { CHART_SERIES = 12, CHART_CATEGORIES = 1200, CHART_NAME = 120 /* characters */ };

typedef struct ChartSeries {
    Str name;
    const double *values; /* one a category; NAN: missing. GANTT: days, see chart_day */
    const Str *marks;     /* HEAT: what stands in the cells instead of numbers; NULL: numbers */
} ChartSeries;

typedef struct ChartSpec {
    ChartKind kind;
    Str title;          /* for the alternative text; a caption shows it, the picture does not */
    Str unit;           /* "场次"; "%": every number gets the sign */
    const Str *categories;
    size_t ncategories;
    const ChartSeries *series;
    size_t nseries;
    Str rows, columns;  /* what series and categories are: "派出", "接收" */
    double low, high;   /* ends of the axis; NAN: by the data, with zero */
    double mark;        /* a line across at this value (GANTT: day); NAN: none */
    Str mark_name;
    bool bare;          /* no numbers at bars, points and in cells */
    int decimals;       /* -1: none for whole numbers, else one */
    uint32_t brand;     /* 0xRRGGBB; 0: a neutral blue */
    Str role;           /* font role of all texts */
    Pos pos;
} ChartSpec;

typedef struct ChartSize {
    Len width;
    Len most;           /* the height is the kind's own, but at most this; 0: no limit */
    Len text;           /* font size */
} ChartSize;

/* An empty spec: nothing marked, the axis by the data. */
ChartSpec chart_spec(ChartKind kind);
/* A kind by its name in scripts: "bar" "stacked" "grouped" "horizontal" … false: there is none. */
bool chart_kind_find(Str name, ChartKind *kind);
const char *chart_kind_name(ChartKind kind);
/* "2025-09-01" as days since 1970; false: no such day. */
bool chart_day(Str date, double *day);

/* Can it be drawn? false: reported as "chart" at its pos, once for each fault. */
bool chart_check(const ChartSpec *spec, Diag *d);
/*
 * NULL: reported. What needs more than size.most to stay legible comes out higher, with the
 * warning "chart-high".
 */
const Picture *chart_draw(Arena *a, const ChartSpec *spec, ChartSize size, Diag *d);
/* The chart in words: what it shows, highest and lowest, sums. */
Str chart_alt(Arena *a, const ChartSpec *spec);

/* The data as rows; row 0 and column 0 are heads. */
typedef struct ChartTable {
    const Str *cells;
    size_t rows, columns;
} ChartTable;
ChartTable chart_table(Arena *a, const ChartSpec *spec);

#endif
