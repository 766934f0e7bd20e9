/*
 * The tree of a document, or the text of a field, into lines of characters; each line then goes
 * through all rules. How rules see a text: proof_imp.h.
 *
 * Places: text that the reader left as it was points into the source. Where it had to change (an escape, a
 * line end between Han, a quoted field) the text is laid beside the source again, character by character:
 * it is the source with some left out, so the next equal character is the right one.
 */
#include <assert.h>
#include <string.h>

#include "read/proof_imp.h"

enum {
    LOOK_AHEAD = 240,   /* bytes of the source that may be left out before a character */
    PLACEHOLDER = 200,  /* bytes of {{…}} and `…` in a field */
    CONTEXT = 8         /* characters shown on each side of what is wrong */
};

const ProofRule proof_rules[] = {
    {"proof-half", "半角标点", "half-width marks beside Han"},
    {"proof-full", "全角字母和数字", "full-width letters and digits"},
    {"proof-double", "标点重复", "marks twice"},
    {"proof-quote", "直引号", "straight quotes"},
    {"proof-pair", "括号、引号不成对", "brackets and quotes without their other half"},
    {"proof-nest", "引号、书名号套用", "quotes inside quotes of the same kind"},
    {"proof-pause", "引号、书名号之间的顿号", "a 顿号 between quoted items"},
    {"proof-ellipsis", "省略号", "ellipses"},
    {"proof-dash", "破折号", "dashes"},
    {"proof-range", "起止连接号", "signs of ranges"},
    {"proof-docno", "发文字号", "numbers of documents"},
    {"proof-ordinal", "“第一”后面的标点", "the mark behind 第一"},
    {"proof-item", "序号后面的标点", "the mark behind an item's number"},
    {"proof-list", "列表项末尾的标点", "marks at the ends of list items"},
    {"proof-space", "汉字间的空格", "blanks between Han"},
    {"proof-heading", "标题层级、序号、末尾标点", "levels, numbers and ends of headings"},
    {"proof-caption", "图题、表题末尾的句号", "full stops behind captions"},
    {"proof-about", "概数重复", "about so many, said twice"},
    {"proof-time", "12、24小时制混用", "hours of 12 and of 24"},
    {"proof-date", "日期写法", "forms of dates"},
    {"proof-number", "数字写法", "forms of numbers"},
    {"proof-percent", "百分数没有基数", "percentages of nothing told"},
    {"proof-sum", "合计不符", "sums that do not add up"},
    {NULL, NULL, NULL},
};

/* ---- what stands where ---- */

bool proof_has(const ProofLine *l, size_t i, const char32_t *words)
{
    for (; *words; words++, i++)
        if (proof_rune(l, i) != *words)
            return false;
    return true;
}

static size_t length_of(const char32_t *words)
{
    size_t n = 0;
    while (words[n])
        n++;
    return n;
}

size_t proof_one_of(const ProofLine *l, size_t i, const char32_t *const *words)
{
    for (; *words; words++)
        if (proof_has(l, i, *words))
            return length_of(*words);
    return 0;
}

bool proof_ends(const ProofLine *l, size_t i, const char32_t *words)
{
    size_t n = length_of(words);
    return i >= n && proof_has(l, i - n, words);
}

bool proof_among(uint32_t rune, const char32_t *set)
{
    for (; *set; set++)
        if (rune == *set)
            return true;
    return false;
}

bool proof_is_numeral(uint32_t r)
{
    return proof_among(r, U"一二三四五六七八九十百千零〇两");
}

/* A full-width mark: 。，（ and the like, curly quotes. */
static bool proof_is_wide_mark(uint32_t r)
{
    if (r < 0x80)
        return false;
    Punct p = unicode_punct(r);
    return p == PUNCT_OPEN || p == PUNCT_CLOSE || p == PUNCT_QUOTE_OPEN || p == PUNCT_QUOTE_CLOSE ||
           p == PUNCT_COMMA || p == PUNCT_STOP;
}

