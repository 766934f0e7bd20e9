/*
 * block_cover_imp: what the layouts of covers are made of; shared by block_cover*.c only.
 *
 * Invariants. A cover is one strip as large as the trim, lengths from the page's corner. What is
 * coloured up to the trim goes on through the bleed by itself (page_trim.c); pictures that fill
 * a side are set so here. Text is set in the order in which it is read.
 */
#ifndef PDF_BLOCK_COVER_IMP_H
#define PDF_BLOCK_COVER_IMP_H

#include "pdf/block.h"

enum { COVER_LINES = 16 };
#define COVER_PAPER 0xFFFDF8u /* of labels on a colour */

typedef struct Cover {
    Compose *c;
    Block *text;         /* lines before they find their place */
    Strip *strip;        /* the page */
    Context context;
    Len left, width;     /* of text */
    uint32_t ink, field; /* of text on the accent colour, and that colour */
    bool centred;
} Cover;

/* What stands in the node: what comes before the title are heads, what comes behind it lines. */
typedef struct CoverParts {
    const Node *title, *subtitle, *image, *emblem;
    const Node *qr;      /* the figure around it */
    Str image_class;     /* of the figure around the image */
    const Node *heads[COVER_LINES], *lines[COVER_LINES];
    size_t nheads, nlines;
} CoverParts;

/* The layouts, by class; false: this cover cannot be set so, nothing was drawn. */
bool cover_field(Cover *v, const CoverParts *parts);   /* the common one */
bool cover_band(Cover *v, const CoverParts *parts);
bool cover_photo(Cover *v, const CoverParts *parts);
bool cover_plain(Cover *v, const CoverParts *parts);
bool cover_slip(Cover *v, const CoverParts *parts);    /* block_cover_upright.c */
bool cover_upright(Cover *v, const CoverParts *parts);
bool cover_back(Cover *v, const CoverParts *parts);    /* block_cover_back.c */

/* colour moved towards white by share per cent. */
uint32_t cover_lighten(uint32_t colour, uint32_t share);
void cover_rect(Cover *v, Len x, Len y, Len width, Len height, uint32_t colour);
void cover_line(Cover *v, Len x, Len y, Len width, Len height, Len thickness, uint32_t colour);
/* Set node's text; its lines wait in v->text. Returns their height. */
Len cover_text(Cover *v, const Node *node, StyleName style, uint32_t colour, Len width);
void cover_place(Cover *v, Len y);
/* Lines of text from y down, or with their foot at y. Returns the top of the first. */
Len cover_lines(Cover *v, const Node *const *nodes, size_t count, Len y, bool at_foot, uint32_t colour);
/* Title over subtitle in that colour, a short rule above them, their foot at y. Returns the rule's y. */
Len cover_titles(Cover *v, const CoverParts *parts, Len foot, uint32_t colour);
/* A picture no larger than most, its lower right corner at right, foot. */
void cover_emblem(Cover *v, const Node *node, Len right, Len foot, Len most);
/* The cover's picture cropped to fill these lengths; dark: see ImageWant. false: it cannot be read. */
bool cover_picture(Cover *v, const CoverParts *parts, Len x, Len y, Len width, Len height, Em dark);

#endif
