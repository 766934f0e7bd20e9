/*
 * block_contents: the list of headings, or of figures or tables, with leaders and page numbers.
 *
 * Set once before the book is broken into pages (its number of lines hardly ever depends on
 * the numbers), then again with the numbers of each round; titles are set the first time only. An entry is a paragraph that hangs
 * by two ems; leader dots stand on a lattice of the right edge, so that they align down the
 * page.
 */
#include <string.h>

#include "pdf/block.h"

enum { CONTENTS_STYLES = 2 };

/* A line of a list: a title and the place it leads to, an index into Compose.ids. */
typedef struct Listed {
    Str title;
    uint32_t id;
    uint8_t depth;
} Listed;

/* The lines of a title, without number and leader: page numbers change nothing in them, so they are set once.
 * As many as the list has entries, in its order. */
typedef struct KeptTitle {
    Str title;
    uint32_t tag;
    uint8_t depth;
    const Strip *strips;
    size_t count;
} KeptTitle;

typedef struct KeptTitles {
    KeptTitle *items;
    size_t count, room;
} KeptTitles;

/* A list while it is set. */
typedef struct Listing {
    Compose *c;
    Block *block;
    const Node *node;
    Context context;
    const Item *dots[CONTENTS_STYLES]; /* of the leaders, by depth; NULL: not set yet */
    Buf row;                           /* the text of the longest leader so far */
    KeptTitles *kept;
    size_t next;                       /* entry, from 0 */
} Listing;

static StyleName style_of(uint8_t depth)
{
    return depth < CONTENTS_STYLES ? (StyleName)(STYLE_CONTENTS_1 + depth) : STYLE_CONTENTS_2;
}

/* One dot of a leader, set once for all; NULL when it is no glyph. */
static const Item *dot_of(Listing *l, uint8_t depth)
{
    static const Item none = {.kind = ITEM_RECT};
    StyleName style = style_of(depth);
    const Item **dot = &l->dots[style - STYLE_CONTENTS_1];
    if (!*dot) {
        uint32_t count;
        Len width;
        const Item *set = block_words(l->c, STR("."), style, 800, block_style(l->c, style)->colour, 0, l->node->pos, &count, &width);
        *dot = count == 1 ? set : &none;
    }
    return (*dot)->kind == ITEM_GLYPHS ? *dot : NULL;
}

static void draw_number(Compose *c, Strip *strip, Str number, StyleName style, Len right,
                        uint32_t tag, Pos pos, Len *width)
{
    uint32_t count;
    Item *items = block_words(c, number, style, 1000, block_style(c, style)->colour, tag, pos,
                              &count, width);
    block_move(items, count, right - *width, strip->baseline);
    for (uint32_t i = 0; i < count; i++)
        *block_item(c, strip, ITEM_GLYPHS, tag) = items[i];
}

/* Dots half an em apart from the end of the title to the number. */
static void draw_leader(Listing *l, Strip *strip, uint8_t depth, Len from, Len to)
{
    const Item *dot = dot_of(l, depth);
    Len step = block_style(l->c, style_of(depth))->size / 2, first = (from + step - 1) / step * step;
    if (!dot || to - first < step)
        return;
    uint32_t n = (uint32_t)((to - first) / step);
    PlacedGlyph *glyphs = arena_raw(l->c->a, PlacedGlyph, n);
    for (uint32_t i = 0; i < n; i++) {
        glyphs[i] = dot->as.glyphs.glyphs[0];
        glyphs[i].x += first + (Len)i * step;
        glyphs[i].text = (uint16_t)i;
    }
    while (l->row.n < n)
        buf_byte(&l->row, '.');
    Item *item = block_item(l->c, strip, ITEM_GLYPHS, 0);
    *item = *dot;
    item->x = first;
    item->y = strip->baseline;
    item->width = (Len)n * step;
    item->as.glyphs.glyphs = glyphs;
    item->as.glyphs.count = n;
    item->as.glyphs.text = (Str){l->row.p, n};
}

static Len strip_end(const Strip *strip, Len left)
{
    Len end = left;
    for (uint32_t i = 0; i < strip->nitems; i++)
        if (strip->items[i].x + strip->items[i].width > end)
            end = strip->items[i].x + strip->items[i].width;
    return end;
}

static void link_entry(Compose *c, Block *block, size_t first, uint32_t link, Len right)
{
    for (size_t i = first; i < block->count; i++) {
        Strip *strip = &block->strips[i];
        strip->links = arena_new(c->a, LinkSpot);
        strip->nlinks = 1;
        Len x = strip->nitems ? strip->items[0].x : 0;
        strip->links[0] = (LinkSpot){.x = x, .width = right - x, .height = strip->height,
                                     .link = link};
    }
}

/* Those of the time before; inside another block, which is set again whole, there is none. */
static KeptTitles *kept_titles(Compose *c, Block *block)
{
    Again *again = block->again;
    if (again && again->kept)
        return again->kept;
    KeptTitles *kept = arena_new(c->a, KeptTitles);
    if (again)
        again->kept = kept;
    return kept;
}

static const Strip *copy_strips(Arena *a, const Strip *strips, size_t count)
{
    Strip *copy = arena_raw(a, Strip, count);
    if (count)
        memcpy(copy, strips, count * sizeof *copy);
    return copy;
}

