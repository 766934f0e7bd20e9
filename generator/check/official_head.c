/* The first page: issuer, number, red rule, title, addressee (7.2, 7.3.1, 7.3.2). */
#include <stdlib.h>
#include <string.h>

#include "check/official_imp.h"
#include "text/unicode.h"

enum {
    MIDDLE_SLACK = 2835, /* 1 mm */
    PLACE_SLACK = 1417,  /* 0.5 mm */
    TITLE_ROWS = 12
};

static const Row *row_above(const Sheet *sheet, Len y, bool red)
{
    const Row *found = NULL;
    for (size_t i = 0; i < sheet->nrows; i++)
        if (sheet->rows[i].foot <= y + PLACE_SLACK && sheet->rows[i].red == red)
            found = &sheet->rows[i];
    return found;
}

static void check_middle(Measure *m, const Sheet *sheet, const char *code, const Row *row)
{
    Len off = (row->left + row->right - sheet->left - sheet->right) / 2;
    if (abs(off) > MIDDLE_SLACK)
        official_report(m, DIAG_ERROR, code, sheet->number, "“%.*s”应居中，偏%s %.1f mm",
                        "\"%.*s\" should be in the middle%.0s, it is off by %.1f mm", STR_ARG(official_quote(m, row)),
                        off > 0 ? "右" : "左", official_mm(abs(off)));
}

/* ---- number ---- */

/* Where the four digits of the year stand; text.n: nowhere. */
static size_t year_at(Str text)
{
    for (size_t i = 0; i + 4 <= text.n; i++) {
        size_t n = 0;
        while (i + n < text.n && unicode_is_ascii_digit((unsigned char)text.p[i + n]))
            n++;
        if (n == 4 && (text.p[i] == '1' || text.p[i] == '2'))
            return i;
        i += n;
    }
    return text.n;
}

static bool is_number_row(Str text)
{
    return str_find(text, STR("号"), 0) < text.n && year_at(text) < text.n;
}

/* 7.2.5: the year whole and in 〔〕, no leading zero, no 第. */
static void check_number(Measure *m, const Sheet *sheet, const Row *row)
{
    Str text = row->text, quote = official_quote(m, row);
    size_t at = year_at(text);
    if (at == text.n) {
        official_report(m, DIAG_ERROR, "gongwen-head", sheet->number, "发文字号“%.*s”里没有四位的年份",
                        "the number \"%.*s\" has no year of four digits", STR_ARG(quote));
        return;
    }
    Str before = str_slice(text, 0, at), behind = str_slice(text, at + 4, text.n);
    if (!str_ends(before, STR("〔")) || !str_starts(behind, STR("〕"))) {
        official_report(m, DIAG_ERROR, "gongwen-head", sheet->number, "发文字号“%.*s”的年份应括在六角括号〔〕里",
                        "the year in \"%.*s\" should be in brackets 〔〕 (U+3014, U+3015)", STR_ARG(quote));
        return;
    }
    behind = str_slice(behind, STR("〕").n, behind.n);
    if (str_starts(behind, STR("0")) || str_starts(behind, STR("第")))
        official_report(m, DIAG_ERROR, "gongwen-head", sheet->number, "发文字号“%.*s”的序号前不加“第”，不编虚位（1 不写成 01）",
                        "the number in \"%.*s\" has neither 第 nor a leading zero", STR_ARG(quote));
}

/* ---- red head ---- */

static void check_mark(Measure *m, const Sheet *sheet, const Row *first)
{
    official_length(m, "gongwen-head", sheet->number, "发文机关标志上边缘到版心上边缘",
                    "from the text area's head to the issuer's name", first->top - OFFICIAL_TOP, OFFICIAL_MARK_TOP,
                    PLACE_SLACK);
    PdfFace face = pdf_font_face(first->font);
    if (face != FACE_TITLE)
        official_report(m, DIAG_WARNING, "gongwen-head", sheet->number, "发文机关标志用的是%s（%.*s），推荐小标宋",
                        "the issuer's name is set in another face%.0s (%.*s); Xiaobiaosong is recommended", official_face_name(face, false),
                        STR_ARG(pdf_font_name(first->font)));
}

