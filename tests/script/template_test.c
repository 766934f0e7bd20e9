/* script/template: what a template becomes in Lua, and what is refused where. */
#include "check.h"

#include "script/template.h"

static const char head[] = "local _w,_e,_t,_u,_l,_q,_j,_c,_p,_r,_blk,_def,_inc,_lay=... return function(_ENV) ";

/* The Lua between the head and the end, and the texts joined by "|" behind it. */
static Str lua_of(Arena *a, const char *name, const char *text)
{
    Diag d = diag_in(a);
    Template t;
    CHECK(template_compile(a, source_make(a, str_of(name), str_of(text)), &t, &d));
    CHECK(d.count == 0);
    CHECK(str_starts(t.lua, str_of(head)) && str_ends(t.lua, STR(" end")));
    Buf b = buf_in(a);
    buf_str(&b, str_slice(t.lua, sizeof head - 1, t.lua.n - 4));
    for (size_t i = 0; i < t.ntexts; i++) {
        buf_c(&b, "|");
        buf_str(&b, t.texts[i]);
    }
    return buf_view(&b);
}

static void test_places(Arena *a)
{
    CHECK_TEXT(lua_of(a, "t.html", "<p>{{ a }}</p>"), STR(";_w(0);_t(( a ),\"a\",1);|<p>|</p>"), "text");
    CHECK_TEXT(lua_of(a, "t.html", "<title>{{ a }}</title>"), STR(";_w(0);_e(( a ),\"a\",1);|<title>|</title>"), "what may hold no elements");
    CHECK_TEXT(lua_of(a, "t.xml", "<p>{{ a }}</p>"), STR(";_w(0);_e(( a ),\"a\",1);|<p>|</p>"), "what is no page");
    CHECK_TEXT(lua_of(a, "t.html", "<a href=\"{{ u }}#x\" title=\"t {{ b }}\">"),
               STR(";_w(0);_u(( u ),\"u\",1);_e(( b ),\"b\",2);|<a href=\"|#x\" title=\"t |\">"),
               "an address at its start is checked, an attribute escaped");
    CHECK_TEXT(lua_of(a, "t.html", "<a href=\"x/{{ u }}\">"), STR(";_w(0);_q(( u ),\"u\",1);|<a href=\"x/|\">"),
               "behind its start a value cannot end its part of an address");
    CHECK_TEXT(lua_of(a, "t.html", "<img srcset=\"{{ a }} 1x, {{ b }} 2x\">"),
               STR(";_w(0);_u(( a ),\"a\",1);_u(( b ),\"b\",2);|<img srcset=\"| 1x, | 2x\">"), "a list of addresses");
    CHECK_TEXT(lua_of(a, "t.html", "<script>var x = {{ v }};</script>{{ t }}"),
               STR(";_w(0);_j(( v ),\"v\",1);_t(( t ),\"t\",nil);|<script>var x = |;</script>"), "JSON in a script, text behind it");
    CHECK_TEXT(lua_of(a, "t.html", "<style>a{color:{{ c }}}</style>"),
               STR(";_w(0);_c(( c ),\"c\",1);|<style>a{color:|}</style>"), "a value in a style sheet");
    CHECK_TEXT(lua_of(a, "t.html", "<script src=\"{{ a }}\"></script><link href=\"{{ b }}\" rel=\"stylesheet\"><link rel=\"canonical\" href=\"{{ c }}\">"),
               STR(";_w(0);_l(( a ),\"a\",1);_l(( b ),\"b\",2);_u(( c ),\"c\",3);|<script src=\"|\"></script><link href=\"|\" rel=\"stylesheet\"><link rel=\"canonical\" href=\"|\">"),
               "what is loaded and run is of this site");
    CHECK_TEXT(lua_of(a, "t.html", "<meta http-equiv=\"refresh\" content=\"0; url={{ u }}\">"),
               STR(";_w(0);_u(( u ),\"u\",1);|<meta http-equiv=\"refresh\" content=\"0; url=|\">"), "an address to go on to");
    CHECK_TEXT(lua_of(a, "t.html", "<script>var a = \"x\\\"\", b = 'it' // it's\n, c = {{ c }};</script>"),
               STR(";_w(0);\n;_j(( c ),\"c\",1);|<script>var a = \"x\\\"\", b = 'it' // it's\n, c = |;</script>"), "texts and comments of a script end");
    CHECK_TEXT(lua_of(a, "t.html", "{{{ m }}}"), STR(";_r(( m ),\"m\",nil);"), "markup");
    CHECK_TEXT(lua_of(a, "t.html", "<p{% if x then %} class=\"y\"{% end %}>"),
               STR(";_w(0);  if x then  ;_w(1);  end  ;_w(2);|<p| class=\"y\"|>"), "a statement inside a tag");
    CHECK_TEXT(lua_of(a, "t.html", "<style>{% include \"a.css\" %}</style>{% include \"b.html\" %}"),
               STR(";_w(0);_inc(_ENV,\"a.css\",nil,true);_w(1);_inc(_ENV,\"b.html\");|<style>|</style>"), "a style sheet in a page");
    CHECK_TEXT(lua_of(a, "t.css", "a{color:{{ c }}}"), STR(";_w(0);_c(( c ),\"c\",1);|a{color:|}"), "a style sheet");
    CHECK_TEXT(lua_of(a, "t.json", "{\"a\":{{ c }}}"), STR(";_w(0);_j(( c ),\"c\",1);|{\"a\":|}"), "JSON");
    CHECK_TEXT(lua_of(a, "t.txt", "<{{ c }}"), STR(";_w(0);_p(( c ),\"c\",nil);|<"), "plain text");
    CHECK_TEXT(lua_of(a, "t.html", "{{ f{a={1}} }}x"), STR(";_t(( f{a={1}} ),\"f{a={1}}\",0);|x"), "braces in an expression");
    CHECK_TEXT(lua_of(a, "t.html", "{{ \"}}\" }}"), STR(";_t(( \"}}\" ),\"\\034}}\\034\",nil);"), "quotes hide the end");
}

