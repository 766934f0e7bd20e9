/*
 * Page templates at work: loading, layouts with blocks, partials, and the writers that templates
 * call for each value.
 *
 * A compiled template is a function of its globals (_ENV); it is made once for each file, in the parent
 * when the plan names it, so that workers inherit it. The page's text gathers in host->out.
 */
#include <assert.h>
#include <string.h>

#include "base/file.h"
#include "html/html.h"
#include "html/safe.h"
#include "html/text.h"
#include "script/host_imp.h"
#include "script/template.h"
#include "text/unicode.h"

static const char functions_key[] = "templates", blocks_key[] = "blocks";

/* ---- writers ---- */

/* Each is called with a value, its expression in words and the number of the text that comes behind, nil where none does; upvalue: the Template. */

static void put_text(lua_State *L, int index)
{
    const Template *t = lua_touserdata(L, lua_upvalueindex(1));
    size_t i = (size_t)lua_tointeger(L, index);
    if (i >= t->ntexts)
        luaL_error(L, "no such text");
    buf_str(host_of(L)->out, t->texts[i]);
}

/* Called with the number of the text alone. */
static int write_text(lua_State *L)
{
    put_text(L, 1);
    return 0;
}

static int write_behind(lua_State *L)
{
    if (!lua_isnil(L, 3))
        put_text(L, 3);
    return 0;
}

/* The text of the value; nil is an error that names the expression. */
static Str value_text_of(lua_State *L)
{
    if (lua_isnil(L, 1))
        host_fail(L, "没有值：%s", "no value: %s", lua_tostring(L, 2));
    if (lua_type(L, 1) == LUA_TSTRING) {
        Str s;
        s.p = lua_tolstring(L, 1, &s.n);
        return s;
    }
    if (lua_type(L, 1) > LUA_TSTRING && !luaL_getmetafield(L, 1, "__tostring"))
        host_fail(L, "%s 是 %s，不能直接写出", "%s is a %s and cannot be written", lua_tostring(L, 2), luaL_typename(L, 1));
    if (bind_to_row(L, 1))
        host_fail(L, "%s 是一条记录，请写它的字段", "%s is a row; write one of its fields", lua_tostring(L, 2));
    return sandbox_text(L, 1);
}

static int write_escaped(lua_State *L)
{
    html_escape(host_of(L)->out, value_text_of(L));
    return write_behind(L);
}

/* In the text of a page. */
static int write_words(lua_State *L)
{
    Str s = value_text_of(L);
    html_value(host_of(L)->out, s);
    return write_behind(L);
}

static int write_plain(lua_State *L)
{
    buf_str(host_of(L)->out, value_text_of(L));
    return write_behind(L);
}

static int write_address(lua_State *L)
{
    Str s = value_text_of(L);
    if (!html_address_is_safe(s))
        return host_fail(L, "不能用作地址：%.*s", "not allowed as an address: %.*s", STR_ARG(str_slice(s, 0, 100)));
    html_href(host_of(L)->out, s);
    return write_behind(L);
}

/* Of what the page loads and runs. */
static int write_local(lua_State *L)
{
    Str s = value_text_of(L);
    if (!html_address_is_local(s))
        return host_fail(L, "脚本、样式和框架只能用本站的地址：%.*s", "scripts, style sheets and frames are of this site only: %.*s",
                         STR_ARG(str_slice(s, 0, 100)));
    html_href(host_of(L)->out, s);
    return write_behind(L);
}

/* A value inside an address: everything that could end its part is %XX. */
static int write_query(lua_State *L)
{
    Buf *b = host_of(L)->out;
    Str s = value_text_of(L);
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     (c && strchr("-._~", c));
        if (plain)
            buf_byte(b, (char)c);
        else
            buf_printf(b, "%%%02X", c);
    }
    return write_behind(L);
}

static int write_json(lua_State *L)
{
    markup_json(L, host_of(L)->out, 1, 0);
    return write_behind(L);
}

/* Signs that end what a value stands for, and what loads something or hides the rest. */
static bool is_safe_in_css(Str s)
{
    static const char *const never[] = {"url(", "image-set(", "expression(", "/*", "*/", "@"};
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] < ' ' || strchr("<>{};\"'\\", s.p[i]))
            return false;
        for (size_t k = 0; k < sizeof never / sizeof *never; k++)
            if (s.n - i >= strlen(never[k]) && strncasecmp(s.p + i, never[k], strlen(never[k])) == 0)
                return false;
    }
    return true;
}

static int write_css(lua_State *L)
{
    Str s = value_text_of(L);
    if (!is_safe_in_css(s))
        return host_fail(L, "不能写进样式表：%.*s", "not allowed in a style sheet: %.*s", STR_ARG(str_slice(s, 0, 100)));
    buf_str(host_of(L)->out, s);
    return write_behind(L);
}

