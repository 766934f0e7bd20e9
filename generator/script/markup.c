/*
 * Document trees and addresses for pages: markup, plain, url, asset, escape, json, once.
 *
 * Addresses are relative to the page that is being made; what an author's link means is link.h's
 * matter, which page shows it the plan's.
 */
#include <string.h>

#include "base/file.h"
#include "html/html.h"
#include "read/markdown.h"
#include "script/host_imp.h"
#include "site/link.h"
#include "text/unicode.h"

static const char once_key[] = "once", urls_key[] = "urls";

enum { URLS_MOST = 1000 }; /* addresses kept: the navigation of a large site, not all that its lists lead to */

static void want_page(lua_State *L, const char *what)
{
    if (!host_of(L)->page_path.n)
        host_fail(L, "%s 只能在页面模板中用", "%s is for page templates only", what);
}

/* ---- addresses ---- */

static Str with_fragment(Arena *a, Str address, Str fragment)
{
    return fragment.n ? str_printf(a, "%.*s#%.*s", STR_ARG(address), STR_ARG(fragment)) : address;
}

static Str document_address(const Host *h, Arena *a, const Row *row, Str fragment)
{
    Str path, place;
    if (!link_page(row, h->page_path, &path, &place))
        return STR_NONE;
    if (str_equal(path, h->page_path) && (fragment.n || place.n))
        return with_fragment(a, STR_NONE, fragment.n ? fragment : place);
    return with_fragment(a, link_relative(a, h->page_path, path), fragment.n ? fragment : place);
}

static Str asset_address(Host *h, Arena *a, Str from)
{
    const PlannedAsset *asset = plan_asset(h, from, false, h->page_path);
    if (asset)
        reads_picture(h, from);
    return asset ? link_relative(a, h->page_path, asset->path) : STR_NONE;
}

/* A place in a book as readers of PDF understand it (RFC 8118): its page, where that is known by now, else its name. */
static Str book_address(Host *h, Arena *a, Str path, Str place, Pos pos)
{
    if (!plan_has(h, path) || (h->may_see == VISIBLE_PUBLIC && !audience_is_public(path)))
        return STR_NONE;
    Str address = link_relative(a, h->page_path, plan_nearest_book(h, path, h->page_path)); /* a site's folder may be carried away alone */
    if (!place.n)
        return address;
    const MadeOutput *made = h->round > plan_round(h, path) ? map_find(&h->outputs, path) : NULL;
    if (!made || !made->places.n)
        return str_printf(a, "%.*s#nameddest=%.*s", STR_ARG(address), STR_ARG(place));
    reads_note(h, READ_OUTPUT, path);
    size_t page = made_place(made->places, place);
    if (!page)
        diag_error(h->diag, "link-anchor", pos, "%.*s 里没有这个位置：#%.*s", "%.*s has no such place: #%.*s", STR_ARG(path), STR_ARG(place));
    return page ? str_printf(a, "%.*s#page=%zu", STR_ARG(address), page) : address;
}

static Str resolve_address(void *self, Arena *a, Str href, Pos pos)
{
    Host *h = self;
    LinkTarget t = link_target(a, h->site, site_path(h->site, pos.source), href);
    switch (t.kind) {
    case LINK_OUTSIDE: case LINK_HERE: return href;
    case LINK_DOCUMENT: return document_address(h, a, t.row, t.fragment);
    case LINK_FILE: return asset_address(h, a, t.path);
    case LINK_BOOK: return book_address(h, a, t.path, t.fragment, pos);
    case LINK_BROKEN: break;
    }
    if (!site_path(h->site, pos.source).n) /* links in content were reported when it was read */
        diag_warn(h->diag, "link-missing", pos, "链接指向的内容不存在：%.*s", "the link leads nowhere: %.*s",
                  STR_ARG(href));
    return STR_NONE;
}

/* What the place is called that a reference leads to, when the tree around it does not have it. */
static Str resolve_name(void *self, Arena *a, const Node *ref)
{
    Host *h = self;
    Str written = site_path(h->site, ref->pos.source);
    LinkTarget t = link_target(a, h->site, written, ref->as.link.href);
    const Row *row = t.kind == LINK_HERE ? site_document(h->site, written) : t.kind == LINK_DOCUMENT ? t.row : NULL;
    Str name = row ? link_name(a, row, t.fragment, (RefShow)ref->level) : STR_NONE;
    if (!name.n && !written.n) /* those in content were reported when it was read */
        diag_error(h->diag, "ref-missing", ref->pos, "引用的位置不存在：%.*s", "the place referred to does not exist: %.*s",
                   STR_ARG(ref->as.link.href));
    return name;
}

