/*
 * para_url: which atoms belong to a URL or mail address (R14), and to a unit of measure or further
 * digits behind the digits before them (R12).
 */
#include <assert.h>
#include <string.h>

#include "pdf/para_imp.h"
#include "text/unicode.h"

/* ---- URLs ---- */

static bool is_letter_or_digit(uint32_t rune)
{
    return (rune >= 'a' && rune <= 'z') || (rune >= 'A' && rune <= 'Z') ||
           (rune >= '0' && rune <= '9');
}

static bool is_one_of(uint32_t rune, const char *set)
{
    return rune > 0 && rune < 0x80 && strchr(set, (int)rune);
}

static bool is_url_rune(uint32_t rune)
{
    return is_letter_or_digit(rune) || is_one_of(rune, "-._~:/?#[]@!$&'()*+,;=%");
}

static bool is_mail_rune(uint32_t rune)
{
    return is_letter_or_digit(rune) || is_one_of(rune, "._%+-");
}

/* The atom after the last one from k on that `belongs` and has no space before it. */
static size_t extend_right(const Para *p, size_t k, bool (*belongs)(uint32_t))
{
    while (k < p->natoms && !p->atoms[k].spaced && belongs(p->atoms[k].rune))
        k++;
    return k;
}

/* The first of the atoms before k that `belong` and stand together with it. */
static size_t extend_left(const Para *p, size_t k, bool (*belongs)(uint32_t))
{
    while (k > 0 && !p->atoms[k].spaced && belongs(p->atoms[k - 1].rune))
        k--;
    return k;
}

/* Punctuation at the end is the sentence's, not the address's. */
static void flag_url(Para *p, size_t from, size_t to)
{
    while (to > from && is_one_of(p->atoms[to - 1].rune, ".,;:!?'()[]"))
        to--;
    for (size_t k = from; k < to; k++)
        p->atoms[k].flags |= ATOM_URL;
    if (to > from)
        p->atoms[to - 1].flags |= ATOM_URL_END;
}

/* Atoms k.. are the ASCII text, without a space inside. */
static bool spells(const Para *p, size_t k, const char *text)
{
    for (size_t i = 0; text[i]; i++)
        if (k + i >= p->natoms || p->atoms[k + i].rune != (uint32_t)text[i] ||
            (i > 0 && p->atoms[k + i].spaced))
            return false;
    return true;
}

/* If an address is recognised by atom k, flag it and return its end, else k. */
static size_t find_url(Para *p, size_t k)
{
    uint32_t rune = p->atoms[k].rune;
    size_t from = k, to = k;
    if (rune == ':' && spells(p, k, "://")) {
        from = extend_left(p, k, is_letter_or_digit);
        to = from < k ? extend_right(p, k, is_url_rune) : k;
    } else if (rune == 'w' && spells(p, k, "www.") &&
               (k == 0 || p->atoms[k].spaced || !is_letter_or_digit(p->atoms[k - 1].rune))) {
        to = extend_right(p, k + 1, is_url_rune);
    } else if (rune == '@') {
        from = extend_left(p, k, is_mail_rune);
        to = extend_right(p, k + 1, is_mail_rune);
        to = from < k && to > k + 1 ? to : k;
    }
    if (to > k)
        flag_url(p, from, to);
    return to;
}

void para_mark_urls(Para *p)
{
    for (size_t k = 0; k < p->natoms; k++) {
        uint32_t rune = p->atoms[k].rune;
        if (rune != ':' && rune != 'w' && rune != '@')
            continue;
        size_t end = find_url(p, k);
        k = end > k ? end - 1 : k;
    }
}

/* ---- units ---- */

enum { UNIT_LETTERS = 5 };

/* SI units, those used with them, and what Chinese office text adds; u is µ, O is Ω. */
static const char units[][UNIT_LETTERS + 1] = {
    "m", "km", "dm", "cm", "mm", "um", "nm", "ft", "mi", "ha",
    "g", "kg", "mg", "ug", "t", "lb", "oz",
    "s", "ms", "us", "ns", "min", "h", "d",
    "L", "l", "mL", "ml", "dL", "dl", "uL", "ul",
    "Hz", "kHz", "MHz", "GHz", "W", "kW", "MW", "GW", "V", "kV", "mV", "A", "mA", "O", "kO", "MO",
    "J", "kJ", "MJ", "cal", "kcal", "Pa", "kPa", "hPa", "MPa", "N", "kN", "K", "C", "F",
    "mol", "mmol", "lx", "lm", "cd", "dB", "Bq", "Sv", "mSv",
    "B", "KB", "kB", "MB", "GB", "TB", "bit", "bps", "kbps", "Mbps", "Gbps",
    "px", "pt", "em", "dpi", "rpm", "ppm", "CNY", "RMB", "USD", "EUR",
};

