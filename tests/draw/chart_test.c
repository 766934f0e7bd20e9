/*
 * chart: geometry that must hold for any data (no two texts meet, nothing leaves the picture, the
 * same spec gives the same picture), scales and numbers by hand, small charts as their texts.
 */
#include <math.h>

#include "check.h"
#include "draw/chart_imp.h"

enum { SPECS = 900, TEXT = 8000, SLACK = TEXT / 3 /* half a point mark */ };

/* ---- specs made of a counter: Marsaglia's xorshift, the same on every machine ---- */

typedef struct Maker {
    Arena *a;
    uint64_t state;
} Maker;

static uint64_t next(Maker *m, uint64_t below)
{
    m->state ^= m->state << 13;
    m->state ^= m->state >> 7;
    m->state ^= m->state << 17;
    return m->state % below;
}

static Str any_name(Maker *m, size_t i)
{
    static const char *const pieces[] = {"红", "中心", "第一", "Kindergarten", "A", "共建", "（试行）", "、",
                                         "2025", "12345678901234", "《章程》", "𠮷", "mmWW", " ", "·",
                                             "年"};
    uint64_t form = next(m, 6), n = 1 + next(m, next(m, 4) ? 4 : 12);
    if (form == 0)
        return str_printf(m->a, "%zu月", i % 12 + 1);
    if (form == 1)
        return str_printf(m->a, "%zu年%zu月", 2020 + i / 12, i % 12 + 1);
    Buf out = buf_in(m->a);
    for (uint64_t k = 0; k < n; k++)
        buf_c(&out, pieces[next(m, sizeof pieces / sizeof *pieces)]);
    return buf_view(&out);
}

static double any_value(Maker *m, bool negative, uint64_t form)
{
    static const double sizes[] = {5, 100, 1, 3e4, 7e8, 1e-3, 1e13};
    if (next(m, 8) == 0)
        return NAN;
    double v = (double)next(m, 1001) / 1000 * sizes[form];
    if (form < 2)
        v = floor(v);
    return negative && next(m, 3) == 0 ? -v : v;
}

static void any_days(Maker *m, ChartSpec *spec, ChartSeries *series, double *values)
{
    double first = 20000 + (double)next(m, 900);
    if (spec->kind == CHART_CALENDAR) {
        Str *days = arena_array(m->a, Str, spec->ncategories);
        double day = first;
        for (size_t i = 0; i < spec->ncategories; i++, day += 1 + (double)next(m, 4))
            days[i] = chart_date(m->a, day);
        spec->categories = days;
        return;
    }
    for (size_t i = 0; i < spec->ncategories; i++) {
        double from = first + (double)next(m, 1000), *cell = values + i;
        bool none = next(m, 9) == 0;
        cell[0] = none ? NAN : from;
        cell[spec->ncategories] = from + (double)next(m, 200);
        if (spec->nseries > 2)
            cell[2 * spec->ncategories] = next(m, 5) ? (double)next(m, 101) : NAN;
    }
    (void)series;
}

static ChartSpec any_spec(Maker *m)
{
    static const struct { uint8_t series, least, most; bool negative; } takes[CHART_KINDS] = {
        {3, 1, 50, true}, {12, 1, 50, false}, {5, 1, 50, true}, {6, 1, 30, true}, {12, 1, 60, true},
        {12, 1, 60, false}, {1, 1, 12, false}, {4, 3, 12, false}, {20, 1, 40, true},
            {1, 1, 250, false},
        {12, 1, 20, false}, {1, 1, 60, true}, {3, 1, 30, true}};
    ChartSpec spec = chart_spec((ChartKind)next(m, CHART_KINDS));
    uint8_t least = takes[spec.kind].least, most = takes[spec.kind].most;
    spec.ncategories = least + next(m, (uint64_t)(most - least + 1));
    spec.nseries = 1 + next(m, takes[spec.kind].series);
    if (spec.kind == CHART_GANTT)
        spec.nseries = 2 + next(m, 2);
    bool same = next(m, 2);
    uint64_t form = next(m, 7), word = next(m, 3);
    Str *names = arena_array(m->a, Str, spec.ncategories);
    for (size_t i = 0; i < spec.ncategories; i++)
        names[i] = same ? str_printf(m->a, word ? "%zu月" : "2025年第%zu周", i + 1) : any_name(m, i);
    ChartSeries *series = arena_array(m->a, ChartSeries, spec.nseries);
    double *values = arena_array(m->a, double, spec.nseries * spec.ncategories);
    for (size_t s = 0; s < spec.nseries; s++) {
        series[s] = (ChartSeries){any_name(m, s), values + s * spec.ncategories, NULL};
        for (size_t i = 0; i < spec.ncategories; i++)
            values[s * spec.ncategories + i] = any_value(m, takes[spec.kind].negative, form);
    }
    spec.categories = names;
    spec.series = series;
    spec.title = any_name(m, 0);
    spec.unit = next(m, 3) ? any_name(m, 3) : STR("%");
    if (spec.kind == CHART_CALENDAR || spec.kind == CHART_GANTT)
        any_days(m, &spec, series, values);
    if (next(m, 3) == 0) {
        spec.mark = spec.kind == CHART_GANTT ? 20500 : any_value(m, takes[spec.kind].negative,
                                                                 form);
        spec.mark_name = next(m, 2) ? any_name(m, 2) : STR("目标");
    }
    spec.rows = STR("派出");
    spec.columns = STR("接收");
    spec.bare = next(m, 6) == 0;
    spec.brand = (uint32_t)next(m, 0x1000000);
    return spec;
}

