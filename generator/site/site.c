/*
 * Reading a content folder: every file goes to the collection whose pattern fits its path, is
 * read row by row, and what only shows when all is known (refs.c) comes last.
 */
#include "site/site.h"

#include <assert.h>
#include <string.h>

#include "base/file.h"
#include "read/encoding.h"
#include "site/link.h"
#include "text/near.h"
#include "site/site_imp.h"
#include "site/value.h"

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

/* The values that the path gives to every row of the file. */
static void captured_values(Site *s, SiteFile *file)
{
    const Collection *c = file->collection;
    file->values = arena_array(s->a, Value *, c->nfields);
    for (size_t i = 0; i < c->nfields; i++) {
        Str captured = c->fields[i].captured ? site_captured(file, c->fields[i].key) : STR_NONE;
        file->values[i] = captured.n ? site_keep(s, (Value){.kind = VALUE_TEXT, .text = captured}) : s->blank;
    }
}

static void tell(SiteFile *file, const Field *f, Str want)
{
    if (want.n)
        file->told[file->ntold++] = (SiteTold){f, want};
}

/* What site_check_row will look at: the same in every row of the file. */
static void prepare_checks(Site *s, SiteFile *file)
{
    const Collection *c = file->collection;
    file->told = arena_array(s->a, SiteTold, c->nfields + file->ncaptures);
    file->asked = arena_array(s->a, const Field *, c->nfields);
    for (size_t i = 0; i < c->nfields; i++) {
        const Field *f = &c->fields[i];
        if (f->equals.n)
            tell(file, f, site_captured(file, f->equals));
        if ((!f->captured && (f->required || f->fallback.n)) || f->file)
            file->asked[file->nasked++] = f;
    }
    for (size_t i = 0; i < file->ncaptures; i++) {
        int field = model_field_by_key(c, file->captures[i].name);
        if (field >= 0 && !c->fields[field].captured)
            tell(file, &c->fields[field], file->captures[i].value);
    }
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
    row->index = (uint32_t)t->count;
    arena_push(s->a, t->rows, t->count, t->room, row);
    if (row->collection->kind == COLLECTION_DOCUMENT)
        *map_at(&s->documents, row->path) = row;
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

bool site_may_suggest(Site *s)
{
    enum { SUGGESTIONS_MOST = 500 };
    return s->suggestions++ < SUGGESTIONS_MOST;
}

static void check_file(Site *s, Row *row, const Field *f, const Value *v, Diag *d)
{
    Str path = str_printf(s->a, "%.*s/%.*s/%.*s", STR_ARG(file_folder(row->path)),
                          STR_ARG(f->base), STR_ARG(v->text)), normal;
    if (link_normal(s->a, path, &normal) && site_has_file(s, normal))
        return;
    FaultPlace at = {row, row_key(row), value_pos(row, f, v), d};
    fault_field(&at, f, FAULT_FILE, (FaultWords){.value = v->text});
    Near near = near_to(file_name(v->text));
    for (size_t i = 0; i < s->files.count && (i || site_may_suggest(s)); i++)
        if (str_equal(file_folder(s->files.entries[i].key), file_folder(normal)))
            near_offer(&near, file_name(s->files.entries[i].key));
    if (near.best.n)
        diag_hint(d, "那个文件夹里有“%.*s”", "that folder has \"%.*s\"", STR_ARG(near.best));
}

static void check_files(Site *s, Row *row, const Field *f, const Value *v, Diag *d)
{
    if (v->kind == VALUE_TEXT)
        check_file(s, row, f, v, d);
    for (uint32_t i = 0; v->kind == VALUE_LIST && i < v->count; i++)
        check_file(s, row, f, &v->as.items[i], d);
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
        if ((*v)->kind == VALUE_NONE && !f->captured)
            missing(s, row, f, *v, d);
        if (f->file)
            check_files(s, row, f, *v, d);
    }
}

/* ---- the walk ---- */

static void note_encoding(Site *s, Str path, Encoding encoding)
{
    if (encoding == ENCODING_UTF8 || encoding == ENCODING_UTF8_BOM)
        return;
    buf_c(&s->encodings, s->nencodings++ ? "、" : "");
    buf_printf(&s->encodings, "%.*s（%s）", STR_ARG(path), encoding_name(encoding));
}

Pos site_file_pos(Site *s, Str path)
{
    Source *named = arena_new(s->a, Source);
    named->path =
        s->shown.n ? str_printf(s->a, "%.*s/%.*s", STR_ARG(s->shown), STR_ARG(path)) : path;
    return (Pos){named, 0, 0};
}

const Source *site_source(Site *s, Str path, Diag *d)
{
    Str shown = site_file_pos(s, path).source->path;
    Diag own = diag_in(s->a);
    Encoding encoding = ENCODING_UTF8;
    const Source *source = encoding_read(s->a, site_disk_path(s, s->a, path), shown, &encoding, &own);
    /* which encoding was read is said once for all files, not beside the errors of each; that none
     * fits is an error of the same code and stays */
    for (size_t i = 0; i < own.count; i++)
        if (own.items[i].level == DIAG_NOTE && str_equal(own.items[i].code, STR("encoding")))
            own.items[i--] = own.items[--own.count];
    diag_append(d, &own);
    if (source) {
        note_encoding(s, path, encoding);
        s->nfiles++;
    }
    return source;
}

