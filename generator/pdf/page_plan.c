/*
 * page_plan: where the pages of a stretch of text end, by least total cost.
 *
 * From each way to begin a page the page is filled once, and its last few legal ends become ways
 * to begin the next; of those the best few are kept for every number of pages, so time is
 * linear in strips. A full page costs nothing. What a typesetter avoids costs points: ten for
 * a page one line short; facing pages of unequal depth; tables, frames and footnotes parted; a
 * chapter's last page with hardly a line on it (单行不成面). What is forbidden (widows, heads
 * without text) is no legal end at all, unless a page has no other.
 */
#include <assert.h>

#include "pdf/page_imp.h"

enum {
    PLAN_WIDTH = 8,         /* ways kept for each number of pages */
    PLAN_ENDS = 8,          /* ends looked at of one page */
    PLAN_BEHIND = 2000,     /* a way that costs so much more than the best is dropped */
    PLAN_FLOATS = 8,        /* pictures that may wait at a time */
    COST_LOOSENESS = 6,     /* each paragraph of another number of lines than is best */
    COST_SHORT = 6,         /* a line missing on a page, beyond the third */
    COST_HOLE = 10,         /* and as much again beyond a quarter of the page */
    COST_UNEQUAL = 4,       /* between facing pages */
    COST_EARLY = 8,         /* and as much again for each of them where what comes next would have found room */
    COST_LAST = 20,         /* lines missing on the last page: times n times n + 1 */
    COST_NOTE_PARTED = 30,
    COST_FLOAT_WAITS = 12,  /* a picture on a later page than its place */
    COST_NO_TEXT = 150,     /* a page of notes or pictures alone behind the end */
    COST_FORCED = 5000      /* an end that is not legal */
};

/* A way to begin a page. */
typedef struct Way {
    size_t at;          /* next step */
    size_t note;        /* next note line */
    size_t nfloats;     /* pictures placed */
    int64_t cost;
    uint32_t from;      /* the way its page before began */
    int32_t looseness;  /* of that page */
    int32_t gap;        /* lines missing on that page */
    int32_t left_short; /* lines missing on the page that faces this one, or -1 */
    bool right;
} Way;

/* A page being filled. */
typedef struct Fill {
    const Way *start;
    size_t at;
    Len y;
    Len below;          /* height of pictures at the foot */
    Len placed;         /* notes that stood on the sheet before */
    size_t need;        /* note lines before this one stand on the page in any case */
    size_t nfloats, seen; /* pictures placed, and met in the text */
    size_t alone;       /* the step whose picture above has gone; 0: none */
    bool top;           /* nothing but pictures of the page before */
    bool fresh;         /* nothing at all */
    int shorter, longer; /* paragraphs that may be set so */
} Fill;

typedef struct Planner {
    const Compose *c;
    Arena *a;
    Len height;
    const Stretch *stretch;
    const Spot *spot;
    const Queue *queue;
    const Floats *floats;
    Way *ways;
    size_t count, room;
    size_t next;        /* the first way to begin the next page */
    Way ends[PLAN_ENDS + 1]; /* of the page being filled, the last ones met */
    size_t nends;
    bool over;          /* it could take all that is left */
    Way best;           /* the whole stretch placed */
    bool found;
} Planner;

/* ---- sums that the placing shares ---- */

Len page_strip_top(const Compose *c, const Strip *strip, Len y, bool first, bool alone)
{
    Len lead = alone ? strip->lead_alone : strip->lead;
    y += first ? 0 : lead;
    if (strip->flags & STRIP_SNAP)
        y = block_pitches(c, y);
    if (first && strip->flags & STRIP_SUNK)
        y += lead;
    if (!first || strip->flags & STRIP_SUNK)
        y += alone ? strip->before_alone : strip->before;
    return y + (first ? strip->head_room : 0);
}

Len page_run_end(const Compose *c, const Step *step, size_t count, Len y, bool first)
{
    for (size_t i = 0; i < count; i++)
        y = page_strip_top(c, step[i].strip, y, first && !i, false) + step[i].strip->height;
    return y;
}

Len page_below_float(const Compose *c, Len y)
{
    return block_pitches(c, y + c->pitch / 2);
}