/* ---- what must hold ---- */

/* The two texts that meet, or a text or point that leaves the picture: what is wrong, or NULL. */
static const char *find_fault(const Picture *p, Str *one, Str *other)
{
    for (size_t i = 0; i < p->ntexts; i++) {
        PictureBox box = picture_text_box(&p->texts[i]);
        *one = p->texts[i].text;
        *other = STR_NONE;
        if (box.x < 0 || box.y < 0 || box.x + box.width > p->width ||
            box.y + box.height > p->height)
            return "a text leaves the picture";
        for (size_t k = 0; k < i; k++) {
            *other = p->texts[k].text;
            if (picture_boxes_meet(box, picture_text_box(&p->texts[k])))
                return "two texts meet";
        }
    }
    *one = *other = STR_NONE;
    for (size_t i = 0; i < p->nshapes; i++) {
        const Shape *s = &p->shapes[i];
        const Len *at = s->points;
        for (size_t k = 0; k < s->nops; k++) {
            if (s->ops[k] == PATH_CLOSE)
                continue;
            at += s->ops[k] == PATH_CURVE ? 4 : 0; /* the handles of a curve may stand outside */
            if (at[0] < -SLACK || at[0] > p->width + SLACK || at[1] < -SLACK ||
                at[1] > p->height + SLACK)
                return "a shape leaves the picture";
            at += 2;
        }
    }
    return NULL;
}

/* A drawn line, not of the grid, that runs through a text. */
static bool is_struck(const Picture *p, PictureBox box)
{
    enum { STEPS = 400 };
    for (size_t i = 0; i < p->nshapes; i++) {
        const Shape *s = &p->shapes[i];
        if (!s->stroked || s->filled || s->stroke == CHART_GRID)
            continue;
        const Len *at = s->points, *before = NULL;
        for (size_t k = 0; k < s->nops && s->ops[k] != PATH_CURVE; k++) {
            for (int t = 0; before && s->ops[k] == PATH_LINE && t <= STEPS; t++) {
                Len x = before[0] + (at[0] - before[0]) / STEPS * t;
                Len y = before[1] + (at[1] - before[1]) / STEPS * t;
                if (x > box.x + STEPS && x < box.x + box.width - STEPS && y > box.y + STEPS &&
                    y < box.y + box.height - STEPS)
                    return true;
            }
            before = s->ops[k] == PATH_CLOSE ? NULL : at;
            at += s->ops[k] == PATH_CLOSE ? 0 : 2;
        }
    }
    return false;
}

static const char *find_strike(const Picture *p, Str *one)
{
    for (size_t i = 0; i < p->ntexts; i++) {
        *one = p->texts[i].text;
        if (p->texts[i].colour == CHART_QUIET && is_struck(p, picture_text_box(&p->texts[i])))
            return "a line strikes a number";
    }
    return NULL;
}

