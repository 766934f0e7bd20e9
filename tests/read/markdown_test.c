/*
 * The Chinese side of Markdown: every case of the typesetting specification, section 4, with
 * its number there; places; addresses; what is dropped and what is said about it.
 */
#include "base/file.h"
#include "reading.h"

static Str dump_of(const char *markdown)
{
    Buf out = buf_in(a);
    doc_dump(&out, tree_of(markdown));
    return buf_view(&out);
}

/* Whether something with this code was said at line:column (0:0 anywhere) of the last tree. */
static bool said(const char *code, uint32_t line, uint32_t column)
{
    for (size_t i = 0; i < diag.count; i++)
        if (str_equal(diag.items[i].code, str_of(code)) &&
            (!line || (diag.items[i].line == line && diag.items[i].column == column)))
            return true;
    return false;
}

typedef struct Case {
    const char *name, *markdown, *html;
} Case;

/* The HTML between <p> and </p>. */
static void inner_cases(const Case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        Str want = str_printf(a, "<p>%s</p>\n", cases[i].html);
        CHECK_TEXT(html_of(cases[i].markdown), want, cases[i].name);
    }
}

#define INNER(cases) inner_cases((cases), sizeof(cases) / sizeof *(cases))

/* ---- 4.1 emphasis ---- */

static void test_emphasis(void)
{
    static const Case cases[] = {
        {"M1", "**重点：**请家长准时接送。", "<strong>重点：</strong>请家长准时接送。"},
        {"M2", "**注意事项（必读）**请签字", "<strong>注意事项（必读）</strong>请签字"},
        {"M3", "请**“先洗手”**再吃饭", "请<strong>“先洗手”</strong>再吃饭"},
        {"M4", "请**《入园须知》**仔细阅读", "请<strong>《入园须知》</strong>仔细阅读"},
        {"M5", "他说**“你好”**，我说", "他说<strong>“你好”</strong>，我说"},
        {"M6", "**幼儿园。**家园共育", "<strong>幼儿园。</strong>家园共育"},
        {"M7", "**（一）**指导思想", "<strong>（一）</strong>指导思想"},
        {"M8", "“**安全第一**”是原则", "“<strong>安全第一</strong>”是原则"},
        {"M9", "**安全第一**，预防为主", "<strong>安全第一</strong>，预防为主"},
        {"M10", "这是*强调（注）*的", "这是<em>强调（注）</em>的"},
        {"M11", "**出勤率98%**较上月", "<strong>出勤率98%</strong>较上月"},
        {"M12", "完成**《年报》2025**版", "完成<strong>《年报》2025</strong>版"},
        {"M13", "**`代码`**说明", "<strong><code>代码</code></strong>说明"},
        {"M14", "请看**[链接](u)**详情", "请看<strong><a href=\"u\">链接</a></strong>详情"},
        {"M15", "**A班**和**B班**", "<strong>A班</strong>和<strong>B班</strong>"},
        {"M16", "**Hello!**你好", "<strong>Hello!</strong>你好"},
        {"M17", "你好**!world**", "你好<strong>!world</strong>"},
        {"M18", "**「你好」**世界", "<strong>「你好」</strong>世界"},
        {"M19", "~~删除（旧）~~新", "<del>删除（旧）</del>新"},
        {"M20", "__注意：__不支持词内", "__注意：__不支持词内"},
        {"M21", "中文__强调__中文", "中文__强调__中文"},
        {"M22", "***粗斜（全）***后文", "<em><strong>粗斜（全）</strong></em>后文"},
        {"M23", "孩子们**“真棒！”**地欢呼", "孩子们<strong>“真棒！”</strong>地欢呼"},
        {"M24", "（**注**）内容", "（<strong>注</strong>）内容"},
        {"M25", "**—— 结束 ——**好", "<strong>—— 结束 ——</strong>好"},
        {"M26", "**笑😀**了", "<strong>笑😀</strong>了"},
        {"M27", "**𠮷野家。**好", "<strong>𠮷野家。</strong>好"},
        {"M28", "** 空格 **无效", "** 空格 **无效"},
        {"M29", "**“引文”：**说明", "<strong>“引文”：</strong>说明"},
        {"M30", "**百分比：50％。**结论", "<strong>百分比：50％。</strong>结论"},
    };
    INNER(cases);
}

/* Random texts against the reference implementation; see the head of the file. */
static void test_emphasis_random(void)
{
    Str bytes, text, html;
    Diag d = diag_in(a);
    CHECK(file_bytes(a, "tests/read/spec/emphasis-cjk.txt", &bytes, &d));
    size_t count = 0;
    while (str_split(&bytes, '\n', &text)) {
        if (str_starts(text, STR("%")) || !text.n)
            continue;
        CHECK(str_split(&bytes, '\n', &html));
        Str want = str_printf(a, "<p>%.*s</p>\n", STR_ARG(html));
        CHECK_TEXT(html_of(str_c(a, text)), want, str_c(a, text));
        count++;
    }
    CHECK(count == 600);
}

