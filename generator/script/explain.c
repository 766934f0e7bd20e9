/*
 * Figures explained: lua/explain.lua answers what a figure is, how it is counted, and which rows count and which
 * do not, and why.
 *
 *     return { scopes = {{name = "shop", value = "ID", zh = "哪家店", en = "which shop"}, …},
 *              explain = function(site, figure, given, faults) … return answer end }
 *
 * given holds what the command line said of the scopes, by name; faults(row) the errors for which a row was set aside,
 * {{code =, text =}, …}. The answer: {figure, name, scope, value, definition, rule, source = texts, counted = and left = lists of
 * {file, line, id, text, why}} and whatever else JSON may hold; or {zh, en, hint, hint_en, near = {figures}}: there is none.
 */
#include <assert.h>

#include "base/file.h"
#include "script/host_imp.h"

typedef struct Explaining {
    const Explain *asked;
    const Diag *faults;
    ExplainScopes *scopes; /* wanted instead of an answer */
    Str shown;             /* the content folder, as messages call it */
    Buf *out;
    bool answered;
} Explaining;

/* ---- scopes ---- */

/* Those of the module at index 1, left on no stack. */
static void read_scopes(lua_State *L, ExplainScopes *scopes)
{
    Arena *a = host_of(L)->a;
    *scopes = (ExplainScopes){0};
    if (!take_table(L, 1, "scopes", "explain.lua"))
        return;
    int list = lua_gettop(L);
    size_t n = (size_t)luaL_len(L, list);
    ExplainScope *items = arena_array(a, ExplainScope, n + 1);
    for (size_t i = 0; i < n; i++) {
        lua_geti(L, list, (lua_Integer)i + 1);
        items[i] = (ExplainScope){take_need(L, -1, "name", "scopes"), take_str(L, -1, "value", "scopes"),
                                  take_str(L, -1, "zh", "scopes"), take_str(L, -1, "en", "scopes")};
        lua_pop(L, 1);
    }
    scopes->items = items;
    scopes->count = n;
    lua_pop(L, 1);
}

static bool is_scope(const ExplainScopes *scopes, Str name)
{
    for (size_t i = 0; i < scopes->count; i++)
        if (str_equal(scopes->items[i].name, name))
            return true;
    return false;
}

/* ---- faults ---- */

/* faults(row), with the messages of reading as a light upvalue */
static int faults_of(lua_State *L)
{
    const Explaining *k = lua_touserdata(L, lua_upvalueindex(1));
    const Row *row = bind_check_row(L, 1);
    lua_Integer n = 0;
    lua_newtable(L);
    for (size_t i = 0; i < k->faults->count; i++) {
        const DiagItem *item = &k->faults->items[i];
        if (item->level != DIAG_ERROR || item->line != row->line || !str_equal(item->path, row->source->path))
            continue;
        Str text = k->asked->english ? item->en : item->zh;
        lua_createtable(L, 0, 2);
        lua_pushlstring(L, item->code.p, item->code.n);
        lua_setfield(L, -2, "code");
        lua_pushlstring(L, text.p, text.n);
        lua_setfield(L, -2, "text");
        lua_rawseti(L, -2, ++n);
    }
    return 1;
}

/* ---- the answer as text ---- */

