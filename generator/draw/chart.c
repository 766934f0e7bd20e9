/*
 * chart: what can be drawn, and the one way in.
 */
#include "draw/chart.h"

#include <assert.h>
#include <math.h>

#include "draw/chart_imp.h"
#include "text/unicode.h"

enum {
    NARROWEST = 19, SPARK_NARROWEST = 3, /* em */
    WEEKS_MOST = 160, YEARS_MOST = 40, BARS_MOST = 400
};
#define LARGEST 1e15 /* whole numbers are exact up to here */
#define NEUTRAL 0x2E5A88u
#define WIDEST LEN_PT(5000)

/* What each kind takes. */
typedef struct KindFacts {
    const char *name;
    size_t series_least, series_most, categories_least, categories_most;
    bool negative;
    Len (*draw)(Chart *);
} KindFacts;

static const KindFacts kinds[CHART_KINDS] = {
    [CHART_BAR] = {"bar", 0, CHART_SERIES, 0, 400, true, chart_bars},
    [CHART_STACKED] = {"stacked", 0, CHART_SERIES, 0, 400, false, chart_bars},
    [CHART_GROUPED] = {"grouped", 0, CHART_SERIES, 0, 400, true, chart_bars},
    [CHART_ACROSS] = {"horizontal", 0, CHART_SERIES, 0, 60, true, chart_bars},
    [CHART_LINE] = {"line", 0, CHART_SERIES, 0, 400, true, chart_lines},
    [CHART_AREA] = {"area", 0, CHART_SERIES, 0, 400, false, chart_lines},
    [CHART_DONUT] = {"donut", 0, 1, 0, CHART_SERIES, false, chart_donut},
    [CHART_RADAR] = {"radar", 0, 4, 3, 12, false, chart_radar},
    [CHART_HEAT] = {"heat", 0, 60, 0, 40, true, chart_heat},
    [CHART_CALENDAR] = {"calendar", 0, 1, 0, CHART_CATEGORIES, false, chart_calendar},
    [CHART_FLOW] = {"flow", 0, 40, 0, 40, false, chart_flow},
    [CHART_SPARK] = {"spark", 0, 1, 0, 400, true, chart_spark},
    [CHART_GANTT] = {"gantt", 2, 3, 0, 60, true, chart_gantt},
};

ChartSpec chart_spec(ChartKind kind)
{
    return (ChartSpec){.kind = kind, .low = NAN, .high = NAN, .mark = NAN, .decimals = -1};
}

bool chart_kind_find(Str name, ChartKind *kind)
{
    for (int i = 0; i < CHART_KINDS; i++)
        if (str_equal(name, str_of(kinds[i].name))) {
            *kind = (ChartKind)i;
            return true;
        }
    return false;
}

const char *chart_kind_name(ChartKind kind)
{
    assert(kind < CHART_KINDS);
    return kinds[kind].name;
}

/* ---- what can be drawn ---- */

static bool check_count(const ChartSpec *spec, size_t count, size_t least, size_t most, bool series,
                        Diag *d)
{
    if (count >= least && count <= most)
        return true;
    const char *zh = series ? "系列" : "类别", *en = series ? "series" : "categories";
    diag_error(d, "chart", spec->pos,
               "%s 图有 %zu 个%s%.0s，应为 %zu 至 %zu 个", "a %s chart has %zu %.0s%s; it takes %zu to %zu",
               kinds[spec->kind].name, count, zh, en, least, most);
    diag_hint(d, "合并小的项为“其他”，或换一种图", "join the small ones as \"others\", or take another kind");
    return false;
}

/* Bars beside each other are thinner than their outline beyond this. */
static bool check_bars(const ChartSpec *spec, Diag *d)
{
    bool beside = spec->kind == CHART_BAR || spec->kind == CHART_GROUPED ||
        spec->kind == CHART_ACROSS;
    size_t bars = spec->nseries * spec->ncategories;
    if (!beside || bars <= BARS_MOST)
        return true;
    diag_error(d, "chart", spec->pos, "柱太多：%zu 个类别各 %zu 根，共不能超过 %d 根",
               "too many bars: %zu categories with %zu each; the limit is %d", spec->ncategories,
               spec->nseries, BARS_MOST);
    diag_hint(d, "改用折线图，或分成几张图", "use a line chart, or several charts");
    return false;
}

static bool check_name(const ChartSpec *spec, Str name, const char *zh, const char *en, Diag *d)
{
    bool good = unicode_check(name) == name.n && unicode_count(name) <= CHART_NAME;
    size_t length;
    for (size_t i = 0; i < name.n && good; i += length) {
        uint32_t rune;
        length = unicode_decode(name, i, &rune);
        good = rune >= ' ' && !(rune >= 127 && rune < 160);
    }
    if (!good)
        diag_error(d, "chart", spec->pos,
                   "图表的%s%.0s应是一行文字，不超过 %d 字",
                       "a chart's %.0s%s must be one line of text of at most %d characters",
                   zh, en, (int)CHART_NAME);
    return good;
}

