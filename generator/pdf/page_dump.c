/*
 * page_dump: pages as text, one item a line, so that layout is tested as text.
 *
 *     trim width height bleed … slug …      (where there is paper beyond the trim)
 *     watermark text …                   (on every page, from its middle)
 *     page 3 "1"
 *     text 79.370 92.000 song 10.500 P#12 "……"
 *     rule 79.370 80.000 +442.205 +0.000 0.500
 *     rect x y width height #rrggbb | image x y width height 0 Figure#7
 *     link x y width height "#id" | destination "id" page y | outline level "title" page
 */
#include "pdf/page.h"

static void put_length(Buf *out, Len length)
{
    int64_t v = length;
    buf_printf(out, " %s%lld.%03lld", v < 0 ? "-" : "", (long long)((v < 0 ? -v : v) / 1000),
               (long long)((v < 0 ? -v : v) % 1000));
}

static void put_tag(Buf *out, const Book *book, uint32_t tag)
{
    if (tag)
        buf_printf(out, " %s#%u", book->elements[tag].type, (unsigned)tag);
    else
        buf_c(out, " artifact");
}

static void put_item(Buf *out, const Book *book, const Item *item)
{
    static const char *const names[] = {"text", "rect", "rule", "image", "picture"};
    buf_c(out, names[item->kind]);
    put_length(out, item->x);
    put_length(out, item->y);
    switch ((ItemKind)item->kind) {
    case ITEM_GLYPHS:
        buf_byte(out, ' ');
        buf_str(out, font_name(item->as.glyphs.font));
        put_length(out, item->as.glyphs.size);
        break;
    case ITEM_LINE: case ITEM_RECT: case ITEM_IMAGE: case ITEM_PICTURE:
        put_length(out, item->width);
        put_length(out, item->height);
        break;
    }
    if (item->kind == ITEM_LINE)
        put_length(out, item->as.line.thickness);
    buf_printf(out, " #%06x", (unsigned)item->colour);
    put_tag(out, book, item->tag);
    if (item->kind == ITEM_GLYPHS) {
        static const char *const sets[] = {" ", " column ", " turned "};
        buf_c(out, sets[item->as.glyphs.set]);
        buf_json(out, item->as.glyphs.text);
    }
    buf_byte(out, '\n');
}

static void put_page(Buf *out, const Book *book, size_t index)
{
    const Page *page = &book->pages[index];
    buf_printf(out, "page %zu ", index + 1);
    buf_json(out, page->label);
    if (page->nturned)
        buf_printf(out, " turned %zu", page->nturned);
    buf_c(out, page->blank ? " blank\n" : "\n");
    for (size_t i = 0; i < page->nitems; i++)
        put_item(out, book, &page->items[i]);
    for (size_t i = 0; i < page->nlinks; i++) {
        const LinkArea *link = &page->links[i];
        buf_c(out, "link");
        put_length(out, link->x);
        put_length(out, link->y);
        put_length(out, link->width);
        put_length(out, link->height);
        put_tag(out, book, link->tag);
        buf_byte(out, ' ');
        buf_json(out, link->target);
        buf_byte(out, '\n');
    }
}

void page_dump(Buf *out, const Book *book)
{
    if (book->slug) {
        buf_c(out, "trim");
        put_length(out, book->width);
        put_length(out, book->height);
        buf_c(out, " bleed");
        put_length(out, book->bleed);
        buf_c(out, " slug");
        put_length(out, book->slug);
        buf_byte(out, '\n');
    }
    for (size_t i = 0; i < book->nwatermark; i++) {
        buf_c(out, "watermark ");
        put_item(out, book, &book->watermark[i]);
    }
    for (size_t i = 0; i < book->npages; i++)
        put_page(out, book, i);
    for (size_t i = 0; i < book->ndestinations; i++) {
        buf_c(out, "destination ");
        buf_json(out, book->destinations[i].id);
        buf_printf(out, " %u", (unsigned)book->destinations[i].page + 1);
        put_length(out, book->destinations[i].y);
        buf_byte(out, '\n');
    }
    for (size_t i = 0; i < book->noutline; i++) {
        buf_printf(out, "outline %u ", (unsigned)book->outline[i].level);
        buf_json(out, book->outline[i].title);
        buf_printf(out, " %u\n", (unsigned)book->outline[i].page + 1);
    }
}

void page_dump_tags(Buf *out, const Book *book)
{
    for (size_t i = 0; i < book->nelements; i++) {
        const StructElement *element = &book->elements[i];
        buf_printf(out, "%zu %s < %u", i, element->type, (unsigned)element->parent);
        if (element->scope)
            buf_c(out, element->scope == 1 ? " scope column" : " scope row");
        if (element->colspan > 1 || element->rowspan > 1)
            buf_printf(out, " span %u x %u", element->colspan, element->rowspan);
        for (uint8_t k = 0; k < element->nheaders; k++)
            buf_printf(out, "%s%u", k ? "," : " headers ", (unsigned)element->headers[k]);
        if (element->alt.n) {
            buf_c(out, " alt ");
            buf_json(out, element->alt);
        }
        buf_byte(out, '\n');
    }
}
