/*
 * kept_book: a book as an earlier build has made it.
 *
 * Invariants. A book is found by its key, and only when every picture that it asked for is the same file still: then it is
 * what making it again would give. An entry that does not fit together is none.
 */
#ifndef BUILD_KEPT_BOOK_H
#define BUILD_KEPT_BOOK_H

#include "base/map.h"
#include "build/book.h"

/* false: it has to be made. In a. */
bool kept_book_find(Arena *a, const Books *books, Str key, MadeBook *made);
/* asked: the pictures it asked for, by their paths below content/, with the fingerprint of each (a Str). */
void kept_book_keep(const Books *books, Str key, const Map *asked, const MadeBook *made);

#endif
