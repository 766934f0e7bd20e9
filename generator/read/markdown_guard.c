/*
 * cmark-gfm 0.29.0.gfm.6 lacks the fixes of 2023 for inputs that take square time, and its limits
 * on what references expand to. Here the text is looked at once, line by line, before it is parsed.
 *
 * The counts must hold for what cmark-gfm makes of the text, not for what it looks like: a count
 * starts again only at lines that are a new block whatever stands before them. Limits measured
 * so that the worst file within them takes well under a second.
 */
#include <assert.h>
#include <string.h>

#include "read/markdown_imp.h"
#include "read/markdown_inert.h"

enum {
    FILE_MAX = 256 * 1024,
    LINE_MAX_BYTES = 64 * 1024,
    COLUMNS_MAX = 64,
    CELLS_MAX = 50000,              /* columns x rows in a file */
    EXPANSION_MAX = 32 * 1024 * 1024 /* bytes of definitions x places that may use them */
};

typedef enum Watched {
    WATCH_DECLARATION, WATCH_INSTRUCTION, WATCH_IMAGE, WATCH_NOTE, WATCH_BRACKET, WATCH_TILDE,
    WATCH_STAR, WATCH_UNDERSCORE, WATCH_REFERENCE, WATCHED
} Watched;

/* How many a paragraph may hold: far above what anybody writes, far below what hurts. */
static const struct { const char *shown; uint32_t limit; } watched[WATCHED] = {
    [WATCH_DECLARATION] = {"<!", 500}, [WATCH_INSTRUCTION] = {"<?", 500},
    [WATCH_IMAGE] = {"![", 500},       [WATCH_NOTE] = {"[^", 500},
    [WATCH_BRACKET] = {"[", 2000},     [WATCH_TILDE] = {"~", 2000},
    [WATCH_STAR] = {"*", 2000},        [WATCH_UNDERSCORE] = {"_", 2000},
    [WATCH_REFERENCE] = {"&", 2000}};

typedef struct Guard {
    Arena *a;
    const MarkdownText *t;
    MarkdownFacts *facts;
    uint32_t counts[WATCHED]; /* in the paragraph */
    size_t brackets;          /* in the file */
    size_t run_start;         /* of the lines without a blank one between */
    size_t longest;           /* such run that holds a definition */
    bool run_defines;
    bool run_ordered;         /* it started with an ordered item */
    bool run_whole;           /* it may hold more than text and emphasis: cmark-gfm must see it whole */
    size_t run_tails;         /* tails that were noted before it */
    bool opaque;              /* there may be blocks of code or HTML, in which nothing is text */
    bool in_table;            /* lines that start with | are rows */
    uint32_t columns;         /* of the widest delimiter row in the run */
    uint64_t cells;
    bool has_high, has_runs;
} Guard;

/* ---- lines ---- */

static bool is_blank_char(char c)
{
    return c == ' ' || c == '\t';
}

static uint32_t skip_blanks(Str line, size_t *at, uint32_t column)
{
    uint32_t from = column;
    for (; *at < line.n && is_blank_char(line.p[*at]); ++*at)
        column = line.p[*at] == '\t' ? column / 4 * 4 + 4 : column + 1;
    return column - from;
}

size_t markdown_marker(Str line, size_t at, bool *ordered)
{
    size_t n = 0;
    *ordered = false;
    if (at < line.n && (line.p[at] == '-' || line.p[at] == '*' || line.p[at] == '+')) {
        n = 1;
    } else {
        while (at + n < line.n && n < 9 && line.p[at + n] >= '0' && line.p[at + n] <= '9')
            n++;
        bool closed = n && at + n < line.n && (line.p[at + n] == '.' || line.p[at + n] == ')');
        *ordered = closed;
        n = closed ? n + 1 : 0;
    }
    return n && (at + n == line.n || is_blank_char(line.p[at + n])) ? n : 0;
}

