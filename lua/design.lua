-- The design tokens: one table that web pages and books take their looks from.
--
--   design.paper …            colours of the page itself
--   design.ramp(brand)        what a brand colour becomes: {light = {name = "#…"}, dark = {…}}
--   design.brand_css(brand)   the same as CSS custom properties, for a site's own small style sheet
--   design.handbook(brand), design.compendium(), design.report(brand)
--                        the page designs of the three kinds of books (lua/README.md, Design)

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

-- ---- books ------------------------------------------------------------------------------------------
--
-- One family: text in 宋体 on a fixed pitch, titles in bold 宋体 centred, what is inside a chapter in 黑体,
-- quotations and subtitles in 楷体; warm black ink, grey rules, the brand only on cover, part titles and
-- boxes. Sizes are the Chinese ones: 小四 12 pt, 五号 10.5, 小五 9, 六号 7.5.

local ink, grey, line = "#1f1d1a", "#6b665e", "#a8a297"

-- Copies what differs over what a book starts from, styles one by one.
local function with(base, change)
    for key, value in pairs(change) do
        if key == "styles" then
            for name, style in pairs(value) do
                base.styles[name] = base.styles[name] or {}
                for field, wanted in pairs(style) do base.styles[name][field] = wanted end
            end
        else
            base[key] = value
        end
    end
    return base
end

local function title(size, leading, before, after, colour)
    return {role = "song", bold = true, align = "center", size = size, leading = leading, before = before, after = after,
        colour = colour or ink}
end

local function head(size, leading, before, after)
    return {role = "hei", bold = false, align = "left", size = size, leading = leading, before = before, after = after,
        colour = ink}
end

-- A book's own colour: the brand as dark as text on white must be.
local function cover_colour(brand)
    local c = colour.read(brand) or colour.read(design.county_brand)
    return colour.hex(colour.legible(c, {1, 1, 1}, on_dark))
end

local function plain_style(size, leading, more)
    local style = {role = "song", size = size, leading = leading, colour = ink}
    for key, value in pairs(more or {}) do style[key] = value end
    return style
end

local function book(brand, size, pitch)
    local accent = cover_colour(brand)
    return {
        brand = accent, tint = colour.hex(colour.mix({1, 1, 1}, colour.read(accent), 0.07)), rule = line,
        mirrored = true, widows = 2, orphans = 1, notes = "page", links_coloured = false,
        strong_role = "hei", emphasis_role = "kai", mode = "optimal", profile = "zh-gb", level = "gb",
        figure_label = "图{n}", table_label = "表{n}", continued_label = "续", table_shrink = 0.85,
        numbering = {"1.", "（1）", "①", "a."}, running_gap = "9mm", folio_gap = "11mm",
        styles = {
            body = plain_style(size, pitch, {indent = 2, align = "justify"}),
            list = plain_style(size, pitch, {align = "justify"}),
            quote = plain_style(size, pitch, {role = "kai", indent = 2, align = "justify"}),
            h1 = title(18, 2 * pitch, 2 * pitch, pitch), h2 = title(16, 2 * pitch, 2 * pitch, pitch),
            h3 = head(size + 1.5, pitch, pitch, 0), h4 = head(size, pitch, 0, 0), h5 = head(size, pitch, 0, 0),
            h6 = head(size, pitch, 0, 0),
            table = plain_style(9, 14), table_head = plain_style(9, 14, {role = "hei", bold = false}),
            caption = plain_style(9, 16, {role = "hei", bold = false, align = "center"}),
            note = plain_style(8.5, 13), callout = plain_style(size - 1, pitch, {align = "justify", before = pitch, after = 0}),
            contents_1 = plain_style(size, pitch, {role = "hei", bold = false, before = pitch / 2}),
            contents_2 = plain_style(size, pitch),
            running = plain_style(8.5, 12, {colour = grey}), folio = plain_style(9, 12, {align = "right"}),
            cover_title = {role = "song", bold = true, size = 42, leading = 58},
            cover_subtitle = {role = "song", bold = false, size = 19, leading = 30},
            cover_text = {role = "song", bold = false, size = 11.5, leading = 21},
        },
    }
end

-- A4, 36 characters of 小四: a book that lies open on a desk.
function design.handbook(brand)
    return with(book(brand, 12, 23), {
        width = "210mm", height = "297mm", top = "31mm", bottom = "30mm", inner = "29mm", outer = "28.6mm",
        page_break_level = 0,
        styles = {
            h1 = title(18, 34.5, 23, 11.5),
            h2 = title(16, 28, 23, 9), table = {size = 10.5, leading = 16}, table_head = {size = 10.5, leading = 16},
            contents_1 = {role = "song", before = 0}, cover_title = {size = 50, leading = 66},
            cover_subtitle = {size = 22, leading = 34}, cover_text = {size = 12.5, leading = 23},
        },
    })
end

-- 16开, 37 characters of 五号, a new page for every text and an odd one for every part.
function design.compendium()
    return with(book(design.county_brand, 10.5, 17.25), {
        width = "185mm", height = "260mm", top = "25mm", bottom = "23mm", inner = "24.5mm", outer = "23.4mm",
        page_break_level = 2, chapters_on_odd = true, running_left = "{chapter}", running_right = "{section}",
        figure_width = 0.7, figure_height = 0.36, float_figures = true,
        styles = {
            h1 = title(26, 54, 180, 36, cover_colour(design.county_brand)), h2 = title(18, 27, 36, 9),
            contents_1 = {before = 9},
        },
    })
end

-- A4, 36 characters of 小四, 32 lines; chapters run on, the book says where a page begins.
function design.report(brand)
    return with(book(brand, 12, 21), {
        width = "210mm", height = "297mm", top = "30mm", bottom = "29.8mm", inner = "29mm", outer = "28.6mm",
        page_break_level = 0, running_left = "{title}", running_right = "{chapter}",
        figure_width = 1, figure_height = 0.29, float_figures = true,
        styles = {
            h1 = title(18, 42, 42, 21), h2 = head(13, 21, 21, 0), h3 = head(12, 21, 21, 0),
            table = {size = 10, leading = 15.5}, table_head = {size = 10, leading = 15.5}, caption = {size = 10},
            contents_1 = {role = "song", before = 0}, cover_title = {size = 50, leading = 66},
            cover_subtitle = {size = 22, leading = 34}, cover_text = {size = 12.5, leading = 23},
        },
    })
end

return design