static bool check_names(const ChartSpec *spec, Diag *d)
{
    bool good = check_name(spec, spec->unit, "单位", "unit", d) &&
                check_name(spec, spec->mark_name, "标线名", "mark name", d) &&
                check_name(spec, spec->rows, "行名", "row name", d) &&
                check_name(spec, spec->columns, "列名", "column name", d) &&
                check_name(spec, spec->title, "标题", "title", d);
    for (size_t i = 0; i < spec->ncategories && good; i++)
        good = check_name(spec, spec->categories[i], "类别名", "category", d);
    for (size_t s = 0; s < spec->nseries && good; s++) {
        good = check_name(spec, spec->series[s].name, "系列名", "series name", d);
        for (size_t i = 0; spec->series[s].marks && i < spec->ncategories && good; i++)
            good = check_name(spec, spec->series[s].marks[i], "标记", "mark", d);
    }
    return good;
}

static bool check_values(const ChartSpec *spec, Diag *d)
{
    for (size_t s = 0; s < spec->nseries; s++)
        for (size_t i = 0; i < spec->ncategories; i++) {
            double v = spec->series[s].values[i];
            if (chart_missing(v))
                continue;
            if (!(fabs(v) <= LARGEST)) {
                diag_error(d, "chart", spec->pos, "图表里“%.*s”的数 %g 超出范围",
                           "the number at \"%.*s\" is out of range: %g",
                           STR_ARG(spec->categories[i]), v);
                return false;
            }
            if (v < 0 && !kinds[spec->kind].negative) {
                diag_error(d, "chart", spec->pos, "%s 图不能有负数：“%.*s”是 %g",
                           "a %s chart takes no negative number: \"%.*s\" is %g",
                           kinds[spec->kind].name, STR_ARG(spec->categories[i]), v);
                return false;
            }
        }
    return true;
}

static bool check_days(const ChartSpec *spec, Diag *d)
{
    double low = INFINITY, high = -INFINITY, day, last = -INFINITY;
    for (size_t i = 0; i < spec->ncategories; i++) {
        if (!chart_day(spec->categories[i], &day) || day <= last) {
            diag_error(d, "chart", spec->pos, "日历图的类别应是先后不重的日期，如 2025-09-01；这里是“%.*s”",
                       "a calendar's categories must be days in order, such as 2025-09-01, not "
                       "\"%.*s\"",
                       STR_ARG(spec->categories[i]));
            return false;
        }
        low = fmin(low, day);
        high = fmax(high, day);
        last = day;
    }
    if (high - low <= WEEKS_MOST * 7)
        return true;
    diag_error(d, "chart", spec->pos, "日历图跨 %.0f 天，最多 %d 天",
               "a calendar spans %.0f days; the limit is %d",
               high - low, WEEKS_MOST * 7);
    return false;
}

static bool check_tasks(const ChartSpec *spec, Diag *d)
{
    double low = isnan(spec->mark) ? INFINITY : spec->mark, high = isnan(spec->mark) ? -INFINITY :
        spec->mark;
    for (size_t i = 0; i < spec->ncategories; i++) {
        double from = spec->series[0].values[i], to = spec->series[1].values[i];
        double done = spec->nseries > 2 ? spec->series[2].values[i] : NAN;
        bool whole = (isnan(from) || from == floor(from)) && (isnan(to) || to == floor(to));
        if (to < from || done < 0 || done > 100 || !whole) {
            diag_error(d, "chart", spec->pos, "任务“%.*s”的起止日期或完成率不对",
                       "the days or the share done of \"%.*s\" are wrong",
                       STR_ARG(spec->categories[i]));
            return false;
        }
        low = fmin(fmin(low, from), to);
        high = fmax(fmax(high, to), from);
    }
    if (!(high - low > YEARS_MOST * 366.0) && !(low < -700000) && !(high > 2900000))
        return true;
    diag_error(d, "chart", spec->pos, "计划图的时间跨度超过 %d 年", "a plan spans more than %d years",
               YEARS_MOST);
    return false;
}

static bool check_options(const ChartSpec *spec, Diag *d)
{
    bool ends = !(spec->low >= spec->high) && !isinf(spec->low) && !isinf(spec->high) &&
                !(fabs(spec->low) > LARGEST) && !(fabs(spec->high) > LARGEST);
    if (!ends)
        diag_error(d, "chart", spec->pos, "坐标轴的两端不对：%g 至 %g",
                   "the ends of the axis are wrong: %g to %g",
                   spec->low, spec->high);
    bool mark = !(fabs(spec->mark) > LARGEST);
    if (!mark)
        diag_error(d, "chart", spec->pos, "标线的数 %g 超出范围", "the mark is out of range: %g",
                   spec->mark);
    bool places = spec->decimals >= -1 && spec->decimals <= 6;
    if (!places)
        diag_error(d, "chart", spec->pos, "小数位数应为 0 至 6，这里是 %d", "decimals must be 0 to 6, not %d",
                   spec->decimals);
    return ends && mark && places;
}

