/*
 * chart_text: names and numbers cut, broken and placed so that they keep apart.
 */
#include <assert.h>

#include "draw/chart_imp.h"
#include "text/linebreak.h"

/* A name by characters: where each starts, where lines may break, how far it reaches. */
typedef struct Name {
    Str text;
    size_t count;
    uint32_t starts[CHART_NAME + 1];
    uint8_t breaks[CHART_NAME + 1];
    Len ends[CHART_NAME + 1]; /* width of the characters before */
} Name;

Len chart_text_width(const Chart *c, Str s)
{
    return picture_text_width(s, c->text);
}

Len chart_leading(const Chart *c)
{
    return len_em(1200, c->text);
}

Len chart_label_height(const Chart *c, size_t lines)
{
    return lines ? c->text + (Len)(lines - 1) * chart_leading(c) : 0;
}

static void read_name(const Chart *c, Str s, Name *name)
{
    uint8_t units[CHART_NAME];
    size_t at = 0;
    *name = (Name){.text = s};
    while (at < s.n && name->count < CHART_NAME) {
        uint32_t rune;
        size_t length = unicode_decode(s, at, &rune);
        units[name->count] = linebreak_unit(rune);
        name->starts[name->count] = (uint32_t)at;
        at += length;
        name->ends[++name->count] = picture_text_width(str_slice(s, 0, at), c->text);
    }
    name->starts[name->count] = (uint32_t)at;
    linebreak_find(units, name->count, name->breaks);
}

static Str name_part(const Name *name, size_t from, size_t to)
{
    return str_slice(name->text, name->starts[from], name->starts[to]);
}

Str chart_shorten(const Chart *c, Str s, Len width)
{
    if (chart_text_width(c, s) <= width)
        return s;
    Name name;
    read_name(c, s, &name);
    size_t n = name.count;
    while (n > 0 && name.ends[n] + c->text > width)
        n--;
    Str kept = str_trim(name_part(&name, 0, n));
    return str_printf(c->a, "%.*s…", STR_ARG(kept));
}

/* The end of the line that starts at from: the last break that fits, else by force. */
static size_t line_end(const Name *name, size_t from, Len width, bool *forced)
{
    size_t fits = from, good = from;
    for (size_t i = from + 1; i <= name->count; i++) {
        if (name->ends[i] - name->ends[from] > width)
            break;
        fits = i;
        if (i == name->count || name->breaks[i] != LINEBREAK_NO)
            good = i;
    }
    if (good > from)
        return good;
    *forced = true;
    return fits > from ? fits : from + 1;
}

static Label break_name(const Chart *c, const Name *name, Len width, size_t most)
{
    Label label = {0};
    for (size_t from = 0; from < name->count && label.count < most;) {
        size_t end = line_end(name, from, width, &label.cut);
        if (label.count + 1 == most && end < name->count) {
            label.cut = true;
            end = name->count;
        }
        Str line = str_trim(name_part(name, from, end));
        label.lines[label.count++] = label.cut ? chart_shorten(c, line, width) : line;
        from = end;
    }
    for (size_t i = 0; i < label.count; i++) {
        Len w = chart_text_width(c, label.lines[i]);
        label.width = w > label.width ? w : label.width;
    }
    return label;
}

Label chart_wrap(const Chart *c, Str s, Len width, size_t most)
{
    assert(most >= 1 && most <= CHART_LINES);
    Name name;
    read_name(c, s, &name);
    Label best = break_name(c, &name, width, most);
    /* the narrowest measure that needs no more lines breaks them most evenly */
    for (Len w = width - c->text / 2; best.count > 1 && !best.cut &&
         w > c->text; w -= c->text / 2) {
        Label next = break_name(c, &name, w, best.count);
        if (next.cut || next.width > w)
            break;
        best = next;
    }
    return best;
}

/* ---- placing ---- */

static PictureText text_at(const Chart *c, Len x, Len y, Str s, Anchor anchor, uint32_t colour)
{
    return (PictureText){.x = x, .y = y + len_em(380, c->text), .text = s, .role = c->spec->role,
                         .size = c->text, .colour = colour, .anchor = anchor};
}

