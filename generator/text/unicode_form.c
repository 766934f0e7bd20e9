#include "text/unicode_form.h"

#include <assert.h>
#include <utf8proc.h>

static bool is_ascii(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] & 0x80)
            return false;
    return true;
}

Str unicode_form_nfkc(Arena *a, Str s)
{
    if (is_ascii(s))
        return s;
    const utf8proc_option_t form = UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_STABLE;
    const utf8proc_uint8_t *text = (const utf8proc_uint8_t *)s.p;
    utf8proc_ssize_t length = (utf8proc_ssize_t)s.n;
    utf8proc_ssize_t n = utf8proc_decompose(text, length, NULL, 0, form);
    assert(n >= 0); /* fails on bad UTF-8 only */
    utf8proc_int32_t *runes = arena_array(a, utf8proc_int32_t, (size_t)n + 1);
    utf8proc_decompose(text, length, runes, n, form);
    n = utf8proc_reencode(runes, n, form);
    return (Str){(const char *)runes, (size_t)n};
}
