/*
 * table: a table into strips, one per row where rows are short.
 *
 * First all cells are measured (only the widths are kept), then rows are set in groups: rows
 * joined by a rowspan make one group, others are groups of one. Within a group the lines of
 * all cells are intervals of height; a cut is where no interval is crossed, either between two
 * rows or, in a row of more than three lines (R25), between lines. Each piece between cuts is
 * a strip. So time and memory are linear in the cells, and a cell longer than a page splits.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/table_imp.h"

enum {
    TABLE_WHOLE_LINES = 3,  /* a row of at most so many lines is not split (R25) */
    TABLE_WHOLE_GROUP = 12, /* rows joined by spans are not parted up to so many pitches */
    TABLE_WHOLE = 10        /* a table of at most so many pitches is not parted */
};

typedef struct TableCell {
    const Node *node;
    uint32_t row, column, colspan, rowspan; /* row within its group */
    uint32_t element;
    Strip **strips;
    size_t count;
    Len height;
} TableCell;

/* The rows joined by spans that are set together. */
typedef struct Group {
    uint32_t first, nrows;
    TableCell *cells;
    size_t count, room;
    Len *tops;           /* nrows + 1 */
    Strip **cell_strips; /* scratch */
} Group;

typedef struct Span {
    Len top, bottom;
    bool row;            /* a place between two rows */
} Span;

/* ---- groups of rows ---- */

static void set_cell(Table *t, TableCell *cell, bool head)
{
    Compose *c = t->c;
    Len x = t->columns[cell->column].x + t->pad, width = -2 * t->pad;
    for (uint32_t i = 0; i < cell->colspan; i++)
        width += t->columns[cell->column + i].width;
    Setting setting = table_setting(t, cell->node, cell->column, width, head);
    Context context = t->context;
    context.left = setting.left = x;
    context.width = setting.width = width;
    context.tag = setting.tag = cell->element;
    context.style = head ? STYLE_TABLE_HEAD : STYLE_TABLE;
    context.flush = true;
    context.frame = NULL;
    context.label = NULL;
    Block *block = arena_new(c->a, Block);
    Flow flow = {0};
    if (table_cell_is_inline(cell->node)) {
        block_lines(c, block, cell->node, context, &setting);
        arena_push(c->a, flow.blocks, flow.count, flow.room, block);
    } else {
        block_add_kids(c, &flow, cell->node, context);
    }
    cell->strips = block_flatten(c, c->a, flow.blocks, flow.count, NULL, false,
                                 &cell->count);
    for (size_t i = 0; i < cell->count; i++)
        cell->height += cell->strips[i]->height + (i ? cell->strips[i]->before : 0);
}

static void visit_group(Table *t, const Node *node, uint32_t row, uint32_t column,
                        uint32_t colspan, void *self)
{
    Group *group = self;
    uint32_t rowspan = table_rowspan(t, node, row);
    TableCell cell = {.node = node, .row = row - group->first, .column = column,
                      .colspan = colspan, .rowspan = rowspan};
    arena_push(t->c->scratch, group->cells, group->count, group->room, cell);
    if (row + rowspan > group->first + group->nrows)
        group->nrows = row + rowspan - group->first;
}

static void tag_cell(Table *t, TableCell *cell, uint32_t row_tag, bool head)
{
    bool row_head = !head && cell->node->flags & NODE_HEAD;
    cell->element = tags_add(&t->c->tags, head || row_head ? "TH" : "TD", row_tag);
    StructElement *element = tags_at(&t->c->tags, cell->element);
    element->scope = head ? 1 : row_head ? 2 : 0;
    element->colspan = (uint16_t)cell->colspan;
    element->rowspan = (uint16_t)(cell->rowspan < UINT16_MAX ? cell->rowspan : UINT16_MAX);
}

/* The rows from first on that spans join, with their cells set. */
static Group set_group(Table *t, uint32_t first)
{
    Compose *c = t->c;
    Group group = {.first = first, .nrows = 1};
    for (uint32_t row = 0; row < group.nrows; row++) {
        size_t from = group.count;
        table_walk_row(t, first + row, visit_group, &group);
        uint32_t tag = tags_add(&c->tags, "TR", t->tag);
        for (size_t i = from; i < group.count; i++) {
            tag_cell(t, &group.cells[i], tag, first + row < t->nheads);
            set_cell(t, &group.cells[i], first + row < t->nheads);
        }
    }
    return group;
}

