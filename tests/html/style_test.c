/* html/style: sheets in pages, cut to what the page uses, and let by its policy. */
#include "check.h"

#include "html/style.h"

static void cut(const char *css, const char *body, const char *want)
{
    Arena *a = arena_open();
    Styles *s = styles_in(a);
    size_t behind;
    Str page = style_cut(s, a, str_printf(a, "<head><style data-used>%s</style></head>%s", css, body), &behind);
    CHECK(behind == strlen("</style></head>") + strlen(body));
    CHECK_TEXT(page, str_printf(a, "<head><style data-used>%s</style></head>%s", want, body), css);
    arena_close(a);
}

static void page(const char *html, const char *want)
{
    Arena *a = arena_open();
    size_t behind;
    CHECK_TEXT(style_cut(styles_in(a), a, str_of(html), &behind), str_of(want), html);
    CHECK(behind <= strlen(want) && str_ends(str_of(html), str_slice(str_of(want), strlen(want) - behind, strlen(want))));
    arena_close(a);
}

static void put(const char *html, const char *css, const char *want)
{
    Arena *a = arena_open();
    CHECK_TEXT(style_put(a, str_of(html), STR("data-fonts"), str_of(css)), str_of(want), html);
    arena_close(a);
}

static void rules(void)
{
    cut("p { color: red; }\n.a{b:c}", "<p>", "p{color:red}");
    cut(".a { b: c } .b { b: c }", "<p class=\"b x\">", ".b{b:c}");
    cut(".a.b{c:d}", "<p class=a><p class=b>", ".a.b{c:d}");
    cut(".a .z{c:d} #i > .a{c:d}", "<p class='a' id='i'>", "#i > .a{c:d}");
    cut(".z, .a, h1 { c: d }", "<p class=\"a\">", ".a,h1{c:d}");
    cut(".a:not(.z):has(#z, .z):is(.y,.z) b{c:d}", "<p class=\"a\">", ".a:not(.z):has(#z,.z):is(.y,.z) b{c:d}");
    cut("[data-x=\".z\"] p{c:d} a[href$='.pdf']{c:d}", "", "[data-x=\".z\"] p{c:d}a[href$='.pdf']{c:d}");
    cut(".\\31 a{c:d}", "", ".\\31 a{c:d}");
    cut(".面{c:d}.包{c:d}", "<p class=\"包\">", ".包{c:d}");
    cut("p{}", "", "");
}

static void groups(void)
{
    cut("@media (min-width: 4em) { .z{a:b} @supports (a:b) { .z{a:b} } }", "", "");
    cut("@media (min-width: 4em) { .a{a:b} } .a{b:c}", "<p class=a>", "@media (min-width: 4em){.a{a:b}}.a{b:c}");
    cut("@media print { @page { margin: 1mm } }", "", "@media print{@page{margin:1mm}}");
    cut("@font-face { font-family: \"X\"; src: local(\"a, b\") }", "", "@font-face{font-family:\"X\";src:local(\"a, b\")}");
    cut("@counter-style one { suffix: \"、\" } @counter-style two { a: b } ol { list-style: two }", "", "ol{list-style:two}@counter-style two{a:b}");
    cut("@layer a, b; p{c:d}", "", "@layer a,b;p{c:d}");
    cut("@media print { p{a:b}", "", "@media print{p{a:b}}"); /* the end of a sheet closes what is open */
    cut("} p{a:b}", "", "p{a:b}");
}

static void text(void)
{
    cut("/* {.z} */ p { /* ; */ a : b ; ; c: calc(1px + 2px) }", "", "p{a:b;;c:calc(1px + 2px)}");
    cut("p::before { content: \"} /* a  b */ ;\" }", "", "p::before{content:\"} /* a  b */ ;\"}");
    cut("p { content: 'it\\'s  }' }", "", "p{content:'it\\'s  }'}");
    cut("p { a: b", "", "p{a:b}");
    cut("p { content: \"a", "", "p{content:\"a}");
}

static void pages(void)
{
    page("<p class=\"a\">", "<p class=\"a\">");
    page("<style>.z{a:b}</style>", "<style>.z{a:b}</style>");
    page("<style data-used=\"z y\">.z{a:b}.x{a:b}</style>", "<style data-used=\"z y\">.z{a:b}</style>");
    page("<style data-used>.z{a:b}", "<style data-used>.z{a:b}");
    page("<style data-used>.a{b:c}</style><p class=a><style data-used>.b{c:d}</style>", "<style data-used>.a{b:c}</style><p class=a><style data-used></style>");
    /* printf 'p{a:b}' | openssl dgst -sha256 -binary | base64 */
    page("<meta http-equiv=\"Content-Security-Policy\" content=\"style-src 'self'\"><style data-used>p { a: b }</style>",
         "<meta http-equiv=\"Content-Security-Policy\" content=\"style-src 'sha256-xACZF+w3qfR1QHpxkp5gASyQsSvM7xIjL75cjLPiWR4=' 'self'\"><style data-used>p{a:b}</style>");
}

static void fonts(void)
{
    put("<p>", "p{a:b}", "<p>");
    put("<style data-fonts=\"x\"></style>", "p{a:b}", "<style data-fonts=\"x\">p{a:b}</style>");
    put("<meta http-equiv=\"Content-Security-Policy\" content=\"style-src 'sha256-xACZF+w3qfR1QHpxkp5gASyQsSvM7xIjL75cjLPiWR4=' 'self'\"><style data-fonts>p{a:b}</style>", "",
        "<meta http-equiv=\"Content-Security-Policy\" content=\"style-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' 'self'\"><style data-fonts></style>");
}

int main(void)
{
    rules();
    groups();
    text();
    pages();
    fonts();
    return check_finish();
}
