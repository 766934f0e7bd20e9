/*
 * zh: Chinese numerals and dates, and texts that announce others.
 *
 * Numerals as GB/T 15835 writes them, with 零: 一百零五.
 */
#ifndef TEXT_ZH_H
#define TEXT_ZH_H

#include "base/str.h"

/* n for counting and numbering in order: 五, 十二, 一百零五, 一万零五百, 负三. */
void zh_number(Buf *out, int64_t n);

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
