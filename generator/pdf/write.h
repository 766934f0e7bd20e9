/*
 * write: a Book into PDF bytes. The only place where y goes up.
 *
 * The same Book gives the same bytes: no clock, no path, no random id. Fonts are subset once
 * per book to the glyphs its pages use.
 */
#ifndef PDF_WRITE_H
#define PDF_WRITE_H

#include "pdf/page.h"

/*
 * PDF 1.7, tagged. `created` is seconds since 1970 for the document's dates (from the build's
 * as-of date or SOURCE_DATE_EPOCH). false: reported, and out holds nothing of use.
 */
bool write_pdf(Arena *a, const Fonts *fonts, const Book *book, int64_t created, Str *out, Diag *d);
/* The title of a file that write_pdf made, as it stands in its metadata (references of XML and all); empty: it has none. */
Str write_title_of(Str pdf);

#endif
