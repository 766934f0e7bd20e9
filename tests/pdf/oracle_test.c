/*
 * A second implementation of section 2 of the typesetting specification (mode G, justification, the
 * demerits of mode O), written from its text alone, against para.c: 10,000 random strings of its
 * character sets at measures of 6–40 em. Widths are counted in 1/100000 em.
 *
 * Only UAX #14 itself (text/linebreak.c, tested by Unicode's own file) is shared. A line is
 * measured by walking over it, and the least demerits are found by trying every way to break.
 * Left out: what the specification does not settle (spaces of two kinds in a row, quotes whose
 * neighbour is a dash, dots or another quote).
 */
#include <stdlib.h>

#include "check.h"
#include "pdf/para.h"
#include "text/linebreak.h"
#include "text/unicode.h"
#include "weighted.h"

enum { EM = 100 * 1000, STRINGS = 10000, SHORT_STRINGS = 4000, TOKENS = 1200 };

static Arena *arena;
static Fonts *fonts;

/* ---- 1.1: the sets ---- */

typedef enum Set {
    HAN, OPEN, CLOSE, COMMA, STOP, STOP_FULL, MID, CONN, SOL, DASH2, ELL2, DOTS, POST, PRE, LOPEN,
    LCLOSE, LETTERS, NUMBER, SIGN, HYPHEN, ADDRESS, OTHER
} Set;

static bool among(uint32_t rune, const char *set)
{
    Buf b = {0};
    (void)b;
    Str all = str_of(set);
    uint32_t each;
    for (size_t at = 0; at < all.n;) {
        at += unicode_decode(all, at, &each);
        if (each == rune)
            return true;
    }
    return false;
}

static bool is_digit(uint32_t rune)
{
    return rune >= '0' && rune <= '9';
}

static bool is_letter(uint32_t rune)
{
    return (rune >= 'a' && rune <= 'z') || (rune >= 'A' && rune <= 'Z') ||
           (rune >= 0x370 && rune < 0x530) || rune == 0xE9;
}

static Set set_of(uint32_t rune, bool latin)
{
    if (rune == 0x2018 || rune == 0x201C)
        return latin ? LOPEN : OPEN;
    if (rune == 0x2019 || rune == 0x201D)
        return latin ? LCLOSE : CLOSE;
    if (among(rune, "（《「『【〔〖［〈｛"))
        return OPEN;
    if (among(rune, "）》」』】〕〗］〉｝"))
        return CLOSE;
    if (among(rune, "、，：；"))
        return COMMA;
    if (among(rune, "。．！？"))
        return STOP;
    if (rune == 0x203C)
        return STOP_FULL;
    if (rune == 0xB7 || rune == 0x2027 || rune == 0x30FB)
        return MID;
    if (among(rune, "–～〜"))
        return CONN;
    if (rune == '/' || rune == 0xFF0F)
        return SOL;
    if (rune == 0x2014 || rune == 0x2E3A)
        return DASH2;
    if (rune == 0x2026 || rune == 0x22EF)
        return ELL2;
    if (among(rune, "％℃%"))
        return POST;
    if (among(rune, "$￥"))
        return PRE;
    if (among(rune, ",.;:!?)]"))
        return LCLOSE;
    if (among(rune, "([{"))
        return LOPEN;
    if (rune == '-')
        return HYPHEN;
    if (is_digit(rune))
        return NUMBER;
    return is_letter(rune) ? LETTERS : rune == '+' ? OTHER : HAN;
}

/* ---- tokens ---- */

typedef struct Token {
    size_t from, to;      /* bytes */
    uint32_t first, last; /* characters */
    Set set;              /* of the whole; NUMBER also with its unit, sign and affixes */
    Set starts, ends;
    bool digit_first, digit_last, letter_first, letter_last;
    Len width, left, right;
    Len space, fixed;     /* before it: word space, U+3000; else 0 */
    bool goes_on;         /* of one number or sign with the token before: never broken, not spread */
    uint8_t unit_first, unit_last; /* UAX #14 */
} Token;

typedef struct Text {
    Str text;
    Token tokens[TOKENS];
    size_t n;
    bool legal[TOKENS + 1];
    bool address[TOKENS + 1]; /* a break between two pieces of one address */
    ParaLevel level;
    ParaProfile profile;      /* R19 */
    bool orphan, keep_stop, keep_gap;
} Text;

