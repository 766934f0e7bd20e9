/*
 * para_token: runs into atoms.
 *
 * Each run is shaped once, whole, except that the words around Latin quotes are shaped as Latin
 * text. Glyph clusters become atoms; what an ambiguous sign is (a dash half of a 破折号, a
 * hyphen a sign or a 连接号) is settled when the atom after it is known.
 */
#include <assert.h>

#include "pdf/para_imp.h"
#include "text/unicode.h"

static void shape_run(Para *p, size_t r);
static void make_atoms(Para *p, size_t r);
static void make_atom(Para *p, size_t r, size_t g, uint32_t rune);
static void make_box(Para *p, size_t r);
static void note_space(Para *p, const Glyph *glyph, uint32_t rune, Len size);
static void settle(Para *p, size_t k);

void para_tokens(Para *p)
{
    p->quotes = para_quotes(p);
    size_t nruns = p->to - p->from, bytes = 0;
    p->run_glyphs = arena_raw(p->scratch, uint32_t, nruns + 1);
    for (size_t r = p->from; r < p->to; r++)
        bytes += p->runs[r].text.n + 3;
    p->glyphs.room = bytes / 3 + 8; /* Han have three bytes */
    p->glyphs.glyphs = arena_raw(p->scratch, Glyph, p->glyphs.room);
    for (size_t r = p->from; r < p->to; r++) {
        p->run_glyphs[r - p->from] = (uint32_t)p->glyphs.count;
        if (p->runs[r].kind == RUN_TEXT)
            shape_run(p, r);
    }
    p->quote_at = 0;
    p->run_glyphs[nruns] = (uint32_t)p->glyphs.count;
    p->room = p->glyphs.count + nruns; /* a box is an atom without a glyph */
    p->atoms = arena_array(p->scratch, Atom, p->room + 1);
    p->joints = arena_array(p->scratch, Joint, p->room + 1);
    for (size_t r = p->from; r < p->to; r++) {
        if (p->runs[r].kind == RUN_BOX)
            make_box(p, r);
        else if (p->runs[r].kind == RUN_TEXT)
            make_atoms(p, r);
    }
    if (p->natoms > 0)
        settle(p, p->natoms - 1);
    assert(p->natoms <= p->room);
}

/* ---- shaping ---- */

static void shape_piece(Para *p, size_t r, size_t from, size_t to, bool latin)
{
    const ParaRun *run = &p->runs[r];
    if (from == to)
        return;
    FontChoice choice = run->font;
    choice.latin = choice.latin || latin;
    Pos pos = run->pos;
    pos.column += pos.line ? (uint32_t)from : 0;
    size_t first = p->glyphs.count;
    font_shape(p->scratch, p->fonts, choice, str_slice(run->text, from, to), pos, &p->glyphs, p->d);
    for (size_t g = first; from > 0 && g < p->glyphs.count; g++)
        p->glyphs.glyphs[g].offset += (uint32_t)from;
}

/* What may stand in a word that holds a Latin quote: printing ASCII. */
static bool is_word_byte(char c)
{
    return c > ' ' && c < 0x7F;
}

static void shape_run(Para *p, size_t r)
{
    Str text = p->runs[r].text;
    size_t done = 0;
    const Quotes *q = &p->quotes;
    for (; p->quote_at < q->count && q->items[p->quote_at].run == r; p->quote_at++) {
        const Quote *quote = &q->items[p->quote_at];
        if (!quote->latin || p->runs[r].font.latin || quote->offset < done)
            continue;
        size_t from = quote->offset, to = quote->offset + 3; /* a quote has three bytes */
        while (from > done && is_word_byte(text.p[from - 1]))
            from--;
        while (to < text.n && is_word_byte(text.p[to]))
            to++;
        shape_piece(p, r, done, from, false);
        shape_piece(p, r, from, to, true);
        done = to;
    }
    shape_piece(p, r, done, text.n, false);
}

/* ---- clusters ---- */

static uint32_t rune_of(const Para *p, size_t r, const Glyph *glyph)
{
    Str text = p->runs[r].text;
    uint32_t rune = 0;
    if (glyph->offset < text.n)
        unicode_next(text, glyph->offset, &rune);
    return rune;
}

static uint8_t run_flags(const ParaRun *run)
{
    return (uint8_t)((run->verbatim ? ATOM_VERBATIM : 0) | (run->no_start ? ATOM_NO_START : 0));
}

