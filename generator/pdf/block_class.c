/*
 * block_class: looks that a design names by class.
 *
 * A publication gives its own text styles names; paragraphs, headings and spans wear them as a
 * class. A style's rules belong to the block: drawn on its first and its last line, which grow by
 * them, so that they never part.
 */
#include "pdf/block.h"

StyleName block_class_style(const Compose *c, Str classes, StyleName otherwise)
{
    Str word;
    while (str_split(&classes, ' ', &word))
        for (int i = 0; word.n && i < STYLE_ALL - STYLE_OWN && c->design->classes[i].n; i++)
            if (str_equal(word, c->design->classes[i]))
                return (StyleName)(STYLE_OWN + i);
    return otherwise;
}

static void draw_rule(Compose *c, Strip *strip, const TextStyle *style, Len left, Len width, Len y,
                      Len thickness)
{
    Len length = style->rule_length && style->rule_length < width ? style->rule_length : width;
    Item *item = block_item(c, strip, ITEM_LINE, 0);
    item->x = left;
    if (style->align == PARA_CENTRE)
        item->x += (width - length) / 2;
    else if (style->align == PARA_END)
        item->x += width - length;
    item->y = y;
    item->width = length;
    item->colour = style->rule_colour;
    item->as.line.thickness = thickness;
}

void block_rules(Compose *c, Block *block, const TextStyle *style, Len left, Len width)
{
    if (!block->count)
        return;
    if (style->rule_above) {
        Strip *strip = &block->strips[0];
        Len down = style->rule_above + style->rule_gap;
        block_move(strip->items, strip->nitems, 0, down);
        for (uint32_t i = 0; i < strip->nlinks; i++)
            strip->links[i].y += down;
        strip->height += down;
        strip->baseline += down;
        draw_rule(c, strip, style, left, width, style->rule_above / 2, style->rule_above);
    }
    if (style->rule_below) {
        Strip *strip = &block->strips[block->count - 1];
        strip->height += style->rule_gap + style->rule_below;
        draw_rule(c, strip, style, left, width, strip->height - style->rule_below / 2, style->rule_below);
    }
}
