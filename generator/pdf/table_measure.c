/*
 * table_measure: how wide the text of a table is.
 *
 * Every cell is measured once for its width on one line and its widest piece that cannot be
 * broken. Of a long table a sample of the rows is kept, evenly picked, so that finding the
 * columns' widths costs the same for a hundred rows and a hundred thousand.
 */
#include <assert.h>
#include <string.h>

#include "pdf/table_imp.h"

enum {
    COMFORT_EMS = 3,    /* a column is not made narrower than this if its text is wider */
    SNUG_EMS = 5,       /* names and terms: better not broken */
    SAMPLE_CELLS = 1536 /* rows × columns of the sample */
};

bool table_cell_is_inline(const Node *cell)
{
    return !cell->nkids || doc_is_inline((NodeKind)cell->kids[0]->kind);
}

static bool table_is_head_style(const Table *t, uint32_t row)
{
    return row < t->grid.nheads || grid_subhead(&t->grid, row);
}

static bool is_total(const Table *t, uint32_t row)
{
    return doc_has_class(t->grid.rows[row]->as.section.class, STR("total"));
}

static bool visit_latin(void *self, const Node *node, bool entering)
{
    bool *latin = self;
    if (entering && node->kind == NODE_TEXT)
        for (size_t i = 0; i < node->as.text.n && *latin; i++)
            *latin = (unsigned char)node->as.text.p[i] < 0x80;
    return *latin;
}

/* Addresses, names of files and the like: few places to expand, which would tear them apart. */
static bool is_latin(const Node *cell)
{
    bool latin = true;
    doc_walk(cell, visit_latin, &latin);
    return latin;
}

/* By the point: what is no figure stands where the figures do. */
static ParaAlign para_align(const Table *t, const GridCell *cell, bool ragged)
{
    Align align = grid_cell_align(&t->grid, cell);
    const uint8_t *given = t->grid.table->as.table.aligns;
    if (align == ALIGN_POINT)
        align = given && given[cell->column] == ALIGN_CENTRE ? ALIGN_CENTRE : ALIGN_RIGHT;
    if (align == ALIGN_DEFAULT && t->form && cell->row < t->grid.nheads)
        align = ALIGN_CENTRE;
    return align == ALIGN_RIGHT    ? PARA_END
           : align == ALIGN_CENTRE ? PARA_CENTRE
           : ragged                ? PARA_START
                                   : PARA_JUSTIFY;
}

Setting table_setting(const Table *t, const GridCell *cell, Len width)
{
    Compose *c = t->c;
    Context context = t->context;
    context.left = 0;
    context.width = width;
    bool subhead = cell->row >= t->grid.nheads && grid_subhead(&t->grid, cell->row);
    StyleName style = table_is_head_style(t, cell->row) ? STYLE_TABLE_HEAD : STYLE_TABLE;
    context.style = (uint8_t)style;
    Setting s = block_setting(c, context, style);
    s.indent = 0;
    s.bold = is_total(t, cell->row);
    s.align = para_align(t, cell, s.align == PARA_START || s.no_stretch || is_latin(cell->node));
    if (subhead && cell->colspan == t->grid.ncolumns && cell->node->as.cell.align == ALIGN_DEFAULT)
        s.align = PARA_START;
    return s;
}

/* ---- figures ---- */

/* A copy of node without the first *drop bytes of its text; NULL when nothing is left of it. */
static const Node *tail_of(Arena *a, const Node *node, size_t *drop)
{
    if (node->kind == NODE_TEXT) {
        size_t n = *drop < node->as.text.n ? *drop : node->as.text.n;
        *drop -= n;
        return n == node->as.text.n ? NULL
                                    : doc_text(a, str_slice(node->as.text, n, node->as.text.n), node->pos);
    }
    Node *copy = doc_copy(a, node);
    NodeList kids = {0};
    for (uint32_t i = 0; i < node->nkids; i++) {
        const Node *kid = tail_of(a, node->kids[i], drop);
        if (kid)
            doc_push(a, &kids, kid);
    }
    return doc_done(a, copy, &kids);
}