LineStart markdown_line_start(Str line)
{
    LineStart s = {0};
    size_t at = 0;
    s.indent = s.deepest = skip_blanks(line, &at, 0);
    while (at < line.n) {
        bool ordered, quote = line.p[at] == '>';
        size_t n = 1;
        if (quote) {
            s.quotes++;
        } else if ((n = markdown_marker(line, at, &ordered)) > 0) {
            s.markers++;
            s.ordered = ordered;
            s.starts_at_one = ordered && n == 2 && line.p[at] == '1';
        } else {
            break;
        }
        at += n;
        uint32_t blanks = skip_blanks(line, &at, 0);
        s.deepest += quote ? blanks : 0; /* those behind a marker are its own */
        if (s.quotes == UINT16_MAX || s.markers == UINT16_MAX)
            break;
    }
    s.content = at;
    return s;
}

uint32_t markdown_cells(Str content)
{
    Str s = str_trim(content);
    size_t at = s.n && s.p[0] == '|';
    uint32_t cells = 0;
    bool open = false;
    for (; at < s.n; at++) {
        if (s.p[at] == '|') {
            cells++;
            open = false;
            continue;
        }
        open = true;
        at += s.p[at] == '\\' && at + 1 < s.n;
    }
    return cells + open;
}

uint32_t markdown_delimiter_cells(Str content)
{
    bool dash = false;
    for (size_t i = 0; i < content.n; i++) {
        char c = content.p[i];
        if (c != '|' && c != '-' && c != ':' && !is_blank_char(c) && c != '\v' && c != '\f' &&
            c != '\r')
            return 0;
        dash |= c == '-';
    }
    return dash ? markdown_cells(content) : 0;
}

static Str line_at(const Guard *g, uint32_t line)
{
    return source_line(g->t->source, line);
}

/* ---- limits ---- */

static Pos line_pos(const Guard *g, uint32_t line, size_t column)
{
    return markdown_pos(g->t, g->t->source->line_starts[line - 1] + column);
}

static bool refuse(const Guard *g, Pos pos, const char *zh, const char *en, size_t found,
                   size_t limit)
{
    Diag *d = g->t->d;
    diag_words(d, DIAG_ERROR, "markdown-limit", pos, str_printf(d->arena, "%s：%zu，最多 %zu", zh, found, limit),
               str_printf(d->arena, "%s: %zu, at most %zu", en, found, limit));
    return false;
}

static void count_char(Guard *g, Str line, size_t at)
{
    char next = at + 1 < line.n ? line.p[at + 1] : '\0';
    switch (line.p[at]) {
    case '<':
        g->counts[WATCH_DECLARATION] += next == '!';
        g->counts[WATCH_INSTRUCTION] += next == '?';
        g->opaque = true;
        break;
    case '!':
        g->counts[WATCH_IMAGE] += next == '[';
        break;
    case '[':
        g->facts->is_plain = false;
        g->facts->has_brackets = true;
        g->counts[WATCH_NOTE] += next == '^';
        g->facts->has_notes |= next == '^';
        g->counts[WATCH_BRACKET]++;
        g->brackets++;
        g->run_whole = true;
        break;
    case ']':
        g->facts->is_plain = false;
        g->run_defines |= next == ':';
        g->facts->has_spans |= next == '{';
        break;
    case '~':
        g->counts[WATCH_TILDE]++;
        g->opaque |= str_starts(str_slice(line, at, line.n), STR("~~~"));
        break;
    case '*':
        g->counts[WATCH_STAR]++;
        break;
    case '_':
        g->counts[WATCH_UNDERSCORE]++;
        break;
    case '&':
        g->facts->is_plain = false;
        g->counts[WATCH_REFERENCE]++;
        g->run_whole = true;
        break;
    case '`':
        g->opaque |= str_starts(str_slice(line, at, line.n), STR("```"));
        g->run_whole = true;
        break;
    case '{': case '\t':
        g->facts->is_plain = false;
        break;
    case '\\':
        g->facts->is_plain = false;
        g->run_whole = true;
        break;
    case '|': case '\r': case '\0':
        g->run_whole = true;
        break;
    default:
        break;
    }
}

/* Behind the last byte of the line that is not inert. */
static size_t count_chars(Guard *g, Str line)
{
    size_t i = 0, last = 0;
    bool high = false;
#ifdef __SSE2__
    for (; line.n - i >= sizeof(__m128i); i += sizeof(__m128i))
        for (unsigned found = markdown_lively(line.p + i, &high); found; found &= found - 1) {
            last = i + (size_t)__builtin_ctz(found) + 1;
            count_char(g, line, last - 1);
        }
#endif
    for (; i < line.n; i++) {
        high |= (line.p[i] & 0x80) != 0;
        if (!markdown_is_inert(line.p[i])) {
            last = i + 1;
            count_char(g, line, i);
        }
    }
    g->has_high |= high;
    return last;
}

