-- What a group records: events, people and things lent, levels reached, points, consents.

local f = require "model_fields"

local activities = {
    name = "activities", label = "活动记录", table = "groups/{group_id}/activities/{school_year}.csv", key = "编号",
    scope = {"group_id", "school_year"}, codes = f.table_codes,
    fields = {
        {"编号", "id", key = "id", required = true},
        {"活动类型", "ref", key = "type", to = "activity_types", required = true, codes = {
            missing = {"E02", zh = "活动类型未知：（空）", en = "unknown activity type: (blank)"},
            unknown = {"E02", zh = "活动类型未知：{value}", en = "unknown activity type: {value}"}}},
        {"主题", "str", key = "topic", required = true, length = 60, codes = {limit = f.warn}},
        f.date("开始日期", "date", true),
        {"开始时间", "time", key = "t0", codes = {bad = {"W08", level = "warning"}}},
        f.date("结束日期", "end"),
        {"结束时间", "time", key = "t1", codes = {bad = {"W08", level = "warning"}}},
        {"地点", "str", key = "place", required = true},
        f.unit("主办单位", "host", true),
        {"参加单位", "list", key = "units", to = "units", also = {f.everybody}, required = true, codes = f.unit_codes},
        {"请假单位", "list", key = "excused", to = "units", codes = f.unit_codes},
        {"参加人次", "int", key = "n", unit = "人次", min = 0, max = f.most_heads, codes = {
            bad = {"W06", level = "warning"}, unit = {"W06", level = "warning"}, limit = {"W06", level = "warning"}}},
        {"主持人", "str", key = "chair"},
        {"主讲人", "str", key = "speaker"},
        {"培训层级", "str", key = "level", allowed = {"区级", "集团", "园本"}},
        {"状态", "str", key = "state", required = true, allowed = {"计划", "已开展", "延期", "已取消"}},
        {"补开月份", "month", key = "makeup"},
        {"联合编号", "id", key = "joint"},
        {"成果", "list", key = "outcomes"},
        {"领域", "str", key = "area", allowed = {"安全", "卫生保健", "家园共育", "一日活动"}}, -- of 管理指导 (domain §1 #24)
        {"改善前", "str", key = "before"}, {"改善后", "str", key = "after"}, -- of 品牌文化, 资源共享 (#70)
        {"可公开", "bool", key = "public", required = true, default_of = {"活动类型", "默认公开"}},
        {"撰稿", "str", key = "writer"},
        {"审核", "str", key = "reviewer"},
        {"备注", "str", key = "remark", visible = "never"},
    },
}

local flows = {
    name = "flows", label = "人员流动", table = "groups/{group_id}/flows/{school_year}.csv", key = "编号",
    scope = {"group_id", "school_year"}, codes = f.table_codes,
    fields = {
        {"编号", "id", key = "id", required = true},
        {"方式", "str", key = "kind", required = true, allowed = {"指导带教", "跨园支教", "跟岗学习", "蹲点指导", "交流任职"}},
        {"人员", "str", key = "person", required = true},
        {"人员类别", "str", key = "role", required = true},
        f.unit("派出单位", "from", true),
        f.unit("接收单位", "to", true),
        f.date("开始日期", "first", true),
        f.date("结束日期", "last", true),
        {"任务", "str", key = "task", required = true},
        {"考核结果", "str", key = "result", visible = "never", allowed = {"优秀", "合格", "不合格"}},
        f.public,
    },
}

local resources = {
    name = "resources", label = "资源", table = "groups/{group_id}/resources/resources.csv", key = "资源编号",
    scope = {"group_id"}, codes = f.table_codes,
    fields = {
        {"资源编号", "id", key = "id", required = true},
        {"名称", "str", key = "name", required = true, pattern = f.a_name},
        {"类别", "str", key = "kind", required = true, allowed = {"设施设备", "信息化工具", "制度文本", "课程材料", "人员专长"}},
        {"平台", "str", key = "platform", required = true, allowed = f.platforms},
        f.unit("提供单位", "giver", true),
        {"存放地点", "str", key = "place", visible = "internal"},
        {"可借时段", "str", key = "times", required = true},
        {"数量", "num", key = "amount", required = true, min = 0, max = 1000000},
        {"单位", "str", key = "measure", required = true},
        {"责任人", "str", key = "keeper", visible = "internal"},
        {"借用条件", "str", key = "terms", required = true},
        f.date("上架日期", "added", true),
        f.date("下架日期", "withdrawn"),
        f.public,
    },
}

local loans = {
    name = "loans", label = "借用", table = "groups/{group_id}/resources/loans-{school_year}.csv", key = "编号",
    scope = {"group_id", "school_year"}, codes = f.table_codes,
    fields = {
        {"编号", "id", key = "id", required = true},
        {"资源编号", "str", key = "resource", required = true}, -- of the group's resources: see check_records
        f.unit("借用单位", "borrower", true),
        f.date("预约日", "booked", true),
        f.date("借出日", "lent", true),
        f.date("归还日", "returned"),
        {"反馈", "str", key = "feedback", visible = "internal"},
        {"完好", "str", key = "condition", allowed = {"完好", "正常损耗", "损坏"}},
    },
}

-- How far the members have come: levels 1 to 5 of the four dimensions (domain §1 #7).
local sync = {
    name = "sync", label = "四同步", table = "groups/{group_id}/sync/{school_year}.csv",
    scope = {"group_id", "school_year"}, codes = f.table_codes,
    fields = {
        f.unit("单位", "unit", true),
        {"维度", "str", key = "dimension", required = true, allowed = f.dimensions},
        {"基线", "int", key = "before", required = true, min = 1, max = 5, visible = "internal"},
        {"年末", "int", key = "after", required = true, min = 1, max = 5, visible = "internal"},
        {"佐证", "str", key = "evidence", required = true},
    },
}

-- Figures of the whole group before and now, never of a child (domain §1 #11).
local lift = {
    name = "lift", label = "五个提升", table = "groups/{group_id}/lift/{school_year}.csv",
    scope = {"group_id", "school_year"}, codes = f.table_codes,
    fields = {
        {"维度", "str", key = "dimension", required = true, allowed = f.gains},
        {"指标", "str", key = "indicator", required = true},
        {"计量单位", "str", key = "measure", required = true, pattern = "^[^%d%s]"},
        {"基线", "num", key = "before", required = true},
        {"现值", "num", key = "now", required = true},
        {"样本数", "int", key = "sample_size", min = 0, max = 1000000},
        {"来源", "str", key = "source", required = true},
    },
}

local consent = {
    name = "consent", label = "照片同意", table = "groups/{group_id}/media/consent.csv", key = "文件", scope = {"group_id"},
    codes = f.table_codes,
    fields = {
        {"文件", "str", key = "file", required = true, files = "", codes = {file = f.warn}},
        {"说明", "str", key = "caption", required = true},
        {"含可识别幼儿", "bool", key = "children", required = true},
        {"同意书编号", "str", key = "form", visible = "internal"},
        {"同意用途", "list", key = "uses", allowed = {"网站", "印刷", "公众号"}},
        f.date("有效期至", "until"),
        {"处理方式", "str", key = "treatment", allowed = {"无需", "背影", "打码", "裁切", "未处理"}},
        {"可用", "bool", key = "usable", required = true},
        {"焦点", "str", key = "focus", pattern = f.focus}, -- what stays when the websites crop it
    },
}

-- Points of the group for itself and of the bureau for it, side by side (domain §1 #67): never public.
local scores = {
    name = "scores", label = "考核得分", table = "groups/{group_id}/assessment/{school_year}-{kind}.csv", key = "编号",
    scope = {"group_id", "school_year", "kind"}, codes = f.table_codes, visible = "internal",
    fields = {
        {"评价", "str", key = "kind", allowed = {"自评", "局评"}}, -- as the file's name says
        {"编号", "id", key = "id", required = true},
        {"得分", "num", key = "points", unit = "分", required = true, min = 0, max = 1000},
        {"扣分理由", "text", key = "reason"},
        {"佐证", "text", key = "evidence", required = true},
        {"评分人", "str", key = "by", required = true},
        f.date("日期", "date", true),
    },
}

-- What the members say before the bureau's scores are locked (domain §1 #37).
local opinions = {
    name = "opinions", label = "考核意见", table = "groups/{group_id}/assessment/opinions-{school_year}.csv", key = "单位",
    scope = {"group_id", "school_year"}, codes = f.table_codes, visible = "internal",
    fields = {
        f.unit("单位", "unit", true),
        {"意见", "text", key = "opinion", required = true}, -- the unit's own
        {"集团意见", "text", key = "group_opinion"}, -- what its group says of it
        {"等次建议", "str", key = "grade", required = true, allowed = f.grades},
        {"签署人", "str", key = "signer", required = true, pattern = f.a_name}, -- a post
        f.date("日期", "date", true),
    },
}

-- 方案评估, 中期评估, 验收评估 (domain §1 #48); the result is public only when 公开 is 是: see milestones.lua.
local milestones = {
    name = "milestones", label = "阶段评估", table = "groups/{group_id}/milestones.csv", key = "类别", scope = {"group_id"},
    codes = f.table_codes,
    fields = {
        {"类别", "str", key = "kind", required = true, allowed = {"创建方案评估", "中期评估", "验收评估"}},
        f.date("计划日期", "planned", true),
        f.date("完成日期", "done"),
        {"结果", "str", key = "result", allowed = {"通过", "整改后通过", "未通过"}, visible = "internal"},
        {"主要意见", "text", key = "findings", visible = "internal"},
        {"公开", "bool", key = "public", required = true},
    },
}

-- What an evaluation asked to be mended (domain §1 #49).
local rectifications = {
    name = "rectifications", label = "整改事项", table = "groups/{group_id}/rectifications.csv", key = "编号", scope = {"group_id"},
    codes = f.table_codes, visible = "internal",
    fields = {
        {"编号", "id", key = "id", required = true},
        {"来源", "str", key = "source", required = true, allowed = {"创建方案评估", "中期评估", "验收评估", "年度评估", "党建互检", "日常检查"}},
        f.unit("单位", "unit", true),
        {"问题", "text", key = "issue", required = true},
        {"措施", "text", key = "measure", required = true},
        {"责任人", "str", key = "owner", required = true, pattern = f.a_name}, -- a post
        f.date("提出日期", "raised", true),
        f.date("期限", "due", true),
        f.date("完成日期", "closed"),
        {"完成情况", "text", key = "outcome"},
    },
}

return {
    activities, flows, resources, loans, sync, lift, consent,
    opinions, scores, -- in this order: a file opinions-… is no score
    milestones, rectifications,
}
