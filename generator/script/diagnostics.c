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
    host_set_text(L, "level", str_of(levels[item->level]));
    host_set_text(L, "code", item->code);
    host_set_text(L, "file", item->path);
    set_number(L, "line", item->line);
    set_number(L, "column", item->character);
    host_set_text(L, "cell", item->cell);
    host_set_text(L, "key", item->key);
    host_set_text(L, "zh", item->zh);
    host_set_text(L, "en", item->en);
    host_set_text(L, "hint", item->hint_zh);
    host_set_text(L, "hint_en", item->hint_en);
    host_set_text(L, "excerpt", item->excerpt);
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
