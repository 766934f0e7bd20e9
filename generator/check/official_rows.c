/* Characters into rows, and what is common to all pages. */
#include <stdlib.h>
#include <string.h>

#include "check/official_imp.h"
#include "text/unicode.h"

enum {
    SAME_LINE = 2000,    /* Len: baselines nearer than this are one row */
    SAME_EDGE = 850,     /* 0.3 mm: rows that begin or end together */
    SAMPLES_MOST = 20000,
    SIZE_SLACK = 300     /* Len: sizes that are the same */
};

/* ---- rows ---- */

static int by_place(const void *left, const void *right)
{
    const PdfChar *a = left, *b = right;
    if (a->y != b->y)
        return a->y < b->y ? -1 : 1;
    return (a->x > b->x) - (a->x < b->x);
}

static int by_x(const void *left, const void *right)
{
    const PdfChar *a = left, *b = right;
    return (a->x > b->x) - (a->x < b->x);
}

static bool is_blank(uint32_t rune)
{
    return rune == ' ' || rune == 0xA0 || rune == 0x3000 || rune == '\t' || rune == '\r' || rune == '\n' ||
           (rune >= 0x2000 && rune <= 0x200B);
}

static bool official_is_red(uint32_t colour)
{
    uint32_t r = colour >> 16, g = colour >> 8 & 0xFF, b = colour & 0xFF;
    return r > 160 && g < 100 && b < 100;
}

static void measure_row(Row *row)
{
    size_t best = 0, red = 0;
    for (size_t i = 0; i < row->count; i++) {
        const PdfChar *c = &row->chars[i];
        size_t same = 0;
        for (size_t k = 0; k < row->count && k < 64; k++)
            same += row->chars[k].font == c->font && abs(row->chars[k].size - c->size) <= SIZE_SLACK;
        if (same > best && i < 64) {
            best = same;
            row->font = c->font;
            row->size = c->size;
        }
        Len end = c->x + c->width;
        row->left = i && row->left < c->x ? row->left : c->x;
        row->right = i && row->right > end ? row->right : end;
        red += official_is_red(c->colour);
    }
    row->red = red > row->count / 2;
    row->baseline = row->chars[0].y;
    row->top = row->baseline - len_em(pdf_font_ascent(row->font), row->size);
    row->foot = row->top + row->size;
    row->first = row->chars[0].rune;
    row->last = row->chars[row->count - 1].rune;
}

static void add_row(Measure *m, Sheet *sheet, PdfChar *chars, size_t count)
{
    Buf text = buf_in(m->a);
    Row row = {.chars = chars, .count = count};
    qsort(chars, count, sizeof *chars, by_x);
    for (size_t i = 0; i < count; i++)
        buf_rune(&text, chars[i].rune ? chars[i].rune : 0xFFFD);
    row.text = buf_view(&text);
    measure_row(&row);
    arena_push(m->a, sheet->rows, sheet->nrows, sheet->rows_room, row);
}

void official_rows(Measure *m, Sheet *sheet)
{
    PdfChar *chars = sheet->page.chars;
    size_t n = 0;
    for (size_t i = 0; i < sheet->page.nchars; i++) {
        if (is_blank(chars[i].rune) || chars[i].size <= 0)
            continue;
        sheet->turned[chars[i].turn]++;
        if (chars[i].turn == TURN_NONE)
            chars[n++] = chars[i];
    }
    if (n)
        qsort(chars, n, sizeof *chars, by_place);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && chars[end].y - chars[i].y <= SAME_LINE;)
            end++;
        add_row(m, sheet, chars + i, end - i);
    }
}

bool official_in_area(const Row *row)
{
    return row->top < OFFICIAL_TOP + OFFICIAL_AREA_HEIGHT + LEN_MM(1);
}

bool official_is_body(const Measure *m, const Row *row)
{
    return !row->red && abs(row->size - m->size) <= SIZE_SLACK && official_in_area(row);
}

/* ---- words for messages ---- */

const char *official_face_name(PdfFace face, bool english)
{
    static const char *const zh[] = {"其他字体", "宋体", "仿宋", "黑体", "楷体", "小标宋"};
    static const char *const en[] = {"another face", "Song", "Fangsong", "Hei", "Kai", "Xiaobiaosong"};
    return english ? en[face] : zh[face];
}

