/*
 * image: what a file is, its limits, making pictures smaller, encoding.
 *
 * Reading JPEG is in image_jpeg.c, PNG in image_png.c, WebP in image_webp.c.
 */
#include "draw/image.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "draw/image_imp.h"

enum {
    SAMPLES = 4096, /* pixels looked at to tell a photo from a drawing */
    COLOURS = 1024  /* different ones among them from which on it is a photo */
};

static bool check_type(Str bytes, Str shown, Pos pos, Diag *d);
static void refuse_type(const char *zh, const char *en, bool apple, Str shown, Pos pos, Diag *d);
static bool check_limits(const ImageHead *head, Str shown, Pos pos, Diag *d);
static bool read_pixels(Arena *a, Str bytes, const ImageHead *head, uint32_t wanted, Image *image,
                        Str shown, Pos pos, Diag *d);
static Str profile_of(Arena *a, Str bytes, const ImageHead *head);
static bool read_head(Str bytes, Str shown, Pos pos, ImageHead *head, Diag *d);
static void turn(const Image *from, uint8_t orientation, Image *to, uint8_t *pixels);
static bool is_photo(Arena *a, const Image *image);

/* ---- reading ---- */

bool image_open(Arena *a, Str bytes, Str shown, Pos pos, uint32_t wanted, Image *image, Diag *d)
{
    ImageHead head;
    if (!read_head(bytes, shown, pos, &head, d))
        return false;
    Arena *work = head.orientation > 1 ? arena_open() : a;
    Image raw = {0};
    bool good = read_pixels(work, bytes, &head, wanted, &raw, shown, pos, d);
    if (good)
        image_to_srgb(&raw, profile_of(work, bytes, &head));
    *image = raw;
    if (good && head.orientation > 1) {
        size_t size = (size_t)raw.width * raw.height * raw.channels;
        turn(&raw, head.orientation, image, arena_alloc(a, size));
    }
    if (work != a)
        arena_close(work);
    if (good)
        image->photo = head.format == IMAGE_JPEG || is_photo(a, image);
    return good;
}

static bool read_pixels(Arena *a, Str bytes, const ImageHead *head, uint32_t wanted, Image *image,
                        Str shown, Pos pos, Diag *d)
{
    switch (head->format) {
    case IMAGE_JPEG: return image_jpeg_read(a, bytes, head, wanted, image, shown, pos, d);
    case IMAGE_WEBP: return image_webp_read(a, bytes, head, wanted, image, shown, pos, d);
    case IMAGE_PNG: break;
    }
    return image_png_read(a, bytes, image, shown, pos, d);
}

static Str profile_of(Arena *a, Str bytes, const ImageHead *head)
{
    switch (head->format) {
    case IMAGE_JPEG: return image_jpeg_profile(a, bytes);
    case IMAGE_WEBP: return image_webp_profile(bytes);
    case IMAGE_PNG: break;
    }
    return image_png_profile(a, bytes);
}

bool image_size(Str bytes, Str shown, Pos pos, uint32_t *width, uint32_t *height, Diag *d)
{
    ImageHead head;
    if (!read_head(bytes, shown, pos, &head, d))
        return false;
    bool lying = head.orientation > 4; /* 5–8 are turned by a quarter */
    *width = lying ? head.height : head.width;
    *height = lying ? head.width : head.height;
    return true;
}

static bool read_head(Str bytes, Str shown, Pos pos, ImageHead *head, Diag *d)
{
    if (!check_type(bytes, shown, pos, d))
        return false;
    char first = bytes.p[0];
    bool jpeg = first == '\xFF', webp = first == 'R';
    bool good = jpeg ? image_jpeg_head(bytes, head) : webp ? image_webp_head(bytes, head)
                                                           : image_png_head(bytes, head);
    if (!good) {
        image_damaged(shown, pos, "", d);
        return false;
    }
    head->format = jpeg ? IMAGE_JPEG : webp ? IMAGE_WEBP : IMAGE_PNG;
    if (head->moving) {
        refuse_type("动画", "an animation", false, shown, pos, d);
        return false;
    }
    return check_limits(head, shown, pos, d);
}

void image_damaged(Str shown, Pos pos, const char *reason, Diag *d)
{
    const char *open = reason[0] ? " (" : "", *close = reason[0] ? ")" : "";
    diag_error(d, "image-damaged", pos, "图片 %.*s 已损坏，不能完整读出%s%s%s",
               "picture %.*s is damaged and cannot be read to its end%s%s%s", STR_ARG(shown), open,
               reason, close);
    diag_hint(d, "重新从相机、手机或原稿导出这张图片，再拷贝一次",
              "export the picture again from where it came from, and copy it once more");
}

