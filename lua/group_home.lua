-- The home page of a group in one of three layouts, so that ten sites are not one stamped ten times (domain §4.2):
--
--   题签  the title slip hangs from a wide picture, story and figures side by side, then what is new
--   册页  cover and picture as two open pages, figures on the cover's colour, headings upright beside what they head
--   手卷  the picture mounted like a hand scroll, the kindergartens first, days along a line, headings as seals
--
--   group_home.look(g)                     "look-hanging" …: as group.md says (layout), else in turn by the county's order,
--                                          so that neighbours never look alike
--   group_home.declare(g, site, declare)

local group_units = require "group_units"
local show = require "show"
local words = require "words"

local group_home = {}

local order = {"题签", "册页", "手卷"}
local names = {["题签"] = "hanging", ["册页"] = "spread", ["手卷"] = "scroll"}

local function name_of(g) return names[g.row.layout or order[(g.order - 1) % #order + 1]] end

function group_home.look(g) return "look-" .. name_of(g) end

local newest = 3

local function latest(g, as_of)
    local list = {}
    for i = #g.all_events, 1, -1 do
        local row = g.all_events[i]
        if #list < newest and row["状态"] == "已开展" and row["开始日期"] <= as_of then
            list[#list + 1] = show.event_dated(row, g.short)
        end
    end
    return list
end

local function first_cases(g, most)
    local list = {}
    for i = 1, math.min(most, #g.cases) do list[i] = g.cases[i].shown end
    return list
end

-- Where a group has not written its story yet: why its kindergartens belong together.
local function story_of(g)
    if g.row.brand_story then return {kicker = g.row.story_title and "我们的故事", title = g.row.story_title or "我们的故事", text = g.row.brand_story} end
    return {title = "集团概况", text = g.row.founding_note or group_units.together(g)}
end

function group_home.declare(g, site, declare)
    local group, book = g.row, g.handbook
    local hero = group.hero ~= nil and has_file(group._folder .. "/" .. group.hero)
    declare("index.html", "page/group-" .. name_of(g) .. ".html", nil, {
        at = "home", look = group_home.look(g), of = group, group = group,
        paths = g.paths, members = g.members, more = g.sections, story = story_of(g),
        hero = hero and g.folder .. "assets/hero.jpg", hero_alt = group.name .. "的题图",
        events = latest(g, site.as_of), cases = first_cases(g, 2),
        members_title = words.count(#g.members) .. "所成员园",
        facts = g.facts,
        handbook = book and {
            slip = book.slip, title = book.row.title, version = book.row.version,
            chapters = book.chapters,
            effective = book.effective, filing = book.filing,
        },
    })
end

return group_home
