/*
 * page_break: strips onto sheets, in order, each strip looked at once or twice.
 *
 * Strips that must not be parted (widows, orphans, headings with what follows, table heads)
 * form a bundle; a bundle goes on the page if it fits with its footnotes, else on the next.
 * Only a bundle taller than a page is taken apart. Footnotes stand on the page of their mark;
 * a long one that does not fit goes on at the foot of the next page. Where the design lets
 * pictures float, one that does not fit waits for the top of the next page while the text
 * behind it fills this one; it never passes the start of a chapter.
 */
#include <assert.h>

#include "pdf/page_imp.h"

enum { NOTE_LEAST_LINES = 2, NOTE_BODY_LINES = 4, FLOATS_MOST = 3 };

/* Strips that are not parted: of a block's or more. */
typedef struct Bundle {
    Strip *const *strips;
    size_t count;
} Bundle;

typedef struct Breaker {
    Compose *c;
    Arena *a;
    Sheets *out;
    Len y;             /* where the next strip goes */
    Len notes;         /* height of the note lines on the sheet */
    Strip **carried;   /* note lines that wait for the next page */
    size_t ncarried, carried_room;
    Bundle floats[FLOATS_MOST]; /* pictures that wait for the next page */
    size_t nfloats;
    Len top;           /* where text begins below pictures at the head of the sheet; 0 none */
    const Strip *alone; /* the picture above it has gone */
    uint32_t numbers[MATTER_COVER + 1];
    Matter matter;
    bool begun;        /* there is a sheet */
    bool restart;      /* the count of pages starts again */
} Breaker;

static Sheet *sheet_now(Breaker *b)
{
    assert(b->out->count > 0);
    return &b->out->items[b->out->count - 1];
}

Len page_note_gap(const Compose *c)
{
    return c->pitch * 2 / 3;
}

static Len foot_height(const Breaker *b, Len notes)
{
    return notes ? notes + page_note_gap(b->c) : 0;
}

static Len grid_up(const Breaker *b, Len y)
{
    return block_pitches(b->c, y);
}

static bool sheet_empty(Breaker *b)
{
    return sheet_now(b)->first == b->out->nplacings;
}

static void add_sheet(Breaker *b)
{
    Sheets *out = b->out;
    Sheet sheet = {.first = out->nplacings, .first_note = out->nfeet, .matter = b->matter,
                   .number = ++b->numbers[b->matter]};
    arena_push(b->a, out->items, out->count, out->room, sheet);
    b->y = b->top = 0;
    b->notes = 0;
}

/* Nothing but pictures that have come from the page before. */
static bool at_top(Breaker *b)
{
    return sheet_empty(b) || (b->top && b->y == b->top);
}

static void end_sheet(Breaker *b)
{
    Sheet *sheet = sheet_now(b);
    sheet->count = b->out->nplacings - sheet->first;
    sheet->nnotes = b->out->nfeet - sheet->first_note;
    sheet->notes_height = foot_height(b, b->notes);
}

static void place_note_line(Breaker *b, Strip *strip)
{
    b->notes += strip->height;
    arena_push(b->a, b->out->feet, b->out->nfeet, b->out->feet_room,
               ((Placing){.strip = strip}));
    strip->page = (uint32_t)b->out->count - 1;
    strip->placed = true;
}

/* What the page before could not hold, as long as some lines of text find room too. */
static void place_carried(Breaker *b)
{
    size_t n = 0;
    Len limit = b->out->height - NOTE_BODY_LINES * b->c->pitch;
    while (n < b->ncarried && (foot_height(b, b->notes + b->carried[n]->height) <= limit || !n))
        place_note_line(b, b->carried[n++]);
    for (size_t i = n; i < b->ncarried; i++)
        b->carried[i - n] = b->carried[i];
    b->ncarried -= n;
}

static void place_floats(Breaker *b);

static void next_sheet(Breaker *b)
{
    if (b->begun)
        end_sheet(b);
    b->begun = true;
    add_sheet(b);
    place_carried(b);
    place_floats(b);
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
}

