#include "check/pdf_lex.h"

#include <string.h>

static bool is_space(char c)
{
    return c == 0 || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' ';
}

static bool is_delimiter(char c)
{
    return c && strchr("()<>[]{}/%", c);
}

static bool is_regular(const PdfLex *l, size_t at)
{
    return at < l->bytes.n && !is_space(l->bytes.p[at]) && !is_delimiter(l->bytes.p[at]);
}

static char byte_at(const PdfLex *l, size_t at)
{
    return at < l->bytes.n ? l->bytes.p[at] : 0;
}

static int hex_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void skip_space(PdfLex *l)
{
    while (l->at < l->bytes.n) {
        char c = l->bytes.p[l->at];
        if (c == '%')
            while (l->at < l->bytes.n && l->bytes.p[l->at] != '\n' && l->bytes.p[l->at] != '\r')
                l->at++;
        else if (is_space(c))
            l->at++;
        else
            return;
    }
}

static Str regular(PdfLex *l)
{
    size_t from = l->at;
    while (is_regular(l, l->at))
        l->at++;
    return str_slice(l->bytes, from, l->at);
}

/* A name: #xx stands for a byte. */
static PdfToken read_name(PdfLex *l)
{
    l->at++;
    Str raw = regular(l);
    if (!memchr(raw.p ? raw.p : "", '#', raw.n))
        return (PdfToken){.kind = PDF_NAME, .text = raw};
    Buf out = buf_in(l->a);
    for (size_t i = 0; i < raw.n; i++) {
        char byte = raw.p[i];
        if (byte == '#' && i + 2 < raw.n && hex_of(raw.p[i + 1]) >= 0 && hex_of(raw.p[i + 2]) >= 0) {
            byte = (char)(hex_of(raw.p[i + 1]) << 4 | hex_of(raw.p[i + 2]));
            i += 2;
        }
        buf_byte(&out, byte);
    }
    return (PdfToken){.kind = PDF_NAME, .text = buf_view(&out)};
}

static PdfToken read_hex(PdfLex *l)
{
    Buf out = buf_in(l->a);
    int high = -1;
    for (l->at++; l->at < l->bytes.n && l->bytes.p[l->at] != '>'; l->at++) {
        int digit = hex_of(l->bytes.p[l->at]);
        if (digit < 0)
            continue;
        if (high >= 0)
            buf_byte(&out, (char)(high << 4 | digit));
        high = high >= 0 ? -1 : digit;
    }
    l->at += l->at < l->bytes.n;
    if (high >= 0)
        buf_byte(&out, (char)(high << 4));
    return (PdfToken){.kind = PDF_STRING, .text = buf_view(&out)};
}

/* After a backslash: what it stands for. */
static void read_escape(PdfLex *l, Buf *out)
{
    static const char names[] = "nrtbf", values[] = "\n\r\t\b\f";
    char c = byte_at(l, l->at++);
    const char *name = c ? strchr(names, c) : NULL;
    if (name) {
        buf_byte(out, values[name - names]);
    } else if (c >= '0' && c <= '7') {
        int code = c - '0';
        for (int i = 0; i < 2 && byte_at(l, l->at) >= '0' && byte_at(l, l->at) <= '7'; i++)
            code = code << 3 | (byte_at(l, l->at++) - '0');
        buf_byte(out, (char)code);
    } else if (c == '\r') {
        l->at += byte_at(l, l->at) == '\n';
    } else if (c != '\n') {
        buf_byte(out, c);
    }
}

static PdfToken read_string(PdfLex *l)
{
    Buf out = buf_in(l->a);
    int depth = 1;
    for (l->at++; l->at < l->bytes.n;) {
        char c = l->bytes.p[l->at++];
        if (c == '\\') {
            read_escape(l, &out);
            continue;
        }
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (!depth)
            break;
        buf_byte(&out, c);
    }
    return (PdfToken){.kind = PDF_STRING, .text = buf_view(&out)};
}

/* A decimal number; false: it is a word. */
static bool read_number(Str s, double *number)
{
    double value = 0, scale = 1;
    bool point = false, digits = false, minus = false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if ((c == '+' || c == '-') && !digits && !point) {
            minus |= c == '-'; /* "--5" is written by some */
        } else if (c == '.' && !point) {
            point = true;
        } else if (c >= '0' && c <= '9') {
            digits = true;
            scale = point ? scale / 10 : scale;
            value = point ? value + (c - '0') * scale : value * 10 + (c - '0');
        } else if (c == '-' && digits) {
            break; /* "12-34": 12, as readers take it */
        } else {
            return false;
        }
    }
    *number = minus ? -value : value;
    return (digits || point) && value < 1e15;
}

static PdfToken single(PdfLex *l, PdfTokenKind kind, size_t length)
{
    l->at += length;
    return (PdfToken){.kind = kind};
}

PdfToken pdf_lex_next(PdfLex *l)
{
    skip_space(l);
    if (l->at >= l->bytes.n)
        return (PdfToken){.kind = PDF_END};
    char c = l->bytes.p[l->at], next = byte_at(l, l->at + 1);
    switch (c) {
    case '/': return read_name(l);
    case '(': return read_string(l);
    case '[': return single(l, PDF_OPEN, 1);
    case ']': return single(l, PDF_CLOSE, 1);
    case '<': return next == '<' ? single(l, PDF_DICT_OPEN, 2) : read_hex(l);
    case '>': return next == '>' ? single(l, PDF_DICT_CLOSE, 2) : single(l, PDF_WORD, 1);
    case '{': case '}': case ')': return single(l, PDF_WORD, 1);
    default: break;
    }
    PdfToken t = {.kind = PDF_WORD, .text = regular(l)};
    if (read_number(t.text, &t.number))
        t.kind = PDF_NUMBER;
    return t;
}

void pdf_lex_skip_image(PdfLex *l)
{
    for (size_t at = l->at; at + 2 < l->bytes.n; at++) {
        const char *p = l->bytes.p + at;
        if (is_space(p[0]) && p[1] == 'E' && p[2] == 'I' && !is_regular(l, at + 3)) {
            l->at = at + 3;
            return;
        }
    }
    l->at = l->bytes.n;
}