static bool resolve_image(void *self, Arena *a, Str href, Pos pos, HtmlImage *image)
{
    Host *h = self;
    LinkTarget t = link_target(a, h->site, site_path(h->site, pos.source), href);
    const PlannedAsset *asset =
        t.kind == LINK_FILE ? plan_asset(h, t.path, false, h->page_path) : NULL;
    if (!asset)
        return false;
    (void)a;
    page_picture(h, asset, STR_NONE, image);
    return true;
}

/* ---- markup ---- */

/* The tree that the value at index stands for: a node, a list of contents, or Markdown. */
static const Node *tree_at(lua_State *L, int index, bool single)
{
    Host *h = host_of(L);
    const Node *node = node_to(L, index);
    if (node)
        return node;
    Pos pos = host_where(L, 1);
    if (lua_type(L, index) != LUA_TSTRING) {
        NodeList kids = {0};
        node_kids(L, index, !single, &kids);
        return doc_done(h->job, doc_node(h->job, single ? NODE_PARA : NODE_SECTION, pos), &kids);
    }
    Str text = take_copy(L, index, h->job);
    if (unicode_check(text) < text.n)
        host_fail(L, "文字不是正确的 UTF-8", "the text is not valid UTF-8");
    host_charge(L, text.n * MARKDOWN_COST);
    node = single ? markdown_inline(h->job, text, pos, h->diag)
                  : markdown_text(h->job, text, pos, (MarkdownOptions){false}, h->diag);
    if (!node)
        host_fail(L, "这段 Markdown 不能读", "this Markdown cannot be read");
    return node;
}

static HtmlContext context_of(lua_State *L, bool *single)
{
    static const char *const fields[] = {"shift", "prefix", "inline", NULL};
    HtmlContext k = {.address = resolve_address, .image = resolve_image, .label = resolve_name, .self = host_of(L), .site = true};
    if (lua_isnoneornil(L, 2))
        return k;
    luaL_checktype(L, 2, LUA_TTABLE);
    take_known(L, 2, "markup", fields);
    int64_t shift = take_int(L, 2, "shift", "markup", 0);
    k.heading_shift = (uint8_t)(shift < 0 ? 0 : shift > 5 ? 5 : shift);
    k.id_prefix = take_str(L, 2, "prefix", "markup");
    *single = take_bool(L, 2, "inline");
    return k;
}

static int base_markup(lua_State *L)
{
    Host *h = host_of(L);
    want_page(L, "markup");
    luaL_checkany(L, 1);
    if (lua_isnil(L, 1))
        return host_fail(L, "markup 得到的是空值（nil）", "markup was given nil");
    bool single = false;
    HtmlContext k = context_of(L, &single);
    if (str_ends(h->page_path, STR(".html"))) {
        k.made = arena_new(h->job, HtmlMade);
        *k.made = (HtmlMade){.arena = h->job};
    }
    const Node *node = tree_at(L, 1, single);
    reads_tree(h, node);
    sources_tree(h, node);
    Buf b = buf_in(h->job);
    buf_reserve(&b, h->markup_bytes + h->markup_bytes / 4);
    if (single || node->kind == NODE_SECTION)
        html_write_kids(&b, node, &k);
    else
        html_write(&b, node, &k);
    h->markup_bytes = b.n;
    host_charge(L, b.n);
    return markup_push_ready(L, buf_view(&b), k.made);
}

/* A text of Lua stays where it is while the job lasts, for which nothing is collected; so its place says which it is. */
int markup_push_ready(lua_State *L, Str markup, const HtmlMade *made)
{
    Host *h = host_of(L);
    Str own = {lua_pushlstring(L, markup.p, markup.n), markup.n};
    h->ready[h->nready++ % HOST_READY] = (HostReady){own, made};
    return 1;
}

const HostReady *markup_ready(const Host *h, Str s)
{
    for (size_t i = 0; i < HOST_READY; i++)
        if (h->ready[i].markup.p == s.p && h->ready[i].markup.n == s.n)
            return &h->ready[i];
    return NULL;
}

static int base_plain(lua_State *L)
{
    Host *h = host_of(L);
    Buf b = buf_in(h->job);
    doc_plain(&b, tree_at(L, 1, true));
    lua_pushlstring(L, b.p ? b.p : "", b.n);
    return 1;
}

