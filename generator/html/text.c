/*
 * One pass, sixteen bytes at a time, for the signs at which something may begin; it also tells whether anything between them is
 * written as a reference. Of Chinese text hardly one sign in a hundred is looked at singly.
 */
#include "html/text.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "html/escape.h"
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

/* Whether a Han ends before at that is three bytes, as nearly all are; `start` is where it begins. Else it is left to others to tell. */
static bool han_ends(Str s, size_t at, size_t *start)
{
    if (at < 3 || (unsigned char)(s.p[at - 3] - 0xE5) > 0xE8 - 0xE5 || (s.p[at - 2] & s.p[at - 1] & 0xC0) != 0x80 || (s.p[at - 2] | s.p[at - 1]) & 0x40)
        return false;
    *start = at - 3;
    return true;
}

static uint32_t rune_at(Str s, size_t at, size_t *end)
{
    uint32_t rune = 0;
    *end = at < s.n ? at + unicode_decode(s, at, &rune) : s.n;
    return rune;
}

/* Does a number end before at? */
static bool number_ends(Str s, size_t at)
{
    return at && unicode_is_ascii_digit((unsigned char)s.p[at - 1]);
}

static size_t skip_digits(Str s, size_t at)
{
    while (at < s.n && unicode_is_ascii_digit((unsigned char)s.p[at]))
        at++;
    return at;
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
    return (rune == 0x2013 || rune == 0x2014) && number_ends(s, at) ? skip_digits(s, end) : end;
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

/* ---- dates ---- */

enum { UNIT_BYTES = 3 }; /* of 年 月 日 时 分 */

static bool unit_at(Str s, size_t at, const char *unit)
{
    return at + UNIT_BYTES <= s.n && memcmp(s.p + at, unit, UNIT_BYTES) == 0;
}

/* The first byte of 年 E5 B9 B4, or of 月 E6 9C 88, 日 E6 97 A5 and 时 E6 97 B6. */
static bool may_be_unit(char c)
{
    return (unsigned char)c == 0xE5 || (unsigned char)c == 0xE6;
}

/* Behind the Han at at if it would be alone between a date and a mark or the end (6月30日止。); else at. */
static size_t skip_lone(Str s, size_t at)
{
    size_t next, unused;
    if (at == s.n || (unsigned char)(s.p[at] - 0xE4) > 0xE9 - 0xE4 || !unicode_is_han(rune_at(s, at, &next)))
        return at;
    bool alone = next == s.n || ((unsigned char)s.p[next] > 0x7F && unicode_is_punctuation(rune_at(s, next, &unused)));
    return alone ? next : at;
}

/*
 * The end of what stays with a number that ends before at and is of a date: 年, 月, 日 or 时, with the day of the month and the minute of the hour;
 * a lone Han, and what joins. A line may end behind the year: whole dates would leave holes in the lines of phones. at: it is no date.
 */
static size_t date_end(Str s, size_t at)
{
    if (!number_ends(s, at) || at == s.n || !may_be_unit(s.p[at]))
        return at;
    bool month = unit_at(s, at, "月"), hour = !month && unit_at(s, at, "时");
    if (!month && !hour && !unit_at(s, at, "日") && !unit_at(s, at, "年"))
        return at;
    size_t end = at + UNIT_BYTES, next = month || hour ? skip_digits(s, end) : end;
    if (next > end && unit_at(s, next, month ? "日" : "分"))
        end = next + UNIT_BYTES;
    end = skip_lone(s, end);
    while (end < s.n && !unicode_is_ascii_digit((unsigned char)s.p[end]) && (unsigned char)(s.p[end] - 0xE3) > 0xE9 - 0xE3 && joins(s, end, &next))
        end = next;
    return end;
}

/* Where what is held begins whose end begins at at: with the number of a date that ends there, and the month or hour before that. */
static size_t tail_start(Str s, size_t at)
{
    if (at == s.n || date_end(s, at) == at)
        return at;
    size_t start = number_start(s, 0, at), unit = start >= UNIT_BYTES ? start - UNIT_BYTES : 0;
    bool longer = number_ends(s, unit) && (unit_at(s, unit, "月") || unit_at(s, unit, "时"));
    return longer ? number_start(s, 0, unit) : start;
}

/* ---- signs ---- */

/*
 * Whether something may begin here that is held together: / and C2 B7 E2 80 93 E2 80 94 E2 80 A7 EF BC 8F EF BD 9E, which join; the E3 80 94 of a
 * document's number; a blank or the E5 or E6 of a date's unit behind a digit. What looks like one of them is looked at again.
 */
static bool may_begin(Str s, size_t at)
{
    unsigned char c = (unsigned char)s.p[at], third = at + 2 < s.n ? (unsigned char)s.p[at + 2] : 0;
    switch (c) {
    case ' ': return number_ends(s, at);
    case '/': case 0xC2: return true;
    case 0xE5: case 0xE6: return number_ends(s, at); /* may_be_unit */
    case 0xE2: case 0xE3: case 0xEF: return third == 0x8F || third == 0x93 || third == 0x94 || third == 0x9E || third == 0xA7;
    default: return false;
    }
}

enum { BLOCK = 16, BEHIND = 2 }; /* bytes looked at together, and those behind that tell more of the last */

#ifdef __SSE2__
static __m128i bytes_at(const char *p)
{
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}

static __m128i is_byte(__m128i bytes, int c)
{
    return _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)c));
}

