/*
 * asset{widths = …}: a picture in several sizes, and in other shapes where the page is narrow.
 *
 * Sizes are settled while planning, from the header of the file: no size is larger than what there is, so
 * that browsers are told the truth. A picture that cannot be read is reported at its own file, and pages show
 * nothing in its place.
 */
#include "base/file.h"
#include "draw/image.h"
#include "script/host_imp.h"

enum {
    FALLBACK_MOST = 1280, /* pixels across for programs that know no srcset */
    WIDTHS_MOST = 12,
    SHAPES_MOST = 4
};

/* What one shape is to be, from the table at index. */
typedef struct Form {
    int across, down; /* 0: the whole picture */
    int focus_x, focus_y;
    uint32_t widths[WIDTHS_MOST];
    size_t nwidths;
} Form;

static void take_widths(lua_State *L, int index, Form *form)
{
    if (!take_table(L, index, "widths", "asset"))
        host_fail(L, "asset 的每个 shape 要有 widths", "each shape of asset needs widths");
    lua_Integer n = luaL_len(L, -1);
    if (n < 1 || n > WIDTHS_MOST)
        host_fail(L, "asset 的 widths 应有 1 到 %d 个", "asset: widths has 1 to %d numbers", WIDTHS_MOST);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_geti(L, -1, i);
        lua_Integer width = lua_tointeger(L, -1), before = i > 1 ? form->widths[i - 2] : 0;
        if (width <= before || width > (lua_Integer)IMAGE_SIDE_LIMIT)
            host_fail(L, "asset 的 widths 应从小到大，不超过 %u", "asset: widths go from small to large, up to %u", IMAGE_SIDE_LIMIT);
        form->widths[form->nwidths++] = (uint32_t)width;
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

static Form take_form(lua_State *L, int index)
{
    Form form = {.focus_x = 50, .focus_y = 50};
    look_take_aspect(L, index, "asset", &form.across, &form.down);
    if (!look_take_focus(L, index, "asset", &form.focus_x, &form.focus_y))
        look_take_focus(L, 1, "asset", &form.focus_x, &form.focus_y); /* of the whole asset */
    take_widths(L, index, &form);
    return form;
}

/* ---- names ---- */

/* assets/a.jpg -> assets/a, .jpg */
static void split_path(Str path, Str *stem, Str *end)
{
    size_t dot = path.n;
    while (dot > 0 && path.p[dot - 1] != '.' && path.p[dot - 1] != '/')
        dot--;
    *stem = str_slice(path, 0, dot > 0 ? dot - 1 : 0);
    *end = str_slice(path, stem->n, path.n);
}

static bool is_kind(Str end)
{
    return str_equal(end, STR(".jpg")) || str_equal(end, STR(".png"));
}

static PlannedSize size_of(Arena *a, const PlannedShape *shape, uint32_t width, Str path)
{
    Str stem, end;
    split_path(path, &stem, &end);
    uint32_t height = (uint32_t)(((uint64_t)shape->height * width + shape->width / 2) / shape->width);
    height = height ? height : 1;
    return (PlannedSize){.width = width, .height = height,
                         .webp = str_printf(a, "%.*s/%ux%u.webp", STR_ARG(stem), width, height),
                         .plain = str_printf(a, "%.*s/%ux%u%.*s", STR_ARG(stem), width, height, STR_ARG(end))};
}

/* ---- sizes ---- */

/* Those that are asked for, as far as there are pixels; the last as large as there are when more was asked for. */
static void make_sizes(Arena *a, const Form *form, Str path, PlannedShape *shape)
{
    PlannedSize *list = arena_array(a, PlannedSize, form->nwidths);
    for (size_t i = 0; i < form->nwidths; i++) {
        bool last = form->widths[i] >= shape->width;
        list[shape->count++] = size_of(a, shape, last ? shape->width : form->widths[i], path);
        if (last)
            break;
    }
    shape->list = list;
}

static PlannedShape make_shape(lua_State *L, int index, const PlannedAsset *asset, uint32_t width, uint32_t height)
{
    Arena *a = host_of(L)->a;
    Form form = take_form(L, index);
    ImageFrame part = {0, 0, width, height};
    if (form.across)
        part = image_frame(width, height, (uint32_t)form.across, (uint32_t)form.down, (uint32_t)form.focus_x * 10,
                           (uint32_t)form.focus_y * 10);
    Str sizes = take_str(L, index, "sizes", "asset");
    PlannedShape shape = {take_str(L, index, "media", "asset"), sizes.n ? sizes : STR("100vw"), part.x, part.y, part.width,
                          part.height, NULL, 0};
    make_sizes(a, &form, asset->path, &shape);
    return shape;
}

/* The file of the asset's own path is one of the last shape. */
static void name_fallback(PlannedAsset *asset)
{
    const PlannedShape *shape = &asset->shapes[asset->nshapes - 1];
    size_t best = 0;
    for (size_t i = 1; i < shape->count; i++)
        if (shape->list[i].width <= FALLBACK_MOST)
            best = i;
    ((PlannedSize *)shape->list)[best].plain = asset->path;
    asset->width = shape->list[best].width;
    asset->height = shape->list[best].height;
}

/* What two shapes have of the same part and in the same size is one pair of files: that of the later one. */
static void share_sizes(const PlannedAsset *asset)
{
    for (size_t i = 0; i + 1 < asset->nshapes; i++)
        for (size_t j = i + 1; j < asset->nshapes; j++) {
            const PlannedShape *own = &asset->shapes[i], *later = &asset->shapes[j];
            if (own->x != later->x || own->y != later->y || own->width != later->width || own->height != later->height)
                continue;
            for (size_t k = 0; k < own->count; k++)
                for (size_t n = 0; n < later->count; n++)
                    if (own->list[k].width == later->list[n].width) {
                        ((PlannedSize *)own->list)[k] = later->list[n];
                        ((PlannedSize *)own->list)[k].shared = true;
                    }
        }
}

static void take_shapes(lua_State *L, PlannedAsset *asset, uint32_t width, uint32_t height)
{
    static const char *const fields[] = {"media", "aspect", "focus", "widths", "sizes", NULL};
    Arena *a = host_of(L)->a;
    PlannedShape *shapes = arena_array(a, PlannedShape, SHAPES_MOST);
    if (take_table(L, 1, "shapes", "asset")) {
        int list = lua_gettop(L);
        lua_Integer n = luaL_len(L, list);
        if (n < 1 || n > SHAPES_MOST)
            host_fail(L, "asset 的 shapes 应有 1 到 %d 个", "asset: shapes has 1 to %d entries", SHAPES_MOST);
        for (lua_Integer i = 1; i <= n; i++) {
            lua_geti(L, list, i);
            luaL_checktype(L, -1, LUA_TTABLE);
            take_known(L, lua_gettop(L), "asset", fields);
            shapes[asset->nshapes++] = make_shape(L, lua_gettop(L), asset, width, height);
            if ((shapes[i - 1].media.n == 0) != (i == n))
                host_fail(L, "asset 的 shapes 中最后一个没有 media，其余都有", "asset: all shapes but the last have media");
            lua_pop(L, 1);
        }
        lua_pop(L, 1);
    } else {
        shapes[asset->nshapes++] = make_shape(L, 1, asset, width, height);
    }
    asset->shapes = shapes;
    name_fallback(asset);
    share_sizes(asset);
}

bool plan_picture(lua_State *L, PlannedAsset *asset)
{
    Host *h = host_of(L);
    Str stem, end, bytes;
    split_path(asset->path, &stem, &end);
    if (asset->template || asset->width || !is_kind(end))
        host_fail(L, "几种大小的图片（widths、shapes）要有 from，path 以 .jpg 或 .png 结尾，不写 width 和 height",
                  "a picture in several sizes (widths, shapes) has from, a path ending in .jpg or .png, and no width or height");
    uint32_t width, height;
    Arena *work = arena_open();
    Pos pos = {.source = source_make(h->a, site_shown(h->site, h->a, asset->from), STR_NONE)};
    bool good = file_bytes(work, site_disk_path(h->site, work, asset->from), &bytes, h->diag) &&
                image_size(bytes, asset->from, pos, &width, &height, h->diag);
    arena_close(work);
    if (good)
        take_shapes(L, asset, width, height);
    return good;
}
