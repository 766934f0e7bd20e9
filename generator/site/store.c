/*
 * The site's rows are virtual tables (store_rows.c). Computed tables are one database in memory, made with
 * prepared inserts in one transaction, then serialised; connections read those bytes in place (READONLY).
 * So opening one costs nothing and N workers have one copy of everything.
 */
#include "site/store_imp.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "site/site_imp.h"

/* A serialised database, from SQLite's own allocator. */
typedef struct Bytes {
    unsigned char *p;
    sqlite3_int64 n;
} Bytes;

struct StoreImage {
    const Site *site; /* whose rows are read where they stand */
    Bytes *made;      /* the tables that scripts computed; none while p is NULL */
    Map *secrets; /* "table\x1f""column" of what is not public -> its Visibility, in an int */
};

struct StoreMaker {
    sqlite3 *db;
    const MadeTable *tables;
    sqlite3_stmt **inserts; /* one a table */
    size_t ntables;
};

struct Store {
    sqlite3 *db;
    Map tables;    /* read by the statement being prepared */
    Arena *arena;  /* of the query that runs */
    unsigned long steps;
    const Map *secrets;
    Visibility most;
    Str hidden_table, hidden_column; /* what the statement being prepared asked for and may not see */
    Visibility hidden;
};

enum {
    STEP_EVERY = 10000, /* virtual machine instructions between two looks at the budget */
    STEP_MOST = 40000,  /* looks: some four seconds of work */
    ROWS_MOST = 1000000,
    RESULT_MOST = 256 << 20, /* bytes of cells and their text */
    LENGTH_MOST = 64 << 20
};

/* ---- what is not public ---- */

static Str secret_key(Arena *a, Str table, Str column)
{
    return str_printf(a, "%.*s\x1f%.*s", STR_ARG(table), STR_ARG(column));
}

static void keep_secret(Map *secrets, Str table, Str column, Visibility visibility)
{
    static const Visibility levels[] = {VISIBLE_PUBLIC, VISIBLE_INTERNAL, VISIBLE_NEVER};
    if (visibility > VISIBLE_PUBLIC)
        *map_at(secrets, secret_key(secrets->arena, table, column)) =
            (void *)(uintptr_t)&levels[visibility];
}

/* Columns that the model does not know are nobody's decision to publish. */
static Map *secrets_of(Arena *a, const Site *s)
{
    Map *secrets = arena_new(a, Map);
    *secrets = map_in(a);
    for (size_t i = 0; i < s->model->count; i++) {
        const Collection *c = &s->model->collections[i];
        const SiteTable *t = &s->tables[i];
        keep_secret(secrets, c->name, STR_NONE, c->visibility);
        for (size_t k = 0; k < c->nfields; k++)
            keep_secret(secrets, c->name, c->fields[k].name, c->fields[k].visibility);
        for (size_t k = 0; k < t->nextras; k++)
            keep_secret(secrets, c->name, t->extras[k], VISIBLE_INTERNAL);
    }
    return secrets;
}

static Visibility secrecy(Arena *a, const Map *secrets, Str table, Str column)
{
    const Visibility *whole = map_find(secrets, secret_key(a, table, STR_NONE));
    const Visibility *one = map_find(secrets, secret_key(a, table, column));
    Visibility v = whole ? *whole : VISIBLE_PUBLIC;
    return one && *one > v ? *one : v;
}

StoreImage *store_build(Arena *a, const Site *s)
{
    StoreImage *image = arena_new(a, StoreImage);
    *image = (StoreImage){.site = s, .made = arena_new(a, Bytes), .secrets = secrets_of(a, s)};
    return image;
}

/* ---- tables made by scripts ---- */

static void bind_str(sqlite3_stmt *st, int at, Str s)
{
    sqlite3_bind_text64(st, at, s.p ? s.p : "", s.n, SQLITE_STATIC, SQLITE_UTF8);
}

static void bind_args(sqlite3_stmt *st, const StoreCell *args, size_t nargs)
{
    for (size_t i = 0; i < nargs; i++) {
        int at = (int)i + 1;
        switch (args[i].kind) {
        case CELL_NULL: sqlite3_bind_null(st, at); break;
        case CELL_INT: sqlite3_bind_int64(st, at, args[i].number); break;
        case CELL_REAL: sqlite3_bind_double(st, at, args[i].real); break;
        case CELL_TEXT: bind_str(st, at, args[i].text); break;
        }
    }
}

