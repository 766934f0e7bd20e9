-- One group judged as a whole, and the county's common data that every group is judged with.
--
--   county = {years = {year, …}, registry, types, base (rows of obligations.csv), thresholds, as_of}
--   judged = {group, year, as_of, events, left, requirements, unused, statuses, rates, total,
--             participation}
--
-- Everything here is a function of rows and as_of: same rows, same as_of, same verdict (domain 3.1).

local calendar = require "calendar"
local events = require "events"
local exact = require "exact"
local obligations = require "obligations"
local participation = require "participation"
local types = require "types"
local units = require "units"

local judgement = {}

-- Calendar rows of several files, told apart by their school year, to years in order.
local function read_years(rows)
    local files, of_key = {}, {}
    for _, row in ipairs(rows) do
        local key = row["school_year"] or ""
        if not of_key[key] then
            of_key[key] = {key = key ~= "" and key or nil}
            files[#files + 1] = of_key[key]
        end
        table.insert(of_key[key], row)
    end
    local years = {}
    for _, file in ipairs(files) do years[#years + 1] = calendar.read(file, file.key) end
    table.sort(years, function(a, b) return a.first < b.first end)
    return years
end

local function read_thresholds(map)
    local standard = participation.thresholds
    map = map or {}
    return {
        remind = map.remind and exact.parse(map.remind) or standard.remind,
        candidate = map.candidate and exact.parse(map.candidate) or standard.candidate,
    }
end

-- rows = {calendar, units, types, obligations, thresholds, settings}: rows of the county's tables by the names
-- their authors wrote; as_of = "2026-08-31". Nil when there is no school year to judge in.
function judgement.county(rows, as_of)
    local county = {
        years = read_years(rows.calendar), registry = units.read(rows.units),
        types = types.read(rows.types), base = rows.obligations,
        thresholds = read_thresholds(rows.thresholds), settings = rows.settings, as_of = assert(calendar.day(as_of)),
    }
    county.year = calendar.year_at(county.years, county.as_of)
    return county.year and county or nil
end

local filed = {["已备案"] = true, ["不需备案"] = true}

-- The commitments of the group's filed 年度计划 for the year, or none (domain 3.1, 3.2).
function judgement.commitments(plans, year)
    for _, plan in ipairs(plans) do
        if plan.kind == "年度计划" and plan.school_year == year.key and filed[plan.filing_status] then
            return plan.commitments or {}
        end
    end
    return {}
end

local function context(county, group)
    return {
        registry = county.registry, types = county.types, group = group, year = county.year,
        as_of = county.as_of, thresholds = county.thresholds,
    }
end

-- What counts of these records of a group, and what does not: as events.read.
function judgement.events(county, group, rows) return events.read(context(county, group), rows) end

-- rows: the group's activity records of the county's year; commitments: lines of its plan.
function judgement.group(county, group, rows, commitments)
    local ctx = context(county, group)
    local counted, left = events.read(ctx, rows)
    local required, unused = obligations.required(county.base, commitments, county.types)
    local statuses = obligations.judge(ctx, required, counted)
    local rates, total = obligations.rates(required, statuses)
    return {
        group = group, year = county.year, as_of = county.as_of, events = counted, left = left,
        requirements = required, unused = unused, statuses = statuses, rates = rates,
        total = total, participation = participation.count(ctx, counted),
    }
end

-- Rows of the computed tables, in the shape of the county's own sheets ---------------------------

local function evidence_ids(status)
    local ids, held = {}, status.evidence
    for i = 1, #held do ids[i] = held[i].id or "?" end
    return table.concat(ids, " ")
end

function judgement.status_row(group, s)
    local requirement = s.requirement
    return {group, requirement.id, s.period.name, s.member, requirement.least, s.count, s.state,
        evidence_ids(s)}
end

function judgement.rate_row(group, rate)
    return {group, rate.requirement.id, rate.done, rate.due, exact.percent(rate.done, rate.due)}
end

-- The group's R: 完成 is Σ w·r as an exact fraction, 应完成 is Σ w.
function judgement.total_row(group, total)
    local r = total.fraction
    return {group, "合计", exact.text(total.sum), exact.text(total.weight),
        r and exact.percent(r.n, r.d) or "—"}
end

function judgement.participation_row(group, p)
    return {group, p.unit, p.base, p.excused, p.attended, p.divisor,
        exact.percent(p.attended, p.divisor)}
end

return judgement
