/*
 * block_line: the lines of a paragraph into strips.
 *
 * Runs and lines are scratch: what outlives the paragraph is the placed glyphs and items, copied
 * once into the book's arena at their exact size.
 */
#include <assert.h>
#include <string.h>

#include "draw/picture.h"
#include "pdf/block_imp.h"
#include "text/unicode.h"

enum {
    MEASURED_BYTES = 20000, /* text longer than this is not measured on one line */
    CELL_RAGGED_EMS = 12,   /* text in cells narrower than this is not stretched (R25) */
    ELASTIC_LINES = 3       /* shorter paragraphs are never set to another number of lines */
};

/* ---- settings ---- */

Len block_indent(const Compose *c, const TextStyle *style)
{
    bool on_grid = c->design->grid && style->size == block_style(c, STYLE_BODY)->size;
    return len_em(style->indent, on_grid ? c->design->grid : style->size);
}

Setting block_setting(const Compose *c, Context context, StyleName name)
{
    const TextStyle *style = block_style(c, name);
    Len room = context.width - style->left - style->right;
    bool narrow = room < style->size; /* the measure is too small for the style's margins */
    Setting s = {.style = name, .left = context.left + (narrow ? 0 : style->left),
                 .width = narrow ? context.width : room,
                 .align = style->align, .colour = style->colour, .scale = 1000,
                 .tag = context.tag};
    if (!context.flush)
        s.indent = block_indent(c, style);
    if (context.style == STYLE_TABLE || context.style == STYLE_TABLE_HEAD) {
        s.in_cell = true;
        s.scale = c->cell_scale;
        s.no_stretch = s.width < CELL_RAGGED_EMS * style->size; /* R25 */
    }
    /* R9: two ems, but one where the measure is under 16 em */
    if (s.indent > style->size && s.width < 16 * style->size)
        s.indent = style->size;
    return s;
}

static Len line_size(const Compose *c, const Setting *s)
{
    return (Len)((int64_t)block_style(c, s->style)->size * s->scale / 1000);
}

Len line_leading(const Compose *c, const Setting *s)
{
    return (Len)((int64_t)block_style(c, s->style)->leading * s->scale / 1000);
}

Voice line_voice(const Compose *c, const Setting *s)
{
    FontChoice font = c->choice[s->style];
    if (s->bold && c->design->strong_role.n)
        font.role = c->strong.role;
    font.bold |= s->bold;
    font.latin |= s->verbatim;
    font.half = c->design->grid > 0 && !s->verbatim;
    return (Voice){.font = font, .size = line_size(c, s), .colour = s->colour,
                   .tag = s->tag, .verbatim = s->verbatim, .dates = s->in_cell && !c->cells_cut};
}

ParaStyle line_para(const Compose *c, const Setting *s)
{
    const Design *design = c->design;
    ParaStyle style = para_style(line_size(c, s));
    style.indent = s->indent;
    style.align = s->align;
    style.profile = design->profile;
    style.level = design->level;
    style.mode = design->mode;
    style.pair = design->pair;
    style.line_end = design->line_end;
    style.opening = design->opening;
    style.gap = design->gap;
    style.gap_max = design->gap_max;
    style.hang = design->hang_stops ? PARA_HANG_STOPS
                 : design->hang     ? PARA_HANG_ALL
                                    : PARA_HANG_OFF;
    style.orphan = !design->lone_han;
    style.keep_stop = design->keep_stop;
    style.keep_gap = design->keep_gap;
    style.hyphens = c->hyphens;
    style.url_any = s->style == STYLE_TABLE || s->style == STYLE_TABLE_HEAD; /* R14 */
    style.grid_strict = design->grid_strict;
    style.no_stretch = s->no_stretch;
    style.grid = style.size == block_style(c, STYLE_BODY)->size ? design->grid : 0;
    return style;
}

/* ---- lines into strips ---- */

static Len glyph_end(const ParaRun *runs, const LineGlyph *g)
{
    const ParaRun *run = &runs[g->run];
    return g->x + (run->kind == RUN_BOX ? run->width : len_em(g->glyph.advance, run->size));
}

void line_item(Inline *in, LineItems *out, Item item)
{
    arena_push(in->c->scratch, out->items, out->count, out->room, item);
}

