/*
 * block_cover: a cover drawn on a page of its own: its parts, and what its layouts have in common.
 *
 * The layouts are in block_cover_front.c (titles on lines), block_cover_upright.c (titles in
 * columns) and block_cover_back.c. One that cannot be set as its class says (a photo that is not
 * there) gets the common cover.
 */
#include <assert.h>

#include "pdf/block_cover_imp.h"

uint32_t cover_lighten(uint32_t colour, uint32_t share)
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

uint32_t block_on_colour(const Compose *c, uint32_t ground)
{
    return is_dark(ground) ? 0xFFFFFF : block_style(c, STYLE_BODY)->colour;
}

bool block_is_outer(const Node *cover)
{
    return !doc_has_class(cover->as.section.class, STR("plain"));
}

void cover_rect(Cover *v, Len x, Len y, Len width, Len height, uint32_t colour)
{
    Item *item = block_item(v->c, v->strip, ITEM_RECT, 0);
    item->x = x;
    item->y = y;
    item->width = width;
    item->height = height;
    item->colour = colour;
}

/* The first picture is the cover's, a second one an emblem beside it. */
static void take_image(CoverParts *parts, const Node *image, Str class)
{
    if (!parts->image) {
        parts->image = image;
        parts->image_class = class;
    } else if (!parts->emblem) {
        parts->emblem = image;
    }
}

static void take_line(CoverParts *parts, const Node *line)
{
    if (!parts->title && parts->nheads < COVER_LINES)
        parts->heads[parts->nheads++] = line;
    else if (parts->title && parts->nlines < COVER_LINES)
        parts->lines[parts->nlines++] = line;
}

static void take_parts(CoverParts *parts, const Node *node)
{
    for (uint32_t i = 0; i < node->nkids; i++) {
        const Node *kid = node->kids[i];
        if (kid->kind == NODE_HEADING && !parts->title)
            parts->title = kid;
        else if (kid->kind == NODE_HEADING && !parts->subtitle)
            parts->subtitle = kid;
        else if (kid->kind == NODE_FIGURE && kid->nkids && kid->kids[0]->kind == NODE_QR)
            parts->qr = kid;
        else if (kid->kind == NODE_FIGURE || kid->kind == NODE_SECTION)
            take_parts(parts, kid);
        else if (kid->kind == NODE_IMAGE)
            take_image(parts, kid, node->kind == NODE_FIGURE ? node->as.section.class : STR_NONE);
        else if (kid->kind == NODE_PARA && kid->nkids == 1 && kid->kids[0]->kind == NODE_IMAGE)
            take_image(parts, kid->kids[0], STR_NONE);
        else if (kid->kind == NODE_PARA || kid->kind == NODE_HEADING)
            take_line(parts, kid);
    }
}

Len cover_text(Cover *v, const Node *node, StyleName style, uint32_t colour, Len width)
{
    StyleName worn = node->kind == NODE_PARA ? block_class_style(v->c, node->as.section.class, style) : style;
    Setting setting = block_setting(v->c, v->context, worn);
    Len in = worn == style ? 0 : block_style(v->c, worn)->left; /* only a style of the design's own hangs */
    setting.left = v->left + in;
    setting.width = width - in;
    setting.indent = worn == style ? 0 : block_indent(v->c, block_style(v->c, worn));
    setting.colour = colour;
    if (v->centred)
        setting.align = PARA_CENTRE;
    setting.tag = tags_add(&v->c->tags, "P", v->context.tag);
    v->text->count = 0;
    block_lines(v->c, v->text, node, v->context, &setting);
    return block_lines_height(v->text);
}

void cover_place(Cover *v, Len y)
{
    block_put_lines(v->c, v->strip, v->text, y);
}

