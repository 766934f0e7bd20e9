/*
 * Each worker has one pipe for job numbers and one for results. The caller keeps every worker
 * one job ahead so that none waits for the next number, and many of those ahead that take less than
 * the two would take to speak of each. A result is: job number, ok, length of the diagnostics, length of
 * the payload, then both; several go in one write, and what has many diagnostics comes in several parts, so that
 * neither side holds them all once more as bytes. Which job a worker is at, and since when, it notes in
 * memory that both see, so that the right one is blamed for its death. One that hands out jobs itself is alive while it
 * tends them: theirs have limits of their own.
 */
#include "build/jobs.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"

enum {
    SECONDS_DEFAULT = 60,
    AHEAD = 2,              /* jobs given to a worker at once: the running one and the next, … */
    AHEAD_BRIEF = 32,       /* … or so many brief ones … */
    ANSWERS = 16,           /* … of which so many are answered at once: it never runs dry */
    WORKERS_MAX = 64,
    ITEMS_MOST = 1000,      /* of diagnostics that are sent in one part */
    TEND_MS = 10000,        /* workers are looked after at least so often */
    BEHIND = 5,             /* steps of niceness: a third of the processor that others have */
    MEMORY_LIMIT_MB = 4096  /* address space a worker may add: a runaway job fails, not the machine */
};

/* What a worker says while it works. */
typedef struct Slot {
    _Atomic uint64_t job;   /* number + 1 of the job it is at; 0: of none yet */
    _Atomic int64_t since_ms; /* when it was last begun or alive */
} Slot;

typedef struct Worker {
    pid_t pid;
    int to, from;           /* our ends of the pipes; -1 when closed */
    size_t given[AHEAD_BRIEF]; /* jobs it has, oldest first; those before the one it is at are done */
    int ngiven;
    int64_t since_ms;       /* when it was last given something or heard of */
    Slot *slot;
    Buf heard;              /* bytes of a result that is not whole yet */
} Worker;

typedef struct Head {
    uint64_t job;
    uint32_t ok, ndiag;
    uint64_t npayload;
    uint64_t more; /* there is another part; only diagnostics are in this one */
} Head;

/* Diagnostics of a job, as serialised. */
typedef struct Words {
    Str *parts;
    size_t count, room;
} Words;

struct JobsRun {
    Arena *arena;           /* for payloads */
    Arena *bytes;           /* for what is heard */
    Jobs asked;
    const Jobs *jobs;       /* those asked for */
    JobResult *results;
    Words *diags;           /* per job */
    Worker workers[WORKERS_MAX];
    Slot *slots;            /* of each; shared with them */
    int nworkers;
    int fault;              /* errno when none could be started */
    size_t next, done;
    size_t *again;          /* jobs that a dead worker had not begun */
    size_t nagain, again_room;
};

typedef JobsRun Run;

static bool send_all(int fd, const void *bytes, size_t n)
{
    const char *p = bytes;
    while (n) {
        ssize_t sent = write(fd, p, n);
        if (sent < 0 && errno != EINTR)
            return false;
        p += sent > 0 ? sent : 0;
        n -= sent > 0 ? (size_t)sent : 0;
    }
    return true;
}

/* ---- in the worker ---- */

/* Of this process; NULL: it is no worker. */
static Slot *own_slot;

void jobs_heartbeat(void)
{
    if (own_slot)
        own_slot->since_ms = clock_ms();
}

