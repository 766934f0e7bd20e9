-- Numbers of few persons in a total and its parts (domain §5.3: fewer than five are not published), so that what is kept back is
-- not found again by taking what is printed from the total (complementary suppression). What is nothing is told: 0.
--
--   small.kept_back(values)   {[place] = true}: what may not be printed of the parts of a printed total. Every part under five; then the
--                             next smallest ones until two or more are kept back and together five or more. `all` is true when
--                             no part is left that could cover them: then the total is as much as may be said.
--   small.merged(list, sums)  rows {name, [field] = number, …} with those of few persons made one: their names in a row, their fields
--                             added up. sums: the fields, persons first.

--   small.holds(list, entry, part)   whether a part of a breakdown {{name, value}, …} of persons may not be printed by itself
--   small.columns(rows, fields)      of each field what may not be printed of the rows beside its total: {[field] = {[place] = true}}

local personal = require "personal"
local words = require "words"

local small = {}

-- Places of what is more than nothing, the smallest first; of equals the first.
local function by_size(values)
    local places = {}
    for i, value in ipairs(values) do
        if value and value > 0 then places[#places + 1] = i end
    end
    table.sort(places, function(a, b) return values[a] < values[b] or (values[a] == values[b] and a < b) end)
    return places
end

function small.kept_back(values)
    local back, count, sum, places = {}, 0, 0, by_size(values)
    if #places == 0 or values[places[1]] >= personal.fewest then return back, false end
    for _, place in ipairs(places) do
        if values[place] >= personal.fewest and count > 1 and sum >= personal.fewest then return back, false end
        back[place], count, sum = true, count + 1, sum + values[place]
    end
    return back, count < 2 or sum < personal.fewest
end

local function values_of(list)
    local values = {}
    for i, item in ipairs(list) do values[i] = item.value or 0 end
    return values
end

function small.holds(list, entry, part)
    if not entry.small or type(list) ~= "table" then return false end
    local back = small.kept_back(values_of(list))
    for i, item in ipairs(list) do
        if item.name == part then return back[i] or false end
    end
    return false
end

function small.columns(rows, fields)
    local back = {}
    for _, field in ipairs(fields) do
        local values = {}
        for i, row in ipairs(rows) do values[i] = math.tointeger(tonumber(row[field])) or 0 end
        back[field] = small.kept_back(values)
    end
    return back
end

function small.merged(list, sums)
    local back = small.kept_back((function()
        local values = {}
        for i, row in ipairs(list) do values[i] = row[sums[1]] end
        return values
    end)())
    if not next(back) then return list end
    local rows, one = {}, {names = {}}
    for i, row in ipairs(list) do
        if not back[i] then rows[#rows + 1] = row end
        if back[i] and #one.names == 0 then rows[#rows + 1] = one end
        if back[i] then
            one.names[#one.names + 1] = row.name
            for _, field in ipairs(sums) do one[field] = (one[field] or 0) + row[field] end
        end
    end
    one.name = words.list(one.names)
    return rows
end

return small