/* Where the strip's top comes when the one before it ends at y. */
static Len strip_top(Breaker *b, const Strip *strip, Len y, bool first)
{
    Len lead = strip == b->alone ? strip->lead_alone : strip->lead;
    y += first ? 0 : lead;
    if (strip->flags & STRIP_SNAP)
        y = grid_up(b, y);
    if (first && strip->flags & STRIP_SUNK)
        y += lead;
    if (!first || strip->flags & STRIP_SUNK)
        y += strip == b->alone ? strip->before_alone : strip->before;
    return y;
}

static Len bundle_end(Breaker *b, Strip *const *strips, size_t count, Len y, bool first)
{
    for (size_t i = 0; i < count; i++)
        y = strip_top(b, strips[i], y, first && !i) + strips[i]->height;
    return y;
}

/* ---- footnotes ---- */

static Len notes_height(Strip *const *strips, size_t count)
{
    Len height = 0;
    for (size_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < strips[i]->nnotes; k++)
            for (uint32_t m = 0; m < strips[i]->notes[k].count; m++)
                height += strips[i]->notes[k].strips[m]->height;
    return height;
}

/* The least of the notes that must stand on the page of their marks. */
static Len notes_least(Strip *const *strips, size_t count)
{
    Len height = 0;
    for (size_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < strips[i]->nnotes; k++) {
            const NoteUse *use = &strips[i]->notes[k];
            bool whole = use->count <= NOTE_LEAST_LINES + 1;
            for (uint32_t m = 0; m < use->count && (whole || m < NOTE_LEAST_LINES); m++)
                height += use->strips[m]->height;
        }
    return height;
}

/* Lines of the strip's notes: on the sheet while they fit above the foot, else carried. */
static void place_notes(Breaker *b, Strip *const *strips, size_t count, Len body_end)
{
    for (size_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < strips[i]->nnotes; k++)
            for (uint32_t m = 0; m < strips[i]->notes[k].count; m++) {
                Strip *line = strips[i]->notes[k].strips[m];
                Len foot = foot_height(b, b->notes + line->height);
                if (!b->ncarried && body_end + foot <= b->out->height)
                    place_note_line(b, line);
                else
                    arena_push(b->a, b->carried, b->ncarried, b->carried_room, line);
            }
}

/* ---- strips ---- */

static void place_strips(Breaker *b, Strip *const *strips, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        Len y = strip_top(b, strips[i], b->y, at_top(b));
        put_strip(b, strips[i], 0, y, false);
        b->y = y + strips[i]->height;
        if (strips[i]->flags & STRIP_OPENING)
            sheet_now(b)->opening = true;
    }
    place_notes(b, strips, count, b->y);
}

static bool bundle_fits(Breaker *b, Strip *const *strips, size_t count, bool notes_whole)
{
    Len end = bundle_end(b, strips, count, b->y, at_top(b));
    Len notes = notes_whole ? notes_height(strips, count) : notes_least(strips, count);
    if (b->ncarried && notes)
        return false;
    return end + foot_height(b, b->notes + notes) <= b->out->height;
}

/* At the head of a new sheet: the first always, unless footnotes take its room. */
static void place_floats(Breaker *b)
{
    size_t n = 0;
    while (n < b->nfloats && (bundle_fits(b, b->floats[n].strips, b->floats[n].count, false) ||
                              (sheet_empty(b) && !b->notes))) {
        place_strips(b, b->floats[n].strips, b->floats[n].count);
        n++;
    }
    for (size_t i = n; i < b->nfloats; i++)
        b->floats[i - n] = b->floats[i];
    b->nfloats -= n;
    if (n)
        b->top = b->y = grid_up(b, b->y + b->c->pitch);
}

static void flush_floats(Breaker *b)
{
    while (b->nfloats)
        next_sheet(b);
}

/* Pictures keep their order: one that would fit waits when another does. */
static bool hold_float(Breaker *b, Strip *const *strips, size_t count)
{
    if (!(strips[0]->flags & STRIP_FLOAT) || b->nfloats == FLOATS_MOST || sheet_empty(b) ||
        (!b->nfloats && bundle_fits(b, strips, count, false)))
        return false;
    b->floats[b->nfloats++] = (Bundle){strips, count};
    return true;
}

