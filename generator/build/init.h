/*
 * init: the first project of somebody new.
 *
 * Its files stand in generator/build/init/ as they will stand in the new folder; the Makefile
 * turns them into a table that is compiled in, so the program needs no files of its own.
 */
#ifndef BUILD_INIT_H
#define BUILD_INIT_H

#include "build/options.h"

/* kanben init FOLDER: write the files and say what to do next; a folder with anything in it is
 * refused. Returns an exit code. */
int init_run(Arena *a, const Options *o, const char *folder, Diag *d);

#endif
