/*
 * link: what an address in an author's text points at.
 *
 * An author may write: a full address with a scheme that is allowed; #id in the same text; a file
 * relative to the text's own (02-组织.md#第三章, ../../media/x.jpg); or the key of any document
 * (HL03-2526-C01); or a book by its path among the outputs (/pdf/guide.pdf#tiao-12). The plan of the site says which page shows a document; one document may stand
 * on several pages, and the one nearest to the page that links wins.
 *
 * Invariants. Addresses of pages are paths below the output folder; relative addresses made from
 * them work from file:// and in any folder.
 */
#ifndef SITE_LINK_H
#define SITE_LINK_H

#include "site/site.h"

typedef enum LinkKind {
    LINK_BROKEN,
    LINK_OUTSIDE,  /* a full address */
    LINK_HERE,     /* #id */
    LINK_DOCUMENT, /* row, maybe with #fragment */
    LINK_FILE,     /* path below content/ */
    LINK_BOOK      /* path of an output, /pdf/a.pdf as it is written, maybe with #fragment: whether it is planned shows later */
} LinkKind;

typedef struct LinkTarget {
    LinkKind kind;
    const Row *row;
    Str path;      /* FILE: below content/; BOOK: below the output folder */
    Str fragment;  /* without '#' */
} LinkTarget;

/* scheme: or //host. Which schemes are fine is decided when a text is read. */
bool link_is_outside(Str href);
/* %XX undone, but for %00. In a. */
Str link_decoded(Arena *a, Str s);
/* What href, written in a text of the file path (below content/), means. In a. */
LinkTarget link_target(Arena *a, const Site *s, Str path, Str href);
/* Report every link and picture in the bodies that leads nowhere, with what was probably meant. */
void link_check(Site *s, Diag *d);

/*
 * What a document, or the place with that fragment in it, is called: 表 1, 第十二条, its title. In a;
 * empty: there is no such place, or nothing to call it by.
 */
Str link_name(Arena *a, const Row *row, Str fragment, RefShow show);

/* Say that the page at path shows row; several pages may. Before workers fork. */
void link_place(Site *s, const Row *row, Str path, Str fragment);
/* How many folders two paths have in common from the start: how near they are. */
size_t link_common_folders(Str one, Str other);
/* The page that shows row, nearest to the page from; false: no page does. */
bool link_page(const Row *row, Str from, Str *path, Str *fragment);
/* Report links to documents that no page shows (warning `link-unpublished`), and to books that are not planned (error). */
void link_check_pages(const Site *s, bool (*planned)(void *self, Str path), void *self, Diag *d);
/* The way from one output path to another: "../a/b.html". In a. */
Str link_relative(Arena *a, Str from, Str to);
/* Normalise "a/./b/../c"; false when it would leave the root. In a. */
bool link_normal(Arena *a, Str path, Str *normal);

#endif