bool proof_is_han(uint32_t r)
{
    return r >= 0x2E80 && unicode_is_han(r);
}

bool proof_is_chinese(uint32_t r)
{
    return proof_is_han(r) || proof_is_wide_mark(r);
}

bool proof_starts(const ProofLine *l, size_t i)
{
    return i == 0 || proof_among(l->rune[i - 1], U"\n。；：！？“");
}

size_t proof_digits_end(const ProofLine *l, size_t i)
{
    while (proof_is_digit(proof_rune(l, i)) ||
           (proof_among(proof_rune(l, i), U",.") && proof_is_digit(proof_rune(l, i + 1))))
        i++;
    return i;
}

size_t proof_digits_start(const ProofLine *l, size_t i)
{
    while (i > 0 && (proof_is_digit(l->rune[i - 1]) ||
                     (proof_among(l->rune[i - 1], U",.") && i > 1 && proof_is_digit(l->rune[i - 2]))))
        i--;
    return i;
}

int64_t proof_value(const ProofLine *l, size_t from, size_t to)
{
    int64_t n = 0;
    for (; from < to; from++)
        if (!proof_is_digit(proof_rune(l, from)) || n > 99999999)
            return -1;
        else
            n = n * 10 + (int64_t)(l->rune[from] - '0');
    return n;
}

Str proof_slice(Arena *a, const ProofLine *l, size_t from, size_t to)
{
    Buf out = buf_in(a);
    for (; from < to && from < l->n; from++)
        if (l->rune[from] == PROOF_OBJECT)
            buf_c(&out, "▢");
        else
            buf_rune(&out, l->rune[from] == '\n' ? ' ' : l->rune[from]);
    return buf_view(&out);
}

/* ---- findings ---- */

/* A text that writes about writing: the comma “，”, written “3-5”. */
static bool is_spoken_of(const ProofLine *l, size_t from, size_t to)
{
    return proof_before(l, from) == U'“' && proof_rune(l, to) == U'”';
}

void proof_add(Proof *p, const ProofLine *l, size_t from, size_t to, const char *rule, DiagLevel level,
               Str advice, const char *zh, const char *en, ...)
{
    assert(from < l->n && from < to);
    p->spoken_of = is_spoken_of(l, from, to);
    if (p->spoken_of)
        return;
    size_t before = from > CONTEXT ? from - CONTEXT : 0;
    ProofFinding f = {.rule = rule, .level = level, .pos = source_pos(l->source, l->at[from]),
                      .text = proof_slice(p->a, l, from, to), .context = proof_slice(p->a, l, before, to + CONTEXT),
                      .lead = proof_slice(p->a, l, before, from).n, .advice = advice};
    va_list args;
    va_start(args, en);
    f.zh = str_vprintf(p->a, zh, args);
    f.en = str_vprintf(p->a, en, args);
    va_end(args);
    if (advice.n) {
        f.hint_zh = str_printf(p->a, "“%.*s”改为“%.*s”", STR_ARG(f.text), STR_ARG(advice));
        f.hint_en = str_printf(p->a, "write \"%.*s\" for \"%.*s\"", STR_ARG(advice), STR_ARG(f.text));
    }
    arena_push(p->a, p->items, p->count, p->room, f);
}

void proof_hint(Proof *p, const char *zh, const char *en)
{
    if (p->spoken_of)
        return;
    assert(p->count);
    p->items[p->count - 1].hint_zh = str_of(zh);
    p->items[p->count - 1].hint_en = str_of(en);
}

/* ---- lines ---- */

static void put(Proof *p, uint32_t rune, size_t at)
{
    ProofLine *l = p->line;
    if (l->n == l->room) {
        size_t room = l->room ? l->room * 2 : 512;
        l->rune = arena_grow(p->a, l->rune, l->room * sizeof *l->rune, room * sizeof *l->rune);
        l->at = arena_grow(p->a, l->at, l->room * sizeof *l->at, room * sizeof *l->at);
        l->room = room;
    }
    l->rune[l->n] = rune;
    l->at[l->n++] = (uint32_t)at;
}

