/*
 * Paragraphs of several runs, other alignments, measures that change, warnings, and input that
 * means harm. Expectations from para.h and from the rules named.
 */
#include "pdf/para.h"

#include "check.h"
#include "runaway.h"

enum { EM = 10 * 1000 };

static Arena *arena;
static Fonts *fonts;

static ParaRun text_run(const char *text)
{
    return (ParaRun){.kind = RUN_TEXT, .text = str_of(text), .size = EM};
}

static Lines set_style(ParaStyle style, const ParaRun *runs, size_t n, double width, Diag *d)
{
    Len measure = (Len)(width * EM + 0.5);
    return para_break(arena, fonts, &style, runs, n, &measure, 1, d);
}

static Lines set(const ParaRun *runs, size_t n, double width)
{
    Diag d = diag_in(arena);
    Lines lines = set_style(para_style(EM), runs, n, width, &d);
    CHECK(d.count == 0);
    return lines;
}

static Str text_of(const ParaRun *runs, const Lines *lines)
{
    Buf b = buf_in(arena);
    for (size_t n = 0; n < lines->count; n++) {
        if (n > 0)
            buf_c(&b, "⏎");
        for (size_t i = 0; i < lines->lines[n].count; i++) {
            const LineGlyph *g = &lines->lines[n].glyphs[i];
            buf_str(&b, str_slice(runs[g->run].text, g->glyph.offset,
                                  (size_t)g->glyph.offset + g->glyph.length));
        }
    }
    return buf_view(&b);
}

static void check_lines(const ParaRun *runs, size_t n, double width, const char *want)
{
    Lines lines = set(runs, n, width);
    CHECK_TEXT(text_of(runs, &lines), str_of(want), want);
}

static void check_em(Len got, double want, const char *what)
{
    double difference = (double)got / EM - want;
    check_that(difference < 0.0011 && difference > -0.0011, what, __FILE__, __LINE__);
    if (difference >= 0.0011 || difference <= -0.0011)
        printf("  want %.3f, got %.3f\n", want, (double)got / EM);
}

/* ---- runs ---- */

static void check_runs_join(void)
{
    ParaRun runs[] = {text_run("他说：“"), text_run("Hello"), text_run("”就走了")};
    Lines lines = set(runs, 3, 40);
    CHECK(lines.count == 1 && lines.lines[0].last);
    check_em(lines.lines[0].width, 10, "R1 and R8 see across runs"); /* ：.5 “1 */
    CHECK(lines.lines[0].glyphs[4].run == 1 && lines.lines[0].glyphs[9].run == 2);
    ParaRun bold[] = {text_run("中文"), text_run("English"), text_run("中文")};
    lines = set(bold, 3, 40);
    check_em(lines.lines[0].width, 8, "R5 between runs");
}

static void check_no_break(void)
{
    ParaRun runs[] = {text_run("一二三四五六七八"), text_run("甲乙丙"), text_run("丁戊")};
    runs[1].no_break = true;
    check_lines(runs, 3, 10, "一二三四五六七八⏎甲乙丙丁戊");
    runs[1].no_break = false;
    check_lines(runs, 3, 10, "一二三四五六七八甲乙⏎丙丁戊");
}

static void check_note_mark(void)
{
    ParaRun runs[] = {text_run("一二三四五六七八九十"), text_run("1"), text_run("甲乙丙")};
    runs[1].no_start = true;
    runs[1].rise = EM / 3;
    runs[1].size = EM * 6 / 10;
    check_lines(runs, 3, 10, "一二三四五六七八九⏎十1甲乙丙");
    Lines lines = set(runs, 3, 40);
    check_em(lines.lines[0].width, 13.3, "no gap at a superscript");
    check_em(lines.lines[0].ascent, 0.88, "a small mark inside the line");
    runs[1].rise = EM;
    lines = set(runs, 3, 40);
    check_em(lines.lines[0].ascent, 1 + 0.6 * 0.88, "a mark above the line");
}

static void check_code(void)
{
    ParaRun runs[] = {text_run("  a  =  “b”，；")};
    runs[0].verbatim = true;
    Lines lines = set(runs, 1, 40);
    CHECK_TEXT(text_of(runs, &lines), runs[0].text, "spaces kept");
    /* 6 spaces of a quarter, 3 letters and signs; quotes in the font's own width; ，； whole */
    check_em(lines.lines[0].width, 1.5 + 1.5 + 2 + 2, "code is not trimmed");
}

