-- Designs of what is no book: calendars, wall sheets, leaflets, posters. The house look (design.lua) on pages
-- of other sizes, with the classes that their frames wear.
--
--   design_sheets.calendar(brand), .wall(brand)
--   design_sheets.look(brand)   {accent, on, off, weekend, line, bar, bar_line, paper, tint, deep, ink, quiet}: colours of grounds

local colour = require "colour"
local design = require "design"

local sheets = {}

local white = {1, 1, 1}
local ink, quiet, line = "#1f1d1a", "#5f5a52", "#cfc8bb"

local function mixed(brand, share) return colour.hex(colour.mix(white, brand, share)) end

function sheets.look(brand)
    local accent = colour.read(design.report(brand).brand)
    return {
        accent = colour.hex(accent), deep = colour.hex(colour.at(accent, 0.3, 0.8)), tint = mixed(accent, 0.08), off = mixed(accent, 0.13),
        bar = mixed(accent, 0.22), bar_line = mixed(accent, 0.6), weekend = "#f6f3ed", line = line, paper = "#ffffff",
        ink = ink, quiet = quiet, pale = mixed(accent, 0.35),
    }
end

local function style(role, size, leading, more)
    local s = {role = role, size = size, leading = leading, colour = ink, align = "left", indent = 0}
    for key, value in pairs(more or {}) do s[key] = value end
    return s
end
sheets.style = style

-- The report's design on another page, with further classes.
function sheets.base(brand, width, height, margin, classes)
    local d = design.report(brand)
    d.width, d.height = width .. "mm", height .. "mm"
    d.top, d.bottom, d.inner, d.outer = margin .. "mm", margin .. "mm", margin .. "mm", margin .. "mm"
    d.mirrored, d.binding, d.figure_height = false, "none", 1
    for name, s in pairs(classes) do d.classes[name] = s end
    return d
end

-- ---- calendars ----------------------------------------------------------------------------------------

local function day_classes(look, size, leading)
    local hanging = {left = size * 1.05, indent = -1.05}
    local function event(more)
        local s = style("song", size, leading, hanging)
        for key, value in pairs(more) do s[key] = value end
        return s
    end
    return {
        day_name = style("hei", 8.5, 12, {colour = quiet}), day_name_rest = style("hei", 8.5, 12, {colour = look.accent}),
        day_number = style("hei", 11, 14), day_number_rest = style("hei", 11, 14, {colour = look.accent}),
        day_rest = style("hei", 7.5, 14, {colour = look.accent}), day_on = style("hei", 7.5, 14, {colour = quiet}),
        day_event = event{}, day_event_off = event{colour = quiet}, day_bar = event{left = 0, indent = 0},
        day_more = style("kai", size, leading, {colour = quiet, left = size * 1.05}),
    }
end

function sheets.calendar(brand)
    local look = sheets.look(brand)
    local classes = day_classes(look, 8, 11.5)
    classes.month = style("song", 34, 40, {bold = true, colour = look.accent})
    classes.month_year = style("hei", 9, 13, {colour = quiet})
    classes.motto = style("kai", 13, 19, {align = "right"})
    classes.owner = style("hei", 9, 13, {align = "right", colour = quiet})
    classes.legend = style("hei", 7.5, 11, {colour = quiet})
    classes.legend_right = style("hei", 7.5, 11, {colour = quiet, align = "right"})
    classes.on_title = style("song", 38, 50, {bold = true, colour = "#ffffff"})
    classes.on_name = style("hei", 13, 20, {colour = "#ffffff"})
    classes.on_text = style("kai", 13, 21, {colour = "#ffffff"})
    classes.on_small = style("hei", 8.5, 13, {colour = "#ffffff"})
    classes.label = style("hei", 10, 18, {colour = look.accent, before = 0})
    classes.dates = style("song", 10, 17)
    classes.badge = style("hei", 8, 12, {align = "center", colour = quiet})
    local d = sheets.base(brand, 297, 210, 16, classes)
    d.running_left, d.running_right, d.folio_gap = "", "", "7mm"
    d.styles.body.size, d.styles.body.leading = 10, 16
    d.styles.table.size, d.styles.table.leading = 8.5, 13
    d.styles.table_head.size, d.styles.table_head.leading = 8.5, 13
    return d
end

