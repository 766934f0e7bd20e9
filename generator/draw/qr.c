/*
 * qr: the modules of libqrencode as one path.
 *
 * Neighbouring dark modules of a row are one rectangle; all rectangles run round the same way in
 * one shape, so that edges between rows cancel out and no white seam shows at any scale.
 */
#include "draw/qr.h"

#include <assert.h>
#include <qrencode.h>

enum { ECI_UTF_8 = 26 }; /* ISO/IEC 18004, 7.4.2: said where the text is not ASCII, or readers guess */

static bool is_ascii(Str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] >= 0x80)
            return false;
    return true;
}

/* NULL: nothing, or more than any code holds. */
static QRcode *encode(const QrSpec *spec)
{
    static const QRecLevel levels[] = {QR_ECLEVEL_L, QR_ECLEVEL_M, QR_ECLEVEL_Q, QR_ECLEVEL_H};
    assert(spec->level <= QR_LEVEL_H);
    if (spec->text.n == 0 || spec->text.n > QR_TEXT_MOST)
        return NULL;
    QRinput *input = QRinput_new2(0, levels[spec->level]);
    const unsigned char *bytes = (const unsigned char *)spec->text.p;
    bool good = input && (is_ascii(spec->text) || QRinput_appendECIheader(input, ECI_UTF_8) == 0) &&
                QRinput_append(input, QR_MODE_8, (int)spec->text.n, bytes) == 0;
    QRcode *code = good ? QRcode_encodeInput(input) : NULL;
    if (input)
        QRinput_free(input);
    return code;
}

static Len module_of(const QrSpec *spec, const QRcode *code)
{
    return spec->side / code->width;
}

static void report(const QrSpec *spec, const QRcode *code, Diag *d)
{
    int hundredths = (int)((int64_t)module_of(spec, code) * 2540 / 72000); /* of a millimetre */
    int least = (int)((int64_t)QR_MODULE_LEAST * code->width * 254 / 720000) + 1;
    diag_error(d, "qr", spec->pos, "二维码太密：每格只有 0.%02d mm，手机读不出",
               "the QR code is too dense: a module is only 0.%02d mm, which phones cannot read", hundredths);
    diag_hint(d, "缩短地址、降低纠错等级，或把 size 加大到 %d mm 以上",
              "shorten the address, take a lower level, or make size at least %d mm", least);
}

bool qr_check(const QrSpec *spec, Diag *d)
{
    if (spec->side < QR_SIDE_LEAST || spec->side > QR_SIDE_MOST) {
        diag_error(d, "qr", spec->pos, "二维码的边长应在10 mm到400 mm之间", "the side of a QR code should be between 10 mm and 400 mm");
        return false;
    }
    QRcode *code = encode(spec);
    if (!code) {
        diag_error(d, "qr", spec->pos, spec->text.n ? "二维码的内容太长：%zu 字节" : "二维码没有内容",
                   spec->text.n ? "too much for a QR code: %zu bytes" : "a QR code of nothing", spec->text.n);
        diag_hint(d, "二维码里放一个短地址", "put a short address into it");
        return false;
    }
    bool legible = module_of(spec, code) >= QR_MODULE_LEAST;
    if (!legible)
        report(spec, code, d);
    QRcode_free(code);
    return legible;
}

static bool is_dark(const QRcode *code, int x, int y)
{
    return code->data[y * code->width + x] & 1;
}

/* The dark runs of a row as boxes. Returns how many there are now. */
static size_t add_row(PictureBox *boxes, size_t count, const QRcode *code, int y, Len module)
{
    for (int x = 0, end; x < code->width; x = end) {
        for (end = x + 1; end < code->width && is_dark(code, end, y) == is_dark(code, x, y); end++)
            ;
        if (is_dark(code, x, y))
            boxes[count++] = (PictureBox){(x + QR_QUIET) * module, (y + QR_QUIET) * module,
                                          (end - x) * module, module};
    }
    return count;
}

const Picture *qr_draw(Arena *a, const QrSpec *spec)
{
    QRcode *code = encode(spec);
    assert(code); /* qr_check: only memory can be short */
    Len module = module_of(spec, code), side = (code->width + 2 * QR_QUIET) * module;
    Picture *p = picture_open(a, side, side);
    picture_rect(p, 0, 0, side, side, (Paint){.filled = true, .fill = 0xFFFFFF});
    PictureBox *boxes = arena_array(a, PictureBox, (size_t)code->width * (size_t)code->width);
    size_t count = 0;
    for (int y = 0; y < code->width; y++)
        count = add_row(boxes, count, code, y, module);
    picture_rects(p, boxes, count, (Paint){.filled = true, .fill = 0});
    QRcode_free(code);
    return p;
}
