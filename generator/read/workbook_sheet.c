/*
 * Cells of a sheet, in three steps: read as they come, filled where areas are merged, written as rows
 * of a table.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "read/encoding.h"
#include "read/workbook_imp.h"

enum { AREAS_MAX = 100000 };

typedef struct Cell {
    uint32_t row, column; /* from 0 */
    Str text;
    bool unsolved; /* a formula without the value last computed */
    size_t order;  /* of its making: merged values come last and lose against a cell's own */
} Cell;

typedef struct Area {
    uint32_t top, left, bottom, right;
} Area;

typedef struct Reading {
    const Book *book;
    Cell *cells;
    size_t ncells, cells_room;
    Area *areas;
    size_t nareas, areas_room;
    uint32_t row, column; /* of the cell at hand */
    Str type, style;
    Buf text;             /* of the element at hand */
    Str value, inline_text;
    bool formula, phonetic, takes_text;
    bool full;            /* more cells than WORKBOOK_CELLS_MAX */
} Reading;

/* ---- strings ---- */

/* _x000D_ is how characters stand that XML cannot hold (§22.9.2.19). */
static Str unescaped(Arena *a, Str s)
{
    if (str_find(s, STR("_x"), 0) == s.n)
        return str_copy(a, s);
    Buf out = buf_in(a);
    for (size_t i = 0; i < s.n; i++) {
        char digits[5] = {0}, *end;
        if (i + 6 < s.n && s.p[i] == '_' && s.p[i + 1] == 'x' && s.p[i + 6] == '_') {
            memcpy(digits, s.p + i + 2, 4);
            unsigned long rune = strtoul(digits, &end, 16);
            if (end == digits + 4 && rune && (rune < 0xD800 || rune > 0xDFFF)) {
                buf_rune(&out, (uint32_t)rune);
                i += 6;
                continue;
            }
        }
        buf_byte(&out, s.p[i]);
    }
    return buf_view(&out);
}

typedef struct StringReading {
    Arena *a;
    Strings *strings;
    Buf text;
    bool phonetic, takes_text;
} StringReading;

static void string_start(void *self, Str name, XmlAttributes attributes)
{
    (void)attributes;
    StringReading *r = self;
    if (str_equal(name, STR("si")))
        r->text.n = 0;
    r->phonetic |= str_equal(name, STR("rPh"));
    r->takes_text = !r->phonetic && str_equal(name, STR("t"));
}

static void string_text(void *self, Str text)
{
    StringReading *r = self;
    if (r->takes_text)
        buf_str(&r->text, text);
}

static void string_end(void *self, Str name)
{
    StringReading *r = self;
    r->takes_text = false;
    if (str_equal(name, STR("rPh")))
        r->phonetic = false;
    if (str_equal(name, STR("si")))
        arena_push(r->a, r->strings->items, r->strings->count, r->strings->room,
                   unescaped(r->a, buf_view(&r->text)));
}

bool workbook_strings(Arena *a, const Zip *zip, const ZipEntry *part, Strings *strings, Diag *d)
{
    StringReading r = {.a = a, .strings = strings, .text = buf_in(a)};
    return xml_read(zip, part, &(XmlCalls){string_start, string_end, string_text, &r, NULL}, d);
}

/* ---- cells ---- */

/* "D17" as row 16, column 3; false: no reference. *rest is what follows. */
static bool read_reference(Str s, uint32_t *row, uint32_t *column, Str *rest)
{
    size_t i = 0;
    uint32_t r = 0, c = 0;
    for (; i < s.n && s.p[i] >= 'A' && s.p[i] <= 'Z' && c <= WORKBOOK_COLUMNS_MAX; i++)
        c = c * 26 + (uint32_t)(s.p[i] - 'A' + 1);
    for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && r <= WORKBOOK_ROWS_MAX; i++)
        r = r * 10 + (uint32_t)(s.p[i] - '0');
    if (!r || !c || r > WORKBOOK_ROWS_MAX || c > WORKBOOK_COLUMNS_MAX)
        return false;
    *row = r - 1;
    *column = c - 1;
    *rest = str_slice(s, i, s.n);
    return true;
}

static void add_area(Reading *r, Str reference)
{
    Area area;
    Str rest;
    if (r->nareas < AREAS_MAX && read_reference(reference, &area.top, &area.left, &rest) &&
        str_starts(rest, STR(":")) &&
        read_reference(str_slice(rest, 1, rest.n), &area.bottom, &area.right, &rest) &&
        area.bottom >= area.top && area.right >= area.left)
        arena_push(r->book->a, r->areas, r->nareas, r->areas_room, area);
}

