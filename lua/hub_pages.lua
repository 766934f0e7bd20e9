-- The sections of the county's hub that list what all groups share and what the county stands on (domain §4.1):
-- 制度文件, 关于, 共享资源, 活动日历 (lua/calendar_web.lua), 联系. Each is there when there is something to show.
--
--   pages = hub_pages.gather(site, all, root)   all: groups as templates/site.lua gathers them, each with .row
--   pages.sections                              {{key, title, note, path, bar, file}, …} for the hub's home, its bar and its foot
--   hub_pages.declare(pages, declare, asset)    plans the pages and the books they offer
--
-- Public only: policies that are public and open, never a 通报 (§3.10); posts, no names; resources without keeper and place.

local calendar_web = require "calendar_web"
local group_year = require "group_year"
local hub_cases = require "hub_cases"
local report_archive = require "report_archive"
local resource_page = require "resource_page"
local review = require "review"
local show = require "show"
local standard = require "standard"
local words = require "words"

local hub_pages = {}

-- ---- 制度文件 (domain §1 #1, #35, #40, C01, C08) -----------------------------------------------------------

local policy_kinds = {"实施方案", "评估标准", "考核细则", "扶持政策", "管理制度", "上级文件"}

local function policy_is_public(row) return row.public == true and review.open(row) end

local function policy_meta(row)
    local list = {}
    if row.doc_no then list[#list + 1] = row.doc_no end
    if row.version then list[#list + 1] = "第" .. row.version .. "版" end
    if row.effective_date then list[#list + 1] = words.date(row.effective_date) .. "起施行" end
    return list
end

-- Papers from above are listed, not reprinted: their text is their issuer's.
local function policy_entry(row, folder)
    local own = row.kind ~= "上级文件"
    return {
        row = row, title = row.title, issuer = row.issuer, meta = policy_meta(row), link = row.link,
        date = row.date and words.date(row.date) or nil, path = own and folder .. "policies/" .. row.id:lower() .. ".html" or nil,
    }
end

local function policies(site, folder)
    local of, list, count = {}, {}, 0
    for _, row in ipairs(site.policies) do
        if policy_is_public(row) then
            of[row.kind] = of[row.kind] or {}
            table.insert(of[row.kind], policy_entry(row, folder))
        end
    end
    for i, kind in ipairs(policy_kinds) do
        if of[kind] then
            list[#list + 1], count = {id = "k" .. i, name = kind, entries = of[kind]}, count + #of[kind]
        end
    end
    return count > 0 and {kinds = list, count = count} or nil
end

-- Those with a page, in the order of the list.
local function own_policies(pages)
    local list = {}
    for _, kind in ipairs(pages.policies.kinds) do
        for _, entry in ipairs(kind.entries) do
            if entry.path then
                list[#list + 1], entry.kind = entry, kind.name
            end
        end
    end
    return list
end

local function declare_policies(pages, declare)
    local path, own = "policies/index.html", own_policies(pages)
    declare(path, "page/policies.html", "制度文件", {
        at = "policies", kinds = pages.policies.kinds, intro = string.format("%d份文件，按种类编列。", pages.policies.count),
        crumbs = {{label = "制度文件"}},
    })
    for i, entry in ipairs(own) do
        local year = entry.row.school_year
        declare(entry.path:sub(#pages.root + 1), "page/policy.html", entry.title, {
            at = "policies", standard = year and standard.of(site.indicators:where{school_year = year}, "source"), of = entry.row, policy = entry.row, meta = entry.meta, date = entry.date,
            about = {title = entry.title, summary = entry.row.doc_no, date = entry.row.date, authors = {entry.issuer}, read = entry.row, verb = "印发"},
            previous = own[i - 1], following = own[i + 1], crumbs = {{label = "制度文件", path = pages.root .. path}, {label = entry.kind}},
        })
    end
end

-- ---- 关于 (domain §1 #52, C02) -----------------------------------------------------------------------------

local function open_rows(rows, of_kind)
    local list = {}
    for _, kind in ipairs(of_kind) do
        for _, row in ipairs(rows) do
            if row.kind == kind and review.open(row) then list[#list + 1] = row end
        end
    end
    return list
end

local function about(site)
    local texts, bodies = open_rows(site.texts, {"方案摘要", "指导思想"}), open_rows(site.bodies, {"领导小组", "管理办公室"})
    return #texts + #bodies > 0 and {texts = texts, bodies = bodies} or nil
end

local function declare_about(pages, declare)
    local county, bodies = pages.county, {}
    for i, row in ipairs(pages.about.bodies) do
        bodies[i] = {row = row, founded = words.date(row.date), doc_no = row.doc_no or "", chair = row.kind == "领导小组" and "组长" or "主任"}
    end
    declare("about.html", "page/hub-about.html", "关于集团化办园", {
        at = "about", county = county, texts = pages.about.texts, bodies = bodies, basis = county.policy_basis or {},
        intro = "方案摘要、指导思想、领导小组和政策依据。", after_books = true, crumbs = {{label = "关于"}},
    })
end

-- ---- 共享资源 (domain §4.8) --------------------------------------------------------------------------------

-- Of all groups, and where each group lists its own, with how to borrow it.
local function resources(site, all)
    local rows, lists = {}, {}
    for _, g in ipairs(all) do
        if not site.absent(g.row.id, g.paths.resources) then lists[g.row.id] = g.paths.resources end
        for _, row in ipairs(site.resources:where{group_id = g.row.id}) do
            if show.resource_is_public(row, site.as_of) then rows[#rows + 1] = row end
        end
    end
    return #rows > 0 and {rows = rows, lists = lists} or nil
end

local function declare_resources(pages, declare)
    local rows = pages.resources.rows
    declare("resources.html", "page/resources.html", "共享资源", {
        at = "resources", group = {name = pages.county.bureau}, platforms = show.platforms(rows), lists = pages.resources.lists,
        open = #rows <= resource_page.open_most,
        intro = string.format("各集团可以公开的资源%d项，按三个平台编列。", #rows), crumbs = {{label = "共享资源"}},
    })
end

-- ---- 联系 (domain §4.1) -----------------------------------------------------------------------------------

-- The office that answers, the groups' own, and how something is put right or taken down, in the county's words.
local function contact(site, all)
    local office = open_rows(site.bodies, {"管理办公室"})[1]
    if not office then return nil end
    local groups, shared = {}, #all > 1 and all[1].row.public_contact
    for i, g in ipairs(all) do
        local path = g.folder .. "contact.html"
        groups[i] = {name = g.row.name, contact = g.row.public_contact, path = not site.absent(g.row.id, path) and path or nil, class = "g-" .. g.row.id}
        if g.row.public_contact ~= shared then shared = nil end
    end
    return {office = office, texts = open_rows(site.texts, {"更正说明", "隐私说明"}), groups = groups, shared = shared}
end

local function declare_contact(pages, declare)
    declare("contact.html", "page/hub-contact.html", "联系", {
        at = "contact", county = pages.county, office = pages.contact.office, texts = pages.contact.texts, groups = pages.contact.groups, shared = pages.contact.shared,
        intro = "管理办公室在哪里，怎样要求更正或撤下。", after_books = true, crumbs = {{label = "联系"}},
    })
end

-- ---- all of them ------------------------------------------------------------------------------------------

local function declare_figures(pages, declare)
    declare("figures.html", "page/hub-figures.html", "数据", {
        at = "figures", intro = "布局与覆盖、带动关系、活动、案例和五个提升的全县合计。", bureau = pages.county.bureau, year = pages.figures, crumbs = {{label = "数据"}},
    })
end

local function has_year(site)
    local county = group_year.county(site)
    return county and #site.groups > 0 and words.school_year(county.year.key)
end

-- bar: the word in the site's bar, at whose pages it is marked
local sections = {
    {key = "about", title = "关于集团化办园", file = "about.html", note = "方案摘要、指导思想、领导小组", declare = declare_about},
    {key = "calendar", bar = "活动", title = "活动日历", file = "calendar/index.html", note = "按月看全县的公开活动",
        declare = function(pages, declare) calendar_web.declare(pages.calendar, declare, "calendar", {}) end},
    {key = "resources", bar = "资源", title = "共享资源", file = "resources.html", note = "三个平台上可以借用的资源", declare = declare_resources},
    {key = "reports", bar = "报告", title = "年度报告", file = "reports/index.html", note = "总体评估报告、案例汇编、各集团年度报告",
        declare = function(pages, declare, asset) report_archive.declare_county(pages.reports, pages.county.bureau, declare, asset) end},
    {key = "figures", title = "全县数据", file = "figures.html", note = "覆盖、带动、活动、案例的合计", declare = declare_figures},
    {key = "policies", bar = "文件", title = "制度文件", file = "policies/index.html", note = "实施方案、评估标准、扶持政策", declare = declare_policies},
    {key = "contact", title = "联系", file = "contact.html", note = "管理办公室，更正和撤下", declare = declare_contact},
}

function hub_pages.gather(site, all, root)
    local pages = {
        root = root, county = site.county[1], sections = {},
        policies = policies(site, root), about = about(site), resources = resources(site, all), reports = report_archive.of_county(site, all, root), figures = has_year(site), contact = contact(site, all),
        cases = hub_cases.gather(site, all, root),
        calendar = calendar_web.gather(site, root, nil, function(row) return show.event(row, {}) end),
    }
    for _, section in ipairs(sections) do
        if pages[section.key] then
            table.insert(pages.sections, {key = section.key, title = section.title, note = section.note, path = root .. section.file, bar = section.bar, file = section.file})
        end
    end
    return pages
end

function hub_pages.declare(pages, declare, asset)
    for _, section in ipairs(sections) do
        if pages[section.key] then section.declare(pages, declare, asset) end
    end
    hub_cases.declare(pages.cases, declare)
    hub_cases.declare_platforms(pages.cases, pages.county.bureau, pages.resources and pages.root .. "resources.html", declare)
end

return hub_pages
