/*
 * block_figure: pictures with their captions.
 */
#include <assert.h>

#include "draw/qr.h"
#include "pdf/block.h"

const ImageEntry *block_image(Compose *c, Str href, Pos pos)
{
    void **place = map_find(&c->image_entries, href) ? map_at(&c->image_entries, href)
                                                     : map_at(&c->image_entries, str_copy(c->a, href));
    if (!*place) {
        ImageEntry *entry = arena_new(c->a, ImageEntry);
        PdfImage image = {0};
        *place = entry;
        if (c->source.find && c->source.find(c->source.self, href, pos, &image, c->d) &&
            image.width && image.height) {
            *entry = (ImageEntry){.good = true, .index = (uint32_t)c->nimages,
                                  .width = image.width, .height = image.height};
            arena_push(c->a, c->images, c->nimages, c->images_room, image);
        }
    }
    const ImageEntry *entry = *place;
    return entry->good ? entry : NULL;
}

/* The size on paper: no larger than 100 dots per inch make it, nor than the design allows. */
static void image_size(const Compose *c, const ImageEntry *image, Len room, Len *width,
                       Len *height)
{
    const Design *design = c->design;
    int64_t most = len_em(design->figure_height, design->height - design->top - design->bottom);
    int64_t w = (int64_t)image->width * 720, h = (int64_t)image->height * 720;
    if (w > room) {
        h = h * room / w;
        w = room;
    }
    if (h > most) {
        w = w * most / h;
        h = most;
    }
    *width = (Len)(w > 0 ? w : 1);
    *height = (Len)(h > 0 ? h : 1);
}

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
static void add_image(Compose *c, Block *block, const Node *node, Str words, Context context)
{
    const ImageEntry *image = block_image(c, node->as.link.href, node->pos);
    if (!image)
        return;
    Len width, height;
    image_size(c, image, len_em(c->design->figure_width, context.width), &width, &height);
    uint32_t tag = words.n ? tags_add(&c->tags, "Figure", context.tag) : 0;
    if (tag)
        tags_at(&c->tags, tag)->alt = words;
    Strip *strip = block_strip(c, block, context, height);
    strip->flags |= STRIP_SNAP;
    Item *item = block_item(c, strip, ITEM_IMAGE, tag);
    item->x = context.left + (context.width - width) / 2;
    item->width = width;
    item->height = height;
    item->as.image.image = image->index;
}

/* "图 {n}", "表 {chapter}-{n}" filled in. */
Str block_caption_label(Compose *c, Str form, uint32_t number)
{
    Buf out = buf_in(c->a);
    while (form.n) {
        if (str_starts(form, STR("{n}"))) {
            buf_int(&out, number);
            form = str_slice(form, 3, form.n);
        } else if (str_starts(form, STR("{chapter}"))) {
            buf_int(&out, c->nchapters);
            form = str_slice(form, 9, form.n);
        } else {
            buf_byte(&out, form.p[0]);
            form = str_slice(form, 1, form.n);
        }
    }
    return buf_view(&out);
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

void block_figure(Compose *c, Block *block, const Node *node, Context context)
{
    if (node->as.section.id.n)
        block_id(c, node->as.section.id, context.scope);
    for (uint32_t i = 0; i < node->nkids; i++) {
        const Node *kid = node->kids[i];
        if (kid->kind == NODE_IMAGE)
            add_image(c, block, kid, figure_words(c, node, kid), context);
        if (kid->kind == NODE_CHART)
            block_chart(c, block, kid, context);
        if (kid->kind == NODE_QR)
            add_qr(c, block, kid, context);
        if (kid->kind != NODE_CAPTION || !kid->nkids)
            continue;
        Str label = STR_NONE;
        if (c->design->figure_label.n && context.style == STYLE_BODY)
            label = block_caption_label(c, c->design->figure_label, ++c->nfigures);
        size_t first = block->count;
        block_caption(c, block, kid, context, label);
        if (first && first < block->count)
            block->strips[first].before = c->pitch / 3;
    }
    for (size_t i = 1; i < block->count; i++) { /* the caption close below, not on the grid */
        block->strips[i].flags &= (uint16_t)~STRIP_SNAP;
        block->strips[i].flags |= STRIP_GLUED;
    }
    block->before = block->after = c->pitch;
    if (c->design->float_figures && c->depth == 1 && context.style == STYLE_BODY && !context.label &&
        !context.frame)
        block->flags |= STRIP_FLOAT;
}
