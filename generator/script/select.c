/*
 * Choosing rows by what their fields say, and reading many rows field by field.
 *
 * Conditions are looked at field by field, not row by row: what a script's function says of a value is
 * remembered, for the rows of a table share their values, and a text in a large table is found by its index.
 * So a function of fields is asked once for each different value (or combination of them), in the order of
 * rows, and must answer by them alone.
 */
#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "script/host_imp.h"
#include "site/index.h"

enum {
    CONDITIONS_MOST = 12,
    FIELDS_MOST = 8,
    SETS_MOST = 24, /* of conditions, in one walk */
    LINES_MOST = 16, /* of a row's memory that are brought into the cache ahead */
    LINE = 64        /* bytes */
};

/*
 * Answers by combinations of values, which are the same ones in many rows. Open addressing; the memory is
 * a userdata on the stack, so that an error in a script's function frees it.
 */
typedef struct Memo {
    int slot;             /* on the stack; 0: nothing is remembered */
    size_t nslots, count; /* a power of two of them */
    size_t asked, found;
    const Value **keys;   /* width of them a slot, NULL free */
    bool *answers;
    const Value *last;    /* asked before, of one field: rows that follow each other often share it; … */
    bool last_answer;     /* … and what was answered */
} Memo;

typedef struct Condition {
    const Field *fields[FIELDS_MOST];
    size_t at[FIELDS_MOST];      /* their places in the rows */
    bool resolved[FIELDS_MOST]; /* references are shown as the rows they mean */
    size_t nfields; /* 0: the value is a function of the whole row */
    bool otherwise; /* a text that begins otherwise than the value fits */
    int value;      /* on the stack: what the field must be, or a function */
    Memo memo;
} Condition;

typedef struct Conditions {
    Condition list[CONDITIONS_MOST];
    size_t count;
    lua_Integer found; /* rows, so far */
} Conditions;

/* ---- one value ---- */

static bool text_fits(lua_State *L, const Field *f, const Value *v, Str text)
{
    Host *h = host_of(L);
    switch ((ValueKind)v->kind) {
    case VALUE_NONE: case VALUE_ROWS: case VALUE_MAP: return false;
    case VALUE_TEXT:
        return str_equal(v->text, text) ||
               (f->target && v->as.row && str_equal(row_key(v->as.row), text));
    case VALUE_LIST:
        for (uint32_t i = 0; i < v->count; i++)
            if (text_fits(L, f, &v->as.items[i], text))
                return true;
        return false;
    case VALUE_INT: case VALUE_NUM: case VALUE_DATE: case VALUE_MONTH: case VALUE_TIME: case VALUE_BOOL:
        break;
    }
    ArenaMark mark = arena_mark(h->job);
    bool fits = str_equal(value_text(h->job, v), text);
    arena_release(h->job, mark);
    return fits;
}

static bool row_fits(const Field *f, const Value *v, const Row *row)
{
    if (v->kind == VALUE_TEXT)
        return f->target ? v->as.row == row || str_equal(v->text, row_key(row))
                         : str_equal(v->text, row_key(row));
    for (uint32_t i = 0; v->kind == VALUE_LIST && i < v->count; i++)
        if (row_fits(f, &v->as.items[i], row))
            return true;
    return false;
}

static bool value_fits(lua_State *L, const Condition *c, const Value *v, int want);

static bool any_fits(lua_State *L, const Condition *c, const Value *v, int want)
{
    lua_Integer n = luaL_len(L, want);
    bool fits = false;
    for (lua_Integer i = 1; i <= n && !fits; i++) {
        lua_geti(L, want, i);
        fits = value_fits(L, c, v, lua_gettop(L));
        lua_pop(L, 1);
    }
    return fits;
}

static bool function_fits(lua_State *L, const Condition *c, const Value *const *values, int function)
{
    lua_pushvalue(L, function);
    for (size_t i = 0; i < c->nfields; i++)
        value_push(L, c->fields[i], values[i], c->resolved[i]);
    lua_call(L, (int)c->nfields, 1);
    bool fits = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return fits;
}

