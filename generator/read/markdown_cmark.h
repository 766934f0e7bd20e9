/*
 * markdown_cmark: the door to cmark-gfm.
 */
#ifndef READ_MARKDOWN_CMARK_H
#define READ_MARKDOWN_CMARK_H

#define CMARK_NO_SHORT_NAMES
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <cmark-gfm/node.h> /* how a text lies in its node: its own call copies it to put a NUL behind */

#include "base/arena.h"

/* Exported by the extensions' library, declared by no header; set when they are registered. */
extern cmark_node_type CMARK_NODE_TABLE, CMARK_NODE_TABLE_ROW, CMARK_NODE_TABLE_CELL,
    CMARK_NODE_STRIKETHROUGH;

/* ---- markdown_memory.c ---- */

/* What cmark-gfm takes memory from until the next call: an arena, which frees all of it together. One text is
 * read at a time in a process, from its first byte to the last look at its tree. */
cmark_mem *markdown_memory(Arena *a);

#endif
