/* doc and html: a tree made by hand, dumped and written as HTML. */
#include "check.h"

#include "html/html.h"

static const Node *inlines(Arena *a, NodeKind kind, const Node *one, const Node *two)
{
    NodeList kids = {0};
    if (one)
        doc_push(a, &kids, one);
    if (two)
        doc_push(a, &kids, two);
    return doc_done(a, doc_node(a, kind, (Pos){0}), &kids);
}

static const Node *text(Arena *a, const char *words)
{
    return doc_text(a, str_of(words), (Pos){0});
}

static Str html_of(Arena *a, const Node *node, const HtmlContext *context)
{
    Buf out = buf_in(a);
    html_write(&out, node, context);
    return buf_view(&out);
}

static void test_text_joins(Arena *a)
{
    const Node *para = inlines(a, NODE_PARA, text(a, "幼儿"), text(a, "园<&>\""));
    CHECK(para->nkids == 1);
    doc_check(para);
    CHECK_TEXT(html_of(a, para, &(HtmlContext){0}), STR("<p>幼儿园&lt;&amp;&gt;&quot;</p>\n"), "escaped text");
    CHECK(inlines(a, NODE_PARA, text(a, ""), NULL)->nkids == 0);
}

static void test_href(Arena *a)
{
    Buf out = buf_in(a);
    html_href(&out, STR("a b/路径?x=1&y='\"%E5[0]"));
    CHECK_TEXT(buf_view(&out), STR("a%20b/%E8%B7%AF%E5%BE%84?x=1&amp;y=&#x27;%22%E5%5B0%5D"),
               "an address may close no attribute");
}

static void test_list(Arena *a)
{
    Node *item = doc_node(a, NODE_ITEM, (Pos){0});
    item->flags = NODE_TASK | NODE_TASK_DONE;
    NodeList kids = {0};
    doc_push(a, &kids, inlines(a, NODE_PARA, text(a, "甲"), NULL));
    const Node *done = doc_done(a, item, &kids);
    Node *list = doc_node(a, NODE_LIST, (Pos){0});
    list->flags = NODE_ORDERED | NODE_TIGHT;
    list->as.list.start = 3;
    NodeList items = {0};
    doc_push(a, &items, done);
    CHECK_TEXT(html_of(a, doc_done(a, list, &items), &(HtmlContext){0}),
               STR("<ol start=\"3\">\n<li><input type=\"checkbox\" checked=\"\" disabled=\"\" /> 甲</li>\n</ol>\n"),
               "tight list, task, start");
    Buf dump = buf_in(a);
    doc_dump(&dump, list);
    CHECK_TEXT(buf_view(&dump), STR("list start=3 ordered tight\n  item task done\n    para\n      text \"甲\"\n"),
               "the dump names kinds, flags and text");
}

static const Node *table_of(Arena *a, Str class)
{
    static const uint8_t aligns[] = {ALIGN_LEFT, ALIGN_RIGHT};
    NodeList rows = {0};
    for (int r = 0; r < 2; r++) {
        NodeList cells = {0};
        for (int c = 0; c < 2; c++) {
            Node *cell = doc_node(a, NODE_CELL, (Pos){0});
            cell->flags = r ? 0 : NODE_HEAD;
            NodeList words = {0};
            doc_push(a, &words, text(a, r ? "12" : "数"));
            doc_push(a, &cells, doc_done(a, cell, &words));
        }
        doc_push(a, &rows, doc_done(a, doc_node(a, NODE_ROW, (Pos){0}), &cells));
    }
    Node *table = doc_node(a, NODE_TABLE, (Pos){0});
    table->level = 1;
    table->as.table.class = class;
    table->as.table.aligns = aligns;
    table->as.table.ncolumns = 2;
    return doc_done(a, table, &rows);
}

static void test_table(Arena *a)
{
    const Node *table = table_of(a, STR_NONE), *records = table_of(a, STR("records"));
    doc_check(table);
    Str plain = html_of(a, table, &(HtmlContext){0});
    CHECK(str_starts(plain, STR("<table>\n<thead>\n<tr>\n<th align=\"left\">数</th>\n<th align=\"right\">数</th>\n")));
    CHECK(str_find(plain, STR("<tbody>\n<tr>\n<td align=\"left\">12</td>"), 0) < plain.n);
    Str site = html_of(a, table, &(HtmlContext){.site = true});
    CHECK(str_find(site, STR("<th scope=\"col\" class=\"right\">"), 0) < site.n);
    CHECK(str_find(site, STR("align="), 0) == site.n);
    CHECK(str_find(site, STR("data-label"), 0) == site.n);
    Str labelled = html_of(a, records, &(HtmlContext){.site = true});
    CHECK(str_find(labelled, STR("<td class=\"left\">12</td>\n<td class=\"right\" data-label=\"数\">12</td>"), 0) < labelled.n);
    Str elsewhere = html_of(a, records, &(HtmlContext){0});
    CHECK(str_find(elsewhere, STR("data-label"), 0) == elsewhere.n);
}

static Str no_address(void *self, Arena *a, Str href, Pos pos)
{
    (void)self;
    (void)a;
    (void)pos;
    return str_equal(href, STR("gone.md")) ? STR_NONE : STR("found.html");
}

static void test_context(Arena *a)
{
    Node *link = doc_node(a, NODE_LINK, (Pos){0});
    link->as.link.href = STR("gone.md");
    NodeList kids = {0};
    doc_push(a, &kids, text(a, "词"));
    HtmlContext context = {.address = no_address, .heading_shift = 2, .id_prefix = STR("c1-")};
    CHECK_TEXT(html_of(a, doc_done(a, link, &kids), &context), STR("词"), "a link without address keeps its words");
    Node *heading = doc_node(a, NODE_HEADING, (Pos){0});
    heading->level = 5;
    heading->as.section.id = STR("一");
    CHECK_TEXT(html_of(a, doc_done(a, heading, &kids), &context), STR("<h6 id=\"c1-一\">词</h6>\n"),
               "shifted, six at the most, id with its prefix");
    Node *note = doc_node(a, NODE_NOTE, (Pos){0});
    note->as.note.number = 1;
    NodeList body = {0};
    doc_push(a, &body, doc_done(a, note, &(NodeList){0}));
    const Node *section = doc_done(a, doc_node(a, NODE_SECTION, (Pos){0}), &body);
    CHECK_TEXT(html_of(a, section, &context),
               STR("<section class=\"footnotes\" aria-label=\"注释\">\n<ol>\n<li id=\"c1-fn1\">\n<a href=\"#c1-fnref1\" "
                   "class=\"footnote-backref\" aria-label=\"返回正文\">↩</a>\n</li>\n</ol>\n</section>\n"),
               "notes as one list");
}

int main(void)
{
    Arena *a = arena_open();
    test_text_joins(a);
    test_href(a);
    test_list(a);
    test_table(a);
    test_context(a);
    arena_close(a);
    return check_finish();
}
