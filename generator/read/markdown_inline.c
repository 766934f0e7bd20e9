/*
 * cmark-gfm's inlines into ours, each with the place where it stands.
 *
 * The columns that cmark-gfm reports for inlines are wrong behind definitions, hard line ends and
 * continued lines, so they are not used: the source is read along with the tree. A cursor stands
 * where the next inline must be; each kind knows which marks to pass over. When a text is not
 * found at the cursor it is looked for ahead. Text that agrees with the source byte for byte
 * is a slice of it; only the rest is copied.
 */
#include "read/markdown_cmark.h"

#include <assert.h>
#include <cmark-gfm/buffer.h>
#include <cmark-gfm/houdini.h>
#include <string.h>
#include <strings.h>

#include "read/markdown_imp.h"
#include "text/unicode.h"

enum {
    PROBE = 24,          /* bytes of a text that are looked for when it is not in its place */
    REFERENCE_MAX = 40,  /* bytes of the longest &name; */
    OBJECT = 0xFFFC,     /* stands for a picture among characters */
    HAN = 0x4E00,        /* stands for the words of a reference or a value */
    IDEOGRAPHIC_SPACE_BYTES = 3
};

static Str source_text(const Leaf *leaf)
{
    return leaf->m->text->source->text;
}

static Pos pos_at(const Leaf *leaf, size_t offset)
{
    return markdown_pos(leaf->m->text, offset);
}

/* ---- places ---- */

/* The character that a reference such as &amp; at source offset `at` stands for. */
static size_t reference_length(Str s, size_t at, char decoded[8], size_t *n)
{
    cmark_strbuf out;
    cmark_strbuf_init(cmark_get_default_mem_allocator(), &out, 0);
    Str reach = str_slice(s, at + 1, at + 1 + REFERENCE_MAX);
    bufsize_t length = houdini_unescape_ent(&out, (const uint8_t *)reach.p, (bufsize_t)reach.n);
    *n = length && out.size <= 8 ? (size_t)out.size : 0;
    memcpy(decoded, out.ptr, *n);
    cmark_strbuf_free(&out);
    return *n ? (size_t)length + 1 : 0;
}

static bool is_escapable(char c)
{
    return c > ' ' && c < 0x7F && unicode_is_punctuation((uint32_t)c);
}

/* One step of the comparison: the source at `from` against the literal at `at`. */
static size_t step(Str s, size_t from, Str text, size_t at, Replaced *r)
{
    *r = (Replaced){at, 0, 0};
    char decoded[8];
    if (s.p[from] == '\\' && from + 1 < s.n && is_escapable(s.p[from + 1]) &&
        s.p[from + 1] == text.p[at]) {
        *r = (Replaced){at, 1, 2};
        return 2;
    }
    if (s.p[from] == '&') {
        size_t n, length = reference_length(s, from, decoded, &n);
        if (length && at + n <= text.n && memcmp(decoded, text.p + at, n) == 0) {
            *r = (Replaced){at, n, length};
            return length;
        }
    }
    r->n = 1;
    return s.p[from] == text.p[at] ? 1 : 0;
}

/* Whether the run's text stands in the source at `from`, by itself or as escapes. */
static bool matches(const Leaf *leaf, Run *run, size_t from)
{
    Str s = source_text(leaf);
    if (from > s.n || s.n - from < run->text.n)
        return false;
    run->start = from;
    run->nreplaced = 0;
    run->end = from + run->text.n;
    if (memcmp(s.p + from, run->text.p, run->text.n) == 0 &&
        !memchr(run->text.p, '\\', run->text.n) && !memchr(run->text.p, '&', run->text.n))
        return true;
    size_t at = 0;
    while (at < run->text.n && from < s.n) {
        Replaced r;
        size_t length = step(s, from, run->text, at, &r);
        if (!length)
            return false;
        if (r.source_n)
            arena_push(leaf->m->scratch, run->replaced, run->nreplaced, run->room, r);
        from += length;
        at += r.n;
    }
    run->end = from;
    return at == run->text.n;
}

/* The first place ahead where the text stands. */
static bool search(const Leaf *leaf, Run *run)
{
    Str reach = str_slice(source_text(leaf), 0, leaf->limit);
    Str probe = str_slice(run->text, 0, PROBE);
    for (size_t at = leaf->cursor; (at = str_find(reach, probe, at)) < reach.n; at++)
        if (matches(leaf, run, at))
            return true;
    return false;
}

