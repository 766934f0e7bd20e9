-- The county's figures from those of its groups, group by group, so that no group's records must stay (domain §3.3-10, §4.4):
--
--   local sum = county_total.begin(county, entries)    entries of the catalogue; nil: all
--   sum.add(county_total.part(view, stat.all(view)))    for every group in the county's order
--   local all, repeats = sum.all()     as stat.all, of the county; how often a joint event was told again
--
-- A part is plain data (numbers, texts and records), so that another process may have made it.
--
-- Counts and shares are summed, a joint event once with the heads of its host's file; a state becomes {n groups that are
-- there, d groups}; R is worked out from the summed rates. Figures that are a group's alone are left out.

local figure_duties = require "figure_duties"
local joints = require "joint"
local judgement = require "judgement"
local stat = require "stat"
local tally = require "tally"

local county_total = {}

-- A breakdown as {list = {name, value | state, name, …}, weights = {…} or nil}: small enough to be sent about.
local function flat(value)
    if not stat.is_breakdown(value) then return value end
    local list, weights = {}, nil
    for i, item in ipairs(value) do
        list[2 * i - 1], list[2 * i] = item.name, item.value == nil and item.state or item.value
        if item.weight then
            weights = weights or {}
            weights[i] = item.weight
        end
    end
    return {list = list, weights = weights}
end

local add_value

local function value_is_share(value) return type(value) == "table" and value.d ~= nil end

local function add_breakdown(entry, into, value)
    local at, list, weights = {}, value.list, value.weights or {}
    for _, item in ipairs(into) do at[item.name] = item end
    for i = 1, #list // 2 do
        local name = list[2 * i - 1]
        local own = at[name]
        if not own then
            own = {name = name, weight = weights[i]}
            at[name], into[#into + 1] = own, own
        end
        own.value = add_value(entry, own.value, list[2 * i])
    end
    return into
end

function add_value(entry, sum, value)
    if type(value) == "string" then value = {n = value == entry.good and 1 or 0, d = 1} end
    if type(value) == "table" and value.list then return add_breakdown(entry, sum or {}, value) end
    if entry.noted then return (sum or 0) + (tally.known(value) or 0) end
    if not value_is_share(value) then return tally.add(sum or 0, value) end
    local n, d, blank = sum and sum.n or 0, sum and sum.d or 0, sum and sum.blank or 0
    if entry.whole then return {n = n + value.n, d = math.max(d, value.d), blank = value.blank} end
    return {n = n + value.n, d = d + value.d, blank = blank + (value.blank or 0)}
end

local function counts_events(entry) return entry.event or entry.slot end

-- The same view with its joint events alone; nil when it has none.
local function together(view)
    local list, events = {}, stat.events(view)
    for i = 1, #events do
        if events[i].joint and joints.is(events[i]) then list[#list + 1] = events[i] end
    end
    return list[1] and {county = view.county, judged = view.judged, period = view.period, public = view.public, found = {events = list}} or nil
end

-- A number, or a flat breakdown, to be taken off again.
local function minus(value)
    if not stat.is_breakdown(value) then return -(tally.known(value) or 0) end
    local list = {}
    for i = 1, #value.list, 2 do list[i], list[i + 1] = value.list[i], -value.list[i + 1] end
    return {list = list}
end

-- What a group adds: {group, period, values = {{key, value}, …}, joint = the records of its joint events}. Joint events are
-- taken off its values again: they are counted once all groups are known.
function county_total.part(view, all)
    local told, values, records = together(view), {}, {}
    for i, event in ipairs(told and told.found.events or {}) do records[i] = event.row end
    for _, pair in ipairs(all) do
        local entry = pair[1]
        if not entry.alone and not entry.pooled then
            values[#values + 1] = {entry[1], flat(pair[2])}
            if told and counts_events(entry) then values[#values + 1] = {entry[1], minus(flat(stat.compute(told, entry)))} end
        end
    end
    return {group = view.judged.group, period = view.period, public = view.public, values = values, joint = records}
end

-- Every joint event once, as its owner tells it; how often it was told again. parts: of all groups.
local function joint_events(county, parts)
    local lists, of_key, told = {}, {}, 0
    for _, part in ipairs(parts) do
        for _, event in ipairs(#part.joint > 0 and judgement.events(county, part.group, part.joint) or {}) do
            local list = of_key[event.joint]
            if not list then
                list = {}
                of_key[event.joint], lists[#lists + 1] = list, list
            end
            list[#list + 1], told = {group = part.group, event = event}, told + 1
        end
    end
    local events = {}
    for i, list in ipairs(lists) do events[i] = joints.owner(county, list).event end
    return events, told - #events
end

function county_total.begin(county, entries)
    entries = entries or stat.catalogue
    local sums, parts, sum = {}, {}, {}
    local function put(entry, value) sums[entry] = add_value(entry, sums[entry], value) end
    function sum.add(part)
        parts[#parts + 1] = {group = part.group, period = part.period, public = part.public, joint = part.joint}
        for _, pair in ipairs(part.values) do put(stat.find(pair[1]), pair[2]) end
    end
    local function add_joint(last)
        local events, repeats = joint_events(county, parts)
        local view = {county = county, period = last.period, public = last.public, found = {events = events}}
        for _, entry in ipairs(#events > 0 and entries or {}) do
            if counts_events(entry) then put(entry, flat(stat.compute(view, entry))) end
        end
        return repeats
    end
    function sum.all()
        local last = parts[#parts]
        local repeats, all = last and add_joint(last) or 0, {}
        for _, entry in ipairs(entries) do
            local missing = entry.noted and sums[entry] == 0 and sums[stat.find(entry.noted)] or 0
            if sums[entry] ~= nil then all[#all + 1] = {entry, missing > 0 and {sum = 0, blank = missing} or sums[entry]} end
            if entry.pooled and last then all[#all + 1] = {entry, figure_duties.weighted(sums[stat.find(entry.pooled)] or {})} end
        end
        return all, repeats
    end
    return sum
end

return county_total
