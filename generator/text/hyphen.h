/*
 * hyphen: where an English word may be divided (door to libhyphen and its dictionary).
 *
 * Invariants. Only words of ASCII letters in the usual case (small, or a capital first) are
 * divided; at least two letters stay before a hyphen and three behind it, as American books do.
 */
#ifndef TEXT_HYPHEN_H
#define TEXT_HYPHEN_H

#include "base/diag.h"

typedef struct Hyphens Hyphens;

/* The package with the dictionary, for messages, and the file. */
#define HYPHEN_PACKAGE "hyphen-en-us"
#define HYPHEN_FILE "/usr/share/hyphen/hyph_en_US.dic"

enum { HYPHEN_SHORTEST = 5, HYPHEN_LONGEST = 60 }; /* letters of the words that are looked at */

/*
 * The dictionary; it lives until hyphen_close. NULL: it is not there or damaged, reported as the
 * warning "hyphen-dictionary": words then stay whole.
 */
Hyphens *hyphen_open(Arena *a, const char *path, Diag *d);
void hyphen_close(Hyphens *h); /* NULL does nothing */
/* after[i]: a hyphen may stand behind letter i. All false for words that are not divided. */
void hyphen_find(const Hyphens *h, Str word, bool *after);

#endif