/* The end of a placeholder {{…}} or of `…` that starts at i; i: none does. */
static size_t behind_placeholder(Str s, size_t i)
{
    bool braces = s.n - i >= 4 && s.p[i] == '{' && s.p[i + 1] == '{';
    if (!braces && s.p[i] != '`')
        return i;
    size_t from = i + (braces ? 2 : 1);
    Str near = str_slice(s, 0, from + PLACEHOLDER);
    Str end = braces ? STR("}}") : STR("`");
    size_t at = str_find(near, end, from);
    return at < near.n ? at + end.n : i;
}

/* Where in the source the character of so many bytes at c stands, at or a little after cursor. */
static size_t find_in_source(const Source *source, const char *c, size_t bytes, size_t cursor)
{
    Str s = source->text;
    size_t end = cursor + LOOK_AHEAD < s.n ? cursor + LOOK_AHEAD : s.n;
    for (size_t i = cursor; i + bytes <= end; i++)
        if (memcmp(s.p + i, c, bytes) == 0)
            return i;
    return SIZE_MAX;
}

/* Text that stands at *cursor in the source, which moves behind it. */
static void put_text(Proof *p, Str text, size_t *cursor)
{
    const Source *source = p->line->source;
    const char *near = source->text.p + *cursor; /* equal texts elsewhere may share their bytes */
    if (text.p >= near && text.p < near + LOOK_AHEAD && text.p < source->text.p + source->text.n)
        *cursor = (size_t)(text.p - source->text.p);
    for (size_t i = 0; i < text.n;) {
        uint32_t rune;
        size_t bytes = unicode_next(text, i, &rune);
        size_t found = find_in_source(source, text.p + i, bytes, *cursor);
        size_t at = found == SIZE_MAX ? *cursor : found;
        size_t end = behind_placeholder(text, i);
        if (end > i) {
            put(p, PROOF_OBJECT, at);
            *cursor = at + (end - i) < source->text.n ? at + (end - i) : source->text.n;
            i = end;
            continue;
        }
        put(p, rune == UNICODE_BAD ? 0xFFFD : rune, at < source->text.n ? at : source->text.n ? source->text.n - 1 : 0);
        *cursor = found == SIZE_MAX ? *cursor : found + bytes;
        i += bytes;
    }
}

static bool is_foreign_span(const Node *span)
{
    bool chinese = span->level == LANGUAGE_AROUND || span->level == LANGUAGE_ZH;
    return !chinese || doc_has_class(span->as.section.class, STR("latin"));
}

static void put_inlines(Proof *p, const Node *parent);

static void put_inline(Proof *p, const Node *node)
{
    size_t at = source_offset(node->pos);
    if (node->kind == NODE_TEXT)
        put_text(p, node->as.text, &at);
    else if (node->kind == NODE_SOFT_BREAK || node->kind == NODE_LINE_BREAK)
        put(p, '\n', at);
    else if (node->nkids && node->kind != NODE_IMAGE && !(node->kind == NODE_SPAN && is_foreign_span(node)))
        put_inlines(p, node);
    else if (node->kind != NODE_INDEX_ENTRY && node->kind != NODE_NOTE_REF)
        put(p, PROOF_OBJECT, at);
}

static void put_inlines(Proof *p, const Node *parent)
{
    for (uint32_t i = 0; i < parent->nkids; i++)
        if (parent->kids[i]->pos.source == p->line->source && doc_is_inline(parent->kids[i]->kind))
            put_inline(p, parent->kids[i]);
}

static void begin_line(Proof *p, const Source *source, ProofUse use)
{
    ProofLine *l = p->line;
    *l = (ProofLine){.use = use, .rune = l->rune, .at = l->at, .room = l->room, .source = source};
}

const ProofLine *proof_read_block(Proof *p, const Node *block, ProofUse use)
{
    begin_line(p, block->pos.source, use);
    put_inlines(p, block);
    return p->line;
}