Len page_foot_float(const Compose *c, const Step *step, size_t count)
{
    return block_pitches(c, page_run_end(c, step, count, c->pitch / 2, true));
}

const TableHead *page_repeated_head(const Strip *before, const Strip *after, Len height)
{
    if (!after->head || before->head != after->head || after->head->height > height / 2)
        return NULL;
    return after->head;
}

Len page_repeated_height(const TableHead *head, const Strip *after)
{
    return head->height + (after->flags & STRIP_SPLIT ? head->pad : 0);
}

Len page_note_gap(const Compose *c)
{
    return c->pitch * 2 / 3;
}

Len page_notes_share(Len height)
{
    return height / 2;
}

Len page_foot(const Compose *c, const Queue *queue, size_t from, size_t to, Len placed)
{
    int64_t height = placed;
    if (from < to)
        height += queue->lines[to - 1].above + queue->lines[to - 1].strip->height -
                  queue->lines[from].above;
    height += height ? page_note_gap(c) : 0;
    return height < INT32_MAX / 4 ? (Len)height : INT32_MAX / 4;
}

size_t page_notes_fit(const Compose *c, const Queue *queue, size_t from, size_t to, Len placed,
                      Len room)
{
    size_t fit = from;
    for (size_t i = from; i < to && page_foot(c, queue, from, i + 1, placed) <= room; i++)
        if (i + 1 == to || queue->lines[i + 1].cut)
            fit = i + 1;
    return fit;
}

/* ---- ends of a page ---- */

static size_t notes_before(const Planner *p, size_t at)
{
    return at < p->stretch->count ? p->stretch->steps[at].note : p->queue->count;
}

static size_t floats_before(const Planner *p, size_t at)
{
    return at < p->stretch->count ? p->stretch->steps[at].nfloats : p->floats->count;
}

/* A line is missed on one page after the other rather than three on one; but a gap that must be is
 * one gap, not two of half its height, until it looks like a chapter's end in the middle of one. */
static int64_t short_cost(const Planner *p, const Way *start, Way *end, Len used)
{
    static const int64_t few[] = {0, 10, 24, 48};
    int64_t lines = used < p->height ? (p->height - used) / p->c->pitch : 0;
    bool unequal = start->right && start->left_short >= 0 && start->left_short != lines;
    end->gap = (int32_t)lines;
    if (!start->right)
        end->left_short = (int32_t)lines;
    int64_t hole = lines - p->height / p->c->pitch / 4;
    return (lines > 3 ? few[3] + COST_SHORT * (lines - 3) : few[lines]) +
           (hole > 0 ? COST_HOLE * hole : 0) + (unequal ? COST_UNEQUAL : 0);
}

static int64_t last_page_cost(const Planner *p, Len depth)
{
    const Design *design = p->c->design;
    bool official = design->profile == PARA_GONGWEN; /* 撑满版心 (GB/T 9704) */
    int64_t missing = (official ? 1 : design->last_lines) - depth / p->c->pitch;
    return missing > 0 ? COST_LAST * missing * (missing + 1) : 0;
}

/* What the page that goes to end costs, used of its height being taken. */
static int64_t page_cost(const Planner *p, const Fill *fill, Way *end, Len used)
{
    const Stretch *s = p->stretch;
    bool over = end->at == s->count, parted = end->note < notes_before(p, end->at);
    size_t waiting = fill->seen - fill->nfloats;
    int64_t cost = PLAN_PAGE_COST + COST_FLOAT_WAITS * (int64_t)waiting;
    cost += parted ? COST_NOTE_PARTED : 0;
    if (!over)
        return cost + short_cost(p, fill->start, end, used) +
               (s->steps[end->at].penalty > 0 ? s->steps[end->at].penalty : 0);
    if (waiting || (parted && s->ends)) /* a head must not be left behind by its columns */
        return cost + (waiting && s->tail ? COST_FORCED : COST_NO_TEXT);
    if (s->ends)
        return cost + last_page_cost(p, fill->y);
    return cost + (used + s->tail > p->height ? COST_FORCED : 0);
}

