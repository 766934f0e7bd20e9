-- The year at a glance, and what every figure of the report means (domain 4.3, 数据一览 and appendix D).

local annual_events = require "annual_events"
local sheet = require "sheet"
local stat = require "stat"
local tally = require "tally"

local annual_glance = {}

-- Fifteen figures, three to a line by what they are about: {what, {key or type of events, name}, …}
local lines = {
    {"规模", {"units.active", "成员单位"}, {"classes", "班级"}, {"children", "幼儿"}},
    {"师资", {"teachers", "专任教师"}, {"backbone", "骨干教师"}, {"flow.persons", "师资流动"}},
    {"带动", {"pull.quality", "优质带动薄弱"}, {"pull.rural", "城区带动农村"}, {"pull.private", "公办带动民办"}},
    {"活动", {"events.total", "共同活动"}, {"headcount.total", "参加人次"}, {"联合教研", "联合教研"}},
    {"成果", {"resources.live", "在架共享资源"}, {"cases.published", "典型案例"}, {"成果展示", "成果展示"}},
}

-- A key of the catalogue, or the name of a type of events: its value, unit and definition.
local function value_of(view, key)
    local entry = stat.find(key)
    if entry then return stat.figure(view, key), entry[4], entry end
    return annual_events.of(view, key), "场"
end

local function cell(name, value, measure)
    return doc.section{
        doc.para{class = "figure", tostring(value)}, doc.para{class = "figure_name", name .. "（" .. measure .. "）"},
    }
end

local function group_cell(text) return doc.section{doc.para{class = "figure_group", text}} end

-- What there is of a line: {{name, value, unit}, …}
local function figures_of(view, line)
    local list = {}
    for i = 2, #line do
        local value, measure, entry = value_of(view, line[i][1])
        local known = tally.known(value)
        if known and known > 0 then
            local few = view.public and entry and entry.small
            list[#list + 1] = {name = line[i][2] .. tally.note(value, entry and entry.each), value = tally.people(known, few), unit = measure}
        end
    end
    return list
end

-- All of them, in their order.
function annual_glance.figures(view)
    local list = {}
    for _, line in ipairs(lines) do table.move(figures_of(view, line), 1, #line, #list + 1, list) end
    return list
end

-- The cells of a line behind what they are about; nil without a figure.
local function row_of(view, line)
    local list = figures_of(view, line)
    if #list == 0 then return nil end
    local cells = {doc.cell{head = true, group_cell(line[1])}}
    for i = 2, #line do
        local figure = list[i - 1]
        cells[i] = figure and cell(figure.name, figure.value, figure.unit) or group_cell"　"
    end
    return cells
end

-- Figures with their names below: a page that is read at arm's length.
function annual_glance.table(view)
    local rows = {}
    for _, line in ipairs(lines) do rows[#rows + 1] = row_of(view, line) end
    return #rows > 0 and doc.table{class = "plain", valign = "top", widths = {"24mm", 1, 1, 1}, rows = rows}
end

-- D: 口径 of every figure an edition prints
function annual_glance.definitions(view)
    local entries = sheet.kept(stat.catalogue, function(entry) return entry[5] == "public" or not view.public end)
    return sheet.table("指标口径", {"指标", "口径", "计量单位", "依据"}, {"left", "left", "center", "left"},
        sheet.each(entries, function(entry) return {entry[2], stat.meaning(entry, view.public) .. (entry.rule or ""), entry[4], entry.source} end),
        {"26mm", 1, "auto", "42mm"})
end

return annual_glance
