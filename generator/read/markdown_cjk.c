/*
 * Emphasis beside Chinese punctuation, without touching cmark-gfm.
 *
 * CommonMark decides by the characters beside a run of * or ~ whether it may open or close
 * emphasis, and full-width punctuation makes it decide against the author: **重点：**请… stays
 * unmarked. The amendment (typesetting specification 4.1, CommonMark issue 650) lets a run both
 * open and close where a CJK character stands beside it. It never takes a possibility away, and
 * wherever it adds one the run may then open as well as close. So it is enough to put, on both
 * sides of just these runs, a character that cmark-gfm takes for punctuation: a run between
 * two punctuation characters may open and close. The marks are some punctuation that the text does
 * not have, and are taken out of all that comes back. Where no character beside a run is beyond
 * ASCII nothing is put in, so plain CommonMark is unchanged.
 *
 * Marks in code, addresses or HTML do no harm: they are taken out there too. A run beside another
 * kind of run (**_…_**) sees punctuation on that side already.
 */
#include <assert.h>
#include <string.h>

#include "read/markdown_imp.h"
#include "text/unicode.h"

enum { MARK_BYTES = 3 };

/* Punctuation (P*) of scripts that hardly meet Chinese; all in cmark-gfm's table. */
static const uint32_t mark_runes[] = {0xA95F, 0xA92E, 0x1CC0, 0x1BFC,
                                      0xA8CE, 0xAA5C, 0x1A1E, 0xABEB};
/* Blanks (Zs) that are none to cmark-gfm's blocks. */
static const uint32_t space_runes[] = {0x205F, 0x2006, 0x2004, 0x2005,
                                       0x2008, 0x1680, 0x2000, 0x2001};

/* ---- picking marks ---- */

static bool has_bytes(Str text, Str needle)
{
    return str_find(text, needle, 0) < text.n;
}

/* An entity such as &#xA95F; would bring a mark back in by another door. */
static bool has_entity(Str text, uint32_t rune)
{
    char hex[16], decimal[16];
    Buf h = {NULL, hex, 0, sizeof hex}, d = {NULL, decimal, 0, sizeof decimal};
    static const char digits[] = "0123456789abcdef";
    for (int shift = 12; shift >= 0; shift -= 4)
        buf_byte(&h, digits[rune >> shift & 15]);
    buf_int(&d, rune);
    for (size_t at = 0; (at = str_find(text, STR("&#"), at)) < text.n; at += 2) {
        Str rest = str_slice(text, at + 2, at + 12);
        char lower[12] = {0};
        for (size_t i = 0; i < rest.n; i++)
            lower[i] = (char)(rest.p[i] | 0x20);
        Str folded = {lower, rest.n};
        if (has_bytes(folded, buf_view(&h)) || has_bytes(rest, buf_view(&d)))
            return true;
    }
    return false;
}

static bool pick(Arena *a, Str text, const uint32_t *runes, size_t n, Str *picked)
{
    for (size_t i = 0; i < n; i++) {
        Buf one = buf_in(a);
        buf_rune(&one, runes[i]);
        *picked = buf_view(&one);
        assert(picked->n == MARK_BYTES);
        if (!has_bytes(text, *picked) && !has_entity(text, runes[i]))
            return true;
    }
    return false;
}

static bool pick_marks(Arena *a, const MarkdownText *t, Str text, MarkdownFed *fed)
{
    if (pick(a, text, mark_runes, sizeof mark_runes / sizeof *mark_runes, &fed->mark) &&
        pick(a, text, space_runes, sizeof space_runes / sizeof *space_runes, &fed->space))
        return true;
    diag_error(t->d, "markdown-limit", markdown_pos(t, t->body),
               "正文用遍了排版程序内部要用的少见标点",
               "the text uses up all rare punctuation that the program needs");
    return false;
}

/* ---- deciding ---- */

/* What stands beside a run. */
typedef struct Side {
    bool space, punctuation, symbol, cjk, high;
} Side;

static Side side_of(uint32_t rune)
{
    bool space = unicode_is_whitespace(rune);
    return (Side){space, unicode_is_punctuation(rune), unicode_is_symbol(rune),
                  unicode_is_cjk(rune) && !space, rune >= 0x80};
}

static const Side outside = {.space = true};

static bool is_run_char(char c)
{
    return c == '*' || c == '~' || c == '_';
}

/* A quote or dash of ambiguous width, made full-width by the second variation selector. */
static bool is_wide_variant(uint32_t rune, uint32_t selector)
{
    return selector == 0xFE01 && unicode_width(rune) == WIDTH_A && unicode_is_punctuation(rune);
}

