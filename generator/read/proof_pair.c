/*
 * Brackets and quotes: each with its other half, full-width beside Han, and inside its own kind of
 * another shape: “‘’”, 《〈〉》 (GB/T 15834-2011 4.8.3.5, 4.15.3.6). A quotation of several paragraphs opens in
 * each and closes in the last.
 */
#include "read/proof_imp.h"

enum { OPEN_MOST = 64 };

static const struct {
    uint32_t open, close;
} pairs[] = {{U'（', U'）'}, {U'《', U'》'}, {U'〈', U'〉'}, {U'“', U'”'}, {U'‘', U'’'}, {U'「', U'」'},
             {U'『', U'』'}, {U'【', U'】'}, {U'〔', U'〕'}};
enum { NPAIRS = sizeof pairs / sizeof *pairs, ROUND = 0, TITLE = 1, QUOTE = 3 };

typedef struct Open {
    size_t at, nested;   /* of the first pair of its own kind inside; 0 none */
    uint8_t pair;
} Open;

typedef struct Stack {
    Open open[OPEN_MOST];
    size_t count;
    size_t straight[2];  /* the " and the ' that wait */
} Stack;

/* An opening mark is 1 + its pair, a closing one -1 - its pair; ASCII brackets count as round ones. */
static int pair_of(uint32_t r)
{
    for (int i = 0; i < NPAIRS && r >= 0x80; i++)
        if (r == pairs[i].open || r == pairs[i].close)
            return r == pairs[i].open ? 1 + i : -1 - i;
    return r == '(' ? 1 + ROUND : r == ')' ? -1 - ROUND : 0;
}

static void lone(Proof *p, const ProofLine *l, size_t i)
{
    proof_add(p, l, i, i + 1, "proof-pair", DIAG_WARNING, STR_NONE, "括号或引号不成对", "the other half is missing");
    proof_hint(p, "补上另一半，或删去", "add the other half, or take it out");
}

/* 1）, a), 一）: numbers of items, which have one half only. */
static bool is_number(const ProofLine *l, size_t i)
{
    size_t from = i;
    while (from > 0 && i - from < 3 &&
           (proof_is_digit(l->rune[from - 1]) || proof_is_latin(l->rune[from - 1]) || proof_is_numeral(l->rune[from - 1])))
        from--;
    return from < i && (proof_starts(l, from) || proof_is_blank(l->rune[from - 1]) ||
                        proof_among(l->rune[from - 1], U"，、,"));
}

/* ---- half-width brackets ---- */

static bool all_ascii(const ProofLine *l, size_t from, size_t to)
{
    for (; from < to; from++)
        if (l->rune[from] >= 0x80)
            return false;
    return true;
}

/* Of f(x) and of a bracket in an English phrase: nothing Chinese is in it, nor before it. */
static bool is_latin_bracket(const ProofLine *l, size_t open, size_t close)
{
    uint32_t before = proof_before(l, open);
    return all_ascii(l, open + 1, close) && !proof_is_chinese(before) &&
           (proof_is_latin(before) || !proof_is_chinese(proof_rune(l, close + 1)));
}

/* 教发(2025)3号 is proof-docno's. */
static bool is_year_of_number(const ProofLine *l, size_t open, size_t close)
{
    uint32_t next = proof_rune(l, close + 1);
    return proof_digits_end(l, open + 1) == close && close == open + 5 && (proof_is_digit(next) || next == U'第');
}

static void half_brackets(Proof *p, const ProofLine *l, size_t open, size_t close)
{
    bool chinese = proof_is_chinese(proof_before(l, open)) || proof_is_chinese(proof_rune(l, open + 1)) ||
                   proof_is_chinese(proof_before(l, close)) || proof_is_chinese(proof_rune(l, close + 1));
    if (!chinese || is_latin_bracket(l, open, close) || is_year_of_number(l, open, close))
        return;
    Str inside = proof_slice(p->a, l, open + 1, close);
    proof_add(p, l, open, close + 1, "proof-half", DIAG_WARNING, str_printf(p->a, "（%.*s）", STR_ARG(inside)),
              "中文里用了半角括号", "half-width brackets in Chinese text");
}

/* ---- straight quotes ---- */

static bool is_inch_or_apostrophe(const ProofLine *l, size_t i)
{
    uint32_t before = proof_before(l, i), next = proof_rune(l, i + 1);
    return proof_is_digit(before) || (proof_is_latin(before) && proof_is_latin(next));
}

