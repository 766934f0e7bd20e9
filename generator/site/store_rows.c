/*
 * The site's rows as SQL tables, read where they stand: a virtual table for each collection, with no copy.
 * What must equal the text of a column is found by that column's index (index.c), so that joins and the
 * questions of many pages do not walk through everything; SQLite compares again.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "site/index.h"
#include "site/site_imp.h"
#include "site/store_imp.h"

typedef struct RowsTable {
    sqlite3_vtab base; /* first, as SQLite wants it */
    const Site *site;
    const SiteTable *table;
} RowsTable;

typedef struct RowsCursor {
    sqlite3_vtab_cursor base;
    IndexRows some;
    bool indexed;
    size_t at, count;
} RowsCursor;

/* ---- columns ---- */

void store_quote(Buf *b, Str name)
{
    buf_byte(b, '"');
    for (size_t i = 0; i < name.n; i++) {
        if (name.p[i] == '"')
            buf_byte(b, '"');
        buf_byte(b, name.p[i]);
    }
    buf_byte(b, '"');
}

static const char *affinity(FieldType type)
{
    switch (type) {
    case FIELD_INT: return " INTEGER";
    case FIELD_NUM: return " NUMERIC";
    case FIELD_STR: case FIELD_TEXT: case FIELD_ID: case FIELD_DATE: case FIELD_MONTH:
    case FIELD_TIME: case FIELD_BOOL: case FIELD_LIST: case FIELD_MAP: case FIELD_ROWS:
        return " TEXT";
    }
    assert(false && "a field type");
    return "";
}

static const char *declaration(Arena *a, const SiteTable *t)
{
    const Collection *c = t->collection;
    Buf b = buf_in(a);
    buf_c(&b, "CREATE TABLE x(");
    for (size_t i = 0; i < c->nfields; i++) {
        store_quote(&b, c->fields[i].name);
        buf_c(&b, affinity(c->fields[i].type));
        buf_byte(&b, ',');
    }
    for (size_t i = 0; i < t->nextras; i++) {
        store_quote(&b, t->extras[i]);
        buf_c(&b, " TEXT,");
    }
    buf_c(&b, "_file TEXT,_line INTEGER)");
    buf_byte(&b, '\0');
    return b.p;
}

static void give_text(sqlite3_context *context, Str s)
{
    sqlite3_result_text64(context, s.p ? s.p : "", s.n, SQLITE_STATIC, SQLITE_UTF8);
}

/* A decimal as SQL reads it: whole ones are whole numbers. */
static void give_number(sqlite3_context *context, const Value *v)
{
    int64_t one = 1;
    for (unsigned i = 0; i < v->scale; i++)
        one *= 10;
    if (v->as.number % one == 0)
        sqlite3_result_int64(context, v->as.number / one);
    else
        sqlite3_result_double(context, (double)v->as.number / (double)one);
}

static void give_value(sqlite3_context *context, Arena *scratch, const Value *v)
{
    switch ((ValueKind)v->kind) {
    case VALUE_NONE: break; /* NULL already */
    case VALUE_TEXT: give_text(context, v->text); break;
    case VALUE_INT: sqlite3_result_int64(context, v->as.number); break;
    case VALUE_NUM: give_number(context, v); break;
    case VALUE_DATE: case VALUE_MONTH: case VALUE_TIME: case VALUE_BOOL:
    case VALUE_LIST: case VALUE_MAP: case VALUE_ROWS: {
        ArenaMark mark = arena_mark(scratch);
        Str text = value_text(scratch, v);
        sqlite3_result_text64(context, text.p ? text.p : "", text.n, SQLITE_TRANSIENT, SQLITE_UTF8);
        arena_release(scratch, mark);
        break;
    }
    }
}

/* ---- what SQLite calls ---- */

static int connect_table(sqlite3 *db, void *self, int argc, const char *const *argv, sqlite3_vtab **made, char **error)
{
    const Site *s = self;
    (void)argc, (void)error;
    RowsTable *t = sqlite3_malloc(sizeof *t);
    if (!t)
        return SQLITE_NOMEM;
    const Collection *c = model_find(s->model, str_of(argv[2])); /* tables are called as collections */
    assert(c);
    *t = (RowsTable){.site = s, .table = site_table(s, c)};
    ArenaMark mark = arena_mark(s->later);
    int result = sqlite3_declare_vtab(db, declaration(s->later, t->table));
    arena_release(s->later, mark);
    *made = &t->base;
    return result;
}

static int disconnect(sqlite3_vtab *table)
{
    sqlite3_free(table);
    return SQLITE_OK;
}

static bool may_find(const RowsTable *t, sqlite3_index_info *info, int i)
{
    const struct sqlite3_index_constraint *constraint = &info->aConstraint[i];
    const Collection *c = t->table->collection;
    return constraint->usable && constraint->op == SQLITE_INDEX_CONSTRAINT_EQ && constraint->iColumn >= 0 &&
           (size_t)constraint->iColumn < c->nfields && index_serves(t->site, c, &c->fields[constraint->iColumn]) &&
           strcmp(sqlite3_vtab_collation(info, i), "BINARY") == 0;
}