/* Glyphs first..end - 1 of one run and one face. */
static void set_glyphs(Inline *in, LineItems *out, const Line *line, size_t first, size_t end,
                       PlacedGlyph *placed, Len left, Len baseline)
{
    const LineGlyph *g = &line->glyphs[first];
    const ParaRun *run = &in->runs[g->run];
    uint32_t from = g->glyph.offset, to = from;
    for (size_t i = first; i < end; i++) {
        const Glyph *glyph = &line->glyphs[i].glyph;
        uint32_t stop = glyph->offset + glyph->length;
        to = stop > to ? stop : to;
        assert(glyph->offset >= from);
        placed[i - first] = (PlacedGlyph){
            .gid = (uint16_t)glyph->gid, .x = left + line->glyphs[i].x + len_em(glyph->dx, run->size),
            .dy = len_em(glyph->dy, run->size), .text = (uint16_t)(glyph->offset - from)};
    }
    Len start = left + g->x, width = left + glyph_end(in->runs, &line->glyphs[end - 1]) - start;
    Item item = {.kind = ITEM_GLYPHS, .tag = run->tag, .x = start, .y = baseline - run->rise,
                 .width = width, .colour = run->colour};
    item.as.glyphs.font = g->glyph.font;
    item.as.glyphs.glyphs = placed;
    item.as.glyphs.count = (uint32_t)(end - first);
    item.as.glyphs.size = run->size;
    item.as.glyphs.stroke = len_em(font_stroke(in->c->fonts, run->font, g->glyph.font), run->size);
    item.as.glyphs.text = str_slice(run->text, from, to);
    if (g->hyphen) { /* is not of the text: read as a soft hyphen */
        item.as.glyphs.text = STR("\xC2\xAD");
        item.as.glyphs.actual = true;
    }
    line_item(in, out, item);
}

static void set_rule(Inline *in, LineItems *out, Len x, Len y, Len width, Len thickness,
                     bool wavy, uint32_t colour)
{
    Item item = {.kind = ITEM_LINE, .x = x, .y = y, .width = width, .colour = colour};
    item.as.line.thickness = thickness;
    item.as.line.wavy = wavy;
    line_item(in, out, item);
}

/* A disc, not a •: copied text must not be full of dots. Four curves, each within 3/10000 of a
 * quarter of the circle. */
void line_dot(Inline *in, LineItems *out, const ParaRun *run, Len x, Len y)
{
    static const uint8_t ops[] = {PATH_MOVE, PATH_CURVE, PATH_CURVE, PATH_CURVE, PATH_CURVE,
                                  PATH_CLOSE};
    Compose *c = in->c;
    Len d = len_em(DOT_WIDTH, run->size), r = d / 2, k = r * 448 / 1000; /* 1 - 0.552 */
    const Len points[] = {0, r, 0, k, k, 0, r, 0, d - k, 0, d, k, d, r,
                          d, d - k, d - k, d, r, d, k, d, 0, d - k, 0, r};
    Len *kept = arena_array(c->a, Len, sizeof points / sizeof points[0]);
    memcpy(kept, points, sizeof points);
    Shape *disc = arena_new(c->a, Shape);
    *disc = (Shape){.ops = ops, .points = kept, .nops = sizeof ops, .filled = true,
                    .fill = run->colour};
    Picture *picture = arena_new(c->a, Picture);
    *picture = (Picture){.width = d, .height = d, .shapes = disc, .nshapes = 1};
    Item item = {.kind = ITEM_PICTURE, .x = x - r, .y = y - r, .width = d, .height = d};
    item.as.picture.picture = picture;
    line_item(in, out, item);
}

bool line_takes_dot(const ParaRun *run, const Glyph *glyph)
{
    uint32_t rune = 0;
    return glyph->length && unicode_decode(run->text, glyph->offset, &rune) && unicode_is_han(rune);
}

/* R15: one dot under the middle of each Han. */
static void set_dots(Inline *in, LineItems *out, const Line *line, size_t first, size_t end,
                     Len left, Len baseline)
{
    const ParaRun *run = &in->runs[line->glyphs[first].run];
    for (size_t i = first; i < end; i++) {
        const Glyph *glyph = &line->glyphs[i].glyph;
        if (!line_takes_dot(run, glyph))
            continue;
        Len middle = left + line->glyphs[i].x + len_em(glyph->advance, run->size) / 2;
        bool lined = in->extras[line->glyphs[first].run].underline; /* R16: line first, dots below */
        line_dot(in, out, run, middle, baseline + len_em(lined ? DOT_LOWER : DOT_BELOW, run->size));
    }
}

