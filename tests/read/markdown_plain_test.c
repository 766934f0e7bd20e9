/*
 * A text that is read without cmark-gfm must become what cmark-gfm makes of it, to the byte and the place. With an empty code block
 * behind it it is left to cmark-gfm, so the blocks before that must be those of the text by itself: of thousands of texts
 * put together by chance from lines as authors write them, some of them odd; and of one text for each thing that is read here, of which it
 * is also seen that it is.
 */
#include "check.h"

#include "base/clock.h"
#include "doc/doc.h"
#include "random.h"
#include "read/markdown.h"
#include "read/markdown_imp.h"

/* What most texts are made of; ends each with its line. */
static const char *const common[] = {
    "带班教师把作息表带到图书角，请大家按周汇总，前后用了30周。\n", "2026年11月18日，保健医生和家长代表碰头（见附表）\n", "“为什么水不往上流？”\n", "一句 English, 3~5岁 - 98%。\n",
    "**（一）先住下。** 支教教师头两周只跟班。\n", "再说**要点**，*强调*，**重点：**请签字\n", "\n", "\n", "\n", "\n", "\n", "## 一、背景\n", "### （二）做法 2\n", "# A 1\n",
    "- 一\n", "- **二**：三\n", "1. 甲\n", "2. 乙\n", "12) 丙\n", "* 丁\n", "> 引文\n", "> **引**文\n", "| 甲 | 乙 |\n|:--|--:|\n| 1 | **二** |\n", "| 3 | 4 |\n", "|一|\n|-|\n",
    "数据来自台账。[^1]\n\n[^1]: 台账每月核对。\n", "甲[^a-b]乙[^2]\n\n[^2]: 二\n[^a-b]: 见**附表**。\n\n", "又见[^1]\n", "![图](../m/a_1.jpg)\n", "[词](页.md#id)，见 [](#t1)\n", "用 `make` 生成 file_name\n",
    "---\n", "{.着重}\n", "表：题目\n", "汉字{字|zì}\n", "——某人\n", "> ——某人\n", ">\n", "http://example.org/路 www.example.org\n",
};
/* What means something else, or may do so beside the lines above. */
static const char *const odd[] = {
    "  缩进\n", "    码\n", "行末 \n", "行末  \n", "\t制表\n", "甲*乙\n", "**甲\n", "乙**\n", "***三***\n", "**_甲_**\n", "甲**“乙”**丙\n", "~~删~~\n", "*~甲~*\n", "a*\"b\"*c\n", "** 甲 **\n", "3 * 4 * 5\n",
    "\\*甲\\*\n", "&amp; &#1;\n", "<b>甲</b>\n", "<!-- 注 -->\n", "```\n码\n```\n", "===\n", "-\n", "- \n", "-  一\n", "- - 一\n", "- # 一\n", "- [ ] 一\n", "  - 一\n", "2. 二\n", "3) 三\n", "+ 一\n", "1) 一\n",
    "># 一\n", ">一\n", "> > 一\n", "> - 一\n", "> | 甲 |\n> |---|\n", "| 甲 |\n", "|---|---|\n", "| 甲 | |\n|---|---|\n| | 一 |\n", "| 甲 || 乙 |\n|---|---|---|\n", "甲 | 乙\n--- | ---\n", "| 甲 |\n|:-:|\n|^^|\n", "| 甲 | 乙 |\n",
    "|甲|\n| - |\n|\\||\n", "#\n", "#甲\n", "## 甲 ##\n", "##  甲\n", "####### 七\n", "* * *\n", "***\n", "___\n", "-- -\n", ": 解释\n", "词条\n: 解释\n", "[^2]: 二\n", "[^1]: 又一\n", "[^2]\n", "[词]\n", "[词]: 页.md\n", "[词]{.着重}\n", "![^1]\n",
    "[甲](乙 \"丙\")\n", "[甲](<乙>)\n", "[甲]()\n", "[甲[乙](丙)](丁)\n", "[**甲**](乙)\n", "**[甲](乙)**\n", "``甲``\n", "` 甲 `\n", "`甲\n", "_甲_\n", "甲_乙_丙\n", "\u3000\u3000段\n", "\r\n", "甲\r\n", "\u00A0甲\n", "\u1CC0*甲*\n", "1234567890. 十\n",
    "![](a.png) ![](b.png)\n", "{#t1}\n", "甲 {#t2}\n", "## 甲 {#t3 .附录}\n", "{{值}}\n", "> [!提示] 题\n", "> [!诗]\n", "> 一\n二\n", "- 一\n二\n", "- 一\n  二\n", "- 一\n\n  二\n", "script <script>甲\n", "|\n", "~\n", "!\n", "*\n",
};

