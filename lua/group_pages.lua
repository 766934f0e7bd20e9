-- Pages of a group's website about its work: a page for each platform, what the year has changed, its teachers, the Party
-- branch, and a page for each activity that is told of (domain §4.2).
--
--   local pages = group_pages.gather(g, site)   before the home page; g: what templates/site.lua gathers of a group
--                                               {links = {{label, path, note}, …}, …}; links the events of g.months to their stories
--   group_pages.declare(pages, g, declare)
--
-- Figures are those of the public edition (group_year.public): what falls short, levels, rates and participation stay
-- inside (§3.10). A page that has nothing to say is not made.

local annual_people = require "annual_people"
local design = require "design"
local group_activities = require "group_activities"
local group_year = require "group_year"
local personal = require "personal"
local results = require "results"
local reading = require "reading"
local review = require "review"
local report_archive = require "report_archive"
local sheet = require "sheet"
local show = require "show"
local stat = require "stat"
local stories = require "stories"
local words = require "words"

local group_pages = {}

-- ---- platforms ------------------------------------------------------------------------------------------

-- How many of its things are on the shelf; the text itself lists them ({{resources}}).
local function on_shelf(g, site, name)
    return #sheet.kept(site.resources:where{group_id = g.row.id}, function(row)
        return row["平台"] == name and show.resource_is_public(row, site.as_of)
    end)
end

local function platform_entries(g, site)
    local list = {}
    for i, name in ipairs(show.platform_names) do
        for _, row in ipairs(site.platforms:where{group_id = g.row.id, platform = name}) do
            local cases = sheet.kept(g.cases, function(case) return case.row.platform == name end)
            list[#list + 1] = {
                row = row, title = row.title or name, file = "platforms/" .. i .. ".html", path = g.folder .. "platforms/" .. i .. ".html", count = on_shelf(g, site, name), shelf = "p" .. i,
                cases = sheet.each(cases, function(case) return case.shown end),
            }
        end
    end
    return list
end

local function declare_platforms(pages, g, declare)
    for i, entry in ipairs(pages.platforms) do
        declare(entry.file, "page/platform.html", entry.title, {
            at = "about", of = entry.row, platform = entry, cases = entry.cases, group = g.row, shelf = g.paths.resources,
            previous = pages.platforms[i - 1], following = pages.platforms[i + 1],
            intro = entry.count > 0 and string.format("在架资源%d项。", entry.count) or "",
            crumbs = {{label = "概况", path = g.paths.about}, {label = "三个平台"}},
        })
    end
end

-- ---- results --------------------------------------------------------------------------------------------

local function met(view)
    local list = sheet.kept(stat.figure(view, "fouryou"), function(entry) return entry.state == "达标" end)
    return sheet.each(list, function(entry) return entry.name end)
end

