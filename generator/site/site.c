/*
 * What is known of the content, and rows while they are read. How the files of a folder come to be rows is in load.c.
 */
#include "site/site.h"

#include <assert.h>
#include <string.h>

#include "base/file.h"
#include "site/site_imp.h"
#include "site/value.h"
#include "text/near.h"

/* ---- answers ---- */

const Model *site_model(const Site *s)
{
    return s->model;
}

const SiteTable *site_table(const Site *s, const Collection *c)
{
    assert(c->index < s->model->count);
    return &s->tables[c->index];
}

const Row *site_find(const Site *s, const Collection *c, Str key)
{
    return map_find(&site_table(s, c)->by_key, key);
}

const Row *site_document(const Site *s, Str path)
{
    return map_find(&s->documents, path);
}

bool site_has_file(const Site *s, Str path)
{
    return map_find(&s->files, path) != NULL;
}

const char *site_disk_path(const Site *s, Arena *a, Str path)
{
    return file_join(a, s->folder, path);
}

Str site_path(const Site *s, const Source *source)
{
    if (!source || !str_starts(source->path, s->shown))
        return STR_NONE;
    size_t from = s->shown.n + (s->shown.n > 0);
    Str path = str_slice(source->path, from, source->path.n);
    return site_has_file(s, path) ? path : STR_NONE;
}

Str site_scope(const Site *s, Str shown)
{
    if (!str_starts(shown, s->shown) || shown.n <= s->shown.n)
        return STR_NONE;
    Str path = str_slice(shown, s->shown.n + (s->shown.n > 0), shown.n);
    Str folder = str_printf(s->a, "%.*s/", STR_ARG(path)); /* the part's own folder may be what has the error */
    return s->shown.n && shown.p[s->shown.n] != '/' ? STR_NONE : model_scope(s->model, folder);
}

Str site_shown(const Site *s, Arena *a, Str path)
{
    return str_of(file_join(a, str_c(a, s->shown), path));
}

void site_lose(Site *s, const SiteFile *file)
{
    arena_push(s->a, s->lost, s->nlost, s->lost_room, *file);
}

bool site_lost(const Site *s, const Collection *c, Str path)
{
    for (size_t i = 0; i < s->nlost; i++) {
        Str scope = model_scope(s->model, s->lost[i].path), own = model_scope(s->model, path);
        if (s->lost[i].collection == c && (!scope.n || !own.n || str_equal(scope, own)))
            return true;
    }
    return false;
}

bool site_lost_whole(const Site *s)
{
    bool lost = false;
    for (size_t i = 0; i < s->nlost; i++)
        lost |= !model_scope(s->model, s->lost[i].path).n;
    return lost;
}

size_t site_files(const Site *s)
{
    return s->nfiles;
}

size_t site_rows(const Site *s)
{
    size_t rows = 0;
    for (size_t i = 0; i < s->model->count; i++)
        rows += s->tables[i].count;
    return rows;
}

const StoreImage *site_store(const Site *s)
{
    return s->image;
}

const Value *row_value(const Row *row, int field)
{
    static const Value none;
    assert(field < (int)row->collection->nfields);
    return field < 0 ? &none : row->values[field];
}

Pos row_pos(const Row *row)
{
    return (Pos){row->source, row->line, 0};
}

Pos value_pos(const Row *row, const Field *field, const Value *value)
{
    if (value->line)
        return (Pos){row->source, value->line, value->column};
    return row->table ? table_pos(row, field) : row_pos(row);
}

const Node *row_tree(const Row *row, Arena *a)
{
    assert(row->body);
    return row->body->tree ? row->body->tree : doc_unpack(a, row->body->packed, row->source);
}

bool row_has_kinds(const Row *row, NodeKinds kinds)
{
    return row->body && (row->body->kinds & kinds);
}

Str row_key(const Row *row)
{
    return row_value(row, row->collection->key)->text;
}

void site_mark(Site *s, const Row *row, bool aside)
{
    Row *own = s->tables[row->collection->index].rows[row->index];
    assert(own == row);
    own->faulty = true;
    own->aside = own->aside || aside;
}

/* ---- rows ---- */

Str site_captured(const SiteFile *file, Str name)
{
    for (size_t i = 0; i < file->ncaptures; i++)
        if (str_equal(file->captures[i].name, name))
            return file->captures[i].value;
    return STR_NONE;
}

