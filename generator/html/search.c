/*
 * Grams are counted in passes, each for the shards of a range of hashes, so that memory does not grow
 * with their number: a pass reads all texts again, which is cheap beside its tables.
 *
 * Numbers are written as text in base 45: 90 printable characters, 45 that end a number and 45 that
 * go on (least digit first). A gram's pages are the differences of their numbers less one, doubled, plus one
 * when a weight follows, one character: 30 for a heading, 60 for a title, plus how often it stands there
 * more than once, up to 29.
 */
#include "html/search.h"

#include <assert.h>
#include <math.h>

#include "base/map.h"
#include "text/unicode.h"

enum {
    SHARD_BYTES = 12 << 10,   /* of grams, on the average */
    GRAM_BYTES = 15,          /* of a gram without its pages: three characters, quotes, a comma, a line */
    TEXT_BYTES = 8 << 10,     /* of texts in one file, at least, but for the last */
    TEXT_PAGES = 80,          /* in one file, at most */
    PASS_GRAMS = 8 << 20,     /* occurrences counted in one pass, about */
    CHUNK = 1 << 16,          /* postings that are allocated together */
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

/* One page with a gram. They are gathered page by page, then sorted by gram: a list through all memory for each gram
 * would be a wait for memory at each step. */
typedef struct Posting {
    uint32_t gram;   /* number */
    uint32_t page : 24, weight : 8;
} Posting;

typedef struct Gram {
    uint64_t runes;  /* 21 bits each, the last lowest */
    uint32_t hash, number;
    uint32_t last;   /* index + 1 of its last posting; 0: the place is free */
    uint32_t page;   /* of that */
    uint32_t count;  /* of postings */
} Gram;

typedef struct Pass {
    Arena *a;
    uint8_t *seen;      /* not NULL: bits of hashes that there are, instead of all below */
    int seen_shift;
    size_t occurrences;
    uint32_t low, high; /* hashes, both included */
    Gram *slots;
    size_t nslots, used;
    uint32_t *order;    /* slots in the order of first use */
    Posting **chunks;   /* of postings: they stay where they are */
    size_t nchunks, chunks_room, npostings;
    uint32_t *pages;    /* page and weight of all postings, gram by gram, … */
    uint32_t *ends;     /* … which end here, by number */
} Pass;

/* Of two runes, or three: as search.js has it. */
static uint32_t mix(uint32_t hash, uint32_t rune)
{
    hash = (hash ^ rune) * 0x9E3779B1u;
    return hash ^ hash >> 15;
}

static void open_slots(Pass *p, size_t nslots)
{
    p->slots = arena_array(p->a, Gram, nslots);
    p->order = arena_array(p->a, uint32_t, nslots / 2);
    p->nslots = nslots;
}

static size_t slot_of(const Pass *p, uint64_t runes, uint32_t hash)
{
    size_t i = (hash * (uint64_t)0x9E3779B97F4A7C15u >> 20) & (p->nslots - 1);
    while (p->slots[i].last && p->slots[i].runes != runes)
        i = (i + 1) & (p->nslots - 1);
    return i;
}

static void double_slots(Pass *p)
{
    const Gram *old = p->slots;
    const uint32_t *order = p->order;
    open_slots(p, p->nslots * 2);
    for (size_t k = 0; k < p->used; k++) {
        const Gram *gram = &old[order[k]];
        size_t i = slot_of(p, gram->runes, gram->hash);
        p->slots[i] = *gram;
        p->order[k] = (uint32_t)i;
    }
}

static Posting *posting_at(const Pass *p, uint32_t i)
{
    return &p->chunks[i / CHUNK][i % CHUNK];
}

static void add_posting(Pass *p, Gram *gram, uint32_t page, uint8_t weight)
{
    if (p->npostings == p->nchunks * CHUNK) {
        Posting *chunk = arena_raw(p->a, Posting, CHUNK);
        arena_push(p->a, p->chunks, p->nchunks, p->chunks_room, chunk);
    }
    *posting_at(p, (uint32_t)p->npostings++) = (Posting){gram->number, page & 0xFFFFFF, weight};
    gram->last = (uint32_t)p->npostings;
    gram->page = page;
    gram->count++;
}

/* A counting sort, which keeps the order of the pages. */
static void sort_postings(Pass *p)
{
    p->pages = arena_raw(p->a, uint32_t, p->npostings + 1);
    p->ends = arena_raw(p->a, uint32_t, p->used + 1);
    uint32_t sum = 0;
    for (size_t k = 0; k < p->used; k++) {
        p->ends[k] = sum;
        sum += p->slots[p->order[k]].count;
    }
    for (size_t i = 0; i < p->npostings; i++) {
        const Posting *posting = posting_at(p, (uint32_t)i);
        p->pages[p->ends[posting->gram]++] = (uint32_t)posting->page << 8 | posting->weight;
    }
}


/* The gram stands in the page once more, in a part of this weight: 0, HEADING or TITLE. */
static void count(Pass *p, uint64_t runes, uint32_t hash, uint32_t page, uint8_t part)
{
    if (p->seen) {
        uint32_t bit = hash >> p->seen_shift;
        p->seen[bit >> 3] |= (uint8_t)(1u << (bit & 7));
        p->occurrences++;
        return;
    }
    if (p->used == p->nslots / 2)
        double_slots(p);
    size_t i = slot_of(p, runes, hash);
    Gram *gram = &p->slots[i];
    if (!gram->last) {
        *gram = (Gram){.runes = runes, .hash = hash, .number = (uint32_t)p->used};
        p->order[p->used++] = (uint32_t)i;
    }
    if (!gram->last || gram->page != page) {
        add_posting(p, gram, page, part);
        return;
    }
    Posting *last = posting_at(p, gram->last - 1);
    uint8_t weight = (uint8_t)last->weight, times = weight % HEADING, best = (uint8_t)(weight - times);
    last->weight = (uint8_t)((best > part ? best : part) + (times < TIMES_MOST ? times + 1 : times));
}

/* All grams of text in this pass's range. */
static void count_text(Pass *p, Str text, uint32_t page, uint8_t part)
{
    uint32_t before = 0, last = 0, rune; /* 0: a line or a word begins */
    for (size_t i = 0; i < text.n;) {
        i += unicode_next(text, i, &rune);
        if (rune < 0x3001 || rune >= 0xFF01) /* Han and most Chinese marks are as they are */
            rune = search_fold(rune == UNICODE_BAD ? 0xFFFD : rune);
        if (rune == ' ' || rune == '\n') {
            before = last = 0;
            continue;
        }
        if (last) {
            uint32_t pair = mix(mix(0, last), rune);
            if (pair >= p->low && pair <= p->high)
                count(p, (uint64_t)last << 21 | rune, pair, page, part);
        }
        if (before) {
            uint32_t three = mix(mix(mix(0, before), last), rune);
            if (three >= p->low && three <= p->high)
                count(p, (uint64_t)before << 42 | (uint64_t)last << 21 | rune, three, page, part);
        }
        before = last;
        last = rune;
    }
}

/* headings: where those begin in the text, in bytes. */
static void count_page(Pass *p, const SearchPage *page, const uint32_t *headings, uint32_t number)
{
    count_text(p, page->title, number, TITLE);
    count_text(p, page->initials, number, HEADING);
    size_t from = 0;
    for (size_t i = 0; i < page->nplaces; i++) { /* a heading is a line */
        size_t end = str_find(page->text, STR("\n"), headings[i]);
        if (headings[i] < from)
            continue; /* two places in one line */
        count_text(p, str_slice(page->text, from, headings[i]), number, 0);
        count_text(p, str_slice(page->text, headings[i], end), number, HEADING);
        from = end;
    }
    count_text(p, str_slice(page->text, from, page->text.n), number, 0);
}

/* Places are counted in UTF-16, for browsers; here they are needed in bytes. */
static const uint32_t *headings_of(Arena *a, const SearchPage *page)
{
    uint32_t *headings = arena_array(a, uint32_t, page->nplaces + 1), units = 0;
    size_t place = 0;
    for (size_t i = 0; i < page->text.n && place < page->nplaces; i++) {
        unsigned char c = (unsigned char)page->text.p[i];
        if ((c & 0xC0) == 0x80)
            continue;
        for (; place < page->nplaces && page->places[place].at <= units; place++)
            headings[place] = (uint32_t)i;
        units += c >= 0xF0 ? 2 : 1;
    }
    for (; place < page->nplaces; place++)
        headings[place] = (uint32_t)page->text.n;
    return headings;
}

/* ---- writing ---- */

static void put_digit(Buf *b, uint32_t digit)
{
    assert(digit < 2 * BASE);
    buf_byte(b, (char)('#' + digit + (digit >= '\\' - '#'))); /* no quote, no backslash */
}

static void put_number(Buf *b, uint32_t n)
{
    for (; n >= BASE; n /= BASE)
        put_digit(b, BASE + n % BASE);
    put_digit(b, n);
}

static void put_rune(Buf *b, uint32_t rune)
{
    if (rune == '"' || rune == '\\')
        buf_byte(b, '\\');
    if (rune < ' ')
        buf_printf(b, "\\x%02x", (unsigned)rune);
    else
        buf_rune(b, rune);
}

/* "词语":"…", with the pages from the first to the last. */
static void put_gram(Buf *b, const Pass *p, const Gram *gram)
{
    buf_byte(b, '"');
    for (int shift = 42; shift >= 0; shift -= 21)
        if (gram->runes >> shift & 0x1FFFFF)
            put_rune(b, (uint32_t)(gram->runes >> shift & 0x1FFFFF));
    buf_c(b, "\":\"");
    uint32_t expected = 0;
    for (uint32_t i = p->ends[gram->number] - gram->count; i < p->ends[gram->number]; i++) {
        uint32_t page = p->pages[i] >> 8, weight = p->pages[i] & 0xFF;
        put_number(b, (page - expected) * 2 + (weight != 0));
        if (weight)
            put_digit(b, weight);
        expected = page + 1u;
    }
    buf_byte(b, '"');
}

static uint32_t shard_of(uint32_t hash, size_t nshards)
{
    return (uint32_t)((uint64_t)hash * nshards >> 32);
}

typedef struct Index {
    const SearchPage *pages;
    const uint32_t **headings; /* of each page */
    size_t count, nshards;
    SearchSink *sink;
    void *self;
    Buf out;
    Buf shares;        /* how many pages each file of texts has */
    uint64_t version;  /* of all bytes so far */
} Index;

/* The version is a hash of all files: so that a browser never mixes those of two builds. */
static bool put_file(Index *x, const char *name)
{
    x->version = (x->version ^ map_hash(buf_view(&x->out))) * 0x100000001B3u;
    x->version ^= x->version >> 32;
    bool good = x->sink(x->self, name, buf_view(&x->out));
    x->out.n = 0;
    return good;
}

static bool put_shard(Index *x, Pass *p, uint32_t shard, const uint32_t *grams, size_t ngrams)
{
    buf_printf(&x->out, "kanbenGrams(%u,{", shard);
    for (size_t i = 0; i < ngrams; i++) {
        buf_c(&x->out, i ? ",\n" : "\n");
        put_gram(&x->out, p, &p->slots[grams[i]]);
    }
    buf_c(&x->out, "})\n");
    char name[32];
    snprintf(name, sizeof name, "g%u.js", shard);
    return put_file(x, name);
}

/* The grams of the shards first..last, in the order of first use within each: a counting sort. */
static bool put_shards(Index *x, Pass *p, uint32_t first, uint32_t last)
{
    size_t n = last - first + 1u;
    uint32_t *starts = arena_array(p->a, uint32_t, n + 1), *sorted = arena_array(p->a, uint32_t, p->used + 1);
    for (size_t i = 0; i < p->used; i++)
        starts[shard_of(p->slots[p->order[i]].hash, x->nshards) - first + 1]++;
    for (size_t i = 1; i <= n; i++)
        starts[i] += starts[i - 1];
    for (size_t i = 0; i < p->used; i++)
        sorted[starts[shard_of(p->slots[p->order[i]].hash, x->nshards) - first]++] = p->order[i];
    bool good = true;
    for (size_t i = 0, from = 0; i < n && good; from = starts[i++])
        good = put_shard(x, p, first + (uint32_t)i, sorted + from, starts[i] - from);
    return good;
}

/* The lowest hash of a shard: the least h with h * nshards >> 32 == shard. */
static uint64_t first_hash(size_t shard, size_t nshards)
{
    return (((uint64_t)shard << 32) + nshards - 1) / nshards;
}

/*
 * How many grams there are, the same ones counted again, in *all, and how many different ones, by linear
 * counting (Whang 1990): a bit for each hash, and from the share of bits left free the number.
 */
static size_t count_different(const Index *x, size_t *all)
{
    enum { BITS = 1 << 24 };
    Arena *a = arena_open();
    Pass p = {.a = a, .high = UINT32_MAX, .seen = arena_array(a, uint8_t, BITS / 8), .seen_shift = 32 - 24};
    for (size_t i = 0; i < x->count; i++)
        count_page(&p, &x->pages[i], x->headings[i], (uint32_t)i);
    size_t set = 0;
    for (size_t i = 0; i < BITS / 8; i++)
        set += (size_t)__builtin_popcount(p.seen[i]);
    *all = p.occurrences;
    arena_close(a);
    double free = set < BITS ? (double)(BITS - set) / BITS : 1.0 / BITS;
    return (size_t)(-log(free) * BITS);
}

/* Choose the number of shards; how many grams there are. */
static size_t survey(Index *x)
{
    size_t all, different = count_different(x, &all);
    x->nshards = 1 + (different * GRAM_BYTES + all) / SHARD_BYTES; /* a page about a byte: it has many more than once */
    return all;
}

static bool run_pass(Index *x, uint32_t first, uint32_t last)
{
    Pass p = {.a = arena_open(), .low = (uint32_t)first_hash(first, x->nshards), .high = (uint32_t)(first_hash(last + 1u, x->nshards) - 1)};
    open_slots(&p, 1 << 14);
    for (size_t i = 0; i < x->count; i++)
        count_page(&p, &x->pages[i], x->headings[i], (uint32_t)i);
    sort_postings(&p);
    bool good = put_shards(x, &p, first, last);
    arena_close(p.a);
    return good;
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

static bool put_texts(Index *x)
{
    uint32_t file = 0, npages = 0;
    for (size_t i = 0; i < x->count; i++) {
        if (!npages)
            buf_printf(&x->out, "kanbenTexts(%u,[", file);
        buf_c(&x->out, npages ? ",\n" : "\n");
        put_page(&x->out, &x->pages[i]);
        npages++;
        if (x->out.n < TEXT_BYTES && npages < TEXT_PAGES && i + 1 < x->count)
            continue;
        buf_c(&x->out, "])\n");
        put_digit(&x->shares, npages);
        char name[32];
        snprintf(name, sizeof name, "t%u.js", file++);
        if (!put_file(x, name))
            return false;
        npages = 0;
    }
    return true;
}

static bool put_head(Index *x)
{
    buf_printf(&x->out, "kanbenIndex({\"version\":\"%08llx\",\"pages\":%zu,\"shards\":%zu,\"texts\":\"%.*s\"})\n",
               (unsigned long long)(x->version & 0xFFFFFFFF), x->count, x->nshards, STR_ARG(buf_view(&x->shares)));
    return put_file(x, "index.js");
}

bool search_index(const SearchPage *pages, size_t npages, SearchSink *sink, void *self)
{
    assert(npages < 1 << 24);
    Arena *a = arena_open();
    Index x = {.pages = pages, .count = npages, .sink = sink, .self = self, .out = buf_in(a), .shares = buf_in(a),
               .version = 0xCBF29CE484222325u};
    x.headings = arena_array(a, const uint32_t *, npages + 1);
    for (size_t i = 0; i < npages; i++)
        x.headings[i] = headings_of(a, &pages[i]);
    size_t grams = survey(&x);
    size_t npasses = 1 + grams / PASS_GRAMS;
    bool good = put_texts(&x);
    for (size_t i = 0; i < npasses && good; i++) {
        size_t first = x.nshards * i / npasses, end = x.nshards * (i + 1) / npasses;
        good = first == end || run_pass(&x, (uint32_t)first, (uint32_t)end - 1);
    }
    good = good && put_head(&x);
    arena_close(a);
    return good;
}