/* idxNum: the field that rows are found by, + 1; 0: all are read. */
static int plan(sqlite3_vtab *self, sqlite3_index_info *info)
{
    enum { ALIKE = 16 }; /* a guess: one in so many rows says the same in a field that is no key */
    const RowsTable *t = (const RowsTable *)self;
    int chosen = -1, key = t->table->collection->key;
    for (int i = 0; i < info->nConstraint; i++)
        if (may_find(t, info, i) && (chosen < 0 || info->aConstraint[i].iColumn == key))
            chosen = i;
    double rows = (double)t->table->count + 1;
    if (chosen >= 0) {
        info->aConstraintUsage[chosen].argvIndex = 1;
        info->idxNum = info->aConstraint[chosen].iColumn + 1;
        rows = info->aConstraint[chosen].iColumn == key ? 1 : rows / ALIKE + 1;
    }
    info->estimatedRows = (sqlite3_int64)rows;
    info->estimatedCost = rows + 1;
    return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **made)
{
    (void)table;
    RowsCursor *cursor = sqlite3_malloc(sizeof *cursor);
    if (!cursor)
        return SQLITE_NOMEM;
    *cursor = (RowsCursor){0};
    *made = &cursor->base;
    return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *cursor)
{
    sqlite3_free(cursor);
    return SQLITE_OK;
}

static int begin(sqlite3_vtab_cursor *self, int field, const char *name, int argc, sqlite3_value **argv)
{
    (void)name;
    RowsCursor *cursor = (RowsCursor *)self;
    const RowsTable *t = (const RowsTable *)self->pVtab;
    cursor->at = 0;
    cursor->indexed = field > 0 && argc == 1 && sqlite3_value_type(argv[0]) != SQLITE_BLOB;
    cursor->count = t->table->count;
    if (!cursor->indexed)
        return SQLITE_OK;
    cursor->some = (IndexRows){NULL, 0};
    if (sqlite3_value_type(argv[0]) != SQLITE_NULL) {
        const char *text = (const char *)sqlite3_value_text(argv[0]);
        const Collection *c = t->table->collection;
        cursor->some = index_find(t->site, c, &c->fields[field - 1],
                                  (Str){text, (size_t)sqlite3_value_bytes(argv[0])});
    }
    cursor->count = cursor->some.count;
    return SQLITE_OK;
}

static int next(sqlite3_vtab_cursor *self)
{
    ((RowsCursor *)self)->at++;
    return SQLITE_OK;
}

static int at_end(sqlite3_vtab_cursor *self)
{
    const RowsCursor *cursor = (const RowsCursor *)self;
    return cursor->at >= cursor->count;
}

/* The number of the row the cursor stands at. */
static size_t number_at(const RowsCursor *cursor)
{
    assert(cursor->at < cursor->count);
    return cursor->indexed ? cursor->some.rows[cursor->at] : cursor->at;
}

static int column(sqlite3_vtab_cursor *self, sqlite3_context *context, int i)
{
    const RowsTable *t = (const RowsTable *)self->pVtab;
    const Row *row = t->table->rows[number_at((const RowsCursor *)self)];
    size_t at = (size_t)i, nfields = t->table->collection->nfields, nextras = t->table->nextras;
    if (at < nfields) {
        give_value(context, t->site->later, row->values[at]);
    } else if (at < nfields + nextras) {
        Str extra = at - nfields < row->nextras ? row->extras[at - nfields] : STR_NONE;
        if (extra.n)
            give_text(context, extra);
    } else if (at == nfields + nextras) {
        give_text(context, row->path);
    } else {
        sqlite3_result_int64(context, row->line);
    }
    return SQLITE_OK;
}

static int row_number(sqlite3_vtab_cursor *self, sqlite3_int64 *number)
{
    *number = (sqlite3_int64)number_at((const RowsCursor *)self) + 1;
    return SQLITE_OK;
}

static const sqlite3_module rows_module = {
    .xCreate = connect_table, .xConnect = connect_table, .xBestIndex = plan, .xDisconnect = disconnect,
    .xDestroy = disconnect, .xOpen = open_cursor, .xClose = close_cursor, .xFilter = begin, .xNext = next,
    .xEof = at_end, .xColumn = column, .xRowid = row_number};

bool store_rows_open(sqlite3 *db, const Site *s)
{
    if (sqlite3_create_module(db, "rows", &rows_module, (void *)(uintptr_t)s) != SQLITE_OK)
        return false;
    ArenaMark mark = arena_mark(s->later);
    Buf b = buf_in(s->later);
    for (size_t i = 0; i < s->model->count; i++) {
        buf_c(&b, "CREATE VIRTUAL TABLE ");
        store_quote(&b, s->model->collections[i].name);
        buf_c(&b, " USING rows;");
    }
    buf_byte(&b, '\0');
    bool good = sqlite3_exec(db, b.p, NULL, NULL, NULL) == SQLITE_OK;
    arena_release(s->later, mark);
    return good;
}
