/*
 * cmark-gfm's blocks into ours, and what authors are told about lines that look like marks but
 * are none.
 */
#include "read/markdown_cmark.h"

#include <assert.h>
#include <string.h>

#include "read/markdown_imp.h"
#include "text/slug.h"
#include "text/unicode.h"

/* ---- lines ---- */

static uint32_t source_line_of(const Markdown *m, uint32_t line)
{
    return m->text->first_line + line - 1;
}

size_t markdown_line_offset(const Markdown *m, uint32_t line)
{
    const Source *s = m->text->source;
    uint32_t number = source_line_of(m, line);
    return line == 0 || number > s->nlines ? OFFSET_NONE : s->line_starts[number - 1];
}

static Str line_text(const Markdown *m, uint32_t line)
{
    return source_line(m->text->source, source_line_of(m, line));
}

size_t markdown_line_end(const Markdown *m, uint32_t line)
{
    size_t start = markdown_line_offset(m, line);
    return start == OFFSET_NONE ? m->text->source->text.n : start + line_text(m, line).n;
}

size_t markdown_content_start(const Markdown *m, uint32_t line)
{
    size_t start = markdown_line_offset(m, line);
    if (start == OFFSET_NONE)
        return OFFSET_NONE;
    Str text = line_text(m, line);
    size_t at = 0;
    for (uint32_t quotes = 0; at < text.n; at++) {
        bool quote = text.p[at] == '>' && quotes < m->quotes;
        if (text.p[at] != ' ' && text.p[at] != '\t' && !quote)
            break;
        quotes += quote;
    }
    return start + at;
}

static uint32_t start_line(cmark_node *node)
{
    int line = cmark_node_get_start_line(node);
    return line > 0 ? (uint32_t)line : 1;
}

static size_t block_offset(const Markdown *m, cmark_node *node)
{
    size_t offset = markdown_line_offset(m, start_line(node));
    int column = cmark_node_get_start_column(node);
    if (offset == OFFSET_NONE)
        return m->text->source->text.n;
    /* marks stand in inlines only, so block columns need no correction */
    return column > 0 ? offset + (size_t)column - 1 : offset;
}

static Pos block_pos(const Markdown *m, cmark_node *node)
{
    return markdown_pos(m->text, block_offset(m, node));
}

static void push(Markdown *m, const Node *node)
{
    doc_push(m->scratch, &m->stack, node);
}

/* ---- blocks of inlines ---- */

/* The first and last line of a block of inlines. */
typedef struct Extent {
    uint32_t from, to;
    size_t offset; /* of its first character */
} Extent;

static Extent extent_of(const Markdown *m, cmark_node *node)
{
    int end = cmark_node_get_end_line(node);
    cmark_node *next = cmark_node_next(node);
    /* lines before a table's head become a paragraph that cmark-gfm gives no place */
    if (cmark_node_get_start_line(node) == 0 && next &&
        cmark_node_get_type(next) == CMARK_NODE_TABLE) {
        uint32_t line = start_line(next), head = markdown_head_line(m, next);
        return (Extent){line, head > line ? head - 1 : line, block_offset(m, next)};
    }
    uint32_t line = start_line(node);
    return (Extent){line, end > (int)line ? (uint32_t)end : line, block_offset(m, node)};
}

static Leaf leaf_of(Markdown *m, Extent extent, size_t start)
{
    return (Leaf){.m = m, .cursor = start, .limit = markdown_line_end(m, extent.to)};
}

