/*
 * One function a kind, chosen by one switch. What a subtree inherits (the heading shift, whether
 * a list is tight) travels in the writer's own struct on the way down, never in nodes.
 */
#include "html/html.h"

#include <assert.h>
#include <string.h>

#include "doc/grid.h"
#include "doc/label.h"
#include "doc/ruby.h"
#include "draw/qr.h"
#include "html/chart.h"
#include "html/escape.h"
#include "html/svg.h"
#include "html/text.h"
#include "text/unicode.h"
#include "text/zh.h"

typedef struct Html {
    Buf *out;
    const HtmlContext *context;
    Arena *scratch;
    uint8_t shift;  /* of headings, context and sections together */
    bool tight;     /* inside an item of a tight list: paragraphs bare */
    bool dates;     /* they hold together: in cells of tables */
    bool defining;  /* inside a list of definitions */
    bool callout;   /* a caption here is the head of a call-out */
    const Node *last;     /* the text that ends the paragraph around it */
    const Places *places; /* NULL: nothing refers to anything, no paragraph is an article */
} Html;

static void write_node(Html h, const Node *node);

static void put(Html h, const char *markup)
{
    buf_c(h.out, markup);
}

/* A block starts on a line of its own. */
static void fresh_line(Html h)
{
    if (h.out->n && h.out->p[h.out->n - 1] != '\n')
        buf_byte(h.out, '\n');
}

static void put_attribute(Html h, const char *name, Str value)
{
    if (!value.n)
        return;
    buf_byte(h.out, ' ');
    put(h, name);
    put(h, "=\"");
    html_escape(h.out, value);
    buf_byte(h.out, '"');
}

/* A tag with an address or an id, or more than one, was written from `from` on. */
static void note_tags(Html h, size_t from)
{
    if (h.context->made)
        html_made_tags(h.context->made, h.out, from);
}

/* The end tag of a paragraph comes next. */
static void note_end(Html h)
{
    if (h.context->made)
        html_made_tail(h.context->made, h.out);
}

/* In the start tag that is being written. */
static void put_id(Html h, Str id)
{
    if (!id.n)
        return;
    if (h.context->made)
        note_tags(h, (size_t)((const char *)memrchr(h.out->p, '<', h.out->n) - h.out->p));
    put(h, " id=\"");
    html_escape(h.out, h.context->id_prefix);
    html_escape(h.out, id);
    buf_byte(h.out, '"');
}

/* Notes stand behind the blocks of their document; a run of them becomes one ordered list. */
static void write_kids(Html h, const Node *node)
{
    bool open = false;
    for (uint32_t i = 0; i < node->nkids; i++) {
        const Node *kid = node->kids[i];
        bool is_note = kid->kind == NODE_NOTE;
        if (is_note && !open)
            put(h, "<section class=\"footnotes\" aria-label=\"注释\">\n<ol>\n");
        if (open && !is_note)
            put(h, "</ol>\n</section>\n");
        open = is_note;
        write_node(h, kid);
    }
    if (open)
        put(h, "</ol>\n</section>\n");
}

static void write_inline(Html h, const Node *node, const char *open, const char *close)
{
    put(h, open);
    write_kids(h, node);
    put(h, close);
}

/* The same where html_text_tails looks for the end of a paragraph. */
static void write_line(Html h, const Node *node, const char *open, const char *close)
{
    put(h, open);
    write_kids(h, node);
    note_end(h);
    put(h, close);
}

static void write_block(Html h, const Node *node, const char *element, Str class, Str id)
{
    fresh_line(h);
    put(h, "<");
    put(h, element);
    put_attribute(h, "class", class);
    put_id(h, id);
    put(h, ">\n");
    write_kids(h, node);
    fresh_line(h);
    put(h, "</");
    put(h, element);
    put(h, ">\n");
}

static void write_section(Html h, const Node *node)
{
    h.shift = (uint8_t)(h.shift + node->level);
    if (node->as.section.class.n || node->as.section.id.n)
        write_block(h, node, "section", node->as.section.class, node->as.section.id);
    else
        write_kids(h, node);
}

static void write_callout(Html h, const Node *node)
{
    h.callout = true;
    Str class = str_printf(h.scratch, "callout %.*s", STR_ARG(node->as.section.class));
    write_block(h, node, "aside", str_trim(class), node->as.section.id);
}

static void write_heading(Html h, const Node *node)
{
    int level = node->level + h.shift;
    level = level > 6 ? 6 : level;
    fresh_line(h);
    put(h, "<h");
    buf_byte(h.out, (char)('0' + level));
    put_attribute(h, "class", node->as.section.class);
    put_id(h, node->as.section.id);
    put(h, ">");
    write_kids(h, node);
    put(h, "</h");
    buf_byte(h.out, (char)('0' + level));
    put(h, ">\n");
}

