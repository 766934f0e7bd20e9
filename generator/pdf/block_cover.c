/*
 * block_cover: a cover drawn on a page of its own.
 *
 * Two fifths of the page stay white; above them a field in the accent colour runs to the trim,
 * with a mosaic of its lighter shades in the upper right corner. What stands before the title
 * is set at the head of the field, title and subtitle sit on its foot, further lines and a
 * picture (an emblem) on the foot of the white part.
 *
 * Class "slip": the paper cover of a thread-bound book. The accent colour fills the page, with
 * four stitches along the binding edge; the title stands upright on a white slip away from it, its
 * last line large, what comes before it as a small column to the right. A title that is not
 * all Han cannot stand upright: it gets the common cover.
 * Class "plain": a title page, everything centred in the colours of the text; without a title
 * the page behind it, its lines at the foot on the left.
 */
#include <assert.h>

#include "pdf/block.h"
#include "text/unicode.h"

enum { COVER_LINES = 16 };

typedef struct Cover {
    Compose *c;
    Block *text;         /* lines before they find their place */
    Strip *strip;        /* the page */
    Context context;
    Len left, width;
    uint32_t ink, field;
    bool centred;
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
    if (v->centred)
        setting.align = PARA_CENTRE;
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

/* Lines of text from y down, or with their foot at y. Returns the top of the first. */
static Len place_lines(Cover *v, const Node *const *nodes, size_t count, Len y, bool at_foot,
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
    return at_foot ? y - height : y;
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

/* ---- the common cover ---- */

static void draw_field(Cover *v, const CoverParts *parts)
{
    const Design *design = v->c->design;
    Len field = design->height * 3 / 5, foot = design->height - design->width / 9;
    draw_rect(v, 0, 0, design->width, field, v->field);
    draw_mosaic(v);
    draw_rect(v, 0, field, design->width, LEN_PT(5), lighten(v->field, 45));
    place_lines(v, parts->heads, parts->nheads, design->width / 8, false, v->ink);
    place_titles(v, parts, field - design->width / 9);
    place_lines(v, parts->lines, parts->nlines, foot, true,
                block_style(v->c, STYLE_COVER_TEXT)->colour);
    if (parts->image)
        place_image(v, parts->image, design->width * 8 / 9, foot, design->width / 5);
}

/* ---- class "slip" ---- */

/* The title's last line, and what stands before it. */
static void split_title(Compose *c, const Node *heading, Str *name, Str *title)
{
    Buf before = buf_in(c->a), last = buf_in(c->a);
    for (uint32_t i = 0; i < heading->nkids; i++) {
        if (heading->kids[i]->kind == NODE_LINE_BREAK) {
            buf_str(&before, buf_view(&last));
            last = buf_in(c->a);
        } else {
            doc_plain(&last, heading->kids[i]);
        }
    }
    *name = str_trim(buf_view(&before));
    *title = str_trim(buf_view(&last));
}

static bool is_upright(Str text)
{
    uint32_t rune;
    for (size_t at = 0; at < text.n;) {
        at += unicode_decode(text, at, &rune);
        if (!unicode_is_han(rune))
            return false;
    }
    return true;
}

/* Characters one below the other, pitch apart. */
typedef struct Column {
    Str text;
    Em scale;  /* of the cover title's size */
    Len size, pitch, height;
} Column;

static Column column_of(const Compose *c, Str text, Em scale, Em pitch)
{
    Column column = {.text = text, .scale = scale,
                     .size = len_em(scale, block_style(c, STYLE_COVER_TITLE)->size)};
    column.pitch = len_em(pitch, column.size);
    if (text.n)
        column.height = (Len)(unicode_count(text) - 1) * column.pitch + column.size;
    return column;
}

static void draw_column(Cover *v, const Column *column, Len x, Len y, uint32_t tag, Pos pos)
{
    uint32_t rune, count;
    Len width;
    for (size_t at = 0; at < column->text.n; y += column->pitch) {
        size_t from = at;
        at += unicode_decode(column->text, at, &rune);
        Str text = str_slice(column->text, from, at);
        Item *items = block_words(v->c, text, STYLE_COVER_TITLE, column->scale,
                                  block_style(v->c, STYLE_BODY)->colour, tag, pos, &count, &width);
        block_move(items, count, x + (column->size - width) / 2, y + len_em(880, column->size));
        for (uint32_t i = 0; i < count; i++)
            *block_item(v->c, v->strip, items[i].kind, tag) = items[i];
    }
}

static void draw_line(Cover *v, Len x, Len y, Len width, Len height, Len thickness, uint32_t colour)
{
    Item *item = block_item(v->c, v->strip, ITEM_LINE, 0);
    item->x = x;
    item->y = y;
    item->width = width;
    item->height = height;
    item->colour = colour;
    item->as.line.thickness = thickness;
}

static void draw_frame(Cover *v, Len x, Len y, Len width, Len height, Len thickness)
{
    Len half = thickness / 2; /* so that corners are closed */
    draw_line(v, x - half, y, width + thickness, 0, thickness, v->field);
    draw_line(v, x - half, y + height, width + thickness, 0, thickness, v->field);
    draw_line(v, x, y, 0, height, thickness, v->field);
    draw_line(v, x + width, y, 0, height, thickness, v->field);
}

/* The thread along the binding edge and four stitches around it, those at the ends nearer. */
static void draw_stitches(Cover *v)
{
    static const uint8_t places[] = {5, 35, 65, 95}; /* per cent of the height */
    const Design *design = v->c->design;
    uint32_t thread = lighten(v->field, 38);
    Len x = design->width / 17;
    draw_line(v, x, 0, 0, design->height, LEN_PT(0.7), thread);
    for (size_t i = 0; i < sizeof places; i++)
        draw_line(v, 0, design->height * places[i] / 100, x, 0, LEN_PT(0.7), thread);
}

/* The slip with its foot at the returned height; right is its right edge. */
static Len draw_slip(Cover *v, Str name, Str title, Len right, Len top, Pos pos)
{
    Compose *c = v->c;
    Column large = column_of(c, title, 1000, 1240), small = column_of(c, name, 400, 1300);
    Len size = large.size, pad = size * 3 / 5, foot = pad;
    Len drop = name.n ? size * 2 / 3 : 0, gap = name.n ? size * 2 / 5 : 0; /* title below name's head */
    Len width = 2 * pad + large.size + gap + (name.n ? small.size : 0);
    Len inside = large.height + drop > small.height ? large.height + drop : small.height;
    Len height = inside + pad + foot, left = right - width;
    uint32_t tag = tags_add(&c->tags, "P", v->context.tag);
    draw_rect(v, left, top, width, height, 0xFFFDF8);
    draw_frame(v, left + LEN_PT(4), top + LEN_PT(4), width - LEN_PT(8), height - LEN_PT(8),
               LEN_PT(1.2));
    draw_frame(v, left + LEN_PT(6.6), top + LEN_PT(6.6), width - LEN_PT(13.2),
               height - LEN_PT(13.2), LEN_PT(0.4));
    draw_column(v, &small, left + pad + large.size + gap, top + pad, tag, pos);
    draw_column(v, &large, left + pad, top + pad + inside - large.height, tag, pos);
    return top + height;
}

/* The subtitle above the lines at the foot. */
static void draw_foot(Cover *v, const CoverParts *parts, Len foot)
{
    Block subtitle = {0}, *kept = v->text;
    Len height = 0;
    v->text = &subtitle; /* set first, for it is read first */
    if (parts->subtitle)
        height = set_text(v, parts->subtitle, STYLE_COVER_SUBTITLE, v->ink, v->width);
    v->text = kept;
    Len top = place_lines(v, parts->lines, parts->nlines, foot, true, v->ink);
    v->text = &subtitle;
    place_text(v, top - v->c->pitch / 2 - height);
    v->text = kept;
}

static bool draw_bound(Cover *v, const CoverParts *parts)
{
    const Design *design = v->c->design;
    Str name, title;
    if (!parts->title)
        return false;
    split_title(v->c, parts->title, &name, &title);
    if (!title.n || !is_upright(title) || !is_upright(name))
        return false;
    Len edge = design->width / 9, foot = design->height - edge, side = design->width / 6;
    draw_rect(v, 0, 0, design->width, design->height, v->field);
    draw_stitches(v);
    v->left = design->width / 8;
    v->width = design->width - v->left - edge - (parts->image ? side + edge : 0);
    place_lines(v, parts->heads, parts->nheads, edge, false, v->ink);
    draw_slip(v, name, title, design->width - edge, edge, parts->title->pos);
    draw_foot(v, parts, foot);
    if (parts->image) {
        Len pad = side / 12;
        draw_rect(v, design->width - edge - side, foot - side, side, side, 0xFFFDF8);
        place_image(v, parts->image, design->width - edge - pad, foot - pad, side - 2 * pad);
    }
    return true;
}

/* ---- class "plain" ---- */

static void draw_title_page(Cover *v, const CoverParts *parts)
{
    const Design *design = v->c->design;
    uint32_t ink = block_style(v->c, STYLE_BODY)->colour;
    Len y = design->height / 5, foot = design->height - design->width / 5;
    v->centred = parts->title;
    if (!parts->title) {
        place_lines(v, parts->heads, parts->nheads, foot, true, ink);
        return;
    }
    place_lines(v, parts->heads, parts->nheads, y, false, ink);
    y += (Len)parts->nheads * block_style(v->c, STYLE_COVER_TEXT)->leading + v->c->pitch;
    Len height = set_text(v, parts->title, STYLE_COVER_TITLE, ink, v->width);
    place_text(v, y);
    y += height + v->c->pitch;
    if (parts->subtitle) {
        set_text(v, parts->subtitle, STYLE_COVER_SUBTITLE, ink, v->width);
        place_text(v, y);
    }
    place_lines(v, parts->lines, parts->nlines, foot, true, ink);
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
    take_parts(&parts, node);
    if (doc_has_class(node->as.section.class, STR("plain")))
        draw_title_page(&v, &parts);
    else if (!doc_has_class(node->as.section.class, STR("slip")) || !draw_bound(&v, &parts))
        draw_field(&v, &parts);
}
