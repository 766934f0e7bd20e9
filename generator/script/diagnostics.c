/*
 * site.diagnostics(): what reading and checking had to say about the content, for the office's own papers. In the order of
 * files and places, what no message may repeat already hidden, as kanben check prints it.
 *
 * The messages quote what authors wrote, so no public output may ask for them, and checks come before there are any.
 */
#include "script/host_imp.h"

void host_found(Host *h, const Diag *found)
{
    Diag *copy = arena_new(h->a, Diag);
    *copy = diag_in(h->a);
    diag_append(copy, found);
    diag_sort(copy);
    h->found = copy;
}

static void set_str(lua_State *L, const char *name, Str s)
{
    if (!s.n)
        return;
    lua_pushlstring(L, s.p, s.n);
    lua_setfield(L, -2, name);
}

static void set_number(lua_State *L, const char *name, uint32_t n)
{
    if (!n)
        return;
    lua_pushinteger(L, n);
    lua_setfield(L, -2, name);
}

static void push_message(lua_State *L, const DiagItem *item)
{
    static const char *const levels[] = {[DIAG_NOTE] = "note", [DIAG_WARNING] = "warning", [DIAG_ERROR] = "error"};
    lua_createtable(L, 0, 12);
    set_str(L, "level", str_of(levels[item->level]));
    set_str(L, "code", item->code);
    set_str(L, "file", item->path);
    set_number(L, "line", item->line);
    set_number(L, "column", item->character);
    set_str(L, "cell", item->cell);
    set_str(L, "key", item->key);
    set_str(L, "zh", item->zh);
    set_str(L, "en", item->en);
    set_str(L, "hint", item->hint_zh);
    set_str(L, "hint_en", item->hint_en);
    set_str(L, "excerpt", item->excerpt);
}

static int site_diagnostics(lua_State *L)
{
    Host *h = host_of(L);
    if (h->may_see == VISIBLE_PUBLIC)
        return host_fail(L, "公开的输出不能读检查的结果", "a public output cannot read what checking found");
    lua_newtable(L);
    for (size_t i = 0; h->found && i < h->found->count; i++) {
        push_message(L, &h->found->items[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

void diagnostics_open(lua_State *L)
{
    lua_pushcfunction(L, site_diagnostics);
    lua_setfield(L, -2, "diagnostics");
}
