/*
 * pdf_page: what a page of a PDF shows: characters and rules at their places.
 *
 * Invariants. Lengths are from the top left corner of the sheet of paper, y down: its media box, turned as
 * /Rotate says only where that makes it upright, for a landscape table is printed on an upright sheet. A character's place is the origin of its advance box on its baseline. Rules are
 * filled or stroked boxes whose one side is short, their box in x, y, width, height; what they were drawn
 * with does not matter. What cannot be seen (invisible text, white) is left out; clipping is not followed.
 */
#ifndef CHECK_PDF_PAGE_H
#define CHECK_PDF_PAGE_H

#include "base/map.h"
#include "check/pdf_font.h"

typedef enum PdfTurn { TURN_NONE, TURN_LEFT, TURN_OVER, TURN_RIGHT } PdfTurn; /* LEFT reads upwards */

typedef struct PdfChar {
    uint32_t rune;     /* 0: the font does not say */
    Len x, y, width, size;
    uint32_t colour;   /* 0xRRGGBB */
    const PdfFont *font;
    uint8_t turn;      /* PdfTurn: which way it reads */
} PdfChar;

typedef struct PdfRule {
    Len x, y, width, height;
    uint32_t colour;
} PdfRule;

typedef struct PdfPage {
    Len width, height;
    PdfChar *chars;
    size_t nchars, chars_room;
    PdfRule *rules;
    size_t nrules, rules_room;
    size_t nimages;
    bool whole;        /* false: something on it could not be read */
} PdfPage;

/* The fonts met so far, by the number of their object. */
typedef struct PdfFonts {
    Map by_id;
} PdfFonts;

/* Read a page. Everything in a. */
PdfPage pdf_page_read(PdfFile *f, Arena *a, PdfFonts *fonts, size_t index);

#endif
