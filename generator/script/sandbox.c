/*
 * What scripts have of Lua: base, string, table, math, utf8, each function that could reach out, run
 * without end in C, show an address or depend on chance left out or replaced.
 *
 * The table of globals is real but sealed to scripts: a page gets an empty table over it, a module one
 * that refuses new names.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "script/host_imp.h"

static const char globals_key[] = "globals", modules_key[] = "modules", loose_key[] = "over globals", strict_key[] = "over globals, strictly";

/* ---- text of values ---- */

Str sandbox_text(lua_State *L, int index)
{
    Str s;
    index = lua_absindex(L, index);
    switch (lua_type(L, index)) {
    case LUA_TNUMBER:
        if (!lua_isinteger(L, index)) {
            lua_Number x = lua_tonumber(L, index);
            if (x == (lua_Number)(lua_Integer)x && x > -1e15 && x < 1e15)
                lua_pushinteger(L, (lua_Integer)x); /* 3.0 as 3 */
            else
                lua_pushfstring(L, "%f", x);
            lua_tolstring(L, -1, NULL);
            break;
        }
        lua_pushvalue(L, index);
        lua_tolstring(L, -1, NULL);
        break;
    case LUA_TSTRING: lua_pushvalue(L, index); break;
    case LUA_TBOOLEAN: lua_pushstring(L, lua_toboolean(L, index) ? "true" : "false"); break;
    default:
        if (luaL_getmetafield(L, index, "__tostring")) {
            lua_pushvalue(L, index);
            lua_call(L, 1, 1);
            if (lua_type(L, -1) == LUA_TSTRING)
                break;
            lua_pop(L, 1);
        }
        lua_pushstring(L, luaL_typename(L, index)); /* no address: it differs from run to run */
    }
    s.p = lua_tolstring(L, -1, &s.n);
    return s;
}

static int base_tostring(lua_State *L)
{
    luaL_checkany(L, 1);
    host_spend(L, 4);
    sandbox_text(L, 1);
    return 1;
}

static int base_print(lua_State *L)
{
    Host *h = host_of(L);
    enum { COST = 500 }; /* bytes of a note beside its words */
    Buf b = buf_in(h->diag->arena);
    int n = lua_gettop(L);
    for (int i = 1; i <= n; i++) {
        buf_c(&b, i > 1 ? " " : "");
        buf_str(&b, sandbox_text(L, i));
        lua_pop(L, 1);
    }
    host_charge(L, COST + b.n * 3);
    diag_note(h->diag, "print", host_where(L, 1), "%.*s", "%.*s", STR_ARG(buf_view(&b)));
    return 0;
}

/* ---- walking in order ---- */

typedef enum KeyKind { KEY_NUMBER, KEY_TEXT, KEY_TRUTH, KEY_ROW } KeyKind;

typedef struct Key {
    KeyKind kind;
    int index; /* of the key in the list of keys */
    double number;
    Str text;
    const Row *row;
} Key;

static int compare_rows(const Row *a, const Row *b)
{
    if (a->collection != b->collection)
        return a->collection->index < b->collection->index ? -1 : 1;
    int paths = str_compare(a->path, b->path);
    return paths ? paths : (a->line > b->line) - (a->line < b->line);
}

static int compare_keys(const void *one, const void *other)
{
    const Key *a = one, *b = other;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    switch (a->kind) {
    case KEY_NUMBER: return (a->number > b->number) - (a->number < b->number);
    case KEY_TEXT: return str_compare(a->text, b->text);
    case KEY_TRUTH: return (a->number > b->number) - (a->number < b->number);
    case KEY_ROW: return compare_rows(a->row, b->row);
    }
    return 0;
}

static Key key_of(lua_State *L, int index, int at)
{
    Key k = {.index = at};
    switch (lua_type(L, index)) {
    case LUA_TNUMBER:
        k.kind = KEY_NUMBER;
        k.number = lua_tonumber(L, index);
        break;
    case LUA_TSTRING:
        k.kind = KEY_TEXT;
        k.text.p = lua_tolstring(L, index, &k.text.n);
        break;
    case LUA_TBOOLEAN:
        k.kind = KEY_TRUTH;
        k.number = lua_toboolean(L, index);
        break;
    default:
        k.kind = KEY_ROW;
        k.row = bind_to_row(L, index);
        if (!k.row)
            host_fail(L, "只能按数字、文字或记录的顺序遍历，键是 %s", "only numbers, texts and rows have an order; a key is a %s",
                      luaL_typename(L, index));
    }
    return k;
}

