/*
 * random: the numbers that made tests are made of; Marsaglia's xorshift (2003, 13-17-5), the same on every machine.
 */
#ifndef TESTS_RANDOM_H
#define TESTS_RANDOM_H

#include <stdint.h>

/* From 0 to n - 1; the state is the test's own and must not be 0. */
static inline uint32_t random_below(uint32_t *state, uint32_t n)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state % n;
}

#endif
