/*
 * unicode: UTF-8 and the facts about single characters that the rest of the engine asks for.
 *
 * Properties come from tables made of the Unicode data files (tools/unicode_tables.pl); case
 * mapping and compatibility forms from utf8proc. Nothing here knows fonts or lines.
 *
 * Invariants. A rune is a Unicode scalar value, or UNICODE_BAD for bytes that are none. Every
 * function takes any uint32_t and answers for it; nothing fails.
 */
#ifndef TEXT_UNICODE_H
#define TEXT_UNICODE_H

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/str.h"

#define UNICODE_BAD 0xFFFFFFFFu

/*
 * The rune at byte offset `at` (< s.n) and its length in bytes, at least 1. Strict: overlong
 * forms, surrogates and values past U+10FFFF are UNICODE_BAD, whose length is that of the
 * "maximal subpart" (Unicode 3.9), so each bad stretch counts as many U+FFFD as in browsers.
 */
size_t unicode_decode(Str s, size_t at, uint32_t *rune);
/* Three bytes that are known to be one. */
static inline uint32_t unicode_of_three(const char *bytes)
{
    const uint8_t *p = (const uint8_t *)bytes;
    return (uint32_t)(p[0] & 15) << 12 | (uint32_t)(p[1] & 63) << 6 | (p[2] & 63u);
}
/* The same without a call for the three bytes that nearly every Han and Chinese mark has. */
static inline size_t unicode_next(Str s, size_t at, uint32_t *rune)
{
    const uint8_t *p = (const uint8_t *)s.p + at;
    bool three = s.n - at >= 3 && p[0] > 0xE0 && p[0] < 0xF0 && p[0] != 0xED; /* ED: surrogates */
    if (three && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80) {
        *rune = unicode_of_three(s.p + at);
        return 3;
    }
    return unicode_decode(s, at, rune);
}
/* How many of the 16 bytes from p on, of which p[16] may be read too, are whole characters of a run as below: 15 if all are. */
static inline size_t unicode_run_five(const uint8_t *p, bool forms)
{
#ifdef __SSE2__
    enum { LEADS = 0x1249, TAILS = 0x6DB6 }; /* every third of 15 bytes; the others */
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p), behind = _mm_loadu_si128((const __m128i *)(const void *)(p + 1));
    __m128i from = _mm_sub_epi8(bytes, _mm_set1_epi8((char)0xE3)), most = _mm_set1_epi8(0xEC - 0xE3);
    __m128i lead = _mm_cmpeq_epi8(_mm_min_epu8(from, most), from);
    if (forms)
        lead = _mm_or_si128(lead, _mm_and_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)0xEF)),
                                                _mm_cmpeq_epi8(_mm_and_si128(behind, _mm_set1_epi8((char)0xFE)), _mm_set1_epi8((char)0xBC))));
    __m128i tail = _mm_cmpeq_epi8(_mm_and_si128(bytes, _mm_set1_epi8((char)0xC0)), _mm_set1_epi8((char)0x80));
    unsigned bad = (~(unsigned)_mm_movemask_epi8(lead) & LEADS) | (~(unsigned)_mm_movemask_epi8(tail) & TAILS);
    return bad ? (size_t)__builtin_ctz(bad) / 3 * 3 : 15;
#else
    (void)p, (void)forms;
    return 0;
#endif
}
/* Where the run of characters from `at` (<= s.n) on ends that E3 to EC begin, with forms also EF BC and EF BD: nearly all Han, their
 * marks, full-width forms, three bytes each, all of them well formed. The mask is the same in either order of bytes. */
static inline size_t unicode_run_of(Str s, size_t at, bool forms)
{
    const uint8_t *p = (const uint8_t *)s.p + at;
    uint16_t tail;
    size_t left = s.n - at;
    for (size_t n = 15; n == 15 && left > 16; left -= n, p += n)
        n = unicode_run_five(p, forms);
    for (; left >= 3; left -= 3, p += 3) {
        memcpy(&tail, p + 1, sizeof tail);
        if ((tail & 0xC0C0) != 0x8080 || ((uint8_t)(p[0] - 0xE3) > 0xEC - 0xE3 && (!forms || p[0] != 0xEF || (p[1] & 0xFE) != 0xBC)))
            break;
    }
    return s.n - left;
}
static inline size_t unicode_run(Str s, size_t at)
{
    return unicode_run_of(s, at, true);
}
/* The same without full-width forms, of which some matter to those who look for marks. */
static inline size_t unicode_run_han(Str s, size_t at)
{
    return unicode_run_of(s, at, false);
}
/* Where from `at` on, where a character begins, ends what is mere text: printable ASCII, line feeds, what unicode_run passes over, and quotes
 * and dashes (U+2010 to U+2027). Some of it may be left, most of all less than 16 bytes. */
size_t unicode_text(Str s, size_t at);
/* The rune that ends before `at` (> 0) and its length in bytes. */
size_t unicode_before(Str s, size_t at, uint32_t *rune);
/* The offset of the first byte that is not UTF-8; s.n when all is well. */
size_t unicode_check(Str s);
/* How many runes there are; a bad stretch counts as unicode_decode counts it. */
size_t unicode_count(Str s);
/* How many units well-formed text has in UTF-16, by which browsers count. */
uint32_t unicode_units(Str s);