/* A table goes on: close it on this page, repeat its head on the next. */
static void continue_table(Breaker *b, const Strip *strip, const Strip *previous)
{
    const TableHead *head = previous && strip->head == previous->head ? strip->head : NULL;
    if (head && !sheet_empty(b))
        sheet_now(b)->closes = head;
    next_sheet(b);
    if (!head || head->height > b->out->height / 2)
        return;
    for (size_t i = 0; i < head->count; i++) {
        b->y += i ? head->strips[i].before : 0;
        put_strip(b, &head->strips[i], 0, b->y, true);
        b->y += head->strips[i].height;
    }
}

static void report_tall(Breaker *b, const Strip *strip)
{
    diag_warn(b->c->d, "page-overfull", (Pos){0},
              "第 %u 页有一处内容高 %d mm，超出版心高度 %d mm",
              "page %u: a piece %d mm tall does not fit the page's %d mm",
              (unsigned)b->out->count, (int)((int64_t)strip->height * 254 / 720000),
              (int)((int64_t)b->out->height * 254 / 720000));
}

/*
 * A bundle taller than a page: as many strips as fit, at least one. None where footnotes from
 * the page before take the room: they get fewer with every page.
 */
static size_t place_some(Breaker *b, Strip *const *strips, size_t count)
{
    size_t n = 0;
    while (n < count && bundle_fits(b, strips + n, 1, false)) {
        place_strips(b, strips + n, 1);
        n++;
    }
    if (n || b->notes)
        return n;
    if (strips[0]->height > b->out->height)
        report_tall(b, strips[0]);
    place_strips(b, strips, 1);
    return 1;
}

static size_t bundle_count(Strip *const *strips, size_t count)
{
    size_t n = 1;
    while (n < count && strips[n]->flags & (STRIP_GLUED | STRIP_HELD) &&
           !(strips[n]->flags & (STRIP_PAGE | STRIP_FULL | STRIP_FOOT)) && !strips[n]->columns)
        n++;
    return n;
}

static void place_bundle(Breaker *b, Strip *const *strips, size_t count, const Strip *previous)
{
    bool fresh = false;
    while (count) {
        if (bundle_fits(b, strips, count, true) || bundle_fits(b, strips, count, false)) {
            place_strips(b, strips, count);
            return;
        }
        if (fresh || sheet_empty(b)) { /* even a page of its own is too small */
            size_t n = place_some(b, strips, count);
            previous = n ? strips[n - 1] : previous;
            strips += n;
            count -= n;
            if (!count)
                return;
        }
        continue_table(b, strips[0], previous);
        fresh = !b->top;
    }
}

/* ---- columns ---- */

/* How many of the strips fit in n columns of the height; where each starts in starts. */
static size_t fill_columns(Breaker *b, Strip *const *strips, size_t count, unsigned n, Len height,
                           size_t *starts)
{
    size_t at = 0;
    for (unsigned k = 0; k < n; k++) {
        starts[k] = at;
        Len y = 0;
        while (at < count) {
            size_t bundle = bundle_count(strips + at, count - at);
            Len end = bundle_end(b, strips + at, bundle, y, at == starts[k]);
            if (end > height && at > starts[k])
                break;
            y = end;
            at += bundle;
            if (end > height)
                break;
        }
    }
    starts[n] = at;
    return at;
}

static void put_columns(Breaker *b, const Strip *region, Strip *const *strips, const size_t *starts)
{
    const Design *design = b->c->design;
    Len left = region->x, width = b->c->measure - left;
    Len step = (width + design->gutter) / region->columns, deepest = b->y;
    for (unsigned k = 0; k < region->columns; k++) {
        Len y = b->y;
        for (size_t i = starts[k]; i < starts[k + 1]; i++) {
            y = strip_top(b, strips[i], y, i == starts[k]);
            put_strip(b, strips[i], left + (Len)k * step, y, false);
            y += strips[i]->height;
            place_notes(b, &strips[i], 1, deepest);
        }
        deepest = y > deepest ? y : deepest;
    }
    b->y = deepest;
}

