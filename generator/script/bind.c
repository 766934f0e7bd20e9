/*
 * What scripts see of the site: collections, rows and their values, read-only.
 *
 * A row is a userdata, the same one as long as a script has it; its fields are looked up by a table from names
 * to codes made once for each collection. A code is field * 2, + 1 when references are resolved; negative ones
 * are the row's own facts. Lists, dates and long texts are kept by their Value, which rows share, so that a
 * second look is free.
 */
#include <assert.h>
#include <string.h>

#include "base/file.h"
#include "read/digest.h"
#include "script/host_imp.h"
#include "script/look.h"
#include "text/near.h"

static const char row_magic[] = "row", collection_magic[] = "collection", rows_key[] = "rows",
    values_key[] = "values";

typedef struct RowRef {
    const char *magic;
    const Row *row;
} RowRef;

typedef struct CollectionRef {
    const char *magic;
    const Collection *collection;
} CollectionRef;

/* Facts about a row that are no fields. */
enum { ROW_KEY = -1, ROW_FILE = -2, ROW_LINE = -3, ROW_COLLECTION = -4, ROW_BODY = -5, ROW_FOLDER = -6, ROW_SHA256 = -7,
       ROW_ASIDE = -8 };

/* ---- values ---- */

static void push_str(lua_State *L, Str s)
{
    lua_pushlstring(L, s.p ? s.p : "", s.n);
}

static void push_item(lua_State *L, const Field *f, const Value *v, bool resolved)
{
    if (resolved && f->target && v->as.row)
        bind_row(L, v->as.row);
    else
        push_str(L, v->text);
}

static void push_list(lua_State *L, const Field *f, const Value *v, bool resolved)
{
    lua_createtable(L, (int)v->count, 0);
    for (uint32_t i = 0; i < v->count; i++) {
        push_item(L, f, &v->as.items[i], resolved);
        lua_rawseti(L, -2, i + 1);
    }
    seal_flat_top(L);
}

static void push_lines(lua_State *L, const Field *f, const Value *v)
{
    lua_createtable(L, (int)v->count, 0);
    for (uint32_t i = 0; i < v->count; i++) {
        const Value *line = &v->as.items[i];
        assert(line->count <= f->nparts);
        lua_createtable(L, 0, (int)line->count);
        for (uint32_t j = 0; j < line->count; j++) {
            if (line->as.items[j].kind == VALUE_NONE)
                continue;
            push_str(L, f->parts[j]);
            push_str(L, line->as.items[j].text);
            lua_rawset(L, -3);
        }
        lua_rawseti(L, -2, i + 1);
    }
    seal_top(L);
}

static void push_map(lua_State *L, const Value *v)
{
    assert(v->count % 2 == 0);
    lua_createtable(L, 0, (int)v->count / 2);
    for (uint32_t i = 0; i + 1 < v->count; i += 2) {
        push_str(L, v->as.items[i].text);
        push_str(L, v->as.items[i + 1].text);
        lua_rawset(L, -3);
    }
    seal_flat_top(L);
}

static void push_number(lua_State *L, const Value *v)
{
    double one = 1;
    for (unsigned i = 0; i < v->scale; i++)
        one *= 10;
    if (v->scale)
        lua_pushnumber(L, (lua_Number)v->as.number / one);
    else
        lua_pushinteger(L, v->as.number);
}

void value_push(lua_State *L, const Field *f, const Value *v, bool resolved)
{
    Host *h = host_of(L);
    switch ((ValueKind)v->kind) {
    case VALUE_NONE: lua_pushnil(L); break;
    case VALUE_TEXT: push_item(L, f, v, resolved); break;
    case VALUE_INT: case VALUE_NUM: push_number(L, v); break;
    case VALUE_BOOL: lua_pushboolean(L, v->as.number != 0); break;
    case VALUE_DATE: case VALUE_MONTH: case VALUE_TIME: {
        ArenaMark mark = arena_mark(h->job);
        push_str(L, value_text(h->job, v));
        arena_release(h->job, mark);
        break;
    }
    case VALUE_LIST: push_list(L, f, v, resolved); break;
    case VALUE_ROWS: push_lines(L, f, v); break;
    case VALUE_MAP: push_map(L, v); break;
    }
}

