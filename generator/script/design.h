/*
 * design: a publication's looks and the fonts' configuration from Lua tables into plain data.
 *
 * Invariants. What a table does not name keeps the value it has (design_default). Lengths are texts
 * with a unit ("25mm" "16pt" "1.2cm" "0.5in") or numbers of points; colours "#RRGGBB"; em numbers.
 * A name that there is not, or a value of the wrong kind, is an error at pos that names it.
 * Both functions read through metamethods, so they are called where Lua errors are caught.
 */
#ifndef SCRIPT_DESIGN_H
#define SCRIPT_DESIGN_H

#include <lua.h>

#include "pdf/page.h"

/* Change design by the table at index. Strings are copied into a. false: reported. */
bool design_read(lua_State *L, int index, Arena *a, Design *design, Pos pos, Diag *d);
/* The roles in the list at index. All in a. false: reported. */
bool design_read_fonts(lua_State *L, int index, Arena *a, FontConfig *config, Pos pos, Diag *d);

#endif
