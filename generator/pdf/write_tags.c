/*
 * write_tags: the structure tree of a book.
 *
 * An element's kids are its marked content and its child elements in reading order: a child
 * stands where its first content was drawn (which is where its earliest descendant's was);
 * one without content follows the sibling before it. Link elements also hold their
 * annotations.
 */
#include <assert.h>
#include <string.h>

#include "pdf/write_imp.h"

enum { LEAF = 100 }; /* entries of a leaf of the parent tree */

#define NOWHERE SIZE_MAX

/* What belongs to each element, as positions first[e] .. first[e + 1] - 1 of list. */
typedef struct Lists {
    uint32_t *first;
    uint32_t *list;
} Lists;

typedef struct Box {
    Len x0, y0, x1, y1;
    bool some;
} Box;

typedef struct Tree {
    Writer *w;
    const StructElement *elements;
    size_t count;
    Lists marks, children, links;
    uint32_t *link_pages, *link_tags; /* by link */
    size_t nlinks;
    size_t *place;  /* of the first mark of the element or of what it holds */
    Box *boxes;     /* of the pictures on its first page */
    const char **ids; /* what kind of ID an element has; NULL none */
    uint32_t id_tree; /* its object; 0: no IDs */
} Tree;

/* ---- who holds what ---- */

/* Sort 0 .. n - 1 by owner, in order; owner nelements or more: nobody's. */
static Lists lists_make(Arena *a, const uint32_t *owner, size_t n, size_t nelements)
{
    Lists lists = {arena_array(a, uint32_t, nelements + 2), arena_array(a, uint32_t, n + 1)};
    for (size_t i = 0; i < n; i++)
        if (owner[i] < nelements)
            lists.first[owner[i] + 2]++;
    for (size_t e = 2; e < nelements + 2; e++)
        lists.first[e] += lists.first[e - 1];
    for (size_t i = 0; i < n; i++)
        if (owner[i] < nelements)
            lists.list[lists.first[owner[i] + 1]++] = (uint32_t)i;
    return lists;
}

static void collect_marks(Tree *t)
{
    const Writer *w = t->w;
    uint32_t *owner = arena_array(w->a, uint32_t, w->nmarks + 1);
    t->place = arena_array(w->a, size_t, t->count);
    memset(t->place, 0xFF, t->count * sizeof *t->place); /* NOWHERE */
    for (size_t i = w->nmarks; i-- > 0;) {
        owner[i] = w->marks[i].tag;
        t->place[owner[i]] = i;
    }
    t->marks = lists_make(w->a, owner, w->nmarks, t->count);
}

static void collect_children(Tree *t)
{
    uint32_t *owner = arena_array(t->w->a, uint32_t, t->count);
    owner[0] = UINT32_MAX;
    for (size_t e = t->count; e-- > 1;) {
        owner[e] = t->elements[e].parent;
        assert(owner[e] < e); /* parents stand before their children */
        if (t->place[e] < t->place[owner[e]])
            t->place[owner[e]] = t->place[e];
    }
    t->children = lists_make(t->w->a, owner, t->count, t->count);
}

/* Links without an element belong to nobody. */
static void collect_links(Tree *t)
{
    const Book *book = t->w->book;
    t->nlinks = t->w->page_links[book->npages];
    t->link_pages = arena_array(t->w->a, uint32_t, t->nlinks + 1);
    t->link_tags = arena_array(t->w->a, uint32_t, t->nlinks + 1);
    size_t k = 0;
    for (size_t p = 0; p < book->npages; p++)
        for (size_t i = 0; i < book->pages[p].nlinks; i++) {
            uint32_t tag = book->pages[p].links[i].tag;
            t->link_pages[k] = (uint32_t)p;
            t->link_tags[k++] = tag > 0 && tag < t->count ? tag : UINT32_MAX;
        }
    t->links = lists_make(t->w->a, t->link_tags, t->nlinks, t->count);
}

/* Where an item lies on its page; a landscape one is turned, see page.h. */
static Box item_box(const Item *item, bool turned, Len height)
{
    Len x1 = item->x + item->width, y1 = item->y + item->height;
    if (turned)
        return (Box){item->y, height - x1, y1, height - item->x, true};
    return (Box){item->x, item->y, x1, y1, true};
}

static void box_add(Box *box, Box more)
{
    if (!box->some)
        *box = more;
    box->x0 = more.x0 < box->x0 ? more.x0 : box->x0;
    box->y0 = more.y0 < box->y0 ? more.y0 : box->y0;
    box->x1 = more.x1 > box->x1 ? more.x1 : box->x1;
    box->y1 = more.y1 > box->y1 ? more.y1 : box->y1;
}

