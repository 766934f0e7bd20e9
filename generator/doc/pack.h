/*
 * pack: a tree as a run of bytes, an eighth of its size, for what is kept long and looked at seldom.
 *
 * Invariants. A tree that comes back says what the packed one said, its places too. All its places are in one source. Texts
 * that stand in the source stay there; others stand in the packed bytes: both live as long as the tree.
 */
#ifndef DOC_PACK_H
#define DOC_PACK_H

#include "doc/doc.h"

/* A bit for each kind that a tree has. */
typedef uint64_t NodeKinds;
static inline NodeKinds doc_kinds(NodeKind kind)
{
    return (NodeKinds)1 << kind;
}

/* false: it has charts or codes, which scripts make, or places in another source; what is in out then is nothing. */
bool doc_pack(Buf *out, const Node *root, const Source *source, NodeKinds *kinds);
/* packed is what doc_pack made, in memory that nobody else writes. */
const Node *doc_unpack(Arena *a, Str packed, const Source *source);

#endif
