/*
 * block_inline: inline nodes into the runs of a paragraph, and its lines into strips.
 *
 * A run has one look; what para.c need not know of it (link, note, picture, marks) stands
 * beside it in an Extra of the same index. All of both is scratch: what outlives the paragraph
 * is the placed glyphs and items, copied once into the book's arena at their exact size.
 */
#include <assert.h>
#include <string.h>

#include "pdf/block.h"
#include "text/unicode.h"

enum {
    RUBY_SCALE = 500,      /* of the base (R17) */
    MEASURED_BYTES = 20000 /* text longer than this is not measured on one line */
};

typedef struct Voice {
    FontChoice font;
    Len size, rise;
    uint32_t colour, tag;
    uint32_t link;       /* index + 1 */
    bool strike, dots, no_break, no_start, joined, verbatim, names;
    uint8_t underline;   /* 1 a straight line (专名号), 2 a wavy one (书名号甲式) */
    Str ruby;
    unsigned depth;
} Voice;

typedef struct Extra {
    uint32_t link, id;   /* index + 1 */
    uint32_t note;       /* index + 1 into Compose.notes */
    uint32_t image;      /* index + 1 into Compose.images */
    bool strike;
    uint8_t underline;
    Str ruby;
} Extra;

typedef struct Inline {
    Compose *c;
    const Context *context;
    bool dry;            /* only measured: no elements, links, notes */
    uint32_t id;         /* index + 1 of an id that waits for the next run */
    Len ruby_width;      /* of the syllable over the run just added; 0 none */
    ParaRun *runs;
    size_t count, room;
    Extra *extras;
    size_t nextras, extras_room;
} Inline;

static void add_node(Inline *in, const Node *node, Voice voice);
static void add_kids(Inline *in, const Node *node, Voice voice);

/* ---- runs ---- */

static void add_run(Inline *in, ParaRun run, const Voice *voice, uint32_t note, uint32_t image)
{
    Extra extra = {.link = voice->link, .id = in->id, .note = note, .image = image,
                   .strike = voice->strike, .underline = voice->underline, .ruby = voice->ruby};
    in->id = 0;
    in->ruby_width = 0;
    run.joined = voice->joined;
    arena_push(in->c->scratch, in->runs, in->count, in->room, run);
    arena_push(in->c->scratch, in->extras, in->nextras, in->extras_room, extra);
}

static void add_text(Inline *in, Str text, Pos pos, const Voice *voice)
{
    if (!text.n)
        return;
    ParaRun run = {.kind = RUN_TEXT, .text = text, .font = voice->font, .size = voice->size,
                   .rise = voice->rise, .tag = voice->tag, .colour = voice->colour,
                   .no_break = voice->no_break, .verbatim = voice->verbatim,
                   .dots = voice->dots, .no_start = voice->no_start, .pos = pos};
    add_run(in, run, voice, 0, 0);
}

static void add_box(Inline *in, Len width, Len height, const Voice *voice, uint32_t image)
{
    ParaRun run = {.kind = RUN_BOX, .font = voice->font, .size = voice->size, .width = width,
                   .height = height, .tag = voice->tag, .colour = voice->colour,
                   .no_break = voice->no_break};
    add_run(in, run, voice, 0, image);
}

/* R24: a name of two Han among names is spread to the width of one of three. */
static void add_names(Inline *in, Str text, Pos pos, const Voice *voice)
{
    Voice tight = *voice;
    tight.no_break = true;
    size_t start = 0, at = 0, han = 0, second = 0;
    while (at <= text.n) {
        uint32_t rune = ' ';
        size_t length = at < text.n ? unicode_decode(text, at, &rune) : 1;
        if (unicode_is_han(rune)) {
            second = ++han == 2 ? at : second;
            at += length;
            continue;
        }
        if (han == 2 && second > start && at > second) {
            Str name = str_slice(text, start, at);
            tight.joined = false;
            add_text(in, str_slice(name, 0, second - start), pos, &tight);
            tight.joined = true;
            add_box(in, voice->size, 0, &tight, 0);
            add_text(in, str_slice(name, second - start, name.n), pos, &tight);
        } else {
            add_text(in, str_slice(text, start, at), pos, voice);
        }
        if (at < text.n)
            add_text(in, str_slice(text, at, at + length), pos, voice);
        at += length;
        start = at;
        han = 0;
    }
}

