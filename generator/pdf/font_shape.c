/*
 * font_shape: text into glyphs.
 *
 * Nearly all of a Chinese book is characters that look the same wherever they stand, so each is
 * shaped once, alone, and remembered in its chain (FontSlot); text of them is a table look-up a
 * character. Only four things are shaped in their context: words of letters (kerning), a base
 * with its marks or variation selector, dash and dot pairs, and the slash.
 *
 * A mark is met after its base was placed: the base is taken back and shaped again with it, so
 * the fast path looks at nothing but the character itself.
 */
#include <assert.h>
#include <hb.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/font_imp.h"
#include "text/unicode.h"

enum {
    WORD_LIMIT = 1000, /* code points HarfBuzz gets at once */
    MARK_LIMIT = 16,   /* marks on one base: HarfBuzz 6 is quadratic in them, CVE-2023-25193 */
    CLUSTER_LIMIT = MARK_LIMIT + 4
};

typedef struct Shaper {
    Arena *a;
    const Fonts *f;
    FontChain *chain;
    Str text;
    Pos pos;
    GlyphRun *out;
    size_t first;        /* glyphs that were in out before */
    uint32_t missing[8]; /* characters reported in this call: once each is enough */
    size_t nmissing;
    Diag *d;
} Shaper;

/* A base and its marks. */
typedef struct Cluster {
    uint32_t runes[CLUSTER_LIMIT];
    size_t count;
    size_t start, end; /* bytes it stands for */
} Cluster;

static FontChain *chain_of(const Fonts *f, FontChoice choice);
static void reserve(Arena *a, GlyphRun *out, size_t more);
static size_t shape_plain(Shaper *s, size_t i);
static size_t shape_special(Shaper *s, size_t i, uint32_t rune, size_t length, FontSlot slot);
static size_t shape_word(Shaper *s, size_t i, FontSlot first);
static size_t shape_pair(Shaper *s, size_t i, uint32_t rune, size_t length, FontSlot slot);
static size_t shape_slash(Shaper *s, size_t i, size_t length, FontSlot slot);
static size_t shape_marks(Shaper *s, size_t i);
static size_t shape_missing(Shaper *s, size_t i, uint32_t rune, size_t length);

static inline const FontSlot *slot_of(const Shaper *s, uint32_t rune)
{
    const FontSlot *page = s->chain->pages[rune / FONT_PAGE];
    if (page && page[rune % FONT_PAGE].kind != FONT_UNKNOWN)
        return &page[rune % FONT_PAGE];
    return font_slot_learn(s->chain, rune);
}

/* A slot to ask when the bytes are no character. */
static const FontSlot bad_slot = {.kind = FONT_MISSING};

static inline const FontSlot *slot_at(const Shaper *s, size_t i, uint32_t *rune, size_t *length)
{
    *length = unicode_next(s->text, i, rune);
    return *rune == UNICODE_BAD ? &bad_slot : slot_of(s, *rune);
}

/* ---- text ---- */

void font_shape(Arena *a, const Fonts *f, FontChoice choice, Str text, Pos pos, GlyphRun *out,
                Diag *d)
{
    assert(text.n <= UINT32_MAX);
    if (f->metric) {
        font_metric_shape(a, f, choice, text, pos, out, d);
        return;
    }
    Shaper s = {.a = a, .f = f, .chain = chain_of(f, choice), .text = text, .pos = pos,
                .out = out, .first = out->count, .d = d};
    reserve(a, out, text.n / 3 + 4); /* Han have three bytes */
    size_t i = 0;
    while (i < text.n) {
        i = shape_plain(&s, i);
        if (i == text.n)
            break;
        uint32_t rune;
        size_t length;
        FontSlot slot = *slot_at(&s, i, &rune, &length);
        size_t next = shape_special(&s, i, rune, length, slot);
        assert(next > i && next <= text.n);
        i = next;
    }
}

