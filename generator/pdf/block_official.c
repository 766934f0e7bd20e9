/*
 * block_official: the parts of an official document that stand at set places (GB/T 9704-2012, 7):
 * head and title (版头、标题), attachments (附件说明), signature and date (署名、成文日期), the head
 * of an annex (附件) and the imprint (版记). Addressee and body are ordinary blocks.
 *
 * A part is a section of class "official-…" whose paragraphs say by their class what they are;
 * script/node_official.c makes them. It is set as one block whose strips are made here, whole
 * pitches high in all, so that the body behind it stands on the grid. Places are em boxes: the
 * standard speaks of characters, not of their ink.
 *
 * Titles are set in lines that make a trapezoid or a diamond, broken between words only: a word is
 * a span that does not break, and where there are none, any place the rules for lines allow.
 */
#include <assert.h>

#include "pdf/block.h"
#include "pdf/official.h"
#include "text/unicode.h"

enum {
    TITLE_WORDS = 96,    /* of one title; more are joined to the last */
    TITLE_LINES = 48,
    TITLE_TRIED = 4      /* more lines are filled one by one */
};

typedef struct Part {
    Compose *c;
    Block *block;
    Context context;
    Len width;           /* of the measure */
    Len y;               /* of what comes next, from the block's top */
} Part;

/* Words on one line, not yet placed. */
typedef struct Words {
    Item *items;
    uint32_t count;
    Len width;
} Words;

/* ---- what all parts do ---- */

static const Node *kid_of(const Node *part, Str class)
{
    for (uint32_t i = 0; i < part->nkids; i++)
        if (part->kids[i]->kind == NODE_PARA &&
            doc_has_class(part->kids[i]->as.section.class, class))
            return part->kids[i];
    return NULL;
}

/* All of them, in the arena. */
static const Node **kids_of(const Part *p, const Node *part, Str class, size_t *count)
{
    const Node **kids = arena_array(p->c->a, const Node *, part->nkids ? part->nkids : 1);
    *count = 0;
    for (uint32_t i = 0; i < part->nkids; i++)
        if (part->kids[i]->kind == NODE_PARA &&
            doc_has_class(part->kids[i]->as.section.class, class))
            kids[(*count)++] = part->kids[i];
    return kids;
}

static Str text_of(const Part *p, const Node *node)
{
    return str_trim(doc_plain_str(p->c->a, node));
}

static Words words_of(const Part *p, Str text, StyleName style, Em scale, uint32_t tag, Pos pos)
{
    Words w = {0};
    w.items = block_words(p->c, text, style, scale, block_style(p->c, style)->colour, tag, pos,
                          &w.count, &w.width);
    return w;
}

/* The width of a label that ends in a colon: its characters whole, for text follows. */
static Len label_width(Str label, Len cell)
{
    return (Len)unicode_count(label) * cell;
}

/* A character of body text: on the grid a cell. */
static Len cell_of(const Part *p)
{
    return p->c->design->grid ? p->c->design->grid : block_style(p->c, STYLE_BODY)->size;
}

static uint32_t tag_of(const Part *p, const char *type)
{
    return tags_add(&p->c->tags, type, p->context.tag);
}

/* From the top of a line's em box to its baseline. */
static Len ascent_of(const Part *p, StyleName style, Len size)
{
    Em ascent, descent;
    font_box(p->c->fonts, p->c->choice[style], &ascent, &descent);
    return len_em(ascent, size);
}

static void put_words(const Part *p, Strip *strip, const Words *w, Len x, Len baseline)
{
    block_move(w->items, w->count, x, baseline);
    for (uint32_t i = 0; i < w->count; i++)
        *block_item(p->c, strip, w->items[i].kind, w->items[i].tag) = w->items[i];
}

static void put_rule(const Part *p, Strip *strip, Len y, Len thickness, uint32_t colour)
{
    Item *item = block_item(p->c, strip, ITEM_LINE, 0);
    item->x = p->context.left;
    item->y = y;
    item->width = p->width;
    item->colour = colour;
    item->as.line.thickness = thickness;
}

/* The room between a line's slot and its em box. */
static Len half_lead(const Part *p)
{
    return (p->c->pitch - block_style(p->c, STYLE_BODY)->size) / 2;
}

