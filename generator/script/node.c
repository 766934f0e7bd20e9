/*
 * doc.*: making document trees from scripts.
 *
 * A constructor takes one table: named fields and, in its list part, children. What may stand for a
 * child, and how strings become text or paragraphs, is node_kids. Nodes made while a job runs live in
 * its arena; a script that kept one for a later job is told so (the number of its job is in the reference).
 */
#include <assert.h>
#include <string.h>

#include "read/markdown.h"
#include "script/host_imp.h"
#include "text/unicode.h"

static const char node_magic[] = "node", metatable_key[] = "node metatable";

typedef struct NodeRef {
    const char *magic;
    const Node *node;
    uint32_t job;
} NodeRef;

enum { KIDS_DEPTH = 100 };

/* ---- references ---- */

void node_push(lua_State *L, const Node *node, uint32_t job)
{
    assert(node);
    NodeRef *ref = lua_newuserdatauv(L, sizeof *ref, 0);
    *ref = (NodeRef){node_magic, node, job};
    lua_rawgetp(L, LUA_REGISTRYINDEX, metatable_key);
    lua_setmetatable(L, -2);
}

const Node *node_to(lua_State *L, int index)
{
    const NodeRef *ref = lua_touserdata(L, index);
    bool is = lua_type(L, index) == LUA_TUSERDATA && lua_rawlen(L, index) >= sizeof *ref &&
              ref->magic == node_magic;
    if (!is)
        return NULL;
    if (ref->job && ref->job != host_of(L)->job_number)
        host_fail(L, "这个节点属于先前的页面，不能留到现在用", "this node was made for an earlier page and is gone");
    return ref->node;
}

int node_push_made(lua_State *L, const Node *node)
{
    host_charge(L, sizeof *node + node->nkids * sizeof(Node *));
    node_push(L, node, host_of(L)->job_number);
    return 1;
}

/* ---- text ---- */

static bool is_clean(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7f)
            return false;
    return true;
}

Str node_text(lua_State *L, Str s)
{
    Arena *a = host_of(L)->job;
    host_charge(L, s.n);
    if (unicode_check(s) < s.n)
        host_fail(L, "文字不是正确的 UTF-8", "the text is not valid UTF-8");
    Str copy = str_copy(a, s);
    if (!is_clean(copy))
        for (size_t i = 0; i < copy.n; i++)
            if ((unsigned char)copy.p[i] < ' ' || copy.p[i] == 0x7f)
                ((char *)copy.p)[i] = ' ';
    return copy;
}

static Str text_at(lua_State *L, int index)
{
    Str s;
    lua_pushvalue(L, index); /* so that a number in a table stays one */
    if (lua_type(L, -1) == LUA_TNUMBER) {
        lua_pop(L, 1);
        s = sandbox_text(L, index);
    } else {
        s.p = lua_tolstring(L, -1, &s.n);
    }
    s = node_text(L, s);
    lua_pop(L, 1);
    return s;
}

/* ---- children ---- */

typedef struct Gather {
    lua_State *L;
    Arena *a;
    NodeList *list;
    NodeList inlines;  /* waiting to become a paragraph, in block context */
    bool after_string; /* the last of them was a bare string */
    bool blocks;
    Pos pos;
} Gather;

static void flush(Gather *g)
{
    if (!g->inlines.count)
        return;
    doc_push(g->a, g->list, doc_done(g->a, doc_node(g->a, NODE_PARA, g->pos), &g->inlines));
    g->inlines = (NodeList){0};
}

static void add_inline(Gather *g, const Node *node)
{
    doc_push(g->a, g->blocks ? &g->inlines : g->list, node);
    g->after_string = false;
}

static void add_string(Gather *g, Str text)
{
    if (!text.n)
        return;
    if (g->blocks && g->after_string)
        flush(g); /* two bare strings between blocks are two paragraphs */
    add_inline(g, doc_text(g->a, text, g->pos));
    g->after_string = true;
}

/* A block where inlines are wanted: a paragraph or a section of them gives its words. */
static void unwrap(Gather *g, const Node *node)
{
    if (node->kind != NODE_PARA && node->kind != NODE_SECTION && node->kind != NODE_HEADING)
        host_fail(g->L, "这里只能放文字，不能放 %s", "only words may stand here, not a %s",
                  doc_kind_name((NodeKind)node->kind));
    for (uint32_t i = 0; i < node->nkids; i++)
        if (doc_is_inline((NodeKind)node->kids[i]->kind))
            add_inline(g, node->kids[i]);
        else
            unwrap(g, node->kids[i]);
}

