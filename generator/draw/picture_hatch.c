/*
 * picture_hatch: areas filled with lines or dots, as lines that both outputs draw alike.
 *
 * A family of parallel lines is u = k * gap in coordinates u across and v along the lines; the
 * polygon's edges cut each line into pieces, and every second piece is inside (even-odd). Edges
 * count half-open (u1 <= u < u2), so a line through a corner is cut once there, not twice.
 */
#include <assert.h>
#include <stdlib.h>

#include "draw/picture.h"

enum { LINES_MOST = 4000 }; /* of one family over one area; beyond it the gap is widened */

typedef struct Family {
    Hatch direction; /* RISING, FALLING, LEVEL or UPRIGHT */
    int64_t gap;     /* in u */
} Family;

typedef struct Cuts {
    int64_t *v;
    size_t count;
} Cuts;

typedef struct Lines {
    Arena *arena;
    Len *ends; /* four a line */
    size_t count, room;
} Lines;

/* Diagonals: u and v are twice as fine as x and y, and are halved on the way back. */
static void to_uv(Hatch direction, Len x, Len y, int64_t *u, int64_t *v)
{
    bool rising = direction == HATCH_RISING, level = direction == HATCH_LEVEL;
    if (rising || direction == HATCH_FALLING) {
        *u = rising ? (int64_t)x + y : (int64_t)x - y;
        *v = rising ? (int64_t)x - y : (int64_t)x + y;
        return;
    }
    *u = level ? y : x;
    *v = level ? x : y;
}

static void to_xy(Hatch direction, int64_t u, int64_t v, Len *x, Len *y)
{
    if (direction == HATCH_RISING || direction == HATCH_FALLING) {
        *x = (Len)((u + v) / 2);
        *y = (Len)((direction == HATCH_RISING ? u - v : v - u) / 2);
        return;
    }
    *x = (Len)(direction == HATCH_LEVEL ? v : u);
    *y = (Len)(direction == HATCH_LEVEL ? u : v);
}

static int compare_cuts(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* Where the line u crosses the polygon's edges, in order along it. */
static void find_cuts(const Len *points, size_t count, Hatch direction, int64_t u, Cuts *cuts)
{
    cuts->count = 0;
    for (size_t i = 0; i < count; i++) {
        size_t next = i + 1 < count ? i + 1 : 0;
        int64_t u1, v1, u2, v2;
        to_uv(direction, points[2 * i], points[2 * i + 1], &u1, &v1);
        to_uv(direction, points[2 * next], points[2 * next + 1], &u2, &v2);
        if ((u1 <= u) == (u2 <= u))
            continue;
        cuts->v[cuts->count++] = v1 + (v2 - v1) * (u - u1) / (u2 - u1);
    }
    qsort(cuts->v, cuts->count, sizeof *cuts->v, compare_cuts);
    assert(cuts->count % 2 == 0);
}

static void add_line(Lines *lines, Hatch direction, int64_t u, int64_t from, int64_t to)
{
    Len ends[4];
    to_xy(direction, u, from, &ends[0], &ends[1]);
    to_xy(direction, u, to, &ends[2], &ends[3]);
    for (int i = 0; i < 4; i++)
        arena_push(lines->arena, lines->ends, lines->count, lines->room, ends[i]);
}

/* Square dots on the line, those that lie whole between two cuts; every other row staggered. */
static void add_dots(Lines *lines, int64_t u, int64_t from, int64_t to, int64_t gap, Len side)
{
    int64_t shift = u / gap % 2 ? gap / 2 : 0;
    int64_t first = (from + side - shift) / gap - 1;
    for (int64_t k = first; k * gap + shift + side <= to; k++)
        if (k * gap + shift >= from + side)
            add_line(lines, HATCH_LEVEL, u, k * gap + shift - side / 2, k * gap + shift + side / 2);
}

static void add_family(Lines *lines, const Len *points, size_t count, Family family, Len dot)
{
    int64_t low = INT64_MAX, high = INT64_MIN, u, v;
    for (size_t i = 0; i < count; i++) {
        to_uv(family.direction, points[2 * i], points[2 * i + 1], &u, &v);
        low = u < low ? u : low;
        high = u > high ? u : high;
    }
    while ((high - low) / family.gap > LINES_MOST)
        family.gap *= 2;
    Cuts cuts = {.v = arena_array(lines->arena, int64_t, count)};
    for (int64_t k = low / family.gap - 1; k * family.gap < high; k++) {
        u = k * family.gap;
        if (u <= low)
            continue;
        find_cuts(points, count, family.direction, u, &cuts);
        for (size_t i = 0; i + 1 < cuts.count; i += 2) {
            if (dot && u - dot > low && u + dot < high)
                add_dots(lines, u, cuts.v[i], cuts.v[i + 1], family.gap, dot);
            if (!dot && cuts.v[i] < cuts.v[i + 1])
                add_line(lines, family.direction, u, cuts.v[i], cuts.v[i + 1]);
        }
    }
}

/* In tenths of a point where it has some: all steps from line to line are the same then in a drawing that is written in tenths,
 * and pack well. */
static int64_t even(int64_t gap)
{
    enum { TENTH = 100, SOME = 20 * TENTH };
    return gap < SOME ? gap : (gap + TENTH / 2) / TENTH * TENTH;
}

void picture_hatch(Picture *p, const Len *points, size_t count, Hatch hatch, Len width,
                   Len thickness, uint32_t colour)
{
    assert(width > 0 && thickness > 0);
    if (hatch == HATCH_NONE || count < 3)
        return;
    Lines lines = {.arena = p->arena};
    int64_t gap = even(width), diagonal = even((int64_t)width * 1414 / 1000); /* width counts across the lines: sqrt 2 */
    if (hatch == HATCH_RISING || hatch == HATCH_CROSS)
        add_family(&lines, points, count, (Family){HATCH_RISING, diagonal}, 0);
    if (hatch == HATCH_FALLING || hatch == HATCH_CROSS)
        add_family(&lines, points, count, (Family){HATCH_FALLING, diagonal}, 0);
    if (hatch == HATCH_LEVEL || hatch == HATCH_UPRIGHT)
        add_family(&lines, points, count, (Family){hatch, gap}, 0);
    Len dot = hatch == HATCH_DOTS ? thickness * 2 : 0;
    if (dot)
        add_family(&lines, points, count, (Family){HATCH_LEVEL, gap}, dot);
    picture_lines(p, lines.ends, lines.count / 4,
                  (Paint){.stroked = true, .stroke = colour, .thickness = dot ? dot : thickness});
}
