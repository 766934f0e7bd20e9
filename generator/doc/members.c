/* A list for each member of the union; the sizes are asserted, so that who adds a member comes by here. */
#include "doc/members.h"

#define IN_NODE(member) offsetof(Node, as.member) - offsetof(Node, as)
#define IN_ENTRY(member) offsetof(IndexEntry, member)
#define IN_FRAME(member) offsetof(FramePlace, member)
#define AS_SIZE(member) sizeof ((Node *)NULL)->as.member

static_assert(AS_SIZE(text) == 16 && AS_SIZE(code) == 32 && AS_SIZE(section) == 32 && AS_SIZE(link) == 32 &&
              AS_SIZE(note) == 24 && AS_SIZE(list) == 4 && AS_SIZE(table) == 40 && AS_SIZE(cell) == 6 &&
              AS_SIZE(chart) == 24 && sizeof(IndexEntry) == 96 && sizeof(FramePlace) == 104, "a member was added");

static const NodeMember entry_members[] = {
    {MEMBER_STR, .at = IN_ENTRY(class)}, {MEMBER_STR, .at = IN_ENTRY(term)}, {MEMBER_STR, .at = IN_ENTRY(sub)},
    {MEMBER_STR, .at = IN_ENTRY(sort)}, {MEMBER_STR, .at = IN_ENTRY(see)}, {MEMBER_STR, .at = IN_ENTRY(also)},
    {.type = MEMBER_END},
};

static const NodeMember frame_members[] = {
    {MEMBER_I32, .at = IN_FRAME(x)}, {MEMBER_I32, .at = IN_FRAME(y)},
    {MEMBER_I32, .at = IN_FRAME(width)}, {MEMBER_I32, .at = IN_FRAME(height)},
    {MEMBER_I32, .at = IN_FRAME(pad_x)}, {MEMBER_I32, .at = IN_FRAME(pad_y)},
    {MEMBER_U8, .at = IN_FRAME(filled)}, {MEMBER_U32, .at = IN_FRAME(fill)}, {MEMBER_U32, .at = IN_FRAME(rule_colour)},
    {MEMBER_I32, .at = IN_FRAME(rule)}, {MEMBER_U8, .at = IN_FRAME(sides)}, {MEMBER_U8, .at = IN_FRAME(valign)},
    {MEMBER_STR, .at = IN_FRAME(picture)}, {MEMBER_STR, .at = IN_FRAME(alt)}, {MEMBER_STR, .at = IN_FRAME(look)},
    {MEMBER_U8, .at = IN_FRAME(fold)}, {.type = MEMBER_END},
};

const NodeMember doc_members_as[][MEMBERS_MOST] = {
    [AS_NONE] = {{.type = MEMBER_END}},
    [AS_TEXT] = {{MEMBER_STR, .at = IN_NODE(text)}},
    [AS_CODE] = {{MEMBER_STR, .at = IN_NODE(code.text)}, {MEMBER_STR, .at = IN_NODE(code.info)}},
    [AS_SECTION] = {{MEMBER_STR, .at = IN_NODE(section.class)}, {MEMBER_STR, .at = IN_NODE(section.id)}},
    [AS_LINK] = {{MEMBER_STR, .at = IN_NODE(link.href)}, {MEMBER_STR, .at = IN_NODE(link.title)}},
    [AS_NOTE] = {{MEMBER_STR, .at = IN_NODE(note.id)}, {MEMBER_U32, .at = IN_NODE(note.number)}},
    [AS_LIST] = {{MEMBER_I32, .at = IN_NODE(list.start)}},
    [AS_TABLE] = {{MEMBER_COLUMNS, .at = IN_NODE(table)}, {MEMBER_U8, .at = IN_NODE(table.valign)},
                  {MEMBER_STR, .at = IN_NODE(table.class)}},
    [AS_CELL] = {{MEMBER_U16, .at = IN_NODE(cell.colspan)}, {MEMBER_U16, .at = IN_NODE(cell.rowspan)},
                 {MEMBER_U8, .at = IN_NODE(cell.align)}, {MEMBER_U8, .at = IN_NODE(cell.valign)}},
    [AS_CHART] = {{MEMBER_DATA, .at = IN_NODE(chart.data)}, {MEMBER_STR, .at = IN_NODE(chart.alt)}},
    [AS_FRAME] = {{MEMBER_INSIDE, .at = IN_NODE(frame), .size = sizeof(FramePlace), .inside = frame_members}},
    [AS_INDEX] = {{MEMBER_INSIDE, .at = IN_NODE(index), .size = sizeof(IndexEntry), .inside = entry_members}},
};