static void check_rule(Measure *m, const Sheet *sheet, const PdfRule *rule, const Row *number)
{
    official_length(m, "gongwen-head", sheet->number, "红色分隔线长", "the red rule is", rule->width, OFFICIAL_AREA_WIDTH,
                    PLACE_SLACK);
    official_length(m, "gongwen-head", sheet->number, "红色分隔线左端到纸边", "from the paper's edge to the red rule", rule->x,
                    sheet->left, MIDDLE_SLACK);
    if (number)
        official_length(m, "gongwen-head", sheet->number, "发文字号到红色分隔线", "from the number to the red rule",
                        rule->y - number->foot, OFFICIAL_RULE_GAP, PLACE_SLACK);
}

/* Issuer, number and rule; returns the foot of the head, 0 when the document has none. */
static Len check_red_head(Measure *m, const Sheet *sheet)
{
    PdfRule rules[8];
    const Row *mark = NULL, *number = NULL;
    size_t nrules = official_rules(sheet, true, rules, 8);
    for (size_t i = sheet->nrows; i-- > 0;)
        if (sheet->rows[i].red)
            mark = &sheet->rows[i];
    if (nrules)
        number = row_above(sheet, rules[0].y, false);
    for (size_t i = 0; i < sheet->nrows && !number; i++)
        if (mark && sheet->rows[i].top > mark->top && is_number_row(sheet->rows[i].text))
            number = &sheet->rows[i];
    if (mark)
        check_mark(m, sheet, mark);
    if (mark && !nrules)
        official_report(m, DIAG_ERROR, "gongwen-head", sheet->number, "没有红色分隔线：应在发文字号之下 4 mm，与版心等宽",
                        "there is no red rule: 4 mm below the number, as wide as the text area");
    if (nrules)
        check_rule(m, sheet, &rules[0], number);
    if (number) {
        check_number(m, sheet, number);
        if (str_find(number->text, STR("签发人"), 0) == number->text.n)
            check_middle(m, sheet, "gongwen-head", number);
    } else if (mark || nrules) {
        official_report(m, DIAG_ERROR, "gongwen-head", sheet->number, "版头里没有发文字号", "the head has no number");
    }
    return nrules ? rules[0].y + rules[0].height : number ? number->foot : 0;
}

/* ---- title ---- */

static size_t title_rows(const Measure *m, const Sheet *sheet, Len from, const Row **rows)
{
    size_t n = 0;
    for (size_t i = 0; i < sheet->nrows && n < TITLE_ROWS; i++) {
        const Row *row = &sheet->rows[i];
        if (row->top >= from - PLACE_SLACK && !row->red && row->size > m->size + LEN_PT(2))
            rows[n++] = row;
        else if (n)
            break;
    }
    return n;
}

/* 7.3.1: lines make a trapezoid or a diamond, not a rectangle or an hourglass. */
static void check_shape(Measure *m, const Sheet *sheet, const Row *const *rows, size_t n)
{
    bool rectangle = n > 1, hourglass = false;
    for (size_t i = 1; i < n; i++)
        rectangle &= abs((rows[i]->right - rows[i]->left) - (rows[i - 1]->right - rows[i - 1]->left)) < LEN_PT(6);
    for (size_t i = 1; i + 1 < n; i++) {
        Len here = rows[i]->right - rows[i]->left;
        hourglass |= here < rows[i - 1]->right - rows[i - 1]->left && here < rows[i + 1]->right - rows[i + 1]->left;
    }
    if (rectangle || hourglass)
        official_report(m, DIAG_WARNING, "gongwen-title", sheet->number, "标题各行%s，应排成梯形或菱形",
                        "the lines of the title should make a trapezoid or a diamond%.0s",
                        rectangle ? "一样长" : "两头长中间短");
}