static void lint_line(Markdown *m, size_t offset, Str line, bool first)
{
    Diag *d = m->text->d;
    Pos pos = markdown_pos(m->text, offset);
    size_t n = 0;
    while (n < line.n && line.p[n] == '#')
        n++;
    if (n >= 1 && n <= 6 && n < line.n && line.p[n] != ' ' && line.p[n] != '\t') {
        diag_warn(d, "lint-heading", pos, "“#”后面没有空格，这一行不是标题",
                  "no blank after '#': this line is no heading");
        diag_hint(d, "标题写作“# 标题”", "write '# Heading'");
    } else if (str_starts(line, STR("＃"))) {
        diag_warn(d, "lint-heading", pos, "全角“＃”不表示标题", "a full-width ＃ makes no heading");
        diag_hint(d, "改为半角“# ”", "write '# '");
    } else if (str_starts(line, STR("－"))) {
        diag_warn(d, "lint-list", pos, "全角“－”不表示列表", "a full-width － makes no list");
        diag_hint(d, "改为半角“- ”", "write '- '");
    }
    n = 0;
    while (n < line.n && n < 9 && line.p[n] >= '0' && line.p[n] <= '9')
        n++;
    if (n && str_starts(str_slice(line, n, line.n), STR("）"))) {
        Str number = str_slice(line, 0, n);
        diag_warn(d, "lint-list", pos, "“%.*s）”用了全角括号，不表示列表",
                  "“%.*s）” with a full-width bracket makes no list", STR_ARG(number));
        diag_hint(d, "改为“1. ”或“1) ”；若就是正文，改为“（1）”",
                  "write '1. ' or '1) '; if it is text, write （1）");
    }
    if (!first && str_starts(line, STR("\u3000"))) {
        diag_warn(d, "lint-paragraph", pos, "行首有全角空格，但与上一行同属一段",
                  "this line starts with a full-width blank but continues the paragraph");
        diag_hint(d, "若是新的一段，在它前面空一行", "leave a blank line before it to start a new one");
    }
}

static void lint_paragraph(Markdown *m, Extent extent)
{
    for (uint32_t line = extent.from; line <= extent.to; line++) {
        bool first = line == extent.from;
        size_t offset = first ? extent.offset : markdown_content_start(m, line);
        size_t end = markdown_line_end(m, line);
        if (offset < end)
            lint_line(m, offset, str_slice(m->text->source->text, offset, end), first);
    }
}

/* A paragraph that is one picture is a figure; its words are the title, else the alternative. */
static void put_figure(Markdown *m, Pos pos)
{
    const Node *image = m->stack.items[--m->stack.count];
    Node *figure = doc_node(m->a, NODE_FIGURE, pos);
    Node *caption = doc_node(m->a, NODE_CAPTION, image->pos);
    size_t mark = m->stack.count;
    push(m, image);
    if (image->as.link.title.n || image->nkids) {
        size_t inner = m->stack.count;
        if (image->as.link.title.n)
            push(m, doc_text(m->a, image->as.link.title, image->pos));
        for (uint32_t i = 0; !image->as.link.title.n && i < image->nkids; i++)
            push(m, image->kids[i]);
        markdown_finish(m, caption, inner);
    }
    markdown_finish(m, figure, mark);
}

/* Nothing but blanks: what is left of a paragraph of HTML tags. */
static bool is_blank_since(const Markdown *m, size_t mark)
{
    for (size_t i = mark; i < m->stack.count; i++) {
        const Node *node = m->stack.items[i];
        if (node->kind != NODE_SOFT_BREAK &&
            (node->kind != NODE_TEXT || str_trim(node->as.text).n))
            return false;
    }
    return true;
}

static void put_paragraph(Markdown *m, cmark_node *node)
{
    Extent extent = extent_of(m, node);
    Pos pos = markdown_pos(m->text, extent.offset);
    size_t mark = m->stack.count;
    if (!m->one_line)
        lint_paragraph(m, extent);
    Str reach = str_slice(m->text->source->text, 0, markdown_line_end(m, extent.to));
    Leaf leaf = leaf_of(m, extent, markdown_skip_definitions(reach, extent.offset));
    leaf.strip_indent = !m->options.keep_indent;
    markdown_inlines(&leaf, node);
    bool picture = m->stack.count == mark + 1 && m->stack.items[mark]->kind == NODE_IMAGE;
    if (is_blank_since(m, mark))
        m->stack.count = mark;
    else if (picture && !m->one_line)
        put_figure(m, pos);
    else
        markdown_finish(m, doc_node(m->a, NODE_PARA, pos), mark);
}

