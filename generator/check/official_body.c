/* Paper, text area, lines, type, headings, and what no page may have (5, 7.3.3, 7.3.4). */
#include <stdlib.h>
#include <string.h>

#include "check/official_imp.h"
#include "text/unicode.h"

enum {
    MARGIN_SLACK = 2835,  /* 1 mm, the standard's own */
    PITCH_SLACK = 850,    /* 0.3 mm: what word processors round away */
    PITCH_FINE = 283,     /* 0.1 mm */
    PLACE_SLACK = 1417    /* 0.5 mm */
};

/* ---- paper and text area ---- */

static void check_paper(Measure *m, const Sheet *sheet)
{
    const PdfPage *page = &sheet->page;
    bool across = page->width > page->height; /* a table laid across */
    Len width = across ? page->height : page->width, height = across ? page->width : page->height;
    official_length(m, "gongwen-paper", sheet->number, "纸宽", "the paper's width is", width, OFFICIAL_WIDTH, MARGIN_SLACK);
    official_length(m, "gongwen-paper", sheet->number, "纸高", "the paper's height is", height, OFFICIAL_HEIGHT, MARGIN_SLACK);
}

/* The text area as the survey found it, once for the odd pages and once for the even ones. */
static void check_sides(Measure *m)
{
    for (size_t i = 0; i < m->nsheets && i < 2; i++) {
        const Sheet *sheet = &m->sheets[i];
        Len outer = OFFICIAL_WIDTH - OFFICIAL_INNER - OFFICIAL_AREA_WIDTH;
        Len wanted = i ? outer : OFFICIAL_INNER;
        bool unmirrored = i && abs(sheet->left - OFFICIAL_INNER) <= MARGIN_SLACK / 2;
        if (unmirrored)
            wanted = OFFICIAL_INNER;
        official_length(m, "gongwen-area", sheet->number, i ? "双页版心左边到纸边" : "单页版心左边（订口）到纸边",
                        i ? "even pages: from the paper's edge to the text area" : "odd pages: the binding margin is", sheet->left,
                        wanted, MARGIN_SLACK);
        official_length(m, "gongwen-area", sheet->number, "版心宽", "the text area's width is", sheet->right - sheet->left,
                        OFFICIAL_AREA_WIDTH, MARGIN_SLACK);
        if (unmirrored)
            official_report(m, DIAG_WARNING, "gongwen-area", sheet->number, "双页的版心没有对调：双面印刷时订口在右边，左边应为 %.1f mm",
                            "even pages are not mirrored: printed on both sides their left margin is %.1f mm", official_mm(outer));
    }
}

/*
 * The first row of a page that is not the first: on the head of the text area. Word processors put half
 * of what a line is higher than its characters above it; that is a warning.
 */
static void check_top(Measure *m, const Sheet *sheet)
{
    if (sheet->number == 1 || !sheet->nrows || sheet->page.width > sheet->page.height)
        return;
    const Row *row = &sheet->rows[0];
    if (!official_is_body(m, row) || row->top > OFFICIAL_TOP + OFFICIAL_AREA_HEIGHT / 4)
        return;
    Len lead = m->pitch > m->size ? (m->pitch - m->size) / 2 : 0, over = row->top - OFFICIAL_TOP;
    if (over > MARGIN_SLACK && over <= MARGIN_SLACK + lead + PITCH_FINE)
        official_report(m, DIAG_WARNING, "gongwen-area", sheet->number,
                        "第一行的字在 %.1f mm 处，版心上边缘在 %.1f mm 处：行距的一半留在了字的上面，天头可相应改小",
                        "the first line's characters are at %.1f mm, the text area begins at %.1f mm: half of the line's lead stands above "
                        "them; the top margin may be so much smaller",
                        official_mm(row->top), official_mm(OFFICIAL_TOP));
    else
        official_length(m, "gongwen-area", sheet->number, "天头（纸边到第一行）", "from the paper's edge to the first line", row->top,
                        OFFICIAL_TOP, MARGIN_SLACK);
}

/* A landscape table has its head at the left edge: 订口 on odd pages, 切口 on even ones. */
static void check_turned(Measure *m, const Sheet *sheet)
{
    size_t left = sheet->turned[TURN_LEFT], others = sheet->turned[TURN_RIGHT] + sheet->turned[TURN_OVER];
    if (others > left)
        official_report(m, DIAG_ERROR, "gongwen-area", sheet->number, "横排的表格表头应在%s一边，即纸的左边",
                        "the head of a landscape table should be at the left edge of the sheet%.0s",
                        sheet->number % 2 ? "订口" : "切口");
}

/* ---- lines ---- */

