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

local function sorted(list, key_of, is_before)
    local order, place, key = {}, {}, {}
    for i, item in ipairs(list) do order[i], place[item], key[item] = item, i, key_of(item) end
    table.sort(order, function(a, b)
        if key[a] ~= key[b] then return is_before(key[a], key[b]) end
        return place[a] < place[b]
    end)
    return order
end

-- The same items by what key_of answers for each; among equals in their order.
function sheet.by(list, key_of) return sorted(list, key_of, function(a, b) return a < b end) end

-- Likewise, the greatest first: the latest school year's.
function sheet.latest(list, key_of) return sorted(list, key_of, function(a, b) return a > b end) end

return sheet
