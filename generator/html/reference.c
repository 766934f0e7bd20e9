#include "html/reference.h"

#include <assert.h>
#include <string.h>

enum { DIGITS = 8 }; /* zeros may lead; more say nothing that Unicode has */

static int digit_of(char c, uint32_t base)
{
    int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 :
                c >= 'A' && c <= 'F' ? c - 'A' + 10 : 99;
    return digit < (int)base ? digit : -1;
}

/* &#8203; or &#x200B; */
static uint32_t numbered(Str s, size_t i, size_t *n)
{
    uint32_t base = i + 2 < s.n && (s.p[i + 2] | 32) == 'x' ? 16 : 10, rune = 0;
    size_t first = i + (base == 16 ? 3 : 2), k = first;
    for (; k < s.n && k < first + DIGITS && digit_of(s.p[k], base) >= 0; k++)
        rune = rune * base + (uint32_t)digit_of(s.p[k], base);
    if (k == first || rune > 0x10FFFF || (rune >= 0xD800 && rune < 0xE000))
        return 0;
    *n = k - i + (k < s.n && s.p[k] == ';');
    return rune;
}

uint32_t html_reference(Str s, size_t i, size_t *n)
{
    static const struct { Str name; uint32_t rune; } names[] = {
        {STR("amp"), '&'}, {STR("lt"), '<'}, {STR("gt"), '>'}, {STR("quot"), '"'}, {STR("apos"), '\''}, {STR("nbsp"), ' '}};
    assert(i < s.n && s.p[i] == '&');
    *n = 1;
    if (i + 1 < s.n && s.p[i + 1] == '#')
        return numbered(s, i, n);
    Str rest = str_slice(s, i + 1, s.n);
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        if (str_starts(rest, names[k].name)) {
            size_t end = i + 1 + names[k].name.n;
            *n = end - i + (end < s.n && s.p[end] == ';');
            return names[k].rune;
        }
    return 0;
}

Str html_unreferenced(Arena *a, Str s)
{
    if (str_find(s, STR("&"), 0) == s.n)
        return s;
    Buf out = buf_in(a);
    for (size_t i = 0, n; i < s.n; i += n) {
        n = 1;
        uint32_t rune = s.p[i] == '&' ? html_reference(s, i, &n) : 0;
        if (rune)
            buf_rune(&out, rune);
        else
            buf_byte(&out, s.p[i]);
    }
    return buf_view(&out);
}
