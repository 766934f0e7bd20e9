/*
 * block_upright: sections of class "vertical": verse and short prose in columns from right to left.
 *
 * The columns of all its paragraphs and headings follow each other, centred on the measure. How high
 * they are the section says by a class such as "h60mm"; else two fifths of the type area, or as much
 * more as lets every paragraph stand within the measure. What is wider than the measure goes on
 * in a band of columns below. Headings are columns like others, without an entry in contents.
 */
#include "doc/label.h"
#include "pdf/block.h"

enum { TEXTS_MOST = 400 }; /* of a section: more is no verse */

/* A paragraph or heading as columns. */
typedef struct Stand {
    const Node *node;
    Setting setting;
    Len width;
} Stand;

typedef struct Stands {
    Compose *c;
    Context context;
    Stand *items;
    size_t count, room;
    Len length;          /* of columns */
    Len longest;         /* of what stands in them */
} Stands;

static void refuse(Compose *c, const Node *node)
{
    diag_error(c->d, "vertical", node->pos, "竖排的部分里只能有段落和标题，这里是 %s",
               "a vertical section holds paragraphs and headings only, not a %s", doc_kind_name((NodeKind)node->kind));
    diag_hint(c->d, "把它移到竖排部分的外面", "move it out of the section");
}

static void collect(Stands *s, const Node *node)
{
    for (uint32_t i = 0; i < node->nkids; i++) {
        const Node *kid = node->kids[i];
        bool heading = kid->kind == NODE_HEADING;
        if (kid->kind == NODE_SECTION) {
            collect(s, kid);
        } else if ((heading || kid->kind == NODE_PARA) && s->count < TEXTS_MOST) {
            Setting setting = block_setting(s->c, s->context, heading ? STYLE_H3 : (StyleName)s->context.style);
            setting.align = PARA_START;
            if (heading || doc_has_class(kid->as.section.class, STR("flush")))
                setting.indent = 0;
            setting.bold |= !heading && doc_has_class(kid->as.section.class, STR("verse-title"));
            arena_push(s->c->scratch, s->items, s->count, s->room, ((Stand){.node = kid, .setting = setting}));
        } else {
            refuse(s->c, kid);
        }
    }
}

/* How wide each is with columns so long. Returns whether all stand within the measure. */
static bool measure(Stands *s, Len length)
{
    bool fit = true;
    s->length = length;
    s->longest = 0;
    for (size_t i = 0; i < s->count; i++) {
        Stand *stand = &s->items[i];
        Len own = 0;
        stand->setting.width = length;
        stand->width = block_vertical(s->c, NULL, NULL, stand->node, s->context, &stand->setting, 0, 0, &own);
        s->longest = own > s->longest ? own : s->longest;
        fit &= stand->width <= s->context.width;
    }
    return fit;
}

static void choose_length(Stands *s, Len wanted)
{
    const Design *design = s->c->design;
    Len most = design->height - design->top - design->bottom, length = wanted ? wanted : most * 2 / 5;
    length = length > most ? most : length;
    while (!measure(s, length) && length < most)
        length = length + s->c->pitch < most ? length + s->c->pitch : most;
}

/* How many from first on stand beside each other, at least one; their width together. */
static size_t band_of(const Stands *s, size_t first, Len *width)
{
    size_t n = 0;
    *width = 0;
    while (first + n < s->count && (!n || *width + s->items[first + n].width <= s->context.width))
        *width += s->items[first + n++].width;
    return n;
}

static void set_band(Stands *s, Block *block, size_t first, size_t count, Len width)
{
    Compose *c = s->c;
    Strip *strip = block_strip(c, block, s->context, s->length);
    strip->flags |= STRIP_SNAP;
    strip->before = first ? c->pitch : 0;
    Len right = s->context.left + (s->context.width + width) / 2;
    for (size_t i = first; i < first + count; i++) {
        Stand *stand = &s->items[i];
        stand->setting.tag = tags_add(&c->tags, "P", s->context.tag);
        right -= block_vertical(c, block, strip, stand->node, s->context, &stand->setting, right, 0, NULL);
    }
}

void block_upright(Compose *c, Block *block, const Node *node, Context context)
{
    Stands s = {.c = c, .context = context};
    s.context.tag = tags_add(&c->tags, "Sect", context.tag);
    if (node->as.section.id.n) {
        Str title = label_of_section(c->a, node);
        block_call(c, block_id(c, node->as.section.id, context.scope), label_of_heading(title), title);
    }
    collect(&s, node);
    Len wanted = block_look(node->as.section.class).height;
    choose_length(&s, wanted);
    if (!wanted && s.longest < s.length) /* no room below short lines that nobody asked for */
        s.length = s.longest;
    for (size_t i = 0, n; i < s.count; i += n) {
        Len width;
        n = band_of(&s, i, &width);
        set_band(&s, block, i, n, width);
    }
    block->before = block->after = c->pitch;
}
