/*
 * Every parser first makes a small plain copy of the cell on the stack: trimmed, full-width
 * forms as half-width ones. What is longer than any number or date is none.
 */
#include "read/cell.h"

#include <assert.h>
#include <string.h>

#include "text/unicode.h"

enum {
    PLAIN_MAX = 64,
    SERIAL_MIN = 36526, /* 2000-01-01 in the spreadsheets' 1900 system */
    SERIAL_MAX = 73050, /* 2099-12-31 */
    SERIAL_EPOCH = 25569, /* the serial of 1970-01-01 */
    SCALE_MAX = 9
};

/* ---- blanks and forms ---- */

static bool is_blank_rune(uint32_t rune)
{
    return unicode_is_whitespace(rune) || rune == 0x200B || rune == 0x2060 || rune == 0xFEFF ||
           rune == '\v';
}

Str cell_trim(Str s)
{
    uint32_t rune;
    while (s.n) {
        size_t length = unicode_decode(s, 0, &rune);
        if (!is_blank_rune(rune))
            break;
        s = str_slice(s, length, s.n);
    }
    while (s.n) {
        size_t length = unicode_before(s, s.n, &rune);
        if (!is_blank_rune(rune))
            break;
        s.n -= length;
    }
    return s;
}

bool cell_is_blank(Str s)
{
    return !s.n || !cell_trim(s).n;
}

/* ECMA-376 part 1, 18.17.3, and those that Excel added; LibreOffice has numbers too. */
bool cell_is_failure(Str s)
{
    static const char *const words[] = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA",
                                        "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!"};
    if (s.n == 7 && str_starts(s, STR("Err:5")))
        return unicode_is_ascii_digit((unsigned char)s.p[5]) && unicode_is_ascii_digit((unsigned char)s.p[6]);
    for (size_t i = 0; s.n && s.p[0] == '#' && i < sizeof words / sizeof *words; i++)
        if (str_equal(s, str_of(words[i])))
            return true;
    return false;
}

static uint32_t half_width(uint32_t rune)
{
    if (rune >= 0xFF01 && rune <= 0xFF5E)
        return rune - 0xFEE0;
    return is_blank_rune(rune) ? ' ' : rune;
}

/* The cell as it is parsed, and whether it was written so. */
typedef struct Plain {
    char p[PLAIN_MAX + 4];
    size_t n, at;
    bool as_written;
} Plain;

static size_t put_rune(char *p, uint32_t rune)
{
    Buf one = {NULL, p, 0, 4};
    buf_rune(&one, rune);
    return one.n;
}

static bool plain_of(Str s, Plain *plain)
{
    Str trimmed = cell_trim(s);
    *plain = (Plain){.as_written = trimmed.n == s.n};
    if (!trimmed.n || trimmed.n > PLAIN_MAX)
        return false;
    uint32_t rune;
    for (size_t at = 0; at < trimmed.n;) {
        at += unicode_decode(trimmed, at, &rune);
        if (rune == UNICODE_BAD)
            return false;
        plain->as_written &= half_width(rune) == rune;
        plain->n += put_rune(plain->p + plain->n, half_width(rune));
    }
    return true;
}

static CellResult result_of(const Plain *plain, bool normal)
{
    return plain->as_written && normal ? CELL_OK : CELL_REWRITTEN;
}

/* ---- pieces ---- */

static bool at_end(const Plain *plain)
{
    return plain->at == plain->n;
}

