/*
 * words: everything that a page says, as plain text, for those who look for what must not be said.
 */
#ifndef HTML_WORDS_H
#define HTML_WORDS_H

#include "base/str.h"

/*
 * Append what the markup (HTML, SVG, XML) says to whom or whatever reads it: text without its
 * elements, then attributes, comments and scripts. A line is what is read in one go: a paragraph
 * whatever spans hold its words, a cell, an attribute. References are resolved, characters
 * that nobody sees (soft hyphens, joiners) are gone, blanks are one space. Numbers that only draw
 * (paths, sizes) are left out. Takes any bytes.
 */
void html_words(Buf *out, Str markup);

#endif
