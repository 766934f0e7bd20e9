/*
 * value: what an author wrote in a field or a cell, as a typed Value.
 *
 * Invariants. Blank gives NONE. A value that is wrong is reported and gives NONE, unless the fault's
 * level is below an error and the text can be kept (unknown names stay as text). Nothing is ever
 * corrected into another value.
 */
#ifndef SITE_VALUE_H
#define SITE_VALUE_H

#include "read/front.h"
#include "site/fault.h"

/* The Value of a text; place->pos is where it stands. Items live in a. */
Value value_from_text(Arena *a, const Field *field, Str text, const FaultPlace *place);
Value value_from_front(Arena *a, const Field *field, const FrontValue *front, FaultPlace place);

/* Whether two values of one field say the same, wherever they stand. */
bool value_same(const Value *one, const Value *other);
/* Equal for values that are the same. h: the hash of what stands before. */
uint64_t value_hash(const Value *v, uint64_t h);

#endif