/* Of a condition on one field. */
static bool value_fits(lua_State *L, const Condition *c, const Value *v, int want)
{
    const Field *f = c->fields[0];
    luaL_checkstack(L, FIELDS_MOST + 8, NULL);
    switch (lua_type(L, want)) {
    case LUA_TSTRING: {
        Str text;
        text.p = lua_tolstring(L, want, &text.n);
        if (c->otherwise)
            return v->kind == VALUE_TEXT && !str_starts(v->text, text);
        return text_fits(L, f, v, text);
    }
    case LUA_TBOOLEAN: return v->kind == VALUE_BOOL && v->as.number == lua_toboolean(L, want);
    case LUA_TTABLE: return any_fits(L, c, v, want);
    case LUA_TUSERDATA: return row_fits(f, v, bind_check_row(L, want));
    case LUA_TFUNCTION: return function_fits(L, c, &v, want);
    default: break;
    }
    value_push(L, f, v, c->resolved[0]);
    bool fits = lua_compare(L, -1, want, LUA_OPEQ);
    lua_pop(L, 1);
    return fits;
}

/* ---- what was answered before ---- */

static size_t slot_of(const Memo *m, const Value *const *key, size_t width)
{
    uint64_t h = map_hash((Str){(const char *)key, width * sizeof *key});
    size_t at = (size_t)h & (m->nslots - 1);
    while (m->keys[at * width] && memcmp(&m->keys[at * width], key, width * sizeof *key) != 0)
        at = (at + 1) & (m->nslots - 1);
    return at;
}

static void memo_grow(lua_State *L, Memo *m, size_t width)
{
    Memo old = *m;
    m->nslots = old.nslots ? old.nslots * 2 : 64;
    size_t keys = m->nslots * width * sizeof *m->keys;
    m->keys = lua_newuserdatauv(L, keys + m->nslots, 0);
    memset(m->keys, 0, keys + m->nslots);
    m->answers = (bool *)m->keys + keys;
    for (size_t i = 0; i < old.nslots; i++) {
        const Value **key = &old.keys[i * width];
        if (!*key)
            continue;
        size_t at = slot_of(m, key, width);
        memcpy(&m->keys[at * width], key, width * sizeof *key);
        m->answers[at] = old.answers[i];
    }
    lua_replace(L, m->slot);
}

/* Is it worth while to go on remembering? */
static bool repeats_itself(const Memo *m)
{
    enum { BEFORE = 1024 };
    return m->slot && (m->asked < BEFORE || m->found * 2 > m->asked);
}

static bool ask(lua_State *L, const Condition *c, const Value *const *values)
{
    return c->nfields == 1 ? value_fits(L, c, values[0], c->value) : function_fits(L, c, values, c->value);
}

static bool values_fit(lua_State *L, Condition *c, const Value *const *values)
{
    Memo *m = &c->memo;
    if (m->last == values[0] && c->nfields == 1)
        return m->last_answer;
    if (!repeats_itself(m))
        return ask(L, c, values);
    if (m->count * 2 >= m->nslots)
        memo_grow(L, m, c->nfields);
    size_t at = slot_of(m, values, c->nfields);
    m->asked++;
    if (m->keys[at * c->nfields]) {
        m->found++;
    } else {
        bool fits = ask(L, c, values);
        memcpy(&m->keys[at * c->nfields], values, c->nfields * sizeof *values);
        m->answers[at] = fits;
        m->count++;
    }
    m->last = values[0];
    m->last_answer = m->answers[at];
    return m->last_answer;
}

/* ---- conditions ---- */

/* As rows have them: by the key of scripts, references resolved, or as the author calls it, as written. */
static const Field *field_named(lua_State *L, const Collection *c, Str name, bool *resolved)
{
    int field = model_field_by_key(c, name);
    if (field < 0)
        host_fail(L, "%.*s 没有字段“%.*s”", "%.*s has no field \"%.*s\"", STR_ARG(c->name), STR_ARG(name));
    audience_check_field(L, c, &c->fields[field]);
    *resolved = str_equal(c->fields[field].key, name);
    return &c->fields[field];
}

