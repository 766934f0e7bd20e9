#include "check/official.h"

#include <stdlib.h>
#include <string.h>

#include "check/official_imp.h"

enum { SAME_MOST = 6 }; /* messages of one code; more of them are counted */

static const char *const codes[] = {"gongwen-paper",  "gongwen-area",    "gongwen-lines",     "gongwen-type",
                                    "gongwen-head",   "gongwen-title",   "gongwen-addressee", "gongwen-heading",
                                    "gongwen-text",   "gongwen-outside", "gongwen-attachment", "gongwen-signature",
                                    "gongwen-imprint", "gongwen-folio"};
enum { NCODES = sizeof codes / sizeof *codes };

double official_mm(Len len)
{
    return len * 25.4 / 72000;
}

/* false: enough of this code have been printed. */
static bool counts(Measure *m, const char *code)
{
    for (size_t i = 0; i < NCODES; i++)
        if (strcmp(codes[i], code) == 0)
            return ++m->counts[i] <= SAME_MOST;
    return true;
}

bool official_report(Measure *m, DiagLevel level, const char *code, size_t page, const char *zh, const char *en, ...)
{
    va_list args;
    if (!counts(m, code)) {
        m->d->nerrors += level == DIAG_ERROR; /* of how many is told at the end */
        m->d->nwarnings += level == DIAG_WARNING;
        return false;
    }
    Buf words[2] = {buf_in(m->a), buf_in(m->a)};
    for (int i = 0; i < 2; i++) {
        va_start(args, en);
        buf_vprintf(&words[i], i ? en : zh, args);
        va_end(args);
    }
    Pos pos = {.source = m->source, .line = (uint32_t)page};
    Str zh_words = buf_view(&words[0]), en_words = buf_view(&words[1]);
    if (page) {
        zh_words = str_printf(m->a, "第 %zu 页：%.*s", page, STR_ARG(zh_words));
        en_words = str_printf(m->a, "page %zu: %.*s", page, STR_ARG(en_words));
    }
    diag_words(m->d, level, code, pos, zh_words, en_words);
    return true;
}

bool official_length(Measure *m, const char *code, size_t page, const char *zh, const char *en, Len got, Len want,
                     Len slack)
{
    if (abs(got - want) <= slack)
        return true;
    double is = official_mm(got), should = official_mm(want);
    official_report(m, DIAG_ERROR, code, page, "%s%.0s %.1f mm，应为 %.1f mm，差 %+.1f mm",
                    "%.0s%s %.1f mm, should be %.1f mm, off by %+.1f mm", zh, en, is, should, is - should);
    return false;
}

static void report_rest(Measure *m)
{
    for (size_t i = 0; i < NCODES; i++)
        if (m->counts[i] > SAME_MOST)
            diag_note(m->d, codes[i], ((Pos){.source = m->source}), "同类偏差另有 %zu 处，没有逐条列出",
                      "%zu more of the kind are not listed", m->counts[i] - SAME_MOST);
}

static void read_sheets(Measure *m, PdfFile *f)
{
    PdfFonts fonts = {map_in(m->a)};
    m->nsheets = pdf_file_pages(f);
    m->sheets = arena_array(m->a, Sheet, m->nsheets);
    for (size_t i = 0; i < m->nsheets; i++) {
        m->sheets[i].number = i + 1;
        m->sheets[i].page = pdf_page_read(f, m->a, &fonts, i);
        official_rows(m, &m->sheets[i]);
        if (!m->sheets[i].page.whole)
            official_report(m, DIAG_WARNING, "gongwen-paper", i + 1, "有一部分内容读不出来，没有检查",
                            "a part of it cannot be read and was not measured");
    }
}

static bool has_text(const Measure *m)
{
    for (size_t i = 0; i < m->nsheets; i++)
        for (size_t k = 0; k < m->sheets[i].nrows; k++)
            if (m->sheets[i].rows[k].text.n)
                return true;
    return false;
}

bool official_check(Arena *a, Str name, Str bytes, size_t *pages, Diag *d)
{
    PdfFile *f = pdf_file_open(a, name, bytes, d);
    *pages = 0;
    if (!f)
        return false;
    Measure *m = arena_new(a, Measure);
    *m = (Measure){.a = a, .d = d, .source = source_make(a, name, STR_NONE)};
    read_sheets(m, f);
    pdf_file_close(f);
    *pages = m->nsheets;
    if (!has_text(m)) {
        diag_error(d, "pdf", ((Pos){.source = m->source}), "这个 PDF 里没有文字，可能是扫描件，不能检查",
                   "there is no text in this PDF; it may be a scan and cannot be measured");
        return false;
    }
    official_survey(m);
    official_head(m);
    official_body(m);
    official_end(m);
    official_folios(m);
    report_rest(m);
    return true;
}
