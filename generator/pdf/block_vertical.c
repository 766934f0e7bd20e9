/*
 * block_vertical: text in columns from right to left (R18).
 *
 * para.c makes the columns; here their glyphs find their places. Emphasis dots and annotations
 * stand on the right of a column, lines under names on its left. All of one column is one text
 * for readers, whatever its faces and turns.
 */
#include <assert.h>
#include <string.h>

#include "pdf/block_imp.h"
#include "text/unicode.h"

/* The column being set. */
typedef struct Column {
    Inline *in;
    LineItems *out;
    Block *block;
    const Line *line;
    Len axis, top;       /* x of the middle of its ems, y of its head */
    PlacedGlyph *placed; /* of the whole column */
    bool begun;          /* its first item is there */
} Column;

/* ---- glyphs ---- */

/* Where glyph g has its origin on the page, and how far along the column its box goes. */
static PlacedGlyph origin_of(const Column *column, const LineGlyph *g, Len baseline)
{
    Len size = column->in->runs[g->run].size, y = column->top + g->x;
    Len dx = len_em(g->glyph.dx, size), dy = len_em(g->glyph.dy, size);
    PlacedGlyph placed = {.gid = (uint16_t)g->glyph.gid, .x = column->axis + dx, .dy = baseline - (y - dy)};
    if (g->turn == PARA_TURNED) {
        placed.x = column->axis - len_em(PARA_TURNED_BASE, size) + dy;
        placed.dy = baseline - (y + dx);
    }
    return placed;
}

/* Glyphs first..end - 1: one run, one face, one turn. */
static void set_glyphs(Column *column, size_t first, size_t end)
{
    Inline *in = column->in;
    const LineGlyph *g = &column->line->glyphs[first];
    const ParaRun *run = &in->runs[g->run];
    uint32_t from = g->glyph.offset, to = from;
    Item item = {.kind = ITEM_GLYPHS, .tag = run->tag, .colour = run->colour};
    item.y = column->top + g->x;
    PlacedGlyph *placed = column->placed + first;
    for (size_t i = first; i < end; i++) {
        const Glyph *glyph = &column->line->glyphs[i].glyph;
        uint32_t stop = glyph->offset + glyph->length;
        to = stop > to ? stop : to;
        placed[i - first] = origin_of(column, &column->line->glyphs[i], item.y);
        placed[i - first].text = (uint16_t)(glyph->offset - from);
    }
    item.x = placed[0].x;
    item.as.glyphs.font = g->glyph.font;
    item.as.glyphs.glyphs = placed;
    item.as.glyphs.count = (uint32_t)(end - first);
    item.as.glyphs.size = run->size;
    item.as.glyphs.stroke = len_em(font_stroke(in->c->fonts, run->font, g->glyph.font), run->size);
    item.as.glyphs.set = g->turn == PARA_TURNED ? GLYPHS_TURNED : GLYPHS_COLUMN;
    item.as.glyphs.goes_on = column->begun;
    item.as.glyphs.narrow = g->narrow;
    item.as.glyphs.text = str_slice(run->text, from, to);
    if (g->hyphen) {
        item.as.glyphs.text = STR("\xC2\xAD");
        item.as.glyphs.actual = true;
    }
    column->begun = true;
    line_item(in, column->out, item);
}

/* ---- marks beside the column ---- */

/* An annotation on its side, centred at (x, y). */
static void set_words(Column *column, const ParaRun *run, const Extra *extra, Len x, Len y)
{
    uint32_t count;
    Len width;
    Compose *c = column->in->c;
    Item *items = line_words(c, extra->ruby, line_ruby_font(c), len_em(RUBY_SCALE, run->size),
                             run->colour, extra->ruby_tag, run->pos, &count, &width);
    for (uint32_t k = 0; k < count; k++) {
        Item *item = &items[k];
        if (item->kind != ITEM_GLYPHS)
            continue;
        Len size = item->as.glyphs.size;
        PlacedGlyph *glyphs = (PlacedGlyph *)(uintptr_t)item->as.glyphs.glyphs; /* our own */
        for (uint32_t i = 0; i < item->as.glyphs.count; i++) {
            Len along = glyphs[i].x - width / 2;
            glyphs[i].x = x - len_em(PARA_TURNED_BASE, size) + glyphs[i].dy;
            glyphs[i].dy = -along;
        }
        item->x = glyphs[0].x;
        item->y = y;
        item->as.glyphs.set = GLYPHS_TURNED;
        line_item(column->in, column->out, *item);
    }
}

