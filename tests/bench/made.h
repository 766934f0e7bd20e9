/*
 * made: what the made counties for measuring are made with: drawn numbers, words picked from lists, files in folders.
 * The same state gives the same numbers on every machine.
 */
#ifndef BENCH_MADE_H
#define BENCH_MADE_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static uint64_t state;

/* splitmix64 */
static uint64_t draw(void)
{
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static unsigned below(unsigned n)
{
    return (unsigned)(draw() % n);
}

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define PICK(list) (list)[below(COUNT(list))]

/* Opens OUT/<format of id and name>, its folders made; ends the program where it cannot. */
static FILE *open_file(const char *out, const char *format, const char *id, const char *name)
{
    char path[4096], inner[2048];
    snprintf(inner, sizeof inner, format, id, name);
    snprintf(path, sizeof path, "%s/%s", out, inner);
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0777);
        *slash = '/';
    }
    FILE *f = fopen(path, "wb");
    if (!f) {
        perror(path);
        exit(3);
    }
    return f;
}

#endif
