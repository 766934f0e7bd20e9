/*
 * markdown_inert: which bytes of a line can mean something in Markdown. Found 16 at a time, for nearly all of a text means nothing but
 * itself.
 */
#ifndef READ_MARKDOWN_INERT_H
#define READ_MARKDOWN_INERT_H

#include "text/unicode.h"

/* Whether c can mean nothing to cmark-gfm inside a line, whatever stands beside it: beyond ASCII, and most of ASCII that is in texts. */
static inline bool markdown_is_inert(char c)
{
    char letter = c | 0x20;
    return (c & 0x80) || (letter >= 'a' && letter <= 'z') || (c >= '.' && c <= ';') || c == ' ' || c == '%';
}

#ifdef __SSE2__
static inline __m128i markdown_within(__m128i bytes, char from, char to)
{
    __m128i above = _mm_sub_epi8(bytes, _mm_set1_epi8(from));
    return _mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8((char)(to - from))), above);
}

/* Which of 16 bytes are not inert, a bit each; high: whether one is of no ASCII character. */
static inline unsigned markdown_lively(const char *p, bool *high)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
    unsigned beyond = (unsigned)_mm_movemask_epi8(bytes);
    *high |= beyond != 0;
    if (beyond == 0xFFFF)
        return 0;
    __m128i word = _mm_or_si128(markdown_within(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), 'a', 'z'), markdown_within(bytes, '.', ';'));
    __m128i other = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(' ')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('%')));
    return ~(beyond | (unsigned)_mm_movemask_epi8(_mm_or_si128(word, other))) & 0xFFFF;
}
#endif

#endif
