/*
 * markdown_definition: the blocks of one list of definitions, put together.
 */
#include "read/markdown_imp.h"

bool markdown_defines_on(const Node *node, uint32_t column)
{
    return node->kind == NODE_DEFINITIONS || node->pos.column >= column + 2;
}

static void end_item(Markdown *m, NodeList *list, NodeList *item, Pos pos)
{
    if (item->count)
        doc_push(m->scratch, list, doc_done(m->a, doc_node(m->a, NODE_ITEM, pos), item));
    *item = (NodeList){0};
}

/* Terms and what they mean from count blocks, of which the first are definitions: what follows these
 * indented is more of the last meaning. */
static const Node *one_list(Markdown *m, const Node *const *blocks, size_t count)
{
    NodeList list = {0}, item = {0};
    Pos pos = blocks[0]->pos;
    for (size_t i = 0; i < count; i++) {
        if (blocks[i]->kind != NODE_DEFINITIONS) {
            doc_push(m->scratch, &item, blocks[i]);
            continue;
        }
        for (uint32_t k = 0; k < blocks[i]->nkids; k++) {
            const Node *kid = blocks[i]->kids[k];
            end_item(m, &list, &item, pos);
            pos = kid->pos;
            if (kid->kind == NODE_TERM)
                doc_push(m->scratch, &list, kid);
            else
                for (uint32_t n = 0; n < kid->nkids; n++)
                    doc_push(m->scratch, &item, kid->kids[n]);
        }
    }
    end_item(m, &list, &item, pos);
    return doc_done(m->a, doc_node(m->a, NODE_DEFINITIONS, blocks[0]->pos), &list);
}

void markdown_join_definitions(Markdown *m, size_t mark)
{
    size_t kept = mark;
    for (size_t i = mark; i < m->stack.count;) {
        size_t end = i + 1;
        const Node *node = m->stack.items[i];
        while (node->kind == NODE_DEFINITIONS && end < m->stack.count && markdown_defines_on(m->stack.items[end], node->pos.column))
            end++;
        m->stack.items[kept++] = end - i > 1 ? one_list(m, m->stack.items + i, end - i) : node;
        i = end;
    }
    m->stack.count = kept;
}
