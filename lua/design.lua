-- The design tokens: one table that web pages and books take their looks from.
--
--   design.paper …            colours of the page itself
--   design.ramp(brand)        what a brand colour becomes: {light = {name = "#…"}, dark = {…}}
--   design.brand_css(brand)   the same as CSS custom properties, for a site's own small style sheet
--   design.named_colours(brand)  a brand's colours as people call them: {{name, hex, token}, …}
--   design.contrasts(brand)   what stands on what on screens: {{what, fore, ground, ratio, least}, …}
--   design.handbook(brand), design.compendium(), design.report(brand)
--                        the page designs of the three kinds of books (lua/README.md, Design)

local colour = require "colour"

local design = {}

-- The county's own colour: the indigo of paper covers on thread-bound books.
design.county_brand = "#274562"

design.light = {paper = "#fcfaf5", sheet = "#ffffff", ink = "#1f1d1a", quiet = "#5f5a52", hair = "#ddd6c8"}
design.dark = {paper = "#171613", sheet = "#201e1a", ink = "#ece7dc", quiet = "#aaa397", hair = "#3b3832"}

-- Text needs 4.5 : 1 (WCAG 2.1, 1.4.3); links on a tinted ground lose a little, hence more.
local on_paper, on_dark, on_tint = 5.2, 6, 4.6

-- Lines are of the text's colour: a pale brand draws none on light paper, a dark one none on dark.
local function light_ramp(brand)
    local paper = colour.read(design.light.paper)
    local tint = colour.mix(paper, brand, 0.14)
    local text = colour.legible(colour.legible(brand, paper, on_paper), tint, on_tint)
    local deep = colour.at(brand, 0.33, 0.72)
    return {
        ["brand"] = colour.hex(text),
        ["brand-cover"] = colour.hex(colour.legible(brand, {1, 1, 1}, 5.2)),
        ["brand-deep"] = colour.hex(deep),
        ["brand-line"] = colour.hex(colour.mix(paper, text, 0.42)),
        ["brand-tint"] = colour.hex(tint),
        ["brand-wash"] = colour.hex(colour.mix(paper, brand, 0.065)),
    }
end

local function dark_ramp(brand)
    local paper = colour.read(design.dark.paper)
    local tint = colour.mix(paper, brand, 0.3)
    local text = colour.legible(colour.legible(brand, paper, on_dark), tint, on_tint)
    return {
        ["brand"] = colour.hex(text),
        ["brand-cover"] = colour.hex(colour.at(brand, math.min(0.42, colour.lightness(brand)), 0.8)),
        ["brand-deep"] = colour.hex(colour.at(brand, 0.25, 0.5)),
        ["brand-line"] = colour.hex(colour.mix(paper, text, 0.42)),
        ["brand-tint"] = colour.hex(tint),
        ["brand-wash"] = colour.hex(colour.mix(paper, brand, 0.14)),
    }
end

-- The colour of a group; what is no colour, which was said of its document, is not used.
function design.brand_of(group) return colour.read(group.brand_color) and group.brand_color or design.county_brand end

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

function design.named_colours(brand)
    local light = design.ramp(brand).light
    return {
        {name = "标志色", hex = light["brand-cover"], token = "cover"}, {name = "深色", hex = light["brand-deep"], token = "deep"},
        {name = "线条", hex = light["brand-line"], token = "line"}, {name = "底色", hex = light["brand-tint"], token = "tint"},
    }
end

-- What is printed on what, in words, with the contrast that WCAG 2.1 asks: 4.5 for text (1.4.3), 3 for what marks a part
-- of the page (1.4.11).
local pairs_of = {
    {"文字和纸", "ink", "paper", 4.5}, {"次要文字和纸", "quiet", "paper", 4.5}, {"次要文字和底色", "quiet", "brand-wash", 4.5},
    {"品牌色文字和纸", "brand", "paper", 4.5}, {"品牌色文字和浅底", "brand", "brand-wash", 4.5}, {"品牌色文字和底色", "brand", "brand-tint", 4.5},
    {"文字和底色", "ink", "brand-tint", 4.5}, {"白字和封面", "white", "brand-cover", 4.5}, {"白字和深色", "white", "brand-deep", 4.5},
}

