/* Where books meet the disk: fonts, pictures, and the bytes that come of them. */
#include "build/book.h"

#include "base/file.h"
#include "build/book_key.h"
#include "build/kept_book.h"
#include "build/picture.h"
#include "draw/chart.h"
#include "pdf/raster.h"
#include "pdf/write.h"
#include "text/hyphen.h"
#include "text/near.h"

enum { SECONDS_A_DAY = 86400 };

bool books_open(Arena *a, Host *host, const Site *site, int64_t as_of, Books *books, Diag *d)
{
    FontConfig config;
    if (!host_fonts(host, &config, d))
        return false;
    *books = (Books){.fonts = fonts_open(a, &config, d), .site = site, .created = as_of * SECONDS_A_DAY};
    if (!books->fonts)
        return false;
    books->identity = str_printf(a, "%.*shyphens %.*s", STR_ARG(fonts_identity(a, books->fonts)), STR_ARG(file_stamp(a, HYPHEN_FILE)));
    return true;
}

void books_close(Books *books)
{
    if (books->fonts)
        fonts_close(books->fonts);
    books->fonts = NULL;
}

/* The book inside is laid out for the number of its pages; what there is to say of it is said where it is made. */
static const Book *jacket(Arena *a, const Books *books, const BookSource *source, ImageSource images, Map *asked, Diag *d)
{
    Arena *inside = arena_open();
    Diag unheard = diag_in(inside);
    Pictures pictures = {inside, books->site, books->cache, asked};
    const Book *book = page_layout(inside, books->fonts, &source->design, source->root, &source->about,
                                   (ImageSource){picture_find, &pictures}, &unheard);
    size_t pages = book ? book->npages : 0;
    arena_close(inside);
    if (!pages) {
        diag_error(d, "jacket", source->root->pos, "书本身排不出来，做不了它的封皮", "the book itself cannot be laid out, so it gets no jacket");
        return NULL;
    }
    return page_jacket(a, books->fonts, &source->design, source->root, &source->about, images, pages, d);
}

/* The book's own data with the files that go along. false: reported. */
static bool attach(Arena *a, const Books *books, const BookSource *source, Book *about, Diag *d)
{
    Attachment *files = arena_array(a, Attachment, source->nfiles + 1);
    *about = source->about;
    about->attachments = files;
    about->nattachments = source->nfiles;
    for (size_t i = 0; i < source->nfiles; i++) {
        const BookFile *file = &source->files[i];
        files[i] = (Attachment){file->name, file->description, file->bytes, file->from.n > 0};
        if (file->from.n && !file_bytes(a, site_disk_path(books->site, a, file->from), &files[i].bytes, d))
            return false;
    }
    return true;
}

/* asked: as in Pictures */
static const Book *lay_out(Arena *a, const Books *books, const BookSource *source, Map *asked, Diag *d)
{
    Pictures pictures = {a, books->site, books->cache, asked};
    ImageSource images = {picture_find, &pictures};
    size_t before = d->nerrors;
    Book about;
    if (!attach(a, books, source, &about, d))
        return NULL;
    const Book *book;
    if (source->jacket)
        book = jacket(a, books, source, images, asked, d);
    else
        book = page_layout(a, books->fonts, &source->design, source->root, &about, images, d);
    return d->nerrors == before ? book : NULL;
}

/* Not kept in the cache: laying it out costs more than painting. */
static bool make_picture(Arena *a, const Book *book, Pos pos, ImageFormat format, Str *bytes, Diag *d)
{
    Image image;
    if (!raster_page(a, book, pos, &image, d))
        return false;
    *bytes = image_file(a, &image, format);
    return true;
}

static bool make(Arena *a, const Books *books, const BookSource *source, Str path, bool words, Map *asked, MadeBook *made, Diag *d)
{
    const Book *book = lay_out(a, books, source, asked, d);
    ImageFormat format;
    bool picture = image_format(path, &format);
    if (!book || !(picture ? make_picture(a, book, source->root->pos, format, &made->bytes, d)
                           : write_pdf(a, books->fonts, book, books->created, &made->bytes, d)))
        return false;
    Buf places = buf_in(a), said = buf_in(a);
    for (size_t i = 0; !picture && i < book->ndestinations; i++)
        buf_printf(&places, "\n#%u %.*s", book->destinations[i].page + 1, STR_ARG(book->destinations[i].id));
    if (words)
        page_words(a, &said, book);
    made->pages = picture ? 0 : book->npages;
    made->places = buf_view(&places);
    made->words = buf_view(&said);
    return true;
}

