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

static void put_hex16(Buf *b, uint32_t unit)
{
    static const char hex[] = "0123456789ABCDEF";
    for (int shift = 12; shift >= 0; shift -= 4)
        buf_byte(b, hex[unit >> shift & 15]);
}

void put_utf16(Buf *b, Str utf8)
{
    size_t length;
    for (size_t i = 0; i < utf8.n; i += length) {
        uint32_t rune;
        length = unicode_decode(utf8, i, &rune);
        if (rune == UNICODE_BAD)
            rune = 0xFFFD;
        if (rune < 0x10000) {
            put_hex16(b, rune);
            continue;
        }
        put_hex16(b, 0xD800 + ((rune - 0x10000) >> 10));
        put_hex16(b, 0xDC00 + ((rune - 0x10000) & 0x3FF));
    }
}

void put_string(Buf *b, Str bytes)
{
    buf_byte(b, '(');
    for (size_t i = 0; i < bytes.n; i++) {
        char c = bytes.p[i];
        if (c == '(' || c == ')' || c == '\\')
            buf_byte(b, '\\');
        if (c == '\r') /* a reader would take it for a line feed */
            buf_c(b, "\\r");
        else
            buf_byte(b, c);
    }
    buf_byte(b, ')');
}

void put_text(Buf *b, Str utf8)
{
    bool ascii = true;
    for (size_t i = 0; i < utf8.n && ascii; i++)
        ascii = utf8.p[i] >= ' ' && utf8.p[i] < 127;
    if (ascii) {
        put_string(b, utf8);
        return;
    }
    buf_c(b, "<FEFF");
    put_utf16(b, utf8);
    buf_byte(b, '>');
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
