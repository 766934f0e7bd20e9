/*
 * write_names: what leads to a place in the book: bookmarks, named destinations, page labels
 * and links.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "pdf/write_imp.h"

enum { LEAF = 64 /* names in a leaf of the name tree */ };

/* "[page /XYZ null y null]" */
static void write_destination(Writer *w, Buf *b, uint32_t page, Len y)
{
    assert(page < w->book->npages);
    buf_byte(b, '[');
    put_reference(b, w->first_page + page);
    buf_c(b, "/XYZ null ");
    put_len(b, w->book->height - y);
    buf_c(b, " null]");
}

/* ---- bookmarks ---- */

/* Where an entry hangs; indices into the outline + 1, 0 none. */
typedef struct Knot {
    uint32_t parent, previous, next, first, last, below; /* below: how many descendants */
} Knot;

/* Levels may jump: an entry hangs under the last one of a smaller level. */
static Knot *knots_make(Writer *w)
{
    const Book *book = w->book;
    Knot *knots = arena_array(w->a, Knot, book->noutline + 1); /* 0: the root */
    for (uint32_t i = 1; i <= book->noutline; i++) {
        uint32_t parent = i - 1;
        while (parent && book->outline[parent - 1].level >= book->outline[i - 1].level)
            parent = knots[parent].parent;
        knots[i].parent = parent;
        knots[i].previous = knots[parent].last;
        if (knots[parent].last)
            knots[knots[parent].last].next = i;
        else
            knots[parent].first = i;
        knots[parent].last = i;
    }
    for (size_t i = book->noutline; i > 0; i--)
        knots[knots[i].parent].below += knots[i].below + 1;
    return knots;
}

static void put_knot(Buf *b, uint32_t root, const char *key, uint32_t knot)
{
    if (!knot)
        return;
    buf_c(b, key);
    put_reference(b, root + knot);
}

uint32_t write_outline(Writer *w)
{
    const Book *book = w->book;
    if (book->noutline == 0)
        return 0;
    const Knot *knots = knots_make(w);
    uint32_t root = out_reserve(w->out, (uint32_t)book->noutline + 1), top = 0;
    for (uint32_t i = 1; i <= book->noutline; i++) {
        const OutlineEntry *entry = &book->outline[i - 1];
        top += knots[i].parent == 0;
        Buf *b = out_begin(w->out, root + i);
        buf_c(b, "<</Title");
        put_text(b, entry->title);
        buf_c(b, "/Parent ");
        put_reference(b, root + knots[i].parent);
        put_knot(b, root, "/Prev ", knots[i].previous);
        put_knot(b, root, "/Next ", knots[i].next);
        put_knot(b, root, "/First ", knots[i].first);
        put_knot(b, root, "/Last ", knots[i].last);
        if (knots[i].below) /* negative: closed until the reader opens it */
            buf_printf(b, "/Count -%u", knots[i].below);
        buf_c(b, "/Dest");
        write_destination(w, b, entry->page, entry->y);
        buf_c(b, ">>");
        out_end(w->out);
    }
    Buf *b = out_begin(w->out, root);
    buf_printf(b, "<</Type/Outlines/First %u 0 R/Last %u 0 R/Count %u>>", root + knots[0].first,
               root + knots[0].last, top);
    out_end(w->out);
    return root;
}

/* ---- named destinations ---- */

typedef struct Name {
    Str bytes; /* as the PDF string has them: what the tree is sorted by */
    const Destination *destination;
} Name;

static void write_leaf(Writer *w, uint32_t number, const Name *names, size_t n)
{
    Buf *b = out_begin(w->out, number);
    buf_c(b, "<</Limits[");
    put_text(b, names[0].destination->id);
    put_text(b, names[n - 1].destination->id);
    buf_c(b, "]/Names[");
    for (size_t i = 0; i < n; i++) {
        put_text(b, names[i].destination->id);
        write_destination(w, b, names[i].destination->page, names[i].destination->y);
        buf_byte(b, '\n');
    }
    buf_c(b, "]>>");
    out_end(w->out);
}

uint32_t write_destinations(Writer *w)
{
    size_t n = w->book->ndestinations, leaves = (n + LEAF - 1) / LEAF;
    if (n == 0)
        return 0;
    Name *names = arena_array(w->a, Name, n);
    for (size_t i = 0; i < n; i++)
        names[i] = (Name){text_bytes(w->a, w->book->destinations[i].id),
                          &w->book->destinations[i]};
    qsort(names, n, sizeof *names, str_order);
    uint32_t root = out_reserve(w->out, (uint32_t)leaves + 1);
    for (size_t leaf = 0; leaf < leaves; leaf++) {
        size_t from = leaf * LEAF, left = n - from;
        write_leaf(w, root + 1 + (uint32_t)leaf, names + from, left < LEAF ? left : LEAF);
    }
    out_tree_root(w->out, root, leaves);
    return root;
}

/* ---- page labels ---- */

typedef enum LabelStyle { LABEL_PLAIN, LABEL_DECIMAL, LABEL_ROMAN } LabelStyle;

