/*
 * svg: a Picture as an inline SVG element.
 *
 * Invariants. Presentation attributes only: no style attribute, no script, no reference outside
 * the element, so it stands under any content policy. Lengths are points with three decimals at
 * most, written without a locale. The same picture gives the same bytes.
 */
#ifndef HTML_SVG_H
#define HTML_SVG_H

#include "draw/picture.h"

/*
 * class is that of the element. title names the picture, its alt describes it. id, when given, must be unique in the page:
 * <title> and <desc> get it as a prefix and the element refers to them.
 */
void svg_write(Buf *out, const Picture *p, const char *class, Str title, Str id);

#endif
