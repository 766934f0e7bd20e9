-- 典型案例 and 三个平台 on the county's hub (domain §4.1): all cases in one list that can be narrowed down, looked up by theme and
-- platform, by keyword, by year and by group; and a page for each platform.
--
--   hub_cases.gather(site, all, root)       {cases, filter, platforms, path}; nil without a case
--   hub_cases.declare(cases, pages, declare), .declare_platforms(…)

local case_filter = require "case_filter"
local case_indexes = require "case_indexes"
local fields = require "model_fields"
local pinyin = require "pinyin"
local sheet = require "sheet"
local show = require "show"
local words = require "words"

local hub_cases = {}

-- ---- the list ---------------------------------------------------------------------------------------------------

-- All cases, the latest school year's first, of one year in the county's order, as the hub lists them: without pictures, with the group they are from.
local function gathered(all)
    local list = {}
    for _, g in ipairs(all) do
        for _, case in ipairs(g.cases) do
            local row, group = case.row, g.row.short_name or g.row.name
            list[#list + 1] = {
                row = row, group = g.row,
                shown = {path = case.shown.path, title = row.title, subtitle = case.shown.subtitle, summary = row.summary, from = group,
                    label = row.theme .. (row.platform and " · " .. row.platform or ""), class = "g-" .. g.row.id},
                values = {theme = row.theme, platform = row.platform, year = words.school_year(row.school_year), group = group},
            }
        end
    end
    return sheet.latest(list, function(entry) return entry.row.school_year end)
end

local function shown_of(entries) return sheet.each(entries, function(entry) return entry.shown end) end

local function filter_of(entries)
    return case_filter.of(entries, {
        {"theme", "主题", order = fields.themes}, {"platform", "平台", order = fields.platforms}, {"year", "学年"}, {"group", "集团"},
    })
end

-- ---- looked up ----------------------------------------------------------------------------------------------------

local function with(entries, key, value)
    return shown_of(sheet.kept(entries, function(entry) return entry.values[key] == value end))
end

local function matrix(entries)
    local rows = {}
    for _, theme in ipairs(fields.themes) do
        local of_theme = sheet.kept(entries, function(entry) return entry.values.theme == theme end)
        if #of_theme > 0 then
            rows[#rows + 1] = {theme = theme, cells = sheet.each(fields.platforms, function(name) return with(of_theme, "platform", name) end)}
        end
    end
    return rows
end

local function keywords(entries)
    local shown, letters = {}, {}
    for _, entry in ipairs(entries) do shown[entry.row.id] = entry.shown end
    for _, line in ipairs(case_indexes.keywords(sheet.each(entries, function(entry) return entry.row end))) do
        local letter = pinyin.letter(line[1]) or "其他"
        local last = letters[#letters]
        if not last or last.letter ~= letter then
            last = {letter = letter, words = {}}
            letters[#letters + 1] = last
        end
        table.insert(last.words, {word = line[1], cases = sheet.each(line[2], function(row) return shown[row.id] end)})
    end
    return letters
end

local function by(entries, key)
    local list, seen = {}, {}
    for _, entry in ipairs(entries) do
        local value = entry.values[key]
        if value and not seen[value] then
            seen[value] = true
            list[#list + 1] = {id = key .. #list + 1, name = value, cases = with(entries, key, value)}
        end
    end
    return list
end

-- ---- platforms ------------------------------------------------------------------------------------------------------

-- What the groups have made of a platform, what is on its shelf, which cases tell of it.
local function platform_of(i, name, site, all, entries, root)
    local groups, things = {}, 0
    for _, g in ipairs(all) do
        local on_shelf = #sheet.kept(site.resources:where{group_id = g.row.id}, function(row)
            return row["平台"] == name and show.resource_is_public(row, site.as_of)
        end)
        things = things + on_shelf
        for _, page in ipairs(g.pages.platforms) do
            if page.row.platform == name and not site.absent(g.row.id, g.folder .. page.file) then
                groups[#groups + 1] = {name = g.row.name, title = page.title, path = g.folder .. page.file, things = on_shelf, class = "g-" .. g.row.id}
            end
        end
    end
    return {
        name = name, file = "platforms/" .. i .. ".html", path = root .. "platforms/" .. i .. ".html", groups = groups, things = things,
        shelf = "p" .. i, cases = with(entries, "platform", name),
    }
end

local function platforms(site, all, entries, root)
    local list = {}
    for i, name in ipairs(fields.platforms) do
        local entry = platform_of(i, name, site, all, entries, root)
        if #entry.groups + #entry.cases > 0 then list[#list + 1] = entry end
    end
    return #list > 0 and list or nil
end

-- ---- all of it --------------------------------------------------------------------------------------------------------

function hub_cases.gather(site, all, root)
    local entries = gathered(all)
    return {
        entries = entries, filter = filter_of(entries), platforms = platforms(site, all, entries, root), path = root .. "cases/index.html",
        index = root .. "cases/indexes.html",
    }
end

function hub_cases.declare(cases, declare)
    if #cases.entries == 0 then return end
    local groups = by(cases.entries, "group")
    declare("cases/index.html", "page/hub-cases.html", "典型案例", {
        at = "cases", cases = shown_of(cases.entries), filter = cases.filter, index = cases.index,
        intro = string.format("%s个集团，%d篇。", words.count(#groups), #cases.entries), crumbs = {{label = "典型案例"}},
    })
    declare("cases/indexes.html", "page/hub-case-indexes.html", "案例索引", {
        at = "cases", intro = "按主题与平台、关键词、学年和集团查找。", platforms = fields.platforms, matrix = matrix(cases.entries), letters = keywords(cases.entries),
        years = by(cases.entries, "year"), groups = groups,
        crumbs = {{label = "典型案例", path = cases.path}, {label = "索引"}},
    })
end

function hub_cases.declare_platforms(cases, bureau, shelf, declare)
    for i, platform in ipairs(cases.platforms or {}) do
        local before, after = cases.platforms[i - 1], cases.platforms[i + 1]
        declare(platform.file, "page/hub-platform.html", platform.name, {
            at = "platforms", intro = "各集团怎么做，可以借什么，有哪些案例。", bureau = bureau, platform = platform, shelf = shelf, previous = before, following = after,
            crumbs = {{label = "三个平台"}, {label = platform.name}},
        })
    end
end

return hub_cases
