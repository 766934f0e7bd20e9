#include "text/unicode.h"

#include <assert.h>
#include <string.h>
#include <utf8proc.h>

typedef enum Category {
    CATEGORY_UNASSIGNED, CATEGORY_PRIVATE, CATEGORY_CONTROL, CATEGORY_LETTER, CATEGORY_MARK,
    CATEGORY_DIGIT, CATEGORY_NUMERAL, CATEGORY_NUMBER, CATEGORY_CONNECTOR, CATEGORY_PUNCTUATION,
    CATEGORY_SYMBOL, CATEGORY_SPACE
} Category;

typedef enum Script { SCRIPT_ZYYY, SCRIPT_HANI, SCRIPT_KANA, SCRIPT_HANG, SCRIPT_WEST } Script;

enum { EMOJI = 1, PICTOGRAPHIC = 2 };

/* What is known of a character; the tables share one record among all that agree. */
typedef struct UnicodeRecord {
    uint8_t line_break, width, category, script, flags;
} UnicodeRecord;

#include "text/unicode_table.inc"

static UnicodeRecord record_of(uint32_t rune)
{
    if (rune > 0x10FFFF)
        return (UnicodeRecord){BREAK_XX, WIDTH_N, CATEGORY_UNASSIGNED, SCRIPT_ZYYY, 0};
    return records[block[block_of[rune >> 7]][rune & 127]];
}

/*
 * Unicode table 3-7: after a lead byte, the second byte has a range of its own, the others
 * are 80–BF. Filled in by lead byte; need 0 = no lead byte.
 */
static size_t lead_byte(uint8_t lead, uint8_t *low, uint8_t *high)
{
    *low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    *high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF)
        return 3;
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

size_t unicode_decode(Str s, size_t at, uint32_t *rune)
{
    assert(at < s.n);
    const uint8_t *p = (const uint8_t *)s.p + at;
    if (p[0] < 0x80) {
        *rune = p[0];
        return 1;
    }
    uint8_t low, high;
    size_t need = lead_byte(p[0], &low, &high);
    uint32_t value = need ? p[0] & (0x7Fu >> need) : 0;
    *rune = UNICODE_BAD;
    for (size_t i = 1; i < need; i++) {
        if (at + i >= s.n || p[i] < low || p[i] > high)
            return i;
        value = value << 6 | (p[i] & 0x3Fu);
        low = 0x80;
        high = 0xBF;
    }
    if (need)
        *rune = value;
    return need ? need : 1;
}

size_t unicode_before(Str s, size_t at, uint32_t *rune)
{
    assert(at > 0 && at <= s.n);
    Str head = {s.p, at};
    if (!(s.p[at - 1] & 0x80))
        return unicode_decode(head, at - 1, rune);
    if (at >= 3 && unicode_run(head, at - 3) == at)
        return unicode_next(head, at - 3, rune);
    for (size_t back = at < 4 ? at : 4; back > 1; back--)
        if (unicode_decode(head, at - back, rune) == back)
            return back;
    unicode_decode(head, at - 1, rune);
    return 1;
}

/* Where the run of ASCII from `at` on ends. */
static size_t ascii_end(Str s, size_t at)
{
#ifdef __SSE2__
    for (; s.n - at >= sizeof(__m128i); at += sizeof(__m128i)) {
        unsigned high = (unsigned)_mm_movemask_epi8(_mm_loadu_si128((const __m128i *)(const void *)(s.p + at)));
        if (high)
            return at + (size_t)__builtin_ctz(high);
    }
#endif
    while (at < s.n && !(s.p[at] & 0x80))
        at++;
    return at;
}

/* What well_formed passes over. */
typedef enum Wanted {
    WANTED_ANY,  /* characters of one byte and of three, but for those that begin with ED, where surrogates are */
    WANTED_TEXT, /* of those only what unicode_text passes over; and of ASCII only what can be printed, and line feeds */
} Wanted;

#ifdef __SSE2__
static inline __m128i are(__m128i bytes, unsigned c)
{
    return _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)c));
}

static inline __m128i reach(__m128i bytes, unsigned least)
{
    return are(_mm_subs_epu8(_mm_set1_epi8((char)least), bytes), 0);
}

static inline __m128i within(__m128i bytes, unsigned least, unsigned most)
{
    return reach(_mm_add_epi8(bytes, _mm_set1_epi8((char)(0xFF - most))), 0xFF - (most - least));
}

/* Bytes that go on with a character; as signed bytes, 80 to FF are below 0. */
static inline __m128i tails_of(__m128i bytes)
{
    return _mm_cmplt_epi8(bytes, _mm_set1_epi8((char)0xC0));
}

