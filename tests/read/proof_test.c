/*
 * The rules of proofreading, each with what it finds and with what looks like it and is right.
 *
 * A case is a Markdown text and what must be found in it: for each finding "rule 原文→改为", in the order of the
 * rules' files, joined by "; "; an empty advice leaves out the arrow. Rules: GB/T 15834-2011, GB/T 15835-2011,
 * GB/T 9704-2012.
 */
#include "check.h"

#include <sys/resource.h>

#include "read/markdown.h"
#include "read/proof.h"
#include "random.h"
#include "runaway.h"

static const Str totals[] = {{"合计", 6}, {"小计", 6}};

static const char *short_name(const char *rule)
{
    return rule + strlen("proof-");
}

static Str found(Arena *a, const Proof *p)
{
    Buf out = buf_in(a);
    for (size_t i = 0; i < p->count; i++) {
        const ProofFinding *f = &p->items[i];
        buf_printf(&out, "%s%s %.*s", i ? "; " : "", short_name(f->rule), STR_ARG(f->text));
        if (f->advice.n)
            buf_printf(&out, "→%.*s", STR_ARG(f->advice));
        CHECK(f->zh.n && f->en.n && f->hint_zh.n && f->hint_en.n);
    }
    return buf_view(&out);
}

static const struct {
    const char *text, *want;
} cases[] = {
    /* ---- half-width marks beside Han ---- */
    {"园长,教师和家长都来了.", "half ,→，; half .→。"},
    {"注意:先洗手;再吃饭!好吗?", "half :→：; half ;→；; half !→！; half ?→？"},
    {"共35人,到齐", "half ,→，"},
    {"使用PPT,视频", "half ,→，"},
    {"《手册》.", "half .→。"},
    {"幼儿园(含分园)共三所", "half (含分园)→（含分园）"},
    {"文档(PDF)三份", "half (PDF)→（PDF）"},
    {"（附表)", "half )→）"},
    {"9:30开始，比例1:3，共1,234人，3.5万", ""},
    {"报告.docx和附件.1在https://a.cn/b,c?d=e里", ""},
    {"We say hello, and (again) bye. Then 春天 came.", ""},
    {"函数f(x)的值，见GB/T 9704-2012", ""},
    {"`a,b`是代码，{{stat.rate}}是数字", ""},
    {"- 甲：A,B,C三类", ""},
    {"1) 甲\n2) 乙", ""},
    /* ---- full-width letters and digits ---- */
    {"共３５人，ＰＰＴ", "full ３５→35; full ＰＰＴ→PPT"},
    /* ---- marks twice ---- */
    {"来了。。走了，，好、，吧", "double 。。→。; double ，，→，; double 、，→、"},
    {"他说：“好。”。", "double 。”。→。”"},
    {"好！！好！！！真的？！", ""},
    {"结束。.", "double 。.→。"},
    {"表格有.csv、.xls、.et三种", ""},
    /* ---- straight quotes ---- */
    {"所谓\"游戏\"就是\'玩\'", "quote \"游戏\"→“游戏”; quote '玩'→‘玩’"},
    {"12\"屏幕，Children's Day活动", ""},
    {"引号\"没有另一半", "quote \""},
    /* ---- pairs ---- */
    {"（甲（乙）丙", "pair （"},
    {"甲）乙", "pair ）"},
    {"《甲》乙》", "pair 》"},
    {"他说：“好。", "pair “"},
    {"“（甲”）", "pair （; pair ）"},
    {"分三步：1）选，2）议，3）定。\n\na）甲", ""},
    {"“第一段。\n\n“第二段。”", ""},
    {"Children’s Day和’90s", ""},
    {"“他说“好”。”", "nest “→‘"},
    {"“他说‘好’。”《论〈语〉》", ""},
    {"《读《诗经》》", "nest 《→〈"},
    /* ---- 顿号 ---- */
    {"《甲》、《乙》和“丙”、“丁”", "pause 、; pause 、"},
    {"《甲》（一）、《乙》", ""},
    /* ---- ellipses and dashes ---- */
    {"等等...走了", "ellipsis ...→……"},
    {"从前…后来", "ellipsis …→……"},
    {"从前。。。后来···", "ellipsis 。。。→……; ellipsis ···→……"},
    {"绘本、积木等……", "ellipsis 等……→……"},
    {"从前……后来…………wait… a/../b", ""},
    {"他--老师――来了", "dash --→——; dash ――→——"},
    {"他——老师，2025—2026，集团—成员", ""},
    /* ---- ranges ---- */
    {"3-5岁，2025-2026学年，9:00-11:30入园", "range 3-5→3～5; range 2025-2026→2025—2026; range 9:00-11:30→9:00—11:30"},
    {"约10~20人，9月-11月，3岁~5岁", "range 10~20→10～20; range 9月-11→9月—11; range 3岁~5→3岁～5"},
    {"周一-周五", "range -→至"},
    {"为63～68%", "range 63～68%→63%～68%"},
    {"2025-09-01，0951-8061234，HLYEY-2526-001，978-7-100-12345-6", "date 2025-09-01→2025年9月1日"},
    {"表3-1、图 2-3、GB/T 15834-2011、2025-09月报.md、3-201室、a-1-2", ""},
    {"甲队3-0胜，10-3=7，63%～68%，2025—2026，3～5", ""},
    /* ---- written about ---- */
    {"末尾用“。”。不写“3-5”和“。。”，把“（”补上，用“…”表示，写---就行", ""},
    /* ---- numbers of documents ---- */
    {"宁教基(2016)130号、贺教体幼备[2025]11号、中发【2018】39号",
     "docno (2016)130号→〔2016〕130号; docno [2025]11号→〔2025〕11号; docno 【2018】39号→〔2018〕39号"},
    {"中发〔2018〕039号，中发〔2018〕第39号", "docno 〔2018〕039号→〔2018〕39号; docno 〔2018〕第39号→〔2018〕39号"},
    {"中发〔2018〕39号，报告（2025）已交", ""},
    /* ---- numbers of items ---- */
    {"第一、加强领导。第二、落实责任。首先、开会", "ordinal 第一、→第一，; ordinal 第二、→第二，; ordinal 首先、→首先，"},
    {"第一、第二季度和第一、二章", ""},
    {"1、场地\n\n包括：2、人员", "item 1、→1.; item 2、→2."},
    {"3、4个班，1、2、3号，见1、2", ""},
    {"（一）、组织\n\n①、甲", "item （一）、→（一）; item ①、→①"},
    {"第五条（一）、（二）项", ""},
    {"一.总则", "item 一.→一、"},
    {"一、总则", ""},
    /* ---- hours ---- */
    {"下午15:00集合", "time 下午15→15"},
    {"下午3时集合，15:30结束", "time 15"},
    {"上午9时集合，下午3:30结束", ""},
    {"15:00集合，16:30结束，共13时次", ""},
    /* ---- dates and years ---- */
    {"25年9月，2024.9.1，2024/9/1，2024年09月01日",
     "date 25年→2025年; date 2024.9.1→2024年9月1日; date 2024/9/1→2024年9月1日; date 09月→9月; date 01日→1日"},
    {"2024-09-01开会。", "date 2024-09-01→2024年9月1日"},
    {"2024年9月1日，历时25年3月，1.2.3版，10年12个月，2024-09-01.md，a-2024-09-01，2024-09-01_b", ""},
    {"| 日期 |\n|---|\n| 2024-09-01 |", ""},
    {"提高.5倍", "number .5→0.5"},
    {"二零二五年，二○二四年", "number 二零二五→二〇二五; number 二○二四→二〇二四"},
    {"二〇二五年，一百零五人，五一零年", ""},
    {"20几个人，5百万元，3千万元", "number 20几; number 5百万→500万; number 3千万→3000万"},
    {"三、四个孩子", "number 三、四→三四"},
    {"三、四年级，一、二等奖，第三、四个，5千米，365百货", ""},
    {"星期3开会", "number 3→三"},
    /* ---- about ---- */
    {"近50余人，约300人左右，超过50人以上，大约50多人，至少三次以上", "about 近50余; about 约300人左右; about 超过50人以上; about 大约50多; about 至少三次以上"},
    {"最近30多天，近三年多来，节约500元左右，约50人，50余人，超过50人，预约30人左右", ""},
    /* ---- percentages ---- */
    {"家长满意率达到95.6%。", "percent 95.6%"},
    {"回收问卷412份，满意率95.6%。\n\n线索卡四十六张，占63%。", ""},
    {"参与率不低于80%，合格率100%，浓度75%的酒精", ""},
    {"| 满意率 |\n|---|\n| 95% |", ""},
    /* ---- sums ---- */
    {"教师3人、保育员4人，共8人。", "sum 8"},
    {"共12人（教师5人、保育员6人）。", "sum 12"},
    {"共8人，其中教师9人。", "sum 8"},
    {"3台新机器、2台旧机器，共6台机器。", "sum 6"},
    {"3台新机器、2台旧机器，共5台机器。3台新机器、2台电脑，共6台机器。3台新机器、2台旧机器，共6台机器配件。", ""},
    {"教师3人、保育员5人，共8人。共8人，其中党员3人。9月3次，10月4次，全年共12次。", ""},
    {"共开展12次活动，参加3人、4人。", ""},
    {"| 园 | 班 |\n|---|---|\n| 甲 | 3 |\n| 乙 | 4 |\n| 合计 | 8 |", "sum 8"},
    {"| 园 | 班 | 率 |\n|---|---|---|\n| 甲 | 3 | 90 |\n| 小计 | 3 | 90 |\n| 乙 | 4 | 80 |\n| 丙 | 1 | 70 |\n| 小计 | 5 | 75 |\n| 合计 | 8 | 80 |", ""},
    /* ---- blanks ---- */
    {"幼儿 园的老师 ，来了", "space  ; space  "},
    {"第一章 总则\n\n附件 甲\n\n使用 Word 软件\n\n**要点。** 正文", ""},
    {"《信息技术　中文编码字符集》，《中共中央 国务院关于学前教育的意见》", ""},
    /* ---- headings ---- */
    {"# 甲\n\n### 乙", "heading 乙"},
    {"## 一、甲\n\n## 三、乙", "heading 三、"},
    {"## （一）甲\n\n### 一、乙", "heading 一、"},
    {"## 甲。", "heading 。"},
    {"## 一、甲\n\n### （一）乙\n\n### （二）丙\n\n#### 1.丁\n\n## 二、戊\n\n### （一）己\n\n## 三、真的？", ""},
    {"## 1.1 甲\n\n## 1.3 乙\n\n## 0. 丙", ""},
    /* ---- captions, lists ---- */
    {"![甲。](a.png)", "caption 。"},
    {"- 甲；\n- 乙；\n- 丙", "list 丙"},
    {"- 甲。\n- 乙。\n- 丙", "list 丙"},
    {"- 甲\n- 乙。\n- 丙", "list 。"},
    {"- 甲，\n- 乙", "list ，"},
    {"- 甲；\n- 乙。", ""},
    {"- 甲\n- 乙\n- 丙？", ""},
    {"- 甲：\n  - 子；\n  - 丑；\n- 乙。", ""},
};

