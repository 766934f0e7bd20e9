/*
 * build_derived: what is made of finished pages, search indexes and fonts cut to what is shown,
 * each in a folder of its own. It runs when all pages are in the stage, those that were taken over too.
 */
#include "build/build_imp.h"

#include "build/search.h"
#include "build/webfont.h"

/* Is it made anew? Not when none of its pages is, by --only, nor when its part keeps what it has. */
static bool is_renewed(const Build *b, const Derived *one)
{
    if (b->o->mode == MODE_PUBLISH && build_has_failed(b, one->scope))
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

bool build_is_derived(const Build *b, Str path)
{
    const Derived *one = derived_of(b, path);
    return one && is_renewed(b, one);
}

bool build_is_no_address(void *self, Str path)
{
    return derived_of(self, path) != NULL;
}

void build_list_derived(Build *b)
{
    const Plan *plan = &b->plan;
    b->derived = arena_array(b->arena, Derived, plan->nsearches + plan->nfonts + 1);
    for (size_t i = 0; i < plan->nsearches; i++)
        b->derived[b->nderived++] =
            (Derived){plan->searches[i].path, plan->searches[i].pages, plan->searches[i].scope, &plan->searches[i], NULL};
    for (size_t i = 0; i < plan->nfonts; i++)
        b->derived[b->nderived++] = (Derived){plan->fonts[i].path, plan->fonts[i].pages, plan->fonts[i].scope, NULL, &plan->fonts[i]};
}

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
    diag_words(d, DIAG_ERROR, "worker", (Pos){0}, str_printf(d->arena, "生成 %.*s 时%s", STR_ARG(path), zh),
               str_printf(d->arena, "making %.*s: %s", STR_ARG(path), en));
}

static unsigned derived_seconds(void *self, size_t i)
{
    (void)self, (void)i;
    return BOOK_SECONDS;
}

bool build_run_derived(Build *b)
{
    Derived *renewed = arena_array(b->arena, Derived, b->nderived + 1);
    size_t count = 0;
    for (size_t i = 0; i < b->nderived; i++)
        if (is_renewed(b, &b->derived[i]))
            renewed[count++] = b->derived[i];
    b->derived = renewed;
    b->nderived = count;
    JobResult *results = arena_array(b->arena, JobResult, count + 1);
    Jobs jobs = {.count = count, .workers = b->o->workers, .start = build_start_worker, .run = make_derived, .died = derived_died,
                 .seconds = derived_seconds, .self = b};
    if (count && !jobs_run(b->arena, &jobs, results, b->d))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!results[i].ok)
            return false;
        build_collect_files(b, renewed[i].scope, renewed[i].fonts != NULL, results[i].payload);
        if (renewed[i].fonts && !publish_renew(b->arena, &b->publish, results[i].payload, b->d))
            return false;
    }
    return publish_take(&b->publish, b->d);
}