static void put_heading(Markdown *m, cmark_node *node)
{
    Extent extent = extent_of(m, node);
    Str text = m->text->source->text;
    size_t start = extent.offset;
    while (start < text.n && text.p[start] == '#')
        start++;
    /* "#" without a blank is text of a heading that is underlined */
    bool marked = start < text.n && (text.p[start] == ' ' || text.p[start] == '\t');
    Leaf leaf = leaf_of(m, extent, marked ? start : extent.offset);
    while (leaf.cursor < leaf.limit && (text.p[leaf.cursor] == ' ' || text.p[leaf.cursor] == '\t'))
        leaf.cursor++;
    Node *heading = doc_node(m->a, NODE_HEADING, markdown_pos(m->text, extent.offset));
    size_t mark = m->stack.count;
    heading->level = (uint8_t)cmark_node_get_heading_level(node);
    markdown_inlines(&leaf, node);
    const Node *done = markdown_finish(m, heading, mark);
    Str slug = slug_make(m->scratch, doc_plain_str(m->scratch, done));
    m->nheadings++;
    if (!slug.n)
        slug = str_printf(m->scratch, "section-%u", m->nheadings);
    heading->as.section.id = str_copy(m->a, slug_unique(m->scratch, &m->ids, slug));
}

/* ---- blocks without inlines ---- */

/* Remember the lines of a code block: what stands there defines nothing. */
static void add_code_lines(Markdown *m, uint32_t from, int to)
{
    uint32_t(*lines)[2] = m->code_lines;
    if (m->ncode_lines == m->code_lines_room) {
        size_t room = m->code_lines_room ? m->code_lines_room * 2 : 8;
        lines = arena_grow(m->scratch, lines, m->code_lines_room * sizeof *lines,
                           room * sizeof *lines);
        m->code_lines = lines;
        m->code_lines_room = room;
    }
    lines[m->ncode_lines][0] = from;
    lines[m->ncode_lines++][1] = to > (int)from ? (uint32_t)to : from;
}

/* Text that cmark-gfm made, without marks. */
static Str unmarked(const Markdown *m, const char *text)
{
    return markdown_unmarked(m->scratch, m->fed, str_of(text));
}

static void put_code_block(Markdown *m, cmark_node *node)
{
    Node *code = doc_node(m->a, NODE_CODE, block_pos(m, node));
    Str text = unmarked(m, cmark_node_get_literal(node));
    int fence_length, fence_offset;
    char fence;
    bool fenced = cmark_node_get_fenced(node, &fence_length, &fence_offset, &fence);
    uint32_t line = start_line(node);
    size_t at = markdown_line_offset(m, line + fenced);
    Str there = at == OFFSET_NONE ? STR_NONE : str_slice(m->text->source->text, at, at + text.n);
    code->as.code.text = str_equal(there, text) ? there : str_copy(m->a, text);
    Str info = unmarked(m, cmark_node_get_fence_info(node));
    if (info.n)
        code->as.code.info = markdown_decoded(m, info, code->pos);
    add_code_lines(m, line, cmark_node_get_end_line(node));
    push(m, code);
}

static void drop_html(Markdown *m, cmark_node *node)
{
    Str html = str_trim(unmarked(m, cmark_node_get_literal(node)));
    uint32_t lines = 1;
    for (size_t i = 0; i < html.n; i++)
        lines += html.p[i] == '\n';
    size_t end = str_find(html, STR("\n"), 0);
    Str first = str_slice(html, 0, end < 80 ? end : 80);
    Pos pos = block_pos(m, node);
    if (str_starts(html, STR("<!--")) && str_find(html, STR("-->"), 0) + 3 == html.n) {
        diag_note(m->text->d, "raw-html", pos, "HTML 注释已删去", "HTML comment left out");
        return;
    }
    diag_warn(m->text->d, "raw-html", pos, "HTML 块已整块删去（%u 行）：%.*s",
              "HTML block left out whole (%u lines): %.*s", lines, STR_ARG(first));
    diag_hint(m->text->d, "HTML 块到空行为止；其中的文字请用 Markdown 写",
              "an HTML block ends at a blank line; write its text as Markdown");
}

/* ---- lists ---- */