static void test_rules(void)
{
    Arena *a = arena_open();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Diag d = diag_in(a);
        const Source *source = source_make(a, STR("t.md"), str_of(cases[i].text));
        const Node *root = markdown_read(a, source, 0, (MarkdownOptions){0}, &d);
        Proof p = proof_in(a, totals, 2);
        proof_body(&p, root);
        CHECK_TEXT(found(a, &p), str_of(cases[i].want), cases[i].text);
    }
    arena_close(a);
}

/* The place is that of the source, whatever Markdown took out before it. */
static void test_places(void)
{
    static const struct {
        const char *text;
        uint32_t line, column;
    } places[] = {
        {"甲乙,丙", 1, 7},
        {"**甲**乙,丙", 1, 11},
        {"甲\\*乙&amp;丙,丁", 1, 17},
        {"第一行\n第二行,三", 2, 10},
        {"> 引文\n> 第二行,三", 2, 12},
        {"- 甲\n  乙,丙", 2, 6},
        {"| 甲,乙 | 丙 |\n|---|---|", 1, 6},
        {"[甲](https://a.cn)乙,丙", 1, 23},
    };
    Arena *a = arena_open();
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        Diag d = diag_in(a);
        const Source *source = source_make(a, STR("t.md"), str_of(places[i].text));
        Proof p = proof_in(a, NULL, 0);
        proof_body(&p, markdown_read(a, source, 0, (MarkdownOptions){0}, &d));
        check_that(p.count == 1 && p.items[0].pos.line == places[i].line && p.items[0].pos.column == places[i].column,
                   places[i].text, __FILE__, __LINE__);
    }
    arena_close(a);
}

