/*
 * para: one paragraph into lines.
 *
 * Rules R1–R23 of the typesetting specification (CLREQ, GB/T 15834, GB/T 15835, UAX #14); each
 * rule's number stands where the code follows it. Two breakers: G, deterministic ("先挤进，后推出"),
 * and O, least total demerits (Knuth and Plass).
 *
 * Invariants. Input runs are in reading order and are not changed. Glyphs of the result are in
 * visual order with x from the left edge of the measure, already justified; every source byte but
 * edge spaces belongs to exactly one glyph of one line. A blank taken from the left of a glyph
 * (a bracket that starts a line) is in its dx, so x stays where its advance box starts. Widths
 * add up exactly: the last glyph of a justified line ends at the measure.
 *
 * Columns (R18). With style->vertical a line is a column: measures, x and widths run down it.
 * Seen from the column's axis (the middle of its ems), a glyph's origin is
 *     upright, together   dx to the right, dy up from x
 *     turned              dx further down than x, dy to the right of the baseline, which stands
 *                         0.38 em left of the axis: the em box of Latin is centred on it
 * Quotes are drawn as 『』「」, signs in their vert forms; the text stays what it was.
 */
#ifndef PDF_PARA_H
#define PDF_PARA_H

#include "pdf/font.h"
#include "text/hyphen.h"

/* R19. What a profile says of R1, R2 and R3 can be overruled by pair, line_end and opening. */
typedef enum ParaProfile { PARA_ZH_GB, PARA_TIGHT, PARA_KAIMING, PARA_BANJIAO, PARA_QUANJIAO,
                           PARA_GONGWEN, PARA_HANGMOBANJIAO } ParaProfile;
/* R1, between two marks: half an em goes, all blank goes, nothing goes. */
typedef enum ParaPair { PARA_PAIR_PROFILE, PARA_PAIR_HALF, PARA_PAIR_TIGHT, PARA_PAIR_NONE } ParaPair;
/* R2, the blank of the last mark: goes, stays, goes as far as the line needs. */
typedef enum ParaLineEnd { PARA_END_PROFILE, PARA_END_TRIM, PARA_END_KEEP,
                           PARA_END_ALLOW } ParaLineEnd;
/* R3, a bracket that opens the paragraph: its ink at the indent, its em at the indent, or its
 * half em inside the indent, so that the first Han stands where it does in other paragraphs. */
typedef enum ParaOpening { PARA_OPEN_TRIM, PARA_OPEN_KEEP, PARA_OPEN_HANG } ParaOpening;
/* R11, what may hang: nothing; 、，。：；？！; 、，。 alone. */
typedef enum ParaHang { PARA_HANG_OFF, PARA_HANG_ALL, PARA_HANG_STOPS } ParaHang;
typedef enum ParaLevel { PARA_LEVEL_NONE, PARA_LEVEL_BASIC, PARA_LEVEL_GB,
                         PARA_LEVEL_STRICT } ParaLevel;
typedef enum ParaMode { PARA_OPTIMAL, PARA_GREEDY } ParaMode; /* O and G */
/* How a glyph stands in a column (R18). */
typedef enum ParaTurn {
    PARA_UPRIGHT,  /* also everything in horizontal lines */
    PARA_TURNED,   /* a quarter turn clockwise: Latin words, numbers of four digits */
    PARA_TOGETHER  /* two or three digits side by side in one em */
} ParaTurn;
typedef enum ParaAlign { PARA_JUSTIFY, PARA_START, PARA_CENTRE, PARA_END } ParaAlign;

typedef struct ParaStyle {
    Len size;           /* font size of the paragraph: 1 em of its indents and rules */
    Len indent;         /* first line; negative: the first line hangs out to the left */
    ParaAlign align;
    ParaProfile profile;
    ParaLevel level;
    ParaMode mode;
    ParaPair pair;
    ParaLineEnd line_end;
    ParaOpening opening;
    Em gap, gap_min, gap_max; /* Han–Latin gap (R5): 250, 125, 333; 0 to 500 */
    ParaHang hang;
    bool orphan;        /* R9 repair on */
    bool keep_stop;     /* R6(7) is not taken: full stops keep their blank inside a line */
    bool keep_gap;      /* R6(6) is not taken */
    const Hyphens *hyphens; /* R12: English words break where it says; NULL: nowhere */
    bool no_stretch;    /* R25: cells under 12 em are not expanded between Han */
    bool url_any;       /* R14: addresses break before other marks too and long words anywhere, in narrow cells */
    Len grid;           /* R22: Han pitch of gongwen, 0 none */
    int looseness;      /* lines more (or, negative, fewer) than are best, if no line gets worse
                           than a reader would pass over; mode O, without forced breaks */
    bool grid_strict;   /* what is not Chinese is padded to whole pitches */
    bool vertical;      /* R18: the lines are columns, to be set from right to left */
} ParaStyle;

