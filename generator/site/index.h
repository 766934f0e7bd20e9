/*
 * index: the rows of a table by the text of one field.
 *
 * Invariants. Rows are numbers in the table's list, in its order. An index is made when it is first asked
 * for, by each process for itself; when the list changes (the freeze) all are forgotten. Only
 * texts are in it: fields of other types, and blanks, are found by looking at every row.
 */
#ifndef SITE_INDEX_H
#define SITE_INDEX_H

#include "site/site.h"

typedef struct IndexRows {
    const uint32_t *rows;
    size_t count;
} IndexRows;

/* May rows be found by this field, and is the table large enough for it to be worth while? */
bool index_serves(const Site *s, const Collection *c, const Field *field);
/* The rows whose field is this text as the author wrote it. Borrowed. */
IndexRows index_find(const Site *s, const Collection *c, const Field *field, Str text);

#endif