#if defined(__SANITIZE_ADDRESS__) /* the sanitizer's shadow is larger than any limit */
static void limit_address_space(void)
{
}
#else
/* What the caller had; 0: the system does not say. */
static rlim_t address_space(void)
{
    unsigned long long pages = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (f && fscanf(f, "%llu", &pages) != 1)
        pages = 0;
    if (f)
        fclose(f);
    return (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

static void limit_address_space(void)
{
    rlim_t most = address_space() + ((rlim_t)MEMORY_LIMIT_MB << 20);
    struct rlimit limit = {most, most};
    setrlimit(RLIMIT_AS, &limit);
}
#endif

static void limit_memory(void)
{
    limit_address_space();
    struct rlimit no_core = {0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
}

/* Items first to last of the diagnostics, and the payload, behind what is to be sent. */
static void put_part(Head head, const Diag *d, size_t first, size_t last, Str payload, Buf *answers)
{
    size_t at = answers->n;
    Diag part = *d;
    part.items += first;
    part.count = last - first;
    buf_str(answers, (Str){(const char *)&head, sizeof head});
    if (part.count)
        diag_write(&part, answers);
    head.ndiag = (uint32_t)(answers->n - at - sizeof head);
    head.npayload = payload.n;
    memcpy(answers->p + at, &head, sizeof head);
    buf_str(answers, payload);
}

/* false: nobody hears any more. */
static bool do_job(const Jobs *jobs, size_t i, Arena *scratch, Slot *slot, int out, Buf *answers)
{
    Diag d = diag_in(scratch);
    Buf payload = buf_in(scratch);
    slot->since_ms = clock_ms();
    slot->job = i + 1;
    bool ok = jobs->run(jobs->self, i, scratch, &payload, &d), heard = true;
    size_t first = 0;
    for (; heard && d.count - first > ITEMS_MOST; first += ITEMS_MOST) {
        put_part((Head){.job = i, .more = true}, &d, first, first + ITEMS_MOST, STR_NONE, answers);
        heard = send_all(out, answers->p, answers->n);
        answers->n = 0;
    }
    put_part((Head){.job = i, .ok = ok}, &d, first, d.count, buf_view(&payload), answers);
    return heard;
}

/* Job numbers, at least one; 0: there are no more. */
static size_t receive(int fd, uint64_t numbers[AHEAD_BRIEF])
{
    char *p = (char *)numbers;
    size_t have = 0;
    while (!have || have % sizeof *numbers) {
        ssize_t got = read(fd, p + have, AHEAD_BRIEF * sizeof *numbers - have);
        if (got == 0 || (got < 0 && errno != EINTR))
            return 0;
        have += got > 0 ? (size_t)got : 0;
    }
    return have / sizeof *numbers;
}

static _Noreturn void work(const Jobs *jobs, int in, int out, Slot *slot)
{
    own_slot = slot;
    limit_memory();
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* a killed build leaves none behind that holds its lock */
    signal(SIGINT, SIG_DFL);
    if (jobs->behind)
        setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + BEHIND);
    if (jobs->start)
        jobs->start(jobs->self);
    Arena *scratch = arena_open_large(), *kept = arena_open();
    uint64_t numbers[AHEAD_BRIEF];
    Buf answers = buf_in(kept);
    bool heard = true;
    for (size_t n; heard && (n = receive(in, numbers)) > 0;)
        for (size_t i = 0; i < n && heard; i++) {
            heard = do_job(jobs, (size_t)numbers[i], scratch, slot, out, &answers);
            arena_reset(scratch);
            if (heard && i + 1 < n && (i + 1) % ANSWERS)
                continue;
            heard = heard && send_all(out, answers.p, answers.n);
            answers.n = 0;
        }
    arena_close(kept);
    arena_close(scratch);
    _exit(0); /* no atexit work of the caller's, but sanitizers may not see this exit */
}

/* ---- in the caller ---- */

static void close_worker(Worker *w)
{
    if (w->to >= 0)
        close(w->to);
    if (w->from >= 0)
        close(w->from);
    w->to = w->from = -1;
}

static bool start_worker(Run *run, Worker *w)
{
    int to[2], from[2];
    Slot *slot = &run->slots[w - run->workers];
    slot->job = 0;
    if (pipe(to) != 0)
        return false;
    if (pipe(from) != 0) {
        close(to[0]);
        close(to[1]);
        return false;
    }
    pid_t pid = fork();
    if (pid == 0) {
        /* The other workers' pipes must not stay open here, or they would never see the end. */
        for (int i = 0; i < run->nworkers; i++)
            close_worker(&run->workers[i]);
        close(to[1]);
        close(from[0]);
        work(run->jobs, to[0], from[1], slot);
    }
    close(to[0]);
    close(from[1]);
    *w = (Worker){.pid = pid, .to = to[1], .from = from[0], .slot = slot, .heard = buf_in(run->bytes)};
    if (pid < 0)
        close_worker(w);
    return pid >= 0;
}

/* Where in its list stands the job that the worker is at. */
static int position(const Worker *w)
{
    uint64_t job = w->slot->job;
    for (int i = 0; i < w->ngiven; i++)
        if (w->given[i] + 1 == job)
            return i;
    return 0;
}

static int64_t deadline_of(const Run *run, const Worker *w)
{
    int at = position(w);
    int64_t since = w->slot->job == w->given[at] + 1 ? w->slot->since_ms : 0;
    since = since > w->since_ms ? since : w->since_ms; /* a result may wait long for a caller that was busy */
    unsigned seconds = run->jobs->seconds ? run->jobs->seconds(run->jobs->self, w->given[at]) : SECONDS_DEFAULT;
    return since + (int64_t)seconds * 1000;
}

static bool take_next(Run *run, size_t *job)
{
    if (run->nagain) {
        *job = run->again[--run->nagain];
        return true;
    }
    if (run->next == run->jobs->count)
        return false;
    *job = run->next++;
    return true;
}

/* How many jobs the worker may have before it is given the next: near the end nobody queues behind a
 * long job what another could do now. */
static int most_ahead(const Run *run)
{
    size_t left = run->jobs->count - run->next, workers = (size_t)run->nworkers;
    bool brief = run->jobs->brief && left && run->jobs->brief(run->jobs->self, run->next);
    if (brief && left > workers * AHEAD_BRIEF * 2)
        return AHEAD_BRIEF;
    return left > workers * 8 ? AHEAD : 1;
}

/* Fill the worker's queue; with nothing left to give, close its pipe so that it ends. */
static void feed(Run *run, Worker *w)
{
    size_t job;
    uint64_t numbers[AHEAD_BRIEF];
    int n = 0;
    while (w->to >= 0 && w->ngiven < most_ahead(run) && take_next(run, &job)) {
        w->given[w->ngiven++] = job;
        numbers[n++] = job;
    }
    w->since_ms = clock_ms();
    if (n)
        send_all(w->to, numbers, (size_t)n * sizeof *numbers); /* a dead worker is noticed when we read */
}

static void keep_words(Run *run, size_t job, Str words)
{
    Words *w = &run->diags[job];
    if (words.n)
        arena_push(run->bytes, w->parts, w->count, w->room, str_copy(run->bytes, words));
}

static void finish_job(Run *run, size_t job, bool ok, Str words, Str payload)
{
    run->results[job] = (JobResult){ok, str_copy(run->arena, payload)};
    keep_words(run, job, words);
    run->done++;
    if (run->jobs->progress)
        run->jobs->progress(run->jobs->self, run->done, run->jobs->count);
}

/* Take whole results off what was heard from w. false: the bytes make no sense. */
static bool take_results(Run *run, Worker *w)
{
    Str rest = buf_view(&w->heard);
    Head head;
    while (rest.n >= sizeof head) {
        memcpy(&head, rest.p, sizeof head);
        if (!w->ngiven || head.job != w->given[0])
            return false;
        uint64_t whole = sizeof head + head.ndiag + head.npayload;
        if (rest.n < whole)
            break;
        Str words = str_slice(rest, sizeof head, sizeof head + head.ndiag);
        Str payload = str_slice(rest, sizeof head + head.ndiag, (size_t)whole);
        rest = str_slice(rest, (size_t)whole, rest.n);
        if (head.more) {
            keep_words(run, (size_t)head.job, words);
            continue;
        }
        finish_job(run, (size_t)head.job, head.ok, words, payload);
        memmove(w->given, w->given + 1, sizeof w->given - sizeof w->given[0]);
        w->ngiven--;
    }
    if (rest.n < w->heard.n) /* else a large one is still coming */
        memmove(w->heard.p, rest.p, rest.n);
    w->heard.n = rest.n;
    return true;
}

static void describe_death(int status, bool late, char *zh, char *en, size_t room)
{
    if (late) {
        snprintf(zh, room, "超过时限，已终止");
        snprintf(en, room, "took longer than its time limit and was ended");
    } else if (WIFSIGNALED(status)) {
        snprintf(zh, room, "进程崩溃（%s）", strsignal(WTERMSIG(status)));
        snprintf(en, room, "its process crashed (%s)", strsignal(WTERMSIG(status)));
    } else {
        snprintf(zh, room, "进程意外退出（代码 %d）", WEXITSTATUS(status));
        snprintf(en, room, "its process ended unexpectedly (code %d)", WEXITSTATUS(status));
    }
}

/* The worker is gone: blame the job it was at, give back the others, replace it. */
static void bury(Run *run, Worker *w, bool late)
{
    char zh[128], en[128];
    int status = 0;
    if (late)
        kill(w->pid, SIGKILL);
    close_worker(w);
    while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR)
        ;
    describe_death(status, late, zh, en, sizeof zh);
    int blamed = position(w);
    if (w->ngiven) {
        Diag own = diag_in(run->bytes);
        run->jobs->died(run->jobs->self, w->given[blamed], zh, en, &own);
        Buf words = buf_in(run->bytes);
        diag_write(&own, &words);
        finish_job(run, w->given[blamed], false, buf_view(&words), STR_NONE);
    }
    for (int i = w->ngiven - 1; i >= 0; i--)
        if (i != blamed)
            arena_push(run->bytes, run->again, run->nagain, run->again_room, w->given[i]);
    w->ngiven = 0;
    bool left = run->nagain || run->next < run->jobs->count;
    if (left && start_worker(run, w))
        feed(run, w);
}

static void hear(Run *run, Worker *w)
{
    buf_reserve(&w->heard, 65536);
    ssize_t n = read(w->from, w->heard.p + w->heard.n, w->heard.room - w->heard.n);
    if (n < 0 && errno == EINTR)
        return;
    if (n <= 0) {
        bury(run, w, false);
        return;
    }
    w->heard.n += (size_t)n;
    if (take_results(run, w))
        feed(run, w);
    else
        bury(run, w, true);
}

static int64_t soonest_deadline(const Run *run)
{
    int64_t soonest = INT64_MAX;
    for (int i = 0; i < run->nworkers; i++)
        if (run->workers[i].ngiven && deadline_of(run, &run->workers[i]) < soonest)
            soonest = deadline_of(run, &run->workers[i]);
    return soonest;
}

static void wait_once(Run *run)
{
    struct pollfd fds[WORKERS_MAX];
    for (int i = 0; i < run->nworkers; i++)
        fds[i] = (struct pollfd){.fd = run->workers[i].from, .events = POLLIN};
    int64_t left = soonest_deadline(run) - clock_ms();
    int timeout = left < 0 ? 0 : left > TEND_MS ? TEND_MS : (int)left + 1;
    jobs_heartbeat();
    int ready = poll(fds, (nfds_t)run->nworkers, timeout);
    for (int i = 0; ready > 0 && i < run->nworkers; i++)
        if (fds[i].revents && run->workers[i].from == fds[i].fd)
            hear(run, &run->workers[i]);
    for (int i = 0; i < run->nworkers; i++)
        if (run->workers[i].ngiven && deadline_of(run, &run->workers[i]) < clock_ms())
            bury(run, &run->workers[i], true);
}

static bool any_alive(const Run *run)
{
    for (int i = 0; i < run->nworkers; i++)
        if (run->workers[i].from >= 0)
            return true;
    return false;
}

static void end_workers(Run *run)
{
    for (int i = 0; i < run->nworkers; i++) {
        Worker *w = &run->workers[i];
        if (w->from < 0)
            continue;
        close_worker(w);
        while (waitpid(w->pid, NULL, 0) < 0 && errno == EINTR)
            ;
    }
}

/* ---- in two steps, or in one ---- */

enum { SLOTS_SIZE = WORKERS_MAX * sizeof(Slot) };

JobsRun *jobs_begin(Arena *a, const Jobs *jobs, JobResult *results)
{
    assert(jobs->workers >= 1 && jobs->run && jobs->died);
    Arena *bytes = arena_open();
    Run *run = arena_new(bytes, Run);
    *run = (Run){.arena = a, .bytes = bytes, .asked = *jobs, .results = results};
    run->jobs = &run->asked;
    run->diags = arena_array(bytes, Words, jobs->count + 1);
    int wanted = jobs->workers < WORKERS_MAX ? jobs->workers : WORKERS_MAX;
    if ((size_t)wanted > jobs->count)
        wanted = (int)jobs->count;
    signal(SIGPIPE, SIG_IGN);
    fflush(NULL);
    run->slots = mmap(NULL, SLOTS_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    while (run->slots != MAP_FAILED && run->nworkers < wanted && start_worker(run, &run->workers[run->nworkers]))
        run->nworkers++;
    run->fault = errno;
    for (int i = 0; i < run->nworkers; i++)
        feed(run, &run->workers[i]);
    return run;
}

bool jobs_end(JobsRun *run, Diag *d)
{
    size_t count = run->jobs->count;
    while (run->done < count && any_alive(run)) {
        wait_once(run);
        run->fault = errno;
    }
    end_workers(run);
    bool complete = run->done == count;
    if (!complete)
        diag_error(d, "io", ((Pos){0}), "无法启动工作进程（%s）", "no worker process could be started (%s)",
                   strerror(run->fault));
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < run->diags[i].count; k++)
            if (!diag_read(d, run->diags[i].parts[k]))
                assert(false && "a worker's diagnostics are damaged");
    if (run->slots != MAP_FAILED)
        munmap(run->slots, SLOTS_SIZE);
    arena_close(run->bytes);
    return complete;
}

bool jobs_run(Arena *a, const Jobs *jobs, JobResult *results, Diag *d)
{
    return jobs_end(jobs_begin(a, jobs, results), d);
}

/* ---- this program beside the caller ---- */

static int spawn(const char *const *argv, int words, pid_t *pid)
{
    sigset_t none, pipes;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_t actions;
    sigemptyset(&none);
    sigemptyset(&pipes);
    sigaddset(&pipes, SIGPIPE);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &pipes);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, words, 1);
    posix_spawn_file_actions_adddup2(&actions, words, 2);
    /* the program that runs, also when its file has been replaced since */
    int fault = posix_spawn(pid, "/proc/self/exe", &actions, &attributes, (char *const *)(uintptr_t)argv,
                            environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return fault;
}

bool jobs_start(const char *const *argv, Child *child)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    pid_t pid = 0;
    int fault = spawn(argv, ends[1], &pid);
    close(ends[1]);
    if (fault)
        close(ends[0]);
    *child = (Child){pid, ends[0]};
    errno = fault;
    return fault == 0;
}

int jobs_wait(Child *child)
{
    int status = 0;
    close(child->words);
    while (waitpid((pid_t)child->pid, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void jobs_stop(Child *child)
{
    kill((pid_t)child->pid, SIGTERM);
    jobs_wait(child);
}