static Side side_before(Str line, size_t at, size_t start)
{
    if (at <= start)
        return outside;
    uint32_t rune, base;
    size_t length = unicode_before(line, at, &rune);
    if (rune >= 0xE0100 && rune <= 0xE01EF) /* follows ideographs only */
        return (Side){.cjk = true, .high = true};
    if (!unicode_is_selector(rune) || at - length <= start)
        return side_of(rune);
    unicode_before(line, at - length, &base);
    Side side = side_of(base);
    side.cjk |= is_wide_variant(base, rune);
    return side;
}

static Side side_after(Str line, size_t at)
{
    if (at >= line.n)
        return outside;
    uint32_t rune, selector;
    size_t length = unicode_decode(line, at, &rune);
    Side side = side_of(rune);
    if (side.punctuation && at + length < line.n) {
        unicode_decode(line, at + length, &selector);
        side.cjk |= is_wide_variant(rune, selector);
    }
    return side;
}

/*
 * Whether the amended rule lets a run between these both open and close, and plain CommonMark
 * might not. CommonMark 0.31 made symbols punctuation: they may stand on the far side of
 * punctuation as such, but do not stop a run that 0.29 lets through.
 */
static bool gains(Side before, Side after)
{
    bool foreign_before = before.punctuation && !before.cjk;
    bool foreign_after = after.punctuation && !after.cjk;
    bool left = !after.space && (!foreign_after || before.space || foreign_before ||
                                 before.symbol || before.cjk);
    bool right = !before.space && (!foreign_before || after.space || foreign_after ||
                                   after.symbol || after.cjk);
    return left && right && (before.high || after.high) &&
           (before.punctuation || after.punctuation);
}

bool markdown_run_gains(Str line, size_t from, size_t to)
{
    return gains(side_before(line, from, 0), side_after(line, to));
}

/* A neighbour that lets a run with punctuation on its other side open or close. */
static bool frees(Side side)
{
    return side.cjk || (side.symbol && side.high);
}

/* ---- putting in ---- */

typedef struct Feeder {
    const MarkdownText *t;
    MarkdownFed *fed;
    Buf out;
    size_t copied; /* offset up to which the text is in out */
    size_t tail;   /* the next that is left out */
    bool in_table;
} Feeder;

static void put_mark(Feeder *f, size_t offset, Str mark)
{
    Str text = f->t->source->text;
    assert(offset >= f->copied);
    buf_str(&f->out, str_slice(text, f->copied, offset));
    buf_str(&f->out, mark);
    f->copied = offset;
    f->fed->marked = true;
}

/* The text without the tails that begin before the offset `until`. */
static void leave_out(Feeder *f, size_t until)
{
    const MarkdownFed *fed = f->fed;
    for (; f->tail < fed->ntails && fed->tails[f->tail].from < until; f->tail++) {
        buf_str(&f->out, str_slice(f->t->source->text, f->copied, fed->tails[f->tail].from));
        f->copied = fed->tails[f->tail].to;
    }
}

/* The runs from..to of a line: one kind, or several side by side. */
static void mark_runs(Feeder *f, Str line, size_t line_offset, size_t from, size_t to, Side before,
                      Side after)
{
    bool mixed = false;
    for (size_t i = from + 1; i < to; i++)
        mixed |= line.p[i] != line.p[from];
    bool plain = !mixed && line.p[from] != '_' && gains(before, after);
    /* in a mixed group the inner sides are punctuation: only the outer neighbours matter, and
     * "_" keeps CommonMark's rule */
    bool left = plain || (mixed && line.p[from] != '_' && frees(before));
    bool right = plain || (mixed && line.p[to - 1] != '_' && frees(after));
    if (left)
        put_mark(f, line_offset + from, f->fed->mark);
    if (right)
        put_mark(f, line_offset + to, f->fed->mark);
}

/* Bars end cells, so in a table they are the edge of the text. */
static Side edge(const Feeder *f, Str line, size_t at, size_t start, bool is_after)
{
    char c = is_after ? (at < line.n ? line.p[at] : '\0') : (at > start ? line.p[at - 1] : '\0');
    if (f->in_table && c == '|')
        return outside;
    return is_after ? side_after(line, at) : side_before(line, at, start);
}

static void mark_line(Feeder *f, Str line, size_t line_offset)
{
    size_t start = markdown_line_start(line).content;
    for (size_t at = start; at < line.n; at++) {
        if ((unsigned char)line.p[at] >= 0xE0) {
            size_t end = unicode_run(line, at);
            at = end > at ? end - 1 : at + 2; /* three bytes at least begin so in UTF-8 */
        } else if (line.p[at] == '\\' && at + 1 < line.n && !(line.p[at + 1] & 0x80)) {
            at++;
        } else if (is_run_char(line.p[at])) {
            size_t end = at;
            while (end < line.n && is_run_char(line.p[end]))
                end++;
            mark_runs(f, line, line_offset, at, end, edge(f, line, at, start, false),
                      edge(f, line, end, start, true));
            at = end - 1;
        }
    }
}

