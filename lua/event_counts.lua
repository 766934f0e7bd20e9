-- How many events a year had: by type, by month, by platform, as tables and as charts, for a group or the county
-- (domain 4.3 C1, 4.4).
--
-- All that counts is counted, listed or not (domain §1 #18, #27). events: a list of counted events; order: the names of
-- all types in the county's order.

local personal = require "personal"
local sheet = require "sheet"
local tally = require "tally"
local words = require "words"

local event_counts = {}

local platforms = {"管理资源共享", "优质课程共享", "师资培养与流动共享"}
local others = "其他"

local function month_label(key) return words.month(key .. "-01") end

-- {{name, value, heads}, …} of the types that were held, in the county's order; heads as an edition may add them up (tally.heads).
function event_counts.types(events, order, public)
    local held, of = {}, {}
    for _, event in ipairs(events) do
        local entry = of[event.type] or {name = event.type, value = 0, heads = 0}
        of[event.type] = entry
        entry.value, entry.heads = entry.value + 1, tally.add(entry.heads, tally.heads(event.headcount, public))
    end
    for i, name in ipairs(order) do
        if of[name] then
            of[name].order = i
            held[#held + 1] = of[name]
        end
    end
    return held
end

-- The same, the most frequent first.
local function by_size(events, order)
    local held = event_counts.types(events, order)
    table.sort(held, function(a, b)
        if a.value ~= b.value then return a.value > b.value end
        return a.order < b.order
    end)
    return held
end

-- {{key, total, of = {[name] = n}}, …} in order of time, months with an event; name_of(event): its series.
local function months(events, name_of)
    local list, of = {}, {}
    for _, event in ipairs(events) do
        local month = of[event.month]
        if not month then
            month = {key = event.month, total = 0, of = {}}
            of[event.month], list[#list + 1] = month, month
        end
        local name = name_of(event)
        month.of[name], month.total = (month.of[name] or 0) + 1, month.total + 1
    end
    table.sort(list, function(a, b) return a.key < b.key end)
    return list
end

-- ---- C1 ---------------------------------------------------------------------------------------------

local most_series = 6 -- and 其他: more could not be told apart

-- What the chart calls an event, and the names in their order: the most frequent types by their own, the others together.
function event_counts.series(events, order)
    local names, known = {}, {}
    for i, entry in ipairs(by_size(events, order)) do
        if i <= most_series then names[i], known[entry.name] = entry.name, true end
    end
    return function(event) return known[event.type] and event.type or others end, names
end

-- Events of each month, stacked by type: the most frequent ones, and the others together. brand: another colour than the book's.
function event_counts.month_chart(events, order, brand)
    local name_of, names = event_counts.series(events, order)
    local list = months(events, name_of)
    if #list < 2 then return false end
    names[#names + 1] = others
    local series = {}
    for _, name in ipairs(names) do
        local values, sum = {}, 0
        for i, month in ipairs(list) do
            values[i] = month.of[name] or 0
            sum = sum + values[i]
        end
        if sum > 0 then series[#series + 1] = {name = name, values = values} end
    end
    return doc.chart{
        kind = "stacked", title = "各月共同活动（按类型）", unit = "场", series = series, decimals = 0, brand = brand,
        categories = sheet.each(list, function(month) return month_label(month.key) end),
    }
end

local most_types = 10

-- The types that were held most.
function event_counts.type_chart(events, order, brand)
    local held = by_size(events, order)
    if #held < 2 then return false end
    local title = "各类共同活动"
    if #held > most_types then title = title .. "（场次最多的" .. words.number(most_types) .. "类）" end
    while #held > most_types do table.remove(held) end
    return doc.chart{
        kind = "horizontal", title = title, unit = "场", brand = brand,
        categories = sheet.each(held, function(entry) return entry.name end),
        values = sheet.each(held, function(entry) return entry.value end),
    }
end

-- ---- tables ---------------------------------------------------------------------------------------------

local is_platform = {}
for _, name in ipairs(platforms) do is_platform[name] = true end

-- The platform of an event's kind, else 其他.
function event_counts.platform_of(event)
    local name = event.kind.platform or ""
    return is_platform[name] and name or others
end

function event_counts.month_table(events)
    return sheet.table("分月活动场次（按平台）", {"月份", "管理资源共享", "优质课程共享", "师资培养与流动", others, "合计"},
        {"left", "right", "right", "right", "right", "right"},
        sheet.each(months(events, event_counts.platform_of), function(month)
            local row = {month_label(month.key)}
            for _, name in ipairs(platforms) do row[#row + 1] = tostring(month.of[name] or 0) end
            row[#row + 1] = tostring(month.of[others] or 0)
            row[#row + 1] = tostring(month.total)
            return row
        end))
end

-- Lines in so many parts side by side, down the left one first.
local function folded(lines, abreast)
    local rows, depth = {}, (#lines + abreast - 1) // abreast
    for i = 1, depth do
        local row = {}
        for part = 0, abreast - 1 do
            local line = lines[part * depth + i] or {"", "", ""}
            for k = 1, 3 do row[part * 3 + k] = line[k] end
        end
        rows[i] = row
    end
    return rows
end

-- Events and heads of each type that was held, in the county's order, in abreast parts side by side; heads_of(tally): heads as they
-- are shown.
function event_counts.type_table(events, order, heads_of, abreast, public)
    local lines, heads = {}, 0
    local function cell(value) -- a mark, for a note has no room
        local kept = type(value) == "table" and value.few and tally.known(value)
        return kept and heads_of(tally.without_few(value)) .. "*" or heads_of(value)
    end
    for i, entry in ipairs(event_counts.types(events, order, public)) do
        lines[i] = {entry.name, tostring(entry.value), cell(entry.heads)}
        heads = tally.add(heads, entry.heads)
    end
    if #lines == 0 then return false end
    lines[#lines + 1] = {doc.strong"合计", doc.strong(tostring(#events)), doc.strong(cell(heads))}
    local head, align = {}, {}
    for part = 0, abreast - 1 do
        for k, name in ipairs{"活动类型", "场次", "人次"} do
            head[part * 3 + k], align[part * 3 + k] = name, k == 1 and "left" or "right"
        end
    end
    local kept = type(heads) == "table" and heads.few and tally.known(heads)
    return {sheet.table("分类活动", head, align, folded(lines, abreast)), kept and doc.para{class = "remark attached", "*不足" .. personal.fewest .. "人次的场次不计人次。"} or nil}
end

-- Events of each platform in the year.
function event_counts.by_platform(events)
    local count = {}
    for _, event in ipairs(events) do
        local name = event_counts.platform_of(event)
        count[name] = (count[name] or 0) + 1
    end
    return count
end

event_counts.platforms = platforms

return event_counts
