/*
 * para_optimal: mode O, least total demerits (Knuth and Plass 1981).
 *
 * Starts are taken in order; from each, ends are tried on both sides of the last one that fits:
 * downwards the line only gets looser, upwards only tighter, so both walks stop at the bound.
 * The bound is what mode G reached: Chinese text has a break after nearly every character and
 * G is nearly always close, so a start has two or three ends worth a look, and most places are
 * never a start at all.
 *
 * With a different measure for each line (width[n], n > 1) only the best way to each place is
 * kept, whatever its number of lines: still legal and justified, perhaps not the least.
 */
#include <assert.h>
#include <string.h>

#include "pdf/para_imp.h"

/* The best way to a joint. */
typedef struct Node {
    double demerits;
    uint32_t relief; /* lines that broke rules (R4b): fewest first */
    uint32_t lines;  /* 0: not reached yet */
    uint32_t from;
} Node;

typedef struct Search {
    const Para *p;
    Node *nodes;
    double bound;
    size_t bound_relief;
} Search;

/* Ties: fewer lines, then later breaks. */
static bool is_better(const Node *a, const Node *b)
{
    if (b->lines == 0)
        return true;
    if (a->relief != b->relief)
        return a->relief < b->relief;
    if (a->demerits < b->demerits || a->demerits > b->demerits)
        return a->demerits < b->demerits;
    return a->lines != b->lines ? a->lines < b->lines : a->from > b->from;
}

static bool beyond_bound(const Search *s, const Node *node)
{
    return node->relief > s->bound_relief ||
           (node->relief == s->bound_relief && node->demerits > s->bound);
}

/* The line i..j: note it if it is the best way to j. false: it costs more than the bound. */
static bool relax(Search *s, size_t i, size_t j, double demerits, bool relief)
{
    const Node *from = &s->nodes[i];
    Node way = {from->demerits + demerits, from->relief + relief, from->lines + 1, (uint32_t)i};
    if (beyond_bound(s, &way))
        return false;
    if (is_better(&way, &s->nodes[j]))
        s->nodes[j] = way;
    return true;
}

static bool is_end(const Para *p, size_t j)
{
    return j == p->natoms || p->joints[j].breaks == JOINT_LEGAL;
}

/* Ends at and before fit, looser and looser. Returns whether there was a legal one. */
static bool try_loose(Search *s, size_t i, size_t fit, Len room)
{
    bool any = false;
    for (size_t j = fit; j > i; j--) {
        if (!is_end(s->p, j))
            continue;
        any = true;
        double demerits = para_demerits(s->p, i, j, room);
        bool plain = j < s->p->natoms && s->p->joints[j].penalty == 0;
        if (demerits >= 0 && !relax(s, i, j, demerits, false) && plain)
            break;
    }
    return any;
}

/* Ends behind fit, tighter and tighter; a blank more may make room again within an em. */
static bool try_tight(Search *s, size_t i, size_t fit, Len room)
{
    const Para *p = s->p;
    bool any = false;
    for (size_t j = fit + 1; j <= p->natoms; j++) {
        Sum line = para_line(p, i, j);
        if (line.width - line.shrink > (int64_t)room + 2 * (int64_t)p->style->size)
            break;
        double demerits = is_end(p, j) ? para_demerits(p, i, j, room) : -1;
        if (demerits < 0)
            continue;
        any = true;
        relax(s, i, j, demerits, false);
    }
    return any;
}

static void try_relief(Search *s, size_t i, Len room)
{
    size_t j = para_relief(s->p, i, room);
    double demerits = para_demerits(s->p, i, j, room);
    relax(s, i, j, demerits > 0 ? demerits : 0, true);
}

/* The last end whose line fits, walked on from that of the start before. */
static size_t find_fit(const Para *p, size_t i, size_t fit, Len room)
{
    fit = fit > i ? fit : i;
    while (fit > i && para_natural(p, i, fit) > room)
        fit--;
    while (fit < p->natoms && para_natural(p, i, fit + 1) <= room)
        fit++;
    return fit;
}

static Breaks trace(const Para *p, const Node *nodes)
{
    Breaks b = {.count = nodes[p->natoms].lines};
    b.room = b.count;
    b.items = arena_array(p->scratch, uint32_t, b.count);
    size_t k = p->natoms;
    for (size_t n = b.count; n > 0; n--) {
        assert(k > 0);
        b.items[n - 1] = (uint32_t)k;
        k = nodes[k].from;
    }
    assert(k == 0);
    return b;
}

Breaks para_optimal(Para *p, const Breaks *greedy)
{
    Search s = {.p = p, .nodes = arena_array(p->scratch, Node, p->natoms + 1)};
    s.bound = para_total(p, greedy, &s.bound_relief);
    size_t fit = 0;
    for (size_t i = 0; i < p->natoms; i++) {
        if (i > 0 && (s.nodes[i].lines == 0 || beyond_bound(&s, &s.nodes[i])))
            continue;
        Len room = para_room(p, p->first_line + s.nodes[i].lines);
        fit = find_fit(p, i, fit, room);
        bool loose = try_loose(&s, i, fit, room);
        bool tight = try_tight(&s, i, fit, room);
        if (!loose && !tight)
            try_relief(&s, i, room);
    }
    assert(s.nodes[p->natoms].lines > 0);
    return trace(p, s.nodes);
}
