/*
 * write_page: the content stream of one page.
 *
 * Text is written a line at a time: all neighbouring glyph items on one baseline with one tag
 * make one TJ array, whatever their faces. What a justified line adds between its glyphs is
 * set once as character spacing (Tc), and glyphs are moved one by one only where they would
 * stand more than SLACK off, so that a line of Han costs two bytes a character.
 *
 * A reader that extracts text takes a gap of a tenth of an em for a space, and marks set
 * closer by half an em for a new line. Where they are neither, the glyphs beside the gap (or
 * the whole line) say what they are by ActualText.
 *
 * The pen is counted in 1/1000 of a Len, exactly, so errors never add up.
 */
#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "draw/picture.h"
#include "pdf/write_imp.h"

enum {
    SLACK = 3,       /* Em a glyph may stand beside its place: 0.01 mm in body text */
    FALSE_SPACE = 80, /* Em of a gap that may be read as a space (poppler: 100) … */
    FALSE_END = -150, /* … and of an overlap that may be read as a line end (poppler: 200) */
    APART = 3000,    /* Em beyond which two pieces are really apart: columns, tabs */
    JUMP = 20000,    /* Em beyond which a new Td is set instead of a TJ number */
    SPACED_AT_LEAST = 6 /* glyphs that make character spacing worth it */
};

/* One glyph of the line at hand. */
typedef struct Cell {
    const Item *item;
    const GlyphUse *use;
    int64_t gap;    /* what stands before it beyond the width of the cell before, 1/1000 Len */
    Len x, dy;
    uint32_t glyph; /* its number in the item */
    bool space;     /* its text is one */
    bool later;     /* its text is that of the cell before */
    bool actual;    /* inside an ActualText span */
} Cell;

struct Canvas {
    Writer *w;
    Buf *b;
    uint32_t page;
    Cell *cells;
    size_t ncells, cells_room;
    /* the graphics state as the stream has it */
    bool text;           /* between BT and ET */
    bool marked;         /* inside a marked content sequence of tag */
    uint32_t tag;
    const Item *item;    /* whose style it is; NULL: anything may have changed it since */
    const FaceUse *face;
    Len size, spacing, rise, stroke; /* stroke: 0 = filled text */
    Len line_width;
    uint32_t fill, line_colour;
    Len origin;          /* y of the corner that text lines are counted from: the page's foot */
    Len line_x, line_y;  /* start of the text line */
    int64_t pen;         /* where the next glyph goes, 1/1000 Len */
    bool array, string;  /* inside […] and (…) */
    bool dashed;
};

static void draw_line_of_text(Canvas *c, const Item *items, size_t count);
static void draw_column(Canvas *c, const Item *items, size_t count);
static void draw_rect(Canvas *c, const Item *item);
static void draw_line(Canvas *c, const Item *item);
static void draw_image(Canvas *c, const Item *item);
static void draw_picture(Canvas *c, const Item *item);

/* ---- state ---- */

static void put_colour(Buf *b, uint32_t rgb, bool stroke)
{
    uint32_t r = rgb >> 16 & 255, g = rgb >> 8 & 255, blue = rgb & 255;
    put_len(b, (Len)((r * 1000 + 127) / 255));
    if (r == g && g == blue) {
        buf_c(b, stroke ? " G\n" : " g\n");
        return;
    }
    buf_byte(b, ' ');
    put_len(b, (Len)((g * 1000 + 127) / 255));
    buf_byte(b, ' ');
    put_len(b, (Len)((blue * 1000 + 127) / 255));
    buf_c(b, stroke ? " RG\n" : " rg\n");
}

static void close_array(Canvas *c)
{
    if (c->string)
        buf_byte(c->b, ')');
    if (c->array)
        buf_c(c->b, "]TJ\n");
    c->string = c->array = false;
}

static void set_fill(Canvas *c, uint32_t rgb)
{
    if (c->fill == rgb)
        return;
    close_array(c);
    put_colour(c->b, rgb, false);
    c->fill = rgb;
}

static void set_line(Canvas *c, uint32_t rgb, Len width)
{
    if (c->line_colour != rgb) {
        close_array(c);
        put_colour(c->b, rgb, true);
        c->line_colour = rgb;
    }
    if (c->line_width != width) {
        close_array(c);
        put_len(c->b, width);
        buf_c(c->b, " w\n");
        c->line_width = width;
    }
}

