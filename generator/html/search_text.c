/*
 * search_text: what can be searched in a page of HTML.
 *
 * The pages are our own templates' work, which the tests hold to the standard; still nothing here
 * trusts them: tags are followed by name and depth, and a page that ends early ends the text.
 */
#include "html/search.h"

#include <string.h>

#include "html/reference.h"
#include "text/pinyin.h"
#include "text/unicode.h"

enum { WITHIN = 1, UNREAD = 2, VOID = 4 }; /* a line; not text; never closed */

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

typedef struct Element {
    Str name;
    unsigned kind;
} Element;

/* By their first letter: those that stand within a line, which all others end; those that are not read; those without an
 * end. The reading of ruby is not read and ends no line. */
static const Element elements[26][11] = {
    ['a' - 'a'] = {{STR("a"), WITHIN}, {STR("abbr"), WITHIN}, {STR("area"), VOID}},
    ['b' - 'a'] = {{STR("b"), WITHIN}, {STR("bdi"), WITHIN}, {STR("br"), VOID}, {STR("button"), UNREAD}, {STR("base"), VOID}},
    ['c' - 'a'] = {{STR("code"), WITHIN}, {STR("cite"), WITHIN}, {STR("col"), VOID}},
    ['d' - 'a'] = {{STR("data"), WITHIN}, {STR("del"), WITHIN}, {STR("dfn"), WITHIN}},
    ['e' - 'a'] = {{STR("em"), WITHIN}, {STR("embed"), VOID}},
    ['f' - 'a'] = {{STR("form"), UNREAD}},
    ['h' - 'a'] = {{STR("hr"), VOID}},
    ['i' - 'a'] = {{STR("i"), WITHIN}, {STR("img"), WITHIN | VOID}, {STR("ins"), WITHIN}, {STR("input"), VOID}},
    ['k' - 'a'] = {{STR("kbd"), WITHIN}},
    ['l' - 'a'] = {{STR("link"), VOID}},
    ['m' - 'a'] = {{STR("mark"), WITHIN}, {STR("meta"), VOID}},
    ['n' - 'a'] = {{STR("nav"), UNREAD}, {STR("noscript"), UNREAD}},
    ['q' - 'a'] = {{STR("q"), WITHIN}},
    ['r' - 'a'] = {{STR("ruby"), WITHIN}, {STR("rb"), WITHIN}, {STR("rt"), WITHIN | UNREAD}, {STR("rp"), WITHIN | UNREAD}},
    ['s' - 'a'] = {{STR("span"), WITHIN}, {STR("strong"), WITHIN}, {STR("small"), WITHIN}, {STR("s"), WITHIN}, {STR("sub"), WITHIN},
                   {STR("sup"), WITHIN}, {STR("svg"), UNREAD}, {STR("script"), UNREAD}, {STR("style"), UNREAD}, {STR("source"), VOID}},
    ['t' - 'a'] = {{STR("time"), WITHIN}, {STR("template"), UNREAD}, {STR("track"), VOID}},
    ['u' - 'a'] = {{STR("u"), WITHIN}},
    ['v' - 'a'] = {{STR("var"), WITHIN}},
    ['w' - 'a'] = {{STR("wbr"), WITHIN | VOID}},
};

static unsigned kind_of(Str name)
{
    if (!name.n || name.p[0] < 'a' || name.p[0] > 'z')
        return 0;
    for (const Element *e = elements[name.p[0] - 'a']; e->name.n; e++)
        if (str_equal(e->name, name))
            return e->kind;
    return 0;
}

/* Elements that are not read. */
static bool is_skipped(const Tag *tag)
{
    return tag->kind & UNREAD || (tag->attributes.n && str_find(tag->attributes, STR("data-search=\"off\""), 0) < tag->attributes.n);
}