static uint32_t peek(Str text, size_t at)
{
    uint32_t rune = 0;
    if (at < text.n)
        unicode_decode(text, at, &rune);
    return rune;
}

static bool is_space(uint32_t rune)
{
    return rune == ' ' || rune == 0x3000;
}

static bool is_chinese(uint32_t rune)
{
    return unicode_is_cjk(rune); /* 4.1: East Asian width W, F, H */
}

/* R8 over the whole text: which quotes (by byte offset) are Latin. false: not settled. */
static bool classify_quotes(Str text, bool *latin)
{
    size_t stack[TOKENS], depth = 0;
    uint32_t before = 0, rune, last = 0;
    bool chinese = false;
    for (size_t at = 0, n; at < text.n; at += n) {
        n = unicode_decode(text, at, &rune);
        chinese = chinese || is_chinese(rune);
    }
    for (size_t at = 0, n; at < text.n; at += n) {
        n = unicode_decode(text, at, &rune);
        if (rune < 0x2018 || rune > 0x201D) {
            last = rune;
            before = is_space(rune) ? before : rune;
            continue;
        }
        size_t next = at + n;
        while (is_space(peek(text, next)))
            next += unicode_decode(text, next, &(uint32_t){0});
        uint32_t after = peek(text, next);
        if (among(before, "—…⋯⸺“”‘’·") || among(after, "—…⋯⸺“”‘’·"))
            return false;
        latin[at] = !chinese;
        uint32_t right = peek(text, at + n);
        bool word = (is_letter(last) || is_digit(last)) && (is_letter(right) || is_digit(right));
        if (rune == 0x2019 && word) {
            latin[at] = true;
        } else if (rune == 0x2018 || rune == 0x201C) {
            stack[depth++] = at;
        } else {
            size_t k = depth;
            while (k > 0 && peek(text, stack[k - 1]) != rune - 1)
                k--;
            if (k > 0) {
                size_t open = stack[k - 1];
                depth = k - 1;
                bool inside = false;
                for (size_t i = open + 3, m; i < at; i += m) {
                    uint32_t each;
                    m = unicode_decode(text, i, &each);
                    inside = inside || is_chinese(each);
                }
                size_t left = open;
                uint32_t outer = 0;
                while (left > 0) {
                    left -= unicode_before(text, left, &outer);
                    if (!is_space(outer))
                        break;
                    outer = 0;
                }
                latin[open] = latin[at] = !inside && !is_chinese(outer) && !is_chinese(after);
            }
        }
        last = before = rune;
    }
    return true;
}

static Len metric(uint32_t rune, bool latin)
{
    if (rune >= 0x2018 && rune <= 0x201D)
        return latin ? EM / 2 : EM;
    if (rune == 0x2E3A)
        return 2 * EM;
    if (set_of(rune, false) == MID || rune == 0x2013 || set_of(rune, false) == SOL)
        return EM / 2;
    return rune < 0x80 || is_letter(rune) ? EM / 2 : EM;
}

static Token *add(Text *t, size_t from, size_t to, uint32_t rune, Set set, bool latin)
{
    Token *k = &t->tokens[t->n++];
    *k = (Token){.from = from, .to = to, .first = rune, .last = rune, .set = set, .starts = set,
                 .ends = set, .width = metric(rune, latin)};
    k->unit_first = k->unit_last = linebreak_unit(rune);
    if (set == OPEN) {
        k->left = EM / 2;
        k->unit_first = k->unit_last = BREAK_OP | LINEBREAK_WIDE;
    } else if (set == CLOSE) {
        k->right = EM / 2;
        k->unit_first = k->unit_last = BREAK_CL | LINEBREAK_WIDE;
    } else if (set == COMMA || set == STOP) {
        k->right = EM / 2;
    } else if (set == MID || set == CONN) {
        k->unit_first = k->unit_last = BREAK_NS;
    } else if (set == LOPEN && rune > 0x80) {
        k->unit_first = k->unit_last = BREAK_OP;
    } else if (set == LCLOSE && rune > 0x80) {
        k->unit_first = k->unit_last = BREAK_CP;
    }
    k->letter_first = k->letter_last = set == LETTERS;
    k->digit_first = k->digit_last = set == NUMBER;
    return k;
}

static const char address[] = "https://example.com/a/b?c=d";

