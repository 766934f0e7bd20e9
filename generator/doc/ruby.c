#include "doc/ruby.h"

#include "text/unicode.h"

/* The next syllable of *rest; blanks of any number lie between. */
static bool next_syllable(Str *rest, Str *syllable)
{
    *rest = str_trim(*rest);
    return rest->n && str_split(rest, ' ', syllable);
}

Ruby ruby_open(Str base, Str annotation)
{
    size_t han = 0, syllables = 0;
    uint32_t rune;
    for (size_t at = 0; at < base.n;) {
        at += unicode_decode(base, at, &rune);
        han += unicode_is_han(rune);
    }
    Str rest = annotation, syllable;
    while (next_syllable(&rest, &syllable))
        syllables++;
    return (Ruby){base, annotation, han != syllables};
}

/* Han stand for themselves, others with their like; a variation selector stays with its character. */
static size_t piece_end(Str s, bool *han)
{
    uint32_t rune;
    size_t at = unicode_decode(s, 0, &rune);
    *han = unicode_is_han(rune);
    while (at < s.n) {
        size_t length = unicode_decode(s, at, &rune);
        if (*han ? !unicode_is_mark(rune) : unicode_is_han(rune))
            break;
        at += length;
    }
    return at;
}

bool ruby_next(Ruby *ruby, Str *base, Str *syllable)
{
    bool han;
    if (!ruby->base.n)
        return false;
    *base = ruby->base;
    *syllable = ruby->annotation;
    if (ruby->word) {
        ruby->base = STR_NONE;
        return true;
    }
    size_t end = piece_end(ruby->base, &han);
    *base = str_slice(ruby->base, 0, end);
    ruby->base = str_slice(ruby->base, end, ruby->base.n);
    *syllable = STR_NONE;
    if (han)
        next_syllable(&ruby->annotation, syllable);
    return true;
}