/* What a slip of the hand puts anywhere. */
static const char *const slips[] = {"*", "**", "_", "~", "`", "[", "]", "](", "(", ")", "!", "\\", "&", "<", "|", "#", ">", "- ", "1. ", " ", "  ", "\t", "\n", "\n\n", "：", "“", "{", "}", ":", "^", "=", "\r\n"};

static Str with_slip(Arena *a, Str text, uint32_t *state)
{
    size_t at = random_below(state, (uint32_t)text.n + 1);
    while (at < text.n && ((text.p[at] & 0xC0) == 0x80 || (at && text.p[at - 1] == '\r'))) /* a return by itself does not get here */
        at++;
    return str_printf(a, "%.*s%s%.*s", STR_ARG(str_slice(text, 0, at)), slips[random_below(state, sizeof slips / sizeof *slips)], STR_ARG(str_slice(text, at, text.n)));
}

static Str text_by_chance(Arena *a, uint32_t *state)
{
    enum { COMMON = sizeof common / sizeof *common, ODD = sizeof odd / sizeof *odd };
    Buf text = buf_in(a);
    bool tame = random_below(state, 4);
    for (uint32_t n = 1 + random_below(state, 8); n; n--)
        buf_c(&text, tame || random_below(state, 6) ? common[random_below(state, COMMON)] : odd[random_below(state, ODD)]);
    buf_c(&text, random_below(state, 8) ? "\n完\n" : "\n完"); /* attributes for the block that comes next are not for the one put behind */
    return random_below(state, 3) ? buf_view(&text) : with_slip(a, buf_view(&text), state);
}

static Str dump_of(Arena *a, Str text, Diag *d)
{
    Buf out = buf_in(a);
    const Node *root = markdown_read(a, source_make(a, STR("t.md"), text), 0, (MarkdownOptions){0}, d);
    if (root)
        doc_dump(&out, root);
    return buf_view(&out);
}

static bool is_read_here(Arena *a, Str text)
{
    Diag d = diag_in(a);
    MarkdownFacts facts;
    MarkdownText t = {.source = source_make(a, STR("t.md"), text), .first_line = 1, .d = &d};
    return markdown_plain(a, &t, &facts) != NULL;
}

static bool says_the_same(const Diag *d, const Diag *other)
{
    bool same = d->count == other->count;
    for (size_t i = 0; same && i < d->count; i++)
        same = d->items[i].line == other->items[i].line && d->items[i].column == other->items[i].column && str_equal(d->items[i].zh, other->items[i].zh);
    return same;
}

/* The tree that cmark-gfm makes of the text, without what was put behind it to have it read there; notes stand behind that. */
static Str dump_by_cmark(Arena *a, Str text, Diag *d)
{
    Str whole = dump_of(a, str_printf(a, "%.*s\n\n~~~\n~~~\n", STR_ARG(text)), d);
    size_t at = whole.n;
    for (size_t next = 0; (next = str_find(whole, STR("\n  code "), next)) < whole.n; next++)
        at = next + 1; /* the last: there is none in a note */
    size_t end = str_find(whole, STR("\n"), at) + 1;
    return str_printf(a, "%.*s%.*s", STR_ARG(str_slice(whole, 0, at)), STR_ARG(str_slice(whole, end, whole.n)));
}

static void print_reading(const char *who, Str tree, const Diag *d)
{
    printf("---- %s\n%.*s", who, STR_ARG(tree));
    for (size_t i = 0; i < d->count; i++)
        printf("%u:%u %.*s\n", d->items[i].line, d->items[i].column, STR_ARG(d->items[i].zh));
}

