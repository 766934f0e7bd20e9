/* What doc/members lists of each kind: every byte but padding, once, and a packed node comes back with all of it. */
#include "check.h"
#include "doc/members.h"
#include "doc/pack.h"

static size_t size_of(MemberType type)
{
    switch (type) {
    case MEMBER_STR: return sizeof(Str);
    case MEMBER_U8: return 1;
    case MEMBER_U16: return 2;
    case MEMBER_U32: case MEMBER_I32: return 4;
    case MEMBER_INSIDE: case MEMBER_DATA: return sizeof(void *);
    case MEMBER_COLUMNS: return offsetof(struct NodeTable, valign);
    case MEMBER_END: break;
    }
    return 0;
}

/* Padding is what the next member, or the whole structure, needs to be aligned. */
static bool is_gap(size_t from, size_t to, size_t align)
{
    return from <= to && to - from < align && to % align == 0;
}

/* How many bytes members have, those they point to counted too; they stand in order. */
static size_t bytes_of(const NodeMember *m, size_t size)
{
    size_t end = 0, widest = 1, bytes = 0;
    bool good = true;
    for (; m->type; m++) {
        size_t own = size_of(m->type), align = own > sizeof(void *) ? sizeof(void *) : own;
        good = good && is_gap(end, m->at, align);
        end = m->at + own;
        widest = align > widest ? align : widest;
        bytes += own + (m->type == MEMBER_INSIDE ? bytes_of(m->inside, m->size) : 0);
    }
    return good && is_gap(end, size, widest) ? bytes : 0;
}

#define AS_SIZE(member) sizeof ((Node *)NULL)->as.member

/* padding: behind a number in a note, in a table's columns; around truth values and two numbers of a byte in a frame's place. */
static const struct { size_t size, inside, padding; } sizes[] = {
    [AS_NONE] = {0, 0, 0}, [AS_TEXT] = {AS_SIZE(text), 0, 0}, [AS_CODE] = {AS_SIZE(code), 0, 0},
    [AS_SECTION] = {AS_SIZE(section), 0, 0}, [AS_LINK] = {AS_SIZE(link), 0, 0}, [AS_NOTE] = {AS_SIZE(note), 0, 4},
    [AS_LIST] = {AS_SIZE(list), 0, 0}, [AS_TABLE] = {AS_SIZE(table), 0, 3}, [AS_CELL] = {AS_SIZE(cell), 0, 0},
    [AS_CHART] = {AS_SIZE(chart), 0, 0}, [AS_FRAME] = {AS_SIZE(frame), sizeof(FramePlace), 3 + 6 + 7},
    [AS_INDEX] = {AS_SIZE(index), sizeof(IndexEntry), 0},
};

static void test_covered(void)
{
    for (int kind = 0; kind < NODE_KINDS; kind++) {
        NodeAs as = doc_as((NodeKind)kind);
        size_t bytes = bytes_of(doc_members((NodeKind)kind), sizes[as].size);
        CHECK_TEXT(bytes == sizes[as].size + sizes[as].inside - sizes[as].padding ? STR("all") : STR("some"), STR("all"),
                   doc_kind_name((NodeKind)kind));
    }
}

/* Every member something that no other is, and not what a new node has. */
static void fill(Arena *a, void *base, const NodeMember *m, int *count)
{
    static const uint8_t aligns[] = {ALIGN_RIGHT, ALIGN_POINT};
    static const Len widths[] = {-1000, 70000};
    for (; m->type; m++) {
        void *at = (char *)base + m->at;
        ++*count;
        if (m->type == MEMBER_STR) {
            *(Str *)at = str_printf(a, "字%d", *count);
        } else if (m->type == MEMBER_COLUMNS) {
            struct NodeTable *table = at;
            table->aligns = aligns;
            table->widths = widths;
            table->ncolumns = 2;
        } else if (m->type == MEMBER_INSIDE) {
            void *inside = *(void **)at = arena_alloc(a, m->size);
            fill(a, inside, m->inside, count);
        } else {
            doc_member_set(at, m->type, m->type == MEMBER_I32 ? INT32_MIN + *count : m->type == MEMBER_U32 ? INT32_MAX : *count + 1);
        }
    }
}

static bool same(const void *one, const void *other, const NodeMember *m)
{
    for (; m->type; m++) {
        const void *a = (const char *)one + m->at, *b = (const char *)other + m->at;
        if (m->type == MEMBER_STR) {
            if (!str_equal(*(const Str *)a, *(const Str *)b))
                return false;
        } else if (m->type == MEMBER_COLUMNS) {
            const struct NodeTable *s = a, *t = b;
            if (s->ncolumns != t->ncolumns || memcmp(s->aligns, t->aligns, s->ncolumns) != 0 ||
                memcmp(s->widths, t->widths, s->ncolumns * sizeof *s->widths) != 0)
                return false;
        } else if (m->type == MEMBER_INSIDE) {
            if (!same(*(const void *const *)a, *(const void *const *)b, m->inside))
                return false;
        } else if (doc_member_number(a, m->type) != doc_member_number(b, m->type)) {
            return false;
        }
    }
    return true;
}

static void test_packed(Arena *a)
{
    const Source *source = source_make(a, STR("a.md"), STR("字1在文中"));
    for (int kind = 0; kind < NODE_KINDS; kind++) {
        if (doc_as((NodeKind)kind) == AS_CHART)
            continue;
        Node *node = doc_node(a, (NodeKind)kind, (Pos){source, 7, 9});
        int count = 0;
        fill(a, &node->as, doc_members((NodeKind)kind), &count);
        node->level = 3;
        node->flags = NODE_PAREN;
        Buf packed = buf_in(a);
        NodeKinds kinds;
        CHECK(doc_pack(&packed, node, source, &kinds) && kinds == doc_kinds((NodeKind)kind));
        const Node *back = doc_unpack(a, buf_view(&packed), source);
        CHECK(back->kind == kind && back->level == 3 && back->flags == NODE_PAREN && back->pos.line == 7 && back->pos.column == 9);
        CHECK_TEXT(same(&node->as, &back->as, doc_members((NodeKind)kind)) ? STR("all") : STR("some"), STR("all"),
                   doc_kind_name((NodeKind)kind));
    }
}

int main(void)
{
    Arena *a = arena_open();
    test_covered();
    test_packed(a);
    arena_close(a);
    return check_finish();
}