/* The pieces of an address: after :// and after each run of / ? & = (R14). */
static size_t add_address(Text *t, size_t at)
{
    size_t end = at + sizeof address - 1, from = at;
    while (from < end) {
        size_t to = from;
        if (from == at)
            to = from + 8; /* https:// */
        else {
            while (to < end && !among((uint8_t)t->text.p[to], "/?&="))
                to++;
            while (to < end && among((uint8_t)t->text.p[to], "/?&="))
                to++;
        }
        Token *k = add(t, from, to, (uint8_t)t->text.p[from], ADDRESS, false);
        k->last = (uint8_t)t->text.p[to - 1];
        k->width = (Len)(to - from) * EM / 2;
        k->letter_first = k->letter_last = true;
        k->unit_first = k->unit_last = BREAK_AL;
        from = to;
    }
    return end;
}

static bool tokenize(Text *t)
{
    Str s = t->text;
    bool *latin = arena_array(arena, bool, s.n + 1);
    Len space = 0, fixed = 0;
    uint32_t rune;
    t->n = 0;
    if (!classify_quotes(s, latin))
        return false;
    for (size_t at = 0, n; at < s.n && t->n < TOKENS - 8;) {
        n = unicode_decode(s, at, &rune);
        if (rune == ' ' || rune == 0x3000) {
            if (rune == ' ' ? fixed > 0 : space > 0)
                return false;
            space = rune == ' ' ? EM / 4 : 0;
            fixed += rune == 0x3000 ? EM : 0;
            at += n;
            continue;
        }
        size_t first = t->n, end = at + n;
        Set set = set_of(rune, latin[at]);
        if (str_starts(str_slice(s, at, s.n), str_of(address))) {
            end = add_address(t, at);
        } else if ((set == DASH2 && rune == 0x2014) || set == ELL2) {
            uint32_t next = peek(s, end);
            bool pair = next == rune;
            Token *k = add(t, at, end + (pair ? n : 0), rune,
                           pair ? set : set == DASH2 ? CONN : DOTS, false);
            k->width = pair ? 2 * EM : EM;
            k->unit_first = k->unit_last =
                (uint8_t)(pair ? (set == DASH2 ? BREAK_B2 : BREAK_ID | LINEBREAK_WIDE)
                               : (set == DASH2 ? BREAK_NS : BREAK_IN));
            end += pair ? n : 0;
        } else if (set == LETTERS || set == NUMBER) {
            Token *k = add(t, at, end, rune, set, false);
            for (;;) {
                uint32_t next = peek(s, end);
                size_t m = next ? unicode_decode(s, end, &next) : 0;
                bool more = m && !latin[end] && set_of(next, false) == set;
                bool inner = m && set == NUMBER && (next == '.' || next == ',') &&
                             is_digit(peek(s, end + m));
                if (!more && !inner)
                    break;
                end += m;
                k->width += EM / 2;
                k->last = next;
                k->unit_last = linebreak_unit(next);
            }
            k->to = end;
        } else {
            add(t, at, end, rune, set, latin[at]);
        }
        t->tokens[first].space = space;
        t->tokens[first].fixed = fixed;
        space = fixed = 0;
        at = end;
    }
    return true;
}

/* ---- R5, R12: what neighbours make of each other ---- */

static bool full(const Token *k)
{
    return k->set == OPEN || k->set == CLOSE || k->set == COMMA || k->set == STOP ||
           k->set == STOP_FULL;
}

static bool apart(const Token *k)
{
    return k->space > 0 || k->fixed > 0;
}

static bool spells(const Text *t, const Token *k, const char *word)
{
    return str_equal(str_slice(t->text, k->from, k->to), str_of(word));
}

static bool is_bang(const Token *k)
{
    return k->first == 0xFF01 || k->first == 0xFF1F;
}

/* A sign that opens a number; a hyphen between Han or digits is CONN. */
static void settle_signs(Text *t)
{
    for (size_t i = 0; i < t->n; i++) {
        Token *k = &t->tokens[i];
        const Token *before = i > 0 && !apart(k) ? &t->tokens[i - 1] : NULL;
        const Token *after = i + 1 < t->n && !apart(k + 1) ? k + 1 : NULL;
        bool number = after && after->set == NUMBER;
        if (k->set == OTHER && number)
            k->set = SIGN;
        if (k->set != HYPHEN)
            continue;
        bool digit = before && before->set == NUMBER, han = before && before->set == HAN &&
                     unicode_is_han(before->first);
        bool letter = before && before->set == LETTERS;
        if (number && !digit && !letter) {
            k->set = SIGN;
            k->unit_first = k->unit_last = BREAK_PR;
        } else if ((digit || han) && after &&
                   (number || (after->set == HAN && unicode_is_han(after->first)))) {
            k->set = CONN;
        }
        if (k->set == SIGN)
            k->starts = k->ends = SIGN;
        if (k->set == CONN)
            k->starts = k->ends = CONN;
    }
}

