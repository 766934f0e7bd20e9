/*
 * workbook_imp: what workbook*.c share and nobody else includes.
 *
 * Three readers, one for each kind of part: the list of sheets (workbook.c), number formats
 * (workbook_format.c), strings and cells (workbook_sheet.c).
 */
#ifndef READ_WORKBOOK_IMP_H
#define READ_WORKBOOK_IMP_H

#include "read/workbook.h"
#include "read/xml.h"

/* What a number format makes of a number. */
typedef enum NumberKind {
    NUMBER_PLAIN,
    NUMBER_PERCENT,
    NUMBER_DATE,     /* a day */
    NUMBER_MONTH,    /* year and month only */
    NUMBER_TIME,     /* hours and minutes only */
    NUMBER_DATE_TIME
} NumberKind;

typedef struct Formats {
    uint8_t *kinds; /* NumberKind by the style number of a cell */
    size_t count, room;
    bool from_1904;
} Formats;

/* The styles of the part; none: every number is plain. */
bool workbook_formats(Arena *a, const Zip *zip, const ZipEntry *part, Formats *formats, Diag *d);
NumberKind workbook_format_kind(Str code);
/* A number as it stands in the file, in the form of its kind. In a. */
Str workbook_number(Arena *a, Str value, NumberKind kind, bool from_1904);

typedef struct Strings {
    Str *items;
    size_t count, room;
} Strings;

bool workbook_strings(Arena *a, const Zip *zip, const ZipEntry *part, Strings *strings, Diag *d);

typedef struct Book {
    Arena *a;
    const Zip *zip;
    Str path;        /* as messages print it */
    Str sheet;       /* name of the sheet read; empty: the workbook has only this one */
    Formats formats;
    Strings strings;
} Book;

/* The cells of a sheet as a Source. NULL: reported. */
const Source *workbook_sheet(const Book *book, const ZipEntry *part, Diag *d);

#endif
