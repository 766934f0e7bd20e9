/*
 * Pages come one by one and are gone: their texts are written, and each gram keeps the pages it was met in as they
 * will be printed. A gram is met many times in a page and in many pages, and where it is kept is mostly far from
 * where the last one was: so a run of them is looked up together, and what a look needs is asked of the memory before.
 * What the page has so far of a gram stands in the slot by which it is found: only its first time in a page goes further.
 *
 * Only threes are met, and the pair that ends a word or a line: any other pair is the first two of a three, and has the pages
 * of all that begin with it. These stand together, in the shard that the hash of the pair names; where they are many bytes,
 * each stands in the shard of its own hash, the pair itself too, and the head names the pair among the "wide".
 *
 * Numbers are written as text in base 45: 90 printable characters, 45 that end a number and 45 that
 * go on (least digit first). A gram's pages are the differences of their numbers less one, four times, plus their
 * weight where it is 0, 1 or 2, else plus three, and the weight follows, one character: 30 for a heading, 60 for a title,
 * plus how often it stands there more than once, up to 29.
 */
#include "html/search.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "text/unicode.h"

#define RUNE_MASK 0x1FFFFFu

enum {
    SHARD_BYTES = 10 << 10,   /* of grams, on the average */
    GRAM_BYTES = 9,           /* of a gram without its pages: a character, quotes, colon, comma … */
    ENTRY_BYTES = 13,         /* … and of an entry */
    WIDE_BYTES = 4 << 10,     /* so many besides the longest of those that begin with a pair stand together at most */
    RUNE = 21,                /* bits */
    LIGHT = 3,                /* weights below are part of the number */
    TEXT_BYTES = 12 << 10,    /* of texts in one file, at least, but for the last */
    TEXT_PAGES = 80,          /* in one file, at most */
    RUN = 32,                 /* grams looked up together */
    FIRST_PAGES = 16,         /* bytes for the pages of a gram at first, … */
    PAGES_MOST = 4096,        /* … twice as many each time they are full, up to this */
    PAGE_MOST = 8,            /* bytes that one page takes at most */
    BLOCK = 4096,             /* grams that are allocated together */
    NO_PAGE = 0xFFFFFF,       /* so many pages there cannot be */
    BASE = 45,
    TIMES_MOST = 29, HEADING = 32, TITLE = 64 /* parts of a weight; in print, a heading is TIMES_MOST + 1 and a title twice that */
};

uint32_t search_fold(uint32_t rune)
{
    if (rune >= 0xFF01 && rune <= 0xFF5E)
        rune -= 0xFEE0;
    else if (rune == 0x3000)
        return ' ';
    return rune >= 'A' && rune <= 'Z' ? rune + 32 : rune;
}

/* ---- the pages that have a gram ---- */

/* Some of the pages of a gram, as they will be printed. */
typedef struct Pages {
    struct Pages *next;
    uint32_t used; /* of all but the last: the gram knows that */
    uint32_t room;
    char bytes[];
} Pages;

typedef struct Gram {
    uint64_t runes;    /* 21 bits each, the third lowest: none in a pair */
    uint32_t expected; /* the page behind its pages */
    uint32_t size;     /* bytes of all pages */
    uint32_t left;     /* bytes that are free in the last, … */
    char *end;         /* … from here on */
    Pages *first, *last;
} Gram;

/* Open addressing; the grams themselves stand in the order in which they were met first. */
typedef struct Slot {
    uint64_t runes; /* 0: free */
    uint32_t gram;  /* its number */
    uint32_t last;  /* the last page and the weight there, which is not among those of the gram yet */
} Slot;

struct SearchIndex {
    Arena *a;
    SearchSink *sink;
    void *self;
    bool good;          /* false: sink ended the work */
    uint32_t count;     /* of pages */
    uint32_t ntexts;    /* files of texts */
    uint32_t waiting;   /* pages in the next of them */
    size_t nshards;
    Arena *table;       /* of the slots alone: it changes when there are more of them */
    Slot *slots;
    size_t nslots;
    Gram **grams;       /* so many together as they are allocated: they stay where they are */
    size_t ngrams, nblocks, blocks_room;
    uint64_t run[RUN];
    size_t met;
    Buf texts, out;
    Buf shares;         /* how many pages each file of texts has */
    uint64_t version;   /* of all bytes so far */
};

