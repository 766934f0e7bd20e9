-- 《××集团××学年年度报告》, public edition, one for each group (domain 4.3).
--
-- The words come from reports/<学年>.md, chapter by chapter under the same headings; the tables beside
-- them from lua/annual.lua. A chapter whose words are not there yet still shows its tables.

local annual = require "annual"
local book = require "book"
local design = require "design"
local group_year = require "group_year"
local layout = require "layout"
local results = require "results"
local words = require "words"

local in_writing = "（本节文字整理中。）"
local by_itself = {["典型案例"] = true} -- chapters that need no words of their own

-- ---- the report's own words, by heading -------------------------------------------------------------

local function sections(view)
    local parts, current, report = {}, nil, view.report
    if not report or not book.approved(report) then return parts end
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
local function chapter_maker(view)
    local prose, number = sections(view), 0
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

local function cover(view)
    local group = view.group
    return book.cover{
        class = "band", photo = group.hero and group._folder .. "/" .. group.hero, photo_alt = group.name .. "的题图",
        emblem = book.emblem(group), emblem_alt = group.name .. "标志",
        title = {group.name, "年度报告"}, subtitle = year_of(view) .. "　公开版",
        below = {group.name .. "管理办公室　编印", words.date(site.as_of)},
    }
end

local function full_title(view) return view.group.name .. year_of(view) .. "年度报告" end

-- 扉页: what the book is, who answers for it.
local function title_page(view)
    local group = view.group
    return book.cover{
        class = "plain", above = {group.name}, title = {"年度报告"}, subtitle = year_of(view) .. "　公开版",
        below = {group.name .. "管理办公室　编", site.county[1].bureau},
    }
end

-- The back of the title page.
local function imprint(view)
    local group = view.group
    return book.colophon{
        {"书名", full_title(view)}, {"版本", "公开版"}, {"审定", "集团园园长"}, {"报送", site.county[1].bureau},
        {"编印", group.name .. "管理办公室"}, {"联系", group.public_contact}, {"数据", "截至" .. words.date(site.as_of)},
        {"编印日期", words.date(site.as_of)}, {"说明", group.sample and "本报告为样例。" .. book.sample_note},
    }
end

local function back(view)
    local group = view.group
    return book.back_cover{
        url = book.address(site.county[1], group.site_path), motto = group.motto, note = group.name,
        below = {"联系：" .. group.public_contact, group.name .. "管理办公室　编印"},
        emblem = book.emblem(group), emblem_alt = group.name .. "标志",
    }
end

local function front(view)
    local group = view.group
    return doc.section{class = "front",
        layout.page("编委会", {unlisted = true}), book.posts(group.working_group),
        doc.heading{level = 2, unlisted = true, "编写说明"},
        doc.para{"文中数字由活动记录、单位名册、流动登记和资源清单逐条汇总，不作估计；各项指标的口径见附录D。"
            .. "集团内部工作安排和财务事项只列场次，不列内容。"},
        group.motto and {doc.heading{level = 2, unlisted = true, "集团宗旨"}, doc.para{book.kai(group.motto)}},
        layout.page("目　录", {unlisted = true}), doc.contents{depth = 1},
        doc.heading{level = 2, unlisted = true, "插图与图表"}, doc.contents{class = "figures"},
    }
end

-- ---- the book -------------------------------------------------------------------------------------------

local function founding(view)
    local note = view.group.founding_note
    return note and {doc.heading{level = 2, "组建说明"}, doc.para{note}} or false
end

-- One page: the figures, and how they came together over the year.
local function glance(view)
    return doc.section{
        layout.page("数据一览", {id = "glance", lead = year_of(view) .. "，截至" .. words.date(site.as_of) .. "；口径见附录D"}),
        annual.glance(view), annual.month_chart(view),
    }
end

local function chapters(view)
    local chapter = chapter_maker(view)
    return {
        chapter("集团概况", "overview", annual.members(view), annual.ideals(view), founding(view),
            annual.pictures(view, site)),
        chapter("组织与机制", "mechanism", annual.four(view), annual.filings(view)),
        chapter("党建共建", "party", annual.listing(view, "党务活动"), annual.listing(view, "党建互检")),
        chapter("管理共进", "management", annual.finance(view), annual.resource_kinds(view),
            annual.listing(view, "现场指导"), annual.listing(view, "管理指导")),
        chapter("课程共建", "curriculum", annual.listing(view, "联合教研", true),
            annual.listing(view, "优质课共享")),
        chapter("师资共育", "teachers", layout.beside(annual.training(view), annual.flow_kinds(view)),
            annual.listing(view, "教师集中培训"), annual.flow_chart(view), annual.flows(view), annual.flow_list(view)),
        chapter("成效", "results", results.sync_table(view), results.lift_chart(view), results.lift_table(view),
            annual.type_chart(view), annual.outcomes(view)),
        chapter("典型案例", "cases", annual.cases(view, site)),
        chapter("问题与改进", "problems"),
        chapter("下学年计划", "next"),
    }
end

local function appendices(view)
    return {
        appendix("A", "活动总表（公开部分）", annual.counts(view), annual.register(view)),
        appendix("B", "资源清单", annual.resources(view)),
        appendix("C", "大事记", annual.chronicle(view)),
        appendix("D", "指标口径说明", annual.definitions(), annual.hosts(view)),
    }
end

-- Short chapters run on; a page begins where what follows is looked up by itself.
local function tree(group)
    local view = group_year.public(group_year.of(site, group))
    return doc.section{
        cover(view), doc.page_break{odd = true}, title_page(view), imprint(view), front(view),
        glance(view), doc.page_break(), chapters(view), doc.page_break(), appendices(view), back(view),
    }
end

local function year_name() return words.school_year(group_year.county(site).year.key) end

local function design_of(group)
    local d = design.report(group.brand_color)
    d.running_left = group.name .. year_name() .. "年度报告"
    return d
end

return {
    id = "annual",
    each = function(site) return group_year.county(site) and book.groups(site) or {} end,
    file = function(group)
        return "pdf/" .. group.id .. "-" .. group_year.county(site).year.key .. "-annual-report-public.pdf"
    end,
    scope = function(group) return group.id end,
    about = function(group)
        return {
            title = group.name .. year_name() .. "年度报告（公开版）", author = group.name,
            subject = year_name() .. "工作情况", keywords = "年度报告，集团化办园，" .. group.name,
        }
    end,
    design = design_of,
    tree = tree,
}
