/*
 * para_hyphen: where words may be divided with a hyphen (R12): where the dictionary says in runs
 * marked English, and at soft hyphens (U+00AD) in any. The hyphen is not of the text; where a line
 * ends so it is added behind the last atom, and a reader of the file gets U+00AD for it.
 */
#include <assert.h>

#include "pdf/para_imp.h"

enum { HYPHEN_PENALTY = 135 }; /* section 2 */

static const Str hyphen_text = {"-", 1};

const Glyph *para_hyphen(Para *p, uint32_t run, Len *width)
{
    if (p->hyphen_run != run + 1) {
        FontChoice choice = p->runs[run].font;
        choice.latin = true;
        choice.vertical = false;
        p->hyphen.count = 0;
        font_shape(p->scratch, p->fonts, choice, hyphen_text, p->runs[run].pos, &p->hyphen, p->d);
        assert(p->hyphen.count == 1);
        p->hyphen.glyphs[0].length = 0;
        p->hyphen_run = run + 1;
    }
    *width = len_em(p->hyphen.glyphs[0].advance, p->runs[run].size);
    return &p->hyphen.glyphs[0];
}

static void allow(Para *p, size_t k)
{
    Joint *joint = &p->joints[k];
    joint->breaks = JOINT_LEGAL;
    joint->hyphen = p->hyphenated = true;
    joint->penalty = HYPHEN_PENALTY;
}

static bool is_letter(const Atom *a)
{
    return a->kind == ATOM_LETTER && a->rune < 0x80 && !(a->flags & (ATOM_URL | ATOM_UNIT));
}

/* The atoms k..end - 1 are a word of letters of one run: divide it by the dictionary. */
static void divide(Para *p, size_t k, size_t end)
{
    bool after[HYPHEN_LONGEST];
    const ParaRun *run = &p->runs[p->atoms[k].run];
    const Glyph *glyphs = p->glyphs.glyphs;
    const Atom *last = &p->atoms[end - 1];
    const Glyph *closing = &glyphs[last->glyph + last->nglyphs - 1];
    size_t from = glyphs[p->atoms[k].glyph].offset, to = (size_t)closing->offset + closing->length;
    if (to - from > HYPHEN_LONGEST)
        return;
    hyphen_find(p->style->hyphens, str_slice(run->text, from, to), after);
    for (size_t i = k + 1; i < end; i++) {
        size_t offset = glyphs[p->atoms[i].glyph].offset;
        assert(offset > from && offset < to);
        if (after[offset - from - 1] && p->joints[i].breaks != JOINT_SOLID)
            allow(p, i);
    }
}

/* What stands beside a word that is not to be divided: the parts of twenty-one, x2, a@b. */
static bool is_part(const Para *p, size_t k, bool spaced)
{
    if (k >= p->natoms || spaced)
        return false;
    const Atom *a = &p->atoms[k];
    return a->kind == ATOM_HYPHEN || a->kind == ATOM_DIGIT || a->kind == ATOM_LETTER ||
           a->kind == ATOM_CONN || a->rune == '@' || a->rune == '_';
}

static void divide_words(Para *p)
{
    for (size_t k = 0, end; k < p->natoms; k = end) {
        const ParaRun *run = &p->runs[p->atoms[k].run];
        end = k + 1;
        if (!is_letter(&p->atoms[k]) || !run->font.latin || run->verbatim)
            continue;
        while (end < p->natoms && is_letter(&p->atoms[end]) && !p->atoms[end].spaced &&
               p->atoms[end].run == p->atoms[k].run)
            end++;
        bool before = k > 0 && is_part(p, k - 1, p->atoms[k].spaced);
        if (!before && !is_part(p, end, end < p->natoms && p->atoms[end].spaced))
            divide(p, k, end);
    }
}

void para_hyphens(Para *p)
{
    if (p->style->hyphens && p->seen & SEEN_LATIN)
        divide_words(p);
    for (size_t k = 1; k < p->natoms && p->seen & SEEN_SOFT; k++)
        if (p->atoms[k - 1].flags & ATOM_SOFT && !p->atoms[k].spaced &&
            p->joints[k].breaks != JOINT_SOLID)
            allow(p, k);
}
