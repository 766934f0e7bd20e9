/*
 * Number formats: whether a number is a day, a time, a share or just a number is in its style only.
 *
 * A format code is looked at for its letters alone (ECMA-376 part 1, §18.8.30 and 18.8.31): quoted
 * words, escaped characters and brackets say nothing, m is a minute beside hours or seconds and a
 * month otherwise.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "read/cell.h"
#include "read/workbook_imp.h"

/* ---- format codes ---- */

/* The kinds of the numbers without a code, by §18.8.30 as programs set to Chinese have them. */
static NumberKind built_in(int64_t id)
{
    static const struct { uint8_t first, last, kind; } kinds[] = {
        {9, 10, NUMBER_PERCENT}, {14, 16, NUMBER_DATE}, {17, 17, NUMBER_MONTH}, {18, 21, NUMBER_TIME},
        {22, 22, NUMBER_DATE_TIME}, {27, 27, NUMBER_MONTH}, {28, 31, NUMBER_DATE}, {32, 35, NUMBER_TIME},
        {36, 36, NUMBER_MONTH}, {45, 47, NUMBER_TIME}, {50, 50, NUMBER_MONTH}, {51, 51, NUMBER_DATE},
        {52, 52, NUMBER_MONTH}, {53, 54, NUMBER_DATE}, {55, 56, NUMBER_TIME}, {57, 57, NUMBER_MONTH},
        {58, 58, NUMBER_DATE}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (id >= kinds[i].first && id <= kinds[i].last)
            return kinds[i].kind;
    return NUMBER_PLAIN;
}

/* [h] [mm] [ss]: time passed; other brackets are colours, conditions and languages. */
static bool is_elapsed(Str bracket)
{
    for (size_t i = 0; i < bracket.n; i++)
        if (!strchr("hHmMsS", bracket.p[i]))
            return false;
    return bracket.n > 0;
}

NumberKind workbook_format_kind(Str code)
{
    bool year = false, month = false, day = false, time = false, percent = false;
    for (size_t i = 0; i < code.n && code.p[i] != ';'; i++) {
        char c = code.p[i];
        if (c == '"') {
            i = str_find(code, STR("\""), i + 1);
        } else if (c == '\\' || c == '_' || c == '*') {
            i++;
        } else if (c == '[') {
            size_t end = str_find(code, STR("]"), i + 1);
            time |= is_elapsed(str_slice(code, i + 1, end));
            i = end;
        } else if (str_starts(str_slice(code, i, code.n), STR("General"))) {
            return NUMBER_PLAIN;
        } else {
            year |= c == 'y' || c == 'Y';
            month |= c == 'm' || c == 'M';
            day |= c == 'd' || c == 'D';
            time |= c == 'h' || c == 'H' || c == 's' || c == 'S';
            percent |= c == '%';
        }
    }
    bool date = year || day || (month && !time);
    if (date && time)
        return NUMBER_DATE_TIME;
    if (date)
        return year && month && !day ? NUMBER_MONTH : NUMBER_DATE;
    return time ? NUMBER_TIME : percent ? NUMBER_PERCENT : NUMBER_PLAIN;
}

/* ---- the part of styles ---- */

typedef struct Code {
    int64_t id;
    NumberKind kind;
} Code;

typedef struct Styles {
    Arena *a;
    Formats *formats;
    Code *codes;
    size_t ncodes, codes_room;
    bool in_cells; /* within cellXfs, the styles that cells name */
} Styles;

static int64_t number_of(XmlAttributes attributes, const char *name, int64_t fallback)
{
    int64_t n;
    return str_to_int(xml_attribute(attributes, name), &n) ? n : fallback;
}

static NumberKind kind_of(const Styles *s, int64_t id)
{
    for (size_t i = 0; i < s->ncodes; i++)
        if (s->codes[i].id == id)
            return s->codes[i].kind;
    return built_in(id);
}

static void style_start(void *self, Str name, XmlAttributes attributes)
{
    Styles *s = self;
    if (str_equal(name, STR("numFmt"))) {
        Code code = {number_of(attributes, "numFmtId", -1),
                     workbook_format_kind(xml_attribute(attributes, "formatCode"))};
        arena_push(s->a, s->codes, s->ncodes, s->codes_room, code);
    } else if (str_equal(name, STR("cellXfs"))) {
        s->in_cells = true;
    } else if (s->in_cells && str_equal(name, STR("xf"))) {
        Formats *f = s->formats;
        arena_push(s->a, f->kinds, f->count, f->room,
                   (uint8_t)kind_of(s, number_of(attributes, "numFmtId", 0)));
    }
}

static void style_end(void *self, Str name)
{
    Styles *s = self;
    if (str_equal(name, STR("cellXfs")))
        s->in_cells = false;
}

bool workbook_formats(Arena *a, const Zip *zip, const ZipEntry *part, Formats *formats, Diag *d)
{
    Styles s = {.a = a, .formats = formats};
    return xml_read(zip, part, &(XmlCalls){.start = style_start, .end = style_end, .self = &s}, d);
}

/* ---- numbers as text ---- */

enum { DAY = 86400, LAST_DAY = 2958465 /* 9999-12-31 in the count from 1900 */ };

/* 15 digits are what the programs themselves show; more are noise of binary fractions. */
static Str plain_number(Arena *a, double v)
{
    Str text = str_printf(a, "%.15g", v);
    if (str_find(text, STR("e"), 0) == text.n)
        return text;
    if (fabs(v) >= 1)
        return str_printf(a, "%.0f", v);
    text = str_printf(a, "%.20f", v);
    while (text.n > 1 && text.p[text.n - 1] == '0')
        text.n--;
    return text;
}

/* The count from 1900 has a 29 February that year never had. */
static CellDate date_of(int32_t day, bool from_1904)
{
    CellDate first = from_1904 ? (CellDate){1904, 1, 1}
                               : day > 59 ? (CellDate){1899, 12, 30} : (CellDate){1899, 12, 31};
    return cell_days_date(cell_date_days(first) + day);
}

static Str time_text(Arena *a, int64_t seconds)
{
    int64_t minutes = seconds / 60;
    Str text = str_printf(a, "%02d:%02d", (int)(minutes / 60), (int)(minutes % 60));
    return seconds % 60 ? str_printf(a, "%.*s:%02d", STR_ARG(text), (int)(seconds % 60)) : text;
}

Str workbook_number(Arena *a, Str value, NumberKind kind, bool from_1904)
{
    char digits[64], *end;
    if (!value.n || value.n >= sizeof digits)
        return value;
    memcpy(digits, value.p, value.n);
    digits[value.n] = '\0';
    double v = strtod(digits, &end);
    if (*end || !isfinite(v))
        return value;
    if (kind == NUMBER_PERCENT)
        return str_printf(a, "%.*s%%", STR_ARG(plain_number(a, v * 100)));
    if (kind == NUMBER_PLAIN || v < 0 || v > LAST_DAY)
        return plain_number(a, v);
    int64_t seconds = llround(v * DAY);
    if (kind == NUMBER_TIME)
        return time_text(a, seconds);
    CellDate date = date_of((int32_t)(seconds / DAY), from_1904);
    if (kind == NUMBER_MONTH)
        date.day = 0;
    Str text = cell_date_text(a, date);
    if (kind != NUMBER_DATE_TIME)
        return text;
    return str_printf(a, "%.*s %.*s", STR_ARG(text), STR_ARG(time_text(a, seconds % DAY)));
}
