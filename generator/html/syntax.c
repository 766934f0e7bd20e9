/* Sixteen bytes at a time: most of a page is text, and every page is looked through for its tags several times. */
#include "html/syntax.h"

#include <assert.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

size_t html_next_tag(Str html, size_t at, bool end)
{
    assert(at <= html.n);
#ifdef __SSE2__
    const __m128i other = _mm_set1_epi8(end ? 0 : -1);
    for (; html.n - at > sizeof(__m128i); at += sizeof(__m128i)) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(html.p + at));
        __m128i behind = _mm_loadu_si128((const __m128i *)(const void *)(html.p + at + 1));
        __m128i wanted = _mm_xor_si128(_mm_cmpeq_epi8(behind, _mm_set1_epi8('/')), other);
        unsigned found = (unsigned)_mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('<')), wanted));
        if (found)
            return at + (size_t)__builtin_ctz(found);
    }
#endif
    while (at < html.n && (html.p[at] != '<' || (at + 1 < html.n && html.p[at + 1] == '/') != end))
        at++;
    return at;
}
