/*
 * One pass with a small state: the class before (marks folded into their base, LB9), the class
 * before the spaces, and where in a number we are (LB25). Each rule stands under its number, in
 * the standard's order, because earlier rules win.
 */
#include "text/linebreak.h"

#include <assert.h>

enum { CLASS = 0x3F };

/* How far the regular expression of LB25 has come: NU (NU|SY|IS)* (CL|CP)? (PO|PR)? */
typedef enum NumberState { NUMBER_NONE, NUMBER_DIGITS, NUMBER_CLOSED } NumberState;

typedef struct State {
    uint8_t before;        /* unit before, marks folded in; SP stays SP */
    uint8_t before_spaces; /* the last unit that is no space */
    uint8_t raw;           /* class before as it came, for LB8a */
    uint8_t before_that;   /* class before the unit before, for LB21a */
    unsigned flags;        /* regional indicators in a row, LB30a */
    NumberState number;
} State;

uint8_t linebreak_unit(uint32_t rune)
{
    if (rune >= 0x4E00 && rune <= 0x9FFF)
        return BREAK_ID | LINEBREAK_WIDE;
    BreakClass class = unicode_break(rune);
    UnicodeWidth width = unicode_width(rune);
    if (class == BREAK_AI || class == BREAK_SG || class == BREAK_XX || class == BREAK_SA)
        class = BREAK_AL;
    else if (class == BREAK_CJ)
        class = BREAK_ID;
    unsigned unit = class;
    if (width == WIDTH_F || width == WIDTH_W || width == WIDTH_H)
        unit |= LINEBREAK_WIDE;
    if (unicode_is_pictographic(rune) && !unicode_is_assigned(rune))
        unit |= LINEBREAK_RESERVED;
    return (uint8_t)unit;
}

static bool is_word(uint8_t class)
{
    return class == BREAK_AL || class == BREAK_HL;
}

static bool is_mark(uint8_t class)
{
    return class == BREAK_CM || class == BREAK_ZWJ;
}

static bool is_hard(uint8_t class)
{
    return class == BREAK_BK || class == BREAK_CR || class == BREAK_LF || class == BREAK_NL;
}

static bool is_picture(uint8_t class)
{
    return class == BREAK_ID || class == BREAK_EB || class == BREAK_EM;
}

static bool is_hangul(uint8_t class)
{
    return class == BREAK_JL || class == BREAK_JV || class == BREAK_JT || class == BREAK_H2 ||
           class == BREAK_H3;
}

/* The class of the next unit after i that is no mark; XX at the end. */
static uint8_t class_after(const uint8_t *units, size_t n, size_t i)
{
    for (i++; i < n; i++)
        if (!is_mark(units[i] & CLASS))
            return units[i] & CLASS;
    return BREAK_XX;
}

/* LB4–LB8: hard breaks, spaces, zero width space. *known says whether one of them decided. */
static LineBreak rule_hard(const State *s, uint8_t class, bool *known)
{
    *known = true;
    if (s->raw == BREAK_CR && class == BREAK_LF)
        return LINEBREAK_NO; /* LB5 */
    if (is_hard(s->raw))
        return LINEBREAK_MUST; /* LB4, LB5 */
    if (is_hard(class) || class == BREAK_SP || class == BREAK_ZW)
        return LINEBREAK_NO; /* LB6, LB7 */
    if ((s->before_spaces & CLASS) == BREAK_ZW)
        return LINEBREAK_MAY; /* LB8 */
    if (s->raw == BREAK_ZWJ)
        return LINEBREAK_NO; /* LB8a */
    *known = false;
    return LINEBREAK_NO;
}

/* LB11–LB18: what holds over spaces. */
static LineBreak rule_spaces(const State *s, uint8_t class, bool *known)
{
    uint8_t before = s->before & CLASS, start = s->before_spaces & CLASS;
    *known = true;
    if (class == BREAK_WJ || before == BREAK_WJ || before == BREAK_GL)
        return LINEBREAK_NO; /* LB11, LB12 */
    if (class == BREAK_GL && before != BREAK_SP && before != BREAK_BA && before != BREAK_HY)
        return LINEBREAK_NO; /* LB12a */
    if (class == BREAK_CL || class == BREAK_CP || class == BREAK_EX || class == BREAK_IS ||
        class == BREAK_SY)
        return LINEBREAK_NO; /* LB13 */
    if (start == BREAK_OP)
        return LINEBREAK_NO; /* LB14 */
    if (start == BREAK_QU && class == BREAK_OP)
        return LINEBREAK_NO; /* LB15 */
    if ((start == BREAK_CL || start == BREAK_CP) && class == BREAK_NS)
        return LINEBREAK_NO; /* LB16 */
    if (start == BREAK_B2 && class == BREAK_B2)
        return LINEBREAK_NO; /* LB17 */
    if (before == BREAK_SP)
        return LINEBREAK_MAY; /* LB18 */
    *known = false;
    return LINEBREAK_NO;
}

/* LB25 in the form of example 7. */
static bool joins_number(const State *s, uint8_t class, uint8_t after)
{
    uint8_t before = s->before & CLASS;
    bool affix = before == BREAK_PR || before == BREAK_PO;
    if ((class == BREAK_OP || class == BREAK_HY) && affix && after == BREAK_NU)
        return true;
    if (class == BREAK_NU && (affix || before == BREAK_OP || before == BREAK_HY))
        return true;
    if (s->number == NUMBER_DIGITS && (class == BREAK_NU || class == BREAK_SY || class == BREAK_IS ||
                                       class == BREAK_CL || class == BREAK_CP))
        return true;
    return s->number != NUMBER_NONE && (class == BREAK_PO || class == BREAK_PR);
}

