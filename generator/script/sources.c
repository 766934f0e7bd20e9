/*
 * What an output shows, by the keys of its documents: the rows that the plan says a page shows, what a book
 * is about, and every document of whose text a part is printed. Unlike what a job reads (reads.c) this does not
 * depend on which jobs the worker did before, so it can be published.
 */
#include <stdlib.h>

#include "script/host_imp.h"

void sources_row(Host *h, const Row *row)
{
    Str key = row_key(row);
    *map_at(&h->shown, key.n ? key : row->path) = h;
}

/* The first row of each file of a collection, found once: rows of a file stand together. */
typedef struct Files {
    const Row **rows;
    size_t count, room;
} Files;

static const Files *files_of(Host *h, const Collection *c)
{
    if (!h->files)
        h->files = arena_array(h->a, struct Files *, h->model.count);
    Files **files = &h->files[c->index];
    if (*files)
        return *files;
    *files = arena_new(h->a, Files);
    const SiteTable *t = site_table(h->site, c);
    for (size_t i = 0; i < t->count; i++)
        if (!i || t->rows[i]->path.p != t->rows[i - 1]->path.p)
            arena_push(h->a, (*files)->rows, (*files)->count, (*files)->room, t->rows[i]);
    return *files;
}

/* Tables are sources by their files, documents by their keys. */
static void sources_collection(Host *h, const Collection *c, Str scope)
{
    const Files *files = files_of(h, c);
    for (size_t i = 0; i < files->count; i++) {
        const Row *row = files->rows[i];
        Str own = scope.n ? model_scope(&h->model, row->path) : STR_NONE;
        if (own.n && !str_equal(own, scope))
            continue;
        if (c->kind == COLLECTION_TABLE)
            *map_at(&h->shown, row->path) = h;
        else
            sources_row(h, row);
    }
}

void sources_tables(Host *h, const Str *names, size_t n, Str scope)
{
    for (size_t i = 0; i < n; i++) {
        const Collection *c = model_find(&h->model, names[i]);
        if (!c)
            host_fail(h->L, "prints 里没有这个集合：%.*s", "prints names no collection: %.*s", STR_ARG(names[i]));
        sources_collection(h, c, scope);
    }
}

typedef struct Walk {
    Host *h;
    const Source *last; /* looked at last: neighbours are mostly of one file */
} Walk;

static bool visit(void *self, const Node *node, bool entering)
{
    Walk *w = self;
    if (!entering || node->pos.source == w->last)
        return true;
    w->last = node->pos.source;
    Str path = site_path(w->h->site, w->last);
    const Row *row = path.n ? site_document(w->h->site, path) : NULL;
    if (row && !row->aside)
        sources_row(w->h, row);
    return true;
}

/* The document whose text the whole tree is, as it was unpacked for this job; NULL: parts of it may be from anywhere. */
static const Row *whole_of(Host *h, const Node *node)
{
    Str path = site_path(h->site, node->pos.source);
    return path.n && map_find(&h->bodies, path) == node ? site_document(h->site, path) : NULL;
}

void sources_tree(Host *h, const Node *node)
{
    const Row *row = whole_of(h, node);
    if (row && !row->aside)
        sources_row(h, row);
    if (row)
        return;
    Walk w = {.h = h};
    doc_walk(node, visit, &w);
}

/* A key as a part of a field of a list: what would end it is left out. */
static void put_key(Buf *out, Str key)
{
    for (size_t i = 0; i < key.n; i++)
        if (key.p[i] != ';' && key.p[i] != '"' && key.p[i] != '\n' && key.p[i] != '\r')
            buf_byte(out, key.p[i]);
}

Str host_sources(Host *h, Arena *a)
{
    size_t count = h->shown.count;
    MapEntry *entries = arena_array(a, MapEntry, count + 1);
    for (size_t i = 0; i < count; i++)
        entries[i] = h->shown.entries[i];
    qsort(entries, count, sizeof *entries, str_order);
    Buf out = buf_in(a);
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_byte(&out, ';');
        put_key(&out, entries[i].key);
    }
    return buf_view(&out);
}
