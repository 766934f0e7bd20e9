/*
 * chart_words: the chart for those who do not see it: a paragraph, and its rows.
 */
#include <assert.h>
#include <math.h>

#include "draw/chart_imp.h"

enum { SERIES_TOLD = 4, PAIRS_TOLD = 3 };

static const char *const kind_words[CHART_KINDS] = {
    [CHART_BAR] = "柱形图", [CHART_STACKED] = "堆积柱形图", [CHART_GROUPED] = "分组柱形图",
    [CHART_ACROSS] = "条形图", [CHART_LINE] = "折线图", [CHART_AREA] = "堆积面积图",
    [CHART_DONUT] = "环形图", [CHART_RADAR] = "雷达图", [CHART_HEAT] = "热力表",
    [CHART_CALENDAR] = "日历图", [CHART_FLOW] = "流向表", [CHART_SPARK] = "走势线",
    [CHART_GANTT] = "计划图",
};

static bool is_percent(const ChartSpec *spec)
{
    return str_equal(spec->unit, STR("%")) || str_equal(spec->unit, STR("％"));
}

/* A number as the reader should hear it: exact, with its unit when that is a sign. */
static void tell(Buf *out, const ChartSpec *spec, double v)
{
    buf_str(out, chart_exact(out->arena, v));
    if (is_percent(spec))
        buf_byte(out, '%');
}

static void tell_at(Buf *out, const ChartSpec *spec, const char *word, size_t i, double v)
{
    buf_printf(out, "%s%.*s（", word, STR_ARG(spec->categories[i]));
    tell(out, spec, v);
    buf_c(out, "）");
}

static bool adds_up(ChartKind kind)
{
    return kind == CHART_BAR || kind == CHART_STACKED || kind == CHART_GROUPED ||
        kind == CHART_ACROSS ||
           kind == CHART_AREA || kind == CHART_CALENDAR;
}

/* Highest, lowest, sum and what is missing of one series. */
static void tell_series(Buf *out, const ChartSpec *spec, const ChartSeries *series)
{
    size_t high = 0, low = 0, known = 0;
    double sum = 0;
    for (size_t i = 0; i < spec->ncategories; i++) {
        double v = series->values[i];
        if (chart_missing(v))
            continue;
        high = !known || v > series->values[high] ? i : high;
        low = !known || v < series->values[low] ? i : low;
        sum += v;
        known++;
    }
    if (spec->nseries > 1 && series->name.n)
        buf_printf(out, "%.*s：", STR_ARG(series->name));
    if (!known) {
        buf_c(out, "没有数据。");
        return;
    }
    if (series->values[high] == series->values[low]) {
        buf_c(out, known > 1 ? "均为" : "");
        tell(out, spec, series->values[high]);
    } else {
        tell_at(out, spec, "最高", high, series->values[high]);
        tell_at(out, spec, "，最低", low, series->values[low]);
    }
    if (adds_up(spec->kind) && !is_percent(spec) && known > 1) {
        buf_c(out, "，合计");
        tell(out, spec, sum);
    }
    if (known < spec->ncategories)
        buf_printf(out, "，%zu 项没有数据", spec->ncategories - known);
    buf_c(out, "。");
}

static void tell_all_series(Buf *out, const ChartSpec *spec)
{
    for (size_t s = 0; s < spec->nseries && s < SERIES_TOLD; s++)
        tell_series(out, spec, &spec->series[s]);
    if (spec->nseries > SERIES_TOLD)
        buf_printf(out, "另有 %zu 个系列，见数据表。", spec->nseries - SERIES_TOLD);
}

static void tell_shares(Buf *out, const ChartSpec *spec)
{
    const double *values = spec->series[0].values;
    double whole = 0;
    for (size_t i = 0; i < spec->ncategories; i++)
        whole += chart_missing(values[i]) ? 0 : values[i];
    for (size_t i = 0; i < spec->ncategories; i++) {
        buf_printf(out, "%s%.*s", i ? "，" : "", STR_ARG(spec->categories[i]));
        if (chart_missing(values[i])) {
            buf_c(out, "没有数据");
            continue;
        }
        tell(out, spec, values[i]);
        if (whole > 0 && !is_percent(spec))
            buf_printf(out, "（%.*s%%）", STR_ARG(chart_digits(out->arena, values[i] / whole * 100,
                                                             1)));
    }
    buf_c(out, "。");
}

/* The largest pairs of a matrix, and its whole when it adds up. */
static void tell_pairs(Buf *out, const ChartSpec *spec)
{
    double sum = 0, limit = INFINITY;
    size_t told = 0, last = 0, n = spec->ncategories, cells = spec->nseries * n;
    for (size_t k = 0; k < cells; k++)
        if (!chart_missing(spec->series[k / n].values[k % n]))
            sum += spec->series[k / n].values[k % n];
    for (; told < PAIRS_TOLD; told++) {
        size_t best = cells;
        for (size_t k = 0; k < cells; k++) { /* the next below the last told, in reading order */
            double v = spec->series[k / n].values[k % n];
            bool after = v < limit || (v == limit && k > last);
            if (!chart_missing(v) && after && (best == cells ||
                                               v > spec->series[best / n].values[best % n]))
                best = k;
        }
        if (best == cells)
            break;
        limit = spec->series[best / n].values[best % n];
        last = best;
        buf_printf(out, "%s%.*s%s%.*s ", told ? "，" : "最高的是", STR_ARG(spec->series[best / n].name),
                   spec->kind == CHART_FLOW ? "至" : "的", STR_ARG(spec->categories[best % n]));
        tell(out, spec, limit);
    }
    if (told && spec->kind == CHART_FLOW) {
        buf_c(out, "；合计");
        tell(out, spec, sum);
    }
    if (told)
        buf_c(out, "。");
}

