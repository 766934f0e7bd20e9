/*
 * write_font: the faces of a book as font objects.
 *
 * Type0 with Identity-H over a CIDFontType0C (CFF) or CIDFontType2 (TrueType) subset; widths
 * are HarfBuzz's; ToUnicode gives back what the glyph stands for in this book, beyond U+FFFF
 * as surrogate pairs. One glyph may stand for several characters (Noto has 498 such): the
 * first one met is in ToUnicode, the others get ActualText where they stand.
 */
#include <assert.h>

#include "pdf/write_imp.h"

enum {
    BLOCK = 100,     /* entries of a bfchar block at most, Adobe note 5411 */
    TEXT_LIMIT = 64  /* bytes of text one glyph may stand for */
};

bool write_ignorable(Str text)
{
    const uint8_t *p = (const uint8_t *)text.p;
    if (text.n == 2)
        return p[0] == 0xC2 && p[1] == 0xAD; /* U+00AD */
    if (text.n != 3)
        return false;
    if (p[0] == 0xEF)
        return p[1] == 0xBB && p[2] == 0xBF; /* U+FEFF */
    return p[0] == 0xE2 && ((p[1] == 0x80 && p[2] >= 0x8B && p[2] <= 0x8F) || /* U+200B–200F */
                            (p[1] == 0x81 && p[2] >= 0xA0 && p[2] <= 0xA4)); /* U+2060–2064 */
}

/* ---- what is used ---- */

static FaceUse *face_use(Writer *w, const Font *font)
{
    FaceUse **place = &w->faces[font_number(font)];
    if (!*place) {
        FaceUse *face = arena_new(w->a, FaceUse);
        face->font = font;
        face->nglyphs = font_facts(font).glyphs;
        face->glyphs = arena_array(w->a, GlyphUse, face->nglyphs);
        face->index = w->nused;
        w->used[w->nused++] = face;
        *place = face;
    }
    return *place;
}

static void collect_item(Writer *w, const Item *item)
{
    uint32_t count = item->as.glyphs.count;
    if (count == 0)
        return;
    FaceUse *face = face_use(w, item->as.glyphs.font);
    const PlacedGlyph *glyphs = item->as.glyphs.glyphs;
    bool several = false; /* the glyph before shares its text with this one */
    for (uint32_t i = 0; i < count; i++) {
        assert(glyphs[i].gid < face->nglyphs);
        GlyphUse *use = &face->glyphs[glyphs[i].gid];
        bool before = several;
        several = i + 1 < count && glyphs[i + 1].text == glyphs[i].text;
        if (use->text && !use->weak) /* all is known of it: nearly always */
            continue;
        Str text = write_glyph_text(item, i);
        bool shared = before || several;
        if (write_hidden(item, text))
            continue;
        if (!use->used) {
            use->used = true;
            use->width = (int16_t)font_glyph_advance(face->font, glyphs[i].gid);
        }
        if (text.n == 0 || text.n > TEXT_LIMIT || (use->text && (shared || item->as.glyphs.actual)))
            continue;
        use->text = text.p;
        use->length = (uint16_t)text.n;
        use->weak = shared || item->as.glyphs.actual;
    }
}

void write_font_collect(Writer *w)
{
    uint32_t count = fonts_count(w->fonts);
    w->faces = arena_array(w->a, FaceUse *, count);
    w->used = arena_array(w->a, FaceUse *, count);
    for (size_t p = 0; p < w->book->npages; p++)
        for (size_t i = 0; i < w->book->pages[p].nitems; i++)
            if (w->book->pages[p].items[i].kind == ITEM_GLYPHS)
                collect_item(w, &w->book->pages[p].items[i]);
    for (size_t i = 0; i < w->book->nwatermark; i++)
        collect_item(w, &w->book->watermark[i]);
}

/* ---- font objects ---- */

/* "ABCDEF+": six letters that depend on the glyphs alone. */
static Str subset_name(Arena *a, const FaceUse *face, const uint32_t *used, size_t count)
{
    uint64_t hash = 0xCBF29CE484222325u; /* FNV-1a */
    for (size_t i = 0; i < count; i++)
        hash = (hash ^ used[i]) * 0x100000001B3u;
    char prefix[8] = "AAAAAA+";
    for (int i = 0; i < 6; i++, hash /= 26)
        prefix[i] = (char)('A' + hash % 26);
    return str_printf(a, "%s%.*s", prefix, STR_ARG(font_name(face->font)));
}

