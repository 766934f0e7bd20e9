/* The content model from lua/model.lua into plain data. What the table may hold: lua/model.lua. */
#include <assert.h>
#include <string.h>

#include "script/host_imp.h"

enum { COLLECTIONS_MOST = 100, FIELDS_MOST = 200 };

/* ---- faults ---- */

static DiagLevel level_of(lua_State *L, Str name, const char *owner)
{
    if (str_equal(name, STR("error")))
        return DIAG_ERROR;
    if (str_equal(name, STR("warning")))
        return DIAG_WARNING;
    if (!str_equal(name, STR("note")))
        host_fail(L, "%s 的 level 应是 error、warning 或 note", "%s: level is error, warning or note", owner);
    return DIAG_NOTE;
}

/* A fault: "E01", or {"E01", level = , zh = , en = }. */
static void read_fault(lua_State *L, int index, const char *owner, Fault *fault)
{
    static const char *const fields[] = {"level", "zh", "en", NULL};
    Arena *a = host_of(L)->a;
    if (lua_type(L, index) == LUA_TSTRING) {
        fault->code = take_copy(L, index, a).p;
        return;
    }
    luaL_checktype(L, index, LUA_TTABLE);
    take_known(L, index, owner, fields);
    if (lua_geti(L, index, 1) == LUA_TSTRING)
        fault->code = take_copy(L, -1, a).p;
    lua_pop(L, 1);
    Str level = take_str(L, index, "level", owner);
    fault->has_level = level.n > 0;
    if (level.n)
        fault->level = level_of(L, level, owner);
    fault->zh = take_str(L, index, "zh", owner);
    fault->en = take_str(L, index, "en", owner);
}

static void read_faults(lua_State *L, int index, const char *owner, const char *const *names,
                        Fault *faults)
{
    if (!take_table(L, index, "codes", owner))
        return;
    take_known(L, lua_gettop(L), owner, names);
    for (int i = 0; names[i]; i++) {
        if (lua_getfield(L, -1, names[i]) != LUA_TNIL)
            read_fault(L, lua_gettop(L), owner, &faults[i]);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

/* ---- fields ---- */

static const struct {
    const char *name;
    FieldType type;
} types[] = {{"str", FIELD_STR}, {"text", FIELD_TEXT}, {"id", FIELD_ID}, {"date", FIELD_DATE},
             {"month", FIELD_MONTH}, {"time", FIELD_TIME}, {"int", FIELD_INT}, {"num", FIELD_NUM},
             {"bool", FIELD_BOOL}, {"list", FIELD_LIST}, {"map", FIELD_MAP}, {"rows", FIELD_ROWS},
             {"ref", FIELD_STR}};

static FieldType type_of(lua_State *L, Str name, const char *owner)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_equal(name, str_of(types[i].name)))
            return types[i].type;
    host_fail(L, "%s 的类型“%.*s”不存在", "%s: there is no type \"%.*s\"", owner, STR_ARG(name));
    return FIELD_STR;
}

static Str text_item(lua_State *L, int index, int i)
{
    lua_geti(L, index, i);
    Str s = take_copy(L, -1, host_of(L)->a);
    lua_pop(L, 1);
    return s;
}

static void read_limits(lua_State *L, int index, const char *owner, Field *f)
{
    f->has_min = lua_getfield(L, index, "min") != LUA_TNIL;
    f->has_max = lua_getfield(L, index, "max") != LUA_TNIL;
    lua_pop(L, 2);
    f->min = take_int(L, index, "min", owner, 0);
    f->max = take_int(L, index, "max", owner, 0);
    f->max_length = (size_t)take_int(L, index, "length", owner, 0);
}

/* What authors choose from, refer to or write by a pattern is not their own words; prose = false says so of others. */
static bool is_prose(lua_State *L, int index, const Field *f)
{
    bool words = f->type == FIELD_STR || f->type == FIELD_TEXT || f->type == FIELD_LIST || f->type == FIELD_ROWS;
    bool refused = lua_getfield(L, index, "prose") == LUA_TBOOLEAN && !lua_toboolean(L, -1);
    lua_pop(L, 1);
    return words && !refused && f->visibility != VISIBLE_NEVER && !f->nallowed && !f->pattern.n && !f->target_name.n && !f->file &&
           !f->equals.n;
}

