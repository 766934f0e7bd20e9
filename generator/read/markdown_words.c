/*
 * Text between other inlines: readings of Han, values to be put in, and the brackets of spans.
 *
 * A "[" is text until a "]" of the same level is followed by attributes: then what lies on the stack
 * since it becomes a span. So links, which cmark-gfm has made already, and brackets in code or behind
 * a backslash are never taken for one.
 */
#include <assert.h>
#include <string.h>

#include "read/markdown_imp.h"
#include "text/unicode.h"

enum {
    RUBY_REACH = 256, /* bytes in which a reading ends, if it does */
    WIDE_BRACE = 3    /* bytes of U+FF5B */
};

/* ---- ruby ---- */

static void put_ruby(Leaf *leaf, const Run *run, size_t open, size_t bar, size_t close)
{
    Markdown *m = leaf->m;
    Node *ruby = doc_node(m->a, NODE_RUBY, markdown_pos(leaf->m->text, markdown_run_offset(run, open)));
    size_t mark = m->stack.count;
    markdown_piece(leaf, run, open + 1, bar);
    ruby->as.link.title = markdown_decoded(m, str_slice(run->text, bar + 1, close), ruby->pos);
    markdown_finish(m, ruby, mark);
}

/* "[^x]" that cmark-gfm left as text: there is no such note. */
static void warn_missing_note(Leaf *leaf, const Run *run, size_t from, size_t to)
{
    Str text = str_slice(run->text, 0, to);
    for (size_t at = from; (at = str_find(text, STR("[^"), at)) < text.n; at += 2) {
        size_t close = str_find(text, STR("]"), at);
        if (close == text.n || close == at + 2 || !markdown_is_written(run, at))
            continue;
        diag_warn(leaf->m->text->d, "note-missing", markdown_pos(leaf->m->text, markdown_run_offset(run, at)),
                  "没有名为“%.*s”的脚注", "there is no note named “%.*s”",
                  STR_ARG(str_slice(text, at + 2, close)));
    }
}

static bool is_ruby(const Run *run, size_t at, size_t to, size_t *bar, size_t *close)
{
    return markdown_ruby(str_slice(run->text, 0, to), at, bar, close) && markdown_is_written(run, at) &&
           markdown_is_written(run, *close);
}

/* "{汉字" and a bar of either width behind it: it was meant to be ruby. */
static void warn_ruby(Leaf *leaf, const Run *run, size_t at, size_t to)
{
    Str text = str_slice(run->text, 0, to);
    size_t end = at + 1;
    uint32_t rune = 0;
    while (end < text.n) {
        size_t length = unicode_decode(text, end, &rune);
        if (!unicode_is_han(rune))
            break;
        end += length;
    }
    if (end == at + 1 || end >= text.n || (rune != '|' && rune != 0xFF5C) || !markdown_is_written(run, at))
        return;
    Str reach = str_slice(text, 0, end + RUBY_REACH);
    size_t close = str_find(reach, STR("}"), end);
    bool open = close == reach.n;
    bool wide = rune == 0xFF5C, empty = close == end + 1;
    diag_warn(leaf->m->text->d, "ruby", markdown_pos(leaf->m->text, markdown_run_offset(run, at)),
              wide             ? "注音的竖线是全角“｜”，照原样印出"
              : open           ? "注音缺右花括号“}”，照原样印出"
              : empty          ? "注音竖线后面没有读音，照原样印出"
                               : "注音的写法不对，照原样印出",
              wide             ? "the bar of this annotation is full-width; it is printed as it is"
              : open           ? "this annotation lacks its closing brace; it is printed as it is"
              : empty          ? "this annotation has no reading; it is printed as it is"
                               : "this annotation is not well formed; it is printed as it is");
    diag_hint(leaf->m->text->d, "写作 {汉字|hàn zì}，花括号和竖线用半角；不是注音，花括号前加反斜线",
              "write {汉字|hàn zì} with ASCII braces and bar; put a backslash before a brace that is none");
}

/* ---- values: {{expression}} ---- */

/* Behind the "}}" of the value whose "{{" is at `at`; `at` when there is none. */
static size_t value_end(const Leaf *leaf, const Run *run, size_t at, size_t to)
{
    Str text = str_slice(run->text, 0, to);
    if (!leaf->m->options.values || !str_starts(str_slice(text, at, to), STR("{{")) || !markdown_is_written(run, at) ||
        !markdown_is_written(run, at + 1))
        return at;
    size_t close = str_find(text, STR("}}"), at + 2);
    Str inside = str_slice(text, at + 2, close);
    bool whole = close < to && str_trim(inside).n && str_find(inside, STR("{"), 0) == inside.n &&
                 markdown_is_written(run, close) && markdown_is_written(run, close + 1);
    return whole ? close + 2 : at;
}

