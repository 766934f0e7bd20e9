/* SQL from scripts: rows of the frozen site as plain tables. */
#include "script/host_imp.h"

#include <assert.h>

static StoreCell argument(lua_State *L, int i)
{
    StoreCell cell;
    if (!take_cell(L, i, &cell))
        cell = (StoreCell){.kind = CELL_TEXT, .text = row_key(bind_check_row(L, i))};
    return cell;
}

static void push_rows(lua_State *L, const StoreRows *rows)
{
    int table = lua_gettop(L) + 1;
    assert(rows->nrows == 0 || rows->cells);
    lua_createtable(L, (int)rows->nrows, 0);
    for (size_t i = 0; i < rows->ncolumns; i++) /* names once, as Lua texts below the cells */
        lua_pushlstring(L, rows->columns[i].p, rows->columns[i].n);
    for (size_t r = 0; r < rows->nrows; r++) {
        lua_createtable(L, 0, (int)rows->ncolumns);
        for (size_t c = 0; c < rows->ncolumns; c++) {
            lua_pushvalue(L, table + 1 + (int)c);
            bind_cell(L, &rows->cells[r * rows->ncolumns + c]);
            lua_rawset(L, -3);
        }
        lua_rawseti(L, table, (lua_Integer)r + 1);
    }
    lua_settop(L, table);
}

static Store *store_of(lua_State *L)
{
    Host *h = host_of(L);
    if (!h->frozen)
        host_fail(L, "检查时还没有数据表；请遍历 site 的集合",
                  "there are no tables yet while checking; walk the collections of site");
    if (!h->store)
        h->store = store_open(h->a, site_store(h->site), h->diag);
    if (!h->store)
        host_fail(L, "数据表打不开", "the tables cannot be opened");
    return h->store;
}

int bind_query(lua_State *L)
{
    enum { ARGS_MOST = 64, COST = 200, COST_OF_CELL = 4 };
    Host *h = host_of(L);
    Store *store = store_of(L);
    Str sql;
    sql.p = luaL_checklstring(L, 1, &sql.n);
    int n = lua_gettop(L) - 1;
    if (n > ARGS_MOST)
        return host_fail(L, "query 的值多于%d个", "over %d values for query", (int)ARGS_MOST);
    StoreCell args[ARGS_MOST];
    for (int i = 0; i < n; i++)
        args[i] = argument(L, i + 2);
    ArenaMark mark = arena_mark(h->job);
    StoreRows rows;
    host_spend(L, COST);
    store_show(store, h->may_see);
    bool good = store_query(h->job, store, sql, args, (size_t)n, &rows);
    host_spend(L, rows.steps / 4); /* a step there is quicker than one here */
    if (!good && rows.hidden_table.n)
        audience_refuse(L, rows.hidden_table, rows.hidden_column, rows.hidden);
    if (!good)
        return host_fail(L, "SQL 有误：%s%.0s", "%.0sSQL: %s", str_c(h->job, rows.error_zh), str_c(h->job, rows.error));
    for (size_t i = 0; i < rows.ntables; i++)
        reads_note(h, READ_TABLE, rows.tables[i]);
    host_spend(L, rows.nrows * rows.ncolumns * COST_OF_CELL);
    luaL_checkstack(L, (int)rows.ncolumns + 10, "too many columns");
    push_rows(L, &rows);
    arena_release(h->job, mark);
    return 1;
}