function design.contrasts(brand)
    local ramp, list = design.ramp(brand), {}
    for _, mode in ipairs{{"", design.light, ramp.light}, {"（深色模式）", design.dark, ramp.dark}} do
        local function hex(name) return name == "white" and "#ffffff" or mode[2][name] or mode[3][name] end
        for _, pair in ipairs(pairs_of) do
            local fore, ground = hex(pair[2]), hex(pair[3])
            list[#list + 1] = {what = pair[1] .. mode[1], fore = fore, ground = ground, least = pair[4],
                ratio = colour.contrast(colour.read(fore), colour.read(ground))}
        end
    end
    return list
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
-- One family. Text in 宋体 on a fixed pitch, every leading a whole or half pitch; titles in bold 宋体 to the left
-- under a short bar in the book's colour, heads inside a chapter in 黑体, subtitles and quotations in 楷体; warm black
-- ink, grey rules, tables between three lines. The colour is the group's (the county's for the compendium): on
-- the cover, in the bars above titles, in numbers and figures, nowhere else.
-- Sizes are the Chinese ones: 小初 36 pt, 一号 26, 二号 22, 小二 18, 小三 15, 小四 12, 五号 10.5, 小五 9, 六号 7.5.

local ink, grey, line = "#1f1d1a", "#6b665e", "#a8a297"

-- Copies what differs over what a book starts from, styles one by one.
local function with(base, change)
    for key, value in pairs(change) do
        if key == "styles" or key == "classes" then
            for name, style in pairs(value) do
                base[key][name] = base[key][name] or {}
                for field, wanted in pairs(style) do base[key][name][field] = wanted end
            end
        else
            base[key] = value
        end
    end
    return base
end

-- A book's own colour: the brand as dark as text on white must be.
function design.cover_colour(brand)
    local c = colour.read(brand) or colour.read(design.county_brand)
    return colour.hex(colour.legible(c, {1, 1, 1}, on_dark))
end

local function plain_style(size, leading, more)
    local style = {role = "song", size = size, leading = leading, colour = ink}
    for key, value in pairs(more or {}) do style[key] = value end
    return style
end

local function title(size, leading, before, after)
    return plain_style(size, leading, {bold = true, align = "left", before = before, after = after})
end

local function head(size, leading, before, after)
    return plain_style(size, leading, {role = "hei", bold = false, align = "left", before = before, after = after})
end

-- The mark of the family above what opens a page: a short bar.
local function barred(style, accent, gap)
    style.rule_above, style.rule_length, style.rule_gap, style.rule_colour = 2.4, 30, gap - 2.4, accent
    return style
end

local function lined(style, accent, gap)
    style.rule_above, style.rule_gap, style.rule_colour = 0.8, gap - 0.8, accent
    return style
end

-- What openers, lists and figures wear beside the common styles.
local function classes(accent, size, pitch)
    local half = pitch / 2
    return {
        front_title = barred(title(22, 1.5 * pitch, pitch, pitch), accent, half),
        kicker = plain_style(9, pitch, {role = "hei", colour = accent, align = "left", keep = 1}),
        subtitle = plain_style(size + 1.5, pitch, {role = "kai", align = "left", keep = 1}),
        byline = plain_style(9, pitch, {colour = grey, align = "left", keep = 1}),
        lead = plain_style(9, pitch, {colour = grey, align = "left"}),
        remark = plain_style(9, 15, {colour = grey, align = "left", before = half}),
        part_number = plain_style(15, pitch, {role = "song", colour = accent}),
        part_title = barred(title(36, 3 * pitch, 8 * pitch, 2 * pitch), accent, pitch),
        part_entry = plain_style(size + 1.5, 1.5 * pitch, {align = "left"}),
        part_source = plain_style(9, pitch, {role = "kai", colour = grey, align = "left"}),
        abstract = plain_style(9, 15, {left = 36, indent = -4, align = "justify"}),
        topic = plain_style(9, 14, {role = "hei", colour = accent, align = "left", before = 7, keep = 1}),
        clause = head(size, pitch, 0, 0),
        colophon = plain_style(10, 19, {left = 50, indent = -5, align = "justify"}), -- a label of four characters and a blank
        entry = plain_style(9, 14, {align = "left", left = 18, indent = -2}),
        figure = lined(plain_style(22, 26, {bold = true, colour = accent, align = "left"}), accent, 3.8),
        figure_name = plain_style(9, 12, {colour = grey, align = "left"}),
        figure_group = lined(plain_style(10.5, 26, {role = "hei", colour = ink, align = "left"}), accent, 3.8),
    }
