/*
 * A node is a byte of its kind and two bits, then what those say is there, its place, what its kind uses, its kids.
 * Numbers are seven bits a byte, the lowest first; those that may be negative have their sign lowest. A place is the
 * lines since the last one and a column; a text in the source is where it starts, counted from the end of the last one.
 */
#include "doc/pack.h"

#include <assert.h>
#include <string.h>

#include "doc/members.h"

enum {
    HAS_LOOK = 64, HAS_KIDS = 128, /* level or flags; kids */
    NUMBER_MOST = 10               /* bytes of a number */
};
static_assert((int)NODE_KINDS <= (int)HAS_LOOK, "a kind and two bits in a byte");

typedef struct Packer {
    Buf *out;
    const Source *source;
    int64_t line, at; /* of the last place; behind the last text in the source */
    NodeKinds kinds;
    bool good;
} Packer;

/* A number where there is room for it; behind it. */
static inline char *write_number(char *p, uint64_t n)
{
    for (; n > 0x7F; n >>= 7)
        *p++ = (char)(n | 0x80);
    *p++ = (char)n;
    return p;
}

static inline uint64_t sign_lowest(int64_t n)
{
    return n < 0 ? ~(uint64_t)n << 1 | 1 : (uint64_t)n << 1;
}

static inline void put(Packer *k, uint64_t n)
{
    Buf *out = k->out;
    buf_reserve(out, NUMBER_MOST);
    out->n = (size_t)(write_number(out->p + out->n, n) - out->p);
}

static void put_signed(Packer *k, int64_t n)
{
    put(k, sign_lowest(n));
}

static bool is_inside(const Packer *k, Str s)
{
    Str text = k->source->text;
    return s.n && s.p >= text.p && s.p + s.n <= text.p + text.n;
}

static void put_str(Packer *k, Str s)
{
    Str text = k->source->text;
    bool inside = is_inside(k, s);
    put(k, (uint64_t)s.n << 1 | inside);
    if (!inside) {
        buf_str(k->out, s);
        return;
    }
    put_signed(k, s.p - text.p - k->at);
    k->at = s.p - text.p + (int64_t)s.n;
}

static void put_columns(Packer *k, const struct NodeTable *table)
{
    put(k, table->ncolumns);
    buf_str(k->out, (Str){(const char *)table->aligns, table->ncolumns});
    put(k, table->widths != NULL);
    for (uint32_t i = 0; table->widths && i < table->ncolumns; i++)
        put_signed(k, table->widths[i]);
}

static void put_members(Packer *k, const void *base, const NodeMember *m)
{
    for (; m->type; m++) {
        const void *at = (const char *)base + m->at;
        if (m->type == MEMBER_STR)
            put_str(k, *(const Str *)at);
        else if (doc_member_is_number(m->type))
            put_signed(k, doc_member_number(at, m->type));
        else if (m->type == MEMBER_COLUMNS)
            put_columns(k, at);
        else if (m->type == MEMBER_INSIDE)
            put_members(k, *(const void *const *)at, m->inside);
        else
            k->good = false;
    }
}

/* Where in the source a node stands, behind its kind. */
static inline char *write_place(Packer *k, char *p, Pos pos)
{
    p = write_number(p, sign_lowest(pos.line - k->line));
    k->line = pos.line;
    return write_number(p, pos.column);
}

/* Nearly half of the nodes are a slice of the source and no more. */
static bool is_slice(const Packer *k, const Node *node)
{
    return node->kind == NODE_TEXT && !node->level && !node->flags && !node->nkids && node->pos.source == k->source && is_inside(k, node->as.text);
}

/* The same as put_node does. */
static void put_slice(Packer *k, const Node *node)
{
    Buf *out = k->out;
    int64_t at = node->as.text.p - k->source->text.p;
    buf_reserve(out, 1 + 4 * NUMBER_MOST);
    char *p = out->p + out->n;
    *p++ = NODE_TEXT;
    p = write_place(k, p, node->pos);
    p = write_number(p, (uint64_t)node->as.text.n << 1 | 1);
    p = write_number(p, sign_lowest(at - k->at));
    out->n = (size_t)(p - out->p);
    k->at = at + (int64_t)node->as.text.n;
    k->kinds |= doc_kinds(NODE_TEXT);
}

