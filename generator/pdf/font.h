/*
 * font: faces by role, with a chain of fallbacks for each; shaping and subsetting.
 * The only door to HarfBuzz.
 *
 * Invariants. A role ("song" "hei" "kai" "fang", any name the configuration has) is a chain of
 * faces tried in order for each character; a face is mapped once per process and immutable
 * after fonts_open, so forked workers share it. Everything measured is in Em (1/1000 of the
 * font size), rounded as PDF's own width array is, so that what is placed is what is drawn.
 * Han text is shaped with script hani, language zh-Hans (locl forms, full dashes).
 */
#ifndef PDF_FONT_H
#define PDF_FONT_H

#include "base/diag.h"
#include "base/len.h"

typedef struct Font Font;   /* one face */
typedef struct Fonts Fonts; /* all roles of one configuration */

/* The configuration as plain data: filled from the project's font file by script/. */
typedef struct FontFile {
    Str path;        /* absolute, or relative to the project; the first that exists is taken */
    uint32_t index;  /* face in a collection */
    Str package;     /* the Debian package that provides it, for the message; may be empty */
} FontFile;

typedef struct FontRole {
    Str name;              /* ASCII, as Design names it */
    Str label;             /* as messages name it: 宋体 */
    const FontFile *chain; /* the text face, then fallbacks */
    size_t count;
    const FontFile *bold_chain; /* bold faces, tried before chain when bold is asked for */
    size_t bold_count;     /* 0: bold is stroked */
    bool optional;         /* role falls back to the first role when none of its files is there */
    Em bold;               /* stroke width added for faces without a bold of their own, 0 none */
    Pos pos;
} FontRole;

typedef struct FontConfig {
    const FontRole *roles;
    size_t count;
} FontConfig;

/*
 * Open every face of the configuration. A role none of whose files exists is an error
 * "font-missing" that names role, files tried and package (and what to do), unless optional.
 * NULL: at least one error was reported. Lives until fonts_close, mostly as long as the process;
 * the configuration is copied but for its strings, which must live as long.
 */
Fonts *fonts_open(Arena *a, const FontConfig *config, Diag *d);
void fonts_close(Fonts *f);
/* The metric font OM of the typesetting specification as every role: no file needed. */
Fonts *fonts_open_metric(Arena *a);
/* An empty arena for one paragraph's work, valid until the next call: opening one for each of a
 * hundred thousand paragraphs costs more than setting them. */
Arena *fonts_scratch(const Fonts *f);
/* Index of a role by name, or -1. */
int fonts_role(const Fonts *f, Str name);

/* What changes when a role or one of its faces does, by the faces' files: another one is another look. In a. */
Str fonts_identity(Arena *a, const Fonts *f);

/* One glyph of shaped text, in visual order. */
typedef struct Glyph {
    const Font *font;
    uint32_t gid;
    uint32_t offset;     /* byte offset of its first character in the shaped text */
    uint16_t length;     /* bytes of text it stands for; 0 for the later glyphs of a cluster */
    bool breaks;         /* false: must stay beside the glyph before it (ligature, marks) */
    Em advance, dx, dy;  /* dy up */
    Em left, right;      /* removable blank at each side: ink distance from the advance box,
                            at most 500; for punctuation only, else 0 */
} Glyph;

typedef struct GlyphRun {
    Glyph *glyphs;
    size_t count, room;
} GlyphRun;

/* How to shape: everything that changes the glyphs chosen. */
typedef struct FontChoice {
    int role;        /* index from fonts_role */
    bool bold;       /* a bold face of the chain if it has one, else stroked (see font_stroke) */
    bool latin;      /* marked as not Chinese: quotes and dashes in Latin form */
    bool vertical;   /* for columns: vert forms, advances downwards */
    bool half;       /* digits half an em wide, in the face's own half-width form if it has one */
} FontChoice;

/*
 * Shape text (UTF-8, one paragraph piece of one style, no line breaks) and append to out, in a.
 * Each character takes the first face of the chain that has it. Full-width punctuation is
 * taken from the first face of the chain whose glyph has the width typography asks for.
 * A character that no face has is the error "glyph-missing": the character, its code point,
 * pos moved to it, the faces tried; U+FFFD's or an empty glyph never stands in for it (the
 * build of that book fails), only its place is kept with advance 1 em.
 * Variation selectors stay with their base; more than 16 marks on a base are cut with an error.
 */
void font_shape(Arena *a, const Fonts *f, FontChoice choice, Str text, Pos pos, GlyphRun *out,
                Diag *d);

/* The face that serves a character in this choice, NULL when none has it. */
const Font *font_serving(const Fonts *f, FontChoice choice, uint32_t rune);
/* Ascent and descent of the em box of the role's text face, in Em (e.g. 880 and 120). */
void font_box(const Fonts *f, FontChoice choice, Em *ascent, Em *descent);
/* A name for dumps and messages, e.g. "NotoSerifCJKsc-Regular". */
Str font_name(const Font *font);
/* The stroke to add around glyphs of this face for bold, in Em; 0 when the face is bold itself. */
Em font_stroke(const Fonts *f, FontChoice choice, const Font *font);

/* ---- for pictures of pages ---- */

typedef struct GlyphPainter GlyphPainter;

/* A glyph as pixels, one to a point: its upper left corner so many right of and above the point where the pixel of its
 * origin begins; 255 is all covered. */
typedef struct GlyphPixels {
    int32_t left, top;
    uint32_t width, height;
    const uint8_t *cover;
} GlyphPixels;

/* NULL: no memory. */
GlyphPainter *glyph_painter_open(Arena *a);
void glyph_painter_close(GlyphPainter *p);
/* The origin lies so far right of and below the corner of its pixel; turned: a quarter clockwise. false: it shows nothing. */
bool glyph_paint(GlyphPainter *p, Arena *a, const Font *font, uint32_t gid, Len size, Len stroke, bool turned, Len right,
                 Len down, GlyphPixels *pixels);

/* ---- for the web ---- */

/* What changes when the face does: its name, version and check sum. In a. */
Str font_identity(Arena *a, const Font *font);
/* The face cut to these characters (in order of their numbers), as WOFF2. false: reported. In a. */
bool font_web(Arena *a, const Font *font, const uint32_t *runes, size_t count, Str *woff2, Diag *d);

/* ---- for pdf/write.c ---- */

/* A number for the face, 0.. count - 1, stable within a process: for per-book glyph sets. */
uint32_t font_number(const Font *font);
uint32_t fonts_count(const Fonts *f);
const Font *fonts_at(const Fonts *f, uint32_t number);

typedef struct FontFacts { /* what a font descriptor needs, in Em */
    Str postscript_name;
    bool is_cff; /* CFF: CIDFontType0 + CIDFontType0C; else TrueType: CIDFontType2 + FontFile2 */
    Em ascent, descent, cap_height, italic_angle, stem_v;
    Em x_min, y_min, x_max, y_max;
    uint32_t glyphs; /* glyph numbers are below it */
} FontFacts;
FontFacts font_facts(const Font *font);
Em font_glyph_advance(const Font *font, uint32_t gid);

/*
 * Cut the face to the glyphs used (sorted, no repeats, count >= 1; gid 0 is added). new_gid[i]
 * receives the number (CID) of used[i] in the subset: rising, from 1 on unless used[i] is 0.
 * false: HarfBuzz refused; reported as "font-subset".
 */
bool font_subset(Arena *a, const Font *font, const uint32_t *used, size_t count,
                 uint32_t *new_gid, Str *bytes, Diag *d);

#endif
