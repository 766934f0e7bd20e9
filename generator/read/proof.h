/*
 * proof: what a proofreader of Chinese marks, found in the authors' texts; nothing is ever changed.
 *
 * Facts of Chinese typography and number writing only (GB/T 15834 on punctuation, GB/T 15835 on numbers,
 * GB/T 9704 on document numbers and headings); which words may be used is for scripts to say.
 * A false alarm costs more than a slip that goes through: where the innocent reading is common, a rule is
 * silent. Code, addresses, placeholders in {{ }} and texts in other languages are not looked into.
 *
 * Invariants. A finding has the exact place of its first character where the text stands in a file. Its
 * texts live in the Proof's arena. Time is linear in the text.
 */
#ifndef READ_PROOF_H
#define READ_PROOF_H

#include "doc/doc.h"

typedef struct ProofFinding {
    const char *rule;      /* "proof-half"; see proof_rules */
    DiagLevel level;
    Pos pos;
    Str text;              /* what stands there */
    Str context;           /* the same with some characters around it, … */
    size_t lead;           /* … of which so many bytes stand before it */
    Str advice;            /* what to write in its place; empty: see the hint */
    Str zh, en;            /* what is wrong with it */
    Str hint_zh, hint_en;
} ProofFinding;

/* A word of a list, found. */
typedef struct ProofHit {
    uint32_t word;         /* as it was numbered */
    Pos pos;
    Str text, before, behind; /* with up to 16 characters on each side */
    Str quote;             /* the quotation “…” it stands in, without its marks; empty none */
    Str quoted_from;       /* the 《…》 named before that */
    Str title;             /* the 《…》 it stands in itself */
} ProofHit;

typedef struct ProofWords ProofWords;
typedef struct ProofLine ProofLine;

typedef struct Proof {
    Arena *a;
    const Str *totals;     /* first cells of lines of totals ("合计") */
    size_t ntotals;
    ProofFinding *items;   /* what the rules found */
    size_t count, room;
    const ProofWords *words; /* not NULL: the words are looked for, not the rules applied, … */
    ProofHit *hits;          /* … and what was found is here */
    size_t nhits, hits_room;
    bool spoken_of;        /* what was to be added last is only spoken of, and was not */
    ProofLine *line;       /* the text being read; its room is used again */
    Pos clock[2];          /* of this document: the first 下午3时, the first 15:00 */
} Proof;

/* What kind of text it is: some marks are right in one and wrong in another. */
typedef enum ProofUse {
    PROOF_PARA, PROOF_HEADING, PROOF_CAPTION,
    PROOF_CELL   /* of a table, or a field that is not running text */
} ProofUse;

Proof proof_in(Arena *a, const Str *totals, size_t ntotals);
/* All texts of a document, its headings, lists and tables as such. */
void proof_body(Proof *p, const Node *body);
/* A text that is not Markdown, such as a field; it begins at pos, maybe behind a quote. */
void proof_text(Proof *p, Str text, Pos pos, ProofUse use);

ProofWords *proof_words_in(Arena *a);
/* mask: it hides what is in it and is not found itself. */
void proof_words_add(ProofWords *w, Str word, uint32_t number, bool mask);

/* All rules with what they are about, in the order of the manual; ends with a NULL code. */
typedef struct ProofRule {
    const char *code, *zh, *en;
} ProofRule;
extern const ProofRule proof_rules[];

#endif
