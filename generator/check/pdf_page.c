/*
 * An interpreter of content streams as far as places, sizes and colours of text and rules need it
 * (ISO 32000-1, 8 and 9): graphics state, paths, text, form XObjects. Every run over a content stream
 * resolves a name once. A foreign page may be made to run for ever, by forms that draw forms: the
 * operators of a page are counted, over all of them.
 */
#include "check/pdf_page.h"

#include <math.h>
#include <string.h>

#include "check/pdf_lex.h"

enum {
    OPERATORS_MOST = 3000000, /* of a page */
    CHARS_MOST = 500000,
    RULES_MOST = 100000,
    FORMS_DEEP = 12,
    FORMS_MOST = 10000,
    STATES_MOST = 64,
    OPERANDS_MOST = 64,
    PIECES_MOST = 4096,       /* of a path */
    THIN = 5000,              /* Len: what is thicker is no rule */
    SIDE_MOST = 20000000      /* Len: 20000 pt, beyond any paper */
};

typedef struct Matrix {
    double a, b, c, d, e, f;
} Matrix;

typedef enum Space { SPACE_DEVICE, SPACE_TINT } Space; /* TINT: one number, 1 is full ink */

typedef struct State {
    Matrix ctm;
    uint32_t fill, stroke;
    Space fill_space, stroke_space;
    const PdfFont *font;
    double size, char_space, word_space, scale, leading, rise, line_width;
    int mode;
} State;

/* A line or a rectangle, its ends on the page. */
typedef struct Piece {
    double x0, y0, x1, y1;
    bool rectangle, starts; /* starts: the first after a move */
} Piece;

/* Things of a page that all runs share. */
typedef struct Reader {
    PdfFile *f;
    Arena *a, *scratch;
    PdfFonts *fonts;
    PdfPage *page;
    size_t operators, forms;
    int depth;
    Piece *pieces;          /* of the path under way; no path goes on into a form */
    size_t npieces;
} Reader;

/* One content stream at work. */
typedef struct Run {
    Reader *r;
    PdfLex lex;
    PdfRef resources;
    Map fonts, forms;       /* by name, as far as met */
    State now, stack[STATES_MOST];
    int nstack;
    Matrix text, line;
    double operands[OPERANDS_MOST];
    size_t noperands;
    Str last;               /* the last name or string */
    double x, y, start_x, start_y; /* of the path, before the matrix */
    bool moved;
} Run;

/* ---- geometry ---- */

static Matrix times(Matrix m, Matrix n)
{
    return (Matrix){m.a * n.a + m.b * n.c,       m.a * n.b + m.b * n.d,
                    m.c * n.a + m.d * n.c,       m.c * n.b + m.d * n.d,
                    m.e * n.a + m.f * n.c + n.e, m.e * n.b + m.f * n.d + n.f};
}

static void apply(Matrix m, double *x, double *y)
{
    double from = *x;
    *x = m.a * from + m.c * *y + m.e;
    *y = m.b * from + m.d * *y + m.f;
}

/* Points as Len; what lies beyond any paper is brought back to its edge. */
static Len len_of(double points)
{
    double len = points * 1000;
    if (!(len > -SIDE_MOST))
        return -SIDE_MOST;
    return len < SIDE_MOST ? (Len)lround(len) : SIDE_MOST;
}

