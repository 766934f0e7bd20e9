/*
 * What authors may write beyond CommonMark: spans and other attributes, references, index entries,
 * definitions, call-outs, verse; and what is said where such a mark was clearly meant and missed.
 */
#include "reading.h"

static void check_html(const char *markdown, const char *html)
{
    CHECK_TEXT(html_of(markdown), str_of(html), markdown);
}

/* What is inside the one paragraph. */
static void check_inner(const char *markdown, const char *html)
{
    CHECK_TEXT(html_of(markdown), str_printf(a, "<p>%s</p>\n", html), markdown);
    CHECK(diag.count == 0);
}

/* The one message about markdown: its place, code and hint (which may be empty). */
static void check_said(const char *markdown, uint32_t line, uint32_t column, const char *code, const char *hint)
{
    tree_of(markdown);
    CHECK(diag.count == 1);
    if (diag.count != 1) {
        diag_print(&diag, (DiagStyle){.format = DIAG_SHORT}, stdout);
        return;
    }
    const DiagItem *item = &diag.items[0];
    CHECK_TEXT(item->code, str_of(code), markdown);
    CHECK(item->line == line && item->column == column && item->level == DIAG_WARNING);
    CHECK(str_find(item->hint_zh, str_of(hint), 0) < item->hint_zh.n || !hint[0]);
    CHECK(item->en.n);
}

/* ---- spans ---- */

static void test_spans(void)
{
    check_inner("到[北京]{.proper}去", "到<span class=\"proper\">北京</span>去");
    check_inner("[史记]{.书名}[重点]{.着重}", "<span class=\"book-title\">史记</span><span class=\"dots\">重点</span>");
    check_inner("[甲**乙**丙]{.kai .hei #jia}", "<span class=\"kai hei\" id=\"jia\">甲<strong>乙</strong>丙</span>");
    check_inner("**[甲]{.kai}**乙", "<strong><span class=\"kai\">甲</span></strong>乙");
    check_inner("[甲[乙]{.hei}丙]{.kai}", "<span class=\"kai\">甲<span class=\"hei\">乙</span>丙</span>");
    check_inner("[{园|yuán}]{.kai}", "<span class=\"kai\"><ruby>园<rp>（</rp><rt>yuán</rt><rp>）</rp></ruby></span>");
    check_inner("读[Hello, “world”]{lang=en}。", "读<span lang=\"en\">Hello, “world”</span>。");
    check_inner("[链](http://a.cn/){.hei}", "<span class=\"hei\"><a href=\"http://a.cn/\">链</a></span>");
    /* no blank comes between Han at the line ends beside a span */
    check_inner("去\n[北京]{.proper}\n了", "去<span class=\"proper\">北京</span>了");
}

/* What is not a span stays as it was written. */
static void test_no_spans(void)
{
    check_inner("[甲] [乙]", "[甲] [乙]");
    check_inner("\\[甲]\\{.kai}", "[甲]{.kai}");
    check_inner("`[甲]{.kai}`", "<code>[甲]{.kai}</code>");
    check_inner("[甲]{乙}", "[甲]{乙}");
    check_inner("[甲] {.kai}", "[甲] {.kai}");
    check_inner("甲{.kai}", "甲{.kai}");
}

static void test_span_messages(void)
{
    check_said("[北京]{.propr}", 1, 9, "class-unknown", ".proper");
    CHECK_TEXT(html_of("[北京]{.propr}"), STR("<p>北京</p>\n"), "its words stay");
    check_said("[北京]{.专明}", 1, 9, "class-unknown", "专名");
    check_said("甲]{.kai}", 1, 5, "span-open", "");
    check_said("[甲]{.}", 1, 6, "attributes", "");
    check_said("[甲]{lang=englisch}", 1, 6, "language-unknown", "lang=en");
    check_said("[甲]{langg=en}", 1, 6, "attribute-unknown", "lang=");
    check_said("[甲]{#a}[乙]{#a}", 1, 15, "id-twice", "");
    check_said("[甲]{.kai sort=a}", 1, 6, "index-class", "");
    check_said("[]{.index}", 1, 3, "index-term", "");
}

static void test_ruby_messages(void)
{
    check_said("{幼儿园|yòu ér yuán 好", 1, 1, "ruby", "{汉字|hàn zì}");
    check_said("{幼儿园｜yòu ér yuán}", 1, 1, "ruby", "{汉字|hàn zì}");
    check_said("{甲|}", 1, 1, "ruby", "");
    check_said("{甲|x|y}", 1, 1, "ruby", "");
    check_inner("\\{甲|x\\}，{a|b}，{甲}", "{甲|x}，{a|b}，{甲}");
}

/* ---- references ---- */

