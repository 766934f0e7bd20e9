-- N2 通报初稿: facts of closed periods after a reminder, for the leading group to decide on (domain 3.10, §1 #68). It is
-- internal by its audience; there is no way to publish it. 处理意见 and 文号 stay blank.

local annual_events = require "annual_events"
local censure = require "censure"
local exact = require "exact"
local group_year = require "group_year"
local paper = require "office_paper"
local sheet = require "sheet"
local shortfall = require "shortfall"
local words = require "words"

local mark = "初稿 · 未经领导小组审定不得印发"

local function days(list)
    local said = {}
    for i, day in ipairs(list) do said[i] = words.day(day) end
    return #said > 0 and words.list(said) or "—"
end

local function duties(view, facts)
    local rate = {}
    for _, r in ipairs(view.judged.rates) do rate[r.requirement] = r end
    return sheet.table("义务履行（已结束的期间）", {"义务", "期间", "应", "实", "该项履行率", "督办提醒"},
        {"left", "left", "right", "right", "left", "left"}, sheet.each(facts.duties, function(entry)
            local status = entry.status
            local r, own = rate[status.requirement], status.member and "（" .. annual_events.unit_name(view, status.member) .. "）" or ""
            return {status.requirement.name .. own, shortfall.period_name(status), tostring(status.requirement.least), tostring(status.count),
                r.done .. "/" .. r.due .. "　" .. exact.percent(r.done, r.due), words.date(entry.sent)}
        end), {1, "auto", "auto", "auto", "auto", "auto"})
end

local function members(view, facts)
    local rows = {}
    for _, entry in ipairs(facts.members) do
        local p = entry.row
        rows[#rows + 1] = {annual_events.unit_name(view, p.unit), tostring(p.base), tostring(p.excused), tostring(p.attended),
            tostring(p.divisor), exact.percent(p.attended, p.divisor), words.date(entry.sent)}
        rows[#rows + 1] = {"", doc.cell{colspan = 6, align = "left", doc.span{class = "hei", "未参加　"}, days(entry.absent), doc.line_break(),
            doc.span{class = "hei", "准假　"}, days(entry.excused)}}
    end
    return sheet.table("成员单位参与共建", {"单位", "应参加", "准假", "实参加", "计算分母", "参与率", "督办提醒"},
        {"left", "right", "right", "right", "right", "right", "left"}, rows, {"42mm", 1, 1, 1, 1, 1, "29mm"})
end

local function slow(view, facts)
    return sheet.table("成员单位发展", {"单位", "四同步各维度", "起于", "督办提醒"}, {"left", "left", "left", "left"},
        sheet.each(facts.slow, function(entry)
            return {annual_events.unit_name(view, entry.unit), "连续" .. entry.years .. "学年年末等级不高于基线", words.school_year(entry.since),
                words.date(entry.sent)}
        end))
end

local function body(view, facts)
    if censure.is_empty(facts) then
        return doc.para{"截至" .. words.date(site.as_of) .. "，没有已发督办提醒单而仍未达到要求的已结束期间，不形成通报事实。"}
    end
    return {
        doc.para{"以下事实由活动记录、参与登记和“四同步”评定逐条算出，只列已结束的期间，且均已先发督办提醒单。是否通报、通报范围和处理意见由领导小组研究决定。"},
        duties(view, facts), members(view, facts), slow(view, facts),
    }
end

local function unwarned(facts)
    return #facts.unwarned > 0 and doc.para{class = "hint", "未列入本稿：" .. words.list(facts.unwarned, "；")
        .. "。这些事项没有督办提醒单的登记（county/reminders），应先提醒、听取说明。"}
end

local function tree(group)
    local view = group_year.of(site, group)
    local facts = censure.facts(view, site)
    return doc.section{
        paper.head(words.school_year(view.county.year.key) .. "集团共建情况的通报（初稿）",
            {group.name .. "　数据截至" .. words.date(site.as_of), "文号：　　　　〔　　　　〕　　号"}, mark),
        body(view, facts), unwarned(facts),
        paper.fields{{"处理意见", 6}}, paper.signatures{"拟稿", "管理办公室", "领导小组审定"},
    }
end

local publication = paper.publication{id = "n2-notice-draft", word = "n2-notice-draft", title = "通报初稿", tree = tree}
publication.design.running_right = mark
return publication
