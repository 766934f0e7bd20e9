/*
 * block_columns: text in columns.
 *
 * What stands in columns side by side is a region: one strip without height that carries a flow
 * of its own, which page_break.c fills into the columns. What spans the columns stands
 * between two regions like any other block.
 */
#include "pdf/block.h"

enum { COLUMNS_MOST = 4, COLUMNS_SPAN_LEVEL = 2 }; /* headings to this level span the columns */

static void set_columns(Compose *c, Block *block, const Node *node, Context context)
{
    unsigned n = node->level;
    Flow *region = arena_new(c->a, Flow);
    Context inner = context;
    inner.left = 0;
    inner.width = (context.width - (Len)(n - 1) * c->design->gutter) / (Len)n;
    if (inner.width < c->pitch)
        inner.width = c->pitch;
    c->columns++;
    block_add_kids(c, region, node, inner);
    c->columns--;
    Strip *strip = block_strip(c, block, context, 0);
    strip->region = region;
    strip->columns = (uint8_t)n;
    strip->x = context.left;
    strip->measure = context.width;
    strip->flags |= STRIP_SNAP;
    block->before = block->after = c->pitch;
}

/* Heads of chapters and sections, and what says so itself, stand across all columns. */
static bool spans_columns(const Node *node, Context context)
{
    if (node->kind == NODE_HEADING && block_heading_level(node, context) <= COLUMNS_SPAN_LEVEL)
        return true;
    bool may = node->kind == NODE_FIGURE || node->kind == NODE_HEADING || node->kind == NODE_CALLOUT;
    return (may && doc_has_class(node->as.section.class, STR("wide"))) ||
           (node->kind == NODE_TABLE && doc_has_class(node->as.table.class, STR("wide")));
}

static bool holds_spanning(const Node *node, Context context)
{
    if (node->kind != NODE_SECTION)
        return spans_columns(node, context);
    context.shift = (uint8_t)(context.shift + node->level);
    for (uint32_t i = 0; i < node->nkids; i++)
        if (holds_spanning(node->kids[i], context))
            return true;
    return false;
}

/* Some of the kids of node as a region of columns. */
static void add_region(Compose *c, Flow *flow, const Node *node, uint32_t from, uint32_t to,
                       unsigned columns, Context context)
{
    if (from == to)
        return;
    Node *region = doc_node(c->a, NODE_COLUMNS, node->kids[from]->pos);
    region->level = (uint8_t)columns;
    region->kids = node->kids + from;
    region->nkids = to - from;
    block_set(c, flow, region, context, set_columns);
}

/* The kids of node in columns, but for what spans them: that parts the text into regions, each
 * with columns of one height. */
static void part_columns(Compose *c, Flow *flow, const Node *node, unsigned columns,
                         Context context)
{
    uint32_t from = 0;
    for (uint32_t i = 0; i < node->nkids; i++) {
        const Node *kid = node->kids[i];
        if (!holds_spanning(kid, context))
            continue;
        uint32_t end = i; /* heads right above go with it: they must not end a column */
        while (end > from && node->kids[end - 1]->kind == NODE_HEADING)
            end--;
        add_region(c, flow, node, from, end, columns, context);
        context.label = from < end ? NULL : context.label;
        for (; end < i; end++)
            block_add(c, flow, node->kids[end], context);
        if (kid->kind == NODE_SECTION && !block_official(kid))
            part_columns(c, flow, kid, columns, block_section(c, kid, context));
        else
            block_add(c, flow, kid, context);
        context.label = NULL;
        from = i + 1;
    }
    add_region(c, flow, node, from, node->nkids, columns, context);
}

/* Columns within columns, cells and the like are one column: there is no room for more. */
void block_columns(Compose *c, Flow *flow, const Node *node, Context context)
{
    unsigned n = node->level < 1 ? 1 : node->level > COLUMNS_MOST ? COLUMNS_MOST : node->level;
    if (n == 1 || c->depth)
        block_add_kids(c, flow, node, context);
    else
        part_columns(c, flow, node, n, context);
}
