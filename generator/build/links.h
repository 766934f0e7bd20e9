/*
 * build/links: whether what pages lead to is there.
 *
 * A worker looks at a page when it is made: places in the page itself are there. What it leads to elsewhere, and is no plain
 * output of the plan, is noted and looked for when all is made: a file of an index or of a picture's sizes, an id of another
 * page, a page or a place of a book (other.pdf#page=12, #nameddest=id). A page with a dead link is not published, nor the part that it belongs to.
 *
 * What authors wrote was checked when it was read (site/link.h), at its own place; here the templates' addresses are, at
 * the template's.
 */
#ifndef BUILD_LINKS_H
#define BUILD_LINKS_H

#include "build/publish.h"
#include "script/host.h"

/* Addresses by which pages of one folder led to plain outputs: those of a navigation stand in all of them. Zeroed in a new worker. */
typedef struct LinksKnown {
    Arena *arena;
    Str folder;
    Map plain;
} LinksKnown;

/* A page as it was made. What is to be looked for elsewhere goes to notes: lines that begin with a tab. false: a dead link, reported. */
bool links_look(LinksKnown *known, Host *h, Arena *scratch, Str path, Str template, Str html, Buf *notes, Diag *d);

/* The places in other outputs that all pages lead to. */
typedef struct LinkPlaces {
    Arena *arena;
    Map of;     /* path of an output -> LinkPlace, the first */
    Map books;  /* path of a book -> LinkBook */
} LinkPlaces;

LinkPlaces links_in(Arena *a);
/* What a worker noted of the page at path; other lines are passed over. */
void links_note(LinkPlaces *l, Str path, Str scope, Str template, Str notes);
/* places: as in MadeOutput. */
void links_book(LinkPlaces *l, Str path, size_t pages, Str places);
/* Those of a book; empty: not known. */
Str links_places(const LinkPlaces *l, Str path);
/* Look for all of them in the stage, where all outputs are now; dead gets the part of each page with a dead link (reported). */
void links_settle(LinkPlaces *l, Host *h, const char *stage, void (*dead)(void *self, Str scope), void *self, Diag *d);

#endif
