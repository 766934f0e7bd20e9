/*
 * fault: what is wrong with a value or a row, in the model's words or the engine's own.
 *
 * Invariants. Every fault of a row goes through here: it marks the row faulty when it is an error,
 * and sets it aside when the field is required or the key. The record's key is put on the message
 * when it is known.
 */
#ifndef SITE_FAULT_H
#define SITE_FAULT_H

#include "site/site.h"

/* What the words of a fault may speak of. */
typedef struct FaultWords {
    Str name, value, want, path;
    Str want_en; /* want in English messages, when it is words of the engine */
    uint32_t line;
} FaultWords;

typedef struct FaultPlace {
    Row *row;   /* may be NULL: about a file */
    Str key;    /* of the record; may be empty */
    Pos pos;
    Diag *diag;
} FaultPlace;

void fault_field(const FaultPlace *at, const Field *field, FaultKind kind, FaultWords words);
void fault_row(const FaultPlace *at, const Collection *c, RowFaultKind kind, FaultWords words);
/* Say below the last message which known word was probably meant, else which there are. */
void fault_suggest(Diag *d, Str word, const Str *known, size_t n);

#endif