static bool is_unit(const char *word)
{
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (!strcmp(word, units[i]))
            return true;
    return false;
}

static char unit_letter(uint32_t rune)
{
    if (rune == 0xB5 || rune == 0x3BC)
        return 'u';
    if (rune == 0x2126 || rune == 0x3A9)
        return 'O';
    return rune < 0x80 ? (char)rune : '?';
}

/* The end of one unit name that starts at atom k, exponent included; k when there is none. */
static size_t unit_name(const Para *p, size_t k)
{
    char word[UNIT_LETTERS + 1];
    size_t n = 0, end = k;
    while (end < p->natoms && p->atoms[end].kind == ATOM_LETTER && (end == k || !p->atoms[end].spaced)) {
        if (n == UNIT_LETTERS)
            return k;
        word[n++] = unit_letter(p->atoms[end++].rune);
    }
    word[n] = '\0';
    if (!is_unit(word))
        return k;
    uint32_t next = end < p->natoms && !p->atoms[end].spaced ? p->atoms[end].rune : 0;
    return next == 0xB2 || next == 0xB3 ? end + 1 : end;
}

/* The end of a unit such as kg, km/h, kW·h, % or °C at atom k; k when there is none. */
static size_t unit_end(const Para *p, size_t k)
{
    if (p->atoms[k].kind == ATOM_POST) {
        bool degree = p->atoms[k].rune == 0xB0 && k + 1 < p->natoms && !p->atoms[k + 1].spaced;
        return degree ? unit_name(p, k + 1) : k + 1;
    }
    size_t end = unit_name(p, k);
    while (end > k && end + 1 < p->natoms && !p->atoms[end].spaced && !p->atoms[end + 1].spaced &&
           (p->atoms[end].kind == ATOM_SOL || p->atoms[end].kind == ATOM_MID)) {
        size_t next = unit_name(p, end + 1);
        if (next == end + 1)
            break;
        end = next;
    }
    return end;
}

/* ---- digits in groups ---- */

enum { GROUP_DIGITS = 3 };

/* How many digits stand together from atom k on, or, backwards, up to it: one more than a group has at the most. */
static size_t digits_together(const Para *p, size_t k, bool backwards)
{
    size_t count = 0;
    for (; count <= GROUP_DIGITS && k < p->natoms && p->atoms[k].kind == ATOM_DIGIT; count++) {
        bool ends = backwards ? !k || p->atoms[k].spaced : k + 1 < p->natoms && p->atoms[k + 1].spaced;
        if (ends)
            return count + 1;
        k = backwards ? k - 1 : k + 1;
    }
    return count;
}

static bool is_thin_space(const Para *p, size_t k)
{
    const Atom *a = &p->atoms[k - 1];
    const Glyph *space = &p->glyphs.glyphs[a->glyph + a->nglyphs];
    return p->joints[k].kind == GLUE_FIXED && space->length == 3 &&
           p->joints[k].glue < p->runs[a->run].size / 2;
}

/* Digits parted by a thin space are one number (GB/T 15835: 12 345); so are groups of three behind one to
 * three where the space is the one that keyboards have. */
static bool is_digit_group(const Para *p, size_t k)
{
    const Atom *a = &p->atoms[k - 1], *b = &p->atoms[k];
    if (!b->spaced || a->kind != ATOM_DIGIT || b->kind != ATOM_DIGIT || a->run != b->run ||
        b->glyph != a->glyph + a->nglyphs + 1)
        return false;
    if (p->joints[k].kind != GLUE_SPACE)
        return is_thin_space(p, k);
    return digits_together(p, k, false) == GROUP_DIGITS &&
           digits_together(p, k - 1, true) <= GROUP_DIGITS;
}

void para_mark_units(Para *p)
{
    for (size_t k = 1; k < p->natoms; k++) {
        Atom *atom = &p->atoms[k];
        if (is_digit_group(p, k)) {
            atom->flags |= ATOM_UNIT;
            continue;
        }
        bool em_space = p->joints[k].kind == GLUE_FIXED &&
                        p->joints[k].glue >= p->runs[atom->run].size / 2;
        if (p->atoms[k - 1].kind != ATOM_DIGIT || em_space ||
            (atom->kind != ATOM_LETTER && atom->kind != ATOM_POST) || (atom->flags & ATOM_VERBATIM))
            continue;
        size_t end = unit_end(p, k);
        for (size_t i = k; i < end; i++)
            p->atoms[i].flags |= ATOM_UNIT;
        assert(end >= k && end <= p->natoms);
    }
}
