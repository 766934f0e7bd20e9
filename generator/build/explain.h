/*
 * explain: where a figure comes from: its value, rule and source, the rows that count and those that do not.
 */
#ifndef BUILD_EXPLAIN_H
#define BUILD_EXPLAIN_H

#include "build/options.h"

/* kanben explain FIGURE … [--NAME VALUE …] [--json]: what the project's lua/explain.lua answers of each of the words. Returns an
 * exit code. */
int explain_run(Arena *a, const Options *o, Diag *d);
/* What this project's explain takes besides, for the help; nothing outside a project. */
void explain_help(Arena *a, const Options *o, FILE *out);

#endif
