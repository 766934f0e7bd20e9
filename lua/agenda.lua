-- What stands on the days of a school year, as the public may see it (domain 4.7): for calendars.
--
--   agenda = {year, entries = {entry, …} by day, group = row or nil: the county}
--   entry = {first, last: days, shape = "held" | "planned" | "off", mark = 取消 | 延期 or nil, type, topic,
--            time or nil, host, count or nil, group, row}
--
-- Only public records; no remark, no place, no reason, no heads fewer than five (show.event). A record of a day
-- after site.as_of is a plan, whatever its state. In the county an event that several groups list stands once.

local book = require "book"
local calendar = require "calendar"
local group_year = require "group_year"
local joint = require "joint"
local show = require "show"

local agenda = {}

local function shape_of(row, mark, first, as_of)
    if mark == "取消" or mark == "延期" then return "off" end
    return row["状态"] == "已开展" and first <= as_of and "held" or "planned"
end

local function entry_of(row, names, c)
    local first, last = calendar.day(row["开始日期"]), calendar.day(row["结束日期"])
    if not first or first < c.year.first or first > c.year.last then return nil end
    local shown = show.event(row, names)
    local shape = shape_of(row, shown.mark, first, c.as_of)
    return {
        first = first, last = math.max(first, last or first), shape = shape, row = row,
        mark = shape == "off" and shown.mark or nil, type = shown.type, topic = shown.topic, time = row["开始时间"],
        host = row["主办单位"], count = shape == "held" and shown.count or nil, group = row.group_id,
    }
end

-- Those that several groups list once, as told by the group that speaks for them.
local function once(entries, c)
    local list, of = {}, {}
    for _, entry in ipairs(entries) do
        local key = entry.row["联合编号"]
        if not key then
            list[#list + 1] = entry
        else
            of[key] = of[key] or {}
            if #of[key] == 0 then list[#list + 1] = of[key] end
            table.insert(of[key], {group = entry.group, event = {row = entry.row, day = entry.first}, entry = entry})
        end
    end
    for i, item in ipairs(list) do
        if item[1] then list[i] = joint.owner(c, item).entry end
    end
    return list
end

local function in_order(entries)
    table.sort(entries, function(a, b)
        if a.first ~= b.first then return a.first < b.first end
        if a.group ~= b.group then return a.group < b.group end
        return (a.row["编号"] or "") < (b.row["编号"] or "")
    end)
    return entries
end

-- group: a row of site.groups, or nil for the county; c: the county in the school year looked at, else that of site.as_of. Nil
-- without a school year.
function agenda.of(site, group, c)
    c = c or group_year.county(site)
    if not c then return nil end
    local names, entries = {}, {}
    for _, row in ipairs(site.activities:where{school_year = c.year.key, group_id = group and group.id}) do
        -- A group whose own page has errors is told of nowhere.
        if site.groups[row.group_id] and show.event_is_public(row) then entries[#entries + 1] = entry_of(row, names, c) end
    end
    return {year = c.year, county = c, group = group, entries = in_order(group and entries or once(entries, c))}
end

-- Whose calendars there are, of which years: {{id, group, c}, …}, the county last, without a group.
function agenda.subjects(site)
    local list = group_year.subjects(site, book.groups(site))
    for _, c in ipairs(group_year.told(site)) do list[#list + 1] = {id = "county", c = c} end
    return list
end

-- Those that touch a span of days.
function agenda.within(a, first, last)
    local list = {}
    for _, entry in ipairs(a.entries) do
        if entry.first <= last and entry.last >= first then list[#list + 1] = entry end
    end
    return list
end

-- What the day is: "off" 放假 or "on" 补班 with its name, nil for others; first: the name begins that day.
function agenda.day_kind(year, day)
    if year.on[day] then return "on", year.on[day] end
    local name = year.off[day]
    if name then return "off", name, year.off[day - 1] ~= name end
    return nil
end

return agenda
