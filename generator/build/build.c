/*
 * Read everything, check, freeze, plan; then every output is an independent job in a forked
 * worker, which writes it into the stage; at the end the stage is published in one step.
 *
 * A scope (one part of the whole, as the model says) with errors is left out under --publish:
 * its jobs are not run, or what they made is taken back, and its published files are kept.
 */
#include "build/build.h"

#include <assert.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "build/asset.h"
#include "build/book.h"
#include "build/confine.h"
#include "build/jobs.h"
#include "build/links.h"
#include "build/project.h"
#include "build/publish.h"
#include "build/renamed.h"
#include "build/search.h"
#include "build/webfont.h"
#include "draw/image.h"
#include "html/words.h"
#include "read/digest.h"
#include "text/unicode.h"

/* Seconds a job may take before its worker is ended: a page is milliseconds, a book of 2,000
 * pages seconds; scripts have budgets of their own that end them sooner. */
enum { PAGE_SECONDS = 20, BOOK_SECONDS = 300 };

typedef enum OutputKind { OUTPUT_BOOK, OUTPUT_PAGE, OUTPUT_ASSET } OutputKind;

/* One job. By rounds; in the first, books before all else, for they take longest. */
typedef struct Job {
    OutputKind kind;
    size_t index; /* in its list of the plan */
    Str path, scope, from;
    bool withdrawn; /* a page that says so */
    size_t sheets;  /* pages of a book that was made */
} Job;

/* What is made of finished pages, in a folder of its own. */
typedef struct Derived {
    Str path, pages, scope;
    const PlannedSearch *search; /* one of the two */
    const PlannedFonts *fonts;
} Derived;

typedef struct Build {
    Arena *arena;
    const Options *o;
    Diag *d;
    Project project;
    Plan plan;
    Books books;
    Publish publish;
    Cache *cache;
    Job *jobs;
    size_t njobs, room;
    size_t ends[ROUNDS]; /* of the jobs of each round */
    size_t first;     /* of the jobs that run now */
    Map made;         /* path -> Output, as it will stand in the output folder: of the rounds that are done */
    Map told;         /* scope -> not NULL: those of later rounds know what this build has made of it */
    JobResult *results;
    Derived *derived;  /* of the plan; when they run, those that are made */
    size_t nderived;
    Map failed;       /* scope -> not NULL: has errors */
    Map held;         /* those of them that were known when the plan was made: site.absent */
    Map published;    /* paths that the output folder has */
    Map published_scopes;
    size_t begun_at;  /* in the messages: those before are of earlier attempts, whose failed parts are held */
    bool again;       /* a part failed while outputs were made: only another plan knows of it */
    Map planned;      /* scope -> not NULL: has outputs in the plan */
    bool worker_ready;
    LinksKnown known; /* in a worker */
    LinkPlaces places;
} Build;

/* ---- scopes ---- */

static bool has_failed(const Build *b, Str scope)
{
    return map_find(&b->failed, scope) != NULL;
}

static void fail_scope(Build *b, Str scope)
{
    *map_at(&b->failed, scope) = b;
}

/* Mark the scope of every error so far; after the jobs only where a part is to blame, for a template's
 * own error says nothing of what its page belongs to. */
static void fail_scopes_of(Build *b, const Diag *d, bool whole)
{
    for (size_t i = b->begun_at; i < d->count; i++) {
        Str blamed = host_blamed(b->project.host, i);
        Str scope = blamed.n ? blamed : site_scope(b->project.site, d->items[i].path);
        if (d->items[i].level == DIAG_ERROR && (scope.n || whole))
            fail_scope(b, scope);
    }
}

