/*
 * measure: medians of a command.
 *
 *     measure [-n RUNS] [-e FOLDER] LABEL COMMAND ARG...
 *
 * Runs the command RUNS times (3), its output thrown away and FOLDER removed before each, and prints
 *     LABEL <tab> wall s <tab> CPU s (user and system, with its children) <tab> peak MB
 * The peak is that of the largest process or, where that is more, of all together: every 25 ms, but no more than
 * a thirtieth of the time (a look at a gigabyte takes ten), their memory is added up, pages that several share in shares (PSS). Exits with 1 when the command fails.
 */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RUNS_MAX = 32 };

typedef struct Figures { double wall[RUNS_MAX], cpu[RUNS_MAX], peak[RUNS_MAX]; } Figures;

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *list, int n)
{
    qsort(list, (size_t)n, sizeof *list, by_size);
    return n % 2 ? list[n / 2] : (list[n / 2 - 1] + list[n / 2]) / 2;
}

/* The memory of a process in KB, each page divided by how many have it; 0: it has ended. */
static double memory_of(long pid)
{
    char path[64], line[256];
    double kb = 0;
    snprintf(path, sizeof path, "/proc/%ld/smaps_rollup", pid);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f))
        if (sscanf(line, "Pss: %lf", &kb) == 1)
            break;
    if (f)
        fclose(f);
    return kb;
}

/* Of a process and all that it has started. */
static double memory_below(long pid)
{
    char path[64];
    double kb = memory_of(pid);
    long child;
    snprintf(path, sizeof path, "/proc/%ld/task/%ld/children", pid, pid);
    FILE *f = fopen(path, "r");
    while (f && fscanf(f, "%ld", &child) == 1)
        kb += memory_below(child);
    if (f)
        fclose(f);
    return kb;
}

static double watch(pid_t pid, int *status, struct rusage *used)
{
    const double every = 0.025, share = 30;
    double peak = 0, next = now() + every;
    pid_t ended;
    while ((ended = wait4(pid, status, WNOHANG, used)) == 0) {
        double start = now();
        if (start >= next) {
            double kb = memory_below(pid);
            peak = kb > peak ? kb : peak;
            double took = now() - start;
            next = now() + (took * share > every ? took * share : every);
        }
        nanosleep(&(struct timespec){0, 5000000}, NULL);
    }
    if (ended < 0)
        perror("measure");
    return peak > (double)used->ru_maxrss ? peak : (double)used->ru_maxrss;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st, (void)kind, (void)at;
    return remove(path);
}

static void run(char **command, const char *folder, int i, Figures *f)
{
    if (folder)
        nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    double start = now();
    pid_t pid = fork();
    if (pid == 0) {
        if (!freopen("/dev/null", "w", stdout))
            _exit(127);
        execvp(command[0], command);
        perror(command[0]);
        _exit(127);
    }
    int status = 0;
    struct rusage used = {0};
    double peak = watch(pid, &status, &used);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "measure: %s failed\n", command[0]);
        exit(1);
    }
    f->wall[i] = now() - start;
    f->cpu[i] = seconds(used.ru_utime) + seconds(used.ru_stime);
    f->peak[i] = peak / 1024;
}

int main(int argc, char **argv)
{
    int runs = 3, at = 1;
    const char *folder = NULL;
    for (; at + 1 < argc && argv[at][0] == '-'; at += 2)
        if (strcmp(argv[at], "-n") == 0)
            runs = atoi(argv[at + 1]);
        else if (strcmp(argv[at], "-e") == 0)
            folder = argv[at + 1];
    if (argc < at + 2 || runs < 1 || runs > RUNS_MAX) {
        fprintf(stderr, "measure [-n RUNS] [-e FOLDER] LABEL COMMAND ARG...\n");
        return 2;
    }
    Figures f;
    for (int i = 0; i < runs; i++)
        run(argv + at + 1, folder, i, &f);
    printf("%s\t%.3f\t%.3f\t%.0f\n", argv[at], median(f.wall, runs), median(f.cpu, runs), median(f.peak, runs));
    return 0;
}
