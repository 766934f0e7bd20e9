-- The county's judgement as tables, for `kanben query` and for templates:
--
--   obligation_status   one row for each group, obligation, period and (where each owes) member
--   obligation_rate     one row for each group and obligation, then 合计: the group's R
--   obligation_source   how often each obligation is due, by whom, and who says so
--   participation       one row for each unit of a group
--   participation_flag  its internal mark
--   judgement_note      records that count for nothing, and why; commitments left unused
--
-- All for the school year of site.as_of. Records are read group by group as plain rows of text: a county
-- of a million of them never stands in memory at once.

local group_year = require "group_year"
local judgement = require "judgement"

local tables = {
    {name = "obligation_status",
        columns = {"group_id", "义务", "期间", "成员", "应开展", "计入", "状态", "依据记录"}},
    {name = "obligation_rate", columns = {"group_id", "义务", "完成", "应完成", "履行率"}},
    {name = "obligation_source",
        columns = {"group_id", "义务", "名称", "周期", "主体", "最低次数", "目标次数", "频次依据", "方案条款"}},
    {name = "participation",
        columns = {"group_id", "单位编号", "应参加场次", "准假场次", "实参加场次", "计算分母", "参与率"}},
    {name = "participation_flag", columns = {"group_id", "单位编号", "单位名称", "内部标记"}},
    {name = "judgement_note", columns = {"group_id", "编号", "活动类型", "原因"}},
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

-- Where each group's records of the year stand: rows of one file follow each other in their table, so
-- that a group is read by its range and not by a search through everybody's.
local function ranges(key)
    local of = {}
    for _, r in ipairs(query("SELECT group_id, min(rowid) AS first, max(rowid) AS last FROM activities "
        .. "WHERE school_year = ? GROUP BY group_id", key)) do
        of[r.group_id] = r
    end
    return of
end

local records = "SELECT 编号, 活动类型, 开始日期, 主办单位, 参加单位, 请假单位, 参加人次, 培训层级, 状态, 补开月份, 联合编号 "
    .. "FROM activities WHERE rowid BETWEEN ? AND ? AND group_id = ? AND school_year = ?"

local function records_of(range, key)
    if not range then return {} end
    return query(records, range.first, range.last, range.group_id, key)
end

local function plans_by_group(site)
    local of = {}
    for _, plan in ipairs(site.plans) do
        of[plan.group_id] = of[plan.group_id] or {}
        table.insert(of[plan.group_id], plan)
    end
    return of
end

local function fill(site, add)
    local county = group_year.county(site)
    if not county then return end
    local key = county.year.key
    local range, plans = ranges(key), plans_by_group(site)
    for _, id in ipairs(group_ids(site)) do
        local commitments = judgement.commitments(plans[id] or {}, county.year)
        add_group(judgement.group(county, id, records_of(range[id], key), commitments), county, add)
    end
end

return {tables = tables, fill = fill}