static void end_mark(Canvas *c)
{
    if (!c->marked)
        return;
    close_array(c);
    buf_c(c->b, "EMC\n");
    c->marked = false;
}

static void end_text(Canvas *c)
{
    close_array(c);
    if (c->text && c->marked)
        end_mark(c);
    if (c->text)
        buf_c(c->b, "ET\n");
    c->text = false;
}

/* What follows belongs to this tag: a sequence of its own, or the one that is open. */
static void set_mark(Canvas *c, uint32_t tag)
{
    Writer *w = c->w;
    if (c->marked && c->tag == tag)
        return;
    end_mark(c);
    c->marked = true;
    c->tag = tag;
    if (tag == 0 || tag >= w->book->nelements) {
        buf_c(c->b, "/Artifact BMC\n");
        return;
    }
    buf_byte(c->b, '/');
    buf_c(c->b, w->book->elements[tag].type);
    buf_c(c->b, "<</MCID ");
    buf_int(c->b, (int64_t)(w->nmarks - w->page_marks[c->page]));
    buf_c(c->b, ">>BDC\n");
    arena_push(w->a, w->marks, w->nmarks, w->marks_room, ((Mark){c->page, tag}));
}

static Len up(const Canvas *c, Len y)
{
    return c->w->book->height - y;
}

static void put_point(Canvas *c, Len x, Len y, const char *operator)
{
    put_len(c->b, x);
    buf_byte(c->b, ' ');
    put_len(c->b, y);
    buf_c(c->b, operator);
}

/* ---- the page ---- */

/* Glyph items that share a line: how many from items[0] on. */
static size_t line_length(const Item *items, size_t left)
{
    size_t n = 1;
    while (n < left && items[n].kind == ITEM_GLYPHS && items[n].tag == items[0].tag &&
           items[n].y == items[0].y && items[n].as.glyphs.set == GLYPHS_LINE)
        n++;
    return n;
}

/* Glyph items that are one column. */
static size_t column_length(const Item *items, size_t left)
{
    size_t n = 1;
    while (n < left && items[n].kind == ITEM_GLYPHS && items[n].tag == items[0].tag &&
           items[n].as.glyphs.set != GLYPHS_LINE && items[n].as.glyphs.goes_on)
        n++;
    return n;
}

static void draw_items(Canvas *c, const Item *items, size_t count)
{
    for (size_t i = 0; i < count;) {
        const Item *item = &items[i];
        if (item->kind == ITEM_GLYPHS && item->as.glyphs.set != GLYPHS_LINE) {
            size_t n = column_length(item, count - i);
            draw_column(c, item, n);
            i += n;
            continue;
        }
        if (item->kind == ITEM_GLYPHS) {
            size_t n = line_length(item, count - i);
            draw_line_of_text(c, item, n);
            i += n;
            continue;
        }
        end_text(c);
        set_mark(c, item->tag);
        switch ((ItemKind)item->kind) {
        case ITEM_RECT: draw_rect(c, item); break;
        case ITEM_LINE: draw_line(c, item); break;
        case ITEM_IMAGE: draw_image(c, item); break;
        case ITEM_PICTURE: draw_picture(c, item); break;
        case ITEM_GLYPHS: break;
        }
        i++;
    }
    end_text(c);
    end_mark(c);
}

/* A canvas as a page begins with, or with the state that Q gave back. */
static void reset_canvas(Canvas *c, Writer *w, uint32_t index, Buf *scratch)
{
    *c = (Canvas){.w = w, .b = scratch, .page = index, .cells = c->cells,
                  .cells_room = c->cells_room, .line_width = 1000, .origin = w->book->height};
}

/* The words across the page, faint (graphics state W) and on a slope of 45 degrees. */
static void draw_watermark(Canvas *c)
{
    const Book *book = c->w->book;
    if (!book->nwatermark)
        return;
    reset_canvas(c, c->w, c->page, c->b);
    buf_c(c->b, "q/W gs .70711 .70711 -.70711 .70711 ");
    put_point(c, book->width / 2, book->height / 2, " cm\n");
    c->origin = 0;
    draw_items(c, book->watermark, book->nwatermark);
    buf_c(c->b, "Q\n");
}

