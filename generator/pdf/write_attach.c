/*
 * write_attach: files that go along with the book. A book that has some is PDF/A-3 instead of 2
 * (ISO 19005-3, 6.8): each says how it belongs to the book.
 */
#include <stdlib.h>

#include "pdf/write_imp.h"

/* The media type as a PDF name: readers choose a program by it. */
static const char *media_type(Str name)
{
    static const struct { Str ending; const char *type; } known[] = {
        {STR(".csv"), "text#2Fcsv"}, {STR(".md"), "text#2Fmarkdown"},
        {STR(".txt"), "text#2Fplain"}, {STR(".json"), "application#2Fjson"},
        {STR(".pdf"), "application#2Fpdf"},
        {STR(".xlsx"),
         "application#2Fvnd.openxmlformats-officedocument.spreadsheetml.sheet"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_ends(name, known[i].ending))
            return known[i].type;
    return "application#2Foctet-stream";
}

static uint32_t write_bytes(Writer *w, const Attachment *file, int64_t created)
{
    Buf entries = buf_in(w->a);
    buf_printf(&entries, "/Type/EmbeddedFile/Subtype/%s/Params<</Size %zu/ModDate(",
               media_type(file->name), file->bytes.n);
    put_date(&entries, created, false);
    buf_c(&entries, ")>>");
    return out_stream(w->out, buf_view(&entries), file->bytes, OUT_FLATE);
}

static void write_specification(Writer *w, uint32_t number, const Attachment *file, uint32_t bytes)
{
    Buf *b = out_begin(w->out, number);
    buf_c(b, "<</Type/Filespec/F");
    put_text(b, file->name);
    buf_c(b, "/UF");
    put_text(b, file->name);
    if (file->description.n) {
        buf_c(b, "/Desc");
        put_text(b, file->description);
    }
    buf_printf(b, "/AFRelationship/%s/EF<</F %u 0 R/UF %u 0 R>>>>", file->source ? "Source" : "Data",
               bytes, bytes);
    out_end(w->out);
}

typedef struct Name {
    Str bytes; /* as the PDF string has them: what the tree is sorted by */
    size_t index;
} Name;

void write_attachments(Writer *w, int64_t created, Buf *catalog, Buf *names)
{
    const Book *book = w->book;
    size_t n = book->nattachments;
    if (n == 0)
        return;
    uint32_t first = out_reserve(w->out, (uint32_t)n);
    Name *sorted = arena_array(w->a, Name, n);
    buf_c(catalog, "/AF[");
    for (size_t i = 0; i < n; i++) {
        const Attachment *file = &book->attachments[i];
        sorted[i] = (Name){text_bytes(w->a, file->name), i};
        write_specification(w, first + (uint32_t)i, file, write_bytes(w, file, created));
        put_reference(catalog, first + (uint32_t)i);
        buf_byte(catalog, ' ');
    }
    buf_byte(catalog, ']');
    qsort(sorted, n, sizeof *sorted, str_order);
    buf_c(names, "/EmbeddedFiles<</Names[");
    for (size_t i = 0; i < n; i++) {
        put_text(names, book->attachments[sorted[i].index].name);
        put_reference(names, first + (uint32_t)sorted[i].index);
    }
    buf_c(names, "]>>");
}