/* How far down the column the box of glyph i goes. */
static Len glyph_end(const Column *column, size_t i)
{
    const Line *line = column->line;
    const ParaRun *run = &column->in->runs[line->glyphs[i].run];
    Len end = line->glyphs[i].x + len_em(line->glyphs[i].glyph.advance, run->size);
    if (line->glyphs[i].turn == PARA_TOGETHER)
        end = line->glyphs[i].x + run->size;
    if (run->kind == RUN_BOX)
        end = line->glyphs[i].x + run->width;
    return end;
}

/* R15: a dot on the right of each Han. */
static void set_dots(Column *column, size_t first, size_t end)
{
    const Line *line = column->line;
    const ParaRun *run = &column->in->runs[line->glyphs[first].run];
    for (size_t i = first; i < end; i++) {
        const Glyph *glyph = &line->glyphs[i].glyph;
        if (!line_takes_dot(run, glyph))
            continue;
        Len middle = column->top + line->glyphs[i].x + len_em(glyph->advance, run->size) / 2;
        line_dot(column->in, column->out, run, column->axis + len_em(680, run->size), middle);
    }
}

static void set_rule(Column *column, Len x, Len from, Len to, const ParaRun *run, bool wavy)
{
    Item item = {.kind = ITEM_LINE, .x = x, .y = column->top + from, .height = to - from,
                 .colour = run->colour};
    item.as.line.thickness = run->size / 20;
    item.as.line.wavy = wavy;
    line_item(column->in, column->out, item);
}

static void set_spot(Column *column, uint32_t link, Len from, Len to, Len size)
{
    Inline *in = column->in;
    LinkSpot spot = {.x = column->axis - size / 2, .y = column->top + from, .width = size,
                     .height = to - from, .link = link - 1};
    arena_push(in->c->scratch, column->out->spots, column->out->nspots, column->out->spots_room,
               spot);
}

/* What stands beside and behind the glyphs first..end - 1 of one run. */
static void set_extra(Column *column, size_t first, size_t end)
{
    const LineGlyph *g = &column->line->glyphs[first];
    Inline *in = column->in;
    const ParaRun *run = &in->runs[g->run];
    const Extra *extra = &in->extras[g->run];
    Len from = g->x, to = glyph_end(column, end - 1), inset = run->size / 20;
    if (run->dots)
        set_dots(column, first, end);
    if (extra->ruby.n)
        set_words(column, run, extra, column->axis + len_em(770, run->size),
                  column->top + (from + to) / 2);
    if (extra->strike)
        set_rule(column, column->axis, from, to, run, false);
    if (extra->underline) /* R16: on the left, inset, so that neighbours do not join */
        set_rule(column, column->axis - len_em(600, run->size), from + inset, to - inset, run,
                 extra->underline == 2);
    if (extra->link)
        set_spot(column, extra->link, from, to, run->size);
    if (extra->note)
        line_note(in, column->out, column->block, extra->note - 1);
    if (extra->id && !in->c->cells) {
        in->c->ids[extra->id - 1].block = column->block;
        in->c->ids[extra->id - 1].strip = column->block ? (uint32_t)column->block->count - 1 : 0;
    }
}

/* ---- columns ---- */

static bool goes_with(const LineGlyph *a, const LineGlyph *b)
{
    return a->run == b->run && a->glyph.font == b->glyph.font && a->turn == b->turn &&
           a->narrow == b->narrow && !b->hyphen;
}

