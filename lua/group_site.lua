-- The website of a group: what it shows, gathered once, and its pages.
--
--   group_site.gather(site, group, county)     the group as all pages see it
--   group_site.feed(g)                         entries of its feed
--   group_site.declare(g, site, page, asset, search, shown)
--   group_site.total(rows, column)             sum of a column, as lua/tally.lua keeps it
--   group_site.fact(name, value, unit)         a figure of a home page, nil when it is not known
--   group_site.by_date(a, b)                   order of activities

local corrections = require "corrections"
local group_about = require "group_about"
local group_activities = require "group_activities"
local group_cases = require "group_cases"
local group_home = require "group_home"
local group_pages = require "group_pages"
local group_units = require "group_units"
local group_year = require "group_year"
local handbook_pages = require "handbook_pages"
local photos = require "photos"
local pictures = require "pictures"
local report_archive = require "report_archive"
local resource_page = require "resource_page"
local review = require "review"
local sheet = require "sheet"
local show = require "show"
local site_frame = require "site_frame"
local small_units = require "small_units"
local tally = require "tally"
local words = require "words"

local group_site = {}

local function in_membership(as_of)
    return function(unit)
        local first, last = unit["加入日期"], unit["退出日期"]
        return (not first or first <= as_of) and (not last or last >= as_of)
    end
end

function group_site.by_date(a, b)
    if a["开始日期"] ~= b["开始日期"] then return a["开始日期"] < b["开始日期"] end
    return a["编号"] < b["编号"]
end

-- What has not come yet cannot have been held, whatever its record says (domain §3.3-1).
local function is_too_early(row, as_of) return row["状态"] == "已开展" and row["开始日期"] > as_of end

