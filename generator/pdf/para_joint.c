/*
 * para_joint: what lies between two atoms: blanks taken (R1, R20), gap or space (R5), whether a
 * line may end there (UAX #14, R4, R12, R14) and whether it may be expanded there (R7(3)).
 */
#include <assert.h>

#include "pdf/para_imp.h"
#include "text/unicode.h"

enum {
    URL_WORD = 12,    /* letters and digits of an address that a narrow cell keeps together */
    URL_WORD_EDGE = 3 /* and those of a longer row before and after its break */
};

static void find_breaks(Para *p, uint8_t *breaks);
static void set_glue(Para *p, size_t k);
static void set_bangs(Para *p);
static void set_pair(Para *p, size_t k);
static bool is_plain_mark(const Para *p, size_t k);
static bool is_banned_start(const Para *p, const Atom *a);
static bool is_banned_end(const Para *p, const Atom *a);
static JointBreak break_of(const Para *p, size_t k, bool may);
static bool is_position(const Para *p, size_t k);
static int16_t penalty_of(const Para *p, size_t k);
static bool any_names(const Para *p);
static void spread_names(Para *p);
static void pad_to_grid(Para *p);

void para_joints(Para *p)
{
    if (p->seen & SEEN_ADDRESS)
        para_mark_urls(p);
    if (p->seen & SEEN_DIGIT)
        para_mark_units(p);
    if (p->seen & SEEN_BANG)
        set_bangs(p);
    uint8_t *may = arena_raw(p->scratch, uint8_t, p->natoms + 1);
    find_breaks(p, may);
    for (size_t k = 1; k < p->natoms; k++) {
        Joint *joint = &p->joints[k];
        if (p->atoms[k].kind == ATOM_HAN && p->atoms[k - 1].kind == ATOM_HAN &&
            !p->atoms[k].spaced && p->atoms[k].run == p->atoms[k - 1].run) {
            joint->breaks = !may[k]                             ? JOINT_RULE
                            : p->runs[p->atoms[k].run].no_break ? JOINT_SOLID
                                                                : JOINT_LEGAL;
            joint->position = true; /* the bulk of Chinese text */
            continue;
        }
        if (is_plain_mark(p, k)) { /* and most of the rest */
            const ParaRun *run = &p->runs[p->atoms[k].run];
            bool banned = is_banned_start(p, &p->atoms[k]) || is_banned_end(p, &p->atoms[k - 1]);
            joint->breaks = run->no_break ? JOINT_SOLID : may[k] && !banned ? JOINT_LEGAL : JOINT_RULE;
            joint->position = true;
            continue;
        }
        set_glue(p, k);
        joint->breaks = (uint8_t)break_of(p, k, may[k]);
        joint->position = is_position(p, k);
        joint->penalty = joint->breaks == JOINT_LEGAL ? penalty_of(p, k) : 0;
    }
    para_hyphens(p);
    if (any_names(p))
        spread_names(p);
    if (p->style->grid > 0 && p->style->grid_strict)
        pad_to_grid(p);
    p->joints[0] = p->joints[p->natoms] = (Joint){.breaks = JOINT_LEGAL};
}

/* ---- names, and the strict grid ---- */

static bool any_names(const Para *p)
{
    for (size_t r = p->from; r < p->to; r++)
        if (p->runs[r].names)
            return true;
    return false;
}

/* R24: a name of two Han is as wide as one of three, and names stay whole. */
static void spread_names(Para *p)
{
    for (size_t k = 0, end; k < p->natoms; k = end) {
        const ParaRun *run = &p->runs[p->atoms[k].run];
        end = k + 1;
        if (!run->names || p->atoms[k].kind != ATOM_HAN)
            continue;
        while (end < p->natoms && p->atoms[end].kind == ATOM_HAN && !p->atoms[end].spaced &&
               p->atoms[end].run == p->atoms[k].run)
            p->joints[end++].breaks = JOINT_SOLID;
        if (end == k + 2)
            p->joints[k + 1] = (Joint){.glue = para_em(p, &p->atoms[k]), .kind = GLUE_FIXED,
                                       .breaks = JOINT_SOLID};
    }
}

/* R22, strict: what does not fill a cell is padded to whole cells, a word with the space behind it;
 * half of the padding goes to each side. */
