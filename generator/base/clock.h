/*
 * clock: for limits, and for how long something took.
 *
 * Invariants. It only goes forward, also when the machine's time is set; forked processes read the same
 * one. Where it begins is not said: only differences mean anything, and nothing of it may come into an output.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

/* Milliseconds. */
int64_t clock_ms(void);

#endif