static void push_address(lua_State *L, Str s)
{
    if (s.n)
        lua_pushlstring(L, s.p, s.n);
    else
        lua_pushnil(L);
}

/* While parts are held, what is published of those that the plan no longer knows stays too. */
static bool is_kept(const Host *h, Str path)
{
    return h->o.held && h->o.held->count && map_find(h->o.published, path);
}

static void forget_urls(lua_State *L, Host *h)
{
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, urls_key);
    h->nurls = 0;
    arena_reset(h->plain_arena);
    h->plain = map_in(h->plain_arena);
}

/* Addresses that pages of the same folder have asked for, by what they asked with: most of a page's are those of its navigation. */
static void push_urls(lua_State *L, Host *h)
{
    Str folder = h->urls_job != h->job_number ? file_folder(h->page_path) : STR_NONE;
    if (h->urls_job != h->job_number && !str_equal(folder, buf_view(&h->urls_folder))) {
        h->urls_folder.n = 0;
        buf_str(&h->urls_folder, folder);
        forget_urls(L, h);
    }
    h->urls_job = h->job_number;
    if (h->nurls == URLS_MOST)
        forget_urls(L, h);
    lua_rawgetp(L, LUA_REGISTRYINDEX, urls_key);
}

/* The address of an output from the page, by its path. What is planned, and what stays, are the same for all pages. */
static void push_url(lua_State *L, Host *h, Str path)
{
    size_t hash = str_find(path, STR("#"), 0);
    if (!plan_has(h, str_slice(path, 0, hash)) && !is_kept(h, str_slice(path, 0, hash)))
        host_fail(L, "没有计划这个页面或文件：%.*s", "no such page or file is planned: %.*s", STR_ARG(path));
    push_address(L, link_relative(h->job, h->page_path, path));
}

/* The address on top is of a planned output, and means that wherever it stands in a page: nothing in it is decoded. */
static void note_plain(lua_State *L, Host *h, Str path)
{
    Str address;
    address.p = lua_tolstring(L, -1, &address.n);
    if (address.n && !memchr(address.p, '#', address.n) && !memchr(address.p, '%', address.n) && host_is_planned(h, path))
        *map_at(&h->plain, str_copy(h->plain_arena, address)) = h;
}

bool host_leads_plainly(const Host *h, Str address)
{
    return h->urls_job == h->job_number && map_find(&h->plain, address);
}

/* url("path") */
static int url_of_path(lua_State *L, Host *h)
{
    Str path;
    path.p = luaL_checklstring(L, 1, &path.n);
    push_urls(L, h);
    lua_pushvalue(L, 1);
    if (lua_rawget(L, -2) != LUA_TNIL)
        return 1;
    push_url(L, h, path);
    note_plain(L, h, path);
    lua_pushvalue(L, 1);
    lua_pushvalue(L, -2);
    lua_rawset(L, -5);
    h->nurls++;
    return 1;
}

static int base_url(lua_State *L)
{
    Host *h = host_of(L);
    want_page(L, "url");
    if (lua_type(L, 1) == LUA_TSTRING) /* mostly */
        return url_of_path(L, h);
    const Row *row = bind_to_row(L, 1);
    if (row) {
        push_address(L, document_address(h, h->job, row, STR_NONE));
        return 1;
    }
    Str path = plan_page_path(L, 1);
    if (path.n) {
        push_url(L, h, path);
        return 1;
    }
    return url_of_path(L, h);
}

static int base_asset(lua_State *L)
{
    Host *h = host_of(L);
    want_page(L, "asset");
    Str from;
    from.p = luaL_checklstring(L, 1, &from.n);
    push_address(L, asset_address(h, h->job, from));
    return 1;
}

static int base_escape(lua_State *L)
{
    Buf b = buf_in(host_of(L)->job);
    luaL_checkany(L, 1);
    html_escape(&b, sandbox_text(L, 1));
    lua_pushlstring(L, b.p ? b.p : "", b.n);
    return 1;
}

/* ---- JSON ---- */

enum { JSON_DEPTH = 50 };

static void json_table(lua_State *L, Buf *b, int index, int depth);

