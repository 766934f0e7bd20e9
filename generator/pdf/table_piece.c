/*
 * table_piece: a group of rows between two cuts as a strip.
 *
 * A piece holds the lines of all cells that begin in it, the rules and tints that lie in it, and
 * what a page that begins with it repeats: the text of cells that began on the page before and go
 * on below it.
 */
#include <assert.h>
#include <string.h>

#include "pdf/table_imp.h"

#define INNER LEN_PT(0.4) /* rules between boxes, and below a head over several columns */

/* What goes into one strip, counted, then filled. */
typedef struct Piece {
    Len top, bottom;
    Len above, below;    /* how far lines beside cells go on into the space that a page break
                            inside a row would make */
    Item *items;
    size_t count, room;
    LinkSpot *links;
    size_t nlinks, links_room;
    NoteUse *notes;
    size_t nnotes, notes_room;
} Piece;

/* A cell's lines not yet in a piece. */
typedef struct Cursor {
    size_t next;
    Len y;
} Cursor;

/*
 * What of the group lies in the piece being made. It moves down with the pieces, so that a group of
 * many rows costs as many steps as it has cells, however long some of them are.
 */
typedef struct Window {
    uint32_t row;        /* the first that ends below the piece's top */
    size_t next;         /* cells from here on begin below it */
    size_t *cells;       /* those in it, in reading order */
    size_t count;
} Window;

/* ---- rules and tints ---- */

uint32_t table_ink(const Table *t)
{
    return block_style(t->c, STYLE_TABLE)->colour;
}

Len table_edge(const Table *t)
{
    const Design *design = t->c->design;
    bool nested = t->context.style == STYLE_TABLE;
    return t->plain ? 0 : nested ? design->table_head_rule : design->table_edge;
}

static Item *piece_item(Table *t, Piece *piece, Item item)
{
    arena_push(t->c->scratch, piece->items, piece->count, piece->room, item);
    return &piece->items[piece->count - 1];
}

static void piece_rule(Table *t, Piece *piece, Len x, Len y, Len width, Len height, Len thickness,
                       uint32_t colour)
{
    Item *last = piece->count ? &piece->items[piece->count - 1] : NULL;
    if (last && last->kind == ITEM_LINE && !height && !last->height && last->y == y &&
        last->x + last->width == x && last->colour == colour && last->as.line.thickness == thickness) {
        last->width += width; /* one rule under neighbours */
        return;
    }
    Item *item = piece_item(t, piece, (Item){.kind = ITEM_LINE, .x = x, .y = y, .width = width,
                                             .height = height, .colour = colour});
    item->as.line.thickness = thickness;
}

/* Every second row under a head or sub-head. */
static void piece_tints(Table *t, Piece *piece, const Group *group, const Window *window)
{
    for (uint32_t i = window->row; t->zebra && i < group->nrows && group->tops[i] < piece->bottom; i++) {
        uint32_t row = group->first + i;
        if (row < t->grid.nheads || grid_subhead(&t->grid, row)) {
            t->zebra_from = row + 1;
            continue;
        }
        Len top = group->tops[i] > piece->top ? group->tops[i] : piece->top;
        Len bottom = group->tops[i + 1] < piece->bottom ? group->tops[i + 1] : piece->bottom;
        if ((row - t->zebra_from) % 2 && top < bottom)
            piece_item(t, piece, (Item){.kind = ITEM_RECT, .x = t->left, .y = top - piece->top,
                                        .width = t->width, .height = bottom - top,
                                        .colour = t->c->design->tint});
    }
}

/* The lines beside the cell, from top to bottom of it; a form has a closed border. */
static void piece_sides(Table *t, Piece *piece, const TableCell *cell, Len x, Len width, Len top,
                        Len bottom)
{
    uint32_t colour = t->form ? table_ink(t) : t->c->design->rule;
    bool first = cell->at.column == 0, last = cell->at.column + cell->at.colspan == t->grid.ncolumns;
    Len edge = t->form ? table_edge(t) : INNER;
    piece_rule(t, piece, x, top, 0, bottom - top, first ? edge : INNER, colour);
    if (last)
        piece_rule(t, piece, x + width, top, 0, bottom - top, edge, colour);
}

