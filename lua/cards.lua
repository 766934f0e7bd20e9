-- Pictures of 1200 by 630 that networks show beside a link to a page of the websites: which there are, and what stands on them.
--
--   cards.path(folder, key)   where the card of a page is: key "home", a word of the navigation, the id of a case
--   cards.of_group(site, group)   {{key, title, photo, focus}, …} of one site
--   cards.county(county)          the same of the hub
--
-- They are laid out by templates/card.lua; templates/site.lua names them in the pages.

local photos = require "photos"
local show = require "show"

local cards = {}

function cards.path(folder, key) return folder .. "assets/share/" .. key .. ".jpg" end

local sections = {
    {"about", "集团概况"}, {"members", "成员园"}, {"handbook", "管理手册"}, {"activities", "集团活动"}, {"cases", "典型案例"},
    {"resources", "共享资源"}, {"party", "党建"}, {"results", "成效"}, {"teachers", "师资"},
}
cards.sections = {}
for _, section in ipairs(sections) do cards.sections[section[1]] = true end

-- The first of its photos that the public may see.
local function photo_of(site, group, row, consent)
    for _, name in ipairs(row.photos or {}) do
        local path = group._folder .. "/media/" .. name
        if consent[name] and photos.is_public(consent[name], site.as_of) and has_file(path) then return path, consent[name]["焦点"] end
    end
    return nil
end

function cards.of_group(site, group)
    local hero = group.hero and has_file(group._folder .. "/" .. group.hero) and group._folder .. "/" .. group.hero or nil
    local list = {{key = "home", title = group.motto, photo = hero, focus = group.hero_focus}}
    for _, section in ipairs(sections) do list[#list + 1] = {key = section[1], title = section[2]} end
    local consent = photos.rows_of(site, group.id)
    for _, row in ipairs(site.cases:where{group = group}) do
        if show.public(row) then
            local photo, focus = photo_of(site, group, row, consent)
            list[#list + 1] = {key = row.id, title = row.title, photo = photo, focus = focus}
        end
    end
    return list
end

function cards.county(county) return {{key = "home", title = county.name .. "幼儿园集团化办园"}} end

return cards
