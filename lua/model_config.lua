-- The county's settings: vocabulary, obligations, the assessment standard, wording.

local f = require "model_fields"
local settings = require "settings"

local activity_types = {
    name = "activity_types", label = "活动类型", table = "county/config/activity-types.csv", key = "类型名称", names = {"别名"},
    codes = f.table_codes,
    fields = {
        {"代码", "id", key = "code", required = true},
        {"类型名称", "str", key = "name", required = true},
        {"别名", "list", key = "aliases"},
        {"计入义务", "str", key = "obligation"},
        {"计入参与率", "bool", key = "in_base", required = true},
        {"最少单位数", "int", key = "least", required = true, min = 1, max = 100},
        {"所属平台", "str", key = "platform"},
        {"默认公开", "bool", key = "public", required = true},
    },
}

local obligations = {
    name = "obligations", label = "义务", table = "county/config/obligations.csv", key = "编号", codes = f.table_codes,
    fields = {
        {"编号", "id", key = "id", required = true},
        {"名称", "str", key = "name", required = true},
        {"计数类型", "ref", key = "type", to = "activity_types", required = true},
        {"周期", "str", key = "period", required = true, allowed = {"月", "学期", "学年"}},
        {"主体", "str", key = "subject", required = true, allowed = {"集团", "成员"}},
        {"最低次数", "int", key = "least", required = true, min = 1, max = 100},
        {"目标次数", "int", key = "target", min = 1, max = 100},
        {"频次依据", "str", key = "basis", required = true},
        {"方案条款", "str", key = "clause"},
        {"权重", "num", key = "weight", min = 0, max = 100},
    },
}

local indicators = {
    name = "indicators", label = "考核指标", table = "county/config/assessment-{school_year}.csv", key = "编号",
    scope = {"school_year"}, codes = f.table_codes,
    fields = {
        {"一级指标", "str", key = "domain", required = true},
        {"一级分值", "num", key = "domain_points", unit = "分", required = true, min = 0, max = 1000},
        {"编号", "id", key = "id", required = true},
        {"二级指标", "str", key = "name", required = true},
        {"考核要点", "str", key = "points_of", required = true},
        {"分值", "num", key = "points", unit = "分", required = true, min = 0, max = 1000},
        {"取数", "str", key = "source", required = true, allowed = {"自动", "半自动", "人工"}},
        {"数据键", "str", key = "data"},
    },
}

-- Words that are not wanted, and (放行) longer ones in which they may stand; the bureau's own list is dated.
local function word_list(name, label, path, scope)
    return {
        name = name, label = label, table = path, key = "词语", scope = scope, codes = f.table_codes, prose = false,
        fields = {
            {"词语", "str", key = "words", required = true},
            {"级别", "str", key = "level", required = true, allowed = {"错误", "警告", "提示", "放行"}},
            {"建议", "str", key = "advice"},
            {"范围", "str", key = "where"},
            {"说明", "str", key = "why"},
        },
    }
end

local wording = word_list("wording", "用语", "county/config/wording.csv", {"where"})
local bureau_wording = word_list("bureau_wording", "局发用语", "county/config/bureau-wording-{list_date}.csv", {"list_date", "where"})

-- What proofreading lets pass: a rule, or only where a certain text stands.
local proof_rules = {
    name = "proof_rules", label = "校对规则", table = "county/config/proof.csv", codes = f.table_codes, prose = false,
    fields = {
        {"规则", "str", key = "rule", required = true, pattern = "^proof%-%l+$"},
        {"处理", "str", key = "level", required = true, allowed = {"不查", "提示", "警告", "错误"}},
        {"文字", "str", key = "text"},
        {"文件", "str", key = "file"},
        {"理由", "str", key = "why", required = true},
    },
}

-- Numbers and dates that the plan leaves to the county; lua/settings.lua says what stands when a row is missing.
local settings_table = {
    name = "settings", label = "参数", table = "county/config/settings.csv", key = "参数", codes = f.table_codes,
    fields = {
        {"参数", "str", key = "name", required = true, allowed = settings.names},
        {"值", "str", key = "value", required = true},
        {"单位", "str", key = "measure"},
        {"说明", "str", key = "why"},
    },
}

-- What the gate (lua/gate.lua) takes for a name or an address and is free: words that are no names, mailboxes and
-- accounts of offices; and more circumstances that must not stand beside a name.
local privacy = {
    name = "privacy", label = "公开词语", table = "county/config/privacy.csv", key = "词语", codes = f.table_codes,
    fields = {
        {"词语", "str", key = "words", required = true},
        {"类别", "str", key = "kind", required = true, allowed = {"非姓名", "可公开", "敏感"}},
        {"说明", "str", key = "why"},
    },
}

return {activity_types, obligations, indicators, wording, bureau_wording, proof_rules, settings_table, privacy}
