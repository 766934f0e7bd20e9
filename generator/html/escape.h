/*
 * html/escape: words and addresses as they may stand in HTML.
 *
 * Source: RFC 3986 for addresses; HTML Living Standard, 13.1.2.3 for values in double quotes.
 */
#ifndef HTML_ESCAPE_H
#define HTML_ESCAPE_H

#include "base/str.h"

/* & < > " as references: for text and for double-quoted attributes. */
void html_escape(Buf *out, Str s);
/* An address for a double-quoted attribute: bytes that may not stand in a URL as %XX,
 * existing %XX kept, then escaped. */
void html_href(Buf *out, Str href);

#endif
