/*
 * font_imp: the inside of font, shared by font*.c only.
 *
 * Invariants. Faces and roles never change after fonts_open. What is learnt about characters
 * while shaping (FontChain.pages) is kept in an arena of Fonts' own and only grows; it depends
 * on the faces alone, so every process learns the same. One shaping buffer serves the process.
 */
#ifndef PDF_FONT_IMP_H
#define PDF_FONT_IMP_H

#include "pdf/font.h"

typedef struct hb_face_t hb_face_t;
typedef struct hb_font_t hb_font_t;
typedef struct hb_buffer_t hb_buffer_t;

struct Font {
    uint32_t number;
    Str name;         /* PostScript name; "OM" for the metric font */
    Str path;
    uint32_t index;
    hb_face_t *face;  /* NULL: the metric font */
    hb_font_t *hb;    /* scale is units per em */
    uint32_t units;
};

/* How a character becomes glyphs. */
typedef enum FontKind {
    FONT_UNKNOWN, /* not looked up yet */
    FONT_SIMPLE,  /* always the same glyph */
    FONT_NEUTRAL, /* the same glyph alone, but part of a word beside letters */
    FONT_LETTER,  /* shaped together with its word */
    FONT_PAIR,    /* dashes and dots: two make one sign */
    FONT_SLASH,   /* half an em between Han, its own width in words and fractions */
    FONT_EXTEND,  /* mark or variation selector: shaped with its base */
    FONT_IGNORE,  /* has no width and no ink */
    FONT_MISSING  /* no face of the chain has it */
} FontKind;

/* One character in one chain. */
typedef struct FontSlot {
    uint8_t kind;
    uint16_t face; /* index into Chain.faces */
    uint32_t gid;
    int16_t advance, dx, dy, left, right;
} FontSlot;

/* A dash pair or dots pair. */
typedef struct FontPair {
    bool ready;
    uint8_t count; /* glyphs: 1 or 2 */
    Glyph glyphs[2];
} FontPair;

enum { FONT_PAGE = 256, FONT_PAGES = 0x110000 / FONT_PAGE };

/* The faces tried for one role in one weight, and what is known of characters in it. */
typedef struct FontChain {
    const Fonts *fonts;
    FontChoice choice;
    Font *const *faces;
    size_t count;
    FontSlot *pages[FONT_PAGES];
    FontPair dash, dots;
} FontChain;

enum { FONT_VARIANTS = 16 }; /* bold, latin, vertical, half: on or off */

typedef struct FontRoleFaces {
    FontRole config;
    Font **faces;      /* the regular chain, faces that are there */
    size_t count;
    Font **bold_faces; /* bold faces, then the regular chain */
    size_t bold_count;
    size_t nbold;      /* how many of bold_faces are bold themselves */
    Em ascent, descent; /* of the text face's em box */
    FontChain *chains[FONT_VARIANTS]; /* made when first used */
} FontRoleFaces;

struct Fonts {
    Arena *arena;
    bool metric;       /* font OM as every role */
    FontRoleFaces *roles;
    size_t nroles;
    Font **faces;      /* by number */
    size_t nfaces, room;
    hb_buffer_t *buffer;
    Arena *scratch;    /* of one paragraph */
    ArenaMark empty;   /* of it */
};

/* Report that HarfBuzz cannot cut a face (font_subset.c). */
void font_refused(const Font *font, size_t count, Diag *d);

/* ---- font_slot.c ---- */

/* The one buffer: empty it; shape it in font (sample decides script and language; digits
 * turns ligatures off); has every character a glyph?; glyph i, whose offset and length the
 * caller sets. */
void font_buffer_start(FontChain *chain);
unsigned font_buffer_shape(FontChain *chain, const Font *font, uint32_t sample, bool digits);
bool font_buffer_complete(FontChain *chain, unsigned count);
Glyph font_buffer_glyph(FontChain *chain, const Font *font, unsigned i);

/* What a character is drawn as: one shape for each set of look-alikes; brackets for the quotes
 * of a column. */
uint32_t font_rune_drawn(uint32_t rune, bool vertical);
/* ：；？！ stand in the middle of a column and keep their em (R18). */
bool font_is_centred(uint32_t rune);
/* Look a character up in the faces and remember it. */
const FontSlot *font_slot_learn(FontChain *chain, uint32_t rune);
/* Give the glyph this advance, down the column or along the line, its ink in the middle. */
void font_slot_force(FontSlot *slot, const Font *font, Em width, bool vertical);
/* Two of rune (U+2014 or U+2026); slot is the single one, for when no face has the pair. */
const FontPair *font_pair_of(FontChain *chain, uint32_t rune, FontSlot slot);

/* ---- font.c, font_metric.c ---- */

/* Font units as Em, rounded half away from zero. */
Em font_em(const Font *font, int units);
/* font_shape for the metric font (font_metric.c); fonts_open_metric is in font.c. */
void font_metric_shape(Arena *a, const Fonts *f, FontChoice choice, Str text, Pos pos,
                       GlyphRun *out, Diag *d);

#endif
