/*
 * front: the fields between the two "---" lines at the head of a Markdown file.
 *
 * The subset of YAML that staff can keep right: `key: text`, [a, b], lines of "- item", one-line
 * {k: v}, quotes, # comments, and | or > blocks. Anchors, aliases, tags, several documents and
 * repeated keys are refused. Text is never given a type here: 1.0, 是 and 2026-06-05 stay text.
 *
 * Invariants. Every key and value has the place of its first byte (a quoted one: of the quote).
 * An absent value (`key:`) is a scalar with empty text that is not quoted.
 */
#ifndef READ_FRONT_H
#define READ_FRONT_H

#include "base/diag.h"

typedef enum FrontKind { FRONT_SCALAR, FRONT_LIST, FRONT_MAP } FrontKind;

typedef struct FrontField FrontField;
typedef struct FrontValue FrontValue;

struct FrontValue {
    FrontKind kind;
    bool quoted; /* a scalar in quotes, or a | or > block */
    uint32_t count;
    Pos pos;
    Str text;                 /* scalar */
    const FrontValue *items;  /* list: count of them */
    const FrontField *fields; /* map: count of them */
};

struct FrontField {
    Str key;
    Pos key_pos;
    FrontValue value;
};

typedef struct Front {
    const FrontField *fields;
    uint32_t count;
    bool present; /* there are "---" lines, maybe with nothing between them */
    size_t body;  /* offset in the source of what follows */
} Front;

/*
 * Split the front matter from the body. A file without any is fine (count 0, body 0). false:
 * reported; body is then still right wherever the closing line was found. The fields live in a; texts that
 * do not stand in the source as they are, in texts, which may be the same arena.
 */
bool front_read(Arena *a, Arena *texts, const Source *source, Front *front, Diag *d);
/* The field with this key, or NULL. Borrowed. */
const FrontField *front_find(const Front *front, Str key);

#endif
