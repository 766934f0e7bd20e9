-- 年度报告 by year on a group's site and on the hub (domain §4.1, §4.2, §5.5): each whole as a page, tables and all, for phones
-- that would download a PDF, and the PDF with its pages and size; what else is printed; which evaluations are over.
--
--   report_archive.of_group(g, site)          {years, prints, stages, praise, path}; nil when there is nothing
--   report_archive.of_county(site, all, root) {years, prints, path}; nil …
--   report_archive.declare_group(archive, g, site, declare, asset), .declare_county(archive, pages, declare, asset)
--
-- Only reports through their review; of evaluations what was done when, and praise that the bureau made public: no result,
-- no score, no grade (§3.10). Books stand in the site's own folder too, so that it can be copied out alone.

local book_files = require "book_files"
local group_year = require "group_year"
local printed = require "printed"
local review = require "review"
local sheet = require "sheet"
local show = require "show"
local words = require "words"

local report_archive = {}

-- A book as a page offers it: where it is made, and where the site has it.
local function file_of(folder, book, label)
    return {book = book, path = folder .. "reports/" .. book:match("[^/]*$"), label = label}
end

local function is_annual(row) return row.kind == nil or row.kind == "年度报告" end

-- Keys of the school years that books are made for, the newest first, which is the present one; id: of a group.
local function years_told(site, id) return sheet.each(group_year.told(site, id), function(c) return c.year.key end) end

local function holds(list, key)
    for _, other in ipairs(list) do
        if other == key then return true end
    end
    return false
end

local function by_year(list)
    table.sort(list, function(a, b) return a.key > b.key end)
    return list
end

-- What stands behind a report: how it is called, what it has, and behind what.
local of_group = {kind = "附录", title = "总表、清单和口径", intro = "活动总表、资源清单、大事记、指标口径和单位索引。", behind = "年度报告"}
local of_county = {kind = "附表", title = "各集团概览和口径", intro = "各集团概览、活动统计、备案文号和指标口径。", behind = "总体评估报告"}

-- A year's report: its text and, of the year that books are made for, its PDF and what stands behind it.
local function entry_of(row, folder, book, label, annex)
    local file = "reports/" .. row.school_year
    return {
        key = row.school_year, year = words.school_year(row.school_year), row = row, title = row.title, file = file .. ".html",
        path = folder .. file .. ".html", pdf = book and file_of(folder, book, label),
        annexes = book and folder .. file .. "-annexes.html", annex = annex,
    }
end

-- ---- a group ---------------------------------------------------------------------------------------------------

local function reports_of(g, site, told)
    local rows = sheet.kept(site.reports:where{group_id = g.row.id}, function(row) return is_annual(row) and review.public(row) end)
    return by_year(sheet.each(rows, function(row)
        local is_told = holds(told, row.school_year)
        return entry_of(row, g.folder, is_told and book_files.annual(g.row.id, row.school_year) or nil, "年度报告（公开版）", of_group)
    end))
end

-- Calendars of earlier years stay.
local function calendars(folder, id, told, label)
    return sheet.each(told, function(key, i)
        return file_of(folder, book_files.calendar(id, key), label .. (i > 1 and "（" .. words.school_year(key) .. "）" or ""))
    end)
end