/* The line under a cell: none at the table's and the head's end, where a rule is; within the head
 * one under what spans several columns; above a total a rule. */
static void piece_under(Table *t, Piece *piece, const TableCell *cell, Len x, Len y, Len width)
{
    const Grid *g = &t->grid;
    uint32_t below = cell->at.row + cell->at.rowspan;
    bool inner = below < g->nrows && below != g->nheads, in_head = below < g->nheads;
    if (!inner || y <= piece->top || y > piece->bottom)
        return;
    bool total = doc_has_class(g->rows[below]->as.section.class, STR("total"));
    if (t->form || total)
        piece_rule(t, piece, x, y - piece->top, width, 0, INNER, table_ink(t));
    else if (in_head && !t->boxed && cell->at.colspan > 1) /* neighbours' do not meet */
        piece_rule(t, piece, x + t->pad, y - piece->top, width - 2 * t->pad, 0, INNER, table_ink(t));
    else if (in_head && !t->boxed)
        return;
    else if (t->lines || t->boxed || grid_subhead(g, below))
        piece_rule(t, piece, x, y - piece->top, width, 0, t->c->design->table_rule, t->c->design->rule);
}

/* The lines under the cell, or at its sides. */
static void piece_cell_rules(Table *t, Piece *piece, const Group *group, const TableCell *cell, bool sides)
{
    const Column *first = &t->columns[cell->at.column], *last = first + cell->at.colspan - 1;
    uint32_t row = cell->at.row - group->first;
    Len x = first->x, width = last->x + last->width - x, y = group->tops[row + cell->at.rowspan];
    if (!sides) {
        piece_under(t, piece, cell, x, y, width);
        return;
    }
    Len top = group->tops[row] > piece->top ? group->tops[row] : piece->top;
    Len bottom = y < piece->bottom ? y : piece->bottom;
    if (top < bottom)
        piece_sides(t, piece, cell, x, width, top - piece->top - (top == piece->top ? piece->above : 0),
                    bottom - piece->top + (bottom == piece->bottom ? piece->below : 0));
}

/* The lines under rows, and with boxes between columns, that lie in the piece. */
static void piece_rules(Table *t, Piece *piece, const Group *group, const Window *window)
{
    uint32_t ink = table_ink(t), end = group->first + group->nrows;
    if (t->plain)
        return;
    for (size_t i = 0; i < window->count; i++)
        piece_cell_rules(t, piece, group, &group->cells[window->cells[i]], false);
    for (size_t i = 0; i < window->count && t->boxed; i++)
        piece_cell_rules(t, piece, group, &group->cells[window->cells[i]], true);
    if (group->first == 0 && piece->top == 0)
        piece_rule(t, piece, t->left, 0, t->width, 0, table_edge(t), ink);
    if (piece->bottom != group->tops[group->nrows])
        return;
    if (end == t->grid.nrows)
        piece_rule(t, piece, t->left, piece->bottom - piece->top, t->width, 0, table_edge(t), ink);
    else if (end == t->grid.nheads)
        piece_rule(t, piece, t->left, piece->bottom - piece->top, t->width, 0, t->c->design->table_head_rule, ink);
}

/* ---- text ---- */

