-- What a figure leaves out besides what it looks at one by one: units outside, members not due, rows that the public edition drops.
-- Each answers {{row, text, why}, …}; text is for what must not be shown by its own words.
--
--   rest.gone(view)             memberships of the group that do not hold on the last day of the period
--   rest.outside(site, county, day, group)   units of the county that are not in the group then; without a group: in none
--   rest.not_due(view)          members of the group that are not among those due in the period
--   rest.withheld(view, entry)  rows not in a public figure, for they are not public: where they stand, not what they say

local calendar = require "calendar"
local figure_events = require "figure_events"
local units = require "units"

local rest = {}

local function not_then(m, first, last)
    if m.first > last then return calendar.iso(last) .. "尚未加入" end
    return m.last < first and calendar.iso(first) .. "已退出" or nil
end

function rest.gone(view)
    local list, last = {}, view.period.last
    for _, m in ipairs(view.county.registry.members[view.judged.group] or {}) do
        local why = not_then(m, last, last)
        if why and not units.belongs(view.county.registry, m.group, m.unit, last) then list[#list + 1] = {row = m.row, why = why} end
    end
    return list
end

-- {[unit] = group} on a day
local function groups_of(registry, day)
    local of = {}
    for group, list in pairs(registry.members) do
        for _, m in ipairs(list) do
            if m.first <= day and day <= m.last then of[m.unit] = group end
        end
    end
    return of
end

function rest.outside(site, county, day, group)
    local list, of = {}, groups_of(county.registry, day)
    for _, id in ipairs(county.registry.order) do
        local own = of[id]
        local known = own and site.groups[own]
        if not known or group and own ~= group then
            local name = known and known.name or own and own .. "，没有这个集团的资料"
            list[#list + 1] = {row = county.registry.unit[id].row, why = calendar.iso(day) .. (name and "属于" .. name or "不在任何集团")}
        end
    end
    return list
end

function rest.not_due(view)
    local list, due = {}, {}
    local period, registry = view.period, view.county.registry
    for _, id in ipairs(figure_events.members_due(view)) do due[id] = true end
    local seen = {}
    for _, m in ipairs(registry.members[view.judged.group] or {}) do
        if m.role ~= units.lead_role and not due[m.unit] and not seen[m.unit] then
            seen[m.unit] = true
            list[#list + 1] = {row = m.row, why = not_then(m, period.first, period.last) or "本期在集团内的教学日不到一半，不是应计成员园"}
        end
    end
    return list
end

function rest.withheld(view, entry)
    local list, name = {}, (entry.flow or entry.flow_slot) and "flows" or entry.rows
    for _, row in ipairs(view.withheld and name and view.withheld[name] or {}) do
        list[#list + 1] = {row = row, hidden = true, why = name == "cases" and "没有公开发布，公开版不计" or "可公开不是“是”，公开版不计"}
    end
    return list
end

return rest
