/*
 * Pages come one by one and are gone: their texts are written, and each gram keeps the pages it was met in as they
 * will be printed. A gram is met many times in a page and in many pages, and where it is kept is mostly far from
 * where the last one was: so a run of them is looked up together, and what a look needs is asked of the memory before.
 * What the page has so far of a gram stands in the slot by which it is found: only its first time in a page goes further.
 *
 * Numbers are written as text in base 45: 90 printable characters, 45 that end a number and 45 that
 * go on (least digit first). A gram's pages are the differences of their numbers less one, doubled, plus one
 * when a weight follows, one character: 30 for a heading, 60 for a title, plus how often it stands there
 * more than once, up to 29.
 */
#include "html/search.h"

#include <assert.h>
#include <stdio.h>

#include "base/map.h"
#include "text/unicode.h"

enum {
    SHARD_BYTES = 12 << 10,   /* of grams, on the average */
    GRAM_BYTES = 15,          /* of a gram without its pages: three characters, quotes, a comma, a line */
    TEXT_BYTES = 8 << 10,     /* of texts in one file, at least, but for the last */
    TEXT_PAGES = 80,          /* in one file, at most */
    RUN = 32,                 /* grams looked up together */
    FIRST_PAGES = 16,         /* bytes for the pages of a gram at first, … */
    PAGES_MOST = 4096,        /* … twice as many each time they are full, up to this */
    PAGE_MOST = 8,            /* bytes that one page takes at most */
    BLOCK = 4096,             /* grams that are allocated together */
    NO_PAGE = 0xFFFFFF,       /* so many pages there cannot be */
    BASE = 45,
    TIMES_MOST = 29, HEADING = 30, TITLE = 60 /* parts of a weight */
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
    uint64_t runes;    /* 21 bits each, the last lowest */
    uint32_t hash;
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
    uint32_t page : 24, weight : 8; /* the last page, which is not among those of the gram yet */
} Slot;

typedef struct Met {
    uint64_t runes;
    uint32_t hash;
} Met;

/* A gram and a page that it is in no more. */
typedef struct Left {
    Gram *gram;
    uint32_t page : 24, weight : 8;
} Left;

