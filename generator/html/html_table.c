/*
 * Tables: for a site with a region that scrolls by keyboard, scopes, and what a style sheet need know of columns and cells.
 */
#include "html/html_imp.h"

#include "doc/grid.h"
#include "text/unicode.h"
#include "text/zh.h"

/* A table while it is written. */
typedef struct TableState {
    Grid grid;
    GridCell *cells;     /* of a row */
    uint8_t *fractions;  /* width behind the point in a column aligned by it, in digits */
    Str *labels;         /* of a table of records: what its head says of each column; NULL: none */
} TableState;

/* "12.50 元" in parts, so that a style sheet can give what is behind the point one width for the
 * whole column; copied out it is the same text. */
static bool write_figure(Html h, const TableState *t, const GridCell *cell)
{
    Figure figure;
    const Node *node = cell->node, *only = node->nkids ? node->kids[0] : NULL;
    if (!only || only->kind != NODE_TEXT || !grid_figure(only->as.text, &figure))
        return false;
    Str text = only->as.text;
    html_escape(h.out, str_slice(text, 0, figure.point));
    buf_printf(h.out, "<span class=\"fraction f%u\">", (unsigned)t->fractions[cell->column]);
    html_escape(h.out, str_slice(text, figure.point, text.n));
    put(h, "</span>");
    for (uint32_t i = 1; i < node->nkids; i++)
        html_write_node(h, node->kids[i]);
    return true;
}

static void put_scope(Html h, const GridCell *cell, bool head, bool subhead)
{
    put(h, " scope=\"");
    put(h, head ? cell->colspan > 1 ? "colgroup" : "col"
                : subhead || cell->rowspan > 1 ? "rowgroup" : "row");
    put(h, "\"");
}

/* Nearly every cell is one text. */
static Str cell_text(Html h, const Node *cell)
{
    bool one = cell->nkids == 1 && cell->kids[0]->kind == NODE_TEXT;
    return one ? cell->kids[0]->as.text : doc_plain_str(h.scratch, cell);
}

static bool is_date(Html h, const Node *cell)
{
    Str text = cell_text(h, cell);
    size_t start, end;
    return text.n && unicode_is_ascii_digit((unsigned char)text.p[0]) && zh_find_dates(text, 0, &start, &end) && start == 0 && end == text.n;
}

/* What a style sheet need know of a cell's text: a date does not break, and what is as long as a
 * sentence asks for more than a few characters a line. */
static const char *text_class(Html h, const Node *cell, bool date)
{
    enum { LONG = 20 }; /* characters */
    Str text = date ? STR_NONE : cell_text(h, cell);
    return date ? "nb" : text.n > LONG && unicode_count(text) > LONG ? "long" : "";
}

/* Aligns are classes where a policy forbids style attributes. */
static void put_cell_look(Html h, const Node *cell, Align align, VAlign valign, bool date)
{
    static const char *const aligns[] = {"", "left", "center", "right", "right"};
    static const char *const valigns[] = {"", "top", "middle", "bottom"};
    if (align != ALIGN_DEFAULT && !h.context->site)
        buf_printf(h.out, " align=\"%s\"", aligns[align]);
    if (!h.context->site)
        return;
    const char *const classes[] = {aligns[align], valigns[valign], text_class(h, cell, date)};
    bool some = false;
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        if (!*classes[i])
            continue;
        put(h, some ? " " : " class=\"");
        put(h, classes[i]);
        some = true;
    }
    put(h, some ? "\"" : "");
}

/* What a cell of a record is, for where its column's head is not shown; the first names the record. */
static void put_label(Html h, const TableState *t, const GridCell *cell)
{
    if (!t->labels || !cell->column || cell->row < t->grid.nheads || cell->colspan > 1 || !cell->node->nkids)
        return;
    put_attribute(h, "data-label", t->labels[cell->column]);
}

static void write_cell(Html h, const TableState *t, const GridCell *cell, bool subhead)
{
    bool head = cell->row < t->grid.nheads;
    bool names = head || subhead || cell->node->flags & NODE_HEAD;
    if (h.context->site && !cell->node->nkids)
        names = false; /* an empty corner heads nothing */
    Align align = grid_cell_align(&t->grid, cell);
    put(h, names ? "<th" : "<td");
    if (h.context->site && names)
        put_scope(h, cell, head, subhead);
    if (cell->colspan > 1)
        buf_printf(h.out, " colspan=\"%u\"", (unsigned)cell->colspan);
    if (cell->rowspan > 1)
        buf_printf(h.out, " rowspan=\"%u\"", (unsigned)cell->rowspan);
    VAlign valign = (VAlign)cell->node->as.cell.valign;
    bool date = h.context->site && is_date(h, cell->node);
    put_cell_look(h, cell->node, subhead ? ALIGN_DEFAULT : align,
                  valign != VALIGN_DEFAULT ? valign : (VAlign)t->grid.table->as.table.valign, date);
    put_label(h, t, cell);
    put(h, ">");
    h.dates = h.context->site && !date;
    if (head || align != ALIGN_POINT || !h.context->site || !write_figure(h, t, cell))
        html_write_within(h, cell->node);
    put(h, names ? "</th>\n" : "</td>\n");
}

/* What stands behind a figure's point, in widths of a digit: Han are two. */
static size_t fraction_width(Str text, size_t point)
{
    size_t width = 0;
    for (size_t i = point; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        width += c < 0x80 ? 1 : c >= 0xC0 ? 2 : 0;
    }
    return width;
}

