/*
 * Looking at nodes and making changed copies: node.kind, node[i], find, length, map, doc.like.
 *
 * A copy shares all that did not change: map rebuilds only the way down to what it replaced.
 */
#include <assert.h>
#include <string.h>

#include "script/host_imp.h"
#include "text/unicode.h"

static const Node *check_node(lua_State *L, int index)
{
    const Node *node = node_to(L, index);
    if (!node)
        host_fail(L, "这里应是一个节点，给的是 %s", "a node is needed here, not a %s", luaL_typename(L, index));
    return node;
}

static void push_or_nil(lua_State *L, bool has, Str s)
{
    if (has && s.n)
        lua_pushlstring(L, s.p, s.n);
    else
        lua_pushnil(L);
}

/* A part of a node lives as long as the node does. */
static void push_part(lua_State *L, int of, const Node *part)
{
    assert(part);
    uint32_t job = host_of(L)->job_number;
    (void)of;
    node_push(L, part, job);
}

static int node_index(lua_State *L)
{
    const Node *n = check_node(L, 1);
    bool section = doc_has_section((NodeKind)n->kind), link = doc_has_link((NodeKind)n->kind);
    if (lua_isinteger(L, 2)) {
        lua_Integer i = lua_tointeger(L, 2);
        if (i < 1 || (lua_Unsigned)i > n->nkids)
            return 0;
        push_part(L, 1, n->kids[i - 1]);
        return 1;
    }
    Str key;
    key.p = luaL_checklstring(L, 2, &key.n);
    if (str_equal(key, STR("kind")))
        lua_pushstring(L, doc_kind_name((NodeKind)n->kind));
    else if (str_equal(key, STR("level")))
        lua_pushinteger(L, n->level);
    else if (str_equal(key, STR("id")))
        push_or_nil(L, section, section ? n->as.section.id : STR_NONE);
    else if (str_equal(key, STR("class")))
        push_or_nil(L, section, section ? n->as.section.class : STR_NONE);
    else if (str_equal(key, STR("href")))
        push_or_nil(L, link, link ? n->as.link.href : STR_NONE);
    else if (str_equal(key, STR("text")))
        push_or_nil(L, n->kind == NODE_TEXT || n->kind == NODE_CODE_SPAN, n->as.text);
    else if (str_equal(key, STR("line")))
        lua_pushinteger(L, n->pos.line);
    else if (str_equal(key, STR("ordered")) && n->kind == NODE_LIST)
        lua_pushboolean(L, n->flags & NODE_ORDERED);
    else if (str_equal(key, STR("start")) && n->kind == NODE_LIST)
        lua_pushinteger(L, n->as.list.start);
    else {
        lua_pushvalue(L, 2);
        if (lua_rawget(L, lua_upvalueindex(1)) == LUA_TNIL)
            return host_fail(L, "节点没有“%.*s”", "a node has no \"%.*s\"", STR_ARG(key));
    }
    return 1;
}

static int node_length_operator(lua_State *L)
{
    lua_pushinteger(L, check_node(L, 1)->nkids);
    return 1;
}

static int node_new_index(lua_State *L)
{
    return host_fail(L, "节点不能改；用 doc.like 或 map 做一个改过的", "nodes never change; make another with doc.like or map");
}

/* ---- find and length ---- */

typedef struct Finding {
    lua_State *L;
    Str kind;
    int list;
    lua_Integer n;
} Finding;

static bool visit_find(void *self, const Node *node, bool entering)
{
    Finding *f = self;
    if (entering && str_equal(str_of(doc_kind_name((NodeKind)node->kind)), f->kind)) {
        push_part(f->L, 1, node);
        lua_rawseti(f->L, f->list, ++f->n);
    }
    return true;
}

static int node_find(lua_State *L)
{
    const Node *node = check_node(L, 1);
    Finding f = {.L = L};
    f.kind.p = luaL_checklstring(L, 2, &f.kind.n);
    bool known = false;
    for (int k = 0; k < NODE_KINDS; k++)
        known = known || str_equal(f.kind, str_of(doc_kind_name((NodeKind)k)));
    if (!known)
        return host_fail(L, "没有这种节点：%.*s", "there is no such kind of node: %.*s", STR_ARG(f.kind));
    lua_newtable(L);
    f.list = lua_gettop(L);
    doc_walk(node, visit_find, &f);
    return 1;
}

typedef struct Counting {
    size_t n;
    bool han;
} Counting;

static void count_text(Counting *c, Str s)
{
    uint32_t rune;
    for (size_t i = 0; i < s.n;) {
        i += unicode_decode(s, i, &rune);
        c->n += c->han ? unicode_is_han(rune) : !unicode_is_whitespace(rune);
    }
}

static bool visit_count(void *self, const Node *node, bool entering)
{
    if (entering && (node->kind == NODE_TEXT || node->kind == NODE_CODE_SPAN))
        count_text(self, node->as.text);
    else if (entering && node->kind == NODE_CODE)
        count_text(self, node->as.code.text);
    return true;
}

