/*
 * table_group: rows joined by spans, which are set together; rows without are groups of one.
 *
 * The lines of all cells are intervals of height. A cut is where no interval is crossed, either
 * between two rows or, in a row of more than eight lines (R25: more than three), between lines. So time and memory
 * are linear in the cells, and a cell longer than a page is split.
 */
#include <stdlib.h>
#include <string.h>

#include "pdf/table_imp.h"

enum {
    WHOLE_LINES = 8, /* R25 asks that rows of three lines stay whole; so do those a little taller */
    WHOLE_GROUP = 12 /* rows joined by spans are not parted up to so many pitches */
};

typedef struct Interval {
    Len top, bottom;
    bool row;            /* a place between two rows */
} Interval;

/* ---- cells ---- */

/* Where a cell's text is, across: a figure so that its point stands below the others. */
static void cell_place(Table *t, const TableCell *cell, Setting *setting)
{
    const Column *first = &t->columns[cell->at.column], *last = first + cell->at.colspan - 1;
    Len x = first->x + first->left, width = last->x + last->left + last->text - x, before, after;
    *setting = table_setting(t, &cell->at, width);
    setting->left = x;
    setting->width = width;
    if (!table_figure_widths(t, &cell->at, &before, &after) ||
        first->before + first->after > width)
        return;
    Len room = width - first->before - first->after;
    Len shift = (setting->align == PARA_CENTRE ? room / 2 : room) + first->before - before;
    setting->left += shift;
    setting->width -= shift;
    setting->align = PARA_START;
}

static void set_cell(Table *t, TableCell *cell)
{
    Compose *c = t->c;
    Setting setting;
    cell_place(t, cell, &setting);
    Context context = t->context;
    context.left = setting.left;
    context.width = setting.width;
    context.tag = setting.tag = cell->element;
    context.style = (uint8_t)setting.style;
    context.flush = true;
    context.frame = NULL;
    context.label = NULL;
    Flow flow = {0};
    Block *block = arena_new(c->scratch, Block); /* the group's; only its strips' items stay */
    if (table_cell_is_inline(cell->at.node)) {
        block_lines(c, block, cell->at.node, context, &setting);
        flow = (Flow){.blocks = &block, .count = 1};
    } else {
        block_add_kids(c, &flow, cell->at.node, context);
    }
    cell->strips = block_flatten(c, c->scratch, flow.blocks, flow.count, NULL, false, &cell->count);
    for (size_t i = 0; i < cell->count; i++)
        cell->height += cell->strips[i]->height + (i ? cell->strips[i]->before : 0);
}

static Group set_group(Table *t, uint32_t first)
{
    Compose *c = t->c;
    Group group = {.first = first, .nrows = 1};
    for (uint32_t row = first; row < first + group.nrows; row++) {
        uint32_t count = grid_row(&t->grid, t->cells, NULL), tag = tags_add(&c->tags, "TR", t->tag);
        size_t from = group.count;
        table_tag_row(t, row);
        for (uint32_t i = 0; i < count; i++) {
            uint32_t end = row + t->cells[i].rowspan - first;
            group.nrows = end > group.nrows ? end : group.nrows;
            arena_push(c->scratch, group.cells, group.count, group.room,
                       ((TableCell){.at = t->cells[i]}));
        }
        for (size_t i = from; i < group.count; i++) {
            table_tag_cell(t, &group.cells[i], tag);
            set_cell(t, &group.cells[i]);
        }
    }
    return group;
}

/* ---- heights ---- */

static uint32_t local_row(const Group *group, const TableCell *cell)
{
    return cell->at.row - group->first;
}

