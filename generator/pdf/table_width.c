/*
 * table_width: the columns of a table from what stands in them.
 *
 * Where all text fits on one line, columns are as wide as their text and the gaps between them are
 * equal, as a compositor sets them; a table with little in it is narrower than the page. Where
 * it does not fit, widths are looked for that make the rows of the sample least high: from a first
 * division by the square root of what each column would like, room is moved from column to column
 * as long as that saves lines. What is still too wide makes the type of the whole table smaller,
 * down to the design's limit.
 */
#include <assert.h>
#include <string.h>

#include "pdf/table_imp.h"

enum {
    LINE_COST = 8,          /* of a line of a cell, and of a last line of one character more */
    ORPHAN_COST = 3,
    ROW_WEIGHT = 16,        /* of a row's height against a single cell's */
    SHORT_EMS = 8,          /* what is no longer than a name: each line more costs as much as … */
    SHORT_COST = 5 * 16,    /* … half a line of the row's height */
    SEARCH_WORK = 1500000   /* looks at cells of the sample, at the most */
};

static Len type_size(const Table *t)
{
    return len_em(t->scale, block_style(t->c, STYLE_TABLE)->size);
}

static int64_t columns_sum(const Table *t, Len (*part)(const Column *))
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < t->grid.ncolumns; i++)
        sum += part(&t->columns[i]);
    return sum;
}

/* What is settled counts as it is. */
static Len least_of(const Column *column)
{
    return column->set ? column->text : column->least;
}

static Len natural_of(const Column *column)
{
    return column->set ? column->text : column->natural;
}

static Len text_of(const Column *column)
{
    return column->text;
}

/* ---- a first division ---- */

static uint32_t square_root(int64_t n)
{
    int64_t root = 0;
    for (int64_t bit = (int64_t)1 << 20; bit; bit >>= 1)
        if ((root + bit) * (root + bit) <= n)
            root += bit;
    return (uint32_t)root + 1;
}

static void set_column(Column *column, Len text, int64_t *left, uint32_t *open)
{
    column->text = text;
    column->set = true;
    *left -= text;
    *open -= 1;
}

/*
 * Columns whose text fits in an equal share get just what it needs, as long as that changes the
 * share; the others divide what is left by the square root of what they would like, so that a
 * column ten times as long is three times as wide. None gets less than its least.
 */
static void share_columns(Table *t, int64_t left, uint32_t open)
{
    uint32_t before;
    do {
        before = open;
        int64_t share = open ? left / open : 0;
        for (uint32_t i = 0; i < t->grid.ncolumns; i++)
            if (!t->columns[i].set && t->columns[i].natural <= share)
                set_column(&t->columns[i], t->columns[i].natural, &left, &open);
    } while (open && open < before);
    do {
        before = open;
        int64_t weights = 0, round_left = left;
        for (uint32_t i = 0; i < t->grid.ncolumns; i++)
            weights += t->columns[i].set ? 0 : square_root(t->columns[i].natural);
        for (uint32_t i = 0; i < t->grid.ncolumns; i++) {
            Column *column = &t->columns[i];
            if (column->set)
                continue;
            column->text = (Len)(round_left * square_root(column->natural) / weights);
            if (column->text < column->least)
                set_column(column, column->least, &left, &open);
        }
    } while (open && open < before);
}

/* ---- moving room where it saves lines ---- */

typedef struct Search {
    Table *t;
    Len size;
    uint16_t *costs;     /* of the sample's cells at the present widths */
    const bool *open;    /* columns whose width may change */
    int64_t work;
} Search;

/* What a cell of the natural width costs in a text width of whole characters. */
static uint16_t cell_cost(Len natural, Len width, Len size)
{
    if (natural <= width)
        return natural ? LINE_COST : 0;
    Len usable = width > size ? width - width % size : width > 0 ? width : 1;
    int64_t lines = ((int64_t)natural + usable - 1) / usable;
    int64_t rest = natural - (lines - 1) * usable;
    lines = lines < 1000 ? lines : 1000;
    return (uint16_t)(lines * LINE_COST + (rest <= size ? ORPHAN_COST : 0));
}

