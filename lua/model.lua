-- What the county's documents and tables are: every file of content/, its fields and their rules.
--
--   {scope = pattern with {scope}: which part of the whole a file belongs to,
--    totals = first cells that mark a line of totals, assets = patterns of files that may lie there besides,
--    collections = {…}, checks = {function(site, report), …}}
--
-- A collection:
--   {name = , label = , document | table | file = path with {captures}, key = field, names = {fields},
--    scope = {fields within whose values the key is unique}, key_repeats = true, codes = {…}, fields = {…},
--    visible = "public" (else), "internal", "never": of the whole; no field is less secret,
--    sheet = name of the sheet when the table is a workbook (.xlsx .et in the place of .csv); else its first}
-- A capture that no field is named like becomes a field (group_id, school_year); one that is must say the
-- same as the field, and fills it when it is blank.
--
-- A field: {"name as the author writes it", "type", key = name in scripts, required = true, …} with
--   type     str text id date month time int num bool list map rows ref
--   to       the collection it refers to (ref, list); also = {words allowed besides}
--   allowed  the only values; default = a blank one's; parts = {names} of rows a|b|c
--   min, max (numbers; lists: how many), length (characters), pattern (of Lua), unit (of measure)
--   equals   a capture it must equal; files = folder that its values are files of, from the row's own
--   visible  "public" (else), "internal", "never" (not even inside)
--   codes    what is reported: missing bad unknown rewritten unit limit differs file, each "E01" or
--            {"E01", level = "error|warning|note", zh = , en = } with {name} {value} {want} in the words;
--            rewritten is silent without one. Of collections: repeated clash columns ignored unknown_key no_column
--
-- The rules are those of the county's plan and of domain §2.2, codes those of §3.9.

local check_activities = require "check_activities"
local check_commitments = require "check_commitments"
local check_config = require "check_config"
local check_documents = require "check_documents"
local check_personal = require "check_personal"

-- ---- what several collections share ---------------------------------------------------------------

local platforms = {"管理资源共享", "优质课程共享", "师资培养与流动共享"}
local themes = {"管理共进", "课程共建", "师资共育", "资源共享", "党建共建", "财务共管", "品牌文化"}
local gains = {"办园水平", "保教质量", "师资水平", "幼儿素质", "社会满意度"}
local statuses = {"草稿", "送审", "退回", "已审定", "已发布", "撤回"}
local everybody = "全体成员单位"

local warn = {level = "warning"}
local date_codes = {bad = "E01", missing = "E01", rewritten = "I09"}
local unit_codes = {unknown = {"W07", level = "warning", zh = "单位未登记：{value}", en = "unit not registered: {value}"}}
local table_codes = {repeated = "W03", clash = "E04", columns = "E13", ignored = "I14"}
local number_codes = {bad = {"W06", level = "warning"}, unit = {"W06", level = "warning"}}

local sample = {"sample", "bool"}
local group = {"group", "ref", to = "groups", required = true, equals = "group_id"}
local year = {"school_year", "str", required = true, pattern = "^20%d%d%-20%d%d$"}
local status = {"status", "str", required = true, allowed = statuses}
local public = {"可公开", "bool", key = "public", required = true}
local version = {"version", "str", required = true, pattern = "^%d+%.%d+$"}

local function date(name, key, required)
    return {name, "date", key = key, required = required, codes = date_codes}
end
local function unit(name, key, required)
    return {name, "ref", key = key, to = "units", required = required, codes = unit_codes}
end
local function count(name, key, measure)
    return {name, "int", key = key, unit = measure, min = 0, codes = number_codes}
end

-- ---- the county -------------------------------------------------------------------------------------

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
        {"policy_basis", "rows", parts = {"title", "doc_no"}, required = true},
        {"thresholds", "map"},
        {"training_level_top", "str", allowed = {"区级", "县级"}},
        {"site", "map"},
        sample,
    },
}

