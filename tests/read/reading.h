/*
 * reading: Markdown read, and written as HTML, with what was said about it.
 */
#ifndef TESTS_READ_READING_H
#define TESTS_READ_READING_H

#include "check.h"
#include "html/html.h"
#include "read/markdown.h"

static Arena *a;
static Diag diag; /* of the last tree */

static const Node *tree_of(const char *markdown)
{
    diag = diag_in(a);
    const Source *source = source_make(a, STR("t.md"), str_of(markdown));
    const Node *root = markdown_read(a, source, 0, (MarkdownOptions){0}, &diag);
    CHECK(root);
    doc_check(root);
    return root;
}

static Str html_of(const char *markdown)
{
    Buf out = buf_in(a);
    html_write(&out, tree_of(markdown), &(HtmlContext){0});
    return buf_view(&out);
}

#endif
