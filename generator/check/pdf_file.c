/* Handles are never released singly: their number is bounded by the pages and the names asked for. */
#include "check/pdf_file.h"

#include <math.h>
#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

enum { ANCESTORS_MOST = 64 };

struct PdfFile {
    qpdf_data q;
    size_t pages;
};

/* What libqpdf has to say about what was just asked is not wanted: an empty answer says it. */
static void forget(const PdfFile *f)
{
    while (qpdf_more_warnings(f->q))
        qpdf_next_warning(f->q);
    if (qpdf_has_error(f->q))
        qpdf_get_error(f->q);
}

static Str reason(const PdfFile *f, Arena *a)
{
    qpdf_error e = qpdf_has_error(f->q) ? qpdf_get_error(f->q) : NULL;
    const char *detail = e ? qpdf_get_error_message_detail(f->q, e) : "";
    return str_copy(a, str_of(detail));
}

static void report(PdfFile *f, Arena *a, Str name, Diag *d)
{
    Pos pos = {.source = source_make(a, name, STR_NONE)};
    bool locked = qpdf_has_error(f->q) &&
                  strstr(str_c(a, reason(f, a)), "password") != NULL;
    if (locked) {
        diag_error(d, "pdf", pos, "这个 PDF 有密码，不能读", "this PDF is locked with a password");
        diag_hint(d, "去掉密码再检查", "remove the password first");
        return;
    }
    diag_error(d, "pdf", pos, "这不是能读的 PDF", "this is no PDF that can be read");
    diag_hint(d, "用能打开它的程序另存一份再检查", "save it anew with a program that opens it");
}

PdfFile *pdf_file_open(Arena *a, Str name, Str bytes, Diag *d)
{
    PdfFile *f = arena_new(a, PdfFile);
    f->q = qpdf_init();
    qpdf_silence_errors(f->q);
    qpdf_set_suppress_warnings(f->q, QPDF_TRUE);
    QPDF_ERROR_CODE code = qpdf_read_memory(f->q, "", bytes.p ? bytes.p : "", bytes.n, NULL);
    int pages = code & QPDF_ERRORS ? -1 : qpdf_get_num_pages(f->q);
    if (pages < 0) {
        report(f, a, name, d);
        pdf_file_close(f);
        return NULL;
    }
    if (pages == 0 || pages > PDF_PAGES_MOST) {
        diag_error(d, "pdf", ((Pos){.source = source_make(a, name, STR_NONE)}), "有 %d 页，能检查的是 1 到 %d 页",
                   "it has %d pages; 1 to %d can be checked", pages, (int)PDF_PAGES_MOST);
        pdf_file_close(f);
        return NULL;
    }
    f->pages = (size_t)pages;
    forget(f);
    return f;
}

void pdf_file_close(PdfFile *f)
{
    if (f->q)
        qpdf_cleanup(&f->q);
}

size_t pdf_file_pages(const PdfFile *f)
{
    return f->pages;
}

/* A handle of libqpdf that stands for something, or 0. */
static PdfRef known(PdfFile *f, qpdf_oh oh)
{
    bool is = oh && qpdf_oh_is_initialized(f->q, oh) && !qpdf_oh_is_null(f->q, oh) && !qpdf_has_error(f->q);
    forget(f);
    return is ? oh : 0;
}

PdfRef pdf_file_page(PdfFile *f, size_t index)
{
    return index < f->pages ? known(f, qpdf_get_page_n(f->q, index)) : 0;
}

PdfRef pdf_key(PdfFile *f, PdfRef dictionary, const char *key)
{
    if (!dictionary)
        return 0;
    qpdf_oh dict = dictionary;
    if (qpdf_oh_is_stream(f->q, dict))
        dict = qpdf_oh_get_dict(f->q, dict);
    if (!qpdf_oh_is_dictionary(f->q, dict))
        return 0;
    return known(f, qpdf_oh_get_key(f->q, dict, key));
}

PdfRef pdf_inherited(PdfFile *f, PdfRef page, const char *key)
{
    for (int i = 0; page && i < ANCESTORS_MOST; i++, page = pdf_key(f, page, "/Parent")) {
        PdfRef value = pdf_key(f, page, key);
        if (value)
            return value;
    }
    return 0;
}

bool pdf_is_array(PdfFile *f, PdfRef ref)
{
    return ref && qpdf_oh_is_array(f->q, ref);
}

size_t pdf_count(PdfFile *f, PdfRef array)
{
    int n = pdf_is_array(f, array) ? qpdf_oh_get_array_n_items(f->q, array) : 0;
    return n > 0 ? (size_t)n : 0;
}

PdfRef pdf_item(PdfFile *f, PdfRef array, size_t index)
{
    return index < pdf_count(f, array) ? known(f, qpdf_oh_get_array_item(f->q, array, (int)index)) : 0;
}

bool pdf_number(PdfFile *f, PdfRef ref, double *value)
{
    bool is = ref && qpdf_oh_get_value_as_number(f->q, ref, value) && isfinite(*value);
    forget(f);
    if (!is)
        *value = 0;
    return is;
}

Str pdf_name(PdfFile *f, Arena *a, PdfRef ref)
{
    if (!ref || !qpdf_oh_is_name(f->q, ref))
        return STR_NONE;
    Str name = str_of(qpdf_oh_get_name(f->q, ref));
    return str_copy(a, str_slice(name, 1, name.n));
}

/* Bytes that libqpdf gave away, copied and freed. */
static Str taken(PdfFile *f, Arena *a, QPDF_ERROR_CODE code, unsigned char *bytes, size_t n, bool *whole)
{
    Str copy = STR_NONE;
    bool good = !(code & QPDF_ERRORS) && n <= PDF_STREAM_MOST;
    if (good && n)
        copy = str_copy(a, (Str){(const char *)bytes, n});
    free(bytes);
    forget(f);
    if (whole)
        *whole = good;
    return copy;
}

Str pdf_stream(PdfFile *f, Arena *a, PdfRef stream, bool *whole)
{
    unsigned char *bytes = NULL;
    size_t n = 0;
    if (!stream || !qpdf_oh_is_stream(f->q, stream)) {
        if (whole)
            *whole = !stream;
        return STR_NONE;
    }
    QPDF_ERROR_CODE code = qpdf_oh_get_stream_data(f->q, stream, qpdf_dl_generalized, NULL, &bytes, &n);
    return taken(f, a, code, bytes, n, whole);
}

Str pdf_page_content(PdfFile *f, Arena *a, PdfRef page, bool *whole)
{
    unsigned char *bytes = NULL;
    size_t n = 0;
    QPDF_ERROR_CODE code = page ? qpdf_oh_get_page_content_data(f->q, page, &bytes, &n) : QPDF_SUCCESS;
    return taken(f, a, code, bytes, n, whole);
}

int pdf_id(PdfFile *f, PdfRef ref)
{
    return ref && qpdf_oh_is_indirect(f->q, ref) ? qpdf_oh_get_object_id(f->q, ref) : 0;
}