/* Starts of files that people take for pictures. at: where the bytes are to stand. */
typedef struct Kind {
    const char *magic;
    size_t at;
    const char *zh, *en;
    bool apple;
} Kind;

static const Kind kinds[] = {
    {"ftypheic", 4, "HEIC（苹果手机的照片）", "HEIC (a photo of an iPhone)", true},
    {"ftypheix", 4, "HEIC（苹果手机的照片）", "HEIC (a photo of an iPhone)", true},
    {"ftyphevc", 4, "HEIC（苹果手机的照片）", "HEIC (a photo of an iPhone)", true},
    {"ftypmif1", 4, "HEIF", "HEIF", true},
    {"ftypmsf1", 4, "HEIF", "HEIF", true},
    {"ftypavif", 4, "AVIF", "AVIF", false},
    {"GIF8", 0, "GIF", "GIF", false},
    {"BM", 0, "BMP", "BMP", false},
    {"II*", 0, "TIFF", "TIFF", false},
    {"MM", 0, "TIFF", "TIFF", false},
    {"%PDF", 0, "PDF 文件", "a PDF file", false},
    {"PK\3\4", 0, "ZIP 或 Office 文件", "a ZIP or Office file", false},
    {"\xD0\xCF\x11\xE0", 0, "旧版 Office 文件", "an old Office file", false},
    {"<", 0, "SVG 或网页", "SVG or a web page", false},
};

static const Kind *kind_of(Str bytes)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        Str magic = str_of(kinds[i].magic);
        if (bytes.n >= kinds[i].at + magic.n &&
            memcmp(bytes.p + kinds[i].at, magic.p, magic.n) == 0)
            return &kinds[i];
    }
    return NULL;
}

static bool check_type(Str bytes, Str shown, Pos pos, Diag *d)
{
    if (bytes.n > IMAGE_FILE_LIMIT) {
        diag_error(d, "image-limit", pos, "图片 %.*s 有 %zu MB，最多 %zu MB",
                   "picture %.*s has %zu MB, the limit is %zu MB", STR_ARG(shown),
                   bytes.n >> 20, IMAGE_FILE_LIMIT >> 20);
        diag_hint(d, "用看图软件缩小后另存为 JPEG", "make it smaller and save it as JPEG");
        return false;
    }
    bool webp = str_starts(bytes, STR("RIFF")) && str_starts(str_slice(bytes, 8, bytes.n), STR("WEBP"));
    if (webp || str_starts(bytes, STR("\xFF\xD8\xFF")) || str_starts(bytes, STR("\x89PNG\r\n\x1A\n")))
        return true;
    const Kind *kind = kind_of(bytes);
    const char *zh = bytes.n == 0 ? "空文件" : kind ? kind->zh : "不认识的格式";
    const char *en = bytes.n == 0 ? "an empty file" : kind ? kind->en : "of an unknown format";
    refuse_type(zh, en, kind && kind->apple, shown, pos, d);
    return false;
}

static void refuse_type(const char *zh, const char *en, bool apple, Str shown, Pos pos, Diag *d)
{
    diag_error(d, "image-type", pos, "图片 %.*s 不是 JPEG、PNG 或 WebP 图片，而是%s%.0s",
               "picture %.*s is no JPEG, PNG or WebP picture but %.0s%s", STR_ARG(shown), zh, en);
    if (apple)
        diag_hint(d, "在手机“设置 → 相机 → 格式”里选“兼容性最佳”后重拍，或用电脑另存为 JPEG；只改扩展名没有用",
                  "choose “Most Compatible” in Settings, Camera, Formats, or save it as JPEG on a "
                  "computer; changing the name alone does not help");
    else
        diag_hint(d, "用看图软件打开后另存为 JPEG 或 PNG；只改扩展名没有用",
                  "open it in a viewer and save it as JPEG or PNG; changing the name alone does "
                  "not help");
}

