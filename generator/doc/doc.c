/* A tree of small immutable nodes; see doc.h for what each kind holds. */
#include "doc/doc.h"

#include <assert.h>
#include <string.h>

typedef enum Holds { HOLDS_NOTHING, HOLDS_BLOCKS, HOLDS_INLINES, HOLDS_EITHER } Holds;

static const struct {
    const char *name;
    Holds holds;
    bool is_inline;
} kinds[NODE_KINDS] = {
    [NODE_SECTION] = {"section", HOLDS_BLOCKS, false},
    [NODE_QUOTE] = {"quote", HOLDS_BLOCKS, false},
    [NODE_CALLOUT] = {"callout", HOLDS_BLOCKS, false},
    [NODE_DEFINITIONS] = {"definitions", HOLDS_BLOCKS, false},
    [NODE_LIST] = {"list", HOLDS_BLOCKS, false},
    [NODE_ITEM] = {"item", HOLDS_BLOCKS, false},
    [NODE_TABLE] = {"table", HOLDS_BLOCKS, false},
    [NODE_ROW] = {"row", HOLDS_BLOCKS, false},
    [NODE_FIGURE] = {"figure", HOLDS_EITHER, false},
    [NODE_NOTE] = {"note", HOLDS_BLOCKS, false},
    [NODE_COLUMNS] = {"columns", HOLDS_BLOCKS, false},
    [NODE_COVER] = {"cover", HOLDS_BLOCKS, false},
    [NODE_SHEET] = {"sheet", HOLDS_BLOCKS, false},
    [NODE_FRAME] = {"frame", HOLDS_BLOCKS, false},
    [NODE_HEADING] = {"heading", HOLDS_INLINES, false},
    [NODE_PARA] = {"para", HOLDS_INLINES, false},
    [NODE_CELL] = {"cell", HOLDS_EITHER, false},
    [NODE_CAPTION] = {"caption", HOLDS_INLINES, false},
    [NODE_TERM] = {"term", HOLDS_INLINES, false},
    [NODE_CODE] = {"code", HOLDS_NOTHING, false},
    [NODE_RULE] = {"rule", HOLDS_NOTHING, false},
    [NODE_CONTENTS] = {"contents", HOLDS_NOTHING, false},
    [NODE_INDEX] = {"index", HOLDS_NOTHING, false},
    [NODE_PAGE_BREAK] = {"page-break", HOLDS_NOTHING, false},
    [NODE_SPACE] = {"space", HOLDS_NOTHING, false},
    [NODE_CHART] = {"chart", HOLDS_NOTHING, false},
    [NODE_QR] = {"qr", HOLDS_NOTHING, false},
    [NODE_TEXT] = {"text", HOLDS_NOTHING, true},
    [NODE_SOFT_BREAK] = {"soft-break", HOLDS_NOTHING, true},
    [NODE_LINE_BREAK] = {"line-break", HOLDS_NOTHING, true},
    [NODE_CODE_SPAN] = {"code-span", HOLDS_NOTHING, true},
    [NODE_EMPH] = {"emph", HOLDS_INLINES, true},
    [NODE_STRONG] = {"strong", HOLDS_INLINES, true},
    [NODE_STRIKE] = {"strike", HOLDS_INLINES, true},
    [NODE_LINK] = {"link", HOLDS_INLINES, true},
    [NODE_IMAGE] = {"image", HOLDS_INLINES, true},
    [NODE_NOTE_REF] = {"note-ref", HOLDS_NOTHING, true},
    [NODE_SPAN] = {"span", HOLDS_INLINES, true},
    [NODE_RUBY] = {"ruby", HOLDS_INLINES, true},
    [NODE_PAGE_REF] = {"page-ref", HOLDS_NOTHING, true},
    [NODE_REF] = {"ref", HOLDS_NOTHING, true},
    [NODE_INDEX_ENTRY] = {"index-entry", HOLDS_INLINES, true},
    [NODE_VALUE] = {"value", HOLDS_NOTHING, true},
};

