/*
 * font_slot: what one character, or one dash or dots pair, is in a chain of faces.
 *
 * The first face that has the character with the width typography asks for is taken (R21), so
 * that a text face with narrow quotes or dots borrows them from the next one; a width that no
 * face has is forced, the ink in its middle.
 */
#include <assert.h>
#include <hb.h>
#include <stdlib.h>

#include "pdf/font_imp.h"
#include "text/unicode.h"

enum {
    WIDTH_SLACK = 20, /* how far, in Em, a proper width may be off */
    BLANK_LIMIT = 500 /* of a punctuation mark: half an em at most can be taken away */
};

/* ---- HarfBuzz ---- */

void font_buffer_start(FontChain *chain)
{
    hb_buffer_reset(chain->fonts->buffer);
    hb_buffer_set_cluster_level(chain->fonts->buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
}

/*
 * Shape what is in the buffer. Han takes script hani and language zh-Hans (locl: mainland
 * forms, centred dots, the 2 em dash); words their own script. Latin quotes are the
 * proportional forms (pwid) of the same face; what is full-width in Latin text, as in code, stays so.
 */
unsigned font_buffer_shape(FontChain *chain, const Font *font, uint32_t sample, bool digits)
{
    hb_buffer_t *b = chain->fonts->buffer;
    bool western = chain->choice.latin || unicode_is_western(sample);
    bool other = !western && unicode_is_letter(sample) && !unicode_is_han(sample);
    hb_script_t script = western ? HB_SCRIPT_LATIN : HB_SCRIPT_HAN;
    if (other || (western && unicode_is_letter(sample)))
        script = hb_unicode_script(hb_unicode_funcs_get_default(), sample);
    hb_buffer_set_direction(b, chain->choice.vertical ? HB_DIRECTION_TTB : HB_DIRECTION_LTR);
    hb_buffer_set_script(b, script);
    hb_buffer_set_language(b, hb_language_from_string(western ? "en" : "zh-Hans", -1));
    hb_feature_t features[4];
    unsigned n = 0;
    const hb_feature_t all = {.start = HB_FEATURE_GLOBAL_START, .end = HB_FEATURE_GLOBAL_END};
    UnicodeWidth width = unicode_width(sample);
    if (chain->choice.latin && width != WIDTH_F && width != WIDTH_W) {
        features[n] = all;
        features[n].tag = HB_TAG('p', 'w', 'i', 'd');
        features[n++].value = 1;
    }
    if (chain->choice.half && unicode_is_ascii_digit(sample)) {
        features[n] = all;
        features[n].tag = HB_TAG('h', 'w', 'i', 'd');
        features[n++].value = 1;
    }
    if (digits) { /* no ligatures inside numbers */
        features[n] = all;
        features[n++].tag = HB_TAG('l', 'i', 'g', 'a');
        features[n] = all;
        features[n++].tag = HB_TAG('c', 'l', 'i', 'g');
    }
    hb_shape(font->hb, b, features, n);
    return hb_buffer_get_length(b);
}

static Em buffer_advance(FontChain *chain, const Font *font, const hb_glyph_position_t *p)
{
    return font_em(font, chain->choice.vertical ? -p->y_advance : p->x_advance);
}

/* Glyph i of the buffer; offset and length are the caller's. */
Glyph font_buffer_glyph(FontChain *chain, const Font *font, unsigned i)
{
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(chain->fonts->buffer, NULL) + i;
    const hb_glyph_position_t *p = hb_buffer_get_glyph_positions(chain->fonts->buffer, NULL) + i;
    return (Glyph){.font = font,
                   .gid = info->codepoint,
                   .breaks = true,
                   .advance = buffer_advance(chain, font, p),
                   .dx = font_em(font, p->x_offset),
                   .dy = font_em(font, p->y_offset)};
}

bool font_buffer_complete(FontChain *chain, unsigned count)
{
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(chain->fonts->buffer, NULL);
    for (unsigned i = 0; i < count; i++)
        if (info[i].codepoint == 0)
            return false;
    return count > 0;
}

/* ---- characters ---- */

/* What a character is drawn as: one shape for each of the look-alikes of the specification,
 * and in columns brackets for quotes (R18). */
uint32_t font_rune_drawn(uint32_t rune, bool vertical)
{
    switch (rune) {
    case 0x201C: return vertical ? 0x300E : rune; /* 『 */
    case 0x201D: return vertical ? 0x300F : rune;
    case 0x2018: return vertical ? 0x300C : rune; /* 「 */
    case 0x2019: return vertical ? 0x300D : rune;
    case 0x2027: case 0x30FB: case 0xFF65: return 0xB7; /* 间隔号 */
    case 0x22EF: return 0x2026;
    case 0xFF0F: return '/';
    case '\t': case 0xA0: return ' ';
    case 0x2011: return '-';
    default: return rune;
    }
}

/* The width typography asks for in Chinese text, in Em; 0: whatever the face has. In a column
 * all that stands upright is an em high, and a space a quarter. */
static Em rune_width(uint32_t rune, bool vertical)
{
    if (rune == ' ')
        return vertical ? 250 : 0;
    switch (unicode_punct(rune)) {
    case PUNCT_OPEN: case PUNCT_CLOSE: case PUNCT_QUOTE_OPEN: case PUNCT_QUOTE_CLOSE:
    case PUNCT_COMMA: case PUNCT_STOP: case PUNCT_STOP_FULL: case PUNCT_ELLIPSIS:
        return 1000;
    case PUNCT_DASH: return rune == 0x2E3A ? 2000 : 1000;
    case PUNCT_MID: return 500;
    case PUNCT_CONN: return rune == 0x2013 ? 500 : 1000;
    case PUNCT_NONE: case PUNCT_HYPHEN: case PUNCT_SOL: case PUNCT_POST: case PUNCT_PRE:
    case PUNCT_LATIN_CLOSE: case PUNCT_LATIN_OPEN:
        return vertical ? 1000 : 0;
    }
    return 0;
}

static FontKind rune_kind(uint32_t rune, FontChoice choice)
{
    if (rune == UNICODE_BAD || (unicode_is_control(rune) && rune < 0xA0 && rune != '\t'))
        return FONT_MISSING;
    if (choice.vertical && rune < 0x7F)
        return FONT_SIMPLE; /* a letter or digit by itself */
    if (rune == '/' || rune == 0xFF0F)
        return choice.latin || choice.vertical ? FONT_NEUTRAL : FONT_SLASH;
    if (rune == 0x2014 || rune == 0x2026 || rune == 0x22EF || rune == 0x2E3A)
        return choice.latin ? FONT_SIMPLE : FONT_PAIR;
    if (choice.half && unicode_is_ascii_digit(rune))
        return FONT_SIMPLE;
    if (rune > ' ' && rune < 0x7F)
        return unicode_is_letter(rune) ? FONT_LETTER : FONT_NEUTRAL;
    if (rune == 0xAD || rune == 0x200D || (unicode_is_control(rune) && rune >= 0x200B))
        return FONT_IGNORE;
    if (unicode_is_selector(rune) || unicode_is_mark(rune))
        return FONT_EXTEND;
    if (unicode_is_western(rune))
        return FONT_LETTER;
    if (choice.latin && rune >= 0x2018 && rune <= 0x201D)
        return FONT_NEUTRAL;
    if (rune < 0xE00 && unicode_is_letter(rune) && rune > 0x52F)
        return FONT_LETTER; /* Arabic, Hebrew, the Indic scripts */
    return FONT_SIMPLE;
}

/* The slot of one character in one face; gid 0 when the face does not have it. */
static FontSlot slot_in_face(FontChain *chain, const Font *font, uint32_t rune)
{
    font_buffer_start(chain);
    hb_buffer_add(chain->fonts->buffer, rune, 0);
    hb_buffer_set_content_type(chain->fonts->buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    unsigned count = font_buffer_shape(chain, font, rune, false);
    if (!font_buffer_complete(chain, count))
        return (FontSlot){0};
    Glyph g = font_buffer_glyph(chain, font, 0);
    return (FontSlot){.kind = count > 1 ? FONT_LETTER : FONT_SIMPLE, /* else not alone */
                      .gid = g.gid,
                      .advance = (int16_t)g.advance,
                      .dx = (int16_t)g.dx,
                      .dy = (int16_t)g.dy};
}

static bool ink_of(const Font *font, uint32_t gid, Em *from, Em *to)
{
    hb_glyph_extents_t e;
    if (!hb_font_get_glyph_extents(font->hb, gid, &e) || e.width <= 0)
        return false;
    *from = font_em(font, e.x_bearing);
    *to = font_em(font, e.x_bearing + e.width);
    return true;
}

/* The same along a column, down from the glyph's own origin. */
static bool ink_down(const Font *font, uint32_t gid, Em *from, Em *to)
{
    hb_glyph_extents_t e;
    if (!hb_font_get_glyph_extents(font->hb, gid, &e) || e.height >= 0)
        return false;
    *from = -font_em(font, e.y_bearing);
    *to = -font_em(font, e.y_bearing + e.height);
    return true;
}

/* Give the glyph this advance, its ink in the middle. */
void font_slot_force(FontSlot *slot, const Font *font, Em width, bool vertical)
{
    Em from = 0, to = slot->advance;
    if (slot->advance == width)
        return;
    if (vertical) {
        if (ink_down(font, slot->gid, &from, &to))
            slot->dy = (int16_t)(from - (width - (to - from)) / 2);
    } else {
        ink_of(font, slot->gid, &from, &to);
        slot->dx = (int16_t)((width - (to - from)) / 2 - from);
    }
    slot->advance = (int16_t)width;
}

static int16_t blank(Em distance)
{
    return (int16_t)(distance < 0 ? 0 : distance > BLANK_LIMIT ? BLANK_LIMIT : distance);
}

bool font_is_centred(uint32_t rune)
{
    return rune == 0xFF1A || rune == 0xFF1B || rune == 0xFF1F || rune == 0xFF01;
}

/* What can be taken away beside the ink: before an opening mark, behind all others. */
static void slot_blanks(FontSlot *slot, const Font *font, uint32_t rune, bool vertical)
{
    Em from, to, offset = vertical ? (Em)-slot->dy : slot->dx;
    if (vertical ? font_is_centred(rune) || !ink_down(font, slot->gid, &from, &to)
                 : !ink_of(font, slot->gid, &from, &to))
        return;
    Punct punct = unicode_punct(rune);
    if (punct == PUNCT_OPEN || punct == PUNCT_QUOTE_OPEN)
        slot->left = blank(from + offset);
    else if (punct == PUNCT_CLOSE || punct == PUNCT_QUOTE_CLOSE || punct == PUNCT_COMMA ||
             punct == PUNCT_STOP)
        slot->right = blank(slot->advance - (to + offset));
}

static bool width_fits(const FontSlot *slot, Em want, bool quote)
{
    if (quote)
        return slot->advance < 700; /* a Latin quote is anything but full-width */
    return want == 0 || abs(slot->advance - want) <= WIDTH_SLACK;
}

/*
 * The first face that has the character with the proper width (R21), else the first that has
 * it at all, made to fit.
 */
static FontSlot slot_make(FontChain *chain, uint32_t rune)
{
    FontChoice choice = chain->choice;
    FontKind kind = rune_kind(rune, choice);
    if (kind == FONT_MISSING)
        return (FontSlot){.kind = FONT_MISSING};
    if (kind == FONT_IGNORE || kind == FONT_EXTEND)
        return (FontSlot){.kind = (uint8_t)kind};
    uint32_t drawn = font_rune_drawn(rune, choice.vertical);
    bool chinese = !choice.latin || choice.vertical;
    bool quote = choice.latin && drawn >= 0x2018 && drawn <= 0x201D;
    Em want = chinese ? rune_width(drawn, choice.vertical) : 0;
    if (choice.half && unicode_is_ascii_digit(drawn))
        want = 500;
    FontSlot best = {.kind = FONT_MISSING};
    for (size_t i = 0; i < chain->count; i++) {
        FontSlot slot = slot_in_face(chain, chain->faces[i], drawn);
        if (slot.gid == 0)
            continue;
        slot.face = (uint16_t)i;
        bool fits = width_fits(&slot, want, quote);
        if (fits || best.kind == FONT_MISSING)
            best = slot;
        if (fits)
            break;
    }
    if (best.kind == FONT_MISSING)
        return drawn == 0x2E3A ? (FontSlot){.kind = FONT_PAIR} : best; /* two dashes instead */
    const Font *font = chain->faces[best.face];
    if (kind != FONT_SIMPLE)
        best.kind = (uint8_t)kind;
    if (want && !width_fits(&best, want, false))
        font_slot_force(&best, font, want, choice.vertical);
    else if (quote && best.advance >= 700)
        font_slot_force(&best, font, 500, false);
    if (chinese)
        slot_blanks(&best, font, rune, choice.vertical);
    return best;
}

const FontSlot *font_slot_learn(FontChain *chain, uint32_t rune)
{
    FontSlot **page = &chain->pages[rune / FONT_PAGE];
    if (!*page)
        *page = arena_array(chain->fonts->arena, FontSlot, FONT_PAGE);
    FontSlot *slot = &(*page)[rune % FONT_PAGE];
    *slot = slot_make(chain, rune);
    assert(slot->kind != FONT_UNKNOWN);
    return slot;
}

/* ---- dashes and dots ---- */

/*
 * Two dashes or two groups of dots as this face has them: 2 em wide, dashes joined. WenKai's
 * two dashes leave a slit, but its U+2E3A is whole.
 */
static bool pair_in_face(FontChain *chain, const Font *font, uint32_t rune, FontPair *pair)
{
    for (int whole = 0; whole < (rune == 0x2014 ? 2 : 1); whole++) {
        font_buffer_start(chain);
        for (unsigned k = 0; k < (whole ? 1u : 2u); k++)
            hb_buffer_add(chain->fonts->buffer, whole ? 0x2E3A : rune, k);
        hb_buffer_set_content_type(chain->fonts->buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
        unsigned count = font_buffer_shape(chain, font, rune, false);
        if (!font_buffer_complete(chain, count) || count > 2)
            continue;
        Em width = 0, from, to;
        for (unsigned k = 0; k < count; k++) {
            pair->glyphs[k] = font_buffer_glyph(chain, font, k);
            width += pair->glyphs[k].advance;
        }
        bool down = chain->choice.vertical;
        Glyph first = pair->glyphs[0];
        bool inked = down ? ink_down(font, first.gid, &from, &to)
                          : ink_of(font, first.gid, &from, &to);
        Em offset = down ? -first.dy : first.dx;
        bool joined = rune != 0x2014 || count == 1 ||
                      (inked && from + offset <= 0 && to + offset >= first.advance);
        pair->count = (uint8_t)count;
        if (joined && abs(width - 2000) <= WIDTH_SLACK)
            return true;
    }
    return false;
}

const FontPair *font_pair_of(FontChain *chain, uint32_t rune, FontSlot slot)
{
    FontPair *pair = rune == 0x2014 ? &chain->dash : &chain->dots;
    for (size_t i = 0; i < chain->count && !pair->ready; i++)
        pair->ready = pair_in_face(chain, chain->faces[i], rune, pair);
    if (!pair->ready) { /* no face has it: two single ones, as wide as they should be */
        for (size_t k = 0; k < 2; k++)
            pair->glyphs[k] = (Glyph){.font = chain->faces[slot.face], .gid = slot.gid,
                                      .advance = slot.advance, .dx = slot.dx, .dy = slot.dy};
        pair->count = 2;
        pair->ready = true;
    }
    return pair;
}

