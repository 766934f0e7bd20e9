/* Of all attributes those that hold addresses, and ids. */
#include "html/links.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

#include "html/attribute.h"
#include "html/reference.h"

typedef struct Links {
    Arena *scratch;
    HtmlLinkVisit *visit;
    void *self;
} Links;

/* What an attribute holds. */
typedef enum Holds { HOLDS_NOTHING, HOLDS_ADDRESS, HOLDS_SET, HOLDS_ID } Holds;

static Holds holds_of(Str name)
{
    static const struct { Str name; Holds holds; } names[] = {
        {STR("href"), HOLDS_ADDRESS}, {STR("src"), HOLDS_ADDRESS}, {STR("poster"), HOLDS_ADDRESS}, {STR("srcset"), HOLDS_SET}, {STR("id"), HOLDS_ID}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (name.n == names[i].name.n && strncasecmp(name.p, names[i].name.p, name.n) == 0)
            return names[i].holds;
    return HOLDS_NOTHING;
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

static void tell(void *self, Str name, Str value)
{
    Links *k = self;
    Holds holds = holds_of(name);
    if (holds == HOLDS_NOTHING)
        return;
    value = str_trim(html_unreferenced(k->scratch, value));
    if (holds == HOLDS_SET)
        tell_set(k, value);
    else
        k->visit(k->self, holds == HOLDS_ID ? HTML_LINK_ID : HTML_LINK_ADDRESS, value);
}

void html_links_around(Arena *scratch, Str html, const HtmlStretches *known, HtmlLinkVisit *visit, void *self)
{
    assert(scratch && visit);
    Links k = {scratch, visit, self};
    html_attributes_around(html, known, tell, &k);
}

void html_links(Arena *scratch, Str html, HtmlLinkVisit *visit, void *self)
{
    static const HtmlStretches none = {0};
    html_links_around(scratch, html, &none, visit, self);
}
