/*
 * page_break: strips onto sheets, stretch by stretch.
 *
 * A stretch is the text between two places where a page must begin (a chapter, a cover, other
 * page numbers) or where columns begin or end. page_plan.c says where its pages end; here they
 * are made: pictures that had to wait and the head of a table going on at the top, footnotes of
 * the marks on the page at its foot, what is left of a long one at the foot of the next page.
 * Stretches are made of blocks in page_stretch.c, made shorter or longer where that helps in
 * page_elastic.c; columns are filled in page_columns.c.
 */
#include <assert.h>

#include "pdf/page_imp.h"

/* ---- sheets ---- */

static Sheet *sheet_now(Breaker *b)
{
    assert(b->out->count > 0);
    return &b->out->items[b->out->count - 1];
}

bool page_sheet_empty(Breaker *b)
{
    return sheet_now(b)->first == b->out->nplacings;
}

Len page_area(const Breaker *b)
{
    return b->turned ? b->out->turned_height : b->out->height;
}

static void end_sheet(Breaker *b)
{
    Sheet *sheet = sheet_now(b);
    sheet->count = b->out->nplacings - sheet->first;
    sheet->nnotes = b->out->nfeet - sheet->first_note;
    sheet->notes_height = page_foot(b->c, &b->queue, 0, 0, b->notes);
}

void page_next_sheet(Breaker *b)
{
    Sheets *out = b->out;
    if (b->begun)
        end_sheet(b);
    b->begun = true;
    Sheet sheet = {.first = out->nplacings, .first_note = out->nfeet, .matter = b->matter,
                   .number = ++b->numbers[b->matter], .turned = b->turned};
    arena_push(b->a, out->items, out->count, out->room, sheet);
    b->y = 0;
    b->notes = 0;
    b->top = true;
}

void page_put(Breaker *b, Strip *strip, Len x, Len y, bool repeat)
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
              (int)((int64_t)page_area(b) * 254 / 720000));
}

static void place_strip(Breaker *b, Strip *strip, bool alone)
{
    Len y = page_strip_top(b->c, strip, b->y, b->top, alone);
    page_put(b, strip, 0, y, false);
    b->y = y + strip->height;
    b->top = false;
    if (strip->height > page_area(b))
        report_tall(b, strip);
}

/* The lines of the queue up to end at the foot of the sheet. */
void page_put_notes(Breaker *b, size_t end)
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
        page_next_sheet(b);
        size_t end = page_notes_fit(b->c, &b->queue, b->note, b->queue.count, 0, page_area(b));
        page_put_notes(b, end > b->note ? end : b->note + 1);
    }
}

/* ---- the pages of a stretch ---- */

static void place_float(Breaker *b)
{
    const Float *f = &b->floats.items[b->nfloats++];
    if (f->steps->strip->flags & STRIP_AT_FOOT) {
        arena_push(b->scratch, b->below.items, b->below.count, b->below.room, *f);
        return;
    }
    for (size_t i = 0; i < f->count; i++)
        place_strip(b, f->steps[i].strip, false);
}

/* Pictures at the foot of the page, above its notes. */
static void place_below(Breaker *b)
{
    Len end = page_area(b) - page_foot(b->c, &b->queue, 0, 0, b->notes);
    for (size_t i = 0; i < b->below.count; i++)
        end -= page_foot_float(b->c, b->below.items[i].steps, b->below.items[i].count);
    end -= end % b->c->pitch;
    for (size_t i = 0; i < b->below.count; i++) {
        const Float *f = &b->below.items[i];
        b->y = end + b->c->pitch / 2;
        b->top = true;
        for (size_t k = 0; k < f->count; k++)
            place_strip(b, f->steps[k].strip, false);
        end += page_foot_float(b->c, f->steps, f->count);
    }
    if (b->below.count)
        b->y = page_area(b);
    b->below = (Floats){0};
}

