/*
 * records: tables as text (CSV) into rows of cells with their places.
 *
 * RFC 4180 as WPS and Excel write it: comma, tab or semicolon, found from the first line; quotes
 * with doubled quotes and line breaks inside; LF or CR LF. A quote opens a cell only as its first
 * character; a stray or unclosed one is an error at the opening quote, and reading goes on with
 * the next line. A cell holds at most RECORDS_CELL_MAX bytes.
 *
 * Columns at the end without a name are what programs fill up rows with: their cells must be blank.
 *
 * Reading is one pass, a row at a time: memory does not grow with the number of rows.
 *
 * A row has as many cells as there are names, unless records_may_end says that what is missing at its end is blank: Excel
 * writes no separators there where the last columns are blank in sixteen rows one after the other.
 *
 * Titles may stand above the head: it is the line, among the first RECORDS_HEAD_WITHIN, that has most of
 * the names known to the caller, if it has two of them and more than the first line has.
 *
 *     Records *r = records_open(a, source, &options, d);
 *     Record row;
 *     while (r && records_next(r, &row))
 *         if (row.kind == RECORD_ROW) … row.cells[i] …
 *
 * Invariants. Cells point into the source, or into a where doubled quotes were undone; they live
 * as long as both. The arrays of a row are used again by the next row. Cells are as written: the
 * typed forms are in cell.h.
 */
#ifndef READ_RECORDS_H
#define READ_RECORDS_H

#include "base/diag.h"

enum { RECORDS_CELL_MAX = 64 * 1024, RECORDS_COLUMNS_MAX = 1024, RECORDS_HEAD_WITHIN = 16 };

typedef struct RecordsOptions {
    const Str *totals; /* first cells that mark a line of totals ("合计") */
    size_t ntotals;
    const Str *known; /* names of columns, by which a head below titles is found; may be NULL */
    size_t nknown;
    const char *code_columns; /* diagnostic codes; NULL: "row-columns", "row-ignored" */
    const char *code_ignored;
} RecordsOptions;

typedef enum RecordKind {
    RECORD_ROW,
    RECORD_COLUMNS, /* not as many cells as the head: reported, to be set aside */
    RECORD_BROKEN,  /* its quotes are wrong: reported, to be set aside */
    RECORD_BLANK,   /* no cell has anything in it: noted */
    RECORD_TOTAL    /* a line of totals: noted */
} RecordKind;

typedef struct Record {
    RecordKind kind;
    uint32_t line; /* of its first character */
    uint32_t ncells;
    const Str *cells;
    const uint32_t *starts; /* offset of each cell in the source, its quote included */
} Record;

typedef struct Records Records;

/* Whether the head has two of the names known and a row follows: what is wrong with either is not said. */
bool records_fit(Arena *a, const Source *source, const RecordsOptions *options);

/* Read the head line. NULL: reported (nothing in the file, a column twice). */
Records *records_open(Arena *a, const Source *source, const RecordsOptions *options, Diag *d);
/* From now on rows may end behind their first n cells (at least one); the others are blank. */
void records_may_end(Records *records, uint32_t n);
/* The next row, of any kind, so that the reader may name its key in the message (diag_key).
 * false: no more. */
bool records_next(Records *records, Record *record);

/* Names of the columns, normalised as by records_name, and their number. */
const Str *records_names(const Records *records, uint32_t *count);
/* The line of the head. */
uint32_t records_head(const Records *records);
/* Which column has this name (normalised before comparing); -1: none. */
int records_column(const Records *records, Str name);
Pos records_name_pos(const Records *records, uint32_t column);
/* The place of a cell, or of the whole row when it has no such cell. */
Pos records_pos(const Records *records, const Record *record, uint32_t column);
/* ',' '\t' or ';' */
char records_separator(const Records *records);
/* The place of a cell of a good row (where it ends, if it left that cell out), when all that is known is where the row starts in the source. */
Pos records_cell_pos(const Source *source, char separator, size_t row, uint32_t column);
/* A column's name as it is matched: trimmed, in NFKC, without "*" and "（必填）". In a, or a part of name. */
Str records_name(Arena *a, Str name);

#endif
