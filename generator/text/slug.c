#include "text/slug.h"

#include <assert.h>

#include "text/unicode.h"

Str slug_make(Arena *a, Str text)
{
    Buf out = buf_in(a);
    uint32_t rune;
    for (size_t at = 0; at < text.n;) {
        at += unicode_decode(text, at, &rune);
        if (rune == ' ')
            buf_byte(&out, '-');
        else if (rune == '-' || (rune != UNICODE_BAD && unicode_is_word(rune)))
            buf_rune(&out, unicode_lower(rune));
    }
    return buf_view(&out);
}

Str slug_unique(Arena *a, Map *used, Str slug)
{
    assert(slug.n);
    /* the value under a slug counts how often it was asked for */
    size_t *count = map_find(used, slug);
    Str id = slug;
    while (map_find(used, id)) {
        (*count)++;
        id = str_printf(a, "%.*s-%zu", STR_ARG(slug), *count);
    }
    *map_at(used, id) = arena_new(a, size_t);
    return id;
}
