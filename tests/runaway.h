/*
 * runaway: ends a test program whose work grows faster than its input.
 *
 * How long work takes is no result of a test: it depends on the machine and on its other work
 * (tests/bench measures). What is judged here is only work without end, or squared: the bound is at
 * least ten times what the work takes, counted in processor seconds of this process, and the program
 * stops at it with a message.
 */
#ifndef TESTS_RUNAWAY_H
#define TESTS_RUNAWAY_H

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

/* AddressSanitizer makes every step several times dearer. */
#if defined(__SANITIZE_ADDRESS__)
enum { RUNAWAY_FACTOR = 10 };
#else
enum { RUNAWAY_FACTOR = 1 };
#endif

static char runaway_message[200];

static inline void runaway_stop(int signal)
{
    (void)signal;
    ssize_t written = write(STDOUT_FILENO, runaway_message, strlen(runaway_message));
    _exit(written < 0 ? 2 : 1);
}

static inline void runaway_set(int seconds)
{
    struct itimerval timer = {.it_value.tv_sec = seconds};
    setitimer(ITIMER_PROF, &timer, NULL);
}

/* From here to runaway_end, at most so many processor seconds; a second call begins anew. */
static inline void runaway_begin(const char *what, int seconds)
{
    seconds *= RUNAWAY_FACTOR;
    snprintf(runaway_message, sizeof runaway_message, "%.100s: no end within %d s of processor time\n",
             what, seconds);
    fflush(stdout); /* what was said before is not lost with the process */
    signal(SIGPROF, runaway_stop);
    runaway_set(seconds);
}

static inline void runaway_end(void)
{
    runaway_set(0);
}

#endif
