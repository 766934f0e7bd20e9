/*
 * A table file: one row a line, columns found by name in any order.
 */
#include <assert.h>
#include <string.h>

#include "read/records.h"
#include "site/site_imp.h"
#include "site/value.h"

/* Where each field stands in the file, and which columns are none of the model's. */
typedef struct Columns {
    int *column_of;     /* by field; -1 not in the file */
    uint32_t *unknown;  /* columns */
    size_t *extra_of;   /* their place among the table's extras */
    size_t nunknown;
} Columns;

typedef struct Reading {
    Site *site;
    const SiteFile *file;
    const Source *source;
    Records *records;
    Columns columns;
    Diag *diag;
} Reading;

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

static void unknown_column(Reading *r, uint32_t column, Str name)
{
    const Collection *c = r->file->collection;
    Columns *k = &r->columns;
    k->unknown[k->nunknown] = column;
    k->extra_of[k->nunknown++] = extra_at(r->site, &r->site->tables[c->index], name);
    diag_warn(r->diag, "column-unknown", records_name_pos(r->records, column),
              "不认识的列“%.*s”，已原样保留", "unknown column \"%.*s\", kept as it is", STR_ARG(name));
    Str *known = arena_array(r->site->a, Str, c->nfields);
    size_t n = 0;
    for (size_t i = 0; i < c->nfields; i++)
        if (k->column_of[i] < 0 && !c->fields[i].captured)
            known[n++] = c->fields[i].name;
    fault_suggest(r->diag, name, known, n);
}

static void find_columns(Reading *r)
{
    const Collection *c = r->file->collection;
    Columns *k = &r->columns;
    uint32_t n;
    const Str *names = records_names(r->records, &n);
    k->column_of = arena_array(r->site->a, int, c->nfields);
    k->unknown = arena_array(r->site->a, uint32_t, n);
    k->extra_of = arena_array(r->site->a, size_t, n);
    for (size_t i = 0; i < c->nfields; i++) {
        k->column_of[i] = c->fields[i].captured ? -1 : records_column(r->records, c->fields[i].name);
        if (k->column_of[i] >= 0 || !c->fields[i].required || c->fields[i].captured)
            continue;
        FaultPlace at = {NULL, STR_NONE, {r->source, 1, 0}, r->diag};
        fault_row(&at, c, ROW_NO_COLUMN, (FaultWords){.name = c->fields[i].name});
    }
    for (uint32_t column = 0; column < n; column++)
        if (names[column].n && model_field(c, names[column]) < 0)
            unknown_column(r, column, names[column]);
}

static Str key_text(const Reading *r, const Record *record)
{
    int key = r->file->collection->key;
    int column = key >= 0 ? r->columns.column_of[key] : -1;
    return column >= 0 && (uint32_t)column < record->ncells ? record->cells[column] : STR_NONE;
}

static void read_cells(Reading *r, const Record *record, Row *row)
{
    const Collection *c = row->collection;
    FaultPlace at = {row, key_text(r, record), {0}, r->diag};
    for (size_t i = 0; i < c->nfields; i++) {
        int column = r->columns.column_of[i];
        if (column < 0)
            continue;
        at.pos = records_pos(r->records, record, (uint32_t)column);
        assert((uint32_t)column < record->ncells);
        row->values[i] = value_from_text(r->site->a, &c->fields[i], record->cells[column], &at);
        row->values[i].line = at.pos.line;
        row->values[i].column = at.pos.column;
    }
}

static void keep_extras(Reading *r, const Record *record, Row *row)
{
    if (!r->columns.nunknown)
        return;
    const SiteTable *t = &r->site->tables[row->collection->index];
    Str *extras = arena_array(r->site->a, Str, t->nextras);
    for (size_t i = 0; i < r->columns.nunknown; i++)
        extras[r->columns.extra_of[i]] = record->cells[r->columns.unknown[i]];
    row->extras = extras;
    row->nextras = t->nextras;
}

static void add_record(Reading *r, const Record *record)
{
    Row *row = site_new_row(r->site, r->file, r->source, record->line);
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

void table_read(Site *s, const SiteFile *file, Diag *d)
{
    const Collection *c = file->collection;
    const Source *source = site_source(s, file->path, d);
    if (!source)
        return;
    RecordsOptions options = {s->model->totals, s->model->ntotals, c->faults[ROW_COLUMNS].code,
                              c->faults[ROW_IGNORED].code};
    Reading r = {.site = s, .file = file, .source = source, .diag = d};
    r.records = records_open(s->a, source, &options, d);
    if (!r.records)
        return;
    find_columns(&r);
    Record record;
    for (size_t reported = d->count; records_next(r.records, &record); reported = d->count)
        if (record.kind == RECORD_ROW)
            add_record(&r, &record);
        else if (record.kind == RECORD_COLUMNS || record.kind == RECORD_BROKEN)
            name_set_aside(&r, &record, reported);
}
