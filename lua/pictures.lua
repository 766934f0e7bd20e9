-- In which shapes and sizes pictures stand on the websites, for asset{} of the plan.
--
--   pictures.hero(look, focus)   the picture at the head of a group's home, by its layout
--   pictures.photo(), pictures.card(focus)   a photo in a text; at the head of an entry in a list
--   pictures.tints()             CSS for the colours that stand where a picture has not come yet
--
-- Phones have two or three device pixels to a CSS pixel; two are what eyes see of a photo, so on narrow screens
-- `sizes` says two thirds of the width and a phone with three takes the size that is right for two.

local pictures = {}

local narrow = "(max-width: 40rem)"

local heroes = {
    ["look-hanging"] = {
        {media = narrow, aspect = "4:3", widths = {480, 720, 960}, sizes = "67vw"},
        {aspect = "16:7", widths = {960, 1440, 2000}, sizes = "100vw"},
    },
    ["look-spread"] = {
        {media = narrow, aspect = "2:3", widths = {240, 360, 540}, sizes = "40vw"},
        {aspect = "7:5", widths = {640, 960, 1440}, sizes = "60vw"},
    },
    ["look-scroll"] = {
        {media = narrow, aspect = "4:3", widths = {480, 720, 960}, sizes = "62vw"},
        {aspect = "16:7", widths = {960, 1440, 2000}, sizes = "(min-width: 78rem) 74rem, 96vw"},
    },
}

local function with_focus(asset, focus)
    asset.focus = focus
    return asset
end

function pictures.hero(look, focus) return with_focus({shapes = heroes[look]}, focus) end

function pictures.photo() return {widths = {480, 720, 1080, 1600}, sizes = narrow .. " 67vw, 38rem"} end

function pictures.card(focus)
    return with_focus({aspect = "3:2", widths = {320, 480, 720, 1080}, sizes = narrow .. " 62vw, (min-width: 78rem) 36rem, 46vw"}, focus)
end

-- Classes r0 to rf, g0 to gf, b0 to bf of a picture are its mean colour.
function pictures.tints()
    local lines = {".tint { background-color: rgb(var(--r) var(--g) var(--b)); }"}
    for _, part in ipairs{"r", "g", "b"} do
        local rules = {}
        for step = 0, 15 do rules[#rules + 1] = string.format(".%s%x{--%s:%d}", part, step, part, step * 17) end
        lines[#lines + 1] = table.concat(rules)
    end
    return table.concat(lines, "\n") .. "\n"
end

return pictures
