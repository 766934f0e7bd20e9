-- 《××集团××学年年度报告》 from cover to back, for one group and one edition (domain 4.3).
--
--   annual.publication(edition)   what a template returns: edition = {name = "公开版", word = "public",
--                                 audience = nil or "internal", view = function(view, site), more = function(view)}
--
-- The words come from reports/<学年>.md, chapter by chapter under the same headings; the tables beside them from
-- annual_*.lua. A chapter whose words are not there yet still shows its tables.

local annual_cases = require "annual_cases"
local annual_events = require "annual_events"
local annual_glance = require "annual_glance"
local annual_papers = require "annual_papers"
local annual_people = require "annual_people"
local annual_register = require "annual_register"
local annual_things = require "annual_things"
local annual_units = require "annual_units"
local book = require "book"
local book_files = require "book_files"
local corrections = require "corrections"
local design = require "design"
local event_counts = require "event_counts"
local group_year = require "group_year"
local layout = require "layout"
local printed = require "printed"
local results = require "results"
local review = require "review"
local stat = require "stat"
local words = require "words"

local annual = {}

local in_writing = "（本节文字整理中。）"
local by_itself = {["典型案例"] = true} -- chapters that need no words of their own

-- ---- the report's own words, by heading -------------------------------------------------------------

local function sections(view, site)
    local parts, current, report = {}, nil, view.report
    if not report or not review.public(report) then return parts end
    local body = book.printable(report.body, view.group, site)
    for i = 1, #body do
        local node = body[i]
        if node.kind == "heading" and node.level == 2 then
            current = {}
            parts[plain(node)] = current
        elseif current then
            current[#current + 1] = node
        end
    end
    return parts
end

-- Numbered chapters: their heading, their words, then what the tables add.
local function chapter_maker(view, site)
    local prose, number = sections(view, site), 0
    return function(title, id, ...)
        number = number + 1
        return doc.section{
            layout.numbered(1, id, words.number(number) .. "、", title),
            prose[title] or (not by_itself[title] and doc.para{in_writing}),
            ...,
        }
    end
end

local function appendix(letter, title, ...)
    return doc.section{
        layout.numbered(1, "appendix-" .. letter:lower(), "附录" .. letter .. "　", title),
        ...,
    }
end

-- ---- front matter -------------------------------------------------------------------------------------

local function year_of(view) return words.school_year(view.county.year.key) end

local function figures_day(view) return words.date(group_year.figures_day(view.county)) end

local function office(view) return view.group.name .. "管理办公室" end

local function full_title(view) return view.group.name .. year_of(view) .. "年度报告" end

local function cover(view, site, edition)
    local group = view.group
    return book.cover{
        class = "band", photo = group.hero and group._folder .. "/" .. group.hero, photo_alt = group.name .. "的题图",
        emblem = book.emblem(group), emblem_alt = group.name .. "标志",
        title = {group.name, "年度报告"}, subtitle = year_of(view) .. "　" .. edition.name,
        below = {office(view) .. "　编印", words.date(site.as_of)},
    }
end

-- 扉页: what the book is, who answers for it.
local function title_page(view, site, edition)
    return book.cover{
        class = "plain", above = {view.group.name}, title = {"年度报告"}, subtitle = year_of(view) .. "　" .. edition.name,
        below = {office(view) .. "　编", site.county[1].bureau},
    }
end

-- The back of the title page.
local function imprint(view, site, edition)
    local group = view.group
    return book.colophon{
        {"书名", full_title(view)}, {"版本", edition.name}, {"审定", "集团园园长"}, {"报送", site.county[1].bureau},
        {"编印", office(view)}, {"联系", group.public_contact}, {"发送", edition.readers}, {"数据", "截至" .. figures_day(view)},
        {"编印日期", words.date(site.as_of)}, {"说明", group.sample and "本报告为样例。" .. book.sample_note},
    }
end

local function back(view, site)
    local group = view.group
    return book.back_cover{
        url = book.address(site.county[1], group.site_path), motto = group.motto, note = group.name,
        below = {"联系：" .. group.public_contact, office(view) .. "　编印"},
        emblem = book.emblem(group), emblem_alt = group.name .. "标志",
    }
end

local function front(view, edition)
    local group = view.group
    return doc.section{class = "front",
        layout.page("编委会", {unlisted = true}), book.posts(group.working_group),
        doc.heading{level = 2, unlisted = true, "编写说明"},
        doc.para{"文中数字由活动记录、单位名册、流动登记和资源清单逐条汇总，不作估计；各项指标的口径见附录D。", edition.note},
        group.motto and {doc.heading{level = 2, unlisted = true, "集团宗旨"}, doc.para{book.kai(group.motto)}},
        doc.heading{level = 2, unlisted = true, "审定"}, book.signatures(view.report and view.report.reviews, book.signers.group),
        layout.page("目　录", {unlisted = true}), doc.contents{depth = 1},
        doc.heading{level = 2, unlisted = true, "插图与图表"}, doc.contents{class = "figures"},
    }
end

-- ---- the book -------------------------------------------------------------------------------------------

local function founding(view)
    local note = view.group.founding_note
    return note and {doc.heading{level = 2, "组建说明"}, doc.para{note}} or false
end

local function all(view) return stat.events(view), view.county.types.order end

-- One page: the figures, and how they came together over the year.
local function glance(view)
    return doc.section{
        layout.page("数据一览", {id = "glance", lead = year_of(view) .. "，截至" .. figures_day(view) .. "；口径见附录D"}),
        annual_glance.table(view), event_counts.month_chart(all(view)),
    }
end

-- Finance is told in one paragraph, without amounts (domain §1 #27).
local function finance(view)
    local count = annual_events.of(view, "财务管理")
    if count == 0 then return false end
    return doc.para{string.format("本学年共开展财务支出会商与监督检查%d次。各园经费独立核算，集团对民办成员园的财务事项只提建议，法律责任由举办者承担。",
        count)}
end

local function party_branch(view)
    local name, count = view.group.party_branch, annual_events.of(view, {"党务活动", "党建互检"})
    if not name or count == 0 then return false end
    return doc.para{string.format("%s牵头，本学年共开展党务活动%d次、党建互检%d次，情况如下。", name,
        annual_events.of(view, "党务活动"), annual_events.of(view, "党建互检"))}
end

local with_type = {"date", "type", "topic", "host", "count", "heads"}
local with_area = {"date", "area", "topic", "host", "count", "heads"}
local with_units = {"date", "topic", "host", "units", "heads"}
local with_outcomes = {"date", "topic", "host", "outcomes", "heads"}

local function events(view, caption, kind, columns) return annual_events.table(view, caption, kind, columns) end

local function chapters(view, site)
    local chapter = chapter_maker(view, site)
    return {
        chapter("集团概况", "overview", annual_units.members(view), annual_units.pulls(view), annual_units.ideals(view), founding(view),
            annual_units.history(view), annual_cases.pictures(view, site)),
        chapter("组织与机制", "mechanism", annual_papers.four(view), annual_papers.filings(view), annual_papers.mechanism(view),
            annual_papers.platforms(view), annual_papers.platform_texts(view), annual_papers.milestones(view),
            events(view, "园长会议、例会与期末总结", {"园长工作研究会议", "工作例会", "期末总结分析会"}, with_type)),
        chapter("党建共建", "party", party_branch(view), events(view, "党务活动", "党务活动"), events(view, "党建互检", "党建互检", with_units)),
        chapter("管理共进", "management", finance(view), annual_people.support(view),
            events(view, "现场指导", "现场指导"), events(view, "管理指导", "管理指导", with_area), annual_papers.rules(view),
            annual_things.kinds(view), annual_things.lent(view), events(view, "资源共享活动", "资源共享", with_outcomes),
            annual_things.improved(view)),
        chapter("课程共建", "curriculum", events(view, "联合教研", "联合教研", with_units), events(view, "优质课共享", "优质课共享")),
        chapter("师资共育", "teachers", annual_people.bases(view), annual_people.growth(view),
            layout.beside(annual_people.training(view), annual_people.flow_kinds(view)),
            events(view, "教师集中培训", "教师集中培训"), events(view, "蹲点指导与工作室研修", {"蹲点指导", "工作室研修"}, with_type),
            annual_people.flow_chart(view), annual_people.flows(view), annual_people.flow_list(view)),
        chapter("成效", "results", results.sync_table(view), results.lift_chart(view), results.lift_table(view),
            events(view, "成果展示与交流展示", {"成果展示", "交流展示"}, with_outcomes), event_counts.type_chart(all(view)),
            events(view, "家园共育与品牌文化活动", {"家园共育", "品牌文化"}, with_type)),
        chapter("典型案例", "cases", annual_cases.all(view, site)),
        chapter("问题与改进", "problems"),
        chapter("下学年计划", "next"),
    }
end

local function appendices(view, site)
    local events_held = stat.events(view)
    return {
        appendix("A", "活动总表" .. (view.public and "（公开部分）" or ""), event_counts.month_table(events_held),
            event_counts.type_table(events_held, view.county.types.order, function(n) return annual_events.heads(view, n) end),
            annual_register.all(view)),
        appendix("B", "资源清单", annual_things.all(view)),
        appendix("C", "大事记", annual_register.chronicle(view)),
        appendix("D", "指标口径说明", annual_glance.definitions(view)),
        doc.section{layout.numbered(1, "unit-index", "", "单位索引"), annual_register.hosts(view)},
        corrections.blocks(corrections.of_group(site, view.group), layout.numbered(1, "corrections", "", "更正")),
    }
end

-- Short chapters run on; a page begins where what follows is looked up by itself.
local function tree(s, edition, site)
    local view = edition.view(group_year.of(site, s.group, s.c), site)
    return doc.section{
        cover(view, site, edition), doc.page_break{odd = true}, title_page(view, site, edition), imprint(view, site, edition),
        front(view, edition), glance(view), doc.page_break(), chapters(view, site), edition.more(view), doc.page_break(),
        appendices(view, site), back(view, site),
    }
end

-- ---- the publication --------------------------------------------------------------------------------------

local function design_of(group, year, edition)
    local d = design.report(group.brand_color)
    d.running_left = group.name .. year .. "年度报告"
    if edition.audience then d.foot = "内部版　注意保管" end
    return d
end

-- One for each group and school year that is told: s = {group, id, c}.
function annual.publication(edition)
    return {
        id = "annual-" .. edition.word, prints = printed.book["annual-" .. edition.word],
        each = function(site) return group_year.subjects(site, book.groups(site)) end,
        file = function(s)
            if not edition.audience then return book_files.annual(s.id, s.c.year.key) end
            return "internal/" .. s.id .. "-" .. s.c.year.key .. "-annual-report-" .. edition.word .. ".pdf"
        end,
        scope = function(s) return s.id end,
        audience = edition.audience,
        about = function(s)
            local name = words.school_year(s.c.year.key)
            return {
                title = s.group.name .. name .. "年度报告（" .. edition.name .. "）", author = s.group.name,
                subject = name .. "工作情况", keywords = "年度报告，集团化办园，" .. s.group.name,
            }
        end,
        design = function(s) return design_of(s.group, words.school_year(s.c.year.key), edition) end,
        tree = function(s) return tree(s, edition, site) end,
    }
end

return annual