static Run place(Leaf *leaf, Str text)
{
    Run run = {.text = text};
    if (!matches(leaf, &run, leaf->cursor) && !search(leaf, &run)) {
        run.start = run.end = leaf->cursor;
        run.nreplaced = 0;
        run.text = str_copy(leaf->m->scratch, text);
    }
    size_t more = markdown_left_out(leaf->m->fed, run.end);
    if (more) {
        assert(!run.nreplaced);
        run.end += more;
        run.text = str_slice(source_text(leaf), run.start, run.end);
    }
    leaf->cursor = run.end;
    return run;
}

static bool at_char(const Leaf *leaf, const char *chars)
{
    Str s = source_text(leaf);
    return leaf->cursor < leaf->limit && s.p[leaf->cursor] &&
           strchr(chars, s.p[leaf->cursor]) != NULL;
}

/* Move the cursor to the next of these characters; it stays when there is none. */
static void seek(Leaf *leaf, const char *chars)
{
    size_t from = leaf->cursor;
    while (leaf->cursor < leaf->limit && !at_char(leaf, chars))
        leaf->cursor++;
    if (leaf->cursor >= leaf->limit)
        leaf->cursor = from;
}

static size_t next_start(const Leaf *leaf)
{
    const MarkdownText *t = leaf->m->text;
    uint32_t line = source_pos(t->source, leaf->cursor).line - t->first_line + 1;
    size_t start = markdown_content_start(leaf->m, line + 1);
    return start == OFFSET_NONE || start > leaf->limit ? leaf->limit : start;
}

void markdown_next_line(Leaf *leaf)
{
    leaf->cursor = next_start(leaf);
}

Str markdown_ahead(const Leaf *leaf)
{
    Str reach = str_slice(source_text(leaf), 0, leaf->limit);
    size_t start = next_start(leaf);
    return str_slice(reach, start, str_find(reach, STR("\n"), start));
}

size_t markdown_run_offset(const Run *run, size_t i)
{
    size_t offset = run->start + i;
    for (size_t k = 0; k < run->nreplaced && run->replaced[k].at + run->replaced[k].n <= i; k++)
        offset += run->replaced[k].source_n - run->replaced[k].n;
    return offset;
}

bool markdown_is_written(const Run *run, size_t i)
{
    for (size_t k = 0; k < run->nreplaced && run->replaced[k].at <= i; k++)
        if (i < run->replaced[k].at + run->replaced[k].n)
            return false;
    return true;
}

/* ---- putting out ---- */

static void push(Leaf *leaf, const Node *node)
{
    doc_push(leaf->m->scratch, &leaf->m->stack, node);
}

const Node *markdown_finish(Markdown *m, Node *node, size_t mark)
{
    assert(mark <= m->stack.count);
    NodeList kids = {m->stack.items + mark, m->stack.count - mark, 0};
    const Node *done = doc_done(m->a, node, &kids);
    m->stack.count = mark;
    doc_push(m->scratch, &m->stack, done);
    return done;
}

bool markdown_is_forbidden(uint32_t rune)
{
    return (rune < ' ' && rune != '\t' && rune != '\n') || rune == 0x7F ||
           (rune >= 0x80 && rune < 0xA0) || rune == 0x2028 || rune == 0x2029 ||
           (rune >= 0x202A && rune <= 0x202E) || (rune >= 0x2066 && rune <= 0x2069) ||
           rune == 0xFFFD || rune == UNICODE_BAD;
}

Str markdown_decoded(Markdown *m, Str text, Pos pos)
{
    Buf out = buf_in(m->scratch);
    uint32_t rune;
    bool dropped = false;
    for (size_t at = 0; at < text.n;) {
        size_t length = unicode_decode(text, at, &rune);
        bool bad = markdown_is_forbidden(rune);
        if (rune == '\t' || rune == '\n')
            buf_byte(&out, ' ');
        else if (!bad)
            buf_str(&out, str_slice(text, at, at + length));
        dropped |= bad;
        at += length;
    }
    if (dropped)
        diag_warn(m->text->d, "text-control", pos, "字符引用指向控制字符，已删去",
                  "a character reference stands for a control; left out");
    return str_copy(m->a, buf_view(&out));
}

