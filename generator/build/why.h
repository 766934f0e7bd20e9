/*
 * why: what one output is made from, found out by making it.
 */
#ifndef BUILD_WHY_H
#define BUILD_WHY_H

#include "build/options.h"

/*
 * kanben why OUTPUT: its path below the output folder, or with that folder before it. Prints a
 * line for each thing read: template, script, shows, content, picture, collection, table; then
 * what the plan read, which it may have handed to the page as data. Writes no output. Returns an exit code.
 */
int why_run(Arena *a, const Options *o, const char *output, Diag *d);

#endif
