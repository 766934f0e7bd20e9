/*
 * The arena is a chain of pieces; the newest has the free room. A request that does not fit
 * gets a piece of its own or the next of doubling size, up to that of a huge page. Pieces of
 * that size and above are whole huge pages (pages.h). An arena keeps one such piece (arena_open_large:
 * one of its first) when it is emptied, so that work that fills and releases it again and again does not
 * have it cleared each time.
 *
 * KANBEN_HOSTILE_ARENA gives every request its own malloc, which lets AddressSanitizer see
 * each overrun.
 */
#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/pages.h"

enum {
    UNIT = 8, /* of alignment: enough for pointers, int64_t and double */
    FIRST_PIECE = 4096,
    LARGE_PIECE = 1 << 18 /* a page of a site with all that is made for it takes about 100 KB */
};

typedef struct Piece Piece;
struct Piece {
    Piece *older;
    size_t size, used; /* of bytes */
    size_t dirty;      /* bytes that may be other than zero: used <= dirty <= size */
    bool mapped;       /* whole huge pages from mmap, else from malloc */
    alignas(UNIT) char bytes[];
};

struct Arena {
    Piece *newest;
    Piece *spare;     /* one piece of kept_size that is not in the chain, or NULL */
    Piece *huge;      /* where that is smaller, one huge page besides: whoever filled one will do so again */
    size_t next_size; /* of a piece with its head; so are the others */
    size_t first_size, kept_size;
};

static _Noreturn void out_of_memory(size_t size)
{
    fprintf(stderr, "kanben: 内存不足（需要 %zu 字节） / out of memory (%zu bytes wanted)\n", size, size);
    abort();
}

static size_t round_up(size_t size)
{
    static_assert(UNIT >= alignof(void *) && UNIT >= alignof(int64_t) && UNIT >= alignof(double), "arena's alignment");
    if (size > SIZE_MAX / 2)
        out_of_memory(size);
    return (size + UNIT - 1) / UNIT * UNIT;
}

