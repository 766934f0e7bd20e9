/*
 * block: the tree's blocks into a flow; see block.h.
 *
 * Containers (section, quote, list) only change the context that travels down; each block that
 * prints something is set by one function, through block_set, which keeps what is needed to
 * set it again. Paragraphs and their lines are in block_inline.c.
 */
#include <assert.h>
#include <string.h>

#include "doc/label.h"
#include "pdf/block.h"
#include "text/zh.h"

enum { MOVED_IN_EMS = 6 }; /* no measure gets narrower by nesting */

static void add_section(Compose *c, Flow *flow, const Node *node, Context context);
static void add_quote(Compose *c, Flow *flow, const Node *node, Context context);
static void add_callout(Compose *c, Flow *flow, const Node *node, Context context);
static void add_heading(Compose *c, Flow *flow, const Node *node, Context context);
static void add_space(Compose *c, Flow *flow, const Node *node, Context context);
static uint16_t break_flags(const Compose *c, const Node *node);
static void add_table(Compose *c, Flow *flow, const Node *node, Context context);
static void set_para(Compose *c, Block *block, const Node *node, Context context);
static void set_heading(Compose *c, Block *block, const Node *node, Context context);
static void set_caption(Compose *c, Block *block, const Node *node, Context context);
static void set_code(Compose *c, Block *block, const Node *node, Context context);
static void set_rule(Compose *c, Block *block, const Node *node, Context context);
static void set_space(Compose *c, Block *block, const Node *node, Context context);

/* ---- blocks and strips ---- */

const TextStyle *block_style(const Compose *c, StyleName style)
{
    assert(style < STYLE_ALL);
    return &c->design->styles[style];
}

Len block_measure_of_page(const Compose *c, bool turned)
{
    const Design *design = c->design;
    return turned ? design->height - design->top - design->bottom : c->measure;
}

Len block_pitches(const Compose *c, Len length)
{
    Len over = length % c->pitch;
    return over > 0 ? length + c->pitch - over : length - over;
}

Strip *block_strip(Compose *c, Block *block, Context context, Len height)
{
    Strip strip = {.height = height, .matter = context.matter, .frame = context.frame};
    arena_push(c->a, block->strips, block->count, block->room, strip);
    return &block->strips[block->count - 1];
}

void block_reserve(Compose *c, Block *block, size_t more)
{
    if (block->room)
        return; /* growing by doubling from here on */
    block->strips = arena_array(c->a, Strip, more ? more : 1);
    block->room = more ? more : 1;
}

/* The mark of a list item is the first of the paragraph's words. */
static bool runs_in(const Compose *c, const Node *node)
{
    return c->design->run_in && node->kind == NODE_PARA;
}

Block *block_set(Compose *c, Flow *flow, const Node *node, Context context, BlockSet *set)
{
    Block *block = arena_new(c->a, Block);
    arena_push(c->a, flow->blocks, flow->count, flow->room, block);
    Again again = {.node = node, .context = context, .set = set, .element = c->tags.next,
                   .id = c->next_id, .heading = c->next_heading, .note = c->nnotes,
                   .captioned = c->next_captioned, .term = c->next_term,
                   .nfigures = c->nfigures, .ntables = c->ntables, .nchapters = c->nchapters,
                   .heading_level = c->tags.heading};
    bool unsettled_before = c->unsettled;
    c->unsettled = false;
    block->flags = c->breaks | (context.turned ? STRIP_TURNED : 0);
    c->breaks = 0;
    c->depth++;
    set(c, block, node, context);
    c->depth--;
    if (context.label && !runs_in(c, node))
        block_label(c, block, context.label);
    if (block->count && !c->cells)
        block_place_ids(c, block, 0);
    again.end_note = c->nnotes;
    again.made = c->tags.next > again.element;
    again.settles = c->unsettled;
    if ((c->unsettled || block->elastic) && !c->depth) {
        block->again = arena_new(c->a, Again);
        *block->again = again;
    }
    c->unsettled = unsettled_before || (c->depth && c->unsettled);
    return block;
}