static Strip *add_strip(Part *p, Len height)
{
    Strip *strip = block_strip(p->c, p->block, p->context, height);
    strip->flags |= p->block->count > 1 ? STRIP_GLUED : STRIP_SNAP;
    p->y += height;
    return strip;
}

/* A line of the grid. */
static Strip *add_line(Part *p)
{
    Strip *strip = add_strip(p, p->c->pitch);
    strip->baseline = p->c->grid_baseline;
    return strip;
}

static Part begin(Compose *c, Block *block, Context context)
{
    context.tag = tags_add(&c->tags, "Sect", context.tag);
    return (Part){.c = c, .block = block, .context = context, .width = context.width};
}

/* ---- titles ---- */

typedef struct Title {
    Str words[TITLE_WORDS];
    Len widths[TITLE_WORDS];
    size_t count;
    size_t ends[TITLE_LINES]; /* the word after each line */
    size_t nlines;
} Title;

static void add_word(Compose *c, Title *t, Str word)
{
    if (t->count == TITLE_WORDS) {
        t->count--;
        word = str_printf(c->a, "%.*s%.*s", STR_ARG(t->words[t->count]), STR_ARG(word));
    }
    t->words[t->count++] = word;
}

/* What must not start a word of its own, and what must not end one. */
static bool clings_before(uint32_t rune)
{
    switch (unicode_punct(rune)) {
    case PUNCT_CLOSE: case PUNCT_QUOTE_CLOSE: case PUNCT_COMMA: case PUNCT_STOP:
    case PUNCT_STOP_FULL: case PUNCT_MID: case PUNCT_CONN: case PUNCT_HYPHEN: case PUNCT_SOL:
    case PUNCT_DASH: case PUNCT_ELLIPSIS: case PUNCT_POST: case PUNCT_LATIN_CLOSE:
        return true;
    case PUNCT_NONE: case PUNCT_OPEN: case PUNCT_QUOTE_OPEN: case PUNCT_PRE:
    case PUNCT_LATIN_OPEN: break;
    }
    return rune == ' ';
}

static bool clings_after(uint32_t rune)
{
    switch (unicode_punct(rune)) {
    case PUNCT_OPEN: case PUNCT_QUOTE_OPEN: case PUNCT_MID: case PUNCT_CONN: case PUNCT_HYPHEN:
    case PUNCT_SOL: case PUNCT_DASH: case PUNCT_PRE: case PUNCT_LATIN_OPEN:
        return true;
    case PUNCT_NONE: case PUNCT_CLOSE: case PUNCT_QUOTE_CLOSE: case PUNCT_COMMA: case PUNCT_STOP:
    case PUNCT_STOP_FULL: case PUNCT_ELLIPSIS: case PUNCT_POST: case PUNCT_LATIN_CLOSE: break;
    }
    return rune == ' ';
}

/* Text without words marked: single characters, numbers and Latin words whole. */
static void add_text(Compose *c, Title *t, Str text)
{
    size_t from = 0;
    uint32_t before = 0, rune = 0;
    for (size_t at = 0, length; at < text.n; at += length, before = rune) {
        length = unicode_decode(text, at, &rune);
        bool word = rune < 0x2E80 && before < 0x2E80 && !clings_before(rune) && !clings_before(before);
        if (at > from && !word && !clings_before(rune) && !clings_after(before)) {
            add_word(c, t, str_slice(text, from, at));
            from = at;
        }
    }
    if (from < text.n)
        add_word(c, t, str_slice(text, from, text.n));
}

static void take_words(Compose *c, Title *t, const Node *heading)
{
    for (uint32_t i = 0; i < heading->nkids; i++) {
        const Node *kid = heading->kids[i];
        bool whole = kid->kind == NODE_SPAN && doc_has_class(kid->as.section.class, STR("no-break"));
        Str text = doc_plain_str(c->a, kid);
        if (whole && text.n)
            add_word(c, t, text);
        else
            add_text(c, t, text);
    }
}

/* The least deviation from one of the shapes that the standard names, in squared points: each line
 * two characters longer or shorter than its neighbour. Lines of one length, or an hourglass, cost
 * more than any of them. */