/* From the page's own space to its top left corner, y down; turned as /Rotate says. */
static Matrix page_matrix(PdfFile *f, PdfRef page, PdfPage *out)
{
    double box[4] = {0, 0, 595.276, 841.89}, turn = 0;
    PdfRef media = pdf_inherited(f, page, "/MediaBox");
    for (size_t i = 0; pdf_count(f, media) == 4 && i < 4; i++)
        pdf_number(f, pdf_item(f, media, i), &box[i]);
    pdf_number(f, pdf_inherited(f, page, "/Rotate"), &turn);
    double x0 = fmin(box[0], box[2]), y0 = fmin(box[1], box[3]);
    double w = fabs(box[2] - box[0]), h = fabs(box[3] - box[1]);
    int quarter = turn > -1e6 && turn < 1e6 ? ((int)(turn / 90) % 4 + 4) % 4 : 0;
    if (quarter % 2 && h > w)
        quarter = 0;
    out->width = len_of(quarter % 2 ? h : w);
    out->height = len_of(quarter % 2 ? w : h);
    switch (quarter) {
    case 1: return (Matrix){0, 1, 1, 0, -y0, -x0};
    case 2: return (Matrix){-1, 0, 0, 1, x0 + w, -y0};
    case 3: return (Matrix){0, -1, -1, 0, y0 + h, x0 + w};
    default: return (Matrix){1, 0, 0, -1, -x0, y0 + h};
    }
}

/* ---- colour ---- */

static uint32_t part(double share)
{
    return share <= 0 ? 0 : share >= 1 ? 255 : (uint32_t)(share * 255 + 0.5);
}

static uint32_t rgb(double r, double g, double b)
{
    return part(r) << 16 | part(g) << 8 | part(b);
}

/* By the number of operands, as the device spaces have them. */
static void set_colour(Run *u, uint32_t *colour, Space space)
{
    const double *v = u->operands;
    if (u->noperands == 1)
        *colour = space == SPACE_TINT ? rgb(1 - v[0], 1 - v[0], 1 - v[0]) : rgb(v[0], v[0], v[0]);
    else if (u->noperands == 3)
        *colour = rgb(v[0], v[1], v[2]);
    else if (u->noperands == 4)
        *colour = rgb((1 - v[0]) * (1 - v[3]), (1 - v[1]) * (1 - v[3]), (1 - v[2]) * (1 - v[3]));
}

static void set_space(Run *u, uint32_t *colour, Space *space)
{
    ArenaMark mark = arena_mark(u->r->scratch);
    PdfRef named = pdf_key(u->r->f, pdf_key(u->r->f, u->resources, "/ColorSpace"),
                           str_printf(u->r->scratch, "/%.*s", STR_ARG(u->last)).p);
    Str family = pdf_name(u->r->f, u->r->scratch, pdf_item(u->r->f, named, 0));
    bool tint = str_equal(family, STR("Separation")) || str_equal(family, STR("DeviceN")) ||
                str_equal(family, STR("Indexed"));
    arena_release(u->r->scratch, mark);
    *space = tint ? SPACE_TINT : SPACE_DEVICE;
    *colour = 0;
}

/* ---- text ---- */

/* Which way a line reads that goes to (x, y), y down. */
static uint8_t turn_of(double x, double y)
{
    if (fabs(x) >= fabs(y))
        return x >= 0 ? TURN_NONE : TURN_OVER;
    return y < 0 ? TURN_LEFT : TURN_RIGHT;
}

static void add_char(Run *u, const PdfCode *code, Matrix m)
{
    PdfPage *page = u->r->page;
    double x = 0, y = u->now.rise, across = hypot(m.a, m.b), up = hypot(m.c, m.d);
    apply(m, &x, &y);
    PdfChar c = {.rune = code->rune, .x = len_of(x), .y = len_of(y),
                 .width = len_of(code->width / 1000 * fabs(u->now.size) * u->now.scale * across),
                 .size = len_of(fabs(u->now.size) * up), .font = u->now.font,
                 .colour = u->now.mode == 1 ? u->now.stroke : u->now.fill,
                 .turn = turn_of(m.a * u->now.size, m.b * u->now.size)};
    if (u->now.mode == 3 || u->now.mode == 7 || c.colour == 0xFFFFFF)
        return;
    if (page->nchars == CHARS_MOST)
        page->whole = false;
    else
        arena_push(u->r->a, page->chars, page->nchars, page->chars_room, c);
}

