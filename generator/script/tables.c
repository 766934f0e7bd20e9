/*
 * Tables that scripts compute: lua/tables.lua declares them and fills them in one pass,
 *
 *     return { tables = { {name = "rates", columns = {"group_id", "rate"}}, … },
 *              fill = function(site, add) … add("rates", {"a", "90.0%"}) … end }
 *
 * or part by part, where parts can be told apart that need nothing of each other, so that processes share them:
 *
 *              parts = function(site) … return {"a", "b", …}, shared end,
 *              fill = function(site, add, part, shared) … return result end,
 *              finish = function(site, add, results, shared) … end
 *
 * A part is packed: its result (see pack.h), then its rows. Rows go straight into the store, so that a table
 * larger than a script's memory can be made. A row that is too long, a value that is no text, number or truth,
 * an unknown table are errors at the script's line.
 */
#include <assert.h>

#include "base/file.h"
#include "script/host_imp.h"
#include "script/pack.h"

enum { TABLES_MOST = 64, COLUMNS_MOST = 64, PARTS_MOST = 1000000 };

struct Making {
    MadeTable tables[TABLES_MOST];
    size_t ntables, nparts;
    StoreMaker *maker;
    Buf *rows;          /* of the part that is being made; NULL: they go into the store */
    const Str *packed;  /* all parts, at the end */
    bool failed;        /* a part did, here: no more are made */
};

/* Where the module, the list of its parts and what they share are kept. */
static const char module_key[] = "tables module", parts_key[] = "parts of tables", shared_key[] = "shared by parts";

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

static void pack_row(Making *m, size_t table, const StoreCell *cells)
{
    pack_number(m->rows, (uint32_t)table);
    for (size_t i = 0; i < m->tables[table].ncolumns; i++)
        pack_cell(m->rows, &cells[i]);
}

/* add(name, row) */
static int add(lua_State *L)
{
    Making *m = host_of(L)->making;
    if (!m || (!m->rows && !m->maker))
        return host_fail(L, "表只在 fill 和 finish 中添加", "rows are added in fill and finish only");
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
    if (m->rows)
        pack_row(m, table, cells);
    else if (!store_make_row(m->maker, table, cells))
        return host_fail(L, "写不进表 %.*s", "cannot add to table %.*s", STR_ARG(name));
    return 0;
}

static void read_declared(lua_State *L, Making *m)
{
    Host *h = host_of(L);
    if (lua_type(L, 1) != LUA_TTABLE || !take_table(L, 1, "tables", "tables.lua"))
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

/* ---- the module's functions ---- */

/* Push the function of the module with this name; false: it has none, and nothing is pushed. */
static bool push_function(lua_State *L, const char *name)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, module_key);
    bool there = lua_getfield(L, -1, name) == LUA_TFUNCTION;
    lua_remove(L, -2);
    if (!there)
        lua_pop(L, 1);
    return there;
}

static void push_fill(lua_State *L)
{
    if (!push_function(L, "fill"))
        host_fail(L, "tables.lua 应返回 {tables=…, fill=…}", "tables.lua must return {tables=…, fill=…}");
}

/* (module): what is declared, and the parts */
static int begin(lua_State *L)
{
    Host *h = host_of(L);
    Making *m = h->making;
    read_declared(L, m);
    lua_rawsetp(L, LUA_REGISTRYINDEX, module_key);
    push_fill(L);
    if (!m->ntables || !push_function(L, "parts"))
        return 0;
    bind_site(L);
    lua_call(L, 1, 2);
    lua_rawsetp(L, LUA_REGISTRYINDEX, shared_key);
    luaL_checktype(L, -1, LUA_TTABLE);
    lua_Integer n = luaL_len(L, -1);
    if (n > PARTS_MOST)
        host_fail(L, "计算表最多分%d份", "computed tables come in %d parts at most", PARTS_MOST);
    lua_rawsetp(L, LUA_REGISTRYINDEX, parts_key);
    m->nparts = (size_t)n;
    return 0;
}

/* (number of the part, where to put it) */
static int make_part(lua_State *L)
{
    Making *m = host_of(L)->making;
    Buf *packed = lua_touserdata(L, 2);
    push_fill(L);
    bind_site(L);
    lua_pushcfunction(L, add);
    lua_rawgetp(L, LUA_REGISTRYINDEX, parts_key);
    lua_geti(L, -1, luaL_checkinteger(L, 1));
    lua_remove(L, -2);
    lua_rawgetp(L, LUA_REGISTRYINDEX, shared_key);
    lua_call(L, 4, 1);
    pack_value(L, -1, packed);
    buf_str(packed, buf_view(m->rows));
    return 0;
}

