/*
 * The stage is OUT.stage-PID.tmp beside OUT, so both are on one file system and a leftover is
 * recognised by name.
 */
#include "build/publish.h"

#include <stdlib.h>
#include <unistd.h>

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

bool publish_begin(Arena *a, Publish *p, const char *out, Diag *d)
{
    *p = (Publish){.out = out};
    Str folder = file_folder(str_of(out));
    if (folder.n && !file_make_folders(str_c(a, folder), d))
        return false;
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

static bool keep_line(Arena *a, Publish *p, Str line, Keep *keep, void *self, Diag *d)
{
    Str path, size, scope;
    int64_t bytes;
    if (!str_split(&line, ',', &path) || !str_split(&line, ',', &size) || !str_split(&line, ',', &scope) ||
        !str_to_int(size, &bytes))
        return true; /* not a line of ours */
    if (!keep(self, path, scope))
        return true;
    publish_add(a, p, path, scope, (uint64_t)bytes);
    return file_link(file_join(a, p->out, path), file_join(a, p->stage, path), d);
}

bool publish_keep(Arena *a, Publish *p, Keep *keep, void *self, Diag *d)
{
    const char *manifest = file_join(a, p->out, STR("manifest.csv"));
    if (!file_exists(manifest))
        return true;
    Str rest, line;
    if (!file_bytes(a, manifest, &rest, d))
        return false;
    while (str_split(&rest, '\n', &line))
        if (!keep_line(a, p, line, keep, self, d))
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

static Str manifest_of(Arena *a, const Publish *p)
{
    Buf out = buf_in(a);
    buf_c(&out, manifest_head);
    for (size_t i = 0; i < p->count; i++)
        buf_printf(&out, "%.*s,%llu,%.*s\n", STR_ARG(p->outputs[i].path),
                   (unsigned long long)p->outputs[i].size, STR_ARG(p->outputs[i].scope));
    return buf_view(&out);
}

bool publish_finish(Arena *a, Publish *p, bool durable, Diag *d)
{
    if (p->count)
        qsort(p->outputs, p->count, sizeof *p->outputs, by_path);
    bool ready = file_write(file_join(a, p->stage, STR("manifest.csv")), manifest_of(a, p), d) &&
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
