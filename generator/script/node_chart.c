/*
 * doc.chart: rows of numbers from a script as a figure with a chart in it.
 *
 * A value that is nil or false is missing, which is not 0. What draw/ cannot draw is an error at
 * the script's own line, so a chart in a tree can always be drawn where there is room.
 */
#include <math.h>
#include <string.h>

#include "draw/chart.h"
#include "script/host_imp.h"
#include "text/unicode.h"

static const char owner[] = "doc.chart";

static int wrong_value(lua_State *L, const char *name, const char *zh, const char *en)
{
    return host_fail(L, "doc.chart 的 %s 应是%s%.0s，这里是 %s", "doc.chart: %s should be %.0s%s, not %s",
                     name, zh, en, luaL_typename(L, -1));
}

/* The value on top as a number: nil and false are missing; a day where days are wanted. */
static double to_number(lua_State *L, const char *name, bool day)
{
    Str s;
    double v = NAN;
    switch (lua_type(L, -1)) {
    case LUA_TNIL: return NAN;
    case LUA_TNUMBER: return day ? (wrong_value(L, name, "日期", "a day"), NAN) : lua_tonumber(L, -1);
    case LUA_TSTRING:
        s.p = lua_tolstring(L, -1, &s.n);
        if (day && !chart_day(s, &v))
            host_fail(L, "doc.chart 的 %s 应是日期，如 2025-09-01，这里是“%.*s”",
                      "doc.chart: %s should be a day such as 2025-09-01, not \"%.*s\"", name,
                          STR_ARG(s));
        if (day)
            return v;
        break;
    case LUA_TBOOLEAN:
        if (!lua_toboolean(L, -1))
            return NAN;
        break;
    default: break;
    }
    wrong_value(L, name, day ? "日期" : "数", day ? "a day" : "a number");
    return NAN;
}

static double take_number(lua_State *L, int index, const char *name, bool day)
{
    lua_getfield(L, index, name);
    double v = to_number(L, name, day);
    lua_pop(L, 1);
    return v;
}

