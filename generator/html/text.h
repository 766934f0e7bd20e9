/*
 * text: the text of pages, with what no line may divide kept together in <span class="nb">.
 *
 * Browsers break lines in Chinese text as UAX #14 has it, which lets a line begin with · ～ ／ and parts
 * a number from its unit (measured in Chromium 156). The spans mend that in every browser; copied out, the
 * text is the same.
 */
#ifndef HTML_TEXT_H
#define HTML_TEXT_H

#include "base/str.h"

/*
 * Escaped, with spans around: a character and the · ～ ／ / – or single — behind it; two numbers that – or — joins (2025—2026);
 * a number, one blank and a short word of Latin letters, % or °; 〔2025〕11号 of a document; from `tail` on, all that is left (text.n: nothing).
 */
void html_text(Buf *out, Str text, size_t tail);
/* The same, and around each date (zh_find_dates), with no tail: in cells. */
void html_text_dates(Buf *out, Str text);
/*
 * Where the end of a paragraph begins that must not stand alone on a line (孤字, R9): the last two Han
 * with the closing marks behind them. text.n: it does not end so, or has fewer than six Han.
 */
size_t html_text_tail(Str text);
/* A whole page with a span around that end in each paragraph, item and term that has none yet; page itself: nothing to do. */
Str html_text_tails(Arena *a, Str page);

#endif
