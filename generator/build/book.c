/* Where books meet the disk: fonts, pictures, and the bytes that come of them. */
#include "build/book.h"

#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "build/picture.h"
#include "draw/image.h"
#include "pdf/write.h"

enum { SECONDS_A_DAY = 86400 };

bool books_open(Arena *a, Host *host, const Site *site, int64_t as_of, Books *books, Diag *d)
{
    FontConfig config;
    if (!host_fonts(host, &config, d))
        return false;
    *books = (Books){.fonts = fonts_open(a, &config, d), .site = site, .created = as_of * SECONDS_A_DAY};
    return books->fonts != NULL;
}

void books_close(Books *books)
{
    if (books->fonts)
        fonts_close(books->fonts);
    books->fonts = NULL;
}

/* The book inside is laid out for the number of its pages; what there is to say of it is said where it is made. */
static const Book *jacket(Arena *a, const Books *books, const BookSource *source, ImageSource images, Diag *d)
{
    Arena *inside = arena_open();
    Diag unheard = diag_in(inside);
    Pictures pictures = {inside, books->site, books->cache};
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

static const Book *lay_out(Arena *a, const Books *books, const BookSource *source, Diag *d)
{
    Pictures pictures = {a, books->site, books->cache};
    ImageSource images = {picture_find, &pictures};
    size_t before = d->nerrors;
    Book about;
    if (!attach(a, books, source, &about, d))
        return NULL;
    const Book *book;
    if (source->jacket)
        book = jacket(a, books, source, images, d);
    else
        book = page_layout(a, books->fonts, &source->design, source->root, &about, images, d);
    return d->nerrors == before ? book : NULL;
}

bool book_make(Arena *a, const Books *books, const BookSource *source, Str *bytes, size_t *pages, Buf *words, Diag *d)
{
    const Book *book = lay_out(a, books, source, d);
    if (!book || !write_pdf(a, books->fonts, book, books->created, bytes, d))
        return false;
    *pages = book->npages;
    if (words)
        page_words(a, words, book);
    return true;
}

bool book_dump(Arena *a, const Books *books, const BookSource *source, bool tags, Buf *out, Diag *d)
{
    const Book *book = lay_out(a, books, source, d);
    if (!book)
        return false;
    if (tags)
        page_dump_tags(out, book);
    else
        page_dump(out, book);
    return true;
}

/* ---- assets ---- */

/* What a file is called decides what it becomes. */
typedef enum PictureName { NAME_OTHER, NAME_JPEG, NAME_PNG, NAME_WEBP } PictureName;

static PictureName picture_name(Str path)
{
    static const struct { const char *end; PictureName name; } ends[] = {
        {".jpg", NAME_JPEG}, {".jpeg", NAME_JPEG}, {".png", NAME_PNG}, {".webp", NAME_WEBP}};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t n = strlen(ends[i].end);
        if (path.n > n && strncasecmp(path.p + path.n - n, ends[i].end, n) == 0)
            return ends[i].name;
    }
    return NAME_OTHER;
}

/* The middle of a picture in the shape width : height. */
static Image cropped(Arena *a, const Image *image, uint32_t width, uint32_t height)
{
    uint32_t w = image->width, h = image->height;
    if ((uint64_t)w * height > (uint64_t)h * width)
        w = (uint32_t)((uint64_t)h * width / height);
    else
        h = (uint32_t)((uint64_t)w * height / width);
    w = w ? w : 1;
    h = h ? h : 1;
    return image_part(a, image, (image->width - w) / 2, (image->height - h) / 2, w, h);
}

/* Every picture is encoded anew from its pixels, also one that keeps its size, so that nothing
 * else of the file is published. */
static bool convert(Arena *a, const PlannedAsset *asset, Str in, Str *bytes, Diag *d)
{
    Image image;
    if (!image_open(a, in, asset->from, (Pos){0}, asset->height ? 0 : asset->width, &image, d))
        return false;
    if (asset->width && asset->height)
        image = cropped(a, &image, asset->width, asset->height);
    uint32_t width = asset->width ? asset->width : IMAGE_SIDE_LIMIT;
    image = image_fit(a, &image, width, IMAGE_SIDE_LIMIT);
    PictureName name = picture_name(asset->path);
    bool jpeg;
    image.photo = name == NAME_JPEG;
    *bytes = name == NAME_WEBP ? image_webp_write(a, &image) : image_file(a, &image, &jpeg);
    return true;
}

bool book_asset(Arena *a, const Options *o, const Site *site, const PlannedAsset *asset, Str *bytes, Diag *d)
{
    const char *path = asset->template ? file_join(a, o->templates, asset->from) : site_disk_path(site, a, asset->from);
    Str in;
    if (!file_bytes(a, path, &in, d))
        return false;
    if (!asset->template && picture_name(asset->path) != NAME_OTHER)
        return convert(a, asset, in, bytes, d);
    *bytes = in;
    return true;
}