static bool opens_value(const Run *run, size_t at, size_t to)
{
    Str rest = str_slice(run->text, at, to);
    return rest.p[0] == '{' ? str_starts(rest, STR("{{")) : str_starts(rest, STR("｛｛"));
}

/* "{{" or its full-width form that is no value: it was meant to be one. */
static void warn_value(Leaf *leaf, const Run *run, size_t at, size_t to)
{
    bool wide = run->text.p[at] != '{';
    assert(opens_value(run, at, to));
    if (!leaf->m->options.values || !markdown_is_written(run, at) || !markdown_is_written(run, at + 1))
        return;
    diag_warn(leaf->m->text->d, "value-form", markdown_pos(leaf->m->text, markdown_run_offset(run, at)),
              wide ? "花括号是全角“｛｛”，照原样印出" : "“{{”没有在同一行写完整，照原样印出",
              wide ? "full-width braces are printed as they are" : "this {{ is not complete on its line; it is printed as it is");
    diag_hint(leaf->m->text->d, "写作 {{…}}，用半角花括号，写在一行里；不是要填的数，花括号前加反斜线",
              "write {{…}} with ASCII braces on one line; put a backslash before braces that mean no value");
}

static void put_value(Leaf *leaf, const Run *run, size_t at, size_t end)
{
    Markdown *m = leaf->m;
    Node *value = doc_node(m->a, NODE_VALUE, markdown_pos(m->text, markdown_run_offset(run, at)));
    value->as.text = markdown_decoded(m, str_slice(run->text, at, end), value->pos);
    doc_push(m->scratch, &m->stack, value);
}

/* ---- spans: [words]{.class} ---- */

static void open_span(Leaf *leaf, Pos pos)
{
    Markdown *m = leaf->m;
    Opening opening = {m->stack.count, pos};
    arena_push(m->scratch, m->openings, m->nopenings, m->openings_room, opening);
    doc_push(m->scratch, &m->stack, doc_text(m->a, STR("["), pos));
}

static bool has_entry(const IndexEntry *e)
{
    return e->term.n || e->sub.n || e->sort.n || e->see.n || e->also.n;
}

/* The words since mark as an entry of the index, which they are themselves when none is given. */
static void put_entry(Markdown *m, const Attributes *at, Pos pos, size_t mark)
{
    Node *node = doc_node(m->a, NODE_INDEX_ENTRY, pos);
    IndexEntry *entry = arena_new(m->a, IndexEntry);
    *entry = at->entry;
    NodeList words = {m->stack.items + mark, m->stack.count - mark, 0};
    if (!entry->term.n)
        entry->term = str_trim(doc_plain_str(m->a, doc_done(m->scratch, doc_node(m->scratch, NODE_PARA, pos),
                                                            &words)));
    if (!entry->term.n) {
        diag_warn(m->text->d, "index-term", at->pos, "索引项没有词", "an index entry without a word");
        diag_hint(m->text->d, "把词写在方括号里，或写 {.索引 词=\"…\"}", "put the word in the brackets, or write {.index term=\"…\"}");
        return;
    }
    node->as.index = entry;
    markdown_finish(m, node, mark);
}

void markdown_wrap(Markdown *m, const Attributes *at, Pos pos, size_t mark)
{
    if (at->index)
        put_entry(m, at, pos, mark);
    else if (has_entry(&at->entry))
        diag_warn(m->text->d, "index-class", at->pos, "有索引的属性，但没有写“.索引”，未起作用",
                  "attributes of the index without the class index have no effect");
    if (!at->class.n && !at->id.n && !at->language)
        return;
    Node *span = doc_node(m->a, NODE_SPAN, pos);
    span->level = at->language;
    span->as.section.class = at->class;
    span->as.section.id = at->id;
    markdown_finish(m, span, mark);
}

