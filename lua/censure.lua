-- Facts for a draft of a 通报 (N2, domain 3.10, §1 #68): only of closed periods, only where a reminder (N1) went out
-- before. The program lists facts; whether anything is said, and to whom, is for the leading group.
--
--   censure.slow(view, site)   发展缓慢, with or without a reminder
--   censure.facts(view, site)  {until = last day of the closed periods or nil, duties, members, slow, unwarned}
--     duties    {{status, sent}, …}        unmet duties of the group that it was reminded of
--     members   {{row of participation.count, absent = {date, …}, excused = {…}, sent}, …}  参与不力
--     slow      {{unit, years, since, sent}, …}  发展缓慢: no dimension risen for so many school years
--     unwarned  {text, …}                  what would stand here had a reminder gone out: for the office alone

local calendar = require "calendar"
local obligations = require "obligations"
local participation = require "participation"
local shortfall = require "shortfall"
local stat = require "stat"
local units = require "units"

local censure = {}

local candidate = "参与不力候选"

-- ---- reminders ------------------------------------------------------------------------------------------

-- A reference as the key it means, or as it was written.
local function key_of(ref) return type(ref) == "string" and ref or ref._key end

-- The first reminder that went out by the day and fits: to a unit, or to the group about a duty of a period.
local function reminded(view, site, test)
    local today, first = calendar.iso(view.county.as_of), nil
    for _, row in ipairs(site.reminders:where{school_year = view.county.year.key}) do
        if row.group ~= nil and key_of(row.group) == view.group.id and row.sent <= today and test(row) and (not first or row.sent < first) then first = row.sent end
    end
    return first
end

local function about_duty(status)
    return function(row)
        return row.obligation ~= nil and key_of(row.obligation) == status.requirement.id
            and (row.period == nil or row.period == status.period.name)
    end
end

local function about_unit(view, id)
    return function(row)
        return row.unit ~= nil and units.find(view.county.registry, key_of(row.unit)) == id
    end
end

-- ---- closed periods -------------------------------------------------------------------------------------

-- The end of the last semester that is over, so that nobody is judged in the middle of one.
local function closed_until(view)
    local last
    for _, semester in ipairs(view.county.year.semesters) do
        if semester.last <= view.county.as_of then last = semester.last end
    end
    return last
end

local function days_of(view, unit, last, field)
    local list = {}
    for _, event in ipairs(view.judged.events) do
        local here = event.present[unit]
        local fits = field == "excused" and event.excused[unit] and not here or field == "absent" and not here and not event.excused[unit]
        if event.kind.in_base and event.day <= last and fits then
            for _, m in ipairs(units.active(view.county.registry, view.group.id, event.day)) do
                if m.unit == unit then list[#list + 1] = calendar.iso(event.day) end
            end
        end
    end
    return list
end

local function members_of(view, last)
    local events = {}
    for _, event in ipairs(view.judged.events) do
        if event.day <= last then events[#events + 1] = event end
    end
    local c = view.county
    local ctx = {registry = c.registry, group = view.group.id, year = c.year, as_of = last, thresholds = c.thresholds}
    return participation.count(ctx, events)
end

-- Rows of 四同步 by school year up to the county's, the year itself only when it is over.
local function sync_years(view, site)
    local c, years = view.county, {}
    for _, year in ipairs(c.years) do
        local rows = site.sync:where{group_id = view.group.id, school_year = year.key}
        if year.last <= c.as_of and #rows > 0 then years[#years + 1] = {key = year.key, rows = rows} end
    end
    return years
end

local function name(view, id) return view.county.registry.unit[id] and view.county.registry.unit[id].name or id end

-- Units without progress in any of the four dimensions for as many school years as the county says: {{unit, years, since}, …}.
function censure.slow(view, site)
    local list = {}
    for _, entry in ipairs(stat.stagnant(sync_years(view, site))) do
        if entry.years >= view.county.settings["停滞学年数"] then
            list[#list + 1] = {unit = units.find(view.county.registry, entry.unit) or entry.unit, years = entry.years, since = entry.since}
        end
    end
    return list
end

function censure.facts(view, site)
    local facts = {duties = {}, members = {}, slow = {}, unwarned = {}, ["until"] = closed_until(view)}
    local function file(list, entry, sent, text)
        entry.sent = sent
        if sent then list[#list + 1] = entry else table.insert(facts.unwarned, text) end
    end
    for _, status in ipairs(view.judged.statuses) do
        if obligations.is_closed(status) and status.state == "未达标" then
            file(facts.duties, {status = status}, reminded(view, site, about_duty(status)),
                status.requirement.name .. " " .. shortfall.period_name(status) .. (status.member and " " .. name(view, status.member) or ""))
        end
    end
    for _, p in ipairs(facts["until"] and members_of(view, facts["until"]) or {}) do
        if p.flag == candidate then
            local entry = {row = p, absent = days_of(view, p.unit, facts["until"], "absent"), excused = days_of(view, p.unit, facts["until"], "excused")}
            file(facts.members, entry, reminded(view, site, about_unit(view, p.unit)), name(view, p.unit) .. " 参与共建")
        end
    end
    for _, entry in ipairs(censure.slow(view, site)) do
        file(facts.slow, entry, reminded(view, site, about_unit(view, entry.unit)),
            name(view, entry.unit) .. " 四个维度连续" .. entry.years .. "学年没有提高")
    end
    return facts
end

function censure.is_empty(facts) return #facts.duties + #facts.members + #facts.slow == 0 end

return censure
