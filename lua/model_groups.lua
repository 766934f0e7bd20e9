-- What a group writes: who it is, its handbook, plans, reports, cases and stories.

local f = require "model_fields"

local groups = {
    name = "groups", label = "集团", document = "groups/{group_id}/group.md", key = "id", names = {"name", "short_name"},
    fields = {
        {"id", "id", required = true, equals = "group_id", pattern = "^[a-z0-9]+$"},
        {"name", "str", required = true},
        {"short_name", "str"},
        {"lead_unit", "ref", to = "units", required = true},
        {"members", "list", to = "units", required = true},
        {"type", "str", required = true, allowed = {"融合型", "其他"}},
        {"established", "date", required = true, codes = f.date_codes},
        {"working_group", "list", required = true},
        {"party_branch", "str"},
        {"leader", "str", required = true},
        {"founding_note", "text"},
        {"motto", "str", required = true},
        {"public_contact", "str", required = true},
        {"site_path", "str", required = true},
        {"brand_color", "str", required = true, pattern = "^#%x%x%x%x%x%x$"},
        {"story_title", "str", length = 16, codes = {limit = f.warn}},
        {"brand_story", "text", length = 300, codes = {limit = f.warn}},
        {"logo", "str", files = "", codes = {file = f.warn}},
        {"hero", "str", files = "", codes = {file = f.warn}},
        {"layout", "str", allowed = {"题签", "册页", "手卷"}}, -- of the home page: see group_home.lua
        {"hero_focus", "str", pattern = f.focus}, -- what stays when it is cropped: "50% 30%" from left and top
        {"qr_target", "str"},
        {"former_names", "rows", parts = {"name", "until", "site_path"}}, -- 更名沿革: old addresses lead here (#44)
        {"unit_features", "rows", parts = {"unit", "motto", "feature"}},
        f.sample,
    },
}

local people = {
    name = "people", label = "人员", table = "groups/{group_id}/people.csv", key = "编号", scope = {"group_id"}, codes = f.table_codes,
    fields = {
        {"编号", "id", key = "id", required = true},
        {"显示名", "str", key = "name", required = true, pattern = f.a_name},
        {"全名", "str", key = "full_name", visible = "never"},
        {"公开全名", "bool", key = "full_name_public", required = true},
        f.unit("单位", "unit", true),
        {"角色", "list", key = "roles", required = true, allowed = {"牵头人", "管理团队", "联络员", "园长", "名师工作室主持人", "骨干",
            "教师", "保育员", "校对", "审核", "撰稿"}, codes = {unknown = f.warn}},
        {"骨干级别", "str", key = "level", allowed = {"自治区", "市", "县", "园", "无"}},
        {"教龄", "int", key = "years", unit = "年", min = 0, max = 60, codes = f.number_codes},
        {"称号", "list", key = "titles"}, -- 自治区骨干教师 (domain §1 #33)
    },
}

-- 名园长、名师工作室 and bases of growth (domain §1 #33).
local studios = {
    name = "studios", label = "工作室与基地", table = "groups/{group_id}/studios.csv", key = "编号",
    scope = {"group_id"}, codes = f.table_codes,
    fields = {
        {"编号", "id", key = "id", required = true},
        {"名称", "str", key = "name", required = true, pattern = f.a_name},
        {"类别", "str", key = "kind", required = true, allowed = {"名园长工作室", "名师工作室", "名园长孵化基地", "名师孵化基地",
            "骨干培育基地", "新教师成长基地"}},
        f.unit("所在单位", "unit", true),
        {"主持人", "str", key = "head", required = true, pattern = f.a_name},
        {"成员数", "int", key = "members", unit = "人", min = 1, max = f.most_heads, codes = f.number_codes},
        f.date("成立日期", "founded", true),
        f.date("撤销日期", "closed"),
        {"方向", "str", key = "topic", required = true},
        f.public,
    },
}

-- What came of studios and bases: so many persons in a year.
local growth = {
    name = "growth", label = "成长记录", table = "groups/{group_id}/growth/{school_year}.csv", key = "编号",
    scope = {"group_id", "school_year"}, codes = f.table_codes,
    fields = {
        {"编号", "id", key = "id", required = true},
        {"基地", "str", key = "studio"}, -- 编号 of a studio of the group: see check_groups
        {"事项", "str", key = "event", required = true, allowed = {"入室研修", "结业", "晋级骨干", "职称晋升", "承担公开活动", "获奖", "独立带班"}},
        {"人数", "int", key = "n", unit = "人", required = true, min = 1, max = f.most_heads, codes = f.number_codes},
        f.unit("单位", "unit", true),
        f.date("日期", "date", true),
        {"依据", "str", key = "evidence", required = true},
        f.public,
    },
}

-- The units' own rules: safety, health, home and kindergarten, the day's flow (domain §1 #24), 互检标准 (#21).
local rules = {
    name = "rules", label = "单位制度", table = "groups/{group_id}/rules.csv", key = "编号", scope = {"group_id"}, codes = f.table_codes,
    fields = {
        {"编号", "id", key = "id", required = true},
        f.unit("单位", "unit", true),
        {"领域", "str", key = "area", required = true, allowed = {"安全", "卫生保健", "家园共育", "一日活动流程", "党建互检", "财务资产", "队伍建设"}},
        {"名称", "str", key = "name", required = true, pattern = f.a_name},
        {"版本", "str", key = "version", pattern = "^%d+%.%d+$"},
        f.date("施行日期", "effective", true),
        f.date("废止日期", "ended"),
        f.public,
    },
}

-- The group's own standard of quality (domain §1 #57), in the form of the county's.
local group_indicators = {
    name = "group_indicators", label = "集团质量标准", table = "groups/{group_id}/standard-{school_year}.csv", key = "编号",
    scope = {"group_id", "school_year"}, codes = f.table_codes,
    fields = {
        {"一级指标", "str", key = "domain", required = true},
        {"一级分值", "num", key = "domain_points", unit = "分", required = true, min = 0, max = 1000},
        {"编号", "id", key = "id", required = true},
        {"二级指标", "str", key = "name", required = true},
        {"考核要点", "str", key = "points_of", required = true},
        {"分值", "num", key = "points", unit = "分", required = true, min = 0, max = 1000},
        {"观察方式", "str", key = "way"},
    },
}

local cases = {
    name = "cases", label = "案例", document = "groups/{group_id}/cases/{school_year}/{file}.md", key = "id",
    fields = {
        {"id", "id", required = true, pattern = "^[A-Z0-9]+%-%d%d%d%d%-C%d%d+$"},
        f.group,
        f.year,
        {"title", "str", required = true, length = 25, codes = {limit = f.warn}},
        {"subtitle", "str", length = 40, codes = {limit = f.warn}},
        {"summary", "text", required = true, length = 120, codes = {limit = f.warn}},
        {"keywords", "list", required = true, min = 3, max = 5, codes = {limit = f.warn}},
        {"theme", "str", required = true, allowed = f.themes},
        {"platform", "str", allowed = f.platforms},
        {"promotes", "list", required = true, allowed = f.gains},
        {"units", "list", to = "units", required = true, codes = f.unit_codes},
        {"authors", "list", required = true},
        f.status,
        f.version,
        {"submitted", "date", codes = f.date_codes},
        {"published", "date", codes = f.date_codes},
        f.reviews,
        f.photos,
        {"approved_sha256", "str", pattern = "^%x+$"},
        {"award", "str"},
        {"effect", "text"}, {"feature", "text"}, {"novelty", "text"}, -- 实效、特色、创新 (domain §1 #54)
        {"comment", "rows", parts = {"by", "text"}}, -- 点评
        f.sample,
    },
}

local handbook_fields = {
    {"id", "id", required = true},
    f.group,
    {"title", "str", required = true},
    {"version", "str", required = true, pattern = "^%d+%.%d+[-草案]*$"}, -- 1.2, or 1.3-草案: see check_handbooks
    {"version_date", "date", required = true, codes = f.date_codes},
    {"effective_date", "date", required = true, codes = f.date_codes},
    f.status,
    {"adopted_by", "str", required = true},
    {"filed_no", "str"},
    {"filed_date", "date", codes = f.date_codes},
    {"print_mode", "str", required = true, allowed = {"电子版", "公文", "内部资料", "正式出版"}},
    {"audience", "str", required = true},
    {"chapters", "list", required = true, files = ""},
    {"changes", "rows", required = true, parts = {"version", "date", "clause", "content", "basis"}},
    {"permit_no", "str"}, {"recipients", "str"}, {"printer", "str"}, {"copies", "int", min = 1}, -- 内部资料: 准印证号、
    f.date("printed"),                                             -- 发送对象、印刷单位、印数、印刷日期
    {"publisher", "str"}, {"isbn", "str"}, {"price", "str"}, -- 正式出版
    f.reviews,
    {"approved_sha256", "str", pattern = "^%x+$"},
    f.sample,
}

local chapter_fields = {
    {"chapter", "int", required = true, min = 1},
    {"title", "str", required = true},
    {"covers", "list", required = true}, -- the 26 of the plan, see handbooks.lua, and any others
    {"published", "str", pattern = "^%d+%.%d+|%x+$"}, -- 1.2|SHA-256 of the text as of that version
    f.sample,
}

local handbooks = {
    name = "handbooks", label = "管理手册", document = "groups/{group_id}/handbook/handbook.md", key = "id", fields = handbook_fields,
}

local chapters = {
    name = "chapters", label = "手册章", document = "groups/{group_id}/handbook/{file}.md", fields = chapter_fields,
}

-- Superseded versions, whole, each in a folder of its own: handbook/v1.1/handbook.md and its chapters (domain §5.7).
local old_handbooks = {
    name = "old_handbooks", label = "管理手册旧版", document = "groups/{group_id}/handbook/{folder}/handbook.md", key = "id",
    fields = handbook_fields,
}

local old_chapters = {
    name = "old_chapters", label = "旧版手册章", document = "groups/{group_id}/handbook/{folder}/{file}.md", fields = chapter_fields,
}

local plans = {
    name = "plans", label = "规划与计划", document = "groups/{group_id}/plans/{file}.md", key = "id",
    fields = {
        {"id", "id", required = true},
        f.group,
        {"kind", "str", required = true, allowed = {"发展规划", "年度计划", "活动方案", "工作方案", "创建计划", "创建方案", "学期总结"}},
        {"title", "str", required = true},
        {"school_year", "str", pattern = "^20%d%d%-20%d%d$"},
        {"semester", "str", allowed = f.semesters}, -- of 活动方案
        {"valid_from", "date", codes = f.date_codes},
        {"valid_to", "date", codes = f.date_codes},
        {"submitted", "date", codes = f.date_codes},
        {"filing_status", "str", required = true, allowed = f.filing},
        {"filed_no", "str"},
        {"filed_date", "date", codes = f.date_codes},
        {"reviewer_opinion", "str", visible = "internal"},
        {"commitments", "rows", parts = {"类型", "周期", "次数", "主体", "依据"}},
        f.reviews,
        {"status", "str", allowed = f.statuses},
        f.sample,
    },
}

-- reports/2025-2026.md, and of each semester 2025-2026-秋季学期-总结.md
local reports = {
    name = "reports", label = "年度报告与学期总结", document = "groups/{group_id}/reports/{file}.md", key = "id",
    fields = {
        {"id", "id", required = true},
        f.group,
        f.year,
        {"kind", "str", allowed = {"年度报告", "学期总结"}, default = "年度报告"},
        {"semester", "str", allowed = f.semesters},
        {"title", "str", required = true},
        f.status,
        f.reviews,
        {"approved_sha256", "str", pattern = "^%x+$"},
        f.sample,
    },
}

local platform_texts = {
    name = "platforms", label = "平台", document = "groups/{group_id}/platforms/{file}.md",
    fields = {{"platform", "str", required = true, allowed = f.platforms}, {"title", "str"}, f.sample},
}

local stories = {
    name = "stories", label = "活动记事", document = "groups/{group_id}/activities/{school_year}/{file}.md", key = "id",
    scope = {"group_id", "school_year"},
    fields = {
        {"id", "id", required = true}, -- of the activity
        {"title", "str", required = true},
        f.photos,
        {"writer", "str"},
        f.status,
        f.reviews,
        {"approved_sha256", "str", pattern = "^%x+$"},
        f.sample,
    },
}

return {
    groups, people, studios, growth, rules, group_indicators, cases, handbooks, chapters, old_handbooks, old_chapters, plans, reports,
    platform_texts, stories,
}