static void check_title(Measure *m, const Sheet *sheet, Len head_foot)
{
    const Row *rows[TITLE_ROWS];
    size_t n = title_rows(m, sheet, head_foot, rows);
    if (!n) {
        official_report(m, DIAG_ERROR, "gongwen-title", sheet->number, "没有找到 2 号（22 磅）的标题",
                        "there is no title of 22 pt");
        return;
    }
    m->title = rows[n - 1];
    for (size_t i = 0; i < n; i++) {
        if (abs(rows[i]->size - OFFICIAL_TITLE) > 300)
            official_report(m, DIAG_ERROR, "gongwen-title", sheet->number, "标题“%.*s”为 %.1f 磅，应为 2 号（22 磅）",
                            "the title \"%.*s\" has %.1f pt, should have 22", STR_ARG(official_quote(m, rows[i])),
                            rows[i]->size / 1000.0);
        check_middle(m, sheet, "gongwen-title", rows[i]);
    }
    PdfFace face = pdf_font_face(rows[0]->font);
    if (face != FACE_TITLE)
        official_report(m, face == FACE_SONG ? DIAG_WARNING : DIAG_ERROR, "gongwen-title", sheet->number,
                        "标题用的是%s（%.*s），应为小标宋", "the title is set in another face%.0s (%.*s) than Xiaobiaosong",
                        official_face_name(face, false), STR_ARG(pdf_font_name(rows[0]->font)));
    check_shape(m, sheet, rows, n);
    Len gap = rows[0]->top - head_foot;
    if (head_foot && (gap < OFFICIAL_PITCH * 3 / 2 || gap > OFFICIAL_PITCH * 11 / 4))
        official_report(m, DIAG_ERROR, "gongwen-title", sheet->number,
                        "标题距红色分隔线 %.1f mm，应空二行（%.1f mm）", "the title stands %.1f mm below the red rule, two lines (%.1f mm) are wanted",
                        official_mm(gap), official_mm(2 * OFFICIAL_PITCH));
    if (!head_foot)
        official_length(m, "gongwen-title", sheet->number, "没有版头时标题上边缘到纸边", "without a head, from the paper's edge to the title",
                        rows[0]->top, OFFICIAL_TOP, MIDDLE_SLACK);
}

/* ---- addressee ---- */

/* The first row below the title: flush, in the end a full-width colon (7.3.2). */
static void check_addressee(Measure *m, const Sheet *sheet)
{
    enum { ADDRESSEE_ROWS = 8 };
    const Row *end = sheet->rows + sheet->nrows, *first = m->title + 1;
    if (first >= end || !official_is_body(m, first))
        return;
    if (abs(first->left - sheet->left) > OFFICIAL_CELL) /* there is none: a communiqué, say */
        return;
    const Row *last = first;
    for (int i = 0; i < ADDRESSEE_ROWS && last + 1 < end && last->last != 0xFF1A && last->last != ':'; i++)
        last++;
    if (last->last == ':')
        official_report(m, DIAG_ERROR, "gongwen-addressee", sheet->number, "主送机关“%.*s”后应为全角冒号“：”",
                        "behind the addressee \"%.*s\" a full-width colon is wanted", STR_ARG(official_quote(m, first)));
    official_length(m, "gongwen-addressee", sheet->number, "主送机关左端到纸边", "from the paper's edge to the addressee",
                    first->left, sheet->left, PLACE_SLACK);
    Len gap = first->top - m->title->foot;
    if (gap < OFFICIAL_PITCH - LEN_MM(1) || gap > 5 * OFFICIAL_PITCH / 2)
        official_report(m, DIAG_ERROR, "gongwen-addressee", sheet->number, "主送机关距标题 %.1f mm，应空一行（%.1f mm）",
                        "the addressee stands %.1f mm below the title, one line (%.1f mm) is wanted", official_mm(gap),
                        official_mm(OFFICIAL_PITCH));
}

/* ---- the whole ---- */

void official_head(Measure *m)
{
    const Sheet *sheet = &m->sheets[0];
    Len foot = check_red_head(m, sheet);
    check_title(m, sheet, foot);
    if (m->title)
        check_addressee(m, sheet);
}