bool table_figure_widths(Table *t, const GridCell *cell, Len *before, Len *after)
{
    Compose *c = t->c;
    Figure figure;
    if (table_is_head_style(t, cell->row) || cell->colspan > 1 || !cell->node->nkids ||
        !table_cell_is_inline(cell->node) || grid_cell_align(&t->grid, cell) != ALIGN_POINT)
        return false;
    ArenaMark mark = arena_mark(c->scratch);
    Str text = doc_plain_str(c->scratch, cell->node);
    bool is = text.n && grid_figure(text, &figure);
    if (is) {
        Setting setting = table_setting(t, cell, t->context.width);
        Len least, all = block_measure(c, cell->node, t->context, &setting, &least);
        size_t drop = figure.point;
        const Node *tail = tail_of(c->scratch, cell->node, &drop);
        *after = tail->nkids ? block_measure(c, tail, t->context, &setting, &least) : 0;
        *before = all - *after;
    }
    arena_release(c->scratch, mark);
    return is;
}

/* ---- cells ---- */

static Len larger(Len a, Len b)
{
    return a > b ? a : b;
}

/* What the text of a cell that spans columns needs more than they have, spread evenly. */
static void widen_columns(Table *t, const GridCell *cell, Len least, Len natural)
{
    Len span = (Len)cell->colspan, gaps = (span - 1) * 2 * t->pad;
    Column *columns = t->columns + cell->column;
    for (Len i = 0; i < span; i++) {
        least -= columns[i].least;
        natural -= columns[i].natural;
    }
    least = (least - gaps + span - 1) / span;
    natural = (natural - gaps + span - 1) / span;
    for (Len i = 0; i < span; i++) {
        columns[i].least += least > 0 ? least : 0;
        columns[i].natural += natural > 0 ? natural : 0;
    }
}

/* A picture wants its size at 100 dpi or half the measure, a chart half the measure; neither likes to
 * be smaller than most of an equal share. */
static Len measure_figure(Table *t, const Node *node, Len *least)
{
    Len wanted = t->context.width / 2, share = t->context.width / (Len)t->grid.ncolumns * 4 / 5;
    const Node *kid = node->nkids ? node->kids[0] : NULL;
    const ImageEntry *image = kid && kid->kind == NODE_IMAGE
                                  ? block_image(t->c, kid->as.link.href, kid->pos) : NULL;
    if (image && (int64_t)image->width * 720 < wanted)
        wanted = (Len)image->width * 720;
    *least = wanted < share ? wanted : share;
    return wanted;
}

/* What a block in a cell asks for: text what it needs, a table or list some room for its parts. */
static Len measure_block(Table *t, const Node *node, const Setting *setting, Len *least)
{
    Compose *c = t->c;
    Len size = block_style(c, STYLE_TABLE)->size, width = 0;
    *least = 0;
    if (node->kind == NODE_PARA) {
        Context context = t->context;
        context.label = NULL;
        context.style = (uint8_t)setting->style;
        Setting own = block_para_setting(c, node, context);
        own.indent = 0;
        return block_measure(c, node, context, &own, least);
    }
    if (node->kind == NODE_HEADING)
        return block_measure(c, node, t->context, setting, least);
    if (node->kind == NODE_FIGURE)
        return measure_figure(t, node, least);
    Len inset = node->kind == NODE_SECTION ? 0 : 2 * size;
    bool container = !inset || node->kind == NODE_LIST || node->kind == NODE_ITEM || node->kind == NODE_QUOTE;
    if (!container) {
        *least = 6 * size;
        return 16 * size;
    }
    for (uint32_t i = 0; i < node->nkids; i++) {
        Len kid_least, kid = measure_block(t, node->kids[i], setting, &kid_least);
        width = larger(width, kid);
        *least = larger(*least, kid_least);
    }
    *least += inset;
    return width + inset;
}

