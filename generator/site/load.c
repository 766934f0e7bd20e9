/*
 * Reading a content folder: every file goes to the collection whose pattern fits its path, is
 * read row by row, and what only shows when all is known (refs.c) comes last.
 *
 * Tables are read by several threads, each into a Site of its own (a part), which shares with the whole what does not
 * change meanwhile; documents by the caller alone, for the parser of Markdown has a memory of its own. Then what
 * was read is put together file by file in the order of their paths: rows, messages and all else are the same for
 * any number of threads.
 */
#include "site/site.h"

#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>

#include "base/file.h"
#include "read/encoding.h"
#include "site/link.h"
#include "text/near.h"
#include "site/bodies.h"
#include "site/site_imp.h"

enum {
    THREADS_MOST = 64,
    TABLES_LEAST = 8 /* for each thread: of fewer, one is read before another begins */
};

/* One file of the folder, and what was read of it: so many of each from a first one on in its part. Whose file it is
 * (file.collection) all threads may ask; the rest is his who reads it. */
typedef struct Entry {
    SiteFile file;     /* collection NULL: it belongs to none */
    bool second;       /* its table has another file, which is read */
    Site *part;
    const struct TableFile *table; /* of a table's file: its columns */
    Diag said;
    size_t rows, nrows;
    size_t encoded, nencoded;
    size_t lost, nlost;
} Entry;

typedef struct Loading {
    Site *site;
    Entry *entries;
    size_t count;
    size_t *tables;    /* their numbers */
    size_t ntables;
    atomic_size_t next; /* among the tables */
} Loading;

/* A thread, and the part that it reads into. */
typedef struct Hand {
    Loading *all;
    Site *part;
    pthread_t thread;
} Hand;

/* ---- which collection ---- */

bool site_match(const Site *s, Str path, SiteFile *file)
{
    const Model *m = s->model;
    Str as_table = table_name(s->a, path); /* captures are parts of it */
    for (size_t i = 0; i < m->count; i++) {
        const Collection *c = &m->collections[i];
        *file = (SiteFile){.collection = c, .path = path};
        Str name = c->kind == COLLECTION_TABLE ? as_table : path;
        if (model_match(c->pattern, name, file->captures, &file->ncaptures))
            return true;
    }
    return false;
}

/* ---- one file ---- */

