/*
 * para_greedy: mode G, "先挤进，后推出": the reference of section 2, normative for its cases.
 */
#include <assert.h>

#include "pdf/para_imp.h"

static size_t next_legal(const Para *p, size_t k)
{
    for (k++; k < p->natoms && p->joints[k].breaks != JOINT_LEGAL; k++) {
    }
    return k;
}

static bool squeezes(const Para *p, size_t i, size_t j, Len room)
{
    Sum line = para_line(p, i, j);
    return line.width - line.shrink <= room;
}

/* A place between two tokens, legal or not: words and numbers are one token, the Latin
 * punctuation that closes one is another. */
static bool is_token_edge(const Para *p, size_t k)
{
    if (k >= p->natoms || p->joints[k].breaks >= JOINT_RULE)
        return true;
    const Atom *mark = &p->atoms[k], *after = &p->atoms[k + 1];
    bool ends = k + 1 == p->natoms || after->spaced || para_is_cjk(after);
    return p->joints[k].breaks == JOINT_WORD && mark->kind == ATOM_LATIN_CLOSE && ends;
}

/* The end of the line that starts at i. */
static size_t line_end(const Para *p, size_t i, Len room)
{
    size_t legal = 0, any = i, k = i + 1;
    for (; k <= p->natoms && para_natural(p, i, k) <= room; k++) {
        any = is_token_edge(p, k) ? k : any;
        if (k == p->natoms || p->joints[k].breaks == JOINT_LEGAL)
            legal = k;
    }
    if (legal == p->natoms)
        return legal;
    size_t next = next_legal(p, legal ? legal : i);
    if (any > legal && next == any + 1 && para_hangs(p, i, next, room))
        return next; /* R11: else the mark would start the next line */
    if ((any > legal || !legal) && squeezes(p, i, next, room))
        return next; /* 先挤进 */
    return legal ? legal : para_relief(p, i, room);
}

/* R7(3) per position if the line i..j were set to room; no matter for ragged text. */
static int64_t expansion(const Para *p, size_t i, size_t j, Len room)
{
    Sum line = para_line(p, i, j);
    int64_t d = room - line.width - line.stretch;
    if (d <= 0 || !p->shrinks)
        return 0;
    return line.positions > 0 ? d / line.positions : d;
}

/* R9: a single Han on the last line is squeezed in, or gets company, or is left. */
static void repair_orphan(const Para *p, Breaks *b)
{
    if (!p->style->orphan || b->count < 2)
        return;
    size_t n = b->count - 2, from = n > 0 ? b->items[n - 1] : 0, end = b->items[n];
    if (end < p->orphan_from || end > p->orphan_to)
        return;
    Len room = para_room(p, p->first_line + n), last_room = para_room(p, p->first_line + n + 1);
    if (squeezes(p, from, p->natoms, room)) {
        b->items[n] = b->items[n + 1];
        b->count--;
        return;
    }
    size_t k = end - 1;
    while (k > from && p->joints[k].breaks != JOINT_LEGAL)
        k--;
    if (k > from && expansion(p, from, k, room) <= p->style->size / 2 &&
        squeezes(p, k, p->natoms, last_room))
        b->items[n] = (uint32_t)k;
}

Breaks para_greedy(Para *p)
{
    Breaks b = {0};
    for (size_t i = 0; i < p->natoms;) {
        size_t end = line_end(p, i, para_room(p, p->first_line + b.count));
        assert(end > i && end <= p->natoms);
        arena_push(p->scratch, b.items, b.count, b.room, (uint32_t)end);
        i = end;
    }
    repair_orphan(p, &b);
    return b;
}
