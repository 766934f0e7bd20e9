/* words: what a page says, whatever holds its words together or apart. */
#include "check.h"

#include "html/words.h"

static Arena *a;

static void says(const char *markup, const char *want)
{
    Buf out = buf_in(a);
    html_words(&out, str_of(markup));
    CHECK_TEXT(buf_view(&out), str_of(want), markup);
}

int main(void)
{
    a = arena_open();
    says("<p>电话<b>138</b><span class=\"nb\">0013</span>8000</p><p>下一段</p>", "电话13800138000\n下一段\n");
    says("<p>王小明\n  小朋友</p>", "王小明 小朋友\n");
    says("<td>13</td><td>800138000</td>", "13\n800138000\n");
    says("王&#x5C0F;&#26126; &lt;a&gt; &amp;amp; x&nbsp;y", "王小明 <a> &amp; x y\n");
    says("&#49 3&#x33;&amp&#X33x", "1 33&3x\n"); /* as browsers read them without the semicolon */
    says("&#xD800; &#; &#x; &#1114112; &unknown;", "&#xD800; &#; &#x; &#1114112; &unknown;\n");
    says("138\xC2\xAD" "0013\xE2\x80\x8B" "8000 a&shy;b 1&#8203;2", "13800138000 a&shy;b 12\n");
    says("<ruby>王<rt>wáng</rt></ruby><ruby>明<rt>míng</rt></ruby>", "王明\nwáng\nmíng\n");
    says("<img src=\"a.jpg\" alt=\"王小明\" width=\"96\"><a href='mailto:a@b.cn'>写信</a>", "写信\na.jpg\n王小明\nmailto:a@b.cn\n");
    says("<path d=\"M13800138000 4\"/><text x=\"1\" y=\"2\">6月</text><p data-phone=13800138000 hidden>x</p>", "6月\nx\n13800138000\n");
    says("<!-- 王小明 --><p>a</p>", "a\n王小明\n");
    says("<script>var t = \"<b>13800138000</b>\";</script><style>p::after { content: \"王\" }</style>b",
         "b\nvar t = \"<b>13800138000</b>\";\n王\n");
    says("<style>/* 甲 */ .wx { content: 'a\"b' \"", "甲\na\"b\n");
    says("<meta http-equiv=\"Content-Security-Policy\" content=\"style-src 'sha256-qq12345678'\">", "");
    says("<title>甲</title><meta name=\"description\" content=\"乙 丙\">", "甲\n乙 丙\n");
    says("1 < 2 <", "1 < 2 <\n");
    says("<p class=\"", "");
    says("<svg><title/><text>甲</text></svg>", "甲\n");
    arena_close(a);
    return check_finish();
}
