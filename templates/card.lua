-- Cards for links to the websites (lua/cards.lua), 1200 by 630 pixels: whose page it is and its title on paper under a band in
-- the brand's colour, with the emblem and a photo where there are.

local book = require "book"
local cards = require "cards"
local design = require "design"
local words = require "words"

local page = {width = 1200, height = 630, band = 26, margin = 72, photo = 460}

local function pt(n) return n .. "pt" end

local function frame(x, y, width, height, more)
    more.x, more.y, more.width, more.height = pt(x), pt(y), pt(width), pt(height)
    return doc.frame(more)
end

local function subject(card, folder, site_name, more)
    card.path, card.name = cards.path(folder, card.key), site_name
    for key, value in pairs(more) do card[key] = value end
    return card
end

local function all(site)
    local list, county = {}, site.county[1]
    for _, card in ipairs(cards.county(county)) do
        list[#list + 1] = subject(card, "site/", county.bureau, {brand = design.county_brand, foot = county.motto})
    end
    for _, group in ipairs(site.groups) do
        for _, card in ipairs(cards.of_group(site, group)) do
            list[#list + 1] = subject(card, "site/" .. group.id .. "/", group.name, {
                brand = group.brand_color, foot = group.motto, emblem = book.emblem(group), scope = group.id})
        end
    end
    return list
end

-- As large as three lines of the room allow.
local function title_size(card, width)
    local n = utf8.len(card.title)
    for _, size in ipairs{96, 80, 68, 58, 50} do
        if n <= math.floor(width / size) * (size > 70 and 2 or 3) then return size end
    end
    return 44
end

-- The title and how wide it stands: a line for each clause where they fit, else lines of about the same length.
local function title(card, width)
    local size = title_size(card, width)
    local room, length = math.floor(width / size), utf8.len(card.title)
    if length <= room then return {card.title}, width end
    local clauses, longest, lines = words.clauses(card.title), 0, math.ceil(length / room)
    for _, clause in ipairs(clauses) do longest = math.max(longest, utf8.len(clause)) end
    if #clauses ~= lines or longest > room then return {card.title}, size * math.ceil(length / lines) end
    local nodes = {}
    for i, clause in ipairs(clauses) do
        if i > 1 then nodes[#nodes + 1] = doc.line_break() end
        nodes[#nodes + 1] = clause
    end
    return nodes, width
end

local function tree(card)
    local right = card.photo and page.photo or 0
    local width = page.width - right - 2 * page.margin
    local words_of_title, title_width = title(card, width)
    local foot = card.key ~= "home" and card.foot or nil
    return doc.section{doc.sheet{
        frame(0, 0, page.width, page.height, {fill = "#fcfaf5"}),
        right > 0 and frame(page.width - right, 0, right, page.height, {picture = card.photo, focus = card.focus, alt = card.title}),
        frame(0, 0, page.width - right, page.band, {fill = card.deep}),
        frame(page.margin, page.margin + 20, width, 60, {doc.para{class = "card_name", card.name}}),
        frame(page.margin, page.margin + 96, title_width, 290, {valign = "middle", doc.heading{level = 1, class = "card_title", words_of_title}}),
        frame(page.margin, 520, 64, 6, {fill = card.deep}),
        frame(page.margin, 540, width - 130, 50, {foot and doc.para{class = "card_foot", foot}}),
        card.emblem and has_file(card.emblem) and
            frame(page.margin + width - 96, 494, 96, 96, {picture = card.emblem, alt = card.name .. "标志"}),
    }}
end

local function look(card)
    local size = title_size(card, page.width - (card.photo and page.photo or 0) - 2 * page.margin)
    return {
        width = pt(page.width), height = pt(page.height), top = 0, bottom = 0, inner = 0, outer = 0, mirrored = false, folio = "",
        running_left = "", running_right = "", brand = card.brand, image_dpi = 72, least_dpi = 30,
        classes = {
            card_name = {role = "hei", size = 32, leading = 44, colour = card.deep},
            card_title = {role = "song", size = size, leading = math.floor(size * 1.32), bold = true, align = "left", colour = "#1f1d1a"},
            card_foot = {role = "kai", size = 30, leading = 42, colour = "#6b665e"},
        },
    }
end

return {
    id = "card",
    each = function(site)
        local list = all(site)
        for _, card in ipairs(list) do card.deep = design.cover_colour(card.brand) end
        return list
    end,
    file = function(card) return card.path end,
    scope = function(card) return card.scope end,
    about = function(card) return {title = card.title, author = card.name} end,
    design = look,
    tree = tree,
}
