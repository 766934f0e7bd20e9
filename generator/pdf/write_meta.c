/*
 * write_meta: what the book says about itself: Info, XMP and the colours meant (sRGB).
 *
 * XMP claims PDF/A-2a (3a with files that go along) and PDF/UA-1; the namespace of the latter must be described in the
 * metadata itself (ISO 19005-2, 6.6.2.3).
 */
#include "pdf/write.h"
#include "pdf/write_imp.h"

#define PRODUCER "Kanben"

/* ---- Info and XMP ---- */

static void put_entry(Buf *b, const char *key, Str value)
{
    if (value.n == 0)
        return;
    buf_c(b, key);
    put_text(b, value);
}

uint32_t write_info(Writer *w, int64_t created)
{
    const Book *book = w->book;
    uint32_t number = out_reserve(w->out, 1);
    Buf *b = out_begin(w->out, number);
    buf_c(b, "<<");
    put_entry(b, "/Title", book->title);
    put_entry(b, "/Author", book->author);
    put_entry(b, "/Subject", book->subject);
    put_entry(b, "/Keywords", book->keywords);
    buf_c(b, "/Creator(" PRODUCER ")/Producer(" PRODUCER ")/CreationDate(");
    put_date(b, created, false);
    buf_c(b, ")/ModDate(");
    put_date(b, created, false);
    buf_c(b, ")>>");
    out_end(w->out);
    return number;
}

/* <name>open value close</name>, nothing for an empty value. */
static void put_property(Buf *b, const char *name, const char *open, Str value,
                         const char *close)
{
    if (value.n == 0)
        return;
    buf_printf(b, "<%s>%s", name, open);
    put_xml(b, value);
    buf_printf(b, "%s</%s>\n", close, name);
}

static const char ua_schema[] =
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaSchema:schema>PDF/UA</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\n";

#define TITLE_OPEN "<rdf:Alt><rdf:li xml:lang=\"x-default\">"
#define TITLE_CLOSE "</rdf:li></rdf:Alt>"

/* The metadata is not compressed, so that programs which know nothing of PDF find it (ISO 16684-1, packet scanning). */
Str write_title_of(Str pdf)
{
    static const char open[] = "<dc:title>" TITLE_OPEN;
    size_t from = str_find(pdf, STR(open), 0) + sizeof open - 1;
    return from < pdf.n ? str_slice(pdf, from, str_find(pdf, STR(TITLE_CLOSE), from)) : STR_NONE;
}

static void put_description(Buf *b, const Book *book, int64_t created)
{
    put_property(b, "dc:title", TITLE_OPEN, book->title, TITLE_CLOSE);
    put_property(b, "dc:creator", "<rdf:Seq><rdf:li>", book->author, "</rdf:li></rdf:Seq>");
    put_property(b, "dc:description", TITLE_OPEN, book->subject, TITLE_CLOSE);
    put_property(b, "dc:language", "<rdf:Bag><rdf:li>", book->language, "</rdf:li></rdf:Bag>");
    put_property(b, "pdf:Keywords", "", book->keywords, "");
    buf_c(b, "<pdf:Producer>" PRODUCER "</pdf:Producer>\n"
             "<xmp:CreatorTool>" PRODUCER "</xmp:CreatorTool>\n<xmp:CreateDate>");
    put_date(b, created, true);
    buf_c(b, "</xmp:CreateDate>\n<xmp:ModifyDate>");
    put_date(b, created, true);
    buf_printf(b, "</xmp:ModifyDate>\n<pdfaid:part>%d</pdfaid:part>\n", book->nattachments ? 3 : 2);
    buf_c(b, "<pdfaid:conformance>A</pdfaid:conformance>\n<pdfuaid:part>1</pdfuaid:part>\n");
    buf_c(b, ua_schema);
}

