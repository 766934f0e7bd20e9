/*
 * compare: what was added, changed and withdrawn between two publications, by their manifests.
 */
#ifndef BUILD_COMPARE_H
#define BUILD_COMPARE_H

#include "build/options.h"

/* kanben check --manifest OLD: that one against the output folder's. Returns an exit code. */
int compare_run(Arena *a, const Options *o, Diag *d);

#endif
