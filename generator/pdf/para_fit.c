/*
 * para_fit: what any line costs, in constant time.
 *
 * Prefix sums at each joint, once as the start of a line and once as its end: the edge trims
 * (R2, R3), the joint that vanishes at an edge, and the blanks that R1 had taken across it are
 * already in, so a line is one subtraction.
 */
#include <assert.h>

#include "pdf/para_imp.h"

enum {
    GLUE_PLUS = 100,       /* Em: Han|Han glue of mode O, 0 plus 0.10 em */
    ORPHAN_PENALTY = 20000 /* 孤字 last line, section 2 */
};

/* ---- sums ---- */

static int64_t stop_part(const Atom *a, Len blank)
{
    return a->kind == ATOM_STOP ? blank : 0;
}

/* What R6 may take of an atom's blank. */
static Len room_of(const Para *p, const Atom *a, Len blank)
{
    return a->kind == ATOM_STOP && p->style->keep_stop ? 0 : blank;
}

bool para_keeps_opening(const Para *p, size_t k)
{
    return k == 0 && p->first_line == 0 && p->style->opening == PARA_OPEN_KEEP;
}

static Sum at_start(const Para *p, size_t k, Sum sum)
{
    const Atom *a = &p->atoms[k];
    Len taken = p->joints[k].pair_left;
    if (p->trims_start && !para_keeps_opening(p, k)) {
        sum.width += a->left; /* R3 */
        sum.shrink += a->left - taken;
    } else {
        sum.shrink -= taken;
    }
    return sum;
}

static Sum at_end(const Para *p, size_t k, Sum sum)
{
    const Atom *a = &p->atoms[k - 1];
    const Joint *joint = &p->joints[k];
    sum.width -= joint->glue;
    sum.shrink -= joint->shrink;
    sum.stretch -= joint->stretch;
    sum.positions -= joint->position;
    Len change = p->trims_end ? joint->pair_right - a->right : joint->pair_right;
    if (p->trims_end)
        sum.width -= a->right; /* R2 */
    change = room_of(p, a, change);
    sum.shrink += change;
    sum.stop += stop_part(a, change);
    return sum;
}

/* A last line that holds exactly one Han and else punctuation starts in orphan_from.._to. */
static void find_orphans(Para *p)
{
    size_t k = p->natoms, nhan = 0;
    p->orphan_from = p->orphan_to = 0;
    while (k > 0) {
        const Atom *a = &p->atoms[k - 1];
        bool han = a->kind == ATOM_HAN;
        bool punctuation = (a->kind >= ATOM_OPEN && a->kind <= ATOM_DOTS) ||
                           a->kind == ATOM_LATIN_OPEN || a->kind == ATOM_LATIN_CLOSE;
        if ((!han && !punctuation) || (han && nhan == 1))
            break;
        k--;
        nhan += han;
        if (han)
            p->orphan_to = k;
    }
    p->orphan_from = k > 0 ? k : 1; /* a paragraph of one Han is no orphan */
    if (nhan == 0)
        p->orphan_from = p->orphan_to + 1;
}

/* A line that ends where a word is divided has a hyphen more. */
static void add_hyphens(Para *p)
{
    Len width;
    for (size_t k = 1; k < p->natoms; k++) {
        if (!p->joints[k].hyphen)
            continue;
        para_hyphen(p, p->atoms[k - 1].run, &width);
        p->ends[k].width += width;
    }
}

/* Nothing is taken or given at atom k and the joint before it: a Han behind a Han. */
static bool is_bare(const Para *p, size_t k)
{
    const Joint *joint = &p->joints[k];
    const Atom *a = &p->atoms[k];
    return a->kind == ATOM_HAN && k > 0 && a[-1].kind == ATOM_HAN &&
           !(joint->glue | joint->shrink | joint->stretch | a->left | a->right | a[-1].right);
}

