/*
 * page_words: everything that a book says, as plain text: for those who look for what must not be said.
 *
 * Words are gathered by the structure element of the block they stand in, so that a paragraph is one line
 * whatever spans, lines and pages its words are on; what has no element (running heads, page
 * numbers) and what is read beside the text (readings, links, bookmarks) is a line each. The items are
 * sorted by their blocks first, by counting, so that each word is copied once.
 */
#include <string.h>

#include "draw/picture.h"
#include "pdf/page.h"

typedef struct Gathering {
    const Book *book;
    size_t *first;      /* by element: its first item, and one more at the end */
    const Item **items; /* with words of blocks, by element and then as they stand in the book */
    size_t bytes;       /* of their texts */
    Buf aside;
} Gathering;

static bool is_inline(const char *type)
{
    static const char *const types[] = {"Span", "Link", "Reference", "Ruby", "RB", "Code", NULL};
    for (const char *const *t = types; *t; t++)
        if (strcmp(*t, type) == 0)
            return true;
    return false;
}

static uint32_t block_of(const Book *book, uint32_t tag)
{
    while (tag && is_inline(book->elements[tag].type))
        tag = book->elements[tag].parent;
    return tag;
}

static void put_line(Buf *out, Str s)
{
    if (!s.n)
        return;
    buf_str(out, s);
    buf_byte(out, '\n');
}

static bool is_latin(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The block whose words the item has; 0: none, they are a line of their own. */
static uint32_t block_of_item(const Book *book, const Item *item)
{
    if (!item->tag || strcmp(book->elements[item->tag].type, "RT") == 0)
        return 0;
    return block_of(book, item->tag);
}

/* A new line divides Latin words, but not Han. */
static void put_block(const Gathering *g, Buf *out, size_t block)
{
    size_t start = out->n;
    for (size_t i = g->first[block]; i < g->first[block + 1]; i++) {
        const Item *item = g->items[i];
        Str text = item->as.glyphs.text;
        bool new_line = i > g->first[block] && g->items[i - 1]->y != item->y;
        if (new_line && out->n > start && text.n && is_latin(out->p[out->n - 1]) && is_latin(text.p[0]))
            buf_byte(out, ' ');
        buf_str(out, text);
    }
    if (out->n > start)
        buf_byte(out, '\n');
}

static void put_picture(Gathering *g, const Picture *picture)
{
    put_line(&g->aside, picture->alt);
    for (size_t i = 0; i < picture->ntexts; i++)
        put_line(&g->aside, picture->texts[i].text);
}

/* What stands beside the text of a page; the words of blocks are counted, from first[block + 2] on. */
static void put_page(Gathering *g, const Page *page)
{
    for (size_t i = 0; i < page->nitems; i++) {
        const Item *item = &page->items[i];
        uint32_t block = item->kind == ITEM_GLYPHS ? block_of_item(g->book, item) : 0;
        if (block) {
            g->first[block + 2]++;
            g->bytes += item->as.glyphs.text.n + 1;
        } else if (item->kind == ITEM_GLYPHS) {
            put_line(&g->aside, item->as.glyphs.text);
        } else if (item->kind == ITEM_PICTURE) {
            put_picture(g, item->as.picture.picture);
        }
    }
    for (size_t i = 0; i < page->nlinks; i++) {
        put_line(&g->aside, page->links[i].target);
        put_line(&g->aside, page->links[i].contents);
    }
}

/* The items of blocks in their order, by the counts of put_page. */
static void sort_items(Arena *a, Gathering *g)
{
    const Book *book = g->book;
    for (size_t e = 2; e < book->nelements + 2; e++)
        g->first[e] += g->first[e - 1];
    g->items = arena_raw(a, const Item *, g->first[book->nelements + 1]);
    for (size_t p = 0; p < book->npages; p++)
        for (size_t i = 0; i < book->pages[p].nitems; i++) {
            const Item *item = &book->pages[p].items[i];
            uint32_t block = item->kind == ITEM_GLYPHS ? block_of_item(book, item) : 0;
            if (block)
                g->items[g->first[block + 1]++] = item;
        }
}

void page_words(Arena *a, Buf *out, const Book *book)
{
    Gathering g = {.book = book, .first = arena_array(a, size_t, book->nelements + 2), .aside = buf_in(a)};
    for (size_t i = 0; i < book->npages; i++)
        put_page(&g, &book->pages[i]);
    sort_items(a, &g);
    buf_reserve(out, g.bytes + g.aside.n);
    Str about[] = {book->title, book->author, book->subject, book->keywords};
    for (size_t i = 0; i < sizeof about / sizeof *about; i++)
        put_line(out, about[i]);
    for (size_t i = 0; i < book->nelements; i++) {
        put_block(&g, out, i);
        put_line(out, book->elements[i].alt);
    }
    for (size_t i = 0; i < book->noutline; i++)
        put_line(out, book->outline[i].title);
    for (size_t i = 0; i < book->ndestinations; i++)
        put_line(out, book->destinations[i].id);
    for (size_t i = 0; i < book->nattachments; i++) {
        put_line(out, book->attachments[i].name);
        put_line(out, book->attachments[i].description);
        put_line(out, book->attachments[i].bytes);
    }
    buf_str(out, buf_view(&g.aside));
}
