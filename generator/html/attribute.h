/*
 * html/attribute: the attributes of a page's elements, one by one.
 *
 * Comments, and what stands in scripts and style sheets, are passed over. Our own templates make the pages, but nothing
 * here trusts them.
 */
#ifndef HTML_ATTRIBUTE_H
#define HTML_ATTRIBUTE_H

#include "html/stretch.h"

/* Both lie in the page, the value as it is written there: its references are not undone. */
typedef void HtmlAttributeVisit(void *self, Str name, Str value);

/* All that have a value, in order. */
void html_attributes(Str html, HtmlAttributeVisit *visit, void *self);
/* The same, of what stands in known stretches only those of the tags that they list. */
void html_attributes_around(Str html, const HtmlStretches *known, HtmlAttributeVisit *visit, void *self);

#endif