/* Whether the line is in a table: its head (a delimiter row follows), that row, or a row. */
static void follow_table(Feeder *f, uint32_t number, Str line)
{
    bool blank = !str_trim(line).n, head = false;
    if (!blank && memchr(line.p, '|', line.n)) {
        Str next = source_line(f->t->source, number + 1);
        head = markdown_delimiter_cells(str_slice(next, markdown_line_start(next).content, next.n)) > 0;
    }
    f->in_table = head || (f->in_table && !blank);
}

static bool has_run(Str line)
{
    return line.n && (memchr(line.p, '*', line.n) || memchr(line.p, '~', line.n));
}

static void mark_lines(Feeder *f)
{
    const Source *s = f->t->source;
    for (uint32_t number = f->t->first_line; number <= s->nlines; number++) {
        Str line = source_line(s, number);
        follow_table(f, number, line);
        leave_out(f, s->line_starts[number - 1]);
        if (has_run(line))
            mark_line(f, line, s->line_starts[number - 1]);
    }
}

bool markdown_feed(Arena *a, const MarkdownText *t, const MarkdownFacts *facts, bool one_line,
                   MarkdownFed *fed)
{
    Str text = str_slice(t->source->text, t->body, t->source->text.n);
    *fed = (MarkdownFed){.text = text, .spaced = one_line, .tails = facts->tails, .ntails = facts->ntails};
    bool marks = facts->has_runs || one_line;
    if (!marks && !fed->ntails)
        return true;
    if (marks && !pick_marks(a, t, text, fed))
        return false;
    Feeder f = {.t = t, .fed = fed, .out = buf_in(a), .copied = t->body};
    buf_reserve(&f.out, text.n + text.n / 8 + 64);
    if (one_line)
        put_mark(&f, t->body, fed->space);
    if (facts->has_runs)
        mark_lines(&f);
    leave_out(&f, t->source->text.n);
    if (f.out.n) {
        buf_str(&f.out, str_slice(t->source->text, f.copied, t->source->text.n));
        fed->text = buf_view(&f.out);
    }
    return true;
}

size_t markdown_left_out(const MarkdownFed *fed, size_t offset)
{
    size_t low = 0, high = fed->ntails;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (fed->tails[middle].from < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low < fed->ntails && fed->tails[low].from == offset ? fed->tails[low].to - offset : 0;
}

/* ---- taking out ---- */

/* Where the next mark begins; the space is put in before a line only. */
static size_t find_mark(const MarkdownFed *fed, Str s, size_t from)
{
    size_t mark = str_find(s, fed->mark, from);
    return fed->spaced ? str_find(str_slice(s, 0, mark), fed->space, from) : mark;
}

Str markdown_unmarked(Arena *a, const MarkdownFed *fed, Str literal)
{
    size_t at = fed->marked ? find_mark(fed, literal, 0) : literal.n, from = 0;
    if (at == literal.n)
        return literal;
    Buf out = buf_in(a);
    buf_reserve(&out, literal.n);
    for (; at < literal.n; at = find_mark(fed, literal, from)) {
        buf_str(&out, str_slice(literal, from, at));
        from = at + MARK_BYTES;
    }
    buf_str(&out, str_slice(literal, from, literal.n));
    return buf_view(&out);
}

/* ---- line ends ---- */

static bool is_wide(uint32_t rune)
{
    UnicodeWidth width = unicode_width(rune);
    return (width == WIDTH_W || width == WIDTH_F || width == WIDTH_H) && !unicode_is_hangul(rune);
}

static bool is_wide_punctuation(uint32_t rune)
{
    return is_wide(rune) && unicode_is_punctuation(rune);
}

/* “ ” ‘ ’ … — · and their like: as wide as their neighbours. */
static bool is_ambiguous(uint32_t rune)
{
    return unicode_width(rune) == WIDTH_A &&
           (unicode_is_punctuation(rune) || unicode_is_symbol(rune));
}

static bool is_picture(uint32_t rune)
{
    return rune >= 0x80 && unicode_is_pictographic(rune);
}

bool markdown_joins(uint32_t before, uint32_t after)
{
    if (before == 0x200B || after == 0x200B)
        return true;
    if (unicode_is_hangul(before) || unicode_is_hangul(after))
        return false;
    bool wide_before = is_wide(before), wide_after = is_wide(after);
    if (wide_before && wide_after)
        return true;
    if (wide_before)
        return is_ambiguous(after) || is_picture(after) ||
               (is_wide_punctuation(before) && unicode_is_western(after)) ||
               (is_wide_punctuation(before) && unicode_is_ascii_digit(after));
    if (wide_after)
        return is_ambiguous(before) || is_picture(before) ||
               (is_wide_punctuation(after) && unicode_is_western(before)) ||
               (is_wide_punctuation(after) && unicode_is_ascii_digit(before));
    return false;
}
