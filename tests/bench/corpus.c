/*
 * corpus: a made county for measuring.
 *
 *     corpus OUT CASES [GROUPS]
 *
 * Writes OUT/county/… and OUT/groups/<id>/… in the layout of the sample county: CASES case
 * studies of 1,500 to 2,500 characters (headings, paragraphs, lists, a quote, a pipe table, a
 * footnote in every third) over GROUPS groups (10). The same arguments give the same bytes.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "made.h"

static const char *const places[] = {"集团园会议室", "成员园种植园地", "沙水区", "大班活动室", "操场东侧", "图书角",
                                     "建构室", "线上教研室", "木工坊", "晨检通道", "食堂明厨", "小树林"};
static const char *const people[] = {"教研组长", "保教主任", "带班教师", "保育员", "保健医生", "年级组长",
                                     "新教师", "骨干教师", "联络员", "后勤主管", "家长代表", "值班园长"};
static const char *const things[] = {"观察记录", "材料清单", "值班台账", "食谱公示", "借用单", "反馈卡", "游戏故事",
                                     "教研简报", "作息表", "巡查表", "家访提纲", "盘点册", "评价量表", "任务单"};
static const char *const doings[] = {"逐条核对", "分组讨论", "现场示范", "轮流主持", "录像回放", "两两结对", "当天反馈",
                                     "按周汇总", "反复试用", "公开展示", "对照修改", "留存备查"};
static const char *const gains[] = {"教师愿意开口了", "流程比过去短了一半", "记录能够当天查到", "等待的时间明显变少",
                                    "家长看懂了游戏", "材料有人管也有人用", "新教师敢于独立带班", "各园的差距在缩小"};
static const char *const doubts[] = {"时间总是凑不齐", "表格越填越多", "发言集中在少数人身上", "看了却说不出为什么",
                                     "材料摆得好看却没人动", "结论停留在会议纪要里", "换了人就要从头再来"};
static const char *const mixed[] = {"PDCA循环", "Excel表格", "STEM活动", "U盘备份", "A3海报", "Wi-Fi直播", "QR码", "ECERS-R量表"};
static const char *const units[] = {"次", "份", "人次", "个班", "分钟", "周", "所园", "项"};
static const char *const quotes[] = {"“我还想再搭高一点！”", "“为什么水不往上流？”", "“这次轮到你先选。”",
                                     "“老师，你看，它发芽了。”", "“我们把桥加宽，车就能过。”"};
static const char *const themes[] = {"管理共进", "课程共建", "师资共育", "资源共享", "党建共建", "财务共管", "品牌文化"};
static const char *const platforms[] = {"管理资源共享", "优质课程共享", "师资培养与流动共享"};
static const char *const heads[] = {"一、背景与问题", "二、工作思路", "三、主要做法", "四、工作成效", "五、启示与反思"};

static void sentence(FILE *f)
{
    switch (below(8)) {
    case 0: fprintf(f, "%s把%s带到%s，请大家%s，前后用了%u%s。", PICK(people), PICK(things), PICK(places), PICK(doings), 2 + below(38), PICK(units)); break;
    case 1: fprintf(f, "最大的困难是%s；%s提出先从%s入手，再谈其他。", PICK(doubts), PICK(people), PICK(things)); break;
    case 2: fprintf(f, "试行%u周以后，%s，%s由%u%%升到%u%%。", 2 + below(16), PICK(gains), PICK(things), 20 + below(30), 55 + below(40)); break;
    case 3: fprintf(f, "在%s，有孩子说：%s%s没有急着回答，而是请他再试一次。", PICK(places), PICK(quotes), PICK(people)); break;
    case 4: fprintf(f, "我们用%s记录每一次变化，%s与%s对照着看，%s。", PICK(mixed), PICK(things), PICK(things), PICK(gains)); break;
    case 5: fprintf(f, "按照《集团管理手册》第%u条，%s由%s负责，%s后再进入下一步。", 1 + below(40), PICK(things), PICK(people), PICK(doings)); break;
    case 6: fprintf(f, "也有人担心%s：“这样做，会不会又多出一张表？”%s的办法是%s，不另起炉灶。", PICK(doubts), PICK(people), PICK(doings)); break;
    default: fprintf(f, "20%02u年%u月%u日，%s和%s在%s碰头，%s（%u%s）——%s。", 24 + below(3), 1 + below(12), 1 + below(28), PICK(people), PICK(people), PICK(places), PICK(doings), 1 + below(60), PICK(units), PICK(gains)); break;
    }
}

static void paragraph(FILE *f, unsigned sentences)
{
    for (unsigned i = 0; i < sentences; i++)
        sentence(f);
    fputs("\n\n", f);
}

static void table(FILE *f)
{
    fputs("| 环节 | 责任人 | 时限 | 留存 |\n|:--|:--|--:|:--|\n", f);
    for (unsigned i = 0, n = 3 + below(5); i < n; i++)
        fprintf(f, "| %s | %s | %u天 | %s |\n", PICK(doings), PICK(people), 1 + below(30), PICK(things));
    fputs("\n", f);
}

static void list(FILE *f)
{
    for (unsigned i = 0, n = 3 + below(3); i < n; i++) {
        fprintf(f, "%u. **%s。**", i + 1, PICK(doings));
        sentence(f);
        fputs("\n", f);
    }
    fputs("\n", f);
}

static void case_body(FILE *f, unsigned number)
{
    for (unsigned part = 0; part < 5; part++) {
        fprintf(f, "## %s\n\n", heads[part]);
        paragraph(f, 3 + below(2));
        if (part == 1)
            list(f);
        if (part == 2) {
            for (unsigned i = 1; i <= 3; i++) {
                fprintf(f, "**（%s）%s。** ", i == 1 ? "一" : i == 2 ? "二" : "三", PICK(doings));
                paragraph(f, 2 + below(2));
            }
            table(f);
        }
        if (part == 3) {
            fputs("> ", f);
            paragraph(f, 2);
        }
        if (part == 4 && number % 3 == 0)
            fputs("数据来自各园台账。[^1]\n\n[^1]: 由管理办公室按月汇总。\n\n", f);
        paragraph(f, 2 + below(2));
    }
}

static void write_case(const char *out, unsigned group, unsigned number)
{
    char id[16], name[64], upper[32];
    snprintf(id, sizeof id, "g%03u", group);
    snprintf(upper, sizeof upper, "G%03u-2526-C%04u", group, number);
    snprintf(name, sizeof name, "2025-2026/%s", upper);
    FILE *f = open_file(out, "groups/%s/cases/%s.md", id, name);
    fprintf(f, "---\nid: %s\ngroup: %s\ntitle: %s与%s的第%u次尝试\nsummary: 针对%s的问题，从%s入手，%s。\n", upper, id,
            PICK(things), PICK(doings), number, PICK(doubts), PICK(things), PICK(gains));
    fprintf(f, "school_year: 2025-2026\ntheme: %s\nplatform: %s\npromotes: [办园水平, 保教质量]\nunits: [%s]\n", PICK(themes), PICK(platforms), id);
    fprintf(f, "authors: [管理办公室]\nkeywords: [联合, 共享, 记录]\nstatus: 已审定\nversion: 1.0\nsubmitted: 2026-06-05\nreviews:\n");
    fputs("  - 校对|王老师|2026-06-06|通过\n  - 初审|李主任|2026-06-08|同意\n  - 复审|张园长|2026-06-10|同意\n  - 终审|教育体育局|2026-06-18|同意入编\n", f);
    fputs("photos: []\nsample: true\n---\n\n", f);
    case_body(f, number);
    fclose(f);
}

static void write_group(const char *out, unsigned group)
{
    char id[16];
    snprintf(id, sizeof id, "g%03u", group);
    FILE *f = open_file(out, "groups/%s/%s", id, "group.md");
    fprintf(f, "---\nid: %s\nname: 第%u示范集团\nshort_name: 第%u示范集团\nlead_unit: %s\ntype: 融合型\nestablished: 2023-09-01\n", id, group, group, id);
    fprintf(f, "members: [%s-m1]\nmotto: 向阳生长\nleader: 园长（示例）\nworking_group: [组长：集团园园长]\nbrand_color: \"#2E7D6B\"\n", id);
    fprintf(f, "founding_note: 相对就近、便于工作、党政兼顾、综合管理。\npublic_contact: 管理办公室\nsite_path: /%s/\nsample: true\n---\n\n", id);
    paragraph(f, 8);
    fclose(f);
}

static void write_county(const char *out, unsigned groups)
{
    FILE *f = open_file(out, "county/%s%s", "county", ".md");
    fputs("---\nname: 示范县\nbureau: 示范县教育体育局\nleading_group: 领导小组\nleading_group_office: 办公室\nmotto: 办好每一所幼儿园、成就每一位教师、幸福每一名幼儿\ngroups: [", f);
    for (unsigned g = 1; g <= groups; g++)
        fprintf(f, "%sg%03u", g > 1 ? ", " : "", g);
    fputs("]\ngroups_basis: 示教发〔2024〕7号\npolicy_basis:\n  - 示范意见|示发〔2018〕39号\nsample: true\n---\n\n示范县的介绍。\n", f);
    fclose(f);
    f = open_file(out, "county/%s%s", "units", ".csv");
    fputs("单位编号,单位名称,别名,所属集团,角色,办园性质,城乡,加入日期,退出日期,过渡期至,公开电话,备注\n", f);
    for (unsigned g = 1; g <= groups; g++)
        fprintf(f, "g%03u,第%u中心园,,g%03u,集团园,公办,县城,2023-09-01,,,,\ng%03u-m1,第%u成员园,,g%03u,成员园,公办,农村,2023-09-01,,,,\n", g, g, g, g, g, g);
    fclose(f);
}

int main(int argc, char **argv)
{
    unsigned cases = argc > 2 ? (unsigned)atoi(argv[2]) : 0;
    unsigned groups = argc > 3 ? (unsigned)atoi(argv[3]) : 10;
    if (!cases || !groups) {
        fprintf(stderr, "corpus OUT CASES [GROUPS]\n");
        return 2;
    }
    write_county(argv[1], groups);
    for (unsigned g = 1; g <= groups; g++) {
        state = g * 0x51ED270B7F4A7C15u;
        write_group(argv[1], g);
        for (unsigned i = 1, n = cases / groups + (g <= cases % groups); i <= n; i++)
            write_case(argv[1], g, i);
    }
    return 0;
}
