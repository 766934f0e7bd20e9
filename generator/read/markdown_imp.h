/*
 * markdown_imp: what the files of the Markdown reader share. Not for others.
 *
 * Offsets are bytes in the text being read (MarkdownText.source->text) unless called fed, which
 * are bytes in what cmark-gfm is given: the same text with marks put in and tails of lines left out
 * (markdown_cjk.c). Both keep to a line, so lines are the same in both.
 */
#ifndef READ_MARKDOWN_IMP_H
#define READ_MARKDOWN_IMP_H

#include "base/map.h"
#include "read/markdown.h"

#define OFFSET_NONE SIZE_MAX

/* What is read and where its places are reported. */
typedef struct MarkdownText {
    const Source *source; /* the lines; made for the purpose when the text is no file */
    uint32_t first_line;  /* of the source: line 1 of cmark-gfm */
    size_t body;          /* offset of that line */
    Diag *d;
    const Source *outer;  /* the file that messages name; NULL: none */
    size_t shift;         /* offset of the text in outer */
    uint32_t *line;       /* of outer, that was last asked for: the next place is mostly near */
    bool fixed;           /* every place is pos */
    Pos pos;
} MarkdownText;

Pos markdown_pos(const MarkdownText *t, size_t offset);
/* Controls, bidirectional controls and U+FFFD: what no text of a document holds. */
bool markdown_is_forbidden(uint32_t rune);

/* ---- markdown_guard.c: lines, and the limits that keep cmark-gfm linear ---- */

/* What the start of a line says before any block structure is known. */
typedef struct LineStart {
    uint32_t indent;  /* columns of blanks before the first mark or text */
    uint32_t deepest; /* columns of blanks that could be levels of lists */
    uint16_t quotes, markers;
    bool ordered;     /* the last marker is a number */
    bool starts_at_one;
    size_t content;   /* offset in the line of what follows */
} LineStart;

LineStart markdown_line_start(Str line);
/* "- ", "* ", "+ ", "12. " or "12) " at `at`: its length without the blank, 0 when none. */
size_t markdown_marker(Str line, size_t at, bool *ordered);
/* The number of cells of a table's row, and of a delimiter row (0: it is none). */
uint32_t markdown_cells(Str content);
uint32_t markdown_delimiter_cells(Str content);

/* The end of a line that is text and nothing else. */
typedef struct MarkdownTail {
    size_t from, to; /* offsets */
} MarkdownTail;

/* What the one pass over the text found out for the others. */
typedef struct MarkdownFacts {
    bool has_runs;       /* of * or ~ in a text with characters beyond ASCII */
    bool is_plain;       /* no bracket, brace, backslash, reference or tab is in any of its texts */
    bool has_brackets;
    bool has_notes;      /* "[^" */
    bool has_spans;      /* "]{" */
    bool has_addresses;  /* what a bare address has: "://", "www.", "@" */
    uint32_t *notes;     /* lines that look like a footnote's definition */
    size_t nnotes, notes_room;
    MarkdownTail *tails; /* in order: not for cmark-gfm to see */
    size_t ntails, tails_room;
} MarkdownFacts;

/* Refuse what would cost too much. false: reported. */
bool markdown_guard(Arena *a, const MarkdownText *t, MarkdownFacts *facts);
/* Is anything in it that a bare address has? */
bool markdown_has_addresses(Str text);

/* ---- markdown_plain.c: texts as nearly all are written ---- */

/* cmark-gfm's tree of the text, made without it, and what the guard finds out for those who read the tree. NULL: cmark-gfm must read the text. */
struct cmark_node *markdown_plain(Arena *a, const MarkdownText *t, MarkdownFacts *facts);

/* ---- markdown_cjk.c: emphasis and line ends between Chinese characters ---- */

/* The text as given to cmark-gfm. */
typedef struct MarkdownFed {
    Str text;
    Str mark;             /* put beside runs of * and ~; "" when there are none */
    Str space;            /* put before the text so that no block can start; "" likewise */
    bool marked;          /* there is any of them in it */
    const MarkdownTail *tails; /* what is left out of it */
    size_t ntails;
    bool spaced;          /* the space is */
} MarkdownFed;

/* false: reported (every character that could serve as a mark is in the text). */
bool markdown_feed(Arena *a, const MarkdownText *t, const MarkdownFacts *facts, bool one_line,
                   MarkdownFed *fed);
/* Whether the amended rule lets the run from..to of one kind, in a line that begins and ends where its text does, both open and close
 * emphasis, and plain CommonMark might not. */