void block_again(Compose *c, Block *block)
{
    Again *again = block->again;
    assert(again && !c->depth);
    if (!again->made) /* it waited for the whole tree: its elements come last */
        again->element = c->tags.count;
    tags_rewind(&c->tags, again->element);
    uint8_t heading = c->tags.heading;
    c->tags.heading = again->heading_level;
    c->next_id = c->waiting = again->id;
    c->next_heading = again->heading;
    c->next_captioned = again->captioned;
    c->next_term = again->term;
    c->nfigures = again->nfigures;
    c->ntables = again->ntables;
    c->nchapters = again->nchapters;
    for (size_t i = again->note; i < again->end_note; i++)
        c->notes[i].owner = NULL;
    Len before = block->before, after = block->after;
    block->strips = NULL;
    block->count = block->room = 0;
    c->looseness = block->looseness;
    c->depth++;
    again->set(c, block, again->node, again->context);
    c->depth--;
    c->looseness = 0;
    block->before = before; /* what stands around it may have changed it */
    block->after = after;
    if (again->context.label && !runs_in(c, again->node))
        block_label(c, block, again->context.label);
    if (block->count)
        block_place_ids(c, block, 0);
    again->made = c->tags.next > again->element;
    tags_forward(&c->tags);
    c->tags.heading = heading;
    c->next_id = c->waiting = c->nids;
    c->next_heading = c->nheadings;
    c->next_captioned = c->ncaptioned;
    c->next_term = c->nterms;
}

/* Modulo the pitch: a long table's sum would not fit in a Len. */
static Len over_pitches(const Compose *c, const Block *block)
{
    Len height = 0;
    for (size_t i = 0; i < block->count; i++)
        height = (height + block->strips[i].height + (i ? block->strips[i].before : 0)) % c->pitch;
    return height;
}

/* Tables, pictures, text of another leading: those that follow each other keep off the grid between them. */
static bool is_loose(const Compose *c, const Block *block)
{
    return !block->pad_above && (over_pitches(c, block) || !(block->strips[block->count - 1].flags & STRIP_SNAP));
}

/*
 * The space above a block, in two parts: `lead`, after which its first strip snaps to the grid,
 * and `before`, behind that. What is not whole pitches high gets, together with the space above
 * and below it, what is missing to whole pitches: headings above them, others half of it. A loose
 * block behind another begins where its space ends.
 */
static void set_gap(const Compose *c, Block *block, const Block *previous, bool on_grid)
{
    Strip *first = &block->strips[0];
    Len after = previous ? previous->after : 0, over = over_pitches(c, block);
    Len gap = block->before > after ? block->before : after;
    first->lead = on_grid ? gap : 0;
    first->before = on_grid ? 0 : gap;
    if (!on_grid)
        return;
    if (previous && previous->count && is_loose(c, previous) && is_loose(c, block)) {
        first->flags &= (uint16_t)~STRIP_SNAP;
        return;
    }
    if (over == 0)
        return;
    first->lead = after;
    first->before = gap - after;
    Len whole = first->before + over + block->after;
    Len missing = block_pitches(c, whole) - whole;
    first->before += block->pad_above ? missing : missing / 2;
}

Strip **block_flatten(Compose *c, Arena *a, Block *const *blocks, size_t nblocks,
                      const Block *previous, bool on_grid, size_t *count)
{
    size_t n = 0;
    for (size_t i = 0; i < nblocks; i++)
        n += blocks[i]->count;
    Strip **strips = arena_array(a, Strip *, n ? n : 1);
    *count = n;
    n = 0;
    const Block *still = previous; /* the last that goes nowhere */
    unsigned held = 0;
    for (size_t i = 0; i < nblocks; i++) {
        Block *block = blocks[i];
        if (!block->count)
            continue;
        set_gap(c, block, still, on_grid);
        block->strips[0].lead_alone = block->strips[0].lead;
        block->strips[0].before_alone = block->strips[0].before;
        if (previous != still)
            set_gap(c, block, previous, on_grid);
        block->strips[0].flags |= block->flags;
        for (size_t k = 0; k < block->count; k++, n++) {
            strips[n] = &block->strips[k];
            strips[n]->placed = false;
            strips[n]->flags &= (uint16_t)~STRIP_HELD;
            if (held) {
                strips[n]->flags |= STRIP_HELD;
                held--;
            }
        }
        if (block->keep_lines)
            held = block->keep_lines;
        previous = block;
        still = block->flags & STRIP_FLOAT ? still : block;
    }
    assert(n == *count);
    return strips;
}

