-- P5, A3: the activity calendar as one sheet for the wall; for each group and for the county (domain 4.7).

local agenda = require "agenda"
local book = require "book"
local book_files = require "book_files"
local calendar = require "calendar"
local calendar_pages = require "calendar_pages"
local design = require "design"
local design_sheets = require "design_sheets"
local group_year = require "group_year"
local month_small = require "month_small"
local place = require "place"
local printed = require "printed"
local words = require "words"

local frame = place.frame

local page = {width = 297, height = 420, strip = 58, margin = 12, gap = 7, foot = 15}

local function year_name(s) return words.school_year(s.c.year.key) end

local function owner(s) return s.group and s.group.name or site.county[1].name .. "幼儿园集团化办园" end

-- The strip over the sheet: whose it is, the motto, a picture or the groups' emblems.
local function strip(a)
    local emblem = place.emblem(page.margin, 14, 24, a.group and book.emblem(a.group), calendar_pages.owner(a) .. "标志")
    local text = emblem and 30 or 0
    return {
        frame(0, 0, page.width, page.strip, {fill = a.look.accent}),
        emblem,
        frame(page.margin + text, 11, 130 - text, 30, {valign = "middle", doc.heading{level = 1, class = "on_title", "活动日历"},
            doc.para{class = "on_name", calendar_pages.owner(a) .. "　" .. words.school_year(a.year.key)}}),
        frame(page.margin, 42, 130, 12, {valign = "middle", doc.para{class = "on_text", calendar_pages.motto_of(a)}}),
        calendar_pages.banner(a, 150, page.width - 150, page.strip),
    }
end

local function foot(a)
    local y, county = page.height - page.foot - 12, site.county[1]
    local url = book.address(county, a.group and a.group.site_path or "/")
    return {
        frame(page.margin, y + 11, page.width - 90, 12, {valign = "bottom", doc.para{class = "legend", calendar_pages.legend(a)},
            doc.para{class = "legend", calendar_pages.owner(a) .. "　数据截至" .. words.date(group_year.figures_day(a.county)) .. "　联系："
                .. (a.group and a.group.public_contact or county.leading_group_office)}}),
        url and frame(page.width - page.margin - 60, y + 11, 60, 12, {valign = "bottom",
            doc.para{class = "legend_right", (url:gsub("^%a+://", ""):gsub("/$", ""))}}),
    }
end

local function tree(s)
    local a = calendar_pages.agenda(site, s.group, s.c)
    local width = (page.width - 2 * page.margin - 2 * page.gap) / 3
    local height = (page.height - page.strip - page.foot - 8) / 4
    local frames = {strip(a)}
    for i, key in ipairs(calendar.months(a.year.first, a.year.last)) do
        local column, line = (i - 1) % 3, (i - 1) // 3
        frames[#frames + 1] = month_small.frames(a, key, {x = page.margin + column * (width + page.gap),
            y = page.strip + 3 + line * height, width = width, height = height - 3})
    end
    return doc.section{doc.sheet{frames, foot(a)}}
end

return {
    id = "wall", prints = printed.book.wall,
    each = function(site) return agenda.subjects(site) end,
    file = function(s) return book_files.wall(s.id, s.c.year.key) end,
    scope = function(s) return s.group and s.group.id end,
    about = function(s)
        return {title = owner(s) .. year_name(s) .. "活动日历（挂图）", author = owner(s), subject = year_name(s) .. "公开活动",
            keywords = "活动日历，集团化办园，" .. owner(s)}
    end,
    design = function(s) return design_sheets.wall(s.group and s.group.brand_color or design.county_brand) end,
    tree = tree,
}
