/* html/stretch: a page whose stretches are known is read as one of which nothing is known. */
#include "check.h"

#include "html/html.h"
#include "html/links.h"
#include "html/text.h"
#include "draw/chart.h"
#include "read/markdown.h"

static Arena *a;

#define NB(x) "<span class=\"nb\">" x "</span>"

static const char prose[] =
    "# 第一章 总则\n\n**第一条** 依据[办法](a.md#x)办园，按**规定**执行到位。\n\n[全部都在链接里面的字](b.md)\n\n见[第一条](#第一条)。[^1]\n\n"
    "- 紧凑的列表项有六字\n- **粗体**开头四字\n- [ ] 待办事项也有六字\n\n1. 松散的列表项有六字\n\n   第二段也有足够的字\n\n2. 短项\n\n"
    "> 引文里面也有足够的字\n\n![图 <1> & \"引\"](p.jpg \"题\")\n\n名词\n: 解释的文字也有六个\n\n名词二\n: 一段解释的文字\n\n  又一段解释的文字\n\n"
    "| 栏 | 数 |\n|:--|--:|\n| [表内](c.md) | 12 |\n\n```c\n<p>代码里的字不算</p>\n```\n\n"
    "{汉字|hàn zì}的读音，`<li>`和[外面](https://example.org/?a=1&b=\"2\")。\n\n## 小节{#own .wide}\n\n很短。\n\n[^1]: 注释的文字也有六个。\n";

static const Node *node_of(NodeKind kind, const Node *one, const Node *other)
{
    NodeList kids = {0};
    if (one)
        doc_push(a, &kids, one);
    if (other)
        doc_push(a, &kids, other);
    return doc_done(a, doc_node(a, kind, (Pos){0}), &kids);
}

static const Node *words(NodeKind kind, const char *text)
{
    return node_of(kind, doc_text(a, str_of(text), (Pos){0}), NULL);
}

static const Node *chart(void)
{
    static const Str days[] = {STR("九月"), STR("十月")};
    static const double values[] = {3, 1};
    ChartSeries *series = arena_new(a, ChartSeries);
    *series = (ChartSeries){STR("<前>"), values, NULL};
    ChartSpec *spec = arena_new(a, ChartSpec);
    *spec = chart_spec(CHART_BAR);
    spec->title = STR("A < B");
    spec->categories = days;
    spec->ncategories = 2;
    spec->series = series;
    spec->nseries = 1;
    Node *node = doc_node(a, NODE_CHART, (Pos){0});
    node->as.chart.data = spec;
    node->as.chart.alt = chart_alt(a, spec);
    return node;
}

static const Node *named(const Node *node, const char *id)
{
    ((Node *)(uintptr_t)node)->as.section.id = str_of(id);
    return node;
}

/* What scripts add to what authors write. */
static const Node *made_by_script(void)
{
    NodeList kids = {0};
    Node *ref = doc_node(a, NODE_REF, (Pos){0});
    ref->as.link.href = STR("#own");
    doc_push(a, &kids, named(words(NODE_PARA, "有自己名字的一段文字"), "p\"1"));
    doc_push(a, &kids, node_of(NODE_PARA, ref, doc_text(a, STR("之后还有些字。"), (Pos){0})));
    doc_push(a, &kids, named(node_of(NODE_FIGURE, chart(), words(NODE_CAPTION, "图的说明文字有六个")), "f"));
    doc_push(a, &kids, node_of(NODE_CALLOUT, words(NODE_CAPTION, "提示的标题也有六个"), words(NODE_PARA, "提示的正文也有六个字")));
    doc_push(a, &kids, named(node_of(NODE_SECTION, words(NODE_CAPTION, "没有图的说明文字"), doc_text(a, STR("裸露的文字在段外"), (Pos){0})), "s"));
    return doc_done(a, doc_node(a, NODE_SECTION, (Pos){0}), &kids);
}

static bool picture(void *self, Arena *scratch, Str href, Pos pos, HtmlImage *image)
{
    static const HtmlImageSize sizes[] = {{STR("p-480.jpg"), 480}, {STR("p-960.jpg"), 960}};
    static const HtmlImageSource sources[] = {{STR("(min-width: 40em)"), STR("image/webp"), STR("50vw"), sizes, 2, 960, 640},
                                              {STR_NONE, STR_NONE, STR("100vw"), sizes, 2, 960, 640}};
    (void)self, (void)scratch, (void)pos;
    *image = (HtmlImage){.src = href, .sources = sources, .nsources = 2};
    return true;
}