uint32_t write_page_content(Writer *w, const Page *page, uint32_t index, Buf *scratch)
{
    if (!w->canvas)
        w->canvas = arena_new(w->a, Canvas);
    Canvas *c = w->canvas; /* kept for its cells */
    reset_canvas(c, w, index, scratch);
    scratch->n = 0;
    if (page->nturned) { /* (x, y) of the landscape to (y, height - x) of the page */
        buf_c(c->b, "q 0 1 -1 0 ");
        put_point(c, w->book->height, 0, " cm\n");
        draw_items(c, page->items, page->nturned);
        buf_c(c->b, "Q\n");
        reset_canvas(c, w, index, scratch);
    }
    draw_items(c, page->items + page->nturned, page->nitems - page->nturned);
    draw_watermark(c);
    return out_stream(w->out, STR_NONE, buf_view(scratch), OUT_PAGE);
}

/* ---- lines of text ---- */

static Len cell_size(const Cell *cell)
{
    return cell->item->as.glyphs.size;
}

static void reserve_cells(Canvas *c, size_t more)
{
    size_t room = c->cells_room ? c->cells_room : 64;
    while (room < c->ncells + more)
        room *= 2;
    c->cells = arena_grow(c->w->a, c->cells, c->cells_room * sizeof *c->cells,
                          room * sizeof *c->cells);
    c->cells_room = room;
}

static bool is_space(Str text)
{
    return text.n > 0 && (text.p[0] == ' ' || (text.n == 3 && text.p[0] == '\xE3' &&
                                               text.p[1] == '\x80' && text.p[2] == '\x80'));
}

/* Does the glyph stand for just this text? Most are one Han of three bytes. */
static bool says_itself(const GlyphUse *use, Str text)
{
    if (!use->text || use->length != text.n)
        return false;
    if (text.n == 3)
        return use->text[0] == text.p[0] && use->text[1] == text.p[1] && use->text[2] == text.p[2];
    return memcmp(use->text, text.p, text.n) == 0;
}

static void collect_item(Canvas *c, const Item *item)
{
    const FaceUse *face = c->w->faces[font_number(item->as.glyphs.font)];
    const PlacedGlyph *g = item->as.glyphs.glyphs;
    reserve_cells(c, item->as.glyphs.count);
    for (uint32_t i = 0; i < item->as.glyphs.count; i++, g++) {
        Str text = write_glyph_text(item, i);
        if (write_hidden(item, text))
            continue;
        const GlyphUse *use = &face->glyphs[g->gid];
        Cell *cell = &c->cells[c->ncells];
        *cell = (Cell){.item = item, .use = use, .x = g->x, .dy = g->dy, .glyph = i,
                       .space = is_space(text), .later = text.n == 0,
                       .actual = item->as.glyphs.actual || !says_itself(use, text)};
        if (c->ncells++)
            cell->gap = ((int64_t)g->x - cell[-1].x) * 1000 -
                        (int64_t)cell[-1].use->width * cell_size(&cell[-1]);
    }
}

/* The glyphs of the items as cells; those that show nothing left out. */
static void collect_cells(Canvas *c, const Item *items, size_t count)
{
    c->ncells = 0;
    for (size_t k = 0; k < count; k++)
        if (items[k].as.glyphs.count)
            collect_item(c, &items[k]);
}

/* Would what stands between cell i - 1 and cell i be read as more than it is? */
static bool is_misread(const Canvas *c, size_t i)
{
    const Cell *a = &c->cells[i - 1], *b = &c->cells[i];
    int64_t gap = b->gap, size = cell_size(a);
    if (gap <= FALSE_END * size)
        return gap >= -APART * size;
    return gap >= FALSE_SPACE * size && gap <= APART * size && !a->space && !b->space;
}

/* Which cells are read wrongly beside their neighbours? Those that do not say what their text is are marked. */
static void mark_actual(Canvas *c)
{
    Cell *cells = c->cells;
    size_t misread = 0;
    for (size_t i = 1; i < c->ncells; i++) {
        if (cells[i].later)
            cells[i - 1].actual = true;
        if (is_misread(c, i)) {
            cells[i].actual = cells[i - 1].actual = true;
            misread++;
        }
    }
    for (size_t i = 0; i < c->ncells && misread > c->ncells / 3; i++)
        cells[i].actual = true; /* one span instead of many */
}