/* Line break classes of UAX #14, CB to ZWJ as the data file names them. */
typedef enum BreakClass {
    BREAK_XX, BREAK_AI, BREAK_AL, BREAK_B2, BREAK_BA, BREAK_BB, BREAK_BK, BREAK_CB, BREAK_CJ,
    BREAK_CL, BREAK_CM, BREAK_CP, BREAK_CR, BREAK_EB, BREAK_EM, BREAK_EX, BREAK_GL, BREAK_H2,
    BREAK_H3, BREAK_HL, BREAK_HY, BREAK_ID, BREAK_IN, BREAK_IS, BREAK_JL, BREAK_JT, BREAK_JV,
    BREAK_LF, BREAK_NL, BREAK_NS, BREAK_NU, BREAK_OP, BREAK_PO, BREAK_PR, BREAK_QU, BREAK_RI,
    BREAK_SA, BREAK_SG, BREAK_SP, BREAK_SY, BREAK_WJ, BREAK_ZW, BREAK_ZWJ
} BreakClass;

/* East Asian width, UAX #11. */
typedef enum UnicodeWidth { WIDTH_N, WIDTH_NA, WIDTH_H, WIDTH_A, WIDTH_W, WIDTH_F } UnicodeWidth;

/*
 * The character sets of Chinese punctuation (typesetting specification 1.1). What depends on
 * the neighbours is decided by whoever has them: a quote may be Latin, a dash may be half of
 * a 破折号, a hyphen is a 连接号 only between Han or digits.
 */
typedef enum Punct {
    PUNCT_NONE,
    PUNCT_OPEN, PUNCT_CLOSE,             /* brackets and book-title marks */
    PUNCT_QUOTE_OPEN, PUNCT_QUOTE_CLOSE, /* curly quotes: OPEN and CLOSE when classified CJK */
    PUNCT_COMMA,                         /* 、，：； */
    PUNCT_STOP,                          /* 。．！？ */
    PUNCT_STOP_FULL,                     /* ‼⁇⁈⁉: 1 em without a blank */
    PUNCT_MID,                           /* 间隔号 */
    PUNCT_CONN,                          /* 连接号: en dash, ～, 〜 */
    PUNCT_HYPHEN,                        /* - and ‐ */
    PUNCT_SOL,                           /* 分隔号 */
    PUNCT_DASH,                          /* — and ⸺ */
    PUNCT_ELLIPSIS,                      /* … and ⋯ */
    PUNCT_POST, PUNCT_PRE,               /* ％ ℃ …; ￥ № … */
    PUNCT_LATIN_CLOSE, PUNCT_LATIN_OPEN  /* , . ; : ! ? ) ] } and ( [ { */
} Punct;

BreakClass unicode_break(uint32_t rune);
UnicodeWidth unicode_width(uint32_t rune);
Punct unicode_punct(uint32_t rune);
/* Columns on a terminal: 0 (marks, controls), 1 or 2. */
int unicode_columns(uint32_t rune);

/* "Han" of the specification: script Han, U+3005–3007, kana. */
bool unicode_is_han(uint32_t rune);
bool unicode_is_hangul(uint32_t rune);
/* A letter of Latin, Greek or Cyrillic. */
bool unicode_is_western(uint32_t rune);
/* 0–9 */
bool unicode_is_ascii_digit(uint32_t rune);
bool unicode_is_letter(uint32_t rune);
/* Combining marks, variation selectors and ZWJ: they stay with the character before. */
bool unicode_is_mark(uint32_t rune);
/* What a slug keeps: letters, marks, decimal and letter numbers, connector punctuation. */
bool unicode_is_word(uint32_t rune);
/* C0 and C1 controls, surrogates, format characters. */
bool unicode_is_control(uint32_t rune);
bool unicode_is_emoji(uint32_t rune);        /* shown as a picture by default */
bool unicode_is_pictographic(uint32_t rune); /* Extended_Pictographic */
/* Assigned or private use: something a font could have. */
bool unicode_is_assigned(uint32_t rune);

/* ---- as Markdown defines them ---- */

/* Wide, full-width or half-width and not an emoji by default, or Hangul (typography 4.1). */
bool unicode_is_cjk(uint32_t rune);
/* CommonMark 0.29: ASCII punctuation or a general category P*. */
bool unicode_is_punctuation(uint32_t rune);
/* General category S*: CommonMark 0.31 counts these as punctuation too. */
bool unicode_is_symbol(uint32_t rune);
/* CommonMark 0.29: category Zs, tab, line feed, form feed, carriage return. */
bool unicode_is_whitespace(uint32_t rune);
/* Standardized and ideographic variation selectors. */
bool unicode_is_selector(uint32_t rune);

/* Lower case, one rune to one rune. */
uint32_t unicode_lower(uint32_t rune);
/*
 * The unified ideograph that a Kangxi radical, CJK radical or compatibility ideograph stands
 * for; any other rune as it is.
 */
uint32_t unicode_unify(uint32_t rune);

#endif
