-- What a group's leaflet and poster say (domain 4.10): at most three dated figures, the three platforms in a line
-- each, two cases, the members, a code for its page. Everything from what is public; each function answers plain
-- texts or false, the templates place them.

local book = require "book"
local group_year = require "group_year"
local review = require "review"
local show = require "show"
local stat = require "stat"
local units = require "units"
local words = require "words"

local brand = {}

-- view = {…group_year, url, shown}: nil without a school year
function brand.view(site, group)
    local view = group_year.of(site, group)
    if not view then return nil end
    view = group_year.public(view)
    view.url = group.qr_target or book.address(site.county[1], group.site_path)
    view.shown = view.url and view.url:gsub("^%a+://", ""):gsub("/$", "")
    return view
end

-- The group's picture, or nil.
function brand.hero(group) return group.hero and group._folder .. "/" .. group.hero end

-- ---- figures ------------------------------------------------------------------------------------------

local candidates = {
    {"units.active", "所", "幼儿园同行"}, {"events.total", "场", "共同开展的活动"}, {"resources.live", "项", "在架共享资源"},
    {"cases.published", "篇", "典型案例"},
}
local most_figures = 3

-- {{value, measure, name}, …}: what there is of them, and the day they were counted on
function brand.figures(view)
    local list = {}
    for _, c in ipairs(candidates) do
        local value = stat.figure(view, c[1])
        if value > 0 and #list < most_figures then list[#list + 1] = {tostring(value), c[2], c[3]} end
    end
    local first, last = view.period.first, view.period.last
    return list, words.school_year(view.county.year.key) .. "，截至" .. words.date(require "calendar".iso(math.max(first, last)))
end

-- ---- platforms ----------------------------------------------------------------------------------------

local platforms = {"管理资源共享", "优质课程共享", "师资培养与流动共享"}
local longest = 46 -- characters of a line: two lines of a leaflet's panel

-- The first sentence of a text, if it is no longer than a line may be.
local function sentence(text)
    local head = text:match("^(.-。)") or text
    return utf8.len(head) <= longest and head or nil
end

-- What the group's own text says first of the platform.
local function own_words(view, name)
    for _, row in ipairs(site.platforms:where{group_id = view.group.id, platform = name}) do
        for i = 1, #row.body do
            local node = row.body[i]
            local text = node.kind == "para" and sentence(plain(node))
            if text then return text end
        end
    end
    return nil
end

-- Else what is on its shelf: 甲、乙等6项可以借用。
local function from_shelf(view, name)
    local names, count = {}, 0
    for _, row in ipairs(view.resources) do
        if row["平台"] == name and show.resource_is_public(row, site.as_of) then
            count = count + 1
            if #names < 2 then names[#names + 1] = row["名称"] end
        end
    end
    if count == 0 then return nil end
    local rest = count > #names and string.format("等%d项", count) or ""
    return words.list(names) .. rest .. "，各园共用。"
end

-- {{name, line}, …}, those with something to say
function brand.platforms(view)
    local list = {}
    for _, name in ipairs(platforms) do
        local line = own_words(view, name) or from_shelf(view, name)
        if line then list[#list + 1] = {name, line} end
    end
    return list
end

-- ---- cases, members -----------------------------------------------------------------------------------

local most_cases = 2

function brand.cases(view)
    local list = {}
    for _, case in ipairs(view.cases) do
        if #list < most_cases and review.public(case) then
            list[#list + 1] = {title = case.title, subtitle = case.subtitle, summary = case.summary, theme = case.theme}
        end
    end
    return list
end

-- {{name, feature, lead = bool}, …} of the day, the lead first
function brand.members(view)
    local list = {}
    local feature = {}
    for _, row in ipairs(view.group.unit_features or {}) do feature[row.unit] = row.feature end
    for _, m in ipairs(units.active(view.county.registry, view.group.id, view.period.last)) do
        local lead = m.role == units.lead_role
        local entry = {name = view.county.registry.unit[m.unit].name, lead = lead,
            feature = m.row["特色"] or feature[m.unit] or m.row["办园理念"] or ""}
        table.insert(list, lead and 1 or #list + 1, entry)
    end
    return list
end

-- Pictures that may be printed: paths below content with their words.
function brand.photos(view)
    local list = {}
    for i, row in ipairs(book.photos(view.group, site)) do
        list[i] = {path = row._folder .. "/" .. row["文件"], words = row["说明"]}
    end
    return list
end

return brand