static void open_cell(Reading *r, XmlAttributes attributes)
{
    Str rest;
    Arena *a = r->book->a;
    /* a cell without a reference stands right of the one before it */
    if (!read_reference(xml_attribute(attributes, "r"), &r->row, &r->column, &rest))
        r->column++;
    r->type = str_copy(a, xml_attribute(attributes, "t"));
    r->style = str_copy(a, xml_attribute(attributes, "s"));
    r->value = r->inline_text = STR_NONE;
    r->formula = false;
}

static void sheet_start(void *self, Str name, XmlAttributes attributes)
{
    Reading *r = self;
    int64_t n;
    if (str_equal(name, STR("row"))) {
        r->row = str_to_int(xml_attribute(attributes, "r"), &n) && n > 0 && n <= WORKBOOK_ROWS_MAX
                     ? (uint32_t)n - 1 : r->row + 1;
        r->column = UINT32_MAX; /* the next one is 0 */
    } else if (str_equal(name, STR("c"))) {
        open_cell(r, attributes);
    } else if (str_equal(name, STR("mergeCell"))) {
        add_area(r, xml_attribute(attributes, "ref"));
    }
    r->formula |= str_equal(name, STR("f"));
    r->phonetic |= str_equal(name, STR("rPh"));
    r->takes_text = str_equal(name, STR("v")) || (str_equal(name, STR("t")) && !r->phonetic);
    if (str_equal(name, STR("v")) || str_equal(name, STR("is")))
        r->text.n = 0;
}

static void sheet_text(void *self, Str text)
{
    Reading *r = self;
    if (r->takes_text)
        buf_str(&r->text, text);
}

static NumberKind kind_of_style(const Reading *r)
{
    const Formats *f = &r->book->formats;
    int64_t style;
    return str_to_int(r->style, &style) && style >= 0 && (uint64_t)style < f->count
               ? (NumberKind)f->kinds[style] : NUMBER_PLAIN;
}

static Str cell_text(const Reading *r)
{
    Arena *a = r->book->a;
    int64_t index;
    if (str_equal(r->type, STR("s")))
        return str_to_int(r->value, &index) && index >= 0 &&
                       (uint64_t)index < r->book->strings.count
                   ? r->book->strings.items[index] : STR_NONE;
    if (str_equal(r->type, STR("inlineStr")))
        return r->inline_text;
    if (str_equal(r->type, STR("str")) || str_equal(r->type, STR("e")))
        return unescaped(a, r->value);
    if (str_equal(r->type, STR("b")))
        return str_equal(r->value, STR("1")) ? STR("TRUE") : STR("FALSE");
    if (str_equal(r->type, STR("d"))) /* 2025-09-03T00:00:00 */
        return str_slice(r->value, 0, str_find(r->value, STR("T00:00:00"), 0));
    return workbook_number(a, r->value, kind_of_style(r), r->book->formats.from_1904);
}

static void close_cell(Reading *r)
{
    Cell cell = {r->row, r->column, STR_NONE, false, r->ncells};
    if (r->value.n || r->inline_text.n)
        cell.text = cell_text(r);
    cell.unsolved = r->formula && !r->value.n && !str_equal(r->type, STR("e")) && !str_equal(r->type, STR("str"));
    r->full |= r->ncells >= WORKBOOK_CELLS_MAX;
    if ((cell.text.n || cell.unsolved) && r->column < WORKBOOK_COLUMNS_MAX && !r->full)
        arena_push(r->book->a, r->cells, r->ncells, r->cells_room, cell);
}

static void sheet_end(void *self, Str name)
{
    Reading *r = self;
    Arena *a = r->book->a;
    r->takes_text = false;
    if (str_equal(name, STR("rPh")))
        r->phonetic = false;
    else if (str_equal(name, STR("v")))
        r->value = str_copy(a, buf_view(&r->text));
    else if (str_equal(name, STR("is")))
        r->inline_text = unescaped(a, buf_view(&r->text));
    else if (str_equal(name, STR("c")))
        close_cell(r);
}

/* ---- merged areas ---- */