bool book_make(Arena *a, const Books *books, const BookSource *source, Str path, bool words, MadeBook *made, Diag *d)
{
    *made = (MadeBook){0};
    Map asked = map_in(a);
    Str key = books->cache ? book_key(a, books, source, path, words) : STR_NONE;
    if (key.n && kept_book_find(a, books, key, made))
        return true;
    size_t said = d->count;
    if (!make(a, books, source, path, words, &asked, made, d))
        return false;
    if (key.n && d->count == said)
        kept_book_keep(books, key, &asked, made);
    return true;
}

/* ---- as text ---- */

typedef struct ChartTables {
    Arena *a;
    Buf *out;
} ChartTables;

static const Node *parent(Arena *a, NodeKind kind, const Node *kid, Pos pos)
{
    NodeList kids = {0};
    doc_push(a, &kids, kid);
    return doc_done(a, doc_node(a, kind, pos), &kids);
}

static const Node *chart_row(Arena *a, const ChartTable *data, size_t row, Pos pos)
{
    NodeList cells = {0};
    for (size_t c = 0; c < data->columns; c++) {
        Node *cell = doc_node(a, NODE_CELL, pos);
        NodeList text = {0};
        doc_push(a, &text, doc_text(a, data->cells[row * data->columns + c], pos));
        if (row == 0 || c == 0)
            cell->flags |= NODE_HEAD;
        doc_push(a, &cells, doc_done(a, cell, &text));
    }
    return doc_done(a, doc_node(a, NODE_ROW, pos), &cells);
}

static bool put_chart(void *self, const Node *node, bool entering)
{
    ChartTables *k = self;
    if (node->kind != NODE_CHART || !entering)
        return true;
    const ChartSpec *spec = node->as.chart.data;
    ChartTable data = chart_table(k->a, spec);
    Node *table = doc_node(k->a, NODE_TABLE, node->pos);
    NodeList rows = {0};
    table->level = 1;
    table->as.table.ncolumns = (uint32_t)data.columns;
    table->as.table.aligns = arena_array(k->a, uint8_t, data.columns + 1);
    doc_push(k->a, &rows, parent(k->a, NODE_CAPTION, doc_text(k->a, spec->title, node->pos), node->pos));
    for (size_t r = 0; r < data.rows; r++)
        doc_push(k->a, &rows, chart_row(k->a, &data, r, node->pos));
    doc_dump(k->out, doc_done(k->a, table, &rows));
    return true;
}

void book_dump_tree(Arena *a, const BookSource *source, Buf *out)
{
    doc_dump(out, source->root);
    doc_walk(source->root, put_chart, &(ChartTables){a, out});
}

bool book_dump(Arena *a, const Books *books, const BookSource *source, bool tags, Buf *out, Diag *d)
{
    const Book *book = lay_out(a, books, source, NULL, d);
    if (!book)
        return false;
    if (tags)
        page_dump_tags(out, book);
    else
        page_dump(out, book);
    return true;
}

/* Is this the path of a book, its file name, or that without .pdf? */
static bool is_named(Str path, Str name)
{
    Str file = file_name(path), end = STR(".pdf");
    return str_equal(path, name) || str_equal(file, name) ||
           (str_ends(file, end) && str_equal(str_slice(file, 0, file.n - end.n), name));
}

bool book_find(const Plan *plan, const char *name, size_t *index, Diag *d)
{
    Near near = near_to(str_of(name));
    for (size_t i = 0; i < plan->nbooks; i++) {
        if (is_named(plan->books[i].path, str_of(name)))
            return *index = i, true;
        near_offer(&near, file_name(plan->books[i].path));
    }
    diag_error(d, "usage", ((Pos){0}), "计划里没有这本书，也没有这个文件：%s", "no such book in the plan, and no such file: %s", name);
    if (near.best.n)
        diag_hint(d, "是不是 %.*s？", "did you mean %.*s?", STR_ARG(near.best));
    else
        diag_hint(d, "kanben dump site 列出全部输出", "kanben dump site lists all outputs");
    return false;
}