static const char *made_sql(Arena *a, const MadeTable *t, bool insert)
{
    Buf b = buf_in(a);
    buf_c(&b, insert ? "INSERT INTO " : "CREATE TABLE ");
    store_quote(&b, t->name);
    buf_c(&b, insert ? " VALUES" : "");
    for (size_t i = 0; i < t->ncolumns; i++) {
        buf_byte(&b, i ? ',' : '(');
        if (insert)
            buf_byte(&b, '?');
        else
            store_quote(&b, t->columns[i]);
    }
    buf_byte(&b, ')');
    buf_byte(&b, '\0');
    return b.p;
}

static bool create_made(Arena *a, StoreMaker *m)
{
    bool good = sqlite3_open_v2(":memory:", &m->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) ==
                    SQLITE_OK &&
                sqlite3_exec(m->db, "PRAGMA page_size=4096;BEGIN", NULL, NULL, NULL) == SQLITE_OK;
    for (size_t i = 0; i < m->ntables && good; i++) {
        assert(m->tables[i].ncolumns > 0);
        good = sqlite3_exec(m->db, made_sql(a, &m->tables[i], false), NULL, NULL, NULL) == SQLITE_OK &&
               sqlite3_prepare_v2(m->db, made_sql(a, &m->tables[i], true), -1, &m->inserts[i], NULL) ==
                   SQLITE_OK;
    }
    return good;
}

void store_make_drop(StoreMaker *m)
{
    for (size_t i = 0; i < m->ntables; i++)
        sqlite3_finalize(m->inserts[i]);
    sqlite3_close(m->db);
    m->db = NULL;
}

static bool blame_maker(StoreMaker *m, Diag *d)
{
    diag_error(d, "store", (Pos){0}, "不能建立计算表：%s", "cannot make the computed tables: %s",
               sqlite3_errmsg(m->db));
    store_make_drop(m);
    return false;
}

StoreMaker *store_make(Arena *a, const MadeTable *tables, size_t ntables, Diag *d)
{
    StoreMaker *m = arena_new(a, StoreMaker);
    m->tables = tables;
    m->ntables = ntables;
    m->inserts = arena_array(a, sqlite3_stmt *, ntables + 1);
    return create_made(a, m) || blame_maker(m, d) ? m : NULL;
}

bool store_make_row(StoreMaker *m, size_t table, const StoreCell *cells)
{
    assert(m->db && table < m->ntables);
    sqlite3_stmt *st = m->inserts[table];
    bind_args(st, cells, m->tables[table].ncolumns);
    bool good = sqlite3_step(st) == SQLITE_DONE;
    sqlite3_reset(st);
    return good;
}

