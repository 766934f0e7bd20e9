/*
 * pool: memory of an interpreter: blocks that come and go singly, and all go together at the end.
 *
 * Invariants. Whoever gives a block back or changes its size knows its size. Blocks of at most POOL_SMALL bytes are cut from
 * pieces and wait by their size for the next of that size; larger ones are malloc's. Aligned for 16 bytes. What is small is
 * given back to the machine with the pool only.
 *
 * Why: a script makes and drops some million blocks below 100 bytes. malloc looks for the neighbours of each that is freed;
 * here both ways are three instructions, and to close an interpreter needs no walk over its objects.
 */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stddef.h>

enum { POOL_SMALL = 512, POOL_STEP = 16 };

typedef struct PoolPiece PoolPiece;
typedef struct PoolLarge PoolLarge;
typedef struct PoolFree PoolFree;

typedef struct Pool {
    PoolFree *waiting[POOL_SMALL / POOL_STEP + 1]; /* by size in steps */
    char *at, *end;                                /* what is not cut yet of the newest piece */
    PoolPiece *pieces;
    PoolLarge *large;
} Pool; /* all zero: empty */

/*
 * As realloc, with the block's size: old is 0 for a new block (p NULL), size 0 gives it back. NULL: the machine has no memory,
 * and the block is as it was.
 */
void *pool_resize(Pool *pool, void *p, size_t old, size_t size);
/* What waits, and what is not cut yet, is not used any more: the next blocks come from new pieces. For a process just forked, in
 * which each page that it shares costs a copy when a block in it is taken. */
void pool_leave(Pool *pool);
/* Everything goes; the pool is empty. */
void pool_close(Pool *pool);

#endif
