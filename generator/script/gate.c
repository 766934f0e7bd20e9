/*
 * What no public output may say. lua/gate.lua names what to look for and judges what was found:
 *
 *     return function(site) return {
 *         {digits = 11, judge = function(hit) … end},           -- runs of at least so many digits
 *         {words = {"@", "…"}, judge = function(hit) … end},     -- wherever one of these stands
 *     } end
 *
 * The function runs once, after the plan, and sees everything, so words may come from secret fields. A
 * judge gets {text, raw, before, after} (of the same line) and answers nil or what is wrong: {zh, en, hint,
 * hint_en, code, secret = the words that must not be said}. All looking is done here, in one pass over the
 * words of an output; scripts are called for what was found only.
 */
#include <assert.h>
#include <string.h>

#include "base/file.h"
#include "script/look.h"

static const char gate_key[] = "gate";

enum { HITS_MOST = 50 }; /* reported for one output: who has more has seen enough */

struct Gate {
    const Scans *scans;
};

/* ---- reading lua/gate.lua ---- */

/* (the module) */
static int read_gate(lua_State *L)
{
    Host *h = host_of(L);
    if (lua_type(L, 1) != LUA_TFUNCTION)
        return host_fail(L, "gate.lua 应返回 function(site)", "gate.lua should return function(site)");
    bind_site(L);
    lua_call(L, 1, 1);
    if (lua_type(L, 1) != LUA_TTABLE)
        return host_fail(L, "gate.lua 的函数应返回一张表：{{words = {…}, judge = function(hit) … end}, …}",
                         "the function of gate.lua should return a table: {{words = {…}, judge = function(hit) … end}, …}");
    h->gate->scans = scans_read(L, 1, h->a, "gate.lua");
    for (lua_Integer i = luaL_len(L, 1); i > 0; i--) {
        lua_geti(L, 1, i);
        if (lua_getfield(L, -1, "judge") != LUA_TFUNCTION)
            host_fail(L, "gate.lua 的每一项要有函数 judge", "each entry of gate.lua needs a function judge");
        lua_pop(L, 2);
    }
    lua_pushvalue(L, 1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, gate_key);
    return 0;
}

static bool gate_is_there(const Host *h)
{
    Arena *scratch = arena_open();
    bool there = file_exists(file_join(scratch, h->o.lua, STR("gate.lua")));
    arena_close(scratch);
    return there;
}

bool host_gate_open(Host *h, Diag *d)
{
    if (!gate_is_there(h))
        return true;
    host_begin_job(h, h->a, d);
    h->may_see = VISIBLE_NEVER;
    HostLimits limits = host_plan_limits(h);
    h->gate = arena_new(h->a, Gate);
    *h->gate = (Gate){0};
    lua_pushcfunction(h->L, sandbox_require);
    lua_pushliteral(h->L, "gate");
    if (!host_call(h, 1, 1, limits, "gate", d))
        return false;
    lua_pushcfunction(h->L, read_gate);
    lua_insert(h->L, -2);
    return host_call(h, 1, 0, limits, "gate", d);
}

bool host_has_gate(const Host *h)
{
    return h->gate != NULL;
}

/* ---- looking ---- */

typedef struct Looking {
    Look look; /* first: judge gets it */
    Str output, scope;
    Map said;  /* secrets reported */
} Looking;

/* Where an author wrote the words: first in the part that the output belongs to. */
static Pos written_at(const Host *h, Str words, Str scope)
{
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < h->model.count; i++) {
            const SiteTable *t = site_table(h->site, &h->model.collections[i]);
            const Source *last = NULL;
            for (size_t j = 0; j < t->count; j++) {
                const Source *source = t->rows[j]->source;
                bool here = str_equal(site_scope(h->site, source->path), scope) == (round == 0);
                size_t at = here && source != last ? str_find(source->text, words, 0) : source->text.n;
                last = source;
                if (at < source->text.n)
                    return source_pos(source, at);
            }
        }
    return (Pos){0};
}

/* Report what the judge answered, the table at the top of the stack; secret: the words found. */
static void report(lua_State *L, Looking *k, Str found)
{
    static const char *const known[] = {"zh", "en", "hint", "hint_en", "code", "secret", NULL};
    Host *h = host_of(L);
    int said = lua_gettop(L);
    take_known(L, said, "gate", known);
    Str zh = take_need(L, said, "zh", "gate"), en = take_str(L, said, "en", "gate");
    Str hint = take_str(L, said, "hint", "gate"), hint_en = take_str(L, said, "hint_en", "gate");
    Str secret = take_str(L, said, "secret", "gate"), code = take_str(L, said, "code", "gate");
    secret = secret.n ? secret : found;
    if (map_find(&k->said, secret) || k->said.count >= HITS_MOST)
        return;
    *map_at(&k->said, str_copy(h->job, secret)) = k;
    diag_words(h->diag, DIAG_ERROR, code.n ? str_c(h->job, code) : "gate", written_at(h, secret, k->scope),
               str_printf(h->job, "%.*s（%.*s）", STR_ARG(zh), STR_ARG(k->output)),
               str_printf(h->job, "%.*s (%.*s)", STR_ARG(en.n ? en : zh), STR_ARG(k->output)));
    diag_hint_words(h->diag, hint, hint_en.n ? hint_en : hint);
    diag_secret(h->diag, secret);
}

static void judge(lua_State *L, Look *look, int scan, Str text, Str groups, size_t start, size_t end)
{
    luaL_checkstack(L, 10, NULL);
    lua_rawgetp(L, LUA_REGISTRYINDEX, gate_key);
    int list = lua_gettop(L);
    lua_geti(L, list, scan + 1);
    lua_getfield(L, -1, "judge");
    look_push_hit(L, look, text, groups, start, end);
    lua_call(L, 1, 1);
    if (lua_istable(L, -1))
        report(L, (Looking *)look, str_slice(look->words, start, end));
    lua_settop(L, list - 1);
}

/* (light userdata: the Looking) */
static int look(lua_State *L)
{
    Looking *k = lua_touserdata(L, 1);
    look_through(L, &k->look);
    return 0;
}

bool host_gate(Host *h, Str output, Str scope, Str words, Arena *scratch, Diag *d)
{
    if (!h->gate)
        return true;
    host_begin_job(h, scratch, d);
    Buf all = buf_in(scratch);
    buf_printf(&all, "%.*s\n%.*s", STR_ARG(output), STR_ARG(words));
    Looking k = {{.words = buf_view(&all), .scans = h->gate->scans, .found = judge}, output, scope, map_in(scratch)};
    HostLimits limits = {HOST_PAGE_STEPS + (int64_t)words.n * 50, HOST_PAGE_MEMORY};
    lua_pushcfunction(h->L, look);
    lua_pushlightuserdata(h->L, &k);
    return host_call(h, 1, 0, limits, "gate", d) && !k.said.count;
}