/* One more field of the condition, by the name at index. */
static void add_field(lua_State *L, const Collection *c, Condition *condition, int index)
{
    Str name = STR_NONE;
    if (lua_type(L, index) == LUA_TSTRING)
        name.p = lua_tolstring(L, index, &name.n);
    size_t i = condition->nfields++;
    condition->fields[i] = field_named(L, c, name, &condition->resolved[i]);
    condition->at[i] = (size_t)(condition->fields[i] - c->fields);
}

/* {"a", "b", function(a, b) … end} at the top of the stack; the function takes its place. */
static void read_combination(lua_State *L, const Collection *c, Condition *condition)
{
    int list = lua_gettop(L);
    luaL_checktype(L, list, LUA_TTABLE);
    lua_Integer n = luaL_len(L, list);
    if (n < 2 || n > FIELDS_MOST + 1)
        host_fail(L, "{字段, …, 函数} 应有1到%d个字段", "{field, …, function} takes 1 to %d fields", FIELDS_MOST);
    for (lua_Integer i = 1; i < n; i++) {
        lua_geti(L, list, i);
        add_field(L, c, condition, -1);
        lua_pop(L, 1);
    }
    if (lua_geti(L, list, n) != LUA_TFUNCTION)
        host_fail(L, "条件的最后一项应是函数：{字段, …, function(…) … end}", "a condition ends in a function: {field, …, function(…) … end}");
    lua_replace(L, list);
}

/* {begins_otherwise = "A-"}: the text takes the table's place. */
static void read_beginning(lua_State *L, Condition *condition)
{
    if (lua_type(L, condition->value) != LUA_TTABLE)
        return;
    condition->otherwise = lua_getfield(L, condition->value, "begins_otherwise") == LUA_TSTRING;
    if (condition->otherwise)
        lua_replace(L, condition->value);
    else
        lua_pop(L, 1);
}

static bool is_shared(const Collection *c)
{
    return c->kind == COLLECTION_TABLE; /* documents have values of their own */
}

/* A slot on the stack for what will be remembered; none where looking is as quick. */
static void prepare_memo(lua_State *L, const Collection *c, Condition *condition)
{
    int type = lua_type(L, condition->value);
    if (!is_shared(c) || (type != LUA_TFUNCTION && type != LUA_TTABLE && type != LUA_TSTRING))
        return;
    if (type == LUA_TSTRING && condition->fields[0]->type < FIELD_DATE)
        return;
    lua_pushnil(L);
    condition->memo.slot = lua_gettop(L);
}

/* The conditions of an argument, their values left on the stack. */
static void read_conditions(lua_State *L, const Collection *c, int argument, Conditions *all)
{
    all->count = 0;
    all->found = 0;
    luaL_checkstack(L, CONDITIONS_MOST * 3 + 16, NULL);
    if (lua_isnoneornil(L, argument))
        return;
    if (lua_type(L, argument) == LUA_TFUNCTION) {
        all->list[all->count++] = (Condition){.value = argument};
        return;
    }
    luaL_checktype(L, argument, LUA_TTABLE);
    seal_push_real(L, argument);
    int real = lua_gettop(L);
    lua_pushnil(L);
    while (lua_next(L, real)) {
        if (all->count == CONDITIONS_MOST)
            host_fail(L, "条件多于%d个", "more than %d conditions", CONDITIONS_MOST);
        Condition *condition = &all->list[all->count++];
        *condition = (Condition){.value = lua_gettop(L)};
        int key = condition->value - 1;
        if (lua_type(L, key) == LUA_TNUMBER)
            read_combination(L, c, condition);
        else
            add_field(L, c, condition, key), read_beginning(L, condition);
        prepare_memo(L, c, condition);
        lua_pushvalue(L, key);
    }
}

static bool whole_row_fits(lua_State *L, const Row *row, int function)
{
    lua_pushvalue(L, function);
    bind_row(L, row);
    lua_call(L, 1, 1);
    bool fits = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return fits;
}

static bool fits_all(lua_State *L, const Row *row, Conditions *all)
{
    for (size_t i = 0; i < all->count; i++) {
        Condition *c = &all->list[i];
        const Value *values[FIELDS_MOST];
        for (size_t k = 0; k < c->nfields; k++)
            values[k] = row->values[c->at[k]];
        if (!(c->nfields ? values_fit(L, c, values) : whole_row_fits(L, row, c->value)))
            return false;
    }
    return true;
}

