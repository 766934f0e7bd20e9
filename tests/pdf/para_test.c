/*
 * Cases T01–T62 of the typesetting specification (section 7.1 and 7.2), word for word, in both
 * modes where the document does not say "G only"; and what the rules say beyond the cases.
 */
#include "pdf/para.h"

#include <stdlib.h>

#include "check.h"
#include "text/unicode.h"

enum { EM = 100 * 1000, NO_LIMIT = 10000 };

static Arena *arena;
static Fonts *fonts;

typedef struct Setting {
    double width, indent;
    ParaProfile profile;
    ParaLevel level;
    bool hang, no_orphan, g_only;
} Setting;

static ParaStyle style_of(const Setting *s, ParaMode mode)
{
    ParaStyle style = para_style(EM);
    style.indent = (Len)(s->indent * EM + 0.5);
    style.profile = s->profile;
    style.level = s->level;
    style.hang = s->hang;
    style.orphan = !s->no_orphan;
    style.mode = mode;
    return style;
}

static Lines set(const Setting *s, const char *text, ParaMode mode, Diag *d)
{
    ParaStyle style = style_of(s, mode);
    ParaRun run = {.kind = RUN_TEXT, .text = str_of(text), .size = EM};
    Len width = (Len)(s->width * EM + 0.5);
    return para_break(arena, fonts, &style, &run, 1, &width, 1, d);
}

static Str text_of(const char *text, const Lines *lines)
{
    Buf b = buf_in(arena);
    for (size_t n = 0; n < lines->count; n++) {
        if (n > 0)
            buf_c(&b, "⏎");
        for (size_t i = 0; i < lines->lines[n].count; i++) {
            const Glyph *g = &lines->lines[n].glyphs[i].glyph;
            buf_str(&b, (Str){text + g->offset, g->length});
        }
    }
    return buf_view(&b);
}

static bool near(double a, double b)
{
    return a - b < 0.001 && b - a < 0.001;
}

static void check_number(double got, double want, const char *name, const char *what)
{
    check_that(near(got, want), name, __FILE__, __LINE__);
    if (!near(got, want))
        printf("  %s: want %.4f, got %.4f\n", what, want, got);
}

/* The advance of character c of a line, without what R7(3) added behind it. */
static double width_of(const Line *line, size_t c)
{
    Len end = c + 1 < line->count ? line->glyphs[c + 1].x : line->x + line->width;
    return (double)(end - line->glyphs[c].x) / EM;
}

/* ---- 7.1 ---- */

typedef struct WidthCase {
    const char *name;
    ParaProfile profile;
    const char *text;
    double width;
} WidthCase;

static const WidthCase width_cases[] = {
    {"T01", 0, "》（", 1.5},
    {"T02", 0, "。”中", 2.5},
    {"T03", 0, "：“中", 2.5},
    {"T04", 0, "中“（甲", 3.5},
    {"T05", 0, "）》中", 2.5},
    {"T06", 0, "中“”中", 4},
    {"T06b", 0, "中（）中", 4},
    {"T07", 0, "。』」中", 3},
    {"T08", 0, "》、《中", 3},
    {"T09", 0, "？！中", 2},
    {"T09b", 0, "！！中", 2},
    {"T09c", 0, "！！！中", 3},
    {"T10", 0, "中——中", 4},
    {"T10b", 0, "中⸺中", 4},
    {"T11", 0, "中……中", 4},
    {"T12", 0, "比尔·盖茨", 4.5},
    {"T13", PARA_TIGHT, "中》（中", 3},
    {"T13b", PARA_TIGHT, "中：“中", 3},
    {"T13c", PARA_TIGHT, "。”中", 2.5},
    {"T14", 0, "春，夏。秋", 5},
    {"T14b", PARA_KAIMING, "春，夏。秋", 4.5},
    {"T14c", PARA_BANJIAO, "春，夏。秋", 4},
    {"T15", 0, "中文English中文", 8},
    {"T15b", 0, "中文 English 中文", 8},
    {"T16", 0, "使用Word，再用PDF。", 9.5},
    {"T17", 0, "ABC中文", 3.75},
    {"T18", 0, "列夫·Tolstoy·托", 7.5},
    {"T19", 0, "他说“Hello”就走了", 9.5},
    {"T20", 0, "Children’s Day活动", 9},
    {"T21", 0, "He said “hi” to us", 8},
    {"T22", 0, "“他说‘好’。”", 6},
    /* beyond the cases: the same rules */
    {"R5 sign opens a number", 0, "零下-5度", 4.5},
    {"R5 percent", 0, "约30%的", 4.0},
    {"R5 no gap at ￥ ℃", 0, "价￥5，37℃时", 6.5},
    {"R5 space by punctuation", 0, "你好， English", 6.5},
    {"R8 nested quotes", 0, "中“A ‘b’ c”中", 7},
    {"R8 unmatched quote", 0, "中”A", 2.5},
    {"R18 unit with MID", 0, "5 kW·h", 2.75},
    {"R20 four", 0, "？？？？中", 3.5},
    {"5.1.5 dots in a row", 0, "…………", 4},
    {"R12 thin space", 0, "12\xE2\x80\x89""345", 2.75},
    {"CONN", 0, "第3-5条", 4},
    {"en dash", 0, "甲–乙", 2.5},
    {"MID as katakana dot", 0, "甲・乙", 2.5},
};

