/*
 * block_cover_upright: covers whose titles stand upright.
 *
 * Class "slip": the paper cover of a thread-bound book. The accent colour fills the page, with
 * four stitches along the binding edge; the title stands upright on a white slip away from it, its
 * last line large, what comes before it as a small column to the right.
 * Class "upright": the accent colour fills the page; title and subtitle are columns from right to
 * left (R18), a line break in the title begins a column; the other lines stand at the foot.
 */
#include "pdf/block_cover_imp.h"
#include "text/unicode.h"

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

static bool is_han(Str text)
{
    uint32_t rune;
    for (size_t at = 0; at < text.n;) {
        at += unicode_decode(text, at, &rune);
        if (!unicode_is_han(rune))
            return false;
    }
    return true;
}

/* One column: all Han is spaced, character by character; what else there is follows R18. */
typedef struct Column {
    Str text;
    Em scale;  /* of the cover title's size */
    Len size, pitch, height;
    bool spaced;
} Column;

static Setting column_setting(Cover *v, Em scale, uint32_t colour, Len length, uint32_t tag)
{
    Setting setting = block_setting(v->c, v->context, STYLE_COVER_TITLE);
    setting.left = setting.indent = 0;
    setting.width = length;
    setting.align = PARA_START;
    setting.scale = scale;
    setting.colour = colour;
    setting.tag = tag;
    return setting;
}

static Column column_of(Cover *v, Str text, Em scale, Em pitch)
{
    const Compose *c = v->c;
    Column column = {.text = text, .scale = scale, .size = len_em(scale, block_style(c, STYLE_COVER_TITLE)->size),
                     .spaced = is_han(text)};
    column.pitch = len_em(pitch, column.size);
    Setting setting = column_setting(v, scale, 0, c->design->height, 0);
    if (text.n && column.spaced)
        column.height = (Len)(unicode_count(text) - 1) * column.pitch + column.size;
    else if (text.n)
        block_vertical_text(v->c, NULL, text, (Pos){0}, v->context, &setting, 0, 0, &column.height);
    return column;
}

static void draw_spaced(Cover *v, const Column *column, Len x, Len y, uint32_t tag, Pos pos)
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

/* x: of the left side of its ems. */
static void draw_column(Cover *v, const Column *column, Len x, Len y, uint32_t tag, Pos pos)
{
    if (column->spaced) {
        draw_spaced(v, column, x, y, tag, pos);
        return;
    }
    uint32_t colour = block_style(v->c, STYLE_BODY)->colour;
    Setting setting = column_setting(v, column->scale, colour, v->c->design->height, tag);
    Len leading = len_em(column->scale, block_style(v->c, STYLE_COVER_TITLE)->leading);
    Len right = x + column->size / 2 + leading / 2; /* the ems stand in the middle of the leading */
    block_vertical_text(v->c, v->strip, column->text, pos, v->context, &setting, right, y, NULL);
}

static void draw_frame(Cover *v, Len x, Len y, Len width, Len height, Len thickness)
{
    Len half = thickness / 2; /* so that corners are closed */
    cover_line(v, x - half, y, width + thickness, 0, thickness, v->field);
    cover_line(v, x - half, y + height, width + thickness, 0, thickness, v->field);
    cover_line(v, x, y, 0, height, thickness, v->field);
    cover_line(v, x + width, y, 0, height, thickness, v->field);
}

/* The thread along the binding edge and four stitches around it, those at the ends nearer. */
static void draw_stitches(Cover *v)
{
    static const uint8_t places[] = {5, 35, 65, 95}; /* per cent of the height */
    const Design *design = v->c->design;
    uint32_t thread = cover_lighten(v->field, 38);
    Len x = design->width / 17;
    cover_line(v, x, 0, 0, design->height, LEN_PT(0.7), thread);
    for (size_t i = 0; i < sizeof places; i++)
        cover_line(v, 0, design->height * places[i] / 100, x, 0, LEN_PT(0.7), thread);
}

