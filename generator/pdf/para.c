/*
 * para: the doors of the paragraph typesetter, and its dump as text.
 */
#include "pdf/para.h"

#include <assert.h>

#include "pdf/para_imp.h"
#include "text/unicode.h"

ParaStyle para_style(Len size)
{
    return (ParaStyle){
        .size = size,
        .align = PARA_JUSTIFY,
        .profile = PARA_ZH_GB,
        .level = PARA_LEVEL_GB,
        .mode = PARA_OPTIMAL,
        .gap = 250,
        .gap_min = 125,
        .gap_max = 333,
        .orphan = true,
    };
}

/* What the profile decides (R19, R22). */
static Para para_begin(Arena *scratch, const Fonts *fonts, const ParaStyle *style,
                       const ParaRun *runs, Diag *d)
{
    assert(style->size > 0);
    ParaProfile profile = style->profile;
    bool trims = profile != PARA_QUANJIAO;
    Para p = {
        .scratch = scratch, .fonts = fonts, .style = style, .runs = runs, .d = d,
        .pair = style->pair, .line_end = style->line_end, .trims_start = trims,
        .shrinks = style->align == PARA_JUSTIFY,
    };
    if (profile != PARA_GONGWEN) { /* the grid has no gaps */
        p.gap = style->gap;
        p.gap_min = style->gap_min < p.gap ? style->gap_min : p.gap;
        p.gap_max = style->gap_max > p.gap ? style->gap_max : p.gap;
    }
    if (p.pair == PARA_PAIR_PROFILE)
        p.pair = profile == PARA_TIGHT           ? PARA_PAIR_TIGHT
                 : profile == PARA_HANGMOBANJIAO ? PARA_PAIR_NONE
                                                 : PARA_PAIR_HALF;
    if (p.line_end == PARA_END_PROFILE)
        p.line_end = trims ? PARA_END_TRIM : PARA_END_KEEP;
    p.trims_end = p.line_end != PARA_END_KEEP;
    return p;
}

/* The runs from..to lie between two forced breaks. */
static void analyse(Para *p, size_t from, size_t to)
{
    p->from = from;
    p->to = to;
    para_tokens(p);
    para_joints(p);
    para_sums(p);
}

static size_t next_break(const ParaRun *runs, size_t nruns, size_t r)
{
    while (r < nruns && runs[r].kind != RUN_LINE_BREAK)
        r++;
    return r;
}

/* The pieces of a column outlive each part's scratch. */
static size_t cut_pieces(Para *p, Arena *pieces, size_t nruns)
{
    Arena *scratch = p->scratch;
    p->scratch = pieces;
    nruns = para_vertical_pieces(p, nruns);
    p->scratch = scratch;
    return nruns;
}

static void break_part(Arena *a, Para p, size_t from, size_t to, LineList *lines)
{
    p.first_line = lines->count;
    analyse(&p, from, to);
    Breaks breaks = para_greedy(&p);
    /* ragged text: full lines, not evenly loose ones */
    if (p.style->mode == PARA_OPTIMAL && p.style->align == PARA_JUSTIFY && breaks.count > 1)
        breaks = para_optimal(&p, &breaks);
    if (p.style->looseness && p.style->mode == PARA_OPTIMAL && p.style->align == PARA_JUSTIFY)
        breaks = para_in_lines(&p, &breaks, breaks.count + (size_t)p.style->looseness);
    para_place(a, &p, &breaks, lines);
}

Lines para_break(Arena *a, const Fonts *fonts, const ParaStyle *style, const ParaRun *runs,
                 size_t nruns, const Len *width, size_t n, Diag *d)
{
    assert(n >= 1 && width[0] > 0);
    LineList lines = {0};
    if (nruns == 0)
        return (Lines){NULL, 0};
    Arena *scratch = fonts_scratch(fonts), *pieces = style->vertical ? arena_open() : NULL;
    Para p = para_begin(scratch, fonts, style, runs, d);
    p.measures = width;
    p.nmeasures = n;
    if (style->vertical)
        nruns = cut_pieces(&p, pieces, nruns);
    for (size_t from = 0; from <= nruns; from++) {
        size_t to = next_break(p.runs, nruns, from);
        bool closing = from == nruns && from > 0; /* a break at the very end makes no line */
        if (!closing)
            break_part(a, p, from, to, &lines);
        fonts_scratch(fonts); /* the same one, emptied */
        from = to;
    }
    if (pieces)
        arena_close(pieces);
    return (Lines){lines.lines, lines.count};
}

