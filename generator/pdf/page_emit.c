/*
 * page_emit: sheets into the pages of a Book.
 *
 * Items were set from (0, 0) of their strip; here each is moved once to its place on the page,
 * in place, for its strip belongs to this book alone. Only a repeated table head is copied.
 * Behind and around them come what is artifact: frames, rules, running heads, page numbers.
 */
#include <assert.h>
#include <string.h>

#include "pdf/page_imp.h"
#include "text/near.h"

typedef struct Emit {
    Compose *c;
    const Sheets *sheets;
    Item *items;          /* of the page being made */
    size_t count, room;
    LinkArea *links;
    size_t nlinks, links_room;
    size_t heading;       /* the first heading not yet passed */
    const Heading *chapter, *section;   /* at the foot of the page before */
    const Heading *named_chapter, *named_section; /* in this page's running head */
    bool turned;          /* the page being made */
    Map heads[2];         /* running heads set before, by text: left and right */
} Emit;

typedef struct FrameSpan {
    const Frame *frame;
    Len top, bottom, x;
} FrameSpan;

typedef struct HeadWords {
    Item *items;
    uint32_t count;
} HeadWords;

static Len left_margin(const Design *design, size_t index)
{
    return design->mirrored && index % 2 == 1 ? design->outer : design->inner;
}

static bool changes_sides(const Design *design, size_t index)
{
    return (design->mirrored || design->alternate) && index % 2 == 1;
}

static Len first_slot(const Compose *c)
{
    return c->design->top - (c->pitch - c->design->styles[STYLE_BODY].size) / 2;
}

static Item *new_item(Emit *e)
{
    arena_push(e->c->scratch, e->items, e->count, e->room, ((Item){0}));
    return &e->items[e->count - 1];
}

static void new_line(Emit *e, Len x, Len y, Len width, Len thickness, uint32_t colour)
{
    Item *item = new_item(e);
    *item = (Item){.kind = ITEM_LINE, .x = x, .y = y, .width = width, .colour = colour};
    item->as.line.thickness = thickness;
}

static void new_rect(Emit *e, Len x, Len y, Len width, Len height, uint32_t colour)
{
    *new_item(e) = (Item){.kind = ITEM_RECT, .x = x, .y = y, .width = width, .height = height,
                          .colour = colour};
}

/* ---- frames ---- */

static size_t find_frame(FrameSpan *spans, size_t *count, const Frame *frame, Len x)
{
    for (size_t i = *count; i-- > 0;)
        if (spans[i].frame == frame && spans[i].x == x)
            return i;
    spans[*count] = (FrameSpan){.frame = frame, .x = x, .top = INT32_MAX, .bottom = 0};
    return (*count)++;
}

/* Frames nest at most as deep as blocks; an outer one comes first, for it is drawn first. */
static void span_frame(FrameSpan *spans, size_t *count, const Frame *frame, Len x, Len top,
                       Len bottom)
{
    x = frame->in_column ? x : 0;
    if (frame->outer)
        span_frame(spans, count, frame->outer, x, top - frame->pad, bottom + frame->pad);
    FrameSpan *span = &spans[find_frame(spans, count, frame, x)];
    span->top = top < span->top ? top : span->top;
    span->bottom = bottom > span->bottom ? bottom : span->bottom;
}

static size_t frame_depth(const Frame *frame)
{
    size_t depth = 0;
    for (; frame; frame = frame->outer)
        depth++;
    return depth;
}

static void emit_frames(Emit *e, const Placing *placings, size_t count, Len dx, Len dy)
{
    Arena *a = e->c->scratch;
    size_t most = 0, n = 0;
    for (size_t i = 0; i < count; i++)
        most += frame_depth(placings[i].strip->frame);
    if (!most)
        return;
    FrameSpan *spans = arena_array(a, FrameSpan, most);
    for (size_t i = 0; i < count; i++) {
        const Placing *p = &placings[i];
        if (p->strip->frame)
            span_frame(spans, &n, p->strip->frame, p->x, p->y, p->y + p->strip->height);
    }
    for (size_t i = 0; i < n; i++) {
        const Frame *frame = spans[i].frame;
        Len x = dx + spans[i].x + frame->x, y = dy + spans[i].top - frame->pad;
        Len height = spans[i].bottom - spans[i].top + 2 * frame->pad;
        if (frame->fill != FRAME_CLEAR)
            new_rect(e, x, y, frame->width, height, frame->fill);
        if (frame->bar_width)
            new_rect(e, x, y, frame->bar_width, height, frame->bar);
    }
}

