/* text: what pages keep together on one line, so that browsers break as CLREQ and GB/T 15834 want it. */
#include "check.h"

#include "html/text.h"

static Arena *a;

static Str text_of(const char *text)
{
    Buf out = buf_in(a);
    html_text(&out, str_of(text), strlen(text));
    return buf_view(&out);
}

static Str cell_of(const char *text)
{
    Buf out = buf_in(a);
    html_text_dates(&out, str_of(text));
    return buf_view(&out);
}

static Str value_of(const char *text)
{
    Buf out = buf_in(a);
    html_value(&out, str_of(text));
    return buf_view(&out);
}

static Str ending_of(const char *text)
{
    Buf out = buf_in(a);
    html_text(&out, str_of(text), html_text_tail(str_of(text)));
    return buf_view(&out);
}

static Str tails_of(const char *page)
{
    HtmlStretches none = {.arena = a};
    return html_text_tails(a, str_of(page), &none);
}

#define NB(x) "<span class=\"nb\">" x "</span>"

/* What is held together, and what is escaped, is the same wherever in a text it stands: texts are read in blocks of bytes. */
static void check_every_place(void)
{
    enum { MOST = 40 };
    static const char *const cases[][2] = {
        {"尔·盖", NB("尔·") "盖"}, {"0%～4", "0" NB("%～") "4"}, {"九／十", NB("九／") "十"}, {"班/年", NB("班/") "年"}, {"重8.5 kg，", "重" NB("8.5 kg") "，"},
        {"县2025—2026学", "县" NB("2025—2026") "学"}, {"发〔2025〕11号执", "发" NB("〔2025〕11号") "执"}, {"甲a‧b乙", "甲" NB("a‧") "b乙"}, {"甲<b>&\"乙", "甲&lt;b&gt;&amp;&quot;乙"},
        {"园——家", "园——家"}, {"『一』【二】", "『一』【二】"}, {"第 3 班 a 组", "第 3 班 a 组"}, {"长<5 m，", "长&lt;" NB("5 m") "，"},
        {"到2026年6月30日，", "到" NB("2026年") NB("6月30日") "，"}, {"共2026年，", "共" NB("2026年") "，"}};
    static const char *const pads[] = {"园", "a", "，", "“"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str got = STR_NONE, want = STR_NONE; /* of the last place, or the first where they differ */
        for (size_t k = 0; k < sizeof pads / sizeof *pads; k++)
            for (int before = 0; before < MOST; before++)
                for (int after = 0; after < MOST; after += 7) {
                    Buf text = buf_in(a), wanted = buf_in(a);
                    for (int n = 0; n < before; n++)
                        buf_c(&text, pads[k]), buf_c(&wanted, pads[k]);
                    buf_c(&text, cases[i][0]), buf_c(&wanted, cases[i][1]);
                    for (int n = 0; n < after; n++)
                        buf_c(&text, pads[k]), buf_c(&wanted, pads[k]);
                    Buf out = buf_in(a);
                    html_text(&out, buf_view(&text), text.n);
                    if (str_equal(got, want))
                        got = buf_view(&out), want = buf_view(&wanted);
                }
        CHECK_TEXT(got, want, cases[i][0]);
    }
}

