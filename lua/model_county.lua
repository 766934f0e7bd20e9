-- What the county itself keeps: its texts, papers, kindergartens, calendar and judgements.

local f = require "model_fields"

local county = {
    name = "county", label = "县", document = "county/county.md", key = "name",
    fields = {
        {"name", "str", required = true},
        {"bureau", "str", required = true},
        {"leading_group", "str", required = true},
        {"leading_group_office", "str", required = true},
        {"motto", "str", required = true},
        {"plan_title", "str"},
        {"groups", "list", to = "groups", required = true, codes = {
            unknown = {"group-silent", level = "warning", zh = "集团还没有报送内容：{value}", en = "nothing of this group is here yet: {value}"}}},
        {"groups_basis", "str"}, -- 文号 of the paper that changed the plan's ten groups (#44)
        {"policy_basis", "rows", parts = {"title", "doc_no"}, required = true},
        {"thresholds", "map"},
        {"training_level_top", "str", allowed = {"区级", "县级"}},
        {"site", "map"},
        f.sample,
    },
}

local prefaces = {
    name = "prefaces", label = "前言", document = "county/preface-{school_year}.md", key = "id",
    fields = {{"id", "id", required = true}, {"title", "str", required = true}, {"kind", "str"}, f.year, f.status, f.sample},
}

-- The words of the county's yearly evaluation (domain §4.4); notes: what only its internal edition says.
local evaluation_notes = {
    name = "evaluation_notes", label = "总体评估内部说明", document = "county/evaluation-{school_year}-internal.md", key = "id",
    visible = "internal",
    fields = {{"id", "id", required = true}, {"title", "str", required = true}, f.year, f.status, f.reviews,
        {"approved_sha256", "str", pattern = "^%x+$"}, f.sample},
}

local evaluation_texts = {
    name = "evaluation_texts", label = "总体评估报告", document = "county/evaluation-{school_year}.md", key = "id",
    fields = {{"id", "id", required = true}, {"title", "str", required = true}, f.year, f.status, f.reviews,
        {"approved_sha256", "str", pattern = "^%x+$"}, f.sample},
}

