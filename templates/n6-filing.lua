-- N6 备案一览表: every plan and handbook of the year by group: when it was due and sent, what the review said, under which
-- number it is filed, how many days late (domain 4.11, §5.2).

local book = require "book"
local calendar = require "calendar"
local group_year = require "group_year"
local paper = require "office_paper"
local sheet = require "sheet"
local stat = require "stat"
local words = require "words"

local function date(text) return text and words.date(text) or "—" end

-- Those with a day they are due on, then the others of the year, then the handbook: {kind, plan or nil, due, late}
local function papers_of(view)
    local list, seen = {}, {}
    for _, f in ipairs(stat.filings(view)) do
        list[#list + 1] = {kind = f.kind, plan = f.plan, due = f.due, late = f.late}
        if f.plan then seen[f.plan._key] = true end
    end
    for _, plan in ipairs(view.plans) do
        if not seen[plan._key] and (plan.school_year == nil or plan.school_year == view.county.year.key) then
            list[#list + 1] = {kind = plan.kind, plan = plan}
        end
    end
    if view.handbook then list[#list + 1] = {kind = "管理手册", handbook = view.handbook} end
    return list
end

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
        local filed = handbook.filed_no ~= nil
        return {title(handbook.title, group) .. handbook.version .. "版", "—", "—", "—", "—", handbook.filed_no or "（备案中）",
            date(handbook.filed_date), filed and "已备案" or "未备案"}
    end
    if not row then
        return {entry.kind .. "（没有文件）", words.day(calendar.iso(entry.due)), "—", late_words(entry), "—", "—", "—", "未报"}
    end
    return {title(row.title, group), entry.due and words.day(calendar.iso(entry.due)) or "—", date(row.submitted), late_words(entry),
        row.reviewer_opinion or "—", row.filed_no or (row.filing_status == "不需备案" and "—" or "（备案中）"), date(row.filed_date),
        row.filing_status}
end

local function rows_of(site)
    local rows, count = {}, {all = 0, filed = 0, late = 0, missing = 0}
    for _, group in ipairs(book.groups(site)) do
        local view = group_year.of(site, group)
        rows[#rows + 1] = {class = "subhead", group.name}
        for _, entry in ipairs(papers_of(view)) do
            local row = cells(entry, group)
            rows[#rows + 1], count.all = row, count.all + 1
            if row[8] == "已备案" or row[8] == "不需备案" then count.filed = count.filed + 1 end
            if entry.late then count.late = count.late + 1 end
            if row[8] == "未报" then count.missing = count.missing + 1 end
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