/* ---- rows that fit ---- */

/* The rows to look at: those of an index where a condition has one, else all. */
typedef struct Walk {
    const SiteTable *table;
    IndexRows some;
    bool indexed;
    size_t at, count;
    size_t lines[LINES_MOST]; /* what is looked at in each row, by offset; the first of each line */
    size_t nlines;
} Walk;

static void add_line(Walk *w, size_t offset)
{
    for (size_t i = 0; i < w->nlines; i++)
        if (w->lines[i] / LINE == offset / LINE)
            return;
    if (w->nlines < LINES_MOST)
        w->lines[w->nlines++] = offset;
}

static void add_lines(Walk *w, const Conditions *all)
{
    add_line(w, offsetof(Row, aside));
    for (size_t k = 0; k < all->count; k++)
        for (size_t j = 0; j < all->list[k].nfields; j++)
            add_line(w, offsetof(Row, values) + all->list[k].at[j] * sizeof(Value *));
}

static Walk walk_of(lua_State *L, const SiteTable *t, const Conditions *all)
{
    const Site *s = host_of(L)->site;
    Walk w = {.table = t};
    for (size_t i = 0; i < all->count; i++) {
        const Condition *c = &all->list[i];
        if (c->nfields != 1 || c->otherwise || lua_type(L, c->value) != LUA_TSTRING || c->fields[0]->target ||
            !index_serves(s, t->collection, c->fields[0]))
            continue;
        Str text;
        text.p = lua_tolstring(L, c->value, &text.n);
        IndexRows some = index_find(s, t->collection, c->fields[0], text);
        if (!w.indexed || some.count < w.some.count)
            w.some = some;
        w.indexed = true;
    }
    w.count = w.indexed ? w.some.count : t->count;
    add_lines(&w, all);
    return w;
}

static const Row *walk_row(const Walk *w, size_t i)
{
    return w->table->rows[w->indexed ? w->some.rows[i] : i];
}

/* Have what will be looked at in a moment brought into the cache: most of a walk through a million rows is waiting. */
static void fetch(const Walk *w, size_t i)
{
    enum { ROWS = 32 };
    if (i + ROWS >= w->count)
        return;
    const char *row = (const char *)walk_row(w, i + ROWS);
    for (size_t k = 0; k < w->nlines; k++)
        __builtin_prefetch(row + w->lines[k]);
}

/* The next row that is not aside; NULL: none. */
static const Row *walk_next(Walk *w)
{
    while (w->at < w->count) {
        const Row *row = walk_row(w, w->at);
        fetch(w, w->at++);
        if (!row->aside)
            return row;
    }
    return NULL;
}

/* The next one that fits. */
static const Row *next_fitting(lua_State *L, Walk *w, Conditions *all)
{
    const Row *row;
    while ((row = walk_next(w)) != NULL) {
        host_spend(L, 2);
        if (fits_all(L, row, all))
            break;
    }
    return row;
}

static int where_one(lua_State *L)
{
    const SiteTable *t = bind_check_collection(L, 1);
    Conditions all;
    read_conditions(L, t->collection, 2, &all);
    lua_newtable(L);
    int list = lua_gettop(L);
    Walk w = walk_of(L, t, &all);
    for (const Row *row; (row = next_fitting(L, &w, &all)) != NULL;) {
        bind_row(L, row);
        lua_rawseti(L, list, ++all.found);
    }
    lua_settop(L, list);
    return 1;
}