static void check_widths(void)
{
    for (size_t i = 0; i < sizeof width_cases / sizeof width_cases[0]; i++) {
        const WidthCase *c = &width_cases[i];
        Setting s = {.width = NO_LIMIT, .profile = c->profile, .level = PARA_LEVEL_GB};
        for (int mode = PARA_OPTIMAL; mode <= PARA_GREEDY; mode++) {
            Diag d = diag_in(arena);
            Lines lines = set(&s, c->text, (ParaMode)mode, &d);
            CHECK(lines.count == 1 && d.count == 0);
            check_number((double)lines.lines[0].width / EM, c->width, c->name, c->text);
            check_number((double)lines.lines[0].natural / EM, c->width, c->name, "natural");
            CHECK_TEXT(text_of(c->text, &lines), str_of(c->text), c->name);
        }
    }
}

/* ---- 7.2 ---- */

/* What to look at in a line: the width of character `at`, its x, extra, or natural width. */
typedef enum CheckKind { END, WIDTH, X, EXTRA, NATURAL } CheckKind;

typedef struct LineCheck {
    CheckKind kind;
    int line, at;
    double value;
} LineCheck;

enum { CHECKS = 6 };

typedef struct BreakCase {
    const char *name;
    Setting setting;
    const char *text, *lines;
    LineCheck checks[CHECKS];
} BreakCase;

#define GB .level = PARA_LEVEL_GB

