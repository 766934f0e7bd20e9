/*
 * html/escape: words and addresses as they may stand in HTML.
 *
 * Source: RFC 3986 for addresses; HTML Living Standard, 13.1.2.3 for values in double quotes.
 */
#ifndef HTML_ESCAPE_H
#define HTML_ESCAPE_H

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/str.h"

/* Whether c is one of the four that are written as references: '<' and '>' differ in one bit, '"' and '&' in another. */
static inline bool html_is_marked(char c)
{
    return (c & 0xFD) == '<' || (c & 0xFB) == '"';
}
#ifdef __SSE2__
/* The same of sixteen. */
static inline __m128i html_are_marked(__m128i bytes)
{
    __m128i angle = _mm_cmpeq_epi8(_mm_and_si128(bytes, _mm_set1_epi8((char)0xFD)), _mm_set1_epi8('<'));
    __m128i quote = _mm_cmpeq_epi8(_mm_and_si128(bytes, _mm_set1_epi8((char)0xFB)), _mm_set1_epi8('"'));
    return _mm_or_si128(angle, quote);
}
#endif

/* & < > " as references: for text and for double-quoted attributes. */
void html_escape(Buf *out, Str s);
/* An address for a double-quoted attribute: bytes that may not stand in a URL as %XX,
 * existing %XX kept, then escaped. */
void html_href(Buf *out, Str href);

#endif
