/*
 * tags: the structure elements of a book while it is being laid out.
 *
 * Invariants. Element 0 is the Document, and a parent stands before its children. Among the
 * children of one parent the order of making is the reading order. An index never moves: when
 * a block is laid out again its elements are made again over the old ones (tags_rewind), in
 * the same order and number, because they depend on the tree alone, not on lines or pages.
 */
#ifndef PDF_TAGS_H
#define PDF_TAGS_H

#include "pdf/page.h"

typedef struct Tags {
    Arena *own;         /* of items alone: a longer list leaves the shorter one's memory */
    StructElement *items;
    size_t count, room;
    size_t next;        /* where the next element goes: count, or less while making again */
    uint8_t heading;    /* level of the last heading made: levels must not be skipped */
} Tags;

Tags tags_open(void);
/* The items into a; the Tags are gone. */
StructElement *tags_close(Tags *t, Arena *a);
/* A new element; type is a literal. 0 as parent is the Document. */
uint32_t tags_add(Tags *t, const char *type, uint32_t parent);
/* A heading: H1–H6, at most one level below the heading before it. */
uint32_t tags_heading(Tags *t, uint8_t level, uint32_t parent);
/* Borrowed until the next tags_add. */
StructElement *tags_at(Tags *t, uint32_t index);
/* Make the elements from index on again; tags_forward goes back to the end. */
void tags_rewind(Tags *t, size_t index);
void tags_forward(Tags *t);

#endif