void bind_cell(lua_State *L, const StoreCell *cell)
{
    switch (cell->kind) {
    case CELL_NULL: lua_pushnil(L); break;
    case CELL_INT: lua_pushinteger(L, cell->number); break;
    case CELL_REAL: lua_pushnumber(L, cell->real); break;
    case CELL_TEXT: push_str(L, cell->text); break;
    }
}

/* ---- rows ---- */

const Row *bind_to_row(lua_State *L, int index)
{
    const RowRef *ref = lua_touserdata(L, index);
    bool is = lua_type(L, index) == LUA_TUSERDATA && lua_rawlen(L, index) >= sizeof *ref &&
              ref->magic == row_magic;
    return is ? ref->row : NULL;
}

const Row *bind_check_row(lua_State *L, int index)
{
    const Row *row = bind_to_row(L, index);
    if (!row)
        host_fail(L, "这里应是一条记录，给的是 %s", "a row is needed here, not a %s", luaL_typename(L, index));
    return row;
}

void bind_row(lua_State *L, const Row *row)
{
    assert(row && row->collection);
    lua_rawgetp(L, LUA_REGISTRYINDEX, rows_key);
    if (lua_rawgetp(L, -1, row) == LUA_TUSERDATA) {
        lua_remove(L, -2);
        return;
    }
    lua_pop(L, 1);
    RowRef *ref = lua_newuserdatauv(L, sizeof *ref, 0);
    *ref = (RowRef){row_magic, row};
    lua_rawgetp(L, LUA_REGISTRYINDEX, row->collection);
    lua_setmetatable(L, -2);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, -3, row);
    lua_remove(L, -2);
}

/* What stands behind the fields of a document, whatever editor saved it. */
static void push_sha256(lua_State *L, const Row *row)
{
    Arena *a = host_of(L)->job;
    ArenaMark mark = arena_mark(a);
    Str text = row->source->text;
    push_str(L, digest_text(a, str_slice(text, row->offset, text.n)));
    arena_release(a, mark);
}

/* Unpacked once for a job; what is looked at before there are jobs stays. */
static void push_body(lua_State *L, const Row *row)
{
    Host *h = host_of(L);
    Body *body = row->body;
    if (body->tree || !h->job_number) {
        body->tree = row_tree(row, h->a);
        node_push(L, body->tree, 0);
        return;
    }
    void **tree = map_at(&h->bodies, row->path);
    if (!*tree)
        *tree = (void *)(uintptr_t)row_tree(row, h->job);
    node_push(L, *tree, h->job_number);
}

static void push_fact(lua_State *L, const Row *row, int fact)
{
    switch (fact) {
    case ROW_KEY: push_str(L, row_key(row)); break;
    case ROW_FILE: push_str(L, row->path); break;
    case ROW_LINE: lua_pushinteger(L, row->line); break;
    case ROW_COLLECTION: push_str(L, row->collection->name); break;
    case ROW_ASIDE: lua_pushboolean(L, row->aside); break;
    case ROW_FOLDER: push_str(L, file_folder(row->path)); break;
    case ROW_SHA256: push_sha256(L, row); break;
    case ROW_BODY:
        if (row->body)
            push_body(L, row);
        else
            lua_pushnil(L);
        break;
    default: lua_pushnil(L);
    }
}

