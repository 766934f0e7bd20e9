/*
 * book: one book from its tree to PDF bytes.
 */
#ifndef BUILD_BOOK_H
#define BUILD_BOOK_H

#include "build/options.h"
#include "script/host.h"
#include "site/cache.h"

/* What all books of a build share. */
typedef struct Books {
    Fonts *fonts;
    const Site *site;
    Cache *cache;    /* of what was made before, books too; NULL: none */
    Str identity;    /* what changes when the fonts or the hyphenation file do */
    int64_t created; /* seconds since 1970, for the documents' dates */
} Books;

/* What a book has become. */
typedef struct MadeBook {
    Str bytes;
    size_t pages;
    Str places; /* a line "\n#page id" for each place of a PDF */
    Str words;  /* all that it says, where that is asked for */
} MadeBook;

/* Open the fonts of the project. false: reported. */
bool books_open(Arena *a, Host *host, const Site *site, int64_t as_of, Books *books, Diag *d);
void books_close(Books *books);
/* The place in the plan of the book with that path, file name, or that without .pdf. false: reported, with the nearest name. */
bool book_find(const Plan *plan, const char *name, size_t *index, Diag *d);
/*
 * Lay out and write: a PDF or, when path ends like a picture, its one page as that. What nothing was said about is kept in the
 * cache, and taken from there when everything that decides it is the same. false: reported. All in a.
 */
bool book_make(Arena *a, const Books *books, const BookSource *source, Str path, bool words, MadeBook *made, Diag *d);
/* What the script made, as text: the document tree, and behind it the numbers of its charts as tables. */
void book_dump_tree(Arena *a, const BookSource *source, Buf *out);
/* The pages, or the structure tree, as text. false: reported. */
bool book_dump(Arena *a, const Books *books, const BookSource *source, bool tags, Buf *out, Diag *d);

#endif