const Font *font_serving(const Fonts *f, FontChoice choice, uint32_t rune)
{
    Shaper s = {.f = f, .chain = chain_of(f, choice)};
    const FontSlot *slot = slot_of(&s, rune);
    if (slot->kind == FONT_PAIR && slot->gid == 0) /* ⸺ is two dashes */
        slot = slot_of(&s, 0x2014);
    return slot->kind == FONT_MISSING ? NULL : s.chain->faces[slot->face];
}

static FontChain *chain_of(const Fonts *f, FontChoice choice)
{
    assert(choice.role >= 0 && (size_t)choice.role < f->nroles);
    FontRoleFaces *role = &f->roles[choice.role];
    FontChain **place = &role->chains[choice.bold | choice.latin << 1 | choice.vertical << 2 |
                                      choice.half << 3];
    if (!*place) {
        FontChain *chain = arena_new(f->arena, FontChain);
        chain->fonts = f;
        chain->choice = choice;
        chain->faces = choice.bold ? role->bold_faces : role->faces;
        chain->count = choice.bold ? role->bold_count : role->count;
        assert(chain->count > 0);
        *place = chain;
    }
    return *place;
}

static void reserve(Arena *a, GlyphRun *out, size_t more)
{
    if (out->room - out->count >= more)
        return;
    size_t room = out->count + more;
    room = room > 2 * out->room ? room : 2 * out->room;
    out->glyphs = arena_grow(a, out->glyphs, out->room * sizeof(Glyph), room * sizeof(Glyph));
    out->room = room;
}

static inline void push(Shaper *s, Glyph glyph)
{
    arena_push(s->a, s->out->glyphs, s->out->count, s->out->room, glyph);
}

static inline void push_slot(Shaper *s, const FontSlot *slot, size_t offset, size_t length)
{
    push(s, (Glyph){.font = s->chain->faces[slot->face],
                    .gid = slot->gid,
                    .offset = (uint32_t)offset,
                    .length = (uint16_t)length,
                    .breaks = true,
                    .advance = slot->advance,
                    .dx = slot->dx,
                    .dy = slot->dy,
                    .left = slot->left,
                    .right = slot->right});
}

/* Bytes that show nothing, in as many glyphs without width as a length needs. */
static size_t push_nothing(Shaper *s, size_t from, size_t to)
{
    const FontSlot *space = slot_of(s, ' ');
    for (size_t part; from < to; from += part) {
        part = to - from < UINT16_MAX ? to - from : UINT16_MAX;
        push_slot(s, space, from, part);
        s->out->glyphs[s->out->count - 1].advance = 0;
        s->out->glyphs[s->out->count - 1].breaks = false;
    }
    return to;
}

/* As far as every character is its own glyph. */
static size_t shape_plain(Shaper *s, size_t i)
{
    while (i < s->text.n) {
        uint32_t rune;
        size_t length;
        const FontSlot *slot = slot_at(s, i, &rune, &length);
        if (slot->kind != FONT_SIMPLE && slot->kind != FONT_NEUTRAL)
            break;
        push_slot(s, slot, i, length);
        i += length;
    }
    return i;
}

/* One thing that is not plain, at i; where it ends. */
static size_t shape_special(Shaper *s, size_t i, uint32_t rune, size_t length, FontSlot slot)
{
    switch ((FontKind)slot.kind) {
    case FONT_LETTER: return shape_word(s, i, slot);
    case FONT_PAIR: return shape_pair(s, i, rune, length, slot);
    case FONT_SLASH: return shape_slash(s, i, length, slot);
    case FONT_EXTEND: return shape_marks(s, i);
    case FONT_MISSING: return shape_missing(s, i, rune, length);
    case FONT_IGNORE: return push_nothing(s, i, i + length);
    case FONT_UNKNOWN: case FONT_SIMPLE: case FONT_NEUTRAL: break;
    }
    assert(false);
    return i + length;
}

