-- 《××集团管理手册》 as a book (domain §4.6): what its editions share.
--
--   handbook_book.publication(edition, get_site)   what a template returns: edition = {id, audience = nil or "internal",
--                                                  modes = {["电子版"] = true, …}: which print modes it makes}
--
-- One book for each version that is kept: the one in force, and older ones, whose pages say on every foot that they are
-- repealed. Chapters run on, as regulations do; every article is a place, #tiao-12, and what refers to it a link. Behind
-- them the forms that the articles speak of, blank, and an index of subjects.
--
-- Print modes: 电子版 for screens; 公文 on the page of official documents; 内部资料 and 正式出版 must say what the law wants of
-- them, and are not made when it is missing. 印刷版 is any of them with --print press.

local articles = require "articles"
local book = require "book"
local design = require "design"
local handbook_forms = require "handbook_forms"
local handbook_index = require "handbook_index"
local handbook_modes = require "handbook_modes"
local handbooks = require "handbooks"
local layout = require "layout"
local references = require "references"
local show = require "show"
local words = require "words"

local handbook_book = {}

-- ---- what is known about a version --------------------------------------------------------------------

-- The title without the group's name before it: 管理手册.
local function short_title(row)
    local name = row.group.name
    local rest = row.title:sub(1, #name) == name and row.title:sub(#name + 1) or ""
    return rest ~= "" and rest or row.title
end

local function effective(row) return words.date(row.effective_date) .. "起施行" end

-- {state, line}: what a version that is not in force says of itself
local function standing(row, site)
    local list = handbooks.printed(site, row.group.id)
    local state, current = handbooks.state(list, row, site.as_of), handbooks.in_force(list, site.as_of)
    if state == "superseded" then
        return {state = state, line = "已废止，现行版本 → " .. handbooks.shown(current)}
    end
    return {state = state, line = state == "coming" and "尚未施行，自" .. effective(row) or nil}
end

-- 第十二条 and its text: an em between them, as regulations are printed, whatever the author typed.
local function spaced(node)
    if not articles.number(node) or not node[2] or node[2].kind ~= "text" then return nil end
    local rest = {}
    for i = 3, #node do rest[#rest + 1] = node[i] end
    return doc.like(node, {node[1], doc.like(node[2], {text = "　" .. node[2].text:gsub("^[ 　]+", "")}), rest})
end

-- {number, title, id, row, body, range, articles}
local function chapter_of(i, row)
    local body, first, last = articles.mark(book.printable(row, site))
    local number = row.chapter or i
    return {
        number = "第" .. words.number(number) .. "章", value = number, title = row.title, id = "zhang-" .. number, row = row,
        body = body, range = articles.range(first, last), articles = articles.read(body),
    }
end

-- Where references lead: only to what is there; the checks have told of the rest.
local function linker(chapters)
    local places = {}
    for _, chapter in ipairs(chapters) do
        places[chapter.id] = true
        for _, article in ipairs(chapter.articles) do
            for k = 1, article.number and article.paragraphs or 0 do places["tiao-" .. article.number .. "-" .. k] = true end
            if article.number then places["tiao-" .. article.number] = true end
        end
    end
    return function(found)
        local id = found.unit == "章" and "zhang-" .. found.number or "tiao-" .. found.number
        if (found.paragraph or 1) > 1 then id = id .. "-" .. found.paragraph end
        return places[id] and "#" .. id or nil
    end
end

local function chapters_of(row, site)
    local list = {}
    for i, chapter in ipairs(handbooks.chapters(site, row)) do list[i] = chapter_of(i, chapter) end
    local href_of = linker(list)
    for _, chapter in ipairs(list) do
        chapter.body = references.link(chapter.body, href_of):map(function(node) return node.kind == "para" and spaced(node) or nil end)
    end
    return list
end

-- ---- front matter -----------------------------------------------------------------------------------------

local function cover(row, mode, stand)
    local group = row.group
    local below = {effective(row), "备案号：" .. show.filing(row), group.name .. "管理办公室　编印"}
    if stand.line then table.insert(below, 1, stand.line) end
    for _, line in ipairs(mode.cover_lines(row)) do below[#below + 1] = line end
    return book.cover{
        class = mode.cover, emblem = book.emblem(group), emblem_alt = group.name .. "标志",
        title = {group.name, short_title(row)}, subtitle = handbooks.shown(row), below = below,
    }
end

local function title_page(row)
    return book.cover{
        class = "plain", above = {row.group.name}, title = {short_title(row)},
        subtitle = handbooks.shown(row) .. "　" .. effective(row), below = {row.group.name .. "管理办公室　编"},
    }
end

-- The back of the title page.
local function imprint(row, mode, stand)
    local group = row.group
    local rows = {
        {"书名", row.title}, {"版本", handbooks.shown(row) .. "，" .. words.date(row.version_date) .. "修订"},
        {"施行", words.date(row.effective_date) .. "起"}, {"效力", stand.line}, {"通过", row.adopted_by},
        {"备案", show.filing(row) .. (row.filed_no and row.filed_date and "，" .. words.date(row.filed_date) or "")},
        {"编印", mode.prints_maker and group.name .. "管理办公室"}, {"使用", row.audience},
    }
    table.move(mode.imprint(row), 1, #mode.imprint(row), #rows + 1, rows)
    rows[#rows + 1] = {"联系", group.public_contact}
    rows[#rows + 1] = {"说明", row.sample and "本手册为样例。" .. book.sample_note}
    return book.colophon(rows)
end

local function front(row, mode)
    local changes = book.changes(row.changes)
    return doc.section{class = "front",
        mode.preface and {layout.page("前　言", {unlisted = true}), book.printable(row, site)},
        changes and {mode.preface and doc.heading{level = 2, unlisted = true, "修订记录"} or layout.page("修订记录", {unlisted = true}), changes},
        layout.page("目　录", {unlisted = true}), doc.contents{depth = 1},
    }
end

local function back(row, site)
    local group = row.group
    return book.back_cover{
        url = book.address(site.county[1], group.site_path and group.site_path .. "handbook/"), motto = group.motto,
        note = group.name, below = {"联系：" .. group.public_contact, handbooks.shown(row) .. "　以网上公布的现行版本为准"},
        emblem = book.emblem(group), emblem_alt = group.name .. "标志",
    }
end

-- ---- chapters and index ------------------------------------------------------------------------------------

local function chapter(entry)
    return doc.section{id = entry.row._key,
        layout.numbered(1, entry.id, entry.number .. "　", entry.title),
        entry.range ~= "" and doc.para{class = "lead", entry.range}, entry.body,
    }
end

-- 第十二条（6）、第十四条（7）
local function index_places(entry)
    local places = {}
    for _, number in ipairs(entry.articles) do
        places[#places + 1] = {doc.link{href = "#tiao-" .. number, articles.name(number)}, "（", doc.page_ref("#tiao-" .. number), "）"}
    end
    for _, part in ipairs(entry.chapters) do
        places[#places + 1] = {doc.link{href = "#" .. part.id, part.number}, "（", doc.page_ref("#" .. part.id), "）"}
    end
    local shown = {}
    for i, place in ipairs(places) do shown[#shown + 1] = {i > 1 and "、" or false, place} end
    return shown
end

local function subject_index(chapters)
    local lines = {}
    for i, entry in ipairs(handbook_index.entries(chapters)) do
        lines[i] = doc.para{class = "entry", doc.strong{entry.subject}, "　", index_places(entry)}
    end
    if #lines == 0 then return false end
    return {
        layout.page("条文主题索引", {id = "subjects", lead = "按主题的拼音排列，列出讲到它的条文；括号里是页码。"}),
        doc.columns{count = 2, lines},
    }
end

-- ---- the book ------------------------------------------------------------------------------------------------

local function tree(row, site)
    local mode, stand, chapters, body = handbook_modes.of(row), standing(row, site), chapters_of(row, site), {}
    for i, entry in ipairs(chapters) do body[i] = chapter(entry) end
    local odd = mode.sides
    return doc.section{
        cover(row, mode, stand), mode.title_page and {doc.page_break{odd = odd}, title_page(row)}, imprint(row, mode, stand),
        front(row, mode), doc.page_break{odd = odd}, mode.opening(row), not mode.preface and book.printable(row, site), body,
        handbook_forms.pages(row.group, mode.room), subject_index(chapters), mode.back and back(row, site),
    }
end

local function design_of(row, site)
    local mode, stand = handbook_modes.of(row), standing(row, site)
    local d = mode.design(row, design)
    d.foot = handbooks.shown(row) .. "　" .. effective(row) .. (stand.line and "　" .. stand.line or "")
    return d
end

function handbook_book.publication(edition, get_site)
    return {
        id = edition.id,
        each = function(site)
            local list = {}
            for _, group in ipairs(book.groups(site)) do
                for _, row in ipairs(handbooks.printed(site, group.id)) do
                    if edition.modes[row.print_mode] then list[#list + 1] = row end
                end
            end
            return list
        end,
        file = function(row) return handbooks.file(get_site(), row) end,
        scope = function(row) return row.group.id end,
        audience = edition.audience,
        about = function(row)
            return {
                title = row.title .. "（" .. handbooks.shown(row) .. "）", author = row.group.name,
                subject = effective(row), keywords = "管理手册，集团化办园，" .. row.group.name,
            }
        end,
        check = function(row, report) handbook_modes.of(row).check(row, report) end,
        design = function(row) return design_of(row, get_site()) end,
        tree = function(row) return tree(row, get_site()) end,
    }
end

return handbook_book
