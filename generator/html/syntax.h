/*
 * html/syntax: names, blanks and tags, as every reader of HTML here takes them.
 *
 * Source: HTML Living Standard, 13.1.2 (names match whatever their case) and Infra, ASCII white space.
 */
#ifndef HTML_SYNTAX_H
#define HTML_SYNTAX_H

#include <strings.h>

#include "base/str.h"

static inline bool html_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static inline bool html_is_letter(char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static inline bool html_is_one_of(Str name, const Str *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].n == name.n && strncasecmp(list[i].p, name.p, name.n) == 0)
            return true;
    return false;
}

/* For a list that is an array. */
#define HTML_IS_ONE_OF(name, list) html_is_one_of(name, list, sizeof(list) / sizeof *(list))

/* Where from at on a '<' stands that begins an end tag or, if not `end`, anything else; html.n: nowhere. */
size_t html_next_tag(Str html, size_t at, bool end);

#endif
