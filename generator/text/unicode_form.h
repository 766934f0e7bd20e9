/*
 * unicode_form: normal forms of whole texts (Unicode Standard Annex 15).
 */
#ifndef TEXT_UNICODE_FORM_H
#define TEXT_UNICODE_FORM_H

#include "base/str.h"

/* Compatibility composition: full-width forms become plain, ligatures their letters. In a, or s
 * itself when it is ASCII and CJK unified ideographs. s is valid UTF-8. */
Str unicode_form_nfkc(Arena *a, Str s);

#endif
