#include "html/escape.h"

#include <string.h>

/* Whether none of eight bytes is one of the four: '<' and '>' differ in one bit, '"' and '&' in another. */
static bool are_plain(const char *p)
{
    const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
    uint64_t eight;
    memcpy(&eight, p, sizeof eight);
    uint64_t angle = (eight & ones * 0xFD) ^ ones * '<', quote = (eight & ones * 0xFB) ^ ones * '"'; /* a byte of 0: found */
    return !((((angle - ones) & ~angle) | ((quote - ones) & ~quote)) & highs);
}

void html_escape(Buf *out, Str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        const char *reference;
        while (s.n - i > sizeof(uint64_t) && are_plain(s.p + i))
            i += sizeof(uint64_t);
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
