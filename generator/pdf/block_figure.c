/*
 * block_figure: pictures with their captions: above them in the column, beside them, filling a page, or in rows.
 *
 * The figures of a row are set one by one in the widths that make their pictures equally high,
 * then joined into two strips: the pictures on one ground line, the captions on one head line.
 */
#include <assert.h>

#include "doc/label.h"
#include "draw/qr.h"
#include "pdf/block.h"

enum { ROW_MOST = 4 }; /* figures side by side; further ones make another row */

/* The most a picture takes of the height of its page. */
static Len most_height(const Compose *c, Context context)
{
    const Design *design = c->design;
    return len_em(design->figure_height, block_measure_of_page(c, !context.turned));
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

/* By the look; where it does not say how large, as the design lets it be in such a room. */
static void size_image(Compose *c, const ImageEntry *image, const ImageLook *look, Len room, Context context, Item *item)
{
    bool said = look->width || look->share;
    Len whole = block_measure_of_page(c, !context.turned), most = most_height(c, context);
    block_image_size(c, image, look, said ? context.width : room, said || look->height ? whole : most,
                     &item->width, &item->height);
    item->as.image.image = block_image_use(c, image, look, item->width, item->height, 0);
}

static void add_image(Compose *c, Block *block, const Node *figure, const Node *node, const ImageLook *look, Len room,
                      Context context)
{
    const ImageEntry *image = block_image(c, node->as.link.href, node->pos);
    if (!image)
        return;
    Item item = image_item(c, figure, node, context);
    size_image(c, image, look, room, context, &item);
    Strip *strip = block_strip(c, block, context, item.height);
    strip->flags |= STRIP_SNAP;
    item.x = context.left + (context.width - item.width) / 2;
    *block_item(c, strip, ITEM_IMAGE, item.tag) = item;
}

/* The caption in the lists of figures and tables, and as the name of its owner. */
void block_note_caption(Compose *c, const Node *node, Context context, Str label, const Node *owner)
{
    Str title = doc_plain_str(c->a, node);
    Captioned captioned = {.table = owner->kind == NODE_CAPTION, .numbered = label.n > 0,
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
    size_image(c, image, &look, context.width, context, &item);
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

/* The picture, chart or code of a figure, then its caption. Returns the caption's first strip. */
static size_t set_figure(Compose *c, Block *block, const Node *node, const ImageLook *look, Len room,
                         bool numbered, Context context)
{
    size_t caption = 0;
    for (uint32_t i = 0; i < node->nkids; i++) {
        const Node *kid = node->kids[i];
        if (kid->kind == NODE_IMAGE)
            add_image(c, block, node, kid, look, room, context);
        if (kid->kind == NODE_CHART)
            block_chart(c, block, kid, context);
        if (kid->kind == NODE_QR)
            add_qr(c, block, kid, context);
        caption = kid->kind == NODE_CAPTION ? caption : block->count;
        if (kid->kind != NODE_CAPTION || !kid->nkids)
            continue;
        size_t first = block->count;
        block_caption(c, block, kid, context, numbered ? next_label(c, node, kid, context) : STR_NONE);
        if (first && first < block->count)
            block->strips[first].before = c->pitch / 3;
    }
    return caption;
}

/* ---- figures side by side ---- */

typedef struct RowPart {
    const Node *figure;
    int64_t shape;      /* width to height of its picture in 1/1000, 0 when it has none */
    Len x, width;
    Block block;
    size_t caption;
} RowPart;

/* 1/1000 of width to height, and in *most the height its pixels are good for. */
static int64_t figure_shape(Compose *c, const Node *figure, Len *most)
{
    for (uint32_t i = 0; i < figure->nkids; i++) {
        const Node *kid = figure->kids[i];
        const ImageEntry *image = kid->kind == NODE_IMAGE ? block_image(c, kid->as.link.href, kid->pos)
                                                          : NULL;
        if (!image)
            continue;
        int64_t height = (int64_t)image->height * 72000 / c->design->least_dpi;
        *most = height < *most ? (Len)height : *most;
        return (int64_t)image->width * 1000 / image->height + 1;
    }
    return 0;
}

/* Places and widths: pictures of one height, or equal widths where not all are pictures. */
static void share_row(Compose *c, RowPart *parts, uint32_t n, Context context)
{
    Len gap = 2 * block_style(c, STYLE_BODY)->size, most = most_height(c, context);
    Len room = len_em(c->design->figure_width, context.width) - (Len)(n - 1) * gap, total = 0;
    int64_t sum = 0;
    bool pictures = true;
    room = room > (Len)n ? room : (Len)n;
    for (uint32_t i = 0; i < n; i++) {
        parts[i].shape = figure_shape(c, parts[i].figure, &most);
        pictures &= parts[i].shape > 0;
        sum += parts[i].shape;
    }
    int64_t height = pictures ? (int64_t)room * 1000 / sum : 0;
    height = height < most ? height : most;
    for (uint32_t i = 0; i < n; i++) {
        parts[i].width = pictures ? (Len)(height * parts[i].shape / 1000) : room / (Len)n;
        parts[i].width = parts[i].width > 0 ? parts[i].width : 1;
        total += parts[i].width + (i ? gap : 0);
    }
    Len x = context.left + (context.width - total) / 2;
    for (uint32_t i = 0; i < n; x += parts[i++].width + gap)
        parts[i].x = x;
}

static Len strips_height(const Block *block, size_t from, size_t to)
{
    Len height = 0;
    for (size_t i = from; i < to; i++)
        height += block->strips[i].height + (i > from ? block->strips[i].before : 0);
    return height;
}

/* What stands on a strip goes onto another, dy below its top. */
static void join_strip(Compose *c, Strip *into, Strip *from, Len dy)
{
    block_move(from->items, from->nitems, 0, dy);
    for (uint32_t i = 0; i < from->nitems; i++) {
        const Item *item = &from->items[i];
        *block_item(c, into, item->kind, item->tag) = *item;
    }
    LinkSpot *links = arena_array(c->a, LinkSpot, into->nlinks + from->nlinks + 1);
    NoteUse *notes = arena_array(c->a, NoteUse, into->nnotes + from->nnotes + 1);
    for (uint32_t i = 0; i < into->nlinks + from->nlinks; i++) {
        links[i] = i < into->nlinks ? into->links[i] : from->links[i - into->nlinks];
        links[i].y += i < into->nlinks ? 0 : dy;
    }
    for (uint32_t i = 0; i < into->nnotes + from->nnotes; i++)
        notes[i] = i < into->nnotes ? into->notes[i] : from->notes[i - into->nnotes];
    into->links = links;
    into->notes = notes;
    into->nlinks += from->nlinks;
    into->nnotes += from->nnotes;
}

/* Strips from..to of each part as one strip of the row; up: they end on one line, else they begin
 * on one. */
static void join_parts(Compose *c, Block *row, RowPart *parts, uint32_t n, bool captions,
                       Context context)
{
    Len height = 0;
    for (uint32_t i = 0; i < n; i++) {
        RowPart *part = &parts[i];
        Len own = captions ? strips_height(&part->block, part->caption, part->block.count)
                           : strips_height(&part->block, 0, part->caption);
        height = own > height ? own : height;
    }
    if (!height)
        return;
    Strip *strip = block_strip(c, row, context, height);
    for (uint32_t i = 0; i < n; i++) {
        RowPart *part = &parts[i];
        size_t from = captions ? part->caption : 0, to = captions ? part->block.count : part->caption;
        Len y = captions ? 0 : height - strips_height(&part->block, from, to);
        for (size_t k = from; k < to; k++) {
            y += k > from ? part->block.strips[k].before : 0;
            join_strip(c, strip, &part->block.strips[k], y);
            y += part->block.strips[k].height;
        }
    }
}

static void set_row(Compose *c, Block *block, const Node *const *figures, uint32_t n, bool numbered,
                    Context context)
{
    RowPart parts[ROW_MOST] = {0};
    const ImageLook plain = {0}; /* a row says how large its pictures are */
    for (uint32_t i = 0; i < n; i++)
        parts[i].figure = figures[i];
    share_row(c, parts, n, context);
    for (uint32_t i = 0; i < n; i++) {
        Context inner = context;
        inner.left = parts[i].x;
        inner.width = parts[i].width;
        if (figures[i]->as.section.id.n)
            block_id(c, figures[i]->as.section.id, context.scope);
        parts[i].caption = set_figure(c, &parts[i].block, figures[i], &plain, inner.width, numbered, inner);
    }
    size_t first = block->count;
    join_parts(c, block, parts, n, false, context);
    if (first < block->count)
        block->strips[first].before = first ? c->pitch / 2 : 0;
    size_t captions = block->count;
    join_parts(c, block, parts, n, true, context);
    if (captions < block->count)
        block->strips[captions].before = c->pitch / 3;
}

/* The figures of a row, or of several; with a caption of its own the row is what is numbered. */
static void set_rows(Compose *c, Block *block, const Node *node, Context context)
{
    const Node *figures[ROW_MOST];
    bool captioned = false;
    uint32_t n = 0;
    for (uint32_t i = 0; i < node->nkids; i++)
        captioned |= node->kids[i]->kind == NODE_CAPTION && node->kids[i]->nkids;
    for (uint32_t i = 0; i < node->nkids; i++) {
        if (node->kids[i]->kind == NODE_FIGURE)
            figures[n++] = node->kids[i];
        if (n && (n == ROW_MOST || i + 1 == node->nkids || node->kids[i + 1]->kind != NODE_FIGURE)) {
            set_row(c, block, figures, n, !captioned, context);
            n = 0;
        }
    }
}

static bool is_row(const Node *figure)
{
    for (uint32_t i = 0; i < figure->nkids; i++)
        if (figure->kids[i]->kind == NODE_FIGURE)
            return true;
    return false;
}

/* Where it may go: as its class says, else as the design has it. */
static uint16_t float_flags(const Compose *c, const Node *node)
{
    Str class = node->as.section.class;
    if (doc_has_class(class, STR("top")))
        return STRIP_FLOAT | STRIP_AT_TOP;
    if (doc_has_class(class, STR("bottom")))
        return STRIP_FLOAT | STRIP_AT_FOOT;
    return c->design->float_figures && !doc_has_class(class, STR("here")) ? STRIP_FLOAT : 0;
}

/* At the top of a page a picture begins where the letters of a first line do, unless that is too much for the page. */
static Len head_room(const Compose *c, const Block *block)
{
    const TextStyle *body = block_style(c, STYLE_BODY);
    Len room = (body->leading - body->size) / 2, height = room;
    for (size_t i = 0; i < block->count; i++)
        height += block->strips[i].before + block->strips[i].height;
    return room > 0 && height <= c->design->height - c->design->top - c->design->bottom ? room : 0;
}

void block_figure(Compose *c, Block *block, const Node *node, Context context)
{
    Str class = node->as.section.class;
    ImageLook look = block_look(class);
    bool plain = context.style == STYLE_BODY && !context.label && !context.frame && !c->cells;
    if (node->as.section.id.n && !kid_of(node, NODE_CAPTION)) /* else it is that of the caption's name */
        block_id(c, node->as.section.id, context.scope);
    if (plain && c->depth == 1 && doc_has_class(class, STR("page")) && add_page(c, block, node, context))
        return;
    if (is_row(node))
        set_rows(c, block, node, context);
    if (!plain || !doc_has_class(class, STR("side")) || !add_side(c, block, node, context))
        set_figure(c, block, node, &look, len_em(c->design->figure_width, context.width), true, context);
    if (block->count)
        block->strips[0].flags |= STRIP_SNAP;
    for (size_t i = 1; i < block->count; i++) { /* the caption close below, not on the grid */
        block->strips[i].flags &= (uint16_t)~STRIP_SNAP;
        block->strips[i].flags |= STRIP_GLUED;
    }
    block->before = block->after = c->pitch;
    if (plain && block->count)
        block->strips[0].head_room = head_room(c, block);
    if (c->depth == 1 && plain)
        block->flags |= float_flags(c, node);
}
