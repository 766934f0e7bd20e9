/*
 * store_imp: what the files store*.c share; nobody else includes it.
 */
#ifndef SITE_STORE_IMP_H
#define SITE_STORE_IMP_H

#include <sqlite3.h>

#include "site/store.h"

/* A name as SQL quotes it. */
void store_quote(Buf *b, Str name);
/* Make a table of rows for each collection; they are read from s, which outlives db. */
bool store_rows_open(sqlite3 *db, const Site *s);

#endif