static void join_numbers(Text *t)
{
    for (size_t i = 1; i < t->n; i++) {
        Token *a = &t->tokens[i - 1], *b = &t->tokens[i];
        bool number = a->set == NUMBER;
        if (number && b->set == POST && b->fixed == 0)
            b->goes_on = true; /* with one space too: the unit of its number */
        if (number && b->set == LETTERS && b->fixed == 0 && spells(t, b, "kg"))
            b->goes_on = true;
        if (b->set == NUMBER && !apart(b) && (a->set == SIGN || a->set == PRE))
            b->goes_on = true;
        if (b->set == SIGN && !apart(b) && a->set == PRE)
            b->goes_on = true;
        if (is_bang(a) && is_bang(b) && !apart(b))
            b->goes_on = true;
        if (b->set == a->set && !apart(b) && a->set == ELL2)
            b->goes_on = true; /* 5.1.5: two in a row are one */
        if (!apart(b) && a->set == ELL2 && b->set == DOTS)
            b->goes_on = true;
        if (!apart(b) && a->set == DASH2 && (b->set == DASH2 || b->first == 0x2014))
            b->goes_on = true;
    }
}

/* R19: half-width punctuation from the start. */
static void set_profile(Text *t)
{
    for (size_t i = 0; i < t->n; i++) {
        Token *k = &t->tokens[i];
        bool half = t->profile == PARA_BANJIAO || (t->profile == PARA_KAIMING && k->set != STOP);
        if (!half)
            continue;
        k->width -= k->left + k->right;
        k->left = k->right = 0;
    }
}

/* R20: two bangs are one em, three two: all but the last, and the last of two, lose their blank;
 * within the row R1 does it. */
static void set_bangs(Text *t)
{
    for (size_t i = 0; i < t->n;) {
        size_t j = i;
        while (j < t->n && is_bang(&t->tokens[j]) && (j == i || !apart(&t->tokens[j])))
            j++;
        if (j == i + 2) {
            t->tokens[j - 1].width -= t->tokens[j - 1].right;
            t->tokens[j - 1].right = 0;
        }
        i = j > i ? j : i + 1;
    }
}

static bool takes_gap(const Token *a, const Token *b)
{
    bool han_a = a->set == HAN && unicode_is_han(a->last);
    bool han_b = b->set == HAN && unicode_is_han(b->first);
    bool west_a = a->set == LETTERS || a->set == NUMBER || a->set == ADDRESS || a->set == SIGN ||
                  a->last == '%';
    bool west_b = b->set == LETTERS || b->set == NUMBER || b->set == ADDRESS || b->set == SIGN ||
                  b->first == '%';
    return b->fixed == 0 && ((han_a && west_b) || (west_a && han_b));
}

/* Of Latin text: there R7(3) puts nothing between word and mark (our reading of "inside words"),
 * nor beside signs and affixes. */
static bool is_western(const Token *k)
{
    return k->set >= LOPEN || k->set == POST || k->set == PRE || k->set == SOL || k->first == 0x2013;
}

/* What lies between two tokens that stand on one line. */
typedef struct Between {
    Len width, shrink, stretch;
    Len right, left;   /* R1: taken from a's right and b's left */
    bool gap, word, position;
} Between;