static void measure_cell(Table *t, const GridCell *cell, Len *natural, Len *least, Len *snug)
{
    Compose *c = t->c;
    Len size = len_em(t->scale, block_style(c, STYLE_TABLE)->size);
    Setting setting = table_setting(t, cell, t->context.width);
    *natural = *least = 0;
    if (table_cell_is_inline(cell->node)) {
        *natural = block_measure(c, cell->node, t->context, &setting, least);
    } else {
        for (uint32_t i = 0; i < cell->node->nkids; i++) {
            Len kid_least, kid = measure_block(t, cell->node->kids[i], &setting, &kid_least);
            *natural = larger(*natural, kid);
            *least = larger(*least, kid_least);
        }
    }
    Len comfort = *natural < COMFORT_EMS * size ? *natural : COMFORT_EMS * size;
    *least = larger(*least, comfort);
    *snug = *natural <= SNUG_EMS * size ? larger(*least, *natural) : *least;
}

static void measure_into_column(Table *t, const GridCell *cell)
{
    Len least, snug, natural, before, after;
    Column *own = &t->columns[cell->column];
    measure_cell(t, cell, &natural, &least, &snug);
    if (cell->colspan > 1) {
        widen_columns(t, cell, least, natural);
        return;
    }
    if (table_figure_widths(t, cell, &before, &after)) {
        own->before = larger(own->before, before);
        own->after = larger(own->after, after);
    }
    own->least = larger(own->least, least);
    own->word = own->least; /* before it is made less */
    own->snug = larger(own->snug, snug);
    own->natural = larger(own->natural, natural);
    if (cell->row % t->sample.step == 0 && cell->rowspan == 1)
        t->sample.naturals[(size_t)(cell->row / t->sample.step) * t->grid.ncolumns + cell->column] = natural;
}

static void report_surplus(Table *t, uint32_t row, uint32_t surplus)
{
    diag_error(t->c->d, "table-cells", t->grid.rows[row]->pos,
               "这一行有 %u 格放不进表格的 %u 列", "%u cells of this row do not fit the table's %u columns",
               (unsigned)surplus, (unsigned)t->grid.ncolumns);
    diag_hint(t->c->d, "删去多出的格，或把跨行跨列的格改小", "leave cells out, or make those that span smaller");
}

/* Cells of one column first, so that what spans several asks only for what is still missing. */
void table_measure(Table *t, bool report)
{
    Grid *g = &t->grid;
    uint32_t most = SAMPLE_CELLS / g->ncolumns + 8;
    t->sample.step = (g->nrows + most - 1) / most;
    t->sample.rows = (g->nrows + t->sample.step - 1) / t->sample.step;
    size_t cells = (size_t)t->sample.rows * g->ncolumns;
    if (!t->sample.naturals)
        t->sample.naturals = arena_array(t->c->scratch, Len, cells);
    memset(t->sample.naturals, 0, cells * sizeof *t->sample.naturals);
    memset(t->columns, 0, g->ncolumns * sizeof *t->columns);
    bool spans = false;
    for (int pass = 0; pass < (spans ? 2 : 1); pass++) {
        grid_rewind(g);
        while (g->next < g->nrows) {
            uint32_t row = g->next, surplus, count = grid_row(g, t->cells, &surplus);
            for (uint32_t i = 0; i < count; i++) {
                bool wide = t->cells[i].colspan > 1;
                spans |= wide;
                if (wide == (pass == 1))
                    measure_into_column(t, &t->cells[i]);
            }
            if (surplus && report && !pass)
                report_surplus(t, row, surplus);
        }
    }
    for (uint32_t i = 0; i < g->ncolumns; i++) {
        Column *column = &t->columns[i];
        column->least = larger(column->least, column->before + column->after);
        column->natural = larger(column->natural, column->before + column->after);
    }
    grid_rewind(g);
}
