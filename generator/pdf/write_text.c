/*
 * write_text: lengths, strings, dates and names as PDF and XMP write them.
 */
#include <assert.h>
#include <time.h>

#include "pdf/write_imp.h"
#include "text/unicode.h"

void put_len(Buf *b, Len length)
{
    uint32_t n = length < 0 ? 0u - (uint32_t)length : (uint32_t)length;
    if (length < 0)
        buf_byte(b, '-');
    uint32_t whole = n / 1000, part = n % 1000;
    if (whole || !part)
        buf_int(b, whole);
    if (!part)
        return;
    char digits[4] = {'.', (char)('0' + part / 100), (char)('0' + part / 10 % 10),
                      (char)('0' + part % 10)};
    size_t count = part % 10 ? 4 : part % 100 ? 3 : 2;
    buf_str(b, (Str){digits, count});
}

void put_reference(Buf *b, uint32_t number)
{
    assert(number > 0);
    buf_int(b, number);
    buf_c(b, " 0 R");
}

/* The UTF-16 of the rune at i: one unit or two, and its bytes in UTF-8. */
static size_t units_at(Str utf8, size_t i, uint16_t units[2], size_t *length)
{
    uint32_t rune;
    *length = unicode_decode(utf8, i, &rune);
    if (rune == UNICODE_BAD)
        rune = 0xFFFD;
    if (rune < 0x10000) {
        units[0] = (uint16_t)rune;
        return 1;
    }
    units[0] = (uint16_t)(0xD800 + ((rune - 0x10000) >> 10));
    units[1] = (uint16_t)(0xDC00 + ((rune - 0x10000) & 0x3FF));
    return 2;
}

void put_hex(Buf *b, Str utf8)
{
    static const char hex[] = "0123456789ABCDEF";
    size_t length;
    for (size_t i = 0; i < utf8.n; i += length) {
        uint16_t units[2];
        size_t n = units_at(utf8, i, units, &length);
        for (size_t k = 0; k < n; k++)
            for (int shift = 12; shift >= 0; shift -= 4)
                buf_byte(b, hex[units[k] >> shift & 15]);
    }
}

static bool is_ascii(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < ' ' || s.p[i] >= 127)
            return false;
    return true;
}

Str text_bytes(Arena *a, Str utf8)
{
    if (is_ascii(utf8))
        return utf8;
    Buf b = buf_in(a);
    buf_c(&b, "\xFE\xFF");
    size_t length;
    for (size_t i = 0; i < utf8.n; i += length) {
        uint16_t units[2];
        size_t n = units_at(utf8, i, units, &length);
        for (size_t k = 0; k < n; k++) {
            buf_byte(&b, (char)(units[k] >> 8));
            buf_byte(&b, (char)(units[k] & 255));
        }
    }
    return buf_view(&b);
}

/* Inside a literal string. */
static void put_escaped(Buf *b, char c)
{
    if (c == '(' || c == ')' || c == '\\')
        buf_byte(b, '\\');
    if (c == '\r') /* a reader would take it for a line feed */
        buf_c(b, "\\r");
    else
        buf_byte(b, c);
}

void put_string(Buf *b, Str bytes)
{
    buf_byte(b, '(');
    for (size_t i = 0; i < bytes.n; i++)
        put_escaped(b, bytes.p[i]);
    buf_byte(b, ')');
}

void put_text(Buf *b, Str utf8)
{
    if (is_ascii(utf8)) {
        put_string(b, utf8);
        return;
    }
    buf_c(b, "(\xFE\xFF");
    put_units(b, utf8);
    buf_byte(b, ')');
}

void put_units(Buf *b, Str utf8)
{
    size_t length;
    for (size_t i = 0; i < utf8.n; i += length) {
        uint16_t units[2];
        size_t n = units_at(utf8, i, units, &length);
        for (size_t k = 0; k < n; k++) {
            put_escaped(b, (char)(units[k] >> 8));
            put_escaped(b, (char)(units[k] & 255));
        }
    }
}

void put_date(Buf *b, int64_t seconds, bool xmp)
{
    time_t t = (time_t)seconds;
    struct tm tm;
    if (!gmtime_r(&t, &tm) || tm.tm_year < -1900 || tm.tm_year > 9999 - 1900)
        tm = (struct tm){.tm_year = 70, .tm_mday = 1};
    buf_printf(b, xmp ? "%04d-%02d-%02dT%02d:%02d:%02dZ" : "D:%04d%02d%02d%02d%02d%02dZ",
               tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

void put_xml(Buf *b, Str utf8)
{
    for (size_t i = 0; i < utf8.n; i++)
        switch (utf8.p[i]) {
        case '<': buf_c(b, "&lt;"); break;
        case '>': buf_c(b, "&gt;"); break;
        case '&': buf_c(b, "&amp;"); break;
        case '"': buf_c(b, "&quot;"); break;
        case '\'': buf_c(b, "&#39;"); break;
        default: buf_byte(b, utf8.p[i]);
        }
}
