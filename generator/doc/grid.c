/* The cells of a table by place; see grid.h. */
#include "doc/grid.h"

#include <string.h>

enum { UNIT_BYTES = 12 }; /* of a figure's unit: four Han */

/* ---- rows and columns ---- */

Grid grid_make(Arena *a, const Node *table)
{
    uint32_t first = table->nkids && table->kids[0]->kind == NODE_CAPTION;
    Grid g = {.table = table, .caption = first ? table->kids[0] : NULL, .rows = table->kids + first,
              .nrows = table->nkids - first, .ncolumns = table->as.table.ncolumns};
    g.nheads = table->level < g.nrows ? table->level : g.nrows;
    for (uint32_t i = 0; i < g.nrows && !table->as.table.ncolumns; i++)
        if (g.rows[i]->nkids > g.ncolumns)
            g.ncolumns = g.rows[i]->nkids;
    g.busy = arena_array(a, uint32_t, g.ncolumns + 1);
    return g;
}

void grid_rewind(Grid *g)
{
    g->next = 0;
    memset(g->busy, 0, g->ncolumns * sizeof *g->busy);
}

/* A span ends with the head or with the table. */
static uint32_t rowspan_at(const Grid *g, const Node *cell, uint32_t row)
{
    uint32_t end = row < g->nheads ? g->nheads : g->nrows, span = cell->as.cell.rowspan;
    return span < 1 ? 1 : span > end - row ? end - row : span;
}

/* What a row lacks: every row has a cell in every column (ISO 14289-1, 7.5). */
static const Node empty_cell = {.kind = NODE_CELL, .as.cell = {.colspan = 1, .rowspan = 1}};

uint32_t grid_row(Grid *g, GridCell *cells, uint32_t *surplus)
{
    const Node *node = g->rows[g->next];
    uint32_t row = g->next++, column = 0, next = 0, count = 0;
    while (column < g->ncolumns) {
        if (g->busy[column]) {
            g->busy[column++]--;
            continue;
        }
        const Node *cell = next < node->nkids ? node->kids[next++] : &empty_cell;
        GridCell found = {.node = cell, .row = row, .column = column, .colspan = 1,
                          .rowspan = rowspan_at(g, cell, row)};
        while (found.colspan < cell->as.cell.colspan && column + found.colspan < g->ncolumns &&
               !g->busy[column + found.colspan])
            found.colspan++;
        for (uint32_t i = 0; i < found.colspan; i++)
            g->busy[column++] = found.rowspan - 1;
        cells[count++] = found;
    }
    if (surplus)
        *surplus = node->nkids - next;
    return count;
}

bool grid_attached(const Grid *g, uint32_t row)
{
    return doc_has_class(g->rows[row]->as.section.class, STR("attached"));
}

bool grid_subhead(const Grid *g, uint32_t row)
{
    const Node *node = g->rows[row];
    if (row < g->nheads || row + 1 >= g->nrows)
        return false;
    if (doc_has_class(node->as.section.class, STR("subhead")))
        return true;
    if (grid_attached(g, row))
        return false;
    return node->nkids == 1 && g->ncolumns > 1 && node->kids[0]->as.cell.rowspan == 1 &&
           node->kids[0]->as.cell.colspan >= g->ncolumns;
}

/* ---- figures ---- */

/* The first of the strings that s starts with, as its length; 0 when none. */
static size_t starts_with_any(Str s, const char *const *strings)
{
    for (; s.n && *strings; strings++)
        if (s.p[0] == **strings && str_starts(s, str_of(*strings)))
            return strlen(*strings);
    return 0;
}

static size_t skip_any(Str text, size_t at, const char *const *strings)
{
    size_t n;
    while ((n = starts_with_any(str_slice(text, at, text.n), strings)) > 0)
        at += n;
    return at;
}

static bool digit_at(Str text, size_t at)
{
    return at < text.n && text.p[at] >= '0' && text.p[at] <= '9';
}

/* Digits with what groups them: commas, thin or narrow spaces (GB/T 15835, 5.1.3). */
static size_t skip_digits(Str text, size_t at)
{
    static const char *const groups[] = {",", "\xE2\x80\x89", "\xE2\x80\xAF", NULL};
    while (digit_at(text, at)) {
        at++;
        size_t n = starts_with_any(str_slice(text, at, text.n), groups);
        if (n && digit_at(text, at + n))
            at += n;
    }
    return at;
}

static bool is_no_value(Str text)
{
    static const char *const dashes[] = {"—", "–", "-", "－", "/", "／", "…", NULL};
    return text.n && text.n <= 12 && skip_any(text, 0, dashes) == text.n;
}

