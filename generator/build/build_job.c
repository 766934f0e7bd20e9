/*
 * build_job: the plan's outputs as jobs, and what a worker does for one: the output is made,
 * its links are looked at, the gate hears its words, and only then does it go into the stage.
 *
 * A job's payload is a line "size pages sha256 sources" and the lines that build_settle.c reads.
 * A payload without success means made but not written.
 */
#include "build/build_imp.h"

#include <unistd.h>

#include "build/asset.h"
#include "build/confine.h"
#include "html/words.h"
#include "read/digest.h"
#include "text/unicode.h"

/* Seconds a page may take before its worker is ended: it is milliseconds; scripts have budgets of
 * their own that end them sooner. */
enum { PAGE_SECONDS = 20 };

/* One of the sizes of a picture is asked for. */
static bool is_size_selected(const Build *b, const PlannedAsset *asset)
{
    for (size_t i = 0; i < asset->nshapes; i++)
        for (size_t k = 0; k < asset->shapes[i].count; k++)
            if (build_is_selected(b->o, asset->shapes[i].list[k].webp) || build_is_selected(b->o, asset->shapes[i].list[k].plain))
                return true;
    return false;
}

static void add_job(Build *b, OutputKind kind, size_t index, Str path, Str scope, Str from, bool withdrawn)
{
    bool left_out = b->o->mode == MODE_PUBLISH && build_has_failed(b, scope);
    Job job = {kind, index, path, scope, from, withdrawn, 0};
    *map_at(&b->planned, scope) = b;
    bool size = kind == OUTPUT_ASSET && is_size_selected(b, &b->plan.assets[index]);
    if ((build_is_selected(b->o, path) || size) && !left_out)
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

void build_list_jobs(Build *b)
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
    buf_int(payload, (int64_t)bytes.n);
    buf_byte(payload, ' ');
    buf_int(payload, (int64_t)pages);
    const Str texts[] = {digest, sources};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        buf_byte(payload, ' ');
        buf_str(payload, texts[k]);
    }
    buf_str(payload, buf_view(&more));
    return publish_write(&b->publish, job->path, bytes, d);
}

void build_start_worker(void *self)
{
    const Build *b = self;
    const char *readable[] = {b->o->content, b->o->templates, b->o->lua, b->publish.out, cache_folder(b->cache)};
    confine(readable, b->cache ? 5 : 4, b->publish.stage);
}

/* ---- in the caller ---- */

static void job_died(void *self, size_t i, const char *zh, const char *en, Diag *d)
{
    const Build *b = self;
    const Job *job = &b->jobs[b->first + i];
    diag_words(d, DIAG_ERROR, "worker", (Pos){0},
               str_printf(d->arena, "生成 %.*s（%.*s）时%s", STR_ARG(job->path), STR_ARG(job->from), zh),
               str_printf(d->arena, "making %.*s (%.*s): %s", STR_ARG(job->path), STR_ARG(job->from), en));
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

bool build_run_jobs(Build *b)
{
    b->results = arena_array(b->arena, JobResult, b->njobs + 1);
    Jobs jobs = {.workers = b->o->workers, .start = build_start_worker, .run = run_job, .died = job_died,
                 .seconds = job_seconds, .brief = job_is_brief, .progress = show_progress, .self = b};
    for (Round round = ROUND_FIRST; round < ROUNDS; round++) {
        jobs.count = b->ends[round] - b->first;
        if (jobs.count && !jobs_run(b->arena, &jobs, b->results + b->first, b->d))
            return false;
        if (round + 1 < ROUNDS)
            build_note_round(b, b->ends[round]);
        b->first = b->ends[round];
    }
    return true;
}
