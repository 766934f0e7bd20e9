/*
 * Invariants P1–P9 and P11 of the typesetting specification (7.4): 10,000 random strings of a
 * weighted alphabet of all its character sets, measures 6–40 em in steps of a quarter, levels,
 * profiles and modes mixed. A line that warned of relief (R4b) is excused from P1–P4.
 */
#include <stdlib.h>

#include "check.h"
#include "pdf/para_imp.h"
#include "runaway.h"
#include "text/unicode.h"
#include "weighted.h"

enum { EM = 100 * 1000, STRINGS = 10000 };

static Arena *arena;
static Fonts *fonts;
static uint32_t seed = 12345;

/* Pieces and how often each is taken: Han first, then every set of 1.1. */
static const Weighted alphabet[] = {
    {40, "一 二 三 天 地 人 幼 儿 园 年 月 日 第 𠮷 々 〇"},
    {3, "“ （ 《 「 『 【 〔 ‘ 〖 ［"},
    {3, "” ） 》 」 』 】 〕 ’ 〗 ］"},
    {5, "、 ， ， ： ；"},
    {4, "。 。 ！ ？ ． ‼"},
    {1, "· ・ ‧"},
    {2, "～ – — - 〜"},
    {1, "/ ／"},
    {1, "—— —— ⸺"},
    {1, "…… …… … ⋯⋯"},
    {1, "％ ℃ ° ‰ ′"},
    {1, "￥ $ № € ¥"},
    {2, ", . ; : ! ? ) ]"},
    {1, "( [ {"},
    {3, "word Hello kg of a Kindergarten ΑΒΓ ёж"},
    {4, "1 23 2024 8.5 1,234 3.14159"},
    {2, "8.5kg 37.5℃ 50% +5 -3 ￥100 63%～68%"},
    {3, "SPACE SPACE IDEOGRAPHIC"},
    {1, "https://example.com/a/b?c=d www.moe.gov.cn/jyb a@b.cn"},
    {1, "😀 ※ ① が ァ é"},
};

/* ---- one string ---- */

typedef struct Trial {
    Str text;
    ParaStyle style;
    ParaRun run;
    Len width;
    Lines lines;
    bool warned, has_url;
} Trial;

static void fail(const Trial *t, const char *what, size_t line)
{
    check_failed++;
    printf("%s, line %zu, width %.2f, level %d, profile %d, mode %d: %.*s\n", what, line + 1,
           (double)t->width / EM, (int)t->style.level, (int)t->style.profile, (int)t->style.mode,
           STR_ARG(t->text));
}

static Trial set(Str text, ParaStyle style, Len width)
{
    Trial t = {.text = text, .style = style, .width = width};
    t.run = (ParaRun){.kind = RUN_TEXT, .text = text, .size = EM};
    Diag d = diag_in(arena);
    t.lines = para_break(arena, fonts, &t.style, &t.run, 1, &t.width, 1, &d);
    t.warned = d.count > 0;
    t.has_url = str_find(text, STR("://"), 0) < text.n || str_find(text, STR("www."), 0) < text.n;
    return t;
}

static uint32_t rune_at(const Trial *t, const Line *line, size_t i)
{
    uint32_t rune;
    unicode_decode(t->text, line->glyphs[i].glyph.offset, &rune);
    return rune;
}

static double width_at(const Line *line, size_t i)
{
    Len end = i + 1 < line->count ? line->glyphs[i + 1].x : line->x + line->width;
    return (double)(end - line->glyphs[i].x) / EM;
}

static size_t end_of(const Line *line) /* byte behind the last glyph */
{
    const Glyph *g = &line->glyphs[line->count - 1].glyph;
    return (size_t)g->offset + g->length;
}

static bool is_digit(uint32_t rune)
{
    return unicode_is_ascii_digit(rune);
}

/* ---- P1, P2, P3 ---- */

static bool in_start_set(const Trial *t, uint32_t rune)
{
    Punct punct = unicode_punct(rune);
    switch (punct) {
    case PUNCT_CLOSE: case PUNCT_COMMA: case PUNCT_STOP: case PUNCT_STOP_FULL: case PUNCT_MID:
    case PUNCT_CONN: case PUNCT_SOL: case PUNCT_LATIN_CLOSE:
        return t->style.level != PARA_LEVEL_NONE;
    case PUNCT_POST:
        return true;
    case PUNCT_NONE: case PUNCT_OPEN: case PUNCT_QUOTE_OPEN: case PUNCT_QUOTE_CLOSE:
    case PUNCT_HYPHEN: case PUNCT_DASH: case PUNCT_ELLIPSIS: case PUNCT_PRE:
    case PUNCT_LATIN_OPEN:
        break;
    }
    return rune == 0x3005 && t->style.level != PARA_LEVEL_NONE;
}