bool grid_figure(Str text, Figure *figure)
{
    static const char *const signs[] = {"+", "-", "−", "–", "±", "￥", "¥", "$", "€", "£", "<",
                                        ">", "≤", "≥", "≈", "约", NULL};
    static const char *const marks[] = {"%", "％", "‰", "℃", "°", " ", NULL};
    size_t end = text.n;
    while (end && text.p[end - 1] == ' ')
        end--;
    text = str_slice(text, 0, end);
    *figure = (Figure){.point = end, .bare = true};
    size_t from = skip_any(text, 0, (const char *const[]){" ", NULL});
    if (is_no_value(str_slice(text, from, end)))
        return true;
    unsigned char first = from < end ? (unsigned char)text.p[from] : 0;
    if (first >= 0xE3 && first <= 0xE9 && first != 0xE7) /* Han and their marks, but for those among which 约 is */
        return false;
    from = skip_any(text, from, signs);
    size_t at = skip_digits(text, from);
    if (at == from || (at > from + 1 && text.p[from] == '0')) /* 007 is a name */
        return false;
    figure->point = at;
    figure->fraction = at < end && text.p[at] == '.' && digit_at(text, at + 1);
    if (figure->fraction)
        at = skip_digits(text, at + 1);
    at = skip_any(text, at, marks);
    figure->bare = at == end;
    Str unit = str_slice(text, at, end);
    for (size_t i = 0; i < unit.n; i++) /* one word without further numbers */
        if (digit_at(unit, i) || ((unsigned char)unit.p[i] < 0x80 && strchr(" .,;:-~()/", unit.p[i])))
            return false;
    return unit.n <= UNIT_BYTES;
}

/* ---- aligns ---- */

typedef struct ColumnKind {
    bool text, figures, fraction, unit;
} ColumnKind;

static void look_at(ColumnKind *kind, Buf *words, const Node *cell)
{
    Figure figure;
    words->n = 0;
    doc_plain(words, cell);
    Str text = buf_view(words);
    if (!text.n) {
        kind->text |= cell->nkids > 0; /* a picture */
        return;
    }
    bool blocks = !doc_is_inline((NodeKind)cell->kids[0]->kind);
    if (blocks || !grid_figure(text, &figure)) {
        kind->text = true;
        return;
    }
    kind->figures |= digit_at(text, figure.point - (figure.point > 0));
    kind->fraction |= figure.fraction;
    kind->unit |= !figure.bare;
}

static Align align_as(const ColumnKind *kind, Align given, uint32_t column)
{
    if (kind->text || !kind->figures || given == ALIGN_POINT || given == ALIGN_LEFT)
        return given;
    if (kind->fraction && (given != ALIGN_DEFAULT || column))
        return ALIGN_POINT;
    return given == ALIGN_DEFAULT && column && !kind->unit ? ALIGN_RIGHT : given;
}

void grid_align(Grid *g, Arena *a)
{
    g->aligns = arena_array(a, uint8_t, g->ncolumns + 1);
    ColumnKind *kinds = arena_array(a, ColumnKind, g->ncolumns + 1);
    GridCell *cells = arena_array(a, GridCell, g->ncolumns + 1);
    Buf words = buf_in(a);
    Str class = g->table->as.table.class; /* forms and pages laid out by a table have no columns of figures */
    bool laid_out = doc_has_class(class, STR("form")) || doc_has_class(class, STR("plain"));
    grid_rewind(g);
    while (g->next < g->nrows) {
        bool heads = g->next < g->nheads || grid_subhead(g, g->next);
        uint32_t count = grid_row(g, cells, NULL);
        for (uint32_t i = 0; i < count && !heads && !laid_out; i++)
            if (cells[i].colspan == 1 && !kinds[cells[i].column].text)
                look_at(&kinds[cells[i].column], &words, cells[i].node);
    }
    for (uint32_t i = 0; i < g->ncolumns; i++) {
        bool said = g->table->as.table.aligns && i < g->table->as.table.ncolumns;
        Align given = said ? (Align)g->table->as.table.aligns[i] : ALIGN_DEFAULT;
        g->aligns[i] = (uint8_t)(laid_out ? given : align_as(&kinds[i], given, i));
    }
    grid_rewind(g);
}

Align grid_cell_align(const Grid *g, const GridCell *cell)
{
    Align own = (Align)cell->node->as.cell.align;
    const Node *table = g->table;
    bool said = table->as.table.aligns && cell->column < table->as.table.ncolumns;
    /* Markdown writes the column's align into each cell: that is not the cell's own */
    bool differs = own != ALIGN_DEFAULT && !(said && table->as.table.aligns[cell->column] == own);
    if (!differs && cell->colspan > 1 && cell->row < g->nheads)
        return ALIGN_CENTRE; /* above the heads it joins */
    if (differs || !g->aligns)
        return own != ALIGN_DEFAULT ? own
               : said               ? (Align)table->as.table.aligns[cell->column]
                                    : ALIGN_DEFAULT;
    return (Align)g->aligns[cell->column];
}