/* The widest stretch of p without a legal break. */
static int64_t widest_piece(const Para *p)
{
    int64_t widest = 0;
    for (size_t i = 0, k = 1; k <= p->natoms; k++) {
        if (k < p->natoms && p->joints[k].breaks != JOINT_LEGAL)
            continue;
        int64_t width = para_natural(p, i, k);
        widest = width > widest ? width : widest;
        i = k;
    }
    return widest;
}

Len para_measure(Arena *a, const Fonts *fonts, const ParaStyle *style, const ParaRun *runs,
                 size_t nruns, Len *narrowest, Diag *d)
{
    (void)a;
    int64_t natural = 0, piece = 0;
    Arena *scratch = fonts_scratch(fonts), *pieces = style->vertical ? arena_open() : NULL;
    Para whole = para_begin(scratch, fonts, style, runs, d);
    if (style->vertical)
        nruns = cut_pieces(&whole, pieces, nruns);
    for (size_t from = 0; from < nruns; from++) {
        size_t to = next_break(whole.runs, nruns, from);
        Para p = whole;
        analyse(&p, from, to);
        int64_t width = p.natoms ? para_natural(&p, 0, p.natoms) : 0;
        width += from == 0 ? style->indent : 0;
        natural = width > natural ? width : natural;
        if (narrowest) {
            int64_t widest = widest_piece(&p);
            piece = widest > piece ? widest : piece;
        }
        fonts_scratch(fonts); /* the same one, emptied */
        from = to;
    }
    if (pieces)
        arena_close(pieces);
    if (narrowest)
        *narrowest = piece > INT32_MAX ? INT32_MAX : (Len)piece;
    return natural > INT32_MAX ? INT32_MAX : (Len)natural;
}

/* ---- dump ---- */

/* Len as em of size with six decimals, trailing zeros cut. */
static void put_em(Buf *out, int64_t len, Len size)
{
    int64_t millionths = len * 1000000 / size;
    if (millionths < 0)
        buf_byte(out, '-');
    millionths = millionths < 0 ? -millionths : millionths;
    buf_int(out, millionths / 1000000);
    int64_t rest = millionths % 1000000;
    if (rest == 0)
        return;
    char digits[8];
    int n = 6;
    for (int i = 5; i >= 0; i--, rest /= 10)
        digits[i] = (char)('0' + rest % 10);
    while (n > 1 && digits[n - 1] == '0')
        n--;
    buf_byte(out, '.');
    buf_str(out, (Str){digits, (size_t)n});
}

static Str glyph_text(const ParaRun *runs, const LineGlyph *g)
{
    if (g->hyphen)
        return STR("\xC2\xAD");
    return str_slice(runs[g->run].text, g->glyph.offset, g->glyph.offset + g->glyph.length);
}

/* Where the text after glyph i begins. */
static Len next_x(const Line *line, size_t i)
{
    for (i++; i < line->count; i++)
        if (line->glyphs[i].glyph.length > 0 || line->glyphs[i].hyphen)
            return line->glyphs[i].x;
    return line->x + line->width;
}

/* x or width of each character; those of one glyph share its width. */
static void put_numbers(Buf *out, const ParaStyle *style, const ParaRun *runs, const Line *line,
                        bool widths)
{
    bool first = true;
    for (size_t i = 0; i < line->count; i++) {
        const LineGlyph *g = &line->glyphs[i];
        size_t n = unicode_count(glyph_text(runs, g));
        int64_t width = (int64_t)next_x(line, i) - g->x;
        for (size_t k = 0; k < n; k++) {
            if (!first)
                buf_byte(out, ',');
            first = false;
            int64_t from = width * (int64_t)k / (int64_t)n;
            int64_t to = width * (int64_t)(k + 1) / (int64_t)n;
            put_em(out, widths ? to - from : g->x + from, style->size);
        }
    }
}

static void put_line(Buf *out, const ParaStyle *style, const ParaRun *runs, const Line *line)
{
    Buf text = buf_in(out->arena);
    for (size_t i = 0; i < line->count; i++)
        buf_str(&text, glyph_text(runs, &line->glyphs[i]));
    buf_c(out, "{\"text\":");
    buf_json(out, buf_view(&text));
    buf_c(out, ",\"x\":[");
    put_numbers(out, style, runs, line, false);
    buf_c(out, "],\"w\":[");
    put_numbers(out, style, runs, line, true);
    buf_c(out, "],\"natural\":");
    put_em(out, line->natural, style->size);
    buf_c(out, ",\"extra\":");
    put_em(out, line->extra, style->size);
    buf_c(out, "}\n");
}

void para_dump(Buf *out, const ParaStyle *style, const ParaRun *runs, const Lines *lines)
{
    for (size_t n = 0; n < lines->count; n++)
        put_line(out, style, runs, &lines->lines[n]);
}
