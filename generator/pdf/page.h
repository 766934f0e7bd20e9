/*
 * page: what is on each page, placed: the form between layout and PDF bytes.
 *
 * Invariants. Lengths from the page's top left corner, y down; text is placed by its baseline.
 * Items are in drawing order, which is reading order for tagged content. A tag is an index into
 * the book's structure elements (0 = artifact: running heads, page numbers, rules). Destinations
 * are unique. A Book is complete: page numbers are settled before it is handed on.
 */
#ifndef PDF_PAGE_H
#define PDF_PAGE_H

#include "doc/doc.h"
#include "pdf/para.h"

/* ---- Design: how a book looks; plain data, filled by script/ from the publication ---- */

typedef struct TextStyle {
    Str role;          /* font role */
    Len size, leading; /* leading: baseline to baseline */
    uint32_t colour;   /* 0xRRGGBB */
    bool bold;
    ParaAlign align;
    Em indent;         /* first line, in 1/1000 em */
    Len before, after; /* space around the block; rounded up to whole pitches on the grid */
    Len left, right;   /* how much narrower than the measure */
    Len rule_above, rule_below; /* thickness of a rule at the block's head and foot; 0 none */
    Len rule_length;   /* 0: the whole width */
    Len rule_gap;      /* between rule and lines */
    uint32_t rule_colour;
    uint8_t keep;      /* lines that must follow on the same page; headings have 2 without it */
} TextStyle;

typedef enum StyleName {
    STYLE_BODY, STYLE_H1, STYLE_H2, STYLE_H3, STYLE_H4, STYLE_H5, STYLE_H6, STYLE_QUOTE,
    STYLE_LIST, STYLE_TABLE, STYLE_TABLE_HEAD, STYLE_CAPTION, STYLE_NOTE, STYLE_CODE,
    STYLE_CALLOUT, STYLE_CONTENTS_1, STYLE_CONTENTS_2, STYLE_RUNNING, STYLE_FOLIO,
    STYLE_COVER_TITLE, STYLE_COVER_SUBTITLE, STYLE_COVER_TEXT,
    STYLE_MARK,    /* the issuer's name at the head of an official document */
    STYLE_IMPRINT, /* the imprint at its end */
    STYLE_NAMES,
    STYLE_OWN = STYLE_NAMES,           /* from here on the design's own, by class */
    STYLE_ALL = STYLE_OWN + 48
} StyleName;

/* What the pages are made for, over what the fields of the design say. */
typedef enum PrintMode {
    PRINT_AS_DESIGNED,
    PRINT_SCREEN,    /* all pages alike, margins in the middle, no blank pages */
    PRINT_PRESS      /* pages for binding: mirrored, chapters on odd pages, filled up, bleed, marks */
} PrintMode;

typedef enum Binding {
    BINDING_AUTO,    /* SADDLE to BINDING_SADDLE_MOST pages, else PERFECT */
    BINDING_SADDLE,  /* 骑马钉: sheets folded into each other, pages in fours */
    BINDING_PERFECT, /* 胶装: leaves glued to a spine, pages in twos */
    BINDING_NONE     /* loose sheets */
} Binding;
enum { BINDING_SADDLE_MOST = 64 };
enum { LIST_LEVELS = 5 }; /* that have forms of their own; deeper lists look like the last */

/*
 * What a running head names on a page where another chapter or section begins. FIRST: the chapter
 * that the page goes on with, and the first section of it that begins there, else the one
 * going on. TOP: what goes on at the head of the page. BOTTOM: what goes on at its foot. What
 * begins at the very top of the page goes on there.
 */
typedef enum RunningMark { MARK_FIRST, MARK_TOP, MARK_BOTTOM } RunningMark;