/* The same without some bits. */
static __m128i is_like(__m128i bytes, int mask, int c)
{
    return is_byte(_mm_and_si128(bytes, _mm_set1_epi8((char)mask)), c);
}

/*
 * One bit for each of the bytes at p where something may begin, in place of a blank or a unit for the digit before it; p[0] to p[BLOCK + BEHIND - 1] are
 * read. Into *marked goes which of them are written as references.
 */
static unsigned signs_in(const char *p, __m128i *marked)
{
    __m128i here = bytes_at(p), second = bytes_at(p + 1), third = bytes_at(p + 2);
    __m128i unit = _mm_and_si128(_mm_or_si128(is_byte(second, ' '), is_like(second, 0xFC, 0xE4)), is_like(here, 0xF0, '0'));
    __m128i lead = _mm_or_si128(is_like(here, 0xFE, 0xE2), is_byte(here, 0xEF));
    __m128i from = _mm_sub_epi8(third, _mm_set1_epi8((char)0x8F)), most = _mm_set1_epi8(0x94 - 0x8F);
    __m128i tail = _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(from, most), from), _mm_or_si128(is_byte(third, 0x9E), is_byte(third, 0xA7)));
    __m128i other = _mm_or_si128(is_byte(here, '/'), is_byte(here, 0xC2));
    *marked = _mm_or_si128(*marked, html_are_marked(here));
    return (unsigned)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(unit, _mm_and_si128(lead, tail)), other));
}

/* The first of them from at on; what is left are the last bytes, from *at on. s.n: there is none. */
static size_t sign_in_blocks(Str s, size_t *at, bool *marked)
{
    __m128i marks = _mm_setzero_si128();
    unsigned found = 0;
    size_t base = 0, last = s.n - (BLOCK + BEHIND);
    for (; *at < last + BLOCK && !found; *at = base + BLOCK) { /* the last block overlaps that before it */
        base = *at < last ? *at : last;
        found = signs_in(s.p + base, &marks) & (~0u << (*at - base));
    }
    *marked |= _mm_movemask_epi8(marks) != 0;
    if (!found)
        return s.n;
    base += (size_t)__builtin_ctz(found);
    return base + (s.p[base] < '@' && s.p[base] >= '0');
}
#endif

/* Where from at on something may begin; limit or more: nowhere. *marked is set where anything up to it is written as a reference, and now and then
 * where that only comes behind it. */
static size_t next_sign(Str s, size_t at, size_t limit, bool *marked)
{
#ifdef __SSE2__
    if (s.n >= BLOCK + BEHIND && at + BEHIND < s.n) {
        size_t found = sign_in_blocks(s, &at, marked);
        if (found < s.n)
            return found;
    }
#endif
    while (at < limit) {
        if ((unsigned char)(s.p[at] - 0xE4) <= 0xEC - 0xE4 && !number_ends(s, at)) { /* Han, whole */
            at += 3;
            continue;
        }
        if (may_begin(s, at))
            break;
        *marked |= html_is_marked(s.p[at++]);
    }
    return at;
}

/* The end of a document's number, 〔2025〕11号 (GB/T 9704, 7.2.5), whose last digits begin at at, and in *start where it begins; at: there is none. */
static size_t document_number(Str s, size_t at, size_t *start)
{
    static const Str open = STR("〔"), close = STR("〕"), last = STR("号");
    size_t from = at >= close.n ? at - close.n : 0, end = skip_digits(s, at);
    if (!at || s.p[at - 1] != close.p[close.n - 1] || !str_equal(str_slice(s, from, at), close))
        return at;
    while (number_ends(s, from))
        from--;
    if (from < open.n || !str_equal(str_slice(s, from - open.n, from), open) || !str_starts(str_slice(s, end, s.n), last))
        return at;
    *start = from - open.n;
    return end + last.n;
}

/* The same for one that begins at at, if anywhere; at: it does not. */
static size_t document_number_from(Str s, size_t at)
{
    static const Str open = STR("〔"), close = STR("〕");
    if (!str_starts(str_slice(s, at, s.n), open))
        return at;
    size_t digits = skip_digits(s, at + open.n) + close.n, start = at;
    bool numbered = digits < s.n && unicode_is_ascii_digit((unsigned char)s.p[digits]);
    size_t end = numbered ? document_number(s, digits, &start) : digits;
    return end > digits && start == at ? end : at;
}

