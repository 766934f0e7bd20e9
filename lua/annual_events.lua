-- The events of a group's year in words: which of them an edition lists, when, where, with whom (domain 4.3).
--
--   annual_events.list(view, kind)     events in order of their days; kind: a type, a list of types, or nil
--   annual_events.of(view, kind)       how many of a type were held, listed or not
--   annual_events.table(view, caption, kind, more)
--   the date, host, units and heads of one event as an edition says them
--
-- view: of group_year. Its public form lists what may be shown one by one, and no number of fewer than five
-- heads, which could point at persons (domain 5.3); the office's form lists everything that counts.

local calendar = require "calendar"
local sheet = require "sheet"
local show = require "show"
local stat = require "stat"
local tally = require "tally"
local units = require "units"
local words = require "words"

local annual_events = {}

-- ---- one event ------------------------------------------------------------------------------------

function annual_events.iso(event) return calendar.iso(event.day) end

function annual_events.date(event)
    return words.span(calendar.iso(event.day), event.row["结束日期"])
end

-- "2025-09" as 2025年9月
function annual_events.month_name(key) return (words.date(key .. "-01"):match("^(.-月)")) end

-- Heads of one event (nil: not known), or of several.
function annual_events.heads(view, n)
    if type(n) ~= "table" then n = tally.heads(n, view.public) end
    return tally.people(n, view.public, "", "场")
end

function annual_events.unit_name(view, id) return view.county.registry.unit[id].name end

function annual_events.host(view, event)
    local host = event.row["主办单位"]
    local id = host and units.find(view.county.registry, host)
    return id and annual_events.unit_name(view, id) or host or ""
end

-- The units of an event, in the county's order; 各园 when all of the group's came and nobody else.
function annual_events.units(view, event)
    local active = units.active(view.county.registry, view.group.id, event.day)
    local here = 0
    for _, m in ipairs(active) do
        if event.present[m.unit] then here = here + 1 end
    end
    if here == #active and here == event.units then return "各园" end
    local names = {}
    for _, id in ipairs(view.county.registry.order) do
        if event.present[id] then names[#names + 1] = annual_events.unit_name(view, id) end
    end
    return words.list(names)
end

function annual_events.topic(event) return event.row["主题"] or "" end

-- ---- many -------------------------------------------------------------------------------------------

local function is_kind(event, kind)
    if kind == nil then return true end
    if type(kind) == "string" then return event.type == kind end
    for _, name in ipairs(kind) do
        if event.type == name then return true end
    end
    return false
end

function annual_events.list(view, kind)
    return sheet.kept(stat.events(view), function(event)
        return is_kind(event, kind) and (not view.public or show.event_is_public(event.row))
    end)
end

function annual_events.of(view, kind)
    return #sheet.kept(stat.events(view), function(event) return is_kind(event, kind) end)
end

-- ---- as a table ---------------------------------------------------------------------------------------

local columns = {
    date = {"日期", "left", "auto", function(_, event) return annual_events.date(event) end},
    type = {"类型", "left", "auto", function(_, event) return event.type end},
    topic = {"主题", "left", 3, function(_, event) return annual_events.topic(event) end},
    host = {"主办", "left", "auto", annual_events.host},
    units = {"参加单位", "left", 2, annual_events.units},
    count = {"参加单位", "right", "auto", function(_, event) return event.units .. "个" end},
    heads = {"人次", "right", "auto", function(view, event) return annual_events.heads(view, event.headcount) end},
    area = {"领域", "left", "auto", function(_, event) return event.row["领域"] or "—" end},
    outcomes = {"成果", "left", 2, function(_, event)
        local list = units.list(event.row["成果"])
        return #list > 0 and words.list(list, "；") or "—"
    end},
}

local usual = {"date", "topic", "host", "count", "heads"}

-- Events of a kind under their caption; shown: names of the columns above, else date, topic, host, number of
-- units, heads.
function annual_events.table(view, caption, kind, shown)
    local head, align, widths = {}, {}, {}
    for i, name in ipairs(shown or usual) do
        head[i], align[i], widths[i] = columns[name][1], columns[name][2], columns[name][3]
    end
    return sheet.table(caption, head, align, sheet.each(annual_events.list(view, kind), function(event)
        return sheet.each(shown or usual, function(name) return columns[name][4](view, event) end)
    end), widths)
end

return annual_events