/* A field: a quoted cell begins behind its quote. */
static void test_field(void)
{
    Arena *a = arena_open();
    const Source *source = source_make(a, STR("t.csv"), STR("编号,主题\n1,\"甲,\"\"乙\"\"丙\"\n"));
    Proof p = proof_in(a, NULL, 0);
    proof_text(&p, STR("甲,\"乙\"丙"), source_pos(source, 16), PROOF_CELL);
    CHECK(p.count == 2 && p.items[0].pos.line == 2 && p.items[0].pos.column == 7);
    CHECK_TEXT(found(a, &p), STR("half ,→，; quote \"乙\"→“乙”"), "a quoted cell");
    arena_close(a);
}

static void test_words(void)
{
    static const char text[] = "全县第一的贺兰县第一幼儿园，第一学期。《某方案》提出“发挥壁垒作用”。壁垒作用";
    Arena *a = arena_open();
    Diag d = diag_in(a);
    ProofWords *words = proof_words_in(a);
    proof_words_add(words, STR("第一"), 0, false);
    proof_words_add(words, STR("全县第一"), 1, false);
    proof_words_add(words, STR("壁垒作用"), 2, false);
    proof_words_add(words, STR("贺兰县第一幼儿园"), 0, true);
    proof_words_add(words, STR("第一学期"), 1, true);
    const Source *source = source_make(a, STR("t.md"), str_of(text));
    Proof p = proof_in(a, NULL, 0);
    p.words = words;
    proof_body(&p, markdown_read(a, source, 0, (MarkdownOptions){0}, &d));
    CHECK(p.count == 0 && p.nhits == 3);
    CHECK(p.hits[0].word == 1 && !p.hits[0].quote.n);
    CHECK_TEXT(p.hits[1].quote, STR("发挥壁垒作用"), "inside a quotation");
    CHECK_TEXT(p.hits[1].quoted_from, STR("《某方案》"), "from a named document");
    CHECK(p.hits[2].word == 2 && !p.hits[2].quote.n && !p.hits[2].quoted_from.n);
    arena_close(a);
}