static void pad_to_grid(Para *p)
{
    Len pitch = p->style->grid;
    for (size_t k = 0, end; k < p->natoms; k = end) {
        end = k + 1;
        if (para_fills_cell(&p->atoms[k]))
            continue;
        Len width = p->atoms[k].width, space = 0;
        for (; end < p->natoms && !para_fills_cell(&p->atoms[end]) && !p->atoms[end].spaced &&
               p->joints[end].breaks != JOINT_LEGAL; end++) {
            width += p->joints[end].glue + p->atoms[end].width;
            p->joints[end].position = false;
        }
        if (end < p->natoms && p->joints[end].kind == GLUE_SPACE) {
            space = p->joints[end].glue;
            p->joints[end] = (Joint){.kind = GLUE_FIXED, .breaks = p->joints[end].breaks};
        }
        Len cells = (width + space + pitch - 1) / pitch, pad = cells * pitch - width;
        p->atoms[k].width += pad / 2;
        p->atoms[k].shift -= pad / 2;
        p->atoms[end - 1].width += pad - pad / 2;
    }
}

/* ---- kinds ---- */

static bool is_han(const Atom *a)
{
    return a->kind == ATOM_HAN;
}

/* Full-width punctuation in the sense of R1 and R5: an em wide, most of it blank. */
static bool is_full_punct(const Atom *a)
{
    return (a->kind >= ATOM_OPEN && a->kind <= ATOM_STOP_FULL) && !(a->flags & ATOM_VERBATIM);
}

/* A Han and a mark of its own run beside it, with nothing between and nothing special about either: what the rules
 * say of others does not touch them. */
static bool is_plain_mark(const Para *p, size_t k)
{
    const Atom *a = &p->atoms[k - 1], *b = &p->atoms[k];
    bool one_han = (is_han(a) && is_full_punct(b)) || (is_full_punct(a) && is_han(b));
    return one_han && a->run == b->run && !b->spaced && !(a->flags | b->flags);
}

/* Signs in Chinese form that take no gap, but are no full-width punctuation. */
static bool is_joining_sign(const Atom *a)
{
    return a->kind == ATOM_MID || a->kind == ATOM_CONN || a->kind == ATOM_SOL ||
           a->kind == ATOM_DASH || a->kind == ATOM_ELLIPSIS || a->kind == ATOM_DOTS;
}

/* R5: what keeps a distance from Han. */
static bool wants_gap(const Atom *a)
{
    if (a->flags & ATOM_UPRIGHT)
        return false;
    return a->kind == ATOM_LETTER || a->kind == ATOM_DIGIT || a->kind == ATOM_SIGN ||
           a->rune == '%' || a->rune == '@' || a->rune == '#' || a->rune == '&';
}

static bool is_bang(const Atom *a)
{
    return (a->rune == 0xFF01 || a->rune == 0xFF1F) && !(a->flags & ATOM_VERBATIM);
}

/* ---- widths ---- */

/* R20: two of ？！ share an em; of three and more all but the last are half an em. The blanks
 * between them go as in R1 (set_pair); a pair's last blank goes here. */
static void set_bangs(Para *p)
{
    size_t row = 0;
    for (size_t k = 0; k <= p->natoms; k++) {
        bool goes_on = k < p->natoms && is_bang(&p->atoms[k]) && (row == 0 || !p->atoms[k].spaced);
        if (!goes_on && row == 2) {
            Atom *last = &p->atoms[k - 1];
            last->width -= last->right;
            last->right = 0;
        }
        bool starts = !goes_on && k < p->natoms && is_bang(&p->atoms[k]);
        row = goes_on ? row + 1 : starts;
    }
}

static void set_pair(Para *p, size_t k)
{
    const Atom *a = &p->atoms[k - 1], *b = &p->atoms[k];
    Joint *joint = &p->joints[k];
    joint->pair_right = a->right;
    joint->pair_left = b->left;
    if (p->pair == PARA_PAIR_NONE && !(is_bang(a) && is_bang(b))) { /* R20 goes on */
        joint->pair_right = joint->pair_left = 0;
    } else if (p->pair != PARA_PAIR_TIGHT) { /* R1: half an em in all, the right blank first */
        Len half = para_em(p, a) / 2;
        joint->pair_right = a->right < half ? a->right : half;
        Len rest = half - joint->pair_right;
        joint->pair_left = b->left < rest ? b->left : rest;
    }
    joint->glue = -(joint->pair_right + joint->pair_left);
    joint->kind = joint->glue ? GLUE_PAIR : GLUE_NONE;
}

