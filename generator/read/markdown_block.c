/*
 * cmark-gfm's blocks into ours, and what authors are told about lines that look like marks but
 * are none.
 */
#include "read/markdown_cmark.h"

#include <assert.h>
#include <string.h>

#include "read/markdown_imp.h"
#include "text/near.h"
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

uint32_t markdown_start_line(cmark_node *node)
{
    int line = cmark_node_get_start_line(node);
    return line > 0 ? (uint32_t)line : 1;
}

static size_t block_offset(const Markdown *m, cmark_node *node)
{
    size_t offset = markdown_line_offset(m, markdown_start_line(node));
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
    size_t end;    /* of its last line */
} Extent;

static void blocks_from(Markdown *m, cmark_node *first);

static Extent extent_of(const Markdown *m, cmark_node *node)
{
    int end = cmark_node_get_end_line(node);
    cmark_node *next = cmark_node_next(node);
    /* lines before a table's head become a paragraph that cmark-gfm gives no place */
    if (cmark_node_get_start_line(node) == 0 && next &&
        cmark_node_get_type(next) == CMARK_NODE_TABLE) {
        uint32_t line = markdown_start_line(next), head = markdown_head_line(m, next), last = head > line ? head - 1 : line;
        return (Extent){line, last, block_offset(m, next), markdown_line_end(m, last)};
    }
    uint32_t line = markdown_start_line(node), last = end > (int)line ? (uint32_t)end : line;
    return (Extent){line, last, block_offset(m, node), markdown_line_end(m, last)};
}

static void lint_paragraph(Markdown *m, Extent extent)
{
    for (uint32_t line = extent.from; line <= extent.to; line++) {
        bool first = line == extent.from;
        size_t offset = first ? extent.offset : markdown_content_start(m, line);
        size_t end = line == extent.to ? extent.end : markdown_line_end(m, line);
        if (offset < end)
            markdown_lint_line(m, offset, str_slice(m->text->source->text, offset, end), first);
    }
    if (extent.offset < extent.end)
        markdown_lint_bold(m, extent.offset, str_slice(m->text->source->text, extent.offset, extent.end));
}

/* The picture that a node is, by itself or with attributes around it; else NULL. */
static const Node *picture_of(const Node *node)
{
    if (node->kind == NODE_SPAN && node->nkids == 1)
        node = node->kids[0];
    return node->kind == NODE_IMAGE ? node : NULL;
}

