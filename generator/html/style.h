/*
 * html/style: style sheets that stand in the pages themselves, so that a page is painted after one answer of the server.
 *
 * <style data-used> is cut to what its page can use (sheet.h); data-used may name classes that only scripts set. What is put
 * into a page is let by its policy: where <meta http-equiv="Content-Security-Policy"> has style-src, the
 * fingerprint of each sheet is added to it (CSP Level 3, 2.3.1), so that 'unsafe-inline' is not needed.
 */
#ifndef HTML_STYLE_H
#define HTML_STYLE_H

#include "base/str.h"

/* Sheets that were read: pages of a site have the same. In a. */
typedef struct Styles Styles;
Styles *styles_in(Arena *a);

/* The page with its sheets cut, in a; the page itself when it has none. *behind: so many of its last bytes are as they were. */
Str style_cut(Styles *s, Arena *a, Str page, size_t *behind);

/* The page with css in its <style> that has this attribute, instead of what stands there, in a; the page itself when there is none. */
Str style_put(Arena *a, Str page, Str attribute, Str css);

#endif