Str official_quote(const Measure *m, const Row *row)
{
    size_t at = 0;
    uint32_t rune;
    for (int i = 0; i < 14 && at < row->text.n; i++)
        at += unicode_decode(row->text, at, &rune);
    return at < row->text.n ? str_printf(m->a, "%.*s…", STR_ARG(str_slice(row->text, 0, at))) : row->text;
}

/* ---- reading ---- */

/* Digits at *at, at most n of them; how many. */
static size_t digits(Str text, size_t *at, size_t n)
{
    size_t from = *at;
    while (*at < text.n && *at - from < n && unicode_is_ascii_digit((unsigned char)text.p[*at]))
        ++*at;
    return *at - from;
}

static bool word(Str text, size_t *at, Str wanted)
{
    if (!str_starts(str_slice(text, *at, text.n), wanted))
        return false;
    *at += wanted.n;
    return true;
}

bool official_date(Str text, bool *zero)
{
    size_t at = 0, month, day;
    if (digits(text, &at, 4) != 4 || !word(text, &at, STR("年")))
        return false;
    month = at;
    if (!digits(text, &at, 2) || !word(text, &at, STR("月")))
        return false;
    day = at;
    if (!digits(text, &at, 2) || !word(text, &at, STR("日")) || at != text.n)
        return false;
    *zero = text.p[month] == '0' || text.p[day] == '0';
    return true;
}

size_t official_rules(const Sheet *sheet, bool red, PdfRule *rules, size_t room)
{
    size_t n = 0;
    for (size_t i = 0; i < sheet->page.nrules; i++) {
        PdfRule rule = sheet->page.rules[i];
        if (rule.width < LEN_MM(120) || rule.height > LEN_MM(2) || official_is_red(rule.colour) != red)
            continue;
        size_t at = n < room ? n++ : room - 1;
        for (; at > 0 && rules[at - 1].y > rule.y; at--)
            rules[at] = rules[at - 1];
        rules[at] = rule;
    }
    return n;
}

/* ---- the survey ---- */

typedef struct Samples {
    Len items[SAMPLES_MOST];
    size_t count;
} Samples;

static void sample(Samples *s, Len value)
{
    if (s->count < SAMPLES_MOST)
        s->items[s->count++] = value;
}

static int by_length(const void *left, const void *right)
{
    Len a = *(const Len *)left, b = *(const Len *)right;
    return (a > b) - (a < b);
}

/* The value that `hundredths` of the samples lie below; 0 when there are none. */
static Len quantile(Samples *s, size_t hundredths)
{
    if (!s->count)
        return 0;
    qsort(s->items, s->count, sizeof *s->items, by_length);
    return s->items[(s->count - 1) * hundredths / 100];
}

/* Running text fills its line, the cells of a table leave gaps in theirs. */
static bool is_running(const Row *row)
{
    Len filled = 0, width = row->right - row->left;
    for (size_t i = 0; i < row->count; i++)
        filled += row->chars[i].width;
    return width > OFFICIAL_AREA_WIDTH / 2 && (int64_t)filled * 10 >= (int64_t)width * 9;
}

/* The size of most of the text that is not red: a report may have more in its tables than in sentences. Only where
 * nothing runs, as on forms, all of it counts. */
static void survey_size(Measure *m)
{
    enum { SIZES = 1000 };             /* by tenths of a point */
    size_t counts[2][SIZES] = {{0}}, best = 160, n = 0;
    for (size_t i = 0; i < m->nsheets; i++)
        for (size_t k = 0; k < m->sheets[i].nrows; k++) {
            const Row *row = &m->sheets[i].rows[k];
            size_t tenth = (size_t)(row->size + 50) / 100;
            if (row->red || tenth >= SIZES)
                continue;
            counts[0][tenth] += row->count;
            counts[1][tenth] += is_running(row) ? row->count : 0;
        }
    for (size_t i = 0; i < SIZES; i++)
        n += counts[1][i];
    for (size_t i = 0; i < SIZES; i++)
        best = counts[n > 0][i] > counts[n > 0][best] ? i : best;
    m->size = (Len)best * 100;
}