/* ---- what stands on strips ---- */

/* "https:", "mailto:" … before any slash (RFC 3986, 3.1). */
static bool has_scheme(Str href)
{
    size_t colon = str_find(href, STR(":"), 0), slash = str_find(href, STR("/"), 0);
    return colon > 0 && colon < href.n && colon < slash;
}

/* The address of a link: a place in this book by id or by a document's key, or one in the
 * world; nothing when it leads to neither. */
static Str link_target(const Compose *c, const LinkEntry *link)
{
    if (link->id)
        return str_printf(c->a, "#%.*s", STR_ARG(c->ids[link->id - 1].name));
    Str id = link->href;
    if (str_starts(id, STR("#")))
        id = str_slice(id, 1, id.n);
    else if (has_scheme(id))
        return id;
    const IdEntry *entry = block_find_id(c, id, link->scope);
    return entry && entry->block ? str_printf(c->a, "#%.*s", STR_ARG(entry->name)) : STR_NONE;
}

/* An area of a landscape page as it lies on the page. */
static void turn_area(const Design *design, LinkArea *area)
{
    LinkArea flat = *area;
    area->x = flat.y;
    area->y = design->height - flat.x - flat.width;
    area->width = flat.height;
    area->height = flat.width;
}

static void emit_links(Emit *e, const Strip *strip, Len dx, Len dy)
{
    for (uint32_t i = 0; i < strip->nlinks; i++) {
        const LinkSpot *spot = &strip->links[i];
        const LinkEntry *link = &e->c->links[spot->link];
        Str target = link_target(e->c, link);
        if (!target.n)
            continue;
        LinkArea area = {.x = spot->x + dx, .y = spot->y + dy, .width = spot->width,
                         .height = spot->height, .target = target, .tag = link->tag,
                         .contents = link->contents};
        if (e->turned)
            turn_area(e->c->design, &area);
        arena_push(e->c->scratch, e->links, e->nlinks, e->links_room, area);
    }
}

static Item *copy_items(Arena *a, const Item *items, uint32_t count)
{
    Item *copy = arena_array(a, Item, count ? count : 1);
    for (uint32_t i = 0; i < count; i++) {
        copy[i] = items[i];
        if (items[i].kind != ITEM_GLYPHS)
            continue;
        size_t n = items[i].as.glyphs.count;
        PlacedGlyph *glyphs = arena_array(a, PlacedGlyph, n ? n : 1);
        memcpy(glyphs, items[i].as.glyphs.glyphs, n * sizeof *glyphs);
        copy[i].as.glyphs.glyphs = glyphs;
    }
    return copy;
}

static void emit_strip(Emit *e, const Placing *placing, Len dx, Len dy)
{
    const Strip *strip = placing->strip;
    Item *items = strip->items;
    Len x = dx + placing->x, y = dy + placing->y;
    if (placing->repeat)
        items = copy_items(e->c->a, items, strip->nitems);
    block_move(items, strip->nitems, x, y);
    for (uint32_t i = 0; i < strip->nitems; i++)
        *new_item(e) = items[i];
    if (!placing->repeat)
        emit_links(e, strip, x, y);
}

static void emit_feet(Emit *e, const Sheet *sheet, Len dx, Len dy)
{
    if (!sheet->nnotes)
        return;
    Placing *feet = e->sheets->feet + sheet->first_note;
    Len height = sheet->turned ? e->sheets->turned_height : e->sheets->height;
    Len y = height - sheet->notes_height, gap = page_note_gap(e->c);
    new_line(e, dx, dy + y + gap / 2, e->c->measure / 4, LEN_PT(0.5), 0);
    y += gap;
    for (size_t i = 0; i < sheet->nnotes; i++) {
        feet[i].y = feet[i].strip->y = y;
        emit_strip(e, &feet[i], dx, dy);
        y += feet[i].strip->height;
    }
}

/* ---- running heads and page numbers ---- */

Str page_sheet_label(Arena *a, const Sheet *sheet)
{
    if (!sheet->number)
        return STR_NONE;
    return block_number(a, sheet->matter == MATTER_FRONT ? STR("i") : STR("1"), sheet->number);
}