/* ① to ㊿ as Unicode has them (in three places), beyond that the number itself. */
static Str note_mark(Arena *a, uint32_t number)
{
    return number >= 1 && number <= 50 ? block_number(a, STR("①"), number)
                                       : str_printf(a, "%u", (unsigned)number);
}

static NoteEntry *note_entry(Inline *in, const Node *ref, uint32_t *index)
{
    Compose *c = in->c;
    const Node *note = in->context->notes
                           ? map_find(in->context->notes, block_note_key(c->scratch, ref))
                           : NULL;
    if (!note)
        return NULL;
    struct { const Node *note; uint64_t scope; } key = {note, in->context->scope};
    Str name = {(const char *)&key, sizeof key};
    void **place = map_find(&c->note_entries, name)
                       ? map_at(&c->note_entries, name)
                       : map_at(&c->note_entries, str_copy(c->a, name));
    if (!*place) {
        NoteEntry entry = {.node = note, .number = ref->as.note.number};
        arena_push(c->a, c->notes, c->nnotes, c->notes_room, entry);
        *place = (void *)(uintptr_t)c->nnotes;
    }
    *index = (uint32_t)(uintptr_t)*place;
    return &c->notes[*index - 1];
}

static void add_note_ref(Inline *in, const Node *node, Voice voice)
{
    Compose *c = in->c;
    uint32_t index = 0, number = node->as.note.number;
    if (!in->dry) {
        const NoteEntry *entry = note_entry(in, node, &index);
        if (!entry)
            return;
        number = entry->number;
        voice.tag = tags_add(&c->tags, "Reference", voice.tag);
        c->unsettled |= c->design->notes == NOTES_BY_PAGE;
    }
    voice.font = c->choice[STYLE_BODY];
    voice.rise += len_em(380, voice.size);
    voice.size = len_em(620, voice.size);
    voice.no_start = voice.no_break = true;
    voice.dots = false;
    Str mark = note_mark(in->dry ? c->scratch : c->a, number);
    ParaRun run = {.kind = RUN_TEXT, .text = mark, .font = voice.font, .size = voice.size,
                   .rise = voice.rise, .tag = voice.tag, .colour = voice.colour,
                   .no_break = true, .no_start = true, .pos = node->pos};
    add_run(in, run, &voice, index, 0);
}

static void add_link(Inline *in, const Node *node, Voice voice)
{
    Compose *c = in->c;
    if (!in->dry) {
        voice.tag = tags_add(&c->tags, "Link", voice.tag);
        LinkEntry link = {.href = node->as.link.href, .scope = in->context->scope,
                          .tag = voice.tag, .pos = node->pos,
                          .contents = node->as.link.title.n ? node->as.link.title
                                                            : doc_plain_str(c->a, node)};
        arena_push(c->a, c->links, c->nlinks, c->links_room, link);
        voice.link = (uint32_t)c->nlinks;
    }
    if (c->design->links_coloured)
        voice.colour = c->design->brand;
    add_kids(in, node, voice);
}

