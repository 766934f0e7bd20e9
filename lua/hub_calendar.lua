-- 活动日历 of the county on the hub (domain §4.7): the months of the school year as small grids, each with a page that
-- lists what is in it.
--
--   hub_calendar.gather(site, root)             nil without a school year or public events
--   hub_calendar.declare(calendar, root, declare)
--
-- What is public, and a joint event once, is lua/agenda.lua's; planned and held differ by shape, what was called off says 取消.

local agenda = require "agenda"
local calendar = require "calendar"
local month_grid = require "month_grid"
local show = require "show"
local words = require "words"

local hub_calendar = {}

local function month_of_date(key) return math.tointeger(tonumber(key:sub(6))) end

local function tag_of(year, day)
    local kind, name = agenda.day_kind(year, day)
    if kind == "on" then return "班", name end
    if kind == "off" then return "休", name end
    return nil
end

-- "●2 ×1" of a day
local function marks_of(entries, day)
    local count, text = {held = 0, planned = 0, off = 0}, ""
    for _, entry in ipairs(agenda.within({entries = entries}, day, day)) do count[entry.shape] = count[entry.shape] + 1 end
    for _, shape in ipairs{"held", "planned", "off"} do
        if count[shape] > 0 then text = text .. (text ~= "" and " " or "") .. month_grid.shapes[shape] .. count[shape] end
    end
    return text
end

local function weeks_of(year, key, entries)
    local weeks = {}
    for i, week in ipairs(month_grid.weeks(key)) do
        weeks[i] = {}
        for k, day in ipairs(week.days) do
            local tag, name
            if day then tag, name = tag_of(year, day) end
            weeks[i][k] = day and {number = select(3, calendar.parts(day)), tag = tag, title = name, marks = marks_of(entries, day)} or {}
        end
    end
    return weeks
end

local function month_of(a, key, root)
    local first, last = calendar.month_span(key)
    local entries, events = agenda.within(a, first, last), {}
    for i, entry in ipairs(entries) do
        events[i] = show.event(entry.row, {})
        if entry.shape == "planned" and not events[i].mark then events[i].mark = "计划" end
    end
    return {
        id = "m" .. key, name = words.month_name(month_of_date(key)), year = key:sub(1, 4) .. "年", count = #events, events = events,
        weeks = weeks_of(a.year, key, entries), file = "calendar/" .. key .. ".html", path = root .. "calendar/" .. key .. ".html",
    }
end

function hub_calendar.gather(site, root)
    local a = agenda.of(site)
    if not a or #a.entries == 0 then return nil end
    local months = {}
    for i, key in ipairs(calendar.months(a.year.first, a.year.last)) do months[i] = month_of(a, key, root) end
    return {months = months, year = words.school_year(a.year.key), count = #a.entries}
end

function hub_calendar.declare(cal, root, declare)
    local index = "calendar/index.html"
    declare(index, "page/calendar.html", "活动日历", {
        at = "calendar", months = cal.months, year = cal.year, intro = string.format("各集团可以公开的活动%d项。", cal.count),
        crumbs = {{label = "活动日历"}},
    })
    for i, month in ipairs(cal.months) do
        declare(month.file, "page/calendar-month.html", month.year .. month.name .. "活动", {
            at = "calendar", month = month, year = cal.year, before = cal.months[i - 1], after = cal.months[i + 1],
            crumbs = {{label = "活动日历", path = root .. index}, {label = month.year .. month.name}},
        })
    end
end

return hub_calendar
