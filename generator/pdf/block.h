/*
 * block: the tree's blocks into strips of a column; what page.c then breaks into pages.
 *
 * A Strip is what a page break never cuts: a line of text, a table row, a picture. A Block is
 * the strips of one paragraph, table, heading …, with the space around it; a Flow is a column
 * of blocks. Lengths in a strip count from its top and from the column's left edge.
 *
 * Invariants. A paragraph's lines are one pitch high, and other blocks with the space before them
 * are made up to whole pitches by page.c, tables, pictures and small type in a row together: so body
 * baselines stand on the page's grid, and the spaces in such a row are even.
 * Strips stay where they are. What depends on page numbers (contents, page references, notes
 * counted by page) carries an Again: how to set the block once more when they are known.
 */
#ifndef PDF_BLOCK_H
#define PDF_BLOCK_H

#include "base/map.h"
#include "pdf/tags.h"

enum { BLOCK_DEPTH = 240 }; /* of nesting: twice what a reader lets through */

typedef struct Compose Compose;
typedef struct Block Block;

/* Sets one node as a block; context has what travels down to it. */
typedef struct Context Context;
typedef void BlockSet(Compose *c, Block *block, const Node *node, Context context);

/* A box behind the strips that name it, drawn once per page around all of them. */
typedef struct Frame {
    const struct Frame *outer;
    Len x, width, pad;   /* pad above the first strip and below the last */
    uint32_t fill;       /* 0xRRGGBB, or FRAME_CLEAR */
    bool in_column;      /* x counts from its column's left edge, else from the page's */
    uint32_t bar;        /* colour of a bar at the left edge */
    Len bar_width;       /* 0: no bar */
} Frame;

#define FRAME_CLEAR 0xFF000000u

/* A part of a link on one line. */
typedef struct LinkSpot {
    Len x, y, width, height;
    uint32_t link; /* index into Compose.links */
} LinkSpot;

typedef struct Strip Strip;

/* The text of a footnote, under the strip that refers to it. */
typedef struct NoteUse {
    Strip **strips;
    uint32_t count;
    uint32_t note; /* index into Compose.notes */
} NoteUse;

/* What a table repeats at the top of a page. */
typedef struct TableHead {
    Strip *strips;       /* artifacts: they are tagged where they stand first */
    size_t count;
    Len height;          /* of all of them */
    Len x, width;        /* of the table, for the rule that ends its part of a page */
    Len pad;             /* between that rule, or the head, and text of a row that was parted */
    Len rule;
    uint32_t colour;
} TableHead;

/* A cell's text, for the pages its span goes on to; artifacts. */
typedef struct TableCarry {
    Strip *strips;
    uint32_t count;
    Len top;             /* of the first, below the top of the row that begins the page */
} TableCarry;

typedef struct TableCarries {
    const TableCarry **cells;
    uint32_t count;
} TableCarries;

typedef struct Flow {
    Block **blocks;
    size_t count, room;
} Flow;

typedef enum StripFlag {
    STRIP_SNAP = 1,       /* its lead ends on the grid */
    STRIP_GLUED = 2,      /* no page break before it: widows, orphans, table heads */
    STRIP_HELD = 4,       /* likewise, because a heading stands before it; set by page.c */
    STRIP_PAGE = 8,       /* starts a page */
    STRIP_ODD = 16,       /* starts an odd page */
    STRIP_OPENING = 32,   /* opens a chapter: its page has no running head */
    STRIP_SUNK = 64,      /* keeps the space before it at the top of a page */
    STRIP_FULL = 128,     /* a whole page of its own, lengths from the page's corner */
    STRIP_LAST_ROW = 256, /* ends a table */
    STRIP_FLOAT = 512,    /* a picture: may go to the top of the next page, text before it */
    STRIP_FOOT = 1024,    /* at the foot of the last page, an even one: the imprint of an
                             official document */
    STRIP_SPLIT = 16384,  /* begins inside a table's row, which a page break here would part */
    STRIP_AT_FOOT = 4096, /* with FLOAT: goes to the foot of a page, above the notes */
    STRIP_AT_TOP = 8192,  /* with FLOAT: stands nowhere but at the top of a page */
    STRIP_TURNED = 2048,  /* on a page of its own orientation: landscape */
    STRIP_BACK = 32768    /* with FULL: the outside of the back, the last page of what is bound */
} StripFlag;

