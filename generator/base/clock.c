/*
 * clock: the machine's monotonic clock (POSIX clock_gettime, CLOCK_MONOTONIC), which every Linux has: it cannot fail.
 */
#include "base/clock.h"

#include <time.h>

int64_t clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}