/* R17: the annotation above the middle of its base, but inside the measure at its edges. */
static void set_ruby(Inline *in, LineItems *out, const Line *line, size_t first, size_t end,
                     const Extra *extra, Len left, Len baseline)
{
    Str ruby = extra->ruby;
    uint32_t tag = extra->ruby_tag;
    const ParaRun *run = &in->runs[line->glyphs[first].run];
    Len from = line->glyphs[first].x, to = glyph_end(in->runs, &line->glyphs[end - 1]), width;
    uint32_t count;
    Item *items = line_words(in->c, ruby, line_ruby_font(in->c), len_em(RUBY_SCALE, run->size),
                             run->colour, tag, run->pos, &count, &width);
    Len x = (from + to - width) / 2;
    if (x + width > in->measure && in->measure > 0)
        x = to < in->measure ? in->measure - width : to - width;
    if (x < 0)
        x = from < 0 ? from : 0;
    block_move(items, count, left + x, baseline - len_em(950, run->size));
    for (uint32_t k = 0; k < count; k++)
        line_item(in, out, items[k]);
}

static void set_spot(Inline *in, LineItems *out, uint32_t link, Len x, Len width, Len baseline,
                     Len size)
{
    LinkSpot *last = out->nspots ? &out->spots[out->nspots - 1] : NULL;
    if (last && last->link == link - 1) {
        last->width = x + width - last->x;
        return;
    }
    LinkSpot spot = {.x = x, .y = baseline - len_em(900, size), .width = width,
                     .height = len_em(1080, size), .link = link - 1};
    arena_push(in->c->scratch, out->spots, out->nspots, out->spots_room, spot);
}

/* Whether set_extra has anything to do for glyphs of the run. */
static bool has_extra(const Inline *in, uint32_t run)
{
    const Extra *extra = &in->extras[run];
    return in->runs[run].dots || extra->ruby.n || extra->strike || extra->underline || extra->link ||
           extra->note || extra->id;
}

/* What stands on, under, above and around the glyphs first..end - 1 of one run. */
static void set_extra(Inline *in, LineItems *out, Block *block, const Line *line, size_t first,
                      size_t end, Len left, Len baseline)
{
    const ParaRun *run = &in->runs[line->glyphs[first].run];
    Extra *extra = &in->extras[line->glyphs[first].run];
    Len x = left + line->glyphs[first].x;
    Len width = left + glyph_end(in->runs, &line->glyphs[end - 1]) - x;
    if (run->dots)
        set_dots(in, out, line, first, end, left, baseline);
    if (extra->ruby.n)
        set_ruby(in, out, line, first, end, extra, left, baseline);
    if (extra->strike)
        set_rule(in, out, x, baseline - len_em(360, run->size), width, run->size / 18, false,
                 run->colour);
    if (extra->underline) /* R16: inset, so that neighbours do not join */
        set_rule(in, out, x + run->size / 20, baseline + len_em(200, run->size),
                 width - run->size / 10, run->size / 20, extra->underline == 2, run->colour);
    if (extra->link)
        set_spot(in, out, extra->link, x, width, baseline, run->size);
    if (extra->note)
        line_note(in, out, block, extra->note - 1);
    if (extra->id && !in->c->cells) {
        in->c->ids[extra->id - 1].block = block;
        in->c->ids[extra->id - 1].strip = (uint32_t)block->count - 1;
    }
}

static void set_image(Inline *in, LineItems *out, const LineGlyph *g, Len left, Len baseline)
{
    const ParaRun *run = &in->runs[g->run];
    if (!in->extras[g->run].image)
        return;
    Item item = {.kind = ITEM_IMAGE, .tag = run->tag, .x = left + g->x,
                 .y = baseline - run->height, .width = run->width, .height = run->height};
    item.as.image.image = in->extras[g->run].image - 1;
    line_item(in, out, item);
}