/* ---- ids ---- */

typedef struct ScopeKey {
    uint32_t scope;
    char id[256]; /* longer ones agree in their first 256 bytes: the first is found */
} ScopeKey;

static Str scope_key(ScopeKey *key, Str id, uint32_t scope)
{
    size_t n = id.n < sizeof key->id ? id.n : sizeof key->id;
    key->scope = scope;
    if (n)
        memcpy(key->id, id.p, n);
    return (Str){(const char *)key, sizeof key->scope + n};
}

/* The id itself for the first in the book, later ones told apart by their section. */
static Str unique_name(Compose *c, Str id, uint32_t scope)
{
    Str name = id;
    if (!name.n)
        name = str_printf(c->a, "h%zu", c->nids);
    if (map_find(&c->id_names, name))
        name = str_printf(c->a, "%.*s~%u", STR_ARG(id), (unsigned)scope);
    if (map_find(&c->id_names, name))
        name = str_printf(c->a, "%.*s~%u~%zu", STR_ARG(id), (unsigned)scope, c->nids);
    return name;
}

uint32_t block_id(Compose *c, Str id, uint32_t scope)
{
    if (c->next_id < c->nids) { /* set again: the same ids in the same order */
        c->ids[c->next_id].block = NULL;
        return (uint32_t)c->next_id++;
    }
    IdEntry entry = {.id = id, .name = unique_name(c, id, scope), .scope = scope};
    void *first = id.n ? map_find(&c->id_names, id) : NULL;
    if (first)
        c->ids[(uintptr_t)first - 1].twice = entry.twice = true;
    arena_push(c->a, c->ids, c->nids, c->ids_room, entry);
    void *index = (void *)(uintptr_t)c->nids;
    *map_at(&c->id_names, entry.name) = index;
    ScopeKey key;
    Str scoped = scope_key(&key, id, scope);
    if (id.n && !map_find(&c->id_scopes, scoped))
        *map_at(&c->id_scopes, str_copy(c->a, scoped)) = index;
    c->next_id = c->nids;
    return (uint32_t)c->nids - 1;
}

void block_call(Compose *c, uint32_t index, Str called, Str title)
{
    c->ids[index].called = called;
    c->ids[index].title = title;
}

static bool is_below(const Compose *c, uint32_t scope, uint32_t above)
{
    while (scope && scope != above)
        scope = c->scopes[scope];
    return scope == above;
}

bool block_scope_sees(const Compose *c, const IdEntry *entry, uint32_t scope)
{
    return is_below(c, scope, entry->scope);
}

/* An id in one document of a book, whatever others call theirs; else wherever it is. */
static IdEntry *find_below(const Compose *c, Str document, Str id)
{
    const IdEntry *section = block_find_id(c, document, 0);
    for (size_t i = 0; section && i < c->nids; i++)
        if (str_equal(c->ids[i].id, id) && is_below(c, c->ids[i].scope, section->scope))
            return &c->ids[i];
    return block_find_id(c, id, 0);
}

IdEntry *block_find_id(const Compose *c, Str id, uint32_t scope)
{
    ScopeKey key;
    size_t hash = str_find(id, STR("#"), 1);
    if (hash < id.n)
        return find_below(c, str_slice(id, 0, hash), str_slice(id, hash + 1, id.n));
    for (;; scope = c->scopes[scope]) {
        void *index = map_find(&c->id_scopes, scope_key(&key, id, scope));
        if (index)
            return &c->ids[(uintptr_t)index - 1];
        if (!scope)
            break;
    }
    void *index = map_find(&c->id_names, id);
    return index ? &c->ids[(uintptr_t)index - 1] : NULL;
}