static int64_t shape_cost(const Len *lines, size_t n, Len em)
{
    int64_t best = INT64_MAX;
    for (size_t widest = 0; widest < n; widest++) { /* ascending, descending, or a diamond */
        int64_t cost = 0;
        bool inner = widest > 0 && widest + 1 < n;
        for (size_t i = 1; i < n; i++) {
            int64_t step = i <= widest ? lines[i] - lines[i - 1] : lines[i - 1] - lines[i];
            int64_t off = (step - 2 * em) / 1000;
            cost += off * off + (step < em / 2 ? 1000000 : 0);
        }
        if (inner && n % 2 && widest != n / 2)
            cost += 500000; /* a lopsided diamond */
        best = cost < best ? cost : best;
    }
    return best;
}

/* All ways to part words from..count into lines left: the best of them in ends. */
typedef struct Shaping {
    const Title *t;
    Len room, em;
    size_t n, now[TITLE_TRIED], best[TITLE_TRIED];
    Len lines[TITLE_TRIED];
    int64_t least;
} Shaping;

static void try_lines(Shaping *s, size_t from, size_t line)
{
    Len width = 0;
    size_t left = s->n - line - 1;
    for (size_t end = from + 1; end + left <= s->t->count; end++) {
        width += s->t->widths[end - 1];
        if (width > s->room)
            return;
        s->now[line] = end;
        s->lines[line] = width;
        if (left) {
            try_lines(s, end, line + 1);
            continue;
        }
        if (end < s->t->count)
            continue;
        int64_t cost = shape_cost(s->lines, s->n, s->em);
        if (cost < s->least) {
            s->least = cost;
            for (size_t i = 0; i < s->n; i++)
                s->best[i] = s->now[i];
        }
    }
}

/* Line by line, each as full as it gets. */
static void fill_lines(Title *t, Len room)
{
    t->nlines = 0;
    for (size_t at = 0; at < t->count;) {
        Len width = t->widths[at++];
        while (at < t->count && width + t->widths[at] <= room)
            width += t->widths[at++];
        if (t->nlines == TITLE_LINES)
            t->nlines--; /* longer than a page: the last line takes the rest */
        t->ends[t->nlines++] = at;
    }
}

static void shape_title(Title *t, Len room, Len em)
{
    fill_lines(t, room);
    if (t->nlines < 2 || t->nlines > TITLE_TRIED)
        return;
    Shaping s = {.t = t, .room = room, .em = em, .n = t->nlines, .least = INT64_MAX};
    try_lines(&s, 0, 0);
    for (size_t i = 0; s.least < INT64_MAX && i < t->nlines; i++)
        t->ends[i] = s.best[i];
}

/*
 * The title's lines, the em box of the first at y from the block's top, and one blank line behind
 * them; then on to the next line of the grid.
 */
static void add_title(Part *p, const Node *heading, Len y)
{
    Compose *c = p->c;
    const TextStyle *style = block_style(c, STYLE_H1);
    Title *t = arena_new(c->a, Title);
    uint8_t level = 1;
    assert(p->block->count < 100);
    take_words(c, t, heading);
    block_note_heading(c, p->block, heading, p->context, level);
    uint32_t tag = tags_heading(&c->tags, level, p->context.tag), count;
    for (size_t i = 0; i < t->count; i++) {
        ArenaMark mark = arena_mark(c->a);
        block_words(c, t->words[i], STYLE_H1, 1000, 0, 0, heading->pos, &count, &t->widths[i]);
        arena_release(c->a, mark);
    }
    shape_title(t, p->width, style->size);
    Len lead = (style->leading - style->size) / 2;
    if (y - lead > p->y)
        add_strip(p, y - lead - p->y);
    for (size_t i = 0, from = 0; i < t->nlines; from = t->ends[i++]) {
        Buf line = buf_in(c->a);
        for (size_t k = from; k < t->ends[i]; k++)
            buf_str(&line, t->words[k]);
        Words w = words_of(p, buf_view(&line), STYLE_H1, 1000, tag, heading->pos);
        Len above = i == 0 && y < lead ? lead - y : 0; /* at the head of the area */
        Strip *strip = add_strip(p, style->leading - above);
        strip->baseline = lead - above + ascent_of(p, STYLE_H1, style->size);
        put_words(p, strip, &w, p->context.left + (p->width - w.width) / 2, strip->baseline);
    }
    Len foot = p->y - lead; /* of the last em box */
    add_strip(p, block_pitches(c, foot + c->pitch - half_lead(p)) - p->y);
}