bool store_make_done(StoreMaker *m, const StoreImage *image, Diag *d)
{
    assert(m->db && !image->made->p);
    if (sqlite3_exec(m->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
        return blame_maker(m, d);
    image->made->p = sqlite3_serialize(m->db, "main", &image->made->n, 0);
    if (!image->made->p)
        return blame_maker(m, d);
    for (size_t i = 0; i < m->ntables; i++)
        keep_secret(image->secrets, m->tables[i].name, STR_NONE, m->tables[i].visibility);
    store_make_drop(m);
    return true;
}

/* ---- reading ---- */

static bool may_read(Store *s, Str table, Str column)
{
    if (!s->arena || s->most == VISIBLE_NEVER)
        return true;
    Visibility v = secrecy(s->arena, s->secrets, table, column);
    if (v <= s->most)
        return true;
    s->hidden_table = str_copy(s->arena, table);
    s->hidden_column = column.n ? str_copy(s->arena, column) : STR("*"); /* rows counted */
    s->hidden = v;
    return false;
}

/* Only reading is allowed; which tables are read is noted. */
static int authorize(void *self, int action, const char *one, const char *two, const char *base,
                     const char *trigger)
{
    Store *s = self;
    (void)base, (void)trigger;
    switch (action) {
    case SQLITE_SELECT: case SQLITE_RECURSIVE: return SQLITE_OK;
    case SQLITE_READ:
        if (s->arena && one && *one)
            *map_at(&s->tables, str_copy(s->arena, str_of(one))) = s;
        return may_read(s, str_of(one), str_of(two)) ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_FUNCTION: return SQLITE_OK; /* none with effects is built in or enabled */
    default: return SQLITE_DENY;
    }
}

static int watch(void *self)
{
    Store *s = self;
    return ++s->steps > STEP_MOST;
}

/* The clock and chance have no place in a build that must come out the same. */
static void refuse(sqlite3_context *context, int n, sqlite3_value **args)
{
    (void)n, (void)args;
    sqlite3_result_error(context, "not available here: the result must be the same for every run", -1);
}

static void limit(Store *s)
{
    static const char *const refused[] = {"random", "randomblob", "load_extension", NULL};
    for (const char *const *f = refused; *f; f++)
        sqlite3_create_function(s->db, *f, -1, SQLITE_UTF8, NULL, refuse, NULL, NULL);
    sqlite3_limit(s->db, SQLITE_LIMIT_LENGTH, LENGTH_MOST);
    sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(s->db, SQLITE_LIMIT_EXPR_DEPTH, 200);
    sqlite3_limit(s->db, SQLITE_LIMIT_SQL_LENGTH, 1 << 18);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_exec(s->db, "PRAGMA temp_store=MEMORY", NULL, NULL, NULL);
    sqlite3_set_authorizer(s->db, authorize, s);
    sqlite3_progress_handler(s->db, STEP_EVERY, watch, s);
}

static bool map_bytes(sqlite3 *db, const char *schema, const Bytes *b)
{
    return sqlite3_deserialize(db, schema, b->p, b->n, b->n, SQLITE_DESERIALIZE_READONLY) == SQLITE_OK;
}

static int no_clock(sqlite3_vfs *vfs, sqlite3_int64 *time)
{
    (void)vfs;
    *time = 0;
    return SQLITE_ERROR; /* date('now') is NULL then: the day of the build is an argument */
}

/* The name of a way to files that knows no clock, registered once for the process. */
static const char *clockless(void)
{
    static const char name[] = "clockless";
    if (sqlite3_vfs_find(name))
        return name;
    sqlite3_vfs *vfs = sqlite3_malloc(sizeof *vfs);
    if (!vfs)
        return NULL;
    *vfs = *sqlite3_vfs_find(NULL);
    vfs->zName = name;
    vfs->xCurrentTimeInt64 = no_clock;
    sqlite3_vfs_register(vfs, 0);
    return name;
}

Store *store_open(Arena *a, const StoreImage *image, Diag *d)
{
    Store *s = arena_new(a, Store);
    bool good = sqlite3_open_v2(":memory:", &s->db, SQLITE_OPEN_READWRITE, clockless()) == SQLITE_OK &&
                store_rows_open(s->db, image->site);
    if (good && image->made->p)
        good = sqlite3_exec(s->db, "ATTACH ':memory:' AS made", NULL, NULL, NULL) == SQLITE_OK &&
               map_bytes(s->db, "made", image->made);
    if (!good) {
        diag_error(d, "store", (Pos){0}, "不能打开数据表：%s", "cannot open the tables: %s",
                   sqlite3_errmsg(s->db));
        sqlite3_close(s->db);
        return NULL;
    }
    s->secrets = image->secrets;
    s->most = VISIBLE_NEVER;
    limit(s);
    return s;
}

void store_show(Store *s, Visibility most)
{
    s->most = most;
}

void store_close(Store *s)
{
    if (s)
        sqlite3_close(s->db);
}

void store_discard(StoreImage *image)
{
    sqlite3_free(image->made->p);
    *image->made = (Bytes){0};
}

static StoreCell cell_of(Arena *a, sqlite3_stmt *st, int i)
{
    StoreCell cell = {.kind = CELL_NULL};
    switch (sqlite3_column_type(st, i)) {
    case SQLITE_INTEGER:
        cell.kind = CELL_INT;
        cell.number = sqlite3_column_int64(st, i);
        break;
    case SQLITE_FLOAT:
        cell.kind = CELL_REAL;
        cell.real = sqlite3_column_double(st, i);
        break;
    case SQLITE_TEXT: case SQLITE_BLOB: {
        cell.kind = CELL_TEXT;
        const char *text = sqlite3_column_blob(st, i);
        cell.text = str_copy(a, (Str){text, (size_t)sqlite3_column_bytes(st, i)});
        break;
    }
    default: break;
    }
    return cell;
}

/* Those of SQLite's messages that authors meet; a name or nothing follows. */
static const struct { const char *en, *zh; StoreFault fault; } faults[] = {
    {"no such table: ", "没有这张表：", STORE_FAULT_TABLE},
    {"no such column: ", "没有这一列：", STORE_FAULT_COLUMN},
    {"no such function: ", "没有这个函数：", STORE_FAULT_OTHER},
    {"ambiguous column name: ", "几张表都有这一列，要写出是哪张表的：", STORE_FAULT_OTHER},
    {"not authorized", "只能查询，不能改动，也不能用这个语句", STORE_FAULT_OTHER},
    {"incomplete input", "语句没有写完", STORE_FAULT_OTHER},
    {"near ", "这里不合 SQL 的写法：", STORE_FAULT_OTHER},
    {"not available here: the result must be the same for every run", "这个函数在这里不能用：每次运行的结果必须相同", STORE_FAULT_OTHER}};

static void explain(Arena *a, StoreRows *rows)
{
    rows->error_zh = rows->error;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        if (!str_starts(rows->error, str_of(faults[i].en)))
            continue;
        Str name = str_slice(rows->error, strlen(faults[i].en), str_find(rows->error, STR(": syntax error"), 0));
        rows->error_zh = str_printf(a, "%s%.*s", faults[i].zh, STR_ARG(name));
        rows->fault = faults[i].fault;
        rows->missing = faults[i].fault == STORE_FAULT_OTHER ? STR_NONE : name;
        return;
    }
}

static bool fail(Arena *a, Store *s, StoreRows *rows)
{
    rows->error = str_copy(a, str_of(sqlite3_errmsg(s->db)));
    rows->error_offset = sqlite3_error_offset(s->db);
    explain(a, rows);
    return false;
}

/* What SQLite has nothing against. */
static bool fault(StoreRows *rows, const char *zh, const char *en)
{
    rows->error = str_of(en);
    rows->error_zh = str_of(zh);
    return false;
}

static bool step_all(Arena *a, Store *s, sqlite3_stmt *st, StoreRows *rows)
{
    StoreCell *cells = NULL;
    size_t count = 0, room = 0, bytes = 0;
    int r;
    while ((r = sqlite3_step(st)) == SQLITE_ROW) {
        if (++rows->nrows > ROWS_MOST)
            return fault(rows, "结果超过 1000000 行，要缩小查询的范围", "more than 1000000 rows: narrow the query");
        for (size_t i = 0; i < rows->ncolumns; i++) {
            StoreCell cell = cell_of(a, st, (int)i);
            bytes += sizeof cell + cell.text.n;
            arena_push(a, cells, count, room, cell);
        }
        if (bytes > RESULT_MOST)
            return fault(rows, "结果超过 256 MB，要缩小查询的范围", "more than 256 MB of rows: narrow the query");
    }
    rows->cells = cells;
    if (r == SQLITE_INTERRUPT)
        return fault(rows, "查询用时太长，已停止", "the query runs too long and was stopped");
    return r == SQLITE_DONE || fail(a, s, rows);
}

static bool run(Arena *a, Store *s, sqlite3_stmt *st, const StoreCell *args, size_t nargs,
                StoreRows *rows)
{
    if (!sqlite3_stmt_readonly(st))
        return fault(rows, "只能查询，不能改动", "only reading is allowed");
    if ((size_t)sqlite3_bind_parameter_count(st) != nargs)
        return fault(rows, "参数的个数与语句中 ? 的个数不同", "the number of arguments is not that of the ?s");
    bind_args(st, args, nargs);
    rows->ncolumns = (size_t)sqlite3_column_count(st);
    Str *columns = arena_array(a, Str, rows->ncolumns);
    for (size_t i = 0; i < rows->ncolumns; i++)
        columns[i] = str_copy(a, str_of(sqlite3_column_name(st, (int)i)));
    rows->columns = columns;
    return step_all(a, s, st, rows);
}

static void list_tables(Arena *a, Store *s, StoreRows *rows)
{
    Str *names = arena_array(a, Str, s->tables.count);
    for (size_t i = 0; i < s->tables.count; i++)
        names[i] = s->tables.entries[i].key;
    if (s->tables.count)
        qsort(names, s->tables.count, sizeof *names, str_order);
    rows->tables = names;
    rows->ntables = s->tables.count;
}

bool store_query(Arena *a, Store *s, Str sql, const StoreCell *args, size_t nargs, StoreRows *rows)
{
    *rows = (StoreRows){.error_offset = -1};
    s->arena = a;
    s->tables = map_in(a);
    s->hidden_table = s->hidden_column = STR_NONE;
    s->steps = 0;
    sqlite3_stmt *st = NULL;
    const char *text = str_c(a, sql), *rest = NULL;
    bool good = strlen(text) == sql.n || fault(rows, "SQL 里有空字符（NUL）", "a NUL byte in the query");
    if (good && sqlite3_prepare_v2(s->db, text, -1, &st, &rest) != SQLITE_OK)
        good = fail(a, s, rows);
    else if (good && !st)
        good = fault(rows, "SQL 是空的", "an empty query");
    else if (good && str_trim(str_of(rest)).n)
        good = fault(rows, "一次只写一条语句", "one statement at a time");
    good = good && run(a, s, st, args, nargs, rows);
    sqlite3_finalize(st);
    list_tables(a, s, rows);
    rows->hidden_table = s->hidden_table;
    rows->hidden_column = s->hidden_column;
    rows->hidden = s->hidden;
    rows->steps = (uint64_t)s->steps * STEP_EVERY;
    s->arena = NULL;
    return good;
}
