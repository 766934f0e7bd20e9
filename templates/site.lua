-- The plan of the websites: the county's hub and one site for each group, each usable when its
-- folder is copied out alone.
--
-- A frame is what all pages of one site share: names, places, navigation. What pages show is made
-- by lua/show.lua, so that only what the public may see ever reaches a template.

local cards = require "cards"
local corrections = require "corrections"
local design = require "design"
local group_about = require "group_about"
local group_activities = require "group_activities"
local group_cases = require "group_cases"
local group_home = require "group_home"
local group_pages = require "group_pages"
local group_units = require "group_units"
local group_year = require "group_year"
local handbook_pages = require "handbook_pages"
local hub_pages = require "hub_pages"
local photos = require "photos"
local pictures = require "pictures"
local printed = require "printed"
local reading = require "reading"
local report_archive = require "report_archive"
local resource_page = require "resource_page"
local review = require "review"
local sheet = require "sheet"
local show = require "show"
local site_notes = require "site_notes"
local site_parts = require "site_parts"
local tally = require "tally"
local web = require "web"
local words = require "words"

local root = "site/"

-- ---- what all pages of a site share -------------------------------------------------------------

local function filled(text) return text ~= nil and text ~= "" and text or nil end

local function nav_of(folder, items)
    local nav = {}
    for _, item in ipairs(items) do
        if item then nav[#nav + 1] = {key = item[1], label = item[2], path = folder .. item[3], to = item[4]} end
    end
    return nav
end

local function county_frame(county, as_of, has_notices, has_more, has_cases)
    local folder = root
    return {
        kind = "hub", name = county.name .. "幼儿园集团化办园", full_name = county.bureau, county = county,
        base = web.base(county), motto = county.motto, feed = folder .. "feed.xml",
        contact = county.leading_group_office, as_of = words.date(as_of),
        icp = filled(county.site and county.site.icp),
        home = folder .. "index.html", notes = folder .. "notes.html", privacy = folder .. "privacy.html", search = folder .. "search", fonts = folder .. "assets/fonts",
        icons = folder .. "assets/icon-", card = cards.path(folder, "home"), folder = folder,
        nav = nav_of(folder, {
            {"groups", "集团", "index.html", "groups"}, {"cases", "案例", has_cases and "cases/index.html" or "index.html", not has_cases and "cases" or nil},
            has_notices and {"notices", "通知", "index.html", "notices"} or false, has_more and {"more", "更多", "index.html", "more"} or false,
            {"notes", "说明", "notes.html"}, {"search", "搜索", "search.html"},
        }),
    }
end

local function has_picture(group, name) return name ~= nil and has_file(group._folder .. "/" .. name) end

local function group_frame(group, county, as_of, has_handbook)
    local folder = root .. group.id .. "/"
    local logo = has_picture(group, group.logo) and folder .. "assets/logo.png" or nil
    return {
        kind = "group", name = group.name, full_name = group.name, county = county,
        base = web.base(county), motto = group.motto, feed = folder .. "feed.xml",
        card = cards.path(folder, "home"),
        contact = group.public_contact,
        as_of = words.date(as_of), icp = filled(county.site and county.site.icp),
        home = folder .. "index.html", notes = folder .. "notes.html", privacy = folder .. "privacy.html", search = folder .. "search", fonts = folder .. "assets/fonts",
        icons = folder .. "assets/icon-", folder = folder,
        logo = logo,
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

-- ---- one group, gathered once ---------------------------------------------------------------------

local function in_membership(as_of)
    return function(unit)
        local first, last = unit["加入日期"], unit["退出日期"]
        return (not first or first <= as_of) and (not last or last >= as_of)
    end
end

local function by_date(a, b)
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
    table.sort(rows, by_date)
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

local function public_cases(site, group, folder, cards_of)
    local list = {}
    for _, row in ipairs(site.cases:where{group = group}) do
        if show.public(row) then
            local path = folder .. "cases/" .. row.id .. ".html"
            list[#list + 1] = {row = row, shown = show.case(row, path, "g-" .. group.id, first_photo(row, cards_of))}
        end
    end
    return list
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

local function sum(rows, column) return tally.of(rows, function(row) return row[column] end) end

-- A figure of a home page; what is not known is left out, what is not whole says so.
local function fact(name, value, unit)
    local known = tally.known(value)
    return known and {name = name .. tally.note(value, "所"), value = known, unit = unit} or nil
end

local function facts_of(g)
    return show.present(fact("同行园所", #g.units, "所"), fact("班级", sum(g.unit_rows, "班级数"), "个"),
        fact("在园幼儿", sum(g.unit_rows, "幼儿数"), "名"), g.held > 0 and fact("本学年公开活动", g.held, "场") or nil)
end

local function gather(site, group, county)
    local folder = root .. group.id .. "/"
    local g = {row = group, folder = folder}
    g.unit_rows = units_of(site, group)
    g.units, g.members = {}, {}
    for i, row in ipairs(g.unit_rows) do
        g.units[i] = show.unit(row)
        if g.units[i].lead then g.lead = g.units[i] else table.insert(g.members, g.units[i]) end
    end
    g.short = short_names(g.unit_rows)
    local year = group_year.county(site)
    function g.is_current(row) return year == nil or row.school_year == year.year.key end
    g.all_events = public_events(site, group)
    g.events = sheet.kept(g.all_events, g.is_current)
    g.months, g.held = show.months(g.events, g.short)
    g.photos = public_photos(site, group, folder)
    g.cases = public_cases(site, group, folder, g.photos.cards)
    g.handbook = handbook_pages.gather(site, group, folder)
    g.frame = group_frame(group, county, site.as_of, g.handbook ~= nil)
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

-- ---- pages of a group -------------------------------------------------------------------------------

-- Whether a page has a picture of its own to be known by.
local function is_pictured(data)
    return data.hero ~= nil or (data.photos ~= nil and #data.photos > 0) or (data.case ~= nil and #data.case.body:find "image" > 0)
end

-- declare(path, template, title, data) for one site; shown gets {path, title, date} of each page that can be found.
local function declarer(page, frame, folder, scope, description, shown)
    return function(path, template, title, data)
        data.frame, data.scope = frame, scope
        data.title = title and title .. " · " .. frame.name or frame.name
        data.description = data.description or title and title .. "。" .. (data.intro or "") .. frame.full_name or description
        if not data.card and frame.kind == "group" and cards.sections[data.at] then data.card = cards.path(folder, data.at) end
        local about = data.about
        if about and about.read then
            data.reading = reading.of(frame, folder .. path, about.read, about.title, about.authors and words.list(about.authors) or frame.full_name, about.date, about.verb)
        end
        if data.happenings then data.event_data = web.events(frame, data.happenings, folder .. path) end
        data.head = web.head(frame, folder .. path, data)
        data.pictured = is_pictured(data)
        if not data.unlisted then
            shown[#shown + 1] = {scope = scope, path = folder .. path, title = title or frame.name, at = data.at, date = data.about and (data.about.modified or data.about.date), summary = data.about and data.about.summary}
        end
        data.corrections = corrections.on_page(site, folder .. path, type(data.of) == "userdata" and data.of._key or nil)
        return page{path = folder .. path, template = template, data = data, of = data.of, scope = scope, withdrawn = data.withdrawn,
            after_books = data.after_books, prints = printed.page[template] or not data.of and printed.frame(scope) or nil}
    end
end

local function common_pages(declare)
    site_notes.declare(site, declare)
    declare("search.html", "page/search.html", "搜索", {at = "search", crumbs = {{label = "搜索"}}, unlisted = true})
    declare("404.html", "page/missing.html", "没有找到这一页", {at = "", unlisted = true})
end

local function assets_of(page, asset, frame, scope, brand, classes)
    local folder = frame.folder
    frame.css = design.brand_css(brand) .. (classes or "") .. pictures.tints()
    page{path = folder .. "assets/manifest.webmanifest", template = "page/manifest.json", scope = scope, prints = printed.frame(scope),
         data = {frame = frame, background = design.light.paper, theme = design.cover_colour(brand)}}
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
        if has_picture(group, name) then picture(asset, group, group._folder .. "/" .. name, g.folder .. "assets/" .. path, form) end
    end
    own(group.logo, "logo.png", pictures.emblem())
    own(group.hero, "hero.jpg", pictures.hero(group_home.look(g), group.hero_focus))
    own(group.logo, "icon-32.png", {width = 32}) -- the others: templates/icon.lua
    own(group.logo, "favicon.ico", {width = 48})
    for _, photo in ipairs(shown_photos(g, site)) do
        picture(asset, group, photo.from, photo.path, pictures.photo())
        picture(asset, group, photo.from, photo.card, pictures.card(photo.focus))
    end
end

-- What machines read of a site. Feeds and site maps need whole addresses, so there are none without a domain.
-- beside: parts of llms.txt that lead elsewhere
local function machine_pages(page, frame, folder, scope, description, shown, entries, beside)
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

local function feed_entries(g)
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

local function group_site(g, site, page, asset, search, shown)
    local group = g.row
    local description = group.name .. "：" .. words.lead(group.brand_story or group.motto, 70)
    local declare = declarer(page, g.frame, g.folder, group.id, description, shown)
    group_home.declare(g, site, declare)
    group_about.declare(g, site, g.entries_of_units, declare)
    group_units.declare(g.entries_of_units, g, declare)
    handbook_pages.declare(g.handbook, group, declare, asset)
    group_activities.declare(g.activities, g, site, declare)
    group_cases.declare(g, site, declare)
    resource_page.declare(g, site, declare)
    group_pages.declare(g.pages, g, declare)
    if g.archive then report_archive.declare_group(g.archive, g, declare, asset) end
    common_pages(declare)
    search{path = g.frame.search, pages = g.folder, scope = group.id}
    machine_pages(page, g.frame, g.folder, group.id, description, shown, g.entries)
    assets_of(page, asset, g.frame, group.id, group.brand_color, g.filter and g.filter.css)
    group_pictures(g, site, asset)
end

-- ---- the hub --------------------------------------------------------------------------------------

local themes = {"管理共进", "课程共建", "师资共育", "资源共享", "党建共建", "财务共管", "品牌文化"}

-- Will there be something at this path of a group's site? Not when the group has errors and it was never published.
local function is_there(g, path) return not site.absent(g.row.id, path) end

local function themed_cases(all)
    local list = {}
    for i, theme in ipairs(themes) do
        local entry = {id = "theme-" .. i, name = theme, cases = {}}
        for _, g in ipairs(all) do
            for _, case in ipairs(g.cases) do
                if case.row.theme == theme then
                    local shown = case.shown
                    table.insert(entry.cases, {
                        path = shown.path, title = shown.title, subtitle = shown.subtitle or "",
                        class = shown.class,
                        group = g.row.short_name or g.row.name,
                    })
                end
            end
        end
        if #entry.cases > 0 then list[#list + 1] = entry end
    end
    return list
end

local function total(all, count)
    local sum_of = 0
    for _, g in ipairs(all) do sum_of = tally.add(sum_of, count(g)) end
    return sum_of
end

local function county_units(site)
    local seen, count = {}, 0
    for _, row in ipairs(site.units) do
        local id = row["单位编号"]
        if not seen[id] then seen[id], count = true, count + 1 end
    end
    return count
end

-- Public events of all groups by month, each joint event once (domain §3.3-10), and how many were held.
local function county_months(all)
    local rows, seen = {}, {}
    for _, g in ipairs(all) do
        for _, row in ipairs(g.events) do
            local joint = filled(row["联合编号"])
            if not (joint and seen[joint]) then rows[#rows + 1] = row end
            if joint then seen[joint] = true end
        end
    end
    table.sort(rows, by_date)
    return show.months(rows, {})
end

local function hub_facts(groups, all, held)
    return show.present(fact("集团", groups, "个"), fact("集团内园所", total(all, function(g) return #g.units end), "所"),
        fact("在园幼儿", total(all, function(g) return sum(g.unit_rows, "幼儿数") end), "名"), held > 0 and fact("公开活动", held, "场") or nil,
        fact("典型案例", total(all, function(g) return #g.cases end), "篇"))
end

local function head_and_tail(name) return name:gsub("幼儿园集团$", ""), name:match("幼儿园集团$") or "" end

-- A group that cannot be planned: its name, and its site as it was published.
local function silent_group(id, site)
    local home = root .. id .. "/index.html"
    local held = site.absent(id, root .. id) -- no page is there: true of every part that is held
    local head, tail = head_and_tail(site_parts.name(site, id))
    return {head = head, tail = tail, motto = "", class = "g-" .. id, path = held and not site.absent(id, home) and home or nil, size = "资料整理中"}
end

-- A group whose site is not there yet stands on the shelf without a link.
local function shelf(all, silent)
    local list = {}
    for place, group in pairs(silent) do list[place] = group end
    for _, g in ipairs(all) do
        local there = is_there(g, g.frame.home)
        local head, tail = head_and_tail(g.row.name)
        list[g.order] = {
            head = head, tail = tail,
            motto = g.row.motto, path = there and g.frame.home or nil, class = "g-" .. g.row.id,
            logo = g.frame.logo and is_there(g, g.frame.logo) and g.frame.logo or nil,
            size = there and #g.units .. "所园，" .. #g.cases .. "篇案例" or "网站筹备中",
        }
    end
    return list
end

-- For llms.txt: the sites of the groups that are there.
local function group_homes(all)
    local entries = {}
    for _, g in ipairs(all) do
        if is_there(g, g.frame.home) then
            entries[#entries + 1] = {title = g.row.name, address = web.address(g.frame.base, g.frame.home), note = g.row.motto}
        end
    end
    return {title = "各集团的网站", entries = entries}
end

-- The groups as the hub tells of them: only with what it can lead to.
local function reachable(all)
    local list = {}
    for i, g in ipairs(all) do
        local own = {cases = {}}
        for _, case in ipairs(g.cases) do
            if is_there(g, case.shown.path) then table.insert(own.cases, case) end
        end
        local entries = {}
        for _, entry in ipairs(g.entries or {}) do
            if is_there(g, entry.path) then entries[#entries + 1] = entry end
        end
        for name, value in pairs(g) do own[name] = own[name] or value end
        own.entries = entries
        list[i] = own
    end
    return list
end

local function policies(county)
    local list = {}
    for i, entry in ipairs(county.policy_basis or {}) do list[i] = {title = entry.title, doc_no = entry.doc_no} end
    return list
end

local function notice_entries(site)
    local list = {}
    for _, row in ipairs(site.notices) do
        if row.public and review.open(row) then
            list[#list + 1] = {
                row = row, title = row.title, doc_no = row.doc_no or "", issuer = row.issuer,
                date = words.date(row.date),
                path = root .. "notices/" .. row.id:lower() .. ".html",
            }
        end
    end
    return list
end

-- 办好每一所幼儿园、成就每一位教师、… as its clauses, each with the mark behind it
local function clauses(motto)
    local list = {}
    for clause in motto:gsub("、", "、\n"):gmatch("[^\n]+") do list[#list + 1] = clause end
    return list
end

local function hub_home(county, all, silent, site, declare, notices, sections)
    local units, themes_shown = county_units(site), themed_cases(all)
    local months, held = county_months(all)
    local year = group_year.county(site)
    declare("index.html", "page/hub.html", nil, {
        at = "home", of = county, county = county, motto = clauses(county.motto),
        groups = shelf(all, silent), facts = hub_facts(#county.groups, all, held),
        charts = show.present(show.month_chart(months, design.county_brand),
            show.theme_chart(themes_shown, design.county_brand)),
        facts_note = string.format("全县%d所幼儿园，%d所已在集团之中。活动为%s可以公开的记录。", units,
            total(all, function(g) return #g.units end), year and words.school_year(year.year.key) or "各学年"),
        themes = themes_shown, cases_note = "按主题编排，主题之内依集团顺序", all_cases = #themes_shown > 0 and root .. "cases/index.html" or nil, notices = notices,
        policies = policies(county), sections = sections,
    })
end

local function hub_entries(all, notices)
    local list = {}
    for i, notice in ipairs(notices) do
        local row = notice.row
        list[i] = {title = row.title, summary = row.doc_no, author = row.issuer, date = row.date, path = notice.path, id = row.id}
    end
    for _, g in ipairs(all) do table.move(g.entries, 1, #g.entries, #list + 1, list) end
    return list
end

-- The frame of the site in whose folder a path lies: what moved within a group needs nothing outside it.
local function frame_at(path, all, hub)
    for _, g in ipairs(all) do
        if path:sub(1, #g.folder) == g.folder then return g.frame end
    end
    return hub
end

-- Printed codes never die: a page at each old address leads on.
local function moved_pages(site, shown, page, all, hub, report)
    local known, titles, scope = {}, {}, {}
    for _, entry in ipairs(shown) do known[entry.path], titles[entry.path], scope[entry.path] = true, entry.title, entry.scope end
    local list, faults = web.moved(site.moved, known)
    for _, fault in ipairs(faults) do report{at = fault.row, level = "error", code = "moved", zh = fault.zh, en = fault.en} end
    for _, entry in ipairs(list) do
        local frame = frame_at(entry.from, all, hub)
        local data = {
            frame = frame, at = "", title = "这一页已经移走 · " .. frame.name, description = frame.name, crumbs = nil,
            to = entry.to, to_title = titles[entry.to], why = entry.why, head = web.head(frame, entry.to, {}),
        }
        data.head.leads = entry.to
        if not site.absent(scope[entry.to] or "", entry.to) then page{path = entry.from, template = "page/moved.html", data = data, prints = printed.page["page/moved.html"]} end
    end
end

local function hub_site(county, all, silent, site, page, asset, search, shown)
    local notices = notice_entries(site)
    local description = county.name .. "幼儿园集团化办园：十个集团的管理手册、集团活动、典型案例和共享资源。"
    local more = hub_pages.gather(site, all, root)
    local frame = county_frame(county, site.as_of, #notices > 0, #more.sections > 0, #more.cases.entries > 0)
    local declare = declarer(page, frame, root, nil, description, shown)
    frame.sections = {}
    for i, section in ipairs(more.sections) do frame.sections[i] = {label = section.title, path = section.path} end
    hub_home(county, all, silent, site, declare, notices, more.sections)
    hub_pages.declare(more, declare, asset)
    local in_time = sheet.by(notices, function(notice) return notice.row.date or "" end)
    for i, notice in ipairs(in_time) do
        declare("notices/" .. notice.row.id:lower() .. ".html", "page/notice.html", notice.title, {
            at = "notices", of = notice.row, notice = notice.row, date = notice.date,
            about = {title = notice.title, summary = notice.doc_no, date = notice.row.date, authors = {notice.issuer}, read = notice.row, verb = "印发"},
            previous = in_time[i - 1], following = in_time[i + 1], crumbs = {{label = "通知"}},
        })
    end
    common_pages(declare)
    search{path = root .. "search", pages = root}
    machine_pages(page, frame, root, nil, description, shown, hub_entries(all, notices), {group_homes(all)})
    local classes, addresses = {}, {}
    for _, g in ipairs(all) do
        if is_there(g, g.frame.home) then addresses[#addresses + 1] = {id = g.row.id, base = g.frame.base} end
    end
    if frame.base then page{path = root .. "robots.txt", template = "page/robots.txt", prints = printed.frame(), data = {sitemap = frame.base .. "sitemap.xml", groups = addresses}} end
    for i, g in ipairs(all) do
        classes[i] = design.brand_class("g-" .. g.row.id, g.row.brand_color)
    end
    assets_of(page, asset, frame, nil, design.county_brand, table.concat(classes) .. (more.cases.filter and more.cases.filter.css or ""))
    return frame
end

-- The face of names and titles that stand on covers, and Han that phones may lack: cut to what the pages show. Texts are
-- in the reader's own fonts.
local function web_fonts(fonts, frame, folder, scope)
    fonts{path = frame.fonts, pages = folder, scope = scope, faces = {
        {name = "Title", role = "song", bold = true, marked = "title"}, {name = "Rare", role = "song", rare = true},
    }}
end

-- Groups that can be planned, and of the others what the hub can say of them.
local function gather_all(site, county, report)
    local all, silent = {}, {}
    for place, id in ipairs(county.groups) do
        local row = type(id) ~= "string" and id or site.groups[id]
        local g = row and site_parts.attempt(report, row, function() return gather(site, row, county) end)
        if g then
            all[#all + 1], g.order = g, place
        else
            silent[place] = silent_group(row and row.id or id, site)
        end
    end
    return all, silent
end

return function(site, page, asset, search, report, fonts)
    local county, everything = site.county[1], {}
    local all, silent = gather_all(site, county, report)
    for _, g in ipairs(all) do
        local shown = {}
        site_parts.attempt(report, g.row, function()
            g.entries = feed_entries(g)
            group_site(g, site, page, asset, search, shown)
            web_fonts(fonts, g.frame, g.folder, g.row.id)
        end)
        table.move(shown, 1, #shown, #everything + 1, everything)
    end
    local shown = {}
    local frame = site_parts.attempt(report, county, function() return hub_site(county, reachable(all), silent, site, page, asset, search, shown) end)
    if not frame then return end
    table.move(shown, 1, #shown, #everything + 1, everything)
    web_fonts(fonts, frame, root)
    moved_pages(site, everything, page, all, frame, report)
end