void chart_put(Chart *c, Len x, Len y, Str s, Anchor anchor, uint32_t colour)
{
    if (s.n)
        picture_text(c->p, text_at(c, x, y, s, anchor, colour));
}

static bool is_free(const Chart *c, const PictureText *text)
{
    PictureBox box = picture_text_box(text);
    if (box.x < 0 || box.x + box.width > c->width || box.y < 0)
        return false;
    for (size_t i = 0; i < c->p->ntexts; i++)
        if (picture_boxes_meet(box, picture_text_box(&c->p->texts[i])))
            return false;
    return true;
}

bool chart_try(Chart *c, Len x, Len y, Str s, Anchor anchor, uint32_t colour)
{
    PictureText text = text_at(c, x, y, s, anchor, colour);
    if (!s.n || !is_free(c, &text))
        return false;
    picture_text(c->p, text);
    return true;
}

bool chart_try_label(Chart *c, Len x, Len top, const Label *label, Anchor anchor, uint32_t colour)
{
    for (size_t i = 0; i < label->count; i++) {
        Len y = top + c->text / 2 + (Len)i * chart_leading(c);
        PictureText text = text_at(c, x, y, label->lines[i], anchor, colour);
        if (!is_free(c, &text))
            return false;
    }
    chart_put_label(c, x, top, label, anchor, colour);
    return true;
}

void chart_put_label(Chart *c, Len x, Len top, const Label *label, Anchor anchor, uint32_t colour)
{
    for (size_t i = 0; i < label->count; i++)
        chart_put(c, x, top + c->text / 2 + (Len)i * chart_leading(c), label->lines[i], anchor,
                  colour);
}

PictureBox chart_text_box(const Chart *c, Len x, Len y, Str s, Anchor anchor)
{
    PictureText text = text_at(c, x, y, s, anchor, CHART_INK);
    return picture_text_box(&text);
}

void chart_put_clear(Chart *c, Len x, Len y, Str s, Anchor anchor, uint32_t colour)
{
    PictureBox box = chart_text_box(c, x, y, s, anchor);
    Len pad = c->text / 10;
    picture_rect(c->p, box.x - pad, box.y, box.width + 2 * pad, box.height,
                 (Paint){.filled = true, .fill = CHART_PAPER});
    chart_put(c, x, y, s, anchor, colour);
}

bool chart_try_clear(Chart *c, Len x, Len y, Str s, Anchor anchor, uint32_t colour)
{
    PictureText text = text_at(c, x, y, s, anchor, colour);
    if (!s.n || !is_free(c, &text))
        return false;
    chart_put_clear(c, x, y, s, anchor, colour);
    return true;
}

/* The text nearest from x on that a level line would run through: its box, padded. */
static bool text_ahead(const Chart *c, Len x, Len y, PictureBox *found)
{
    Len pad = len_em(200, c->text);
    bool any = false;
    for (size_t i = 0; i < c->p->ntexts; i++) {
        PictureBox box = picture_text_box(&c->p->texts[i]);
        box.x -= pad;
        box.width += 2 * pad;
        if (box.y > y || box.y + box.height < y || box.x + box.width <= x)
            continue;
        if (!any || box.x < found->x)
            *found = box;
        any = true;
    }
    return any;
}

void chart_level(Chart *c, Len x, Len end, Len y, Paint paint)
{
    PictureBox box;
    while (x < end) {
        bool text = text_ahead(c, x, y, &box);
        Len stop = text && box.x < end ? box.x : end;
        if (stop > x)
            picture_line(c->p, x, y, stop, y, paint);
        if (!text)
            return;
        x = box.x + box.width;
    }
}

static bool counts_up(Str name)
{
    static const char *const ends[] = {"年", "月", "日", "周", "季度", "学期", "学年", "期"};
    for (size_t i = 0; i < name.n; i++)
        if (name.p[i] >= '0' && name.p[i] <= '9')
            return true;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (str_ends(name, str_of(ends[i])))
            return true;
    return false;
}

bool chart_sequence(const ChartSpec *spec)
{
    for (size_t i = 0; i < spec->ncategories; i++)
        if (!counts_up(spec->categories[i]))
            return false;
    return spec->ncategories > 1;
}
