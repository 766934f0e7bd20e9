/*
 * Tables that scripts compute: lua/tables.lua declares them and fills them in one pass.
 *
 *     return { tables = { {name = "rates", columns = {"group_id", "rate"}}, … },
 *              fill = function(site, add) … add("rates", {"a", "90.0%"}) … end }
 *
 * Rows go straight into the store, so that a table larger than a script's memory can be made. A
 * row that is too long, a value that is no text, number or truth, an unknown table are errors at the script's
 * line.
 */
#include "base/file.h"
#include "script/host_imp.h"

enum { TABLES_MOST = 64, COLUMNS_MOST = 64 };

typedef struct Making {
    MadeTable tables[TABLES_MOST];
    size_t ntables;
    StoreMaker *maker;
    StoreImage const *image;
} Making;

static Making *making_of(lua_State *L, int index)
{
    return lua_touserdata(L, index);
}

static size_t table_named(lua_State *L, const Making *m, Str name)
{
    for (size_t i = 0; i < m->ntables; i++)
        if (str_equal(m->tables[i].name, name))
            return i;
    return (size_t)host_fail(L, "没有声明这张表：%.*s", "no such table is declared: %.*s", STR_ARG(name));
}

/* The value at index as a cell; the text is borrowed from the stack. */
static StoreCell cell_at(lua_State *L, int index)
{
    StoreCell cell;
    if (!take_cell(L, index, &cell))
        host_fail(L, "表格的值应为文字或数字，不是 %s", "a cell takes text or a number, not %s",
                  luaL_typename(L, index));
    return cell;
}

/* add(name, row) */
static int add(lua_State *L)
{
    Making *m = making_of(L, lua_upvalueindex(1));
    Str name;
    name.p = luaL_checklstring(L, 1, &name.n);
    luaL_checktype(L, 2, LUA_TTABLE);
    size_t table = table_named(L, m, name);
    size_t ncolumns = m->tables[table].ncolumns;
    StoreCell cells[COLUMNS_MOST];
    luaL_checkstack(L, COLUMNS_MOST + 2, NULL);
    for (size_t i = 0; i < ncolumns; i++) {
        lua_geti(L, 2, (lua_Integer)i + 1);
        cells[i] = cell_at(L, lua_gettop(L));
    }
    if (lua_geti(L, 2, (lua_Integer)ncolumns + 1) != LUA_TNIL)
        return host_fail(L, "表 %.*s 只有%zu列，这一行更长", "table %.*s has %zu columns, this row is longer", STR_ARG(name),
                         ncolumns);
    if (!store_make_row(m->maker, table, cells))
        return host_fail(L, "写不进表 %.*s", "cannot add to table %.*s", STR_ARG(name));
    return 0;
}

static void read_declared(lua_State *L, Making *m)
{
    Host *h = host_of(L);
    if (!take_table(L, 1, "tables", "tables.lua"))
        host_fail(L, "tables.lua 应返回 {tables=…, fill=…}", "tables.lua must return {tables=…, fill=…}");
    int list = lua_gettop(L);
    lua_Integer n = luaL_len(L, list);
    if (n > TABLES_MOST)
        host_fail(L, "计算表最多%d张", "at most %d computed tables", TABLES_MOST);
    for (lua_Integer i = 1; i <= n; i++) {
        MadeTable *t = &m->tables[m->ntables];
        lua_geti(L, list, i);
        t->name = take_need(L, -1, "name", "tables");
        t->ncolumns = take_strs(L, -1, "columns", "tables", &t->columns);
        t->visibility = take_visibility(L, -1, "tables");
        if (t->ncolumns < 1 || t->ncolumns > COLUMNS_MOST)
            host_fail(L, "表 %.*s 应有1到%d列", "table %.*s needs 1 to %d columns", STR_ARG(t->name), COLUMNS_MOST);
        if (model_find(&h->model, t->name))
            host_fail(L, "表名 %.*s 已是一个集合", "table %.*s is a collection already", STR_ARG(t->name));
        m->ntables++;
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

/* Called protected, with the module and the Making. */
static int make_tables(lua_State *L)
{
    Making *m = making_of(L, 2);
    Host *h = host_of(L);
    read_declared(L, m);
    if (!m->ntables)
        return 0;
    m->maker = store_make(h->a, m->tables, m->ntables, h->diag);
    if (!m->maker)
        return host_fail(L, "计算表没有建立", "the computed tables were not made");
    if (lua_getfield(L, 1, "fill") != LUA_TFUNCTION)
        return host_fail(L, "tables.lua 应返回 {tables=…, fill=…}", "tables.lua must return {tables=…, fill=…}");
    bind_site(L);
    lua_pushlightuserdata(L, m);
    lua_pushcclosure(L, add, 1);
    lua_call(L, 2, 0);
    return 0;
}

static bool has_tables(const Host *h)
{
    Arena *scratch = arena_open();
    bool there = file_exists(file_join(scratch, h->o.lua, STR("tables.lua")));
    arena_close(scratch);
    return there;
}

bool host_tables(Host *h, Site *s, Diag *d)
{
    if (!has_tables(h))
        return true;
    h->site = s;
    host_begin_job(h, h->a, d);
    h->job_number = 0;
    h->may_see = VISIBLE_NEVER;
    bind_forget(h->L); /* what the checks looked at would be walked again by every collection */
    lua_gc(h->L, LUA_GCCOLLECT);
    HostLimits limits = {HOST_TABLE_STEPS, HOST_PLAN_MEMORY};
    Making *m = arena_new(h->a, Making);
    lua_pushcfunction(h->L, sandbox_require);
    lua_pushliteral(h->L, "tables");
    if (!host_call(h, 1, 1, limits, "script", d))
        return false;
    lua_pushcfunction(h->L, make_tables);
    lua_insert(h->L, -2);
    lua_pushlightuserdata(h->L, m);
    h->frozen = true;
    bool good = host_call(h, 2, 0, limits, "script", d);
    store_close(h->store); /* opened before the new tables were there */
    h->store = NULL;
    if (m->maker && good)
        return store_make_done(m->maker, site_store(s), d);
    if (m->maker)
        store_make_drop(m->maker);
    return good;
}