static Field read_field(lua_State *L, int index, const char *collection)
{
    static const char *const known[] = {"key", "required", "visible", "unit", "to", "also", "allowed", "parts",
                                        "default", "default_of", "equals", "pattern", "min", "max", "length", "files", "output",
                                        "codes", "prose", NULL};
    static const char *const faults[] = {"missing", "bad", "unknown", "rewritten", "unit", "limit",
                                         "differs", "file", NULL};
    Field f = {.name = text_item(L, index, 1)};
    Str type = text_item(L, index, 2);
    const char *owner = str_c(host_of(L)->a, str_printf(host_of(L)->a, "%s.%.*s", collection, STR_ARG(f.name)));
    if (!f.name.n || !type.n)
        host_fail(L, "%s 的每个字段应写成 {\"名称\", \"类型\", …}", "each field of %s is {\"name\", \"type\", …}", collection);
    take_known(L, index, owner, known);
    f.type = type_of(L, type, owner);
    f.key = take_str(L, index, "key", owner);
    if (!f.key.n)
        f.key = f.name;
    f.required = take_bool(L, index, "required");
    f.visibility = take_visibility(L, index, owner);
    f.unit = take_str(L, index, "unit", owner);
    f.target_name = take_str(L, index, "to", owner);
    f.nallowed = take_strs(L, index, "allowed", owner, &f.allowed);
    f.nalso = take_strs(L, index, "also", owner, &f.also);
    f.nparts = take_strs(L, index, "parts", owner, &f.parts);
    f.fallback = take_str(L, index, "default", owner);
    const Str *lender;
    size_t nlender = take_strs(L, index, "default_of", owner, &lender);
    if (nlender && nlender != 2)
        host_fail(L, "%s 的 default_of 应写 {本行的引用字段, 那一行的字段}", "default_of of %s is {a reference of this row, a field of that row}", owner);
    if (nlender) {
        f.lender = lender[0];
        f.lent = lender[1];
    }
    f.equals = take_str(L, index, "equals", owner);
    f.pattern = take_str(L, index, "pattern", owner);
    f.file = lua_getfield(L, index, "files") != LUA_TNIL;
    lua_pop(L, 1);
    f.base = take_str(L, index, "files", owner);
    f.output = take_bool(L, index, "output");
    f.prose = !f.output && is_prose(L, index, &f);
    read_limits(L, index, owner, &f);
    read_faults(L, index, owner, faults, f.faults);
    if (f.type == FIELD_ROWS && !f.nparts)
        host_fail(L, "%s 是 rows，要写 parts", "%s is rows and needs parts", owner);
    if (str_equal(type, STR("ref")) && !f.target_name.n)
        host_fail(L, "%s 是 ref，要写 to", "%s is a ref and needs to", owner);
    return f;
}

/* ---- collections ---- */

/* Parts of the path that no field has the name of become fields of their own. */
static size_t captured_fields(const Collection *c, Field *fields, size_t n)
{
    Str rest = c->pattern;
    for (size_t open = str_find(rest, STR("{"), 0); open < rest.n; open = str_find(rest, STR("{"), 0)) {
        size_t close = str_find(rest, STR("}"), open);
        Str name = str_slice(rest, open + 1, close);
        bool has = false;
        for (size_t i = 0; i < n; i++)
            has = has || str_equal(fields[i].key, name) || str_equal(fields[i].name, name);
        if (!has && n < FIELDS_MOST)
            fields[n++] = (Field){.name = name, .key = name, .captured = true};
        rest = str_slice(rest, close + 1, rest.n);
    }
    return n;
}

static void read_fields(lua_State *L, int index, Collection *c, const char *owner)
{
    Arena *a = host_of(L)->a;
    Field fields[FIELDS_MOST];
    size_t count = 0;
    if (take_table(L, index, "fields", owner)) {
        int list = lua_gettop(L);
        lua_Integer n = luaL_len(L, list);
        if (n > FIELDS_MOST - MODEL_CAPTURES)
            host_fail(L, "%s 的字段太多", "%s has too many fields", owner);
        for (lua_Integer i = 1; i <= n; i++) {
            lua_geti(L, list, i);
            luaL_checktype(L, -1, LUA_TTABLE);
            fields[count++] = read_field(L, lua_gettop(L), owner);
            lua_settop(L, list);
        }
        lua_pop(L, 1);
    }
    count = captured_fields(c, fields, count);
    assert(count <= FIELDS_MOST);
    c->fields = arena_array(a, Field, count);
    memcpy(c->fields, fields, count * sizeof *fields);
    c->nfields = count;
}

