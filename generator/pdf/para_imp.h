/*
 * para_imp: the inside of para, shared by para*.c only.
 *
 * A paragraph goes through four forms:
 *     runs -> glyphs -> atoms and joints   para_token.c, para_quote.c, para_joint.c, para_url.c,
 *                                          para_vertical.c (runs of a column into pieces)
 *     sums over them                       para_fit.c      any line costs O(1)
 *     breaks                               para_greedy.c (mode G), para_optimal.c (mode O)
 *     placed glyphs                        para_justify.c (R6, R7), para_place.c
 *
 * Invariants. An atom is what no rule ever takes apart: a glyph cluster, or a whole dash or dots
 * sign. Joint k is the place before atom k; joint 0 exists and is empty. Spaces are no atoms:
 * they lie in the joint, and their glyphs between those of the two atoms. Everything here is in
 * Len and lives in the scratch arena of one para_break call.
 */
#ifndef PDF_PARA_IMP_H
#define PDF_PARA_IMP_H

#include "pdf/para.h"
#include "text/linebreak.h"

typedef enum AtomKind {
    ATOM_HAN,
    ATOM_WIDE,         /* other things set like Han: Hangul, ※, emoji, ① */
    ATOM_BOX,
    ATOM_OPEN, ATOM_CLOSE, ATOM_COMMA, ATOM_STOP,
    ATOM_STOP_FULL,    /* ‼: no blank */
    ATOM_MID, ATOM_CONN, ATOM_SOL,
    ATOM_DASH, ATOM_ELLIPSIS, /* the whole sign, 2 em */
    ATOM_DOTS,         /* a single … */
    ATOM_POST, ATOM_PRE,
    ATOM_LATIN_OPEN, ATOM_LATIN_CLOSE,
    ATOM_LETTER, ATOM_DIGIT,
    ATOM_SIGN,         /* + - − ± opening a number */
    ATOM_HYPHEN,
    ATOM_OTHER,        /* what else stands in Latin text */
    ATOM_KINDS
} AtomKind;

enum {
    ATOM_VERBATIM = 1, /* of a run that is code */
    ATOM_NO_START = 2, /* the caller said so */
    ATOM_URL = 4,      /* inside a URL or mail address */
    ATOM_URL_END = 8,  /* its last atom */
    ATOM_UNIT = 16,    /* of the unit after a number, up to its last atom; the first of a further group of digits */
    ATOM_SOFT = 64,    /* a soft hyphen stands behind it */
    ATOM_UPRIGHT = 32  /* a letter or digits that fill an em of a column: no gap beside it */
};

enum {
    SEEN_DIGIT = 1,
    SEEN_ADDRESS = 2,  /* : @ or w, without which there is no address */
    SEEN_BANG = 4,     /* ！ or ？ */
    SEEN_SOFT = 8,
    SEEN_LATIN = 16    /* an ASCII letter */
};

typedef struct Atom {
    uint32_t glyph;    /* its first glyph */
    uint32_t rune;     /* its first character */
    uint32_t run;
    uint16_t nglyphs;
    uint8_t kind;      /* AtomKind */
    uint8_t unit;      /* for linebreak_find */
    Len width;         /* natural; after justifying: final */
    Len left, right;   /* removable blanks */
    Len shift;         /* ink is drawn this much left of the box */
    uint8_t flags;
    bool spaced;       /* spaces lie in the joint before it */
} Atom;

typedef enum GlueKind {
    GLUE_NONE,
    GLUE_PAIR,  /* R1: what neighbours lose of their blanks */
    GLUE_GAP,   /* R5 */
    GLUE_SPACE, /* a word space */
    GLUE_FIXED  /* spaces of a set width; the space before a unit */
} GlueKind;

/* How bad a break would be; only JOINT_LEGAL is one outside relief (R4b). */
typedef enum JointBreak {
    JOINT_SOLID, /* never: the caller said no_break */
    JOINT_WORD,  /* R12: inside a word, number, sign */
    JOINT_RULE,  /* R4 or UAX #14 forbids it */
    JOINT_LEGAL
} JointBreak;

typedef struct Joint {
    Len glue;                  /* natural width; after justifying: final */
    Len shrink, stretch;       /* room of R6 and R7(1,2) in it */
    Len pair_right, pair_left; /* R1: taken from the atom before, from the atom after */
    int16_t penalty;           /* of a break here, mode O */
    uint8_t kind;              /* GlueKind */
    uint8_t breaks;            /* JointBreak */
    bool position;             /* R7(3) may expand here */
    bool hyphen;               /* a line that ends here gets a hyphen */
} Joint;

/* Sums up to a joint. A line from i to j is ends[j] - starts[i], edge trims included. */
typedef struct Sum {
    int64_t width;
    int64_t shrink;    /* R6 in all */
    int64_t stop;      /* of it, STOP blanks */
    int64_t stretch;   /* R7(1,2) */
    int64_t positions; /* R7(3) */
} Sum;

/* A curly quote of the text and whether it is Latin (R8). */
typedef struct Quote {
    uint32_t run, offset;
    bool latin;
} Quote;

typedef struct Quotes {
    Quote *items;
    size_t count, room;
} Quotes;

/* Something that can shrink: its width, how far it can, and whether its ink moves. */
typedef struct Member {
    Len *width, *room;
    Len *shift; /* blank on the left: ink moves left with it; else NULL */
} Member;

/* A run of a column: part of a run of the caller, whose characters all stand the same way. */
typedef struct Piece {
    uint32_t run, offset; /* of the caller's runs, into its text */
    ParaTurn turn;
} Piece;