static bool in_end_set(const Trial *t, uint32_t rune)
{
    Punct punct = unicode_punct(rune);
    if (punct == PUNCT_PRE)
        return true;
    if (punct == PUNCT_SOL)
        return t->style.level >= PARA_LEVEL_GB && !t->has_url;
    return t->style.level != PARA_LEVEL_NONE && (punct == PUNCT_OPEN || punct == PUNCT_LATIN_OPEN);
}

static void check_edges(const Trial *t)
{
    for (size_t n = 0; n + 1 < t->lines.count && !t->warned; n++) {
        const Line *line = &t->lines.lines[n], *next = &t->lines.lines[n + 1];
        uint32_t last, first = rune_at(t, next, 0);
        size_t from = end_of(line), to = next->glyphs[0].glyph.offset;
        unicode_before(t->text, from, &last);
        if (in_start_set(t, first))
            fail(t, "P1: starts a line", n + 1);
        if (in_end_set(t, last))
            fail(t, "P2: ends a line", n);
        if (from != to)
            continue; /* a space was there */
        bool word = (unicode_is_western(last) || is_digit(last)) &&
                    (unicode_is_western(first) || is_digit(first));
        bool dash = last == 0x2014 && first == 0x2014, dots = last == 0x2026 && first == 0x2026;
        bool affix = is_digit(last) && unicode_punct(first) == PUNCT_POST;
        if (word || dash || dots || affix)
            fail(t, "P3: one thing on two lines", n);
        check_passed++;
    }
}

/* ---- P4, P5, P6 ---- */

static bool is_full(uint32_t rune)
{
    Punct punct = unicode_punct(rune);
    return punct == PUNCT_OPEN || punct == PUNCT_CLOSE || punct == PUNCT_COMMA ||
           punct == PUNCT_STOP;
}

static bool has_two_han(const Trial *t, const Line *line)
{
    for (size_t i = 0; i + 1 < line->count; i++)
        if (unicode_is_han(rune_at(t, line, i)) && unicode_is_han(rune_at(t, line, i + 1)))
            return true;
    return false;
}

/* An inner mark whose blank no neighbour takes (R1): how much of its half em is left. */
static double inner_blank(const Trial *t, const Line *line, size_t i, Punct kind)
{
    if (i == 0 || i + 1 >= line->count || unicode_punct(rune_at(t, line, i)) != kind)
        return -1;
    bool plain = unicode_is_han(rune_at(t, line, i - 1)) && unicode_is_han(rune_at(t, line, i + 1));
    return plain ? width_at(line, i) - 0.5 : -1;
}

/* R6: a later step gives nothing while an earlier one still has something. */
static void check_order(const Trial *t, const Line *line, size_t n)
{
    static const Punct steps[] = {PUNCT_OPEN, PUNCT_CLOSE, PUNCT_COMMA, PUNCT_STOP};
    double most = -1;
    for (int k = 0; k < 4; k++) {
        bool moved = false;
        double left = -1;
        for (size_t i = 0; i < line->count; i++) {
            double blank = inner_blank(t, line, i, steps[k]);
            moved = moved || (blank >= 0 && blank < 0.499);
            left = blank > left ? blank : left;
        }
        if (k != 1 && moved && most > 0.001)
            fail(t, "P6: a later step moved first", n);
        most = left > most ? left : most;
    }
    if (line->extra > 0 && line->natural > t->width)
        fail(t, "P6: shrunk and expanded", n);
}

static void check_fit(const Trial *t)
{
    bool half = (t->style.profile == PARA_ZH_GB || t->style.profile == PARA_TIGHT) &&
                t->style.pair == PARA_PAIR_PROFILE && t->style.line_end == PARA_END_PROFILE &&
                !t->style.keep_stop && !t->style.keep_gap;
    for (size_t n = 0; n < t->lines.count; n++) {
        const Line *line = &t->lines.lines[n];
        if (!line->last && !t->warned && has_two_han(t, line) && line->x + line->width != t->width)
            fail(t, "P4: does not end at the measure", n);
        if (line->last && !t->warned && line->x + line->width > t->width)
            fail(t, "P4: last line beyond the measure", n);
        for (size_t i = 0; i < line->count; i++)
            if (is_full(rune_at(t, line, i)) && width_at(line, i) < 0.4999)
                fail(t, "P5: punctuation under half an em", n);
        if (half && line->extra == 0 && !t->style.hang)
            check_order(t, line, n);
        check_passed++;
    }
}

/* ---- P7, P8, P9 ---- */

static void check_demerits(const Trial *t)
{
    Diag d = diag_in(arena);
    ParaStyle style = t->style;
    Para p = {.scratch = arena, .fonts = fonts, .style = &style, .runs = &t->run, .to = 1,
              .gap = 250, .gap_min = 125, .gap_max = 333, .trims_start = true, .trims_end = true,
              .shrinks = true, .measures = &t->width, .nmeasures = 1, .d = &d};
    para_tokens(&p);
    if (p.natoms == 0)
        return;
    para_joints(&p);
    para_sums(&p);
    Breaks g = para_greedy(&p), o = para_optimal(&p, &g);
    size_t relief_g, relief_o;
    double total_g = para_total(&p, &g, &relief_g), total_o = para_total(&p, &o, &relief_o);
    if (relief_o > relief_g || (relief_o == relief_g && total_o > total_g))
        fail(t, "P7: O costs more than G", 0);
    check_passed++;
}

