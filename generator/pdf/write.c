/*
 * write: a Book into PDF bytes, read from the top.
 *
 * Faces first, for content streams need the numbers glyphs have in the subsets; then the pages,
 * which make the marks that the structure tree hangs on; then everything that points at pages.
 */
#include "pdf/write.h"

#include <assert.h>

#include "pdf/write_imp.h"

enum {
    FAN = 32,          /* kids of a node of the page tree */
    PAGE_BYTES = 2750, /* what a page of text takes in the file: a first guess */
    LONG_BOOK = 500    /* pages from which on time counts more than a twentieth of the file */
};

static bool write_book(Writer *w, Arena *a, int64_t created, Str *out);
static void count_links(Writer *w);
static void write_images(Writer *w);
static void write_pages(Writer *w);
static void write_resources(Writer *w);
static uint32_t write_catalog(Writer *w, uint32_t pages, int64_t created);
static uint32_t write_page_tree(Writer *w);

bool write_pdf(Arena *a, const Fonts *fonts, const Book *book, int64_t created, Str *out, Diag *d)
{
    assert(book->nelements > 0 && book->width > 0 && book->height > 0);
    *out = STR_NONE;
    if (book->npages == 0) {
        diag_error(d, "pdf-write", (Pos){0}, "书里一页也没有", "the book has no page");
        return false;
    }
    Arena *own = arena_open(); /* for the work; only the bytes go to the caller */
    Writer w = {.a = own, .fonts = fonts, .book = book, .d = d};
    bool good = write_book(&w, a, created, out);
    arena_close(own);
    return good;
}

/* About how long the file will be, so that it seldom moves: photos are most of it where there are any. */
static size_t length_of(const Book *book)
{
    size_t n = book->npages * PAGE_BYTES;
    for (size_t i = 0; i < book->nimages; i++)
        n += book->images[i].jpeg ? book->images[i].bytes.n + PAGE_BYTES / 8 : 0;
    return n;
}

static bool write_book(Writer *w, Arena *a, int64_t created, Str *out)
{
    const Book *book = w->book;
    write_font_collect(w);
    w->out = out_open(w->a, a, length_of(book), book->npages >= LONG_BOOK);
    if (!write_font_all(w)) {
        out_abandon(w->out);
        return false;
    }
    count_links(w);
    w->first_page = out_reserve(w->out, (uint32_t)book->npages);
    w->first_element = out_reserve(w->out, (uint32_t)book->nelements);
    w->first_link = out_reserve(w->out, (uint32_t)w->page_links[book->npages]);
    w->resources = out_reserve(w->out, 1);
    w->structure = out_reserve(w->out, 1);
    write_images(w);
    write_pages(w);
    write_resources(w);
    write_links(w);
    write_tags(w);
    uint32_t root = write_catalog(w, write_page_tree(w), created);
    return out_close(w->out, root, write_info(w, created), out, w->d);
}

static void count_links(Writer *w)
{
    w->page_links = arena_array(w->a, size_t, w->book->npages + 1);
    for (size_t p = 0; p < w->book->npages; p++)
        w->page_links[p + 1] = w->page_links[p] + w->book->pages[p].nlinks;
}

/* ---- pictures ---- */

static Str image_entries(Arena *a, const PdfImage *image, bool alpha, uint32_t mask)
{
    const char *space = alpha || image->channels == 1 ? "DeviceGray" : "DeviceRGB";
    Str entries = str_printf(a,
                             "/Type/XObject/Subtype/Image/Width %u/Height %u/ColorSpace/%s"
                             "/BitsPerComponent 8",
                             image->width, image->height, space);
    return mask ? str_printf(a, "%.*s/SMask %u 0 R", STR_ARG(entries), mask) : entries;
}

static void write_images(Writer *w)
{
    w->images = arena_array(w->a, uint32_t, w->book->nimages + 1);
    for (size_t i = 0; i < w->book->nimages; i++) {
        const PdfImage *image = &w->book->images[i];
        size_t pixels = (size_t)image->width * image->height;
        assert(image->channels == 1 || image->channels == 3);
        assert(image->jpeg || image->bytes.n == pixels * image->channels);
        assert(image->alpha.n == 0 || image->alpha.n == pixels);
        uint32_t mask = 0;
        if (image->alpha.n)
            mask = out_stream(w->out, image_entries(w->a, image, true, 0), image->alpha,
                              OUT_FLATE);
        w->images[i] = out_stream(w->out, image_entries(w->a, image, false, mask), image->bytes,
                                  image->jpeg ? OUT_JPEG : OUT_FLATE);
    }
}

/* ---- pages ---- */

/* "/TrimBox[…]": the trim and so much around it. The trim's corner is the origin. */
static void put_box(Buf *b, const Book *book, const char *name, Len around)
{
    buf_printf(b, "/%s[", name);
    const Len sides[] = {-around, -around, book->width + around, book->height + around};
    for (int i = 0; i < 4; i++) {
        if (i)
            buf_byte(b, ' ');
        put_len(b, sides[i]);
    }
    buf_byte(b, ']');
}

