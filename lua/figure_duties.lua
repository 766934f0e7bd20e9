-- Figures of what was due and done: rates, participation, 四有, 四同步, 五个提升 (domain §3.5 to §3.8, §1 #7, #11, #19).
--
--   of      = function(view) → number, {n, d}, or a list of {name, value | state}
--   explain = function(view, part) → counted, left: lists of {row | event, text, why}; and the type of events it is about

local exact = require "exact"
local figure_events = require "figure_events"
local figure_things = require "figure_things"
local fields = require "model_fields"
local fouryou = require "fouryou"
local obligations = require "obligations"
local participation = require "participation"
local remember = require "remember"
local words = require "words"

local figures = {}

-- ---- rates (domain §3.5) --------------------------------------------------------------------------

-- Periods that lie in the figure's own span: of a semester, the months and meetings of it.
local function inside_span(view, status)
    local period = status.period
    return period.last >= view.period.first and period.first <= view.period.last and (view.period.whole or period.last <= view.period.full)
end

local function shares_of(view)
    local of = {}
    for _, requirement in ipairs(view.judged.requirements) do of[requirement] = {n = 0, d = 0} end
    for _, status in ipairs(view.judged.statuses) do
        if obligations.is_closed(status) and inside_span(view, status) then
            local share, least = of[status.requirement], status.requirement.least
            share.n = share.n + math.min(status.count, least)
            share.d = share.d + least
        end
    end
    return of
end

local function rates(view)
    local list, of = {}, remember(view, "shares", shares_of)
    for _, requirement in ipairs(view.judged.requirements) do
        list[#list + 1] = {name = requirement.id, value = of[requirement], weight = requirement.weight}
    end
    return list
end

-- R = Σ w·r / Σ w over obligations with a closed period, as an exact fraction; 0/0 with none.
function figures.weighted(list)
    local sum, weight = exact.of(0), exact.of(0)
    for _, entry in ipairs(list) do
        if entry.value.d > 0 then
            sum = exact.add(sum, exact.times(entry.weight, exact.of(entry.value.n, entry.value.d)))
            weight = exact.add(weight, entry.weight)
        end
    end
    if weight.n == 0 then return {n = 0, d = 0} end
    return exact.over(sum, weight)
end

local function status_line(view, status)
    local least = status.requirement.least
    local of = status.member and "·" .. view.county.registry.unit[status.member].name or ""
    return status.period.name .. of .. "：应开展" .. least .. "，计入" .. status.count .. "，" .. status.state
end

-- The records behind one obligation: each by the period it counts in; periods that are short or open.
local function explain_rate(view, part)
    local counted, left = {}, {}
    for _, status in ipairs(view.judged.statuses) do
        if status.requirement.id == part and inside_span(view, status) then
            for i, event in ipairs(status.evidence) do
                local more = i > status.requirement.least and "，超出应开展次数" or ""
                counted[#counted + 1] = {event = event, why = "计入" .. status_line(view, status) .. more}
            end
            if status.count < status.requirement.least then
                left[#left + 1] = {text = status_line(view, status), why = obligations.is_closed(status) and "缺" .. status.requirement.least - status.count .. "次" or "不进入履行率"}
            end
        end
    end
    return counted, left
end

-- The periods outside the span that events of an obligation serve, by event.
local function elsewhere(view, part)
    local served = {}
    for _, status in ipairs(view.judged.statuses) do
        if status.requirement.id == part and not inside_span(view, status) then
            for _, event in ipairs(status.evidence) do served[event] = status.period.name end
        end
    end
    return served
end

-- Records of the obligation's type that serve no period of it, or one outside the span.
local function unused(view, part, counted, left)
    local served, requirement, others = {}, nil, elsewhere(view, part)
    for _, entry in ipairs(counted) do served[entry.event] = true end
    for _, r in ipairs(view.judged.requirements) do
        if r.id == part then requirement = r end
    end
    for _, event in ipairs(requirement and view.judged.events or {}) do
        if event.type == requirement.type and not served[event] then
            local other = others[event]
            left[#left + 1] = {event = event,
                why = other and "计入" .. other .. "，不在本期" or obligations.why_unused(requirement, event, view.judged.year)}
        end
    end
    for _, entry in ipairs(requirement and view.judged.left or {}) do
        if entry.type == requirement.type then left[#left + 1] = entry end
    end
    return requirement and requirement.type
end

local function explain_rates(view, part)
    local counted, left = explain_rate(view, part)
    return counted, left, unused(view, part, counted, left)
end

local function explain_group_rate(view)
    local counted, left = {}, {}
    for _, entry in ipairs(rates(view)) do
        local share = entry.value
        local line = {text = entry.name .. "　" .. share.n .. "/" .. share.d .. "　" .. exact.percent(share.n, share.d), why = "权重" .. exact.text(entry.weight)}
        if share.d == 0 then line.why = "没有已结束的周期" end
        table.insert(share.d > 0 and counted or left, line)
    end
    return counted, left
end

-- ---- participation (domain §3.6) --------------------------------------------------------------------

-- Of the year as judged; of a part of it, over the events and memberships of that part.
local function participation_in(view)
    if view.period.whole then return view.judged.participation end
    local ctx = {registry = view.county.registry, group = view.judged.group, year = view.period, as_of = view.judged.as_of}
    return participation.count(ctx, figure_events.events(view))
end

local function participation_of(view)
    local list = {}
    for _, p in ipairs(participation_in(view)) do list[#list + 1] = {name = p.unit, value = {n = p.attended, d = p.divisor}} end
    return list
end

local function base_of(view, unit, add)
    for _, event in ipairs(figure_events.events(view)) do
        if event.kind.in_base then add(event, event.present[unit], event.excused[unit]) end
    end
end

local function explain_participation(view, unit)
    local counted, left = {}, {}
    base_of(view, unit, function(event, present, excused)
        if present then
            counted[#counted + 1] = {event = event, why = "参加"}
        else
            left[#left + 1] = {event = event, why = excused and "准假，不进入分母" or "未参加，或当日不在集团内"}
        end
    end)
    return counted, left
end

-- ---- 四有 -----------------------------------------------------------------------------------------------

local function four_context(view)
    local papers = {}
    for _, list in ipairs {view.plans or {}, view.reports or {}} do
        for _, paper in ipairs(list) do papers[#papers + 1] = paper end
    end
    return {judged = view.judged, plans = view.plans or {}, papers = papers, due = figure_things.filing_due(view.county, view.judged.year)}
end

local function four(view) return fouryou.of(four_context(view)) end

local function explain_four(view, part)
    local counted, left = {}, {}
    local kind = fouryou.tell(four_context(view), part, function(good, what, why)
        local line = {why = why}
        line[type(what) == "string" and "text" or type(what) == "table" and "event" or "row"] = what
        table.insert(good and counted or left, line)
    end)
    for _, entry in ipairs(kind and view.judged.left or {}) do
        if entry.type == kind then left[#left + 1] = entry end
    end
    return counted, left, kind
end

-- ---- 四同步 (domain §1 #7) -------------------------------------------------------------------------------

local function has_levels(row) return row["基线"] and row["年末"] end

-- In step: nobody has fallen back, and the first and the last are not further apart than they were. Nil without levels,
-- or when one of them cannot be read: nobody's step is guessed. And why it is so.
local function in_step(rows)
    local low, high = {math.huge, math.huge}, {-math.huge, -math.huge}
    for _, row in ipairs(rows) do
        if not has_levels(row) then return nil, tostring(row["单位"]) .. "没有登记等级" end
        for i, level in ipairs{row["基线"], row["年末"]} do
            low[i], high[i] = math.min(low[i], level), math.max(high[i], level)
        end
        if row["年末"] < row["基线"] then
            return false, tostring(row["单位"]) .. "由" .. row["基线"] .. "级降到" .. row["年末"] .. "级"
        end
    end
    if #rows == 0 then return nil, "没有记录" end
    local before, now = high[1] - low[1], high[2] - low[2]
    if now > before then return false, string.format("园际差距由%d级扩大到%d级", before, now) end
    return true, string.format("没有一所园低于基线，园际差距%d级→%d级", before, now)
end

local function of_dimension(rows, field, dimension)
    local list = {}
    for _, row in ipairs(rows or {}) do
        if row[field] == dimension then list[#list + 1] = row end
    end
    return list
end

local function sync(view)
    local list = {}
    for i, dimension in ipairs(fields.dimensions) do
        local step, why = in_step(of_dimension(view.sync, "维度", dimension))
        list[i] = {name = dimension, state = step == nil and "未登记" or step and "同步" or "未同步", why = why}
    end
    return list
end

local function explain_sync(view, part)
    local counted, left = {}, {}
    for _, row in ipairs(view.sync or {}) do
        if part == nil or row["维度"] == part then
            local known = has_levels(row)
            local line = {row = row, text = row["维度"] .. "　" .. tostring(row["单位"]),
                why = known and row["基线"] .. "→" .. row["年末"] .. "级" or "基线或年末等级没有登记"}
            table.insert(known and row["年末"] >= row["基线"] and counted or left, line)
        end
    end
    return counted, left
end

-- ---- 五个提升 (domain §1 #11) ------------------------------------------------------------------------------

-- Of each gain: how many of its indicators got better. What is asked to fall (lower is better) is not told apart by
-- the plan, so it is the authors who choose indicators that rise.
local function lift(view)
    local list = {}
    for i, gain in ipairs(fields.gains) do
        local share = {n = 0, d = 0}
        for _, row in ipairs(of_dimension(view.lift, "维度", gain)) do
            if row["现值"] and row["基线"] then
                share.d = share.d + 1
                if row["现值"] > row["基线"] then share.n = share.n + 1 end
            end
        end
        list[i] = {name = gain, value = share}
    end
    return list
end

local function explain_lift(view, part)
    local counted, left = {}, {}
    for _, row in ipairs(view.lift or {}) do
        if part == nil or row["维度"] == part then
            local known = row["现值"] and row["基线"]
            local better = known and row["现值"] > row["基线"]
            local change = known and tostring(words.amount(row["基线"])) .. "→" .. tostring(words.amount(row["现值"])) .. (row["计量单位"] or "") .. (better and "" or "，没有提高")
            table.insert(better and counted or left, {row = row, text = row["维度"] .. "　" .. row["指标"], why = change or "基线或现值没有登记"})
        end
    end
    return counted, left
end

-- ---- definitions ---------------------------------------------------------------------------------------------

local clause = "方案 五（二）；方案只称定期的，按县级默认或集团承诺的频次"

figures.list = {
    {"rate", "履行率", "已结束周期的完成数之和除以应完成数之和，一个周期最多计应开展的次数；进行中的周期和宽限期内的月份不计。", "%", "internal", source = clause,
        rule = "完成=Σmin(计入, 应开展)，应完成=Σ应开展；分数算到底，印出时保留一位小数，四舍五入；没有已结束的周期时记“—”。", of = rates, explain = explain_rates, many = true},
    {"rate.group", "综合履行率", "各项义务履行率的加权平均；未结束的周期和宽限期内的月份不计。", "%", "internal", source = "县级口径", pooled = "rate",
        rule = "R=Σ权重×履行率÷Σ权重，只算有已结束周期的义务；权重见 obligations.csv。", of = function(view) return figures.weighted(rates(view)) end,
        explain = explain_group_rate},
    {"part", "参与率", "计入参与率的各类活动中，该单位在集团内之日举行的场次，减去准假场次为分母，参加或主办的场次为分子。", "%", "internal", source = "方案：参与共建作为成员年度绩效考核重要内容",
        rule = "准假而到场的按到场计；集团园只计算，不标记。", of = participation_of, explain = explain_participation, alone = true, many = true, said = {"参与率", "活动参与率"}},
    {"fouryou", "“四有”", "年度计划已备案；各已结束学期有总结并开过期末总结分析会；成果展示已达到应有场次；每场成果展示列有成果。", "项", "public",
        source = "方案：“四有”", of = four, explain = explain_four, good = "达标", many = true},
    {"sync", "“四同步”", "各维度年末水平没有一所园低于基线，且园际差距不大于基线时，为同步。", "项", "public", source = "方案：“四同步”", of = sync, explain = explain_sync,
        good = "同步", many = true},
    {"lift", "“五个提升”", "各方面指标中，现值高于学年初基线的指标所占比例。", "%", "internal", source = "方案：“五个提升”", of = lift, explain = explain_lift, many = true},
}

-- ---- no progress for years (domain §3.10) ---------------------------------------------------------------------

-- years: {{key, rows of sync}, …} in order; answers for each unit {unit, years = running school years without any
-- dimension above its baseline up to the last one, since = the first of them}.
function figures.stagnant(years)
    local of, list = {}, {}
    for _, year in ipairs(years) do
        local risen, seen = {}, {}
        for _, row in ipairs(year.rows) do
            local unit = row["单位"]
            if not seen[unit] then seen[unit], seen[#seen + 1] = true, unit end
            risen[unit] = risen[unit] or has_levels(row) and row["年末"] > row["基线"]
        end
        for _, entry in ipairs(list) do
            if not seen[entry.unit] then entry.years, entry.since = 0, nil end
        end
        for _, unit in ipairs(seen) do
            local entry = of[unit]
            if not entry then
                entry = {unit = unit, years = 0}
                of[unit], list[#list + 1] = entry, entry
            end
            if risen[unit] then
                entry.years, entry.since = 0, nil
            else
                entry.years, entry.since = entry.years + 1, entry.since or year.key
            end
        end
    end
    return list
end

return figures