/* What the amendment must leave alone, and where its edges are. */
static void test_emphasis_edges(void)
{
    static const Case cases[] = {
        {"U+3000 is a blank", "**　空　**好", "**　空　**好"},
        {"escaped", "\\**重点：\\**请", "*<em>重点：*</em>请"},
        {"both escaped", "\\*\\*重点：\\*\\*请", "**重点：**请"},
        {"code is untouched", "`**重点：**请`", "<code>**重点：**请</code>"},
        {"address is untouched", "[看](<甲**（乙）**丙>)", "<a href=\"%E7%94%B2**%EF%BC%88%E4%B9%99%EF%BC%89**%E4%B8%99\">看</a>"},
        {"no match, no loss", "**重点：请", "**重点：请"},
        {"strike in strong", "**~~旧（一）~~**新", "<strong><del>旧（一）</del></strong>新"},
        {"strong in strike", "~~**旧（一）**~~新", "<del><strong>旧（一）</strong></del>新"},
        {"strong beside strike", "**旧：**~~（一）~~新", "<strong>旧：</strong><del>（一）</del>新"},
        {"em in strong", "**重点*（一）*：**请", "<strong>重点<em>（一）</em>：</strong>请"},
        {"underscore inside", "请**_《书》_**读", "请<strong><em>《书》</em></strong>读"},
        {"quote of Latin stays out", "a**“b”**c", "a**“b”**c"},
        {"quote made wide by its selector", "字母a**“\xEF\xB8\x81乙”\xEF\xB8\x81**b",
         "字母a<strong>“\xEF\xB8\x81乙”\xEF\xB8\x81</strong>b"},
        {"ideographic selector before", "葛\xF3\xA0\x84\x80**（一）**",
         "葛\xF3\xA0\x84\x80<strong>（一）</strong>"},
        {"Hangul is CJK here", "패키지를**(확인)**하다", "패키지를<strong>(확인)</strong>하다"},
        {"one tilde is a range", "3~5岁，4~6岁", "3~5岁，4~6岁"},
        {"the marks' own characters stay", "꥟꤮**重点：**请ꥠ\xE2\x81\x9F好",
         "꥟꤮<strong>重点：</strong>请ꥠ\xE2\x81\x9F好"},
        {"and as references", "&#xA95F;&#43310;**重点：**请", "꥟꤮<strong>重点：</strong>请"},
        {"two lines", "**重点：**请\n家长**（一）**来", "<strong>重点：</strong>请家长<strong>（一）</strong>来"},
    };
    INNER(cases);
    CHECK_TEXT(html_of("> **重点：**请\n"), STR("<blockquote>\n<p><strong>重点：</strong>请</p>\n</blockquote>\n"), "in a quote");
    CHECK_TEXT(html_of(">**（一）**请\n"), STR("<blockquote>\n<p><strong>（一）</strong>请</p>\n</blockquote>\n"), "in a quote without blank");
    CHECK_TEXT(html_of("- **重点：**请\n"), STR("<ul>\n<li><strong>重点：</strong>请</li>\n</ul>\n"), "in a list");
    CHECK_TEXT(html_of("# **重点：**请\n"), STR("<h1 id=\"重点请\"><strong>重点：</strong>请</h1>\n"), "in a heading");
    CHECK_TEXT(html_of("[**注：**][甲]后\n\n[甲]: /u\n"), STR("<p><a href=\"/u\"><strong>注：</strong></a>后</p>\n"), "in a label");
    CHECK_TEXT(html_of("[**注：**]后\n\n[**注：**]: /u\n"), STR("<p><a href=\"/u\"><strong>注：</strong></a>后</p>\n"), "a label itself");
}

static void test_emphasis_in_table(void)
{
    CHECK_TEXT(html_of("|项|**（一）**说|\n|-|-|\n|**重点：**请|~~旧：~~新 |\n"),
               STR("<table>\n<thead>\n<tr>\n<th>项</th>\n<th><strong>（一）</strong>说</th>\n</tr>\n"
                   "</thead>\n<tbody>\n<tr>\n<td><strong>重点：</strong>请</td>\n"
                   "<td><del>旧：</del>新</td>\n</tr>\n</tbody>\n</table>\n"),
               "in cells");
}

/* ---- 4.2 line ends ---- */