/* Is something planned for a part that is not there from before? Others may lead to it. */
static bool has_gap(const Build *b, Str scope)
{
    const Plan *p = &b->plan;
    bool gap = false;
    for (size_t i = 0; i < p->npages && !gap; i++)
        gap = str_equal(p->pages[i].scope, scope) && !map_find(&b->published, p->pages[i].path);
    for (size_t i = 0; i < p->nassets && !gap; i++)
        gap = str_equal(p->assets[i].scope, scope) && !map_find(&b->published, p->assets[i].path);
    for (size_t i = 0; i < p->nbooks && !gap; i++)
        gap = str_equal(p->books[i].scope, scope) && !map_find(&b->published, p->books[i].path);
    return gap;
}

/* Hold every part with errors. true: one was not held when the plan was made, and others may lead to what will not be there,
 * or say of what stays that it is as this build has made it. */
static bool hold_failed(Build *b)
{
    bool gap = false;
    for (size_t i = 0; b->o->mode == MODE_PUBLISH && i < b->failed.count; i++) {
        Str scope = b->failed.entries[i].key;
        if (!scope.n || map_find(&b->held, scope))
            continue;
        *map_at(&b->held, scope) = b;
        gap = gap || map_find(&b->told, scope) || has_gap(b, scope);
    }
    return gap;
}

/* By one of the patterns, which commas part. */
static bool is_selected(const Options *o, Str path)
{
    Str patterns = str_of(o->only ? o->only : "**"), pattern;
    while (str_split(&patterns, ',', &pattern))
        if (model_glob(pattern, path))
            return true;
    return false;
}

/* One of the sizes of a picture is asked for. */
static bool is_size_selected(const Build *b, const PlannedAsset *asset)
{
    for (size_t i = 0; i < asset->nshapes; i++)
        for (size_t k = 0; k < asset->shapes[i].count; k++)
            if (is_selected(b->o, asset->shapes[i].list[k].webp) || is_selected(b->o, asset->shapes[i].list[k].plain))
                return true;
    return false;
}

static void add_job(Build *b, OutputKind kind, size_t index, Str path, Str scope, Str from, bool withdrawn)
{
    bool left_out = b->o->mode == MODE_PUBLISH && has_failed(b, scope);
    Job job = {kind, index, path, scope, from, withdrawn, 0};
    *map_at(&b->planned, scope) = b;
    bool size = kind == OUTPUT_ASSET && is_size_selected(b, &b->plan.assets[index]);
    if ((is_selected(b->o, path) || size) && !left_out)
        arena_push(b->arena, b->jobs, b->njobs, b->room, job);
}

static void list_books(Build *b, Round round)
{
    for (size_t i = 0; i < b->plan.nbooks; i++) {
        const PlannedBook *book = &b->plan.books[i];
        if (book->round == round)
            add_job(b, OUTPUT_BOOK, i, book->path, book->scope, book->script, false);
    }
}

static void list_pages(Build *b, Round round)
{
    for (size_t i = 0; i < b->plan.npages; i++) {
        const PlannedPage *page = &b->plan.pages[i];
        if (page->round == round)
            add_job(b, OUTPUT_PAGE, i, page->path, page->scope, page->template, page->withdrawn);
    }
}

static void list_jobs(Build *b)
{
    const Plan *plan = &b->plan;
    for (Round round = ROUND_FIRST; round < ROUNDS; round++) {
        list_books(b, round);
        list_pages(b, round);
        for (size_t i = 0; i < plan->nassets && round == ROUND_FIRST; i++)
            if (!plan->assets[i].book)
                add_job(b, OUTPUT_ASSET, i, plan->assets[i].path, plan->assets[i].scope, plan->assets[i].from, false);
        b->ends[round] = b->njobs;
    }
}

/* ---- in a worker ---- */

/* What a page or a file says, by what its name says it is. Pictures say nothing here. */
static void put_words(Buf *words, Str path, Str bytes)
{
    static const char *const markup[] = {".html", ".htm", ".xml", ".svg"};
    for (size_t i = 0; i < sizeof markup / sizeof *markup; i++)
        if (str_ends(path, str_of(markup[i]))) {
            html_words(words, bytes);
            return;
        }
    if (unicode_check(bytes) == bytes.n)
        buf_str(words, bytes);
}