static void group_heights(Table *t, Group *group)
{
    Len leading = len_em(t->scale, block_style(t->c, STYLE_TABLE)->leading);
    Len *heights = arena_array(t->c->scratch, Len, group->nrows);
    for (uint32_t i = 0; i < group->nrows; i++)
        heights[i] = leading + 2 * t->vpad;
    for (size_t i = 0; i < group->count; i++) {
        const TableCell *cell = &group->cells[i];
        Len *height = &heights[local_row(group, cell)];
        if (cell->at.rowspan == 1 && cell->push + cell->height + 2 * t->vpad > *height)
            *height = cell->push + cell->height + 2 * t->vpad;
    }
    for (size_t i = 0; i < group->count; i++) { /* a tall spanning cell deepens its last row */
        const TableCell *cell = &group->cells[i];
        uint32_t row = local_row(group, cell);
        Len have = 0;
        for (uint32_t k = 0; cell->at.rowspan > 1 && k < cell->at.rowspan; k++)
            have += heights[row + k];
        if (cell->at.rowspan > 1 && cell->push + cell->height + 2 * t->vpad > have)
            heights[row + cell->at.rowspan - 1] += cell->push + cell->height + 2 * t->vpad - have;
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
                        : WHOLE_LINES * leading + 2 * t->vpad;
    return height > whole;
}

/* Small enough to be one strip, where cells that span rows stand in reading order. */
static bool group_whole(const Table *t, const Group *group)
{
    return group->nrows > 1 && group->tops[group->nrows] <= WHOLE_GROUP * t->c->pitch;
}

/* Where a cell's first line begins. What a page may part starts at the top, for there may be no
 * middle of it on any page. */
static Len cell_top(const Table *t, const Group *group, const TableCell *cell)
{
    uint32_t row = local_row(group, cell);
    Len top = group->tops[row], bottom = group->tops[row + cell->at.rowspan];
    bool parted = cell->at.rowspan > 1 || row_splits(t, group, row);
    VAlign align = (VAlign)cell->at.node->as.cell.valign;
    align = align != VALIGN_DEFAULT ? align : (VAlign)t->grid.table->as.table.valign;
    if (align == VALIGN_DEFAULT && t->tall && !t->form && !t->plain && cell->at.row >= t->grid.nheads)
        align = VALIGN_TOP;
    if (parted && !group_whole(t, group))
        return top + t->vpad + cell->push;
    if (align == VALIGN_TOP)
        return top + t->vpad;
    return align == VALIGN_BOTTOM ? bottom - t->vpad - cell->height
                                  : top + (bottom - top - cell->height) / 2;
}

/* ---- cuts ---- */

static int compare_intervals(const void *one, const void *other)
{
    const Interval *a = one, *b = other;
    if (a->top != b->top)
        return a->top < b->top ? -1 : 1;
    return a->bottom < b->bottom ? -1 : a->bottom > b->bottom;
}

static Interval *intervals_of(Table *t, const Group *group, size_t *count)
{
    size_t n = 0;
    for (size_t i = 0; i < group->count; i++)
        n += group->cells[i].count;
    Interval *all = arena_array(t->c->scratch, Interval, n + group->nrows + 1);
    n = 0;
    for (size_t i = 0; i < group->count; i++) {
        const TableCell *cell = &group->cells[i];
        Len y = cell->top;
        for (size_t k = 0; k < cell->count; k++) {
            y += k ? cell->strips[k]->before : 0;
            all[n++] = (Interval){.top = y, .bottom = y + cell->strips[k]->height};
            y += cell->strips[k]->height;
        }
    }
    for (uint32_t i = 1; i <= group->nrows; i++)
        all[n++] = (Interval){.top = group->tops[i], .bottom = group->tops[i], .row = true};
    qsort(all, n, sizeof *all, compare_intervals);
    *count = n;
    return all;
}

static void add_cut(Group *group, Len top, bool inside)
{
    group->inside[group->ncuts] = inside;
    group->cuts[group->ncuts++] = top;
}

static void group_cuts(Table *t, Group *group)
{
    size_t n;
    const Interval *all = intervals_of(t, group, &n);
    Len *cuts = arena_array(t->c->scratch, Len, n + 1), reached = 0, end = group->tops[group->nrows];
    group->cuts = cuts;
    group->inside = arena_array(t->c->scratch, bool, n + 1);
    group->ncuts = 1; /* cuts[0] = 0 */
    uint32_t row = 0;
    for (size_t i = 0; i < n && !group_whole(t, group); i++) {
        Len top = all[i].top;
        while (row + 1 < group->nrows && top >= group->tops[row + 1])
            row++;
        bool inside = top > group->tops[row] + t->vpad && row_splits(t, group, row);
        if (top >= reached && top > cuts[group->ncuts - 1] && (all[i].row || inside))
            add_cut(group, top, !all[i].row);
        reached = all[i].bottom > reached ? all[i].bottom : reached;
    }
    if (cuts[group->ncuts - 1] != end)
        add_cut(group, end, false);
}

/* ---- cuts where there are none ---- */

/* The place for a cut behind `from`: the last end of a row within reach, else the last line of a
 * row that may be split; 0 when there is neither. */
static Len cut_wanted(Table *t, const Group *group, Len from, Len reach)
{
    size_t n;
    const Interval *all = intervals_of(t, group, &n);
    Len row_end = 0, line = 0;
    uint32_t row = 0;
    for (size_t i = 0; i < n && all[i].top <= from + reach; i++) {
        while (row + 1 < group->nrows && all[i].top >= group->tops[row + 1])
            row++;
        if (all[i].top <= from)
            continue;
        if (all[i].row)
            row_end = all[i].top;
        else if (all[i].top > group->tops[row] + t->vpad && row_splits(t, group, row))
            line = all[i].top;
    }
    return row_end > from + reach / 4 || !line ? row_end : line;
}

/* Which of a cell's strips lies across y, and where it begins; count when none does. */
static size_t strip_across(const TableCell *cell, Len y, Len *top)
{
    Len at = cell->top;
    for (size_t k = 0; k < cell->count && at < y; k++) {
        at += k ? cell->strips[k]->before : 0;
        *top = at;
        at += cell->strips[k]->height;
        if (*top < y && at > y)
            return k;
    }
    return cell->count;
}

/* Make room for a cut at y: what lies across it begins there. false: something is too tall. */
static bool push_below(Group *group, Len y, Len most)
{
    Len top;
    for (size_t i = 0; i < group->count; i++) {
        const TableCell *cell = &group->cells[i];
        size_t k = strip_across(cell, y, &top);
        if (k < cell->count && cell->strips[k]->height > most)
            return false;
    }
    for (size_t i = 0; i < group->count; i++) {
        TableCell *cell = &group->cells[i];
        size_t k = strip_across(cell, y, &top);
        if (k == cell->count)
            continue;
        if (k) {
            cell->strips[k]->before += y - top;
            cell->height += y - top;
        } else {
            cell->push += y - top;
        }
    }
    return true;
}

/* The first stretch that is taller than reach although it could be parted. false: none. */
static bool force_cut(Table *t, Group *group, Len reach)
{
    for (size_t i = 0; i + 1 < group->ncuts; i++) {
        if (group->cuts[i + 1] - group->cuts[i] <= reach)
            continue;
        Len y = cut_wanted(t, group, group->cuts[i], reach);
        if (y && push_below(group, y, reach))
            return true;
    }
    return false;
}

/*
 * Beside rows of their own heights the lines of a long cell that spans them may leave no place
 * for a cut. A page needs one every so often: lines in its way are moved below it.
 */
Group table_group(Table *t, uint32_t first)
{
    enum { ROUNDS = 2000 };
    const Design *design = t->c->design;
    Len reach = (design->height - design->top - design->bottom) / 3;
    Group group = set_group(t, first);
    for (int round = 0; round < ROUNDS; round++) {
        group_heights(t, &group);
        for (size_t i = 0; i < group.count; i++)
            group.cells[i].top = cell_top(t, &group, &group.cells[i]);
        group_cuts(t, &group);
        if (group_whole(t, &group) || !force_cut(t, &group, reach))
            break;
    }
    return group;
}
