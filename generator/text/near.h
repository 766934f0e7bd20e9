/*
 * near: which known word was probably meant.
 *
 * Edit distance over characters (insert, delete, change, swap of neighbours), at most a third of
 * the word and never the whole of it, so that a suggestion is worth making. Where nothing is that near, a word of which the
 * other is a part will do (its beginning or end rather than its middle), at least two Han or four other characters long and a
 * third of the whole. Cost is bounded: words beyond NEAR_MAX characters have no neighbour.
 */
#ifndef TEXT_NEAR_H
#define TEXT_NEAR_H

#include "base/str.h"

enum { NEAR_MAX = 64 };

typedef struct Near {
    Str word;       /* what was written */
    Str best;       /* the nearest so far; empty none */
    unsigned least; /* its distance; beyond NEAR_MAX: a part of the other */
} Near;

Near near_to(Str word);
/* Offer a known word; the first of equally near ones stays. */
void near_offer(Near *near, Str known);

#endif
