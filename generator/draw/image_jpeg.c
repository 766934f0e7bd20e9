/*
 * image_jpeg: JPEG by libjpeg-turbo, with our own look at the markers first.
 *
 * The markers give size, number of scans and orientation without decoding (ITU-T T.81, annex
 * B; EXIF 2.3, 4.6). Decoding is strict: a warning of the library means damaged data, but for
 * stray bytes before the end marker, which some cameras write.
 */
#include <assert.h>
#include <string.h>
#include <turbojpeg.h>

#include "draw/image_imp.h"

static uint32_t big16(Str s, size_t at)
{
    return (uint32_t)(uint8_t)s.p[at] << 8 | (uint8_t)s.p[at + 1];
}

/* ---- EXIF ---- */

/* A number of size bytes in the byte order of the TIFF header; 0 past the end. */
static uint32_t tiff_number(Str tiff, size_t at, size_t size)
{
    bool little = tiff.p[0] == 'I';
    uint32_t value = 0;
    if (at > tiff.n || tiff.n - at < size)
        return 0;
    for (size_t i = 0; i < size; i++)
        value = value << 8 | (uint8_t)tiff.p[at + (little ? size - 1 - i : i)];
    return value;
}

/* Tag 0x0112 of the first directory. */
uint8_t image_exif_orientation(Str exif)
{
    bool marked = exif.n >= 6 && memcmp(exif.p, "Exif\0\0", 6) == 0;
    Str tiff = str_slice(exif, marked ? 6 : 0, exif.n);
    if (tiff.n < 8 || (tiff.p[0] != 'I' && tiff.p[0] != 'M'))
        return 1;
    size_t directory = tiff_number(tiff, 4, 4);
    uint32_t entries = tiff_number(tiff, directory, 2);
    for (uint32_t i = 0; i < entries && directory + 2 + 12 * (size_t)i < tiff.n; i++) {
        size_t at = directory + 2 + 12 * (size_t)i;
        uint32_t value = tiff_number(tiff, at + 8, 2);
        if (tiff_number(tiff, at, 2) == 0x0112 && tiff_number(tiff, at + 2, 2) == 3)
            return value >= 1 && value <= 8 ? (uint8_t)value : 1;
    }
    return 1;
}

/* ---- markers ---- */