/* The id of a paragraph: its own, or its name when others can find it by that. */
static Str para_id(Html h, const Node *node)
{
    if (node->as.section.id.n || !h.places)
        return node->as.section.id;
    Str name = label_of_para(h.scratch, node);
    const Place *label = label_is_article(name) ? places_find(h.places, name) : NULL;
    return label && label->node == node ? label->id : STR_NONE;
}

static void write_text(Html h, const Node *node)
{
    Str text = node->as.text;
    if (h.dates)
        html_text_dates(h.out, text);
    else if (h.context->site)
        html_text(h.out, text, node == h.last ? html_text_tail(text) : text.n);
    else
        html_escape(h.out, text);
}

static void write_para(Html h, const Node *node)
{
    Str id = para_id(h, node);
    const Node *last = node->nkids ? node->kids[node->nkids - 1] : NULL;
    h.last = last && last->kind == NODE_TEXT ? last : NULL;
    if (h.tight && !node->as.section.class.n && !id.n) {
        write_kids(h, node);
        return;
    }
    fresh_line(h);
    put(h, "<p");
    put_attribute(h, "class", node->as.section.class);
    put_id(h, id);
    put(h, ">");
    write_kids(h, node);
    note_end(h);
    put(h, "</p>\n");
}

static void write_list(Html h, const Node *node)
{
    bool ordered = node->flags & NODE_ORDERED;
    fresh_line(h);
    put(h, ordered ? "<ol" : "<ul");
    if (ordered && node->as.list.start != 1)
        buf_printf(h.out, " start=\"%d\"", node->as.list.start);
    put(h, ">\n");
    h.tight = node->flags & NODE_TIGHT;
    write_kids(h, node);
    put(h, ordered ? "</ol>\n" : "</ul>\n");
}

static void write_definitions(Html h, const Node *node)
{
    h.defining = true;
    write_block(h, node, "dl", STR_NONE, STR_NONE);
}

static void write_term(Html h, const Node *node)
{
    fresh_line(h);
    write_inline(h, node, "<dt>", "</dt>\n");
}

static void write_item(Html h, const Node *node)
{
    fresh_line(h);
    if (h.defining) {
        h.defining = false;
        h.tight = node->nkids == 1;
        write_line(h, node, h.tight ? "<dd>" : "<dd>\n", "</dd>\n");
        return;
    }
    put(h, node->flags & NODE_TASK && h.context->site ? "<li class=\"task\">" : "<li>");
    if (node->flags & NODE_TASK)
        put(h, node->flags & NODE_TASK_DONE ? "<input type=\"checkbox\" checked=\"\" disabled=\"\" /> "
                                            : "<input type=\"checkbox\" disabled=\"\" /> ");
    write_line(h, node, "", "</li>\n");
}

/* ---- tables ---- */

/* Text whose dates do not break. */
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
        write_node(h, node->kids[i]);
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
        write_kids(h, cell->node);
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

