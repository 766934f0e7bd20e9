/*
 * measure: medians of a command.
 *
 *     measure [-n RUNS] LABEL COMMAND ARG...
 *
 * Runs the command RUNS times (3), its output thrown away, and prints
 *     LABEL <tab> wall s <tab> CPU s (user and system, with its children) <tab> peak MB
 * The peak is that of the largest process. Exits with 1 when the command fails.
 */
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

static void run(char **command, int i, Figures *f)
{
    double start = now();
    pid_t pid = fork();
    if (pid == 0) {
        if (!freopen("/dev/null", "w", stdout))
            _exit(127);
        execvp(command[0], command);
        perror(command[0]);
        _exit(127);
    }
    int status;
    struct rusage used;
    if (wait4(pid, &status, 0, &used) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "measure: %s failed\n", command[0]);
        exit(1);
    }
    f->wall[i] = now() - start;
    f->cpu[i] = seconds(used.ru_utime) + seconds(used.ru_stime);
    f->peak[i] = (double)used.ru_maxrss / 1024;
}

int main(int argc, char **argv)
{
    int runs = 3, at = 1;
    if (argc > 3 && strcmp(argv[1], "-n") == 0) {
        runs = atoi(argv[2]);
        at = 3;
    }
    if (argc < at + 2 || runs < 1 || runs > RUNS_MAX) {
        fprintf(stderr, "measure [-n RUNS] LABEL COMMAND ARG...\n");
        return 2;
    }
    Figures f;
    for (int i = 0; i < runs; i++)
        run(argv + at + 1, i, &f);
    printf("%s\t%.3f\t%.3f\t%.0f\n", argv[at], median(f.wall, runs), median(f.cpu, runs), median(f.peak, runs));
    return 0;
}
