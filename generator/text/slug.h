/*
 * slug: headings as ids that readers can guess, by the rules of github-slugger.
 *
 * Lower case; letters, marks, numbers, "_" and "-" stay, Han included; blanks become "-"; all
 * else goes. The id stands as it is in an attribute; an address percent-encodes it.
 */
#ifndef TEXT_SLUG_H
#define TEXT_SLUG_H

#include "base/map.h"

/* The slug of text, maybe empty. In a. */
Str slug_make(Arena *a, Str text);
/*
 * An id that used (made by map_in, one a document) does not hold yet: slug, or slug-1, slug-2 …
 * Entered in used. slug must not be empty.
 */
Str slug_unique(Arena *a, Map *used, Str slug);

#endif
