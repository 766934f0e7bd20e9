/*
 * woff2: a font file as browsers take it. The only door to libbrotlienc.
 *
 * WOFF File Format 2.0 (W3C Recommendation), with every table as it is ("null transform"). Same bytes in, same
 * bytes out.
 */
#ifndef PDF_WOFF2_H
#define PDF_WOFF2_H

#include "base/str.h"

/* Of an OpenType file with one face. STR_NONE: it is none, or larger than 64 MB. In a. */
Str woff2_write(Arena *a, Str sfnt);

#endif
