/*
 * font_subset: a face cut to the glyphs a book uses.
 *
 * CFF leaves as its bare CFF table (CIDFontType0C), TrueType as a font file with the tables a
 * PDF reader needs. Glyphs are numbered anew in the order of the face. A CID-keyed CFF names
 * glyphs by CID and HarfBuzz keeps the old ones, so its charset is replaced (Adobe note 5176):
 * with small numbers in a row the text of a book is a fifth smaller after Flate.
 */
#include <assert.h>
#include <hb-subset.h>
#include <hb.h>
#include <string.h>

#include "pdf/font_imp.h"

/* A CFF table while it is read: hostile or not, nothing past end is touched. */
typedef struct Cff {
    const uint8_t *p;
    size_t n;
} Cff;

static hb_face_t *subset_face(const Font *font, const uint32_t *used, size_t count,
                              uint32_t *new_gid);
static bool cff_renumber(uint8_t *p, size_t n, size_t glyphs);

/* A table of the subset, tag 0: the whole file. In a. */
static uint8_t *subset_table(Arena *a, hb_face_t *subset, hb_tag_t tag, size_t *size)
{
    hb_blob_t *blob = tag ? hb_face_reference_table(subset, tag)
                          : hb_face_reference_blob(subset);
    unsigned n;
    const char *p = hb_blob_get_data(blob, &n);
    uint8_t *bytes = arena_alloc(a, n + 1);
    if (n)
        memcpy(bytes, p, n);
    hb_blob_destroy(blob);
    *size = n;
    return bytes;
}

void font_refused(const Font *font, size_t count, Diag *d)
{
    diag_error(d, "font-subset", (Pos){0}, "不能从字体 %.*s（%.*s）取出用到的 %zu 个字形",
               "cannot cut font %.*s (%.*s) to the %zu glyphs used", STR_ARG(font->name),
               STR_ARG(font->path), count);
    diag_hint(d, "字体文件可能损坏：重新安装，或换一个字体",
              "the font file may be damaged: install it again or use another");
}

bool font_subset(Arena *a, const Font *font, const uint32_t *used, size_t count,
                 uint32_t *new_gid, Str *bytes, Diag *d)
{
    assert(count > 0 && font->face);
    hb_face_t *subset = subset_face(font, used, count, new_gid);
    size_t n = 0;
    bool good = subset != NULL;
    if (good) {
        uint8_t *p = subset_table(a, subset, HB_TAG('C', 'F', 'F', ' '), &n);
        if (n)
            good = cff_renumber(p, n, hb_face_get_glyph_count(subset));
        else
            p = subset_table(a, subset, 0, &n);
        *bytes = (Str){(const char *)p, n};
        good &= n > 0;
        hb_face_destroy(subset);
    }
    if (good)
        return true;
    font_refused(font, count, d);
    return false;
}

/* What a PDF reader needs: text comes as glyph numbers, placed. */
static bool is_kept(hb_tag_t tag)
{
    static const hb_tag_t kept[] = {
        HB_TAG('C', 'F', 'F', ' '), HB_TAG('g', 'l', 'y', 'f'), HB_TAG('l', 'o', 'c', 'a'),
        HB_TAG('h', 'e', 'a', 'd'), HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'),
        HB_TAG('m', 'a', 'x', 'p'), HB_TAG('c', 'v', 't', ' '), HB_TAG('f', 'p', 'g', 'm'),
        HB_TAG('p', 'r', 'e', 'p')};
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
        if (kept[i] == tag)
            return true;
    return false;
}

static hb_blob_t *kept_table(hb_face_t *face, hb_tag_t tag, void *from)
{
    (void)face;
    return is_kept(tag) ? hb_face_reference_table(from, tag) : NULL;
}

/* The face without the rest: HarfBuzz would look through its whole cmap, at the cost of ten pages
 * of text. */
static hb_face_t *bare_face(hb_face_t *face)
{
    hb_face_t *bare = hb_face_create_for_tables(kept_table, face, NULL);
    hb_face_set_glyph_count(bare, hb_face_get_glyph_count(face));
    hb_face_set_upem(bare, hb_face_get_upem(face));
    return bare;
}

/* The subset, and the number in it of each glyph used. NULL: refused. */
static hb_face_t *subset_face(const Font *font, const uint32_t *used, size_t count,
                              uint32_t *new_gid)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        return NULL;
    hb_set_t *glyphs = hb_subset_input_glyph_set(input);
    for (size_t i = 0; i < count; i++) {
        assert(i == 0 || used[i] > used[i - 1]);
        hb_set_add(glyphs, used[i]);
    }
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
    hb_face_t *subset = NULL, *bare = bare_face(font->face);
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(bare, input);
    if (plan) {
        const hb_map_t *map = hb_subset_plan_old_to_new_glyph_mapping(plan);
        for (size_t i = 0; i < count; i++)
            new_gid[i] = hb_map_get(map, used[i]);
        subset = hb_subset_plan_execute_or_fail(plan);
        hb_subset_plan_destroy(plan);
    }
    hb_face_destroy(bare);
    hb_subset_input_destroy(input);
    return subset;
}

