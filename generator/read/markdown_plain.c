/*
 * Texts as nearly all authors write them: headings with #, paragraphs, lists whose items are one line, quotes, tables, notes of one
 * paragraph, words between asterisks, links and pictures. cmark-gfm takes four times as long for the same.
 *
 * What is made here must be what cmark-gfm makes of it, as far as its tree is looked at: kinds, literals, the first and last lines of
 * blocks and the columns where they begin. So a text in which anything could mean something else is left to cmark-gfm as a whole: a
 * backslash, a blank at either end of a line, a bracket or asterisks without a partner, a line that goes on with a block by being
 * lazy, and all that the guard has to look at twice. Nothing is said about texts here. (CommonMark 0.31, 4 to 6; GFM 4.10; the
 * tree as cmark-gfm's node.h declares it.)
 */
#include "read/markdown_cmark.h"

#include <assert.h>
#include <cmark-gfm/utf8.h>
#include <string.h>

#include "read/markdown_imp.h"
#include "read/markdown_inert.h"
#include "text/unicode.h"

/* Each below the limit of markdown_guard.c, so that nothing passes here that does not pass there. */
enum {
    TEXT_MOST = 64 * 1024, /* bytes */
    SIGNS_MOST = 500,      /* * ~ _ [ in a text, and notes; times TEXT_MOST what references may expand to */
    COLUMNS_MOST = 64,
    CELLS_MOST = 10000,    /* in a text */
    LEVELS = 6,            /* of headings */
    NODES_AT_ONCE = 8      /* taken from the arena */
};

/* What the next line may go on with. */
typedef enum Open { OPEN_NOTHING, OPEN_PARAGRAPH, OPEN_ITEM, OPEN_QUOTE, OPEN_TABLE, OPEN_NOTE } Open;

/* "[^label]: text" */
typedef struct Note {
    Str label;
    cmark_node *node;
    uint32_t number; /* in the order of the first references; 0: nothing refers to it */
} Note;

typedef struct Plain {
    Arena *a;
    cmark_mem *memory;
    cmark_node *nodes;      /* so many of them are not used yet */
    size_t nnodes;
    const Source *source;
    uint32_t first, number; /* line of the source: of the text, the one being read */
    cmark_node *root;
    Open open;
    bool blank;             /* the line before is */
    cmark_node *list;       /* goes on behind blank lines; NULL: none */
    cmark_node *quote, *table;
    uint8_t *aligns;        /* of the table */
    uint32_t columns, cells;
    cmark_node *leaf, *within; /* the block of inlines being read; where the next inline goes */
    size_t asterisks;       /* that opened it; 0: it is the leaf */
    Note *notes;
    size_t nnotes, notes_room;
    cmark_node **refs;      /* to notes, in the order of the text */
    size_t nrefs, refs_room;
    size_t signs;
    bool brackets, braces;  /* there were some */
} Plain;

/* ---- nodes ---- */

static void append(cmark_node *parent, cmark_node *node)
{
    node->parent = parent;
    node->prev = parent->last_child;
    if (node->prev)
        node->prev->next = node;
    else
        parent->first_child = node;
    parent->last_child = node;
}

/* One that is nowhere in the tree yet. */
static cmark_node *lone_node(Plain *p, cmark_node_type type)
{
    if (!p->nnodes) {
        p->nnodes = NODES_AT_ONCE;
        p->nodes = arena_array(p->a, cmark_node, p->nnodes);
    }
    p->nnodes--;
    cmark_node *node = p->nodes++;
    node->content.mem = p->memory;
    node->type = (uint16_t)type;
    return node;
}

static cmark_node *new_node(Plain *p, cmark_node *parent, cmark_node_type type)
{
    cmark_node *node = lone_node(p, type);
    append(parent, node);
    return node;
}

static void place(const Plain *p, cmark_node *block, int column)
{
    block->start_line = block->end_line = (int)(p->number - p->first + 1);
    block->start_column = column;
}

static cmark_node *new_block(Plain *p, cmark_node *parent, cmark_node_type type, int column)
{
    cmark_node *block = new_node(p, parent, type);
    place(p, block, column);
    return block;
}

/* Of the extension of tables, which keeps more about it. */
static cmark_node *new_table_block(Plain *p, cmark_node *parent, cmark_node_type type)
{
    cmark_syntax_extension *extension = parent == p->root ? cmark_find_syntax_extension("table") : parent->extension;
    assert(extension);
    cmark_node *block = cmark_node_new_with_mem_and_ext(type, p->memory, extension);
    place(p, block, 1);
    append(parent, block);
    return block;
}

