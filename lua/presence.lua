-- What the plan says that a group or the county must have, clause by clause (domain §1): each with when it is due and what of it is
-- missing. Asked by check_presence; clauses.csv of the manual names the rules by their numbers.
--
--   rule = {clause = "#17", of = "group" | "county", what, where = file to write it in, due = function(ctx) → day,
--           since = function(ctx) → day (a group founded later does not owe it yet; nil: any group does),
--           missing = function(ctx, group) → nil, or what is missing ("" for all of it)}
--   ctx = {site, year, as_of, set = settings, county, rows(collection, group), of_year(collection, group)}
--
-- What is counted over the year (obligations, filing, participation) is no matter of presence, nor what the model requires of every
-- file. Limits and days are settings.

local calendar = require "calendar"
local fields = require "model_fields"
local units = require "units"
local words = require "words"

-- ---- when ---------------------------------------------------------------------------------------------

-- The day by which plans are sent in: what a year is begun with is there by then.
local function filing_day(ctx)
    local month, day = ctx.set["计划报送截止"]:match "^(%d+)%-(%d+)$"
    return calendar.of(calendar.parts(ctx.year.first), math.tointeger(tonumber(month)), math.tointeger(tonumber(day)))
end

local function year_begins(ctx) return ctx.year.first end
local function year_ends(ctx) return ctx.year.last end
local function at_once() return 0 end

-- ---- what ---------------------------------------------------------------------------------------------

local function some(rows, test)
    for _, row in ipairs(rows) do
        if test(row) then return true end
    end
    return false
end

local function count(rows, test)
    local n = 0
    for _, row in ipairs(rows) do n = n + (test(row) and 1 or 0) end
    return n
end

local function is(field, value)
    return function(row) return row[field] == value end
end

-- There is a row of the collection: any, or one that fits; of all years, or of this one.
local function any(collection, test)
    return function(ctx, group) return not some(ctx.rows(collection, group), test or function() return true end) and "" or nil end
end

local function any_of_year(collection, test)
    return function(ctx, group) return not some(ctx.of_year(collection, group), test or function() return true end) and "" or nil end
end

local function list_or_nil(list) return #list > 0 and words.list(list) or nil end

