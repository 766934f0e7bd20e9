/*
 * build: the pipeline, from the content folder to the published outputs.
 */
#ifndef BUILD_BUILD_H
#define BUILD_BUILD_H

#include "build/options.h"

/* kanben build. Returns an exit code; what there is to say is in d. */
int build_run(Arena *a, const Options *o, Diag *d);
/*
 * kanben dump tree|pages|tags NAME …: planned books (the third word and those after it) as their scripts made them, or laid out, as text;
 * of several, each behind a line "book NAME". Returns an exit code.
 */
int build_dump_books(Arena *a, const Options *o, const char *what, Diag *d);
/* The PDF of one planned book, by its path or file name, in memory. false: reported. */
bool build_book(Arena *a, const Options *o, const char *name, Str *bytes, Diag *d);

#endif
