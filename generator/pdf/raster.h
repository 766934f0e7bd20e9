/*
 * raster: a laid-out page as pixels, one to each point: cards and icons for the web.
 *
 * Invariants. Glyphs, filled areas, straight lines and pictures are drawn as the PDF of the page would show them, smooth
 * to a 256th; drawings (charts, codes) are not, and are an error. Same page, same pixels.
 */
#ifndef PDF_RASTER_H
#define PDF_RASTER_H

#include "draw/image.h"
#include "pdf/page.h"

/* The one page of the book; pos: of what says so. false: reported. All in a. */
bool raster_page(Arena *a, const Book *book, Pos pos, Image *image, Diag *d);

#endif
