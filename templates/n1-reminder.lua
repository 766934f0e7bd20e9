-- N1 督办提醒单: what a group lacks, since when, what would cure it and by when (domain 3.10, 4.11). One for each group.

local group_year = require "group_year"
local paper = require "office_paper"
local sheet = require "sheet"
local shortfall = require "shortfall"
local words = require "words"

local function date(text) return text ~= "" and words.date(text) or "—" end

-- The duty, and which member owes it where it is one's own.
local function what(entry)
    local r = entry.status.requirement
    return r.id .. " " .. r.name .. (entry.status.member and "（" .. entry.who .. "）" or "")
end

-- Below a duty how it is cured, and what was recorded for it and does not count.
local function duty_rows(list)
    local rows = {}
    for _, entry in ipairs(list) do
        rows[#rows + 1] = {what(entry), shortfall.period_name(entry.status), entry.status.requirement.least .. " / " .. entry.status.count,
            entry.status.state, date(entry.since), date(entry.due)}
        rows[#rows + 1] = {class = "attached", "", doc.cell{colspan = 5, align = "left", doc.span{class = "hei", "补救　"}, entry.cure, "。",
            entry.records ~= "" and "未计入的记录：" .. entry.records .. "。"}}
    end
    return rows
end

local head = {"事项", "期间", "应 / 计", "状态", "欠缺起于", "期限"}
local align = {"left", "left", "center", "left", "left", "left"}
local widths = {"46mm", 1, "auto", "auto", "auto", "auto"} -- dates are not broken

local function missing(view)
    local list = shortfall.duties(view)
    if #list == 0 then return doc.para{"截至" .. words.date(site.as_of) .. "，各项义务在已结束的期间均已达标，没有需要补救的缺项。"} end
    return sheet.table("缺项", head, align, duty_rows(list), widths)
end

local function papers(view)
    return sheet.table("“四有”、备案与整改", {"事项", "欠缺起于", "怎样补救", "期限"}, {"left", "left", "left", "left"},
        sheet.each(shortfall.papers(view, site), function(entry) return {entry.what, date(entry.since), entry.cure, date(entry.due)} end),
        {1, "auto", 1, "auto"})
end

-- Not missing yet: shown so that nobody is surprised when the period ends.
local function open(view)
    return sheet.table("本期尚需完成", {"事项", "期间", "应 / 计", "还差", "期末"}, {"left", "left", "center", "left", "left"},
        sheet.each(shortfall.open(view), function(entry)
            return {what(entry), shortfall.period_name(entry.status), entry.status.requirement.least .. " / " .. entry.status.count,
                entry.cure, date(entry.due)}
        end), {1, "auto", "auto", "auto", "auto"})
end

local function tree(group)
    local view = group_year.of(site, group)
    return doc.section{
        paper.head("督办提醒单", {group.name .. "　" .. words.school_year(view.county.year.key) .. "　数据截至" .. words.date(site.as_of),
            "发出：" .. site.county[1].leading_group_office .. "　　编号：　　　　　　发出日期：　　　年　　月　　日"}),
        missing(view), papers(view), open(view),
        doc.para{class = "hint", "宽限中的月份，在期限前补开即可计入；状态和次数由活动记录逐条算出，对记录有异议的，请在回执中写明编号。本单发出后在督办登记表（county/reminders）登记。"},
        paper.fields{{"集团回执", 4}}, paper.signatures{"集团园园长", "成员园（涉及的）", "管理办公室经办"},
    }
end

return paper.publication{id = "n1-reminder", word = "n1-reminder", title = "督办提醒单", tree = tree}
