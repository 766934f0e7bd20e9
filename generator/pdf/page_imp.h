/*
 * page_imp: strips on sheets; shared by page*.c only.
 *
 * Invariants. A Placing's y counts from the top of the page's first grid slot, x from the left
 * edge of the type area (both from the page's corner on a full sheet). Sheets are made anew in
 * every round of settling; strips remember where the last round put them. What page_plan.c
 * decides, page_break.c carries out without a decision of its own: both add up heights with
 * page_strip_top and page_run_end.
 */
#ifndef PDF_PAGE_IMP_H
#define PDF_PAGE_IMP_H

#include "pdf/block.h"

typedef struct Placing {
    Strip *strip;
    Len x, y;
    bool repeat; /* a table's head again: its strip stands elsewhere too */
    bool closes; /* its table goes on elsewhere: a rule below it */
    bool parts;  /* within a row */
} Placing;

typedef struct Sheet {
    size_t first, count;       /* of Sheets.placings */
    size_t first_note, nnotes; /* of Sheets.feet */
    Len notes_height;          /* with the rule above them */
    uint32_t number;           /* 1.. within its matter */
    Matter matter;
    bool blank, opening, full;
    bool turned;               /* landscape */
} Sheet;

typedef struct Sheets {
    Placing *placings;
    size_t nplacings, placings_room;
    Placing *feet;             /* lines of footnotes */
    size_t nfeet, feet_room;
    Sheet *items;
    size_t count, room;
    Len height, turned_height; /* of the type area, and of a landscape page's, in whole pitches */
} Sheets;

/* ---- plans: where the pages of a stretch of text end ---- */

/* A strip of the stretch and what a page break has to know of it. */
typedef struct Step {
    Strip *strip;
    uint32_t note;     /* index of its first note line in the queue */
    uint32_t least;    /* its page bears the note lines before this one at least */
    uint32_t nfloats;  /* floating pictures before it, of all the book's */
    uint32_t run;      /* strips of the floating picture that begins here; 0: none does */
    int32_t penalty;   /* of a page break before it; PLAN_SOLID: not allowed */
    uint16_t line;     /* of its block, from 0 */
    uint8_t elastic;   /* of a paragraph's last line: what its lines may become, by trial */
} Step;

enum {
    PLAN_SOLID = -1,
    PLAN_LEAD = 1000 /* parts a lead-in from what it announces: rather a short page, but a page as high as
                        the type area may stand alone; columns do not part it */
};

/* A line of a footnote on its way to the foot of a page. */
typedef struct NoteLine {
    Strip *strip;
    int64_t above;     /* height of all lines before it */
    bool cut;          /* a page may end before it */
} NoteLine;

/* The note lines of the book in the order of their marks, as far as it has been read. */
typedef struct Queue {
    NoteLine *lines;
    size_t count, room;
} Queue;

/* A picture that may go to the top of a later page. */
typedef struct Float {
    const Step *steps;
    size_t count;
} Float;

typedef struct Floats {
    Float *items;
    size_t count, room;
} Floats;

/* Text between two places where a page or a region of columns must begin. */
typedef struct Stretch {
    Step *steps;
    size_t count;
    bool ends;         /* a new page comes behind it: its notes must be out by then */
    Len tail;          /* room to keep below it where it does not end */
} Stretch;

/* What stands on the current sheet already. Pictures of former stretches all have their place. */
typedef struct Spot {
    Len y;
    Len notes;         /* height of the note lines on it */
    size_t note;       /* the first line of the queue without a place */
    size_t nfloats;
    bool empty;
    bool top;          /* empty but for a floating picture */
    bool right;        /* an odd page */
} Spot;

/* How far one page goes. The first of a plan is the current sheet. */
typedef struct PlanPage {
    size_t end;        /* first step not on it */
    size_t note;       /* first note line not on it */
    size_t nfloats;    /* pictures placed by its end */
    int64_t cost;      /* of this page */
    int looseness;     /* lines that its paragraphs must be set longer, or, negative, shorter */
} PlanPage;

typedef struct Plan {
    const PlanPage *pages;
    size_t count;      /* >= 1 */
    int64_t cost;
} Plan;

/* The pages of least cost, in a. height: of the type area, in whole pitches. */
Plan page_plan(const Compose *c, Arena *a, Len height, const Stretch *stretch, const Spot *spot,
               const Queue *queue, const Floats *floats);
/* What a page costs at least. */
enum { PLAN_PAGE_COST = 15 };
/* Whether the paragraph that ends with step can spare (or take) a line on a page begun at from. */
bool page_step_gives(const Compose *c, const Step *steps, size_t at, size_t from, uint8_t elastic);
/* The end of the note lines from.. that find place in room, where a page may end, below notes of
 * height placed and a rule. */
size_t page_notes_fit(const Compose *c, const Queue *queue, size_t from, size_t to, Len placed,
                      Len room);
/* Height of notes already placed and the lines from..to, with the rule above them; 0: none. */
Len page_foot(const Compose *c, const Queue *queue, size_t from, size_t to, Len placed);
/* The most a page gives to notes before its text, be they from the page before or long. */
Len page_notes_share(Len height);
/* Where the strip's top comes when the one before it ends at y. first: at the top of a page;
 * alone: the picture above it went to a later page. */