/* LB26, LB27. */
static bool joins_hangul(uint8_t before, uint8_t class)
{
    if (before == BREAK_JL)
        return class == BREAK_JL || class == BREAK_JV || class == BREAK_H2 || class == BREAK_H3 ||
               class == BREAK_PO;
    if (before == BREAK_JV || before == BREAK_H2)
        return class == BREAK_JV || class == BREAK_JT || class == BREAK_PO;
    if (before == BREAK_JT || before == BREAK_H3)
        return class == BREAK_JT || class == BREAK_PO;
    return before == BREAK_PR && is_hangul(class);
}

/* LB19–LB24 but for LB20: pairs that stay together. */
static bool joins_pair(const State *s, uint8_t class)
{
    uint8_t before = s->before & CLASS;
    if (class == BREAK_BA || class == BREAK_HY || class == BREAK_NS || before == BREAK_BB)
        return true; /* LB21 */
    if (s->before_that == BREAK_HL && (before == BREAK_HY || before == BREAK_BA))
        return true; /* LB21a */
    if (before == BREAK_SY && class == BREAK_HL)
        return true; /* LB21b */
    if (class == BREAK_IN)
        return true; /* LB22 */
    if ((is_word(before) && class == BREAK_NU) || (before == BREAK_NU && is_word(class)))
        return true; /* LB23 */
    if ((before == BREAK_PR && is_picture(class)) || (is_picture(before) && class == BREAK_PO))
        return true; /* LB23a */
    bool affix = before == BREAK_PR || before == BREAK_PO;
    return (affix && is_word(class)) ||
           (is_word(before) && (class == BREAK_PR || class == BREAK_PO)); /* LB24 */
}

/* LB28–LB30b. */
static bool joins_late(const State *s, uint8_t unit)
{
    uint8_t before = s->before & CLASS, class = unit & CLASS;
    if ((is_word(before) || before == BREAK_IS) && is_word(class))
        return true; /* LB28, LB29 */
    if ((is_word(before) || before == BREAK_NU) && class == BREAK_OP && !(unit & LINEBREAK_WIDE))
        return true; /* LB30 */
    if (before == BREAK_CP && !(s->before & LINEBREAK_WIDE) && (is_word(class) || class == BREAK_NU))
        return true; /* LB30 */
    if (before == BREAK_RI && class == BREAK_RI)
        return s->flags % 2 == 1; /* LB30a */
    return class == BREAK_EM && (before == BREAK_EB || (s->before & LINEBREAK_RESERVED)); /* LB30b */
}

static LineBreak decide(const State *s, const uint8_t *units, size_t n, size_t i)
{
    uint8_t unit = units[i], class = unit & CLASS, before = s->before & CLASS;
    bool known;
    LineBreak answer = rule_hard(s, class, &known);
    if (known)
        return answer;
    if (is_mark(class) && before != BREAK_SP && before != BREAK_ZW)
        return LINEBREAK_NO; /* LB9 */
    if (is_mark(class))
        class = unit = BREAK_AL; /* LB10 */
    answer = rule_spaces(s, class, &known);
    if (known)
        return answer;
    if (class == BREAK_QU || before == BREAK_QU)
        return LINEBREAK_NO; /* LB19 */
    if (class == BREAK_CB || before == BREAK_CB)
        return LINEBREAK_MAY; /* LB20 */
    bool joined = joins_pair(s, class) || joins_number(s, class, class_after(units, n, i)) ||
                  joins_hangul(before, class) || joins_late(s, unit);
    return joined ? LINEBREAK_NO : LINEBREAK_MAY;
}

static NumberState number_after(NumberState number, uint8_t class)
{
    if (class == BREAK_NU)
        return NUMBER_DIGITS;
    if (number == NUMBER_DIGITS && (class == BREAK_SY || class == BREAK_IS))
        return NUMBER_DIGITS;
    if (number == NUMBER_DIGITS && (class == BREAK_CL || class == BREAK_CP))
        return NUMBER_CLOSED;
    return NUMBER_NONE;
}

static void advance(State *s, uint8_t unit, bool start)
{
    uint8_t class = unit & CLASS, before = s->before & CLASS;
    bool alone = start || before == BREAK_SP || before == BREAK_ZW || is_hard(before);
    s->raw = class;
    if (is_mark(class)) {
        if (!alone)
            return; /* LB9: the base's class goes on */
        unit = class = BREAK_AL; /* LB10 */
    }
    s->flags = class == BREAK_RI ? (before == BREAK_RI ? s->flags + 1 : 1) : 0;
    s->number = number_after(s->number, class);
    s->before_that = before;
    s->before = unit;
    if (class != BREAK_SP)
        s->before_spaces = unit;
}

void linebreak_find(const uint8_t *units, size_t n, uint8_t *breaks)
{
    assert(n == 0 || (units && breaks));
    State s = {.before = BREAK_XX, .before_spaces = BREAK_XX, .raw = BREAK_XX};
    for (size_t i = 0; i < n; i++) {
        bool han = i > 0 && (units[i] & CLASS) == BREAK_ID && (units[i - 1] & CLASS) == BREAK_ID;
        breaks[i] = i == 0 ? LINEBREAK_NO : han ? LINEBREAK_MAY : (uint8_t)decide(&s, units, n, i);
        if (han) /* no rule joins two ideographs: most of Chinese text ends here */
            s.before = s.before_spaces = units[i];
        else
            advance(&s, units[i], i == 0);
        assert(breaks[i] <= LINEBREAK_MUST);
    }
}