/* A list for each of n sets of conditions, in one walk through all rows: of a million most of the time is waiting for memory. */
static int where_each(lua_State *L, int n)
{
    const SiteTable *t = bind_check_collection(L, 1);
    if (n > SETS_MOST)
        return host_fail(L, "where 的条件多于%d组", "over %d sets of conditions", (int)SETS_MOST);
    luaL_checkstack(L, n + 4, NULL);
    Conditions *sets = lua_newuserdatauv(L, (size_t)n * sizeof *sets, 0);
    Walk w = {.table = t, .count = t->count};
    for (int i = 0; i < n; i++) {
        read_conditions(L, t->collection, 2 + i, &sets[i]);
        add_lines(&w, &sets[i]);
    }
    int lists = lua_gettop(L) + 1;
    for (int i = 0; i < n; i++)
        lua_newtable(L);
    for (const Row *row; (row = walk_next(&w)) != NULL;) {
        host_spend(L, 2 * (size_t)n);
        for (int i = 0; i < n; i++)
            if (fits_all(L, row, &sets[i])) {
                bind_row(L, row);
                lua_rawseti(L, lists + i, ++sets[i].found);
            }
    }
    lua_settop(L, lists + n - 1);
    return n;
}

int select_where(lua_State *L)
{
    int sets = lua_gettop(L) - 1;
    return sets > 1 ? where_each(L, sets) : where_one(L);
}

int select_first(lua_State *L)
{
    const SiteTable *t = bind_check_collection(L, 1);
    Conditions all;
    read_conditions(L, t->collection, 2, &all);
    Walk w = walk_of(L, t, &all);
    const Row *row = next_fitting(L, &w, &all);
    if (!row)
        return 0;
    bind_row(L, row);
    return 1;
}

/* ---- fields of many rows ---- */

/* Which field of the rows of a collection a name means. */
typedef struct Column {
    Str name;
    const Collection *collection; /* NULL: not known yet */
    size_t field;
    bool resolved;
    const Value *last; /* of the row before, as it stands in the list */
} Column;

/* The value of the r-th row in a column, pushed. What the row before says stands at the end of the list. */
static void push_cell(lua_State *L, const Row *row, Column *column, int list, lua_Integer r)
{
    if (column->collection != row->collection) {
        const Field *f = field_named(L, row->collection, column->name, &column->resolved);
        column->collection = row->collection;
        column->field = (size_t)(f - row->collection->fields);
        column->last = NULL;
    }
    const Value *v = row->values[column->field];
    if (v == column->last)
        lua_rawgeti(L, list, r - 1);
    else
        bind_value(L, row, (int)column->field, column->resolved);
    column->last = v;
}

/* The same of a table that is like a row. */
static void push_like(lua_State *L, int index, Column *column)
{
    column->last = NULL;
    lua_pushlstring(L, column->name.p, column->name.n);
    lua_gettable(L, index);
}

/* columns(rows, {"name", …}): answers a list of the rows' values for each name, by name. */
static int columns(lua_State *L)
{
    enum { COLUMNS_MOST = 32 };
    luaL_checkany(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_Integer rows = luaL_len(L, 1), n = luaL_len(L, 2);
    if (n < 1 || n > COLUMNS_MOST || rows < 0 || rows >= INT32_MAX)
        return host_fail(L, "columns 应有1到%d个字段", "columns takes 1 to %d fields", (int)COLUMNS_MOST);
    luaL_checkstack(L, COLUMNS_MOST * 2 + 10, NULL);
    Column list[COLUMNS_MOST];
    lua_settop(L, 2);
    lua_createtable(L, 0, (int)n);
    for (lua_Integer i = 0; i < n; i++) { /* below each list its name, which keeps the text alive */
        lua_geti(L, 2, i + 1);
        list[i] = (Column){0};
        list[i].name.p = luaL_checklstring(L, -1, &list[i].name.n);
        lua_createtable(L, (int)rows, 0);
        lua_pushvalue(L, -2);
        lua_pushvalue(L, -2);
        lua_rawset(L, 3);
    }
    for (lua_Integer r = 1; r <= rows; r++) {
        host_spend(L, (size_t)n);
        lua_geti(L, 1, r);
        int at = lua_gettop(L);
        const Row *row = bind_to_row(L, at);
        for (int i = 0; i < (int)n; i++) {
            if (row)
                push_cell(L, row, &list[i], 5 + 2 * i, r);
            else
                push_like(L, at, &list[i]);
            lua_rawseti(L, 5 + 2 * i, r);
        }
        lua_pop(L, 1);
    }
    lua_settop(L, 3);
    return 1;
}

void select_open(lua_State *L)
{
    lua_pushcfunction(L, columns);
    lua_setfield(L, -2, "columns");
}