static bool check_limits(const ImageHead *head, Str shown, Pos pos, Diag *d)
{
    if (head->scans > IMAGE_SCAN_LIMIT) {
        diag_error(d, "image-limit", pos, "图片 %.*s 分 %u 遍存储，最多 %u 遍",
                   "picture %.*s is stored in %u scans, the limit is %u", STR_ARG(shown),
                   head->scans, IMAGE_SCAN_LIMIT);
        diag_hint(d, "用看图软件另存为普通 JPEG", "save it as a plain JPEG");
        return false;
    }
    uint64_t pixels = (uint64_t)head->width * head->height;
    if (head->width <= IMAGE_SIDE_LIMIT && head->height <= IMAGE_SIDE_LIMIT &&
        pixels <= IMAGE_PIXEL_LIMIT)
        return true;
    diag_error(d, "image-limit", pos,
               "图片 %.*s 有 %u×%u 像素，最多 %u 万像素、每边 %u",
               "picture %.*s has %u×%u pixels; the limits are %u0,000 in all and %u a side",
               STR_ARG(shown), head->width, head->height, IMAGE_PIXEL_LIMIT / 10000,
               IMAGE_SIDE_LIMIT);
    diag_hint(d, "用看图软件缩小后另存，印 A4 整页 2480×3508 像素就够",
              "make it smaller; 2480×3508 pixels fill an A4 page in print");
    return false;
}

/* Turn upright; EXIF 2.3, 4.6.4: orientation says which corner row 0, column 0 is. */
static void turn(const Image *from, uint8_t orientation, Image *to, uint8_t *pixels)
{
    assert(orientation >= 2 && orientation <= 8);
    uint32_t w = from->width, h = from->height;
    bool lying = orientation > 4;
    *to = *from;
    to->width = lying ? h : w;
    to->height = lying ? w : h;
    to->pixels = pixels;
    size_t n = from->channels;
    for (uint32_t y = 0; y < to->height; y++)
        for (uint32_t x = 0; x < to->width; x++) {
            uint32_t a = lying ? y : x, b = lying ? x : y; /* column, row of the source */
            if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8)
                a = w - 1 - a;
            if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7)
                b = h - 1 - b;
            memcpy(pixels, from->pixels + ((size_t)b * w + a) * n, n);
            pixels += n;
        }
}

/* ---- photos and drawings ---- */