static bool take(Plain *plain, const char *literal)
{
    size_t n = strlen(literal);
    if (plain->n - plain->at < n || memcmp(plain->p + plain->at, literal, n) != 0)
        return false;
    plain->at += n;
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Between low and high digits as a number; *count is how many there were. */
static bool take_digits(Plain *plain, size_t low, size_t high, int32_t *value, size_t *count)
{
    size_t n = 0;
    int32_t sum = 0;
    while (plain->at + n < plain->n && n <= high && is_digit(plain->p[plain->at + n])) {
        if (n < high)
            sum = sum * 10 + (plain->p[plain->at + n] - '0');
        n++;
    }
    if (n < low || n > high)
        return false;
    plain->at += n;
    *value = sum;
    *count = n;
    return true;
}

static void skip_blanks(Plain *plain)
{
    while (plain->at < plain->n && plain->p[plain->at] == ' ')
        plain->at++;
}

/* ---- dates ---- */

static int days_in_month(int32_t year, int32_t month)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

static bool make_date(int32_t year, int32_t month, int32_t day, CellDate *date)
{
    if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 ||
        day > days_in_month(year, month))
        return false;
    *date = (CellDate){year, (uint8_t)month, (uint8_t)day};
    return true;
}

/* Gregorian days by counting from 1 March 0000, so that the leap day is a year's last. */
int32_t cell_date_days(CellDate date)
{
    assert(date.month >= 1 && date.month <= 12);
    int32_t year = date.year - (date.month <= 2);
    int32_t month = (date.month + 9) % 12;
    int32_t day_of_year = (153 * month + 2) / 5 + (date.day ? date.day : 1) - 1;
    return 365 * year + year / 4 - year / 100 + year / 400 + day_of_year - 719468;
}

CellDate cell_days_date(int32_t days)
{
    int32_t since = days + 719468;
    assert(since >= 0);
    int32_t era = since / 146097, day = since % 146097;
    int32_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    int32_t rest = day - (365 * year + year / 4 - year / 100);
    int32_t month = (5 * rest + 2) / 153;
    return (CellDate){era * 400 + year + (month >= 10),
                      (uint8_t)(month < 10 ? month + 3 : month - 9),
                      (uint8_t)(rest - (153 * month + 2) / 5 + 1)};
}

/* 0:00, 00:00:00: what spreadsheets put behind a date that has no time. */
static bool take_midnight(Plain *plain)
{
    skip_blanks(plain);
    if (at_end(plain))
        return true;
    int32_t part = 0;
    size_t count;
    bool good = take_digits(plain, 1, 2, &part, &count) && part == 0;
    for (int i = 0; good && i < 2 && take(plain, ":"); i++)
        good = take_digits(plain, 2, 2, &part, &count) && part == 0;
    return good && at_end(plain);
}

static CellResult serial_date(int32_t serial, CellDate *date)
{
    if (serial < SERIAL_MIN || serial > SERIAL_MAX)
        return CELL_BAD;
    *date = cell_days_date(serial - SERIAL_EPOCH);
    return CELL_SERIAL;
}

/* 20250903 */
static CellResult packed_date(int32_t packed, CellDate *date)
{
    bool good = make_date(packed / 10000, packed / 100 % 100, packed % 100, date);
    return good ? CELL_REWRITTEN : CELL_BAD;
}

static CellResult unseparated_date(const Plain *plain, int32_t number, size_t count, CellDate *date)
{
    if (!at_end(plain))
        return CELL_BAD;
    if (count == 5)
        return serial_date(number, date);
    return count == 8 ? packed_date(number, date) : CELL_BAD;
}