static bool same_picture(const Picture *a, const Picture *b)
{
    if (a->height != b->height || a->nshapes != b->nshapes || a->ntexts != b->ntexts)
        return false;
    for (size_t i = 0; i < a->ntexts; i++)
        if (a->texts[i].x != b->texts[i].x || a->texts[i].y != b->texts[i].y ||
            !str_equal(a->texts[i].text, b->texts[i].text))
            return false;
    for (size_t i = 0; i < a->nshapes; i++)
        if (a->shapes[i].nops != b->shapes[i].nops || a->shapes[i].fill != b->shapes[i].fill ||
            memcmp(a->shapes[i].points, b->shapes[i].points, 2 * sizeof(Len)) != 0)
            return false;
    return true;
}

static void test_any_spec(Arena *outer)
{
    (void)outer;
    size_t drawn[CHART_KINDS] = {0};
    for (uint64_t seed = 1; seed <= SPECS; seed++) {
        Arena *a = arena_open();
        Maker m = {a, seed * 0x9E3779B97F4A7C15u};
        for (int i = 0; i < 5; i++)
            next(&m, 2);
        Diag d = diag_in(a);
        ChartSpec spec = any_spec(&m);
        ChartSize size = {(Len)(160 + next(&m, 500)) * 1000, next(&m, 2) ? LEN_PT(300) : 0, TEXT};
        const Picture *p = chart_draw(a, &spec, size, &d);
        Str one = STR_NONE, other = STR_NONE;
        const char *fault = p ? find_fault(p, &one, &other) : "not drawn";
        if (p && !fault && spec.kind != CHART_GANTT) /* which lays paper under its dates */
            fault = find_strike(p, &one);
        CHECK(!fault);
        if (fault)
            printf("  %s, spec %d: %s: \"%.*s\" \"%.*s\", %zu x %zu, width %d\n",
                   chart_kind_name(spec.kind),
                   (int)seed, fault, STR_ARG(one), STR_ARG(other), spec.nseries, spec.ncategories,
                   size.width / 1000);
        if (!p)
            diag_print(&d, (DiagStyle){.format = DIAG_SHORT}, stdout);
        if (p && seed % 10 == 0)
            CHECK(same_picture(p, chart_draw(a, &spec, size, &d)));
        drawn[spec.kind]++;
        CHECK(chart_table(a, &spec).rows >= 2);
        arena_close(a);
    }
    for (int i = 0; i < CHART_KINDS; i++)
        CHECK(drawn[i] >= 30);
}

/* ---- scales, numbers, days by hand ---- */

static void check_scale(double low, double high, int ticks, bool whole, const char *want, Arena *a)
{
    Scale s = scale_make(low, high, ticks, whole);
    Str got = str_printf(a, "%g..%g by %g", s.low, s.high, s.step);
    CHECK_TEXT(got, str_of(want), want);
}

static void test_scale(Arena *a)
{
    check_scale(0, 11, 6, true, "0..12 by 2", a);
    check_scale(0, 3, 6, true, "0..3 by 1", a); /* no half events */
    check_scale(0, 3, 6, false, "0..3 by 0.5", a);
    check_scale(0, 100, 6, false, "0..100 by 20", a);
    check_scale(0, 1230, 6, true, "0..1250 by 250", a);
    check_scale(-18, 12, 6, true, "-20..20 by 10", a); /* by 5 it takes 7 steps */
    check_scale(0, 0.07, 5, false, "0..0.08 by 0.02", a);
    check_scale(0, 0, 5, true, "0..1 by 1", a);
}

static void test_numbers(Arena *a)
{
    ChartSpec spec = chart_spec(CHART_BAR);
    Chart c = {.a = a, .spec = &spec, .decimals = 0};
    CHECK_TEXT(chart_digits(a, 1.005, 2), STR("1.01"), "what is written 1.005 rounds up");
    CHECK_TEXT(chart_digits(a, -0.04, 1), STR("0.0"), "no minus nought");
    CHECK_TEXT(chart_digits(a, -2.5, 0), STR("−3"), "half away from zero");
    CHECK_TEXT(chart_exact(a, 1230), STR("1230"), "whole");
    CHECK_TEXT(chart_exact(a, 0.125), STR("0.125"), "exact");
    CHECK_TEXT(chart_value(&c, 9999), STR("9999"), "below 万");
    CHECK_TEXT(chart_value(&c, 12345), STR("1.2万"), "万");
    CHECK_TEXT(chart_value(&c, 20000), STR("2万"), "whole 万");
    CHECK_TEXT(chart_value(&c, 356000000), STR("3.6亿"), "亿");
    c.percent = true;
    c.decimals = 1;
    CHECK_TEXT(chart_value(&c, 62.5), STR("62.5%"), "percent");
    Scale s = scale_make(0, 400000, 6, true);
    c.percent = false;
    CHECK_TEXT(scale_label(&c, &s, 1), STR("10万"), "ticks in 万");
    s = scale_make(0, 15000, 6, true);
    CHECK_TEXT(scale_label(&c, &s, 1), STR("0.25万"), "as many places as the step needs");
}