function sheets.wall(brand)
    local look = sheets.look(brand)
    local hanging = {left = 7.9, indent = -1.05}
    local function event(colour)
        local s = style("song", 7.5, 10.2, hanging)
        s.colour = colour
        return s
    end
    return sheets.base(brand, 297, 420, 12, {
        on_title = style("song", 36, 44, {bold = true, colour = "#ffffff"}), on_name = style("hei", 12, 18, {colour = "#ffffff"}),
        on_text = style("kai", 14, 20, {colour = "#ffffff"}), badge = style("hei", 7, 9, {align = "center", colour = quiet}),
        legend = style("hei", 8, 12, {colour = quiet}), legend_right = style("hei", 8, 12, {colour = quiet, align = "right"}),
        small_month = style("song", 18, 22, {bold = true, colour = look.accent}), small_year = style("hei", 8, 22, {colour = quiet}),
        small_name = style("hei", 7.5, 10, {colour = quiet}), small_day = style("hei", 8.5, 11),
        small_day_rest = style("hei", 8.5, 11, {colour = look.accent}), small_mark = style("hei", 6, 11, {colour = look.accent}),
        small_event = event(ink), small_event_off = event(quiet),
        small_more = style("kai", 7.5, 10.2, {colour = quiet, left = 7.9}), small_rest = style("song", 7.5, 10.2, {colour = quiet}),
    })
end

-- ---- leaflets and posters -----------------------------------------------------------------------------

local function on_brand(role, size, leading, more)
    local s = style(role, size, leading, more)
    s.colour = "#ffffff"
    return s
end

function sheets.leaflet(brand)
    local look = sheets.look(brand)
    local d = sheets.base(brand, 297, 210, 11, {
        front_motto = on_brand("song", 30, 42, {bold = true}), front_name = on_brand("hei", 12.5, 20),
        front_small = on_brand("kai", 9.5, 15), on_label = on_brand("hei", 10.5, 16, {after = 10}),
        on_quote = {role = "song", bold = true, size = 27, leading = 38, indent = 0, align = "left", colour = look.pale}, label = style("hei", 10.5, 16, {colour = look.accent, after = 10}),
        point = on_brand("song", 15, 22, {bold = true, before = 24, after = 5}), point_text = on_brand("song", 10.5, 18, {align = "justify"}),
        on_pale = {role = "song", size = 15, leading = 22, colour = look.pale},
        story = style("song", 11, 20, {align = "justify", indent = 2}), county_motto = style("kai", 14, 24, {align = "center", colour = look.accent}),
        address = style("hei", 10, 15, {align = "center"}), back_text = style("hei", 8, 13, {align = "center", colour = quiet}),
        number = style("song", 34, 38, {bold = true, colour = look.accent}), number_unit = style("hei", 11, 38, {colour = look.accent}),
        number_name = style("hei", 9.5, 14, {colour = quiet, after = 6}), note_small = style("song", 8, 12, {colour = quiet, before = 2}),
        member = style("hei", 10.5, 16, {before = 3}), member_tag = style("kai", 8.5, 16, {colour = quiet}),
        member_text = style("song", 9, 14, {colour = quiet}),
        case_title = style("song", 13, 20, {bold = true, before = 10, after = 3}), case_text = style("song", 9.5, 16, {align = "justify"}),
    })
    d.bleed, d.marks = "3mm", true
    return d
end

function sheets.poster(brand)
    local look = sheets.look(brand)
    local d = sheets.base(brand, 297, 420, 16, {
        front_motto = on_brand("song", 64, 80, {bold = true}), front_name = on_brand("hei", 22, 34), front_small = on_brand("kai", 14, 22),
        label = style("hei", 14, 22, {colour = look.accent, after = 8}),
        number = style("song", 60, 66, {bold = true, colour = look.accent}), number_unit = style("hei", 16, 66, {colour = look.accent}),
        number_name = style("hei", 14, 22, {colour = quiet}), note_small = style("song", 10, 15, {colour = quiet, align = "right"}),
        point = style("song", 18, 26, {bold = true, after = 4}), point_text = style("song", 12, 20, {align = "left", colour = quiet}),
        case_title = style("song", 17, 26, {bold = true}), case_text = style("kai", 12, 20, {colour = quiet, after = 6}),
        member = style("hei", 13, 25), member_tag = style("kai", 10.5, 25, {colour = quiet}),
        address = style("hei", 12, 18, {align = "center"}), back_text = style("hei", 9, 14, {align = "center", colour = quiet}),
    })
    d.bleed, d.marks = "3mm", true
    return d
end

return sheets
