/*
 * page_elastic: paragraphs set a line shorter or longer where a plan is in trouble (缩行、撑行).
 *
 * Those near the pages that cost something are tried once: whether they can do it is kept in their
 * blocks. A plan that may use them says what it wants; so set, the text is planned as any text, and
 * all is taken back if it is no better.
 */
#include "pdf/page_imp.h"

enum { COST_TROUBLE = 10 }; /* of a page: worth to look for a better plan */

static void set_looseness(Breaker *b, Block *block, int looseness)
{
    Diag *told = b->c->d, unheard = diag_in(b->scratch); /* all was said when it was set first */
    b->c->d = &unheard;
    block->looseness = (int8_t)looseness;
    block_again(b->c, block);
    b->c->d = told;
}

/* Keep of what may be tried with a paragraph what it can do. */
static void try_elastic(Breaker *b, Block *block)
{
    static const struct { uint8_t flag; int looseness; } ways[] = {{ELASTIC_SHORTER, -1},
                                                                   {ELASTIC_LONGER, 1}};
    size_t lines = block->count;
    uint8_t can = 0;
    for (size_t i = 0; i < 2; i++) {
        if (!(block->elastic & ways[i].flag))
            continue;
        set_looseness(b, block, ways[i].looseness);
        can |= block->count == lines + (size_t)ways[i].looseness ? ways[i].flag : 0;
    }
    if (block->count != lines)
        set_looseness(b, block, 0);
    block->looseness = 0; /* the last way led nowhere: it is set as it was */
    block->elastic = can | ELASTIC_TRIED;
}

/* Try the paragraphs of the pages that cost something, of the two before each and the one behind:
 * one may begin on it. */
static bool try_paragraphs(Breaker *b, const Part *part, const Plan *plan)
{
    bool any = false;
    size_t step = 0, page = 0;
    for (size_t i = 0; i < part->count; i++) {
        Block *block = part->blocks[i];
        step += block->count;
        while (page + 1 < plan->count && plan->pages[page].end < step)
            page++;
        bool near = false;
        for (size_t k = page ? page - 1 : 0; k < plan->count && k <= page + 2; k++)
            near |= plan->pages[k].cost >= PLAN_PAGE_COST + COST_TROUBLE;
        if (near && block->elastic && !(block->elastic & ELASTIC_TRIED))
            try_elastic(b, block);
        any |= (block->elastic & ELASTIC_TRIED) && block->elastic != ELASTIC_TRIED;
    }
    return any;
}

/* Set as many paragraphs of the page to another length as the plan wants. */
static void loosen_page(Breaker *b, const Stretch *s, Block *const *owners, size_t from,
                        const PlanPage *page)
{
    int left = page->looseness < 0 ? -page->looseness : page->looseness;
    int looseness = page->looseness < 0 ? -1 : 1;
    uint8_t flag = looseness < 0 ? ELASTIC_SHORTER : ELASTIC_LONGER;
    for (size_t i = from; i < page->end && left; i++)
        if (page_step_gives(b->c, s->steps, i, from, flag)) {
            set_looseness(b, owners[i], looseness);
            left--;
        }
}

Plan page_elastic(Breaker *b, const Part *part, Stretch *s, Plan plan)
{
    int64_t least = PLAN_PAGE_COST * (int64_t)plan.count;
    if (plan.cost < least + COST_TROUBLE || !try_paragraphs(b, part, &plan))
        return plan;
    *s = page_part_stretch(b, part);
    Block **owners = arena_array(b->scratch, Block *, s->count);
    for (size_t i = 0, n = 0; i < part->count; i++)
        for (size_t k = 0; k < part->blocks[i]->count; k++, n++) {
            owners[n] = part->blocks[i];
            if (k + 1 == part->blocks[i]->count && !part->blocks[i]->looseness &&
                part->blocks[i]->elastic & ELASTIC_TRIED)
                s->steps[n].elastic = part->blocks[i]->elastic;
        }
    Plan wanted = page_plan_stretch(b, s);
    bool changed = false;
    for (size_t i = 0, from = 0; i < wanted.count; from = wanted.pages[i++].end) {
        changed |= wanted.pages[i].looseness != 0;
        loosen_page(b, s, owners, from, &wanted.pages[i]);
    }
    if (!changed)
        return page_plan_stretch(b, s);
    *s = page_part_stretch(b, part);
    Plan better = page_plan_stretch(b, s);
    if (better.cost < plan.cost)
        return better;
    for (size_t i = 0; i < part->count; i++)
        if (part->blocks[i]->looseness)
            set_looseness(b, part->blocks[i], 0);
    *s = page_part_stretch(b, part);
    return page_plan_stretch(b, s);
}
