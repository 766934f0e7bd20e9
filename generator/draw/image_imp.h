/*
 * image_imp: the inside of image, shared by image*.c only.
 */
#ifndef DRAW_IMAGE_IMP_H
#define DRAW_IMAGE_IMP_H

#include "draw/image.h"

/* What the header says, before anything is decoded. */
typedef struct ImageHead {
    uint32_t width, height; /* as stored */
    uint32_t scans;         /* JPEG: how many */
    uint8_t orientation;    /* EXIF, 1–8 */
    enum { IMAGE_JPEG, IMAGE_PNG, IMAGE_WEBP } format;
    bool moving;            /* WebP: more than one picture */
    bool adobe;             /* JPEG: with Adobe's marker, so CMYK is stored inverted */
} ImageHead;

/* Report a picture that cannot be read whole; reason may be "". */
void image_damaged(Str shown, Pos pos, const char *reason, Diag *d);

/* false: the header is damaged (not reported). */
bool image_jpeg_head(Str bytes, ImageHead *head);
bool image_png_head(Str bytes, ImageHead *head);
bool image_webp_head(Str bytes, ImageHead *head);
/* Of an EXIF block, with or without "Exif\0\0" before it; 1 when it says nothing sensible. */
uint8_t image_exif_orientation(Str exif);
/* false: reported. */
bool image_jpeg_read(Arena *a, Str bytes, const ImageHead *head, uint32_t wanted, Image *image,
                     Str shown, Pos pos, Diag *d);
bool image_webp_read(Arena *a, Str bytes, const ImageHead *head, uint32_t wanted, Image *image,
                     Str shown, Pos pos, Diag *d);
bool image_png_read(Arena *a, Str bytes, Image *image, Str shown, Pos pos, Diag *d);
/* The colour profile in the file, empty: none. A picture whose colours are CMYK has none for us. In a or in bytes. */
Str image_jpeg_profile(Arena *a, Str bytes);
Str image_png_profile(Arena *a, Str bytes);
Str image_webp_profile(Str bytes);
/* The pixels, which nobody else has, converted in place. */
void image_to_srgb(Image *image, Str profile);
/* quality 1–100; for_web: progressive, which is smaller and shows something sooner. */
Str image_jpeg_write(Arena *a, const Image *image, int quality, bool for_web);
Str image_ico_write(Arena *a, const Image *image);
Str image_svg_write(Arena *a, const Image *image);
Str image_webp_write(Arena *a, const Image *image);
bool image_is_opaque(const Image *image);
Str image_png_write(Arena *a, const Image *image);

#endif
