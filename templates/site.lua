-- The plan of the websites: the county's hub and one site for each group, each usable when its
-- folder is copied out alone. What pages show is made by lua/show.lua, so that only what the public
-- may see ever reaches a template.

local group_site = require "group_site"
local hub_site = require "hub_site"
local site_frame = require "site_frame"
local site_parts = require "site_parts"
local web = require "web"

-- Marks that Latin fonts have too, narrow or in another place: they come from a Chinese face, whatever the text is in.
local punctuation = "·—‘’“”…、。〃〈〉《》「」『』【】〒〓〔〕〖〗〘〙〚〛〜〝〞〟！（），．：；？～"
local with_punctuation = {"Noto Serif CJK SC", "NotoSerifCJKsc-Regular", "Source Han Serif SC", "Songti SC"}

-- The face of names and titles that stand on covers, and Han that phones may lack: cut to what the pages show. Texts are
-- in the reader's own fonts.
local function web_fonts(fonts, frame, scope)
    fonts{path = frame.fonts, pages = frame.folder, scope = scope, faces = {
        {name = "Title", role = "song", bold = true, marked = "title"}, {name = "Rare", role = "song", rare = true},
        {name = "CJKPunct", role = "song", characters = punctuation, installed = with_punctuation},
    }}
end

-- Groups that can be planned, and of the others what the hub can say of them.
local function gather_all(site, county, report)
    local all, silent = {}, {}
    for place, id in ipairs(county.groups) do
        local row = type(id) ~= "string" and id or site.groups[id]
        local g = row and site_parts.attempt(report, row, function() return group_site.gather(site, row, county) end)
        if g then
            all[#all + 1], g.order = g, place
        else
            silent[place] = hub_site.silent(row and row.id or id, site)
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
            g.entries = group_site.feed(g)
            group_site.declare(g, site, page, asset, search, shown)
            web_fonts(fonts, g.frame, g.row.id)
        end)
        table.move(shown, 1, #shown, #everything + 1, everything)
    end
    local shown = {}
    local frame = site_parts.attempt(report, county, function() return hub_site.declare(county, hub_site.reachable(all), silent, site, page, asset, search, shown) end)
    if not frame then return web.where_moved end
    table.move(shown, 1, #shown, #everything + 1, everything)
    web_fonts(fonts, frame)
    hub_site.moved(site, everything, page, all, frame, report)
    return web.where_moved
end
