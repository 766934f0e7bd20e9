-- 活动日历 of the county or of a group on the web (domain §4.7): the months of the school year as small grids, each with a
-- page that shows it large, with bars for what lasts several days, and lists what is in it; the months of earlier years below.
--
--   calendar_web.gather(site, root, group, of_row)  nil without a school year or public events; group: nil for the county;
--                                                   of_row(row) = an event as the site shows it
--   calendar_web.declare(calendar, declare, at, above, views)  at: the word of the site's bar; above: crumbs before its own
--
-- What is public, and a joint event once, is lua/agenda.lua's; planned and held differ by shape, what was called off says 取消.

local agenda = require "agenda"
local calendar = require "calendar"
local group_year = require "group_year"
local month_grid = require "month_grid"
local show = require "show"
local words = require "words"

local calendar_web = {}

local function month_of_date(key) return math.tointeger(tonumber(key:sub(6))) end

local function tag_of(year, day)
    local kind, name = agenda.day_kind(year, day)
    if kind == "on" then return "班", name end
    if kind == "off" then return "休", name end
    return nil
end

local shape_words = {held = "已开展", planned = "计划", off = "取消或延期"}

-- Of a day with events: marks "●2 ×1"; said, the same in words; first, the id of its first event.
local function marks_of(entries, day, name)
    local count, marks, said, there = {held = 0, planned = 0, off = 0}, {}, {}, agenda.within({entries = entries}, day, day)
    if #there == 0 then return {} end
    for _, entry in ipairs(there) do count[entry.shape] = count[entry.shape] + 1 end
    for _, shape in ipairs{"held", "planned", "off"} do
        if count[shape] > 0 then
            marks[#marks + 1] = month_grid.shapes[shape] .. count[shape]
            said[#said + 1] = shape_words[shape] .. count[shape] .. "项"
        end
    end
    local number = select(3, calendar.parts(day)) .. "日"
    return {
        marks = table.concat(marks, " "), said = number .. (name and "（" .. name .. "）" or "") .. "：" .. table.concat(said, "，"),
        first = there[1].row["编号"],
    }
end

-- What is on one day alone, to stand in its cell.
local function singles(a, day)
    local list = {}
    for i, entry in ipairs(month_grid.single(a, agenda.within(a, day, day), day)) do
        list[i] = {shape = month_grid.shapes[entry.shape], text = month_grid.name_of(a, entry), id = entry.row["编号"]}
    end
    return list
end

-- The bars of a week as rows of cells: {{span, bar = {shape, text, id} or nil}, …} for each lane.
local function bar_rows(a, week, entries)
    local rows = {}
    for _, bar in ipairs((month_grid.lanes(week, entries))) do
        local row = rows[bar.lane] or {filled = 0}
        rows[bar.lane] = row
        if bar.from > row.filled + 1 then row[#row + 1] = {span = bar.from - row.filled - 1} end
        row[#row + 1] = {span = bar.to - bar.from + 1, bar = {
            shape = month_grid.shapes[bar.entry.shape], text = month_grid.name_of(a, bar.entry) .. "：" .. bar.entry.topic, id = bar.entry.row["编号"],
        }}
        row.filled = bar.to
    end
    for _, row in ipairs(rows) do
        if row.filled < 7 then row[#row + 1] = {span = 7 - row.filled} end
    end
    return rows
end

local function day_cell(a, day, entries)
    local tag, name = tag_of(a.year, day)
    local marked = marks_of(entries, day, name)
    return {
        number = select(3, calendar.parts(day)), tag = tag, title = name, marks = marked.marks, said = marked.said, first = marked.first,
        events = singles(a, day),
    }
end

local function weeks_of(a, key, entries)
    local weeks = {}
    for i, week in ipairs(month_grid.weeks(key)) do
        weeks[i] = {bars = bar_rows(a, week, entries)}
        for k, day in ipairs(week.days) do weeks[i][k] = day and day_cell(a, day, entries) or {} end
    end
    return weeks
end

local function month_of(a, key, root, of_row)
    local first, last = calendar.month_span(key)
    local entries, events, happenings = agenda.within(a, first, last), {}, {}
    for i, entry in ipairs(entries) do
        events[i] = of_row(entry.row)
        if events[i].date:sub(1, 7) ~= key then show.with_month(events[i]) end
        if entry.shape == "planned" and not events[i].mark then events[i].mark = "计划" end
        local row = entry.row -- the host stands for the place: venues may be private (domain §4.7)
        happenings[i] = {topic = row["主题"], date = row["开始日期"], last = row["结束日期"], place = row["主办单位"], cancelled = row["状态"] == "已取消"}
    end
    return {
        id = "m" .. key, name = words.month_name(month_of_date(key)), year = key:sub(1, 4) .. "年", count = #events, events = events, happenings = happenings,
        weeks = weeks_of(a, key, entries), file = "calendar/" .. key .. ".html", path = root .. "calendar/" .. key .. ".html",
    }
end

local function year_of(a, root, of_row)
    local months = {}
    for i, key in ipairs(calendar.months(a.year.first, a.year.last)) do months[i] = month_of(a, key, root, of_row) end
    return {months = months, year = words.school_year(a.year.key), count = #a.entries}
end

function calendar_web.gather(site, root, group, of_row)
    local years, count = {}, 0
    for i, c in ipairs(group_year.told(site, group and group.id)) do
        years[i] = year_of(agenda.of(site, group, c), root, of_row)
        count = count + years[i].count
    end
    return count > 0 and {years = years, path = root .. "calendar/index.html"} or nil
end

-- All months in the order of time, each with the name of its year.
local function in_time(years)
    local list = {}
    for i = #years, 1, -1 do
        for _, month in ipairs(years[i].months) do list[#list + 1] = {month, years[i].year} end
    end
    return list
end

local function earlier(years)
    local list = {}
    for i = 2, #years do list[i - 1] = years[i] end
    return list
end

-- views: other orders of the same, as part/views.html shows them; nil: none
function calendar_web.declare(cal, declare, at, above, views)
    local function crumbs(...)
        local list = {}
        for _, crumb in ipairs(above) do list[#list + 1] = crumb end
        for _, crumb in ipairs{...} do list[#list + 1] = crumb end
        return list
    end
    local now, all = cal.years[1], in_time(cal.years)
    declare("calendar/index.html", "page/calendar.html", "活动日历", {
        at = at, views = views, months = now.months, year = now.year, earlier = earlier(cal.years),
        intro = now.count > 0 and string.format("可以公开的活动%d项。", now.count) or "本学年记录整理中。", crumbs = crumbs({label = "活动日历"}),
    })
    for i, entry in ipairs(all) do
        local month, before, after = entry[1], all[i - 1], all[i + 1]
        declare(month.file, "page/calendar-month.html", month.year .. month.name .. "活动", {
            at = at, intro = month.count > 0 and month.count .. "项可以公开的活动。" or "没有可以公开的活动。", month = month, happenings = month.happenings, year = entry[2], before = before and before[1], after = after and after[1],
            crumbs = crumbs({label = "活动日历", path = cal.path}, {label = month.year .. month.name}),
        })
    end
end

return calendar_web
