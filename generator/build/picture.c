/*
 * A kept picture is a line of numbers and the bytes.
 */
#include "build/picture.h"

#include "draw/image.h"

/* ---- making ---- */

/* Dark where text stands, with a ramp above it as high as a quarter of the picture. */
static Image darkened(Arena *a, const Image *image, Em dark)
{
    if (!dark)
        return *image;
    Image opaque = image_on_white(a, image);
    uint32_t height = image->height, ramp = height / 4;
    uint32_t full = dark >= 1000 ? 0 : height - 1 - (uint32_t)((uint64_t)(height - 1) * (uint32_t)dark / 1000);
    return image_shade(a, &opaque, full > ramp ? full - ramp : 0, full);
}

/* Decoded no larger than the part needs, cut, made smaller, encoded anew. */
static bool make_picture(Arena *a, Str bytes, const ImageWant *want, PdfImage *image, Arena *into, Diag *d)
{
    uint32_t width, height;
    Image pixels;
    if (!image_size(bytes, want->href, want->pos, &width, &height, d))
        return false;
    uint64_t side = width > height ? width : height;
    uint32_t wanted = (uint32_t)((side * want->across + want->width - 1) / want->width);
    if (!image_open(a, bytes, want->href, want->pos, wanted, &pixels, d))
        return false;
    ImageFrame f = image_frame_scaled(&pixels, (ImageFrame){want->x, want->y, want->width, want->height}, width);
    Image part = image_part(a, &pixels, f.x, f.y, f.width, f.height);
    part = image_fit(a, &part, want->across, IMAGE_SIDE_LIMIT);
    part = darkened(a, &part, want->dark);
    ImagePrint print = image_print(a, &part);
    *image = (PdfImage){print.width, print.height, print.jpeg, print.channels, str_copy(into, print.bytes),
                        str_copy(into, print.alpha)};
    return true;
}

/* ---- keeping ---- */

/* Empty when nothing can be kept. */
static Str key_of(const Pictures *p, Arena *a, const ImageWant *want)
{
    Str digest = p->cache && want->width ? cache_digest(p->cache, site_disk_path(p->site, a, want->href), STR_NONE) : STR_NONE;
    if (!digest.n)
        return STR_NONE;
    return str_printf(a, "print %.*s %u %u %u %u %u %d", STR_ARG(digest), want->x, want->y, want->width, want->height,
                      want->across, (int)want->dark);
}

static bool read_numbers(Str line, size_t *numbers, size_t count)
{
    Str word;
    int64_t n;
    for (size_t i = 0; i < count; i++) {
        if (!str_split(&line, ' ', &word) || !str_to_int(word, &n) || n < 0)
            return false;
        numbers[i] = (size_t)n;
    }
    return true;
}

/* The picture as another book had it made, or false. */
static bool fetch(const Pictures *p, Str key, PdfImage *image)
{
    Str rest, line;
    size_t n[6]; /* width, height, JPEG or not, channels, bytes, bytes of alpha */
    if (!cache_find(p->cache, p->arena, key, &rest) || !str_split(&rest, '\n', &line) || !read_numbers(line, n, 6) ||
        rest.n != n[4] + n[5])
        return false;
    *image = (PdfImage){(uint32_t)n[0], (uint32_t)n[1], n[2] != 0, (uint8_t)n[3], str_slice(rest, 0, n[4]),
                        str_slice(rest, n[4], rest.n)};
    return true;
}

static void keep(const Pictures *p, Arena *a, Str key, const PdfImage *image)
{
    Buf b = buf_in(a);
    buf_reserve(&b, 80 + image->bytes.n + image->alpha.n);
    buf_printf(&b, "%u %u %d %u %zu %zu\n", image->width, image->height, image->jpeg, (unsigned)image->channels,
               image->bytes.n, image->alpha.n);
    buf_str(&b, image->bytes);
    buf_str(&b, image->alpha);
    cache_keep(p->cache, key, buf_view(&b));
}

/* ---- the whole ---- */

static bool read_picture(const Pictures *p, Arena *scratch, const ImageWant *want, PdfImage *image, Diag *d)
{
    Str bytes;
    if (!file_bytes(scratch, site_disk_path(p->site, scratch, want->href), &bytes, d))
        return false;
    if (!want->width)
        return image_size(bytes, want->href, want->pos, &image->width, &image->height, d);
    return make_picture(scratch, bytes, want, image, p->arena, d);
}

static void note(const Pictures *p, Str href)
{
    if (!p->asked || map_find(p->asked, href))
        return;
    Arena *a = p->asked->arena; /* which may outlive the pictures */
    Str *digest = arena_new(a, Str);
    *digest = cache_digest(p->cache, site_disk_path(p->site, a, href), STR_NONE);
    *map_at(p->asked, str_copy(a, href)) = digest;
}

bool picture_find(void *self, const ImageWant *want, PdfImage *image, Diag *d)
{
    const Pictures *p = self;
    note(p, want->href);
    Arena *scratch = arena_open(); /* decoded, a photo is a hundred times its file */
    Str key = key_of(p, scratch, want);
    bool ok = key.n && fetch(p, key, image);
    if (!ok) {
        ok = read_picture(p, scratch, want, image, d);
        if (ok && key.n)
            keep(p, scratch, key, image);
    }
    arena_close(scratch);
    return ok;
}