static Str fill_template(Emit *e, Str form, Str label)
{
    const struct { Str name, value; } parts[] = {
        {STR("{title}"), e->c->about->title},
        {STR("{chapter}"), e->named_chapter ? e->named_chapter->title : STR_NONE},
        {STR("{section}"), e->named_section ? e->named_section->title : STR_NONE},
        {STR("{page}"), label}};
    Buf out = buf_in(e->c->a);
    while (form.n) {
        size_t i = 0, n = sizeof parts / sizeof *parts;
        while (i < n && !str_starts(form, parts[i].name))
            i++;
        buf_str(&out, i < n ? parts[i].value : str_slice(form, 0, 1));
        form = str_slice(form, i < n ? parts[i].name.n : 1, form.n);
    }
    return str_trim(buf_view(&out));
}

/* The first n bytes at most, whole characters. */
static Str cut_short(Str text, size_t n)
{
    while (n && n < text.n && ((unsigned char)text.p[n] & 0xC0) == 0x80)
        n--;
    return str_slice(text, 0, n);
}

/* The first n bytes at most with an ellipsis. */
static Item *cut_words(Compose *c, Str text, size_t n, StyleName style, uint32_t *count, Len *width)
{
    Str cut = str_printf(c->a, "%.*s…", STR_ARG(cut_short(text, n)));
    return block_words(c, cut, style, 1000, block_style(c, style)->colour, 0, (Pos){0}, count, width);
}

/*
 * Cut at the end to the width it may take, with an ellipsis. A title may be a whole paragraph: of
 * what cannot fit (a letter has a tenth of an em at least) nothing is set.
 */
static Item *fit_words(Compose *c, Str text, StyleName name, Len room, uint32_t *count, Len *width)
{
    const TextStyle *style = block_style(c, name);
    text = cut_short(text, (size_t)(room / style->size + 1) * 10 * 4);
    Item *items = block_words(c, text, name, 1000, style->colour, 0, (Pos){0}, count, width);
    if (*width <= room)
        return items;
    size_t fits = 0, tried = text.n; /* bytes: the most that fit, the least that do not */
    while (fits + 1 < tried) {
        size_t middle = fits + (tried - fits) / 2;
        cut_words(c, text, middle, name, count, width);
        *(*width <= room ? &fits : &tried) = middle;
    }
    return cut_words(c, text, fits, name, count, width);
}

static void emit_head(Emit *e, Str text, bool right, size_t index, Len y)
{
    Compose *c = e->c;
    const Design *design = c->design;
    if (!text.n)
        return;
    Str key = str_printf(c->a, "%zu%.*s", design->mirrored ? index % 2 : 0, STR_ARG(text));
    void **place = map_at(&e->heads[right], key);
    if (!*place) {
        HeadWords *words = arena_new(c->a, HeadWords);
        Len width, left = left_margin(design, index);
        words->items = fit_words(c, text, STYLE_RUNNING, c->measure * 3 / 5, &words->count, &width);
        block_move(words->items, words->count, right ? left + c->measure - width : left, y);
        *place = words;
    }
    const HeadWords *words = *place;
    for (uint32_t i = 0; i < words->count; i++)
        *new_item(e) = words->items[i];
}

static void emit_heads(Emit *e, size_t index, Str label)
{
    const Design *design = e->c->design;
    Str left = fill_template(e, design->running_left, label);
    Str right = fill_template(e, design->running_right, label);
    bool swap = changes_sides(design, index);
    Len y = design->top - design->running_gap;
    if (!left.n && !right.n)
        return;
    emit_head(e, swap ? right : left, false, index, y);
    emit_head(e, swap ? left : right, true, index, y);
    new_line(e, left_margin(design, index), y + LEN_PT(5), e->c->measure, LEN_PT(0.4),
             design->rule);
}

/* What stands beside the page number, at the other edge. */
static void emit_foot(Emit *e, size_t index, Str label, bool right)
{
    Compose *c = e->c;
    const Design *design = c->design;
    uint32_t count;
    Len width, x = left_margin(design, index);
    Item *items = fit_words(c, fill_template(e, design->foot, label), STYLE_RUNNING,
                            c->measure * 4 / 5, &count, &width);
    block_move(items, count, right ? x + c->measure - width : x,
               design->height - design->bottom + design->folio_gap);
    for (uint32_t i = 0; i < count; i++)
        *new_item(e) = items[i];
}

