/*
 * What a job reads, noted for `why`: nothing is kept, and nothing but a pointer looked at, in
 * other runs.
 *
 * Modules run once, before any job, so that a job uses them is no event to be noted. What is
 * noted, from the start, is who requires whom; from the templates and scripts that a job used the
 * modules behind them follow. Rows are noted where a field is looked at, collections where they
 * are walked or searched: a new row would change what is found.
 */
#include <assert.h>

#include "script/host_imp.h"

struct Recording {
    Arena *a;     /* its own: what is noted outlives the marks that jobs go back to */
    HostReads job;
    Map required; /* "file\nmodule" */
    Map placed;   /* "page\nfile of the document it shows" */
    Map valued;   /* files of documents with values in them … */
    Map values[READ_KINDS]; /* … and what those read, all together: modules remember */
};

void reads_open(Host *h)
{
    Arena *a = arena_open();
    h->recording = arena_new(a, Recording);
    *h->recording = (Recording){.a = a, .required = map_in(a), .placed = map_in(a), .valued = map_in(a)};
    for (int i = 0; i < READ_KINDS; i++)
        h->recording->values[i] = map_in(a);
    reads_begin(h);
}

void reads_close(Host *h)
{
    if (h->recording)
        arena_close(h->recording->a);
    h->recording = NULL;
}

void reads_begin(Host *h)
{
    for (int i = 0; h->recording && i < READ_KINDS; i++)
        h->recording->job.of[i] = map_in(h->recording->a);
}

void reads_planned(Host *h)
{
    for (int i = 0; h->recording && i < READ_KINDS; i++)
        h->recording->job.plan[i] = h->recording->job.of[i];
    reads_begin(h);
}

static void note(Host *h, Map *map, Str name)
{
    if (!map_find(map, name))
        *map_at(map, str_copy(h->recording->a, name)) = h;
}

void reads_note(Host *h, ReadKind kind, Str name)
{
    assert(kind < READ_KINDS);
    if (h->recording && name.n)
        note(h, &h->recording->job.of[kind], name);
}

void reads_template(Host *h, Str path)
{
    const Source *source = h->recording ? host_source(h, true, path, h->diag) : NULL;
    if (source)
        reads_note(h, READ_TEMPLATE, source->path);
}

static Str pair(Host *h, Str one, Str other)
{
    return str_printf(h->recording->a, "%.*s\n%.*s", STR_ARG(one), STR_ARG(other));
}

void reads_require(lua_State *L, Str path)
{
    Host *h = host_of(L);
    lua_Debug ar;
    Diag ignored = diag_in(h->recording->a); /* that it is missing is for require to say */
    const Source *module = host_source(h, false, path, &ignored);
    if (!module)
        return;
    for (int level = 1; lua_getstack(L, level, &ar); level++) {
        lua_getinfo(L, "S", &ar);
        if (*ar.source == '@') {
            note(h, &h->recording->required, pair(h, str_of(ar.source + 1), module->path));
            return;
        }
    }
}

void reads_place(Host *h, const Row *row, Str page)
{
    if (h->recording)
        note(h, &h->recording->placed, pair(h, page, row->source->path));
}

void reads_valued(Host *h, Str document)
{
    Recording *r = h->recording;
    if (!r)
        return;
    note(h, &r->valued, document);
    for (int kind = 0; kind < READ_KINDS; kind++)
        for (size_t i = 0; i < r->job.of[kind].count; i++)
            note(h, &r->values[kind], r->job.of[kind].entries[i].key);
    reads_begin(h);
}

/* The values in a document that is shown. */
static void note_values(Host *h, Str document)
{
    Recording *r = h->recording;
    if (!map_find(&r->valued, document))
        return;
    Diag ignored = diag_in(r->a);
    const Source *model = host_source(h, false, STR("model.lua"), &ignored);
    if (model && map_find(&r->job.of[READ_SCRIPT], model->path))
        return; /* noted before */
    for (int kind = 0; kind < READ_KINDS; kind++)
        for (size_t i = 0; i < r->values[kind].count; i++)
            reads_note(h, (ReadKind)kind, r->values[kind].entries[i].key);
    if (model)
        reads_note(h, READ_SCRIPT, model->path);
}

static bool visit(void *self, const Node *node, bool entering)
{
    Host *h = self;
    if (!entering)
        return true;
    if (site_path(h->site, node->pos.source).n) {
        reads_note(h, READ_CONTENT, node->pos.source->path);
        note_values(h, node->pos.source->path);
    }
    if (node->kind == NODE_IMAGE && site_has_file(h->site, node->as.link.href)) /* of a book: settled */
        reads_picture(h, node->as.link.href);
    return true;
}

void reads_tree(Host *h, const Node *node)
{
    if (h->recording)
        doc_walk(node, visit, h);
}

void reads_picture(Host *h, Str path)
{
    if (h->recording)
        reads_note(h, READ_PICTURE, str_of(site_disk_path(h->site, h->recording->a, path)));
}

/* Note as kind what the pairs that start with name have behind it. */
static void follow(Host *h, const Map *pairs, Str name, ReadKind kind)
{
    for (size_t i = 0; i < pairs->count; i++) {
        Str key = pairs->entries[i].key;
        size_t cut = str_find(key, STR("\n"), 0);
        if (str_equal(str_slice(key, 0, cut), name))
            reads_note(h, kind, str_slice(key, cut + 1, key.n));
    }
}

const HostReads *host_reads(Host *h, Str output)
{
    assert(h->recording);
    Recording *r = h->recording;
    follow(h, &r->placed, output, READ_SHOWN);
    for (size_t i = 0; i < r->job.of[READ_TEMPLATE].count; i++)
        follow(h, &r->required, r->job.of[READ_TEMPLATE].entries[i].key, READ_SCRIPT);
    for (size_t i = 0; i < r->job.of[READ_SCRIPT].count; i++) /* grows while it is walked */
        follow(h, &r->required, r->job.of[READ_SCRIPT].entries[i].key, READ_SCRIPT);
    return &r->job;
}
