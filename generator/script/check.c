/*
 * The model at work: reading it, and running its checks over the rows.
 *
 * A check is a function (site, report). Each runs on its own, so that one that fails does not hide
 * what the others find. Those that set nothing aside (side_checks) need not be waited for: they have a process
 * of their own, in which the site stays as the other checks left it.
 */
#include <assert.h>
#include <string.h>

#include "script/design.h"
#include "script/host_imp.h"
#include "text/unicode.h"
#include "text/unicode_form.h"

static const char checks_key[] = "checks", side_key[] = "side checks", proofs_key[] = "proofs";

/* ---- the model ---- */

/* Run lua/model.lua and keep its functions. */
static int run_model(lua_State *L)
{
    lua_pushcfunction(L, sandbox_require);
    lua_pushliteral(L, "model");
    lua_call(L, 1, 1);
    if (lua_type(L, -1) != LUA_TTABLE)
        return host_fail(L, "lua/model.lua 应返回内容模型：return {collections = {…}}", "lua/model.lua should return the content model: return {collections = {…}}");
    lua_getfield(L, -1, "checks");
    lua_rawsetp(L, LUA_REGISTRYINDEX, checks_key);
    bool has_side = lua_getfield(L, -1, "side_checks") == LUA_TTABLE;
    host_of(L)->side_checks = has_side ? (size_t)luaL_len(L, -1) : 0;
    lua_rawsetp(L, LUA_REGISTRYINDEX, side_key);
    lua_getfield(L, -1, "proofs");
    lua_rawsetp(L, LUA_REGISTRYINDEX, proofs_key);
    lua_getfield(L, -1, "late_checks");
    lua_rawsetp(L, LUA_REGISTRYINDEX, late_key);
    host_of(L)->model.values = lua_getfield(L, -1, "value") == LUA_TFUNCTION;
    lua_rawsetp(L, LUA_REGISTRYINDEX, value_key);
    lua_pushcfunction(L, model_read);
    lua_insert(L, -2);
    lua_call(L, 1, 0);
    return 0;
}

const Model *host_model(Host *h, Diag *d)
{
    HostLimits limits = host_plan_limits(h);
    host_begin_job(h, h->a, d);
    h->job_number = 0;
    lua_pushcfunction(h->L, run_model);
    if (!host_call(h, 0, 0, limits, "model", d))
        return NULL;
    Pos pos = {host_source(h, false, STR("model.lua"), d), 0, 0};
    return model_check(&h->model, pos, d) ? &h->model : NULL;
}

/* ---- report ---- */

typedef struct Place {
    const Row *row;
    Pos pos;
} Place;

static Place row_place(lua_State *L, const Row *row)
{
    Place p = {row, row_pos(row)};
    Str name = take_str(L, 1, "field", "report");
    if (!name.n)
        return p;
    int field = model_field_by_key(row->collection, name);
    if (field < 0)
        host_fail(L, "%.*s 没有字段“%.*s”", "%.*s has no field \"%.*s\"", STR_ARG(row->collection->name), STR_ARG(name));
    p.pos = value_pos(row, &row->collection->fields[field], row_value(row, field));
    return p;
}

static const Row *row_of_source(const Host *h, const Source *source)
{
    return source ? site_document(h->site, site_path(h->site, source)) : NULL;
}

/* A node, or so many bytes into its text, which is a part of the file unless a script made it. */
static Place node_place(lua_State *L, const Node *node)
{
    Place p = {row_of_source(host_of(L), node->pos.source), node->pos};
    int64_t offset = take_int(L, 1, "offset", "report", 0);
    const Source *source = node->pos.source;
    Str text = node->kind == NODE_TEXT ? node->as.text : STR_NONE;
    bool inside = source && text.n && text.p >= source->text.p && text.p + text.n <= source->text.p + source->text.n;
    if (inside && offset > 0 && (size_t)offset < text.n)
        p.pos = source_pos(source, (size_t)(text.p - source->text.p) + (size_t)offset);
    return p;
}

/* A hit of site.look. */
static Place hit_place(lua_State *L, int index)
{
    Place p = {0};
    lua_getfield(L, index, "row");
    p.row = bind_to_row(L, -1);
    lua_getfield(L, index, "source");
    p.pos.source = lua_islightuserdata(L, -1) ? lua_touserdata(L, -1) : NULL;
    p.pos.line = (uint32_t)take_int(L, index, "line", "report", 0);
    p.pos.column = (uint32_t)take_int(L, index, "column", "report", 0);
    return p;
}

static Place place_of(lua_State *L)
{
    Place p = {0};
    int type = lua_getfield(L, 1, "at");
    int index = lua_gettop(L);
    const Row *row = bind_to_row(L, index);
    const Node *node = row ? NULL : node_to(L, index);
    if (row)
        p = row_place(L, row);
    else if (node)
        p = node_place(L, node);
    else if (type == LUA_TTABLE)
        p = hit_place(L, index);
    else if (type == LUA_TNIL && host_of(L)->frozen) /* of a book: the script's own place */
        p.pos = host_where(L, 1);
    else if (type != LUA_TNIL)
        host_fail(L, "report 的 at 应是记录或节点", "at of report is a row or a node");
    return p;
}

