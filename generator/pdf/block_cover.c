/*
 * block_cover: a cover drawn on a page of its own.
 *
 * Two fifths of the page stay white; above them a field in the accent colour runs to the trim,
 * with a mosaic of its lighter shades in the upper right corner. What stands before the title
 * is set at the head of the field, title and subtitle sit on its foot, further lines and a
 * picture (an emblem) on the foot of the white part.
 */
#include <assert.h>

#include "pdf/block.h"

enum { COVER_LINES = 16 };

typedef struct Cover {
    Compose *c;
    Block *text;         /* lines before they find their place */
    Strip *strip;        /* the page */
    Context context;
    Len left, width;
    uint32_t ink, field;
} Cover;

typedef struct CoverParts {
    const Node *title, *subtitle, *image;
    const Node *heads[COVER_LINES], *lines[COVER_LINES];
    size_t nheads, nlines;
} CoverParts;

/* colour moved towards white by share per cent. */
static uint32_t lighten(uint32_t colour, uint32_t share)
{
    uint32_t out = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        uint32_t part = colour >> shift & 0xFF;
        out |= (part + (255 - part) * share / 100) << shift;
    }
    return out;
}

/* Relative luminance by WCAG's weights, roughly: whether white text is legible on it. */
static bool is_dark(uint32_t colour)
{
    uint32_t r = colour >> 16 & 0xFF, g = colour >> 8 & 0xFF, b = colour & 0xFF;
    return 2126 * r + 7152 * g + 722 * b < 10000 * 150;
}

static void draw_rect(Cover *v, Len x, Len y, Len width, Len height, uint32_t colour)
{
    Item *item = block_item(v->c, v->strip, ITEM_RECT, 0);
    item->x = x;
    item->y = y;
    item->width = width;
    item->height = height;
    item->colour = colour;
}

/* Squares in four shades, thinning out towards the title. */
static void draw_mosaic(Cover *v)
{
    static const uint8_t shades[6][6] = {
        {0, 0, 8, 0, 16, 24}, {0, 0, 0, 12, 24, 12}, {0, 0, 10, 0, 12, 20},
        {0, 0, 0, 16, 0, 10}, {0, 0, 0, 0, 10, 18},  {0, 0, 0, 0, 0, 8}};
    Len side = v->c->design->width / 12, right = v->c->design->width;
    for (int row = 0; row < 6; row++)
        for (int column = 0; column < 6; column++)
            if (shades[row][column])
                draw_rect(v, right - side * (6 - column), side * row, side, side,
                          lighten(v->field, shades[row][column]));
}

static void take_parts(CoverParts *parts, const Node *node)
{
    for (uint32_t i = 0; i < node->nkids; i++) {
        const Node *kid = node->kids[i];
        if (kid->kind == NODE_HEADING && !parts->title)
            parts->title = kid;
        else if (kid->kind == NODE_HEADING && !parts->subtitle)
            parts->subtitle = kid;
        else if (kid->kind == NODE_FIGURE || kid->kind == NODE_SECTION)
            take_parts(parts, kid);
        else if (kid->kind == NODE_IMAGE && !parts->image)
            parts->image = kid;
        else if (kid->kind == NODE_PARA && kid->nkids == 1 && kid->kids[0]->kind == NODE_IMAGE &&
                 !parts->image)
            parts->image = kid->kids[0];
        else if ((kid->kind == NODE_PARA || kid->kind == NODE_HEADING) && !parts->title &&
                 parts->nheads < COVER_LINES)
            parts->heads[parts->nheads++] = kid;
        else if ((kid->kind == NODE_PARA || kid->kind == NODE_HEADING) &&
                 parts->nlines < COVER_LINES)
            parts->lines[parts->nlines++] = kid;
    }
}

/* Set node's text; its lines wait in v->text. Returns their height. */
static Len set_text(Cover *v, const Node *node, StyleName style, uint32_t colour, Len width)
{
    Setting setting = block_setting(v->c, v->context, style);
    setting.left = v->left;
    setting.width = width;
    setting.indent = 0;
    setting.colour = colour;
    setting.tag = tags_add(&v->c->tags, "P", v->context.tag);
    v->text->count = 0;
    block_lines(v->c, v->text, node, v->context, &setting);
    Len height = 0;
    for (size_t i = 0; i < v->text->count; i++)
        height += v->text->strips[i].height;
    return height;
}

