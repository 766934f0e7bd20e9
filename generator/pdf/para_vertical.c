/*
 * para_vertical: the runs of a column (R18) as pieces that each stand one way.
 *
 * Han and Chinese signs stand upright. Latin words, numbers and what is written with them lie
 * on their side, spaces between them included; but one letter or digit by itself stands upright
 * too, and two or three digits by themselves stand side by side. Which characters lie follows
 * the East Asian width, as UAX #50 mostly does. Code lies as a whole.
 */
#include <assert.h>

#include "pdf/para_imp.h"
#include "text/unicode.h"

typedef struct Cutter {
    Para *p;
    const Quotes *quotes;
    size_t quote_at;
    ParaRun *runs;
    size_t count, room;
    Piece *pieces;
    size_t npieces, pieces_room;
} Cutter;

static void add_piece(Cutter *c, size_t r, size_t from, size_t to, ParaTurn turn)
{
    ParaRun run = c->p->runs[r];
    bool first = from == 0;
    run.text = str_slice(run.text, from, to);
    run.joined = first ? run.joined : run.no_break;
    run.no_start = run.no_start && first;
    run.pos.column += run.pos.line ? (uint32_t)from : 0;
    run.font.vertical = run.kind == RUN_TEXT && turn == PARA_UPRIGHT;
    run.font.latin = turn == PARA_TURNED;
    run.font.half = false; /* of the grid of lines */
    Piece piece = {(uint32_t)r, (uint32_t)from, turn};
    arena_push(c->p->scratch, c->runs, c->count, c->room, run);
    arena_push(c->p->scratch, c->pieces, c->npieces, c->pieces_room, piece);
}

static bool is_latin_quote(Cutter *c, size_t r, size_t offset)
{
    const Quotes *q = c->quotes;
    while (c->quote_at < q->count && (q->items[c->quote_at].run < r ||
           (q->items[c->quote_at].run == r && q->items[c->quote_at].offset < offset)))
        c->quote_at++;
    return c->quote_at < q->count && q->items[c->quote_at].run == r &&
           q->items[c->quote_at].offset == offset && q->items[c->quote_at].latin;
}

/* Spaces, and marks and selectors without a base of their own: they go with what is before. */
static bool is_neutral(uint32_t rune)
{
    return rune <= ' ' || rune == 0xA0 || (rune >= 0x2000 && rune <= 0x200B) ||
           unicode_is_mark(rune);
}

static bool lies(Cutter *c, size_t r, size_t offset, uint32_t rune)
{
    if (rune >= 0x2018 && rune <= 0x201D)
        return is_latin_quote(c, r, offset);
    if (unicode_is_western(rune) || (rune > ' ' && rune < 0x7F))
        return true;
    UnicodeWidth width = unicode_width(rune);
    return width == WIDTH_N || width == WIDTH_NA || width == WIDTH_H;
}

/* Where the stretch from `from` on ends whose characters all lie, spaces between them included. */
static size_t lying_end(Cutter *c, size_t r, size_t from, size_t *letters, bool *digits)
{
    Str text = c->p->runs[r].text;
    size_t end = from;
    uint32_t rune;
    *letters = 0;
    *digits = true;
    for (size_t at = from, length; at < text.n; at += length) {
        length = unicode_decode(text, at, &rune);
        if (is_neutral(rune))
            continue;
        if (!lies(c, r, at, rune))
            break;
        ++*letters;
        *digits = *digits && unicode_is_ascii_digit(rune);
        *letters += at > end; /* a space inside: no cell of its own */
        end = at + length;
    }
    return end;
}

static ParaTurn turn_of(Str text, size_t letters, bool digits)
{
    uint32_t rune;
    unicode_decode(text, 0, &rune);
    if (letters == 1 && (digits || unicode_is_letter(rune)))
        return PARA_UPRIGHT;
    return digits && letters <= 3 ? PARA_TOGETHER : PARA_TURNED;
}

static void cut_text(Cutter *c, size_t r)
{
    Str text = c->p->runs[r].text;
    size_t done = 0, letters;
    uint32_t rune;
    bool digits;
    for (size_t at = 0, length; at < text.n; at += length) {
        length = unicode_decode(text, at, &rune);
        if (is_neutral(rune) || !lies(c, r, at, rune))
            continue;
        size_t end = lying_end(c, r, at, &letters, &digits);
        ParaTurn turn = turn_of(str_slice(text, at, end), letters, digits);
        length = end - at;
        if (turn == PARA_UPRIGHT)
            continue;
        if (at > done)
            add_piece(c, r, done, at, PARA_UPRIGHT);
        add_piece(c, r, at, end, turn);
        done = end;
    }
    if (done < text.n || text.n == 0)
        add_piece(c, r, done, text.n, PARA_UPRIGHT);
}

size_t para_vertical_pieces(Para *p, size_t nruns)
{
    Cutter c = {.p = p};
    p->from = 0;
    p->to = nruns;
    Quotes quotes = para_quotes(p);
    c.quotes = &quotes;
    for (size_t r = 0; r < nruns; r++) {
        const ParaRun *run = &p->runs[r];
        if (run->kind == RUN_TEXT && !run->verbatim)
            cut_text(&c, r);
        else
            add_piece(&c, r, 0, run->text.n, run->verbatim ? PARA_TURNED : PARA_UPRIGHT);
    }
    assert(c.count == c.npieces);
    p->runs = c.runs;
    p->pieces = c.pieces;
    return c.count;
}