static void add_page_ref(Inline *in, const Node *node, Voice voice)
{
    Compose *c = in->c;
    Str href = node->as.link.href;
    Str id = str_starts(href, STR("#")) ? str_slice(href, 1, href.n) : href;
    Str label = STR("00");
    c->unsettled = true;
    if (!in->dry) {
        voice.tag = tags_add(&c->tags, "Link", voice.tag);
        LinkEntry link = {.href = href, .scope = in->context->scope, .tag = voice.tag,
                          .page_ref = true, .contents = STR("转到该页"), .pos = node->pos};
        arena_push(c->a, c->links, c->nlinks, c->links_room, link);
        voice.link = (uint32_t)c->nlinks;
        const IdEntry *entry = block_find_id(c, id, in->context->scope);
        label = entry && entry->label.n ? entry->label : label;
    }
    add_text(in, label, node->pos, &voice);
}

/* A picture in the text: at 100 dpi, at most as wide as the measure and three lines high. */
static void add_image(Inline *in, const Node *node, Voice voice)
{
    Compose *c = in->c;
    const ImageEntry *image = block_image(c, node->as.link.href, node->pos);
    if (!image)
        return;
    int64_t width = (int64_t)image->width * 720, height = (int64_t)image->height * 720;
    int64_t most = (int64_t)c->pitch * 3, room = in->context->width;
    if (height > most) {
        width = width * most / height;
        height = most;
    }
    if (width > room) {
        height = height * room / width;
        width = room;
    }
    if (!in->dry) {
        voice.tag = tags_add(&c->tags, "Figure", voice.tag);
        tags_at(&c->tags, voice.tag)->alt = doc_plain_str(c->a, node);
    }
    add_box(in, (Len)width, (Len)height, &voice, image->index + 1);
}

static void add_span(Inline *in, const Node *node, Voice voice)
{
    Compose *c = in->c;
    Str class = node->as.section.class, word;
    if (node->as.section.id.n && !in->dry)
        in->id = block_id(c, node->as.section.id, in->context->scope) + 1;
    while (str_split(&class, ' ', &word)) {
        if (str_equal(word, STR("dots")))
            voice.dots = true;
        else if (str_equal(word, STR("names")))
            voice.names = true;
        else if (str_equal(word, STR("proper")))
            voice.underline = 1;
        else if (str_equal(word, STR("book-title")))
            voice.underline = 2;
        else if (str_equal(word, STR("latin")))
            voice.font.latin = true;
        else if (str_equal(word, STR("no-break")))
            voice.no_break = true;
        else if (str_equal(word, STR("accent")))
            voice.colour = c->design->brand;
        else if (str_equal(word, STR("small")))
            voice.size = len_em(850, voice.size);
        else if (word.n && fonts_role(c->fonts, word) >= 0)
            voice.font.role = fonts_role(c->fonts, word);
    }
    add_kids(in, node, voice);
}

static void add_strong(Inline *in, const Node *node, Voice voice)
{
    const Compose *c = in->c;
    voice.font = (FontChoice){.role = c->design->strong_role.n ? c->strong.role : voice.font.role,
                              .bold = voice.font.bold || c->strong.bold,
                              .latin = voice.font.latin};
    add_kids(in, node, voice);
}

static void add_emphasis(Inline *in, const Node *node, Voice voice)
{
    const Compose *c = in->c;
    if (c->design->emphasis_role.n)
        voice.font.role = c->emphasis.role;
    else
        voice.dots = true; /* R15 */
    add_kids(in, node, voice);
}

/* R17: one Han with its syllable, as far from the one before as their annotations need. */
static void add_syllable(Inline *in, Str base, Str ruby, Pos pos, Voice voice, bool first)
{
    uint32_t count;
    Len width, before = in->ruby_width;
    block_words(in->c, ruby, STYLE_BODY, RUBY_SCALE, 0, 0, pos, &count, &width);
    Len apart = (before + width) / 2 + len_em(RUBY_SCALE, voice.size) / 4 - voice.size;
    voice.joined = !first;
    if (before && apart > 0) {
        Voice joined = voice;
        joined.joined = true;
        joined.ruby = STR_NONE;
        add_box(in, apart, 0, &joined, 0);
    }
    voice.ruby = ruby;
    add_text(in, base, pos, &voice);
    in->ruby_width = width;
}

