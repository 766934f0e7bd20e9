/*
 * stretch: parts of a page that were written as markup of a tree, with what is known of them, so that nobody need read them again.
 *
 * Invariants. Markup of a tree is text and whole elements, none of them a script, a style sheet or a comment. Each of its tags with an address or
 * an id is in its list, and the end of each paragraph that keeps words together (html_text_tails) is, both in order. Stretches of a page stand in
 * order and do not overlap. Offsets are bytes.
 */
#ifndef HTML_STRETCH_H
#define HTML_STRETCH_H

#include "base/str.h"

/* The last words of a paragraph, which stay together. */
typedef struct HtmlTail {
    size_t from, to;
} HtmlTail;

/* What is known of the markup that a Buf gathers. Begin with {.arena = where the lists live}. */
typedef struct HtmlMade {
    Arena *arena;
    size_t *tags; /* where a tag with an address or an id begins */
    size_t ntags, tags_room;
    HtmlTail *tails;
    size_t ntails, tails_room;
} HtmlMade;

/* Note the tags in out from `from` on. */
void html_made_tags(HtmlMade *made, const Buf *out, size_t from);
/* Note the tail of the paragraph whose last words stand at the end of out, if it has one to be kept. */
void html_made_tail(HtmlMade *made, const Buf *out);

typedef struct HtmlStretch {
    size_t from, to;    /* in the page */
    const size_t *tags; /* from its start */
    size_t ntags;
} HtmlStretch;

typedef struct HtmlStretches {
    Arena *arena;
    HtmlStretch *list;
    size_t count, room;
} HtmlStretches;

/* Append the markup to the page, its tails kept together, as one more stretch. */
void html_put_stretch(HtmlStretches *s, Buf *page, Str markup, const HtmlMade *made);
/* The page has become longer or shorter (by less than its head) before the last `behind` bytes: forget the stretches that may have been touched. */
void html_move_stretches(HtmlStretches *s, size_t before, size_t now, size_t behind);

#endif
