-- What only the bureau sees of the year's evaluation (domain 4.4, 内部版): duties of each group, points and grades, who
-- took little part, what is to be mended. Used by the internal edition alone; the engine refuses its fields
-- anywhere else (domain 3.10).
--
-- Groups stand in the county's order, never by points. A group that reports nothing is 未报, not zero.

local calendar = require "calendar"
local censure = require "censure"
local county_year = require "county_year"
local exact = require "exact"
local overview = require "evaluation_overview"
local sheet = require "sheet"
local shortfall = require "shortfall"
local stat = require "stat"
local words = require "words"

local inside_view = {}

local silent = "未报"

local function name_of(entry) return {overview.entry(entry), entry.name} end

local function short_name(entry) return entry.group and entry.group.short_name or entry.name end

-- ---- 12 duties of ten groups -----------------------------------------------------------------------------

-- A Han for how far a duty is done, so that no colour is needed; the limits are the county's of participation.
local function letter_of(rate, thresholds)
    if not rate or rate.due == 0 then return "—" end
    if rate.done >= rate.due then return "全" end
    local fraction = exact.of(rate.done, rate.due)
    if fraction.n == 0 then return "无" end
    if exact.less(fraction, thresholds.candidate) then return "少" end
    return exact.less(fraction, thresholds.remind) and "半" or "近"
end

local function percent(fraction) return exact.percent(fraction.n, fraction.d):gsub("%.0%%", "%%") end

function inside_view.letters(year)
    local t = year.county.thresholds
    return string.format("全＝应完成的全部完成，近＝不低于%s，半＝不低于%s，少＝低于%s，无＝一次也没有，—＝没有到期，未报＝本学年没有报送记录。",
        percent(t.remind), percent(t.candidate), percent(t.candidate))
end

-- {[duty id] = rate} of a group
local function rates_of(entry)
    local of = {}
    for _, rate in ipairs(entry.view.judged.rates) do of[rate.requirement.id] = rate end
    return of
end

local function duty_ids(year) return sheet.each(year.county.base, function(row) return row["编号"] end) end

function inside_view.heat(year)
    local ids = duty_ids(year)
    local series = sheet.each(year.groups, function(entry)
        local line = {name = short_name(entry), values = {}, marks = {}}
        local rates = entry.reported and rates_of(entry) or {}
        for i, id in ipairs(ids) do
            local rate = rates[id]
            line.values[i] = rate and rate.due > 0 and rate.done * 100 // rate.due or false
            line.marks[i] = entry.reported and letter_of(rate, year.county.thresholds) or silent
        end
        return line
    end)
    return {
        doc.chart{kind = "heat", title = overview.all_groups(year) .. "十二项义务的履行状况", unit = "%", rows = "集团", columns = "义务", categories = ids,
            series = series, low = 0, high = 100},
        doc.para{class = "remark attached", inside_view.letters(year)},
        doc.para{class = "remark attached", words.list(sheet.each(year.county.base, function(row) return row["编号"] .. " " .. row["名称"] end), "，") .. "。"},
    }
end

