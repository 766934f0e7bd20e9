/*
 * An entry is a line of numbers (pages; bytes of pictures, places and words), a line "fingerprint path" for each picture,
 * then places, words and the file.
 */
#include "build/kept_book.h"

#include <string.h>

typedef struct Head {
    size_t pages, pictures, places, words;
} Head;

static bool take_number(Str *line, size_t *number)
{
    Str word;
    int64_t n;
    if (!str_split(line, ' ', &word) || !str_to_int(word, &n) || n < 0)
        return false;
    *number = (size_t)n;
    return true;
}

static bool take_head(Str *rest, Head *head)
{
    Str line;
    return str_split(rest, '\n', &line) && take_number(&line, &head->pages) && take_number(&line, &head->pictures) &&
           take_number(&line, &head->places) && take_number(&line, &head->words) && !line.n && head->pictures <= rest->n &&
           head->places <= rest->n - head->pictures && head->words <= rest->n - head->pictures - head->places;
}

static Str take_part(Str *rest, size_t n)
{
    Str part = str_slice(*rest, 0, n);
    *rest = str_slice(*rest, n, rest->n);
    return part;
}

static bool are_same(Arena *a, const Books *books, Str pictures)
{
    Str line, digest;
    while (str_split(&pictures, '\n', &line))
        if (line.n && !(str_split(&line, ' ', &digest) && digest.n && line.n &&
                        str_equal(digest, cache_digest(books->cache, site_disk_path(books->site, a, line), STR_NONE))))
            return false;
    return true;
}

bool kept_book_find(Arena *a, const Books *books, Str key, MadeBook *made)
{
    Str rest;
    Head head;
    if (!cache_find(books->cache, a, key, &rest) || !take_head(&rest, &head) ||
        !are_same(a, books, take_part(&rest, head.pictures)))
        return false;
    made->pages = head.pages;
    made->places = take_part(&rest, head.places);
    made->words = take_part(&rest, head.words);
    made->bytes = rest;
    return true;
}

/* false: what was asked for cannot be told again. */
static bool put_pictures(Buf *out, const Map *asked)
{
    for (size_t i = 0; i < asked->count; i++) {
        const Str *digest = asked->entries[i].value;
        Str path = asked->entries[i].key;
        if (!digest->n || !path.n || memchr(path.p, '\n', path.n))
            return false;
        buf_printf(out, "%.*s %.*s\n", STR_ARG(*digest), STR_ARG(path));
    }
    return true;
}

void kept_book_keep(const Books *books, Str key, const Map *asked, const MadeBook *made)
{
    Arena *work = arena_open();
    Buf pictures = buf_in(work), out = buf_in(work);
    if (put_pictures(&pictures, asked)) {
        buf_printf(&out, "%zu %zu %zu %zu\n", made->pages, pictures.n, made->places.n, made->words.n);
        buf_str(&out, buf_view(&pictures));
        buf_str(&out, made->places);
        buf_str(&out, made->words);
        buf_str(&out, made->bytes);
        cache_keep(books->cache, key, buf_view(&out));
    }
    arena_close(work);
}
