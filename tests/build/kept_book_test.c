/* build/kept_book: what was kept comes back; an entry whose numbers do not fit it is none. */
#include "check.h"

#include <unistd.h>

#include "build/kept_book.h"

static bool finds(Arena *a, const Books *books, Str entry)
{
    MadeBook made = {0};
    cache_keep(books->cache, STR("foreign"), entry);
    return kept_book_find(a, books, STR("foreign"), &made);
}

int main(void)
{
    Arena *a = arena_open();
    Diag d = diag_in(a);
    char folder[] = "/tmp/kept-book-test-XXXXXX";
    CHECK(mkdtemp(folder) != NULL);
    Books books = {.cache = cache_open(a, file_join(a, folder, STR("cache")), file_join(a, folder, STR("fresh")))};
    Map none = map_in(a);
    MadeBook made = {STR("%PDF\n\0"), 3, STR("\n#1 a\n#3 b"), STR("words\n")}, found = {0};

    CHECK(!kept_book_find(a, &books, STR("book 1"), &found));
    kept_book_keep(&books, STR("book 1"), &none, &made);
    CHECK(kept_book_find(a, &books, STR("book 1"), &found) && found.pages == 3);
    CHECK_TEXT(found.bytes, made.bytes, "the file");
    CHECK_TEXT(found.places, made.places, "its places");
    CHECK_TEXT(found.words, made.words, "its words");

    /* what cannot be asked for again is not kept: a picture that was not to be had, a path that would be two lines */
    Str nothing = STR_NONE, digest = STR("d1");
    Map missing = map_in(a), two_lines = map_in(a);
    *map_at(&missing, STR("a.jpg")) = &nothing;
    *map_at(&two_lines, STR("a\nb.jpg")) = &digest;
    kept_book_keep(&books, STR("book 2"), &missing, &made);
    kept_book_keep(&books, STR("book 3"), &two_lines, &made);
    CHECK(!cache_find(books.cache, a, STR("book 2"), &nothing) && !cache_find(books.cache, a, STR("book 3"), &nothing));

    CHECK(finds(a, &books, STR("3 0 2 2\nppwwfile")));
    CHECK(!finds(a, &books, STR_NONE));
    CHECK(!finds(a, &books, STR("3 0 2\nppwwfile")));
    CHECK(!finds(a, &books, STR("3 0 2 2 1\nppwwfile")));
    CHECK(!finds(a, &books, STR("3 0 -2 2\nppwwfile")));
    CHECK(!finds(a, &books, STR("x 0 2 2\nppwwfile")));
    CHECK(!finds(a, &books, STR("3 0 2 9\nppwwfile")));
    CHECK(!finds(a, &books, STR("3 9 0 0\nppwwfile")));
    CHECK(!finds(a, &books, STR("3 0 9223372036854775807 9223372036854775807\nppwwfile")));
    CHECK(!finds(a, &books, STR("3 4 0 0\npppp"))); /* no picture has such a fingerprint */

    file_remove_tree(folder, &d);
    arena_close(a);
    return check_finish();
}
