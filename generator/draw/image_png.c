/*
 * image_png: PNG by libpng's simplified interface, which keeps its longjmp to itself and turns
 * every kind (palette, 16 bits, interlaced, grey) into 8 bits of sRGB.
 */
#include <assert.h>
#include <png.h>
#include <string.h>
#include <zlib.h>

#include "draw/image_imp.h"

static uint32_t big32(Str s, size_t at)
{
    uint32_t value = 0;
    for (size_t i = 0; i < 4; i++)
        value = value << 8 | (uint8_t)s.p[at + i];
    return value;
}

/* Are all chunks there with the right check sum? libpng stops looking after the last row. */
static bool is_whole(Str bytes)
{
    size_t at = 8;
    while (bytes.n >= at + 12) {
        size_t n = big32(bytes, at);
        if (n > bytes.n - at - 12)
            return false;
        const Bytef *body = (const Bytef *)bytes.p + at + 4;
        if (crc32(0, body, (uInt)n + 4) != big32(bytes, at + 8 + n))
            return false;
        if (memcmp(body, "IEND", 4) == 0)
            return true;
        at += n + 12;
    }
    return false;
}

/* The size stands at a fixed place: PNG 2nd edition, 5.2 and 11.2.2. */
bool image_png_head(Str bytes, ImageHead *head)
{
    *head = (ImageHead){.orientation = 1};
    if (bytes.n < 24 || memcmp(bytes.p + 12, "IHDR", 4) != 0)
        return false;
    head->width = big32(bytes, 16);
    head->height = big32(bytes, 20);
    return head->width > 0 && head->height > 0;
}

/* What compress() made of at most `most` bytes; empty: damaged or more. */
static Str unpack(Arena *a, Str packed, size_t most)
{
    for (uLongf room = 4096; room <= most; room *= 4) {
        ArenaMark mark = arena_mark(a);
        char *out = arena_alloc(a, room);
        uLongf n = room;
        int status = uncompress((Bytef *)out, &n, (const Bytef *)packed.p, (uLong)packed.n);
        if (status == Z_OK)
            return (Str){out, n};
        arena_release(a, mark);
        if (status != Z_BUF_ERROR)
            break;
    }
    return STR_NONE;
}

/* iCCP: a name, a zero, the method (0), the compressed profile (PNG 2nd edition, 11.3.3.3). */
Str image_png_profile(Arena *a, Str bytes)
{
    enum { PROFILE_MOST = 4 << 20 };
    for (size_t at = 8; at + 12 <= bytes.n;) {
        size_t n = big32(bytes, at);
        Str type = str_slice(bytes, at + 4, at + 8), body = str_slice(bytes, at + 8, at + 8 + n);
        if (n > bytes.n - at - 12 || str_equal(type, STR("IDAT")))
            break;
        size_t name = str_equal(type, STR("iCCP")) ? str_find(body, (Str){"", 1}, 0) : body.n;
        if (name + 2 < body.n)
            return unpack(a, str_slice(body, name + 2, body.n), PROFILE_MOST);
        at += n + 12;
    }
    return STR_NONE;
}

bool image_png_read(Arena *a, Str bytes, Image *image, Str shown, Pos pos, Diag *d)
{
    png_image png = {.version = PNG_IMAGE_VERSION};
    if (!is_whole(bytes)) {
        image_damaged(shown, pos, "", d);
        return false;
    }
    bool good = png_image_begin_read_from_memory(&png, bytes.p, bytes.n) != 0;
    if (good) {
        png.format &= PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA;
        image->width = png.width;
        image->height = png.height;
        image->channels = (uint8_t)PNG_IMAGE_PIXEL_CHANNELS(png.format);
        uint8_t *pixels = arena_alloc(a, PNG_IMAGE_SIZE(png));
        image->pixels = pixels;
        good = png_image_finish_read(&png, NULL, pixels, 0, NULL) != 0;
    }
    if (!good)
        image_damaged(shown, pos, png.message, d);
    png_image_free(&png);
    return good;
}

Str image_png_write(Arena *a, const Image *image)
{
    static const png_uint_32 formats[] = {0, PNG_FORMAT_GRAY, PNG_FORMAT_GA, PNG_FORMAT_RGB,
                                          PNG_FORMAT_RGBA};
    assert(image->channels >= 1 && image->channels <= 4);
    png_image png = {.version = PNG_IMAGE_VERSION, .width = image->width,
                     .height = image->height, .format = formats[image->channels]};
    png_alloc_size_t n = PNG_IMAGE_PNG_SIZE_MAX(png);
    char *out = arena_alloc(a, n);
    int good = png_image_write_to_memory(&png, out, &n, 0, image->pixels, 0, NULL);
    assert(good); /* the buffer holds the worst case: only memory can be short */
    (void)good;
    return (Str){out, n};
}
