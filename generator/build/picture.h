/*
 * picture: one picture for a book, as much of it as is needed, at the size that is needed.
 *
 * Invariants. A picture is decoded once for all books that want the same of it: what was made is kept in the
 * build's cache, under the fingerprint of the file and what was wanted.
 */
#ifndef BUILD_PICTURE_H
#define BUILD_PICTURE_H

#include "base/map.h"
#include "pdf/page.h"
#include "site/cache.h"
#include "site/site.h"

typedef struct Pictures {
    Arena *arena;     /* the book's: the bytes live here */
    const Site *site;
    Cache *cache; /* NULL: none */
    Map *asked;   /* path -> Str *, the fingerprint of its file: of all that were asked for. NULL: nobody wants to know */
} Pictures;

/* The find of an ImageSource whose self is a Pictures; addresses are paths below the content folder. */
bool picture_find(void *self, const ImageWant *want, PdfImage *image, Diag *d);

#endif