void page_close_table(Breaker *b, const Strip *before, const Strip *next)
{
    if (!next->head || before->head != next->head)
        return;
    for (size_t i = b->out->nplacings; i > sheet_now(b)->first; i--)
        if (b->out->placings[i - 1].strip == before) {
            b->out->placings[i - 1].closes = true;
            b->out->placings[i - 1].parts = next->flags & STRIP_SPLIT;
            return;
        }
}

/* Strips that a table repeats, one below the other. */
static void put_again(Breaker *b, Strip *strips, size_t count, Len x, Len y)
{
    for (size_t i = 0; i < count; i++) {
        y += i ? strips[i].before : 0;
        page_put(b, &strips[i], x, y, true);
        y += strips[i].height;
    }
}

Len page_put_head(Breaker *b, const Strip *before, const Strip *first, Len x, Len y)
{
    const TableHead *head = page_repeated_head(before, first, page_area(b));
    if (head)
        put_again(b, head->strips, head->count, x, y);
    for (uint32_t i = 0; first->carries && i < first->carries->count; i++) {
        const TableCarry *cell = first->carries->cells[i];
        put_again(b, cell->strips, cell->count, x, y + (head ? head->height : 0) + cell->top);
    }
    return head ? page_repeated_height(head, first) : 0;
}

/* A page that goes on with step from: pictures that waited, a table's head again. */
static void open_page(Breaker *b, const Stretch *s, size_t from, const PlanPage *page)
{
    bool over = from == s->count, goes_on = !over && from;
    size_t waited = over ? b->floats.count : s->steps[from].nfloats;
    if (goes_on)
        page_close_table(b, s->steps[from - 1].strip, s->steps[from].strip);
    page_next_sheet(b);
    while (b->nfloats < waited && b->nfloats < page->nfloats)
        place_float(b);
    if (b->y && !over)
        b->y = page_below_float(b->c, b->y);
    b->top = true;
    Len head = goes_on ? page_put_head(b, s->steps[from - 1].strip, s->steps[from].strip, 0, b->y) : 0;
    b->y += head;
    b->top = !head;
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
    page_put_notes(b, page->note);
    place_below(b);
}

static Spot spot_now(Breaker *b)
{
    return (Spot){.y = b->y, .notes = b->notes, .note = b->note, .nfloats = b->nfloats,
                  .empty = page_sheet_empty(b) && !b->notes, .top = b->top,
                  .right = b->out->count % 2 == 1};
}

Plan page_plan_stretch(Breaker *b, const Stretch *s)
{
    Spot spot = spot_now(b);
    return page_plan(b->c, b->scratch, page_area(b), s, &spot, &b->queue, &b->floats);
}

/* ---- parts of the text ---- */

/* Whether a page must begin before the block, or it stands at the foot of one. */
static bool begins_page(const Block *block, Matter matter, bool turned)
{
    const Strip *first = &block->strips[0];
    return (block->flags | first->flags) & (STRIP_PAGE | STRIP_FULL | STRIP_FOOT) ||
           first->matter != matter || turned != ((block->flags & STRIP_TURNED) != 0);
}

/* How many of the blocks make one stretch, the first of them in any case. */
static size_t stretch_blocks(Block *const *blocks, size_t count, bool *ends)
{
    size_t n = 1;
    Matter matter = (Matter)blocks[0]->strips[0].matter;
    bool turned = blocks[0]->flags & STRIP_TURNED;
    while (n < count && !begins_page(blocks[n], matter, turned) && !blocks[n]->strips[0].columns)
        n++;
    *ends = n == count || begins_page(blocks[n], matter, turned);
    return n;
}

/* ---- landscape tables between text ---- */

/* A landscape table of its own among the blocks of a part: it goes behind the page on which
 * its place comes, and text fills that page. */
typedef struct Aside {
    Block *block;
    size_t before;  /* blocks of the part before it */
} Aside;

typedef struct Asides {
    Aside *items;
    size_t count, room;
} Asides;