void block_place_ids(Compose *c, Block *block, uint32_t strip)
{
    for (; c->waiting < c->next_id; c->waiting++)
        if (!c->ids[c->waiting].block) {
            c->ids[c->waiting].block = block;
            c->ids[c->waiting].strip = strip;
        }
}

static bool has_class(const Node *node, Str wanted)
{
    return doc_has_class(node->as.section.class, wanted);
}

/* ---- containers ---- */

/* The tree tells what a paragraph leads to: a list of fields, each with its colon, leads nowhere. */
static BlockLead leads_to(Compose *c, const Node *node, const Node *next)
{
    if (node->kind != NODE_PARA || next->kind == NODE_NOTE)
        return LEADS_NOWHERE;
    ArenaMark mark = arena_mark(c->scratch);
    ZhLead lead = zh_lead(doc_plain_str(c->scratch, node));
    arena_release(c->scratch, mark);
    bool para = next->kind == NODE_PARA;
    return lead == ZH_LEAD_OPEN && !para ? LEADS_CLOSELY : lead == ZH_LEAD_OPEN || (lead && !para) ? LEADS_LOOSELY : LEADS_NOWHERE;
}

void block_add_kids(Compose *c, Flow *flow, const Node *node, Context context)
{
    for (uint32_t i = 0; i < node->nkids; i++) {
        size_t before = flow->count;
        block_add(c, flow, node->kids[i], context);
        if (flow->count == before)
            continue;
        context.label = NULL;
        if (i + 1 < node->nkids)
            flow->blocks[flow->count - 1]->leads = (uint8_t)leads_to(c, node->kids[i], node->kids[i + 1]);
    }
}

static void report_depth(Compose *c, const Node *node)
{
    diag_error(c->d, "nesting", node->pos, "内容嵌套超过 %d 层，无法排版",
               "content is nested more than %d levels deep and cannot be set", BLOCK_DEPTH);
}

void block_add(Compose *c, Flow *flow, const Node *node, Context context)
{
    if (++context.depth > BLOCK_DEPTH) {
        report_depth(c, node);
        return;
    }
    switch ((NodeKind)node->kind) {
    case NODE_SECTION: add_section(c, flow, node, context); return;
    case NODE_QUOTE: add_quote(c, flow, node, context); return;
    case NODE_CALLOUT: add_callout(c, flow, node, context); return;
    case NODE_LIST: block_list(c, flow, node, context); return;
    case NODE_DEFINITIONS: block_definitions(c, flow, node, context); return;
    case NODE_TERM: block_set(c, flow, node, context, block_term); return;
    case NODE_ITEM: block_add_kids(c, flow, node, context); return;
    case NODE_TABLE: add_table(c, flow, node, context); return;
    case NODE_FIGURE: block_set(c, flow, node, context, block_figure); return;
    case NODE_COLUMNS: block_columns(c, flow, node, context); return;
    case NODE_COVER:
        if (!c->design->jacketed || !block_is_outer(node))
            block_set(c, flow, node, context, block_cover);
        return;
    case NODE_SHEET: block_set(c, flow, node, context, block_sheet); return;
    case NODE_FRAME: block_add_kids(c, flow, node, context); return; /* on no sheet: like a section */
    case NODE_HEADING: add_heading(c, flow, node, context); return;
    case NODE_PARA: block_set(c, flow, node, context, set_para); return;
    case NODE_CAPTION: block_set(c, flow, node, context, set_caption); return;
    case NODE_CODE: block_set(c, flow, node, context, set_code); return;
    case NODE_RULE: block_set(c, flow, node, context, set_rule); return;
    case NODE_CONTENTS:
        context.tag = tags_add(&c->tags, "TOC", context.tag);
        block_set(c, flow, node, context, block_contents);
        return;
    case NODE_INDEX:
        context.tag = tags_add(&c->tags, "Index", context.tag);
        block_set(c, flow, node, context, block_index);
        return;
    case NODE_SPACE: add_space(c, flow, node, context); return;
    case NODE_PAGE_BREAK: c->breaks |= break_flags(c, node); return;
    case NODE_NOTE: return; /* stands where it is referred to */
    case NODE_CHART: case NODE_QR: return; /* drawn by its figure */
    case NODE_ROW: case NODE_CELL: case NODE_TEXT: case NODE_SOFT_BREAK: case NODE_LINE_BREAK:
    case NODE_CODE_SPAN: case NODE_EMPH: case NODE_STRONG: case NODE_STRIKE: case NODE_LINK:
    case NODE_IMAGE: case NODE_NOTE_REF: case NODE_SPAN: case NODE_RUBY: case NODE_PAGE_REF:
    case NODE_REF: case NODE_INDEX_ENTRY: case NODE_VALUE: case NODE_KINDS:
        assert(false && "no block");
    }
}

