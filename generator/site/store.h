/*
 * store: the rows of a site as SQL tables. The only door to SQLite.
 *
 * Every collection is a table of its name. Columns are called as the authors call the fields, the
 * parts of the path as the model calls them (group_id), and _file, _line. Lists are text joined with
 * 、, lines a|b|c are text joined with ；, dates ISO text, whole numbers and decimals numeric, 是/否
 * text as written, blank NULL.
 *
 * Invariants. Rows are not copied: a handle reads those of the frozen site. It is read-only, cannot attach, write or change settings,
 * notes which tables each query reads, refuses columns more secret than it was told to show, and gives up on a query that runs too long. Handles opened
 * after a fork share the site's memory.
 */
#ifndef SITE_STORE_H
#define SITE_STORE_H

#include "site/site.h"

typedef struct StoreImage StoreImage; /* what all connections have in common, const */
typedef struct Store Store;           /* a read-only connection */

/* Built by site_freeze; computed tables may be added before the first store_open. */
StoreImage *store_build(Arena *a, const Site *s);
Store *store_open(Arena *a, const StoreImage *image, Diag *d);
void store_close(Store *s);
/* From now on queries may read columns up to this visibility; at first all. */
void store_show(Store *s, Visibility most);
/* Give the bytes back; no connection may be open. */
void store_discard(StoreImage *image);
const StoreImage *site_store(const Site *s);

typedef enum CellKind { CELL_NULL, CELL_INT, CELL_REAL, CELL_TEXT } CellKind;

typedef struct StoreCell {
    CellKind kind;
    int64_t number;
    double real;
    Str text;
} StoreCell;

/* What is wrong with a query, where more can be said about it. */
typedef enum StoreFault { STORE_FAULT_OTHER, STORE_FAULT_TABLE, STORE_FAULT_COLUMN } StoreFault;

typedef struct StoreRows {
    const Str *columns;
    size_t ncolumns;
    const StoreCell *cells; /* nrows * ncolumns */
    size_t nrows;
    const Str *tables;      /* that were read, sorted */
    size_t ntables;
    uint64_t steps;         /* of SQLite's machine, roughly: what the query cost */
    Str hidden_table, hidden_column; /* what may not be seen and was asked for; else empty */
    Visibility hidden;      /* how secret it is */
    Str error;              /* SQLite's message; empty when all is well */
    Str error_zh;           /* the same in Chinese; what authors do not meet stays as it is */
    StoreFault fault;
    Str missing;            /* the table or column that there is none of */
    int error_offset;       /* byte of sql it is about; -1 unknown */
} StoreRows;

/*
 * Tables that scripts compute from the rows: made once, after the site's own tables and before
 * the first store_open, one row at a time so that they never stand in a script as a whole. Their
 * columns have no type: values stay what they are. A collection's name wins over theirs.
 */
typedef struct MadeTable {
    Str name;
    const Str *columns;
    size_t ncolumns;
    Visibility visibility; /* of all its columns */
} MadeTable;

typedef struct StoreMaker StoreMaker;

/* Tables with no rows yet. NULL: reported. Ends with store_make_done or store_make_drop. */
StoreMaker *store_make(Arena *a, const MadeTable *tables, size_t ntables, Diag *d);
/* Add a row of the table's ncolumns cells to tables[table]. */
bool store_make_row(StoreMaker *m, size_t table, const StoreCell *cells);
/* Put them beside the site's own for every store opened from now on. false: reported. */
bool store_make_done(StoreMaker *m, const StoreImage *image, Diag *d);
void store_make_drop(StoreMaker *m);

/* Run one statement with arguments for its ?s. false: rows->error says why. All in a. */
bool store_query(Arena *a, Store *s, Str sql, const StoreCell *args, size_t nargs,
                 StoreRows *rows);

#endif
