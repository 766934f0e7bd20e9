/*
 * grid: which cells of a table stand where, and how its columns are aligned: what HTML and PDF
 * must agree in.
 *
 * Invariants. Rows are numbered from 0 without the caption; head rows come first, and no span
 * goes from the head into the body or out of the table. Rows are walked in order, because what
 * spans down from above is known only then; one walk costs rows × columns.
 */
#ifndef DOC_GRID_H
#define DOC_GRID_H

#include "doc/doc.h"

typedef struct Grid {
    const Node *table, *caption; /* caption: NULL when there is none */
    const Node *const *rows;
    uint32_t nrows, nheads, ncolumns;
    uint32_t *busy;    /* rows that a cell above still covers, by column */
    uint32_t next;     /* the row that grid_row gives next */
    uint8_t *aligns;   /* Align by column, figures recognised; made by grid_align */
} Grid;

typedef struct GridCell {
    const Node *node;
    uint32_t row, column, colspan, rowspan; /* spans cut to what is there */
} GridCell;

/* The grid of a table without its aligns; in a. Columns not counted by its maker are here. */
Grid grid_make(Arena *a, const Node *table);
/* Start again with the first row. */
void grid_rewind(Grid *g);
/*
 * The cells that begin in the next row, left to right, into cells (room for ncolumns); how many.
 * *surplus (may be NULL) receives how many find no column.
 */
uint32_t grid_row(Grid *g, GridCell *cells, uint32_t *surplus);
/*
 * Find the columns' aligns: a column of figures of which one has a fraction is aligned by the
 * decimal point; one of bare figures whose author says nothing goes to the right, unless it is the
 * first. Rewinds.
 */
void grid_align(Grid *g, Arena *a);
/* How a cell's text is aligned in its column. */
Align grid_cell_align(const Grid *g, const GridCell *cell);

/* A row that goes on the one before it, by its class. */
bool grid_attached(const Grid *g, uint32_t row);
/* A row of the body that heads those below it: by its class, or because its one cell covers all
 * columns and another row follows. */
bool grid_subhead(const Grid *g, uint32_t row);

/* A text that is one number with its signs and unit. */
typedef struct Figure {
    size_t point;   /* where the decimal point stands or would: an offset */
    bool fraction;  /* there is one */
    bool bare;      /* no unit but a per cent sign or degrees */
} Figure;

/* false: text is no figure. A lone dash or slash, "no value", is one. */
bool grid_figure(Str text, Figure *figure);

#endif
