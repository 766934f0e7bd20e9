/* Attachments, signature and date, annexes, imprint (7.3.4 to 7.4). */
#include <stdlib.h>
#include <string.h>

#include "check/official_imp.h"
#include "text/unicode.h"

enum {
    PLACE_SLACK = 1417,  /* 0.5 mm */
    MIDDLE_SLACK = 2835, /* 1 mm */
    THICK_SLACK = 213,   /* 0.075 mm: 1 pt for 0.35 mm, 0.75 pt for 0.25 mm */
    RULES_MOST = 16
};

/* ---- attachments ---- */

static bool is_attachment(const Row *row)
{
    return str_starts(row->text, STR("附件：")) || str_starts(row->text, STR("附件:"));
}

/* The last row of the name that begins on this row: rows that go on stand behind 附件： and begin with no number. */
static const Row *name_end(const Sheet *sheet, const Row *label, const Row *row)
{
    for (const Row *next = row + 1; next < sheet->rows + sheet->nrows; row = next++) {
        bool behind = next->left > label->left + 5 * OFFICIAL_CELL / 2 && next->left < label->left + 5 * OFFICIAL_CELL;
        if (!behind || next->top > row->foot + OFFICIAL_PITCH || unicode_is_ascii_digit(next->first))
            break;
    }
    return row;
}

/* 7.3.4: no punctuation behind a name. */
static void check_names(Measure *m, const Sheet *sheet, const Row *label)
{
    const Row *row = label, *end = sheet->rows + sheet->nrows;
    do {
        const Row *last = name_end(sheet, label, row);
        Punct punct = unicode_punct(last->last);
        if (punct == PUNCT_STOP || punct == PUNCT_COMMA)
            official_report(m, DIAG_ERROR, "gongwen-attachment", sheet->number, "“%.*s”：附件名称后不加标点",
                            "\"%.*s\": no punctuation stands behind an attachment's name", STR_ARG(official_quote(m, last)));
        row = last + 1;
    } while (row < end && unicode_is_ascii_digit(row->first) && row->left > label->left + 5 * OFFICIAL_CELL / 2);
}

static void check_attachments(Measure *m, const Sheet *sheet, const Row *row)
{
    Str quote = official_quote(m, row);
    if (str_starts(row->text, STR("附件:")))
        official_report(m, DIAG_ERROR, "gongwen-attachment", sheet->number, "“%.*s”：“附件”后应为全角冒号",
                        "\"%.*s\": a full-width colon is wanted behind 附件", STR_ARG(quote));
    official_length(m, "gongwen-attachment", sheet->number, "附件说明左空", "the list of attachments is indented",
                    row->left - sheet->left, 2 * OFFICIAL_CELL, PLACE_SLACK);
    check_names(m, sheet, row);
}

/* ---- signature ---- */

static bool right_half(const Sheet *sheet, const Row *row)
{
    return row->left > sheet->left + OFFICIAL_AREA_WIDTH / 4;
}

/* A date in Chinese numerals only. */
static bool is_chinese_date(Str text)
{
    uint32_t rune;
    bool year = false, day = false;
    for (size_t at = 0; at < text.n;) {
        at += unicode_decode(text, at, &rune);
        if (rune < 0x3000 || unicode_punct(rune) != PUNCT_NONE)
            return false;
        year |= rune == 0x5E74;
        day = rune == 0x65E5;
    }
    return year && day && text.n < 45 && (str_starts(text, STR("二〇")) || str_starts(text, STR("二○")) ||
                                          str_starts(text, STR("二零")));
}

/* Characters of body text that a length is. */
static double cells(Len length)
{
    return (double)length / OFFICIAL_CELL;
}

