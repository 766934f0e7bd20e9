-- In which shapes and sizes pictures stand on the websites, for asset{} of the plan.
--
--   pictures.has(group, name)    whether the group has kept a picture of that name
--   pictures.hero(look, focus)   the picture at the head of a group's home, by its layout
--   pictures.photo(), pictures.card(focus)   a photo in a text; at the head of an entry in a list
--   pictures.spread_card   `sizes` of the latter on a home of the layout look-spread, which gives it less room
--   pictures.emblem(), pictures.emblem_large()   a group's logo: at the head of every page; on the page of its brand
--   pictures.emblem_cover   `sizes` of the former on the hub's covers
--   pictures.tints()     CSS for the colours that stand where a picture has not come yet
--
-- `sizes` says how wide a picture is shown, as templates/assets/site.css has it: a page is as wide as the window, up to 76rem,
-- with a margin of 1rem (from 44rem: 2rem) on both sides. Phones have two or three device pixels to a CSS pixel, and two are
-- what eyes see of a photo: so phones are offered none that is larger than 720 pixels.

local pictures = {}

function pictures.has(group, name) return name ~= nil and has_file(group._folder .. "/" .. name) end

local phone, narrow, upright = "(max-width: 30rem)", "(max-width: 40rem)", "(max-width: 63.99rem)"

local whole = "(min-width: 76rem) 72rem, (min-width: 44rem) calc(100vw - 4rem), calc(100vw - 2rem)"
local in_text = "(min-width: 65.5rem) 40.5rem, (min-width: 64rem) calc(100vw - 25rem), (min-width: 40.25rem) 38.25rem, calc(100vw - 2rem)"
local half = "(min-width: 76rem) 34.5rem, (min-width: 44rem) calc(50vw - 3.5rem), calc(100vw - 2rem)"
local on_phone = "calc(100vw - 2rem)"

local heroes = {
    ["look-hanging"] = {
        {media = phone, aspect = "4:3", widths = {480, 720}, sizes = "100vw"},
        {media = narrow, aspect = "4:3", widths = {720, 960, 1280}, sizes = "100vw"},
        {aspect = "16:7", widths = {960, 1440, 2000}, sizes = "100vw"},
    },
    ["look-spread"] = {
        {media = phone, aspect = "2:3", widths = {240, 360, 480}, sizes = "60vw"},
        {media = narrow, aspect = "1:1", widths = {480, 720}, sizes = "60vw"},
        {aspect = "7:5", widths = {640, 960, 1440}, sizes = "60vw"},
    },
    ["look-scroll"] = {
        {media = phone, aspect = "4:3", widths = {480, 720}, sizes = on_phone},
        {media = upright, aspect = "4:3", widths = {720, 1080, 1440}, sizes = whole},
        {aspect = "16:7", widths = {960, 1440, 2000}, sizes = whole},
    },
}

pictures.spread_card = "(min-width: 64rem) 26rem, (min-width: 44rem) calc(50vw - 3.5rem), calc(100vw - 2rem)"
pictures.emblem_cover = "(min-width: 76rem) 33px, (min-width: 64rem) calc(3.2vw - 6px), (min-width: 44rem) calc(5.3vw - 6px), calc(8vw - 4px)"

local function with_focus(asset, focus)
    asset.focus = focus
    return asset
end

function pictures.hero(look, focus) return with_focus({shapes = heroes[look]}, focus) end

function pictures.photo()
    return {shapes = {
        {media = phone, widths = {480, 720}, sizes = on_phone},
        {widths = {720, 1080, 1600}, sizes = in_text},
    }}
end

function pictures.card(focus)
    return with_focus({shapes = {
        {media = phone, aspect = "3:2", widths = {320, 480, 720}, sizes = on_phone},
        {aspect = "3:2", widths = {480, 720, 1080}, sizes = half},
    }}, focus)
end

function pictures.emblem()
    return {shapes = {{media = phone, widths = {44, 88}, sizes = "44px"}, {widths = {44, 88, 192}, sizes = "44px"}}}
end

function pictures.emblem_large() return {widths = {192, 288, 384}, sizes = "(min-width: 44rem) 12rem, 9rem"} end

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