/* At the outer side, the middle or the inner side as the style's alignment says. */
static void emit_folio(Emit *e, size_t index, Str label)
{
    Compose *c = e->c;
    const Design *design = c->design;
    const TextStyle *style = block_style(c, STYLE_FOLIO);
    uint32_t count;
    Len width;
    Str text = fill_template(e, design->folio, label);
    if (!text.n)
        return;
    Item *items = fit_words(c, text, STYLE_FOLIO, c->measure, &count, &width);
    bool even = changes_sides(design, index);
    bool at_right = even ? style->align == PARA_START : style->align == PARA_END;
    Len x = left_margin(design, index), inset = len_em(style->indent, style->size);
    if (style->align == PARA_CENTRE)
        x += (c->measure - width) / 2;
    else
        x += at_right ? c->measure - width - inset : inset;
    block_move(items, count, x, design->height - design->bottom + design->folio_gap);
    for (uint32_t i = 0; i < count; i++)
        *new_item(e) = items[i];
    if (design->foot.n && style->align != PARA_CENTRE)
        emit_foot(e, index, label, !at_right);
}

/* Every so many of the lines that stand among the items from first on, in the left margin. */
static void emit_line_numbers(Emit *e, size_t first, Len x)
{
    Compose *c = e->c;
    const Len gap = LEN_MM(3);
    size_t every = c->design->line_numbers;
    if (!every || e->count == first)
        return;
    Len *lines = arena_array(c->scratch, Len, e->count - first);
    size_t n = page_lines(c, e->items + first, e->count - first, lines);
    for (size_t i = every; i <= n; i += every) {
        uint32_t count;
        Len width;
        Str number = str_printf(c->a, "%zu", i);
        Item *items = block_words(c, number, STYLE_RUNNING, 1000, c->design->styles[STYLE_RUNNING].colour, 0, (Pos){0}, &count, &width);
        block_move(items, count, x - gap - width, lines[i - 1]);
        for (uint32_t k = 0; k < count; k++)
            *new_item(e) = items[k];
    }
}

/* Behind the pictures that have come to the top of a page. */
static size_t below_floats(const Placing *placings, size_t count)
{
    size_t n = 0;
    while (n < count && placings[n].strip->flags & STRIP_FLOAT && placings[n].y == 0) {
        n++;
        while (n < count && placings[n].strip->flags & STRIP_GLUED)
            n++;
    }
    return n < count ? n : 0;
}

static void pass_heading(Emit *e, const Heading *heading)
{
    e->section = heading->level == 2 ? heading : heading->level == 1 ? NULL : e->section;
    e->chapter = heading->level == 1 ? heading : e->chapter;
}

static void name_running(Emit *e)
{
    e->named_chapter = e->chapter;
    e->named_section = e->section;
}

/*
 * Pass the headings of the page and choose what its running head names (RunningMark). Headings
 * at the top of the page, with nothing between, count as going on there.
 */
static void pass_headings(Emit *e, size_t index)
{
    const Sheet *sheet = &e->sheets->items[index];
    const Placing *placings = e->sheets->placings + sheet->first;
    size_t at_top = below_floats(placings, sheet->count);
    RunningMark mark = e->c->design->running_mark;
    bool top = true, chosen = false, begun = false; /* begun: a section at the top */
    for (; e->heading < e->c->nheadings; e->heading++) {
        const Heading *heading = &e->c->headings[e->heading];
        const Block *block = heading->block;
        if (!block->count || !block->strips[0].placed)
            continue;
        if (block->strips[0].page > index)
            break;
        top = top && at_top < sheet->count && placings[at_top].strip == &block->strips[0];
        at_top += block->count;
        if (!top && !chosen && mark != MARK_BOTTOM && heading->level <= 2) {
            name_running(e);
            if (mark == MARK_FIRST && heading->level == 2 && !begun)
                e->named_section = heading;
            chosen = true;
        }
        pass_heading(e, heading);
        begun |= heading->level == 2;
    }
    if (!chosen)
        name_running(e);
}

/* ---- pages ---- */

