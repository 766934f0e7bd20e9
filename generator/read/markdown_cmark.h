/*
 * markdown_cmark: the door to cmark-gfm.
 */
#ifndef READ_MARKDOWN_CMARK_H
#define READ_MARKDOWN_CMARK_H

#define CMARK_NO_SHORT_NAMES
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

/* Exported by the extensions' library, declared by no header; set when they are registered. */
extern cmark_node_type CMARK_NODE_TABLE, CMARK_NODE_TABLE_ROW, CMARK_NODE_TABLE_CELL,
    CMARK_NODE_STRIKETHROUGH;

#endif