/* Of two runes, or three: as search.js has it. */
static uint32_t mix(uint32_t hash, uint32_t rune)
{
    hash = (hash ^ rune) * 0x9E3779B1u;
    return hash ^ hash >> 15;
}

/* Of two, or of three. */
static uint32_t hash_of(uint64_t runes)
{
    uint32_t hash = mix(mix(0, (uint32_t)(runes >> 2 * RUNE)), (uint32_t)(runes >> RUNE & RUNE_MASK));
    return runes & RUNE_MASK ? mix(hash, (uint32_t)(runes & RUNE_MASK)) : hash;
}

static uint32_t hash_of_pair(uint64_t runes)
{
    return hash_of(runes & ~(uint64_t)RUNE_MASK);
}

static size_t place_of(const SearchIndex *x, uint64_t runes)
{
    runes *= 0x9E3779B97F4A7C15u;
    return (runes ^ runes >> 32) & (x->nslots - 1);
}

static Slot *slot_of(const SearchIndex *x, uint64_t runes)
{
    size_t i = place_of(x, runes);
    while (x->slots[i].runes && x->slots[i].runes != runes)
        i = (i + 1) & (x->nslots - 1);
    return &x->slots[i];
}

static Gram *gram_at(const SearchIndex *x, size_t number)
{
    return &x->grams[number / BLOCK][number % BLOCK];
}

static void make_slots(SearchIndex *x, size_t nslots)
{
    Arena *old_table = x->table;
    const Slot *old = x->slots, *old_end = old + x->nslots;
    x->table = arena_open();
    x->slots = arena_array(x->table, Slot, nslots);
    x->nslots = nslots;
    for (; old < old_end; old++)
        if (old->runes)
            *slot_of(x, old->runes) = *old;
    if (old_table)
        arena_close(old_table);
}

static char digit_of(uint32_t digit)
{
    assert(digit < 2 * BASE);
    return (char)('#' + digit + (digit >= '\\' - '#')); /* no quote, no backslash */
}

static uint32_t digit_in(char c)
{
    uint32_t n = (uint32_t)(unsigned char)c - '#';
    return n > '\\' - '#' ? n - 1 : n;
}

/* There is room for one page more. */
static void make_room(SearchIndex *x, Gram *gram)
{
    Pages *last = gram->last;
    uint32_t room = !last ? FIRST_PAGES : last->room < PAGES_MOST ? last->room * 2 : PAGES_MOST;
    Pages *pages = arena_alloc_raw(x->a, 1, sizeof *pages + room);
    *pages = (Pages){.room = room};
    if (last) {
        last->used = last->room - gram->left;
        last->next = pages;
    } else {
        gram->first = pages;
    }
    gram->last = pages;
    gram->end = pages->bytes;
    gram->left = room;
}

static uint32_t pack_last(uint32_t page, uint8_t weight)
{
    return page << 8 | weight;
}

/* What of a page, and the weight there, has become the last of the gram. */
static void put_page_of(SearchIndex *x, Gram *gram, uint32_t last)
{
    if (gram->left < PAGE_MOST)
        make_room(x, gram);
    char *p = gram->end;
    uint32_t page = last >> 8, weight = last & 0xFF, n = (page - gram->expected) * (LIGHT + 1);
    for (n += weight < LIGHT ? weight : LIGHT; n >= BASE; n /= BASE)
        *p++ = digit_of(BASE + n % BASE);
    *p++ = digit_of(n);
    if (weight >= LIGHT)
        *p++ = digit_of(weight / HEADING * (TIMES_MOST + 1) + weight % HEADING);
    uint32_t size = (uint32_t)(p - gram->end);
    assert(size <= PAGE_MOST);
    gram->end = p;
    gram->left -= size;
    gram->size += size;
    gram->expected = page + 1;
}

