-- A group's shared resources on its website (domain §4.8): by platform and category, by provider, what was lent most, what came and
-- went, and how to borrow. The same lists as in the printed book, in its public edition.
--
--   resource_page.declare(g, site, declare)   as templates/site.lua gives them

local calendar = require "calendar"
local resources = require "resource_list"
local show = require "show"
local words = require "words"

local resource_page = {open_most = 30} -- longer lists are folded by kind on phones

local function public_rows(g, site)
    local rows = {}
    for _, row in ipairs(site.resources:where{group_id = g.row.id}) do
        if show.resource_is_public(row, site.as_of) then rows[#rows + 1] = row end
    end
    return rows
end

-- {{name, items}, …} in the order of the tables
local function by_provider(platforms)
    local list, of = {}, {}
    for _, platform in ipairs(platforms) do
        for _, kind in ipairs(platform.kinds) do
            for _, item in ipairs(kind.items) do
                if not of[item.provider] then
                    of[item.provider] = {name = item.provider, items = {}}
                    list[#list + 1] = of[item.provider]
                end
                table.insert(of[item.provider].items, item)
            end
        end
    end
    return list
end

local function updated(view)
    return view and view.last and string.format("第%d次更新，%s。", view.updates, words.date(calendar.iso(view.last))) or ""
end

-- {{id, name, body, records}, …}: what follows the tables; records: tables too, which phones show as entries
local function parts_of(view)
    local list = {}
    local function part(id, name, body, records)
        if body then list[#list + 1] = {id = id, name = name, body = doc.section{body}, records = records} end
    end
    if not view then return list end
    part("lent", "借用最多的资源", resources.lent(view), true)
    part("moves", "新增与下架", resources.moves(view), true)
    part("procedure", "借用流程", resources.procedure(view))
    return list
end

function resource_page.declare(g, site, declare)
    local rows, view = public_rows(g, site), resources.view(site, g.row, false)
    local platforms = show.platforms(rows)
    declare("resources.html", "page/resources.html", "共享资源", {
        at = "resources", group = g.row, platforms = platforms, providers = by_provider(platforms), parts = parts_of(view),
        crumbs = {{label = "资源"}},
        open = #rows <= resource_page.open_most, after_books = true,
        intro = updated(view) .. string.format("%d项资源，按三个平台编列。", #rows),
    })
end

return resource_page