static void note(void *self, HtmlLinkKind kind, Str value)
{
    buf_printf(self, "%s %.*s\n", kind == HTML_LINK_ID ? "id" : "to", STR_ARG(value));
}

static Str links_of(Str page, const HtmlStretches *known)
{
    Buf out = buf_in(a);
    html_links_around(a, page, known, note, &out);
    return buf_view(&out);
}

/* The tree twice between what a template writes, with what is known of it or without. */
static Str page_of(const Node *tree, const char *const parts[3], HtmlStretches *known)
{
    HtmlMade made = {.arena = a};
    HtmlContext context = {.image = picture, .site = true, .id_prefix = STR("c&"), .made = known ? &made : NULL};
    Buf markup = buf_in(a), page = buf_in(a);
    html_write_kids(&markup, tree, &context);
    for (int i = 0; i < 3; i++) {
        buf_c(&page, parts[i]);
        if (i < 2 && known)
            html_put_stretch(known, &page, buf_view(&markup), &made);
        else if (i < 2)
            buf_str(&page, buf_view(&markup));
    }
    return buf_view(&page);
}

static Str last_byte(const char *part)
{
    return str_slice(str_of(part), *part ? strlen(part) - 1 : 0, strlen(part));
}

static void same(const Node *tree, const char *const parts[3], const char *what)
{
    HtmlStretches none = {.arena = a}, known = {.arena = a};
    Str read = html_text_tails(a, page_of(tree, parts, NULL), &none);
    Str page = html_text_tails(a, page_of(tree, parts, &known), &known);
    CHECK_TEXT(page, read, what);
    CHECK(none.count == 0 && known.count == 2);
    CHECK_TEXT(links_of(page, &known), links_of(read, &none), what);
    for (size_t i = 0; i < known.count; i++) /* they are where they were put, though what stands before has grown */
        CHECK(str_ends(str_slice(page, 0, known.list[i].from), last_byte(parts[i])) && str_starts(str_slice(page, known.list[i].to, page.n), str_slice(str_of(parts[i + 1]), 0, 1)));
}

static void test_pages(const Node *tree)
{
    same(tree, (const char *const[]){"<main id=\"m\">\n", "\n<hr>\n", "</main>"}, "between a template's elements");
    same(tree, (const char *const[]){"<p>模板里的一段文字有尾</p>\n", "\n<p>又一段文字也要有尾</p>\n", "\n<p>末了的文字也要有尾</p>"}, "with tails of the template's own");
    same(tree, (const char *const[]){"", "", ""}, "one behind the other");
    same(tree, (const char *const[]){"<!-- <a href=\"no\"> ", " --><a href=\"yes\">", "</a>"}, "the first in a comment");
    same(tree, (const char *const[]){"<script>\"<a href='no'>", "</script><a href=\"yes\">", "</a>"}, "the first in a script");
    same(tree, (const char *const[]){"<a href=\"open", "\"><b id=x>", "</b>"}, "an attribute that runs into the first");
    same(tree, (const char *const[]){"<", "<", ""}, "a sign that makes a tag of what follows");
}

static void test_put(void)
{
    size_t tags[] = {0, 19};
    HtmlTail tails[] = {{13, 19}};
    HtmlMade made = {.arena = a, .tags = tags, .ntags = 2, .tails = tails, .ntails = 1};
    HtmlStretches known = {.arena = a};
    Buf page = buf_in(a);
    buf_c(&page, "<hr>");
    html_put_stretch(&known, &page, STR("<p id=\"1\">字字字<b id=\"2\"></b></p>"), &made);
    html_put_stretch(&known, &page, STR_NONE, &(HtmlMade){.arena = a});
    CHECK(known.count == 1); /* nothing is no stretch */
    CHECK_TEXT(buf_view(&page), STR("<hr><p id=\"1\">字" NB("字字") "<b id=\"2\"></b></p>"), "by the offsets that are said");
    html_move_stretches(&known, page.n, page.n - 2, page.n - 4);
    CHECK(known.count == 1 && known.list[0].from == 2);
    html_move_stretches(&known, page.n, page.n + 7, page.n - 3);
    CHECK(known.count == 0); /* what has changed reaches into it */
}

int main(void)
{
    a = arena_open();
    Diag d = diag_in(a);
    test_pages(markdown_text(a, STR(prose), (Pos){0}, (MarkdownOptions){false}, &d));
    test_pages(made_by_script());
    test_pages(markdown_inline(a, STR("只有[行内](x.md)的**文字**也可以"), (Pos){0}, &d));
    test_put();
    arena_close(a);
    return check_finish();
}