/* How many lines the page's paragraphs should be longer, to fill it, or shorter, to fit. */
static int looseness(const Planner *p, const Fill *fill, Len foot)
{
    Len left = p->height - foot - fill->y - fill->below, pitch = p->c->pitch;
    int lines = left < 0 ? -(int)((pitch - 1 - left) / pitch) : (int)(left / pitch);
    if (lines < 0)
        return -lines <= fill->shorter ? lines : 0;
    return fill->at == p->stretch->count ? 0 : lines < fill->longer ? lines : fill->longer;
}

/* The page may end before step fill->at. */
static void offer(Planner *p, uint32_t from, const Fill *filled, int64_t cost)
{
    Fill set = *filled, *fill = &set;
    size_t notes = notes_before(p, fill->at);
    int loose = looseness(p, fill, page_foot(p->c, p->queue, fill->start->note, fill->need,
                                             fill->placed));
    if (loose < 0 || (notes == fill->need && fill->longer)) {
        fill->y += loose * p->c->pitch;
        cost += COST_LOOSENESS * (loose < 0 ? -loose : loose);
    } else {
        loose = 0;
    }
    Way end = {.at = fill->at, .from = from, .nfloats = fill->nfloats, .left_short = -1,
               .right = !fill->start->right, .looseness = loose};
    end.note = page_notes_fit(p->c, p->queue, fill->start->note, notes, fill->placed,
                              p->height - fill->y - fill->below);
    end.note = end.note > fill->need ? end.note : fill->need;
    Len used = fill->y + fill->below +
               page_foot(p->c, p->queue, fill->start->note, end.note, fill->placed);
    end.cost = fill->start->cost + cost + page_cost(p, fill, &end, used);
    bool out = fill->nfloats == fill->seen && (end.note == notes || !p->stretch->ends);
    if (fill->at == p->stretch->count && out) {
        if (!p->found || end.cost < p->best.cost)
            p->best = end;
        p->found = true;
        return;
    }
    assert(p->nends <= PLAN_ENDS);
    p->ends[p->nends++] = end;
}

/* ---- filling ---- */

/* Pictures that have waited, as many as leave room for text: the first always. */
static void open_floats(const Planner *p, Fill *fill)
{
    const Way *start = fill->start;
    for (; fill->nfloats < fill->seen; fill->nfloats++) {
        const Float *f = &p->floats->items[fill->nfloats];
        bool at_foot = f->steps->strip->flags & STRIP_AT_FOOT;
        Len below = at_foot ? fill->below + page_foot_float(p->c, f->steps, f->count) : fill->below;
        Len end = at_foot ? fill->y
                          : page_run_end(p->c, f->steps, f->count, fill->y, fill->y == 0);
        Len foot = page_foot(p->c, p->queue, start->note, fill->need, 0) + below;
        bool first = fill->nfloats == start->nfloats;
        if (end + foot > p->height && !fill->fresh)
            break;
        if (!first && end + below > p->height * 3 / 4 && start->at < p->stretch->count)
            break;
        fill->y = end;
        fill->below = below;
        fill->fresh = false;
    }
    if (fill->y && start->at < p->stretch->count)
        fill->y = page_below_float(p->c, fill->y);
}

/* At the head of a page: notes and pictures of the page before, a table's head again. */
static void open_page(const Planner *p, Fill *fill)
{
    const Way *start = fill->start;
    const Stretch *s = p->stretch;
    bool over = start->at == s->count;
    size_t notes = notes_before(p, start->at);
    fill->seen = floats_before(p, start->at);
    fill->need = page_notes_fit(p->c, p->queue, start->note, notes, 0,
                                over ? p->height : page_notes_share(p->height));
    if (fill->need == start->note && notes > start->note)
        fill->need++; /* a line taller than that: no page would ever take it */
    fill->top = true;
    fill->fresh = fill->need == start->note;
    open_floats(p, fill);
    if (over || !start->at)
        return;
    const TableHead *head =
        page_repeated_head(s->steps[start->at - 1].strip, s->steps[start->at].strip, p->height);
    if (head) {
        fill->y += page_repeated_height(head, s->steps[start->at].strip);
        fill->top = false;
    }
}

/* y less what shorter paragraphs spare. */
static bool fits(const Planner *p, const Fill *fill, Len y, size_t need)
{
    y -= fill->shorter * p->c->pitch;
    if (fill->below) /* they stand on the grid too */
        y = block_pitches(p->c, y) + fill->below;
    return y + page_foot(p->c, p->queue, fill->start->note, need, fill->placed) <= p->height;
}