void markdown_piece(Leaf *leaf, const Run *run, size_t from, size_t to)
{
    if (from == to)
        return;
    size_t start = markdown_run_offset(run, from), end = markdown_run_offset(run, to);
    Str text = str_slice(run->text, from, to);
    Str there = str_slice(source_text(leaf), start, end);
    Pos pos = pos_at(leaf, start);
    if (str_equal(there, text) && !memchr(text.p, '\t', text.n))
        text = there;
    else
        text = markdown_decoded(leaf->m, text, pos);
    if (text.n)
        push(leaf, doc_text(leaf->m->a, text, pos));
}

static void put_address(Leaf *leaf, const Run *run, size_t from, size_t to, Str href)
{
    Markdown *m = leaf->m;
    Node *link = doc_node(m->a, NODE_LINK, pos_at(leaf, markdown_run_offset(run, from)));
    size_t mark = m->stack.count;
    markdown_piece(leaf, run, from, to);
    link->as.link.href = str_copy(m->a, href);
    markdown_finish(m, link, mark);
}

static void put_run(Leaf *leaf, const Run *run)
{
    size_t done = 0, at = 0, start, end;
    Str href;
    Arena *scratch = leaf->m->scratch;
    bool any = leaf->m->facts->has_addresses; /* one that is made of references or escapes is not meant */
    while (any && !leaf->in_link && markdown_autolink(scratch, run->text, at, &start, &end, &href)) {
        bool meant = true;
        for (size_t i = start; meant && i < end && run->nreplaced; i++)
            meant = markdown_is_written(run, i) || run->text.p[i] == '&';
        at = end;
        if (!meant)
            continue;
        markdown_words(leaf, run, done, start);
        put_address(leaf, run, start, end, href);
        done = end;
    }
    markdown_words(leaf, run, done, run->text.n);
}

/* The last character of text, a variation selector passed over. */
static uint32_t last_rune(Str text, uint32_t otherwise)
{
    uint32_t rune = otherwise;
    while (text.n) {
        text.n -= unicode_before(text, text.n, &rune);
        if (!unicode_is_selector(rune))
            break;
    }
    return rune;
}

/* The last character put out. */
static uint32_t last_of(Leaf *leaf)
{
    if (leaf->words.n)
        leaf->last = last_rune(leaf->words, leaf->last);
    leaf->words = STR_NONE;
    return leaf->last;
}

static void set_last(Leaf *leaf, uint32_t rune)
{
    leaf->last = rune;
    leaf->words = STR_NONE;
}

static void put_words(Leaf *leaf, Str words)
{
    last_of(leaf);
    leaf->words = words;
}

static Str without_indent(Str text)
{
    for (int i = 0; i < 4 && str_starts(text, STR("\u3000")); i++)
        text = str_slice(text, IDEOGRAPHIC_SPACE_BYTES, text.n);
    return text;
}

/* A literal of cmark-gfm's without marks. */
static Str literal_of(const Leaf *leaf, cmark_node *node)
{
    return markdown_unmarked(leaf->m->scratch, leaf->m->fed, str_of(cmark_node_get_literal(node)));
}

static void strip_front(Run *run, size_t n)
{
    n = n < run->text.n ? n : run->text.n;
    run->start = markdown_run_offset(run, n);
    run->text = str_slice(run->text, n, run->text.n);
    size_t kept = 0;
    for (size_t i = 0; i < run->nreplaced; i++)
        if (run->replaced[i].at >= n) {
            run->replaced[kept] = run->replaced[i];
            run->replaced[kept++].at -= n;
        }
    run->nreplaced = kept;
}

/* {#id} at the end of a heading: the text without it. */
static void take_tail(Leaf *leaf, Run *run)
{
    Str text = run->text;
    size_t at = text.n;
    while (at > 0 && text.p[at - 1] != '{')
        at--;
    if (!at || (at > 1 && text.p[at - 2] == '{') /* a value */ || !str_ends(text, STR("}")) || !markdown_is_written(run, at - 1))
        return;
    size_t end = markdown_attributes(leaf->m, text, at - 1, ATTRIBUTES_HEADING,
                                     pos_at(leaf, markdown_run_offset(run, at - 1)), &leaf->attributes);
    if (end != text.n)
        return;
    run->text = str_slice(text, 0, at - 1);
    while (run->text.n && run->text.p[run->text.n - 1] == ' ')
        run->text.n--;
}