/* Syllables stand over their Han one by one; when their numbers differ, over the whole. */
static void add_ruby(Inline *in, const Node *node, Voice voice)
{
    Str base = doc_plain_str(in->c->scratch, node), rest = node->as.link.title, syllable;
    size_t syllables = 1;
    for (size_t i = 0; i < rest.n; i++)
        syllables += rest.p[i] == ' ';
    if (syllables != unicode_count(base)) {
        voice.ruby = rest;
        voice.no_break = true;
        add_kids(in, node, voice);
        return;
    }
    base = in->dry ? base : str_copy(in->c->a, base);
    for (size_t at = 0, next; at < base.n && str_split(&rest, ' ', &syllable); at = next) {
        uint32_t rune;
        next = at + unicode_decode(base, at, &rune);
        add_syllable(in, str_slice(base, at, next), syllable, node->pos, voice, at == 0);
    }
}

static void add_code(Inline *in, const Node *node, Voice voice)
{
    voice.font = (FontChoice){.role = in->c->code.role, .latin = true, .bold = voice.font.bold};
    voice.verbatim = true;
    voice.size = len_em(920, voice.size); /* monospaced letters look larger */
    add_text(in, node->as.text, node->pos, &voice);
}

static void add_node(Inline *in, const Node *node, Voice voice)
{
    if (++voice.depth > BLOCK_DEPTH)
        return; /* no reader lets such a tree through; block_add reports its like */
    switch ((NodeKind)node->kind) {
    case NODE_TEXT:
        (voice.names ? add_names : add_text)(in, node->as.text, node->pos, &voice);
        return;
    case NODE_SOFT_BREAK: add_text(in, STR(" "), node->pos, &voice); return;
    case NODE_LINE_BREAK: add_run(in, (ParaRun){.kind = RUN_LINE_BREAK}, &voice, 0, 0); return;
    case NODE_CODE_SPAN: add_code(in, node, voice); return;
    case NODE_EMPH: add_emphasis(in, node, voice); return;
    case NODE_STRONG: add_strong(in, node, voice); return;
    case NODE_STRIKE: voice.strike = true; add_kids(in, node, voice); return;
    case NODE_LINK: add_link(in, node, voice); return;
    case NODE_IMAGE: add_image(in, node, voice); return;
    case NODE_NOTE_REF: add_note_ref(in, node, voice); return;
    case NODE_SPAN: add_span(in, node, voice); return;
    case NODE_RUBY: add_ruby(in, node, voice); return;
    case NODE_PAGE_REF: add_page_ref(in, node, voice); return;
    case NODE_SECTION: case NODE_QUOTE: case NODE_CALLOUT: case NODE_LIST: case NODE_ITEM:
    case NODE_TABLE: case NODE_ROW: case NODE_FIGURE: case NODE_NOTE: case NODE_COLUMNS:
    case NODE_COVER: case NODE_HEADING: case NODE_PARA: case NODE_CELL: case NODE_CAPTION:
    case NODE_CODE: case NODE_RULE: case NODE_CONTENTS: case NODE_PAGE_BREAK: case NODE_SPACE:
    case NODE_CHART: case NODE_KINDS:
        assert(false && "a block among inlines");
    }
}

static void add_kids(Inline *in, const Node *node, Voice voice)
{
    for (uint32_t i = 0; i < node->nkids; i++)
        add_node(in, node->kids[i], voice);
}

/* ---- settings ---- */

Setting block_setting(const Compose *c, Context context, StyleName name)
{
    const TextStyle *style = block_style(c, name);
    Setting s = {.style = name, .left = context.left, .width = context.width,
                 .align = style->align, .colour = style->colour, .scale = 1000,
                 .tag = context.tag};
    if (!context.flush)
        s.indent = len_em(style->indent, style->size);
    /* R9: two ems, but one where the measure is under 16 em */
    if (s.indent > style->size && s.width < 16 * style->size)
        s.indent = style->size;
    return s;
}

