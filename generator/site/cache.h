/*
 * cache: what was made of the same bytes before, by the same program, kept between builds.
 *
 * Invariants. An entry is found by its key, which says of what (fingerprints), how (all that the result
 * depends on) and, by itself, by which program and libraries: a hit is what making it again would give, byte
 * for byte, so a build with a cache and one without cannot be told apart. Workers only read the
 * cache; what they make stands in a folder of the build's own and is moved in by cache_settle, whole or not at
 * all. A damaged entry is none. The folder can be deleted at any time. Without a folder (read-only disk, a
 * program without build id) everything is made anew, and nothing is said. All functions take NULL for no cache.
 */
#ifndef SITE_CACHE_H
#define SITE_CACHE_H

#include "base/file.h"

typedef struct Cache Cache;

/* folder is made when missing; fresh, for what this build makes, need not be there yet, and is NULL for a process that works alone: what it
 * keeps is moved in at once, each entry whole. NULL: no cache. */
Cache *cache_open(Arena *a, const char *folder, const char *fresh);
/* Where it is read. */
const char *cache_folder(const Cache *c);
/* The fingerprint of a file, read once by each process; bytes are what it holds when they are known, else
 * STR_NONE. STR_NONE: it cannot be read. */
Str cache_digest(Cache *c, const char *path, Str bytes);
bool cache_find(Cache *c, Arena *a, Str key, Str *bytes);
void cache_keep(Cache *c, Str key, Str bytes);
/* In the caller, after its workers: entries that were made move in, those used stay young, those that no
 * build has used for CACHE_DAYS go, and of the rest the oldest, until there are no more than CACHE_BYTES. fresh is gone then. */
void cache_settle(Cache *c);

enum { CACHE_DAYS = 30 };
#define CACHE_BYTES ((uint64_t)1 << 30)

#endif
