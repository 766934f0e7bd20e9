/*
 * One function a kind, chosen by one switch. What a subtree inherits (the heading shift, whether
 * a list is tight) travels in the writer's own struct on the way down, never in nodes.
 */
#include "html/html.h"

#include <assert.h>
#include <string.h>

#include "draw/chart.h"
#include "draw/qr.h"
#include "html/svg.h"

typedef struct Html {
    Buf *out;
    const HtmlContext *context;
    Arena *scratch;
    uint8_t shift;  /* of headings, context and sections together */
    bool tight;     /* inside an item of a tight list: paragraphs bare */
    const Node *table;
} Html;

static void write_node(Html h, const Node *node);

void html_escape(Buf *out, Str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        const char *reference;
        switch (s.p[i]) {
        case '&': reference = "&amp;"; break;
        case '<': reference = "&lt;"; break;
        case '>': reference = "&gt;"; break;
        case '"': reference = "&quot;"; break;
        default: continue;
        }
        buf_str(out, str_slice(s, from, i));
        buf_c(out, reference);
        from = i + 1;
    }
    buf_str(out, str_slice(s, from, s.n));
}

/* What RFC 3986 lets stand in an address, and '%', which is taken to be an escape already. */
static bool may_stand_in_url(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("-_.+!*(),%#@?=;:/,+$~'&[]", c) != NULL && c != '[' && c != ']');
}

void html_href(Buf *out, Str href)
{
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < href.n; i++) {
        unsigned char c = (unsigned char)href.p[i];
        if (c == '&')
            buf_c(out, "&amp;");
        else if (c == '\'')
            buf_c(out, "&#x27;");
        else if (may_stand_in_url(c))
            buf_byte(out, (char)c);
        else {
            buf_byte(out, '%');
            buf_byte(out, hex[c >> 4]);
            buf_byte(out, hex[c & 15]);
        }
    }
}

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
    buf_printf(h.out, " %s=\"", name);
    html_escape(h.out, value);
    buf_byte(h.out, '"');
}