/* The background of code or a call-out in a cell: on pages frames stand behind whole strips. */
static void piece_frame(Table *t, Piece *piece, const Strip *strip, const Strip *above, Len y)
{
    const Frame *frame = strip->frame;
    if (!frame || frame->fill == FRAME_CLEAR)
        return;
    Len pad = frame->pad < t->vpad ? frame->pad : t->vpad; /* inside the row */
    Len gap = above && above->frame == frame ? strip->before : pad;
    piece_item(t, piece, (Item){.kind = ITEM_RECT, .x = frame->x, .y = y - gap, .width = frame->width,
                                .height = strip->height + gap + pad, .colour = frame->fill});
    if (frame->bar_width)
        piece_item(t, piece, (Item){.kind = ITEM_RECT, .x = frame->x, .y = y - gap,
                                    .width = frame->bar_width,
                                    .height = strip->height + gap + pad, .colour = frame->bar});
}

static void piece_strip(Table *t, Piece *piece, const Strip *strip, Len dy)
{
    Arena *a = t->c->scratch;
    block_move(strip->items, strip->nitems, 0, dy);
    for (uint32_t i = 0; i < strip->nitems; i++)
        piece_item(t, piece, strip->items[i]);
    for (uint32_t i = 0; i < strip->nlinks; i++) {
        LinkSpot spot = strip->links[i];
        spot.y += dy;
        arena_push(a, piece->links, piece->nlinks, piece->links_room, spot);
    }
    for (uint32_t i = 0; i < strip->nnotes; i++)
        arena_push(a, piece->notes, piece->nnotes, piece->notes_room, strip->notes[i]);
}

static void piece_cell(Table *t, Piece *piece, const TableCell *cell, Cursor *at)
{
    while (at->next < cell->count) {
        const Strip *strip = cell->strips[at->next];
        Len y = at->y + (at->next ? strip->before : 0);
        if (y >= piece->bottom)
            return;
        at->y = y;
        piece_frame(t, piece, strip, at->next ? cell->strips[at->next - 1] : NULL, at->y - piece->top);
        piece_strip(t, piece, strip, at->y - piece->top);
        at->y += strip->height;
        at->next++;
    }
}

/* ---- what a page repeats ---- */

Strip table_artifact(Compose *c, const Strip *strip)
{
    Strip copy = *strip;
    copy.items = table_keep(c, strip->items, strip->nitems, sizeof *strip->items);
    for (uint32_t k = 0; k < copy.nitems; k++) {
        Item *item = &copy.items[k];
        item->tag = 0;
        if (item->kind == ITEM_GLYPHS)
            item->as.glyphs.glyphs = table_keep(c, item->as.glyphs.glyphs, item->as.glyphs.count,
                                                sizeof(PlacedGlyph));
    }
    copy.nlinks = copy.nnotes = 0;
    return copy;
}

/* The text of the cells that span rows, before it is moved into pieces; what is longer than a
 * quarter of a page is no name of its rows, and is not said again. */
static void make_carries(Table *t, Group *group)
{
    Compose *c = t->c;
    Len most = (c->design->height - c->design->top - c->design->bottom) / 4;
    for (size_t i = 0; i < group->count; i++) {
        TableCell *cell = &group->cells[i];
        if (cell->at.rowspan < 2 || !cell->count || cell->height > most)
            continue;
        cell->carry = arena_new(c->a, TableCarry);
        cell->carry->strips = arena_array(c->a, Strip, cell->count);
        cell->carry->count = (uint32_t)cell->count;
        for (size_t k = 0; k < cell->count; k++) {
            cell->carry->strips[k] = table_artifact(c, cell->strips[k]);
            cell->carry->strips[k].lead = cell->carry->strips[k].before = k ? cell->strips[k]->before : 0;
        }
        cell->carry->top = t->vpad;
    }
}

/*
 * The cells whose text is all above the piece while they go on below with room for it. The same as
 * at the piece before is kept once.
 */