/* Where the pictures of each element are. */
static void collect_boxes(Tree *t)
{
    const Book *book = t->w->book;
    t->boxes = arena_array(t->w->a, Box, t->count);
    for (size_t p = 0; p < book->npages; p++)
        for (size_t i = 0; i < book->pages[p].nitems; i++) {
            const Item *item = &book->pages[p].items[i];
            bool picture = item->kind == ITEM_IMAGE || item->kind == ITEM_PICTURE;
            if (picture && item->tag > 0 && item->tag < t->count)
                box_add(&t->boxes[item->tag],
                        item_box(item, i < book->pages[p].nturned, book->height));
        }
}

/* ---- elements ---- */

static void put_mark(const Tree *t, Buf *b, size_t mark, uint32_t page)
{
    const Writer *w = t->w;
    int64_t mcid = (int64_t)(mark - w->page_marks[w->marks[mark].page]);
    if (w->marks[mark].page == page) {
        buf_int(b, mcid);
        return;
    }
    buf_c(b, "<</Type/MCR/Pg ");
    put_reference(b, w->first_page + w->marks[mark].page);
    buf_c(b, "/MCID ");
    buf_int(b, mcid);
    buf_c(b, ">>");
}

/* "/K[…]": content and children merged in reading order, then annotations. */
static void put_kids(const Tree *t, Buf *b, size_t e, uint32_t page)
{
    uint32_t mark = t->marks.first[e], marks_end = t->marks.first[e + 1];
    uint32_t child = t->children.first[e], children_end = t->children.first[e + 1];
    uint32_t link = t->links.first[e], links_end = t->links.first[e + 1];
    uint32_t total = marks_end - mark + children_end - child + links_end - link;
    if (total == 0)
        return;
    buf_c(b, total > 1 ? "/K[" : "/K ");
    while (mark < marks_end || child < children_end) {
        bool text = child == children_end ||
                    (mark < marks_end && t->place[t->children.list[child]] != NOWHERE &&
                     t->marks.list[mark] < t->place[t->children.list[child]]);
        if (text)
            put_mark(t, b, t->marks.list[mark++], page);
        else
            put_reference(b, t->w->first_element + t->children.list[child++]);
        if (mark < marks_end || child < children_end)
            buf_byte(b, ' ');
    }
    for (; link < links_end; link++) {
        buf_c(b, "<</Type/OBJR/Obj ");
        put_reference(b, t->w->first_link + t->links.list[link]);
        buf_c(b, "/Pg ");
        put_reference(b, t->w->first_page + t->link_pages[t->links.list[link]]);
        buf_c(b, ">>");
    }
    if (total > 1)
        buf_byte(b, ']');
}

/* An element's ID; those of one kind sort by number. */
static void put_id(Buf *b, const char *kind, size_t e)
{
    buf_printf(b, "(%s%08zu)", kind, e);
}

static void put_table_attributes(Buf *b, const StructElement *element)
{
    buf_c(b, "/A<</O/Table");
    if (element->scope)
        buf_c(b, element->scope == 1 ? "/Scope/Column" : "/Scope/Row");
    if (element->colspan > 1)
        buf_printf(b, "/ColSpan %u", element->colspan);
    if (element->rowspan > 1)
        buf_printf(b, "/RowSpan %u", element->rowspan);
    for (uint8_t i = 0; i < element->nheaders; i++) {
        buf_c(b, i ? "" : "/Headers[");
        put_id(b, "th", element->headers[i]);
    }
    buf_c(b, element->nheaders ? "]>>" : ">>");
}

static void put_box(const Tree *t, Buf *b, const Box *box)
{
    Len height = t->w->book->height;
    const Len edges[] = {box->x0, height - box->y1, box->x1, height - box->y0};
    buf_c(b, "/A<</O/Layout/Placement/Block/BBox[");
    for (int i = 0; i < 4; i++) {
        if (i)
            buf_byte(b, ' ');
        put_len(b, edges[i]);
    }
    buf_c(b, "]>>");
}

