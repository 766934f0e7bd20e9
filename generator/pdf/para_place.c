/*
 * para_place: broken lines into placed glyphs.
 */
#include <assert.h>

#include "pdf/para_imp.h"

enum { EM_FULL = 1000, EM_ASCENT = 880 }; /* the em box of Chinese faces */

/* Above and below the baseline. */
typedef struct Box {
    Len ascent, descent;
} Box;

typedef struct Placer {
    Para *p;
    LineGlyph *glyphs; /* of all lines, in the caller's arena */
    size_t count, room;
    Len x;
    Box *boxes;        /* by run from p->from */
    uint32_t run;      /* whose box was counted last */
    Box box;           /* of the line */
    bool warned;
} Placer;

/* ---- heights ---- */

static Box run_box(const Para *p, const ParaRun *run)
{
    if (run->kind == RUN_BOX)
        return (Box){run->height + run->rise, run->depth - run->rise};
    Em ascent, descent;
    font_box(p->fonts, run->font, &ascent, &descent);
    return (Box){len_em(ascent, run->size) + run->rise, len_em(descent, run->size) - run->rise};
}

static void count_box(Placer *s, uint32_t run)
{
    const Box *box = &s->boxes[run - s->p->from];
    s->run = run;
    s->box.ascent = box->ascent > s->box.ascent ? box->ascent : s->box.ascent;
    s->box.descent = box->descent > s->box.descent ? box->descent : s->box.descent;
}

/* ---- glyphs ---- */

static LineGlyph *add_glyph(Placer *s, const Glyph *glyph, uint32_t run)
{
    assert(s->count < s->room);
    LineGlyph *placed = &s->glyphs[s->count++];
    *placed = (LineGlyph){.glyph = *glyph, .x = s->x, .run = run};
    if (s->p->pieces) { /* as the caller knows it */
        const Piece *piece = &s->p->pieces[run];
        placed->run = piece->run;
        placed->glyph.offset += piece->offset;
        placed->turn = (uint8_t)piece->turn;
    }
    return placed;
}

static uint32_t run_of_glyph(const Para *p, size_t g, uint32_t run)
{
    while (g >= p->run_glyphs[run - p->from + 1])
        run++;
    return run;
}

/* Source spaces of joint k: the first has its width, the others have none. */
static void place_joint(Placer *s, size_t k)
{
    const Para *p = s->p;
    const Atom *before = &p->atoms[k - 1], *after = &p->atoms[k];
    size_t first = before->glyph + before->nglyphs;
    uint32_t run = before->run;
    for (size_t g = first; after->spaced && g < after->glyph; g++) {
        run = run_of_glyph(p, g, run);
        add_glyph(s, &p->glyphs.glyphs[g], run);
        if (g == first)
            s->x += p->joints[k].glue;
    }
    if (!after->spaced || first == after->glyph)
        s->x += p->joints[k].glue;
}

/* Digits side by side across the column's axis, narrowed to an em when they are wider. */
static void place_together(Placer *s, const Atom *a)
{
    const Glyph *glyphs = &s->p->glyphs.glyphs[a->glyph];
    int32_t total = 0, done = 0;
    for (size_t n = 0; n < a->nglyphs; n++)
        total += glyphs[n].advance;
    int32_t narrow = total > EM_FULL ? EM_FULL * EM_FULL / total : EM_FULL;
    for (size_t n = 0; n < a->nglyphs; n++) {
        LineGlyph *placed = add_glyph(s, &glyphs[n], a->run);
        placed->narrow = (uint16_t)narrow;
        placed->glyph.dx = (Em)((glyphs[n].dx + done - total / 2) * narrow / EM_FULL);
        placed->glyph.dy -= EM_ASCENT;
        done += glyphs[n].advance;
    }
}

static void place_atom(Placer *s, const Atom *a)
{
    const ParaRun *run = &s->p->runs[a->run];
    const Glyph box = {.advance = 0};
    Len start = s->x;
    if (a->nglyphs == 1 && a->shift == 0 && !s->p->pieces) { /* nearly all */
        add_glyph(s, &s->p->glyphs.glyphs[a->glyph], a->run);
        s->x += a->width;
        if (a->run != s->run)
            count_box(s, a->run);
        return;
    }
    Em shift = a->shift ? (Em)((int64_t)a->shift * 1000 / run->size) : 0;
    if (a->nglyphs == 0)
        add_glyph(s, &box, a->run);
    if (para_turn(s->p, a) == PARA_TOGETHER)
        place_together(s, a);
    for (size_t n = 0; n < a->nglyphs && para_turn(s->p, a) != PARA_TOGETHER; n++) {
        const Glyph *glyph = &s->p->glyphs.glyphs[a->glyph + n];
        LineGlyph *placed = add_glyph(s, glyph, a->run);
        if (run->font.vertical)
            placed->glyph.dy += shift;
        else
            placed->glyph.dx -= shift;
        s->x += len_em(glyph->advance, run->size);
    }
    s->x = start + a->width;
    if (a->run != s->run)
        count_box(s, a->run);
}