static Len setting_size(const Compose *c, const Setting *s)
{
    return (Len)((int64_t)block_style(c, s->style)->size * s->scale / 1000);
}

static Len setting_leading(const Compose *c, const Setting *s)
{
    return (Len)((int64_t)block_style(c, s->style)->leading * s->scale / 1000);
}

static Voice setting_voice(const Compose *c, const Setting *s)
{
    FontChoice font = c->choice[s->style];
    if (s->bold && c->design->strong_role.n)
        font.role = c->strong.role;
    font.bold |= s->bold;
    font.latin |= s->verbatim;
    return (Voice){.font = font, .size = setting_size(c, s), .colour = s->colour,
                   .tag = s->tag, .verbatim = s->verbatim};
}

static ParaStyle setting_para(const Compose *c, const Setting *s)
{
    const Design *design = c->design;
    ParaStyle style = para_style(setting_size(c, s));
    style.indent = s->indent;
    style.align = s->align;
    style.profile = design->profile;
    style.level = design->level;
    style.mode = design->mode;
    style.hang = design->hang;
    style.no_stretch = s->no_stretch;
    style.grid = style.size == block_style(c, STYLE_BODY)->size ? design->grid : 0;
    return style;
}

/* ---- lines into strips ---- */

/* Items of the line being set, scratch until their number is known. */
typedef struct LineItems {
    Item *items;
    size_t count, room;
    LinkSpot *spots;
    size_t nspots, spots_room;
    NoteUse *notes;
    size_t nnotes, notes_room;
} LineItems;

static Len glyph_end(const ParaRun *runs, const LineGlyph *g)
{
    const ParaRun *run = &runs[g->run];
    return g->x + (run->kind == RUN_BOX ? run->width : len_em(g->glyph.advance, run->size));
}

static void push_item(Inline *in, LineItems *out, Item item)
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
            .gid = glyph->gid, .x = left + line->glyphs[i].x + len_em(glyph->dx, run->size),
            .dy = len_em(glyph->dy, run->size), .text = glyph->offset - from};
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
    push_item(in, out, item);
}

static void set_rule(Inline *in, LineItems *out, Len x, Len y, Len width, Len thickness,
                     bool wavy, uint32_t colour)
{
    Item item = {.kind = ITEM_LINE, .x = x, .y = y, .width = width, .colour = colour};
    item.as.line.thickness = thickness;
    item.as.line.wavy = wavy;
    push_item(in, out, item);
}

/* R15: one dot under the middle of each Han. */
static void set_dots(Inline *in, LineItems *out, const Line *line, size_t first, size_t end,
                     Len left, Len baseline)
{
    Compose *c = in->c;
    const ParaRun *run = &in->runs[line->glyphs[first].run];
    for (size_t i = first; i < end; i++) {
        uint32_t rune = 0;
        const Glyph *glyph = &line->glyphs[i].glyph;
        if (!glyph->length || !unicode_decode(run->text, glyph->offset, &rune) ||
            !unicode_is_han(rune))
            continue;
        uint32_t count;
        Len width;
        Item *dot = block_words(c, STR("•"), STYLE_BODY, 500, run->colour, 0, run->pos, &count,
                                &width);
        Len middle = left + line->glyphs[i].x + len_em(glyph->advance, run->size) / 2;
        block_move(dot, count, middle - width / 2, baseline + len_em(430, run->size));
        for (uint32_t k = 0; k < count; k++)
            push_item(in, out, dot[k]);
    }
}

