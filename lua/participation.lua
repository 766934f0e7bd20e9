-- How often each unit took part: domain 3.6. Internal; nothing here is ever printed in public.
--
--   {unit, role, base, excused, attended, divisor, flag}
--
-- base: counted events of the types in the participation base, on days the unit belonged to the
-- group. A unit that came although excused has attended. The lead is computed, not flagged.

local exact = require "exact"
local units = require "units"

local participation = {}

participation.thresholds = {remind = exact.of(4, 5), candidate = exact.of(3, 5)}

local present_on = units.present_on -- asked for every unit and event

-- The whole span of the events lies in one period of the unit.
local function always_there(entry, first, last)
    for _, period in ipairs(entry.periods) do
        if first and period[1] <= first and last <= period[2] then return true end
    end
    return false
end

-- Events of the base by who was there and who was excused, which are the same sets in many: {{present, excused, days}, …}; and the
-- first and the last of their days.
local function by_company(events)
    local list, of, first, last = {}, {}, nil, nil
    local function note(event)
        local present, excused = event.present, event.excused
        local of_present = of[present]
        if not of_present then
            of_present = {}
            of[present] = of_present
        end
        local company = of_present[excused]
        if not company then
            company = {present = present, excused = excused, days = {}}
            of_present[excused], list[#list + 1] = company, company
        end
        local days = company.days
        days[#days + 1] = event.day
        first, last = first or event.day, event.day
    end
    for i = 1, #events do
        if events[i].kind.in_base then note(events[i]) end
    end
    return list, first, last
end

local function days_there(entry, days, always)
    if always then return #days end
    local count = 0
    for _, day in ipairs(days) do
        if present_on(entry, day) then count = count + 1 end
    end
    return count
end

local function count_unit(entry, companies, always)
    local unit, total, excused, attended = entry.unit, 0, 0, 0
    for _, company in ipairs(companies) do
        local count = days_there(entry, company.days, always)
        total = total + count
        if company.present[unit] then
            attended = attended + count
        elseif company.excused[unit] then
            excused = excused + count
        end
    end
    return {
        unit = unit, role = entry.role, base = total, excused = excused, attended = attended,
        divisor = total - excused,
    }
end

local function flag(row, entry, as_of, thresholds)
    if row.role == units.lead_role or row.divisor == 0 then return "—" end
    if entry.settling and as_of <= entry.settling then return "不评价" end
    local rate = exact.of(row.attended, row.divisor)
    if exact.less(rate, thresholds.candidate) then return "参与不力候选" end
    return exact.less(rate, thresholds.remind) and "提醒" or "正常"
end

-- Every unit that belonged to the group in the year, in the order of the county's file.
-- ctx = {registry, group, year, as_of, thresholds or nil}
function participation.count(ctx, events)
    local rows, companies, first, last = {}, by_company(events)
    for _, entry in ipairs(units.during(ctx.registry, ctx.group, ctx.year.first, ctx.year.last)) do
        local row = count_unit(entry, companies, always_there(entry, first, last))
        row.flag = flag(row, entry, ctx.as_of, ctx.thresholds or participation.thresholds)
        rows[#rows + 1] = row
    end
    return rows
end

return participation
