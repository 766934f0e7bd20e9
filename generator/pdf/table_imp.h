/*
 * table_imp: what table.c (rows into strips) and table_width.c (columns) share.
 *
 * Invariants. Rows and columns are the tree's; a cell's column is found by walking its row with
 * `busy` telling what spans from above cover, so all passes walk the rows in order.
 */
#ifndef PDF_TABLE_IMP_H
#define PDF_TABLE_IMP_H

#include "pdf/block.h"

typedef struct Column {
    Len least, natural; /* of the cells' text */
    Len x, width;       /* of the whole column */
    bool fixed;
} Column;

typedef struct Table {
    Compose *c;
    const Node *node;
    Context context;
    Block *block;
    const Node *const *rows;
    uint32_t nrows, nheads;
    Column *columns;
    uint32_t ncolumns;
    Len pad, vpad;
    Em scale;
    uint32_t tag;
    bool zebra, grid, lines;
    bool form;           /* to be filled in: rows of any height stay whole, text in their middle */
    bool plain;          /* no rules at all */
    uint32_t *busy;      /* rows a cell above still covers, per column */
    TableHead *head;
} Table;

/*
 * Call visit for each cell of a row with its column and the columns it covers; cells above that
 * span into the row are stepped over. Cells too many for the table are an error.
 */
typedef void CellVisit(Table *t, const Node *cell, uint32_t row, uint32_t column,
                       uint32_t colspan, void *self);
void table_walk_row(Table *t, uint32_t row, CellVisit *visit, void *self);
uint32_t table_rowspan(const Table *t, const Node *cell, uint32_t row);
/* Whether a cell holds inlines, as Markdown makes it, or blocks. */
bool table_cell_is_inline(const Node *cell);
Setting table_setting(const Table *t, const Node *cell, uint32_t column, Len width, bool head);
/* Measure all cells and place the columns; shrinks the type where it must. false: so many
 * columns that none could hold a character (reported). */
bool table_fit(Table *t);

#endif
