#include "read/markdown_cmark.h"

#include <assert.h>

#include "read/markdown_imp.h"
#include "text/unicode.h"

/*
 * Strikethrough takes ~~ only, for 3~5岁 is a range here. Raw HTML is in the tree whatever the
 * options are, and dropped in the conversion; so are the places of blocks, and those of inlines
 * are not used.
 */
enum { OPTIONS = CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE };

Pos markdown_pos(const MarkdownText *t, size_t offset)
{
    if (t->fixed)
        return t->pos;
    assert(t->outer);
    return source_pos_near(t->outer, t->shift + offset, t->line);
}

/* ---- cmark-gfm ---- */

/* All of it in scratch. notes: there may be some; for them cmark-gfm goes through the whole tree once more. */
static cmark_node *parse(Arena *scratch, Str text, bool notes)
{
    static const char *const extensions[] = {"table", "strikethrough", "tasklist"};
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new_with_mem(OPTIONS | (notes ? CMARK_OPT_FOOTNOTES : 0), markdown_memory(scratch));
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
        cmark_syntax_extension *extension = cmark_find_syntax_extension(extensions[i]);
        assert(extension);
        cmark_parser_attach_syntax_extension(parser, extension);
    }
    cmark_parser_feed(parser, text.p ? text.p : "", text.n);
    cmark_node *root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return root;
}

/* ---- notes ---- */

/* "[^name]:" in this line of cmark-gfm's: the name. */
static Str note_label(const Markdown *m, uint32_t line)
{
    Str text = str_slice(m->text->source->text, 0, markdown_line_end(m, line));
    size_t open = str_find(text, STR("[^"), markdown_line_offset(m, line));
    return str_slice(text, open + 2, str_find(text, STR("]:"), open));
}

static void collect_notes(Markdown *m, cmark_node *root)
{
    Str *labels = NULL;
    size_t count = 0, room = 0;
    for (cmark_node *n = cmark_node_first_child(root); n; n = cmark_node_next(n))
        if (cmark_node_get_type(n) == CMARK_NODE_FOOTNOTE_DEFINITION) {
            Str label = note_label(m, (uint32_t)cmark_node_get_start_line(n));
            arena_push(m->scratch, labels, count, room, label);
        }
    m->note_labels = labels;
    m->nnotes = (uint32_t)count;
}

static bool is_code_line(const Markdown *m, uint32_t line)
{
    for (size_t i = 0; i < m->ncode_lines; i++)
        if (line >= m->code_lines[i][0] && line <= m->code_lines[i][1])
            return true;
    return false;
}

/* cmark-gfm drops notes that nothing refers to, and the second of two with one name. */
static void warn_unused_notes(const Markdown *m, const Node *root)
{
    const MarkdownText *t = m->text;
    for (size_t i = 0; i < m->facts->nnotes; i++) {
        uint32_t number = m->facts->notes[i];
        bool used = is_code_line(m, number - t->first_line + 1);
        uint32_t own = markdown_pos(t, t->source->line_starts[number - 1]).line;
        for (uint32_t k = root->nkids; !used && k-- > 0 && root->kids[k]->kind == NODE_NOTE;)
            used = root->kids[k]->pos.line == own;
        if (!used && !t->fixed)
            diag_warn(t->d, "note-unused", ((Pos){t->outer, own, 1}),
                      "这条脚注没有被引用，或者名字重复，未印出",
                      "nothing refers to this note, or its name is taken; it is left out");
    }
}

/* ---- putting it together ---- */

static const Node *convert(Markdown *m, cmark_node *root)
{
    size_t mark = m->stack.count;
    collect_notes(m, root);
    Pos pos = markdown_pos(m->text, m->text->body);
    markdown_blocks(m, root);
    if (m->too_deep)
        return NULL;
    if (m->one_line && m->stack.count > mark) {
        assert(m->stack.count == mark + 1);
        return m->stack.items[mark];
    }
    return markdown_finish(m, doc_node(m->a, m->one_line ? NODE_PARA : NODE_SECTION, pos), mark);
}

static const Node *read_with(Arena *a, Arena *scratch, const MarkdownText *t,
                             MarkdownOptions options, bool one_line)
{
    MarkdownFacts facts;
    MarkdownFed fed = {0};
    cmark_node *root = one_line ? NULL : markdown_plain(scratch, t, &facts);
    if (!root && (!markdown_guard(scratch, t, &facts) || !markdown_feed(scratch, t, &facts, one_line, &fed)))
        return NULL;
    Markdown m = {.a = a, .scratch = scratch, .text = t, .fed = &fed, .facts = &facts,
                  .options = options, .ids = map_in(scratch), .one_line = one_line};
    if (!root)
        root = parse(scratch, fed.text, facts.has_notes);
    const Node *node = convert(&m, root);
    if (node && !one_line)
        warn_unused_notes(&m, node);
    return node;
}

static const Node *read_text(Arena *a, const MarkdownText *t, MarkdownOptions options,
                             bool one_line)
{
    Arena *scratch = options.scratch ? options.scratch : arena_open();
    uint32_t line = 0;
    MarkdownText own = *t;
    own.line = &line;
    const Node *node = read_with(a, scratch, &own, options, one_line);
    if (!options.scratch)
        arena_close(scratch);
    return node;
}

const Node *markdown_read(Arena *a, const Source *source, size_t body, MarkdownOptions options,
                          Diag *d)
{
    assert(body <= source->text.n);
    uint32_t line = source_pos(source, body).line;
    MarkdownText t = {.source = source, .first_line = line, .body = body, .d = d, .outer = source};
    return read_text(a, &t, options, false);
}

/* The text as a source of its own, reported inside pos.source when it lies there. */
static bool make_text(Arena *a, Str text, Pos pos, Diag *d, MarkdownText *t)
{
    *t = (MarkdownText){.first_line = 1, .d = d, .fixed = true, .pos = pos};
    uint32_t rune;
    for (size_t at = 0; at < text.n;) {
        at += unicode_decode(text, at, &rune);
        if (rune != '\r' && markdown_is_forbidden(rune)) {
            diag_error(d, "text-control", pos, "文字里有控制字符或坏的 UTF-8",
                       "the text holds control characters or bad UTF-8");
            return false;
        }
    }
    t->source = source_make(a, STR(""), text);
    if (pos.source && text.p >= pos.source->text.p &&
        text.p + text.n <= pos.source->text.p + pos.source->text.n) {
        t->fixed = false;
        t->outer = pos.source;
        t->shift = (size_t)(text.p - pos.source->text.p);
    }
    return true;
}

const Node *markdown_text(Arena *a, Str text, Pos pos, MarkdownOptions options, Diag *d)
{
    MarkdownText t;
    return make_text(a, text, pos, d, &t) ? read_text(a, &t, options, false) : NULL;
}

static Str one_line(Arena *a, Str text)
{
    if (str_find(text, STR("\n"), 0) == text.n && str_find(text, STR("\r"), 0) == text.n)
        return text;
    Str copy = str_copy(a, text);
    char *p = (char *)(uintptr_t)copy.p;
    for (size_t i = 0; i < copy.n; i++)
        if (p[i] == '\n' || p[i] == '\r')
            p[i] = ' ';
    return copy;
}

const Node *markdown_inline(Arena *a, Str text, Pos pos, Diag *d)
{
    MarkdownText t;
    text = one_line(a, str_trim(text));
    if (!make_text(a, text, pos, d, &t))
        return NULL;
    return read_text(a, &t, (MarkdownOptions){.keep_indent = true}, true);
}
