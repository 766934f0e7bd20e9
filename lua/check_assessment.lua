-- What is wrong with standards, points, opinions, evaluations and stages: domain §2.2, §1 #36, #37, #48, #49.

local assessment = require "assessment"
local calendar = require "calendar"
local fields = require "model_fields"
local finding = require "finding"
local settings = require "settings"
local units = require "units"

local check = {}

local fail, warn = finding.fail, finding.warn

-- 100, 7.5
local function points_text(n) return (string.format("%.2f", n):gsub("0+$", ""):gsub("%.$", "")) end

local function same(a, b) return math.abs(a - b) < 1e-9 end

-- ---- standards ------------------------------------------------------------------------------------------

local function standard_of(rows, key_of)
    local of, order = {}, {}
    for _, row in ipairs(rows) do
        local key = key_of(row)
        local entry = of[key]
        if not entry then
            entry = {first = row, domains = {}, order = {}, total = 0, points = {}, rows = {}}
            of[key], order[#order + 1] = entry, key
        end
        local domain = entry.domains[row["一级指标"]]
        if not domain then
            domain = {row = row, sum = 0, points = row["一级分值"]}
            entry.domains[row["一级指标"]], entry.order[#entry.order + 1] = domain, row["一级指标"]
            entry.total = entry.total + (row["一级分值"] or 0)
        end
        domain.sum = domain.sum + (row["分值"] or 0)
        if row["编号"] then entry.points[row["编号"]] = row["分值"] end
        entry.rows[#entry.rows + 1] = row
    end
    return of, order
end

local function check_sums(standard, total, report)
    for _, name in ipairs(standard.order) do
        local domain = standard.domains[name]
        if domain.points and not same(domain.sum, domain.points) then
            fail(report, domain.row, "一级分值", "points", {
                "二级指标分值之和为" .. points_text(domain.sum) .. "，一级分值为" .. points_text(domain.points),
                "its second-level points add up to " .. points_text(domain.sum) .. ", not " .. points_text(domain.points),
                "改分值，使二级之和等于一级", "mend the points"})
        end
    end
    if not same(standard.total, total) then
        fail(report, standard.first, "一级分值", "points", {"一级分值之和为" .. points_text(standard.total) .. "，应为" .. points_text(total),
            "the points add up to " .. points_text(standard.total) .. ", not " .. points_text(total),
            "改一级分值；总分由参数“考核总分”定", "mend the points; the total is a setting"})
    end
end

-- The county's standard has exactly the five of the plan (§1 #36).
local function check_domains(standard, report)
    local missing, extra = {}, {}
    for _, name in ipairs(fields.domains) do
        if not standard.domains[name] then missing[#missing + 1] = name end
    end
    local known = {}
    for _, name in ipairs(fields.domains) do known[name] = true end
    for _, name in ipairs(standard.order) do
        if not known[name] then extra[#extra + 1] = name end
    end
    if #missing > 0 or #extra > 0 then
        local at = extra[1] and standard.domains[extra[1]].row or standard.first
        fail(report, at, "一级指标", "domains", {
            "一级指标应是方案的五项" .. (missing[1] and "，缺" .. table.concat(missing, "、") or "") .. (extra[1] and "，多" .. table.concat(extra, "、") or ""),
            "the first level is the five of the plan", "五项：" .. table.concat(fields.domains, "、"), "these: " .. table.concat(fields.domains, ", ")})
    end
end

local function check_standards(site, total, report)
    local of, order = standard_of(site.indicators, function(row) return row.school_year end)
    local obligations = {}
    for _, row in ipairs(site.obligations) do obligations[row["编号"] or ""] = true end
    for _, key in ipairs(order) do
        check_domains(of[key], report)
        check_sums(of[key], total, report)
        for _, row in ipairs(of[key].rows) do
            if row["取数"] == "自动" and not row["数据键"] then
                fail(report, row, "数据键", "field-missing", {"自动取数的指标缺少数据键", "an automatic indicator needs its figure", "写数据键，例如 rate.O01", "as in rate.O01"})
            end
            local unknown = row["取数"] ~= "人工" and row["数据键"] and assessment.unknown_keys(row["数据键"], obligations) or {}
            if #unknown > 0 then
                fail(report, row, "数据键", "data-key", {"没有这个指标：" .. table.concat(unknown, "、"), "no such figure: " .. table.concat(unknown, ", "),
                    "写指标目录中的键，例如 rate.O01；几项之和用 + 连接", "a key of the catalogue, as in rate.O01"})
            end
        end
    end
    local own, own_order = standard_of(site.group_indicators, function(row) return row.group_id .. "|" .. row.school_year end)
    for _, key in ipairs(own_order) do check_sums(own[key], total, report) end
    return of
end

-- ---- points ------------------------------------------------------------------------------------------------

local function check_score(row, most, step, report)
    local points = row["得分"]
    if most == nil then
        fail(report, row, "编号", "reference-unknown", {"考核标准中没有指标：" .. (row["编号"] or "空"), "no such indicator: " .. (row["编号"] or "blank"),
            "编号与 config/assessment-" .. row.school_year .. ".csv 一致", "as in config/assessment-" .. row.school_year .. ".csv"})
        return
    end
    if not points then return end
    if points > most then
        fail(report, row, "得分", "score", {"得分" .. points_text(points) .. "超过分值" .. points_text(most), "more than the " .. points_text(most) .. " there are",
            "应在 0 到 " .. points_text(most) .. " 之间", "0 to " .. points_text(most)})
    end
    if not same(points / step, math.floor(points / step + 0.5)) then
        fail(report, row, "得分", "score", {"得分应以" .. points_text(step) .. "分为一档：" .. points_text(points), "points go in steps of " .. points_text(step),
            "四舍五入到最近的一档", "round to the nearest"})
    end
    if points < most and not row["扣分理由"] then
        warn(report, row, "扣分理由", "score-reason", {"扣了" .. points_text(most - points) .. "分，没有写理由", points_text(most - points) .. " less, but why?",
            "写明扣分的事实", "state the fact"})
    end
end

local function add_score(sums, row)
    local key = row.group_id .. "|" .. row.school_year
    local of = sums[key] or {}
    sums[key] = of
    local entry = of[row.kind] or {sum = 0, row = row, seen = {}}
    of[row.kind] = entry
    entry.sum = entry.sum + (row["得分"] or 0)
    if row["编号"] then entry.seen[row["编号"]] = true end
end

-- {[group|year] = {自评 = {sum, row, n}, 局评 = …}}
local function check_scores(site, standards, step, report)
    local sums = {}
    for _, row in ipairs(site.scores) do
        local standard = standards[row.school_year]
        check_score(row, standard and standard.points[row["编号"]], step, report)
        if row.kind then add_score(sums, row) end
    end
    for key, of in pairs(sums) do
        local standard = standards[key:match("|(.*)$")]
        for _, entry in pairs(of) do
            local missing = {}
            for _, row in ipairs(standard and standard.rows or {}) do
                if row["编号"] and not entry.seen[row["编号"]] then missing[#missing + 1] = row["编号"] end
            end
            if #missing > 0 then
                warn(report, entry.row, "编号", "score-missing", {entry.row.kind .. "没有给分的指标：" .. table.concat(missing, "、"), "indicators without points: " .. table.concat(missing, ", "),
                    "每个指标写一行，0 分也写", "one row each, also for 0"})
            end
        end
    end
    return sums
end

-- ---- opinions and evaluations ---------------------------------------------------------------------------------

-- Every unit of the group is heard before the bureau's points are locked (§1 #37).
local function check_heard(row, registry, opinions, report)
    local locked = row["锁定日期"]
    local day = calendar.day(locked)
    if not day then return end
    local missing = {}
    for _, m in ipairs(units.active(registry, finding.id(row.group) or "", day)) do
        local opinion = opinions[(finding.id(row.group) or "") .. "|" .. row.school_year .. "|" .. m.unit]
        if not opinion or not opinion["日期"] or opinion["日期"] > locked then missing[#missing + 1] = registry.unit[m.unit].name end
    end
    if #missing > 0 then
        fail(report, row, "锁定日期", "opinion-missing", {"锁定得分前没有听取意见：" .. table.concat(missing, "、"), "not heard before the points were locked: " .. table.concat(missing, ", "),
            "各单位的意见登记在 assessment/opinions-" .. row.school_year .. ".csv，日期不晚于锁定日期", "register them in assessment/opinions-" .. row.school_year .. ".csv"})
    end
end

local function grade_of(points, limits)
    for _, grade in ipairs {"优秀", "良好", "合格"} do
        if points >= limits[grade .. "下限"] then return grade end
    end
    return "不合格"
end

local function check_evaluation(row, sums, limits, report)
    local of = sums[(finding.id(row.group) or "") .. "|" .. row.school_year] or {}
    for kind, field in pairs {["自评"] = "自评得分", ["局评"] = "局评得分"} do
        if of[kind] and row[field] and not same(of[kind].sum, row[field]) then
            fail(report, row, field, "score-sum", {field .. "是" .. points_text(row[field]) .. "，各指标之和为" .. points_text(of[kind].sum),
                "the points add up to " .. points_text(of[kind].sum), "核对得分表", "compare with the table of points"})
        end
    end
    local points = row["局评得分"]
    if points and row["等次"] and row["等次"] ~= grade_of(points, limits) then
        fail(report, row, "等次", "grade", {points_text(points) .. "分应是" .. grade_of(points, limits) .. "，这里是" .. row["等次"], points_text(points) .. " points are " .. grade_of(points, limits),
            "分数线在 config/settings.csv；例外须改分数并写理由", "the limits are settings"})
    end
end

local function check_evaluations(site, sums, limits, report)
    local registry, opinions = units.read(site.units), {}
    for _, row in ipairs(site.opinions) do
        opinions[row.group_id .. "|" .. row.school_year .. "|" .. (finding.id(row.unit) or "")] = row
    end
    for _, row in ipairs(site.evaluations) do
        check_heard(row, registry, opinions, report)
        check_evaluation(row, sums, limits, report)
    end
    for _, row in ipairs(site.opinions) do
        local mine = false
        for _, m in ipairs(registry.members[row.group_id] or {}) do mine = mine or m.unit == finding.id(row.unit) end
        if not mine and type(row.unit) ~= "string" then
            warn(report, row, "单位", "opinion-unit", {"不属于本集团：" .. row["单位"], "not a unit of this group", "核对单位", "compare the unit"})
        end
    end
end

-- ---- stages and what is to be mended ---------------------------------------------------------------------------

local stages = {["创建方案评估"] = 1, ["中期评估"] = 2, ["验收评估"] = 3}

local function check_stage(row, today, report)
    local planned, done = row["计划日期"], row["完成日期"]
    if planned and not done and planned < today then
        warn(report, row, "计划日期", "milestone-overdue", {row["类别"] .. "应在" .. planned .. "完成，没有完成日期", "it was due on " .. planned .. " and is not done",
            "已完成的填完成日期和结果；推迟的改计划日期并说明", "give its day and result, or plan it anew"})
    end
    if done and not row["结果"] then
        warn(report, row, "结果", "milestone-result", {"已完成，没有结果", "done, but with what result?", "填 通过、整改后通过 或 未通过", "one of the three"})
    elseif row["结果"] and not done then
        warn(report, row, "完成日期", "milestone-result", {"有结果，没有完成日期", "a result, but when?", "填完成日期", "give the day"})
    end
end

local function check_milestones(site, report)
    for _, rows in pairs(finding.by(site.milestones, "group_id")) do
        table.sort(rows, function(a, b) return (stages[a["类别"]] or 9) < (stages[b["类别"]] or 9) end)
        for i, row in ipairs(rows) do
            check_stage(row, site.as_of, report)
            local before = rows[i - 1]
            for _, field in ipairs {"计划日期", "完成日期"} do
                if before and before[field] and row[field] and row[field] < before[field] then
                    fail(report, row, field, "milestone-order", {row["类别"] .. "的" .. field .. "早于" .. before["类别"], "before the stage that comes first",
                        "先方案评估，再中期评估，后验收评估", "in the order of the plan"})
                end
            end
        end
    end
end

local function check_rectifications(site, report)
    for _, row in ipairs(site.rectifications) do
        for _, field in ipairs {"期限", "完成日期"} do
            if row[field] and row["提出日期"] and row[field] < row["提出日期"] then
                fail(report, row, field, "dates", {field .. "早于提出日期", field .. " is before it was raised", "核对两个日期", "compare both dates"})
            end
        end
        if row["期限"] and not row["完成日期"] and row["期限"] < site.as_of then
            warn(report, row, "期限", "rectification-overdue", {"整改已过期限，没有完成日期", "it is past its term and not closed", "完成的填完成日期；要延长的改期限并写明原因", "give its day, or a new term"})
        end
    end
end

function check.run(site, report)
    local set = settings.of(site)
    local standards = check_standards(site, set["考核总分"], report)
    local sums = check_scores(site, standards, set["评分步长"], report)
    check_evaluations(site, sums, set, report)
    check_milestones(site, report)
    check_rectifications(site, report)
end

return check
