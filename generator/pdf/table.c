/*
 * table: a table into strips, one per row where rows are short.
 *
 * First all cells are measured (only the widths are kept), then rows are set in groups, each a
 * strip or more, and forgotten: time and memory are linear in the cells.
 */
#include <assert.h>
#include <string.h>

#include "doc/label.h"
#include "pdf/table_imp.h"

enum { TABLE_WHOLE = 10 }; /* a table of at most so many pitches is not parted */

/* ---- caption and head ---- */

/* "表 3-1　…" above the table, and "续表 3-1　…" for the pages it goes on to; without a number
 * "…（续）". */
static void add_caption(Table *t, const Node *caption, Block *continued)
{
    Compose *c = t->c;
    Str label = STR_NONE, title = doc_plain_str(c->a, caption);
    if (c->design->table_label.n && t->context.style == STYLE_BODY)
        label = label_fill(c->a, c->design->table_label, c->nchapters, ++c->ntables);
    block_note_caption(c, caption, t->context, label, caption);
    block_caption(c, t->block, caption, t->context, label);
    Context context = t->context;
    Setting setting = block_setting(c, context, STYLE_CAPTION);
    setting.indent = 0;
    setting.tag = 0;
    Str again = c->design->continued_label;
    if (label.n)
        setting.lead = str_printf(c->a, "%.*s%.*s　", STR_ARG(again), STR_ARG(label));
    else if (again.n)
        title = str_printf(c->a, "%.*s（%.*s）", STR_ARG(title), STR_ARG(again));
    block_text(c, continued, title, caption->pos, context, &setting);
    for (size_t i = 0; i < continued->count; i++)
        for (uint32_t k = 0; k < continued->strips[i].nitems; k++)
            continued->strips[i].items[k].tag = 0;
}

/* R25: a title is no sentence. */
static void lint_caption(Table *t, const Node *caption)
{
    if (!str_ends(doc_plain_str(t->c->scratch, caption), STR("。")))
        return;
    diag_warn(t->c->d, "lint-caption", caption->pos, "表题末尾不用句号", "a table's title ends without a full stop");
    diag_hint(t->c->d, "删去题目末尾的“。”", "leave out the 。 at its end");
}

static void push_head(Table *t, Strip strip)
{
    TableHead *head = t->head;
    head->height += strip.height + (head->count ? strip.before : 0);
    head->strips[head->count++] = strip;
}

/* A table without head rows: the rule that opens its part of a page. */
static Strip opening_rule(Table *t)
{
    Strip strip = {.matter = t->context.matter, .frame = t->context.frame};
    Item *item = block_item(t->c, &strip, ITEM_LINE, 0);
    item->x = t->left;
    item->width = t->width;
    item->colour = table_ink(t);
    item->as.line.thickness = table_edge(t);
    return strip;
}

/* What further pages repeat: the caption, the head rows or, where there are none, the rule. */
static void keep_head(Table *t, const Block *continued, size_t from)
{
    const Block *block = t->block;
    t->head->strips = arena_array(t->c->a, Strip, continued->count + block->count - from + 1);
    t->head->x = t->left;
    t->head->width = t->width;
    for (size_t i = 0; i < continued->count; i++)
        push_head(t, continued->strips[i]);
    for (size_t i = from; i < block->count; i++)
        push_head(t, table_artifact(t->c, &block->strips[i]));
    if (from == block->count && !t->plain)
        push_head(t, opening_rule(t));
}

/* ---- rows ---- */

/* Caption and head stay with two rows, the last row with the one before it, and a small table
 * is not parted at all. One that belongs to what stands before it, such as the fields for signatures
 * below a list, stays with the end of that. */
static void glue_rows(Table *t, size_t head_end, size_t second_row, size_t last_row)
{
    Block *block = t->block;
    int64_t height = 0;
    for (size_t i = 0; i < block->count; i++)
        height += block->strips[i].height;
    bool whole = height <= (int64_t)TABLE_WHOLE * t->c->pitch;
    for (size_t i = 1; i < block->count; i++)
        if (whole || i <= head_end || i == second_row || i == last_row)
            block->strips[i].flags |= STRIP_GLUED;
    if (doc_has_class(t->grid.table->as.table.class, STR("attached")))
        block->strips[0].flags |= STRIP_GLUED;
}