static void write_page_object(Writer *w, size_t p, uint32_t content, uint32_t parent)
{
    const Page *page = &w->book->pages[p];
    Buf *b = out_begin(w->out, w->first_page + (uint32_t)p);
    /* resources that a page inherits are not its own (ISO 19005-2, 6.2.2) */
    buf_printf(b, "<</Type/Page/Parent %u 0 R/Contents %u 0 R/Resources %u 0 R/StructParents %zu/Tabs/S",
               parent, content, w->resources, p);
    if (page->nlinks) {
        buf_c(b, "/Annots[");
        for (size_t i = 0; i < page->nlinks; i++) {
            put_reference(b, w->first_link + (uint32_t)(w->page_links[p] + i));
            buf_byte(b, ' ');
        }
        buf_byte(b, ']');
    }
    if (page->nturned && !w->book->slug) /* a press wants all pages alike */
        buf_c(b, "/Rotate 90");
    if (w->book->slug) { /* for presses; not inherited, unlike the MediaBox */
        put_box(b, w->book, "TrimBox", 0);
        put_box(b, w->book, "BleedBox", w->book->bleed);
    }
    buf_c(b, ">>");
    out_end(w->out);
}

/* The nodes above the pages are numbered from the first level up, see write_page_tree. */
static void write_pages(Writer *w)
{
    size_t npages = w->book->npages, nodes = (npages + FAN - 1) / FAN;
    w->first_node = out_reserve(w->out, (uint32_t)nodes);
    w->page_marks = arena_array(w->a, size_t, npages + 1);
    Buf scratch = buf_in(w->a);
    for (size_t p = 0; p < npages; p++) {
        w->page_marks[p] = w->nmarks;
        uint32_t content = write_page_content(w, &w->book->pages[p], (uint32_t)p, &scratch);
        write_page_object(w, p, content, w->first_node + (uint32_t)(p / FAN));
    }
    w->page_marks[npages] = w->nmarks;
}

static void write_resources(Writer *w)
{
    Buf *b = out_begin(w->out, w->resources);
    buf_c(b, "<</Font<<");
    for (uint32_t i = 0; i < w->nused; i++)
        if (w->used[i]->number)
            buf_printf(b, "/F%u %u 0 R", i, w->used[i]->number);
    buf_c(b, ">>/XObject<<");
    for (size_t i = 0; i < w->book->nimages; i++)
        buf_printf(b, "/I%zu %u 0 R", i, w->images[i]);
    buf_c(b, w->book->nwatermark ? ">>/ExtGState<</W<</ca .2/CA .2>>>>>>" : ">>>>");
    out_end(w->out);
}

/*
 * One node with the kids from first on; what all pages share stands in the root (parent 0).
 * pages: how many pages are below.
 */
static void write_node(Writer *w, uint32_t number, uint32_t parent, uint32_t first, size_t kids,
                       size_t pages)
{
    Buf *b = out_begin(w->out, number);
    buf_printf(b, "<</Type/Pages/Count %zu", pages);
    if (parent) {
        buf_printf(b, "/Parent %u 0 R", parent);
    } else {
        put_box(b, w->book, "MediaBox", w->book->slug);
    }
    buf_c(b, "/Kids[");
    for (size_t i = 0; i < kids; i++) {
        put_reference(b, first + (uint32_t)i);
        buf_byte(b, ' ');
    }
    buf_c(b, "]>>");
    out_end(w->out);
}

/* Levels of nodes with at most FAN kids each, up to one root; its number. */
static uint32_t write_page_tree(Writer *w)
{
    size_t npages = w->book->npages, kids = npages, span = FAN; /* pages below a node */
    uint32_t first_kid = w->first_page, first = w->first_node;
    for (;;) {
        size_t nodes = (kids + FAN - 1) / FAN;
        uint32_t above = nodes > 1 ? out_reserve(w->out, (uint32_t)((nodes + FAN - 1) / FAN)) : 0;
        for (size_t i = 0; i < nodes; i++) {
            size_t from = i * FAN, left = kids - from, below = npages - i * span;
            write_node(w, first + (uint32_t)i, above ? above + (uint32_t)(i / FAN) : 0,
                       first_kid + (uint32_t)from, left < FAN ? left : FAN,
                       below < span ? below : span);
        }
        if (nodes == 1)
            return first;
        first_kid = first;
        first = above;
        kids = nodes;
        span *= FAN;
    }
}

/* ---- the catalog ---- */

static uint32_t write_catalog(Writer *w, uint32_t pages, int64_t created)
{
    uint32_t outline = write_outline(w), destinations = write_destinations(w);
    uint32_t metadata = write_metadata(w, created), intent = write_intent(w);
    uint32_t labels = write_labels(w), number = out_reserve(w->out, 1);
    Buf entries = buf_in(w->a), names = buf_in(w->a);
    write_attachments(w, created, &entries, &names);
    Buf *b = out_begin(w->out, number);
    buf_printf(b, "<</Type/Catalog/Pages %u 0 R/MarkInfo<</Marked true>>/StructTreeRoot %u 0 R",
               pages, w->structure);
    buf_c(b, "/Lang");
    put_text(b, w->book->language.n ? w->book->language : STR("zh-CN"));
    buf_printf(b, "/ViewerPreferences<</DisplayDocTitle true>>/Metadata %u 0 R", metadata);
    buf_printf(b, "/OutputIntents[%u 0 R]/PageLabels %u 0 R", intent, labels);
    if (outline)
        buf_printf(b, "/Outlines %u 0 R/PageMode/UseOutlines", outline);
    if (w->book->two_sided) /* the cover is a right page */
        buf_c(b, "/PageLayout/TwoPageRight");
    if (destinations)
        buf_printf(&names, "/Dests %u 0 R", destinations);
    if (names.n) {
        buf_c(b, "/Names<<");
        buf_str(b, buf_view(&names));
        buf_c(b, ">>");
    }
    buf_str(b, buf_view(&entries));
    buf_c(b, ">>");
    out_end(w->out);
    return number;
}
