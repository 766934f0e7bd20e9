/*
 * One process runs them all while there is little to do: a second one costs more, and works out again what the checks share.
 * Of many rows it only hands them out to others, which it can tend while the caller is busy, and gives way to what the
 * caller waits for: they fill whatever processor is left.
 */
#include "build/side.h"

#include "build/jobs.h"

enum { ROWS_MANY = 20000, SILENT_SECONDS = 300 };

struct Side {
    Host *host;
    int workers;
    JobsRun *run; /* NULL: the model has no such checks */
    JobResult result;
};

/*
 * A check ends by its steps, which the rows allow, a million of them hours of it. What is bounded here is how long it may
 * take none: in a loop of C, or waiting for something. The longest that does nothing but C, a collection of garbage, takes
 * seconds; giving way to others on a loaded machine it may take ten times that.
 */
static unsigned side_seconds(void *self, size_t i)
{
    (void)self, (void)i;
    return SILENT_SECONDS;
}

static void side_died(void *self, size_t i, const char *zh, const char *en, Diag *d)
{
    (void)self, (void)i;
    diag_error(d, "check", (Pos){0}, "side_checks 的检查没有做完：%s%.0s", "the side checks were not finished: %.0s%s", zh, en);
}

static bool run_one(void *self, size_t i, Arena *scratch, Buf *payload, Diag *d)
{
    (void)scratch, (void)payload;
    return host_check_beside(((const Side *)self)->host, i, d);
}

static bool hand_out(Side *side, Arena *scratch, size_t count, Diag *d)
{
    JobResult *results = arena_array(scratch, JobResult, count);
    Jobs each = {.count = count, .workers = side->workers, .run = run_one, .died = side_died, .seconds = side_seconds, .self = side};
    bool good = jobs_run(scratch, &each, results, d);
    for (size_t i = 0; i < count; i++)
        good &= results[i].ok;
    return good;
}

static bool run_all(void *self, size_t i, Arena *scratch, Buf *payload, Diag *d)
{
    (void)i, (void)payload;
    Side *side = self;
    host_heartbeat(jobs_heartbeat);
    size_t count = host_side_checks(side->host);
    if (side->workers > 1)
        return hand_out(side, scratch, count, d);
    bool good = true;
    for (size_t k = 0; k < count; k++)
        good &= host_check_beside(side->host, k, d);
    return good;
}

Side *side_begin(Arena *a, Host *h, const Site *s, int workers)
{
    Side *side = arena_new(a, Side);
    *side = (Side){.host = h, .workers = site_rows(s) >= ROWS_MANY ? workers : 1, .result.ok = true};
    Jobs all = {.count = 1, .workers = 1, .behind = site_rows(s) >= ROWS_MANY, .run = run_all, .died = side_died,
                .seconds = side_seconds, .self = side};
    side->run = host_side_checks(h) ? jobs_begin(a, &all, &side->result) : NULL;
    return side;
}

bool side_end(Side *side, Diag *d)
{
    bool ended = !side->run || jobs_end(side->run, d);
    return ended && side->result.ok;
}