static bool agrees(Arena *a, Str text)
{
    Diag d = diag_in(a), by_cmark = diag_in(a);
    Str own = dump_of(a, text, &d), whole = dump_by_cmark(a, text, &by_cmark);
    bool same = str_equal(own, whole) && says_the_same(&d, &by_cmark);
    if (!same) {
        printf("----\n%.*s\n", STR_ARG(text));
        print_reading("by itself", own, &d);
        print_reading("by cmark-gfm", whole, &by_cmark);
    }
    return same;
}

/* One of each kind, all of which must be read here: else nothing is compared. */
static void test_each(void)
{
    static const char *const all[] = {
        "段\n", "段", "一\n二\n\n三\n", "# 一\n段\n## 二\n", "**一：**二\n", "甲**“乙”**丙\n", "一*二*三，**四\n五**\n", "**一**和**二**\n", "3 * 4\n", "3~5岁\n", "- 一\n- 二\n", "- 一\n\n- 二\n\n段\n", "1. 一\n2. 二\n\n- 三\n\n* 四\n",
        "7) 一\n8) 二\n", "段\n- 一\n", "段\n1. 一\n", "> 引\n> 文\n>\n> 二\n\n> 三\n", "| 甲 | 乙 |\n|:--|--:|\n| 1 | **2** |\n| 3 | |\n", "| 甲 |\n|:-:|\n\n段\n", "表：题\n\n| 甲 |\n|---|\n", "---\n\n段\n\n***\n",
        "甲[^1]，乙[^b]，又[^1]\n\n[^b]: 注二\n[^1]: 注一\n", "![图](a_1.jpg)\n", "见[词](b.md#c)和 [](#d)。\n", "用 `make` 生成 a_b\n", "甲\r\n\r\n乙\r\n", "{.着重}\n\n段\n", "**[词](b.md)**\n", "见 http://example.org/ 。\n",
    };
    Arena *a = arena_open();
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        bool here = is_read_here(a, str_of(all[i]));
        CHECK(here && agrees(a, str_of(all[i])));
        if (!here)
            printf("left to cmark-gfm:\n%s", all[i]);
    }
    arena_close(a);
}

static void test_by_chance(void)
{
    enum { TEXTS = 30000 };
    uint32_t state = 20261128, here = 0;
    for (int i = 0; i < TEXTS; i++) {
        Arena *a = arena_open();
        Str text = text_by_chance(a, &state);
        static const Str opaque[] = {STR("```"), STR("~~~"), STR("<")}; /* what is put behind may be in the block of such a one */
        bool open = false;
        for (size_t k = 0; k < sizeof opaque / sizeof *opaque; k++)
            open |= str_find(text, opaque[k], 0) < text.n;
        if (!open)
            CHECK(agrees(a, text));
        here += is_read_here(a, text);
        arena_close(a);
    }
    CHECK(here > TEXTS / 5);
}

/* Limits hold as they do for cmark-gfm: what is refused there is refused. */
static void test_limits(void)
{
    static const struct { const char *line; size_t times; bool refused; } all[] = {
        {"**一**二", 300, false}, {"**一**二", 1200, true}, {"一~二", 2100, true}, {"[一](二)", 2100, true}, {"一", 90000, true}, {"| 一 ", 70, false},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        Arena *a = arena_open();
        Diag d = diag_in(a);
        Buf text = buf_in(a);
        for (size_t k = 0; k < all[i].times; k++)
            buf_c(&text, all[i].line);
        bool read = dump_of(a, buf_view(&text), &d).n > 0;
        CHECK(read != all[i].refused);
        arena_close(a);
    }
}

/* Each note is compared with those before it: of thousands none is. */
static void test_many_notes(void)
{
    enum { NOTES = 6000, MILLISECONDS = 200 /* a hundred times what it takes */ };
    Arena *a = arena_open();
    Buf text = buf_in(a);
    for (int i = 0; i < NOTES; i++)
        buf_printf(&text, "[^%d]: 注\n", i);
    int64_t start = clock_ms();
    CHECK(!is_read_here(a, buf_view(&text)));
    CHECK(clock_ms() - start < MILLISECONDS);
    arena_close(a);
}

int main(void)
{
    test_many_notes();
    test_each();
    test_by_chance();
    test_limits();
    return check_finish();
}