static void test_days(Arena *a)
{
    double day;
    CHECK(chart_day(STR("1970-01-01"), &day) && day == 0);
    CHECK(chart_day(STR("2000-02-29"), &day) && day == 11016); /* 30 × 365 + 7 + 31 + 28 */
    CHECK(!chart_day(STR("2025-02-29"), &day));
    CHECK(!chart_day(STR("2025-13-01"), &day));
    CHECK(!chart_day(STR("2025-9-1"), &day));
    CHECK_TEXT(chart_date(a, 11017), STR("2000-03-01"), "the day after");
}

/* ---- small charts ---- */

static const Str abc[] = {{"甲", 3}, {"乙", 3}, {"丙", 3}};

static ChartSpec small(Arena *a, ChartKind kind, const double *values, size_t nseries)
{
    ChartSpec spec = chart_spec(kind);
    ChartSeries *series = arena_array(a, ChartSeries, nseries);
    for (size_t s = 0; s < nseries; s++)
        series[s] = (ChartSeries){s ? STR("后") : STR("前"), values + 3 * s, NULL};
    spec.categories = abc;
    spec.ncategories = 3;
    spec.series = series;
    spec.nseries = nseries;
    spec.title = STR("题");
    spec.unit = STR("个");
    return spec;
}

static Str texts_of(Arena *a, const Picture *p)
{
    Buf out = buf_in(a);
    for (size_t i = 0; p && i < p->ntexts; i++)
        buf_printf(&out, "%s%.*s", i ? " " : "", STR_ARG(p->texts[i].text));
    return buf_view(&out);
}

static const Picture *draw(Arena *a, const ChartSpec *spec, Len width)
{
    Diag d = diag_in(a);
    return chart_draw(a, spec, (ChartSize){width, 0, TEXT}, &d);
}

static void test_texts(Arena *a)
{
    static const double one[] = {6, NAN, 2}, two[] = {6, NAN, 2, 1, 3, 0};
    ChartSpec spec = small(a, CHART_DONUT, one, 1);
    CHECK_TEXT(texts_of(a, draw(a, &spec, LEN_PT(400))),
               STR("单位：个 合计 8 甲 6 75.0% 乙 — 丙 2 25.0% 注：“—”表示没有数据。"), "donut");
    spec = small(a, CHART_BAR, one, 1);
    CHECK_TEXT(texts_of(a, draw(a, &spec, LEN_PT(400))),
               STR("单位：个 0 1 2 3 4 5 6 甲 乙 丙 6 — 2 注：“—”表示没有数据。"), "bar: missing is not 0");
    spec = small(a, CHART_STACKED, two, 2);
    CHECK_TEXT(texts_of(a, draw(a, &spec, LEN_PT(400))), STR("单位：个 前 后 0 2 4 6 8 甲 乙 丙 7 3 2"),
               "stacked: totals, steps of 2 up to 8 because of 7");
    spec = small(a, CHART_FLOW, two, 2);
    CHECK_TEXT(texts_of(a, draw(a, &spec, LEN_PT(400))),
               STR("单位：个 甲 乙 丙 合计 前 后 合计 6 — 2 8 1 3 0 4 7 3 2 12 注：“—”表示没有数据。"), "flow: sums");
    spec = small(a, CHART_BAR, one, 1);
    spec.ncategories = 0;
    CHECK_TEXT(texts_of(a, draw(a, &spec, LEN_PT(400))), STR("暂无数据"), "nothing to draw");
}

