-- The figure catalogue of domain §3.8: one definition of each figure, one place that computes it.
--
--   view = {judged, county, period = {name, first, last, whole, full}, flows, resources, loans, cases, plans, reports,
--           platforms, chapters, studios, growth, sync, lift, public}
--
-- for one group and one span of days (group_year.of, scope.lua); absent lists count as empty. stat.figure(view, key) gives a
-- number, {sum, blank} where some of it is not known (tally.lua), {n, d} for a share, a text for a state, or a list of {name, value | state} for a breakdown, whose parts follow a dot:
-- training.集团, cover.A04, part.hlyey-m2. stat.catalogue lists every definition in the order of the appendix:
--
--   {key, name, 口径, unit, audience, source = clause, rule = how it is counted besides,
--    parts = function(view) → names of a breakdown,
--    by = what of an event alone decides what its event or slot answers, so that they are asked once for all that have it alike:
--    type (with level), month, headcount,
--    event | slot | member | unit | slot_of_unit | flow | flow_slot | rows with row | row_slot = what one item adds: figure_*.lua
--    over = the list of the view that it counts, where that is not rows,
--    of = function(view), explain = function(view, part),
--    alone = the county has none of its own, whole = the county's own denominator, small = hidden in public below five, few = what the public one leaves out of the sum,
--    item = what one item of a share is counted in, each = what lacks its number is counted in: 所 (nothing else leaves it out), noted = the figure that tells how many they are,
--    said = what texts call it beside a number, bare = likewise, where a clause begins with it, stock = it is there on a day (figure_words.lua), present = parts that are nothing are left out, good = the state that may be public, many = of gives a breakdown, ratio = no per cent, matrix}
--
-- What is said of a figure and what it counts come from the same function: see explanation.lua.

local alike = require "alike"
local exact = require "exact"
local figure_duties = require "figure_duties"
local figure_events = require "figure_events"
local figure_people = require "figure_people"
local figure_things = require "figure_things"
local figure_units = require "figure_units"
local remember = require "remember"
local small = require "small"
local tally = require "tally"
local units = require "units"

local stat = {
    events = figure_events.events, flows = figure_people.flows, is_live = figure_things.is_live, pulls = figure_units.pulls,
    filings = figure_things.filings, themes_without = figure_things.themes_without, platform_parts = figure_things.platform_parts,
    covers = figure_things.covers, stagnant = figure_duties.stagnant,
}

-- ---- the catalogue --------------------------------------------------------------------------------------

local order = {figure_events, figure_units, figure_people, figure_things, figure_duties}

stat.catalogue = {}
local definition = {}