static void write_element(const Tree *t, size_t e)
{
    Writer *w = t->w;
    const StructElement *element = &t->elements[e];
    Buf *b = out_begin(w->out, w->first_element + (uint32_t)e);
    buf_c(b, "<</S/");
    buf_c(b, element->type);
    buf_c(b, "/P ");
    put_reference(b, e ? w->first_element + element->parent : w->structure);
    uint32_t page = UINT32_MAX;
    if (t->marks.first[e] < t->marks.first[e + 1]) {
        page = w->marks[t->marks.list[t->marks.first[e]]].page;
        buf_c(b, "/Pg ");
        put_reference(b, w->first_page + page);
    }
    put_kids(t, b, e, page);
    if (element->alt.n) {
        buf_c(b, "/Alt");
        put_text(b, element->alt);
    }
    if (element->language.n) {
        buf_c(b, "/Lang");
        put_text(b, element->language);
    }
    if (element->scope || element->colspan > 1 || element->rowspan > 1 || element->nheaders)
        put_table_attributes(b, element);
    if (t->boxes[e].some)
        put_box(t, b, &t->boxes[e]);
    if (t->ids[e]) {
        buf_c(b, "/ID");
        put_id(b, t->ids[e], e);
    }
    buf_c(b, ">>");
    out_end(w->out);
}

/* ---- trees from numbers and names to elements ---- */

/* Every Note has an ID (ISO 14289-1, 7.9), and so has a head that cells name. */
static void collect_ids(Tree *t)
{
    t->ids = arena_array(t->w->a, const char *, t->count);
    for (size_t e = 0; e < t->count; e++) {
        const StructElement *element = &t->elements[e];
        if (strcmp(element->type, "Note") == 0)
            t->ids[e] = "note";
        for (uint8_t i = 0; i < element->nheaders; i++)
            t->ids[element->headers[i]] = "th";
    }
}

/* The IDs in their order, notes before heads; one leaf, since a name tree may be as wide as it
 * likes. */
static void write_ids(Tree *t)
{
    static const char *const kinds[] = {"note", "th"};
    Buf *b = NULL;
    for (size_t k = 0; k < 2; k++)
        for (size_t e = 0; e < t->count; e++) {
            if (!t->ids[e] || strcmp(t->ids[e], kinds[k]) != 0)
                continue;
            if (!b) {
                t->id_tree = out_reserve(t->w->out, 1);
                b = out_begin(t->w->out, t->id_tree);
                buf_c(b, "<</Names[");
            }
            put_id(b, kinds[k], e);
            put_reference(b, t->w->first_element + (uint32_t)e);
        }
    if (!b)
        return;
    buf_c(b, "]>>");
    out_end(t->w->out);
}

/* One entry of the parent tree: a page's marks, or behind the pages a link. */
static void put_parent(const Tree *t, Buf *b, size_t key)
{
    const Writer *w = t->w;
    buf_int(b, (int64_t)key);
    if (key >= w->book->npages) {
        uint32_t tag = t->link_tags[key - w->book->npages];
        buf_byte(b, ' ');
        if (tag == UINT32_MAX)
            buf_c(b, "null");
        else
            put_reference(b, w->first_element + tag);
        buf_byte(b, '\n');
        return;
    }
    buf_byte(b, '[');
    for (size_t i = w->page_marks[key]; i < w->page_marks[key + 1]; i++) {
        if (i > w->page_marks[key])
            buf_byte(b, ' ');
        put_reference(b, w->first_element + w->marks[i].tag);
    }
    buf_byte(b, ']');
}

static uint32_t write_parents(const Tree *t)
{
    Writer *w = t->w;
    size_t npages = w->book->npages, keys = npages + t->nlinks;
    size_t leaves = (keys + LEAF - 1) / LEAF;
    uint32_t root = out_reserve(w->out, (uint32_t)leaves + 1);
    for (size_t leaf = 0; leaf < leaves; leaf++) {
        size_t from = leaf * LEAF, to = from + LEAF < keys ? from + LEAF : keys;
        Buf *b = out_begin(w->out, root + 1 + (uint32_t)leaf);
        buf_printf(b, "<</Limits[%zu %zu]/Nums[", from, to - 1);
        for (size_t key = from; key < to; key++) {
            put_parent(t, b, key);
        }
        buf_c(b, "]>>");
        out_end(w->out);
    }
    out_tree_root(w->out, root, leaves);
    return root;
}

void write_tags(Writer *w)
{
    Tree t = {.w = w, .elements = w->book->elements, .count = w->book->nelements};
    assert(t.count > 0);
    collect_marks(&t);
    collect_children(&t);
    collect_links(&t);
    collect_boxes(&t);
    collect_ids(&t);
    for (size_t e = 0; e < t.count; e++)
        write_element(&t, e);
    write_ids(&t);
    uint32_t parents = write_parents(&t);
    Buf *b = out_begin(w->out, w->structure);
    buf_printf(b, "<</Type/StructTreeRoot/K %u 0 R/ParentTree %u 0 R/ParentTreeNextKey %zu",
               w->first_element, parents, w->book->npages + t.nlinks);
    if (t.id_tree)
        buf_printf(b, "/IDTree %u 0 R", t.id_tree);
    buf_c(b, ">>");
    out_end(w->out);
}
