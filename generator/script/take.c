/*
 * Reading the tables that scripts declare things with: named fields with types, and errors that say
 * whose field is wrong. Sealed tables read like others.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "script/host_imp.h"
#include "text/near.h"

Str take_copy(lua_State *L, int index, Arena *a)
{
    Str s;
    s.p = lua_tolstring(L, index, &s.n);
    if (s.p)
        host_charge(L, s.n);
    return s.p ? str_copy(a, s) : STR_NONE;
}

static void wrong(lua_State *L, const char *owner, const char *name, const char *want)
{
    assert(owner && name);
    host_fail(L, "%s 的 %s 应是%s，这里是 %s", "%s: %s should be %s, not %s", owner, name, want,
              luaL_typename(L, -1));
}

void host_set_str(lua_State *L, const char *name, Str s)
{
    lua_pushlstring(L, s.p ? s.p : "", s.n);
    lua_setfield(L, -2, name);
}

void host_set_text(lua_State *L, const char *name, Str s)
{
    if (s.n)
        host_set_str(L, name, s);
}

Str take_str(lua_State *L, int index, const char *name, const char *owner)
{
    Str s = STR_NONE;
    int type = lua_getfield(L, index, name);
    if (type == LUA_TSTRING || type == LUA_TNUMBER)
        s = take_copy(L, -1, host_of(L)->job);
    else if (type != LUA_TNIL)
        wrong(L, owner, name, "文字 (text)");
    lua_pop(L, 1);
    return s;
}

Str take_need(lua_State *L, int index, const char *name, const char *owner)
{
    Str s = take_str(L, index, name, owner);
    if (!s.n)
        host_fail(L, "%s 缺少 %s", "%s needs %s", owner, name);
    return s;
}

bool take_bool(lua_State *L, int index, const char *name)
{
    lua_getfield(L, index, name);
    bool truth = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return truth;
}

int64_t take_int(lua_State *L, int index, const char *name, const char *owner, int64_t otherwise)
{
    int64_t value = otherwise;
    int type = lua_getfield(L, index, name);
    int whole = 0;
    if (type != LUA_TNIL) {
        value = lua_tointegerx(L, -1, &whole);
        if (!whole)
            wrong(L, owner, name, "整数 (a whole number)");
    }
    lua_pop(L, 1);
    return value;
}

/* Points in a unit, or 0 when there is no such unit. */
static double points_in(Str unit)
{
    static const struct { const char *name; double points; } units[] = {
        {"pt", 1}, {"", 1}, {"mm", 72 / 25.4}, {"cm", 72 / 2.54}, {"in", 72}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (str_equal(unit, str_of(units[i].name)))
            return units[i].points;
    return 0;
}

bool take_length_at(lua_State *L, int index, Len *length)
{
    double points = 0, unit = 1;
    if (lua_type(L, index) == LUA_TNUMBER) {
        points = lua_tonumber(L, index);
    } else if (lua_type(L, index) == LUA_TSTRING) {
        const char *text = lua_tostring(L, index);
        char *end;
        points = strtod(text, &end);
        unit = end == text ? 0 : points_in(str_trim(str_of(end)));
    } else {
        return false;
    }
    double thousandths = points * unit * 1000;
    if (unit == 0 || !(thousandths > -1e9 && thousandths < 1e9)) /* also refuses NaN */
        return false;
    *length = (Len)(thousandths < 0 ? thousandths - 0.5 : thousandths + 0.5);
    return true;
}

Len take_length(lua_State *L, int index, const char *name, const char *owner, Len otherwise)
{
    Len length = otherwise;
    if (lua_getfield(L, index, name) != LUA_TNIL && !take_length_at(L, -1, &length))
        wrong(L, owner, name, "带单位的长度，如 \"25mm\" (a length with a unit, such as \"25mm\")");
    lua_pop(L, 1);
    return length;
}

bool take_table(lua_State *L, int index, const char *name, const char *owner)
{
    int type = lua_getfield(L, index, name);
    if (type == LUA_TTABLE)
        return true;
    if (type != LUA_TNIL)
        wrong(L, owner, name, "表 (a table)");
    lua_pop(L, 1);
    return false;
}

Visibility take_visibility(lua_State *L, int index, const char *owner)
{
    Str name = take_str(L, index, "visible", owner);
    if (!name.n || str_equal(name, STR("public")))
        return VISIBLE_PUBLIC;
    if (str_equal(name, STR("internal")))
        return VISIBLE_INTERNAL;
    if (!str_equal(name, STR("never")))
        host_fail(L, "%s 的 visible 应是 public、internal 或 never", "%s: visible is public, internal or never", owner);
    return VISIBLE_NEVER;
}

size_t take_strs(lua_State *L, int index, const char *name, const char *owner, const Str **list)
{
    Arena *a = host_of(L)->job;
    *list = NULL;
    int type = lua_getfield(L, index, name);
    if (type == LUA_TNIL) {
        lua_pop(L, 1);
        return 0;
    }
    if (type == LUA_TSTRING) { /* one text is a list of one */
        Str *one = arena_new(a, Str);
        *one = take_copy(L, -1, a);
        *list = one;
        lua_pop(L, 1);
        return 1;
    }
    if (type != LUA_TTABLE)
        wrong(L, owner, name, "文字的列表 (a list of texts)");
    lua_Integer n = luaL_len(L, -1);
    host_spend(L, (size_t)n);
    Str *items = arena_array(a, Str, (size_t)n);
    for (lua_Integer i = 1; i <= n; i++) {
        if (lua_geti(L, -1, i) != LUA_TSTRING)
            wrong(L, owner, name, "文字的列表 (a list of texts)");
        items[i - 1] = take_copy(L, -1, a);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    *list = items;
    return (size_t)n;
}

static bool is_known(Str key, const char *const *names)
{
    for (; *names; names++)
        if (key.n && key.p[0] == **names && str_equal(key, str_of(*names)))
            return true;
    return false;
}

void take_known(lua_State *L, int index, const char *owner, const char *const *names)
{
    seal_push_real(L, index);
    lua_pushnil(L);
    while (lua_next(L, -2)) {
        lua_pop(L, 1);
        if (lua_type(L, -1) != LUA_TSTRING)
            continue;
        Str key;
        key.p = lua_tolstring(L, -1, &key.n);
        if (is_known(key, names))
            continue;
        Near near = near_to(key);
        for (const char *const *name = names; *name; name++)
            near_offer(&near, str_of(*name));
        if (near.best.n)
            host_fail(L, "%s 没有“%.*s”这一项；是不是想写“%.*s”？", "%s has no \"%.*s\"; did you mean \"%.*s\"?",
                      owner, STR_ARG(key), STR_ARG(near.best));
        host_fail(L, "%s 没有“%.*s”这一项", "%s has no \"%.*s\"", owner, STR_ARG(key));
    }
    lua_pop(L, 1);
}

bool take_colour(lua_State *L, int index, const char *name, const char *owner, uint32_t *rgb)
{
    Str s = take_str(L, index, name, owner);
    uint32_t value = 0;
    bool good = s.n == 7 && s.p[0] == '#';
    for (size_t i = 1; i < s.n && good; i++) {
        static const char digits[] = "0123456789abcdef";
        const char *digit = strchr(digits, s.p[i] | 0x20);
        good = digit != NULL && s.p[i] != 0;
        value = value << 4 | (good ? (uint32_t)(digit - digits) : 0);
    }
    if (s.n && !good)
        host_fail(L, "%s 的 %s 应是颜色，如 #2E7D6B，写的是 %.*s", "%s: %s is a colour such as #2E7D6B, not %.*s", owner,
                  name, STR_ARG(s));
    if (s.n)
        *rgb = value;
    return s.n > 0;
}

bool take_cell(lua_State *L, int index, StoreCell *cell)
{
    *cell = (StoreCell){.kind = CELL_NULL};
    switch (lua_type(L, index)) {
    case LUA_TNONE: case LUA_TNIL: break;
    case LUA_TBOOLEAN:
        cell->kind = CELL_TEXT; /* as the tables have it */
        cell->text = lua_toboolean(L, index) ? STR("是") : STR("否");
        break;
    case LUA_TNUMBER:
        cell->kind = lua_isinteger(L, index) ? CELL_INT : CELL_REAL;
        cell->number = lua_tointeger(L, index);
        cell->real = lua_tonumber(L, index);
        break;
    case LUA_TSTRING:
        cell->kind = CELL_TEXT;
        cell->text.p = lua_tolstring(L, index, &cell->text.n);
        break;
    default: return false;
    }
    return true;
}
