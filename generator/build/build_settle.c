/*
 * build_settle: what the workers say of their outputs, put together: the manifest, the places
 * that links may lead to, what a later round knows of the rounds before it, and which published
 * files stay.
 */
#include "build/build_imp.h"

#include <assert.h>

static Str edition_of(const Build *b, Str path, bool withdrawn)
{
    if (b->o->mode == MODE_DRAFT)
        return STR(PUBLISH_DRAFT);
    if (!audience_is_public(path))
        return STR("internal");
    return withdrawn ? STR("withdrawn") : STR("public");
}

void build_collect_files(Build *b, Str scope, bool part, Str made)
{
    Str line, path, sha256;
    while (str_split(&made, '\n', &line)) {
        int64_t size = 0;
        if (!str_starts(line, STR("\t")) && !str_starts(line, STR("#")) && str_split(&line, ' ', &path) && path.n && str_split(&line, ' ', &sha256) && str_to_int(line, &size))
            publish_add(b->arena, &b->publish, (Output){path, scope, part && b->o->mode != MODE_DRAFT ? STR("part") : edition_of(b, path, false), sha256, STR_NONE, (uint64_t)size, 0});
    }
}

/* What a worker says of what it made; more: lines of build_collect_files. */
static Output output_of(const Build *b, const Job *job, const JobResult *result, Str *more)
{
    Str rest, size, pages, sha256;
    int64_t bytes = 0, n = 0;
    *more = result->payload;
    bool whole = str_split(more, '\n', &rest) && str_split(&rest, ' ', &size) && str_split(&rest, ' ', &pages) && str_split(&rest, ' ', &sha256) &&
                 str_to_int(size, &bytes) && str_to_int(pages, &n);
    assert(whole);
    return (Output){job->path, job->scope, edition_of(b, job->path, job->withdrawn), sha256, rest, (uint64_t)bytes, (uint64_t)n};
}

static void collect(Build *b, Job *job, const JobResult *result)
{
    Str more;
    Output output = output_of(b, job, result, &more);
    publish_add(b->arena, &b->publish, output);
    build_collect_files(b, job->scope, false, more);
    links_note(&b->places, job->path, job->scope, job->from, more);
    if (job->kind == OUTPUT_BOOK)
        links_book(&b->places, job->path, (size_t)output.pages, more);
    job->sheets = (size_t)output.pages;
}

/* ---- what later rounds know of earlier ones, and books in other places ---- */

/* places: of a book, as its worker told them; empty: they are not known. */
static void note_output(Build *b, Output output, Str places)
{
    Output *own = arena_new(b->arena, Output);
    *own = output;
    *map_at(&b->made, output.path) = own;
    host_made(b->project.host, output.path, (MadeOutput){output.size, output.pages, output.sha256, places});
}

void build_note_published(Build *b, bool all)
{
    const Output *old = NULL;
    size_t count = 0;
    Diag ignored = diag_in(b->arena);
    const char *manifest = file_join(b->arena, b->o->out, STR("manifest.csv"));
    if (!(all || b->o->only || b->failed.count) || !file_exists(manifest) || !publish_read(b->arena, manifest, &old, &count, &ignored))
        return;
    for (size_t i = 0; i < count; i++)
        if ((all || build_is_left_alone(b, old[i].path, old[i].scope)) && file_exists(file_join(b->arena, b->o->out, old[i].path)))
            note_output(b, old[i], STR_NONE);
}

void build_note_round(Build *b, size_t end)
{
    Str more;
    for (size_t i = b->first; i < end; i++)
        if (!b->results[i].ok)
            build_fail_scope(b, b->jobs[i].scope);
    build_fail_scopes_of(b, b->d, false);
    build_note_published(b, false);
    for (size_t i = b->first; i < end; i++) {
        const Job *job = &b->jobs[i];
        if (!b->results[i].ok || build_is_left_alone(b, job->path, job->scope))
            continue;
        Output output = output_of(b, job, &b->results[i], &more);
        note_output(b, output, job->kind == OUTPUT_BOOK ? more : STR_NONE);
        *map_at(&b->told, job->scope) = b;
    }
}

/* The file of a book in the stage, or where it was published. */
static const char *book_file(Build *b, Str path)
{
    const char *now = file_join(b->arena, b->publish.stage, path);
    return file_exists(now) ? now : file_join(b->arena, b->publish.out, path);
}

/* Books that a folder wants for itself: one file under two names. false: reported. */
static bool copy_books(Build *b)
{
    for (size_t i = 0; i < b->plan.nassets; i++) {
        const PlannedAsset *asset = &b->plan.assets[i];
        const Output *book = asset->book ? map_find(&b->made, asset->from) : NULL;
        bool left_out = b->o->mode == MODE_PUBLISH && build_has_failed(b, asset->scope);
        if (!book || left_out || !build_is_selected(b->o, asset->path))
            continue;
        if (!file_link(book_file(b, asset->from), file_join(b->arena, b->publish.stage, asset->path), b->d))
            return false;
        publish_add(b->arena, &b->publish, (Output){asset->path, asset->scope, edition_of(b, asset->path, false), book->sha256,
                                                   book->sources, book->size, book->pages});
        links_book(&b->places, asset->path, (size_t)book->pages, links_places(&b->places, asset->from));
    }
    return true;
}

/* ---- the end ---- */

/* A part that is gone from the plan has been removed, or lost its name or folder to a mistake: while there
 * are errors it stays. */
static void keep_vanished(Build *b, Str scope)
{
    if (b->o->mode == MODE_PUBLISH && scope.n && b->d->nerrors && !map_find(&b->planned, scope))
        build_fail_scope(b, scope);
}

static bool is_kept(void *self, Str path, Str scope)
{
    Build *b = self;
    keep_vanished(b, scope);
    if (b->o->mode != MODE_PUBLISH || !build_has_failed(b, scope))
        return !build_is_selected(b->o, path) && !build_is_derived(b, path);
    return true;
}

bool build_settle(Build *b)
{
    for (size_t i = 0; i < b->njobs; i++)
        if (b->results[i].ok)
            collect(b, &b->jobs[i], &b->results[i]);
        else if (b->results[i].payload.n) /* made but not written: the disk's fault, nothing may change */
            return false;
        else
            build_fail_scope(b, b->jobs[i].scope);
    if (!copy_books(b))
        return false;
    build_fail_scopes_of(b, b->d, false); /* a book of the whole may fail for a part's document: neither is new */
    b->again = build_hold_failed(b);
    if (b->again)
        return false;
    if (b->o->mode == MODE_PUBLISH)
        for (size_t i = 0; i < b->failed.count; i++)
            if (!publish_drop(b->arena, &b->publish, b->failed.entries[i].key, b->d))
                return false;
    return publish_keep(b->arena, &b->publish, is_kept, b, b->d) && publish_take(&b->publish, b->d);
}