struct SearchIndex {
    Arena *a;
    SearchSink *sink;
    void *self;
    bool good;          /* false: sink ended the work */
    uint32_t count;     /* of pages */
    uint32_t ntexts;    /* files of texts */
    uint32_t waiting;   /* pages in the next of them */
    size_t nshards;
    size_t occurrences; /* of grams */
    Arena *table;       /* of the slots alone: it changes when there are more of them */
    Slot *slots;
    size_t nslots;
    Gram **grams;       /* so many together as they are allocated: they stay where they are */
    size_t ngrams, nblocks, blocks_room;
    Met run[RUN];
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

static size_t place_of(const SearchIndex *x, uint32_t hash)
{
    return (hash * (uint64_t)0x9E3779B97F4A7C15u >> 20) & (x->nslots - 1);
}

static Slot *slot_of(const SearchIndex *x, uint64_t runes, uint32_t hash)
{
    size_t i = place_of(x, hash);
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
            *slot_of(x, old->runes, gram_at(x, old->gram)->hash) = *old;
    if (old_table)
        arena_close(old_table);
}

static char digit_of(uint32_t digit)
{
    assert(digit < 2 * BASE);
    return (char)('#' + digit + (digit >= '\\' - '#')); /* no quote, no backslash */
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

static void put_page_of(SearchIndex *x, Left left)
{
    Gram *gram = left.gram;
    if (gram->left < PAGE_MOST)
        make_room(x, gram);
    char *p = gram->end;
    uint32_t n = (left.page - gram->expected) * 2 + (left.weight != 0);
    for (; n >= BASE; n /= BASE)
        *p++ = digit_of(BASE + n % BASE);
    *p++ = digit_of(n);
    if (left.weight)
        *p++ = digit_of(left.weight);
    uint32_t size = (uint32_t)(p - gram->end);
    assert(size <= PAGE_MOST);
    gram->end = p;
    gram->left -= size;
    gram->size += size;
    gram->expected = left.page + 1u;
}

static uint32_t add_gram(SearchIndex *x, uint64_t runes, uint32_t hash)
{
    assert(x->ngrams < UINT32_MAX);
    if (x->ngrams == x->nblocks * BLOCK) {
        Gram *block = arena_array(x->a, Gram, BLOCK);
        arena_push(x->a, x->grams, x->nblocks, x->blocks_room, block);
    }
    *gram_at(x, x->ngrams) = (Gram){.runes = runes, .hash = hash};
    return (uint32_t)x->ngrams++;
}

/* The gram stands in the page once more, in a part of this weight: 0, HEADING or TITLE. */
static void note_again(Slot *slot, uint8_t part)
{
    uint8_t weight = (uint8_t)slot->weight, times = weight % HEADING, best = (uint8_t)(weight - times);
    slot->weight = (uint8_t)((best > part ? best : part) + (times < TIMES_MOST ? times + 1 : times));
}

/* Those met since the last time; then the pages left by those that this page did not have before. */
static void settle(SearchIndex *x, uint8_t part)
{
    Left left[RUN];
    size_t nleft = 0;
    if (x->ngrams + x->met > x->nslots / 2)
        make_slots(x, x->nslots * 2);
    for (size_t i = 0; i < x->met; i++) {
        const Met *met = &x->run[i];
        Slot *slot = slot_of(x, met->runes, met->hash);
        if (slot->runes && slot->page == x->count) {
            note_again(slot, part);
            continue;
        }
        if (slot->runes) {
            left[nleft] = (Left){gram_at(x, slot->gram), slot->page, slot->weight};
            __builtin_prefetch(left[nleft++].gram, 1);
        } else {
            *slot = (Slot){.runes = met->runes, .gram = add_gram(x, met->runes, met->hash)};
        }
        slot->page = x->count & NO_PAGE;
        slot->weight = part;
    }
    for (size_t i = 0; i < nleft; i++)
        __builtin_prefetch(left[i].gram->end, 1);
    for (size_t i = 0; i < nleft; i++)
        put_page_of(x, left[i]);
    x->occurrences += x->met;
    x->met = 0;
}

static inline void meet(SearchIndex *x, uint64_t runes, uint32_t hash, uint8_t part)
{
    __builtin_prefetch(&x->slots[place_of(x, hash)]);
    x->run[x->met++] = (Met){runes, hash};
    if (x->met == RUN)
        settle(x, part);
}

/* All grams of text. */
static void count_text(SearchIndex *x, Str text, uint8_t part)
{
    uint32_t before = 0, last = 0, rune; /* 0: a line or a word begins */
    uint32_t of_last = 0, of_both = 0;   /* their hashes */
    for (size_t i = 0; i < text.n;) {
        i += unicode_next(text, i, &rune);
        if (rune < 0x3001 || rune >= 0xFF01) /* Han and most Chinese marks are as they are */
            rune = search_fold(rune == UNICODE_BAD ? 0xFFFD : rune);
        if (rune == ' ' || rune == '\n') {
            before = last = 0;
            continue;
        }
        uint32_t of_three = mix(of_both, rune);
        of_both = mix(of_last, rune);
        if (last)
            meet(x, (uint64_t)last << 21 | rune, of_both, part);
        if (before)
            meet(x, (uint64_t)before << 42 | (uint64_t)last << 21 | rune, of_three, part);
        of_last = mix(0, rune);
        before = last;
        last = rune;
    }
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

/* "词语":"…", with all its pages. */
static void put_gram(Buf *b, const Gram *gram)
{
    buf_byte(b, '"');
    for (int shift = 42; shift >= 0; shift -= 21)
        if (gram->runes >> shift & 0x1FFFFF)
            put_rune(b, (uint32_t)(gram->runes >> shift & 0x1FFFFF));
    buf_c(b, "\":\"");
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

static void put_shard(SearchIndex *x, size_t shard, const uint32_t *grams, size_t ngrams)
{
    buf_printf(&x->out, "kanbenGrams(%zu,{", shard);
    for (size_t i = 0; i < ngrams; i++) {
        buf_c(&x->out, i ? ",\n" : "\n");
        put_gram(&x->out, gram_at(x, grams[i]));
    }
    buf_c(&x->out, "})\n");
    char name[32];
    snprintf(name, sizeof name, "g%zu.js", shard);
    put_file(x, &x->out, name);
}

static size_t shard_of(const SearchIndex *x, size_t gram)
{
    return (size_t)((uint64_t)gram_at(x, gram)->hash * x->nshards >> 32);
}

/* The grams in the order of first use within each shard: a counting sort. */
static void put_shards(SearchIndex *x)
{
    x->nshards = 1 + (x->ngrams * GRAM_BYTES + x->occurrences) / SHARD_BYTES; /* a page about a byte: it has many more than once */
    size_t *starts = arena_array(x->a, size_t, x->nshards + 1);
    uint32_t *sorted = arena_array(x->a, uint32_t, x->ngrams + 1);
    for (const Slot *slot = x->slots; slot < x->slots + x->nslots; slot++)
        if (slot->runes)
            put_page_of(x, (Left){gram_at(x, slot->gram), slot->page, slot->weight});
    for (size_t i = 0; i < x->ngrams; i++)
        starts[shard_of(x, i) + 1]++;
    for (size_t i = 1; i <= x->nshards; i++)
        starts[i] += starts[i - 1];
    for (size_t i = 0; i < x->ngrams; i++)
        sorted[starts[shard_of(x, i)]++] = (uint32_t)i;
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

static void put_head(SearchIndex *x)
{
    buf_printf(&x->out, "kanbenIndex({\"version\":\"%08llx\",\"pages\":%u,\"shards\":%zu,\"texts\":\"%.*s\"})\n",
               (unsigned long long)(x->version & 0xFFFFFFFF), x->count, x->nshards, STR_ARG(buf_view(&x->shares)));
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
    put_shards(x);
    put_head(x);
    bool good = x->good;
    arena_close(x->table);
    arena_close(x->a);
    return good;
}