static void show(Run *u, Str s)
{
    if (!u->now.font)
        return;
    for (size_t at = 0; at < s.n;) {
        PdfCode code = pdf_font_code(u->now.font, s, at);
        at += code.length;
        Matrix m = times(u->text, u->now.ctm);
        add_char(u, &code, m);
        double step = code.width / 1000 * u->now.size + u->now.char_space;
        if (code.length == 1 && code.code == ' ')
            step += u->now.word_space;
        u->text = times((Matrix){1, 0, 0, 1, step * u->now.scale, 0}, u->text);
    }
}

static void move_line(Run *u, double x, double y)
{
    u->line = times((Matrix){1, 0, 0, 1, x, y}, u->line);
    u->text = u->line;
}

/* The array of TJ: strings, and what lies between them. */
static void show_array(Run *u)
{
    for (PdfToken t = pdf_lex_next(&u->lex); t.kind != PDF_END && t.kind != PDF_CLOSE; t = pdf_lex_next(&u->lex)) {
        if (t.kind == PDF_STRING)
            show(u, t.text);
        else if (t.kind == PDF_NUMBER)
            u->text = times((Matrix){1, 0, 0, 1, -t.number / 1000 * u->now.size * u->now.scale, 0}, u->text);
        u->r->operators++;
    }
}

static const PdfFont *font_named(Run *u, Str name)
{
    Reader *r = u->r;
    const PdfFont *met = map_find(&u->fonts, name);
    if (met)
        return met;
    void **place = map_at(&u->fonts, str_copy(u->lex.a, name));
    PdfRef dictionary = pdf_key(r->f, pdf_key(r->f, u->resources, "/Font"),
                                str_printf(u->lex.a, "/%.*s", STR_ARG(name)).p);
    if (!dictionary)
        return NULL;
    int id = pdf_id(r->f, dictionary);
    void **known = id ? map_at(&r->fonts->by_id, str_printf(r->a, "%d", id)) : place;
    if (!*known)
        *known = (void *)(uintptr_t)pdf_font_read(r->f, r->a, dictionary);
    *place = *known;
    return *place;
}

/* ---- paths ---- */

static void add_piece(Run *u, double x0, double y0, double x1, double y1, bool rectangle)
{
    if (u->r->npieces == PIECES_MOST)
        return;
    Piece piece = {x0, y0, x1, y1, rectangle, u->moved};
    u->moved = false;
    apply(u->now.ctm, &piece.x0, &piece.y0);
    apply(u->now.ctm, &piece.x1, &piece.y1);
    u->r->pieces[u->r->npieces++] = piece;
}

static void line_to(Run *u, double x, double y)
{
    add_piece(u, u->x, u->y, x, y, false);
    u->x = x;
    u->y = y;
}

static void add_rule(Run *u, double x0, double y0, double x1, double y1, uint32_t colour)
{
    PdfPage *page = u->r->page;
    PdfRule rule = {len_of(fmin(x0, x1)), len_of(fmin(y0, y1)), 0, 0, colour};
    rule.width = len_of(fmax(x0, x1)) - rule.x;
    rule.height = len_of(fmax(y0, y1)) - rule.y;
    bool thin = rule.width <= THIN || rule.height <= THIN;
    if (!thin || colour == 0xFFFFFF)
        return;
    if (page->nrules == RULES_MOST)
        page->whole = false;
    else
        arena_push(u->r->a, page->rules, page->nrules, page->rules_room, rule);
}

static void stroke(Run *u)
{
    double half = u->now.line_width / 2 * sqrt(fabs(u->now.ctm.a * u->now.ctm.d - u->now.ctm.b * u->now.ctm.c));
    for (size_t i = 0; i < u->r->npieces; i++) {
        const Piece *p = &u->r->pieces[i];
        if (p->rectangle) {
            add_rule(u, p->x0, p->y0 - half, p->x1, p->y0 + half, u->now.stroke);
            add_rule(u, p->x0, p->y1 - half, p->x1, p->y1 + half, u->now.stroke);
        } else if (fabs(p->y0 - p->y1) < 0.05) {
            add_rule(u, p->x0, p->y0 - half, p->x1, p->y1 + half, u->now.stroke);
        } else if (fabs(p->x0 - p->x1) < 0.05) {
            add_rule(u, p->x0 - half, p->y0, p->x1 + half, p->y1, u->now.stroke);
        }
    }
}