static void group_heights(Table *t, Group *group)
{
    Len leading = len_em(t->scale, block_style(t->c, STYLE_TABLE)->leading);
    Len *heights = arena_array(t->c->scratch, Len, group->nrows);
    for (uint32_t i = 0; i < group->nrows; i++)
        heights[i] = leading + 2 * t->vpad;
    for (size_t i = 0; i < group->count; i++) {
        const TableCell *cell = &group->cells[i];
        if (cell->rowspan == 1 && cell->height + 2 * t->vpad > heights[cell->row])
            heights[cell->row] = cell->height + 2 * t->vpad;
    }
    for (size_t i = 0; i < group->count; i++) { /* a tall spanning cell deepens its last row */
        const TableCell *cell = &group->cells[i];
        Len have = 0;
        for (uint32_t k = 0; cell->rowspan > 1 && k < cell->rowspan; k++)
            have += heights[cell->row + k];
        if (cell->rowspan > 1 && cell->height + 2 * t->vpad > have)
            heights[cell->row + cell->rowspan - 1] += cell->height + 2 * t->vpad - have;
    }
    group->tops = arena_array(t->c->scratch, Len, group->nrows + 1);
    for (uint32_t i = 0; i < group->nrows; i++)
        group->tops[i + 1] = group->tops[i] + heights[i];
}

/* A form's rows are drawn to be written in and stay whole, unless no page could hold them. */
static bool row_splits(const Table *t, const Group *group, uint32_t row)
{
    const Design *design = t->c->design;
    Len leading = len_em(t->scale, block_style(t->c, STYLE_TABLE)->leading);
    Len height = group->tops[row + 1] - group->tops[row];
    Len whole = t->form ? (design->height - design->top - design->bottom) / 2
                        : TABLE_WHOLE_LINES * leading + 2 * t->vpad;
    return height > whole;
}

/* Small enough to be one strip, where cells that span rows stand in reading order. */
static bool group_whole(const Table *t, const Group *group)
{
    return group->nrows > 1 &&
           group->tops[group->nrows] <= TABLE_WHOLE_GROUP * t->c->pitch;
}

/* Where a cell's first line begins: in the middle of rows that are not parted. */
static Len cell_top(const Table *t, const Group *group, const TableCell *cell)
{
    Len top = group->tops[cell->row], bottom = group->tops[cell->row + cell->rowspan];
    bool parted = cell->rowspan > 1 || row_splits(t, group, cell->row);
    if (parted && !group_whole(t, group))
        return top + t->vpad;
    return top + (bottom - top - cell->height) / 2;
}

static int compare_spans(const void *one, const void *other)
{
    const Span *a = one, *b = other;
    if (a->top != b->top)
        return a->top < b->top ? -1 : 1;
    return a->bottom < b->bottom ? -1 : a->bottom > b->bottom;
}

/* The heights at which the group may be cut, first 0, last its height. */
static Len *group_cuts(Table *t, const Group *group, size_t *count)
{
    Arena *a = t->c->scratch;
    size_t n = 0;
    for (size_t i = 0; i < group->count; i++)
        n += group->cells[i].count;
    Span *spans = arena_array(a, Span, n + group->nrows + 1);
    n = 0;
    for (size_t i = 0; i < group->count; i++) {
        const TableCell *cell = &group->cells[i];
        Len y = cell_top(t, group, cell);
        for (size_t k = 0; k < cell->count; k++) {
            y += k ? cell->strips[k]->before : 0;
            spans[n++] = (Span){.top = y, .bottom = y + cell->strips[k]->height};
            y += cell->strips[k]->height;
        }
    }
    for (uint32_t i = 1; i <= group->nrows; i++)
        spans[n++] = (Span){.top = group->tops[i], .bottom = group->tops[i], .row = true};
    qsort(spans, n, sizeof *spans, compare_spans);
    Len *cuts = arena_array(a, Len, n + 1), reached = 0;
    *count = 1; /* cuts[0] = 0 */
    uint32_t row = 0;
    for (size_t i = 0; i < n && !group_whole(t, group); i++) {
        while (row + 1 < group->nrows && spans[i].top >= group->tops[row + 1])
            row++;
        bool inside = spans[i].top > group->tops[row] + t->vpad && row_splits(t, group, row);
        if (spans[i].top >= reached && spans[i].top > cuts[*count - 1] && (spans[i].row || inside))
            cuts[(*count)++] = spans[i].top;
        reached = spans[i].bottom > reached ? spans[i].bottom : reached;
    }
    if (cuts[*count - 1] != group->tops[group->nrows])
        cuts[(*count)++] = group->tops[group->nrows];
    return cuts;
}

/* ---- strips ---- */

