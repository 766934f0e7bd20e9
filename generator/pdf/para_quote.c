/*
 * para_quote: R8, which curly quotes are Latin.
 *
 * One walk over the characters notes each quote with what stands around it; then opening and
 * closing quotes are matched with a stack. Text without quotes costs one search for their bytes.
 */
#include <assert.h>

#include "pdf/para_imp.h"
#include "text/unicode.h"

typedef struct Mark {
    Quote quote;
    uint32_t rune;
    uint32_t cjk_before;     /* CJK characters of the paragraph before it */
    bool cjk_left, cjk_right; /* nearest neighbour but spaces and quotes */
    bool word_left, word_right; /* a letter or digit right beside it */
    bool latin_run, chinese_run; /* the caller said so */
} Mark;

typedef struct Walk {
    Mark *items;
    size_t count, room;
    size_t pending;   /* marks from here on have no right neighbour yet */
    uint32_t cjk;
    bool last_cjk, last_word;
    uint32_t last;    /* rune before, 0 at the start */
} Walk;

/* U+2018–U+201F are E2 80 98–9F. */
static bool has_quote(Str text)
{
    for (size_t at = str_find(text, STR("\xE2\x80"), 0); at + 2 < text.n;
         at = str_find(text, STR("\xE2\x80"), at + 2)) {
        unsigned char last = (unsigned char)text.p[at + 2];
        if (last == 0x98 || last == 0x99 || last == 0x9C || last == 0x9D)
            return true;
    }
    return false;
}

static bool any_quote(const Para *p)
{
    for (size_t r = p->from; r < p->to; r++)
        if (p->runs[r].kind == RUN_TEXT && !p->runs[r].verbatim && has_quote(p->runs[r].text))
            return true;
    return false;
}

/* Dashes and dots are as Chinese as what stands beyond them: looked through, like spaces. */
static bool is_transparent(uint32_t rune)
{
    return rune <= ' ' || rune == 0x3000 || rune == 0xA0 || rune == 0x2014 || rune == 0x2026;
}

static void settle_right(Walk *w, bool cjk)
{
    for (; w->pending < w->count; w->pending++)
        w->items[w->pending].cjk_right = cjk;
}

static void walk_quote(Para *p, Walk *w, uint32_t rune, size_t run, size_t offset)
{
    Mark mark = {
        .quote = {.run = (uint32_t)run, .offset = (uint32_t)offset},
        .rune = rune,
        .cjk_before = w->cjk,
        .cjk_left = w->last_cjk,
        .word_left = w->last_word,
        .latin_run = p->runs[run].font.latin,
        .chinese_run = p->runs[run].chinese,
    };
    arena_push(p->scratch, w->items, w->count, w->room, mark);
}

static bool is_han(uint32_t rune)
{
    return rune >= 0x4E00 && rune <= 0x9FFF; /* the bulk of Chinese text */
}

static void walk_rune(Para *p, Walk *w, uint32_t rune, size_t run, size_t offset)
{
    if (is_han(rune) && is_han(w->last)) { /* as below: all is said but that there is one more */
        w->cjk++;
        w->last = rune;
        return;
    }
    bool word = unicode_is_western(rune) || unicode_is_ascii_digit(rune);
    if (w->count > 0 && para_is_quote(w->last))
        w->items[w->count - 1].word_right = word;
    if (para_is_quote(rune)) {
        walk_quote(p, w, rune, run, offset);
    } else if (!is_transparent(rune)) {
        w->last_cjk = unicode_is_cjk(rune);
        w->cjk += w->last_cjk;
        settle_right(w, w->last_cjk);
    }
    w->last_word = word;
    w->last = rune;
}

static void walk_runs(Para *p, Walk *w)
{
    for (size_t r = p->from; r < p->to; r++) {
        const ParaRun *run = &p->runs[r];
        if (run->kind != RUN_TEXT || run->verbatim)
            continue;
        uint32_t rune;
        for (size_t at = 0, length; at < run->text.n; at += length) {
            length = unicode_next(run->text, at, &rune);
            walk_rune(p, w, rune, r, at);
        }
    }
}

/* Opening quotes that wait for their closing ones. */
typedef struct Stack {
    const Walk *w;
    uint32_t *items;
    size_t depth, singles, doubles; /* how many of them are ‘ and “ */
} Stack;

static size_t *count_of(Stack *s, uint32_t opening)
{
    return opening == 0x2018 ? &s->singles : &s->doubles;
}

static void push_opening(Stack *s, size_t mark)
{
    s->items[s->depth++] = (uint32_t)mark;
    ++*count_of(s, s->w->items[mark].rune);
}

/* Take the opening quote that closes with rune and those above it, which stay unmatched, off the
 * stack. False at once when none waits, so that no run of quotes is walked twice. */
static bool pop_opening(Stack *s, uint32_t rune, size_t *mark)
{
    uint32_t opening = rune - 1;
    if (*count_of(s, opening) == 0)
        return false;
    do {
        *mark = s->items[--s->depth];
        --*count_of(s, s->w->items[*mark].rune);
    } while (s->w->items[*mark].rune != opening);
    return true;
}

static void match(Walk *w, uint32_t *room)
{
    Stack stack = {.w = w, .items = room};
    size_t opening;
    bool chinese = w->cjk > 0; /* an unmatched quote follows the paragraph */
    for (size_t i = 0; i < w->count; i++) {
        Mark *m = &w->items[i];
        m->quote.latin = m->latin_run || !chinese;
        if (m->chinese_run) {
            m->quote.latin = false;
            continue;
        }
        if (m->rune == 0x2019 && m->word_left && m->word_right) {
            m->quote.latin = true; /* apostrophe */
            continue;
        }
        if (m->rune == 0x2018 || m->rune == 0x201C) {
            push_opening(&stack, i);
            continue;
        }
        if (!pop_opening(&stack, m->rune, &opening))
            continue;
        Mark *open = &w->items[opening];
        bool latin = open->cjk_before == m->cjk_before && !open->cjk_left && !m->cjk_right;
        open->quote.latin = open->latin_run || latin;
        m->quote.latin = m->latin_run || latin;
    }
}

Quotes para_quotes(Para *p)
{
    Quotes quotes = {0};
    if (!any_quote(p))
        return quotes;
    Walk w = {0};
    walk_runs(p, &w);
    settle_right(&w, false);
    match(&w, arena_array(p->scratch, uint32_t, w.count));
    quotes.items = arena_array(p->scratch, Quote, w.count);
    for (; quotes.count < w.count; quotes.count++)
        quotes.items[quotes.count] = w.items[quotes.count].quote;
    assert(w.pending == w.count);
    return quotes;
}
