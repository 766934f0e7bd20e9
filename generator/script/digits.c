/*
 * Long runs of digits in the authors' texts: what checks for personal numbers start from. All
 * sources are scanned at once in C, since a script would need minutes for what takes milliseconds.
 *
 * A digit is one of any shape that has a digit's value (Unicode's compatibility forms: full width, circled, bold, raised) or a Han
 * numeral, which people write to get a number past a filter, all of them or some (138一二三四5678). Where Han numerals and others
 * meet, two numbers may meet too (王五13800138000), so that place is told. Up to three dashes, dots, slashes, brackets, blanks and
 * characters without width may stand between two digits. An X of any shape may end it. A run in a word of letters and more digits
 * is none (hashes).
 *
 * Two looks, each in one pass: for runs with a plain digit (ASCII or full width), eight bytes at a time, and for those without,
 * at one place in as many bytes as the shortest of them has.
 */
#include <assert.h>
#include <string.h>

#include "script/host_imp.h"
#include "text/unicode.h"

typedef enum Shape { SHAPE_NONE, SHAPE_PLAIN, SHAPE_OTHER, SHAPE_HAN } Shape; /* of a digit; plain: ASCII, full width */

enum {
    DIGITS_KEPT = 32,
    GAP_MOST = 3,    /* characters between two digits: ") -" */
    OTHER_BYTES = 2  /* of the shortest digit that is not plain: ² */
};

/* The ten digits of a shape follow each other from its 0, or the nine from its 1, which first says. */
static const struct { uint32_t from, first; } rows_of_digits[] = {
    {0x2460, 1}, {0x2474, 1}, {0x2488, 1}, {0x24F5, 1}, {0x2776, 1}, {0x2780, 1}, {0x278A, 1},
    {0x2070, 0}, {0x2080, 0}, {0x0660, 0}, {0x06F0, 0}, {0x1D7CE, 0}, {0x1D7D8, 0}, {0x1D7E2, 0}, {0x1D7EC, 0}, {0x1D7F6, 0}};

static bool other_digit(uint32_t rune, char *digit)
{
    static const struct { uint32_t rune; char digit; } single[] = {{0xB9, 1}, {0xB2, 2}, {0xB3, 3}, {0x24EA, 0}, {0x24FF, 0}};
    for (size_t i = 0; i < sizeof single / sizeof *single; i++)
        if (single[i].rune == rune)
            return *digit = (char)('0' + single[i].digit), true;
    for (size_t i = 0; i < sizeof rows_of_digits / sizeof *rows_of_digits; i++) {
        uint32_t place = rune - rows_of_digits[i].from + rows_of_digits[i].first;
        if (rune >= rows_of_digits[i].from && place <= 9)
            return *digit = (char)('0' + place), true;
    }
    return false;
}

/* The numerals, those of documents (壹) and 幺, as which 1 is spoken. */
static bool han_digit(uint32_t rune, char *digit)
{
    switch (rune) {
    case 0x3007: case 0x96F6: case 0x25CB: *digit = '0'; return true; /* 〇 零 ○ */
    case 0x4E00: case 0x58F9: case 0x5E7A: *digit = '1'; return true; /* 一 壹 幺 */
    case 0x4E8C: case 0x8D30: *digit = '2'; return true;
    case 0x4E09: case 0x53C1: *digit = '3'; return true;
    case 0x56DB: case 0x8086: *digit = '4'; return true;
    case 0x4E94: case 0x4F0D: *digit = '5'; return true;
    case 0x516D: case 0x9646: *digit = '6'; return true;
    case 0x4E03: case 0x67D2: *digit = '7'; return true;
    case 0x516B: case 0x634C: *digit = '8'; return true;
    case 0x4E5D: case 0x7396: *digit = '9'; return true;
    default: return false;
    }
}

/* A digit at offset i: its value and length in bytes; SHAPE_NONE: none. */
static Shape digit_at(Str s, size_t i, char *digit, size_t *length)
{
    unsigned char c = i < s.n ? (unsigned char)s.p[i] : 0;
    *length = 1;
    if (c >= '0' && c <= '9')
        return *digit = (char)c, SHAPE_PLAIN;
    if (c < 0xC2)
        return SHAPE_NONE;
    if (c == 0xEF) { /* EF BC 90 to 99; full-width punctuation is everywhere, so no more is done about it */
        bool wide = i + 2 < s.n && s.p[i + 1] == '\xBC' && (unsigned char)(s.p[i + 2] - 0x90) <= 9;
        *length = 3;
        return wide ? *digit = (char)('0' + ((unsigned char)s.p[i + 2] - 0x90)), SHAPE_PLAIN : SHAPE_NONE;
    }
    uint32_t rune;
    *length = unicode_decode(s, i, &rune);
    if (rune >= 0x2000 && han_digit(rune, digit))
        return SHAPE_HAN;
    if (rune >= 0x3008 && rune < 0x10000)
        return SHAPE_NONE;
    return other_digit(rune, digit) ? SHAPE_OTHER : SHAPE_NONE;
}

