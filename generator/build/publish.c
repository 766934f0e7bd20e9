/*
 * The stage is OUT.stage-PID.tmp beside OUT, so both are on one file system and a leftover is
 * recognised by name.
 */
#include "build/publish.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/map.h"

#define MANIFEST "manifest.csv"
static const char manifest_head[] = "path,bytes,scope\n";

/* Remove the stages of builds that were killed; we hold the lock, so none is alive. */
static bool clean_up(Arena *a, const char *out, Diag *d)
{
    Str folder = file_folder(str_of(out));
    const char *parent = folder.n ? str_c(a, folder) : ".";
    Str prefix = str_printf(a, "%.*s.stage-", STR_ARG(file_name(str_of(out))));
    Str *names;
    size_t count;
    if (!file_names(a, parent, &names, &count, d))
        return false;
    for (size_t i = 0; i < count; i++)
        if (str_starts(names[i], prefix) && str_ends(names[i], STR(".tmp")) &&
            !file_remove_tree(file_join(a, parent, names[i]), d))
            return false;
    return true;
}

/* One field of a manifest line; paths and scopes hold no quotes, but may hold commas. */
static bool take_field(Str *line, Str *field)
{
    if (!str_starts(*line, STR("\"")))
        return str_split(line, ',', field);
    size_t end = str_find(*line, STR("\""), 1);
    *field = str_slice(*line, 1, end);
    *line = str_slice(*line, end + 2, line->n);
    return true;
}

/* The first folder or file of each path in the manifest of out; false: there is no manifest of ours. */
static bool published_names(Arena *a, const char *out, Map *known)
{
    Str rest, line, path, first;
    Diag ignored = diag_in(a);
    if (!file_bytes(a, file_join(a, out, STR(MANIFEST)), &rest, &ignored) || !str_starts(rest, STR(manifest_head)))
        return false;
    *map_at(known, STR(MANIFEST)) = known;
    while (str_split(&rest, '\n', &line))
        if (take_field(&line, &path) && str_split(&path, '/', &first))
            *map_at(known, first) = known;
    return true;
}

/* Something in out that no build of ours has put there, or NULL. */
static const char *find_foreign(Arena *a, const char *out)
{
    Str *names;
    size_t count;
    Diag ignored = diag_in(a);
    Map known = map_in(a);
    if (!file_exists(out))
        return NULL;
    if (!file_is_folder(out) || !file_names(a, out, &names, &count, &ignored))
        return out;
    published_names(a, out, &known);
    for (size_t i = 0; i < count; i++)
        if (!map_find(&known, names[i]))
            return file_join(a, out, names[i]);
    return NULL;
}

/* Publishing replaces the whole folder, so it must be new, empty, or one that we published. */
static bool is_ours(Arena *a, const char *out, Diag *d)
{
    const char *foreign = find_foreign(a, out);
    if (!foreign)
        return true;
    diag_error(d, "out-foreign", ((Pos){0}), "%s 不是以前生成的结果；输出文件夹未动",
               "%s is not what an earlier build made; the output folder was left alone", foreign);
    diag_hint(d, "生成会替换整个输出文件夹：用 -o 指定一个新的文件夹，或先把它移走",
              "a build replaces the whole output folder: name a new one with -o, or move this away first");
    return false;
}

bool publish_begin(Arena *a, Publish *p, const char *out, Diag *d)
{
    out = file_resolve(a, out, d);
    if (!out || !is_ours(a, out, d))
        return false;
    *p = (Publish){.out = out};
    long holder;
    size_t before = d->count;
    if (!file_lock(str_printf(a, "%s.lock", out).p, &holder, d)) {
        if (d->count == before) {
            diag_error(d, "locked", ((Pos){0}), "%s 正由另一个进程（%ld）构建",
                       "%s is being built by another process (%ld)", out, holder);
            diag_hint(d, "等它结束，或用 -o 写到别的文件夹", "wait for it, or write elsewhere with -o");
        }
        return false;
    }
    p->stage = str_printf(a, "%s.stage-%ld.tmp", out, (long)getpid()).p;
    return clean_up(a, out, d) && file_make_folders(p->stage, d);
}

