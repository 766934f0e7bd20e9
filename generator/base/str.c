/* Strings never fail: lengths are checked, memory is the arena's. */
#include "base/str.h"

#include <assert.h>
#include <limits.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

int str_printf_length(Str s)
{
    return s.n > INT_MAX ? INT_MAX : (int)s.n;
}

Str str_copy(Arena *a, Str s)
{
    char *copy = arena_alloc(a, s.n + 1);
    if (s.n)
        memcpy(copy, s.p, s.n);
    return (Str){copy, s.n};
}

const char *str_c(Arena *a, Str s)
{
    return str_copy(a, s).p;
}

Str str_vprintf(Arena *a, const char *format, va_list args)
{
    Buf b = buf_in(a);
    va_list own;
    va_copy(own, args);
    buf_vprintf(&b, format, own);
    va_end(own);
    return buf_view(&b);
}

Str str_printf(Arena *a, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Str s = str_vprintf(a, format, args);
    va_end(args);
    return s;
}

int str_compare(Str a, Str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

int str_order(const void *one, const void *other)
{
    return str_compare(*(const Str *)one, *(const Str *)other);
}

size_t str_find(Str s, Str needle, size_t from)
{
    if (needle.n == 0)
        return from < s.n ? from : s.n;
    while (from < s.n && s.n - from >= needle.n) {
        const char *hit = memchr(s.p + from, needle.p[0], s.n - from - needle.n + 1);
        if (!hit)
            break;
        from = (size_t)(hit - s.p);
        if (hit[needle.n - 1] == needle.p[needle.n - 1] && memcmp(hit, needle.p, needle.n) == 0)
            return from;
        from++;
    }
    return s.n;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

Str str_trim(Str s)
{
    while (s.n && is_space(s.p[0])) {
        s.p++;
        s.n--;
    }
    while (s.n && is_space(s.p[s.n - 1]))
        s.n--;
    return s;
}

static Str shifted(Arena *a, Str s, char first, int by)
{
    Buf out = buf_in(a);
    for (size_t i = 0; i < s.n; i++)
        buf_byte(&out, s.p[i] >= first && s.p[i] < first + 26 ? (char)(s.p[i] + by) : s.p[i]);
    return buf_view(&out);
}

Str str_lower(Arena *a, Str s)
{
    return shifted(a, s, 'A', 'a' - 'A');
}

Str str_upper(Arena *a, Str s)
{
    return shifted(a, s, 'a', 'A' - 'a');
}

bool str_split(Str *rest, char separator, Str *piece)
{
    if (!rest->p)
        return false;
    const char *cut = rest->n ? memchr(rest->p, separator, rest->n) : NULL;
    if (!cut) {
        *piece = *rest;
        *rest = STR_NONE;
        return true;
    }
    size_t length = (size_t)(cut - rest->p);
    *piece = (Str){rest->p, length};
    *rest = (Str){cut + 1, rest->n - length - 1};
    return true;
}

bool str_to_int(Str s, int64_t *out)
{
    bool negative = s.n && s.p[0] == '-';
    size_t i = s.n && (s.p[0] == '-' || s.p[0] == '+') ? 1 : 0;
    if (i == s.n)
        return false;
    int64_t value = 0;
    for (; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        int digit = s.p[i] - '0';
        if (value < (INT64_MIN + digit) / 10)
            return false;
        value = value * 10 - digit; /* kept negative: INT64_MIN has no positive twin */
    }
    if (!negative && value == INT64_MIN)
        return false;
    *out = negative ? value : -value;
    return true;
}

Buf buf_in(Arena *a)
{
    return (Buf){.arena = a};
}

void buf_grow(Buf *b, size_t more)
{
    size_t room = b->room ? b->room * 2 : 64;
    while (room - b->n < more)
        room *= 2;
    b->p = arena_grow_raw(b->arena, b->p, b->room, room);
    b->room = room;
}

void buf_rune(Buf *b, uint32_t rune)
{
    assert(rune <= 0x10FFFF);
    if (rune < 0x80) {
        buf_byte(b, (char)rune);
        return;
    }
    int tail = rune < 0x800 ? 1 : rune < 0x10000 ? 2 : 3;
    static const unsigned char lead[] = {0, 0xC0, 0xE0, 0xF0};
    buf_byte(b, (char)(lead[tail] | (rune >> (6 * tail))));
    while (tail-- > 0)
        buf_byte(b, (char)(0x80 | ((rune >> (6 * tail)) & 0x3F)));
}

void buf_int(Buf *b, int64_t value)
{
    char digits[24], *p = digits + sizeof digits;
    uint64_t left = value < 0 ? 0u - (uint64_t)value : (uint64_t)value;
    if (value >= 0 && value < 10) { /* the half of all numbers in a PDF */
        buf_byte(b, (char)('0' + value));
        return;
    }
    do
        *--p = (char)('0' + left % 10);
    while (left /= 10);
    if (value < 0)
        *--p = '-';
    buf_str(b, (Str){p, (size_t)(digits + sizeof digits - p)});
}

void buf_vprintf(Buf *b, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    buf_reserve(b, 128);
    int n = vsnprintf(b->p + b->n, b->room - b->n, format, args);
    assert(n >= 0);
    if ((size_t)n >= b->room - b->n) {
        buf_reserve(b, (size_t)n + 1);
        vsnprintf(b->p + b->n, b->room - b->n, format, again);
    }
    va_end(again);
    b->n += (size_t)n;
}

void buf_printf(Buf *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    buf_vprintf(b, format, args);
    va_end(args);
}

/* U+2028 and U+2029 end a line in scripts older than ES2019; both are E2 80 A8/A9. */
static bool is_line_separator(Str s, size_t i)
{
    return i + 2 < s.n && (unsigned char)s.p[i] == 0xE2 && (unsigned char)s.p[i + 1] == 0x80 &&
           ((unsigned char)s.p[i + 2] & 0xFE) == 0xA8;
}

static bool is_plain_in_json(unsigned char c)
{
    if (c >= 0x80)
        return c != 0xE2;
    return c >= 0x20 && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&' && c != 0x7F;
}

/* The end of the bytes from i on that stand in JSON as they are: 16 are looked at together where the machine can. */
static size_t plain_end_in_json(Str s, size_t i)
{
#ifdef __SSE2__
    static const char others[] = "\"\\<>&\x7F";
    for (; s.n - i >= 16 + 2; i += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(s.p + i));
        __m128i third = _mm_loadu_si128((const __m128i *)(const void *)(s.p + i + 2));
        __m128i separator = _mm_cmpeq_epi8(_mm_and_si128(third, _mm_set1_epi8((char)0xFE)), _mm_set1_epi8((char)0xA8));
        __m128i other = _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes),
                                     _mm_and_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)0xE2)), separator));
