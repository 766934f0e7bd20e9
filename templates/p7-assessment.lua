-- P7 考核表 of a group: the blank form, then the group's points beside the bureau's with differences and reasons, what is
-- computed with its formula and evidence, and whether the members were heard (domain 4.9).

local group_year = require "group_year"
local paper = require "office_paper"
local tables = require "assessment_tables"
local words = require "words"

local function head(view, title)
    return paper.head(title, {view.group.name .. "　" .. words.school_year(view.county.year.key) .. "　数据截至" .. words.date(site.as_of)})
end

local function scored(result)
    for _, line in ipairs(result.lines) do
        if line.self or line.bureau then return true end
    end
    return false
end

local function tree(group)
    local view = group_year.of(site, group)
    local result = tables.result(view, site)
    if #result.lines == 0 then
        return doc.section{head(view, "集团化办园考核表"), doc.para{"本学年没有考核标准（county/config/assessment-" .. view.county.year.key .. ".csv），没有可以评的指标。"}}
    end
    return doc.section{
        head(view, "集团化办园考核表（自评与局评）"),
        tables.heard(view, result),
        scored(result) and tables.filled(result) or doc.para{"还没有自评和局评得分；自动取数的得分见下表，评分用后面的空白表。"},
        tables.automatic(result), paper.signatures{"集团园园长（自评）", "评估组组长（局评）", "县教育体育局"},
        doc.page_break(), head(view, "集团化办园考核表（空白）"), tables.form(view, site),
        paper.signatures{"集团园园长（自评）", "评估组组长（局评）", "县教育体育局"},
    }
end

return paper.publication{id = "p7-assessment", word = "p7-assessment", title = "考核表", tree = tree, landscape = true}
