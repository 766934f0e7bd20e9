/* html/syntax: the next tag is where one look at every byte finds it, whatever stands around it and however near the end. */
#include "check.h"
#include "html/syntax.h"
#include "random.h"

static size_t plainly(Str html, size_t at, bool end)
{
    for (; at < html.n; at++)
        if (html.p[at] == '<' && end == str_starts(str_slice(html, at + 1, html.n), STR("/")))
            break;
    return at;
}

static size_t differences(Str html)
{
    size_t n = 0;
    for (size_t at = 0; at <= html.n; at++)
        n += html_next_tag(html, at, false) != plainly(html, at, false) || html_next_tag(html, at, true) != plainly(html, at, true);
    return n;
}

int main(void)
{
    static const char signs[] = "<</> aaaaaaaaaaa";
    enum { TEXTS = 400, LONGEST = 70 }; /* four pieces of sixteen bytes and a rest */
    uint32_t state = 1;
    size_t bad = 0;
    for (int i = 0; i < TEXTS; i++) {
        size_t n = random_below(&state, LONGEST);
        char *text = malloc(n + !n); /* nothing behind it, so that a sanitizer sees a byte that is read there */
        for (size_t j = 0; j < n; j++)
            text[j] = signs[random_below(&state, sizeof signs - 1)];
        bad += differences((Str){text, n});
        free(text);
    }
    CHECK(bad == 0);
    CHECK(html_next_tag(STR("a</p>"), 0, false) == 5 && html_next_tag(STR("a</p>"), 0, true) == 1);
    CHECK(html_next_tag(STR("a<"), 0, false) == 1 && html_next_tag(STR("a<"), 0, true) == 2);
    return check_finish();
}