static uint32_t add_gram(SearchIndex *x, uint64_t runes)
{
    assert(x->ngrams < UINT32_MAX);
    if (x->ngrams == x->nblocks * BLOCK) {
        Gram *block = arena_array(x->a, Gram, BLOCK);
        arena_push(x->a, x->grams, x->nblocks, x->blocks_room, block);
    }
    *gram_at(x, x->ngrams) = (Gram){.runes = runes};
    return (uint32_t)x->ngrams++;
}

/* What two places weigh together. */
static uint8_t both(uint8_t a, uint8_t b)
{
    unsigned times = a % HEADING + b % HEADING + 1u;
    uint8_t more = a > b ? a : b;
    return (uint8_t)(more - more % HEADING + (times < TIMES_MOST ? times : TIMES_MOST));
}

/* Those met since the last time; then the pages left by those that this page did not have before. Which ones these are nobody can
 * guess, a processor neither: so they are gathered without asking. */
static void settle(SearchIndex *x, uint8_t part)
{
    uint32_t grams[RUN], lasts[RUN];
    Gram *left[RUN];
    size_t nleft = 0;
    if (x->ngrams + x->met > x->nslots / 2)
        make_slots(x, x->nslots * 2);
    for (size_t i = 0; i < x->met; i++) {
        Slot *slot = slot_of(x, x->run[i]);
        if (!slot->runes) {
            *slot = (Slot){x->run[i], add_gram(x, x->run[i]), pack_last(x->count, part)};
            continue;
        }
        bool again = slot->last >> 8 == x->count;
        grams[nleft] = slot->gram;
        lasts[nleft] = slot->last;
        nleft += !again;
        slot->last = pack_last(x->count, again ? both((uint8_t)slot->last, part) : part);
    }
    for (size_t i = 0; i < nleft; i++)
        __builtin_prefetch(left[i] = gram_at(x, grams[i]), 1);
    for (size_t i = 0; i < nleft; i++)
        __builtin_prefetch(left[i]->end, 1);
    for (size_t i = 0; i < nleft; i++)
        put_page_of(x, left[i], lasts[i]);
    x->met = 0;
}

static inline void meet(SearchIndex *x, uint64_t runes, uint8_t part)
{
    __builtin_prefetch(&x->slots[place_of(x, runes)]);
    x->run[x->met++] = runes;
    if (x->met == RUN)
        settle(x, part);
}

/* One character more. runes: the last two, where a third may follow; 0: a line or a word begins. */
static inline uint64_t count_rune(SearchIndex *x, uint64_t runes, uint32_t rune, uint8_t part)
{
    if (rune < 0x3001 || rune >= 0xFF01) { /* Han and most Chinese marks are as they are */
        rune = search_fold(rune == UNICODE_BAD ? 0xFFFD : rune);
        if (rune == ' ' || rune == '\n') {
            if (runes >> 2 * RUNE)
                meet(x, runes, part);
            return 0;
        }
    }
    runes |= rune;
    if (runes >> 2 * RUNE)
        meet(x, runes, part);
    return runes << RUNE & ~(~(uint64_t)0 << 3 * RUNE);
}

/* All grams of text. */
static void count_text(SearchIndex *x, Str text, uint8_t part)
{
    uint64_t runes = 0;
    uint32_t rune;
    for (size_t i = 0; i < text.n;) {
        for (size_t end = unicode_run(text, i); i < end; i += 3)
            runes = count_rune(x, runes, unicode_of_three(text.p + i), part);
        if (i < text.n) {
            i += unicode_next(text, i, &rune);
            runes = count_rune(x, runes, rune, part);
        }
    }
    count_rune(x, runes, '\n', part);
    settle(x, part);
}