/* Copy what was made into the strip at its exact size. */
void line_keep(Compose *c, Strip *strip, const LineItems *made)
{
    strip->nitems = (uint32_t)made->count;
    strip->items = arena_raw(c->a, Item, made->count);
    if (made->count)
        memcpy(strip->items, made->items, made->count * sizeof *made->items);
    if (made->nspots) {
        strip->nlinks = (uint32_t)made->nspots;
        strip->links = arena_array(c->a, LinkSpot, made->nspots);
        memcpy(strip->links, made->spots, made->nspots * sizeof *made->spots);
    }
    if (made->nnotes) {
        strip->nnotes = (uint32_t)made->nnotes;
        strip->notes = arena_array(c->a, NoteUse, made->nnotes);
        memcpy(strip->notes, made->notes, made->nnotes * sizeof *made->notes);
    }
}

/* The items of a line: one for each stretch of one run in one face. */
static void set_line(Inline *in, Block *block, Strip *strip, const Line *line, Len left)
{
    assert(in->count == in->nextras);
    Compose *c = in->c;
    LineItems out = {0};
    PlacedGlyph *placed = arena_raw(c->a, PlacedGlyph, line->count);
    size_t i = 0;
    bool more = false; /* than glyphs */
    while (i < line->count) {
        const LineGlyph *g = &line->glyphs[i];
        size_t end = i + 1, run_end;
        more |= has_extra(in, g->run);
        if (in->runs[g->run].kind == RUN_BOX)
            set_image(in, &out, g, left, strip->baseline);
        for (run_end = end; run_end < line->count && line->glyphs[run_end].run == g->run;)
            run_end++;
        for (size_t at = i; at < run_end && in->runs[g->run].kind == RUN_TEXT; at = end) {
            const Font *font = line->glyphs[at].glyph.font;
            uint32_t limit = line->glyphs[at].glyph.offset + ITEM_TEXT;
            for (end = at + 1; end < run_end && line->glyphs[end].glyph.font == font &&
                               !line->glyphs[end].hyphen && line->glyphs[end].glyph.offset < limit;)
                end++;
            if (font) /* a missing glyph is reported and leaves its place empty */
                set_glyphs(in, &out, line, at, end, placed + at, left, strip->baseline);
        }
        i = run_end;
    }
    /* Marks come behind the text of the line, which so stays one piece for those who copy it. */
    for (size_t first = 0, end; more && first < line->count; first = end) {
        for (end = first + 1;
             end < line->count && line->glyphs[end].run == line->glyphs[first].run;)
            end++;
        set_extra(in, &out, block, line, first, end, left, strip->baseline);
    }
    line_keep(c, strip, &out);
}

/* The text of a footnote, set where it is first referred to. */
void line_note(Inline *in, LineItems *out, Block *block, uint32_t index)
{
    Compose *c = in->c;
    if (c->notes[index].owner)
        return;
    c->notes[index].owner = block;
    const Node *note = c->notes[index].node;
    Label label = {.text = inline_note_mark(c->a, c->notes[index].number), .pos = note->pos};
    Context context = {.style = STYLE_NOTE, .matter = in->context->matter, .flush = true,
                       .scope = in->context->scope, .depth = in->context->depth,
                       .notes = in->context->notes, .label = &label};
    context.tag = tags_add(&c->tags, "Note", in->context->tag);
    label.tag = tags_add(&c->tags, "Lbl", context.tag);
    Len size = c->design->styles[STYLE_NOTE].size;
    context.left = size * 3 / 2;
    context.turned = in->context->turned;
    context.width = block_measure_of_page(c, context.turned) - context.left;
    label.right = context.left;
    label.gap = size / 4;
    Flow flow = {0};
    c->depth++;
    block_add_kids(c, &flow, note, context);
    c->depth--;
    size_t count;
    NoteUse use = {.note = index};
    use.strips = block_flatten(c, c->a, flow.blocks, flow.count, NULL, false, &count);
    use.count = (uint32_t)count;
    if (count)
        arena_push(c->scratch, out->notes, out->nnotes, out->notes_room, use);
}

/* The room that dots and lines under this line want before the next one; 0: it has none. */
static Len line_marks(const Inline *in, const Line *line)
{
    Len room = 0;
    for (size_t i = 0; i < line->count; i++) {
        const ParaRun *run = &in->runs[line->glyphs[i].run];
        bool marked = run->dots || in->extras[line->glyphs[i].run].underline;
        if (marked && run->size / 2 > room)
            room = run->size / 2;
    }
    return room;
}

