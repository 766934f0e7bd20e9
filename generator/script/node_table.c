/* doc.table and doc.cell. */
#include <string.h>

#include "script/host_imp.h"

enum { COLUMNS_MOST = 200 };

static Align align_of(lua_State *L, Str name)
{
    static const struct { const char *name; Align align; } aligns[] = {
        {"left", ALIGN_LEFT},   {"center", ALIGN_CENTRE}, {"centre", ALIGN_CENTRE},
        {"right", ALIGN_RIGHT}, {"decimal", ALIGN_POINT}};
    for (size_t i = 0; i < sizeof aligns / sizeof *aligns; i++)
        if (str_equal(name, str_of(aligns[i].name)))
            return aligns[i].align;
    if (name.n)
        host_fail(L, "对齐应是 left、center、right 或 decimal，写的是 %.*s",
                  "alignment is left, center, right or decimal, not %.*s",
                  STR_ARG(name));
    return ALIGN_DEFAULT;
}

VAlign node_valign(lua_State *L, Str name)
{
    static const char *const valigns[] = {"", "top", "middle", "bottom"};
    for (size_t i = 0; i < sizeof valigns / sizeof *valigns; i++)
        if (str_equal(name, str_of(valigns[i])))
            return (VAlign)i;
    host_fail(L, "上下位置应是 top、middle 或 bottom，写的是 %.*s",
              "vertical alignment is top, middle or bottom, not %.*s", STR_ARG(name));
    return VALIGN_DEFAULT;
}

/* A cell holds inlines, or blocks as soon as one of its children is a block. */
static bool holds_blocks(lua_State *L, int index, int depth)
{
    enum { DEPTH_MOST = 20 };
    index = lua_absindex(L, index);
    const Node *node = node_to(L, index);
    if (node)
        return !doc_is_inline((NodeKind)node->kind) && node->kind != NODE_PARA;
    if (lua_type(L, index) != LUA_TTABLE || depth > DEPTH_MOST)
        return false;
    lua_Integer n = luaL_len(L, index);
    bool blocks = false;
    luaL_checkstack(L, 4, NULL);
    for (lua_Integer i = 1; i <= n && !blocks; i++) {
        lua_geti(L, index, i);
        blocks = holds_blocks(L, -1, depth + 1);
        lua_pop(L, 1);
    }
    return blocks;
}

/* The cell that the value at index stands for. */
static const Node *cell_at(lua_State *L, int index, bool head)
{
    Arena *a = host_of(L)->job;
    const Node *made = node_to(L, index);
    if (made && made->kind == NODE_CELL)
        return made;
    Node *cell = doc_node(a, NODE_CELL, host_where(L, 1));
    cell->flags = head ? NODE_HEAD : 0;
    NodeList kids = {0};
    node_kids(L, index, holds_blocks(L, index, 0), &kids);
    return doc_done(a, cell, &kids);
}

int node_make_cell(lua_State *L)
{
    static const char *const fields[] = {"colspan", "rowspan", "align", "valign", "head", NULL};
    luaL_checktype(L, 1, LUA_TTABLE);
    take_known(L, 1, "doc.cell", fields);
    Arena *a = host_of(L)->job;
    Node *cell = doc_node(a, NODE_CELL, host_where(L, 1));
    int64_t columns = take_int(L, 1, "colspan", "doc.cell", 1);
    int64_t rows = take_int(L, 1, "rowspan", "doc.cell", 1);
    if (columns < 1 || columns > COLUMNS_MOST || rows < 1 || rows > 10000)
        return host_fail(L, "doc.cell 的 colspan 或 rowspan 不对", "colspan or rowspan of doc.cell is out of range");
    cell->as.cell.colspan = (uint16_t)columns;
    cell->as.cell.rowspan = (uint16_t)rows;
    cell->as.cell.align = (uint8_t)align_of(L, take_str(L, 1, "align", "doc.cell"));
    cell->as.cell.valign = (uint8_t)node_valign(L, take_str(L, 1, "valign", "doc.cell"));
    cell->flags = take_bool(L, 1, "head") ? NODE_HEAD : 0;
    NodeList kids = {0};
    node_kids(L, 1, holds_blocks(L, 1, 0), &kids);
    node_push(L, doc_done(a, cell, &kids), host_of(L)->job_number);
    return 1;
}

/* What a row says besides its cells. */
static Str row_class(lua_State *L, int list)
{
    static const char *const fields[] = {"class", NULL};
    take_known(L, list, "doc.table 的一行 (a row of doc.table)", fields);
    return take_str(L, list, "class", "doc.table");
}

/* The row that the list on top stands for; *columns grows to its width. */
static const Node *row_on_top(lua_State *L, bool head, uint32_t *columns)
{
    Arena *a = host_of(L)->job;
    if (lua_type(L, -1) != LUA_TTABLE)
        host_fail(L, "表格的每一行应是列表", "each row of a table is a list");
    int list = lua_gettop(L);
    Node *row = doc_node(a, NODE_ROW, host_where(L, 1));
    row->as.section.class = row_class(L, list);
    lua_Integer n = luaL_len(L, list);
    NodeList cells = {0};
    uint32_t width = 0;
    for (lua_Integer i = 1; i <= n; i++) {
        lua_geti(L, list, i);
        const Node *cell = cell_at(L, -1, head);
        width += cell->as.cell.colspan;
        doc_push(a, &cells, cell);
        lua_pop(L, 1);
    }
    if (width > COLUMNS_MOST)
        host_fail(L, "表格超过%d列", "the table has more than %d columns", COLUMNS_MOST);
    *columns = width > *columns ? width : *columns;
    return doc_done(a, row, &cells);
}