/* The files of an asset go into the stage; those beside its own are lines of more. */
static bool make_asset(Build *b, const PlannedAsset *asset, Arena *scratch, Str *bytes, Buf *more, Buf *words, Diag *d)
{
    const AssetFile *files;
    size_t count;
    if (!asset_make(scratch, b->o, b->project.site, b->cache, asset, &files, &count, d))
        return false;
    *bytes = files[0].bytes;
    for (size_t i = 0; i < count && words; i++)
        if (!files[i].picture)
            put_words(words, files[i].path, files[i].bytes);
    for (size_t i = 1; i < count; i++) {
        if (!publish_write(&b->publish, files[i].path, files[i].bytes, d))
            return false;
        Str digest = digest_bytes(scratch, files[i].bytes);
        buf_printf(more, "\n%.*s %.*s %zu", STR_ARG(files[i].path), STR_ARG(digest), files[i].bytes.n);
    }
    return true;
}

static bool make_book(Build *b, const Job *job, Arena *scratch, Str *bytes, size_t *pages, Buf *more, Buf *words, Diag *d)
{
    BookSource book;
    MadeBook made;
    if (!host_book(b->project.host, job->index, scratch, &book, d) ||
        !book_make(scratch, &b->books, &book, job->path, words != NULL, &made, d))
        return false;
    *bytes = made.bytes;
    *pages = made.pages;
    buf_str(more, made.places);
    if (words)
        buf_str(words, made.words);
    return true;
}

/* The bytes of an output, and its words, if they are wanted; more: lines of files that were written beside it. */
static bool make_output(Build *b, const Job *job, Arena *scratch, Str *bytes, size_t *pages, Buf *more, Buf *words, Diag *d)
{
    Buf out = buf_in(scratch);
    switch (job->kind) {
    case OUTPUT_BOOK:
        return make_book(b, job, scratch, bytes, pages, more, words, d);
    case OUTPUT_PAGE:
        if (!host_render(b->project.host, job->index, scratch, &out, d))
            return false;
        *bytes = buf_view(&out);
        if (words)
            put_words(words, job->path, *bytes);
        return true;
    case OUTPUT_ASSET:
        return make_asset(b, &b->plan.assets[job->index], scratch, bytes, more, words, d);
    }
    return false;
}

static bool run_job(void *self, size_t i, Arena *scratch, Buf *payload, Diag *d)
{
    Build *b = self;
    if (!b->worker_ready && !host_worker(b->project.host, d))
        return false;
    b->worker_ready = true;
    Str bytes = STR_NONE;
    size_t pages = 0;
    const Job *job = &b->jobs[b->first + i];
    Buf words = buf_in(scratch), more = buf_in(scratch);
    bool judged = host_has_gate(b->project.host) && audience_is_public(job->path);
    if (!make_output(b, job, scratch, &bytes, &pages, &more, judged ? &words : NULL, d))
        return false;
    Str sources = job->kind == OUTPUT_ASSET ? STR_NONE : host_sources(b->project.host, scratch);
    bool linked = job->kind != OUTPUT_PAGE || !str_ends(job->path, STR(".html")) ||
                  links_look(&b->known, b->project.host, scratch, job->path, job->from, bytes, &more, d);
    if (!linked && b->o->mode == MODE_PUBLISH)
        return false;
    if (judged && !host_gate(b->project.host, job->path, job->scope, buf_view(&words), scratch, d))
        return false;
    Str digest = digest_bytes(scratch, bytes);
    buf_printf(payload, "%zu %zu %.*s %.*s", bytes.n, pages, STR_ARG(digest), STR_ARG(sources));
    buf_str(payload, buf_view(&more));
    return publish_write(&b->publish, job->path, bytes, d);
}

/* A worker reads the project and what was published, and writes the stage: a fault in a script or a reader gets no further. */
static void start_worker(void *self)
{
    const Build *b = self;
    const char *readable[] = {b->o->content, b->o->templates, b->o->lua, b->publish.out, cache_folder(b->cache)};
    confine(readable, b->cache ? 5 : 4, b->publish.stage);
}

