-- The county's figures from those of its groups, group by group, so that no group's records must stay (domain §3.3-10, §4.4):
--
--   local sum = county_total(county)
--   sum.add(view, stat.all(view))      for every group in the county's order
--   local all, repeats = sum.all()     as stat.all, of the county; how often a joint event was told again
--
-- Counts and shares are summed, a joint event once with the heads of its host's file; a state becomes {n groups that are
-- there, d groups}; R is worked out from the summed rates. Figures that are a group's alone are left out.

local figure_duties = require "figure_duties"
local joints = require "joint"
local stat = require "stat"

local add_value

local function add_breakdown(entry, into, value)
    local at = {}
    for _, item in ipairs(into) do at[item.name] = item end
    for _, item in ipairs(value) do
        local own = at[item.name]
        if not own then
            own = {name = item.name, weight = item.weight}
            at[item.name], into[#into + 1] = own, own
        end
        own.value = add_value(entry, own.value, item.value == nil and item.state or item.value)
    end
    return into
end

function add_value(entry, sum, value)
    if type(value) == "string" then value = {n = value == entry.good and 1 or 0, d = 1} end
    if stat.is_breakdown(value) then return add_breakdown(entry, sum or {}, value) end
    if type(value) ~= "table" then return (sum or 0) + value end
    local n, d = sum and sum.n or 0, sum and sum.d or 0
    return {n = n + value.n, d = entry.whole and value.d or d + value.d}
end

local function counts_events(entry) return entry.event or entry.slot end

-- The same view with its joint events alone; nil when it has none.
local function together(view, joint)
    local list, events = {}, stat.events(view)
    for i = 1, #events do
        if events[i].joint and joints.is(events[i]) then list[#list + 1] = events[i] end
    end
    for _, event in ipairs(list) do joint(event) end
    return list[1] and {county = view.county, judged = view.judged, period = view.period, found = {events = list}} or nil
end

-- A number, or the parts of a breakdown, to be taken off again.
local function minus(value)
    if type(value) ~= "table" then return -value end
    local list = {}
    for i, item in ipairs(value) do list[i] = {name = item.name, value = -item.value} end
    return list
end

local function begin(county)
    local sums, joint, of_key, repeats, period = {}, {}, {}, 0, nil
    local function note(group)
        return function(event)
            local list = of_key[event.joint]
            if list then
                repeats = repeats + 1
            else
                list = {}
                of_key[event.joint], joint[#joint + 1] = list, list
            end
            list[#list + 1] = {group = group, event = event}
        end
    end
    local function put(entry, value) sums[entry] = add_value(entry, sums[entry], value) end
    local sum = {}
    function sum.add(view, all)
        period = view.period
        local told = together(view, note(view.judged.group))
        for _, pair in ipairs(all) do
            local entry = pair[1]
            if not entry.alone and not entry.pooled then
                put(entry, pair[2])
                if told and counts_events(entry) then put(entry, minus(stat.compute(told, entry))) end
            end
        end
    end
    local function add_joint()
        local events = {}
        for i, list in ipairs(joint) do events[i] = joints.owner(county, list).event end
        local view = {county = county, period = period, found = {events = events}}
        for _, entry in ipairs(stat.catalogue) do
            if counts_events(entry) then put(entry, stat.compute(view, entry)) end
        end
    end
    function sum.all()
        if period and #joint > 0 then add_joint() end
        joint = {}
        local all = {}
        for _, entry in ipairs(stat.catalogue) do
            if sums[entry] ~= nil then all[#all + 1] = {entry, sums[entry]} end
            if entry.pooled and period then all[#all + 1] = {entry, figure_duties.weighted(sums[stat.find(entry.pooled)] or {})} end
        end
        return all, repeats
    end
    return sum
end

return begin
