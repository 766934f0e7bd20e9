-- Pictures that stand alone in a paragraph become figures, their alternative text the caption.

local figures = {}

-- "groups/a/cases/2025-2026" and "../../media/x.jpg" to "groups/a/media/x.jpg"
local function resolve(folder, href)
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

-- body of the document in folder (below content/)
function figures.mark(body, folder)
    if #body:find"image" == 0 then return body end
    return body:map(function(node)
        if node.kind ~= "para" or #node ~= 1 or node[1].kind ~= "image" or outside(node[1].href) then return nil end
        local words = plain(node[1])
        return doc.figure{src = resolve(folder, node[1].href), alt = words, caption = words}
    end)
end

return figures
