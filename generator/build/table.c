/* Numbers stand to the right, everything else to the left; blank is blank, in JSON null. */
#include "build/table.h"

#include <math.h>
#include <string.h>

#include "site/csv.h"
#include "text/unicode.h"

typedef struct Table {
    const StoreRows *rows;
    Buf out;
    Arena *arena;
} Table;

static int columns_of(Str s)
{
    int columns = 0;
    uint32_t rune;
    for (size_t i = 0; i < s.n; ) {
        size_t n = unicode_decode(s, i, &rune);
        columns += n ? unicode_columns(rune) : 1;
        i += n ? n : 1;
    }
    return columns;
}

/* One line a row: line ends inside a cell as ⏎, controls escaped. */
static Str one_line(Arena *a, Str s)
{
    Buf out = buf_in(a);
    Str rest = s, piece;
    for (bool first = true; str_split(&rest, '\n', &piece); first = false) {
        if (!first)
            buf_c(&out, "⏎");
        diag_escape(&out, piece);
    }
    return buf_view(&out);
}

static void put_padded(Buf *out, Str text, int width, bool right)
{
    int pad = width - columns_of(text);
    if (right)
        buf_printf(out, "%*s", pad > 0 ? pad : 0, "");
    buf_str(out, text);
    if (!right)
        buf_printf(out, "%*s", pad > 0 ? pad : 0, "");
}

static void print_text(Table *t)
{
    const StoreRows *rows = t->rows;
    int *widths = arena_array(t->arena, int, rows->ncolumns + 1);
    Str *cells = arena_array(t->arena, Str, rows->nrows * rows->ncolumns + 1);
    for (size_t c = 0; c < rows->ncolumns; c++)
        widths[c] = columns_of(rows->columns[c]);
    for (size_t i = 0; i < rows->nrows * rows->ncolumns; i++) {
        cells[i] = one_line(t->arena, csv_text(t->arena, &rows->cells[i]));
        int width = columns_of(cells[i]), *widest = &widths[i % rows->ncolumns];
        *widest = width > *widest ? width : *widest;
    }
    for (size_t c = 0; c < rows->ncolumns; c++) {
        put_padded(&t->out, rows->columns[c], c + 1 < rows->ncolumns ? widths[c] : 0, false);
        buf_c(&t->out, c + 1 < rows->ncolumns ? "  " : "\n");
    }
    for (size_t i = 0; i < rows->nrows * rows->ncolumns; i++) {
        size_t c = i % rows->ncolumns;
        bool last = c + 1 == rows->ncolumns, number = rows->cells[i].kind == CELL_INT || rows->cells[i].kind == CELL_REAL;
        put_padded(&t->out, cells[i], last && !number ? 0 : widths[c], number);
        buf_c(&t->out, last ? "\n" : "  ");
    }
}

static void print_csv(Table *t)
{
    const StoreRows *rows = t->rows;
    StoreCell *heads = arena_array(t->arena, StoreCell, rows->ncolumns + 1);
    for (size_t c = 0; c < rows->ncolumns; c++)
        heads[c] = (StoreCell){.kind = CELL_TEXT, .text = rows->columns[c]};
    csv_row(t->arena, &t->out, heads, rows->ncolumns);
    for (size_t r = 0; r < rows->nrows; r++)
        csv_row(t->arena, &t->out, rows->cells + r * rows->ncolumns, rows->ncolumns);
}

static void put_json_cell(Table *t, const StoreCell *cell)
{
    if (cell->kind == CELL_NULL || (cell->kind == CELL_REAL && !isfinite(cell->real)))
        buf_c(&t->out, "null"); /* JSON has no infinity */
    else if (cell->kind == CELL_TEXT)
        buf_json(&t->out, cell->text);
    else
        buf_str(&t->out, csv_text(t->arena, cell));
}

static void print_json(Table *t)
{
    const StoreRows *rows = t->rows;
    buf_c(&t->out, "[");
    for (size_t r = 0; r < rows->nrows; r++) {
        buf_c(&t->out, r ? ",\n {" : "\n {");
        for (size_t c = 0; c < rows->ncolumns; c++) {
            buf_c(&t->out, c ? "," : "");
            buf_json(&t->out, rows->columns[c]);
            buf_byte(&t->out, ':');
            put_json_cell(t, &rows->cells[r * rows->ncolumns + c]);
        }
        buf_byte(&t->out, '}');
    }
    buf_c(&t->out, "\n]\n");
}

void table_print(const StoreRows *rows, TableForm form, FILE *out)
{
    Arena *a = arena_open();
    Table t = {.rows = rows, .out = buf_in(a), .arena = a};
    if (form == TABLE_CSV)
        print_csv(&t);
    else if (form == TABLE_JSON)
        print_json(&t);
    else
        print_text(&t);
    buf_print(&t.out, out);
    arena_close(a);
}