/* Exactly as many numbers as there are categories, from the field of the table at index. */
static const double *take_values(lua_State *L, int index, const char *name, size_t count)
{
    double *values = arena_array(host_of(L)->job, double, count + 1);
    if (!take_table(L, index, name, owner))
        host_fail(L, "doc.chart 的系列缺少 %s", "a series of doc.chart needs %s", name);
    if (luaL_len(L, -1) > (lua_Integer)count)
        host_fail(L, "doc.chart 的 %s 有 %d 个，类别只有 %d 个",
                  "doc.chart: %s has %d, there are %d categories",
                  name, (int)luaL_len(L, -1), (int)count);
    for (size_t i = 0; i < count; i++) {
        lua_geti(L, -1, (lua_Integer)i + 1);
        values[i] = to_number(L, name, false);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    return values;
}

static const Str *take_marks(lua_State *L, int index, size_t count)
{
    if (!take_table(L, index, "marks", owner))
        return NULL;
    Str *marks = arena_array(host_of(L)->job, Str, count + 1);
    for (size_t i = 0; i < count; i++) {
        lua_geti(L, -1, (lua_Integer)i + 1);
        marks[i] = lua_isnoneornil(L, -1) ? STR_NONE : take_copy(L, -1, host_of(L)->job);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    return marks;
}

/* series = {{name=, values=, marks=}, …}, or values = {…} alone for a single one. */
static void take_series(lua_State *L, ChartSpec *spec)
{
    static const char *const fields[] = {"name", "values", "marks", NULL};
    Arena *a = host_of(L)->job;
    bool several = take_table(L, 1, "series", owner);
    spec->nseries = several ? (size_t)luaL_len(L, -1) : 1;
    if (spec->nseries > CHART_CATEGORIES)
        host_fail(L, "doc.chart 的系列太多", "doc.chart has too many series");
    host_charge(L,
                spec->nseries * (sizeof(ChartSeries) + (spec->ncategories + 1) * sizeof(double)));
    ChartSeries *series = arena_array(a, ChartSeries, spec->nseries + 1);
    spec->series = series;
    for (size_t s = 0; several && s < spec->nseries; s++) {
        if (lua_geti(L, 2, (lua_Integer)s + 1) != LUA_TTABLE)
            host_fail(L, "doc.chart 的系列应是表：{name=, values={…}}",
                      "a series of doc.chart is a table: {name=, values={…}}");
        take_known(L, 3, owner, fields);
        series[s].name = take_str(L, 3, "name", owner);
        series[s].values = take_values(L, 3, "values", spec->ncategories);
        series[s].marks = take_marks(L, 3, spec->ncategories);
        lua_settop(L, 2);
    }
    if (!several)
        series[0].values = take_values(L, 1, "values", spec->ncategories);
    lua_settop(L, 1);
}

/* tasks = {{name=, from="2025-09-01", to=, done=80}, …} */
static void take_tasks(lua_State *L, ChartSpec *spec)
{
    static const char *const fields[] = {"name", "from", "to", "done", NULL};
    Arena *a = host_of(L)->job;
    if (!take_table(L, 1, "tasks", owner))
        host_fail(L, "doc.chart 缺少 tasks", "doc.chart needs tasks");
    size_t n = (size_t)luaL_len(L, 2);
    if (n > CHART_CATEGORIES)
        host_fail(L, "doc.chart 的任务太多", "doc.chart has too many tasks");
    host_charge(L, n * (sizeof(Str) + 3 * sizeof(double)));
    Str *names = arena_array(a, Str, n + 1);
    double *values = arena_array(a, double, 3 * n + 1);
    bool any_done = false;
    for (size_t i = 0; i < n; i++) {
        if (lua_geti(L, 2, (lua_Integer)i + 1) != LUA_TTABLE)
            host_fail(L, "doc.chart 的任务应是表：{name=, from=, to=}",
                      "a task of doc.chart is a table: {name=, from=, to=}");
        take_known(L, 3, owner, fields);
        names[i] = take_str(L, 3, "name", owner);
        values[i] = take_number(L, 3, "from", true);
        values[n + i] = take_number(L, 3, "to", true);
        if (isnan(values[n + i]))
            values[n + i] = values[i]; /* one day */
        values[2 * n + i] = take_number(L, 3, "done", false);
        any_done |= !isnan(values[2 * n + i]);
        lua_settop(L, 2);
    }
    lua_settop(L, 1);
    ChartSeries *series = arena_array(a, ChartSeries, 3);
    for (size_t s = 0; s < 3; s++)
        series[s].values = values + s * n;
    spec->categories = names;
    spec->ncategories = n;
    spec->series = series;
    spec->nseries = any_done ? 3 : 2;
}

/* A text that goes into the tree as it is. */
static Str take_clean(lua_State *L, const char *name)
{
    Str s = take_str(L, 1, name, owner);
    bool clean = unicode_check(s) == s.n;
    for (size_t i = 0; i < s.n; i++)
        clean &= (unsigned char)s.p[i] >= ' ' && s.p[i] != 0x7f;
    if (!clean)
        host_fail(L, "doc.chart 的 %s 应是一行文字", "doc.chart: %s is one line of text", name);
    return s;
}

static ChartKind take_kind(lua_State *L)
{
    ChartKind kind = CHART_BAR;
    Str name = take_need(L, 1, "kind", owner);
    if (chart_kind_find(name, &kind))
        return kind;
    Buf known = buf_in(host_of(L)->job);
    for (int i = 0; i < CHART_KINDS; i++)
        buf_printf(&known, "%s%s", i ? " " : "", chart_kind_name((ChartKind)i));
    host_fail(L, "没有“%.*s”这种图；有 %.*s", "there is no chart \"%.*s\"; there are %.*s", STR_ARG(name),
              STR_ARG(buf_view(&known)));
    return kind;
}

static void take_options(lua_State *L, ChartSpec *spec)
{
    bool days = spec->kind == CHART_GANTT;
    spec->title = take_str(L, 1, "title", owner);
    spec->unit = take_str(L, 1, "unit", owner);
    spec->rows = take_str(L, 1, "rows", owner);
    spec->columns = take_str(L, 1, "columns", owner);
    spec->role = take_str(L, 1, "role", owner);
    spec->low = take_number(L, 1, "low", false);
    spec->high = take_number(L, 1, "high", false);
    spec->mark = take_number(L, 1, "mark", days);
    spec->mark_name = take_str(L, 1, "mark_name", owner);
    spec->bare = take_bool(L, 1, "bare");
    int64_t decimals = take_int(L, 1, "decimals", owner, -1);
    bool far = decimals < -1 || decimals > 99;
    spec->decimals = far ? 99 : (int)decimals; /* which chart_check refuses */
    take_colour(L, 1, "brand", owner, &spec->brand);
}

/* What is wrong with it becomes the script's own error. */
static void refuse_bad(lua_State *L, const ChartSpec *spec)
{
    Arena *a = host_of(L)->job;
    Diag d = diag_in(a);
    if (chart_check(spec, &d) || !d.count)
        return;
    Str zh = d.items[0].zh, en = d.items[0].en;
    if (d.items[0].hint_zh.n) {
        zh = str_printf(a, "%.*s；%.*s", STR_ARG(zh), STR_ARG(d.items[0].hint_zh));
        en = str_printf(a, "%.*s; %.*s", STR_ARG(en), STR_ARG(d.items[0].hint_en));
    }
    host_fail(L, "%s%.0s", "%.0s%s", str_c(a, zh), str_c(a, en));
}

static const Node *caption(lua_State *L, const ChartSpec *spec)
{
    Arena *a = host_of(L)->job;
    NodeList kids = {0};
    bool own = lua_getfield(L, 1, "caption") != LUA_TNIL;
    if (own)
        node_kids(L, -1, false, &kids);
    else if (spec->title.n && spec->kind != CHART_SPARK)
        doc_push(a, &kids, doc_text(a, spec->title, spec->pos));
    lua_pop(L, 1);
    return kids.count ? doc_done(a, doc_node(a, NODE_CAPTION, spec->pos), &kids) : NULL;
}

int node_make_chart(lua_State *L)
{
    static const char *const fields[] = {"kind", "title", "caption", "alt", "unit", "categories",
                                         "series",
                                         "values", "tasks", "rows", "columns", "low", "high",
                                             "mark",
                                         "mark_name", "bare", "decimals", "brand", "role", "class",
                                             "id", NULL};
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    take_known(L, 1, owner, fields);
    Arena *a = host_of(L)->job;
    ChartSpec *spec = arena_new(a, ChartSpec);
    *spec = chart_spec(take_kind(L));
    spec->pos = host_where(L, 1);
    take_options(L, spec);
    if (spec->kind == CHART_GANTT) {
        take_tasks(L, spec);
    } else {
        spec->ncategories = take_strs(L, 1, "categories", owner, &spec->categories);
        if (spec->ncategories > CHART_CATEGORIES)
            host_fail(L, "doc.chart 的类别太多", "doc.chart has too many categories");
        take_series(L, spec);
    }
    refuse_bad(L, spec);
    Node *chart = doc_node(a, NODE_CHART, spec->pos), *figure = doc_node(a, NODE_FIGURE, spec->pos);
    chart->as.chart.data = spec;
    chart->as.chart.alt = take_clean(L, "alt");
    if (!chart->as.chart.alt.n)
        chart->as.chart.alt = chart_alt(a, spec);
    figure->as.section.class = take_clean(L, "class");
    figure->as.section.id = take_clean(L, "id");
    NodeList kids = {0};
    doc_push(a, &kids, chart);
    const Node *words = caption(L, spec);
    if (words)
        doc_push(a, &kids, words);
    node_push(L, doc_done(a, figure, &kids), host_of(L)->job_number);
    return 1;
}
