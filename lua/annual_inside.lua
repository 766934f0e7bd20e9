-- What only the office sees of a group's year (domain 4.3, 内部版): duties period by period, who took part, what is
-- still to be mended, what is wrong with the records. Used by internal editions alone; the engine refuses its
-- fields anywhere else (domain 3.10).

local annual_events = require "annual_events"
local calendar = require "calendar"
local exact = require "exact"
local obligations = require "obligations"
local quality = require "quality"
local sheet = require "sheet"
local shortfall = require "shortfall"
local words = require "words"

local annual_inside = {}

-- ---- 12 duties × periods ----------------------------------------------------------------------------------

-- One Han for each state, so that no colour is needed.
local letters = {["达标"] = "达", ["未达标"] = "缺", ["宽限中"] = "宽", ["进行中"] = "进", ["已完成（期内）"] = "完"}

annual_inside.letters_said = "达＝达标，缺＝未达标，宽＝宽限期内，进＝进行中，完＝期内已完成；字后为计入次数，按成员园要求的为达到园数／应达到园数。"

-- The worst state of a period's members speaks for all of them.
local order = {["未达标"] = 1, ["宽限中"] = 2, ["进行中"] = 3, ["已完成（期内）"] = 4, ["达标"] = 5}

local function met(status) return status.count >= status.requirement.least end

-- {[requirement] = {[period name] = {state, count, met, due}}}
local function by_period(judged)
    local of = {}
    for _, status in ipairs(judged.statuses) do
        local periods = of[status.requirement] or {}
        of[status.requirement] = periods
        local cell = periods[status.period.name] or {count = 0, met = 0, due = 0}
        periods[status.period.name] = cell
        cell.member = cell.member or status.member
        cell.count, cell.due = cell.count + status.count, cell.due + 1
        if met(status) then cell.met = cell.met + 1 end
        if not cell.state or order[status.state] < order[cell.state] then cell.state = status.state end
    end
    return of
end

local function cell_text(cell)
    if not cell then return "—" end
    return letters[cell.state] .. (cell.member and cell.met .. "/" .. cell.due or tostring(cell.count))
end

-- Due months of each semester, so that a cell of a semester covers its months.
local function months_of(year, semester)
    local count = 0
    for _, key in ipairs(year.due) do
        local first = calendar.month_span(key)
        if semester.first <= first and first <= semester.last then count = count + 1 end
    end
    return count
end

