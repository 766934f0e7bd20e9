-- 典型案例 on a group's site (domain §4.2): a list that can be narrowed down, and a page for each case.
--
--   group_cases.filter(g)                   choices for the list, with their style rules; nil: none
--   group_cases.declare(g, site, declare)
--
-- Only cases through their review; the address of one that was taken back says so.

local cards = require "cards"
local case_filter = require "case_filter"
local fields = require "model_fields"
local reading = require "reading"
local review = require "review"
local show = require "show"
local words = require "words"

local group_cases = {}

local function unit_name(unit) return type(unit) == "string" and unit or unit["单位名称"] end

-- What is asked of a case: theme, platform, year, kindergartens.
function group_cases.values(case)
    local units = {}
    for i, unit in ipairs(case.row.units or {}) do units[i] = unit_name(unit) end
    return {theme = case.row.theme, platform = case.row.platform, year = words.school_year(case.row.school_year), unit = units}
end

function group_cases.filter(g)
    local entries, names = {}, {}
    for i, case in ipairs(g.cases) do entries[i] = {shown = case.shown, values = group_cases.values(case)} end
    for i, unit in ipairs(g.units) do names[i] = unit.name end
    return case_filter.of(entries, {
        {"theme", "主题", order = fields.themes}, {"platform", "平台", order = fields.platforms}, {"year", "学年"}, {"unit", "实施园所", order = names},
    })
end

-- ---- a case ---------------------------------------------------------------------------------------------------

-- How much two cases have to do with each other.
local function nearness(a, b)
    local score = (a.theme == b.theme and 3 or 0) + (a.platform ~= nil and a.platform == b.platform and 2 or 0)
    local known = {}
    for _, word in ipairs(a.keywords or {}) do known[word] = true end
    for _, word in ipairs(b.keywords or {}) do score = score + (known[word] and 2 or 0) end
    return score
end

local related = 2

-- The nearest of the group's other cases, those that follow in the list first among equals.
local function related_to(g, i)
    local list = {}
    for step = 1, #g.cases - 1 do
        local case = g.cases[(i - 1 + step) % #g.cases + 1]
        list[step] = {shown = case.shown, near = nearness(g.cases[i].row, case.row), step = step}
    end
    table.sort(list, function(a, b) return a.near > b.near or (a.near == b.near and a.step < b.step) end)
    local shown = {}
    for k = 1, math.min(related, #list) do shown[k] = list[k].shown end
    return shown
end

local function units_of(g, row)
    local list = {}
    for k, unit in ipairs(row.units or {}) do
        local id = type(unit) == "string" and unit or unit["单位编号"]
        list[k] = {name = unit_name(unit), path = g.path_of_unit[id] or g.paths.members}
    end
    return list
end

-- 实效、特色、创新, as far as they are told.
local function merits_of(row)
    local list = {}
    for _, part in ipairs{{"实效", row.effect}, {"特色", row.feature}, {"创新", row.novelty}} do
        if part[2] then list[#list + 1] = {name = part[1], text = part[2]} end
    end
    return list
end

local function case_data(g, i)
    local row = g.cases[i].row
    local read = reading.of(g.frame, g.folder .. "cases/" .. row.id .. ".html", row, row.title, g.row.name, row.published or row.submitted)
    local before, after = g.cases[i - 1], g.cases[i + 1]
    return {
        at = "cases", of = row, case = row, card = cards.path(g.folder, row.id), units = units_of(g, row), others = related_to(g, i),
        previous = before and before.shown, following = after and after.shown,
        reviews = show.reviews(row), merits = merits_of(row), comments = row.comment or {},
        byline = words.list(row.authors), keywords = words.list(row.keywords, "；"), promotes = words.list(row.promotes),
        reading = read,
        description = row.summary,
        about = {title = row.title, summary = row.summary, date = row.published or row.submitted, modified = read.changed, authors = row.authors, keywords = row.keywords},
        crumbs = {{label = "案例", path = g.paths.cases}, {label = row.theme}},
    }
end

local function shown_cases(g)
    local list = {}
    for i, case in ipairs(g.cases) do list[i] = case.shown end
    return list
end

function group_cases.declare(g, site, declare)
    declare("cases/index.html", "page/cases.html", "典型案例", {
        at = "cases", group = g.row, cases = shown_cases(g), filter = g.filter,
        crumbs = {{label = "案例"}}, intro = string.format("%d篇。", #g.cases),
    })
    for i, case in ipairs(g.cases) do
        declare("cases/" .. case.row.id .. ".html", "page/case.html", case.row.title, case_data(g, i))
    end
    for _, row in ipairs(site.cases:where{group = g.row}) do
        if review.withdrawn(row) then
            declare("cases/" .. row.id .. ".html", "page/withdrawn.html", "已撤回", {at = "cases", withdrawn = true, unlisted = true, description = "这一页已撤回"})
        end
    end
end

return group_cases