for _, part in ipairs(order) do
    for _, entry in ipairs(part.list) do
        stat.catalogue[#stat.catalogue + 1] = entry
        definition[entry[1]] = entry
    end
end

-- ---- items ------------------------------------------------------------------------------------------------

-- Every candidate of a figure (an event, a membership, a row) with what it adds: each(item, amount, why, slot). Amount nil: it
-- is not in the figure.
local walks = {}

function walks.events(entry, view, part, each)
    for _, event in ipairs(stat.events(view)) do
        if entry.slot then
            local slot, why = entry.slot(event, view)
            each(event, slot and 1, why, slot)
        else
            each(event, entry.event(event, view, part))
        end
    end
end

function walks.units(entry, view, part, each)
    for _, m in ipairs(figure_units.active(view)) do
        if entry.slot_of_unit then
            local slot, why = entry.slot_of_unit(m.row, view)
            each(m, slot and 1, why, slot)
        else
            each(m, entry.unit(m.row, view, m))
        end
    end
end

function walks.flows(entry, view, _, each)
    local list, rest = stat.flows(view)
    for _, flow in ipairs(list) do
        if entry.flow_slot then
            local slot, amount = entry.flow_slot(flow, view)
            each(flow.row, amount, nil, slot)
        else
            each(flow.row, entry.flow(flow, view))
        end
    end
    for _, other in ipairs(rest) do each(other.row, nil, other.why) end
end

function walks.rows(entry, view, _, each)
    for _, row in ipairs(view[entry.rows] or {}) do
        if entry.row_slot then
            local slot, amount = entry.row_slot(row, view)
            if slot then each(row, amount or 1, nil, slot) else each(row, nil, amount) end
        else
            each(row, entry.row(row, view))
        end
    end
end

local function walk_of(entry)
    if entry.event or entry.slot then return walks.events end
    if entry.unit or entry.slot_of_unit then return walks.units end
    if entry.flow or entry.flow_slot then return walks.flows end
    return entry.rows and walks.rows or nil
end

function stat.walk(entry, view, each)
    local walk = walk_of(entry)
    if walk then walk(entry, view, nil, each) end
end

-- ---- values -------------------------------------------------------------------------------------------------

local function sum_of_events(entry, view)
    local total, blank, amount_of = 0, 0, entry.event
    alike.each(entry.by, stat.events(view), view, function(event, times)
        local amount = amount_of(event, view)
        if amount then total = total + amount * times else blank = blank + times end
    end)
    return total, blank
end

local function sum_of_items(entry, view)
    local total, blank = 0, 0
    walk_of(entry)(entry, view, nil, function(_, amount)
        if amount then total = total + amount else blank = blank + 1 end
    end)
    return total, blank
end

local function sum(entry, view)
    local total, blank = (entry.event and sum_of_events or sum_of_items)(entry, view)
    if not entry.each or blank == 0 or (entry.noted and total > 0) then return total end
    return {sum = total, blank = blank}
end

local function breakdown(entry, view)
    local counts = {list = {}}
    local function at(name)
        if not counts[name] then
            counts[name] = {name = name, value = 0}
            table.insert(counts.list, counts[name])
        end
        return counts[name]
    end
    if not entry.present then
        for _, name in ipairs(entry.parts(view)) do at(name) end
    end
    if entry.slot then
        local slot_of, times = entry.slot, {}
        alike.each(entry.by, stat.events(view), view, function(event, number)
            local slot = slot_of(event, view)
            if slot then times[slot] = (times[slot] or 0) + number end
        end)
        for slot, number in pairs(times) do at(slot).value = at(slot).value + number end
        return counts.list
    end
    walk_of(entry)(entry, view, nil, function(_, amount, _, slot)
        if amount then at(slot).value = at(slot).value + amount end
    end)
    return counts.list
end

-- Of the members due, how many fit.
local function members(entry, view, part)
    local share = {n = 0, d = 0}
    for _, unit in ipairs(figure_events.members_due(view)) do
        share.d = share.d + 1
        if entry.member(unit, view, part) then share.n = share.n + 1 end
    end
    return share
end

local function members_by_part(entry, view)
    local list = {}
    for i, part in ipairs(entry.parts(view)) do list[i] = {name = part, value = members(entry, view, part)} end
    return list
end

local function compute(view, entry)
    if entry.of then return entry.of(view) end
    if entry.member then return entry.parts and members_by_part(entry, view) or members(entry, view) end
    return entry.parts and breakdown(entry, view) or sum(entry, view)
end

local function no_values() return {} end

-- The same, worked out once for a view: nobody changes what it answers.
local function value_of(view, entry)
    local values = remember(view, "values", no_values)
    local value = values[entry]
    if value == nil then
        value = compute(view, entry)
        values[entry] = value
    end
    return value
end

-- ---- keys -----------------------------------------------------------------------------------------------------

-- The definition a key names, and its part: "stat.training.集团" → training, 集团. Nil: there is none.
function stat.find(key)
    key = key:gsub("^stat%.", "")
    if definition[key] then return definition[key], nil end
    local head, part = key, nil
    while true do
        local cut = head:match("^(.*)%.[^.]*$")
        if not cut then return nil end
        part, head = key:sub(#cut + 2), cut
        if definition[head] then return definition[head], part end
    end
end

-- What an author calls a part, as the breakdown does: A01 for 联合教研, 稻香幼儿园 for hlyey-m1.
local function part_name(view, entry, part)
    if entry[1] == "events.by_type" then return figure_events.type_name(view, part) or part end
    if entry[1] == "part" then return units.find(view.county.registry, part) or part end
    return part
end

local function part_of(list, name)
    for _, item in ipairs(list) do
        if item.name == name then return item.value == nil and item.state or item.value end
    end
    return nil
end

local function is_breakdown(value) return type(value) == "table" and not value.d and not value.cell and not tally.is(value) end

-- The part of a figure's value, and what the breakdown calls it; nil when there is none.
function stat.pick(view, entry, value, part)
    if not is_breakdown(value) then return nil end
    part = part_name(view, entry, part)
    local found = part_of(value, part)
    if found == nil and entry.present then
        for _, name in ipairs(entry.parts(view)) do found = found or (name == part and 0 or nil) end
    end
    return found, part
end

-- The value of a key, its definition and its part. Nil when there is no such figure or part.
function stat.value(view, key)
    local entry, part = stat.find(key)
    if not entry then return nil end
    local value = value_of(view, entry)
    if part == nil then return value, entry end
    value, part = stat.pick(view, entry, value, part)
    if value == nil then return nil end
    return value, entry, part
end

function stat.figure(view, key)
    local value, entry = stat.value(view, key)
    assert(entry, "no such figure: " .. tostring(key))
    return value
end

-- {{entry, value}, …} of these.
function stat.only(view, entries)
    local list = {}
    for i, entry in ipairs(entries) do list[i] = {entry, value_of(view, entry)} end
    return list
end

-- {{entry, value}, …} of the whole catalogue but for what is no number, share or state.
function stat.all(view)
    local all = {}
    for _, entry in ipairs(stat.catalogue) do
        if not entry.matrix then all[#all + 1] = {entry, value_of(view, entry)} end
    end
    return all
end

-- These as lines {key, name, value, unit, entry}: breakdowns with their parts as sub-keys, shares as {n, d}.
function stat.lines(all)
    local lines = {}
    local function push(key, entry, value) lines[#lines + 1] = {key, entry[2], value, entry[4], entry} end
    for _, pair in ipairs(all) do
        local entry, value = pair[1], pair[2]
        if is_breakdown(value) then
            for _, part in ipairs(value) do push(entry[1] .. "." .. part.name, entry, part.value == nil and part.state or part.value) end
        else
            push(entry[1], entry, value)
        end
    end
    return lines
end

stat.compute, stat.is_breakdown = compute, is_breakdown

-- ---- meaning ----------------------------------------------------------------------------------------------------

-- What a public edition counts part of (group_year.public), by the list.
local dropped = {flows = "流动登记", resources = "资源"}

local function list_of(entry)
    if entry.flow or entry.flow_slot then return "flows" end
    return entry.over or entry.rows
end

-- 口径 of a figure in an edition: where the public one leaves rows out, each says what it counts.
function stat.meaning(entry, public)
    if public and entry.few then return entry[3] .. "本版是公开部分，" .. entry.few .. "不计人次。" end
    local name = entry[5] == "public" and dropped[list_of(entry)]
    if not name then return entry[3] end
    return entry[3] .. (public and "本版是公开部分，只计可以公开的" .. name .. "。" or "含不公开的" .. name .. "；公开版只计可以公开的。")
end

-- ---- words ------------------------------------------------------------------------------------------------------

-- What a part is called: 联合教研 of O01, 稻香幼儿园 of hlyey-m1, 2025年9月 of 2025-09.
local function part_label(county, entry, name)
    if entry[1] == "part" then return county.registry.unit[name] and county.registry.unit[name].name or name end
    for _, row in ipairs(entry[1] == "rate" and county.base or {}) do
        if row["编号"] == name then return row["名称"] end
    end
    local year, month = name:match("^(%d%d%d%d)%-0?(%d+)$")
    return year and year .. "年" .. month .. "月" or name
end

-- What a figure is called, with its part: 联合教研履行率, 分级培训场次·集团.
function stat.label(county, entry, part)
    if part == nil then return entry[2] end
    local label = part_label(county, entry, part)
    return (entry[1] == "rate" or entry[1] == "part") and label .. entry[2] or entry[2] .. "·" .. label
end

-- Tenths, half up: 7/4 is 1.8; nothing per nothing is —.
local function ratio(share)
    if share.d == 0 then return "—" end
    local tenths = (share.n * 20 + share.d) // (share.d * 2)
    return string.format("%d.%d", tenths // 10, tenths % 10)
end

-- A figure as people read it: "109", "3/4（75.0%）", "联合教研11、…".
function stat.text(value)
    if type(value) ~= "table" then return tostring(value) end
    if tally.is(value) then return tally.text(value) end
    if value.d then return value.d == 0 and "—" or value.n .. "/" .. value.d .. "（" .. exact.percent(value.n, value.d) .. "）" end
    local parts = {}
    for i, entry in ipairs(value) do parts[i] = entry.name .. stat.text(entry.value == nil and entry.state or entry.value) end
    return table.concat(parts, "、")
end

local function show_one(value, entry, public, bare)
    local unit = bare and "" or entry[4]
    if type(value) == "string" then return value end
    if type(value) == "table" and entry.ratio then return ratio(value) .. unit end
    if type(value) == "table" and value.d then return stat.text(value) .. tally.note(value, entry.each) end
    return tally.people(value, public and entry.small, unit, entry.each)
end

-- A figure with its unit, as it stands in a text: "109场", "联合教研11场、成果展示2场"; parts that are nothing are left out.
-- public: as anybody may read it; bare: without the unit; county: to call parts by their names.
function stat.show(value, entry, public, bare, county)
    if not is_breakdown(value) then return show_one(value, entry, public, bare) end
    local parts = {}
    if public and entry.small then value = small.merged(value, {"value"}) end
    for _, item in ipairs(value) do
        local own = item.value == nil and item.state or item.value
        local hidden = own == 0 or (public and entry.good and own ~= entry.good)
        if not hidden then
            local name = county and part_label(county, entry, item.name) or item.name
            parts[#parts + 1] = own == entry.good and name or name .. show_one(own, entry, public, bare)
        end
    end
    return #parts > 0 and table.concat(parts, "、") or "—"
end

return stat
