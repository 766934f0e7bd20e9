/*
 * image: pictures from files. The only door to libpng, libjpeg-turbo and libwebp.
 *
 * Invariants. What comes out holds pixels and nothing else: every picture is decoded, turned
 * upright by its EXIF orientation and encoded anew, so no place, time, thumbnail or comment of
 * a photo reaches any output. Limits are checked in the header before anything is decoded. A
 * picture that is damaged anywhere is an error and never shown in part. Colours are converted to sRGB from the
 * profile in the file, which is then left out like all its metadata; without one they are taken as sRGB.
 * The same bytes give the same bytes.
 */
#ifndef DRAW_IMAGE_H
#define DRAW_IMAGE_H

#include "base/diag.h"

#define IMAGE_FILE_LIMIT ((size_t)50 << 20) /* bytes */
#define IMAGE_PIXEL_LIMIT 64000000u
#define IMAGE_SIDE_LIMIT 20000u /* pixels */
#define IMAGE_SCAN_LIMIT 100u   /* scans of a progressive JPEG: each one costs a full pass */

/* A picture upright in memory, 8 bits a sample, rows from the top without padding. */
typedef struct Image {
    uint32_t width, height;
    uint8_t channels;       /* 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha; sRGB */
    bool photo;             /* better kept as JPEG: many colours, no alpha */
    const uint8_t *pixels;
} Image;

/*
 * Decode a JPEG, PNG or WebP. shown names the file in messages, pos is where it is used; wanted is
 * the longest side that will be needed (0: all there is): large photos are decoded to no less
 * than that. false: reported as image-type (none of these: says what it is and what to do),
 * image-damaged or image-limit.
 */
bool image_open(Arena *a, Str bytes, Str shown, Pos pos, uint32_t wanted, Image *image, Diag *d);
/* Width and height upright, from the header alone, with the same messages. */
bool image_size(Str bytes, Str shown, Pos pos, uint32_t *width, uint32_t *height, Diag *d);

/* The picture made smaller, each pixel the mean of the area it covers; never made larger. */
Image image_fit(Arena *a, const Image *image, uint32_t max_width, uint32_t max_height);
/* A part of a picture, in its pixels. */
typedef struct ImageFrame {
    uint32_t x, y, width, height;
} ImageFrame;
/* The largest part of a picture in the shape across : down, with its middle as near to the focus (per mille of
 * width and height) as it can be. */
ImageFrame image_frame(uint32_t width, uint32_t height, uint32_t across, uint32_t down, uint32_t focus_x, uint32_t focus_y);
/* The same part in a smaller decoding of the picture; full: the width it has in the file. */
ImageFrame image_frame_scaled(const Image *image, ImageFrame part, uint32_t full);
/* The part from x, y of that size, which lies inside; the whole is returned as it is. */
Image image_part(Arena *a, const Image *image, uint32_t x, uint32_t y, uint32_t width, uint32_t height);
/* Without its alpha, as it comes out on white paper. */
Image image_on_white(Arena *a, const Image *image);
/*
 * Darkened so that white text on it has a contrast of at least 4.5 : 1 (WCAG 2.1, 1.4.3): from row `full` on,
 * with a ramp above it from row `from` on. Pictures without alpha only.
 */
Image image_shade(Arena *a, const Image *image, uint32_t from, uint32_t full);
/* The mean of all pixels as 0xRRGGBB; *opaque: nothing shines through. */
uint32_t image_mean(const Image *image, bool *opaque);

/* Files for the web. JPEG has no alpha: white shines through. WebP loses nothing of what is no photo. */
typedef enum ImageFormat {
    IMAGE_AS_JPEG,
    IMAGE_AS_PNG,
    IMAGE_AS_WEBP,
    IMAGE_AS_ICO, /* 48, 32 and 16 pixels, as far as there are so many */
    IMAGE_AS_SVG  /* around a PNG */
} ImageFormat;
Str image_file(Arena *a, const Image *image, ImageFormat format);
/* What a file of that name is to be; false: no picture. */
bool image_format(Str path, ImageFormat *format);

/* As PDF takes it (struct PdfImage has the same fields). */
typedef struct ImagePrint {
    uint32_t width, height;
    bool jpeg;        /* bytes are a JPEG; else samples */
    uint8_t channels; /* 1 or 3 */
    Str bytes, alpha; /* alpha: width * height samples, empty when all are opaque */
} ImagePrint;
ImagePrint image_print(Arena *a, const Image *image);

#endif
