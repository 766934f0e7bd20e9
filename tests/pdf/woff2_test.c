/* pdf/woff2, font_web: what browsers get of a face. The container is read back here by the W3C's description. */
#include "check.h"

#include <brotli/decode.h>
#include <unistd.h>

#include "pdf/font.h"
#include "pdf/woff2.h"

static uint32_t big(Str s, size_t at, size_t size)
{
    uint32_t value = 0;
    for (size_t i = 0; i < size; i++)
        value = value << 8 | (uint8_t)s.p[at + i];
    return value;
}

/* The name and length of each table, and the unpacked stream; everything must fit. */
static Str read_back(Arena *a, Str woff2, Str *stream)
{
    Buf names = buf_in(a);
    size_t at = 48, whole = 0, count = big(woff2, 12, 2);
    CHECK(str_starts(woff2, STR("wOF2")) && big(woff2, 8, 4) == woff2.n && woff2.n % 4 == 0);
    for (size_t i = 0; i < count; i++) {
        uint8_t flags = (uint8_t)woff2.p[at++];
        CHECK((flags & 63) == 63);
        Str tag = str_slice(woff2, at, at + 4);
        at += 4;
        size_t n = 0;
        do
            n = n << 7 | ((uint8_t)woff2.p[at] & 127);
        while ((uint8_t)woff2.p[at++] & 128);
        bool glyphs = str_equal(tag, STR("glyf")) || str_equal(tag, STR("loca"));
        CHECK(flags >> 6 == (glyphs ? 3 : 0)); /* as it is */
        buf_printf(&names, "%.*s %zu\n", STR_ARG(tag), n);
        whole += n;
    }
    size_t packed = big(woff2, 20, 4), n = whole + 1;
    char *out = arena_alloc(a, n);
    CHECK((at + packed + 3) / 4 * 4 == woff2.n);
    CHECK(BrotliDecoderDecompress(packed, (const uint8_t *)woff2.p + at, &n, (uint8_t *)out) == BROTLI_DECODER_RESULT_SUCCESS);
    CHECK(n == whole);
    *stream = (Str){out, n};
    return buf_view(&names);
}

static void put_big(Buf *b, uint32_t value, size_t size)
{
    while (size-- > 0)
        buf_byte(b, (char)(value >> (8 * size)));
}

/* Two tables of a file whose second has a length of 200, two bytes in base 128. */
static void test_container(Arena *a)
{
    Buf b = buf_in(a);
    buf_str(&b, (Str){"OTTO\0\2\0\0\0\0\0\0", 12});
    buf_c(&b, "head"), put_big(&b, 0, 4), put_big(&b, 44, 4), put_big(&b, 20, 4);
    buf_c(&b, "loca"), put_big(&b, 0, 4), put_big(&b, 64, 4), put_big(&b, 200, 4);
    for (int i = 0; i < 220; i++)
        buf_byte(&b, i < 20 ? 0 : 'x');
    Str stream, woff2 = woff2_write(a, buf_view(&b));
    CHECK_TEXT(read_back(a, woff2, &stream), STR("head 20\nloca 200\n"), "tables in their order");
    CHECK(stream.p[16] == 8); /* flags of head, bit 11: compressed without loss */
    CHECK(big(woff2, 16, 4) == 12 + 2 * 16 + 20 + 200 && big(woff2, 4, 4) == 0x4F54544F);
    CHECK(woff2_write(a, STR("OTTO")).n == 0);
    CHECK(woff2_write(a, str_slice(buf_view(&b), 0, 100)).n == 0); /* cut */
}

static void test_face(Arena *a)
{
    static const FontFile chain[] = {{STR("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"), 2, STR("fonts-noto-cjk")},
                                     {STR("/usr/share/fonts/truetype/hanazono/HanaMinB.ttf"), 0, STR("fonts-hanazono")}};
    static const FontRole role = {.name = STR("song"), .label = STR("宋体"), .chain = chain, .count = 2};
    FontConfig config = {&role, 1};
    Diag d = diag_in(a);
    Fonts *fonts = fonts_open(a, &config, &d);
    CHECK(fonts != NULL);
    if (!fonts)
        return;
    static const uint32_t motto[] = {0x4E50, 0x540C, 0x5171, 0x7AE5, 0x957F};
    FontChoice choice = {0};
    Str once, again, stream;
    CHECK(font_web(a, font_serving(fonts, choice, motto[0]), motto, 5, &once, &d));
    CHECK(font_web(a, font_serving(fonts, choice, motto[0]), motto, 5, &again, &d));
    CHECK(str_equal(once, again) && once.n < 3000);
    Str names = read_back(a, once, &stream);
    CHECK(str_find(names, STR("cmap "), 0) < names.n && str_find(names, STR("CFF "), 0) < names.n);
    static const uint32_t rare[] = {0x2A6D6}; /* 𪛖, extension B: in the second face */
    const Font *second = font_serving(fonts, choice, rare[0]);
    CHECK(second && font_web(a, second, rare, 1, &once, &d));
    names = read_back(a, once, &stream);
    CHECK(str_find(names, STR("cmap "), 0) < names.n);
    CHECK(!str_equal(font_identity(a, fonts_at(fonts, 0)), font_identity(a, fonts_at(fonts, 1))));
    /* marks of punctuation that browsers set closer: "half" widths in lines and in columns, tags of GPOS */
    static const uint32_t marks[] = {0x201C, 0x201D, 0x3001, 0x3002, 0xFF08, 0xFF09};
    CHECK(font_web(a, font_serving(fonts, choice, marks[0]), marks, 6, &once, &d));
    read_back(a, once, &stream);
    CHECK(str_find(stream, STR("halt"), 0) < stream.n && str_find(stream, STR("vhal"), 0) < stream.n);
    CHECK(str_find(stream, STR("vert"), 0) < stream.n);
    fonts_close(fonts);
}

int main(void)
{
    Arena *a = arena_open();
    test_container(a);
    test_face(a);
    arena_close(a);
    return check_finish();
}