/* The defaults of profile zh-gb at this size: level gb, mode O, gap 250/125/333, justified. */
ParaStyle para_style(Len size);

typedef enum RunKind { RUN_TEXT, RUN_BOX, RUN_LINE_BREAK } RunKind;

/* One piece of the paragraph in one style. */
typedef struct ParaRun {
    RunKind kind;
    Str text;            /* RUN_TEXT: UTF-8; spaces as U+0020 */
    FontChoice font;
    Len size;
    Len rise;            /* baseline moved up (superscripts), down when negative */
    Len width, height, depth; /* RUN_BOX: an inline object (picture, note mark made elsewhere) */
    uint32_t tag;        /* passed through to the glyphs: what the caller knows it by */
    uint32_t colour;     /* 0xRRGGBB, passed through */
    bool no_break;       /* nothing breaks inside */
    bool verbatim;       /* code: no gaps, no quote classification, spaces kept */
    bool dots;           /* emphasis dots under each Han (R15) */
    bool no_start;       /* must not start a line (note marks) */
    bool joined;         /* stays beside the run before it: no break and no R7(3) between them */
    bool names;          /* names of two Han are spread to the width of three (R24) */
    bool chinese;        /* its quotes are Chinese whatever stands around them (R8) */
    Pos pos;             /* of text's first byte */
} ParaRun;

typedef struct LineGlyph {
    Glyph glyph;
    Len x;               /* of its origin, from the left edge of the measure */
    uint32_t run;        /* index into the runs */
    uint8_t turn;        /* ParaTurn */
    bool hyphen;         /* added at the end of the line; stands for no text, read as U+00AD */
    uint16_t narrow;     /* PARA_TOGETHER: horizontal scale in thousandths; else 0 */
} LineGlyph;

typedef struct Line {
    const LineGlyph *glyphs;
    size_t count;
    Len x;               /* where the line's box starts (indent, centring) */
    Len width;           /* of its content after justification and edge trims */
    Len natural;         /* before stretching or shrinking */
    Len extra;           /* R7(3) per position, 0 when not expanded so */
    Len ascent, descent; /* of its tallest piece */
    bool last;           /* ends the paragraph or at a forced break */
} Line;

/* Where the baseline of turned text stands left of the axis: half of ascent less descent. */
enum { PARA_TURNED_BASE = 380 };

typedef struct Lines {
    const Line *lines;
    size_t count;
} Lines;

/* The worst a line may be that looseness makes (para_fit.c): a shrink of all blanks but those of
 * stops, or a stretch of 0.07 em between characters. */
#define PARA_LOOSE_DEMERITS 1200

/*
 * Break runs into lines.
 *
 *   width[i]   measure of line i; the last one repeats; n >= 1, each > 0
 *
 * The lines live in a and point into the runs' text. A piece wider than its line sticks out
 * and is reported as warning "line-overfull"; relief under R4b as "line-relief".
 */
Lines para_break(Arena *a, const Fonts *fonts, const ParaStyle *style, const ParaRun *runs,
                 size_t nruns, const Len *width, size_t n, Diag *d);
/* Width of the runs set on one line without limit: for table columns and centring. *narrowest
 * (may be NULL) receives the widest unbreakable piece. */
Len para_measure(Arena *a, const Fonts *fonts, const ParaStyle *style, const ParaRun *runs,
                 size_t nruns, Len *narrowest, Diag *d);
/* The lines as JSON, one a line: text, x and w per character in em of style->size, natural,
 * extra; what `kanben dump lines` prints. */
void para_dump(Buf *out, const ParaStyle *style, const ParaRun *runs, const Lines *lines);

#endif
