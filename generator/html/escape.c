#include "html/escape.h"

#include <string.h>

void html_escape(Buf *out, Str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        const char *reference;
        if ((unsigned char)s.p[i] > '>') /* nearly all: none of the four */
            continue;
        switch (s.p[i]) {
        case '&': reference = "&amp;"; break;
        case '<': reference = "&lt;"; break;
        case '>': reference = "&gt;"; break;
        case '"': reference = "&quot;"; break;
        default: continue;
        }
        buf_str(out, str_slice(s, from, i));
        buf_c(out, reference);
        from = i + 1;
    }
    buf_str(out, str_slice(s, from, s.n));
}

/* What RFC 3986 lets stand in an address, and '%', which is taken to be an escape already. */
static bool may_stand_in_url(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("-_.+!*(),%#@?=;:/,+$~'&[]", c) != NULL && c != '[' && c != ']');
}

void html_href(Buf *out, Str href)
{
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < href.n; i++) {
        unsigned char c = (unsigned char)href.p[i];
        if (c == '&')
            buf_c(out, "&amp;");
        else if (c == '\'')
            buf_c(out, "&#x27;");
        else if (may_stand_in_url(c))
            buf_byte(out, (char)c);
        else {
            buf_byte(out, '%');
            buf_byte(out, hex[c >> 4]);
            buf_byte(out, hex[c & 15]);
        }
    }
}
