-- The figure catalogue of domain §3.8: one definition of each figure, one place that computes it.
--
--   view = {judged, county, period = {name, first, last}, flows, resources, loans, cases, plans}
--
-- for one group and one span of days; absent row lists count as empty. stat.figure(view, key) gives
-- a number, {n, d} for a share, or a list of {name, value} for a breakdown; stat.catalogue lists every
-- key with its 口径, unit and audience, in the order of the appendix. Sub-keys follow a dot:
-- training.集团, cover.A04, flow.matrix.

local calendar = require "calendar"
local exact = require "exact"
local fouryou = require "fouryou"
local units = require "units"

local stat = {}

local function within(period, day)
    return day and period.first <= day and day <= period.last
end

local function day_of(row, field) return calendar.day(row[field]) end

-- Counts by name in order of first sight, as {{name, value}, …}.
local function tally()
    local counts, of = {list = {}}, {}
    function counts.add(name, value)
        local entry = of[name]
        if not entry then
            entry = {name = name, value = 0}
            of[name], counts.list[#counts.list + 1] = entry, entry
        end
        entry.value = entry.value + value
    end
    return counts
end

-- ---- events and heads ---------------------------------------------------------------------------

-- Counted events dated in the period: by their own date, 补开 included.
function stat.events(view)
    local list = view.events
    if list then return list end
    list = {}
    for _, event in ipairs(view.judged.events) do
        if within(view.period, event.day) then list[#list + 1] = event end
    end
    view.events = list -- found once for all figures of a view
    return list
end

local figure = {}

figure["events.total"] = function(view) return #stat.events(view) end

figure["events.by_type"] = function(view)
    local counts = tally()
    for _, name in ipairs(view.county.types.order) do counts.add(name, 0) end
    for _, event in ipairs(stat.events(view)) do counts.add(event.type, 1) end
    return counts.list
end

figure["events.by_month"] = function(view)
    local counts = tally()
    for _, key in ipairs(calendar.months(view.period.first, view.period.last)) do
        counts.add(key, 0)
    end
    for _, event in ipairs(stat.events(view)) do counts.add(event.month, 1) end
    return counts.list
end

figure["headcount.total"] = function(view)
    local sum = 0
    for _, event in ipairs(stat.events(view)) do sum = sum + (event.headcount or 0) end
    return sum
end

figure["headcount.missing"] = function(view)
    local count = 0
    for _, event in ipairs(stat.events(view)) do
        if not event.headcount then count = count + 1 end
    end
    return count
end

-- Trainings by 培训层级; a training without one is the group's (domain 3.2, O02).
figure["training"] = function(view)
    local counts = tally()
    for _, level in ipairs {"区级", "集团", "园本"} do counts.add(level, 0) end
    for _, event in ipairs(stat.events(view)) do
        if event.type == "教师集中培训" then
            local level = event.level
            counts.add((level == nil or level == "") and "集团" or level, 1)
        end
    end
    return counts.list
end

-- ---- units --------------------------------------------------------------------------------------

local function active(view)
    return units.active(view.county.registry, view.judged.group, view.period.last)
end

figure["units.active"] = function(view) return #active(view) end

figure["units.by_kind"] = function(view)
    local counts = tally()
    for _, m in ipairs(active(view)) do counts.add(m.row["办园性质"] or "未填", 1) end
    return counts.list
end

local function sum_of(field)
    return function(view)
        local sum = 0
        for _, m in ipairs(active(view)) do
            sum = sum + (math.tointeger(tonumber(m.row[field])) or 0)
        end
        return sum
    end
end

figure["children"] = sum_of("幼儿数")
figure["staff"] = sum_of("教职工数")
figure["teachers"] = sum_of("专任教师数")
figure["backbone"] = sum_of("骨干数")
figure["classes"] = sum_of("班级数")

local quality_rank = {["合格"] = 1, ["县级示范"] = 2, ["市级示范"] = 3, ["自治区示范"] = 4}

-- Pairs lead→member in which the lead is ahead: by level of quality, by place, by ownership (§1 #5).
local pull = {
    quality = function(lead, member)
        local a, b = quality_rank[lead["质量等级"]], quality_rank[member["质量等级"]]
        return a and b and b < a
    end,
    rural = function(lead, member) return lead["城乡"] == "县城" and member["城乡"] == "农村" end,
    private = function(lead, member)
        local nature = member["办园性质"]
        return lead["办园性质"] == "公办" and (nature == "民办" or nature == "普惠性民办")
    end,
}

stat.pulls = pull

local function pairs_of(test)
    return function(view)
        local lead, count = nil, 0
        for _, m in ipairs(active(view)) do
            if m.role == units.lead_role then lead = lead or m.row end
        end
        for _, m in ipairs(active(view)) do
            if lead and m.role ~= units.lead_role and test(lead, m.row) then count = count + 1 end
        end
        return count
    end
end

figure["pull.quality"] = pairs_of(pull.quality)
figure["pull.rural"] = pairs_of(pull.rural)
figure["pull.private"] = pairs_of(pull.private)

-- Members with at least one event of a type, of all members of the day.
local function cover(kind)
    return function(view)
        local reached, due = {}, 0
        for _, event in ipairs(stat.events(view)) do
            if event.type == kind then
                for _, m in ipairs(active(view)) do
                    reached[m.unit] = reached[m.unit] or event.present[m.unit]
                end
            end
        end
        local count = 0
        for _, m in ipairs(active(view)) do
            if m.role ~= units.lead_role then
                due = due + 1
                if reached[m.unit] then count = count + 1 end
            end
        end
        return {n = count, d = due}
    end
end

figure["cover.A04"] = cover("现场指导")
figure["cover.A11"] = cover("蹲点指导")
figure["cover.A16"] = cover("优质课共享")
figure["cover.A17"] = cover("管理指导")

-- ---- people on the move -------------------------------------------------------------------------

local function unit_name(view, text)
    local id = units.find(view.county.registry, text or "")
    return id and view.county.registry.unit[id].name or text or "?"
end

-- Flows begun by the end of the period, with their persons and the working days inside it.
function stat.flows(view)
    local list = {}
    for _, row in ipairs(view.flows or {}) do
        local first, last = day_of(row, "开始日期"), day_of(row, "结束日期")
        if first and first <= view.period.last and (last or first) >= view.period.first then
            local persons = math.max(1, #units.list(row["人员"]))
            local days = calendar.working_days(view.judged.year, math.max(first, view.period.first),
                math.min(last or first, view.period.last))
            list[#list + 1] = {
                row = row, persons = persons, days = days * persons, kind = row["方式"],
                from = unit_name(view, row["派出单位"]), to = unit_name(view, row["接收单位"]),
            }
        end
    end
    return list
end

local function flow_sum(field)
    return function(view)
        local sum = 0
        for _, flow in ipairs(stat.flows(view)) do sum = sum + flow[field] end
        return sum
    end
end

figure["flow.persons"] = flow_sum("persons")
figure["flow.days"] = flow_sum("days")

figure["flow.by_kind"] = function(view)
    local counts = tally()
    for _, flow in ipairs(stat.flows(view)) do counts.add(flow.kind, flow.persons) end
    return counts.list
end

-- {units = {name, …}, cell = {[from] = {[to] = {persons, days}}}}: 派出 × 接收
figure["flow.matrix"] = function(view)
    local matrix = {units = {}, cell = {}}
    for _, m in ipairs(active(view)) do
        matrix.units[#matrix.units + 1] = view.county.registry.unit[m.unit].name
    end
    for _, flow in ipairs(stat.flows(view)) do
        local line = matrix.cell[flow.from] or {}
        matrix.cell[flow.from] = line
        local cell = line[flow.to] or {persons = 0, days = 0}
        line[flow.to] = cell
        cell.persons, cell.days = cell.persons + flow.persons, cell.days + flow.days
    end
    return matrix
end

-- ---- things and words ---------------------------------------------------------------------------

local function count_rows(rows, test)
    local count = 0
    for _, row in ipairs(rows or {}) do
        if test(row) then count = count + 1 end
    end
    return count
end

-- On the shelf at the end of the period: 上架 by then, and 下架 not yet.
function stat.is_live(row, day)
    local shelved, withdrawn = day_of(row, "上架日期"), day_of(row, "下架日期")
    return (not shelved or shelved <= day) and (not withdrawn or withdrawn > day)
end

figure["resources.live"] = function(view)
    return count_rows(view.resources, function(row) return stat.is_live(row, view.period.last) end)
end

local function dated(rows_name, field)
    return function(view)
        return count_rows(view[rows_name], function(row)
            return within(view.period, day_of(row, field)) or false
        end)
    end
end

figure["resources.new"] = dated("resources", "上架日期")
figure["resources.withdrawn"] = dated("resources", "下架日期")
figure["loans.total"] = dated("loans", "借出日")

local approved = {["已审定"] = true, ["已发布"] = true}

figure["cases.published"] = function(view)
    return count_rows(view.cases, function(case) return approved[case.status] or false end)
end

figure["cases.by_theme"] = function(view)
    local counts = tally()
    for _, case in ipairs(view.cases or {}) do
        if approved[case.status] then counts.add(case.theme or "未填", 1) end
    end
    return counts.list
end

figure["filing.on_time"] = function(view)
    local due = calendar.of(calendar.parts(view.judged.year.first), 9, 30)
    local share = {n = 0, d = 0}
    for _, plan in ipairs(view.plans or {}) do
        if plan.kind == "年度计划" and plan.school_year == view.judged.year.key then
            local sent = calendar.day(plan.submitted)
            share.d = share.d + 1
            if sent and sent <= due then share.n = share.n + 1 end
        end
    end
    return share
end

figure["fouryou"] = function(view)
    local papers = {}
    for _, list in ipairs {view.plans or {}, view.reports or {}} do
        for _, paper in ipairs(list) do papers[#papers + 1] = paper end
    end
    return fouryou.of(view.judged, view.plans or {}, papers)
end

figure["rate.group"] = function(view)
    local r = view.judged.total.fraction
    return r and {n = r.n, d = r.d} or {n = 0, d = 0}
end

-- ---- the catalogue ------------------------------------------------------------------------------

-- {key, name, 口径, unit, audience}: what appendix D prints. Rates never leave the house (domain 3.10).
stat.catalogue = {
    {"events.total", "活动场次", "状态为已开展、开展日期在本期之内、单位数达到该类活动要求的记录；补开的活动按实际开展日期计入。", "场", "public"},
    {"events.by_type", "分类活动场次", "同上，按登记的活动类型分列。", "场", "public"},
    {"events.by_month", "分月活动场次", "同上，按开始日期所在月份分列；跨月、跨零点的活动归开始月份，只计一次。", "场", "public"},
    {"headcount.total", "参加人次", "上述活动的参加人次之和；同一人参加两场计两人次，一场活动的人次不分摊到各园。", "人次", "public"},
    {"headcount.missing", "未登记人次的场次", "上述活动中没有填写人次或所填不是数字的场次。", "场", "internal"},
    {"units.active", "成员单位数", "本期最后一日在集团内的单位，含集团园。", "个", "public"},
    {"units.by_kind", "单位性质", "同上，按办园性质分列。", "个", "public"},
    {"classes", "班级数", "上述单位班级数之和，以登记的统计日期为准。", "个", "public"},
    {"children", "幼儿数", "上述单位幼儿数之和，以登记的统计日期为准。", "人", "public"},
    {"staff", "教职工数", "上述单位教职工数之和，以登记的统计日期为准。", "人", "public"},
    {"teachers", "专任教师数", "上述单位专任教师数之和，以登记的统计日期为准。", "人", "public"},
    {"backbone", "骨干教师数", "上述单位骨干教师数之和，以登记的统计日期为准。", "人", "public"},
    {"pull.quality", "优质带动薄弱", "集团园质量等级高于成员园的结对数；等级未定的不计。", "对", "public"},
    {"pull.rural", "城区带动农村", "集团园在县城、成员园在农村的结对数。", "对", "public"},
    {"pull.private", "公办带动民办", "集团园为公办、成员园为民办（含普惠性民办）的结对数。", "对", "public"},
    {"training", "分级培训场次", "教师集中培训按区级、集团、园本三级分列；未注明层级的计为集团培训。", "场", "public"},
    {"flow.persons", "师资流动人次", "本期内在进行的指导带教、跨园支教、跟岗学习、蹲点指导、交流任职，每人每项计一人次。", "人次", "public"},
    {"flow.days", "师资流动人日", "上述流动在本期内的工作日之和，扣除节假日，计入调休补班。", "人日", "public"},
    {"flow.by_kind", "流动方式", "师资流动人次按方式分列。", "人次", "public"},
    {"flow.matrix", "流动方向", "师资流动按派出单位和接收单位列成方阵。", "人次、人日", "public"},
    {"resources.live", "在架共享资源", "本期最后一日已上架、未下架的资源。", "项", "public"},
    {"resources.new", "新上架资源", "上架日期在本期之内的资源。", "项", "public"},
    {"resources.withdrawn", "下架资源", "下架日期在本期之内的资源。", "项", "public"},
    {"loans.total", "资源借用", "借出日期在本期之内的借用。", "次", "public"},
    {"cases.published", "典型案例", "本学年已审定或已发布的案例。", "篇", "public"},
    {"cases.by_theme", "案例主题", "同上，按主题分列。", "篇", "public"},
    {"fouryou", "“四有”", "年度计划已备案；各已结束学期有总结并开过期末总结分析会；成果展示已达到应有场次；每场成果展示列有成果。", "项", "public"},
    {"cover.A04", "现场指导覆盖", "本期内至少接受一次现场指导的成员园占成员园的比例。", "%", "internal"},
    {"cover.A11", "蹲点指导覆盖", "本期内至少接受一次蹲点指导的成员园占成员园的比例。", "%", "internal"},
    {"cover.A16", "优质课共享覆盖", "本期内至少参加一次优质课共享的成员园占成员园的比例。", "%", "internal"},
    {"cover.A17", "管理指导覆盖", "本期内至少接受一次管理指导的成员园占成员园的比例。", "%", "internal"},
    {"filing.on_time", "按期报送", "在规定日期前报送的年度计划占应报计划的比例。", "%", "internal"},
    {"rate.group", "综合履行率", "各项义务履行率的加权平均；未结束的周期和宽限期内的月份不计。", "%", "internal"},
}

-- Every figure as lines {key, name, value, unit}: breakdowns with their parts as sub-keys, shares as
-- "9/10（90.0%）".
function stat.lines(view)
    local lines = {}
    local function push(key, entry, value) lines[#lines + 1] = {key, entry[2], value, entry[4]} end
    for _, entry in ipairs(stat.catalogue) do
        local value = stat.figure(view, entry[1])
        if type(value) ~= "table" or value.d then
            push(entry[1], entry, value)
        else
            for _, part in ipairs(value) do
                push(entry[1] .. "." .. part.name, entry, part.value or part.state)
            end
        end
    end
    return lines
end

function stat.figure(view, key)
    local compute = assert(figure[key], "no such figure: " .. tostring(key))
    return compute(view)
end

-- A figure as people read it: "109", "3/4（75.0%）".
function stat.text(value)
    if type(value) ~= "table" then return tostring(value) end
    if value.d then return value.n .. "/" .. value.d .. "（" .. exact.percent(value.n, value.d) .. "）" end
    local parts = {}
    for i, entry in ipairs(value) do parts[i] = entry.name .. tostring(entry.value or entry.state) end
    return table.concat(parts, "、")
end

-- ---- the county ---------------------------------------------------------------------------------

-- Which group's file speaks for a joint event: that of the host's own group, else the first to name it.
local function joint_owner(county, list)
    for _, entry in ipairs(list) do
        local host = units.find(county.registry, entry.event.row["主办单位"] or "")
        for _, m in ipairs(host and units.active(county.registry, entry.group, entry.event.day) or {}) do
            if m.unit == host then return entry end
        end
    end
    return list[1]
end

-- The county's totals, group by group so that no group's records must stay: each joint event once, its
-- heads from the host's file (domain 3.3-10). sum.add(judged) for every group in the county's order,
-- then sum.total() = {events, headcount, missing, repeats}.
function stat.county(county)
    local total = {events = 0, headcount = 0, missing = 0, repeats = 0}
    local joint, order = {}, {}
    local function count(event)
        total.events = total.events + 1
        total.headcount = total.headcount + (event.headcount or 0)
        if not event.headcount then total.missing = total.missing + 1 end
    end
    local sum = {}
    function sum.add(judged)
        for _, event in ipairs(judged.events) do
            local key = event.joint
            if key == nil or key == "" then
                count(event)
            elseif joint[key] then
                table.insert(joint[key], {group = judged.group, event = event})
                total.repeats = total.repeats + 1
            else
                joint[key] = {{group = judged.group, event = event}}
                order[#order + 1] = joint[key]
            end
        end
    end
    function sum.total()
        for _, list in ipairs(order) do count(joint_owner(county, list).event) end
        order = {}
        return total
    end
    return sum
end

return stat
