/*
 * Read everything, check, freeze, plan; then every output is an independent job in a forked
 * worker, which writes it into the stage; at the end the stage is published in one step.
 *
 * The steps in their order are build_all. Which parts are built is decided in build_scope.c, jobs
 * are listed and run in build_job.c, their outputs brought together in build_settle.c, and what is
 * made of finished pages follows in build_derived.c.
 */
#include "build/build_imp.h"

#include <string.h>

#include "base/clock.h"
#include "build/renamed.h"
#include "draw/image.h"

static void summarise(const Build *b, int64_t start_ms)
{
    double seconds = (double)(clock_ms() - start_ms) / 1000;
    size_t made[3] = {0}, sheets = 0;
    ImageFormat format;
    for (size_t i = 0; i < b->njobs; i++) /* a book that is a picture is a file beside pages */
        if (b->results[i].ok && !build_is_left_alone(b, b->jobs[i].path, b->jobs[i].scope)) {
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
    build_fail_scopes_of(b, b->d, false);
    build_hold_failed(b); /* there is no plan yet */
    /* A publication that cannot be planned costs itself in a draft; published as it stands, its
     * books would be missing. */
    bool planned = host_plan(b->project.host, b->project.site, &b->plan, b->d);
    if (!planned && (b->o->mode == MODE_PUBLISH || !(b->plan.npages + b->plan.nbooks)))
        return false;
    if (!host_gate_open(b->project.host, b->d))
        return false; /* nothing is published unlooked at */
    build_fail_scopes_of(b, b->d, true);
    build_list_jobs(b);
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
    b->again = build_hold_failed(b); /* parts that failed while they were planned: others know of it before anything is made */
    if (b->again)
        return false;
    if (!publish_begin(b->arena, &b->publish, b->o->out, b->o->mode == MODE_DRAFT, b->d))
        return false;
    b->cache = cache_open(b->arena, cache_path(b), file_join(b->arena, b->publish.stage, STR(".cache")));
    b->books.cache = b->cache;
    host_use_cache(b->project.host, b->cache);
    build_list_derived(b);
    bool made = build_run_jobs(b) && build_settle(b) && build_run_derived(b);
    cache_settle(b->cache);
    if (made)
        links_settle(&b->places, b->project.host, b->publish.stage, build_hold_scope, b, b->d);
    if (!made || b->again) {
        publish_abandon(&b->publish);
        return false;
    }
    build_note_kept(b);
    Value day = {.kind = VALUE_DATE, .as.number = b->o->as_of};
    Str today = value_text(b->arena, &day);
    publish_gone(b->arena, &b->publish, build_is_no_address, b);
    Map moved = renamed_find(b->arena, &b->publish, &b->published);
    if (!publish_finish(b->arena, &b->publish, today, b->o->mode == MODE_PUBLISH, b->d))
        return false;
    if (b->o->mode == MODE_PUBLISH)
        renamed_tell(&b->publish, &moved, &(RenamedWords){b->plan.moved, today, b->o->out}, b->d);
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
    int64_t start_ms = clock_ms();
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
            build_fail_scope(b, held.entries[i].key);
        built = build_all(b);
    }
    close_all(b);
    if (built && !o->quiet)
        summarise(b, start_ms);
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
    build_note_published(b, true);
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