bool chart_check(const ChartSpec *spec, Diag *d)
{
    assert(spec->kind < CHART_KINDS);
    const KindFacts *facts = &kinds[spec->kind];
    size_t most = facts->categories_most;
    if (spec->kind <= CHART_GROUPED && !chart_sequence(spec))
        most = kinds[CHART_ACROSS].categories_most; /* such names may have to be laid across */
    bool empty = !spec->nseries || !spec->ncategories;
    if (!check_count(spec, spec->nseries, empty ? 0 : facts->series_least, facts->series_most, true,
                     d) ||
        !check_count(spec, spec->ncategories, empty ? 0 : facts->categories_least, most, false, d))
        return false;
    if (!check_bars(spec, d) || !check_names(spec, d) || !check_values(spec, d) ||
        !check_options(spec, d))
        return false;
    if (empty)
        return true;
    if (spec->kind == CHART_CALENDAR)
        return check_days(spec, d);
    return spec->kind != CHART_GANTT || check_tasks(spec, d);
}

/* ---- drawing ---- */

static bool has_data(const ChartSpec *spec)
{
    for (size_t s = 0; s < spec->nseries; s++)
        for (size_t i = 0; i < spec->ncategories; i++)
            if (!chart_missing(spec->series[s].values[i]) ||
                (spec->series[s].marks && spec->series[s].marks[i].n))
                return true;
    return false;
}

static bool check_size(const ChartSpec *spec, ChartSize size, Diag *d)
{
    Len least = size.text * (spec->kind == CHART_SPARK ? SPARK_NARROWEST : NARROWEST);
    if (size.text >= LEN_PT(1) && size.text <= LEN_PT(100) && size.width >= least &&
        size.width <= WIDEST)
        return true;
    diag_error(d, "chart", spec->pos, "图表宽 %d pt，放不下 %d pt 的字（至少 %d pt）",
               "a chart %d pt wide has no room for text of %d pt (at least %d pt)",
                   size.width / 1000,
               size.text / 1000, least / 1000);
    return false;
}

static Len draw_empty(Chart *c)
{
    Len height = 4 * c->text;
    picture_rect(c->p, c->text / 10, c->text / 10, c->width - c->text / 5, height - c->text / 5,
                 chart_stroke(CHART_GRID, len_em(50, c->text)));
    Str words = c->spec->kind == CHART_SPARK ? CHART_MISSING : STR("暂无数据");
    chart_put(c, c->width / 2, height / 2, words, ANCHOR_MIDDLE, CHART_QUIET);
    return height;
}

/* What the dash means, once for the chart. */
static Len put_note(Chart *c, Len height)
{
    chart_put(c, 0, height + len_em(1200, c->text), STR("注：“—”表示没有数据。"), ANCHOR_START, CHART_QUIET);
    return height + len_em(1700, c->text);
}

const Picture *chart_draw(Arena *a, const ChartSpec *spec, ChartSize size, Diag *d)
{
    if (!chart_check(spec, d) || !check_size(spec, size, d))
        return NULL;
    Chart c = {.a = a, .spec = spec, .p = picture_open(a, size.width, 1), .width = size.width,
               .text = size.text, .brand = spec->brand ? spec->brand : NEUTRAL};
    c.percent = str_equal(spec->unit, STR("%")) || str_equal(spec->unit, STR("％"));
    c.decimals = spec->decimals >= 0 ? spec->decimals : chart_whole(spec) ? 0 : 1;
    c.most = size.most > 0 ? size.most - len_em(1900, size.text) : 0; /* the note may need it */
    Len height = has_data(spec) ? kinds[spec->kind].draw(&c) : draw_empty(&c);
    if (c.dashes && spec->kind != CHART_SPARK)
        height = put_note(&c, height);
    c.p->height = height + len_em(200, c.text);
    c.p->alt = chart_alt(a, spec);
    height = c.p->height;
    if (size.most > 0 && height > size.most) {
        diag_warn(d, "chart-high", spec->pos, "图表高 %d pt，多于可用的 %d pt，将缩小",
                  "a chart is %d pt high, more than the %d pt there are; it is made smaller",
                      height / 1000,
                  size.most / 1000);
        diag_hint(d, "减少类别或系列，或分成两张图", "use fewer categories or series, or two charts");
    }
    return c.p;
}