/* Without a width: soft hyphen, zero-width ones, a variation selector, the frame of a keycap. */
static bool is_unseen(uint32_t rune)
{
    return rune == 0xAD || (rune >= 0x200B && rune <= 0x200F) || rune == 0x2060 || rune == 0xFE0F || rune == 0xFEFF || rune == 0x20E3;
}

static bool is_blank(uint32_t rune)
{
    return rune == ' ' || rune == 0xA0 || (rune >= 0x2000 && rune <= 0x200A) || rune == 0x202F || rune == 0x205F || rune == 0x3000;
}

/* What people put between the digits of a number; no comma and no line end, which part numbers. */
static bool is_mark(uint32_t rune)
{
    if (rune < 0x80)
        return rune && strchr("-./\\_()[]*~", (int)rune);
    if (rune >= 0xFF00)
        return rune == 0xFF08 || rune == 0xFF09 || (rune >= 0xFF0D && rune <= 0xFF0F) || rune == 0xFF3B || rune == 0xFF3C ||
               rune == 0xFF3D || rune == 0xFF3F || rune == 0xFF5E || rune == 0xFF65;
    return rune == 0xB7 || (rune >= 0x2010 && rune <= 0x2015) || rune == 0x2022 || rune == 0x2024 || rune == 0x2027 || rune == 0x2043 ||
           rune == 0x2044 || rune == 0x2212 || rune == 0x2215 || rune == 0x2219 || rune == 0x22C5 || rune == 0x2E3A || rune == 0x2E3B ||
           (rune >= 0x3008 && rune <= 0x3011) || (rune >= 0x3014 && rune <= 0x301C) || rune == 0x3030 || rune == 0x30FB ||
           rune == 0xFE31 || rune == 0xFE32 || rune == 0xFE58 || rune == 0xFE63;
}

/* The bytes between two digits from offset i; *seen: '-', ' ' for blanks only, 0 for nothing that can be seen. */
static size_t gap_at(Str s, size_t i, char *seen)
{
    size_t end = i;
    *seen = 0;
    if (i < s.n && (s.p[i] == ',' || s.p[i] == '\n' || (unsigned char)(s.p[i] - 0xE4) <= 0xE9 - 0xE4)) /* the most that stands there: no mark, nor are Han */
        return 0;
    for (int n = 0; n < GAP_MOST && end < s.n; n++) {
        uint32_t rune;
        size_t length = unicode_decode(s, end, &rune);
        bool blank = is_blank(rune), mark = !blank && is_mark(rune);
        if (!blank && !mark && !is_unseen(rune))
            break;
        *seen = mark ? '-' : blank && !*seen ? ' ' : *seen;
        end += length;
    }
    return end - i;
}

