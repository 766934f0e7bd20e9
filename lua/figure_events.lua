-- Figures of what was held: events, heads, trainings, and which members each kind reached (domain §3.8, §1 #24, #34).
--
-- Each answers a list of definitions for stat.lua: see there. What counts and what explains it are one function:
--
--   event  = function(event, view, part) → amount, or nil and why this event is not in the figure
--   slot   = function(event, view) → which part of a breakdown an event is in, or nil and why in none
--   member = function(membership, view, part) → true, or false and why not: of the members due

local calendar = require "calendar"
local obligations = require "obligations"
local personal = require "personal"
local remember = require "remember"

local figures = {}

local levels = {"区级", "集团", "园本"}

-- ---- the events of a span -----------------------------------------------------------------------

local function within(period, day) return day and period.first <= day and day <= period.last end

-- Counted events dated in the period: by their own date, 补开 included. Found once for all figures of a view.
function figures.events(view)
    return remember(view, "events", function()
        local list, all = {}, view.judged.events -- in order of their days
        if #all > 0 and within(view.period, all[1].day) and within(view.period, all[#all].day) then return all end
        for i = 1, #all do
            if within(view.period, all[i].day) then list[#list + 1] = all[i] end
        end
        return list
    end)
end

-- ---- counts ---------------------------------------------------------------------------------------

local function one() return 1 end

-- For everybody what fewer than five came to is in no sum (tally.heads).
local function heads(event, view)
    local n = event.headcount
    if n and (n >= personal.fewest or n == 0 or not view.public) then return n end
    return nil, n and "不足" .. personal.fewest .. "人次，公开版不计" or "没有填写参加人次，或所填不是数字"
end

local function no_heads(event)
    if not event.headcount then return 1 end
    return nil, "已填人次"
end

local function training_level(event)
    if event.type ~= "教师集中培训" then return nil, "不是教师集中培训" end
    local level = event.level
    return (level == nil or level == "") and "集团" or level -- domain 3.2, O02
end

local function type_names(view) return view.county.types.order end

local function months(view) return calendar.months(view.period.first, view.period.last) end

-- ---- members reached ------------------------------------------------------------------------------

-- Members that belonged to the group for half of the period's teaching days (domain 3.3-8), asked once a view.
function figures.members_due(view)
    return remember(view, "members due", function()
        local ctx = {registry = view.county.registry, group = view.judged.group, year = view.judged.year}
        return obligations.members_due(ctx, view.period)
    end)
end

local areas = {"安全", "卫生保健", "家园共育", "一日活动"}
local reaching = {["现场指导"] = true, ["蹲点指导"] = true, ["优质课共享"] = true, ["管理指导"] = true}

-- Once more the same units, who are the same set in many events.
local function note(sets, own)
    local entry = sets[own]
    if entry then
        entry.times = entry.times + 1
    else
        entry = {own = own, times = 1}
        sets[own], sets[#sets + 1] = entry, entry
    end
end

local function by_unit(sets)
    local count = {}
    for _, entry in ipairs(sets) do
        for unit in pairs(entry.own) do count[unit] = (count[unit] or 0) + entry.times end
    end
    return count
end

-- How often each unit was at events of each kind that is to reach everybody, and at 管理指导 of each area, in one walk over the
-- events: {[kind | area] = {[unit] = number}}.
local function visits(view)
    local sets, of, events = {}, {}, figures.events(view)
    for _, name in ipairs(areas) do sets[name] = {} end
    for name in pairs(reaching) do sets[name] = {} end
    for i = 1, #events do
        local event = events[i]
        if reaching[event.type] then
            note(sets[event.type], event.own)
            local area = event.type == "管理指导" and event.row["领域"]
            if area and sets[area] then note(sets[area], event.own) end
        end
    end
    for name, list in pairs(sets) do of[name] = by_unit(list) end
    return of
end

local function reached(view, name) return remember(view, "visits", visits)[name] end

figures.reached = reached

local function cover(code, kind, source)
    return {
        "cover." .. code, kind .. "覆盖", "本期内至少有一次" .. kind .. "到场的成员园，占本期应计成员园的比例；应计成员园指本期教学日过半在集团内的成员园。",
        "%", "internal", source = source,
        rule = "到场指列入参加单位或为主办单位。",
        member = function(unit, view)
            if reached(view, kind)[unit] then return true end
            return false, "本期没有参加" .. kind
        end,
    }
end

-- ---- definitions ------------------------------------------------------------------------------------

figures.list = {
    {"events.total", "活动场次", "状态为已开展、开展日期在本期之内、单位数达到该类活动要求的记录；补开的活动按实际开展日期计入。", "场", "public",
        source = "方案 五（二）", rule = "同一编号、同一联合编号在一个集团计一次；全县合计中一场联合活动只计一次。", event = one, by = "type",
        said = {"各类活动", "各项活动", "集团活动", "共同活动"}, bare = {"活动"}},
    {"events.by_type", "分类活动场次", "计入活动场次的记录，按登记的活动类型分列。", "场", "public",
        source = "方案 五（二）", parts = type_names, slot = function(event) return event.type end, by = "type"},
    {"events.by_month", "分月活动场次", "计入活动场次的记录，按开始日期所在月份分列；跨月、跨零点的活动归开始月份，只计一次。", "场", "public",
        source = "方案 五（二）", parts = months, slot = function(event) return event.month end, by = "month"},
    {"headcount.total", "参加人次", "计入活动场次的记录，其参加人次之和；同一人参加两场计两人次，一场活动的人次不分摊到各园。", "人次", "public", small = true,
        source = "县级口径", rule = "没有填写或不是数字的不计，另列场次；全县合计中联合活动取主办方所报。", event = heads, by = "headcount", each = "场", few = "不足5人次的场次", noted = "headcount.missing", said = {"参加", "参与", "参加人次"}},
    {"headcount.missing", "未登记人次的场次", "计入活动场次的记录中，没有填写人次或所填不是数字的场次。", "场", "internal", source = "县级口径", event = no_heads, by = "headcount"},
    {"training", "分级培训场次", "教师集中培训按区级、集团、园本三级分列；未注明层级的计为集团培训。", "场", "public",
        source = "方案：“区级培训、集团培训、园本培训”", rule = "只有集团一级用来完成每月一次的集中培训。", parts = function() return levels end, slot = training_level, by = "type"},
    cover("A04", "现场指导", "方案 五（二）：重点指导、现场指导"), cover("A11", "蹲点指导", "方案：骨干人员“定期到成员单位蹲点”"),
    cover("A16", "优质课共享", "方案：“优质课共享”"), cover("A17", "管理指导", "方案：指导成员单位的制度和一日活动流程"),
    {"cover.area", "管理指导领域覆盖", "本期内就某一领域至少接受一次管理指导的成员园，占本期应计成员园的比例；按安全、卫生保健、家园共育、一日活动分列。", "%", "internal",
        source = "方案：指导成员单位安全、卫生保健、家园共育制度和一日活动各环节工作流程", rule = "领域以记录的“领域”一栏为准。", parts = function() return areas end,
        member = function(unit, view, area)
            if reached(view, area)[unit] then return true end
            return false, "本期没有接受" .. area .. "方面的管理指导"
        end},
}

-- The kind of event a breakdown's part stands for, by its code too: events.by_type.A01.
function figures.type_name(view, part)
    return view.county.types.code[part] or view.county.types.name_of[part]
end

return figures