static void test_soft_breaks(void)
{
    static const Case cases[] = {
        {"Han, Han", "幼儿\n园", "幼儿园"},
        {"Han, comma", "幼儿，\n园", "幼儿，园"},
        {"bracket, Han", "幼儿\n（园）", "幼儿（园）"},
        {"kana, Han", "かな\n漢字", "かな漢字"},
        {"Han, quote", "他说\n“你好”", "他说“你好”"},
        {"quote, Han", "“你好”\n他说", "“你好”他说"},
        {"Han, dash", "结束\n——好", "结束——好"},
        {"ellipsis, Han", "等等……\n好", "等等……好"},
        {"middle dot, Han", "班级·\n管理", "班级·管理"},
        {"Han, emoji", "笑\n😀", "笑😀"},
        {"emoji, Han", "😀\n笑", "😀笑"},
        {"emoji by selector, Han", "☀️\n晴", "☀️晴"},
        {"Han, Latin", "使用\nWPS", "使用\nWPS"},
        {"digit, Han", "2025\n年", "2025\n年"},
        {"full-width stop, Latin", "你好。\nHello", "你好。Hello"},
        {"Latin, full-width bracket", "Hello\n（你好）", "Hello（你好）"},
        {"digit, full-width comma", "98\n，好", "98，好"},
        {"Latin, Latin", "two\nwords", "two\nwords"},
        {"Hangul, Hangul", "한국\n사람", "한국\n사람"},
        {"Hangul, Han", "한국\n中国", "한국\n中国"},
        {"zero-width blank before", "word\xE2\x80\x8B\nword", "word\xE2\x80\x8Bword"},
        {"zero-width blank after", "word\n\xE2\x80\x8Bword", "word\xE2\x80\x8Bword"},
        {"hard, backslash", "一行\\\n二行", "一行<br />\n二行"},
        {"hard, blanks", "一行  \n二行", "一行<br />\n二行"},
        {"through emphasis", "**重点**\n请*看*\n好", "<strong>重点</strong>请<em>看</em>好"},
        {"through code", "`代码`\n说明", "<code>代码</code>说明"},
        {"into a link", "请\n[看](u)", "请<a href=\"u\">看</a>"},
        {"after a note's number", "幼儿[^x]\n园", "幼儿[^x]\n园"},
        {"before ruby", "请\n{园|yuán}", "请<ruby>园<rp>（</rp><rt>yuán</rt><rp>）</rp></ruby>"},
        {"after ruby", "{园|yuán}\n好", "<ruby>园<rp>（</rp><rt>yuán</rt><rp>）</rp></ruby>好"},
        {"windows line ends", "幼儿\r\n园", "幼儿园"},
    };
    INNER(cases);
    CHECK_TEXT(html_of("> 幼儿\n> 园\n"), STR("<blockquote>\n<p>幼儿园</p>\n</blockquote>\n"), "in a quote");
    tree_of("幼儿[^x]\n园\n\n[^x]: 注\n");
    CHECK(diag.count == 0);
}

/* ---- 4.3 marks that are none, and U+3000 ---- */

static void test_block_marks(void)
{
    static const char *const plain[] = {"一、总则", "（一）总则", "1、总则", "1.指导", "１．总则",
                                        "1）总则", "＃ 总则", "#标题", "· 总则", "• 总则",
                                        "－ 总则", "＞ 总则"};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        CHECK_TEXT(html_of(plain[i]), str_printf(a, "<p>%s</p>\n", plain[i]), plain[i]);
    CHECK(tree_of("1. 甲")->kids[0]->kind == NODE_LIST);
    CHECK(tree_of("1) 甲")->kids[0]->flags & NODE_PAREN);
    CHECK(tree_of("- 甲")->kids[0]->kind == NODE_LIST);
    CHECK(tree_of("# 甲")->kids[0]->kind == NODE_HEADING);
    CHECK(tree_of("> 甲")->kids[0]->kind == NODE_QUOTE);
    CHECK(tree_of("    甲")->kids[0]->kind == NODE_CODE);
}

static void test_lints(void)
{
    tree_of("正文\n\n#标题\n");
    CHECK(said("lint-heading", 3, 1));
    tree_of("＃ 标题\n");
    CHECK(said("lint-heading", 1, 1));
    tree_of("> －甲\n");
    CHECK(said("lint-list", 1, 3));
    tree_of("甲\n12）乙\n");
    CHECK(said("lint-list", 2, 1));
    tree_of("甲\n　　乙\n");
    CHECK(said("lint-paragraph", 2, 1));
    tree_of("# 标题\n\n（1）甲\n\n1）甲，“#1”");
    CHECK(diag.count == 1);
    tree_of("```\n#标题\n1）\n```\n");
    CHECK(diag.count == 0);
}