typedef struct Para {
    Arena *scratch;
    const Fonts *fonts;
    const ParaStyle *style;
    const ParaRun *runs;       /* of the whole paragraph */
    const Piece *pieces;       /* columns: where each of the runs comes from; else NULL */
    size_t from, to;           /* the runs between two forced breaks */
    Em gap, gap_min, gap_max;  /* 0 in gongwen */
    ParaPair pair;             /* what profile and style say; never PARA_PAIR_PROFILE */
    ParaLineEnd line_end;      /* likewise */
    bool trims_start, trims_end; /* R3, R2 */
    bool shrinks;              /* R6 applies: justified text only */
    GlyphRun glyphs;
    uint32_t *run_glyphs;      /* first glyph of run from + i; one more at the end */
    Quotes quotes;
    size_t quote_at;           /* the next one, while runs are walked */
    Atom *atoms;
    Joint *joints;             /* natoms + 1 */
    size_t natoms, room;
    uint8_t seen;              /* what the atoms are: passes that look for the rest are skipped */
    Sum *starts, *ends;        /* natoms + 1 each */
    GlyphRun hyphen;           /* the hyphen of run hyphen_run - 1 */
    uint32_t hyphen_run;
    bool hyphenated;           /* some joint has a hyphen */
    size_t orphan_from, orphan_to; /* a last line that starts in there holds one Han (R9) */
    Member *members;    /* para_justify: room for those of one line */
    const Len *measures;
    size_t nmeasures;
    size_t first_line;         /* number of the first line made here */
    Diag *d;
} Para;

/* Where lines end: breaks[i] is the atom after line i. */
typedef struct Breaks {
    uint32_t *items;
    size_t count, room;
} Breaks;

/* ---- para_vertical.c ---- */

/* Runs as pieces that each stand one way: p->runs, p->pieces and the number of both. */
size_t para_vertical_pieces(Para *p, size_t nruns);
/* How the atom's glyphs stand. */
static inline ParaTurn para_turn(const Para *p, const Atom *atom)
{
    return p->pieces ? p->pieces[atom->run].turn : PARA_UPRIGHT;
}

/* ---- para_quote.c ---- */

static inline bool para_is_quote(uint32_t rune)
{
    return rune == 0x2018 || rune == 0x2019 || rune == 0x201C || rune == 0x201D;
}

Quotes para_quotes(Para *p);

/* ---- para_token.c ---- */

/* Shape the runs and make the atoms; joints hold their spaces only. */
void para_tokens(Para *p);
bool para_is_cjk(const Atom *atom);
/* As wide as a Han: stands in a cell of the grid (R22). */
bool para_fills_cell(const Atom *atom);
/* The length of an em of this atom. */
Len para_em(const Para *p, const Atom *atom);

/* ---- para_url.c ---- */

/* Flag the atoms of URLs and mail addresses, and of units and digits that go on a number. */
void para_mark_urls(Para *p);
void para_mark_units(Para *p);

/* ---- para_joint.c ---- */

void para_joints(Para *p);

/* Joint k, not the first, stands before a mark between the names of an address. */
bool para_url_name(const Para *p, size_t k);

/* ---- para_hyphen.c ---- */

/* Joints where a word may be divided become legal, with their penalty. */
void para_hyphens(Para *p);
/* The hyphen in the face of this run, valid until the next call, and its width. */
const Glyph *para_hyphen(Para *p, uint32_t run, Len *width);

/* ---- para_fit.c ---- */

void para_sums(Para *p);
/* Atom k opens the paragraph and its blank stays there (R3). */
bool para_keeps_opening(const Para *p, size_t k);
/* The indent of the first line, less what a hanging bracket takes of it (R3). */
Len para_indent(const Para *p);
/* The room for the line that starts at atom i and is line number `line`. */
Len para_room(const Para *p, size_t line);
/* Natural width and rooms of the line i..j. */
Sum para_line(const Para *p, size_t i, size_t j);
static inline int64_t para_natural(const Para *p, size_t i, size_t j)
{
    return p->ends[j].width - p->starts[i].width;
}
/* The blank that line i..j's last mark keeps in room, when R2 is allowed and not needed. */
Len para_kept_blank(const Para *p, size_t i, size_t j, Len room);
/* R11: the line i..j may let its last atom hang beyond the measure. */
bool para_hangs(const Para *p, size_t i, size_t j, Len room);
/* Demerits of the line; negative when it cannot be set in room. */
double para_demerits(const Para *p, size_t i, size_t j, Len room);
/* R4b: where to end a line that has no legal end. */
size_t para_relief(const Para *p, size_t i, Len room);
/* Demerits of the whole, and how many lines needed relief. */
double para_total(const Para *p, const Breaks *breaks, size_t *relief);

/* ---- para_greedy.c, para_optimal.c ---- */

Breaks para_greedy(Para *p);
/* The best; greedy is the answer of mode G, which bounds the search. */
Breaks para_optimal(Para *p, const Breaks *greedy);
/* The best with so many lines, none worse than PARA_LOOSE_DEMERITS; best where there is none. */
Breaks para_in_lines(Para *p, const Breaks *best, size_t lines);

/* ---- para_justify.c ---- */

/* Set the line i..j to room: atoms and joints receive their final widths. *extra is R7(3) per
 * position. Returns the natural width. */
Len para_justify(Para *p, size_t i, size_t j, Len room, bool last, Len *extra);

/* ---- para_place.c ---- */

/* Justify and place all lines between two forced breaks; append them to lines (in a). */
typedef struct LineList {
    Line *lines;
    size_t count, room;
} LineList;

void para_place(Arena *a, Para *p, const Breaks *breaks, LineList *lines);

#endif