int sandbox_keys(lua_State *L, int index)
{
    lua_Integer n = 0;
    index = lua_absindex(L, index);
    lua_newtable(L);
    int list = lua_gettop(L);
    lua_pushnil(L);
    while (lua_next(L, index)) {
        lua_pop(L, 1);
        lua_pushvalue(L, -1);
        lua_rawseti(L, list, ++n);
    }
    enum { COST = 24 }; /* steps a key: sorting takes as long */
    host_spend(L, (size_t)n * COST + 10);
    Key *keys = lua_newuserdatauv(L, (size_t)(n + 1) * sizeof *keys, 0);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_rawgeti(L, list, i);
        keys[i - 1] = key_of(L, -1, (int)i);
        lua_pop(L, 1); /* the list still holds it */
    }
    qsort(keys, (size_t)n, sizeof *keys, compare_keys);
    lua_createtable(L, (int)n, 0);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_rawgeti(L, list, keys[i - 1].index);
        assert(!lua_isnil(L, -1));
        lua_rawseti(L, -2, i);
    }
    lua_replace(L, list);
    lua_settop(L, list);
    return list;
}

/* upvalues: the real table, its keys, how many are done */
static int pairs_step(lua_State *L)
{
    for (;;) {
        lua_Integer i = lua_tointeger(L, lua_upvalueindex(3)) + 1;
        lua_pushinteger(L, i);
        lua_replace(L, lua_upvalueindex(3));
        if (lua_rawgeti(L, lua_upvalueindex(2), i) == LUA_TNIL)
            return 1;
        lua_pushvalue(L, -1);
        if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL)
            return 2; /* else it was taken out while walking */
        lua_pop(L, 2);
    }
}

static int base_pairs(lua_State *L)
{
    luaL_checkany(L, 1);
    if (lua_type(L, 1) == LUA_TUSERDATA && luaL_getmetafield(L, 1, "__pairs")) {
        lua_pushvalue(L, 1);
        lua_call(L, 1, 3);
        return 3;
    }
    luaL_checktype(L, 1, LUA_TTABLE);
    seal_push_real(L, 1);
    int real = lua_gettop(L);
    sandbox_keys(L, real);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, pairs_step, 3);
    return 1;
}

/* next(t): the first entry in order, to see whether there is any; walking is for pairs. */
static int base_next(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    if (!lua_isnoneornil(L, 2))
        return host_fail(L, "遍历请用 pairs", "walk a table with pairs");
    seal_push_real(L, 1);
    int real = lua_gettop(L);
    sandbox_keys(L, real);
    if (lua_rawgeti(L, -1, 1) == LUA_TNIL)
        return 1;
    lua_pushvalue(L, -1);
    lua_rawget(L, real);
    return 2;
}

/* ---- metatables ---- */

static int base_setmetatable(lua_State *L)
{
    static const char *const refused[] = {"__gc", "__close", "__mode", "__name", NULL};
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_argexpected(L, lua_isnil(L, 2) || lua_istable(L, 2), 2, "nil or table");
    if (luaL_getmetafield(L, 1, "__metatable"))
        return host_fail(L, "这张表的元表受保护", "the metatable of this table is protected");
    for (const char *const *name = refused; *name && lua_istable(L, 2); name++) {
        lua_pushstring(L, *name);
        if (lua_rawget(L, 2) != LUA_TNIL)
            return host_fail(L, "元表中不能有 %s", "a metatable may not have %s", *name);
        lua_pop(L, 1);
    }
    lua_settop(L, 2);
    lua_setmetatable(L, 1);
    return 1;
}

static int base_getmetatable(lua_State *L)
{
    luaL_checkany(L, 1);
    if (lua_type(L, 1) != LUA_TTABLE || !lua_getmetatable(L, 1))
        return 0;
    luaL_getmetafield(L, 1, "__metatable");
    return 1;
}

/* ---- strings and tables ---- */

static int string_rep(lua_State *L)
{
    size_t n, m;
    const char *s = luaL_checklstring(L, 1, &n), *between = luaL_optlstring(L, 3, "", &m);
    lua_Integer times = luaL_checkinteger(L, 2);
    if (times < 1 || n + m == 0) {
        lua_pushliteral(L, "");
        return 1;
    }
    if ((lua_Unsigned)times > HOST_TEXT_MOST / (n + m))
        return host_fail(L, "rep 的结果超过 1 MB", "the result of rep is larger than 1 MB");
    host_spend(L, (size_t)times * (n + m + 1) / 16);
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    for (lua_Integer i = 0; i < times; i++) {
        luaL_addlstring(&b, s, n);
        if (i + 1 < times)
            luaL_addlstring(&b, between, m);
    }
    luaL_pushresult(&b);
    return 1;
}