typedef struct Design {
    Len width, height;                 /* trim size */
    Len top, bottom, inner, outer;     /* margins to the type area; inner = binding edge */
    bool mirrored;                     /* inner and outer change sides on even pages */
    bool chapters_on_odd;              /* level-1 headings that start a page start an odd one */
    uint8_t page_break_level;          /* headings up to this level start a new page; 0 none */
    uint8_t outline_depth;             /* levels of headings among the bookmarks; 0 all */
    uint32_t brand;                    /* accent colour */
    TextStyle styles[STYLE_ALL];
    Str classes[STYLE_ALL - STYLE_OWN]; /* which class wears which own style; empty: no more */
    Str emphasis_role;                 /* *x*: this role, or emphasis dots when empty */
    Str strong_role;                   /* **x**: this role ("hei"), or a bold face when empty */
    Str code_role;
    ParaProfile profile;
    ParaLevel level;
    ParaMode mode;
    ParaPair pair;                     /* what the profile says of R1, R2, R3 … */
    ParaLineEnd line_end;
    ParaOpening opening;               /* … can be overruled */
    Em gap, gap_max;                   /* Han–Latin gap and how wide it may become (R5) */
    bool hang, hang_stops;             /* R11: 、，。：；？！, or 、，。 alone */
    bool lone_han;                     /* a Han alone on a last line is left there (R9) */
    bool keep_stop, keep_gap;          /* R6 leaves the blanks of stops, or the gaps, alone */
    bool hyphenate;                    /* English words break where the dictionary says (R12) */
    bool grid_strict;                  /* R22: Latin text is padded to whole pitches */
    Str running_left, running_right;   /* templates: {title} {chapter} {section} {page} */
    Str folio;                         /* template: "{page}" or "— {page} —"; empty none */
    Str foot;                          /* template: at the other side of a folio that stands at
                                          one; empty none */
    uint8_t looseness;                 /* paragraphs of a page that may be set a line longer or
                                          shorter than is best, where that saves a bad page */
    RunningMark running_mark;
    Len running_gap, folio_gap;        /* type area to the baseline of running head and folio */
    uint8_t widows, orphans;           /* least lines of a paragraph at a page's top and foot */
    uint8_t last_lines;                /* a chapter's last page should have so many */
    uint8_t notes;                     /* NOTES_BY_DOCUMENT or NOTES_BY_PAGE: where ① starts again */
    bool links_coloured;               /* links in the accent colour; else as the text around */
    uint32_t tint;                     /* background of call-outs, zebra rows and code */
    uint32_t rule;                     /* thin rules */
    Str numbering[LIST_LEVELS];        /* of ordered lists by depth: "1." "（1）" "①" "一、" "a." */
    Str figure_label, table_label;     /* captions: "图 {n}" "表 {chapter}-{n}"; empty: no number */
    Str continued_label;               /* put before the label of a table going on: "续" */
    Len gutter;                        /* between columns */
    Em figure_width, figure_height;    /* the most a picture takes of measure and type area */
    bool float_figures;                /* a picture that does not fit goes to the top of the next
                                          page, and the text behind it fills this one */
    Len grid;                          /* Han pitch of body text (R22, gongwen); 0 none */
    bool alternate;                    /* running heads and folios change sides on even pages
                                          though the margins do not */
    uint16_t image_dpi, least_dpi;     /* pictures are made no finer than the one for the file, and
                                          come out no larger by themselves than the other lets them:
                                          larger ones are warned about */
    uint8_t line_numbers;              /* every so many lines of a page bear their number in the
                                          margin, for proofs; 0 none */
    PrintMode print;
    Binding binding;
    Len bleed;                         /* PRESS: colour at the trim goes on so far beyond it */
    bool marks;                        /* PRESS: crop marks outside the bleed */
    Len paper;                         /* thickness of a leaf, for the spine of a jacket */
    bool jacketed;                     /* the outer covers are on a jacket: left out here */
    bool run_in;                       /* marks of lists are the first words of their items, set
                                          as paragraphs of the body */
    bool turn_tables;                  /* a table too wide for the measure gets a landscape page */
    Em table_shrink;                   /* the least share of its size a wide table's type gets */
    Len table_edge, table_head_rule, table_rule; /* how thick: at its top and foot, below the head,
                                          between rows */
    Len table_pad;                     /* above and below the text of a cell; 0: what makes a row of one line a
                                          line of the body */
    Str watermark;                     /* faint words across every page; empty: none */
} Design;