static cmark_chunk chunk_of(Str text)
{
    return (cmark_chunk){(unsigned char *)(uintptr_t)text.p, (bufsize_t)text.n, 0};
}

static cmark_node *new_literal(Plain *p, cmark_node *parent, cmark_node_type type, Str text)
{
    cmark_node *node = new_node(p, parent, type);
    node->as.literal = chunk_of(text);
    return node;
}

static void put_text(Plain *p, Str text)
{
    if (text.n)
        new_literal(p, p->within, CMARK_NODE_TEXT, text);
}

/* ---- words between asterisks ---- */

/* Whether a run of asterisks may open, may close emphasis: by the amendment, else as cmark-gfm decides it. */
static void sides_of(Str line, size_t from, size_t to, bool *opens, bool *closes)
{
    *opens = *closes = markdown_run_gains(line, from, to);
    if (*opens)
        return;
    uint32_t before = '\n', after = '\n';
    if (from)
        unicode_before(line, from, &before);
    if (to < line.n)
        unicode_decode(line, to, &after);
    bool space_before = cmark_utf8proc_is_space((int32_t)before), space_after = cmark_utf8proc_is_space((int32_t)after);
    bool mark_before = cmark_utf8proc_is_punctuation((int32_t)before), mark_after = cmark_utf8proc_is_punctuation((int32_t)after);
    *opens = !space_after && (!mark_after || space_before || mark_before);
    *closes = !space_before && (!mark_before || space_after || mark_after);
}

/* The run of asterisks at *at: behind what was put out up to *done. Each that opens must be closed by the next. */
static bool put_run(Plain *p, Str line, size_t *at, size_t *done)
{
    size_t from = *at, to = from;
    while (to < line.n && line.p[to] == '*')
        to++;
    *at = to;
    p->signs += to - from;
    if ((from && line.p[from - 1] == '~') || (to < line.n && line.p[to] == '~'))
        return false;
    bool opens, closes;
    sides_of(line, from, to, &opens, &closes);
    if (!opens && !closes)
        return true;
    if (p->asterisks ? !closes || to - from != p->asterisks : !opens || to - from > 2)
        return false;
    put_text(p, str_slice(line, *done, from));
    *done = to;
    p->within = p->asterisks ? p->leaf : new_node(p, p->leaf, to - from == 2 ? CMARK_NODE_STRONG : CMARK_NODE_EMPH);
    p->asterisks = p->asterisks ? 0 : to - from;
    return true;
}

static size_t next_lively(Str s, size_t at)
{
#ifdef __SSE2__
    for (bool high = false; s.n - at >= sizeof(__m128i); at += sizeof(__m128i)) {
        unsigned found = markdown_lively(s.p + at, &high);
        if (found)
            return at + (size_t)__builtin_ctz(found);
    }
#endif
    while (at < s.n && markdown_is_inert(s.p[at]))
        at++;
    return at;
}

static bool is_word_char(char c)
{
    char letter = c | 0x20;
    return (letter >= 'a' && letter <= 'z') || (c >= '0' && c <= '9');
}

/* A character that is not inert, but opens nothing that could be read here: does it mean itself? */
static bool means_itself(Plain *p, Str line, size_t at)
{
    switch (line.p[at]) {
    case '[': case ']': case '\\': case '&': case '<': case '`': case 0x7F:
        return false;
    case '~':
        p->signs++;
        return at + 1 == line.n || line.p[at + 1] != '~';
    case '_': /* within a word */
        p->signs++;
        return at && at + 1 < line.n && is_word_char(line.p[at - 1]) && is_word_char(line.p[at + 1]);
    case '{':
        p->braces = true;
        return true;
    default:
        return line.p[at] >= ' ';
    }
}

/* ---- code, links, notes ---- */

/* From `from` on up to `end`, with nothing before it but text by itself. false: it is not to be read here. */
static bool find_end(Plain *p, Str line, size_t from, char end, size_t *to)
{
    for (*to = from; (*to = next_lively(line, *to)) < line.n && line.p[*to] != end; ++*to)
        if (line.p[*to] == '*' || line.p[*to] == '~' || !means_itself(p, line, *to))
            return false;
    return *to < line.n;
}

