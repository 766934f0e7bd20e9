/*
 * table_tags: the elements of a table's cells, and which heads speak for each of them.
 *
 * A head's scope is enough where every column has one head and no head stands between the rows.
 * Where heads span columns or rows of the body are sub-heads, a cell names its heads (ISO 32000-1,
 * 14.8.5.7, Headers; ISO 14289-1, 7.5): those above it from the top down, the sub-head, and those
 * at its left in its rows.
 */
#include <string.h>

#include "pdf/table_imp.h"

enum { ROW_HEADS = 8 }; /* heads at the left of a cell, at the most */

typedef struct RowHead {
    uint32_t element, end; /* the row behind its last */
} RowHead;

typedef struct Heads {
    uint32_t *elements;
    size_t count, room;
    const uint32_t *kept;  /* with the sub-head, for cells without a head at their left */
    uint8_t nkept;
} Heads;

struct TableTags {
    Heads *columns;
    uint32_t subhead;      /* element; 0 none */
    RowHead rows[ROW_HEADS];
    uint32_t nrows;
};

void table_tags_open(Table *t)
{
    Grid *g = &t->grid;
    bool needed = g->nheads > 1;
    for (uint32_t row = 0; row < g->nrows && !needed; row++) {
        needed = grid_subhead(g, row);
        for (uint32_t i = 0; row < g->nheads && i < g->rows[row]->nkids; i++)
            needed |= g->rows[row]->kids[i]->as.cell.colspan > 1;
    }
    if (!needed)
        return;
    t->tags = arena_new(t->c->scratch, struct TableTags);
    t->tags->columns = arena_array(t->c->scratch, Heads, g->ncolumns);
    for (uint32_t i = 0; i < g->ncolumns; i++) { /* before what is scratch of one group */
        t->tags->columns[i].elements = arena_array(t->c->scratch, uint32_t, g->nheads + 1);
        t->tags->columns[i].room = g->nheads + 1;
    }
}

static void push_once(Arena *a, Heads *heads, uint32_t element)
{
    for (size_t i = 0; i < heads->count; i++)
        if (heads->elements[i] == element)
            return;
    arena_push(a, heads->elements, heads->count, heads->room, element);
}

/* What speaks for a cell, kept as long as the book. */
static const uint32_t *heads_of(Table *t, const GridCell *at, uint8_t *count)
{
    struct TableTags *tags = t->tags;
    Heads *own = &tags->columns[at->column], all = {0};
    bool body = at->row >= t->grid.nheads, single = at->colspan == 1 && !tags->nrows && body;
    if (single && own->kept) {
        *count = own->nkept;
        return own->kept;
    }
    ArenaMark mark = arena_mark(t->c->scratch);
    for (uint32_t i = 0; i < at->colspan; i++)
        for (size_t k = 0; k < own[i].count; k++)
            push_once(t->c->scratch, &all, own[i].elements[k]);
    if (tags->subhead)
        push_once(t->c->scratch, &all, tags->subhead);
    for (uint32_t i = 0; i < tags->nrows; i++)
        push_once(t->c->scratch, &all, tags->rows[i].element);
    all.count = all.count < UINT8_MAX ? all.count : UINT8_MAX;
    *count = (uint8_t)all.count;
    const uint32_t *kept = table_keep(t->c, all.elements, all.count, sizeof *all.elements);
    arena_release(t->c->scratch, mark);
    if (single) {
        own->kept = kept;
        own->nkept = *count;
    }
    return kept;
}

/* A head begins to speak for what comes. */
static void note_head(Table *t, const TableCell *cell, bool subhead)
{
    struct TableTags *tags = t->tags;
    if (subhead) {
        tags->subhead = cell->element;
        for (uint32_t i = 0; i < t->grid.ncolumns; i++)
            tags->columns[i].kept = NULL;
    } else if (cell->at.row >= t->grid.nheads) {
        if (tags->nrows < ROW_HEADS)
            tags->rows[tags->nrows++] = (RowHead){cell->element, cell->at.row + cell->at.rowspan};
    } else {
        for (uint32_t i = 0; i < cell->at.colspan; i++)
            push_once(t->c->scratch, &tags->columns[cell->at.column + i], cell->element);
    }
}

void table_tag_row(Table *t, uint32_t row)
{
    struct TableTags *tags = t->tags;
    uint32_t n = 0;
    for (uint32_t i = 0; tags && i < tags->nrows; i++)
        if (tags->rows[i].end > row)
            tags->rows[n++] = tags->rows[i];
    if (tags)
        tags->nrows = n;
}

void table_tag_cell(Table *t, TableCell *cell, uint32_t row_tag)
{
    bool head = cell->at.row < t->grid.nheads, subhead = grid_subhead(&t->grid, cell->at.row);
    bool names = head || subhead || cell->at.node->flags & NODE_HEAD;
    if (subhead && t->tags)
        t->tags->subhead = 0; /* the one before does not speak for it */
    cell->element = tags_add(&t->c->tags, names ? "TH" : "TD", row_tag);
    StructElement *element = tags_at(&t->c->tags, cell->element);
    element->scope = head ? 1 : names ? 2 : 0;
    element->colspan = (uint16_t)cell->at.colspan;
    element->rowspan = (uint16_t)(cell->at.rowspan < UINT16_MAX ? cell->at.rowspan : UINT16_MAX);
    if (!t->tags)
        return;
    if (!subhead)
        element->headers = heads_of(t, &cell->at, &element->nheaders);
    if (names)
        note_head(t, cell, subhead);
}
