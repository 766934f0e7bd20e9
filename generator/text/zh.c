#include "text/zh.h"

#include <assert.h>
#include <string.h>

#include "text/unicode.h"

static const char *const digit_names[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
static const char *const rank_names[] = {"", "十", "百", "千"};

enum { WAN = 10000, YI = 100000000, LONGEST = 120 /* bytes of a numeral */ };

#define LARGEST 10000000000000000LL /* 一亿亿 */

/* ---- writing ---- */

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

void zh_digits(Buf *out, Str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '0')
            buf_c(out, "〇");
        else if (s.p[i] > '0' && s.p[i] <= '9')
            buf_c(out, digit_names[s.p[i] - '0']);
        else
            buf_byte(out, s.p[i]);
    }
}

/* ---- reading ---- */

/* A numeral as signs: digits 0–9, then 十 百 千 万 亿 as the codes below. */
enum { SIGN_SHI = 10, SIGN_BAI, SIGN_QIAN, SIGN_WAN, SIGN_YI, SIGN_NONE };

typedef struct Signs {
    uint8_t items[LONGEST / 3];
    size_t count;
} Signs;

static uint8_t sign_of(uint32_t rune)
{
    switch (rune) {
    case 0x96F6: case 0x3007: return 0; /* 零 〇 */
    case 0x4E00: return 1;
    case 0x4E8C: case 0x4E24: return 2; /* 二 两 */
    case 0x4E09: return 3;
    case 0x56DB: return 4;
    case 0x4E94: return 5;
    case 0x516D: return 6;
    case 0x4E03: return 7;
    case 0x516B: return 8;
    case 0x4E5D: return 9;
    case 0x5341: return SIGN_SHI;
    case 0x767E: return SIGN_BAI;
    case 0x5343: return SIGN_QIAN;
    case 0x4E07: return SIGN_WAN;
    case 0x4EBF: return SIGN_YI;
    default: return SIGN_NONE;
    }
}

static bool read_signs(Str s, Signs *signs)
{
    signs->count = 0;
    if (s.n == 0 || s.n > LONGEST)
        return false;
    uint32_t rune;
    for (size_t at = 0; at < s.n;) {
        at += unicode_decode(s, at, &rune);
        uint8_t sign = sign_of(rune);
        if (sign == SIGN_NONE || signs->count == sizeof signs->items)
            return false;
        signs->items[signs->count++] = sign;
    }
    return true;
}

/* Digits one after the other: 二〇二六. */
static bool read_row(const uint8_t *p, size_t n, int64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < n; i++) {
        if (p[i] > 9 || *out >= LARGEST / 10)
            return false;
        *out = *out * 10 + p[i];
    }
    return n > 0;
}

/* Below 万: digit and rank by turns, ranks going down; 十 at the start may stand alone. */
static bool read_group(const uint8_t *p, size_t n, int64_t *out)
{
    static const int64_t units[] = {10, 100, 1000};
    int64_t digit = -1, least = WAN;
    bool zero = false;
    *out = 0;
    for (size_t i = 0; i < n; i++) {
        if (p[i] == 0) {
            if (digit >= 0)
                return false;
            zero = true;
        } else if (p[i] <= 9) {
            if (digit >= 0 || least == 1)
                return false;
            digit = p[i];
        } else {
            int64_t unit = p[i] <= SIGN_QIAN ? units[p[i] - SIGN_SHI] : WAN;
            bool bare = digit < 0 && unit == 10 && i == 0;
            if (unit >= least || (digit < 0 && !bare))
                return false;
            *out += (bare ? 1 : digit) * unit;
            least = unit;
            digit = -1;
            zero = false;
        }
    }
    if (digit > 0 && least > 10 && least < WAN && !zero)
        return false; /* 一百五 is 150 to some and 105 to none */
    *out += digit > 0 ? digit : 0;
    return n > 0;
}

/* By the last 亿, then the last 万: what stands before it counts so many of it. */
static bool read_ranks(const uint8_t *p, size_t n, uint8_t sign, int64_t *out)
{
    if (sign < SIGN_WAN)
        return read_group(p, n, out);
    size_t at = n;
    while (at > 0 && p[at - 1] != sign)
        at--;
    if (at == 0)
        return read_ranks(p, n, sign - 1, out);
    int64_t unit = sign == SIGN_WAN ? WAN : YI, high, low = 0;
    if (!read_ranks(p, at - 1, sign == SIGN_YI ? sign : sign - 1, &high) || high == 0)
        return false;
    if (at < n && (!read_ranks(p + at, n - at, sign - 1, &low) || low >= unit))
        return false;
    if (low > 0 && low < unit / 10 && p[at] != 0)
        return false; /* 三万五 */
    if (high > LARGEST / unit)
        return false;
    *out = high * unit + low;
    return true;
}

bool zh_read(Str s, int64_t *n)
{
    assert(n);
    bool negative = str_starts(s, STR("负"));
    Signs signs;
    if (!read_signs(negative ? str_slice(s, 3, s.n) : s, &signs))
        return false;
    bool row = signs.count > 1;
    for (size_t i = 0; i < signs.count; i++)
        row = row && signs.items[i] <= 9;
    bool good = row ? read_row(signs.items, signs.count, n)
                    : read_ranks(signs.items, signs.count, SIGN_YI, n);
    if (good && negative)
        *n = -*n;
    return good;
}

/* ---- widths of letters ---- */

uint32_t zh_full(uint32_t rune)
{
    if (rune == ' ')
        return 0x3000;
    return rune > ' ' && rune < 0x7F ? rune + 0xFEE0 : rune;
}

uint32_t zh_half(uint32_t rune)
{
    if (rune == 0x3000)
        return ' ';
    return rune >= 0xFF01 && rune <= 0xFF5E ? rune - 0xFEE0 : rune;
}

Str zh_half_text(Arena *a, Str s)
{
    Buf out = buf_in(a);
    uint32_t rune;
    bool changed = false;
    for (size_t at = 0, length; at < s.n; at += length) {
        length = unicode_decode(s, at, &rune);
        uint32_t half = rune == UNICODE_BAD ? rune : zh_half(rune);
        if (half == rune) {
            buf_str(&out, (Str){s.p + at, length});
        } else {
            buf_rune(&out, half);
            changed = true;
        }
    }
    return changed ? buf_view(&out) : s;
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