#pragma GCC unroll 8 /* else each is spread over a register anew */
        for (size_t k = 0; k + 1 < sizeof others; k++)
            other = _mm_or_si128(other, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(others[k])));
        unsigned mask = (unsigned)_mm_movemask_epi8(other);
        if (mask)
            return i + (size_t)__builtin_ctz(mask);
    }
#endif
    while (i < s.n && is_plain_in_json((unsigned char)s.p[i]))
        i++;
    return i;
}

void buf_json(Buf *b, Str s)
{
    buf_byte(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        size_t from = i;
        i = plain_end_in_json(s, i);
        buf_str(b, str_slice(s, from, i));
        if (i == s.n)
            break;
        unsigned char c = (unsigned char)s.p[i];
        if (c == '"' || c == '\\') {
            buf_byte(b, '\\');
            buf_byte(b, (char)c);
        } else if (c == '\n') {
            buf_c(b, "\\n");
        } else if (c < 0x20 || c == 0x7F || c == '<' || c == '>' || c == '&') {
            buf_printf(b, "\\u%04X", c);
        } else if (is_line_separator(s, i)) {
            buf_printf(b, "\\u20%02X", ((unsigned)(unsigned char)s.p[i + 2] & 0x3Fu));
            i += 2;
        } else {
            buf_byte(b, (char)c);
        }
    }
    buf_byte(b, '"');
}

void buf_print(const Buf *b, FILE *out)
{
    if (b->n)
        fwrite(b->p, 1, b->n, out);
}

Str buf_view(const Buf *b)
{
    return (Str){b->p ? b->p : "", b->n};
}

Str str_filled(Arena *a, Str s, const StrWord *words)
{
    Buf b = buf_in(a);
    for (size_t at = 0; at < s.n;) {
        size_t open = str_find(s, STR("{"), at), close = str_find(s, STR("}"), open);
        buf_str(&b, str_slice(s, at, open));
        for (const StrWord *w = words; close < s.n && w->name; w++)
            if (str_equal(str_slice(s, open + 1, close), str_of(w->name)))
                buf_str(&b, w->value);
        at = close < s.n ? close + 1 : s.n;
    }
    buf_byte(&b, '\0');
    return str_slice(buf_view(&b), 0, b.n - 1);
}
