/*
 * block_imp: what block_inline.c (nodes into runs) and block_line.c (lines into strips) share.
 *
 * Invariants. runs and extras have the same length; both are scratch of one paragraph.
 */
#ifndef PDF_BLOCK_IMP_H
#define PDF_BLOCK_IMP_H

#include "pdf/block.h"

enum {
    RUBY_SCALE = 500, /* of the base (R17) */
    DOT_WIDTH = 240,  /* of emphasis dots, in Em (R15: 0.2 to 0.3) */
    DOT_BELOW = 400,  /* from the baseline to their middle … */
    DOT_LOWER = 460   /* … and under a line */
};

/* The look of text, as it travels down the inline nodes. */
typedef struct Voice {
    FontChoice font;
    Len size, rise;
    uint32_t colour, tag;
    uint32_t link;       /* index + 1 */
    bool strike, dots, no_break, no_start, joined, verbatim, names, chinese;
    bool dates;          /* they hold together: in cells of tables */
    uint8_t underline;   /* 1 a straight line (专名号), 2 a wavy one (书名号甲式) */
    Str ruby;
    uint32_t ruby_tag;
    unsigned depth;
} Voice;

/* What stands on, under or behind a run, by the run's index. */
typedef struct Extra {
    uint32_t link, id;   /* index + 1 */
    uint32_t note;       /* index + 1 into Compose.notes */
    uint32_t image;      /* index + 1 into Compose.images */
    bool strike;
    uint8_t underline;
    Str ruby;
    uint32_t ruby_tag;   /* its RT element */
} Extra;

/* A paragraph's content while it is made. */
typedef struct Inline {
    Compose *c;
    const Context *context;
    bool dry;            /* only measured: no elements, links, notes */
    uint32_t id;         /* index + 1 of an id that waits for the next run */
    bool ruby;           /* the run just added has an annotation … */
    Len ruby_over;       /* … which sticks out so far on each side; negative: it does not */
    Len measure;         /* of the lines being set; 0: no edges */
    ParaRun *runs;
    size_t count, room;
    Extra *extras;
    size_t nextras, extras_room;
} Inline;

/* Text in one look, and the kids of a node, as further runs. */
void inline_text(Inline *in, Str text, Pos pos, const Voice *voice);
void inline_kids(Inline *in, const Node *node, Voice voice);
/* ① to ㊿ as Unicode has them, beyond that the number itself. */
Str inline_note_mark(Arena *a, uint32_t number);

/* ---- block_line.c ---- */

/* Items of the line being set, scratch until their number is known. */
typedef struct LineItems {
    Item *items;
    size_t count, room;
    LinkSpot *spots;
    size_t nspots, spots_room;
    NoteUse *notes;
    size_t nnotes, notes_room;
} LineItems;

Len line_leading(const Compose *c, const Setting *s);
Voice line_voice(const Compose *c, const Setting *s);
ParaStyle line_para(const Compose *c, const Setting *s);
/* The face of pinyin: sans, as school books have it. */
FontChoice line_ruby_font(const Compose *c);
/* A text on one line in one look: its items with x from 0, baseline 0. */
Item *line_words(Compose *c, Str text, FontChoice font, Len size, uint32_t colour, uint32_t tag,
                 Pos pos, uint32_t *count, Len *width);
/* An emphasis dot for text of this run with its middle at (x, y). */
void line_dot(Inline *in, LineItems *out, const ParaRun *run, Len x, Len y);
/* A dot of emphasis belongs to Han alone (R15): is the glyph one, at the start of its cluster? */
bool line_takes_dot(const ParaRun *run, const Glyph *glyph);
void line_item(Inline *in, LineItems *out, Item item);
/* The text of note `index`, where it is first referred to; block is the one that does. */
void line_note(Inline *in, LineItems *out, Block *block, uint32_t index);
void line_keep(Compose *c, Strip *strip, const LineItems *made);

#endif
