/*
 * block_index: the words of a book with the pages they stand on, by pinyin.
 *
 * Like the contents it is set when the whole tree is, then again with the page numbers of each
 * round. A word is a paragraph that hangs by two ems: the word, its pages, each a link. Three or
 * more pages in a row become a range. What one round finds out about a word (its reading, its
 * pages) is scratch; the lines are the block's.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/block.h"
#include "text/near.h"
#include "text/pinyin.h"

/* An entry with what it is sorted by. */
typedef struct Sorted {
    const IndexTerm *term;
    Str key, sub_key;
    uint32_t page;
    size_t order;
} Sorted;

/* Runs of entries of one word, or of one word below it. */
typedef struct Group {
    const Sorted *first;
    size_t count;
} Group;

typedef struct Index {
    Compose *c;
    Block *block;
    Context context;
    Map terms;           /* every word there is, for 见 and 参见 */
} Index;

static const IndexEntry *entry_of(const Sorted *s)
{
    return s->term->entry;
}

/* ---- sorting ---- */

static int compare(const void *x, const void *y)
{
    const Sorted *a = x, *b = y;
    int order = str_compare(a->key, b->key);
    order = order ? order : str_compare(entry_of(a)->term, entry_of(b)->term);
    order = order ? order : str_compare(a->sub_key, b->sub_key);
    order = order ? order : str_compare(entry_of(a)->sub, entry_of(b)->sub);
    order = order ? order : (a->page > b->page) - (a->page < b->page);
    return order ? order : (a->order > b->order) - (a->order < b->order);
}

static Str key_of(Arena *a, Str text, Str reading)
{
    Buf key = buf_in(a);
    pinyin_key(&key, text, reading);
    return buf_view(&key);
}

/* The entries of this index in order. A reading given once holds for the word everywhere. */
static Sorted *sort_entries(Index *in, Str class, size_t *count)
{
    Compose *c = in->c;
    Sorted *sorted = arena_array(c->scratch, Sorted, c->nterms ? c->nterms : 1);
    Map readings = map_in(c->scratch);
    size_t n = 0;
    for (size_t i = 0; i < c->nterms; i++) {
        const IndexEntry *entry = c->terms[i].entry;
        if (!str_equal(entry->class, class))
            continue;
        *map_at(&in->terms, entry->term) = c;
        if (entry->sort.n && !map_find(&readings, entry->term))
            *map_at(&readings, entry->term) = (void *)(uintptr_t)&entry->sort;
        sorted[n] = (Sorted){.term = &c->terms[i], .order = i, .page = c->ids[c->terms[i].id].page};
        n++;
    }
    for (size_t i = 0; i < n; i++) {
        const IndexEntry *entry = entry_of(&sorted[i]);
        const Str *reading = map_find(&readings, entry->term);
        sorted[i].key = key_of(c->scratch, entry->term, reading ? *reading : STR_NONE);
        if (entry->sub.n)
            sorted[i].sub_key = key_of(c->scratch, entry->sub, STR_NONE);
    }
    qsort(sorted, n, sizeof *sorted, compare);
    *count = n;
    return sorted;
}

/* ---- pages ---- */

static bool is_number(Str label)
{
    return label.n && label.p[0] >= '0' && label.p[0] <= '9';
}

static void push_text(Arena *a, NodeList *list, const char *text, Pos pos)
{
    doc_push(a, list, doc_text(a, str_of(text), pos));
}

static void push_page(Compose *c, NodeList *list, const Sorted *s, Pos pos)
{
    const IdEntry *id = &c->ids[s->term->id];
    Node *link = doc_node(c->a, NODE_LINK, pos);
    NodeList words = {0};
    Str label = id->label.n ? id->label : STR("0");
    link->as.link.href = str_printf(c->a, "#%.*s", STR_ARG(id->name));
    link->as.link.title = str_printf(c->a, "第%.*s页", STR_ARG(label));
    doc_push(c->a, &words, doc_text(c->a, label, pos));
    doc_push(c->a, list, doc_done(c->a, link, &words));
}

/* Whether an entry has a page of its own, and not that of the one before it. */
static bool counts(const Sorted *s, const Sorted *before)
{
    return !entry_of(s)->see.n && !(before && before->page == s->page);
}

/* The end of the pages in a row that start with pages[from]. */
static size_t row_end(const Compose *c, const Sorted *const *pages, size_t n, size_t from)
{
    size_t end = from + 1;
    while (end < n && pages[end]->page == pages[end - 1]->page + 1 &&
           is_number(c->ids[pages[end]->term->id].label) == is_number(c->ids[pages[from]->term->id].label))
        end++;
    return end;
}

static void push_pages(Compose *c, NodeList *list, Group group, Pos pos)
{
    const Sorted **pages = arena_array(c->scratch, const Sorted *, group.count);
    size_t n = 0;
    for (size_t i = 0; i < group.count; i++)
        if (counts(&group.first[i], n ? pages[n - 1] : NULL))
            pages[n++] = &group.first[i];
    for (size_t i = 0, end; i < n; i = end) {
        end = row_end(c, pages, n, i);
        if (end - i < 3)
            end = i + 1;
        push_text(c->a, list, i ? ", " : "　", pos);
        push_page(c, list, pages[i], pos);
        if (end - i == 1)
            continue;
        push_text(c->a, list, "–", pos);
        push_page(c, list, pages[end - 1], pos);
    }
}