/* {.class} right behind a link or a picture, which is the last on the stack. */
static void take_behind(Leaf *leaf, Run *run)
{
    Markdown *m = leaf->m;
    const Node *linked = leaf->linked;
    bool ref = linked->kind == NODE_REF;
    Attributes at;
    if (!run->text.n || run->text.p[0] != '{' || str_starts(run->text, STR("{{")) || !markdown_is_written(run, 0))
        return;
    size_t end = markdown_attributes(m, run->text, 0, ref ? ATTRIBUTES_REF : ATTRIBUTES_SPAN,
                                     pos_at(leaf, run->start), &at);
    if (!at.given)
        return;
    if (ref && at.show) {
        Node *own = doc_node(m->a, NODE_REF, linked->pos);
        own->as.link = linked->as.link;
        own->level = at.show;
        m->stack.count--;
        push(leaf, own);
    }
    markdown_wrap(m, &at, linked->pos, m->stack.count - 1);
    strip_front(run, end);
}

/* Is there nothing in text that could mean more than itself: bracket, brace of either width, backslash, reference, tab? */
static bool is_plain(Str text)
{
    return markdown_next_mark(text, 0, text.n) == text.n && !memchr(text.p, '\\', text.n) && !memchr(text.p, '&', text.n) &&
           !memchr(text.p, '\t', text.n);
}

/* Most texts stand at the cursor as they are and mean nothing but themselves: then they are a slice of the source. */
static bool put_plain(Leaf *leaf, cmark_node *node)
{
    Str s = source_text(leaf), text = {(const char *)node->as.literal.data, (size_t)node->as.literal.len};
    if (leaf->skip || leaf->m->facts->has_addresses || !text.n || leaf->cursor > s.n || s.n - leaf->cursor < text.n)
        return false;
    Str there = {s.p + leaf->cursor, text.n};
    bool indented = leaf->strip_indent && str_starts(there, STR("\u3000"));
    if (indented || (there.p != text.p && memcmp(there.p, text.p, text.n) != 0))
        return false;
    there.n += markdown_left_out(leaf->m->fed, leaf->cursor + there.n);
    if (!leaf->m->facts->is_plain && !is_plain(there))
        return false;
    push(leaf, doc_text(leaf->m->a, there, pos_at(leaf, leaf->cursor)));
    leaf->cursor += there.n;
    put_words(leaf, there);
    return true;
}

static void put_text(Leaf *leaf, cmark_node *node)
{
    if (put_plain(leaf, node))
        return;
    Markdown *m = leaf->m;
    size_t mark = m->stack.count;
    Run run = place(leaf, literal_of(leaf, node));
    if (leaf->skip)
        strip_front(&run, leaf->skip);
    leaf->skip = 0;
    if (leaf->strip_indent)
        strip_front(&run, run.text.n - without_indent(run.text).n);
    if (leaf->linked)
        take_behind(leaf, &run);
    if (node == leaf->tail)
        take_tail(leaf, &run);
    put_run(leaf, &run);
    const Node *end = m->stack.count > mark ? m->stack.items[m->stack.count - 1] : NULL;
    bool wraps = end && (end->kind == NODE_RUBY || end->kind == NODE_SPAN || end->kind == NODE_INDEX_ENTRY);
    if (end && end->kind == NODE_VALUE) {
        set_last(leaf, HAN);
        return;
    }
    put_words(leaf, wraps ? doc_plain_str(m->scratch, end) : run.text);
}

/* ---- line ends ---- */

