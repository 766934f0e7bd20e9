/*
 * pack: what a script answers, as bytes for another process that was forked from the same one after the
 * freeze, and back again.
 *
 * Plain values only: nil, truth, numbers, texts, rows of the site, and tables of them; others are an error of
 * the script. A table met twice becomes two; what was sealed is a plain table again.
 */
#ifndef SCRIPT_PACK_H
#define SCRIPT_PACK_H

#include "script/host_imp.h"

/* Append the value at index. Raises an error of Lua when it holds what cannot be packed. */
void pack_value(lua_State *L, int index, Buf *out);
/* Push the value that *bytes begin with; *bytes goes on behind it. */
void pack_push(lua_State *L, Str *bytes);

/* The same of a cell of a table; its text is borrowed from the bytes. */
void pack_cell(Buf *out, const StoreCell *cell);
StoreCell pack_take_cell(Str *bytes);
/* Numbers below 2^32 on their own. */
void pack_number(Buf *out, uint32_t number);
uint32_t pack_take_number(Str *bytes);

#endif
