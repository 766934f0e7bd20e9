/*
 * search: finished pages into a static index that a browser searches by itself.
 *
 * Whoever searches loads a few small files, never the whole: the index is cut into shards. Each run of
 * three characters within a word or a line, and the last two of it (a gram), has the pages in which it
 * stands, in the shard that the hash of its first two names, or its own where there are many (search.c);
 * words of two or three characters are answered by these exactly. Longer ones
 * are the pages that have all their grams, each confirmed by its text, of which a few pages share a
 * file. So what is found is what stands there, no more and no less, in any script, without a dictionary.
 * Titles can also be found by the first letters of their reading (pinyin). search.js is the reader.
 *
 * Invariants. Texts are compared as search_fold maps them, character for character, in C and in
 * search.js alike. Same pages, same files. Memory: the files of grams, and some 200 bytes for each gram; no texts.
 */
#ifndef HTML_SEARCH_H
#define HTML_SEARCH_H

#include "base/str.h"

/* A heading that can be led to. */
typedef struct SearchPlace {
    uint32_t at;   /* in UTF-16 units from the start of the text */
    uint32_t byte; /* the same in bytes */
    Str id;
} SearchPlace;

typedef struct SearchPage {
    Str address;  /* relative to the folder in which the folder of the index stands */
    Str kind;     /* what sort of page, in a word; may be empty */
    Str title, initials;
    Str text;     /* well formed, as the others; blocks end in '\n', white space is one blank */
    const SearchPlace *places;
    size_t nplaces;
} SearchPage;

/*
 * What can be searched in a page of HTML: its <main>, without what is navigation, script, drawing, reading
 * of ruby or marked data-search="off". The title is <main data-search-title="…">, else the first <h1>, else <title>;
 * <main data-search-kind="…"> says the kind. All in a. false: it has no <main>, or nothing to read in it.
 */
bool search_page(Arena *a, Str html, SearchPage *page);

/* Letters in lower case, full-width ASCII as ASCII, U+3000 as a blank: one character each. */
uint32_t search_fold(uint32_t rune);

/* A file of the index: its name, and bytes that are gone after the call. hash: of the bytes. false ends the work. */
typedef bool SearchSink(void *self, const char *name, Str bytes, uint64_t *hash);

typedef struct SearchIndex SearchIndex;

/* The index of the pages that are added, in the order in which equal ones are shown. */
SearchIndex *search_open(Arena *a, SearchSink *sink, void *self);
/* The page is not looked at later. false: sink said so. */
bool search_add(SearchIndex *x, const SearchPage *page);
/* What is left to be written. false: sink said so, now or before. */
bool search_close(SearchIndex *x);

#endif
