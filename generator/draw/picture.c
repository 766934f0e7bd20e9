/*
 * picture: making pictures.
 */
#include "draw/picture.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "text/unicode.h"

/* A path while it is made. */
typedef struct Path {
    Arena *arena;
    uint8_t *ops;
    size_t nops, ops_room;
    Len *points;
    size_t npoints, points_room;
} Path;

Picture *picture_open(Arena *a, Len width, Len height)
{
    assert(width > 0 && height > 0);
    Picture *p = arena_new(a, Picture);
    p->arena = a;
    p->width = width;
    p->height = height;
    return p;
}

static void path_op(Path *path, PathOp op, const Len *points, size_t count)
{
    arena_push(path->arena, path->ops, path->nops, path->ops_room, (uint8_t)op);
    for (size_t i = 0; i < count; i++)
        arena_push(path->arena, path->points, path->npoints, path->points_room, points[i]);
}

static void add_shape(Picture *p, const Path *path, Paint paint)
{
    assert(path->nops > 0 && path->ops[0] == PATH_MOVE);
    Shape shape = {.ops = path->ops, .points = path->points, .nops = path->nops,
                   .filled = paint.filled, .stroked = paint.stroked, .fill = paint.fill,
                   .stroke = paint.stroke, .thickness = paint.thickness, .dash = paint.dash};
    arena_push(p->arena, p->shapes, p->nshapes, p->shapes_room, shape);
}

void picture_polygon(Picture *p, const Len *points, size_t count, bool closed, Paint paint)
{
    if (count == 0)
        return;
    Path path = {.arena = p->arena};
    for (size_t i = 0; i < count; i++)
        path_op(&path, i ? PATH_LINE : PATH_MOVE, points + 2 * i, 2);
    if (closed)
        path_op(&path, PATH_CLOSE, NULL, 0);
    add_shape(p, &path, paint);
}

void picture_rect(Picture *p, Len x, Len y, Len width, Len height, Paint paint)
{
    const Len corners[] = {x, y, x + width, y, x + width, y + height, x, y + height};
    picture_polygon(p, corners, 4, true, paint);
}

void picture_rects(Picture *p, const PictureBox *boxes, size_t count, Paint paint)
{
    if (count == 0)
        return;
    Path path = {.arena = p->arena};
    for (size_t i = 0; i < count; i++) {
        Len left = boxes[i].x, right = left + boxes[i].width;
        Len top = boxes[i].y, foot = top + boxes[i].height;
        path_op(&path, PATH_MOVE, (Len[]){left, top}, 2);
        path_op(&path, PATH_LINE, (Len[]){right, top}, 2);
        path_op(&path, PATH_LINE, (Len[]){right, foot}, 2);
        path_op(&path, PATH_LINE, (Len[]){left, foot}, 2);
        path_op(&path, PATH_CLOSE, NULL, 0);
    }
    add_shape(p, &path, paint);
}

void picture_line(Picture *p, Len x1, Len y1, Len x2, Len y2, Paint paint)
{
    const Len ends[] = {x1, y1, x2, y2};
    picture_polygon(p, ends, 2, false, paint);
}

void picture_lines(Picture *p, const Len *ends, size_t count, Paint paint)
{
    if (count == 0)
        return;
    Path path = {.arena = p->arena};
    for (size_t i = 0; i < count; i++) {
        path_op(&path, PATH_MOVE, ends + 4 * i, 2);
        path_op(&path, PATH_LINE, ends + 4 * i + 2, 2);
    }
    add_shape(p, &path, paint);
}

/* A point of the circle; angle in radians clockwise from the top. */
static void circle_point(Len out[2], Len cx, Len cy, double radius, double angle)
{
    out[0] = (Len)lround(cx + radius * sin(angle));
    out[1] = (Len)lround(cy - radius * cos(angle));
}