/* What was to be a picture, a table, an indent and is not; and the same where it is what it seems. */
static void test_lints_of_blocks(void)
{
    static const struct { const char *text, *code; uint32_t line; } cases[] = {
        {"甲\n\n![图](a b.jpg)\n", "lint-picture", 3}, {"见[附件](附 件.md)。", "lint-picture", 1}, {"![图]（a.jpg）", "lint-picture", 1},
        {"| 甲 | 乙 |\n| 1 | 2 |\n", "lint-table", 1}, {"｜甲｜乙｜\n", "lint-table", 1}, {"甲\n\n环节\t时间\n申报\t4月\n", "lint-table", 3}, {"甲。\n\n    乙来了。\n", "lint-code", 3},
        {"甲\n\n```\n乙\n", "lint-fence", 3}, {"~~~~\n乙\n~~~\n", "lint-fence", 1}, {"- 甲\n\n  ```\n  乙\n\n丙\n", "lint-fence", 3}, {"```", "lint-fence", 1},
        {"这是**没有收尾的粗体。\n\n乙", "lint-bold", 1}, {"甲** 乙 **丙", "lint-bold", 1}, {"甲\n乙**\n丙", "lint-bold", 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tree_of(cases[i].text);
        bool found = false;
        for (size_t k = 0; k < diag.count; k++)
            found = found || (str_equal(diag.items[k].code, str_of(cases[i].code)) && diag.items[k].line == cases[i].line);
        CHECK(found && diag.count == 1);
    }
    static const char *const right[] = {
        "![图](<a b.jpg>) ![图](a.jpg \"题\") [注]（见下） [甲](a.md '题')", "`![图](a b.jpg)`", "| 甲 | 乙 |\n|:--|:--|\n| 1 | 2 |\n", "|甲|", "    make all\n", "甲\t\n乙\n", "- 甲\n\n\t乙\n",
        "```\n乙\n```", "````\n```\n````\n", "> ```\n> 乙\n> ```\n", "- ~~~\n  乙\n  ~~~\n",
        "**甲**乙 **“丙”**、***丁***和\\*\\* `**` 3*4", "> **甲\n> 乙**", "138****8000"};
    for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
        tree_of(right[i]);
        CHECK(diag.count == 0);
        if (diag.count)
            printf("  %s: %.*s\n", right[i], STR_ARG(diag.items[0].zh));
    }
}

static void test_indent(void)
{
    CHECK_TEXT(html_of("　　幼儿　园"), STR("<p>幼儿　园</p>\n"), "two stripped, inner kept");
    CHECK_TEXT(html_of("　　　　　幼儿"), STR("<p>　幼儿</p>\n"), "four at most");
    CHECK_TEXT(html_of("　　**（一）**幼儿"), STR("<p><strong>（一）</strong>幼儿</p>\n"), "before emphasis");
    CHECK_TEXT(html_of("　　\n\n幼儿"), STR("<p>幼儿</p>\n"), "a line of nothing else");
    CHECK_TEXT(dump_of("　　幼儿"), STR("section @1:1\n  para @1:1\n    text \"幼儿\" @1:7\n"), "place");
    diag = diag_in(a);
    const Source *s = source_make(a, STR("t.md"), STR("　　幼儿"));
    const Node *kept = markdown_read(a, s, 0, (MarkdownOptions){.keep_indent = true}, &diag);
    CHECK_TEXT(doc_plain_str(a, kept), STR("　　幼儿"), "kept when asked");
}

/* ---- 4.4 addresses ---- */

#define LINK(href, text) "<a href=\"" href "\">" text "</a>"