/* The atom behind the others is made: with it is settled what the one before it is. */
static void add_atom(Para *p)
{
    if (p->natoms > 0 && p->atoms[p->natoms - 1].kind >= ATOM_MID)
        settle(p, p->natoms - 1);
    p->natoms++;
}

/* Spaces that lie in a joint and vanish at line edges. No-break spaces are no such. */
static bool is_space(uint32_t rune)
{
    if (rune > ' ' && rune < 0x1680)
        return rune == 0x85;
    return rune <= ' ' || rune == 0x3000 || (rune >= 0x2000 && rune <= 0x200B && rune != 0x2007) ||
           rune == 0x2028 || rune == 0x2029 || rune == 0x205F || rune == 0x1680;
}

static bool is_pair_sign(uint32_t rune)
{
    return rune == 0x2014 || rune == 0x2026 || rune == 0x22EF;
}

/* Glyph g belongs to the atom before it: a mark, a ligature's rest, half of —— or ……. */
static bool continues(const Para *p, size_t r, size_t g, uint32_t rune)
{
    if (g == p->run_glyphs[r - p->from] || p->natoms == 0)
        return false;
    const Atom *before = &p->atoms[p->natoms - 1];
    if (before->glyph + before->nglyphs != g || before->nglyphs == UINT16_MAX)
        return false; /* a space between them */
    const Glyph *glyph = &p->glyphs.glyphs[g];
    if (glyph->length == 0 || !glyph->breaks || para_turn(p, before) == PARA_TOGETHER)
        return true;
    return is_pair_sign(rune) && rune == before->rune && before->nglyphs == 1 &&
           p->glyphs.glyphs[before->glyph].length == 3 && !p->runs[r].verbatim;
}

static void extend_atom(Para *p, const Glyph *glyph, bool soft)
{
    Atom *atom = &p->atoms[p->natoms - 1];
    atom->nglyphs++;
    atom->flags = (uint8_t)((atom->flags & ~ATOM_SOFT) | (soft ? ATOM_SOFT : 0));
    p->seen |= soft ? SEEN_SOFT : 0;
    if (para_turn(p, atom) != PARA_TOGETHER)
        atom->width += len_em(glyph->advance, para_em(p, atom));
}

/* What all Han of a run have in common. */
static Atom han_of(const Para *p, size_t r)
{
    Atom atom = {.run = (uint32_t)r, .nglyphs = 1, .kind = ATOM_HAN, .unit = BREAK_ID | LINEBREAK_WIDE,
                 .flags = run_flags(&p->runs[r])};
    atom.width = para_em(p, &atom);
    return atom;
}

/* The bulk of Chinese text: an ideograph of one glyph that is an em wide. */
static bool is_plain_han(const Para *p, const Glyph *glyph, uint32_t rune)
{
    return rune >= 0x4E00 && rune <= 0x9FFF && glyph->advance == 1000 && glyph->length > 0 &&
           glyph->breaks && !p->pieces;
}

static void make_han(Para *p, const Atom *han, size_t g, uint32_t rune)
{
    Atom *atom = &p->atoms[p->natoms];
    bool spaced = atom->spaced;
    *atom = *han;
    atom->glyph = (uint32_t)g;
    atom->rune = rune;
    atom->spaced = spaced;
    add_atom(p);
}

static void make_atoms(Para *p, size_t r)
{
    bool verbatim = p->runs[r].verbatim;
    size_t end = p->run_glyphs[r - p->from + 1];
    Atom han = han_of(p, r);
    for (size_t g = p->run_glyphs[r - p->from]; g < end; g++) {
        const Glyph *glyph = &p->glyphs.glyphs[g];
        uint32_t rune = rune_of(p, r, glyph);
        if (is_plain_han(p, glyph, rune))
            make_han(p, &han, g, rune);
        else if (continues(p, r, g, rune))
            extend_atom(p, glyph, rune == 0xAD && !verbatim);
        else if (is_space(rune) && !verbatim)
            note_space(p, glyph, rune, p->runs[r].size);
        else
            make_atom(p, r, g, rune);
    }
}