static void test_references(void)
{
    check_html("## 第三章　安全 {#anquan}\n\n见[](#anquan)。\n",
               "<h2 id=\"anquan\">第三章　安全</h2>\n<p>见<a href=\"#anquan\">第三章</a>。</p>\n");
    check_html("## 安全\n\n见[](#安全)，[](#安全){.page}。\n",
               "<h2 id=\"安全\">安全</h2>\n<p>见<a href=\"#%E5%AE%89%E5%85%A8\">安全</a>，"
               "<a href=\"#%E5%AE%89%E5%85%A8\">安全</a>。</p>\n");
    check_html("## 第三章　安全 {#a}\n\n[](#a){.题名}\n",
               "<h2 id=\"a\">第三章　安全</h2>\n<p><a href=\"#a\">第三章　安全</a></p>\n");
    check_html("**第十二条**　借用。\n\n依[](#第十二条)。\n",
               "<p id=\"第十二条\"><strong>第十二条</strong>　借用。</p>\n<p>依<a "
               "href=\"#%E7%AC%AC%E5%8D%81%E4%BA%8C%E6%9D%A1\">第十二条</a>。</p>\n");
    check_html("[**第十二条**]{#jieyong}　借用。\n\n依[](#jieyong)。\n",
               "<p id=\"第十二条\"><span id=\"jieyong\"><strong>第十二条</strong></span>　借用。</p>\n"
               "<p>依<a href=\"#jieyong\">第十二条</a>。</p>\n");
    /* pictures are numbered where one of them is referred to, and only there */
    check_html("![甲](a.png)\n\n![乙](b.png){#yi}\n\n见[](#yi)。\n",
               "<figure>\n<img src=\"a.png\" alt=\"甲\" />\n<figcaption><span class=\"number\">图 1</span> 甲</figcaption>\n"
               "</figure>\n<figure id=\"yi\">\n<img src=\"b.png\" alt=\"乙\" />\n<figcaption><span class=\"number\">图 2</span> "
               "乙</figcaption>\n</figure>\n<p>见<a href=\"#yi\">图 2</a>。</p>\n");
    check_html("![乙](b.png){#yi}\n",
               "<figure id=\"yi\">\n<img src=\"b.png\" alt=\"乙\" />\n<figcaption>乙</figcaption>\n</figure>\n");
    check_said("[](#a){.pgae}", 1, 7, "class-unknown", ".page");
}

static void test_index(void)
{
    const Node *para = tree_of("[集体备课]{.index}，[重庆]{.索引 读音=\"chóng qìng\"}，[]{.index term=备课 see=集体备课}")->kids[0];
    const IndexEntry *one = para->kids[0]->as.index, *two = para->kids[2]->as.index, *three = para->kids[4]->as.index;
    CHECK_TEXT(one->term, STR("集体备课"), "its words");
    CHECK(two->sort.n && str_equal(two->sort, STR("chóng qìng")));
    CHECK(str_equal(three->term, STR("备课")) && str_equal(three->see, STR("集体备课")) && para->kids[4]->nkids == 0);
    check_inner("[集体备课]{.index}与[]{.index term=备课}教研", "集体备课与教研");
}

/* ---- blocks ---- */

static void test_definitions(void)
{
    check_html("联合教研\n: 两个以上的园一起开展的教研。\n", "<dl>\n<dt>联合教研</dt>\n<dd>两个以上的园一起开展的教研。</dd>\n</dl>\n");
    check_html("甲\n: 一\n: 二\n接着\n\n*乙*\n: 三\n",
               "<dl>\n<dt>甲</dt>\n<dd>一</dd>\n<dd>二接着</dd>\n<dt><em>乙</em></dt>\n<dd>三</dd>\n</dl>\n");
    check_html("> 甲\n> : 一\n", "<blockquote>\n<dl>\n<dt>甲</dt>\n<dd>一</dd>\n</dl>\n</blockquote>\n");
    check_html("时间\n:一\n", "<p>时间\n:一</p>\n");
    check_html("甲\n: 一：\n  - 子\n  - 丑\n\n  又一段。\n\n: 二\n\n乙\n: 三\n\n丙。\n",
               "<dl>\n<dt>甲</dt>\n<dd>\n<p>一：</p>\n<ul>\n<li>子</li>\n<li>丑</li>\n</ul>\n<p>又一段。</p>\n</dd>\n"
               "<dd>二</dd>\n<dt>乙</dt>\n<dd>三</dd>\n</dl>\n<p>丙。</p>\n");
    check_html("- 甲\n  : 一\n\n  : 二\n\n> 乙\n> : 三\n>\n>   四\n",
               "<ul>\n<li>\n<dl>\n<dt>甲</dt>\n<dd>一</dd>\n<dd>二</dd>\n</dl>\n</li>\n</ul>\n"
               "<blockquote>\n<dl>\n<dt>乙</dt>\n<dd>\n<p>三</p>\n<p>四</p>\n</dd>\n</dl>\n</blockquote>\n");
    check_said("甲\n\n: 一\n", 3, 1, "lint-definition", "");
    check_said("甲\n: 一\n\n丙。\n\n: 二\n", 6, 1, "lint-definition", "");
}

