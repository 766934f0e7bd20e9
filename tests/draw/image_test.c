/*
 * image: pictures of every kind, damaged ones and hostile ones, made here byte by byte or by
 * the libraries' encoders.
 */
#include "check.h"

#include <lcms2.h>
#include <png.h>
#include <stdlib.h>
#include <time.h>
#include <turbojpeg.h>
#include <webp/encode.h>
#include <zlib.h>

#include "draw/image.h"

typedef struct Case {
    Arena *a;
    Diag d;
} Case;

static bool open_as(Case *c, Str bytes, uint32_t wanted, Image *image)
{
    c->d = diag_in(c->a);
    return image_open(c->a, bytes, STR("照片.jpg"), (Pos){0}, wanted, image, &c->d);
}

/* The picture is refused with this code, one error, a hint, and its name in the message. */
static void refused(Case *c, Str bytes, const char *code, const char *what)
{
    Image image;
    CHECK(!open_as(c, bytes, 0, &image));
    CHECK(c->d.nerrors == 1 && c->d.items[0].hint_zh.n > 0);
    CHECK_TEXT(c->d.count ? c->d.items[0].code : STR("nothing"), str_of(code), what);
    if (c->d.count)
        CHECK(str_find(c->d.items[0].zh, STR("照片.jpg"), 0) < c->d.items[0].zh.n);
}

/* ---- makers ---- */

/* Four quarters: red, green, blue, white, from the top left in reading order. */
static const uint8_t quarters[4][3] = {{250, 5, 5}, {5, 250, 5}, {5, 5, 250}, {250, 250, 250}};

static Str make_jpeg(Case *c, int width, int height, int format, int sampling, int flags)
{
    int n = tjPixelSize[format];
    uint8_t *pixels = arena_alloc(c->a, (size_t)(width * height * n));
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            const uint8_t *q = quarters[(y >= height / 2) * 2 + (x >= width / 2)];
            for (int k = 0; k < n; k++) /* CMYK: light, as Adobe stores it, black none */
                pixels[(y * width + x) * n + k] = n == 1 ? q[0] : k < 3 ? q[k] : 255;
        }
    uint8_t *out = NULL;
    unsigned long size = 0;
    tjhandle handle = tjInitCompress();
    CHECK(tjCompress2(handle, pixels, width, 0, height, format, &out, &size, sampling, 95,
                      flags) == 0);
    Str bytes = str_copy(c->a, (Str){(const char *)out, size});
    tjFree(out);
    tjDestroy(handle);
    return bytes;
}

static Str insert(Case *c, Str bytes, size_t at, Str piece)
{
    Buf b = buf_in(c->a);
    buf_str(&b, str_slice(bytes, 0, at));
    buf_str(&b, piece);
    buf_str(&b, str_slice(bytes, at, bytes.n));
    return buf_view(&b);
}

/* An APP1 segment with orientation and a GPS directory, in either byte order. */
static Str make_exif(Case *c, uint8_t orientation, bool little)
{
    Buf b = buf_in(c->a);
    buf_str(&b, (Str){"\xFF\xE1\0\x40" "Exif\0\0", 10});
    if (little)
        buf_str(&b, (Str){"II*\0\x08\0\0\0\x02\0" "\x12\x01\x03\0\x01\0\0\0", 18});
    else
        buf_str(&b, (Str){"MM\0*\0\0\0\x08\0\x02" "\x01\x12\0\x03\0\0\0\x01", 18});
    buf_str(&b, little ? (Str){(char[]){(char)orientation, 0, 0, 0}, 4}
                       : (Str){(char[]){0, (char)orientation, 0, 0}, 4});
    buf_c(&b, "GPS 38.86N 121.52E ds01");
    while (b.n < 66)
        buf_byte(&b, 'x');
    return buf_view(&b);
}

static void put_chunk(Buf *b, const char *type, Str body)
{
    Buf chunk = buf_in(b->arena);
    buf_c(&chunk, type);
    buf_str(&chunk, body);
    uint32_t numbers[2] = {(uint32_t)body.n,
                           (uint32_t)crc32(0, (const Bytef *)chunk.p, (uInt)chunk.n)};
    for (int k = 0; k < 2; k++) {
        for (int shift = 24; shift >= 0; shift -= 8)
            buf_byte(b, (char)(numbers[k] >> shift));
        if (k == 0)
            buf_str(b, buf_view(&chunk));
    }
}