static const BreakCase break_cases[] = {
    {"T23", {10, GB}, "一二三四五六七八九十，甲乙", "一二三四五六七八九⏎十，甲乙", {{EXTRA, 0, 0, 0.125}}},
    {"T24", {10, GB, .hang = true, .g_only = true}, "一二三四五六七八九十，甲乙",
     "一二三四五六七八九十，⏎甲乙", {{X, 0, 9, 9}, {X, 0, 10, 10}}},
    {"T25", {9.5, GB}, "一二三四五六七八九，甲乙丙丁", "一二三四五六七八九，⏎甲乙丙丁",
     {{WIDTH, 0, 9, 0.5}, {EXTRA, 0, 0, 0}}},
    {"T26", {10, GB}, "一二三四五六七八九（甲乙丙", "一二三四五六七八九⏎（甲乙丙",
     {{WIDTH, 1, 0, 0.5}, {X, 1, 1, 0.5}}},
    {"T27", {10, GB}, "一二三四五六七八九。”甲乙丙", "一二三四五六七八九。”⏎甲乙丙",
     {{WIDTH, 0, 9, 0.5}, {WIDTH, 0, 10, 0.5}}},
    {"T28", {10, GB}, "一二三四五六七八九十。”甲乙丙", "一二三四五六七八九⏎十。”甲乙丙",
     {{EXTRA, 0, 0, 0.125}}},
    {"T29", {10, GB}, "一二三四五六七八九——甲乙丙", "一二三四五六七八九⏎——甲乙丙", {{END}}},
    {"T30", {10, .level = PARA_LEVEL_STRICT}, "一二三四五六七八九十——甲乙丙",
     "一二三四五六七八九⏎十——甲乙丙", {{END}}},
    {"T30gb", {10, GB}, "一二三四五六七八九十——甲乙丙", "一二三四五六七八九十⏎——甲乙丙", {{END}}},
    {"T31", {10, GB}, "一二三四五六七八九……甲乙丙", "一二三四五六七八九⏎……甲乙丙", {{END}}},
    {"T32", {10, .level = PARA_LEVEL_STRICT}, "一二三四五六七八九……甲乙丙",
     "一二三四五六七八⏎九……甲乙丙", {{EXTRA, 0, 0, 0.2857}}},
    {"T33", {10, GB}, "一二三四五六七八九十·甲乙", "一二三四五六七八九⏎十·甲乙", {{END}}},
    {"T34", {10, GB}, "一二三四五六七八九十～甲乙", "一二三四五六七八九⏎十～甲乙", {{END}}},
    {"T35", {9.5, GB}, "一二三四五六七八九/甲乙丙丁", "一二三四五六七八⏎九/甲乙丙丁",
     {{EXTRA, 0, 0, 0.2143}}},
    {"T36", {9.5, .level = PARA_LEVEL_BASIC}, "一二三四五六七八九/甲乙丙丁",
     "一二三四五六七八九/⏎甲乙丙丁", {{END}}},
    {"T37", {10, GB}, "一二三四五六七八九十％甲乙", "一二三四五六七八九⏎十％甲乙", {{END}}},
    {"T38", {10, GB}, "一二三四五六七8.5kg甲乙丙", "一二三四五六七8.5kg⏎甲乙丙",
     {{EXTRA, 0, 0, 0.0238}, {X, 0, 7, 7.5 - 2.5 / 7 + 0.357}}},
    {"T39", {9, GB}, "一二三四五六七8.5 kg甲乙丙", "一二三四五六七⏎8.5 kg甲乙丙", {{END}}},
    {"T40", {8, GB}, "一二三四五六37.5℃甲乙丙丁", "一二三四五六⏎37.5℃甲乙丙丁", {{END}}},
    {"T41", {10, GB}, "一二三四五六七八1234567.89元", "一二三四五六七八⏎1234567.89元", {{END}}},
    {"T42", {10, GB}, "一二三四五六七hello world甲乙丙丁", "一二三四五六七hello⏎world甲乙丙丁", {{END}}},
    {"T43", {12.25, GB}, "访问https://example.com/a/b甲乙丙丁", "访问https://example.com/⏎a/b甲乙丙丁",
     {{EXTRA, 0, 0, 0}}},
    {"T44", {11, GB}, "一二三（四五）六七八九，甲乙丙", "一二三（四五）六七八九，⏎甲乙丙",
     {{WIDTH, 0, 3, 0.75}, {WIDTH, 0, 6, 0.75}, {WIDTH, 0, 11, 0.5}}},
    {"T45", {12, GB}, "一（二）三，四五六七八九。”甲乙丙", "一（二）三，四五六七八九。”⏎甲乙丙",
     {{WIDTH, 0, 1, 0.5}, {WIDTH, 0, 3, 0.5}, {WIDTH, 0, 5, 1}}},
    {"T46", {11.5, GB}, "一《二》，三四五六七八九。”甲乙丙", "一《二》，三四五六七八九。”⏎甲乙丙",
     {{WIDTH, 0, 1, 0.5}, {WIDTH, 0, 3, 0.5}, {WIDTH, 0, 4, 0.5}}},
    {"T47", {11, GB, .g_only = true}, "一二。三，四五六七八九。”甲乙丙", "一二。三，四五六七八九。”⏎甲乙丙",
     {{WIDTH, 0, 4, 0.5}, {WIDTH, 0, 2, 0.5}}},
    {"T48", {12.25, GB}, "中A文一二三四五六七八九。甲乙", "中A文一二三四五六七八九。⏎甲乙",
     {{X, 0, 1, 1.125}, {X, 0, 2, 1.75}}},
    {"T49", {10, GB}, "一二三四五六七八九十一。", "一二三四五六七八九⏎十一。", {{END}}},
    {"T50", {10, GB, .no_orphan = true, .g_only = true}, "一二三四五六七八九十一。",
     "一二三四五六七八九十⏎一。", {{END}}},
    {"T51", {13, GB}, "一二，三四，五六，七八，九。", "一二，三四，五六，七八，九。",
     {{WIDTH, 0, 2, 0.875}, {WIDTH, 0, 5, 0.875}, {WIDTH, 0, 8, 0.875}, {WIDTH, 0, 11, 0.875}}},
    {"T52", {8, GB}, "请家长签字（盖章）。", "请家长签字（盖⏎章）。", {{END}}},
    {"T53", {10, GB}, "一二三四五六七八九十甲乙丙", "一二三四五六七八九十⏎甲乙丙",
     {{X, 1, 0, 0}, {X, 1, 1, 1}, {X, 1, 2, 2}}},
    {"T54", {10, 2, GB}, "一二三四五六七八九十甲乙丙丁戊己庚", "一二三四五六七八⏎九十甲乙丙丁戊己庚",
     {{X, 0, 0, 2}}},
    {"T55", {10, 2, GB}, "“一二三四五六七八九”", "“一二三四五六七⏎八九”",
     {{X, 0, 0, 2}, {X, 0, 1, 2.571}, {EXTRA, 0, 0, 0.0714}}},
    {"T56", {9, GB}, "甲、乙、丙、丁、戊、己、庚、辛。", "甲、乙、丙、丁、戊、⏎己、庚、辛。",
     {{WIDTH, 0, 1, 0.875}, {WIDTH, 0, 3, 0.875}, {WIDTH, 0, 5, 0.875}, {WIDTH, 0, 7, 0.875},
      {WIDTH, 0, 9, 0.5}}},
    {"T57", {10, GB}, "他说：“你好！”她说：“再见！”然后走了。", "他说：“你好！”她说：⏎“再见！”然后走了。",
     {{NATURAL, 0, 0, 9.5}, {EXTRA, 0, 0, 0.05}}},
    {"T58", {12, GB}, "《三字经》《百家姓》《千字文》是蒙学读物", "《三字经》《百家姓》《千字⏎文》是蒙学读物",
     {{NATURAL, 0, 0, 11.5}, {EXTRA, 0, 0, 0.0417}}},
    {"T59", {8, GB}, "2024年9月1日，新学期开始了。", "2024年9月1日，⏎新学期开始了。",
     {{EXTRA, 0, 0, 0}, {X, 0, 4, 2.3}, {X, 0, 5, 3.6}, {X, 0, 6, 4.4}, {X, 0, 7, 5.7}, {X, 0, 8, 6.5}}},
    {"T60", {7, GB}, "比例约为30%～40%，属正常。", "比例约为30%～⏎40%，属正常。", {{END}}},
    {"T61", {10, GB}, "我园共有教职工128人，其中专任教师56人。", "我园共有教职工128⏎人，其中专任教师⏎56人。", {{END}}},
    {"T62", {11.5, GB}, "床前明月光，疑是地上霜。举头望明月，低头思故乡。",
     "床前明月光，疑是地上霜。⏎举头望明月，低头思故乡。", {{EXTRA, 0, 0, 0}}},
};

