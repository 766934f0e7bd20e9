/*
 * official_imp: what the files official*.c share: a document as rows of characters.
 *
 * Invariants. Rows of a page are sorted from top to foot, characters of a row from left to right;
 * blanks are in neither. A row's box is that of its characters' em boxes. Measures of the text area
 * (left, right, pitch) are those found on the pages, so that one wrong margin is not reported again
 * for everything that stands in it; what they should be is in pdf/official.h.
 */
#ifndef CHECK_OFFICIAL_IMP_H
#define CHECK_OFFICIAL_IMP_H

#include "check/official.h"
#include "check/pdf_page.h"
#include "pdf/official.h"

typedef struct Row {
    const PdfChar *chars;
    size_t count;
    Str text;             /* without blanks */
    Len left, right, top, foot, baseline;
    Len size;             /* of most of its characters */
    const PdfFont *font;  /* likewise */
    bool red;
    uint32_t first, last; /* runes */
} Row;

typedef struct Sheet {
    PdfPage page;
    Row *rows;
    size_t nrows, rows_room;
    size_t number;        /* from 1 */
    size_t turned[4];     /* characters by PdfTurn: rows have upright ones only */
    Len left, right;      /* of the text area as found on pages of this side */
} Sheet;

typedef struct Measure {
    Arena *a;
    Diag *d;
    const Source *source;
    Sheet *sheets;
    size_t nsheets;
    Len size;             /* of the body */
    PdfFace face;         /* of the body */
    Len pitch;            /* between its lines; 0: not found */
    Len cell;             /* between its Han */
    const Row *title;     /* last row of it, on the first page; NULL */
    size_t counts[16];    /* of each kind of message so far */
} Measure;

/* ---- official.c ---- */

/* Report; page from 1. English and Chinese take the same arguments. false: there are many of this code
 * already, it is only counted. */
bool official_report(Measure *m, DiagLevel level, const char *code, size_t page, const char *zh, const char *en, ...)
    __attribute__((format(printf, 5, 7), format(printf, 6, 7)));
/* An error when got is more than slack off what it should be: "zh" names it. true: it is right. */
bool official_length(Measure *m, const char *code, size_t page, const char *zh, const char *en, Len got, Len want,
                     Len slack);
double official_mm(Len len);

/* ---- official_rows.c ---- */

void official_rows(Measure *m, Sheet *sheet);
/* Size, face, pitch, cell and text area from all pages. */
void official_survey(Measure *m);
bool official_is_body(const Measure *m, const Row *row);
/* Rows inside the text area's height: not page numbers. */
bool official_in_area(const Row *row);
const char *official_face_name(PdfFace face, bool english);
/* The start of the row's text, for messages. */
Str official_quote(const Measure *m, const Row *row);
/* Is it a date of three Arabic numbers; *zero: one begins with 0. */
bool official_date(Str text, bool *zero);
/* The rules across the text area of a page from top to foot, those of this colour; count. */
size_t official_rules(const Sheet *sheet, bool red, PdfRule *rules, size_t room);

/* ---- the parts ---- */

void official_head(Measure *m);   /* official_head.c */
void official_body(Measure *m);   /* official_body.c */
void official_end(Measure *m);    /* official_end.c */
void official_folios(Measure *m); /* official_folio.c */

#endif