static void job_died(void *self, size_t i, const char *zh, const char *en, Diag *d)
{
    const Build *b = self;
    const Job *job = &b->jobs[b->first + i];
    diag_error(d, "worker", ((Pos){0}), "生成 %.*s（%.*s）时%s", "making %.*s (%.*s): %s", STR_ARG(job->path),
               STR_ARG(job->from), zh);
    d->items[d->count - 1].en =
        str_printf(d->arena, "making %.*s (%.*s): %s", STR_ARG(job->path), STR_ARG(job->from), en);
    diag_hint(d, "其余输出不受影响；检查这个模板和它所用的内容",
              "other outputs are not affected; look at this template and what it uses");
}

static unsigned job_seconds(void *self, size_t i)
{
    const Build *b = self;
    return b->jobs[b->first + i].kind == OUTPUT_BOOK ? BOOK_SECONDS : PAGE_SECONDS;
}

static bool job_is_brief(void *self, size_t i)
{
    const Build *b = self;
    return b->jobs[b->first + i].kind == OUTPUT_PAGE;
}

static void show_progress(void *self, size_t done, size_t count)
{
    const Build *b = self;
    bool due = done % 64 == 0 || done == count;
    if (due && !b->o->quiet && b->o->style.format == DIAG_HUMAN && isatty(2))
        fprintf(stderr, "\r%zu / %zu%s", done, count, done == count ? "\r\033[K" : "");
}

/* ---- in the caller ---- */

/* A part that is gone from the plan has been removed, or lost its name or folder to a mistake: while there
 * are errors it stays. */
static void keep_vanished(Build *b, Str scope)
{
    if (b->o->mode == MODE_PUBLISH && scope.n && b->d->nerrors && !map_find(&b->planned, scope))
        fail_scope(b, scope);
}

/* Is it made anew? Not when none of its pages is, by --only, nor when its part keeps what it has. */
static bool is_renewed(const Build *b, const Derived *one)
{
    if (b->o->mode == MODE_PUBLISH && has_failed(b, one->scope))
        return false;
    for (size_t i = 0; i < b->njobs; i++)
        if (b->jobs[i].kind == OUTPUT_PAGE && str_starts(b->jobs[i].path, one->pages))
            return true;
    return !b->o->only;
}

/* In whose folder the file is; NULL: in none. */
static const Derived *derived_of(const Build *b, Str path)
{
    for (size_t i = 0; i < b->nderived; i++) {
        const Derived *one = &b->derived[i];
        if (str_starts(path, one->path) && path.n > one->path.n && path.p[one->path.n] == '/')
            return one;
    }
    return NULL;
}

/* Is the file one of a folder that is made anew? */
static bool is_derived(const Build *b, Str path)
{
    const Derived *one = derived_of(b, path);
    return one && is_renewed(b, one);
}

/* Files that only a page of ours asks for, by names that change with every build. */
static bool is_no_address(void *self, Str path)
{
    return derived_of(self, path) != NULL;
}

static void list_derived(Build *b)
{
    const Plan *plan = &b->plan;
    b->derived = arena_array(b->arena, Derived, plan->nsearches + plan->nfonts + 1);
    for (size_t i = 0; i < plan->nsearches; i++)
        b->derived[b->nderived++] =
            (Derived){plan->searches[i].path, plan->searches[i].pages, plan->searches[i].scope, &plan->searches[i], NULL};
    for (size_t i = 0; i < plan->nfonts; i++)
        b->derived[b->nderived++] = (Derived){plan->fonts[i].path, plan->fonts[i].pages, plan->fonts[i].scope, NULL, &plan->fonts[i]};
}

static bool is_kept(void *self, Str path, Str scope)
{
    Build *b = self;
    keep_vanished(b, scope);
    if (b->o->mode != MODE_PUBLISH || !has_failed(b, scope))
        return !is_selected(b->o, path) && !is_derived(b, path);
    return true;
}