struct Strip {
    Item *items;
    LinkSpot *links;
    NoteUse *notes;
    uint32_t nitems, nlinks, nnotes;
    uint16_t flags;          /* StripFlag */
    uint8_t matter;          /* Matter */
    uint8_t columns;         /* of the region below; 0 when it is none */
    Len height, baseline;
    Len lead, before;        /* space above it, before and behind the snap to the grid; dropped
                                at the top of a page */
    Len head_room;           /* above it at the top of a page only */
    Len lead_alone, before_alone; /* the same when the picture above it went to the next page */
    const Frame *frame;
    const TableHead *head;   /* the table whose body row it is */
    const TableCarries *carries; /* what is repeated in it when it begins a page; NULL nothing */
    const Flow *region;      /* columns */
    Len measure;             /* of the region, from x on */
    /* where page.c put it */
    uint32_t page;
    Len x, y;
    bool placed;
};

/* Which count of page numbers a page belongs to. */
typedef enum Matter { MATTER_BODY, MATTER_FRONT, MATTER_COVER } Matter;

/* The mark of a list item or the like, beside the first line of a block. */
typedef struct Label {
    Str text;
    Len right, gap;  /* its right edge is at right - gap from the column's left edge */
    uint32_t tag;
    uint8_t box;     /* 0 text, 1 an empty box, 2 a ticked one */
    Pos pos;
} Label;

/* What travels down the tree. */
struct Context {
    Len left, width;      /* of the measure, from the column's left edge */
    uint8_t style;        /* StyleName of paragraphs */
    uint8_t matter, shift, depth, lists;
    bool flush;           /* no first-line indent */
    bool tight;           /* no space between the paragraphs of a list */
    bool turned;          /* on landscape pages */
    bool verse;           /* lines as they are written, the measure as wide as the longest */
    uint8_t numbering;    /* 0: the design's, 1: Chinese */
    uint32_t tag;         /* parent element */
    uint32_t scope;       /* whose ids are looked at first */
    const Frame *frame;
    const Label *label;   /* for the first block below */
    Map *notes;           /* NODE_NOTE by id, of the document around */
};

typedef struct Again {
    const Node *node;
    Context context;
    void (*set)(Compose *, Block *, const Node *, Context);
    size_t element, id, heading, note, captioned, term; /* the first it made of each */
    size_t end_note;
    uint32_t nfigures, ntables, nchapters;
    uint8_t heading_level;
    void *kept;          /* what its set keeps from one time to the next */
    bool made;           /* it has made elements */
    bool settles;        /* page numbers change it; else it is kept for its looseness */
} Again;

/* How a paragraph may be set to spare or fill a line of a page. */
enum { ELASTIC_SHORTER = 1, ELASTIC_LONGER = 2, ELASTIC_TRIED = 4 };

/* How close a paragraph is to what it announces: a sentence, or one that a paragraph goes on, loosely; what ends
 * in a colon closely to a table, list, figure … */
typedef enum BlockLead { LEADS_NOWHERE, LEADS_LOOSELY, LEADS_CLOSELY } BlockLead;

struct Block {
    Strip *strips;
    size_t count, room;
    Len before, after;   /* the larger of two neighbours' is taken */
    uint8_t keep_lines;  /* lines that must follow it on its page */
    uint8_t leads;       /* BlockLead */
    uint16_t flags;      /* StripFlag of its first strip */
    bool pad_above;      /* what is missing to whole pitches goes above; else half of it */
    uint8_t elastic;     /* what may be tried, or when tried can be done */
    int8_t looseness;    /* set so many lines longer than is best for itself */
    Again *again;        /* NULL: it is never set again */
};

typedef struct Heading {
    Str title;           /* plain */
    uint8_t level;       /* with the shift of its section */
    bool unlisted;
    uint32_t id;         /* index into Compose.ids, made for it when it has none */
    Block *block;
    uint8_t matter;
} Heading;

/* A figure or table with a caption, for the lists of them. */
typedef struct Captioned {
    Str title;           /* "图 3-1　…" */
    uint32_t id;         /* index into Compose.ids */
    bool table, numbered;
} Captioned;

typedef struct IdEntry {
    Str id;              /* as written */
    Str name;            /* unique in the book */
    Str label;           /* of its page, as known so far; empty at first */
    Str called, title;   /* what references to it print: 表 3-1; the words of its caption */
    uint32_t scope;
    uint32_t page;       /* of it, counted from 0, as known so far */
    bool twice;          /* another place of the book has the same id as written */
    Block *block;        /* NULL: nothing follows it */
    uint32_t strip;
} IdEntry;

