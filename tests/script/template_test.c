/* script/template: what a template becomes in Lua, and what is refused where. */
#include "check.h"

#include "script/template.h"

static Str lua_of(Arena *a, const char *text)
{
    Diag d = diag_in(a);
    Str lua = STR_NONE;
    CHECK(template_translate(a, source_make(a, STR("t.html"), str_of(text)), &lua, &d));
    CHECK(d.count == 0);
    return lua;
}

static void test_places(Arena *a)
{
    CHECK_TEXT(lua_of(a, "<p>{{ a }}</p>"), STR(" _w\"<p>\" _e(( a ),\"a\") _w\"</p>\""), "text");
    CHECK_TEXT(lua_of(a, "<a href=\"{{ u }}#x\" title=\"t {{ b }}\">"),
               STR(" _w\"<a href=\\\"\" _u(( u ),\"u\") _w\"#x\\\" title=\\\"t \" _e(( b ),\"b\") _w\"\\\">\""),
               "an address at its start is checked, an attribute escaped");
    CHECK_TEXT(lua_of(a, "<a href=\"x/{{ u }}\">"), STR(" _w\"<a href=\\\"x/\" _e(( u ),\"u\") _w\"\\\">\""),
               "behind its start an address needs no scheme check");
    CHECK_TEXT(lua_of(a, "<script>var x = {{ v }};</script>{{ t }}"),
               STR(" _w\"<script>var x = \" _j(( v ),\"v\") _w\";</script>\" _e(( t ),\"t\")"), "JSON in a script, text behind it");
    CHECK_TEXT(lua_of(a, "{{{ m }}}"), STR(" _r(( m ),\"m\")"), "markup");
}

static void test_lines(Arena *a)
{
    CHECK_TEXT(lua_of(a, "a\n{% if x then %}\nb\n{% end %}\nc {{ d }}"),
               STR(" _w\"a\\\n\"  if x then  \n _w\"b\\\n\"  end  \n _w\"c \" _e(( d ),\"d\")"),
               "line n stays line n; a statement alone on its line leaves none");
    CHECK_TEXT(lua_of(a, "{# one\ntwo #}\n{{ x }}"), STR("\n\n _e(( x ),\"x\")"), "a comment keeps its line ends");
    CHECK_TEXT(lua_of(a, "{% block main %}x{% endblock %}"), STR(" _block(\"main\",function() _w\"x\" end)"), "blocks");
    CHECK_TEXT(lua_of(a, "{% layout \"base.html\" %}"), STR(" _layout(\"base.html\" )"), "a layout");
    CHECK_TEXT(lua_of(a, "{% include \"a.html\", {n = 1} %}"), STR(" _include(\"a.html\", {n = 1} )"), "a part");
    CHECK_TEXT(lua_of(a, "\"\\\r"), STR(" _w\"\\\"\\\\\\r\""), "quotes, backslashes and CR in text");
}

static void refused(Arena *a, const char *text, uint32_t line, uint32_t column)
{
    Diag d = diag_in(a);
    Str lua;
    CHECK(!template_translate(a, source_make(a, STR("t.html"), str_of(text)), &lua, &d));
    CHECK(d.nerrors >= 1 && d.items[0].line == line && d.items[0].column == column);
}

int main(void)
{
    Arena *a = arena_open();
    test_places(a);
    test_lines(a);
    refused(a, "a\n  {{ x", 2, 3);
    refused(a, "{% if x then", 1, 1);
    refused(a, "<p class={{ c }}>", 1, 10);
    refused(a, "<{{ t }}>x", 1, 2);
    refused(a, "<style>a{color:{{ c }}}</style>", 1, 16);
    refused(a, "<!-- {{ c }} -->", 1, 6);
    refused(a, "<p title=\"{{{ m }}}\">", 1, 11);
    refused(a, "{{ }}", 1, 1);
    refused(a, "\n{% block a %}x", 2, 1);
    refused(a, "x{% endblock %}", 1, 2);
    refused(a, "{% block two words %}{% endblock %}", 1, 1);
    arena_close(a);
    return check_finish();
}
