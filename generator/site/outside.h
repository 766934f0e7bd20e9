/*
 * outside: full addresses in the content, where each stands and what is doubtful about it.
 *
 * Links of texts and fields that hold an address. Nothing is fetched: the list is the same wherever and whenever it is
 * made, and whoever has a network can try what is on it.
 */
#ifndef SITE_OUTSIDE_H
#define SITE_OUTSIDE_H

#include "site/site.h"

/*
 * A line for each use, by address, then place: "https://example.org/a<tab>content/a.md:12:5". Doubtful ones are reported:
 * link-form (no such address can be), link-http (not encrypted), link-host (a host's name beyond ASCII, which can look like
 * another's). Sources: RFC 3986 3.2; RFC 6068 2; UTS #39.
 */
void outside_list(const Site *s, Buf *out, Diag *d);

#endif
