/*
 * ruby: an annotation shared out over the characters it belongs to.
 *
 * "图书馆" and "tú shū guǎn" make three pairs. Only Han are annotated (R17); other characters between them are
 * pairs without a syllable. When there are not as many syllables as Han, the whole base is one word
 * under the whole annotation.
 */
#ifndef DOC_RUBY_H
#define DOC_RUBY_H

#include "base/str.h"

typedef struct Ruby {
    Str base, annotation; /* what is left of them */
    bool word;            /* one pair */
} Ruby;

Ruby ruby_open(Str base, Str annotation);
/* The next pair; false: there is none. */
bool ruby_next(Ruby *ruby, Str *base, Str *syllable);

#endif
