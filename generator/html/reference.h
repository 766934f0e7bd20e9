/*
 * html/reference: the character that a reference of HTML stands for.
 *
 * Read as browsers read it, so that what is hidden behind one is found: numbers in both bases, and
 * the names that we write ourselves; the semicolon may be missing.
 * Source: HTML Living Standard, 13.2.5.72–80 (character references).
 */
#ifndef HTML_REFERENCE_H
#define HTML_REFERENCE_H

#include "base/str.h"

/* s[i] is '&'. Returns the character, and its bytes in *n; 0: there is no reference, *n is 1. */
uint32_t html_reference(Str s, size_t i, size_t *n);
/* s with characters for its references: s itself where it has none, else in a. */
Str html_unreferenced(Arena *a, Str s);

#endif
