/*
 * book_key: everything that decides what a book becomes, as one fingerprint.
 *
 * Invariants. What book_make makes depends on nothing else but the pictures it asks for, which it notes itself: two
 * books of one key and the same pictures are the same bytes, page numbers of places and words, and the same is said of
 * them. Which program made it is the cache's to know.
 */
#ifndef BUILD_BOOK_KEY_H
#define BUILD_BOOK_KEY_H

#include "build/book.h"

/* path: only how it ends counts; words: whether they are wanted. In a. */
Str book_key(Arena *a, const Books *books, const BookSource *source, Str path, bool words);

#endif