local prefaces = {
    name = "prefaces", label = "前言", document = "county/preface-{school_year}.md", key = "id",
    fields = {{"id", "id", required = true}, {"title", "str", required = true}, {"kind", "str"}, year, status, sample},
}

local notices = {
    name = "notices", label = "通知", document = "county/notices/{file}.md", key = "id",
    fields = {
        {"id", "id", required = true},
        {"kind", "str"},
        {"title", "str", required = true},
        {"doc_no", "str"},
        {"issuer", "str", required = true},
        {"date", "date", required = true, codes = date_codes},
        {"school_year", "str"},
        {"attachments", "list"},              -- 附件说明
        {"copies", "str"}, {"printer", "str"}, -- 版记：抄送机关、印发机关
        {"printed", "date", codes = date_codes},
        {"public", "bool", required = true},
        status,
        sample,
    },
}

local policies = {
    name = "policies", label = "政策文件", document = "county/policies/{file}.md", key = "id",
    fields = {
        {"id", "id", required = true}, {"title", "str", required = true}, {"doc_no", "str"}, {"issuer", "str"},
        {"date", "date", codes = date_codes}, {"public", "bool"}, {"kind", "str"}, {"status", "str", allowed = statuses}, sample,
    },
}

local calendar = {
    name = "calendar", label = "校历", table = "county/calendar/{school_year}.csv", codes = table_codes,
    fields = {
        {"类别", "str", key = "kind", required = true, allowed = {"学年", "学期", "教学", "放假", "补班", "应计月", "参数"}},
        {"名称", "str", key = "name", required = true},
        {"开始日期", "str", key = "first", required = true}, -- a number in rows of 参数: see check_config
        {"结束日期", "str", key = "last"},
        {"备注", "str", key = "remark", visible = "internal"},
    },
}

local units = {
    name = "units", label = "园所", table = "county/units.csv", key = "单位编号", names = {"单位名称", "别名"},
    key_repeats = true, codes = table_codes, -- one row for each period of membership
    fields = {
        {"单位编号", "id", key = "id", required = true},
        {"单位名称", "str", key = "name", required = true},
        {"别名", "list", key = "aliases"},
        {"所属集团", "id", key = "group_name"}, -- one of the county's groups: see check_config
        {"角色", "str", key = "role", allowed = {"集团园", "成员园"}}, -- of a unit in a group: see check_config
        {"办园性质", "str", key = "nature", required = true, allowed = {"公办", "普惠性民办", "民办"}},
        {"城乡", "str", key = "place", required = true, allowed = {"县城", "镇", "农村"}},
        {"质量等级", "str", key = "quality", allowed = {"自治区示范", "市级示范", "县级示范", "合格", "未定"}},
        date("加入日期", "joined"),
        date("退出日期", "left"),
        date("过渡期至", "settling"),
        count("班级数", "classes", "个"),
        count("幼儿数", "children", "人"),
        count("教职工数", "staff", "人"),
        count("专任教师数", "teachers", "人"),
        count("骨干数", "backbone", "人"),
        date("统计日期", "counted"),
        {"办园理念", "str", key = "motto"},
        {"特色", "str", key = "feature"},
        {"公开电话", "str", key = "phone"},
        {"地址", "str", key = "address"},
        {"备注", "str", key = "remark", visible = "internal"},
    },
}

-- ---- the county's settings ----------------------------------------------------------------------------

local activity_types = {
    name = "activity_types", label = "活动类型", table = "county/config/activity-types.csv", key = "类型名称", names = {"别名"},
    codes = table_codes,
    fields = {
        {"代码", "id", key = "code", required = true},
        {"类型名称", "str", key = "name", required = true},
        {"别名", "list", key = "aliases"},
        {"计入义务", "str", key = "obligation"},
        {"计入参与率", "bool", key = "in_base", required = true},
        {"最少单位数", "int", key = "least", required = true, min = 1},
        {"所属平台", "str", key = "platform"},
        {"默认公开", "bool", key = "public", required = true},
    },
}

