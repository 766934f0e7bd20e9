-- 四有: 年度有计划、定期有总结、阶段有展示、展示有成果 (domain §1 #19), each 达标, 未达标 or 未到期.
--
-- ① the year's plan is filed; ② every closed semester has its summary and its 期末总结分析会;
-- ③ every closed period of 成果展示 is met; ④ every counted 成果展示 lists what came of it.
-- What is short is so since a day: that on which the plan was due, the first period short ended, the first event without outcomes was held.

local obligations = require "obligations"

local fouryou = {}

local met, short, early = "达标", "未达标", "未到期"

-- Each test tells say(good, what, why) of everything it looks at: what is a document, an event, or words for what is not there.

local function has_plan(ctx, say)
    local judged, found = ctx.judged, false
    for _, plan in ipairs(ctx.plans) do
        if plan.kind == "年度计划" and plan.school_year == judged.year.key then
            local filed = plan.filing_status == "已备案"
            say(filed, plan, "备案状态：" .. tostring(plan.filing_status or "空"))
            found = found or filed
        end
    end
    if found then return met end
    local late = judged.as_of > ctx.due
    say(false, "已备案的年度计划", late and "没有，已过报送期限" or "没有，未到报送期限")
    if late then return short, ctx.due end
    return early
end

-- A summary says in its title which semester it is of: 2025-2026学年秋季学期 or just 秋季学期.
local function summary_of(ctx, period)
    local semester, year = period.name, ctx.judged.year
    if semester:sub(1, #year.name) == year.name then semester = semester:sub(#year.name + 1) end
    for _, paper in ipairs(ctx.papers) do
        if paper.kind == "学期总结" and paper.school_year == year.key and paper.title:find(semester, 1, true) then return paper end
    end
    return nil
end

local function of_type(judged, kind)
    local list = {}
    for _, status in ipairs(judged.statuses) do
        if status.requirement.type == kind then list[#list + 1] = status end
    end
    return list
end

local function say_evidence(status, say)
    for _, event in ipairs(status.evidence) do say(true, event, "计入" .. status.period.name) end
end

local function summed_up(ctx, say)
    local closed, since = false, nil
    for _, status in ipairs(of_type(ctx.judged, "期末总结分析会")) do
        local period = status.period
        if obligations.is_closed(status) then
            local paper = summary_of(ctx, period)
            closed = true
            say_evidence(status, say)
            if status.state ~= met then say(false, period.name .. "的期末总结分析会", "没有") end
            say(paper ~= nil, paper or period.name .. "的学期总结", paper and period.name .. "的学期总结" or "没有")
            if status.state ~= met or not paper then since = since or period.last end
        else
            say(false, period.name, "未结束，还不判断")
        end
    end
    if since then return short, since end
    return closed and met or early
end

local function shown(ctx, say)
    local answer, since = early, nil
    for _, status in ipairs(of_type(ctx.judged, "成果展示")) do
        local least = status.requirement.least
        say_evidence(status, say)
        if status.count < least then say(false, status.period.name .. "的成果展示", "应开展" .. least .. "，计入" .. status.count .. "，" .. status.state) end
        if status.state == short then since = since or status.period.last end
        if status.count >= least then answer = met end
    end
    if since then return short, since end
    return answer
end

local function fruitful(ctx, say)
    local answer, since, judged = early, nil, ctx.judged
    for _, event in ipairs(judged.events) do
        if event.type == "成果展示" then
            local outcomes = event.row["成果"]
            local blank = outcomes == nil or outcomes == ""
            say(not blank, event, blank and "没有填写成果" or nil)
            if blank then since = since or event.day else answer = met end
        end
    end
    if since then return short, since end
    if answer == early then
        local over = judged.as_of >= judged.year.last
        say(false, "成果展示", over and "本学年没有开展" or "还没有开展")
        if over then return short, judged.year.last end
    end
    return answer
end

local tests = {
    {"年度有计划", has_plan}, {"定期有总结", summed_up, kind = "期末总结分析会"},
    {"阶段有展示", shown, kind = "成果展示"}, {"展示有成果", fruitful, kind = "成果展示"},
}

local function silent() end

-- {{name, state, since = a day, of what is short}, …} in the plan's order. ctx = {judged, plans: the group's plan documents, papers: those
-- that may be a summary of a semester, plans and reports, due: the day until which plans are to be sent in (domain 5.2)}.
function fouryou.of(ctx)
    local list = {}
    for i, test in ipairs(tests) do
        local state, since = test[2](ctx, silent)
        list[i] = {name = test[1], state = state, since = since}
    end
    return list
end

-- What one of the four was judged by, told to say; and the type of events it is about, nil for none.
function fouryou.tell(ctx, name, say)
    for _, test in ipairs(tests) do
        if test[1] == name then
            test[2](ctx, say)
            return test.kind
        end
    end
    return nil
end

return fouryou