/* What goes into one strip, counted, then filled. */
typedef struct Piece {
    Len top, bottom;
    Item *items;
    size_t count, room;
    LinkSpot *links;
    size_t nlinks, links_room;
    NoteUse *notes;
    size_t nnotes, notes_room;
} Piece;

static void piece_rule(Table *t, Piece *piece, Len x, Len y, Len width, Len height, Len thickness,
                       uint32_t colour)
{
    Item item = {.kind = ITEM_LINE, .x = x, .y = y, .width = width, .height = height,
                 .colour = colour};
    item.as.line.thickness = thickness;
    arena_push(t->c->scratch, piece->items, piece->count, piece->room, item);
}

static void piece_background(Table *t, Piece *piece, const Group *group)
{
    for (uint32_t i = 0; t->zebra && i < group->nrows; i++) {
        uint32_t row = group->first + i;
        Len top = group->tops[i] > piece->top ? group->tops[i] : piece->top;
        Len bottom = group->tops[i + 1] < piece->bottom ? group->tops[i + 1] : piece->bottom;
        if (row < t->nheads || (row - t->nheads) % 2 == 0 || top >= bottom)
            continue;
        Item item = {.kind = ITEM_RECT, .x = t->context.left, .y = top - piece->top,
                     .width = t->context.width, .height = bottom - top,
                     .colour = t->c->design->tint};
        arena_push(t->c->scratch, piece->items, piece->count, piece->room, item);
    }
}

static void piece_strip(Table *t, Piece *piece, const Strip *strip, Len dy)
{
    Arena *a = t->c->scratch;
    block_move(strip->items, strip->nitems, 0, dy);
    for (uint32_t i = 0; i < strip->nitems; i++)
        arena_push(a, piece->items, piece->count, piece->room, strip->items[i]);
    for (uint32_t i = 0; i < strip->nlinks; i++) {
        LinkSpot spot = strip->links[i];
        spot.y += dy;
        arena_push(a, piece->links, piece->nlinks, piece->links_room, spot);
    }
    for (uint32_t i = 0; i < strip->nnotes; i++)
        arena_push(a, piece->notes, piece->nnotes, piece->notes_room, strip->notes[i]);
}

/* The lines beside the cell, from top to bottom of it; a form has a closed border. */
static void piece_sides(Table *t, Piece *piece, const TableCell *cell, Len x, Len width, Len top,
                        Len bottom)
{
    uint32_t colour = t->form ? block_style(t->c, STYLE_TABLE)->colour : t->c->design->rule;
    bool first = cell->column == 0, last = cell->column + cell->colspan == t->ncolumns;
    Len thin = LEN_PT(0.4), edge = t->form ? LEN_PT(1.0) : thin;
    piece_rule(t, piece, x, top, 0, bottom - top, first ? edge : thin, colour);
    if (last)
        piece_rule(t, piece, x + width, top, 0, bottom - top, edge, colour);
}

/* The lines under rows, and with a grid between columns, that lie in the piece. */
static void piece_rules(Table *t, Piece *piece, const Group *group)
{
    const Design *design = t->c->design;
    uint32_t ink = block_style(t->c, STYLE_TABLE)->colour;
    if (t->plain)
        return;
    for (size_t i = 0; i < group->count && (t->lines || t->grid); i++) {
        const TableCell *cell = &group->cells[i];
        Len y = group->tops[cell->row + cell->rowspan], x = t->columns[cell->column].x, width = 0;
        for (uint32_t k = 0; k < cell->colspan; k++)
            width += t->columns[cell->column + k].width;
        bool inner = group->first + cell->row + cell->rowspan < t->nrows &&
                     group->first + cell->row + cell->rowspan != t->nheads;
        if (inner && y > piece->top && y <= piece->bottom)
            piece_rule(t, piece, x, y - piece->top, width, 0, t->form ? LEN_PT(0.4) : LEN_PT(0.25),
                       t->form ? ink : design->rule);
        Len top = group->tops[cell->row] > piece->top ? group->tops[cell->row] : piece->top;
        Len bottom = y < piece->bottom ? y : piece->bottom;
        if (t->grid && top < bottom)
            piece_sides(t, piece, cell, x, width, top - piece->top, bottom - piece->top);
    }
    Len x = t->context.left, width = t->context.width;
    if (group->first == 0 && piece->top == 0)
        piece_rule(t, piece, x, 0, width, 0, LEN_PT(1.0), ink);
    uint32_t end = group->first + group->nrows;
    if (piece->bottom != group->tops[group->nrows])
        return;
    if (end == t->nrows)
        piece_rule(t, piece, x, piece->bottom - piece->top, width, 0, LEN_PT(1.0), ink);
    else if (end == t->nheads)
        piece_rule(t, piece, x, piece->bottom - piece->top, width, 0, LEN_PT(0.5), ink);
}