/* R17: the annotation above the middle of its base. */
static void set_ruby(Inline *in, LineItems *out, const Line *line, size_t first, size_t end,
                     Str ruby, Len left, Len baseline)
{
    const ParaRun *run = &in->runs[line->glyphs[first].run];
    Len from = line->glyphs[first].x, to = glyph_end(in->runs, &line->glyphs[end - 1]), width;
    uint32_t count;
    Item *items = block_words(in->c, ruby, STYLE_BODY, RUBY_SCALE, run->colour, run->tag, run->pos,
                              &count, &width);
    block_move(items, count, left + (from + to - width) / 2, baseline - len_em(950, run->size));
    for (uint32_t k = 0; k < count; k++)
        push_item(in, out, items[k]);
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

static void set_note(Inline *in, LineItems *out, Block *block, uint32_t index);

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
        set_ruby(in, out, line, first, end, extra->ruby, left, baseline);
    if (extra->strike)
        set_rule(in, out, x, baseline - len_em(360, run->size), width, run->size / 18, false,
                 run->colour);
    if (extra->underline) /* R16: inset, so that neighbours do not join */
        set_rule(in, out, x + run->size / 20, baseline + len_em(200, run->size),
                 width - run->size / 10, run->size / 20, extra->underline == 2, run->colour);
    if (extra->link)
        set_spot(in, out, extra->link, x, width, baseline, run->size);
    if (extra->note)
        set_note(in, out, block, extra->note - 1);
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
    push_item(in, out, item);
}

/* The items of a line: one for each stretch of one run in one face. */
static void set_line(Inline *in, Block *block, Strip *strip, const Line *line, Len left)
{
    Compose *c = in->c;
    LineItems out = {0};
    PlacedGlyph *placed = arena_array(c->a, PlacedGlyph, line->count ? line->count : 1);
    size_t i = 0;
    while (i < line->count) {
        const LineGlyph *g = &line->glyphs[i];
        size_t end = i + 1, run_end;
        if (in->runs[g->run].kind == RUN_BOX)
            set_image(in, &out, g, left, strip->baseline);
        for (run_end = end; run_end < line->count && line->glyphs[run_end].run == g->run;)
            run_end++;
        for (size_t at = i; at < run_end && in->runs[g->run].kind == RUN_TEXT; at = end) {
            const Font *font = line->glyphs[at].glyph.font;
            for (end = at + 1; end < run_end && line->glyphs[end].glyph.font == font;)
                end++;
            if (font) /* a missing glyph is reported and leaves its place empty */
                set_glyphs(in, &out, line, at, end, placed + at, left, strip->baseline);
        }
        set_extra(in, &out, block, line, i, run_end, left, strip->baseline);
        i = run_end;
    }
    strip->nitems = (uint32_t)out.count;
    strip->items = arena_array(c->a, Item, out.count ? out.count : 1);
    if (out.count)
        memcpy(strip->items, out.items, out.count * sizeof *out.items);
    if (out.nspots) {
        strip->nlinks = (uint32_t)out.nspots;
        strip->links = arena_array(c->a, LinkSpot, out.nspots);
        memcpy(strip->links, out.spots, out.nspots * sizeof *out.spots);
    }
    if (out.nnotes) {
        strip->nnotes = (uint32_t)out.nnotes;
        strip->notes = arena_array(c->a, NoteUse, out.nnotes);
        memcpy(strip->notes, out.notes, out.nnotes * sizeof *out.notes);
    }
}

/* The text of a footnote, set where it is first referred to. */
static void set_note(Inline *in, LineItems *out, Block *block, uint32_t index)
{
    Compose *c = in->c;
    if (c->notes[index].owner)
        return;
    c->notes[index].owner = block;
    const Node *note = c->notes[index].node;
    Label label = {.text = note_mark(c->a, c->notes[index].number), .pos = note->pos};
    Context context = {.style = STYLE_NOTE, .matter = in->context->matter, .flush = true,
                       .scope = in->context->scope, .depth = in->context->depth,
                       .notes = in->context->notes, .label = &label};
    context.tag = tags_add(&c->tags, "Note", in->context->tag);
    label.tag = tags_add(&c->tags, "Lbl", context.tag);
    Len size = c->design->styles[STYLE_NOTE].size;
    context.left = size * 3 / 2;
    context.width = c->measure - context.left;
    label.right = context.left;
    label.gap = size / 4;
    Flow flow = {0};
    c->depth++;
    block_add_kids(c, &flow, note, context);
    c->depth--;
    size_t count;
    NoteUse use = {.note = index, .strips = block_flatten(c, c->a, &flow, false, &count)};
    use.count = (uint32_t)count;
    if (count)
        arena_push(c->scratch, out->notes, out->nnotes, out->notes_room, use);
}