static int64_t short_cost(Len natural, uint16_t cost, Len size)
{
    return natural <= SHORT_EMS * size && cost ? (cost / LINE_COST - 1) * SHORT_COST : 0;
}

/* What all rows cost with `change` more for column to and less for column from. */
static int64_t table_cost(Search *s, uint32_t from, uint32_t to, Len change)
{
    const Table *t = s->t;
    uint32_t n = t->grid.ncolumns;
    int64_t total = 0;
    for (uint32_t row = 0; row < t->sample.rows; row++) {
        const Len *naturals = t->sample.naturals + (size_t)row * n;
        const uint16_t *costs = s->costs + (size_t)row * n;
        uint16_t highest = 0;
        for (uint32_t i = 0; i < n; i++) {
            uint16_t cost = costs[i];
            if (i == from || i == to)
                cost = cell_cost(naturals[i], t->columns[i].text + (i == to ? change : -change), s->size);
            highest = cost > highest ? cost : highest;
            total += cost + short_cost(naturals[i], cost, s->size);
        }
        total += (int64_t)ROW_WEIGHT * highest;
    }
    s->work += (int64_t)t->sample.rows * n;
    return total;
}

static void refresh_costs(Search *s, uint32_t column)
{
    const Table *t = s->t;
    for (uint32_t row = 0; row < t->sample.rows; row++) {
        size_t at = (size_t)row * t->grid.ncolumns + column;
        s->costs[at] = cell_cost(t->sample.naturals[at], t->columns[column].text, s->size);
    }
}

/* The most that may go from one column to another, up to `wanted`. */
static Len movable(const Table *t, uint32_t from, uint32_t to, Len wanted)
{
    const Column *a = &t->columns[from], *b = &t->columns[to];
    Len most = a->text - a->least, need = b->natural - b->text;
    Len change = wanted < need ? wanted : need;
    return change < most ? change : most;
}

static bool improve_pair(Search *s, uint32_t from, uint32_t to, Len wanted, int64_t *cost)
{
    Table *t = s->t;
    Len change = movable(t, from, to, wanted);
    if (change <= 0)
        return false;
    int64_t changed = table_cost(s, from, to, change);
    if (changed >= *cost)
        return false;
    *cost = changed;
    t->columns[from].text -= change;
    t->columns[to].text += change;
    refresh_costs(s, from);
    refresh_costs(s, to);
    return true;
}

static bool improve(Search *s, Len wanted, int64_t *cost)
{
    bool better = false;
    uint32_t n = s->t->grid.ncolumns;
    for (uint32_t to = 0; to < n; to++)
        for (uint32_t from = 0; from < n && s->work < SEARCH_WORK; from++)
            if (from != to && s->open[from] && s->open[to])
                better |= improve_pair(s, from, to, wanted, cost);
    return better;
}

static void save_lines(Table *t, const bool *open)
{
    static const Len steps[] = {1000, 8, 4, 2, 1}; /* in characters; the first: all it needs */
    size_t cells = (size_t)t->sample.rows * t->grid.ncolumns;
    Search s = {.t = t, .size = type_size(t), .open = open,
                .costs = arena_array(t->c->scratch, uint16_t, cells)};
    for (uint32_t i = 0; i < t->grid.ncolumns; i++)
        refresh_costs(&s, i);
    int64_t cost = table_cost(&s, UINT32_MAX, UINT32_MAX, 0);
    bool better = true;
    while (better && s.work < SEARCH_WORK) {
        better = false;
        for (size_t k = 0; k < sizeof steps / sizeof *steps; k++)
            better |= improve(&s, steps[k] * s.size, &cost);
    }
}

/* ---- text widths ---- */

/* Rounding left some thousandths of a point: the longest column has them. */
static void use_up(Table *t, Len room)
{
    uint32_t longest = 0;
    for (uint32_t i = 1; i < t->grid.ncolumns; i++)
        if (t->columns[i].natural > t->columns[longest].natural)
            longest = i;
    Len left = room - (Len)columns_sum(t, text_of);
    if (left > 0)
        t->columns[longest].text += left;
}

