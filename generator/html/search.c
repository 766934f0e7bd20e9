/*
 * Pages come one by one and are gone: their texts are written, and each gram keeps the pages it was met in as they
 * will be printed. A gram is met many times in a page and in many pages, and where it is kept is mostly far from
 * where the last one was: so a run of them is looked up together, and what a look needs is asked of the memory before.
 * All that is known of a gram stands in the slot by which it is found, but for its pages; what the page has so far is among it:
 * only its first time in a page goes further, to the end of those of before.
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
    RUN = 128,                /* grams looked up together, at most */
    FIRST_PAGES = 16,         /* bytes for the pages of a gram at first, … */
    PAGES_MOST = 1024,        /* … twice as many each time they are full, up to this */
    PAGE_MOST = 8,            /* bytes that one page takes at most */
    FORMS = 0xFF5F - 0xFF01,  /* full-width forms of ASCII */
    LINE = 64,                /* bytes that memory hands to a cache together */
    NO_PAGE = 0xFFFFFF,       /* so many pages there cannot be */
    BASE = 45,
    TIMES_MOST = 29, HEADING = TIMES_MOST + 1, TITLE = 2 * HEADING, /* parts of a weight */
    PAGE_SHIFT = 40, PART_SHIFT = 32 /* of Met: the part and the page, above the times */
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

/* Stands behind some of the pages of a gram, which are as they will be printed. */
typedef struct Pages {
    struct Pages *first, *next;
    uint32_t before; /* bytes of the pages of all earlier ones */
    uint32_t room;   /* bytes that stand before it, … */
    uint32_t free;   /* … and those of them, the last, that hold nothing; where no other follows, the gram knows that */
} Pages;

/* A page that has a gram, the heaviest part of it that does, and how often more than once: of one page and the next the later is more. */
typedef uint64_t Met;

/* In a table with open addressing: half of it at least is free. */
typedef struct Gram {
    uint64_t runes;    /* 21 bits each, the third lowest: none in a pair; 0: free */
    Met last;          /* the last page, which is not among its pages yet */
    char *end;         /* of its pages so far */
    uint32_t left;     /* bytes that are free from there to their Pages; NULL and 0: there are no pages */
    uint32_t expected; /* the page behind its pages */
} Gram;

/* A number of one digit or two, and how many they are. */
typedef struct Digits {
    char text[2];
    uint8_t n;
} Digits;

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
    Gram *slots;
    size_t nslots, ngrams;
    unsigned shift;     /* of a hash of 64 bits, to the number of a slot */
    uint64_t run[RUN];  /* grams that are met, … */
    Gram *homes[RUN];   /* … and where each is looked for first */
    size_t met;
    uint16_t forms[FORMS + 1];    /* how much more than what it is folded to; behind them 0 */
    Digits digits[BASE * BASE];
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

/* Where it is looked for first. */
static inline Gram *home_of(const SearchIndex *x, uint64_t runes)
{
    return &x->slots[runes * 0x9E3779B97F4A7C15u >> x->shift];
}

/* Where it is, or would be. */
static inline Gram *slot_of(const SearchIndex *x, uint64_t runes, Gram *home)
{
    Gram *slot = home;
    while (slot->runes != runes && slot->runes)
        slot = slot + 1 == x->slots + x->nslots ? x->slots : slot + 1;
    return slot;
}

/* None of them on two lines of memory. */
static Gram *array_of_slots(Arena *a, size_t nslots)
{
    static_assert(LINE % sizeof(Gram) == 0, "");
    char *p = arena_alloc(a, nslots * sizeof(Gram) + LINE);
    return (Gram *)(void *)(p + (LINE - (uintptr_t)p % LINE));
}

