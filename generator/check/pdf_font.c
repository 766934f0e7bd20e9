/*
 * Character maps (ToUnicode and embedded encodings) are PostScript in form; only their tables are
 * read: "n begin…" and rows of strings and numbers. Of the predefined encodings the identities and
 * those whose codes are UTF-16 are known; others have the length of their codes and no meaning.
 */
#include "check/pdf_font.h"

#include <stdlib.h>
#include <string.h>

#include "check/pdf_lex.h"

enum {
    RANGES_MOST = 200000, /* of one map: more than there are characters in use */
    BOX = 20              /* how far, in Em, an em box may be off */
};

/* Codes low..high: first, first + 1, … */
typedef struct Range {
    uint32_t low, high, first;
    bool fixed; /* all of them the same */
} Range;

typedef struct Ranges {
    Range *items;
    size_t count, room;
} Ranges;

struct PdfFont {
    Str name;
    bool composite, unicode; /* codes are UTF-16 */
    unsigned code_bytes;     /* of composite fonts; 0: by their lead byte, as GBK */
    Ranges meaning;          /* code to rune */
    Ranges cids;             /* code to CID, when not the same */
    Ranges widths;           /* CID or code to width in thousandths, times 16 */
    double otherwise;        /* width of what is not in there */
    Em ascent;
    PdfFace face;
};

/* ---- ranges ---- */

static void add_range(Arena *a, Ranges *r, Range range)
{
    if (r->count < RANGES_MOST && range.low <= range.high)
        arena_push(a, r->items, r->count, r->room, range);
}

static int by_low(const void *left, const void *right)
{
    const Range *a = left, *b = right;
    return (a->low > b->low) - (a->low < b->low);
}

static void sort_ranges(Ranges *r)
{
    if (r->count)
        qsort(r->items, r->count, sizeof *r->items, by_low);
}

/* The value of a code, or false. Of ranges that overlap the last to begin is asked. */
static bool find_range(const Ranges *r, uint32_t code, uint32_t *value)
{
    size_t from = 0, to = r->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (r->items[middle].low <= code)
            from = middle + 1;
        else
            to = middle;
    }
    if (!from || r->items[from - 1].high < code)
        return false;
    const Range *range = &r->items[from - 1];
    *value = range->fixed ? range->first : range->first + (code - range->low);
    return true;
}

/* ---- character maps ---- */

static uint32_t code_of(Str s)
{
    uint32_t code = 0;
    for (size_t i = 0; i < s.n && i < 4; i++)
        code = code << 8 | (unsigned char)s.p[i];
    return code;
}

