/*
 * Words of a list in the authors' texts, the longest first; a text that is masked hides what is in it, so
 * that 第一 is not found inside the registered name 第一机床厂.
 *
 * The words are a tree of characters in one table: the child of a node by a character is found by a hash of
 * both, so reading costs a few steps for each character whatever the number of words.
 */
#include "read/proof_imp.h"

typedef struct Edge {
    uint32_t parent, rune;   /* of the edge that leads here; rune 0: the slot is free */
    uint32_t word;           /* 1 + number of the word that ends here; 0 none */
    uint32_t number;         /* of the node itself, from 1 */
    bool mask;
} Edge;

struct ProofWords {
    Arena *a;
    Edge *edges;
    size_t nslots, count;
};

ProofWords *proof_words_in(Arena *a)
{
    ProofWords *w = arena_new(a, ProofWords);
    *w = (ProofWords){.a = a, .nslots = 1024};
    w->edges = arena_array(a, Edge, w->nslots);
    return w;
}

/* The slot of the edge, or the free one where it belongs. */
static Edge *slot(const ProofWords *w, uint32_t parent, uint32_t rune)
{
    uint64_t hash = ((uint64_t)parent * 0x9E3779B97F4A7C15u) ^ ((uint64_t)rune * 0xC2B2AE3D27D4EB4Fu);
    size_t at = (size_t)(hash ^ (hash >> 29)) & (w->nslots - 1);
    while (w->edges[at].rune && (w->edges[at].rune != rune || w->edges[at].parent != parent))
        at = (at + 1) & (w->nslots - 1);
    return &w->edges[at];
}

static void grow(ProofWords *w)
{
    Edge *old = w->edges;
    size_t n = w->nslots;
    w->nslots *= 2;
    w->edges = arena_array(w->a, Edge, w->nslots);
    for (size_t i = 0; i < n; i++)
        if (old[i].rune)
            *slot(w, old[i].parent, old[i].rune) = old[i];
}

void proof_words_add(ProofWords *w, Str word, uint32_t number, bool mask)
{
    uint32_t node = 0, rune;
    Edge *edge = NULL;
    for (size_t i = 0; i < word.n;) {
        i += unicode_next(word, i, &rune);
        if (w->count * 2 >= w->nslots)
            grow(w);
        edge = slot(w, node, rune);
        if (!edge->rune)
            *edge = (Edge){.parent = node, .rune = rune, .number = (uint32_t)++w->count};
        node = edge->number;
    }
    if (edge && (!edge->word || mask)) {
        edge->word = number + 1;
        edge->mask = mask;
    }
}

/* The longest word at i: where it ends; i none. */
static size_t longest(const ProofWords *w, const ProofLine *l, size_t i, const Edge **found)
{
    size_t end = i;
    uint32_t node = 0;
    for (size_t k = i; k < l->n; k++) {
        const Edge *edge = slot(w, node, l->rune[k]);
        if (!edge->rune)
            break;
        node = edge->number;
        if (edge->word) {
            end = k + 1;
            *found = edge;
        }
    }
    return end;
}

/* ---- quotations ---- */

enum { QUOTE_MOST = 400, TITLE_MOST = 60, AROUND = 16 };

/* The “ of the quotation around i; SIZE_MAX none. */
static size_t quote_start(const ProofLine *l, size_t i)
{
    for (size_t k = i; k > 0 && i - k < QUOTE_MOST; k--)
        if (l->rune[k - 1] == U'“')
            return k - 1;
        else if (l->rune[k - 1] == U'”')
            return SIZE_MAX;
    return SIZE_MAX;
}

static Str quotation(Arena *a, const ProofLine *l, size_t open)
{
    size_t end = open + 1;
    while (end < l->n && end - open < QUOTE_MOST && l->rune[end] != U'”')
        end++;
    return proof_slice(a, l, open + 1, end);
}

/* The 《…》 named before the quotation, in its own or the sentence before. */
static Str named_source(Arena *a, const ProofLine *l, size_t open)
{
    size_t stops = 0;
    for (size_t k = open; k > 0 && open - k < QUOTE_MOST && stops < 2; k--) {
        stops += l->rune[k - 1] == U'。';
        if (l->rune[k - 1] != U'》')
            continue;
        size_t from = k - 1;
        while (from > 0 && k - from < TITLE_MOST && l->rune[from] != U'《')
            from--;
        return l->rune[from] == U'《' ? proof_slice(a, l, from, k) : STR_NONE;
    }
    return STR_NONE;
}

/* The 《…》 around i, at most TITLE_MOST characters on each side. */
static Str title_around(Arena *a, const ProofLine *l, size_t i)
{
    for (size_t k = i; k > 0 && i - k < TITLE_MOST && l->rune[k - 1] != U'》'; k--) {
        if (l->rune[k - 1] != U'《')
            continue;
        size_t end = i;
        while (end < l->n && end - i < TITLE_MOST && l->rune[end] != U'》')
            end++;
        return proof_slice(a, l, k - 1, end + 1);
    }
    return STR_NONE;
}

static void add_hit(Proof *p, const ProofLine *l, size_t from, size_t to, uint32_t word)
{
    size_t before = from > AROUND ? from - AROUND : 0;
    ProofHit hit = {.word = word, .pos = source_pos(l->source, l->at[from]), .text = proof_slice(p->a, l, from, to),
                    .before = proof_slice(p->a, l, before, from), .behind = proof_slice(p->a, l, to, to + AROUND)};
    hit.title = title_around(p->a, l, from);
    size_t open = quote_start(l, from);
    if (open != SIZE_MAX) {
        hit.quote = quotation(p->a, l, open);
        hit.quoted_from = named_source(p->a, l, open);
    }
    arena_push(p->a, p->hits, p->nhits, p->hits_room, hit);
}

void proof_find_words(Proof *p, const ProofLine *l)
{
    for (size_t i = 0; i < l->n;) {
        const Edge *found = NULL;
        size_t end = longest(p->words, l, i, &found);
        if (end > i && !found->mask)
            add_hit(p, l, i, end, found->word - 1);
        i = end > i ? end : i + 1;
    }
}
