/* csv: see csv.h. */
#include "site/csv.h"

#include <string.h>

Str csv_text(Arena *a, const StoreCell *cell)
{
    switch (cell->kind) {
    case CELL_NULL: return STR("");
    case CELL_INT: return str_printf(a, "%lld", (long long)cell->number);
    case CELL_REAL: return str_printf(a, "%.15g", cell->real);
    case CELL_TEXT: return cell->text;
    }
    return STR_NONE;
}

static bool looks_like_formula(Str text)
{
    static const char *const starts[] = {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (str_starts(text, str_of(starts[i])))
            return true;
    return false;
}

static bool wants_quotes(Str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (strchr(",\"\r\n", text.p[i]))
            return true;
    return text.n && text.p[0] == ' ';
}

static void put_cell(Buf *out, Str text, bool guard)
{
    if (!guard && !wants_quotes(text)) {
        buf_str(out, text);
        return;
    }
    buf_c(out, guard ? "\"'" : "\"");
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"')
            buf_byte(out, '"');
        buf_byte(out, text.p[i]);
    }
    buf_byte(out, '"');
}

void csv_row(Arena *a, Buf *out, const StoreCell *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        Str text = csv_text(a, &cells[i]);
        put_cell(out, text, cells[i].kind == CELL_TEXT && looks_like_formula(text));
        if (i + 1 < n)
            buf_byte(out, ',');
    }
    buf_byte(out, '\n');
}
