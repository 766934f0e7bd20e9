/*
 * dump: what one stage makes, as text on standard output. Each returns an exit code.
 */
#ifndef BUILD_DUMP_H
#define BUILD_DUMP_H

#include "build/options.h"

/* The tree of one Markdown file (front matter left out), a node a line. */
int dump_doc(Arena *a, const Options *o, const char *path, Diag *d);
/* The body of one Markdown file as HTML, nothing else. path "-": standard input. */
int dump_html(Arena *a, const Options *o, const char *path, Diag *d);
/* What is read and what is to be made: collections with their fields, planned outputs. */
int dump_site(Arena *a, const Options *o, Diag *d);
/* The paragraph typesetter on standard input; takes its own options. */
int dump_lines(int argc, char **argv);

#endif
