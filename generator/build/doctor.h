/*
 * doctor: whether this machine can do what a build needs, one line for each thing it looks at.
 *
 * ✓ is well; ✗ must be mended before a build can be relied on (exit 3); – works without, but less
 * well. Every answer comes from trying the thing itself, not from what is said to be installed.
 */
#ifndef BUILD_DOCTOR_H
#define BUILD_DOCTOR_H

#include "build/options.h"

/* kanben doctor. Returns EXIT_CLEAN or EXIT_MACHINE; EXIT_CONTENT when fonts.lua has errors. */
int doctor_run(Arena *a, const Options *o, Diag *d);

#endif