static void check_pitch(Measure *m)
{
    if (!m->pitch)
        return;
    Len off = m->pitch - OFFICIAL_PITCH;
    int lines = (int)((OFFICIAL_AREA_HEIGHT - m->size) / m->pitch) + 1;
    bool wrong = abs(off) > PITCH_SLACK;
    if (!wrong && abs(off) <= PITCH_FINE)
        return;
    official_report(m, wrong ? DIAG_ERROR : DIAG_WARNING, "gongwen-lines", 0,
                    "行距 %.2f mm（%.2f 磅），应为 %.2f mm（%.2f 磅），差 %+.2f mm；这样每面可排 %d 行，应为 %d 行撑满版心",
                    "the line pitch is %.2f mm (%.2f pt), should be %.2f mm (%.2f pt), off by %+.2f mm; a page then has %d lines, "
                    "should have %d that fill it",
                    official_mm(m->pitch), m->pitch / 1000.0, official_mm(OFFICIAL_PITCH), OFFICIAL_PITCH / 1000.0,
                    official_mm(off), lines, OFFICIAL_LINES);
}

static void check_cell(Measure *m)
{
    if (!m->cell)
        return;
    int tenths = (int)((int64_t)OFFICIAL_AREA_WIDTH * 10 / m->cell);
    if (tenths + 1 >= OFFICIAL_CHARACTERS * 10 && tenths - 4 < OFFICIAL_CHARACTERS * 10)
        return;
    official_report(m, DIAG_ERROR, "gongwen-lines", 0,
                    "字距 %.2f mm（%.2f 磅），应为 %.2f mm（%.2f 磅），差 %+.2f mm；这样每行排 %d 字，应为 %d 字",
                    "the distance of characters is %.2f mm (%.2f pt), should be %.2f mm (%.2f pt), off by %+.2f mm; a line then has %d "
                    "of them, should have %d",
                    official_mm(m->cell), m->cell / 1000.0, official_mm(OFFICIAL_CELL), OFFICIAL_CELL / 1000.0,
                    official_mm(m->cell - OFFICIAL_CELL), tenths / 10, OFFICIAL_CHARACTERS);
}

static void check_type(Measure *m)
{
    if (abs(m->size - OFFICIAL_SIZE) > 300)
        official_report(m, DIAG_ERROR, "gongwen-type", 0, "正文为 %.1f 磅，应为 3 号（16 磅）",
                        "the body has %.1f pt, should have 16", m->size / 1000.0);
    if (m->face != FACE_FANG)
        official_report(m, m->face == FACE_SONG ? DIAG_WARNING : DIAG_ERROR, "gongwen-type", 0, "正文用的是%s，应为仿宋",
                        "the body is not set in Fangsong%.0s", official_face_name(m->face, false));
}

/* ---- headings ---- */

static bool is_numeral(uint32_t rune)
{
    static const uint32_t numerals[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341};
    for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++)
        if (rune == numerals[i])
            return true;
    return false;
}

/* 1 for 一、, 2 for （一）, 0 for neither. */
static int heading_level(Str text)
{
    uint32_t rune = 0;
    size_t at = 0, n = 0;
    bool bracket = str_starts(text, STR("（"));
    at = bracket ? STR("（").n : 0;
    for (size_t length; at < text.n; at += length, n++) {
        length = unicode_decode(text, at, &rune);
        if (!is_numeral(rune))
            break;
    }
    if (!n || n > 3)
        return 0;
    return bracket ? rune == 0xFF09 ? 2 : 0 : rune == 0x3001 ? 1 : 0;
}

static void check_heading(Measure *m, const Sheet *sheet, const Row *row)
{
    int level = heading_level(row->text);
    if (!level || row->left - sheet->left > 3 * OFFICIAL_CELL)
        return;
    PdfFace wanted = level == 1 ? FACE_HEI : FACE_KAI, face = pdf_font_face(row->chars[0].font);
    Str quote = official_quote(m, row);
    if (level == 2) /* brackets may be borrowed from another face */
        face = pdf_font_face(row->chars[1 % row->count].font);
    if (face != wanted)
        official_report(m, DIAG_ERROR, "gongwen-heading", sheet->number, "“%.*s”应为%s，用的是%s",
                        "\"%.*s\" is set in another face than the standard wants%.0s%.0s", STR_ARG(quote),
                        official_face_name(wanted, false), official_face_name(face, false));
    Len indent = row->left - sheet->left;
    bool open = level == 2 && indent < 2 * OFFICIAL_CELL; /* the bracket's blank may be taken */
    if (abs(indent - 2 * OFFICIAL_CELL) > PLACE_SLACK && !(open && indent > OFFICIAL_CELL))
        official_report(m, DIAG_ERROR, "gongwen-heading", sheet->number, "“%.*s”左空 %.1f mm，应空二字（%.1f mm）",
                        "\"%.*s\" is indented %.1f mm, two characters (%.1f mm) are wanted", STR_ARG(quote), official_mm(indent),
                        official_mm(2 * OFFICIAL_CELL));
}

/* ---- text ---- */