/* Word spaces in a row are one; spaces of a set width add up; a control has no width. */
static void note_space(Para *p, const Glyph *glyph, uint32_t rune, Len size)
{
    Joint *joint = &p->joints[p->natoms];
    p->atoms[p->natoms].spaced = true;
    if (rune == ' ' || rune == '\t' || rune == '\n' || rune == '\r') {
        if (joint->kind != GLUE_SPACE)
            joint->glue += len_em(glyph->advance, size);
        joint->kind = GLUE_SPACE;
    } else {
        joint->glue += len_em(glyph->advance, size);
        if (joint->kind == GLUE_NONE)
            joint->kind = GLUE_FIXED;
    }
}

/* ---- atoms ---- */

static AtomKind kind_of_punct(Punct punct, bool latin)
{
    switch (punct) {
    case PUNCT_NONE: return ATOM_OTHER;
    case PUNCT_OPEN: return ATOM_OPEN;
    case PUNCT_CLOSE: return ATOM_CLOSE;
    case PUNCT_QUOTE_OPEN: return latin ? ATOM_LATIN_OPEN : ATOM_OPEN;
    case PUNCT_QUOTE_CLOSE: return latin ? ATOM_LATIN_CLOSE : ATOM_CLOSE;
    case PUNCT_COMMA: return ATOM_COMMA;
    case PUNCT_STOP: return ATOM_STOP;
    case PUNCT_STOP_FULL: return ATOM_STOP_FULL;
    case PUNCT_MID: return ATOM_MID;
    case PUNCT_CONN: return ATOM_CONN;
    case PUNCT_HYPHEN: return ATOM_HYPHEN;
    case PUNCT_SOL: return ATOM_SOL;
    case PUNCT_DASH: return ATOM_DASH;
    case PUNCT_ELLIPSIS: return ATOM_ELLIPSIS;
    case PUNCT_POST: return ATOM_POST;
    case PUNCT_PRE: return ATOM_PRE;
    case PUNCT_LATIN_CLOSE: return ATOM_LATIN_CLOSE;
    case PUNCT_LATIN_OPEN: return ATOM_LATIN_OPEN;
    }
    return ATOM_OTHER;
}

static bool is_ascii_letter(uint32_t rune)
{
    return (rune >= 'A' && rune <= 'Z') || (rune >= 'a' && rune <= 'z');
}

static AtomKind kind_of(uint32_t rune, bool latin)
{
    if (rune >= 0x4E00 && rune <= 0x9FFF)
        return ATOM_HAN;
    if (unicode_is_ascii_digit(rune))
        return ATOM_DIGIT;
    if (is_ascii_letter(rune))
        return ATOM_LETTER;
    Punct punct = unicode_punct(rune);
    if (punct != PUNCT_NONE)
        return kind_of_punct(punct, latin);
    if (rune < 0x80)
        return ATOM_OTHER;
    if (unicode_is_han(rune))
        return ATOM_HAN;
    if (unicode_is_western(rune))
        return ATOM_LETTER;
    UnicodeWidth width = unicode_width(rune); /* ambiguous signs such as ※ ① → are set like Han */
    bool wide = width == WIDTH_F || width == WIDTH_W || (width == WIDTH_A && rune >= 0x2030);
    return wide ? ATOM_WIDE : ATOM_OTHER;
}

static uint8_t unit_of(uint32_t rune, AtomKind kind)
{
    switch (kind) { /* classes of specification 1.3 and R8 */
    case ATOM_OPEN: return BREAK_OP | LINEBREAK_WIDE;
    case ATOM_CLOSE: return BREAK_CL | LINEBREAK_WIDE;
    case ATOM_LATIN_OPEN: return BREAK_OP;
    case ATOM_MID: case ATOM_CONN: return BREAK_NS;
    case ATOM_BOX: return BREAK_ID | LINEBREAK_WIDE;
    case ATOM_HAN: case ATOM_WIDE: case ATOM_COMMA: case ATOM_STOP: case ATOM_STOP_FULL:
    case ATOM_SOL: case ATOM_DASH: case ATOM_ELLIPSIS: case ATOM_DOTS: case ATOM_POST:
    case ATOM_PRE: case ATOM_LATIN_CLOSE: case ATOM_LETTER: case ATOM_DIGIT: case ATOM_SIGN:
    case ATOM_HYPHEN: case ATOM_OTHER: case ATOM_KINDS: break;
    }
    if (kind == ATOM_LATIN_CLOSE && (rune == 0x2019 || rune == 0x201D))
        return BREAK_CP;
    if (rune == 0xAD) /* where a line ends there a hyphen is drawn: para_hyphen.c */
        return BREAK_WJ;
    return linebreak_unit(rune);
}

