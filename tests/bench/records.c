/*
 * records: a made county with many activity records, for measuring.
 *
 *     records OUT GROUPS ROWS
 *
 * Writes OUT/county/… and OUT/groups/<id>/… in the layout of the sample county: GROUPS groups of five
 * units, a filed plan each, and ROWS records over all groups, as staff keep them: every type of
 * activity over the school year, lists of units, everybody, leave, late repeats, about one row in two
 * hundred with one of the slips that the sample county has (a date that does not exist, an unknown
 * type, a unit that nobody registered, a number with words, an id used twice …). The same arguments
 * give the same bytes.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "made.h"

static const char *const types[] = {
    "联合教研", "联合教研", "教师集中培训", "教师集中培训", "园长工作研究会议", "现场指导", "成果展示", "期末总结分析会",
    "党务活动", "财务管理", "工作例会", "交流展示", "蹲点指导", "蹲点指导", "党建互检", "指导带教", "跨园支教", "跟岗学习",
    "优质课共享", "管理指导", "资源共享", "家园共育", "品牌文化", "考核评估", "工作室研修", "其他", "联研", "园长会"};
static const char *const places[] = {"集团会议室", "多功能厅", "户外场地", "各成员园", "大班活动室", "线上教研室", "图书角", "木工坊"};
static const char *const chairs[] = {"李主任", "赵老师", "张园长", "马老师", "郑老师", "教研组长", "保教主任", "值班园长"};
static const char *const speakers[] = {"", "", "", "陈老师", "外聘专家", "仉老师", "法治副园长"};
static const char *const things[] = {"观察记录", "材料清单", "游戏故事", "区域环境", "过渡环节", "膳食公示", "家访提纲", "评价量表"};
static const char *const doings[] = {"逐条核对", "分组讨论", "现场示范", "录像回放", "两两结对", "按周汇总", "反复试用", "对照修改"};
static const char *const times[][2] = {{"09:00", "11:30"}, {"14:30", "16:30"}, {"16:00", "17:30"}, {"08:00", "17:00"}};

static void unit_name(char *name, size_t room, unsigned group, unsigned unit)
{
    static const char *const kinds[] = {"中心幼儿园", "稻香幼儿园", "星河幼儿园", "沙枣花幼儿园", "新苗幼儿园"};
    snprintf(name, room, "第%u%s", group, kinds[unit]);
}

/* A day of the school year's eleven months, July included. */
static void write_day(FILE *f, unsigned day)
{
    static const unsigned lengths[] = {30, 31, 30, 31, 31, 28, 31, 30, 31, 30, 31};
    unsigned month = 0;
    while (month + 1 < COUNT(lengths) && day >= lengths[month])
        day -= lengths[month++];
    fprintf(f, "%u-%02u-%02u", month < 4 ? 2025 : 2026, (month + 8) % 12 + 1, day % lengths[month] + 1);
}

/* Whether the last unit stayed away, and may be on leave. */
static bool write_units(FILE *f, unsigned group)
{
    char name[64];
    if (below(8) == 0) {
        fputs("全体成员单位", f);
        return false;
    }
    unsigned absent = below(12);
    for (unsigned unit = 0, n = 0; unit < 5; unit++)
        if (unit != absent && (absent < 8 || unit < 2)) {
            unit_name(name, sizeof name, group, unit);
            fprintf(f, "%s%s", n++ ? "、" : "", name);
        }
    return absent == 4 || absent >= 8;
}

/* The nearest working day before; days off as the sample county's calendar has them. */
static unsigned working(unsigned day)
{
    static const unsigned off[][2] = {{30, 37}, {122, 124}, {167, 175}, {200, 200}, {215, 217}, {242, 246}, {268, 268}, {291, 293}};
    for (size_t i = 0; i < COUNT(off); i++)
        if (day >= off[i][0] && day <= off[i][1])
            day = off[i][0] - 1;
    return day % 7 >= 5 ? day - (day % 7 - 4) : day; /* day 0 is a Monday */
}

/* One slip in a field of its own; 0: none. */
enum { SLIP_DATE = 1, SLIP_TYPE, SLIP_UNIT, SLIP_NUMBER, SLIP_TWICE, SLIP_WIDE, SLIP_NAME, SLIP_YEAR, SLIP_LATE, SLIPS };

static void write_date(FILE *f, unsigned slip, unsigned day)
{
    if (slip == SLIP_DATE)
        fputs("2025-11-31", f);
    else if (slip == SLIP_WIDE)
        fputs("２０２６/４/９", f);
    else if (slip == SLIP_YEAR)
        fputs("2024-10-15", f);
    else
        write_day(f, day);
}