static void make_slots(SearchIndex *x, size_t nslots)
{
    Arena *old_table = x->table;
    const Gram *old = x->slots, *old_end = old + x->nslots;
    x->table = arena_open();
    x->slots = array_of_slots(x->table, nslots);
    x->nslots = nslots;
    x->shift = 64 - (unsigned)__builtin_ctzll(nslots);
    for (; old < old_end; old++)
        if (old->runes)
            *slot_of(x, old->runes, home_of(x, old->runes)) = *old;
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

static void make_tables(SearchIndex *x)
{
    for (uint32_t form = 0; form < FORMS; form++)
        x->forms[form] = (uint16_t)(0xFF01 + form - search_fold(0xFF01 + form));
    for (uint32_t n = 0; n < BASE; n++)
        x->digits[n] = (Digits){{digit_of(n), ' '}, 1};
    for (uint32_t n = BASE; n < BASE * BASE; n++)
        x->digits[n] = (Digits){{digit_of(BASE + n % BASE), digit_of(n / BASE)}, 2};
}

/* NULL: the gram has no pages. */
static Pages *last_pages(const Gram *gram)
{
    return gram->end ? (Pages *)(void *)(gram->end + gram->left) : NULL;
}

static uint32_t size_of(const Gram *gram)
{
    const Pages *last = last_pages(gram);
    return last ? last->before + last->room - gram->left : 0;
}

/* There is room for one page more. */
static void make_room(SearchIndex *x, Gram *gram)
{
    Pages *last = last_pages(gram);
    uint32_t room = !last ? FIRST_PAGES : last->room < PAGES_MOST ? last->room * 2 : PAGES_MOST;
    char *bytes = arena_alloc_raw(x->a, 1, room + sizeof(Pages));
    Pages *pages = (Pages *)(void *)(bytes + room);
    *pages = (Pages){.first = last ? last->first : pages, .room = room, .before = size_of(gram)};
    if (last) {
        last->next = pages;
        last->free = gram->left;
    }
    gram->end = bytes;
    gram->left = room;
}

static Met met_once(uint32_t page, uint8_t part)
{
    return (Met)page << PAGE_SHIFT | (Met)part << PART_SHIFT;
}

/* Pages come in their order. How many bytes one takes nobody can guess, a processor neither: so a second digit and the weight are written
 * without asking, and count only where they are wanted. */
static inline void put_page_of(SearchIndex *x, Gram *gram, uint32_t page, uint32_t weight)
{
    if (gram->left < PAGE_MOST)
        make_room(x, gram);
    uint32_t n = (page - gram->expected) * (LIGHT + 1) + (weight < LIGHT ? weight : LIGHT);
    char *p = gram->end;
    for (; n >= BASE * BASE; n /= BASE)
        *p++ = digit_of(BASE + n % BASE);
    memcpy(p, x->digits[n].text, sizeof x->digits[n].text);
    p += x->digits[n].n;
    *p = digit_of(weight);
    p += weight >= LIGHT;
    uint32_t size = (uint32_t)(p - gram->end);
    assert(size < PAGE_MOST);
    gram->end = p;
    gram->left -= size;
    gram->expected = page + 1;
}

static inline void put_met(SearchIndex *x, Gram *gram, Met met)
{
    uint32_t times = (uint32_t)met;
    put_page_of(x, gram, (uint32_t)(met >> PAGE_SHIFT), (uint32_t)(met >> PART_SHIFT & 0xFF) + (times < TIMES_MOST ? times : TIMES_MOST));
}

/* Those that wait are looked up: the page has them in a part that weighs so much, and no more than its parts before. Where it did not have
 * a gram before, the page that had it last goes to the gram's pages: which these are nobody can guess, so they are gathered without asking. */
static void settle(SearchIndex *x, uint8_t part)
{
    Gram *left[RUN];
    Met lasts[RUN];
    size_t nleft = 0, met = x->met;
    Met first = met_once(x->count, 0), fresh = met_once(x->count, part);
    for (size_t i = 0; i < met; i++) {
        Gram *gram = slot_of(x, x->run[i], x->homes[i]);
        Met last = gram->last;
        if (!gram->runes) {
            *gram = (Gram){.runes = x->run[i], .last = fresh};
            x->ngrams++;
            continue;
        }
        left[nleft] = gram;
        lasts[nleft] = last;
        nleft += last < first;
        gram->last = last < first ? fresh : last + 1;
    }
    x->met = 0;
    for (size_t i = 0; i < nleft; i++)
        __builtin_prefetch(left[i]->end, 1);
    for (size_t i = 0; i < nleft; i++)
        put_met(x, left[i], lasts[i]);
    if (x->ngrams + RUN > x->nslots / 2)
        make_slots(x, x->nslots * 2);
}

/* The last two, where a third may follow. */
static inline uint64_t last_two(uint64_t runes)
{
    return runes << RUNE & ~(~(uint64_t)0 << 3 * RUNE);
}

/* A gram, or one rune, which is none. */
static inline void meet(SearchIndex *x, uint64_t runes)
{
    Gram *home = home_of(x, runes);
    __builtin_prefetch(home, 1);
    x->run[x->met] = runes;
    x->homes[x->met] = home;
    x->met += runes >> 2 * RUNE > 0;
}

/* One character more, folded, and the last two then. runes: the last two before; 0: a line or a word begins. */
static inline uint64_t count_rune(SearchIndex *x, uint64_t runes, uint32_t rune)
{
    bool ends = rune == ' ' || rune == '\n';
    runes |= ends ? 0 : rune;
    meet(x, runes);
    return ends ? 0 : last_two(runes);
}

static inline bool begins_three(Str text, size_t i)
{
    return i + 3 <= text.n && (text.p[i] & 0xF0) == 0xE0;
}

/* The characters of three bytes from i on, up to any other and to what begins at end; where that is. Which are full-width forms nobody
 * can guess either. */
static inline size_t count_threes(SearchIndex *x, uint64_t *runes, Str text, size_t i, size_t end)
{
    size_t last = text.n < 3 ? 0 : text.n - 2;
    const uint8_t *p = (const uint8_t *)text.p + i, *stop = (const uint8_t *)text.p + (end < last ? end : last);
    uint64_t sofar = *runes;
    for (uint32_t lead; p < stop && (lead = p[0] - 0xE0u) < 16; p += 3) {
        uint32_t rune = lead << 12 | (p[1] & 63u) << 6 | (p[2] & 63u), form = rune - 0xFF01 < FORMS ? rune - 0xFF01 : FORMS;
        sofar |= rune - x->forms[form];
        meet(x, sofar);
        sofar = last_two(sofar);
    }
    *runes = sofar;
    return (size_t)(p - (const uint8_t *)text.p);
}

/* All grams of text. */
static void count_text(SearchIndex *x, Str text, uint8_t part)
{
    uint64_t runes = 0;
    uint32_t rune;
    for (size_t i = 0, end; i < text.n;) {
        if (x->met > RUN / 2)
            settle(x, part);
        end = text.n - i < RUN / 2 ? text.n : i + RUN / 2 - 1; /* no more characters than bytes */
        while (i < end) {
            i = count_threes(x, &runes, text, i, end);
            for (; i < end && (unsigned char)text.p[i] < 0x80; i++)
                runes = count_rune(x, runes, search_fold((unsigned char)text.p[i]));
            if (i < end && !begins_three(text, i)) {
                i += unicode_next(text, i, &rune);
                runes = count_rune(x, runes, search_fold(rune == UNICODE_BAD ? 0xFFFD : rune));
            }
        }
    }
    count_rune(x, runes, '\n');
    settle(x, part);
}

/* The headings, each a line, or all else. */
static void count_lines(SearchIndex *x, const SearchPage *page, bool headings)
{
    size_t from = 0;
    for (size_t i = 0; i < page->nplaces; i++) {
        size_t heading = page->places[i].byte, end = str_find(page->text, STR("\n"), heading);
        if (heading < from)
            continue; /* two places in one line */
        if (headings)
            count_text(x, str_slice(page->text, heading, end), HEADING);
        else
            count_text(x, str_slice(page->text, from, heading), 0);
        from = end;
    }
    if (!headings)
        count_text(x, str_slice(page->text, from, page->text.n), 0);
}

/* The heaviest part first: see settle. */
static void count_page(SearchIndex *x, const SearchPage *page)
{
    count_text(x, page->title, TITLE);
    count_text(x, page->initials, HEADING);
    count_lines(x, page, true);
    count_lines(x, page, false);
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

/* What stands before one Pages of the gram. */
static Str bytes_of(const Gram *gram, const Pages *pages)
{
    return (Str){(const char *)pages - pages->room, pages->room - (pages == last_pages(gram) ? gram->left : pages->free)};
}

static void put_pages(Buf *b, const Gram *gram)
{
    buf_byte(b, '"');
    buf_reserve(b, size_of(gram));
    const Pages *last = last_pages(gram);
    for (const Pages *pages = last ? last->first : NULL; pages; pages = pages->next)
        buf_str(b, bytes_of(gram, pages));
    buf_byte(b, '"');
}

/* The version is a hash of all files: so that a browser never mixes those of two builds. */
static void put_file(SearchIndex *x, Buf *file, const char *name)
{
    uint64_t hash = 0;
    x->good = x->good && x->sink(x->self, name, buf_view(file), &hash);
    x->version = (x->version ^ hash) * 0x100000001B3u;
    x->version ^= x->version >> 32;
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

/* Of a weight and 1, or of 0 that is none: what is not times. */
static inline uint32_t part_of(uint32_t weight)
{
    return weight > TITLE ? TITLE : weight > HEADING ? HEADING : 0;
}

/* The same of two in one page: the heavier part, and the times of both. */
static inline uint32_t both(uint32_t a, uint32_t b)
{
    uint32_t part = part_of(a) > part_of(b) ? part_of(a) : part_of(b), times = a - part_of(a) + b - part_of(b);
    return part + (times < HEADING ? times : HEADING);
}

/* The number at *p, which goes on behind it. Whether there is a second digit nobody can guess: it is read without asking, for behind the
 * pages of a gram something stands. */
static inline uint32_t take_number(const char **p)
{
    uint32_t n = digit_in((*p)[0]), second = digit_in((*p)[1]), more = n >= BASE, digit = more ? second : 0;
    n += more ? (second - 1) * BASE : 0;
    *p += 1 + more;
    for (uint32_t unit = BASE * BASE; digit >= BASE; unit *= BASE) {
        digit = digit_in(*(*p)++);
        n += (digit - 1) * unit;
    }
    return n;
}

/* The gram's pages into those so far: of each 1 + the weight, or 0. */
static void unite(const Gram *gram, uint8_t *weights)
{
    uint32_t page = 0;
    for (const Pages *pages = last_pages(gram)->first; pages; pages = pages->next) {
        Str bytes = bytes_of(gram, pages);
        for (const char *p = bytes.p, *end = p + bytes.n; p < end; page++) {
            uint32_t n = take_number(&p), weight = n % (LIGHT + 1), heavy = weight == LIGHT;
            weight = heavy ? digit_in(*p) : weight;
            p += heavy;
            page += n / (LIGHT + 1);
            weights[page] = (uint8_t)both(weights[page], weight + 1);
        }
    }
}

/* The pair as a gram of its own, with the pages of all grams that begin with it; weights are 0, and are 0 again. */
static Gram *pair_of(SearchIndex *x, Gram *const *grams, size_t ngrams, uint8_t *weights)
{
    uint64_t some;
    Gram *pair = arena_new(x->a, Gram);
    pair->runes = grams[0]->runes & ~(uint64_t)RUNE_MASK;
    for (size_t i = 0; i < ngrams; i++)
        unite(grams[i], weights);
    for (uint32_t page = 0; page < x->count; page += (uint32_t)sizeof some) { /* there is room for some more, which are 0 */
        memcpy(&some, weights + page, sizeof some);
        for (uint32_t i = page; some && i < page + sizeof some; i++) {
            if (weights[i])
                put_page_of(x, pair, i, weights[i] - 1u);
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
        uint32_t own = size_of(grams[i]);
        size += own + GRAM_BYTES;
        most = most > own ? most : own;
    }
    if (size - most <= WIDE_BYTES) {
        add_entry(x, all, (Entry){grams, (uint32_t)ngrams, false, hash_of_pair(grams[0]->runes), size});
        return;
    }
    Gram **pair = arena_new(x->a, Gram *);
    *pair = pair_of(x, grams, ngrams, weights);
    add_entry(x, all, (Entry){pair, 1, true, hash_of_pair(grams[0]->runes), size_of(*pair)});
    for (size_t i = 0; i < ngrams; i++)
        if (grams[i]->runes & RUNE_MASK) /* the pair at the end of words is in the pair */
            add_entry(x, all, (Entry){grams + i, 1, true, hash_of(grams[i]->runes), size_of(grams[i])});
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
    size_t ngrams = 0;
    Gram **grams = arena_array(x->a, Gram *, x->ngrams + 1);
    uint8_t *weights = arena_array(x->a, uint8_t, x->count + sizeof(uint64_t));
    for (Gram *gram = x->slots; gram < x->slots + x->nslots; gram++)
        if (gram->runes) {
            put_met(x, gram, gram->last);
            grams[ngrams++] = gram;
        }
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
        buf_byte(b, ',');
        buf_int(b, page->places[i].at);
        buf_byte(b, ',');
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
    make_tables(x);
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