/* The rule below the part of a table that stands here. */
static void emit_closing(Emit *e, const Placing *last, Len dx, Len dy)
{
    const TableHead *head = last->strip->head;
    if (head->rule)
        new_line(e, dx + last->x + head->x, dy + last->y + last->strip->height + (last->parts ? head->pad : 0),
                 head->width, head->rule, head->colour);
}

static void emit_page(Emit *e, size_t index, Page *page)
{
    Compose *c = e->c;
    const Sheet *sheet = &e->sheets->items[index];
    assert(sheet->first + sheet->count <= e->sheets->nplacings);
    const Placing *placings = e->sheets->placings + sheet->first;
    Len dx = sheet->full ? 0 : left_margin(c->design, index);
    Len dy = sheet->full ? 0 : first_slot(c);
    if (sheet->turned) { /* its head at the left: 订口 of odd pages, 切口 of even ones (GB/T 9704) */
        dy = dx + first_slot(c) - c->design->top;
        dx = c->design->bottom;
    }
    e->turned = sheet->turned;
    ArenaMark mark = arena_mark(c->scratch);
    e->items = NULL;
    e->links = NULL;
    e->count = e->room = e->nlinks = e->links_room = 0;
    page->label = page_sheet_label(c->a, sheet);
    page->blank = sheet->blank;
    pass_headings(e, index);
    emit_frames(e, placings, sheet->count, dx, dy);
    size_t first = e->count;
    for (size_t i = 0; i < sheet->count; i++)
        emit_strip(e, &placings[i], dx, dy);
    for (size_t i = 0; i < sheet->count; i++)
        if (placings[i].closes)
            emit_closing(e, &placings[i], dx, dy);
    if (!sheet->full)
        emit_line_numbers(e, first, dx);
    emit_feet(e, sheet, dx, dy);
    page->nturned = sheet->turned ? e->count : 0;
    if (!sheet->full && !sheet->blank) {
        if (!sheet->opening)
            emit_heads(e, index, page->label);
        if (page->label.n)
            emit_folio(e, index, page->label);
    }
    Item *items = arena_array(c->a, Item, e->count + PAGE_MARKS);
    LinkArea *links = arena_array(c->a, LinkArea, e->nlinks ? e->nlinks : 1);
    if (e->count)
        memcpy(items, e->items, e->count * sizeof *items);
    if (e->nlinks)
        memcpy(links, e->links, e->nlinks * sizeof *links);
    page_bleed(c->design, items + page->nturned, e->count - page->nturned);
    page->items = items;
    page->nitems = e->count + page_marks(c->design, items + e->count);
    page->links = links;
    page->nlinks = e->nlinks;
    arena_release(c->scratch, mark);
}

static const Strip *placed_strip(const Block *block, uint32_t strip)
{
    if (!block || strip >= block->count || !block->strips[strip].placed)
        return NULL;
    return &block->strips[strip];
}

/* Where a reader is brought to: landscape and whole pages are shown from their top. */
static Len strip_y(const Compose *c, const Sheets *sheets, const Strip *strip)
{
    bool whole = strip->flags & STRIP_FULL || sheets->items[strip->page].turned;
    return whole ? 0 : first_slot(c) + strip->y;
}

static void emit_destinations(Compose *c, const Sheets *sheets, Book *book)
{
    Destination *all = arena_array(c->a, Destination, c->nids ? c->nids : 1);
    for (size_t i = 0; i < c->nids; i++) {
        const Strip *strip = placed_strip(c->ids[i].block, c->ids[i].strip);
        if (strip)
            all[book->ndestinations++] = (Destination){
                .id = c->ids[i].name, .page = strip->page,
                .y = strip_y(c, sheets, strip)};
    }
    book->destinations = all;
}

static void emit_outline(Compose *c, const Sheets *sheets, Book *book)
{
    OutlineEntry *all = arena_array(c->a, OutlineEntry, c->nheadings ? c->nheadings : 1);
    uint8_t level = 0;
    for (size_t i = 0; i < c->nheadings; i++) {
        const Heading *heading = &c->headings[i];
        const Strip *strip = placed_strip(heading->block, 0);
        bool deep = c->design->outline_depth && heading->level > c->design->outline_depth;
        if (!strip || heading->unlisted || deep)
            continue;
        level = heading->level > level + 1 ? (uint8_t)(level + 1) : heading->level;
        all[book->noutline++] = (OutlineEntry){.title = heading->title, .level = level,
                                               .page = strip->page,
                                               .y = strip_y(c, sheets, strip)};
    }
    book->outline = all;
}