static void put_fact(lua_State *L, Buf *out, int answer, const char *field, const char *label)
{
    lua_getfield(L, answer, field);
    if (!lua_isnil(L, -1)) {
        buf_printf(out, "  %s", label);
        buf_str(out, sandbox_text(L, -1));
        buf_c(out, "\n");
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

static void put_part(Buf *out, Str part, const char *before)
{
    if (part.n)
        buf_printf(out, "%s%.*s", before, STR_ARG(part));
}

/* The entry on top: its place, id, what it is, why. */
static void put_entry(lua_State *L, Buf *out)
{
    Str file = take_str(L, -1, "file", "explain"), id = take_str(L, -1, "id", "explain");
    int64_t line = take_int(L, -1, "line", "explain", 0);
    buf_c(out, "   ");
    if (file.n)
        buf_printf(out, " %.*s:%lld", STR_ARG(file), (long long)line);
    put_part(out, id, file.n ? "  " : " ");
    put_part(out, take_str(L, -1, "text", "explain"), file.n || id.n ? "  " : " ");
    put_part(out, take_str(L, -1, "why", "explain"), "  — ");
    buf_c(out, "\n");
}

static void put_list(lua_State *L, Buf *out, int answer, const char *field, const char *label)
{
    if (!take_table(L, answer, field, "explain"))
        return;
    lua_Integer n = luaL_len(L, -1);
    buf_printf(out, "  %s%lld\n", label, (long long)n);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_geti(L, -1, i);
        put_entry(L, out);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

static void put_text(lua_State *L, Buf *out, int answer, bool english)
{
    put_part(out, take_str(L, answer, "figure", "explain"), "");
    put_part(out, take_str(L, answer, "name", "explain"), "  ");
    buf_c(out, "\n");
    put_fact(L, out, answer, "scope", english ? "scope: " : "范围：");
    put_fact(L, out, answer, "value", english ? "value: " : "值：");
    put_fact(L, out, answer, "definition", english ? "definition: " : "口径：");
    put_fact(L, out, answer, "rule", english ? "rule: " : "规则：");
    put_fact(L, out, answer, "source", english ? "source: " : "依据：");
    put_list(L, out, answer, "counted", english ? "counts: " : "计入：");
    put_list(L, out, answer, "left", english ? "does not count: " : "不计入：");
}

/* ---- asking ---- */

/* Files as messages call them, so that they can be clicked. An empty list is left out of JSON. */
static void show_files(lua_State *L, int answer, const char *field, Str shown, bool json)
{
    if (lua_getfield(L, answer, field) != LUA_TTABLE || (json && luaL_len(L, -1) == 0)) {
        lua_pop(L, 1);
        lua_pushnil(L);
        lua_setfield(L, answer, field);
        return;
    }
    for (lua_Integer i = 1, n = luaL_len(L, -1); i <= n; i++) {
        lua_geti(L, -1, i);
        if (lua_getfield(L, -1, "file") == LUA_TSTRING) {
            Str file = str_printf(host_of(L)->job, "%.*s/%s", STR_ARG(shown), lua_tostring(L, -1));
            lua_pushlstring(L, file.p, file.n);
            lua_setfield(L, -3, "file");
        }
        lua_pop(L, 2);
    }
    lua_pop(L, 1);
}

static void complain(lua_State *L, int answer)
{
    Host *h = host_of(L);
    const Str *near;
    Str zh = take_need(L, answer, "zh", "explain"), en = take_str(L, answer, "en", "explain");
    Str hint = take_str(L, answer, "hint", "explain"), hint_en = take_str(L, answer, "hint_en", "explain");
    size_t n = take_strs(L, answer, "near", "explain", &near);
    Buf list = buf_in(h->job);
    for (size_t i = 0; i < n; i++)
        buf_printf(&list, "%s%.*s", i ? "  " : "", STR_ARG(near[i]));
    diag_words(h->diag, DIAG_ERROR, "usage", (Pos){0}, zh, en.n ? en : zh);
    if (n)
        diag_hint(h->diag, "相近的有：%.*s", "near it: %.*s", STR_ARG(buf_view(&list)));
    else if (hint.n)
        diag_hint_words(h->diag, hint, hint_en.n ? hint_en : hint);
}

static void push_given(lua_State *L, const Explain *asked)
{
    lua_createtable(L, 0, (int)asked->ngiven);
    for (size_t i = 0; i < asked->ngiven; i++) {
        lua_pushlstring(L, asked->given[i].name.p, asked->given[i].name.n);
        lua_pushlstring(L, asked->given[i].value.p, asked->given[i].value.n);
        lua_rawset(L, -3);
    }
}

static bool given_is_known(lua_State *L, const Explaining *k)
{
    Host *h = host_of(L);
    ExplainScopes scopes;
    read_scopes(L, &scopes);
    for (size_t i = 0; i < k->asked->ngiven; i++) {
        if (is_scope(&scopes, k->asked->given[i].name))
            continue;
        diag_error(h->diag, "usage", ((Pos){0}), "没有这个选项：--%.*s", "no such option: --%.*s", STR_ARG(k->asked->given[i].name));
        diag_hint(h->diag, "见 kanben help explain", "see kanben help explain");
        return false;
    }
    return true;
}

/* (module, the Explaining) */
static int run_explain(lua_State *L)
{
    Explaining *k = lua_touserdata(L, 2);
    lua_settop(L, 1);
    luaL_checktype(L, 1, LUA_TTABLE);
    if (k->scopes) {
        read_scopes(L, k->scopes);
        return 0;
    }
    if (!given_is_known(L, k))
        return 0;
    if (lua_getfield(L, 1, "explain") != LUA_TFUNCTION)
        return host_fail(L, "explain.lua 应返回 {scopes=…, explain=…}", "explain.lua must return {scopes=…, explain=…}");
    bind_site(L);
    lua_pushlstring(L, k->asked->figure.p, k->asked->figure.n);
    push_given(L, k->asked);
    lua_pushlightuserdata(L, k);
    lua_pushcclosure(L, faults_of, 1);
    lua_call(L, 4, 1);
    int answer = lua_gettop(L);
    luaL_checktype(L, answer, LUA_TTABLE);
    if (lua_getfield(L, answer, "zh") != LUA_TNIL) {
        complain(L, answer);
        return 0;
    }
    lua_pop(L, 1);
    show_files(L, answer, "counted", k->shown, k->asked->json);
    show_files(L, answer, "left", k->shown, k->asked->json);
    if (k->asked->json) {
        markup_json(L, k->out, answer, 0);
        buf_c(k->out, "\n");
    } else {
        put_text(L, k->out, answer, k->asked->english);
    }
    k->answered = true;
    return 0;
}

static bool run_module(Host *h, Explaining *k, Diag *d)
{
    host_begin_job(h, h->a, d);
    h->may_see = VISIBLE_NEVER; /* for who has the content folder */
    lua_pushcfunction(h->L, sandbox_require);
    lua_pushliteral(h->L, "explain");
    HostLimits limits = {HOST_TABLE_STEPS, HOST_PLAN_MEMORY};
    if (!host_call(h, 1, 1, limits, "script", d))
        return false;
    lua_pushcfunction(h->L, run_explain);
    lua_insert(h->L, -2);
    lua_pushlightuserdata(h->L, k);
    return host_call(h, 2, 0, limits, "script", d);
}

static bool has_module(const Host *h)
{
    Arena *scratch = arena_open();
    bool there = file_exists(file_join(scratch, h->o.lua, STR("explain.lua")));
    arena_close(scratch);
    return there;
}

bool host_explain(Host *h, Site *s, const Explain *asked, Str shown, const Diag *faults, Buf *out, Diag *d)
{
    h->site = s;
    if (!has_module(h)) {
        diag_error(d, "usage", ((Pos){0}), "这个项目没有 lua/explain.lua，说不出数字的来历", "this project has no lua/explain.lua to explain figures");
        return false;
    }
    Explaining k = {.asked = asked, .faults = faults, .shown = shown, .out = out};
    return run_module(h, &k, d) && k.answered;
}

bool host_explain_scopes(Host *h, ExplainScopes *scopes, Diag *d)
{
    Explaining k = {.scopes = scopes};
    *scopes = (ExplainScopes){0};
    return has_module(h) && run_module(h, &k, d);
}
