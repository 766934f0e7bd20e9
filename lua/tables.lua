-- The county's judgement as tables, for `kanben query` and for templates:
--
--   obligation_status   one row for each group, obligation, period and (where each owes) member
--   obligation_rate     one row for each group and obligation, then 合计: the group's R
--   obligation_source   how often each obligation is due, by whom, and who says so
--   participation       one row for each unit of a group
--   participation_flag  its internal mark
--   figure              the public figures of the catalogue (stat.lua) for the year; group_id blank: the county
--   figure_definition   what each figure of the catalogue is: 口径, rule, clause, unit, who may see it
--   figure_internal     its other figures
--   stagnation          members without progress in any of the four dimensions for running school years (domain §3.10)
--   assessment          one row for each group and indicator: what the records give, by which formula and evidence, and both scores
--   assessment_total    one row for each group: sums, the grade, and who has not been heard
--   judgement_note      records that count for nothing, and why; commitments left unused
--
-- All for the school year of site.as_of. Records are read group by group, each by whichever process is free: of a
-- county of a million of them one group's stand in a script's memory at once.

local assessment = require "assessment"
local county_total = require "county_total"
local group_year = require "group_year"
local judgement = require "judgement"
local stat = require "stat"
local units = require "units"

local tables = {
    {name = "obligation_status", visible = "internal",
        columns = {"group_id", "义务", "期间", "成员", "应开展", "计入", "状态", "依据记录"}},
    {name = "obligation_rate", visible = "internal", columns = {"group_id", "义务", "完成", "应完成", "履行率"}},
    {name = "obligation_source",
        columns = {"group_id", "义务", "名称", "周期", "主体", "最低次数", "目标次数", "频次依据", "方案条款"}},
    {name = "participation", visible = "internal",
        columns = {"group_id", "单位编号", "应参加场次", "准假场次", "实参加场次", "计算分母", "参与率"}},
    {name = "participation_flag", visible = "internal", columns = {"group_id", "单位编号", "单位名称", "内部标记"}},
    {name = "figure", columns = {"group_id", "键", "名称", "值", "计量单位"}},
    {name = "figure_definition", columns = {"键", "名称", "口径", "计量单位", "依据", "范围", "公开"}},
    {name = "figure_internal", visible = "internal", columns = {"group_id", "键", "名称", "值", "计量单位"}},
    {name = "stagnation", visible = "internal", columns = {"group_id", "单位编号", "单位名称", "无进步学年数", "自", "内部标记"}},
    {name = "assessment", visible = "internal", columns = {"group_id", "编号", "一级指标", "二级指标", "分值", "取数", "自动分", "算式", "依据记录",
        "自评", "局评", "差"}},
    {name = "assessment_total", visible = "internal", columns = {"group_id", "总分", "自评", "局评", "等次", "未听取意见", "状态"}},
    {name = "judgement_note", visible = "internal", columns = {"group_id", "编号", "活动类型", "原因"}},
}

local function add_requirements(judged, add)
    for _, r in ipairs(judged.requirements) do
        add("obligation_source", {judged.group, r.id, r.name, r.period, r.subject, r.least, r.target,
            r.source, r.clause})
    end
end

local function add_participation(judged, registry, add)
    for _, p in ipairs(judged.participation) do
        add("participation", judgement.participation_row(judged.group, p))
        add("participation_flag", {judged.group, p.unit, registry.unit[p.unit].name, p.flag})
    end
end

local function add_notes(judged, add)
    for _, left in ipairs(judged.left) do
        add("judgement_note", {judged.group, left.row["编号"], left.type, left.reason})
    end
    for _, unused in ipairs(judged.unused) do
        add("judgement_note", {judged.group, nil, unused.commitment.type, unused.reason})
    end
end

local function add_definitions(add)
    for _, entry in ipairs(stat.catalogue) do
        local key = "stat." .. entry[1] .. ((entry.parts or entry.many) and ".…" or "")
        add("figure_definition", {key, entry[2], stat.meaning(entry, false) .. (entry.rule or ""), entry[4], entry.source,
            (entry.alone or entry.matrix) and "集团" or "集团、全县", entry[5] == "public" and "是" or "否"})
    end
end

-- A state that is not reached, and a share of groups that have reached one, are for the office.
local function is_public(entry, value)
    return entry[5] == "public" and (not entry.good or value == entry.good)
end

local function add_figures(group, all, add)
    for _, line in ipairs(stat.lines(all)) do
        local value = line[3]
        local table_name = is_public(line[5], value) and "figure" or "figure_internal"
        if type(value) == "table" then value = stat.show(value, line[5], false, true) end
        add(table_name, {group, line[1], line[2], value, line[4]})
    end
end

-- Why a member is a candidate for 发展缓慢, or not; the lead is not judged, nor who still settles.
local function slow(membership, years, county)
    if not membership or membership.role == units.lead_role then return "—" end
    if membership.settling and county.as_of <= membership.settling then return "不评价" end
    return years >= county.settings["停滞学年数"] and "发展缓慢候选" or "正常"
end