/* Bytes that are neither ASCII nor tails, nor begin what WANTED_ANY has: C0 to E0, ED, and F0 to FF. */
static inline __m128i not_any(__m128i bytes)
{
    __m128i low = _mm_cmplt_epi8(_mm_add_epi8(bytes, _mm_set1_epi8((char)(0x80 - 0xC0))), _mm_set1_epi8((char)(0xE1 + 0x80 - 0xC0)));
    return _mm_or_si128(_mm_or_si128(low, reach(bytes, 0xF0)), are(bytes, 0xED));
}

/* The same for WANTED_TEXT, where before and second are the bytes one, two places before each. */
static inline __m128i not_text(__m128i bytes, __m128i before, __m128i second, __m128i tails)
{
    __m128i begins = _mm_or_si128(within(bytes, 0xE2, 0xEC), are(bytes, 0xEF));
    __m128i good = _mm_or_si128(_mm_or_si128(tails, begins), _mm_or_si128(within(bytes, ' ', 0x7E), are(bytes, '\n')));
    __m128i forms = are(_mm_or_si128(bytes, _mm_set1_epi8(1)), 0xBD);
    __m128i bad = _mm_or_si128(are(good, 0), _mm_andnot_si128(forms, are(before, 0xEF)));
    bad = _mm_or_si128(bad, _mm_andnot_si128(are(bytes, 0x80), are(before, 0xE2)));
    return _mm_or_si128(bad, _mm_andnot_si128(within(bytes, 0x90, 0xA7), are(second, 0xE2)));
}

/* Which of 16 bytes are not what they must be, a bit each; before, second: as above. */
static inline unsigned bad_of(__m128i bytes, __m128i before, __m128i second, Wanted wanted)
{
    __m128i tails = tails_of(bytes), goes_on = reach(_mm_max_epu8(before, second), 0xE1);
    __m128i bad = wanted == WANTED_TEXT ? not_text(bytes, before, second, tails) : not_any(bytes);
    return (unsigned)_mm_movemask_epi8(_mm_or_si128(bad, _mm_xor_si128(goes_on, tails)));
}

static bool begins_more(char c)
{
    return (c & 0xC0) == 0xC0;
}
#endif

/* Where from at on, where a character begins, ends what bad_of finds nothing in. Some of it may be left. */
static inline size_t well_formed(Str s, size_t at, Wanted wanted)
{
#ifdef __SSE2__
    size_t from = at;
    unsigned bad = 0;
    for (; !bad && s.n - at >= sizeof(__m128i); at += bad ? (size_t)__builtin_ctz(bad) : sizeof(__m128i)) {
        const __m128i *p = (const void *)(s.p + at);
        __m128i bytes = _mm_loadu_si128(p), before, second;
        if (at == from) { /* nothing is wanted by what stands before */
            before = _mm_slli_si128(bytes, 1);
            second = _mm_slli_si128(bytes, 2);
        } else {
            before = _mm_loadu_si128((const void *)((const char *)p - 1));
            second = _mm_loadu_si128((const void *)((const char *)p - 2));
        }
        bad = bad_of(bytes, before, second, wanted);
    }
    if (at > from && begins_more(s.p[at - 1])) /* what was not over at the end */
        return at - 1;
    return at - (at > from + 1 && begins_more(s.p[at - 2]) ? 2 : 0);
#else
    (void)s, (void)wanted;
    return at;
#endif
}

size_t unicode_text(Str s, size_t at)
{
    return well_formed(s, at, WANTED_TEXT);
}

size_t unicode_check(Str s)
{
    size_t at = 0;
    uint32_t rune;
    while (at < s.n) {
        at = ascii_end(s, well_formed(s, at, WANTED_ANY));
        if ((at = unicode_run(s, at)) == s.n || !(s.p[at] & 0x80))
            continue;
        size_t length = unicode_next(s, at, &rune);
        if (rune == UNICODE_BAD)
            return at;
        at += length;
    }
    return s.n;
}

/* All but continuing bytes, and once more those that begin four. */
static uint32_t units_of_bytes(Str s)
{
    uint32_t units = 0;
    for (size_t at = 0; at < s.n; at++) {
        unsigned char c = (unsigned char)s.p[at];
        units += (c & 0xC0) != 0x80 ? (c >= 0xF0 ? 2 : 1) : 0;
    }
    return units;
}