static bool is_aside(Breaker *b, const Block *block, Matter matter)
{
    const Strip *first = &block->strips[0];
    if (!b->c->design->float_figures || b->turned || !(block->flags & STRIP_TURNED) ||
        begins_page(block, matter, true) || first->columns)
        return false;
    for (size_t i = 0; i < block->count; i++)
        if (block->strips[i].nnotes)
            return false;
    return true;
}

/* As long as text goes on behind a landscape table it belongs to the part. Returns how many
 * blocks it covers, tables and all. */
static size_t take_asides(Breaker *b, Block *const *blocks, size_t count, Part *part,
                          Asides *asides)
{
    size_t n = part->count;
    Matter matter = (Matter)blocks[0]->strips[0].matter;
    while (n + 1 < count && is_aside(b, blocks[n], matter) &&
           !begins_page(blocks[n + 1], matter, false) && !blocks[n + 1]->strips[0].columns) {
        size_t more = stretch_blocks(blocks + n + 1, count - n - 1, &part->ends);
        Block **joined = arena_array(b->scratch, Block *, part->count + more);
        for (size_t i = 0; i < part->count + more; i++)
            joined[i] = i < part->count ? part->blocks[i] : blocks[n + 1 + i - part->count];
        arena_push(b->scratch, asides->items, asides->count, asides->room,
                   ((Aside){blocks[n], part->count}));
        part->blocks = joined;
        part->count += more;
        n += 1 + more;
    }
    return n;
}

/* The table on sheets of its own; what waits from the text around it goes on waiting. */
static void place_aside(Breaker *b, Block *block)
{
    size_t nqueue = b->queue.count, nfloats = b->floats.count;
    b->queue.count = b->note;
    b->floats.count = b->nfloats;
    b->turned = true;
    page_next_sheet(b);
    Stretch s = page_stretch(b, &block, 1, NULL, true);
    Plan plan = page_plan_stretch(b, &s);
    for (size_t i = 0, from = 0; i < plan.count; from = plan.pages[i++].end) {
        if (i)
            open_page(b, &s, from, &plan.pages[i]);
        place_page(b, &s, from, &plan.pages[i]);
    }
    b->queue.count = nqueue;
    b->floats.count = nfloats;
}

/* Whether a page ends inside a table: nothing may come between. */
static bool parts_table(const Stretch *s, size_t end)
{
    return end && end < s->count && s->steps[end].strip->head &&
           s->steps[end].strip->head == s->steps[end - 1].strip->head;
}

static void place_part(Breaker *b, const Part *part, const Stretch *s, const Plan *plan,
                       const Asides *asides)
{
    size_t aside = 0, blocks = 0, steps = 0;
    for (size_t i = 0, from = 0; i < plan->count; from = plan->pages[i++].end) {
        if (i) {
            b->turned = (part->blocks[0]->flags & STRIP_TURNED) != 0;
            open_page(b, s, from, &plan->pages[i]);
        }
        place_page(b, s, from, &plan->pages[i]);
        for (; aside < asides->count; aside++) {
            while (blocks < asides->items[aside].before)
                steps += part->blocks[blocks++]->count;
            if (steps > plan->pages[i].end || parts_table(s, plan->pages[i].end))
                break;
            place_aside(b, asides->items[aside].block);
        }
    }
    assert(b->nfloats == b->floats.count);
}

/* ---- the whole ---- */

static void add_blank(Breaker *b)
{
    b->turned = false;
    page_next_sheet(b);
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
    if (!b->begun || !page_sheet_empty(b) || sheet_now(b)->blank || strip->flags & STRIP_ODD) {
        b->matter = counted ? strip->matter : b->matter;
        page_next_sheet(b);
    }
    Sheet *sheet = sheet_now(b);
    b->turned = sheet->turned = false;
    sheet->full = true;
    if (!counted) {
        sheet->matter = MATTER_COVER;
        b->numbers[b->matter]--;
        sheet->number = 0;
    }
    page_put(b, strip, 0, 0, false);
    b->y = page_area(b);
}

