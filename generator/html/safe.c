#include "html/safe.h"

#include <assert.h>

#include "html/reference.h"
#include "html/syntax.h"

/* ---- addresses ---- */

/* What stands before the first ':', when no / ? or # stands before that; else empty. */
static Str scheme_of(Str address)
{
    size_t colon = str_find(address, STR(":"), 0);
    if (colon == address.n)
        return STR_NONE;
    for (size_t i = 0; i < colon; i++)
        if (strchr("/?#", address.p[i]))
            return STR_NONE;
    return str_slice(address, 0, colon);
}

static bool hides_something(Str address)
{
    static const bool marks[256] = {[0x7F] = true, ['\\'] = true};
    for (size_t i = 0; i < address.n; i++)
        if ((unsigned char)address.p[i] <= ' ' || marks[(unsigned char)address.p[i]])
            return true;
    return str_starts(address, STR("//")) || str_starts(address, STR(":"));
}

bool html_address_is_local(Str address)
{
    return !hides_something(address) && !scheme_of(address).n;
}

bool html_address_is_safe(Str address)
{
    static const Str schemes[] = {STR("http"), STR("https"), STR("mailto"), STR("tel")};
    Str scheme = scheme_of(address);
    return !hides_something(address) && (!scheme.n || HTML_IS_ONE_OF(scheme, schemes));
}

/* ---- markup ---- */

typedef struct Reader {
    Arena *scratch;
    Str s;
    size_t at;
} Reader;

static bool is_safe_set(Str set)
{
    Str entry, address;
    while (str_split(&set, ',', &entry)) {
        entry = str_trim(entry);
        if (entry.n && (!str_split(&entry, ' ', &address) || !html_address_is_safe(address)))
            return false;
    }
    return true;
}

static bool is_safe_attribute(Arena *a, Str name, Str value)
{
    static const Str never[] = {STR("style"), STR("srcdoc"), STR("action"), STR("formaction"), STR("ping"), STR("background")};
    static const Str addresses[] = {STR("href"), STR("src"), STR("xlink:href"), STR("cite"), STR("poster"), STR("data")};
    static const Str sets[] = {STR("srcset"), STR("imagesrcset")};
    bool event = name.n >= 2 && (name.p[0] | 32) == 'o' && (name.p[1] | 32) == 'n';
    if (event || HTML_IS_ONE_OF(name, never))
        return false;
    if (HTML_IS_ONE_OF(name, sets))
        return is_safe_set(html_unreferenced(a, value));
    return !HTML_IS_ONE_OF(name, addresses) || html_address_is_safe(html_unreferenced(a, value));
}

static void skip_blanks(Reader *r)
{
    while (r->at < r->s.n && html_is_blank(r->s.p[r->at]))
        r->at++;
}

static Str take_name(Reader *r)
{
    size_t from = r->at;
    while (r->at < r->s.n && !html_is_blank(r->s.p[r->at]) && !strchr("/>=", r->s.p[r->at]))
        r->at++;
    return str_slice(r->s, from, r->at);
}

/* false: the quote is never closed. */
static bool take_value(Reader *r, Str *value)
{
    char quote = r->at < r->s.n ? r->s.p[r->at] : 0;
    if (quote != '"' && quote != '\'') {
        size_t from = r->at;
        while (r->at < r->s.n && !html_is_blank(r->s.p[r->at]) && r->s.p[r->at] != '>')
            r->at++;
        *value = str_slice(r->s, from, r->at);
        return true;
    }
    size_t end = str_find(r->s, (Str){&quote, 1}, r->at + 1);
    *value = str_slice(r->s, r->at + 1, end);
    r->at = end < r->s.n ? end + 1 : r->s.n;
    return end < r->s.n;
}

static bool take_attributes(Reader *r)
{
    for (;;) {
        while (r->at < r->s.n && (html_is_blank(r->s.p[r->at]) || r->s.p[r->at] == '/'))
            r->at++;
        if (r->at == r->s.n)
            return false;
        if (r->s.p[r->at] == '>') {
            r->at++;
            return true;
        }
        Str name = take_name(r), value = STR_NONE;
        skip_blanks(r);
        if (r->at < r->s.n && r->s.p[r->at] == '=') {
            r->at++;
            skip_blanks(r);
            if (!take_value(r, &value))
                return false;
        }
        if (!is_safe_attribute(r->scratch, name, value))
            return false;
    }
}

/* The tag whose name is at r->at. */
static bool take_tag(Reader *r)
{
    static const Str never[] = {STR("script"), STR("style"), STR("iframe"), STR("frame"), STR("object"), STR("embed"), STR("applet"),
                                STR("base"), STR("meta"), STR("link"), STR("form"), STR("template"), STR("plaintext"), STR("xmp"),
                                STR("noembed"), STR("noframes"), STR("noscript"), STR("textarea"), STR("foreignobject"),
                                STR("animate"), STR("animatetransform"), STR("animatemotion"), STR("set")};
    return !HTML_IS_ONE_OF(take_name(r), never) && take_attributes(r);
}

size_t html_unsafe_at(Arena *scratch, Str markup)
{
    Reader r = {.scratch = scratch, .s = markup};
    assert(scratch);
    while ((r.at = str_find(markup, STR("<"), r.at)) < markup.n) {
        size_t open = r.at++;
        if (r.at == markup.n)
            return open;
        char c = markup.p[r.at];
        if (c == '!' || c == '?')
            return open;
        r.at += c == '/';
        if (r.at < markup.n && html_is_letter(markup.p[r.at]) && !take_tag(&r))
            return open;
        if (c == '/' && r.at < markup.n && !html_is_letter(markup.p[open + 2]))
            return open;
    }
    return markup.n;
}