/* A text in another language with Chinese words in it: three blanks between words of Latin letters, and more of
 * those than Han. */
static bool is_foreign_line(const ProofLine *l)
{
    size_t latin = 0, han = 0, blanks = 0;
    for (size_t i = 0; i < l->n; i++) {
        latin += proof_is_latin(l->rune[i]);
        han += proof_is_han(l->rune[i]);
        blanks += l->rune[i] == ' ' && proof_is_latin(proof_before(l, i)) && proof_is_latin(proof_rune(l, i + 1));
    }
    return blanks >= 3 && latin > han;
}

static void apply(Proof *p)
{
    const ProofLine *l = p->line;
    if (p->words) {
        proof_find_words(p, l);
        return;
    }
    if (!l->n || is_foreign_line(l))
        return;
    proof_marks(p, l);
    proof_spaces(p, l);
    proof_pairs(p, l);
    proof_ranges(p, l);
    proof_numbers(p, l);
    proof_amounts(p, l);
    proof_sums(p, l);
}

/* ---- documents ---- */

typedef struct Walk {
    Proof *p;
    ProofHeadings headings;
} Walk;

static bool opens_with_quote(const Node *block)
{
    return block->kind == NODE_PARA && block->nkids && block->kids[0]->kind == NODE_TEXT &&
           str_starts(block->kids[0]->as.text, STR("“"));
}

static void walk(Walk *w, const Node *node, NodeKind parent);

static void walk_kids(Walk *w, const Node *parent)
{
    for (uint32_t i = 0; i < parent->nkids; i++) {
        const Node *kid = parent->kids[i];
        if (kid->kind == NODE_PARA && kid->pos.source) {
            proof_read_block(w->p, kid, PROOF_PARA);
            w->p->line->item = parent->kind == NODE_ITEM && i == 0;
            w->p->line->continues = i + 1 < parent->nkids && opens_with_quote(parent->kids[i + 1]);
            apply(w->p);
        } else {
            walk(w, kid, (NodeKind)parent->kind);
        }
    }
}

static void walk_leaf(Walk *w, const Node *node, ProofUse use)
{
    if (!node->pos.source)
        return;
    proof_read_block(w->p, node, use);
    apply(w->p);
    if (w->p->words)
        return;
    if (node->kind == NODE_HEADING)
        proof_heading(w->p, &w->headings, w->p->line, node->level);
    else if (node->kind == NODE_CAPTION)
        proof_caption(w->p, w->p->line);
}

static void walk(Walk *w, const Node *node, NodeKind parent)
{
    if (node->kind == NODE_HEADING)
        walk_leaf(w, node, PROOF_HEADING);
    else if (node->kind == NODE_CAPTION)
        walk_leaf(w, node, PROOF_CAPTION);
    else if (node->kind == NODE_CELL || node->kind == NODE_TERM)
        walk_leaf(w, node, PROOF_CELL);
    else if (!doc_is_inline(node->kind))
        walk_kids(w, node);
    if (w->p->words)
        return;
    if (node->kind == NODE_LIST)
        proof_list(w->p, node, parent == NODE_ITEM);
    else if (node->kind == NODE_TABLE)
        proof_table(w->p, node);
}

Proof proof_in(Arena *a, const Str *totals, size_t ntotals)
{
    return (Proof){.a = a, .totals = totals, .ntotals = ntotals, .line = arena_new(a, ProofLine)};
}

void proof_body(Proof *p, const Node *body)
{
    Walk w = {.p = p};
    p->clock[0] = p->clock[1] = (Pos){0};
    walk(&w, body, NODE_SECTION);
}

void proof_text(Proof *p, Str text, Pos pos, ProofUse use)
{
    if (!pos.source || !text.n)
        return;
    size_t cursor = source_offset(pos);
    begin_line(p, pos.source, use);
    put_text(p, text, &cursor);
    p->clock[0] = p->clock[1] = (Pos){0};
    apply(p);
}
