-- One group in the school year of site.as_of: what its books and pages are made from.
--
--   view = {group, county, judged, period, reports, report, plans, handbook, chapters, platforms, flows,
--           resources, loans, cases, studios, growth, rules, milestones, sync, lift, settings}
--
-- A public edition takes group_year.public(view), which has public = true; the office's, group_year.office(view, site),
-- which has rectifications.
--
-- view is also what stat.figure takes. The year ends at as_of, so that a report printed in the middle
-- of a year counts what has happened, not what is planned. handbook is the version in force on its last day (domain §5.7).

local calendar = require "calendar"
local handbooks = require "handbooks"
local judgement = require "judgement"
local review = require "review"
local settings = require "settings"
local types = require "types"
local units = require "units"

local group_year = {}

local county -- the same for every group of one site

function group_year.county(site)
    if not county then
        local head = site.county[1]
        county = judgement.county({
            calendar = site.calendar, units = site.units, types = site.activity_types,
            obligations = site.obligations, thresholds = head and head.thresholds, settings = settings.of(site),
        }, site.as_of)
    end
    return county
end

-- The part of a list that belongs to a group; rows carry the group's id from their path.
local function of_group(collection, id) return collection:where{group_id = id} end

local function of_year(rows, key)
    local list = {}
    for _, row in ipairs(rows) do
        if row.school_year == key then list[#list + 1] = row end
    end
    return list
end

function group_year.period(c)
    return {name = c.year.name, first = c.year.first, last = math.min(c.year.last, c.as_of), full = c.year.last, whole = true}
end

-- The day of the figures: the last of the period (domain §3.8), before the year begins that of the build.
function group_year.figures_day(c)
    local period = group_year.period(c)
    return calendar.iso(math.max(period.last, math.min(period.first, c.as_of)))
end

local function annual_report(reports)
    for _, row in ipairs(reports) do
        if row.kind == nil or row.kind == "年度报告" then return row end
    end
    return nil
end

local other_years = {}

-- The county as it is judged in another school year, by its key; nil without a calendar of that year.
function group_year.county_in(site, key)
    local c = group_year.county(site)
    if not c or key == nil or key == c.year.key then return c end
    for _, year in ipairs(c.years) do
        if year.key == key and not other_years[key] then
            local copy = {}
            for name, value in pairs(c) do copy[name] = value end
            copy.year, copy.found = year, nil
            copy.registry = units.counted_then(c.registry, site.sizes:where{school_year = key})
            other_years[key] = copy
        end
    end
    return other_years[key]
end

-- The county in this school year and in those before it that there are records of (of a group by its id; nil: of any), the newest
-- first. What was published of a year that is over keeps its address (domain §5.9).
function group_year.told(site, id)
    local now, list = group_year.county(site), {}
    for i = #(now and now.years or {}), 1, -1 do
        local year = now.years[i]
        local past = year.last < now.year.first and year.key and site.activities:first{school_year = year.key, group_id = id}
        if year == now.year or past then list[#list + 1] = group_year.county_in(site, year.key) end
    end
    return list
end

-- {group, id, c} for each year of each group.
function group_year.subjects(site, groups)
    local list = {}
    for _, group in ipairs(groups) do
        for _, c in ipairs(group_year.told(site, group.id)) do list[#list + 1] = {id = group.id, group = group, c = c} end
    end
    return list
end

local kept, room = {}, 20000 -- what was judged, and how many records more may be kept with it

-- The group's records of the county's year judged (judgement.lua): once, as long as the county is a small one. plans: of
-- the group.
function group_year.judged(site, id, c, plans)
    local key = id .. " " .. c.year.key
    if kept[key] then return kept[key] end
    local rows = site.activities:where{group_id = id, school_year = c.year.key}
    local judged = judgement.group(c, id, rows, judgement.commitments(plans, c.year))
    if not site.tracing and #rows <= room then kept[key], room = judged, room - #rows end
    return judged
end

-- group: a row of site.groups; c: the county in the school year looked at, else that of site.as_of. Nil without a year.
function group_year.of(site, group, c)
    c = c or group_year.county(site)
    if not c then return nil end
    local id, key = group.id, c.year.key
    local plans, period = of_group(site.plans, id), group_year.period(c)
    local handbook = handbooks.in_force(handbooks.printed(site, id), calendar.iso(period.last))
    local reports = of_year(of_group(site.reports, id), key)
    return {
        group = group, county = c, settings = settings.of(site), period = period, plans = plans,
        judged = group_year.judged(site, id, c, plans),
        reports = reports, report = annual_report(reports),
        handbook = handbook, chapters = handbook and handbooks.chapters(site, handbook) or of_group(site.chapters, id),
        platforms = of_group(site.platforms, id),
        flows = of_year(of_group(site.flows, id), key),
        resources = of_group(site.resources, id), loans = of_year(of_group(site.loans, id), key),
        cases = of_year(of_group(site.cases, id), key),
        studios = of_group(site.studios, id), growth = of_year(of_group(site.growth, id), key), rules = of_group(site.rules, id),
        milestones = of_group(site.milestones, id),
        sync = of_year(of_group(site.sync, id), key), lift = of_year(of_group(site.lift, id), key),
    }
end

-- Those that pass, and the others.
local function kept(rows, test)
    local list, others = {}, {}
    for _, row in ipairs(rows) do
        local into = test(row) and list or others
        into[#into + 1] = row
    end
    return list, others
end

local function is_public(row) return types.yes(row["可公开"]) end

-- The same view for a public edition: what may not be shown is not counted either, so that every
-- figure agrees with the list behind it. Events stay: those not public are counted, never listed
-- (domain §1 #18, #27). withheld: the rows dropped, by the list's name.
function group_year.public(view)
    local copy, withheld = {}, {}
    for key, value in pairs(view) do copy[key] = value end
    copy.public, copy.found, copy.withheld = true, nil, withheld
    copy.flows, withheld.flows = kept(view.flows, is_public)
    copy.resources, withheld.resources = kept(view.resources, is_public)
    copy.cases, withheld.cases = kept(view.cases, review.public)
    return copy
end

-- The same view for the office: everything, but only texts through their review.
function group_year.office(view, site)
    local copy = {rectifications = of_group(site.rectifications, view.group.id)}
    for key, value in pairs(view) do copy[key] = value end
    copy.cases, copy.found = (kept(view.cases, review.public)), nil
    return copy
end

return group_year
