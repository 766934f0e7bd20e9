/*
 * html: the document tree as HTML.
 *
 * Invariants. Every text goes through html_escape, every address through html_href or the
 * context's own resolver; no author's markup reaches the output. A tight list's paragraphs have no <p>.
 * Given the same tree and context the bytes are the same. The form is that of the CommonMark
 * examples (void elements as <br />), so that they can be compared.
 */
#ifndef HTML_HTML_H
#define HTML_HTML_H

#include "html/escape.h"
#include "doc/doc.h"
#include "html/picture.h"
#include "html/stretch.h"

/* How the page around the tree wants it written; zeroed is a plain body with addresses as
 * they stand. */
typedef struct HtmlContext {
    /* The address for href as written at pos; STR_NONE: no link is made, its text stays.
     * Called for links and page references. NULL: as written. */
    Str (*address)(void *self, Arena *a, Str href, Pos pos);
    /* The picture for href; false: the alternative text stands instead. NULL: as written. */
    bool (*image)(void *self, Arena *a, Str href, Pos pos, HtmlImage *image);
    /* What the place behind href is called, when it is not in the tree; STR_NONE: it is reported,
     * and the address stands for it. NULL: as before, without a report. */
    Str (*label)(void *self, Arena *a, const Node *ref);
    void *self;
    uint8_t heading_shift; /* added to every heading level, 6 at the most */
    Str id_prefix;         /* put before every id and every note's, when bodies share a page */
    bool site;             /* wrappers and classes for a designed page */
    HtmlMade *made;        /* gets what is known of the markup; NULL: nobody asks */
} HtmlContext;

void html_write(Buf *out, const Node *node, const HtmlContext *context);
/* The kids of node without an element of its own: a body, a heading's words. */
void html_write_kids(Buf *out, const Node *node, const HtmlContext *context);

#endif