/* Start pages where the strip asks for it. */
static void before_strip(Breaker *b, const Strip *strip)
{
    const Design *design = b->c->design;
    bool restart = !b->begun || strip->matter != b->matter;
    bool full = b->begun && sheet_now(b)->full, turned = strip->flags & STRIP_TURNED;
    if (b->begun && turned != b->turned && !restart && !full && !(strip->flags & STRIP_PAGE)) {
        b->turned = turned;
        if (page_sheet_empty(b) && !b->notes)
            sheet_now(b)->turned = turned;
        else
            page_next_sheet(b);
        return;
    }
    if (restart || full) {
        bool odd = (design->mirrored || design->chapters_on_odd) && (restart || !b->numbers[b->matter]);
        odd |= (strip->flags & STRIP_ODD) != 0;
        if (odd && b->out->count % 2 == 1)
            add_back(b, full);
        b->matter = strip->matter;
        b->turned = turned;
        page_next_sheet(b);
        return;
    }
    bool wrong_side = strip->flags & STRIP_ODD && b->out->count % 2 == 0;
    if (!(strip->flags & STRIP_PAGE) || (page_sheet_empty(b) && !b->notes && !wrong_side)) {
        sheet_now(b)->turned = b->turned = turned;
        return;
    }
    if (strip->flags & STRIP_ODD && b->out->count % 2 == 1)
        add_blank(b);
    b->turned = turned;
    page_next_sheet(b);
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
        page_next_sheet(b);
    bool even = b->out->count % 2 == 0 || design->print == PRINT_SCREEN; /* there no page has a back */
    bool fits = b->y + page_foot(b->c, &b->queue, 0, 0, b->notes) <= top;
    bool blank = even && !fits && design->print != PRINT_SCREEN;
    if (blank)
        add_blank(b);
    if (!even || !fits)
        page_next_sheet(b);
    if (blank)
        sheet_now(b)->number = b->out->items[b->out->count - 2].number = 0;
    page_put(b, strip, 0, top, false);
    b->y = page_area(b);
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
        page_columns(b, &block->strips[0]);
        return 1;
    }
    size_t n = stretch_blocks(blocks, count, &ends);
    Part part = {.blocks = blocks, .count = n, .previous = previous, .ends = ends,
                 .nqueue = b->queue.count, .nfloats = b->floats.count};
    Asides asides = {0};
    n = take_asides(b, blocks, count, &part, &asides);
    Stretch s = page_part_stretch(b, &part);
    if (s.tail && n < count && blocks[n]->strips[0].columns) {
        Len least = block_pitches(b->c, page_columns_least(b, blocks[n - 1], blocks[n]));
        part.tail = least > page_area(b) - s.tail ? 0 : least;
        s.tail = s.tail > part.tail ? s.tail : part.tail;
    }
    Plan plan = page_elastic(b, &part, &s, page_plan_stretch(b, &s));
    place_part(b, &part, &s, &plan, &asides);
    return n;
}

/* The height of the lines that stand in an area. */
static Len whole_lines(const Compose *c, Len area)
{
    Len body = c->design->styles[STYLE_BODY].size;
    return area > body ? ((area - body) / c->pitch + 1) * c->pitch : c->pitch;
}

Sheets page_break(Compose *c, Arena *a, const Flow *flow)
{
    Sheets out = {0};
    const Design *design = c->design;
    Breaker b = {.c = c, .a = a, .scratch = arena_open(), .out = &out};
    out.height = whole_lines(c, design->height - design->top - design->bottom);
    out.turned_height = whole_lines(c, c->measure);
    size_t count;
    Block **blocks = filled_blocks(a, flow, &count);
    for (size_t i = 0; i < count;) {
        if (i && begins_page(blocks[i], b.matter, b.turned))
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