static void place_text(Cover *v, Len y)
{
    for (size_t i = 0; i < v->text->count; i++) {
        Strip *line = &v->text->strips[i];
        block_move(line->items, line->nitems, 0, y);
        for (uint32_t k = 0; k < line->nitems; k++)
            *block_item(v->c, v->strip, line->items[k].kind, line->items[k].tag) = line->items[k];
        y += line->height;
    }
}

/* Lines of text from y down, or with their foot at y. */
static void place_lines(Cover *v, const Node *const *nodes, size_t count, Len y, bool at_foot,
                        uint32_t colour)
{
    Block blocks[COVER_LINES] = {0}, *kept = v->text;
    Len height = 0;
    assert(count <= COVER_LINES);
    for (size_t i = 0; i < count; i++) {
        v->text = &blocks[i];
        blocks[i].before = height; /* from the first line's top */
        height += set_text(v, nodes[i], STYLE_COVER_TEXT, colour, v->width);
    }
    for (size_t i = 0; i < count; i++) {
        v->text = &blocks[i];
        place_text(v, y + blocks[i].before - (at_foot ? height : 0));
    }
    v->text = kept;
}

/* Title over subtitle, their foot at y. Reading order is title first: so it is set first. */
static void place_titles(Cover *v, const CoverParts *parts, Len foot)
{
    Compose *c = v->c;
    Block title = {0}, *kept = v->text;
    Len title_height = 0, subtitle_height = 0, gap = c->pitch;
    v->text = &title;
    if (parts->title)
        title_height = set_text(v, parts->title, STYLE_COVER_TITLE, v->ink, v->width);
    v->text = kept;
    kept->count = 0;
    if (parts->subtitle)
        subtitle_height = set_text(v, parts->subtitle, STYLE_COVER_SUBTITLE, v->ink, v->width) + gap;
    Len top = foot - subtitle_height - title_height;
    draw_rect(v, v->left, top - c->pitch, LEN_PT(42), LEN_PT(3), v->ink);
    v->text = &title;
    place_text(v, top);
    v->text = kept;
    place_text(v, foot - subtitle_height + gap);
}

static void place_image(Cover *v, const Node *node, Len right, Len foot, Len most)
{
    Compose *c = v->c;
    const ImageEntry *image = block_image(c, node->as.link.href, node->pos);
    if (!image)
        return;
    int64_t w = image->width, h = image->height;
    Len width = w >= h ? most : (Len)(most * w / h), height = w >= h ? (Len)(most * h / w) : most;
    uint32_t tag = tags_add(&c->tags, "Figure", v->context.tag);
    tags_at(&c->tags, tag)->alt = doc_plain_str(c->a, node);
    Item *item = block_item(c, v->strip, ITEM_IMAGE, tag);
    item->x = right - width;
    item->y = foot - height;
    item->width = width;
    item->height = height;
    item->as.image.image = image->index;
}

void block_cover(Compose *c, Block *block, const Node *node, Context context)
{
    const Design *design = c->design;
    Block text = {0};
    CoverParts parts = {0};
    context.matter = MATTER_COVER;
    context.frame = NULL;
    context.flush = true;
    context.tag = tags_add(&c->tags, "Sect", context.tag);
    if (node->as.section.id.n)
        block_id(c, node->as.section.id, context.scope);
    Strip *strip = block_strip(c, block, context, design->height);
    strip->flags |= STRIP_FULL;
    Cover v = {.c = c, .text = &text, .strip = strip, .context = context,
               .left = design->width / 9, .width = design->width * 7 / 9, .field = design->brand};
    v.ink = is_dark(design->brand) ? 0xFFFFFF : block_style(c, STYLE_BODY)->colour;
    Len field = design->height * 3 / 5, foot = design->height - design->width / 9;
    take_parts(&parts, node);
    draw_rect(&v, 0, 0, design->width, field, v.field);
    draw_mosaic(&v);
    draw_rect(&v, 0, field, design->width, LEN_PT(5), lighten(v.field, 45));
    place_lines(&v, parts.heads, parts.nheads, design->width / 8, false, v.ink);
    place_titles(&v, &parts, field - design->width / 9);
    place_lines(&v, parts.lines, parts.nlines, foot, true,
                block_style(c, STYLE_COVER_TEXT)->colour);
    if (parts.image)
        place_image(&v, parts.image, design->width * 8 / 9, foot, design->width / 5);
}
