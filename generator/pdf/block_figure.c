/*
 * block_figure: pictures with their captions: above them in the column, beside them, or filling a page.
 */
#include <assert.h>

#include "doc/label.h"
#include "draw/qr.h"
#include "pdf/block.h"

/* The words of a figure's picture: its own, else those of its caption. */
static Str figure_words(Compose *c, const Node *figure, const Node *image)
{
    Str words = doc_plain_str(c->a, image);
    for (uint32_t i = 0; i < figure->nkids && !words.n; i++)
        if (figure->kids[i]->kind == NODE_CAPTION)
            words = doc_plain_str(c->a, figure->kids[i]);
    return words;
}

/* A picture that nothing is said of is decoration: an artifact (ISO 14289-1, 7.3). */
static Item image_item(Compose *c, const Node *figure, const Node *node, Context context)
{
    Item item = {.kind = ITEM_IMAGE};
    Str words = figure_words(c, figure, node);
    if (!words.n)
        return item;
    item.tag = tags_add(&c->tags, "Figure", context.tag);
    tags_at(&c->tags, item.tag)->alt = words;
    return item;
}

/* By the figure's classes; where they do not say how large, as the design lets it be. */
static void size_image(Compose *c, const ImageEntry *image, const ImageLook *look, Len room, Item *item)
{
    const Design *design = c->design;
    Len most = design->height - design->top - design->bottom;
    if (!look->width && !look->share)
        room = len_em(design->figure_width, room);
    if (!look->width && !look->share && !look->height)
        most = len_em(design->figure_height, most);
    block_image_size(c, image, look, room, most, &item->width, &item->height);
    item->as.image.image = block_image_use(c, image, look, item->width, item->height, 0);
}

static void add_image(Compose *c, Block *block, const Node *figure, const Node *node, Context context)
{
    const ImageEntry *image = block_image(c, node->as.link.href, node->pos);
    if (!image)
        return;
    ImageLook look = block_look(figure->as.section.class);
    Item item = image_item(c, figure, node, context);
    size_image(c, image, &look, context.width, &item);
    Strip *strip = block_strip(c, block, context, item.height);
    strip->flags |= STRIP_SNAP;
    item.x = context.left + (context.width - item.width) / 2;
    *block_item(c, strip, ITEM_IMAGE, item.tag) = item;
}

/* The caption in the lists of figures and tables, and as the name of its owner. */
void block_note_caption(Compose *c, const Node *node, Context context, Str label, const Node *owner)
{
    Str title = doc_plain_str(c->a, node);
    Captioned captioned = {.table = owner->kind == NODE_CAPTION,
                           .title = label.n ? str_printf(c->a, "%.*s　%.*s", STR_ARG(label), STR_ARG(title)) : title};
    captioned.id = block_id(c, owner->as.section.id, context.scope);
    block_call(c, captioned.id, label.n ? label : title, title);
    if (c->next_captioned < c->ncaptioned)
        c->captioned[c->next_captioned] = captioned;
    else
        arena_push(c->a, c->captioned, c->ncaptioned, c->captioned_room, captioned);
    c->next_captioned++;
}

Item block_qr(Compose *c, const Node *node, uint32_t parent)
{
    const Picture *picture = qr_draw(c->a, node->as.chart.data);
    Item item = {.kind = ITEM_PICTURE, .tag = tags_add(&c->tags, "Figure", parent),
                 .width = picture->width, .height = picture->height};
    tags_at(&c->tags, item.tag)->alt = node->as.chart.alt;
    item.as.picture.picture = picture;
    return item;
}

static void add_qr(Compose *c, Block *block, const Node *node, Context context)
{
    Item qr = block_qr(c, node, context.tag);
    Strip *strip = block_strip(c, block, context, qr.height);
    strip->flags |= STRIP_SNAP;
    qr.x = context.left + (context.width - qr.width) / 2;
    *block_item(c, strip, ITEM_PICTURE, qr.tag) = qr;
}

void block_caption(Compose *c, Block *block, const Node *node, Context context, Str label)
{
    Setting setting = block_setting(c, context, STYLE_CAPTION);
    setting.indent = 0;
    setting.tag = tags_add(&c->tags, "Caption", context.tag);
    setting.lead = label.n ? str_printf(c->a, "%.*s　", STR_ARG(label)) : STR_NONE;
    block_lines(c, block, node, context, &setting);
}

/* The number a caption gets, counted. */
static Str next_label(Compose *c, const Node *figure, const Node *caption, Context context)
{
    Str label = STR_NONE;
    if (c->design->figure_label.n && context.style == STYLE_BODY)
        label = label_fill(c->a, c->design->figure_label, c->nchapters, ++c->nfigures);
    block_note_caption(c, caption, context, label, figure);
    return label;
}

static const Node *kid_of(const Node *figure, NodeKind kind)
{
    for (uint32_t i = 0; i < figure->nkids; i++)
        if (figure->kids[i]->kind == kind && (kind != NODE_CAPTION || figure->kids[i]->nkids))
            return figure->kids[i];
    return NULL;
}

/* ---- a page of its own, and a caption at the side ---- */

