/* build/jobs: order, crashes, hangs, memory. */
#include "check.h"

#include <signal.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "build/jobs.h"

enum { JOBS = 200, CRASH = 17, HANG = 42, EXIT = 99 };

static bool run_job(void *self, size_t i, Arena *scratch, Buf *payload, Diag *d)
{
    (void)self;
    if (i == CRASH)
        kill(getpid(), SIGKILL);
    if (i == HANG)
        pause();
    if (i == EXIT)
        _exit(7);
    buf_printf(payload, "job %zu", i);
    if (i % 50 == 0)
        diag_warn(d, "note", ((Pos){0}), "第 %zu 项", "item %zu", i);
    arena_alloc(scratch, 100000);
    return i % 3 != 0;
}

static void job_died(void *self, size_t i, const char *zh, const char *en, Diag *d)
{
    (void)self;
    diag_error(d, "worker", ((Pos){0}), "%zu：%s", "%zu: %s", i, zh);
    d->items[d->count - 1].en = str_printf(d->arena, "%zu: %s", i, en);
}

static unsigned one_second(void *self, size_t i)
{
    (void)self;
    (void)i;
    return 1;
}

static Str all_results(Arena *a, int workers, Diag *d)
{
    Jobs jobs = {.count = JOBS, .workers = workers, .run = run_job, .died = job_died, .seconds = one_second};
    JobResult results[JOBS];
    CHECK(jobs_run(a, &jobs, results, d));
    Buf out = buf_in(a);
    for (size_t i = 0; i < JOBS; i++)
        buf_printf(&out, "%d %.*s\n", results[i].ok, STR_ARG(results[i].payload));
    for (size_t i = 0; i < d->count; i++)
        buf_printf(&out, "%.*s\n", STR_ARG(d->items[i].en));
    return buf_view(&out);
}

/* A job's answer is larger than a pipe; meanwhile the caller does something else, other jobs too. */
enum { LARGE = 300000 };

static bool run_large(void *self, size_t i, Arena *scratch, Buf *payload, Diag *d)
{
    (void)self, (void)i, (void)scratch;
    for (int k = 0; k < LARGE; k++)
        buf_str(payload, STR("large "));
    diag_note(d, "large", ((Pos){0}), "大", "large");
    return true;
}

static void begins_and_ends(Arena *a)
{
    Jobs jobs = {.count = 1, .workers = 1, .run = run_large, .died = job_died};
    JobResult result;
    Diag d = diag_in(a), other = diag_in(a);
    JobsRun *run = jobs_begin(a, &jobs, &result);
    all_results(a, 2, &other);
    CHECK(jobs_end(run, &d));
    CHECK(result.ok && result.payload.n == LARGE * 6);
    CHECK(d.count == 1 && !d.nerrors);
}

/* A job hands out jobs of its own; those behind give way, and so do theirs. */
static bool run_nice(void *self, size_t i, Arena *scratch, Buf *payload, Diag *d)
{
    (void)self, (void)i, (void)scratch, (void)d;
    buf_printf(payload, "%d", getpriority(PRIO_PROCESS, 0));
    return true;
}

static bool run_outer(void *self, size_t i, Arena *scratch, Buf *payload, Diag *d)
{
    Jobs inner = {.count = 2, .workers = 2, .run = run_nice, .died = job_died};
    JobResult results[2];
    bool good = run_nice(self, i, scratch, payload, d) && jobs_run(scratch, &inner, results, d);
    for (size_t k = 0; k < 2; k++)
        buf_printf(payload, " %.*s", STR_ARG(results[k].payload));
    return good && results[0].ok && results[1].ok;
}

static void hands_out_behind(Arena *a)
{
    Jobs jobs = {.count = 1, .workers = 1, .behind = true, .run = run_outer, .died = job_died};
    JobResult result;
    Diag d = diag_in(a);
    int own = getpriority(PRIO_PROCESS, 0), theirs = own + 5 < 19 ? own + 5 : 19;
    CHECK(jobs_run(a, &jobs, &result, &d) && result.ok);
    CHECK_TEXT(result.payload, str_printf(a, "%d %d %d", theirs, theirs, theirs), "niceness");
    CHECK(getpriority(PRIO_PROCESS, 0) == own);
}

static void sleep_ms(long ms)
{
    nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

/* Each longer than the second it may take, but one alive meanwhile, and one that hands out what takes long in all. */
enum { SILENT, ALIVE, TENDING, LONG_KINDS };

static bool run_slow(void *self, size_t i, Arena *scratch, Buf *payload, Diag *d)
{
    (void)self, (void)i, (void)scratch, (void)payload, (void)d;
    sleep_ms(600);
    return true;
}

static bool run_long(void *self, size_t i, Arena *scratch, Buf *payload, Diag *d)
{
    if (i == TENDING) {
        Jobs inner = {.count = 3, .workers = 1, .run = run_slow, .died = job_died, .seconds = one_second};
        JobResult results[3];
        return jobs_run(scratch, &inner, results, d) && results[0].ok && results[1].ok && results[2].ok;
    }
    for (int k = 0; k < 3; k++) {
        run_slow(self, i, scratch, payload, d);
        if (i == ALIVE)
            jobs_heartbeat();
    }
    return true;
}

static void alive_or_ended(Arena *a)
{
    Jobs jobs = {.count = LONG_KINDS, .workers = LONG_KINDS, .run = run_long, .died = job_died, .seconds = one_second};
    JobResult results[LONG_KINDS];
    Diag d = diag_in(a);
    CHECK(jobs_run(a, &jobs, results, &d));
    CHECK(!results[SILENT].ok && results[ALIVE].ok && results[TENDING].ok);
    CHECK(d.count == 1 && str_find(d.items[0].en, STR("0: took longer"), 0) == 0);
}

/* Done in time, it waits with its result for a caller that is busy for longer. */
static void waits_for_the_caller(Arena *a)
{
    Jobs jobs = {.count = 1, .workers = 1, .run = run_large, .died = job_died, .seconds = one_second};
    JobResult result;
    Diag d = diag_in(a);
    JobsRun *run = jobs_begin(a, &jobs, &result);
    sleep_ms(1500);
    CHECK(jobs_end(run, &d) && result.ok);
}

int main(void)
{
    Arena *a = arena_open();
    Diag one = diag_in(a), three = diag_in(a);
    Str with_one = all_results(a, 1, &one);
    Str with_three = all_results(a, 3, &three);
    CHECK_TEXT(with_three, with_one, "three workers give what one gives");
    CHECK(one.nwarnings == 4 && one.nerrors == 3);
    CHECK(str_find(with_one, STR("17: its process crashed (Killed)"), 0) < with_one.n);
    CHECK(str_find(with_one, STR("42: took longer"), 0) < with_one.n);
    CHECK(str_find(with_one, STR("99: its process ended unexpectedly (code 7)"), 0) < with_one.n);
    CHECK(str_find(with_one, STR("1 job 199"), 0) < with_one.n);
    begins_and_ends(a);
    hands_out_behind(a);
    alive_or_ended(a);
    waits_for_the_caller(a);
    arena_close(a);
    return check_finish();
}