/* The gap that most neighbours have, as character spacing; 0 when it is not worth it. */
static Len common_spacing(const Canvas *c)
{
    if (c->ncells < SPACED_AT_LEAST)
        return 0;
    int64_t candidate = 0, slack = (int64_t)SLACK * cell_size(&c->cells[0]);
    int64_t votes = 0, sum = 0, count = 0;
    for (size_t i = 1; i < c->ncells; i++) { /* majority vote: Boyer and Moore */
        int64_t gap = c->cells[i].gap;
        if (votes == 0)
            candidate = gap;
        votes += llabs(gap - candidate) <= slack ? 1 : -1;
    }
    for (size_t i = 1; i < c->ncells; i++) {
        int64_t gap = c->cells[i].gap;
        if (llabs(gap - candidate) > slack)
            continue;
        sum += gap;
        count++;
    }
    if (2 * (size_t)count < c->ncells || llabs(sum) <= slack)
        return 0;
    int64_t mean = sum / count;
    return (Len)((mean + (mean < 0 ? -500 : 500)) / 1000);
}

static void set_spacing(Canvas *c, Len spacing)
{
    if (c->spacing == spacing)
        return;
    close_array(c);
    put_len(c->b, spacing);
    buf_c(c->b, " Tc\n");
    c->spacing = spacing;
}

static void set_style(Canvas *c, const Cell *cell)
{
    const Item *item = cell->item;
    const FaceUse *face = c->w->faces[font_number(item->as.glyphs.font)];
    if (c->face != face || c->size != item->as.glyphs.size) {
        close_array(c);
        buf_c(c->b, "/F");
        buf_int(c->b, face->index);
        buf_byte(c->b, ' ');
        put_len(c->b, item->as.glyphs.size);
        buf_c(c->b, " Tf\n");
        c->face = face;
        c->size = item->as.glyphs.size;
    }
    set_fill(c, item->colour);
    Len stroke = item->as.glyphs.stroke;
    if (stroke)
        set_line(c, item->colour, stroke);
    if ((c->stroke != 0) != (stroke != 0)) {
        close_array(c);
        buf_c(c->b, stroke ? "2 Tr\n" : "0 Tr\n");
    }
    c->stroke = stroke;
    if (c->rise != cell->dy) {
        close_array(c);
        put_len(c->b, cell->dy);
        buf_c(c->b, " Ts\n");
        c->rise = cell->dy;
    }
}

/* Bring the pen to the cell. */
static void set_pen(Canvas *c, const Cell *cell, Len y)
{
    int64_t distance = (int64_t)cell->x * 1000 - c->pen;
    Len size = cell_size(cell);
    if (c->line_y != y || llabs(distance) > (int64_t)JUMP * size) {
        close_array(c);
        put_point(c, cell->x - c->line_x, c->line_y - y, " Td\n");
        c->line_x = cell->x;
        c->line_y = y;
        c->pen = (int64_t)cell->x * 1000;
        return;
    }
    if (llabs(distance) <= (int64_t)SLACK * size || size == 0)
        return;
    int64_t number = -(distance + (distance < 0 ? -size / 2 : size / 2)) / size;
    if (c->string)
        buf_byte(c->b, ')');
    if (!c->array)
        buf_byte(c->b, '[');
    c->array = true;
    c->string = false;
    buf_int(c->b, number);
    c->pen -= number * size;
}

/* A byte inside (…), at p; where the next one goes. A reader would take a bare CR for a line feed. */
static char *put_byte(char *p, uint8_t byte)
{
    if (byte == '(' || byte == ')' || byte == '\\' || byte == '\r')
        *p++ = '\\';
    *p++ = byte == '\r' ? 'r' : (char)byte;
    return p;
}

static void put_code(Buf *b, uint16_t code)
{
    buf_reserve(b, 4);
    char *end = put_byte(put_byte(b->p + b->n, (uint8_t)(code >> 8)), (uint8_t)code);
    b->n = (size_t)(end - b->p);
}

static void put_cell(Canvas *c, const Cell *cell, Len y)
{
    if (c->item != cell->item || c->rise != cell->dy)
        set_style(c, cell);
    c->item = cell->item;
    set_pen(c, cell, y);
    if (!c->array)
        buf_byte(c->b, '[');
    if (!c->string)
        buf_byte(c->b, '(');
    c->array = c->string = true;
    put_code(c->b, cell->use->code);
    c->pen += (int64_t)cell->use->width * c->size + (int64_t)c->spacing * 1000;
}

