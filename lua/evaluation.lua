-- 《贺兰县幼儿园集团化办园××学年总体评估报告》 from cover to back, for one edition (domain 4.4), on the page of official
-- documents (domain 4.0).
--
--   evaluation.publication(edition)   what a template returns; edition = {name, word, audience,
--       view = what it makes of a group's view, prose = function(site, year) that lists documents of words,
--       more = {[chapter title] = {{heading, function(year), …}, …}}: tables of its own, readers = whom it is sent to,
--       annexes = {{title, function(year)}, …}: landscape pages,
--       note = a line of the preface}
--
-- The words come from the county's evaluation of the year, chapter by chapter under the same headings; a table stands
-- behind the words of the heading it belongs to, and at the chapter's end when there are none.

local book = require "book"
local book_files = require "book_files"
local county_year = require "county_year"
local design = require "design"
local group_year = require "group_year"
local overview = require "evaluation_overview"
local annexes = require "evaluation_annexes"
local printed = require "printed"
local words = require "words"
local work = require "evaluation_work"

local evaluation = {}

-- ---- the chapters and their tables ------------------------------------------------------------------------

-- {title, {heading, function(year), …}, …}: domain 4.4 in its order.
local chapters = {
    {"总体情况", {"布局与覆盖", overview.coverage, overview.groups}, {"规模与结构", overview.structure}, {"带动关系", overview.pulls}},
    {"机制建设", {"县级统筹", overview.bodies, overview.policies}, {"章程与手册", overview.handbooks}, {"规划、计划与备案", overview.paper_totals}},
    {"三个平台", {"管理资源共享平台", overview.platforms, overview.resources}, {"师资培养与流动共享平台", overview.flows}},
    {"工作任务完成情况", {"总体开展情况", work.sum, work.duties, work.month_chart, work.spread_chart}},
    {"考核评估", {"阶段评估", overview.milestones}},
    {"成效", {"四同步", work.sync}, {"五个提升", work.lift_chart, work.lift_table}, {"四有机制", work.four}},
    {"典型经验", {"从统一标识转向和而不同", work.strengths, work.theme_chart, work.cases}},
    {"问题与建议"},
    {"下步安排"},
}

-- ---- the words ------------------------------------------------------------------------------------------------