static void put_number(Html h, const Node *numbered)
{
    Str number = h.places ? places_number(h.places, numbered) : STR_NONE;
    if (!number.n)
        return;
    put(h, "<span class=\"number\">");
    html_escape(h.out, number);
    put(h, "</span> ");
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
static void write_table(Html h, const Node *table)
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
        put_id(h, t.grid.caption->as.section.id);
        put(h, ">");
        put_number(h, t.grid.caption);
        write_kids(h, t.grid.caption);
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

/* ---- code and charts ---- */

static void write_code(Html h, const Node *node)
{
    fresh_line(h);
    /* what may scroll sideways can be reached by keyboard */
    put(h, h.context->site ? "<pre tabindex=\"0\"><code" : "<pre><code");
    Str language = str_slice(node->as.code.info, 0, str_find(node->as.code.info, STR(" "), 0));
    if (language.n) {
        put(h, " class=\"language-");
        html_escape(h.out, language);
        put(h, "\"");
    }
    put(h, ">");
    html_escape(h.out, node->as.code.text);
    put(h, "</code></pre>\n");
}

static void write_code_span(Html h, const Node *node)
{
    put(h, "<code>");
    html_escape(h.out, node->as.text);
    put(h, "</code>");
}

static void write_link(Html h, const Node *node)
{
    Str href = node->as.link.href;
    if (h.context->address) {
        href = h.context->address(h.context->self, h.scratch, href, node->pos);
        if (!href.p) {
            write_kids(h, node);
            return;
        }
    }
    size_t from = h.out->n;
    put(h, "<a href=\"");
    html_href(h.out, href);
    put(h, "\"");
    note_tags(h, from);
    put_attribute(h, "title", node->as.link.title);
    put(h, ">");
    write_kids(h, node);
    put(h, "</a>");
}

static void write_image(Html h, const Node *node)
{
    HtmlImage image = {.src = node->as.link.href, .load = h.context->site ? HTML_LAZY : HTML_AT_ONCE};
    Str alt = doc_plain_str(h.scratch, node);
    if (h.context->image && !h.context->image(h.context->self, h.scratch, image.src, node->pos, &image)) {
        html_escape(h.out, alt);
        return;
    }
    image.alt = alt;
    image.title = node->as.link.title;
    size_t from = h.out->n;
    html_picture(h.out, &image);
    note_tags(h, from);
}

static void write_caption(Html h, const Node *node)
{
    fresh_line(h);
    if (h.callout)
        write_line(h, node, "<p class=\"callout-title\">", "</p>\n");
    else
        write_line(h, node, "<figcaption>", "</figcaption>\n");
}

static void write_figure_block(Html h, const Node *node)
{
    h.callout = false;
    fresh_line(h);
    put(h, "<figure");
    put_attribute(h, "class", node->as.section.class);
    put_id(h, node->as.section.id);
    put(h, ">\n");
    for (uint32_t i = 0; i < node->nkids; i++) {
        const Node *kid = node->kids[i];
        if (kid->kind != NODE_CAPTION) {
            write_node(h, kid);
            continue;
        }
        fresh_line(h);
        put(h, "<figcaption>");
        put_number(h, node);
        write_line(h, kid, "", "</figcaption>\n");
    }
    fresh_line(h);
    put(h, "</figure>\n");
}

static void write_chart(Html h, const Node *node)
{
    fresh_line(h);
    size_t from = h.out->n;
    html_chart(h.out, h.scratch, node->as.chart.data);
    note_tags(h, from);
}

static void write_qr(Html h, const Node *node)
{
    fresh_line(h);
    size_t from = h.out->n;
    svg_write(h.out, qr_draw(h.scratch, node->as.chart.data), "qr", node->as.chart.alt, STR_NONE);
    note_tags(h, from);
}

static void write_note_ref(Html h, const Node *node)
{
    uint32_t n = node->as.note.number;
    Str prefix = h.context->id_prefix;
    size_t from = h.out->n;
    buf_printf(h.out,
               "<sup class=\"footnote-ref\"><a href=\"#%.*sfn%u\" id=\"%.*sfnref%u\" "
               "aria-label=\"注释%u\">%u</a></sup>",
               STR_ARG(prefix), n, STR_ARG(prefix), n, n, n);
    note_tags(h, from);
}

static void write_note(Html h, const Node *node)
{
    uint32_t n = node->as.note.number;
    Str prefix = h.context->id_prefix;
    fresh_line(h);
    size_t from = h.out->n;
    buf_printf(h.out, "<li id=\"%.*sfn%u\">\n", STR_ARG(prefix), n);
    note_tags(h, from);
    write_kids(h, node);
    from = h.out->n;
    buf_printf(h.out, "<a href=\"#%.*sfnref%u\" class=\"footnote-backref\" aria-label=\"返回正文\">↩</a>\n</li>\n",
               STR_ARG(prefix), n);
    note_tags(h, from);
}

static void write_span(Html h, const Node *node)
{
    put(h, "<span");
    put_attribute(h, "lang", str_of(doc_language((Language)node->level)));
    put_attribute(h, "class", node->as.section.class);
    put_id(h, node->as.section.id);
    put(h, ">");
    write_kids(h, node);
    put(h, "</span>");
}

/* Each Han with its own syllable, so that a browser sets them as R17 does. */
static void write_ruby(Html h, const Node *node)
{
    Ruby ruby = ruby_open(doc_plain_str(h.scratch, node), node->as.link.title);
    Str base, syllable;
    put(h, "<ruby>");
    while (ruby_next(&ruby, &base, &syllable)) {
        if (ruby.word)
            write_kids(h, node);
        else
            html_escape(h.out, base);
        if (!syllable.n && !ruby.word) {
            put(h, "<rt></rt>");
            continue;
        }
        put(h, "<rp>（</rp><rt>");
        html_escape(h.out, syllable);
        put(h, "</rt><rp>）</rp>");
    }
    put(h, "</ruby>");
}

/* On a page without page numbers a reference to one is a reference by name. */
static void write_ref(Html h, const Node *node)
{
    Str href = node->as.link.href, name = STR_NONE, address = href;
    const Place *label = h.places && str_starts(href, STR("#"))
                             ? places_find(h.places, str_slice(href, 1, href.n))
                             : NULL;
    if (label) {
        name = node->level == REF_TITLE || !label->name.n ? label->title : label->name;
        address = str_printf(h.scratch, "#%.*s%.*s", STR_ARG(h.context->id_prefix), STR_ARG(label->id));
    } else {
        if (h.context->address)
            address = h.context->address(h.context->self, h.scratch, href, node->pos);
        if (h.context->label) {
            name = h.context->label(h.context->self, h.scratch, node);
            name = name.n ? name : href;
        }
    }
    if (address.p) {
        size_t from = h.out->n;
        put(h, "<a href=\"");
        html_href(h.out, address);
        put(h, "\">");
        note_tags(h, from);
    }
    html_escape(h.out, name);
    put(h, address.p ? "</a>" : "");
}

static void write_columns(Html h, const Node *node)
{
    Str class = str_printf(h.scratch, "columns columns-%u", node->level);
    write_block(h, node, "div", class, STR_NONE);
}

static void write_node(Html h, const Node *node)
{
    switch ((NodeKind)node->kind) {
    case NODE_SECTION: write_section(h, node); return;
    case NODE_QUOTE: h.tight = false; write_block(h, node, "blockquote", STR_NONE, STR_NONE); return;
    case NODE_CALLOUT: h.tight = false; write_callout(h, node); return;
    case NODE_LIST: write_list(h, node); return;
    case NODE_ITEM: write_item(h, node); return;
    case NODE_TABLE: write_table(h, node); return;
    case NODE_ROW: case NODE_CELL: write_kids(h, node); return; /* out of its table: what it says */
    case NODE_DEFINITIONS: write_definitions(h, node); return;
    case NODE_TERM: write_term(h, node); return;
    case NODE_FIGURE: write_figure_block(h, node); return;
    case NODE_NOTE: write_note(h, node); return;
    case NODE_COLUMNS: write_columns(h, node); return;
    case NODE_COVER: write_block(h, node, "header", node->as.section.class, node->as.section.id); return;
    case NODE_SHEET: write_section(h, node); return;
    case NODE_FRAME:
        if (!node->as.frame->fold)
            write_block(h, node, "div", STR("frame"), STR_NONE);
        return;
    case NODE_HEADING: write_heading(h, node); return;
    case NODE_PARA: write_para(h, node); return;
    case NODE_CAPTION: write_caption(h, node); return;
    case NODE_CODE: write_code(h, node); return;
    case NODE_RULE: fresh_line(h); put(h, "<hr />\n"); return;
    case NODE_TEXT: case NODE_VALUE: write_text(h, node); return;
    case NODE_SOFT_BREAK: put(h, "\n"); return;
    case NODE_LINE_BREAK: put(h, "<br />\n"); return;
    case NODE_CODE_SPAN: write_code_span(h, node); return;
    case NODE_EMPH: write_inline(h, node, "<em>", "</em>"); return;
    case NODE_STRONG: write_inline(h, node, "<strong>", "</strong>"); return;
    case NODE_STRIKE: write_inline(h, node, "<del>", "</del>"); return;
    case NODE_LINK: write_link(h, node); return;
    case NODE_IMAGE: write_image(h, node); return;
    case NODE_NOTE_REF: write_note_ref(h, node); return;
    case NODE_SPAN: write_span(h, node); return;
    case NODE_RUBY: write_ruby(h, node); return;
    case NODE_REF: write_ref(h, node); return;
    case NODE_INDEX_ENTRY: write_kids(h, node); return;
    case NODE_CHART: write_chart(h, node); return;
    case NODE_QR: write_qr(h, node); return;
    /* what only paper has */
    case NODE_CONTENTS: case NODE_INDEX: case NODE_PAGE_BREAK: case NODE_SPACE:
    case NODE_PAGE_REF: case NODE_KINDS:
        return;
    }
}

/* Whether names of places matter at all: mostly they do not. */
static bool has_names(Arena *scratch, const Node *node)
{
    bool article = node->kind == NODE_PARA && node->nkids && node->kids[0]->kind == NODE_STRONG;
    bool found = node->kind == NODE_REF || (article && label_is_article(label_of_para(scratch, node)));
    for (uint32_t i = 0; i < node->nkids && !found; i++) {
        const Node *kid = node->kids[i];
        found = kid->kind == NODE_REF || (kid->nkids && has_names(scratch, kid));
    }
    return found;
}

static Html html_in(Buf *out, const HtmlContext *context, const Node *node)
{
    assert(out->arena && context);
    Html h = {.out = out, .context = context, .shift = context->heading_shift, .scratch = arena_open()};
    if (has_names(h.scratch, node)) {
        Places *places = arena_new(h.scratch, Places);
        *places = places_of(h.scratch, node);
        h.places = places;
    }
    return h;
}

void html_write(Buf *out, const Node *node, const HtmlContext *context)
{
    Html h = html_in(out, context, node);
    write_node(h, node);
    arena_close(h.scratch);
}

void html_write_kids(Buf *out, const Node *node, const HtmlContext *context)
{
    Html h = html_in(out, context, node);
    write_kids(h, node);
    arena_close(h.scratch);
}
