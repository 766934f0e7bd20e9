/*
 * One function a kind, chosen by one switch. What a subtree inherits (the heading shift, whether
 * a list is tight) travels in the writer's own struct on the way down, never in nodes.
 */
#include "html/html_imp.h"

#include <assert.h>
#include <string.h>

#include "doc/ruby.h"
#include "draw/qr.h"
#include "html/chart.h"
#include "html/svg.h"
#include "html/text.h"

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
void html_put_id(Html h, Str id)
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
void html_write_within(Html h, const Node *node)
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
        html_write_node(h, kid);
    }
    if (open)
        put(h, "</ol>\n</section>\n");
}

static void write_inline(Html h, const Node *node, const char *open, const char *close)
{
    put(h, open);
    html_write_within(h, node);
    put(h, close);
}

/* The same where html_text_tails looks for the end of a paragraph. */
static void write_line(Html h, const Node *node, const char *open, const char *close)
{
    put(h, open);
    html_write_within(h, node);
    note_end(h);
    put(h, close);
}

static void write_block(Html h, const Node *node, const char *element, Str class, Str id)
{
    fresh_line(h);
    put(h, "<");
    put(h, element);
    put_attribute(h, "class", class);
    html_put_id(h, id);
    put(h, ">\n");
    html_write_within(h, node);
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
        html_write_within(h, node);
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
    html_put_id(h, node->as.section.id);
    put(h, ">");
    html_write_within(h, node);
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
        html_write_within(h, node);
        return;
    }
    fresh_line(h);
    put(h, "<p");
    put_attribute(h, "class", node->as.section.class);
    html_put_id(h, id);
    put(h, ">");
    html_write_within(h, node);
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
    html_write_within(h, node);
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

void html_put_number(Html h, const Node *numbered)
{
    Str number = h.places ? places_number(h.places, numbered) : STR_NONE;
    if (!number.n)
        return;
    put(h, "<span class=\"number\">");
    html_escape(h.out, number);
    put(h, "</span> ");
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
            html_write_within(h, node);
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
    html_write_within(h, node);
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
    html_put_id(h, node->as.section.id);
    put(h, ">\n");
    for (uint32_t i = 0; i < node->nkids; i++) {
        const Node *kid = node->kids[i];
        if (kid->kind != NODE_CAPTION) {
            html_write_node(h, kid);
            continue;
        }
        fresh_line(h);
        put(h, "<figcaption>");
        html_put_number(h, node);
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
    html_write_within(h, node);
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
    html_put_id(h, node->as.section.id);
    put(h, ">");
    html_write_within(h, node);
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
            html_write_within(h, node);
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

void html_write_node(Html h, const Node *node)
{
    switch ((NodeKind)node->kind) {
    case NODE_SECTION: write_section(h, node); return;
    case NODE_QUOTE: h.tight = false; write_block(h, node, "blockquote", STR_NONE, STR_NONE); return;
    case NODE_CALLOUT: h.tight = false; write_callout(h, node); return;
    case NODE_LIST: write_list(h, node); return;
    case NODE_ITEM: write_item(h, node); return;
    case NODE_TABLE: html_write_table(h, node); return;
    case NODE_ROW: case NODE_CELL: html_write_within(h, node); return; /* out of its table: what it says */
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
    case NODE_INDEX_ENTRY: html_write_within(h, node); return;
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
    html_write_node(h, node);
    arena_close(h.scratch);
}

void html_write_kids(Buf *out, const Node *node, const HtmlContext *context)
{
    Html h = html_in(out, context, node);
    html_write_within(h, node);
    arena_close(h.scratch);
}