/* ---- any bytes, and time ---- */

static void test_random(void)
{
    static const char *const pieces[] = {"甲", "第", "一", "十", "约", "近", "共", "，", "。", "、", "；", "“", "”", "‘", "’", "（", "）", "《",
                                         "》", "〔", "〕", "…", "—", "～", "-", "~", ".", ",", "(", ")", "[", "]", "\"", "'", "1", "20", "2025",
                                         "年", "月", "号", "人", "%", " ", "　", "\n", "\n\n", "- ", "# ", "| ", "a", "b ", "`", "{{", "}}",
                                         "**", "\\", "&amp;", "合计", "|---|\n", "下午", "15", ":", "\xEF\xBF", "\xF0\xA0\xAE\xB7"};
    uint32_t state = 1;
    for (int i = 0; i < 3000; i++) {
        Arena *a = arena_open();
        Buf text = buf_in(a);
        for (uint32_t n = random_below(&state, 60); n > 0; n--)
            buf_c(&text, pieces[random_below(&state, sizeof pieces / sizeof *pieces)]);
        Diag d = diag_in(a);
        const Source *source = source_make(a, STR("t.md"), buf_view(&text));
        const Node *root = markdown_read(a, source, 0, (MarkdownOptions){0}, &d);
        Proof p = proof_in(a, totals, 2);
        if (root)
            proof_body(&p, root);
        if (text.n)
            proof_text(&p, buf_view(&text), source_pos(source, 0), PROOF_PARA);
        for (size_t k = 0; k < p.count; k++)
            CHECK(source_offset(p.items[k].pos) < text.n && p.items[k].text.n);
        arena_close(a);
    }
}

static void check_time(const char *piece)
{
    Arena *a = arena_open();
    Buf text = buf_in(a);
    while (text.n < 1 << 20)
        buf_c(&text, piece);
    const Source *source = source_make(a, STR("t.txt"), buf_view(&text));
    Proof p = proof_in(a, totals, 2);
    runaway_begin(piece, 5);
    proof_text(&p, buf_view(&text), source_pos(source, 0), PROOF_PARA);
    runaway_end();
    arena_close(a);
}

static void test_time(void)
{
    static const char *const pieces[] = {"甲", "（", "“", "）", "1", "一", "第一、", "共1人，", "3人、", "约1", "1-", "下午1", "。", "…", " ", "\"",
                                         "教师3人、保育员4人，共7人。园里的孩子们在沙池边玩了一上午，"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        check_time(pieces[i]);
}

int main(void)
{
    test_rules();
    test_places();
    test_field();
    test_words();
    test_random();
    test_time();
    return check_finish();
}