/* A part of a paragraph begun on the page before must stay two lines high. */
bool page_step_gives(const Compose *c, const Step *steps, size_t at, size_t from, uint8_t elastic)
{
    const Step *step = &steps[at];
    return step->elastic & elastic && (at - from >= step->line || at - from >= c->design->widows);
}

/* A picture stands on this page, where it belongs or at the foot, if there is room for it. */
static bool place_float(const Planner *p, Fill *fill, const Step *step)
{
    uint16_t flags = step->strip->flags;
    if (flags & STRIP_AT_FOOT) {
        Len height = page_foot_float(p->c, step, step->run);
        if (!fill->fresh && !fits(p, fill, fill->y + height, fill->need))
            return false;
        fill->below += height;
        fill->alone = fill->at + step->run;
    } else {
        Len end = page_run_end(p->c, step, step->run, fill->y, fill->top);
        if (!fill->fresh && (flags & STRIP_AT_TOP || !fits(p, fill, end, fill->need)))
            return false;
        fill->y = end;
        fill->top = false;
    }
    fill->fresh = false;
    return true;
}

/* Those that find no room wait for the next page, and all behind them: they keep their order. */
static bool take_float(const Planner *p, Fill *fill, const Step *step)
{
    if (fill->seen == fill->nfloats && place_float(p, fill, step))
        fill->nfloats++;
    else if (fill->seen - fill->nfloats < PLAN_FLOATS)
        fill->alone = fill->at + step->run;
    else
        return false;
    fill->seen++;
    fill->at += step->run;
    return true;
}

/* The notes of a strip stand whole on its page as long as they leave half of it to the text,
 * longer ones with their first lines; text behind them does not drive them away. */
static size_t notes_needed(const Planner *p, const Fill *fill, const Step *step, Len y)
{
    size_t least = step->least > fill->need ? step->least : fill->need;
    size_t whole = page_notes_fit(p->c, p->queue, fill->start->note,
                                  notes_before(p, fill->at + 1), fill->placed,
                                  page_notes_share(p->height));
    return whole > least && fits(p, fill, y, whole) ? whole : least;
}

/* How many paragraphs of the page can give way with the one that may end here. */
static int gives(const Planner *p, const Fill *fill, uint8_t elastic, int before)
{
    bool more = page_step_gives(p->c, p->stretch->steps, fill->at, fill->start->at, elastic);
    return before + (more && before < p->c->design->looseness);
}

static bool take_step(const Planner *p, Fill *fill, bool forced)
{
    const Step *step = &p->stretch->steps[fill->at];
    if (step->run)
        return take_float(p, fill, step);
    bool alone = fill->alone && fill->alone == fill->at;
    Len y = page_strip_top(p->c, step->strip, fill->y, fill->top, alone) + step->strip->height;
    size_t need = step->strip->nnotes && !forced ? notes_needed(p, fill, step, y) : fill->need;
    int shorter = gives(p, fill, ELASTIC_SHORTER, fill->shorter);
    if (!forced && !fits(p, fill, y - (shorter - fill->shorter) * p->c->pitch, need))
        return false;
    fill->y = y;
    fill->need = need;
    fill->top = fill->fresh = false;
    fill->longer = gives(p, fill, ELASTIC_LONGER, fill->longer);
    fill->shorter = shorter;
    fill->at++;
    return true;
}

/* No legal end: what stands glued is parted, if it can be not behind a heading (at soft); a
 * strip taller than a page stands over. */
static void force_end(Planner *p, uint32_t from, Fill *fill, const Fill *soft)
{
    if (fill->at == fill->start->at && fill->fresh)
        take_step(p, fill, true);
    offer(p, from, soft->start ? soft : fill, COST_FORCED);
}

