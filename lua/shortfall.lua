-- What a group lacks, as its reminder says it (N1, domain 3.10): what is missing, since when, what would cure it, by
-- when; and what is still open.
--
--   shortfall.duties(view)   {{status, who, since, cure, due, records}, …} of closed periods and those in grace, in
--                            order of the duties; days as dates "2026-01-30"
--   shortfall.open(view)     the same of open periods that do not have enough yet
--   shortfall.papers(view)   四有, plans, rectifications: {{what, since, cure, due}, …}

local annual_events = require "annual_events"
local calendar = require "calendar"
local stat = require "stat"
local words = require "words"

local shortfall = {}

local function iso(day) return calendar.iso(day) end

-- The day by which a group answers a reminder written today.
function shortfall.answer_by(view)
    return iso(view.county.as_of + view.county.settings["督办答复天数"])
end

function shortfall.period_name(status)
    local period = status.period
    return period.monthly and annual_events.month_name(period.name) or (period.name:gsub("^(%d%d%d%d)%-(%d%d%d%d)学年", "%1—%2学年"))
end

local function who(view, status)
    return status.member and annual_events.unit_name(view, status.member) or "集团"
end

local said = {E01 = "日期无效", E02 = "类型未知", E04 = "编号冲突", E05 = "不在本学年", W10 = "单位数不足"}

-- Records of the duty's type dated in the period that counted for nothing, with their reasons.
local function records_left(view, status)
    local list = {}
    for _, left in ipairs(view.judged.left) do
        local day = left.day
        if day and left.type == status.requirement.type and status.period.first <= day and day <= status.period.last then
            list[#list + 1] = (left.row["编号"] or "（无编号）") .. "（" .. (said[left.reason] or left.reason) .. "）"
        end
    end
    return words.list(list)
end

local function lacking(status) return status.requirement.least - status.count end

local function cure_in_grace(view, status)
    local last = status.period.last + view.county.year.parameter["补开宽限天数"]
    return string.format("补开%d次%s，记录的补开月份填%s", lacking(status), status.requirement.type, status.period.name), iso(last)
end

local function cure_closed(view, status)
    local why = status.period.monthly and "补开期限已过" or "该期已经结束"
    return why .. "，不能再计入；书面说明原因和今后的安排", shortfall.answer_by(view)
end

local function item(view, status, cure, due)
    return {status = status, who = who(view, status), since = iso(status.period.last), cure = cure, due = due,
        records = records_left(view, status)}
end

function shortfall.duties(view)
    local list = {}
    for _, status in ipairs(view.judged.statuses) do
        if status.state == "宽限中" then
            list[#list + 1] = item(view, status, cure_in_grace(view, status))
        elseif status.state == "未达标" then
            list[#list + 1] = item(view, status, cure_closed(view, status))
        end
    end
    return list
end

function shortfall.open(view)
    local list = {}
    for _, status in ipairs(view.judged.statuses) do
        if status.state == "进行中" and status.period.first <= view.county.as_of then
            local cure = string.format("还差%d次%s", lacking(status), status.requirement.type)
            list[#list + 1] = item(view, status, cure, iso(status.period.last))
        end
    end
    return list
end

-- ---- papers ---------------------------------------------------------------------------------------------

local cure_four = {
    ["年度有计划"] = "年度计划报县教育体育局审核备案", ["定期有总结"] = "补交学期总结；未开期末总结分析会的说明原因",
    ["阶段有展示"] = "说明未开展成果展示的原因和安排", ["展示有成果"] = "在活动记录的成果一栏补齐每场展示的成果",
}

local function four(view, add)
    for _, entry in ipairs(stat.figure(view, "fouryou")) do
        if entry.state == "未达标" then
            add{what = "“四有”之" .. entry.name, since = iso(entry.since), cure = cure_four[entry.name], due = shortfall.answer_by(view)}
        end
    end
end

local function filing(view, add)
    for _, f in ipairs(stat.filings(view)) do
        local state = f.plan and f.plan.filing_status or "未报"
        if f.late and (not f.sent or state == "未报") or state == "退回" then
            local name = f.plan and "《" .. f.plan.title .. "》" or words.school_year(view.county.year.key) .. f.kind
            add{what = name .. (state == "退回" and "退回后未重新备案" or "未报送"), since = iso(f.due),
                cure = "报县教育体育局审核备案", due = shortfall.answer_by(view)}
        end
    end
end

local function unit_name(unit) return type(unit) == "string" and unit or unit["单位名称"] end

-- All that is open (domain §1 #49): by its own date, or, where that is past, by the day on which reminders are answered.
local function mending(view, site, add)
    local today = iso(view.county.as_of)
    for _, row in ipairs(site.rectifications:where{group_id = view.group.id}) do
        local done, by = row["完成日期"], row["期限"]
        if row["提出日期"] <= today and (done == nil or done > today) then
            local late = by < today and "（应于" .. words.date(by) .. "办结，已逾期）" or ""
            add{what = "整改事项" .. row["编号"] .. "（" .. unit_name(row.unit) .. "）：" .. row["问题"] .. late, since = row["提出日期"],
                cure = row["措施"], due = by < today and shortfall.answer_by(view) or by}
        end
    end
end

function shortfall.papers(view, site)
    local list = {}
    local function add(entry) list[#list + 1] = entry end
    four(view, add)
    filing(view, add)
    mending(view, site, add)
    return list
end

return shortfall