/* Names that scripts may have meant, for the error. */
static int no_such_field(lua_State *L, const Row *row)
{
    const Collection *c = row->collection;
    Str name = {NULL, 0};
    if (lua_type(L, 2) == LUA_TSTRING)
        name.p = lua_tolstring(L, 2, &name.n);
    const SiteTable *t = site_table(host_of(L)->site, c);
    for (size_t i = 0; i < t->nextras; i++)
        if (str_equal(t->extras[i], name)) {
            if (host_of(L)->may_see < VISIBLE_INTERNAL) /* nobody's decision to publish it */
                audience_refuse(L, c->name, name, VISIBLE_INTERNAL);
            push_str(L, i < row->nextras ? row->extras[i] : STR_NONE);
            return 1;
        }
    Near near = near_to(name);
    for (size_t i = 0; i < c->nfields; i++) {
        near_offer(&near, c->fields[i].key);
        near_offer(&near, c->fields[i].name);
    }
    if (near.best.n)
        return host_fail(L, "%.*s 没有字段“%.*s”；是不是想写“%.*s”？", "%.*s has no field \"%.*s\"; did you mean \"%.*s\"?",
                         STR_ARG(c->name), STR_ARG(name), STR_ARG(near.best));
    return host_fail(L, "%.*s 没有字段“%.*s”", "%.*s has no field \"%.*s\"", STR_ARG(c->name), STR_ARG(name));
}

/* Lists are the same table each time; days are not written again. Of texts those of many rows: to look for another costs as much as to copy it. */
static bool is_worth_keeping(const Value *v)
{
    return v->kind >= VALUE_LIST || (v->kind >= VALUE_DATE && v->kind <= VALUE_TIME) || (v->kind == VALUE_TEXT && v->shared);
}

/* Made once for all rows that share the value; resolved and not are two. */
static void push_kept(lua_State *L, const Field *f, const Value *v, bool resolved)
{
    const void *key = (const char *)v + resolved;
    lua_rawgetp(L, LUA_REGISTRYINDEX, values_key);
    if (lua_rawgetp(L, -1, key) == LUA_TNIL) {
        lua_pop(L, 1);
        value_push(L, f, v, resolved);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, -3, key);
        host_of(L)->values_kept++;
    }
    lua_remove(L, -2);
}

void bind_value(lua_State *L, const Row *row, int field, bool resolved)
{
    assert(field >= 0 && (size_t)field < row->collection->nfields);
    const Field *f = &row->collection->fields[field];
    const Value *v = row->values[field];
    if (is_worth_keeping(v))
        push_kept(L, f, v, resolved);
    else
        value_push(L, f, v, resolved);
}

static int row_index(lua_State *L)
{
    const Row *row = ((const RowRef *)lua_touserdata(L, 1))->row;
    if (host_of(L)->recording)
        reads_note(host_of(L), READ_CONTENT, row->source->path);
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) == LUA_TNIL)
        return no_such_field(L, row);
    int code = (int)lua_tointeger(L, -1);
    if (code >= 0)
        audience_check_field(L, row->collection, &row->collection->fields[code / 2]);
    else if (code != ROW_COLLECTION)
        audience_check_rows(L, row->collection);
    if (code < 0)
        push_fact(L, row, code);
    else
        bind_value(L, row, code / 2, code % 2);
    return 1;
}

static int read_only(lua_State *L)
{
    return host_fail(L, "内容只能读，不能改", "the site is read-only");
}

static int row_tostring(lua_State *L)
{
    const Row *row = ((const RowRef *)lua_touserdata(L, 1))->row;
    lua_pushfstring(L, "%s %s", str_c(host_of(L)->job, row->collection->name),
                    str_c(host_of(L)->job, row_key(row).n ? row_key(row) : row->path));
    return 1;
}

static void set_code(lua_State *L, Str name, int code)
{
    push_str(L, name);
    lua_pushinteger(L, code);
    lua_rawset(L, -3);
}