static Str edition_of(const Build *b, Str path, bool withdrawn)
{
    if (b->o->mode == MODE_DRAFT)
        return STR(PUBLISH_DRAFT);
    if (!audience_is_public(path))
        return STR("internal");
    return withdrawn ? STR("withdrawn") : STR("public");
}

/* Lines "path sha256 size" of files that a job has written; those with a tab are of links, those with # places of a book. */
static void collect_files(Build *b, Str scope, bool part, Str made)
{
    Str line, path, sha256;
    while (str_split(&made, '\n', &line)) {
        int64_t size = 0;
        if (!str_starts(line, STR("\t")) && !str_starts(line, STR("#")) && str_split(&line, ' ', &path) && path.n && str_split(&line, ' ', &sha256) && str_to_int(line, &size))
            publish_add(b->arena, &b->publish, (Output){path, scope, part && b->o->mode != MODE_DRAFT ? STR("part") : edition_of(b, path, false), sha256, STR_NONE, (uint64_t)size, 0});
    }
}

/* What a worker says of what it made; more: lines of collect_files. */
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
    collect_files(b, job->scope, false, more);
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

/* Will this stand as it was published? Not asked for by --only, or of a part that is held. */
static bool is_left_alone(const Build *b, Str path, Str scope)
{
    return (b->o->only && !is_selected(b->o, path)) || (b->o->mode == MODE_PUBLISH && has_failed(b, scope));
}

/* Outputs of earlier builds that this one leaves alone. Without a manifest nothing was published. */
static void note_published(Build *b, bool all)
{
    const Output *old = NULL;
    size_t count = 0;
    Diag ignored = diag_in(b->arena);
    const char *manifest = file_join(b->arena, b->o->out, STR("manifest.csv"));
    if (!(all || b->o->only || b->failed.count) || !file_exists(manifest) || !publish_read(b->arena, manifest, &old, &count, &ignored))
        return;
    for (size_t i = 0; i < count; i++)
        if ((all || is_left_alone(b, old[i].path, old[i].scope)) && file_exists(file_join(b->arena, b->o->out, old[i].path)))
            note_output(b, old[i], STR_NONE);
}

/* A round is done: what has failed stays as it was published, the others are as they have become. */
static void note_round(Build *b, size_t end)
{
    Str more;
    for (size_t i = b->first; i < end; i++)
        if (!b->results[i].ok)
            fail_scope(b, b->jobs[i].scope);
    fail_scopes_of(b, b->d, false);
    note_published(b, false);
    for (size_t i = b->first; i < end; i++) {
        const Job *job = &b->jobs[i];
        if (!b->results[i].ok || is_left_alone(b, job->path, job->scope))
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
        bool left_out = b->o->mode == MODE_PUBLISH && has_failed(b, asset->scope);
        if (!book || left_out || !is_selected(b->o, asset->path))
            continue;
        if (!file_link(book_file(b, asset->from), file_join(b->arena, b->publish.stage, asset->path), b->d))
            return false;
        publish_add(b->arena, &b->publish, (Output){asset->path, asset->scope, edition_of(b, asset->path, false), book->sha256,
                                                   book->sources, book->size, book->pages});
        links_book(&b->places, asset->path, (size_t)book->pages, links_places(&b->places, asset->from));
    }
    return true;
}

/* Outputs that were made go to the manifest; under --publish a scope with a failed one is
 * taken back whole and what it has published is kept. */