/* string.format without %p, and with %s of tables as tostring writes them. */
static int string_format(lua_State *L)
{
    size_t n;
    const char *f = luaL_checklstring(L, 1, &n);
    host_spend(L, 20 + n / 4);
    for (size_t i = 0; i + 1 < n; i++) {
        if (f[i] != '%')
            continue;
        i++;
        i += strspn(f + i, "-+ #0123456789.");
        if (f[i] == 'p')
            return host_fail(L, "format 不支持 %%p", "format has no %%p here");
    }
    for (int i = 2; i <= lua_gettop(L); i++)
        if (lua_type(L, i) > LUA_TSTRING) {
            sandbox_text(L, i);
            lua_replace(L, i);
        }
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, 1);
    return 1;
}

/* Lengths that a script may invent (__len): the steps are spent before C walks them. */
static int call_original(lua_State *L, lua_Integer steps)
{
    host_spend(L, steps > 0 ? (size_t)steps : 0);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

/* insert and remove: what is moved lies behind the position, if one is given. */
static int spend_behind(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    bool placed = lua_gettop(L) > (int)lua_tointeger(L, lua_upvalueindex(2));
    return call_original(L, placed ? luaL_len(L, 1) - luaL_checkinteger(L, 2) : 0);
}

static int spend_length(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    return call_original(L, luaL_len(L, 1) * (lua_Integer)lua_tointeger(L, lua_upvalueindex(2)));
}

static int table_move(lua_State *L)
{
    lua_Integer from = luaL_checkinteger(L, 2), to = luaL_checkinteger(L, 3);
    return call_original(L, to > from ? (lua_Integer)((lua_Unsigned)to - (lua_Unsigned)from) : 0);
}

static int table_concat(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_Integer from = luaL_optinteger(L, 3, 1);
    lua_Integer to = luaL_opt(L, luaL_checkinteger, 4, luaL_len(L, 1));
    return call_original(L, to > from ? (lua_Integer)((lua_Unsigned)to - (lua_Unsigned)from) : 0);
}

/* ---- the libraries ---- */

/* Put a C function over the one of this name in the table on top; it gets the old one and a number
 * as upvalues. */
static void wrap(lua_State *L, const char *name, lua_CFunction f, int number)
{
    lua_getfield(L, -1, name);
    lua_pushinteger(L, number);
    lua_pushcclosure(L, f, 2);
    lua_setfield(L, -2, name);
}

static void drop(lua_State *L, const char *const *names)
{
    for (; *names; names++) {
        lua_pushnil(L);
        lua_setfield(L, -2, *names);
    }
}

static void open_string(lua_State *L)
{
    static const char *const dropped[] = {"dump", "pack", "unpack", "packsize", NULL};
    static const luaL_Reg own[] = {{"rep", string_rep}, {NULL, NULL}};
    luaL_requiref(L, "string", luaopen_string, 0);
    drop(L, dropped);
    luaL_setfuncs(L, own, 0);
    wrap(L, "format", string_format, 0);
    match_open(L);
    lua_pushliteral(L, ""); /* methods of texts, locked */
    lua_getmetatable(L, -1);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 2);
}

static void open_table(lua_State *L)
{
    luaL_requiref(L, "table", luaopen_table, 0);
    wrap(L, "insert", spend_behind, 2); /* a position is given beyond so many arguments */
    wrap(L, "remove", spend_behind, 1);
    wrap(L, "sort", spend_length, 8); /* steps an item */
    wrap(L, "unpack", spend_length, 1);
    wrap(L, "move", table_move, 0);
    wrap(L, "concat", table_concat, 0);
}

static void open_math(lua_State *L)
{
    static const char *const dropped[] = {"random", "randomseed", NULL};
    luaL_requiref(L, "math", luaopen_math, 0);
    drop(L, dropped);
}

static void open_base(lua_State *L, int globals)
{
    static const char *const kept[] = {"assert", "error", "ipairs", "select", "tonumber", "type", NULL};
    static const luaL_Reg own[] = {{"pairs", base_pairs}, {"next", base_next},
                                   {"tostring", base_tostring}, {"print", base_print},
                                   {"setmetatable", base_setmetatable},
                                   {"getmetatable", base_getmetatable},
                                   {"pcall", host_pcall}, {"require", sandbox_require}, {NULL, NULL}};
    luaL_requiref(L, "_G", luaopen_base, 0);
    for (const char *const *name = kept; *name; name++) {
        lua_getfield(L, -1, *name);
        lua_setfield(L, globals, *name);
    }
    drop(L, (const char *const[]){"load", "loadfile", "dofile", "collectgarbage", "rawset", "rawget",
                                  "rawequal", "rawlen", "xpcall", "warn", NULL});
    lua_pop(L, 1);
    lua_pushvalue(L, globals);
    luaL_setfuncs(L, own, 0);
    lua_pop(L, 1);
}