static int node_length(lua_State *L)
{
    const Node *node = check_node(L, 1);
    Counting c = {.han = strcmp(luaL_optstring(L, 2, ""), "han") == 0};
    doc_walk(node, visit_count, &c);
    host_spend(L, c.n / 4);
    lua_pushinteger(L, (lua_Integer)c.n);
    return 1;
}

/* ---- changed copies ---- */

/* Whether the children of a copy are words, as in what it is a copy of. */
static bool holds_inlines(const Node *n)
{
    static const NodeKind kinds[] = {NODE_PARA, NODE_HEADING, NODE_CAPTION, NODE_TERM};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (n->kind == kinds[i])
            return true;
    return doc_is_inline((NodeKind)n->kind) || (n->kind == NODE_CELL && n->nkids && doc_is_inline((NodeKind)n->kids[0]->kind));
}

/* Words for the words of a text or code span; it stays at its place in the source. */
static void take_words(lua_State *L, Node *n)
{
    Str text = take_str(L, 2, "text", "doc.like");
    if (!text.n)
        return;
    if (n->kind != NODE_TEXT && n->kind != NODE_CODE_SPAN)
        host_fail(L, "%s 节点没有 text", "a %s has no text", doc_kind_name((NodeKind)n->kind));
    n->as.text = node_text(L, text);
}

int node_like(lua_State *L)
{
    static const char *const fields[] = {"id", "class", "level", "href", "text", NULL};
    const Node *from = check_node(L, 1);
    host_charge(L, sizeof *from + from->nkids * sizeof(Node *));
    luaL_checktype(L, 2, LUA_TTABLE);
    take_known(L, 2, "doc.like", fields);
    Node *n = doc_copy(host_of(L)->job, from);
    Str id = take_str(L, 2, "id", "doc.like"), class = take_str(L, 2, "class", "doc.like");
    Str href = take_str(L, 2, "href", "doc.like");
    if ((id.n || class.n) && !doc_has_section((NodeKind)n->kind))
        return host_fail(L, "%s 节点没有 id 和 class", "a %s has no id or class",
                         doc_kind_name((NodeKind)n->kind));
    if (id.n)
        n->as.section.id = id;
    if (class.n)
        n->as.section.class = class;
    if (href.n && doc_has_link((NodeKind)n->kind))
        n->as.link.href = href;
    take_words(L, n);
    n->level = (uint8_t)take_int(L, 2, "level", "doc.like", n->level);
    NodeList kids = {0};
    lua_Integer given = luaL_len(L, 2); /* children given replace the old ones */
    if (given)
        node_kids(L, 2, !holds_inlines(from), &kids);
    for (uint32_t i = 0; !given && i < from->nkids; i++)
        doc_push(host_of(L)->job, &kids, from->kids[i]);
    node_push(L, doc_done(host_of(L)->job, n, &kids), host_of(L)->job_number);
    return 1;
}

static const Node *map_node(lua_State *L, const Node *node, int depth);

/* What the function at 2 makes of a child: *keep false when it is left out. */
static const Node *map_kid(lua_State *L, const Node *kid, int depth, bool *keep)
{
    *keep = true;
    if (doc_is_inline((NodeKind)kid->kind))
        return kid;
    lua_pushvalue(L, 2);
    push_part(L, 1, kid);
    lua_call(L, 1, 1);
    const Node *made = node_to(L, -1);
    *keep = made || !lua_isboolean(L, -1) || lua_toboolean(L, -1);
    if (!made && !lua_isnil(L, -1) && *keep)
        host_fail(L, "map 的函数应返回节点、false 或 nil", "the function of map answers a node, false or nil");
    lua_pop(L, 1);
    return made || !*keep ? made : map_node(L, kid, depth + 1);
}

static const Node *map_node(lua_State *L, const Node *node, int depth)
{
    Arena *a = host_of(L)->job;
    luaL_checkstack(L, 8, NULL);
    host_charge(L, 64 + node->nkids * sizeof(Node *) * 2);
    NodeList kids = {0};
    bool changed = false;
    if (depth > 200)
        host_fail(L, "嵌套太深", "nested too deeply");
    for (uint32_t i = 0; i < node->nkids; i++) {
        bool keep;
        const Node *kid = map_kid(L, node->kids[i], depth, &keep);
        changed = changed || kid != node->kids[i];
        if (keep)
            doc_push(a, &kids, kid);
    }
    if (!changed)
        return node;
    return doc_done(a, doc_copy(a, node), &kids);
}

static int node_map(lua_State *L)
{
    const Node *node = check_node(L, 1);
    luaL_checktype(L, 2, LUA_TFUNCTION);
    node_push(L, map_node(L, node, 0), host_of(L)->job_number);
    return 1;
}

void node_push_metatable(lua_State *L)
{
    static const luaL_Reg methods[] = {{"find", node_find}, {"length", node_length},
                                       {"map", node_map}, {NULL, NULL}};
    lua_newtable(L);
    lua_newtable(L);
    luaL_setfuncs(L, methods, 0);
    lua_pushcclosure(L, node_index, 1);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, node_new_index);
    lua_setfield(L, -2, "__newindex");
    lua_pushcfunction(L, node_length_operator);
    lua_setfield(L, -2, "__len");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
}
