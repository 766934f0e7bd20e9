/*
 * bodies: the texts of documents as an earlier build has read them, packed.
 *
 * Invariants. What Markdown makes of a text depends on the text, on where its fields end, on whether the model has values, and on
 * the program: the first two are the key of a text, the others are in the key of what the cache has of them all. Texts about which there
 * was something to say are not kept: they are read again, so that it is said again. Texts are kept anew when many of them were not
 * known, not for a few that have changed since.
 */
#ifndef SITE_BODIES_H
#define SITE_BODIES_H

#include "site/cache.h"
#include "site/site.h"

typedef struct Bodies Bodies;

/* Those of the content of this name. What is found lives in a, the rest in scratch. */
Bodies *bodies_open(Arena *a, Arena *scratch, Cache *cache, Str content, bool values);
/* The key of a text. In scratch. */
Str bodies_key(const Bodies *b, const Source *source);
/* The text of this key whose fields end at `from`; false: not known. */
bool bodies_find(Bodies *b, Str key, size_t from, Body *body);
/* It was read, and nothing was said about it. What is packed lives until they are kept. */
void bodies_add(Bodies *b, Str key, size_t from, const Body *body);
void bodies_keep(const Bodies *b);

#endif