/* Put the glyphs of the buffer out; each cluster (a byte offset) stands for its bytes. */
static void push_buffer(Shaper *s, const Font *font, size_t end)
{
    unsigned count;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(s->f->buffer, &count);
    for (unsigned k = 0; k < count; k++) {
        Glyph g = font_buffer_glyph(s->chain, font, k);
        bool later = k > 0 && info[k].cluster == info[k - 1].cluster;
        unsigned next = k + 1;
        while (next < count && info[next].cluster == info[k].cluster)
            next++;
        size_t stop = next < count ? info[next].cluster : end;
        assert(stop >= info[k].cluster && stop - info[k].cluster <= UINT16_MAX);
        g.offset = info[k].cluster;
        g.length = later ? 0 : (uint16_t)(stop - info[k].cluster);
        g.breaks = !later;
        push(s, g);
    }
}

/* Where the word at i ends: letters, and what stands beside them without a space, of one face.
 * A letter that marks follow is left for them. */
static size_t word_end(Shaper *s, size_t i, uint16_t face)
{
    uint32_t rune;
    size_t end = i, length, last = i;
    for (int count = 0; end < s->text.n && count < WORD_LIMIT; end += length, count++) {
        const FontSlot *slot = slot_at(s, end, &rune, &length);
        bool part = slot->kind == FONT_LETTER || slot->kind == FONT_NEUTRAL ||
                    (slot->kind == FONT_SLASH && rune == '/');
        if (slot->kind == FONT_EXTEND && last > i)
            return last;
        if (!part || slot->face != face)
            break;
        last = end;
    }
    return end;
}