local function period_cells(requirement, year, cells)
    local row, periods = {}, obligations.periods(requirement, year)
    for _, period in ipairs(periods) do
        local span = requirement.period == "学年" and #year.due or requirement.period == "学期" and months_of(year, period) or 1
        if span > 0 then row[#row + 1] = doc.cell{colspan = span, align = "center", cell_text(cells[period.name])} end
    end
    return row
end

-- Two lines: semesters over the numbers of their due months.
local function duty_head(year)
    local semesters, months = {doc.cell{rowspan = 2, "义务"}}, {}
    for _, semester in ipairs(year.semesters) do
        local span = months_of(year, semester)
        local name = semester.name:gsub("^.-学年", "") -- 2025-2026学年秋季学期
        if span > 0 then semesters[#semesters + 1] = doc.cell{colspan = span, name .. "（月）"} end
    end
    for i, key in ipairs(year.due) do months[i] = tostring(math.tointeger(tonumber(key:sub(6)))) end
    semesters[#semesters + 1] = doc.cell{rowspan = 2, "完成／", doc.line_break(), "应完成"}
    semesters[#semesters + 1] = doc.cell{rowspan = 2, "履行率"}
    return {semesters, months}
end

local function duty_row(rate, year, cells)
    local row = {rate.requirement.id .. " " .. rate.requirement.name}
    for _, cell in ipairs(period_cells(rate.requirement, year, cells)) do row[#row + 1] = cell end
    row[#row + 1] = rate.done .. "/" .. rate.due
    row[#row + 1] = exact.percent(rate.done, rate.due)
    return row
end

function annual_inside.duties(view)
    local judged, year = view.judged, view.county.year
    local cells = by_period(judged)
    local align, widths = {"left"}, {"29mm"} -- no more, so that a month takes a letter and a digit
    for _ = 1, #year.due do align[#align + 1], widths[#widths + 1] = "center", 1 end
    for _ = 1, 2 do align[#align + 1], widths[#widths + 1] = "right", "auto" end
    local rows = sheet.each(judged.rates, function(rate) return duty_row(rate, year, cells[rate.requirement] or {}) end)
    local r = judged.total.fraction
    rows[#rows + 1] = {class = "total", "综合履行率", doc.cell{colspan = #year.due, align = "left", "各项履行率之和÷项数"},
        exact.text(judged.total.sum) .. "÷" .. exact.text(judged.total.weight), r and exact.percent(r.n, r.d) or "—"}
    return {
        sheet.table("义务履行情况（各项×各期）", duty_head(year), align, rows, widths, {class = "grid lines"}),
        doc.para{class = "remark attached", annual_inside.letters_said},
    }
end

function annual_inside.sources(view)
    return sheet.table("义务的周期、次数与依据", {"义务", "周期", "主体", "最低", "目标", "依据", "方案条款"},
        {"left", "center", "center", "right", "right", "left", "left"}, sheet.each(view.judged.requirements, function(r)
            return {r.id .. " " .. r.name, r.period, r.subject, tostring(r.least), tostring(r.target), r.source or "—", r.clause or "—"}
        end))
end

-- Every period that is short, with what was recorded for it and did not count.
function annual_inside.shortfalls(view)
    return sheet.table("未达到要求的期间", {"义务", "期间", "主体", "应开展/计入", "状态", "未计入的记录"},
        {"left", "left", "left", "center", "left", "left"}, sheet.each(shortfall.duties(view), function(item)
            local status = item.status
            return {status.requirement.name, shortfall.period_name(status), item.who, status.requirement.least .. "/" .. status.count,
                status.state, item.records ~= "" and item.records or "—"}
        end), {"auto", "auto", "auto", "auto", "auto", 1})
        or doc.para{"截至数据日期，各项义务在已结束的期间均已达标。"}
end

-- ---- who took part ------------------------------------------------------------------------------------------

function annual_inside.participation(view)
    return {
        sheet.table("各园参与情况", {"单位", "应参加场次", "准假", "实参加", "计算分母", "参与率", "标记"},
            {"left", "right", "right", "right", "right", "right", "center"}, sheet.each(view.judged.participation, function(p)
                return {annual_events.unit_name(view, p.unit), tostring(p.base), tostring(p.excused), tostring(p.attended),
                    tostring(p.divisor), exact.percent(p.attended, p.divisor), p.flag}
            end)),
        doc.para{class = "remark attached", "参与率＝实参加÷（应参加－准假）；集团园只计算、不标记，过渡期内不评价。标记由程序列出，是否处理由人决定。"},
    }
end

-- ---- what is to be mended -------------------------------------------------------------------------------------

function annual_inside.rectifications(view)
    local open = sheet.kept(view.rectifications, function(row) return row["完成日期"] == nil end)
    local as_of = calendar.iso(view.county.as_of)
    return sheet.table("未办结的整改事项", {"编号", "来源", "单位", "问题与措施", "责任岗位", "期限"},
        {"left", "left", "left", "left", "left", "left"}, sheet.each(open, function(row)
            local late = row["期限"] < as_of and "（已过期）" or ""
            return {row["编号"], row["来源"], row["单位"] or "集团", row["问题"] .. "；" .. row["措施"], row["责任人"],
                words.date(row["期限"]) .. late}
        end), {"auto", "auto", "auto", 1, "auto", "auto"}) or doc.para{"截至数据日期，没有未办结的整改事项。"}
end

-- ---- what is wrong with the records ---------------------------------------------------------------------------

local reasons = {
    E01 = "开始日期无效", E02 = "活动类型未知或为空", E04 = "编号冲突", E05 = "日期不在本学年", W10 = "单位数不足",
}

-- What checking found in the group's files, by code; line by line it stands in the 数据质量单 (N4).
function annual_inside.diagnostics(view)
    return sheet.table("检查发现的问题（按代码汇总，逐条见数据质量单）", {"级别", "代码", "条数", "例"}, {"left", "left", "right", "left"},
        sheet.each(quality.counts(quality.of(view.group)), function(entry)
            return {quality.level_name[entry.level], entry.code, tostring(entry.count), entry.first.zh}
        end), {"auto", "auto", "auto", 1}) or doc.para{"检查没有发现需要处理的问题。"}
end

-- Records that count for nothing, by reason.
function annual_inside.records_left(view)
    local list, of = {}, {}
    for _, left in ipairs(view.judged.left) do
        local entry = of[left.reason]
        if not entry then
            entry = {reason = left.reason, ids = {}}
            of[left.reason], list[#list + 1] = entry, entry
        end
        table.insert(entry.ids, left.row["编号"] or "（无编号）")
    end
    local rows = sheet.each(list, function(entry)
        return {reasons[entry.reason] and entry.reason .. " " .. reasons[entry.reason] or entry.reason, tostring(#entry.ids),
            words.list(entry.ids)}
    end)
    for _, unused in ipairs(view.judged.unused) do
        rows[#rows + 1] = {"承诺未采用：" .. unused.reason, "1", unused.commitment.type or "—"}
    end
    return sheet.table("未计入统计的记录", {"原因", "条数", "编号"}, {"left", "right", "left"}, rows, {"auto", "auto", 1})
        or doc.para{"全部记录均计入统计。"}
end

return annual_inside
