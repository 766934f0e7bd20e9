#include "text/slug.h"

#include <assert.h>

#include "text/unicode.h"

enum { HAN_FIRST = 0x4E00, HAN_LAST = 0x9FFF /* the block of nearly all: each is a word, and its own small letter */ };

Str slug_make(Arena *a, Str text)
{
    Buf out = buf_in(a);
    uint32_t rune;
    for (size_t at = 0, length; at < text.n; at += length) {
        length = unicode_decode(text, at, &rune);
        if (rune >= HAN_FIRST && rune <= HAN_LAST)
            buf_str(&out, str_slice(text, at, at + length));
        else if (rune == ' ')
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
    void **place = map_at(used, slug);
    Str id = slug;
    for (size_t *count = *place; *place; place = map_at(used, id))
        id = str_printf(a, "%.*s-%zu", STR_ARG(slug), ++*count);
    *place = arena_new(a, size_t);
    return id;
}