static void add_rows(Table *t, const Block *continued)
{
    Compose *c = t->c;
    size_t head_from = t->block->count, head_end = head_from, second = 0, last = 0;
    bool headed = false; /* the row before is a sub-head: it is not parted from this one */
    if (!t->grid.nheads)
        keep_head(t, continued, head_from);
    for (uint32_t row = 0; row < t->grid.nrows;) {
        ArenaMark mark = arena_mark(c->scratch);
        size_t from = t->block->count;
        Group group = table_group(t, row);
        table_pieces(t, &group);
        uint32_t end = row + group.nrows;
        arena_release(c->scratch, mark);
        block_place_ids(c, t->block, (uint32_t)from);
        if (headed || (row > t->grid.nheads && grid_attached(&t->grid, row)))
            t->block->strips[from].flags |= STRIP_GLUED;
        headed = group.nrows == 1 && grid_subhead(&t->grid, row);
        if (end == t->grid.nheads) {
            keep_head(t, continued, head_from);
            head_end = t->block->count;
        } else if (row > t->grid.nheads) {
            second = second ? second : from;
            last = from;
        }
        row = end;
    }
    glue_rows(t, head_end, second, last);
}

/* ---- the whole ---- */

static Table table_open(Compose *c, Block *block, const Node *node, Context context)
{
    Str class = node->as.table.class;
    const TextStyle *style = block_style(c, STYLE_TABLE);
    Table t = {.c = c, .context = context, .block = block, .scale = c->cells ? c->cell_scale : 1000,
               .tag = context.tag, .grid = grid_make(c->scratch, node), .zebra = doc_has_class(class, STR("zebra")),
               .form = doc_has_class(class, STR("form")), .plain = doc_has_class(class, STR("plain"))};
    uint32_t n = t.grid.ncolumns;
    t.boxed = t.form || doc_has_class(class, STR("grid"));
    t.cells = arena_array(c->scratch, GridCell, n + 1);
    t.columns = arena_array(c->scratch, Column, n + 1);
    t.pad = style->size / 2;
    if (n && t.pad > context.width / (Len)n / 8)
        t.pad = context.width / (Len)n / 8;
    if (t.plain) { /* no rules that the text could stand back from: it begins and ends at the measure */
        t.context.left -= t.pad;
        t.context.width += 2 * t.pad;
    }
    t.vpad = c->design->table_pad ? c->design->table_pad
             : c->pitch > style->leading ? (c->pitch - style->leading) / 2 : style->leading / 6;
    t.head = arena_new(c->a, TableHead);
    t.head->rule = t.plain ? 0 : t.form ? table_edge(&t) : c->design->table_head_rule;
    t.head->colour = style->colour;
    t.head->pad = t.vpad;
    return t;
}

static void set_table(Table *t)
{
    Block continued = {0};
    Str class = t->grid.table->as.table.class;
    grid_align(&t->grid, t->c->scratch);
    if (!table_fit(t))
        return;
    if (doc_has_class(class, STR("three-line")))
        t->lines = false;
    if (doc_has_class(class, STR("lines")))
        t->lines = true;
    block_reserve(t->c, t->block, t->grid.nrows + 4); /* most rows are one strip, a caption some */
    if (t->grid.caption) {
        lint_caption(t, t->grid.caption);
        add_caption(t, t->grid.caption, &continued);
    }
    table_tags_open(t);
    add_rows(t, &continued);
}

bool table_fits(Compose *c, const Node *node, Context context)
{
    ArenaMark mark = arena_mark(c->scratch);
    Diag *told = c->d, unheard = diag_in(c->a);
    Block none = {0};
    context.flush = true;
    c->d = &unheard;
    Table t = table_open(c, &none, node, context);
    Em scale = c->cell_scale;
    bool some = t.grid.nrows && t.grid.ncolumns;
    c->cells++;
    c->cell_scale = t.scale;
    if (some)
        grid_align(&t.grid, c->scratch);
    bool fits = !some || (table_fit(&t) && !unheard.count); /* what is too wide is said */
    c->cells--;
    c->cell_scale = scale;
    c->d = told;
    arena_release(c->scratch, mark);
    return fits;
}

void table_block(Compose *c, Block *block, const Node *node, Context context)
{
    ArenaMark mark = arena_mark(c->scratch);
    context.flush = true;
    context.tag = tags_add(&c->tags, "Table", context.tag);
    Table t = table_open(c, block, node, context);
    Em scale = c->cell_scale;
    bool cut = c->cells_cut;
    c->cells++;
    c->cell_scale = t.scale;
    c->cells_cut = false;
    if (t.grid.nrows && t.grid.ncolumns)
        set_table(&t);
    c->cells--;
    c->cell_scale = scale;
    c->cells_cut = cut;
    arena_release(c->scratch, mark);
    if (!block->count)
        return;
    block->strips[0].flags |= STRIP_SNAP;
    block->strips[block->count - 1].flags |= STRIP_LAST_ROW;
    block->before = block->after = c->pitch / 2;
}
