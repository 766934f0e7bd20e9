/*
 * Pictures in pages: <picture> with the sizes that the plan has, and the colour that stands there until it has
 * come, as three classes: `tint r7 g9 b4` for #779944, so that no style attribute is needed.
 *
 * The first large picture of a page, and small ones before it, are there at once, further ones are loaded when
 * somebody comes near them.
 */
#include "base/file.h"
#include "draw/image.h"
#include "html/html.h"
#include "script/host_imp.h"

enum {
    TINT_SIDE = 32, /* pixels are enough for a mean */
    LARGE = 300     /* pixels across; below it is an emblem, not what a page shows */
};

/* ---- the colour ---- */

static uint32_t mean_of(Host *h, Str from, bool *opaque)
{
    Arena *work = arena_open();
    Diag silent = diag_in(work); /* what is wrong with it is said where its files are made */
    Str bytes;
    Image image;
    uint32_t mean = 0;
    *opaque = false;
    if (file_bytes(work, site_disk_path(h->site, work, from), &bytes, &silent) &&
        image_open(work, bytes, from, (Pos){0}, TINT_SIDE, &image, &silent))
        mean = image_mean(&image, opaque);
    arena_close(work);
    return mean;
}

/* " tint rR gG bB"; empty for a picture that something shines through. */
static Str make_tint(Host *h, Str from)
{
    bool opaque;
    uint32_t mean = mean_of(h, from, &opaque);
    unsigned steps[3];
    for (int i = 0; i < 3; i++)
        steps[i] = ((mean >> (16 - 8 * i) & 255) * 15 + 127) / 255;
    return opaque ? str_printf(h->job, "tint r%x g%x b%x", steps[0], steps[1], steps[2]) : STR_NONE;
}

static Str tint_of(Host *h, Str from)
{
    Str tint, digest = cache_digest(h->cache, site_disk_path(h->site, h->job, from), STR_NONE);
    Str key = str_printf(h->job, "tint %.*s", STR_ARG(digest));
    if (digest.n && cache_find(h->cache, h->job, key, &tint))
        return tint;
    tint = make_tint(h, from);
    if (digest.n)
        cache_keep(h->cache, key, tint);
    return tint;
}

/* ---- the element ---- */

static HtmlImageSource source_of(const Host *h, const PlannedShape *shape, Str sizes, bool webp)
{
    const PlannedSize *largest = &shape->list[shape->count - 1];
    HtmlImageSize *list = arena_array(h->job, HtmlImageSize, shape->count);
    for (size_t i = 0; i < shape->count; i++)
        list[i] = (HtmlImageSize){link_relative(h->job, h->page_path, webp ? shape->list[i].webp : shape->list[i].plain),
                                  shape->list[i].width};
    return (HtmlImageSource){.media = shape->media, .type = webp ? STR("image/webp") : STR_NONE,
                             .sizes = sizes.n ? sizes : shape->sizes, .list = list, .count = shape->count,
                             .width = largest->width, .height = largest->height};
}

void page_picture(Host *h, const PlannedAsset *asset, Str sizes, HtmlImage *image)
{
    *image = (HtmlImage){.src = link_relative(h->job, h->page_path, asset->path), .width = asset->height ? asset->width : 0,
                         .height = asset->height};
    image->load = h->pictures == 0 ? HTML_AT_ONCE : HTML_LAZY;
    h->pictures += asset->width >= LARGE;
    reads_picture(h, asset->from);
    if (!asset->nshapes)
        return;
    HtmlImageSource *sources = arena_array(h->job, HtmlImageSource, 2 * asset->nshapes);
    for (size_t i = 0; i < asset->nshapes; i++) {
        sources[image->nsources++] = source_of(h, &asset->shapes[i], sizes, true);
        sources[image->nsources++] = source_of(h, &asset->shapes[i], sizes, false);
    }
    image->sources = sources;
    image->class = tint_of(h, asset->from);
}

/* picture(path, {alt=, sizes=, class=, first=}): the element for a planned picture. */
static int base_picture(lua_State *L)
{
    static const char *const fields[] = {"alt", "sizes", "class", "first", NULL};
    Host *h = host_of(L);
    if (!h->page_path.n)
        return host_fail(L, "picture 只能在页面模板中用", "picture is for page templates only");
    Str path;
    path.p = luaL_checklstring(L, 1, &path.n);
    luaL_checktype(L, 2, LUA_TTABLE);
    take_known(L, 2, "picture", fields);
    if (lua_getfield(L, 2, "alt") == LUA_TNIL)
        return host_fail(L, "picture 缺少 alt：写图中有什么；只作装饰的写 alt = \"\"",
                         "picture needs alt: what the picture shows; alt = \"\" when it is decoration only");
    lua_pop(L, 1);
    bool refused;
    const PlannedAsset *asset = plan_asset_at(h, path, &refused);
    lua_pushliteral(L, "");
    if (refused)
        return 1; /* reported */
    if (!asset)
        return host_fail(L, "没有计划这张图片：%.*s", "no such picture is planned: %.*s", STR_ARG(path));
    HtmlImage image;
    page_picture(h, asset, take_str(L, 2, "sizes", "picture"), &image);
    image.alt = take_str(L, 2, "alt", "picture");
    Str class = take_str(L, 2, "class", "picture");
    if (class.n)
        image.class = image.class.n ? str_printf(h->job, "%.*s %.*s", STR_ARG(class), STR_ARG(image.class)) : class;
    if (take_bool(L, 2, "first"))
        image.load = HTML_FIRST;
    Buf b = buf_in(h->job);
    html_picture(&b, &image);
    return markup_push_ready(L, buf_view(&b), NULL);
}

void page_picture_open(lua_State *L)
{
    static const luaL_Reg functions[] = {{"picture", base_picture}, {NULL, NULL}};
    sandbox_globals(L);
    luaL_setfuncs(L, functions, 0);
    lua_pop(L, 1);
}
