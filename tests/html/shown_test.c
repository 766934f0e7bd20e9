/* html/shown: the characters of a page, and those of marked elements. */
#include "check.h"

#include "html/shown.h"

static bool han(uint32_t rune) { return rune >= 0x3400; }
static bool any(uint32_t rune) { return rune > 0; }

static void must(const char *html, const char *name, bool (*wanted)(uint32_t), const char *want)
{
    Arena *a = arena_open();
    ShownRunes runes = shown_in(a);
    html_shown(a, str_of(html), str_of(name), wanted, &runes);
    Buf b = buf_in(a);
    for (size_t i = 0; i < runes.count; i++)
        buf_rune(&b, runes.list[i]);
    CHECK_TEXT(buf_view(&b), str_of(want), html);
    arena_close(a);
}

int main(void)
{
    must("<p title=\"题\">面包<b>房</b>包</p>", "", any, "面包房");
    must("<title>题</title><style>样</style><script>\"脚</p>\"</script><!-- 注 --><p>文</p>", "", any, "文");
    must("<p>&#x4e00;&amp;&lt;a</p>", "", any, "一&<a");
    must("<p>abc 面 𣲗</p>", "", han, "面𣲗");
    must("<p>一</p><h1 data-font=\"t\">二<span>三</span></h1><p>四</p>", "t", any, "二三");
    must("<div data-font=\"t\">一<div>二</div>三</div>四", "t", any, "一二三");
    must("<p data-font=\"tt\">一</p><p data-font=\"t\">二</p>", "t", any, "二");
    must("<p title=\"a>b\" data-font=\"t\">一", "t", any, "一");
    must("<p data-font=\"t", "t", any, "");
    must("<", "", any, "");
    must("", "", any, "");
    return check_finish();
}