/* 7.3.5: what fits one of the ways to place signature and date. */
static bool placed_well(const Sheet *sheet, const Row *name, const Row *date)
{
    Len cell = OFFICIAL_CELL, edge = name->right, date_end = sheet->right - date->right;
    for (const Row *row = name; row > sheet->rows && abs(row[-1].left - name->left) <= PLACE_SLACK; row--)
        edge = row[-1].right > edge ? row[-1].right : edge; /* several issuers, one below the other */
    Len behind = sheet->right - edge;
    bool middle = abs(name->left + name->right - date->left - date->right) / 2 <= MIDDLE_SLACK;
    if (middle && (abs(date_end - 4 * cell) <= MIDDLE_SLACK || abs(behind - 2 * cell) <= MIDDLE_SLACK))
        return true; /* with a seal */
    bool two_in = abs(date->left - name->left - 2 * cell) <= PLACE_SLACK;
    return two_in && (abs(behind - 2 * cell) <= PLACE_SLACK || abs(date_end - 2 * cell) <= PLACE_SLACK);
}

static void check_signature(Measure *m, const Sheet *sheet, const Row *date)
{
    const Row *name = date > sheet->rows ? date - 1 : NULL;
    bool zero = false;
    if (!official_date(date->text, &zero)) {
        official_report(m, DIAG_ERROR, "gongwen-signature", sheet->number, "成文日期“%.*s”应用阿拉伯数字",
                        "the date \"%.*s\" should be in Arabic numerals", STR_ARG(official_quote(m, date)));
        return;
    }
    bool above = name && official_is_body(m, name) && name->left > sheet->left + 2 * OFFICIAL_CELL + PLACE_SLACK;
    if (!above) {
        official_report(m, DIAG_WARNING, "gongwen-signature", sheet->number, "成文日期“%.*s”上面没有署名",
                        "there is no signature above the date \"%.*s\"", STR_ARG(official_quote(m, date)));
        return;
    }
    if (!placed_well(sheet, name, date))
        official_report(m, DIAG_ERROR, "gongwen-signature", sheet->number,
                        "署名右空 %.1f 字（%.1f mm）、成文日期右空 %.1f 字（%.1f mm）、首字比署名右移 %.1f 字："
                        "应为署名右空二字、日期右移二字，或加盖印章时日期右空四字、署名居中",
                        "signature %.1f characters (%.1f mm) from the right edge, date %.1f (%.1f mm), %.1f behind the signature's "
                        "first: two and two are wanted, or with a seal four for the date and the signature over its middle",
                        cells(sheet->right - name->right), official_mm(sheet->right - name->right),
                        cells(sheet->right - date->right), official_mm(sheet->right - date->right),
                        cells(date->left - name->left));
    for (const Row *row = sheet->rows; row < name; row++)
        if (official_is_body(m, row) && !right_half(sheet, row))
            return;
    official_report(m, DIAG_ERROR, "gongwen-signature", sheet->number, "署名和成文日期所在的一面没有正文",
                    "there is no text of the body on the page of signature and date");
}

/* ---- annexes ---- */

/* "附件" or "附件1" alone on its row. */
static bool is_annex(Str text)
{
    size_t at = STR("附件").n;
    if (!str_starts(text, STR("附件")) || text.n > at + 2)
        return false;
    while (at < text.n && unicode_is_ascii_digit((unsigned char)text.p[at]))
        at++;
    return at == text.n;
}

static void check_annex(Measure *m, const Sheet *sheet)
{
    const Row *label = &sheet->rows[0], *title = label + 1;
    if (pdf_font_face(label->font) != FACE_HEI || abs(label->size - OFFICIAL_SIZE) > 300)
        official_report(m, DIAG_ERROR, "gongwen-attachment", sheet->number, "“%.*s”应为 3 号黑体（16 磅），是 %.1f 磅",
                        "\"%.*s\" should be in Hei of 16 pt, it has %.1f", STR_ARG(label->text), label->size / 1000.0);
    official_length(m, "gongwen-attachment", sheet->number, "附件序号左端到版心左边", "from the text area's edge to the annex's number",
                    label->left - sheet->left, 0, PLACE_SLACK);
    official_length(m, "gongwen-attachment", sheet->number, "附件序号上边缘到纸边", "from the paper's edge to the annex's number", label->top,
                    OFFICIAL_TOP, MIDDLE_SLACK);
    if (title == sheet->rows + sheet->nrows || title->size < m->size + LEN_PT(2))
        return;
    Len third = OFFICIAL_TOP + 2 * OFFICIAL_PITCH + OFFICIAL_SIZE / 2, middle = (title->top + title->foot) / 2;
    if (abs(middle - third) > OFFICIAL_PITCH / 2)
        official_report(m, DIAG_ERROR, "gongwen-attachment", sheet->number, "附件标题应在版心第三行（%.1f mm 处），在 %.1f mm 处",
                        "the annex's title should be on the third line (at %.1f mm), it is at %.1f mm", official_mm(third),
                        official_mm(middle));
    Len off = (title->left + title->right - sheet->left - sheet->right) / 2;
    if (abs(off) > MIDDLE_SLACK)
        official_report(m, DIAG_ERROR, "gongwen-attachment", sheet->number, "附件标题应居中，偏 %+.1f mm",
                        "the annex's title should be in the middle, it is off by %+.1f mm", official_mm(off));
}

