/* Open addressing over indexes: entries stay in order of insertion and growing is cheap. */
#include "base/map.h"

#include <assert.h>
#include <string.h>

Map map_in(Arena *a)
{
    return (Map){.arena = a};
}

/* Up to eight bytes more, each bit of them in many of the result: multiply by the golden ratio, fold. */
static uint64_t mixed(uint64_t h, const char *p, size_t n)
{
    uint64_t word = 0;
    memcpy(&word, p, n);
    h = (h ^ word) * 0x9E3779B97F4A7C15ULL;
    return h ^ (h >> 32);
}

uint64_t map_hash(Str key)
{
    uint64_t h = key.n;
    for (; key.n >= sizeof h; key = str_slice(key, sizeof h, key.n))
        h = mixed(h, key.p, sizeof h);
    return key.n ? mixed(h, key.p, key.n) : h;
}

/* The slot that holds key, or the free one where it belongs. */
static size_t slot_of(const Map *m, Str key, uint64_t hash)
{
    size_t at = (size_t)hash & (m->nslots - 1);
    while (m->slots[at]) {
        const MapEntry *entry = &m->entries[m->slots[at] - 1];
        if (entry->hash == hash && str_equal(entry->key, key))
            break;
        at = (at + 1) & (m->nslots - 1);
    }
    return at;
}

static void resize(Map *m, size_t nslots)
{
    m->nslots = nslots;
    m->slots = arena_array(m->arena, uint32_t, m->nslots);
    for (size_t i = 0; i < m->count; i++) { /* no two keys are the same: none need be looked at */
        size_t at = (size_t)m->entries[i].hash & (nslots - 1);
        while (m->slots[at])
            at = (at + 1) & (nslots - 1);
        m->slots[at] = (uint32_t)(i + 1);
    }
}

void **map_at(Map *m, Str key)
{
    if (m->count * 2 >= m->nslots)
        resize(m, m->nslots ? m->nslots * 2 : 16);
    uint64_t hash = map_hash(key);
    size_t at = slot_of(m, key, hash);
    if (!m->slots[at]) {
        assert(m->count < UINT32_MAX);
        MapEntry entry = {key, NULL, hash};
        arena_push(m->arena, m->entries, m->count, m->room, entry);
        m->slots[at] = (uint32_t)m->count;
    }
    return &m->entries[m->slots[at] - 1].value;
}

void map_reserve(Map *m, size_t count)
{
    size_t slots = 16;
    while (slots < count * 2)
        slots *= 2;
    if (m->room < count) {
        m->entries = arena_grow(m->arena, m->entries, m->room * sizeof *m->entries, count * sizeof *m->entries);
        m->room = count;
    }
    if (m->nslots < slots)
        resize(m, slots);
}

void *map_find(const Map *m, Str key)
{
    if (!m->count)
        return NULL;
    uint32_t index = m->slots[slot_of(m, key, map_hash(key))];
    return index ? m->entries[index - 1].value : NULL;
}
