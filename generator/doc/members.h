/*
 * members: what each kind of node uses of its union, as data, for whatever says, keeps or compares all of a node.
 *
 * Invariants. Members are listed in the order in which they stand and leave out no byte but padding
 * (tests/doc/members_test.c): whoever walks them forgets none, and who adds a member has one place to name it. What all
 * kinds have (level, flags, place, kids) is not among them.
 */
#ifndef DOC_MEMBERS_H
#define DOC_MEMBERS_H

#include <assert.h>

#include "doc/doc.h"

typedef enum MemberType {
    MEMBER_END,     /* none: the list ends here */
    MEMBER_STR,     /* Str */
    MEMBER_U8,      /* numbers, truth too */
    MEMBER_U16,
    MEMBER_U32,
    MEMBER_I32,
    MEMBER_COLUMNS, /* ncolumns, aligns and widths of a struct NodeTable, whose others stand for themselves */
    MEMBER_INSIDE,  /* a pointer to a structure with members; never NULL in a whole node */
    MEMBER_DATA     /* a pointer to what draw/ describes */
} MemberType;

typedef struct NodeMember NodeMember;
struct NodeMember {
    MemberType type;
    uint16_t at;             /* from the start of the union, or of the structure it is inside */
    uint16_t size;           /* of the structure that MEMBER_INSIDE points to */
    const NodeMember *inside; /* its members */
};

enum { MEMBERS_MOST = 5 }; /* of a cell, and the end */

/* The members of kind, MEMBER_END last. Their offsets are from &node->as. */
extern const NodeMember doc_members_as[][MEMBERS_MOST]; /* by NodeAs */
static inline const NodeMember *doc_members(NodeKind kind)
{
    return doc_members_as[doc_as(kind)];
}

static inline bool doc_member_is_number(MemberType type)
{
    return type >= MEMBER_U8 && type <= MEMBER_I32;
}

/* The number at a place, and another put there. */
static inline int64_t doc_member_number(const void *at, MemberType type)
{
    assert(doc_member_is_number(type));
    if (type == MEMBER_U8)
        return *(const uint8_t *)at;
    if (type == MEMBER_U16)
        return *(const uint16_t *)at;
    return type == MEMBER_U32 ? (int64_t)*(const uint32_t *)at : *(const int32_t *)at;
}

static inline void doc_member_set(void *at, MemberType type, int64_t number)
{
    assert(doc_member_is_number(type));
    if (type == MEMBER_U8)
        *(uint8_t *)at = (uint8_t)number;
    else if (type == MEMBER_U16)
        *(uint16_t *)at = (uint16_t)number;
    else if (type == MEMBER_U32)
        *(uint32_t *)at = (uint32_t)number;
    else
        *(int32_t *)at = (int32_t)number;
}

#endif
