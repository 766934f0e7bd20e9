/*
 * map: values by Str key, walked in the order of insertion.
 *
 * Invariants. A key is in the map at most once; keys are borrowed and must outlive the map.
 * Entries never move in the walk order and are never removed, so every run walks the same.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/str.h"

typedef struct MapEntry {
    Str key; /* first, for str_order */
    void *value;
    uint64_t hash;
} MapEntry;

typedef struct Map {
    Arena *arena;
    MapEntry *entries;
    size_t count, room;
    uint32_t *slots; /* index + 1 into entries, 0 = free; a power of two of them */
    size_t nslots;
} Map;

Map map_in(Arena *a);
/* The place of the value under key, made (holding NULL) when absent. */
void **map_at(Map *m, Str key);
/* Room for so many keys, so that they are put in without moving anything. */
void map_reserve(Map *m, size_t count);
/* The value under key, or NULL. */
void *map_find(const Map *m, Str key);
/* For tables in memory, not for files. */
uint64_t map_hash(Str key);

#endif
