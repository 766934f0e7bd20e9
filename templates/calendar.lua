-- P5, A4: the activity calendar of a school year, a page for each month, then lists by month, type and unit;
-- one for each group and one for the county (domain 4.7). Public only: lua/agenda.lua.

local agenda = require "agenda"
local book_files = require "book_files"
local calendar = require "calendar"
local calendar_pages = require "calendar_pages"
local design = require "design"
local design_sheets = require "design_sheets"
local layout = require "layout"
local printed = require "printed"
local words = require "words"

local page = {width = 297, height = 210, margin = 12}

local function year_name(s) return words.school_year(s.c.year.key) end

local function owner(s) return s.group and s.group.name or site.county[1].name .. "幼儿园集团化办园" end

local function tree(s)
    local a = calendar_pages.agenda(site, s.group, s.c)
    local nodes = {calendar_pages.cover(a, page)}
    for _, key in ipairs(calendar.months(a.year.first, a.year.last)) do
        nodes[#nodes + 1] = calendar_pages.month(a, key, page)
    end
    return doc.section{nodes, layout.page("活动一览", {id = "list"}), calendar_pages.lists(a), calendar_pages.back(a)}
end

return {
    id = "calendar", prints = printed.book.calendar,
    each = function(site) return agenda.subjects(site) end,
    file = function(s) return book_files.calendar(s.id, s.c.year.key) end,
    scope = function(s) return s.group and s.group.id end,
    about = function(s)
        return {title = owner(s) .. year_name(s) .. "活动日历", author = owner(s), subject = year_name(s) .. "公开活动",
            keywords = "活动日历，集团化办园，" .. owner(s)}
    end,
    design = function(s) return design_sheets.calendar(s.group and s.group.brand_color or design.county_brand) end,
    tree = tree,
}