static bool is_edge_space(uint32_t rune)
{
    return rune == ' ' || rune == 0x3000;
}

static void check_text_kept(const Trial *t)
{
    size_t at = 0;
    uint32_t rune;
    for (size_t n = 0; n < t->lines.count; n++) {
        const Line *line = &t->lines.lines[n];
        for (size_t i = 0; i < line->count; i++) {
            size_t offset = line->glyphs[i].glyph.offset;
            for (; at < offset; at += unicode_decode(t->text, at, &rune)) {
                unicode_decode(t->text, at, &rune);
                if (i > 0 || !is_edge_space(rune))
                    fail(t, "P8: text lost", n);
            }
            if (offset < at)
                fail(t, "P8: text repeated", n);
            at = offset + line->glyphs[i].glyph.length;
        }
    }
    for (; at < t->text.n; at += unicode_decode(t->text, at, &rune)) {
        unicode_decode(t->text, at, &rune);
        if (!is_edge_space(rune))
            fail(t, "P8: text lost at the end", t->lines.count);
    }
    check_passed++;
}

/* P9 where the repair is always possible: Han alone, lines of twelve and more. */
static void check_orphans(void)
{
    for (uint32_t n = 2; n < 120; n++)
        for (Len width = 12 * EM; width <= 20 * EM; width += EM / 4) {
            Buf text = buf_in(arena);
            for (uint32_t i = 0; i < n; i++)
                buf_c(&text, i % 9 == 8 ? "，" : "字");
            buf_c(&text, "。");
            ParaStyle style = para_style(EM);
            style.mode = n % 2 ? PARA_GREEDY : PARA_OPTIMAL;
            Trial t = set(buf_view(&text), style, width);
            const Line *last = &t.lines.lines[t.lines.count - 1];
            int han = 0;
            for (size_t i = 0; i < last->count; i++)
                han += unicode_is_han(rune_at(&t, last, i));
            if (han == 1 && t.lines.count > 1)
                fail(&t, "P9: a Han alone on the last line", t.lines.count - 1);
            check_passed++;
        }
}

/* ---- P11 ---- */

static void check_long(void)
{
    Buf text = buf_in(arena);
    for (int i = 0; text.n < 100000; i++)
        weighted_piece(&text, alphabet[i % 5 ? 0 : i / 5 % 6].pieces, &seed);
    runaway_begin("a paragraph of 100 kB", 10);
    Trial t = set(buf_view(&text), para_style(EM), 30 * EM);
    runaway_end();
    CHECK(t.lines.count > 500);
}

static ParaStyle random_style(void)
{
    ParaStyle style = para_style(EM);
    style.level = (ParaLevel)random_below(&seed, 4);
    style.profile = random_below(&seed, 3) ? PARA_ZH_GB : (ParaProfile)random_below(&seed, PARA_QUANJIAO);
    style.mode = random_below(&seed, 2) ? PARA_OPTIMAL : PARA_GREEDY;
    style.hang = random_below(&seed, 8) == 0 ? (ParaHang)random_below(&seed, 3) : PARA_HANG_OFF;
    if (random_below(&seed, 4) == 0) {
        style.pair = (ParaPair)random_below(&seed, 4);
        style.line_end = (ParaLineEnd)random_below(&seed, 4);
        style.opening = (ParaOpening)random_below(&seed, 3);
        style.keep_stop = random_below(&seed, 2);
        style.keep_gap = random_below(&seed, 2);
        style.gap = (Em)random_below(&seed, 501);
        style.profile = random_below(&seed, 2) ? style.profile : PARA_HANGMOBANJIAO;
    }
    style.indent = random_below(&seed, 2) ? 2 * EM : 0;
    return style;
}

int main(void)
{
    for (int i = 0; i < STRINGS; i++) {
        arena = arena_open();
        fonts = fonts_open_metric(arena);
        Len width = (Len)(6 * EM + (Len)random_below(&seed, 137) * (EM / 4));
        Trial t = set(weighted_text(arena, alphabet, sizeof alphabet / sizeof *alphabet, 150, &seed), random_style(), width);
        if (!t.style.hang)
            check_edges(&t);
        if (!t.style.hang)
            check_fit(&t);
        check_demerits(&t);
        check_text_kept(&t);
        fonts_close(fonts);
        arena_close(arena);
    }
    arena = arena_open();
    fonts = fonts_open_metric(arena);
    check_orphans();
    check_long();
    fonts_close(fonts);
    arena_close(arena);
    return check_finish();
}