static Between between(const Text *t, const Token *a, const Token *b)
{
    Between m = {0};
    bool joining = false;
    m.position = !b->goes_on || apart(b);
    if (b->goes_on && b->set != STOP) {
        m.width = b->space;
        m.position = false;
        return m;
    }
    if (b->fixed) {
        m.width = b->fixed;
        return m;
    }
    bool drops = full(a) || full(b) || a->set == DASH2 || b->set == DASH2 || a->set == ELL2 ||
                 b->set == ELL2;
    bool sign_a = a->set == MID || a->set == CONN || a->set == SOL || a->set == DOTS;
    bool sign_b = b->set == MID || b->set == CONN || b->set == SOL || b->set == DOTS;
    bool han_a = a->set == HAN && unicode_is_han(a->last);
    bool han_b = b->set == HAN && unicode_is_han(b->first);
    drops = drops || (sign_a && han_b) || (han_a && sign_b);
    if (full(a) && full(b)) { /* R1 */
        Len half = EM / 2;
        bool bangs = is_bang(a) && is_bang(b) && b->goes_on; /* R20 in any profile */
        if (t->profile == PARA_TIGHT) {
            m.right = a->right;
            m.left = b->left;
            m.width = -m.right - m.left;
        } else if (t->profile != PARA_HANGMOBANJIAO || bangs) {
            if (a->right + b->left < half)
                return m;
            m.right = a->right < half ? a->right : half;
            m.left = half - m.right < b->left ? half - m.right : b->left;
            m.width = -m.right - m.left;
        }
    } else if (takes_gap(a, b)) {
        m.gap = true;
        m.width = EM / 4;
        m.shrink = EM / 8;
        m.stretch = EM * 333 / 1000 - EM / 4;
    } else if (b->space && !drops) {
        m.word = true;
        m.width = b->space;
        m.stretch = EM / 2 - b->space;
    } else {
        joining = a->set == CONN || b->set == CONN || a->set == SOL || b->set == SOL ||
                  (is_western(a) && is_western(b));
    }
    m.position = m.position && !joining;
    return m;
}

/* ---- R4, UAX #14 ---- */

static bool banned_start(const Text *t, const Token *k)
{
    switch (k->starts) {
    case CLOSE: case COMMA: case STOP: case STOP_FULL: case CONN: case MID: case SOL: case POST:
    case LCLOSE: case DOTS:
        return true;
    case DASH2: case ELL2:
        return t->level == PARA_LEVEL_STRICT;
    case HAN:
        return k->first == 0x3005;
    case OPEN: case PRE: case LOPEN: case LETTERS: case NUMBER: case SIGN: case HYPHEN:
    case ADDRESS: case OTHER:
        break;
    }
    return false;
}

static bool banned_end(const Text *t, const Token *k)
{
    return k->ends == OPEN || k->ends == LOPEN || k->ends == PRE || k->set == SIGN ||
           (k->ends == SOL && t->level >= PARA_LEVEL_GB);
}

static void find_legal(Text *t)
{
    uint8_t *units = arena_array(arena, uint8_t, 3 * t->n + 1);
    uint8_t *breaks = arena_array(arena, uint8_t, 3 * t->n + 1);
    size_t *at = arena_array(arena, size_t, t->n + 1), n = 0;
    for (size_t i = 0; i < t->n; i++) {
        const Token *k = &t->tokens[i];
        if (apart(k))
            units[n++] = BREAK_SP;
        at[i] = n;
        units[n++] = k->unit_first;
        if (k->to - k->from > 1 && (k->set == LETTERS || k->set == NUMBER))
            units[n++] = k->unit_last;
    }
    linebreak_find(units, n, breaks);
    for (size_t i = 1; i < t->n; i++) {
        const Token *a = &t->tokens[i - 1], *b = &t->tokens[i];
        t->address[i] = a->set == ADDRESS && b->set == ADDRESS && a->to == b->from;
        t->legal[i] = t->address[i] ||
                      (breaks[at[i]] != LINEBREAK_NO && !b->goes_on && !banned_start(t, b) &&
                       !banned_end(t, a));
    }
    t->legal[0] = t->legal[t->n] = true;
}

static bool prepare(Text *t)
{
    if (!tokenize(t))
        return false;
    settle_signs(t);
    join_numbers(t);
    set_profile(t);
    set_bangs(t);
    find_legal(t);
    return true;
}

/* ---- nat, cap, R6, R7 ---- */

/* The line of tokens i..j - 1. */
typedef struct Measure {
    int64_t natural, brackets, commas, gaps, stops; /* R6 by step */
    int64_t words, gap_room;                        /* R7 (1), (2) */
    int64_t positions;
} Measure;

static Measure measure(const Text *t, size_t i, size_t j)
{
    Measure m = {0};
    Len taken_left = 0;
    for (size_t k = i; k < j; k++) {
        const Token *x = &t->tokens[k];
        Len left = x->left - taken_left, right = x->right;
        m.natural += x->width;
        taken_left = 0;
        if (k == i && t->profile != PARA_QUANJIAO) { /* R3 */
            m.natural -= left;
            left = 0;
        }
        if (k + 1 < j) {
            Between b = between(t, x, x + 1);
            m.natural += b.width;
            right -= b.right;
            taken_left = b.left;
            m.gaps += b.gap && !t->keep_gap ? b.shrink : 0;
            m.gap_room += b.gap ? b.stretch : 0;
            m.words += b.word ? b.stretch : 0;
            m.positions += b.position;
        } else if (t->profile != PARA_QUANJIAO) { /* R2 */
            m.natural -= right;
            right = 0;
        }
        m.brackets += x->set == OPEN || x->set == CLOSE ? left + right : 0;
        m.commas += x->set == COMMA ? right : 0;
        m.stops += x->set == STOP && !t->keep_stop ? right : 0;
    }
    return m;
}

