/*
 * How large the pictures below content/ are, which checks of logos and photos start from, and names for addresses of files.
 */
#include <string.h>

#include "base/file.h"
#include "draw/image.h"
#include "read/digest.h"
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

/* What tells a file from any other: its path, its size, its first and last pieces, so that an album of thousands costs little. */
static Str print_of(Arena *a, Str path, Str bytes)
{
    enum { PIECE = 64 << 10 };
    size_t end = bytes.n > PIECE ? bytes.n - PIECE : 0;
    Buf b = buf_in(a);
    buf_printf(&b, "%.*s\n%zu\n", STR_ARG(path), bytes.n);
    buf_str(&b, str_slice(bytes, 0, PIECE));
    buf_str(&b, str_slice(bytes, end, bytes.n));
    return digest_bytes(a, buf_view(&b));
}

/* site.fingerprint(path): a short name for this content of this file below content/, which is another one's never; nothing when
 * there is no such file or it cannot be read. */
static int site_fingerprint(lua_State *L)
{
    enum { SHORT = 12 }; /* digits: of a million files two would have the same once in 500 */
    Host *h = host_of(L);
    Str path;
    path.p = luaL_checklstring(L, 1, &path.n);
    if (!site_has_file(h->site, path))
        return 0;
    ArenaMark mark = arena_mark(h->job);
    const Source *file = file_read(h->job, site_disk_path(h->site, h->job, path), path, h->diag);
    if (file) {
        Str print = print_of(h->job, path, file->text);
        lua_pushlstring(L, print.p, SHORT);
    }
    arena_release(h->job, mark);
    return file != NULL;
}

void picture_size_open(lua_State *L)
{
    lua_pushcfunction(L, site_fingerprint);
    lua_setfield(L, -2, "fingerprint");
    lua_pushcfunction(L, site_picture);
    lua_setfield(L, -2, "picture");
}