end

local function book(brand, size, pitch)
    local accent = design.cover_colour(brand)
    return {
        brand = accent, tint = colour.hex(colour.mix({1, 1, 1}, colour.read(accent), 0.06)), rule = line,
        mirrored = true, widows = 2, orphans = 2, notes = "page", links_coloured = false, page_break_level = 0,
        strong_role = "hei", emphasis_role = "kai", mode = "optimal", profile = "zh-gb", level = "gb",
        figure_label = "图{n}", table_label = "表{n}", continued_label = "续", table_shrink = 0.85,
        numbering = {"1.", "（1）", "①", "a."}, running_gap = "9mm", folio_gap = "11mm",
        styles = {
            body = plain_style(size, pitch, {indent = 2, align = "justify"}),
            list = plain_style(size, pitch, {align = "justify"}),
            quote = plain_style(size, pitch, {role = "kai", indent = 2, align = "justify"}),
            h1 = barred(title(18, 1.5 * pitch, 2 * pitch, 0), accent, pitch / 2), h2 = title(15, 1.5 * pitch, pitch, pitch / 2),
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
        classes = classes(accent, size, pitch),
    }
end

local large_cover = {
    cover_title = {size = 50, leading = 66}, cover_subtitle = {size = 22, leading = 34}, cover_text = {size = 12.5, leading = 23},
}

-- Under a picture: a group's name of twelve characters on one line.
local picture_cover = {
    cover_title = {size = 36, leading = 50}, cover_subtitle = {size = 18, leading = 28}, cover_text = {size = 12, leading = 21},
}

-- A4, 36 characters of 小四, 28 lines: a book that lies open on a desk. Chapters run on, as regulations do.
function design.handbook(brand)
    return with(with(book(brand, 12, 23), {
        width = "210mm", height = "297mm", top = "32mm", bottom = "32mm", inner = "29mm", outer = "28.6mm",
        styles = {
            table = {size = 10.5, leading = 16}, table_head = {size = 10.5, leading = 16},
            contents_1 = {role = "song", before = 0},
        },
    }), {styles = large_cover})
end

-- A4 (domain §4.0), 36 characters of 小四, 32 lines; a page for every text, an odd one for every part.
function design.compendium()
    return with(book(design.county_brand, 12, 21), {
        width = "210mm", height = "297mm", top = "30mm", bottom = "29.8mm", inner = "29mm", outer = "28.6mm",
        running_left = "{chapter}", running_right = "{section}",
        figure_width = 0.66, figure_height = 0.36, float_figures = true,
        styles = {h2 = title(22, 42, 0, 0)},
    })
end

-- A4, 36 characters of 小四, 32 lines; chapters run on, the book says where a page begins.
function design.report(brand)
    return with(with(book(brand, 12, 21), {
        width = "210mm", height = "297mm", top = "30mm", bottom = "29.8mm", inner = "29mm", outer = "28.6mm",
        running_left = "{title}", running_right = "{chapter}",
        figure_width = 1, figure_height = 0.29, float_figures = true,
        styles = {h1 = {after = 10.5}, h2 = head(12, 21, 21, 0), contents_1 = {role = "song", before = 0}},
    }), {styles = picture_cover})
end

return design
