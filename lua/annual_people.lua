-- What a group's year did for its teachers: training by level, and people on the move (domain 4.3, T6, T7, C3;
-- §1 #29 to #33).

local annual_events = require "annual_events"
local calendar = require "calendar"
local personal = require "personal"
local sheet = require "sheet"
local small = require "small"
local stat = require "stat"
local tally = require "tally"
local types = require "types"
local units = require "units"
local words = require "words"

local annual_people = {}

-- T6, only levels that were held
function annual_people.training(view)
    local rows = {}
    for _, entry in ipairs(stat.figure(view, "training")) do
        if entry.value > 0 then rows[#rows + 1] = {entry.name .. "培训", tostring(entry.value)} end
    end
    return sheet.table("分级培训场次", {"层级", "场次"}, {"left", "right"}, rows)
end

-- The parts of a total of persons, for everybody with those of few persons in one (domain §5.3).
local function parts_of(view, key)
    local list = sheet.kept(stat.figure(view, key), function(entry) return entry.value > 0 end)
    return view.public and small.merged(list, {"value"}) or list
end

local function parts_table(view, key, caption, name)
    return sheet.table(caption, {name, "人次"}, {"left", "right"}, sheet.each(parts_of(view, key), function(entry)
        return {entry.name, tally.people(entry.value, view.public)}
    end), {1, "auto"})
end

function annual_people.flow_kinds(view) return parts_table(view, "flow.by_kind", "师资流动方式", "方式") end

-- Whether an edition may print the matrix: the total and that of each way are printed too, so one cell of few persons keeps all back.
local function whole(view, matrix)
    for _, line in pairs(view.public and matrix.cell or {}) do
        for _, cell in pairs(line) do
            if cell.persons < personal.fewest then return false end
        end
    end
    return true
end

local function cell_text(cell) return cell and cell.persons .. " / " .. cell.days or "" end

-- Instead of a matrix with small numbers: the ways between lead and members.
local function directions(view) return parts_table(view, "flow.by_direction", "师资流动走向", "走向") end

-- T7: 派出 down, 接收 across, 人次/人日 in the cell
function annual_people.flows(view)
    local matrix = stat.figure(view, "flow.matrix")
    if not whole(view, matrix) then return directions(view) end
    local head, rows, align = {"派出＼接收"}, {}, {"left"}
    for _, name in ipairs(matrix.units) do head[#head + 1], align[#align + 1] = name, "center" end
    for _, from in ipairs(matrix.units) do
        if matrix.cell[from] then
            local row = {from}
            for _, to in ipairs(matrix.units) do
                row[#row + 1] = cell_text(matrix.cell[from][to])
            end
            rows[#rows + 1] = row
        end
    end
    return sheet.table("师资流动方向（人次 / 人日）", head, align, rows)
end

-- C3 by ways where the matrix may not be printed: at least two of them are left to be told.
local function direction_chart(view, brand)
    local list = parts_of(view, "flow.by_direction")
    return #list > 1 and doc.chart{
        kind = "horizontal", title = "师资流动走向", unit = "人次", decimals = 0, brand = brand,
        categories = sheet.each(list, function(entry) return entry.name end), values = sheet.each(list, function(entry) return entry.value end),
    }
end

-- C3: counts alone; brand: another colour than the book's
function annual_people.flow_chart(view, brand)
    local matrix, series = stat.figure(view, "flow.matrix"), {}
    if not next(matrix.cell) then return false end
    if not whole(view, matrix) then return direction_chart(view, brand) end
    for i, from in ipairs(matrix.units) do
        local line = matrix.cell[from] or {}
        series[i] = {name = from, values = sheet.each(matrix.units, function(to)
            return line[to] and line[to].persons or 0
        end)}
    end
    return doc.chart{
        kind = "flow", title = "师资流动方向", unit = "人次", rows = "派出", columns = "接收", brand = brand,
        categories = sheet.each(matrix.units, function(name) return name end), series = series,
    }
end

-- Each of them, for the office: a line is about one person, or few.
function annual_people.flow_list(view)
    if view.public then return false end
    return sheet.table("带教、支教与跟岗", {"方式", "派出", "接收", "起止", "任务"}, {"left", "left", "left", "left", "left"},
        sheet.each(stat.flows(view), function(flow)
            local r = flow.row
            return {flow.kind, flow.from, flow.to, words.span(r["开始日期"], r["结束日期"]), r["任务"] or ""}
        end))
end

-- ---- what reaches every member -------------------------------------------------------------------------------

local reaching = {"现场指导", "蹲点指导", "优质课共享", "管理指导"}

-- How often each member was there when a kind of support was given; the kinds that were given at all.
function annual_people.support(view)
    local kinds = sheet.kept(reaching, function(kind) return annual_events.of(view, kind) > 0 end)
    if #kinds == 0 then return false end
    local head, align, rows = {"成员园"}, {"left"}, {}
    for _, kind in ipairs(kinds) do head[#head + 1], align[#align + 1] = kind, "right" end
    for _, m in ipairs(units.active(view.county.registry, view.group.id, view.period.last)) do
        if m.role ~= units.lead_role then
            local row = {annual_events.unit_name(view, m.unit)}
            for i, kind in ipairs(kinds) do
                local count = #sheet.kept(stat.events(view), function(e) return e.type == kind and e.own[m.unit] end)
                row[i + 1] = count > 0 and tostring(count) or "—"
            end
            rows[#rows + 1] = row
        end
    end
    return sheet.table("到园支持（场次）", head, align, rows)
end

-- ---- where teachers grow ---------------------------------------------------------------------------------------

local function shown(view, rows)
    return sheet.kept(rows, function(row) return not view.public or types.yes(row["可公开"]) end)
end

-- Studios and bases there are at the end of the period (domain §1 #33).
function annual_people.bases(view)
    local last = calendar.iso(view.period.last)
    local list = sheet.kept(shown(view, view.studios), function(row)
        return row["成立日期"] <= last and (row["撤销日期"] == nil or row["撤销日期"] > last)
    end)
    return sheet.table("工作室与成长基地", {"名称", "类别", "所在单位", "方向", "成立"}, {"left", "left", "left", "left", "left"},
        sheet.each(list, function(row)
            return {row["名称"], row["类别"], row["所在单位"], row["方向"], words.date(row["成立日期"])}
        end), {1, "auto", "auto", 1, "auto"})
end

-- What came of them in the year: so many persons of each kind, and how often.
function annual_people.growth(view)
    local list, of = {}, {}
    for _, row in ipairs(shown(view, view.growth)) do
        local entry = of[row["事项"]]
        if not entry then
            entry = {name = row["事项"], persons = 0, times = 0}
            of[row["事项"]], list[#list + 1] = entry, entry
        end
        entry.persons, entry.times = entry.persons + row["人数"], entry.times + 1
    end
    if view.public then list = small.merged(list, {"persons", "times"}) end
    return sheet.table("教师成长", {"事项", "人次", "记录"}, {"left", "right", "right"}, sheet.each(list, function(entry)
        return {entry.name, tally.people(entry.persons, view.public), tostring(entry.times)}
    end))
end

return annual_people