static void put_plain(Buf *out, Str text, bool marked)
{
    if (marked)
        html_escape(out, text);
    else
        buf_str(out, text);
}

/* What the sign at `at` holds together, from *start (`from` at the earliest) to *end (limit at the latest), dates if they are wanted. false: nothing. */
static bool held_at(Str text, size_t at, size_t from, size_t limit, bool dates, size_t *start, size_t *end)
{
    *start = at;
    if (may_be_unit(text.p[at])) {
        if (!dates)
            return false;
        *end = date_end(text, at);
        *start = *end > at ? number_start(text, from, at) : at;
        return *start < at && *end <= limit;
    }
    if ((*end = document_number_from(text, at)) > at)
        return *end <= limit;
    bool found = joins(text, at, end);
    for (size_t more; found && *end < limit && joins(text, *end, &more);)
        *end = more;
    size_t joined = found ? joined_end(text, at, *end) : *end;
    if (joined > *end && joined <= limit)
        *start = number_start(text, from, at), *end = dates ? date_end(text, joined) : joined;
    else if (found)
        found = rune_before(text, at, start) != UNICODE_BAD;
    else if ((found = binds(text, at, end)))
        *start = number_start(text, from, at);
    return found && *start >= from && *start < at && text.p[*start] != ' ' && *end <= limit;
}

static void put_text(Buf *out, Str text, size_t limit, bool dates)
{
    size_t from = 0, start, end;
    bool marked = false;
    for (size_t at = 0; (at = next_sign(text, at, limit, &marked)) < limit;) {
        if (!held_at(text, at, from, limit, dates, &start, &end)) {
            at++;
            continue;
        }
        put_plain(out, str_slice(text, from, start), marked);
        put_span(out, str_slice(text, start, end));
        from = at = end;
        marked = false;
    }
    put_plain(out, str_slice(text, from, limit), marked);
    if (limit < text.n)
        put_span(out, str_slice(text, limit, text.n));
}

void html_text(Buf *out, Str text, size_t tail)
{
    put_text(out, text, tail < text.n ? tail_start(text, tail) : text.n, true);
}

void html_value(Buf *out, Str text)
{
    put_text(out, text, text.n, false);
}

/* The same, where `all` Han stand before text in its paragraph. */
static size_t tail_behind(Str text, size_t all)
{
    size_t at = text.n, start, han = 0, tail = text.n;
    for (; at > 0; at = start) {
        uint32_t rune = 0;
        bool is_han = han_ends(text, at, &start) || unicode_is_han(rune = rune_before(text, at, &start));
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
            han += han_ends(page, at, &start) || unicode_is_han(rune_before(page, at, &start));
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

bool html_text_ends(Str page, HtmlTail *tail)
{
    size_t from, end = page.n;
    while (end > 0 && html_is_blank(page.p[end - 1]))
        end--;
    if (!end || (unsigned char)page.p[end - 1] < 0x80) /* ends in a tag, or in no Chinese */
        return false;
    from = behind_last(page, '>', 0, end);
    from = behind_last(page, '<', from, end);
    Str run = str_slice(page, from, end);
    size_t start = tail_behind(run, han_before(page, from));
    *tail = (HtmlTail){from + start, end};
    return start < run.n;
}

void html_put_together(Buf *out, Str markup)
{
    buf_c(out, "<span class=\"nb\">");
    buf_str(out, markup);
    buf_c(out, "</span>");
}

/* Whether the end tag at *at stands in a stretch that is known; then *at is behind that. Stretches that end before it move by as much as the page
 * has grown until then. */
static bool is_known(HtmlStretches *known, size_t *next, size_t grown, size_t *at)
{
    for (; *next < known->count && *at >= known->list[*next].from; ++*next) {
        HtmlStretch *s = &known->list[*next];
        size_t to = s->to;
        s->from += grown;
        s->to += grown;
        if (*at < to) {
            *at = to;
            ++*next;
            return true;
        }
    }
    return false;
}

Str html_text_tails(Arena *a, Str page, HtmlStretches *known)
{
    Buf out = buf_in(a);
    HtmlTail tail;
    size_t from = 0, next = 0, at = 0;
    while ((at = html_next_tag(page, at, true)) < page.n) {
        if (is_known(known, &next, out.n - from, &at))
            continue;
        size_t close = at++;
        if (!ends_paragraph(page, close) || !html_text_ends(str_slice(page, 0, close), &tail))
            continue;
        if (!from)
            buf_reserve(&out, page.n + page.n / 8);
        buf_str(&out, str_slice(page, from, tail.from));
        html_put_together(&out, str_slice(page, tail.from, tail.to));
        from = tail.to;
    }
    is_known(known, &next, out.n - from, &at); /* those behind the last */
    if (!from)
        return page;
    buf_str(&out, str_slice(page, from, page.n));
    return buf_view(&out);
}