/* A PNG from raw rows (filter bytes included). palette and alpha of it may be empty. */
static Str make_png(Case *c, uint32_t width, uint32_t height, uint8_t depth, uint8_t type,
                    bool interlaced, Str rows, Str palette, Str transparent)
{
    Buf b = buf_in(c->a), head = buf_in(c->a);
    buf_str(&b, STR("\x89PNG\r\n\x1A\n"));
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_byte(&head, (char)(width >> shift));
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_byte(&head, (char)(height >> shift));
    buf_str(&head, (Str){(char[]){(char)depth, (char)type, 0, 0, (char)interlaced}, 5});
    put_chunk(&b, "IHDR", buf_view(&head));
    if (palette.n)
        put_chunk(&b, "PLTE", palette);
    if (transparent.n)
        put_chunk(&b, "tRNS", transparent);
    put_chunk(&b, "tEXt", STR("Comment\0secret place"));
    uLongf n = compressBound((uLong)rows.n);
    char *packed = arena_alloc(c->a, n);
    CHECK(compress((Bytef *)packed, &n, (const Bytef *)rows.p, (uLong)rows.n) == Z_OK);
    put_chunk(&b, "IDAT", (Str){packed, n});
    put_chunk(&b, "IEND", STR_NONE);
    return buf_view(&b);
}

/* ---- cases ---- */

static bool near(const Image *image, uint32_t x, uint32_t y, const uint8_t *colour)
{
    const uint8_t *p = image->pixels + ((size_t)y * image->width + x) * image->channels;
    for (int k = 0; k < 3; k++)
        if (abs(p[k] - colour[k]) > 12)
            return false;
    return true;
}

static void test_orientation(Case *c)
{
    /* which quarter stands at top left and top right when upright: EXIF 2.3, 4.6.4 A */
    static const int corners[9][2] = {{0, 0}, {0, 1}, {1, 0}, {3, 2}, {2, 3},
                                      {0, 2}, {2, 0}, {3, 1}, {1, 3}};
    Str plain = make_jpeg(c, 64, 32, TJPF_RGB, TJSAMP_444, 0);
    for (uint8_t o = 1; o <= 8; o++)
        for (int little = 0; little < 2; little++) {
            Str bytes = insert(c, plain, 2, make_exif(c, o, little));
            Image image;
            uint32_t width, height;
            CHECK(open_as(c, bytes, 0, &image));
            CHECK(image_size(bytes, STR("a"), (Pos){0}, &width, &height, &c->d));
            CHECK(width == image.width && height == image.height);
            CHECK(image.width == (o > 4 ? 32 : 64) && image.height == (o > 4 ? 64 : 32));
            CHECK(near(&image, 3, 3, quarters[corners[o][0]]));
            CHECK(near(&image, image.width - 4, 3, quarters[corners[o][1]]));
            Str out = image_file(c->a, &image, IMAGE_AS_JPEG);
            CHECK(image.photo);
            CHECK(str_find(out, STR("Exif"), 0) == out.n && str_find(out, STR("GPS"), 0) == out.n);
            Image again; /* upright already: nothing turns it twice */
            CHECK(open_as(c, out, 0, &again) && again.width == image.width);
        }
    Image image;
    Str odd = insert(c, plain, 2, make_exif(c, 99, true));
    CHECK(open_as(c, odd, 0, &image) && image.width == 64);
    static const char far[] = "\xFF\xE1\0\x14" "Exif\0\0MM\0*\xFF\xFF\xFF\xF0\xFF\xFFzz";
    Str loop = insert(c, plain, 2, (Str){far, 22}); /* a directory past the end */
    CHECK(open_as(c, loop, 0, &image) && image.width == 64);
}

/* The markers of a JPEG up to its first scan: only what decoding needs and the JFIF head. */
static bool is_bare(Str jpeg)
{
    for (size_t at = 2; at + 4 <= jpeg.n && (uint8_t)jpeg.p[at + 1] != 0xDA;) {
        uint8_t marker = (uint8_t)jpeg.p[at + 1];
        if ((marker > 0xE0 && marker <= 0xEF) || marker == 0xFE)
            return false;
        at += 2 + ((size_t)(uint8_t)jpeg.p[at + 2] << 8 | (uint8_t)jpeg.p[at + 3]);
    }
    return true;
}

/* The names of the chunks of a WebP: EXIF, XMP and ICCP would be among them. */
static Str chunks(Arena *a, Str webp)
{
    Buf names = buf_in(a);
    for (size_t at = 12; at + 8 <= webp.n;) {
        const uint8_t *p = (const uint8_t *)webp.p + at + 4;
        size_t n = (size_t)p[0] | (size_t)p[1] << 8 | (size_t)p[2] << 16 | (size_t)p[3] << 24;
        buf_str(&names, str_slice(webp, at, at + 4));
        at += 8 + n + n % 2;
    }
    return buf_view(&names);
}

