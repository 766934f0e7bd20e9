-- P7 考核汇总表: ten groups by the five first-level indicators, self and bureau, totals and grades, in the county's order
-- (domain 4.9). A group whose members have not all been heard has no grade.

local annual_events = require "annual_events"
local county_year = require "county_year"
local evaluation_inside = require "evaluation_inside"
local group_year = require "group_year"
local paper = require "office_paper"
local sheet = require "sheet"
local tables = require "assessment_tables"
local words = require "words"

-- The bureau's points stand since a day: 锁定日期 of the county's list of evaluations.
local function locked(entry)
    local row = site.evaluations:first{school_year = entry.view.county.year.key, group = entry.group}
    local day = row and row["锁定日期"]
    return day and day <= site.as_of and "已锁定（" .. words.date(day) .. "）" or nil
end

local function state_of(entry)
    local result = tables.result(entry.view, site)
    local o = result.opinions
    local missing = sheet.each(o.missing, function(id) return annual_events.unit_name(entry.view, id) end)
    local heard = #o.due - #o.missing .. "/" .. #o.due
    local state = #missing > 0 and "不能锁定" or o.early and "意见晚于局评" or locked(entry) or "可以锁定"
    return {entry.name, heard, #missing > 0 and words.list(missing) or "—", state, result.total.bureau or "—", result.grade or "—"}
end

local function heard(year)
    local list = sheet.kept(year.groups, function(entry) return entry.view ~= nil end)
    return sheet.table("听取成员园意见与锁定", {"集团", "已听取", "还缺", "状态", "局评合计", "等次"},
        {"left", "center", "left", "left", "right", "center"}, sheet.each(list, state_of), {"auto", "auto", 1, "auto", "auto", "auto"})
end

local function limits(county)
    local s = county.settings
    return doc.para{class = "hint", string.format("等次：优秀不低于%s分，良好不低于%s分，合格不低于%s分，其余不合格；评分以%s分为一档，满分%s分。",
        s["优秀下限"], s["良好下限"], s["合格下限"], s["评分步长"], s["考核总分"])}
end

local function tree()
    local year = county_year.of(site, group_year.office)
    return doc.section{
        paper.head("集团化办园考核汇总表", {site.county[1].name .. "　" .. words.school_year(year.county.year.key) .. "　数据截至" .. words.date(site.as_of)}),
        evaluation_inside.scores(year), limits(year.county), heard(year), paper.signatures{"评估组", "管理办公室", "领导小组"},
    }
end

return paper.publication{
    id = "p7-summary", word = "p7-summary", title = "考核汇总表", tree = tree, landscape = true,
    each = function(site) return group_year.county(site) and {{}} or {} end,
    name = function() return site.county[1].name end, key = function() return "county" end,
}