static void test_words(Arena *a)
{
    static const double two[] = {6, NAN, 2, 1, 3, 0};
    ChartSpec spec = small(a, CHART_GROUPED, two, 2);
    CHECK_TEXT(chart_alt(a, &spec),
               STR("分组柱形图：题（单位：个）。前：最高甲（6），最低丙（2），合计8，1 项没有数据。"
                   "后：最高乙（3），最低丙（0），合计4。"), "alt of bars");
    spec.kind = CHART_FLOW;
    CHECK_TEXT(chart_alt(a, &spec), STR("流向表：题（单位：个）。最高的是前至甲 6，后至乙 3，前至丙 2；合计12。"),
               "alt of a flow");
    spec.kind = CHART_GROUPED;
    ChartTable t = chart_table(a, &spec);
    Buf out = buf_in(a);
    for (size_t i = 0; i < t.rows * t.columns; i++)
        buf_printf(&out, "%.*s%s", STR_ARG(t.cells[i]), (i + 1) % t.columns ? "|" : "\n");
    CHECK_TEXT(buf_view(&out), STR("项目|前（个）|后（个）\n甲|6|1\n乙|—|3\n丙|2|0\n"), "the rows");
}

/* Bars stand on nought and are as high as their values: 6 to 2 as 3 to 1. */
static void test_heights(Arena *a)
{
    static const double one[] = {6, NAN, 2};
    ChartSpec spec = small(a, CHART_BAR, one, 1);
    const Picture *p = draw(a, &spec, LEN_PT(400));
    Len heights[8] = {0};
    size_t n = 0;
    for (size_t i = 0; i < p->nshapes && n < 8; i++)
        if (p->shapes[i].filled && p->shapes[i].fill != CHART_PAPER)
            heights[n++] = p->shapes[i].points[5] - p->shapes[i].points[1];
    CHECK(n == 2);
    CHECK(heights[0] > 0 && abs(heights[0] - 3 * heights[1]) <= 3);
}

static void test_flip(Arena *a)
{
    const Str names[] = {STR("第一个名字很长很长的单位名称全部写出来"), STR("第二个名字很长很长的单位名称全部写出来"),
                         STR("第三个名字很长很长的单位名称全部写出来")};
    static const double one[] = {6, 4, 2};
    ChartSpec spec = small(a, CHART_BAR, one, 1);
    spec.categories = names;
    const Picture *narrow = draw(a, &spec, LEN_PT(170)), *wide = draw(a, &spec, LEN_PT(500));
    Anchor anchors[2] = {ANCHOR_START, ANCHOR_START};
    for (size_t k = 0; k < 2; k++) {
        const Picture *p = k ? wide : narrow;
        for (size_t i = 0; i < p->ntexts; i++)
            if (str_starts(p->texts[i].text, STR("第一个")))
                anchors[k] = p->texts[i].anchor;
    }
    CHECK(anchors[0] == ANCHOR_END);    /* laid across: names at the left */
    CHECK(anchors[1] == ANCHOR_MIDDLE); /* upright: below the bars */
}

/* ---- what cannot be drawn ---- */

static bool refused(Arena *a, const ChartSpec *spec, Len width, const char *words)
{
    Diag d = diag_in(a);
    const Picture *p = chart_draw(a, spec, (ChartSize){width, 0, TEXT}, &d);
    return !p && d.nerrors == 1 && str_find(d.items[0].zh, str_of(words), 0) < d.items[0].zh.n &&
           str_equal(d.items[0].code, STR("chart"));
}

static void test_refused(Arena *a)
{
    static const double bad[] = {1, -2, 3}, endless[] = {1, INFINITY, 3};
    static const Str days[] = {{"2025-09-01", 10}, {"2025-09-31", 10}, {"2025-10-01", 10}};
    static const Str lines[] = {{"甲\n", 4}, {"\xff", 1}, {"丙", 3}};
    ChartSpec spec = small(a, CHART_DONUT, bad, 1);
    CHECK(refused(a, &spec, LEN_PT(400), "不能有负数"));
    spec.kind = CHART_BAR;
    CHECK(draw(a, &spec, LEN_PT(400)) != NULL);
    CHECK(refused(a, &spec, LEN_PT(100), "放不下"));
    ChartSpec many = spec;
    many.series = arena_array(a, ChartSeries, 12);
    many.nseries = 12;
    many.ncategories = 34; /* 408 bars; what is in them is not looked at any more */
    CHECK(!chart_check(&many, &(Diag){.arena = a}));
    spec.low = 5;
    spec.high = 5;
    CHECK(refused(a, &spec, LEN_PT(400), "两端不对"));
    spec = small(a, CHART_BAR, endless, 1);
    CHECK(refused(a, &spec, LEN_PT(400), "超出范围"));
    static const double good[] = {1, 2, 3};
    spec = small(a, CHART_CALENDAR, good, 1);
    spec.categories = days;
    CHECK(refused(a, &spec, LEN_PT(400), "日期"));
    spec.kind = CHART_LINE;
    spec.categories = lines;
    CHECK(refused(a, &spec, LEN_PT(400), "一行文字"));
    spec = small(a, CHART_RADAR, good, 1);
    spec.ncategories = 2;
    CHECK(refused(a, &spec, LEN_PT(400), "应为 3 至 12 个"));
    spec = small(a, CHART_GANTT, (const double[]){20, 30, 40, 10, 30, 40}, 2);
    CHECK(refused(a, &spec, LEN_PT(400), "起止日期"));
}

