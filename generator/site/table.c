/*
 * A table file: one row a line, columns found by name in any order.
 */
#include <assert.h>
#include <string.h>

#include "base/file.h"
#include "read/cell.h"
#include "read/encoding.h"
#include "read/records.h"
#include "read/workbook.h"
#include "site/site_imp.h"
#include "site/value.h"

/*
 * What has been read in a field's column so far, by the text of the cell: the rows of a table mostly say
 * what others said before, and share its value. A column that does not repeat itself is not remembered,
 * and neither is a text that there was something to say about, so that it is said of each row.
 */
typedef struct Shared {
    Map values;
    size_t asked, found;
    Str last; /* of the row before, and its value; NULL: none */
    Value *last_value;
} Shared;

/* Kept with the rows of a file. */
typedef struct TableFile {
    char separator;
    const int *column_of; /* by field; -1 not in the file */
    const Str *extras;    /* names of its unknown columns */
    size_t nextras;
} TableFile;

/* Where each field stands in the file, and which columns are none of the model's. */
typedef struct Columns {
    int *column_of;     /* by field; -1 not in the file */
    uint32_t *unknown;  /* columns, … */
    Str *names;         /* … and what they are called */
    size_t nunknown;
} Columns;

typedef struct Reading {
    Site *site;
    const SiteFile *file;
    const Source *source;
    Records *records;
    Columns columns;
    Shared *shared;     /* by field */
    const TableFile *table;
    Diag *diag;
} Reading;

static void unknown_column(Reading *r, uint32_t column, Str name)
{
    const Collection *c = r->file->collection;
    Columns *k = &r->columns;
    k->unknown[k->nunknown] = column;
    k->names[k->nunknown++] = name;
    diag_warn(r->diag, "column-unknown", records_name_pos(r->records, column),
              "不认识的列“%.*s”，已原样保留", "unknown column \"%.*s\", kept as it is", STR_ARG(name));
    Str *known = arena_array(r->site->a, Str, c->nfields);
    size_t n = 0;
    for (size_t i = 0; i < c->nfields; i++)
        if (k->column_of[i] < 0 && !c->fields[i].captured)
            known[n++] = c->fields[i].name;
    fault_suggest(r->diag, name, known, n);
}

/* false: a required column is missing, reported. Nothing can be said of the rows without it. */
static bool find_columns(Reading *r)
{
    bool whole = true;
    const Collection *c = r->file->collection;
    Columns *k = &r->columns;
    uint32_t n;
    const Str *names = records_names(r->records, &n);
    k->column_of = arena_array(r->site->a, int, c->nfields);
    k->unknown = arena_array(r->site->a, uint32_t, n);
    k->names = arena_array(r->site->a, Str, n);
    for (size_t i = 0; i < c->nfields; i++) {
        k->column_of[i] = c->fields[i].captured ? -1 : records_column(r->records, c->fields[i].name);
        if (k->column_of[i] >= 0 || !c->fields[i].required || c->fields[i].captured || c->fields[i].lender.n)
            continue;
        FaultPlace at = {NULL, STR_NONE, {r->source, records_head(r->records), 0}, r->diag};
        fault_row(&at, c, ROW_NO_COLUMN, (FaultWords){.name = c->fields[i].name});
        whole = false;
    }
    for (uint32_t column = 0; column < n; column++)
        if (names[column].n && model_field(c, names[column]) < 0)
            unknown_column(r, column, names[column]);
    return whole;
}

/*
 * How many cells a row must have: up to the last that says more than text when it is blank or may not be blank. In front of
 * that a short row is one that was torn, and who may see what it records must not depend on what was lost.
 */
static uint32_t cells_needed(const Reading *r)
{
    const Collection *c = r->file->collection;
    int last = 0;
    for (size_t i = 0; i < c->nfields; i++) {
        const Field *f = &c->fields[i];
        bool matters = f->required || f->type == FIELD_BOOL || f->fallback.n || f->lender.n || (int)i == c->key;
        if (matters && r->columns.column_of[i] > last)
            last = r->columns.column_of[i];
    }
    return (uint32_t)last + 1;
}

static Str key_text(const Reading *r, const Record *record)
{
    int key = r->file->collection->key;
    int column = key >= 0 ? r->columns.column_of[key] : -1;
    return column >= 0 && (uint32_t)column < record->ncells ? record->cells[column] : STR_NONE;
}

