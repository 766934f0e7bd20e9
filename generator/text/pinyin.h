/*
 * pinyin: Chinese words in the order of their reading, for indexes.
 *
 * Character by character (GB/T 13418): by the letters of the syllable, its tone, the number of strokes.
 * Latin words stand among the syllables by their letters, figures and signs before all. Of a
 * character with more readings the table has the commonest; who means another says so.
 */
#ifndef TEXT_PINYIN_H
#define TEXT_PINYIN_H

#include "base/str.h"

/* The letters and the tone (1–5, 5 the neutral one) of a character; false: it is not in the table. */
bool pinyin_of(uint32_t rune, Str *letters, unsigned *tone);
/*
 * A key to text that compares bytewise (str_compare) as the words do. reading, which may be
 * empty, is how text is read: "chóng qìng", "chong2 qing4"; one syllable for each Han, else it stands for
 * the whole text.
 */
void pinyin_key(Buf *key, Str text, Str reading);
/* What a word with this key stands under: 'A'–'Z', '#' for figures and signs, 0 where no reading is known. */
char pinyin_letter(Str key);

#endif