/* ---- the head ---- */

/* Lines above the issuer's name, from the head of the area: number of the copy, secrecy, urgency. */
static void put_marks(Part *p, Strip *strip, const Node *part)
{
    static const struct { const char *class; StyleName style; } marks[] = {
        {"copy", STYLE_BODY}, {"secrecy", STYLE_H2}, {"urgency", STYLE_H2}};
    Len y = 0;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const Node *kid = kid_of(part, str_of(marks[i].class));
        if (!kid)
            continue;
        Words w = words_of(p, text_of(p, kid), marks[i].style, 1000, tag_of(p, "P"), kid->pos);
        put_words(p, strip, &w, p->context.left, y + p->c->grid_baseline);
        y += p->c->pitch;
    }
}

/* Spread words to a width by what is missing between their glyphs (均排). */
static void spread(const Words *w, Len width)
{
    uint32_t n = 0, seen = 0;
    for (uint32_t i = 0; i < w->count; i++)
        n += w->items[i].kind == ITEM_GLYPHS ? w->items[i].as.glyphs.count : 0;
    Len missing = width - w->width;
    for (uint32_t i = 0; i < w->count && n > 1 && missing > 0; i++) {
        if (w->items[i].kind != ITEM_GLYPHS)
            continue;
        PlacedGlyph *glyphs = (PlacedGlyph *)(uintptr_t)w->items[i].as.glyphs.glyphs;
        Len first = (Len)((int64_t)missing * seen / (n - 1));
        for (uint32_t k = 0; k < w->items[i].as.glyphs.count; k++, seen++)
            glyphs[k].x += (Len)((int64_t)missing * seen / (n - 1));
        w->items[i].x += first;
        w->items[i].width += (Len)((int64_t)missing * (seen - 1) / (n - 1)) - first;
    }
}

/* The issuers' names, one below the other, and what stands behind them all; returns their foot. */
static Len put_issuers(Part *p, Strip *strip, const Node *part, Len y)
{
    const TextStyle *style = block_style(p->c, STYLE_MARK);
    const Node *behind = kid_of(part, STR("suffix"));
    size_t n;
    const Node **names = kids_of(p, part, STR("issuer"), &n);
    Words *words = arena_array(p->c->a, Words, n + 1), suffix = {0};
    Len widest = 0;
    if (!n)
        return y;
    for (size_t i = 0; i < n; i++) {
        words[i] = words_of(p, text_of(p, names[i]), STYLE_MARK, 1000, 0, names[i]->pos);
        widest = words[i].width > widest ? words[i].width : widest;
    }
    if (behind)
        suffix = words_of(p, text_of(p, behind), STYLE_MARK, 1000, 0, behind->pos);
    Len all = widest + suffix.width;
    Em scale = all > p->width ? (Em)((int64_t)p->width * 1000 / all) : 1000;
    Len size = len_em(scale, style->size), step = len_em(scale, style->leading), left = 0;
    widest = 0;
    for (size_t i = 0; i < n; i++) {
        words[i] = words_of(p, text_of(p, names[i]), STYLE_MARK, scale, tag_of(p, "P"), names[i]->pos);
        widest = words[i].width > widest ? words[i].width : widest;
    }
    if (behind)
        suffix = words_of(p, text_of(p, behind), STYLE_MARK, scale, tag_of(p, "P"), behind->pos);
    left = p->context.left + (p->width - widest - suffix.width) / 2;
    Len ascent = ascent_of(p, STYLE_MARK, size), foot = y + (Len)(n - 1) * step + size;
    for (size_t i = 0; i < n; i++) {
        if (behind)
            spread(&words[i], widest);
        Len x = behind ? left : left + (widest - words[i].width) / 2;
        put_words(p, strip, &words[i], x, y + (Len)i * step + ascent);
    }
    if (behind)
        put_words(p, strip, &suffix, left + widest, (y + foot - size) / 2 + ascent);
    return foot;
}