local function results_in(view, g)
    local entries = {
        year = words.school_year(view.county.year.key), met = met(view), chart = results.lift_chart(view, design.brand_of(g.row)), lift = results.lift_table(view),
        sync = sheet.kept(results.sync(view.sync), function(entry) return #entry.changes > 0 end),
    }
    return (#entries.met > 0 or #entries.sync > 0 or entries.lift) and entries or nil
end

-- Of the last school year that has some: a new one has none for months.
local function result_entries(g, site)
    for _, c in ipairs(group_year.told(site, g.row.id)) do
        local entries = results_in(group_year.public(group_year.of(site, g.row, c)), g)
        if entries then return entries end
    end
    return nil
end

-- ---- teachers -------------------------------------------------------------------------------------------

local function studios(view)
    local list = {}
    for _, row in ipairs(view.studios) do
        local closed = row["撤销日期"]
        if row["可公开"] == true and row["成立日期"] <= site.as_of and not (closed and closed <= site.as_of) then
            local members = row["成员数"]
            list[#list + 1] = {
                name = row["名称"], kind = row["类别"], unit = row["所在单位"], head = row["主持人"], topic = row["方向"],
                since = words.date(row["成立日期"]), members = members and members >= personal.fewest and members .. "人" or nil,
            }
        end
    end
    return list
end

local function teacher_entries(view, g)
    local entries = {
        studios = studios(view), training = annual_people.training(view), kinds = annual_people.flow_kinds(view),
        chart = annual_people.flow_chart(view, design.brand_of(g.row)),
    }
    return (#entries.studios > 0 or entries.training or entries.kinds) and entries or nil
end

-- ---- the Party branch -----------------------------------------------------------------------------------

local of_party = {["党务活动"] = true, ["党建互检"] = true}

local function party_entries(g)
    local list = {}
    for _, row in ipairs(g.events) do
        if of_party[row["活动类型"]] then list[#list + 1] = show.event_dated(row, g.short) end
    end
    local cases = sheet.kept(g.cases, function(case) return case.row.theme == "党建共建" end)
    return g.row.party_branch and {events = list, cases = sheet.each(cases, function(case) return case.shown end)} or nil
end

-- ---- stories --------------------------------------------------------------------------------------------

-- A story is open when its activity is and was held, and it went through its review.
local function is_open(story, event) return event and event["状态"] == "已开展" and review.public(story) end

local function story_entries(g, site)
    local event_of, list = {}, {}
    for _, row in ipairs(g.all_events) do event_of[row["编号"]] = row end
    for _, story in ipairs(site.stories:where{group_id = g.row.id}) do
        local event = event_of[story.id]
        if is_open(story, event) then
            list[#list + 1] = {row = story, event = event, file = "stories/" .. story.id .. ".html", path = g.folder .. "stories/" .. story.id .. ".html"}
        end
    end
    return list
end

local function link_events(entries, g)
    local path_of = {}
    for _, story in ipairs(entries) do path_of[story.row.id] = story.path end
    for _, month in ipairs(g.months) do
        for _, event in ipairs(month.events) do event.story = path_of[event.id] end
    end
    return path_of
end

local function pictures(story, g)
    local list = {}
    for _, name in ipairs(story.photos or {}) do list[#list + 1] = g.photos[name] end
    return list
end

local function day_of(first, last)
    return words.date(first) .. (last and last ~= first and "至" .. words.until_day(first, last) or "")
end

local function declare_stories(pages, g, declare)
    for i, story in ipairs(pages.stories) do
        local before, after = pages.stories[i - 1], pages.stories[i + 1]
        local row, event = story.row, show.event(story.event, g.short)
        local day = day_of(story.event["开始日期"], story.event["结束日期"])
        declare(story.file, "page/story.html", row.title, {
            at = "activities", of = row, story = row, credits = stories.credits(row), event = event, day = day, place = group_activities.place(g, story.event),
            photos = pictures(row, g),
            previous = before and {path = before.path, title = before.row.title}, following = after and {path = after.path, title = after.row.title},
            reading = reading.of(g.frame, story.path, row, row.title, g.row.name, review.published(row)),
            description = words.lead(plain(row.body), 70),
            about = {title = row.title, summary = event.topic, date = review.published(row), authors = {g.row.name}},
            crumbs = {{label = "活动", path = g.paths.activities}, {label = "记事"}},
        })
    end
end

-- ---- all of them ----------------------------------------------------------------------------------------

local parts = {{"results", "成效", "四有、四同步、五个提升"}, {"teachers", "师资", "工作室、分级培训、师资流动"}, {"party", "党建"}}

-- What a platform has now; what is on every platform's page when it has nothing yet.
local function platform_note(entry)
    local parts = show.present(entry.count > 0 and "在架资源" .. entry.count .. "项" or nil, #entry.cases > 0 and "案例" .. #entry.cases .. "篇" or nil)
    return #parts > 0 and table.concat(parts, "，") or "共享菜单、工作路径、实施策略"
end

-- All sections of the site but those in its bar: for the home page, 概况 and the foot of every page.
local function links_of(pages, g)
    local list = {}
    local function link(label, file, note, platform)
        list[#list + 1] = {label = label, path = g.folder .. file, note = note, platform = platform}
    end
    for _, entry in ipairs(pages.platforms) do link(entry.title, entry.file, platform_note(entry), entry.row.platform) end
    link("组织架构", "organization.html", "工作小组、管理办公室、成员园")
    for _, part in ipairs(parts) do
        if pages[part[1]] then link(part[2], part[1] .. ".html", part[3] or g.row.party_branch) end
    end
    if pages.archive then link("年度报告", "reports/index.html", "按学年，网页和PDF；阶段评估") end
    link("品牌文化", "brand.html", "集团的话、标志和颜色，各园的理念")
    link("联系", "contact.html", g.row.public_contact)
    return list
end

function group_pages.gather(g, site)
    local view = group_year.of(site, g.row)
    view = view and group_year.public(view)
    local pages = {
        view = view, archive = report_archive.of_group(g, site), platforms = platform_entries(g, site), results = result_entries(g, site), teachers = view and teacher_entries(view, g),
        party = party_entries(g), stories = story_entries(g, site), year = view and words.school_year(view.county.year.key),
    }
    pages.story_of = link_events(pages.stories, g)
    pages.links = links_of(pages, g)
    return pages
end

function group_pages.declare(pages, g, declare)
    declare_platforms(pages, g, declare)
    for _, part in ipairs(parts) do
        local entries = pages[part[1]]
        if entries then
            declare(part[1] .. ".html", "page/" .. part[1] .. ".html", part[2], {
                at = "about", intro = (part[3] or g.row.party_branch or "党建活动和案例") .. "。", group = g.row, entries = entries, year = entries.year or pages.year, events = entries.events, cases = entries.cases,
                crumbs = {{label = "概况", path = g.paths.about}, {label = part[2]}},
            })
        end
    end
    declare_stories(pages, g, declare)
end

return group_pages