/* Place, profile, description, comment: nothing of it reaches a page or a book. */
static void test_no_metadata(Case *c)
{
    static const Str segments[] = {
        {"\xFF\xE1\0\x30http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>ds01", 50},
        {"\xFF\xE2\0\x18ICC_PROFILE\0\1\1profile!", 26}, {"\xFF\xED\0\x10Photoshop 3.0\0", 18},
        {"\xFF\xFE\0\x0Esecret place", 16}};
    Str bytes = insert(c, make_jpeg(c, 64, 32, TJPF_RGB, TJSAMP_444, 0), 2, make_exif(c, 1, true));
    for (size_t i = 0; i < sizeof segments / sizeof *segments; i++)
        bytes = insert(c, bytes, 2, segments[i]);
    Image image;
    CHECK(!is_bare(bytes) && open_as(c, bytes, 0, &image));
    CHECK(is_bare(image_file(c->a, &image, IMAGE_AS_JPEG)));
    CHECK_TEXT(chunks(c->a, image_file(c->a, &image, IMAGE_AS_WEBP)), STR("VP8 "), "a WebP of a photo");
    image.photo = false;
    CHECK_TEXT(chunks(c->a, image_file(c->a, &image, IMAGE_AS_WEBP)), STR("VP8L"), "a WebP of a drawing");
    image.photo = true;
    ImagePrint print = image_print(c->a, &image);
    CHECK(print.jpeg && is_bare(print.bytes));
}

static void test_jpeg_kinds(Case *c)
{
    Image image;
    CHECK(open_as(c, make_jpeg(c, 40, 20, TJPF_GRAY, TJSAMP_GRAY, 0), 0, &image));
    CHECK(image.channels == 1 && image.photo);
    CHECK(image_print(c->a, &image).channels == 1);
    CHECK(open_as(c, make_jpeg(c, 40, 20, TJPF_RGB, TJSAMP_420, TJFLAG_PROGRESSIVE), 0, &image));
    CHECK(image.channels == 3 && near(&image, 2, 2, quarters[0]));
    Str cmyk = make_jpeg(c, 40, 20, TJPF_CMYK, TJSAMP_444, 0);
    CHECK(open_as(c, cmyk, 0, &image)); /* libjpeg writes Adobe's marker: light, not ink */
    CHECK(image.channels == 3 && near(&image, 2, 2, quarters[0]));
    CHECK(near(&image, 38, 18, quarters[3]));
    CHECK(open_as(c, make_jpeg(c, 1600, 800, TJPF_RGB, TJSAMP_420, 0), 300, &image));
    CHECK(image.width == 400 && image.height == 200); /* a quarter: the least above 300 */
    CHECK(near(&image, 5, 5, quarters[0]) && near(&image, 395, 195, quarters[3]));
}

static void test_jpeg_damage(Case *c)
{
    Str good = make_jpeg(c, 200, 200, TJPF_RGB, TJSAMP_420, 0);
    Image image;
    CHECK(open_as(c, good, 0, &image));
    for (size_t n = 4; n < good.n - 2; n += 37)
        refused(c, str_slice(good, 0, n), "image-damaged", "cut");
    refused(c, str_slice(good, 0, good.n / 2), "image-damaged", "half");
    Str trailing = insert(c, good, good.n, STR("garbage behind the end"));
    CHECK(open_as(c, trailing, 0, &image));
    Str lying = str_copy(c->a, good); /* SOF says another size than the data has */
    char *p = (char *)lying.p;
    for (size_t i = 0; i + 9 < lying.n; i++)
        if (p[i] == '\xFF' && p[i + 1] == '\xC0') {
            p[i + 5] = '\x4F';
            break;
        }
    refused(c, lying, "image-limit", "tall");
    for (size_t i = 0; i < 400 && i < good.n; i++) { /* any byte may be wrong: no crash */
        Str bad = str_copy(c->a, good);
        ((char *)bad.p)[i * good.n / 400] ^= (char)(i | 1);
        open_as(c, bad, 0, &image);
    }
}

static void test_jpeg_scans(Case *c)
{
    Str good = make_jpeg(c, 16, 16, TJPF_RGB, TJSAMP_420, TJFLAG_PROGRESSIVE);
    size_t sos = str_find(good, STR("\xFF\xDA"), 0);
    Buf scans = buf_in(c->a);
    for (int i = 0; i < 200; i++)
        buf_str(&scans, (Str){"\xFF\xDA\0\x08\x01\x01\0\0\0\x10", 10});
    refused(c, insert(c, good, sos, buf_view(&scans)), "image-limit", "scans");
}