/* What para_quotes said of the quote at this place; code has Latin quotes only. */
static bool is_latin_quote(Para *p, size_t r, const Glyph *glyph, uint32_t rune)
{
    if (!para_is_quote(rune) || p->runs[r].verbatim)
        return para_is_quote(rune);
    const Quotes *q = &p->quotes;
    while (p->quote_at < q->count && (q->items[p->quote_at].run < r ||
           (q->items[p->quote_at].run == r && q->items[p->quote_at].offset < glyph->offset)))
        p->quote_at++;
    assert(p->quote_at < q->count);
    return q->items[p->quote_at].latin;
}

static void set_blanks(Para *p, Atom *atom, const Glyph *glyph, Len size)
{
    bool open = atom->kind == ATOM_OPEN;
    bool close = atom->kind == ATOM_CLOSE || atom->kind == ATOM_COMMA || atom->kind == ATOM_STOP;
    if (!(open || close) || (atom->flags & ATOM_VERBATIM))
        return;
    atom->left = open ? len_em(glyph->left, size) : 0;
    atom->right = close ? len_em(glyph->right, size) : 0;
    ParaProfile profile = p->style->profile;
    bool half = profile == PARA_BANJIAO || (profile == PARA_KAIMING && atom->kind != ATOM_STOP);
    if (half) { /* R19 */
        atom->width -= atom->left + atom->right;
        atom->shift += atom->left;
        atom->left = atom->right = 0;
    }
}

/* R18: in a column a letter or a few digits fill an em of their own. */
static void set_upright(const Para *p, Atom *atom)
{
    if (para_turn(p, atom) == PARA_TOGETHER)
        atom->width = para_em(p, atom);
    if (atom->kind == ATOM_LETTER || atom->kind == ATOM_DIGIT)
        atom->flags |= ATOM_UPRIGHT;
}

static uint8_t seen_of(uint32_t rune)
{
    if (rune >= 0x80)
        return rune == 0xFF01 || rune == 0xFF1F ? SEEN_BANG : 0;
    if (is_ascii_letter(rune))
        return rune == 'w' ? SEEN_LATIN | SEEN_ADDRESS : SEEN_LATIN;
    if (unicode_is_ascii_digit(rune))
        return SEEN_DIGIT;
    return rune == ':' || rune == '@' ? SEEN_ADDRESS : 0;
}

static void make_atom(Para *p, size_t r, size_t g, uint32_t rune)
{
    const ParaRun *run = &p->runs[r];
    const Glyph *glyph = &p->glyphs.glyphs[g];
    Atom *atom = &p->atoms[p->natoms];
    atom->glyph = (uint32_t)g;
    atom->nglyphs = 1;
    atom->run = (uint32_t)r;
    atom->rune = rune;
    atom->flags = run_flags(run);
    atom->kind = (uint8_t)kind_of(rune, is_latin_quote(p, r, glyph, rune));
    atom->unit = unit_of(rune, (AtomKind)atom->kind);
    atom->width = len_em(glyph->advance, para_em(p, atom));
    if (p->pieces && para_turn(p, atom) != PARA_TURNED)
        set_upright(p, atom);
    if (atom->kind != ATOM_HAN) {
        set_blanks(p, atom, glyph, para_em(p, atom));
        p->seen |= seen_of(rune);
    }
    add_atom(p);
}

static void make_box(Para *p, size_t r)
{
    Atom *atom = &p->atoms[p->natoms];
    *atom = (Atom){.glyph = p->run_glyphs[r - p->from], .run = (uint32_t)r, .rune = 0xFFFC,
                   .width = p->runs[r].width, .kind = ATOM_BOX, .spaced = atom->spaced,
                   .unit = BREAK_ID | LINEBREAK_WIDE,
                   .flags = p->runs[r].no_start ? ATOM_NO_START : 0};
    if (p->natoms > 0)
        settle(p, p->natoms - 1);
    p->natoms++;
}

/* R22: on the grid an em of Chinese text is the pitch, and two digits fill a cell. */
Len para_em(const Para *p, const Atom *atom)
{
    Len size = p->runs[atom->run].size;
    bool on_grid = p->style->grid > 0 && size == p->style->size &&
                   (para_fills_cell(atom) || atom->kind == ATOM_DIGIT);
    return on_grid ? p->style->grid : size;
}