uint32_t unicode_units(Str s)
{
    uint32_t units = 0;
    size_t at = 0;
#ifdef __SSE2__
    const __m128i one = _mm_set1_epi8(1), four = _mm_set1_epi8((char)0xF0);
    for (__m128i zero = _mm_setzero_si128(); s.n - at >= sizeof zero; at += sizeof zero) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(s.p + at));
        __m128i begins = _mm_andnot_si128(_mm_cmplt_epi8(bytes, _mm_set1_epi8((char)0xC0)), one);
        __m128i twice = _mm_and_si128(_mm_cmpeq_epi8(_mm_max_epu8(bytes, four), bytes), one);
        __m128i sums = _mm_sad_epu8(_mm_add_epi8(begins, twice), zero); /* of either half */
        units += (uint32_t)_mm_cvtsi128_si32(sums) + (uint32_t)_mm_extract_epi16(sums, 4);
    }
#endif
    return units + units_of_bytes(str_slice(s, at, s.n));
}

size_t unicode_count(Str s)
{
    size_t count = 0;
    uint32_t rune;
    for (size_t at = 0; at < s.n; count++)
        at += unicode_decode(s, at, &rune);
    return count;
}

BreakClass unicode_break(uint32_t rune)
{
    return record_of(rune).line_break;
}

UnicodeWidth unicode_width(uint32_t rune)
{
    return record_of(rune).width;
}

static Punct ascii_punct(uint32_t rune)
{
    switch (rune) {
    case ',': case '.': case ';': case ':': case '!': case '?': case ')': case ']': case '}':
        return PUNCT_LATIN_CLOSE;
    case '(': case '[': case '{':
        return PUNCT_LATIN_OPEN;
    case '-':
        return PUNCT_HYPHEN;
    case '/':
        return PUNCT_SOL;
    case '%':
        return PUNCT_POST;
    case '$':
        return PUNCT_PRE;
    default:
        return PUNCT_NONE;
    }
}

static Punct general_punct(uint32_t rune) /* U+0080–U+2FFF */
{
    switch (rune) {
    case 0x2018: case 0x201C:
        return PUNCT_QUOTE_OPEN;
    case 0x2019: case 0x201D:
        return PUNCT_QUOTE_CLOSE;
    case 0x203C: case 0x2047: case 0x2048: case 0x2049:
        return PUNCT_STOP_FULL;
    case 0x00B7: case 0x2027:
        return PUNCT_MID;
    case 0x2013:
        return PUNCT_CONN;
    case 0x2010:
        return PUNCT_HYPHEN;
    case 0x2014: case 0x2E3A:
        return PUNCT_DASH;
    case 0x2026: case 0x22EF:
        return PUNCT_ELLIPSIS;
    case 0x00B0: case 0x2030: case 0x2032: case 0x2033: case 0x2103: case 0x2109:
        return PUNCT_POST;
    case 0x00A5: case 0x20AC: case 0x2116:
        return PUNCT_PRE;
    default:
        return PUNCT_NONE;
    }
}

static Punct wide_punct(uint32_t rune)
{
    switch (rune) {
    case 0x3008: case 0x300A: case 0x300C: case 0x300E: case 0x3010: case 0x3014: case 0x3016:
    case 0x3018: case 0x301A: case 0x301D: case 0xFF08: case 0xFF3B: case 0xFF5B: case 0xFF5F:
        return PUNCT_OPEN;
    case 0x3009: case 0x300B: case 0x300D: case 0x300F: case 0x3011: case 0x3015: case 0x3017:
    case 0x3019: case 0x301B: case 0x301E: case 0x301F: case 0xFF09: case 0xFF3D: case 0xFF5D:
    case 0xFF60:
        return PUNCT_CLOSE;
    case 0x3001: case 0xFF0C: case 0xFF1A: case 0xFF1B:
        return PUNCT_COMMA;
    case 0x3002: case 0xFF0E: case 0xFF01: case 0xFF1F:
        return PUNCT_STOP;
    case 0x30FB: case 0xFF65:
        return PUNCT_MID;
    case 0x301C: case 0xFF5E:
        return PUNCT_CONN;
    case 0xFF0F:
        return PUNCT_SOL;
    case 0xFF05: case 0xFFE0:
        return PUNCT_POST;
    case 0xFF04: case 0xFFE1: case 0xFFE5:
        return PUNCT_PRE;
    default:
        return PUNCT_NONE;
    }
}

Punct unicode_punct(uint32_t rune)
{
    if (rune >= 0x3100 && rune < 0xFF00)
        return PUNCT_NONE;
    if (rune < 0x80)
        return ascii_punct(rune);
    return rune < 0x3000 ? general_punct(rune) : wide_punct(rune);
}

