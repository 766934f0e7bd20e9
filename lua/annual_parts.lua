-- What a group's annual report holds between its front matter and its back, chapter by chapter, for the book and for its pages on
-- the web alike (domain 4.3, §5.5): the report's own words under their headings, and the tables and charts beside them.
--
--   annual_parts.chapters(view, site, form), .annexes(view, site, form)   {{id, number, title, node, …}, …}: number "一、", "附录A　"
--   annual_parts.month_chart(view, form)                                  of the page at a glance
--
-- form = {body = function(text, view, site): what of a document may be shown, pictures, cases = likewise of view and site, beside = function(left, right),
-- abreast = so many parts of the table of types side by side, brand = colour of charts, else the book's}. Headings inside a part are of
-- level 2. view: of group_year, in the form of its edition. A chapter whose words are not there yet still shows its tables.

local annual_cases = require "annual_cases"
local annual_events = require "annual_events"
local annual_glance = require "annual_glance"
local annual_papers = require "annual_papers"
local annual_people = require "annual_people"
local annual_register = require "annual_register"
local annual_things = require "annual_things"
local annual_units = require "annual_units"
local event_counts = require "event_counts"
local headed = require "headed"
local results = require "results"
local review = require "review"
local stat = require "stat"
local words = require "words"

local annual_parts = {}

local in_writing = "（本节文字整理中。）"
local by_itself = {["典型案例"] = true} -- chapters that need no words of their own

-- ---- the report's own words, by heading -------------------------------------------------------------

local function sections(view, site, form)
    local report = view.report
    if not report or not review.public(report) then return {} end
    return headed.parts(form.body(report, view, site))
end

-- Numbered chapters: their heading, their words, then what the tables add.
local function chapter_maker(view, site, form)
    local prose, number = sections(view, site, form), 0
    return function(title, id, ...)
        number = number + 1
        return {
            id = id, number = words.number(number) .. "、", title = title,
            prose[title] or (not by_itself[title] and doc.para{in_writing}),
            ...,
        }
    end
end

-- ---- chapters -----------------------------------------------------------------------------------------

local function founding(view)
    local note = view.group.founding_note
    return note and {doc.heading{level = 2, "组建说明"}, doc.para{note}} or false
end

local function all(view) return stat.events(view), view.county.types.order end

function annual_parts.month_chart(view, form)
    local events, order = all(view)
    return event_counts.month_chart(events, order, form.brand)
end

local function type_chart(view, form)
    local events, order = all(view)
    return event_counts.type_chart(events, order, form.brand)
end

-- Finance is told in one paragraph, without amounts (domain §1 #27).
local function finance(view)
    local count = annual_events.of(view, "财务管理")
    if count == 0 then return false end
    return doc.para{string.format("本学年共开展财务支出会商与监督检查%d次。各园经费独立核算，集团对民办成员园的财务事项只提建议，法律责任由举办者承担。",
        count)}
end

local function party_branch(view)
    local name, held = view.group.party_branch, {}
    for _, kind in ipairs{"党务活动", "党建互检"} do -- of what there was none nothing is said
        local n = annual_events.of(view, kind)
        if n > 0 then held[#held + 1] = kind .. n .. "次" end
    end
    if not name or #held == 0 then return false end
    return doc.para{name .. "牵头，本学年共开展" .. words.list(held) .. "，情况如下。"}
end

local with_type = {"date", "type", "topic", "host", "count", "heads"}
local with_area = {"date", "area", "topic", "host", "count", "heads"}
local with_units = {"date", "topic", "host", "units", "heads"}
local with_outcomes = {"date", "topic", "host", "outcomes", "heads"}

local function events(view, caption, kind, columns) return annual_events.table(view, caption, kind, columns) end

function annual_parts.chapters(view, site, form)
    local chapter = chapter_maker(view, site, form)
    return {
        chapter("集团概况", "overview", {annual_units.members(view)}, annual_units.pulls(view), annual_units.ideals(view), founding(view),
            annual_units.history(view), form.pictures(view, site)),
        chapter("组织与机制", "mechanism", annual_papers.four(view), annual_papers.filings(view), annual_papers.mechanism(view),
            annual_papers.platforms(view), annual_papers.platform_texts(view, function(text) return form.body(text, view, site) end), annual_papers.milestones(view),
            events(view, "园长会议、例会与期末总结", {"园长工作研究会议", "工作例会", "期末总结分析会"}, with_type)),
        chapter("党建共建", "party", party_branch(view), events(view, "党务活动", "党务活动"), events(view, "党建互检", "党建互检", with_units)),
        chapter("管理共进", "management", finance(view), annual_people.support(view),
            events(view, "现场指导", "现场指导"), events(view, "管理指导", "管理指导", with_area), annual_papers.rules(view),
            annual_things.kinds(view), annual_things.lent(view), events(view, "资源共享活动", "资源共享", with_outcomes),
            annual_things.improved(view)),
        chapter("课程共建", "curriculum", events(view, "联合教研", "联合教研", with_units), events(view, "优质课共享", "优质课共享")),
        chapter("师资共育", "teachers", annual_people.bases(view), annual_people.growth(view),
            form.beside(annual_people.training(view), annual_people.flow_kinds(view)),
            events(view, "教师集中培训", "教师集中培训"), events(view, "蹲点指导与工作室研修", {"蹲点指导", "工作室研修"}, with_type),
            annual_people.flow_chart(view, form.brand), annual_people.flows(view), annual_people.flow_list(view)),
        chapter("成效", "results", results.sync_table(view), results.lift_note(view), results.lift_chart(view, form.brand), results.lift_table(view),
            events(view, "成果展示与交流展示", {"成果展示", "交流展示"}, with_outcomes), type_chart(view, form),
            events(view, "家园共育与品牌文化活动", {"家园共育", "品牌文化"}, with_type)),
        chapter("典型案例", "cases", form.cases(view, site)),
        chapter("问题与改进", "problems"),
        chapter("下学年计划", "next"),
    }
end

-- ---- annexes ----------------------------------------------------------------------------------------------

local function annex(letter, title, ...)
    return {id = "appendix-" .. letter:lower(), number = "附录" .. letter .. "　", title = title, ...}
end

function annual_parts.annexes(view, _, form)
    local held, order = all(view)
    local function heads(n) return annual_events.heads(view, n) end
    return {
        annex("A", "活动总表" .. (view.public and "（公开部分）" or ""), event_counts.month_table(held),
            event_counts.type_table(held, order, heads, form.abreast, view.public), annual_register.all(view)),
        annex("B", "资源清单", annual_things.all(view) or doc.para{"（本学年没有登记的共享资源。）"}),
        annex("C", "大事记", annual_register.chronicle(view)),
        annex("D", "指标口径说明", annual_glance.definitions(view)),
        {id = "unit-index", number = "", title = "单位索引", annual_register.hosts(view)},
    }
end

return annual_parts