local obligations = {
    name = "obligations", label = "义务", table = "county/config/obligations.csv", key = "编号", codes = table_codes,
    fields = {
        {"编号", "id", key = "id", required = true},
        {"名称", "str", key = "name", required = true},
        {"计数类型", "ref", key = "type", to = "activity_types", required = true},
        {"周期", "str", key = "period", required = true, allowed = {"月", "学期", "学年"}},
        {"主体", "str", key = "subject", required = true, allowed = {"集团", "成员"}},
        {"最低次数", "int", key = "least", required = true, min = 1},
        {"目标次数", "int", key = "target", min = 1},
        {"频次依据", "str", key = "basis", required = true},
        {"方案条款", "str", key = "clause"},
        {"权重", "num", key = "weight", min = 0},
    },
}

local indicators = {
    name = "indicators", label = "考核指标", table = "county/config/assessment-{school_year}.csv", key = "编号",
    scope = {"school_year"}, codes = table_codes,
    fields = {
        {"一级指标", "str", key = "domain", required = true},
        {"一级分值", "num", key = "domain_points", unit = "分", required = true},
        {"编号", "id", key = "id", required = true},
        {"二级指标", "str", key = "name", required = true},
        {"考核要点", "str", key = "points_of", required = true},
        {"分值", "num", key = "points", unit = "分", required = true, min = 0},
        {"取数", "str", key = "source", required = true, allowed = {"自动", "半自动", "人工"}},
        {"数据键", "str", key = "data"},
    },
}

local wording = {
    name = "wording", label = "用语", table = "county/config/wording.csv", key = "词语", codes = table_codes,
    fields = {
        {"词语", "str", key = "words", required = true},
        {"级别", "str", key = "level", required = true, allowed = {"错误", "警告", "提示"}},
        {"建议", "str", key = "advice"},
        {"范围", "str", key = "where"},
        {"说明", "str", key = "why"},
    },
}

-- ---- groups -------------------------------------------------------------------------------------------

local groups = {
    name = "groups", label = "集团", document = "groups/{group_id}/group.md", key = "id", names = {"name", "short_name"},
    fields = {
        {"id", "id", required = true, equals = "group_id", pattern = "^[a-z0-9]+$"},
        {"name", "str", required = true},
        {"short_name", "str"},
        {"lead_unit", "ref", to = "units", required = true},
        {"members", "list", to = "units", required = true},
        {"type", "str", required = true, allowed = {"融合型", "其他"}},
        {"established", "date", required = true, codes = date_codes},
        {"working_group", "list", required = true},
        {"party_branch", "str"},
        {"leader", "str", required = true},
        {"founding_note", "text"},
        {"motto", "str", required = true},
        {"public_contact", "str", required = true},
        {"site_path", "str", required = true},
        {"brand_color", "str", required = true, pattern = "^#%x%x%x%x%x%x$"},
        {"brand_story", "text", length = 300, codes = {limit = warn}},
        {"logo", "str", files = "", codes = {file = warn}},
        {"hero", "str", files = "", codes = {file = warn}},
        {"qr_target", "str"},
        {"unit_features", "rows", parts = {"unit", "motto", "feature"}},
        sample,
    },
}

local people = {
    name = "people", label = "人员", table = "groups/{group_id}/people.csv", key = "编号", scope = {"group_id"}, codes = table_codes,
    fields = {
        {"编号", "id", key = "id", required = true},
        {"显示名", "str", key = "name", required = true},
        {"全名", "str", key = "full_name", visible = "never"},
        {"公开全名", "bool", key = "full_name_public", required = true},
        unit("单位", "unit", true),
        {"角色", "list", key = "roles", required = true, allowed = {"牵头人", "管理团队", "联络员", "园长", "名师工作室主持人", "骨干",
            "教师", "保育员", "校对", "审核", "撰稿"}, codes = {unknown = warn}},
        {"骨干级别", "str", key = "level", allowed = {"自治区", "市", "县", "园", "无"}},
        {"教龄", "int", key = "years", unit = "年", min = 0, max = 60, codes = number_codes},
    },
}