-- rows: the group's levels of all years, in the order of the years.
local function add_stagnation(group, rows, county, add)
    local years = {}
    for _, row in ipairs(rows or {}) do
        local last = years[#years]
        if not last or last.key ~= row.school_year then
            last = {key = row.school_year, rows = {}}
            years[#years + 1] = last
        end
        table.insert(last.rows, row)
    end
    local of = {}
    for _, m in ipairs(units.active(county.registry, group, county.as_of)) do of[m.unit] = m end
    for _, entry in ipairs(stat.stagnant(years)) do
        local id = units.find(county.registry, entry.unit)
        if id then
            add("stagnation", {group, id, county.registry.unit[id].name, entry.years, entry.since, slow(of[id], entry.years, county)})
        end
    end
end

local function add_group(judged, county, add)
    for _, status in ipairs(judged.statuses) do
        add("obligation_status", judgement.status_row(judged.group, status))
    end
    for _, rate in ipairs(judged.rates) do
        add("obligation_rate", judgement.rate_row(judged.group, rate))
    end
    add("obligation_rate", judgement.total_row(judged.group, judged.total))
    add_requirements(judged, add)
    add_participation(judged, county.registry, add)
    add_notes(judged, add)
end

local function points_of(score) return score and score.points end

local function add_assessment(view, rows, add)
    local group, found = view.judged.group, assessment.of(view, rows)
    for _, line in ipairs(found.lines) do
        local auto = line.auto or {}
        add("assessment", {group, line.id, line.domain, line.name, line.points, line.source, tonumber(auto.points), auto.formula,
            auto.evidence and table.concat(auto.evidence, " ") or nil, points_of(line.self), points_of(line.bureau), tonumber(line.difference)})
    end
    local scored = false
    for _, line in ipairs(found.lines) do scored = scored or line.bureau ~= nil end
    local state = not scored and "未评" or found.blocked and "意见未听取完，局评不生效" or found.opinions.early and "局评早于意见" or "已评"
    add("assessment_total", {group, found.total.points, found.total.self, found.total.bureau, found.grade,
        table.concat(found.opinions.missing, " "), state})
end

-- Groups in the county's order, then those it forgot to list.
local function group_ids(site)
    local ids, seen = {}, {}
    local function push(id)
        if id and not seen[id] then
            seen[id] = true
            ids[#ids + 1] = id
        end
    end
    for _, county in ipairs(site.county) do
        for _, group in ipairs(county.groups or {}) do
            push(type(group) == "string" and group or group.id)
        end
    end
    for _, group in ipairs(site.groups) do push(group.id) end
    return ids
end

-- A collection's rows by group; with a year, only those of that year.
local function by_group(collection, key)
    local of = {}
    for _, row in ipairs(collection) do
        if key == nil or row.school_year == key then
            of[row.group_id] = of[row.group_id] or {}
            table.insert(of[row.group_id], row)
        end
    end
    return of
end

local none = {}

-- What a view of figures has besides its records (stat.lua): rows of the group, and those of the group's year.
local of_group = {plans = true, resources = true, chapters = true, platforms = true, studios = true}
local of_year = {flows = true, cases = true, reports = true, loans = true, growth = true, sync = true, lift = true, scores = true,
    opinions = true}

-- What all groups are judged with: {county, of = {[name] = {[group] = rows}}, …}; nil without a school year.
local function shared_by_groups(site)
    local county = group_year.county(site)
    if not county then return nil end
    local key, of = county.year.key, {}
    for name in pairs(of_group) do of[name] = by_group(site[name]) end
    for name in pairs(of_year) do of[name] = by_group(site[name], key) end
    return {
        county = county, of = of, sync = by_group(site.sync), indicators = site.indicators:where{school_year = key},
        handbooks = by_group(site.handbooks),
    }
end

-- Group by group, which need nothing of each other.
local function parts(site)
    local shared = shared_by_groups(site)
    return shared and group_ids(site) or {}, shared
end

local function fill(site, add, id, shared)
    local county, of = shared.county, shared.of
    local judged = group_year.judged(site, id, county, of.plans[id] or none)
    add_group(judged, county, add)
    local view = {judged = judged, county = county, period = group_year.period(county)}
    for name, rows in pairs(of) do view[name] = rows[id] end
    local all = stat.all(view)
    add_figures(id, all, add)
    add_stagnation(id, shared.sync[id], county, add)
    local handbook = shared.handbooks[id] and shared.handbooks[id][1]
    add_assessment(view, {indicators = shared.indicators, scores = view.scores, opinions = view.opinions, handbook = handbook}, add)
    return county_total.part(view, all)
end

-- The county: joint events once.
local function finish(_, add, groups, shared)
    add_definitions(add)
    if not shared then return end
    local sum = county_total.begin(shared.county)
    for _, part in ipairs(groups) do sum.add(part) end
    local all, repeats = sum.all()
    add_figures(nil, all, add)
    add("figure", {nil, "events.joint_repeats", "联合活动重复登记", repeats, "场"})
end

return {tables = tables, parts = parts, fill = fill, finish = finish}