static void set_column(Column *column)
{
    const Line *line = column->line;
    size_t i = 0;
    column->placed = arena_array(column->in->c->a, PlacedGlyph, line->count ? line->count : 1);
    for (size_t end; i < line->count; i = end) {
        const LineGlyph *g = &line->glyphs[i];
        bool text = column->in->runs[g->run].kind == RUN_TEXT;
        for (end = i + 1; end < line->count && goes_with(g, &line->glyphs[end]);)
            end++;
        if (text && g->glyph.font) /* a missing glyph is reported and leaves its place empty */
            set_glyphs(column, i, end);
    }
    for (size_t first = 0, end; first < line->count; first = end) { /* marks disturb no text */
        for (end = first + 1;
             end < line->count && line->glyphs[end].run == line->glyphs[first].run;)
            end++;
        set_extra(column, first, end);
    }
}

/* Behind what the strip already has. */
static void append(Compose *c, Strip *strip, const LineItems *made)
{
    Strip before = *strip;
    LineItems all = {0};
    for (uint32_t i = 0; i < before.nitems; i++)
        arena_push(c->scratch, all.items, all.count, all.room, before.items[i]);
    for (size_t i = 0; i < made->count; i++)
        arena_push(c->scratch, all.items, all.count, all.room, made->items[i]);
    for (uint32_t i = 0; i < before.nlinks; i++)
        arena_push(c->scratch, all.spots, all.nspots, all.spots_room, before.links[i]);
    for (size_t i = 0; i < made->nspots; i++)
        arena_push(c->scratch, all.spots, all.nspots, all.spots_room, made->spots[i]);
    for (uint32_t i = 0; i < before.nnotes; i++)
        arena_push(c->scratch, all.notes, all.nnotes, all.notes_room, before.notes[i]);
    for (size_t i = 0; i < made->nnotes; i++)
        arena_push(c->scratch, all.notes, all.nnotes, all.notes_room, made->notes[i]);
    line_keep(c, strip, &all);
}

static Len set_columns(Inline *in, Block *block, Strip *strip, const Setting *setting, Len right,
                       Len top, Len *length)
{
    Compose *c = in->c;
    ParaStyle style = line_para(c, setting);
    style.vertical = true;
    style.grid = 0;
    Len measure = setting->width > 0 ? setting->width : 1, leading = line_leading(c, setting);
    Diag unheard = diag_in(c->scratch); /* what is wrong is said when the text is set */
    Lines lines = para_break(c->scratch, c->fonts, &style, in->runs, in->count, &measure, 1,
                             strip ? c->d : &unheard);
    LineItems made = {0};
    Len longest = 0;
    for (size_t i = 0; i < lines.count; i++) {
        Column column = {.in = in, .out = &made, .block = block, .line = &lines.lines[i],
                         .axis = right - leading / 2 - (Len)i * leading, .top = top};
        Len end = column.line->x + column.line->width;
        longest = end > longest ? end : longest;
        if (strip)
            set_column(&column);
    }
    if (strip)
        append(c, strip, &made);
    if (length)
        *length = longest;
    return (Len)lines.count * leading;
}

Len block_vertical(Compose *c, Block *block, Strip *strip, const Node *node, Context context,
                   const Setting *setting, Len right, Len top, Len *length)
{
    ArenaMark mark = arena_mark(c->scratch);
    Inline in = {.c = c, .context = &context, .dry = !strip};
    Voice voice = line_voice(c, setting);
    inline_text(&in, setting->lead, node->pos, &voice);
    inline_kids(&in, node, voice);
    Len width = set_columns(&in, block, strip, setting, right, top, length);
    arena_release(c->scratch, mark);
    return width;
}

Len block_vertical_text(Compose *c, Strip *strip, Str text, Pos pos, Context context,
                        const Setting *setting, Len right, Len top, Len *length)
{
    ArenaMark mark = arena_mark(c->scratch);
    Inline in = {.c = c, .context = &context, .dry = !strip};
    Voice voice = line_voice(c, setting);
    inline_text(&in, text, pos, &voice);
    Len width = set_columns(&in, NULL, strip, setting, right, top, length);
    arena_release(c->scratch, mark);
    return width;
}