static int64_t nat(const Text *t, size_t i, size_t j)
{
    return measure(t, i, j).natural;
}

static int64_t cap(const Text *t, size_t i, size_t j)
{
    Measure m = measure(t, i, j);
    return m.brackets + m.commas + m.gaps + m.stops;
}

/* R7(3) per position of the line in room. */
static int64_t expand(const Text *t, size_t i, size_t j, int64_t room)
{
    Measure m = measure(t, i, j);
    int64_t d = room - m.natural - m.words - m.gap_room;
    if (d <= 0)
        return 0;
    return m.positions ? d / m.positions : d;
}

/* ---- mode G ---- */

static bool one_han(const Text *t, size_t i)
{
    int han = 0;
    for (; i < t->n; i++) {
        const Token *k = &t->tokens[i];
        bool mark = (k->set >= OPEN && k->set <= DOTS) || k->set == LOPEN || k->set == LCLOSE;
        if (k->set == HAN && unicode_is_han(k->first))
            han++;
        else if (!mark)
            return false;
    }
    return han == 1;
}

/* A place between tokens in the sense of m: not inside a number with its signs, nor between Latin
 * marks and words but before the mark that ends them. */
static bool is_place(const Text *t, size_t k)
{
    if (k >= t->n || t->legal[k])
        return true;
    const Token *a = &t->tokens[k - 1], *b = &t->tokens[k];
    if (b->goes_on)
        return false;
    if (apart(b) || !is_western(a) || !is_western(b))
        return true;
    bool closes = b->set == LCLOSE, ends = k + 1 == t->n || apart(b + 1) || !is_western(b + 1);
    return closes && ends;
}

/* Ends of lines; 0: no legal line, R4b would be needed. */
static size_t greedy(const Text *t, int64_t width, int64_t indent, size_t *ends)
{
    size_t count = 0;
    for (size_t i = 0; i < t->n;) {
        int64_t a = width - (count == 0 ? indent : 0);
        size_t p = 0, m = i;
        for (size_t k = i + 1; k <= t->n; k++) {
            if (nat(t, i, k) > a + 4 * EM)
                break; /* nat never falls by so much */
            if (nat(t, i, k) > a)
                continue;
            m = is_place(t, k) ? k : m;
            p = t->legal[k] ? k : p;
        }
        size_t q = p ? p + 1 : i + 1;
        while (q < t->n && !t->legal[q])
            q++;
        bool tight = q <= t->n && nat(t, i, q) - cap(t, i, q) <= a;
        if (p < t->n && ((p && m > p) || !p)) {
            if (tight)
                p = q;
            else if (!p)
                return 0;
        }
        ends[count++] = p;
        i = p;
    }
    if (!t->orphan || count < 2 || !one_han(t, ends[count - 2]))
        return count;
    size_t start = count > 2 ? ends[count - 3] : 0, end = ends[count - 2], k = end - 1;
    int64_t a = width - (count == 2 ? indent : 0);
    if (nat(t, start, t->n) - cap(t, start, t->n) <= a) {
        ends[count - 2] = t->n;
        return count - 1;
    }
    while (k > start && !t->legal[k])
        k--;
    if (k > start && expand(t, start, k, a) <= EM / 2 && nat(t, k, t->n) - cap(t, k, t->n) <= width)
        ends[count - 2] = k;
    return count;
}

/* ---- mode O ---- */

