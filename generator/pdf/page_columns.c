/*
 * page_columns: a region of columns onto sheets (block_columns.c).
 *
 * Columns fill what is left of a page above the notes of their marks, from left to right; where
 * the region ends they are of one height. What is glued is not parted between columns, but on
 * a page of its own. A table that goes on in the next column begins there with its head again.
 */
#include "pdf/page_imp.h"

enum { REGION_LEAST_LINES = 2 }; /* less room at the foot of a page is left empty */

/* Strips from step on that a column break does not part. */
static size_t bundle_count(const Step *steps, size_t count)
{
    size_t n = 1;
    while (n < count && (steps[n].penalty == PLAN_SOLID || steps[n].penalty >= PLAN_LEAD))
        n++;
    return n;
}

/* Where the steps from.. end that start a column at its top. */
static size_t fill_column(Breaker *b, const Stretch *s, size_t from, Len height, bool forced,
                          Len *depth)
{
    const TableHead *head = from && from < s->count ? page_repeated_head(s->steps[from - 1].strip,
                                                                         s->steps[from].strip, page_area(b)) : NULL;
    size_t at = from;
    *depth = 0;
    while (at < s->count) {
        size_t bundle = bundle_count(s->steps + at, s->count - at), end = at;
        Len y = at == from && head ? page_repeated_height(head, s->steps[at].strip) : *depth;
        if (forced && at == from)
            bundle = 1; /* on a page of its own: what is glued is parted where it must be */
        for (; end < at + bundle; end++)
            y = page_strip_top(b->c, s->steps[end].strip, y, end == from && !head, false) +
                s->steps[end].strip->height;
        if (y > height && !(forced && at == from))
            break;
        *depth = y;
        at = end;
    }
    return at;
}

/* Where the steps from.. end that fit in n columns of the height; where each starts in starts, the
 * depth of the deepest in *depth. forced: at least one a column. */
static size_t fill_columns(Breaker *b, const Stretch *s, size_t from, unsigned n, Len height,
                           bool forced, size_t *starts, Len *depth)
{
    size_t at = from;
    *depth = 0;
    for (unsigned k = 0; k < n; k++) {
        Len y;
        starts[k] = at;
        size_t end = fill_column(b, s, at, height, false, &y);
        if (end == at && forced)
            end = fill_column(b, s, at, height, true, &y);
        at = end;
        *depth = y > *depth ? y : *depth;
    }
    starts[n] = at;
    return at;
}

static void put_columns(Breaker *b, const Strip *region, const Stretch *s, const size_t *starts)
{
    Len step = (region->measure + b->c->design->gutter) / region->columns, deepest = b->y;
    for (unsigned k = 0; k < region->columns; k++) {
        Len x = region->x + (Len)k * step, y = b->y;
        for (size_t i = starts[k]; i < starts[k + 1]; i++) {
            Strip *strip = s->steps[i].strip;
            const Strip *before = i == starts[k] && i ? s->steps[i - 1].strip : NULL;
            if (before && k)
                page_close_table(b, before, strip);
            Len head = before ? page_put_head(b, before, strip, x, y) : 0;
            y = page_strip_top(b->c, strip, y + head, i == starts[k] && !head, false);
            page_put(b, strip, x, y, false);
            y += strip->height;
        }
        deepest = y > deepest ? y : deepest;
    }
    b->y = deepest;
    b->top = false;
}

/* Note lines that must stand on a page with the steps from..end. */
static size_t region_notes(Breaker *b, const Stretch *s, size_t from, size_t end)
{
    size_t need = b->note;
    for (size_t i = from; i < end; i++)
        if (s->steps[i].strip->nnotes)
            need = s->steps[i].least;
    return need;
}

/* The steps from.. that the rest of the page holds above their notes, in columns of one height
 * where the region ends. Returns where they end; forced: one at least. */
static size_t fit_columns(Breaker *b, const Strip *region, const Stretch *s, size_t from,
                          bool forced, size_t *starts)
{
    size_t end, balanced[8];
    Len depth, pitch = b->c->pitch;
    Len room = page_area(b) - b->y - page_foot(b->c, &b->queue, 0, 0, b->notes);
    for (;; room -= pitch) {
        end = fill_columns(b, s, from, region->columns, room, forced, starts, &depth);
        size_t need = region_notes(b, s, from, end);
        Len foot = page_foot(b->c, &b->queue, b->note, need, b->notes);
        if (end == from || room <= pitch || b->y + depth + foot <= page_area(b))
            break;
    }
    for (Len height = pitch; end == s->count && height < room; height += pitch) {
        if (fill_columns(b, s, from, region->columns, height, false, balanced, &depth) != s->count)
            continue;
        for (unsigned k = 0; k <= region->columns; k++)
            starts[k] = balanced[k];
        break;
    }
    return end;
}

/* What would stand in the first column alone, the rest of the region overleaf: two tables that
 * belong beside each other are not parted so. */
static bool stands_alone(const Strip *region, const size_t *starts, size_t count, size_t left)
{
    return region->columns > 1 && count && count < left && starts[1] == count;
}

/* A new sheet within a region: what is left of the notes before gets its share. */
static void region_sheet(Breaker *b, const Step *step)
{
    page_next_sheet(b);
    size_t end = page_notes_fit(b->c, &b->queue, b->note, step->note, 0,
                                page_notes_share(page_area(b)));
    page_put_notes(b, end > b->note || b->note == step->note ? end : b->note + 1);
}

void page_columns(Breaker *b, const Strip *region)
{
    size_t starts[8], done = 0;
    Stretch s = page_stretch(b, region->region->blocks, region->region->count, NULL, false);
    b->y = page_strip_top(b->c, region, b->y, b->top, false);
    while (done < s.count) {
        Len foot = page_foot(b->c, &b->queue, 0, 0, b->notes);
        bool narrow = page_area(b) - foot - b->y < REGION_LEAST_LINES * b->c->pitch;
        bool fresh = page_sheet_empty(b) && !b->notes;
        size_t end = done;
        if (fresh || !narrow)
            end = fit_columns(b, region, &s, done, fresh, starts);
        if (!done && b->y && stands_alone(region, starts, end, s.count))
            end = 0;
        if (end > done) {
            put_columns(b, region, &s, starts);
            size_t marks = end < s.count ? s.steps[end].note : b->queue.count;
            page_put_notes(b, page_notes_fit(b->c, &b->queue, b->note, marks, b->notes,
                                          page_area(b) - b->y));
        }
        done = end;
        if (done == s.count)
            break;
        if (done)
            page_close_table(b, s.steps[done - 1].strip, s.steps[done].strip);
        region_sheet(b, &s.steps[done]);
    }
}

/* The height of what begins a region and is not parted, with the space above it. */
Len page_columns_least(Breaker *b, const Block *previous, const Block *block)
{
    size_t count, n = 0;
    const Flow *flow = block->strips[0].region;
    Strip **strips = block_flatten(b->c, b->scratch, flow->blocks, flow->count, NULL, true, &count);
    Len space = block->before > previous->after ? block->before : previous->after, height = 0;
    do
        height += n < count ? strips[n]->before + strips[n]->height : 0;
    while (++n < count && strips[n]->flags & (STRIP_GLUED | STRIP_HELD));
    Len least = REGION_LEAST_LINES * b->c->pitch;
    return block_pitches(b->c, space) + (height > least ? height : least);
}
