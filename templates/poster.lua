-- P8: the poster of a group, A3 upright (domain 4.10): what the leaflet says, to be read from two steps away. With
-- --print press 3 mm bleed and crop marks.

local book = require "book"
local brand_book = require "brand_book"
local brand_sheet = require "brand_sheet"
local place = require "place"

local frame, para = place.frame, place.para

local page = {width = 297, height = 420, margin = 18, hero = 140, band = 74}
local gap = 9

-- Three columns of one width between the margins: x of the i-th, and the width.
local function column(i)
    local width = (page.width - 2 * page.margin - 2 * gap) / 3
    return page.margin + (i - 1) * (width + gap), width
end

local function head(view, look)
    local group, x = view.group, page.margin
    local emblem = place.emblem(page.width - page.margin - 46, page.hero - 23, 46, book.emblem(group), group.name .. "标志")
    return {
        place.picture(0, 0, page.width, page.hero, brand_sheet.hero(group), group.name .. "的题图", look.pale),
        frame(0, page.hero, page.width, page.band, {fill = look.accent}), emblem,
        frame(x, page.hero + 9, page.width - 2 * page.margin - (emblem and 52 or 0), page.band - 14, {valign = "middle",
            doc.heading{level = 1, class = "front_motto", group.motto}, para("front_name", group.name)}),
    }
end

local function figures(view, y)
    local list, dated = brand_sheet.figures(view)
    local frames = {}
    for i, f in ipairs(list) do
        local x, width = column(i)
        frames[i] = frame(x, y, width, 36, {para("number", f[1], doc.span{class = "number_unit", " " .. f[2]}), para("number_name", f[3])})
    end
    frames[#frames + 1] = #list > 0 and frame(page.margin, y + 33, page.width - 2 * page.margin, 6, {para("note_small", dated)})
    return frames
end

local function platforms(view, look, y)
    local frames = {}
    for i, entry in ipairs(brand_sheet.platforms(view)) do
        local x, width = column(i)
        frames[i] = {frame(x, y, 14, 1, {fill = look.accent}), frame(x, y + 4, width, 38, {
            doc.heading{level = 2, unlisted = true, class = "point", entry[1]}, para("point_text", entry[2])})}
    end
    return frames
end

local function cases(view, x, y, width, height)
    local nodes = {}
    for _, case in ipairs(brand_sheet.cases(view)) do
        nodes[#nodes + 1] = doc.heading{level = 2, unlisted = true, class = "case_title", "《" .. case.title .. "》"}
        nodes[#nodes + 1] = case.subtitle and para("case_text", case.subtitle)
    end
    return #nodes > 0 and frame(x, y, width, height, {para("label", "典型案例"), nodes})
end

-- A line each; what a kindergarten is known for where it fits beside its name.
local function members(view, x, y, width, height)
    local room, nodes = width * 72 / 25.4 - 6, {}
    for _, m in ipairs(brand_sheet.members(view)) do
        local beside = m.lead and "　集团园" or m.feature ~= "" and "　" .. m.feature or ""
        local fits = 13 * utf8.len(m.name) + 10.5 * utf8.len(beside) <= room
        nodes[#nodes + 1] = para("member", m.name, fits and beside ~= "" and doc.span{class = "member_tag", beside})
    end
    return frame(x, y, width, height, {para("label", "成员园"), nodes})
end

local function code(view, x, y, width, height)
    return view.url and frame(x, y, width, height, {doc.qr{text = view.url, size = "36mm", alt = "二维码：" .. view.url},
        para("address", view.shown), para("back_text", "扫码看集团主页")})
end

local function foot(view, look)
    local y, x2, width = 330, column(2), select(2, column(1))
    local x3, height = column(3), page.height - 330 - 12
    return {
        frame(0, y - 6, page.width, page.height - y + 6, {fill = look.tint}),
        cases(view, page.margin, y + 2, width + 8, height), members(view, x2 + 10, y + 2, width - 10, height),
        code(view, x3, y + 4, width, height - 8),
        view.group.sample and frame(page.margin, page.height - 10, page.width - 2 * page.margin, 6, {
            para("back_text", "本海报为样例，成员园、人物和数据均为虚构。")}),
    }
end

return brand_book.publication("poster", "海报", function(view, look)
    return {doc.sheet{head(view, look), figures(view, 224), platforms(view, look, 274), foot(view, look)}}
end)