/* Give the table on top to scripts as a global library that cannot be changed. */
static void publish(lua_State *L, int globals, const char *name)
{
    seal_top(L);
    lua_setfield(L, globals, name);
}

void sandbox_open(lua_State *L)
{
    lua_newtable(L);
    int globals = lua_gettop(L);
    lua_pushvalue(L, globals);
    lua_rawsetp(L, LUA_REGISTRYINDEX, globals_key);
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, modules_key);
    open_base(L, globals);
    open_string(L);
    publish(L, globals, "string");
    open_table(L);
    publish(L, globals, "table");
    open_math(L);
    publish(L, globals, "math");
    luaL_requiref(L, "utf8", luaopen_utf8, 0);
    publish(L, globals, "utf8");
    lua_pop(L, 1);
}

void sandbox_globals(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, globals_key);
}

static int refuse_global(lua_State *L)
{
    return host_fail(L, "模块中不能给全局名称“%s”赋值；前面加 local", "a module may not set the global \"%s\"; make it local",
                     lua_tostring(L, 2));
}

/* Push the metatable of all tables over the globals. */
static void push_over_globals(lua_State *L, bool strict)
{
    const char *key = strict ? strict_key : loose_key;
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, key) == LUA_TTABLE)
        return;
    lua_pop(L, 1);
    lua_createtable(L, 0, 3);
    sandbox_globals(L);
    lua_setfield(L, -2, "__index");
    if (strict) {
        lua_pushcfunction(L, refuse_global);
        lua_setfield(L, -2, "__newindex");
    }
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, key);
}

void sandbox_env(lua_State *L, bool strict, size_t room)
{
    lua_createtable(L, 0, (int)room);
    push_over_globals(L, strict);
    lua_setmetatable(L, -2);
}

/* ---- require ---- */

static bool is_module_name(const char *name)
{
    if (!*name || strlen(name) > 60)
        return false;
    for (const char *p = name; *p; p++)
        if (!((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') ||
              *p == '_' || *p == '-' || (*p == '.' && p != name && p[1] && p[1] != '.')))
            return false;
    return true;
}

/* lua/<name>.lua with '.' as '/'. */
static Str module_path(Arena *a, const char *name)
{
    Str path = str_printf(a, "%s.lua", name);
    char *p = (char *)path.p;
    for (size_t i = 0; i + 4 < path.n; i++)
        if (p[i] == '.')
            p[i] = '/';
    return path;
}

int sandbox_require(lua_State *L)
{
    Host *h = host_of(L);
    const char *name = luaL_checkstring(L, 1);
    if (!is_module_name(name))
        return host_fail(L, "模块名不对：%s", "not a module name: %s", name);
    if (h->recording)
        reads_require(L, module_path(h->a, name));
    lua_rawgetp(L, LUA_REGISTRYINDEX, modules_key);
    int modules = lua_gettop(L);
    int known = lua_getfield(L, modules, name);
    if (known == LUA_TBOOLEAN && !lua_toboolean(L, -1))
        return host_fail(L, "模块互相引用成了圈：%s", "modules require each other in a ring: %s", name);
    if (known != LUA_TNIL)
        return 1;
    Diag own = diag_in(h->diag->arena);
    const Source *source = host_source(h, false, module_path(h->a, name), &own);
    if (!source)
        return host_fail(L, "没有模块 lua/%s.lua", "there is no module lua/%s.lua", name);
    if (!host_load(h, source->text, source, h->diag))
        return host_fail(L, "模块 %s 不能读入", "the module %s cannot be read", name);
    lua_pushboolean(L, 0);
    lua_setfield(L, modules, name);
    sandbox_env(L, true, 0);
    lua_setupvalue(L, -2, 1);
    lua_pushstring(L, name);
    lua_call(L, 1, 1);
    if (lua_isnil(L, -1)) {
        lua_pop(L, 1);
        lua_pushboolean(L, 1);
    }
    seal_top(L);
    lua_pushvalue(L, -1);
    lua_setfield(L, modules, name);
    return 1;
}