/* "/Span<</ActualText(…)>>BDC" around the cells from `from` on that want it; where they end. */
static size_t open_span(Canvas *c, size_t from)
{
    size_t to = from;
    close_array(c);
    buf_c(c->b, "/Span<</ActualText(\xFE\xFF");
    for (; to < c->ncells && c->cells[to].actual; to++)
        put_units(c->b, write_glyph_text(c->cells[to].item, c->cells[to].glyph));
    buf_c(c->b, ")>>BDC\n");
    return to;
}

static void draw_line_of_text(Canvas *c, const Item *items, size_t count)
{
    collect_cells(c, items, count);
    if (c->ncells == 0)
        return;
    Len y = items[0].y;
    bool read = items[0].tag != 0; /* artifacts are not */
    if (read)
        mark_actual(c);
    if (!c->text) {
        end_mark(c);
        buf_c(c->b, "BT\n");
        c->text = true;
        c->line_x = 0;
        c->pen = 0;
        c->line_y = c->origin; /* the corner that Td starts from */
    }
    set_mark(c, items[0].tag);
    set_spacing(c, common_spacing(c));
    size_t span = 0; /* where the open span ends */
    c->item = NULL;
    for (size_t i = 0; i < c->ncells; i++) {
        bool actual = read && c->cells[i].actual;
        if (actual && i >= span)
            span = open_span(c, i);
        put_cell(c, &c->cells[i], y);
        if (actual && i + 1 == span) {
            close_array(c);
            buf_c(c->b, "EMC\n");
        }
    }
}

/* ---- columns ---- */

/* One glyph at its place, turned or narrowed. */
static void put_standing(Canvas *c, const Item *item, const FaceUse *face, const PlacedGlyph *g)
{
    const Cell cell = {.item = item, .use = &face->glyphs[g->gid]};
    set_style(c, &cell);
    if (item->as.glyphs.set == GLYPHS_TURNED) {
        buf_c(c->b, "0 -1 1 0 ");
    } else {
        put_len(c->b, item->as.glyphs.narrow ? item->as.glyphs.narrow : 1000);
        buf_c(c->b, " 0 0 1 ");
    }
    put_point(c, g->x, up(c, item->y - g->dy), " Tm(");
    put_code(c->b, cell.use->code);
    buf_c(c->b, ")Tj\n");
}

/* A column is read as one text, whatever a reader thinks of the places of its glyphs. */
static void draw_column(Canvas *c, const Item *items, size_t count)
{
    end_text(c);
    buf_c(c->b, "BT\n");
    c->text = true;
    set_mark(c, items[0].tag);
    set_spacing(c, 0);
    buf_c(c->b, "/Span<</ActualText(\xFE\xFF");
    for (size_t k = 0; k < count; k++)
        for (uint32_t i = 0; i < items[k].as.glyphs.count; i++)
            put_units(c->b, write_glyph_text(&items[k], i));
    buf_c(c->b, ")>>BDC\n");
    for (size_t k = 0; k < count; k++) {
        const FaceUse *face = c->w->faces[font_number(items[k].as.glyphs.font)];
        for (uint32_t i = 0; i < items[k].as.glyphs.count; i++)
            if (!write_hidden(&items[k], write_glyph_text(&items[k], i)))
                put_standing(c, &items[k], face, &items[k].as.glyphs.glyphs[i]);
    }
    buf_c(c->b, "EMC\n");
    end_text(c); /* the next line starts from the page's corner again */
}

/* ---- shapes and pictures ---- */

static void draw_rect(Canvas *c, const Item *item)
{
    set_fill(c, item->colour);
    put_point(c, item->x, up(c, item->y + item->height), " ");
    put_point(c, item->width, item->height, " re f\n");
}

/* A point of a line: along it, and away from it. */
static void put_wave_point(Canvas *c, const Item *item, Len along, Len away, const char *operator)
{
    if (item->height == 0)
        put_point(c, item->x + along, up(c, item->y) + away, operator);
    else
        put_point(c, item->x + away, up(c, item->y + along), operator);
}