static int write_raw(lua_State *L)
{
    if (lua_type(L, 1) != LUA_TSTRING)
        return host_fail(L, "{{{ %s }}} 应是文字（markup 的结果），这里是 %s", "{{{ %s }}} takes a text (from markup), not a %s",
                         lua_tostring(L, 2), luaL_typename(L, 1));
    Host *h = host_of(L);
    Str s = value_text_of(L);
    const HostReady *ready = markup_ready(h, s);
    if (ready && ready->made) {
        html_put_stretch(&h->stretches, h->out, s, ready->made);
        return write_behind(L);
    }
    if (!ready) {
        ArenaMark mark = arena_mark(h->job);
        size_t bad = html_unsafe_at(h->job, s);
        arena_release(h->job, mark);
        if (bad < s.n)
            return host_fail(L, "{{{ }}} 写不得这样的标记：%.*s", "{{{ }}} may not write such markup: %.*s", STR_ARG(str_slice(s, bad, bad + 60)));
    }
    buf_str(h->out, s);
    return write_behind(L);
}

/* ---- blocks, layouts, partials ---- */

/* _def(name, f): a block of a file with a layout; the innermost file's wins. */
static int define_block(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, blocks_key);
    lua_pushvalue(L, 1);
    if (lua_rawget(L, -2) != LUA_TNIL)
        return 0;
    lua_pop(L, 1);
    lua_pushvalue(L, 1);
    lua_pushvalue(L, 2);
    lua_rawset(L, -3);
    return 0;
}

/* _blk(name, f): the block that was defined, else f. */
static int write_block(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, blocks_key);
    lua_pushvalue(L, 1);
    if (lua_rawget(L, -2) == LUA_TNIL)
        lua_pushvalue(L, 2);
    lua_call(L, 0, 0);
    return 0;
}

/* _lay(name): remembered under 1 until the file is through. */
static int use_layout(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, blocks_key);
    lua_pushvalue(L, 1);
    lua_rawseti(L, -2, 1);
    return 0;
}

static bool template_there(const Host *h, Str path)
{
    return file_exists(file_join(h->job, h->o.templates, path));
}

/* Push the template's function. false: reported in host->diag. */
static bool push_function(Host *h, Str path)
{
    luaL_checkstack(h->L, 20, NULL);
    if (!render_load(h, path, h->diag))
        return false;
    lua_rawgetp(h->L, LUA_REGISTRYINDEX, functions_key);
    lua_pushlstring(h->L, path.p, path.n);
    lua_rawget(h->L, -2);
    lua_remove(h->L, -2);
    return true;
}

static void push_template(lua_State *L, Str path)
{
    Host *h = host_of(L);
    reads_template(h, path);
    if (push_function(h, path))
        return;
    if (template_there(h, path))
        host_fail(L, "模板有错误，不能用：%.*s", "a template with errors: %.*s", STR_ARG(path));
    host_fail(L, "没有这个模板：%.*s", "no such template: %.*s", STR_ARG(path));
}

/* Globals for a partial: its arguments over those of the caller. */
static void push_partial_env(lua_State *L)
{
    lua_newtable(L);
    if (lua_istable(L, 3)) {
        seal_push_real(L, 3);
        lua_pushnil(L);
        while (lua_next(L, -2)) {
            lua_pushvalue(L, -2);
            lua_insert(L, -2);
            lua_rawset(L, -5);
        }
        lua_pop(L, 1);
    }
    lua_createtable(L, 0, 1);
    lua_pushvalue(L, 1);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
}

/* _inc(_ENV, name, args, sheet): sheet: it stands in <style>, which nothing in it may end. */
static int include(lua_State *L)
{
    Str path;
    bool sheet = lua_toboolean(L, 4);
    path.p = luaL_checklstring(L, 2, &path.n);
    size_t from = host_of(L)->out->n;
    push_template(L, path);
    push_partial_env(L);
    lua_call(L, 1, 0);
    Str written = buf_view(host_of(L)->out);
    if (sheet && str_find(written, STR("</"), from) < written.n)
        return host_fail(L, "%.*s 里不能有“</”", "%.*s may not have </ in it", STR_ARG(path));
    return 0;
}

/* ---- loading ---- */

static void push_writers(lua_State *L, Template *t)
{
    assert(t->lua.n);
    static const lua_CFunction writers[] = {write_text, write_escaped, write_words, write_address, write_local, write_query, write_json,
                                            write_css, write_plain, write_raw};
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
        lua_pushlightuserdata(L, t);
        lua_pushcclosure(L, writers[i], 1);
    }
    static const lua_CFunction others[] = {write_block, define_block, include, use_layout};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        lua_pushcfunction(L, others[i]);
}

/* A layout or partial that source names: reported there when it is missing. */
static bool load_need(Host *h, const Source *source, Str path, Diag *d)
{
    if (render_load(h, path, d))
        return true;
    if (!template_there(h, path))
        diag_error(d, "template-missing", source_pos(source, str_find(source->text, path, 0)), "没有这个模板：%.*s",
                   "there is no template %.*s", STR_ARG(path));
    return false;
}

