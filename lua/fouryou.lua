-- 四有: 年度有计划、定期有总结、阶段有展示、展示有成果 (domain §1 #19), each 达标, 未达标 or 未到期.
--
-- ① the year's plan is filed; ② every closed semester has its summary and its 期末总结分析会;
-- ③ every closed period of 成果展示 is met; ④ every counted 成果展示 lists what came of it.
-- What is short is so since a day: that on which the plan was due, the first period short ended, the first event without outcomes was held.

local obligations = require "obligations"

local fouryou = {}

local met, short, early = "达标", "未达标", "未到期"

local function has_plan(judged, plans, due)
    for _, plan in ipairs(plans) do
        local this_year = plan.kind == "年度计划" and plan.school_year == judged.year.key
        if this_year and plan.filing_status == "已备案" then return met end
    end
    if judged.as_of <= due then return early end
    return short, due
end

-- A summary says in its title which semester it is of: 2025-2026学年秋季学期 or just 秋季学期.
local function has_summary(judged, papers, period)
    local semester = period.name
    if semester:sub(1, #judged.year.name) == judged.year.name then
        semester = semester:sub(#judged.year.name + 1)
    end
    for _, paper in ipairs(papers) do
        local of_year = paper.school_year == judged.year.key
        if paper.kind == "学期总结" and of_year and paper.title:find(semester, 1, true) then
            return true
        end
    end
    return false
end

local function of_type(judged, kind)
    local list = {}
    for _, status in ipairs(judged.statuses) do
        if status.requirement.type == kind then list[#list + 1] = status end
    end
    return list
end

local function summed_up(judged, papers)
    local closed = false
    for _, status in ipairs(of_type(judged, "期末总结分析会")) do
        if obligations.is_closed(status) then
            closed = true
            if status.state ~= met or not has_summary(judged, papers, status.period) then return short, status.period.last end
        end
    end
    return closed and met or early
end

local function shown(judged)
    local answer = early
    for _, status in ipairs(of_type(judged, "成果展示")) do
        if status.state == short then return short, status.period.last end
        if status.count >= status.requirement.least then answer = met end
    end
    return answer
end

local function fruitful(judged)
    local answer = early
    for _, event in ipairs(judged.events) do
        if event.type == "成果展示" then
            local outcomes = event.row["成果"]
            if outcomes == nil or outcomes == "" then return short, event.day end
            answer = met
        end
    end
    if answer == early and judged.as_of >= judged.year.last then return short, judged.year.last end
    return answer
end

local function item(name, state, since) return {name = name, state = state, since = since} end

-- {{name, state, since = a day, of what is short}, …} in the plan's order. plans: the group's plan documents; papers: those that may be
-- a summary of a semester, plans and reports; due: the day until which plans are to be sent in (domain 5.2).
function fouryou.of(judged, plans, papers, due)
    return {
        item("年度有计划", has_plan(judged, plans, due)), item("定期有总结", summed_up(judged, papers)),
        item("阶段有展示", shown(judged)), item("展示有成果", fruitful(judged)),
    }
end

return fouryou