local cases = {
    name = "cases", label = "案例", document = "groups/{group_id}/cases/{school_year}/{file}.md", key = "id",
    fields = {
        {"id", "id", required = true, pattern = "^[A-Z0-9]+%-%d%d%d%d%-C%d%d+$"},
        group,
        year,
        {"title", "str", required = true, length = 25, codes = {limit = warn}},
        {"subtitle", "str", length = 40, codes = {limit = warn}},
        {"summary", "text", required = true, length = 120, codes = {limit = warn}},
        {"keywords", "list", required = true, min = 3, max = 5, codes = {limit = warn}},
        {"theme", "str", required = true, allowed = themes},
        {"platform", "str", allowed = platforms},
        {"promotes", "list", required = true, allowed = gains},
        {"units", "list", to = "units", required = true, codes = unit_codes},
        {"authors", "list", required = true},
        status,
        version,
        {"submitted", "date", codes = date_codes},
        {"published", "date", codes = date_codes},
        {"reviews", "rows", parts = {"step", "name", "date", "opinion"}},
        {"photos", "list", files = "../../media", codes = {file = warn}},
        {"approved_sha256", "str", pattern = "^%x+$"},
        {"award", "str"},
        sample,
    },
}

local handbooks = {
    name = "handbooks", label = "管理手册", document = "groups/{group_id}/handbook/handbook.md", key = "id",
    fields = {
        {"id", "id", required = true},
        group,
        {"title", "str", required = true},
        version,
        {"version_date", "date", required = true, codes = date_codes},
        {"effective_date", "date", required = true, codes = date_codes},
        status,
        {"adopted_by", "str", required = true},
        {"filed_no", "str", pattern = "〔%d%d%d%d〕"},
        {"filed_date", "date", codes = date_codes},
        {"print_mode", "str", required = true, allowed = {"电子版", "公文", "内部资料", "正式出版"}},
        {"audience", "str", required = true},
        {"chapters", "list", required = true, files = ""},
        {"changes", "rows", required = true, parts = {"version", "date", "clause", "content", "basis"}},
        sample,
    },
}

local chapters = {
    name = "chapters", label = "手册章", document = "groups/{group_id}/handbook/{file}.md",
    fields = {
        {"chapter", "int", required = true, min = 1},
        {"title", "str", required = true},
        {"covers", "list", required = true}, -- the 26 of the plan, see check_documents, and any others
        sample,
    },
}

local plans = {
    name = "plans", label = "规划与计划", document = "groups/{group_id}/plans/{file}.md", key = "id",
    fields = {
        {"id", "id", required = true},
        group,
        {"kind", "str", required = true, allowed = {"发展规划", "年度计划", "活动方案", "工作方案", "创建计划", "创建方案", "学期总结"}},
        {"title", "str", required = true},
        {"school_year", "str", pattern = "^20%d%d%-20%d%d$"},
        {"valid_from", "date", codes = date_codes},
        {"valid_to", "date", codes = date_codes},
        {"submitted", "date", codes = date_codes},
        {"filing_status", "str", required = true, allowed = {"未报", "已报", "退回", "已备案", "不需备案"}},
        {"filed_no", "str", pattern = "〔%d%d%d%d〕"},
        {"filed_date", "date", codes = date_codes},
        {"reviewer_opinion", "str", visible = "internal"},
        {"commitments", "rows", parts = {"类型", "周期", "次数", "主体", "依据"}},
        {"status", "str", allowed = statuses},
        sample,
    },
}

local reports = {
    name = "reports", label = "年度报告", document = "groups/{group_id}/reports/{file}.md", key = "id",
    fields = {
        {"id", "id", required = true}, group, year, {"kind", "str"}, {"title", "str", required = true}, status, sample,
    },
}

