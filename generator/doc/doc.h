/*
 * doc: the one document tree that Markdown, Lua and queries make, and HTML and PDF read.
 *
 * Invariants. A node never changes after doc_done; children are an array; there is no parent
 * and no sibling pointer, so one subtree can stand in its web page and in three books without
 * a copy. What a node inherits (heading shift, language, id prefix) travels down in the
 * reader's own context. Blocks hold blocks or, in PARA, HEADING, CELL, CAPTION, inlines; inlines
 * hold inlines. Text is valid UTF-8 without control characters; no text node is empty
 * and no two text nodes stand side by side.
 *
 * What each kind uses: see the union; level and flags as noted at the kind. A node may have no memory for what its kind
 * does not use: nodes are made by doc_node, copied by doc_copy, never assigned.
 */
#ifndef DOC_DOC_H
#define DOC_DOC_H

#include "base/diag.h"
#include "base/len.h"

typedef enum NodeKind {
    /* blocks that hold blocks */
    NODE_SECTION,    /* section: class, id; level = heading shift of what is inside */
    NODE_QUOTE,
    NODE_CALLOUT,    /* section: class ("note" "warn" "review"); first kid may be a CAPTION */
    NODE_DEFINITIONS, /* kids: each TERM (one or more) before the ITEMs that explain it */
    NODE_LIST,       /* list; flags: NODE_ORDERED, NODE_TIGHT; kids ITEM */
    NODE_ITEM,       /* flags: NODE_TASK, NODE_TASK_DONE */
    NODE_TABLE,      /* table; kids [CAPTION] ROW…; level = number of head rows */
    NODE_ROW,        /* section: class ("subhead" "total"); kids CELL */
    NODE_FIGURE,     /* section: class, id; kids: IMAGE, CHART or QR, then CAPTION */
    NODE_NOTE,       /* note: the text of a footnote; kids blocks */
    NODE_COLUMNS,    /* level = number of columns */
    NODE_COVER,      /* section: class; a page of its own, kids placed by the page design */
    NODE_SHEET,      /* section: class, id; a page of its own; kids FRAME */
    NODE_FRAME,      /* frame: where on its sheet; kids blocks */
    /* blocks that hold inlines */
    NODE_HEADING,    /* section: class, id; level 1–6 */
    NODE_PARA,       /* section: class, id (both mostly empty) */
    NODE_CELL,       /* cell; flags: NODE_HEAD; kids inlines, or blocks when made by a script */
    NODE_CAPTION,    /* section: id, of the table it belongs to */
    NODE_TERM,       /* what a definition list explains */
    /* blocks that hold nothing */
    NODE_CODE,       /* code: text, info */
    NODE_RULE,       /* a thematic break */
    NODE_CONTENTS,   /* section: class = what is listed ("" = headings, "figures", "tables");
                        level = depth */
    NODE_INDEX,      /* section: class = which entries it lists ("" = those without a class) */
    NODE_PAGE_BREAK, /* level: NODE_BREAK_… */
    NODE_SPACE,      /* level: whole line pitches */
    NODE_CHART,      /* chart: an opaque description for draw/ */
    NODE_QR,         /* chart: likewise */
    /* inlines */
    NODE_TEXT,       /* text */
    NODE_SOFT_BREAK, /* a source line end that means a space; those between Han are gone */
    NODE_LINE_BREAK,
    NODE_CODE_SPAN,  /* text */
    NODE_EMPH,
    NODE_STRONG,
    NODE_STRIKE,
    NODE_LINK,       /* link: href as written, title */
    NODE_IMAGE,      /* link: href as written, title; kids = the alternative text */
    NODE_NOTE_REF,   /* note */
    NODE_SPAN,       /* section: class ("kai" "hei" "names" "dots" …), id; level = Language */
    NODE_RUBY,       /* link: title = the annotation; kids the base */
    NODE_PAGE_REF,   /* link: href = "#id"; prints the page number of that id */
    NODE_REF,        /* link: href; prints what that place is called; level = RefShow */
    NODE_INDEX_ENTRY, /* index; kids: the words that are printed here, if any */
    NODE_VALUE,      /* text: "{{ expression }}" as written, until the project's scripts have put its value here */
    NODE_KINDS
} NodeKind;

/* Which member of its union a kind uses; members.h says what is in it. */
typedef enum NodeAs {
    AS_NONE, AS_TEXT, AS_CODE, AS_SECTION, AS_LINK, AS_NOTE, AS_LIST, AS_TABLE, AS_CELL, AS_CHART,
    AS_FRAME, AS_INDEX
} NodeAs;

enum {
    NODE_ORDERED = 1,
    NODE_TIGHT = 2,
    NODE_TASK = 4,
    NODE_TASK_DONE = 8,
    NODE_HEAD = 16,
    NODE_UNLISTED = 32, /* a heading that contents and outline leave out */
    NODE_PAREN = 64     /* an ordered list written 1) */
};

enum {
    NODE_BREAK_ODD = 1,    /* to an odd page */
    NODE_BREAK_OPENING = 2 /* the page opens a chapter: no running head, space above stays */
};

/* What a NODE_REF prints of the place it leads to: 表 3-1; 第12页; its whole title. */
typedef enum RefShow { REF_NAME, REF_PAGE, REF_TITLE } RefShow;

