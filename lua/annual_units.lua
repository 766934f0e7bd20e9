-- Who a group is: its kindergartens, what each stands for, how the group came to be what it is (domain 4.3, T1;
-- §1 #5, #6, #23, #44).

local annual_events = require "annual_events"
local calendar = require "calendar"
local sheet = require "sheet"
local show = require "show"
local small_units = require "small_units"
local stat = require "stat"
local tally = require "tally"
local units = require "units"
local words = require "words"

local annual_units = {}

local function active(view)
    return units.active(view.county.registry, view.group.id, view.period.last)
end

local function number(row, field) return row[field] and tostring(row[field]) or "—" end

local sizes = {"班级数", "幼儿数", "专任教师数", "骨干数"}

-- Whether an edition for everybody keeps a number back; unit: its id, nil for the group's sum.
local function kept_back(view, unit, field)
    if not view.public or field == "班级数" then return false end
    local kept = small_units.of(view.county)
    if unit then return kept.unit(unit, field) end
    return kept.sum(view.group.id, field)
end

local function totals(view, list)
    local row = {class = "total", "合计", "", "", ""}
    for i, field in ipairs(sizes) do
        local sum = tally.of(list, function(m) return math.tointeger(m.row[field]) end)
        row[4 + i] = kept_back(view, nil, field) and "*" or tally.people(sum, view.public and field ~= "班级数", "", "所")
    end
    return row
end

local function members_table(rows)
    return sheet.table("成员单位基本情况", {"单位", "性质", "城乡", "质量等级", "班级", "幼儿", "专任教师", "骨干"},
        {"left", "center", "center", "center", "right", "right", "right", "right"}, rows, nil, {class = "records"})
end

-- Under a table of sizes: the days they were counted on, which may be others than the last of the period told.
function annual_units.counted(list)
    local days = show.counted(sheet.each(list, function(m) return m.row end))
    return days and doc.para{class = "remark attached", "班级、幼儿和教师数的统计日期：" .. days .. "。"}
end

-- T1
function annual_units.members(view)
    local list, any = active(view), false
    local rows = sheet.each(list, function(m)
        local r = m.row
        local row = {annual_events.unit_name(view, m.unit), r["办园性质"] or "—", r["城乡"] or "—", r["质量等级"] or "—"}
        for _, field in ipairs(sizes) do
            local kept = kept_back(view, m.unit, field)
            row[#row + 1], any = kept and "*" or number(r, field), any or kept
        end
        return row
    end)
    if #rows > 1 then rows[#rows + 1] = totals(view, list) end
    return members_table(rows), any and doc.para{class = "remark attached", "*人数较少的园和为避免由合计推算而不单列的园，只计入合计。"},
        annual_units.counted(list)
end

function annual_units.ideals(view)
    return sheet.table("各园办园理念与特色", {"单位", "办园理念", "特色"}, {"left", "left", "left"},
        sheet.each(active(view), function(m)
            return {annual_events.unit_name(view, m.unit), m.row["办园理念"] or "—", m.row["特色"] or "—"}
        end))
end

-- How the lead pulls each member along, by the pairs of the catalogue (domain §1 #5); a member may be pulled in
-- more than one way.
local ways = {
    {"优质带动薄弱", function(lead, member) return stat.pulls.quality(lead, member) end},
    {"城区带动农村", function(lead, member) return stat.pulls.rural(lead, member) end},
    {"公办带动民办", function(lead, member) return stat.pulls.private(lead, member) end},
}

local function lead_and_members(view)
    local lead, members = nil, {}
    for _, m in ipairs(active(view)) do
        if m.role == units.lead_role then lead = lead or m else members[#members + 1] = m end
    end
    return lead, members
end

-- The ways in which the lead pulls the unit with this id along, in words.
function annual_units.ways(view, id)
    local lead, members = lead_and_members(view)
    local list = {}
    for _, m in ipairs(lead and members or {}) do
        for _, way in ipairs(m.unit == id and ways or {}) do
            if way[2](lead.row, m.row) then list[#list + 1] = way[1] end
        end
    end
    return list
end

function annual_units.pulls(view)
    local lead, members = lead_and_members(view)
    if not lead or #members == 0 then return false end
    local rows, sums = {}, {0, 0, 0}
    for i, m in ipairs(members) do
        rows[i] = {annual_events.unit_name(view, m.unit)}
        for k, way in ipairs(ways) do
            local yes = way[2](lead.row, m.row)
            sums[k] = sums[k] + (yes and 1 or 0)
            rows[i][k + 1] = yes and "○" or ""
        end
    end
    rows[#rows + 1] = {class = "total", "结对数", tostring(sums[1]), tostring(sums[2]), tostring(sums[3])}
    return sheet.table("集团园带动成员园情况", {"成员园", ways[1][1], ways[2][1], ways[3][1]}, {"left", "center", "center", "center"}, rows)
end

-- Days on which kindergartens came and went, from the beginning to the end of the period.
local function moves(view)
    local list, registry = {}, view.county.registry
    for _, m in ipairs(registry.members[view.group.id] or {}) do
        local joined, left = calendar.day(m.row["加入日期"]), calendar.day(m.row["退出日期"])
        if joined and joined <= view.period.last then list[#list + 1] = {joined, m.unit, "加入"} end
        if left and left <= view.period.last then list[#list + 1] = {left, m.unit, "退出"} end
    end
    table.sort(list, function(a, b) return a[1] < b[1] or (a[1] == b[1] and a[2] < b[2]) end)
    return list
end

-- One line for each day on which the group became another: {{date, text}, …}
function annual_units.moves_told(view)
    local lines, of = {}, {}
    for _, move in ipairs(moves(view)) do
        local key = move[1] .. move[3]
        if not of[key] then
            of[key] = {day = move[1], verb = move[3], names = {}}
            lines[#lines + 1] = of[key]
        end
        table.insert(of[key].names, annual_events.unit_name(view, move[2]))
    end
    return sheet.each(lines, function(line)
        local text = words.list(line.names) .. line.verb .. "集团"
        if line.day == calendar.day(view.group.established) then text = "集团成立，" .. words.list(line.names) .. "为首批单位" end
        return {date = calendar.iso(line.day), text = text .. "。"}
    end)
end

-- 沿革
function annual_units.history(view)
    local lines = annual_units.moves_told(view)
    if #lines == 0 then return false end
    return {
        doc.heading{level = 2, "沿革"},
        doc.table{class = "plain", valign = "top", widths = {"36mm", 1}, rows = sheet.each(lines, function(line)
            return {doc.cell{head = true, words.date(line.date)}, line.text}
        end)},
    }
end

return annual_units