/* Chinese, or one of the signs as wide as a Han: ％ ℃ ￥. */
bool para_fills_cell(const Atom *atom)
{
    bool affix = atom->kind == ATOM_POST || atom->kind == ATOM_PRE;
    return para_is_cjk(atom) || (affix && atom->rune >= 0x2100);
}

bool para_is_cjk(const Atom *atom)
{
    return atom->kind <= ATOM_STOP_FULL || atom->kind == ATOM_MID || atom->kind == ATOM_DASH ||
           atom->kind == ATOM_ELLIPSIS || atom->kind == ATOM_DOTS ||
           (atom->kind == ATOM_CONN && atom->rune != 0x2013);
}

/* ---- what the neighbours decide ---- */

/* The neighbour before or after k when no space lies between, else NULL. */
static const Atom *beside(const Para *p, size_t k, bool after)
{
    size_t other = after ? k + 1 : k - 1;
    if ((!after && k == 0) || other > p->natoms || p->atoms[after ? other : k].spaced)
        return NULL;
    return p->atoms[other].nglyphs ? &p->atoms[other] : NULL;
}

static bool is_kind(const Atom *atom, AtomKind kind)
{
    return atom && atom->kind == kind;
}

/* Between Han or digits a hyphen is a 连接号; before a digit that follows none, a sign. */
static void settle_hyphen(Para *p, size_t k)
{
    const Atom *before = beside(p, k, false), *after = beside(p, k, true);
    Atom *atom = &p->atoms[k];
    bool digit_before = is_kind(before, ATOM_DIGIT), digit_after = is_kind(after, ATOM_DIGIT);
    if (digit_after && !digit_before && !is_kind(before, ATOM_LETTER) && atom->rune == '-') {
        atom->kind = ATOM_SIGN;
        atom->unit = BREAK_PR;
    } else if ((digit_before || is_kind(before, ATOM_HAN)) &&
               (digit_after || is_kind(after, ATOM_HAN))) {
        atom->kind = ATOM_CONN;
    }
}

static bool is_sign(uint32_t rune)
{
    return rune == '+' || rune == 0x2212 || rune == 0xB1;
}

/* Give atom k the width w, its ink centred. */
static void set_width(Para *p, size_t k, Em width)
{
    Atom *atom = &p->atoms[k];
    Len wanted = len_em(width, para_em(p, atom));
    atom->shift = (atom->width - wanted) / 2;
    atom->width = wanted;
}

static bool between_han(const Para *p, size_t k)
{
    const Atom *before = beside(p, k, false), *after = beside(p, k, true);
    bool left = !before || para_is_cjk(before), right = !after || para_is_cjk(after);
    return left && right && (before || after);
}

static void settle_dash(Para *p, size_t k)
{
    Atom *atom = &p->atoms[k];
    if (atom->rune == 0x2E3A || p->glyphs.glyphs[atom->glyph].length > 3 || atom->nglyphs > 1)
        return; /* the pair */
    bool dash = atom->kind == ATOM_DASH;
    atom->kind = dash ? ATOM_CONN : ATOM_DOTS;
    atom->unit = dash ? BREAK_NS : BREAK_IN;
}

static void settle(Para *p, size_t k)
{
    Atom *atom = &p->atoms[k];
    bool set = !(atom->flags & ATOM_VERBATIM); /* code keeps its font's widths */
    if (atom->kind == ATOM_HYPHEN)
        settle_hyphen(p, k);
    else if (atom->kind == ATOM_OTHER && is_sign(atom->rune) &&
             is_kind(beside(p, k, true), ATOM_DIGIT))
        atom->kind = ATOM_SIGN;
    else if (atom->kind == ATOM_DASH || atom->kind == ATOM_ELLIPSIS)
        settle_dash(p, k);
    else if (atom->kind == ATOM_MID && set)
        set_width(p, k, 500);
    else if (atom->kind == ATOM_SOL && set && between_han(p, k))
        set_width(p, k, 500);
    if (atom->kind == ATOM_ELLIPSIS) /* the pair may start a line, unlike one … */
        atom->unit = BREAK_ID | LINEBREAK_WIDE;
    if (atom->kind == ATOM_CONN && atom->rune == 0x2013 && between_han(p, k) && set)
        set_width(p, k, 500);
}