static void test_png_kinds(Case *c)
{
    Image image;
    static const char rgb[] = "\0\xFF\0\0\0\xFF\0\0\0\0\xFF\xFF\xFF\xFF";
    CHECK(open_as(c, make_png(c, 2, 2, 8, 2, false, (Str){rgb, 14}, STR_NONE, STR_NONE), 0,
                  &image));
    CHECK(image.channels == 3 && !image.photo && image.pixels[4] == 255);
    static const char grey_alpha[] = "\0\x80\xFF\x40\x00"; /* one opaque, one clear */
    CHECK(open_as(c, make_png(c, 2, 1, 8, 4, false, (Str){grey_alpha, 5}, STR_NONE, STR_NONE), 0,
                  &image));
    CHECK(image.channels == 2);
    ImagePrint print = image_print(c->a, &image);
    CHECK(!print.jpeg && print.channels == 1 && print.bytes.n == 2 && print.alpha.n == 2);
    CHECK((uint8_t)print.alpha.p[0] == 255 && print.alpha.p[1] == 0);
    static const char deep[] = "\0\xFF\xFF\x00\x00\x80\x00";
    CHECK(open_as(c, make_png(c, 1, 1, 16, 2, false, (Str){deep, 7}, STR_NONE, STR_NONE), 0,
                  &image));
    CHECK(image.channels == 3 && image.pixels[0] == 255 && image.pixels[1] == 0);
    Str palette = make_png(c, 4, 1, 2, 3, false, (Str){"\0\x1B", 2},
                           (Str){"\0\0\0\xFF\0\0\0\xFF\0\0\0\xFF", 12}, (Str){"\x00", 1});
    CHECK(open_as(c, palette, 0, &image));
    CHECK(image.channels == 4 && image.pixels[3] == 0 && image.pixels[4] == 255);
    Str woven = make_png(c, 1, 1, 8, 2, true, (Str){"\0\x10\x20\x30", 4}, STR_NONE, STR_NONE);
    CHECK(open_as(c, woven, 0, &image) && image.pixels[2] == 0x30);
    static const char opaque[] = "\0\x10\x20\x30\xFF";
    CHECK(open_as(c, make_png(c, 1, 1, 8, 6, false, (Str){opaque, 5}, STR_NONE, STR_NONE), 0,
                  &image));
    CHECK(image_print(c->a, &image).alpha.n == 0);
    Str out = image_file(c->a, &image, IMAGE_AS_PNG);
    CHECK(str_find(out, STR("secret"), 0) == out.n);
    CHECK(str_find(out, STR("tEXt"), 0) == out.n);
}

static void test_png_damage(Case *c)
{
    Buf rows = buf_in(c->a);
    for (int i = 0; i < 50 * 151; i++)
        buf_byte(&rows, i % 151 ? (char)(i * 7) : 0);
    Str good = make_png(c, 50, 50, 8, 2, false, buf_view(&rows), STR_NONE, STR_NONE);
    Image image;
    CHECK(open_as(c, good, 0, &image));
    for (size_t n = 9; n < good.n; n += 61)
        refused(c, str_slice(good, 0, n), "image-damaged", "cut");
    size_t idat = str_find(good, STR("IDAT"), 0);
    for (size_t i = 0; i < 100; i++) { /* wrong check sums, with and without zlib noticing */
        Str bad = str_copy(c->a, good);
        ((char *)bad.p)[idat + i * (good.n - idat - 16) / 100] ^= 0x10;
        refused(c, bad, "image-damaged", "flipped");
    }
    refused(c, make_png(c, 50, 500, 8, 2, false, buf_view(&rows), STR_NONE, STR_NONE),
            "image-damaged", "short IDAT");
    refused(c, make_png(c, 0, 5, 8, 2, false, STR("\0"), STR_NONE, STR_NONE), "image-damaged",
            "no width");
    refused(c, make_png(c, 1, 1, 8, 3, false, STR("\0\0"), STR_NONE, STR_NONE), "image-damaged",
            "no palette");
    refused(c, make_png(c, 1000000, 1000000, 8, 2, false, STR("\0"), STR_NONE, STR_NONE),
            "image-limit", "bomb");
    refused(c, make_png(c, 20000, 20000, 1, 0, false, STR("\0"), STR_NONE, STR_NONE),
            "image-limit", "megapixels");
}