static void check_box(void)
{
    ParaRun runs[] = {text_run("一二三"), {.kind = RUN_BOX, .width = 2 * EM, .height = 3 * EM,
                      .depth = EM, .size = EM}, text_run("四五六")};
    Lines lines = set(runs, 3, 40);
    check_em(lines.lines[0].width, 8, "a box is as wide as it says");
    check_em(lines.lines[0].ascent, 3, "and as high");
    check_em(lines.lines[0].descent, 1, "and as deep");
    CHECK(lines.lines[0].count == 7 && lines.lines[0].glyphs[3].run == 1);
    check_em(lines.lines[0].glyphs[4].x, 5, "what follows it");
}

static void check_forced(void)
{
    ParaRun runs[] = {text_run("一二三"), {.kind = RUN_LINE_BREAK, .size = EM},
                      {.kind = RUN_LINE_BREAK, .size = EM}, text_run("四五六七八九十一二三")};
    ParaStyle style = para_style(EM);
    style.indent = 2 * EM;
    Diag d = diag_in(arena);
    Lines lines = set_style(style, runs, 4, 9, &d);
    CHECK_TEXT(text_of(runs, &lines), STR("一二三⏎⏎四五六七八九十一⏎二三"), "forced breaks");
    CHECK(lines.lines[0].last && lines.lines[1].last && !lines.lines[2].last && lines.lines[3].last);
    check_em(lines.lines[0].x, 2, "the first line is indented");
    check_em(lines.lines[2].x, 0, "no line after a break is");
    check_em(lines.lines[1].ascent, 0.88, "an empty line has a height");
    CHECK(set(runs, 2, 10).count == 1);
    CHECK(set(runs, 0, 10).count == 0);
}

/* ---- styles ---- */

static void check_aligns(void)
{
    ParaRun run = text_run("一二三四五六七，八九");
    ParaStyle style = para_style(EM);
    Diag d = diag_in(arena);
    style.orphan = false;
    style.align = PARA_START;
    Lines lines = set_style(style, &run, 1, 6.75, &d);
    CHECK_TEXT(text_of(&run, &lines), STR("一二三四五六⏎七，八九"), "ragged");
    check_em(lines.lines[0].width, 6, "not expanded");
    style.align = PARA_END;
    lines = set_style(style, &run, 1, 6.75, &d);
    check_em(lines.lines[0].glyphs[0].x, 0.75, "to the right");
    style.align = PARA_CENTRE;
    lines = set_style(style, &run, 1, 6.75, &d);
    check_em(lines.lines[0].glyphs[0].x, 0.375, "in the middle");
    style.align = PARA_JUSTIFY;
    style.no_stretch = true; /* R25 */
    lines = set_style(style, &run, 1, 6.75, &d);
    check_em(lines.lines[0].width, 6, "a narrow cell is not expanded");
}

static void check_measures(void)
{
    ParaRun run = text_run("一二三四五六七八九十甲乙丙丁戊己庚");
    ParaStyle style = para_style(EM);
    Len widths[] = {5 * EM, 3 * EM, 7 * EM};
    Diag d = diag_in(arena);
    Lines lines = para_break(arena, fonts, &style, &run, 1, widths, 3, &d);
    CHECK_TEXT(text_of(&run, &lines), STR("一二三四五⏎六七八⏎九十甲乙丙丁戊⏎己庚"), "measures");
    style.indent = -2 * EM;
    lines = para_break(arena, fonts, &style, &run, 1, widths, 3, &d);
    CHECK_TEXT(text_of(&run, &lines), STR("一二三四五六七⏎八九十⏎甲乙丙丁戊己庚"), "hanging out");
    check_em(lines.lines[0].glyphs[0].x, -2, "the first line starts left of the measure");
}

/* T63: 28 Han a line at 15.793 pt on a measure of 442.205 pt. */
static void check_grid(void)
{
    Buf text = buf_in(arena);
    for (int i = 0; i < 28 * 22; i++)
        buf_c(&text, i % 28 == 5 ? "，" : "字");
    ParaRun run = {.kind = RUN_TEXT, .text = buf_view(&text), .size = LEN_PT(16)};
    ParaStyle style = para_style(LEN_PT(16));
    style.profile = PARA_GONGWEN;
    style.grid = 15793;
    Len width = 442205;
    Diag d = diag_in(arena);
    Lines lines = para_break(arena, fonts, &style, &run, 1, &width, 1, &d);
    CHECK(lines.count == 22);
    for (size_t k = 0; k < lines.count; k++)
        for (size_t i = 0; i < lines.lines[k].count; i++) {
            double want = 15.793 * (double)i, got = lines.lines[k].glyphs[i].x / 1000.0;
            CHECK(lines.lines[k].count == 28 && got - want < 0.02 && want - got < 0.02);
        }
}