/*
 * The tail of a line of text that is nothing but inert need not be seen by cmark-gfm, which looks at every byte: what it takes for
 * the end of a text is then only its beginning. At least one Han stays behind all that means something, so that it means
 * the same. from: where the tail may begin at the earliest.
 */
static void note_tail(Guard *g, uint32_t number, Str line, LineStart start, size_t from)
{
    enum { WORTH = 32 /* bytes */ };
    bool marked = start.markers + start.quotes > 0;
    if (start.indent || start.markers + start.quotes > 1 || (marked && (start.content < 2 || line.p[start.content - 1] != ' ' || line.p[start.content - 2] == ' ')))
        return; /* blanks may make a line code */
    from = from > start.content ? from : start.content;
    while (from < line.n && ((unsigned char)line.p[from] < 0xE4 || (unsigned char)line.p[from] > 0xE9))
        from++;
    if (from + 3 + WORTH > line.n || line.p[line.n - 1] == ' ')
        return;
    size_t offset = g->t->source->line_starts[number - 1];
    MarkdownTail tail = {offset + from + 3, offset + line.n};
    arena_push(g->a, g->facts->tails, g->facts->ntails, g->facts->tails_room, tail);
}

static bool count_line(Guard *g, uint32_t number, Str line, LineStart start)
{
    note_tail(g, number, line, start, count_chars(g, line));
    g->has_runs |= g->counts[WATCH_STAR] || g->counts[WATCH_TILDE];
    for (int i = 0; i < WATCHED; i++)
        if (g->counts[i] > watched[i].limit) {
            Str zh = str_printf(g->a, "到这一行，同一段里的“%s”太多", watched[i].shown);
            Str en = str_printf(g->a, "too many '%s' in one paragraph up to this line",
                                watched[i].shown);
            return refuse(g, line_pos(g, number, 0), str_c(g->a, zh), str_c(g->a, en),
                          g->counts[i], watched[i].limit);
        }
    return true;
}

static bool check_shape(const Guard *g, uint32_t number, Str line, LineStart start)
{
    if (line.n > LINE_MAX_BYTES)
        return refuse(g, line_pos(g, number, 0), "这一行的字节数太多", "too many bytes in this line",
                      line.n, LINE_MAX_BYTES);
    /* each level of a list needs a marker or two columns of indentation */
    size_t depth = (size_t)start.quotes + start.markers + (start.markers ? start.deepest / 2 : 0);
    if (depth > MARKDOWN_DEPTH)
        return refuse(g, line_pos(g, number, 0), "引用或列表套得太深（层）",
                      "quotes or lists are nested too deep (levels)", depth, MARKDOWN_DEPTH);
    return true;
}

static bool check_table(Guard *g, uint32_t number, Str content)
{
    uint32_t columns = markdown_delimiter_cells(content);
    if (columns > COLUMNS_MAX)
        return refuse(g, line_pos(g, number, 0), "表格的列太多", "too many columns in a table",
                      columns, COLUMNS_MAX);
    if (columns > g->columns)
        g->columns = columns;
    g->cells += g->columns;
    if (g->cells > CELLS_MAX)
        return refuse(g, line_pos(g, number, 0), "到这一行，本文件的表格单元格太多",
                      "too many table cells in this file up to this line", g->cells, CELLS_MAX);
    return true;
}

static void end_run(Guard *g, size_t end, size_t next)
{
    if (g->run_defines && end - g->run_start > g->longest)
        g->longest = end - g->run_start;
    if (g->run_whole || g->columns) /* of a table behind other text cmark-gfm may have the place wrong, where its tails are found */
        g->facts->ntails = g->run_tails;
    g->run_tails = g->facts->ntails;
    g->run_whole = false;
    g->run_start = next;
    g->run_defines = g->run_ordered = g->in_table = false;
    g->columns = 0;
    memset(g->counts, 0, sizeof g->counts);
}

static bool is_heading(Str content)
{
    size_t n = 0;
    while (n < content.n && content.p[n] == '#')
        n++;
    return n >= 1 && n <= 6 && (n == content.n || is_blank_char(content.p[n]));
}

