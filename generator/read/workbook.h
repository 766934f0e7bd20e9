/*
 * workbook: one sheet of an Excel or WPS workbook (.xlsx, .et that is one) as the text of a table.
 *
 * The sheet comes out as the CSV that the same program would save, cells padded to a rectangle: texts as they
 * stand, numbers with all their digits (percentages with their sign), dates as 2025-09-03, months
 * without a day as 2025-11, times as 09:05, in both day counts (1900 and 1904), formulas as the
 * values last computed, those that failed as what is shown for that (#REF!). All cells of a merged area have its value. (ECMA-376 part 1, §18.)
 *
 * Invariants of the Source made. Line n is row n of the sheet, whatever line ends its cells hold, so
 * places in it print as cell references (see Source.sheet). Nothing is written to the disk; memory is
 * bounded by WORKBOOK_CELLS_MAX and WORKBOOK_TEXT_MAX, and by the limits of zip.h.
 */
#ifndef READ_WORKBOOK_H
#define READ_WORKBOOK_H

#include "base/diag.h"
#include "read/records.h"

enum {
    WORKBOOK_CELLS_MAX = 4 * 1000 * 1000, /* with a value */
    WORKBOOK_ROWS_MAX = 1048576,          /* of a sheet, as the format has it */
    WORKBOOK_COLUMNS_MAX = 16384,
    WORKBOOK_TEXT_MAX = 256 * 1024 * 1024 /* bytes of the text made */
};

/* By its first bytes: an archive that holds the parts of a workbook. */
bool workbook_is(Str bytes);
/*
 * The sheet of that name; when name is empty the first not hidden that fits the table (records_fit; table may be NULL), or the
 * first not hidden. Others that fit and have rows are reported. path as messages print
 * it. Formulas without a value and cells in error are reported at their cells. NULL: reported.
 */
const Source *workbook_source(Arena *a, Str path, Str bytes, Str name, const RecordsOptions *table, Diag *d);

#endif
