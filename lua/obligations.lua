-- What each group must do, how often, and whether it did: domain §3.2 to §3.5.
--
--   requirement = {id, name, type, period (月 | 学期 | 学年), subject (集团 | 成员), least, target,
--                  source, clause, weight}          the county's row, raised by the group's commitment
--   status = {requirement, period = {name, first, last}, member or nil, count, state, evidence = {event}}
--   rate   = {requirement, done, due, fraction or nil}
--
-- States: 达标 未达标 宽限中 进行中 已完成（期内）. A period closes when its end <= as_of. Open periods
-- and months in their days of grace are in neither part of the rate.

local calendar = require "calendar"
local exact = require "exact"
local units = require "units"

local obligations = {}

-- How often a period comes in a year, to compare commitments with the base (domain 3.2).
local per_year = {["月"] = 10, ["学期"] = 2, ["学年"] = 1}

-- The plan's own frequencies, 五（二）: {times a year}. A county file may raise, never lower them.
local plan_least = {
    ["联合教研"] = 10, ["教师集中培训"] = 10, ["园长工作研究会议"] = 2, ["现场指导"] = 2,
    ["成果展示"] = 1, ["期末总结分析会"] = 2,
}

-- Only training of the whole group meets the monthly training (domain §1 #32); blank means 集团.
local level_of = {["教师集中培训"] = "集团"}

-- Meetings at the end of term count from some days before teaching ends (domain 3.3-7).
local at_term_end = {["期末总结分析会"] = true}

-- ---- requirements: base and commitments ---------------------------------------------------------

local function whole(value) return math.tointeger(tonumber(value)) end

local function base_requirement(row, vocabulary)
    local kind = row["计数类型"]
    return {
        id = row["编号"], name = row["名称"], type = vocabulary.name_of[kind] or kind,
        period = row["周期"], subject = row["主体"] or "集团",
        least = whole(row["最低次数"]) or 1, target = whole(row["目标次数"]) or 1,
        source = row["频次依据"], clause = row["方案条款"],
        weight = exact.parse(row["权重"] or 1) or exact.of(1), row = row,
    }
end

function obligations.times_a_year(least, period) return least * (per_year[period] or 0) end

-- A county row below the plan is lifted to it; it says so in its field `lowered`.
local function hold_to_plan(requirement)
    local floor = plan_least[requirement.type]
    local asked = obligations.times_a_year(requirement.least, requirement.period)
    if requirement.source ~= "方案" or not floor or asked >= floor then return end
    requirement.lowered = {asked = asked, least = floor}
    requirement.least = math.ceil(floor / per_year[requirement.period])
    requirement.target = math.max(requirement.target, requirement.least)
end

-- A commitment is a front-matter line 类型|周期|次数|主体|依据, as text or as named parts.
function obligations.commitment(line)
    if type(line) == "table" then
        return {type = line["类型"], period = line["周期"], least = whole(line["次数"]),
            subject = line["主体"], source = line["依据"]}
    end
    local part = {}
    for text in (line .. "|"):gmatch("%s*([^|]-)%s*|") do part[#part + 1] = text end
    return {type = part[1], period = part[2], least = whole(part[3]), subject = part[4],
        source = part[5]}
end

local function commit(requirement, promise)
    local asked = obligations.times_a_year(promise.least, promise.period)
    local now = obligations.times_a_year(requirement.least, requirement.period)
    if asked < now then return "承诺少于县级要求，不予采用" end
    requirement.period, requirement.least = promise.period, promise.least
    requirement.target = promise.least
    if promise.subject == "成员" then requirement.subject = "成员" end
    requirement.source = "集团承诺：" .. (promise.source or "")
    return nil
end

local function find_type(list, kind)
    for _, requirement in ipairs(list) do
        if requirement.type == kind then return requirement end
    end
    return nil
end

local function apply(list, promise, vocabulary)
    if not per_year[promise.period] or not promise.least or promise.least < 1 then
        return "承诺的周期或次数无法识别"
    end
    local requirement = find_type(list, vocabulary.name_of[promise.type] or promise.type)
    if not requirement then return "承诺的活动类型没有对应的义务" end
    return commit(requirement, promise)
end

-- The base of the county (rows of obligations.csv) under the commitments of one filed plan. Answers
-- the requirements in the order of the file and the commitments left unused, each with its reason.
function obligations.required(base_rows, commitments, vocabulary)
    local list, unused = {}, {}
    for _, row in ipairs(base_rows) do
        local requirement = base_requirement(row, vocabulary)
        if per_year[requirement.period] and requirement.id then
            hold_to_plan(requirement)
            list[#list + 1] = requirement
        end
    end
    for _, line in ipairs(commitments or {}) do
        local promise = obligations.commitment(line)
        local reason = apply(list, promise, vocabulary)
        if reason then unused[#unused + 1] = {commitment = promise, line = line, reason = reason} end
    end
    return list, unused
end

-- ---- periods ------------------------------------------------------------------------------------

local function month_periods(year)
    local list = {}
    for _, key in ipairs(year.due) do
        local first, last = calendar.month_span(key)
        list[#list + 1] = {name = key, first = first, last = last, monthly = true}
    end
    return list
end

local function semester_periods(year, window)
    local list = {}
    for _, s in ipairs(year.semesters) do
        local opens = s.first
        if window and s.teach_last then opens = s.teach_last - year.parameter["期末会提前天数"] end
        list[#list + 1] = {name = s.name, first = s.first, last = s.last, opens = opens}
    end
    return list
end

function obligations.periods(requirement, year)
    if requirement.period == "月" then return month_periods(year) end
    if requirement.period == "学期" then
        return semester_periods(year, at_term_end[requirement.type])
    end
    return {{name = year.name, first = year.first, last = year.last}}
end

-- A 补开 row counts for its 补开月份 if held within the days of grace after that month; otherwise, and
-- without one, for the month it was held in (domain 3.3-4).
local function month_of(event, year)
    if not event.makeup or event.makeup == "" then return event.month end
    local in_time = calendar.makes_up(event.makeup, event.day, year.parameter["补开宽限天数"])
    return in_time and event.makeup or event.month
end

local function fits(requirement, event)
    local level = level_of[requirement.type]
    return not level or not event.level or event.level == "" or event.level == level
end

local function holds(period, day)
    return (period.opens or period.first) <= day and day <= period.last
end

-- Events of one requirement, by period: a list of lists beside `periods`.
local function assign(requirement, periods, events, year)
    local buckets, of_month = {}, {}
    for i, period in ipairs(periods) do
        buckets[i] = {}
        if period.monthly then of_month[period.name] = buckets[i] end
    end
    local monthly, any_level = requirement.period == "月", not level_of[requirement.type]
    for k = 1, #events do
        local event = events[k]
        if any_level or fits(requirement, event) then
            local bucket = monthly and of_month[event.makeup and month_of(event, year) or event.month]
            if bucket then bucket[#bucket + 1] = event end
            for i = 1, monthly and 0 or #periods do
                if holds(periods[i], event.day) then table.insert(buckets[i], event) end
            end
        end
    end
    return buckets
end

-- ---- who owes what --------------------------------------------------------------------------------

-- A member owes a period when it belonged on at least half of its teaching days (domain 3.3-8), or
-- of its working days where nothing is taught.
local function owes(member, period, year)
    local days = calendar.teaching_days(year, period.first, period.last)
    local count = days > 0 and calendar.teaching_days or calendar.working_days
    local whole_period = days > 0 and days or calendar.working_days(year, period.first, period.last)
    local there = 0
    for _, span in ipairs(member.periods) do
        local first, last = math.max(span[1], period.first), math.min(span[2], period.last)
        if first <= last then there = there + count(year, first, last) end
    end
    return there > 0 and there * 2 >= whole_period
end

local function members_due(ctx, period)
    local list = {}
    for _, member in ipairs(units.during(ctx.registry, ctx.group, period.first, period.last)) do
        if member.role ~= units.lead_role and owes(member, period, ctx.year) then
            list[#list + 1] = member.unit
        end
    end
    return list
end

-- ---- the verdict ----------------------------------------------------------------------------------

local function state_of(period, count, least, ctx)
    local met = count >= least
    if period.last > ctx.as_of then return met and "已完成（期内）" or "进行中" end
    if met then return "达标" end
    local grace = period.monthly and ctx.year.parameter["补开宽限天数"] or -1
    return ctx.as_of - period.last <= grace and "宽限中" or "未达标"
end

local function verdict(requirement, period, member, evidence, ctx)
    return {
        requirement = requirement, period = period, member = member, count = #evidence,
        evidence = evidence, state = state_of(period, #evidence, requirement.least, ctx),
    }
end

local function with_member(events, member)
    local list = {}
    for _, event in ipairs(events) do
        if event.own[member] then list[#list + 1] = event end
    end
    return list
end

local function judge_one(requirement, events, ctx, add)
    local periods = obligations.periods(requirement, ctx.year)
    local buckets = assign(requirement, periods, events, ctx.year)
    for i, period in ipairs(periods) do
        if requirement.subject ~= "成员" then
            add(verdict(requirement, period, nil, buckets[i], ctx))
        else
            for _, member in ipairs(ctx.members_due(period)) do
                add(verdict(requirement, period, member, with_member(buckets[i], member), ctx))
            end
        end
    end
end

obligations.members_due = members_due

-- Why a counted event of the requirement's type serves no period of it in the year, in the authors' language.
function obligations.why_unused(requirement, event, year)
    if not fits(requirement, event) then return "培训层级是" .. event.level .. "，不是集团" end
    if requirement.period == "月" then
        local month = month_of(event, year)
        for _, key in ipairs(year.due) do
            if key == month then return "到场的单位不是" .. month .. "应计的成员园" end
        end
        return month .. "不是应计月，只计场次"
    end
    for _, period in ipairs(obligations.periods(requirement, year)) do
        if holds(period, event.day) then return "到场的单位不是" .. period.name .. "应计的成员园" end
    end
    return at_term_end[requirement.type] and "不在学期末的窗口内" or "开展日期不在任何一个周期内"
end

-- members_due asked once per period, not once per obligation
local function remembered(ctx)
    local known = {}
    return function(period)
        if not known[period.name] then known[period.name] = members_due(ctx, period) end
        return known[period.name]
    end
end

local function by_type(events)
    local lists = {}
    for i = 1, #events do
        local event = events[i]
        local list = lists[event.type]
        if list then list[#list + 1] = event else lists[event.type] = {event} end
    end
    return lists
end

-- All statuses of a group: requirements in their order, periods in time, members in the order of the
-- county's file. ctx = {registry, group, year, as_of}; events as events.read gives them.
function obligations.judge(ctx, requirements, events)
    local scope = {registry = ctx.registry, group = ctx.group, year = ctx.year, as_of = ctx.as_of}
    scope.members_due = remembered(scope)
    local lists = by_type(events)
    local statuses = {}
    local function add(status) statuses[#statuses + 1] = status end
    for _, requirement in ipairs(requirements) do
        judge_one(requirement, lists[requirement.type] or {}, scope, add)
    end
    return statuses
end

-- ---- rates ----------------------------------------------------------------------------------------

local closed = {["达标"] = true, ["未达标"] = true}

function obligations.is_closed(status) return closed[status.state] or false end

-- One rate per requirement, in order; and the group's R = Σ w·r / Σ w over those with a closed period,
-- as {sum, weight, fraction or nil} (domain 3.5).
function obligations.rates(requirements, statuses)
    local list, of = {}, {}
    for _, requirement in ipairs(requirements) do
        local rate = {requirement = requirement, done = 0, due = 0}
        list[#list + 1], of[requirement] = rate, rate
    end
    for _, status in ipairs(statuses) do
        if closed[status.state] then
            local rate, least = of[status.requirement], status.requirement.least
            rate.done = rate.done + math.min(status.count, least)
            rate.due = rate.due + least
        end
    end
    local sum, weight = exact.of(0), exact.of(0)
    for _, rate in ipairs(list) do
        if rate.due > 0 then
            rate.fraction = exact.of(rate.done, rate.due)
            sum = exact.add(sum, exact.times(rate.requirement.weight, rate.fraction))
            weight = exact.add(weight, rate.requirement.weight)
        end
    end
    local total = {sum = sum, weight = weight}
    if weight.n > 0 then total.fraction = exact.over(sum, weight) end
    return list, total
end

return obligations
