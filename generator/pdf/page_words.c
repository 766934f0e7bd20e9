/*
 * page_words: everything that a book says, as plain text: for those who look for what must not be said.
 *
 * Words are gathered by the structure element of the block they stand in, so that a paragraph is one line
 * whatever spans, lines and pages its words are on; what has no element (running heads, page
 * numbers) and what is read beside the text (readings, links, bookmarks) is a line each.
 */
#include <string.h>

#include "draw/picture.h"
#include "pdf/page.h"

typedef struct Gathering {
    Arena *a;
    const Book *book;
    Buf **blocks;      /* by element */
    const Item **last; /* by element: the item put last */
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

/* A new line divides Latin words, but not Han. */
static void put_glyphs(Gathering *g, const Item *item)
{
    uint32_t block = item->tag ? block_of(g->book, item->tag) : 0;
    Str text = item->as.glyphs.text;
    if (!block || strcmp(g->book->elements[item->tag].type, "RT") == 0) {
        put_line(&g->aside, text);
        return;
    }
    Buf **words = &g->blocks[block];
    if (!*words) {
        *words = arena_new(g->a, Buf);
        **words = buf_in(g->a);
    }
    bool new_line = g->last[block] && g->last[block]->y != item->y;
    if (new_line && (*words)->n && text.n && is_latin((*words)->p[(*words)->n - 1]) && is_latin(text.p[0]))
        buf_byte(*words, ' ');
    buf_str(*words, text);
    g->last[block] = item;
}

static void put_picture(Gathering *g, const Picture *picture)
{
    put_line(&g->aside, picture->alt);
    for (size_t i = 0; i < picture->ntexts; i++)
        put_line(&g->aside, picture->texts[i].text);
}

static void put_page(Gathering *g, const Page *page)
{
    for (size_t i = 0; i < page->nitems; i++) {
        const Item *item = &page->items[i];
        if (item->kind == ITEM_GLYPHS)
            put_glyphs(g, item);
        else if (item->kind == ITEM_PICTURE)
            put_picture(g, item->as.picture.picture);
    }
    for (size_t i = 0; i < page->nlinks; i++) {
        put_line(&g->aside, page->links[i].target);
        put_line(&g->aside, page->links[i].contents);
    }
}

void page_words(Arena *a, Buf *out, const Book *book)
{
    Gathering g = {a, book, arena_array(a, Buf *, book->nelements + 1), arena_array(a, const Item *, book->nelements + 1), buf_in(a)};
    Str about[] = {book->title, book->author, book->subject, book->keywords};
    for (size_t i = 0; i < sizeof about / sizeof *about; i++)
        put_line(out, about[i]);
    for (size_t i = 0; i < book->npages; i++)
        put_page(&g, &book->pages[i]);
    for (size_t i = 0; i < book->nelements; i++) {
        if (g.blocks[i])
            put_line(out, buf_view(g.blocks[i]));
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