void para_sums(Para *p)
{
    p->starts = arena_raw(p->scratch, Sum, p->natoms + 1);
    p->ends = arena_raw(p->scratch, Sum, p->natoms + 1);
    p->ends[0] = p->starts[p->natoms] = (Sum){0};
    Sum sum = {0};
    for (size_t k = 0; k < p->natoms; k++) {
        const Joint *joint = &p->joints[k];
        const Atom *a = &p->atoms[k];
        if (is_bare(p, k)) {
            p->ends[k] = sum;
            sum.positions += joint->position;
            p->starts[k] = sum;
            sum.width += a->width;
            continue;
        }
        sum.width += joint->glue;
        sum.shrink += joint->shrink;
        sum.stretch += joint->stretch;
        sum.positions += joint->position;
        p->starts[k] = at_start(p, k, sum);
        if (k > 0)
            p->ends[k] = at_end(p, k, sum);
        Len blank = a->left - joint->pair_left + a->right - p->joints[k + 1].pair_right;
        sum.width += a->width;
        blank = room_of(p, a, blank);
        sum.shrink += blank;
        sum.stop += stop_part(a, blank);
    }
    if (p->natoms > 0)
        p->ends[p->natoms] = at_end(p, p->natoms, sum);
    find_orphans(p);
    if (p->hyphenated)
        add_hyphens(p);
}

Len para_room(const Para *p, size_t line)
{
    size_t i = line < p->nmeasures ? line : p->nmeasures - 1;
    return p->measures[i] - (line == 0 ? para_indent(p) : 0);
}

Len para_indent(const Para *p)
{
    Len indent = p->style->indent;
    if (p->style->opening != PARA_OPEN_HANG || p->natoms == 0 || p->first_line > 0)
        return indent;
    Len hang = p->atoms[0].width - p->atoms[0].left;
    return p->atoms[0].kind == ATOM_OPEN && hang <= indent ? indent - hang : indent;
}

Sum para_line(const Para *p, size_t i, size_t j)
{
    assert(i < j && j <= p->natoms);
    const Sum *from = &p->starts[i], *to = &p->ends[j];
    return (Sum){
        .width = to->width - from->width,
        .shrink = p->shrinks ? to->shrink - from->shrink : 0,
        .stop = p->shrinks ? to->stop - from->stop : 0,
        .stretch = to->stretch - from->stretch,
        .positions = to->positions - from->positions,
    };
}

Len para_kept_blank(const Para *p, size_t i, size_t j, Len room)
{
    if (p->line_end != PARA_END_ALLOW)
        return 0;
    int64_t free = room - para_natural(p, i, j);
    Len blank = p->atoms[j - 1].right;
    return free <= 0 ? 0 : free < blank ? (Len)free : blank;
}

/* ---- R11 ---- */

static bool may_hang(const Para *p, uint32_t rune)
{
    bool all = p->style->hang == PARA_HANG_ALL;
    switch (rune) {
    case 0x3001: case 0xFF0C: case 0x3002: case 0xFF0E: /* 、，。． */
        return true;
    case 0xFF1A: case 0xFF1B: case 0xFF1F: case 0xFF01: /* ：；？！ */
        return all;
    default:
        return false;
    }
}

bool para_hangs(const Para *p, size_t i, size_t j, Len room)
{
    if (p->style->hang == PARA_HANG_OFF || j < i + 2)
        return false;
    const Atom *mark = &p->atoms[j - 1], *before = &p->atoms[j - 2];
    bool kind = (mark->kind == ATOM_COMMA || mark->kind == ATOM_STOP) && may_hang(p, mark->rune);
    bool plain = before->kind <= ATOM_BOX || before->kind >= ATOM_LETTER ||
                 before->kind == ATOM_POST;
    return kind && plain && para_natural(p, i, j) > room && para_natural(p, i, j - 1) <= room;
}

/* ---- demerits ---- */

/* (1 + b + p)², rounded so that sums of them do not depend on their order. */
static double square(double badness)
{
    double demerits = (1 + badness) * (1 + badness);
    if (demerits >= 1e9)
        return demerits >= 1e15 ? demerits : (double)(int64_t)(demerits + 0.5);
    return (double)(int64_t)(demerits * 1024 + 0.5) / 1024;
}

/* A line of nothing but an address: it stays short. */
static bool is_address(const Para *p, size_t i, size_t j)
{
    size_t k = i;
    while (k < j && p->atoms[k].flags & ATOM_URL)
        k++;
    return k == j;
}

