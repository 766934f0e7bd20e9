-- What a group shares: things on the shelf by kind and one by one, and what was lent (domain 4.3, T4, appendix B).
--
-- Who keeps a thing, where, and who borrowed it stays inside (domain 4.8).

local annual_events = require "annual_events"
local calendar = require "calendar"
local sheet = require "sheet"
local stat = require "stat"
local words = require "words"

local annual_things = {}

local function live(view)
    return sheet.kept(view.resources, function(row) return stat.is_live(row, view.period.last) end)
end

-- T4
function annual_things.kinds(view)
    local kinds, of = {}, {}
    for _, row in ipairs(live(view)) do
        local kind = row["类别"] or "其他"
        if not of[kind] then
            of[kind] = {name = kind, count = 0, givers = {}, seen = {}}
            kinds[#kinds + 1] = of[kind]
        end
        local entry, giver = of[kind], row["提供单位"]
        entry.count = entry.count + 1
        if giver and not entry.seen[giver] then
            entry.seen[giver] = true
            table.insert(entry.givers, giver)
        end
    end
    return sheet.table("共享资源分类", {"类别", "项数", "提供单位"}, {"left", "right", "left"},
        sheet.each(kinds, function(k) return {k.name, tostring(k.count), words.list(k.givers)} end))
end

local function amount(row)
    return (row["数量"] and tostring(row["数量"]):gsub("%.0$", "") or "") .. (row["单位"] or "")
end

-- Appendix B
function annual_things.all(view)
    return sheet.table("共享资源清单" .. (view.public and "（公开部分）" or ""),
        {"编号", "名称", "类别", "提供单位", "数量", "可借时段", "借用条件"}, {"left", "left", "left", "left", "right", "left", "left"},
        sheet.each(live(view), function(r)
            return {r["资源编号"], r["名称"] or "", r["类别"] or "", r["提供单位"] or "", amount(r), r["可借时段"] or "",
                r["借用条件"] or ""}
        end))
end

local most_lent = 8

-- The things that were lent most in the period, the first of the list among equals.
function annual_things.lent(view)
    local times, list = {}, {}
    for _, loan in ipairs(view.loans) do
        local day, id = calendar.day(loan["借出日"]), loan["资源编号"]
        if day and view.period.first <= day and day <= view.period.last then times[id] = (times[id] or 0) + 1 end
    end
    for i, row in ipairs(view.resources) do
        local n = times[row["资源编号"]]
        if n then list[#list + 1] = {row = row, times = n, order = i} end
    end
    table.sort(list, function(a, b) return a.times > b.times or (a.times == b.times and a.order < b.order) end)
    while #list > most_lent do table.remove(list) end
    return sheet.table("借用较多的共享资源", {"名称", "类别", "提供单位", "借用次数"}, {"left", "left", "left", "right"},
        sheet.each(list, function(entry)
            return {entry.row["名称"], entry.row["类别"], entry.row["提供单位"], tostring(entry.times)}
        end))
end

-- What was made better, before and after (domain §1 #70), of what may be listed.
function annual_things.improved(view)
    local list = sheet.kept(annual_events.list(view), function(event)
        return event.row["改善前"] ~= nil and event.row["改善后"] ~= nil
    end)
    return sheet.table("环境与条件的改善", {"日期", "事项", "改善前", "改善后"}, {"left", "left", "left", "left"},
        sheet.each(list, function(event)
            return {annual_events.date(event), annual_events.topic(event), event.row["改善前"], event.row["改善后"]}
        end), {"auto", 1, 1, 1})
end

return annual_things
