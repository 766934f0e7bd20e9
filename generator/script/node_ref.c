/*
 * doc.ref, doc.index_entry and doc.index: what leads to other places of a book, or is led to.
 */
#include "script/host_imp.h"

/* What a place is called: doc.ref{to = "#id" or a row, show = "name" | "page" | "title"}. */
int node_make_ref(lua_State *L)
{
    static const char *const fields[] = {"to", "show", NULL};
    static const char *const shows[] = {"name", "page", "title"};
    Node *node = node_begin(L, NODE_REF, "doc.ref", fields);
    Str show = take_str(L, 1, "show", "doc.ref");
    uint8_t known = 0;
    while (show.n && known < 3 && !str_equal(show, str_of(shows[known])))
        known++;
    if (known == 3)
        host_fail(L, "doc.ref 的 show 应是 name、page 或 title，不是“%.*s”",
                  "show of doc.ref is name, page or title, not \"%.*s\"", STR_ARG(show));
    node->level = known;
    node->as.link.href = node_address_at(L, "to", "doc.ref");
    return node_push_made(L, node);
}

int node_make_index_entry(lua_State *L)
{
    static const char *const fields[] = {"term", "sub", "sort", "see", "also", "class", NULL};
    static const char owner[] = "doc.index_entry";
    Node *node = node_begin(L, NODE_INDEX_ENTRY, owner, fields);
    IndexEntry *entry = arena_new(host_of(L)->job, IndexEntry);
    node->as.index = entry;
    entry->class = node_text(L, take_str(L, 1, "class", owner));
    entry->term = str_trim(node_text(L, take_str(L, 1, "term", owner)));
    entry->sub = str_trim(node_text(L, take_str(L, 1, "sub", owner)));
    entry->sort = node_text(L, take_str(L, 1, "sort", owner));
    entry->see = str_trim(node_text(L, take_str(L, 1, "see", owner)));
    entry->also = str_trim(node_text(L, take_str(L, 1, "also", owner)));
    NodeList kids = {0};
    node_kids(L, 1, false, &kids);
    const Node *done = doc_done(host_of(L)->job, node, &kids);
    if (!entry->term.n)
        entry->term = str_trim(doc_plain_str(host_of(L)->job, done));
    if (!entry->term.n)
        host_fail(L, "doc.index_entry 没有词（term 或文字）", "doc.index_entry has no term and no words");
    return node_push_made(L, done);
}

int node_make_index(lua_State *L)
{
    static const char *const fields[] = {"class", NULL};
    lua_settop(L, 1);
    if (lua_isnil(L, 1))
        lua_newtable(L), lua_replace(L, 1);
    Node *node = node_begin(L, NODE_INDEX, "doc.index", fields);
    node->as.section.class = node_text(L, take_str(L, 1, "class", "doc.index"));
    return node_push_made(L, node);
}