int main(void)
{
    a = arena_open();
    CHECK_TEXT(text_of("比尔·盖茨"), STR("比" NB("尔·") "盖茨"), "间隔号");
    CHECK_TEXT(text_of("30%～40%、九／十"), STR("30" NB("%～") "40%、" NB("九／") "十"), "浪纹线、分隔号");
    CHECK_TEXT(text_of("班/年，and/or，https://a.b/c/d"), STR(NB("班/") "年，and/or，https://a.b/c/d"),
               "a slash beside Han; between Latin letters browsers do right");
    CHECK_TEXT(text_of("重 8.5 kg，高 1,200 mm，完成 98 %，第 3 班"),
               STR("重 " NB("8.5 kg") "，高 " NB("1,200 mm") "，完成 " NB("98 %") "，第 3 班"), "numbers and units");
    CHECK_TEXT(text_of("用 3 Kindergarten 和 word 2 次"), STR("用 3 Kindergarten 和 word 2 次"), "no units");
    CHECK_TEXT(text_of("·开头 ·有空格 A··B"), STR("·开头 ·有空格 " NB("A··") "B"), "marks in a row, none before");
    CHECK_TEXT(text_of("a<b·&"), STR("a&lt;" NB("b·") "&amp;"), "escaped all the same");
    CHECK_TEXT(ending_of("孩子们都很高兴。"), STR("孩子们都很" NB("高兴。")), "孤字");
    CHECK_TEXT(ending_of("老师说：“真的很好看！”"), STR("老师说：“真的很" NB("好看！”")), "with closing marks");
    CHECK_TEXT(ending_of("大家都好。"), STR("大家都好。"), "fewer than six Han");
    CHECK_TEXT(ending_of("我们今年共有 12 人。"), STR("我们今年共有 12 人。"), "one Han behind a number");
    CHECK_TEXT(ending_of("参加的有张老师·李老师·王·陈。"), STR("参加的有张老" NB("师·") "李老" NB("师·") NB("王·") "陈。"),
               "another mark before the last one");
    CHECK_TEXT(text_of("贺兰县2025—2026学年"), STR("贺兰县" NB("2025—2026") "学年"), "一字线 between years");
    CHECK_TEXT(text_of("京—津，8–12周"), STR(NB("京—") "津，" NB("8–12") "周"), "one dash between Han, a short one between numbers");
    CHECK_TEXT(text_of("到2026年6月30日为止，2026年第3期"), STR("到" NB("2026年") NB("6月30日") "为止，" NB("2026年") "第3期"), "a date breaks behind its year at most");
    CHECK_TEXT(text_of("8时30分到园，9月开学，98.5%"), STR(NB("8时30分") "到园，" NB("9月") "开学，98.5%"), "a time, a month; a % browsers keep");
    CHECK_TEXT(text_of("3～5岁，9月1日～6月30日，2019—2021年之间"), STR(NB("3～") "5岁" "，" NB("9月1日～") NB("6月30日") "，" NB("2019—2021年") "之间"), "ranges");
    CHECK_TEXT(text_of("12个月，共3次，年12，<3日后的"), STR("12个月，共3次，年12，&lt;" NB("3日") "后的"), "no unit of a date; none without a number before");
    CHECK_TEXT(ending_of("报名时间是每天9时起。"), STR("报名时间是每天" NB("9时起。")), "an ending begins at the number of its date");
    CHECK_TEXT(ending_of("报名到2026年6月30日止。"), STR("报名到" NB("2026年") NB("6月30日止。")), "or its month");
    CHECK_TEXT(value_of("2026年6月30日，2025—2026年，罗·李"), STR("2026年6月30日，" NB("2025—2026") "年，" NB("罗·") "李"), "a value in a template");
    CHECK_TEXT(text_of("春天——播种"), STR("春天——播种"), "破折号 may begin a line");
    CHECK_TEXT(text_of("依据贺教体发〔2025〕11号执行"), STR("依据贺教体发" NB("〔2025〕11号") "执行"), "a document's number breaks before its year at most");
    CHECK_TEXT(text_of("〔2025〕11条，〕3号，〔2025〕号"), STR("〔2025〕11条，〕3号，〔2025〕号"), "no document's number");
    CHECK_TEXT(text_of("〔2024〕1号、〔2025〕2号"), STR(NB("〔2024〕1号") "、" NB("〔2025〕2号")), "two of them");
    CHECK_TEXT(cell_of("贺教体幼备〔2025〕11号，9月1日"), STR("贺教体幼备" NB("〔2025〕11号") "，" NB("9月1日")), "in a cell, beside a date");
    CHECK_TEXT(cell_of("县2025—2026学年计划，罗·李"), STR("县" NB("2025—2026") "学年计划，" NB("罗·") "李"), "what joins stays in cells too");
    CHECK_TEXT(text_of(""), STR(""), "nothing");
    check_every_place();
    CHECK_TEXT(tails_of("<p class=\"a\">本学期公开活动。</p><p>很好。</p>"), STR("<p class=\"a\">本学期公开" NB("活动。") "</p><p>很好。</p>"),
               "a paragraph of six Han and more, none of a shorter one");
    CHECK_TEXT(tails_of("<p><b>摘要</b>教研<i>活动</i>记录</p>"), STR("<p><b>摘要</b>教研<i>活动</i>" NB("记录") "</p>"), "Han are counted through elements");
    CHECK_TEXT(tails_of("<p>前面有六个汉字</p><ul><li>王老师\n</li>"), STR("<p>前面有六个" NB("汉字") "</p><ul><li>王老师\n</li>"), "not beyond the paragraph");
    CHECK_TEXT(tails_of("<p>孩子们都很" NB("高兴。") "</p>"), STR("<p>孩子们都很" NB("高兴。") "</p>"), "kept already");
    CHECK_TEXT(tails_of("<h1>贺兰县幼儿园集团</h1><p>共有十二所园 12</p>"), STR("<h1>贺兰县幼儿园集团</h1><p>共有十二所园 12</p>"), "no paragraph, no Han");
    arena_close(a);
    return check_finish();
}
