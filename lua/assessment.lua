-- The assessment of a group (domain §1 #35 to #39, #66, #67, §2.2, §4.9): what the records give for each indicator, the group's
-- own points beside the bureau's, opinions first. For the office only.
--
--   assessment.of(view, rows) → {lines, domains, total, opinions, blocked, grade}
--     rows = {indicators, scores, opinions, handbook}: of the group's school year
--     line = {id, domain, name, points, source, data, auto = {points, formula, share, evidence = {ids}} or nil,
--             self, bureau = {points, reason, evidence, by, date} or nil, difference = bureau - self or nil}
--     domain = {name, points, auto, self, bureau}: sums, nil where a line of it has none
--     total = {points, self, bureau}
--     opinions = {due = {unit ids}, missing = {unit ids}, early = true when the bureau's points are older than an opinion,
--     group_told = {[unit id] = true where the record has the group's own opinion of the unit too}}
--     blocked: the bureau's points do not stand until every member has been heard (#37); then there is no grade
--
-- Points are exact and go by the county's step, half up: 3.75 of 0.5 is 4.

local calendar = require "calendar"
local exact = require "exact"
local stat = require "stat"
local units = require "units"

local assessment = {}

-- ---- data keys of the standard ---------------------------------------------------------------------

-- A key of the standard as figures of the catalogue; what is not here is one itself: rate.O01, cover.A16.
local figure_of = {["plan.filed_on_time"] = "filing.on_time", ["resource.updated"] = "resources.updated", ["flows.count"] = "flow.cover",
    ["loans.count"] = "loans.feedback"}

local function ids_of(rows, field, test)
    local list = {}
    for _, row in ipairs(rows or {}) do
        if test == nil or test(row) then list[#list + 1] = row[field] or row._key end
    end
    return list
end

local function approved(case) return case.status == "已审定" or case.status == "已发布" end

-- Figures that only the standard has: share, evidence and what it is called, by data key.
local own = {}

own["sync.result"] = function(view)
    local share = {n = 0, d = 0}
    for _, dimension in ipairs(stat.figure(view, "sync")) do
        if dimension.state ~= "未登记" then share.d = share.d + 1 end
        if dimension.state == "同步" then share.n = share.n + 1 end
    end
    return share, {}, "“四同步”"
end

own["case.approved"] = function(view)
    local least = view.county.settings["每学年案例"]
    return {n = math.min(stat.figure(view, "cases.published"), least), d = least}, ids_of(view.cases, "id", approved), "典型案例"
end

own["handbook.current"] = function(view, rows)
    local handbook = rows.handbook
    local good = handbook and approved(handbook) and handbook.filed_no and calendar.day(handbook.effective_date) <= view.judged.as_of
    return {n = good and 1 or 0, d = 1}, {handbook and handbook.id}, "现行手册"
end

local function rate_evidence(view, part)
    local list, seen = {}, {}
    for _, status in ipairs(view.judged.statuses) do
        local held = status.requirement.id == part and status.evidence
        for i = 1, held and #held or 0 do
            local id = held[i].id
            if id and not seen[id] then seen[id], list[#list + 1] = true, id end
        end
    end
    return list
end

local evidence = {
    rate = rate_evidence,
    ["filing.on_time"] = function(view)
        local list = {}
        for _, filing in ipairs(stat.filings(view)) do list[#list + 1] = filing.plan and filing.plan.id end
        return list
    end,
    ["resources.updated"] = function(view) return ids_of(view.resources, "资源编号") end,
    ["flow.cover"] = function(view)
        local list = {}
        for _, flow in ipairs((stat.flows(view))) do list[#list + 1] = flow.row["编号"] end
        return list
    end,
    ["loans.feedback"] = function(view) return ids_of(view.loans, "编号") end,
}

-- Events of the type that a figure cover.A16 is about; of the view asked for last all types are told apart at once.
local covering = {}

local function cover_evidence(view, code)
    if covering.view ~= view then
        local of = {}
        for _, event in ipairs(stat.events(view)) do
            local code_of = event.kind.code or ""
            local list = of[code_of]
            if list then list[#list + 1] = event.id else of[code_of] = {event.id} end
        end
        covering.view, covering.of = view, of
    end
    return covering.of[code] or {}
end

local function evidence_of(view, entry, part)
    local code = entry[1]:match("^cover%.(A%d+)$")
    if code then return cover_evidence(view, code) end
    return evidence[entry[1]] and evidence[entry[1]](view, part) or {}
end

-- Keys of a 数据键 (a+b: both) that are no figure of the catalogue, none of the standard's own, or the rate of no
-- obligation; obligations = {[id] = true}.
function assessment.unknown_keys(data, obligations)
    local list = {}
    for key in data:gmatch("[^+%s]+") do
        local entry, part = stat.find(figure_of[key] or key)
        local known = own[key] or entry and (entry[1] ~= "rate" or obligations[part])
        if not known then list[#list + 1] = key end
    end
    return list
end

-- share, evidence and name of one data key; nil when it is no share
local function data_of(view, rows, data)
    if own[data] then return own[data](view, rows) end
    local key = figure_of[data] or data
    local value, entry, part = stat.value(view, key)
    if type(value) ~= "table" or not value.d then return nil end
    return value, evidence_of(view, entry, part), stat.label(view.county, entry, part)
end

-- ---- points ----------------------------------------------------------------------------------------

-- To the county's step, half up.
local function to_step(points, step)
    local steps = exact.over(points, step)
    return exact.times(exact.of((2 * steps.n + steps.d) // (2 * steps.d)), step)
end

-- An exact number as people write points: 4, 3.5, 3.75
local function number(f)
    if f.d == 1 then return tostring(f.n) end
    return (string.format("%.3f", f.n / f.d):gsub("0+$", ""))
end

local function shares_of(view, rows, data)
    local list, ids = {}, nil
    for key in data:gmatch("[^+%s]+") do
        local share, own_ids, name = data_of(view, rows, key)
        if not share then return nil end
        list[#list + 1] = {name = name, n = share.n, d = share.d}
        if #list == 1 then
            ids = own_ids
        else
            ids = table.move(ids, 1, #ids, 1, {}) -- they may be another's
            table.move(own_ids, 1, #own_ids, #ids + 1, ids)
        end
    end
    return #list > 0 and list or nil, ids
end

-- 分值 × the mean of the shares that have something due; nil without any.
local function automatic(view, rows, indicator, step)
    if indicator.source == "人工" or not indicator.data then return nil end
    local shares, ids = shares_of(view, rows, indicator.data)
    if not shares then return nil end
    local sum, count, words = exact.of(0), 0, {}
    for _, share in ipairs(shares) do
        words[#words + 1] = share.name .. " " .. share.n .. "/" .. share.d
        if share.d > 0 then sum, count = exact.add(sum, exact.of(share.n, share.d)), count + 1 end
    end
    if count == 0 then return {formula = table.concat(words, "，") .. "：没有到期的项", evidence = ids} end
    local points = exact.parse(indicator.points)
    local mean = exact.over(sum, exact.of(count))
    local whole = exact.times(points, mean)
    local given = to_step(whole, step)
    local body = #words == 1 and words[1] or "（" .. table.concat(words, " + ") .. "）÷" .. count
    local formula = number(points) .. " × " .. body .. " = " .. number(whole)
    if number(given) ~= number(whole) then formula = formula .. "，按" .. number(step) .. "分一档取" .. number(given) end
    return {points = number(given), exact = given, formula = formula, share = mean, evidence = ids}
end

-- ---- who gave what ---------------------------------------------------------------------------------

local function by_kind(scores, kind)
    local of = {}
    for _, row in ipairs(scores or {}) do
        if row.kind == kind then
            of[row["编号"]] = {points = row["得分"], reason = row["扣分理由"], evidence = row["佐证"], by = row["评分人"], date = row["日期"], row = row}
        end
    end
    return of
end

local function heard(view, rows, bureau)
    local given, due, missing, early = {}, {}, {}, false
    local first
    for _, score in pairs(bureau) do
        if score.date and (not first or score.date < first) then first = score.date end
    end
    for _, row in ipairs(rows.opinions or {}) do
        local id = units.find(view.county.registry, row["单位"])
        if id then given[id] = row end
        early = early or (first ~= nil and row["日期"] ~= nil and row["日期"] > first)
    end
    for _, m in ipairs(units.active(view.county.registry, view.judged.group, view.period.last)) do
        if m.role ~= units.lead_role then
            due[#due + 1] = m.unit
            if not given[m.unit] then missing[#missing + 1] = m.unit end
        end
    end
    local told = {}
    for id, row in pairs(given) do told[id] = row["集团意见"] ~= nil or nil end
    return {due = due, missing = missing, early = early, group_told = told}
end

local function add(sum, points)
    if sum == nil or points == nil then return nil end
    return exact.add(sum, exact.parse(points))
end

local function sums(lines)
    local domains, of = {}, {}
    for _, line in ipairs(lines) do
        local domain = of[line.domain]
        if not domain then
            domain = {name = line.domain, points = exact.of(0), auto = exact.of(0), self = exact.of(0), bureau = exact.of(0)}
            of[line.domain], domains[#domains + 1] = domain, domain
        end
        domain.points = add(domain.points, line.points)
        domain.auto = add(domain.auto, line.auto and line.auto.points)
        domain.self = add(domain.self, line.self and line.self.points)
        domain.bureau = add(domain.bureau, line.bureau and line.bureau.points)
    end
    local total = {points = exact.of(0), self = exact.of(0), bureau = exact.of(0)}
    for _, domain in ipairs(domains) do
        for name in pairs(total) do total[name] = total[name] and domain[name] and exact.add(total[name], domain[name]) or nil end
    end
    return domains, total
end

local function shown(sum)
    local out = {}
    for name, value in pairs(sum) do out[name] = type(value) == "table" and number(value) or value end
    return out
end

-- 优秀 from 90 on: the county's limits are of a hundred and hold for the declared total alike.
function assessment.grade(settings, points)
    if points == nil then return nil end
    for _, name in ipairs{"优秀", "良好", "合格"} do
        if not exact.less(points, exact.parse(settings[name .. "下限"])) then return name end
    end
    return "不合格"
end

function assessment.of(view, rows)
    local settings, lines = view.county.settings, {}
    local step = exact.parse(settings["评分步长"])
    local own_points, bureau = by_kind(rows.scores, "自评"), by_kind(rows.scores, "局评")
    for i, row in ipairs(rows.indicators) do
        local line = {
            id = row["编号"], domain = row["一级指标"], name = row["二级指标"], points = row["分值"], source = row["取数"], data = row["数据键"],
            self = own_points[row["编号"]], bureau = bureau[row["编号"]],
        }
        line.auto = automatic(view, rows, {source = line.source, data = line.data, points = line.points}, step)
        if line.self and line.bureau then
            line.difference = exact.add(exact.parse(line.bureau.points), exact.times(exact.of(-1), exact.parse(line.self.points)))
            line.difference = number(line.difference)
        end
        lines[i] = line
    end
    local domains, total = sums(lines)
    local opinions = heard(view, rows, bureau)
    local blocked = #opinions.missing > 0
    local answer = {lines = lines, domains = {}, total = shown(total), opinions = opinions, blocked = blocked}
    for i, domain in ipairs(domains) do answer.domains[i] = shown(domain) end
    if not blocked then answer.grade = assessment.grade(settings, total.bureau) end
    return answer
end

return assessment
