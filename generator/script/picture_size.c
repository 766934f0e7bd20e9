/*
 * How large the pictures below content/ are: what checks of logos and photos start from.
 */
#include "base/file.h"
#include "draw/image.h"
#include "script/host_imp.h"

/* site.picture(path): width and height in pixels, upright; nothing when there is no such file or it is no
 * picture (places that use it say why). */
static int site_picture(lua_State *L)
{
    Host *h = host_of(L);
    Str path;
    path.p = luaL_checklstring(L, 1, &path.n);
    if (!site_has_file(h->site, path))
        return 0;
    Arena *a = h->job;
    ArenaMark mark = arena_mark(a);
    Diag silent = diag_in(a);
    uint32_t width = 0, height = 0;
    const Source *file = file_read(a, site_disk_path(h->site, a, path), path, &silent);
    bool good = file && image_size(file->text, path, (Pos){0}, &width, &height, &silent);
    arena_release(a, mark);
    if (!good)
        return 0;
    lua_pushinteger(L, width);
    lua_pushinteger(L, height);
    return 2;
}

void picture_size_open(lua_State *L)
{
    lua_pushcfunction(L, site_picture);
    lua_setfield(L, -2, "picture");
}