enum { NOTES_BY_DOCUMENT, NOTES_BY_PAGE };

/* ---- Book: the pages ---- */

enum { ITEM_TEXT = 60000 }; /* bytes of text of one item of glyphs, at the most */

typedef enum ItemKind { ITEM_GLYPHS, ITEM_RECT, ITEM_LINE, ITEM_IMAGE, ITEM_PICTURE } ItemKind;

/* How the glyphs of an item stand: on one baseline, or each by itself in a column, upright or a
 * quarter turn clockwise around its origin (R18). */
typedef enum GlyphsSet { GLYPHS_LINE, GLYPHS_COLUMN, GLYPHS_TURNED } GlyphsSet;

/* Glyphs in one font, size and colour. */
typedef struct PlacedGlyph {
    Len x;             /* of its origin on the page */
    Len dy;            /* up from the baseline */
    uint16_t gid;      /* a face has no more (OpenType) */
    uint16_t text;     /* byte offset into the item's text; its end is the next one's start */
} PlacedGlyph;

/* A book of 2,400 pages has a quarter of a million: 80 bytes each. */
typedef struct Item {
    uint8_t kind;      /* ItemKind */
    uint32_t tag;      /* structure element, 0 = artifact */
    Len x, y;          /* GLYPHS: start of the baseline; others: top left */
    Len width, height; /* LINE: to (x + width, y + height) */
    uint32_t colour;   /* 0xRRGGBB: fill of GLYPHS and RECT, stroke of LINE */
    union {
        struct {
            const Font *font;
            const PlacedGlyph *glyphs;
            Str text;        /* what the glyphs say, in order */
            uint32_t count;
            Len size;
            Len stroke;      /* outline width for bold by stroking, 0 none */
            uint16_t narrow; /* GLYPHS_COLUMN: horizontal scale, thousandths, 0 as it is */
            uint8_t set;     /* GlyphsSet */
            bool goes_on : 1; /* of a column: reads on from the item before */
            bool actual : 1;  /* text differs from what the glyphs map to: wants ActualText */
        } glyphs;
        struct { Len thickness; bool wavy, dashed; } line;
        struct { uint32_t image; } image;   /* index into Book.images */
        struct { const void *picture; } picture;
    } as;
} Item;

typedef struct LinkArea {
    Len x, y, width, height;
    Str target;        /* "#id" inside the book, "book:path#id" in another one (path from this
                          one's folder, id may be left out), else an absolute address */
    uint32_t tag;      /* its Link element */
    Str contents;      /* what a screen reader says */
} LinkArea;

typedef struct Page {
    const Item *items;
    size_t nitems;
    size_t nturned;    /* the first so many items are landscape: their x counts from the foot of
                          the page upwards, their y from its left edge. To be turned for reading */
    const LinkArea *links;
    size_t nlinks;
    Str label;         /* page label as printed: "12", "ii", "" */
    bool blank;
} Page;

typedef struct Destination {
    Str id;
    uint32_t page;     /* index from 0 */
    Len y;
} Destination;

typedef struct OutlineEntry {
    Str title;
    uint8_t level;     /* 1.. */
    uint32_t page;
    Len y;
} OutlineEntry;

/* A picture ready for the file: read and re-encoded by the caller, no metadata left. */
typedef struct PdfImage {
    uint32_t width, height; /* pixels */
    bool jpeg;              /* bytes are a JPEG; else width*height*channels raw samples */
    uint8_t channels;       /* 1 or 3 */
    Str bytes;
    Str alpha;              /* width*height samples, or empty */
} PdfImage;

