/* A page has one or two such elements in its head: each is looked for by its name and its attribute. */
#include "html/style.h"

#include <assert.h>

#include "html/sheet.h"
#include "html/syntax.h"
#include "read/digest.h"

enum { SHEETS = 32 }; /* kept at a time; a project has one a site */

typedef struct Known {
    Str css;
    Sheet *sheet;
} Known;

struct Styles {
    Arena *a;
    Known known[SHEETS];
    size_t count;
};

/* An element: where its start tag ends and its content does, and the value of the attribute. */
typedef struct Place {
    size_t from, to;
    Str value;
} Place;

Styles *styles_in(Arena *a)
{
    Styles *s = arena_new(a, Styles);
    *s = (Styles){.a = a};
    return s;
}

/* name or name="…" in a start tag, and its value */
static bool has_attribute(Str tag, Str name, Str *value)
{
    for (size_t at = 0; (at = str_find(tag, name, at)) < tag.n; at += name.n) {
        size_t end = at + name.n;
        bool whole = at && html_is_blank(tag.p[at - 1]) && (end == tag.n || html_is_blank(tag.p[end]) || tag.p[end] == '=');
        if (!whole)
            continue;
        Str rest = str_slice(tag, end, tag.n);
        *value = str_starts(rest, STR("=\"")) ? str_slice(rest, 2, str_find(rest, STR("\""), 2)) : STR_NONE;
        return true;
    }
    return false;
}

/* The next "<style" from `at` on, by its y: of "<" pages have hundreds. */
static size_t find_tag(Str page, size_t at)
{
    enum { BEFORE = 3 }; /* bytes before the y */
    for (at += BEFORE; (at = str_find(page, STR("yle"), at)) < page.n; at++)
        if (str_starts(str_slice(page, at - BEFORE, page.n), STR("<style")))
            return at - BEFORE;
    return page.n;
}

/* The next <style> with the attribute, from `at` on. */
static bool find_style(Str page, Str attribute, size_t at, Place *place)
{
    while ((at = find_tag(page, at)) < page.n) {
        size_t open = str_find(page, STR(">"), at);
        place->from = open + 1;
        place->to = str_find(page, STR("</style"), open);
        if (place->to < page.n && has_attribute(str_slice(page, at + 6, open), attribute, &place->value))
            return true;
        at = open;
    }
    return false;
}

/* Behind "style-src " of the page's policy; 0: it has none. */
static size_t find_policy(Str page)
{
    static const char meta[] = "http-equiv=\"Content-Security-Policy\"", source[] = "style-src ";
    size_t at = str_find(page, STR(meta), 0), end = str_find(page, STR(">"), at), place = str_find(page, STR(source), at);
    return place < end && end < page.n ? place + sizeof source - 1 : 0;
}

static Str fingerprint(Arena *a, Str css)
{
    Str digest = digest_base64(a, css);
    return str_printf(a, "'sha256-%.*s' ", STR_ARG(digest));
}

/* The page with css at the place, and the policy that lets it, not any more what stood there. */
static Str put_at(Arena *a, Str page, const Place *place, Str css)
{
    Buf out = buf_in(a);
    size_t policy = find_policy(page), from = policy;
    buf_reserve(&out, page.n + css.n + 64);
    if (policy && policy < place->from) {
        size_t end = str_find(page, STR("\""), policy);
        bool any = str_find(page, STR("'sha256-"), policy) < end; /* else there is no need to know the old one's */
        Str old = any ? fingerprint(a, str_slice(page, place->from, place->to)) : STR_NONE;
        size_t stale = any ? str_find(page, old, policy) : end;
        buf_str(&out, str_slice(page, 0, policy));
        buf_str(&out, fingerprint(a, css));
        if (stale < end) {
            buf_str(&out, str_slice(page, policy, stale));
            from = stale + old.n;
        }
    } else {
        from = 0;
    }
    buf_str(&out, str_slice(page, from, place->from));
    buf_str(&out, css);
    buf_str(&out, str_slice(page, place->to, page.n));
    return buf_view(&out);
}

/* The sheet of this text, read at its first use. */
static Sheet *sheet_of(Styles *s, Str css)
{
    for (size_t i = 0; i < s->count; i++)
        if (str_equal(s->known[i].css, css))
            return s->known[i].sheet;
    if (s->count == SHEETS)
        return NULL;
    Str own = str_copy(s->a, css);
    s->known[s->count] = (Known){own, sheet_read(s->a, own)};
    return s->known[s->count++].sheet;
}

Str style_cut(Styles *s, Arena *a, Str page, size_t *behind)
{
    assert(s && a);
    Place place;
    *behind = page.n;
    for (size_t at = 0; find_style(page, STR("data-used"), at, &place);) {
        Str css = str_slice(page, place.from, place.to);
        Sheet *sheet = sheet_of(s, css);
        Buf cut = buf_in(a);
        sheet_cut(sheet ? sheet : sheet_read(a, css), page, place.value, &cut);
        *behind = page.n - place.to;
        page = put_at(a, page, &place, buf_view(&cut));
        at = page.n - *behind;
    }
    return page;
}

Str style_put(Arena *a, Str page, Str attribute, Str css)
{
    Place place;
    return find_style(page, attribute, 0, &place) ? put_at(a, page, &place, css) : page;
}
