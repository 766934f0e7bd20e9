-- P8: the leaflet of a group, A4 folded twice (domain 4.10). Outside from the left: the flap that folds in, the
-- back, the front; inside three panels. With --print press 3 mm bleed, crop marks and, outside the bleed, marks where it is folded.

local book = require "book"
local brand_book = require "brand_book"
local brand_sheet = require "brand_sheet"
local place = require "place"
local words = require "words"

local frame, para = place.frame, place.para

local page = {width = 297, height = 210, panel = 100, flap = 97} -- the flap is narrower, to lie flat inside
local pad = 11

local function label(text) return para("label", text) end

-- ---- outside ------------------------------------------------------------------------------------------

local function front(view, look)
    local group, x, split = view.group, page.width - page.panel, 118
    return {
        place.picture(x, 0, page.panel, split, brand_sheet.hero(group), group.name .. "的题图", look.pale),
        frame(x, split, page.panel, page.height - split, {fill = look.accent}),
        place.emblem(x + pad, split - 15, 30, book.emblem(group), group.name .. "标志"),
        frame(x + pad, split + 22, page.panel - 2 * pad, 40, {
            doc.heading{level = 1, class = "front_motto", group.motto}, para("front_name", group.name)}),
        frame(x + pad, page.height - 19, page.panel - 2 * pad, 10, {valign = "bottom",
            para("front_small", site.county[1].name .. "幼儿园集团化办园")}),
    }
end

local function back(view, look)
    local group, x = view.group, page.flap
    return {
        frame(x + pad, 26, page.panel - 2 * pad, 40, place.lines("county_motto", words.clauses(site.county[1].motto))),
        view.url and frame(x + pad, 84, page.panel - 2 * pad, 60, {doc.qr{text = view.url, size = "30mm", alt = "二维码：" .. view.url},
            para("address", view.shown), para("back_text", "扫码看集团主页")}),
        frame(x + pad, 152, page.panel - 2 * pad, 40, {valign = "bottom", para("back_text", "联系：" .. group.public_contact),
            para("back_text", group.name), para("back_text", "文中数字见内页所注日期；照片和插画均经同意使用。"),
            group.sample and para("back_text", "本折页为样例，成员园、人物和数据均为虚构。")}),
        frame(x + page.panel / 2 - 8, 16, 16, 1, {fill = look.accent}),
    }
end

local function flap(view, look)
    local group, photo = view.group, brand_sheet.photos(view)[1]
    local story = group.brand_story or group.founding_note
    local text = page.height - (photo and 76 or 0)
    return {
        frame(0, 0, page.flap, page.height, {fill = look.tint}),
        frame(pad, 20, page.flap - 2 * pad, text - 26, {story and label("我们的故事"), story and para("story", story)}),
        photo and frame(0, text, page.flap, page.height - text, {picture = photo.path, alt = photo.words}),
    }
end

-- ---- inside -------------------------------------------------------------------------------------------

local function platforms(view)
    local nodes = {}
    for i, entry in ipairs(brand_sheet.platforms(view)) do
        nodes[#nodes + 1] = doc.heading{level = 2, unlisted = true, class = "point", doc.span{class = "on_pale", words.number(i) .. "　"}, entry[1]}
        nodes[#nodes + 1] = para("point_text", entry[2])
    end
    return nodes
end

local function figures(view)
    local list, dated = brand_sheet.figures(view)
    local nodes = {}
    for _, f in ipairs(list) do
        nodes[#nodes + 1] = para("number", f[1], doc.span{class = "number_unit", " " .. f[2]})
        nodes[#nodes + 1] = para("number_name", f[3])
    end
    nodes[#nodes + 1] = #list > 0 and para("note_small", dated)
    return nodes
end

local function members(view)
    local nodes = {}
    for _, m in ipairs(brand_sheet.members(view)) do
        nodes[#nodes + 1] = para("member", m.name, m.lead and doc.span{class = "member_tag", "　集团园"})
        if m.feature ~= "" then nodes[#nodes + 1] = para("member_text", m.feature) end
    end
    return nodes
end

local function cases(view)
    local nodes = {}
    for _, case in ipairs(brand_sheet.cases(view)) do
        nodes[#nodes + 1] = doc.heading{level = 2, unlisted = true, class = "case_title", "《" .. case.title .. "》"}
        nodes[#nodes + 1] = para("case_text", case.summary)
    end
    return nodes
end

local function inside(view, look)
    local photo = brand_sheet.photos(view)[2]
    local x2, x3, foot = page.panel, 2 * page.panel, photo and 60 or 0
    local has_cases, listed = #brand_sheet.cases(view) > 0, platforms(view)
    return {
        frame(0, 0, page.panel, page.height, {fill = look.accent}),
        frame(pad, 20, page.panel - 2 * pad, 110, {#listed > 0 and para("on_label", "三个平台"), listed}),
        frame(pad, page.height - 44, page.panel - 2 * pad, 26, {valign = "bottom", para("on_quote", view.group.motto)}),
        frame(x2 + pad, 20, page.panel - 2 * pad, 84, {label("数字里的集团"), figures(view)}),
        frame(x2 + pad, 106, page.panel - 2 * pad, page.height - 106 - 12, {label("成员园"), members(view)}),
        frame(x3, 0, page.width - x3, page.height, {fill = look.tint}),
        frame(x3 + pad, 20, page.width - x3 - 2 * pad, page.height - 30 - foot, {has_cases and label("典型案例"), cases(view)}),
        photo and frame(x3, page.height - foot, page.width - x3, foot, {picture = photo.path, alt = photo.words}),
    }
end

return brand_book.publication("leaflet", "折页", function(view, look)
    return {
        doc.sheet{folds = {place.mm(page.flap), place.mm(page.flap + page.panel)}, front(view, look), back(view, look), flap(view, look)},
        doc.sheet{folds = {place.mm(page.panel), place.mm(2 * page.panel)}, inside(view, look)},
    }
end)
