/*
 * search_text: what can be searched in a page of HTML.
 *
 * The pages are our own templates' work, which the tests hold to the standard; still nothing here
 * trusts them: tags are followed by name and depth, and a page that ends early ends the text.
 */
#include "html/search.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "html/reference.h"
#include "text/pinyin.h"
#include "text/unicode.h"

/* Of elements: within a line, which all others end; not text; never closed; and what they are to a page. */
enum { WITHIN = 1, UNREAD = 2, VOID = 4, HEADING = 8, TITLE = 16, MAIN = 32 };

typedef struct Tag {
    Str name, attributes;
    unsigned kind; /* of the element */
    bool closes, empty; /* </p>, <br/> */
} Tag;

typedef struct Reader {
    Arena *a;
    Str html;
    size_t at;
    Buf text;
    Buf *to;             /* text or title */
    Buf title;
    bool blank;          /* white space since the last character */
    uint32_t units;      /* of text, in UTF-16, up to counted */
    size_t counted;
    SearchPlace *places;
    size_t nplaces, places_room;
} Reader;

/* Those that stand within a line, which all others end; those that are not read; those without an end. The reading of ruby is not
 * read and ends no line. By the first letter, and then what a page has most of first. */
static unsigned kind_of(Str name)
{
#define IS(word) str_equal(name, STR(word))
    switch (name.n ? name.p[0] : '\0') {
    case 'a':
        return IS("a") || IS("abbr") ? WITHIN : IS("area") ? VOID : 0;
    case 'b':
        return IS("b") || IS("bdi") ? WITHIN : IS("br") || IS("base") ? VOID : IS("button") ? UNREAD : 0;
    case 'c':
        return IS("code") || IS("cite") ? WITHIN : IS("col") ? VOID : 0;
    case 'd':
        return IS("data") || IS("del") || IS("dfn") ? WITHIN : 0;
    case 'e':
        return IS("em") ? WITHIN : IS("embed") ? VOID : 0;
    case 'f':
        return IS("form") ? UNREAD : 0;
    case 'h':
        return name.n != 2 ? 0 : name.p[1] == '1' ? HEADING | TITLE : name.p[1] >= '2' && name.p[1] <= '6' ? HEADING : IS("hr") ? VOID : 0;
    case 'i':
        return IS("img") ? WITHIN | VOID : IS("i") || IS("ins") ? WITHIN : IS("input") ? VOID : 0;
    case 'k':
        return IS("kbd") ? WITHIN : 0;
    case 'l':
        return IS("link") ? VOID : 0;
    case 'm':
        return IS("main") ? MAIN : IS("mark") ? WITHIN : IS("meta") ? VOID : 0;
    case 'n':
        return IS("nav") || IS("noscript") ? UNREAD : 0;
    case 'q':
        return IS("q") ? WITHIN : 0;
    case 'r':
        return IS("ruby") || IS("rb") ? WITHIN : IS("rt") || IS("rp") ? WITHIN | UNREAD : 0;
    case 's':
        return IS("span") || IS("strong") || IS("small") || IS("s") || IS("sub") || IS("sup") ? WITHIN
               : IS("svg") || IS("script") || IS("style") ? UNREAD : IS("source") ? VOID : 0;
    case 't':
        return IS("time") ? WITHIN : IS("template") ? UNREAD : IS("track") ? VOID : 0;
    case 'u':
        return IS("u") ? WITHIN : 0;
    case 'v':
        return IS("var") ? WITHIN : 0;
    case 'w':
        return IS("wbr") ? WITHIN | VOID : 0;
    default:
        return 0;
    }
#undef IS
}

/* Elements that are not read. */
static bool is_skipped(const Tag *tag)
{
    return tag->kind & UNREAD || (tag->attributes.n && str_find(tag->attributes, STR("data-search=\"off\""), 0) < tag->attributes.n);
}

static bool is_of_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Where the tag whose attributes begin there ends: at a '>' out of quotes. */
static size_t tag_end(Str html, size_t at)
{
    while (at < html.n && html.p[at] != '>') {
        const char *quote = html.p[at] == '"' || html.p[at] == '\'' ? memchr(html.p + at + 1, html.p[at], html.n - at - 1) : html.p + at;
        at = quote ? (size_t)(quote - html.p) + 1 : html.n;
    }
    return at;
}

/* The tag at html[at], which is '<'; at moves behind it. false: none, at moves behind the sign. */
static bool read_tag(Reader *r, Tag *tag)
{
    Str html = r->html;
    size_t from = r->at + 1;
    *tag = (Tag){.closes = from < html.n && html.p[from] == '/'};
    from += tag->closes;
    size_t start = from;
    while (start < html.n && is_of_name(html.p[start]))
        start++;
    size_t end = tag_end(html, start);
    r->at = end < html.n ? end + 1 : html.n;
    tag->name = (Str){html.p + from, start - from};
    tag->attributes = (Str){html.p + start, end - start};
    tag->kind = kind_of(tag->name);
    tag->empty = tag->kind & VOID || str_ends(tag->attributes, STR("/"));
    return tag->name.n > 0;
}