/* The language of a run; LANGUAGE_AROUND: that of the text around. doc_language has the tags. */
typedef enum Language {
    LANGUAGE_AROUND, LANGUAGE_ZH, LANGUAGE_EN, LANGUAGE_FR, LANGUAGE_DE, LANGUAGE_ES, LANGUAGE_IT,
    LANGUAGE_RU, LANGUAGE_LA, LANGUAGE_JA, LANGUAGE_KO, LANGUAGES
} Language;

/* A place that an index leads to, or, with `see`, a word that leads to another. */
typedef struct IndexEntry {
    Str class;      /* of the index */
    Str term, sub;  /* 集体备课; below it, or empty */
    Str sort;       /* the reading to sort the term by: "chóng qìng"; empty: found by itself */
    Str see, also;  /* 见 …, 参见 … */
} IndexEntry;

/* ALIGN_POINT: figures one below the other by their decimal points. */
typedef enum Align { ALIGN_DEFAULT, ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT, ALIGN_POINT } Align;
typedef enum VAlign { VALIGN_DEFAULT, VALIGN_TOP, VALIGN_MIDDLE, VALIGN_BOTTOM } VAlign;

enum { FRAME_TOP = 1, FRAME_RIGHT = 2, FRAME_BOTTOM = 4, FRAME_LEFT = 8 };

/* Where a NODE_FRAME stands, from its sheet's corner, and what is drawn behind what stands in it. */
typedef struct FramePlace {
    Len x, y;
    Len width, height;   /* 0: to the sheet's edge */
    Len pad_x, pad_y;    /* between its edges and what stands in it */
    bool filled;
    uint32_t fill, rule_colour; /* 0xRRGGBB */
    Len rule;            /* thickness of its border, inside its edges; 0: none */
    uint8_t sides;       /* FRAME_TOP … of the border */
    uint8_t valign;      /* VAlign of what stands in it */
    Str picture, alt, look; /* a picture that fills it: address, words, classes of its figure */
    bool fold;           /* no frame: the sheet is folded at x, which marks outside the trim say */
} FramePlace;

typedef struct Node Node;
struct Node {
    const uint8_t kind; /* NodeKind; const, so that no node can be assigned */
    uint8_t level;
    uint16_t flags;
    uint32_t nkids;
    const Node *const *kids;
    Pos pos;
    union {
        Str text;
        struct { Str text, info; } code;
        struct { Str class, id; } section;
        struct { Str href, title; } link;
        struct { Str id; uint32_t number; } note; /* number: 1, 2 … within its document */
        struct { int32_t start; } list;
        /* An Align and a width for each column: > 0 a length, < 0 a share in thousandths, 0 by
         * what stands in it; widths NULL: all are 0. */
        struct NodeTable {
            const uint8_t *aligns;
            const Len *widths;
            uint32_t ncolumns;
            uint8_t valign; /* VAlign of cells that have none */
            Str class;
        } table;
        struct { uint16_t colspan, rowspan; uint8_t align, valign; } cell; /* spans >= 1 */
        struct { const void *data; Str alt; } chart;
        const FramePlace *frame;
        const IndexEntry *index;
    } as;
};

/* A list of nodes while a parent is being made. */
typedef struct NodeList {
    const Node **items;
    size_t count, room;
} NodeList;

/* A new node, zeroed but for kind and pos (and spans 1 of a cell). Its maker fills it. */
Node *doc_node(Arena *a, NodeKind kind, Pos pos);
Node *doc_text(Arena *a, Str text, Pos pos);
/* A new node that says what another says, its kids too: for its maker to change. */
Node *doc_copy(Arena *a, const Node *node);
void doc_push(Arena *a, NodeList *list, const Node *kid);
/* Give node its children; from here on it is const. Neighbouring text nodes are joined. */
const Node *doc_done(Arena *a, Node *node, const NodeList *kids);

bool doc_is_inline(NodeKind kind);
/* Whether one of the words of a class, which blanks part, is the wanted one. */
bool doc_has_class(Str classes, Str wanted);
const char *doc_kind_name(NodeKind kind);
/* "en": the tag of a language (BCP 47); "" for LANGUAGE_AROUND. */
const char *doc_language(Language language);
/* Asked of every node by nearly all who walk a tree: a call would cost more than the look. */
extern const uint8_t doc_kind_as[NODE_KINDS];
static inline NodeAs doc_as(NodeKind kind)
{
    return (NodeAs)doc_kind_as[kind];
}
static inline bool doc_has_section(NodeKind kind)
{
    return doc_as(kind) == AS_SECTION;
}
static inline bool doc_has_link(NodeKind kind)
{
    return doc_as(kind) == AS_LINK;
}
/* The text of node as one run: breaks and block ends as one space between Latin only. */
void doc_plain(Buf *out, const Node *node);
Str doc_plain_str(Arena *a, const Node *node);

/* Called before (entering) and after each node with kids, once (entering) for others.
 * Return false from an entering call to leave the kids out. */
typedef bool DocVisit(void *self, const Node *node, bool entering);
void doc_walk(const Node *node, DocVisit *visit, void *self);

/* The tree as text, a node a line, two spaces a level: what tests compare. */
void doc_dump(Buf *out, const Node *node);
/* Assert the invariants above on a whole tree (tests and debug builds). */
void doc_check(const Node *node);

#endif