/* The id that was probably meant. */
static Str near_id(const Compose *c, Str id)
{
    Near near = near_to(id);
    for (size_t i = 0; i < c->nids; i++)
        near_offer(&near, c->ids[i].id);
    return near.best;
}

static void report_page_ref(Compose *c, const LinkEntry *link)
{
    Str near = near_id(c, link->href.n && link->href.p[0] == '#' ? str_slice(link->href, 1, link->href.n) : link->href);
    diag_error(c->d, "page-ref", link->pos, "引用的位置“%.*s”在这本书里没有着落",
               "the reference \"%.*s\" leads nowhere in this book", STR_ARG(link->href));
    if (near.n)
        diag_hint(c->d, "是不是想写“#%.*s”？", "did you mean \"#%.*s\"?", STR_ARG(near));
    else
        diag_hint(c->d, "检查标识的写法，或把它所在的内容编入本书",
                  "check how the id is written, or take what bears it into the book");
}

/* A reference by name to a place that has none, or that may be one of several. */
static void check_reference(Compose *c, const LinkEntry *link)
{
    Str id = link->href.n && link->href.p[0] == '#' ? str_slice(link->href, 1, link->href.n) : link->href;
    const IdEntry *entry = block_find_id(c, id, link->scope);
    assert(entry);
    bool named = str_find(id, STR("#"), 0) < id.n; /* the document is */
    if (entry->twice && !named && !block_scope_sees(c, entry, link->scope)) {
        diag_error(c->d, "ref-ambiguous", link->pos, "书中有几处都叫“#%.*s”，不知引用哪一处",
                   "several places of the book are #%.*s; which is meant is not clear", STR_ARG(id));
        diag_hint(c->d, "写明文件，如 [](03-制度.md#标识)，或换成不重复的标识",
                  "name the file, as in [](03-rules.md#id), or choose ids that differ");
    } else if (link->show != REF_PAGE && !entry->called.n && !entry->title.n) {
        diag_error(c->d, "ref-unnamed", link->pos, "“#%.*s”处没有可印的名称（编号、标题、题注或粗体开头）",
                   "the place #%.*s has nothing it could be called by: no number, title, caption or strong opening",
                   STR_ARG(id));
        diag_hint(c->d, "在方括号里写出文字，或加 {.页码} 引用它的页码",
                  "write words in the brackets, or add {.page} for its page");
    }
}

/* A link that leads nowhere in this book is plain text; a page number must not be made up. */
static void drop_dead_links(Compose *c)
{
    /* blocks that were set again made their links again: the last one of an element counts */
    bool *seen = arena_array(c->scratch, bool, c->tags.count + 1);
    for (size_t i = c->nlinks; i-- > 0;) {
        const LinkEntry *link = &c->links[i];
        if (seen[link->tag])
            continue;
        seen[link->tag] = true;
        if (link_target(c, link).n) {
            if (link->reference)
                check_reference(c, link);
            continue;
        }
        tags_at(&c->tags, link->tag)->type = "Span";
        if (link->page_ref || link->reference)
            report_page_ref(c, link);
    }
}

const Book *page_emit(Compose *c, const Sheets *sheets)
{
    Book *book = arena_new(c->a, Book);
    *book = *c->about;
    book->width = c->design->width;
    book->height = c->design->height;
    book->two_sided = c->design->mirrored;
    book->bleed = c->design->bleed;
    book->slug = page_slug(c->design);
    Emit e = {.c = c, .sheets = sheets, .heads = {map_in(c->a), map_in(c->a)}};
    Page *pages = arena_array(c->a, Page, sheets->count ? sheets->count : 1);
    for (size_t i = 0; i < sheets->count; i++)
        emit_page(&e, i, &pages[i]);
    book->pages = pages;
    book->npages = sheets->count;
    emit_destinations(c, sheets, book);
    emit_outline(c, sheets, book);
    drop_dead_links(c);
    page_watermark(c, book);
    book->images = block_images(c);
    book->nimages = c->nimages;
    book->nelements = c->tags.count;
    book->elements = tags_close(&c->tags, c->a);
    return book;
}
