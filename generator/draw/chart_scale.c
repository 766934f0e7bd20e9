/*
 * chart_scale: nice axis steps, and numbers as Chinese reports write them.
 */
#include <assert.h>
#include <inttypes.h>
#include <math.h>

#include "draw/chart_imp.h"


bool chart_missing(double v)
{
    return isnan(v);
}

bool chart_whole(const ChartSpec *spec)
{
    for (size_t s = 0; s < spec->nseries; s++)
        for (size_t i = 0; i < spec->ncategories; i++) {
            double v = spec->series[s].values[i];
            if (!chart_missing(v) && v != floor(v))
                return false;
        }
    return true;
}

/* ---- steps ---- */

/* The step after this one in 1, 2, 2.5, 5, 10 …; whole: without 2.5 itself. */
static double next_step(double step, bool whole)
{
    double ten = pow(10, floor(log10(step) + 1e-9));
    double lead = step / ten;
    if (lead < 1.5)
        return 2 * ten;
    if (lead < 2.2)
        return whole && ten < 10 ? 5 * ten : 2.5 * ten;
    return lead < 4 ? 5 * ten : 10 * ten;
}

static int units_places(double step)
{
    int places = 0;
    for (double scaled = step; places < 9 && fabs(scaled - round(scaled)) > 1e-6 * scaled; places++)
        scaled *= 10;
    return places;
}

Scale scale_make(double low, double high, int ticks, bool whole)
{
    assert(ticks >= 1 && low <= high);
    if (!(high - low > 1e-9 * fmax(fabs(high), fabs(low)))) /* one value: room above it */
        high = low + (low != 0 ? fabs(low) : 1);
    double step = pow(10, floor(log10((high - low) / ticks)));
    if (whole && step < 1)
        step = 1;
    while (ceil(high / step - 1e-9) - floor(low / step + 1e-9) > ticks)
        step = next_step(step, whole);
    Scale s = {.low = floor(low / step + 1e-9) * step, .high = ceil(high / step - 1e-9) * step,
               .step = step, .unit = 1};
    double size = fmax(fabs(s.low), fabs(s.high));
    s.unit = size >= 1e8 ? 1e8 : size >= 1e4 ? 1e4 : 1;
    s.decimals = units_places(step / s.unit);
    return s;
}

int scale_steps(const Scale *s)
{
    return (int)lround((s->high - s->low) / s->step);
}

double scale_tick(const Scale *s, int i)
{
    double v = s->low + i * s->step;
    return fabs(v) < s->step * 1e-6 ? 0 : v;
}

Len scale_at(const Scale *s, double v, Len length)
{
    double part = (v - s->low) / (s->high - s->low);
    part = part < 0 ? 0 : part > 1 ? 1 : part; /* beyond ends the author set */
    return (Len)lround(part * length);
}

Scale chart_scale(const Chart *c, double low, double high, Len length, Len pitch)
{
    int ticks = (int)(length / pitch);
    ticks = ticks < 1 ? 1 : ticks > 6 ? 6 : ticks;
    low = low > 0 ? 0 : low;
    high = high < 0 ? 0 : high;
    if (!chart_missing(c->spec->low))
        low = c->spec->low;
    if (!chart_missing(c->spec->high))
        high = c->spec->high;
    if (c->percent && low >= 0 && high > 60 && high <= 100)
        high = 100; /* shares are read against the whole */
    return scale_make(low, high < low ? low : high, ticks, chart_whole(c->spec));
}

/* ---- numbers ---- */

Str chart_digits(Arena *a, double v, int decimals)
{
    assert(decimals >= 0 && decimals <= 9);
    int64_t ten = 1;
    for (int i = 0; i < decimals; i++)
        ten *= 10;
    /* 1.005 in binary is a little less: the error of one product is made up for */
    double scaled = fabs(v) * (double)ten;
    int64_t n = scaled < 9e15 ? (int64_t)floor(scaled + 0.5 + 4e-16 * scaled) : INT64_MAX / 2;
    Buf out = buf_in(a);
    if (v < 0 && n != 0)
        buf_c(&out, "−");
    buf_int(&out, n / ten);
    if (decimals)
        buf_printf(&out, ".%0*" PRId64, decimals, n % ten);
    return buf_view(&out);
}

/* Without zeros at the end of a broken part. */
static Str trim_zeros(Str s)
{
    if (str_find(s, STR("."), 0) == s.n)
        return s;
    while (s.p[s.n - 1] == '0')
        s.n--;
    if (s.p[s.n - 1] == '.')
        s.n--;
    return s;
}

Str chart_exact(Arena *a, double v)
{
    return trim_zeros(chart_digits(a, v, fabs(v) < 1e9 ? 6 : 0));
}

static const char *unit_word(double unit)
{
    return unit >= 1e8 ? "亿" : unit >= 1e4 ? "万" : "";
}

Str scale_label(const Chart *c, const Scale *s, int i)
{
    double v = scale_tick(s, i);
    Str digits = v == 0 ? STR("0") : chart_digits(c->a, v / s->unit, s->decimals);
    return str_printf(c->a, "%.*s%s%s", STR_ARG(digits), v == 0 ? "" : unit_word(s->unit),
                      c->percent ? "%" : "");
}

Str chart_value(const Chart *c, double v)
{
    double unit = fabs(v) >= 1e8 ? 1e8 : fabs(v) >= 1e4 ? 1e4 : 1;
    int places = unit == 1 ? c->decimals : c->spec->decimals > 0 ? c->spec->decimals : 1;
    Str digits = chart_digits(c->a, v / unit, places);
    if (unit > 1)
        digits = trim_zeros(digits);
    return str_printf(c->a, "%.*s%s%s", STR_ARG(digits), unit_word(unit), c->percent ? "%" : "");
}

/* ---- days: the proleptic Gregorian calendar, by eras of 400 years from 1 March ---- */

double chart_day_of(int year, int month, int date)
{
    int y = year - (month <= 2), era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
    int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + date - 1;
    return era * 146097.0 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void chart_civil(double day, int *year, int *month, int *date)
{
    int64_t z = (int64_t)floor(day) + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t of_era = z - era * 146097;
    int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * y + y / 4 - y / 100), m = (5 * of_year + 2) / 153;
    *date = (int)(of_year - (153 * m + 2) / 5 + 1);
    *month = (int)(m < 10 ? m + 3 : m - 9);
    *year = (int)(y + era * 400 + (*month <= 2));
}

bool chart_day(Str date, double *day)
{
    static const char form[] = "0000-00-00";
    if (date.n != sizeof form - 1)
        return false;
    for (size_t i = 0; i < date.n; i++)
        if (form[i] == '-' ? date.p[i] != '-' : date.p[i] < '0' || date.p[i] > '9')
            return false;
    int64_t parts[3];
    for (int i = 0; i < 3; i++) {
        Str piece;
        str_split(&date, '-', &piece);
        str_to_int(piece, &parts[i]);
    }
    if (parts[0] < 1 || parts[1] < 1 || parts[1] > 12 || parts[2] < 1)
        return false;
    double found = chart_day_of((int)parts[0], (int)parts[1], (int)parts[2]);
    int year, month, of_month;
    chart_civil(found, &year, &month, &of_month);
    *day = found;
    return month == parts[1] && of_month == parts[2];
}

Str chart_date(Arena *a, double day)
{
    int year, month, date;
    chart_civil(day, &year, &month, &date);
    return str_printf(a, "%04d-%02d-%02d", year, month, date);
}