/* `code` between single ticks, with no blank beside them. */
static bool put_code(Plain *p, Str line, size_t *at, size_t *done)
{
    size_t from = *at + 1, to;
    if (!find_end(p, line, from, '`', &to) || to == from || line.p[from] == ' ' || line.p[to - 1] == ' ' || (to + 1 < line.n && line.p[to + 1] == '`'))
        return false;
    put_text(p, str_slice(line, *done, *at));
    new_literal(p, p->within, CMARK_NODE_CODE, str_slice(line, from, to));
    *done = *at = to + 1;
    return true;
}

/* Behind the address that begins at `from`; `from` when there is none that only means itself. */
static size_t address_end(Str line, size_t from)
{
    size_t to = from;
    while (to < line.n && line.p[to] != ' ' && (markdown_is_inert(line.p[to]) || (line.p[to] && strchr("-_#?=+,@!$", line.p[to]))))
        to++;
    return to < line.n && line.p[to] == ')' ? to : from;
}

/* (address) at `at`, of the link or picture whose words these are. */
static bool put_link(Plain *p, Str line, cmark_node_type type, Str words, size_t at, size_t *behind)
{
    size_t from = at + 1, to = address_end(line, from);
    if (to == from)
        return false;
    cmark_node *link = new_node(p, p->within, type);
    link->as.link.url = chunk_of(str_slice(line, from, to));
    if (words.n)
        new_literal(p, link, CMARK_NODE_TEXT, words);
    *behind = to + 1;
    return true;
}

/* What cmark-gfm compares without looking at capitals. */
static bool is_simple_label(Str label)
{
    for (size_t i = 0; i < label.n; i++)
        if (label.p[i] != '-' && !(label.p[i] >= 'a' && label.p[i] <= 'z') && !(label.p[i] >= '0' && label.p[i] <= '9'))
            return false;
    return label.n > 0;
}

static bool put_note_ref(Plain *p, Str label)
{
    if (p->open == OPEN_NOTE || !is_simple_label(label))
        return false;
    cmark_node *ref = new_literal(p, p->within, CMARK_NODE_FOOTNOTE_REFERENCE, label);
    arena_push(p->a, p->refs, p->nrefs, p->refs_room, ref);
    return true;
}

/* [words](address), ![words](address) or [^label] at *at. */
static bool put_bracket(Plain *p, Str line, size_t *at, size_t *done)
{
    bool image = line.p[*at] == '!', good;
    size_t from = *at + image + 1, to, behind;
    p->signs++;
    p->brackets = true;
    if (!find_end(p, line, from, ']', &to))
        return false;
    Str words = str_slice(line, from, to);
    char next = to + 1 < line.n ? line.p[to + 1] : ' ';
    put_text(p, str_slice(line, *done, *at));
    behind = to + 1;
    if (str_starts(words, STR("^")))
        good = !image && !strchr("([{:", next) && put_note_ref(p, str_slice(words, 1, words.n));
    else
        good = next == '(' && put_link(p, line, image ? CMARK_NODE_IMAGE : CMARK_NODE_LINK, words, to + 1, &behind);
    *done = *at = behind;
    return good;
}

static bool put_inline(Plain *p, Str line, size_t *at, size_t *done)
{
    switch (line.p[*at]) {
    case '*': return put_run(p, line, at, done);
    case '`': return put_code(p, line, at, done);
    case '[': return put_bracket(p, line, at, done);
    case '!':
        if (*at + 1 < line.n && line.p[*at + 1] == '[')
            return put_bracket(p, line, at, done);
        break;
    default:
        break;
    }
    return means_itself(p, line, (*at)++);
}

static bool put_inlines(Plain *p, Str line)
{
    size_t done = 0;
    for (size_t at = 0; (at = next_lively(line, at)) < line.n;)
        if (!put_inline(p, line, &at, &done))
            return false;
    put_text(p, str_slice(line, done, line.n));
    return true;
}

/* ---- blocks of inlines ---- */

static void begin_leaf(Plain *p, cmark_node *leaf)
{
    p->leaf = p->within = leaf;
    p->asterisks = 0;
}

static bool end_leaf(Plain *p)
{
    bool whole = !p->leaf || !p->asterisks;
    p->leaf = NULL;
    return whole;
}

/* The last line of the leaf so far; a blank at its end may make it a line end that stays. */
static bool put_line(Plain *p, Str line)
{
    return line.n && line.p[line.n - 1] != ' ' && put_inlines(p, line);
}

static bool go_on(Plain *p, Str line)
{
    new_node(p, p->within, CMARK_NODE_SOFTBREAK);
    p->leaf->end_line = (int)(p->number - p->first + 1);
    return put_line(p, line);
}

