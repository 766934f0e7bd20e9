/*
 * svg: shapes in order, each one <path> (a whole hatch too, an area with its outline), then the texts.
 */
#include "html/svg.h"

#include <assert.h>
#include <string.h>

#include "html/html.h"
#include "text/unicode.h"

#define PAD LEN_PT(8)

/* 1/1000 pt as a decimal without zeros at its end. */
static void put_len(Buf *out, Len n)
{
    int64_t value = n;
    if (value < 0) {
        buf_byte(out, '-');
        value = -value;
    }
    buf_int(out, value / 1000);
    int part = (int)(value % 1000);
    if (!part)
        return;
    const char digits[] = {'.', (char)('0' + part / 100), (char)('0' + part / 10 % 10),
                           (char)('0' + part % 10)};
    buf_str(out, (Str){digits, part % 10 ? 4 : part % 100 ? 3 : 2});
}

/* Beyond ten points, tenths: half of one is less than a screen shows. */
static Len rounded(Len n)
{
    Len half = n < 0 ? -50 : 50;
    return n < LEN_PT(10) && n > -LEN_PT(10) ? n : (n + half) / 100 * 100;
}

static void put_pair(Buf *out, char op, Len x, Len y)
{
    buf_byte(out, op);
    put_len(out, x);
    if (y >= 0)
        buf_byte(out, ' '); /* a minus parts as well */
    put_len(out, y);
}

static void put_length(Buf *out, const char *name, Len value)
{
    buf_printf(out, " %s=\"", name);
    put_len(out, value);
    buf_byte(out, '"');
}

static void put_colour(Buf *out, const char *name, bool painted, uint32_t rgb)
{
    if (painted)
        buf_printf(out, " %s=\"#%06x\"", name, (unsigned)(rgb & 0xFFFFFF));
    else
        buf_printf(out, " %s=\"none\"", name);
}

/* XML allows no control characters, and bytes that are no UTF-8 nowhere. */
static void put_text(Buf *out, Str s)
{
    size_t length;
    for (size_t i = 0; i < s.n; i += length) {
        uint32_t rune;
        length = unicode_decode(s, i, &rune);
        bool bad = rune == UNICODE_BAD || rune == 0xFFFE || rune == 0xFFFF ||
            (rune < ' ' && rune != '\t');
        html_escape(out, bad ? STR("\xEF\xBF\xBD") : str_slice(s, i, i + length));
    }
}

/* A path is written by how far it goes from point to point: that is the same for many, and packs well. */
typedef struct Pen {
    Buf *out;
    Len x, y;             /* where it is, rounded */
    Len start_x, start_y; /* where this part of the path began */
} Pen;

static void go(Pen *pen, char op, const Len *point)
{
    put_pair(pen->out, op, rounded(point[0]) - pen->x, rounded(point[1]) - pen->y);
}

static void go_to(Pen *pen, const Len *point)
{
    pen->x = rounded(point[0]);
    pen->y = rounded(point[1]);
}

static void put_move(Pen *pen, const Len *point, bool first)
{
    go(pen, first ? 'M' : 'm', point);
    go_to(pen, point);
    pen->start_x = pen->x;
    pen->start_y = pen->y;
}

static void put_line(Pen *pen, const Len *point)
{
    Len x = rounded(point[0]) - pen->x, y = rounded(point[1]) - pen->y;
    if (x && y) {
        put_pair(pen->out, 'l', x, y);
    } else {
        buf_byte(pen->out, y ? 'v' : 'h');
        put_len(pen->out, y ? y : x);
    }
    go_to(pen, point);
}

static void put_curve(Pen *pen, const Len *points)
{
    go(pen, 'c', points);
    go(pen, ' ', points + 2);
    go(pen, ' ', points + 4);
    go_to(pen, points + 4);
}

static void put_path(Buf *out, const Shape *shape)
{
    Pen pen = {.out = out};
    const Len *p = shape->points;
    for (size_t i = 0; i < shape->nops; i++)
        switch ((PathOp)shape->ops[i]) {
        case PATH_MOVE: put_move(&pen, p, i == 0); p += 2; break;
        case PATH_LINE: put_line(&pen, p); p += 2; break;
        case PATH_CURVE: put_curve(&pen, p); p += 6; break;
        case PATH_CLOSE:
            buf_byte(out, 'Z');
            pen.x = pen.start_x;
            pen.y = pen.start_y;
            break;
        }
}

static size_t point_count(const Shape *shape)
{
    size_t count = 0;
    for (size_t i = 0; i < shape->nops; i++)
        count += shape->ops[i] == PATH_CURVE ? 3 : shape->ops[i] != PATH_CLOSE;
    return count;
}

