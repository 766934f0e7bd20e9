/*
 * html/links: what a page of HTML leads to, and where in it others may lead.
 *
 * Addresses of links, pictures, scripts and style sheets, as browsers come to read them: references undone,
 * white space around them left out. Comments, scripts and style sheets are passed over.
 */
#ifndef HTML_LINKS_H
#define HTML_LINKS_H

#include "html/stretch.h"

typedef enum HtmlLinkKind { HTML_LINK_ADDRESS, HTML_LINK_ID } HtmlLinkKind;

/* value is gone after the call, unless it lies in the page. */
typedef void HtmlLinkVisit(void *self, HtmlLinkKind kind, Str value);

/* All of them in order. What is undone lives in scratch. */
void html_links(Arena *scratch, Str html, HtmlLinkVisit *visit, void *self);
/* The same of a page of which some stretches are known. */
void html_links_around(Arena *scratch, Str html, const HtmlStretches *known, HtmlLinkVisit *visit, void *self);

#endif
