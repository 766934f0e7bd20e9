/*
 * Parts are made where the caller stands when there is little to do: a process costs more than the judgement of
 * some thousand rows.
 */
#include "build/computed.h"

#include "build/jobs.h"

enum { ROWS_LEAST = 20000, PART_SECONDS = 600 };

static bool make_part(void *self, size_t i, Arena *scratch, Buf *packed, Diag *d)
{
    return host_tables_part(self, i, scratch, packed, d);
}

static void part_died(void *self, size_t i, const char *zh, const char *en, Diag *d)
{
    (void)self;
    diag_error(d, "script", (Pos){0}, "计算表的第%zu份没有做成：%s%.0s", "part %zu of the computed tables was not made: %.0s%s",
               i + 1, zh, en);
}

static unsigned part_seconds(void *self, size_t i)
{
    (void)self, (void)i;
    return PART_SECONDS;
}

static bool make_here(Arena *a, Host *h, size_t nparts, Str *packed, Diag *d)
{
    for (size_t i = 0; i < nparts; i++) {
        Arena *scratch = arena_open();
        Buf bytes = buf_in(scratch);
        bool good = host_tables_part(h, i, scratch, &bytes, d);
        packed[i] = str_copy(a, buf_view(&bytes));
        arena_close(scratch);
        if (!good)
            return false;
    }
    return true;
}

/* What is said up to the first error: each worker may have met one. */
static void append_until_error(Diag *d, Diag *own)
{
    size_t n = 0;
    while (n < own->count && own->items[n].level != DIAG_ERROR)
        n++;
    own->count = n < own->count ? n + 1 : n;
    diag_append(d, own);
}

static bool make_in_workers(Arena *a, Host *h, size_t nparts, int workers, Str *packed, Diag *d)
{
    Diag own = diag_in(a);
    JobResult *results = arena_array(a, JobResult, nparts);
    Jobs jobs = {.count = nparts, .workers = workers, .run = make_part, .died = part_died, .seconds = part_seconds, .self = h};
    bool good = jobs_run(a, &jobs, results, &own);
    for (size_t i = 0; i < nparts; i++) {
        good = good && results[i].ok;
        packed[i] = results[i].payload;
    }
    append_until_error(d, &own);
    return good;
}

bool computed_make(Host *h, Site *s, int workers, Diag *d)
{
    size_t nparts;
    if (!host_tables_begin(h, s, &nparts, d))
        return false;
    Arena *a = arena_open();
    Str *packed = arena_array(a, Str, nparts + 1);
    bool many = workers > 1 && nparts > 1 && site_rows(s) >= ROWS_LEAST;
    bool good = many ? make_in_workers(a, h, nparts, workers, packed, d) : make_here(a, h, nparts, packed, d);
    good = good && host_tables_end(h, packed, d);
    arena_close(a);
    return good;
}