/* Rectangles, and what lines enclose when their box is thin. */
static void fill(Run *u)
{
    for (size_t i = 0; i < u->r->npieces;) {
        Piece box = u->r->pieces[i++];
        for (; !box.rectangle && i < u->r->npieces && !u->r->pieces[i].starts && !u->r->pieces[i].rectangle; i++) {
            const Piece *p = &u->r->pieces[i];
            Piece sum = {fmin(fmin(box.x0, box.x1), fmin(p->x0, p->x1)), fmin(fmin(box.y0, box.y1), fmin(p->y0, p->y1)),
                         fmax(fmax(box.x0, box.x1), fmax(p->x0, p->x1)), fmax(fmax(box.y0, box.y1), fmax(p->y0, p->y1)),
                         false, true};
            box = sum;
        }
        add_rule(u, box.x0, box.y0, box.x1, box.y1, u->now.fill);
    }
}

/* ---- operators ---- */

static void run_stream(Reader *r, Str bytes, PdfRef resources, const State *from);

static void draw_form(Run *u, PdfRef form)
{
    Reader *r = u->r;
    State state = u->now;
    double m[6] = {1, 0, 0, 1, 0, 0};
    PdfRef matrix = pdf_key(r->f, form, "/Matrix"), resources = pdf_key(r->f, form, "/Resources");
    for (size_t i = 0; pdf_count(r->f, matrix) == 6 && i < 6; i++)
        pdf_number(r->f, pdf_item(r->f, matrix, i), &m[i]);
    state.ctm = times((Matrix){m[0], m[1], m[2], m[3], m[4], m[5]}, state.ctm);
    bool whole;
    Str bytes = pdf_stream(r->f, r->scratch, form, &whole);
    r->page->whole &= whole;
    run_stream(r, bytes, resources ? resources : u->resources, &state);
}

static void draw(Run *u)
{
    Reader *r = u->r;
    PdfRef object = (PdfRef)(uintptr_t)map_find(&u->forms, u->last);
    if (!object) {
        object = pdf_key(r->f, pdf_key(r->f, u->resources, "/XObject"), str_printf(u->lex.a, "/%.*s", STR_ARG(u->last)).p);
        *map_at(&u->forms, str_copy(u->lex.a, u->last)) = (void *)(uintptr_t)object;
    }
    ArenaMark mark = arena_mark(r->scratch);
    Str kind = pdf_name(r->f, r->scratch, pdf_key(r->f, object, "/Subtype"));
    if (str_equal(kind, STR("Image")))
        r->page->nimages++;
    else if (str_equal(kind, STR("Form")))
        draw_form(u, object);
    arena_release(r->scratch, mark);
}

static double operand(const Run *u, size_t i)
{
    return i < u->noperands ? u->operands[i] : 0;
}

static Matrix operand_matrix(const Run *u)
{
    return (Matrix){operand(u, 0), operand(u, 1), operand(u, 2), operand(u, 3), operand(u, 4), operand(u, 5)};
}

static bool is(Str word, const char *name)
{
    return str_equal(word, str_of(name));
}

static bool run_state(Run *u, Str op)
{
    if (is(op, "q")) {
        if (u->nstack < STATES_MOST)
            u->stack[u->nstack] = u->now;
        u->nstack++;
    } else if (is(op, "Q")) {
        if (u->nstack > 0 && --u->nstack < STATES_MOST)
            u->now = u->stack[u->nstack];
    } else if (is(op, "cm")) {
        u->now.ctm = times(operand_matrix(u), u->now.ctm);
    } else if (is(op, "w")) {
        u->now.line_width = operand(u, 0);
    } else {
        return false;
    }
    return true;
}