/* ---- imprint ---- */

static bool is_copies(const Row *row)
{
    return str_starts(row->text, STR("抄送")) || str_starts(row->text, STR("主送："));
}

static bool is_printed(const Row *row)
{
    return str_ends(row->text, STR("印发"));
}

static void check_imprint_rules(Measure *m, const Sheet *sheet, const PdfRule *rules, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool outer = i == 0 || i + 1 == n;
        Len wanted = outer ? OFFICIAL_IMPRINT_OUTER : OFFICIAL_IMPRINT_INNER;
        if (abs(rules[i].height - wanted) > THICK_SLACK)
            official_report(m, DIAG_ERROR, "gongwen-imprint", sheet->number, "版记第 %zu 条分隔线粗 %.2f mm，应为 %.2f mm",
                            "rule %zu of the imprint is %.2f mm thick, should be %.2f", i + 1, official_mm(rules[i].height),
                            official_mm(wanted));
        official_length(m, "gongwen-imprint", sheet->number, "版记分隔线长", "a rule of the imprint is", rules[i].width,
                        OFFICIAL_AREA_WIDTH, PLACE_SLACK);
        official_length(m, "gongwen-imprint", sheet->number, "版记分隔线左端到纸边", "from the paper's edge to a rule of the imprint",
                        rules[i].x, sheet->left, MIDDLE_SLACK);
    }
    const PdfRule *last = &rules[n - 1];
    official_length(m, "gongwen-imprint", sheet->number, "版记末条分隔线到版心下边缘", "from the text area's foot to the last rule",
                    last->y + last->height / 2 - OFFICIAL_TOP - OFFICIAL_AREA_HEIGHT, 0, PLACE_SLACK);
}

static void check_imprint_row(Measure *m, const Sheet *sheet, const Row *row)
{
    Str quote = official_quote(m, row);
    if (abs(row->size - OFFICIAL_SMALL) > 300)
        official_report(m, DIAG_ERROR, "gongwen-imprint", sheet->number, "“%.*s”为 %.1f 磅，应为 4 号（14 磅）",
                        "\"%.*s\" has %.1f pt, should have 14", STR_ARG(quote), row->size / 1000.0);
    official_length(m, "gongwen-imprint", sheet->number, is_printed(row) ? "印发机关左空" : "抄送机关左空", "the imprint is indented",
                    row->left - sheet->left, OFFICIAL_SMALL, PLACE_SLACK);
    if (is_printed(row))
        official_length(m, "gongwen-imprint", sheet->number, "印发日期右空", "the date of the imprint keeps from the right edge",
                        sheet->right - row->right, OFFICIAL_SMALL, PLACE_SLACK);
}

/* The last row of the copies ends in a full stop (7.4.2). */
static void check_stop(Measure *m, const Sheet *sheet, const Row *copies, const Row *printed)
{
    const Row *last = copies;
    for (const Row *row = copies + 1; row < sheet->rows + sheet->nrows; row++)
        if (official_in_area(row) && row != printed && (!printed || row->baseline < printed->baseline))
            last = row;
    if (last->last != 0x3002)
        official_report(m, DIAG_ERROR, "gongwen-imprint", sheet->number, "抄送机关“%.*s”最后应有句号",
                        "the list of copies \"%.*s\" should end in a full stop", STR_ARG(official_quote(m, last)));
}

