/*
 * pdf_lex: the tokens of content streams and character maps (ISO 32000-1, 7.2 and 7.3).
 *
 * Invariants. Every call to pdf_lex_next moves on by at least a byte or answers PDF_END; any bytes
 * have tokens. Strings and names are decoded into the arena given; the rest is borrowed.
 */
#ifndef CHECK_PDF_LEX_H
#define CHECK_PDF_LEX_H

#include "base/str.h"

typedef enum PdfTokenKind {
    PDF_END, PDF_NUMBER, PDF_NAME, PDF_STRING,
    PDF_OPEN, PDF_CLOSE,           /* [ ] */
    PDF_DICT_OPEN, PDF_DICT_CLOSE, /* << >> */
    PDF_WORD                       /* an operator, true, false, null */
} PdfTokenKind;

typedef struct PdfToken {
    PdfTokenKind kind;
    double number;
    Str text; /* of a name (no slash), a string, a word */
} PdfToken;

typedef struct PdfLex {
    Arena *a;
    Str bytes;
    size_t at;
} PdfLex;

PdfToken pdf_lex_next(PdfLex *l);
/* Behind the word ID: over the data of an inline image and the EI that ends it. */
void pdf_lex_skip_image(PdfLex *l);

#endif