/* The width behind the point in each column that is aligned by it; nine at the most, as the style
 * sheet has them. */
static void count_fractions(Html h, TableState *t)
{
    enum { FRACTION_MOST = 9 };
    bool any = false;
    for (uint32_t i = 0; i < t->grid.ncolumns; i++)
        any |= t->grid.aligns[i] == ALIGN_POINT;
    t->fractions = arena_array(h.scratch, uint8_t, t->grid.ncolumns + 1);
    while (any && t->grid.next < t->grid.nrows) {
        uint32_t count = grid_row(&t->grid, t->cells, NULL);
        for (uint32_t i = 0; i < count; i++) {
            Figure figure;
            const GridCell *cell = &t->cells[i];
            const Node *only = cell->node->nkids ? cell->node->kids[0] : NULL;
            if (t->grid.aligns[cell->column] != ALIGN_POINT || !only || only->kind != NODE_TEXT ||
                !grid_figure(only->as.text, &figure))
                continue;
            size_t width = fraction_width(only->as.text, figure.point);
            width = width > FRACTION_MOST ? FRACTION_MOST : width;
            if (width > t->fractions[cell->column])
                t->fractions[cell->column] = (uint8_t)width;
        }
    }
    grid_rewind(&t->grid);
}

/* The labels of a table of class records whose head is one row. */
static void read_labels(Html h, TableState *t)
{
    if (!doc_has_class(t->grid.table->as.table.class, STR("records")) || t->grid.nheads != 1)
        return;
    t->labels = arena_array(h.scratch, Str, t->grid.ncolumns + 1);
    uint32_t count = grid_row(&t->grid, t->cells, NULL);
    for (uint32_t i = 0; i < count; i++)
        if (t->cells[i].colspan <= 1)
            t->labels[t->cells[i].column] = cell_text(h, t->cells[i].node);
    grid_rewind(&t->grid);
}

static void write_rows(Html h, TableState *t, uint32_t to, const char *element)
{
    if (t->grid.next >= to)
        return;
    put(h, "<");
    put(h, element);
    put(h, ">\n");
    for (bool first = true; t->grid.next < to; first = false) {
        uint32_t row = t->grid.next;
        bool subhead = grid_subhead(&t->grid, row);
        if (subhead && !first) /* the rows it heads are a group */
            buf_printf(h.out, "</%s>\n<%s>\n", element, element);
        put(h, "<tr");
        Str class = t->grid.rows[row]->as.section.class;
        if (subhead && !class.n)
            class = STR("subhead");
        if (h.context->site)
            put_attribute(h, "class", class);
        put(h, ">\n");
        uint32_t count = grid_row(&t->grid, t->cells, NULL);
        for (uint32_t i = 0; i < count; i++)
            write_cell(h, t, &t->cells[i], subhead);
        put(h, "</tr>\n");
    }
    put(h, "</");
    put(h, element);
    put(h, ">\n");
}

/*
 * Widths that a script gave: shares as parts of what the fixed columns leave. Where others are as wide as their text there
 * are no shares: a browser squeezes text, as far as words can be divided, to make percentages true.
 */
static void write_widths(Html h, const Grid *g)
{
    const Len *widths = g->table->as.table.widths;
    int64_t shares = 0;
    bool by_text = false;
    for (uint32_t i = 0; widths && i < g->ncolumns; i++) {
        shares += widths[i] < 0 ? -(int64_t)widths[i] : 0;
        by_text |= widths[i] == 0;
    }
    if (!widths)
        return;
    put(h, "<colgroup>\n");
    for (uint32_t i = 0; i < g->ncolumns; i++) {
        put(h, "<col");
        if (widths[i] > 0) /* CSS pixels are 3/4 pt */
            buf_printf(h.out, " width=\"%d\"", (int)((int64_t)widths[i] * 4 / 3000));
        else if (widths[i] < 0 && !by_text)
            buf_printf(h.out, " width=\"%d%%\"", (int)(-(int64_t)widths[i] * 100 / shares));
        put(h, " />\n");
    }
    put(h, "</colgroup>\n");
}

/* The region that scrolls is reached by keyboard; the caption names it where there is one. */
void html_write_table(Html h, const Node *table)
{
    TableState t = {.grid = grid_make(h.scratch, table)};
    fresh_line(h);
    if (h.context->site) {
        put(h, "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"");
        Str name = t.grid.caption ? doc_plain_str(h.scratch, t.grid.caption) : STR("表格");
        html_escape(h.out, name);
        put(h, "\">\n");
    }
    put(h, "<table");
    put_attribute(h, "class", table->as.table.class);
    put(h, ">\n");
    if (t.grid.caption) {
        put(h, "<caption");
        html_put_id(h, t.grid.caption->as.section.id);
        put(h, ">");
        html_put_number(h, t.grid.caption);
        html_write_within(h, t.grid.caption);
        put(h, "</caption>\n");
    }
    t.cells = arena_array(h.scratch, GridCell, t.grid.ncolumns + 1);
    if (h.context->site) {
        write_widths(h, &t.grid);
        grid_align(&t.grid, h.scratch);
        count_fractions(h, &t);
        read_labels(h, &t);
    }
    write_rows(h, &t, t.grid.nheads, "thead");
    write_rows(h, &t, t.grid.nrows, "tbody");
    put(h, "</table>\n");
    if (h.context->site)
        put(h, "</div>\n");
}
