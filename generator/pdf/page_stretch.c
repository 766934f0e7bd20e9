/*
 * page_stretch: blocks as the steps of a stretch, and what a page break before each would cost.
 *
 * Footnotes of the steps go to the end of the queue, pictures that may float to the end of the
 * floats, both in the order of the text. Frames and tables that can be seen at once cost more to part,
 * and most of all what the paragraph before it announces.
 */
#include <assert.h>

#include "pdf/page_imp.h"

enum {
    NOTE_LEAST_LINES = 2, /* of a note on either side of a page break; shorter ones stay whole */
    COST_ORPHAN = 3,      /* the first line of a paragraph alone at the foot of a page */
    COST_LEAD = 45,       /* a paragraph from what it announces loosely */
    COST_FRAME = 15,
    COST_TABLE = 60,
    COST_SHORT_FRAME = 75, /* more for one that is less than a third of a page high */
    COST_SHORT_TABLE = 60  /* and for a table of less than half a page: they can be seen at once */
};

/* The notes of a strip to the end of the queue. */
static void queue_notes(Breaker *b, Step *step)
{
    Queue *queue = &b->queue;
    const Strip *strip = step->strip;
    step->note = step->least = (uint32_t)queue->count;
    for (uint32_t k = 0; k < strip->nnotes; k++) {
        const NoteUse *use = &strip->notes[k];
        uint32_t whole = NOTE_LEAST_LINES + 1;
        step->least = (uint32_t)queue->count + (use->count > whole ? NOTE_LEAST_LINES : use->count);
        for (uint32_t m = 0; m < use->count; m++) {
            const NoteLine *last = queue->count ? &queue->lines[queue->count - 1] : NULL;
            NoteLine line = {.strip = use->strips[m],
                             .above = last ? last->above + last->strip->height : 0};
            line.cut = !m || (m >= NOTE_LEAST_LINES && use->count - m >= NOTE_LEAST_LINES);
            arena_push(b->a, queue->lines, queue->count, queue->room, line);
        }
    }
}

/* A figure that goes to the top or foot of a page goes there whatever leads to it. */
static BlockLead lead_to(const Block *before, const Strip *first)
{
    return before && !(first->flags & (STRIP_AT_TOP | STRIP_AT_FOOT)) ? (BlockLead)before->leads : LEADS_NOWHERE;
}

/* What a page break before the k-th strip of a block would cost; lead: of the block before to this one. */
static int32_t break_penalty(const Strip *before, const Strip *after, size_t k, BlockLead lead)
{
    static const int32_t led[] = {0, COST_LEAD, PLAN_LEAD};
    if (!before)
        return 0;
    if (after->flags & (STRIP_GLUED | STRIP_HELD))
        return PLAN_SOLID;
    int32_t cost = k ? 0 : led[lead];
    cost += after->frame && after->frame == before->frame ? COST_FRAME : 0;
    cost += after->head && after->head == before->head ? COST_TABLE : 0;
    return cost + (k == 1 && after->flags & STRIP_SNAP ? COST_ORPHAN : 0);
}

static const void *frame_of(const Strip *strip)
{
    return strip->frame;
}

static const void *table_of(const Strip *strip)
{
    return strip->head;
}

/* Strips in a row of the same `whole`, not higher than most: a page break among them costs more. */
static void weigh_short(Breaker *b, Stretch *s, const void *(*whole)(const Strip *), Len most, int32_t cost)
{
    for (size_t from = 0, end; from < s->count; from = end) {
        const void *of = whole(s->steps[from].strip);
        for (end = from + 1; end < s->count && whole(s->steps[end].strip) == of; end++) {
        }
        if (!of || page_run_end(b->c, s->steps + from, end - from, 0, true) > most)
            continue;
        for (size_t i = from + 1; i < end; i++)
            s->steps[i].penalty += s->steps[i].penalty == PLAN_SOLID ? 0 : cost;
    }
}

/* How many of the strips float together: a picture with its caption that a page can hold. One that a
 * colon leads to stands below it. */
static uint32_t float_run(Breaker *b, const Step *steps, size_t count, bool ends, BlockLead lead)
{
    const Strip *first = steps[0].strip;
    if (!(first->flags & STRIP_FLOAT) || first->flags & STRIP_HELD || lead == LEADS_CLOSELY)
        return 0;
    for (size_t i = 0; i < count; i++)
        if (steps[i].strip->nnotes)
            return 0;
    if (first->flags & STRIP_AT_FOOT && !ends)
        return 0; /* what comes behind on the page would not know of it */
    Len height = page_run_end(b->c, steps, count, 0, true);
    if (first->flags & STRIP_AT_FOOT)
        height = page_foot_float(b->c, steps, count);
    return height <= page_area(b) ? (uint32_t)count : 0;
}

Stretch page_stretch(Breaker *b, Block *const *blocks, size_t nblocks, const Block *previous,
                     bool ends)
{
    size_t count, n = 0, held = 0;
    Strip **strips = block_flatten(b->c, b->scratch, blocks, nblocks, previous, true, &count);
    Stretch s = {.steps = arena_array(b->scratch, Step, count ? count : 1), .count = count,
                 .ends = ends};
    for (size_t i = 0; i < nblocks; i++) {
        size_t first = n;
        BlockLead lead = blocks[i]->count ? lead_to(i ? blocks[i - 1] : NULL, &blocks[i]->strips[0]) : LEADS_NOWHERE;
        for (size_t k = 0; k < blocks[i]->count; k++, n++) {
            Step *step = &s.steps[n];
            step->strip = strips[n];
            step->nfloats = (uint32_t)b->floats.count;
            step->line = (uint16_t)(k < UINT16_MAX ? k : UINT16_MAX);
            step->elastic = 0;
            step->penalty = break_penalty(n ? strips[n - 1] : NULL, strips[n], k, lead);
            queue_notes(b, step);
        }
        Step *steps = s.steps + first;
        if (n > first && (steps->run = float_run(b, steps, n - first, ends, lead)))
            arena_push(b->a, b->floats.items, b->floats.count, b->floats.room,
                       ((Float){steps, n - first}));
        held = blocks[i]->keep_lines ? blocks[i]->keep_lines
               : held > blocks[i]->count ? held - blocks[i]->count : 0;
    }
    weigh_short(b, &s, frame_of, page_area(b) / 3, COST_SHORT_FRAME);
    weigh_short(b, &s, table_of, page_area(b) / 2, COST_SHORT_TABLE);
    if (!held && !ends && nblocks)
        held = blocks[nblocks - 1]->leads == LEADS_CLOSELY;
    if (held)
        s.tail = (Len)held * b->c->pitch + block_pitches(b->c, blocks[nblocks - 1]->after);
    assert(n == count);
    return s;
}

Stretch page_part_stretch(Breaker *b, const Part *part)
{
    b->queue.count = part->nqueue;
    b->floats.count = part->nfloats;
    Stretch s = page_stretch(b, part->blocks, part->count, part->previous, part->ends);
    s.tail = s.tail > part->tail ? s.tail : part->tail;
    return s;
}
