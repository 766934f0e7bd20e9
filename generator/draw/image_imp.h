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
    bool jpeg;
    bool adobe;             /* JPEG: with Adobe's marker, so CMYK is stored inverted */
} ImageHead;

/* Report a picture that cannot be read whole; reason may be "". */
void image_damaged(Str shown, Pos pos, const char *reason, Diag *d);

/* false: the header is damaged (not reported). */
bool image_jpeg_head(Str bytes, ImageHead *head);
bool image_png_head(Str bytes, ImageHead *head);
/* false: reported. */
bool image_jpeg_read(Arena *a, Str bytes, const ImageHead *head, uint32_t wanted, Image *image,
                     Str shown, Pos pos, Diag *d);
bool image_png_read(Arena *a, Str bytes, Image *image, Str shown, Pos pos, Diag *d);
Str image_jpeg_write(Arena *a, const Image *image);
Str image_png_write(Arena *a, const Image *image);

#endif