static void set_gap(Para *p, size_t k)
{
    Joint *joint = &p->joints[k];
    const Atom *han = is_han(&p->atoms[k]) ? &p->atoms[k] : &p->atoms[k - 1];
    Len size = p->runs[han->run].size;
    joint->kind = GLUE_GAP;
    joint->glue = len_em(p->gap, size);
    joint->shrink = p->style->keep_gap ? 0 : joint->glue - len_em(p->gap_min, size);
    joint->stretch = len_em(p->gap_max, size) - joint->glue;
}

/* A word space: between a quarter and half an em (R6(2), R7(1)), unless the font says else. */
static void set_space(Para *p, size_t k)
{
    Joint *joint = &p->joints[k];
    Len size = p->runs[p->atoms[k].run].size;
    Len least = size / 4, most = size / 2;
    joint->shrink = joint->glue > least ? joint->glue - least : 0;
    joint->stretch = joint->glue < most ? most - joint->glue : 0;
}

static bool takes_gap(const Para *p, size_t k)
{
    const Atom *a = &p->atoms[k - 1], *b = &p->atoms[k];
    if (!(is_han(a) && wants_gap(b)) && !(wants_gap(a) && is_han(b)))
        return false;
    bool same_line = p->runs[a->run].rise == p->runs[b->run].rise;
    return same_line && !(a->flags & b->flags & ATOM_VERBATIM);
}

/* A source space beside full-width punctuation, or between Han and a Chinese sign, is dropped. */
static bool drops_space(const Para *p, size_t k)
{
    const Atom *a = &p->atoms[k - 1], *b = &p->atoms[k];
    return is_full_punct(a) || is_full_punct(b) || (is_joining_sign(a) && is_han(b)) ||
           (is_han(a) && is_joining_sign(b)) || a->kind == ATOM_DASH || b->kind == ATOM_DASH ||
           a->kind == ATOM_ELLIPSIS || b->kind == ATOM_ELLIPSIS;
}

static void set_glue(Para *p, size_t k)
{
    const Atom *a = &p->atoms[k - 1], *b = &p->atoms[k];
    Joint *joint = &p->joints[k];
    if (b->flags & ATOM_UNIT) {
        joint->kind = joint->glue ? GLUE_FIXED : GLUE_NONE;
        return;
    }
    if (joint->kind == GLUE_SPACE && drops_space(p, k)) {
        joint->kind = GLUE_NONE;
        joint->glue = 0;
    }
    if (joint->kind == GLUE_FIXED)
        return;
    if (is_full_punct(a) && is_full_punct(b))
        set_pair(p, k);
    else if (takes_gap(p, k))
        set_gap(p, k);
    else if (joint->kind == GLUE_SPACE)
        set_space(p, k);
}

/* ---- breaks ---- */

/* Level none: Chinese punctuation behaves like Han. */
static uint8_t unit_at_level(const Para *p, const Atom *a)
{
    bool free = p->style->level == PARA_LEVEL_NONE && para_is_cjk(a);
    return free ? BREAK_ID | LINEBREAK_WIDE : a->unit;
}

/* UAX #14 over atoms and the spaces between them; may[k] speaks of joint k. */
static void find_breaks(Para *p, uint8_t *may)
{
    uint8_t *units = arena_raw(p->scratch, uint8_t, 2 * p->natoms + 1);
    uint8_t *breaks = arena_raw(p->scratch, uint8_t, 2 * p->natoms + 1);
    size_t n = 0;
    for (size_t k = 0; k < p->natoms; k++) {
        if (p->atoms[k].spaced)
            units[n++] = BREAK_SP;
        units[n++] = unit_at_level(p, &p->atoms[k]);
    }
    linebreak_find(units, n, breaks);
    size_t at = 0;
    for (size_t k = 0; k < p->natoms; k++) {
        at += p->atoms[k].spaced;
        may[k] = breaks[at++] != LINEBREAK_NO;
    }
    assert(at == n);
}