static void test_autolinks(void)
{
    static const Case cases[] = {
        {"A1", "访问https://example.com。谢谢", "访问" LINK("https://example.com", "https://example.com") "。谢谢"},
        {"A2", "（https://example.com/a）", "（" LINK("https://example.com/a", "https://example.com/a") "）"},
        {"A3", "见https://example.com/路径（一）",
         "见" LINK("https://example.com/%E8%B7%AF%E5%BE%84", "https://example.com/路径") "（一）"},
        {"A4", "“https://example.com”", "“" LINK("https://example.com", "https://example.com") "”"},
        {"A5", "邮箱a@b.cn，电话", "邮箱" LINK("mailto:a@b.cn", "a@b.cn") "，电话"},
        {"A6", "https://zh.wikipedia.org/wiki/幼儿园。",
         LINK("https://zh.wikipedia.org/wiki/%E5%B9%BC%E5%84%BF%E5%9B%AD", "https://zh.wikipedia.org/wiki/幼儿园") "。"},
        {"A7", "www.moe.gov.cn，官网", LINK("http://www.moe.gov.cn", "www.moe.gov.cn") "，官网"},
        {"Han after the host", "https://example.com请看", LINK("https://example.com", "https://example.com") "请看"},
        {"U+3000", "https://example.com/a　好", LINK("https://example.com/a", "https://example.com/a") "　好"},
        {"dash", "https://example.com/a——好", LINK("https://example.com/a", "https://example.com/a") "——好"},
        {"ellipsis", "https://example.com/a……", LINK("https://example.com/a", "https://example.com/a") "……"},
        {"corner bracket", "「https://example.com/a」", "「" LINK("https://example.com/a", "https://example.com/a") "」"},
        {"port and query", "http://10.0.0.1:8080/?q=a&b=c.", LINK("http://10.0.0.1:8080/?q=a&amp;b=c", "http://10.0.0.1:8080/?q=a&amp;b=c") "."},
        {"brackets balance", "(http://a.cn/b_(c))", "(" LINK("http://a.cn/b_(c)", "http://a.cn/b_(c)") ")"},
        {"upper case", "HTTPS://A.CN/x", LINK("HTTPS://A.CN/x", "HTTPS://A.CN/x")},
        {"pointed are verbatim", "<https://a.cn/甲。>", LINK("https://a.cn/%E7%94%B2%E3%80%82", "https://a.cn/甲。")},
        {"in strong", "**https://a.cn**好", "<strong>" LINK("https://a.cn", "https://a.cn") "</strong>好"},
        {"not in a link", "[https://a.cn](u)", LINK("u", "https://a.cn")},
        {"not in code", "`https://a.cn`", "<code>https://a.cn</code>"},
        {"escaped", "https\\://a.cn 与 a\\@b.cn", "https://a.cn 与 a@b.cn"},
        {"other schemes are text", "ftp://a.cn javascript:alert(1)", "ftp://a.cn javascript:alert(1)"},
        {"no address", "a@b www. @甲 http:// ://", "a@b www. @甲 http:// ://"},
        {"two", "a@b.cn、c@d.cn", LINK("mailto:a@b.cn", "a@b.cn") "、" LINK("mailto:c@d.cn", "c@d.cn")},
        {"mail ends at Chinese", "请联系office@jyj.gov.cn。", "请联系" LINK("mailto:office@jyj.gov.cn", "office@jyj.gov.cn") "。"},
    };
    INNER(cases);
}

static void test_schemes(void)
{
    static const char *const refused[] = {
        "javascript:alert(1)", "JavaScript:alert(1)", "java&#115;cript:x", "javascript&colon;x", "java%73cript:x",
        "javascript%3Ax", "vbscript:x", "data:text/html,x", "blob:x", "intent:x", "feed:javascript:x",
        "view-source:x", "ms-word:x", "file:///etc/passwd", "ftp://a.cn", "//a.cn/x", "&#47;/a.cn",
        "%2F%2Fa.cn", "\\\\\\\\a.cn", "/\\a.cn", "a%5Cb", "java%0Ascript:x", "%20javascript:x",
        "java&Tab;script:x", "java&NewLine;script:x", "&#1;javascript:x"};
    static const char *const allowed[] = {"http://a.cn", "HTTPS://a.cn", "mailto:a@b.cn", "tel:0951-1234567",
                                          "a.md", "../a/b.html#c", "#第一章", "HLYEY-2526-C01", "?q=a:b",
                                          "a/b:c", "第一章：总则.md", "/a//b"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        Str source = str_printf(a, "甲[乙](<%s>)丙", refused[i]);
        CHECK_TEXT(html_of(source.p), STR("<p>甲乙丙</p>\n"), refused[i]);
        CHECK(said("link-scheme", 1, 4));
        source = str_printf(a, "甲![乙](<%s>)丙", refused[i]);
        CHECK_TEXT(html_of(source.p), STR("<p>甲乙丙</p>\n"), refused[i]);
    }
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) {
        const Node *para = tree_of(str_printf(a, "[乙](<%s>)", allowed[i]).p)->kids[0];
        CHECK(para->nkids == 1 && para->kids[0]->kind == NODE_LINK);
        CHECK_TEXT(para->kids[0]->as.link.href, str_of(allowed[i]), "as written");
        CHECK(diag.count == 0);
    }
}

/* ---- 4.5 slugs ---- */