static bool load(Host *h, Str path, Diag *d)
{
    enum { WRITERS = 14 };
    Str normal;
    if (!link_normal(h->a, path, &normal) || !str_equal(normal, path)) {
        diag_error(d, "template", ((Pos){0}), "模板的路径不对：%.*s", "not a path of a template: %.*s", STR_ARG(path));
        return false;
    }
    if (!template_there(h, path))
        return false; /* for who names it to report */
    const Source *source = host_source(h, true, path, d);
    Template *t = arena_new(h->a, Template);
    if (!source || !template_compile(h->a, source, t, d) || !host_load_template(h, t->lua, source, d))
        return false;
    push_writers(h->L, t);
    lua_call(h->L, WRITERS, 1); /* only binds locals and answers a function */
    bool good = true;
    *map_at(&h->templates, str_copy(h->a, path)) = t; /* before its needs: they may name it */
    lua_rawgetp(h->L, LUA_REGISTRYINDEX, functions_key);
    lua_pushlstring(h->L, path.p, path.n);
    lua_pushvalue(h->L, -3);
    lua_rawset(h->L, -3);
    lua_pop(h->L, 2);
    for (size_t i = 0; i < t->nneeds; i++)
        good = load_need(h, source, t->needs[i], d) && good;
    return good;
}

bool render_load(Host *h, Str path, Diag *d)
{
    return map_find(&h->templates, path) || load(h, path, d);
}

Pos host_template_pos(Host *h, Str template, Str words)
{
    const Source *source = map_find(&h->templates, template) ? host_source(h, true, template, h->diag) : NULL;
    size_t at = source ? str_find(source->text, words, 0) : 0;
    return source && at < source->text.n ? source_pos(source, at) : (Pos){source, 0, 0};
}

/* ---- a page ---- */

/* The layout that the file just run asked for; empty: none. */
static Str take_layout(lua_State *L)
{
    Str path = STR_NONE;
    lua_rawgetp(L, LUA_REGISTRYINDEX, blocks_key);
    if (lua_rawgeti(L, -1, 1) == LUA_TSTRING)
        path = take_copy(L, -1, host_of(L)->job);
    lua_pushnil(L);
    lua_rawseti(L, -3, 1);
    lua_pop(L, 2);
    return path;
}

/* Called with the page's globals (index 1) and template (index 2). */
static int render_page(lua_State *L)
{
    enum { LAYOUTS_MOST = 20 };
    Str path = take_copy(L, 2, host_of(L)->job);
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, blocks_key);
    for (int n = 0; path.n; n++) {
        if (n == LAYOUTS_MOST)
            return host_fail(L, "layout 套了%d层以上", "layouts are nested more than %d deep", LAYOUTS_MOST);
        push_template(L, path);
        lua_pushvalue(L, 1);
        lua_call(L, 1, 0);
        path = take_layout(L);
    }
    return 0;
}

void render_open(lua_State *L)
{
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, functions_key);
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, blocks_key);
}

/* (number of the page) */
static int run_page(lua_State *L)
{
    size_t i = (size_t)lua_tointeger(L, 1);
    lua_settop(L, 0);
    plan_push_page(L, i);
    return render_page(L);
}

/* The page may be that of out itself. */
static void set_page(Buf *out, Str page)
{
    if (page.p != out->p)
        *out = (Buf){out->arena, (char *)(uintptr_t)page.p, page.n, page.n};
}

/* What is done to a whole page of HTML. Styles come last: they are cut to the classes that the page has then. */
static void finish_page(Host *h, Arena *scratch, Buf *out)
{
    set_page(out, html_text_tails(scratch, buf_view(out), &h->stretches));
    size_t before = out->n, behind;
    set_page(out, style_cut(h->styles, scratch, buf_view(out), &behind));
    html_move_stretches(&h->stretches, before, out->n, behind);
}

const HtmlStretches *host_stretches(const Host *h)
{
    return &h->stretches;
}

bool host_render(Host *h, size_t i, Arena *scratch, Buf *out, Diag *d)
{
    host_begin_job(h, scratch, d);
    assert(out->arena == scratch);
    h->out = out;
    buf_reserve(out, h->page_bytes + h->page_bytes / 4);
    h->page_path = plan_path(h, i);
    h->round = plan_page_at(h, i)->round;
    audience_of_output(h, h->page_path);
    plan_note_sources(h, h->page_path);
    const PlannedPage *page = plan_page_at(h, i);
    sources_tables(h, page->prints, page->nprints, page->scope);
    lua_pushcfunction(h->L, run_page);
    lua_pushinteger(h->L, (lua_Integer)i);
    HostLimits limits = {HOST_PAGE_STEPS, HOST_PAGE_MEMORY};
    bool good = host_call(h, 1, 0, limits, "template", d);
    size_t valid = unicode_check(buf_view(out));
    if (good && valid < out->n) {
        diag_error(d, "output-encoding", ((Pos){0}), "%.*s：写出的不是 UTF-8（第 %zu 个字节起）",
                   "%.*s: what was written is not UTF-8 (from byte %zu on)", STR_ARG(h->page_path), valid + 1);
        good = false;
    }
    if (good && str_ends(h->page_path, STR(".html")))
        finish_page(h, scratch, out);
    h->page_bytes = out->n;
    h->out = NULL;
    h->page_path = STR_NONE;
    return good;
}
