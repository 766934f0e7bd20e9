/*
 * html/sheet: a style sheet cut to what one page can use.
 *
 * A rule stays when one of its selectors can match: when each class and each id that the selector asks for stands in the
 * page. Names of elements, attributes, states and what stands in :not() :is() :has() … decide nothing, so that what scripts open
 * or mark keeps its looks; a class that only a script sets has to be named (see style.h). Groups (@media …) stay
 * when one of their rules does, @counter-style and @keyframes when a rule that stays names them. Comments and blanks that mean
 * nothing go.
 *
 * Source: CSS Syntax Level 3, 5.4 (what a rule is), Selectors Level 4.
 */
#ifndef HTML_SHEET_H
#define HTML_SHEET_H

#include "base/str.h"

typedef struct Sheet Sheet;

/* Read once, cut often. In a, which may not be reset while the sheet is used; css is borrowed. */
Sheet *sheet_read(Arena *a, Str css);
/* What of it a page of HTML can use; more: further classes and ids, with blanks between them. */
void sheet_cut(Sheet *s, Str page, Str more, Buf *out);

#endif