static void add_node(Gather *g, const Node *node)
{
    assert(node->kind < NODE_KINDS);
    if (doc_is_inline((NodeKind)node->kind)) {
        add_inline(g, node);
    } else if (g->blocks) {
        flush(g);
        g->after_string = false;
        doc_push(g->a, g->list, node);
    } else {
        unwrap(g, node);
    }
}

static void gather(Gather *g, int index, int depth)
{
    lua_State *L = g->L;
    index = lua_absindex(L, index);
    luaL_checkstack(L, 6, NULL);
    host_charge(L, 64);
    switch (lua_type(L, index)) {
    case LUA_TNIL: return;
    case LUA_TBOOLEAN:
        if (lua_toboolean(L, index))
            break;
        return;
    case LUA_TSTRING: case LUA_TNUMBER: add_string(g, text_at(L, index)); return;
    case LUA_TTABLE: {
        if (depth > KIDS_DEPTH)
            host_fail(L, "内容嵌套超过%d层", "contents nested more than %d deep", KIDS_DEPTH);
        lua_Integer n = luaL_len(L, index);
        for (lua_Integer i = 1; i <= n; i++) {
            lua_geti(L, index, i);
            gather(g, -1, depth + 1);
            lua_pop(L, 1);
        }
        return;
    }
    default: {
        const Node *node = node_to(L, index);
        if (!node)
            break;
        add_node(g, node);
        return;
    }
    }
    host_fail(L, "内容应是文字、节点或它们的列表，这里是 %s", "contents are texts, nodes or lists of them, not a %s",
              bind_to_row(L, index) ? "row" : luaL_typename(L, index));
}

void node_kids(lua_State *L, int index, bool blocks, NodeList *list)
{
    Gather g = {.L = L, .a = host_of(L)->job, .list = list, .blocks = blocks, .pos = host_where(L, 1)};
    gather(&g, index, 0);
    flush(&g);
}

/* ---- constructors ---- */

/* The argument as a table: a single text or node is a list of one. */
static void want_table(lua_State *L)
{
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    if (lua_type(L, 1) == LUA_TTABLE)
        return;
    lua_createtable(L, 1, 0);
    lua_insert(L, 1);
    lua_rawseti(L, 1, 1);
}

Node *node_begin(lua_State *L, NodeKind kind, const char *owner, const char *const *known)
{
    want_table(L);
    take_known(L, 1, owner, known);
    return doc_node(host_of(L)->job, kind, host_where(L, 1));
}

static int finish(lua_State *L, Node *node, bool blocks)
{
    NodeList kids = {0};
    node_kids(L, 1, blocks, &kids);
    return node_push_made(L, doc_done(host_of(L)->job, node, &kids));
}

void node_take_section(lua_State *L, Node *node, const char *owner)
{
    node->as.section.class = node_text(L, take_str(L, 1, "class", owner));
    node->as.section.id = node_text(L, take_str(L, 1, "id", owner));
}

static const char *const section_fields[] = {"class", "id", "shift", NULL};
static const char *const class_fields[] = {"class", "id", NULL};
static const char *const no_fields[] = {NULL};

static uint8_t take_level(lua_State *L, const char *name, const char *owner, int64_t otherwise,
                          int64_t least, int64_t most)
{
    int64_t n = take_int(L, 1, name, owner, otherwise);
    if (n < least || n > most)
        host_fail(L, "%s 的 %s 应在%d到%d之间", "%s: %s should be between %d and %d", owner, name,
                  (int)least, (int)most);
    return (uint8_t)n;
}

static int make_section(lua_State *L)
{
    Node *node = node_begin(L, NODE_SECTION, "doc.section", section_fields);
    node_take_section(L, node, "doc.section");
    node->level = take_level(L, "shift", "doc.section", 0, 0, 6);
    return finish(L, node, true);
}

static int make_cover(lua_State *L)
{
    Node *node = node_begin(L, NODE_COVER, "doc.cover", class_fields);
    node_take_section(L, node, "doc.cover");
    return finish(L, node, true);
}

static int make_heading(lua_State *L)
{
    static const char *const fields[] = {"level", "id", "class", "unlisted", NULL};
    Node *node = node_begin(L, NODE_HEADING, "doc.heading", fields);
    node->level = take_level(L, "level", "doc.heading", 1, 1, 6);
    node_take_section(L, node, "doc.heading");
    node->flags = take_bool(L, 1, "unlisted") ? NODE_UNLISTED : 0;
    return finish(L, node, false);
}