/* R4: never first on a line. PO nowhere, whatever the level. */
static bool is_banned_start(const Para *p, const Atom *a)
{
    uint8_t class = a->unit & 0x3F;
    if ((a->flags & ATOM_NO_START) || class == BREAK_PO || a->kind == ATOM_POST)
        return true;
    if (p->style->level == PARA_LEVEL_NONE)
        return false;
    if (a->kind == ATOM_DASH || a->kind == ATOM_ELLIPSIS)
        return p->style->level == PARA_LEVEL_STRICT;
    return a->kind == ATOM_CLOSE || a->kind == ATOM_COMMA || a->kind == ATOM_STOP ||
           a->kind == ATOM_STOP_FULL || a->kind == ATOM_MID || a->kind == ATOM_CONN ||
           a->kind == ATOM_SOL || a->kind == ATOM_DOTS || a->kind == ATOM_LATIN_CLOSE ||
           class == BREAK_NS || class == BREAK_IN;
}

/* R4: never last on a line. PR nowhere, whatever the level. */
static bool is_banned_end(const Para *p, const Atom *a)
{
    if ((a->unit & 0x3F) == BREAK_PR || a->kind == ATOM_PRE)
        return true;
    if (p->style->level == PARA_LEVEL_NONE)
        return false;
    if (a->kind == ATOM_SOL)
        return p->style->level >= PARA_LEVEL_GB;
    return a->kind == ATOM_OPEN || a->kind == ATOM_LATIN_OPEN;
}

/* R12: two atoms of one sign. */
static bool is_one_sign(const Atom *a, const Atom *b)
{
    if (is_bang(a) && is_bang(b))
        return true;
    bool dash = b->kind == ATOM_DASH || b->rune == 0x2014;
    if (a->kind == ATOM_DASH && dash)
        return true;
    return a->kind == ATOM_ELLIPSIS && (b->kind == ATOM_ELLIPSIS || b->kind == ATOM_DOTS);
}

/* R12: sign and number, prefix and number, number and suffix, or letters of one word. */
static bool is_one_word(const Atom *a, const Atom *b)
{
    bool number = b->kind == ATOM_DIGIT || b->kind == ATOM_SIGN;
    if (a->kind == ATOM_DIGIT && b->kind == ATOM_POST)
        return true;
    if (number && (a->kind == ATOM_PRE || a->kind == ATOM_SIGN))
        return true;
    return !para_is_cjk(a) && !para_is_cjk(b);
}

/* R14: after :// and after a run of / ? & =, which never starts a line. */
static bool is_url_break(const Atom *a, const Atom *b)
{
    bool before = a->rune == '/' || a->rune == '?' || a->rune == '&' || a->rune == '=';
    bool after = b->rune == '/' || b->rune == '?' || b->rune == '&' || b->rune == '=';
    return before && !after;
}

static bool inside_url(const Atom *a, const Atom *b)
{
    return (a->flags & ATOM_URL) && (b->flags & ATOM_URL) && !(a->flags & ATOM_URL_END);
}

/* Before a mark between its words an address is divided where it must be: there nobody takes the mark for
 * a full stop or a hyphen. */
static bool is_url_mark(const Atom *a)
{
    return a->rune == '.' || a->rune == '-' || a->rune == '_' || a->rune == '~' || a->rune == '#' || a->rune == '%' ||
           a->rune == '@';
}

static bool is_url_word_break(const Atom *a, const Atom *b)
{
    return is_url_mark(b) && !is_url_mark(a);
}

bool para_url_name(const Para *p, size_t k)
{
    const Atom *a = &p->atoms[k - 1], *b = &p->atoms[k];
    return inside_url(a, b) && is_url_word_break(a, b);
}

/* Letters and digits of an address between two of those places, joint k among them, are too many for a narrow
 * cell. Such as stand at the end of the piece stay with it. */