local platform_texts = {
    name = "platforms", label = "平台", document = "groups/{group_id}/platforms/{file}.md",
    fields = {{"platform", "str", required = true, allowed = platforms}, {"title", "str"}, sample},
}

local stories = {
    name = "stories", label = "活动记事", document = "groups/{group_id}/activities/{school_year}/{file}.md",
    fields = {
        {"id", "id", required = true}, {"title", "str", required = true}, {"photos", "list", files = "../../media", codes = {file = warn}},
        {"writer", "str"}, {"reviewer", "str"}, status, sample,
    },
}

-- ---- records ------------------------------------------------------------------------------------------

local activities = {
    name = "activities", label = "活动记录", table = "groups/{group_id}/activities/{school_year}.csv", key = "编号",
    scope = {"group_id", "school_year"}, codes = table_codes,
    fields = {
        {"编号", "id", key = "id", required = true},
        {"活动类型", "ref", key = "type", to = "activity_types", required = true, codes = {
            missing = {"E02", zh = "活动类型未知：（空）", en = "unknown activity type: (blank)"},
            unknown = {"E02", zh = "活动类型未知：{value}", en = "unknown activity type: {value}"}}},
        {"主题", "str", key = "topic", required = true, length = 60, codes = {limit = warn}},
        date("开始日期", "date", true),
        {"开始时间", "time", key = "t0", codes = {bad = {"W08", level = "warning"}}},
        date("结束日期", "end"),
        {"结束时间", "time", key = "t1", codes = {bad = {"W08", level = "warning"}}},
        {"地点", "str", key = "place", required = true},
        unit("主办单位", "host", true),
        {"参加单位", "list", key = "units", to = "units", also = {everybody}, required = true, codes = unit_codes},
        {"请假单位", "list", key = "excused", to = "units", codes = unit_codes},
        {"参加人次", "int", key = "n", unit = "人次", min = 0, max = 5000, codes = {
            bad = {"W06", level = "warning"}, unit = {"W06", level = "warning"}, limit = {"W06", level = "warning"}}},
        {"主持人", "str", key = "chair"},
        {"主讲人", "str", key = "speaker"},
        {"培训层级", "str", key = "level", allowed = {"区级", "集团", "园本"}},
        {"状态", "str", key = "state", required = true, allowed = {"计划", "已开展", "延期", "已取消"}},
        {"补开月份", "month", key = "makeup"},
        {"联合编号", "id", key = "joint"},
        {"成果", "list", key = "outcomes"},
        public,
        {"撰稿", "str", key = "writer"},
        {"审核", "str", key = "reviewer"},
        {"备注", "str", key = "remark", visible = "never"},
    },
}

local flows = {
    name = "flows", label = "人员流动", table = "groups/{group_id}/flows/{school_year}.csv", key = "编号",
    scope = {"group_id", "school_year"}, codes = table_codes,
    fields = {
        {"编号", "id", key = "id", required = true},
        {"方式", "str", key = "kind", required = true, allowed = {"指导带教", "跨园支教", "跟岗学习", "蹲点指导", "交流任职"}},
        {"人员", "str", key = "person", required = true},
        {"人员类别", "str", key = "role", required = true},
        unit("派出单位", "from", true),
        unit("接收单位", "to", true),
        date("开始日期", "first", true),
        date("结束日期", "last", true),
        {"任务", "str", key = "task", required = true},
        {"考核结果", "str", key = "result", visible = "never", allowed = {"优秀", "合格", "不合格"}},
        public,
    },
}

local resources = {
    name = "resources", label = "资源", table = "groups/{group_id}/resources/resources.csv", key = "资源编号",
    scope = {"group_id"}, codes = table_codes,
    fields = {
        {"资源编号", "id", key = "id", required = true},
        {"名称", "str", key = "name", required = true},
        {"类别", "str", key = "kind", required = true, allowed = {"设施设备", "信息化工具", "制度文本", "课程材料", "人员专长"}},
        {"平台", "str", key = "platform", required = true, allowed = platforms},
        unit("提供单位", "giver", true),
        {"存放地点", "str", key = "place", visible = "internal"},
        {"可借时段", "str", key = "times", required = true},
        {"数量", "num", key = "amount", required = true, min = 0},
        {"单位", "str", key = "measure", required = true},
        {"责任人", "str", key = "keeper", visible = "internal"},
        {"借用条件", "str", key = "terms", required = true},
        date("上架日期", "added", true),
        date("下架日期", "withdrawn"),
        public,
    },
}

