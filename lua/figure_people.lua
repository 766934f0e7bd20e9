-- Figures of teachers on the move, of studios and bases and what came of them (domain §3.8, §1 #29, #33).
--
--   flow = function(flow, view) → amount, or nil and why; flow = {row, persons, days, kind, from, to}
--   row  = function(row, view) → amount or part, or nil and why, of the view's list named by rows

local calendar = require "calendar"
local remember = require "remember"
local units = require "units"
local words = require "words"

local figures = {}

local function unit_name(view, text)
    local id = units.find(view.county.registry, text or "")
    return id and view.county.registry.unit[id].name or text or "?"
end

-- How many a cell of persons means: 赵老师、孙老师 two, 李老师等四人 four, 两名新教师 two, 12名 twelve.
function figures.persons(cell)
    local text = type(cell) == "table" and words.list(cell) or cell or ""
    for _, mark in ipairs{"等(.-)人", "等(.-)名", "等(.-)位", "^(.-)名", "^(.-)位"} do
        local number = text:match(mark)
        local value = number and number ~= "" and (math.tointeger(tonumber(number)) or words.value(number))
        if value and value > 0 then return value end
    end
    return math.max(1, #units.list(text))
end

-- ---- flows ----------------------------------------------------------------------------------------

local function outside(first, last, period)
    if not first then return "开始日期无效" end
    if first > period.last then return "开始日期在本期之后" end
    if last < period.first then return "结束日期在本期之前" end
    return nil
end

local function read_flow(row, view)
    local first = calendar.day(row["开始日期"])
    local last = calendar.day(row["结束日期"]) or first
    local why = outside(first, last, view.period)
    if why then return nil, why end
    local persons = figures.persons(row["人员"])
    local days = calendar.working_days(view.judged.year, math.max(first, view.period.first), math.min(last, view.period.last))
    return {
        row = row, persons = persons, days = days * persons, kind = row["方式"],
        from = unit_name(view, row["派出单位"]), to = unit_name(view, row["接收单位"]),
    }
end

-- Flows that touch the period, with their persons and the working days inside it; and the others, with why.
function figures.flows(view)
    local all = remember(view, "flows", function()
        local list, rest = {}, {}
        for _, row in ipairs(view.flows or {}) do
            local flow, why = read_flow(row, view)
            if flow then list[#list + 1] = flow else rest[#rest + 1] = {row = row, why = why} end
        end
        return {list = list, rest = rest}
    end)
    return all.list, all.rest
end

-- {units = {name, …}, cell = {[from] = {[to] = {persons, days}}}}: 派出 × 接收
local function matrix_of(view)
    local matrix = {units = {}, cell = {}}
    for _, m in ipairs(units.active(view.county.registry, view.judged.group, view.period.last)) do
        matrix.units[#matrix.units + 1] = view.county.registry.unit[m.unit].name
    end
    for _, flow in ipairs(figures.flows(view)) do
        local line = matrix.cell[flow.from] or {}
        matrix.cell[flow.from] = line
        local cell = line[flow.to] or {persons = 0, days = 0}
        line[flow.to] = cell
        cell.persons, cell.days = cell.persons + flow.persons, cell.days + flow.days
    end
    return matrix
end

local kinds = {"指导带教", "跨园支教", "跟岗学习", "蹲点指导", "交流任职"}

-- Which way a flow goes, by the roles of both ends on the day it began (domain §1 #29).
local directions = {"集团园→成员园", "成员园→集团园", "成员园↔成员园", "集团之外"}

local function role_of(view, name, day)
    local id = units.find(view.county.registry, name)
    for _, m in ipairs(id and units.active(view.county.registry, view.judged.group, day) or {}) do
        if m.unit == id then return m.role end
    end
    return nil
end

local function direction(flow, view)
    local day = calendar.day(flow.row["开始日期"])
    local from, to = role_of(view, flow.from, day), role_of(view, flow.to, day)
    if not from or not to then return directions[4] end
    if from == units.lead_role then return directions[1] end
    return to == units.lead_role and directions[2] or directions[3]
end

-- ---- studios, bases, growth -------------------------------------------------------------------------

local bases = {"名园长工作室", "名师工作室", "名园长孵化基地", "名师孵化基地", "骨干培育基地", "新教师成长基地"}
local events = {"入室研修", "结业", "晋级骨干", "职称晋升", "承担公开活动", "获奖", "独立带班"}

local function open_studio(row, view)
    local founded, closed = calendar.day(row["成立日期"]), calendar.day(row["撤销日期"])
    if not founded or founded > view.period.last then return nil, "本期末尚未成立" end
    if closed and closed <= view.period.last then return nil, "本期末已撤销" end
    return row["类别"]
end

local function grown(row, view)
    local day = calendar.day(row["日期"])
    if not day or day < view.period.first or day > view.period.last then return nil, "日期不在本期" end
    return row
end

-- Members that sent or took in somebody, of those due (domain §1 #29).
local function cover(unit, view)
    local touched = remember(view, "flow cover", function()
        local of = {}
        for _, flow in ipairs((figures.flows(view))) do of[flow.from], of[flow.to] = true, true end
        return of
    end)
    if touched[view.county.registry.unit[unit].name] then return true end
    return false, "本期没有派出或接收"
end

-- ---- definitions ------------------------------------------------------------------------------------

local flow_source = "方案：“指导带教、跨园支教、跟岗学习”"

figures.list = {
    {"flow.persons", "师资流动人次", "本期内在进行的指导带教、跨园支教、跟岗学习、蹲点指导、交流任职，每人每项计一人次。", "人次", "public", small = true,
        source = flow_source, rule = "“李老师等四人”计四人，“两名教师”计两人。", flow = function(flow) return flow.persons end,
        said = {"师资流动", "流动教师"}, bare = {"流动"}},
    {"flow.days", "师资流动人日", "师资流动在本期内的工作日之和，一人一日计一人日；扣除节假日，计入调休补班。", "人日", "public",
        source = flow_source, flow = function(flow) return flow.days end, said = {"师资流动", "流动教师"}, bare = {"流动"}},
    {"flow.by_kind", "流动方式", "师资流动人次按方式分列。", "人次", "public", small = true, source = flow_source,
        parts = function() return kinds end, flow_slot = function(flow) return flow.kind, flow.persons end, present = true},
    {"flow.by_direction", "流动走向", "师资流动人次按派出、接收单位当日的角色分列。", "人次", "public", small = true, source = flow_source,
        parts = function() return directions end, flow_slot = function(flow, view) return direction(flow, view), flow.persons end},
    {"flow.cover", "师资流动覆盖", "本期内派出或接收过流动教师的成员园，占本期应计成员园的比例。", "%", "internal", source = flow_source, member = cover},
    {"flow.matrix", "流动方向", "师资流动按派出单位和接收单位列成方阵。", "人次、人日", "public", source = flow_source, of = matrix_of, alone = true,
        matrix = true, flow = function(flow) return flow.persons end},
    {"studios", "工作室与基地", "本期末已成立、未撤销的名园长、名师工作室和孵化、培育、成长基地，按类别分列。", "个", "public",
        source = "方案：名园长、名师工作室，孵化基地、骨干培育基地、新教师成长基地", rows = "studios", parts = function() return bases end, row_slot = open_studio},
    {"growth", "教师成长人次", "日期在本期之内的成长记录按事项分列，计登记的人数。", "人次", "public", small = true, source = "方案：名园长、名师工作室，孵化基地、骨干培育基地、新教师成长基地",
        rows = "growth", parts = function() return events end, row_slot = function(row, view)
            local fits, why = grown(row, view)
            if not fits then return nil, why end
            return row["事项"], math.tointeger(tonumber(row["人数"])) or 0
        end},
    {"growth.persons", "教师成长总人次", "日期在本期之内的成长记录登记人数之和。", "人次", "public", small = true, source = "方案：名园长、名师工作室，孵化基地、骨干培育基地、新教师成长基地",
        rows = "growth", row = function(row, view)
            local fits, why = grown(row, view)
            if not fits then return nil, why end
            return math.tointeger(tonumber(row["人数"])) or 0
        end},
}

return figures
