#include "text/zh.h"

#include <string.h>

#include "text/unicode.h"

static const char *const digit_names[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
static const char *const rank_names[] = {"", "十", "百", "千"};

enum { WAN = 10000, YI = 100000000 };

/* ---- numerals ---- */

/* n of 1..9999. At the very start 12 is 十二, not 一十二. */
static void put_group(Buf *out, int n, bool start)
{
    bool said = false, gap = false;
    for (int rank = 3, unit = 1000; rank >= 0; rank--, unit /= 10) {
        int digit = n / unit % 10;
        if (digit == 0) {
            gap = said;
            continue;
        }
        if (gap)
            buf_c(out, digit_names[0]);
        if (digit != 1 || rank != 1 || said || !start)
            buf_c(out, digit_names[digit]);
        buf_c(out, rank_names[rank]);
        said = true;
        gap = false;
    }
}

static void put_positive(Buf *out, uint64_t n, bool start)
{
    if (n < WAN) {
        put_group(out, (int)n, start);
        return;
    }
    uint64_t unit = n < YI ? WAN : YI, rest = n % unit;
    put_positive(out, n / unit, start);
    buf_c(out, unit == WAN ? "万" : "亿");
    if (rest == 0)
        return;
    if (rest < unit / 10)
        buf_c(out, digit_names[0]);
    put_positive(out, rest, false);
}

void zh_number(Buf *out, int64_t n)
{
    if (n < 0)
        buf_c(out, "负");
    if (n == 0)
        buf_c(out, digit_names[0]);
    else
        put_positive(out, n < 0 ? -(uint64_t)n : (uint64_t)n, true);
}

/* ---- dates ---- */

static bool is_digit_at(Str text, size_t at)
{
    return at < text.n && text.p[at] >= '0' && text.p[at] <= '9';
}

/* Which of the strings stands at `at`, from 0, and where it ends; -1 when none does. */
static int string_at(Str text, size_t at, const char *const *strings, size_t *end)
{
    for (int i = 0; at < text.n && strings[i]; i++)
        if (text.p[at] == *strings[i] && str_starts(str_slice(text, at, text.n), str_of(strings[i]))) {
            *end = at + strlen(strings[i]);
            return i;
        }
    return -1;
}

static size_t skip_blank(Str text, size_t at)
{
    return at < text.n && text.p[at] == ' ' ? at + 1 : at;
}

/* Behind "2025年9月1日", "9 月", "8时30分" and the like that starts at `at`, each unit smaller than the
 * one before; `at` when none does. */
static size_t skip_date(Str text, size_t at)
{
    static const char *const units[] = {"年", "月", "日", "号", "时", "点", "分", NULL};
    static const int ranks[] = {0, 1, 2, 2, 3, 3, 4};
    size_t end = at, unit_end;
    int rank = -1;
    while (is_digit_at(text, at)) {
        while (is_digit_at(text, at))
            at++;
        int unit = string_at(text, skip_blank(text, at), units, &unit_end);
        if (unit < 0 || ranks[unit] <= rank)
            break;
        rank = ranks[unit];
        end = unit_end;
        at = skip_blank(text, unit_end);
    }
    return end;
}

/* Behind one or two dates that start at `at`; `at` when none does. */
static size_t skip_dates(Str text, size_t at)
{
    enum { RANGE_MOST = 14 }; /* characters */
    static const char *const dashes[] = {"—", "–", "～", "~", "-", "至", NULL};
    size_t end = skip_date(text, at), dash = end;
    if (end == at || string_at(text, end, dashes, &dash) < 0)
        return end;
    size_t other = skip_date(text, dash);
    return other > dash && unicode_count(str_slice(text, at, other)) <= RANGE_MOST ? other : end;
}

bool zh_find_dates(Str text, size_t from, size_t *start, size_t *end)
{
    for (size_t at = from; at < text.n;) {
        if (!is_digit_at(text, at)) {
            at++;
            continue;
        }
        *start = at;
        *end = skip_dates(text, at);
        if (*end > at)
            return true;
        do
            at++; /* no date begins inside a number */
        while (is_digit_at(text, at) && is_digit_at(text, at - 1));
    }
    return false;
}

ZhLead zh_lead(Str text)
{
    static const char *const below[] = {"如下", "如下表", "如下图", "如下所示", "下表", "下图"};
    uint32_t rune = ' ';
    size_t at = text.n;
    while (at && (unicode_is_whitespace(rune) || unicode_is_control(rune)))
        at -= unicode_before(text, at, &rune);
    for (size_t i = 0; rune == 0x3002 && i < sizeof below / sizeof *below; i++)
        if (str_ends(str_slice(text, 0, at), str_of(below[i])))
            return ZH_LEAD_STOPPED;
    return rune == ':' || rune == 0xFF1A ? ZH_LEAD_OPEN : ZH_LEAD_NONE;
}
