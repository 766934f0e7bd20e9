/*
 * html_imp: what the writers of single kinds share.
 *
 * Invariants. A writer gets an Html by value and hands a changed copy down: what a subtree inherits ends with it. Everything is appended to
 * out, in which the last start tag may still be open.
 */
#ifndef HTML_HTML_IMP_H
#define HTML_HTML_IMP_H

#include "doc/label.h"
#include "html/escape.h"
#include "html/html.h"

typedef struct Html {
    Buf *out;
    const HtmlContext *context;
    Arena *scratch;
    uint8_t shift;  /* of headings, context and sections together */
    bool tight;     /* inside an item of a tight list: paragraphs bare */
    bool dates;     /* they hold together: in cells of tables */
    bool defining;  /* inside a list of definitions */
    bool callout;   /* a caption here is the head of a call-out */
    const Node *last;     /* the text that ends the paragraph around it */
    const Places *places; /* NULL: nothing refers to anything, no paragraph is an article */
} Html;

static inline void put(Html h, const char *markup)
{
    buf_c(h.out, markup);
}

/* A block starts on a line of its own. */
static inline void fresh_line(Html h)
{
    if (h.out->n && h.out->p[h.out->n - 1] != '\n')
        buf_byte(h.out, '\n');
}

static inline void put_attribute(Html h, const char *name, Str value)
{
    if (!value.n)
        return;
    buf_byte(h.out, ' ');
    put(h, name);
    put(h, "=\"");
    html_escape(h.out, value);
    buf_byte(h.out, '"');
}

/* Into the start tag that is being written; empty: none. */
void html_put_id(Html h, Str id);
/* The number that a caption is referred to by, where it has one. */
void html_put_number(Html h, const Node *numbered);
/* A node of any kind, with what is in it. */
void html_write_node(Html h, const Node *node);
/* What is in the node, without it. */
void html_write_within(Html h, const Node *node);
/* A table with its caption (html_table.c). */
void html_write_table(Html h, const Node *table);

#endif