static const TableCarries *piece_carries(Table *t, const Piece *piece, const Group *group,
                                         const Window *window, const Cursor *cursors,
                                         const TableCarries *before)
{
    Compose *c = t->c;
    ArenaMark mark = arena_mark(c->scratch);
    const TableCarry **all = arena_array(c->scratch, const TableCarry *, window->count + 1);
    uint32_t count = 0;
    bool same = before != NULL;
    for (size_t k = 0; k < window->count; k++) {
        size_t i = window->cells[k];
        const TableCell *cell = &group->cells[i];
        Len bottom = group->tops[cell->at.row - group->first + cell->at.rowspan];
        if (!cell->carry || cursors[i].next < cell->count || cell->top >= piece->top ||
            bottom - piece->top < cell->height + 2 * t->vpad)
            continue;
        same = same && count < before->count && before->cells[count] == cell->carry;
        all[count++] = cell->carry;
    }
    TableCarries *made = NULL;
    if (count && !(same && count == before->count)) {
        made = arena_new(c->a, TableCarries);
        made->cells = table_keep(c, all, count, sizeof(const TableCarry *));
        made->count = count;
    }
    arena_release(c->scratch, mark);
    return !count ? NULL : made ? made : before;
}

/* ---- strips ---- */

void *table_keep(Compose *c, const void *items, size_t count, size_t size)
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
    strip->items = table_keep(c, piece->items, piece->count, sizeof *piece->items);
    strip->nitems = (uint32_t)piece->count;
    strip->links = table_keep(c, piece->links, piece->nlinks, sizeof *piece->links);
    strip->nlinks = (uint32_t)piece->nlinks;
    strip->notes = table_keep(c, piece->notes, piece->nnotes, sizeof *piece->notes);
    strip->nnotes = (uint32_t)piece->nnotes;
    return strip;
}

/* Down to the piece: leave out what ended above it, take in what begins in it. */
static void move_window(Window *window, const Group *group, const Piece *piece)
{
    size_t n = 0;
    for (size_t k = 0; k < window->count; k++) {
        const TableCell *cell = &group->cells[window->cells[k]];
        if (group->tops[cell->at.row - group->first + cell->at.rowspan] > piece->top)
            window->cells[n++] = window->cells[k];
    }
    for (; window->next < group->count &&
           group->tops[group->cells[window->next].at.row - group->first] < piece->bottom; window->next++)
        window->cells[n++] = window->next;
    window->count = n;
    while (window->row + 1 < group->nrows && group->tops[window->row + 1] <= piece->top)
        window->row++;
}

void table_pieces(Table *t, Group *group)
{
    Compose *c = t->c;
    size_t ncuts = group->ncuts;
    assert(ncuts >= 2 && group->cuts[ncuts - 1] == group->tops[group->nrows]);
    Cursor *cursors = arena_array(c->scratch, Cursor, group->count + 1);
    for (size_t i = 0; i < group->count; i++)
        cursors[i].y = group->cells[i].top;
    if (ncuts > 2)
        make_carries(t, group);
    const TableCarries *carries = NULL;
    Window window = {.cells = arena_array(c->scratch, size_t, group->count + 1)};
    for (size_t k = 0; k + 1 < ncuts; k++) {
        Piece piece = {.top = group->cuts[k], .bottom = group->cuts[k + 1],
                       .above = group->inside[k] ? t->vpad : 0,
                       .below = group->inside[k + 1] ? t->vpad : 0};
        move_window(&window, group, &piece);
        if (k)
            carries = piece_carries(t, &piece, group, &window, cursors, carries);
        piece_tints(t, &piece, group, &window);
        for (size_t i = 0; i < window.count; i++)
            piece_cell(t, &piece, &group->cells[window.cells[i]], &cursors[window.cells[i]]);
        piece_rules(t, &piece, group, &window);
        Strip *strip = piece_done(t, &piece);
        strip->head = group->first >= t->grid.nheads ? t->head : NULL;
        strip->carries = carries;
        if (group->inside[k])
            strip->flags |= STRIP_SPLIT;
        bool inside = k == 1 || k + 2 == ncuts; /* two lines of a split row stay together */
        if (k > 0 && group->nrows == 1 && inside && ncuts > 3)
            strip->flags |= STRIP_GLUED;
    }
}