static void *keep(Compose *c, const void *items, size_t count, size_t size)
{
    void *kept = arena_alloc_array(c->a, count ? count : 1, size);
    if (count)
        memcpy(kept, items, count * size);
    return kept;
}

static Strip *piece_done(Table *t, Piece *piece)
{
    Compose *c = t->c;
    Strip *strip = block_strip(c, t->block, t->context, piece->bottom - piece->top);
    strip->items = keep(c, piece->items, piece->count, sizeof *piece->items);
    strip->nitems = (uint32_t)piece->count;
    strip->links = keep(c, piece->links, piece->nlinks, sizeof *piece->links);
    strip->nlinks = (uint32_t)piece->nlinks;
    strip->notes = keep(c, piece->notes, piece->nnotes, sizeof *piece->notes);
    strip->nnotes = (uint32_t)piece->nnotes;
    return strip;
}

/* A cell's lines not yet in a piece. */
typedef struct CellCursor {
    size_t next;
    Len y;
} CellCursor;

static void add_pieces(Table *t, Group *group)
{
    Compose *c = t->c;
    size_t ncuts;
    group_heights(t, group);
    Len *cuts = group_cuts(t, group, &ncuts);
    assert(ncuts >= 2 && cuts[ncuts - 1] == group->tops[group->nrows]);
    CellCursor *cursors = arena_array(c->scratch, CellCursor, group->count ? group->count : 1);
    for (size_t i = 0; i < group->count; i++)
        cursors[i].y = cell_top(t, group, &group->cells[i]);
    for (size_t k = 0; k + 1 < ncuts; k++) {
        Piece piece = {.top = cuts[k], .bottom = cuts[k + 1]};
        piece_background(t, &piece, group);
        for (size_t i = 0; i < group->count; i++) {
            const TableCell *cell = &group->cells[i];
            CellCursor *at = &cursors[i];
            while (at->next < cell->count && at->y < piece.bottom) {
                const Strip *strip = cell->strips[at->next];
                at->y += at->next ? strip->before : 0;
                piece_strip(t, &piece, strip, at->y - piece.top);
                at->y += strip->height;
                at->next++;
            }
        }
        piece_rules(t, &piece, group);
        Strip *strip = piece_done(t, &piece);
        strip->head = group->first >= t->nheads ? t->head : NULL;
        bool inside = k == 1 || k + 2 == ncuts; /* two lines of a split row stay together */
        if (k > 0 && group->nrows == 1 && inside && ncuts > 3)
            strip->flags |= STRIP_GLUED;
    }
}

/* Copies for the pages the table goes on to: artifacts with glyphs of their own. */
static void copy_head(Table *t, size_t from, size_t to)
{
    Compose *c = t->c;
    for (size_t i = from; i < to; i++) {
        Strip strip = t->block->strips[i];
        strip.items = keep(c, strip.items, strip.nitems, sizeof *strip.items);
        for (uint32_t k = 0; k < strip.nitems; k++) {
            Item *item = &strip.items[k];
            item->tag = 0;
            if (item->kind == ITEM_GLYPHS)
                item->as.glyphs.glyphs = keep(c, item->as.glyphs.glyphs, item->as.glyphs.count,
                                              sizeof(PlacedGlyph));
        }
        strip.nlinks = strip.nnotes = 0;
        t->head->strips[t->head->count++] = strip;
        t->head->height += strip.height + (t->head->count > 1 ? strip.before : 0);
    }
}

/* "表 3-1　…" above the table, and "续表 3-1　…" for the pages it goes on to. */
static void add_caption(Table *t, const Node *caption, Block *continued)
{
    Compose *c = t->c;
    Str label = STR_NONE, again;
    if (c->design->table_label.n && t->context.style == STYLE_BODY)
        label = block_caption_label(c, c->design->table_label, ++c->ntables);
    block_caption(c, t->block, caption, t->context, label);
    again = str_printf(c->a, "%.*s%.*s", STR_ARG(c->design->continued_label), STR_ARG(label));
    Context context = t->context;
    Setting setting = block_setting(c, context, STYLE_CAPTION);
    setting.indent = 0;
    setting.tag = 0;
    setting.lead = again.n ? str_printf(c->a, "%.*s　", STR_ARG(again)) : STR_NONE;
    block_text(c, continued, doc_plain_str(c->a, caption), caption->pos, context, &setting);
    for (size_t i = 0; i < continued->count; i++)
        for (uint32_t k = 0; k < continued->strips[i].nitems; k++)
            continued->strips[i].items[k].tag = 0;
}

