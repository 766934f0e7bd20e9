/*
 * page_break: strips onto sheets, stretch by stretch.
 *
 * A stretch is the text between two places where a page must begin (a chapter, a cover, other
 * page numbers) or where columns begin or end. page_plan.c says where its pages end; here they
 * are made: pictures that had to wait and the head of a table going on at the top, footnotes of
 * the marks on the page at its foot, what is left of a long one at the foot of the next page.
 */
#include <assert.h>

#include "pdf/page_imp.h"

enum {
    NOTE_LEAST_LINES = 2, /* of a note on either side of a page break; shorter ones stay whole */
    REGION_LEAST_LINES = 2,
    COST_ORPHAN = 3,      /* the first line of a paragraph alone at the foot of a page */
    COST_FRAME = 15,
    COST_TABLE = 25
};

typedef struct Breaker {
    Compose *c;
    Arena *a;
    Arena *scratch;    /* of one stretch */
    Sheets *out;
    Len y;             /* where the next strip goes */
    bool top;          /* nothing above it but pictures of the page before */
    Len notes;         /* height of the note lines on the sheet */
    Queue queue;
    size_t note;       /* the first line in it without a place */
    Floats floats;
    size_t nfloats;    /* those with a place */
    uint32_t numbers[MATTER_COVER + 1];
    Matter matter;
    bool begun;        /* there is a sheet */
} Breaker;

/* ---- sheets ---- */

static Sheet *sheet_now(Breaker *b)
{
    assert(b->out->count > 0);
    return &b->out->items[b->out->count - 1];
}

static bool sheet_empty(Breaker *b)
{
    return sheet_now(b)->first == b->out->nplacings;
}

static void end_sheet(Breaker *b)
{
    Sheet *sheet = sheet_now(b);
    sheet->count = b->out->nplacings - sheet->first;
    sheet->nnotes = b->out->nfeet - sheet->first_note;
    sheet->notes_height = page_foot(b->c, &b->queue, 0, 0, b->notes);
}

static void next_sheet(Breaker *b)
{
    Sheets *out = b->out;
    if (b->begun)
        end_sheet(b);
    b->begun = true;
    Sheet sheet = {.first = out->nplacings, .first_note = out->nfeet, .matter = b->matter,
                   .number = ++b->numbers[b->matter]};
    arena_push(b->a, out->items, out->count, out->room, sheet);
    b->y = 0;
    b->notes = 0;
    b->top = true;
}

static void put_strip(Breaker *b, Strip *strip, Len x, Len y, bool repeat)
{
    arena_push(b->a, b->out->placings, b->out->nplacings, b->out->placings_room,
               ((Placing){.strip = strip, .x = x, .y = y, .repeat = repeat}));
    if (repeat)
        return;
    assert(!strip->placed); /* a strip stands on one page */
    strip->page = (uint32_t)b->out->count - 1;
    strip->x = x;
    strip->y = y;
    strip->placed = true;
    if (strip->flags & STRIP_OPENING)
        sheet_now(b)->opening = true;
}

static void report_tall(Breaker *b, const Strip *strip)
{
    diag_warn(b->c->d, "page-overfull", (Pos){0},
              "第 %u 页有一处内容高 %d mm，超出版心高度 %d mm",
              "page %u: a piece %d mm tall does not fit the page's %d mm",
              (unsigned)b->out->count, (int)((int64_t)strip->height * 254 / 720000),
              (int)((int64_t)b->out->height * 254 / 720000));
}

static void place_strip(Breaker *b, Strip *strip, bool alone)
{
    Len y = page_strip_top(b->c, strip, b->y, b->top, alone);
    put_strip(b, strip, 0, y, false);
    b->y = y + strip->height;
    b->top = false;
    if (strip->height > b->out->height)
        report_tall(b, strip);
}

/* The lines of the queue up to end at the foot of the sheet. */
static void place_notes(Breaker *b, size_t end)
{
    for (; b->note < end; b->note++) {
        Strip *strip = b->queue.lines[b->note].strip;
        b->notes += strip->height;
        arena_push(b->a, b->out->feet, b->out->nfeet, b->out->feet_room,
                   ((Placing){.strip = strip}));
        strip->page = (uint32_t)b->out->count - 1;
        strip->placed = true;
    }
}

