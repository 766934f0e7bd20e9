/*
 * block_image: which part of a picture is shown, how large, and so how many pixels it needs.
 *
 * While blocks are set only the sizes of pictures are looked at. Each use says which part it
 * shows and how wide; when all is laid out every part is read once, one after the other, at the
 * resolution its largest use needs. Two uses share one image in the file when they show the same
 * part. What is cropped away is cut from the pixels, so it cannot be got back from the file.
 */
#include <assert.h>
#include <stdlib.h>

#include "draw/image.h"
#include "pdf/block.h"

const ImageEntry *block_image(Compose *c, Str href, Pos pos)
{
    void **place = map_at(&c->image_entries, map_find(&c->image_entries, href) ? href : str_copy(c->a, href));
    if (!*place) {
        ImageEntry *entry = arena_new(c->a, ImageEntry);
        PdfImage image = {0};
        ImageWant want = {.href = str_copy(c->a, href), .pos = pos};
        *place = entry;
        if (c->source.find && c->source.find(c->source.self, &want, &image, c->d) && image.width && image.height)
            *entry = (ImageEntry){true, image.width, image.height, want.href, pos};
    }
    const ImageEntry *entry = *place;
    return entry->good ? entry : NULL;
}

/* ---- looks ---- */

/* A number at *at, moved over; -1: none. Large ones are cut. */
static int32_t take_number(Str word, size_t *at)
{
    int32_t n = -1;
    while (*at < word.n && word.p[*at] >= '0' && word.p[*at] <= '9') {
        n = n < 0 ? 0 : n;
        n = n > 100000 ? n : n * 10 + (word.p[*at] - '0');
        ++*at;
    }
    return n;
}

/* "w60": per cent of the measure; "w60mm", "w62.5mm": millimetres. share NULL: only these. */
static void take_extent(Str word, Len *length, Em *share)
{
    size_t at = 1;
    int32_t n = take_number(word, &at), tenths = 0;
    if (at + 1 < word.n && word.p[at] == '.') {
        at++;
        tenths = take_number(word, &at);
    }
    Str unit = str_slice(word, at, word.n);
    bool in_mm = str_equal(unit, STR("mm")) && n >= 0 && n <= 2000 && tenths >= 0 && tenths <= 9;
    if (in_mm && (n || tenths))
        *length = (Len)(((int64_t)n * 10 + tenths) * 72000 / 254);
    if (!unit.n && share && n > 0 && n <= 100)
        *share = n * 10;
}

/* "3x2" from at on. */
static bool take_pair(Str word, size_t at, int32_t *a, int32_t *b)
{
    *a = take_number(word, &at);
    if (at >= word.n || word.p[at] != 'x')
        return false;
    at++;
    *b = take_number(word, &at);
    return at == word.n && *a >= 0 && *b >= 0;
}

static void take_word(ImageLook *look, Str word)
{
    int32_t a, b;
    if (str_equal(word, STR("crop")))
        look->cover = true;
    else if (word.p[0] == 'w')
        take_extent(word, &look->width, &look->share);
    else if (word.p[0] == 'h')
        take_extent(word, &look->height, NULL);
    else if (word.p[0] == 'r' && take_pair(word, 1, &a, &b) && a && b) {
        look->across = (uint32_t)a;
        look->down = (uint32_t)b;
        look->cover = true;
    } else if (word.p[0] == 'f' && take_pair(word, 1, &a, &b) && a <= 100 && b <= 100) {
        look->focus_x = a * 10;
        look->focus_y = b * 10;
    }
}

ImageLook block_look(Str classes)
{
    ImageLook look = {.focus_x = 500, .focus_y = 500};
    bool whole = false;
    Str word;
    while (str_split(&classes, ' ', &word))
        if (str_equal(word, STR("whole")))
            whole = true;
        else if (word.n)
            take_word(&look, word);
    look.cover = look.cover && !whole;
    return look;
}

/* ---- sizes ---- */

static Len in_proportion(Len length, int64_t part, int64_t whole)
{
    int64_t n = (int64_t)length * part / whole;
    return (Len)(n < 1 ? 1 : n > INT32_MAX / 4 ? INT32_MAX / 4 : n);
}

/* The shape of what is shown, as width : height. */
static void shape_of(const ImageEntry *image, const ImageLook *look, int64_t *w, int64_t *h)
{
    bool own = !look->cover || !look->across;
    *w = own ? image->width : look->across;
    *h = own ? image->height : look->down;
}

