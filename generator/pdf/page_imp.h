/*
 * page_imp: strips on sheets; shared by page*.c only.
 *
 * Invariants. A Placing's y counts from the top of the page's first grid slot, x from the left
 * edge of the type area (both from the page's corner on a full sheet). Sheets are made anew in
 * every round of settling; strips remember where the last round put them.
 */
#ifndef PDF_PAGE_IMP_H
#define PDF_PAGE_IMP_H

#include "pdf/block.h"

typedef struct Placing {
    Strip *strip;
    Len x, y;
    bool repeat; /* a table's head again: its strip stands elsewhere too */
} Placing;

typedef struct Sheet {
    size_t first, count;       /* of Sheets.placings */
    size_t first_note, nnotes; /* of Sheets.feet */
    Len notes_height;          /* with the rule above them */
    const TableHead *closes;   /* a table goes on overleaf: rule below its last row */
    uint32_t number;           /* 1.. within its matter */
    Matter matter;
    bool blank, opening, full;
} Sheet;

typedef struct Sheets {
    Placing *placings;
    size_t nplacings, placings_room;
    Placing *feet;             /* lines of footnotes */
    size_t nfeet, feet_room;
    Sheet *items;
    size_t count, room;
    Len height;                /* whole pitches */
} Sheets;

/* Put all strips of flow on sheets, which live in a. */
Sheets page_break(Compose *c, Arena *a, const Flow *flow);
/* The pages of a book from its sheets: items moved to their places, furniture added. */
const Book *page_emit(Compose *c, const Sheets *sheets);
/* The number of a sheet as printed: "12", "iv", "". */
Str page_sheet_label(Arena *a, const Sheet *sheet);
/* ---- page_trim.c ---- */

enum { PAGE_MARKS = 8 };
/* Paper around the trim: bleed and marks. */
Len page_slug(const Design *design);
/* Areas and lines that reach the trim go on through the bleed. */
void page_bleed(const Design *design, Item *items, size_t count);
/* At most PAGE_MARKS crop marks, two a corner, outside the bleed. Returns how many. */
size_t page_marks(const Design *design, Item *items);

/* The space between text and footnotes, with the rule in its middle. */
Len page_note_gap(const Compose *c);

#endif
