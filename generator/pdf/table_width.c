/*
 * table_width: how wide the columns of a table are, from what stands in them.
 *
 * Every cell is measured once for its width on one line and its widest piece that cannot be
 * broken. What is too wide makes the type of the whole table smaller, down to the design's limit.
 */
#include <assert.h>
#include <string.h>

#include "pdf/table_imp.h"

enum {
    TABLE_RAGGED_EMS = 12, /* cells narrower than this are not stretched (R25) */
    TABLE_MIN_EMS = 3      /* a column is not made narrower than this if its text is wider */
};

/* ---- cells ---- */

bool table_cell_is_inline(const Node *cell)
{
    return !cell->nkids || doc_is_inline((NodeKind)cell->kids[0]->kind);
}

static uint32_t cell_colspan(const Table *t, const Node *cell, uint32_t column)
{
    uint32_t room = t->ncolumns - column, span = cell->as.cell.colspan;
    return span < 1 ? 1 : span > room ? room : span;
}

/* A span ends with the head or with the table. */
uint32_t table_rowspan(const Table *t, const Node *cell, uint32_t row)
{
    uint32_t end = row < t->nheads ? t->nheads : t->nrows, span = cell->as.cell.rowspan;
    return span < 1 ? 1 : span > end - row ? end - row : span;
}

Setting table_setting(const Table *t, const Node *cell, uint32_t column, Len width,
                            bool head)
{
    Compose *c = t->c;
    Context context = t->context;
    context.left = 0;
    context.width = width;
    StyleName style = head ? STYLE_TABLE_HEAD : STYLE_TABLE;
    Setting s = block_setting(c, context, style);
    uint8_t align = cell->as.cell.align;
    if (align == ALIGN_DEFAULT && t->node->as.table.aligns &&
        column < t->node->as.table.ncolumns)
        align = t->node->as.table.aligns[column];
    s.indent = 0;
    s.scale = t->scale;
    s.no_stretch = width < TABLE_RAGGED_EMS * block_style(c, style)->size;
    s.align = align == ALIGN_RIGHT    ? PARA_END
              : align == ALIGN_CENTRE ? PARA_CENTRE
              : s.no_stretch          ? PARA_START
                                      : PARA_JUSTIFY;
    return s;
}

/* ---- column widths ---- */

/* What the text of a cell that spans columns needs more than they have, spread evenly. */
static void widen_columns(Table *t, uint32_t column, uint32_t span, Len least, Len natural)
{
    Len have_least = 0, have_natural = 0, gaps = (Len)(span - 1) * 2 * t->pad;
    for (uint32_t i = column; i < column + span; i++) {
        have_least += t->columns[i].least;
        have_natural += t->columns[i].natural;
    }
    Len more_least = (least - gaps - have_least) / (Len)span;
    Len more_natural = (natural - gaps - have_natural) / (Len)span;
    for (uint32_t i = column; i < column + span; i++) {
        t->columns[i].least += more_least > 0 ? more_least : 0;
        t->columns[i].natural += more_natural > 0 ? more_natural : 0;
    }
}

static void measure_cell(Table *t, const Node *cell, uint32_t row, uint32_t column,
                         uint32_t colspan)
{
    Compose *c = t->c;
    Len least = 0, natural = 0, size = block_style(c, STYLE_TABLE)->size;
    Setting setting = table_setting(t, cell, column, t->context.width, row < t->nheads);
    if (table_cell_is_inline(cell)) {
        natural = block_measure(c, cell, t->context, &setting, &least);
    } else {
        for (uint32_t i = 0; i < cell->nkids; i++) {
            const Node *kid = cell->kids[i];
            Len kid_least = 4 * size, width = 16 * size;
            if (kid->kind == NODE_PARA) {
                Context context = t->context;
                context.label = NULL;
                context.style = row < t->nheads ? STYLE_TABLE_HEAD : STYLE_TABLE;
                Setting own = block_para_setting(c, kid, context);
                own.indent = 0;
                width = block_measure(c, kid, context, &own, &kid_least);
            }
            natural = width > natural ? width : natural;
            least = kid_least > least ? kid_least : least;
        }
    }
    Len comfort = natural < TABLE_MIN_EMS * size ? natural : TABLE_MIN_EMS * size;
    least = least > comfort ? least : comfort;
    Column *own = &t->columns[column];
    if (colspan > 1) {
        widen_columns(t, column, colspan, least, natural);
        return;
    }
    own->least = least > own->least ? least : own->least;
    own->natural = natural > own->natural ? natural : own->natural;
}

void table_walk_row(Table *t, uint32_t row, CellVisit *visit, void *self)
{
    const Node *node = t->rows[row];
    uint32_t column = 0, next = 0;
    while (column < t->ncolumns) {
        if (t->busy[column]) {
            t->busy[column++]--;
            continue;
        }
        if (next == node->nkids) {
            column++;
            continue;
        }
        const Node *cell = node->kids[next++];
        uint32_t colspan = cell_colspan(t, cell, column), rowspan = table_rowspan(t, cell, row);
        uint32_t free = 1;
        while (free < colspan && !t->busy[column + free])
            free++;
        visit(t, cell, row, column, free, self);
        for (uint32_t i = 0; i < free; i++)
            t->busy[column + i] = rowspan - 1;
        column += free;
    }
    if (next < node->nkids)
        diag_error(t->c->d, "table-cells", node->pos, "这一行有 %u 格放不进表格的 %u 列",
                   "%u cells of this row do not fit the table's %u columns",
                   (unsigned)(node->nkids - next), (unsigned)t->ncolumns);
}

