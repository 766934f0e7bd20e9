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

local related = 2
local looked_at = 100 -- followers in the list, so that ten times the cases take ten times as long

-- What is compared of the group's cases, read once: fields of a row, and its keywords by themselves.
local function traits_of(g)
    local traits = {}
    for i, case in ipairs(g.cases) do
        local keywords = case.row.keywords or {}
        local known = {}
        for _, word in ipairs(keywords) do known[word] = true end
        traits[i] = {theme = case.row.theme, platform = case.row.platform, keywords = keywords, known = known, shown = case.shown}
    end
    return traits
end

-- How much two cases have to do with each other.
local function nearness(a, b)
    local score = (a.theme == b.theme and 3 or 0) + (a.platform ~= nil and a.platform == b.platform and 2 or 0)
    for _, word in ipairs(b.keywords) do score = score + (a.known[word] and 2 or 0) end
    return score
end

-- The nearest of the cases that follow in the list, from its end on at its beginning; the first among equals.
local function related_to(traits, i)
    local best = {}
    for step = 1, math.min(#traits - 1, looked_at) do
        local other = traits[(i - 1 + step) % #traits + 1]
        local near, place = nearness(traits[i], other), #best + 1
        while place > 1 and near > best[place - 1].near do place = place - 1 end
        if place <= related then
            table.insert(best, place, {shown = other.shown, near = near})
            best[related + 1] = nil
        end
    end
    for k, one in ipairs(best) do best[k] = one.shown end
    return best
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

local function case_data(g, traits, i)
    local row = g.cases[i].row
    local published = review.published(row, row.published)
    local read = reading.of(g.frame, g.folder .. "cases/" .. row.id .. ".html", row, row.title, g.row.name, published)
    local before, after = g.cases[i - 1], g.cases[i + 1]
    return {
        at = "cases", of = row, case = row, card = cards.path(g.folder, row.id), units = units_of(g, row), others = related_to(traits, i),
        previous = before and before.shown, following = after and after.shown,
        reviews = show.reviews(row), merits = merits_of(row), comments = row.comment or {},
        byline = words.list(row.authors), keywords = words.list(row.keywords, "；"), promotes = words.list(row.promotes),
        reading = read,
        description = row.summary,
        about = {title = row.title, summary = row.summary, date = published, modified = read.changed, authors = row.authors, keywords = row.keywords},
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
        crumbs = {{label = "案例"}}, intro = #g.cases > 0 and string.format("%d篇。", #g.cases) or "",
    })
    local traits = traits_of(g)
    for i, case in ipairs(g.cases) do
        declare("cases/" .. case.row.id .. ".html", "page/case.html", case.row.title, case_data(g, traits, i))
    end
    for _, row in ipairs(site.cases:where{group = g.row}) do
        if review.withdrawn(row) then
            declare("cases/" .. row.id .. ".html", "page/withdrawn.html", "已撤回", {at = "cases", withdrawn = true, unlisted = true, description = "这一页已撤回"})
        end
    end
end

return group_cases
