/*
 * template: a page template as Lua source with the same lines.
 *
 * {{ e }} value, escaped for its place · {{{ e }}} as it is · {% Lua %} · {# comment #}
 * {% layout "f" %} {% block n %} {% endblock %} {% include "f", {args} %}
 *
 * In the text of a page (.html) a value's words are kept together as html/text has it.
 * Where a value stands is known from the text around it, read once when the template is compiled, as an
 * HTML parser would: in text, in a double-quoted attribute, at the start of an address, in a script.
 * Where no escaping is safe (unquoted attributes, on… and style attributes, comments, tag names) it is an
 * error of the template.
 */
#ifndef SCRIPT_TEMPLATE_H
#define SCRIPT_TEMPLATE_H

#include "base/diag.h"

typedef struct Template {
    Str lua;            /* a chunk that answers function(_ENV) */
    const Str *texts;   /* what _w(i) writes, and writers of values behind them, from 0 */
    size_t ntexts;
    bool has_layout;
    const Str *needs;   /* templates named in layout and include */
    size_t nneeds;
} Template;

/* false: reported at its place. */
bool template_compile(Arena *a, const Source *source, Template *t, Diag *d);

/* The same Lua with what each of its ends closes made unmistakable, to find one that is missing or too many. Empty: it does not compile. */
Str template_probe(Arena *a, const Source *source);

#endif
