/* The format's header, a directory in the order of the tables in the stream, and one Brotli stream of them all. */
#include "pdf/woff2.h"

#include <brotli/encode.h>
#include <string.h>

enum {
    SFNT_HEAD = 12, SFNT_ENTRY = 16, HEAD = 48,
    TABLES_MOST = 64, SIZE_MOST = 64 << 20,
    ARBITRARY_TAG = 63, AS_IT_IS = 3 << 6, /* of glyf and loca; 0 is "as it is" of all others */
    LOSSLESS = 1 << 11 /* of the flags in `head`: its bytes have been through a compression without loss */
};

static uint32_t big(Str s, size_t at, size_t size)
{
    uint32_t value = 0;
    for (size_t i = 0; i < size; i++)
        value = value << 8 | (uint8_t)s.p[at + i];
    return value;
}

static void put_big(Buf *b, uint32_t value, size_t size)
{
    for (size_t i = size; i-- > 0;)
        buf_byte(b, (char)(value >> (8 * i)));
}

/* UIntBase128: seven bits a byte, the first ones first. */
static void put_base128(Buf *b, uint32_t value)
{
    for (int shift = 28; shift > 0; shift -= 7)
        if (value >> shift)
            buf_byte(b, (char)((value >> shift & 127) | 128));
    buf_byte(b, (char)(value & 127));
}

static bool is_glyphs(Str tag)
{
    return str_equal(tag, STR("glyf")) || str_equal(tag, STR("loca"));
}

/* The tables into `stream`, their entries into `directory`. false: not a font. */
static bool take_tables(Str sfnt, size_t count, Buf *stream, Buf *directory, uint32_t *size)
{
    *size = (uint32_t)(SFNT_HEAD + SFNT_ENTRY * count);
    for (size_t i = 0; i < count; i++) {
        size_t at = SFNT_HEAD + SFNT_ENTRY * i, from = big(sfnt, at + 8, 4), n = big(sfnt, at + 12, 4);
        Str tag = str_slice(sfnt, at, at + 4);
        if (from > sfnt.n || n > sfnt.n - from)
            return false;
        buf_byte(directory, (char)(ARBITRARY_TAG | (is_glyphs(tag) ? AS_IT_IS : 0)));
        buf_str(directory, tag);
        put_base128(directory, (uint32_t)n);
        size_t begin = stream->n;
        buf_str(stream, str_slice(sfnt, from, from + n));
        if (str_equal(tag, STR("head")) && n >= 18)
            stream->p[begin + 16] = (char)((uint8_t)stream->p[begin + 16] | LOSSLESS >> 8);
        *size += (uint32_t)((n + 3) / 4 * 4);
    }
    return true;
}

static Str compress(Arena *a, Str stream)
{
    size_t n = BrotliEncoderMaxCompressedSize(stream.n);
    char *out = arena_alloc(a, n);
    bool good = BrotliEncoderCompress(BROTLI_MAX_QUALITY, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_FONT, stream.n,
                                      (const uint8_t *)stream.p, &n, (uint8_t *)out);
    return good ? (Str){out, n} : STR_NONE;
}

Str woff2_write(Arena *a, Str sfnt)
{
    size_t count = sfnt.n >= SFNT_HEAD && sfnt.n <= SIZE_MOST ? big(sfnt, 4, 2) : 0;
    Buf stream = buf_in(a), directory = buf_in(a), out = buf_in(a);
    uint32_t size;
    if (!count || count > TABLES_MOST || sfnt.n < SFNT_HEAD + SFNT_ENTRY * count ||
        !take_tables(sfnt, count, &stream, &directory, &size))
        return STR_NONE;
    Str packed = compress(a, buf_view(&stream));
    if (!packed.n)
        return STR_NONE;
    size_t length = (HEAD + directory.n + packed.n + 3) / 4 * 4;
    buf_c(&out, "wOF2");
    put_big(&out, big(sfnt, 0, 4), 4);
    put_big(&out, (uint32_t)length, 4);
    put_big(&out, (uint32_t)count, 2);
    put_big(&out, 0, 2);
    put_big(&out, size, 4);
    put_big(&out, (uint32_t)packed.n, 4);
    put_big(&out, 1, 2); /* version 1.0 of the file */
    put_big(&out, 0, 2);
    for (int i = 0; i < 5; i++)
        put_big(&out, 0, 4); /* no metadata, no private data */
    buf_str(&out, buf_view(&directory));
    buf_str(&out, packed);
    while (out.n < length)
        buf_byte(&out, 0);
    return buf_view(&out);
}