static void test_types(Case *c)
{
    static const struct { Str bytes; const char *says; } files[] = {
        {{"\0\0\0\x18" "ftypheic\0\0\0\0mif1heic", 24}, "HEIC"},
        {{"RIFF\x10\0\0\0WAVEfmt ", 16}, "不认识"}, {{"GIF89a\1\0\1\0", 10}, "GIF"},
        {{"BM\x36\0\0\0", 6}, "BMP"}, {{"", 0}, "空文件"}, {{"<svg xmlns=", 11}, "SVG"},
        {{"PK\3\4xxxx", 8}, "ZIP"}, {{"hello", 5}, "不认识"}, {{"\xFF\xD8", 2}, "不认识"}};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        refused(c, files[i].bytes, "image-type", files[i].says);
        CHECK(c->d.count && str_find(c->d.items[0].zh, str_of(files[i].says), 0) <
                                c->d.items[0].zh.n);
    }
    refused(c, files[0].bytes, "image-type", "HEIC");
    CHECK(str_find(c->d.items[0].hint_zh, STR("兼容性最佳"), 0) < c->d.items[0].hint_zh.n);
    refused(c, (Str){"\xFF\xD8\xFF", 3}, "image-damaged", "only a start");
    char *big = arena_alloc(c->a, IMAGE_FILE_LIMIT + 1);
    memcpy(big, "\xFF\xD8\xFF", 3);
    refused(c, (Str){big, IMAGE_FILE_LIMIT + 1}, "image-limit", "file size");
}

/* ---- WebP ---- */

static Str make_webp(Case *c, int width, int height, bool alpha, float quality)
{
    size_t n = alpha ? 4 : 3;
    uint8_t *pixels = arena_alloc(c->a, (size_t)(width * height) * n), *out = NULL;
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            uint8_t *p = pixels + (size_t)(y * width + x) * n;
            memcpy(p, quarters[(y >= height / 2) * 2 + (x >= width / 2)], 3);
            if (alpha)
                p[3] = x < width / 2 ? 255 : 0;
        }
    int stride = width * (int)n;
    size_t size = alpha ? WebPEncodeLosslessRGBA(pixels, width, height, stride, &out)
                        : WebPEncodeRGB(pixels, width, height, stride, quality, &out);
    Str bytes = str_copy(c->a, (Str){(const char *)out, size});
    WebPFree(out);
    CHECK(bytes.n > 0);
    return bytes;
}

/* The same picture in the extended form, with an EXIF chunk behind it. */
static Str with_exif(Case *c, Str plain, uint32_t width, uint32_t height, uint8_t orientation)
{
    Buf b = buf_in(c->a);
    Str exif = str_slice(make_exif(c, orientation, true), 4, 66);
    uint32_t size = (uint32_t)(plain.n - 8 + 18 + 8 + exif.n);
    uint32_t sides[] = {width - 1, height - 1}, lengths[] = {size, (uint32_t)exif.n};
    buf_c(&b, "RIFF");
    for (int i = 0; i < 4; i++)
        buf_byte(&b, (char)(lengths[0] >> 8 * i));
    buf_str(&b, (Str){"WEBPVP8X\x0A\0\0\0\x08\0\0\0", 16});
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < 3; i++)
            buf_byte(&b, (char)(sides[k] >> 8 * i));
    buf_str(&b, str_slice(plain, 12, plain.n));
    buf_c(&b, "EXIF");
    for (int i = 0; i < 4; i++)
        buf_byte(&b, (char)(lengths[1] >> 8 * i));
    buf_str(&b, exif);
    return buf_view(&b);
}