/* The number in the middle; in an upward document at the left, the signers at the right (签发人). */
static Len put_number(Part *p, Strip *strip, const Node *part, Len y)
{
    Compose *c = p->c;
    const Node *number = kid_of(part, STR("number")), *label = kid_of(part, STR("signer-label"));
    const Node *signer = kid_of(part, STR("signer"));
    Len size = block_style(c, STYLE_BODY)->size, left = p->context.left;
    Len cell = cell_of(p), baseline = y + ascent_of(p, STYLE_BODY, size);
    if (!number)
        return y;
    Words w = words_of(p, text_of(p, number), STYLE_BODY, 1000, tag_of(p, "P"), number->pos);
    put_words(p, strip, &w, signer ? left + cell : left + (p->width - w.width) / 2, baseline);
    if (!signer)
        return y + size;
    uint32_t tag = tag_of(p, "P");
    Words name = words_of(p, text_of(p, signer), STYLE_H3, 1000, tag, signer->pos);
    Len x = left + p->width - cell - name.width;
    if (label) {
        w = words_of(p, text_of(p, label), STYLE_BODY, 1000, tag, label->pos);
        put_words(p, strip, &w, x - label_width(text_of(p, label), cell), baseline);
    }
    put_words(p, strip, &name, x, baseline);
    return y + size;
}

static void set_head(Compose *c, Block *block, const Node *node, Context context)
{
    Part p = begin(c, block, context);
    const Node *heading = NULL;
    for (uint32_t i = 0; i < node->nkids && !heading; i++)
        heading = node->kids[i]->kind == NODE_HEADING ? node->kids[i] : NULL;
    Len top = half_lead(&p), y = top;
    bool red = kid_of(node, STR("issuer")) || kid_of(node, STR("number"));
    if (red) {
        Strip strip = {0};
        put_marks(&p, &strip, node);
        y = put_issuers(&p, &strip, node, top + OFFICIAL_MARK_TOP);
        y = put_number(&p, &strip, node, y + 2 * c->pitch);
        y += OFFICIAL_RULE_GAP + OFFICIAL_RULE;
        put_rule(&p, &strip, y - OFFICIAL_RULE / 2, OFFICIAL_RULE, block_style(c, STYLE_MARK)->colour);
        Strip *made = add_strip(&p, heading ? y : block_pitches(c, y));
        made->items = strip.items;
        made->nitems = strip.nitems;
        y += 2 * c->pitch;
    }
    if (heading)
        add_title(&p, heading, y);
    block->flags |= STRIP_PAGE | STRIP_ODD;
    block->keep_lines = 2;
}

/* ---- attachments ---- */

/* "附件：1. …": numbers one below the other, lines that go on below the first of the name. */
static void set_attachments(Compose *c, Block *block, const Node *node, Context context)
{
    Part p = begin(c, block, context);
    const Node *label = kid_of(node, STR("label"));
    Len cell = cell_of(&p);
    Len left = context.left + 2 * cell, widest = 0;
    uint32_t list = tag_of(&p, "L"), nitems = 0;
    Words w = {0};
    if (label)
        w = words_of(&p, text_of(&p, label), STYLE_BODY, 1000, tag_of(&p, "P"), label->pos);
    Len names = left + (label ? label_width(text_of(&p, label), cell) : 0);
    for (uint32_t i = 0; i < node->nkids; i++)
        nitems += node->kids[i] != label;
    if (nitems > 1) {
        Words number = words_of(&p, str_printf(c->a, "%u.", (unsigned)nitems), STYLE_BODY, 1000, 0, node->pos);
        widest = (number.width + cell * 7 / 8) / cell * cell; /* whole places, so that names stand on the grid */
    }
    Len baseline = c->grid_baseline;
    for (uint32_t i = 0, number = 1; i < node->nkids; i++) {
        const Node *kid = node->kids[i];
        if (kid == label)
            continue;
        uint32_t item = tags_add(&c->tags, "LI", list);
        uint32_t mark = nitems > 1 ? tags_add(&c->tags, "Lbl", item) : 0;
        Setting setting = block_setting(c, p.context, STYLE_BODY);
        setting.left = names + widest;
        setting.width = context.left + p.width - setting.left;
        setting.indent = 0;
        setting.align = PARA_START;
        setting.tag = tags_add(&c->tags, "LBody", item);
        size_t first = block->count;
        block_lines(c, block, kid, p.context, &setting);
        if (block->count == first)
            continue;
        Strip *strip = &block->strips[first];
        Words name = {.items = strip->items, .count = strip->nitems}; /* read behind its number */
        strip->items = NULL;
        strip->nitems = 0;
        if (first == 0)
            put_words(&p, strip, &w, left, baseline);
        if (nitems > 1) {
            Words n = words_of(&p, str_printf(c->a, "%u.", (unsigned)number++), STYLE_BODY, 1000, mark, kid->pos);
            put_words(&p, strip, &n, names, baseline);
        }
        put_words(&p, strip, &name, 0, 0);
    }
    for (size_t i = 0; i < block->count; i++)
        block->strips[i].flags |= STRIP_GLUED; /* with the signature, on a page with text of the body */
    block->before = c->pitch;
}

