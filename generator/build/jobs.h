/*
 * jobs: independent work in forked processes. The only file that forks.
 *
 * Invariants. Workers are forked from the caller as it stands and share its memory
 * copy-on-write; what a job changes dies with its worker. A job that crashes, runs out of its
 * time or of memory costs only itself: its worker is replaced. Every job has a limit of time, in seconds of the clock that
 * stands still while the machine sleeps; what may take as long as the content is large has one from each sign of life
 * to the next. Results are handed over in the order of the jobs, whatever the number of workers, so one worker and
 * eight give the same.
 */
#ifndef BUILD_JOBS_H
#define BUILD_JOBS_H

#include "base/diag.h"

typedef struct JobResult {
    bool ok;         /* run returned true */
    Str payload;     /* what run wrote */
} JobResult;

typedef struct Jobs {
    size_t count;
    int workers;           /* >= 1 */
    bool behind;           /* nobody waits for them yet: other work goes before */
    /* In a worker, once for each of its jobs: do job i. scratch is reset after each. */
    bool (*run)(void *self, size_t i, Arena *scratch, Buf *payload, Diag *d);
    /* In a worker, once, before its first job. May be NULL. */
    void (*start)(void *self);
    /* In the caller: job i died; why is bilingual, e.g. a signal or the time limit. */
    void (*died)(void *self, size_t i, const char *why_zh, const char *why_en, Diag *d);
    /* Seconds job i may take, from its last sign of life where it gives any; NULL: 60. */
    unsigned (*seconds)(void *self, size_t i);
    /* Job i takes milliseconds: many may be given to a worker at once. NULL: none does. */
    bool (*brief)(void *self, size_t i);
    /* In the caller, after each finished job, for a progress line. May be NULL. */
    void (*progress)(void *self, size_t done, size_t count);
    void *self;
} Jobs;

/*
 * Do all jobs. results has count places, filled; payloads live in a. Diagnostics of all jobs
 * are appended to d in job order. false: no worker could be started (reported, "io").
 */
bool jobs_run(Arena *a, const Jobs *jobs, JobResult *results, Diag *d);

typedef struct JobsRun JobsRun;

/*
 * The same in two steps, with other work of the caller's between them: each worker is given what it may have ahead,
 * the rest is given out at the end. What a and results are for stays until then.
 */
JobsRun *jobs_begin(Arena *a, const Jobs *jobs, JobResult *results);
bool jobs_end(JobsRun *run, Diag *d);

/* In a worker: its job is alive and may take all its seconds once more. In the caller: nothing. Signal handlers may. */
void jobs_heartbeat(void);

/* This program run again beside the caller, with other words. */
typedef struct Child {
    long pid;
    int words; /* readable: what it prints; at its end all of it has ended */
} Child;

/* argv ends in NULL. false: errno says why. Signals that are blocked here are not blocked there. */
bool jobs_start(const char *const *argv, Child *child);
/* After the end of its words: its exit code, or -1 when a signal ended it. */
int jobs_wait(Child *child);
/* End it. */
void jobs_stop(Child *child);

#endif
