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

static void tell(void *self, Str name, Str value)
{
    Links *k = self;
    bool set = is_name(name, "srcset"), id = is_name(name, "id");
    if (!set && !id && !is_name(name, "href") && !is_name(name, "src") && !is_name(name, "poster"))
        return;
    value = str_trim(html_unreferenced(k->scratch, value));
    if (set)
        tell_set(k, value);
    else
        k->visit(k->self, id ? HTML_LINK_ID : HTML_LINK_ADDRESS, value);
}

void html_links(Arena *scratch, Str html, HtmlLinkVisit *visit, void *self)
{
    assert(scratch && visit);
    Links k = {scratch, visit, self};
    html_attributes(html, tell, &k);
}