local loans = {
    name = "loans", label = "借用", table = "groups/{group_id}/resources/loans-{school_year}.csv", key = "编号",
    scope = {"group_id", "school_year"}, codes = table_codes,
    fields = {
        {"编号", "id", key = "id", required = true},
        {"资源编号", "str", key = "resource", required = true},
        unit("借用单位", "borrower", true),
        date("预约日", "booked", true),
        date("借出日", "lent", true),
        date("归还日", "returned"),
        {"反馈", "str", key = "feedback", visible = "internal"},
        {"完好", "str", key = "condition", allowed = {"完好", "正常损耗", "损坏"}},
    },
}

-- How far the members have come: levels 1 to 5 of the four dimensions (domain §1 #7).
local sync = {
    name = "sync", label = "四同步", table = "groups/{group_id}/sync/{school_year}.csv",
    scope = {"group_id", "school_year"}, codes = table_codes,
    fields = {
        unit("单位", "unit", true),
        {"维度", "str", key = "dimension", required = true,
            allowed = {"办园条件同步改善", "规章制度同步完善", "园务管理同步规范", "保教质量同步提升"}},
        {"基线", "int", key = "before", required = true, min = 1, max = 5, visible = "internal"},
        {"年末", "int", key = "after", required = true, min = 1, max = 5, visible = "internal"},
        {"佐证", "str", key = "evidence", required = true},
    },
}

-- Figures of the whole group before and now, never of a child (domain §1 #11).
local lift = {
    name = "lift", label = "五个提升", table = "groups/{group_id}/lift/{school_year}.csv",
    scope = {"group_id", "school_year"}, codes = table_codes,
    fields = {
        {"维度", "str", key = "dimension", required = true, allowed = gains},
        {"指标", "str", key = "indicator", required = true},
        {"计量单位", "str", key = "measure", required = true},
        {"基线", "num", key = "before", required = true},
        {"现值", "num", key = "now", required = true},
        {"样本数", "int", key = "sample_size", min = 0},
        {"来源", "str", key = "source", required = true},
    },
}

local consent = {
    name = "consent", label = "照片同意", table = "groups/{group_id}/media/consent.csv", key = "文件", scope = {"group_id"},
    codes = table_codes,
    fields = {
        {"文件", "str", key = "file", required = true, files = "", codes = {file = warn}},
        {"说明", "str", key = "caption", required = true},
        {"含可识别幼儿", "bool", key = "children", required = true},
        {"同意书编号", "str", key = "form", visible = "internal"},
        {"同意用途", "list", key = "uses", allowed = {"网站", "印刷", "公众号"}},
        date("有效期至", "until"),
        {"处理方式", "str", key = "treatment", allowed = {"无需", "背影", "打码", "裁切", "未处理"}},
        {"可用", "bool", key = "usable", required = true},
    },
}

return {
    scope = "groups/{scope}/",
    totals = {"合计", "总计", "小计"},
    assets = {"groups/*/brand/*.png", "groups/*/brand/*.jpg", "groups/*/media/*.jpg", "groups/*/media/*.png",
        "county/media/*.jpg", "county/media/*.png"},
    collections = {
        county, prefaces, notices, policies, calendar, units, activity_types, obligations, indicators, wording,
        groups, people, cases, handbooks, chapters, plans, reports, platform_texts, stories, activities, flows,
        resources, loans, sync, lift, consent,
    },
    checks = {check_activities.run, check_commitments.run, check_documents.run, check_personal.run, check_config.run},
}