/* The values that the path gives to every row of the file. */
static void captured_values(Site *s, SiteFile *file)
{
    const Collection *c = file->collection;
    file->values = arena_array(s->file, Value *, c->nfields);
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

/* Is it missed where it is blank? */
static bool is_asked(const Field *f)
{
    return !f->captured && (f->required || f->fallback.n);
}

/* What site_check_row will look at: the same in every row of the file. */
static void prepare_checks(Site *s, SiteFile *file)
{
    const Collection *c = file->collection;
    size_t nequal = 0, nasked = 0;
    for (size_t i = 0; i < c->nfields; i++) {
        nequal += c->fields[i].equals.n > 0;
        nasked += is_asked(&c->fields[i]);
    }
    file->told = arena_array(s->file, SiteTold, nequal + file->ncaptures);
    file->asked = arena_array(s->file, const Field *, nasked);
    for (size_t i = 0; i < c->nfields; i++) {
        const Field *f = &c->fields[i];
        if (f->equals.n)
            tell(file, f, site_captured(file, f->equals));
        if (is_asked(f))
            file->asked[file->nasked++] = f;
    }
    for (size_t i = 0; i < file->ncaptures; i++) {
        int field = model_field_by_key(c, file->captures[i].name);
        if (field >= 0 && !c->fields[field].captured)
            tell(file, &c->fields[field], file->captures[i].value);
    }
}

/* A printf for each file would be seen in a profile. */
static Str shown_path(const Site *s, Arena *a, Str path)
{
    if (!s->shown.n)
        return path;
    Buf shown = buf_in(a);
    buf_reserve(&shown, s->shown.n + 1 + path.n);
    buf_str(&shown, s->shown);
    buf_byte(&shown, '/');
    buf_str(&shown, path);
    return buf_view(&shown);
}

Pos site_file_pos(Site *s, Str path)
{
    Source *named = arena_new(s->a, Source);
    named->path = shown_path(s, s->a, path);
    return (Pos){named, 0, 0};
}

static void note_encoding(Site *s, Str path, Encoding encoding)
{
    if (encoding == ENCODING_UTF8 || encoding == ENCODING_UTF8_BOM)
        return;
    SiteEncoded one = {path, encoding_name(encoding)};
    arena_push(s->a, s->encoded, s->nencoded, s->encoded_room, one);
}

const Source *site_source(Site *s, Str path, Diag *d)
{
    Diag own = diag_in(s->a);
    Encoding encoding = ENCODING_UTF8;
    Str bytes;
    bool there = file_bytes_by(&s->folder_open, s->a, site_disk_path(s, s->file, path), &bytes, &own);
    const Source *source = there ? encoding_source(s->a, shown_path(s, s->file, path), bytes, &encoding, &own) : NULL;
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

static void read_entry(Site *part, Entry *e)
{
    const Collection *c = e->file.collection;
    const SiteTable *t = &part->tables[c->index];
    e->part = part;
    e->rows = t->count, e->encoded = part->nencoded, e->lost = part->nlost;
    arena_reset(part->file);
    captured_values(part, &e->file);
    prepare_checks(part, &e->file);
    switch (c->kind) {
    case COLLECTION_DOCUMENT: document_read(part, &e->file, &e->said); break;
    case COLLECTION_TABLE: e->table = table_read(part, &e->file, &e->said); break;
    case COLLECTION_FILE: site_add_row(part, site_new_row(part, &e->file, NULL, 0)); break;
    }
    e->nrows = t->count - e->rows;
    e->nencoded = part->nencoded - e->encoded;
    e->nlost = part->nlost - e->lost;
}

/* ---- all files ---- */

/* One table in two files would be counted twice: the second is not read. */
static bool is_second(Site *s, Map *seen, const SiteFile *file, Diag *d)
{
    void **first = map_at(seen, table_name(s->reading, file->path));
    if (!*first) {
        *first = (void *)(uintptr_t)&file->path;
        return false;
    }
    Str other = file_name(*(const Str *)*first);
    diag_error(d, "table-twice", site_file_pos(s, file->path),
               "同一张表有两个文件，这个没有读，读的是“%.*s”",
               "this table has two files; \"%.*s\" was read, not this one", STR_ARG(other));
    diag_hint(d, "留下要用的一个，另一个移出 content",
              "keep one of them and move the other out of content");
    return true;
}

/* Where each file belongs, before any is read. */
static void sort_files(Loading *all, const FileList *list)
{
    Site *s = all->site;
    Map seen = map_in(s->reading);
    Str copy = STR_NONE;
    all->count = list->count;
    all->entries = arena_array(s->reading, Entry, list->count);
    all->tables = arena_array(s->reading, size_t, list->count);
    for (size_t i = 0; i < list->count; i++) {
        Entry *e = &all->entries[i];
        e->said = diag_in(s->reading);
        if (misnamed_copy(s, list->paths[i], &copy, &e->said)) {
            e->file.collection = NULL;
        } else if (!site_match(s, list->paths[i], &e->file)) {
            e->file.collection = NULL;
            misnamed_report(s, list->paths[i], &e->said);
        } else if (e->file.collection->kind == COLLECTION_TABLE) {
            e->second = is_second(s, &seen, &e->file, &e->said);
            if (!e->second)
                all->tables[all->ntables++] = i;
        }
    }
}

/* A Site to read into: of the whole it has what stays as it is. */
static Site *part_of(const Site *whole)
{
    Arena *reading = arena_open();
    Site *part = arena_new(reading, Site);
    *part = (Site){.a = arena_open(), .model = whole->model, .folder = whole->folder, .shown = whole->shown, .blank = whole->blank,
                   .reading = reading, .file = arena_open(), .bodies = whole->bodies};
    part->shared = arena_array(reading, struct Shared *, part->model->count);
    part->tables = arena_array(reading, SiteTable, part->model->count);
    for (size_t i = 0; i < part->model->count; i++)
        part->tables[i].collection = &part->model->collections[i];
    return part;
}

/* What it has read stays. */
static void close_part(Site *part)
{
    file_let_go(&part->folder_open);
    arena_close(part->file);
    arena_close(part->reading); /* the part itself is in it */
}

static void read_tables(Hand *hand)
{
    Loading *all = hand->all;
    for (size_t i; (i = atomic_fetch_add(&all->next, 1)) < all->ntables;) {
        Entry *e = &all->entries[all->tables[i]];
        e->said = diag_in(hand->part->reading);
        read_entry(hand->part, e);
    }
}

static void *run(void *self)
{
    read_tables(self);
    return NULL;
}

/* Threads for the tables besides the caller's; signals stay with the caller. */
static size_t start_threads(Hand *hands, Loading *all, int workers)
{
    size_t wanted = all->ntables / TABLES_LEAST, n = 1;
    sigset_t every, before;
    sigfillset(&every);
    if (pthread_sigmask(SIG_SETMASK, &every, &before) != 0)
        return n;
    for (; n < wanted && n < (size_t)workers && n < THREADS_MOST; n++) {
        hands[n] = (Hand){.all = all, .part = part_of(all->site)};
        if (pthread_create(&hands[n].thread, NULL, run, &hands[n]) != 0) {
            arena_close(hands[n].part->a);
            close_part(hands[n].part);
            break;
        }
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return n;
}

/* Those that no thread reads. */
static void read_others(Site *part, Loading *all)
{
    for (size_t i = 0; i < all->count; i++) {
        Entry *e = &all->entries[i];
        if (e->file.collection && e->file.collection->kind != COLLECTION_TABLE)
            read_entry(part, e);
    }
}

/* ---- together ---- */

static void make_room(Site *s, const Hand *hands, size_t n)
{
    for (size_t i = 0; i < s->model->count; i++) {
        SiteTable *t = &s->tables[i];
        for (size_t k = 0; k < n; k++)
            t->room += hands[k].part->tables[i].count;
        t->rows = arena_raw(s->a, Row *, t->room);
    }
}

static void take_rows(Site *s, const Entry *e)
{
    SiteTable *t = &s->tables[e->file.collection->index];
    Row **rows = e->part->tables[e->file.collection->index].rows + e->rows;
    assert(t->count + e->nrows <= t->room);
    if (e->table)
        table_place_extras(s, t, e->table, rows, e->nrows);
    for (size_t i = 0; i < e->nrows; i++) {
        rows[i]->index = (uint32_t)t->count;
        t->rows[t->count++] = rows[i];
        if (t->collection->kind == COLLECTION_DOCUMENT)
            *map_at(&s->documents, rows[i]->path) = rows[i];
    }
}

static void take_entry(Site *s, const Entry *e, Diag *d)
{
    diag_append(d, &e->said);
    if (!e->part)
        return;
    take_rows(s, e);
    for (size_t i = 0; i < e->nencoded; i++)
        arena_push(s->a, s->encoded, s->nencoded, s->encoded_room, e->part->encoded[e->encoded + i]);
    for (size_t i = 0; i < e->nlost; i++)
        site_lose(s, &e->part->lost[e->lost + i]);
}

/* What the parts have taken is the whole's from then on. */
static void put_together(Loading *all, Hand *hands, size_t n, Diag *d)
{
    Site *s = all->site;
    make_room(s, hands, n);
    for (size_t i = 0; i < all->count; i++)
        take_entry(s, &all->entries[i], d);
    for (size_t i = 0; i < n; i++) {
        Site *part = hands[i].part;
        s->nfiles += part->nfiles;
        arena_adopt(s->a, part->a);
        close_part(part);
    }
}

static void read_all(Site *s, const FileList *list, int workers, Diag *d)
{
    Loading all = {.site = s};
    Hand hands[THREADS_MOST];
    sort_files(&all, list);
    hands[0] = (Hand){.all = &all, .part = part_of(s)};
    size_t n = start_threads(hands, &all, workers);
    read_others(hands[0].part, &all);
    read_tables(&hands[0]);
    for (size_t i = 1; i < n; i++)
        pthread_join(hands[i].thread, NULL);
    put_together(&all, hands, n, d);
}

/* ---- once all is read ---- */

static void check_file(Site *s, Row *row, const Field *f, const Value *v, Diag *d)
{
    Str path = str_printf(s->a, "%.*s/%.*s/%.*s", STR_ARG(file_folder(row->path)),
                          STR_ARG(f->base), STR_ARG(v->text)), normal;
    if (link_normal(s->a, path, &normal) && site_has_file(s, normal))
        return;
    FaultPlace at = {row, row_key(row), value_pos(row, f, v), d};
    fault_field(&at, f, FAULT_FILE, (FaultWords){.value = v->text});
    site_hint_file(s, normal, d);
}

static void check_value(Site *s, Row *row, const Field *f, const Value *v, Diag *d)
{
    if (v->kind == VALUE_TEXT)
        check_file(s, row, f, v, d);
    for (uint32_t i = 0; v->kind == VALUE_LIST && i < v->count; i++)
        check_file(s, row, f, &v->as.items[i], d);
}

/* Once for all rows, in their order: of what is missing only so many are searched for. */
static void check_files(Site *s, Diag *d)
{
    for (size_t i = 0; i < s->model->count; i++) {
        const SiteTable *t = &s->tables[i];
        for (size_t k = 0; k < t->collection->nfields; k++)
            for (size_t j = 0; t->collection->fields[k].file && j < t->count; j++)
                check_value(s, t->rows[j], &t->collection->fields[k], t->rows[j]->values[k], d);
    }
}

static void say_encodings(const Site *s, Diag *d)
{
    if (!s->nencoded)
        return;
    Buf list = buf_in(d->arena);
    for (size_t i = 0; i < s->nencoded; i++)
        buf_printf(&list, "%s%.*s（%s）", i ? "、" : "", STR_ARG(s->encoded[i].path), s->encoded[i].name);
    diag_note(d, "encoding", (Pos){0}, "有%zu个文件不是 UTF-8，按所注编码读取：%.*s",
              "%zu files are not UTF-8 and were read as noted: %.*s", s->nencoded, STR_ARG(buf_view(&list)));
}

static Site *new_site(Arena *a, const Model *model, const char *folder, Str shown)
{
    Site *s = arena_new(a, Site);
    *s = (Site){.a = a, .model = model, .folder = folder, .shown = shown,
                .tables = arena_array(a, SiteTable, model->count), .files = map_in(a),
                .documents = map_in(a), .reading = arena_open(), .later = arena_open(), .blank = arena_new(a, Value)};
    for (size_t i = 0; i < model->count; i++) {
        s->tables[i].collection = &model->collections[i];
        s->tables[i].by_key = map_in(a);
    }
    return s;
}

Site *site_load(Arena *a, const Model *model, const char *folder, Str shown, int workers, Cache *cache, Diag *d)
{
    FileList list = {0};
    if (!file_list(a, folder, &list, d))
        return NULL;
    Site *s = new_site(a, model, folder, shown);
    map_reserve(&s->files, list.count);
    for (size_t i = 0; i < list.count; i++)
        *map_at(&s->files, list.paths[i]) = &list.paths[i];
    if (cache)
        s->bodies = bodies_open(a, s->reading, cache, str_of(folder), model->values);
    read_all(s, &list, workers, d);
    if (cache)
        bodies_keep(s->bodies);
    s->bodies = NULL;
    arena_close(s->reading);
    s->reading = NULL;
    check_files(s, d);
    refs_settle(s, d);
    say_encodings(s, d);
    return s;
}