static void put_id(Html h, Str id)
{
    if (!id.n)
        return;
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

static void write_block(Html h, const Node *node, const char *element, Str class, Str id)
{
    fresh_line(h);
    buf_printf(h.out, "<%s", element);
    put_attribute(h, "class", class);
    put_id(h, id);
    put(h, ">\n");
    write_kids(h, node);
    fresh_line(h);
    buf_printf(h.out, "</%s>\n", element);
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
    Str class = str_printf(h.scratch, "callout %.*s", STR_ARG(node->as.section.class));
    write_block(h, node, "aside", str_trim(class), node->as.section.id);
}

static void write_heading(Html h, const Node *node)
{
    int level = node->level + h.shift;
    level = level > 6 ? 6 : level;
    fresh_line(h);
    buf_printf(h.out, "<h%d", level);
    put_attribute(h, "class", node->as.section.class);
    put_id(h, node->as.section.id);
    put(h, ">");
    write_kids(h, node);
    buf_printf(h.out, "</h%d>\n", level);
}

static void write_para(Html h, const Node *node)
{
    if (h.tight && !node->as.section.class.n && !node->as.section.id.n) {
        write_kids(h, node);
        return;
    }
    fresh_line(h);
    put(h, "<p");
    put_attribute(h, "class", node->as.section.class);
    put_id(h, node->as.section.id);
    put(h, ">");
    write_kids(h, node);
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

static void write_item(Html h, const Node *node)
{
    fresh_line(h);
    put(h, node->flags & NODE_TASK && h.context->site ? "<li class=\"task\">" : "<li>");
    if (node->flags & NODE_TASK)
        put(h, node->flags & NODE_TASK_DONE ? "<input type=\"checkbox\" checked=\"\" disabled=\"\" /> "
                                            : "<input type=\"checkbox\" disabled=\"\" /> ");
    write_kids(h, node);
    put(h, "</li>\n");
}

static Align cell_align(const Node *table, const Node *cell, uint32_t column)
{
    if (cell->as.cell.align != ALIGN_DEFAULT)
        return (Align)cell->as.cell.align;
    return table && column < table->as.table.ncolumns ? (Align)table->as.table.aligns[column] : ALIGN_DEFAULT;
}

static void write_cell(Html h, const Node *cell, uint32_t column)
{
    static const char *const classes[] = {"", "left", "center", "right"};
    const char *element = cell->flags & NODE_HEAD ? "th" : "td";
    Align align = cell_align(h.table, cell, column);
    buf_printf(h.out, "<%s", element);
    if (cell->flags & NODE_HEAD && h.context->site)
        put(h, " scope=\"col\"");
    if (cell->as.cell.colspan > 1)
        buf_printf(h.out, " colspan=\"%u\"", cell->as.cell.colspan);
    if (cell->as.cell.rowspan > 1)
        buf_printf(h.out, " rowspan=\"%u\"", cell->as.cell.rowspan);
    if (align != ALIGN_DEFAULT) /* a class where a policy forbids style attributes */
        buf_printf(h.out, h.context->site ? " class=\"%s\"" : " align=\"%s\"", classes[align]);
    put(h, ">");
    write_kids(h, cell);
    buf_printf(h.out, "</%s>\n", element);
}

static void write_row(Html h, const Node *row)
{
    put(h, "<tr>\n");
    uint32_t column = 0;
    for (uint32_t i = 0; i < row->nkids; i++) {
        write_cell(h, row->kids[i], column);
        column += row->kids[i]->as.cell.colspan;
    }
    put(h, "</tr>\n");
}

static void write_rows(Html h, const Node *table, uint32_t from, uint32_t to, const char *element)
{
    if (from >= to)
        return;
    buf_printf(h.out, "<%s>\n", element);
    for (uint32_t i = from; i < to; i++)
        write_row(h, table->kids[i]);
    buf_printf(h.out, "</%s>\n", element);
}

static void write_table(Html h, const Node *table)
{
    fresh_line(h);
    if (h.context->site)
        put(h, "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"表格\">\n");
    put(h, "<table");
    put_attribute(h, "class", table->as.table.class);
    put(h, ">\n");
    uint32_t first = table->nkids && table->kids[0]->kind == NODE_CAPTION;
    h.table = table;
    if (first) {
        put(h, "<caption>");
        write_kids(h, table->kids[0]);
        put(h, "</caption>\n");
    }
    uint32_t head = first + table->level;
    assert(head <= table->nkids);
    write_rows(h, table, first, head, "thead");
    write_rows(h, table, head, table->nkids, "tbody");
    put(h, "</table>\n");
    if (h.context->site)
        put(h, "</div>\n");
}

static void write_code(Html h, const Node *node)
{
    fresh_line(h);
    put(h, "<pre><code");
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
    put(h, "<a href=\"");
    html_href(h.out, href);
    put(h, "\"");
    put_attribute(h, "title", node->as.link.title);
    put(h, ">");
    write_kids(h, node);
    put(h, "</a>");
}

static void write_image(Html h, const Node *node)
{
    HtmlImage image = {.src = node->as.link.href};
    Str alt = doc_plain_str(h.scratch, node);
    if (h.context->image && !h.context->image(h.context->self, h.scratch, image.src, node->pos, &image)) {
        html_escape(h.out, alt);
        return;
    }
    put(h, "<img src=\"");
    html_href(h.out, image.src);
    put(h, "\" alt=\"");
    html_escape(h.out, alt);
    put(h, "\"");
    put_attribute(h, "title", node->as.link.title);
    if (image.width && image.height)
        buf_printf(h.out, " width=\"%u\" height=\"%u\"", image.width, image.height);
    put(h, h.context->site ? " loading=\"lazy\" />" : " />");
}

static void write_caption(Html h, const Node *node)
{
    fresh_line(h);
    write_inline(h, node, "<figcaption>", "</figcaption>\n");
}

/* Wide enough for the text of a page at its size; a style sheet makes it narrower on phones. */
static ChartSize chart_size(const ChartSpec *spec)
{
    bool wide = spec->kind == CHART_HEAT || spec->kind == CHART_FLOW || spec->kind == CHART_CALENDAR ||
                spec->kind == CHART_GANTT;
    Len width = spec->kind == CHART_SPARK ? LEN_PT(110) : LEN_PT(wide ? 640 : 520);
    return (ChartSize){.width = width, .text = LEN_PT(12)};
}

/* The data of a chart for those who want the numbers, or do not see the drawing. */
static void write_chart_data(Html h, const ChartSpec *spec)
{
    ChartTable table = chart_table(h.scratch, spec);
    put(h, "<details class=\"chart-data\">\n<summary>数据表</summary>\n");
    put(h, "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"数据表\">\n<table>\n");
    for (size_t r = 0; r < table.rows; r++) {
        put(h, r == 0 ? "<thead>\n<tr>" : r == 1 ? "<tbody>\n<tr>" : "<tr>");
        for (size_t c = 0; c < table.columns; c++) {
            bool head = r == 0 || c == 0;
            put(h, r == 0 ? "<th scope=\"col\">" : c == 0 ? "<th scope=\"row\">" : "<td>");
            html_escape(h.out, table.cells[r * table.columns + c]);
            put(h, head ? "</th>" : "</td>");
        }
        put(h, r == 0 ? "</tr>\n</thead>\n" : "</tr>\n");
    }
    put(h, table.rows > 1 ? "</tbody>\n</table>\n</div>\n</details>\n" : "</table>\n</div>\n</details>\n");
}

static void write_chart(Html h, const Node *node)
{
    const ChartSpec *spec = node->as.chart.data;
    Diag unheard = diag_in(h.scratch); /* whoever made the node has checked it (chart_check) */
    const Picture *picture = chart_draw(h.scratch, spec, chart_size(spec), &unheard);
    bool spark = spec->kind == CHART_SPARK; /* as small as a word: nothing to scroll or to open */
    fresh_line(h);
    if (!spark) /* on a phone it is moved sideways rather than made too small to read */
        put(h, "<div class=\"chart-view\" role=\"region\" tabindex=\"0\" aria-label=\"图表\">\n");
    if (picture)
        svg_write(h.out, picture, "chart", spec->title, STR_NONE);
    if (!spark) {
        put(h, "</div>\n");
        write_chart_data(h, spec);
    }
}

static void write_qr(Html h, const Node *node)
{
    fresh_line(h);
    svg_write(h.out, qr_draw(h.scratch, node->as.chart.data), "qr", node->as.chart.alt, STR_NONE);
}

static void write_note_ref(Html h, const Node *node)
{
    uint32_t n = node->as.note.number;
    Str prefix = h.context->id_prefix;
    buf_printf(h.out,
               "<sup class=\"footnote-ref\"><a href=\"#%.*sfn%u\" id=\"%.*sfnref%u\" "
               "aria-label=\"注释%u\">%u</a></sup>",
               STR_ARG(prefix), n, STR_ARG(prefix), n, n, n);
}

static void write_note(Html h, const Node *node)
{
    uint32_t n = node->as.note.number;
    Str prefix = h.context->id_prefix;
    fresh_line(h);
    buf_printf(h.out, "<li id=\"%.*sfn%u\">\n", STR_ARG(prefix), n);
    write_kids(h, node);
    buf_printf(h.out, "<a href=\"#%.*sfnref%u\" class=\"footnote-backref\" aria-label=\"返回正文\">↩</a>\n</li>\n",
               STR_ARG(prefix), n);
}

static void write_span(Html h, const Node *node)
{
    put(h, "<span");
    put_attribute(h, "class", node->as.section.class);
    put_id(h, node->as.section.id);
    put(h, ">");
    write_kids(h, node);
    put(h, "</span>");
}

static void write_ruby(Html h, const Node *node)
{
    put(h, "<ruby>");
    write_kids(h, node);
    put(h, "<rp>（</rp><rt>");
    html_escape(h.out, node->as.link.title);
    put(h, "</rt><rp>）</rp></ruby>");
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
    case NODE_ROW: write_row(h, node); return;
    case NODE_FIGURE: write_block(h, node, "figure", node->as.section.class, node->as.section.id); return;
    case NODE_NOTE: write_note(h, node); return;
    case NODE_COLUMNS: write_columns(h, node); return;
    case NODE_COVER: write_block(h, node, "header", node->as.section.class, node->as.section.id); return;
    case NODE_HEADING: write_heading(h, node); return;
    case NODE_PARA: write_para(h, node); return;
    case NODE_CELL: write_cell(h, node, 0); return;
    case NODE_CAPTION: write_caption(h, node); return;
    case NODE_CODE: write_code(h, node); return;
    case NODE_RULE: fresh_line(h); put(h, "<hr />\n"); return;
    case NODE_TEXT: html_escape(h.out, node->as.text); return;
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
    case NODE_CHART: write_chart(h, node); return;
    case NODE_QR: write_qr(h, node); return;
    /* what only paper has */
    case NODE_CONTENTS: case NODE_PAGE_BREAK: case NODE_SPACE:
    case NODE_PAGE_REF: case NODE_KINDS:
        return;
    }
}

static Html html_in(Buf *out, const HtmlContext *context)
{
    assert(out->arena && context);
    return (Html){.out = out, .context = context, .shift = context->heading_shift};
}

void html_write(Buf *out, const Node *node, const HtmlContext *context)
{
    Html h = html_in(out, context);
    h.scratch = arena_open();
    write_node(h, node);
    arena_close(h.scratch);
}

void html_write_kids(Buf *out, const Node *node, const HtmlContext *context)
{
    Html h = html_in(out, context);
    h.scratch = arena_open();
    write_kids(h, node);
    arena_close(h.scratch);
}