static void count_page(SearchIndex *x, const SearchPage *page)
{
    count_text(x, page->title, TITLE);
    count_text(x, page->initials, HEADING);
    size_t from = 0;
    for (size_t i = 0; i < page->nplaces; i++) { /* a heading is a line */
        size_t heading = page->places[i].byte, end = str_find(page->text, STR("\n"), heading);
        if (heading < from)
            continue; /* two places in one line */
        count_text(x, str_slice(page->text, from, heading), 0);
        count_text(x, str_slice(page->text, heading, end), HEADING);
        from = end;
    }
    count_text(x, str_slice(page->text, from, page->text.n), 0);
}

/* ---- writing ---- */

static void put_rune(Buf *b, uint32_t rune)
{
    if (rune == '"' || rune == '\\')
        buf_byte(b, '\\');
    if (rune < ' ')
        buf_printf(b, "\\x%02x", (unsigned)rune);
    else
        buf_rune(b, rune);
}

/* "…": those of the first two of its runes, or of the third. */
static void put_runes(Buf *b, uint64_t runes, int from, int to)
{
    buf_byte(b, '"');
    for (int i = from; i < to; i++)
        if (runes >> (2 - i) * RUNE & RUNE_MASK)
            put_rune(b, (uint32_t)(runes >> (2 - i) * RUNE & RUNE_MASK));
    buf_c(b, "\":");
}

static void put_pages(Buf *b, const Gram *gram)
{
    buf_byte(b, '"');
    buf_reserve(b, gram->size);
    for (const Pages *pages = gram->first; pages; pages = pages->next)
        buf_str(b, (Str){pages->bytes, pages == gram->last ? pages->room - gram->left : pages->used});
    buf_byte(b, '"');
}

/* The version is a hash of all files: so that a browser never mixes those of two builds. */
static void put_file(SearchIndex *x, Buf *file, const char *name)
{
    x->version = (x->version ^ map_hash(buf_view(file))) * 0x100000001B3u;
    x->version ^= x->version >> 32;
    x->good = x->good && x->sink(x->self, name, buf_view(file));
    file->n = 0;
}

/* ---- shards ---- */

/* What stands under one name in a shard: a gram alone, or all that begin with a pair. */
typedef struct Entry {
    Gram *const *grams;
    uint32_t ngrams;
    bool alone;
    uint32_t hash, size;
} Entry;

typedef struct Entries {
    Entry *list;
    size_t count, room, bytes;
} Entries;

static void add_entry(SearchIndex *x, Entries *all, Entry entry)
{
    entry.size += ENTRY_BYTES;
    all->bytes += entry.size;
    arena_push(x->a, all->list, all->count, all->room, entry);
}

/* The gram's pages into those so far: 1 + weight for each page. */
static void unite(const Gram *gram, uint8_t *weights)
{
    uint32_t page = 0;
    for (const Pages *pages = gram->first; pages; pages = pages->next) {
        const char *p = pages->bytes, *end = pages == gram->last ? gram->end : p + pages->used;
        while (p < end) {
            uint32_t n = 0, unit = 1, digit;
            do {
                digit = digit_in(*p++);
                n += digit % BASE * unit;
                unit *= BASE;
            } while (digit >= BASE);
            page += n / (LIGHT + 1);
            uint32_t printed = n % (LIGHT + 1) < LIGHT ? n % (LIGHT + 1) : digit_in(*p++);
            uint8_t weight = (uint8_t)(printed / (TIMES_MOST + 1) * HEADING + printed % (TIMES_MOST + 1));
            weights[page] = (uint8_t)(1 + (weights[page] ? both((uint8_t)(weights[page] - 1), weight) : weight));
            page++;
        }
    }
}

