/* One pass from tag to tag; the pages are our own templates' work, but nothing here trusts them. */
#include "html/links.h"

#include <assert.h>
#include <strings.h>

#include "html/reference.h"
#include "html/syntax.h"

typedef struct Links {
    Arena *scratch;
    Str html;
    size_t at;
    HtmlLinkVisit *visit;
    void *self;
} Links;

static bool is_name(Str name, const char *wanted)
{
    return name.n == strlen(wanted) && strncasecmp(name.p, wanted, name.n) == 0;
}

/* "a.jpg 480w, b.jpg 960w" */
static void tell_set(Links *k, Str set)
{
    Str entry, address;
    while (str_split(&set, ',', &entry)) {
        entry = str_trim(entry);
        if (entry.n && str_split(&entry, ' ', &address))
            k->visit(k->self, HTML_LINK_ADDRESS, address);
    }
}

static void tell(Links *k, Str name, Str value)
{
    bool address = is_name(name, "href") || is_name(name, "src") || is_name(name, "poster"), set = is_name(name, "srcset");
    if (!address && !set && !is_name(name, "id"))
        return;
    value = str_trim(html_unreferenced(k->scratch, value));
    if (set)
        tell_set(k, value);
    else
        k->visit(k->self, address ? HTML_LINK_ADDRESS : HTML_LINK_ID, value);
}

static Str take_value(Links *k)
{
    char quote = k->at < k->html.n ? k->html.p[k->at] : 0;
    size_t from = k->at;
    if (quote == '"' || quote == '\'') {
        k->at = str_find(k->html, (Str){&quote, 1}, from + 1);
        Str value = str_slice(k->html, from + 1, k->at);
        k->at += k->at < k->html.n;
        return value;
    }
    while (k->at < k->html.n && !html_is_blank(k->html.p[k->at]) && k->html.p[k->at] != '>')
        k->at++;
    return str_slice(k->html, from, k->at);
}

static void skip_blanks(Links *k)
{
    while (k->at < k->html.n && html_is_blank(k->html.p[k->at]))
        k->at++;
}

static void take_attributes(Links *k)
{
    while (k->at < k->html.n && k->html.p[k->at] != '>') {
        size_t from = k->at;
        while (k->at < k->html.n && !html_is_blank(k->html.p[k->at]) && k->html.p[k->at] != '=' && k->html.p[k->at] != '>' &&
               (k->html.p[k->at] != '/' || k->at == from))
            k->at++;
        Str name = str_slice(k->html, from, k->at);
        skip_blanks(k);
        if (k->at < k->html.n && k->html.p[k->at] == '=') {
            k->at++;
            skip_blanks(k);
            tell(k, name, take_value(k));
            skip_blanks(k);
        }
    }
}

/* Behind the end tag of a script or a style sheet, whose content is no markup. */
static void skip_raw(Links *k, const char *end)
{
    while ((k->at = str_find(k->html, STR("</"), k->at)) < k->html.n) {
        k->at += 2;
        if (is_name(str_slice(k->html, k->at, k->at + strlen(end)), end))
            return;
    }
}

static void take_tag(Links *k)
{
    size_t from = k->at;
    while (k->at < k->html.n && ((k->html.p[k->at] | 32) >= 'a' && (k->html.p[k->at] | 32) <= 'z'))
        k->at++;
    Str name = str_slice(k->html, from, k->at);
    take_attributes(k);
    if (is_name(name, "script") || is_name(name, "style"))
        skip_raw(k, is_name(name, "script") ? "script" : "style");
}

void html_links(Arena *scratch, Str html, HtmlLinkVisit *visit, void *self)
{
    Links k = {.scratch = scratch, .html = html, .visit = visit, .self = self};
    assert(scratch && visit);
    while ((k.at = str_find(html, STR("<"), k.at)) < html.n) {
        k.at++;
        if (str_starts(str_slice(html, k.at, html.n), STR("!--"))) {
            k.at = str_find(html, STR("-->"), k.at);
        } else if (k.at < html.n && (html.p[k.at] | 32) >= 'a' && (html.p[k.at] | 32) <= 'z') {
            take_tag(&k);
        }
    }
}