void markup_json(lua_State *L, Buf *b, int index, int depth)
{
    index = lua_absindex(L, index);
    Str s;
    luaL_checkstack(L, 10, NULL);
    switch (lua_type(L, index)) {
    case LUA_TNIL: buf_c(b, "null"); return;
    case LUA_TBOOLEAN: buf_c(b, lua_toboolean(L, index) ? "true" : "false"); return;
    case LUA_TNUMBER:
        s = sandbox_text(L, index);
        if (str_find(s, STR("n"), 0) < s.n) /* inf, nan */
            host_fail(L, "JSON 中不能有 %.*s", "JSON has no %.*s", STR_ARG(s));
        buf_str(b, s);
        lua_pop(L, 1);
        return;
    case LUA_TSTRING:
        s.p = lua_tolstring(L, index, &s.n);
        buf_json(b, s);
        return;
    case LUA_TTABLE: json_table(L, b, index, depth); return;
    default: host_fail(L, "不能写成 JSON：%s", "cannot be JSON: %s", luaL_typename(L, index));
    }
}

static void json_list(lua_State *L, Buf *b, int index, lua_Integer n, int depth)
{
    buf_byte(b, '[');
    for (lua_Integer i = 1; i <= n; i++) {
        buf_c(b, i > 1 ? "," : "");
        lua_geti(L, index, i);
        markup_json(L, b, -1, depth + 1);
        lua_pop(L, 1);
    }
    buf_byte(b, ']');
}

static void json_table(lua_State *L, Buf *b, int index, int depth)
{
    if (depth > JSON_DEPTH)
        host_fail(L, "JSON 嵌套太深", "JSON nested too deeply");
    lua_Integer n = luaL_len(L, index);
    seal_push_real(L, index);
    int keys = sandbox_keys(L, -1);
    lua_Integer nkeys = (lua_Integer)lua_rawlen(L, keys);
    host_spend(L, (size_t)nkeys);
    if (n == nkeys && n > 0) {
        json_list(L, b, index, n, depth);
        lua_settop(L, keys - 2);
        return;
    }
    buf_byte(b, '{');
    for (lua_Integer i = 1; i <= nkeys; i++) {
        buf_c(b, i > 1 ? "," : "");
        lua_rawgeti(L, keys, i);
        buf_json(b, sandbox_text(L, -1));
        lua_pop(L, 1);
        buf_byte(b, ':');
        lua_gettable(L, index);
        markup_json(L, b, -1, depth + 1);
        lua_pop(L, 1);
    }
    buf_byte(b, '}');
    lua_settop(L, keys - 2);
}

static int base_json(lua_State *L)
{
    Buf b = buf_in(host_of(L)->job);
    luaL_checkany(L, 1);
    markup_json(L, &b, 1, 0);
    lua_pushlstring(L, b.p, b.n);
    return 1;
}

/* ---- once ---- */

/* once(key, f): what f answers, computed for the first page of each folder that asks. */
static int base_once(lua_State *L)
{
    Host *h = host_of(L);
    luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_settop(L, 2);
    lua_rawgetp(L, LUA_REGISTRYINDEX, once_key);
    Str folder = file_folder(h->page_path), key;
    key.p = luaL_checklstring(L, 1, &key.n);
    lua_pushlstring(L, folder.p ? folder.p : "", folder.n);
    lua_pushliteral(L, "\n");
    lua_pushvalue(L, 1);
    lua_concat(L, 3); /* 3: the table, 4: the key */
    lua_pushvalue(L, 4);
    if (lua_rawget(L, 3) != LUA_TNIL)
        return 1;
    lua_pushvalue(L, 2);
    lua_call(L, 0, 1);
    int type = lua_type(L, -1);
    if (type != LUA_TSTRING && type != LUA_TNUMBER && type != LUA_TBOOLEAN && type != LUA_TTABLE)
        return host_fail(L, "once 的函数应返回文字、数字或表", "the function of once answers a text, number or table");
    seal_top(L);
    lua_pushvalue(L, 4);
    lua_pushvalue(L, -2);
    lua_rawset(L, 3);
    return 1;
}

void markup_open(lua_State *L)
{
    static const luaL_Reg functions[] = {{"markup", base_markup}, {"plain", base_plain},
                                         {"url", base_url}, {"asset", base_asset},
                                         {"escape", base_escape}, {"json", base_json},
                                         {"once", base_once}, {NULL, NULL}};
    sandbox_globals(L);
    luaL_setfuncs(L, functions, 0);
    lua_pop(L, 1);
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, once_key);
    host_of(L)->urls_folder = buf_in(host_of(L)->a);
    host_of(L)->plain_arena = arena_open();
    forget_urls(L, host_of(L));
}
