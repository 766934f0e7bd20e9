/* The job runs here as it would in a worker, with the host noting what it reads. */
#include "build/why.h"

#include <stdlib.h>

#include "base/file.h"
#include "build/project.h"
#include "text/near.h"

typedef struct Why {
    Arena *arena;
    const Options *o;
    Diag *d;
    Project project;
    Plan plan;
    Str output; /* below the output folder */
    Buf out;
} Why;

static Str without_dots(Str path)
{
    while (str_starts(path, STR("./")))
        path = str_slice(path, 2, path.n);
    while (path.n > 1 && str_ends(path, STR("/")))
        path.n--;
    return path;
}

/* The path below the output folder of what was written on the command line: that folder may
 * stand before it, or its last part as seen from the project. */
static Str below_out(Arena *a, const Options *o, Str output)
{
    Str out = without_dots(str_of(o->out)), prefixes[] = {out, file_name(out)};
    output = without_dots(output);
    for (int i = 0; i < 2; i++) {
        Str prefix = str_printf(a, "%.*s/", STR_ARG(prefixes[i]));
        if (str_starts(output, prefix))
            return str_slice(output, prefix.n, output.n);
    }
    return output;
}

static void put_head(Why *k, const char *kind, Str scope)
{
    buf_printf(&k->out, scope.n ? "%s %.*s [%.*s]\n" : "%s %.*s%.*s\n", kind, STR_ARG(k->output),
               STR_ARG(scope));
}

static const char *const words[READ_KINDS] = {"template", "script",     "shows", "content",
                                              "picture",  "collection", "table",  "output"};

/* Templates in the order of use, the rest by name. */
static void put_kind(Why *k, const char *before, ReadKind kind, const Map *map)
{
    MapEntry *entries = arena_array(k->arena, MapEntry, map->count + 1);
    for (size_t i = 0; i < map->count; i++)
        entries[i] = map->entries[i];
    if (kind != READ_TEMPLATE)
        qsort(entries, map->count, sizeof *entries, str_order);
    for (size_t i = 0; i < map->count; i++)
        buf_printf(&k->out, "%s%s %.*s\n", before, words[kind], STR_ARG(entries[i].key));
}

static void put_reads(Why *k)
{
    const HostReads *reads = host_reads(k->project.host, k->output);
    for (int kind = 0; kind < READ_KINDS; kind++)
        put_kind(k, "", (ReadKind)kind, &reads->of[kind]);
}

/* What may have come to a page as data: which files, only the plan knows. */
static void put_plan(Why *k)
{
    const HostReads *reads = host_reads(k->project.host, k->output);
    buf_printf(&k->out, "plan %s\n", file_join(k->arena, k->o->templates, STR("site.lua")));
    put_kind(k, "plan ", READ_COLLECTION, &reads->plan[READ_COLLECTION]);
    put_kind(k, "plan ", READ_TABLE, &reads->plan[READ_TABLE]);
}

static bool find_page(Why *k)
{
    for (size_t i = 0; i < k->plan.npages; i++)
        if (str_equal(k->plan.pages[i].path, k->output)) {
            Buf page = buf_in(k->arena);
            put_head(k, "page", k->plan.pages[i].scope);
            host_render(k->project.host, i, k->arena, &page, k->d);
            put_reads(k);
            put_plan(k);
            return true;
        }
    return false;
}

static bool find_book(Why *k)
{
    for (size_t i = 0; i < k->plan.nbooks; i++)
        if (str_equal(k->plan.books[i].path, k->output)) {
            BookSource book;
            put_head(k, "book", k->plan.books[i].scope);
            host_book(k->project.host, i, k->arena, &book, k->d);
            put_reads(k);
            return true;
        }
    return false;
}

static bool find_asset(Why *k)
{
    for (size_t i = 0; i < k->plan.nassets; i++) {
        const PlannedAsset *asset = &k->plan.assets[i];
        if (!str_equal(asset->path, k->output))
            continue;
        put_head(k, "asset", asset->scope);
        buf_printf(&k->out, "%s %s\n", asset->template ? "template" : "content",
                   file_join(k->arena, asset->template ? k->o->templates : k->o->content, asset->from));
        return true;
    }
    return false;
}

static void complain(const Why *k)
{
    Near near = near_to(k->output);
    for (size_t i = 0; i < k->plan.npages; i++)
        near_offer(&near, k->plan.pages[i].path);
    for (size_t i = 0; i < k->plan.nbooks; i++)
        near_offer(&near, k->plan.books[i].path);
    diag_error(k->d, "usage", ((Pos){0}), "计划里没有这个输出：%.*s",
               "no such output in the plan: %.*s", STR_ARG(k->output));
    if (near.best.n)
        diag_hint(k->d, "是不是 %.*s？", "did you mean %.*s?", STR_ARG(near.best));
    else
        diag_hint(k->d, "kanben dump site 列出全部输出", "kanben dump site lists all outputs");
}

int why_run(Arena *a, const Options *o, const char *output, Diag *d)
{
    Options own = *o;
    own.record = true;
    Why k = {.arena = a, .o = &own, .output = below_out(a, o, str_of(output)), .out = buf_in(a)};
    Diag before = diag_in(a), job = diag_in(a); /* what else is wrong is for check to say */
    k.d = &job;
    bool read = project_read(a, &own, &k.project, &before);
    bool planned = read && host_plan(k.project.host, k.project.site, &k.plan, &before);
    if (!planned && !k.plan.npages && !k.plan.nbooks)
        diag_append(d, &before);
    else if (host_worker(k.project.host, d) && !find_page(&k) && !find_book(&k) && !find_asset(&k))
        complain(&k);
    diag_append(d, &job);
    buf_print(&k.out, stdout);
    project_close(&k.project);
    return options_exit(o, d);
}
