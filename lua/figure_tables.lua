-- Figures that only tables of the publications print and no catalogue has (domain §3.8: kanben explain answers for any figure printed
-- anywhere): points, averages of 五个提升, sums before joint events are taken out, structure, papers.
--
--   tables.list = {{key, name, 口径, unit, source = clause, printed = where, county = true: of the county alone, group = true: of a group alone,
--       mean = a part is an average, share = of a group, a part is what counts of what might, collect = function(ctx, add)}, …}
--   tables.find(key) → entry and part, nil: there is none
--   tables.parts(ctx, entry) → {{name, value = text, counted = {item, …}, left = {item, …}}, …}
--     ctx = {site, scope, county, views = {{group, view}, …}};  item = {row | text, why}
--
-- add(part, amount, item): one more of a part; amount nil: it is not in the figure, and item.why says why not. A part's value
-- is the sum of what was added, so that value and explanation cannot differ.

local book = require "book"
local calendar = require "calendar"
local county_year = require "county_year"
local filing_list = require "filing_list"
local group_year = require "group_year"
local joint = require "joint"
local stat = require "stat"
local types = require "types"
local units = require "units"
local work = require "evaluation_work"
local assessment_tables = require "assessment_tables"

local tables = {}

local plan = "方案"

-- ---- points (domain §4.9) ----------------------------------------------------------------------------------

local function number(n) return (string.format("%.3f", n):gsub("0+$", ""):gsub("%.$", "")) end

local sides = {
    self = function(line) return line.self and line.self.points, line.self and line.self.row, "自评" end,
    bureau = function(line) return line.bureau and line.bureau.points, line.bureau and line.bureau.row, "局评" end,
    auto = function(line) return line.auto and tonumber(line.auto.points), nil, "自动取数" end,
}

