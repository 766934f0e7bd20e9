/*
 * pdf_file: the objects and streams of a PDF file. The only door to libqpdf.
 *
 * Invariants. A PdfRef is a handle that lives as long as its file; 0 stands for what is not there,
 * and every question about 0 has an empty answer, so that a damaged file reads as a poor one.
 * Nothing here fails but opening. Files are foreign: sizes and depths are bounded here, and what
 * libqpdf throws ends in an empty answer.
 */
#ifndef CHECK_PDF_FILE_H
#define CHECK_PDF_FILE_H

#include "base/diag.h"

typedef struct PdfFile PdfFile;
typedef unsigned PdfRef;

enum {
    PDF_PAGES_MOST = 20000,
    PDF_STREAM_MOST = 64 << 20 /* bytes of one stream, decoded */
};

/* Read a file from bytes, which must live as long; name is how messages call it. NULL: reported ("pdf"). */
PdfFile *pdf_file_open(Arena *a, Str name, Str bytes, Diag *d);
void pdf_file_close(PdfFile *f);
size_t pdf_file_pages(const PdfFile *f);
PdfRef pdf_file_page(PdfFile *f, size_t index);

/* The value of a key ("/Font") of a dictionary or of a stream's dictionary; 0: none. */
PdfRef pdf_key(PdfFile *f, PdfRef dictionary, const char *key);
/* The same for a page attribute that may stand in the page's ancestors. */
PdfRef pdf_inherited(PdfFile *f, PdfRef page, const char *key);
size_t pdf_count(PdfFile *f, PdfRef array);
PdfRef pdf_item(PdfFile *f, PdfRef array, size_t index);
bool pdf_is_array(PdfFile *f, PdfRef ref);
/* false: it is no number (or none that is finite). */
bool pdf_number(PdfFile *f, PdfRef ref, double *value);
/* A name without its slash, as qpdf writes it (#xx stands for a byte); empty when it is none. In a. */
Str pdf_name(PdfFile *f, Arena *a, PdfRef ref);
/* The decoded bytes of a stream, or those of all streams of a page, in a; empty when there are none,
 * or more than PDF_STREAM_MOST, or they cannot be decoded: *whole (may be NULL) is false then. */
Str pdf_stream(PdfFile *f, Arena *a, PdfRef stream, bool *whole);
Str pdf_page_content(PdfFile *f, Arena *a, PdfRef page, bool *whole);
/* The number of an indirect object, by which it is known again; 0: it is direct. */
int pdf_id(PdfFile *f, PdfRef ref);

#endif