/* A place that an index leads to. */
typedef struct IndexTerm {
    const IndexEntry *entry;
    uint32_t id;         /* index into Compose.ids */
} IndexTerm;

typedef struct LinkEntry {
    Str href, contents;
    uint32_t id;         /* index + 1 into Compose.ids; 0: by href, as seen from scope */
    uint32_t scope, tag;
    bool page_ref;       /* its text is a page number */
    bool reference;      /* its text is what the place is called: */
    uint8_t show;        /* RefShow */
    Pos pos;
} LinkEntry;

typedef struct NoteEntry {
    const Node *node;
    Block *owner;        /* the block with the line that refers to it first */
    uint32_t number;     /* as printed */
} NoteEntry;

/* A picture's size in pixels, upright. */
typedef struct ImageEntry {
    bool good;
    uint32_t width, height;
    Str href;
    Pos pos;
} ImageEntry;

/* How a figure wants its picture, by its classes. */
typedef struct ImageLook {
    Len width, height;     /* on paper; 0: not said */
    Em share;              /* of the measure; 0: not said */
    uint32_t across, down; /* the shape; 0: its own */
    Em focus_x, focus_y;   /* what stays in the middle when it is cropped, thousandths */
    bool cover;            /* cropped to fill its box; else whole inside it */
} ImageLook;

/* Everything one book's composition shares. */
struct Compose {
    Arena *a;            /* the book's */
    Arena *scratch;      /* one block's, released after it */
    const Fonts *fonts;
    const Design *design;
    const Book *about;
    ImageSource source;
    Diag *d;
    Len measure;         /* of the page's column */
    Len pitch, grid_baseline; /* of body lines, from the top of their slot */
    FontChoice choice[STYLE_ALL];
    FontChoice strong, emphasis, code;
    Hyphens *hyphens;    /* NULL: the design does not ask, or there is no dictionary */
    bool boxes;          /* the list face has ☐ and ☑ */
    Tags tags;
    IdEntry *ids;
    size_t nids, ids_room, next_id;
    Map id_names;        /* unique names taken: IdEntry index + 1 */
    Map id_scopes;       /* "scope id" as written: IdEntry index + 1 */
    size_t waiting;      /* ids from here on wait for the next block */
    Heading *headings;
    size_t nheadings, headings_room, next_heading;
    Captioned *captioned;
    size_t ncaptioned, captioned_room, next_captioned;
    IndexTerm *terms;
    size_t nterms, terms_room, next_term;
    LinkEntry *links;
    size_t nlinks, links_room;
    NoteEntry *notes;
    size_t nnotes, notes_room;
    Map note_entries;    /* by node and scope: NoteEntry index + 1 */
    ImageWant *images;   /* what of them is needed, once for each part shown */
    size_t nimages, images_room;
    Map image_entries;   /* by href: ImageEntry */
    Map image_parts;     /* by href and part: index + 1 into images */
    size_t nscopes;
    uint32_t nchapters, nfigures, ntables;
    unsigned depth;      /* blocks being set inside a block */
    bool unsettled;      /* the block being set depends on page numbers */
    bool complete;       /* the whole tree is set once: all headings are known */
    unsigned columns;    /* a region of columns is being set */
    int looseness;       /* of the next paragraph */
    uint32_t *scopes;    /* the scope around each */
    size_t scopes_room;
    uint16_t breaks;     /* flags for the first strip of the next block */
    unsigned cells;      /* table cells being set inside each other */
    Em cell_scale;       /* of the type in the innermost */
    bool cells_cut;      /* its columns are narrower than what should hold together */
};

/* ---- block.c ---- */

/* The blocks of node, which is one, appended to flow. */
void block_add(Compose *c, Flow *flow, const Node *node, Context context);
void block_add_kids(Compose *c, Flow *flow, const Node *node, Context context);
/* Set a new block at the end of flow and note how to set it again, if it asks for that. */
Block *block_set(Compose *c, Flow *flow, const Node *node, Context context, BlockSet *set);
/* What a section changes for all that stands in it. */
Context block_section(Compose *c, const Node *section, Context context);
/* 1–6, with the shift of the sections around. */
uint8_t block_heading_level(const Node *node, Context context);
/* Set a block again that has an Again. */
void block_again(Compose *c, Block *block);
/* A new strip at the end of block, valid until the next one. */
Strip *block_strip(Compose *c, Block *block, Context context, Len height);
/* Room for exactly so many strips in a block that has none yet. */
void block_reserve(Compose *c, Block *block, size_t more);
/*
 * All strips of blocks in order, with the space between blocks in their lead and before; previous
 * (or NULL) stands above the first. on_grid: as a page's column, where other blocks than body
 * lines are made up to whole pitches, those in a row together.
 */