/* Columns fill the page, and are of one height where the region ends. */
static void place_region(Breaker *b, const Strip *region)
{
    size_t count, starts[8], done = 0;
    Strip **strips = block_flatten(b->c, b->a, region->region, true, &count);
    b->y = strip_top(b, region, b->y, at_top(b));
    while (done < count) {
        Len room = b->out->height - foot_height(b, b->notes) - b->y;
        if (room < 2 * b->c->pitch && !sheet_empty(b)) {
            next_sheet(b);
            continue;
        }
        size_t n = fill_columns(b, strips + done, count - done, region->columns, room, starts);
        for (Len height = b->c->pitch; n == count - done && height < room;
             height += b->c->pitch) {
            size_t balanced[8];
            if (fill_columns(b, strips + done, count - done, region->columns, height, balanced) !=
                count - done)
                continue;
            for (unsigned k = 0; k <= region->columns; k++)
                starts[k] = balanced[k];
            break;
        }
        put_columns(b, region, strips + done, starts);
        done += n;
        if (done < count)
            next_sheet(b);
    }
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

/* A new sheet, an odd one if asked: odd by its place in the book. */
static void start_sheet(Breaker *b, bool odd)
{
    if (odd && b->out->count % 2 == 1)
        add_blank(b);
    next_sheet(b);
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

static void place_full(Breaker *b, Strip *strip)
{
    flush_floats(b);
    if (b->begun && strip->flags & STRIP_BACK)
        fill_up(b, 1);
    if (b->begun && strip->flags & STRIP_ODD && b->out->count % 2 == 1)
        add_back(b, sheet_now(b)->full);
    if (!b->begun || !sheet_empty(b) || sheet_now(b)->blank || strip->flags & STRIP_ODD)
        next_sheet(b);
    Sheet *sheet = sheet_now(b);
    sheet->full = true;
    sheet->matter = MATTER_COVER;
    b->numbers[b->matter]--;
    sheet->number = 0;
    put_strip(b, strip, 0, 0, false);
    b->y = b->out->height;
}

/* Start pages where the strip asks for it. */
static void before_strip(Breaker *b, const Strip *strip)
{
    const Design *design = b->c->design;
    bool restart = !b->begun || strip->matter != b->matter;
    bool full = b->begun && sheet_now(b)->full;
    if (restart || strip->flags & STRIP_PAGE)
        flush_floats(b);
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
    if (strip->flags & STRIP_PAGE && (!sheet_empty(b) || wrong_side))
        start_sheet(b, strip->flags & STRIP_ODD);
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
    flush_floats(b);
    if (!b->begun)
        next_sheet(b);
    bool even = b->out->count % 2 == 0;
    bool fits = b->y + foot_height(b, b->notes) <= top && !b->ncarried;
    if (even && !fits)
        add_blank(b);
    if (!even || !fits)
        next_sheet(b);
    if (even && !fits)
        sheet_now(b)->number = b->out->items[b->out->count - 2].number = 0;
    put_strip(b, strip, 0, top, false);
    b->y = b->out->height;
}

Sheets page_break(Compose *c, Arena *a, const Flow *flow)
{
    Sheets out = {0};
    const Design *design = c->design;
    Breaker b = {.c = c, .a = a, .out = &out};
    Len area = design->height - design->top - design->bottom;
    Len body = c->design->styles[STYLE_BODY].size;
    out.height = area > body ? ((area - body) / c->pitch + 1) * c->pitch : c->pitch;
    size_t count;
    Strip **strips = block_flatten(c, a, flow, true, &count);
    for (size_t i = 0; i < count;) {
        if (strips[i]->flags & STRIP_FULL) {
            place_full(&b, strips[i++]);
            continue;
        }
        if (strips[i]->flags & STRIP_FOOT) {
            place_foot(&b, strips[i++]);
            continue;
        }
        before_strip(&b, strips[i]);
        if (strips[i]->columns) {
            place_region(&b, strips[i++]);
            continue;
        }
        size_t n = bundle_count(strips + i, count - i);
        if (hold_float(&b, strips + i, n)) {
            i += n;
            b.alone = i < count ? strips[i] : NULL;
            continue;
        }
        place_bundle(&b, strips + i, n, i ? strips[i - 1] : NULL);
        i += n;
    }
    while (b.ncarried || b.nfloats)
        next_sheet(&b);
    bool bound = design->print == PRINT_PRESS && b.begun;
    if (bound && !(count && strips[count - 1]->flags & STRIP_BACK))
        fill_up(&b, 0);
    if (b.begun)
        end_sheet(&b);
    report_thick(&b);
    return out;
}
