/* Where books meet the disk: fonts, pictures, and the bytes that come of them. */
#include "build/book.h"

#include <string.h>

#include "base/file.h"
#include "draw/image.h"
#include "pdf/write.h"

enum {
    PRINT_SIDE = 2000, /* pixels: 300 dpi over the widest type area in use, 169 mm */
    SECONDS_A_DAY = 86400
};

bool books_open(Arena *a, Host *host, const Site *site, int64_t as_of, Books *books, Diag *d)
{
    FontConfig config;
    if (!host_fonts(host, &config, d))
        return false;
    *books = (Books){fonts_open(a, &config, d), site, as_of * SECONDS_A_DAY};
    return books->fonts != NULL;
}

void books_close(Books *books)
{
    if (books->fonts)
        fonts_close(books->fonts);
    books->fonts = NULL;
}

typedef struct Pictures {
    Arena *arena;
    const Site *site;
} Pictures;

/* href is a path below the content folder by now. */
static bool find_picture(void *self, Str href, Pos pos, PdfImage *image, Diag *d)
{
    const Pictures *p = self;
    Arena *scratch = arena_open(); /* decoded, a photo is a hundred times its file */
    Str bytes;
    Image pixels;
    bool ok = file_bytes(scratch, site_disk_path(p->site, scratch, href), &bytes, d) &&
              image_open(scratch, bytes, href, pos, PRINT_SIDE, &pixels, d);
    if (ok) {
        Image fitted = image_fit(scratch, &pixels, PRINT_SIDE, PRINT_SIDE);
        ImagePrint print = image_print(scratch, &fitted);
        *image = (PdfImage){print.width, print.height, print.jpeg, print.channels,
                            str_copy(p->arena, print.bytes), str_copy(p->arena, print.alpha)};
    }
    arena_close(scratch);
    return ok;
}

static const Book *lay_out(Arena *a, const Books *books, const BookSource *source, Diag *d)
{
    Pictures *pictures = arena_new(a, Pictures);
    *pictures = (Pictures){a, books->site};
    size_t before = d->nerrors;
    const Book *book = page_layout(a, books->fonts, &source->design, source->root, &source->about,
                                   (ImageSource){find_picture, pictures}, d);
    return d->nerrors == before ? book : NULL;
}

bool book_make(Arena *a, const Books *books, const BookSource *source, Str *bytes, size_t *pages, Diag *d)
{
    const Book *book = lay_out(a, books, source, d);
    if (!book || !write_pdf(a, books->fonts, book, books->created, bytes, d))
        return false;
    *pages = book->npages;
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

static bool is_jpeg_name(Str path)
{
    return str_ends(path, STR(".jpg")) || str_ends(path, STR(".jpeg")) || str_ends(path, STR(".JPG"));
}

static bool is_picture_name(Str path)
{
    return is_jpeg_name(path) || str_ends(path, STR(".png")) || str_ends(path, STR(".PNG"));
}

/* The middle of a picture in the shape width : height. */
static Image cropped(Arena *a, const Image *image, uint32_t width, uint32_t height)
{
    Image out = *image;
    if ((uint64_t)image->width * height > (uint64_t)image->height * width)
        out.width = (uint32_t)((uint64_t)image->height * width / height);
    else
        out.height = (uint32_t)((uint64_t)image->width * height / width);
    out.width = out.width ? out.width : 1;
    out.height = out.height ? out.height : 1;
    size_t from = (size_t)image->width * image->channels, to = (size_t)out.width * image->channels;
    size_t left = (size_t)(image->width - out.width) / 2 * image->channels;
    size_t top = (image->height - out.height) / 2;
    uint8_t *pixels = arena_array(a, uint8_t, to * out.height);
    for (size_t y = 0; y < out.height; y++)
        memcpy(pixels + y * to, image->pixels + (top + y) * from + left, to);
    out.pixels = pixels;
    return out;
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
    image.photo = is_jpeg_name(asset->path);
    bool jpeg;
    *bytes = image_file(a, &image, &jpeg);
    return true;
}

bool book_asset(Arena *a, const Options *o, const Site *site, const PlannedAsset *asset, Str *bytes, Diag *d)
{
    const char *path = asset->template ? file_join(a, o->templates, asset->from) : site_disk_path(site, a, asset->from);
    Str in;
    if (!file_bytes(a, path, &in, d))
        return false;
    if (!asset->template && is_picture_name(asset->path))
        return convert(a, asset, in, bytes, d);
    *bytes = in;
    return true;
}