/* The first character that node puts out, 0 when it puts out none. */
static uint32_t first_rune(const Leaf *leaf, cmark_node *node)
{
    cmark_node *inner = node;
    while (inner && cmark_node_get_type(node) != CMARK_NODE_IMAGE) {
        node = inner;
        inner = cmark_node_first_child(node);
    }
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_IMAGE)
        return OBJECT;
    if (type == CMARK_NODE_LINK)
        return HAN; /* a reference: 表 1, 第十二条 */
    if (type != CMARK_NODE_TEXT && type != CMARK_NODE_CODE)
        return 0;
    Str text = literal_of(leaf, node);
    size_t bar, close;
    uint32_t rune = 0;
    bool ruby = str_starts(text, STR("{")) && markdown_ruby(text, 0, &bar, &close);
    bool span = leaf->spans && str_starts(text, STR("["));
    if (leaf->m->options.values && str_starts(text, STR("{{")))
        return HAN;
    if (text.n > (ruby || span))
        unicode_decode(text, ruby || span, &rune);
    return rune;
}

static void put_soft_break(Leaf *leaf, cmark_node *node)
{
    uint32_t after = 0;
    for (cmark_node *next = cmark_node_next(node); next && !after; next = cmark_node_next(next))
        after = first_rune(leaf, next);
    if (leaf->m->verse)
        push(leaf, doc_node(leaf->m->a, NODE_LINE_BREAK, pos_at(leaf, leaf->cursor)));
    else if (!markdown_joins(last_of(leaf), after))
        push(leaf, doc_node(leaf->m->a, NODE_SOFT_BREAK, pos_at(leaf, leaf->cursor)));
    markdown_next_line(leaf);
}

static void put_line_break(Leaf *leaf)
{
    push(leaf, doc_node(leaf->m->a, NODE_LINE_BREAK, pos_at(leaf, leaf->cursor)));
    set_last(leaf, '\n');
    markdown_next_line(leaf);
}

/* ---- the other kinds ---- */

static size_t count_ticks(const Leaf *leaf, size_t at)
{
    size_t n = 0;
    while (at + n < leaf->limit && source_text(leaf).p[at + n] == '`')
        n++;
    return n;
}

/* Behind the run of exactly n ticks that closes a code span; the limit when there is none. */
static size_t code_end(const Leaf *leaf, size_t at, size_t n)
{
    while (at < leaf->limit) {
        size_t ticks = count_ticks(leaf, at);
        if (ticks == n)
            return at + n;
        at += ticks ? ticks : 1;
    }
    return leaf->limit;
}

static void put_code(Leaf *leaf, cmark_node *node)
{
    Str s = source_text(leaf);
    Str text = literal_of(leaf, node);
    seek(leaf, "`");
    size_t ticks = count_ticks(leaf, leaf->cursor), inside = leaf->cursor + ticks;
    Node *code = doc_node(leaf->m->a, NODE_CODE_SPAN, pos_at(leaf, leaf->cursor));
    Str there = str_slice(s, inside, inside + text.n);
    if (!str_equal(there, text)) /* one blank beside the ticks is not part of the code */
        there = str_slice(s, inside + 1, inside + 1 + text.n);
    code->as.text = str_equal(there, text) ? there : markdown_decoded(leaf->m, text, code->pos);
    leaf->cursor = code_end(leaf, inside, ticks);
    push(leaf, code);
    put_words(leaf, text);
}

static bool is_comment(Str html)
{
    return str_starts(html, STR("<!--"));
}

/* Over HTML as it stands in the source, whose continued lines may start with quote marks. */
static void skip_html(Leaf *leaf, Str html)
{
    for (size_t i = 0; i < html.n && leaf->cursor < leaf->limit; i++)
        if (html.p[i] == '\n')
            markdown_next_line(leaf);
        else
            leaf->cursor++;
}

/* The element whose text nobody is to read, 0 for another: an opening tag of it, or with `closing` an end tag. */
static size_t silent_element(cmark_node *node, bool closing)
{
    if (!node || cmark_node_get_type(node) != CMARK_NODE_HTML_INLINE)
        return 0;
    Str html = str_of(cmark_node_get_literal(node));
    if (html.n < 2 || (html.p[1] == '/') != closing)
        return 0;
    return markdown_silent_name(str_slice(html, closing ? 2 : 1, html.n));
}

