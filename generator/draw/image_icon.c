/*
 * image_icon: pictures as browsers take them beside the name of a page.
 *
 * ICO with PNG inside (as Windows has it since Vista), in the sizes of tabs and lists. SVG around a PNG: one file for
 * every size.
 */
#include "draw/image_imp.h"

static const uint32_t sides[] = {48, 32, 16};
enum { SIDES = sizeof sides / sizeof *sides, HEAD = 6, ENTRY = 16 };

static void put_little(Buf *b, size_t value, size_t size)
{
    for (size_t i = 0; i < size; i++)
        buf_byte(b, (char)(value >> (8 * i)));
}

/* Of a picture as large as the largest of them, or smaller. */
Str image_ico_write(Arena *a, const Image *image)
{
    Buf out = buf_in(a), bodies = buf_in(a);
    put_little(&out, 0, 2);
    put_little(&out, 1, 2); /* icons, not cursors */
    put_little(&out, SIDES, 2);
    for (size_t i = 0; i < SIDES; i++) {
        Image small = image_fit(a, image, sides[i], sides[i]);
        Str png = image_png_write(a, &small);
        put_little(&out, small.width, 1);
        put_little(&out, small.height, 1);
        put_little(&out, 0, 2); /* no palette */
        put_little(&out, 1, 2); /* planes, bits */
        put_little(&out, 32, 2);
        put_little(&out, png.n, 4);
        put_little(&out, HEAD + ENTRY * SIDES + bodies.n, 4);
        buf_str(&bodies, png);
    }
    buf_str(&out, buf_view(&bodies));
    return buf_view(&out);
}

/* RFC 4648, 4. */
static void put_base64(Buf *b, Str s)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < s.n; i += 3) {
        uint32_t bits = 0;
        for (size_t k = 0; k < 3; k++)
            bits = bits << 8 | (i + k < s.n ? (uint8_t)s.p[i + k] : 0);
        for (size_t k = 0; k < 4; k++)
            buf_byte(b, i + k > s.n ? '=' : digits[bits >> (18 - 6 * k) & 63]);
    }
}

Str image_svg_write(Arena *a, const Image *image)
{
    Buf out = buf_in(a);
    buf_printf(&out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %u %u\"><image width=\"%u\" height=\"%u\" href=\"data:image/png;base64,",
               image->width, image->height, image->width, image->height);
    put_base64(&out, image_png_write(a, image));
    buf_c(&out, "\"/></svg>\n");
    return buf_view(&out);
}
