-- What a year has changed in a group: the four dimensions in which members keep step, and five gains
-- (domain §1 #7, #11, §4.3 T8 and C2). Levels stay inside; what is shown is said in words.

local words = require "words"

local results = {}

local dimensions = {"办园条件同步改善", "规章制度同步完善", "园务管理同步规范", "保教质量同步提升"}
local gains = {"办园水平", "保教质量", "师资水平", "幼儿素质", "社会满意度"}

local function of(rows, field, value)
    local list = {}
    for _, row in ipairs(rows) do
        if row[field] == value then list[#list + 1] = row end
    end
    return list
end

-- In step: nobody has fallen back, and the first and the last are not further apart than they were.
local function in_step(rows)
    local low, high = {math.huge, math.huge}, {-math.huge, -math.huge}
    for _, row in ipairs(rows) do
        for i, level in ipairs{row.before, row.after} do
            low[i], high[i] = math.min(low[i], level), math.max(high[i], level)
        end
        if row.after < row.before then return false end
    end
    return #rows > 0 and high[2] - low[2] <= high[1] - low[1]
end

local function unit_name(row) return type(row.unit) == "string" and row.unit or row.unit["单位名称"] end

-- {{dimension, improved = number of units, changes = {text, …}, of = {[unit] = what changed there}}, …}: dimensions in step only
results.sync = inside(function(rows)
    local list = {}
    for _, dimension in ipairs(dimensions) do
        local own = of(rows, "dimension", dimension)
        if in_step(own) then
            local entry = {dimension, improved = 0, units = #own, changes = {}, of = {}}
            for _, row in ipairs(own) do
                if row.after > row.before then
                    entry.improved = entry.improved + 1
                    entry.of[unit_name(row)] = row.evidence
                    table.insert(entry.changes, unit_name(row) .. row.evidence)
                end
            end
            list[#list + 1] = entry
        end
    end
    return list
end)

-- T8. The public is told what became better, in words; how many kindergartens of how many, the office alone (domain §3.10, §1 #7).
function results.sync_table(view)
    local rows = {}
    for _, entry in ipairs(results.sync(view.sync)) do
        local row = {entry[1], words.list(entry.changes, "；") .. (#entry.changes > 0 and "。" or "—")}
        if not view.public then table.insert(row, 2, string.format("%d/%d", entry.improved, entry.units)) end
        rows[#rows + 1] = row
    end
    local head, align, widths = {"内容", "主要变化"}, {"left", "left"}, {"auto", 1}
    if not view.public then
        table.insert(head, 2, "有进步的园")
        table.insert(align, 2, "center")
        table.insert(widths, 2, "auto")
    end
    return #rows > 0 and doc.table{caption = "“四同步”情况", head = head, align = align, widths = widths, rows = rows}
end

local function in_order(rows)
    local list = {}
    for _, gain in ipairs(gains) do
        for _, row in ipairs(of(rows, "dimension", gain)) do list[#list + 1] = row end
    end
    return list
end

-- C2: what is counted in per cent, before and now; brand: another colour than the book's.
function results.lift_chart(view, brand)
    local names, before, now = {}, {}, {}
    for _, row in ipairs(in_order(view.lift)) do
        if row.measure == "%" then
            names[#names + 1], before[#before + 1], now[#now + 1] = row.dimension, row.before, row.now
        end
    end
    return #names > 1 and doc.chart{
        kind = "grouped", title = "“五个提升”前后对比", unit = "%", low = 0, high = 100, brand = brand, categories = names,
        series = {{name = "学年初", values = before}, {name = "学年末", values = now}},
    }
end

-- Where not all five have an indicator: the public reads which have, the office which have none (domain §1 #11, §3.10).
function results.lift_note(view)
    local there, missing = {}, {}
    for _, gain in ipairs(gains) do
        local into = #of(view.lift, "dimension", gain) > 0 and there or missing
        into[#into + 1] = gain
    end
    if #there == 0 or #missing == 0 then return false end
    if view.public then return doc.para{"“五个提升”中，本报告列出" .. words.list(there) .. words.count(#there) .. "个方面的指标。"} end
    return doc.para{"“五个提升”中，" .. words.list(missing) .. "还没有登记指标，每个方面至少应有一项。"}
end

function results.lift_table(view)
    local rows = {}
    for i, row in ipairs(in_order(view.lift)) do
        rows[i] = {row.dimension, row.indicator .. "（" .. row.measure .. "）", tostring(words.amount(row.before)), tostring(words.amount(row.now)),
            row.sample_size and tostring(row.sample_size) or "—", row.source}
    end
    return #rows > 0 and doc.table{caption = "“五个提升”主要指标", head = {"内容", "指标", "学年初", "学年末", "样本数", "来源"},
        class = "records",
        align = {"left", "left", "right", "right", "right", "left"}, rows = rows}
end

return results
