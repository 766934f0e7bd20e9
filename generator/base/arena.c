/*
 * The arena is a chain of pieces; the newest has the free room. A request that does not fit
 * gets a piece of its own or the next of doubling size, so the number of pieces stays
 * logarithmic. KANBEN_HOSTILE_ARENA gives every request its own malloc, which lets
 * AddressSanitizer see each overrun.
 */
#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FIRST_PIECE = 4096,
    LARGEST_PIECE = 1 << 20 /* beyond this a doubling would waste more than it saves */
};

typedef struct Piece Piece;
struct Piece {
    Piece *older;
    size_t size, used;
    alignas(max_align_t) char bytes[];
};

struct Arena {
    Piece *newest;
    size_t next_size;
};

static _Noreturn void out_of_memory(size_t size)
{
    fprintf(stderr, "kanben: 内存不足（需要 %zu 字节） / out of memory (%zu bytes wanted)\n", size, size);
    abort();
}

static size_t round_up(size_t size)
{
    size_t unit = alignof(max_align_t);
    if (size > SIZE_MAX / 2)
        out_of_memory(size);
    return (size + unit - 1) / unit * unit;
}

static Piece *piece_open(Piece *older, size_t size)
{
    Piece *piece = malloc(sizeof *piece + size);
    if (!piece)
        out_of_memory(size);
    piece->older = older;
    piece->size = size;
    piece->used = 0;
    return piece;
}

Arena *arena_open(void)
{
    Arena *a = malloc(sizeof *a);
    if (!a)
        out_of_memory(sizeof *a);
    a->newest = NULL;
    a->next_size = FIRST_PIECE;
    return a;
}

static void drop_until(Arena *a, const Piece *keep)
{
    while (a->newest != keep) {
        Piece *piece = a->newest;
        assert(piece);
        a->newest = piece->older;
        free(piece);
    }
}

void arena_close(Arena *a)
{
    drop_until(a, NULL);
    free(a);
}

void arena_reset(Arena *a)
{
    drop_until(a, NULL);
    a->next_size = FIRST_PIECE;
}

ArenaMark arena_mark(const Arena *a)
{
    return (ArenaMark){a->newest, a->newest ? a->newest->used : 0};
}

void arena_release(Arena *a, ArenaMark m)
{
    drop_until(a, m.piece);
    if (a->newest) {
        assert(m.used <= a->newest->used);
        a->newest->used = m.used;
    }
}

static Piece *piece_with_room(Arena *a, size_t size)
{
    if (a->newest && a->newest->size - a->newest->used >= size)
        return a->newest;
#ifdef KANBEN_HOSTILE_ARENA
    size_t room = size;
#else
    size_t room = size > a->next_size ? size : a->next_size;
    if (a->next_size < LARGEST_PIECE)
        a->next_size *= 2;
#endif
    return a->newest = piece_open(a->newest, room);
}

void *arena_alloc(Arena *a, size_t size)
{
    size = round_up(size ? size : 1);
    Piece *piece = piece_with_room(a, size);
    void *block = piece->bytes + piece->used;
    piece->used += size;
    return memset(block, 0, size);
}

void *arena_alloc_array(Arena *a, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 2 / size)
        out_of_memory(SIZE_MAX);
    return arena_alloc(a, count * size);
}

static bool grow_in_place(Arena *a, char *block, size_t old, size_t new_size)
{
    Piece *piece = a->newest;
    if (!piece || block + old != piece->bytes + piece->used)
        return false;
    size_t start = (size_t)(block - piece->bytes);
    if (piece->size - start < new_size)
        return false;
    memset(piece->bytes + start + old, 0, new_size - old);
    piece->used = start + new_size;
    return true;
}

void *arena_grow(Arena *a, void *p, size_t size, size_t new_size)
{
    assert(new_size >= size);
    size_t old = round_up(size ? size : 1);
    size_t wanted = round_up(new_size ? new_size : 1);
    if (p && (wanted == old || grow_in_place(a, p, old, wanted)))
        return p;
    void *block = arena_alloc(a, new_size);
    if (p)
        memcpy(block, p, size);
    return block;
}

size_t arena_used(const Arena *a)
{
    size_t sum = 0;
    for (const Piece *piece = a->newest; piece; piece = piece->older)
        sum += piece->used;
    return sum;
}
