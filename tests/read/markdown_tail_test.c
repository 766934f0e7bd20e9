/*
 * What cmark-gfm is not shown of a line must make no difference. A text with an empty code block behind it is shown whole, so
 * the blocks before that must be those of the text by itself, to the byte and the place: of thousands of texts put together by chance
 * from what means something in Markdown, and from words long enough to be left out.
 */
#include "check.h"

#include "doc/doc.h"
#include "random.h"
#include "read/markdown.h"

static const char *const pieces[] = {
    "带班教师把作息表带到图书角，请大家按周汇总，前后用了30周。", "2026年11月18日，保健医生和家长代表在成员园种植园地碰头",
    "“为什么水不往上流？”——没有急着回答，而是请他再试一次", "我们用ECERS-R量表记录每一次变化：各园的差距在缩小到39%", "集团\u3000园务", "园",
    "**", "*", "_", "~~", "~", "**重点：**", "*强调*", "`", "`码`", "\\", "\\*", "&amp;", "&", "[", "]", "[词](页.md)", "[词]{.着重}", "![图](a.png)",
    "{汉字|hàn zì}", "{#id}", "<", "<b>", "|", " | ", "!", "#", "=", "-", ":", ": ", "。", "，", "——", "\u3000\u3000", "http://example.org/路", "www.example.org", "@",
    " ", "  ", "    ", "\t", "12", "a b c",
    "\n", "\n", "\n\n", "\n\n", "\n\n", "\n\n", "\n- ", "\n-    ", "\n1. ", "\n7) ", "\n> ", "\n> > ", "\n## ", "\n### ", "\n---\n", "\n===\n", "\n| 甲 | 乙 |\n|---|---|\n| ",
    "\n    ", "\n  ", "\n\t", "  \n", "\\\n", "\r\n", "\n* * *\n", "\n:--\n", "\n- [ ] ", "\n表：", "\n{.着重}\n",
};

static Str text_by_chance(Arena *a, uint32_t *state)
{
    enum { PIECES = sizeof pieces / sizeof *pieces, LONG_ONES = 4 };
    Buf text = buf_in(a);
    for (uint32_t n = 2 + random_below(state, 24); n; n--) /* every third one long enough to matter */
        buf_c(&text, pieces[random_below(state, random_below(state, 3) ? PIECES : LONG_ONES)]);
    buf_c(&text, "\n\n完\n"); /* attributes for the block that comes next are not for the one put behind */
    return buf_view(&text);
}

static Str dump_of(Arena *a, Str text, size_t *said)
{
    Diag d = diag_in(a);
    Buf out = buf_in(a);
    const Node *root = markdown_read(a, source_make(a, STR("t.md"), text), 0, (MarkdownOptions){0}, &d);
    if (root)
        doc_dump(&out, root);
    *said = d.count;
    return buf_view(&out);
}

#define LONG_TEXT "保健医生和家长代表在成员园种植园地碰头，轮流主持，各园的差距在缩小。"

/* Where a line is no text, or its words are cut by more than its end: all of it must come. */
static void test_whole(Arena *a)
{
    static const struct { const char *text, *dumped; } all[] = {
        {"```\n\n甲" LONG_TEXT "\n\n```\n", "code \"\\n甲" LONG_TEXT "\\n\\n\""},
        {"~~~\n甲" LONG_TEXT "\n~~~\n", "code \"甲" LONG_TEXT "\\n\""},
        {"    甲" LONG_TEXT "\n", "code \"甲" LONG_TEXT "\\n\""},
        {"`甲" LONG_TEXT "\n乙" LONG_TEXT "`\n", "code-span \"甲" LONG_TEXT " 乙" LONG_TEXT "\""},
        {"[词](页.md \"甲" LONG_TEXT "\n乙" LONG_TEXT "\")\n", "title=\"甲" LONG_TEXT " 乙" LONG_TEXT "\""},
        {"[词]\n\n[词]: 页.md\n\"甲" LONG_TEXT "\"\n", "title=\"甲" LONG_TEXT "\""},
        {"甲" LONG_TEXT "\n====\n", "text \"甲" LONG_TEXT "\""},
        {"> 甲" LONG_TEXT "\n乙" LONG_TEXT "\n", "text \"甲" LONG_TEXT "乙" LONG_TEXT "\""},
        {"**甲" LONG_TEXT "\n乙" LONG_TEXT "**\n", "text \"甲" LONG_TEXT "乙" LONG_TEXT "\""},
        {"- 一\n:-:\n甲" LONG_TEXT "\n  :--\n", "text \"甲" LONG_TEXT "\""}, /* a cell whose place cmark-gfm has wrong */
        {"[^1]\n\n[^1]: 甲" LONG_TEXT "\n", "text \"甲" LONG_TEXT "\""},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        size_t said;
        Str dumped = dump_of(a, str_of(all[i].text), &said);
        bool there = str_find(dumped, str_of(all[i].dumped), 0) < dumped.n;
        CHECK(there);
        if (!there)
            printf("%s----\n%.*s", all[i].text, STR_ARG(dumped));
    }
}

static void test_by_chance(void)
{
    uint32_t state = 20261127;
    for (int i = 0; i < 20000; i++) {
        Arena *a = arena_open();
        size_t said, whole_said;
        Str text = text_by_chance(a, &state), own = dump_of(a, text, &said);
        Str whole = dump_of(a, str_printf(a, "%.*s\n~~~\n~~~\n", STR_ARG(text)), &whole_said);
        bool fenced = str_find(text, STR("~~~"), 0) < text.n; /* shown whole, and what is put behind it is in its block */
        bool same = fenced || (said == whole_said && str_starts(whole, own));
        CHECK(same);
        if (!same)
            printf("---- %d: %zu and %zu messages\n%.*s\n---- by itself\n%.*s\n---- whole\n%.*s\n", i, said, whole_said, STR_ARG(text), STR_ARG(own), STR_ARG(whole));
        arena_close(a);
    }
}

int main(void)
{
    Arena *a = arena_open();
    test_whole(a);
    test_by_chance();
    arena_close(a);
    return check_finish();
}