static uint16_t break_flags(const Compose *c, const Node *node)
{
    unsigned flags = STRIP_PAGE;
    flags |= node->level & NODE_BREAK_ODD && c->design->print != PRINT_SCREEN ? STRIP_ODD : 0;
    flags |= node->level & NODE_BREAK_OPENING ? STRIP_OPENING | STRIP_SUNK : 0;
    return (uint16_t)flags;
}

/* What a note and its references agree in: the author's id, else the number. */
Str block_note_key(Arena *a, const Node *node)
{
    return node->as.note.id.n ? node->as.note.id
                              : str_printf(a, "\1%u", (unsigned)node->as.note.number);
}

/* The footnotes that stand at the end of a section, by key. */
static Map *section_notes(Compose *c, const Node *node, Map *around)
{
    Map *notes = around;
    for (uint32_t i = 0; i < node->nkids; i++) {
        const Node *kid = node->kids[i];
        if (kid->kind != NODE_NOTE)
            continue;
        if (notes == around) {
            notes = arena_new(c->a, Map);
            *notes = map_in(c->a);
        }
        *map_at(notes, block_note_key(c->a, kid)) = (void *)(uintptr_t)kid;
    }
    return notes;
}

/* What stands below on landscape pages, if it may have pages of its own at all. */
static Context turn(const Compose *c, Context context)
{
    if (c->depth || context.left || context.frame || context.label || context.turned)
        return context;
    context.turned = true;
    context.width = block_measure_of_page(c, true);
    return context;
}

/* A table may ask for a landscape page; where the design has it so, one gets it that would not
 * fit the measure in the smallest type it may have. */
static void add_table(Compose *c, Flow *flow, const Node *node, Context context)
{
    Context turned = turn(c, context);
    bool wanted = doc_has_class(node->as.table.class, STR("landscape"));
    if (!wanted && c->design->turn_tables && turned.turned && !context.turned)
        wanted = !table_fits(c, node, context) && table_fits(c, node, turned);
    block_set(c, flow, node, wanted ? turned : context, table_block);
}

Context block_section(Compose *c, const Node *node, Context context)
{
    uint32_t scope = (uint32_t)c->nscopes;
    arena_push(c->a, c->scopes, c->nscopes, c->scopes_room, context.scope);
    context.scope = scope;
    context.notes = section_notes(c, node, context.notes);
    context.shift = (uint8_t)(context.shift + node->level);
    if (has_class(node, STR("front")))
        context.matter = MATTER_FRONT;
    if (has_class(node, STR("body")))
        context.matter = MATTER_BODY;
    if (has_class(node, STR("landscape")))
        context = turn(c, context);
    if (has_class(node, STR("zh-numbers")))
        context.numbering = 1;
    if (has_class(node, STR("flush")))
        context.flush = true;
    if (node->as.section.id.n) {
        Str title = label_of_section(c->a, node);
        block_call(c, block_id(c, node->as.section.id, scope), label_of_heading(title), title);
    }
    return context;
}

