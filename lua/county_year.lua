-- The whole county in the school year of site.as_of: its groups one by one, and their events once.
--
--   year = {head = row of site.county, county, period, groups = {entry, …}, events, repeats}
--   entry = {id, name, group = row or nil, view or nil, reported}
--
-- events: all counted events in order of their days, each joint event once (domain 3.3-10); repeats: the joint ones, each a
-- list of {group = id, event} from the groups that reported it. A group of the county's list without a record of the year is
-- not `reported`: nothing of it is zero, it is unknown (domain 4.4).

local group_year = require "group_year"
local joint = require "joint"
local stat = require "stat"
local units = require "units"

local county_year = {}

-- Something of the year was written down.
function county_year.reported(view) return #view.judged.events > 0 or #view.judged.left > 0 end

local function entry_of(site, listed, view_of, county)
    local group = type(listed) == "string" and site.groups[listed] or listed
    if type(group) == "string" then return {id = group, name = group, reported = false} end
    local view = view_of(group_year.of(site, group, county), site)
    return {
        id = group.id, name = group.name, group = group, view = view,
        reported = county_year.reported(view),
    }
end

-- Without content the name of a group is that of its lead and 集团 (domain §7, 8).
local function name_silent(entry, county)
    local unit = county.registry.unit[entry.id]
    if not entry.group and unit then entry.name = unit.name .. "集团" end
end

-- Events of all groups, joint ones once, told by the host's own group.
local function once(groups, county)
    local list, of, repeats = {}, {}, {}
    for _, entry in ipairs(groups) do
        for _, event in ipairs(entry.view and stat.events(entry.view) or {}) do
            local key = joint.is(event) and event.joint
            local item = {group = entry.id, event = event}
            if not key then
                list[#list + 1] = event
            elseif of[key] then
                table.insert(of[key], item)
            else
                of[key] = {item, key = key}
                repeats[#repeats + 1] = of[key]
            end
        end
    end
    for _, items in ipairs(repeats) do list[#list + 1] = joint.owner(county, items).event end
    for i, event in ipairs(list) do event.place = i end
    table.sort(list, function(a, b) return a.day < b.day or (a.day == b.day and a.place < b.place) end)
    return list, repeats
end

-- view_of: what an edition makes of a group's view (group_year.public or .office); c: the county in the school year looked at,
-- else that of site.as_of
function county_year.of(site, view_of, c)
    local county, groups = c or group_year.county(site), {}
    for i, listed in ipairs(site.county[1].groups) do
        groups[i] = entry_of(site, listed, view_of, county)
        name_silent(groups[i], county)
    end
    local events, repeats = once(groups, county)
    return {
        site = site, head = site.county[1], county = county, period = group_year.period(county), groups = groups, events = events,
        repeats = repeats,
    }
end

-- Those with records of the year.
function county_year.reporting(year)
    local list = {}
    for _, entry in ipairs(year.groups) do
        if entry.reported then list[#list + 1] = entry end
    end
    return list
end

-- The memberships of all groups on the last day of the period, groups in the county's order.
function county_year.memberships(year)
    local list = {}
    for _, entry in ipairs(year.groups) do
        for _, m in ipairs(units.active(year.county.registry, entry.id, year.period.last)) do list[#list + 1] = m end
    end
    return list
end

return county_year