static void shrink_to(Len *width, Len *height, Len room, Len most)
{
    if (*width > room) {
        *height = in_proportion(*height, room, *width);
        *width = room;
    }
    if (*height > most) {
        *width = in_proportion(*width, most, *height);
        *height = most;
    }
}

void block_image_size(const Compose *c, const ImageEntry *image, const ImageLook *look, Len room, Len most,
                      Len *width, Len *height)
{
    int64_t w, h;
    Len wide = look->share ? len_em(look->share, room) : look->width, high = look->height;
    shape_of(image, look, &w, &h);
    if (!high && look->across && wide) /* a box of that shape */
        high = in_proportion(wide, look->down, look->across);
    if (wide && high && look->cover) {
        *width = wide;
        *height = high;
    } else if (wide || high) {
        *width = wide ? wide : in_proportion(high, w, h);
        *height = in_proportion(*width, h, w);
        shrink_to(width, height, *width, high ? high : most);
    } else { /* by itself no larger than its pixels are good for */
        int64_t natural = (int64_t)image->width * 72000 / c->design->least_dpi;
        *width = natural > room ? room : (Len)natural;
        *height = in_proportion(*width, h, w);
    }
    shrink_to(width, height, room, most);
}

/* ---- uses ---- */

/* The largest part of the picture in the shape width : height, around the focus. */
static void crop(ImageWant *want, const ImageEntry *image, const ImageLook *look, Len width, Len height)
{
    ImageFrame part = image_frame(image->width, image->height, (uint32_t)width, (uint32_t)height, (uint32_t)look->focus_x,
                                  (uint32_t)look->focus_y);
    want->x = part.x;
    want->y = part.y;
    want->width = part.width;
    want->height = part.height;
}

uint32_t block_image_use(Compose *c, const ImageEntry *image, const ImageLook *look, Len width, Len height,
                         Em dark)
{
    assert(width > 0 && height > 0);
    ImageWant want = {.href = image->href, .pos = image->pos, .width = image->width, .height = image->height,
                      .dark = dark};
    if (look && look->cover)
        crop(&want, image, look, width, height);
    Str key = str_printf(c->a, "%u %u %u %u %d %.*s", want.x, want.y, want.width, want.height, (int)dark,
                         STR_ARG(image->href));
    void **place = map_at(&c->image_parts, key);
    if (!*place) {
        arena_push(c->a, c->images, c->nimages, c->images_room, want);
        *place = (void *)(uintptr_t)c->nimages;
    }
    uint32_t index = (uint32_t)(uintptr_t)*place - 1;
    ImageWant *known = &c->images[index];
    known->paper = width > known->paper ? width : known->paper;
    return index;
}

/* ---- reading ---- */

static int dpi_of(const ImageWant *want)
{
    int64_t dpi = (int64_t)want->width * 72000 / want->paper;
    return dpi > 99999 ? 99999 : (int)dpi;
}

static int in_mm(int64_t length)
{
    return (int)((length * 254 + 360000) / 720000);
}

static void warn_coarse(Compose *c, const ImageWant *want)
{
    int dpi = dpi_of(want), least = c->design->least_dpi;
    if (dpi >= least)
        return;
    int64_t good = (int64_t)want->width * 72000 / (least ? least : 1);
    diag_warn(c->d, "image-dpi", want->pos, "图片 %.*s 印成 %d mm 宽，只有 %d dpi，低于 %d",
              "picture %.*s is printed %d mm wide at only %d dpi, below %d", STR_ARG(want->href), in_mm(want->paper),
              dpi, least);
    diag_hint(c->d, "换像素更多的原图（至少 %d 像素宽），或印得不超过 %d mm 宽",
              "take a picture with more pixels (%d across), or print it no wider than %d mm",
              (int)((int64_t)want->paper * least / 72000) + 1, in_mm(good));
}

const PdfImage *block_images(Compose *c)
{
    PdfImage *images = arena_array(c->a, PdfImage, c->nimages ? c->nimages : 1);
    for (size_t i = 0; i < c->nimages; i++) {
        ImageWant *want = &c->images[i];
        int64_t enough = ((int64_t)want->paper * c->design->image_dpi + 71999) / 72000;
        want->across = enough > want->width ? want->width : enough < 1 ? 1 : (uint32_t)enough;
        warn_coarse(c, want);
        c->source.find(c->source.self, want, &images[i], c->d);
    }
    return images;
}