static bool match_file(Site *s, Str path, SiteFile *file)
{
    const Model *m = s->model;
    Str as_table = table_name(s->a, path);
    for (size_t i = 0; i < m->count; i++) {
        const Collection *c = &m->collections[i];
        *file = (SiteFile){.collection = c, .path = path};
        Str name = c->kind == COLLECTION_TABLE ? as_table : path;
        if (model_match(c->pattern, name, file->captures, &file->ncaptures))
            return true;
    }
    return false;
}

static bool has_ending(Str path, const char *const *endings)
{
    for (; *endings; endings++)
        if (str_ends(path, str_of(*endings)))
            return true;
    return false;
}

/* Files of office programs are named with what to do, whatever folder they lie in. */
static bool is_office_file(Str path, Pos pos, Diag *d)
{
    static const char *const words[] = {".docx", ".doc", ".wps", ".wpt", ".rtf", ".odt", NULL};
    static const char *const sheets[] = {".xlsx", ".xls", ".et", ".ett", ".xlsm", ".ods", NULL};
    bool word = has_ending(path, words), sheet = has_ending(path, sheets);
    if (word) {
        diag_error(d, "file-kind", pos, "这是文字处理文件，不能直接读取", "a word processor's file cannot be read");
        diag_hint(d, "把正文复制到同名的 .md 文本文件中，按样例在开头填写字段；原文件移出 content",
                  "copy the text into a .md file with fields at its head and move this file out of content");
    } else if (sheet) {
        diag_error(d, "file-kind", pos, "这张电子表格不在约定的位置，没有读", "this spreadsheet is in no place that the model knows and was not read");
        diag_hint(d, "表格按约定的文件夹和名称存放（.xlsx、.et 或 .csv）；.xls、.ods 先另存为 .xlsx；用不着的移出 content",
                  "put tables where the model has them (.xlsx, .et or .csv); save .xls and .ods as .xlsx first; else move it out of content");
    }
    return word || sheet;
}

static void unmatched(Site *s, Str path, Diag *d)
{
    for (size_t i = 0; i < s->model->nassets; i++)
        if (model_glob(s->model->assets[i], path))
            return;
    Pos pos = site_file_pos(s, path);
    if (is_office_file(path, pos, d))
        return;
    diag_warn(d, "file-unmatched", pos, "这个文件没有用处：文件夹或名称不在约定之内",
              "this file has no use: its folder or name is none the model knows");
    diag_hint(d, "检查文件夹和文件名的写法；不需要的文件请移出 content",
              "check how folder and file are named, or move the file out of content");
}

static void read_file(Site *s, Str path, Diag *d)
{
    SiteFile file;
    if (!match_file(s, path, &file)) {
        unmatched(s, path, d);
        return;
    }
    captured_values(s, &file);
    prepare_checks(s, &file);
    switch (file.collection->kind) {
    case COLLECTION_DOCUMENT: document_read(s, &file, d); break;
    case COLLECTION_TABLE: table_read(s, &file, d); break;
    case COLLECTION_FILE: {
        Row *row = site_new_row(s, &file, NULL, 0);
        site_add_row(s, row);
        break;
    }
    }
}

static void say_encodings(Site *s, Diag *d)
{
    if (!s->nencodings)
        return;
    diag_note(d, "encoding", (Pos){0}, "有%zu个文件不是 UTF-8，按所注编码读取：%.*s",
              "%zu files are not UTF-8 and were read as noted: %.*s", s->nencodings,
              STR_ARG(buf_view(&s->encodings)));
}

Site *site_load(Arena *a, const Model *model, const char *folder, Str shown, Diag *d)
{
    FileList list = {0};
    if (!file_list(a, folder, &list, d))
        return NULL;
    Site *s = arena_new(a, Site);
    *s = (Site){.a = a, .model = model, .folder = folder, .shown = shown,
                .tables = arena_array(a, SiteTable, model->count), .files = map_in(a),
                .documents = map_in(a), .table_files = map_in(a), .encodings = buf_in(a),
                .reading = arena_open(), .later = arena_open(), .blank = arena_new(a, Value)};
    s->shared = arena_array(s->reading, struct Shared *, model->count);
    for (size_t i = 0; i < model->count; i++) {
        s->tables[i].collection = &model->collections[i];
        s->tables[i].by_key = map_in(a);
    }
    for (size_t i = 0; i < list.count; i++)
        *map_at(&s->files, list.paths[i]) = &list.paths[i];
    for (size_t i = 0; i < list.count; i++)
        read_file(s, list.paths[i], d);
    arena_close(s->reading);
    s->reading = NULL;
    refs_settle(s, d);
    say_encodings(s, d);
    return s;
}

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
