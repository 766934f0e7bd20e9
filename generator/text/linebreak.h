/*
 * linebreak: where a line may break, by UAX #14 alone (revision 50, Unicode 15, with the number
 * rule of its example 7). What Chinese typography asks beyond it is laid over the answer by
 * pdf/para, which also passes classes of its own for quotes, dashes and dots.
 *
 * Invariants. A unit is a BreakClass in the low six bits plus the two flags; unit i's answer
 * speaks of the place before unit i. The answer for unit 0 is always LINEBREAK_NO.
 */
#ifndef TEXT_LINEBREAK_H
#define TEXT_LINEBREAK_H

#include "text/unicode.h"

enum {
    LINEBREAK_WIDE = 0x80,    /* East Asian width F, W or H: LB30 leaves such brackets alone */
    LINEBREAK_RESERVED = 0x40 /* unassigned Extended_Pictographic, for LB30b */
};

typedef enum LineBreak { LINEBREAK_NO, LINEBREAK_MAY, LINEBREAK_MUST } LineBreak;

/*
 * The unit of a character, LB1 applied: AI, SG, XX and SA are AL; small kana (CJ) are ID, the
 * "normal" style of CSS, as Chinese text wants them.
 */
uint8_t linebreak_unit(uint32_t rune);

/* Fill breaks[0..n) with LineBreak values. Linear in n. */
void linebreak_find(const uint8_t *units, size_t n, uint8_t *breaks);

#endif
