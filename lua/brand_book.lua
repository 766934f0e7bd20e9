-- What a group's leaflet and poster have in common as publications: one for each group with a school year, checked by
-- brand_check.

local book = require "book"
local book_files = require "book_files"
local brand_check = require "brand_check"
local brand_sheet = require "brand_sheet"
local design_sheets = require "design_sheets"
local group_year = require "group_year"
local printed = require "printed"

local brand_book = {}

-- One of that id for every group; sheets(view, look) answers its sheets, design_sheets has the design by the id.
function brand_book.publication(id, name, sheets)
    return {
        id = id, prints = printed.book[id],
        each = function(site) return group_year.county(site) and book.groups(site) or {} end,
        file = function(group) return book_files.sheet(group.id, id) end,
        scope = function(group) return group.id end,
        about = function(group)
            return {title = group.name .. "（" .. name .. "）", author = group.name, subject = "集团介绍", keywords = "集团化办园，" .. group.name}
        end,
        check = function(group, report) brand_check.run(group, site, report) end,
        design = function(group) return design_sheets[id](group.brand_color) end,
        tree = function(group) return doc.section(sheets(brand_sheet.view(site, group), design_sheets.look(group.brand_color))) end,
    }
end

return brand_book