bool markdown_run_gains(Str line, size_t from, size_t to);
/* How many bytes were left out at this offset: they belong to the text that ends there. */
size_t markdown_left_out(const MarkdownFed *fed, size_t offset);
/* literal without marks: itself, or a copy in a. */
Str markdown_unmarked(Arena *a, const MarkdownFed *fed, Str literal);
/* Whether a line end between these two characters is nothing instead of a blank. */
bool markdown_joins(uint32_t before, uint32_t after);

/* ---- markdown_silent.c: elements whose text nobody is to read ---- */

/* script or style at `name`, 0: another. */
size_t markdown_silent_name(Str name);
/* The element that html opens and does not close, 0: none. */
size_t markdown_silent_open(Str html);
/* Behind the end tag of the element in text from `from` on; `from` when there is none. */
size_t markdown_silent_end(Str text, size_t from, size_t element);

/* ---- markdown_link.c: addresses ---- */

/* What may not be: NULL when the address is fine, else why not, in words for a message. */
typedef struct LinkFault {
    const char *zh, *en;
} LinkFault;

bool markdown_link_allowed(Arena *a, Str href, LinkFault *fault);
/* The next bare address in text at or after from: where it starts and ends, its href. */
bool markdown_autolink(Arena *a, Str text, size_t from, size_t *start, size_t *end, Str *href);
/* The end of a link behind its "]" at `at`: of (address "title") or [label]; `at` when it is
 * neither. */
size_t markdown_link_end(Str s, size_t at);
/* Behind the definitions [label]: address "title" that start at `at`, one a line or more. */
size_t markdown_skip_definitions(Str s, size_t at);
/* {base|annotation} at `at`: where the bar and the closing brace stand. */
bool markdown_ruby(Str text, size_t at, size_t *bar, size_t *close);

/* ---- markdown_attribute.c: {#id .class key="value"} behind or before what it is for ---- */

/* What attributes may stand at; which classes are known depends on it. */
typedef enum AttributeUse {
    ATTRIBUTES_SPAN = 1, ATTRIBUTES_HEADING = 2, ATTRIBUTES_BLOCK = 4, ATTRIBUTES_REF = 8
} AttributeUse;

typedef struct Attributes {
    bool given;
    Pos pos;
    Str class, id;       /* classes as page layout knows them, with a blank between */
    uint8_t language;    /* Language */
    uint8_t show;        /* RefShow */
    bool unlisted, index;
    IndexEntry entry;    /* as far as it was said */
} Attributes;

typedef struct Markdown Markdown;

/*
 * The attributes whose "{" is at `at`: the offset behind their "}"; `at` when there are none. Names
 * that are not known are reported at pos and left out.
 */
size_t markdown_attributes(Markdown *m, Str text, size_t at, AttributeUse use, Pos pos,
                           Attributes *attributes);

/* ---- markdown_inline.c, markdown_words.c, markdown_block.c: cmark-gfm's tree into ours ---- */

struct cmark_node;

/* A "[" that may turn out to open a span. */
typedef struct Opening {
    size_t stack; /* where its text node lies */
    Pos pos;
} Opening;

struct Markdown {
    Arena *a;       /* the tree */
    Arena *scratch; /* all that is done with when the tree is */
    const MarkdownText *text;
    const MarkdownFed *fed;
    const MarkdownFacts *facts;
    MarkdownOptions options;
    Map ids;
    uint32_t nheadings;
    const Str *note_labels; /* by number - 1 */
    uint32_t nnotes;
    uint32_t (*code_lines)[2]; /* first and last line of each code block */
    size_t ncode_lines, code_lines_room;
    NodeList stack; /* finished nodes whose parents are being made */
    uint32_t quotes; /* block quotes around the block being made */
    size_t silent_until; /* what begins before this offset of the source stands in a script or style sheet */
    int block_depth, inline_depth;
    uint32_t defining; /* where the definitions begin that the next block may go on with; 0: none */
    bool too_deep; /* reported once */
    bool one_line; /* inlines only: no figures, no advice about block marks */
    bool verse;    /* line ends stay */
    Attributes next; /* for the block that comes next */
    Opening *openings;
    size_t nopenings, openings_room;
};

/* Where the inlines of one block stand in the source. */
/* An element whose text nobody is to read is open: what to go back to at its end. */
typedef struct Silence {
    size_t element;    /* 0: none is */
    size_t nodes, openings;
    uint32_t last;
} Silence;