/* Caption and head stay with two rows, the last row with the one before it, and a small table
 * is not parted at all. */
static void glue_rows(Table *t, size_t head_end, size_t second_row, size_t last_row)
{
    Block *block = t->block;
    int64_t height = 0;
    for (size_t i = 0; i < block->count; i++)
        height += block->strips[i].height;
    bool whole = height <= (int64_t)TABLE_WHOLE * t->c->pitch;
    for (size_t i = 1; i < block->count; i++)
        if (whole || i <= head_end || i == second_row || i == last_row)
            block->strips[i].flags |= STRIP_GLUED;
}

static void keep_head(Table *t, const Block *continued, size_t from)
{
    TableHead *head = t->head;
    head->strips = arena_array(t->c->a, Strip, continued->count + t->block->count);
    for (size_t i = 0; i < continued->count; i++) {
        head->strips[head->count++] = continued->strips[i];
        head->height += continued->strips[i].height;
    }
    copy_head(t, from, t->block->count);
}

static void add_rows(Table *t, const Block *continued)
{
    Compose *c = t->c;
    size_t head_from = t->block->count, head_end = head_from, second = 0, last = 0;
    memset(t->busy, 0, t->ncolumns * sizeof *t->busy);
    for (uint32_t row = 0; row < t->nrows;) {
        ArenaMark mark = arena_mark(c->scratch);
        size_t from = t->block->count;
        Group group = set_group(t, row);
        add_pieces(t, &group);
        uint32_t end = row + group.nrows;
        arena_release(c->scratch, mark);
        block_place_ids(c, t->block, (uint32_t)from);
        if (end == t->nheads) {
            keep_head(t, continued, head_from);
            head_end = t->block->count;
        } else if (row > t->nheads) {
            second = second ? second : from;
            last = from;
        }
        row = end;
    }
    glue_rows(t, head_end, second, last);
}

static bool table_open(Table *t, Compose *c, Block *block, const Node *node, Context context,
                       const Node **caption)
{
    uint32_t first = node->nkids && node->kids[0]->kind == NODE_CAPTION;
    *t = (Table){.c = c, .node = node, .context = context, .block = block, .scale = 1000,
                 .rows = node->kids + first, .nrows = node->nkids - first,
                 .ncolumns = node->as.table.ncolumns,
                 .zebra = block_has_class(node->as.table.class, STR("zebra")),
                 .form = block_has_class(node->as.table.class, STR("form")),
                 .plain = block_has_class(node->as.table.class, STR("plain"))};
    t->grid = t->form || block_has_class(node->as.table.class, STR("grid"));
    *caption = first ? node->kids[0] : NULL;
    t->nheads = node->level < t->nrows ? node->level : t->nrows;
    for (uint32_t i = 0; i < t->nrows && !node->as.table.ncolumns; i++)
        if (t->rows[i]->nkids > t->ncolumns)
            t->ncolumns = t->rows[i]->nkids;
    if (!t->nrows || !t->ncolumns)
        return false;
    const TextStyle *style = block_style(c, STYLE_TABLE);
    t->pad = style->size / 2;
    if (t->pad > context.width / (Len)t->ncolumns / 8)
        t->pad = context.width / (Len)t->ncolumns / 8;
    t->vpad = c->pitch > style->leading ? (c->pitch - style->leading) / 2 : style->leading / 6;
    t->columns = arena_array(c->a, Column, t->ncolumns);
    t->busy = arena_array(c->a, uint32_t, t->ncolumns);
    t->head = arena_new(c->a, TableHead);
    *t->head = (TableHead){.x = context.left, .width = context.width,
                           .rule = t->plain ? 0 : LEN_PT(0.5),
                           .colour = style->colour};
    return true;
}

void table_block(Compose *c, Block *block, const Node *node, Context context)
{
    Table t;
    const Node *caption;
    Block continued = {0};
    context.flush = true;
    context.tag = tags_add(&c->tags, "Table", context.tag);
    if (!table_open(&t, c, block, node, context, &caption))
        return;
    t.tag = context.tag;
    c->cells++;
    if (table_fit(&t)) {
        if (caption)
            add_caption(&t, caption, &continued);
        add_rows(&t, &continued);
    }
    c->cells--;
    if (!block->count)
        return;
    block->strips[0].flags |= STRIP_SNAP;
    block->strips[block->count - 1].flags |= STRIP_LAST_ROW;
    block->before = block->after = c->pitch / 2;
}