/* "2026年03月06日" in running text (7.3.5.4). */
static void check_zeros(Measure *m, const Sheet *sheet, const Row *row)
{
    static const Str units[] = {{"年0", 4}, {"月0", 4}};
    for (size_t i = 0; i < 2; i++) {
        size_t at = str_find(row->text, units[i], 0);
        bool digit = at + 4 < row->text.n && unicode_is_ascii_digit((unsigned char)row->text.p[at + 4]);
        if (digit && at > 0 && unicode_is_ascii_digit((unsigned char)row->text.p[at - 1])) {
            official_report(m, DIAG_ERROR, "gongwen-text", sheet->number, "“%.*s”里的月、日不编虚位（1 不写成 01）",
                            "months and days in \"%.*s\" take no leading zero", STR_ARG(official_quote(m, row)));
            return;
        }
    }
}

/* 7.3.3: a number or a year is not parted by the end of a line. */
static void check_parted(Measure *m, const Sheet *sheet, const Row *row, const Row *next)
{
    bool parted = unicode_is_ascii_digit(row->last) && unicode_is_ascii_digit(next->first) &&
                  official_is_body(m, next) && abs(next->left - sheet->left) <= PLACE_SLACK &&
                  row->right > sheet->right - 2 * OFFICIAL_CELL;
    if (parted)
        official_report(m, DIAG_ERROR, "gongwen-text", sheet->number, "“%.*s”行末的数字拆到了下一行，数字、年份不能回行",
                        "a number is parted by the end of the line \"%.*s\"", STR_ARG(official_quote(m, row)));
}

/* ---- outside ---- */

typedef struct Outside {
    size_t rows;
    Len most;
    const Row *row;
} Outside;

static void note_outside(Outside *o, const Row *row, Len by, Len slack)
{
    if (by <= slack)
        return;
    o->rows++;
    if (by > o->most) {
        o->most = by;
        o->row = row;
    }
}

/* How far the last character may stand out: a closing mark by its blank half, 、，。 and the like whole,
 * for word processors let them hang. */
static Len blank_end(const Row *row)
{
    Punct punct = unicode_punct(row->last);
    if (punct == PUNCT_COMMA || punct == PUNCT_STOP)
        return row->size;
    return punct == PUNCT_CLOSE || punct == PUNCT_QUOTE_CLOSE ? row->size / 2 : 0;
}

static Len blank_start(const Row *row)
{
    Punct punct = unicode_punct(row->first);
    return punct == PUNCT_OPEN || punct == PUNCT_QUOTE_OPEN ? row->size / 2 : 0;
}

static void check_outside(Measure *m, const Sheet *sheet)
{
    static const char *const zh[] = {"左边", "右边", "上边", "下边"}, *const en[] = {"left", "right", "head", "foot"};
    Outside sides[4] = {{0}};
    if (sheet->page.width > sheet->page.height)
        return;
    for (size_t i = 0; i < sheet->nrows; i++) {
        const Row *row = &sheet->rows[i];
        if (!official_in_area(row))
            continue;
        note_outside(&sides[0], row, sheet->left - row->left - blank_start(row), MARGIN_SLACK);
        note_outside(&sides[1], row, row->right - blank_end(row) - sheet->right, MARGIN_SLACK);
        note_outside(&sides[2], row, OFFICIAL_TOP - row->top, MARGIN_SLACK);
        note_outside(&sides[3], row, row->foot - OFFICIAL_TOP - OFFICIAL_AREA_HEIGHT, MARGIN_SLACK);
    }
    for (int i = 0; i < 4; i++)
        if (sides[i].rows)
            official_report(m, DIAG_ERROR, "gongwen-outside", sheet->number, "有 %zu 行伸出版心%s%.0s，最多 %.1f mm：“%.*s”",
                            "%zu lines stick out of the text area%.0s at the %s, by up to %.1f mm: \"%.*s\"", sides[i].rows, zh[i],
                            en[i], official_mm(sides[i].most), STR_ARG(official_quote(m, sides[i].row)));
}

/* ---- the whole ---- */

/* The first page must show text of the body (7.3). */
static void check_first_page(Measure *m)
{
    const Sheet *sheet = &m->sheets[0];
    if (!m->title || m->nsheets < 2)
        return;
    for (const Row *row = m->title + 1; row < sheet->rows + sheet->nrows; row++)
        if (official_is_body(m, row) && row->last != 0xFF1A)
            return;
    official_report(m, DIAG_ERROR, "gongwen-text", 1, "首页没有正文：公文首页必须显示正文",
                    "there is no text of the body on the first page");
}

void official_body(Measure *m)
{
    check_sides(m);
    check_pitch(m);
    check_cell(m);
    check_type(m);
    check_first_page(m);
    for (size_t i = 0; i < m->nsheets; i++) {
        const Sheet *sheet = &m->sheets[i];
        check_paper(m, sheet);
        check_top(m, sheet);
        check_turned(m, sheet);
        check_outside(m, sheet);
        for (size_t k = 0; k < sheet->nrows; k++) {
            const Row *row = &sheet->rows[k];
            if (!official_is_body(m, row))
                continue;
            check_heading(m, sheet, row);
            check_zeros(m, sheet, row);
            if (k + 1 < sheet->nrows)
                check_parted(m, sheet, row, row + 1);
        }
    }
}