/* An area, and after it its own outline: one element has both. */
static bool is_outlined(const Shape *area, const Shape *line)
{
    return area->filled && !area->stroked && line->stroked && !line->filled && area->nops == line->nops &&
           !memcmp(area->ops, line->ops, area->nops * sizeof *area->ops) &&
           !memcmp(area->points, line->points, 2 * point_count(area) * sizeof *area->points);
}

static void put_shape(Buf *out, const Shape *shape)
{
    assert(shape->nops > 0 && shape->ops[0] == PATH_MOVE);
    if (!shape->filled && !shape->stroked)
        return;
    buf_c(out, "<path d=\"");
    put_path(out, shape);
    buf_byte(out, '"');
    put_colour(out, "fill", shape->filled, shape->fill);
    if (shape->stroked) {
        put_colour(out, "stroke", true, shape->stroke);
        put_length(out, "stroke-width", shape->thickness);
        if (shape->dash)
            put_length(out, "stroke-dasharray", shape->dash);
    }
    buf_c(out, "/>\n");
}

/* What most texts of a drawing have, which its element has for all: size and colour of the last, as those before are of its key. */
static const PictureText *usual(const Picture *p)
{
    return p->ntexts ? &p->texts[p->ntexts - 1] : NULL;
}

static void put_words(Buf *out, const PictureText *text, const PictureText *usual)
{
    static const char *const anchors[] = {"", " text-anchor=\"middle\"", " text-anchor=\"end\""};
    buf_c(out, "<text");
    put_length(out, "x", rounded(text->x));
    put_length(out, "y", rounded(text->y));
    if (text->size != usual->size)
        put_length(out, "font-size", text->size);
    if (text->colour != usual->colour)
        put_colour(out, "fill", true, text->colour);
    buf_c(out, anchors[text->anchor]);
    if (text->bold)
        buf_c(out, " font-weight=\"bold\"");
    buf_byte(out, '>');
    put_text(out, text->text);
    buf_c(out, "</text>\n");
}

static void put_named(Buf *out, const char *element, Str id, Str words)
{
    if (!words.n)
        return;
    buf_printf(out, "<%s", element);
    if (id.n) {
        buf_c(out, " id=\"");
        put_text(out, id);
        buf_printf(out, "-%s\"", element);
    }
    buf_byte(out, '>');
    put_text(out, words);
    buf_printf(out, "</%s>\n", element);
}

static void put_labels(Buf *out, Str title, Str alt, Str id)
{
    if (!id.n || (!title.n && !alt.n))
        return;
    const char *name = title.n ? "aria-labelledby" : "aria-describedby";
    buf_printf(out, " %s=\"", name);
    put_text(out, id);
    buf_c(out, title.n ? "-title" : "-desc");
    if (title.n && alt.n) {
        buf_c(out, "\" aria-describedby=\"");
        put_text(out, id);
        buf_c(out, "-desc");
    }
    buf_byte(out, '"');
}

/* White around and below the drawing, so that it can be read on a dark page too. */
static void put_paper(Buf *out, Len pad, Len width, Len height)
{
    buf_c(out, "<rect");
    put_length(out, "x", -pad);
    put_length(out, "y", -pad);
    put_length(out, "width", width);
    put_length(out, "height", height);
    buf_c(out, " fill=\"#ffffff\"/>\n");
}

void svg_write(Buf *out, const Picture *p, const char *class, Str title, Str id)
{
    assert(p->width > 0 && p->height > 0);
    Len pad = p->height / 8 < PAD ? p->height / 8 : PAD;
    Len width = p->width + 2 * pad, height = p->height + 2 * pad;
    buf_printf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"%s\" role=\"img\"", class);
    const Len view[] = {-pad, -pad, width, height};
    for (size_t i = 0; i < 4; i++) {
        buf_c(out, i ? " " : " viewBox=\"");
        put_len(out, view[i]);
    }
    buf_byte(out, '"');
    put_length(out, "width", width);
    put_length(out, "height", height);
    if (p->ntexts) {
        put_length(out, "font-size", usual(p)->size);
        put_colour(out, "fill", true, usual(p)->colour);
    }
    put_labels(out, title, p->alt, id);
    buf_c(out, ">\n");
    put_named(out, "title", id, title);
    put_named(out, "desc", id, p->alt);
    put_paper(out, pad, width, height);
    for (size_t i = 0; i < p->nshapes; i++) {
        Shape shape = p->shapes[i];
        if (i + 1 < p->nshapes && is_outlined(&shape, &p->shapes[i + 1])) {
            shape = p->shapes[++i];
            shape.filled = true;
            shape.fill = p->shapes[i - 1].fill;
        }
        put_shape(out, &shape);
    }
    for (size_t i = 0; i < p->ntexts; i++)
        put_words(out, &p->texts[i], usual(p));
    buf_c(out, "</svg>\n");
}