/* The table from names to codes. */
static void push_codes(lua_State *L, const Collection *c)
{
    lua_createtable(L, 0, (int)c->nfields * 2 + 7);
    for (size_t i = 0; i < c->nfields; i++)
        set_code(L, c->fields[i].name, (int)i * 2);
    for (size_t i = 0; i < c->nfields; i++)
        set_code(L, c->fields[i].key, (int)i * 2 + 1);
    set_code(L, STR("_key"), ROW_KEY);
    set_code(L, STR("_file"), ROW_FILE);
    set_code(L, STR("_line"), ROW_LINE);
    set_code(L, STR("_collection"), ROW_COLLECTION);
    set_code(L, STR("_folder"), ROW_FOLDER);
    set_code(L, STR("_aside"), ROW_ASIDE);
    if (c->kind == COLLECTION_DOCUMENT) {
        set_code(L, STR("body"), ROW_BODY);
        set_code(L, STR("_sha256"), ROW_SHA256);
    }
}

static void make_row_metatable(lua_State *L, const Collection *c)
{
    lua_newtable(L);
    push_codes(L, c);
    lua_pushcclosure(L, row_index, 1);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, read_only);
    lua_setfield(L, -2, "__newindex");
    lua_pushcfunction(L, row_tostring);
    lua_setfield(L, -2, "__tostring");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_rawsetp(L, LUA_REGISTRYINDEX, c);
}

/* ---- collections ---- */

const SiteTable *bind_check_collection(lua_State *L, int index)
{
    const CollectionRef *ref = lua_touserdata(L, index);
    bool is = lua_type(L, index) == LUA_TUSERDATA && lua_rawlen(L, index) >= sizeof *ref &&
              ref->magic == collection_magic;
    if (!is)
        host_fail(L, "这里应是一个集合（用冒号调用：site.cases:where{…}）",
                  "a collection is needed here (call with a colon: site.cases:where{…})");
    audience_check_rows(L, ref->collection);
    if (host_of(L)->recording)
        reads_note(host_of(L), READ_COLLECTION, ref->collection->name);
    return site_table(host_of(L)->site, ref->collection);
}

/* The next row that is not aside, from i on; before the freeze such rows are still in the list. */
static size_t next_row(const SiteTable *t, size_t i)
{
    while (i < t->count && t->rows[i]->aside)
        i++;
    return i;
}