static double demerits(const Text *t, size_t i, size_t j, int64_t room)
{
    Measure m = measure(t, i, j);
    double d = (double)(room - m.natural), b = 0, p = 0;
    bool last = j == t->n;
    if (t->address[j])
        p = 50;
    else if (j < t->n) {
        const Token *x = &t->tokens[j - 1], *y = &t->tokens[j];
        if (x->set == NUMBER && among(y->first, "年月日时分元人个岁名班"))
            p = 20;
        if (y->set == NUMBER && among(x->last, "第年"))
            p = 20;
    }
    if (last && i > 0 && t->orphan && one_han(t, i))
        p = 20000;
    if (d >= 0 && !last) {
        double most = (double)(m.words + m.gap_room) + 0.10 * EM * (double)m.positions;
        size_t k = i;
        while (k < j && t->tokens[k].set == ADDRESS)
            k++;
        if (k == j) /* an address alone: short as it is, and as bad as Han so far apart */
            most = 0.10 * (double)m.natural;
        double r = d / (most > EM / 100 ? most : EM / 100);
        b = 100 * r * r * r;
    } else if (d < 0) {
        double all = (double)(m.brackets + m.commas + m.gaps + m.stops), r = -d / all;
        if (-d > all)
            return -1;
        double stop = -d - (all - (double)m.stops);
        b = 25 * r * r * r + (stop > 0 ? 200 * stop / -d : 0);
    }
    return (1 + b + p) * (1 + b + p);
}

/* The least total from token i on, line number `line`; every way is tried. Negative: none. */
static double least(const Text *t, size_t i, int64_t width, int64_t indent, bool first)
{
    if (i == t->n)
        return 0;
    double best = -1;
    for (size_t j = i + 1; j <= t->n; j++) {
        if (!t->legal[j])
            continue;
        double d = demerits(t, i, j, width - (first ? indent : 0));
        if (d < 0)
            continue;
        double rest = least(t, j, width, indent, false);
        if (rest >= 0 && (best < 0 || d + rest < best))
            best = d + rest;
    }
    return best;
}

/* ---- the strings ---- */

static uint32_t seed = 2463534242u;

static const Weighted alphabet[] = {
    {40, "一 二 三 天 地 人 幼 儿 园 年 月 日 第 𠮷 々 〇"},
    {3, "“ （ 《 「 『 【 〔 ‘ 〖 ［"},
    {3, "” ） 》 」 』 】 〕 ’ 〗 ］"},
    {5, "、 ， ， ： ；"},
    {4, "。 。 ！ ？ ． ‼"},
    {1, "· ・ ‧"},
    {2, "～ – — - 〜"},
    {1, "/ ／"},
    {1, "—— —— ⸺"},
    {1, "…… …… … ⋯⋯"},
    {1, "％ ℃ %"},
    {1, "￥ $"},
    {2, ", . ; : ! ? ) ]"},
    {1, "( [ {"},
    {3, "word Hello kg of Kindergarten ΑΒΓ ёж"},
    {4, "1 23 2024 8.5 1,234 3.14159"},
    {2, "8.5kg 37.5℃ 50% +5 -3 ￥100 63%～68%"},
    {3, "SPACE SPACE IDEOGRAPHIC"},
    {1, "天https://example.com/a/b?c=d地"},
};

/* ---- against para.c ---- */

static int shown;

static void differ(const Text *t, int64_t width, const char *what, size_t i, double ours,
                   double theirs)
{
    check_failed++;
    if (shown++ > 25)
        return;
    Str rest = str_slice(t->text, i < t->n ? t->tokens[i].from : 0, t->text.n);
    printf("%s, width %.2f, level %d: oracle %.5f, para %.5f: %.*s\n", what, (double)width / EM,
           (int)t->level, ours, theirs, (int)(rest.n < 150 ? rest.n : 150), rest.p);
}

static Lines set(const Text *t, int64_t width, int64_t indent, ParaMode mode, bool *warned)
{
    ParaStyle style = para_style(EM);
    style.level = t->level;
    style.orphan = t->orphan;
    style.profile = t->profile;
    style.keep_stop = t->keep_stop;
    style.keep_gap = t->keep_gap;
    style.indent = (Len)indent;
    style.mode = mode;
    ParaRun *run = arena_new(arena, ParaRun);
    *run = (ParaRun){.kind = RUN_TEXT, .text = t->text, .size = EM};
    Len room = (Len)width;
    Diag d = diag_in(arena);
    Lines lines = para_break(arena, fonts, &style, run, 1, &room, 1, &d);
    *warned = d.count > 0;
    return lines;
}

static size_t byte_end(const Line *line)
{
    const Glyph *g = &line->glyphs[line->count - 1].glyph;
    return (size_t)g->offset + g->length;
}