/* "[x]" behind the marker of an item; cmark-gfm looks for it in the whole line. */
static bool is_done_task(const Markdown *m, cmark_node *node)
{
    size_t at = block_offset(m, node);
    Str line = str_slice(m->text->source->text, at, markdown_line_end(m, start_line(node)));
    Str box = str_slice(line, markdown_line_start(line).content, line.n);
    return box.n > 1 && box.p[0] == '[' && (box.p[1] == 'x' || box.p[1] == 'X');
}

static void put_item(Markdown *m, cmark_node *node)
{
    Node *item = doc_node(m->a, NODE_ITEM, block_pos(m, node));
    size_t mark = m->stack.count;
    if (strcmp(cmark_node_get_type_string(node), "tasklist") == 0)
        item->flags = (uint16_t)(NODE_TASK | (is_done_task(m, node) ? NODE_TASK_DONE : 0));
    markdown_blocks(m, node);
    markdown_finish(m, item, mark);
}

static void put_list(Markdown *m, cmark_node *node)
{
    Node *list = doc_node(m->a, NODE_LIST, block_pos(m, node));
    bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    bool paren = cmark_node_get_list_delim(node) == CMARK_PAREN_DELIM;
    list->flags = (uint16_t)((ordered ? NODE_ORDERED : 0) | (ordered && paren ? NODE_PAREN : 0) |
                             (cmark_node_get_list_tight(node) ? NODE_TIGHT : 0));
    list->as.list.start = ordered ? cmark_node_get_list_start(node) : 0;
    size_t mark = m->stack.count;
    markdown_blocks(m, node);
    markdown_finish(m, list, mark);
}

static void put_quote(Markdown *m, cmark_node *node)
{
    Node *quote = doc_node(m->a, NODE_QUOTE, block_pos(m, node));
    size_t mark = m->stack.count;
    m->quotes++;
    markdown_blocks(m, node);
    m->quotes--;
    markdown_finish(m, quote, mark);
}

/* Notes stand last in the tree, in order: their number is how many there are. */
static void put_note(Markdown *m, cmark_node *node)
{
    uint32_t number = 1;
    for (size_t i = m->stack.count; i-- > 0 && m->stack.items[i]->kind == NODE_NOTE;)
        number++;
    assert(number <= m->nnotes);
    size_t start = markdown_line_offset(m, start_line(node));
    size_t mark_at = str_find(m->text->source->text, STR("[^"), start);
    Node *note = doc_node(m->a, NODE_NOTE, markdown_pos(m->text, mark_at));
    size_t mark = m->stack.count;
    note->as.note.number = number;
    note->as.note.id = m->note_labels[number - 1];
    markdown_blocks(m, node);
    markdown_finish(m, note, mark);
}

/* ---- all ---- */

static void put_block(Markdown *m, cmark_node *node)
{
    int type = (int)cmark_node_get_type(node);
    switch (type) {
    case CMARK_NODE_PARAGRAPH: put_paragraph(m, node); return;
    case CMARK_NODE_HEADING: put_heading(m, node); return;
    case CMARK_NODE_CODE_BLOCK: put_code_block(m, node); return;
    case CMARK_NODE_HTML_BLOCK: drop_html(m, node); return;
    case CMARK_NODE_THEMATIC_BREAK:
        push(m, doc_node(m->a, NODE_RULE, block_pos(m, node)));
        return;
    case CMARK_NODE_BLOCK_QUOTE: put_quote(m, node); return;
    case CMARK_NODE_LIST: put_list(m, node); return;
    case CMARK_NODE_ITEM: put_item(m, node); return;
    case CMARK_NODE_FOOTNOTE_DEFINITION: put_note(m, node); return;
    default:
        assert(type == (int)CMARK_NODE_TABLE);
        markdown_table(m, node);
    }
}

void markdown_blocks(Markdown *m, cmark_node *parent)
{
    cmark_node *first = cmark_node_first_child(parent);
    /* a list and its item are two levels of the tree, one to the author */
    if (first && markdown_enter(m, &m->block_depth, 2 * MARKDOWN_DEPTH, block_offset(m, first)))
        for (cmark_node *kid = first; kid; kid = cmark_node_next(kid))
            put_block(m, kid);
    m->block_depth -= first != NULL;
}
