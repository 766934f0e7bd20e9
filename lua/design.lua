-- The design tokens: one table that web pages and books take their looks from.
--
--   design.paper …            colours of the page itself
--   design.ramp(brand)        what a brand colour becomes: {light = {name = "#…"}, dark = {…}}
--   design.brand_css(brand)   the same as CSS custom properties, for a site's own small style sheet

local colour = require "colour"

local design = {}

-- The county's own colour: the indigo of paper covers on thread-bound books.
design.county_brand = "#274562"

design.light = {paper = "#fcfaf5", sheet = "#ffffff", ink = "#1f1d1a", quiet = "#5f5a52", hair = "#ddd6c8"}
design.dark = {paper = "#171613", sheet = "#201e1a", ink = "#ece7dc", quiet = "#aaa397", hair = "#3b3832"}

-- Text needs 4.5 : 1 (WCAG 2.1, 1.4.3); links on a tinted ground lose a little, hence more.
local on_paper, on_dark = 5.2, 6

local function light_ramp(brand)
    local paper = colour.read(design.light.paper)
    local text = colour.legible(brand, paper, on_paper)
    local deep = colour.at(brand, 0.33, 0.72)
    return {
        ["brand"] = colour.hex(text),
        ["brand-cover"] = colour.hex(colour.legible(brand, {1, 1, 1}, 5.2)),
        ["brand-deep"] = colour.hex(deep),
        ["brand-line"] = colour.hex(colour.mix(paper, brand, 0.42)),
        ["brand-tint"] = colour.hex(colour.mix(paper, brand, 0.14)),
        ["brand-wash"] = colour.hex(colour.mix(paper, brand, 0.065)),
    }
end

local function dark_ramp(brand)
    local paper = colour.read(design.dark.paper)
    return {
        ["brand"] = colour.hex(colour.legible(brand, paper, on_dark)),
        ["brand-cover"] = colour.hex(colour.at(brand, math.min(0.42, colour.lightness(brand)), 0.8)),
        ["brand-deep"] = colour.hex(colour.at(brand, 0.25, 0.5)),
        ["brand-line"] = colour.hex(colour.mix(paper, brand, 0.6)),
        ["brand-tint"] = colour.hex(colour.mix(paper, brand, 0.3)),
        ["brand-wash"] = colour.hex(colour.mix(paper, brand, 0.14)),
    }
end

function design.ramp(brand)
    local c = colour.read(brand) or colour.read(design.county_brand)
    return {light = light_ramp(c), dark = dark_ramp(c)}
end

local names = {"brand", "brand-cover", "brand-deep", "brand-line", "brand-tint", "brand-wash"}
local grounds = {"paper", "sheet", "ink", "quiet", "hair"}

local function declarations(ground, ramp, indent)
    local lines = {}
    for _, name in ipairs(grounds) do lines[#lines + 1] = string.format("%s--%s: %s;", indent, name, ground[name]) end
    for _, name in ipairs(names) do lines[#lines + 1] = string.format("%s--%s: %s;", indent, name, ramp[name]) end
    return table.concat(lines, "\n")
end

function design.brand_css(brand)
    local ramp = design.ramp(brand)
    return table.concat({
        ":root {", declarations(design.light, ramp.light, "    "), "}",
        "@media screen and (prefers-color-scheme: dark) {", "    :root {",
        declarations(design.dark, ramp.dark, "        "), "    }", "}", "",
    }, "\n")
end

-- For pages that show several brands at once: one class each.
function design.brand_class(class, brand)
    local ramp = design.ramp(brand)
    local function set(r) return "--brand: " .. r["brand"] .. "; --brand-cover: " .. r["brand-cover"] .. ";" end
    return table.concat({
        "." .. class .. " { " .. set(ramp.light) .. " }",
        "@media screen and (prefers-color-scheme: dark) { ." .. class .. " { " .. set(ramp.dark) .. " } }", "",
    }, "\n")
end

return design