static int make_para(lua_State *L)
{
    Node *node = node_begin(L, NODE_PARA, "doc.para", class_fields);
    node_take_section(L, node, "doc.para");
    return finish(L, node, false);
}

static int make_quote(lua_State *L)
{
    return finish(L, node_begin(L, NODE_QUOTE, "doc.quote", no_fields), true);
}

const Node *node_caption(lua_State *L, const char *name)
{
    Arena *a = host_of(L)->job;
    NodeList kids = {0};
    lua_getfield(L, 1, name);
    node_kids(L, -1, false, &kids);
    lua_pop(L, 1);
    return kids.count ? doc_done(a, doc_node(a, NODE_CAPTION, host_where(L, 1)), &kids) : NULL;
}

static int make_callout(lua_State *L)
{
    static const char *const fields[] = {"class", "id", "title", NULL};
    Arena *a = host_of(L)->job;
    Node *node = node_begin(L, NODE_CALLOUT, "doc.callout", fields);
    node_take_section(L, node, "doc.callout");
    NodeList kids = {0};
    const Node *title = node_caption(L, "title");
    if (title)
        doc_push(a, &kids, title);
    node_kids(L, 1, true, &kids);
    return node_push_made(L, doc_done(a, node, &kids));
}

static int make_columns(lua_State *L)
{
    static const char *const fields[] = {"count", NULL};
    Node *node = node_begin(L, NODE_COLUMNS, "doc.columns", fields);
    node->level = take_level(L, "count", "doc.columns", 2, 1, 6);
    return finish(L, node, true);
}

static int make_item(lua_State *L)
{
    static const char *const fields[] = {"task", "done", NULL};
    Node *node = node_begin(L, NODE_ITEM, "doc.item", fields);
    node->flags = (uint16_t)((take_bool(L, 1, "task") ? NODE_TASK : 0) |
                             (take_bool(L, 1, "done") ? NODE_TASK | NODE_TASK_DONE : 0));
    return finish(L, node, true);
}

static int make_list(lua_State *L)
{
    static const char *const fields[] = {"ordered", "start", "tight", NULL};
    Arena *a = host_of(L)->job;
    Node *node = node_begin(L, NODE_LIST, "doc.list", fields);
    node->flags = (uint16_t)((take_bool(L, 1, "ordered") ? NODE_ORDERED : 0) |
                             (take_bool(L, 1, "tight") ? NODE_TIGHT : 0));
    node->as.list.start = (int32_t)take_int(L, 1, "start", "doc.list", 1);
    NodeList kids = {0};
    lua_Integer n = luaL_len(L, 1);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_geti(L, 1, i);
        const Node *item = node_to(L, -1);
        if (!item || item->kind != NODE_ITEM) {
            NodeList blocks = {0};
            node_kids(L, -1, true, &blocks);
            item = blocks.count ? doc_done(a, doc_node(a, NODE_ITEM, node->pos), &blocks) : NULL;
        }
        if (item)
            doc_push(a, &kids, item);
        lua_pop(L, 1);
    }
    return node_push_made(L, doc_done(a, node, &kids));
}

static int make_contents(lua_State *L)
{
    static const char *const fields[] = {"depth", "class", "id", NULL};
    lua_settop(L, 1);
    if (lua_isnil(L, 1))
        lua_newtable(L), lua_replace(L, 1);
    Node *node = node_begin(L, NODE_CONTENTS, "doc.contents", fields);
    node_take_section(L, node, "doc.contents");
    Str class = node->as.section.class;
    if (class.n && !str_equal(class, STR("figures")) && !str_equal(class, STR("tables")))
        host_fail(L, "doc.contents 的 class 应是 figures 或 tables，不是“%.*s”",
                  "class of doc.contents is figures or tables, not \"%.*s\"", STR_ARG(class));
    node->level = take_level(L, "depth", "doc.contents", 2, 1, 6);
    return node_push_made(L, node);
}

static int make_page_break(lua_State *L)
{
    static const char *const fields[] = {"odd", "opening", NULL};
    lua_settop(L, 1);
    if (lua_isnil(L, 1))
        lua_newtable(L), lua_replace(L, 1);
    Node *node = node_begin(L, NODE_PAGE_BREAK, "doc.page_break", fields);
    node->level = (uint8_t)((take_bool(L, 1, "odd") ? NODE_BREAK_ODD : 0) |
                            (take_bool(L, 1, "opening") ? NODE_BREAK_OPENING : 0));
    return node_push_made(L, node);
}