void publish_add(Arena *a, Publish *p, Str path, Str scope, uint64_t size)
{
    Output output = {path, scope, size};
    arena_push(a, p->outputs, p->count, p->room, output);
}

typedef bool Keep(void *self, Str path, Str scope);

static bool keep_line(Arena *a, Publish *p, const Map *made, Str line, Keep *keep, void *self, Diag *d)
{
    Str path, size, scope = STR_NONE;
    int64_t bytes;
    if (!take_field(&line, &path) || !str_split(&line, ',', &size) || !str_to_int(size, &bytes))
        return true; /* not a line of ours */
    take_field(&line, &scope);
    if (map_find(made, path) || !keep(self, path, scope))
        return true;
    const char *old = file_join(a, p->out, path);
    if (!file_exists(old)) {
        diag_warn(d, "kept-missing", ((Pos){0}), "%s：上次发布过，现在不在了，无法保留", "%s was published, but is gone now; it cannot be kept",
                  old);
        return true;
    }
    publish_add(a, p, path, scope, (uint64_t)bytes);
    return file_link(old, file_join(a, p->stage, path), d);
}

bool publish_keep(Arena *a, Publish *p, Keep *keep, void *self, Diag *d)
{
    const char *manifest = file_join(a, p->out, STR(MANIFEST));
    if (!file_exists(manifest))
        return true;
    Str rest, line;
    if (!file_bytes(a, manifest, &rest, d))
        return false;
    Map made = map_in(a);
    for (size_t i = 0; i < p->count; i++)
        *map_at(&made, p->outputs[i].path) = p;
    while (str_split(&rest, '\n', &line))
        if (!keep_line(a, p, &made, line, keep, self, d))
            return false;
    return true;
}

bool publish_drop(Arena *a, Publish *p, Str scope, Diag *d)
{
    size_t kept = 0;
    for (size_t i = 0; i < p->count; i++)
        if (!str_equal(p->outputs[i].scope, scope))
            p->outputs[kept++] = p->outputs[i];
        else if (!file_remove_tree(file_join(a, p->stage, p->outputs[i].path), d))
            return false;
    p->count = kept;
    return true;
}

static int by_path(const void *left, const void *right)
{
    const Output *a = left, *b = right;
    return str_compare(a->path, b->path);
}

static void put_field(Buf *out, Str field)
{
    bool quoted = str_find(field, STR(","), 0) < field.n;
    buf_printf(out, quoted ? "\"%.*s\"" : "%.*s", STR_ARG(field));
}

static Str manifest_of(Arena *a, const Publish *p)
{
    Buf out = buf_in(a);
    buf_c(&out, manifest_head);
    for (size_t i = 0; i < p->count; i++) {
        put_field(&out, p->outputs[i].path);
        buf_printf(&out, ",%llu,", (unsigned long long)p->outputs[i].size);
        put_field(&out, p->outputs[i].scope);
        buf_byte(&out, '\n');
    }
    return buf_view(&out);
}

bool publish_finish(Arena *a, Publish *p, bool durable, Diag *d)
{
    if (p->count)
        qsort(p->outputs, p->count, sizeof *p->outputs, by_path);
    bool ready = file_write(file_join(a, p->stage, STR(MANIFEST)), manifest_of(a, p), d) &&
                 (!durable || file_sync(p->stage, d));
    if (!ready || !(file_exists(p->out) ? file_exchange(p->stage, p->out, d) : file_rename(p->stage, p->out, d))) {
        publish_abandon(p);
        return false;
    }
    publish_abandon(p); /* the stage holds the old tree now */
    return true;
}

void publish_abandon(Publish *p)
{
    Arena *scratch = arena_open();
    Diag ignored = diag_in(scratch); /* a leftover stage is removed by the next build */
    file_remove_tree(p->stage, &ignored);
    arena_close(scratch);
}