static int64_t roman_value(Str s)
{
    static const char letters[] = "ivxlcdm";
    static const int values[] = {1, 5, 10, 50, 100, 500, 1000};
    int64_t sum = 0, last = 0;
    for (size_t i = s.n; i-- > 0;) {
        const char *at = memchr(letters, s.p[i], 7);
        if (!at || s.n > 15) /* the longest below 1000 has 12 letters */
            return 0;
        int64_t value = values[at - letters];
        sum += value < last ? -value : value;
        last = value > last ? value : last;
    }
    return sum;
}

/* The number in a label and how it is written; LABEL_PLAIN: it is none. */
static LabelStyle label_read(Str label, int64_t *number)
{
    *number = 0;
    if (label.n && label.p[0] >= '1' && label.p[0] <= '9' && label.n < 9 &&
        str_to_int(label, number))
        return LABEL_DECIMAL;
    *number = roman_value(label);
    return *number > 0 ? LABEL_ROMAN : LABEL_PLAIN;
}

uint32_t write_labels(Writer *w)
{
    uint32_t object = out_reserve(w->out, 1);
    Buf *b = out_begin(w->out, object);
    buf_c(b, "<</Nums[");
    LabelStyle last = LABEL_PLAIN;
    int64_t expected = -1;
    for (size_t p = 0; p < w->book->npages; p++) {
        int64_t number;
        LabelStyle style = label_read(w->book->pages[p].label, &number);
        bool goes_on = p > 0 && style != LABEL_PLAIN && style == last && number == expected;
        last = style;
        expected = number + 1;
        if (goes_on)
            continue;
        buf_int(b, (int64_t)p);
        if (style == LABEL_PLAIN) {
            buf_c(b, "<</P");
            put_text(b, w->book->pages[p].label);
            buf_c(b, ">>");
        } else {
            buf_printf(b, "<</S/%c/St %d>>", style == LABEL_ROMAN ? 'r' : 'D', (int)number);
        }
    }
    buf_c(b, "]>>");
    out_end(w->out);
    return object;
}

/* ---- links ---- */

/* An address as ASCII: what URIs do not allow percent-encoded, byte by byte. */
static void put_uri(Buf *b, Arena *a, Str address)
{
    Buf uri = buf_in(a);
    for (size_t i = 0; i < address.n; i++) {
        uint8_t c = (uint8_t)address.p[i];
        if (c <= ' ' || c >= 127 || strchr("\"<>\\^`{|}", c))
            buf_printf(&uri, "%%%02X", c);
        else
            buf_byte(&uri, (char)c);
    }
    put_string(b, buf_view(&uri));
}

/* The way into another file: to a place it names, or to its first page. */
static void put_remote(Buf *b, Str target)
{
    size_t at = str_find(target, STR("#"), 0);
    Str path = str_slice(target, 0, at);
    buf_c(b, "/A<</S/GoToR/F<</Type/Filespec/F");
    put_string(b, path);
    buf_c(b, "/UF");
    put_text(b, path);
    buf_c(b, ">>/D");
    if (at + 1 < target.n)
        put_text(b, str_slice(target, at + 1, target.n));
    else
        buf_c(b, "[0/Fit]");
    buf_c(b, ">>");
}

static void put_action(Writer *w, Buf *b, const LinkArea *link, const Map *ids)
{
    if (str_starts(link->target, STR("book:"))) {
        put_remote(b, str_slice(link->target, 5, link->target.n));
        return;
    }
    if (!str_starts(link->target, STR("#"))) {
        buf_c(b, "/A<</S/URI/URI");
        put_uri(b, w->a, link->target);
        buf_c(b, ">>");
        return;
    }
    Str id = str_slice(link->target, 1, link->target.n);
    if (map_find(ids, id)) {
        buf_c(b, "/Dest");
        put_text(b, id);
        return;
    }
    diag_warn(w->d, "link-missing", (Pos){0}, "书中没有链接指向的 #%.*s",
              "the book has no place #%.*s that a link leads to", STR_ARG(id));
}

static void write_link(Writer *w, uint32_t number, const LinkArea *link, size_t key,
                       const Map *ids)
{
    Buf *b = out_begin(w->out, number);
    buf_c(b, "<</Type/Annot/Subtype/Link/Rect[");
    put_len(b, link->x);
    buf_byte(b, ' ');
    put_len(b, w->book->height - link->y - link->height);
    buf_byte(b, ' ');
    put_len(b, link->x + link->width);
    buf_byte(b, ' ');
    put_len(b, w->book->height - link->y);
    buf_c(b, "]/Border[0 0 0]/F 4"); /* 4: is printed */
    if (link->tag > 0 && link->tag < w->book->nelements) {
        buf_c(b, "/StructParent ");
        buf_int(b, (int64_t)key);
    }
    if (link->contents.n) {
        buf_c(b, "/Contents");
        put_text(b, link->contents);
    }
    put_action(w, b, link, ids);
    buf_c(b, ">>");
    out_end(w->out);
}

void write_links(Writer *w)
{
    const Book *book = w->book;
    Map ids = map_in(w->a);
    for (size_t i = 0; i < book->ndestinations; i++)
        *map_at(&ids, book->destinations[i].id) = w;
    uint32_t number = w->first_link;
    size_t key = book->npages; /* of the parent tree */
    for (size_t p = 0; p < book->npages; p++)
        for (size_t i = 0; i < book->pages[p].nlinks; i++)
            write_link(w, number++, &book->pages[p].links[i], key++, &ids);
}