/* Notes that are not out when a new page must begin get pages of their own. */
static void flush_notes(Breaker *b)
{
    while (b->note < b->queue.count) {
        next_sheet(b);
        size_t end = page_notes_fit(b->c, &b->queue, b->note, b->queue.count, 0, b->out->height);
        place_notes(b, end > b->note ? end : b->note + 1);
    }
}

/* ---- stretches ---- */

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

/* What a page break before the k-th strip of a block would cost. */
static int32_t break_penalty(const Strip *before, const Strip *after, size_t k)
{
    if (!before)
        return 0;
    if (after->flags & (STRIP_GLUED | STRIP_HELD))
        return PLAN_SOLID;
    int32_t cost = after->frame && after->frame == before->frame ? COST_FRAME : 0;
    cost += after->head && after->head == before->head ? COST_TABLE : 0;
    return cost + (k == 1 && after->flags & STRIP_SNAP ? COST_ORPHAN : 0);
}

/* How many of the strips float together: a picture with its caption that a page can hold. */
static uint32_t float_run(Breaker *b, const Step *steps, size_t count)
{
    const Strip *first = steps[0].strip;
    if (!(first->flags & STRIP_FLOAT) || first->flags & STRIP_HELD)
        return 0;
    for (size_t i = 0; i < count; i++)
        if (steps[i].strip->nnotes)
            return 0;
    return page_run_end(b->c, steps, count, 0, true) <= b->out->height ? (uint32_t)count : 0;
}

static Stretch make_stretch(Breaker *b, Block *const *blocks, size_t nblocks, const Block *previous)
{
    size_t count, n = 0, held = 0;
    Strip **strips = block_flatten(b->c, b->scratch, blocks, nblocks, previous, true, &count);
    Stretch s = {.steps = arena_array(b->scratch, Step, count ? count : 1), .count = count};
    for (size_t i = 0; i < nblocks; i++) {
        size_t first = n;
        for (size_t k = 0; k < blocks[i]->count; k++, n++) {
            Step *step = &s.steps[n];
            step->strip = strips[n];
            step->nfloats = (uint32_t)b->floats.count;
            step->penalty = break_penalty(n ? strips[n - 1] : NULL, strips[n], k);
            queue_notes(b, step);
        }
        Step *steps = s.steps + first;
        if (n > first && (steps->run = float_run(b, steps, n - first)))
            arena_push(b->a, b->floats.items, b->floats.count, b->floats.room,
                       ((Float){steps, n - first}));
        held = blocks[i]->keep_lines ? blocks[i]->keep_lines
               : held > blocks[i]->count ? held - blocks[i]->count : 0;
    }
    if (held)
        s.tail = (Len)held * b->c->pitch + block_pitches(b->c, blocks[nblocks - 1]->after);
    assert(n == count);
    return s;
}

static void place_float(Breaker *b)
{
    const Float *f = &b->floats.items[b->nfloats++];
    for (size_t i = 0; i < f->count; i++)
        place_strip(b, f->steps[i].strip, false);
}

/* A table goes on with a strip overleaf: a rule below its last row here. */
static void close_table(Breaker *b, const Strip *next)
{
    sheet_now(b)->closes = next->head;
    sheet_now(b)->closes_row = next->flags & STRIP_SPLIT;
}

/* Strips that a table repeats, one below the other from y on. */
static void put_again(Breaker *b, Strip *strips, size_t count, Len y)
{
    for (size_t i = 0; i < count; i++) {
        y += i ? strips[i].before : 0;
        put_strip(b, &strips[i], 0, y, true);
        y += strips[i].height;
    }
}

