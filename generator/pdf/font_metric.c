/*
 * font_metric: the font OM of the typesetting specification (§7), which has widths and no
 * shapes, so that line breaking can be tested without any font file.
 *
 * Han and full-width punctuation 1 em, blanks half an em on the side where they have none of
 * their ink; — … 1 em, ⸺ 2 em; · – / half an em; ％ ℃ 1 em; ASCII half an em, the space a
 * quarter; curly quotes half an em in Latin form.
 */
#include <assert.h>

#include "pdf/font_imp.h"
#include "text/unicode.h"

enum { FULL = 1000, HALF = 500, QUARTER = 250 };

static bool is_quote(Punct punct)
{
    return punct == PUNCT_QUOTE_OPEN || punct == PUNCT_QUOTE_CLOSE;
}

/* Characters that neither advance nor show. */
static bool is_invisible(uint32_t rune)
{
    return unicode_is_mark(rune) || unicode_is_control(rune);
}

/* In a column letters and digits that stand upright have an em, and what stands in its middle
 * has no blank (R18). */
static Em advance_of(uint32_t rune, Punct punct, FontChoice choice)
{
    bool latin = choice.latin;
    if (choice.vertical && rune > ' ' && rune < 0x7F)
        return FULL;
    if (is_quote(punct))
        return latin ? HALF : FULL;
    if (rune == ' ' || rune == 0xA0 || rune == 0x2009 || rune == 0x202F)
        return QUARTER;
    if (rune == 0x2E3A)
        return 2 * FULL;
    if (is_invisible(rune))
        return 0;
    if (punct == PUNCT_STOP_FULL || punct == PUNCT_ELLIPSIS)
        return FULL;
    if (punct == PUNCT_MID || punct == PUNCT_SOL || rune == 0x2013 || rune < 0x250)
        return HALF;
    if (unicode_is_western(rune) || rune == 0x2212)
        return HALF;
    UnicodeWidth width = unicode_width(rune);
    return width == WIDTH_H || width == WIDTH_N || width == WIDTH_NA ? HALF : FULL;
}

static bool has_left_blank(Punct punct, bool latin)
{
    return punct == PUNCT_OPEN || (punct == PUNCT_QUOTE_OPEN && !latin);
}

static bool has_right_blank(uint32_t rune, Punct punct, FontChoice choice)
{
    if (choice.vertical && font_is_centred(rune))
        return false;
    return punct == PUNCT_CLOSE || punct == PUNCT_COMMA || punct == PUNCT_STOP ||
           (punct == PUNCT_QUOTE_CLOSE && !choice.latin);
}

void font_metric_shape(Arena *a, const Fonts *f, FontChoice choice, Str text, Pos pos,
                       GlyphRun *out, Diag *d)
{
    (void)pos;
    (void)d;
    assert(f->metric && f->nfaces == 1);
    uint32_t rune;
    for (size_t at = 0, length; at < text.n; at += length) {
        length = unicode_decode(text, at, &rune);
        Punct punct = unicode_punct(rune);
        Glyph glyph = {
            .font = f->faces[0],
            .gid = rune,
            .offset = (uint32_t)at,
            .length = (uint16_t)length,
            .breaks = !unicode_is_mark(rune) && rune != 0xAD,
            .advance = advance_of(rune, punct, choice),
            .left = has_left_blank(punct, choice.latin) ? HALF : 0,
            .right = has_right_blank(rune, punct, choice) ? HALF : 0,
        };
        arena_push(a, out->glyphs, out->count, out->room, glyph);
    }
}