/* Whether a block of mere text may begin with this line, or go on with it: it begins with nothing that could be the mark of another block. */
static bool starts_text(Str line)
{
    bool ordered;
    size_t n = 0;
    if (!line.n)
        return false;
    while (n < line.n && line.p[n] == '*')
        n++;
    if (n) /* no item, no rule */
        return n <= 2 && n < line.n && line.p[n] != ' ';
    if (line.p[0] >= '0' && line.p[0] <= '9')
        return !markdown_marker(line, 0, &ordered);
    return (markdown_is_inert(line.p[0]) && line.p[0] != ' ' && line.p[0] != ':') || strchr("(\"'{[!`", line.p[0]);
}

/* ---- blocks ---- */

static bool put_text_line(Plain *p, Str line)
{
    if (!starts_text(line))
        return false;
    if (p->open == OPEN_PARAGRAPH)
        return go_on(p, line);
    if (p->open != OPEN_NOTHING)
        return false;
    p->list = NULL;
    p->open = OPEN_PARAGRAPH;
    begin_leaf(p, new_block(p, p->root, CMARK_NODE_PARAGRAPH, 1));
    return put_line(p, line);
}

static bool put_heading(Plain *p, Str line)
{
    size_t level = 0, at;
    while (level < line.n && line.p[level] == '#')
        level++;
    for (at = level; at < line.n && line.p[at] == ' ';)
        at++;
    bool closed = line.p[line.n - 1] == '#'; /* marks at its end are no text */
    if (level > LEVELS || at == level || at == line.n || closed || p->open > OPEN_ITEM || !end_leaf(p))
        return false;
    cmark_node *heading = new_block(p, p->root, CMARK_NODE_HEADING, 1);
    heading->as.heading.level = (int)level;
    p->list = NULL;
    p->open = OPEN_NOTHING;
    begin_leaf(p, heading);
    return put_line(p, str_slice(line, at, line.n)) && end_leaf(p);
}

/* --- and its like, where no paragraph is open that it could underline. */
static bool is_rule(const Plain *p, Str line)
{
    size_t n = 0;
    while (n < line.n && line.p[n] == line.p[0])
        n++;
    return n == line.n && n >= 3 && p->open == OPEN_NOTHING && strchr("-*_", line.p[0]);
}

static bool put_rule(Plain *p)
{
    p->list = NULL;
    new_block(p, p->root, CMARK_NODE_THEMATIC_BREAK, 1);
    return true;
}

static cmark_list list_of(Str marker, bool ordered)
{
    char last = marker.p[marker.n - 1];
    cmark_list list = {.list_type = ordered ? CMARK_ORDERED_LIST : CMARK_BULLET_LIST, .tight = true};
    if (!ordered)
        list.bullet_char = (unsigned char)last;
    else
        list.delimiter = last == ')' ? CMARK_PAREN_DELIM : CMARK_PERIOD_DELIM;
    for (size_t i = 0; ordered && i + 1 < marker.n; i++)
        list.start = list.start * 10 + (marker.p[i] - '0');
    return list;
}

static bool is_same_list(const cmark_list *list, const cmark_list *other)
{
    return list->list_type == other->list_type && list->delimiter == other->delimiter && list->bullet_char == other->bullet_char;
}

/* An item of the open list, or of one that begins with it. */
static bool put_item(Plain *p, Str line, size_t marker, bool ordered)
{
    Str text = str_slice(line, marker + 1, line.n);
    cmark_list list = list_of(str_slice(line, 0, marker), ordered);
    bool same = p->list && is_same_list(&p->list->as.list, &list);
    bool fits = p->open == OPEN_NOTHING || (p->open == OPEN_ITEM && same) || (p->open == OPEN_PARAGRAPH && (!ordered || list.start == 1));
    if (!fits || !starts_text(text) || !end_leaf(p))
        return false;
    if (!same) {
        p->list = new_block(p, p->root, CMARK_NODE_LIST, 1);
        p->list->as.list = list;
    } else if (p->blank) {
        p->list->as.list.tight = false;
    }
    p->open = OPEN_ITEM;
    cmark_node *item = new_block(p, p->list, CMARK_NODE_ITEM, 1);
    begin_leaf(p, new_block(p, item, CMARK_NODE_PARAGRAPH, (int)marker + 2));
    return put_line(p, text);
}