/* A page that goes on with step from: pictures that waited, a table's head again. */
static void open_page(Breaker *b, const Stretch *s, size_t from, const PlanPage *page)
{
    bool over = from == s->count;
    size_t waited = over ? b->floats.count : s->steps[from].nfloats, n = b->nfloats;
    const TableHead *head = NULL;
    if (!over && from)
        head = page_repeated_head(s->steps[from - 1].strip, s->steps[from].strip, b->out->height);
    if (!over && from && s->steps[from].strip->head && !sheet_empty(b) &&
        s->steps[from].strip->head == s->steps[from - 1].strip->head)
        close_table(b, s->steps[from].strip);
    next_sheet(b);
    while (b->nfloats < waited && b->nfloats < page->nfloats)
        place_float(b);
    if (b->nfloats > n && !over)
        b->y = page_below_float(b->c, b->y);
    b->top = true;
    if (head) {
        put_again(b, head->strips, head->count, b->y);
        b->y += head->height;
        b->top = false;
    }
    const Strip *first = over || !from ? NULL : s->steps[from].strip;
    for (uint32_t i = 0; first && first->carries && i < first->carries->count; i++) {
        const TableCarry *cell = first->carries->cells[i];
        put_again(b, cell->strips, cell->count, b->y + cell->top);
    }
    if (head)
        b->y += page_repeated_height(head, first) - head->height;
}

static void place_page(Breaker *b, const Stretch *s, size_t from, const PlanPage *page)
{
    size_t alone = 0;
    for (size_t i = from; i < page->end;) {
        const Step *step = &s->steps[i];
        if (step->run && step->nfloats < page->nfloats) {
            place_float(b);
        } else if (step->run) {
            alone = i + step->run;
        } else {
            place_strip(b, step->strip, alone && alone == i);
        }
        i += step->run ? step->run : 1;
    }
    place_notes(b, page->note);
}

static void place_stretch(Breaker *b, const Stretch *s)
{
    if (!s->count)
        return;
    Spot spot = {.y = b->y, .notes = b->notes, .note = b->note, .nfloats = b->nfloats,
                 .empty = sheet_empty(b) && !b->notes, .top = b->top,
                 .right = b->out->count % 2 == 1};
    Plan plan = page_plan(b->c, b->scratch, b->out->height, s, &spot, &b->queue, &b->floats);
    for (size_t i = 0, from = 0; i < plan.count; from = plan.pages[i++].end) {
        if (i)
            open_page(b, s, from, &plan.pages[i]);
        place_page(b, s, from, &plan.pages[i]);
    }
    assert(b->nfloats == b->floats.count);
}

/* ---- columns ---- */

/* Strips from step on that a column break does not part. */
static size_t bundle_count(const Step *steps, size_t count)
{
    size_t n = 1;
    while (n < count && steps[n].penalty == PLAN_SOLID)
        n++;
    return n;
}

/* Where strips end that start a column at its top. */
static size_t fill_column(Breaker *b, const Step *steps, size_t count, Len height, bool forced,
                          Len *depth)
{
    size_t at = 0;
    *depth = 0;
    while (at < count) {
        size_t bundle = bundle_count(steps + at, count - at), end = at;
        Len y = *depth;
        if (forced && !at)
            bundle = 1; /* on a page of its own: what is glued is parted where it must be */
        for (; end < at + bundle; end++)
            y = page_strip_top(b->c, steps[end].strip, y, !end, false) + steps[end].strip->height;
        if (y > height && !(forced && !at))
            break;
        *depth = y;
        at = end;
    }
    return at;
}

/* How many of the strips fit in n columns of the height; where each starts in starts, the depth
 * of the deepest in *depth. forced: at least one a column. */
static size_t fill_columns(Breaker *b, const Step *steps, size_t count, unsigned n, Len height,
                           bool forced, size_t *starts, Len *depth)
{
    size_t at = 0;
    *depth = 0;
    for (unsigned k = 0; k < n; k++) {
        Len y;
        starts[k] = at;
        size_t filled = fill_column(b, steps + at, count - at, height, false, &y);
        if (!filled && forced)
            filled = fill_column(b, steps + at, count - at, height, true, &y);
        at += filled;
        *depth = y > *depth ? y : *depth;
    }
    starts[n] = at;
    return at;
}

