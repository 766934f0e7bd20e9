/*
 * text: the text of pages, with what no line may divide kept together in <span class="nb">.
 *
 * Browsers break lines in Chinese text as UAX #14 has it, which lets a line begin with · ～ ／ and parts
 * a number from its unit (measured in Chromium 156). The spans mend that in every browser; copied out, the
 * text is the same.
 */
#ifndef HTML_TEXT_H
#define HTML_TEXT_H

#include "html/stretch.h"

/*
 * Escaped, with spans around: a character and the · ～ ／ / – or single — behind it; two numbers that – or — joins (2025—2026);
 * a number, one blank and a short word of Latin letters, % or °; a year, a day of a month, a time (2026年, 6月30日, 8时30分); 〔2025〕11号 of a document; from `tail` on, all that is left (text.n: nothing).
 */
void html_text(Buf *out, Str text, size_t tail);
/* The same of a value in a template, which says itself where a date stands: none is kept. */
void html_value(Buf *out, Str text);
/* The same as html_text, and around each date (zh_find_dates), with no tail: in cells. */
void html_text_dates(Buf *out, Str text);
/*
 * Where the end of a paragraph begins that must not stand alone on a line (孤字, R9): the last two Han
 * with the closing marks behind them. text.n: it does not end so, or has fewer than six Han.
 */
size_t html_text_tail(Str text);
/* The same of a paragraph whose end tag comes next behind page, its elements counted in; false: it has none, or is kept already. */
bool html_text_ends(Str page, HtmlTail *tail);
/* Markup with such a span around. */
void html_put_together(Buf *out, Str markup);
/* A whole page with a span around that end in each paragraph, item and term that has none yet; page itself: nothing to do. What stands in known
 * stretches has been seen to; they are moved along. */
Str html_text_tails(Arena *a, Str page, HtmlStretches *known);

#endif