/* An arc as Bézier curves of at most a quarter, from where the path stands. */
static void path_arc(Path *path, Len cx, Len cy, double radius, double from, double to)
{
    int pieces = (int)ceil(fabs(to - from) / (M_PI / 2) - 1e-9);
    double step = (to - from) / (pieces > 0 ? pieces : 1);
    double reach = radius * 4 / 3 * tan(step / 4);
    for (int i = 0; i < pieces; i++) {
        double a = from + i * step, b = a + step;
        Len points[6];
        circle_point(points, cx, cy, radius, a);
        points[0] += (Len)lround(reach * cos(a));
        points[1] += (Len)lround(reach * sin(a));
        circle_point(points + 2, cx, cy, radius, b);
        points[2] -= (Len)lround(reach * cos(b));
        points[3] -= (Len)lround(reach * sin(b));
        circle_point(points + 4, cx, cy, radius, b);
        path_op(path, PATH_CURVE, points, 6);
    }
}

void picture_arc(Picture *p, Len cx, Len cy, Len outer, Len inner, double from, double to,
                 Paint paint)
{
    assert(to > from && to - from <= 360.0 + 1e-9);
    bool whole = to - from > 360.0 - 1e-9;
    double a = from * M_PI / 180, b = to * M_PI / 180;
    Path path = {.arena = p->arena};
    Len point[2];
    circle_point(point, cx, cy, outer, a);
    path_op(&path, PATH_MOVE, point, 2);
    path_arc(&path, cx, cy, outer, a, b);
    if (whole)
        path_op(&path, PATH_CLOSE, NULL, 0);
    if (inner > 0) {
        circle_point(point, cx, cy, inner, b);
        path_op(&path, whole ? PATH_MOVE : PATH_LINE, point, 2);
        path_arc(&path, cx, cy, inner, b, a);
    } else if (!whole) {
        path_op(&path, PATH_LINE, (Len[]){cx, cy}, 2);
    }
    if (!whole || inner > 0)
        path_op(&path, PATH_CLOSE, NULL, 0);
    add_shape(p, &path, paint);
}

void picture_text(Picture *p, PictureText text)
{
    arena_push(p->arena, p->texts, p->ntexts, p->texts_room, text);
}

/* ---- widths without a font ---- */

/* Upper bounds over Noto Serif and Sans CJK and LXGW WenKai. */
static Em rune_width(uint32_t rune)
{
    if (unicode_is_mark(rune) || unicode_is_control(rune))
        return 0;
    UnicodeWidth width = unicode_width(rune);
    if (width == WIDTH_W || width == WIDTH_F || width == WIDTH_A)
        return 1000;
    if (rune >= 128)
        return 720;
    static const struct { const char *runes; Em width; } classes[] = {
        {"W@", 1060}, {"mMw%", 980}, {"&", 800}, {"bdhknpqu", 670}, {" ", 350},
            {"fijlrt.,:;'!|()[]", 500}};
    for (size_t i = 0; rune && i < sizeof classes / sizeof *classes; i++)
        if (strchr(classes[i].runes, (int)rune))
            return classes[i].width;
    return rune >= 'A' && rune <= 'Z' ? 860 : 610;
}

Len picture_text_width(Str text, Len size)
{
    int64_t ems = 0;
    size_t length;
    for (size_t i = 0; i < text.n; i += length) {
        uint32_t rune;
        length = unicode_decode(text, i, &rune);
        ems += rune_width(rune);
    }
    int64_t width = (ems * size + 999) / 1000;
    return width > INT32_MAX / 4 ? INT32_MAX / 4 : (Len)width;
}

PictureBox picture_text_box(const PictureText *text)
{
    Len width = picture_text_width(text->text, text->size);
    Len back = text->anchor == ANCHOR_START ? 0 : text->anchor == ANCHOR_END ? width : width / 2;
    return (PictureBox){text->x - back, text->y - len_em(880, text->size), width, text->size};
}

bool picture_boxes_meet(PictureBox a, PictureBox b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
           b.y < a.y + a.height;
}