static void put_columns(Breaker *b, const Strip *region, const Step *steps, const size_t *starts)
{
    Len step = (region->measure + b->c->design->gutter) / region->columns, deepest = b->y;
    for (unsigned k = 0; k < region->columns; k++) {
        Len y = b->y;
        for (size_t i = starts[k]; i < starts[k + 1]; i++) {
            y = page_strip_top(b->c, steps[i].strip, y, i == starts[k], false);
            put_strip(b, steps[i].strip, region->x + (Len)k * step, y, false);
            y += steps[i].strip->height;
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
    const Step *steps = s->steps + from;
    size_t left = s->count - from, n, balanced[8];
    Len depth, pitch = b->c->pitch;
    Len room = b->out->height - b->y - page_foot(b->c, &b->queue, 0, 0, b->notes);
    for (;; room -= pitch) {
        n = fill_columns(b, steps, left, region->columns, room, forced, starts, &depth);
        size_t need = region_notes(b, s, from, from + n);
        Len foot = page_foot(b->c, &b->queue, b->note, need, b->notes);
        if (!n || room <= pitch || b->y + depth + foot <= b->out->height)
            break;
    }
    for (Len height = pitch; n == left && height < room; height += pitch) {
        if (fill_columns(b, steps, left, region->columns, height, false, balanced, &depth) != left)
            continue;
        for (unsigned k = 0; k <= region->columns; k++)
            starts[k] = balanced[k];
        break;
    }
    return from + n;
}

/* A new sheet within a region: what is left of the notes before gets its share. */
static void region_sheet(Breaker *b, const Step *step)
{
    next_sheet(b);
    size_t end = page_notes_fit(b->c, &b->queue, b->note, step->note, 0,
                                page_notes_share(b->out->height));
    place_notes(b, end > b->note || b->note == step->note ? end : b->note + 1);
}

static void place_region(Breaker *b, const Strip *region)
{
    size_t starts[8], done = 0;
    Stretch s = make_stretch(b, region->region->blocks, region->region->count, NULL);
    b->y = page_strip_top(b->c, region, b->y, b->top, false);
    while (done < s.count) {
        Len foot = page_foot(b->c, &b->queue, 0, 0, b->notes);
        bool narrow = b->out->height - foot - b->y < REGION_LEAST_LINES * b->c->pitch;
        bool fresh = sheet_empty(b) && !b->notes;
        size_t end = done;
        if (fresh || !narrow)
            end = fit_columns(b, region, &s, done, fresh, starts);
        if (end > done) {
            put_columns(b, region, s.steps + done, starts);
            size_t marks = end < s.count ? s.steps[end].note : b->queue.count;
            place_notes(b, page_notes_fit(b->c, &b->queue, b->note, marks, b->notes,
                                          b->out->height - b->y));
        }
        done = end;
        if (done < s.count)
            region_sheet(b, &s.steps[done]);
    }
}

/* The height of what begins a region and is not parted, with the space above it. */
static Len region_least(Breaker *b, const Block *previous, const Block *block)
{
    size_t count, n = 0;
    const Flow *flow = block->strips[0].region;
    Strip **strips = block_flatten(b->c, b->scratch, flow->blocks, flow->count, NULL, true, &count);
    Len height = block->before > previous->after ? block->before : previous->after;
    do
        height += n < count ? strips[n]->before + strips[n]->height : 0;
    while (++n < count && strips[n]->flags & (STRIP_GLUED | STRIP_HELD));
    return height;
}

/* ---- the whole ---- */

static void add_blank(Breaker *b)
{
    next_sheet(b);
    sheet_now(b)->blank = true;
}

/* The blank last page of what ends; behind a cover it is the cover's own, without a number. */
static void add_back(Breaker *b, bool of_cover)
{
    add_blank(b);
    if (!of_cover)
        return;
    b->numbers[b->matter]--;
    sheet_now(b)->number = 0;
    sheet_now(b)->matter = MATTER_COVER;
}

/* ---- what is bound ---- */

/* Pages come in so many: on the sheets of a saddle stitch, on leaves, or one by one. */
static size_t bound_unit(const Breaker *b, size_t pages)
{
    const Design *design = b->c->design;
    if (design->print != PRINT_PRESS)
        return design->mirrored ? 2 : 1;
    switch (design->binding) {
    case BINDING_SADDLE: return 4;
    case BINDING_PERFECT: return 2;
    case BINDING_NONE: return 1;
    case BINDING_AUTO: break;
    }
    return pages <= BINDING_SADDLE_MOST ? 4 : 2;
}

/* Blank pages so that with so many more pages what is bound is full. */
static void fill_up(Breaker *b, size_t more)
{
    size_t unit = bound_unit(b, b->out->count + more);
    while ((b->out->count + more) % unit)
        add_blank(b);
}

static void report_thick(const Breaker *b)
{
    const Design *design = b->c->design;
    if (design->print != PRINT_PRESS || design->binding != BINDING_SADDLE || b->out->count <= BINDING_SADDLE_MOST)
        return;
    diag_warn(b->c->d, "binding", (Pos){0}, "骑马钉最多 %d 页，这本有 %zu 页",
              "a saddle stitch holds %d pages, this book has %zu", BINDING_SADDLE_MOST, b->out->count);
    diag_hint(b->c->d, "版式里写 binding = \"perfect\"（胶装），或不写 binding", "write binding = \"perfect\" in the design, or leave it out");
}

/* Covers are in no count of pages, pictures that fill one are. */
static void place_full(Breaker *b, Strip *strip)
{
    bool counted = strip->matter != MATTER_COVER;
    if (b->begun && strip->flags & STRIP_BACK)
        fill_up(b, 1);
    if (b->begun && strip->flags & STRIP_ODD && b->out->count % 2 == 1)
        add_back(b, sheet_now(b)->full);
    if (!b->begun || !sheet_empty(b) || sheet_now(b)->blank || strip->flags & STRIP_ODD) {
        b->matter = counted ? strip->matter : b->matter;
        next_sheet(b);
    }
    Sheet *sheet = sheet_now(b);
    sheet->full = true;
    if (!counted) {
        sheet->matter = MATTER_COVER;
        b->numbers[b->matter]--;
        sheet->number = 0;
    }
    put_strip(b, strip, 0, 0, false);
    b->y = b->out->height;
}

/* Start pages where the strip asks for it. */
static void before_strip(Breaker *b, const Strip *strip)
{
    const Design *design = b->c->design;
    bool restart = !b->begun || strip->matter != b->matter;
    bool full = b->begun && sheet_now(b)->full;
    if (restart || full) {
        bool odd = (design->mirrored || design->chapters_on_odd) && (restart || !b->numbers[b->matter]);
        odd |= (strip->flags & STRIP_ODD) != 0;
        if (odd && b->out->count % 2 == 1)
            add_back(b, full);
        b->matter = strip->matter;
        next_sheet(b);
        return;
    }
    bool wrong_side = strip->flags & STRIP_ODD && b->out->count % 2 == 0;
    if (!(strip->flags & STRIP_PAGE) || (sheet_empty(b) && !b->notes && !wrong_side))
        return;
    if (strip->flags & STRIP_ODD && b->out->count % 2 == 1)
        add_blank(b);
    next_sheet(b);
}

/*
 * The imprint of an official document: its last rule on the edge of the text area, on the last
 * page, which is even, for paper is printed on both sides. Where an even page has no room for it
 * a blank page comes between, and neither of the two is numbered (GB/T 9704-2012, 7.4 and 7.5).
 */
static void place_foot(Breaker *b, Strip *strip)
{
    const Design *design = b->c->design;
    Len slot = (b->c->pitch - design->styles[STYLE_BODY].size) / 2;
    Len top = design->height - design->top - design->bottom + slot - strip->height;
    if (!b->begun)
        next_sheet(b);
    bool even = b->out->count % 2 == 0 || design->print == PRINT_SCREEN; /* there no page has a back */
    bool fits = b->y + page_foot(b->c, &b->queue, 0, 0, b->notes) <= top;
    bool blank = even && !fits && design->print != PRINT_SCREEN;
    if (blank)
        add_blank(b);
    if (!even || !fits)
        next_sheet(b);
    if (blank)
        sheet_now(b)->number = b->out->items[b->out->count - 2].number = 0;
    put_strip(b, strip, 0, top, false);
    b->y = b->out->height;
}

/* Whether a page must begin before the block, or it stands at the foot of one. */
static bool begins_page(const Block *block, Matter matter)
{
    const Strip *first = &block->strips[0];
    return (block->flags | first->flags) & (STRIP_PAGE | STRIP_FULL | STRIP_FOOT) ||
           first->matter != matter;
}

/* How many of the blocks make one stretch, the first of them in any case. */
static size_t stretch_blocks(Block *const *blocks, size_t count, bool *ends)
{
    size_t n = 1;
    Matter matter = (Matter)blocks[0]->strips[0].matter;
    while (n < count && !begins_page(blocks[n], matter) && !blocks[n]->strips[0].columns)
        n++;
    *ends = n == count || begins_page(blocks[n], matter);
    return n;
}

/* Blocks that print something. */
static Block **filled_blocks(Arena *a, const Flow *flow, size_t *count)
{
    Block **blocks = arena_array(a, Block *, flow->count ? flow->count : 1);
    *count = 0;
    for (size_t i = 0; i < flow->count; i++)
        if (flow->blocks[i]->count)
            blocks[(*count)++] = flow->blocks[i];
    return blocks;
}

/* One block with columns or whole pages, or a stretch of others. Returns how many. */
static size_t place_blocks(Breaker *b, Block *const *blocks, size_t count, const Block *previous)
{
    bool ends;
    Block *block = blocks[0];
    block->strips[0].flags |= block->flags;
    if (block->strips[0].flags & STRIP_FULL) {
        for (size_t i = 0; i < block->count; i++) {
            block->strips[i].placed = false;
            place_full(b, &block->strips[i]);
        }
        return 1;
    }
    if (block->strips[0].flags & STRIP_FOOT) {
        block->strips[0].placed = false;
        place_foot(b, &block->strips[0]);
        return 1;
    }
    before_strip(b, &block->strips[0]);
    if (block->strips[0].columns) {
        size_t n;
        block_flatten(b->c, b->scratch, blocks, 1, previous, true, &n);
        place_region(b, &block->strips[0]);
        return 1;
    }
    size_t n = stretch_blocks(blocks, count, &ends);
    Stretch s = make_stretch(b, blocks, n, previous);
    s.ends = ends;
    if (s.tail && n < count && blocks[n]->strips[0].columns) {
        Len least = block_pitches(b->c, region_least(b, blocks[n - 1], blocks[n]));
        s.tail = s.tail > least || least > b->out->height - s.tail ? s.tail : least;
    }
    place_stretch(b, &s);
    return n;
}

Sheets page_break(Compose *c, Arena *a, const Flow *flow)
{
    Sheets out = {0};
    const Design *design = c->design;
    Breaker b = {.c = c, .a = a, .scratch = arena_open(), .out = &out};
    Len area = design->height - design->top - design->bottom;
    Len body = c->design->styles[STYLE_BODY].size;
    out.height = area > body ? ((area - body) / c->pitch + 1) * c->pitch : c->pitch;
    size_t count;
    Block **blocks = filled_blocks(a, flow, &count);
    for (size_t i = 0; i < count;) {
        if (i && begins_page(blocks[i], b.matter))
            flush_notes(&b);
        i += place_blocks(&b, blocks + i, count - i, i ? blocks[i - 1] : NULL);
        arena_reset(b.scratch);
    }
    flush_notes(&b);
    bool back = count && blocks[count - 1]->strips[0].flags & STRIP_BACK;
    if (design->print == PRINT_PRESS && b.begun && !back)
        fill_up(&b, 0);
    if (b.begun)
        end_sheet(&b);
    report_thick(&b);
    arena_close(b.scratch);
    return out;
}