static bool is_latin(Str s, size_t i)
{
    char c = i < s.n ? s.p[i] : 0;
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The length of an X at i that ends a number; 0: none. Also ×, the Cyrillic letter, the Roman ten, full width. */
static size_t x_at(Str s, size_t i)
{
    static const char *const shapes[] = {"X", "x", "Ｘ", "ｘ", "×", "Х", "х", "Ⅹ", "ⅹ"};
    if (i >= s.n || !strchr("Xx\xEF\xC3\xD0\xD1\xE2", s.p[i])) /* their first bytes: a run ends at each comma */
        return 0;
    for (size_t k = 0; i < s.n && k < sizeof shapes / sizeof *shapes; k++)
        if (str_starts(str_slice(s, i, s.n), str_of(shapes[k])))
            return is_latin(s, i + strlen(shapes[k])) ? 0 : strlen(shapes[k]);
    return 0;
}

/* Do Han numerals end or begin between two digits? */
static bool han_turns(Shape a, Shape b)
{
    return (a == SHAPE_HAN) != (b == SHAPE_HAN);
}

/* The run that starts with the digit at i: its end, how many there are and of which shapes, the first of them; all when asked for. */
static size_t run_end(Str s, size_t i, size_t *count, bool *plain, char first_digits[DIGITS_KEPT], DigitRun *run)
{
    size_t end = i, length, gap = 0;
    char digit = 0, seen = 0;
    Shape shape = digit_at(s, i, &digit, &length), before = shape;
    *plain = false;
    for (*count = 0; shape != SHAPE_NONE; ++*count) {
        *plain = *plain || shape == SHAPE_PLAIN;
        if (run && seen)
            buf_byte(&run->groups, seen);
        else if (run && han_turns(before, shape))
            buf_byte(&run->groups, '|');
        if (run)
            buf_byte(&run->digits, digit), buf_byte(&run->groups, digit);
        if (*count < DIGITS_KEPT)
            first_digits[*count] = digit;
        end += gap + length;
        gap = 0, seen = 0, before = shape;
        shape = digit_at(s, end, &digit, &length);
        if (shape == SHAPE_NONE && (gap = gap_at(s, end, &seen)) != 0)
            shape = digit_at(s, end + gap, &digit, &length);
    }
    gap = gap_at(s, end, &seen);
    length = seen == ' ' ? 0 : x_at(s, end + gap);
    if (!length)
        return end;
    ++*count;
    if (run)
        buf_byte(&run->digits, 'X'), buf_byte(&run->groups, 'X');
    return end + gap + length;
}

/* The offset of the character before i. */
static size_t character_before(Str s, size_t i)
{
    do
        i--;
    while (i && ((unsigned char)s.p[i] & 0xC0) == 0x80);
    return i;
}

/* The first digit of the run that the digit at i is in, from `from` on. */
static size_t run_start(Str s, size_t from, size_t i)
{
    size_t start = i, length;
    char digit, seen;
    for (size_t at = i, gaps = 0; at > from && gaps <= GAP_MOST;) {
        size_t before = character_before(s, at);
        Shape here = digit_at(s, before, &digit, &length);
        if (here == SHAPE_NONE && !gap_at(s, before, &seen))
            break;
        gaps = here == SHAPE_NONE ? gaps + 1 : 0;
        start = here == SHAPE_NONE ? start : before;
        at = before;
    }
    return start;
}

/* Letters touch it, and behind those more digits: a part of a hash or an id. */
static bool in_word(Str s, size_t start, size_t end)
{
    size_t left = start, right = end;
    while (left && is_latin(s, left - 1))
        left--;
    while (is_latin(s, right))
        right++;
    return (left < start && left && unicode_is_ascii_digit((unsigned char)s.p[left - 1])) ||
           (right > end && right < s.n && unicode_is_ascii_digit((unsigned char)s.p[right]));
}

/* Whether one of eight bytes is what a plain digit may begin with (30 to 39, EF), or looks like it (3A to 3F). */
static bool may_hold_digit(const char *p)
{
    const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
    uint64_t word;
    memcpy(&word, p, sizeof word);
    uint64_t digit = (word & ones * 0xF0) ^ ones * 0x30, wide = word ^ ones * 0xEF; /* zero bytes: 30-3F; EF */
    return (((digit - ones) & ~digit) | ((wide - ones) & ~wide)) & highs;
}

/* The next byte that a plain digit may begin with, from i on. */
static size_t skip_others(Str s, size_t i)
{
    while (s.n - i >= 8 && !may_hold_digit(s.p + i))
        i += 8;
    while (i < s.n && (unsigned char)(s.p[i] - '0') > 9 && (unsigned char)s.p[i] != 0xEF)
        i++;
    return i;
}

/* The next digit at i or behind a gap there, that is not plain; s.n: none. */
static size_t other_at(Str s, size_t i)
{
    char digit, seen;
    size_t length;
    while (i && ((unsigned char)s.p[i] & 0xC0) == 0x80)
        i--;
    Shape shape = digit_at(s, i, &digit, &length);
    bool han = (unsigned char)s.p[i] >= 0xE4 && (unsigned char)s.p[i] <= 0xE9;
    if (shape != SHAPE_NONE || han)
        return shape > SHAPE_PLAIN ? i : s.n;
    i += gap_at(s, i, &seen);
    return digit_at(s, i, &digit, &length) > SHAPE_PLAIN ? i : s.n;
}

/* Whether as many as are looked for go on from a beginning; a run that is long enough may hold several numbers. */
static bool may_begin(const DigitScan *scan, const char digits[DIGITS_KEPT], size_t count)
{
    if (count >= scan->whole)
        return true;
    for (size_t i = 0; i + scan->least <= count; i++)
        if (scan->begins[(digits[i] - '0') * 10 + digits[i + 1] - '0'])
            return true;
    return false;
}

/* A run of at least so many from start to end, which *run becomes. */
static bool take_run(Arena *a, Str s, size_t start, DigitLook *look, DigitRun *run)
{
    size_t count;
    bool plain;
    char digits[DIGITS_KEPT];
    size_t end = run_end(s, start, &count, &plain, digits, NULL);
    assert(end > start && end <= s.n);
    look->at = end;
    if (count < look->scan->least || plain != !look->others || !may_begin(look->scan, digits, count) || in_word(s, start, end))
        return false;
    *run = (DigitRun){start, end, buf_in(a), buf_in(a)};
    run_end(s, start, &count, &plain, digits, run);
    return true;
}

/* What a byte of ASCII is to a run. */
typedef enum Part { PART_NONE, PART_DIGIT, PART_GAP, PART_OTHER } Part;

/* PART_OTHER: it must be looked at more closely. */
static Part part_of(char byte)
{
    static const unsigned char parts[128] = {
        ['0'] = PART_DIGIT, ['1'] = PART_DIGIT, ['2'] = PART_DIGIT, ['3'] = PART_DIGIT, ['4'] = PART_DIGIT, ['5'] = PART_DIGIT,
        ['6'] = PART_DIGIT, ['7'] = PART_DIGIT, ['8'] = PART_DIGIT, ['9'] = PART_DIGIT, [' '] = PART_GAP, ['-'] = PART_GAP, ['.'] = PART_GAP,
        ['/'] = PART_GAP, ['\\'] = PART_GAP, ['_'] = PART_GAP, ['('] = PART_GAP, [')'] = PART_GAP, ['['] = PART_GAP, [']'] = PART_GAP,
        ['*'] = PART_GAP, ['~'] = PART_GAP, ['X'] = PART_OTHER, ['x'] = PART_OTHER};
    return (unsigned char)byte < sizeof parts ? (Part)parts[(unsigned char)byte] : PART_OTHER;
}

/*
 * Whether the run that begins with the digit at i is all of ASCII, as dates, times and ids are, and none that is looked
 * for; then it ends at *end. false: that must be found out. The run before ended at `from`.
 */
static bool is_dull(const DigitScan *scan, Str s, size_t from, size_t i, size_t *end)
{
    if (i > from && part_of(s.p[i - 1]) != PART_NONE)
        return false;
    char digits[DIGITS_KEPT];
    size_t count = 0;
    for (size_t at = i, gaps = 0; at < s.n && gaps <= GAP_MOST; at++) {
        Part part = part_of(s.p[at]);
        if (part == PART_OTHER)
            return false;
        if (part == PART_NONE)
            break;
        gaps = part == PART_GAP ? gaps + 1 : 0;
        if (part == PART_GAP)
            continue;
        if (count < DIGITS_KEPT)
            digits[count] = s.p[at];
        count++;
        *end = at + 1;
    }
    return count < scan->least || !may_begin(scan, digits, count);
}

static bool next_plain(Arena *a, Str s, DigitLook *look, DigitRun *run)
{
    char digit;
    size_t length;
    for (size_t i; (i = skip_others(s, look->at)) < s.n;) {
        size_t from = look->at;
        if (part_of(s.p[i]) == PART_DIGIT && is_dull(look->scan, s, from, i, &look->at))
            continue;
        look->at = i + 1;
        if (digit_at(s, i, &digit, &length) == SHAPE_PLAIN && take_run(a, s, run_start(s, from, i), look, run))
            return true;
    }
    return false;
}

static bool next_other(Arena *a, Str s, DigitLook *look, DigitRun *run)
{
    size_t stride = look->scan->least * OTHER_BYTES;
    for (size_t from = look->at, probe; (probe = look->at + stride - 1) < s.n; from = look->at) {
        size_t i = other_at(s, probe);
        look->at = probe + 1;
        if (i >= s.n)
            continue;
        if (take_run(a, s, run_start(s, from, i), look, run))
            return true;
    }
    return false;
}

bool digits_next(Arena *a, Str s, DigitLook *look, DigitRun *run)
{
    assert(look->scan->least > 0 && look->scan->whole <= DIGITS_KEPT);
    if (s.n - look->at < look->scan->least && !look->others)
        return false;
    if (!look->others && next_plain(a, s, look, run))
        return true;
    if (!look->others)
        *look = (DigitLook){.scan = look->scan, .others = true};
    return next_other(a, s, look, run);
}
