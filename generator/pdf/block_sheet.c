/*
 * block_sheet: a page of its own on which frames stand at their places: a leaflet's panels, the
 * days of a month, a poster.
 *
 * What stands in a frame is set like a narrow page and then put into the sheet's one strip, in the
 * order of the tree, which is the order of reading: a later frame lies above an earlier one. What
 * does not fit its frame is said, and printed all the same. Ids and headings lead to the sheet,
 * which is counted as a page and bears no number.
 */
#include "pdf/block.h"

/* What stands on the sheet so far; its one strip gets it when all is there. */
typedef struct Content {
    Item *items;
    size_t count, room;
    LinkSpot *links;
    size_t nlinks, links_room;
} Content;

typedef struct Panel {
    Compose *c;
    Content *sheet;
    const Node *node;
    FramePlace at;       /* with its width and height */
    uint32_t tag;
} Panel;

static Item *add_item(Panel *p, ItemKind kind, uint32_t tag, Len x, Len y, Len width, Len height)
{
    Item item = {.kind = (uint8_t)kind, .tag = tag, .x = x, .y = y, .width = width, .height = height};
    arena_push(p->c->a, p->sheet->items, p->sheet->count, p->sheet->room, item);
    return &p->sheet->items[p->sheet->count - 1];
}

static void add_rect(Panel *p, Len x, Len y, Len width, Len height, uint32_t colour)
{
    if (width > 0 && height > 0)
        add_item(p, ITEM_RECT, 0, x, y, width, height)->colour = colour;
}

/* A picture that reaches the trim goes on through the bleed, as coloured areas do by themselves. */
static void bleed_out(const Design *design, Len *from, Len *length, Len room)
{
    Len end = *from + *length;
    *from -= *from <= 0 ? design->bleed : 0;
    end += end >= room ? design->bleed : 0;
    *length = end - *from;
}

static void draw_picture(Panel *p)
{
    Compose *c = p->c;
    FramePlace at = p->at;
    const ImageEntry *image = at.picture.n ? block_image(c, at.picture, p->node->pos) : NULL;
    if (!image)
        return;
    bleed_out(c->design, &at.x, &at.width, c->design->width);
    bleed_out(c->design, &at.y, &at.height, c->design->height);
    ImageLook look = block_look(at.look);
    look.cover = true;
    uint32_t tag = at.alt.n ? tags_add(&c->tags, "Figure", p->tag) : 0;
    if (tag)
        tags_at(&c->tags, tag)->alt = at.alt;
    uint32_t use = block_image_use(c, image, &look, at.width, at.height, 0);
    add_item(p, ITEM_IMAGE, tag, at.x, at.y, at.width, at.height)->as.image.image = use;
}

/* Borders are areas, so that what is on the trim goes through the bleed with the rest. */
static void draw_ground(Panel *p)
{
    const FramePlace *at = &p->at;
    Len rule = at->rule, right = at->x + at->width, foot = at->y + at->height;
    if (at->filled)
        add_rect(p, at->x, at->y, at->width, at->height, at->fill);
    draw_picture(p);
    if (at->sides & FRAME_TOP)
        add_rect(p, at->x, at->y, at->width, rule, at->rule_colour);
    if (at->sides & FRAME_BOTTOM)
        add_rect(p, at->x, foot - rule, at->width, rule, at->rule_colour);
    if (at->sides & FRAME_LEFT)
        add_rect(p, at->x, at->y, rule, at->height, at->rule_colour);
    if (at->sides & FRAME_RIGHT)
        add_rect(p, right - rule, at->y, rule, at->height, at->rule_colour);
}

/* The tint behind code or a call-out. */
static void draw_box(Panel *p, const Strip *strip, Len y, Len gap)
{
    const Frame *frame = strip->frame;
    Len height = strip->height + gap + frame->pad;
    if (frame->fill != FRAME_CLEAR)
        add_rect(p, frame->x, y - gap, frame->width, height, frame->fill);
    if (frame->bar_width)
        add_rect(p, frame->x, y - gap, frame->bar_width, height, frame->bar);
}

static void put_strip(Panel *p, const Strip *strip, Len y)
{
    Content *sheet = p->sheet;
    block_move(strip->items, strip->nitems, 0, y);
    for (uint32_t i = 0; i < strip->nitems; i++)
        arena_push(p->c->a, sheet->items, sheet->count, sheet->room, strip->items[i]);
    for (uint32_t i = 0; i < strip->nlinks; i++) {
        LinkSpot spot = strip->links[i];
        spot.y += y;
        arena_push(p->c->a, sheet->links, sheet->nlinks, sheet->links_room, spot);
    }
}