/* The pair as a gram of its own, with the pages of all grams that begin with it; weights are 0, and are 0 again. */
static Gram *pair_of(SearchIndex *x, Gram *const *grams, size_t ngrams, uint8_t *weights)
{
    uint64_t runes = grams[0]->runes & ~(uint64_t)RUNE_MASK, some;
    Gram *pair = gram_at(x, add_gram(x, runes));
    for (size_t i = 0; i < ngrams; i++)
        unite(grams[i], weights);
    for (uint32_t page = 0; page < x->count; page += (uint32_t)sizeof some) { /* there is room for some more, which are 0 */
        memcpy(&some, weights + page, sizeof some);
        for (uint32_t i = page; some && i < page + sizeof some; i++) {
            if (weights[i])
                put_page_of(x, pair, pack_last(i, (uint8_t)(weights[i] - 1)));
            weights[i] = 0;
        }
    }
    return pair;
}

/* Those that begin with a pair. */
static void add_group(SearchIndex *x, Entries *all, Gram *const *grams, size_t ngrams, uint8_t *weights, Buf *wide)
{
    uint32_t size = 0, most = 0;
    for (size_t i = 0; i < ngrams; i++) {
        size += grams[i]->size + GRAM_BYTES;
        most = most > grams[i]->size ? most : grams[i]->size;
    }
    if (size - most <= WIDE_BYTES) {
        add_entry(x, all, (Entry){grams, (uint32_t)ngrams, false, hash_of_pair(grams[0]->runes), size});
        return;
    }
    Gram **pair = arena_new(x->a, Gram *);
    *pair = pair_of(x, grams, ngrams, weights);
    add_entry(x, all, (Entry){pair, 1, true, hash_of_pair(grams[0]->runes), (*pair)->size});
    for (size_t i = 0; i < ngrams; i++)
        if (grams[i]->runes & RUNE_MASK) /* the pair at the end of words is in the pair */
            add_entry(x, all, (Entry){grams + i, 1, true, hash_of(grams[i]->runes), grams[i]->size});
    put_rune(wide, (uint32_t)(grams[0]->runes >> 2 * RUNE));
    put_rune(wide, (uint32_t)(grams[0]->runes >> RUNE & RUNE_MASK));
}

static int by_runes(const void *left, const void *right)
{
    uint64_t a = (*(Gram *const *)left)->runes, b = (*(Gram *const *)right)->runes;
    return (a > b) - (a < b);
}

/* All grams, sorted, and the entries that they make. */
static Entries list_entries(SearchIndex *x, Buf *wide)
{
    Entries all = {0};
    size_t ngrams = x->ngrams;
    Gram **grams = arena_array(x->a, Gram *, ngrams + 1);
    uint8_t *weights = arena_array(x->a, uint8_t, x->count + sizeof(uint64_t));
    for (size_t i = 0; i < ngrams; i++)
        grams[i] = gram_at(x, i);
    qsort(grams, ngrams, sizeof *grams, by_runes);
    for (size_t from = 0, to = 0; from < ngrams; from = to) {
        while (to < ngrams && grams[to]->runes >> RUNE == grams[from]->runes >> RUNE)
            to++;
        add_group(x, &all, grams + from, to - from, weights, wide);
    }
    return all;
}

static void put_entry(Buf *b, const Entry *entry)
{
    put_runes(b, entry->grams[0]->runes, 0, entry->alone ? 3 : 2);
    if (entry->alone) {
        put_pages(b, entry->grams[0]);
        return;
    }
    for (size_t i = 0; i < entry->ngrams; i++) {
        buf_byte(b, i ? ',' : '{');
        put_runes(b, entry->grams[i]->runes, 2, 3);
        put_pages(b, entry->grams[i]);
    }
    buf_byte(b, '}');
}

static size_t shard_of(const SearchIndex *x, const Entry *entry)
{
    return (size_t)((uint64_t)entry->hash * x->nshards >> 32);
}

static void put_shard(SearchIndex *x, size_t shard, const Entry *const *entries, size_t count)
{
    buf_printf(&x->out, "kanbenGrams(%zu,{", shard);
    for (size_t i = 0; i < count; i++) {
        buf_c(&x->out, i ? ",\n" : "\n");
        put_entry(&x->out, entries[i]);
    }
    buf_c(&x->out, "})\n");
    char name[32];
    snprintf(name, sizeof name, "g%zu.js", shard);
    put_file(x, &x->out, name);
}