/* No break before line k that leaves fewer lines above or below than the design wants (R10). */
static void glue_lines(const Compose *c, Block *block, size_t first)
{
    size_t n = block->count - first;
    for (size_t k = 1; k < n; k++)
        if (k < c->design->orphans || n - k < c->design->widows)
            block->strips[first + k].flags |= STRIP_GLUED;
}

/* Whether one line fewer or more is worth a try: what the last line holds must find place in
 * the blanks of the others, or they must give it up to a line of its own. */
static uint8_t elasticity(const ParaStyle *style, const Lines *lines, Len width)
{
    int64_t n = (int64_t)lines->count, em = style->size;
    if (style->align != PARA_JUSTIFY || style->mode != PARA_OPTIMAL || style->grid || n < ELASTIC_LINES)
        return 0;
    for (size_t i = 0; i + 1 < lines->count; i++)
        if (lines->lines[i].last)
            return 0; /* a forced break */
    int64_t last = lines->lines[n - 1].natural;
    bool shorter = last <= 4 * em && last <= (n - 1) * em;
    bool longer = width - last + 3 * em <= n * width / 20;
    return (uint8_t)((shorter ? ELASTIC_SHORTER : 0) | (longer ? ELASTIC_LONGER : 0));
}

static size_t set_lines(Inline *in, Block *block, const Setting *setting)
{
    Compose *c = in->c;
    ParaStyle style = line_para(c, setting);
    style.looseness = c->looseness;
    c->looseness = 0;
    Len size = line_size(c, setting), leading = line_leading(c, setting);
    Len width = setting->width > 0 ? setting->width : 1, ascent, descent;
    Lines lines = para_break(c->scratch, c->fonts, &style, in->runs, in->count, &width, 1, c->d);
    font_box(c->fonts, c->choice[setting->style], &ascent, &descent);
    size_t first = block->count;
    bool on_grid = leading == c->pitch;
    in->measure = width;
    block_reserve(c, block, lines.count);
    for (size_t i = 0; i < lines.count; i++) {
        const Line *line = &lines.lines[i];
        Strip *strip = block_strip(c, block, *in->context, leading);
        strip->baseline = on_grid ? c->grid_baseline
                                  : (leading - size) / 2 + len_em(ascent, size);
        Len over = line->ascent - strip->baseline - leading / 5;
        if (over > 0) { /* a tall picture in the line takes further pitches above it */
            over = on_grid ? block_pitches(c, over) : over;
            strip->height += over;
            strip->baseline += over;
        }
        Len marks = line_marks(in, line) - (leading - size); /* R15: half an em between lines */
        if (marks > 0)
            strip->height += on_grid ? block_pitches(c, marks) : marks;
        if (on_grid)
            strip->flags |= STRIP_SNAP;
        set_line(in, block, &block->strips[block->count - 1], line, setting->left);
    }
    glue_lines(c, block, first);
    if (!first && c->depth == 1 && on_grid && !block->looseness)
        block->elastic = elasticity(&style, &lines, width);
    return block->count - first;
}

size_t block_lines(Compose *c, Block *block, const Node *node, Context context,
                     const Setting *setting)
{
    ArenaMark mark = arena_mark(c->scratch);
    Inline in = {.c = c, .context = &context};
    Voice voice = line_voice(c, setting);
    inline_text(&in, setting->lead, node->pos, &voice);
    inline_kids(&in, node, voice);
    size_t count = in.count ? set_lines(&in, block, setting) : 0;
    arena_release(c->scratch, mark);
    return count;
}

size_t block_text(Compose *c, Block *block, Str text, Pos pos, Context context,
                    const Setting *setting)
{
    ArenaMark mark = arena_mark(c->scratch);
    Inline in = {.c = c, .context = &context};
    Voice voice = line_voice(c, setting);
    inline_text(&in, setting->lead, pos, &voice);
    inline_text(&in, text, pos, &voice);
    size_t count = in.count ? set_lines(&in, block, setting) : 0;
    arena_release(c->scratch, mark);
    return count;
}