/* "/W[…]": runs of codes with their widths, those of 1000 (DW) left out. */
static void put_widths(Buf *b, const FaceUse *face, const uint32_t *used, size_t count)
{
    buf_c(b, "/W[");
    bool open = false;
    uint32_t last = 0;
    for (size_t i = 0; i < count; i++) {
        const GlyphUse *use = &face->glyphs[used[i]];
        if (use->width == 1000)
            continue;
        if (open && use->code != last + 1) {
            buf_byte(b, ']');
            open = false;
        }
        if (!open) {
            buf_int(b, use->code);
            buf_byte(b, '[');
        } else {
            buf_byte(b, ' ');
        }
        buf_int(b, use->width);
        last = use->code;
        open = true;
    }
    buf_c(b, open ? "]]" : "]");
}

static uint32_t write_to_unicode(Writer *w, const FaceUse *face, const uint32_t *used,
                                 size_t count)
{
    Buf b = buf_in(w->a);
    buf_c(&b, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
              "/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n"
              "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
              "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    for (size_t i = 0; i < count; i++) {
        const GlyphUse *use = &face->glyphs[used[i]];
        size_t left = count - i < BLOCK ? count - i : BLOCK;
        if (i % BLOCK == 0)
            buf_printf(&b, "%zu beginbfchar\n", left);
        buf_printf(&b, "<%04X> <", use->code);
        put_hex(&b, use->text ? (Str){use->text, use->length} : STR(" "));
        buf_c(&b, ">\n");
        if (i % BLOCK == BLOCK - 1 || i + 1 == count)
            buf_c(&b, "endbfchar\n");
    }
    buf_c(&b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    return out_stream(w->out, STR_NONE, buf_view(&b), OUT_FLATE);
}

static void put_descriptor(Buf *b, const FontFacts *facts, Str name, uint32_t file)
{
    buf_printf(b, "<</Type/FontDescriptor/FontName/%.*s/Flags 4/FontBBox[%d %d %d %d]",
               STR_ARG(name), (int)facts->x_min, (int)facts->y_min, (int)facts->x_max,
               (int)facts->y_max);
    buf_printf(b, "/ItalicAngle %d/Ascent %d/Descent %d/CapHeight %d/StemV %d/FontFile%d %u 0 R>>",
               (int)facts->italic_angle, (int)facts->ascent, (int)facts->descent,
               (int)facts->cap_height, (int)facts->stem_v, facts->is_cff ? 3 : 2, file);
}

/* Font, descendant font and descriptor around the font file. */
static void write_face(Writer *w, FaceUse *face, Str name, Str file, const uint32_t *used,
                       size_t count)
{
    FontFacts facts = font_facts(face->font);
    Str entries = facts.is_cff ? STR("/Subtype/CIDFontType0C")
                               : str_printf(w->a, "/Length1 %zu", file.n);
    uint32_t stream = out_stream(w->out, entries, file, OUT_FLATE);
    uint32_t unicode = write_to_unicode(w, face, used, count);
    uint32_t descendant = out_reserve(w->out, 2), descriptor = descendant + 1;
    Buf *b = out_begin(w->out, face->number);
    buf_printf(b, "<</Type/Font/Subtype/Type0/BaseFont/%.*s/Encoding/Identity-H"
                  "/DescendantFonts[%u 0 R]/ToUnicode %u 0 R>>",
               STR_ARG(name), descendant, unicode);
    out_end(w->out);
    b = out_begin(w->out, descendant);
    buf_printf(b, "<</Type/Font/Subtype/CIDFontType%d/BaseFont/%.*s/CIDSystemInfo"
                  "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %u 0 R"
                  "/DW 1000%s",
               facts.is_cff ? 0 : 2, STR_ARG(name), descriptor,
               facts.is_cff ? "" : "/CIDToGIDMap/Identity");
    put_widths(b, face, used, count);
    buf_c(b, ">>");
    out_end(w->out);
    b = out_begin(w->out, descriptor);
    put_descriptor(b, &facts, name, stream);
    out_end(w->out);
}

static bool write_one(Writer *w, FaceUse *face)
{
    uint32_t *used = arena_array(w->a, uint32_t, face->nglyphs);
    uint32_t *codes = arena_array(w->a, uint32_t, face->nglyphs);
    size_t count = 0;
    for (uint32_t gid = 0; gid < face->nglyphs; gid++)
        if (face->glyphs[gid].used)
            used[count++] = gid;
    Str file;
    if (count == 0) /* nothing that shows */
        return true;
    face->number = out_reserve(w->out, 1);
    if (!font_subset(w->a, face->font, used, count, codes, &file, w->d))
        return false;
    for (size_t i = 0; i < count; i++) {
        assert(codes[i] <= UINT16_MAX);
        face->glyphs[used[i]].code = (uint16_t)codes[i];
    }
    write_face(w, face, subset_name(w->a, face, used, count), file, used, count);
    return true;
}

bool write_font_all(Writer *w)
{
    bool good = true;
    for (uint32_t i = 0; i < w->nused; i++)
        good &= write_one(w, w->used[i]);
    return good;
}