/* The first character of a UTF-16BE string. */
static uint32_t rune_of(Str s)
{
    if (s.n < 2)
        return s.n ? (unsigned char)s.p[0] : 0;
    uint32_t high = code_of(str_slice(s, 0, 2));
    if (high < 0xD800 || high > 0xDBFF || s.n < 4)
        return high;
    uint32_t low = code_of(str_slice(s, 2, 4));
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

static uint32_t value_of(const PdfToken *t)
{
    return t->kind == PDF_STRING ? rune_of(t->text) : t->number > 0 ? (uint32_t)t->number : 0;
}

/* [ <a> <b> … ]: a value for each code from low on. */
static void read_list(PdfLex *l, Ranges *out, uint32_t low)
{
    for (PdfToken t = pdf_lex_next(l); t.kind == PDF_STRING; t = pdf_lex_next(l), low++)
        add_range(l->a, out, (Range){low, low, rune_of(t.text), false});
}

/* Rows of one table up to its "end…": code value, or low high value. */
static void read_rows(PdfLex *l, Ranges *out, bool pairs)
{
    for (PdfToken t = pdf_lex_next(l); t.kind == PDF_STRING; t = pdf_lex_next(l)) {
        Range range = {.low = code_of(t.text)};
        range.high = range.low;
        if (pairs)
            range.high = code_of(pdf_lex_next(l).text);
        t = pdf_lex_next(l);
        if (t.kind == PDF_OPEN) {
            read_list(l, out, range.low);
            continue;
        }
        range.first = value_of(&t);
        add_range(l->a, out, range);
    }
}

static void read_map(Arena *a, Str bytes, Ranges *out, unsigned *code_bytes)
{
    PdfLex l = {.a = a, .bytes = bytes};
    for (PdfToken t = pdf_lex_next(&l); t.kind != PDF_END; t = pdf_lex_next(&l)) {
        if (t.kind != PDF_WORD)
            continue;
        if (str_equal(t.text, STR("begincodespacerange"))) {
            t = pdf_lex_next(&l);
            if (t.kind == PDF_STRING && t.text.n >= 1 && t.text.n <= 4 && code_bytes)
                *code_bytes = (unsigned)t.text.n;
        } else if (str_equal(t.text, STR("beginbfchar")) || str_equal(t.text, STR("begincidchar"))) {
            read_rows(&l, out, false);
        } else if (str_equal(t.text, STR("beginbfrange")) || str_equal(t.text, STR("begincidrange"))) {
            read_rows(&l, out, true);
        }
    }
    sort_ranges(out);
}

/* ---- widths ---- */

static Range width_range(double low, double high, double width)
{
    bool good = low >= 0 && high <= 0xFFFF && width >= 0 && width < 100000;
    return good ? (Range){(uint32_t)low, (uint32_t)high, (uint32_t)(width * 16 + 0.5), true} : (Range){1, 0, 0, true};
}

/* /W: c [w …] or first last w. */
static void read_cid_widths(PdfFile *f, Arena *a, PdfFont *font, PdfRef w)
{
    double low, high, width;
    for (size_t i = 0, n = pdf_count(f, w); i + 1 < n && i < RANGES_MOST;) {
        pdf_number(f, pdf_item(f, w, i++), &low);
        PdfRef next = pdf_item(f, w, i++);
        if (pdf_is_array(f, next)) {
            for (size_t k = 0, m = pdf_count(f, next); k < m && k < 0x10000; k++, low++)
                if (pdf_number(f, pdf_item(f, next, k), &width))
                    add_range(a, &font->widths, width_range(low, low, width));
        } else if (pdf_number(f, next, &high) && pdf_number(f, pdf_item(f, w, i++), &width)) {
            add_range(a, &font->widths, width_range(low, high, width));
        }
    }
}

static void read_simple_widths(PdfFile *f, Arena *a, PdfFont *font, PdfRef dictionary)
{
    double first, width;
    PdfRef list = pdf_key(f, dictionary, "/Widths");
    pdf_number(f, pdf_key(f, dictionary, "/FirstChar"), &first);
    for (size_t i = 0, n = pdf_count(f, list); i < n && i < 256; i++)
        if (pdf_number(f, pdf_item(f, list, i), &width))
            add_range(a, &font->widths, width_range(first + (double)i, first + (double)i, width));
}

/* ---- names ---- */

static bool has(Str name, const char *part)
{
    Str wanted = str_of(part);
    for (size_t i = 0; i + wanted.n <= name.n; i++) {
        size_t k = 0;
        while (k < wanted.n && (name.p[i + k] | (name.p[i + k] >= 'A' && name.p[i + k] <= 'Z' ? 0x20 : 0)) == wanted.p[k])
            k++;
        if (k == wanted.n)
            return true;
    }
    return false;
}

/* Names in Latin letters, in UTF-8, and in GBK as older programs put them into files. */
static PdfFace face_of(Str name)
{
    static const struct { const char *part; PdfFace face; } known[] = {
        {"xiaobiaosong", FACE_TITLE}, {"xbs", FACE_TITLE}, {"小标宋", FACE_TITLE}, {"\xD0\xA1\xB1\xEA\xCB\xCE", FACE_TITLE},
        {"fangsong", FACE_FANG}, {"fang", FACE_FANG}, {"仿宋", FACE_FANG}, {"\xB7\xC2\xCB\xCE", FACE_FANG},
        {"simfang", FACE_FANG}, {"kai", FACE_KAI}, {"楷", FACE_KAI}, {"\xBF\xAC", FACE_KAI},
        {"hei", FACE_HEI}, {"sans", FACE_HEI}, {"黑体", FACE_HEI}, {"\xBA\xDA\xCC\xE5", FACE_HEI},
        {"song", FACE_SONG}, {"simsun", FACE_SONG}, {"serif", FACE_SONG}, {"宋", FACE_SONG}, {"\xCB\xCE\xCC\xE5", FACE_SONG}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (has(name, known[i].part)) {
            bool bold = known[i].face == FACE_SONG && (has(name, "bold") || has(name, "heavy") || has(name, "black"));
            return bold ? FACE_TITLE : known[i].face;
        }
    return FACE_OTHER;
}

/* Without "ABCDEF+", and bytes for #xx. */
static Str plain_name(Arena *a, Str name)
{
    PdfLex l = {.a = a, .bytes = str_printf(a, "/%.*s", STR_ARG(name))};
    Str decoded = pdf_lex_next(&l).text;
    return decoded.n > 7 && decoded.p[6] == '+' ? str_slice(decoded, 7, decoded.n) : decoded;
}

/* ---- reading ---- */

/* The em box, where the descriptor's ascent and descent make one; else as most Chinese faces have it. */
static Em ascent_of(PdfFile *f, PdfRef descriptor)
{
    double ascent = 0, descent = 0;
    bool both = pdf_number(f, pdf_key(f, descriptor, "/Ascent"), &ascent) &&
                pdf_number(f, pdf_key(f, descriptor, "/Descent"), &descent);
    double box = ascent + (descent < 0 ? -descent : descent);
    return both && box > 1000 - BOX && box < 1000 + BOX && ascent > 500 && ascent < 1000 ? (Em)(ascent + 0.5) : 880;
}

/* The encoding of a composite font: how many bytes a code has, and which CID it is. */
static void read_encoding(PdfFile *f, Arena *a, PdfFont *font, PdfRef encoding)
{
    Str name = pdf_name(f, a, encoding);
    font->code_bytes = 2;
    if (!name.n) {
        read_map(a, pdf_stream(f, a, encoding, NULL), &font->cids, &font->code_bytes);
        return;
    }
    font->unicode = str_find(name, STR("UCS2"), 0) < name.n || str_find(name, STR("UTF16"), 0) < name.n;
    if (!font->unicode && !str_starts(name, STR("Identity")))
        font->code_bytes = 0;
}

static void read_composite(PdfFile *f, Arena *a, PdfFont *font, PdfRef dictionary)
{
    PdfRef descendant = pdf_item(f, pdf_key(f, dictionary, "/DescendantFonts"), 0);
    read_encoding(f, a, font, pdf_key(f, dictionary, "/Encoding"));
    if (!pdf_number(f, pdf_key(f, descendant, "/DW"), &font->otherwise))
        font->otherwise = 1000;
    read_cid_widths(f, a, font, pdf_key(f, descendant, "/W"));
    font->ascent = ascent_of(f, pdf_key(f, descendant, "/FontDescriptor"));
}

const PdfFont *pdf_font_read(PdfFile *f, Arena *a, PdfRef dictionary)
{
    PdfFont *font = arena_new(a, PdfFont);
    font->composite = str_equal(pdf_name(f, a, pdf_key(f, dictionary, "/Subtype")), STR("Type0"));
    font->name = plain_name(a, pdf_name(f, a, pdf_key(f, dictionary, "/BaseFont")));
    font->face = face_of(font->name);
    if (font->composite) {
        read_composite(f, a, font, dictionary);
    } else {
        PdfRef descriptor = pdf_key(f, dictionary, "/FontDescriptor");
        pdf_number(f, pdf_key(f, descriptor, "/MissingWidth"), &font->otherwise);
        read_simple_widths(f, a, font, dictionary);
        font->ascent = ascent_of(f, descriptor);
        if (!font->widths.count) /* one of the standard fonts, which need not say */
            font->otherwise = 500;
    }
    sort_ranges(&font->widths);
    read_map(a, pdf_stream(f, a, pdf_key(f, dictionary, "/ToUnicode"), NULL), &font->meaning, NULL);
    return font;
}

/* ---- asking ---- */

/* The length of a code of GBK and its kin: one byte for ASCII, else two. */
static unsigned code_length(const PdfFont *font, Str s, size_t at)
{
    unsigned n = !font->composite ? 1 : font->code_bytes ? font->code_bytes : (unsigned char)s.p[at] < 0x80 ? 1 : 2;
    return s.n - at < n ? (unsigned)(s.n - at) : n;
}

PdfCode pdf_font_code(const PdfFont *font, Str s, size_t at)
{
    PdfCode code = {.length = code_length(font, s, at), .width = font->otherwise};
    code.code = code_of(str_slice(s, at, at + code.length));
    uint32_t cid = code.code, value;
    if (!find_range(&font->meaning, code.code, &code.rune) && (!font->composite || font->unicode))
        code.rune = code.code;
    if (code.rune > 0x10FFFF || (code.rune >= 0xD800 && code.rune <= 0xDFFF))
        code.rune = 0; /* no character */
    if (font->cids.count && !find_range(&font->cids, code.code, &cid))
        cid = 0;
    if (find_range(&font->widths, cid, &value))
        code.width = value / 16.0;
    else if (font->composite && !font->code_bytes && code.length == 1)
        code.width = 500;
    return code;
}

Str pdf_font_name(const PdfFont *font)
{
    return font->name;
}

PdfFace pdf_font_face(const PdfFont *font)
{
    return font->face;
}

Em pdf_font_ascent(const PdfFont *font)
{
    return font->ascent;
}