/* The slip with its foot at the returned height; right is its right edge. */
static Len draw_slip(Cover *v, Str name, Str title, Len right, Len top, Pos pos)
{
    Compose *c = v->c;
    Column large = column_of(v, title, 1000, 1240), small = column_of(v, name, 400, 1300);
    Len size = large.size, pad = size * 3 / 5, foot = pad;
    Len drop = name.n ? size * 2 / 3 : 0, gap = name.n ? size * 2 / 5 : 0; /* title below name's head */
    Len width = 2 * pad + large.size + gap + (name.n ? small.size : 0);
    Len inside = large.height + drop > small.height ? large.height + drop : small.height;
    Len height = inside + pad + foot, left = right - width;
    uint32_t tag = tags_add(&c->tags, "P", v->context.tag);
    cover_rect(v, left, top, width, height, COVER_PAPER);
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
        height = cover_text(v, parts->subtitle, STYLE_COVER_SUBTITLE, v->ink, v->width);
    v->text = kept;
    Len top = cover_lines(v, parts->lines, parts->nlines, foot, true, v->ink);
    v->text = &subtitle;
    cover_place(v, top - v->c->pitch / 2 - height);
    v->text = kept;
}

bool cover_slip(Cover *v, const CoverParts *parts)
{
    const Design *design = v->c->design;
    Str name, title;
    if (!parts->title)
        return false;
    split_title(v->c, parts->title, &name, &title);
    if (!title.n)
        return false;
    Len edge = design->width / 9, foot = design->height - edge, side = design->width / 6;
    cover_rect(v, 0, 0, design->width, design->height, v->field);
    draw_stitches(v);
    v->left = design->width / 8;
    v->width = design->width - v->left - edge - (parts->image ? side + edge : 0);
    cover_lines(v, parts->heads, parts->nheads, edge, false, v->ink);
    draw_slip(v, name, title, design->width - edge, edge, parts->title->pos);
    draw_foot(v, parts, foot);
    if (parts->image) {
        Len pad = side / 12;
        cover_rect(v, design->width - edge - side, foot - side, side, side, COVER_PAPER);
        cover_emblem(v, parts->image, design->width - edge - pad, foot - pad, side - 2 * pad);
    }
    return true;
}

/* ---- class "upright" ---- */

enum { LEAST_SCALE = 400 };

/* The text of node in columns no longer than length, their head at top, their right edge at right; made smaller
 * while they are together wider than widest. Returns how wide they are. */
static Len draw_columns(Cover *v, const Node *node, StyleName style, Len right, Len top, Len length, Len widest)
{
    Compose *c = v->c;
    Setting setting = block_setting(c, v->context, style);
    setting.left = setting.indent = 0;
    setting.width = length;
    setting.align = PARA_START;
    setting.colour = v->ink;
    while (setting.scale > LEAST_SCALE &&
           block_vertical(c, NULL, NULL, node, v->context, &setting, 0, 0, NULL) > widest)
        setting.scale -= 100;
    setting.tag = tags_add(&c->tags, "P", v->context.tag);
    return block_vertical(c, NULL, v->strip, node, v->context, &setting, right, top, NULL);
}

bool cover_upright(Cover *v, const CoverParts *parts)
{
    const Design *design = v->c->design;
    Len edge = design->width / 9, foot = design->height - edge, right = design->width - edge;
    Len top = design->height / 9, length = design->height * 3 / 5;
    if (!parts->title)
        return false;
    cover_rect(v, 0, 0, design->width, design->height, v->field);
    Len width = draw_columns(v, parts->title, STYLE_COVER_TITLE, right, top, length, design->width / 3);
    if (parts->subtitle) {
        Len size = block_style(v->c, STYLE_COVER_TITLE)->size;
        Len left = right - width - size / 3;
        cover_line(v, left, top, 0, length, LEN_PT(0.7), cover_lighten(v->field, 55));
        draw_columns(v, parts->subtitle, STYLE_COVER_SUBTITLE, left - size / 3, top, length, design->width / 6);
    }
    Len side = design->width / 6;
    v->width = design->width - v->left - edge - (parts->image ? side + edge : 0);
    cover_lines(v, parts->heads, parts->nheads, edge, false, v->ink);
    cover_lines(v, parts->lines, parts->nlines, foot, true, v->ink);
    if (parts->image) {
        Len pad = side / 12;
        cover_rect(v, right - side, foot - side, side, side, COVER_PAPER);
        cover_emblem(v, parts->image, right - pad, foot - pad, side - 2 * pad);
    }
    return true;
}