static void test_slugs(void)
{
    static const Case cases[] = {
        {"", "一、指导思想", "一指导思想"},        {"", "（一）家园共育", "一家园共育"},
        {"", "第3章　安全管理", "第3章安全管理"},  {"", "1. 总则：说明", "1-总则说明"},
        {"", "2025—2026学年", "20252026学年"},     {"", "Q&A 常见问题", "qa-常见问题"},
        {"", "班级·管理", "班级管理"},             {"", "𠮷野家 Menu_1", "𠮷野家-menu_1"},
        {"", "！？", "section-1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const Node *heading = tree_of(str_printf(a, "## %s", cases[i].markdown).p)->kids[0];
        CHECK_TEXT(heading->as.section.id, str_of(cases[i].html), cases[i].markdown);
    }
    const Node *root = tree_of("# 附件1\n\n# 附件1\n\n# 附件1-1\n\n# 附件1\n\n# ？\n\n# **重点：**说明");
    static const char *const ids[] = {"附件1", "附件1-1", "附件1-1-1", "附件1-2", "section-5", "重点说明"};
    for (uint32_t i = 0; i < 6; i++)
        CHECK_TEXT(root->kids[i]->as.section.id, str_of(ids[i]), "unique");
}

/* ---- what else an author may write ---- */

static void test_ruby(void)
{
    static const Case cases[] = {
        {"base and annotation", "{幼儿园|yòu ér yuán}好",
         "<ruby>幼<rp>（</rp><rt>yòu</rt><rp>）</rp>儿<rp>（</rp><rt>ér</rt><rp>）</rp>园<rp>（</rp><rt>yuán</rt><rp>）</rp></ruby>好"},
        {"punctuation without a syllable", "{你好，世界|nǐ hǎo shì jiè}",
         "<ruby>你<rp>（</rp><rt>nǐ</rt><rp>）</rp>好<rp>（</rp><rt>hǎo</rt><rp>）</rp>，<rt></rt>世<rp>（</rp><rt>shì</rt><rp>）</rp>界<rp>（</rp><rt>jiè</rt><rp>）</rp></ruby>"},
        {"as a word", "{西安|Xī'ān}", "<ruby>西安<rp>（</rp><rt>Xī'ān</rt><rp>）</rp></ruby>"},
        {"only over Han", "{a|b}{|x}{甲|}{甲}", "{a|b}{|x}{甲|}{甲}"},
        {"no nesting", "{甲{乙|y}|x}", "{甲<ruby>乙<rp>（</rp><rt>y</rt><rp>）</rp></ruby>|x}"},
        {"escaped", "\\{甲|x}", "{甲|x}"},
        {"two bars", "{甲|x|y}", "{甲|x|y}"},
    };
    INNER(cases);
    const Node *table = tree_of("| 字 |\n|--|\n| {甲\\|jiǎ}乙 |\n")->kids[0];
    CHECK(table->kids[1]->kids[0]->kids[0]->kind == NODE_RUBY);
    CHECK(diag.count == 0);
}

static void test_html_dropped(void)
{
    CHECK_TEXT(html_of("甲<b>乙</b>\n丙<script>x</script>"), STR("<p>甲乙丙</p>\n"), "tags");
    CHECK(said("raw-html", 1, 4) && said("raw-html", 1, 10) && said("raw-html", 2, 4) && diag.nwarnings == 3);
    CHECK_TEXT(html_of("甲\n\n<div onclick=\"x\">\n乙\n</div>\n\n丙"), STR("<p>甲</p>\n<p>丙</p>\n"), "block");
    CHECK(said("raw-html", 3, 1) && diag.nwarnings == 1);
    CHECK_TEXT(html_of("<em></em>"), STR(""), "nothing left");
    tree_of("<!-- 备忘 -->\n\n甲<!-- 备忘 -->");
    CHECK(diag.nwarnings == 0 && said("raw-html", 1, 1) && said("raw-html", 3, 4));
}

static void test_tables(void)
{
    CHECK_TEXT(dump_of("前文\n\n| 甲 | 乙 |\n|:-:|--:|\n| a\\|b | c | d |\n| e |\n"),
               STR("section @1:1\n  para @1:1\n    text \"前文\" @1:1\n"
                   "  table 1 columns=2 align=centre,right @3:1\n"
                   "    row @3:1\n      cell centre head @3:3\n        text \"甲\" @3:3\n"
                   "      cell right head @3:9\n        text \"乙\" @3:9\n"
                   "    row @5:1\n      cell centre @5:3\n        text \"a|b\" @5:3\n"
                   "      cell right @5:10\n        text \"c\" @5:10\n"
                   "    row @6:1\n      cell centre @6:3\n        text \"e\" @6:3\n      cell right @6:6\n"),
               "rows and places");
    CHECK(said("table-cells", 5, 1) && said("table-cells", 6, 1) && diag.count == 2);
    /* lines before the head are a paragraph of their own */
    CHECK_TEXT(dump_of("> 前\n> 文**（一）**好\n> | 甲 |\n> |---|\n> | 乙 |\n"),
               STR("section @1:1\n  quote @1:1\n    para @1:3\n      text \"前文\" @1:3\n"
                   "      strong @2:6\n        text \"（一）\" @2:8\n      text \"好\" @2:19\n"
                   "    table 1 columns=1 align=- @3:3\n      row @3:3\n        cell head @3:5\n          text \"甲\" @3:5\n"
                   "      row @5:3\n        cell @5:5\n          text \"乙\" @5:5\n"),
               "a paragraph before the head, in a quote");
}

static void test_figures(void)
{
    CHECK_TEXT(dump_of("![图一](a.png \"题注\")\n"),
               STR("section @1:1\n  figure @1:1\n    image href=\"a.png\" title=\"题注\" @1:1\n"
                   "      text \"图一\" @1:3\n    caption @1:1\n      text \"题注\" @1:1\n"),
               "title as caption");
    CHECK(tree_of("![图一](a.png)\n")->kids[0]->nkids == 2);
    CHECK(tree_of("![](a.png)\n")->kids[0]->nkids == 1);
    CHECK(tree_of("见![图](a.png)\n")->kids[0]->kind == NODE_PARA);
    CHECK_TEXT(dump_of("![图一](a.png)\n![](b.png)\n"),
               STR("section @1:1\n  figure @1:1\n    figure @1:1\n      image href=\"a.png\" @1:1\n"
                   "        text \"图一\" @1:3\n      caption @1:1\n        text \"图一\" @1:3\n"
                   "    figure @2:1\n      image href=\"b.png\" @2:1\n"),
               "several in a paragraph stand side by side");
}

static void test_notes(void)
{
    const Node *root = tree_of("乙[^b]甲[^甲]再[^b]\n\n[^甲]: 甲文\n\n[^b]: 乙文**（一）**说\n\n[^c]: 无人引用\n\n[^b]: 重复\n\n```\n[^d]: 代码\n```\n缺[^e]");
    CHECK(root->kids[root->nkids - 2]->kind == NODE_NOTE && root->kids[root->nkids - 1]->kind == NODE_NOTE);
    CHECK(root->kids[root->nkids - 2]->as.note.number == 1);
    CHECK_TEXT(doc_plain_str(a, root->kids[root->nkids - 2]), STR("乙文（一）说"), "first used, first");
    const Node *para = root->kids[0];
    CHECK(para->nkids == 6 && para->kids[3]->as.note.number == 2 && para->kids[5]->as.note.number == 1);
    CHECK_TEXT(para->kids[3]->as.note.id, STR("甲"), "its name");
    CHECK(para->kids[5]->pos.line == 1 && para->kids[5]->pos.column == 20);
    CHECK(said("note-unused", 7, 1) && said("note-unused", 9, 1) && said("note-missing", 14, 4));
    CHECK(diag.count == 3);
}

/* Tasks: cmark-gfm looks for [x] anywhere in the line. */
static void test_tasks(void)
{
    const Node *list = tree_of("- [ ] 见 [x]\n- [x] 完\n- 普通\n")->kids[0];
    CHECK(list->kids[0]->flags == NODE_TASK);
    CHECK(list->kids[1]->flags == (NODE_TASK | NODE_TASK_DONE));
    CHECK(list->kids[2]->flags == 0);
}

static void test_references(void)
{
    CHECK_TEXT(html_of("甲&#1;&#x202E;&#0;乙&nbsp;&lt;b&gt;"), STR("<p>甲乙\xC2\xA0&lt;b&gt;</p>\n"), "controls left out");
    CHECK(said("text-control", 1, 1));
    CHECK_TEXT(html_of("[甲](u \"&#1;乙\")"), STR("<p><a href=\"u\" title=\"乙\">甲</a></p>\n"), "in a title");
}

/* ---- places ---- */

static void test_places(void)
{
    CHECK_TEXT(dump_of("# 甲*乙*\n\n- 一`a`\n  二  \n  三**（四）**五\n"),
               STR("section @1:1\n  heading 1 id=\"甲乙\" @1:1\n    text \"甲\" @1:3\n    emph @1:6\n      text \"乙\" @1:7\n"
                   "  list tight @3:1\n    item @3:1\n      para @3:3\n        text \"一\" @3:3\n        code-span \"a\" @3:6\n"
                   "        soft-break @3:9\n        text \"二\" @4:3\n        line-break @4:6\n        text \"三\" @5:3\n"
                   "        strong @5:6\n          text \"（四）\" @5:8\n        text \"五\" @5:19\n"),
               "list, hard break, code");
    CHECK_TEXT(dump_of("[甲]: /u 'x'\n[乙]:\n  /v\n[丙][甲] &amp; \\* [乙]\n\\\n末\n"),
               STR("section @1:1\n  para @1:1\n    link href=\"/u\" title=\"x\" @4:1\n      text \"丙\" @4:2\n"
                   "    text \" \\u0026 * \" @4:11\n    link href=\"/v\" @4:21\n      text \"乙\" @4:22\n"
                   "    line-break @5:1\n    text \"末\" @6:1\n"),
               "behind definitions");
    CHECK_TEXT(dump_of("X\n    **p** <a\n b> [q](<r>\n 's') t\n"),
               STR("section @1:1\n  para @1:1\n    text \"X\" @1:1\n    soft-break @1:2\n    strong @2:5\n      text \"p\" @2:7\n"
                   "    text \"  \" @2:10\n    link href=\"r\" title=\"s\" @3:5\n      text \"q\" @3:6\n    text \" t\" @4:6\n"),
               "indented, HTML and titles over lines");
    CHECK_TEXT(dump_of("甲\n===\n\n#x\n---\n"),
               STR("section @1:1\n  heading 1 id=\"甲\" @1:1\n    text \"甲\" @1:1\n  heading 2 id=\"x\" @4:1\n    text \"#x\" @4:1\n"),
               "underlined headings");
    const Source *s = source_make(a, STR("t.md"), STR("---\na: 1\n---\n\n甲**乙**\n"));
    diag = diag_in(a);
    const Node *root = markdown_read(a, s, 13, (MarkdownOptions){0}, &diag);
    CHECK(root->kids[0]->kids[1]->pos.line == 5 && root->kids[0]->kids[1]->pos.column == 4);
}

/* Text is a slice of the source wherever the two agree. */
static void test_slices(void)
{
    Str text = STR("甲**乙：**丙\n`丁`戊\n\n```\n己\n```\n");
    diag = diag_in(a);
    const Source *s = source_make(a, STR("t.md"), text);
    const Node *root = markdown_read(a, s, 0, (MarkdownOptions){0}, &diag);
    const Node *para = root->kids[0];
    CHECK(para->kids[0]->as.text.p == text.p);
    CHECK(para->kids[1]->kids[0]->as.text.p == text.p + 5);
    CHECK(para->kids[3]->as.text.p == text.p + str_find(text, STR("丁"), 0));
    CHECK(root->kids[1]->as.code.text.p == text.p + str_find(text, STR("己"), 0));
}

static void test_inline(void)
{
    diag = diag_in(a);
    const Source *s = source_make(a, STR("t.md"), STR("---\ntitle: 1. **重点：**请\n---\n"));
    Str text = str_slice(s->text, 11, 30);
    CHECK_TEXT(text, STR("1. **重点：**请"), "the field");
    Buf out = buf_in(a);
    doc_dump(&out, markdown_inline(a, text, (Pos){s, 2, 8}, &diag));
    CHECK_TEXT(buf_view(&out), STR("para @2:8\n  text \"1. \" @2:8\n  strong @2:11\n    text \"重点：\" @2:13\n  text \"请\" @2:24\n"), "exact places");
    static const char *const plain[] = {"# 甲", "- 甲", "> 甲", "    甲", "---", "![甲](u)", "[甲]: /u", "| 甲 |\n|--|"};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        const Node *node = markdown_inline(a, str_of(plain[i]), (Pos){NULL, 3, 1}, &diag);
        CHECK(node && node->kind == NODE_PARA && node->nkids >= 1 && node->pos.line == 3);
    }
    CHECK(markdown_inline(a, STR(""), (Pos){0}, &diag)->nkids == 0);
    CHECK(diag.nerrors == 0);
    CHECK(!markdown_inline(a, STR("a\x01"), (Pos){0}, &diag) && diag.nerrors == 1);
    CHECK(!markdown_text(a, STR("\xFF"), (Pos){0}, (MarkdownOptions){0}, &diag));
    const Node *root = markdown_text(a, STR("# 甲\n\n乙"), (Pos){s, 2, 1}, (MarkdownOptions){0}, &diag);
    CHECK(root->nkids == 2 && root->kids[1]->pos.line == 2);
}

int main(void)
{
    a = arena_open();
    test_emphasis();
    test_emphasis_random();
    test_emphasis_edges();
    test_emphasis_in_table();
    test_soft_breaks();
    test_block_marks();
    test_lints();
    test_lints_of_blocks();
    test_indent();
    test_autolinks();
    test_schemes();
    test_slugs();
    test_ruby();
    test_html_dropped();
    test_tables();
    test_figures();
    test_notes();
    test_tasks();
    test_references();
    test_places();
    test_slices();
    test_inline();
    arena_close(a);
    return check_finish();
}
