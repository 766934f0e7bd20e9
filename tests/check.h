/*
 * check: what a test program needs. CHECK counts and prints a failure with its place;
 * check_finish prints "N passed, N failed" and gives the exit code.
 */
#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

static int check_passed, check_failed;

static inline void check_that(bool good, const char *what, const char *file, int line)
{
    if (good) {
        check_passed++;
        return;
    }
    check_failed++;
    printf("%s:%d: failed: %s\n", file, line, what);
}

static inline void check_text(Str got, Str want, const char *what, const char *file, int line)
{
    bool good = str_equal(got, want);
    check_that(good, what, file, line);
    if (!good)
        printf("  want: %.*s\n  got:  %.*s\n", STR_ARG(want), STR_ARG(got));
}

#define CHECK(condition) check_that((condition), #condition, __FILE__, __LINE__)
/* The texts must be equal byte for byte; what names the case. */
#define CHECK_TEXT(got, want, what) check_text((got), (want), (what), __FILE__, __LINE__)

static inline int check_finish(void)
{
    printf("%d passed, %d failed\n", check_passed, check_failed);
    return check_failed != 0;
}

#endif
