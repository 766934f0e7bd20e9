/*
 * side: the model's checks that nothing waits for, in processes of their own beside the caller's work.
 *
 * Invariants. They see the site as it is when they begin, and change nothing of it. What they find is told at the end in
 * the order of the checks, whatever the number of processes. A process that takes no step of a script for five minutes is
 * ended, and said to have been.
 */
#ifndef BUILD_SIDE_H
#define BUILD_SIDE_H

#include "script/host.h"

typedef struct Side Side;

/* After host_check, before the freeze. In a. */
Side *side_begin(Arena *a, Host *h, const Site *s, int workers);
/* false: a check did not run to its end (reported). */
bool side_end(Side *side, Diag *d);

#endif
