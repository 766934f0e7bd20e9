/*
 * chart_grid: a number for each pair: cells by class (heat) or circles by size (flow).
 *
 * Classes are lightness alone, from nearly white to dark, so that print without colour shows
 * the same order; the number stands in its cell whenever it fits all cells.
 */
#include <assert.h>
#include <math.h>

#include "draw/chart_imp.h"
#include "text/unicode.h"

enum { STACK_MOST = 9 }; /* characters of a head set downwards */

typedef struct Grid {
    Chart *c;
    size_t rows, columns;     /* with the sums of a flow */
    Label *names;             /* of rows */
    Len left, top;            /* of the first cell */
    Len width, *heights, *ys; /* of cells; y of each row */
    bool sums;
} Grid;

static double value(const Chart *c, size_t row, size_t column)
{
    return c->spec->series[row].values[column];
}

static Str column_name(const Grid *g, size_t i)
{
    return i < g->c->spec->ncategories ? g->c->spec->categories[i] : STR("合计");
}

static Str row_name(const Grid *g, size_t i)
{
    return i < g->c->spec->nseries ? g->c->spec->series[i].name : STR("合计");
}

/* ---- column heads: over lines, one character below the other, or only some ---- */

static bool wrap_heads(const Grid *g, Label *heads, size_t *lines)
{
    Chart *c = g->c;
    Len width = g->width - len_em(300, c->text);
    *lines = 1;
    for (size_t i = 0; i < g->columns; i++) {
        heads[i] = chart_wrap(c, column_name(g, i), width > 0 ? width : 0, CHART_LINES);
        if (heads[i].cut || heads[i].width > width)
            return false;
        *lines = heads[i].count > *lines ? heads[i].count : *lines;
    }
    return true;
}

/* The next piece of a name set downwards: a character, or up to three digits and letters. */
static Str stack_piece(Str name, size_t at)
{
    size_t end = at, count = 0;
    while (end < name.n && count < 3 && name.p[end] > ' ' && name.p[end] < 127) {
        end++;
        count++;
    }
    if (end == at) {
        uint32_t rune;
        end = at + unicode_decode(name, at, &rune);
        while (end < name.n) {
            size_t length = unicode_decode(name, end, &rune);
            if (!unicode_is_mark(rune))
                break;
            end += length;
        }
    }
    return str_slice(name, at, end);
}

/* Pieces of a name from top to bottom; the last is "…" when there are more than the most. */
static size_t stack_name(const Chart *c, Str name, Len width, Str pieces[STACK_MOST], bool *fits)
{
    size_t n = 0;
    for (size_t at = 0; at < name.n && n < STACK_MOST;) {
        Str piece = stack_piece(name, at);
        at += piece.n;
        if (!str_trim(piece).n)
            continue;
        *fits &= chart_text_width(c, piece) <= width;
        pieces[n] = n + 1 == STACK_MOST && at < name.n ? STR("…") : piece;
        n++;
    }
    return n;
}

static bool stack_heads(const Grid *g, size_t *most)
{
    Str pieces[STACK_MOST];
    bool fits = true;
    *most = 1;
    for (size_t i = 0; i < g->columns; i++) {
        size_t n = stack_name(g->c, column_name(g, i), g->width, pieces, &fits);
        *most = n > *most ? n : *most;
    }
    return fits;
}

static void put_stacks(const Grid *g, Len bottom)
{
    Chart *c = g->c;
    Str pieces[STACK_MOST];
    bool fits = true;
    for (size_t i = 0; i < g->columns; i++) {
        size_t n = stack_name(c, column_name(g, i), g->width, pieces, &fits);
        for (size_t k = 0; k < n; k++)
            chart_put(c, g->left + (Len)i * g->width + g->width / 2,
                      bottom - (Len)(n - k) * len_em(1100, c->text) + c->text / 2, pieces[k],
                      ANCHOR_MIDDLE, CHART_INK);
    }
}

static void put_some(const Grid *g, Len bottom)
{
    Chart *c = g->c;
    for (size_t i = 0; i < g->columns; i++) {
        Str name = chart_shorten(c, column_name(g, i), c->width / 4);
        Len half = chart_text_width(c, name) / 2 + 1;
        Len x = g->left + (Len)i * g->width + g->width / 2;
        x = x < half ? half : x + half > c->width ? c->width - half : x;
        chart_try(c, x, bottom - c->text / 2, name, ANCHOR_MIDDLE, CHART_INK);
    }
}

