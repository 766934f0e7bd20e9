-- 《贺兰县幼儿园集团化办园典型案例汇编（××学年）》, one for each school year of the county (domain §4.5).
--
-- Parts are themes, inside a part the cases stand in the order of groups; only cases through their
-- whole review are in any list, index or count (domain §5.1). Levels: 1 a part, 2 a case or another
-- text on a page of its own, 3 and below inside it.

local book = require "book"
local book_files = require "book_files"
local case_indexes = require "case_indexes"
local corrections = require "corrections"
local design = require "design"
local fields = require "model_fields"
local group_year = require "group_year"
local layout = require "layout"
local printed = require "printed"
local review = require "review"
local words = require "words"

local page_of, title_link = case_indexes.page_of, case_indexes.title_link

-- ---- which cases -----------------------------------------------------------------------------------------

-- The year's public cases, groups in the county's order.
local function cases_of(site, year)
    local list = {}
    for _, group in ipairs(book.groups(site)) do
        for _, row in ipairs(site.cases:where{group = group, school_year = year}) do
            if review.public(row) then list[#list + 1] = row end
        end
    end
    return list
end

-- {{theme, number, id, cases}, …}, themes without a case left out
local function parts_of(cases)
    local parts = {}
    for _, theme in ipairs(fields.themes) do
        local part = {theme = theme, cases = {}}
        for _, row in ipairs(cases) do
            if row.theme == theme then table.insert(part.cases, row) end
        end
        if #part.cases > 0 then
            parts[#parts + 1] = part
            part.number, part.id = "第" .. words.number(#parts) .. "编", "part-" .. #parts
        end
    end
    return parts
end

-- ---- front matter -----------------------------------------------------------------------------------------

local function editor(county) return county.leading_group .. county.leading_group_office:gsub("^领导小组", "") end

local function title_lines(county)
    return county.name .. "幼儿园集团化办园", "典型案例汇编"
end

local function full_title(county, year)
    return table.concat({title_lines(county)}) .. "（" .. words.school_year(year) .. "）"
end

local function cover(county, year)
    local above, title = title_lines(county)
    return book.cover{
        class = "slip", title = {above, title}, subtitle = words.school_year(year),
        below = {editor(county) .. "　编", county.bureau .. "　审定", "公开版　" .. words.date(site.as_of)},
    }
end

local function title_page(county, year)
    local above, title = title_lines(county)
    return book.cover{
        class = "plain", above = {above}, title = {title}, subtitle = words.school_year(year),
        below = {editor(county) .. "　编"},
    }
end

local function back(county)
    local motto = {}
    for part in (county.motto or ""):gsub("、", "\n"):gmatch("[^\n]+") do
        if #motto > 0 then motto[#motto + 1] = doc.line_break() end
        motto[#motto + 1] = part
    end
    return book.back_cover{
        url = book.address(county), motto = #motto > 0 and motto or nil, note = table.concat({title_lines(county)}),
        below = {editor(county) .. "　编", county.bureau .. "　审定"},
    }
end

-- The back of the title page.
local function imprint(county, year, cases, as_of)
    local groups = #case_indexes.groups(site, cases)
    return book.colophon{
        {"书名", full_title(county, year)}, {"编者", editor(county)}, {"审定", county.bureau},
        {"收录", string.format("%s个集团的典型案例%d篇", words.count(groups), #cases)}, {"编印日期", words.date(as_of)},
        {"说明", county.sample and "本书为样例。" .. book.sample_note},
    }
end

local function board(site, county)
    local members = {}
    for i, group in ipairs(book.groups(site)) do
        if i > 1 then members[#members + 1] = doc.line_break() end
        members[#members + 1] = group.name .. "园长"
    end
    return {
        layout.page("编写委员会", {unlisted = true}),
        book.imprint{
            {book.post"主任", county.leading_group .. "组长"}, {book.post"副主任", county.leading_group .. "副组长"},
            {book.post"委员", members}, {book.post"编辑", editor(county)}, {book.post"初审", "各集团管理办公室（兼校对）"},
            {book.post"复审", "各集团园园长"}, {book.post"终审", county.bureau},
        },
    }
end

-- 编者, alone at the end
local function is_signature(node, body)
    return node.kind == "para" and node:length() <= 8 and plain(node) == plain(body[#body])
end

local function preface(site, year)
    local row = site.prefaces:first{school_year = year}
    if not row or not book.approved(row) then return false end
    return {
        layout.page(row.title, {unlisted = true}),
        doc.section{shift = 1, book.printable(row, site):map(function(node)
            return is_signature(node, row.body) and doc.para{class = "right", plain(node)} or nil
        end)},
    }
end

local function contents()
    return {
        layout.page("目　录", {unlisted = true}), doc.contents{depth = 2},
        doc.heading{level = 3, unlisted = true, "插图"}, doc.contents{class = "figures"},
    }
end

-- ---- cases -------------------------------------------------------------------------------------------------

local function unit_names(row)
    local names = {}
    for i, unit in ipairs(row.units or {}) do names[i] = type(unit) == "string" and unit or unit["单位名称"] end
    return words.list(names)
end

-- 过程性管理 (domain §1 #54): what worked, what is the group's own, what is new.
local function process(row)
    local nodes = {}
    for _, part in ipairs{{"实效", row.effect}, {"特色", row.feature}, {"创新", row.novelty}} do
        if part[2] then nodes[#nodes + 1] = layout.labelled(part[1], part[2]) end
    end
    return nodes
end

-- 点评 behind a case: what others say of it, with who says so.
local function comments(row)
    local nodes = {}
    for _, entry in ipairs(row.comment or {}) do
        nodes[#nodes + 1] = doc.callout{class = "review", title = "点评",
            doc.para{entry.text}, entry.by and doc.para{class = "right", "——" .. entry.by}}
    end
    return nodes
end

local function abstract(row)
    return doc.callout{class = "abstract",
        layout.labelled("摘要", row.summary), layout.labelled("关键词", words.list(row.keywords, "；")),
        layout.labelled("园所", unit_names(row)), process(row),
    }
end

local function case(row)
    return doc.section{id = row._key,
        doc.page_break{opening = true},
        doc.para{class = "kicker", row.theme .. "　·　" .. row.group.name},
        doc.heading{level = 2, row.title},
        row.subtitle and doc.para{class = "subtitle", "——" .. row.subtitle},
        doc.para{class = "byline", words.list(row.authors)},
        abstract(row),
        doc.section{shift = 1, book.printable(row, site)},
        comments(row),
    }
end

local function part(entry)
    local titles, texts = {}, {}
    for i, row in ipairs(entry.cases) do
        titles[i] = {title_link(row), row.group.name, page_of(row)}
        texts[i] = case(row)
    end
    return {layout.part(entry.id, entry.number, entry.theme, titles), texts}
end

-- ---- appendix ------------------------------------------------------------------------------------------------

-- A letter as it is reprinted: its first line names whom it goes to and is not indented, its headings stand close.
local function letter(body)
    local first = body[1]
    local to = first and first.kind == "para" and plain(first):match("：$") and plain(first)
    return body:map(function(node)
        if node.kind == "para" and plain(node) == to then return doc.para{class = "flush", to} end
        return node.kind == "heading" and not node.class and doc.heading{level = node.level, id = node.id, class = "clause", plain(node)} or nil
    end)
end

local function notice(row)
    return {
        layout.page(row.kind, {level = 2, id = row._key, lead = row.title .. (row.doc_no and "（" .. row.doc_no .. "）" or "")}),
        doc.section{shift = 1, letter(book.printable(row, site))},
        doc.para{class = "right", row.issuer, "　", words.date(row.date)},
    }
end

local function public_notices(site, year)
    local list = {}
    for _, row in ipairs(site.notices:where{school_year = year, kind = "征集通知"}) do
        if row.public and book.approved(row) then list[#list + 1] = row end
    end
    return list
end

local function notices(site, year)
    local list = {}
    for i, row in ipairs(public_notices(site, year)) do list[i] = notice(row) end
    return list
end

-- 更正 of what an earlier printing or a page said of these cases.
local function mended(site, cases)
    local ids = {}
    for _, row in ipairs(cases) do ids[row.id] = true end
    return corrections.blocks(corrections.of(site, ids), layout.page("更正", {id = "corrections"}))
end

local function back_matter(site, cases, parts, year)
    local in_order = {} -- of their pages
    for _, entry in ipairs(parts) do
        for _, row in ipairs(entry.cases) do in_order[#in_order + 1] = row end
    end
    local titles = {}
    for i, entry in ipairs{{"index-figures", "收录情况"}, {"index-group", "集团索引"}, {"index-matrix", "主题与平台对照"}, {"index-keyword", "关键词索引"},
        {"index-unit", "园所索引"}} do
        titles[i] = {doc.link{href = "#" .. entry[1], entry[2]}, nil, doc.page_ref("#" .. entry[1])}
    end
    for _, row in ipairs(public_notices(site, year)) do
        titles[#titles + 1] = {doc.link{href = "#" .. row._key, row.kind}, nil, page_of(row)}
    end
    return {
        layout.part("indexes", nil, "索引与附录", titles),
        case_indexes.figures(site, cases), case_indexes.by_group(site, cases), case_indexes.matrix(cases),
        case_indexes.by_keyword(in_order), case_indexes.by_unit(site, in_order), notices(site, year), mended(site, cases),
    }
end

-- ---- the book ---------------------------------------------------------------------------------------------------

local function tree(year)
    local county = site.county[1]
    local cases = cases_of(site, year)
    local parts, body = parts_of(cases), {}
    for i, entry in ipairs(parts) do body[i] = part(entry) end
    return doc.section{
        cover(county, year), doc.page_break{odd = true}, title_page(county, year), imprint(county, year, cases, site.as_of),
        doc.section{class = "front",
            board(site, county), preface(site, year), contents(),
        },
        body, back_matter(site, cases, parts, year), back(county),
    }
end

-- School years that have cases.
local function years(site)
    local list = {}
    for _, c in ipairs(group_year.told(site)) do
        if #cases_of(site, c.year.key) > 0 then list[#list + 1] = c.year.key end
    end
    return list
end

return {
    id = "compendium", prints = printed.book.compendium,
    each = years,
    file = function(year) return book_files.compendium(year) end,
    jacket = function(year) return book_files.jacket(year) end,
    about = function(year)
        local county = site.county[1]
        return {
            title = full_title(county, year), author = editor(county), subject = "典型案例",
            keywords = "集团化办园，典型案例，" .. words.school_year(year),
        }
    end,
    design = design.compendium(),
    tree = tree,
}