static bool run_colour(Run *u, Str op)
{
    if (is(op, "g") || is(op, "rg") || is(op, "k")) {
        u->now.fill_space = SPACE_DEVICE;
        set_colour(u, &u->now.fill, SPACE_DEVICE);
    } else if (is(op, "G") || is(op, "RG") || is(op, "K")) {
        u->now.stroke_space = SPACE_DEVICE;
        set_colour(u, &u->now.stroke, SPACE_DEVICE);
    } else if (is(op, "sc") || is(op, "scn")) {
        set_colour(u, &u->now.fill, u->now.fill_space);
    } else if (is(op, "SC") || is(op, "SCN")) {
        set_colour(u, &u->now.stroke, u->now.stroke_space);
    } else if (is(op, "cs")) {
        set_space(u, &u->now.fill, &u->now.fill_space);
    } else if (is(op, "CS")) {
        set_space(u, &u->now.stroke, &u->now.stroke_space);
    } else {
        return false;
    }
    return true;
}

static bool run_path(Run *u, Str op)
{
    if (is(op, "m")) {
        u->x = u->start_x = operand(u, 0);
        u->y = u->start_y = operand(u, 1);
        u->moved = true;
    } else if (is(op, "l")) {
        line_to(u, operand(u, 0), operand(u, 1));
    } else if (is(op, "re")) {
        add_piece(u, operand(u, 0), operand(u, 1), operand(u, 0) + operand(u, 2), operand(u, 1) + operand(u, 3), true);
    } else if (is(op, "h")) {
        line_to(u, u->start_x, u->start_y);
    } else if (is(op, "c")) {
        line_to(u, operand(u, 4), operand(u, 5));
    } else if (is(op, "v") || is(op, "y")) {
        line_to(u, operand(u, 2), operand(u, 3));
    } else {
        return false;
    }
    return true;
}

static bool run_paint(Run *u, Str op)
{
    static const struct { const char *op; bool closes, fills, strokes; } paints[] = {
        {"S", false, false, true}, {"s", true, false, true}, {"f", false, true, false}, {"F", false, true, false},
        {"f*", false, true, false}, {"B", false, true, true}, {"B*", false, true, true}, {"b", true, true, true},
        {"b*", true, true, true}, {"n", false, false, false}};
    for (size_t i = 0; i < sizeof paints / sizeof *paints; i++) {
        if (!is(op, paints[i].op))
            continue;
        if (paints[i].closes)
            line_to(u, u->start_x, u->start_y);
        if (paints[i].fills)
            fill(u);
        if (paints[i].strokes)
            stroke(u);
        u->r->npieces = 0;
        return true;
    }
    return false;
}

static bool run_text_state(Run *u, Str op)
{
    if (is(op, "Tf")) {
        u->now.font = font_named(u, u->last);
        u->now.size = operand(u, 0);
    } else if (is(op, "Tc")) {
        u->now.char_space = operand(u, 0);
    } else if (is(op, "Tw")) {
        u->now.word_space = operand(u, 0);
    } else if (is(op, "Tz")) {
        u->now.scale = operand(u, 0) / 100;
    } else if (is(op, "TL")) {
        u->now.leading = operand(u, 0);
    } else if (is(op, "Ts")) {
        u->now.rise = operand(u, 0);
    } else if (is(op, "Tr")) {
        u->now.mode = operand(u, 0) >= 0 && operand(u, 0) <= 7 ? (int)operand(u, 0) : 0;
    } else {
        return false;
    }
    return true;
}

static bool run_text(Run *u, Str op)
{
    if (is(op, "BT")) {
        u->text = u->line = (Matrix){1, 0, 0, 1, 0, 0};
    } else if (is(op, "Tm")) {
        u->text = u->line = operand_matrix(u);
    } else if (is(op, "Td")) {
        move_line(u, operand(u, 0), operand(u, 1));
    } else if (is(op, "TD")) {
        u->now.leading = -operand(u, 1);
        move_line(u, operand(u, 0), operand(u, 1));
    } else if (is(op, "T*")) {
        move_line(u, 0, -u->now.leading);
    } else if (is(op, "Tj")) {
        show(u, u->last);
    } else if (is(op, "'") || is(op, "\"")) {
        if (is(op, "\"")) {
            u->now.word_space = operand(u, 0);
            u->now.char_space = operand(u, 1);
        }
        move_line(u, 0, -u->now.leading);
        show(u, u->last);
    } else {
        return false;
    }
    return true;
}

