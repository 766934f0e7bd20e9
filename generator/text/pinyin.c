/*
 * A key is, for each Han, the letters of its syllable (ü as u and a byte that follows all ends), an
 * end, the tone and the rank; for each run of Latin its letters in lower case and an end. The end is
 * below all letters, so that the shorter of two comes first.
 */
#include "text/pinyin.h"

#include "text/unicode.h"

typedef struct Syllable {
    const char *letters; /* v for ü */
    uint8_t tone;
    uint16_t first;      /* rank of its first character */
} Syllable;

#include "text/pinyin_table.inc"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { NO_RANK = 0xFFFF, END = 0x01, UMLAUT = 0x02, BEYOND = 0x7F };

/* ---- the table ---- */

static unsigned rank_of(uint32_t rune)
{
    if (rune >= 0x4E00 && rune - 0x4E00 < COUNT(ranks_4e00))
        return ranks_4e00[rune - 0x4E00];
    if (rune >= 0x3400 && rune - 0x3400 < COUNT(ranks_3400))
        return ranks_3400[rune - 0x3400];
    size_t from = 0, to = COUNT(others);
    while (from < to) {
        size_t middle = (from + to) / 2;
        if (others[middle].rune == rune)
            return others[middle].rank;
        if (others[middle].rune < rune)
            from = middle + 1;
        else
            to = middle;
    }
    return NO_RANK;
}

/* The last syllable whose first character is not behind rank. */
static const Syllable *syllable_of(unsigned rank)
{
    size_t from = 0, to = COUNT(syllables);
    while (to - from > 1) {
        size_t middle = (from + to) / 2;
        if (syllables[middle].first <= rank)
            from = middle;
        else
            to = middle;
    }
    return &syllables[from];
}

bool pinyin_of(uint32_t rune, Str *letters, unsigned *tone)
{
    unsigned rank = rank_of(rune);
    if (rank == NO_RANK)
        return false;
    const Syllable *syllable = syllable_of(rank);
    *letters = str_of(syllable->letters);
    *tone = syllable->tone;
    return true;
}

/* ---- readings ---- */

/* A vowel with its tone as a plain letter (v for ü): the letter, 0 when rune is none. */
static char plain_vowel(uint32_t rune, unsigned *tone)
{
    static const struct { uint32_t tones[4]; char letter; } vowels[] = {
        {{0x101, 0xE1, 0x1CE, 0xE0}, 'a'}, {{0x113, 0xE9, 0x11B, 0xE8}, 'e'},
        {{0x12B, 0xED, 0x1D0, 0xEC}, 'i'}, {{0x14D, 0xF3, 0x1D2, 0xF2}, 'o'},
        {{0x16B, 0xFA, 0x1D4, 0xF9}, 'u'}, {{0x1D6, 0x1D8, 0x1DA, 0x1DC}, 'v'}};
    for (size_t i = 0; i < COUNT(vowels); i++)
        for (unsigned t = 0; t < 4; t++)
            if (vowels[i].tones[t] == rune) {
                *tone = t + 1;
                return vowels[i].letter;
            }
    return rune == 0xFC ? 'v' : '\0';
}

typedef struct Reading {
    char letters[8];
    size_t n;
    unsigned tone;
} Reading;

/* The next syllable of *rest, which blanks or apostrophes part from others. */
static bool next_syllable(Str *rest, Reading *reading)
{
    *reading = (Reading){.tone = 5};
    size_t at = 0;
    uint32_t rune;
    while (at < rest->n) {
        size_t length = unicode_decode(*rest, at, &rune);
        rune = unicode_lower(rune);
        char letter = rune >= 'a' && rune <= 'z' ? (char)rune : plain_vowel(rune, &reading->tone);
        bool digit = rune >= '1' && rune <= '5' && reading->n;
        if (digit)
            reading->tone = rune - '0';
        else if (letter && reading->n < sizeof reading->letters)
            reading->letters[reading->n++] = letter;
        at += length;
        if ((!letter && !digit && reading->n) || digit)
            break;
    }
    *rest = str_slice(*rest, at, rest->n);
    return reading->n > 0;
}

static size_t count_syllables(Str reading)
{
    size_t n = 0;
    Reading syllable;
    while (next_syllable(&reading, &syllable))
        n++;
    return n;
}

static size_t count_han(Str text)
{
    size_t n = 0;
    uint32_t rune;
    for (size_t at = 0; at < text.n;) {
        at += unicode_decode(text, at, &rune);
        n += unicode_is_han(rune);
    }
    return n;
}

/* ---- keys ---- */

static void put_syllable(Buf *key, Str letters, unsigned tone, unsigned rank)
{
    for (size_t i = 0; i < letters.n; i++) {
        buf_byte(key, letters.p[i] == 'v' ? 'u' : letters.p[i]);
        if (letters.p[i] == 'v')
            buf_byte(key, UMLAUT);
    }
    buf_byte(key, END);
    buf_byte(key, (char)('0' + tone));
    buf_byte(key, (char)(rank >> 8));
    buf_byte(key, (char)(rank & 0xFF));
}

static void put_han(Buf *key, uint32_t rune, Str *reading)
{
    Str letters;
    unsigned tone, rank = rank_of(rune);
    Reading syllable;
    if (reading && next_syllable(reading, &syllable)) {
        put_syllable(key, (Str){syllable.letters, syllable.n}, syllable.tone, rank);
    } else if (pinyin_of(rune, &letters, &tone)) {
        put_syllable(key, letters, tone, rank);
    } else {
        buf_byte(key, BEYOND);
        buf_rune(key, rune);
    }
}

static bool is_letter(uint32_t lower)
{
    return lower >= 'a' && lower <= 'z';
}

void pinyin_key(Buf *key, Str text, Str reading)
{
    size_t han = count_han(text), read = count_syllables(reading);
    if (reading.n && (count_han(reading) || (read && read != han))) {
        text = reading; /* another word to sort by */
        reading = STR_NONE;
    }
    bool in_word = false;
    uint32_t rune;
    for (size_t at = 0; at < text.n;) {
        at += unicode_decode(text, at, &rune);
        unsigned tone;
        uint32_t lower = unicode_lower(rune);
        char vowel = plain_vowel(lower, &tone);
        bool letter = is_letter(lower) || vowel;
        if (in_word && !letter)
            buf_byte(key, END);
        in_word = letter;
        if (letter)
            buf_byte(key, vowel ? vowel : (char)lower);
        else if (unicode_is_han(rune))
            put_han(key, rune, reading.n ? &reading : NULL);
        else if (unicode_is_word(rune))
            buf_rune(key, rune);
    }
    if (in_word)
        buf_byte(key, END);
}

char pinyin_letter(Str key)
{
    char first = key.n ? key.p[0] : '\0';
    if (first >= 'a' && first <= 'z')
        return (char)(first - 32);
    return first == BEYOND || (unsigned char)first >= 0x80 ? '\0' : '#';
}
