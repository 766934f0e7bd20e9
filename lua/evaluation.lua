-- 《贺兰县幼儿园集团化办园××学年总体评估报告》 from cover to back, for one edition (domain 4.4), on the page of official
-- documents (domain 4.0).
--
--   evaluation.publication(edition)   what a template returns; edition: as evaluation_parts has it, and word, audience, readers = whom
--                                     it is sent to
--
-- What stands between the covers is put together in evaluation_parts.lua for the book and for its pages on the web.

local book = require "book"
local book_files = require "book_files"
local county_year = require "county_year"
local design = require "design"
local group_year = require "group_year"
local parts = require "evaluation_parts"
local printed = require "printed"
local sheet = require "sheet"
local words = require "words"

local evaluation = {}

local function figures_day(year) return words.date(group_year.figures_day(year.county)) end

-- ---- front and back ---------------------------------------------------------------------------------------------

local function year_name(year) return words.school_year(year.county.year.key) end

local function title_lines(year) return {year.head.name .. "幼儿园集团化办园", year_name(year) .. "总体评估报告"} end

local function title(year)
    local lines = title_lines(year)
    return doc.heading{level = 1, unlisted = true, lines[1], doc.line_break(), lines[2]}
end

local function office(year) return (year.head.leading_group_office:gsub("^领导小组", "")) end

local function editor(year) return year.head.leading_group .. office(year) end

-- 成文日期 (GB/T 9704—2012, 7.3.5): the day on which the last hand signed; the day of the build when nobody has.
local function signed_on(year, rows)
    local review_of = rows[1] and rows[1].reviews or {}
    local last = review_of[#review_of]
    return words.date(last and last.step == "终审" and last.date or year.site.as_of)
end

local function cover(year, edition, rows)
    return book.cover{
        class = "plain", above = {edition.audience and edition.name .. "　注意保管" or edition.name}, title = title_lines(year),
        below = {editor(year) .. "　编", year.head.bureau, signed_on(year, rows)},
    }
end

-- The back of the cover.
local function imprint(year, edition)
    return book.colophon{
        {"书名", table.concat(title_lines(year))}, {"版本", edition.name}, {"审定", year.head.bureau}, {"编印", editor(year)},
        {"发送", edition.readers}, {"联系", office(year)}, {"数据", "截至" .. figures_day(year)},
        {"编印日期", words.date(year.site.as_of)}, {"说明", year.head.sample and "本报告为样例。" .. book.sample_note},
    }
end

-- Who made the report and who answers for it: posts, and a line for each hand.
local function makers(year, reviews)
    local rows = {
        {doc.cell{head = true, "评估组织"}, year.head.leading_group}, {doc.cell{head = true, "编写"}, editor(year)},
        {doc.cell{head = true, "数据核对"}, "各集团管理办公室"}, {doc.cell{head = true, "审定"}, year.head.bureau},
    }
    return {
        doc.page_break{odd = true}, doc.heading{level = 1, unlisted = true, "编　审"},
        doc.table{class = "plain", valign = "top", widths = {"auto", 1}, rows = rows}, doc.space(1),
        book.signatures(reviews, book.signers.county),
    }
end

local function contents()
    return {
        doc.page_break{}, doc.heading{level = 1, unlisted = true, "目　录"}, doc.contents{depth = 2},
    }
end

local function back(year)
    return book.back_cover{
        url = book.address(year.head), motto = year.head.motto, note = table.concat(title_lines(year)),
        below = {year.head.leading_group, office(year) .. "　编", year.head.bureau},
    }
end

-- 落款, without a seal (GB/T 9704 7.3.5.3).
local function signed(year, rows)
    return doc.official{signature = year.head.leading_group, date = signed_on(year, rows)}
end

-- What stands behind the report, in the order of its chapters, though its head is as large as the report's.
local function behind(id, name) return doc.heading{level = 2, id = id, class = "behind", name} end

local function group_index()
    return {
        doc.page_break{}, behind("group-index", "集团索引"),
        doc.index{class = "groups"},
    }
end

-- ---- the book ------------------------------------------------------------------------------------------------------

-- The words as they stand in the documents.
local form = {body = function(row) return book.printable(row, site) end, abreast = 3, name = 4}

local function section(part) return doc.section{doc.heading{level = 2, part.number .. part.title}, table.unpack(part)} end

local function annex(part)
    return doc.section{class = part.class, doc.heading{level = 3, id = part.id, class = "annex", part.number .. part.title}, table.unpack(part)}
end

local function tree(c, edition, site)
    local year = county_year.of(site, edition.view, c)
    local rows = edition.prose(site, year.county.year.key)
    local body = sheet.each(parts.chapters(year, edition, form), section)
    return doc.section{
        cover(year, edition, rows), imprint(year, edition), doc.section{class = "front", makers(year, rows[1] and rows[1].reviews), contents()},
        doc.section{class = "body",
            doc.page_break{odd = true}, title(year), body, signed(year, rows),
            doc.page_break{}, behind("annexes", "附　表"), sheet.each(parts.annexes(year, edition, form), annex), group_index(),
        },
        back(year),
    }
end

local function design_of()
    return {
        preset = "gongwen", table_pad = "3pt", brand = design.county_brand, figure_label = "图{n}", table_label = "表{n}", continued_label = "续",
        styles = {
            table = {size = 10.5, leading = 16}, table_head = {size = 10.5, leading = 16},
            caption = {size = 12}, contents_1 = {role = "hei", leading = 22}, contents_2 = {leading = 22},
        },
        classes = {
            colophon = {role = "fang", size = 14, leading = 26, left = 70, indent = -5, align = "justify"},
            remark = {role = "fang", size = 10.5, leading = 16, align = "justify"},
            behind = {role = "xbs", size = 22, leading = 35, align = "center"}, annex = {role = "hei", indent = 2}, profile = {role = "kai", indent = 2},
        },
    }
end

-- The county in each school year that there are records of, the present one first: what was published of a year that is over keeps
-- its address, and says whose records it adds up (evaluation_parts, check_reports). Of no group there is nothing to tell.
local function years_told() return #site.groups > 0 and group_year.told(site) or {} end

-- One for each of these years: c, the county in that year.
function evaluation.publication(edition)
    local function name(c)
        return site.county[1].name .. "幼儿园集团化办园" .. words.school_year(c.year.key) .. "总体评估报告（" .. edition.name .. "）"
    end
    return {
        id = "evaluation-" .. edition.word, prints = printed.book["evaluation-" .. edition.word],
        each = years_told,
        file = function(c)
            if not edition.audience then return book_files.evaluation(c.year.key) end
            return "internal/county-" .. c.year.key .. "-evaluation-report-" .. edition.word .. ".pdf"
        end,
        audience = edition.audience,
        about = function(c)
            return {title = name(c), author = site.county[1].bureau, subject = "年度总体评估", keywords = "集团化办园，总体评估，" .. words.school_year(c.year.key)}
        end,
        design = design_of,
        tree = function(c) return tree(c, edition, site) end,
    }
end

return evaluation
