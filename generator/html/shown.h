/*
 * shown: which characters a page shows, and which of them in marked elements.
 *
 * Invariants. Only text between tags counts, of <title>, scripts and comments nothing. An element is marked by the
 * attribute data-font="NAME" on its start tag; all inside it counts. Characters come in the order in which they are first
 * met, each once.
 */
#ifndef HTML_SHOWN_H
#define HTML_SHOWN_H

#include "base/str.h"

enum { SHOWN_RUNES = 0x110000 };

typedef struct ShownRunes {
    uint32_t *list;
    size_t count, room;
    uint64_t *seen; /* one bit a character */
} ShownRunes;

ShownRunes shown_in(Arena *a);
static inline bool shown_has(const ShownRunes *runes, uint32_t rune)
{
    return runes->seen[rune / 64] >> rune % 64 & 1;
}
void shown_add(Arena *a, ShownRunes *runes, uint32_t rune);
/* Add what the page shows that wanted says yes to; name empty: anywhere, else in elements marked with it. */
void html_shown(Arena *a, Str html, Str name, bool (*wanted)(uint32_t rune), ShownRunes *runes);

#endif