static void visit_measure(Table *t, const Node *cell, uint32_t row, uint32_t column,
                          uint32_t colspan, void *self)
{
    (void)self;
    measure_cell(t, cell, row, column, colspan);
}

static void measure_columns(Table *t)
{
    memset(t->columns, 0, t->ncolumns * sizeof *t->columns);
    memset(t->busy, 0, t->ncolumns * sizeof *t->busy);
    for (uint32_t row = 0; row < t->nrows; row++)
        table_walk_row(t, row, visit_measure, NULL);
}

static uint32_t square_root(int64_t n)
{
    int64_t root = 0;
    for (int64_t bit = (int64_t)1 << 20; bit; bit >>= 1)
        if ((root + bit) * (root + bit) <= n)
            root += bit;
    return (uint32_t)root + 1;
}

static void fix_column(Column *column, Len width, int64_t *left, uint32_t *open)
{
    column->width = width;
    column->fixed = true;
    *left -= width;
    *open -= 1;
}

/*
 * Columns whose text fits in an equal share get just what it needs, as long as that changes the
 * share; the others divide what is left by the square root of what they would like, so that a
 * column ten times as long is three times as wide. None gets less than its least.
 */
static void share_columns(Table *t, Len room)
{
    int64_t left = room;
    uint32_t open = t->ncolumns, before;
    do {
        before = open;
        int64_t share = left / open;
        for (uint32_t i = 0; i < t->ncolumns; i++)
            if (!t->columns[i].fixed && t->columns[i].natural <= share)
                fix_column(&t->columns[i], t->columns[i].natural, &left, &open);
    } while (open && open < before);
    do {
        before = open;
        int64_t weights = 0, round_left = left;
        for (uint32_t i = 0; i < t->ncolumns; i++)
            weights += t->columns[i].fixed ? 0 : square_root(t->columns[i].natural);
        for (uint32_t i = 0; i < t->ncolumns; i++) {
            Column *column = &t->columns[i];
            if (column->fixed)
                continue;
            column->width = (Len)(round_left * square_root(column->natural) / weights);
            if (column->width < column->least)
                fix_column(column, column->least, &left, &open);
        }
    } while (open && open < before);
}

static int64_t columns_sum(const Table *t, bool natural)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < t->ncolumns; i++)
        sum += natural ? t->columns[i].natural : t->columns[i].least;
    return sum;
}

/* Scale all columns to fill room exactly, in proportion to what each has. */
static void stretch_columns(Table *t, Len room)
{
    int64_t sum = 0, done = 0, x = 0;
    for (uint32_t i = 0; i < t->ncolumns; i++)
        sum += t->columns[i].width;
    for (uint32_t i = 0; i < t->ncolumns; i++) {
        Column *column = &t->columns[i];
        x += column->width;
        Len end = sum ? (Len)(x * room / sum) : (Len)((int64_t)room * (i + 1) / t->ncolumns);
        column->width = end - (Len)done;
        done = end;
    }
}

static void warn_wide(Table *t, int64_t least, Len room)
{
    diag_warn(t->c->d, "table-wide", t->node->pos,
              "表格 %u 列，字号缩到 %d%% 仍超出版心（至少需要 %d mm，版心 %d mm）",
              "the table of %u columns is wider than the page even at %d%% type size "
              "(needs %d mm, has %d mm)",
              (unsigned)t->ncolumns, (int)(t->scale / 10), (int)(least * 254 / 720000),
              (int)((int64_t)room * 254 / 720000));
    diag_hint(t->c->d, "减少列数、缩短最长的词，或改用横向页面",
              "use fewer columns, shorten the longest words, or turn the page");
}

static void place_columns(Table *t)
{
    assert(t->pad >= 0);
    Len x = t->context.left;
    for (uint32_t i = 0; i < t->ncolumns; i++) {
        t->columns[i].x = x;
        t->columns[i].width += 2 * t->pad;
        x += t->columns[i].width;
    }
}

/* false: so many columns that none could hold a character. */
bool table_fit(Table *t)
{
    Len size = block_style(t->c, STYLE_TABLE)->size;
    Len room = t->context.width - (Len)t->ncolumns * 2 * t->pad;
    Em least_scale = t->c->design->table_shrink ? t->c->design->table_shrink : 700;
    if (room < (Len)t->ncolumns * len_em(least_scale, size)) {
        diag_error(t->c->d, "table-columns", t->node->pos,
                   "表格有 %u 列，版心只排得下 %d 列，未排",
                   "the table has %u columns, the page holds %d; it was not set",
                   (unsigned)t->ncolumns,
                   (int)(t->context.width / (len_em(least_scale, size) + 2 * t->pad)));
        return false;
    }
    measure_columns(t);
    int64_t least = columns_sum(t, false), natural = columns_sum(t, true);
    if (least > room) {
        Em scale = (Em)((int64_t)room * 1000 / least);
        t->scale = scale < least_scale ? least_scale : scale;
        measure_columns(t);
        least = columns_sum(t, false);
        natural = columns_sum(t, true);
    }
    t->lines = natural > room;
    if (least > room) {
        if (t->scale <= least_scale)
            warn_wide(t, least + (int64_t)t->ncolumns * 2 * t->pad, t->context.width);
        for (uint32_t i = 0; i < t->ncolumns; i++)
            t->columns[i].width = t->columns[i].least;
    } else if (natural <= room) {
        for (uint32_t i = 0; i < t->ncolumns; i++)
            t->columns[i].width = t->columns[i].natural;
    } else {
        share_columns(t, room);
    }
    stretch_columns(t, room);
    place_columns(t);
    return true;
}
