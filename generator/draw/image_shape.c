/*
 * image_shape: parts of pictures, and pictures made dark enough to carry text.
 */
#include <assert.h>
#include <string.h>

#include "draw/image_imp.h"

static uint32_t fitted(uint64_t length, uint32_t most)
{
    return length < 1 ? 1 : length > most ? most : (uint32_t)length;
}

/* Where a part of that length begins when its middle is to be at focus. */
static uint32_t begin(uint32_t whole, uint32_t part, uint32_t focus)
{
    uint64_t middle = (uint64_t)focus * whole / 1000;
    uint64_t at = middle < part / 2 ? 0 : middle - part / 2;
    return at > whole - part ? whole - part : (uint32_t)at;
}

ImageFrame image_frame(uint32_t width, uint32_t height, uint32_t across, uint32_t down, uint32_t focus_x, uint32_t focus_y)
{
    assert(across > 0 && down > 0);
    uint32_t w = fitted((uint64_t)across * height / down, width), h = fitted((uint64_t)down * width / across, height);
    return (ImageFrame){begin(width, w, focus_x), begin(height, h, focus_y), w, h};
}

/* A length of the picture as stored, in a smaller decoding of it. */
static uint32_t scaled(uint32_t n, uint32_t to, uint32_t from)
{
    return (uint32_t)(((uint64_t)n * to + from / 2) / from);
}

ImageFrame image_frame_scaled(const Image *image, ImageFrame part, uint32_t full)
{
    uint32_t x = scaled(part.x, image->width, full), y = scaled(part.y, image->width, full);
    x = x < image->width ? x : image->width - 1;
    y = y < image->height ? y : image->height - 1;
    return (ImageFrame){x, y, fitted(scaled(part.width, image->width, full), image->width - x),
                        fitted(scaled(part.height, image->width, full), image->height - y)};
}

uint32_t image_mean(const Image *image, bool *opaque)
{
    size_t n = image->channels, colours = n < 3 ? 1 : 3, count = (size_t)image->width * image->height;
    uint64_t sums[3] = {0};
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < 3; k++)
            sums[k] += image->pixels[i * n + (colours == 3 ? k : 0)];
    uint32_t mean = 0;
    for (size_t k = 0; k < 3; k++)
        mean = mean << 8 | (uint32_t)((sums[k] + count / 2) / count);
    *opaque = image_is_opaque(image);
    return mean;
}

Image image_part(Arena *a, const Image *image, uint32_t x, uint32_t y, uint32_t width, uint32_t height)
{
    assert(width > 0 && height > 0 && x + width <= image->width && y + height <= image->height);
    if (width == image->width && height == image->height)
        return *image;
    size_t n = image->channels, from = image->width * n, to = width * n;
    uint8_t *pixels = arena_alloc(a, to * height);
    for (size_t row = 0; row < height; row++)
        memcpy(pixels + row * to, image->pixels + (y + row) * from + x * n, to);
    return (Image){width, height, image->channels, image->photo, pixels};
}

Image image_on_white(Arena *a, const Image *image)
{
    size_t n = image->channels, colours = n - 1, count = (size_t)image->width * image->height;
    if (n % 2 == 1)
        return *image;
    uint8_t *pixels = arena_alloc(a, count * colours), *out = pixels;
    for (size_t i = 0; i < count; i++) {
        const uint8_t *p = image->pixels + i * n;
        for (size_t k = 0; k < colours; k++)
            *out++ = (uint8_t)((p[k] * p[colours] + 255u * (255u - p[colours]) + 127) / 255);
    }
    return (Image){image->width, image->height, (uint8_t)colours, image->photo, pixels};
}

/* The most of 255 that a grey may have to carry white text: relative luminance 0.183. */
enum { CARRIES_WHITE = 118, ONE = 256 };

/* Luma by the weights of Rec. 601, of 255. */
static unsigned luma_of(const uint8_t *p, size_t n)
{
    return n < 3 ? p[0] : (299u * p[0] + 587u * p[1] + 114u * p[2] + 500) / 1000;
}

/* The luma that only one pixel in fifty from row on exceeds. */
static unsigned bright_end(const Image *image, uint32_t row)
{
    size_t counts[256] = {0}, n = image->channels, total = 0, above = 0;
    for (size_t i = (size_t)row * image->width; i < (size_t)image->width * image->height; i++, total++)
        counts[luma_of(image->pixels + i * n, n)]++;
    unsigned luma = 255;
    for (; luma > 0 && (above += counts[luma]) * 50 < total; luma--)
        ;
    return luma;
}

/* One row times share / ONE; limit: no pixel stays brighter than carries white text. */
static void shade_row(uint8_t *row, const Image *image, unsigned share, bool limit)
{
    size_t n = image->channels;
    for (uint32_t x = 0; x < image->width; x++, row += n) {
        unsigned luma = luma_of(row, n) * share / ONE, own = share;
        if (limit && luma > CARRIES_WHITE)
            own = share * CARRIES_WHITE / luma;
        for (size_t k = 0; k < n; k++)
            row[k] = (uint8_t)(row[k] * own / ONE);
    }
}

Image image_shade(Arena *a, const Image *image, uint32_t from, uint32_t full)
{
    assert(image->channels % 2 == 1 && from <= full && full < image->height);
    size_t wide = (size_t)image->width * image->channels, size = wide * image->height;
    uint8_t *pixels = arena_alloc(a, size);
    memcpy(pixels, image->pixels, size);
    unsigned bright = bright_end(image, from), least = bright > CARRIES_WHITE ? CARRIES_WHITE * ONE / bright : ONE;
    for (uint32_t y = from; y < image->height; y++) {
        unsigned share = y >= full ? least : ONE - (ONE - least) * (y - from) / (full - from);
        shade_row(pixels + y * wide, image, share, y >= full);
    }
    return (Image){image->width, image->height, image->channels, image->photo, pixels};
}
