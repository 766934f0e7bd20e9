-- Frames of sheets by millimetres, and paragraphs by class: what calendars, leaflets and posters are put together from.

local place = {}

function place.mm(n) return string.format("%.3fmm", n) end

-- A frame at x, y; more = its fields and what stands in it
function place.frame(x, y, width, height, more)
    local f = {x = place.mm(x), y = place.mm(y), width = place.mm(width), height = place.mm(height)}
    for key, value in pairs(more or {}) do f[key] = value end
    return doc.frame(f)
end

function place.para(class, ...) return doc.para{class = class, ...} end

-- Each text a paragraph of that class.
function place.lines(class, texts)
    local list = {}
    for i, text in ipairs(texts) do list[i] = doc.para{class = class, text} end
    return list
end

-- A picture on a white square with its left upper corner at x, y; false when there is none.
function place.emblem(x, y, side, path, alt)
    if not path or not has_file(path) then return false end
    local edge = side / 20
    return {place.frame(x, y, side, side, {fill = "#ffffff"}),
        place.frame(x + edge, y + edge, side - 2 * edge, side - 2 * edge, {picture = path, alt = alt})}
end

-- A picture that fills its frame, or where there is none a colour.
function place.picture(x, y, width, height, path, alt, colour)
    if path and has_file(path) then return place.frame(x, y, width, height, {picture = path, alt = alt}) end
    return place.frame(x, y, width, height, {fill = colour})
end

return place