static DiagLevel level_at(lua_State *L)
{
    Str level = take_str(L, 1, "level", "report");
    if (!level.n || str_equal(level, STR("error")))
        return DIAG_ERROR;
    if (str_equal(level, STR("warning")))
        return DIAG_WARNING;
    if (!str_equal(level, STR("note")))
        host_fail(L, "report 的 level 应是 error、warning 或 note", "level of report is error, warning or note");
    return DIAG_NOTE;
}

static int check_report(lua_State *L)
{
    static const char *const fields[] = {"level", "code", "at", "field", "zh", "en", "hint", "hint_en",
                                         "aside", "offset", "secret", NULL};
    Host *h = host_of(L);
    luaL_checktype(L, 1, LUA_TTABLE);
    host_charge(L, sizeof(DiagItem) * 4);
    take_known(L, 1, "report", fields);
    bool aside = take_bool(L, 1, "aside");
    if (aside && h->beside)
        return host_fail(L, "side_checks 里的检查不能让记录作废（aside）；这项检查应写在 checks 里",
                         "a check of side_checks sets nothing aside; this one belongs in checks");
    DiagLevel level = level_at(L);
    Place p = place_of(L);
    Str zh = take_need(L, 1, "zh", "report"), en = take_str(L, 1, "en", "report");
    Str hint = take_str(L, 1, "hint", "report"), hint_en = take_str(L, 1, "hint_en", "report");
    Str code = take_need(L, 1, "code", "report");
    diag_words(h->diag, level, str_c(h->job, code), p.pos, zh, en.n ? en : zh);
    diag_hint_words(h->diag, hint, hint_en.n ? hint_en : hint);
    Str secret = take_str(L, 1, "secret", "report");
    if (secret.n)
        diag_secret(h->diag, secret);
    if (p.row && row_key(p.row).n)
        diag_key(h->diag, row_key(p.row));
    if (p.row && !h->frozen && (aside || level == DIAG_ERROR))
        site_mark(h->site, p.row, aside);
    return 0;
}

void check_push_report(lua_State *L)
{
    lua_pushcfunction(L, check_report);
}

/* ---- patterns ---- */

static bool matches(lua_State *L, Str text, Str pattern)
{
    lua_pushliteral(L, "");
    lua_getfield(L, -1, "match");
    lua_pushlstring(L, text.p, text.n);
    lua_pushlstring(L, pattern.p, pattern.n);
    lua_call(L, 2, 1);
    bool good = !lua_isnil(L, -1);
    lua_pop(L, 2);
    return good;
}

/* In half width and with a hyphen for each dash (U+2010 to U+2015, the sign of minus). */
static Str plainly(Arena *a, Str text)
{
    Str s = unicode_form_nfkc(a, text);
    Buf out = buf_in(a);
    uint32_t rune;
    for (size_t i = 0; i < s.n;) {
        size_t n = unicode_decode(s, i, &rune);
        bool dash = (rune >= 0x2010 && rune <= 0x2015) || rune == 0x2212;
        buf_str(&out, dash ? STR("-") : str_slice(s, i, i + n));
        i += n;
    }
    return buf_view(&out);
}

/* How the pattern would have it, if plain signs, small letters or capitals are all that it lacks; else nothing. */
static Str meant_by(lua_State *L, Arena *a, Str text, Str pattern)
{
    Str plain = plainly(a, text);
    Str tried[] = {plain, str_upper(a, plain), str_lower(a, plain)};
    for (size_t i = 0; i < sizeof tried / sizeof *tried; i++)
        if (matches(L, tried[i], pattern))
            return tried[i];
    return STR_NONE;
}

static void check_pattern(lua_State *L, const Row *row, const Field *f, const Value *v)
{
    Host *h = host_of(L);
    if (v->kind != VALUE_TEXT || matches(L, v->text, f->pattern))
        return;
    diag_error(h->diag, f->faults[FAULT_BAD].code ? f->faults[FAULT_BAD].code : "value-pattern",
               value_pos(row, f, v), "%.*s的写法不对：%.*s", "%.*s is not written as it should be: %.*s",
               STR_ARG(f->name), STR_ARG(v->text));
    diag_key(h->diag, row_key(row));
    Str meant = meant_by(L, h->job, v->text, f->pattern);
    if (meant.n)
        diag_hint(h->diag, "写作 %.*s", "write %.*s", STR_ARG(meant));
    site_mark(h->site, row, false);
}

static int check_patterns(lua_State *L)
{
    Host *h = host_of(L);
    assert(h->site && !h->frozen);
    for (size_t i = 0; i < h->model.count; i++) {
        const Collection *c = &h->model.collections[i];
        const SiteTable *t = site_table(h->site, c);
        for (size_t j = 0; j < c->nfields; j++)
            for (size_t k = 0; c->fields[j].pattern.n && k < t->count; k++)
                check_pattern(L, t->rows[k], &c->fields[j], t->rows[k]->values[j]);
    }
    return 0;
}

/* ---- all checks ---- */