static size_t shape_word(Shaper *s, size_t i, FontSlot first)
{
    const Font *font = s->chain->faces[first.face];
    uint32_t rune, sample = 0;
    size_t end = word_end(s, i, first.face), length; /* before the buffer: it learns slots */
    bool digits = false;
    assert(end > i);
    font_buffer_start(s->chain);
    for (size_t at = i; at < end; at += length) {
        length = unicode_next(s->text, at, &rune);
        sample = at == i ? rune : sample;
        digits |= unicode_is_ascii_digit(rune);
        hb_buffer_add(s->f->buffer, font_rune_drawn(rune, s->chain->choice.vertical), (unsigned)at);
    }
    hb_buffer_set_content_type(s->f->buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    unsigned count = font_buffer_shape(s->chain, font, sample, digits);
    if (!font_buffer_complete(s->chain, count)) { /* never .notdef */
        length = unicode_next(s->text, i, &rune);
        push_slot(s, &first, i, length);
        return i + length;
    }
    push_buffer(s, font, end);
    return end;
}

/* ---- dashes, dots and slashes ---- */

/* A dash or dots at i; with a second one behind it, both. */
static size_t shape_pair(Shaper *s, size_t i, uint32_t rune, size_t length, FontSlot slot)
{
    uint32_t drawn = font_rune_drawn(rune, s->chain->choice.vertical), next = 0;
    size_t end = i + length, second = 0;
    if (end < s->text.n && rune != 0x2E3A)
        second = unicode_next(s->text, end, &next);
    bool two = second > 0 && font_rune_drawn(next, s->chain->choice.vertical) == drawn;
    if (!two && slot.gid != 0) {
        push_slot(s, &slot, i, length);
        return end;
    }
    uint32_t single = rune == 0x2E3A ? 0x2014 : drawn;
    FontSlot half = *slot_of(s, single);
    if (half.kind == FONT_MISSING)
        return shape_missing(s, i, rune, length);
    const FontPair *pair = font_pair_of(s->chain, single, half);
    if (two)
        end += second;
    for (size_t k = 0; k < pair->count; k++) {
        Glyph g = pair->glyphs[k];
        bool each = two && pair->count == 2; /* a glyph for each character */
        g.offset = (uint32_t)(each && k ? i + length : i);
        g.length = (uint16_t)(each ? (k ? second : length) : k ? 0 : end - i);
        g.breaks = k == 0;
        push(s, g);
    }
    return end;
}

static bool is_word_byte(Str text, size_t i)
{
    return i < text.n && (unicode_is_ascii_digit((uint8_t)text.p[i]) ||
                          unicode_is_western((uint8_t)text.p[i]));
}

/* 分隔号 is half an em; between Latin letters or digits (3/4, km/h) the slash is the face's. */
static size_t shape_slash(Shaper *s, size_t i, size_t length, FontSlot slot)
{
    bool inside = length == 1 && i > 0 && is_word_byte(s->text, i - 1) &&
                  is_word_byte(s->text, i + 1);
    if (!inside)
        font_slot_force(&slot, s->chain->faces[slot.face], 500, s->chain->choice.vertical);
    push_slot(s, &slot, i, length);
    return i + length;
}

/* ---- marks and variation selectors ---- */

/* Take the last base back and collect it with the marks from i on. */
static Cluster cluster_take(Shaper *s, size_t i)
{
    Cluster c = {.start = i, .end = i};
    uint32_t rune;
    size_t length;
    size_t k = s->out->count;
    while (k > s->first && s->out->glyphs[k - 1].length == 0)
        k--;
    if (k > s->first) {
        s->out->count = k - 1;
        c.start = s->out->glyphs[k - 1].offset;
    }
    for (size_t at = c.start; at < i && c.count < CLUSTER_LIMIT - MARK_LIMIT; at += length) {
        length = unicode_next(s->text, at, &rune);
        c.runes[c.count++] = rune;
    }
    size_t marks = 0;
    while (c.end < s->text.n && slot_at(s, c.end, &rune, &length)->kind == FONT_EXTEND) {
        if (marks++ < MARK_LIMIT)
            c.runes[c.count++] = rune;
        c.end += length;
    }
    if (marks > MARK_LIMIT) {
        Pos pos = s->pos;
        pos.column += pos.column ? (uint32_t)c.start : 0;
        diag_error(s->d, "marks-limit", pos, "一个字上叠了 %zu 个附加符号，最多 %d 个",
                   "%zu combining marks on one character, the limit is %d", marks,
                   (int)MARK_LIMIT);
        diag_hint(s->d, "删去多余的附加符号", "delete the marks that are too many");
    }
    return c;
}

/* Has some face this variation? If not, drop the selector: with a warning where it is a form
 * of a Han (IVS), silently where it only chooses emoji or text. */
static const Font *cluster_variation(Shaper *s, Cluster *c)
{
    size_t at = 0;
    while (at < c->count && !unicode_is_selector(c->runes[at]))
        at++;
    if (at == c->count)
        return NULL;
    uint32_t base = at ? c->runes[at - 1] : 0, selector = c->runes[at];
    hb_codepoint_t gid;
    for (size_t i = 0; i < s->chain->count && base; i++)
        if (hb_font_get_variation_glyph(s->chain->faces[i]->hb, base, selector, &gid))
            return s->chain->faces[i];
    memmove(&c->runes[at], &c->runes[at + 1], (c->count - at - 1) * sizeof c->runes[0]);
    c->count--;
    if (unicode_is_han(base) || (base && selector >= 0xE0100)) {
        Pos pos = s->pos;
        pos.column += pos.column ? (uint32_t)c->start : 0;
        Buf shown = buf_in(s->a);
        buf_rune(&shown, base);
        diag_warn(s->d, "variation-dropped", pos,
                  "“%.*s”的异体 U+%04X 字体里没有，用通行字形",
                  "“%.*s” has no variation U+%04X in any face, the usual form is used",
                  STR_ARG(buf_view(&shown)), (unsigned)selector);
    }
    return NULL;
}

static bool cluster_in_face(Shaper *s, const Cluster *c, const Font *font)
{
    font_buffer_start(s->chain);
    for (size_t k = 0; k < c->count; k++)
        hb_buffer_add(s->f->buffer, c->runes[k], (unsigned)c->start);
    hb_buffer_set_content_type(s->f->buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    return font_buffer_complete(s->chain, font_buffer_shape(s->chain, font, c->runes[0], false));
}

static void shape_cluster(Shaper *s, Cluster *c)
{
    const Font *font = cluster_variation(s, c);
    if (c->count == 0) { /* a selector with nothing before it selects nothing */
        push_nothing(s, c->start, c->end);
        return;
    }
    if (font && cluster_in_face(s, c, font)) {
        push_buffer(s, font, c->end);
        return;
    }
    for (size_t k = 0; k < s->chain->count; k++)
        if (cluster_in_face(s, c, s->chain->faces[k])) {
            push_buffer(s, s->chain->faces[k], c->end);
            return;
        }
    shape_missing(s, c->start, c->runes[c->count - 1], c->end - c->start);
}

/* The marks from i on with the base before them. */
static size_t shape_marks(Shaper *s, size_t i)
{
    Cluster c = cluster_take(s, i);
    size_t end = c.end;
    if (end - c.start > UINT16_MAX / 2) /* thousands of marks, reported: no glyph is so long */
        c.end = c.start + UINT16_MAX / 2;
    shape_cluster(s, &c);
    return push_nothing(s, c.end, end);
}

/* ---- no face has it ---- */

static const char *package_for(uint32_t rune)
{
    if (unicode_is_han(rune))
        return "fonts-hanazono fonts-babelstone-han";
    return unicode_is_emoji(rune) ? "fonts-symbola" : "fonts-noto-core fonts-dejavu-core";
}

static Str faces_tried(const Shaper *s)
{
    Buf names = buf_in(s->a);
    for (size_t i = 0; i < s->chain->count; i++) {
        if (i)
            buf_c(&names, ", ");
        buf_str(&names, s->chain->faces[i]->name);
    }
    return buf_view(&names);
}

static void report_glyph(Shaper *s, size_t i, uint32_t rune)
{
    Pos pos = s->pos;
    if (pos.column)
        pos.column += (uint32_t)i;
    if (rune == UNICODE_BAD || (rune < 0xA0 && unicode_is_control(rune))) {
        diag_error(s->d, "glyph-missing", pos, "这里的字节不是可印的字符",
                   "the bytes here are no printable character");
        return;
    }
    Buf shown = buf_in(s->a);
    buf_rune(&shown, rune);
    const FontRole *role = &s->f->roles[s->chain->choice.role].config;
    diag_error(s->d, "glyph-missing", pos,
               "没有字体能印“%.*s”（U+%04X）：%.*s 试过 %.*s",
               "no font has “%.*s” (U+%04X): %.*s tried %.*s", STR_ARG(buf_view(&shown)),
               (unsigned)rune, STR_ARG(role->label.n ? role->label : role->name),
               STR_ARG(faces_tried(s)));
    diag_hint(s->d,
              "改用别的字，或安装 %s 并把其中的字体加进字体配置里 %.*s 的后备字体",
              "write another character, or install %s and add its face to the fallbacks of %.*s "
              "in the font configuration",
              package_for(rune), STR_ARG(role->name));
}

static size_t shape_missing(Shaper *s, size_t i, uint32_t rune, size_t length)
{
    size_t room = sizeof s->missing / sizeof s->missing[0], k = 0;
    while (k < s->nmissing && s->missing[k] != rune)
        k++;
    if (k == s->nmissing) {
        report_glyph(s, i, rune);
        if (s->nmissing < room)
            s->missing[s->nmissing++] = rune;
    }
    push(s, (Glyph){.font = s->chain->faces[0], .offset = (uint32_t)i,
                    .length = (uint16_t)length, .breaks = true, .advance = 1000});
    return i + length;
}
