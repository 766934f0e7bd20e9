-- What all pages of one site share: names, places, navigation; how its pages are declared; what machines read of it.
--
--   site_frame.root                                     folder of all websites
--   site_frame.county(county, as_of, sections, has_cases), site_frame.group(group, county, as_of, has_handbook)
--   site_frame.declarer(page, frame, scope, description, shown)   declare(path, template, title, data); shown gets {path, title,
--                                                       date, …} of each page that can be found
--   site_frame.common(declare)                          pages that every site has
--   site_frame.machines(page, frame, scope, description, shown, entries, beside), site_frame.assets(page, frame, scope, brand, classes)
--   site_frame.filled(text)                             nil when there is nothing in it

local cards = require "cards"
local corrections = require "corrections"
local design = require "design"
local finished = require "finished"
local pictures = require "pictures"
local printed = require "printed"
local reading = require "reading"
local site_notes = require "site_notes"
local web = require "web"
local words = require "words"

local site_frame = {root = "site/"}
local root = site_frame.root

function site_frame.filled(text) return text ~= nil and text ~= "" and text or nil end

local filled = site_frame.filled

local function nav_of(folder, items)
    local nav = {}
    for _, item in ipairs(items) do
        if item then nav[#nav + 1] = {key = item[1], label = item[2], path = folder .. item[3], to = item[4]} end
    end
    return nav
end

-- The bar has room for seven words of two characters on a phone.
local function county_bar(sections, has_cases)
    local items = {{"groups", "集团", "index.html", "groups"}, has_cases and {"cases", "案例", "cases/index.html"} or false}
    for _, section in ipairs(sections) do
        if section.bar then items[#items + 1] = {section.key, section.bar, section.file} end
    end
    items[#items + 1] = {"search", "搜索", "search.html"}
    return items
end

function site_frame.county(county, as_of, sections, has_cases)
    local folder = root
    return {
        kind = "hub", name = county.name .. "幼儿园集团化办园", full_name = county.bureau, county = county,
        base = web.base(county), motto = county.motto, feed = folder .. "feed.xml",
        contact = county.leading_group_office, as_of = words.date(as_of),
        icp = filled(county.site and county.site.icp),
        home = folder .. "index.html", notes = folder .. "notes.html", privacy = folder .. "privacy.html", search = folder .. "search", fonts = folder .. "assets/fonts",
        icons = folder .. "assets/icon-", card = cards.path(folder, "home"), folder = folder,
        nav = nav_of(folder, county_bar(sections, has_cases)),
    }
end

function site_frame.group(group, county, as_of, has_handbook)
    local folder = root .. group.id .. "/"
    local logo = pictures.has(group, group.logo) and folder .. "assets/logo.png" or nil
    return {
        kind = "group", name = group.name, full_name = group.name, county = county,
        base = web.base(county), motto = group.motto, feed = folder .. "feed.xml",
        card = cards.path(folder, "home"),
        contact = group.public_contact,
        as_of = words.date(as_of), icp = filled(county.site and county.site.icp),
        home = folder .. "index.html", notes = folder .. "notes.html", privacy = folder .. "privacy.html", search = folder .. "search", fonts = folder .. "assets/fonts",
        icons = folder .. "assets/icon-", folder = folder,
        logo = logo, emblem = logo and folder .. "assets/emblem.png",
        hub = root .. "index.html", hub_address = web.base(county), -- a group copied out alone still leads there
        hub_name = county.name .. "幼儿园集团化办园",
        nav = nav_of(folder, {
            {"about", "概况", "about.html"}, -- the name leads home; seven words of 44 px fit 360
            {"members", "成员", "members.html"},
            has_handbook and {"handbook", "手册", "handbook/index.html"} or false, {"activities", "活动", "activities.html"},
            {"cases", "案例", "cases/index.html"}, {"resources", "资源", "resources.html"},
            {"search", "搜索", "search.html"},
        }),
    }
end

-- ---- its pages ----

-- Whether a page has a picture of its own to be known by.
local function is_pictured(data)
    return data.hero ~= nil or (data.photos ~= nil and #data.photos > 0) or (data.case ~= nil and #data.case.body:find "image" > 0)
end

-- Authors lead to places of printed books: a page that is made after them knows on which page those stand. Of some texts
-- papers ask what their pages have become, which are made between the two.
local function follows_books(data)
    if data.after_books or type(data.of) ~= "userdata" then return data.after_books end
    return finished.asked(data.of) and "first" or true
end

-- How a text begins, its headings left out.
local function beginning(body)
    local text, most = "", 60
    for _, para in ipairs(body:find "para") do
        text = text .. plain(para)
        if utf8.len(text) >= most then break end
    end
    return words.lead(text, most)
end

-- What a page says of itself before it is opened, in search results and beside links: in its own words, else its title, what
-- is in it or how it begins, and whose it is.
local function described(data, title, frame)
    local read = data.about and data.about.read
    local intro = data.intro or read and beginning(read.body) or ""
    return title .. "。" .. intro .. frame.full_name
end

-- declare(path, template, title, data) for one site; shown gets {path, title, date} of each page that can be found.
function site_frame.declarer(page, frame, scope, description, shown)
    local folder = frame.folder
    return function(path, template, title, data)
        data.frame, data.scope = frame, scope
        data.title = title and title .. " · " .. frame.name or frame.name
        data.description = data.description or title and described(data, title, frame) or description
        if not data.card and frame.kind == "group" and cards.sections[data.at] then data.card = cards.path(folder, data.at) end
        local about = data.about
        if about and about.read then
            data.reading = reading.of(frame, folder .. path, about.read, about.title, about.authors and words.list(about.authors) or frame.full_name, about.date, about.verb, about.length)
        end
        if data.happenings then data.event_data = web.events(frame, data.happenings, folder .. path) end
        data.head = web.head(frame, folder .. path, data)
        data.pictured = is_pictured(data)
        if not data.unlisted then
            shown[#shown + 1] = {scope = scope, path = folder .. path, title = title or frame.name, at = data.at, date = data.about and (data.about.modified or data.about.date), summary = data.about and data.about.summary}
        end
        data.corrections = corrections.on_page(site, folder .. path, type(data.of) == "userdata" and data.of._key or nil)
        return page{path = folder .. path, template = template, data = data, of = data.of, scope = scope, withdrawn = data.withdrawn,
            after_books = follows_books(data), prints = data.prints or printed.page[template] or not data.of and printed.frame(scope) or nil}
    end
end

function site_frame.common(declare)
    site_notes.declare(site, declare)
    declare("search.html", "page/search.html", "搜索", {at = "search", intro = "按词语、句子的一部分或者拼音首字母查找。", crumbs = {{label = "搜索"}}, unlisted = true})
    declare("404.html", "page/missing.html", "没有找到这一页", {at = "", unlisted = true})
end

function site_frame.assets(page, frame, scope, brand, classes)
    local folder = frame.folder
    frame.css = design.brand_css(brand) .. (classes or "") .. pictures.tints()
    page{path = folder .. "assets/manifest.webmanifest", template = "page/manifest.json", scope = scope, prints = printed.frame(scope),
         data = {frame = frame, background = design.light.paper, theme = design.cover_colour(brand)}}
end

-- What machines read of a site. Feeds and site maps need whole addresses, so there are none without a domain.
-- beside: parts of llms.txt that lead elsewhere
function site_frame.machines(page, frame, scope, description, shown, entries, beside)
    local folder = frame.folder
    if not frame.base then return end
    local function file(path, template, data)
        page{path = folder .. path, template = template, data = data, scope = scope, prints = printed.page[template]}
    end
    local addresses, parts, part_of = {}, {}, {}
    for i, entry in ipairs(shown) do
        local address = web.address(frame.base, entry.path)
        addresses[i] = {address = address, date = entry.date}
        local part = part_of[entry.at] or {title = entry.title, entries = {}}
        if not part_of[entry.at] then parts[#parts + 1], part_of[entry.at] = part, part end
        part.entries[#part.entries + 1] = {title = entry.title, address = address, note = entry.summary}
    end
    file("feed.xml", "page/feed.xml", {feed = web.feed(frame, entries)})
    file("sitemap.xml", "page/sitemap.xml", {list = addresses})
    for _, part in ipairs(beside or {}) do parts[#parts + 1] = part end
    file("llms.txt", "page/llms.txt", {frame = frame, description = description, parts = parts})
end

return site_frame