/* The value of an attribute in double quotes, as written; empty when it is not there. */
static Str attribute(const Tag *tag, Str name_and_quote)
{
    size_t at = str_find(tag->attributes, name_and_quote, 0);
    if (at == tag->attributes.n || at == 0 || (unsigned char)tag->attributes.p[at - 1] > ' ')
        return STR_NONE;
    size_t from = at + name_and_quote.n;
    return str_slice(tag->attributes, from, str_find(tag->attributes, STR("\""), from));
}

/* ---- text ---- */

/* The blank before what comes next, if there was any. */
static void put_blank(Reader *r)
{
    if (r->blank && r->to->n && r->to->p[r->to->n - 1] != '\n')
        buf_byte(r->to, ' ');
    r->blank = false;
}

static bool is_blank(uint32_t rune)
{
    return rune == ' ' || rune == '\t' || rune == '\n' || rune == '\r' || rune == 0xA0 || rune == 0x3000 || rune == 0x2028 ||
           rune == 0x2029;
}

static void put(Reader *r, uint32_t rune)
{
    if (is_blank(rune)) {
        r->blank = true;
        return;
    }
    put_blank(r);
    buf_rune(r->to, rune);
}

static void end_line(Reader *r)
{
    r->blank = false;
    if (r->to == &r->text && r->text.n && r->text.p[r->text.n - 1] != '\n')
        buf_byte(&r->text, '\n');
    else if (r->to == &r->title)
        r->blank = true;
}

#ifdef __SSE2__
#define ALL(c) _mm_set1_epi8((char)(c))

static inline __m128i bytes_at(const char *p)
{
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}

static inline __m128i are(__m128i bytes, int c)
{
    return _mm_cmpeq_epi8(bytes, ALL(c));
}

/* 80 to BF, which of signed bytes are the least. */
static inline __m128i goes_on(__m128i bytes)
{
    return _mm_cmplt_epi8(bytes, ALL(0xC0));
}
#endif

/* The first of the sixteen bytes from p on, of which three more may be read, that are not put as they are: references, tags, controls,
 * blanks, characters that are not of one byte or three, and what is none or stands before what is none. 16: none. What goes on at p began well. */
static inline size_t plain_of_sixteen(const char *p)
{
#ifdef __SSE2__
    __m128i first = bytes_at(p), second = bytes_at(p + 1), third = bytes_at(p + 2);
    __m128i tails = _mm_and_si128(goes_on(second), _mm_andnot_si128(goes_on(bytes_at(p + 3)), goes_on(third)));
    __m128i three = _mm_andnot_si128(_mm_or_si128(are(first, 0xE0), are(first, 0xED)), are(_mm_and_si128(first, ALL(0xF0)), 0xE0));
    __m128i high = _mm_cmplt_epi8(first, _mm_setzero_si128()), begins = _mm_andnot_si128(goes_on(first), high);
    __m128i odd = _mm_or_si128(_mm_andnot_si128(_mm_and_si128(three, tails), begins), _mm_andnot_si128(high, goes_on(second)));
    __m128i ascii = _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(first, ALL(' ')), first), _mm_or_si128(are(first, '<'), are(first, '&')));
    __m128i wide = _mm_and_si128(are(first, 0xE3), are(third, 0x80));                                         /* U+3000 */
    __m128i line = _mm_and_si128(are(first, 0xE2), are(_mm_and_si128(third, ALL(0xFE)), 0xA8));               /* U+2028 */
    __m128i blank = _mm_and_si128(_mm_or_si128(wide, line), are(second, 0x80));
    unsigned mask = (unsigned)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(odd, ascii), blank));
    return mask ? (size_t)__builtin_ctz(mask) : 16;
#else
    (void)p;
    return 0;
#endif
}

static inline bool is_tail(char c)
{
    return (c & 0xC0) == 0x80;
}

/* The bytes of s from i on, where a character begins, that are put as they are; where they end. Some may be left. */
static size_t put_plain(Reader *r, Str s, size_t i)
{
    size_t n = 16;
    if (i < s.n && is_tail(s.p[i]))
        return i;
    for (; n == 16 && s.n - i >= 16 + 3; i += n) {
        n = plain_of_sixteen(s.p + i);
        if (!n)
            return i;
        put_blank(r);
        buf_reserve(r->to, 16);
        memcpy(r->to->p + r->to->n, s.p + i, 16); /* a length that is known, though some of it may not be wanted */
        r->to->n += n;
    }
    for (; n == 16 && i < s.n && is_tail(s.p[i]); i++) /* sixteen bytes may end within a character */
        buf_byte(r->to, s.p[i]);
    return i;
}