/* "> text", or ">" between two paragraphs of a quote. */
static bool put_quote(Plain *p, Str line)
{
    Str text = str_slice(line, 2, line.n);
    bool goes_on = p->open == OPEN_QUOTE;
    if (goes_on && line.n == 1)
        return end_leaf(p);
    if (line.n < 3 || line.p[1] != ' ' || !starts_text(text) || (!goes_on && p->open != OPEN_NOTHING))
        return false;
    if (goes_on && p->leaf)
        return go_on(p, text);
    if (!goes_on)
        p->quote = new_block(p, p->root, CMARK_NODE_BLOCK_QUOTE, 1);
    p->list = NULL;
    p->open = OPEN_QUOTE;
    begin_leaf(p, new_block(p, p->quote, CMARK_NODE_PARAGRAPH, 3));
    return put_line(p, text);
}

/* ---- notes ---- */

/* "[^label]: text"; the node goes behind all others when something refers to it. */
static bool put_note(Plain *p, Str line)
{
    size_t close = str_find(line, STR("]:"), 0), at = close + 2;
    Str label = str_slice(line, 2, close);
    if ((p->open != OPEN_NOTHING && p->open != OPEN_NOTE) || close == line.n || !is_simple_label(label) || ++p->signs > SIGNS_MOST || !end_leaf(p))
        return false; /* each is compared with all */
    for (size_t i = 0; i < p->nnotes; i++)
        if (str_equal(p->notes[i].label, label))
            return false;
    while (at < line.n && line.p[at] == ' ')
        at++;
    Note note = {.label = label, .node = lone_node(p, CMARK_NODE_FOOTNOTE_DEFINITION)};
    place(p, note.node, 1);
    arena_push(p->a, p->notes, p->nnotes, p->notes_room, note);
    p->list = NULL;
    p->open = OPEN_NOTE;
    begin_leaf(p, new_block(p, note.node, CMARK_NODE_PARAGRAPH, (int)at + 1));
    Str text = str_slice(line, at, line.n);
    return starts_text(text) && put_line(p, text);
}

static Note *note_of(const Plain *p, const cmark_node *ref)
{
    Str label = {(const char *)ref->as.literal.data, (size_t)ref->as.literal.len};
    for (size_t i = 0; i < p->nnotes; i++)
        if (str_equal(p->notes[i].label, label))
            return &p->notes[i];
    return NULL;
}

/* Numbers for notes. Each must be referred to, and there be one for each reference. */
static bool settle_notes(Plain *p)
{
    uint32_t count = 0;
    for (size_t i = 0; i < p->nrefs; i++) {
        Note *note = note_of(p, p->refs[i]);
        if (!note)
            return false;
        if (!note->number) {
            note->number = ++count;
            append(p->root, note->node);
        }
        p->refs[i]->as.literal = chunk_of(str_printf(p->a, "%u", note->number));
    }
    return count == p->nnotes;
}

/* ---- tables ---- */

/* The next cell of a row between bars, *at behind the bar before it. false: there is none. */
static bool next_cell(Str row, size_t *at, Str *cell)
{
    const char *bar = *at < row.n ? memchr(row.p + *at, '|', row.n - *at) : NULL;
    if (!bar)
        return false;
    *cell = str_slice(row, *at, (size_t)(bar - row.p));
    *at = (size_t)(bar - row.p) + 1;
    return true;
}

/* How many columns a delimiter row makes, with their alignments; 0: it is none. */
static uint32_t read_delimiters(Str row, uint8_t aligns[COLUMNS_MOST])
{
    uint32_t columns = 0;
    Str cell;
    for (size_t at = 1; next_cell(row, &at, &cell); columns++) {
        cell = str_trim(cell);
        bool left = str_starts(cell, STR(":")), right = cell.n > 1 && str_ends(cell, STR(":"));
        for (size_t i = left; i < cell.n - right; i++)
            if (cell.p[i] != '-')
                return 0;
        if (columns == COLUMNS_MOST || cell.n < (size_t)left + right + 1)
            return 0;
        aligns[columns] = left && right ? 'c' : left ? 'l' : right ? 'r' : 0;
    }
    return columns;
}

static bool is_whole_row(Str row)
{
    return row.n > 2 && row.p[0] == '|' && row.p[row.n - 1] == '|';
}