static void test_lines(Arena *a)
{
    CHECK_TEXT(lua_of(a, "t.html", "a\n{% if x then %}\nb\n{% end %}\nc {{ d }}"),
               STR(";_w(0);\n  if x then  \n;_w(1);\n  end  \n;_w(2);_t(( d ),\"d\",nil);|a\n|b\n|c "),
               "line n stays line n; a statement alone on its line leaves none");
    CHECK_TEXT(lua_of(a, "t.html", "{# one\ntwo #}\n{{ x }}"), STR("\n\n;_t(( x ),\"x\",nil);"), "a comment keeps its line ends");
    CHECK_TEXT(lua_of(a, "t.html", "{% block main %}x{% endblock %}"), STR(";_blk(\"main\",function();_w(0); end);|x"), "blocks");
    CHECK_TEXT(lua_of(a, "t.html", "{% layout \"base.html\" %}\n{% block main %}x{% endblock %}\n"),
               STR("_lay(\"base.html\")\n;_def(\"main\",function();_w(0); end);\n|x"), "blocks for a layout");
    CHECK_TEXT(lua_of(a, "t.html", "{% include \"a.html\", {n = 1} %}"), STR(";_inc(_ENV,\"a.html\", {n = 1});"), "a part");
}

static void refused(Arena *a, const char *text, uint32_t line, uint32_t column)
{
    Diag d = diag_in(a);
    Template t;
    CHECK(!template_compile(a, source_make(a, STR("t.html"), str_of(text)), &t, &d));
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
    refused(a, "<p class='{{ c }}'>", 1, 11);
    refused(a, "<p {{ c }}>", 1, 4);
    refused(a, "<{{ t }}>x", 1, 2);
    refused(a, "<a{{ t }}>x", 1, 3);
    refused(a, "<p onclick=\"{{ c }}\">", 1, 13);
    refused(a, "<p style=\"{{ c }}\">", 1, 11);
    refused(a, "<style>{% include \"a.html\" %}</style>", 1, 8);
    refused(a, "<p {% include \"a.css\" %}>", 1, 4);
    refused(a, "<!-- {{ c }} -->", 1, 6);
    refused(a, "<p title=\"{{{ m }}}\">", 1, 11);
    refused(a, "{{ }}", 1, 1);
    refused(a, "\n{% block a %}x", 2, 1);
    refused(a, "x{% endblock %}", 1, 2);
    refused(a, "{% block two words %}{% endblock %}", 1, 1);
    refused(a, "{% layout \"b.html\" %}\nx{% block a %}{% endblock %}", 2, 1);
    refused(a, "{{ x }}{% layout \"b.html\" %}", 1, 8);
    refused(a, "<p title=\"x", 1, 11);
    refused(a, "<p/onclick=\"{{ c }}\">", 1, 13);
    refused(a, "<p\fonclick=\"{{ c }}\">", 1, 13);
    refused(a, "<P ONCLICK=\"{{ c }}\">", 1, 13);
    refused(a, "<iframe srcdoc=\"{{ c }}\">", 1, 17);
    refused(a, "<animate attributeName=\"href\" to=\"{{ c }}\">", 1, 35);
    refused(a, "<a href=\"{{ a }}:{{ b }}\">", 1, 17);
    refused(a, "<a href=\"javascript:f('{{ b }}')\">", 1, 24);
    refused(a, "<script>var a = \"{{ b }}\"</script>", 1, 18);
    refused(a, "<script>var a = `x\n{{ b }}`</script>", 2, 1);
    refused(a, "<script>/* {{ b }} */</script>", 1, 12);
    refused(a, "<script>var a = 1;</SCRIPT><p>{{ b }}<!-- {{ c }} -->", 1, 43);
    arena_close(a);
    return check_finish();
}