/*
 * A heading, or an item of a list, that no paragraph before it can swallow. A number other
 * than 1 only starts an item where the one before it is an item of the same list.
 */
static bool starts_block(const Guard *g, Str line, LineStart start)
{
    if (start.indent > 3 || start.quotes || start.content == line.n)
        return false;
    if (!start.markers)
        return is_heading(str_slice(line, start.content, line.n));
    if (start.markers != 1)
        return false;
    return !start.ordered || start.starts_at_one || (g->run_ordered && start.indent < 3);
}

static bool is_flat_row(Str line, LineStart start)
{
    return start.indent <= 3 && !start.quotes && !start.markers && start.content < line.n &&
           line.p[start.content] == '|';
}

/* A row of a table is a block for itself; known only where rows start with |. */
static bool is_row(Guard *g, uint32_t number, Str line, LineStart start)
{
    bool flat = is_flat_row(line, start);
    if (!flat || g->in_table)
        return g->in_table = flat;
    Str head = number > g->t->first_line ? line_at(g, number - 1) : STR("");
    uint32_t columns = markdown_delimiter_cells(line);
    g->in_table = columns && is_flat_row(head, markdown_line_start(head)) &&
                  markdown_cells(head) == columns;
    return g->in_table;
}

static void note_definition(Guard *g, uint32_t number, Str content)
{
    if (!str_starts(content, STR("[^")))
        return;
    size_t close = str_find(content, STR("]:"), 0);
    if (close < content.n && close > 2)
        arena_push(g->a, g->facts->notes, g->facts->nnotes, g->facts->notes_room, number);
}

/* Nothing but blanks and quote marks: the paragraph before is over. */
static bool ends_paragraph(Str line, LineStart start)
{
    return start.content == line.n && !start.markers && (!start.quotes || start.indent <= 3);
}

static bool check_line(Guard *g, uint32_t number, Str line, size_t next)
{
    size_t offset = g->t->source->line_starts[number - 1];
    LineStart start = markdown_line_start(line);
    if (!check_shape(g, number, line, start))
        return false;
    if (ends_paragraph(line, start)) {
        end_run(g, offset, next);
        return true;
    }
    Str content = str_slice(line, start.content, line.n);
    if (is_row(g, number, line, start) || starts_block(g, line, start))
        memset(g->counts, 0, sizeof g->counts);
    if (start.ordered && (g->run_start == offset || start.starts_at_one))
        g->run_ordered = true;
    note_definition(g, number, content);
    return check_table(g, number, content) && count_line(g, number, line, start);
}

bool markdown_has_addresses(Str text)
{
    static const Str signs[] = {STR("://"), STR("www."), STR("@")};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (str_find(text, signs[i], 0) < text.n)
            return true;
    return false;
}

bool markdown_guard(Arena *a, const MarkdownText *t, MarkdownFacts *facts)
{
    const Source *s = t->source;
    Guard g = {.a = a, .t = t, .facts = facts, .run_start = t->body};
    assert(t->body <= s->text.n && t->first_line >= 1);
    *facts = (MarkdownFacts){.is_plain = true};
    size_t size = s->text.n - t->body;
    if (size > FILE_MAX)
        return refuse(&g, line_pos(&g, t->first_line, 0), "正文的字节数太多，请分成几个文件",
                      "too many bytes of text; split the file", size, FILE_MAX);
    for (uint32_t line = t->first_line; line <= s->nlines; line++)
        if (!check_line(&g, line, line_at(&g, line),
                        line < s->nlines ? s->line_starts[line] : s->text.n))
            return false;
    end_run(&g, s->text.n, s->text.n);
    facts->ntails = g.opaque ? 0 : facts->ntails;
    facts->has_runs = g.has_high && g.has_runs;
    Str text = str_slice(s->text, t->body, s->text.n);
    facts->has_addresses = markdown_has_addresses(text);
    facts->is_plain = facts->is_plain && markdown_next_mark(text, 0, text.n) == text.n; /* a full-width brace */
    if (g.longest * g.brackets > EXPANSION_MAX)
        return refuse(&g, line_pos(&g, t->first_line, 0),
                      "链接定义（字节）与方括号（个）之积太大",
                      "bytes of link definitions times brackets are too many",
                      g.longest * g.brackets, EXPANSION_MAX);
    return true;
}