/* The entries of each shard in their order: a counting sort. */
static void put_shards(SearchIndex *x, Buf *wide)
{
    for (const Slot *slot = x->slots; slot < x->slots + x->nslots; slot++)
        if (slot->runes)
            put_page_of(x, gram_at(x, slot->gram), slot->last);
    Entries all = list_entries(x, wide);
    x->nshards = 1 + all.bytes / SHARD_BYTES;
    size_t *starts = arena_array(x->a, size_t, x->nshards + 1);
    const Entry **sorted = arena_array(x->a, const Entry *, all.count + 1);
    for (size_t i = 0; i < all.count; i++)
        starts[shard_of(x, &all.list[i]) + 1]++;
    for (size_t i = 1; i <= x->nshards; i++)
        starts[i] += starts[i - 1];
    for (size_t i = 0; i < all.count; i++)
        sorted[starts[shard_of(x, &all.list[i])]++] = &all.list[i];
    for (size_t i = 0, from = 0; i < x->nshards && x->good; from = starts[i++])
        put_shard(x, i, sorted + from, starts[i] - from);
}

/* ---- texts ---- */

static void put_page(Buf *b, const SearchPage *page)
{
    buf_c(b, "[");
    buf_json(b, page->address);
    buf_byte(b, ',');
    buf_json(b, page->kind);
    buf_byte(b, ',');
    buf_json(b, page->title);
    buf_byte(b, ',');
    buf_json(b, page->initials);
    buf_byte(b, ',');
    buf_json(b, page->text);
    for (size_t i = 0; i < page->nplaces; i++) {
        buf_printf(b, ",%u,", page->places[i].at);
        buf_json(b, page->places[i].id);
    }
    buf_byte(b, ']');
}

static void end_texts(SearchIndex *x)
{
    buf_c(&x->texts, "])\n");
    buf_byte(&x->shares, digit_of(x->waiting));
    char name[32];
    snprintf(name, sizeof name, "t%u.js", x->ntexts++);
    put_file(x, &x->texts, name);
    x->waiting = 0;
}

static void put_text(SearchIndex *x, const SearchPage *page)
{
    if (!x->waiting)
        buf_printf(&x->texts, "kanbenTexts(%u,[", x->ntexts);
    buf_c(&x->texts, x->waiting ? ",\n" : "\n");
    put_page(&x->texts, page);
    x->waiting++;
    if (x->texts.n >= TEXT_BYTES || x->waiting == TEXT_PAGES)
        end_texts(x);
}

static void put_head(SearchIndex *x, Str wide)
{
    buf_printf(&x->out, "kanbenIndex({\"version\":\"%08llx\",\"pages\":%u,\"shards\":%zu,\"wide\":\"%.*s\",\"texts\":\"%.*s\"})\n",
               (unsigned long long)(x->version & 0xFFFFFFFF), x->count, x->nshards, STR_ARG(wide), STR_ARG(buf_view(&x->shares)));
    put_file(x, &x->out, "index.js");
}

/* ---- life ---- */

SearchIndex *search_open(Arena *a, SearchSink *sink, void *self)
{
    SearchIndex *x = arena_new(a, SearchIndex);
    *x = (SearchIndex){.a = arena_open(), .sink = sink, .self = self, .good = true,
                       .version = 0xCBF29CE484222325u};
    x->texts = buf_in(x->a);
    x->out = buf_in(x->a);
    x->shares = buf_in(x->a);
    make_slots(x, 1 << 14);
    return x;
}

bool search_add(SearchIndex *x, const SearchPage *page)
{
    assert(x->count < NO_PAGE);
    put_text(x, page);
    count_page(x, page);
    x->count++;
    return x->good;
}

bool search_close(SearchIndex *x)
{
    if (x->waiting)
        end_texts(x);
    Buf wide = buf_in(x->a);
    put_shards(x, &wide);
    put_head(x, buf_view(&wide));
    bool good = x->good;
    arena_close(x->table);
    arena_close(x->a);
    return good;
}
