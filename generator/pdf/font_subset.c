/*
 * font_subset: a face cut to the glyphs a book uses.
 *
 * CFF leaves as its bare CFF table (CIDFontType0C), TrueType as a font file with the tables a
 * PDF reader needs. A CID-keyed CFF names glyphs by CID, which the subset keeps; what stands in
 * text is therefore read from the charset of the subset (Adobe note 5176), not assumed to be
 * the glyph number. Everything else is numbered anew: keeping the numbers made 149 KB of 10.
 */
#include <assert.h>
#include <hb-subset.h>
#include <hb.h>

#include "pdf/font_imp.h"

/* A CFF table while it is read: hostile or not, nothing past end is touched. */
typedef struct Cff {
    const uint8_t *p;
    size_t n;
} Cff;

static hb_face_t *subset_face(const Font *font, const uint32_t *used, size_t count,
                              uint32_t *new_gid);
static bool cff_cids(Cff cff, uint32_t *new_gid, size_t count);

static Str subset_table(Arena *a, hb_face_t *subset, hb_tag_t tag)
{
    hb_blob_t *blob = tag ? hb_face_reference_table(subset, tag)
                          : hb_face_reference_blob(subset);
    unsigned n;
    const char *p = hb_blob_get_data(blob, &n);
    Str bytes = n ? str_copy(a, (Str){p, n}) : STR_NONE;
    hb_blob_destroy(blob);
    return bytes;
}

bool font_subset(Arena *a, const Font *font, const uint32_t *used, size_t count,
                 uint32_t *new_gid, Str *bytes, Diag *d)
{
    assert(count > 0 && font->face);
    hb_face_t *subset = subset_face(font, used, count, new_gid);
    bool good = subset != NULL;
    if (good) {
        *bytes = subset_table(a, subset, HB_TAG('C', 'F', 'F', ' '));
        if (bytes->n)
            good = cff_cids((Cff){(const uint8_t *)bytes->p, bytes->n}, new_gid, count);
        else
            *bytes = subset_table(a, subset, 0);
        good &= bytes->n > 0;
        hb_face_destroy(subset);
    }
    if (good)
        return true;
    diag_error(d, "font-subset", (Pos){0}, "不能从字体 %.*s（%.*s）取出用到的 %zu 个字形",
               "cannot cut font %.*s (%.*s) to the %zu glyphs used", STR_ARG(font->name),
               STR_ARG(font->path), count);
    diag_hint(d, "字体文件可能损坏：重新安装，或换一个字体",
              "the font file may be damaged: install it again or use another");
    return false;
}

/* Tables a PDF reader has no use for: text comes as glyph numbers, placed. */
static void drop_tables(hb_subset_input_t *input)
{
    static const hb_tag_t tags[] = {
        HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'),
        HB_TAG('B', 'A', 'S', 'E'), HB_TAG('D', 'S', 'I', 'G'), HB_TAG('V', 'O', 'R', 'G'),
        HB_TAG('v', 'h', 'e', 'a'), HB_TAG('v', 'm', 't', 'x'), HB_TAG('n', 'a', 'm', 'e'),
        HB_TAG('c', 'm', 'a', 'p'), HB_TAG('O', 'S', '/', '2'), HB_TAG('p', 'o', 's', 't'),
        HB_TAG('g', 'a', 's', 'p'), HB_TAG('k', 'e', 'r', 'n'), HB_TAG('h', 'd', 'm', 'x'),
        HB_TAG('V', 'D', 'M', 'X'), HB_TAG('L', 'T', 'S', 'H'), HB_TAG('M', 'A', 'T', 'H'),
        HB_TAG('J', 'S', 'T', 'F'), HB_TAG('m', 'e', 't', 'a'), HB_TAG('F', 'F', 'T', 'M')};
    hb_set_t *drop = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
        hb_set_add(drop, tags[i]);
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
    drop_tables(input);
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
    hb_face_t *subset = NULL;
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(font->face, input);
    if (plan) {
        const hb_map_t *map = hb_subset_plan_old_to_new_glyph_mapping(plan);
        for (size_t i = 0; i < count; i++)
            new_gid[i] = hb_map_get(map, used[i]);
        subset = hb_subset_plan_execute_or_fail(plan);
        hb_subset_plan_destroy(plan);
    }
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

/* One operand of a DICT at *at; operators are left standing. Reals are skipped as 0. */
static int64_t cff_operand(Cff cff, size_t *at)
{
    uint8_t b = cff.p[(*at)++];
    if (b >= 32 && b <= 246)
        return b - 139;
    if (b >= 247 && b <= 254) {
        int low = (int)cff_number(cff, (*at)++, 1);
        return b <= 250 ? (b - 247) * 256 + low + 108 : -(b - 251) * 256 - low - 108;
    }
    if (b == 28 || b == 29) {
        size_t size = b == 28 ? 2 : 4;
        uint32_t value = cff_number(cff, *at, size);
        *at += size;
        return b == 28 ? (int16_t)value : (int32_t)value;
    }
    while (b == 30 && *at < cff.n && (cff.p[*at] & 15) != 15) /* nibbles to an end mark */
        (*at)++;
    *at += b == 30;
    return 0;
}

/* Of the Top DICT: is it CID-keyed (operator 12 30), where is the charset (15)? */
static void cff_top(Cff cff, size_t from, size_t to, bool *cid, size_t *charset)
{
    int64_t operand = 0;
    *cid = false;
    *charset = 0;
    while (from < to) {
        uint8_t b = cff.p[from];
        if (b > 21) {
            operand = cff_operand(cff, &from);
            continue;
        }
        if (b == 12 && from + 1 < to && cff.p[from + 1] == 30)
            *cid = true;
        if (b == 15)
            *charset = operand > 0 && (uint64_t)operand < cff.n ? (size_t)operand : 0;
        from += b == 12 ? 2 : 1;
    }
}

/* Turn glyph numbers (rising) into CIDs by the charset; glyph 0 is not in it. */
static bool cff_charset(Cff cff, size_t at, uint32_t *gids, size_t count)
{
    uint8_t format = cff.p[at++];
    uint32_t glyph = 1;
    size_t i = count > 0 && gids[0] == 0;
    while (i < count && at + 1 < cff.n) {
        uint32_t cid = cff_number(cff, at, 2);
        uint32_t left = format ? cff_number(cff, at + 2, format) : 0;
        at += 2 + (size_t)format;
        while (i < count && gids[i] - glyph <= left) {
            gids[i] = cid + (gids[i] - glyph);
            i++;
        }
        glyph += left + 1;
    }
    return i == count;
}

/* What CIDs the glyphs have; a CFF that is not CID-keyed is addressed by glyph number. */
static bool cff_cids(Cff cff, uint32_t *new_gid, size_t count)
{
    size_t from, to, charset;
    bool cid;
    if (cff.n < 4)
        return false;
    size_t at = cff_index(cff, cff.p[2], &from, &to); /* names */
    if (!at || !cff_index(cff, at, &from, &to))       /* Top DICTs */
        return false;
    cff_top(cff, from, to, &cid, &charset);
    if (!cid || charset <= 2) /* 0–2: a predefined charset, where CID = glyph number */
        return true;
    return cff.p[charset] <= 2 && cff_charset(cff, charset, new_gid, count);
}