static void compare_line(const Text *t, const Line *line, size_t i, size_t j, int64_t room,
                         int64_t width)
{
    Measure m = measure(t, i, j);
    bool last = j == t->n;
    int64_t extra = last || m.natural > room || m.positions == 0 ? 0 : expand(t, i, j, room);
    int64_t full_width = m.natural;
    if (m.natural > room)
        full_width = room;
    else if (!last)
        full_width = m.positions ? room : m.natural + m.words + m.gap_room;
    if (llabs(line->natural - m.natural) > 2)
        differ(t, width, "natural", i, (double)m.natural / EM, (double)line->natural / EM);
    else if (llabs(line->extra - extra) > 2)
        differ(t, width, "extra", i, (double)extra / EM, (double)line->extra / EM);
    else if (llabs(line->width - full_width) > 2)
        differ(t, width, "width", i, (double)full_width / EM, (double)line->width / EM);
    else
        check_passed++;
}

static void compare_greedy(const Text *t, int64_t width, int64_t indent)
{
    size_t ends[TOKENS];
    bool warned;
    Lines lines = set(t, width, indent, PARA_GREEDY, &warned);
    size_t count = greedy(t, width, indent, ends);
    if (count == 0 || warned) {
        if ((count == 0) != warned && t->n > 0)
            differ(t, width, "relief", 0, count == 0, warned);
        return;
    }
    for (size_t n = 0, i = 0; n < count; i = ends[n++]) {
        size_t byte = t->tokens[ends[n] - 1].to;
        if (n >= lines.count || byte_end(&lines.lines[n]) != byte) {
            differ(t, width, "break", i, (double)byte,
                   n < lines.count ? (double)byte_end(&lines.lines[n]) : -1);
            return;
        }
        compare_line(t, &lines.lines[n], i, ends[n], width - (n == 0 ? indent : 0), width);
    }
    if (lines.count != count)
        differ(t, width, "lines", 0, (double)count, (double)lines.count);
}

/* The total of what mode O chose is the least there is. */
static void compare_optimal(const Text *t, int64_t width, int64_t indent)
{
    bool warned;
    Lines lines = set(t, width, indent, PARA_OPTIMAL, &warned);
    double best = least(t, 0, width, indent, true), total = 0;
    if (best < 0 || warned) {
        if ((best < 0) != warned && t->n > 0)
            differ(t, width, "O relief", 0, best < 0, warned);
        return;
    }
    size_t i = 0;
    for (size_t n = 0; n < lines.count && t->n > 0; n++) {
        size_t j = i, end = byte_end(&lines.lines[n]);
        while (j < t->n && t->tokens[j].to <= end)
            j++;
        if (j == i)
            return; /* only spaces */
        double d = demerits(t, i, j, width - (n == 0 ? indent : 0));
        total += d < 0 ? 1e9 : d;
        i = j;
    }
    /* mode O rounds each line's demerits to 1/1024 */
    if (total > best * (1 + 1e-6) + 0.01 * (double)(lines.count + 1))
        differ(t, width, "O", 0, best, total);
    else
        check_passed++;
}

int main(void)
{
    size_t compared = 0;
    for (int i = 0; i < STRINGS + SHORT_STRINGS; i++) {
        arena = arena_open();
        fonts = fonts_open_metric(arena);
        Text *t = arena_new(arena, Text);
        bool brief = i >= STRINGS;
        t->text = weighted_text(arena, alphabet, sizeof alphabet / sizeof *alphabet, brief ? 16 : 150, &seed);
        t->level = (ParaLevel)(PARA_LEVEL_BASIC + (int)random_below(&seed, 3));
        t->orphan = random_below(&seed, 4) != 0;
        static const ParaProfile profiles[] = {PARA_ZH_GB, PARA_TIGHT, PARA_KAIMING, PARA_BANJIAO,
                                               PARA_QUANJIAO, PARA_HANGMOBANJIAO};
        t->profile = random_below(&seed, 2) ? PARA_ZH_GB : profiles[random_below(&seed, 6)];
        t->keep_stop = random_below(&seed, 6) == 0;
        t->keep_gap = random_below(&seed, 6) == 0;
        int64_t width = 6 * EM + (int64_t)random_below(&seed, brief ? 21 : 137) * (EM / 4);
        int64_t indent = random_below(&seed, 2) ? 2 * EM : 0;
        if (prepare(t)) {
            compared++;
            if (brief)
                compare_optimal(t, width, indent);
            else
                compare_greedy(t, width, indent);
        }
        fonts_close(fonts);
        arena_close(arena);
    }
    CHECK(compared > (STRINGS + SHORT_STRINGS) * 3 / 4);
    return check_finish();
}
