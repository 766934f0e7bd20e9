/*
 * csv: rows as spreadsheets read them: comma-separated, quoted where needed, lines ended by \n.
 *
 * A text that a spreadsheet would take for a formula is given an apostrophe before it, so that
 * opening a file runs nothing that somebody has typed into a cell.
 */
#ifndef SITE_CSV_H
#define SITE_CSV_H

#include "site/store.h"

/* A cell as text; blank is empty. In a, or borrowed from the cell. */
Str csv_text(Arena *a, const StoreCell *cell);
void csv_row(Arena *a, Buf *out, const StoreCell *cells, size_t n);

#endif