/* Every row, those set aside too (for checks and explanations). */
static int collection_all(lua_State *L)
{
    const SiteTable *t = bind_check_collection(L, 1);
    size_t n = t->count + t->naside;
    lua_createtable(L, (int)n, 0);
    for (size_t i = 0; i < n; i++) {
        bind_row(L, t->rows[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

/* lost(row): could a file of it not be read that belongs with the row (or, without one, to the whole)? Checks then do
 * not tell of what is missing. */
static int collection_lost(lua_State *L)
{
    const SiteTable *t = bind_check_collection(L, 1);
    const Row *row = bind_to_row(L, 2);
    lua_pushboolean(L, site_lost(host_of(L)->site, t->collection, row ? row->path : STR_NONE));
    return 1;
}

static int collection_index(lua_State *L)
{
    const SiteTable *t = bind_check_collection(L, 1);
    if (lua_type(L, 2) == LUA_TNUMBER) {
        lua_Integer i = luaL_checkinteger(L, 2);
        size_t at = 0;
        if (host_of(L)->frozen) {
            at = i >= 1 ? (size_t)i - 1 : t->count;
        } else { /* in checks: count past rows set aside */
            at = next_row(t, 0);
            for (lua_Integer k = 1; k < i && at < t->count; k++)
                at = next_row(t, at + 1);
        }
        if (i < 1 || at >= t->count)
            return 0;
        bind_row(L, t->rows[at]);
        return 1;
    }
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL)
        return 1;
    Str key;
    key.p = luaL_checklstring(L, 2, &key.n);
    const Row *row = site_find(host_of(L)->site, t->collection, key);
    if (!row || row->aside)
        return 0;
    bind_row(L, row);
    return 1;
}

static int collection_length(lua_State *L)
{
    const SiteTable *t = bind_check_collection(L, 1);
    lua_Integer n = 0;
    for (size_t i = next_row(t, 0); i < t->count; i = next_row(t, i + 1))
        n++;
    lua_pushinteger(L, n);
    return 1;
}

/* upvalue: how far the walk is. Unlike ipairs it costs the same before the freeze. */
static int walk_step(lua_State *L)
{
    const SiteTable *t = bind_check_collection(L, 1);
    size_t i = next_row(t, (size_t)lua_tointeger(L, lua_upvalueindex(1)));
    if (i >= t->count)
        return 0;
    lua_pushinteger(L, (lua_Integer)i + 1);
    lua_replace(L, lua_upvalueindex(1));
    lua_pushinteger(L, luaL_optinteger(L, 2, 0) + 1);
    bind_row(L, t->rows[i]);
    return 2;
}

static int collection_pairs(lua_State *L)
{
    bind_check_collection(L, 1);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, walk_step, 1);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

static int base_ipairs(lua_State *L)
{
    luaL_checkany(L, 1);
    if (lua_type(L, 1) == LUA_TUSERDATA && luaL_getmetafield(L, 1, "__pairs")) {
        lua_pushvalue(L, 1);
        lua_call(L, 1, 3);
        return 3;
    }
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, 3);
    return 3;
}

static void push_collection(lua_State *L, const Collection *c)
{
    static const luaL_Reg methods[] = {{"where", select_where}, {"first", select_first},
                                       {"all", collection_all}, {"lost", collection_lost}, {NULL, NULL}};
    CollectionRef *ref = lua_newuserdatauv(L, sizeof *ref, 0);
    *ref = (CollectionRef){collection_magic, c};
    lua_newtable(L);
    lua_newtable(L);
    luaL_setfuncs(L, methods, 0);
    lua_pushcclosure(L, collection_index, 1);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, read_only);
    lua_setfield(L, -2, "__newindex");
    lua_pushcfunction(L, collection_length);
    lua_setfield(L, -2, "__len");
    lua_pushcfunction(L, collection_pairs);
    lua_setfield(L, -2, "__pairs");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
}

/* ---- the site ---- */

/* absent(scope, path): will nothing stand at this path? Its part has errors, and nothing was published there before. */
static int site_absent(lua_State *L)
{
    size_t n;
    const char *p = luaL_checklstring(L, 1, &n);
    Str scope = {p, n};
    const HostOptions *o = &host_of(L)->o;
    bool held = o->held && map_find(o->held, scope);
    p = luaL_checklstring(L, 2, &n);
    lua_pushboolean(L, held && !map_find(o->published, (Str){p, n}));
    return 1;
}

static int site_index(lua_State *L)
{
    const Model *m = &host_of(L)->model;
    Str name;
    name.p = luaL_checklstring(L, 2, &name.n);
    Near near = near_to(name);
    for (size_t i = 0; i < m->count; i++)
        near_offer(&near, m->collections[i].name);
    if (near.best.n)
        return host_fail(L, "site 没有“%.*s”；是不是想写“%.*s”？", "site has no \"%.*s\"; did you mean \"%.*s\"?",
                         STR_ARG(name), STR_ARG(near.best));
    return host_fail(L, "site 没有“%.*s”", "site has no \"%.*s\"", STR_ARG(name));
}

/* nearest(word, list): which of the words was probably meant; nil: none. */
static int base_nearest(lua_State *L)
{
    Str word, known;
    word.p = luaL_checklstring(L, 1, &word.n);
    luaL_checktype(L, 2, LUA_TTABLE);
    Near near = near_to(word);
    for (lua_Integer i = 1, n = luaL_len(L, 2); i <= n; i++) {
        lua_geti(L, 2, i);
        known.p = luaL_checklstring(L, -1, &known.n);
        host_spend(L, word.n);
        near_offer(&near, known); /* the list keeps it alive */
        lua_pop(L, 1);
    }
    if (near.best.n)
        push_str(L, near.best);
    else
        lua_pushnil(L);
    return 1;
}

static int base_has_file(lua_State *L)
{
    Str path;
    path.p = luaL_checklstring(L, 1, &path.n);
    Host *h = host_of(L);
    lua_pushboolean(L, h->site && site_has_file(h->site, path));
    return 1;
}

void bind_site(lua_State *L)
{
    static const char site_key[] = "site";
    Host *h = host_of(L);
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, site_key) != LUA_TNIL)
        return;
    lua_pop(L, 1);
    lua_newtable(L);
    for (size_t i = 0; i < h->model.count; i++) {
        push_str(L, h->model.collections[i].name);
        push_collection(L, &h->model.collections[i]);
        lua_rawset(L, -3);
        make_row_metatable(L, &h->model.collections[i]);
    }
    Value day = {.kind = VALUE_DATE, .as.number = h->o.as_of};
    push_str(L, value_text(h->a, &day));
    lua_setfield(L, -2, "as_of");
    static const char *const prints[] = {[PRINT_SCREEN] = "screen", [PRINT_PRESS] = "press"};
    if (prints[h->o.print])
        lua_pushstring(L, prints[h->o.print]);
    else
        lua_pushboolean(L, 0);
    lua_setfield(L, -2, "print");
    lua_pushboolean(L, h->o.draft);
    lua_setfield(L, -2, "draft");
    lua_pushboolean(L, h->recording != NULL);
    lua_setfield(L, -2, "tracing");
    lua_pushcfunction(L, site_absent);
    lua_setfield(L, -2, "absent");
    look_open(L);
    lint_open(L);
    diagnostics_open(L);
    picture_size_open(L);
    lua_newtable(L);
    lua_pushcfunction(L, site_index);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    lua_newtable(L); /* sealed by hand: what it lacks is an error */
    lua_newtable(L);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, read_only);
    lua_setfield(L, -2, "__newindex");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_remove(L, -2);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, site_key);
    sandbox_globals(L);
    lua_pushvalue(L, -2);
    lua_setfield(L, -2, "site");
    lua_pop(L, 1);
}