/* (number of the check, key of the list): answers false when there is none with this number */
static int run_check(lua_State *L)
{
    lua_Integer i = luaL_checkinteger(L, 1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, lua_touserdata(L, 2));
    if (lua_isnil(L, -1) || lua_geti(L, -1, i) == LUA_TNIL)
        return lua_pushboolean(L, 0), 1;
    bind_site(L);
    lua_pushcfunction(L, check_report);
    lua_call(L, 2, 0);
    lua_pushboolean(L, 1);
    return 1;
}

/* *there: whether the list has one of this number. */
static bool run_one(Host *h, const char *key, lua_Integer i, HostLimits limits, bool *there, Diag *d)
{
    enum { GARBAGE_MOST = 32 << 20 }; /* that a check may leave to the next, with all that is kept */
    *there = true;
    lua_pushcfunction(h->L, run_check);
    lua_pushinteger(h->L, i);
    lua_pushlightuserdata(h->L, (void *)(uintptr_t)key);
    if (!host_call(h, 2, 1, limits, "check", d))
        return false;
    *there = lua_toboolean(h->L, -1);
    lua_pop(h->L, 1);
    if (h->memory > GARBAGE_MOST)
        lua_gc(h->L, LUA_GCCOLLECT);
    return true;
}

bool check_run_all(Host *h, const char *key, HostLimits limits, Diag *d)
{
    bool good = true, more = true;
    for (lua_Integer i = 1; more; i++)
        good &= run_one(h, key, i, limits, &more, d);
    return good;
}

/* ---- proofreading ---- */

/* A model without proofs of its own: all that the rules find. */
static int report_lint(lua_State *L)
{
    static const char *const passed[] = {"code", "level", "zh", "en", "hint", "hint_en", NULL};
    lua_rawgetp(L, LUA_REGISTRYINDEX, proofs_key);
    if (!lua_isnil(L, -1))
        return 0;
    bind_site(L);
    lua_getfield(L, -1, "lint");
    lua_call(L, 0, 1);
    int list = lua_gettop(L);
    for (lua_Integer i = 1; i <= luaL_len(L, list); i++) {
        lua_geti(L, list, i);
        lua_pushcfunction(L, check_report);
        lua_newtable(L);
        for (int k = 0; passed[k]; k++) {
            lua_getfield(L, -3, passed[k]);
            lua_setfield(L, -2, passed[k]);
        }
        lua_pushvalue(L, -3);
        lua_setfield(L, -2, "at");
        lua_call(L, 1, 0);
        lua_settop(L, list);
    }
    return 0;
}

static bool proofread(Host *h, HostLimits limits, Diag *d)
{
    lua_pushcfunction(h->L, report_lint);
    bool good = host_call(h, 0, 0, limits, "check", d);
    return check_run_all(h, proofs_key, limits, d) && good;
}

bool host_check(Host *h, Site *s, Diag *d)
{
    h->site = s;
    HostLimits limits = host_plan_limits(h);
    host_begin_job(h, h->a, d);
    h->job_number = 0;
    h->may_see = VISIBLE_NEVER;
    lua_pushcfunction(h->L, check_patterns);
    bool good = host_call(h, 0, 0, limits, "check", d);
    good = check_run_all(h, checks_key, limits, d) && good;
    return (!h->o.proof || proofread(h, limits, d)) && good;
}

size_t host_side_checks(const Host *h)
{
    return h->side_checks;
}

bool host_check_beside(Host *h, size_t i, Diag *d)
{
    assert(h->site && !h->frozen && i < h->side_checks);
    host_begin_job(h, h->a, d);
    h->job_number = 0;
    h->may_see = VISIBLE_NEVER;
    h->beside = true;
    bool there;
    return run_one(h, side_key, (lua_Integer)i + 1, host_plan_limits(h), &there, d);
}

/* ---- fonts ---- */

typedef struct Wanted {
    FontConfig *config;
    bool good;
} Wanted;

/* (where to put it): run templates/fonts.lua */
static int run_fonts(lua_State *L)
{
    Host *h = host_of(L);
    Wanted *w = lua_touserdata(L, 1);
    const Source *source = host_source(h, true, STR("fonts.lua"), h->diag);
    if (!source || !host_load(h, source->text, source, h->diag))
        return 0;
    sandbox_env(L, true, 0);
    lua_setupvalue(L, -2, 1);
    lua_call(L, 0, 1);
    if (lua_type(L, -1) != LUA_TTABLE)
        return host_fail(L, "fonts.lua 应返回字体角色的列表 {{name = …}, …}", "fonts.lua should return the list of font roles {{name = …}, …}");
    Pos pos = {source, 0, 0};
    w->good = design_read_fonts(L, lua_gettop(L), h->a, w->config, pos, h->diag);
    return 0;
}

bool host_fonts(Host *h, FontConfig *config, Diag *d)
{
    Wanted w = {config, false};
    HostLimits limits = {HOST_PAGE_STEPS, HOST_PAGE_MEMORY};
    host_begin_job(h, h->a, d);
    lua_pushcfunction(h->L, run_fonts);
    lua_pushlightuserdata(h->L, &w);
    return host_call(h, 1, 0, limits, "fonts", d) && w.good;
}
