/*
 * para_justify: one line to its measure, by the orders of R6 (shrink) and R7 (expand).
 *
 * A step takes all that is left to take, or spreads it equally over its members, none beyond its
 * own room. What integer division leaves over goes to the first members, a unit each, so the
 * line ends exactly at the measure and every run agrees.
 */
#include <assert.h>

#include "pdf/para_imp.h"

typedef struct Span {
    Para *p;
    size_t i, j; /* atoms of the line but a hanging mark */
    Member *members;
    size_t count;
} Span;

/* ---- edges ---- */

static void trim_start(Para *p, size_t i)
{
    Atom *a = &p->atoms[i];
    if (!p->trims_start || para_keeps_opening(p, i))
        return;
    a->width -= a->left; /* R3 */
    a->shift += a->left;
    a->left = 0;
}

static void trim_end(Para *p, size_t j, Len kept)
{
    Atom *a = &p->atoms[j - 1];
    if (!p->trims_end)
        return;
    a->width -= a->right - kept; /* R2 */
    a->right = 0;
}

/* R1 moves from the joint into the two atoms it was taken from. */
static void apply_pair(Para *p, size_t k)
{
    Joint *joint = &p->joints[k];
    Atom *a = &p->atoms[k - 1], *b = &p->atoms[k];
    if (joint->kind != GLUE_PAIR)
        return;
    a->width -= joint->pair_right;
    a->right -= joint->pair_right;
    b->width -= joint->pair_left;
    b->left -= joint->pair_left;
    b->shift += joint->pair_left;
    joint->glue = 0;
}

/* ---- R6 ---- */

static void add_member(Span *s, Len *width, Len *room, Len *shift)
{
    if (*room > 0)
        s->members[s->count++] = (Member){width, room, shift};
}

static void add_joints(Span *s, GlueKind kind)
{
    for (size_t k = s->i + 1; k < s->j; k++) {
        Joint *joint = &s->p->joints[k];
        if (joint->kind == kind)
            add_member(s, &joint->glue, &joint->shrink, NULL);
    }
}

static void add_atoms(Span *s, AtomKind kind)
{
    for (size_t k = s->i; k < s->j; k++) {
        Atom *a = &s->p->atoms[k];
        if (a->kind == kind || (kind == ATOM_OPEN && a->kind == ATOM_CLOSE)) {
            add_member(s, &a->width, &a->left, &a->shift);
            add_member(s, &a->width, &a->right, NULL);
        }
    }
}

static void take(Member *m, Len amount)
{
    *m->width -= amount;
    *m->room -= amount;
    if (m->shift)
        *m->shift += amount;
}

/* Take need from the members gathered, equally; returns what they could not give. */
static int64_t spread(Span *s, int64_t need)
{
    while (need > 0 && s->count > 0) {
        int64_t share = need / (int64_t)s->count, rest = share > 0 ? 0 : need;
        size_t kept = 0;
        for (size_t n = 0; n < s->count && need > 0; n++) {
            Member *m = &s->members[n];
            int64_t part = share > 0 ? share : rest-- > 0;
            part = part < *m->room ? part : *m->room;
            take(m, (Len)part);
            need -= part;
            if (*m->room > 0)
                s->members[kept++] = *m;
        }
        s->count = kept;
    }
    s->count = 0;
    return need;
}

static void shrink(Span *s, int64_t need)
{
    add_joints(s, GLUE_SPACE); /* (2) */
    need = spread(s, need);
    if (need > 0)
        add_atoms(s, ATOM_OPEN); /* (4), with CLOSE */
    need = spread(s, need);
    if (need > 0)
        add_atoms(s, ATOM_COMMA); /* (5) */
    need = spread(s, need);
    if (need > 0)
        add_joints(s, GLUE_GAP); /* (6) */
    need = spread(s, need);
    if (need > 0 && !s->p->style->keep_stop)
        add_atoms(s, ATOM_STOP); /* (7) */
    spread(s, need);
}

/* ---- R7 ---- */

/* Give d to the joints of this kind in proportion to their room; returns what is left. */
static int64_t stretch(Span *s, GlueKind kind, int64_t d)
{
    int64_t total = 0, seen = 0, given = 0;
    for (size_t k = s->i + 1; k < s->j; k++)
        if (s->p->joints[k].kind == kind)
            total += s->p->joints[k].stretch;
    if (total == 0)
        return d;
    int64_t amount = d < total ? d : total;
    for (size_t k = s->i + 1; k < s->j; k++) {
        Joint *joint = &s->p->joints[k];
        if (joint->kind != kind)
            continue;
        seen += joint->stretch;
        Len part = (Len)(amount * seen / total - given);
        joint->glue += part;
        given += part;
    }
    assert(given == amount);
    return d - amount;
}

/* R7(3). Returns what each position received. */
static Len expand(Span *s, int64_t d)
{
    int64_t positions = 0, seen = 0, given = 0;
    for (size_t k = s->i + 1; k < s->j; k++)
        positions += s->p->joints[k].position;
    if (positions == 0 || d == 0)
        return 0;
    for (size_t k = s->i + 1; k < s->j; k++) {
        if (!s->p->joints[k].position)
            continue;
        int64_t upto = d * ++seen / positions;
        s->p->joints[k].glue += (Len)(upto - given);
        given = upto;
    }
    assert(given == d);
    return (Len)((d + positions / 2) / positions);
}

Len para_justify(Para *p, size_t i, size_t j, Len room, bool last, Len *extra)
{
    assert(i < j && j <= p->natoms);
    bool hangs = para_hangs(p, i, j, room);
    size_t end = hangs ? j - 1 : j;
    Len kept = para_kept_blank(p, i, end, room);
    int64_t natural = para_natural(p, i, end) + kept, d = room - natural;
    trim_start(p, i);
    for (size_t k = i + 1; k < j; k++)
        apply_pair(p, k);
    trim_end(p, j, kept);
    Span span = {.p = p, .i = i, .j = end, .members = p->members};
    *extra = 0;
    if (d < 0 && p->shrinks)
        shrink(&span, -d);
    if (d > 0 && !last && p->style->align == PARA_JUSTIFY) {
        d = stretch(&span, GLUE_SPACE, d);
        d = stretch(&span, GLUE_GAP, d);
        if (!p->style->no_stretch)
            *extra = expand(&span, d);
    }
    return (Len)natural;
}