static int by_value(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

/* Opaque, and of more colours than a drawing has. */
static bool is_photo(Arena *a, const Image *image)
{
    size_t pixels = (size_t)image->width * image->height, n = image->channels;
    if (n != 3 || pixels < SAMPLES)
        return false;
    ArenaMark mark = arena_mark(a);
    uint32_t *seen = arena_array(a, uint32_t, SAMPLES);
    for (size_t i = 0; i < SAMPLES; i++) {
        const uint8_t *p = image->pixels + i * (pixels / SAMPLES) * n;
        seen[i] = (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
    }
    qsort(seen, SAMPLES, sizeof *seen, by_value);
    size_t colours = 1;
    for (size_t i = 1; i < SAMPLES; i++)
        colours += seen[i] != seen[i - 1];
    arena_release(a, mark);
    return colours > COLOURS;
}

bool image_is_opaque(const Image *image)
{
    size_t n = image->channels, size = (size_t)image->width * image->height * n;
    if (n % 2 == 1)
        return true;
    for (size_t i = n - 1; i < size; i += n)
        if (image->pixels[i] != 255)
            return false;
    return true;
}

/* ---- smaller ---- */

/* Sums over the part of a source row that each column covers, colours times alpha. */
static void shrink_row(const Image *from, const uint8_t *row, uint32_t width, uint64_t *sums)
{
    size_t n = from->channels;
    bool alpha = n % 2 == 0;
    uint32_t x = 0; /* column x of the source covers x * width … (x + 1) * width */
    for (uint32_t i = 0; i < width; i++, sums += n) {
        uint64_t start = (uint64_t)i * from->width, end = start + from->width;
        memset(sums, 0, n * sizeof *sums);
        for (;; x++) {
            uint64_t left = (uint64_t)x * width, right = left + width;
            uint64_t part = (right < end ? right : end) - (left > start ? left : start);
            const uint8_t *p = row + (size_t)x * n;
            uint64_t weight = part * (alpha ? p[n - 1] : 1u);
            for (size_t k = 0; k < n - alpha; k++)
                sums[k] += weight * p[k];
            if (alpha)
                sums[n - 1] += weight;
            if (right >= end) {
                x += right == end;
                break;
            }
        }
    }
}

/* The sums of one row of the result into pixels. area: of the source under one pixel. */
static void divide_row(const uint64_t *sums, size_t n, uint32_t width, uint64_t area,
                       uint8_t *pixels)
{
    bool alpha = n % 2 == 0;
    for (uint32_t i = 0; i < width; i++, sums += n, pixels += n) {
        uint64_t whole = alpha ? sums[n - 1] : area;
        for (size_t k = 0; k < n - alpha && whole; k++)
            pixels[k] = (uint8_t)((sums[k] + whole / 2) / whole);
        if (alpha)
            pixels[n - 1] = (uint8_t)((whole + area / 2) / area);
    }
}

/*
 * Without alpha, in 32 bits: first down, a whole row at a time in lots that compilers vectorise, then
 * across the one row that is left. Weights are shares of 2^16 that add up to it exactly, so a flat
 * colour stays what it is; a sum is at most 255 * 2^8 * 2^16 < 2^32.
 */
enum { SHARE_BITS = 16, LOT = 32 };

/* The share of source line i, of `from` lines, in result line j, of `to`. */
static uint32_t share(uint64_t i, uint64_t from, uint64_t j, uint64_t to)
{
    uint64_t left = i * to > j * from ? i * to : j * from;
    uint64_t right = (i + 1) * to < (j + 1) * from ? (i + 1) * to : (j + 1) * from;
    return (uint32_t)(((right - j * from) << SHARE_BITS) / from - ((left - j * from) << SHARE_BITS) / from);
}

static void add_row(uint32_t *restrict sums, const uint8_t *restrict row, size_t cells, uint32_t weight)
{
    size_t i = 0;
    for (; i + LOT <= cells; i += LOT)
        for (size_t k = 0; k < LOT; k++)
            sums[i + k] += weight * row[i + k];
    for (; i < cells; i++)
        sums[i] += weight * row[i];
}

/* What each column of the source gives to each of the result, in the order in which they are asked for. */
static const uint32_t *column_shares(Arena *a, uint64_t from, uint64_t to)
{
    uint32_t *shares = arena_array(a, uint32_t, from + to), *next = shares;
    for (uint64_t j = 0; j < to; j++)
        for (uint64_t x = j * from / to; x * to < (j + 1) * from; x++)
            *next++ = share(x, from, j, to);
    assert(next <= shares + from + to);
    return shares;
}

/*
 * One row of sums, each 2^16 times a sample, to one row of the result. Column j takes those of the
 * source from j * from / width on up to (j + 1) * from / width; one that lies across an end counts
 * for both sides. By itself for each number of channels, for it is where the time goes.
 */
static void narrow_grey(const uint32_t *sums, uint64_t from, uint64_t width, const uint32_t *shares,
                        uint8_t *pixels)
{
    for (uint64_t x = 0, end = from; end <= from * width; end += from) {
        uint32_t cell = 0;
        for (; x * width < end; x++)
            cell += (sums[x] >> 8) * *shares++;
        x -= x * width > end;
        *pixels++ = (uint8_t)((cell + (1u << 23)) >> 24);
    }
}

static void narrow_colour(const uint32_t *sums, uint64_t from, uint64_t width, const uint32_t *shares,
                          uint8_t *pixels)
{
    for (uint64_t x = 0, end = from; end <= from * width; end += from) {
        uint32_t r = 1u << 23, g = r, b = r;
        for (; x * width < end; x++, shares++) {
            const uint32_t *sum = sums + 3 * x;
            r += (sum[0] >> 8) * *shares;
            g += (sum[1] >> 8) * *shares;
            b += (sum[2] >> 8) * *shares;
        }
        x -= x * width > end;
        *pixels++ = (uint8_t)(r >> 24);
        *pixels++ = (uint8_t)(g >> 24);
        *pixels++ = (uint8_t)(b >> 24);
    }
}

static Image shrink_opaque(Arena *a, const Image *from, uint32_t width, uint32_t height)
{
    size_t n = from->channels, wide = (size_t)from->width * n;
    uint8_t *pixels = arena_alloc(a, (size_t)width * n * height);
    Arena *work = arena_open();
    uint32_t *sums = arena_array(work, uint32_t, wide);
    const uint32_t *shares = column_shares(work, from->width, width);
    for (uint64_t j = 0; j < height; j++) {
        memset(sums, 0, wide * sizeof *sums);
        for (uint64_t y = j * from->height / height; y * height < (j + 1) * from->height; y++)
            add_row(sums, from->pixels + y * wide, wide, share(y, from->height, j, height));
        (n == 1 ? narrow_grey : narrow_colour)(sums, from->width, width, shares, pixels + j * width * n);
    }
    arena_close(work);
    return (Image){width, height, from->channels, from->photo, pixels};
}

static Image shrink(Arena *a, const Image *from, uint32_t width, uint32_t height)
{
    if (from->channels % 2 == 1)
        return shrink_opaque(a, from, width, height);
    size_t n = from->channels, cells = (size_t)width * n;
    uint8_t *pixels = arena_alloc(a, cells * height);
    Arena *work = arena_open();
    uint64_t *row = arena_array(work, uint64_t, cells), *sums = arena_array(work, uint64_t, cells);
    uint64_t area = (uint64_t)from->width * from->height;
    uint32_t y = 0, have = UINT32_MAX; /* have: the source row in row */
    for (uint32_t j = 0; j < height; j++) {
        uint64_t start = (uint64_t)j * from->height, end = start + from->height;
        memset(sums, 0, cells * sizeof *sums);
        for (;; y++) {
            uint64_t top = (uint64_t)y * height, bottom = top + height;
            uint64_t part = (bottom < end ? bottom : end) - (top > start ? top : start);
            if (have != y)
                shrink_row(from, from->pixels + (size_t)y * from->width * n, width, row);
            have = y;
            for (size_t i = 0; i < cells; i++)
                sums[i] += part * row[i];
            if (bottom >= end) {
                y += bottom == end;
                break;
            }
        }
        divide_row(sums, n, width, area, pixels + j * cells);
    }
    arena_close(work);
    return (Image){width, height, from->channels, from->photo, pixels};
}

Image image_fit(Arena *a, const Image *image, uint32_t max_width, uint32_t max_height)
{
    assert(max_width > 0 && max_height > 0 && image->width > 0 && image->height > 0);
    uint64_t w = image->width, h = image->height;
    if (w <= max_width && h <= max_height)
        return *image;
    bool wide = w * max_height >= h * max_width; /* the width decides */
    uint64_t width = wide ? max_width : (w * max_height + h / 2) / h;
    uint64_t height = wide ? (h * max_width + w / 2) / w : max_height;
    return shrink(a, image, (uint32_t)(width ? width : 1), (uint32_t)(height ? height : 1));
}

/* ---- encoding ---- */

/* On paper no difference is seen at 150 lines; on screens, at their density, a little more may go. 4:2:0. */
enum { PRINT_QUALITY = 86, WEB_QUALITY = 80 };

Str image_file(Arena *a, const Image *image, ImageFormat format)
{
    switch (format) {
    case IMAGE_AS_PNG: return image_png_write(a, image);
    case IMAGE_AS_WEBP: return image_webp_write(a, image);
    case IMAGE_AS_ICO: return image_ico_write(a, image);
    case IMAGE_AS_SVG: return image_svg_write(a, image);
    case IMAGE_AS_JPEG: break;
    }
    Image opaque = image_on_white(a, image);
    return image_jpeg_write(a, &opaque, WEB_QUALITY, true);
}

/* What a file is called decides what it becomes. */
bool image_format(Str path, ImageFormat *format)
{
    static const struct { const char *end; ImageFormat format; } ends[] = {
        {".jpg", IMAGE_AS_JPEG}, {".jpeg", IMAGE_AS_JPEG}, {".png", IMAGE_AS_PNG}, {".webp", IMAGE_AS_WEBP},
        {".ico", IMAGE_AS_ICO}, {".svg", IMAGE_AS_SVG}};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t n = strlen(ends[i].end);
        if (path.n > n && strncasecmp(path.p + path.n - n, ends[i].end, n) == 0) {
            *format = ends[i].format;
            return true;
        }
    }
    return false;
}

/* The samples of channels from..to - 1. */
static Str samples(Arena *a, const Image *image, size_t from, size_t to)
{
    size_t n = image->channels, pixels = (size_t)image->width * image->height;
    if (from == 0 && to == n)
        return (Str){(const char *)image->pixels, pixels * n};
    char *out = arena_alloc(a, pixels * (to - from));
    for (size_t i = 0; i < pixels; i++)
        memcpy(out + i * (to - from), image->pixels + i * n + from, to - from);
    return (Str){out, pixels * (to - from)};
}

ImagePrint image_print(Arena *a, const Image *image)
{
    uint8_t colours = image->channels < 3 ? 1 : 3;
    ImagePrint print = {.width = image->width, .height = image->height, .jpeg = image->photo,
                        .channels = colours};
    if (image->photo) {
        print.bytes = image_jpeg_write(a, image, PRINT_QUALITY, false);
        return print;
    }
    print.bytes = samples(a, image, 0, colours);
    if (!image_is_opaque(image))
        print.alpha = samples(a, image, colours, image->channels);
    return print;
}
