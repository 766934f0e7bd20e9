-- The web handbook: what its pages show, and which there are (domain §4.6, §5.7).
--
--   handbook_pages.gather(site, group, folder)   the versions of a group, read once; nil when none is adopted:
--       the version in force, else the newest: {row, slip, chapters, shown, effective, filing, paths, versions = {all of them}}
--   handbook_pages.cite(book, body)               body of another document, its 手册第十二条 as links
--   handbook_pages.declare(book, group, declare, asset)  all pages, and the books that they offer; declare(path, template, title, data)
--                                                 as in templates/site.lua
--
-- The version in force stands in handbook/, every other in handbook/v1.1/: a page for each chapter, the full text, and a
-- comparison with the version before it where that is kept. All of a version's pages say which it is; those that no
-- longer hold say so and lead to the one that does.

local articles = require "articles"
local comparison = require "comparison"
local handbooks = require "handbooks"
local references = require "references"
local show = require "show"
local standard = require "standard"
local words = require "words"

local handbook_pages = {}

-- ---- the group's own standard -----------------------------------------------------------------------------

-- The indicators of the last school year that has some, under their domains (domain §1 #57); nil when there are none.
local function standard_of(site, group)
    local rows, year = site.group_indicators:where{group_id = group.id}, nil
    for _, row in ipairs(rows) do year = (not year or row.school_year > year) and row.school_year or year end
    if not year then return nil end
    local own = {}
    for _, row in ipairs(rows) do
        if row.school_year == year then own[#own + 1] = row end
    end
    local shown = standard.of(own, "way")
    shown.year = words.school_year(year)
    return shown
end

-- ---- a version, read once ---------------------------------------------------------------------------------

-- Where each article of a version stands: {[number] = chapter entry}.
local function index_articles(chapters)
    local of = {}
    for _, chapter in ipairs(chapters) do
        for _, article in ipairs(articles.read(chapter.marked)) do
            if article.number then of[article.number] = chapter end
        end
    end
    return of
end

local function fragment_of(found, chapter)
    if found.unit == "章" then return "#" .. chapter.id end
    return "#tiao-" .. found.number .. (found.paragraph and found.paragraph > 1 and "-" .. found.paragraph or "")
end

-- Addresses of references: on the page of everything, and on the page of one chapter.
local function linker(volume, here)
    return function(found)
        local chapter = volume.article_chapter[found.number]
        if found.unit == "章" then chapter = volume.chapter_of[found.number] end
        if not chapter then return nil end
        local fragment = fragment_of(found, chapter)
        if not here or chapter == here then return fragment end
        return "/" .. chapter.row._file .. (found.unit == "章" and "" or fragment)
    end
end

local function chapter_entry(folder, i, row)
    local body, first, last = articles.mark(row.body)
    local number = row.chapter or i
    return {
        number = "第" .. words.number(number) .. "章", value = number, title = row.title, id = "zhang-" .. number,
        path = string.format("%s%02d.html", folder, i), marked = body, range = articles.range(first, last), row = row,
    }
end

local function read_chapters(site, volume)
    volume.chapters, volume.chapter_of = {}, {}
    for i, row in ipairs(handbooks.chapters(site, volume.row)) do
        local chapter = chapter_entry(volume.folder, i, row)
        volume.chapters[i], volume.chapter_of[chapter.value] = chapter, chapter
    end
    volume.article_chapter = index_articles(volume.chapters)
    for _, chapter in ipairs(volume.chapters) do
        chapter.body = references.link(chapter.marked, linker(volume, chapter))
        chapter.body_in_all = references.link(chapter.marked, linker(volume, nil))
    end
end

local function slip_of(row, group)
    local rest = row.title:sub(1, #group.name) == group.name and row.title:sub(#group.name + 1) or ""
    return rest ~= "" and {group.name, rest} or {row.title}
end

-- A printed form of a version, as pages offer it: made in pdf/, and in the site's own folder too.
local function printed_form(folder, book, label) return {book = book, path = folder .. book:match("[^/]*$"), label = label} end

local function volume_of(site, group, row, list, folder)
    local state = handbooks.state(list, row, site.as_of)
    local volume = {
        row = row, folder = folder, state = state, slip = slip_of(row, group), shown = handbooks.shown(row),
        effective = words.date(row.effective_date), version_date = words.date(row.version_date), filing = show.filing(row),
    }
    volume.paths = {index = folder .. "index.html", all = folder .. "all.html"}
    read_chapters(site, volume)
    if not handbooks.is_internal(row) then
        volume.paths.pdf = printed_form(folder, handbooks.file(site, row), "管理手册（" .. volume.shown .. "）")
    end
    local before = handbooks.before(list, row)
    if before then
        volume.paths.comparison_pdf = printed_form(folder, handbooks.comparison_file(site, row), "条文对照表")
        volume.comparison = comparison.of(site, before, row)
        volume.paths.comparison = folder .. "comparison.html"
    end
    return volume
end

-- What pages of a version that is not in force say on top, and where its arrow leads.
local function banner_of(volume, main)
    local current = main ~= volume and main.state == "current" and main or nil
    local banner = current and {shown = current.shown .. "，" .. current.effective .. "起施行", path = current.paths.index} or {}
    if volume.state == "superseded" then
        banner.text = current and "已废止，现行版本 → " or "已废止"
    elseif volume.state == "coming" then
        banner.text = "尚未施行，自" .. volume.effective .. "起施行" .. (current and "；现行版本 → " or "")
    else
        return nil
    end
    return banner
end

-- What every page of a version shows of it.
local function edition_of(volume, main)
    return {
        shown = volume.shown, effective = volume.effective, version_date = volume.version_date, filing = volume.filing,
        paths = volume.paths, banner = banner_of(volume, main),
    }
end

function handbook_pages.gather(site, group, folder)
    local list = handbooks.printed(site, group.id)
    local main_row = handbooks.in_force(list, site.as_of) or list[#list]
    if not main_row then return nil end
    local book, versions = nil, {}
    for i, row in ipairs(list) do
        local at = folder .. "handbook/" .. (row ~= main_row and handbooks.folder(row) .. "/" or "")
        versions[i] = volume_of(site, group, row, list, at)
        if row == main_row then book = versions[i] end
    end
    book.standard = standard_of(site, group)
    book.paths.standard = book.standard and book.folder .. "standard.html"
    for _, volume in ipairs(versions) do volume.edition = edition_of(volume, book) end
    book.versions = versions
    return book
end

function handbook_pages.cite(book, body)
    if not book then return body end
    local href_of = linker(book, {})
    return references.link(body, function(found, text) return references.cites(text, found) and href_of(found) or nil end)
end

-- ---- pages --------------------------------------------------------------------------------------------------

-- The list of changes; where the text of a version is kept, its number leads there.
local function change_entries(rows, versions)
    local at, list = {}, {}
    for _, volume in ipairs(versions) do at[volume.row.version] = volume.paths.index end
    for i, row in ipairs(rows or {}) do
        list[i] = {version = row.version, date = words.date(row.date), clause = row.clause, content = row.content, basis = row.basis,
            path = at[row.version]}
    end
    return list
end

local function other_versions(volume, versions)
    local list = {}
    for i = #versions, 1, -1 do
        local other = versions[i]
        if other ~= volume then list[#list + 1] = {shown = other.shown, effective = other.effective, path = other.paths.index, state = other.state} end
    end
    return list
end

local function shown_entry(entry)
    local name = entry.new and entry.new.name or entry.old and entry.old.name
    local former = entry.renumbered and entry.old.name and "原" .. entry.old.name or nil
    return {
        kind = entry.kind, label = comparison.label(entry), name = name or entry.chapter, chapter = name and entry.chapter or nil,
        former = former, number = entry.new and entry.new.number, blocks = entry.blocks or {}, why = entry.why,
    }
end

-- Changed articles with the page that each stands on.
local function comparison_data(volume, before)
    local result, entries = volume.comparison, {}
    for _, entry in ipairs(result.entries) do
        if entry.kind ~= "kept" then
            local shown = shown_entry(entry)
            local chapter = shown.number and volume.article_chapter[shown.number]
            shown.path = chapter and chapter.path .. "#tiao-" .. shown.number
            shown.id = "dui-" .. #entries + 1
            entries[#entries + 1] = shown
        end
    end
    return {
        old = {shown = before.shown, effective = before.effective, path = before.paths.index}, entries = entries,
        summary = comparison.summary(result), kept = comparison.kept(result), shifts = comparison.shift_lines(result),
    }
end

-- Of its whole text, in characters.
local function length_of(volume)
    local length = volume.row.body:length()
    for _, chapter in ipairs(volume.chapters) do length = length + chapter.row.body:length() end
    return length
end

local function declare_volume(volume, book, group, declare, asset)
    local under = volume == book and "handbook/" or "handbook/" .. handbooks.folder(volume.row) .. "/"
    local suffix = volume == book and "" or "（" .. volume.shown .. "）"
    local home = {label = "手册", path = book.paths.index}
    local version = volume ~= book and {label = volume.shown, path = volume.paths.index} or nil
    local function page(path, template, title, data, last)
        data.edition, data.handbook, data.group, data.chapters, data.at = volume.edition, volume.row, group, volume.chapters, "handbook"
        data.unlisted = volume.state == "superseded" -- readers come to old rules from the new ones, not from a search engine
        data.unsearched = volume.state == "superseded" or path == "all.html" or path == "comparison.html" -- else found twice
        data.crumbs = last and (version and {home, version, {label = last}} or {home, {label = last}})
            or (version and {home, {label = volume.shown}} or {{label = "手册"}})
        return declare(under .. path, template, title .. suffix, data)
    end
    page("index.html", "page/handbook.html", "管理手册", {
        intro = string.format("%s，%s起施行，共%s章。", volume.shown, volume.edition.effective, words.count(#volume.chapters)),
        after_books = true, of = volume.row, slip = volume.slip, changes = change_entries(volume.row.changes, book.versions),
        others = other_versions(volume, book.versions),
    })
    for i, chapter in ipairs(volume.chapters) do
        page(string.format("%02d.html", i), "page/chapter.html", chapter.number .. " " .. chapter.title, {
            about = {title = volume.row.title .. "·" .. chapter.title, date = volume.row.effective_date, read = chapter.row, verb = "起施行"},
            of = chapter.row, chapter = chapter, previous = volume.chapters[i - 1], following = volume.chapters[i + 1],
        }, chapter.number)
    end
    page("all.html", "page/handbook-all.html", "管理手册全文", {
        intro = "各章条文在一页读完。", after_books = "first",
        about = {title = volume.row.title, date = volume.row.effective_date, read = volume.row, verb = "起施行", length = length_of(volume)},
    }, "全文") -- no book is offered here: the register of releases asks for this page
    if volume.standard then page("standard.html", "page/handbook-standard.html", "办园质量评估标准", {intro = "各项指标的考核要点和分值。", standard = volume.standard}, "附件") end
    for i, other in ipairs(book.versions) do
        if other == volume and volume.comparison then
            page("comparison.html", "page/handbook-comparison.html", "条文对照", {intro = "修订了哪些条文，逐字对照。", compared = comparison_data(volume, book.versions[i - 1]), after_books = true},
                "条文对照")
        end
    end
    for _, file in pairs{volume.paths.pdf, volume.paths.comparison_pdf} do asset{book = file.book, path = file.path, scope = group.id} end
end

function handbook_pages.declare(book, group, declare, asset)
    if not book then return end
    for _, volume in ipairs(book.versions) do declare_volume(volume, book, group, declare, asset) end
end

return handbook_pages
