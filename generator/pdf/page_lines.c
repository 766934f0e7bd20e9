/*
 * page_lines: the lines of a page counted, for proofs on paper.
 *
 * A line is a baseline of the text. What stands beside it on nearly the same one (columns, cells, a
 * raised note mark) is the same line; readings above characters are none, for they are small.
 */
#include <stdlib.h>

#include "pdf/page_imp.h"

static int by_length(const void *left, const void *right)
{
    const Len *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

size_t page_lines(Compose *c, const Item *items, size_t count, Len *lines)
{
    Len body = c->design->styles[STYLE_BODY].size;
    size_t all = 0, n = 0;
    for (size_t i = 0; i < count; i++)
        if (items[i].kind == ITEM_GLYPHS && items[i].tag && items[i].as.glyphs.set == GLYPHS_LINE &&
            items[i].as.glyphs.size > body * 6 / 10)
            lines[all++] = items[i].y;
    qsort(lines, all, sizeof *lines, by_length);
    for (size_t i = 0; i < all; i++)
        if (!n || lines[i] - lines[n - 1] > body / 2)
            lines[n++] = lines[i];
    return n;
}