static bool settle(Build *b)
{
    for (size_t i = 0; i < b->njobs; i++)
        if (b->results[i].ok)
            collect(b, &b->jobs[i], &b->results[i]);
        else if (b->results[i].payload.n) /* made but not written: the disk's fault, nothing may change */
            return false;
        else
            fail_scope(b, b->jobs[i].scope);
    if (!copy_books(b))
        return false;
    fail_scopes_of(b, b->d, false); /* a book of the whole may fail for a part's document: neither is new */
    b->again = hold_failed(b);
    if (b->again)
        return false;
    if (b->o->mode == MODE_PUBLISH)
        for (size_t i = 0; i < b->failed.count; i++)
            if (!publish_drop(b->arena, &b->publish, b->failed.entries[i].key, b->d))
                return false;
    return publish_keep(b->arena, &b->publish, is_kept, b, b->d) && publish_take(b->arena, &b->publish, b->d);
}

static void note_kept_scopes(Build *b)
{
    const Str whole = STR("（整体 whole）"); /* what belongs to no part */
    for (size_t i = 0; b->o->mode == MODE_PUBLISH && i < b->failed.count; i++) {
        Str scope = b->failed.entries[i].key;
        if (map_find(&b->published_scopes, scope))
            diag_warn(b->d, "kept", ((Pos){0}), "%.*s 有错误，未发布，保留上次发布的结果",
                      "%.*s has errors and was not published; its last outputs are kept", STR_ARG(scope.n ? scope : whole));
        else if (scope.n)
            diag_warn(b->d, "absent", ((Pos){0}), "%.*s 有错误，未发布；以前也没有发布过，其余网页不通向它",
                      "%.*s has errors and was not published; it never was, and no other page leads to it", STR_ARG(scope));
        else
            diag_warn(b->d, "absent", ((Pos){0}), "%.*s 有错误，未发布；以前也没有发布过",
                      "%.*s has errors and was not published; it never was", STR_ARG(whole));
    }
}

/* ---- what is made of pages that will be published ---- */

static bool make_derived(void *self, size_t i, Arena *scratch, Buf *payload, Diag *d)
{
    const Build *b = self;
    const Derived *one = &b->derived[i];
    return one->search ? search_make(scratch, &b->publish, one->search, payload, d)
                       : webfont_make(scratch, &b->publish, b->books.fonts, b->cache, &b->plan, one->fonts, payload, d);
}

static void derived_died(void *self, size_t i, const char *zh, const char *en, Diag *d)
{
    const Build *b = self;
    Str path = b->derived[i].path;
    diag_error(d, "worker", ((Pos){0}), "生成 %.*s 时%s", "making %.*s: %s", STR_ARG(path), zh);
    d->items[d->count - 1].en = str_printf(d->arena, "making %.*s: %s", STR_ARG(path), en);
}

static unsigned derived_seconds(void *self, size_t i)
{
    (void)self, (void)i;
    return BOOK_SECONDS;
}

static bool run_derived(Build *b)
{
    Derived *renewed = arena_array(b->arena, Derived, b->nderived + 1);
    size_t count = 0;
    for (size_t i = 0; i < b->nderived; i++)
        if (is_renewed(b, &b->derived[i]))
            renewed[count++] = b->derived[i];
    b->derived = renewed;
    b->nderived = count;
    JobResult *results = arena_array(b->arena, JobResult, count + 1);
    Jobs jobs = {.count = count, .workers = b->o->workers, .start = start_worker, .run = make_derived, .died = derived_died,
                 .seconds = derived_seconds, .self = b};
    if (count && !jobs_run(b->arena, &jobs, results, b->d))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!results[i].ok)
            return false;
        collect_files(b, renewed[i].scope, renewed[i].fonts != NULL, results[i].payload);
        if (renewed[i].fonts && !publish_renew(b->arena, &b->publish, results[i].payload, b->d))
            return false;
    }
    return publish_take(b->arena, &b->publish, b->d);
}

static bool run_jobs(Build *b)
{
    b->results = arena_array(b->arena, JobResult, b->njobs + 1);
    Jobs jobs = {.workers = b->o->workers, .start = start_worker, .run = run_job, .died = job_died,
                 .seconds = job_seconds, .brief = job_is_brief, .progress = show_progress, .self = b};
    for (Round round = ROUND_FIRST; round < ROUNDS; round++) {
        jobs.count = b->ends[round] - b->first;
        if (jobs.count && !jobs_run(b->arena, &jobs, b->results + b->first, b->d))
            return false;
        if (round + 1 < ROUNDS)
            note_round(b, b->ends[round]);
        b->first = b->ends[round];
    }
    return true;
}

