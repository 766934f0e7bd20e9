/*
 * font_web: a face cut to some characters, for browsers: with its character map and what shapes text in lines and in
 * columns, the spacing of punctuation included, without hints.
 */
#include <hb-subset.h>
#include <hb.h>

#include "pdf/font_imp.h"
#include "pdf/woff2.h"

/* With these browsers set punctuation side by side closer (CSS Text 4, text-spacing-trim); subsetting drops them if not told. */
static const char *const spacing[] = {"halt", "vhal", "chws", "vchw"};

/* Subroutines of CFF are left as they are or taken apart: for few glyphs one is smaller, for many the other. */
static Str cut(Arena *a, const Font *font, const uint32_t *runes, size_t count, unsigned flags)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        return STR_NONE;
    hb_set_t *set = hb_subset_input_unicode_set(input);
    for (size_t i = 0; i < count; i++)
        hb_set_add(set, runes[i]);
    hb_set_t *features = hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG);
    for (size_t i = 0; i < sizeof spacing / sizeof *spacing; i++)
        hb_set_add(features, hb_tag_from_string(spacing[i], -1));
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | flags);
    hb_face_t *face = hb_subset_or_fail(font->face, input);
    Str sfnt = STR_NONE;
    hb_blob_t *blob = face ? hb_face_reference_blob(face) : NULL;
    unsigned n;
    const char *p = blob ? hb_blob_get_data(blob, &n) : NULL;
    if (p)
        sfnt = woff2_write(a, (Str){p, n});
    hb_blob_destroy(blob);
    hb_face_destroy(face);
    hb_subset_input_destroy(input);
    return sfnt;
}

Str font_identity(Arena *a, const Font *font)
{
    Buf b = buf_in(a);
    buf_str(&b, font->name);
    hb_blob_t *head = font->face ? hb_face_reference_table(font->face, HB_TAG('h', 'e', 'a', 'd')) : NULL;
    unsigned n = 0;
    const char *p = head ? hb_blob_get_data(head, &n) : NULL;
    buf_byte(&b, ' ');
    for (unsigned i = 0; i < n; i++)
        buf_printf(&b, "%02x", (unsigned char)p[i]);
    hb_blob_destroy(head);
    return buf_view(&b);
}

bool font_web(Arena *a, const Font *font, const uint32_t *runes, size_t count, Str *woff2, Diag *d)
{
    Str whole = font->face ? cut(a, font, runes, count, 0) : STR_NONE;
    Str apart = whole.n ? cut(a, font, runes, count, HB_SUBSET_FLAGS_DESUBROUTINIZE) : STR_NONE;
    *woff2 = apart.n && apart.n < whole.n ? apart : whole;
    if (woff2->n)
        return true;
    font_refused(font, count, d);
    return false;
}