static void tell_tasks(Buf *out, const ChartSpec *spec)
{
    for (size_t i = 0; i < spec->ncategories; i++) {
        double from = spec->series[0].values[i], to = spec->series[1].values[i];
        buf_printf(out, "%s%.*s", i ? "；" : "", STR_ARG(spec->categories[i]));
        if (chart_missing(from) || chart_missing(to)) {
            buf_c(out, "（未定日期）");
            continue;
        }
        buf_printf(out, " %.*s", STR_ARG(chart_date(out->arena, from)));
        if (to > from)
            buf_printf(out, " 至 %.*s", STR_ARG(chart_date(out->arena, to)));
        if (spec->nseries > 2 && !chart_missing(spec->series[2].values[i]))
            buf_printf(out, "，完成 %.*s%%", STR_ARG(chart_exact(out->arena,
                                                              spec->series[2].values[i])));
    }
    buf_c(out, "。");
}

Str chart_alt(Arena *a, const ChartSpec *spec)
{
    assert(spec->kind < CHART_KINDS);
    Buf out = buf_in(a);
    buf_c(&out, kind_words[spec->kind]);
    if (spec->title.n)
        buf_printf(&out, "：%.*s", STR_ARG(spec->title));
    if (spec->unit.n && !is_percent(spec))
        buf_printf(&out, "（单位：%.*s）", STR_ARG(spec->unit));
    buf_c(&out, "。");
    if (!spec->nseries || !spec->ncategories)
        buf_c(&out, "暂无数据。");
    else if (spec->kind == CHART_DONUT)
        tell_shares(&out, spec);
    else if (spec->kind == CHART_HEAT || spec->kind == CHART_FLOW)
        tell_pairs(&out, spec);
    else if (spec->kind == CHART_GANTT)
        tell_tasks(&out, spec);
    else
        tell_all_series(&out, spec);
    return buf_view(&out);
}

/* ---- the data ---- */

static Str cell_text(Arena *a, const ChartSpec *spec, size_t series, size_t category)
{
    const ChartSeries *s = &spec->series[series];
    if (s->marks && s->marks[category].n)
        return s->marks[category];
    double v = s->values[category];
    if (chart_missing(v))
        return CHART_MISSING;
    if (spec->kind == CHART_GANTT && series < 2)
        return chart_date(a, v);
    Str digits = chart_exact(a, v);
    bool share = is_percent(spec) || (spec->kind == CHART_GANTT && series == 2);
    return share ? str_printf(a, "%.*s%%", STR_ARG(digits)) : digits;
}

static Str series_head(Arena *a, const ChartSpec *spec, size_t series)
{
    static const char *const task_heads[] = {"开始", "结束", "完成"};
    Str name = spec->series[series].name;
    if (!name.n && spec->kind == CHART_GANTT)
        name = str_of(task_heads[series]);
    if (!name.n)
        name = STR("数值");
    bool unit = spec->unit.n && !is_percent(spec) && spec->kind != CHART_GANTT;
    return unit ? str_printf(a, "%.*s（%.*s）", STR_ARG(name), STR_ARG(spec->unit)) : name;
}

/* Heat and flow stay as they are seen; other kinds have a row for each category. */
ChartTable chart_table(Arena *a, const ChartSpec *spec)
{
    bool matrix = spec->kind == CHART_HEAT || spec->kind == CHART_FLOW;
    size_t rows = 1 + (matrix ? spec->nseries : spec->ncategories);
    size_t columns = 1 + (matrix ? spec->ncategories : spec->nseries);
    Str *cells = arena_array(a, Str, rows * columns);
    if (matrix && spec->rows.n && spec->columns.n)
        cells[0] = str_printf(a, "%.*s＼%.*s", STR_ARG(spec->rows), STR_ARG(spec->columns));
    else
        cells[0] = spec->kind == CHART_CALENDAR ? STR("日期") :
            spec->kind == CHART_GANTT ? STR("任务") : STR("项目");
    for (size_t c = 1; c < columns; c++)
        cells[c] = matrix ? spec->categories[c - 1] : series_head(a, spec, c - 1);
    for (size_t r = 1; r < rows; r++) {
        cells[r * columns] = matrix ? spec->series[r - 1].name : spec->categories[r - 1];
        for (size_t c = 1; c < columns; c++)
            cells[r * columns + c] = matrix ? cell_text(a, spec, r - 1, c - 1) :
                cell_text(a, spec, c - 1, r - 1);
    }
    return (ChartTable){cells, rows, columns};
}