/* A part with a dead link is left out, with what others say of it: the next plan is made without it. */
static void hold_scope(void *self, Str scope)
{
    Build *b = self;
    if (b->o->mode != MODE_PUBLISH || map_find(&b->held, scope))
        return;
    *map_at(&b->held, scope) = b;
    b->again = true;
}

static void summarise(const Build *b, const struct timespec *start)
{
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    double seconds = (double)(end.tv_sec - start->tv_sec) + (double)(end.tv_nsec - start->tv_nsec) / 1e9;
    size_t made[3] = {0}, sheets = 0;
    ImageFormat format;
    for (size_t i = 0; i < b->njobs; i++) /* a book that is a picture is a file beside pages */
        if (b->results[i].ok && !is_left_alone(b, b->jobs[i].path, b->jobs[i].scope)) {
            made[image_format(b->jobs[i].path, &format) ? OUTPUT_ASSET : b->jobs[i].kind]++;
            sheets += b->jobs[i].sheets;
        }
    printf(b->o->style.english ? "%zu pages, %zu books (%zu pages), %zu files -> %s  %.2f s\n"
                               : "网页 %zu，书册 %zu（共 %zu 页），文件 %zu → %s  %.2f 秒\n",
           made[OUTPUT_PAGE], made[OUTPUT_BOOK], sheets, made[OUTPUT_ASSET], b->o->out, seconds);
}

static const char *cache_path(const Build *b)
{
    return file_join(b->arena, b->o->project, STR(".kanben/cache"));
}

static bool prepare(Build *b)
{
    publish_known(b->arena, b->o->out, &b->published, &b->published_scopes);
    if (b->published.count) /* what is built again will be so once more: only then what keeping the texts costs comes back */
        b->project.cache = cache_open(b->arena, cache_path(b), NULL);
    b->project.held = &b->held;
    b->project.published = &b->published;
    if (!project_read(b->arena, b->o, &b->project, b->d))
        return false;
    fail_scopes_of(b, b->d, false);
    hold_failed(b); /* there is no plan yet */
    /* A publication that cannot be planned costs itself in a draft; published as it stands, its
     * books would be missing. */
    bool planned = host_plan(b->project.host, b->project.site, &b->plan, b->d);
    if (!planned && (b->o->mode == MODE_PUBLISH || !(b->plan.npages + b->plan.nbooks)))
        return false;
    if (!host_gate_open(b->project.host, b->d))
        return false; /* nothing is published unlooked at */
    fail_scopes_of(b, b->d, true);
    list_jobs(b);
    if (b->o->only && !b->njobs)
        diag_warn(b->d, "only", ((Pos){0}), "没有要生成的输出符合 --only %s", "no output to be made matches --only %s", b->o->only);
    bool any_book = false;
    for (size_t i = 0; i < b->njobs && !any_book; i++)
        any_book = b->jobs[i].kind == OUTPUT_BOOK;
    return !(any_book || b->plan.nfonts) || books_open(b->arena, b->project.host, b->project.site, b->o->as_of, &b->books, b->d);
}

static void close_all(Build *b)
{
    books_close(&b->books);
    project_close(&b->project);
}

