/* One pass from tag to tag. */
#include "html/attribute.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

#include "html/syntax.h"

typedef struct Walk {
    Str html;
    size_t at;
    HtmlAttributeVisit *visit;
    void *self;
} Walk;

static bool is_name(Str name, const char *wanted)
{
    return name.n == strlen(wanted) && strncasecmp(name.p, wanted, name.n) == 0;
}

/* What ends the name of an attribute: a blank, '=', '>' and, unless it begins there, '/'. */
static const bool ends_name[256] = {[' '] = true, ['\t'] = true, ['\n'] = true, ['\r'] = true, ['\f'] = true, ['='] = true, ['>'] = true,
                                    ['/'] = true};

static size_t behind_blanks(Str html, size_t at)
{
    while (at < html.n && html_is_blank(html.p[at]))
        at++;
    return at;
}

static Str take_value(Walk *k)
{
    char quote = k->at < k->html.n ? k->html.p[k->at] : 0;
    size_t from = k->at;
    if (quote == '"' || quote == '\'') {
        const char *end = memchr(k->html.p + from + 1, quote, k->html.n - from - 1);
        k->at = end ? (size_t)(end - k->html.p) : k->html.n;
        Str value = str_slice(k->html, from + 1, k->at);
        k->at += k->at < k->html.n;
        return value;
    }
    while (k->at < k->html.n && !html_is_blank(k->html.p[k->at]) && k->html.p[k->at] != '>')
        k->at++;
    return str_slice(k->html, from, k->at);
}

static void take_attributes(Walk *k)
{
    Str html = k->html;
    while (k->at < html.n && html.p[k->at] != '>') {
        size_t from = k->at, end = from + (html.p[from] == '/');
        while (end < html.n && !ends_name[(unsigned char)html.p[end]])
            end++;
        k->at = behind_blanks(html, end);
        if (k->at < html.n && html.p[k->at] == '=') {
            k->at = behind_blanks(html, k->at + 1);
            k->visit(k->self, str_slice(html, from, end), take_value(k));
            k->at = behind_blanks(html, k->at);
        }
    }
}

/* Behind the end tag of a script or a style sheet, whose content is no markup. */
static void skip_raw(Walk *k, const char *end)
{
    while ((k->at = str_find(k->html, STR("</"), k->at)) < k->html.n) {
        k->at += 2;
        if (is_name(str_slice(k->html, k->at, k->at + strlen(end)), end))
            return;
    }
}

static void take_tag(Walk *k)
{
    size_t from = k->at;
    while (k->at < k->html.n && html_is_letter(k->html.p[k->at]))
        k->at++;
    Str name = str_slice(k->html, from, k->at);
    take_attributes(k);
    if (name.n < 5) /* most: no name of the two is so short */
        return;
    if (is_name(name, "script") || is_name(name, "style"))
        skip_raw(k, is_name(name, "script") ? "script" : "style");
}

/* What begins with the '<' at k->at. */
static void take_markup(Walk *k)
{
    k->at++;
    if (k->at < k->html.n && html_is_letter(k->html.p[k->at]))
        take_tag(k);
    else if (str_starts(str_slice(k->html, k->at, k->html.n), STR("!--")))
        k->at = str_find(k->html, STR("-->"), k->at);
}

/* The next stretch that begins here or later: one that something before it runs into is read like all else. */
static size_t next_stretch(const HtmlStretches *known, size_t i, size_t at)
{
    while (i < known->count && known->list[i].from < at)
        i++;
    return i;
}

static void take_stretch(Walk *k, const HtmlStretch *s)
{
    for (size_t i = 0; i < s->ntags; i++) {
        k->at = s->from + s->tags[i];
        assert(k->html.p[k->at] == '<');
        take_markup(k);
    }
    k->at = s->to;
}

void html_attributes_around(Str html, const HtmlStretches *known, HtmlAttributeVisit *visit, void *self)
{
    assert(visit);
    Walk k = {.html = html, .visit = visit, .self = self};
    size_t i = 0, tag;
    while ((tag = html_next_tag(html, k.at, false)) < html.n) {
        i = next_stretch(known, i, k.at);
        if (i < known->count && tag >= known->list[i].from) {
            take_stretch(&k, &known->list[i++]);
            continue;
        }
        k.at = tag;
        take_markup(&k);
    }
}

void html_attributes(Str html, HtmlAttributeVisit *visit, void *self)
{
    static const HtmlStretches none = {0};
    html_attributes_around(html, &none, visit, self);
}
