/*
 * What is wanted of a picture is a list of sizes: a part, a width, and one or two files of it.
 */
#include "build/asset.h"

#include <assert.h>
#include <string.h>

#include "base/file.h"
#include "draw/image.h"

typedef struct Want {
    ImageFrame part;
    uint32_t width;
    AssetFile files[2];
    size_t nfiles;
} Want;

typedef struct Making {
    Arena *a;
    Cache *cache;
    const PlannedAsset *asset;
    Pos pos; /* of the file as a whole, for messages */
    Str in;
    uint32_t width, height; /* of the picture in the file, upright */
    Want *wants;
    size_t count;
} Making;

/* ---- what is wanted ---- */

static size_t size_count(const PlannedAsset *asset)
{
    size_t count = 0;
    for (size_t i = 0; i < asset->nshapes; i++)
        count += asset->shapes[i].count;
    return count ? count : 1;
}

static void want_sizes(Making *m)
{
    for (size_t i = 0; i < m->asset->nshapes; i++)
        for (size_t k = 0; k < m->asset->shapes[i].count; k++) {
            const PlannedShape *shape = &m->asset->shapes[i];
            const PlannedSize *size = &shape->list[k];
            if (!size->shared)
                m->wants[m->count++] = (Want){{shape->x, shape->y, shape->width, shape->height}, size->width,
                                              {{.path = size->plain}, {.path = size->webp}}, 2};
        }
}

/* One file: the whole, or its middle in the shape width : height; never made larger. */
static void want_one(Making *m)
{
    const PlannedAsset *asset = m->asset;
    ImageFrame part = {0, 0, m->width, m->height};
    if (asset->width && asset->height)
        part = image_frame(m->width, m->height, asset->width, asset->height, 500, 500);
    uint32_t width = asset->width && asset->width < part.width ? asset->width : part.width;
    m->wants[m->count++] = (Want){part, width, {{.path = asset->path}}, 1};
}

/* ---- making ---- */

/* Of the cache or not, by what it depends on besides the program. */
static Str key_of(const Making *m, Arena *a, Str digest, const Want *want, ImageFormat format)
{
    ImageFormat own = IMAGE_AS_JPEG;
    image_format(m->asset->path, &own);
    return str_printf(a, "asset %d %d %.*s %u %u %u %u %u", (int)format, (int)own, STR_ARG(digest), want->part.x,
                      want->part.y, want->part.width, want->part.height, want->width);
}

static bool find_all(Making *m, Arena *scratch, Str digest)
{
    bool all = digest.n > 0;
    for (size_t i = 0; i < m->count && all; i++)
        for (size_t k = 0; k < m->wants[i].nfiles && all; k++) {
            ImageFormat format = IMAGE_AS_JPEG;
            image_format(m->wants[i].files[k].path, &format);
            all = cache_find(m->cache, m->a, key_of(m, scratch, digest, &m->wants[i], format), &m->wants[i].files[k].bytes);
        }
    return all;
}

/* The longest side of a decoding in which every part has at least as many pixels as are wanted of it. */
static uint32_t side_wanted(const Making *m)
{
    uint64_t side = m->width > m->height ? m->width : m->height, most = 1;
    for (size_t i = 0; i < m->count; i++) {
        uint64_t own = (side * m->wants[i].width + m->wants[i].part.width - 1) / m->wants[i].part.width;
        most = own > most ? own : most;
    }
    return (uint32_t)most;
}

static void encode(Making *m, Arena *scratch, Want *want, const Image *image, Str digest)
{
    for (size_t k = 0; k < want->nfiles; k++) {
        ImageFormat format = IMAGE_AS_JPEG;
        image_format(want->files[k].path, &format);
        want->files[k].bytes = str_copy(m->a, image_file(scratch, image, format));
        if (digest.n)
            cache_keep(m->cache, key_of(m, scratch, digest, want, format), want->files[k].bytes);
    }
}

static bool make_all(Making *m, Arena *scratch, Str digest, Diag *d)
{
    Image image;
    ImageFormat own = IMAGE_AS_WEBP;
    if (!image_open(scratch, m->in, m->asset->from, m->pos, side_wanted(m), &image, d))
        return false;
    image_format(m->asset->path, &own);
    image.photo = own == IMAGE_AS_WEBP ? image.photo : own == IMAGE_AS_JPEG; /* its author knows */
    for (size_t i = 0; i < m->count; i++) {
        ArenaMark mark = arena_mark(scratch);
        ImageFrame f = image_frame_scaled(&image, m->wants[i].part, m->width);
        Image part = image_part(scratch, &image, f.x, f.y, f.width, f.height);
        part = image_fit(scratch, &part, m->wants[i].width, IMAGE_SIDE_LIMIT);
        encode(m, scratch, &m->wants[i], &part, digest);
        arena_release(scratch, mark);
    }
    return true;
}

/* The file of the asset's own path first. */
static void list_files(const Making *m, const AssetFile **files, size_t *count)
{
    AssetFile *list = arena_array(m->a, AssetFile, 2 * m->count);
    *count = 1;
    for (size_t i = 0; i < m->count; i++)
        for (size_t k = 0; k < m->wants[i].nfiles; k++)
            list[str_equal(m->wants[i].files[k].path, m->asset->path) ? 0 : (*count)++] = m->wants[i].files[k];
    for (size_t i = 0; i < *count; i++)
        list[i].picture = true;
    *files = list;
}

static bool make_picture(Making *m, const char *disk, Diag *d)
{
    if (!image_size(m->in, m->asset->from, m->pos, &m->width, &m->height, d))
        return false;
    m->wants = arena_array(m->a, Want, size_count(m->asset));
    if (m->asset->nshapes)
        want_sizes(m);
    else
        want_one(m);
    Arena *scratch = arena_open(); /* decoded, a photo is a hundred times its file */
    Str digest = cache_digest(m->cache, disk, m->in);
    bool made = find_all(m, scratch, digest) || make_all(m, scratch, digest, d);
    arena_close(scratch);
    return made;
}

/* A drawing or an icon that its author made stays as it is. */
static bool is_converted(const PlannedAsset *asset)
{
    ImageFormat to, from;
    bool picture = !asset->template && image_format(asset->path, &to);
    return picture && !((to == IMAGE_AS_SVG || to == IMAGE_AS_ICO) && image_format(asset->from, &from) && from == to);
}

bool asset_make(Arena *a, const Options *o, const Site *site, Cache *cache, const PlannedAsset *asset,
                const AssetFile **files, size_t *count, Diag *d)
{
    const char *disk = asset->template ? file_join(a, o->templates, asset->from) : site_disk_path(site, a, asset->from);
    Making m = {.a = a, .cache = cache, .asset = asset};
    if (!file_bytes(a, disk, &m.in, d))
        return false;
    if (is_converted(asset)) {
        m.pos.source = source_make(d->arena, site_shown(site, d->arena, asset->from), STR_NONE);
        if (!make_picture(&m, disk, d))
            return false;
        list_files(&m, files, count);
        return true;
    }
    AssetFile *own = arena_new(a, AssetFile);
    *own = (AssetFile){.path = asset->path, .bytes = m.in};
    *files = own;
    *count = 1;
    return true;
}