uint32_t write_metadata(Writer *w, int64_t created)
{
    Buf b = buf_in(w->a);
    buf_c(&b, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
              "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
              "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
              "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
              " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
              " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
              " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
              " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\""
              " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
              " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
              " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n");
    put_description(&b, w->book, created);
    buf_c(&b, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>\n");
    return out_stream(w->out, STR("/Type/Metadata/Subtype/XML"), buf_view(&b), OUT_RAW);
}

/* ---- the sRGB profile ---- */

static void put_u32(Buf *b, uint32_t n)
{
    const char bytes[] = {(char)(n >> 24), (char)(n >> 16), (char)(n >> 8), (char)n};
    buf_str(b, (Str){bytes, 4});
}

/* ICC.1:2004, 10.13: text in Unicode, here ASCII. */
static void put_mluc(Buf *b, const char *text)
{
    uint32_t n = (uint32_t)str_of(text).n;
    buf_c(b, "mluc");
    put_u32(b, 0);
    put_u32(b, 1);
    put_u32(b, 12);
    buf_c(b, "enUS");
    put_u32(b, 2 * n);
    put_u32(b, 28);
    for (uint32_t i = 0; i < n; i++) {
        buf_byte(b, 0);
        buf_byte(b, text[i]);
    }
    while (b->n % 4)
        buf_byte(b, 0);
}

/* Numbers of 16.16 bits under a type of four letters. */
static void put_fixed(Buf *b, const char *type, const int32_t *numbers, size_t count)
{
    buf_c(b, type);
    put_u32(b, 0);
    if (type[0] == 'p')
        put_u32(b, 3u << 16); /* function 3: the two pieces of sRGB's curve */
    for (size_t i = 0; i < count; i++)
        put_u32(b, (uint32_t)numbers[i]);
}

/*
 * A display profile of ICC.1:2004 with the primaries of IEC 61966-2-1 adapted to D50 and its
 * curve as a function: exact, and half a kilobyte.
 */
static Str srgb_profile(Arena *a)
{
    static const char tags[][5] = {"desc", "cprt", "wtpt", "rXYZ", "gXYZ", "bXYZ", "chad",
                                   "rTRC"};
    static const int32_t xyz[][3] = {{63190, 65536, 54061}, /* D50 */
                                     {28576, 14581, 912}, {25241, 46981, 6361},
                                     {9376, 3974, 46795}};
    static const int32_t curve[] = {157286, 62119, 3417, 5072, 2651}; /* 2.4 1/1.055 … */
    static const int32_t bradford[] = {68674, 1502, -3291, 1939, 64912, /* D65 to D50 */
                                       -1118, -605, 988,   49262};
    enum { BODIES = 8, TAGS = BODIES + 2, HEAD = 128 + 4 + TAGS * 12 };
    Buf body = buf_in(a);
    uint32_t from[BODIES + 1];
    for (int i = 0; i < BODIES; i++) {
        from[i] = (uint32_t)body.n;
        if (i < 2)
            put_mluc(&body, i ? "Public domain" : "sRGB");
        else if (i < 6)
            put_fixed(&body, "XYZ ", xyz[i - 2], 3);
        else if (i == 6)
            put_fixed(&body, "sf32", bradford, 9);
        else
            put_fixed(&body, "para", curve, 5);
    }
    from[BODIES] = (uint32_t)body.n;
    Buf b = buf_in(a);
    put_u32(&b, HEAD + (uint32_t)body.n);
    put_u32(&b, 0);
    put_u32(&b, 0x04200000); /* version 4.2 */
    buf_c(&b, "mntrRGB XYZ ");
    for (int i = 0; i < 3; i++) /* made 2004-01-01, as any constant would do */
        put_u32(&b, i == 0 ? 2004u << 16 | 1 : i == 1 ? 1u << 16 : 0);
    buf_c(&b, "acsp");
    for (int i = 0; i < 7; i++)
        put_u32(&b, 0);
    for (int i = 0; i < 3; i++) /* the white of the connection space */
        put_u32(&b, (uint32_t)xyz[0][i]);
    while (b.n < 128)
        buf_byte(&b, 0);
    put_u32(&b, TAGS);
    for (int i = 0; i < TAGS; i++) { /* the three curves are one */
        int at = i < BODIES ? i : BODIES - 1;
        buf_c(&b, i < BODIES ? tags[i] : i == BODIES ? "gTRC" : "bTRC");
        put_u32(&b, HEAD + from[at]);
        put_u32(&b, from[at + 1] - from[at]);
    }
    buf_str(&b, buf_view(&body));
    return buf_view(&b);
}

uint32_t write_intent(Writer *w)
{
    uint32_t profile = out_stream(w->out, STR("/N 3/Alternate/DeviceRGB"), srgb_profile(w->a),
                                  OUT_FLATE);
    uint32_t number = out_reserve(w->out, 1);
    Buf *b = out_begin(w->out, number);
    buf_printf(b, "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
                  "/Info(sRGB IEC61966-2.1)/DestOutputProfile %u 0 R>>",
               profile);
    out_end(w->out);
    return number;
}