typedef struct Leaf {
    Markdown *m;
    size_t cursor;     /* where the next inline stands */
    size_t limit;      /* nothing stands at or after it */
    uint32_t last;     /* the last character put out, for line ends, … */
    Str words;         /* … but for what has been put out since: who asks looks there */
    bool strip_indent; /* nothing was put out yet, and U+3000 is to go */
    bool in_link;
    bool spans;        /* "]{" is in it */
    size_t skip;       /* bytes at the start of the next text that are marks of the block */
    size_t opened;     /* openings from here on are of this level */
    const struct cmark_node *tail; /* a text at the end of which attributes of the block may stand */
    const Node *linked; /* the link or picture just put out: attributes may follow */
    Attributes attributes; /* found at the tail */
    Silence silence;   /* at this level */
} Leaf;

/* Where a block of inlines from `start` to `limit` is about to be read. */
Leaf markdown_leaf(Markdown *m, size_t start, size_t limit);
/* Some of a literal that an escape or a reference made. */
typedef struct Replaced {
    size_t at, n;            /* in the literal */
    size_t source_n;         /* bytes in the source */
} Replaced;

/* A literal and where it came from. */
typedef struct Run {
    Str text;
    size_t start, end; /* offsets in the source */
    Replaced *replaced;
    size_t nreplaced, room;
} Run;

/* The source offset of byte i of the run. */
size_t markdown_run_offset(const Run *run, size_t i);
/* Whether byte i was written as it stands, so that it may mean something. */
bool markdown_is_written(const Run *run, size_t i);
/* Bytes from..to of the run as a text node. */
void markdown_piece(Leaf *leaf, const Run *run, size_t from, size_t to);
/* The same with what is marked in them: ruby, spans (markdown_words.c). */
void markdown_words(Leaf *leaf, const Run *run, size_t from, size_t to);
/* The next byte of from..to with which something may begin that is not plain text: a bracket, a brace of either width; else to. */
size_t markdown_next_mark(Str text, size_t from, size_t to);
/* Whether one of the wide ones is in it. */
bool markdown_has_wide_marks(Str text);
/* Attributes around the nodes on the stack since mark. */
void markdown_wrap(Markdown *m, const Attributes *attributes, Pos pos, size_t mark);

/* The kids of parent as our nodes, pushed on the stack. */
void markdown_inlines(Leaf *leaf, struct cmark_node *parent);
/* One of them. */
void markdown_inline_node(Leaf *leaf, struct cmark_node *node);
/* The line after the one of the cursor, without what only marks the block it is in. */
Str markdown_ahead(const Leaf *leaf);
/* Move the cursor there. */
void markdown_next_line(Leaf *leaf);
void markdown_blocks(Markdown *m, struct cmark_node *parent);
/* Does a block go on with definitions that begin in that column: more of them, or indented by two or more? */
bool markdown_defines_on(const Node *node, uint32_t column);
/* Definitions among the blocks since mark, and what goes on with them, become one list each. */
void markdown_join_definitions(Markdown *m, size_t mark);
/* Give node what was pushed since the stack had `mark` nodes, and push it in their place. */
const Node *markdown_finish(Markdown *m, Node *node, size_t mark);
/* The offset of a line of cmark-gfm's, of what it holds behind blanks and quote marks, its end. */
size_t markdown_line_offset(const Markdown *m, uint32_t line);
size_t markdown_content_start(const Markdown *m, uint32_t line);
size_t markdown_line_end(const Markdown *m, uint32_t line);
/* One level deeper; false: deeper than limit, reported. The caller takes the level back. */
bool markdown_enter(Markdown *m, int *depth, int limit, size_t offset);
/* Text that came out of references such as &#1;: without what may not be in a document. */
Str markdown_decoded(Markdown *m, Str text, Pos pos);


/* ---- markdown_table.c ---- */

void markdown_table(Markdown *m, struct cmark_node *node);
/* The line of a table's head: cmark-gfm places it at the start of the paragraph that became one. */
uint32_t markdown_head_line(const Markdown *m, struct cmark_node *table);
uint32_t markdown_start_line(struct cmark_node *node); /* of a block; from 1 */

/* ---- markdown_lint.c ---- */

/* Warn of what a line of a paragraph, without its container's marks, was probably meant to be; first: of
 * its paragraph. offset: where it stands in the source. */
void markdown_lint_line(Markdown *m, size_t offset, Str line, bool first);
/* A whole paragraph, from its place in the source on: asterisks that would make words bold, but stand alone. */
void markdown_lint_bold(Markdown *m, size_t offset, Str text);
/* The text of a block of code that blanks made one. */
void markdown_lint_code(Markdown *m, Pos pos, Str text);
/* The last line of a fenced block of code: is it the fence that closes it? */
void markdown_lint_fence(Markdown *m, Pos pos, Str last, char fence, int length);

#endif