static void drop_html(Leaf *leaf, cmark_node *node)
{
    Str html = literal_of(leaf, node);
    Diag *d = leaf->m->text->d;
    seek(leaf, "<");
    Pos pos = pos_at(leaf, leaf->cursor);
    if (is_comment(html)) {
        diag_note(d, "raw-html", pos, "HTML 注释已删去", "HTML comment left out");
    } else if (silent_element(node, false)) {
        diag_warn(d, "raw-html", pos, "HTML 标记 %.*s 已删去，到结束标记或段末的内容一并删去",
                  "HTML tag %.*s left out with what stands up to its end tag or the end of the paragraph",
                  STR_ARG(str_slice(html, 0, 80)));
    } else if (!silent_element(node, true)) {
        diag_warn(d, "raw-html", pos, "HTML 标记 %.*s 已删去，其中的文字保留",
                  "HTML tag %.*s left out, its text kept", STR_ARG(str_slice(html, 0, 80)));
        if (str_starts(html, STR("<br")))
            diag_hint(d, "要换行，请在行尾加一个反斜线“\\”", "to break a line, end it with a backslash");
    }
    skip_html(leaf, html);
}

/* n delimiters, the kids, n delimiters. */
static void put_container(Leaf *leaf, cmark_node *node, NodeKind kind, const char *delimiters,
                          size_t n)
{
    Markdown *m = leaf->m;
    seek(leaf, delimiters);
    Node *own = doc_node(m->a, kind, pos_at(leaf, leaf->cursor));
    size_t mark = m->stack.count;
    leaf->cursor += n;
    markdown_inlines(leaf, node);
    if (at_char(leaf, delimiters))
        leaf->cursor += n;
    markdown_finish(m, own, mark);
}

static Str address_of(const Leaf *leaf, const char *text)
{
    return markdown_unmarked(leaf->m->scratch, leaf->m->fed, str_of(text));
}

static void warn_address(Leaf *leaf, Pos pos, bool image, LinkFault fault)
{
    Diag *d = leaf->m->text->d;
    const char *zh = image ? "图片已换成它的说明文字" : "链接已去掉，文字保留";
    const char *en = image ? "picture left out, its words kept" : "link left out, its text kept";
    diag_words(d, DIAG_WARNING, "link-scheme", pos, str_printf(d->arena, "%s：%s", zh, fault.zh),
               str_printf(d->arena, "%s: %s", en, fault.en));
}

/* Behind the "]" at the cursor: (address "title"), [label] or nothing; or ">" of <address>. */
static void skip_link_end(Leaf *leaf)
{
    Str reach = str_slice(source_text(leaf), 0, leaf->limit);
    if (at_char(leaf, ">"))
        leaf->cursor++;
    else if (at_char(leaf, "]"))
        leaf->cursor = markdown_link_end(reach, leaf->cursor + 1);
}

/* [](#id), [](file.md#id): what that place is called is to stand here. */
static bool is_reference(cmark_node *node, NodeKind kind, Str href)
{
    return kind == NODE_LINK && !cmark_node_first_child(node) && href.n &&
           (href.p[0] == '#' || str_find(href, STR(":"), 0) == href.n);
}

/* Refused addresses leave what stood in the brackets. */
static void put_link(Leaf *leaf, cmark_node *node, NodeKind kind)
{
    Markdown *m = leaf->m;
    bool image = kind == NODE_IMAGE, outer = leaf->in_link;
    size_t mark = m->stack.count;
    seek(leaf, image ? "!" : "[<");
    Pos pos = pos_at(leaf, leaf->cursor);
    Str href = address_of(leaf, cmark_node_get_url(node));
    LinkFault fault;
    bool allowed = markdown_link_allowed(m->scratch, href, &fault);
    if (!allowed)
        warn_address(leaf, pos, image, fault);
    leaf->cursor += image ? 2 : 1;
    leaf->in_link = true;
    markdown_inlines(leaf, node);
    leaf->in_link = outer;
    skip_link_end(leaf);
    if (image)
        set_last(leaf, OBJECT);
    if (!allowed)
        return;
    bool reference = is_reference(node, kind, href);
    Node *link = doc_node(m->a, reference ? NODE_REF : kind, pos);
    link->as.link.href = str_copy(m->a, href);
    Str title = address_of(leaf, cmark_node_get_title(node));
    if (title.n)
        link->as.link.title = markdown_decoded(m, title, pos);
    leaf->linked = markdown_finish(m, link, mark);
    if (reference)
        set_last(leaf, HAN);
}

