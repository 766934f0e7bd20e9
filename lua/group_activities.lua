-- What a group did, on its website (domain §4.2, §4.7): by month, by type, by host, as a calendar.
--
--   group_activities.gather(g, site)          {calendar = … or nil}
--   group_activities.declare(a, g, site, declare)
--   group_activities.place(g, row)            the page that lists a public record
--
-- Hosts are told, not who took part how often: that is for the office (§3.10).

local calendar_web = require "calendar_web"
local design = require "design"
local show = require "show"
local words = require "words"

local group_activities = {}

-- Where a record stands: among those of the school year, or in the calendar of its month.
function group_activities.place(g, row)
    local month = row["开始日期"]:sub(1, 7)
    return g.is_current(row) and g.paths.activities or g.folder .. "calendar/" .. month .. ".html"
end

function group_activities.gather(g, site)
    local function of_row(row)
        local event = show.event(row, g.short)
        event.story = g.pages.story_of[event.id]
        return event
    end
    return {calendar = calendar_web.gather(site, g.folder, g.row, of_row)}
end

-- ---- by type and by host -------------------------------------------------------------------------------------

local function line_of(g, row)
    local event = show.event(row, g.short)
    return {id = event.id, day = words.date(event.date), date = event.date, topic = event.topic, mark = event.mark, type = event.type, host = row["主办单位"]}
end

-- Public rows under what field says, in the order of names; what is called otherwise comes last.
local function grouped(g, field, names)
    local of, list = {}, {}
    local function at(name)
        if not of[name] then
            of[name] = {name = name, lines = {}}
            list[#list + 1] = of[name]
        end
        return of[name]
    end
    for _, name in ipairs(names) do at(name) end
    for _, row in ipairs(g.events) do
        if row[field] then table.insert(at(row[field]).lines, line_of(g, row)) end
    end
    local filled = {}
    for _, entry in ipairs(list) do
        if #entry.lines > 0 then
            filled[#filled + 1], entry.id = entry, "l" .. #filled + 1
        end
    end
    return filled
end

local function type_names(site)
    local names = {}
    for i, row in ipairs(site.activity_types) do names[i] = row.name end
    return names
end

local function host_names(g)
    local names = {}
    for i, unit in ipairs(g.units) do names[i] = unit.name end
    return names
end

-- ---- pages ----------------------------------------------------------------------------------------------------

local function views_of(a, g)
    local list = {{label = "按月", path = g.paths.activities}}
    if #g.all_events > 0 then
        list[2], list[3] = {label = "按类型", path = g.folder .. "activities-types.html"}, {label = "按主办园", path = g.folder .. "activities-hosts.html"}
    end
    if a.calendar then list[#list + 1] = {label = "月历", path = a.calendar.path} end
    return list
end

local function declare_list(g, views, file, label, entries, column, declare)
    declare(file, "page/activity-list.html", "集团活动：" .. label, {
        at = "activities", intro = "本学年公开的活动，" .. label .. "编列。", views = views, group = g.row, label = label, entries = entries, column = column, activities = g.paths.activities,
        crumbs = {{label = "活动", path = g.paths.activities}, {label = label}},
    })
end

function group_activities.declare(a, g, site, declare)
    local views, year = views_of(a, g), g.pages.year
    declare("activities.html", "page/activities.html", "集团活动", {
        at = "activities", months = g.months, chart = show.month_chart(g.months, design.brand_of(g.row)), year = year or g.row.name, views = views,
        crumbs = {{label = "活动"}},
        intro = #g.months > 0 and string.format("公开记录%d条，其中已开展%d场。", #g.events, g.held) or "",
    })
    if #g.all_events > 0 then
        declare_list(g, views, "activities-types.html", "按类型", grouped(g, "活动类型", type_names(site)), "host", declare)
        declare_list(g, views, "activities-hosts.html", "按主办园", grouped(g, "主办单位", host_names(g)), "type", declare)
    end
    if a.calendar then calendar_web.declare(a.calendar, declare, "activities", {{label = "活动", path = g.paths.activities}}, views) end
end

return group_activities
