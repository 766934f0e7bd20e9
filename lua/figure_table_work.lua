-- Figures that tables of the publications print of what was held: by platform and month, who came, who hosted, duties period by
-- period, attendance, records that count for nothing (domain §3.3 to §3.6). Entries of figure_tables.lua: see there.

local agenda = require "agenda"
local annual_events = require "annual_events"
local calendar = require "calendar"
local censure = require "censure"
local county_year = require "county_year"
local event_counts = require "event_counts"
local group_year = require "group_year"
local shortfall = require "shortfall"
local stat = require "stat"
local tally = require "tally"
local types = require "types"
local units = require "units"
local words = require "words"

local plan, office = "方案", "县级口径"

-- ---- events ------------------------------------------------------------------------------------------------

-- Those of the one group, or of the county with each joint event once.
local function held(ctx)
    local own = ctx.views[1]
    if ctx.scope.group then return own and stat.events(own.view) or {} end
    local year, list = county_year.of(ctx.site, ctx.scope.public and group_year.public or group_year.office, ctx.county), {}
    for _, event in ipairs(year.events) do
        if own and own.view.period.first <= event.day and event.day <= own.view.period.last then list[#list + 1] = event end
    end
    return list
end

-- One more event for each name that it has.
local function by(names_of)
    return function(ctx, add)
        for _, event in ipairs(held(ctx)) do
            for _, name in ipairs(names_of(event)) do add(name, 1, {row = event.row}) end
        end
    end
end

local function heads_by(names_of)
    return function(ctx, add)
        for _, event in ipairs(held(ctx)) do
            local n = event.headcount
            local shown = n and tally.known(tally.heads(n, ctx.scope.public))
            for _, name in ipairs(names_of(event)) do
                add(name, shown, {row = event.row, why = shown and n .. "人次" or n and "人数较少，公开版不计" or "没有填写参加人次，或所填不是数字"})
            end
        end
    end
end

local function of_type(event) return {event.type} end

-- Months with an event, each platform of them, nought too.
local function platform_months(ctx, add)
    for _, event in ipairs(held(ctx)) do
        local month = words.month(event.month .. "-01")
        for _, platform in ipairs{"其他", table.unpack(event_counts.platforms)} do add(month .. "·" .. platform, 0) end
        for _, part in ipairs{month .. "·" .. event_counts.platform_of(event), month} do add(part, 1, {row = event.row}) end
    end
end

-- As the chart of months has them: the most frequent types, the others together.
local function months_of_type(ctx, add)
    local list = held(ctx)
    local name_of = event_counts.series(list, ctx.county.types.order)
    for _, event in ipairs(list) do add(name_of(event) .. "·" .. words.month(event.month .. "-01"), 1, {row = event.row, why = event.type}) end
end

-- Events whose heads the public edition keeps out of its sums (domain §5.3).
local function few_heads(ctx, add)
    for _, event in ipairs(held(ctx)) do
        local n = event.headcount
        local kept = n and not tally.known(tally.heads(n, true))
        add("合计", kept and 1 or nil, {row = event.row, why = not kept and (n and n .. "人次" or "没有填写参加人次") or nil})
    end
end

-- So many units came to the event, each of them by name.
local function present(ctx, add)
    for _, own in ipairs(ctx.views) do
        for _, event in ipairs(annual_events.list(own.view)) do
            for _, id in ipairs(ctx.county.registry.order) do
                if event.present[id] then
                    add(event.row["编号"], 1, {row = ctx.county.registry.unit[id].row, why = event.own[id] and "参加或主办" or "参加，不属于本集团"})
                end
            end
        end
    end
end

local function members(ctx, own)
    local list = {}
    for _, m in ipairs(units.active(ctx.county.registry, own.group.id, own.view.period.last)) do
        if m.role ~= units.lead_role then list[#list + 1] = m.unit end
    end
    return list
end

local reaching = {["现场指导"] = true, ["蹲点指导"] = true, ["优质课共享"] = true, ["管理指导"] = true}

local function visits(ctx, add)
    for _, own in ipairs(ctx.views) do
        for _, id in ipairs(members(ctx, own)) do
            for _, event in ipairs(stat.events(own.view)) do
                if reaching[event.type] and event.own[id] then add(ctx.county.registry.unit[id].name .. "·" .. event.type, 1, {row = event.row}) end
            end
        end
    end
end

local function hosted(ctx, add)
    for _, own in ipairs(ctx.views) do
        for _, id in ipairs(members(ctx, own)) do
            local name, any = ctx.county.registry.unit[id].name, false
            for _, event in ipairs(annual_events.list(own.view)) do
                if annual_events.host(own.view, event) == name then
                    any = true
                    add(name, 1, {row = event.row})
                end
            end
            if not any then add(name, nil, {row = ctx.county.registry.unit[id].row, why = "没有承办列出的活动"}) end
        end
    end
end

local step = 10 -- events to a class of groups, as the chart has them

local function spread(ctx, add)
    for _, own in ipairs(ctx.views) do
        local n = #stat.events(own.view)
        local class, reported = n // step * step, county_year.reported(own.view)
        add(reported and class .. "～" .. class + step - 1 .. "场" or "未报", reported and 1 or nil, {row = own.group, text = own.group.name, why = reported and n .. "场" or "未报"})
    end
end

-- Rows that everybody may see, by how they stand: what the pages list.
local function listed(ctx, add)
    local seen = {}
    for _, own in ipairs(ctx.views) do
        for _, row in ipairs(ctx.site.activities:where{group_id = own.group.id, school_year = ctx.county.year.key}) do
            local joint, day = row["联合编号"], calendar.day(row["开始日期"])
            local why = not types.yes(row["可公开"]) and "可公开不是“是”" or not day and "没有开始日期" or joint and seen[joint] and "同一联合编号已计一次" or nil
            if joint and not why then seen[joint] = true end
            for _, part in ipairs{"合计", row["活动类型"] or "未登记", tostring(row["主办单位"] or "未登记")} do add(part, not why and 1 or nil, {row = row, why = why}) end
            if not why and row["状态"] == "已开展" and day <= ctx.county.as_of then add(words.month(row["开始日期"]), 1, {row = row}) end
        end
    end
end

local shapes = {held = "已开展", planned = "计划", off = "取消或延期"}

-- What calendars show, as they show it: each entry of it by the names it has.
local function shown(names_of)
    return function(ctx, add)
        local a = agenda.of(ctx.site, ctx.scope.group, ctx.county)
        for _, entry in ipairs(a and a.entries or {}) do
            local name = names_of(entry)
            add(name or "取消或延期", name and 1 or nil, {row = entry.row, why = shapes[entry.shape]})
        end
    end
end

local function of_day(entry) return calendar.iso(entry.first) .. "·" .. shapes[entry.shape] end

local function if_on(field)
    return function(entry) return entry.shape ~= "off" and (entry[field] or "未登记") or nil end
end

-- ---- duties ------------------------------------------------------------------------------------------------

-- Of each duty and period (and member): the records that count in it, and what it asks for.
local function duties(ctx, add)
    for _, own in ipairs(ctx.views) do
        for _, status in ipairs(own.view.judged.statuses) do
            local member = status.member and "·" .. ctx.county.registry.unit[status.member].name or ""
            local part = status.requirement.id .. "·" .. shortfall.period_name(status) .. member
            for _, event in ipairs(status.evidence) do add(part, 1, {row = event.row, why = "计入"}) end
            add(part, nil, {text = status.requirement.name, why = "应开展" .. status.requirement.least .. "，" .. status.state})
        end
    end
end

local function members_met(ctx, add)
    for _, own in ipairs(ctx.views) do
        for _, status in ipairs(own.view.judged.statuses) do
            if status.member then
                local met = status.count >= status.requirement.least
                add(status.requirement.id .. "·" .. shortfall.period_name(status), met and 1 or nil,
                    {row = ctx.county.registry.unit[status.member].row, why = "应开展" .. status.requirement.least .. "，计入" .. status.count})
            end
        end
    end
end

-- What a duty asks for in a period, and by whose word.
local function asked(ctx, add)
    for _, own in ipairs(ctx.views) do
        for _, r in ipairs(own.view.judged.requirements) do
            add(r.id .. "·最低", r.least, {text = r.name, why = (r.source or "—") .. "　" .. (r.clause or "")})
            add(r.id .. "·目标", r.target, {text = r.name, why = (r.source or "—") .. "　" .. (r.clause or "")})
        end
    end
end

local function groups_short(ctx, add)
    for _, own in ipairs(ctx.views) do
        local n, silent = 0, not county_year.reported(own.view)
        for _, status in ipairs(own.view.judged.statuses) do n = n + (status.state == "未达标" and 1 or 0) end
        add("合计", n > 0 and not silent and 1 or nil, {row = own.group, text = own.group.name, why = silent and "未报" or n .. "项未达到要求"})
    end
end

-- ---- who took part -----------------------------------------------------------------------------------------

-- 应参加, 准假, 实参加, 计算分母 of each unit, event by event.
local function attendance(ctx, add)
    for _, own in ipairs(ctx.views) do
        local first, last = own.view.period.first, own.view.period.last
        for _, entry in ipairs(units.during(ctx.county.registry, own.group.id, first, last)) do
            local name = ctx.county.registry.unit[entry.unit].name
            for _, event in ipairs(stat.events(own.view)) do
                if event.kind.in_base and units.present_on(entry, event.day) then
                    local there, excused = event.present[entry.unit], event.excused[entry.unit]
                    local item = {row = event.row, why = there and "参加" or excused and "准假" or "未参加"}
                    add(name .. "·应参加场次", 1, item)
                    add(name .. "·准假", not there and excused and 1 or nil, item)
                    add(name .. "·实参加", there and 1 or nil, item)
                    add(name .. "·计算分母", (there or not excused) and 1 or nil, item)
                end
            end
        end
    end
end

local function stagnant(ctx, add)
    for _, own in ipairs(ctx.views) do
        for _, slow in ipairs(censure.slow(own.view, ctx.site)) do
            add(tostring(slow.unit), slow.years, {text = tostring(slow.unit), why = "起于" .. slow.since .. "学年"})
        end
    end
end

-- Records that count for nothing.
local function left(ctx, add)
    for _, own in ipairs(ctx.views) do
        for _, item in ipairs(own.view.judged.left) do add(item.reason, 1, {row = item.row, why = item.reason}) end
        for _, unused in ipairs(own.view.judged.unused) do add("承诺未采用：" .. unused.reason, 1, {text = unused.commitment.type or "—", why = unused.reason}) end
    end
end

local joint_of = by(function(event) return event.joint and event.joint ~= "" and {event.joint} or {} end)

return {
    {"events.by_platform", "各平台活动场次", "计入活动场次的记录，按活动类型所属平台分列；不属于三个平台的为“其他”。", "场", source = plan .. "：“三个平台”", printed = "P1、P2",
        collect = by(function(event) return {event_counts.platform_of(event)} end)},
    {"events.platform_months", "分月各平台活动场次", "计入活动场次的记录，按开始日期所在月份和平台分列。", "场", source = plan .. "：“三个平台”", printed = "P1、P2", collect = platform_months},
    {"events.months_of_type", "分月分类活动场次", "计入活动场次的记录，按类型和开始日期所在月份分列；场次最多的几类之外为“其他”。", "场", source = plan .. " 五（二）", printed = "P1、P2、网站的各月活动图", collect = months_of_type},
    {"headcount.few", "人次很少的场次", "计入活动场次的记录中，参加人次不到公开的下限的；公开版的人次不含这些场次。", "场", source = office, printed = "P2、P1公开版", collect = few_heads},
    {"events.joint", "联合活动", "有联合编号的活动，全县各计一次，按联合编号分列。", "场", source = office, printed = "P2", collect = joint_of},
    {"events.spread", "按活动场次分组的集团数", "各集团计入的活动场次每十场一组，每组的集团数。", "个", source = office, printed = "P2", county = true, collect = spread},
    {"events.listed", "公开列出的活动记录", "可公开为“是”的记录，含计划、延期和取消的，按类型和主办单位分列；分月只列已开展的。联合活动全县只计一次。", "条", source = office, printed = "网站、P5", collect = listed},
    {"events.listed_days", "公开活动逐日", "日历列出的活动，按开始日期和状态分列。", "项", source = office, printed = "网站活动日历、P5", collect = shown(of_day)},
    {"events.listed_types", "公开活动分类", "日历列出的已开展和计划中的活动，按类型分列；取消、延期的不计。", "场", source = office, printed = "P5、网站", collect = shown(if_on"type")},
    {"events.listed_hosts", "公开活动主办单位", "日历列出的已开展和计划中的活动，按主办单位分列；取消、延期的不计。", "场", source = office, printed = "P5、网站", collect = shown(if_on"host")},
    {"headcount.by_type", "分类参加人次", "计入活动场次的记录，其参加人次按活动类型分列。", "人次", source = office, printed = "P1、P2", collect = heads_by(of_type)},
    {"present", "到场单位数", "一场活动的参加单位和主办单位，各计一个，按活动编号分列。", "个", source = plan .. " 五（二）", printed = "P1", group = true, collect = present},
    {"visits", "到园支持", "成员园在现场指导、蹲点指导、优质课共享、管理指导中到场的场次。", "场", source = plan .. "：“定期到成员单位蹲点”等", printed = "P1", group = true, collect = visits},
    {"hosted", "成员园承办的活动", "主办单位为该成员园的活动；公开版只计可以公开的。", "场", source = plan .. " 五（二）", printed = "P1", group = true, collect = hosted},
    {"duties", "各期计入次数", "一项义务在一个期间（和一所成员园）计入的次数。", "次", source = plan .. " 五（二）", printed = "P1内部版、P2内部版、N1", group = true, collect = duties},
    {"duties.members", "各期达到要求的成员园", "按成员园要求的义务，一个期间达到要求的成员园，占应达到的。", "所", source = plan .. " 五（二）", printed = "P1内部版", group = true, share = true, collect = members_met},
    {"duties.asked", "义务的次数要求", "一个周期最低应开展的次数和目标次数。", "次", source = plan .. " 五（二）、集团承诺、县级默认", printed = "P1内部版", group = true, collect = asked},
    {"shortfalls.groups", "有未达标事项的集团", "已结束的期间中至少有一项未达到要求的集团。", "个", source = plan .. " 五（二）", printed = "P2内部版", county = true, collect = groups_short},
    {"attendance", "参与场次", "计入参与率的各类活动：应参加场次、准假、实参加、计算分母（应参加减准假）。", "场", source = plan .. "：参与共建作为成员年度绩效考核重要内容", printed = "P1内部版、P2内部版、N5", group = true, collect = attendance},
    {"sync.stagnant", "连续没有提高的学年", "四个维度都没有高于基线的连续学年数。", "个", source = plan .. "：“发展缓慢”", printed = "P2内部版、N2", collect = stagnant},
    {"left", "未计入统计的记录", "读入而不计入的记录，按原因分列。", "条", source = office, printed = "P1内部版", group = true, collect = left},
}