/* The lines of the entry's title at the end of the block; how many. */
static size_t set_title(Listing *l, Listed entry, const Setting *setting)
{
    Compose *c = l->c;
    Block *block = l->block;
    size_t first = block->count, at = l->next++;
    const KeptTitle *kept = at < l->kept->count ? &l->kept->items[at] : NULL;
    if (kept && kept->depth == entry.depth && kept->tag == setting->tag && str_equal(kept->title, entry.title)) {
        for (size_t i = 0; i < kept->count; i++)
            *block_strip(c, block, l->context, 0) = kept->strips[i];
        return kept->count;
    }
    size_t count = block_text(c, block, entry.title, l->node->pos, l->context, setting);
    KeptTitle title = {entry.title, setting->tag, entry.depth, copy_strips(c->a, block->strips + first, count), count};
    if (!kept)
        arena_push(c->a, l->kept->items, l->kept->count, l->kept->room, title);
    return count;
}

static void add_entry(Listing *l, Listed entry, bool glued)
{
    Compose *c = l->c;
    Block *block = l->block;
    uint8_t depth = entry.depth;
    StyleName style = style_of(depth);
    const TextStyle *look = block_style(c, style);
    const IdEntry *target = &c->ids[entry.id];
    Pos pos = l->node->pos;
    uint32_t item = tags_add(&c->tags, "TOCI", l->context.tag);
    uint32_t tag = tags_add(&c->tags, "Link", tags_add(&c->tags, "Reference", item));
    Setting setting = block_setting(c, l->context, style);
    bool headings = !l->node->as.section.class.n;
    Len inset = headings ? (Len)depth * 2 * look->size : 0, right = l->context.left + l->context.width;
    setting.left += inset + 2 * look->size;
    setting.width -= inset + 5 * look->size; /* hangs two ems, keeps three for the number */
    setting.indent = -2 * look->size;
    setting.align = PARA_START;
    setting.tag = tag;
    if (setting.width < 6 * look->size)
        setting.width = 6 * look->size;
    size_t first = block->count;
    if (!set_title(l, entry, &setting))
        return;
    LinkEntry link = {.id = entry.id + 1, .contents = entry.title, .tag = tag, .pos = pos};
    arena_push(c->a, c->links, c->nlinks, c->links_room, link);
    Strip *last = &block->strips[block->count - 1];
    if (target->label.n) { /* else its page is not known yet, and nothing of this round stays */
        Len width, end = strip_end(last, setting.left);
        draw_number(c, last, target->label, style, right, tag, pos, &width);
        draw_leader(l, last, depth, end + look->size / 2, right - width - look->size / 2);
    }
    link_entry(c, block, first, (uint32_t)c->nlinks - 1, right);
    block->strips[first].before = first ? look->before : 0;
    for (size_t i = first; i < block->count; i++) {
        if (i) /* half a line above a chapter is half a line: the lists keep off the grid */
            block->strips[i].flags &= (uint16_t)~STRIP_SNAP;
        if (i > first || glued)
            block->strips[i].flags |= STRIP_GLUED;
    }
}

/* The next heading above `end` from i on; the number of all when there is none. */
static size_t next_listed(const Compose *c, size_t i, uint8_t end)
{
    while (i < c->nheadings && (c->headings[i].unlisted || c->headings[i].level >= end))
        i++;
    return i;
}

/* The first section of a chapter stays with it, the last with the one before. */
static void list_headings(Listing *l)
{
    const Compose *c = l->c;
    uint8_t deepest = l->node->level ? l->node->level : 2, top = 6;
    for (size_t i = 0; i < c->nheadings; i++)
        if (!c->headings[i].unlisted && c->headings[i].level < top)
            top = c->headings[i].level;
    bool chapter = false; /* the entry before is one */
    for (size_t i = next_listed(c, 0, top + deepest), next; i < c->nheadings; i = next) {
        next = next_listed(c, i + 1, top + deepest);
        Listed entry = {c->headings[i].title, c->headings[i].id, (uint8_t)(c->headings[i].level - top)};
        bool last = next < c->nheadings && c->headings[next].level == top;
        add_entry(l, entry, entry.depth && (chapter || last));
        chapter = entry.depth == 0;
    }
}

/* Where they are numbered, one without a number (in a cell, a quotation) is no entry: nothing
 * refers to it. */
static void list_captions(Listing *l, bool tables)
{
    const Compose *c = l->c;
    bool numbered = false;
    for (size_t i = 0; i < c->ncaptioned; i++)
        numbered |= c->captioned[i].table == tables && c->captioned[i].numbered;
    for (size_t i = 0; i < c->ncaptioned; i++)
        if (c->captioned[i].table == tables && (c->captioned[i].numbered || !numbered))
            add_entry(l, (Listed){c->captioned[i].title, c->captioned[i].id, 1}, false);
}

void block_contents(Compose *c, Block *block, const Node *node, Context context)
{
    c->unsettled = true;
    if (!c->complete) /* what comes behind it is not known yet: page.c calls again */
        return;
    context.flush = true;
    Listing l = {.c = c, .block = block, .node = node, .context = context, .row = buf_in(c->a), .kept = kept_titles(c, block)};
    if (doc_has_class(node->as.section.class, STR("figures")))
        list_captions(&l, false);
    else if (doc_has_class(node->as.section.class, STR("tables")))
        list_captions(&l, true);
    else
        list_headings(&l);
    if (block->count > 1) /* the last is not left alone */
        block->strips[block->count - 1].flags |= STRIP_GLUED;
    block->before = block->after = 0;
}
