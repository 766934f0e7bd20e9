-- 《××幼儿园集团化办园××学年总体评估报告》, internal edition (domain 4.4): the public one with the duties, points, grades and
-- marks of each group, for the bureau.

local book = require "book"
local evaluation = require "evaluation"
local group_year = require "group_year"
local inside_view = require "evaluation_inside"
local overview = require "evaluation_overview"
local papers = require "evaluation_papers"
local review = require "review"
local work = require "evaluation_work"

local more = {
    ["机制建设"] = {{"规划、计划与备案", papers.matrix}},
    ["工作任务完成情况"] = {
        {"总体开展情况", inside_view.events_table, inside_view.events_chart},
        {"未达到要求的事项", inside_view.shortfall_sum, inside_view.heat, inside_view.shortfalls},
    },
    ["考核评估"] = {
        {"组织实施", inside_view.rounds}, {"阶段评估", inside_view.milestones},
        {"得分与等次", inside_view.score_chart, inside_view.grades}, {"参与情况", inside_view.candidates, inside_view.slow},
    },
    ["成效"] = {{"四有机制", work.four_matrix}},
    ["问题与建议"] = {{"各集团的问题与建议", inside_view.advice, inside_view.rectifications}},
}

return evaluation.publication({
    name = "内部版", word = "internal", audience = "internal", view = group_year.office,
    readers = "领导小组成员、县教育体育局，不对外提供",
    note = "本版为内部版，供领导小组和教育体育局改进工作使用，不公开、不转发；叙述中的数与公开版相同，表和图按全部登记计。",
    prose = function(site, year)
        local list = site.evaluation_texts:where(function(row) return row.school_year == year and review.public(row) end)
        local notes = site.evaluation_notes:where(function(row) return row.school_year == year and book.approved(row) end)
        for _, row in ipairs(notes) do list[#list + 1] = row end
        return list
    end,
    more = more,
    annexes = {{"管理手册要点对照", papers.handbook_matrix}, {"义务履行明细", inside_view.rates}, {"考核得分明细", inside_view.scores}},
})