/* A paragraph that is one picture is a figure; its words are the title, else the alternative. */
static void put_figure(Markdown *m, Pos pos)
{
    const Node *whole = m->stack.items[--m->stack.count], *image = picture_of(whole);
    assert(image);
    Node *figure = doc_node(m->a, NODE_FIGURE, pos);
    Node *caption = doc_node(m->a, NODE_CAPTION, image->pos);
    size_t mark = m->stack.count;
    if (whole != image)
        figure->as.section = whole->as.section;
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

/* A paragraph of several pictures and nothing else: figures side by side. */
static bool is_pictures_since(const Markdown *m, size_t mark)
{
    size_t pictures = 0;
    for (size_t i = mark; i < m->stack.count; i++) {
        const Node *node = m->stack.items[i];
        bool blank = node->kind == NODE_SOFT_BREAK ||
                     (node->kind == NODE_TEXT && !str_trim(node->as.text).n);
        bool picture = picture_of(node) != NULL;
        pictures += picture;
        if (!picture && !blank)
            return false;
    }
    return pictures > 1;
}

static void put_figures(Markdown *m, Pos pos, size_t mark)
{
    NodeList pictures = {0};
    for (size_t i = mark; i < m->stack.count; i++)
        if (picture_of(m->stack.items[i]))
            doc_push(m->a, &pictures, m->stack.items[i]);
    m->stack.count = mark;
    for (size_t i = 0; i < pictures.count; i++) {
        push(m, pictures.items[i]);
        put_figure(m, pictures.items[i]->pos);
    }
    markdown_finish(m, doc_node(m->a, NODE_FIGURE, pos), mark);
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

/* ---- paragraphs in parts ---- */

#define SOURCE_MARK STR("——") /* before who said it */

/* What a line end inside a paragraph may be, by the line behind it. */
typedef enum PartEnd { PART_WHOLE, PART_HEAD, PART_DEFINITION, PART_SOURCE } PartEnd;

/* ": " behind a term; the blank may be any of those. */
static bool starts_definition(Str line)
{
    return line.n > 2 && line.p[0] == ':' && (line.p[1] == ' ' || line.p[1] == '\t');
}

static bool is_last_line(const Leaf *leaf, Str ahead)
{
    return ahead.p + ahead.n == leaf->m->text->source->text.p + leaf->limit;
}

static PartEnd part_end(const Leaf *leaf, bool head)
{
    const Markdown *m = leaf->m;
    if (head)
        return PART_HEAD;
    if (m->one_line || m->verse)
        return PART_WHOLE;
    Str ahead = markdown_ahead(leaf);
    if (starts_definition(ahead))
        return PART_DEFINITION;
    return m->quotes && str_starts(ahead, SOURCE_MARK) && is_last_line(leaf, ahead) ? PART_SOURCE : PART_WHOLE;
}

/* The inlines from *kid on, up to a line end that parts the paragraph; *kid is what follows it. */
static PartEnd put_part(Leaf *leaf, cmark_node **kid, bool head)
{
    PartEnd end = PART_WHOLE;
    for (; *kid && end == PART_WHOLE; *kid = cmark_node_next(*kid)) {
        int type = (int)cmark_node_get_type(*kid);
        if (type == CMARK_NODE_SOFTBREAK || (head && type == CMARK_NODE_LINEBREAK))
            end = part_end(leaf, head);
        if (end == PART_WHOLE)
            markdown_inline_node(leaf, *kid);
        else
            markdown_next_line(leaf);
    }
    leaf->m->nopenings = leaf->opened; /* a span does not reach into the next part */
    leaf->last = 0;
    leaf->words = STR_NONE;
    return end;
}

static Pos cursor_pos(const Leaf *leaf)
{
    return markdown_pos(leaf->m->text, leaf->cursor);
}

/* What a term means, behind each ": "; the term lies on the stack since mark, unless it stands further up. */
static void put_definitions(Leaf *leaf, cmark_node *kid, size_t mark, Pos pos)
{
    Markdown *m = leaf->m;
    Node *list = doc_node(m->a, NODE_DEFINITIONS, pos);
    if (m->stack.count > mark)
        markdown_finish(m, doc_node(m->a, NODE_TERM, pos), mark);
    for (PartEnd end = PART_DEFINITION; end == PART_DEFINITION;) {
        Node *item = doc_node(m->a, NODE_ITEM, cursor_pos(leaf));
        size_t inner = m->stack.count;
        Str text = m->text->source->text;
        leaf->skip = 1;
        while (leaf->cursor + leaf->skip < leaf->limit && strchr(" \t", text.p[leaf->cursor + leaf->skip]))
            leaf->skip++;
        end = put_part(leaf, &kid, false);
        markdown_finish(m, doc_node(m->a, NODE_PARA, item->pos), inner);
        markdown_finish(m, item, inner);
    }
    markdown_finish(m, list, mark);
}

static Node *new_para(Markdown *m, const char *class, Pos pos)
{
    Node *para = doc_node(m->a, NODE_PARA, pos);
    para->as.section.class = str_of(class);
    return para;
}

/* {.class} on a line of its own: for the block that comes next. */
static bool take_attributes(Markdown *m, cmark_node *node, Extent extent)
{
    Str text = str_slice(m->text->source->text, extent.offset, extent.end);
    text = str_trim(text);
    if (m->one_line || extent.from != extent.to || !text.n || text.p[0] != '{' || !str_ends(text, STR("}")) ||
        cmark_node_next(cmark_node_first_child(node)))
        return false;
    Attributes attributes;
    Pos pos = markdown_pos(m->text, extent.offset);
    bool whole = text.n > 1 && (text.p[1] == '.' || text.p[1] == '#') &&
                 markdown_attributes(m, text, 0, ATTRIBUTES_BLOCK, pos, &attributes) == text.n;
    if (whole)
        m->next = attributes;
    return whole;
}

static void lint_definition(Markdown *m, Str line, Pos pos)
{
    if (!starts_definition(line))
        return;
    diag_warn(m->text->d, "lint-definition", pos, "冒号开头的解释上面没有词条，照原样印出",
              "a definition without its term above; it is printed as it is");
    diag_hint(m->text->d, "词条写在紧邻的上一行，中间不空行", "put the term on the line above, without a blank line between");
}

/* What a paragraph without parts is: nothing, a figure, who is quoted, a paragraph. */
static void finish_paragraph(Markdown *m, Pos pos, size_t mark, bool source)
{
    bool picture = m->stack.count == mark + 1 && picture_of(m->stack.items[mark]);
    if (is_blank_since(m, mark))
        m->stack.count = mark;
    else if (picture && !m->one_line)
        put_figure(m, pos);
    else if (!m->one_line && is_pictures_since(m, mark))
        put_figures(m, pos, mark);
    else
        markdown_finish(m, new_para(m, source ? "attribution" : "", pos), mark);
}

/* "表：" before the title of the table that comes next: its bytes; 0 when there is none. */
static size_t table_title(const Markdown *m, cmark_node *node, Extent extent)
{
    cmark_node *next = cmark_node_next(node);
    Str text = str_slice(m->text->source->text, extent.offset, extent.end);
    if (!next || cmark_node_get_type(next) != CMARK_NODE_TABLE)
        return 0;
    return str_starts(text, STR("表：")) ? 6 : str_starts(text, STR("表:")) ? 4 : 0;
}

/* The title of a table, left on the stack for it. */
static void put_table_title(Markdown *m, cmark_node *node, Extent extent, size_t skip)
{
    Leaf leaf = markdown_leaf(m, extent.offset, extent.end);
    Node *caption = doc_node(m->a, NODE_CAPTION, markdown_pos(m->text, extent.offset));
    size_t mark = m->stack.count;
    leaf.skip = skip;
    leaf.tail = cmark_node_last_child(node);
    markdown_inlines(&leaf, node);
    markdown_finish(m, caption, mark);
    caption->as.section.id = leaf.attributes.id;
}

static void put_paragraph(Markdown *m, cmark_node *node)
{
    Extent extent = extent_of(m, node);
    Pos pos = markdown_pos(m->text, extent.offset);
    size_t mark = m->stack.count, title;
    cmark_node *kid = cmark_node_first_child(node);
    if (take_attributes(m, node, extent))
        return;
    if ((title = table_title(m, node, extent)) > 0) {
        put_table_title(m, node, extent, title);
        return;
    }
    if (!m->one_line)
        lint_paragraph(m, extent);
    Str reach = str_slice(m->text->source->text, 0, extent.end);
    Leaf leaf = markdown_leaf(m, markdown_skip_definitions(reach, extent.offset), reach.n);
    Str first = str_slice(reach, leaf.cursor, reach.n);
    bool source = m->quotes && str_starts(first, SOURCE_MARK) && !cmark_node_next(node);
    if (m->defining && starts_definition(first)) {
        put_definitions(&leaf, kid, mark, pos);
        return;
    }
    if (!m->one_line && !m->verse)
        lint_definition(m, first, pos);
    leaf.strip_indent = !m->options.keep_indent;
    PartEnd end = put_part(&leaf, &kid, false);
    if (end == PART_DEFINITION) {
        put_definitions(&leaf, kid, mark, pos);
        return;
    }
    finish_paragraph(m, pos, mark, source);
    if (end != PART_SOURCE)
        return;
    pos = cursor_pos(&leaf);
    mark = m->stack.count;
    put_part(&leaf, &kid, false);
    finish_paragraph(m, pos, mark, true);
}

/* A heading's id: the author's own, else made of its words. */
static Str heading_id(Markdown *m, const Node *heading, const Attributes *attributes)
{
    m->nheadings++;
    if (attributes->id.n)
        return attributes->id;
    Str slug = slug_make(m->scratch, doc_plain_str(m->scratch, heading));
    if (!slug.n)
        slug = str_printf(m->scratch, "section-%u", m->nheadings);
    return str_copy(m->a, slug_unique(m->scratch, &m->ids, slug));
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
    Leaf leaf = markdown_leaf(m, marked ? start : extent.offset, extent.end);
    while (leaf.cursor < leaf.limit && (text.p[leaf.cursor] == ' ' || text.p[leaf.cursor] == '\t'))
        leaf.cursor++;
    Node *heading = doc_node(m->a, NODE_HEADING, markdown_pos(m->text, extent.offset));
    size_t mark = m->stack.count;
    heading->level = (uint8_t)cmark_node_get_heading_level(node);
    leaf.tail = cmark_node_last_child(node);
    markdown_inlines(&leaf, node);
    const Node *done = markdown_finish(m, heading, mark);
    heading->flags |= leaf.attributes.unlisted ? NODE_UNLISTED : 0;
    heading->as.section.class = leaf.attributes.class;
    heading->as.section.id = heading_id(m, done, &leaf.attributes);
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

/* The last line of a block that has more than one; else empty. */
static Str last_line(const Markdown *m, cmark_node *node)
{
    uint32_t line = markdown_start_line(node), last = (uint32_t)cmark_node_get_end_line(node);
    size_t at = last > line ? markdown_line_offset(m, last) : OFFSET_NONE;
    return at == OFFSET_NONE ? STR_NONE : str_slice(m->text->source->text, at, markdown_line_end(m, last));
}

static void put_code_block(Markdown *m, cmark_node *node)
{
    Node *code = doc_node(m->a, NODE_CODE, block_pos(m, node));
    Str text = unmarked(m, cmark_node_get_literal(node));
    int fence_length, fence_offset;
    char fence;
    bool fenced = cmark_node_get_fenced(node, &fence_length, &fence_offset, &fence);
    uint32_t line = markdown_start_line(node);
    size_t at = markdown_line_offset(m, line + fenced);
    Str there = at == OFFSET_NONE ? STR_NONE : str_slice(m->text->source->text, at, at + text.n);
    code->as.code.text = str_equal(there, text) ? there : str_copy(m->a, text);
    Str info = unmarked(m, cmark_node_get_fence_info(node));
    if (info.n)
        code->as.code.info = markdown_decoded(m, info, code->pos);
    add_code_lines(m, line, cmark_node_get_end_line(node));
    if (fenced)
        markdown_lint_fence(m, code->pos, last_line(m, node), fence, fence_length);
    else
        markdown_lint_code(m, code->pos, code->as.code.text);
    push(m, code);
}

/* Where the script or style sheet ends that a block of HTML opens, its text going on behind a blank line; 0: it opens none. */
static size_t silent_until(const Markdown *m, size_t start, Str html, uint32_t lines)
{
    size_t element = markdown_silent_open(html);
    if (!element)
        return 0;
    Str text = m->text->source->text;
    while (lines--)
        start = str_find(text, STR("\n"), start) + 1;
    size_t behind = start < text.n ? markdown_silent_end(text, start, element) : start;
    return behind > start ? behind : 0;
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
    size_t until = silent_until(m, block_offset(m, node), html, lines);
    if (until) {
        m->silent_until = until;
        diag_warn(m->text->d, "raw-html", pos, "HTML 块已删去，连同其中的脚本或样式，到它的结束标记所在的一块为止：%.*s",
                  "HTML block left out with its script or style sheet, up to the block that has the end tag: %.*s", STR_ARG(first));
        diag_hint(m->text->d, "正文不用脚本和样式，请整段删去", "texts have no scripts or style sheets: take it out");
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
    Str line = str_slice(m->text->source->text, at, markdown_line_end(m, markdown_start_line(node)));
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

/* ---- quotes, call-outs, verse ---- */

/* What "> [!word]" makes of a quote; other words of Han are call-outs of that name. */
static const struct { const char *word, *title, *class; } heads[] = {
    {"提示", "提示", "note"}, {"说明", "说明", "note"}, {"备注", "备注", "note"},
    {"NOTE", "提示", "note"}, {"TIP", "提示", "note"}, {"INFO", "说明", "note"},
    {"注意", "注意", "warn"}, {"警告", "警告", "warn"}, {"重要", "重要", "warn"},
    {"WARNING", "注意", "warn"}, {"CAUTION", "警告", "warn"}, {"IMPORTANT", "重要", "warn"},
    {"点评", "点评", "review"}, {"评析", "评析", "review"}, {"REVIEW", "点评", "review"},
    {"诗", "", "verse"}, {"诗歌", "", "verse"}, {"VERSE", "", "verse"},
    {"竖排诗", "", "verse vertical"}};

typedef struct Head {
    Str title, class;
    size_t n;       /* bytes up to the words behind it */
    bool verse;
} Head;

static void unknown_head(Markdown *m, Str word, Pos pos)
{
    Near near = near_to(str_upper(m->scratch, word));
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        near_offer(&near, str_of(heads[i].word));
    diag_warn(m->text->d, "callout-unknown", pos, "不认识的提示框：[!%.*s]，按引文印出",
              "a call-out that is not known is printed as a quote: [!%.*s]", STR_ARG(word));
    if (near.best.n)
        diag_hint(m->text->d, "是不是想写“[!%.*s]”？", "did you mean [!%.*s]?", STR_ARG(near.best));
    else
        diag_hint(m->text->d, "写 [!提示]、[!注意]、[!点评]、[!诗]，或自拟的中文名称",
                  "write [!NOTE], [!WARNING], [!REVIEW], [!VERSE], or a name in Chinese");
}

/* "[!word]" at the start of the first line of a quote. */
static bool find_head(Markdown *m, cmark_node *quote, Head *head)
{
    cmark_node *first = cmark_node_first_child(quote);
    if (!first || cmark_node_get_type(first) != CMARK_NODE_PARAGRAPH)
        return false;
    size_t at = block_offset(m, first);
    Str line = str_slice(m->text->source->text, at, markdown_line_end(m, markdown_start_line(first)));
    size_t close = str_find(line, STR("]"), 0);
    if (!str_starts(line, STR("[!")) || close == line.n || close == 2)
        return false;
    Str word = str_slice(line, 2, close), known = str_upper(m->scratch, word);
    uint32_t rune;
    unicode_decode(word, 0, &rune);
    *head = (Head){.title = word, .class = STR("note"), .n = close + 1};
    if (str_ends(word, STR("点评")) || str_ends(word, STR("评析"))) /* 案例点评 */
        head->class = STR("review");
    bool found = unicode_is_han(rune);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (str_equal(known, str_of(heads[i].word))) {
            *head = (Head){str_of(heads[i].title), str_of(heads[i].class), close + 1, !heads[i].title[0]};
            found = true;
        }
    if (!found)
        unknown_head(m, word, markdown_pos(m->text, at));
    while (head->n < line.n && (line.p[head->n] == ' ' || line.p[head->n] == '\t'))
        head->n++;
    return found;
}

/* The first paragraph of a call-out or verse: its title, then what its other lines say. */
static Attributes put_head(Markdown *m, cmark_node *node, const Head *head)
{
    Extent extent = extent_of(m, node);
    Leaf leaf = markdown_leaf(m, extent.offset, extent.end);
    Pos pos = markdown_pos(m->text, extent.offset);
    size_t mark = m->stack.count;
    cmark_node *kid = cmark_node_first_child(node);
    leaf.skip = head->n;
    for (cmark_node *n = kid; n && cmark_node_get_type(n) != CMARK_NODE_SOFTBREAK; n = cmark_node_next(n))
        leaf.tail = n;
    put_part(&leaf, &kid, true);
    if (is_blank_since(m, mark)) {
        m->stack.count = mark;
        if (head->title.n)
            push(m, doc_text(m->a, head->title, pos));
    }
    if (m->stack.count > mark)
        markdown_finish(m, head->verse ? new_para(m, "verse-title", pos) : doc_node(m->a, NODE_CAPTION, pos), mark);
    if (!kid)
        return leaf.attributes;
    mark = m->stack.count;
    pos = cursor_pos(&leaf);
    leaf.strip_indent = !m->options.keep_indent;
    put_part(&leaf, &kid, false);
    finish_paragraph(m, pos, mark, false);
    return leaf.attributes;
}

static void put_quote(Markdown *m, cmark_node *node)
{
    Head head = {0};
    bool outer = m->verse, marked = find_head(m, node, &head);
    NodeKind kind = !marked ? NODE_QUOTE : head.verse ? NODE_SECTION : NODE_CALLOUT;
    Node *quote = doc_node(m->a, kind, block_pos(m, node));
    size_t mark = m->stack.count;
    if (marked)
        quote->as.section.class = head.class;
    m->quotes++;
    m->verse = outer || head.verse;
    if (marked)
        quote->as.section.id = put_head(m, cmark_node_first_child(node), &head).id;
    blocks_from(m, marked ? cmark_node_next(cmark_node_first_child(node)) : cmark_node_first_child(node));
    m->verse = outer;
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
    size_t start = markdown_line_offset(m, markdown_start_line(node));
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
    if (m->silent_until && block_offset(m, node) < m->silent_until)
        return;
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

/* The table on the stack with the title that lies before it. */
static void title_table(Markdown *m, size_t mark)
{
    const Node *made = m->stack.items[mark];
    Node *table = doc_copy(m->a, made);
    NodeList kids = {0};
    doc_push(m->scratch, &kids, m->stack.items[mark - 1]);
    for (uint32_t i = 0; i < made->nkids; i++)
        doc_push(m->scratch, &kids, made->kids[i]);
    m->stack.items[mark - 1] = doc_done(m->a, table, &kids);
    m->stack.count = mark;
}

/* A table's id is that of its title, by whose number it is called. */
static bool name_table(Markdown *m, Node *table, Str id)
{
    if (!table->nkids || table->kids[0]->kind != NODE_CAPTION)
        return false;
    Node *caption = doc_copy(m->a, table->kids[0]);
    NodeList kids = {0};
    caption->as.section.id = id;
    doc_push(m->scratch, &kids, caption);
    for (uint32_t i = 1; i < table->nkids; i++)
        doc_push(m->scratch, &kids, table->kids[i]);
    doc_done(m->a, table, &kids);
    return true;
}

/* Attributes given on the line before, to what one block made. */
static void apply_attributes(Markdown *m, const Attributes *given, size_t mark)
{
    if (m->stack.count == mark + 1 && m->stack.items[mark]->kind == NODE_CAPTION) {
        m->next = *given; /* for the table behind its title */
        return;
    }
    if (m->stack.count != mark + 1 || m->stack.items[mark]->kind == NODE_NOTE) { /* notes stand behind all blocks, not where they were written */
        diag_warn(m->text->d, "attributes-unused", given->pos, "这一行属性后面没有它说的那一块，未起作用",
                  "there is no block behind these attributes; they have no effect");
        return;
    }
    const Node *made = m->stack.items[mark];
    bool own = doc_has_section((NodeKind)made->kind) || made->kind == NODE_TABLE;
    Node *node = own ? doc_copy(m->a, made) : doc_node(m->a, NODE_SECTION, made->pos);
    if (!own) { /* put around it */
        node->as.section.class = given->class;
        node->as.section.id = given->id;
        markdown_finish(m, node, mark);
        return;
    }
    Str *class = node->kind == NODE_TABLE ? &node->as.table.class : &node->as.section.class;
    if (given->class.n)
        *class = class->n ? str_printf(m->a, "%.*s %.*s", STR_ARG(*class), STR_ARG(given->class)) : given->class;
    m->stack.items[mark] = node;
    if (given->id.n && node->kind != NODE_TABLE) {
        node->as.section.id = given->id;
    } else if (given->id.n && !name_table(m, node, given->id)) {
        Node *around = doc_node(m->a, NODE_SECTION, node->pos);
        around->as.section.id = given->id;
        markdown_finish(m, around, mark);
    }
}

/* Where definitions begin that the block after the one since mark may go on with. */
static uint32_t still_defining(const Markdown *m, size_t mark)
{
    const Node *made = m->stack.count > mark ? m->stack.items[m->stack.count - 1] : NULL;
    if (!made || (m->defining && markdown_defines_on(made, m->defining)))
        return m->defining;
    return made->kind == NODE_DEFINITIONS ? made->pos.column : 0;
}

static void blocks_from(Markdown *m, cmark_node *first)
{
    size_t start = m->stack.count;
    uint32_t outer = m->defining;
    m->defining = 0;
    /* a list and its item are two levels of the tree, one to the author */
    if (first && markdown_enter(m, &m->block_depth, 2 * MARKDOWN_DEPTH, block_offset(m, first)))
        for (cmark_node *kid = first; kid; kid = cmark_node_next(kid)) {
            Attributes given = m->next;
            size_t mark = m->stack.count;
            m->next = (Attributes){0};
            put_block(m, kid);
            if (mark > start && m->stack.count == mark + 1 && m->stack.items[mark]->kind == NODE_TABLE &&
                m->stack.items[mark - 1]->kind == NODE_CAPTION)
                title_table(m, mark--);
            if (given.given)
                apply_attributes(m, &given, mark);
            m->defining = still_defining(m, mark);
        }
    if (m->next.given)
        apply_attributes(m, &m->next, m->stack.count);
    m->next = (Attributes){0};
    markdown_join_definitions(m, start);
    m->defining = outer;
    m->block_depth -= first != NULL;
}

void markdown_blocks(Markdown *m, cmark_node *parent)
{
    blocks_from(m, cmark_node_first_child(parent));
}