-- Which of these names no row has.
local function each_of(names, rows, has)
    local missing = {}
    for _, name in ipairs(names) do
        if not some(rows, function(row) return has(row, name) end) then missing[#missing + 1] = name end
    end
    return list_or_nil(missing)
end

local function field_is(field)
    return function(row, name) return row[field] == name end
end

-- Semesters of the year that are over.
local function closed_semesters(ctx)
    local list = {}
    for _, semester in ipairs(ctx.year.semesters) do
        if semester.last <= ctx.as_of then list[#list + 1] = semester.name:match "学年(.*)$" or semester.name end
    end
    return list
end

local function approved(row) return row.status == "已审定" or row.status == "已发布" end

-- The development plan covers the day looked at, the end of the year at the latest.
local function plan_in_force(ctx, group)
    local day = calendar.iso(math.min(ctx.as_of, ctx.year.last))
    local function covers(row) return row.kind == "发展规划" and row.valid_from and row.valid_from <= day and (not row.valid_to or day <= row.valid_to) end
    return not some(ctx.rows("plans", group), covers) and "没有覆盖" .. day .. "的" or nil
end

local function activity_plans(ctx, group)
    local missing, least = {}, ctx.set["每学期活动方案"]
    for _, semester in ipairs(closed_semesters(ctx)) do
        local n = count(ctx.of_year("plans", group), function(row) return row.kind == "活动方案" and row.semester == semester end)
        if n < least then missing[#missing + 1] = semester end
    end
    return list_or_nil(missing)
end

local function summaries(ctx, group)
    local rows = ctx.of_year("reports", group)
    for _, plan in ipairs(ctx.of_year("plans", group)) do rows[#rows + 1] = plan end
    return each_of(closed_semesters(ctx), rows, function(row, semester) return row.kind == "学期总结" and row.semester == semester end)
end

local function members_on(ctx, group, day) return units.active(ctx.county.registry, group.id, day) end

-- Units of the group at the end of the year that no row is about.
local function each_unit(collection, fits)
    return function(ctx, group)
        local missing = {}
        for _, m in ipairs(members_on(ctx, group, math.min(ctx.as_of, ctx.year.last))) do
            local name = ctx.county.registry.unit[m.unit].name
            local function own(row) return ctx.county.registry.id_of[row["单位"] or ""] == m.unit and (not fits or fits(row)) end
            if not some(collection == "rules" and ctx.rows("rules", group) or ctx.of_year(collection, group), own) then missing[#missing + 1] = name end
        end
        return list_or_nil(missing)
    end
end

local function enough_cases(ctx, group)
    local n, least = count(ctx.of_year("cases", group), approved), ctx.set["每学年案例"]
    return n < least and "已审定的有" .. n .. "篇，应有" .. least .. "篇" or nil
end

local round_blocks = {"运行机制", "资源共享", "办园成效"}

local function has_block(row, block)
    for _, name in ipairs(row["内容"] or {}) do
        if name == block then return true end
    end
    return false
end

local function rounds(ctx)
    local rows, least = ctx.of_year "rounds", ctx.set["每学年考评"]
    if #rows < least then return "有" .. #rows .. "轮，应有" .. least .. "轮" end
    return each_of(round_blocks, rows, has_block)
end

-- Types of the plan's own obligations that the county's table lacks.
local obliged = {"联合教研", "教师集中培训", "园长工作研究会议", "现场指导", "成果展示", "期末总结分析会", "党务活动", "财务管理", "工作例会", "交流展示", "蹲点指导", "党建互检"}

local function obligations(ctx)
    local name_of = ctx.county.types.name_of
    return each_of(obliged, ctx.rows "obligations", function(row, name) return (name_of[row["计数类型"]] or row["计数类型"]) == name end)
end

-- What was found wanting is to be mended (§1 #49).
local function mended(ctx, group)
    local missing = {}
    for _, row in ipairs(ctx.rows("milestones", group)) do
        local open = row["结果"] == "整改后通过" or row["结果"] == "未通过"
        if open and #ctx.rows("rectifications", group) == 0 then missing[#missing + 1] = row["类别"] end
    end
    return list_or_nil(missing)
end

local stages = {"创建方案评估", "中期评估", "验收评估"}
local own_rules = {"安全", "卫生保健", "家园共育", "一日活动流程"}

local function of_group(clause, what, where, due, since, missing)
    return {clause = clause, of = "group", what = what, where = where, due = due, since = since, missing = missing}
end

local function of_county(clause, what, where, due, missing)
    return {clause = clause, of = "county", what = what, where = where, due = due, missing = missing}
end

return {
    of_group("#7", "四同步登记", "sync/学年.csv", year_ends, year_begins, each_unit "sync"),
    of_group("#9", "三个平台的文件", "platforms/", filing_day, year_begins, any "platforms"),
    of_group("#11", "五个提升的指标", "lift/学年.csv", year_ends, year_begins, function(ctx, group)
        return each_of(fields.gains, ctx.of_year("lift", group), field_is "维度")
    end),
    of_group("#13", "牵头人和管理团队", "people.csv", filing_day, nil, any "people"),
    of_group("#16", "集团管理手册", "handbook/handbook.md", filing_day, year_begins, any "handbooks"),
    of_group("#17", "发展规划", "plans/", filing_day, year_begins, plan_in_force),
    of_group("#17", "年度计划", "plans/", filing_day, year_begins, any_of_year("plans", is("kind", "年度计划"))),
    of_group("#17", "活动方案", "plans/", year_begins, year_begins, activity_plans),
    of_group("#19", "学期总结", "reports/", year_begins, year_begins, summaries),
    of_group("#19", "年度报告", "reports/学年.md", year_ends, year_begins, any_of_year("reports", function(row) return row.kind == nil or row.kind == "年度报告" end)),
    of_group("#21", "互检清单（单位制度，领域为党建互检）", "rules.csv", year_ends, year_begins, any("rules", is("领域", "党建互检"))),
    of_group("#24", "安全、卫生保健、家园共育制度和一日活动流程", "rules.csv", year_ends, year_begins, function(ctx, group)
        return each_of(own_rules, ctx.rows("rules", group), field_is "领域")
    end),
    of_group("#25", "信息化资源共享清单（类别为信息化工具）", "resources/resources.csv", year_ends, year_begins, any("resources", is("类别", "信息化工具"))),
    of_group("#41", "组建说明", "group.md 的 founding_note", at_once, nil, function(_, group) return not group.founding_note and "" or nil end),
    of_group("#45", "工作方案", "plans/", filing_day, year_begins, any("plans", is("kind", "工作方案"))),
    of_group("#46", "创建计划", "plans/", filing_day, year_begins, any("plans", is("kind", "创建计划"))),
    of_group("#48", "创建方案评估、中期评估、验收评估的安排", "milestones.csv", filing_day, year_begins, function(ctx, group)
        return each_of(stages, ctx.rows("milestones", group), field_is "类别")
    end),
    of_group("#49", "整改事项", "rectifications.csv", at_once, nil, mended),
    of_group("#50", "典型案例", "cases/学年/", year_ends, year_begins, enough_cases),
    of_group("#57", "集团的办园质量评估标准", "standard-学年.csv", filing_day, year_begins, any "group_indicators"),
    of_group("#67", "集团自评得分", "assessment/学年-自评.csv", year_ends, year_begins, any_of_year("scores", is("kind", "自评"))),
    of_group("#72", "标志", "brand/，并写到 group.md 的 logo", filing_day, year_begins, function(_, group) return not group.logo and "" or nil end),
    of_county("#18、#20、#27、#30、#47、#58—#64", "义务表中的活动类型", "config/obligations.csv", at_once, obligations),
    of_county("#35、C01", "评估标准、考核细则", "policies/", filing_day, function(ctx)
        return each_of({"评估标准", "考核细则"}, ctx.rows "policies", field_is "kind")
    end),
    of_county("#35、C01", "考核指标表", "config/assessment-学年.csv", year_ends, any_of_year "indicators"),
    of_county("#40、C08", "扶持政策、管理制度", "policies/", filing_day, function(ctx)
        return each_of({"扶持政策", "管理制度"}, ctx.rows "policies", field_is "kind")
    end),
    of_county("#40", "关于成立学前教育集团的实施方案", "policies/", filing_day, any("policies", is("kind", "实施方案"))),
    of_county("#51、C03", "年度总体评估", "evaluation-学年.md", year_ends, any_of_year "evaluation_texts"),
    of_county("#52、C02", "领导小组、管理办公室", "bodies/", filing_day, function(ctx)
        return each_of({"领导小组", "管理办公室"}, ctx.rows "bodies", field_is "kind")
    end),
    of_county("#66、C04", "定期考评", "evaluations/rounds-学年.csv", year_ends, rounds),
}
