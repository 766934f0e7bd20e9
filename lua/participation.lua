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

-- The whole span of the events (in order of their days) lies in one period of the unit.
local function always_there(entry, base)
    local first, last = base[1], base[#base]
    for _, period in ipairs(entry.periods) do
        if first and period[1] <= first.day and last.day <= period[2] then return true end
    end
    return false
end

local function count_unit(entry, base)
    local unit, total, excused, attended = entry.unit, 0, 0, 0
    local always = always_there(entry, base)
    for _, event in ipairs(base) do
        if always or present_on(entry, event.day) then
            total = total + 1
            if event.present[unit] then
                attended = attended + 1
            elseif event.excused[unit] then
                excused = excused + 1
            end
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
    local base, rows = {}, {}
    for _, event in ipairs(events) do
        if event.kind.in_base then base[#base + 1] = event end
    end
    for _, entry in ipairs(units.during(ctx.registry, ctx.group, ctx.year.first, ctx.year.last)) do
        local row = count_unit(entry, base)
        row.flag = flag(row, entry, ctx.as_of, ctx.thresholds or participation.thresholds)
        rows[#rows + 1] = row
    end
    return rows
end

return participation