static void check_measuring(void)
{
    ParaRun run = text_run("价格（元）Kindergarten的");
    ParaStyle style = para_style(EM);
    Diag d = diag_in(arena);
    Len narrowest;
    check_em(para_measure(arena, fonts, &style, &run, 1, &narrowest, &d), 12.25, "natural width");
    check_em(narrowest, 6, "the widest piece");
    ParaRun marks = text_run("（元）");
    para_measure(arena, fonts, &style, &marks, 1, &narrowest, &d);
    check_em(narrowest, 2, "brackets trimmed at both edges");
}

/* ---- R4b ---- */

static void check_relief(void)
{
    Arena *a = arena;
    const Source *source = source_make(a, STR("a.md"), STR("x\nabcdefghijklmnopqrstuvwxyz中\n"));
    ParaRun run = text_run("abcdefghijklmnopqrstuvwxyz中");
    run.pos = (Pos){source, 2, 1};
    for (int mode = PARA_OPTIMAL; mode <= PARA_GREEDY; mode++) {
        ParaStyle style = para_style(EM);
        style.mode = (ParaMode)mode;
        Diag d = diag_in(a);
        Lines lines = set_style(style, &run, 1, 6, &d);
        CHECK_TEXT(text_of(&run, &lines), STR("abcdefghijkl⏎mnopqrstuvwx⏎yz中"), "long word");
        CHECK(d.count == 1 && str_equal(d.items[0].code, STR("line-relief")));
        CHECK(d.items[0].line == 2 && d.items[0].column == 13);
        ParaRun closing = text_run("一二三四（五》”）」』】甲乙丙");
        d = diag_in(a);
        lines = set_style(style, &closing, 1, 4, &d);
        CHECK_TEXT(text_of(&closing, &lines), STR("一二三四⏎（五》”）」』⏎】甲乙丙"), "closing marks");
        CHECK(d.count == 1);
        ParaRun solid = text_run("甲乙丙丁戊己");
        solid.no_break = true;
        d = diag_in(a);
        lines = set_style(style, &solid, 1, 4, &d);
        CHECK_TEXT(text_of(&solid, &lines), solid.text, "no_break sticks out");
        CHECK(d.count == 1 && str_equal(d.items[0].code, STR("line-overfull")));
    }
}

/* ---- input that means harm ---- */

static void check_ends(const char *piece, size_t count, double width)
{
    Buf text = buf_in(arena);
    while (text.n < count)
        buf_c(&text, piece);
    ParaRun run = {.kind = RUN_TEXT, .text = buf_view(&text), .size = EM};
    Diag d = diag_in(arena);
    runaway_begin(piece, 10);
    Lines lines = set_style(para_style(EM), &run, 1, width, &d);
    runaway_end();
    check_that(lines.count > 0 || str_trim(run.text).n == 0, piece, __FILE__, __LINE__);
}

static void check_hostile(void)
{
    static const char *const pieces[] = {
        "a", "a ", " ", "（", "。”", "——", "……", "？", "1,", "-", "/", "https://a/", "“", "‘’",
        "\xCC\x81", "\xEF\xB8\x8F", "\xF0\x9F\x87\xA8", "\xE2\x80\x8D", "\xE2\x80\x8B", "　",
        "一", "一，", "\xFF", "\xE4\xB8", "中a", "@", "www.", "5 kg", "\t", "\xC2\xA0", "字 ", "·",
    };
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        check_ends(pieces[i], 60000, 20);
        check_ends(pieces[i], 12000, 0.2);
        check_ends(pieces[i], 12000, 20000);
    }
    Buf quotes = buf_in(arena); /* closing quotes that find no opening one, however many wait */
    for (int i = 0; i < 60000; i++)
        buf_c(&quotes, i < 30000 ? "“" : "’");
    check_ends(str_c(arena, buf_view(&quotes)), 1, 20);
    size_t n = 20000;
    ParaRun *runs = arena_array(arena, ParaRun, n);
    for (size_t i = 0; i < n; i++)
        runs[i] = text_run(i % 3 ? "字" : i % 2 ? "a" : "");
    Diag d = diag_in(arena);
    CHECK(set_style(para_style(EM), runs, n, 20, &d).count > 500);
}

int main(void)
{
    arena = arena_open();
    fonts = fonts_open_metric(arena);
    check_runs_join();
    check_no_break();
    check_note_mark();
    check_code();
    check_box();
    check_forced();
    check_aligns();
    check_measures();
    check_grid();
    check_measuring();
    check_relief();
    check_hostile();
    fonts_close(fonts);
    arena_close(arena);
    return check_finish();
}
