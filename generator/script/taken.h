/*
 * Which paths outputs have taken.
 *
 * A path is taken once. Paths are the same when they differ in case only, as on file systems that ignore it; a file
 * and a folder cannot share one. Paths are kept as they were given.
 */
#ifndef SCRIPT_TAKEN_H
#define SCRIPT_TAKEN_H

#include "base/diag.h"
#include "base/map.h"

typedef struct Taken {
    Str path;
    Pos pos; /* where it was asked for */
} Taken;

typedef struct TakenPaths {
    Arena *arena;
    Map of;      /* path in lower case -> Taken, in the order of taking */
    Map folders; /* folder in lower case -> Taken, the first inside */
} TakenPaths;

TakenPaths taken_paths_in(Arena *a);
/* May an output stand there? Relative, normal, no blanks, nothing that a file system forbids. */
bool taken_is_path(Arena *a, Str path);
/* Take it; NULL, or what stands in the way. path lives as long as the arena. */
const Taken *taken_add(TakenPaths *p, Str path, Pos pos);
/* What has taken path answers to named too. */
void taken_also(TakenPaths *p, Str path, Str named);
/* Who has taken it; NULL: nobody. scratch is as it was afterwards. */
const Taken *taken_find(const TakenPaths *p, Arena *scratch, Str path);

#endif
