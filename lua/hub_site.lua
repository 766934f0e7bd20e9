-- The county's website: the groups, what is told of all of them, and the pages at old addresses.
--
--   hub_site.silent(id, site)                  a group that cannot be planned, as the shelf shows it
--   hub_site.declare(county, all, silent, site, page, asset, search, shown)   its frame; all: groups as lua/group_site.lua has
--                                              gathered them, only with what can be reached
--   hub_site.reachable(all)
--   hub_site.moved(site, shown, page, all, hub, report)

local design = require "design"
local group_site = require "group_site"
local group_year = require "group_year"
local hub_pages = require "hub_pages"
local fields = require "model_fields"
local printed = require "printed"
local review = require "review"
local sheet = require "sheet"
local show = require "show"
local site_frame = require "site_frame"
local site_parts = require "site_parts"
local tally = require "tally"
local web = require "web"
local words = require "words"

local hub_site = {}

local root = site_frame.root

-- Will there be something at this path of a group's site? Not when the group has errors and it was never published.
local function is_there(g, path) return not site.absent(g.row.id, path) end

local shown_of_theme = 6 -- on the first page; the list of all has the others

-- The latest school years' first.
local function latest(cases)
    return table.move(sheet.latest(cases, function(case) return case.year end), 1, shown_of_theme, 1, {})
end

local function themed_cases(all)
    local list = {}
    for i, theme in ipairs(fields.themes) do
        local entry = {id = "theme-" .. i, name = theme, cases = {}}
        for _, g in ipairs(all) do
            for _, case in ipairs(g.cases) do
                if case.row.theme == theme then
                    local shown = case.shown
                    table.insert(entry.cases, {
                        path = shown.path, title = shown.title, subtitle = shown.subtitle or "",
                        class = shown.class, year = case.row.school_year,
                        group = g.row.short_name or g.row.name,
                    })
                end
            end
        end
        entry.shown = latest(entry.cases)
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
            local joint = site_frame.filled(row["联合编号"])
            if not (joint and seen[joint]) then rows[#rows + 1] = row end
            if joint then seen[joint] = true end
        end
    end
    table.sort(rows, group_site.by_date)
    return show.months(rows, {})
end

-- The plan's ten may become more or fewer (方案 “根据发展情况适时微调”).
local function groups_of(county) return words.count(#county.groups) .. "个集团" end

local function hub_facts(groups, all, held)
    local fact = group_site.fact
    local cases = total(all, function(g) return #g.cases end)
    return show.present(fact("集团", groups, "个"), fact("集团内园所", total(all, function(g) return #g.units end), "所"),
        fact("在园幼儿", total(all, function(g) return group_site.total(g.unit_rows, "幼儿数") end), "名"), held > 0 and fact("公开活动", held, "场") or nil,
        cases > 0 and fact("典型案例", cases, "篇") or nil)
end

local function head_and_tail(name) return name:gsub("幼儿园集团$", ""), name:match("幼儿园集团$") or "" end

-- A group that cannot be planned: its name, and its site as it was published.
function hub_site.silent(id, site)
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
            size = there and #g.units .. "所园" .. (#g.cases > 0 and "，" .. #g.cases .. "篇案例" or "") or "网站筹备中",
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
function hub_site.reachable(all)
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

-- What a platform has, in a line: 10个集团，在架资源33项，案例12篇
local function platform_note(platform)
    local parts = show.present(#platform.groups > 0 and #platform.groups .. "个集团" or nil, platform.things > 0 and "在架资源" .. platform.things .. "项" or nil,
        #platform.cases > 0 and "案例" .. #platform.cases .. "篇" or nil)
    return table.concat(parts, "，")
end

local function platform_entries(platforms)
    return sheet.each(platforms or {}, function(platform) return {title = platform.name, path = platform.path, note = platform_note(platform)} end)
end

local function latest_first(notices)
    return sheet.latest(notices, function(notice) return notice.row.date or "" end)
end

local function hub_home(county, all, silent, site, declare, notices, more)
    local units, themes_shown = county_units(site), themed_cases(all)
    local months, held = county_months(all)
    local year = group_year.county(site)
    declare("index.html", "page/hub.html", nil, {
        at = "home", of = county, county = county, motto = words.clauses(county.motto),
        groups_title = groups_of(county), groups = shelf(all, silent), facts = hub_facts(#county.groups, all, held),
        charts = show.present(show.month_chart(months, design.county_brand),
            show.theme_chart(themes_shown, design.county_brand)),
        facts_note = string.format("全县%d所幼儿园，%d所已在集团之中。活动为%s可以公开的记录。", units,
            total(all, function(g) return #g.units end), year and words.school_year(year.year.key) or "各学年"),
        themes = themes_shown, all_cases = root .. "cases/index.html", notices = latest_first(notices),
        policies = policies(county), sections = more.sections, platforms = platform_entries(more.cases.platforms),
        platforms_title = words.count(#(more.cases.platforms or {})) .. "个平台",
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
function hub_site.moved(site, shown, page, all, hub, report)
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

function hub_site.declare(county, all, silent, site, page, asset, search, shown)
    local notices = notice_entries(site)
    local description = county.name .. "幼儿园集团化办园：" .. groups_of(county) .. "的管理手册、集团活动、典型案例和共享资源。"
    local more = hub_pages.gather(site, all, root)
    local frame = site_frame.county(county, site.as_of, more.sections, #more.cases.entries > 0)
    local declare = site_frame.declarer(page, frame, nil, description, shown)
    frame.sections = {}
    for _, platform in ipairs(more.cases.platforms or {}) do table.insert(frame.sections, {label = platform.name, path = platform.path}) end
    for _, section in ipairs(more.sections) do table.insert(frame.sections, {label = section.title, path = section.path}) end
    hub_home(county, all, silent, site, declare, notices, more)
    hub_pages.declare(more, declare, asset)
    local in_time = sheet.by(notices, function(notice) return notice.row.date or "" end)
    for i, notice in ipairs(in_time) do
        declare("notices/" .. notice.row.id:lower() .. ".html", "page/notice.html", notice.title, {
            at = "notices", of = notice.row, notice = notice.row, date = notice.date,
            about = {title = notice.title, summary = notice.doc_no, date = notice.row.date, authors = {notice.issuer}, read = notice.row, verb = "印发"},
            previous = in_time[i - 1], following = in_time[i + 1], crumbs = {{label = "通知公告", path = root .. "index.html", to = "notices"}, {label = notice.row.kind}},
        })
    end
    site_frame.common(declare)
    search{path = root .. "search", pages = root}
    site_frame.machines(page, frame, nil, description, shown, hub_entries(all, notices), {group_homes(all)})
    local classes, addresses = {}, {}
    for _, g in ipairs(all) do
        if is_there(g, g.frame.home) then addresses[#addresses + 1] = {id = g.row.id, base = g.frame.base} end
    end
    if frame.base then page{path = root .. "robots.txt", template = "page/robots.txt", prints = printed.frame(), data = {sitemap = frame.base .. "sitemap.xml", groups = addresses}} end
    for i, g in ipairs(all) do
        classes[i] = design.brand_class("g-" .. g.row.id, g.row.brand_color)
    end
    site_frame.assets(page, frame, nil, design.county_brand, table.concat(classes) .. (more.cases.filter and more.cases.filter.css or ""))
    return frame
end

return hub_site