Strip **block_flatten(Compose *c, Arena *a, Block *const *blocks, size_t nblocks,
                      const Block *previous, bool on_grid, size_t *count);
/* Enter a heading that block prints into outline, contents and running heads. */
void block_note_heading(Compose *c, Block *block, const Node *node, Context context, uint8_t level);
/* Index of a new id for the block that comes next; id may be empty: only a name is made. */
uint32_t block_id(Compose *c, Str id, uint32_t scope);
/*
 * The entry of an id as seen from a scope, or NULL. "document#id": the id below the section of
 * that document. Borrowed until the next block_id.
 */
IdEntry *block_find_id(const Compose *c, Str id, uint32_t scope);
/* Whether scope lies in the section whose id entry is: there it is the one that is meant. */
bool block_scope_sees(const Compose *c, const IdEntry *entry, uint32_t scope);
/* What references to ids[index] print. */
void block_call(Compose *c, uint32_t index, Str called, Str title);
Str block_note_key(Arena *a, const Node *node);
/* Ids without a place yet get this one. */
void block_place_ids(Compose *c, Block *block, uint32_t strip);
/* length made up to whole pitches. */
Len block_pitches(const Compose *c, Len length);
/* The measure of a page, or of a landscape one. */
Len block_measure_of_page(const Compose *c, bool turned);
/* The style, with its lines on the grid when its leading is the pitch. */
const TextStyle *block_style(const Compose *c, StyleName style);

/* ---- block_line.c ---- */

/* How a paragraph is set: its style and what differs from it. */
typedef struct Setting {
    StyleName style;
    Len left, width;
    Len indent;          /* first line */
    ParaAlign align;
    uint32_t tag, colour;
    Em scale;            /* of the style's size and leading; 1000 as it is */
    bool bold, no_stretch, verbatim;
    bool in_cell;        /* dates hold together, addresses break anywhere (R14) */
    Str lead;            /* text set before the node's (a caption's number, a note's mark) */
} Setting;

/* The first-line indent of a style: on the grid its ems are cells. */
Len block_indent(const Compose *c, const TextStyle *style);
Setting block_setting(const Compose *c, Context context, StyleName style);
/* The kids of node as lines, appended to block. Returns how many strips. */
size_t block_lines(Compose *c, Block *block, const Node *node, Context context,
                   const Setting *setting);
/* One text without markup as lines. */
size_t block_text(Compose *c, Block *block, Str text, Pos pos, Context context,
                  const Setting *setting);
/* The width of node's kids on one line, and of the widest piece that cannot be broken. */
Len block_measure(Compose *c, const Node *node, Context context, const Setting *setting,
                  Len *narrowest);
/* A text on one line, for marks and running heads: its items with x from 0, baseline 0. */
Item *block_words(Compose *c, Str text, StyleName style, Em scale, uint32_t colour,
                  uint32_t tag, Pos pos, uint32_t *count, Len *width);
void block_move(Item *items, uint32_t count, Len dx, Len dy);
/* An item more in a strip (its array is copied). */
Item *block_item(Compose *c, Strip *strip, ItemKind kind, uint32_t tag);

/* ---- block_vertical.c ---- */

/*
 * The kids of node, which are inlines, as columns from right to left (R18): setting->width is
 * the length of a column, style, colour, scale, indent and align are taken as for lines. They are
 * added to the strip with the right edge of the first column at `right`, its head at `top`, a
 * leading from axis to axis. block owns the footnotes they refer to. Returns the width of all
 * columns; with strip NULL it is only measured. *length (may be NULL) receives the longest
 * column's length: less than setting->width when it all fits one column.
 */
Len block_vertical(Compose *c, Block *block, Strip *strip, const Node *node, Context context,
                   const Setting *setting, Len right, Len top, Len *length);