static void put_note_ref(Leaf *leaf, cmark_node *node)
{
    Markdown *m = leaf->m;
    int64_t number = 0;
    str_to_int(str_of(cmark_node_get_literal(node)), &number);
    assert(number >= 1 && number <= (int64_t)m->nnotes);
    seek(leaf, "[");
    Node *ref = doc_node(m->a, NODE_NOTE_REF, pos_at(leaf, leaf->cursor));
    ref->as.note.number = (uint32_t)number;
    ref->as.note.id = m->note_labels[number - 1];
    seek(leaf, "]");
    leaf->cursor++;
    push(leaf, ref);
}

/* What was put out from an opening <script> on is taken back at its end: nodes, openings, the last character. */
static void hush(Leaf *leaf, cmark_node *kid)
{
    Markdown *m = leaf->m;
    Silence *s = &leaf->silence;
    if (!s->element && cmark_node_get_type(kid) != CMARK_NODE_HTML_INLINE)
        return;
    size_t opens = silent_element(kid, false);
    if (!s->element && opens)
        *s = (Silence){opens, m->stack.count, m->nopenings, last_of(leaf)};
    if (!s->element || (cmark_node_next(kid) && silent_element(kid, true) != s->element))
        return;
    m->stack.count = m->stack.count < s->nodes ? m->stack.count : s->nodes;
    m->nopenings = m->nopenings < s->openings ? m->nopenings : s->openings;
    set_last(leaf, s->last);
    leaf->linked = NULL;
    s->element = 0;
}

void markdown_inline_node(Leaf *leaf, cmark_node *node)
{
    int type = (int)cmark_node_get_type(node);
    if (type != CMARK_NODE_TEXT)
        leaf->linked = NULL;
    switch (type) {
    case CMARK_NODE_TEXT: put_text(leaf, node); break;
    case CMARK_NODE_SOFTBREAK: put_soft_break(leaf, node); break;
    case CMARK_NODE_LINEBREAK: put_line_break(leaf); break;
    case CMARK_NODE_CODE: put_code(leaf, node); break;
    case CMARK_NODE_HTML_INLINE: drop_html(leaf, node); break;
    case CMARK_NODE_EMPH: put_container(leaf, node, NODE_EMPH, "*_", 1); break;
    case CMARK_NODE_STRONG: put_container(leaf, node, NODE_STRONG, "*_", 2); break;
    case CMARK_NODE_LINK: put_link(leaf, node, NODE_LINK); break;
    case CMARK_NODE_IMAGE: put_link(leaf, node, NODE_IMAGE); break;
    case CMARK_NODE_FOOTNOTE_REFERENCE: put_note_ref(leaf, node); break;
    default:
        assert(type == (int)CMARK_NODE_STRIKETHROUGH);
        put_container(leaf, node, NODE_STRIKE, "~", 2);
    }
    leaf->strip_indent = false;
    if (type == CMARK_NODE_TEXT)
        leaf->linked = NULL;
    hush(leaf, node);
}

bool markdown_enter(Markdown *m, int *depth, int limit, size_t offset)
{
    if (++*depth <= limit)
        return true;
    if (!m->too_deep)
        diag_error(m->text->d, "markdown-limit", markdown_pos(m->text, offset),
                   "套得太深（最多 %d 层）", "nested too deep (at most %d levels)", MARKDOWN_DEPTH);
    m->too_deep = true;
    return false;
}

Leaf markdown_leaf(Markdown *m, size_t start, size_t limit)
{
    Str reach = str_slice(m->text->source->text, 0, limit);
    return (Leaf){.m = m, .cursor = start, .limit = limit, .opened = m->nopenings,
                  .spans = m->facts->has_spans && start < limit && str_find(reach, STR("]{"), start) < limit};
}

void markdown_inlines(Leaf *leaf, cmark_node *parent)
{
    Markdown *m = leaf->m;
    size_t outer = leaf->opened;
    Silence around = leaf->silence;
    leaf->silence = (Silence){0};
    leaf->opened = m->nopenings;
    if (markdown_enter(m, &m->inline_depth, MARKDOWN_DEPTH, leaf->cursor))
        for (cmark_node *kid = cmark_node_first_child(parent); kid; kid = cmark_node_next(kid))
            markdown_inline_node(leaf, kid);
    leaf->silence = around;
    m->inline_depth--;
    m->nopenings = leaf->opened;
    leaf->opened = outer;
}