static int by_place(const void *left, const void *right)
{
    const Cell *a = left, *b = right;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    if (a->column != b->column)
        return a->column < b->column ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

static Str value_at(const Reading *r, uint32_t row, uint32_t column)
{
    Cell wanted = {.row = row, .column = column};
    size_t low = 0, high = r->ncells;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (by_place(&r->cells[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < r->ncells && r->cells[low].row == row && r->cells[low].column == column;
    return found ? r->cells[low].text : STR_NONE;
}

/* Each cell of an area, as far as the sheet is used, gets the value of its first. */
static void fill_areas(Reading *r, uint32_t rows, uint32_t columns)
{
    size_t own = r->ncells;
    for (size_t i = 0; i < r->nareas && !r->full; i++) {
        const Area *area = &r->areas[i];
        size_t all = r->ncells;
        r->ncells = own; /* what is in order */
        Str value = value_at(r, area->top, area->left);
        r->ncells = all;
        for (uint32_t row = area->top; value.n && row <= area->bottom && row < rows; row++)
            for (uint32_t c = area->left; c <= area->right && c < columns && !r->full; c++) {
                Cell cell = {row, c, value, false, r->ncells};
                r->full = r->ncells >= WORKBOOK_CELLS_MAX;
                if (!r->full)
                    arena_push(r->book->a, r->cells, r->ncells, r->cells_room, cell);
            }
    }
    if (r->ncells > own)
        qsort(r->cells, r->ncells, sizeof *r->cells, by_place);
}

/* ---- rows of a table ---- */

static void put_cell(Buf *out, Str text)
{
    bool quoted = false;
    for (size_t i = 0; i < text.n && !quoted; i++)
        quoted = text.p[i] && strchr(",;\t\"\r\n", text.p[i]) != NULL;
    if (!quoted) {
        buf_str(out, text);
        return;
    }
    buf_byte(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"')
            buf_byte(out, '"');
        buf_byte(out, text.p[i]);
    }
    buf_byte(out, '"');
}

/* Where formulas without a value stand, as offsets in the text. */
typedef struct Unsolved {
    size_t *items;
    size_t count, room;
} Unsolved;

static void report_unsolved(const Source *source, const Unsolved *unsolved, Diag *d)
{
    for (size_t i = 0; i < unsolved->count; i++) {
        diag_warn(d, "cell-no-value", source_pos(source, unsolved->items[i]), "这个公式还没有算出结果，按空格处理",
                  "this formula has no value yet; taken as blank");
        diag_hint(d, "用 WPS 或 Excel 打开一次再保存", "open and save the file once in WPS or Excel");
    }
}

/* Cells in order as text; line n is row n, its start in starts. false: too long. */
static bool put_rows(const Reading *r, uint32_t rows, uint32_t columns, Buf *out, uint32_t *starts,
                     Unsolved *unsolved)
{
    size_t at = 0;
    for (uint32_t row = 0; row < rows && out->n < WORKBOOK_TEXT_MAX; row++) {
        starts[row] = (uint32_t)out->n;
        bool used = at < r->ncells && r->cells[at].row == row;
        for (uint32_t column = 0; used && column < columns; column++) {
            if (column)
                buf_byte(out, ',');
            if (at == r->ncells || r->cells[at].row != row || r->cells[at].column != column)
                continue;
            const Cell *cell = &r->cells[at];
            if (cell->unsolved)
                arena_push(r->book->a, unsolved->items, unsolved->count, unsolved->room, out->n);
            put_cell(out, cell->text);
            while (at < r->ncells && r->cells[at].row == row && r->cells[at].column == column)
                at++;
        }
        buf_byte(out, '\n');
    }
    return out->n < WORKBOOK_TEXT_MAX;
}

static const Source *too_much(const Book *book, Diag *d)
{
    diag_error(d, "workbook", book->zip->file, "工作表太大，最多 %d 个有内容的格", "the sheet is too large: at most %d cells with content",
               WORKBOOK_CELLS_MAX);
    diag_hint(d, "按年度或按类别拆成几个文件", "part it into several files");
    return NULL;
}

const Source *workbook_sheet(const Book *book, const ZipEntry *part, Diag *d)
{
    Reading r = {.book = book, .text = buf_in(book->a), .row = UINT32_MAX};
    XmlCalls calls = {sheet_start, sheet_end, sheet_text, &r, &r.full};
    if (!xml_read(book->zip, part, &calls, d))
        return NULL;
    if (r.ncells)
        qsort(r.cells, r.ncells, sizeof *r.cells, by_place);
    uint32_t rows = r.ncells ? r.cells[r.ncells - 1].row + 1 : 0, columns = 0;
    for (size_t i = 0; i < r.ncells; i++)
        columns = r.cells[i].column >= columns ? r.cells[i].column + 1 : columns;
    fill_areas(&r, rows, columns);
    Buf out = buf_in(book->a);
    uint32_t *starts = arena_array(book->a, uint32_t, (size_t)rows + 1);
    Unsolved unsolved = {0};
    if (r.full || !put_rows(&r, rows, columns, &out, starts, &unsolved))
        return too_much(book, d);
    starts[rows] = (uint32_t)out.n;
    Source *made = arena_new(book->a, Source);
    *made = (Source){book->path, buf_view(&out), starts, rows ? rows : 1, true, book->sheet};
    const Source *source = encoding_settle(book->a, made, d);
    if (source)
        report_unsolved(source, &unsolved, d);
    return source;
}