static int make_space(lua_State *L)
{
    lua_Integer n = luaL_optinteger(L, 1, 1);
    if (n < 0 || n > 100)
        return host_fail(L, "doc.space 空0到100行", "doc.space takes 0 to 100 lines");
    Node *node = doc_node(host_of(L)->job, NODE_SPACE, host_where(L, 1));
    node->level = (uint8_t)n;
    return node_push_made(L, node);
}

static int make_rule(lua_State *L)
{
    return node_push_made(L, doc_node(host_of(L)->job, NODE_RULE, host_where(L, 1)));
}

static Str joined_text(lua_State *L)
{
    Buf b = buf_in(host_of(L)->job);
    lua_Integer n = luaL_len(L, 1);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_geti(L, 1, i);
        buf_str(&b, text_at(L, -1));
        lua_pop(L, 1);
    }
    return buf_view(&b);
}

static int make_code(lua_State *L)
{
    static const char *const fields[] = {"info", NULL};
    Node *node = node_begin(L, NODE_CODE, "doc.code", fields);
    node->as.code.info = take_str(L, 1, "info", "doc.code");
    lua_geti(L, 1, 1);
    node->as.code.text = take_copy(L, -1, host_of(L)->job); /* line ends stay in code */
    if (unicode_check(node->as.code.text) < node->as.code.text.n)
        host_fail(L, "文字不是正确的 UTF-8", "the text is not valid UTF-8");
    return node_push_made(L, node);
}

static int make_text(lua_State *L)
{
    node_begin(L, NODE_TEXT, "doc.text", no_fields);
    Str text = joined_text(L);
    if (!text.n)
        return lua_pushnil(L), 1;
    return node_push_made(L, doc_text(host_of(L)->job, text, host_where(L, 1)));
}

static int make_code_span(lua_State *L)
{
    Node *node = node_begin(L, NODE_CODE_SPAN, "doc.code_span", no_fields);
    node->as.text = joined_text(L);
    return node_push_made(L, node);
}

/* emph, strong, strike: the kind is the upvalue. */
static int make_marked(lua_State *L)
{
    NodeKind kind = (NodeKind)lua_tointeger(L, lua_upvalueindex(1));
    return finish(L, node_begin(L, kind, doc_kind_name(kind), no_fields), false);
}

static int make_line_break(lua_State *L)
{
    return node_push_made(L, doc_node(host_of(L)->job, NODE_LINE_BREAK, host_where(L, 1)));
}

static Language take_language(lua_State *L, const char *owner)
{
    Str tag = take_str(L, 1, "lang", owner);
    for (int i = LANGUAGE_AROUND; i < LANGUAGES; i++)
        if (str_equal(tag, str_of(doc_language((Language)i))))
            return (Language)i;
    host_fail(L, "%s 的 lang 不认识：%.*s", "%s: lang is not known: %.*s", owner, STR_ARG(tag));
    return LANGUAGE_AROUND;
}

static int make_span(lua_State *L)
{
    static const char *const fields[] = {"class", "id", "lang", NULL};
    Node *node = node_begin(L, NODE_SPAN, "doc.span", fields);
    node_take_section(L, node, "doc.span");
    node->level = (uint8_t)take_language(L, "doc.span");
    return finish(L, node, false);
}

/* The address, or the row whose document is meant, in a field. */
Str node_address_at(lua_State *L, const char *field, const char *owner)
{
    Arena *a = host_of(L)->job;
    Str href = STR_NONE;
    lua_getfield(L, 1, field);
    const Row *row = bind_to_row(L, -1);
    if (row)
        href = row_key(row).n ? row_key(row) : str_printf(a, "/%.*s", STR_ARG(row->path));
    else if (lua_type(L, -1) == LUA_TSTRING)
        href = take_copy(L, -1, a);
    else
        host_fail(L, "%s 的 %s 应是地址或记录", "%s: %s is an address or a row", owner, field);
    lua_pop(L, 1);
    return href;
}

static int make_link(lua_State *L)
{
    static const char *const fields[] = {"href", "title", NULL};
    Node *node = node_begin(L, NODE_LINK, "doc.link", fields);
    node->as.link.href = node_address_at(L, "href", "doc.link");
    node->as.link.title = take_str(L, 1, "title", "doc.link");
    return finish(L, node, false);
}

static int make_page_ref(lua_State *L)
{
    Node *node = doc_node(host_of(L)->job, NODE_PAGE_REF, host_where(L, 1));
    Str id;
    id.p = luaL_checklstring(L, 1, &id.n);
    node->as.link.href = str_copy(host_of(L)->job, id);
    return node_push_made(L, node);
}

