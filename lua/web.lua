-- What machines read of the websites: addresses, cards, data about pages, feeds, site maps, moved pages.
--
--   web.base(county)              "https://helan.example/", where out/site/ stands on the web; nil while the county has no domain
--   web.address(base, path)       the address there of an output path: site/a/index.html -> https://…/a/
--   web.head(frame, path, data)   fields of page data that page/base.html prints: address, card, ld, feed
--   web.entry{…}                  an entry of a feed: {title, path, date, summary, author, id, mended = day of the last correction or nil}
--   web.feed(frame, entries)      the data of page/feed.xml: newest first, at most 30
--   web.moved(site, known)        pages that have moved, from county/moved.csv, and what is wrong with that list
--
-- Dates are those of the content: nothing here knows when a site is built.

local web = {}

local root = "site/"

function web.base(county)
    local domain = county.site and county.site.domain
    return domain and domain ~= "" and "https://" .. domain .. "/" or nil
end

function web.address(base, path)
    if not base then return nil end
    local below = path:sub(#root + 1):gsub("index%.html$", "")
    return base .. below
end

-- ---- about a page --------------------------------------------------------------------------------------

local function publisher(frame)
    return {["@type"] = "Organization", name = frame.full_name, url = web.address(frame.base, frame.home)}
end

local function organization(frame)
    return {
        ["@context"] = "https://schema.org", ["@type"] = frame.kind == "group" and "EducationalOrganization" or "GovernmentOrganization",
        name = frame.full_name, url = web.address(frame.base, frame.home), slogan = frame.motto,
        logo = web.address(frame.base, frame.logo or frame.icons .. "512.png"),
        areaServed = frame.county.name,
    }
end

local persons -- {[displayed name] = true}, once for a site

-- A name of the county's lists of people is a person's, and one that ends as teachers and heads are called; else it is a body's.
local function is_person(name)
    if not persons then
        persons = {}
        for _, row in ipairs(site.people) do persons[row["显示名"]] = true end
    end
    return persons[name] or name:find("老师$") ~= nil or name:find("园长$") ~= nil
end

-- article: {title, summary, date, modified, authors, keywords}
local function article(frame, path, about, image)
    local authors = {}
    for i, name in ipairs(about.authors or {}) do
        authors[i] = {["@type"] = is_person(name) and "Person" or "Organization", name = name}
    end
    return {
        ["@context"] = "https://schema.org", ["@type"] = "Article", headline = about.title, description = about.summary,
        datePublished = about.date, dateModified = about.modified or about.date, author = #authors > 0 and authors or publisher(frame),
        publisher = publisher(frame), inLanguage = "zh-Hans", keywords = about.keywords, mainEntityOfPage = web.address(frame.base, path),
        isAccessibleForFree = true, image = image,
    }
end

-- title: of the page itself, which the last crumb stands for
local function breadcrumbs(frame, crumbs, path, title)
    local list = {{["@type"] = "ListItem", position = 1, name = frame.name, item = web.address(frame.base, frame.home)}}
    for i, crumb in ipairs(crumbs) do
        list[#list + 1] = {["@type"] = "ListItem", position = i + 1, name = not crumb.path and i == #crumbs and title or crumb.label, item = web.address(frame.base, crumb.path or path)}
    end
    return {["@context"] = "https://schema.org", ["@type"] = "BreadcrumbList", itemListElement = list}
end

-- Events that were held, are to come or were called off: rows = {{topic, date, last, place, cancelled}, …}.
function web.events(frame, rows, path)
    local list = {}
    for i, row in ipairs(rows) do
        list[i] = {
            ["@context"] = "https://schema.org", ["@type"] = "Event", name = row.topic, startDate = row.date, endDate = row.last,
            location = {["@type"] = "Place", name = row.place, address = frame.county.name}, organizer = publisher(frame),
            eventStatus = "https://schema.org/" .. (row.cancelled and "EventCancelled" or "EventScheduled"),
            eventAttendanceMode = "https://schema.org/OfflineEventAttendanceMode", url = web.address(frame.base, path),
        }
    end
    return list
end

-- published, modified: of the Open Graph's article; modified only where that is another day
local function card(about, image)
    if not about then return {type = "website", image = image} end
    return {type = "article", image = image, published = about.date, modified = about.modified ~= about.date and about.modified or nil}
end

function web.head(frame, path, data)
    local ld, image = {}, web.address(frame.base, data.card or frame.card)
    if data.at == "home" then ld[#ld + 1] = organization(frame) end
    if data.about then ld[#ld + 1] = article(frame, path, data.about, image) end
    if data.crumbs then ld[#ld + 1] = breadcrumbs(frame, data.crumbs, path, data.about and data.about.title) end
    for _, event in ipairs(data.event_data or {}) do ld[#ld + 1] = event end
    return {
        address = web.address(frame.base, path), ld = frame.base and ld or {},
        card = card(data.about, image),
    }
end

-- ---- feeds ---------------------------------------------------------------------------------------------

local most = 30 -- entries of a feed

-- RFC 3339: days have no hour, and the county's clock is Beijing's.
local function moment(date) return date .. "T00:00:00+08:00" end

-- RFC 4151: never changes, whatever becomes of addresses.
local function tag(base, date, id) return string.format("tag:%s,%s:%s", base:match("//([^/]+)"), date, id) end

function web.feed(frame, entries)
    local list = {}
    for _, entry in ipairs(entries) do if entry.date then list[#list + 1] = entry end end
    table.sort(list, function(a, b)
        if a.date ~= b.date then return a.date > b.date end
        return a.id < b.id
    end)
    local shown = {}
    for i = 1, math.min(most, #list) do
        local entry = list[i]
        shown[i] = {
            title = entry.title, summary = entry.summary or "", author = entry.author or frame.full_name,
            address = web.address(frame.base, entry.path) .. (entry.fragment or ""), updated = moment(entry.mended or entry.date), id = tag(frame.base, entry.date, entry.id),
        }
    end
    return {
        title = frame.name, author = frame.full_name, home = web.address(frame.base, frame.home),
        own = web.address(frame.base, frame.feed), entries = shown,
        updated = shown[1] and shown[1].updated or moment("2000-01-01"), id = web.address(frame.base, frame.home),
    }
end

-- ---- pages that have moved --------------------------------------------------------------------------------

local function plain_path(path)
    return path and path:match("^[%w%-_][%w%-_%./]*%.html$") and not path:find("..", 1, true) and not path:find("//", 1, true)
end

-- Where it leads in the end, if a page that has moved has moved again.
local function last_of(of, row)
    local seen, to = {}, row.to
    while of[to] do
        if seen[to] then return nil end
        seen[to] = true
        to = of[to].to
    end
    return to
end

-- known: {[output path] = true}. Each is {from = output path, to = output path, why}; faults: {row, zh, en}.
function web.moved(rows, known)
    local of, list, faults = {}, {}, {}
    local function fault(row, zh, en) faults[#faults + 1] = {row = row, zh = zh, en = en} end
    for _, row in ipairs(rows) do of[row.from] = row end
    for _, row in ipairs(rows) do
        local to = last_of(of, row)
        if not plain_path(row.from) or not plain_path(row.to) then
            fault(row, "旧网址和新网址写网站里的路径，如 hlyey/cases/a.html", "addresses are paths within the site, such as hlyey/cases/a.html")
        elseif not to then
            fault(row, "绕了一圈，到不了任何一页", "this goes round in a circle and leads to no page")
        elseif known[root .. row.from] then
            fault(row, "旧网址上还有一页：" .. row.from, "there is still a page at the old address: " .. row.from)
        elseif not known[root .. to] then
            fault(row, "新网址上没有这一页：" .. to, "there is no page at the new address: " .. to)
        else
            list[#list + 1] = {from = root .. row.from, to = root .. to, why = row.why}
        end
    end
    return list, faults
end

-- For who gives a page another address: what leads on from the old one.
web.where_moved = {moved = {
    below = root,
    zh = "同一页换了网址，就在 content/county/moved.csv 里加一行（旧网址,新网址,日期,说明）：{from},{to},{day},换了网址；印在纸上的二维码才不会断",
    en = "if it is the same page, add a line to content/county/moved.csv: {from},{to},{day},moved; printed codes then lead on",
}}

return web