static void put_heads(Grid *g)
{
    Chart *c = g->c;
    Label *heads = arena_array(c->a, Label, g->columns);
    Len gap = len_em(300, c->text);
    size_t lines;
    if (wrap_heads(g, heads, &lines)) {
        Len height = chart_label_height(c, lines);
        for (size_t i = 0; i < g->columns; i++)
            chart_put_label(c, g->left + (Len)i * g->width + g->width / 2,
                            c->top + height - chart_label_height(c, heads[i].count), &heads[i],
                            ANCHOR_MIDDLE, CHART_INK);
        g->top = c->top + height + gap;
    } else if (stack_heads(g, &lines)) {
        g->top = c->top + (Len)lines * len_em(1100, c->text) + gap;
        put_stacks(g, g->top - gap);
    } else {
        g->top = c->top + c->text + gap;
        put_some(g, g->top - gap);
    }
    if (!c->spec->rows.n || !c->spec->columns.n)
        return;
    Str corner = str_printf(c->a, "%.*s＼%.*s", STR_ARG(c->spec->rows), STR_ARG(c->spec->columns));
    if (chart_text_width(c, corner) <= g->left)
        chart_try(c, 0, g->top - gap - c->text / 2, corner, ANCHOR_START, CHART_QUIET);
}

/* ---- rows ---- */

static void row_names(Grid *g)
{
    Chart *c = g->c;
    g->names = arena_array(c->a, Label, g->rows);
    Len widest = 0, most = len_em(300, c->width);
    for (size_t i = 0; i < g->rows; i++) {
        g->names[i] = chart_wrap(c, row_name(g, i), most, 2);
        if (g->names[i].cut)
            g->names[i] = chart_wrap(c, row_name(g, i), most, CHART_LINES);
        widest = g->names[i].width > widest ? g->names[i].width : widest;
    }
    g->left = widest + len_em(500, c->text);
    g->width = (c->width - g->left - len_em(100, c->text)) / (Len)g->columns;
}

static void set_rows(Grid *g, Len least)
{
    Chart *c = g->c;
    g->heights = arena_array(c->a, Len, g->rows);
    g->ys = arena_array(c->a, Len, g->rows + 1);
    g->ys[0] = g->top;
    for (size_t i = 0; i < g->rows; i++) {
        Len name = chart_label_height(c, g->names[i].count) + len_em(500, c->text);
        g->heights[i] = name > least ? name : least;
        g->ys[i + 1] = g->ys[i] + g->heights[i];
        chart_put_label(c, g->left - len_em(400, c->text),
                        g->ys[i] + (g->heights[i] - chart_label_height(c, g->names[i].count)) / 2,
                        &g->names[i], ANCHOR_END, CHART_INK);
    }
}

static PictureBox cell_box(const Grid *g, size_t row, size_t column)
{
    return (PictureBox){g->left + (Len)column * g->width, g->ys[row], g->width, g->heights[row]};
}

static void put_in_cell(const Grid *g, size_t row, size_t column, Str words, uint32_t colour)
{
    PictureBox box = cell_box(g, row, column);
    chart_put(g->c, box.x + box.width / 2, box.y + box.height / 2, words, ANCHOR_MIDDLE, colour);
}

/* ---- heat ---- */

static Str cell_words(const Chart *c, size_t row, size_t column)
{
    const ChartSeries *series = &c->spec->series[row];
    if (series->marks && series->marks[column].n)
        return series->marks[column];
    double v = series->values[column];
    return chart_missing(v) ? CHART_MISSING : chart_value(c, v);
}

static bool words_fit(const Grid *g)
{
    const Chart *c = g->c;
    for (size_t r = 0; r < c->spec->nseries && !c->spec->bare; r++)
        for (size_t i = 0; i < c->spec->ncategories; i++)
            if (chart_text_width(c, cell_words(c, r, i)) + len_em(200, c->text) > g->width)
                return false;
    return !c->spec->bare;
}

static void heat_cell(const Grid *g, const Scale *scale, size_t row, size_t column, bool words)
{
    Chart *c = g->c;
    double v = value(c, row, column);
    size_t classes = (size_t)scale_steps(scale);
    Look look = {.fill = CHART_PAPER};
    size_t class = 0;
    if (!chart_missing(v)) {
        class = chart_class(scale, v);
        look = chart_class_look(c, class, classes);
    }
    chart_fill_rect(c, cell_box(g, row, column), look);
    bool light = chart_missing(v) || chart_class_light(class, classes);
    if (words)
        put_in_cell(g, row, column, cell_words(c, row, column), light ? CHART_INK : CHART_PAPER);
    c->dashes |= words && str_equal(cell_words(c, row, column), CHART_MISSING);
}