/* No break before line k that leaves fewer lines above or below than the design wants (R10). */
static void glue_lines(const Compose *c, Block *block, size_t first)
{
    size_t n = block->count - first;
    for (size_t k = 1; k < n; k++)
        if (k < c->design->orphans || n - k < c->design->widows)
            block->strips[first + k].flags |= STRIP_GLUED;
}

static size_t set_lines(Inline *in, Block *block, const Setting *setting)
{
    Compose *c = in->c;
    ParaStyle style = setting_para(c, setting);
    Len size = setting_size(c, setting), leading = setting_leading(c, setting);
    Len width = setting->width > 0 ? setting->width : 1, ascent, descent;
    Lines lines = para_break(c->scratch, c->fonts, &style, in->runs, in->count, &width, 1, c->d);
    font_box(c->fonts, c->choice[setting->style], &ascent, &descent);
    size_t first = block->count;
    bool on_grid = leading == c->pitch;
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
        if (on_grid)
            strip->flags |= STRIP_SNAP;
        set_line(in, block, &block->strips[block->count - 1], line, setting->left);
    }
    glue_lines(c, block, first);
    return block->count - first;
}

size_t block_lines(Compose *c, Block *block, const Node *node, Context context,
                     const Setting *setting)
{
    ArenaMark mark = arena_mark(c->scratch);
    Inline in = {.c = c, .context = &context};
    Voice voice = setting_voice(c, setting);
    add_text(&in, setting->lead, node->pos, &voice);
    add_kids(&in, node, voice);
    size_t count = in.count ? set_lines(&in, block, setting) : 0;
    arena_release(c->scratch, mark);
    return count;
}

size_t block_text(Compose *c, Block *block, Str text, Pos pos, Context context,
                    const Setting *setting)
{
    ArenaMark mark = arena_mark(c->scratch);
    Inline in = {.c = c, .context = &context};
    Voice voice = setting_voice(c, setting);
    add_text(&in, setting->lead, pos, &voice);
    add_text(&in, text, pos, &voice);
    size_t count = in.count ? set_lines(&in, block, setting) : 0;
    arena_release(c->scratch, mark);
    return count;
}

Len block_measure(Compose *c, const Node *node, Context context, const Setting *setting,
                  Len *narrowest)
{
    ArenaMark mark = arena_mark(c->scratch);
    Inline in = {.c = c, .context = &context, .dry = true};
    add_kids(&in, node, setting_voice(c, setting));
    ParaStyle style = setting_para(c, setting);
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

Item *block_words(Compose *c, Str text, StyleName name, Em scale, uint32_t colour, uint32_t tag,
                  Pos pos, uint32_t *count, Len *width)
{
    static const Context nowhere;
    ArenaMark mark = arena_mark(c->scratch);
    Inline in = {.c = c, .context = &nowhere};
    Setting setting = block_setting(c, nowhere, name);
    setting.scale = scale;
    setting.colour = colour;
    setting.tag = tag;
    setting.indent = 0;
    setting.align = PARA_START;
    Voice voice = setting_voice(c, &setting);
    add_text(&in, text, pos, &voice);
    ParaStyle style = setting_para(c, &setting);
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
    items[strip->nitems].kind = kind;
    items[strip->nitems].tag = tag;
    return &items[strip->nitems++];
}
