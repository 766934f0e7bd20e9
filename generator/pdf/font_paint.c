/* Glyphs as pixels, by FreeType's smooth rasteriser. The only door to FreeType. */
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H
#include <hb.h>
#include <stddef.h>

#include "pdf/font_imp.h"

enum { FACES_PAINTED = 16 /* of one page */ };

/* What FreeType has opened: it lives outside of arenas, as long as the painter. */
struct GlyphPainter {
    FT_Library library;
    FT_Face faces[FACES_PAINTED];
    hb_blob_t *blobs[FACES_PAINTED];
    const Font *fonts[FACES_PAINTED];
    size_t count;
};

GlyphPainter *glyph_painter_open(Arena *a)
{
    GlyphPainter *p = arena_new(a, GlyphPainter);
    *p = (GlyphPainter){0};
    return FT_Init_FreeType(&p->library) == 0 ? p : NULL;
}

void glyph_painter_close(GlyphPainter *p)
{
    if (!p)
        return;
    for (size_t i = 0; i < p->count; i++) {
        FT_Done_Face(p->faces[i]);
        hb_blob_destroy(p->blobs[i]);
    }
    FT_Done_FreeType(p->library);
}

static FT_Face face_of(GlyphPainter *p, const Font *font)
{
    for (size_t i = 0; i < p->count; i++)
        if (p->fonts[i] == font)
            return p->faces[i];
    if (p->count == FACES_PAINTED || !font->face)
        return NULL;
    unsigned n;
    hb_blob_t *blob = hb_face_reference_blob(font->face);
    const char *bytes = hb_blob_get_data(blob, &n);
    if (FT_New_Memory_Face(p->library, (const FT_Byte *)bytes, n, font->index, &p->faces[p->count]) != 0) {
        hb_blob_destroy(blob);
        return NULL;
    }
    p->blobs[p->count] = blob;
    p->fonts[p->count] = font;
    return p->faces[p->count++];
}

/* Thousandths of a point as 26.6 fixed point. */
static FT_Pos fixed(Len length)
{
    return (FT_Pos)((int64_t)length * 64 / 1000);
}

bool glyph_paint(GlyphPainter *p, Arena *a, const Font *font, uint32_t gid, Len size, Len stroke, bool turned, Len right,
                 Len down, GlyphPixels *pixels)
{
    static const FT_Matrix quarter = {0, 0x10000, -0x10000, 0}; /* clockwise: x to -y, y to x */
    FT_Face face = face_of(p, font);
    if (!face || FT_Set_Char_Size(face, 0, fixed(size), 72, 72) != 0 ||
        FT_Load_Glyph(face, gid, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0)
        return false;
    FT_Outline *outline = &face->glyph->outline;
    if (stroke)
        FT_Outline_Embolden(outline, fixed(stroke));
    if (turned)
        FT_Outline_Transform(outline, &quarter);
    FT_Outline_Translate(outline, fixed(right), -fixed(down));
    if (FT_Render_Glyph(face->glyph, FT_RENDER_MODE_NORMAL) != 0)
        return false;
    const FT_Bitmap *bitmap = &face->glyph->bitmap;
    uint8_t *cover = arena_alloc(a, (size_t)bitmap->width * bitmap->rows + 1);
    for (size_t y = 0; y < bitmap->rows; y++)
        for (size_t x = 0; x < bitmap->width; x++)
            cover[y * bitmap->width + x] = bitmap->buffer[(ptrdiff_t)y * bitmap->pitch + (ptrdiff_t)x];
    *pixels = (GlyphPixels){face->glyph->bitmap_left, face->glyph->bitmap_top, bitmap->width, bitmap->rows, cover};
    return true;
}
