/*
 * One pass over the bytes. The end of a marked element is found by counting elements of its name, which our own
 * pages close.
 */
#include "html/shown.h"

#include <string.h>

#include "html/reference.h"
#include "text/unicode.h"

ShownRunes shown_in(Arena *a)
{
    ShownRunes runes = {.seen = arena_array(a, uint64_t, SHOWN_RUNES / 64)};
    memset(runes.seen, 0, SHOWN_RUNES / 8);
    return runes;
}

void shown_add(Arena *a, ShownRunes *runes, uint32_t rune)
{
    uint64_t *word = &runes->seen[rune / 64], bit = (uint64_t)1 << rune % 64;
    if (*word & bit)
        return;
    *word |= bit;
    arena_push(a, runes->list, runes->count, runes->room, rune);
}

typedef struct Scan {
    Arena *a;
    Str s, name;
    bool (*wanted)(uint32_t rune);
    ShownRunes *runes;
    Str element;  /* the marked element that we are in; empty: none */
    size_t depth; /* elements of its name that are open inside it */
} Scan;

static void add_text(Scan *k, size_t from, size_t to)
{
    for (size_t i = from, n; i < to; i += n) {
        uint32_t rune = k->s.p[i] == '&' ? html_reference(k->s, i, &n) : 0;
        if (!rune)
            n = unicode_decode(k->s, i, &rune);
        if (rune > ' ' && rune < SHOWN_RUNES && rune != UNICODE_BAD && k->wanted(rune))
            shown_add(k->a, k->runes, rune);
    }
}

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

static Str name_at(Str s, size_t at)
{
    size_t end = at;
    while (end < s.n && is_name(s.p[end]))
        end++;
    return str_slice(s, at, end);
}

/* Behind the '>' of the tag that begins at `at`; quotes may hold one. */
static size_t tag_end(Str s, size_t at)
{
    for (char quote = 0; at < s.n; at++)
        if (quote)
            quote = s.p[at] == quote ? 0 : quote;
        else if (s.p[at] == '"' || s.p[at] == '\'')
            quote = s.p[at];
        else if (s.p[at] == '>')
            return at + 1;
    return s.n;
}

static bool is_marked(const Scan *k, Str tag)
{
    Str mark = STR("data-font=\"");
    size_t at = str_find(tag, mark, 0) + mark.n;
    Str value = str_slice(tag, at, tag.n);
    return at < tag.n && str_starts(value, k->name) && k->name.n < value.n && value.p[k->name.n] == '"';
}

/* The end of <script …>…</script> and its like. */
static size_t element_end(Str s, Str name, size_t at)
{
    while ((at = str_find(s, STR("</"), at)) < s.n && !str_equal(name_at(s, at + 2), name))
        at += 2;
    return tag_end(s, at);
}

static size_t take_tag(Scan *k, size_t at)
{
    if (str_starts(str_slice(k->s, at, k->s.n), STR("<!--"))) {
        size_t end = str_find(k->s, STR("-->"), at);
        return end < k->s.n ? end + 3 : k->s.n;
    }
    bool closes = at + 1 < k->s.n && k->s.p[at + 1] == '/';
    Str name = name_at(k->s, at + 1 + closes);
    size_t end = tag_end(k->s, at);
    if (!closes && (str_equal(name, STR("script")) || str_equal(name, STR("style")) || str_equal(name, STR("title"))))
        return element_end(k->s, name, end);
    if (k->element.n && str_equal(name, k->element)) {
        k->depth = closes ? k->depth - 1 : k->depth + 1;
        k->element = k->depth ? k->element : STR_NONE;
    } else if (!k->element.n && !closes && k->name.n && is_marked(k, str_slice(k->s, at, end))) {
        k->element = name;
        k->depth = 1;
    }
    return end;
}

void html_shown(Arena *a, Str html, Str name, bool (*wanted)(uint32_t rune), ShownRunes *runes)
{
    Scan k = {.a = a, .s = html, .name = name, .wanted = wanted, .runes = runes};
    for (size_t at = 0; at < html.n;) {
        size_t tag = str_find(html, STR("<"), at);
        if (!name.n || k.element.n)
            add_text(&k, at, tag);
        at = tag < html.n ? take_tag(&k, tag) : html.n;
    }
}
