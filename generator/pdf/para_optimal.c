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
 *
 * For a wanted number of lines (looseness) the best way to each place is kept for every number.
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

/* ---- another number of lines ---- */

enum {
    IN_LINES_CELLS = 200000, /* atoms times lines: longer paragraphs stay as they are */
    IN_LINES_LAST = 3        /* ems that the last line holds at least */
};

/* The best way to a joint in some number of lines. */
typedef struct Cell {
    double demerits;
    uint32_t from;
    bool reached;
} Cell;

typedef struct LineSearch {
    const Para *p;
    Cell *cells;  /* (lines + 1) rows of natoms + 1 */
    size_t lines;
} LineSearch;

static Cell *cell_at(const LineSearch *s, size_t line, size_t joint)
{
    return &s->cells[line * (s->p->natoms + 1) + joint];
}

/* The line number `line` as i..j. false: worse than allowed. */
static bool relax_cell(LineSearch *s, size_t line, size_t i, size_t j, Len room)
{
    const Para *p = s->p;
    bool last = line + 1 == s->lines;
    if (last != (j == p->natoms) || !is_end(p, j))
        return true;
    if (last && para_natural(p, i, j) < IN_LINES_LAST * (int64_t)p->style->size)
        return false;
    double demerits = para_demerits(p, i, j, room);
    if (demerits < 0 || demerits > PARA_LOOSE_DEMERITS)
        return false;
    demerits += cell_at(s, line, i)->demerits;
    Cell *to = cell_at(s, line + 1, j);
    if (!to->reached || demerits < to->demerits)
        *to = (Cell){demerits, (uint32_t)i, true};
    return true;
}

/* All ends of a line from i, looser ones until they are too loose, then tighter ones. */
static void relax_line(LineSearch *s, size_t line, size_t i, size_t fit, Len room)
{
    const Para *p = s->p;
    for (size_t j = fit; j > i; j--)
        if (!relax_cell(s, line, i, j, room) && p->joints[j].penalty == 0)
            break;
    for (size_t j = fit + 1; j <= p->natoms; j++) {
        Sum sum = para_line(p, i, j);
        if (sum.width - sum.shrink > (int64_t)room + 2 * (int64_t)p->style->size)
            break;
        relax_cell(s, line, i, j, room);
    }
}

Breaks para_in_lines(Para *p, const Breaks *best, size_t lines)
{
    if (!lines || lines > p->natoms || lines * p->natoms > IN_LINES_CELLS)
        return *best;
    LineSearch s = {.p = p, .lines = lines};
    s.cells = arena_array(p->scratch, Cell, (lines + 1) * (p->natoms + 1));
    s.cells[0].reached = true;
    for (size_t line = 0; line < lines; line++) {
        Len room = para_room(p, p->first_line + line);
        size_t fit = 0;
        for (size_t i = 0; i < p->natoms; i++)
            if (cell_at(&s, line, i)->reached) {
                fit = find_fit(p, i, fit, room);
                relax_line(&s, line, i, fit, room);
            }
    }
    if (!cell_at(&s, lines, p->natoms)->reached)
        return *best;
    Breaks b = {.items = arena_array(p->scratch, uint32_t, lines), .count = lines, .room = lines};
    for (size_t n = lines, k = p->natoms; n > 0; n--) {
        b.items[n - 1] = (uint32_t)k;
        k = cell_at(&s, n, k)->from;
    }
    return b;
}