bool unicode_is_selector(uint32_t rune)
{
    return (rune >= 0xFE00 && rune <= 0xFE0F) || (rune >= 0xE0100 && rune <= 0xE01EF);
}

int unicode_columns(uint32_t rune)
{
    UnicodeRecord r = record_of(rune);
    if (r.category == CATEGORY_MARK || r.category == CATEGORY_CONTROL)
        return 0;
    return r.width == WIDTH_W || r.width == WIDTH_F ? 2 : 1;
}

bool unicode_is_han(uint32_t rune)
{
    if (rune >= 0x4E00 && rune <= 0x9FA5) /* those of Unicode 1.1: nearly all there are in a text, without a look at the tables */
        return true;
    UnicodeRecord r = record_of(rune);
    return r.script == SCRIPT_HANI || r.script == SCRIPT_KANA || (rune >= 0x3005 && rune <= 0x3007);
}

bool unicode_is_hangul(uint32_t rune)
{
    return record_of(rune).script == SCRIPT_HANG;
}

bool unicode_is_western(uint32_t rune)
{
    UnicodeRecord r = record_of(rune);
    return r.script == SCRIPT_WEST && r.category == CATEGORY_LETTER;
}

bool unicode_is_ascii_digit(uint32_t rune)
{
    return rune >= '0' && rune <= '9';
}

bool unicode_is_letter(uint32_t rune)
{
    return record_of(rune).category == CATEGORY_LETTER;
}

bool unicode_is_mark(uint32_t rune)
{
    return record_of(rune).category == CATEGORY_MARK || rune == 0x200D;
}

bool unicode_is_word(uint32_t rune)
{
    UnicodeRecord r = record_of(rune);
    return r.category == CATEGORY_LETTER || r.category == CATEGORY_MARK ||
           r.category == CATEGORY_DIGIT || r.category == CATEGORY_CONNECTOR ||
           r.category == CATEGORY_NUMERAL;
}

bool unicode_is_control(uint32_t rune)
{
    return record_of(rune).category == CATEGORY_CONTROL;
}

bool unicode_is_emoji(uint32_t rune)
{
    return record_of(rune).flags & EMOJI;
}

bool unicode_is_pictographic(uint32_t rune)
{
    return record_of(rune).flags & PICTOGRAPHIC;
}

bool unicode_is_assigned(uint32_t rune)
{
    return record_of(rune).category != CATEGORY_UNASSIGNED;
}

bool unicode_is_cjk(uint32_t rune)
{
    UnicodeRecord r = record_of(rune);
    if (r.script == SCRIPT_HANG)
        return true;
    return (r.width == WIDTH_W || r.width == WIDTH_F || r.width == WIDTH_H) && !(r.flags & EMOJI);
}

bool unicode_is_punctuation(uint32_t rune)
{
    UnicodeRecord r = record_of(rune);
    if (rune < 0x80 && r.category == CATEGORY_SYMBOL)
        return true;
    return r.category == CATEGORY_PUNCTUATION || r.category == CATEGORY_CONNECTOR;
}

bool unicode_is_symbol(uint32_t rune)
{
    return record_of(rune).category == CATEGORY_SYMBOL;
}

bool unicode_is_whitespace(uint32_t rune)
{
    return record_of(rune).category == CATEGORY_SPACE || rune == '\t' || rune == '\n' ||
           rune == '\f' || rune == '\r';
}

uint32_t unicode_lower(uint32_t rune)
{
    return rune > 0x10FFFF ? rune : (uint32_t)utf8proc_tolower((utf8proc_int32_t)rune);
}

static uint32_t unify_radical(uint32_t rune)
{
    size_t low = 0, high = sizeof radicals / sizeof radicals[0];
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (radicals[middle][0] < rune)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < sizeof radicals / sizeof radicals[0] && radicals[low][0] == rune;
    return found ? radicals[low][1] : rune;
}

/* All compatibility ideographs decompose to one ideograph; twelve of the block are unified. */
static uint32_t unify_compatible(uint32_t rune)
{
    utf8proc_int32_t result[4];
    int class = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)rune, result, 4,
                                                     UTF8PROC_DECOMPOSE, &class);
    return count == 1 ? (uint32_t)result[0] : rune;
}

uint32_t unicode_unify(uint32_t rune)
{
    if (rune >= 0x2E80 && rune <= 0x2FD5)
        return unify_radical(rune);
    if ((rune >= 0xF900 && rune <= 0xFAFF) || (rune >= 0x2F800 && rune <= 0x2FA1F))
        return unify_compatible(rune);
    return rune;
}
