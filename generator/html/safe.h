/*
 * html/safe: what addresses that come from data, and markup that was made elsewhere, may hold.
 *
 * Source: HTML Living Standard 13.2.5 (how tags and attributes are read), WHATWG URL 4.4 (which characters hide a scheme).
 */
#ifndef HTML_SAFE_H
#define HTML_SAFE_H

#include "base/str.h"

/* Relative, or one of http, https, mailto, tel; no //host, and no blank, control or backslash hides anything. */
bool html_address_is_safe(Str address);
/* The same, but relative: for what a page loads and runs. */
bool html_address_is_local(Str address);
/*
 * The offset of the first thing that ready-made markup for a page may not hold; markup.n: all is well. It is whole tags and
 * text: no script, style sheet, frame, form, comment, no on… style or srcdoc attribute, no unsafe address, no tag left open.
 */
size_t html_unsafe_at(Arena *scratch, Str markup);

#endif
