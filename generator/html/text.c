/*
 * One pass; most bytes are Han, which nothing begins or ends, and cost one look.
 */
#include "html/text.h"

#include <string.h>

#include "html/html.h"
#include "html/syntax.h"
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
    if (rune == 0x2014) /* two of them are another sign, which may begin a line */
        return rune_at(s, *end, &unused) != 0x2014 && rune_before(s, at, &unused) != 0x2014;
    return rune == 0xB7 || rune == 0x2013 || rune == 0x2027 || rune == 0xFF5E || rune == 0xFF0F;
}

/* The end of the number that a dash at at joins to the one before it; end: it joins none. */
static size_t joined_end(Str s, size_t at, size_t end)
{
    size_t unused;
    uint32_t rune = rune_at(s, at, &unused);
    if ((rune == 0x2013 || rune == 0x2014) && at && unicode_is_ascii_digit((unsigned char)s.p[at - 1]))
        while (end < s.n && unicode_is_ascii_digit((unsigned char)s.p[end]))
            end++;
    return end;
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

/* Whether a sign that joins or a blank may begin here: the bytes of those joins and binds look for. */
static bool may_begin(Str s, size_t at)
{
    unsigned char second = at + 1 < s.n ? (unsigned char)s.p[at + 1] : 0, third = at + 2 < s.n ? (unsigned char)s.p[at + 2] : 0;
    switch ((unsigned char)s.p[at]) {
    case ' ': return at && s.p[at - 1] >= '0' && s.p[at - 1] <= '9';
    case '/': return true;
    case 0xC2: return second == 0xB7;
    case 0xE2: return second == 0x80 && (third == 0xA7 || third == 0x93 || third == 0x94);
    case 0xEF: return (second == 0xBD && third == 0x9E) || (second == 0xBC && third == 0x8F);
    default: return false;
    }
}

/* The end of a document's number, 〔2025〕11号 (GB/T 9704, 7.2.5), whose last digits begin at at, and in *start where it begins; at: there is none. */
static size_t document_number(Str s, size_t at, size_t *start)
{
    static const Str open = STR("〔"), close = STR("〕"), last = STR("号");
    size_t from = at >= close.n ? at - close.n : 0, end = at;
    if (!at || s.p[at - 1] != close.p[close.n - 1] || !str_equal(str_slice(s, from, at), close))
        return at;
    while (from > 0 && unicode_is_ascii_digit((unsigned char)s.p[from - 1]))
        from--;
    while (end < s.n && unicode_is_ascii_digit((unsigned char)s.p[end]))
        end++;
    if (from < open.n || !str_equal(str_slice(s, from - open.n, from), open) || !str_starts(str_slice(s, end, s.n), last))
        return at;
    *start = from - open.n;
    return end + last.n;
}

void html_text(Buf *out, Str text, size_t tail)
{
    size_t from = 0, limit = tail < text.n ? tail : text.n;
    for (size_t at = 0; at < limit;) {
        unsigned char c = (unsigned char)text.p[at];
        size_t end, start;
        if (c >= 0xE3 && c <= 0xE9) { /* Han and their marks, whole */
            size_t run = unicode_run_han(text, at);
            at = run > at ? run : at + 3;
            continue;
        }
        if (c >= '0' && c <= '9' && (end = document_number(text, at, &start)) > at && end <= limit && start >= from) {
            html_escape(out, str_slice(text, from, start));
            put_span(out, str_slice(text, start, end));
            from = at = end;
            continue;
        }
        if ((c != 0xC2 && c != 0xE2 && c != 0xEF && c != '/' && c != ' ') || !may_begin(text, at)) {
            at += c == 0xE2 || c == 0xEF ? 3 : 1; /* quotes, full-width marks: whole */
            continue;
        }
        bool found = joins(text, at, &end);
        for (size_t more; found && end < limit && joins(text, end, &more);)
            end = more;
        size_t joined = found ? joined_end(text, at, end) : end;
        if (joined > end && joined <= limit)
            start = number_start(text, from, at), end = joined;
        else if (found)
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

/* The same, where `all` Han stand before text in its paragraph. */
static size_t tail_behind(Str text, size_t all)
{
    size_t at = text.n, start, han = 0, tail = text.n;
    for (; at > 0; at = start) {
        uint32_t rune = rune_before(text, at, &start);
        bool is_han = unicode_is_han(rune);
        if (!is_han && han < TAIL_HAN && !(han == 0 && unicode_is_punctuation(rune)))
            return text.n;
        han += is_han;
        if (han == TAIL_HAN && tail == text.n)
            tail = start;
        all += is_han;
        if (han >= TAIL_HAN && all >= PARAGRAPH_HAN)
            return tail;
    }
    return text.n;
}

size_t html_text_tail(Str text)
{
    return tail_behind(text, 0);
}

void html_text_dates(Buf *out, Str text)
{
    size_t from = 0, start, end;
    for (; zh_find_dates(text, from, &start, &end); from = end) {
        size_t number = document_number(text, start, &start); /* 11号 looks like a day */
        end = number > end ? number : end;
        html_text(out, str_slice(text, from, start), text.n);
        put_span(out, str_slice(text, start, end));
    }
    html_text(out, str_slice(text, from, text.n), text.n);
}

/* ---- whole pages ---- */

static bool is_paragraph(Str name)
{
    static const Str names[] = {STR("p"), STR("li"), STR("dd"), STR("figcaption")};
    return HTML_IS_ONE_OF(name, names);
}

/* Is the end tag that begins here that of a paragraph? Most are not, as their first letters tell. */
static bool ends_paragraph(Str page, size_t at)
{
    size_t name = at + 2;
    if (name >= page.n)
        return false;
    char first = page.p[name] | 0x20;
    if (first != 'p' && first != 'l' && first != 'd' && first != 'f')
        return false;
    return is_paragraph(str_slice(page, name, str_find(page, STR(">"), name)));
}

/* How many Han stand before at in the paragraph, as far as they matter; tags are passed over. */
static size_t han_before(Str page, size_t at)
{
    size_t han = 0, start;
    while (at > 0 && han < PARAGRAPH_HAN) {
        if (page.p[at - 1] != '>') {
            han += unicode_is_han(rune_before(page, at, &start));
            at = start;
            continue;
        }
        while (at > 0 && page.p[at - 1] != '<')
            at--;
        size_t name = at + (page.p[at] == '/'), end = name;
        while (end < page.n && !html_is_blank(page.p[end]) && page.p[end] != '>')
            end++;
        if (is_paragraph(str_slice(page, name, end)))
            break;
        at -= at > 0;
    }
    return han;
}

/* Behind the last of these bytes between from and to; from: there is none. */
static size_t behind_last(Str page, char c, size_t from, size_t to)
{
    const char *last = memrchr(page.p + from, c, to - from);
    return last ? (size_t)(last - page.p) + 1 : from;
}

/* Where the tail begins of the paragraph whose end tag is at close; close: it has none to be kept. */
static size_t tail_in(Str page, size_t close, size_t *end)
{
    size_t from;
    for (*end = close; *end > 0 && html_is_blank(page.p[*end - 1]);)
        --*end;
    if (!*end || (unsigned char)page.p[*end - 1] < 0x80) /* ends in a tag, or in no Chinese */
        return close;
    from = behind_last(page, '>', 0, *end);
    from = behind_last(page, '<', from, *end);
    Str run = str_slice(page, from, *end);
    size_t tail = tail_behind(run, han_before(page, from));
    return tail < run.n ? from + tail : close;
}

Str html_text_tails(Arena *a, Str page)
{
    Buf out = buf_in(a);
    size_t from = 0, end;
    for (size_t at = 0; (at = html_next_tag(page, at, true)) < page.n; at++) {
        if (!ends_paragraph(page, at))
            continue;
        size_t tail = tail_in(page, at, &end);
        if (tail == at)
            continue;
        if (!from)
            buf_reserve(&out, page.n + page.n / 8);
        buf_str(&out, str_slice(page, from, tail));
        buf_c(&out, "<span class=\"nb\">");
        buf_str(&out, str_slice(page, tail, end));
        buf_c(&out, "</span>");
        from = end;
    }
    if (!from)
        return page;
    buf_str(&out, str_slice(page, from, page.n));
    return buf_view(&out);
}
