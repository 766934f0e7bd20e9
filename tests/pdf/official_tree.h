/* official: trees of official documents made by hand, for tests of their pages and of their checker. */
#ifndef TESTS_PDF_OFFICIAL_TREE_H
#define TESTS_PDF_OFFICIAL_TREE_H

#include "doc/doc.h"

static Arena *official_arena;

static inline const Node *node_of(NodeKind kind, int level, const char *class, const Node *const *kids, size_t n)
{
    Node *node = doc_node(official_arena, kind, (Pos){0});
    NodeList list = {0};
    node->level = (uint8_t)level;
    node->as.section.class = str_of(class);
    for (size_t i = 0; i < n; i++)
        doc_push(official_arena, &list, kids[i]);
    return doc_done(official_arena, node, &list);
}

static inline const Node *para(const char *class, Str text)
{
    const Node *words = doc_text(official_arena, text, (Pos){0});
    return node_of(NODE_PARA, 0, class, &words, 1);
}

static inline const Node *heading(int level, const char *text)
{
    const Node *words = doc_text(official_arena, str_of(text), (Pos){0});
    return node_of(NODE_HEADING, level, "", &words, 1);
}

/* A heading of words that do not break. */
static inline const Node *title(const char *const *words)
{
    const Node *spans[32];
    size_t n = 0;
    for (; words[n]; n++) {
        const Node *word = doc_text(official_arena, str_of(words[n]), (Pos){0});
        spans[n] = node_of(NODE_SPAN, 0, "no-break", &word, 1);
    }
    return node_of(NODE_HEADING, 1, "", spans, n);
}

static inline Str repeat(const char *text, int times)
{
    Buf out = buf_in(official_arena);
    for (int i = 0; i < times; i++)
        buf_c(&out, text);
    return buf_view(&out);
}

#define SECTION(class, ...)                                                                        \
    node_of(NODE_SECTION, 0, class, (const Node *const[]){__VA_ARGS__},                            \
            sizeof((const Node *const[]){__VA_ARGS__}) / sizeof(Node *))

#endif
