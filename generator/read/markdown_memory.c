/*
 * Blocks from an arena, each behind its size, which cmark-gfm does not tell when it asks for more. What it
 * gives back stays where it is until the whole arena goes, with all that was read: a text of 256 KB takes
 * some megabytes at most.
 */
#include "read/markdown_cmark.h"

#include <assert.h>
#include <string.h>

#include "read/markdown_imp.h"

typedef struct BlockHead {
    size_t size;
} BlockHead;

static Arena *pool;

static void *pool_calloc(size_t count, size_t size)
{
    assert(pool && (!size || count < SIZE_MAX / 2 / size));
    BlockHead *head = arena_alloc(pool, sizeof *head + count * size);
    head->size = count * size;
    return head + 1;
}

static void *pool_realloc(void *block, size_t size)
{
    assert(pool);
    BlockHead *head = block ? (BlockHead *)block - 1 : NULL;
    if (head && head->size >= size)
        return block;
    head = arena_grow_raw(pool, head, head ? sizeof *head + head->size : 0, sizeof *head + size);
    head->size = size;
    return head + 1;
}

static void pool_free(void *block)
{
    (void)block;
}

cmark_mem *markdown_memory(Arena *a)
{
    static cmark_mem functions = {pool_calloc, pool_realloc, pool_free};
    pool = a;
    return &functions;
}
