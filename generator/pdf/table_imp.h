/*
 * table_imp: what the files of a table share.
 *
 *     table.c         the whole: caption, head, rows in order
 *     table_measure.c how wide the text of each column is
 *     table_width.c   the columns from that
 *     table_group.c   rows joined by spans: cells set, heights, where they may be cut
 *     table_tags.c    the cells' elements, and which heads speak for them
 *     table_piece.c   a group between two cuts as a strip: text, rules, backgrounds
 *
 * Invariants. A column is its text and the space at its two sides; x and width are of all of it,
 * and columns lie side by side from Table.left on. A group's lengths count from its top, a piece's
 * from its own.
 */
#ifndef PDF_TABLE_IMP_H
#define PDF_TABLE_IMP_H

#include "doc/grid.h"
#include "pdf/block.h"

enum { TABLE_LOW_LINES = 3 }; /* in rows of at most so many lines text stands in the middle */

typedef struct Column {
    Len least, snug, natural; /* of the cells' text: the widest piece that holds together; also
                                what is no longer than a name; all in one line */
    Len word;                /* the widest piece that should hold together, whatever its width */
    Len before, after;       /* of figures aligned by their points, the widest on each side */
    Len text;                /* the width its text gets */
    Len x, width;            /* of the whole column */
    Len left;                /* the space before the text */
    bool set;                /* its text has its width for good */
} Column;

/* Rows picked evenly from the table, from which the columns' widths are found. */
typedef struct Sample {
    Len *naturals;           /* rows × columns; 0 where nothing stands */
    uint32_t rows, step;     /* every step-th row of the table is in it */
} Sample;

typedef struct Table {
    Compose *c;
    Context context;
    Block *block;
    Grid grid;
    GridCell *cells;         /* room for those of a row */
    Column *columns;
    Sample sample;
    Len left, width;         /* of the table */
    Len pad, vpad;           /* between a column's edge and its text, a row's edge and its text */
    Em scale;                /* of the type, in thousandths */
    uint32_t tag;
    bool zebra, boxed;       /* boxed: with lines between columns */
    bool form;               /* to be filled in: rows of any height stay whole, text in their middle */
    bool plain;              /* no rules at all */
    bool lines;              /* thin rules between rows */
    bool tall;               /* some rows are taller than that: text begins at the top of all */
    uint32_t zebra_from;     /* the row from which every second one is tinted */
    TableHead *head;
    struct TableTags *tags;  /* NULL: a cell's heads follow from its column and row alone */
} Table;

/* ---- table_measure.c ---- */

/* Whether a cell holds inlines, as Markdown makes it, or blocks. */
bool table_cell_is_inline(const Node *cell);
/* How a cell of the width is set; its left edge is 0. */
Setting table_setting(const Table *t, const GridCell *cell, Len width);
/* A figure that is aligned by its point: the widths before and behind it. false: it is none. */
bool table_figure_widths(Table *t, const GridCell *cell, Len *before, Len *after);
/* Columns' least, natural, before, after and the sample, at the table's scale. Reports rows with
 * more cells than the table has columns when report is true. */
void table_measure(Table *t, bool report);

/* ---- table_width.c ---- */

/* Measure all cells and place the columns; shrinks the type where it must. false: so many
 * columns that none could hold a character (reported). */
bool table_fit(Table *t);

/* ---- table_group.c ---- */

typedef struct TableCell {
    GridCell at;             /* its row within the group */
    uint32_t element;
    Strip **strips;
    size_t count;
    Len height, top;         /* of its text, from the group's top */
    Len push;                /* how much lower it starts, so that there is a cut above it */
    TableCarry *carry;       /* its text again for further pages; NULL as long as nobody asks */
} TableCell;

/* The rows joined by spans that are set together. */
typedef struct Group {
    uint32_t first, nrows;
    TableCell *cells;
    size_t count, room;
    Len *tops;               /* nrows + 1 */
    Len *cuts;               /* where it may be parted; the first 0, the last its height */
    bool *inside;            /* by cut: inside a row */
    size_t ncuts;
} Group;

/* The rows from `first` on that spans join, with their cells set. Scratch. */
Group table_group(Table *t, uint32_t first);

/* ---- table_tags.c ---- */

/* Find out whether cells must name their heads. */
void table_tags_open(Table *t);
/* Heads at the left whose rows are over speak no more. */
void table_tag_row(Table *t, uint32_t row);
/* The cell's element; in reading order, each row's after table_tag_row. */
void table_tag_cell(Table *t, TableCell *cell, uint32_t row_tag);

/* ---- table_piece.c ---- */

/* The strips of a group, at the end of the table's block. */
void table_pieces(Table *t, Group *group);
/* count items of size, kept as long as the book. */
void *table_keep(Compose *c, const void *items, size_t count, size_t size);
/* A copy of a strip as artifact, with glyphs of its own, without links and notes. */
Strip table_artifact(Compose *c, const Strip *strip);
/* Thickness and colour of the rules: at the table's edges, below the head, between rows. */
Len table_edge(const Table *t);
uint32_t table_ink(const Table *t);

#endif
