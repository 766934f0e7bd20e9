-- Pictures that stand alone in a paragraph become figures, their alternative text the caption. Those of a page
-- that may not be shown (they are not in the plan) give way to a neutral line.
--
--   figures.text(row [, body])      a document's text as a page shows it; body: what else is made of its text
--   figures.path(folder, href)      the file below content/ that a picture of a document in folder is
--   figures.without(body, hidden, line)   body without the pictures of which hidden(image) is true; line(): the block that stands for one
--   figures.public(body, folder)    without what the plan does not publish; pages only, for the plan is not done before
--   figures.mark(body, folder)      figures, in pages and books
--
-- Every page that prints a document's text takes it from here, so that no withheld picture leaves a hole.

local photos = require "photos"

local figures = {}

-- "groups/a/cases/2025-2026" and "../../media/x.jpg" to "groups/a/media/x.jpg"
function figures.path(folder, href)
    local parts = {}
    for part in (folder .. "/" .. href):gmatch("[^/]+") do
        if part == ".." then
            parts[#parts] = nil
        elseif part ~= "." then
            parts[#parts + 1] = part
        end
    end
    return table.concat(parts, "/")
end

local function outside(href) return href:find("^%a[%w+.-]*:") or href:sub(1, 1) == "/" end

local function placeholder() return doc.callout{class = "withheld", doc.para{photos.placeholder}} end

local standing = {figure = true, para = true} -- these make way whole
local holding = {cell = true, heading = true, caption = true, term = true} -- these stay and say it in words

function figures.without(body, hidden, line)
    if #body:find"image" == 0 then return body end
    return body:map(function(node)
        if not standing[node.kind] and not holding[node.kind] then return nil end
        for _, image in ipairs(node:find"image") do
            if hidden(image) then return standing[node.kind] and line() or doc.like(node, {"（" .. photos.placeholder .. "）"}) end
        end
    end)
end

-- A page's body: pictures that the plan does not publish make way, whatever else stands in their paragraph.
function figures.public(body, folder)
    return figures.without(body, function(image) return not outside(image.href) and not asset(figures.path(folder, image.href)) end, placeholder)
end

-- body of the document in folder (below content/)
function figures.mark(body, folder)
    if #body:find"image" == 0 then return body end
    return body:map(function(node)
        if node.kind ~= "para" or #node ~= 1 or node[1].kind ~= "image" or outside(node[1].href) then return nil end
        local words = plain(node[1])
        return doc.figure{src = figures.path(folder, node[1].href), alt = words, caption = words}
    end)
end

function figures.text(row, body)
    return figures.mark(figures.public(body or row.body, row._folder), row._folder)
end

return figures