static void fill_page(Planner *p, uint32_t from)
{
    const Stretch *s = p->stretch;
    const Way start = p->ways[from];
    Fill fill = {.start = &start, .at = start.at, .nfloats = start.nfloats, .need = start.note,
                 .seen = start.nfloats};
    Fill soft = {0}, legal[PLAN_ENDS]; /* the last legal ends, in a ring */
    size_t nlegal = 0;
    if (from) {
        open_page(p, &fill);
    } else {
        fill.y = p->spot->y;
        fill.placed = p->spot->notes;
        fill.top = p->spot->top;
        fill.fresh = p->spot->empty;
    }
    p->nends = 0;
    p->over = false;
    for (bool room = true; room && fill.at < s->count; room = take_step(p, &fill, false)) {
        const Step *step = &s->steps[fill.at];
        if (fill.at == start.at && (from || fill.fresh))
            continue;
        if (step->penalty == PLAN_SOLID) {
            soft = step->strip->flags & STRIP_HELD ? soft : fill;
            continue;
        }
        legal[nlegal++ % PLAN_ENDS] = fill;
    }
    for (size_t i = nlegal > PLAN_ENDS ? nlegal - PLAN_ENDS : 0; i < nlegal; i++)
        offer(p, from, &legal[i % PLAN_ENDS], 0);
    p->over = fill.at == s->count;
    if (p->over)
        offer(p, from, &fill, 0);
    else if (!nlegal)
        force_end(p, from, &fill, &soft);
}

/* A later end of the page would part nothing that this one does not. */
static bool is_early(const Planner *p, size_t end)
{
    const Step *steps = p->stretch->steps;
    for (size_t i = end + 1; i < p->nends; i++)
        if (p->ends[i].at == p->stretch->count || steps[p->ends[i].at].penalty <= steps[p->ends[end].at].penalty)
            return true;
    return p->over && p->ends[end].at < p->stretch->count;
}

/* ---- the search ---- */

static void keep_way(Planner *p, const Way *way)
{
    if (p->found && way->cost >= p->best.cost)
        return;
    for (size_t i = p->next; i < p->count; i++) {
        Way *other = &p->ways[i];
        if (other->at != way->at || other->note != way->note || other->nfloats != way->nfloats)
            continue;
        if (way->cost < other->cost)
            *other = *way;
        return;
    }
    arena_push(p->a, p->ways, p->count, p->room, *way);
}

/* The best ways to begin the next page come to the front, the others go. */
static void prune(Planner *p)
{
    size_t kept = p->next;
    for (; kept < p->count && kept < p->next + PLAN_WIDTH; kept++) {
        size_t best = kept;
        for (size_t i = kept + 1; i < p->count; i++)
            if (p->ways[i].cost < p->ways[best].cost ||
                (p->ways[i].cost == p->ways[best].cost && p->ways[i].at > p->ways[best].at))
                best = i;
        Way way = p->ways[best];
        p->ways[best] = p->ways[kept];
        p->ways[kept] = way;
        if (way.cost > p->ways[p->next].cost + PLAN_BEHIND)
            break;
    }
    p->count = kept;
}

static Plan trace(const Planner *p)
{
    size_t count = 1;
    for (const Way *way = &p->best; way->from; way = &p->ways[way->from])
        count++;
    PlanPage *pages = arena_array(p->a, PlanPage, count);
    const Way *way = &p->best;
    for (size_t i = count; i-- > 0; way = &p->ways[way->from])
        pages[i] = (PlanPage){.end = way->at, .note = way->note, .nfloats = way->nfloats,
                              .cost = way->cost - p->ways[way->from].cost,
                              .looseness = way->looseness};
    return (Plan){pages, count, p->best.cost};
}

Plan page_plan(const Compose *c, Arena *a, Len height, const Stretch *stretch, const Spot *spot,
               const Queue *queue, const Floats *floats)
{
    Planner p = {.c = c, .a = a, .height = height, .stretch = stretch, .spot = spot,
                 .queue = queue, .floats = floats};
    Way start = {.note = spot->note, .nfloats = spot->nfloats, .left_short = -1,
                 .right = spot->right};
    arena_push(a, p.ways, p.count, p.room, start);
    for (size_t from = 0; from < p.count;) {
        size_t end = p.next = p.count;
        for (; from < end; from++) {
            if (p.found && p.ways[from].cost >= p.best.cost)
                continue;
            fill_page(&p, (uint32_t)from);
            for (size_t i = 0; i < p.nends; i++) {
                p.ends[i].cost += is_early(&p, i) ? COST_EARLY * p.ends[i].gap : 0;
                keep_way(&p, &p.ends[i]);
            }
        }
        prune(&p);
    }
    assert(p.found);
    return trace(&p);
}