/* One element of the structure tree; children by parent index, in order. */
typedef struct StructElement {
    const char *type;  /* "Document" "H1" "P" "L" "LI" "Lbl" "LBody" "Table" "TR" "TH" "TD" … */
    uint32_t parent;   /* index; element 0 is the Document itself */
    Str alt;           /* Figure: alternative text */
    Str language;      /* empty: the document's */
    uint8_t scope;     /* TH: 1 column, 2 row */
    uint16_t colspan, rowspan;
    const uint32_t *headers; /* TH, TD: the heads that speak for it, where scopes do not say */
    uint8_t nheaders;
} StructElement;

/* A file that goes along with the book. Names differ from each other. */
typedef struct Attachment {
    Str name, description;
    Str bytes;
    bool source;       /* the book was made from it; else its data stand in the book */
} Attachment;

typedef struct Book {
    Str title, author, subject, keywords, language; /* language: "zh-CN" */
    Len width, height;   /* the trim */
    Len bleed, slug;     /* paper beyond the trim: to the end of the bleed, and all of it */
    const Page *pages;
    size_t npages;
    const Destination *destinations;
    size_t ndestinations;
    const OutlineEntry *outline;
    size_t noutline;
    const PdfImage *images;
    size_t nimages;
    const StructElement *elements;
    size_t nelements;
    const Attachment *attachments;
    size_t nattachments;
    bool two_sided;    /* meant to be looked at by facing pages */
    const Item *watermark; /* over every page, faint, turned by 45° about its middle, which is their origin */
    size_t nwatermark;
} Book;

/* A picture, or a part of one, as it is needed. What is not shown does not get into the file. */
typedef struct ImageWant {
    Str href;
    Pos pos;                   /* of its first use */
    uint32_t x, y, width, height; /* the part, in pixels of the upright picture; width 0: only
                                     the size of the whole is asked for */
    uint32_t across;           /* pixels across that are enough for the largest of its uses */
    Len paper;                 /* how wide that one is printed */
    Em dark;                   /* thousandths of the height, from the foot up, on which white text is
                                  to be read: they are made dark enough; 0: none */
} ImageWant;

/* What layout needs from outside: pictures by their address in the source. */
typedef struct ImageSource {
    /* The picture, or false (reported). When only its size is asked for, bytes are not looked at. */
    bool (*find)(void *self, const ImageWant *want, PdfImage *image, Diag *d);
    void *self;
} ImageSource;

/*
 * Lay a document out on pages. root is a SECTION whose kids are the book. Everything lives in
 * a. NULL: reported (a missing glyph, a picture that cannot be read). Contents and page
 * references are settled by repeating until two rounds agree, at most five, else the warning
 * "pages-unsettled".
 */
const Book *page_layout(Arena *a, const Fonts *fonts, const Design *design, const Node *root,
                        const Book *about, ImageSource images, Diag *d);
/*
 * The jacket of a glued book of so many pages: one page with back, spine and front. root is the book's
 * own tree, whose first cover is the front. NULL: reported.
 */
const Book *page_jacket(Arena *a, const Fonts *fonts, const Design *design, const Node *root,
                        const Book *about, ImageSource images, size_t pages, Diag *d);
/* A design as its print mode has it: what page_layout works by. */
Design design_settled(const Design *design);
/* A usable A4 design: what a publication starts from. */
Design design_default(void);
/* The page of official documents by GB/T 9704-2012; its measures are in pdf/official.h. */
Design design_official(void);
/* Pages as text, one item a line: what `kanben dump pages` prints. */
void page_dump(Buf *out, const Book *book);
/*
 * Everything the book says, a paragraph, cell, bookmark, alternative text … a line: text, what
 * is attached, and what the book says of itself.
 */
void page_words(Arena *a, Buf *out, const Book *book);
/* The structure tree as text, one element a line: what `kanben dump tags` prints. */
void page_dump_tags(Buf *out, const Book *book);

#endif