Len block_measure(Compose *c, const Node *node, Context context, const Setting *setting,
                  Len *narrowest)
{
    ArenaMark mark = arena_mark(c->scratch);
    Inline in = {.c = c, .context = &context, .dry = true};
    inline_kids(&in, node, line_voice(c, setting));
    ParaStyle style = line_para(c, setting);
    Diag unheard = diag_in(c->scratch); /* what is wrong is said when the text is set */
    Len width = 0;
    size_t bytes = 0;
    *narrowest = 0;
    for (size_t i = 0; i < in.count; i++)
        bytes += in.runs[i].text.n;
    if (bytes > MEASURED_BYTES) {
        width = MEASURED_BYTES * style.size; /* wider than any page; its sum might not fit a Len */
        *narrowest = 4 * style.size;
    } else if (in.count) {
        width = para_measure(c->scratch, c->fonts, &style, in.runs, in.count, narrowest, &unheard);
    }
    arena_release(c->scratch, mark);
    return width;
}

FontChoice line_ruby_font(const Compose *c)
{
    FontChoice font = c->choice[STYLE_BODY];
    if (c->design->strong_role.n)
        font.role = c->strong.role;
    font.latin = true;
    return font;
}

Item *line_words(Compose *c, Str text, FontChoice font, Len size, uint32_t colour, uint32_t tag,
                 Pos pos, uint32_t *count, Len *width)
{
    static const Context nowhere;
    ArenaMark mark = arena_mark(c->scratch);
    Inline in = {.c = c, .context = &nowhere};
    Setting setting = block_setting(c, nowhere, STYLE_BODY);
    Voice voice = {.font = font, .size = size, .colour = colour, .tag = tag};
    inline_text(&in, text, pos, &voice);
    ParaStyle style = line_para(c, &setting);
    style.grid = size == style.size ? style.grid : 0;
    style.size = size;
    style.indent = 0;
    style.align = PARA_START;
    Len endless = LEN_PT(1000000);
    Strip strip = {0};
    *width = 0;
    if (in.count) {
        Lines lines =
            para_break(c->scratch, c->fonts, &style, in.runs, in.count, &endless, 1, c->d);
        if (lines.count) {
            set_line(&in, NULL, &strip, &lines.lines[0], 0);
            *width = lines.lines[0].width;
        }
    }
    *count = strip.nitems;
    arena_release(c->scratch, mark);
    return strip.items;
}

Item *block_words(Compose *c, Str text, StyleName name, Em scale, uint32_t colour, uint32_t tag,
                  Pos pos, uint32_t *count, Len *width)
{
    Setting setting = block_setting(c, (Context){0}, name);
    setting.scale = scale;
    Voice voice = line_voice(c, &setting);
    return line_words(c, text, voice.font, voice.size, colour, tag, pos, count, width);
}

void block_move(Item *items, uint32_t count, Len dx, Len dy)
{
    for (uint32_t i = 0; i < count; i++) {
        items[i].x += dx;
        items[i].y += dy;
        if (items[i].kind != ITEM_GLYPHS)
            continue;
        /* the glyphs are the composer's own until the book is handed on */
        PlacedGlyph *glyphs = (PlacedGlyph *)(uintptr_t)items[i].as.glyphs.glyphs;
        for (uint32_t k = 0; k < items[i].as.glyphs.count; k++)
            glyphs[k].x += dx;
    }
}

Item *block_item(Compose *c, Strip *strip, ItemKind kind, uint32_t tag)
{
    Item *items = arena_array(c->a, Item, strip->nitems + 1);
    if (strip->nitems)
        memcpy(items, strip->items, strip->nitems * sizeof *items);
    strip->items = items;
    items[strip->nitems].kind = (uint8_t)kind;
    items[strip->nitems].tag = tag;
    return &items[strip->nitems++];
}

Len block_lines_height(const Block *lines)
{
    Len height = 0;
    for (size_t i = 0; i < lines->count; i++)
        height += lines->strips[i].height;
    return height;
}

void block_put_lines(Compose *c, Strip *strip, const Block *lines, Len y)
{
    for (size_t i = 0; i < lines->count; i++) {
        Strip *line = &lines->strips[i];
        block_move(line->items, line->nitems, 0, y);
        for (uint32_t k = 0; k < line->nitems; k++)
            *block_item(c, strip, line->items[k].kind, line->items[k].tag) = line->items[k];
        y += line->height;
    }
}