/* ---- 见, 参见 ---- */

static void check_word(Index *in, Str word, Pos pos)
{
    if (map_find(&in->terms, word))
        return;
    Near near = near_to(word);
    for (size_t i = 0; i < in->terms.count; i++)
        near_offer(&near, in->terms.entries[i].key);
    diag_warn(in->c->d, "index-see", pos, "索引中没有“%.*s”，“见”“参见”没有着落",
              "the index has no \"%.*s\" to lead to", STR_ARG(word));
    if (near.best.n)
        diag_hint(in->c->d, "是不是想写“%.*s”？", "did you mean \"%.*s\"?", STR_ARG(near.best));
}

/* "见 X" in place of pages, "参见 X" behind them; each word once. */
static void push_see(Index *in, NodeList *list, Group group, Pos pos)
{
    Compose *c = in->c;
    Map said = map_in(c->scratch);
    for (int also = 0; also < 2; also++)
        for (size_t i = 0; i < group.count; i++) {
            const IndexEntry *entry = entry_of(&group.first[i]);
            Str word = also ? entry->also : entry->see;
            if (!word.n || map_find(&said, word))
                continue;
            *map_at(&said, word) = c;
            check_word(in, word, pos);
            doc_push(c->a, list, doc_text(c->a, str_printf(c->a, also ? "　参见%.*s" : "　见%.*s", STR_ARG(word)), pos));
        }
}

/* ---- lines ---- */

static Setting line_setting(Index *in, Len inset)
{
    const TextStyle *style = block_style(in->c, STYLE_LIST);
    Setting setting = block_setting(in->c, in->context, STYLE_LIST);
    setting.left += inset + 2 * style->size; /* hangs two ems */
    setting.width -= inset + 2 * style->size;
    setting.indent = -2 * style->size;
    setting.align = PARA_START;
    if (setting.width < 4 * style->size)
        setting.width = 4 * style->size;
    return setting;
}

/* The letter that words begin with, kept with the first of them. */
static void add_letter(Index *in, char letter, Pos pos)
{
    Setting setting = line_setting(in, 0);
    Str text = letter ? str_printf(in->c->a, "%c", letter) : STR("其他");
    setting.bold = true;
    setting.colour = in->c->design->brand;
    setting.tag = tags_add(&in->c->tags, "P", in->context.tag);
    size_t first = in->block->count;
    if (block_text(in->c, in->block, text, pos, in->context, &setting) && first)
        in->block->strips[first].before = in->c->pitch;
}

/* One line: a word or, further in, what stands below it. */
static void add_line(Index *in, Str word, Group group, Len inset, bool glued, Pos pos)
{
    Compose *c = in->c;
    Setting setting = line_setting(in, inset);
    NodeList words = {0};
    doc_push(c->a, &words, doc_text(c->a, word, pos));
    push_pages(c, &words, group, pos);
    push_see(in, &words, group, pos);
    setting.tag = tags_add(&c->tags, "P", in->context.tag);
    size_t first = in->block->count;
    block_lines(c, in->block, doc_done(c->a, doc_node(c->a, NODE_PARA, pos), &words), in->context, &setting);
    for (size_t i = first + !glued; i < in->block->count; i++)
        in->block->strips[i].flags |= STRIP_GLUED;
}

static bool same_word(const Sorted *a, const Sorted *b)
{
    return str_equal(entry_of(a)->term, entry_of(b)->term);
}

static bool same_sub(const Sorted *a, const Sorted *b)
{
    return same_word(a, b) && str_equal(entry_of(a)->sub, entry_of(b)->sub);
}

/* The entries from first on that belong together. */
static Group group_at(const Sorted *sorted, size_t n, size_t first, bool same(const Sorted *, const Sorted *))
{
    size_t end = first + 1;
    while (end < n && same(&sorted[end], &sorted[first]))
        end++;
    return (Group){&sorted[first], end - first};
}

static void add_word(Index *in, Group word, bool glued, Pos pos)
{
    Len em = block_style(in->c, STYLE_LIST)->size;
    Group own = group_at(word.first, word.count, 0, same_sub);
    if (entry_of(own.first)->sub.n) /* it has no pages of its own */
        own.count = 0;
    add_line(in, entry_of(word.first)->term, own, 0, glued, pos);
    for (size_t i = own.count; i < word.count;) {
        Group sub = group_at(word.first, word.count, i, same_sub);
        add_line(in, entry_of(sub.first)->sub, sub, em, i == 0, pos);
        i += sub.count;
    }
}

void block_index(Compose *c, Block *block, const Node *node, Context context)
{
    c->unsettled = true;
    if (!c->complete) /* the entries behind it are not known yet: page.c calls again */
        return;
    ArenaMark mark = arena_mark(c->scratch);
    context.flush = true;
    Index in = {.c = c, .block = block, .context = context, .terms = map_in(c->scratch)};
    size_t n;
    const Sorted *sorted = sort_entries(&in, node->as.section.class, &n);
    int letter = -1;
    for (size_t i = 0; i < n;) {
        Group word = group_at(sorted, n, i, same_word);
        char own = pinyin_letter(word.first->key);
        bool opens = own != letter;
        if (opens)
            add_letter(&in, own, node->pos);
        letter = own;
        add_word(&in, word, opens, node->pos);
        i += word.count;
    }
    block->before = block->after = 0;
    arena_release(c->scratch, mark);
}
