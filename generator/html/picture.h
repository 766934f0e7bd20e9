/*
 * picture: a picture from a file as <img>, or as <picture> when there are several sizes or types of it.
 *
 * Invariants. Addresses go through html_href, texts through html_escape. There is always an alt, and where the
 * size is known width and height, so that nothing moves when the picture comes. No style attribute is written.
 */
#ifndef HTML_PICTURE_H
#define HTML_PICTURE_H

#include "base/str.h"

typedef struct HtmlImageSize {
    Str src;
    uint32_t width; /* pixels */
} HtmlImageSize;

/* The same picture in several sizes, of one type, for screens that media speaks of. */
typedef struct HtmlImageSource {
    Str media, type;          /* empty: all; what every browser reads */
    Str sizes;                /* how wide it is shown */
    const HtmlImageSize *list;
    size_t count;
    uint32_t width, height;   /* of the largest */
} HtmlImageSource;

typedef enum HtmlLoad {
    HTML_LAZY,    /* when somebody comes near it */
    HTML_AT_ONCE,
    HTML_FIRST    /* before other pictures: the large one at the head of a page */
} HtmlLoad;

typedef struct HtmlImage {
    Str src, alt, title, class;
    uint32_t width, height;   /* 0: unknown, left out */
    HtmlLoad load;
    const HtmlImageSource *sources; /* in the order of preference; the last, without media and type, is that of <img> */
    size_t nsources;
} HtmlImage;

void html_picture(Buf *out, const HtmlImage *image);

#endif