Len page_strip_top(const Compose *c, const Strip *strip, Len y, bool first, bool alone);
/* Where count strips from step on end. */
Len page_run_end(const Compose *c, const Step *step, size_t count, Len y, bool first);
/* The height that count strips from step on take at the foot of a page, with the space above. */
Len page_foot_float(const Compose *c, const Step *step, size_t count);
/* Where text begins below floating pictures that end at y. */
Len page_below_float(const Compose *c, Len y);
/* The head that a table repeats when a page ends between two of its strips; NULL: none. */
const TableHead *page_repeated_head(const Strip *before, const Strip *after, Len height);
/* How much of the page it takes: with the space above text of a row that is parted there. */
Len page_repeated_height(const TableHead *head, const Strip *after);
/* The space between text and footnotes, with the rule in its middle. */
Len page_note_gap(const Compose *c);

/* ---- the making of sheets: page_break.c ---- */

typedef struct Breaker {
    Compose *c;
    Arena *a;
    Arena *scratch;    /* of one stretch */
    Sheets *out;
    Len y;             /* where the next strip goes */
    bool top;          /* nothing above it but pictures of the page before */
    Len notes;         /* height of the note lines on the sheet */
    Queue queue;
    size_t note;       /* the first line in it without a place */
    Floats floats;
    size_t nfloats;    /* those with a place */
    Floats below;      /* those that stand at the foot of the sheet being filled */
    uint32_t numbers[MATTER_COVER + 1];
    Matter matter;
    bool begun;        /* there is a sheet */
    bool turned;       /* it is a landscape one */
} Breaker;

/* The height of the type area of the sheet being filled. */
Len page_area(const Breaker *b);
void page_next_sheet(Breaker *b);
bool page_sheet_empty(Breaker *b);
/* A strip at its place on the sheet; repeat: it stands elsewhere too. */
void page_put(Breaker *b, Strip *strip, Len x, Len y, bool repeat);
/* When next is to stand elsewhere than before, which is on this sheet, and both are of one table: a
 * rule below its part here. */
void page_close_table(Breaker *b, const Strip *before, const Strip *next);
/* Where first goes on with the table of before, at x and y: its head again, and cells whose span goes
 * on. Returns their height. */
Len page_put_head(Breaker *b, const Strip *before, const Strip *first, Len x, Len y);
/* The lines of the queue up to end at the foot of the sheet. */
void page_put_notes(Breaker *b, size_t end);
/* The plan of a stretch that begins at the current place. */
Plan page_plan_stretch(Breaker *b, const Stretch *s);

/* ---- page_stretch.c ---- */

/* The strips of blocks as steps, their notes queued; previous (or NULL) stands above them. */
Stretch page_stretch(Breaker *b, Block *const *blocks, size_t nblocks, const Block *previous,
                     bool ends);

/* Blocks of a stretch, to be flattened again when some were set again. */
typedef struct Part {
    Block *const *blocks;
    size_t count;
    const Block *previous;
    bool ends;
    Len tail;
    size_t nqueue, nfloats; /* what was known before it */
} Part;

/* The stretch of a part; the queue and the floats go back to what was known before it. */
Stretch page_part_stretch(Breaker *b, const Part *part);

/* ---- page_elastic.c ---- */

/*
 * A plan in trouble is made again with paragraphs that can be a line shorter or longer without
 * looking worse (缩行、撑行): those it wants are set so. What comes of it is planned as any text,
 * and taken back if it is no better.
 */
Plan page_elastic(Breaker *b, const Part *part, Stretch *s, Plan plan);

/* ---- page_columns.c ---- */

/* Put a region of columns on sheets from the current place on. */
void page_columns(Breaker *b, const Strip *region);
/* The height of what begins the region that block is and is not parted, with the space above. */
Len page_columns_least(Breaker *b, const Block *previous, const Block *block);

/* ---- */

/* Put all strips of flow on sheets, which live in a. */
Sheets page_break(Compose *c, Arena *a, const Flow *flow);
/* The pages of a book from its sheets: items moved to their places, furniture added. */
const Book *page_emit(Compose *c, const Sheets *sheets);
/* page_watermark.c: the design's watermark, for all pages of the book. */
void page_watermark(Compose *c, Book *book);
/* The number of a sheet as printed: "12", "iv", "". */
Str page_sheet_label(Arena *a, const Sheet *sheet);

/* ---- page.c ---- */

/* What one book's composition shares, by the design as its print mode has it; its scratch is the caller's to close. */
Compose *page_compose(Arena *a, const Fonts *fonts, const Design *design, const Book *about,
                      ImageSource images, Diag *d);

/* ---- page_lines.c ---- */

/* The baselines of the text among the items, from the top; lines has room for one an item. */
size_t page_lines(Compose *c, const Item *items, size_t count, Len *lines);

/* ---- page_trim.c ---- */

enum { PAGE_MARKS = 8 };
/* Paper around the trim: bleed and marks. */
Len page_slug(const Design *design);
/* Areas and lines that reach the trim go on through the bleed. */
void page_bleed(const Design *design, Item *items, size_t count);
/* At most PAGE_MARKS crop marks, two a corner, outside the bleed. Returns how many. */
size_t page_marks(const Design *design, Item *items);
#endif
