-- Tables that list children in the texts of groups and of the county (domain §5.3 (b)).
--
--   child_lists.of(site)       {{row, cells}, …}: the document, and the cells with their names, in the order of files
--   child_lists.stays(row)     whether the document stays though it has one: without a group's or the county's own nothing else of
--                              theirs could be made, so their outputs are kept back one by one (gate.lua)
--   child_lists.words(site)    the names of those, as outputs would say them

local children = require "children"
local private = require "private"
local texts = require "texts"

local child_lists = {}

local function bare(cell) return (plain(cell):gsub("%s", ""):gsub("　", "")) end

-- The cells of a table that name children.
local function named(node, known)
    local rows, titles, found = node:find "row", {}, {}
    for i = 1, rows[1] and #rows[1] or 0 do titles[i] = bare(rows[1][i]) end
    local column = children.column(titles)
    for i = 2, column and #rows or 1 do
        local cell = rows[i][column]
        if cell and children.is_listed(bare(cell), known) then found[#found + 1] = cell end
    end
    return found
end

local function of(site, names)
    local list, known = {}, nil
    for _, name in ipairs(names) do
        for _, row in ipairs(site[name]) do
            for _, node in ipairs(row.body:find "table") do
                known = known or private.no_children(site)
                local cells = named(node, known)
                if #cells > 0 then list[#list + 1] = {row = row, cells = cells} end
            end
        end
    end
    return list
end

function child_lists.of(site)
    local list = of(site, texts.of_groups)
    for _, found in ipairs(of(site, texts.of_county)) do list[#list + 1] = found end
    return list
end

local lasting = {"groups", "county"}

function child_lists.stays(row) return row._collection == lasting[1] or row._collection == lasting[2] end

function child_lists.words(site)
    local list = {}
    for _, found in ipairs(of(site, lasting)) do
        for _, cell in ipairs(found.cells) do list[#list + 1] = plain(cell):match("^%s*(.-)%s*$") end
    end
    return list
end

return child_lists