static void add_packed(lua_State *L, Making *m, Str rows)
{
    StoreCell cells[COLUMNS_MOST];
    while (rows.n) {
        size_t table = pack_take_number(&rows);
        assert(table < m->ntables);
        for (size_t i = 0; i < m->tables[table].ncolumns; i++)
            cells[i] = pack_take_cell(&rows);
        if (!store_make_row(m->maker, table, cells))
            host_fail(L, "写不进表 %.*s", "cannot add to table %.*s", STR_ARG(m->tables[table].name));
    }
}

/* The rows of all parts into the store, their results as a list; and what follows from them together. */
static int end(lua_State *L)
{
    Making *m = host_of(L)->making;
    bool parted = push_function(L, "parts");
    lua_settop(L, 0);
    if (parted && !push_function(L, "finish"))
        lua_pushnil(L);
    else if (!parted)
        push_fill(L);
    bind_site(L);
    lua_pushcfunction(L, add);
    lua_createtable(L, (int)m->nparts, 0);
    for (size_t i = 0; i < m->nparts; i++) {
        Str rest = m->packed[i];
        pack_push(L, &rest);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
        add_packed(L, m, rest);
    }
    lua_rawgetp(L, LUA_REGISTRYINDEX, shared_key);
    if (!parted)
        lua_pop(L, 2);
    if (!lua_isnil(L, 1))
        lua_call(L, lua_gettop(L) - 1, 0);
    return 0;
}

/* ---- their life ---- */

static bool has_tables(const Host *h)
{
    Arena *scratch = arena_open();
    bool there = file_exists(file_join(scratch, h->o.lua, STR("tables.lua")));
    arena_close(scratch);
    return there;
}

/* The tables are computed whoever may see them. */
static void begin_tables(Host *h, Arena *a, Diag *d)
{
    host_begin_job(h, a, d);
    h->job_number = 0;
    h->may_see = VISIBLE_NEVER;
}

/* Opened before the new tables were there, or in another process. */
static void close_store(Host *h)
{
    store_close(h->store);
    h->store = NULL;
}

bool host_tables_begin(Host *h, Site *s, size_t *nparts, Diag *d)
{
    *nparts = 0;
    h->making = NULL;
    if (!has_tables(h))
        return true;
    h->site = s;
    begin_tables(h, h->a, d);
    bind_forget(h->L); /* what the checks looked at would be walked again by every collection */
    lua_gc(h->L, LUA_GCCOLLECT);
    HostLimits limits = host_plan_limits(h);
    lua_pushcfunction(h->L, sandbox_require);
    lua_pushliteral(h->L, "tables");
    if (!host_call(h, 1, 1, limits, "script", d))
        return false;
    h->making = arena_new(h->a, Making);
    lua_pushcfunction(h->L, begin);
    lua_insert(h->L, -2);
    h->frozen = true;
    bool good = host_call(h, 1, 0, limits, "script", d);
    host_age(h); /* all records by their groups, which every part would walk through to find its own garbage */
    lua_gc(h->L, LUA_GCSTOP); /* of a part all is garbage at once, when the next begins */
    close_store(h);
    *nparts = h->making->nparts;
    return good;
}

bool host_tables_part(Host *h, size_t i, Arena *scratch, Buf *packed, Diag *d)
{
    Making *m = h->making;
    assert(m && i < m->nparts);
    if (m->failed)
        return false;
    Buf rows = buf_in(scratch);
    begin_tables(h, scratch, d);
    m->rows = &rows;
    lua_pushcfunction(h->L, make_part);
    lua_pushinteger(h->L, (lua_Integer)i + 1);
    lua_pushlightuserdata(h->L, packed);
    m->failed = !host_call(h, 2, 0, (HostLimits){HOST_TABLE_STEPS, HOST_PLAN_MEMORY}, "script", d);
    m->rows = NULL;
    return !m->failed;
}

bool host_tables_end(Host *h, const Str *packed, Diag *d)
{
    Making *m = h->making;
    lua_gc(h->L, LUA_GCRESTART);
    if (!m || !m->ntables)
        return true;
    begin_tables(h, h->a, d);
    m->maker = store_make(h->a, m->tables, m->ntables, d);
    m->packed = packed;
    if (!m->maker)
        return false;
    lua_pushcfunction(h->L, end);
    bool good = host_call(h, 0, 0, (HostLimits){HOST_TABLE_STEPS, HOST_PLAN_MEMORY}, "script", d);
    close_store(h);
    h->making = NULL;
    if (good)
        return store_make_done(m->maker, site_store(h->site), d);
    store_make_drop(m->maker);
    return false;
}
