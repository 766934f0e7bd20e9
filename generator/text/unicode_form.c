#include "text/unicode_form.h"

#include <assert.h>
#include <utf8proc.h>

/* ASCII and U+4E00 to U+9FFF, CJK unified ideographs: none has a decomposition, none composes with what follows (UnicodeData). */
static bool is_own_form(Str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < 0x80)
            continue;
        bool han = c >= 0xE4 && c <= 0xE9 && i + 2 < s.n && (c > 0xE4 || (unsigned char)s.p[i + 1] >= 0xB8);
        if (!han)
            return false;
        i += 2;
    }
    return true;
}

Str unicode_form_nfkc(Arena *a, Str s)
{
    if (is_own_form(s))
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
