-- 《××集团××学年年度报告》 from cover to back, for one group and one edition (domain 4.3).
--
--   annual.publication(edition)   what a template returns: edition = {name = "公开版", word = "public",
--                                 audience = nil or "internal", view = function(view, site), more = function(view)}
--
-- The words come from reports/<学年>.md, chapter by chapter under the same headings; the tables beside them from
-- annual_*.lua, put together in annual_parts.lua for the book and for its pages on the web.

local annual_cases = require "annual_cases"
local annual_glance = require "annual_glance"
local annual_parts = require "annual_parts"
local book = require "book"
local book_files = require "book_files"
local corrections = require "corrections"
local design = require "design"
local group_year = require "group_year"
local layout = require "layout"
local printed = require "printed"
local sheet = require "sheet"
local words = require "words"

local annual = {}

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

-- What a page of paper asks of the parts (annual_parts).
local form = {
    body = function(text, view, site) return book.printable(text, site) end,
    pictures = annual_cases.pictures, cases = annual_cases.all, beside = layout.beside, abreast = 3,
}

-- One page: the figures, and how they came together over the year.
local function glance(view)
    return doc.section{
        layout.page("数据一览", {id = "glance", lead = year_of(view) .. "，截至" .. figures_day(view) .. "；口径见附录D"}),
        annual_glance.table(view), annual_parts.month_chart(view, form),
    }
end

local function section(part) return doc.section{layout.numbered(1, part.id, part.number, part.title), table.unpack(part)} end

local function chapters(view, site) return sheet.each(annual_parts.chapters(view, site, form), section) end

local function appendices(view, site)
    return {
        sheet.each(annual_parts.annexes(view, site, form), section),
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
