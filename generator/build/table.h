/*
 * table: rows of a query for people (aligned by display width), for Excel and WPS (CSV), for
 * programs (JSON).
 */
#ifndef BUILD_TABLE_H
#define BUILD_TABLE_H

#include <stdio.h>

#include "site/store.h"

typedef enum TableForm { TABLE_TEXT, TABLE_CSV, TABLE_JSON } TableForm;

/* CSV: a cell that a spreadsheet would take for a formula starts with an apostrophe. */
void table_print(const StoreRows *rows, TableForm form, FILE *out);

#endif