static void add_section(Compose *c, Flow *flow, const Node *node, Context context)
{
    BlockSet *official = block_official(node);
    bool verse = has_class(node, STR("verse"));
    bool upright = has_class(node, STR("vertical")) && (!verse || block_verse_fits(c, node, context));
    BlockSet *set = upright ? block_upright : official;
    if (verse) {
        context.style = STYLE_QUOTE;
        context.flush = true;
    }
    if (set) {
        block_set(c, flow, node, context, set);
        return;
    }
    context = block_section(c, node, context);
    if (verse)
        block_verse(c, flow, node, context);
    else
        block_add_kids(c, flow, node, context);
}

void block_space_around(Flow *flow, size_t first, const TextStyle *style)
{
    if (first == flow->count)
        return;
    Block *head = flow->blocks[first], *tail = flow->blocks[flow->count - 1];
    head->before = style->before > head->before ? style->before : head->before;
    tail->after = style->after > tail->after ? style->after : tail->after;
}

/* A narrower measure, as long as a few characters find room: deep nesting stops moving in. */
static Context move_in(Context context, Len left, Len right, Len size)
{
    if (context.width - left - right < MOVED_IN_EMS * size)
        return context;
    context.left += left;
    context.width -= left + right;
    return context;
}

static void add_quote(Compose *c, Flow *flow, const Node *node, Context context)
{
    const TextStyle *style = block_style(c, STYLE_QUOTE);
    size_t first = flow->count;
    context.style = STYLE_QUOTE;
    context = move_in(context, 2 * style->size, 2 * style->size, style->size);
    context.tag = tags_add(&c->tags, "BlockQuote", context.tag);
    block_add_kids(c, flow, node, context);
    block_space_around(flow, first, style);
}

static uint32_t mix(uint32_t colour, uint32_t percent)
{
    uint32_t mixed = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        uint32_t part = colour >> shift & 0xFF;
        mixed |= (255 - (255 - part) * percent / 100) << shift;
    }
    return mixed;
}

/* Frames add up their pads above what stands in all of them: two find room there. */
static Len frame_pad(const Compose *c, const Frame *outer)
{
    return outer && outer->outer ? 0 : c->pitch / 3;
}

static void add_callout(Compose *c, Flow *flow, const Node *node, Context context)
{
    const TextStyle *style = block_style(c, STYLE_CALLOUT);
    size_t first = flow->count;
    uint32_t accent = has_class(node, STR("warn")) ? 0xB45309 : c->design->brand;
    Frame *frame = arena_new(c->a, Frame);
    *frame = (Frame){.outer = context.frame, .in_column = c->columns > 0,
                     .x = context.left, .width = context.width,
                     .pad = frame_pad(c, context.frame), .fill = mix(accent, 7), .bar = accent,
                     .bar_width = LEN_PT(2.5)};
    context.frame = frame;
    context.style = STYLE_CALLOUT;
    context = move_in(context, style->size * 3 / 2, style->size, style->size);
    context.tag = tags_add(&c->tags, "Sect", context.tag);
    if (node->as.section.id.n) {
        Str title = label_of_caption(c->a, node);
        block_call(c, block_id(c, node->as.section.id, context.scope), title, title);
    }
    block_add_kids(c, flow, node, context);
    block_space_around(flow, first, style);
}

static void add_space(Compose *c, Flow *flow, const Node *node, Context context)
{
    if (node->level)
        block_set(c, flow, node, context, set_space);
}

static void set_space(Compose *c, Block *block, const Node *node, Context context)
{
    for (uint8_t i = 0; i < node->level; i++)
        block_strip(c, block, context, c->pitch)->flags |= STRIP_SNAP;
}

/* ---- blocks of text ---- */

static ParaAlign class_align(const Node *node, ParaAlign align)
{
    if (has_class(node, STR("center")) || has_class(node, STR("centre")) || has_class(node, STR("verse-title")))
        return PARA_CENTRE;
    if (has_class(node, STR("right")) || has_class(node, STR("end")) || has_class(node, STR("attribution")))
        return PARA_END;
    return align;
}