Len cover_lines(Cover *v, const Node *const *nodes, size_t count, Len y, bool at_foot, uint32_t colour)
{
    Block blocks[COVER_LINES] = {0}, *kept = v->text;
    Len height = 0;
    assert(count <= COVER_LINES);
    for (size_t i = 0; i < count; i++) {
        v->text = &blocks[i];
        blocks[i].before = height; /* from the first line's top */
        height += cover_text(v, nodes[i], STYLE_COVER_TEXT, colour, v->width);
    }
    for (size_t i = 0; i < count; i++) {
        v->text = &blocks[i];
        cover_place(v, y + blocks[i].before - (at_foot ? height : 0));
    }
    v->text = kept;
    return at_foot ? y - height : y;
}

/* Reading order is title first: so it is set first. */
Len cover_titles(Cover *v, const CoverParts *parts, Len foot, uint32_t colour)
{
    Compose *c = v->c;
    Block title = {0}, *kept = v->text;
    Len title_height = 0, subtitle_height = 0, gap = c->pitch;
    v->text = &title;
    if (parts->title)
        title_height = cover_text(v, parts->title, STYLE_COVER_TITLE, colour, v->width);
    v->text = kept;
    kept->count = 0;
    if (parts->subtitle)
        subtitle_height = cover_text(v, parts->subtitle, STYLE_COVER_SUBTITLE, colour, v->width) + gap;
    Len top = foot - subtitle_height - title_height;
    cover_rect(v, v->left, top - c->pitch, LEN_PT(42), LEN_PT(3), colour);
    v->text = &title;
    cover_place(v, top);
    v->text = kept;
    cover_place(v, foot - subtitle_height + gap);
    return top - c->pitch;
}

void cover_emblem(Cover *v, const Node *node, Len right, Len foot, Len most)
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
    item->as.image.image = block_image_use(c, image, NULL, width, height, 0);
}

bool cover_picture(Cover *v, const CoverParts *parts, Len x, Len y, Len width, Len height, Em dark)
{
    Compose *c = v->c;
    const Node *node = parts->image;
    const ImageEntry *image = node ? block_image(c, node->as.link.href, node->pos) : NULL;
    if (!image)
        return false;
    ImageLook look = block_look(parts->image_class);
    look.cover = true;
    Str words = doc_plain_str(c->a, node);
    uint32_t tag = words.n ? tags_add(&c->tags, "Figure", v->context.tag) : 0;
    if (tag)
        tags_at(&c->tags, tag)->alt = words;
    Item *item = block_item(c, v->strip, ITEM_IMAGE, tag);
    item->x = x;
    item->y = y;
    item->width = width;
    item->height = height;
    item->as.image.image = block_image_use(c, image, &look, width, height, dark);
    return true;
}

void cover_line(Cover *v, Len x, Len y, Len width, Len height, Len thickness, uint32_t colour)
{
    Item *item = block_item(v->c, v->strip, ITEM_LINE, 0);
    item->x = x;
    item->y = y;
    item->width = width;
    item->height = height;
    item->colour = colour;
    item->as.line.thickness = thickness;
}

/* The layout that one of the classes names, or the common one. */
static bool (*layout_of(Str classes))(Cover *, const CoverParts *)
{
    static const struct { const char *name; bool (*draw)(Cover *, const CoverParts *); } layouts[] = {
        {"plain", cover_plain}, {"back", cover_back}, {"slip", cover_slip}, {"upright", cover_upright},
        {"photo", cover_photo}, {"band", cover_band}};
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++)
        if (doc_has_class(classes, str_of(layouts[i].name)))
            return layouts[i].draw;
    return cover_field;
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
    if (doc_has_class(node->as.section.class, STR("back")))
        strip->flags |= STRIP_BACK;
    Cover v = {.c = c, .text = &text, .strip = strip, .context = context,
               .left = design->width / 9, .width = design->width * 7 / 9, .field = design->brand};
    v.ink = block_on_colour(c, design->brand);
    take_parts(&parts, node);
    if (!layout_of(node->as.section.class)(&v, &parts))
        cover_field(&v, &parts);
}
