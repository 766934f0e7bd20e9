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

static Str take_value(Walk *k)
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

static void skip_blanks(Walk *k)
{
    while (k->at < k->html.n && html_is_blank(k->html.p[k->at]))
        k->at++;
}

static void take_attributes(Walk *k)
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
            k->visit(k->self, name, take_value(k));
            skip_blanks(k);
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

static bool is_letter(char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static void take_tag(Walk *k)
{
    size_t from = k->at;
    while (k->at < k->html.n && is_letter(k->html.p[k->at]))
        k->at++;
    Str name = str_slice(k->html, from, k->at);
    take_attributes(k);
    if (is_name(name, "script") || is_name(name, "style"))
        skip_raw(k, is_name(name, "script") ? "script" : "style");
}

void html_attributes(Str html, HtmlAttributeVisit *visit, void *self)
{
    assert(visit);
    Walk k = {.html = html, .visit = visit, .self = self};
    for (const char *open; k.at < html.n && (open = memchr(html.p + k.at, '<', html.n - k.at));) {
        k.at = (size_t)(open - html.p) + 1;
        if (k.at < html.n && is_letter(html.p[k.at]))
            take_tag(&k);
        else if (str_starts(str_slice(html, k.at, html.n), STR("!--")))
            k.at = str_find(html, STR("-->"), k.at);
    }
}