/* ---- signature and date ---- */

/* Where signature and date start; see the standard, 7.3.5. */
typedef struct Signing {
    Len name, date;
} Signing;

static Signing place_signing(Len width, Len cell, Len name, Len date, bool seal)
{
    Signing s;
    if (seal) { /* the name over the middle of the date, which keeps four characters from the edge */
        s.date = width - 4 * cell - date;
        s.name = s.date + (date - name) / 2;
        Len most = width - 2 * cell - name; /* a long name keeps two, and the date its middle */
        if (s.name > most) {
            s.name = most;
            s.date = s.name + (name - date) / 2;
        }
        return s;
    }
    s.name = width - 2 * cell - name;
    s.date = s.name + 2 * cell;
    if (date > name) {
        s.date = width - 2 * cell - date;
        s.name = s.date - 2 * cell;
    }
    return s;
}

/* A line after the date, two characters in: a remark in brackets (附注). */
static void add_note(Part *p, const Node *node)
{
    Setting setting = block_setting(p->c, p->context, STYLE_BODY);
    setting.indent = 2 * cell_of(p);
    setting.tag = tag_of(p, "P");
    size_t first = p->block->count;
    block_lines(p->c, p->block, node, p->context, &setting);
    for (size_t i = first; i < p->block->count; i++)
        p->block->strips[i].flags |= STRIP_GLUED;
}

static void set_signature(Compose *c, Block *block, const Node *node, Context context)
{
    Part p = begin(c, block, context);
    const Node *day = kid_of(node, STR("date")), *note = kid_of(node, STR("note"));
    size_t n;
    const Node **names = kids_of(&p, node, STR("name"), &n);
    bool seal = doc_has_class(node->as.section.class, STR("seal"));
    Len cell = cell_of(&p), widest = 0;
    Words *words = arena_array(c->a, Words, n + 1), date = {0};
    for (size_t i = 0; i < n; i++) {
        words[i] = words_of(&p, text_of(&p, names[i]), STYLE_BODY, 1000, tag_of(&p, "P"), names[i]->pos);
        widest = words[i].width > widest ? words[i].width : widest;
    }
    if (day)
        date = words_of(&p, text_of(&p, day), STYLE_BODY, 1000, tag_of(&p, "P"), day->pos);
    Signing s = place_signing(p.width, cell, widest, date.width, seal);
    for (int i = 0; i < (seal ? 3 : 1); i++) /* room for the head of a seal */
        add_line(&p);
    block->strips[0].flags |= STRIP_GLUED; /* never on a page without text of the body */
    for (size_t i = 0; i < n; i++) {
        Len inset = seal ? (widest - words[i].width) / 2 : 0;
        put_words(&p, add_line(&p), &words[i], context.left + s.name + inset, c->grid_baseline);
    }
    if (day)
        put_words(&p, add_line(&p), &date, context.left + s.date, c->grid_baseline);
    if (note)
        add_note(&p, note);
}

/* ---- annexes ---- */

/* "附件1" on the first line of a page, the title in the middle of the third. */
static void set_annex(Compose *c, Block *block, const Node *node, Context context)
{
    Part p = begin(c, block, context);
    const Node *label = kid_of(node, STR("label")), *heading = NULL;
    for (uint32_t i = 0; i < node->nkids && !heading; i++)
        heading = node->kids[i]->kind == NODE_HEADING ? node->kids[i] : NULL;
    block->flags |= STRIP_PAGE;
    Strip *strip = add_line(&p);
    if (label) {
        Words w = words_of(&p, text_of(&p, label), STYLE_H2, 1000, tag_of(&p, "P"), label->pos);
        put_words(&p, strip, &w, context.left, c->grid_baseline);
    }
    Len size = block_style(c, STYLE_H1)->size; /* in the middle of its line */
    if (heading)
        add_title(&p, heading, 2 * c->pitch + (c->pitch - size) / 2);
    block->keep_lines = 2;
}