/* Is this a frame header (SOF0–SOF15 without DHT, JPG and DAC)? */
static bool is_frame(uint8_t marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/* The next marker at or after `at` that is no padding, no restart and no data; its place. */
static size_t next_marker(Str bytes, size_t at)
{
    while (at + 1 < bytes.n) {
        const char *found = memchr(bytes.p + at, 0xFF, bytes.n - at - 1);
        if (!found)
            break;
        at = (size_t)(found - bytes.p);
        uint8_t marker = (uint8_t)bytes.p[at + 1];
        if (marker != 0 && marker != 0xFF && !(marker >= 0xD0 && marker <= 0xD7))
            return at;
        at += marker == 0xFF ? 1 : 2;
    }
    return bytes.n;
}

bool image_jpeg_head(Str bytes, ImageHead *head)
{
    *head = (ImageHead){.orientation = 1};
    size_t at = 2;
    while ((at = next_marker(bytes, at)) + 4 <= bytes.n) {
        uint8_t marker = (uint8_t)bytes.p[at + 1];
        if (marker == 0xD9)
            break;
        size_t length = big16(bytes, at + 2), end = at + 2 + length;
        if (length < 2 || end > bytes.n)
            return head->width > 0 && head->scans > 0; /* the decoder finds the fault */
        Str segment = str_slice(bytes, at + 4, end);
        if (marker == 0xDA)
            head->scans++;
        if (marker == 0xE1 && head->orientation == 1 && segment.n >= 6 && memcmp(segment.p, "Exif\0\0", 6) == 0)
            head->orientation = image_exif_orientation(segment);
        if (marker == 0xEE && str_starts(segment, STR("Adobe")))
            head->adobe = true;
        if (is_frame(marker) && segment.n >= 6 && head->width == 0) {
            head->height = big16(segment, 1);
            head->width = big16(segment, 3);
        }
        at = end;
    }
    return head->width > 0 && head->height > 0 && head->scans > 0;
}

/* In pieces of up to 64 KB, each with its number and how many there are (ICC.1, B.4); they come in order. */
Str image_jpeg_profile(Arena *a, Str bytes)
{
    enum { NAMED = 12, HEAD = 14 };
    Buf profile = buf_in(a);
    size_t at = 2;
    while ((at = next_marker(bytes, at)) + 4 <= bytes.n && (uint8_t)bytes.p[at + 1] != 0xDA) {
        size_t end = at + 2 + big16(bytes, at + 2);
        Str segment = str_slice(bytes, at + 4, end);
        if ((uint8_t)bytes.p[at + 1] == 0xE2 && segment.n > HEAD && memcmp(segment.p, "ICC_PROFILE", NAMED) == 0)
            buf_str(&profile, str_slice(segment, HEAD, segment.n));
        at = end > at + 2 ? end : at + 2;
    }
    return buf_view(&profile);
}

/* ---- decoding ---- */

/* The library's smallest size whose longer side is at least wanted. */
static tjscalingfactor scale_for(const ImageHead *head, uint32_t wanted)
{
    uint32_t side = head->width > head->height ? head->width : head->height;
    tjscalingfactor best = {1, 1};
    for (int part = 2; part <= 8 && wanted; part *= 2)
        if (side / (uint32_t)part >= wanted)
            best = (tjscalingfactor){1, part};
    return best;
}

/* CMYK to RGB, in place: three bytes from four. Adobe stores the light, others the ink. */
static void from_cmyk(uint8_t *pixels, size_t count, bool adobe)
{
    uint8_t *out = pixels;
    for (size_t i = 0; i < count; i++, pixels += 4)
        for (int k = 0; k < 3; k++) {
            unsigned colour = adobe ? pixels[k] : 255u - pixels[k];
            unsigned black = adobe ? pixels[3] : 255u - pixels[3];
            *out++ = (uint8_t)((colour * black + 127) / 255);
        }
}

static bool is_harmless(const char *warning)
{
    return strstr(warning, "extraneous bytes before marker 0xd9") != NULL;
}

bool image_jpeg_read(Arena *a, Str bytes, const ImageHead *head, uint32_t wanted, Image *image,
                     Str shown, Pos pos, Diag *d)
{
    tjhandle jpeg = tjInitDecompress();
    const uint8_t *data = (const uint8_t *)bytes.p;
    int width, height, sampling, space, format = TJPF_RGB;
    bool good = jpeg && tjDecompressHeader3(jpeg, data, bytes.n, &width, &height, &sampling,
                                            &space) == 0;
    good = good && (uint32_t)width == head->width && (uint32_t)height == head->height;
    if (good) {
        tjscalingfactor scale = scale_for(head, wanted);
        bool grey = space == TJCS_GRAY, ink = space == TJCS_CMYK || space == TJCS_YCCK;
        format = grey ? TJPF_GRAY : ink ? TJPF_CMYK : TJPF_RGB;
        image->width = (uint32_t)TJSCALED(width, scale);
        image->height = (uint32_t)TJSCALED(height, scale);
        image->channels = grey ? 1 : 3;
        size_t pixels = (size_t)image->width * image->height;
        uint8_t *out = arena_alloc(a, pixels * (size_t)tjPixelSize[format]);
        image->pixels = out;
        good = tjDecompress2(jpeg, data, bytes.n, out, (int)image->width, 0, (int)image->height,
                             format, TJFLAG_ACCURATEDCT) == 0 ||
               (tjGetErrorCode(jpeg) == TJERR_WARNING && is_harmless(tjGetErrorStr2(jpeg)));
        if (good && ink)
            from_cmyk(out, pixels, head->adobe);
    }
    if (!good)
        image_damaged(shown, pos, jpeg ? tjGetErrorStr2(jpeg) : "", d);
    if (jpeg)
        tjDestroy(jpeg);
    return good;
}

/* ---- encoding ---- */

Str image_jpeg_write(Arena *a, const Image *image, int quality, bool for_web)
{
    assert(image->channels == 1 || image->channels == 3);
    bool grey = image->channels == 1;
    int sampling = grey ? TJSAMP_GRAY : TJSAMP_420;
    unsigned long n = tjBufSize((int)image->width, (int)image->height, sampling);
    uint8_t *out = arena_alloc(a, n);
    tjhandle jpeg = tjInitCompress();
    int status = jpeg ? tjCompress2(jpeg, image->pixels, (int)image->width, 0,
                                    (int)image->height, grey ? TJPF_GRAY : TJPF_RGB, &out, &n,
                                    sampling, quality,
                                    TJFLAG_NOREALLOC | TJFLAG_ACCURATEDCT | (for_web ? TJFLAG_PROGRESSIVE : 0))
                      : -1;
    assert(status == 0); /* the buffer holds the worst case: only memory can be short */
    tjDestroy(jpeg);
    return (Str){(const char *)out, n};
}