/* A row marked as sub-head that has one cell: it covers all columns. */
static const Node *stretched(Arena *a, const Node *row, uint32_t columns)
{
    if (row->nkids != 1 || !doc_has_class(row->as.section.class, STR("subhead")))
        return row;
    Node *cell = doc_copy(a, row->kids[0]), *copy = doc_copy(a, row);
    cell->as.cell.colspan = (uint16_t)columns;
    NodeList kids = {0};
    doc_push(a, &kids, cell);
    return doc_done(a, copy, &kids);
}

/* Head: one list of cells, or several rows. The number of head rows. */
static uint8_t add_head(lua_State *L, NodeList *rows, uint32_t *columns)
{
    Arena *a = host_of(L)->job;
    if (!take_table(L, 1, "head", "doc.table"))
        return 0;
    bool several = lua_geti(L, -1, 1) == LUA_TTABLE && lua_geti(L, -1, 1) != LUA_TNIL;
    lua_settop(L, 2);
    lua_Integer n = several ? luaL_len(L, 2) : 1;
    for (lua_Integer i = 1; i <= n && n < 20; i++) {
        if (several)
            lua_geti(L, 2, i);
        doc_push(a, rows, row_on_top(L, true, columns));
        lua_settop(L, 2);
    }
    lua_settop(L, 1);
    return (uint8_t)n;
}

static void add_rows(lua_State *L, NodeList *rows, uint32_t *columns)
{
    if (!take_table(L, 1, "rows", "doc.table"))
        return;
    lua_Integer n = luaL_len(L, -1);
    for (lua_Integer i = 1; i <= n; i++) {
        host_charge(L, 200);
        lua_geti(L, 2, i);
        doc_push(host_of(L)->job, rows, row_on_top(L, false, columns));
        lua_settop(L, 2);
    }
    lua_settop(L, 1);
    for (size_t i = 0; i < rows->count; i++) /* now that all columns are known */
        rows->items[i] = stretched(host_of(L)->job, rows->items[i], *columns);
}

/* Widths: a text is a length, a number a share of what the lengths leave, "auto" or false what
 * the column's text asks for. */
static const Len *widths_of(lua_State *L, uint32_t columns)
{
    enum { SHARE_MOST = 1000 };
    if (!take_table(L, 1, "widths", "doc.table"))
        return NULL;
    Len *widths = arena_array(host_of(L)->job, Len, columns + 1);
    lua_Integer n = luaL_len(L, -1);
    for (lua_Integer i = 1; i <= n && i <= (lua_Integer)columns; i++) {
        lua_geti(L, -1, i);
        bool is_auto = !lua_toboolean(L, -1) ||
                       (lua_type(L, -1) == LUA_TSTRING && strcmp(lua_tostring(L, -1), "auto") == 0);
        double share = lua_type(L, -1) == LUA_TNUMBER ? lua_tonumber(L, -1) : 0;
        bool good = is_auto || (share > 0 && share <= SHARE_MOST) ||
                    (share == 0 && take_length_at(L, -1, &widths[i - 1]) && widths[i - 1] > 0);
        if (!good)
            host_fail(L, "doc.table 的 widths 第 %d 项应是带单位的长度（\"25mm\"）、份数（2）或 \"auto\"",
                      "item %d of widths in doc.table is a length with a unit (\"25mm\"), a share (2) or \"auto\"",
                      (int)i);
        if (share > 0)
            widths[i - 1] = -(Len)(share * 1000 + 0.5);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    return widths;
}

/* The title, which bears the id: a table is called by the number of its title. */
static void add_caption(lua_State *L, NodeList *kids)
{
    Arena *a = host_of(L)->job;
    Str id = node_text(L, take_str(L, 1, "id", "doc.table"));
    const Node *plain = node_caption(L, "caption");
    if (!plain && id.n)
        host_fail(L, "doc.table 有 id 没有 caption：引用印的是题目的编号", "doc.table has an id and no caption: references print its number");
    if (!plain)
        return;
    Node *caption = doc_copy(a, plain);
    caption->as.section.id = id;
    doc_push(a, kids, caption);
}

int node_make_table(lua_State *L)
{
    static const char *const fields[] = {"head", "rows", "align", "widths", "valign", "caption", "class", "id", NULL};
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    take_known(L, 1, "doc.table", fields);
    Arena *a = host_of(L)->job;
    Node *table = doc_node(a, NODE_TABLE, host_where(L, 1));
    NodeList kids = {0};
    uint32_t columns = 0;
    add_caption(L, &kids);
    table->level = add_head(L, &kids, &columns);
    add_rows(L, &kids, &columns);
    const Str *names;
    size_t n = take_strs(L, 1, "align", "doc.table", &names);
    uint8_t *aligns = arena_array(a, uint8_t, columns);
    for (size_t i = 0; i < n && i < columns; i++)
        aligns[i] = (uint8_t)align_of(L, names[i]);
    table->as.table.aligns = aligns;
    table->as.table.ncolumns = columns;
    table->as.table.widths = widths_of(L, columns);
    table->as.table.valign = (uint8_t)node_valign(L, take_str(L, 1, "valign", "doc.table"));
    table->as.table.class = take_str(L, 1, "class", "doc.table");
    node_push(L, doc_done(a, table, &kids), host_of(L)->job_number);
    return 1;
}
