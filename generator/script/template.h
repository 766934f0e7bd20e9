/*
 * template: a page template as Lua source, line for line.
 *
 *     {{ expression }}      its value, escaped for the place it stands in
 *     {{{ markup }}}        markup as it is: only values that markup() and its like made
 *     {% statements %}      Lua; for, if … end
 *     {# comment #}
 *     {% layout "base.html" %}                        first in a file: this page fills base.html's blocks
 *     {% block name %} … {% endblock %}               in a layout: what stands unless it is filled
 *     {% include "part.html", { title = "…" } %}      another template, with these names added
 *
 * Invariants. Line n of the Lua source is line n of the template, so Lua's own messages name
 * the author's line. Where an expression stands decides its escaping: text or a quoted attribute
 * as references, an attribute that holds an address with its scheme checked, JSON in a script.
 * Elsewhere (attribute without quotes, tag or attribute name, style, comment) it is an error.
 *
 * The chunk calls these globals, which script/host gives it:
 *     _w(text)  _e(value, expression)  _u(value, expression)  _j(value, expression)
 *     _r(value, expression)  _layout(name)  _block(name, function)  _include(name, table)
 */
#ifndef SCRIPT_TEMPLATE_H
#define SCRIPT_TEMPLATE_H

#include "base/diag.h"

/* The Lua source of a template, in a. false: reported (unclosed tag, wrong place). */
bool template_translate(Arena *a, const Source *source, Str *lua, Diag *d);

#endif
