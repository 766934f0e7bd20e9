/*
 * label: what a place in a text is called where another refers to it: 表 3-1, 第十二条, 第三章, a title.
 *
 * A figure or table is called by its number, a heading by the number its words begin with, else by
 * all of them, a paragraph by the strong words it begins with, a span by its words. A paragraph that
 * begins with **第十二条** is found by that name too, as if it were its id.
 */
#ifndef DOC_LABEL_H
#define DOC_LABEL_H

#include "base/map.h"
#include "doc/doc.h"

/* "图 {n}", "表 {chapter}-{n}" filled in. In a. */
Str label_fill(Arena *a, Str form, uint32_t chapter, uint32_t n);
/* 第三章, 附件2 at the start of a heading's words; all of them when there is none. */
Str label_of_heading(Str title);
/* The words of the first heading in a section, or of a verse's title, in a; empty: none. */
Str label_of_section(Arena *a, const Node *section);
/* The strong words a paragraph begins with, in a; empty: none. */
Str label_of_para(Arena *a, const Node *para);
/* Whether a paragraph called so is found by its name: 第十二条. */
bool label_is_article(Str name);
/* The words of a figure's, table's or call-out's caption; empty when it has none. */
Str label_of_caption(Arena *a, const Node *node);

/* A place that can be referred to. */
typedef struct Place {
    Str id;
    Str name, title;   /* 表 1; 各园活动场次 */
    const Node *node;
} Place;

/* All places of one text, for readers that do not lay it out in pages. */
typedef struct Places {
    Map by_id;         /* Place */
    Map numbers;       /* Place of each numbered figure and table, by the node's address */
    bool any_ref;      /* there are NODE_REF in it */
} Places;

/*
 * The places of root. Figures and tables with captions are numbered from 1, 图 1, 表 1, when a NODE_REF of
 * root itself leads to one of them: numbers nobody mentions would only be in the way.
 */
Places places_of(Arena *a, const Node *root);
/* NULL: there is no such place. */
const Place *places_find(const Places *places, Str id);
/* "图 1" of a figure or a table's caption; empty: not numbered. */
Str places_number(const Places *places, const Node *node);

#endif