/* The columns not yet set share room, which is too little for all their text on one line. */
static void divide(Table *t, Len room)
{
    ArenaMark mark = arena_mark(t->c->scratch);
    uint32_t n = t->grid.ncolumns, count = 0;
    bool *open = arena_array(t->c->scratch, bool, n);
    int64_t left = room;
    for (uint32_t i = 0; i < n; i++) {
        open[i] = !t->columns[i].set;
        count += open[i];
        left -= open[i] ? 0 : t->columns[i].text;
    }
    share_columns(t, left, count);
    save_lines(t, open);
    arena_release(t->c->scratch, mark);
}

/* The lengths that a script gave, all shorter when they and the least of the others are too much. */
static void take_lengths(Table *t, Len room)
{
    const Len *given = t->grid.table->as.table.widths;
    int64_t lengths = 0, least = 0;
    for (uint32_t i = 0; i < t->grid.ncolumns; i++) {
        Column *column = &t->columns[i];
        column->set = given[i] > 0;
        column->text = given[i] > 2 * t->pad + 1 ? given[i] - 2 * t->pad : 1;
        lengths += column->set ? column->text : 0;
        least += column->set ? 0 : column->least;
    }
    int64_t left = room > least ? room - least : lengths / 2;
    if (lengths <= left)
        return;
    diag_warn(t->c->d, "table-wide", t->grid.table->pos,
              "给定的列宽加上其余各列至少 %d mm，超出版心 %d mm，已按比例缩小",
              "the widths given and the least of the other columns are %d mm, more than the measure's "
              "%d mm; they were made smaller",
              (int)((lengths + least + t->context.width - room) * 254 / 720000),
              (int)((int64_t)t->context.width * 254 / 720000));
    diag_hint(t->c->d, "改小列宽，或给份数而不给长度", "give smaller widths, or shares instead of lengths");
    for (uint32_t i = 0; i < t->grid.ncolumns; i++)
        if (t->columns[i].set)
            t->columns[i].text = (Len)(t->columns[i].text * left / lengths);
}

/* Columns by their text, at most what is left of the least of those by share; then the shares. */
static void take_shares(Table *t, int64_t left, int64_t shares)
{
    const Len *given = t->grid.table->as.table.widths;
    int64_t wanted = 0, least = 0;
    for (uint32_t i = 0; i < t->grid.ncolumns; i++) {
        left -= given[i] > 0 ? t->columns[i].text : 0;
        wanted += given[i] == 0 ? t->columns[i].natural : 0;
        least += given[i] < 0 ? t->columns[i].least : 0;
    }
    int64_t most = left - least;
    for (uint32_t i = 0; i < t->grid.ncolumns; i++) {
        Column *column = &t->columns[i];
        if (given[i] != 0)
            continue;
        int64_t text = wanted > most ? column->natural * most / wanted : column->natural;
        column->text = text > column->least ? (Len)text : column->least;
        column->set = true;
        left -= column->text;
    }
    for (uint32_t i = 0; i < t->grid.ncolumns; i++)
        if (given[i] < 0) {
            t->columns[i].text = left > 0 ? (Len)(left * -given[i] / shares) : t->columns[i].least;
            t->columns[i].set = true;
        }
}

/* Lengths and shares that a script gave. true: there are shares. */
static bool take_given(Table *t, Len room)
{
    const Len *given = t->grid.table->as.table.widths;
    int64_t shares = 0;
    for (uint32_t i = 0; given && i < t->grid.ncolumns; i++)
        shares += given[i] < 0 ? -(int64_t)given[i] : 0;
    if (given)
        take_lengths(t, room);
    if (shares)
        take_shares(t, room, shares);
    return shares > 0;
}

/* Too wide whatever is done: the widest columns give way until all fit. */
static void cut_columns(Table *t, Len room)
{
    uint32_t n = t->grid.ncolumns, open = n;
    int64_t left = room, most = left / n;
    bool changed = true;
    for (uint32_t i = 0; i < n; i++)
        t->columns[i].set = false;
    while (changed && open) {
        changed = false;
        most = left / open;
        for (uint32_t i = 0; i < n; i++)
            if (!t->columns[i].set && t->columns[i].text <= most) {
                set_column(&t->columns[i], t->columns[i].text, &left, &open);
                changed = true;
            }
    }
    for (uint32_t i = 0; i < n; i++)
        if (!t->columns[i].set)
            t->columns[i].text = (Len)most;
}