static bool build_all(Build *b)
{
    if (!prepare(b))
        return false;
    b->again = hold_failed(b); /* parts that failed while they were planned: others know of it before anything is made */
    if (b->again)
        return false;
    if (!publish_begin(b->arena, &b->publish, b->o->out, b->o->mode == MODE_DRAFT, b->d))
        return false;
    b->cache = cache_open(b->arena, cache_path(b), file_join(b->arena, b->publish.stage, STR(".cache")));
    b->books.cache = b->cache;
    host_use_cache(b->project.host, b->cache);
    list_derived(b);
    bool made = run_jobs(b) && settle(b) && run_derived(b);
    cache_settle(b->cache);
    if (made)
        links_settle(&b->places, b->project.host, b->publish.stage, hold_scope, b, b->d);
    if (!made || b->again) {
        publish_abandon(&b->publish);
        return false;
    }
    note_kept_scopes(b);
    Value day = {.kind = VALUE_DATE, .as.number = b->o->as_of};
    Str today = value_text(b->arena, &day);
    publish_gone(b->arena, &b->publish, is_no_address, b);
    Map moved = renamed_find(b->arena, &b->publish, &b->published);
    if (!publish_finish(b->arena, &b->publish, today, b->o->mode == MODE_PUBLISH, b->d))
        return false;
    if (b->o->mode == MODE_PUBLISH)
        renamed_tell(&b->publish, &moved, &(RenamedWords){b->plan.moved, today, b->o->out, b->o->style.english}, b->d);
    return true;
}

static Build new_build(Arena *a, const Options *o, Diag *d)
{
    return (Build){.arena = a, .o = o, .d = d, .failed = map_in(a), .planned = map_in(a), .made = map_in(a), .told = map_in(a), .held = map_in(a), .published = map_in(a),
                   .published_scopes = map_in(a), .places = links_in(a)};
}

static Build *open_build(Arena *a, const Options *o, Diag *d)
{
    Build *b = arena_new(a, Build);
    *b = new_build(a, o, d);
    return b;
}

int build_run(Arena *a, const Options *o, Diag *d)
{
    struct timespec start;
    clock_gettime(CLOCK_MONOTONIC, &start);
    Build *b = open_build(a, o, d);
    bool built = build_all(b);
    while (b->again) { /* each time a further part is left out; what was said is said once */
        Map held = b->held;
        bool locked = b->publish.locked;
        close_all(b);
        *b = new_build(a, o, d);
        b->publish.locked = locked;
        b->begun_at = d->count;
        for (size_t i = 0; i < held.count; i++)
            fail_scope(b, held.entries[i].key);
        built = build_all(b);
    }
    close_all(b);
    if (built && !o->quiet)
        summarise(b, &start);
    int code = options_exit(o, d);
    return built || code ? code : EXIT_CONTENT;
}

/* The planned book of that path or name, its tree made. false: reported. */
static bool open_book(Build *b, const char *name, BookSource *book)
{
    size_t i;
    return book_find(&b->plan, name, &i, b->d) && host_book(b->project.host, i, b->arena, book, b->d);
}

static bool open_books(Build *b)
{
    if (!prepare(b) || !host_worker(b->project.host, b->d))
        return false;
    note_published(b, true);
    return true;
}

int build_dump_books(Arena *a, const Options *o, const char *what, Diag *d)
{
    Build *b = open_build(a, o, d);
    Buf out = buf_in(a);
    bool ready = open_books(b), tree = strcmp(what, "tree") == 0;
    for (int i = 2; ready && i < o->nwords; i++) {
        BookSource book;
        if (!open_book(b, o->words[i], &book))
            continue;
        if (o->nwords > 3)
            buf_printf(&out, "book %s\n", o->words[i]);
        if (tree)
            book_dump_tree(a, &book, &out);
        else
            book_dump(a, &b->books, &book, strcmp(what, "tags") == 0, &out, d);
    }
    buf_print(&out, stdout);
    close_all(b);
    return options_exit(o, d);
}

bool build_book(Arena *a, const Options *o, const char *name, Str *bytes, Diag *d)
{
    Build *b = open_build(a, o, d);
    BookSource book;
    MadeBook book_made;
    bool made = open_books(b) && open_book(b, name, &book) && book_make(a, &b->books, &book, STR("pdf"), false, &book_made, d);
    if (made)
        *bytes = book_made.bytes;
    close_all(b);
    return made;
}