/* The sign between year and month, and between month and day: both alike. */
static const char *take_date_sign(Plain *plain)
{
    static const char *const signs[] = {"-", "/", ".", "年"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (take(plain, signs[i]))
            return signs[i];
    return NULL;
}

CellResult cell_date(Str s, CellDate *date)
{
    Plain plain;
    int32_t year, month, day;
    size_t digits, month_digits, day_digits;
    if (!plain_of(s, &plain) || !take_digits(&plain, 4, 8, &year, &digits))
        return CELL_BAD;
    if (digits != 4)
        return unseparated_date(&plain, year, digits, date);
    const char *sign = take_date_sign(&plain);
    if (!sign)
        return CELL_BAD;
    bool chinese = strcmp(sign, "年") == 0;
    skip_blanks(&plain);
    if (!take_digits(&plain, 1, 2, &month, &month_digits) || !take(&plain, chinese ? "月" : sign))
        return CELL_BAD;
    skip_blanks(&plain);
    if (!take_digits(&plain, 1, 2, &day, &day_digits))
        return CELL_BAD;
    if (chinese && !take(&plain, "日") && !take(&plain, "号"))
        return CELL_BAD;
    bool normal = sign[0] == '-' && month_digits == 2 && day_digits == 2 && at_end(&plain) &&
                  plain.n == sizeof "2025-09-03" - 1;
    if (!take_midnight(&plain) || !make_date(year, month, day, date))
        return CELL_BAD;
    return result_of(&plain, normal);
}

CellResult cell_month(Str s, CellDate *result)
{
    Plain plain;
    int32_t year, month;
    size_t digits;
    if (!plain_of(s, &plain) || !take_digits(&plain, 4, 4, &year, &digits))
        return CELL_BAD;
    const char *sign = take_date_sign(&plain);
    if (!sign || !take_digits(&plain, 1, 2, &month, &digits))
        return CELL_BAD;
    if (strcmp(sign, "年") == 0 && !take(&plain, "月"))
        return CELL_BAD;
    if (!at_end(&plain) || !make_date(year, month, 1, result))
        return CELL_BAD;
    result->day = 0;
    return result_of(&plain, sign[0] == '-' && digits == 2);
}

Str cell_date_text(Arena *a, CellDate date)
{
    if (!date.day)
        return str_printf(a, "%04d-%02d", date.year, date.month);
    return str_printf(a, "%04d-%02d-%02d", date.year, date.month, date.day);
}

/* ---- times ---- */

/* ":30" or "点30分", both possibly without minutes in the Chinese form. */
static bool take_minutes(Plain *plain, int32_t *minutes, bool *normal)
{
    size_t count;
    *minutes = 0;
    if (take(plain, ":")) {
        if (!take_digits(plain, 2, 2, minutes, &count))
            return false;
        int32_t seconds = 0;
        if (!take(plain, ":"))
            return true;
        *normal = false;
        return take_digits(plain, 2, 2, &seconds, &count) && seconds == 0;
    }
    *normal = false;
    if (!take(plain, "点") && !take(plain, "时"))
        return false;
    if (take(plain, "半")) {
        *minutes = 30;
        return true;
    }
    take(plain, "整");
    return at_end(plain) || (take_digits(plain, 1, 2, minutes, &count) && take(plain, "分"));
}

CellResult cell_time(Str s, int32_t *result)
{
    Plain plain;
    int32_t hours, minutes;
    size_t digits;
    if (!plain_of(s, &plain) || !take_digits(&plain, 1, 2, &hours, &digits))
        return CELL_BAD;
    bool normal = digits == 2;
    if (!take_minutes(&plain, &minutes, &normal) || !at_end(&plain) || hours > 23 || minutes > 59)
        return CELL_BAD;
    *result = hours * 60 + minutes;
    return result_of(&plain, normal);
}

/* ---- numbers ---- */

/* Digits into the number, "," between groups of three; false: none, or too many. */
static bool take_integer(Plain *plain, int64_t *digits, bool *grouped)
{
    size_t count = 0, since = 0;
    for (;; plain->at++) {
        char c = at_end(plain) ? '\0' : plain->p[plain->at];
        if (c == ',' && count && (*grouped ? since == 3 : count <= 3)) {
            *grouped = true;
            since = 0;
        } else if (is_digit(c) && count < 17) {
            *digits = *digits * 10 + (c - '0');
            count++;
            since++;
        } else {
            return count && !is_digit(c) && (!*grouped || since == 3);
        }
    }
}

static bool take_fraction(Plain *plain, CellNumber *number)
{
    if (plain->at + 1 >= plain->n || plain->p[plain->at] != '.' ||
        !is_digit(plain->p[plain->at + 1]))
        return true;
    for (plain->at++; !at_end(plain) && is_digit(plain->p[plain->at]); plain->at++) {
        if (number->scale == SCALE_MAX || number->digits > INT64_MAX / 10 - 10)
            return false;
        number->digits = number->digits * 10 + (plain->p[plain->at] - '0');
        number->scale++;
    }
    return true;
}

CellResult cell_number(Str s, CellNumber *value)
{
    Plain plain;
    CellNumber number = {0};
    bool grouped = false;
    if (!plain_of(s, &plain))
        return CELL_BAD;
    bool minus = take(&plain, "-");
    bool plus = !minus && take(&plain, "+");
    if (!take_integer(&plain, &number.digits, &grouped) || !take_fraction(&plain, &number))
        return CELL_BAD;
    if (minus)
        number.digits = -number.digits;
    skip_blanks(&plain);
    char c = at_end(&plain) ? '\0' : plain.p[plain.at];
    if (c && (strchr(".,+-*/~:", c) || is_digit(c)))
        return CELL_BAD;
    *value = number;
    return c ? CELL_UNIT : result_of(&plain, !grouped && !plus);
}

CellResult cell_int(Str s, int64_t *value)
{
    CellNumber number;
    CellResult result = cell_number(s, &number);
    if (result == CELL_BAD)
        return CELL_BAD;
    int64_t digits = number.digits;
    bool whole = number.scale == 0;
    for (; number.scale; number.scale--, digits /= 10)
        if (digits % 10)
            return CELL_BAD;
    *value = digits;
    return result == CELL_OK && !whole ? CELL_REWRITTEN : result;
}

Str cell_number_text(Arena *a, CellNumber number)
{
    assert(number.scale <= SCALE_MAX);
    int64_t power = 1;
    for (int i = 0; i < number.scale; i++)
        power *= 10;
    int64_t whole = number.digits / power, rest = number.digits % power;
    if (!number.scale)
        return str_printf(a, "%lld", (long long)whole);
    return str_printf(a, "%s%lld.%0*lld", number.digits < 0 ? "-" : "",
                      (long long)(whole < 0 ? -whole : whole), number.scale,
                      (long long)(rest < 0 ? -rest : rest));
}

/* ---- the rest ---- */

CellResult cell_bool(Str s, bool *value)
{
    static const struct { const char *word; bool value, normal; } words[] = {
        {"是", true, true},     {"否", false, true},     {"true", true, true},
        {"false", false, true}, {"yes", true, false},    {"no", false, false},
        {"TRUE", true, false},  {"FALSE", false, false}, {"Y", true, false},
        {"N", false, false},    {"1", true, false},      {"0", false, false},
        {"√", true, false},     {"×", false, false}};
    Plain plain;
    if (!plain_of(s, &plain))
        return CELL_BAD;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_equal((Str){plain.p, plain.n}, str_of(words[i].word))) {
            *value = words[i].value;
            return result_of(&plain, words[i].normal);
        }
    return CELL_BAD;
}

static bool is_separator(uint32_t rune, Str separators)
{
    uint32_t other;
    for (size_t at = 0; at < separators.n;) {
        at += unicode_decode(separators, at, &other);
        if (other == rune)
            return true;
    }
    return false;
}

size_t cell_list(Arena *a, Str s, Str separators, Str **items)
{
    size_t count = 0, room = 0, from = 0, length;
    *items = NULL;
    for (size_t at = 0; at <= s.n; at += length) {
        uint32_t rune = 0;
        length = at < s.n ? unicode_decode(s, at, &rune) : 1;
        if (at < s.n && !is_separator(rune, separators))
            continue;
        Str item = cell_trim(str_slice(s, from, at));
        from = at + length;
        if (item.n)
            arena_push(a, *items, count, room, item);
    }
    return count;
}