function inside_view.rates(year)
    local ids = duty_ids(year)
    local head, align, widths = {"集团"}, {"left"}, {"auto"}
    for _, id in ipairs(ids) do head[#head + 1], align[#align + 1], widths[#widths + 1] = id, "center", 1 end
    head[#head + 1], align[#align + 1], widths[#widths + 1] = "综合", "right", "auto"
    return sheet.table("完成次数／应完成次数与综合履行率", head, align, sheet.each(year.groups, function(entry)
        local row = {short_name(entry)}
        if not entry.reported then return {short_name(entry), doc.cell{colspan = #ids + 1, align = "center", silent}} end
        local rates, total = rates_of(entry), entry.view.judged.total.fraction
        for _, id in ipairs(ids) do
            local rate = rates[id]
            row[#row + 1] = rate and rate.due > 0 and rate.done .. "/" .. rate.due or "—"
        end
        row[#row + 1] = total and exact.percent(total.n, total.d) or "—"
        return row
    end), widths)
end

-- In words: which duties are short, in how many periods, of whom; and that the others are done.
function inside_view.shortfall_sum(year)
    local order, of, groups, periods = {}, {}, {}, 0
    for _, row in ipairs(year.county.base) do
        of[row["编号"]] = {name = row["名称"], count = 0, names = {}}
        order[#order + 1] = of[row["编号"]]
    end
    for _, entry in ipairs(county_year.reporting(year)) do
        for _, status in ipairs(entry.view.judged.statuses) do
            local line = status.state == "未达标" and of[status.requirement.id]
            if line then
                periods, line.count, groups[entry.id] = periods + 1, line.count + 1, true
                if line.names[#line.names] ~= entry.name then line.names[#line.names + 1] = entry.name end
            end
        end
    end
    if periods == 0 then return doc.para{"已结束的期间，各集团各项义务均达到要求。"} end
    local count = 0
    for _ in pairs(groups) do count = count + 1 end
    local short = sheet.each(sheet.kept(order, function(line) return line.count > 0 end), function(line)
        return string.format("%s%d项（%s）", line.name, line.count, words.list(line.names))
    end)
    local whole = sheet.each(sheet.kept(order, function(line) return line.count == 0 end), function(line) return line.name end)
    return doc.para{string.format("已结束的期间中，有%d项未达到要求，涉及%d个集团：%s。", periods, count, words.list(short, "；")),
        #whole > 0 and words.list(whole) .. "，各集团均达到要求。"}
end

-- Every period that is short in a group.
function inside_view.shortfalls(year)
    local rows = {}
    for _, entry in ipairs(county_year.reporting(year)) do
        for _, status in ipairs(entry.view.judged.statuses) do
            if status.state == "未达标" then
                rows[#rows + 1] = {entry.name, status.requirement.name, shortfall.period_name(status),
                    status.member and year.county.registry.unit[status.member].name or "集团", status.requirement.least .. "/" .. status.count}
            end
        end
    end
    return sheet.table("未达到要求的期间", {"集团", "义务", "期间", "主体", "应/计"}, {"left", "left", "left", "left", "center"}, rows)
end

-- Events of each group, in the county's order; a silent group has no bar.
function inside_view.events_chart(year)
    return doc.chart{
        kind = "horizontal", title = "各集团计入统计的活动", unit = "场", decimals = 0,
        categories = sheet.each(year.groups, short_name),
        values = sheet.each(year.groups, function(entry) return entry.reported and #stat.events(entry.view) or false end),
    }
end

function inside_view.events_table(year)
    local total, heads = 0, 0
    local rows = sheet.each(year.groups, function(entry)
        if not entry.reported then return {name_of(entry), silent, silent, silent} end
        local sum, missing = 0, 0
        for _, event in ipairs(stat.events(entry.view)) do
            sum = sum + (event.headcount or 0)
            if not event.headcount then missing = missing + 1 end
        end
        total, heads = total + #stat.events(entry.view), heads + sum
        return {name_of(entry), tostring(#stat.events(entry.view)), tostring(sum), missing > 0 and tostring(missing) or "—"}
    end)
    rows[#rows + 1] = {class = "total", "各集团合计", tostring(total), tostring(heads), ""}
    local county_heads = 0
    for _, event in ipairs(year.events) do county_heads = county_heads + (event.headcount or 0) end
    rows[#rows + 1] = {"减：联合活动重复登记", tostring(total - #year.events), tostring(heads - county_heads), ""}
    rows[#rows + 1] = {class = "total", "全县", tostring(#year.events), tostring(county_heads), ""}
    return sheet.table("各集团活动场次与人次", {"集团", "场次", "人次", "未登记人次的场次"}, {"left", "right", "right", "right"}, rows)
end

-- ---- points -------------------------------------------------------------------------------------------------

local function number(value) return string.format("%.1f", value) end

-- {self = {[domain] = points}, bureau = …} of a group, nil when nobody has scored it
local function points_of(year, entry)
    local key, domain = year.county.year.key, {}
    for _, row in ipairs(year.site.indicators:where{school_year = key}) do domain[row["编号"]] = row["一级指标"] end
    local points, any = {["自评"] = {}, ["局评"] = {}}, false
    for _, row in ipairs(year.site.scores:where{group_id = entry.id, school_year = key}) do
        local of, name = points[row.kind], domain[row["编号"]]
        if of and name then of[name], any = (of[name] or 0) + row["得分"], true end
    end
    return any and points or nil
end

-- {{name, points}, …} of the five domains in the county's order
local function domains(year)
    local list, seen = {}, {}
    for _, row in ipairs(year.site.indicators:where{school_year = year.county.year.key}) do
        local name = row["一级指标"]
        if not seen[name] then
            seen[name] = true
            list[#list + 1] = {name, row["一级分值"]}
        end
    end
    return list
end

local function total(of)
    local sum = 0
    for _, points in pairs(of) do sum = sum + points end
    return sum
end

local function evaluation_of(year, entry)
    return year.site.evaluations:first{school_year = year.county.year.key, group = entry.group}
end

function inside_view.scores(year)
    local list = domains(year)
    local top, below = {doc.cell{rowspan = 2, "集团"}}, {}
    local align, widths = {"left"}, {"auto"}
    for _, domain in ipairs(list) do
        top[#top + 1] = doc.cell{colspan = 2, domain[1] .. "（" .. domain[2]  .. "）"}
        for _, kind in ipairs{"自评", "局评"} do below[#below + 1], align[#align + 1], widths[#widths + 1] = kind, "right", 1 end
    end
    top[#top + 1] = doc.cell{colspan = 2, "合计"}
    for _, kind in ipairs{"自评", "局评"} do below[#below + 1], align[#align + 1], widths[#widths + 1] = kind, "right", 1 end
    top[#top + 1] = doc.cell{rowspan = 2, "等次"}
    align[#align + 1], widths[#widths + 1] = "center", "auto"
    return sheet.table("五个一级指标的自评与局评得分", {top, below}, align, sheet.each(year.groups, function(entry)
        local points, row = points_of(year, entry), {short_name(entry)}
        if not points then return {short_name(entry), doc.cell{colspan = 2 * #list + 3, align = "center", entry.reported and "未评" or silent}} end
        for _, domain in ipairs(list) do
            for _, kind in ipairs{"自评", "局评"} do
                row[#row + 1] = points[kind][domain[1]] and number(points[kind][domain[1]]) or "—"
            end
        end
        for _, kind in ipairs{"自评", "局评"} do row[#row + 1] = next(points[kind]) and number(total(points[kind])) or "—" end
        local evaluation = evaluation_of(year, entry)
        row[#row + 1] = evaluation and evaluation["等次"] or "—"
        return row
    end), widths)
end

local function difference(points)
    if not next(points["自评"]) or not next(points["局评"]) then return "—" end
    local d = total(points["局评"]) - total(points["自评"])
    return words.signed(d, number(math.abs(d)))
end

-- Sums and grades; the five domains of each group stand in an annex.
function inside_view.grades(year)
    return sheet.table("自评、局评与等次", {"集团", "自评", "局评", "局评−自评", "等次"}, {"left", "right", "right", "right", "center"},
        sheet.each(year.groups, function(entry)
            local points = points_of(year, entry)
            local evaluation = entry.group and evaluation_of(year, entry)
            if not points then return {name_of(entry), doc.cell{colspan = 4, align = "center", entry.reported and "未评" or silent}} end
            local function sum(kind) return next(points[kind]) and number(total(points[kind])) or "—" end
            return {name_of(entry), sum"自评", sum"局评", difference(points), evaluation and evaluation["等次"] or "—"}
        end))
end

-- The mean share of the points of each domain that the groups gave themselves and the bureau gave them.
function inside_view.score_chart(year)
    local list = domains(year)
    local series = {{name = "自评", values = {}}, {name = "局评", values = {}}}
    for i, domain in ipairs(list) do
        for _, line in ipairs(series) do
            local sum, count = 0, 0
            for _, entry in ipairs(year.groups) do
                local points = points_of(year, entry)
                local own = points and points[line.name][domain[1]]
                if own then sum, count = sum + own, count + 1 end
            end
            line.values[i] = count > 0 and math.floor(sum / count / domain[2] * 1000 + 0.5) / 10 or false
        end
    end
    if not series[1].values[1] and not series[2].values[1] then return false end
    return doc.chart{kind = "grouped", title = "五个一级指标的平均得分率", unit = "%", low = 0, high = 100,
        categories = sheet.each(list, function(domain) return domain[1] end), series = series}
end

-- ---- who took little part --------------------------------------------------------------------------------------

local flagged = {["提醒"] = true, ["参与不力候选"] = true}

function inside_view.candidates(year)
    local rows = {}
    for _, entry in ipairs(county_year.reporting(year)) do
        for _, p in ipairs(entry.view.judged.participation) do
            if flagged[p.flag] then
                rows[#rows + 1] = {entry.name, year.county.registry.unit[p.unit].name, tostring(p.base), tostring(p.excused),
                    tostring(p.attended), exact.percent(p.attended, p.divisor), p.flag}
            end
        end
    end
    return sheet.table("参与率偏低的成员园（供讨论）", {"集团", "成员园", "应参加", "准假", "实参加", "参与率", "标记"},
        {"left", "left", "right", "right", "right", "right", "left"}, rows)
        or doc.para{"本学年没有参与率低于提醒线的成员园。"}
end

-- The other limb of #68: no dimension risen for as many school years as the county says.
function inside_view.slow(year)
    local rows = {}
    for _, entry in ipairs(county_year.reporting(year)) do
        for _, slow in ipairs(censure.slow(entry.view, year.site)) do
            local unit = year.county.registry.unit[slow.unit]
            rows[#rows + 1] = {entry.name, unit and unit.name or slow.unit, tostring(slow.years), words.school_year(slow.since)}
        end
    end
    return sheet.table("四个维度没有提高的成员园（供讨论）", {"集团", "成员园", "连续学年数", "起于"}, {"left", "left", "right", "left"}, rows)
end

-- ---- what is to be mended ----------------------------------------------------------------------------------------

function inside_view.advice(year)
    local rows = {}
    for _, entry in ipairs(year.groups) do
        local row = entry.group and evaluation_of(year, entry)
        if row then rows[#rows + 1] = {name_of(entry), row["存在问题"], row["改进建议"]} end
    end
    return sheet.table("各集团的主要问题与改进建议", {"集团", "主要问题", "改进建议"}, {"left", "left", "left"}, rows, {"26mm", 1, 1})
end

function inside_view.rectifications(year)
    local rows = {}
    for _, entry in ipairs(year.groups) do
        for _, row in ipairs(entry.view and entry.view.rectifications or {}) do
            if row["完成日期"] == nil then
                rows[#rows + 1] = {entry.name, row["来源"], row["问题"], row["责任人"], words.date(row["期限"])}
            end
        end
    end
    return sheet.table("未办结的整改事项", {"集团", "来源", "问题", "责任岗位", "期限"}, {"left", "left", "left", "left", "left"}, rows,
        {"26mm", "auto", 1, "auto", "auto"})
end

function inside_view.rounds(year)
    return sheet.table("考评轮次", {"名称", "起止", "内容", "方式", "结论"}, {"left", "left", "left", "left", "left"},
        sheet.each(year.site.rounds:where{school_year = year.county.year.key}, function(row)
            return {row["名称"], words.span(row["开始日期"], row["结束日期"]), words.list(row["内容"]), row["方式"], row["结论"] or "—"}
        end), {"22mm", "auto", "26mm", 1, 1.4})
end

-- ---- milestones, with results -------------------------------------------------------------------------------------

local stages = {"创建方案评估", "中期评估", "验收评估"}

-- When it was done and, below, how it ended; what is overdue says so.
local function stage_cell(year, entry, stage)
    for _, row in ipairs(entry.view and entry.view.milestones or {}) do
        if row["类别"] == stage then
            local done = row["完成日期"]
            if done and done <= calendar.iso(year.period.last) then return doc.cell{words.date(done), doc.line_break(), row["结果"] or "结果未填"} end
            local late = not done and row["计划日期"] < year.site.as_of
            return doc.cell{words.date(row["计划日期"]), doc.line_break(), late and "应办，逾期" or "（计划）"}
        end
    end
    return "—"
end

function inside_view.milestones(year)
    local any = false
    local rows = sheet.each(year.groups, function(entry)
        local row = {name_of(entry)}
        for i, stage in ipairs(stages) do
            row[i + 1] = stage_cell(year, entry, stage)
            any = any or row[i + 1] ~= "—"
        end
        return row
    end)
    return any and sheet.table("各集团阶段评估", {"集团", stages[1], stages[2], stages[3]}, {"left", "left", "left", "left"}, rows,
        {"auto", 1, 1, 1})
end

return inside_view
