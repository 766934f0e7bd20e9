#include "base/pool.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/pages.h"

enum { PIECE_FIRST = 32 << 10, PIECE_MOST = HUGE_PAGE };

struct PoolPiece {
    PoolPiece *before;
    size_t size; /* with this head */
};

/* Head of a large block; in a ring whose first is pool->large, so that each can leave. */
struct PoolLarge {
    PoolLarge *before, *after;
};

struct PoolFree {
    PoolFree *next;
};

static_assert(sizeof(PoolPiece) % POOL_STEP == 0 && sizeof(PoolLarge) % POOL_STEP == 0, "blocks behind a head are aligned");

/* ---- large ---- */

static void link_large(Pool *pool, PoolLarge *l)
{
    l->before = NULL;
    l->after = pool->large;
    if (l->after)
        l->after->before = l;
    pool->large = l;
}

static void unlink_large(Pool *pool, PoolLarge *l)
{
    *(l->before ? &l->before->after : &pool->large) = l->after;
    if (l->after)
        l->after->before = l->before;
}

static void *resize_large(Pool *pool, void *p, size_t size)
{
    PoolLarge *old = p ? (PoolLarge *)p - 1 : NULL;
    if (size > SIZE_MAX - sizeof(PoolLarge))
        return NULL;
    if (old)
        unlink_large(pool, old);
    PoolLarge *l = realloc(old, sizeof(PoolLarge) + size);
    if (l || old)
        link_large(pool, l ? l : old);
    return l ? l + 1 : NULL;
}

static void free_large(Pool *pool, void *p)
{
    PoolLarge *l = (PoolLarge *)p - 1;
    unlink_large(pool, l);
    free(l);
}

/* ---- small ---- */

#ifdef KANBEN_HOSTILE_ARENA
static bool is_small(size_t size) /* each block is malloc's, for AddressSanitizer to watch */
{
    (void)size;
    return false;
}
#else
static bool is_small(size_t size)
{
    return size <= POOL_SMALL;
}
#endif

static size_t steps_of(size_t size)
{
    return (size + POOL_STEP - 1) / POOL_STEP;
}

static void wait_small(Pool *pool, void *p, size_t steps)
{
    PoolFree *f = p;
    f->next = pool->waiting[steps];
    pool->waiting[steps] = f;
}

/* What is left of the piece before is a block that waits. */
static bool add_piece(Pool *pool)
{
    size_t left = (size_t)(pool->end - pool->at) / POOL_STEP;
    if (left)
        wait_small(pool, pool->at, left);
    size_t size = pool->pieces ? pool->pieces->size * 2 : PIECE_FIRST;
    size = size < PIECE_MOST ? size : PIECE_MOST;
    PoolPiece *piece = size == PIECE_MOST ? pages_map(size) : malloc(size);
    if (!piece)
        return pool->at = pool->end = NULL, false;
    *piece = (PoolPiece){pool->pieces, size};
    pool->pieces = piece;
    pool->at = (char *)(piece + 1);
    pool->end = (char *)piece + size;
    return true;
}

static void *take_small(Pool *pool, size_t steps)
{
    PoolFree *f = pool->waiting[steps];
    if (f) {
        pool->waiting[steps] = f->next;
        return f;
    }
    if ((size_t)(pool->end - pool->at) < steps * POOL_STEP && !add_piece(pool))
        return NULL;
    void *p = pool->at;
    pool->at += steps * POOL_STEP;
    return p;
}

/* ---- both ---- */

static void *take(Pool *pool, size_t size)
{
    return is_small(size) ? take_small(pool, steps_of(size)) : resize_large(pool, NULL, size);
}

static void give(Pool *pool, void *p, size_t size)
{
    if (is_small(size))
        wait_small(pool, p, steps_of(size));
    else
        free_large(pool, p);
}

void *pool_resize(Pool *pool, void *p, size_t old, size_t size)
{
    assert(!p == !old);
    if (!p)
        return size ? take(pool, size) : NULL;
    if (!size)
        return give(pool, p, old), NULL;
    if (is_small(old) && is_small(size) && steps_of(old) == steps_of(size))
        return p;
    if (!is_small(old) && !is_small(size))
        return resize_large(pool, p, size);
    void *q = take(pool, size);
    if (q) {
        memcpy(q, p, old < size ? old : size);
        give(pool, p, old);
    }
    return q;
}

void pool_leave(Pool *pool)
{
    memset(pool->waiting, 0, sizeof pool->waiting);
    pool->at = pool->end = NULL;
}

void pool_close(Pool *pool)
{
    for (PoolPiece *piece = pool->pieces, *before; piece; piece = before) {
        before = piece->before;
        if (piece->size == PIECE_MOST)
            pages_unmap(piece, PIECE_MOST);
        else
            free(piece);
    }
    for (PoolLarge *l = pool->large, *after; l; l = after) {
        after = l->after;
        free(l);
    }
    *pool = (Pool){0};
}