/* The same for one text without markup. */
Len block_vertical_text(Compose *c, Strip *strip, Str text, Pos pos, Context context,
                        const Setting *setting, Len right, Len top, Len *length);

/* ---- block_official.c ---- */

/* How a section that is a part of an official document is set, or NULL when it is none. */
BlockSet *block_official(const Node *section);

/* ---- block_class.c: looks that a design names by class ---- */

/* The own style of the first of the classes that has one, else otherwise. */
StyleName block_class_style(const Compose *c, Str classes, StyleName otherwise);
/* The style's rules at the head and foot of the block's lines, set within left and width. */
void block_rules(Compose *c, Block *block, const TextStyle *style, Len left, Len width);
/* How a paragraph is set in this context. */
Setting block_para_setting(const Compose *c, const Node *node, Context context);

/* How high the lines of a block are together, and they as part of one strip, from y down. */
Len block_lines_height(const Block *lines);
void block_put_lines(Compose *c, Strip *strip, const Block *lines, Len y);

/* ---- block_image.c ---- */

/* The picture behind a node; NULL: reported. */
const ImageEntry *block_image(Compose *c, Str href, Pos pos);
ImageLook block_look(Str classes);
/* The size on paper in a room that wide; most: the greatest height. */
void block_image_size(const Compose *c, const ImageEntry *image, const ImageLook *look, Len room, Len most,
                      Len *width, Len *height);
/*
 * A use of the picture at that size, cropped to its shape when the look says so (look may be NULL): its
 * index in the book's images. dark: see ImageWant.
 */
uint32_t block_image_use(Compose *c, const ImageEntry *image, const ImageLook *look, Len width, Len height,
                         Em dark);
/* All pictures that are used, read and made as large as they are needed. */
const PdfImage *block_images(Compose *c);

/* ---- block_columns.c, block_list.c, block_figure.c, block_cover.c, block_sheet.c, block_contents.c, table.c ---- */

void block_columns(Compose *c, Flow *flow, const Node *node, Context context);
void block_list(Compose *c, Flow *flow, const Node *node, Context context);
void block_definitions(Compose *c, Flow *flow, const Node *node, Context context);
void block_term(Compose *c, Block *block, const Node *node, Context context);
void block_verse(Compose *c, Flow *flow, const Node *node, Context context);
/* Whether each stanza stands beside itself in columns (block_upright.c). */
bool block_verse_fits(Compose *c, const Node *node, Context context);
/* Space around what several blocks make: on the first and the last of them. */
void block_space_around(Flow *flow, size_t first, const TextStyle *style);
void block_label(Compose *c, Block *block, const Label *label);
/* A number in the form of a template such as "（1）", "一、", "①". */
Str block_number(Arena *a, Str form, uint64_t number);
/* A caption with its number, "图 3-1" (may be empty). */
void block_caption(Compose *c, Block *block, const Node *node, Context context, Str label);
/* The same for lists of figures and tables, and as what owner, a figure or a table's caption, is called. */
void block_note_caption(Compose *c, const Node *node, Context context, Str label, const Node *owner);
void block_figure(Compose *c, Block *block, const Node *node, Context context);
void block_chart(Compose *c, Block *block, const Node *node, Context context);
/* The code of a NODE_QR as an item at (0, 0) with its own Figure. */
Item block_qr(Compose *c, const Node *node, uint32_t parent);
void block_upright(Compose *c, Block *block, const Node *node, Context context);
/* Is a cover the outside of the book, not a title page or what stands behind it? */
bool block_is_outer(const Node *cover);
/* The colour of text on a ground of that colour. */
uint32_t block_on_colour(const Compose *c, uint32_t ground);
void block_cover(Compose *c, Block *block, const Node *node, Context context);
/* Marks above and below a page where it is folded at x, outside the bleed: at most FOLD_MARKS (page_trim.c). Returns how many. */
enum { FOLD_MARKS = 2 };
size_t page_fold(const Design *design, Len x, Item *items);
/* A page with frames at their places (block_sheet.c). */
void block_sheet(Compose *c, Block *block, const Node *node, Context context);
void block_contents(Compose *c, Block *block, const Node *node, Context context);
void block_index(Compose *c, Block *block, const Node *node, Context context);
void table_block(Compose *c, Block *block, const Node *node, Context context);
/* Whether the table fits the context's measure in a type that the design allows. */
bool table_fits(Compose *c, const Node *node, Context context);

#endif