/* doc.definitions{ {"术语", "解释", …}, … }: a term, then what it means, each a block or words. */
static int make_definitions(lua_State *L)
{
    Arena *a = host_of(L)->job;
    Node *node = node_begin(L, NODE_DEFINITIONS, "doc.definitions", no_fields);
    NodeList kids = {0};
    lua_Integer n = luaL_len(L, 1);
    for (lua_Integer i = 1; i <= n; i++) {
        if (lua_geti(L, 1, i) != LUA_TTABLE)
            host_fail(L, "doc.definitions 的每一项应是 {词, 解释}", "each item of doc.definitions is {term, meaning}");
        lua_Integer parts = luaL_len(L, -1);
        for (lua_Integer k = 1; k <= parts; k++) {
            NodeList inner = {0};
            lua_geti(L, -1, k);
            node_kids(L, -1, k > 1, &inner);
            lua_pop(L, 1);
            if (inner.count)
                doc_push(a, &kids, doc_done(a, doc_node(a, k > 1 ? NODE_ITEM : NODE_TERM, node->pos), &inner));
        }
        lua_pop(L, 1);
    }
    return node_push_made(L, doc_done(a, node, &kids));
}

static int make_ruby(lua_State *L)
{
    static const char *const fields[] = {"text", NULL};
    Node *node = node_begin(L, NODE_RUBY, "doc.ruby", fields);
    node->as.link.title = node_text(L, take_need(L, 1, "text", "doc.ruby"));
    return finish(L, node, false);
}

static int make_markdown(lua_State *L)
{
    Host *h = host_of(L);
    bool single = lua_toboolean(L, lua_upvalueindex(1));
    Str text;
    text.p = luaL_checklstring(L, 1, &text.n);
    if (unicode_check(text) < text.n)
        return host_fail(L, "文字不是正确的 UTF-8", "the text is not valid UTF-8");
    text = str_copy(h->job, text);
    Pos pos = host_where(L, 1);
    host_charge(L, text.n * MARKDOWN_COST);
    const Node *node = single ? markdown_inline(h->job, text, pos, h->diag)
                              : markdown_text(h->job, text, pos, (MarkdownOptions){false}, h->diag);
    if (!node)
        return host_fail(L, "这段 Markdown 不能读", "this Markdown cannot be read");
    return node_push_made(L, node);
}

void node_open(lua_State *L)
{
    static const luaL_Reg makers[] = {
        {"section", make_section}, {"cover", make_cover}, {"heading", make_heading},
        {"para", make_para}, {"quote", make_quote}, {"callout", make_callout},
        {"columns", make_columns}, {"item", make_item}, {"list", make_list},
        {"figure", node_make_figure}, {"contents", make_contents}, {"page_break", make_page_break},
        {"space", make_space}, {"rule", make_rule}, {"code", make_code}, {"text", make_text},
        {"code_span", make_code_span}, {"line_break", make_line_break}, {"span", make_span},
        {"link", make_link}, {"image", node_make_image}, {"page_ref", make_page_ref},
        {"ref", node_make_ref}, {"index_entry", node_make_index_entry},
        {"index", node_make_index},
        {"definitions", make_definitions},
        {"ruby", make_ruby}, {"table", node_make_table}, {"cell", node_make_cell},
        {"chart", node_make_chart}, {"qr", node_make_qr}, {"official", node_make_official},
        {"sheet", node_make_sheet}, {"frame", node_make_frame},
        {"like", node_like}, {NULL, NULL}};
    static const struct { const char *name; NodeKind kind; } marked[] = {
        {"emph", NODE_EMPH}, {"strong", NODE_STRONG}, {"strike", NODE_STRIKE}};
    sandbox_globals(L);
    lua_newtable(L);
    luaL_setfuncs(L, makers, 0);
    for (size_t i = 0; i < sizeof marked / sizeof *marked; i++) {
        lua_pushinteger(L, marked[i].kind);
        lua_pushcclosure(L, make_marked, 1);
        lua_setfield(L, -2, marked[i].name);
    }
    lua_pushboolean(L, 0);
    lua_pushcclosure(L, make_markdown, 1);
    lua_setfield(L, -2, "markdown");
    lua_pushboolean(L, 1);
    lua_pushcclosure(L, make_markdown, 1);
    lua_setfield(L, -2, "inline");
    seal_top(L);
    lua_setfield(L, -2, "doc");
    lua_pop(L, 1);
    node_push_metatable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, metatable_key);
}