static int field_named(lua_State *L, const Collection *c, Str name, const char *owner)
{
    int field = model_field_by_key(c, name);
    if (field < 0)
        host_fail(L, "%s 没有字段“%.*s”", "%s has no field \"%.*s\"", owner, STR_ARG(name));
    return field;
}

static size_t fields_named(lua_State *L, int index, const char *list, const Collection *c,
                           const char *owner, const int **fields)
{
    const Str *names;
    size_t n = take_strs(L, index, list, owner, &names);
    int *found = arena_array(host_of(L)->a, int, n);
    for (size_t i = 0; i < n; i++)
        found[i] = field_named(L, c, names[i], owner);
    *fields = found;
    return n;
}

static void read_pattern(lua_State *L, int index, Collection *c, const char *owner)
{
    static const char *const kinds[] = {"document", "table", "file"}; /* in the order of the enum */
    for (int k = 0; k < 3; k++) {
        Str pattern = take_str(L, index, kinds[k], owner);
        if (!pattern.n)
            continue;
        if (c->pattern.n)
            host_fail(L, "%s 只能写 document、table、file 之一", "%s takes one of document, table, file", owner);
        c->pattern = pattern;
        c->kind = (CollectionKind)k;
    }
    if (!c->pattern.n)
        host_fail(L, "%s 要写 document、table 或 file", "%s needs document, table or file", owner);
}

static Collection read_collection(lua_State *L, int index)
{
    static const char *const known[] = {"name", "label", "document", "table", "file", "fields", "key", "names",
                                        "scope", "key_repeats", "codes", "sheet", "visible", "prose", NULL};
    static const char *const faults[] = {"repeated", "clash", "columns", "ignored", "unknown_key",
                                         "no_column", NULL};
    Collection c = {.key = -1};
    c.name = take_need(L, index, "name", "collections");
    const char *owner = str_c(host_of(L)->a, c.name);
    take_known(L, index, owner, known);
    c.label = take_str(L, index, "label", owner);
    if (!c.label.n)
        c.label = c.name;
    read_pattern(L, index, &c, owner);
    c.sheet = take_str(L, index, "sheet", owner);
    c.visibility = take_visibility(L, index, owner);
    read_fields(L, index, &c, owner);
    for (size_t i = 0; i < c.nfields; i++)
        if (c.fields[i].visibility < c.visibility)
            c.fields[i].visibility = c.visibility;
    c.body_prose = true;
    if (lua_getfield(L, index, "prose") == LUA_TBOOLEAN && !lua_toboolean(L, -1)) {
        c.body_prose = false;
        for (size_t i = 0; i < c.nfields; i++)
            c.fields[i].prose = false;
    }
    lua_pop(L, 1);
    Str key = take_str(L, index, "key", owner);
    if (key.n)
        c.key = field_named(L, &c, key, owner);
    c.nnames = fields_named(L, index, "names", &c, owner, &c.names);
    c.nscope = fields_named(L, index, "scope", &c, owner, &c.scope);
    c.key_repeats = take_bool(L, index, "key_repeats");
    read_faults(L, index, owner, faults, c.faults);
    return c;
}

int model_read(lua_State *L)
{
    static const char *const known[] = {"scope", "totals", "assets", "collections", "checks", "side_checks", "proofs", "late_checks", "value", NULL};
    Host *h = host_of(L);
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    take_known(L, 1, "model", known);
    Model *m = &h->model;
    m->scope_pattern = take_str(L, 1, "scope", "model");
    m->ntotals = take_strs(L, 1, "totals", "model", &m->totals);
    m->nassets = take_strs(L, 1, "assets", "model", &m->assets);
    if (!take_table(L, 1, "collections", "model"))
        return host_fail(L, "model.lua 缺少 collections", "model.lua lacks collections");
    lua_Integer n = luaL_len(L, 2);
    if (n > COLLECTIONS_MOST)
        return host_fail(L, "集合太多", "too many collections");
    m->collections = arena_array(h->a, Collection, (size_t)n);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_geti(L, 2, i);
        if (lua_type(L, 3) != LUA_TTABLE)
            return host_fail(L, "collections 里的第 %d 项应是一个集合 {name = …}", "entry %d of collections should be a collection {name = …}", (int)i);
        m->collections[m->count] = read_collection(L, 3);
        m->count++;
        lua_settop(L, 2);
    }
    return 0;
}