/* Kinds that are not named use none of the union. */
const uint8_t doc_kind_as[NODE_KINDS] = {
    [NODE_TEXT] = AS_TEXT, [NODE_CODE_SPAN] = AS_TEXT, [NODE_VALUE] = AS_TEXT,
    [NODE_CODE] = AS_CODE,
    [NODE_SECTION] = AS_SECTION, [NODE_CALLOUT] = AS_SECTION, [NODE_ROW] = AS_SECTION, [NODE_FIGURE] = AS_SECTION,
    [NODE_COVER] = AS_SECTION, [NODE_SHEET] = AS_SECTION, [NODE_HEADING] = AS_SECTION, [NODE_PARA] = AS_SECTION,
    [NODE_CAPTION] = AS_SECTION, [NODE_CONTENTS] = AS_SECTION, [NODE_INDEX] = AS_SECTION, [NODE_SPAN] = AS_SECTION,
    [NODE_LINK] = AS_LINK, [NODE_IMAGE] = AS_LINK, [NODE_RUBY] = AS_LINK, [NODE_PAGE_REF] = AS_LINK,
    [NODE_REF] = AS_LINK,
    [NODE_NOTE] = AS_NOTE, [NODE_NOTE_REF] = AS_NOTE,
    [NODE_LIST] = AS_LIST,
    [NODE_TABLE] = AS_TABLE,
    [NODE_CELL] = AS_CELL,
    [NODE_CHART] = AS_CHART, [NODE_QR] = AS_CHART,
    [NODE_FRAME] = AS_FRAME,
    [NODE_INDEX_ENTRY] = AS_INDEX,
};

/* Two thirds of all nodes are texts and cells, and a large site has a million of them: these have only as much of
 * the union as they use. */
static size_t size_of(NodeKind kind)
{
    size_t head = offsetof(Node, as);
    if (kind == NODE_TEXT)
        return head + sizeof ((Node *)NULL)->as.text;
    if (kind == NODE_CELL)
        return head + sizeof ((Node *)NULL)->as.cell;
    return kinds[kind].is_inline || doc_has_section(kind) ? head + sizeof ((Node *)NULL)->as.section : sizeof(Node);
}

Node *doc_node(Arena *a, NodeKind kind, Pos pos)
{
    assert(kind < NODE_KINDS);
    Node *node = arena_alloc(a, size_of(kind));
    memcpy((void *)(uintptr_t)&node->kind, &(uint8_t){(uint8_t)kind}, 1);
    node->pos = pos;
    if (kind == NODE_CELL)
        node->as.cell.colspan = node->as.cell.rowspan = 1;
    return node;
}

Node *doc_copy(Arena *a, const Node *node)
{
    size_t size = size_of((NodeKind)node->kind);
    return memcpy(arena_alloc(a, size), node, size);
}

Node *doc_text(Arena *a, Str text, Pos pos)
{
    Node *node = doc_node(a, NODE_TEXT, pos);
    node->as.text = text;
    return node;
}

void doc_push(Arena *a, NodeList *list, const Node *kid)
{
    arena_push(a, list->items, list->count, list->room, kid);
}

/* One text node for the text nodes items[from..to), two or more. */
static const Node *joined(Arena *a, const Node *const *items, size_t from, size_t to)
{
    Str whole = items[from]->as.text;
    size_t i = from + 1;
    while (i < to && items[i]->as.text.p == whole.p + whole.n)
        whole.n += items[i++]->as.text.n;
    if (i == to) /* pieces of one source stay one slice of it */
        return doc_text(a, whole, items[from]->pos);
    Buf text = buf_in(a);
    for (i = from; i < to; i++)
        buf_str(&text, items[i]->as.text);
    return doc_text(a, buf_view(&text), items[from]->pos);
}

const Node *doc_done(Arena *a, Node *node, const NodeList *kids)
{
    const Node **own = kids->count ? arena_raw(a, const Node *, kids->count) : NULL;
    uint32_t n = 0;
    for (size_t i = 0; i < kids->count;) {
        size_t end = i + 1;
        const Node *kid = kids->items[i];
        if (kid->kind == NODE_TEXT) {
            while (end < kids->count && kids->items[end]->kind == NODE_TEXT)
                end++;
            if (end > i + 1)
                kid = joined(a, kids->items, i, end);
        }
        if (kid->kind != NODE_TEXT || kid->as.text.n)
            own[n++] = kid;
        i = end;
    }
    node->kids = own;
    node->nkids = n;
    return node;
}