local function why_of(line, side)
    local ids = line.auto and line.auto.evidence or {}
    if side == "auto" then return line.auto.formula .. (#ids > 0 and "；依据：" .. table.concat(ids, "、") or "") end
    local given = line[side]
    return given.reason and given.reason ~= "" and "扣分理由：" .. given.reason or given.evidence
end

-- Points of each indicator, of each domain, and of all.
local function points(side)
    return function(ctx, add)
        for _, own in ipairs(ctx.views) do
            for _, line in ipairs(assessment_tables.result(own.view, ctx.site).lines) do
                local given, row, word = sides[side](line)
                local item = {row = row, text = line.id .. "　" .. line.name}
                if given then
                    item.why = number(given) .. "分（满" .. number(line.points) .. "分）　" .. (why_of(line, side) or "")
                else
                    item.why = side == "auto" and "人工评分，或还没有到期的项" or "没有" .. word .. "得分"
                end
                for _, part in ipairs{line.id, line.domain, "合计"} do add(part, given, item) end
            end
        end
    end
end

-- ---- events (domain §3.3-10, §4.2, §4.4) --------------------------------------------------------------------

local function year_of(ctx) return county_year.of(ctx.site, ctx.scope.public and group_year.public or group_year.office, ctx.county) end

-- Of the groups one by one, what is told twice in it.
local function sums(amount_of)
    return function(ctx, add)
        for _, own in ipairs(ctx.views) do
            local sum = 0
            for _, event in ipairs(stat.events(own.view)) do sum = sum + (amount_of(event) or 0) end
            local silent = not county_year.reported(own.view)
            add("合计", not silent and sum or nil, {row = own.group, text = own.group.name, why = silent and "未报" or tostring(sum)})
        end
        local repeats = year_of(ctx).repeats
        if #repeats == 0 then add("重复", 0, {text = "没有在两个以上集团登记的活动"}) end
        for _, items in ipairs(repeats) do
            local owner = joint.owner(ctx.county, items)
            for _, item in ipairs(items) do
                if item ~= owner then
                    add("重复", amount_of(item.event), {row = item.event.row, why = "联合编号" .. items.key .. "，" .. ctx.site.groups[owner.group].name .. "已登记"})
                end
            end
        end
    end
end

local function in_period(row, view)
    local day = calendar.day(row["开始日期"])
    return day and view.period.first <= day and day <= view.period.last
end

-- What the pages list as held: whether it counts for a duty or not, and a joint event once.
local function public_events(ctx, add)
    local seen = {}
    for _, own in ipairs(ctx.views) do
        for _, row in ipairs(ctx.site.activities:where{group_id = own.group.id, school_year = ctx.county.year.key}) do
            local why = not in_period(row, own.view) and "开始日期不在本期，或在统计截止日之后" or not types.yes(row["可公开"]) and "可公开不是“是”"
                or row["状态"] ~= "已开展" and "状态是" .. tostring(row["状态"])
            local key = row["联合编号"]
            if not why and key and key ~= "" then
                why, seen[key] = seen[key] and "同一联合编号已计一次", true
            end
            add("合计", not why and 1 or nil, {row = row, why = why or nil})
        end
    end
end

-- ---- structure (domain §4.4) -----------------------------------------------------------------------------------

local measures = {"班级数", "幼儿数", "教职工数", "专任教师数", "骨干数"}

-- 公办·园数, 公办·幼儿数
local function by_field(field)
    return function(ctx, add)
        for _, own in ipairs(ctx.views) do
            for _, m in ipairs(units.active(ctx.county.registry, own.group.id, own.view.period.last)) do
                local kind = m.row[field]
                add(kind and kind .. "·园数", kind and 1, {row = m.row, why = not kind and "没有登记" .. field or nil})
                for _, measure in ipairs(kind and measures or {}) do
                    local n = math.tointeger(tonumber(m.row[measure]))
                    add(kind .. "·" .. measure, n, {row = m.row, why = n and tostring(n) or "没有登记" .. measure})
                end
            end
        end
    end
end

-- ---- things and papers --------------------------------------------------------------------------------------------

-- Parts by a field, or by two with a dot between them.
local function live_by(field, second)
    return function(ctx, add)
        for _, own in ipairs(ctx.views) do
            for _, row in ipairs(own.view.resources) do
                local there, why = stat.is_live(row, own.view.period.last)
                add(row[field] .. (second and "·" .. row[second] or ""), there and 1 or nil, {row = row, why = not there and why or nil})
            end
        end
    end
end

local function days_by_kind(ctx, add)
    for _, own in ipairs(ctx.views) do
        local list, others = stat.flows(own.view)
        for _, flow in ipairs(list) do add(flow.kind, flow.days, {row = flow.row, why = flow.days .. "人日"}) end
        for _, other in ipairs(others) do add(other.row["方式"], nil, other) end
    end
end

local function milestones(ctx, add)
    for _, own in ipairs(ctx.views) do
        for _, row in ipairs(own.view.milestones) do
            local done = row["完成日期"]
            local there = done and done <= calendar.iso(own.view.period.last)
            add(row["类别"], there and 1 or nil, {row = row, why = done and "完成于" .. done or "没有完成日期"})
        end
    end
end

local function opinions(ctx, add)
    for _, own in ipairs(ctx.views) do
        local told = assessment_tables.result(own.view, ctx.site).opinions
        local missing = {}
        for _, id in ipairs(told.missing) do missing[id] = true end
        for _, id in ipairs(told.due) do
            add("成员园", not missing[id] and 1 or nil, {row = ctx.county.registry.unit[id].row, why = missing[id] and "还没有意见" or nil})
        end
    end
end

-- Papers of N6: what each adds by amount(entry) → number, or nil; and why. part: nil: 合计.
local function papers(amount, part)
    return function(ctx, add)
        for _, own in ipairs(ctx.views) do
            for _, entry in ipairs(filing_list.of(own.view)) do
                local n, why = amount(entry)
                add(part and part(entry, own.group) or "合计", n, {row = entry.plan or entry.handbook, text = own.group.name .. "　" .. entry.title, why = why})
            end
        end
    end
end

local function of_state(test)
    return function(entry) return test(entry) and 1 or nil, entry.state end
end

local function late_days(entry)
    return entry.late, entry.late and "逾期" .. entry.late .. "天" or entry.due and "按期" or "没有报送期限"
end

-- Of the version in force at the end of the year, once it is through its review.
local function chapters(ctx, add)
    for _, own in ipairs(ctx.views) do
        local version = own.view.handbook
        local why = not (version and book.approved(version)) and "没有审定的管理手册" or nil
        for _, row in ipairs(why and {} or own.view.chapters) do add("合计", 1, {row = row, why = version.version .. "版　" .. row.title}) end
        if why then add("合计", nil, {row = own.group, text = own.group.name, why = why}) end
    end
end

-- A group of the county that wrote nothing down is unknown, not short (domain §4.4).
local function shortfalls(ctx, add)
    for _, own in ipairs(ctx.views) do
        local silent = not ctx.scope.group and not county_year.reported(own.view)
        for _, status in ipairs(silent and {} or own.view.judged.statuses) do
            local member = status.member and ctx.county.registry.unit[status.member].name or own.group.name
            local short = status.state == "未达标"
            local text = status.requirement.name .. "　" .. status.period.name .. "　" .. member
            local item = {text = text, why = "应开展" .. status.requirement.least .. "，计入" .. status.count .. "，" .. status.state}
            for _, part in ipairs{status.requirement.id, "合计"} do add(part, short and 1 or nil, item) end
        end
    end
end

-- ---- 四同步, 五个提升 (domain §1 #7, #11) --------------------------------------------------------------------------------

local function improved(ctx, add)
    for _, own in ipairs(ctx.views) do
        local state = {}
        for _, dimension in ipairs(stat.figure(own.view, "sync")) do state[dimension.name] = dimension.state end
        for _, row in ipairs(own.view.sync) do
            local a, b, step = row["基线"], row["年末"], state[row["维度"]]
            local better = a and b and b > a and step == "同步"
            add(row["维度"], better and 1 or nil, {row = row, text = row["维度"] .. "　" .. tostring(row["单位"]),
                why = a and b and a .. "→" .. b .. "级" .. (step ~= "同步" and "，集团的这一维度" .. tostring(step) or "") or "基线或年末等级没有登记"})
        end
    end
end

-- The average by the samples; one part for each line of the county's table.
local function lifted(field, word)
    return function(ctx, add)
        local year = {groups = {}}
        for i, own in ipairs(ctx.views) do year.groups[i] = {view = own.view} end
        for _, line in ipairs(work.lifted(year)) do
            for _, row in ipairs(line.rows) do
                local n = row.sample_size or 0
                add(line.dimension, {row[field] * n, n}, {row = row, text = row["维度"] .. "　" .. row["指标"],
                    why = word .. number(row[field]) .. row["计量单位"] .. "，样本数" .. n})
            end
        end
    end
end

-- ---- definitions ------------------------------------------------------------------------------------------------------

local weighted = "各集团同一内容的百分比指标，按样本数加权平均；没有样本数的不计。"

tables.list = {
    {"score.self", "自评得分", "考核表各项指标的自评得分；一级指标和合计为各项之和。", "分", source = plan .. "：考核评估", printed = "P7、P2内部版", group = true, collect = points"self"},
    {"score.auto", "自动取数得分", "分值×指标的完成比例，按县定步长取整；同一项有几个指标的取平均。", "分", source = plan .. "：考核评估", printed = "P7", group = true, collect = points"auto"},
    {"score", "局评得分", "考核表各项指标的局评得分；一级指标和合计为各项之和。", "分", source = plan .. "：考核评估", printed = "P7、P2内部版", group = true, collect = points"bureau"},
    {"events.sum", "各集团活动场次合计", "各集团计入的活动场次之和，联合活动各计一次；“重复”是全县合计中要减去的场次。", "场", source = "县级口径", printed = "P2", county = true,
        collect = sums(function() return 1 end)},
    {"headcount.sum", "各集团参加人次合计", "各集团参加人次之和，联合活动各计一次；“重复”是全县合计中要减去的人次。", "人次", source = "县级口径", printed = "P2内部版", county = true,
        collect = sums(function(event) return event.headcount end)},
    {"events.public", "公开的活动", "可以公开、状态为已开展、已到开始日期的记录；不论是否计入义务。全县合计中联合活动只计一次。", "场", source = "县级口径", printed = "网站", collect = public_events},
    {"structure.nature", "按办园性质", "本期最后一日在集团内的单位，按办园性质分列园数和各项规模。", "", source = plan .. "：三个带动", printed = "P2", collect = by_field"办园性质"},
    {"structure.place", "按城乡", "本期最后一日在集团内的单位，按城乡分列园数和各项规模。", "", source = plan .. "：三个带动", printed = "P2", collect = by_field"城乡"},
    {"structure.quality", "按质量等级", "本期最后一日在集团内的单位，按质量等级分列园数和各项规模。", "", source = plan .. "：三个带动", printed = "P2", collect = by_field"质量等级"},
    {"resources.by_kind", "在架资源类别", "本期末在架的资源，按类别分列。", "项", source = plan .. "：“信息化资源共享清单”", printed = "P2、P6", collect = live_by"类别"},
    {"resources.by_platform", "在架资源平台", "本期末在架的资源，按三个平台分列。", "项", source = plan .. "：“信息化资源共享清单”", printed = "P2、P6、网站", collect = live_by"平台"},
    {"resources.by_platform_kind", "在架资源平台和类别", "本期末在架的资源，按平台和其中的类别分列。", "项", source = plan .. "：“信息化资源共享清单”", printed = "网站", collect = live_by("平台", "类别")},
    {"flow.days.by_kind", "流动方式人日", "师资流动在本期内的工作日，按方式分列。", "人日", source = plan .. "：“指导带教、跨园支教、跟岗学习”", printed = "P1、P2", collect = days_by_kind},
    {"milestones", "阶段评估", "本期末以前完成的创建方案评估、中期评估、验收评估等。", "个", source = plan .. "：阶段评估", printed = "P2", collect = milestones},
    {"opinions.heard", "听取成员园意见", "本学年考核中已有意见的成员园。", "所", source = plan .. "：充分听取成员园意见", printed = "P7", share = true, collect = opinions},
    {"papers", "列入备案一览表的文件", "应报的规划、计划，本学年的其他计划，现行管理手册。", "件", source = plan .. "：“报局审核备案”", printed = "N6",
        collect = papers(function(entry) return 1, entry.state end)},
    {"papers.filed", "已备案或不需备案的文件", "备案一览表所列文件中，状态为已备案或不需备案的。", "件", source = plan .. "：“报局审核备案”", printed = "N6", collect = papers(of_state(filing_list.is_filed))},
    {"papers.missing", "未报的文件", "备案一览表所列文件中，状态为未报的；到期没有文件的也算。", "件", source = plan .. "：“报局审核备案”", printed = "N6",
        collect = papers(of_state(function(entry) return entry.state == "未报" end))},
    {"papers.late", "逾期的文件", "备案一览表所列文件中，报送晚于期限的，和过了期限还没有报送的。", "件", source = plan .. "：“报局审核备案”", printed = "N6",
        collect = papers(function(entry) return entry.late and 1 or nil, select(2, late_days(entry)) end)},
    {"papers.late_days", "逾期天数", "报送日期减期限；还没有报送的算到统计截止日。按文件分列。", "天", source = plan .. "：“报局审核备案”", printed = "N6",
        collect = papers(late_days, function(entry, group) return group.id .. "·" .. entry.title end)},
    {"handbook.chapters", "管理手册章数", "期末施行、已经审定的管理手册的章，每章一个文件。", "章", source = plan .. "：“编写集团管理手册”", printed = "P1、网站", collect = chapters},
    {"shortfalls", "未达到要求的期间", "已结束的期间中未达到要求的，按义务分列。", "项", source = plan .. " 五（二）", printed = "P2内部版、N1", collect = shortfalls},
    {"sync.improved", "四同步有进步的园", "在同步的维度上，年末等级高于基线的园，按维度分列。", "所", source = plan .. "：“四同步”", printed = "P1、P2", share = true, collect = improved},
    {"lift.before", "五个提升学年初", weighted, "%", source = plan .. "：“五个提升”", printed = "P1、P2", mean = true, collect = lifted("before", "学年初")},
    {"lift.now", "五个提升学年末", weighted, "%", source = plan .. "：“五个提升”", printed = "P1、P2", mean = true, collect = lifted("now", "现值")},
}

for _, part in ipairs{require "figure_table_work", require "figure_table_things"} do
    for _, entry in ipairs(part) do tables.list[#tables.list + 1] = entry end
end

-- A tenth, half up, as the tables round it.
local function mean(sum, weight) return weight > 0 and string.format("%.1f", math.floor(sum / weight * 10 + 0.5) / 10) or "—" end

local function shown(ctx, entry, own)
    if entry.share and ctx.scope.group then return own.sum .. "/" .. #own.counted + #own.left .. entry[4] end
    if entry.mean then return mean(own.sum, own.weight) .. entry[4] end
    if math.type(own.sum) == "integer" then return own.sum .. entry[4] end
    return number(own.sum) .. entry[4]
end

function tables.parts(ctx, entry)
    local parts, of = {}, {}
    local function at(name)
        if not of[name] then
            of[name] = {name = name, sum = 0, weight = 0, counted = {}, left = {}}
            parts[#parts + 1] = of[name]
        end
        return of[name]
    end
    entry.collect(ctx, function(part, amount, item)
        local own = at(part or "未登记")
        local into = amount and own.counted or own.left
        into[#into + 1] = item
        if type(amount) == "table" then own.sum, own.weight = own.sum + amount[1], own.weight + amount[2] else own.sum = own.sum + (amount or 0) end
    end)
    for _, own in ipairs(parts) do own.value = shown(ctx, entry, own) end
    return parts
end

function tables.find(key)
    key = key:gsub("^stat%.", "")
    local best, part
    for _, entry in ipairs(tables.list) do
        local head = entry[1]
        if key == head or key:sub(1, #head + 1) == head .. "." then
            if not best or #head > #best[1] then best, part = entry, key ~= head and key:sub(#head + 2) or nil end
        end
    end
    return best, part
end

return tables