Value *site_keep(Site *s, Value value)
{
    Value *kept = arena_new(s->a, Value);
    *kept = value;
    return kept;
}

Row *site_new_row(Site *s, const SiteFile *file, const Source *source, uint32_t line)
{
    const Collection *c = file->collection;
    Row *row = arena_alloc(s->a, sizeof *row + c->nfields * sizeof *row->values);
    *row = (Row){.collection = c, .source = source, .path = file->path, .line = line};
    memcpy(row->values, file->values, c->nfields * sizeof *row->values);
    return row;
}

void site_add_row(Site *s, Row *row)
{
    SiteTable *t = &s->tables[row->collection->index];
    arena_push(s->reading, t->rows, t->count, t->room, row);
}

/* A value that must say what the path says; a blank one takes it from there, by the rules of its field. */
static void check_against(Site *s, Row *row, const Field *f, Str want, Diag *d)
{
    Value **at = &row->values[f - row->collection->fields];
    const Value *v = *at;
    FaultPlace place = {row, row_key(row), value_pos(row, f, v), d};
    if (v->kind == VALUE_NONE && !v->text.n) {
        *at = site_keep(s, value_from_text(s->a, f, want, &place));
    } else if (v->kind == VALUE_TEXT && !str_equal(v->text, want)) {
        fault_field(&place, f, FAULT_DIFFERS, (FaultWords){.value = v->text, .want = want});
    }
}

void site_hint_file(Site *s, Str path, Diag *d)
{
    Near near = near_to(file_name(path));
    for (size_t i = 0; i < s->files.count && (i || site_may_suggest(s)); i++)
        if (str_equal(file_folder(s->files.entries[i].key), file_folder(path)))
            near_offer(&near, file_name(s->files.entries[i].key));
    if (near.best.n)
        diag_hint(d, "那个文件夹里有“%.*s”", "that folder has \"%.*s\"", STR_ARG(near.best));
}

bool site_may_suggest(Site *s)
{
    enum { SUGGESTIONS_MOST = 500 };
    return s->suggestions++ < SUGGESTIONS_MOST;
}

static void missing(Site *s, Row *row, const Field *f, const Value *v, Diag *d)
{
    if (f->fallback.n) {
        FaultPlace at = {row, row_key(row), row_pos(row), d};
        row->values[f - row->collection->fields] = site_keep(s, value_from_text(s->a, f, STR_NONE, &at));
        return;
    }
    if (f->lender.n) /* known when references are */
        return;
    bool reported = v->text.n > 0; /* something wrong was written, and said so */
    if (f->required && !reported) {
        FaultPlace at = {row, row_key(row), value_pos(row, f, v), d};
        fault_field(&at, f, FAULT_MISSING, (FaultWords){.want = f->unit});
    }
}

void site_check_row(Site *s, Row *row, const SiteFile *file, Diag *d)
{
    for (size_t i = 0; i < file->ntold; i++)
        check_against(s, row, file->told[i].field, file->told[i].want, d);
    for (size_t i = 0; i < file->nasked; i++) {
        const Field *f = file->asked[i];
        Value *const *v = &row->values[f - row->collection->fields];
        if ((*v)->kind == VALUE_NONE)
            missing(s, row, f, *v, d);
    }
}

/* ---- the freeze ---- */

/* What is set aside goes behind the others. The rows themselves stay untouched: another process may share them. */
static void drop_aside(Arena *a, SiteTable *t)
{
    size_t n = 0;
    for (size_t i = 0; i < t->count; i++)
        t->naside += t->rows[i]->aside;
    Row **aside = arena_array(a, Row *, t->naside);
    size_t set = 0;
    for (size_t i = 0; i < t->count; i++)
        if (t->rows[i]->aside)
            aside[set++] = t->rows[i];
        else
            t->rows[n++] = t->rows[i];
    if (set)
        memcpy(t->rows + n, aside, set * sizeof *aside);
    t->count = n;
    t->indexes = NULL; /* they number the rows that were there */
}

void site_freeze(Site *s, Diag *d)
{
    refs_release(s, d);
    for (size_t i = 0; i < s->model->count; i++)
        drop_aside(s->a, &s->tables[i]);
    s->image = store_build(s->a, s);
}

void site_close(Site *s)
{
    if (s->image)
        store_discard(s->image);
    arena_close(s->later);
    s->image = NULL;
    s->later = NULL;
}