bool doc_is_inline(NodeKind kind)
{
    return kinds[kind].is_inline;
}

bool doc_has_class(Str classes, Str wanted)
{
    Str word;
    while (str_split(&classes, ' ', &word))
        if (str_equal(word, wanted))
            return true;
    return false;
}

const char *doc_kind_name(NodeKind kind)
{
    return kinds[kind].name;
}

const char *doc_language(Language language)
{
    static const char *const tags[LANGUAGES] = {
        [LANGUAGE_AROUND] = "", [LANGUAGE_ZH] = "zh", [LANGUAGE_EN] = "en", [LANGUAGE_FR] = "fr",
        [LANGUAGE_DE] = "de", [LANGUAGE_ES] = "es", [LANGUAGE_IT] = "it", [LANGUAGE_RU] = "ru",
        [LANGUAGE_LA] = "la", [LANGUAGE_JA] = "ja", [LANGUAGE_KO] = "ko"};
    assert(language < LANGUAGES);
    return tags[language];
}

static void plain_gap(Buf *out)
{
    if (out->n && (unsigned char)out->p[out->n - 1] < 0x80 && out->p[out->n - 1] != ' ')
        buf_byte(out, ' ');
}

void doc_plain(Buf *out, const Node *node)
{
    if (node->kind == NODE_TEXT || node->kind == NODE_CODE_SPAN || node->kind == NODE_VALUE)
        buf_str(out, node->as.text);
    else if (node->kind == NODE_CODE)
        buf_str(out, node->as.code.text);
    else if (node->kind == NODE_SOFT_BREAK || node->kind == NODE_LINE_BREAK)
        plain_gap(out);
    for (uint32_t i = 0; i < node->nkids; i++) {
        if (i && !kinds[node->kids[i]->kind].is_inline)
            plain_gap(out);
        doc_plain(out, node->kids[i]);
    }
}

Str doc_plain_str(Arena *a, const Node *node)
{
    Buf out = buf_in(a);
    doc_plain(&out, node);
    return buf_view(&out);
}

void doc_walk(const Node *node, DocVisit *visit, void *self)
{
    bool inside = visit(self, node, true);
    if (!node->nkids)
        return;
    for (uint32_t i = 0; inside && i < node->nkids; i++)
        doc_walk(node->kids[i], visit, self);
    visit(self, node, false);
}

static void put_quoted(Buf *out, const char *name, Str value)
{
    if (!value.n)
        return;
    buf_printf(out, " %s", name);
    buf_json(out, value);
}

