/*
 * proof_imp: what the files proof*.c share; nobody else includes it.
 *
 * A ProofLine is the text of one block as characters with their places, so that rules look at
 * neighbours and not at bytes. What is not looked into (code, pictures, notes) stands in it as one
 * PROOF_OBJECT, line ends as '\n'.
 */
#ifndef READ_PROOF_IMP_H
#define READ_PROOF_IMP_H

#include <uchar.h>

#include "read/proof.h"
#include "text/unicode.h"

enum { PROOF_OBJECT = 0xFFFC };

struct ProofLine {
    ProofUse use;
    bool item;               /* the first text of a list's item: its mark is not in it */
    bool continues;          /* the next paragraph starts with “ : this one may stay open */
    uint32_t *rune;
    uint32_t *at;            /* byte offset in the source */
    size_t n, room;
    const Source *source;
};

/* The character i, 0 outside of the line. */
static inline uint32_t proof_rune(const ProofLine *l, size_t i)
{
    return i < l->n ? l->rune[i] : 0;
}
static inline uint32_t proof_before(const ProofLine *l, size_t i)
{
    return i > 0 ? proof_rune(l, i - 1) : 0;
}

/* Whether the words stand at i. */
bool proof_has(const ProofLine *l, size_t i, const char32_t *words);
/* How many characters the words at i have, of those in a NULL-ended list; 0: none of them. */
size_t proof_one_of(const ProofLine *l, size_t i, const char32_t *const *words);
/* Whether the words end before i. */
bool proof_ends(const ProofLine *l, size_t i, const char32_t *words);
bool proof_among(uint32_t rune, const char32_t *set);

static inline bool proof_is_digit(uint32_t r) { return r >= '0' && r <= '9'; }
static inline bool proof_is_latin(uint32_t r) { return (r >= 'a' && r <= 'z') || (r >= 'A' && r <= 'Z'); }
static inline bool proof_is_blank(uint32_t r) { return r == ' ' || r == 0x3000 || r == 0xA0; }
bool proof_is_numeral(uint32_t r); /* 一 to 十, 百, 千, 零, 〇, 两 */
bool proof_is_han(uint32_t r);
/* Han or a full-width mark. */
bool proof_is_chinese(uint32_t r);
/* i is where a sentence or a clause that is counted could start: behind 。；：！？ or a line end. */
bool proof_starts(const ProofLine *l, size_t i);
/* The end of the digits (with , and . between them) that start at i. */
size_t proof_digits_end(const ProofLine *l, size_t i);
/* Their start, when they end before i. */
size_t proof_digits_start(const ProofLine *l, size_t i);
/* The whole number from..to; -1: too long. */
int64_t proof_value(const ProofLine *l, size_t from, size_t to);

Str proof_slice(Arena *a, const ProofLine *l, size_t from, size_t to);

/*
 * Report characters from..to of the line; both languages take the same arguments. advice: what to write
 * instead; empty when proof_hint says what to do.
 */
void proof_add(Proof *p, const ProofLine *l, size_t from, size_t to, const char *rule, DiagLevel level,
               Str advice, const char *zh, const char *en, ...)
    __attribute__((format(printf, 8, 10), format(printf, 9, 10)));
/* Of what was added last. */
void proof_hint(Proof *p, const char *zh, const char *en);

/* ---- the rules, by file ---- */

void proof_find_words(Proof *p, const ProofLine *l); /* proof_words.c, instead of all rules */
void proof_marks(Proof *p, const ProofLine *l);    /* proof_mark.c: one mark and its neighbours */
void proof_spaces(Proof *p, const ProofLine *l);
void proof_pairs(Proof *p, const ProofLine *l);    /* proof_pair.c: brackets and quotes */
void proof_ranges(Proof *p, const ProofLine *l);   /* proof_range.c */
void proof_numbers(Proof *p, const ProofLine *l);  /* proof_number.c: numerals, dates, document numbers */
void proof_amounts(Proof *p, const ProofLine *l);  /* proof_amount.c: about so many, percentages, sums */
void proof_sums(Proof *p, const ProofLine *l);     /* proof_sum.c: … 其中 …, 共 … */
void proof_table(Proof *p, const Node *table);     /* … and lines of totals */

/* ---- proof_block.c: what only shows between blocks ---- */

/* The headings of one document, in order. */
typedef struct ProofHeadings {
    int last_level;          /* 0: none yet */
    int style[7];            /* by level: how the last heading of it was numbered */
    int64_t number[7];
} ProofHeadings;

void proof_heading(Proof *p, ProofHeadings *h, const ProofLine *l, int level);
void proof_list(Proof *p, const Node *list, bool inner);
void proof_caption(Proof *p, const ProofLine *l);
/* The text of one block into the line of p. */
const ProofLine *proof_read_block(Proof *p, const Node *block, ProofUse use);

#endif
