/*
 * arena: memory that is freed together.
 *
 * Invariants. Everything taken from an arena stays where it is until the arena is reset,
 * released to an earlier mark, or closed; nothing is freed singly. Memory comes zeroed (but for
 * arena_raw) and aligned for pointers, int64_t and double. There is no failure: when the machine has no memory, one message is
 * printed and the process aborts, here and nowhere else.
 *
 * Four lifetimes are in use: process (fonts), build (site), document, and job (scratch).
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

typedef struct Arena Arena;

typedef struct ArenaMark {
    void *piece;
    size_t used;
} ArenaMark;

Arena *arena_open(void);
/* For what is filled and emptied again and again: its first piece is large, and kept, and a huge page once one was needed. */
Arena *arena_open_large(void);
void arena_close(Arena *a);
void arena_reset(Arena *a);
/* All that was taken from `from`, which is closed, is a's from now on, as if it were taken now. */
void arena_adopt(Arena *a, Arena *from);

ArenaMark arena_mark(const Arena *a);
/* Give back all that was taken since the mark. */
void arena_release(Arena *a, ArenaMark m);

void *arena_alloc(Arena *a, size_t size);
/* count * size bytes, checked for overflow. */
void *arena_alloc_array(Arena *a, size_t count, size_t size);
/* The same with anything in it: for what is filled at once. */
void *arena_alloc_raw(Arena *a, size_t count, size_t size);
/*
 * Make the block p of size bytes larger: in place when it was the last one taken,
 * else by copy. The added bytes are zero. p may be NULL with size 0.
 */
void *arena_grow(Arena *a, void *p, size_t size, size_t new_size);
/* The same with anything in the added bytes. */
void *arena_grow_raw(Arena *a, void *p, size_t size, size_t new_size);
/* Bytes in use, for tests and `doctor`. */
size_t arena_used(const Arena *a);

#define arena_new(a, Type) ((Type *)arena_alloc((a), sizeof(Type)))
#define arena_array(a, Type, count) ((Type *)arena_alloc_array((a), (count), sizeof(Type)))
#define arena_raw(a, Type, count) ((Type *)arena_alloc_raw((a), (count), sizeof(Type)))

/*
 * Append to a growing array held as (items, count, room) in an arena:
 *     arena_push(a, list->items, list->count, list->room, item);
 */
#define arena_push(a, items, count, room, item)                                              \
    do {                                                                                     \
        if ((count) == (room)) {                                                             \
            size_t room_now_ = (room) ? (size_t)(room) * 2 : 8;                              \
            (items) = arena_grow((a), (items), (size_t)(room) * sizeof *(items),             \
                                 room_now_ * sizeof *(items));                               \
            (room) = room_now_;                                                              \
        }                                                                                    \
        (items)[(count)++] = (item);                                                         \
    } while (0)

#endif
