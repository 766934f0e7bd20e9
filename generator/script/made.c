/*
 * made(path): what an output of an earlier round has become, for pages and books that speak of files: how large, how many pages,
 * which fingerprint. It answers for what stands in the output folder when the build is done: made just now, or kept.
 */
#include "script/host_imp.h"

void host_made(Host *h, Str path, MadeOutput made)
{
    MadeOutput *own = arena_new(h->a, MadeOutput);
    *own = made;
    *map_at(&h->outputs, path) = own;
}

size_t made_place(Str places, Str id)
{
    Str line, page;
    int64_t number;
    while (str_split(&places, '\n', &line))
        if (str_starts(line, STR("#")) && str_split(&line, ' ', &page) && str_equal(line, id) && str_to_int(str_slice(page, 1, page.n), &number))
            return (size_t)number;
    return 0;
}

/* Only what is settled is told, and to the public only what it has. */
static void want_known(lua_State *L, Str path)
{
    Host *h = host_of(L);
    if (h->round == ROUND_FIRST)
        host_fail(L, "made 只能用在计划了 after_books = true 的网页和书里", "made is for pages and books planned with after_books = true only");
    if (h->may_see == VISIBLE_PUBLIC && !audience_is_public(path))
        host_fail(L, "公开的输出不能问内部的文件：%.*s", "a public output cannot ask about one for the office only: %.*s", STR_ARG(path));
    if (plan_round(h, path) >= h->round)
        host_fail(L, "%.*s 也是 after_books = true，做这一份的时候它还没有定下来，问不到它", "%.*s is planned with after_books = true itself and is not settled while this one is made, so it cannot be asked about",
                  STR_ARG(path));
}

/* made(path): {bytes=, pages=, sha256=}; nil when it is not there. */
static int base_made(lua_State *L)
{
    Host *h = host_of(L);
    Str path;
    path.p = luaL_checklstring(L, 1, &path.n);
    path = plan_original(h, path);
    want_known(L, path);
    reads_note(h, READ_OUTPUT, path);
    const MadeOutput *made = map_find(&h->outputs, path);
    if (!made)
        return lua_pushnil(L), 1;
    lua_createtable(L, 0, 3);
    lua_pushinteger(L, (lua_Integer)made->bytes);
    lua_setfield(L, -2, "bytes");
    lua_pushinteger(L, (lua_Integer)made->pages);
    lua_setfield(L, -2, "pages");
    lua_pushlstring(L, made->sha256.p, made->sha256.n);
    lua_setfield(L, -2, "sha256");
    return 1;
}

void made_open(lua_State *L)
{
    sandbox_globals(L);
    lua_pushcfunction(L, base_made);
    lua_setfield(L, -2, "made");
    lua_pop(L, 1);
}
