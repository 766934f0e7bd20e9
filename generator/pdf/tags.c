/*
 * tags: see tags.h. Element types are those of ISO 32000-1, 14.8.4; PDF/UA-1 (7.4.2) forbids
 * to skip a heading level.
 */
#include <assert.h>
#include <string.h>

#include "pdf/tags.h"

StructElement *tags_close(Tags *t, Arena *a)
{
    StructElement *items = arena_array(a, StructElement, t->count);
    memcpy(items, t->items, t->count * sizeof *items);
    arena_close(t->own);
    *t = (Tags){0};
    return items;
}

/* Twice the room, and nothing of the old. */
static void grow(Tags *t)
{
    Arena *own = arena_open();
    size_t room = 2 * t->room;
    StructElement *items = arena_array(own, StructElement, room);
    memcpy(items, t->items, t->count * sizeof *items);
    arena_close(t->own);
    t->own = own;
    t->items = items;
    t->room = room;
}

Tags tags_open(void)
{
    Tags t = {.own = arena_open(), .room = 64};
    t.items = arena_array(t.own, StructElement, t.room);
    tags_add(&t, "Document", 0);
    return t;
}

uint32_t tags_add(Tags *t, const char *type, uint32_t parent)
{
    assert(parent < t->count || t->count == 0);
    StructElement element = {.type = type, .parent = parent, .colspan = 1, .rowspan = 1};
    if (t->count == t->room)
        grow(t);
    t->items[t->next] = element;
    t->count += t->next == t->count;
    return (uint32_t)t->next++;
}

uint32_t tags_heading(Tags *t, uint8_t level, uint32_t parent)
{
    static const char *const types[] = {"H1", "H2", "H3", "H4", "H5", "H6"};
    assert(level >= 1);
    if (level > t->heading + 1)
        level = (uint8_t)(t->heading + 1);
    if (level > 6)
        level = 6;
    t->heading = level;
    return tags_add(t, types[level - 1], parent);
}

StructElement *tags_at(Tags *t, uint32_t index)
{
    assert(index < t->count);
    return &t->items[index];
}

void tags_rewind(Tags *t, size_t index)
{
    assert(index <= t->count);
    t->next = index;
}

void tags_forward(Tags *t)
{
    t->next = t->count;
}