/* The ids a paragraph is found by: its own, and 第十二条 when it begins with that. */
static void note_para(Compose *c, const Node *node, Context context)
{
    Str id = node->as.section.id, name = STR_NONE;
    if (node->nkids && (node->kids[0]->kind == NODE_STRONG || node->kids[0]->kind == NODE_SPAN))
        name = label_of_para(c->a, node);
    if (id.n)
        block_call(c, block_id(c, id, context.scope), name, name);
    if (label_is_article(name))
        block_call(c, block_id(c, name, context.scope), name, name);
}

Setting block_para_setting(const Compose *c, const Node *node, Context context)
{
    StyleName name = block_class_style(c, node->as.section.class, (StyleName)context.style);
    context.flush &= name == (StyleName)context.style; /* an own style says itself how it begins */
    Setting setting = block_setting(c, context, name);
    setting.align = class_align(node, setting.align);
    if (context.label && runs_in(c, node))
        setting.lead = context.label->text;
    bool hangs = setting.indent < 0;
    if ((setting.align != PARA_JUSTIFY && !hangs) || has_class(node, STR("flush")))
        setting.indent = 0;
    if (has_class(node, STR("accent")))
        setting.colour = c->design->brand;
    if (has_class(node, STR("hei")) || has_class(node, STR("strong")) || has_class(node, STR("verse-title")))
        setting.bold = true;
    if (has_class(node, STR("large"))) /* a figure that is read at arm's length */
        setting.scale = setting.scale * 9 / 4;
    if (context.verse) {
        setting.align = PARA_START;
        setting.indent = 0;
    }
    return setting;
}

static void set_para(Compose *c, Block *block, const Node *node, Context context)
{
    Setting setting = block_para_setting(c, node, context);
    const TextStyle *style = block_style(c, setting.style);
    note_para(c, node, context);
    setting.tag = tags_add(&c->tags, "P", context.tag);
    block_lines(c, block, node, context, &setting);
    block_rules(c, block, style, setting.left, setting.width);
    if (block->count && (has_class(node, STR("attribution")) || has_class(node, STR("attached"))))
        block->strips[0].flags |= STRIP_GLUED; /* stays with what it is the source of, or says something about */
    block->keep_lines = style->keep;
    if (setting.style != STYLE_QUOTE && setting.style != STYLE_CALLOUT) {
        block->before = style->before;
        block->after = style->after;
    }
}

uint8_t block_heading_level(const Node *node, Context context)
{
    int level = node->level + context.shift;
    return (uint8_t)(level < 1 ? 1 : level > 6 ? 6 : level);
}

/* 表 2-1 begins again in each chapter, 表 1 does not: no two captions are the same. */
static bool counts_by_chapter(Str label)
{
    return str_find(label, STR("{chapter}"), 0) < label.n;
}

static void add_heading(Compose *c, Flow *flow, const Node *node, Context context)
{
    uint8_t level = block_heading_level(node, context);
    if (level <= c->design->page_break_level && context.style == STYLE_BODY && !c->depth) {
        c->breaks |= STRIP_PAGE | STRIP_OPENING | STRIP_SUNK;
        if (level == 1 && c->design->chapters_on_odd)
            c->breaks |= STRIP_ODD;
    }
    if (level == 1 && !(node->flags & NODE_UNLISTED) && context.matter == MATTER_BODY) {
        c->nchapters++;
        c->nfigures = counts_by_chapter(c->design->figure_label) ? 0 : c->nfigures;
        c->ntables = counts_by_chapter(c->design->table_label) ? 0 : c->ntables;
    }
    block_set(c, flow, node, context, set_heading);
}

void block_note_heading(Compose *c, Block *block, const Node *node, Context context,
                        uint8_t level)
{
    Heading heading = {.level = level, .block = block, .matter = context.matter,
                       .unlisted = node->flags & NODE_UNLISTED,
                       .id = block_id(c, node->as.section.id, context.scope)};
    Str title = doc_plain_str(c->a, node);
    block_call(c, heading.id, label_of_heading(title), title);
    if (c->next_heading < c->nheadings) {
        heading.title = c->headings[c->next_heading].title;
        c->headings[c->next_heading++] = heading;
        return;
    }
    heading.title = title;
    arena_push(c->a, c->headings, c->nheadings, c->headings_room, heading);
    c->next_heading = c->nheadings;
}

