/*
 * markdown: an author's text into the document tree, by cmark-gfm.
 *
 * CommonMark 0.29 with tables, strikethrough, task lists and footnotes. Beyond it, the rules of
 * the typesetting specification, section 4: emphasis beside full-width punctuation, line ends
 * between Han that are no blank, addresses that end at Chinese punctuation, ids of headings.
 * {字|zì} is ruby, {{expression}} a value to be put in (when asked for). Raw HTML is dropped and addresses with a scheme not on the list lose their
 * link, each with a warning at its place. Nothing an author wrote goes without a message.
 *
 * Invariants of the tree. The root is a SECTION; its NOTEs come last, in order of first use.
 * Every node has the line and byte column of its first character. Text points into the source
 * where source and text agree byte for byte, so the source must live as long as the tree.
 * Inlines are nested at most MARKDOWN_DEPTH deep, and so are quotes and lists.
 *
 * cmark-gfm 0.29.0.gfm.6 has inputs that take time squared or worse; the limits that keep it
 * linear are checked before it sees the text (markdown_guard.c).
 */
#ifndef READ_MARKDOWN_H
#define READ_MARKDOWN_H

#include "doc/doc.h"

enum { MARKDOWN_DEPTH = 100 };

typedef struct MarkdownOptions {
    bool keep_indent; /* keep U+3000 at the start of a paragraph instead of stripping it */
    bool values;      /* {{expression}} is a VALUE, not text */
    Arena *scratch;   /* where what is done with when the tree is may lie; NULL: an arena of its own, which costs a short text most */
} MarkdownOptions;

/* The tree of source from the byte body on. NULL: reported. */
const Node *markdown_read(Arena *a, const Source *source, size_t body, MarkdownOptions options,
                          Diag *d);
/*
 * The tree of a text that is not a file of its own: of a field, of a script. Every place in it
 * is pos, or exact when text lies inside pos.source. The text must outlive the tree.
 */
const Node *markdown_text(Arena *a, Str text, Pos pos, MarkdownOptions options, Diag *d);
/*
 * A single run of inlines, such as a title with emphasis: a PARA without class. Block marks at
 * its start ("1. ", "# ") are text. NULL: reported.
 */
const Node *markdown_inline(Arena *a, Str text, Pos pos, Diag *d);

#endif