static void straight(Proof *p, const ProofLine *l, Stack *s, size_t i)
{
    size_t *open = &s->straight[l->rune[i] == '\''];
    if (*open == SIZE_MAX) {
        if (!is_inch_or_apostrophe(l, i))
            *open = i;
        return;
    }
    size_t from = *open;
    *open = SIZE_MAX;
    if (!proof_is_chinese(proof_before(l, from)) && !proof_is_chinese(proof_rune(l, from + 1)) &&
        !proof_is_chinese(proof_before(l, i)) && !proof_is_chinese(proof_rune(l, i + 1)))
        return;
    Str inside = proof_slice(p->a, l, from + 1, i);
    const char *form = l->rune[i] == '"' ? "“%.*s”" : "‘%.*s’";
    proof_add(p, l, from, i + 1, "proof-quote", DIAG_WARNING, str_printf(p->a, form, STR_ARG(inside)),
              "用了直引号", "straight quotes");
}

static void straight_left(Proof *p, const ProofLine *l, size_t i)
{
    if (i == SIZE_MAX || (!proof_is_han(proof_before(l, i)) && !proof_is_han(proof_rune(l, i + 1))))
        return;
    proof_add(p, l, i, i + 1, "proof-quote", DIAG_WARNING, STR_NONE, "用了直引号，而且不成对",
              "a straight quote without its other half");
    proof_hint(p, "改为“ ”", "write “ ”");
}

/* ---- the stack ---- */

static void open_mark(Stack *s, size_t i, int pair)
{
    if (s->count < OPEN_MOST)
        s->open[s->count++] = (Open){.at = i, .pair = (uint8_t)pair};
}

static void report_nested(Proof *p, const ProofLine *l, const Open *o)
{
    if (!o->nested)
        return;
    proof_add(p, l, o->nested, o->nested + 1, "proof-nest", DIAG_WARNING, o->pair == QUOTE ? STR("‘") : STR("〈"),
              o->pair == QUOTE ? "引号里又用引号，里面的应为单引号" : "书名号里又用书名号，里面的应为单书名号",
              "inside its own kind another shape stands: “‘’”, 《〈〉》");
}

/* The pair open..i is whole. */
static void close_pair(Proof *p, const ProofLine *l, Stack *s, size_t i)
{
    Open o = s->open[--s->count];
    report_nested(p, l, &o);
    bool half_open = l->rune[o.at] == '(', half_close = l->rune[i] == ')';
    if (half_open && half_close)
        half_brackets(p, l, o.at, i);
    else if (half_open || half_close)
        proof_add(p, l, half_open ? o.at : i, (half_open ? o.at : i) + 1, "proof-half", DIAG_WARNING,
                  half_open ? STR("（") : STR("）"), "括号一半全角、一半半角", "a bracket is half-width on one side");
    Open *outer = s->count ? &s->open[s->count - 1] : NULL;
    if (outer && outer->pair == o.pair && (o.pair == TITLE || o.pair == QUOTE) && !outer->nested)
        outer->nested = o.at;
}

/* A bracket of ASCII alone says little: smileys, lists a). */
static void close_lone(Proof *p, const ProofLine *l, size_t i)
{
    bool ascii = l->rune[i] == ')';
    if (ascii ? proof_is_han(proof_before(l, i)) && !is_number(l, i) : !is_number(l, i))
        lone(p, l, i);
}

static void close_mark(Proof *p, const ProofLine *l, Stack *s, size_t i, int pair)
{
    size_t k = s->count;
    while (k > 0 && s->open[k - 1].pair != pair)
        k--;
    if (k == 0) {
        close_lone(p, l, i);
        return;
    }
    for (; s->count > k; s->count--)
        if (l->rune[s->open[s->count - 1].at] != '(')
            lone(p, l, s->open[s->count - 1].at);
    close_pair(p, l, s, i);
}

static bool is_apostrophe(const ProofLine *l, size_t i)
{
    uint32_t before = proof_before(l, i);
    uint32_t next = proof_rune(l, i + 1);
    return l->rune[i] == 0x2019 && !proof_is_chinese(next) &&
           (proof_is_latin(before) || proof_is_digit(before) || proof_is_digit(next));
}

void proof_pairs(Proof *p, const ProofLine *l)
{
    Stack s = {.straight = {SIZE_MAX, SIZE_MAX}};
    for (size_t i = 0; i < l->n; i++) {
        uint32_t r = l->rune[i];
        if (r == '"' || r == '\'')
            straight(p, l, &s, i);
        int pair = pair_of(r);
        if (pair > 0)
            open_mark(&s, i, pair - 1);
        else if (pair < 0 && !is_apostrophe(l, i))
            close_mark(p, l, &s, i, -pair - 1);
    }
    straight_left(p, l, s.straight[0]);
    straight_left(p, l, s.straight[1]);
    for (size_t k = 0; k < s.count; k++) {
        size_t at = s.open[k].at;
        bool goes_on = at == 0 && s.open[k].pair == QUOTE && l->continues;
        if (!goes_on && l->rune[at] != '(')
            lone(p, l, at);
    }
}
