/*
 * page_watermark: the words across every page of a draft: over everything that stands there, so that no picture
 * covers them, but so faint that the text is read through them. They are set once for the book.
 */
#include <assert.h>

#include "pdf/page_imp.h"

enum { SHARE = 450, LEAST = 20, MIDDLE = 350 }; /* width of the words in thousandths of the shorter side of the page;
                                                   least type (pt); half the height of a Han over its baseline, Em */

void page_watermark(Compose *c, Book *book)
{
    Str words = c->design->watermark;
    if (!words.n)
        return;
    const TextStyle *style = block_style(c, STYLE_H1);
    Len room = (Len)((int64_t)(book->width < book->height ? book->width : book->height) * SHARE / 1000), width;
    uint32_t count;
    block_words(c, words, STYLE_H1, 1000, 0, 0, (Pos){0}, &count, &width);
    assert(style->size > 0);
    Em scale = width > 0 ? (Em)((int64_t)room * 1000 / width) : 1000;
    Em least = (Em)((int64_t)LEN_PT(LEAST) * 1000 / style->size);
    scale = scale > least ? scale : least;
    Item *items = block_words(c, words, STYLE_H1, scale, 0x808080, 0, (Pos){0}, &count, &width);
    block_move(items, count, -width / 2, len_em(MIDDLE, len_em(scale, style->size)));
    book->watermark = items;
    book->nwatermark = count;
}