/* A value that several rows may have stands nowhere: table_pos finds the place for a row. */
static void forget_place(Value *v)
{
    v->line = v->column = 0;
    bool has_items = v->kind == VALUE_LIST || v->kind == VALUE_ROWS || v->kind == VALUE_MAP;
    for (uint32_t i = 0; has_items && i < v->count; i++)
        forget_place(&v->as.items[i]);
}

static Value *new_value(Reading *r, const Record *record, Row *row, size_t field, Str cell)
{
    uint32_t column = (uint32_t)r->columns.column_of[field];
    FaultPlace at = {row, key_text(r, record), records_pos(r->records, record, column), r->diag};
    Value *v = site_keep(r->site, value_from_text(r->site->a, &row->collection->fields[field], cell, &at));
    forget_place(v);
    return v;
}

static bool repeats_itself(const Shared *shared)
{
    enum { BEFORE = 2048 }; /* cells looked at before judging */
    return shared->asked < BEFORE || shared->found * 2 > shared->asked;
}

static Value *cell_value(Reading *r, const Record *record, Row *row, size_t field)
{
    Str cell = record->cells[r->columns.column_of[field]];
    Shared *shared = &r->shared[field];
    if (!cell.n && !row->collection->fields[field].fallback.n)
        return r->site->blank;
    if (shared->last_value && str_equal(shared->last, cell))
        return shared->last_value;
    if (!repeats_itself(shared))
        return new_value(r, record, row, field, cell);
    void **known = map_at(&shared->values, cell);
    shared->asked++;
    shared->found += *known != NULL;
    if (!*known) {
        size_t said = r->diag->count;
        Value *v = new_value(r, record, row, field, cell);
        v->shared = r->diag->count == said;
        if (!v->shared)
            return v;
        *known = v;
    }
    shared->last = cell;
    shared->last_value = *known;
    return *known;
}

static void read_cells(Reading *r, const Record *record, Row *row)
{
    for (size_t i = 0; i < row->collection->nfields; i++)
        if (r->columns.column_of[i] >= 0)
            row->values[i] = cell_value(r, record, row, i);
}

Pos table_pos(const Row *row, const Field *field)
{
    int column = row->table->column_of[field - row->collection->fields];
    if (column < 0)
        return row_pos(row);
    return records_cell_pos(row->source, row->table->separator, row->offset, (uint32_t)column);
}

/* What stands in a column that the model does not know, or nothing where that is a formula that failed. */
static Str extra_text(Reading *r, const Record *record, Row *row, size_t extra)
{
    Str cell = record->cells[r->columns.unknown[extra]];
    if (!cell_is_failure(cell_trim(cell)))
        return cell;
    FaultPlace at = {row, key_text(r, record), records_pos(r->records, record, r->columns.unknown[extra]), r->diag};
    fault_field(&at, &(Field){.name = r->columns.names[extra]}, FAULT_FORMULA, (FaultWords){.value = cell_trim(cell)});
    return STR_NONE;
}

static void keep_extras(Reading *r, const Record *record, Row *row)
{
    size_t n = r->columns.nunknown;
    if (!n)
        return;
    Str *extras = arena_array(r->site->a, Str, n);
    for (size_t i = 0; i < n; i++)
        extras[i] = extra_text(r, record, row, i);
    row->extras = extras;
    row->nextras = n;
}

static size_t extra_at(Site *s, SiteTable *t, Str name)
{
    for (size_t i = 0; i < t->nextras; i++)
        if (str_equal(t->extras[i], name))
            return i;
    Str *more = arena_array(s->a, Str, t->nextras + 1);
    if (t->nextras)
        memcpy(more, t->extras, t->nextras * sizeof *more);
    more[t->nextras] = str_copy(s->a, name);
    t->extras = more;
    return t->nextras++;
}

void table_place_extras(Site *s, SiteTable *t, const TableFile *table, Row **rows, size_t n)
{
    size_t *place = arena_array(s->reading, size_t, table->nextras);
    for (size_t i = 0; i < table->nextras; i++)
        place[i] = extra_at(s, t, table->extras[i]);
    for (size_t k = 0; table->nextras && k < n; k++) {
        Str *extras = arena_array(s->a, Str, t->nextras);
        for (size_t i = 0; i < table->nextras; i++)
            extras[place[i]] = rows[k]->extras[i];
        rows[k]->extras = extras;
        rows[k]->nextras = t->nextras;
    }
}

