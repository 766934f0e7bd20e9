/* Elements whose text nobody is to read: script and style (HTML, 4.12.1 and 4.2.6). A blank line ends the
 * block of HTML around them, not the element itself. */
#include <string.h>
#include <strings.h>

#include "read/markdown_imp.h"

static const char *const names[] = {"script", "style"};

size_t markdown_silent_name(Str name)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t n = strlen(names[i]);
        if (name.n > n && strncasecmp(name.p, names[i], n) == 0 && memchr(" \t\r\n/>", name.p[n], 6))
            return i + 1;
    }
    return 0;
}

size_t markdown_silent_end(Str text, size_t from, size_t element)
{
    for (size_t at = str_find(text, STR("</"), from); at < text.n; at = str_find(text, STR("</"), at + 2))
        if (markdown_silent_name(str_slice(text, at + 2, text.n)) == element) {
            size_t end = str_find(text, STR(">"), at);
            return end < text.n ? end + 1 : text.n;
        }
    return from;
}

size_t markdown_silent_open(Str html)
{
    for (size_t at = str_find(html, STR("<"), 0); at < html.n; at = str_find(html, STR("<"), at)) {
        size_t element = markdown_silent_name(str_slice(html, ++at, html.n));
        if (!element)
            continue;
        size_t end = markdown_silent_end(html, at, element);
        if (end == at)
            return element;
        at = end;
    }
    return 0;
}