/* ---- print without colour ---- */

static uint32_t grey_of(uint32_t rgb)
{
    return ((rgb >> 16 & 255) * 299 + (rgb >> 8 & 255) * 587 + (rgb & 255) * 114) / 1000;
}

/* For any brand: two looks differ by hatch, by ink on the hatch or by a tenth of all lightness. */
static void test_looks(Arena *a)
{
    static const uint32_t brands[] = {0x2E5A88, 0xE2A100, 0x000001, 0xFFFFFF, 0xB5452C, 0x00FF00};
    ChartSpec spec = chart_spec(CHART_BAR);
    for (size_t b = 0; b < sizeof brands / sizeof *brands; b++) {
        Chart c = {.a = a, .spec = &spec, .brand = brands[b]};
        for (size_t i = 0; i < CHART_SERIES; i++)
            for (size_t k = 0; k < i; k++) {
                Look x = chart_look(&c, i), y = chart_look(&c, k);
                CHECK(x.hatch != y.hatch || abs((int)grey_of(x.fill) - (int)grey_of(y.fill)) >= 18);
            }
        for (size_t n = 2; n <= CHART_CLASSES; n++)
            for (size_t i = 1; i < n; i++)
                CHECK(grey_of(chart_class_look(&c, i, n).fill) + 18 <=
                      grey_of(chart_class_look(&c, i - 1, n).fill));
    }
}

/* A square of 10 pt, lines 2 pt apart: level ones at 2, 4, 6, 8, all 10 long. */
static void test_hatch(Arena *a)
{
    Picture *p = picture_open(a, LEN_PT(20), LEN_PT(20));
    const Len square[] = {0, 0, LEN_PT(10), 0, LEN_PT(10), LEN_PT(10), 0, LEN_PT(10)};
    picture_hatch(p, square, 4, HATCH_LEVEL, LEN_PT(2), 100, 0);
    CHECK(p->nshapes == 1 && p->shapes[0].nops == 2 * 4);
    for (size_t i = 0; i < 4 && p->nshapes; i++) {
        const Len *line = p->shapes[0].points + 4 * i;
        CHECK(line[1] == LEN_PT(2 * (Len)(i + 1)) && line[3] == line[1] &&
              abs(line[2] - line[0]) == LEN_PT(10));
    }
    Picture *uneven = picture_open(a, LEN_PT(20), LEN_PT(20)); /* 2.346 pt apart: in tenths */
    picture_hatch(uneven, square, 4, HATCH_LEVEL, 2346, 100, 0);
    for (size_t i = 0; i < 4 && uneven->nshapes; i++)
        CHECK(uneven->shapes[0].points[4 * i + 1] == 2300 * (Len)(i + 1));
    for (Hatch h = HATCH_RISING; h <= HATCH_DOTS; h++) {
        size_t at = p->nshapes;
        picture_hatch(p, square, 4, h, LEN_PT(2), 300, 0);
        CHECK(p->nshapes == at + 1);
        for (size_t i = 0; i < p->shapes[at].nops; i++) {
            const Len *point = p->shapes[at].points + 2 * i;
            CHECK(point[0] >= 0 && point[0] <= LEN_PT(10) && point[1] >= 0 &&
                  point[1] <= LEN_PT(10));
        }
    }
}

int main(void)
{
    Arena *a = arena_open();
    test_scale(a);
    test_numbers(a);
    test_days(a);
    test_hatch(a);
    test_looks(a);
    test_texts(a);
    test_words(a);
    test_heights(a);
    test_flip(a);
    test_refused(a);
    test_any_spec(a);
    arena_close(a);
    return check_finish();
}
