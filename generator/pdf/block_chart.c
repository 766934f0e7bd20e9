/*
 * block_chart: a chart drawn for the measure it stands in, its texts as glyphs.
 *
 * The drawing knows no fonts: it kept room for each text by Unicode width. Here each is shaped and
 * anchored, one item a text, behind the shapes and under the same Figure. Neighbours never share a
 * baseline to the last unit, or the writer would take the labels of an axis for one line.
 */
#include <assert.h>

#include "draw/chart.h"
#include "pdf/block.h"

enum { SPARK_EMS = 12, TEXT_LEAST = LEN_PT(7), TEXT_MOST = LEN_PT(9) };

typedef struct Drawing {
    Compose *c;
    Item *items;
    size_t count, room;
    uint32_t tag;
    Pos pos;
    FontChoice choice;
    Len left, width, height; /* as placed */
    const Picture *picture;
} Drawing;

/* A length of the picture as it comes out on paper. */
static Len scaled(const Drawing *g, Len length)
{
    return (Len)((int64_t)length * g->width / g->picture->width);
}

static void add_picture(Drawing *g)
{
    Item item = {.kind = ITEM_PICTURE, .tag = g->tag, .x = g->left, .width = g->width,
                 .height = g->height};
    item.as.picture.picture = g->picture;
    arena_push(g->c->a, g->items, g->count, g->room, item);
}

/* Glyphs from..to, all of one face, from x on. Returns where the pen is then. */
static Len add_glyphs(Drawing *g, const PictureText *text, const GlyphRun *run, size_t from,
                      size_t to,
                      Len x, Len y)
{
    Len size = scaled(g, text->size);
    PlacedGlyph *glyphs = arena_array(g->c->a, PlacedGlyph, to - from);
    uint32_t start = run->glyphs[from].offset;
    uint32_t end = to < run->count ? run->glyphs[to].offset : (uint32_t)text->text.n;
    Item item = {.kind = ITEM_GLYPHS, .tag = g->tag, .x = x, .y = y, .colour = text->colour};
    for (size_t i = from; i < to; i++) {
        const Glyph *glyph = &run->glyphs[i];
        glyphs[i - from] = (PlacedGlyph){.gid = (uint16_t)glyph->gid, .x = x + len_em(glyph->dx, size),
                                         .dy = len_em(glyph->dy, size),
                                             .text = (uint16_t)(glyph->offset - start)};
        x += len_em(glyph->advance, size);
    }
    item.width = x - item.x;
    item.height = size;
    item.as.glyphs.font = run->glyphs[from].font;
    item.as.glyphs.glyphs = glyphs;
    item.as.glyphs.count = (uint32_t)(to - from);
    item.as.glyphs.size = size;
    item.as.glyphs.text = str_slice(text->text, start, end);
    arena_push(g->c->a, g->items, g->count, g->room, item);
    return x;
}

static void add_text(Drawing *g, const PictureText *text, Len shift)
{
    GlyphRun run = {0};
    ArenaMark mark = arena_mark(g->c->scratch);
    font_shape(g->c->scratch, g->c->fonts, g->choice, text->text, g->pos, &run, g->c->d);
    Len width = 0, size = scaled(g, text->size);
    for (size_t i = 0; i < run.count; i++)
        width += len_em(run.glyphs[i].advance, size);
    Len back = text->anchor == ANCHOR_START ? 0 : text->anchor == ANCHOR_END ? width : width / 2;
    Len x = g->left + scaled(g, text->x) - back, y = scaled(g, text->y) + shift;
    for (size_t i = 0, end; i < run.count; i = end) {
        for (end = i + 1; end < run.count && run.glyphs[end].font == run.glyphs[i].font; end++)
            ;
        x = add_glyphs(g, text, &run, i, end, x, y);
    }
    arena_release(g->c->scratch, mark);
}

static Len text_size(const Compose *c)
{
    Len size = block_style(c, STYLE_CAPTION)->size;
    return size < TEXT_LEAST ? TEXT_LEAST : size > TEXT_MOST ? TEXT_MOST : size;
}

/* Four fifths of the type area: the caption stands below. */
static Len most_height(const Design *design)
{
    return (Len)((int64_t)(design->height - design->top - design->bottom) * 4 / 5);
}

static const Picture *draw(Compose *c, const ChartSpec *spec, Len measure)
{
    const Design *design = c->design;
    ChartSpec own = *spec;
    own.brand = spec->brand ? spec->brand : design->brand;
    ChartSize size = {.width = measure, .text = text_size(c)};
    size.most = most_height(design);
    if (spec->kind == CHART_SPARK && measure > SPARK_EMS * size.text)
        size.width = SPARK_EMS * size.text;
    return chart_draw(c->a, &own, size, c->d);
}

static FontChoice choose_font(const Compose *c, const ChartSpec *spec)
{
    FontChoice choice = c->choice[STYLE_CAPTION];
    int role = spec->role.n ? fonts_role(c->fonts, spec->role) : -1;
    if (role >= 0)
        choice = (FontChoice){.role = role};
    return choice;
}

void block_chart(Compose *c, Block *block, const Node *node, Context context)
{
    assert(node->kind == NODE_CHART && node->as.chart.data);
    const ChartSpec *spec = node->as.chart.data;
    const Picture *picture = draw(c, spec, context.width);
    if (!picture)
        return;
    Drawing g = {.c = c, .pos = node->pos, .choice = choose_font(c, spec), .width = picture->width,
                 .height = picture->height, .picture = picture};
    Len most = most_height(c->design);
    if (g.height > most) { /* reported by chart_draw */
        g.width = (Len)((int64_t)g.width * most / g.height);
        g.height = most;
    }
    bool in_words = spec->kind == CHART_SPARK && c->cells; /* reads on from the text of its cell */
    g.left = context.left + (in_words ? 0 : (context.width - g.width) / 2);
    g.tag = tags_add(&c->tags, "Figure", context.tag);
    tags_at(&c->tags, g.tag)->alt = node->as.chart.alt.n ? node->as.chart.alt : picture->alt;
    add_picture(&g);
    for (size_t i = 0; i < picture->ntexts; i++)
        add_text(&g, &picture->texts[i], (Len)(i % 2));
    Strip *strip = block_strip(c, block, context, g.height);
    strip->flags |= STRIP_SNAP;
    strip->items = g.items;
    strip->nitems = (uint32_t)g.count;
}
