-- What is looked up behind the county's evaluation: each group on its own, types, months, joint events, what the figures
-- mean (domain 4.4, 附表).

local overview = require "evaluation_overview"
local papers = require "evaluation_papers"
local sheet = require "sheet"
local show = require "show"
local stat = require "stat"
local units = require "units"
local words = require "words"
local work = require "evaluation_work"

local annexes = {}

local function annex(number, title, ...)
    return {id = "annex-" .. number, number = "附表" .. words.number(number) .. "　", title = title, ...}
end

-- ---- each group on its own ---------------------------------------------------------------------------------

local function unit_rows(year, entry)
    return sheet.each(units.active(year.county.registry, entry.id, year.period.last), function(m)
        return {year.county.registry.unit[m.unit].name, m.role or "", m.row["办园性质"] or "—", m.row["城乡"] or "—", m.row["质量等级"] or "—",
            m.row["班级数"] and tostring(m.row["班级数"]) or "—", m.row["幼儿数"] and tostring(m.row["幼儿数"]) or "—"}
    end)
end

-- What stands above its units, a row each.
local function facts(entry)
    local view, rows = entry.view, {}
    local function add(label, text)
        if text and text ~= "" then rows[#rows + 1] = {doc.cell{head = true, label}, text} end
    end
    add("集团宗旨", entry.group.motto)
    add("成立日期", words.date(entry.group.established))
    local handbook = view.handbook
    if handbook then add("管理手册", "《" .. handbook.title .. "》" .. handbook.version .. "版，" .. show.filing(handbook)) end
    add("典型案例", words.list(sheet.each(view.cases, function(case) return "《" .. case.title .. "》" end)))
    return #rows > 0 and doc.table{class = "plain", valign = "top", widths = {"auto", 1}, rows = rows}
end

local function profile(year, entry, level)
    local name = doc.heading{level = level, class = "profile", unlisted = true, overview.entry(entry), entry.name}
    if not entry.group then return {name, doc.para{"本学年没有报送内容。"}} end
    return {
        name, facts(entry),
        sheet.table(entry.name .. "成员单位", {"单位", "角色", "性质", "城乡", "质量等级", "班级", "幼儿"},
            {"left", "left", "left", "center", "center", "right", "right"}, unit_rows(year, entry), nil, {class = "records attached"}),
    }
end

local function profiles(year, level)
    return sheet.each(year.groups, function(entry) return profile(year, entry, level) end)
end

-- ---- what the figures mean -----------------------------------------------------------------------------------

local function definitions(edition)
    local entries = sheet.kept(stat.catalogue, function(entry) return entry[5] == "public" or edition.audience ~= nil end)
    return sheet.table("指标口径", {"指标", "口径", "单位"}, {"left", "left", "center"},
        sheet.each(entries, function(entry) return {entry[2], stat.meaning(entry, edition.audience == nil), entry[4]} end), {"auto", 1, "auto"})
end

-- ---- all ---------------------------------------------------------------------------------------------------------

-- As evaluation_parts has them.
function annexes.all(year, edition, form)
    local list = {
        annex(1, overview.all_groups(year) .. "概览", profiles(year, form.name)),
        annex(2, "活动统计", work.type_table(year, form.abreast), work.month_table(year), work.joint(year)),
        annex(3, "备案文号", papers.filings(year)),
        annex(4, "指标口径", definitions(edition)),
    }
    for i, entry in ipairs(edition.annexes) do
        local across = annex(4 + i, entry[1], entry[2](year))
        list[4 + i], across.class = across, "landscape"
    end
    return list
end

return annexes
