/*
 * One pass; most bytes are Han, which nothing begins or ends, and cost one look.
 */
#include "html/text.h"

#include "html/html.h"
#include "text/unicode.h"
#include "text/zh.h"

enum { UNIT_LETTERS = 4, TAIL_HAN = 2, PARAGRAPH_HAN = 6 };

/* The rune that ends before at; 0 at the start. */
static uint32_t rune_before(Str s, size_t at, size_t *start)
{
    uint32_t rune = 0;
    *start = at ? at - unicode_before(s, at, &rune) : 0;
    return rune;
}

static uint32_t rune_at(Str s, size_t at, size_t *end)
{
    uint32_t rune = 0;
    *end = at < s.n ? at + unicode_decode(s, at, &rune) : s.n;
    return rune;
}

/* Signs that join: they stay with what is before them. */
static bool joins(Str s, size_t at, size_t *end)
{
    uint32_t rune = rune_at(s, at, end);
    size_t unused;
    if (rune == '/') /* between Latin letters browsers do right, and addresses are full of them */
        return rune_at(s, *end, &unused) > 0x7F || rune_before(s, at, &unused) > 0x7F;
    return rune == 0xB7 || rune == 0x2027 || rune == 0xFF5E || rune == 0xFF0F;
}

/* A blank between a number and its unit, whose end is *end. */
static bool binds(Str s, size_t at, size_t *end)
{
    size_t next, letters = 0, unused;
    if (s.p[at] != ' ' || !unicode_is_ascii_digit(rune_before(s, at, &unused)))
        return false;
    uint32_t rune = rune_at(s, at + 1, &next);
    for (*end = at + 1; letters <= UNIT_LETTERS; *end = next, rune = rune_at(s, next, &next)) {
        bool letter = rune < 0x80 && unicode_is_letter(rune);
        if (!letter && rune != '%' && rune != 0xB0)
            break;
        letters++;
    }
    return letters && letters <= UNIT_LETTERS;
}

static void put_span(Buf *out, Str text)
{
    buf_c(out, "<span class=\"nb\">");
    html_escape(out, text);
    buf_c(out, "</span>");
}

/* Where the number begins that ends before at. */
static size_t number_start(Str s, size_t from, size_t at)
{
    while (at > from && (unicode_is_ascii_digit((unsigned char)s.p[at - 1]) ||
                         s.p[at - 1] == '.' || s.p[at - 1] == ','))
        at--;
    return at;
}

void html_text(Buf *out, Str text, size_t tail)
{
    size_t from = 0, limit = tail < text.n ? tail : text.n;
    for (size_t at = 0; at < limit;) {
        unsigned char c = (unsigned char)text.p[at];
        size_t end, start;
        if (c != 0xC2 && c != 0xE2 && c != 0xEF && c != '/' && c != ' ') {
            at += c >= 0xE3 && c <= 0xE9 ? 3 : 1; /* Han and their marks, whole */
            continue;
        }
        bool found = joins(text, at, &end);
        for (size_t more; found && end < limit && joins(text, end, &more);)
            end = more;
        if (found)
            rune_before(text, at, &start);
        else if ((found = binds(text, at, &end)))
            start = number_start(text, from, at);
        if (!found || start < from || start == at || text.p[start] == ' ' || end > limit) {
            at++;
            continue;
        }
        html_escape(out, str_slice(text, from, start));
        put_span(out, str_slice(text, start, end));
        from = at = end;
    }
    html_escape(out, str_slice(text, from, limit));
    if (limit < text.n)
        put_span(out, str_slice(text, limit, text.n));
}

size_t html_text_tail(Str text)
{
    size_t at = text.n, start, han = 0, all = 0, tail = text.n;
    for (; at > 0; at = start) {
        uint32_t rune = rune_before(text, at, &start);
        bool is_han = unicode_is_han(rune);
        if (!is_han && han < TAIL_HAN && !(han == 0 && unicode_is_punctuation(rune)))
            return text.n;
        han += is_han;
        if (han == TAIL_HAN && tail == text.n)
            tail = start;
        if (is_han && ++all >= PARAGRAPH_HAN)
            return tail;
    }
    return text.n;
}

void html_text_dates(Buf *out, Str text)
{
    size_t from = 0, start, end;
    for (; zh_find_dates(text, from, &start, &end); from = end) {
        html_escape(out, str_slice(text, from, start));
        put_span(out, str_slice(text, start, end));
    }
    html_escape(out, str_slice(text, from, text.n));
}
