/*
 * picture: a drawing as shapes and anchored text, decided once for both outputs.
 *
 * Invariants. Lengths from the picture's top left corner, y down. Shapes come in drawing
 * order, below all texts. A path starts with PATH_MOVE; points holds one x, y pair for MOVE and
 * LINE, three for CURVE (cubic Bézier), none for CLOSE. Everything lives in the arena of
 * picture_open. html/ writes it as SVG; pdf/ draws the shapes and sets each text as glyphs.
 * No face of the books sets text wider than picture_text_width says, so what is laid out by it
 * keeps apart in both outputs.
 */
#ifndef DRAW_PICTURE_H
#define DRAW_PICTURE_H

#include "base/len.h"
#include "base/str.h"

typedef enum PathOp { PATH_MOVE, PATH_LINE, PATH_CURVE, PATH_CLOSE } PathOp;

typedef struct Shape {
    const uint8_t *ops; /* PathOp each */
    const Len *points;
    size_t nops;
    bool filled, stroked;
    uint32_t fill, stroke; /* 0xRRGGBB */
    Len thickness, dash;   /* dash 0: solid */
} Shape;

typedef enum Anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END } Anchor;

typedef struct PictureText {
    Len x, y;      /* of the baseline at the anchor */
    Str text;
    Str role;      /* font role */
    Len size;
    uint32_t colour;
    Anchor anchor;
    bool bold;
} PictureText;

typedef struct Picture {
    Arena *arena;
    Len width, height;
    Shape *shapes;
    size_t nshapes, shapes_room;
    PictureText *texts;
    size_t ntexts, texts_room;
    Str alt;
} Picture;

/* How a shape is painted; nothing of it: invisible. */
typedef struct Paint {
    bool filled, stroked;
    uint32_t fill, stroke;
    Len thickness, dash;
} Paint;

/* Lines or dots over an area, for those who see or print no colours. */
typedef enum Hatch {
    HATCH_NONE,
    HATCH_RISING,  /* /// */
    HATCH_FALLING,
    HATCH_LEVEL,
    HATCH_UPRIGHT,
    HATCH_CROSS,   /* rising and falling */
    HATCH_DOTS
} Hatch;

/* Where a text stands, its em box on one line. */
typedef struct PictureBox {
    Len x, y, width, height;
} PictureBox;

Picture *picture_open(Arena *a, Len width, Len height);
void picture_rect(Picture *p, Len x, Len y, Len width, Len height, Paint paint);
/* Many rectangles in one shape, all running round the same way: where they touch is no seam. */
void picture_rects(Picture *p, const PictureBox *boxes, size_t count, Paint paint);
void picture_line(Picture *p, Len x1, Len y1, Len x2, Len y2, Paint paint);
/* count points as x, y pairs; closed: a polygon. */
void picture_polygon(Picture *p, const Len *points, size_t count, bool closed, Paint paint);
/* A sector or ring segment around cx, cy from angle to angle (degrees clockwise from the top,
 * to > from, at most 360 apart); inner 0: a sector, or a circle when it goes all round. */
void picture_arc(Picture *p, Len cx, Len cy, Len outer, Len inner, double from, double to,
                 Paint paint);
/* count lines apart from each other, as x1, y1, x2, y2, in one shape. */
void picture_lines(Picture *p, const Len *ends, size_t count, Paint paint);
/*
 * Hatch a closed polygon (x, y pairs; even-odd), lines `gap` apart. All hatches of a picture
 * share one lattice, so neighbouring areas join without a seam.
 */
void picture_hatch(Picture *p, const Len *points, size_t count, Hatch hatch, Len gap,
                   Len thickness, uint32_t colour);
void picture_text(Picture *p, PictureText text);

/*
 * How wide text of a size is at most, by Unicode width alone: Han 1 em, Latin by classes of
 * letters around 0.6 em.
 */
Len picture_text_width(Str text, Len size);
/* From 0.88 em above the baseline to 0.12 em below it. */
PictureBox picture_text_box(const PictureText *text);
bool picture_boxes_meet(PictureBox a, PictureBox b);

#endif