static void test_webp(Case *c)
{
    Image image;
    uint32_t width, height;
    Str plain = make_webp(c, 64, 32, false, 90);
    CHECK(open_as(c, plain, 0, &image) && image.width == 64 && image.channels == 3);
    CHECK(near(&image, 3, 3, quarters[0]) && near(&image, 60, 28, quarters[3]));
    CHECK(open_as(c, make_webp(c, 1600, 800, false, 50), 300, &image) && image.width == 300 && image.height == 150);
    CHECK(near(&image, 5, 5, quarters[0]) && near(&image, 295, 145, quarters[3]));
    CHECK(open_as(c, make_webp(c, 64, 32, true, 0), 0, &image) && image.channels == 4);
    CHECK(image_print(c->a, &image).alpha.n == 64 * 32);
    Str again = image_file(c->a, &image, IMAGE_AS_WEBP);
    CHECK(open_as(c, again, 0, &image) && image.channels == 4 && image.width == 64);
    static const uint8_t grey[] = {9, 9, 200, 200};
    Image flat = {.width = 2, .height = 2, .channels = 1, .pixels = grey};
    CHECK(open_as(c, image_file(c->a, &flat, IMAGE_AS_WEBP), 0, &image) && image.channels == 3 && image.pixels[0] < 30);
    Str lying = with_exif(c, plain, 64, 32, 6); /* a quarter turn */
    CHECK(open_as(c, lying, 0, &image) && image.width == 32 && image.height == 64);
    CHECK(image_size(lying, STR("a"), (Pos){0}, &width, &height, &c->d) && width == 32 && height == 64);
    CHECK(near(&image, 3, 3, quarters[2]) && near(&image, 28, 3, quarters[0]));
    for (size_t n = 12; n < plain.n; n += 7)
        refused(c, str_slice(plain, 0, n), "image-damaged", "cut");
    for (size_t i = 0; i < plain.n; i++) { /* any byte may be wrong: no crash */
        Str bad = str_copy(c->a, plain);
        ((char *)bad.p)[i] ^= (char)(i | 1);
        open_as(c, bad, 0, &image);
    }
    static const char moving[] = "RIFF\x24\0\0\0WEBPVP8X\x0A\0\0\0\x02\0\0\0\x3F\0\0\x1F\0\0"
                                 "ANIM\x06\0\0\0\0\0\0\0\0\0";
    refused(c, (Str){moving, sizeof moving - 1}, "image-type", "animation");
}

/* ---- parts and shades ---- */

