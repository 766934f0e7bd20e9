/*
 * block_verse: lines that stay as they were written; in columns they are block_upright.c's.
 *
 * Stanzas stand as one block in the middle of the measure, as wide as the longest line of all of them,
 * so that every line begins at the same edge.
 * The title is centred above, who wrote it stands below, where the longest line ends.
 */
#include "pdf/block.h"

static bool is_stanza(const Node *node)
{
    return node->kind == NODE_PARA && !node->as.section.class.n;
}

static Len longest_line(Compose *c, const Node *verse, Context context)
{
    Len longest = 0, narrowest;
    Setting setting = block_setting(c, context, STYLE_QUOTE);
    setting.indent = 0;
    for (uint32_t i = 0; i < verse->nkids; i++) {
        if (!is_stanza(verse->kids[i]))
            continue;
        Len width = block_measure(c, verse->kids[i], context, &setting, &narrowest);
        longest = width > longest ? width : longest;
    }
    return longest;
}

void block_verse(Compose *c, Flow *flow, const Node *node, Context context)
{
    const TextStyle *style = block_style(c, STYLE_QUOTE);
    size_t first = flow->count;
    context.tag = tags_add(&c->tags, "BlockQuote", context.tag);
    Context lines = context;
    Len longest = longest_line(c, node, context);
    if (longest < context.width) {
        lines.left += (context.width - longest) / 2;
        lines.width = longest;
    }
    lines.verse = true;
    Context source = context; /* from the left edge of the measure: it may be longer than the lines */
    source.width = lines.left + lines.width - context.left;
    bool after_stanza = false;
    for (uint32_t i = 0; i < node->nkids; i++) {
        const Node *kid = node->kids[i];
        size_t before = flow->count;
        bool title = kid->kind == NODE_PARA && doc_has_class(kid->as.section.class, STR("verse-title"));
        block_add(c, flow, kid, is_stanza(kid) ? lines : title || kid->kind != NODE_PARA ? context : source);
        if (before == flow->count || !flow->blocks[before]->count)
            continue;
        Block *block = flow->blocks[before];
        if (after_stanza && is_stanza(kid)) /* a line left free between stanzas */
            block->before = c->pitch;
        if (title)
            block->keep_lines = 2;
        else if (kid->kind == NODE_PARA && kid->as.section.class.n)
            block->strips[0].flags |= STRIP_GLUED; /* who wrote it stays with the last line */
        after_stanza = is_stanza(kid);
    }
    block_space_around(flow, first, style);
}

/* ---- in columns ---- */

enum { COLUMN_EMS = 24 }; /* the most a column is long */

bool block_verse_fits(Compose *c, const Node *node, Context context)
{
    const TextStyle *style = block_style(c, STYLE_QUOTE);
    Setting setting = block_setting(c, context, STYLE_QUOTE);
    setting.indent = 0;
    setting.width = COLUMN_EMS * style->size;
    for (uint32_t i = 0; i < node->nkids; i++)
        if (node->kids[i]->kind != NODE_PARA ||
            block_vertical(c, NULL, NULL, node->kids[i], context, &setting, 0, 0, NULL) > context.width)
            return false;
    return true;
}