static void set_heading(Compose *c, Block *block, const Node *node, Context context)
{
    uint8_t level = block_heading_level(node, context);
    StyleName name = block_class_style(c, node->as.section.class, (StyleName)(STYLE_H1 + level - 1));
    const TextStyle *style = block_style(c, name);
    block_note_heading(c, block, node, context, level);
    Setting setting = block_setting(c, context, name);
    setting.align = class_align(node, setting.align);
    setting.indent = block_indent(c, style);
    setting.tag = tags_heading(&c->tags, level, context.tag);
    block_lines(c, block, node, context, &setting);
    for (size_t i = 1; i < block->count; i++)
        block->strips[i].flags |= STRIP_GLUED;
    block_rules(c, block, style, setting.left, setting.width);
    if (block->count)
        block->strips[0].flags |= STRIP_SNAP;
    block->before = style->before;
    block->after = style->after;
    block->pad_above = true;
    block->keep_lines = style->keep ? style->keep : 2; /* R10 */
}

/* A caption that is no table's or figure's: the head line of a call-out. */
static void set_caption(Compose *c, Block *block, const Node *node, Context context)
{
    Setting setting = block_setting(c, context, (StyleName)context.style);
    setting.indent = 0;
    setting.bold = true;
    setting.colour = context.frame ? context.frame->bar : c->design->brand;
    setting.tag = tags_add(&c->tags, "P", context.tag);
    block_lines(c, block, node, context, &setting);
    block->keep_lines = 2;
}

static Str expand_tabs(Arena *a, Str line)
{
    if (line.n && line.p[line.n - 1] == '\r')
        line.n--;
    if (!line.n || !memchr(line.p, '\t', line.n))
        return line;
    Buf out = buf_in(a);
    for (size_t i = 0; i < line.n; i++)
        if (line.p[i] == '\t')
            buf_c(&out, "    ");
        else
            buf_byte(&out, line.p[i]);
    return buf_view(&out);
}

static void set_code(Compose *c, Block *block, const Node *node, Context context)
{
    const TextStyle *style = block_style(c, STYLE_CODE);
    Frame *frame = arena_new(c->a, Frame);
    *frame = (Frame){.outer = context.frame, .in_column = c->columns > 0,
                     .x = context.left, .width = context.width,
                     .pad = c->pitch / 3, .fill = c->design->tint};
    context.frame = frame;
    Setting setting = block_setting(c, context, STYLE_CODE);
    setting.left += style->size;
    setting.width -= 2 * style->size;
    setting.indent = 0;
    setting.verbatim = true;
    setting.align = PARA_START;
    setting.tag = tags_add(&c->tags, "Code", tags_add(&c->tags, "P", context.tag));
    Str rest = node->as.code.text, line;
    if (str_ends(rest, STR("\n")))
        rest.n--;
    while (str_split(&rest, '\n', &line)) {
        line = expand_tabs(c->a, line);
        if (!block_text(c, block, line, node->pos, context, &setting))
            block_strip(c, block, context, style->leading);
    }
    for (size_t i = 1; i < block->count; i++)
        if (i < 2 || block->count - i < 2)
            block->strips[i].flags |= STRIP_GLUED;
    if (block->count)
        block->strips[0].flags |= STRIP_SNAP;
    block->before = style->before;
    block->after = style->after;
}

/* A thematic break: a short rule in the middle, two pitches high, between lines of one page: at
 * its head or foot it would not be seen as one. */
static void set_rule(Compose *c, Block *block, const Node *node, Context context)
{
    (void)node;
    Strip *strip = block_strip(c, block, context, 2 * c->pitch);
    strip->flags |= STRIP_SNAP | STRIP_GLUED;
    Item *item = block_item(c, strip, ITEM_LINE, 0);
    item->width = context.width / 5;
    item->x = context.left + (context.width - item->width) / 2;
    item->y = c->pitch;
    item->colour = c->design->rule;
    item->as.line.thickness = LEN_PT(0.5);
    block->keep_lines = 2;
}