/* ---- the imprint ---- */

/* "抄送：" and names, those that go on below the first of them. Appended; returns the foot. */
static Len put_copies(Part *p, Strip *strip, const Node *kid, Len y)
{
    Compose *c = p->c;
    const TextStyle *style = block_style(c, STYLE_IMPRINT);
    Str text = text_of(p, kid);
    size_t colon = str_find(text, STR("："), 0);
    size_t cut = colon < text.n ? colon + STR("：").n : 0;
    uint32_t tag = tag_of(p, "P");
    Words label = words_of(p, str_slice(text, 0, cut), STYLE_IMPRINT, 1000, tag, kid->pos);
    Len indent = label_width(str_slice(text, 0, cut), style->size);
    Block lines = {0};
    Setting setting = block_setting(c, p->context, STYLE_IMPRINT);
    setting.left = p->context.left + style->size + indent;
    setting.width = p->width - 2 * style->size - indent;
    setting.indent = 0;
    setting.tag = tag;
    block_text(c, &lines, str_slice(text, cut, text.n), kid->pos, p->context, &setting);
    Len ascent = ascent_of(p, STYLE_IMPRINT, style->size);
    Len baseline = y + (c->pitch - style->size) / 2 + ascent;
    put_words(p, strip, &label, p->context.left + style->size, baseline);
    for (size_t i = 0; i < lines.count; i++) {
        Strip *line = &lines.strips[i];
        Words w = {.items = line->items, .count = line->nitems};
        put_words(p, strip, &w, 0, baseline - line->baseline + (Len)i * style->leading);
    }
    return y + c->pitch + (lines.count ? (Len)(lines.count - 1) * style->leading : 0);
}

static void set_imprint(Compose *c, Block *block, const Node *node, Context context)
{
    Part p = begin(c, block, context);
    const Node *printer = kid_of(node, STR("printer")), *day = kid_of(node, STR("date"));
    size_t n;
    const Node **copies = kids_of(&p, node, STR("copies"), &n);
    uint32_t ink = block_style(c, STYLE_IMPRINT)->colour;
    Len size = block_style(c, STYLE_IMPRINT)->size, y = 0;
    Strip strip = {0};
    put_rule(&p, &strip, 0, OFFICIAL_IMPRINT_OUTER, ink);
    for (size_t i = 0; i < n; i++)
        y = put_copies(&p, &strip, copies[i], y);
    if (n && (printer || day))
        put_rule(&p, &strip, y, OFFICIAL_IMPRINT_INNER, ink);
    if (printer || day) {
        Len baseline = y + (c->pitch - size) / 2 + ascent_of(&p, STYLE_IMPRINT, size);
        uint32_t tag = tag_of(&p, "P");
        if (printer) {
            Words w = words_of(&p, text_of(&p, printer), STYLE_IMPRINT, 1000, tag, printer->pos);
            put_words(&p, &strip, &w, context.left + size, baseline);
        }
        if (day) {
            Words w = words_of(&p, text_of(&p, day), STYLE_IMPRINT, 1000, tag, day->pos);
            put_words(&p, &strip, &w, context.left + p.width - size - w.width, baseline);
        }
        y += c->pitch;
    }
    put_rule(&p, &strip, y, OFFICIAL_IMPRINT_OUTER, ink);
    Strip *made = block_strip(c, block, p.context, y);
    made->items = strip.items;
    made->nitems = strip.nitems;
    made->flags |= STRIP_FOOT;
}

/* ---- which part a section is ---- */

BlockSet *block_official(const Node *section)
{
    static const struct { const char *class; BlockSet *set; } parts[] = {
        {"official-head", set_head},
        {"official-attachments", set_attachments},
        {"official-signature", set_signature},
        {"official-annex", set_annex},
        {"official-imprint", set_imprint}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (doc_has_class(section->as.section.class, str_of(parts[i].class)))
            return parts[i].set;
    return NULL;
}