static bool is_long_url_word(const Para *p, size_t k)
{
    size_t from = k, to = k;
    while (from > 0 && k - from < URL_WORD && inside_url(&p->atoms[from - 1], &p->atoms[from]) &&
           !is_url_break(&p->atoms[from - 1], &p->atoms[from]) && !is_url_word_break(&p->atoms[from - 1], &p->atoms[from]))
        from--;
    while (to < p->natoms && to - k < URL_WORD && inside_url(&p->atoms[to - 1], &p->atoms[to]) &&
           !is_url_break(&p->atoms[to - 1], &p->atoms[to]) && !is_url_word_break(&p->atoms[to - 1], &p->atoms[to]))
        to++;
    return k - from >= URL_WORD_EDGE && to - k >= URL_WORD_EDGE && to - from > URL_WORD;
}

/* R14, and in narrow cells other places as well, worse ones: 0 is none. */
static int16_t url_penalty(const Para *p, size_t k)
{
    const Atom *a = &p->atoms[k - 1], *b = &p->atoms[k];
    if (is_url_break(a, b))
        return 50;
    if (!p->style->url_any)
        return 0;
    if (is_url_word_break(a, b))
        return 100;
    return is_long_url_word(p, k) ? 200 : 0;
}

static bool is_whole(const Para *p, size_t k)
{
    const Atom *a = &p->atoms[k - 1], *b = &p->atoms[k];
    if (b->flags & ATOM_UNIT)
        return true;
    return !b->spaced && is_one_sign(a, b);
}

static JointBreak break_of(const Para *p, size_t k, bool may)
{
    const Atom *a = &p->atoms[k - 1], *b = &p->atoms[k];
    if (a->run == b->run ? p->runs[a->run].no_break : p->runs[b->run].joined)
        return JOINT_SOLID;
    if (inside_url(a, b))
        return url_penalty(p, k) ? JOINT_LEGAL : JOINT_WORD;
    if (is_whole(p, k))
        return JOINT_WORD;
    bool slash = (a->flags & ATOM_URL_END) && is_url_break(a, b);
    if (is_banned_start(p, b) || (is_banned_end(p, a) && !slash) || !(may || slash))
        return !b->spaced && is_one_word(a, b) ? JOINT_WORD : JOINT_RULE;
    return JOINT_LEGAL;
}

/* ---- expansion and preference ---- */

/* R7(3): between tokens, but not in signs, numbers, words, nor beside CONN and SOL. */
static bool is_position(const Para *p, size_t k)
{
    const Atom *a = &p->atoms[k - 1], *b = &p->atoms[k];
    const Joint *joint = &p->joints[k];
    if (a->run != b->run && p->runs[b->run].joined)
        return false;
    if (b->flags & ATOM_UNIT || (a->flags & b->flags & ATOM_VERBATIM))
        return false;
    if (inside_url(a, b)) /* a blank in an address would be read as one of it */
        return false;
    if (joint->kind == GLUE_GAP || joint->kind == GLUE_SPACE || joint->kind == GLUE_FIXED)
        return true;
    bool joined = a->kind == ATOM_CONN || b->kind == ATOM_CONN || a->kind == ATOM_SOL ||
                  b->kind == ATOM_SOL || (!b->spaced && is_one_sign(a, b));
    bool number = (a->kind == ATOM_DIGIT && b->kind == ATOM_POST) ||
                  (a->kind == ATOM_PRE && (b->kind == ATOM_DIGIT || b->kind == ATOM_SIGN));
    return !joined && !number && (para_is_cjk(a) || para_is_cjk(b));
}

/* 1.3: a number is better not parted from the measure word after it, nor from 第 or 年 before. */
static bool is_measure_word(uint32_t rune)
{
    switch (rune) {
    case 0x5E74: case 0x6708: case 0x65E5: case 0x65F6: case 0x5206: case 0x5143: case 0x4EBA:
    case 0x4E2A: case 0x5C81: case 0x540D: case 0x73ED: /* 年月日时分元人个岁名班 */
        return true;
    default:
        return false;
    }
}

static int16_t penalty_of(const Para *p, size_t k)
{
    const Atom *a = &p->atoms[k - 1], *b = &p->atoms[k];
    if (inside_url(a, b))
        return url_penalty(p, k);
    if (a->kind == ATOM_DIGIT && is_measure_word(b->rune))
        return 20;
    bool counts = a->rune == 0x7B2C || a->rune == 0x5E74; /* 第 年 */
    return counts && b->kind == ATOM_DIGIT ? 20 : 0;
}
