/*
 * page_trim: what a press needs around a page: colour beyond the trim, and crop marks.
 *
 * The trim stays where it is, at (0, 0); what lies beyond has negative lengths or such as are
 * larger than the page's. Pictures that go beyond the trim are set so by whoever places them.
 */
#include "pdf/page_imp.h"

/* Marks begin this far from the end of the bleed, so that none shows after trimming. */
#define MARK_GAP LEN_MM(1)
#define MARK_LENGTH LEN_MM(5)
#define MARK_THICKNESS LEN_PT(0.25)

Len page_slug(const Design *design)
{
    return design->marks ? design->bleed + MARK_GAP + MARK_LENGTH + LEN_MM(1) : design->bleed;
}

/* Lengths that make up the page's in millimetres are rounded one by one: so near the trim is at it. */
#define ROUNDING LEN_PT(0.01)

/* One side of a span from..from + length that reaches an end of 0..room goes on by bleed; marks outside do not. */
static void stretch(Len *from, Len *length, Len room, Len bleed)
{
    Len end = *from + *length;
    if (*length <= 0 || end < 0 || *from > room)
        return;
    if (*from <= ROUNDING)
        *from -= bleed;
    if (end >= room - ROUNDING)
        end += bleed;
    *length = end - *from;
}

void page_bleed(const Design *design, Item *items, size_t count)
{
    for (size_t i = 0; i < count && design->bleed; i++) {
        Item *item = &items[i];
        if (item->kind != ITEM_RECT && item->kind != ITEM_LINE)
            continue;
        stretch(&item->x, &item->width, design->width, design->bleed);
        stretch(&item->y, &item->height, design->height, design->bleed);
    }
}

static Item mark(Len x, Len y, Len width, Len height)
{
    Item item = {.kind = ITEM_LINE, .x = x, .y = y, .width = width, .height = height};
    item.as.line.thickness = MARK_THICKNESS;
    return item;
}

size_t page_marks(const Design *design, Item *items)
{
    Len near = design->bleed + MARK_GAP, far = near + MARK_LENGTH;
    Len xs[] = {0, design->width}, ys[] = {0, design->height};
    size_t n = 0;
    for (int i = 0; i < 2 && design->marks; i++) {
        Len x = i ? design->width + near : -far, y = i ? design->height + near : -far;
        for (int k = 0; k < 2; k++) {
            items[n++] = mark(x, ys[k], MARK_LENGTH, 0);
            items[n++] = mark(xs[k], y, 0, MARK_LENGTH);
        }
    }
    return n;
}

size_t page_fold(const Design *design, Len x, Item *items)
{
    if (!design->marks)
        return 0;
    Len near = design->bleed + MARK_GAP;
    items[0] = mark(x, -near - MARK_LENGTH, 0, MARK_LENGTH);
    items[1] = mark(x, design->height + near, 0, MARK_LENGTH);
    items[0].as.line.dashed = items[1].as.line.dashed = true;
    return FOLD_MARKS;
}
