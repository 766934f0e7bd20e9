-- Who a group is, on its website (domain §4.2): 概况 with 沿革 and 数据, 组织架构, 品牌文化, 联系, and its plans.
--
--   group_about.declare(g, site, entries, declare)   entries: those of lua/group_units.lua
--
-- Posts, no names of persons; results of evaluations only as far as they are public (lua/group_archive.lua).

local annual_units = require "annual_units"
local design = require "design"
local handbook_pages = require "handbook_pages"
local review = require "review"
local sheet = require "sheet"
local show = require "show"
local words = require "words"

local group_about = {}

-- ---- 沿革 ---------------------------------------------------------------------------------------------------

local function add(list, date, text)
    if date and date <= site.as_of then list[#list + 1] = {date = date, day = words.date(date), text = text} end
end

-- Who came and went, former names, editions of the handbook, evaluations that are over: what has dates anyway.
local function history(g)
    local list, view = {}, g.pages.view
    for _, line in ipairs(view and annual_units.moves_told(view) or {}) do add(list, line.date, line.text) end
    for _, row in ipairs(g.row.former_names or {}) do add(list, row["until"], "更名，此前称" .. row.name .. "。") end
    for _, volume in ipairs(g.handbook and g.handbook.versions or {}) do
        add(list, volume.row.effective_date, "管理手册" .. volume.shown .. "施行。")
    end
    for _, row in ipairs(view and view.milestones or {}) do
        if row["公开"] == true then add(list, row["完成日期"], "完成" .. row["类别"] .. "。") end
    end
    for i, line in ipairs(list) do line.order = i end
    table.sort(list, function(a, b) return a.date < b.date or (a.date == b.date and a.order < b.order) end)
    return list
end

-- ---- 概况 ---------------------------------------------------------------------------------------------------

local function sections_of(g)
    local list = {}
    for _, link in ipairs(g.sections) do list[#list + 1] = link end
    return list
end

local function plan_entries(g, site)
    return sheet.each(sheet.kept(site.plans:where{group = g.row}, review.open), function(row)
        return {
            row = row, title = row.title, kind = row.kind, filing = show.plan_filing(row),
            path = g.folder .. "plans/" .. row.id:lower() .. ".html",
        }
    end)
end

local function declare_about(g, plans, declare)
    declare("about.html", "page/about.html", "集团概况", {
        at = "about", after_books = true, group = g.row, paths = g.paths, members = g.members, sections = sections_of(g), lead = g.lead,
        intro = "集团怎样组成，正在做什么，走过了哪些日子。", established = words.date(g.row.established), plans = plans, history = history(g), facts = g.facts, crumbs = {{label = "概况"}},
    })
end

-- A plan that is filed bears the day of that, one that need not be the day that it begins on, if it is kept.
local function about_plan(plan)
    local row = plan.row
    local begins = row.filing_status == "不需备案" and row.valid_from
    return {title = plan.title, date = row.filed_date or begins or nil, read = row, verb = row.filed_date and "备案" or "起实施"}
end

local function declare_plans(g, plans, declare)
    for i, plan in ipairs(plans) do
        declare("plans/" .. plan.row.id:lower() .. ".html", "page/plan.html", plan.title, {
            at = "about", of = plan.row, plan = plan.row, body = handbook_pages.cite(g.handbook, plan.row.body), filing = "备案号：" .. plan.filing,
            previous = plans[i - 1], following = plans[i + 1],
            about = about_plan(plan),
            crumbs = {{label = "概况", path = g.paths.about}, {label = plan.kind}},
        })
    end
end

-- ---- 组织架构 ------------------------------------------------------------------------------------------------

-- Chapters of the handbook that say who decides what.
local told_in = {["组织架构"] = true, ["职责任务"] = true, ["权利与义务"] = true, ["议事规则"] = true, ["管理模式"] = true}

local function chapters_about(g)
    return sheet.kept(g.handbook and g.handbook.chapters or {}, function(chapter)
        for _, topic in ipairs(chapter.row.covers or {}) do
            if told_in[topic] then return true end
        end
        return false
    end)
end

local function declare_organization(g, site, declare)
    local county = site.county[1]
    declare("organization.html", "page/organization.html", "组织架构", {
        at = "about", group = g.row, above = county.leading_group, office = county.leading_group_office,
        working = show.posts(g.row.working_group), lead = g.lead, members = g.members, chapters = chapters_about(g),
        intro = "工作小组、管理办公室和成员园。", party = g.pages.party and g.folder .. "party.html", crumbs = {{label = "概况", path = g.paths.about}, {label = "组织架构"}},
    })
end

-- ---- 品牌文化 ------------------------------------------------------------------------------------------------

-- What was made better in the places where children live, as said before and after (domain §1 #70).
local function improved(g)
    return sheet.each(sheet.kept(g.all_events, function(row)
        return row["状态"] == "已开展" and row["改善前"] ~= nil and row["改善后"] ~= nil
    end), function(row)
        return {topic = row["主题"], day = words.date(row["开始日期"]), before = row["改善前"], after = row["改善后"]}
    end)
end

local function cultural(g)
    local list = {}
    for i = #g.all_events, 1, -1 do
        if g.all_events[i]["活动类型"] == "品牌文化" then list[#list + 1] = show.event_dated(g.all_events[i], g.short) end
    end
    return list
end

local function declare_brand(g, entries, declare)
    local cases = sheet.kept(g.cases, function(case) return case.row.theme == "品牌文化" end)
    declare("brand.html", "page/brand.html", "品牌文化", {
        at = "about", intro = "集团的话、标志和颜色，各园的理念。", group = g.row, entries = entries, events = cultural(g), improved = improved(g),
        colours = design.named_colours(g.row.brand_color), motto = words.clauses(g.row.motto),
        cases = sheet.each(cases, function(case) return case.shown end),
        crumbs = {{label = "概况", path = g.paths.about}, {label = "品牌文化"}},
    })
end

-- ---- 联系 ---------------------------------------------------------------------------------------------------

local function declare_contact(g, site, entries, declare)
    local reached = sheet.kept(entries, function(entry) return entry.phone or entry.address end)
    declare("contact.html", "page/contact.html", "联系", {
        at = "about", group = g.row, entries = reached, office = site.county[1].leading_group_office,
        intro = "更正、撤下、借用和来访找谁。", crumbs = {{label = "概况", path = g.paths.about}, {label = "联系"}},
    })
end

function group_about.declare(g, site, entries, declare)
    local plans = plan_entries(g, site)
    declare_about(g, plans, declare)
    declare_plans(g, plans, declare)
    declare_organization(g, site, declare)
    declare_brand(g, entries, declare)
    declare_contact(g, site, entries, declare)
end

return group_about
