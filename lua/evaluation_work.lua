-- What the county's groups did in the year, and what came of it: totals of the county, each joint event once (domain
-- 4.4, 四, 六, 七).

local calendar = require "calendar"
local county_year = require "county_year"
local design = require "design"
local event_counts = require "event_counts"
local joint = require "joint"
local overview = require "evaluation_overview"
local results = require "results"
local sheet = require "sheet"
local stat = require "stat"
local tally = require "tally"
local words = require "words"

local work = {}

-- ---- 四 工作任务完成情况 --------------------------------------------------------------------------------------

local function headcount(year, events)
    local public = overview.is_public(year)
    return tally.of(events, function(event) return tally.heads(event.headcount, public) end)
end

local function heads(year, value, unit) return tally.people(value, overview.is_public(year), unit, "场") end

-- Σ of the groups, the joint events that are in it more than once, and what is left (domain 4.4).
function work.sum(year)
    local total, reporting = 0, county_year.reporting(year)
    for _, entry in ipairs(reporting) do total = total + #stat.events(entry.view) end
    local twice = total - #year.events
    if twice == 0 then
        return doc.para{string.format("本学年，全县共开展活动%d场，参加%s；没有由两个以上集团分别登记的联合活动。", total, heads(year, headcount(year, year.events), "人次"))}
    end
    local together = #sheet.kept(year.repeats, function(items) return #items > 1 end)
    return doc.para{string.format("本学年，各集团计入统计的活动合计%d场；其中%d场由两个以上集团联合开展，分别登记，重复%d场。去掉重复，全县共开展活动%d场，参加%s。",
        total, together, twice, #year.events, heads(year, headcount(year, year.events), "人次"))}
end

local function often(row)
    local least = row["最低次数"]
    return "每" .. row["周期"] .. least .. "次" .. (row["主体"] == "成员" and "（每所成员园）" or "")
end

-- The duties of the county's list with what was held for them.
function work.duties(year)
    return sheet.table("各项任务开展情况", {"任务", "对集团的基本要求", "依据", "全县场次", "人次"}, {"left", "left", "left", "right", "right"},
        sheet.each(year.county.base, function(row)
            local kind = year.county.types.name_of[row["计数类型"]] or row["计数类型"]
            local held = sheet.kept(year.events, function(event) return event.type == kind end)
            return {row["名称"], often(row), row["方案条款"] or "—", tostring(#held), heads(year, headcount(year, held))}
        end), {3, "auto", "auto", "auto", "auto"})
end

function work.month_chart(year) return event_counts.month_chart(year.events, year.county.types.order, design.county_brand) end

local steps = 10 -- events to a class of groups

-- How many groups had how many events: the county's shape without naming anybody.
function work.spread_chart(year)
    local counts = sheet.each(county_year.reporting(year), function(entry) return #stat.events(entry.view) end)
    if #counts < 2 then return false end
    local low, high = math.min(table.unpack(counts)) // steps, math.max(table.unpack(counts)) // steps
    if low == high then return false end -- one bar says nothing
    local names, values = {}, {}
    for class = low, high do
        names[#names + 1] = class * steps .. "～" .. class * steps + steps - 1 .. "场"
        values[#values + 1] = #sheet.kept(counts, function(n) return n // steps == class end)
    end
    return doc.chart{kind = "bar", title = "按全年活动场次分组的集团数", unit = "个", decimals = 0, brand = design.county_brand, categories = names, values = values}
end

-- abreast: so many parts of it side by side
function work.type_table(year, abreast)
    return event_counts.type_table(year.events, year.county.types.order, function(n) return heads(year, n) end, abreast, overview.is_public(year))
end

function work.month_table(year) return event_counts.month_table(year.events) end

-- The joint events, with the groups that held them together.
function work.joint(year)
    local names = {}
    for _, entry in ipairs(year.groups) do names[entry.id] = entry.name end
    local rows = {}
    for _, items in ipairs(year.repeats) do
        if #items > 1 then
            local event = joint.owner(year.county, items).event
            rows[#rows + 1] = {words.date(calendar.iso(event.day)), event.type, event.row["主题"] or "",
                words.list(sheet.each(items, function(item) return names[item.group] end))}
        end
    end
    return sheet.table("跨集团联合活动（全县各计一次）", {"日期", "类型", "主题", "集团"}, {"left", "left", "left", "left"}, rows,
        {"auto", "auto", 1, 1})
end

-- ---- 六 成效 -------------------------------------------------------------------------------------------------

-- Units that moved on in each dimension, of groups that are in step; levels stay inside.
function work.sync(year)
    local list, of = {}, {}
    for _, entry in ipairs(year.groups) do
        for _, dimension in ipairs(entry.view and results.sync(entry.view.sync) or {}) do
            local line = of[dimension[1]] or {dimension[1], groups = 0, improved = 0, example = nil}
            if not of[dimension[1]] then of[dimension[1]], list[#list + 1] = line, line end
            line.groups, line.improved = line.groups + 1, line.improved + dimension.improved
            line.changes = line.changes or {}
            if dimension.changes[1] then table.insert(line.changes, dimension.changes[#dimension.changes]) end
        end
    end
    return sheet.table("“四同步”进展", {"内容", "有进步的园（所）", "变化举例"}, {"left", "right", "left"}, sheet.each(list, function(line)
        local examples = {table.unpack(line.changes or {}, 1, 3)}
        return {line[1], tostring(line.improved), words.list(examples, "；") .. (#examples > 0 and "。" or "—")}
    end), {"auto", "auto", 1})
end

-- 四有 (§1 #19): the public is told what every group that reports has reached; the office, each group's state.
local met = "达标"

function work.four(year)
    local of, order, reporting = {}, {}, county_year.reporting(year)
    for _, entry in ipairs(reporting) do
        for _, item in ipairs(stat.figure(entry.view, "fouryou")) do
            if not of[item.name] then of[item.name], order[#order + 1] = 0, item.name end
            of[item.name] = of[item.name] + (item.state == met and 1 or 0)
        end
    end
    local reached = sheet.kept(order, function(name) return of[name] == #reporting end)
    return #reached > 0 and doc.para{"按记录逐项核对，", words.list(reached), string.format("，%s个集团全部达标。", words.count(#reporting))}
end

function work.four_matrix(year)
    local head, align, rows = {"集团"}, {"left"}, {}
    for i, entry in ipairs(year.groups) do
        local row = {{overview.entry(entry), entry.name}}
        for k, item in ipairs(entry.reported and stat.figure(entry.view, "fouryou") or {}) do
            head[k + 1], align[k + 1], row[k + 1] = item.name, "center", item.state
        end
        rows[i] = row
    end
    for _, row in ipairs(rows) do
        for k = #row + 1, #head do row[k] = "未报" end
    end
    return #head > 1 and sheet.table("各集团“四有”情况", head, align, rows)
end

-- Indicators that several groups report under one name, weighted by their samples.
function work.lifted(year)
    local list, of = {}, {}
    for _, entry in ipairs(year.groups) do
        for _, row in ipairs(entry.view and entry.view.lift or {}) do
            local key = row.dimension .. "\n" .. row.measure
            local line = of[key]
            if not line then
                line = {dimension = row.dimension, measure = row.measure, groups = 0, sample = 0, before = 0, now = 0, rows = {}}
                of[key], list[#list + 1] = line, line
            end
            local weight = row.sample_size or 0
            line.rows[#line.rows + 1] = row
            line.groups, line.sample = line.groups + 1, line.sample + weight
            line.before, line.now = line.before + row.before * weight, line.now + row.now * weight
        end
    end
    return sheet.kept(list, function(line) return line.measure == "%" and line.sample > 0 end)
end

local function tenth(x) return string.format("%.1f", math.floor(x * 10 + 0.5) / 10) end

local gains = {"办园水平", "保教质量", "师资水平", "幼儿素质", "社会满意度"}

local function in_order(list)
    local sorted = {}
    for _, gain in ipairs(gains) do
        for _, line in ipairs(list) do
            if line.dimension == gain then sorted[#sorted + 1] = line end
        end
    end
    return sorted
end

-- The indicators' names, the first that a group gave before the others.
local function indicator(line)
    local names, seen = {}, {}
    for _, row in ipairs(line.rows) do
        if not seen[row.indicator] then seen[row.indicator], names[#names + 1] = true, row.indicator end
    end
    return #names == 1 and names[1] or names[1] .. "等" .. words.count(#names) .. "项"
end

function work.lift_table(year)
    return sheet.table("“五个提升”主要指标（按样本数汇总）", {"内容", "指标", "集团数", "样本数", "学年初（%）", "学年末（%）"},
        {"left", "left", "right", "right", "right", "right"}, sheet.each(in_order(work.lifted(year)), function(line)
            return {line.dimension, indicator(line), tostring(line.groups), tostring(line.sample), tenth(line.before / line.sample),
                tenth(line.now / line.sample)}
        end), {"auto", 1, "auto", "auto", "auto", "auto"}, {class = "records"})
end

function work.lift_chart(year)
    local names, before, now = {}, {}, {}
    for i, line in ipairs(in_order(work.lifted(year))) do
        names[i], before[i], now[i] = line.dimension, math.floor(line.before / line.sample * 10 + 0.5) / 10,
            math.floor(line.now / line.sample * 10 + 0.5) / 10
    end
    return #names > 1 and doc.chart{
        kind = "grouped", title = "“五个提升”前后对比", unit = "%", low = 0, high = 100, brand = design.county_brand, categories = names,
        series = {{name = "学年初", values = before}, {name = "学年末", values = now}},
    }
end

-- ---- 七 典型经验 ---------------------------------------------------------------------------------------------

local function all_cases(year)
    local list = {}
    for _, entry in ipairs(year.groups) do
        for _, case in ipairs(entry.view and entry.view.cases or {}) do list[#list + 1] = {case, entry} end
    end
    return list
end

function work.theme_chart(year)
    local names, of = {}, {}
    for _, item in ipairs(all_cases(year)) do
        local theme = item[1].theme
        if not of[theme] then names[#names + 1] = theme end
        of[theme] = (of[theme] or 0) + 1
    end
    return #names > 1 and doc.chart{kind = "horizontal", title = "典型案例的主题", unit = "篇", decimals = 0, brand = design.county_brand, categories = names,
        values = sheet.each(names, function(name) return of[name] end)}
end

-- What the bureau found done well, of the groups for which it may be told.
function work.strengths(year)
    local rows = {}
    for _, entry in ipairs(year.groups) do
        local row = entry.group and year.site.evaluations:first{school_year = year.county.year.key, group = entry.group}
        if row and row["公开"] then rows[#rows + 1] = {{overview.entry(entry), entry.name}, row["主要成绩"]} end
    end
    return sheet.table("各集团主要成绩", {"集团", "主要成绩"}, {"left", "left"}, rows, {"auto", 1})
end

function work.cases(year)
    return sheet.table("典型案例目录", {"集团", "案例", "主题"}, {"left", "left", "left"}, sheet.each(all_cases(year), function(item)
        return {{overview.entry(item[2]), item[2].name}, {item[1].title, item[1].subtitle and "——" .. item[1].subtitle}, item[1].theme}
    end), {2, 3, "auto"})
end

return work