local function prints_of(g, told)
    local id, list = g.row.id, {}
    list[1] = file_of(g.folder, book_files.resources(id), "资源共享清单")
    for _, file in ipairs(calendars(g.folder, id, told, "活动日历")) do list[#list + 1] = file end
    list[#list + 1] = file_of(g.folder, book_files.sheet(id, "leaflet"), "折页")
    list[#list + 1] = file_of(g.folder, book_files.sheet(id, "poster"), "海报")
    return list
end

-- Evaluations that are over and may be told, by the day.
local function stages_of(g, site)
    local list = sheet.kept(site.milestones:where{group_id = g.row.id}, function(row)
        return row["公开"] == true and row["完成日期"] ~= nil and row["完成日期"] <= site.as_of
    end)
    return sheet.each(list, function(row) return {name = row["类别"], date = row["完成日期"], day = words.date(row["完成日期"])} end)
end

-- 主要成绩 as sentences, of years that the bureau made public.
local function praise_of(g, site)
    local list = sheet.kept(site.evaluations, function(row) return row.group == g.row and row["公开"] == true end)
    return sheet.each(list, function(row)
        local points = {}
        for point in row["主要成绩"]:gsub("；", "\n"):gmatch("[^\n]+") do points[#points + 1] = point end
        return {year = words.school_year(row.school_year), points = points}
    end)
end

function report_archive.of_group(g, site)
    local told = years_told(site, g.row.id)
    local archive = {
        years = reports_of(g, site, told), prints = #told > 0 and prints_of(g, told) or {}, stages = stages_of(g, site), praise = praise_of(g, site),
        path = g.folder .. "reports/index.html",
    }
    return #archive.years + #archive.prints + #archive.stages + #archive.praise > 0 and archive or nil
end

-- ---- the county ------------------------------------------------------------------------------------------------

local function groups_with(all, key)
    local list = {}
    for _, g in ipairs(all) do
        for _, entry in ipairs(g.archive and g.archive.years or {}) do
            if entry.key == key and not site.absent(g.row.id, entry.path) then list[#list + 1] = {name = g.row.name, path = entry.path, class = "g-" .. g.row.id} end
        end
    end
    return list
end

local function keys_of(all, rows)
    local seen, list = {}, {}
    local function add(key)
        if not seen[key] then seen[key], list[#list + 1] = true, {key = key, year = words.school_year(key)} end
    end
    for key in pairs(rows) do add(key) end
    for _, g in ipairs(all) do
        for _, entry in ipairs(g.archive and g.archive.years or {}) do add(entry.key) end
    end
    return by_year(list)
end

function report_archive.of_county(site, all, root)
    local told, rows = years_told(site), {}
    for _, row in ipairs(site.evaluation_texts) do
        if review.public(row) then rows[row.school_year] = row end
    end
    local years, with_cases = keys_of(all, rows), {}
    for _, g in ipairs(all) do
        for _, case in ipairs(g.cases) do with_cases[case.row.school_year] = true end
    end
    for _, year in ipairs(years) do
        local row = rows[year.key]
        year.groups = groups_with(all, year.key)
        year.report = row and entry_of(row, root, holds(told, year.key) and book_files.evaluation(year.key) or nil, "总体评估报告（公开版）", of_county)
        year.cases = with_cases[year.key] and holds(told, year.key) and file_of(root, book_files.compendium(year.key), "典型案例汇编") or nil
    end
    local prints = calendars(root, "county", told, "全县活动日历")
    return #years > 0 and {years = years, prints = prints, path = root .. "reports/index.html"} or nil
end

-- ---- pages -----------------------------------------------------------------------------------------------------

local function take(asset, file, scope)
    if file then asset{book = file.book, path = file.path, scope = scope} end
end

-- A year's report: whole and with a page for its annexes where the book of its year is made of tables (group: whose, nil of the county),
-- else its words.
local function declare_text(entry, previous, following, at, above, declare, group)
    local row, crumb = entry.row, {label = "年度报告", path = above}
    local prints = not group and entry.annexes and printed.book["evaluation-public"] or nil -- what the book prints
    declare(entry.file, entry.annexes and "page/report-whole.html" or "page/report.html", entry.title, {
        at = at, of = row, report = row, entry = entry, previous = previous, following = following, after_books = true, group = group,
        reviews = show.steps(row.reviews), prints = prints,
        bound = entry.annexes ~= nil, about = {title = entry.title, date = review.published(row), read = row},
        crumbs = {crumb, {label = entry.year}},
    })
    if not entry.annexes then return end
    declare(entry.annexes:match("reports/.*$"), "page/report-annexes.html", entry.title .. entry.annex.kind, {
        at = at, report = row, entry = entry, after_books = true, group = group, prints = prints,
        intro = entry.annex.intro, crumbs = {crumb, {label = entry.year, path = entry.path}, {label = entry.annex.kind}},
    })
end

function report_archive.declare_group(archive, g, declare, asset)
    declare("reports/index.html", "page/reports.html", "年度报告", {
        at = "about", intro = "按学年编列，有网页和PDF。", group = g.row, archive = archive, after_books = true,
        crumbs = {{label = "概况", path = g.paths.about}, {label = "年度报告"}},
    })
    for i, entry in ipairs(archive.years) do
        declare_text(entry, archive.years[i + 1], archive.years[i - 1], "about", archive.path, declare, g.row)
        take(asset, entry.pdf, g.row.id)
    end
    for _, file in ipairs(archive.prints) do take(asset, file, g.row.id) end
end

function report_archive.declare_county(archive, bureau, declare, asset)
    declare("reports/index.html", "page/hub-reports.html", "年度报告", {
        at = "reports", intro = "总体评估报告、案例汇编和各集团年度报告，按学年编列。", bureau = bureau, archive = archive, after_books = true, crumbs = {{label = "年度报告"}},
    })
    for _, year in ipairs(archive.years) do
        if year.report then declare_text(year.report, nil, nil, "reports", archive.path, declare) end
        take(asset, year.report and year.report.pdf)
        take(asset, year.cases)
    end
    for _, file in ipairs(archive.prints) do take(asset, file) end
end

return report_archive