static size_t close_span(Leaf *leaf, const Run *run, size_t at, size_t to, size_t *done)
{
    Markdown *m = leaf->m;
    bool open = m->nopenings > leaf->opened;
    Attributes attributes = {0};
    size_t end = at + 1;
    if (end < to && run->text.p[end] == '{')
        end = markdown_attributes(m, str_slice(run->text, 0, to), end, ATTRIBUTES_SPAN,
                                  markdown_pos(leaf->m->text, markdown_run_offset(run, end)), &attributes);
    if (attributes.given && open) {
        Opening opening = m->openings[--m->nopenings];
        markdown_piece(leaf, run, *done, at);
        memmove(m->stack.items + opening.stack, m->stack.items + opening.stack + 1,
                (m->stack.count - opening.stack - 1) * sizeof *m->stack.items);
        m->stack.count--;
        markdown_wrap(m, &attributes, opening.pos, opening.stack);
        *done = end;
        return end;
    }
    m->nopenings -= open;
    if (attributes.given) {
        diag_warn(m->text->d, "span-open", attributes.pos, "找不到与“]{”配对的“[”，照原样印出",
                  "there is no [ for this ]{; it is printed as it is");
        diag_hint(m->text->d, "写作 [文字]{.类}；不能跨着强调、链接的边写", "write [words]{.class}, wholly inside or around emphasis and links");
    }
    return at + 1;
}

/* ---- words ---- */

/* None of these bytes is part of another character in UTF-8. */
size_t markdown_next_mark(Str text, size_t at, size_t to)
{
#ifdef __SSE2__
    for (; to - at > sizeof(__m128i); at += sizeof(__m128i)) { /* '[' and '{' differ in one bit */
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(text.p + at));
        __m128i behind = _mm_loadu_si128((const __m128i *)(const void *)(text.p + at + 1));
        __m128i open = _mm_cmpeq_epi8(_mm_and_si128(bytes, _mm_set1_epi8((char)0xDF)), _mm_set1_epi8('['));
        __m128i wide = _mm_and_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)0xEF)), _mm_cmpeq_epi8(behind, _mm_set1_epi8((char)0xBD)));
        __m128i found = _mm_or_si128(_mm_or_si128(open, wide), _mm_cmpeq_epi8(bytes, _mm_set1_epi8(']')));
        unsigned marks = (unsigned)_mm_movemask_epi8(found);
        if (marks)
            return at + (size_t)__builtin_ctz(marks);
    }
#endif
    for (; at < to; at++) {
        char c = text.p[at];
        if (c == '{' || c == '[' || c == ']' || (c == '\xEF' && at + 1 < to && text.p[at + 1] == '\xBD'))
            return at;
    }
    return to;
}

bool markdown_has_wide_marks(Str text)
{
    size_t at = 0;
#ifdef __SSE2__
    for (; text.n - at > sizeof(__m128i); at += sizeof(__m128i)) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(text.p + at));
        __m128i behind = _mm_loadu_si128((const __m128i *)(const void *)(text.p + at + 1));
        if (_mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)0xEF)), _mm_cmpeq_epi8(behind, _mm_set1_epi8((char)0xBD)))))
            return true;
    }
#endif
    return str_find(text, STR("\xEF\xBD"), at) < text.n;
}

void markdown_words(Leaf *leaf, const Run *run, size_t from, size_t to)
{
    size_t done = from, bar, close, end, first = markdown_next_mark(run->text, from, to);
    if (first < to)
        warn_missing_note(leaf, run, first, to);
    for (size_t at = first; (at = markdown_next_mark(run->text, at, to)) < to;) {
        char c = run->text.p[at];
        if (c == '{' && is_ruby(run, at, to, &bar, &close)) {
            markdown_piece(leaf, run, done, at);
            put_ruby(leaf, run, at, bar, close);
            done = at = close + 1;
        } else if (c == '{' && (end = value_end(leaf, run, at, to)) > at) {
            markdown_piece(leaf, run, done, at);
            put_value(leaf, run, at, end);
            done = at = end;
        } else if (opens_value(run, at, to)) {
            warn_value(leaf, run, at, to);
            at += c == '{' ? 2 : 2 * WIDE_BRACE;
        } else if (c == '{') {
            warn_ruby(leaf, run, at++, to);
        } else if (leaf->spans && c == '[' && markdown_is_written(run, at)) {
            markdown_piece(leaf, run, done, at);
            open_span(leaf, markdown_pos(leaf->m->text, markdown_run_offset(run, at)));
            done = ++at;
        } else if (leaf->spans && c == ']' && markdown_is_written(run, at)) {
            at = close_span(leaf, run, at, to, &done);
        } else {
            at++;
        }
    }
    markdown_piece(leaf, run, done, to);
}