static void put_node(Packer *k, const Node *node)
{
    if (is_slice(k, node)) {
        put_slice(k, node);
        return;
    }
    bool look = node->level || node->flags;
    buf_reserve(k->out, 1 + 4 * NUMBER_MOST);
    char *p = k->out->p + k->out->n;
    *p++ = (char)(node->kind | (look ? HAS_LOOK : 0) | (node->nkids ? HAS_KIDS : 0));
    if (look)
        p = write_number(write_number(p, node->level), node->flags);
    k->out->n = (size_t)(write_place(k, p, node->pos) - k->out->p);
    k->good = k->good && node->pos.source == k->source;
    k->kinds |= doc_kinds((NodeKind)node->kind);
    put_members(k, &node->as, doc_members((NodeKind)node->kind));
    if (node->nkids)
        put(k, node->nkids);
    for (uint32_t i = 0; i < node->nkids && k->good; i++)
        put_node(k, node->kids[i]);
}

bool doc_pack(Buf *out, const Node *root, const Source *source, NodeKinds *kinds)
{
    Packer k = {.out = out, .source = source, .good = true};
    put_node(&k, root);
    *kinds = k.kinds;
    return k.good;
}

/* ---- and back ---- */

typedef struct Unpacker {
    Arena *a;
    const unsigned char *p;
    const Source *source;
    int64_t line, at;
} Unpacker;

static inline uint64_t take(Unpacker *u)
{
    const unsigned char *p = u->p;
    uint64_t n = *p & 0x7F;
    for (int shift = 7; *p++ & 0x80; shift += 7)
        n |= (uint64_t)(*p & 0x7F) << shift;
    u->p = p;
    return n;
}

static inline int64_t take_signed(Unpacker *u)
{
    uint64_t n = take(u);
    return n & 1 ? (int64_t)~(n >> 1) : (int64_t)(n >> 1);
}

static inline Str take_str(Unpacker *u)
{
    uint64_t head = take(u);
    size_t n = (size_t)(head >> 1);
    if (!n)
        return STR_NONE;
    Str s = {(const char *)u->p, n};
    if (head & 1) {
        u->at += take_signed(u);
        s.p = u->source->text.p + u->at;
        u->at += (int64_t)n;
    } else {
        u->p += n;
    }
    return s;
}

static void take_columns(Unpacker *u, struct NodeTable *table)
{
    uint32_t n = table->ncolumns = (uint32_t)take(u);
    table->aligns = u->p;
    u->p += n;
    if (!take(u))
        return;
    Len *widths = arena_array(u->a, Len, n);
    for (uint32_t i = 0; i < n; i++)
        widths[i] = (Len)take_signed(u);
    table->widths = widths;
}

static void take_members(Unpacker *u, void *base, const NodeMember *m)
{
    for (; m->type; m++) {
        void *at = (char *)base + m->at;
        if (m->type == MEMBER_STR) {
            *(Str *)at = take_str(u);
        } else if (doc_member_is_number(m->type)) {
            doc_member_set(at, m->type, take_signed(u));
        } else if (m->type == MEMBER_COLUMNS) {
            take_columns(u, at);
        } else {
            assert(m->type == MEMBER_INSIDE);
            void *inside = *(void **)at = arena_alloc(u->a, m->size);
            take_members(u, inside, m->inside);
        }
    }
}

static Pos take_pos(Unpacker *u)
{
    u->line += take_signed(u);
    return (Pos){u->source, (uint32_t)u->line, (uint32_t)take(u)};
}

/* One of no more than its words, as most are. */
static const Node *take_text(Unpacker *u)
{
    Pos pos = take_pos(u);
    return doc_text(u->a, take_str(u), pos);
}

static const Node *take_node(Unpacker *u)
{
    unsigned char head = *u->p++;
    if (head == NODE_TEXT)
        return take_text(u);
    uint64_t level = head & HAS_LOOK ? take(u) : 0, flags = head & HAS_LOOK ? take(u) : 0;
    Pos pos = take_pos(u);
    Node *node = doc_node(u->a, (NodeKind)(head & (HAS_LOOK - 1)), pos);
    node->level = (uint8_t)level;
    node->flags = (uint16_t)flags;
    take_members(u, &node->as, doc_members((NodeKind)node->kind));
    node->nkids = head & HAS_KIDS ? (uint32_t)take(u) : 0;
    const Node **kids = node->nkids ? arena_raw(u->a, const Node *, node->nkids) : NULL;
    for (uint32_t i = 0; i < node->nkids; i++)
        kids[i] = take_node(u);
    node->kids = kids;
    return node;
}

const Node *doc_unpack(Arena *a, Str packed, const Source *source)
{
    Unpacker u = {.a = a, .p = (const unsigned char *)packed.p, .source = source};
    const Node *root = take_node(&u);
    assert(u.p == (const unsigned char *)packed.p + packed.n);
    return root;
}
