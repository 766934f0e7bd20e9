/*
 * repeated: input that is large by one piece said again and again.
 */
#ifndef TESTS_REPEATED_H
#define TESTS_REPEATED_H

#include "base/arena.h"

/* head, n times piece, tail; a zero byte behind them, which length counts. */
static inline Str repeated(Arena *a, const char *head, const char *piece, size_t n, const char *tail)
{
    Buf out = buf_in(a);
    buf_c(&out, head);
    for (size_t i = 0; i < n; i++)
        buf_c(&out, piece);
    buf_c(&out, tail);
    buf_byte(&out, '\0');
    return buf_view(&out);
}

#endif
