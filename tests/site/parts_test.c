/* site/: patterns of paths, nearest words, addresses between pages. */
#include "check.h"

#include "site/link.h"
#include "text/near.h"

static bool captured(const char *pattern, const char *path, const char *want)
{
    Capture captures[MODEL_CAPTURES];
    size_t n;
    Arena *a = arena_open();
    bool matched = model_match(str_of(pattern), str_of(path), captures, &n);
    Buf b = buf_in(a);
    for (size_t i = 0; i < n; i++)
        buf_printf(&b, "%.*s=%.*s;", STR_ARG(captures[i].name), STR_ARG(captures[i].value));
    bool good = matched ? str_equal(buf_view(&b), str_of(want)) : want == NULL;
    arena_close(a);
    return good;
}

static void test_patterns(void)
{
    CHECK(captured("groups/{g}/cases/{y}/{f}.md", "groups/a/cases/2025/x.md", "g=a;y=2025;f=x;"));
    CHECK(captured("groups/{g}/cases/{y}/{f}.md", "groups/a/cases/2025/x.md.md", "g=a;y=2025;f=x.md;"));
    CHECK(captured("groups/{g}/cases/{y}/{f}.md", "groups/a/cases/2025/b/x.md", NULL));
    CHECK(captured("groups/{g}/cases/{y}/{f}.md", "groups/a/cases/2025/.md", NULL));
    CHECK(captured("pre-{y}.md", "pre-2025-2026.md", "y=2025-2026;"));
    CHECK(captured("{a}-{b}.csv", "x-y-z.csv", "a=x-y;b=z;"));
    CHECK(captured("county.md", "county.md", ""));
    CHECK(captured("county.md", "county.md2", NULL));
    CHECK(model_glob(STR("groups/*/brand/*.png"), STR("groups/a/brand/logo.png")));
    CHECK(!model_glob(STR("groups/*/brand/*.png"), STR("groups/a/b/brand/logo.png")));
    CHECK(model_glob(STR("site/**"), STR("site/a/b.html")) && model_glob(STR("**.css"), STR("a/b.css")));
    Model m = {.scope_pattern = STR("groups/{scope}/")};
    CHECK_TEXT(model_scope(&m, STR("groups/hl01/cases/x.md")), STR("hl01"), "a scope");
    CHECK(model_scope(&m, STR("county/units.csv")).n == 0 && model_scope(&m, STR("groups/x")).n == 0);
}

static Str nearest(const char *word, const char *const *known)
{
    Near near = near_to(str_of(word));
    for (; *known; known++)
        near_offer(&near, str_of(*known));
    return near.best;
}

static void test_near(void)
{
    static const char *const types[] = {"联合教研", "教师集中培训", "党务活动", "工作例会", NULL};
    static const char *const keys[] = {"title", "subtitle", "summary", "status", NULL};
    CHECK_TEXT(nearest("联合教妍", types), STR("联合教研"), "one character changed");
    CHECK_TEXT(nearest("党务 活动", types), STR("党务活动"), "one too many");
    CHECK_TEXT(nearest("工做例会", types), STR("工作例会"), "another");
    CHECK(nearest("临时碰头会", types).n == 0);
    CHECK_TEXT(nearest("titel", keys), STR("title"), "neighbours swapped");
    CHECK_TEXT(nearest("Status", keys), STR("status"), "case does not count");
    CHECK(nearest("x", keys).n == 0 && nearest("", keys).n == 0);
    CHECK(nearest("completely", keys).n == 0);
    static const char *const names[] = {"第三幼儿园全体成员", "全体成员单位", "德胜第十幼儿园", "德胜第一幼儿园", NULL};
    CHECK_TEXT(nearest("全体", names), STR("全体成员单位"), "the beginning rather than the middle, a third of it");
    CHECK_TEXT(nearest("第十幼儿园", names), STR("德胜第十幼儿园"), "the end");
    CHECK_TEXT(nearest("贺兰县德胜第十幼儿园集团", names), STR("德胜第十幼儿园"), "more than the name");
    CHECK(nearest("全", names).n == 0 && nearest("成长", names).n == 0);
    CHECK(nearest("sub", keys).n == 0); /* three letters say too little */
}

static void test_addresses(void)
{
    Arena *a = arena_open();
    Str out;
    CHECK_TEXT(link_relative(a, STR("site/a/index.html"), STR("site/a/cases/x.html")), STR("cases/x.html"), "down");
    CHECK_TEXT(link_relative(a, STR("site/a/cases/x.html"), STR("site/a/index.html")), STR("../index.html"), "up");
    CHECK_TEXT(link_relative(a, STR("site/a/x.html"), STR("site/ab/y.html")), STR("../ab/y.html"), "beside");
    CHECK_TEXT(link_relative(a, STR("x.html"), STR("y.html")), STR("y.html"), "the same folder");
    CHECK_TEXT(link_relative(a, STR("a/b/c.html"), STR("d.html")), STR("../../d.html"), "the root");
    CHECK(link_normal(a, STR("a/./b/../c//d"), &out));
    CHECK_TEXT(out, STR("a/c/d"), "dots and empty parts");
    CHECK(!link_normal(a, STR("a/../../b"), &out) && !link_normal(a, STR(".."), &out));
    CHECK(link_normal(a, STR("/a"), &out) && str_equal(out, STR("a")));
    arena_close(a);
}

int main(void)
{
    test_patterns();
    test_near();
    test_addresses();
    return check_finish();
}
