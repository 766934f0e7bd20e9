-- What the fields of several collections have in common: the plan's own words, messages and usual fields.
-- How a field is written is said at the head of model.lua.

local fields = {}

-- ---- words that the county's plan fixes (domain §1 #7, #9, #11, #12) ------------------------------------

fields.platforms = {"管理资源共享", "优质课程共享", "师资培养与流动共享"}
fields.platform_parts = {"共享菜单", "工作路径", "实施策略"}
fields.themes = {"管理共进", "课程共建", "师资共育", "资源共享", "党建共建", "财务共管", "品牌文化"}
fields.gains = {"办园水平", "保教质量", "师资水平", "幼儿素质", "社会满意度"}
fields.dimensions = {"办园条件同步改善", "规章制度同步完善", "园务管理同步规范", "保教质量同步提升"}
fields.domains = {"组织运作", "师资队伍共享共建", "课程共享共研", "教学资源共享统筹", "办园成效与特色"}
fields.everybody = "全体成员单位"

-- ---- states of texts and papers (domain §5.1, §5.2) ---------------------------------------------------

fields.statuses = {"草稿", "送审", "退回", "已审定", "已发布", "撤回"}
fields.filing = {"未报", "已报", "退回", "已备案", "不需备案"}
fields.grades = {"优秀", "良好", "合格", "不合格"}
fields.semesters = {"秋季学期", "春季学期"}

-- ---- messages -------------------------------------------------------------------------------------------

fields.warn = {level = "warning"}
fields.date_codes = {bad = "E01", missing = "E01", rewritten = "I09"}
fields.unit_codes = {unknown = {"W07", level = "warning", zh = "单位未登记：{value}", en = "unit not registered: {value}"}}
fields.table_codes = {repeated = "W03", clash = "E04", columns = "E13", ignored = "I14"}
fields.number_codes = {bad = {"W06", level = "warning"}, unit = {"W06", level = "warning"}}

-- What a person, a post or a thing is called: a letter or a Han in it, for a date or a number that slipped into the column is no name.
fields.a_name = "[^%d%p%s]"

-- More persons than come to one event or belong to one kindergarten (domain §2.2, 参加人次): a digit too many.
fields.most_heads = 5000

-- ---- fields ---------------------------------------------------------------------------------------------

fields.sample = {"sample", "bool"}
fields.group = {"group", "ref", to = "groups", required = true, equals = "group_id"}
fields.year = {"school_year", "str", required = true, pattern = "^20%d%d%-20%d%d$"}
fields.status = {"status", "str", required = true, allowed = fields.statuses}
fields.version = {"version", "str", required = true, pattern = "^%d+%.%d+$"}
fields.public = {"可公开", "bool", key = "public", required = true}
fields.reviews = {"reviews", "rows", parts = {"step", "name", "date", "opinion"}}
-- "50% 30%": so far from the left and from the top
fields.focus = "^%d%d?%% %d%d?%%$"
fields.photos = {"photos", "list", files = "../../media", codes = {file = fields.warn}}
fields.doc_no = {"doc_no", "str"} -- 文号: see check_county

function fields.date(name, key, required)
    return {name, "date", key = key, required = required, codes = fields.date_codes}
end

function fields.unit(name, key, required)
    return {name, "ref", key = key, to = "units", required = required, codes = fields.unit_codes}
end

function fields.count(name, key, measure)
    return {name, "int", key = key, unit = measure, min = 0, max = fields.most_heads, codes = fields.number_codes}
end

-- The same field for the office only.
function fields.internal(field)
    local copy = {}
    for k, v in pairs(field) do copy[k] = v end
    copy.visible = "internal"
    return copy
end

return fields