static void say_overfull(const Panel *p, Len height, Len room)
{
    diag_warn(p->c->d, "frame-overfull", p->node->pos, "框里的内容高 %.1f mm，框只有 %.1f mm，伸出了框",
              "what stands in this frame is %.1f mm high, the frame has %.1f mm", (double)height / LEN_MM(1),
              (double)room / LEN_MM(1));
}

static void say_note(const Panel *p)
{
    diag_error(p->c->d, "frame-note", p->node->pos, "框里不能有脚注，页上没有放它的地方",
               "a frame holds no footnotes: its page has no place for them");
}

/* The contents set to the frame's measure, from the top, the middle or the foot of it. */
static void put_contents(Panel *p, Context context)
{
    Compose *c = p->c;
    Flow flow = {0};
    size_t count;
    Len height = 0, room = p->at.height - 2 * p->at.pad_y;
    context.left = p->at.x + p->at.pad_x;
    context.width = p->at.width - 2 * p->at.pad_x;
    context.tag = p->tag;
    if (context.width < c->pitch)
        context.width = c->pitch;
    block_add_kids(c, &flow, p->node, context);
    Strip **strips = block_flatten(c, c->scratch, flow.blocks, flow.count, NULL, false, &count);
    for (size_t i = 0; i < count; i++)
        height += strips[i]->height + (i ? strips[i]->before : 0);
    if (height > room + LEN_PT(1))
        say_overfull(p, height, room);
    Len y = p->at.y + p->at.pad_y;
    if (p->at.valign == VALIGN_MIDDLE && height < room)
        y += (room - height) / 2;
    else if (p->at.valign == VALIGN_BOTTOM && height < room)
        y += room - height;
    for (size_t i = 0; i < count; i++) {
        Len gap = i ? strips[i]->before : 0;
        y += gap;
        if (strips[i]->frame)
            draw_box(p, strips[i], y, i && strips[i - 1]->frame == strips[i]->frame ? gap : strips[i]->frame->pad);
        if (strips[i]->nnotes)
            say_note(p);
        put_strip(p, strips[i], y);
        y += strips[i]->height;
    }
}

static void put_fold(Compose *c, Content *sheet, Len x)
{
    Item marks[FOLD_MARKS];
    size_t n = page_fold(c->design, x, marks);
    for (size_t i = 0; i < n; i++)
        arena_push(c->a, sheet->items, sheet->count, sheet->room, marks[i]);
}

static void set_frame(Compose *c, Content *sheet, const Node *node, Context context)
{
    const Design *design = c->design;
    ArenaMark mark = arena_mark(c->scratch);
    Panel p = {.c = c, .sheet = sheet, .node = node, .at = *node->as.frame};
    p.at.width = p.at.width ? p.at.width : design->width - p.at.x;
    p.at.height = p.at.height ? p.at.height : design->height - p.at.y;
    if (node->nkids || p.at.picture.n)
        p.tag = tags_add(&c->tags, "Div", context.tag);
    draw_ground(&p);
    if (node->nkids)
        put_contents(&p, context);
    arena_release(c->scratch, mark);
}

void block_sheet(Compose *c, Block *block, const Node *node, Context context)
{
    size_t heading = c->next_heading, id = c->waiting;
    Em scale = c->cell_scale;
    context.frame = NULL;
    context.label = NULL;
    context.flush = true;
    context.tag = tags_add(&c->tags, "Sect", context.tag);
    if (node->as.section.id.n)
        block_id(c, node->as.section.id, context.scope);
    Content sheet = {0};
    c->cells++; /* ids wait for the sheet, pictures do not float */
    c->cell_scale = 1000;
    for (uint32_t i = 0; i < node->nkids; i++)
        if (node->kids[i]->kind == NODE_FRAME && node->kids[i]->as.frame->fold)
            put_fold(c, &sheet, node->kids[i]->as.frame->x);
        else if (node->kids[i]->kind == NODE_FRAME)
            set_frame(c, &sheet, node->kids[i], context);
    c->cells--;
    c->cell_scale = scale;
    Strip *strip = block_strip(c, block, context, c->design->height);
    strip->flags |= STRIP_FULL;
    strip->items = sheet.items;
    strip->nitems = (uint32_t)sheet.count;
    strip->links = sheet.links;
    strip->nlinks = (uint32_t)sheet.nlinks;
    for (; heading < c->next_heading; heading++)
        c->headings[heading].block = block;
    for (; id < c->next_id; id++) {
        c->ids[id].block = block;
        c->ids[id].strip = 0;
    }
}