static Setting caption_setting(Compose *c, Context context, Str label)
{
    Setting setting = block_setting(c, context, STYLE_CAPTION);
    setting.indent = 0;
    setting.tag = tags_add(&c->tags, "Caption", context.tag);
    setting.lead = label.n ? str_printf(c->a, "%.*s　", STR_ARG(label)) : STR_NONE;
    return setting;
}

/* White at the foot of the picture. Returns how much of the page's foot has to be dark for it. */
static Len add_page_caption(Compose *c, Strip *strip, const Node *figure, const Node *caption, Context context)
{
    Block lines = {0};
    context.left = (c->design->width - c->measure) / 2;
    context.width = c->measure;
    Setting setting = caption_setting(c, context, next_label(c, figure, caption, context));
    setting.colour = 0xFFFFFF;
    block_lines(c, &lines, caption, context, &setting);
    Len foot = c->design->bottom / 2, height = block_lines_height(&lines);
    block_put_lines(c, strip, &lines, c->design->height - foot - height);
    return foot + height + c->pitch;
}

/* Class "page": cropped to fill a page through the bleed. */
static bool add_page(Compose *c, Block *block, const Node *figure, Context context)
{
    const Design *design = c->design;
    const Node *node = kid_of(figure, NODE_IMAGE), *caption = kid_of(figure, NODE_CAPTION);
    const ImageEntry *image = node ? block_image(c, node->as.link.href, node->pos) : NULL;
    if (!image)
        return false;
    ImageLook look = block_look(figure->as.section.class);
    look.cover = true;
    Item item = image_item(c, figure, node, context);
    item.x = item.y = -design->bleed;
    item.width = design->width + 2 * design->bleed;
    item.height = design->height + 2 * design->bleed;
    Strip *strip = block_strip(c, block, context, design->height);
    strip->flags |= STRIP_FULL;
    block_item(c, strip, ITEM_IMAGE, item.tag);
    Len dark = caption ? add_page_caption(c, strip, figure, caption, context) + design->bleed : 0;
    item.as.image.image = block_image_use(c, image, &look, item.width, item.height,
                                          (Em)((int64_t)dark * 1000 / item.height));
    strip->items[0] = item;
    return true;
}

/* Class "side": the caption stands beside the foot of the picture, which takes three fifths unless it says else. */
static bool add_side(Compose *c, Block *block, const Node *figure, Context context)
{
    const Node *node = kid_of(figure, NODE_IMAGE), *caption = kid_of(figure, NODE_CAPTION);
    const ImageEntry *image = node && caption ? block_image(c, node->as.link.href, node->pos) : NULL;
    if (!image)
        return false;
    ImageLook look = block_look(figure->as.section.class);
    Item item = image_item(c, figure, node, context);
    Len gap = c->pitch, narrow = 8 * block_style(c, STYLE_CAPTION)->size;
    if (!look.width && !look.share)
        look.share = 600;
    size_image(c, image, &look, context.width, &item);
    Context beside = context;
    beside.left += item.width + gap;
    beside.width -= item.width + gap;
    if (beside.width < narrow)
        return false;
    Block lines = {0};
    Setting setting = caption_setting(c, beside, next_label(c, figure, caption, context));
    setting.align = PARA_START;
    block_lines(c, &lines, caption, beside, &setting);
    Len text = block_lines_height(&lines), height = text > item.height ? text : item.height;
    Strip *strip = block_strip(c, block, context, height);
    strip->flags |= STRIP_SNAP;
    item.x = context.left;
    item.y = height - item.height;
    *block_item(c, strip, ITEM_IMAGE, item.tag) = item;
    block_put_lines(c, strip, &lines, height - text);
    return true;
}

static void add_stacked(Compose *c, Block *block, const Node *node, Context context)
{
    for (uint32_t i = 0; i < node->nkids; i++) {
        const Node *kid = node->kids[i];
        if (kid->kind == NODE_IMAGE)
            add_image(c, block, node, kid, context);
        if (kid->kind == NODE_CHART)
            block_chart(c, block, kid, context);
        if (kid->kind == NODE_QR)
            add_qr(c, block, kid, context);
        if (kid->kind != NODE_CAPTION || !kid->nkids)
            continue;
        size_t first = block->count;
        block_caption(c, block, kid, context, next_label(c, node, kid, context));
        if (first && first < block->count)
            block->strips[first].before = c->pitch / 3;
    }
    for (size_t i = 1; i < block->count; i++) { /* the caption close below, not on the grid */
        block->strips[i].flags &= (uint16_t)~STRIP_SNAP;
        block->strips[i].flags |= STRIP_GLUED;
    }
}

void block_figure(Compose *c, Block *block, const Node *node, Context context)
{
    Str class = node->as.section.class;
    bool plain = context.style == STYLE_BODY && !context.label && !context.frame && !c->cells;
    if (node->as.section.id.n && !kid_of(node, NODE_CAPTION)) /* else it is that of the caption's name */
        block_id(c, node->as.section.id, context.scope);
    if (plain && c->depth == 1 && doc_has_class(class, STR("page")) && add_page(c, block, node, context))
        return;
    if (!plain || !doc_has_class(class, STR("side")) || !add_side(c, block, node, context))
        add_stacked(c, block, node, context);
    block->before = block->after = c->pitch;
    if (c->design->float_figures && c->depth == 1 && plain)
        block->flags |= STRIP_FLOAT;
}