/* The tag at html[at], which is '<'; at moves behind it. false: none, at moves behind the sign. */
static bool read_tag(Reader *r, Tag *tag)
{
    const char *p = r->html.p;
    size_t n = r->html.n, from = r->at + 1;
    *tag = (Tag){.closes = from < n && p[from] == '/'};
    from += tag->closes;
    size_t end = from;
    while (end < n && ((p[end] >= 'a' && p[end] <= 'z') || (p[end] >= 'A' && p[end] <= 'Z') || (p[end] >= '0' && p[end] <= '9')))
        end++;
    tag->name = (Str){p + from, end - from};
    size_t start = end;
    for (char quote = 0; end < n && (quote || p[end] != '>'); end++)
        if (quote ? p[end] == quote : p[end] == '"' || p[end] == '\'')
            quote = quote ? 0 : p[end];
    r->at = end < n ? end + 1 : n;
    tag->attributes = str_slice(r->html, start, end);
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

static void put(Reader *r, uint32_t rune)
{
    if (rune == ' ' || rune == '\t' || rune == '\n' || rune == '\r' || rune == 0xA0 || rune == 0x3000 ||
        rune == 0x2028 || rune == 0x2029) {
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

/* Where U+3000, which is a blank, begins in a run of characters of three bytes. */
static size_t blank_in(Str s, size_t from, size_t end)
{
    uint16_t tail; /* the mask is the same in either order of bytes */
    for (; from < end; from += 3) {
        memcpy(&tail, s.p + from + 1, sizeof tail);
        if (tail == 0x8080 && s.p[from] == '\xE3')
            break;
    }
    return from;
}

/* The end of what may be put as it is, from i on: printable ASCII, most characters of three bytes. */
static size_t plain_end(Str s, size_t i)
{
    while (i < s.n) {
        unsigned char c = (unsigned char)s.p[i];
        if (c > ' ' && c < 0x7F && c != '&') {
            i++;
            continue;
        }
        size_t end = c < 0x80 ? i : unicode_run(s, i), blank = blank_in(s, i, end);
        if (end == i || blank < end)
            return blank;
        i = end;
    }
    return i;
}

static void put_text(Reader *r, Str s)
{
    for (size_t i = 0, n; i < s.n; i += n) {
        n = plain_end(s, i) - i;
        if (n) {
            put_blank(r);
            buf_str(r->to, (Str){s.p + i, n});
            continue;
        }
        uint32_t rune = s.p[i] == '&' ? html_reference(s, i, &n) : 0;
        if (!rune) {
            n = unicode_decode(s, i, &rune);
            if (rune == UNICODE_BAD)
                rune = 0xFFFD;
        }
        put(r, rune);
    }
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

static bool is_heading(Str name)
{
    return name.n == 2 && name.p[0] == 'h' && name.p[1] >= '1' && name.p[1] <= '6';
}

/* The first <h1> is the title and not part of the text. */
static void open_heading(Reader *r, const Tag *tag)
{
    if (tag->name.p[1] == '1' && !r->title.n) {
        r->to = &r->title;
        return;
    }
    Str id = attribute(tag, STR("id=\""));
    if (id.n)
        arena_push(r->a, r->places, r->nplaces, r->places_room, ((SearchPlace){units_so_far(r), (uint32_t)r->text.n, id}));
}

static void read_main(Reader *r)
{
    Tag tag;
    while (r->at < r->html.n) {
        size_t end = str_find(r->html, STR("<"), r->at);
        put_text(r, str_slice(r->html, r->at, end));
        r->at = end;
        if (end == r->html.n || !read_tag(r, &tag))
            continue;
        if (tag.closes && str_equal(tag.name, STR("main")))
            break;
        if (!(tag.kind & WITHIN))
            end_line(r);
        if (!tag.closes && !tag.empty && is_skipped(&tag))
            skip_element(r, tag.name);
        else if (!tag.closes && is_heading(tag.name))
            open_heading(r, &tag);
        else if (tag.closes && str_equal(tag.name, STR("h1"))) {
            r->to = &r->text;
            r->blank = false;
        }
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
        i += unicode_decode(title, i, &rune);
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
    put_text(r, s);
    return buf_view(into);
}

static Str title_of_head(Reader *r)
{
    size_t from = str_find(r->html, STR("<title>"), 0), end = str_find(r->html, STR("</title>"), from);
    return end < r->html.n ? words_of(r, &r->title, str_slice(r->html, from + 7, end)) : STR_NONE;
}

bool search_page(Arena *a, Str html, SearchPage *page)
{
    Reader r = {.a = a, .html = html, .text = buf_in(a), .title = buf_in(a)};
    Buf kind = buf_in(a);
    Tag tag;
    r.to = &r.text;
    r.at = str_find(html, STR("<main"), 0);
    if (r.at == html.n || !read_tag(&r, &tag) || !str_equal(tag.name, STR("main")) || is_skipped(&tag))
        return false;
    buf_reserve(&r.text, html.n / 2);
    words_of(&r, &r.title, attribute(&tag, STR("data-search-title=\"")));
    r.to = &r.text;
    r.blank = false;
    read_main(&r);
    *page = (SearchPage){.title = r.title.n ? buf_view(&r.title) : title_of_head(&r),
                         .kind = words_of(&r, &kind, attribute(&tag, STR("data-search-kind=\""))),
                         .text = buf_view(&r.text), .places = r.places, .nplaces = r.nplaces};
    page->initials = initials_of(a, page->title);
    return page->text.n > 0;
}
