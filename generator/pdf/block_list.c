/*
 * block_list: lists, their marks and numbers.
 *
 * The text of an item stands two ems in, where a paragraph's first line begins; its mark ends
 * a little before that. Wider numbers move the text of the whole list further in.
 */
#include <assert.h>

#include "pdf/block.h"
#include "text/unicode.h"
#include "text/zh.h"

/* The bullet of text faces is a mere point: a full disc made small is what print wants. */
#define BULLET "●"
/* A measure of fewer ems is narrow, as in a table: there items hang by their mark alone. In wider
 * ones marks stand in the two ems of a paragraph's first line. */
enum { NARROW = 16 };
enum { BULLET_SCALE = 420, BULLET_RISE = 190 }; /* of 1000 */

/* ---- numbers ---- */

static void put_roman(Buf *out, uint64_t n, bool small)
{
    static const struct { unsigned value; const char *large, *small; } steps[] = {
        {1000, "M", "m"}, {900, "CM", "cm"}, {500, "D", "d"}, {400, "CD", "cd"},
        {100, "C", "c"},  {90, "XC", "xc"},  {50, "L", "l"},  {40, "XL", "xl"},
        {10, "X", "x"},   {9, "IX", "ix"},   {5, "V", "v"},   {4, "IV", "iv"}, {1, "I", "i"}};
    if (n > 3999) {
        buf_int(out, (int64_t)n);
        return;
    }
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        for (; n >= steps[i].value; n -= steps[i].value)
            buf_c(out, small ? steps[i].small : steps[i].large);
}

/* Unicode has ①–⑳, ㉑–㉟ and ㊱–㊿ in three places. */
static void put_circled(Buf *out, uint64_t n)
{
    if (n >= 1 && n <= 20)
        buf_rune(out, 0x2460 + (uint32_t)n - 1);
    else if (n > 20 && n <= 35)
        buf_rune(out, 0x3251 + (uint32_t)n - 21);
    else if (n > 35 && n <= 50)
        buf_rune(out, 0x32B1 + (uint32_t)n - 36);
    else
        buf_printf(out, "(%llu)", (unsigned long long)n);
}

static bool put_number(Buf *out, uint32_t sample, uint64_t number)
{
    switch (sample) {
    case '1': buf_int(out, (int64_t)number); return true;
    case 0x4E00: zh_number(out, (int64_t)number); return true; /* 一 */
    case 0x2460: put_circled(out, number); return true; /* ① */
    case 'i': put_roman(out, number, true); return true;
    case 'I': put_roman(out, number, false); return true;
    case 'a':
        if (number < 1 || number > 26)
            buf_int(out, (int64_t)number);
        else
            buf_byte(out, (char)('a' + number - 1));
        return true;
    default: return false;
    }
}

Str block_number(Arena *a, Str form, uint64_t number)
{
    Buf out = buf_in(a);
    bool done = false;
    for (size_t at = 0; at < form.n;) {
        uint32_t rune;
        at += unicode_decode(form, at, &rune);
        if (!done && put_number(&out, rune, number))
            done = true;
        else
            buf_rune(&out, rune);
    }
    return buf_view(&out);
}

/* ---- marks ---- */

static const Str chinese_forms[LIST_LEVELS] = {
    {"一、", 6}, {"（一）", 9}, {"1.", 2}, {"（1）", 7}, {"①", 3}};

static Str item_text(Compose *c, const Node *list, const Node *item, Context context, uint32_t i)
{
    unsigned depth = context.lists < LIST_LEVELS ? context.lists : LIST_LEVELS - 1;
    if (item->flags & NODE_TASK)
        return item->flags & NODE_TASK_DONE ? STR("☑") : STR("☐");
    if (!(list->flags & NODE_ORDERED))
        return depth % 2 ? STR("–") : STR(BULLET);
    Str form = context.numbering ? chinese_forms[depth] : c->design->numbering[depth];
    if (list->flags & NODE_PAREN)
        form = STR("1）");
    if (!form.n)
        form = STR("1.");
    int64_t number = (int64_t)list->as.list.start + i;
    return block_number(c->a, form, number < 0 ? 0 : (uint64_t)number);
}

static uint8_t item_box(const Compose *c, const Node *item)
{
    if (!(item->flags & NODE_TASK) || c->boxes)
        return 0;
    return item->flags & NODE_TASK_DONE ? 2 : 1;
}

/* The widest mark; only numbers whose count of digits grows can be wider. */
static Len widest_mark(Compose *c, const Node *node, Context context)
{
    Len widest = 0;
    for (uint32_t i = 0; i < node->nkids; i++) {
        uint32_t count;
        Len width;
        ArenaMark mark = arena_mark(c->a);
        if (!item_box(c, node->kids[i])) {
            Str text = item_text(c, node, node->kids[i], context, i);
            Em scale = str_equal(text, STR(BULLET)) ? BULLET_SCALE : 1000;
            block_words(c, text, STYLE_LIST, scale, 0, 0, node->pos, &count, &width);
            widest = width > widest ? width : widest;
        }
        arena_release(c->a, mark);
    }
    return widest;
}

static void add_item(Compose *c, Flow *flow, const Node *list, uint32_t i, Context context,
                     uint32_t tag)
{
    const Node *item = list->kids[i];
    uint32_t element = tags_add(&c->tags, "LI", tag);
    Label *label = arena_new(c->a, Label);
    *label = (Label){.text = item_text(c, list, item, context, i),
                     .right = context.left,
                     .gap = block_style(c, STYLE_LIST)->size * 2 / 5,
                     .tag = tags_add(&c->tags, "Lbl", element),
                     .box = item_box(c, item), .pos = item->pos};
    context.tag = tags_add(&c->tags, "LBody", element);
    context.label = label;
    context.lists++;
    context.tight = list->flags & NODE_TIGHT;
    block_add_kids(c, flow, item, context);
}

