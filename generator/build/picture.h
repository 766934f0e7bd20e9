/*
 * picture: one picture for a book, as much of it as is needed, at the size that is needed.
 *
 * Invariants. A picture is decoded once for all books of a build that want the same of it: what was made is
 * kept in a folder of the stage, under what was wanted, for workers share no memory. Without a
 * folder nothing is kept. Nothing kept outlives the build.
 */
#ifndef BUILD_PICTURE_H
#define BUILD_PICTURE_H

#include "pdf/page.h"
#include "site/site.h"

typedef struct Pictures {
    Arena *arena;     /* the book's: the bytes live here */
    const Site *site;
    const char *kept; /* folder; NULL: none */
} Pictures;

/* The find of an ImageSource whose self is a Pictures; addresses are paths below the content folder. */
bool picture_find(void *self, const ImageWant *want, PdfImage *image, Diag *d);

#endif