static void put_flags(Buf *out, uint16_t flags)
{
    static const struct { uint16_t bit; const char *name; } names[] = {
        {NODE_ORDERED, " ordered"},  {NODE_TIGHT, " tight"}, {NODE_TASK, " task"},
        {NODE_TASK_DONE, " done"},   {NODE_HEAD, " head"},   {NODE_UNLISTED, " unlisted"},
        {NODE_PAREN, " paren"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (flags & names[i].bit)
            buf_c(out, names[i].name);
}

static const char *align_name(Align align)
{
    static const char *const names[] = {"-", "left", "centre", "right", "point"};
    return names[align];
}

static void put_table(Buf *out, const Node *node)
{
    put_quoted(out, "class=", node->as.table.class);
    buf_printf(out, " columns=%u", node->as.table.ncolumns);
    for (uint32_t i = 0; i < node->as.table.ncolumns; i++)
        buf_printf(out, "%s%s", i ? "," : " align=", align_name((Align)node->as.table.aligns[i]));
    for (uint32_t i = 0; node->as.table.widths && i < node->as.table.ncolumns; i++)
        buf_printf(out, "%s%d", i ? "," : " widths=", (int)node->as.table.widths[i]);
}

static void put_cell(Buf *out, const Node *node)
{
    if (node->as.cell.colspan > 1)
        buf_printf(out, " colspan=%u", node->as.cell.colspan);
    if (node->as.cell.rowspan > 1)
        buf_printf(out, " rowspan=%u", node->as.cell.rowspan);
    static const char *const valigns[] = {"", " top", " middle", " bottom"};
    if (node->as.cell.align)
        buf_printf(out, " %s", align_name((Align)node->as.cell.align));
    buf_c(out, valigns[node->as.cell.valign]);
}

static void put_index(Buf *out, const IndexEntry *entry)
{
    put_quoted(out, "class=", entry->class);
    put_quoted(out, "term=", entry->term);
    put_quoted(out, "sub=", entry->sub);
    put_quoted(out, "sort=", entry->sort);
    put_quoted(out, "see=", entry->see);
    put_quoted(out, "also=", entry->also);
}

/* In points, as pages are dumped. */
static void put_frame(Buf *out, const FramePlace *at)
{
    buf_printf(out, " %.3f %.3f %.3f %.3f", (double)at->x / 1000, (double)at->y / 1000, (double)at->width / 1000,
               (double)at->height / 1000);
    put_quoted(out, "picture=", at->picture);
}

static void put_own(Buf *out, const Node *node)
{
    switch (doc_as((NodeKind)node->kind)) {
    case AS_TEXT:
        put_quoted(out, "", node->as.text);
        return;
    case AS_CODE:
        put_quoted(out, "info=", node->as.code.info);
        put_quoted(out, "", node->as.code.text);
        return;
    case AS_LINK:
        put_quoted(out, "href=", node->as.link.href);
        put_quoted(out, "title=", node->as.link.title);
        return;
    case AS_NOTE:
        buf_printf(out, " %u", node->as.note.number);
        put_quoted(out, "id=", node->as.note.id);
        return;
    case AS_LIST:
        if (node->flags & NODE_ORDERED)
            buf_printf(out, " start=%d", node->as.list.start);
        return;
    case AS_TABLE:
        put_table(out, node);
        return;
    case AS_CELL:
        put_cell(out, node);
        return;
    case AS_CHART:
        put_quoted(out, "alt=", node->as.chart.alt);
        return;
    case AS_SECTION:
        if (node->kind == NODE_SPAN)
            put_quoted(out, "language=", str_of(doc_language((Language)node->level)));
        put_quoted(out, "class=", node->as.section.class);
        put_quoted(out, "id=", node->as.section.id);
        return;
    case AS_INDEX:
        put_index(out, node->as.index);
        return;
    case AS_FRAME:
        put_frame(out, node->as.frame);
        return;
    case AS_NONE:
        return;
    }
}

static void dump(Buf *out, const Node *node, int depth)
{
    buf_printf(out, "%*s%s", depth * 2, "", kinds[node->kind].name);
    if (node->level && node->kind != NODE_SPAN)
        buf_printf(out, " %u", node->level);
    put_own(out, node);
    put_flags(out, node->flags);
    if (node->pos.line)
        buf_printf(out, " @%u:%u", node->pos.line, node->pos.column);
    buf_byte(out, '\n');
    for (uint32_t i = 0; i < node->nkids; i++)
        dump(out, node->kids[i], depth + 1);
}

void doc_dump(Buf *out, const Node *node)
{
    dump(out, node, 0);
}

static bool may_hold(Holds holds, bool is_inline)
{
    return holds == HOLDS_EITHER || holds == (is_inline ? HOLDS_INLINES : HOLDS_BLOCKS);
}

void doc_check(const Node *node)
{
    assert(node->kind < NODE_KINDS);
    assert((node->kind != NODE_TEXT && node->kind != NODE_VALUE) || node->as.text.n);
    assert(node->kind != NODE_HEADING || (node->level >= 1 && node->level <= 6));
    assert(node->kind != NODE_SPAN || node->level < LANGUAGES);
    assert(node->kind != NODE_INDEX_ENTRY || (node->as.index && node->as.index->term.n));
    assert(node->kind != NODE_CELL || (node->as.cell.colspan && node->as.cell.rowspan));
    for (uint32_t i = 0; i < node->nkids; i++) {
        const Node *kid = node->kids[i];
        assert(may_hold(kinds[node->kind].holds, kinds[kid->kind].is_inline));
        assert(!i || kid->kind != NODE_TEXT || node->kids[i - 1]->kind != NODE_TEXT);
        doc_check(kid);
    }
}