/* Behind the last atom of a line that divides a word. */
static void place_hyphen(Placer *s, const Atom *before)
{
    Len width;
    const Glyph *glyph = &s->p->glyphs.glyphs[before->glyph + before->nglyphs - 1];
    LineGlyph *placed = add_glyph(s, para_hyphen(s->p, before->run, &width), before->run);
    placed->glyph.offset += glyph->offset + glyph->length;
    placed->hyphen = true;
    s->x += width;
}

/* ---- lines ---- */

static Pos pos_of(const Para *p, size_t k)
{
    const Atom *a = &p->atoms[k];
    Pos pos = p->runs[a->run].pos;
    if (pos.line && a->nglyphs)
        pos.column += p->glyphs.glyphs[a->glyph].offset;
    return pos;
}

/* R4b: say once a paragraph that a rule had to give way. */
static void warn(Placer *s, size_t i, size_t j, Len room)
{
    Para *p = s->p;
    Sum line = para_line(p, i, j);
    bool over = line.width - line.shrink > room && !para_hangs(p, i, j, room);
    bool broken = j < p->natoms && p->joints[j].breaks != JOINT_LEGAL;
    if (s->warned || !(over || broken))
        return;
    s->warned = true;
    if (over) {
        diag_warn(p->d, "line-overfull", pos_of(p, i), "这里有一段不可断开的内容比版心宽 %.1f 点，伸出了版心",
                  "a piece that cannot be broken is %.1f pt wider than the measure and sticks out",
                  (double)(line.width - line.shrink - room) / 1000);
        diag_hint(p->d, "缩短它，或改用较小的字号、较宽的栏",
                  "shorten it, or use a smaller size or a wider column");
    } else {
        diag_warn(p->d, "line-relief", pos_of(p, j), "这一行找不到合乎规则的断行处，只好在这里断开",
                  "no legal line break fits here, so the line is broken against the rules");
        diag_hint(p->d, "在此前加空格、标点或改写，使长词、长串标点能分开",
                  "reword, or part the long word or row of marks with a space");
    }
}

static Len start_x(const Para *p, size_t number, Len room, Len natural)
{
    Len indent = number == 0 ? para_indent(p) : 0, free = room - natural;
    if (p->style->align == PARA_CENTRE)
        return indent + free / 2;
    return p->style->align == PARA_END ? indent + free : indent;
}

static Line place_line(Placer *s, size_t i, size_t j, size_t number)
{
    Para *p = s->p;
    Len room = para_room(p, number);
    Line line = {.glyphs = s->glyphs + s->count, .last = j == p->natoms};
    warn(s, i, j, room);
    line.natural = para_justify(p, i, j, room, line.last, &line.extra);
    line.x = s->x = start_x(p, number, room, line.natural);
    s->box = (Box){0, 0};
    s->run = UINT32_MAX;
    size_t first = s->count;
    for (size_t k = i; k < j; k++) {
        if (k > i)
            place_joint(s, k);
        place_atom(s, &p->atoms[k]);
    }
    if (j < p->natoms && p->joints[j].hyphen)
        place_hyphen(s, &p->atoms[j - 1]);
    line.count = s->count - first;
    line.width = s->x - line.x;
    line.ascent = s->box.ascent;
    line.descent = s->box.descent;
    return line;
}

/* Nothing between two forced breaks: a line with the height of the run beside it. */
static Line empty_line(const Para *p)
{
    Len size = p->style->size;
    Box box = {len_em(880, size), len_em(120, size)};
    if (p->from < p->to)
        box = run_box(p, &p->runs[p->from]);
    return (Line){.x = p->first_line == 0 ? p->style->indent : 0,
                  .ascent = box.ascent, .descent = box.descent, .last = true};
}

/* Twice the atoms of the longest line: each has at most two blanks. */
static Member *make_members(const Para *p, const Breaks *breaks)
{
    size_t longest = 0;
    for (size_t n = 0, i = 0; n < breaks->count; i = breaks->items[n++])
        longest = breaks->items[n] - i > longest ? breaks->items[n] - i : longest;
    return arena_raw(p->scratch, Member, 2 * longest);
}

void para_place(Arena *a, Para *p, const Breaks *breaks, LineList *lines)
{
    if (p->natoms == 0) {
        arena_push(a, lines->lines, lines->count, lines->room, empty_line(p));
        return;
    }
    Placer s = {.p = p, .room = p->glyphs.count + (p->to - p->from) + breaks->count};
    s.glyphs = arena_raw(a, LineGlyph, s.room);
    s.boxes = arena_raw(p->scratch, Box, p->to - p->from);
    for (size_t r = p->from; r < p->to; r++)
        s.boxes[r - p->from] = run_box(p, &p->runs[r]);
    p->members = make_members(p, breaks);
    for (size_t n = 0, i = 0; n < breaks->count; i = breaks->items[n++]) {
        Line line = place_line(&s, i, breaks->items[n], p->first_line + n);
        arena_push(a, lines->lines, lines->count, lines->room, line);
    }
    assert(s.count <= s.room);
}