Len chart_heat(Chart *c)
{
    Grid g = {.c = c, .rows = c->spec->nseries, .columns = c->spec->ncategories};
    bool marked = false;
    for (size_t r = 0; r < g.rows; r++)
        marked |= c->spec->series[r].marks != NULL;
    Scale scale = chart_classes(c);
    row_names(&g);
    bool words = words_fit(&g);
    chart_class_head(c, &scale, !marked || !words);
    c->top += len_em(500, c->text);
    put_heads(&g);
    set_rows(&g, len_em(1700, c->text));
    for (size_t r = 0; r < g.rows; r++)
        for (size_t i = 0; i < g.columns; i++)
            heat_cell(&g, &scale, r, i, words);
    return g.ys[g.rows] + len_em(100, c->text);
}

/* ---- flow ---- */

#define HATCH_INK 0xAAAAAA /* of a cell where nothing can be: paler than any figure */

/* A sum along a row (column = the count of columns) or a column; missing when all is. */
static double flow_sum(const Chart *c, size_t row, size_t column)
{
    size_t rows = c->spec->nseries, columns = c->spec->ncategories;
    double sum = 0;
    bool any = false;
    for (size_t r = row < rows ? row : 0; r < (row < rows ? row + 1 : rows); r++)
        for (size_t i = column < columns ? column : 0; i < (column < columns ? column + 1 :
                                                            columns); i++)
            if (!chart_missing(value(c, r, i))) {
                sum += value(c, r, i);
                any = true;
            }
    return any ? sum : NAN;
}

static double flow_most(const Chart *c)
{
    double most = 0;
    for (size_t r = 0; r < c->spec->nseries; r++)
        for (size_t i = 0; i < c->spec->ncategories; i++)
            most = value(c, r, i) > most ? value(c, r, i) : most;
    return most;
}

static void flow_cell(const Grid *g, size_t row, size_t column, double most, bool words)
{
    Chart *c = g->c;
    PictureBox box = cell_box(g, row, column);
    bool sum = row == c->spec->nseries || column == c->spec->ncategories;
    double v = sum ? flow_sum(c, row, column) : value(c, row, column);
    Paint paint = chart_stroke(CHART_GRID, len_em(50, c->text));
    picture_rect(c->p, box.x, box.y, box.width, box.height, paint);
    bool self = !sum && str_equal(row_name(g, row), column_name(g, column));
    if (self && (chart_missing(v) || v == 0)) { /* to itself: nothing can flow */
        const Len corners[] = {box.x, box.y, box.x + box.width, box.y, box.x + box.width,
                               box.y + box.height, box.x, box.y + box.height};
        picture_hatch(c->p, corners, 4, HATCH_FALLING, len_em(340, c->text),
                      len_em(65, c->text), HATCH_INK);
        return;
    }
    Len room = (box.width < box.height ? box.width : box.height) / 2 - len_em(120, c->text);
    if (!sum && v > 0) { /* the area says how much, never less than a dot */
        Len radius = (Len)lround(room * sqrt(v / most)), least = len_em(150, c->text);
        /* without an edge, which would run through the digits */
        Paint disc = {.filled = true, .fill = chart_tone(c->brand, 196)};
        picture_arc(c->p, box.x + box.width / 2, box.y + box.height / 2,
                    radius > least ? radius : least, 0, 0, 360, disc);
    }
    if (words)
        put_in_cell(g, row, column, chart_missing(v) ? CHART_MISSING : chart_value(c, v),
                    sum ? CHART_QUIET : CHART_INK);
    c->dashes |= words && chart_missing(v);
}

Len chart_flow(Chart *c)
{
    Grid g = {.c = c, .rows = c->spec->nseries + 1, .columns = c->spec->ncategories + 1,
              .sums = true};
    chart_head(c, true, NULL, 0);
    c->top += len_em(500, c->text);
    row_names(&g);
    bool words = !c->spec->bare;
    for (size_t r = 0; r < g.rows && words; r++)
        for (size_t i = 0; i < g.columns && words; i++) {
            bool sum = r + 1 == g.rows || i + 1 == g.columns;
            double v = sum ? flow_sum(c, r, i) : value(c, r, i);
            words = chart_missing(v) ||
                    chart_text_width(c, chart_value(c, v)) + len_em(200, c->text) <= g.width;
        }
    put_heads(&g);
    Len high = g.width < len_em(3400, c->text) ? g.width : len_em(3400, c->text);
    set_rows(&g, high > len_em(1900, c->text) ? high : len_em(1900, c->text));
    double most = flow_most(c);
    for (size_t r = 0; r < g.rows; r++)
        for (size_t i = 0; i < g.columns; i++)
            flow_cell(&g, r, i, most, words);
    Len right = g.left + (Len)g.columns * g.width, end = g.ys[g.rows];
    Len x = right - g.width, y = g.ys[g.rows - 1];
    picture_line(c->p, x, g.top, x, end, chart_stroke(CHART_INK, len_em(80, c->text)));
    picture_line(c->p, g.left, y, right, y, chart_stroke(CHART_INK, len_em(80, c->text)));
    return end + len_em(100, c->text);
}
