/*
 * weighted: texts put together by chance of pieces, some of which come more often than others.
 */
#ifndef TESTS_PDF_WEIGHTED_H
#define TESTS_PDF_WEIGHTED_H

#include "base/str.h"
#include "random.h"

/* pieces: parted by blanks; SPACE and IDEOGRAPHIC stand for the blanks of those names. */
typedef struct Weighted {
    uint32_t weight;
    const char *pieces;
} Weighted;

static inline void weighted_piece(Buf *out, const char *pieces, uint32_t *seed)
{
    Str rest = str_of(pieces), piece;
    uint32_t count = 1;
    for (size_t i = 0; i < rest.n; i++)
        count += rest.p[i] == ' ';
    uint32_t wanted = random_below(seed, count);
    while (str_split(&rest, ' ', &piece) && wanted-- > 0) {
    }
    if (str_equal(piece, STR("SPACE")))
        buf_byte(out, ' ');
    else if (str_equal(piece, STR("IDEOGRAPHIC")))
        buf_c(out, "　");
    else
        buf_str(out, piece);
}

/* One to `longest` pieces. In a. */
static inline Str weighted_text(Arena *a, const Weighted *alphabet, size_t kinds, uint32_t longest, uint32_t *seed)
{
    Buf out = buf_in(a);
    uint32_t total = 0;
    for (size_t i = 0; i < kinds; i++)
        total += alphabet[i].weight;
    for (uint32_t n = 1 + random_below(seed, longest); n > 0; n--) {
        uint32_t at = random_below(seed, total);
        size_t i = 0;
        while (at >= alphabet[i].weight)
            at -= alphabet[i++].weight;
        weighted_piece(&out, alphabet[i].pieces, seed);
    }
    return buf_view(&out);
}

#endif