/* ---- places ---- */

/* Text on one line leaves room: the part of the measure that the table takes. */
static Len table_width(const Table *t, Len used)
{
    Len measure = t->context.width;
    bool wide = t->form || doc_has_class(t->grid.table->as.table.class, STR("wide"));
    Len wanted = used + used / 2;
    if (wide || t->plain)
        return measure;
    if (t->context.style == STYLE_TABLE) /* in a cell */
        return used;
    return wanted <= measure / 2 ? measure / 2 : wanted <= measure / 3 * 2 ? measure / 3 * 2 : measure;
}

static Align column_align(const Table *t, uint32_t column)
{
    const uint8_t *given = t->grid.table->as.table.aligns;
    Align align = (Align)t->grid.aligns[column];
    return align == ALIGN_POINT && given && given[column] == ALIGN_CENTRE ? ALIGN_CENTRE : align;
}

/* In proportion to what each has: cells in boxes. */
static void stretch_boxes(Table *t, Len extra)
{
    int64_t sum = columns_sum(t, text_of), x = 0, done = 0;
    for (uint32_t i = 0; i < t->grid.ncolumns; i++) {
        Column *column = &t->columns[i];
        x += column->text;
        int64_t end = sum ? x * extra / sum : (int64_t)extra * (i + 1) / t->grid.ncolumns;
        column->text += (Len)(end - done);
        done = end;
    }
}

/*
 * Between columns in equal gaps, half of each on both sides of the line between them. Outside there
 * is none where text begins or ends at the edge, half a gap where the outer column is centred.
 */
static void stretch_gaps(Table *t, Len extra)
{
    uint32_t n = t->grid.ncolumns;
    bool first = column_align(t, 0) == ALIGN_CENTRE, last = column_align(t, n - 1) == ALIGN_CENTRE;
    int64_t halves = 2 * ((int64_t)n - 1) + first + last, done = 0, given = 0;
    if (halves == 0) {
        t->columns[0].text += extra;
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        Column *column = &t->columns[i];
        for (int side = 0; side < 2; side++) {
            done += (i > 0 || side || first) && (i + 1 < n || !side || last);
            Len part = (Len)(done * extra / halves - given);
            given += part;
            column->width += part;
            column->left += side ? 0 : part;
        }
    }
}

static void place_columns(Table *t)
{
    Len used = (Len)columns_sum(t, text_of) + (Len)t->grid.ncolumns * 2 * t->pad;
    const Len *given = t->grid.table->as.table.widths;
    bool fixed = false;
    for (uint32_t i = 0; given && i < t->grid.ncolumns; i++)
        fixed |= given[i] != 0;
    t->width = fixed || used > t->context.width ? used : table_width(t, used);
    Len extra = t->width - used;
    assert(extra >= 0);
    for (uint32_t i = 0; i < t->grid.ncolumns; i++)
        t->columns[i].left = t->columns[i].width = 0;
    if (t->plain)
        t->columns[t->grid.ncolumns - 1].text += extra;
    else if (t->boxed)
        stretch_boxes(t, extra);
    else
        stretch_gaps(t, extra);
    t->left = t->context.left;
    if (t->width < t->context.width && t->context.style != STYLE_TABLE)
        t->left += (t->context.width - t->width) / 2;
    Len x = t->left;
    for (uint32_t i = 0; i < t->grid.ncolumns; i++) {
        Column *column = &t->columns[i];
        column->x = x;
        column->left += t->pad;
        column->width += column->text + 2 * t->pad;
        x += column->width;
    }
}

/* ---- the whole ---- */

/* Whether some row of the sample is too tall for text in its middle. */
static bool is_tall(const Table *t)
{
    for (size_t i = 0; i < (size_t)t->sample.rows * t->grid.ncolumns; i++) {
        Len text = t->columns[i % t->grid.ncolumns].text;
        if (t->sample.naturals[i] > TABLE_LOW_LINES * (int64_t)(text > 0 ? text : 1))
            return true;
    }
    return false;
}

