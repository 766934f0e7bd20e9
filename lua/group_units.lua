-- The kindergartens of a group on its website: a list, and a page each (domain §4.2): what it stands for, how the lead
-- pulls it along, what has changed, what it gives to others, what it was host to.
--
--   group_units.gather(g, site)         entries in the order of g.units; each with its page's path
--   group_units.declare(entries, g, declare)
--   group_units.together(g)             who leads how many, a sentence
--
-- What a kindergarten did is told; how often it took part is not (§3.10), nor anything that falls short.

local annual_units = require "annual_units"
local results = require "results"
local sheet = require "sheet"
local show = require "show"
local words = require "words"

local group_units = {}

local latest = 6 -- events on a kindergarten's page; the rest stands in the list of activities

-- ---- what a page says ---------------------------------------------------------------------------------------

-- Its own rules that hold today.
local function rules_of(g, site, unit)
    local list = {}
    for _, row in ipairs(site.rules:where{group_id = g.row.id}) do
        local ended = row["废止日期"]
        if row["单位"] == unit and row["可公开"] == true and row["施行日期"] <= site.as_of and not (ended and ended <= site.as_of) then
            list[#list + 1] = {area = row["领域"], name = row["名称"], since = words.date(row["施行日期"])}
        end
    end
    return list
end

-- The last it was host to, newest first, and how many there were.
local function hosted_by(g, unit)
    local list, count = {}, 0
    for i = #g.events, 1, -1 do
        local row = g.events[i]
        if row["主办单位"] == unit and row["状态"] == "已开展" then
            count = count + 1
            if #list < latest then list[#list + 1] = show.event_dated(row, g.short) end
        end
    end
    for _, event in ipairs(list) do event.at = g.paths.activities .. "#" .. event.id end
    return list, count
end

local function cases_of(g, id)
    local own = sheet.kept(g.cases, function(case)
        for _, unit in ipairs(case.row.units or {}) do
            if unit == id or type(unit) ~= "string" and unit["单位编号"] == id then return true end
        end
        return false
    end)
    return sheet.each(own, function(case) return case.shown end)
end

local function things_of(g, site, unit)
    return sheet.kept(site.resources:where{group_id = g.row.id}, function(row)
        return row["提供单位"] == unit and show.resource_is_public(row, site.as_of)
    end)
end

-- What has changed there, by the dimensions in step.
local function changes_of(view, unit)
    local list = {}
    for _, entry in ipairs(view and results.sync(view.sync) or {}) do
        if entry.of[unit] then list[#list + 1] = {dimension = entry[1], text = entry.of[unit]} end
    end
    return list
end

local function pull_of(view, unit)
    local ways = view and annual_units.ways(view, unit.id) or {}
    return #ways > 0 and words.list(ways) or nil
end

-- ---- entries ------------------------------------------------------------------------------------------------

-- Two or three figures that are not told elsewhere on the page, small ones left out by show.unit.
local function entry_of(g, site, view, unit, row)
    local hosted, count = hosted_by(g, unit.name)
    local things = things_of(g, site, unit.name)
    return {
        unit = unit, file = "members/" .. unit.id .. ".html", path = g.folder .. "members/" .. unit.id .. ".html",
        pull = not unit.lead and pull_of(view, unit) or nil, changes = changes_of(view, unit.name), rules = rules_of(g, site, unit.name),
        events = hosted, hosted = count, cases = cases_of(g, unit.id),
        things = #things, kinds = words.list(sheet.each(things, function(thing) return thing["名称"] end)),
        studios = sheet.kept(g.pages.teachers and g.pages.teachers.studios or {}, function(studio) return studio.unit == unit.name end),
        phone = row["公开电话"], address = row["地址"],
    }
end

function group_units.gather(g, site)
    local list = {}
    for i, unit in ipairs(g.units) do
        list[i] = entry_of(g, site, g.pages.view, unit, g.unit_rows[i])
        unit.path = list[i].path
    end
    return list
end

-- ---- pages --------------------------------------------------------------------------------------------------

function group_units.together(g)
    if not g.lead or #g.members == 0 then return "" end
    return string.format("%s牵头，%s所成员园同行。", g.lead.name, words.count(#g.members))
end

function group_units.declare(entries, g, declare)
    declare("members.html", "page/members.html", "成员园", {
        at = "members", group = g.row, entries = entries, counted = show.counted(g.unit_rows) or "整理中",
        intro = group_units.together(g),
        crumbs = {{label = "成员"}},
    })
    for i, entry in ipairs(entries) do
        local unit = entry.unit
        declare(entry.file, "page/member.html", unit.name, {
            at = "members", group = g.row, entry = entry, unit = unit, previous = entries[i - 1], following = entries[i + 1],
            shelf = g.paths.resources, teachers = entry.studios[1] and g.folder .. "teachers.html",
            activities = g.paths.activities, lead = g.lead and g.lead.name,
            description = words.list({unit.name .. "，" .. g.row.name .. (unit.lead and "集团园" or "成员园"), unit.motto, unit.feature}, "。"),
            crumbs = {{label = "成员", path = g.paths.members}, {label = unit.name}},
        })
    end
end

return group_units