local function public_events(site, group)
    local rows = {}
    for _, row in ipairs(site.activities:where{group_id = group.id}) do
        if show.event_is_public(row) and not is_too_early(row, site.as_of) then rows[#rows + 1] = row end
    end
    table.sort(rows, group_site.by_date)
    return rows
end

-- Which of a group's pictures may be on the web (domain §5.3), and where: {[file name] = output path, cards = likewise
-- cropped for lists}; an address is that of one picture for ever, so what is withdrawn is what is gone; group_pictures takes those of them that a page shows. Their own names, which may tell too much, stay behind.
local function public_photos(site, group, folder)
    local found = {list = {}, cards = {}}
    for _, row in ipairs(site.consent:where{group_id = group.id}) do
        local name = row["文件"]
        local print = show.photo_is_public(row, site.as_of) and site.fingerprint(group._folder .. "/media/" .. name)
        if print and not found[name] then
            local path = folder .. "assets/tu-" .. print .. ".jpg"
            found[name], found.cards[name] = path, path:gsub("[^/]*$", "cards/%0")
            found.list[#found.list + 1] = {name = name, from = group._folder .. "/media/" .. name, path = path, card = found.cards[name], focus = row["焦点"]}
        end
    end
    return found
end

local function first_photo(row, cards_of)
    for _, name in ipairs(row.photos or {}) do
        if cards_of[name] then return cards_of[name] end
    end
    return nil
end

-- The latest school year's first.
local function public_cases(site, group, folder, cards_of)
    local list = {}
    for _, row in ipairs(site.cases:where{group = group}) do
        if show.public(row) then
            local path = folder .. "cases/" .. row.id .. ".html"
            list[#list + 1] = {row = row, shown = show.case(row, path, "g-" .. group.id, first_photo(row, cards_of))}
        end
    end
    return sheet.latest(list, function(case) return case.row.school_year end)
end

local function units_of(site, group)
    local list = {}
    local present = in_membership(site.as_of)
    for _, row in ipairs(site.units:where{["所属集团"] = group.id}) do
        if present(row) then list[#list + 1] = row end
    end
    return list
end

-- 麦田幼儿园 is 麦田园 among its own.
local function short_names(rows)
    local short = {}
    for _, row in ipairs(rows) do
        local name = row["单位名称"]
        short[name] = row["角色"] == "集团园" and "集团园" or (name:gsub("幼儿园$", "园"))
        for _, alias in ipairs(row["别名"] or {}) do short[alias] = short[name] end
    end
    return short
end

function group_site.total(rows, column) return tally.of(rows, function(row) return row[column] end) end

-- A figure of a home page; what is not known is left out, what is not whole says so.
function group_site.fact(name, value, unit)
    local known = tally.known(value)
    return known and {name = name .. tally.note(value, "所"), value = known, unit = unit} or nil
end

local function facts_of(g)
    local fact = group_site.fact
    return show.present(fact("同行园所", #g.units, "所"), fact("班级", group_site.total(g.unit_rows, "班级数"), "个"),
        fact("在园幼儿", group_site.total(g.unit_rows, "幼儿数"), "名"), g.held > 0 and fact("本学年公开活动", g.held, "场") or nil)
end

function group_site.gather(site, group, county)
    local folder = site_frame.root .. group.id .. "/"
    local g = {row = group, folder = folder}
    g.unit_rows = units_of(site, group)
    g.units, g.members = {}, {}
    local year = group_year.county(site)
    local kept = year and small_units.of(year)
    for i, row in ipairs(g.unit_rows) do
        g.units[i] = show.unit(row, function(field) return not kept or kept.unit(row["单位编号"], field) end)
        if g.units[i].lead then g.lead = g.units[i] else table.insert(g.members, g.units[i]) end
    end
    g.short = short_names(g.unit_rows)
    function g.is_current(row) return year == nil or row.school_year == year.year.key end
    g.all_events = public_events(site, group)
    g.events = sheet.kept(g.all_events, g.is_current)
    g.months, g.held = show.months(g.events, g.short)
    g.photos = public_photos(site, group, folder)
    g.cases = public_cases(site, group, folder, g.photos.cards)
    g.handbook = handbook_pages.gather(site, group, folder)
    g.frame = site_frame.group(group, county, site.as_of, g.handbook ~= nil)
    g.paths = {
        about = folder .. "about.html", members = folder .. "members.html",
        handbook = folder .. "handbook/index.html", handbook_all = g.handbook and g.handbook.paths.all, activities = folder .. "activities.html",
        cases = folder .. "cases/index.html", resources = folder .. "resources.html",
    }
    g.pages = group_pages.gather(g, site)
    g.activities = group_activities.gather(g, site)
    g.archive = g.pages.archive
    g.filter = group_cases.filter(g)
    g.sections, g.facts = g.pages.links, facts_of(g)
    g.entries_of_units, g.path_of_unit = group_units.gather(g, site), {}
    for _, unit in ipairs(g.units) do g.path_of_unit[unit.id] = unit.path end
    g.frame.sections = g.sections
    return g
end

-- form: widths, shapes … of asset{}
local function picture(asset, group, from, path, form)
    form.from, form.path, form.scope = from, path, group.id
    asset(form)
end

local with_status, without = {"reports", "plans", "handbooks", "old_handbooks"}, {"platforms", "chapters", "old_chapters"}

-- Of the pictures that may be on the web those that a page of the site shows: what was taken back takes its own along.
local function shown_photos(g, site)
    local listing, texts = {}, {g.row}
    local function open(row) return row.status == nil or review.open(row) end
    local function take(into, rows, kept)
        for _, row in ipairs(rows) do
            if not kept or kept(row) then into[#into + 1] = row end
        end
    end
    for _, entry in ipairs(g.cases) do listing[#listing + 1] = entry.row end
    for _, entry in ipairs(g.pages.stories) do listing[#listing + 1] = entry.row end
    for _, name in ipairs(with_status) do take(texts, site[name]:where{group_id = g.row.id}, open) end
    for _, name in ipairs(without) do take(texts, site[name]:where{group_id = g.row.id}) end
    local shown, list = photos.shown_by(listing, texts), {}
    take(list, g.photos.list, function(photo) return shown[photo.name] end)
    return list
end

local function group_pictures(g, site, asset)
    local group = g.row
    local function own(name, path, form)
        if pictures.has(group, name) then picture(asset, group, group._folder .. "/" .. name, g.folder .. "assets/" .. path, form) end
    end
    own(group.logo, "logo.png", pictures.emblem())
    own(group.logo, "emblem.png", pictures.emblem_large())
    own(group.hero, "hero.jpg", pictures.hero(group_home.look(g), group.hero_focus))
    own(group.logo, "icon-32.png", {width = 32}) -- the others: templates/icon.lua
    own(group.logo, "favicon.ico", {width = 48})
    for _, photo in ipairs(shown_photos(g, site)) do
        picture(asset, group, photo.from, photo.path, pictures.photo())
        picture(asset, group, photo.from, photo.card, pictures.card(photo.focus))
    end
end

function group_site.feed(g)
    local list = {}
    for i, case in ipairs(g.cases) do
        local row = case.row
        list[i] = {
            title = row.title, summary = row.summary, author = words.list(row.authors), date = review.published(row, row.published),
            mended = corrections.last(site, case.shown.path, row._key), path = case.shown.path, id = row.id,
        }
    end
    for _, row in ipairs(g.events) do
        if row["状态"] == "已开展" then
            local event = show.event(row, g.short)
            list[#list + 1] = {
                title = event.type .. "：" .. event.topic, summary = event.who, author = g.row.name, date = event.date, path = g.paths.activities,
                fragment = "#" .. event.id, id = event.id,
            }
        end
    end
    return list
end

function group_site.declare(g, site, page, asset, search, shown)
    local group = g.row
    local description = group.name .. "：" .. words.lead(group.brand_story or group.motto, 70)
    local declare = site_frame.declarer(page, g.frame, group.id, description, shown)
    group_home.declare(g, site, declare)
    group_about.declare(g, site, g.entries_of_units, declare)
    group_units.declare(g.entries_of_units, g, declare)
    handbook_pages.declare(g.handbook, group, declare, asset)
    group_activities.declare(g.activities, g, site, declare)
    group_cases.declare(g, site, declare)
    resource_page.declare(g, site, declare)
    group_pages.declare(g.pages, g, declare)
    if g.archive then report_archive.declare_group(g.archive, g, declare, asset) end
    site_frame.common(declare)
    search{path = g.frame.search, pages = g.folder, scope = group.id}
    site_frame.machines(page, g.frame, group.id, description, shown, g.entries)
    site_frame.assets(page, g.frame, group.id, group.brand_color, g.filter and g.filter.css)
    group_pictures(g, site, asset)
end

return group_site