static void warn_wide(Table *t, int64_t least, Len room)
{
    diag_warn(t->c->d, "table-wide", t->grid.table->pos,
              "表格 %u 列，字号缩到 %d%% 仍超出版心（至少需要 %d mm，版心 %d mm）",
              "the table of %u columns is wider than the page even at %d%% type size "
              "(needs %d mm, has %d mm)",
              (unsigned)t->grid.ncolumns, (int)(t->scale / 10), (int)(least * 254 / 720000),
              (int)((int64_t)room * 254 / 720000));
    diag_hint(t->c->d, "减少列数、缩短最长的词，或改用横向页面",
              "use fewer columns, shorten the longest words, or turn the page");
}

static bool refuse(Table *t, Em least_scale, Len size)
{
    diag_error(t->c->d, "table-columns", t->grid.table->pos,
               "表格有 %u 列，版心只排得下 %d 列，未排",
               "the table has %u columns, the page holds %d; it was not set",
               (unsigned)t->grid.ncolumns,
               (int)(t->context.width / (len_em(least_scale, size) + 2 * t->pad)));
    diag_hint(t->c->d, "减少列数，或把表格拆成几个", "use fewer columns, or make several tables of it");
    return false;
}

/* A word longer than half the table is broken sooner than that the others suffer for it. */
static void cap_least(Table *t, Len room)
{
    for (uint32_t i = 0; i < t->grid.ncolumns; i++)
        if (t->columns[i].least > room / 2)
            t->columns[i].least = room / 2;
}

/* Smaller type when the least widths ask for it. */
static void shrink(Table *t, Len room, Em least_scale)
{
    int64_t least = columns_sum(t, least_of);
    if (least <= room)
        return;
    Em scale = (Em)((int64_t)room * t->scale / least);
    t->scale = t->c->cell_scale = scale < least_scale ? least_scale : scale;
    table_measure(t, false);
    cap_least(t, room);
}

/* Names are kept whole in as many columns as have room for it, those that ask for little first. */
static void keep_names(Table *t, Len room)
{
    int64_t left = room - columns_sum(t, least_of);
    for (;;) {
        Column *next = NULL;
        for (uint32_t i = 0; i < t->grid.ncolumns; i++) {
            Column *column = &t->columns[i];
            Len more = column->snug - column->least;
            if (!column->set && more > 0 && more <= left && (!next || more < next->snug - next->least))
                next = column;
        }
        if (!next)
            return;
        left -= next->snug - next->least;
        next->least = next->snug;
    }
}

bool table_fit(Table *t)
{
    Len size = block_style(t->c, STYLE_TABLE)->size;
    Len room = t->context.width - (Len)t->grid.ncolumns * 2 * t->pad;
    Em least_scale = t->c->design->table_shrink ? t->c->design->table_shrink : 700;
    if (room < (Len)t->grid.ncolumns * len_em(least_scale, size))
        return refuse(t, least_scale, size);
    table_measure(t, true);
    cap_least(t, room);
    shrink(t, room, least_scale);
    bool shares = take_given(t, room);
    int64_t least = columns_sum(t, least_of), natural = columns_sum(t, natural_of);
    if (least > room && t->scale <= least_scale)
        warn_wide(t, least + (int64_t)t->grid.ncolumns * 2 * t->pad, t->context.width);
    bool wraps = natural > room && least <= room && !shares;
    if (wraps) {
        keep_names(t, room);
        divide(t, room);
    }
    for (uint32_t i = 0; i < t->grid.ncolumns; i++) {
        Column *column = &t->columns[i];
        if (!column->set && !wraps)
            column->text = least > room ? column->least : column->natural;
    }
    if (wraps)
        use_up(t, room);
    t->tall = is_tall(t);
    for (uint32_t i = 0; i < t->grid.ncolumns; i++) /* rows of several lines need to be told apart */
        t->lines |= t->columns[i].text < t->columns[i].natural;
    if (least > room)
        cut_columns(t, room);
    for (uint32_t i = 0; i < t->grid.ncolumns; i++)
        t->c->cells_cut |= t->columns[i].text < t->columns[i].word;
    place_columns(t);
    return true;
}
