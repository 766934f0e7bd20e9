/*
 * stick: what was published, as a folder to carry: on a USB stick, opened by double click.
 *
 * Invariants. Only what the published folder's own list calls public is copied, each file only when it is what the
 * list says it is. In the folder everything keeps its place, so links work; beside it stand a page that leads to the
 * first page, a text that says how to open it and which books there are, and the check sums of all files (as sha256sum reads them). A folder
 * with anything else in it is left alone; an earlier copy is brought up to date, and what was withdrawn goes.
 */
#ifndef BUILD_STICK_H
#define BUILD_STICK_H

#include "build/options.h"

/* kanben usb FOLDER. Returns an exit code. */
int stick_run(Arena *a, const Options *o, const char *folder, Diag *d);

#endif