static void test_callouts(void)
{
    check_html("> [!提示]\n> 明天*停课*。\n",
               "<aside class=\"callout note\">\n<p class=\"callout-title\">提示</p>\n<p>明天<em>停课</em>。</p>\n</aside>\n");
    check_html("> [!注意] 借**书**\n>\n> - 甲\n",
               "<aside class=\"callout warn\">\n<p class=\"callout-title\">借<strong>书</strong></p>\n<ul>\n<li>甲</li>\n</ul>\n</aside>\n");
    check_html("> [!warning]\n> 甲\n",
               "<aside class=\"callout warn\">\n<p class=\"callout-title\">注意</p>\n<p>甲</p>\n</aside>\n");
    check_html("> [!案例点评]\n> 甲\n",
               "<aside class=\"callout review\">\n<p class=\"callout-title\">案例点评</p>\n<p>甲</p>\n</aside>\n");
    check_said("> [!NOTTE]\n> 甲\n", 1, 3, "callout-unknown", "NOTE");
    check_html("> \\[!提示]\n", "<blockquote>\n<p>[!提示]</p>\n</blockquote>\n");
}

static void test_quotes(void)
{
    check_html("> 学而时习之\n> ——《论语》\n",
               "<blockquote>\n<p>学而时习之</p>\n<p class=\"attribution\">——《论语》</p>\n</blockquote>\n");
    check_html("> 甲\n>\n> ——乙\n", "<blockquote>\n<p>甲</p>\n<p class=\"attribution\">——乙</p>\n</blockquote>\n");
    check_html("甲\n——乙\n", "<p>甲——乙</p>\n");
}

static void test_verse(void)
{
    check_html("> [!诗] 静夜思\n> 床前明月光，\n> 疑是地上霜。\n>\n> 举头望明月。\n>\n> ——李白\n",
               "<section class=\"verse\">\n<p class=\"verse-title\">静夜思</p>\n<p>床前明月光，<br />\n疑是地上霜。</p>\n"
               "<p>举头望明月。</p>\n<p class=\"attribution\">——李白</p>\n</section>\n");
    check_html("> [!verse]\n> 甲\n", "<section class=\"verse\">\n<p>甲</p>\n</section>\n");
}

/* {.class #id} on a line of its own is about the block behind it. */
static void test_block_attributes(void)
{
    check_html("{.center #zi}\n\n甲\n", "<p class=\"center\" id=\"zi\">甲</p>\n");
    check_html("{.中文编号}\n1. 甲\n", "<section class=\"zh-numbers\">\n<ol>\n<li>甲</li>\n</ol>\n</section>\n");
    check_html("{.zebra}\n\n| a |\n|--|\n",
               "<table class=\"zebra\">\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n</table>\n");
    check_html("## 甲 {.不入目录}\n", "<h2 id=\"甲\">甲</h2>\n");
    CHECK(tree_of("## 甲 {.不入目录}\n")->kids[0]->flags & NODE_UNLISTED);
    check_said("甲\n\n{.center}\n", 3, 1, "attributes-unused", "");
    check_said("甲[^1]\n\n{.center}\n\n[^1]: 注\n", 3, 1, "attributes-unused", "");
    check_said("甲[^1]\n\n[^1]: 注\n\n{#y}\n", 5, 1, "attributes-unused", ""); /* a note stands behind all blocks, but none of them is it */
    check_said("{.centre}\n\n甲\n", 1, 1, "class-unknown", ".center");
}

static void test_table_titles(void)
{
    check_html("表：*场次* {#chang}\n\n| a |\n|--|\n\n见[](#chang)。\n",
               "<table>\n<caption id=\"chang\"><span class=\"number\">表 1</span> <em>场次</em></caption>\n<thead>\n<tr>\n"
               "<th>a</th>\n</tr>\n</thead>\n</table>\n<p>见<a href=\"#chang\">表 1</a>。</p>\n");
    check_html("{.zebra #chang}\n\n表：场次\n\n| a |\n|--|\n",
               "<table class=\"zebra\">\n<caption id=\"chang\">场次</caption>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n</table>\n");
    check_html("表：场次\n| a |\n|--|\n",
               "<table>\n<caption>场次</caption>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n</table>\n");
    check_html("表：场次\n", "<p>表：场次</p>\n");
}

/* Marks without end cost time in proportion, and no more. */
static void test_many(void)
{
    Buf text = buf_in(a);
    for (int i = 0; i < 900; i++)
        buf_c(&text, "[甲");
    for (int i = 0; i < 900; i++)
        buf_c(&text, "]{.kai}");
    markdown_read(a, source_make(a, STR("t.md"), buf_view(&text)), 0, (MarkdownOptions){0}, &diag);
    Buf list = buf_in(a);
    for (int i = 0; i < 8000; i++)
        buf_printf(&list, "词%d\n: 义\n\n", i);
    const Node *root = markdown_read(a, source_make(a, STR("t.md"), buf_view(&list)), 0, (MarkdownOptions){0}, &diag);
    CHECK(root && root->nkids == 1 && root->kids[0]->nkids == 16000);
}

int main(void)
{
    a = arena_open();
    test_spans();
    test_no_spans();
    test_span_messages();
    test_ruby_messages();
    test_references();
    test_index();
    test_definitions();
    test_callouts();
    test_quotes();
    test_verse();
    test_block_attributes();
    test_table_titles();
    test_many();
    return check_finish();
}
