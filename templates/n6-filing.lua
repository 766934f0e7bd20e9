-- N6 备案一览表: every plan and handbook of the year by group: when it was due and sent, what the review said, under which
-- number it is filed, how many days late (domain 4.11, §5.2).

local book = require "book"
local calendar = require "calendar"
local filing_list = require "filing_list"
local group_year = require "group_year"
local paper = require "office_paper"
local sheet = require "sheet"
local words = require "words"

local function date(text) return text and words.date(text) or "—" end

local function late_words(entry)
    if not entry.late then return entry.due and "按期" or "—" end
    return "逾期" .. entry.late .. "天"
end

-- A title under its group's name: without it.
local function title(text, group) return "《" .. text:gsub("^" .. group.name, "") .. "》" end

local function cells(entry, group)
    local row = entry.plan
    if entry.handbook then
        local handbook = entry.handbook
        return {title(handbook.title, group) .. handbook.version .. "版", "—", "—", "—", "—", handbook.filed_no or "（备案中）",
            date(handbook.filed_date), entry.state}
    end
    if not row then
        return {entry.title, words.day(calendar.iso(entry.due)), "—", late_words(entry), "—", "—", "—", entry.state}
    end
    return {title(row.title, group), entry.due and words.day(calendar.iso(entry.due)) or "—", date(row.submitted), late_words(entry),
        row.reviewer_opinion or "—", row.filed_no or (row.filing_status == "不需备案" and "—" or "（备案中）"), date(row.filed_date),
        entry.state}
end

local function rows_of(site)
    local rows, count = {}, {all = 0, filed = 0, late = 0, missing = 0}
    for _, group in ipairs(book.groups(site)) do
        local view = group_year.of(site, group)
        rows[#rows + 1] = {class = "subhead", group.name}
        for _, entry in ipairs(filing_list.of(view)) do
            rows[#rows + 1], count.all = cells(entry, group), count.all + 1
            if filing_list.is_filed(entry) then count.filed = count.filed + 1 end
            if entry.late then count.late = count.late + 1 end
            if entry.state == "未报" then count.missing = count.missing + 1 end
        end
    end
    return rows, count
end

local head = {"名称", "应报", "报送日期", "是否按期", "审核意见", "备案号", "备案日期", "状态"}
local widths = {1.5, "auto", "auto", "auto", 1, "auto", "auto", "auto"}

local function tree()
    local rows, count = rows_of(site)
    return doc.section{
        paper.head("备案一览表", {words.school_year(group_year.county(site).year.key) .. "　数据截至" .. words.date(site.as_of)}),
        doc.para{string.format("列入%d件：已备案或不需备案%d件，逾期%d件，未报%d件。", count.all, count.filed, count.late, count.missing)},
        sheet.table("规划、计划与手册", head, nil, rows, widths), paper.signatures{"制表", "管理办公室", "局分管负责人"},
    }
end

return paper.publication{
    id = "n6-filing", word = "n6-filing", title = "备案一览表", tree = tree, landscape = true,
    each = function(site) return group_year.county(site) and {{}} or {} end,
    name = function() return site.county[1].name end, key = function() return "county" end,
}
