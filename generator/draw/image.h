/*
 * image: pictures from files. The only door to libpng and libjpeg-turbo.
 *
 * Invariants. What comes out holds pixels and nothing else: every picture is decoded, turned
 * upright by its EXIF orientation and encoded anew, so no place, time, thumbnail or comment of
 * a photo reaches any output. Limits are checked in the header before anything is decoded. A
 * picture that is damaged anywhere is an error and never shown in part.
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
 * Decode a JPEG or PNG. shown names the file in messages, pos is where it is used; wanted is
 * the longest side that will be needed (0: all there is): large photos are decoded to no less
 * than that. false: reported as image-type (no JPEG or PNG: says what it is and what to do),
 * image-damaged or image-limit.
 */
bool image_open(Arena *a, Str bytes, Str shown, Pos pos, uint32_t wanted, Image *image, Diag *d);
/* Width and height upright, from the header alone, with the same messages. */
bool image_size(Str bytes, Str shown, Pos pos, uint32_t *width, uint32_t *height, Diag *d);

/* The picture made smaller, each pixel the mean of the area it covers; never made larger. */
Image image_fit(Arena *a, const Image *image, uint32_t max_width, uint32_t max_height);
/* As a file for the web: JPEG for photos, else PNG (*jpeg says which). */
Str image_file(Arena *a, const Image *image, bool *jpeg);

/* As PDF takes it (struct PdfImage has the same fields). */
typedef struct ImagePrint {
    uint32_t width, height;
    bool jpeg;        /* bytes are a JPEG; else samples */
    uint8_t channels; /* 1 or 3 */
    Str bytes, alpha; /* alpha: width * height samples, empty when all are opaque */
} ImagePrint;
ImagePrint image_print(Arena *a, const Image *image);

#endif
