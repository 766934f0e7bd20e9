/* A mark says what follows; numbers and addresses stand as this machine has them, for the bytes never leave it. */
#include "script/pack.h"

#include <assert.h>
#include <string.h>

enum { DEPTH_MOST = 100 };

typedef enum Mark { MARK_NIL, MARK_FALSE, MARK_TRUE, MARK_INT, MARK_REAL, MARK_TEXT, MARK_ROW, MARK_TABLE } Mark;

/* ---- bytes ---- */

static void put(Buf *out, const void *bytes, size_t n)
{
    buf_str(out, (Str){bytes, n});
}

static void take(Str *bytes, void *into, size_t n)
{
    assert(n <= bytes->n);
    memcpy(into, bytes->p, n);
    *bytes = str_slice(*bytes, n, bytes->n);
}

static void put_mark(Buf *out, Mark mark)
{
    buf_byte(out, (char)mark);
}

static Mark take_mark(Str *bytes)
{
    char mark = MARK_NIL;
    take(bytes, &mark, 1);
    return (Mark)mark;
}

void pack_number(Buf *out, uint32_t number)
{
    put(out, &number, sizeof number);
}

uint32_t pack_take_number(Str *bytes)
{
    uint32_t number = 0;
    take(bytes, &number, sizeof number);
    return number;
}

static Str take_text(Str *bytes)
{
    uint32_t n = pack_take_number(bytes);
    assert(n <= bytes->n);
    Str text = str_slice(*bytes, 0, n);
    *bytes = str_slice(*bytes, n, bytes->n);
    return text;
}

/* ---- cells ---- */

void pack_cell(Buf *out, const StoreCell *cell)
{
    switch (cell->kind) {
    case CELL_NULL: put_mark(out, MARK_NIL); break;
    case CELL_INT:
        put_mark(out, MARK_INT);
        put(out, &cell->number, sizeof cell->number);
        break;
    case CELL_REAL:
        put_mark(out, MARK_REAL);
        put(out, &cell->real, sizeof cell->real);
        break;
    case CELL_TEXT:
        assert(cell->text.n <= UINT32_MAX);
        put_mark(out, MARK_TEXT);
        pack_number(out, (uint32_t)cell->text.n);
        buf_str(out, cell->text);
        break;
    }
}

static StoreCell take_marked(Mark mark, Str *bytes)
{
    StoreCell cell = {.kind = CELL_NULL};
    if (mark == MARK_INT) {
        cell.kind = CELL_INT;
        take(bytes, &cell.number, sizeof cell.number);
    } else if (mark == MARK_REAL) {
        cell.kind = CELL_REAL;
        take(bytes, &cell.real, sizeof cell.real);
    } else if (mark == MARK_TEXT) {
        cell.kind = CELL_TEXT;
        cell.text = take_text(bytes);
    }
    return cell;
}

StoreCell pack_take_cell(Str *bytes)
{
    return take_marked(take_mark(bytes), bytes);
}

/* ---- values ---- */

static void pack_at(lua_State *L, int index, Buf *out, int depth);

/* The list part, then what has other keys: how many of both are said first. */
static void pack_table(lua_State *L, int index, Buf *out, int depth)
{
    if (depth > DEPTH_MOST)
        host_fail(L, "表嵌套超过%d层", "a table is nested more than %d deep", DEPTH_MOST);
    luaL_checkstack(L, 8, NULL);
    seal_push_real(L, index);
    int real = lua_gettop(L);
    uint32_t length = (uint32_t)lua_rawlen(L, real), others = 0;
    put_mark(out, MARK_TABLE);
    pack_number(out, length);
    size_t at = out->n;
    pack_number(out, 0);
    for (uint32_t i = 1; i <= length; i++, lua_pop(L, 1)) {
        lua_rawgeti(L, real, i);
        pack_at(L, real + 1, out, depth + 1);
    }
    for (lua_pushnil(L); lua_next(L, real); lua_pop(L, 1)) {
        lua_Integer i = lua_isinteger(L, real + 1) ? lua_tointeger(L, real + 1) : 0;
        if (i >= 1 && i <= length)
            continue;
        pack_at(L, real + 1, out, depth + 1);
        pack_at(L, real + 2, out, depth + 1);
        others++;
    }
    memcpy(out->p + at, &others, sizeof others);
    lua_settop(L, real - 1);
}

static void pack_at(lua_State *L, int index, Buf *out, int depth)
{
    StoreCell cell;
    const Row *row;
    int type = lua_type(L, index);
    host_charge(L, sizeof(StoreCell));
    if (type == LUA_TTABLE) {
        pack_table(L, index, out, depth);
    } else if (type == LUA_TBOOLEAN) {
        put_mark(out, lua_toboolean(L, index) ? MARK_TRUE : MARK_FALSE);
    } else if (take_cell(L, index, &cell)) {
        pack_cell(out, &cell);
    } else if ((row = bind_to_row(L, index)) != NULL) {
        put_mark(out, MARK_ROW);
        put(out, &row, sizeof row);
    } else {
        host_fail(L, "这里只能是文字、数字、记录或由它们组成的表，不是 %s", "only texts, numbers, rows and tables of them here, not %s",
                  luaL_typename(L, index));
    }
}

void pack_value(lua_State *L, int index, Buf *out)
{
    pack_at(L, lua_absindex(L, index), out, 0);
}

static void push_table(lua_State *L, Str *bytes)
{
    luaL_checkstack(L, 8, NULL);
    uint32_t length = pack_take_number(bytes), others = pack_take_number(bytes);
    lua_createtable(L, (int)length, (int)others);
    for (uint32_t i = 1; i <= length; i++) {
        pack_push(L, bytes);
        lua_rawseti(L, -2, i);
    }
    for (; others; others--) {
        pack_push(L, bytes);
        pack_push(L, bytes);
        lua_rawset(L, -3);
    }
}

void pack_push(lua_State *L, Str *bytes)
{
    Mark mark = take_mark(bytes);
    switch (mark) {
    case MARK_FALSE: case MARK_TRUE: lua_pushboolean(L, mark == MARK_TRUE); break;
    case MARK_TABLE: push_table(L, bytes); break;
    case MARK_ROW: {
        const Row *row;
        take(bytes, &row, sizeof row);
        bind_row(L, row);
        break;
    }
    case MARK_NIL: case MARK_INT: case MARK_REAL: case MARK_TEXT: {
        StoreCell cell = take_marked(mark, bytes);
        bind_cell(L, &cell);
        break;
    }
    }
}
