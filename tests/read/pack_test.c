/* Trees that were packed and come back: every notation there is, by the dump of both. */
#include "check.h"
#include "doc/pack.h"
#include "read/markdown.h"

static void check_same(Arena *a, const char *text)
{
    Diag d = diag_in(a);
    const Source *source = source_make(a, STR("a.md"), str_of(text));
    const Node *tree = markdown_read(a, source, 0, (MarkdownOptions){.values = true}, &d);
    Buf packed = buf_in(a), before = buf_in(a), after = buf_in(a);
    NodeKinds kinds;
    CHECK(tree && doc_pack(&packed, tree, source, &kinds));
    const Node *back = doc_unpack(a, buf_view(&packed), source);
    doc_check(back);
    doc_dump(&before, tree);
    doc_dump(&after, back);
    CHECK_TEXT(buf_view(&after), buf_view(&before), text);
    CHECK(packed.n < before.n);
}

static void test_notations(Arena *a)
{
    check_same(a, "");
    check_same(a, "# 标题 {#a .b}\n\n一段*强调*与**粗体**，`代码`，~~删去~~，{字|zì}，{{值}}。\n第二行 &amp; \\* 换行  \n完\n");
    check_same(a, "| 甲 | 乙 |\n|:--|--:|\n| 一 | 二 |\n| ^^ | 三 |\n\n1. 一\n2. 二\n   - [x] 三\n   - [ ] 四\n\n> 引文\n>\n> ```c\n> int x;\n> ```\n");
    check_same(a, "[链接](b.md \"题\")，![图](c.png)，见[](#a)，[甲]{.kai #x}，[词]{.index sort=\"ci\" see=\"别处\"}。[^1]\n\n[^1]: 脚注。\n\n---\n");
    check_same(a, "术语\n:   解释\n:   另一个\n\n下一段https://example.org/a。\n");
}

static void test_kinds(Arena *a)
{
    Diag d = diag_in(a);
    Buf packed = buf_in(a);
    NodeKinds kinds;
    const Source *source = source_make(a, STR("a.md"), STR("看[这里](b.md)。"));
    CHECK(doc_pack(&packed, markdown_read(a, source, 0, (MarkdownOptions){0}, &d), source, &kinds));
    CHECK((kinds & doc_kinds(NODE_LINK)) && !(kinds & doc_kinds(NODE_IMAGE)));
    Str words = buf_view(&packed);
    CHECK(str_find(words, STR("看"), 0) == words.n); /* it stands in the source */
}

static void test_refused(Arena *a)
{
    Buf packed = buf_in(a);
    NodeKinds kinds;
    const Source *source = source_make(a, STR("a.md"), STR("")), *other = source_make(a, STR("b.md"), STR(""));
    Pos pos = {source, 1, 1};
    CHECK(!doc_pack(&packed, doc_node(a, NODE_CHART, pos), source, &kinds));
    CHECK(!doc_pack(&packed, doc_node(a, NODE_RULE, pos), other, &kinds));
}

int main(void)
{
    Arena *a = arena_open();
    test_notations(a);
    test_kinds(a);
    test_refused(a);
    arena_close(a);
    return check_finish();
}
