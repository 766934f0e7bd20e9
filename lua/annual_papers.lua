-- With what papers a group works: 四有, filings, its handbook's mechanism, its three platforms (domain 4.3, T2, T3;
-- §1 #8 to #10, #17, #19, #55).
--
-- What is reached is public, what is short is the office's (domain 3.10).

local book = require "book"
local calendar = require "calendar"
local event_counts = require "event_counts"
local fields = require "model_fields"
local headed = require "headed"
local sheet = require "sheet"
local show = require "show"
local stat = require "stat"
local types = require "types"
local units = require "units"
local words = require "words"

local annual_papers = {}

-- ---- T2 -----------------------------------------------------------------------------------------------

local met = "达标"

local shown_by = {
    ["年度有计划"] = "年度工作计划经县教育体育局审核备案",
    ["定期有总结"] = "各学期召开期末总结分析会并形成总结",
    ["阶段有展示"] = "成员单位办园成果展示按计划开展",
    ["展示有成果"] = "每场成果展示均列出成果",
}

function annual_papers.four(view)
    local rows = {}
    for _, item in ipairs(stat.figure(view, "fouryou")) do
        if item.state == met then
            rows[#rows + 1] = {item.name, shown_by[item.name], met}
        elseif not view.public then
            rows[#rows + 1] = {item.name, "应为：" .. shown_by[item.name], item.state}
        end
    end
    return sheet.table("“四有”运行机制", {"内容", "本学年情况", "结果"}, {"left", "left", "center"}, rows)
end

-- ---- T3 -----------------------------------------------------------------------------------------------

-- Papers of the year through their review, the handbook last.
local function papers_of(view)
    local list = {}
    for _, plan in ipairs(view.plans) do
        local of_year = plan.school_year == nil or plan.school_year == view.county.year.key
        if book.approved(plan) and of_year then list[#list + 1] = {plan, "《" .. plan.title .. "》", plan.kind} end
    end
    local handbook = view.handbook
    if handbook then
        list[#list + 1] = {handbook, "《" .. handbook.title .. "》（" .. handbook.version .. "版）", "管理手册"}
    end
    return list
end

local function date_of(value) return value and words.date(value) or "—" end

-- The number under which a paper is filed, that it is being filed or need not be; never an invented one.
function annual_papers.filings(view)
    return sheet.table("规划、计划与手册备案", {"名称", "类别", "备案号", "备案日期"}, {"left", "left", "left", "left"},
        sheet.each(papers_of(view), function(entry)
            local filing = entry[1] == view.handbook and show.filing(entry[1]) or show.plan_filing(entry[1])
            return {entry[2], entry[3], filing, date_of(entry[1].filed_date)}
        end), nil, {class = "records"})
end

-- ---- 一套机制 -------------------------------------------------------------------------------------------

-- What the plan asks a handbook to settle, in its words (domain §1 #8, #15, #56).
local mechanism = {
    {"职责任务", "职责任务"}, {"工作制度", "工作制度"}, {"管理模式", "管理模式"}, {"评价策略", "评价策略"}, {"决策", "决策"},
    {"执行", "执行"}, {"监督", "监督"}, {"保障", "保障"},
}

local function chapters_of(view, key)
    local names = {}
    for _, chapter in ipairs(view.chapters) do
        for _, covered in ipairs(chapter.covers) do
            if covered == key then names[#names + 1] = "第" .. words.number(chapter.chapter) .. "章　" .. chapter.title end
        end
    end
    return names
end

function annual_papers.mechanism(view)
    local rows = {}
    for _, item in ipairs(view.handbook and mechanism or {}) do
        local names = chapters_of(view, item[2])
        if #names > 0 then rows[#rows + 1] = {item[1], words.list(names, "；")} end
    end
    return sheet.table("管理手册对运行机制的规定", {"内容", "管理手册章节"}, {"left", "left"}, rows, {"auto", 1})
end

-- ---- three platforms --------------------------------------------------------------------------------------

local function count_of(rows, field, name)
    return #sheet.kept(rows, function(row) return row[field] == name end)
end

function annual_papers.platforms(view)
    local events = event_counts.by_platform(stat.events(view))
    local live = sheet.kept(view.resources, function(row) return stat.is_live(row, view.period.last) end)
    return sheet.table("三个平台运行情况", {"平台", "共同活动（场）", "在架资源（项）", "典型案例（篇）"},
        {"left", "right", "right", "right"}, sheet.each(event_counts.platforms, function(name)
            return {name, tostring(events[name] or 0), tostring(count_of(live, "平台", name)),
                tostring(count_of(view.cases, "platform", name))}
        end))
end

-- Platform by platform: 共享菜单, 工作路径, 实施策略 in the group's own words (domain §1 #10). body(text): what of a text may be shown.
function annual_papers.platform_texts(view, body)
    local rows = {}
    for _, name in ipairs(event_counts.platforms) do
        for _, text in ipairs(view.platforms) do
            if text.platform == name then
                local parts, row = headed.parts(body(text)), {doc.cell{head = true, name}}
                for i, part in ipairs(fields.platform_parts) do row[i + 1] = parts[part] and doc.section{parts[part]} or "—" end
                rows[#rows + 1] = row
            end
        end
    end
    local head = {"平台"}
    for i, part in ipairs(fields.platform_parts) do head[i + 1] = part end
    return sheet.table("三个平台的共享菜单、工作路径与实施策略", head, {"left", "left", "left", "left"}, rows, {"18mm", 4, 3, 3}, {valign = "top"})
end

-- The units' own rules in force, by area (domain §1 #24).
local areas = {"安全", "卫生保健", "家园共育", "一日活动流程"}

local function rules_of(view, unit, area)
    local last, names = calendar.iso(view.period.last), {}
    for _, row in ipairs(view.rules) do
        local in_force = row["施行日期"] <= last and (row["废止日期"] == nil or row["废止日期"] > last)
        local shown = not view.public or types.yes(row["可公开"])
        if row["领域"] == area and in_force and shown and units.find(view.county.registry, row["单位"]) == unit then names[#names + 1] = row["名称"] end
    end
    return names
end

function annual_papers.rules(view)
    local rows, any = {}, false
    for _, m in ipairs(units.active(view.county.registry, view.group.id, view.period.last)) do
        local row = {view.county.registry.unit[m.unit].name}
        for _, area in ipairs(areas) do
            local names = rules_of(view, m.unit, area)
            any = any or #names > 0
            row[#row + 1] = #names > 0 and words.list(names, "；") or "—"
        end
        rows[#rows + 1] = row
    end
    return any and sheet.table("各园制度与一日活动流程", {"单位", areas[1], areas[2], areas[3], areas[4]},
        {"left", "left", "left", "left", "left"}, rows, {"auto", 1, 1, 1, 1})
end

-- Stages of evaluation that were over by the period's last day; results only where they are public (domain §1 #48).
function annual_papers.milestones(view)
    local last = calendar.iso(view.period.last)
    local done = sheet.kept(view.milestones, function(row) return row["完成日期"] ~= nil and row["完成日期"] <= last end)
    return sheet.table("阶段评估", {"类别", "完成日期"}, {"left", "left"}, sheet.each(done, function(row)
        return {row["类别"], words.date(row["完成日期"])}
    end))
end

-- ---- for the office: how a paper went through its filing -----------------------------------------------------

-- Only what is due in the year is in time or late.
local function in_time(view, plan)
    for _, filing in ipairs(stat.filings(view)) do
        if filing.plan == plan then return filing.late and "迟" .. filing.late .. "天" or filing.sent and "按期" or "未到期" end
    end
    return "—"
end

function annual_papers.filing_course(view)
    return sheet.table("报送与备案经过", {"名称", "报送日期", "按期", "状态", "备案号", "审核意见"}, {"left", "left", "center", "left", "left", "left"},
        sheet.each(view.plans, function(plan)
            return {"《" .. plan.title .. "》", date_of(plan.submitted), in_time(view, plan), plan.filing_status, plan.filed_no or "—",
                plan.reviewer_opinion or "—"}
        end), {2, "auto", "auto", "auto", "39mm", 1})
end

return annual_papers