/* sha256(bytes): the fingerprint, as row._sha256 has those of texts. */
static int base_sha256(lua_State *L)
{
    Str bytes;
    bytes.p = luaL_checklstring(L, 1, &bytes.n);
    host_spend(L, bytes.n / 16);
    Arena *scratch = arena_open();
    Str sum = digest_bytes(scratch, bytes);
    char own[DIGEST_LENGTH];
    memcpy(own, sum.p, DIGEST_LENGTH);
    arena_close(scratch);
    return lua_pushlstring(L, own, DIGEST_LENGTH), 1;
}

/* A table for what can be made again when no script has it any more. */
static void make_weak(lua_State *L, const char *key, int room)
{
    lua_createtable(L, 0, room);
    lua_newtable(L);
    lua_pushliteral(L, "v");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    lua_rawsetp(L, LUA_REGISTRYINDEX, key);
}

void bind_forget(lua_State *L)
{
    make_weak(L, rows_key, 0);
    make_weak(L, values_key, 0);
}

/* Most values are of one page; those of thousands make a table in which each look misses every cache. */
void bind_begin_job(lua_State *L)
{
    enum { VALUES_MOST = 1000 };
    Host *h = host_of(L);
    if (h->values_kept <= VALUES_MOST)
        return;
    h->values_kept = 0;
    make_weak(L, values_key, VALUES_MOST);
}

void bind_open(Host *h)
{
    lua_State *L = h->L;
    bind_forget(L);
    sandbox_globals(L);
    lua_pushcfunction(L, bind_query);
    lua_setfield(L, -2, "query");
    lua_pushcfunction(L, base_has_file);
    lua_setfield(L, -2, "has_file");
    select_open(L);
    lua_pushcfunction(L, base_nearest);
    lua_setfield(L, -2, "nearest");
    lua_pushcfunction(L, base_sha256);
    lua_setfield(L, -2, "sha256");
    lua_getfield(L, -1, "ipairs");
    lua_pushcclosure(L, base_ipairs, 1);
    lua_setfield(L, -2, "ipairs");
    lua_pop(L, 1);
}