/* ---- CFF ---- */

static uint32_t cff_number(Cff cff, size_t at, size_t size)
{
    uint32_t value = 0;
    for (size_t i = 0; i < size; i++)
        value = value << 8 | (at + i < cff.n ? cff.p[at + i] : 0);
    return value;
}

/* An INDEX at `at`: where its first object is and ends; where the INDEX ends, 0 when damaged. */
static size_t cff_index(Cff cff, size_t at, size_t *from, size_t *to)
{
    size_t count = cff_number(cff, at, 2), size = at + 2 < cff.n ? cff.p[at + 2] : 0;
    *from = *to = at + 2;
    if (count == 0)
        return at + 2;
    if (size < 1 || size > 4)
        return 0;
    size_t data = at + 3 + (count + 1) * size - 1; /* offsets count from 1 */
    size_t end = data + cff_number(cff, at + 3 + count * size, size);
    *from = data + cff_number(cff, at + 3, size);
    *to = data + cff_number(cff, at + 3 + size, size);
    return end <= cff.n && *to <= end && *from <= *to ? end : 0;
}

/* An operand of a DICT that is an offset; 0 when it is none. */
static size_t cff_operand(Cff cff, size_t at)
{
    uint8_t b = cff.p[at];
    if (b == 28 || b == 29)
        return cff_number(cff, at + 1, b == 28 ? 2 : 4);
    if (b >= 32 && b <= 246)
        return b > 139 ? b - 139u : 0;
    return b >= 247 && b <= 250 ? (b - 247u) * 256 + cff_number(cff, at + 1, 1) + 108 : 0;
}

/* Where an operand of a DICT ends. */
static size_t cff_operand_end(Cff cff, size_t at)
{
    uint8_t b = cff.p[at++];
    if (b == 30) /* a real: nibbles to an end mark */
        while (at < cff.n && (cff.p[at++] & 15) != 15)
            continue;
    if (b >= 247 && b <= 254)
        return at + 1;
    return at + (b == 28 ? 2u : b == 29 ? 4u : 0u);
}

/* Of the Top DICT: is it CID-keyed (operator 12 30), and where is the charset (15)? 0: none. */
static void cff_top(Cff cff, size_t from, size_t to, bool *cid, size_t *charset)
{
    size_t operand = from;
    *cid = false;
    *charset = 0;
    while (from < to) {
        uint8_t b = cff.p[from];
        if (b > 21) {
            operand = from;
            from = cff_operand_end(cff, from);
            continue;
        }
        if (b == 12 && from + 1 < to && cff.p[from + 1] == 30)
            *cid = true;
        if (b == 15)
            *charset = cff_operand(cff, operand);
        from += b == 12 ? 2 : 1;
    }
}

/*
 * One range from 1 over the old charset, which is at least as long: format 0 for one glyph
 * beside .notdef, 1 for up to 256, else 2. What is left of a long one is cleared. (At the end
 * of the table it would do for all readers but Ghostscript, which then shows no glyph.)
 */
static void write_charset(uint8_t *p, size_t room, size_t glyphs)
{
    size_t behind_first = glyphs - 2, old = p[0] == 0 ? 1 + 2 * (glyphs - 1) : 0;
    memset(p, 0, old < room ? old : room);
    p[0] = glyphs == 2 ? 0 : behind_first < 256 ? 1 : 2;
    p[1] = 0;
    p[2] = 1;
    if (p[0] == 2)
        p[3] = (uint8_t)(behind_first >> 8);
    if (p[0] > 0)
        p[2 + p[0]] = (uint8_t)behind_first;
}

/*
 * Name the glyphs of a CID-keyed CFF by their numbers. A CFF without CIDs needs nothing: PDF
 * addresses it by glyph number.
 */
static bool cff_renumber(uint8_t *p, size_t n, size_t glyphs)
{
    Cff cff = {p, n};
    size_t from, to, charset;
    bool cid;
    if (cff.n < 4 || glyphs < 2)
        return false;
    size_t at = cff_index(cff, cff.p[2], &from, &to); /* names */
    if (!at || !cff_index(cff, at, &from, &to))       /* Top DICTs */
        return false;
    cff_top(cff, from, to, &cid, &charset);
    if (!cid)
        return true;
    if (charset <= 2 || charset > cff.n || cff.n - charset < 5)
        return false;
    write_charset(p + charset, cff.n - charset, glyphs);
    return true;
}