/* From i to the next '<'. */
static size_t put_text(Reader *r, Str s, size_t i)
{
    for (size_t n; (i = put_plain(r, s, i)) < s.n && s.p[i] != '<'; i += n) {
        uint32_t rune = s.p[i] == '&' ? html_reference(s, i, &n) : 0;
        if (!rune)
            n = unicode_next(s, i, &rune);
        put(r, rune == UNICODE_BAD ? 0xFFFD : rune);
    }
    return i;
}

static uint32_t units_so_far(Reader *r)
{
    r->units += unicode_units(str_slice(buf_view(&r->text), r->counted, r->text.n));
    r->counted = r->text.n;
    return r->units;
}

static void skip_element(Reader *r, Str name)
{
    Tag tag;
    for (size_t depth = 1; depth && r->at < r->html.n;) {
        r->at = str_find(r->html, STR("<"), r->at);
        if (r->at < r->html.n && read_tag(r, &tag) && str_equal(tag.name, name))
            depth += tag.closes ? (size_t)-1 : !tag.empty;
    }
}

/* The first <h1> is the title and not part of the text. */
static void open_heading(Reader *r, const Tag *tag)
{
    if (tag->kind & TITLE && !r->title.n) {
        r->to = &r->title;
        return;
    }
    Str id = attribute(tag, STR("id=\""));
    if (id.n)
        arena_push(r->a, r->places, r->nplaces, r->places_room, ((SearchPlace){units_so_far(r), (uint32_t)r->text.n, id}));
}

/* What the tag begins or ends; what is not read goes by with it. */
static void take_tag(Reader *r, const Tag *tag)
{
    if (!(tag->kind & WITHIN))
        end_line(r);
    if (tag->closes && tag->kind & TITLE) {
        r->to = &r->text;
        r->blank = false;
    } else if (!tag->closes && !tag->empty && is_skipped(tag)) {
        skip_element(r, tag->name);
    } else if (!tag->closes && tag->kind & HEADING) {
        open_heading(r, tag);
    }
}

static void read_main(Reader *r)
{
    Tag tag;
    while ((r->at = put_text(r, r->html, r->at)) < r->html.n) {
        if (!read_tag(r, &tag))
            continue;
        if (tag.closes && tag.kind & MAIN)
            break;
        take_tag(r, &tag);
    }
    r->to = &r->text;
    end_line(r);
}

static Str initials_of(Arena *a, Str title)
{
    Buf b = buf_in(a);
    uint32_t rune;
    Str letters;
    unsigned tone;
    for (size_t i = 0; i < title.n;) {
        i += unicode_next(title, i, &rune);
        rune = search_fold(rune);
        if ((rune >= 'a' && rune <= 'z') || (rune >= '0' && rune <= '9'))
            buf_byte(&b, (char)rune);
        else if (rune != UNICODE_BAD && pinyin_of(rune, &letters, &tone) && letters.n)
            buf_byte(&b, letters.p[0]);
    }
    return buf_view(&b);
}

/* s as it reads; into is empty. */
static Str words_of(Reader *r, Buf *into, Str s)
{
    r->to = into;
    r->blank = false;
    for (size_t i = 0; (i = put_text(r, s, i)) < s.n; i++)
        put(r, (unsigned char)s.p[i]); /* a '<' */
    return buf_view(into);
}

static Str title_of(Reader *r, Str head)
{
    size_t from = str_find(head, STR("<title>"), 0), end = str_find(head, STR("</title>"), from);
    return end < head.n ? words_of(r, &r->title, str_slice(head, from + 7, end)) : STR_NONE;
}

bool search_page(Arena *a, Str html, SearchPage *page)
{
    size_t from = str_find(html, STR("<main"), 0);
    Str head = str_slice(html, 0, from);
    html = str_slice(html, from, html.n);
    Reader r = {.a = a, .html = html, .text = buf_in(a), .title = buf_in(a)};
    Buf kind = buf_in(a);
    Tag tag;
    r.to = &r.text;
    if (!html.n || !read_tag(&r, &tag) || !(tag.kind & MAIN) || is_skipped(&tag))
        return false;
    buf_reserve(&r.text, html.n - r.at);
    words_of(&r, &r.title, attribute(&tag, STR("data-search-title=\"")));
    r.to = &r.text;
    r.blank = false;
    read_main(&r);
    *page = (SearchPage){.title = r.title.n ? buf_view(&r.title) : title_of(&r, head),
                         .kind = words_of(&r, &kind, attribute(&tag, STR("data-search-kind=\""))),
                         .text = buf_view(&r.text), .places = r.places, .nplaces = r.nplaces};
    page->initials = initials_of(a, page->title);
    return page->text.n > 0;
}