-- What the county says about itself: 方案摘要, 指导思想, 网站说明, each with the date of its words (#3).
local texts = {
    name = "texts", label = "说明文字", document = "county/texts/{file}.md", key = "id",
    fields = {
        {"id", "id", required = true},
        {"kind", "str", required = true, allowed = {"方案摘要", "指导思想", "网站说明", "隐私说明", "版权说明", "更正说明"}},
        {"title", "str", required = true},
        f.date("version_date", nil, true),
        f.status,
        f.sample,
    },
}

local notices = {
    name = "notices", label = "通知", document = "county/notices/{file}.md", key = "id",
    fields = {
        {"id", "id", required = true},
        {"kind", "str"},
        {"title", "str", required = true},
        {"doc_no", "str"},
        {"issuer", "str", required = true},
        {"date", "date", required = true, codes = f.date_codes},
        {"school_year", "str", pattern = "^20%d%d%-20%d%d$"},
        {"attachments", "list"},              -- 附件说明
        {"copies", "str"}, {"printer", "str"}, -- 版记：抄送机关、印发机关
        {"printed", "date", codes = f.date_codes},
        {"public", "bool", required = true},
        f.status,
        f.sample,
    },
}

-- Pages whose address has changed: what was printed or sent must go on leading somewhere (domain §5.9, #44).
local moved = {
    name = "moved", label = "移走的网页", table = "county/moved.csv", key = "旧网址", codes = f.table_codes,
    fields = {
        {"旧网址", "str", key = "from", required = true}, -- below out/site/: hlyey/cases/a.html
        {"新网址", "str", key = "to", required = true},
        f.date("日期", "date", true),
        {"说明", "str", key = "why"},
    },
}

-- Documents of others that the county stands on, and its own standards (domain §1 #1, #35, #40).
local policies = {
    name = "policies", label = "政策文件", document = "county/policies/{file}.md", key = "id",
    fields = {
        {"id", "id", required = true},
        {"title", "str", required = true},
        {"kind", "str", required = true, allowed = {"上级文件", "实施方案", "评估标准", "考核细则", "扶持政策", "管理制度", "通报"}},
        f.doc_no,
        {"issuer", "str", required = true},
        f.date("date"), -- of papers from above the number is enough
        {"public", "bool", required = true},
        {"school_year", "str", pattern = "^20%d%d%-20%d%d$"}, -- of a standard: the year of its table in config/
        {"version", "str", pattern = "^%d+%.%d+$"},
        f.date("effective_date"),
        {"link", "str"},
        f.status,
        f.sample,
    },
}

-- 领导小组, 管理办公室 (domain §1 #52): posts, no names.
local bodies = {
    name = "bodies", label = "县级机构", document = "county/bodies/{file}.md", key = "id",
    fields = {
        {"id", "id", required = true},
        {"name", "str", required = true},
        {"kind", "str", required = true, allowed = {"领导小组", "管理办公室"}},
        {"chair", "str", required = true},
        {"members", "rows", required = true, parts = {"post", "holder"}},
        {"address", "str"},
        {"phone", "str", pattern = "^0%d+%-%d+$"}, -- of the office: a landline (domain §5.3)
        f.date("date", nil, true),
        f.doc_no,
        f.status,
        f.sample,
    },
}

local calendar = {
    name = "calendar", label = "校历", table = "county/calendar/{school_year}.csv", codes = f.table_codes,
    fields = {
        {"类别", "str", key = "kind", required = true, allowed = {"学年", "学期", "教学", "放假", "补班", "应计月", "参数"}},
        {"名称", "str", key = "name", required = true, pattern = f.a_name, prose = false}, -- 2025-2026学年: a key
        {"开始日期", "str", key = "first", required = true}, -- a number in rows of 参数: see check_calendar
        {"结束日期", "str", key = "last"},
        {"备注", "str", key = "remark", visible = "internal"},
    },
}

local units = {
    name = "units", label = "园所", table = "county/units.csv", key = "单位编号", names = {"单位名称", "别名"},
    key_repeats = true, codes = f.table_codes, -- one row for each period of membership
    fields = {
        {"单位编号", "id", key = "id", required = true},
        {"单位名称", "str", key = "name", required = true},
        {"别名", "list", key = "aliases"},
        {"所属集团", "id", key = "group_name"}, -- one of the county's groups: see check_units
        {"角色", "str", key = "role", allowed = {"集团园", "成员园"}}, -- of a unit in a group: see check_units
        {"办园性质", "str", key = "nature", required = true, allowed = {"公办", "普惠性民办", "民办"}},
        {"城乡", "str", key = "place", required = true, allowed = {"县城", "镇", "农村"}},
        {"质量等级", "str", key = "quality", allowed = {"自治区示范", "市级示范", "县级示范", "合格", "未定"}},
        f.date("加入日期", "joined"),
        f.date("退出日期", "left"),
        f.date("过渡期至", "settling"),
        f.count("班级数", "classes", "个"),
        f.count("幼儿数", "children", "人"),
        f.count("教职工数", "staff", "人"),
        f.count("专任教师数", "teachers", "人"),
        f.count("骨干数", "backbone", "人"),
        f.date("统计日期", "counted"),
        {"办园理念", "str", key = "motto"},
        {"特色", "str", key = "feature"},
        {"公开电话", "str", key = "phone"},
        {"地址", "str", key = "address"},
        {"备注", "str", key = "remark", visible = "internal"},
    },
}

-- What kindergartens counted in a school year that is over; those of the present stand in units.csv (domain §2.2, §5.9).
local sizes = {
    name = "sizes", label = "往年规模", table = "county/sizes/{school_year}.csv", key = "单位", scope = {"school_year"}, codes = f.table_codes,
    fields = {
        f.unit("单位", "unit", true),
        f.count("班级数", "classes", "个"),
        f.count("幼儿数", "children", "人"),
        f.count("教职工数", "staff", "人"),
        f.count("专任教师数", "teachers", "人"),
        f.count("骨干数", "backbone", "人"),
        {"统计日期", "date", key = "counted", required = true, codes = f.date_codes},
    },
}

-- The bureau's yearly judgement of a group (domain §1 #51). Scores and grades stay in the house (§3.10); what
-- was done well may be told when 公开 is 是.
local evaluations = {
    name = "evaluations", label = "年度评估", table = "county/evaluations/{school_year}.csv", key = "集团",
    scope = {"school_year"}, codes = f.table_codes,
    fields = {
        {"集团", "ref", key = "group", to = "groups", required = true},
        {"自评得分", "num", key = "self", unit = "分", required = true, min = 0, max = 1000, visible = "internal"},
        {"局评得分", "num", key = "bureau", unit = "分", required = true, min = 0, max = 1000, visible = "internal"},
        {"等次", "str", key = "grade", required = true, allowed = f.grades, visible = "internal"},
        {"主要成绩", "text", key = "strengths", required = true},
        {"存在问题", "text", key = "problems", required = true, visible = "internal"},
        {"改进建议", "text", key = "advice", required = true, visible = "internal"},
        f.internal(f.date("锁定日期", "locked")), -- from this day the bureau's scores stand
        {"公开", "bool", key = "public", required = true},
    },
}

-- 考评 of the county, at least one a school year, over three blocks (domain §1 #66).
local rounds = {
    name = "rounds", label = "考评轮次", table = "county/evaluations/rounds-{school_year}.csv", key = "编号",
    scope = {"school_year"}, codes = f.table_codes, visible = "internal",
    fields = {
        {"编号", "id", key = "id", required = true},
        {"名称", "str", key = "name", required = true, pattern = f.a_name},
        f.date("开始日期", "first", true),
        f.date("结束日期", "last"),
        {"内容", "list", key = "blocks", required = true, allowed = {"运行机制", "资源共享", "办园成效"}},
        {"集团", "list", key = "groups", to = "groups", also = {"全部集团"}, required = true},
        {"方式", "str", key = "way", required = true},
        {"结论", "text", key = "result"},
    },
}

-- 督办提醒单 that were sent out (N1): a 通报 (N2) may only follow one (domain §3.10).
local reminders = {
    name = "reminders", label = "督办提醒", table = "county/reminders/{school_year}.csv", key = "编号",
    scope = {"school_year"}, codes = f.table_codes, visible = "internal",
    fields = {
        {"编号", "id", key = "id", required = true},
        {"集团", "ref", key = "group", to = "groups", required = true},
        {"义务", "ref", key = "obligation", to = "obligations"},
        {"期间", "str", key = "period", prose = false},
        f.unit("单位", "unit"), -- blank: the group itself
        f.date("发出日期", "sent", true),
        f.date("办理期限", "due", true),
        f.date("回复日期", "answered"),
        {"回复", "text", key = "answer"},
    },
}

-- 更正 after publication (domain §5.10): page, what stood there, what is right.
local corrections = {
    name = "corrections", label = "更正", table = "county/corrections.csv", key = "编号", codes = f.table_codes,
    fields = {
        {"编号", "id", key = "id", required = true},
        f.date("日期", "date", true),
        {"集团", "ref", key = "group", to = "groups"}, -- blank: the county's own pages
        {"页面", "str", key = "page", output = true}, -- path below out/, as in the manifest; this, or the next: see check_county
        {"文稿", "id", key = "document"}, -- id of the record or text that was mended
        {"原文", "text", key = "was", required = true},
        {"更正", "text", key = "now", required = true},
        {"更正人", "str", key = "by", required = true, pattern = f.a_name},
    },
}

return {county, prefaces, evaluation_notes, evaluation_texts, texts, notices, moved, policies, bodies, calendar, units, sizes, rounds, evaluations, reminders, corrections}