static void run_operator(Run *u, Str op)
{
    if (run_text(u, op) || run_path(u, op) || run_text_state(u, op) || run_paint(u, op) || run_state(u, op) ||
        run_colour(u, op))
        return;
    if (is(op, "Do"))
        draw(u);
    else if (is(op, "ID"))
        pdf_lex_skip_image(&u->lex);
}

/* The dictionary of marked content: nothing in it is shown. */
static void skip_dictionary(Run *u)
{
    int depth = 1;
    while (depth > 0) {
        PdfToken t = pdf_lex_next(&u->lex);
        depth += t.kind == PDF_DICT_OPEN ? 1 : t.kind == PDF_DICT_CLOSE ? -1 : 0;
        if (t.kind == PDF_END)
            return;
    }
}

/* An array that is an operand: TJ's is shown as it is read, when its operator follows. */
static void run_array(Run *u)
{
    PdfLex here = u->lex;
    PdfToken t;
    do
        t = pdf_lex_next(&u->lex);
    while (t.kind != PDF_END && t.kind != PDF_CLOSE);
    PdfLex behind = u->lex;
    t = pdf_lex_next(&u->lex);
    bool shows = t.kind == PDF_WORD && is(t.text, "TJ");
    u->lex = shows ? here : behind;
    if (!shows)
        return;
    show_array(u);
    pdf_lex_next(&u->lex);
}

static void run_token(Run *u, const PdfToken *t)
{
    switch (t->kind) {
    case PDF_NUMBER:
        if (u->noperands < OPERANDS_MOST)
            u->operands[u->noperands++] = t->number;
        return;
    case PDF_NAME: case PDF_STRING: u->last = t->text; return;
    case PDF_OPEN: run_array(u); return;
    case PDF_DICT_OPEN: skip_dictionary(u); return;
    case PDF_CLOSE: case PDF_DICT_CLOSE: case PDF_END: return;
    case PDF_WORD: break;
    }
    run_operator(u, t->text);
    u->noperands = 0;
    u->last = STR_NONE;
}

static void run_stream(Reader *r, Str bytes, PdfRef resources, const State *from)
{
    if (r->depth == FORMS_DEEP || ++r->forms > FORMS_MOST) {
        r->page->whole = false;
        return;
    }
    r->depth++;
    r->npieces = 0;
    Arena *own = arena_open(); /* the tokens of a stream */
    Run *u = arena_new(own, Run);
    u->r = r;
    u->lex = (PdfLex){.a = own, .bytes = bytes};
    u->resources = resources;
    u->fonts = map_in(own);
    u->forms = map_in(own);
    u->now = *from;
    u->text = u->line = (Matrix){1, 0, 0, 1, 0, 0};
    for (;;) {
        PdfToken t = pdf_lex_next(&u->lex);
        if (t.kind == PDF_END)
            break;
        if (++r->operators > OPERATORS_MOST) {
            r->page->whole = false;
            break;
        }
        run_token(u, &t);
    }
    arena_close(own);
    r->depth--;
}

PdfPage pdf_page_read(PdfFile *f, Arena *a, PdfFonts *fonts, size_t index)
{
    PdfPage page = {.whole = true};
    PdfRef ref = pdf_file_page(f, index);
    Reader r = {.f = f, .a = a, .scratch = arena_open(), .fonts = fonts, .page = &page};
    r.pieces = arena_array(r.scratch, Piece, PIECES_MOST);
    State start = {.ctm = page_matrix(f, ref, &page), .scale = 1, .line_width = 1};
    bool whole;
    Str bytes = pdf_page_content(f, r.scratch, ref, &whole);
    page.whole = whole;
    run_stream(&r, bytes, pdf_inherited(f, ref, "/Resources"), &start);
    arena_close(r.scratch);
    return page;
}