/* d and the rest are Len. A line with nothing to stretch counts as having a hundredth em, but one of an address
 * as if it were Han: better that it ends early than that Chinese text around it is torn apart. */
static double loose(const Para *p, size_t i, size_t j, Sum line, int64_t d)
{
    Len size = p->style->size;
    double most = (double)line.stretch + (double)line.positions * len_em(GLUE_PLUS, size);
    double least = size / 100.0;
    if (most < least && is_address(p, i, j))
        most = (double)line.width * GLUE_PLUS / 1000;
    double r = (double)d / (most > least ? most : least);
    return 100 * r * r * r;
}

static double tight(Sum line, int64_t need)
{
    double r = (double)need / (double)line.shrink;
    int64_t from_stop = need - (line.shrink - line.stop);
    double share = from_stop > 0 ? (double)from_stop / (double)need : 0;
    return 25 * r * r * r + 200 * share;
}

static bool is_orphan(const Para *p, size_t i, size_t j)
{
    return p->style->orphan && j == p->natoms && i >= p->orphan_from && i <= p->orphan_to;
}

double para_demerits(const Para *p, size_t i, size_t j, Len room)
{
    bool last = j == p->natoms;
    double penalty = is_orphan(p, i, j) ? ORPHAN_PENALTY : p->joints[j].penalty;
    if (p->joints[i].hyphen && p->joints[j].hyphen) /* two in a row */
        penalty += p->joints[j].penalty;
    Sum line = para_line(p, i, j);
    int64_t d = room - line.width - para_kept_blank(p, i, j, room);
    if (d >= 0)
        return square(penalty + (last ? 0 : loose(p, i, j, line, d)));
    if (para_hangs(p, i, j, room)) {
        Sum rest = para_line(p, i, j - 1);
        return square(penalty + (last ? 0 : loose(p, i, j - 1, rest, room - rest.width)));
    }
    if (-d > line.shrink)
        return -1;
    return square(penalty + tight(line, -d));
}

double para_total(const Para *p, const Breaks *breaks, size_t *relief)
{
    double total = 0;
    *relief = 0;
    for (size_t n = 0, i = 0; n < breaks->count; n++) {
        size_t j = breaks->items[n];
        double demerits = para_demerits(p, i, j, para_room(p, p->first_line + n));
        bool legal = p->joints[j].breaks == JOINT_LEGAL && demerits >= 0;
        *relief += !legal;
        total += demerits > 0 ? demerits : 0;
        i = j;
    }
    return total;
}

/* ---- R4b ---- */

static bool is_closing(const Atom *a)
{
    return a->kind == ATOM_CLOSE || a->kind == ATOM_COMMA || a->kind == ATOM_STOP;
}

/* Atom k is the last of at least three closing marks in a row. */
static bool ends_closing_row(const Para *p, size_t k)
{
    if (k < 2 || k >= p->natoms || !is_closing(&p->atoms[k]))
        return false;
    bool goes_on = k + 1 < p->natoms && is_closing(&p->atoms[k + 1]);
    return !goes_on && is_closing(&p->atoms[k - 1]) && is_closing(&p->atoms[k - 2]);
}

/*
 * No legal end fits. In this order: before the last of three closing marks; where only R4 is
 * broken, if the line is half full; likewise between the names of an address; anywhere; else the
 * first place at all, and it sticks out.
 */
size_t para_relief(const Para *p, size_t i, Len room)
{
    size_t rule = 0, name = 0, word = 0, k = i + 1;
    for (; k < p->natoms && para_natural(p, i, k) <= room; k++) {
        if (p->joints[k].breaks >= JOINT_RULE)
            rule = k;
        if (p->joints[k].breaks >= JOINT_WORD)
            word = k;
        if (word == k && para_url_name(p, k))
            name = k;
    }
    for (size_t m = k; m-- > i + 2;)
        if (p->joints[m].breaks == JOINT_RULE && ends_closing_row(p, m))
            return m;
    if (rule && para_natural(p, i, rule) >= room / 2)
        return rule;
    if (name && para_natural(p, i, name) >= room / 2)
        return name;
    if (word)
        return word;
    for (k = i + 1; k < p->natoms && p->joints[k].breaks == JOINT_SOLID; k++) {
    }
    return k;
}
