/*
 * look: scans, which say what to look for, and the walk that finds it in a text. See look.c.
 */
#ifndef SCRIPT_LOOK_H
#define SCRIPT_LOOK_H

#include "script/host_imp.h"

typedef struct Scans Scans;

/* A text that is walked; found is called at each hit, from start to end of words, in its line. */
typedef struct Look {
    Str words;
    size_t line, line_end;
    const Scans *scans;
    /* scan: its number in the list, from 0; groups: of digits, see DigitRun */
    void (*found)(lua_State *L, struct Look *k, int scan, Str text, Str groups, size_t start, size_t end);
} Look;

/* The scans of the list at this place of the stack, in a; where names it in messages. */
Scans *scans_read(lua_State *L, int list, Arena *a, const char *where);
void look_through(lua_State *L, Look *k);
/* Push {text, groups, raw, before, after} of a hit. */
void look_push_hit(lua_State *L, const Look *k, Str text, Str groups, size_t start, size_t end);
/* Put site.look into the table on top. */
void look_open(lua_State *L);

#endif