static void add_record(Reading *r, const Record *record)
{
    Row *row = site_new_row(r->site, r->file, r->source, record->line);
    row->table = r->table;
    row->offset = record->starts[0];
    read_cells(r, record, row);
    keep_extras(r, record, row);
    site_check_row(r->site, row, r->file, r->diag);
    site_add_row(r->site, row);
}

/* The record that a row of the wrong length or with wrong quotes was about: its first cells are
 * mostly right. */
static void name_set_aside(const Reading *r, const Record *record, size_t reported)
{
    Str key = key_text(r, record);
    if (key.n && r->diag->count > reported)
        diag_key(r->diag, key);
}

/* The names of the model's columns as records_name makes them. */
static const Str *column_names(Site *s, const Collection *c)
{
    Str *names = arena_array(s->a, Str, c->nfields);
    for (size_t i = 0; i < c->nfields; i++)
        names[i] = records_name(s->a, c->fields[i].name);
    return names;
}

/* ---- which file ---- */

Str table_name(Arena *a, Str path)
{
    static const char *const endings[] = {".txt", ".xlsx", ".et"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends(path, str_of(endings[i])))
            return str_printf(a, "%.*s.csv",
                              STR_ARG(str_slice(path, 0, path.n - strlen(endings[i]))));
    return path;
}

/* ---- its text ---- */

/* By the ending of a workbook, but none by its bytes: the reader of texts knows what it is. */
static const Source *no_workbook(Site *s, Pos pos, Str bytes, Diag *d)
{
    Encoding encoding;
    Diag own = diag_in(s->a);
    if (encoding_source(s->a, pos.source->path, bytes, &encoding, &own)) {
        diag_error(d, "file-kind", pos, "这个文件其实是文本，不是 Excel 工作簿",
                   "this file is text, not a workbook");
        diag_hint(d, "把扩展名改成 .csv", "give it the ending .csv");
    } else {
        diag_append(d, &own);
    }
    return NULL;
}

static const Source *table_source(Site *s, const SiteFile *file, const RecordsOptions *options, Diag *d)
{
    if (!str_ends(file->path, STR(".xlsx")) && !str_ends(file->path, STR(".et")))
        return site_source(s, file->path, d);
    Str bytes;
    if (!file_bytes(s->a, site_disk_path(s, s->a, file->path), &bytes, d))
        return NULL;
    Pos pos = site_file_pos(s, file->path);
    if (!workbook_is(bytes))
        return no_workbook(s, pos, bytes, d);
    const Source *source =
        workbook_source(s->a, pos.source->path, bytes, file->collection->sheet, options, d);
    s->nfiles += source != NULL;
    return source;
}

/* The values read so far in the fields of a collection. */
static Shared *shared_of(Site *s, const Collection *c)
{
    if (!s->shared[c->index]) {
        s->shared[c->index] = arena_array(s->reading, Shared, c->nfields);
        for (size_t i = 0; i < c->nfields; i++)
            s->shared[c->index][i].values = map_in(s->reading);
    }
    return s->shared[c->index];
}

/* false: the file is no table with the columns that it must have. *table: those that it has, once it has a line of them. */
static bool read_rows(Site *s, const SiteFile *file, const TableFile **table, Diag *d)
{
    const Collection *c = file->collection;
    RecordsOptions options = {s->model->totals, s->model->ntotals, column_names(s, c), c->nfields,
                              c->faults[ROW_COLUMNS].code, c->faults[ROW_IGNORED].code};
    const Source *source = table_source(s, file, &options, d);
    if (!source)
        return false;
    Reading r = {.site = s, .file = file, .source = source, .diag = d};
    r.records = records_open(s->a, source, &options, d);
    if (!r.records)
        return false;
    bool found = find_columns(&r);
    TableFile *columns = arena_new(s->a, TableFile);
    *columns = (TableFile){records_separator(r.records), r.columns.column_of, r.columns.names, r.columns.nunknown};
    *table = r.table = columns;
    if (!found)
        return false;
    r.shared = shared_of(s, c);
    records_may_end(r.records, cells_needed(&r));
    Record record;
    for (size_t reported = d->count; records_next(r.records, &record); reported = d->count)
        if (record.kind == RECORD_ROW)
            add_record(&r, &record);
        else if (record.kind == RECORD_COLUMNS || record.kind == RECORD_BROKEN)
            name_set_aside(&r, &record, reported);
    return true;
}

const TableFile *table_read(Site *s, const SiteFile *file, Diag *d)
{
    const TableFile *table = NULL;
    if (!read_rows(s, file, &table, d))
        site_lose(s, file);
    return table;
}
