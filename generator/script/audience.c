/*
 * Who may see what a script reads. A job makes something for everybody or for the office, by the path
 * of its output: what stands below internal/ is for the office, all else is public, and so is the plan.
 * What is more secret than that cannot be read in it at all: not from a row, not in a condition, not by a
 * query. So no template can print it by mistake.
 *
 * Rules that judge by secret fields and answer with something that may be known (whether a photo may
 * be shown, a count) are functions of lua/ wrapped in inside(f): while one runs it sees what the
 * checks see. Each is written where it is made, and templates cannot make one.
 */
#include "script/host_imp.h"

void audience_of_output(Host *h, Str path)
{
    h->may_see = audience_is_public(path) ? VISIBLE_PUBLIC : VISIBLE_INTERNAL;
}

bool audience_is_public(Str path)
{
    return !str_starts(path, STR("internal/"));
}

const char *audience_name(Visibility v)
{
    static const char *const names[] = {[VISIBLE_PUBLIC] = "public", [VISIBLE_INTERNAL] = "internal",
                                        [VISIBLE_NEVER] = "never"};
    return names[v];
}

void audience_refuse(lua_State *L, Str table, Str field, Visibility v)
{
    if (host_of(L)->may_see == VISIBLE_PUBLIC)
        host_fail(L, "公开的输出不能读 %.*s 的“%.*s”（visible = \"%s\"）；要据此判断，写成 lua/ 里的函数，用 inside 包起来",
                  "a public output cannot read of %.*s \"%.*s\" (visible = \"%s\"); to judge by it, wrap a function of lua/ in inside",
                  STR_ARG(table), STR_ARG(field), audience_name(v));
    host_fail(L, "输出不能读 %.*s 的“%.*s”（visible = \"%s\"）", "no output can read of %.*s \"%.*s\" (visible = \"%s\")",
              STR_ARG(table), STR_ARG(field), audience_name(v));
}

void audience_check_field(lua_State *L, const Collection *c, const Field *f)
{
    if (f->visibility > host_of(L)->may_see)
        audience_refuse(L, c->name, f->name, f->visibility);
}

void audience_check_rows(lua_State *L, const Collection *c)
{
    if (c->visibility > host_of(L)->may_see)
        audience_refuse(L, c->name, c->label, c->visibility);
}

/* The collection that has rows in a file of the content, or NULL. */
static const SiteTable *table_of_file(const Host *h, Str path)
{
    for (size_t i = 0; i < h->model.count; i++) {
        const SiteTable *t = site_table(h->site, &h->model.collections[i]);
        for (size_t k = 0; k < t->count; k++)
            if (str_equal(t->rows[k]->path, path))
                return t;
    }
    return NULL;
}

void audience_check_file(lua_State *L, Str path)
{
    static const char *const ends[] = {".csv", ".txt", ".xlsx", ".et", ".md", NULL}; /* what rows are read from */
    bool may_have_rows = false;
    for (const char *const *e = ends; *e; e++)
        may_have_rows |= str_ends(path, str_of(*e));
    const SiteTable *t = may_have_rows ? table_of_file(host_of(L), path) : NULL;
    if (!t)
        return;
    audience_check_rows(L, t->collection);
    for (size_t i = 0; i < t->collection->nfields; i++)
        audience_check_field(L, t->collection, &t->collection->fields[i]);
    if (t->nextras && host_of(L)->may_see < VISIBLE_INTERNAL)
        audience_refuse(L, t->collection->name, t->extras[0], VISIBLE_INTERNAL);
}

/* upvalue: the function; an error on the way resets nothing: who catches it does (host_pcall). */
static int call_inside(lua_State *L)
{
    Host *h = host_of(L);
    Visibility before = h->may_see;
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    h->may_see = VISIBLE_NEVER;
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    h->may_see = before;
    return lua_gettop(L);
}

static bool called_by_module(lua_State *L)
{
    lua_Debug ar;
    Host *h = host_of(L);
    if (!lua_getstack(L, 1, &ar) || !lua_getinfo(L, "S", &ar) || ar.source[0] != '@')
        return false;
    Str name = str_of(ar.source + 1), folder = h->o.lua_shown;
    return str_starts(name, folder) && name.n > folder.n && (!folder.n || name.p[folder.n] == '/') &&
           !str_starts(name, h->o.templates_shown);
}

static int make_inside(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TFUNCTION);
    if (!called_by_module(L))
        return host_fail(L, "inside 只能在 lua/ 的模块里用", "inside is for modules in lua/ only");
    lua_settop(L, 1);
    lua_pushcclosure(L, call_inside, 1);
    return 1;
}

void audience_open(lua_State *L)
{
    sandbox_globals(L);
    lua_pushcfunction(L, make_inside);
    lua_setfield(L, -2, "inside");
    lua_pop(L, 1);
}
