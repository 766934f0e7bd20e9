-- Captioned tables of the books, and the lists that become their rows.

local sheet = {}

-- A table under its caption, or false where there is no row to show. more: other fields of doc.table.
function sheet.table(caption, head, align, rows, widths, more)
    if #rows == 0 then return false end
    local node = {caption = caption, head = head, align = align, rows = rows, widths = widths}
    for key, value in pairs(more or {}) do node[key] = value end
    return doc.table(node)
end

-- What `make(item, position)` answers for each item of a list.
function sheet.each(list, make)
    local rows = {}
    for i, item in ipairs(list) do rows[i] = make(item, i) end
    return rows
end

-- The items of a list that pass a test.
function sheet.kept(list, test)
    local found = {}
    for _, item in ipairs(list) do
        if test(item) then found[#found + 1] = item end
    end
    return found
end

-- The same items by what key_of answers for each; among equals in their order.
function sheet.by(list, key_of)
    local order, place = {}, {}
    for i, item in ipairs(list) do order[i], place[item] = item, i end
    table.sort(order, function(a, b)
        local one, other = key_of(a), key_of(b)
        if one ~= other then return one < other end
        return place[a] < place[b]
    end)
    return order
end

return sheet