-- {[chapter] = {{heading or nil, nodes}, …}} of a document, in its order.
local function sections(row)
    local parts, chapter = {}, nil
    for i = 1, #row.body do
        local node = row.body[i]
        if node.kind == "heading" and node.level == 2 then
            chapter = {{nil, {}}}
            parts[plain(node)] = chapter
        elseif chapter and node.kind == "heading" and node.level == 3 then
            chapter[#chapter + 1] = {plain(node), {}}
        elseif chapter then
            table.insert(chapter[#chapter][2], node)
        end
    end
    return parts
end

-- The words of a chapter from several documents: those of the same heading behind each other.
local function words_of(documents, title)
    local list, of = {}, {}
    for _, parts in ipairs(documents) do
        for _, part in ipairs(parts[title] or {}) do
            local key = part[1] or ""
            if not of[key] then
                of[key] = {part[1], {}}
                list[#list + 1] = of[key]
            end
            for _, node in ipairs(part[2]) do table.insert(of[key][2], node) end
        end
    end
    return list
end

-- Places for the index of groups: a paragraph that names one. Names stand whole; 集团化办园 is no group (domain §1 #42).
local function indexed(year, node)
    if node.kind ~= "para" then return node end
    local said, entries = plain(node):gsub("集团化", "　　　"), {}
    for _, entry in ipairs(year.groups) do
        if said:find(entry.name, 1, true) then entries[#entries + 1] = overview.entry(entry) end
    end
    if #entries == 0 then return node end
    for i = 1, #node do entries[#entries + 1] = node[i] end
    return doc.para(entries)
end

local function shown(year, nodes)
    local list = {}
    for i, node in ipairs(nodes) do list[i] = indexed(year, node) end
    return list
end

-- ---- chapters ---------------------------------------------------------------------------------------------------

local function section(number, heading, nodes)
    return {doc.heading{level = 3, "（" .. words.number(number) .. "）" .. heading}, nodes}
end

-- {heading, made = {node, …}} in order, of lines {heading, function(year), …}; those of one heading together.
local function tables_of(year, ...)
    local list, of = {}, {}
    for _, lines in ipairs{...} do
        for _, line in ipairs(lines) do
            local entry = of[line[1]]
            if not entry then
                entry = {line[1], made = {}}
                of[line[1]], list[#list + 1] = entry, entry
            end
            for i = 2, #line do table.insert(entry.made, line[i](year)) end
        end
    end
    return list, of
end

-- The words with the tables behind them; tables of headings without words at the end.
local function chapter(year, documents, entry, number, more)
    local title, nodes, count = entry[1], {}, 0
    local list, of = tables_of(year, {table.unpack(entry, 2)}, more or {})
    for _, part in ipairs(words_of(documents, title)) do
        local heading = part[1]
        local own = {shown(year, part[2]), heading and of[heading] and of[heading].made or false}
        if heading then
            count, of[heading] = count + 1, nil
            own = section(count, heading, own)
        end
        nodes[#nodes + 1] = own
    end
    for _, left in ipairs(list) do
        if of[left[1]] then nodes[#nodes + 1] = left.made end
    end
    return doc.section{doc.heading{level = 2, words.number(number) .. "、" .. title}, nodes}
end

local function figures_day(year) return words.date(group_year.figures_day(year.county)) end

local function preface(year, documents, edition)
    local nodes = {}
    for _, part in ipairs(words_of(documents, "前言")) do nodes[#nodes + 1] = shown(year, part[2]) end
    local basis = {}
    for i, row in ipairs(year.head.policy_basis) do basis[i] = "《" .. row.title .. "》（" .. row.doc_no .. "）" end
    local guide = year.site.texts:first{kind = "指导思想"}
    return {
        doc.heading{level = 2, "前言"}, nodes, guide and book.approved(guide) and doc.section{shift = 2, guide.body},
        doc.para{"本次评估的依据是：", words.list(basis, "，"), "，以及《" .. (year.head.plan_title or "实施方案") .. "》。"},
        doc.para{string.format("报告所列数据截至%s，由各集团的活动记录、单位名册、流动登记、资源清单逐条汇总，口径见附表。", figures_day(year)),
            edition.note},
    }
end

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
        doc.page_break{}, doc.heading{level = 1, unlisted = true, "目　录"}, doc.contents{depth = 3},
    }
end

local function back(year)
    return book.back_cover{
        url = book.address(year.head), motto = year.head.motto, note = table.concat(title_lines(year)),
        below = {year.head.leading_group, office(year) .. "　编", year.head.bureau},
    }
end

-- The chapter with its last paragraph in a class that stays with the signature: no page bears a signature alone.
local function closing(chapter)
    local count, last = 0, #chapter:find"para"
    return chapter:map(function(node)
        if node.kind ~= "para" then return nil end
        count = count + 1
        return count == last and doc.like(node, {class = "closing"}) or nil
    end)
end

-- 落款, both lines on one page.
local function signed(year, rows)
    return {doc.para{class = "signature", year.head.leading_group}, doc.para{class = "right", signed_on(year, rows)}}
end

local function group_index()
    return {
        doc.page_break{}, doc.heading{level = 1, id = "group-index", "集团索引"},
        doc.index{class = "groups"},
    }
end

-- ---- the book ------------------------------------------------------------------------------------------------------

local function tree(c, edition, site)
    local year, documents, body = county_year.of(site, edition.view, c), {}, {}
    local rows = edition.prose(site, year.county.year.key)
    for i, row in ipairs(rows) do documents[i] = sections(row) end
    for i, entry in ipairs(chapters) do body[i] = chapter(year, documents, entry, i, edition.more[entry[1]]) end
    body[#body] = closing(body[#body])
    return doc.section{
        cover(year, edition, rows), imprint(year, edition), doc.section{class = "front", makers(year, rows[1] and rows[1].reviews), contents()},
        doc.section{class = "body",
            doc.page_break{odd = true}, title(year),
            preface(year, documents, edition), body, signed(year, rows),
            annexes.all(year, edition), group_index(),
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
        classes = {closing = {role = "fang", size = 16, leading = 29, indent = 2, align = "justify", keep = 2}, signature = {role = "fang", size = 16, leading = 29, before = 29, align = "right", keep = 1}, remark = {role = "fang", size = 10.5, leading = 16, align = "justify"}},
    }
end

-- One for each school year that is told: c, the county in that year.
function evaluation.publication(edition)
    local function name(c)
        return site.county[1].name .. "幼儿园集团化办园" .. words.school_year(c.year.key) .. "总体评估报告（" .. edition.name .. "）"
    end
    return {
        id = "evaluation-" .. edition.word, prints = printed.book["evaluation-" .. edition.word],
        each = function(site) return group_year.told(site) end,
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