/* A piece of `whole` bytes with its head, of huge pages when that is what it fills. */
static Piece *piece_open(size_t whole)
{
    bool mapped = whole >= HUGE_PAGE;
    if (mapped)
        whole = (whole + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
    Piece *piece = mapped ? pages_map(whole) : malloc(whole);
    if (!piece)
        out_of_memory(whole);
    size_t size = whole - sizeof *piece;
    *piece = (Piece){.size = size, .dirty = mapped ? 0 : size, .mapped = mapped};
    return piece;
}

static void piece_close(Piece *piece)
{
    if (piece && piece->mapped)
        pages_unmap(piece, sizeof *piece + piece->size);
    else
        free(piece);
}

static Arena *open_with(size_t first_size, size_t kept_size)
{
    Arena *a = malloc(sizeof *a);
    if (!a)
        out_of_memory(sizeof *a);
    *a = (Arena){.next_size = first_size, .first_size = first_size, .kept_size = kept_size};
    return a;
}

Arena *arena_open(void)
{
    return open_with(FIRST_PIECE, HUGE_PAGE);
}

Arena *arena_open_large(void)
{
    return open_with(LARGE_PIECE, LARGE_PIECE);
}

/* Where a piece of this size is kept; NULL: it is not. */
static Piece **place_of(Arena *a, size_t whole)
{
    return whole == a->kept_size ? &a->spare : whole == HUGE_PAGE ? &a->huge : NULL;
}

static void drop_until(Arena *a, const Piece *keep)
{
    while (a->newest != keep) {
        Piece *piece = a->newest;
        assert(piece);
        a->newest = piece->older;
        Piece **place = place_of(a, sizeof *piece + piece->size);
        if (place && !*place)
            *place = piece;
        else
            piece_close(piece);
    }
}

void arena_close(Arena *a)
{
    drop_until(a, NULL);
    piece_close(a->spare);
    piece_close(a->huge);
    free(a);
}

void arena_adopt(Arena *a, Arena *from)
{
    Piece *oldest = from->newest;
    while (oldest && oldest->older)
        oldest = oldest->older;
    if (oldest) {
        oldest->older = a->newest;
        a->newest = from->newest;
    }
    from->newest = NULL;
    arena_close(from);
}

void arena_reset(Arena *a)
{
    drop_until(a, NULL);
    a->next_size = a->first_size;
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

static bool suits(const Piece *piece, size_t whole)
{
    size_t size = piece ? sizeof *piece + piece->size : 0;
    return whole <= size && whole > size / 2;
}

/* One that was kept, or a new piece of at least `whole` bytes, as the newest of the chain. */
static Piece *add_piece(Arena *a, size_t whole)
{
    Piece **kept = suits(a->spare, whole) ? &a->spare : suits(a->huge, whole) ? &a->huge : NULL;
    Piece *piece = kept ? *kept : piece_open(whole);
    if (kept)
        *kept = NULL;
    piece->older = a->newest;
    piece->used = 0;
    return a->newest = piece;
}

static Piece *piece_for(Arena *a, size_t size)
{
    size_t whole = size + sizeof(Piece);
#ifndef KANBEN_HOSTILE_ARENA
    if (whole < a->next_size)
        whole = a->next_size;
    if (a->next_size < HUGE_PAGE)
        a->next_size *= 2;
#endif
    return add_piece(a, whole);
}

static inline Piece *piece_with_room(Arena *a, size_t size)
{
    Piece *newest = a->newest;
    return newest && newest->size - newest->used >= size ? newest : piece_for(a, size);
}

/* The next bytes of a piece as they are. */
static char *take_raw(Piece *piece, size_t size)
{
    char *block = piece->bytes + piece->used;
    piece->used += size;
    if (piece->dirty < piece->used)
        piece->dirty = piece->used;
    return block;
}

/* The same, zeroed as far as they have been in use before. */
static char *take(Piece *piece, size_t size)
{
    size_t dirty = piece->dirty - piece->used;
    return memset(take_raw(piece, size), 0, size < dirty ? size : dirty);
}

void *arena_alloc(Arena *a, size_t size)
{
    size = round_up(size ? size : 1);
    return take(piece_with_room(a, size), size);
}

static size_t array_size(size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 2 / size)
        out_of_memory(SIZE_MAX);
    return count * size;
}

void *arena_alloc_array(Arena *a, size_t count, size_t size)
{
    return arena_alloc(a, array_size(count, size));
}

void *arena_alloc_raw(Arena *a, size_t count, size_t size)
{
    size = array_size(count, size);
    size = round_up(size ? size : 1);
    void *block = take_raw(piece_with_room(a, size), size);
#ifdef KANBEN_HOSTILE_ARENA
    memset(block, 0xA5, size); /* who reads it before writing will notice */
#endif
    return block;
}

/* Can the block of old bytes, the last one of its piece, become so large where it is? */
static bool has_room_behind(const Arena *a, const char *block, size_t old, size_t new_size)
{
    const Piece *piece = a->newest;
    return piece && block + old == piece->bytes + piece->used && piece->size - (size_t)(block - piece->bytes) >= new_size;
}

void *arena_grow_raw(Arena *a, void *p, size_t size, size_t new_size)
{
    assert(new_size >= size);
    size_t old = round_up(size ? size : 1);
    size_t wanted = round_up(new_size ? new_size : 1);
    if (p && wanted == old)
        return p;
    if (p && has_room_behind(a, p, old, wanted)) {
        take_raw(a->newest, wanted - old);
        return p;
    }
    void *block = arena_alloc_raw(a, new_size, 1);
    if (p)
        memcpy(block, p, size);
    return block;
}

void *arena_grow(Arena *a, void *p, size_t size, size_t new_size)
{
    char *block = arena_grow_raw(a, p, size, new_size);
    memset(block + size, 0, new_size - size);
    return block;
}

size_t arena_used(const Arena *a)
{
    size_t sum = 0;
    for (const Piece *piece = a->newest; piece; piece = piece->older)
        sum += piece->used;
    return sum;
}
