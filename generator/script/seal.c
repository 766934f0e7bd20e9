/*
 * Sealed tables: an empty table whose metatable reads the real one and refuses to write.
 *
 * Nested tables are replaced in the real table by their own sealed views, so reading through is
 * plain Lua without calls into C. A table with a metatable of its own (an object) stays as it is.
 */
#include "script/host_imp.h"

#include <assert.h>

static const char shared_key[] = "sealed already";

enum { SEAL_DEPTH = 100 };

static int refuse(lua_State *L)
{
    const char *key = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : luaL_typename(L, 2);
    return host_fail(L, "这里的数据只能读，不能改（%s）", "this is read-only (%s)", key);
}

static int length(lua_State *L)
{
    luaL_getmetafield(L, 1, "__index");
    lua_pushinteger(L, luaL_len(L, -1));
    return 1;
}

/* The metatables made here are known by their refusal: no script gets hold of it to put it into one of its own. */
static bool is_seal(lua_State *L, int index)
{
    index = lua_absindex(L, index);
    lua_pushliteral(L, "__newindex");
    lua_rawget(L, index); /* an object's metatable may have one of its own */
    bool is = lua_tocfunction(L, -1) == refuse;
    lua_pop(L, 1);
    return is;
}

void seal_push_real(lua_State *L, int index)
{
    index = lua_absindex(L, index);
    if (lua_getmetatable(L, index)) {
        if (is_seal(L, -1)) {
            lua_getfield(L, -1, "__index");
            lua_remove(L, -2);
            return;
        }
        lua_pop(L, 1);
    }
    lua_pushvalue(L, index);
}

/* Make the empty table at view one of what the table at index has. */
static void give_seal(lua_State *L, int index, int view)
{
    lua_createtable(L, 0, 4);
    lua_pushvalue(L, index);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, refuse);
    lua_setfield(L, -2, "__newindex");
    lua_pushcfunction(L, length);
    lua_setfield(L, -2, "__len");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, view);
}

/* Push the sealed view of the table at index, which the table at memo then knows. */
static void push_view(lua_State *L, int index, int memo)
{
    assert(lua_istable(L, index) && lua_istable(L, memo));
    lua_newtable(L);
    lua_pushvalue(L, index);
    lua_pushvalue(L, -2);
    lua_rawset(L, memo);
    give_seal(L, index, lua_gettop(L));
}

static bool has_metatable(lua_State *L, int index)
{
    if (!lua_getmetatable(L, index))
        return false;
    lua_pop(L, 1);
    return true;
}

static void seal_at(lua_State *L, int index, int memo, int depth);

/* Replace the tables in the table at index by their views. */
static void seal_inside(lua_State *L, int index, int memo, int depth)
{
    lua_pushnil(L);
    while (lua_next(L, index)) {
        int value = lua_gettop(L);
        host_spend(L, 4);
        if (lua_type(L, value) == LUA_TTABLE && !has_metatable(L, value)) {
            lua_pushvalue(L, value - 1);
            seal_at(L, value, memo, depth + 1);
            lua_rawset(L, index); /* an existing key, so the walk goes on safely */
        }
        lua_settop(L, value - 1);
    }
}

/* Push the view of the table at index, sealing what is in it. */
static void seal_at(lua_State *L, int index, int memo, int depth)
{
    if (depth > SEAL_DEPTH)
        host_fail(L, "表嵌套超过%d层", "a table is nested more than %d deep", SEAL_DEPTH);
    luaL_checkstack(L, 12, NULL);
    lua_pushvalue(L, index);
    if (lua_rawget(L, memo) == LUA_TTABLE)
        return;
    lua_pop(L, 1);
    push_view(L, index, memo);
    seal_inside(L, index, memo, depth);
}

static void seal_with_memo(lua_State *L, int index)
{
    assert(lua_gettop(L) == index + 1);
    seal_at(L, index, index + 1, 0);
    lua_replace(L, index);
    lua_settop(L, index);
}

void seal_top(lua_State *L)
{
    int index = lua_gettop(L);
    if (lua_type(L, index) != LUA_TTABLE || has_metatable(L, index))
        return;
    lua_newtable(L);
    seal_with_memo(L, index);
}

void seal_flat_top(lua_State *L)
{
    int index = lua_gettop(L);
    assert(lua_istable(L, index));
    lua_newtable(L);
    give_seal(L, index, lua_gettop(L));
    lua_replace(L, index);
}

void seal_shared_inside(lua_State *L)
{
    int index = lua_gettop(L), memo = index + 1;
    if (lua_type(L, index) != LUA_TTABLE || has_metatable(L, index))
        return;
    luaL_checkstack(L, 12, NULL);
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, shared_key) != LUA_TTABLE) {
        lua_pop(L, 1);
        lua_newtable(L);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, shared_key);
    }
    lua_pushvalue(L, index);
    if (lua_rawget(L, memo) == LUA_TNIL) { /* else it was given before, or stands in one that was */
        lua_pushvalue(L, index);
        lua_pushboolean(L, 1);
        lua_rawset(L, memo);
        seal_inside(L, index, memo, 0);
    }
    lua_settop(L, index);
}
