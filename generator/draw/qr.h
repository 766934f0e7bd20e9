/*
 * qr: a text as a QR code (ISO/IEC 18004), drawn as a Picture. The only door to libqrencode.
 *
 * Invariants. The picture is the code and its quiet zone of QR_QUIET modules on all four sides,
 * white, so it can be read on any ground; dark modules are pure black and one shape. side is
 * that of the code without its quiet zone. The same text gives the same picture.
 */
#ifndef DRAW_QR_H
#define DRAW_QR_H

#include "base/diag.h"
#include "draw/picture.h"

enum {
    QR_QUIET = 4,       /* modules: ISO/IEC 18004, 5.3.8 */
    QR_TEXT_MOST = 2953 /* bytes: version 40, level L */
};
#define QR_SIDE_LEAST LEN_MM(10)
#define QR_SIDE_MOST LEN_MM(400)
#define QR_MODULE_LEAST LEN_MM(0.33) /* four dots at 300 dpi: below that phones give up */

/* How much of a code may be lost or covered: 7, 15, 25, 30 per cent. */
typedef enum QrLevel { QR_LEVEL_L, QR_LEVEL_M, QR_LEVEL_Q, QR_LEVEL_H } QrLevel;

typedef struct QrSpec {
    Str text;
    QrLevel level;
    Len side;
    Pos pos;
} QrSpec;

/* Can it be drawn? false: reported as "qr" at its pos (nothing to encode, too much, too small to read). */
bool qr_check(const QrSpec *spec, Diag *d);
/* A spec that qr_check let through, as a square picture in a. */
const Picture *qr_draw(Arena *a, const QrSpec *spec);

#endif