void block_list(Compose *c, Flow *flow, const Node *node, Context context)
{
    const TextStyle *style = block_style(c, STYLE_LIST);
    size_t first = flow->count;
    Len indent = widest_mark(c, node, context) + style->size * 2 / 5;
    if (indent < 2 * style->size && context.width >= NARROW * style->size)
        indent = 2 * style->size;
    if (context.width - indent < 6 * style->size) /* deep lists stop moving in */
        indent = context.width - 6 * style->size > 0 ? context.width - 6 * style->size : 0;
    if (!c->design->run_in) {
        context.left += indent;
        context.width -= indent;
        context.flush = true;
    }
    if (context.style == STYLE_BODY)
        context.style = STYLE_LIST;
    uint32_t tag = tags_add(&c->tags, "L", context.tag);
    for (uint32_t i = 0; i < node->nkids; i++)
        add_item(c, flow, node, i, context, tag);
    if (!context.lists)
        block_space_around(flow, first, style);
}

/* ---- definitions ---- */

/* A term on a line of its own, in the face of strong words. */
void block_term(Compose *c, Block *block, const Node *node, Context context)
{
    Setting setting = block_setting(c, context, STYLE_LIST);
    setting.indent = 0;
    setting.bold = true;
    block_lines(c, block, node, context, &setting);
    for (size_t i = 1; i < block->count; i++)
        block->strips[i].flags |= STRIP_GLUED;
    block->keep_lines = 1;
}

/* Terms at the left edge, what they mean two ems in; each group is an item of a list. */
void block_definitions(Compose *c, Flow *flow, const Node *node, Context context)
{
    const TextStyle *style = block_style(c, STYLE_LIST);
    size_t first = flow->count;
    Context term = context, body = context;
    uint32_t tag = tags_add(&c->tags, "L", context.tag), element = tag;
    body.left += 2 * style->size;
    body.width -= 2 * style->size;
    if (body.width < 4 * style->size)
        body.width = 4 * style->size;
    body.flush = term.flush = true;
    if (context.style == STYLE_BODY)
        body.style = STYLE_LIST;
    for (uint32_t i = 0; i < node->nkids; i++) {
        const Node *kid = node->kids[i];
        bool is_term = kid->kind == NODE_TERM;
        if (is_term && (i == 0 || node->kids[i - 1]->kind != NODE_TERM))
            element = tags_add(&c->tags, "LI", tag);
        Context *own = is_term ? &term : &body;
        own->tag = tags_add(&c->tags, is_term ? "Lbl" : "LBody", element);
        block_add(c, flow, kid, *own);
    }
    if (!context.lists)
        block_space_around(flow, first, style);
}

/* ---- the marks on paper ---- */

static void draw_line(Compose *c, Strip *strip, Len x, Len y, Len width, Len height, Len thick)
{
    Item *item = block_item(c, strip, ITEM_LINE, 0);
    item->x = x;
    item->y = y;
    item->width = width;
    item->height = height;
    item->colour = block_style(c, STYLE_LIST)->colour;
    item->as.line.thickness = thick;
}

/* □ or ☑ drawn, for faces that have none. */
static void draw_box(Compose *c, Strip *strip, const Label *label)
{
    Len size = block_style(c, STYLE_LIST)->size, side = size * 3 / 4, thin = size / 16;
    Len x = label->right - label->gap - side, y = strip->baseline - side + size / 12;
    draw_line(c, strip, x, y, side, 0, thin);
    draw_line(c, strip, x, y + side, side, 0, thin);
    draw_line(c, strip, x, y, 0, side, thin);
    draw_line(c, strip, x + side, y, 0, side, thin);
    if (label->box < 2)
        return;
    draw_line(c, strip, x + side / 5, y + side / 2, side / 4, side / 4, 2 * thin);
    draw_line(c, strip, x + side * 9 / 20, y + side * 3 / 4, side * 2 / 5, -side / 2, 2 * thin);
}

void block_label(Compose *c, Block *block, const Label *label)
{
    if (!block->count) /* an item without content still shows its mark */
        block_strip(c, block, (Context){0}, c->pitch)->baseline = c->grid_baseline;
    Strip *strip = &block->strips[0];
    if (!strip->baseline)
        strip->baseline = c->grid_baseline;
    if (label->box) {
        draw_box(c, strip, label);
        return;
    }
    StyleName style = strip->height < c->pitch ? STYLE_NOTE : STYLE_LIST;
    uint32_t count;
    Len width;
    bool bullet = str_equal(label->text, STR(BULLET));
    Em scale = bullet ? BULLET_SCALE : 1000;
    Len rise = bullet ? len_em(BULLET_RISE, block_style(c, style)->size) : 0;
    Item *words = block_words(c, label->text, style, scale, block_style(c, style)->colour,
                              label->tag, label->pos, &count, &width);
    block_move(words, count, label->right - label->gap - width, strip->baseline - rise);
    Item *items = arena_array(c->a, Item, count + strip->nitems);
    for (uint32_t i = 0; i < count; i++)
        items[i] = words[i]; /* first in reading order */
    for (uint32_t i = 0; i < strip->nitems; i++)
        items[count + i] = strip->items[i];
    strip->items = items;
    strip->nitems += count;
}