/* A wave of half circles flattened: 书名号甲式. Amplitude and half period from the thickness. */
static void draw_wave(Canvas *c, const Item *item)
{
    Len half = 3 * item->as.line.thickness, end = item->width + item->height;
    half = half > 0 ? half : 1;
    put_wave_point(c, item, 0, 0, " m\n");
    Len sign = 1;
    for (Len at = 0; at < end; at += half, sign = -sign) {
        Len next = at + half < end ? at + half : end, step = next - at;
        put_wave_point(c, item, at + step / 3, sign * step / 2, " ");
        put_wave_point(c, item, at + step - step / 3, sign * step / 2, " ");
        put_wave_point(c, item, next, 0, " c\n");
    }
    buf_c(c->b, "S\n");
}

static void draw_line(Canvas *c, const Item *item)
{
    bool dashed = item->as.line.dashed;
    set_line(c, item->colour, item->as.line.thickness);
    if (c->dashed != dashed) {
        if (dashed) {
            buf_byte(c->b, '[');
            put_len(c->b, 4 * item->as.line.thickness);
            buf_c(c->b, "]0 d\n");
        } else {
            buf_c(c->b, "[]0 d\n");
        }
        c->dashed = dashed;
    }
    if (item->as.line.wavy && (item->height == 0) != (item->width == 0)) {
        draw_wave(c, item);
        return;
    }
    put_point(c, item->x, up(c, item->y), " m ");
    put_point(c, item->x + item->width, up(c, item->y + item->height), " l S\n");
}

static void draw_image(Canvas *c, const Item *item)
{
    assert(item->as.image.image < c->w->book->nimages);
    buf_c(c->b, "q ");
    put_len(c->b, item->width);
    buf_c(c->b, " 0 0 ");
    put_len(c->b, item->height);
    buf_byte(c->b, ' ');
    put_point(c, item->x, up(c, item->y + item->height), " cm/I");
    buf_int(c->b, item->as.image.image);
    buf_c(c->b, " Do Q\n");
}

/* A ratio with six digits behind the point. */
static void put_ratio(Buf *b, Len part, Len whole)
{
    int64_t n = (int64_t)part * 1000000 / whole;
    if (n < 0)
        buf_byte(b, '-');
    n = n < 0 ? -n : n;
    buf_printf(b, "%" PRId64 ".%06" PRId64, n / 1000000, n % 1000000);
}

static void put_path(Canvas *c, const Shape *shape)
{
    const Len *p = shape->points;
    for (size_t i = 0; i < shape->nops; i++)
        switch ((PathOp)shape->ops[i]) {
        case PATH_MOVE: put_point(c, p[0], p[1], " m\n"); p += 2; break;
        case PATH_LINE: put_point(c, p[0], p[1], " l\n"); p += 2; break;
        case PATH_CURVE:
            put_point(c, p[0], p[1], " ");
            put_point(c, p[2], p[3], " ");
            put_point(c, p[4], p[5], " c\n");
            p += 6;
            break;
        case PATH_CLOSE: buf_c(c->b, "h\n"); break;
        }
}

/* Nothing of its state outlives the picture's Q. */
static void draw_shape(Canvas *c, const Shape *shape)
{
    if (shape->filled)
        put_colour(c->b, shape->fill, false);
    if (shape->stroked) {
        put_colour(c->b, shape->stroke, true);
        put_len(c->b, shape->thickness);
        buf_c(c->b, " w[");
        if (shape->dash)
            put_len(c->b, shape->dash);
        buf_c(c->b, "]0 d\n");
    }
    put_path(c, shape);
    buf_c(c->b, shape->filled ? shape->stroked ? "B\n" : "f\n" : shape->stroked ? "S\n" : "n\n");
}

/* Shapes in the picture's own lengths, y down: the matrix turns and scales them. */
static void draw_picture(Canvas *c, const Item *item)
{
    const Picture *picture = item->as.picture.picture;
    if (picture->width <= 0 || picture->height <= 0)
        return;
    buf_c(c->b, "q ");
    put_ratio(c->b, item->width, picture->width);
    buf_c(c->b, " 0 0 ");
    put_ratio(c->b, -item->height, picture->height);
    buf_byte(c->b, ' ');
    put_point(c, item->x, up(c, item->y), " cm\n");
    for (size_t i = 0; i < picture->nshapes; i++)
        draw_shape(c, &picture->shapes[i]);
    buf_c(c->b, "Q\n");
}
