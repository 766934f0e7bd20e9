/*
 * watch: which folders change, by inotify.
 *
 * Every folder below the roots is watched, new ones too. What editors leave for a moment (hidden
 * files, "~$…", "*.tmp", "*~") is no change.
 */
#ifndef BUILD_WATCH_H
#define BUILD_WATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

typedef struct Watch Watch;

/* NULL: reported. roots are borrowed; one that is not there yet is passed over. */
Watch *watch_open(Arena *a, const char *const *roots, size_t nroots, Diag *d);
void watch_close(Watch *w);
/* For poll: readable when there is something to take. */
int watch_descriptor(const Watch *w);
/* Take all that happened; whether any of it was a change. */
bool watch_take(Watch *w);

#endif
