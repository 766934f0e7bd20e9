/* doc.sheet and doc.frame: a page with frames at their places. */
#include "script/host_imp.h"

static const char frame[] = "doc.frame", sheet[] = "doc.sheet";

static Len extent(lua_State *L, const char *name, Len least)
{
    Len length = take_length(L, 1, name, frame, 0);
    if (length < least)
        host_fail(L, "doc.frame 的 %s 不能是负数", "doc.frame: %s is not negative", name);
    return length;
}

/* "top bottom" */
static uint8_t sides_of(lua_State *L, Str words)
{
    static const struct { const char *name; unsigned side; } sides[] = {
        {"top", FRAME_TOP}, {"right", FRAME_RIGHT}, {"bottom", FRAME_BOTTOM}, {"left", FRAME_LEFT}};
    enum { ALL = FRAME_TOP | FRAME_RIGHT | FRAME_BOTTOM | FRAME_LEFT };
    unsigned found = 0;
    Str word;
    if (!words.n)
        return ALL;
    while (str_split(&words, ' ', &word)) {
        unsigned side = 0;
        for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
            if (str_equal(word, str_of(sides[i].name)))
                side = sides[i].side;
        if (!side)
            host_fail(L, "doc.frame 的 sides 由 top、right、bottom、left 组成，写的是 %.*s",
                      "doc.frame: sides are top, right, bottom, left, not %.*s", STR_ARG(word));
        found |= side;
    }
    return (uint8_t)found;
}

static void take_ground(lua_State *L, FramePlace *at)
{
    at->filled = take_colour(L, 1, "fill", frame, &at->fill);
    at->rule = extent(L, "rule", 0);
    take_colour(L, 1, "rule_colour", frame, &at->rule_colour);
    at->sides = at->rule ? sides_of(L, take_str(L, 1, "sides", frame)) : 0;
    Str picture = take_str(L, 1, "picture", frame);
    if (!picture.n)
        return;
    at->picture = str_printf(host_of(L)->job, "/%.*s", STR_ARG(picture));
    at->alt = node_text(L, take_str(L, 1, "alt", frame));
    Buf look = buf_in(host_of(L)->job);
    node_take_focus(L, &look, frame);
    at->look = buf_view(&look);
}

int node_make_frame(lua_State *L)
{
    static const char *const fields[] = {"x", "y", "width", "height", "pad", "pad_x", "pad_y", "fill", "rule",
                                         "rule_colour", "sides", "valign", "picture", "alt", "focus", NULL};
    Node *node = node_begin(L, NODE_FRAME, frame, fields);
    FramePlace *at = arena_new(host_of(L)->job, FramePlace);
    at->x = take_length(L, 1, "x", frame, 0);
    at->y = take_length(L, 1, "y", frame, 0);
    at->width = extent(L, "width", 0);
    at->height = extent(L, "height", 0);
    at->pad_x = at->pad_y = extent(L, "pad", 0);
    at->pad_x = take_length(L, 1, "pad_x", frame, at->pad_x);
    at->pad_y = take_length(L, 1, "pad_y", frame, at->pad_y);
    at->valign = (uint8_t)node_valign(L, take_str(L, 1, "valign", frame));
    take_ground(L, at);
    node->as.frame = at;
    NodeList kids = {0};
    node_kids(L, 1, true, &kids);
    return node_push_made(L, doc_done(host_of(L)->job, node, &kids));
}

/* Where the sheet is folded, from its left: behind its frames, each as a frame that is none. */
static void take_folds(lua_State *L, NodeList *kids)
{
    Host *h = host_of(L);
    if (!take_table(L, 1, "folds", sheet))
        return;
    for (lua_Integer i = 1, n = luaL_len(L, -1); i <= n; i++) {
        FramePlace *at = arena_new(h->job, FramePlace);
        at->fold = true;
        lua_geti(L, -1, i);
        bool is = take_length_at(L, -1, &at->x);
        lua_pop(L, 1);
        if (!is || at->x <= 0)
            host_fail(L, "doc.sheet 的 folds 是从左边量起的长度", "doc.sheet: folds are lengths from its left");
        Node *node = doc_node(h->job, NODE_FRAME, host_where(L, 1));
        node->as.frame = at;
        doc_push(h->job, kids, node);
    }
    lua_pop(L, 1);
}

int node_make_sheet(lua_State *L)
{
    static const char *const fields[] = {"class", "id", "folds", NULL};
    Node *node = node_begin(L, NODE_SHEET, sheet, fields);
    node_take_section(L, node, sheet);
    NodeList kids = {0};
    node_kids(L, 1, true, &kids);
    for (size_t i = 0; i < kids.count; i++)
        if (kids.items[i]->kind != NODE_FRAME)
            host_fail(L, "doc.sheet 里只能是 doc.frame，第 %zu 个不是", "doc.sheet holds doc.frame only; number %zu is none",
                      i + 1);
    take_folds(L, &kids);
    return node_push_made(L, doc_done(host_of(L)->job, node, &kids));
}