static void write_record(FILE *f, unsigned group, unsigned number, unsigned of)
{
    char name[64];
    unsigned slip = below(200) == 0 ? 1 + below(SLIPS - 1) : 0, day = working(number * 334 / of), host = below(5);
    unsigned time = below(COUNT(times));
    const char *type = PICK(types);
    fprintf(f, "G%04u-2526-%04u,", group, slip == SLIP_TWICE && number > 1 ? number - 1 : number);
    fprintf(f, "%s,%s：%s（%u）,", slip == SLIP_TYPE ? "联合教妍" : type, PICK(things), PICK(doings), number);
    write_date(f, slip, day);
    fprintf(f, ",%s,", times[time][0]);
    if (below(20) == 0 && !slip)
        write_day(f, day + 2 < 334 ? day + 2 : day);
    fprintf(f, ",%s,%s,", slip == SLIP_LATE ? "08:30" : times[time][1], PICK(places));
    unit_name(name, sizeof name, group, host);
    fprintf(f, "%s,", name);
    bool away = write_units(f, group);
    fputs(slip == SLIP_UNIT ? "、虚构园," : ",", f);
    if (away && host != 4 && below(3) == 0) {
        unit_name(name, sizeof name, group, 4);
        fputs(name, f);
    }
    fprintf(f, slip == SLIP_NUMBER ? ",约%u人," : ",%u,", 6 + below(60));
    fprintf(f, "%s,%s,%s,", PICK(chairs), slip == SLIP_NAME ? "?老师" : PICK(speakers), strcmp(type, "教师集中培训") == 0 && below(3) ? "集团" : "");
    fprintf(f, "%s,", below(80) ? "已开展" : below(2) ? "延期" : "已取消");
    fputs(below(100) == 0 ? "2025-11," : ",", f);
    if (below(500) == 0)
        fprintf(f, "LH-%04u-%u", group / 2, number);
    fprintf(f, ",%s,%s,王老师,张园长,", strcmp(type, "成果展示") == 0 ? "观察支持二十例" : "", below(10) ? "是" : "否");
    if (below(10) == 0)
        fprintf(f, "专家行程冲突，改在%s", PICK(places));
    fputs("\n", f);
}

static void write_group(const char *out, unsigned group, unsigned rows)
{
    char id[16];
    snprintf(id, sizeof id, "g%04u", group);
    state = group * 0x51ED270B7F4A7C15u;
    FILE *f = open_file(out, "groups/%s/%s", id, "group.md");
    fprintf(f, "---\nid: %s\nname: 第%u示范集团\nshort_name: 示范%u\nlead_unit: %s\ntype: 融合型\nestablished: 2023-09-01\n", id, group, group, id);
    fprintf(f, "members: [%s-m1, %s-m2, %s-m3, %s-m4]\nmotto: 向阳生长\nleader: 园长（示例）\nworking_group: [组长：集团园园长]\n", id, id, id, id);
    fprintf(f, "brand_color: \"#2E7D6B\"\nfounding_note: 相对就近、便于工作、党政兼顾、综合管理。\npublic_contact: 管理办公室\nsite_path: /%s/\n", id);
    fputs("sample: true\n---\n\n五所园共建。\n", f);
    fclose(f);
    f = open_file(out, "groups/%s/plans/%s", id, "2025-2026.md");
    fprintf(f, "---\nid: G%04u-PLAN-2526\ngroup: %s\nkind: 年度计划\ntitle: 年度计划\nschool_year: 2025-2026\nsubmitted: 2025-09-12\n", group, id);
    fprintf(f, "filing_status: 已备案\nfiled_no: 示教备〔2025〕%u号\nfiled_date: 2025-09-20\ncommitments:\n  - 党务活动|月|1|集团|手册第十七条\n", group);
    fputs("status: 已审定\nsample: true\n---\n\n按月开展。\n", f);
    fclose(f);
    f = open_file(out, "groups/%s/activities/%s", id, "2025-2026.csv");
    fputs("编号,活动类型,主题,开始日期,开始时间,结束日期,结束时间,地点,主办单位,参加单位,请假单位,参加人次,主持人,主讲人,培训层级,"
          "状态,补开月份,联合编号,成果,可公开,撰稿,审核,备注\n", f);
    for (unsigned i = 1; i <= rows; i++)
        write_record(f, group, i, rows + 1);
    fclose(f);
}

static void write_county(const char *out, unsigned groups)
{
    char name[64], id[32];
    FILE *f = open_file(out, "county/%s%s", "county", ".md");
    fputs("---\nname: 示范县\nbureau: 示范县教育体育局\nleading_group: 领导小组\nleading_group_office: 办公室\nmotto: 办好每一所幼儿园、成就每一位教师、幸福每一名幼儿\ngroups: [", f);
    for (unsigned g = 1; g <= groups; g++)
        fprintf(f, "%sg%04u", g > 1 ? ", " : "", g);
    fputs("]\ngroups_basis: 示教发〔2024〕7号\npolicy_basis:\n  - 示范意见|示发〔2018〕39号\nsample: true\n---\n\n示范县的介绍。\n", f);
    fclose(f);
    f = open_file(out, "county/%s%s", "units", ".csv");
    fputs("单位编号,单位名称,别名,所属集团,角色,办园性质,城乡,加入日期,退出日期,过渡期至,公开电话,备注\n", f);
    for (unsigned g = 1; g <= groups; g++)
        for (unsigned unit = 0; unit < 5; unit++) {
            unit_name(name, sizeof name, g, unit);
            snprintf(id, sizeof id, unit ? "g%04u-m%u" : "g%04u", g, unit);
            fprintf(f, "%s,%s,,g%04u,%s,%s,%s,%s,,,,\n", id, name, g, unit ? "成员园" : "集团园", unit == 2 ? "普惠性民办" : "公办",
                    unit % 2 ? "农村" : "县城", unit == 4 ? "2026-03-01" : "2023-09-01");
        }
    fclose(f);
}

int main(int argc, char **argv)
{
    unsigned groups = argc > 3 ? (unsigned)atoi(argv[2]) : 0, rows = argc > 3 ? (unsigned)atoi(argv[3]) : 0;
    if (!groups || !rows) {
        fprintf(stderr, "records OUT GROUPS ROWS\n");
        return 2;
    }
    write_county(argv[1], groups);
    for (unsigned g = 1; g <= groups; g++)
        write_group(argv[1], g, rows / groups + (g <= rows % groups));
    return 0;
}
