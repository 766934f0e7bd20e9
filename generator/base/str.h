/*
 * str: text as pointer and length, and a growing run of bytes.
 *
 * Invariants. A Str is borrowed: it points into something that outlives it (a source
 * file, an arena, a literal) and is never NUL-terminated by promise. Text is UTF-8; n counts
 * bytes. A Buf lives in one arena and is always valid: p is NULL only while n is 0.
 * Nothing here fails: memory comes from the arena, which aborts when the machine has none.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"

typedef struct Str {
    const char *p;
    size_t n;
} Str;

#define STR(literal) ((Str){(literal), sizeof(literal) - 1})
#define STR_NONE ((Str){NULL, 0})
/* For printf: "%.*s", STR_ARG(s). Longer than INT_MAX is cut, never misread. s is evaluated three times: nothing that costs. */
#define STR_ARG(s) str_printf_length(s), (s).p ? (s).p : ""

int str_printf_length(Str s);

/* A Str over a C string; NULL gives an empty one. Borrowed. */
static inline Str str_of(const char *c)
{
    return c ? (Str){c, strlen(c)} : STR_NONE;
}
/* A copy in a, followed by a NUL that n does not count, so .p is a C string too. */
Str str_copy(Arena *a, Str s);
const char *str_c(Arena *a, Str s);
Str str_printf(Arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* args can be used again afterwards. */
Str str_vprintf(Arena *a, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

/* These few stand in the innermost loops of every reader: a call would cost more than what they do. */
static inline bool str_equal(Str a, Str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}
/* Byte order, which for UTF-8 is code point order: <0, 0, >0. */
int str_compare(Str a, Str b);
/* The same for qsort, of an array of Str or of structures that begin with one. */
int str_order(const void *one, const void *other);
static inline bool str_starts(Str s, Str prefix)
{
    return s.n >= prefix.n && str_equal((Str){s.p, prefix.n}, prefix);
}
static inline bool str_ends(Str s, Str suffix)
{
    return s.n >= suffix.n && str_equal((Str){s.p + s.n - suffix.n, suffix.n}, suffix);
}
/* Offset of the first needle in s at or after from; s.n when there is none. */
size_t str_find(Str s, Str needle, size_t from);
/* Bytes from..to, both cut to the length of s. */
static inline Str str_slice(Str s, size_t from, size_t to)
{
    if (to > s.n)
        to = s.n;
    if (from >= to)
        return (Str){s.p ? s.p + (from > s.n ? s.n : from) : NULL, 0};
    return (Str){s.p + from, to - from};
}
/* Without ASCII white space at both ends. */
Str str_trim(Str s);
/* With ASCII letters small or capital; all else as it is. In a. */
Str str_lower(Arena *a, Str s);
Str str_upper(Arena *a, Str s);
/* Cut the next piece off *rest, up to the byte separator; false when *rest was used up. */
bool str_split(Str *rest, char separator, Str *piece);
/* What a name in braces stands for. */
typedef struct StrWord {
    const char *name; /* NULL ends a list */
    Str value;
} StrWord;

/* s with the values for {names}; those that are not in the list are nothing. Ends in NUL. In a. */
Str str_filled(Arena *a, Str s, const StrWord *words);

/* A whole decimal integer with optional sign and nothing else; false otherwise or on overflow. */
bool str_to_int(Str s, int64_t *out);

typedef struct Buf {
    Arena *arena;
    char *p;
    size_t n, room;
} Buf;

Buf buf_in(Arena *a);
/* Room for at least so many bytes more than are free; buf_reserve asks first. */
void buf_grow(Buf *b, size_t more);
static inline void buf_reserve(Buf *b, size_t more)
{
    if (b->room - b->n < more)
        buf_grow(b, more);
}
static inline void buf_str(Buf *b, Str s)
{
    if (!s.n)
        return;
    buf_reserve(b, s.n);
    memcpy(b->p + b->n, s.p, s.n);
    b->n += s.n;
}
/* Of a literal the length is known when it is compiled: then it is a few moves. */
static inline void buf_c(Buf *b, const char *literal)
{
    buf_str(b, (Str){literal, literal ? strlen(literal) : 0});
}
static inline void buf_byte(Buf *b, char c)
{
    buf_reserve(b, 1);
    b->p[b->n++] = c;
}
/* One Unicode scalar value as UTF-8. */
void buf_rune(Buf *b, uint32_t rune);
void buf_int(Buf *b, int64_t value);
void buf_printf(Buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_vprintf(Buf *b, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
/* s as a JSON string with quotes; <, >, & and U+2028/9 escaped, so it may stand in a script. */
void buf_json(Buf *b, Str s);
/* Write all of it to a stream; that it arrived is for the stream's own error flag to say. */
void buf_print(const Buf *b, FILE *out);
/* What was written so far. Borrowed: the next write may move it. */
Str buf_view(const Buf *b);

#endif
