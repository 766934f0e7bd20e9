/* Page numbers (7.5). */
#include <stdlib.h>

#include "check/official_imp.h"
#include "text/unicode.h"

enum {
    PLACE_SLACK = 2835, /* 1 mm */
    DASH_RISE = 380     /* Em: the stroke of a dash above the baseline */
};

/* What is below the text area. */
static const Row *folio_of(const Sheet *sheet)
{
    const Row *found = NULL;
    for (size_t i = 0; i < sheet->nrows; i++)
        if (!official_in_area(&sheet->rows[i]))
            found = &sheet->rows[i];
    return found;
}

/* The number in "— 12 —"; -1: it is written in another way. */
static int64_t number_of(Str text)
{
    int64_t number;
    bool dashes = str_starts(text, STR("—")) && str_ends(text, STR("—")) && text.n > 2 * STR("—").n;
    Str inner = dashes ? str_slice(text, STR("—").n, text.n - STR("—").n) : STR_NONE;
    return dashes && inner.p[0] != '-' && inner.p[0] != '+' && str_to_int(inner, &number) ? number : -1;
}

static void check_side(Measure *m, const Sheet *sheet, const Row *row)
{
    bool odd = sheet->number % 2, at_right = row->left > (sheet->left + sheet->right) / 2;
    if (at_right != odd) {
        official_report(m, DIAG_ERROR, "gongwen-folio", sheet->number, "页码在%s%.0s，%s%.0s居%s%.0s空一字",
                        "the page number is at the %.0s%s; on %.0s%s pages it is at the %.0s%s, a character from the edge",
                        at_right ? "右边" : "左边", at_right ? "right" : "left", odd ? "单页" : "双页", odd ? "odd" : "even",
                        odd ? "右" : "左", odd ? "right" : "left");
        return;
    }
    Len got = odd ? sheet->right - row->right : row->left - sheet->left;
    official_length(m, "gongwen-folio", sheet->number, odd ? "页码右空" : "页码左空", "the page number keeps from the edge", got,
                    OFFICIAL_SMALL, PLACE_SLACK);
}

static void check_folio(Measure *m, const Sheet *sheet, const Row *row, int64_t *last)
{
    Str quote = official_quote(m, row);
    int64_t number = number_of(row->text);
    if (number < 0)
        official_report(m, DIAG_ERROR, "gongwen-folio", sheet->number, "页码写成“%.*s”，应为“— %zu —”：半角数字，左右各一条一字线",
                        "the page number is written \"%.*s\", should be \"— %zu —\"", STR_ARG(quote), sheet->number);
    else if (number % 2 != (int64_t)(sheet->number % 2) || (*last >= 0 && number <= *last))
        official_report(m, DIAG_ERROR, "gongwen-folio", sheet->number, "页码“%.*s”与页次（第 %zu 面）的单双或顺序不合",
                        "the page number \"%.*s\" does not go with its page, %zu", STR_ARG(quote), sheet->number);
    *last = number >= 0 ? number : *last;
    if (abs(row->size - OFFICIAL_SMALL) > 300)
        official_report(m, DIAG_ERROR, "gongwen-folio", sheet->number, "页码为 %.1f 磅，应为 4 号（14 磅）",
                        "the page number has %.1f pt, should have 14", row->size / 1000.0);
    PdfFace face = pdf_font_face(row->font);
    if (face != FACE_SONG)
        official_report(m, DIAG_WARNING, "gongwen-folio", sheet->number, "页码用的是%s（%.*s），应为宋体",
                        "the page number is not set in Song%.0s (%.*s)", official_face_name(face, false),
                        STR_ARG(pdf_font_name(row->font)));
    official_length(m, "gongwen-folio", sheet->number, "版心下边缘到页码一字线", "from the text area's foot to the dashes of the page number",
                    row->baseline - len_em(DASH_RISE, row->size) - OFFICIAL_TOP - OFFICIAL_AREA_HEIGHT, OFFICIAL_FOLIO_GAP,
                    PLACE_SLACK);
    check_side(m, sheet, row);
}

/* A page without text, and the imprint's page behind it, have no numbers. */
static bool is_bare(const Sheet *sheet)
{
    for (size_t i = 0; i < sheet->nrows; i++)
        if (official_in_area(&sheet->rows[i]))
            return false;
    return sheet->page.nimages == 0 && !sheet->turned[TURN_LEFT] && !sheet->turned[TURN_RIGHT];
}

void official_folios(Measure *m)
{
    int64_t last = -1;
    for (size_t i = 0; i < m->nsheets; i++) {
        const Sheet *sheet = &m->sheets[i];
        const Row *row = folio_of(sheet);
        bool bare = is_bare(sheet), behind = i + 1 == m->nsheets && i && is_bare(sheet - 1);
        if (sheet->page.width > sheet->page.height)
            continue; /* a landscape sheet: which edge is its foot cannot be told */
        if (row && (bare || behind))
            official_report(m, DIAG_ERROR, "gongwen-folio", sheet->number, "%s%.0s不编页码", "%.0s%s has no page number",
                            bare ? "空白页" : "空白页之后的版记页", bare ? "a blank page" : "the imprint's page behind a blank one");
        else if (row)
            check_folio(m, sheet, row, &last);
        else if (!bare && !behind)
            official_report(m, DIAG_ERROR, "gongwen-folio", sheet->number, "没有页码：应在版心下边缘之下 7 mm", "there is no page number 7 mm below the text area");
    }
}
