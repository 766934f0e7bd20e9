/*
 * pdf_font: what a PDF font says about the codes of a string: how many bytes each has, what it
 * means and how wide it is (ISO 32000-1, 9.5 to 9.10). Shapes are not looked at.
 *
 * Invariants. Widths are in thousandths of the font size. A font that says nothing about a code
 * gives it the default width and no meaning (rune 0). Tables are sorted and bounded.
 */
#ifndef CHECK_PDF_FONT_H
#define CHECK_PDF_FONT_H

#include "base/len.h"
#include "check/pdf_file.h"

typedef struct PdfFont PdfFont;

typedef enum PdfFace { FACE_OTHER, FACE_SONG, FACE_FANG, FACE_HEI, FACE_KAI, FACE_TITLE } PdfFace;

typedef struct PdfCode {
    uint32_t code;
    unsigned length;  /* bytes, at least 1 */
    uint32_t rune;    /* the first character it means; 0: not said */
    double width;
} PdfCode;

/* The font behind a font dictionary, in a. Never NULL. */
const PdfFont *pdf_font_read(PdfFile *f, Arena *a, PdfRef dictionary);
/* The code at byte `at` (< s.n). */
PdfCode pdf_font_code(const PdfFont *font, Str s, size_t at);
/* Its name without the subset's prefix, decoded: for messages. */
Str pdf_font_name(const PdfFont *font);
/* Which of the faces of Chinese documents it is, by its name. */
PdfFace pdf_font_face(const PdfFont *font);
/* From the baseline to the head of the em box, in thousandths. */
Em pdf_font_ascent(const PdfFont *font);

#endif
