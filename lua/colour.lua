-- Colours: "#2E7D6B" to and from OKLab, mixing, and the contrast of WCAG 2.
--
-- A colour is {r, g, b}, each 0 to 1 of sRGB as encoded. Mixing and lightening work in OKLab
-- (B. Ottosson, 2020), where equal steps look equal, so that ten brands keep their character.

local colour = {}

local function linear(c) return c <= 0.04045 and c / 12.92 or ((c + 0.055) / 1.055) ^ 2.4 end

local function encoded(c)
    c = math.min(1, math.max(0, c))
    return c <= 0.0031308 and c * 12.92 or 1.055 * c ^ (1 / 2.4) - 0.055
end

-- "#RRGGBB" to a colour; nil for anything else
function colour.read(text)
    local r, g, b = tostring(text):match("^#(%x%x)(%x%x)(%x%x)$")
    if not r then return nil end
    return {tonumber(r, 16) / 255, tonumber(g, 16) / 255, tonumber(b, 16) / 255}
end

local function byte(c) return math.floor(math.min(1, math.max(0, c)) * 255 + 0.5) end

function colour.hex(c) return string.format("#%02x%02x%02x", byte(c[1]), byte(c[2]), byte(c[3])) end

local function cube_root(x) return x < 0 and -((-x) ^ (1 / 3)) or x ^ (1 / 3) end

local function to_lab(c)
    local r, g, b = linear(c[1]), linear(c[2]), linear(c[3])
    local l = cube_root(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    local m = cube_root(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    local s = cube_root(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return {
        0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
        1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
        0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
    }
end

local function from_lab(lab)
    local l = (lab[1] + 0.3963377774 * lab[2] + 0.2158037573 * lab[3]) ^ 3
    local m = (lab[1] - 0.1055613458 * lab[2] - 0.0638541728 * lab[3]) ^ 3
    local s = (lab[1] - 0.0894841775 * lab[2] - 1.2914855480 * lab[3]) ^ 3
    return {
        encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
        encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
        encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s),
    }
end

-- share 0 gives a, share 1 gives b
function colour.mix(a, b, share)
    local x, y = to_lab(a), to_lab(b)
    local lab = {}
    for i = 1, 3 do lab[i] = x[i] + (y[i] - x[i]) * share end
    return from_lab(lab)
end

-- The same hue at another lightness (0 to 1), its strength times keep.
function colour.at(c, lightness, keep)
    local lab = to_lab(c)
    return from_lab {lightness, lab[2] * (keep or 1), lab[3] * (keep or 1)}
end

function colour.lightness(c) return to_lab(c)[1] end

local function luminance(c)
    return 0.2126 * linear(c[1]) + 0.7152 * linear(c[2]) + 0.0722 * linear(c[3])
end

-- WCAG 2.1: 1 to 21
function colour.contrast(a, b)
    local x, y = luminance(a), luminance(b)
    if x < y then x, y = y, x end
    return (x + 0.05) / (y + 0.05)
end

-- c made darker (or lighter, on a dark ground) until it reads on ground with the wanted contrast.
function colour.legible(c, ground, wanted)
    local lightness = colour.lightness(c)
    local step = luminance(ground) > 0.18 and -0.01 or 0.01
    while colour.contrast(c, ground) < wanted and lightness + step >= 0 and lightness + step <= 1 do
        lightness = lightness + step
        c = colour.at(c, lightness)
    end
    return c
end

return colour
