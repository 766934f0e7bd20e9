-- What stands for a site in tabs, lists and on the screens of phones: its emblem on white or, without one, the first
-- character of its name on the brand's colour. Small ones of emblems keep what shines through; templates/site.lua plans those.

local book = require "book"
local design = require "design"

local function of_site(list, folder, name, more)
    local emblem = more.emblem and has_file(more.emblem) and more.emblem or nil
    local function add(file, size)
        list[#list + 1] = {
            path = folder .. "assets/" .. file, size = size, name = name, emblem = emblem, scope = more.scope,
            deep = design.cover_colour(more.brand), initial = name:match("^[%z\1-\127\194-\244][\128-\191]*"),
        }
    end
    for _, size in ipairs{180, 192, 512} do add("icon-" .. size .. ".png", size) end
    if not emblem then
        add("icon-32.png", 32)
        add("favicon.ico", 48)
    end
end

local function all(site)
    local list, county = {}, site.county[1]
    of_site(list, "site/", county.name, {brand = design.county_brand})
    for _, group in ipairs(site.groups) do
        of_site(list, "site/" .. group.id .. "/", group.name, {brand = group.brand_color, emblem = book.emblem(group), scope = group.id})
    end
    return list
end

local function tree(icon)
    local size = icon.size .. "pt"
    local function frame(more)
        more.x, more.y, more.width, more.height = 0, 0, size, size
        return doc.frame(more)
    end
    if icon.emblem then
        return doc.section{doc.sheet{frame{fill = "#ffffff"}, frame{picture = icon.emblem, alt = icon.name}}}
    end
    return doc.section{doc.sheet{frame{fill = icon.deep}, frame{valign = "middle", doc.para{class = "initial", icon.initial}}}}
end

return {
    id = "icon",
    each = all,
    file = function(icon) return icon.path end,
    scope = function(icon) return icon.scope end,
    about = function(icon) return {title = icon.name} end,
    design = function(icon)
        local size = icon.size .. "pt"
        return {
            width = size, height = size, top = 0, bottom = 0, inner = 0, outer = 0, mirrored = false, folio = "", running_left = "",
            running_right = "", image_dpi = 72, least_dpi = 30,
            classes = {initial = {role = "song", bold = true, size = icon.size * 0.7, leading = icon.size, align = "center", colour = "#ffffff"}},
        }
    end,
    tree = tree,
}
