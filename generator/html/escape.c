#include "html/escape.h"

#include <string.h>

/* Where from i on the next stands that is written as a reference; s.n: nowhere. */
static size_t next_marked(Str s, size_t i)
{
#ifdef __SSE2__
    for (; s.n - i >= sizeof(__m128i); i += sizeof(__m128i)) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(s.p + i));
        unsigned found = (unsigned)_mm_movemask_epi8(html_are_marked(bytes));
        if (found)
            return i + (size_t)__builtin_ctz(found);
    }
#endif
    while (i < s.n && !html_is_marked(s.p[i]))
        i++;
    return i;
}

static const char *reference_of(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    default: return "&quot;";
    }
}

void html_escape(Buf *out, Str s)
{
    size_t from = 0;
    for (size_t i; (i = next_marked(s, from)) < s.n; from = i + 1) {
        buf_str(out, str_slice(s, from, i));
        buf_c(out, reference_of(s.p[i]));
    }
    buf_str(out, str_slice(s, from, s.n));
}

/* What RFC 3986 lets stand in an address, and '%', which is taken to be an escape already; the two more that may, '&' and the
 * apostrophe, are references in HTML. */
static bool stands_in_url(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '-' && c <= ';' /* digits too */) || (c >= '?' && c <= 'Z') || c == '_' || c == '=' || c == '~' ||
           c == '!' || (c >= '#' && c <= '%') || (c >= '(' && c <= ',');
}

void html_href(Buf *out, Str href)
{
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < href.n; i++) {
        size_t from = i;
        while (i < href.n && stands_in_url(href.p[i]))
            i++;
        buf_str(out, str_slice(href, from, i));
        if (i == href.n)
            break;
        unsigned char c = (unsigned char)href.p[i];
        if (c == '&')
            buf_c(out, "&amp;");
        else if (c == '\'')
            buf_c(out, "&#x27;");
        else {
            buf_byte(out, '%');
            buf_byte(out, hex[c >> 4]);
            buf_byte(out, hex[c & 15]);
        }
    }
}
