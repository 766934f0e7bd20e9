-- The year to be looked up: every listed event by month, the year in single sentences, and the way from a
-- kindergarten to what it hosted (domain 4.3, appendices A and C, unit index).

local annual_events = require "annual_events"
local sheet = require "sheet"
local units = require "units"
local words = require "words"

local annual_register = {}

-- A: events by month
function annual_register.all(view)
    local rows, month = {}, nil
    for _, e in ipairs(annual_events.list(view)) do
        if e.month ~= month then
            month = e.month
            rows[#rows + 1] = {class = "subhead", doc.span{class = "accent", annual_events.month_name(month)}}
        end
        rows[#rows + 1] = {annual_events.date(e), e.type, annual_events.topic(e), annual_events.host(view, e),
            annual_events.heads(view, e.headcount)}
    end
    return sheet.table(view.public and "公开活动一览" or "活动一览", {"日期", "类型", "主题", "主办", "人次"},
        {"left", "left", "left", "left", "right"}, rows, {"auto", "auto", 1, "auto", "auto"})
end

local memorable = {
    ["园长工作研究会议"] = true, ["成果展示"] = true, ["期末总结分析会"] = true, ["交流展示"] = true,
    ["党建互检"] = true, ["跨园支教"] = true, ["资源共享"] = true, ["品牌文化"] = true,
}

-- The topic, with the type before it where it does not say so itself.
local function sentence(event)
    local topic = annual_events.topic(event)
    if topic:find(event.type, 1, true) then return topic .. "。" end
    return event.type .. "：" .. topic .. "。"
end

-- Days on which kindergartens came and went (domain §1 #44).
local function moves(view)
    local list, registry = {}, view.county.registry
    local function add(day, unit, verb)
        if view.period.first <= day and day <= view.period.last then
            list[#list + 1] = {day = day, text = annual_events.unit_name(view, unit) .. verb .. view.group.name .. "。"}
        end
    end
    for _, m in ipairs(registry.members[view.group.id] or {}) do
        add(m.first, m.unit, "加入")
        add(m.last, m.unit, "退出")
    end
    return list
end

-- C: the year in single sentences
function annual_register.chronicle(view)
    local lines = moves(view)
    for _, e in ipairs(annual_events.list(view)) do
        if memorable[e.type] or (e.joint and e.joint ~= "") then lines[#lines + 1] = {day = e.day, text = sentence(e), event = e} end
    end
    for i, line in ipairs(lines) do line.order = i end
    table.sort(lines, function(a, b) return a.day < b.day or (a.day == b.day and a.order < b.order) end)
    local items = sheet.each(lines, function(line)
        return {doc.cell{head = true, words.date(annual_events.iso(line))}, line.text}
    end)
    return #items > 0 and doc.table{class = "plain", valign = "top", widths = {"36mm", 1}, rows = items}
end

local function hosted(view, unit)
    local dates = {}
    for _, e in ipairs(annual_events.list(view)) do
        if annual_events.host(view, e) == annual_events.unit_name(view, unit) then
            dates[#dates + 1] = words.day(annual_events.iso(e)) .. e.type
        end
    end
    return dates
end

-- Which member hosted what. What the lead holds is the rest.
function annual_register.hosts(view)
    local rows = {}
    for _, m in ipairs(units.active(view.county.registry, view.group.id, view.period.last)) do
        if m.role ~= units.lead_role then
            local dates = hosted(view, m.unit)
            rows[#rows + 1] = {annual_events.unit_name(view, m.unit), tostring(#dates), words.list(dates)}
        end
    end
    return sheet.table("成员园承办的" .. (view.public and "公开" or "") .. "活动", {"单位", "场次", "日期与类型"}, {"left", "right", "left"},
        rows, {"auto", "auto", 1})
end

return annual_register