static void survey_face(Measure *m)
{
    size_t counts[FACE_TITLE + 1] = {0};
    m->face = FACE_OTHER;
    for (size_t i = 0; i < m->nsheets; i++)
        for (size_t k = 0; k < m->sheets[i].nrows; k++)
            if (official_is_body(m, &m->sheets[i].rows[k]))
                counts[pdf_font_face(m->sheets[i].rows[k].font)] += m->sheets[i].rows[k].count;
    for (int i = 0; i <= FACE_TITLE; i++)
        m->face = counts[i] > counts[m->face] ? (PdfFace)i : m->face;
}

/* Between the baselines of body rows that follow each other, and between Han side by side. */
static void survey_pitch(Measure *m, Samples *s)
{
    s->count = 0;
    for (size_t i = 0; i < m->nsheets; i++)
        for (size_t k = 1; k < m->sheets[i].nrows; k++) {
            const Row *row = &m->sheets[i].rows[k];
            if (official_is_body(m, row) && official_is_body(m, row - 1))
                sample(s, row->baseline - row[-1].baseline);
        }
    m->pitch = s->count > 2 ? quantile(s, 50) : 0;
    s->count = 0;
    for (size_t i = 0; i < m->nsheets; i++)
        for (size_t k = 0; k < m->sheets[i].nrows; k++) {
            const Row *row = &m->sheets[i].rows[k];
            for (size_t n = 1; n < row->count && official_is_body(m, row); n++)
                if (unicode_is_han(row->chars[n].rune) && unicode_is_han(row->chars[n - 1].rune))
                    sample(s, row->chars[n].x - row->chars[n - 1].x);
        }
    m->cell = quantile(s, 20); /* lines that are spread out have larger ones */
}

static bool is_open(uint32_t rune)
{
    Punct punct = unicode_punct(rune);
    return punct == PUNCT_OPEN || punct == PUNCT_QUOTE_OPEN;
}

/* What stands at the edge of a row is blank on its outer side. */
static bool is_blank_at_end(uint32_t rune)
{
    Punct punct = unicode_punct(rune);
    return punct == PUNCT_CLOSE || punct == PUNCT_QUOTE_CLOSE || punct == PUNCT_COMMA || punct == PUNCT_STOP;
}

/* The outermost edge at which at least two rows of this side begin (or end); 0 when there is none. */
static Len survey_edge(const Measure *m, Samples *s, size_t side, bool right)
{
    s->count = 0;
    for (size_t i = 0; i < m->nsheets; i++)
        for (size_t k = 0; i % 2 == side && k < m->sheets[i].nrows; k++) {
            const Row *row = &m->sheets[i].rows[k];
            if (official_is_body(m, row) && !(right ? is_blank_at_end(row->last) : is_open(row->first)))
                sample(s, right ? -row->right : row->left);
        }
    quantile(s, 0);
    for (size_t i = 1; i < s->count; i++)
        if (s->items[i] - s->items[i - 1] <= SAME_EDGE)
            return right ? -s->items[i - 1] : s->items[i - 1];
    return 0;
}

void official_survey(Measure *m)
{
    Samples *s = arena_new(m->a, Samples);
    survey_size(m);
    survey_face(m);
    survey_pitch(m, s);
    for (size_t side = 0; side < 2; side++) {
        Len left = survey_edge(m, s, side, false), right = survey_edge(m, s, side, true);
        for (size_t i = side; i < m->nsheets; i += 2) {
            Len wanted = side ? OFFICIAL_WIDTH - OFFICIAL_INNER - OFFICIAL_AREA_WIDTH : OFFICIAL_INNER;
            bool indented = left > wanted + OFFICIAL_CELL && left < wanted + 3 * OFFICIAL_CELL;
            m->sheets[i].left = left && !indented ? left : wanted;
            bool full = right > m->sheets[i].left + OFFICIAL_AREA_WIDTH / 2;
            m->sheets[i].right = full ? right : m->sheets[i].left + OFFICIAL_AREA_WIDTH;
        }
    }
}