static double measured(const LineCheck *c, const Lines *lines)
{
    const Line *line = &lines->lines[c->line];
    switch (c->kind) {
    case WIDTH: return width_of(line, (size_t)c->at);
    case X: return (double)line->glyphs[c->at].x / EM;
    case EXTRA: return (double)line->extra / EM;
    case NATURAL: return (double)line->natural / EM;
    case END: break;
    }
    return 0;
}

static void check_break(const BreakCase *c, ParaMode mode)
{
    Diag d = diag_in(arena);
    Lines lines = set(&c->setting, c->text, mode, &d);
    Str got = text_of(c->text, &lines);
    CHECK_TEXT(got, str_of(c->lines), c->name);
    CHECK(d.count == 0);
    for (size_t i = 0; i < CHECKS && str_equal(got, str_of(c->lines)); i++)
        if (c->checks[i].kind != END)
            check_number(measured(&c->checks[i], &lines), c->checks[i].value, c->name, "measure");
}

static void check_breaks(void)
{
    for (size_t i = 0; i < sizeof break_cases / sizeof break_cases[0]; i++) {
        check_break(&break_cases[i], PARA_GREEDY);
        if (!break_cases[i].setting.g_only)
            check_break(&break_cases[i], PARA_OPTIMAL);
    }
}

int main(void)
{
    arena = arena_open();
    fonts = fonts_open_metric(arena);
    check_widths();
    check_breaks();
    fonts_close(fonts);
    arena_close(arena);
    return check_finish();
}