/* 7.4: the rows between rules, on the last page, an even one. */
static void check_imprint(Measure *m, const Sheet *sheet, const Row *copies, const Row *printed)
{
    PdfRule rules[RULES_MOST];
    const Row *first = copies ? copies : printed;
    size_t n = official_rules(sheet, false, rules, RULES_MOST), from = 0;
    while (from < n && rules[from].y < first->top - OFFICIAL_PITCH)
        from++;
    size_t wanted = copies && printed ? 3 : 2;
    if (n - from < wanted)
        official_report(m, DIAG_ERROR, "gongwen-imprint", sheet->number,
                        "版记有 %zu 条分隔线，应有 %zu 条：首末两条粗 0.35 mm，中间的粗 0.25 mm，末条在版心下边缘（距纸上边 %.1f mm）",
                        "the imprint has %zu rules, should have %zu: the first and the last 0.35 mm thick, others 0.25 mm, the last on "
                        "the foot of the text area (%.1f mm from the paper's head)",
                        n - from, wanted, official_mm(OFFICIAL_TOP + OFFICIAL_AREA_HEIGHT));
    if (n > from)
        check_imprint_rules(m, sheet, rules + from, n - from);
    if (copies) {
        check_imprint_row(m, sheet, copies);
        check_stop(m, sheet, copies, printed);
    }
    if (printed)
        check_imprint_row(m, sheet, printed);
    if (sheet->number != m->nsheets)
        official_report(m, DIAG_ERROR, "gongwen-imprint", sheet->number, "版记应在最后一面（第 %zu 页）",
                        "the imprint should be on the last page, %zu", m->nsheets);
    else if (sheet->number % 2)
        official_report(m, DIAG_ERROR, "gongwen-imprint", sheet->number, "版记在单页上：双面印刷时最后一面是双页",
                        "the imprint is on an odd page: printed on both sides the last page is even");
}

/* ---- the whole ---- */

/* The last date that stands alone on the right side before the annexes is the document's. */
static void find_signature(Measure *m)
{
    bool zero;
    const Row *date = NULL;
    const Sheet *at = NULL;
    for (size_t i = 0; i < m->nsheets; i++) {
        const Sheet *sheet = &m->sheets[i];
        if (i && sheet->nrows && is_annex(sheet->rows[0].text))
            break;
        for (size_t k = 0; k < sheet->nrows; k++) {
            const Row *row = &sheet->rows[k];
            bool is_date = official_date(row->text, &zero) || is_chinese_date(row->text);
            if (is_date && right_half(sheet, row) && official_is_body(m, row)) {
                date = row;
                at = sheet;
            }
        }
    }
    if (date)
        check_signature(m, at, date);
    else
        official_report(m, DIAG_ERROR, "gongwen-signature", 0, "没有找到成文日期", "there is no date of the document");
}

static void find_imprint(Measure *m)
{
    for (size_t i = m->nsheets; i-- > 0;) {
        const Sheet *sheet = &m->sheets[i];
        const Row *copies = NULL, *printed = NULL;
        for (size_t k = 0; k < sheet->nrows; k++) {
            const Row *row = &sheet->rows[k];
            if (!copies && is_copies(row) && official_in_area(row))
                copies = row;
            if (is_printed(row) && official_in_area(row))
                printed = row;
        }
        if (copies || printed) {
            check_imprint(m, sheet, copies, printed);
            return;
        }
    }
    official_report(m, DIAG_WARNING, "gongwen-imprint", 0, "没有版记（抄送、印发机关、印发日期）",
                    "there is no imprint (copies, printer, date)");
}

void official_end(Measure *m)
{
    for (size_t i = 0; i < m->nsheets; i++) {
        const Sheet *sheet = &m->sheets[i];
        for (size_t k = 0; k < sheet->nrows; k++)
            if (official_is_body(m, &sheet->rows[k]) && is_attachment(&sheet->rows[k]))
                check_attachments(m, sheet, &sheet->rows[k]);
        if (i && sheet->nrows && is_annex(sheet->rows[0].text))
            check_annex(m, sheet);
    }
    find_signature(m);
    find_imprint(m);
}
