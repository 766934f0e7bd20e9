-- The website that the peers make too: a home page, a list for each group, a page for each case with its neighbours, a feed
-- of the newest, a map of all, and the full-text index that the peers do not have.
local features = require "features"

local root = "site/"

local function newest(cases, most)
    local list = {}
    for i, case in ipairs(cases) do list[i] = case end
    table.sort(list, function(a, b)
        if a.date ~= b.date then return a.date > b.date end
        return a.path < b.path
    end)
    return table.move(list, 1, math.min(most, #list), 1, {})
end

local function shown(case)
    return {path = root .. case.group_id .. "/" .. case.id:lower() .. ".html", title = case.title, summary = case.summary, date = case.submitted}
end

return function(site, page, asset, search)
    local groups, all = {}, {}
    for i, group in ipairs(site.groups) do groups[i] = {path = root .. group.id .. "/index.html", title = group.name, row = group} end
    local shared = {name = "幼教集团案例库", root = root, base = "https://example.org/", groups = groups, search = features.search}
    for _, group in ipairs(groups) do
        local rows, cases = site.cases:where{group_id = group.row.id}, {}
        for i, row in ipairs(rows) do cases[i] = shown(row) end
        for i, row in ipairs(rows) do
            page{path = cases[i].path, template = "case.html", of = row, scope = group.row.id,
                data = {shared = shared, case = row, group = group, title = row.title, summary = row.summary, older = cases[i - 1],
                    newer = cases[i + 1]}}
        end
        page{path = group.path, template = "list.html", of = group.row, scope = group.row.id,
            data = {shared = shared, title = group.title, summary = group.row.motto, group = group, cases = cases}}
        table.move(cases, 1, #cases, #all + 1, all)
    end
    local latest = newest(all, 20)
    page{path = root .. "index.html", template = "index.html", data = {shared = shared, title = shared.name, summary = "", latest = latest}}
    page{path = root .. "feed.xml", template = "feed.xml", data = {shared = shared, latest = latest}}
    page{path = root .. "sitemap.xml", template = "sitemap.xml", data = {shared = shared, all = all}}
    asset{template = "style.css", path = root .. "style.css"}
    if features.search then
        page{path = root .. "search.html", template = "search.html", data = {shared = shared, title = "搜索", summary = ""}}
        search{path = root .. "search", pages = root}
    end
end