static void test_part(Case *c)
{
    const uint8_t grey[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    Image image = {.width = 3, .height = 3, .channels = 1, .pixels = grey};
    Image part = image_part(c->a, &image, 1, 1, 2, 2);
    CHECK(part.width == 2 && part.height == 2 && memcmp(part.pixels, "\5\6\x8\x9", 4) == 0);
    CHECK(image_part(c->a, &image, 0, 0, 3, 3).pixels == grey);
}

/* Whatever the picture, white text on its foot has 4.5 : 1; what is dark already stays as it is. */
static void test_shade(Case *c)
{
    uint8_t *white = arena_alloc(c->a, 10 * 100 * 3), dark[100 * 3];
    memset(white, 255, 10 * 100 * 3);
    Image image = {.width = 10, .height = 100, .channels = 3, .pixels = white};
    Image shade = image_shade(c->a, &image, 30, 60);
    CHECK(shade.pixels[0] == 255 && shade.pixels[29 * 30] == 255); /* above the ramp nothing changes */
    CHECK(shade.pixels[45 * 30] < 255 && shade.pixels[45 * 30] > shade.pixels[59 * 30]);
    bool legible = true;
    for (size_t i = 60 * 30; i < 100 * 30; i++)
        legible &= shade.pixels[i] <= 118; /* luminance 0.183: 1.05 / 0.233 = 4.5 */
    CHECK(legible && shade.pixels[99 * 30] > 110);
    static const uint8_t clear[] = {9, 200, 30, 255, 9, 200, 30, 0, 0, 0, 0, 51};
    Image sheer = {.width = 3, .height = 1, .channels = 4, .pixels = clear};
    Image paper = image_on_white(c->a, &sheer); /* opaque, clear, a fifth of black */
    CHECK(paper.channels == 3 && memcmp(paper.pixels, "\x09\xC8\x1E\xFF\xFF\xFF\xCC\xCC\xCC", 9) == 0);
    memset(dark, 40, sizeof dark);
    Image night = {.width = 1, .height = 100, .channels = 3, .pixels = dark};
    CHECK(memcmp(image_shade(c->a, &night, 30, 60).pixels, dark, sizeof dark) == 0);
}

static void test_fit(Case *c)
{
    /* 3 x 2 to 2 x 1: each result pixel is the mean of 1.5 x 2 source pixels */
    const uint8_t grey[] = {10, 20, 30, 40, 50, 60};
    Image image = {.width = 3, .height = 2, .channels = 1, .pixels = grey};
    Image small = image_fit(c->a, &image, 2, 1);
    CHECK(small.width == 2 && small.height == 1);
    CHECK(small.pixels[0] == 28 && small.pixels[1] == 42); /* (10+40+10+25)/3, (10+25+30+60)/3 */
    /* colours of clear pixels do not bleed into others */
    const uint8_t clear[] = {255, 0, 0, 255, 0, 255, 0, 0};
    Image two = {.width = 2, .height = 1, .channels = 4, .pixels = clear};
    Image one = image_fit(c->a, &two, 1, 1);
    CHECK(one.pixels[0] == 255 && one.pixels[1] == 0 && one.pixels[3] == 128);
    Image same = image_fit(c->a, &image, 10, 10);
    CHECK(same.width == 3 && same.pixels == grey);
    uint8_t *flat = arena_alloc(c->a, 997 * 613 * 3);
    memset(flat, 77, 997 * 613 * 3);
    Image wide = {.width = 997, .height = 613, .channels = 3, .pixels = flat};
    Image fit = image_fit(c->a, &wide, 320, 1000);
    CHECK(fit.width == 320 && fit.height == 197);
    bool even = true;
    for (size_t i = 0; i < 320 * 197 * 3; i++)
        even &= fit.pixels[i] == 77;
    CHECK(even);
    Image tall = image_fit(c->a, &wide, 1000, 1);
    CHECK(tall.height == 1 && tall.width == 2);
}

static void test_photo_png(Case *c)
{
    Buf rows = buf_in(c->a);
    uint32_t seed = 1;
    for (int i = 0; i < 100 * 301; i++) {
        seed = seed * 1664525 + 1013904223;
        buf_byte(&rows, i % 301 ? (char)(seed >> 24) : 0);
    }
    Str png = make_png(c, 100, 100, 8, 2, false, buf_view(&rows), STR_NONE, STR_NONE);
    Image image;
    CHECK(open_as(c, png, 0, &image) && image.photo);
    ImagePrint one = image_print(c->a, &image), two = image_print(c->a, &image);
    CHECK(one.jpeg && one.alpha.n == 0 && str_equal(one.bytes, two.bytes));
}

/* ---- colours ---- */

/* Display P3: its primaries, white D65, the curve of sRGB (SMPTE EG 432-1, IEC 61966-2-1). */
static Str display_p3(Arena *a)
{
    cmsCIExyY white = {0.3127, 0.3290, 1};
    cmsCIExyYTRIPLE primaries = {{0.680, 0.320, 1}, {0.265, 0.690, 1}, {0.150, 0.060, 1}};
    double curve[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    cmsToneCurve *tone = cmsBuildParametricToneCurve(NULL, 4, curve);
    cmsHPROFILE profile = cmsCreateRGBProfile(&white, &primaries, (cmsToneCurve *[]){tone, tone, tone});
    uint32_t n = 0;
    CHECK(cmsSaveProfileToMem(profile, NULL, &n) && n > 0);
    char *bytes = arena_alloc(a, n);
    CHECK(cmsSaveProfileToMem(profile, bytes, &n));
    cmsCloseProfile(profile);
    cmsFreeToneCurve(tone);
    return (Str){bytes, n};
}

static Str app2(Arena *a, Str piece, int number, int of)
{
    Buf b = buf_in(a);
    size_t n = piece.n + 16;
    buf_str(&b, (Str){(char[]){'\xFF', '\xE2', (char)(n >> 8), (char)n}, 4});
    buf_str(&b, (Str){"ICC_PROFILE", 12});
    buf_byte(&b, (char)number);
    buf_byte(&b, (char)of);
    buf_str(&b, piece);
    return buf_view(&b);
}

static bool is_colour(const Image *image, int r, int g, int b)
{
    const uint8_t *p = image->pixels;
    return abs(p[0] - r) <= 2 && abs(p[1] - g) <= 2 && abs(p[2] - b) <= 2;
}

/* (200, 100, 50) of Display P3 is (215, 93, 31) of sRGB, by the matrices of both. */
static void test_profile(Case *c)
{
    Image image, flat = {.width = 16, .height = 16, .channels = 3, .photo = true};
    uint8_t *pixels = arena_alloc(c->a, 16 * 16 * 3);
    for (size_t i = 0; i < 16 * 16 * 3; i += 3)
        memcpy(pixels + i, (uint8_t[]){200, 100, 50}, 3);
    flat.pixels = pixels;
    Str plain = image_file(c->a, &flat, IMAGE_AS_JPEG), p3 = display_p3(c->a);
    CHECK(open_as(c, plain, 0, &image) && is_colour(&image, 200, 100, 50));
    CHECK(open_as(c, insert(c, plain, 2, app2(c->a, p3, 1, 1)), 0, &image) && is_colour(&image, 215, 93, 31));
    Str two = insert(c, plain, 2, app2(c->a, str_slice(p3, 200, p3.n), 2, 2));
    two = insert(c, two, 2, app2(c->a, str_slice(p3, 0, 200), 1, 2));
    CHECK(open_as(c, two, 0, &image) && is_colour(&image, 215, 93, 31));
    CHECK(open_as(c, insert(c, plain, 2, app2(c->a, str_slice(p3, 0, p3.n / 2), 1, 1)), 0, &image)); /* damaged: left out */
    CHECK(is_colour(&image, 200, 100, 50));
    for (size_t i = 0; i < p3.n; i++) { /* any byte may be wrong: no crash */
        Str bad = str_copy(c->a, p3);
        ((char *)bad.p)[i] ^= (char)(i * 37 | 1);
        open_as(c, insert(c, plain, 2, app2(c->a, bad, 1, 1)), 0, &image);
    }

    Str png = make_png(c, 1, 1, 8, 2, false, (Str){"\0\xC8\x64\x32", 4}, STR_NONE, STR_NONE);
    Buf body = buf_in(c->a), chunk = buf_in(c->a);
    uLongf n = compressBound((uLong)p3.n);
    char *packed = arena_alloc(c->a, n);
    CHECK(compress((Bytef *)packed, &n, (const Bytef *)p3.p, (uLong)p3.n) == Z_OK);
    buf_str(&body, (Str){"P3\0\0", 4});
    buf_str(&body, (Str){packed, n});
    put_chunk(&chunk, "iCCP", buf_view(&body));
    CHECK(open_as(c, insert(c, png, 33, buf_view(&chunk)), 0, &image) && is_colour(&image, 215, 93, 31));
}

static void check_frame(uint32_t across, uint32_t down, uint32_t x, uint32_t y, const char *want)
{
    Arena *a = arena_open();
    ImageFrame f = image_frame(400, 300, across, down, x, y); /* of a photo as phones take it */
    CHECK_TEXT(str_printf(a, "%u %u %u %u", f.x, f.y, f.width, f.height), str_of(want), want);
    arena_close(a);
}

/* What is left of 400 by 300: the middle as near to the focus as the edges let it. */
static void test_frame(Case *c)
{
    (void)c;
    check_frame(4, 3, 500, 500, "0 0 400 300");
    check_frame(1, 1, 500, 500, "50 0 300 300");
    check_frame(1, 1, 600, 500, "90 0 300 300");
    check_frame(1, 1, 1000, 0, "100 0 300 300");
    check_frame(2, 1, 500, 500, "0 50 400 200");
    check_frame(2, 1, 0, 100, "0 0 400 200");
    check_frame(20000, 1, 500, 500, "0 150 400 1");
    check_frame(1, 20000, 500, 500, "200 0 1 300");
}

static void test_mean(Case *c)
{
    static const uint8_t pixels[] = {255, 0, 10, 0, 255, 20, 255, 0, 30, 0, 255, 41};
    static const uint8_t clear[] = {9, 255, 11, 254};
    bool opaque;
    (void)c;
    CHECK(image_mean(&(Image){.width = 2, .height = 2, .channels = 3, .pixels = pixels}, &opaque) == 0x808019 && opaque);
    CHECK(image_mean(&(Image){.width = 2, .height = 1, .channels = 2, .pixels = clear}, &opaque) == 0x0A0A0A && !opaque);
}

/* A JPEG of what has alpha: white shines through. */
static void test_alpha_as_jpeg(Case *c)
{
    static const uint8_t pixels[] = {0, 0, 0, 0};
    Image image = {.width = 1, .height = 1, .channels = 4, .pixels = pixels};
    CHECK(open_as(c, image_file(c->a, &image, IMAGE_AS_JPEG), 0, &image) && image.channels == 3 && image.pixels[0] > 250);
}

static void bench(Case *c)
{
    Str bytes = make_jpeg(c, 4000, 3000, TJPF_RGB, TJSAMP_420, 0);
    struct timespec from, to;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    Image image;
    open_as(c, bytes, 1600, &image);
    image = image_fit(c->a, &image, 1600, 1600);
    image_file(c->a, &image, IMAGE_AS_JPEG);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    printf("12 MP photo to 1600 px: %.0f ms\n",
           (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) * 1e-6);
}

int main(void)
{
    Arena *a = arena_open();
    Case c = {.a = a};
    test_orientation(&c);
    test_no_metadata(&c);
    test_jpeg_kinds(&c);
    test_jpeg_damage(&c);
    test_jpeg_scans(&c);
    test_png_kinds(&c);
    test_png_damage(&c);
    test_types(&c);
    test_webp(&c);
    test_part(&c);
    test_shade(&c);
    test_fit(&c);
    test_photo_png(&c);
    test_frame(&c);
    test_profile(&c);
    test_mean(&c);
    test_alpha_as_jpeg(&c);
    if (getenv("KANBEN_BENCH"))
        bench(&c);
    arena_close(a);
    return check_finish();
}
