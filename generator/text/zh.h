/*
 * zh: Chinese numerals, dates and letter widths.
 *
 * Numerals as GB/T 15835 writes them: counting 一百零五 with 零, numbering 二〇二六 with 〇.
 */
#ifndef TEXT_ZH_H
#define TEXT_ZH_H

#include "base/str.h"

/* n for counting and numbering in order: 五, 十二, 一百零五, 一万零五百, 负三. */
void zh_number(Buf *out, int64_t n);
/* Each decimal digit of s for itself: 2026 -> 二〇二六; other characters stay. */
void zh_digits(Buf *out, Str s);
/*
 * Read a whole numeral of either kind (十二, 一百零五, 二〇二六, 两百, 三万; also 零, 负三).
 * false: s is none, says a digit twice (一二百), goes up in rank (十百), or is past 10^16.
 */
bool zh_read(Str s, int64_t *n);

/* The full-width form of printing ASCII and the space, else the rune itself. */
uint32_t zh_full(uint32_t rune);
/* The ASCII form of a full-width letter, digit or sign and of U+3000, else the rune itself. */
uint32_t zh_half(uint32_t rune);
/* A whole text by zh_half; s itself when nothing changes, else in a. */
Str zh_half_text(Arena *a, Str s);

/*
 * The next date in text at or after from: 2025年9月1日, 9 月, 8时30分, with another that a dash joins to it
 * as long as both are at most 14 characters. false: there is none.
 */
bool zh_find_dates(Str text, size_t from, size_t *start, size_t *end);

/* Whether a text announces what stands behind it: with a colon at its end (GB/T 15834, 4.7) it waits for that, with
 * 如下。 or 见下表。 it is a sentence that speaks of it. */
typedef enum ZhLead { ZH_LEAD_NONE, ZH_LEAD_STOPPED, ZH_LEAD_OPEN } ZhLead;
ZhLead zh_lead(Str text);

#endif