/* A row of as many cells as the table has columns, none of them without room for a word. */
static bool put_cells(Plain *p, Str line, bool head)
{
    cmark_node *row = new_table_block(p, p->table, CMARK_NODE_TABLE_ROW);
    cmark_gfm_extensions_set_table_row_is_header(row, head);
    p->table->end_line = row->end_line;
    uint32_t columns = 0;
    Str cell;
    for (size_t at = 1; next_cell(line, &at, &cell); columns++) {
        begin_leaf(p, new_block(p, row, CMARK_NODE_TABLE_CELL, 1));
        if (!cell.n || !put_inlines(p, str_trim(cell)) || !end_leaf(p))
            return false;
    }
    p->cells += columns;
    return columns == p->columns;
}

static bool begin_table(Plain *p, Str line)
{
    uint8_t aligns[COLUMNS_MOST];
    Str delimiters = source_line(p->source, p->number + 1);
    if (!is_whole_row(delimiters) || (p->columns = read_delimiters(delimiters, aligns)) == 0)
        return false;
    p->list = NULL;
    p->open = OPEN_TABLE;
    p->table = new_table_block(p, p->root, CMARK_NODE_TABLE);
    cmark_gfm_extensions_set_table_columns(p->table, (uint16_t)p->columns);
    cmark_gfm_extensions_set_table_alignments(p->table, (uint16_t)p->columns, aligns);
    if (!put_cells(p, line, true))
        return false;
    p->number++;
    p->table->end_line++;
    return true;
}

static bool put_row(Plain *p, Str line)
{
    if (!is_whole_row(line))
        return false;
    return p->open == OPEN_TABLE ? put_cells(p, line, false) : p->open == OPEN_NOTHING && begin_table(p, line);
}

/* ---- the text ---- */

static bool is_blank(Str line)
{
    size_t at = 0;
    while (at < line.n && (line.p[at] == ' ' || line.p[at] == '\t'))
        at++;
    return at == line.n;
}

static bool end_block(Plain *p)
{
    p->open = OPEN_NOTHING;
    return end_leaf(p);
}

static bool put_block_line(Plain *p, Str line)
{
    bool ordered;
    size_t marker = markdown_marker(line, 0, &ordered);
    if (marker)
        return put_item(p, line, marker, ordered);
    switch (line.p[0]) {
    case '#': return put_heading(p, line);
    case '>': return put_quote(p, line);
    case '|': return put_row(p, line);
    case '[': return str_starts(line, STR("[^")) && str_find(line, STR("]:"), 0) < line.n ? put_note(p, line) : put_text_line(p, line);
    default: return is_rule(p, line) ? put_rule(p) : put_text_line(p, line);
    }
}

/* Lines end as they do for cmark-gfm: a return only before a line feed. */
static bool ends_well(const Source *s, uint32_t number, Str line)
{
    const char *end = line.p + line.n, *next = s->text.p + (number < s->nlines ? s->line_starts[number] : s->text.n);
    return next - end <= 1 ? next == end || *end == '\n' : next - end == 2 && end[1] == '\n';
}

static bool read_lines(Plain *p)
{
    const Source *s = p->source;
    for (; p->number <= s->nlines; p->number++) {
        uint32_t number = p->number;
        Str line = source_line(s, number);
        bool blank = is_blank(line);
        if (line.p && !ends_well(s, number, line))
            return false;
        if (!(blank ? end_block(p) : put_block_line(p, line)))
            return false;
        p->blank = blank;
    }
    return end_leaf(p);
}

/* What the marks of markdown_cjk.c are chosen from: a text that has none of these leads of theirs cannot have used up either kind. */
static bool may_lack_marks(Str text)
{
    return memchr(text.p, 0xE1, text.n) != NULL;
}

cmark_node *markdown_plain(Arena *a, const MarkdownText *t, MarkdownFacts *facts)
{
    Str text = str_slice(t->source->text, t->body, t->source->text.n);
    if (!text.n || text.n > TEXT_MOST || str_starts(text, STR("\xEF\xBB\xBF")))
        return NULL;
    cmark_gfm_core_extensions_ensure_registered();
    Plain p = {.a = a, .memory = markdown_memory(a), .source = t->source, .first = t->first_line, .number = t->first_line};
    p.root = lone_node(&p, CMARK_NODE_DOCUMENT);
    if (!read_lines(&p) || !settle_notes(&p) || p.signs > SIGNS_MOST || p.cells > CELLS_MOST || (p.signs && may_lack_marks(text)))
        return NULL;
    *facts = (MarkdownFacts){.has_addresses = markdown_has_addresses(text), .has_brackets = p.brackets,
                             .is_plain = !p.braces && !markdown_has_wide_marks(text)}; /* a bracket is in none of the texts made here */
    return p.root;
}
