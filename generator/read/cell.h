/*
 * cell: what people type into a cell or a field, as typed values.
 *
 * Invariants. Nothing is guessed or corrected into another value: a date that does not exist is
 * bad, never rolled over. CELL_REWRITTEN means the value is sure but was not written in its
 * normal form, and the caller may say so. Blank is the caller's matter: a parser given nothing
 * but blanks answers CELL_BAD. Full-width digits, letters and signs count as their half-width
 * forms everywhere. Results point into the text given, or into the arena.
 */
#ifndef READ_CELL_H
#define READ_CELL_H

#include "base/str.h"

typedef enum CellResult {
    CELL_BAD,
    CELL_OK,
    CELL_REWRITTEN, /* understood, but not the normal form: 2026/4/9, ９:00, 1,200 */
    CELL_SERIAL,    /* a date that was a spreadsheet's day number */
    CELL_UNIT       /* a number with words behind it: 35人 */
} CellResult;

typedef struct CellDate {
    int32_t year;
    uint8_t month, day;
} CellDate;

/* An exact decimal: digits / 10^scale. */
typedef struct CellNumber {
    int64_t digits;
    uint8_t scale; /* at most 9 */
} CellNumber;

/* Without blanks at both ends, U+3000, no-break and zero-width ones included. Borrowed. */
Str cell_trim(Str s);
bool cell_is_blank(Str s);
/* What a spreadsheet shows, and saves as text, for a formula that failed: #REF!, #DIV/0!, Err:502. s: trimmed. */
bool cell_is_failure(Str s);

/*
 * 2025-9-3, 2025/9/3, 2025.9.3, 2025年9月3日, 20250903, or a spreadsheet's day number between
 * 2000-01-01 and 2099-12-31 (36526–73050); a time 0:00 behind it is dropped. Normal form:
 * 2025-09-03.
 */
CellResult cell_date(Str s, CellDate *date);
/* 2025-11, 2025/11, 2025年11月. Normal form: 2025-11; day is 0. */
CellResult cell_month(Str s, CellDate *month);
/* 21:30, 9:05, 21：30, 9点30分, 09:00:00; minutes from midnight, below 1440. Normal: 09:05. */
CellResult cell_time(Str s, int32_t *minutes);
/* A whole number; 1,200 is rewritten, 35人 is CELL_UNIT with 35. */
CellResult cell_int(Str s, int64_t *value);
CellResult cell_number(Str s, CellNumber *value);
/* 是 否, true false, yes no, 1 0, √ ×. Normal form: 是 否 (true false). */
CellResult cell_bool(Str s, bool *value);
/*
 * The parts of s between any of the characters in separators (such as "、；;"), trimmed, empty
 * ones left out. In a; the parts are borrowed.
 */
size_t cell_list(Arena *a, Str s, Str separators, Str **items);

/* "2025-09-03", or "2025-09" when day is 0. */
Str cell_date_text(Arena *a, CellDate date);
/* Days from 1970-01-01, and back. */
int32_t cell_date_days(CellDate date);
CellDate cell_days_date(int32_t days);
/* "4.5": no sign of scale that the text did not have. */
Str cell_number_text(Arena *a, CellNumber number);

#endif
