-- Numbers of few persons in a total and its parts (domain §5.3: fewer than five are not published), so that what is kept back is
-- not found again by taking what is printed from the total (complementary suppression). What is nothing is told: 0.
--
--   small.kept_back(values)   {[place] = true}: what may not be printed of the parts of a printed total. Every part under five; then the
--                             next smallest ones until two or more are kept back and together five or more. `all` is true when
--                             no part is left that could cover them: then the total is as much as may be said.
--   small.merged(list, sums)  rows {name, [field] = number, …} with those of few persons made one: their names in a row, their fields
--                             added up. sums: the fields, persons first.

--   small.holds(list, entry, part)   whether a part of a breakdown {{name, value}, …} of persons may not be printed by itself
--   small.shut(values, sums)         the same where a value is in several printed sums (of its group, of its kind, of all): sums is a list of
--                                    lists of places. {[place] = true} and {[number of a sum] = true} of what may not be printed
--   small.solved(unknown, sums)      which of the unknown places ({[place] = true}) anybody works out who knows the others and the sums

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

-- ---- sums that share their terms -----------------------------------------------------------------

-- Elimination in numbers modulo a prime, so exactly; all begins with 0 and 1.
local prime = 1000003

local function inverse(n)
    local result, power = 1, prime - 2 -- Fermat
    while power > 0 do
        if power % 2 == 1 then result = result * n % prime end
        n, power = n * n % prime, power // 2
    end
    return result
end

-- Takes factor times a line from another.
local function take(line, other, factor)
    for place, n in pairs(other) do
        local left = ((line[place] or 0) - factor * n) % prime
        line[place] = left ~= 0 and left or nil
    end
end

-- A line less what the lines before it say of its places, and its own place taken from them.
local function enter(lines, line)
    for _, known in ipairs(lines) do
        if line[known.place] then take(line, known.line, line[known.place]) end
    end
    local place = next(line)
    if not place then return end
    local scale = inverse(line[place])
    for other, n in pairs(line) do line[other] = n * scale % prime end
    for _, known in ipairs(lines) do
        if known.line[place] then take(known.line, line, known.line[place]) end
    end
    lines[#lines + 1] = {place = place, line = line}
end

function small.solved(unknown, sums)
    local lines, found = {}, {}
    for _, places in ipairs(sums) do
        local line = {}
        for _, place in ipairs(places) do
            if unknown[place] then line[place] = 1 end
        end
        enter(lines, line)
    end
    for _, known in ipairs(lines) do
        local others = false
        for place in pairs(known.line) do others = others or place ~= known.place end
        if not others then found[known.place] = true end
    end
    return found
end

-- The smallest place of a sum that is still printed; nil: none.
local function next_of(values, places, back)
    local best
    for _, place in ipairs(places) do
        local value = values[place] or 0
        if value > 0 and not back[place] and (not best or value < values[best]) then best = place end
    end
    return best
end

-- Keeps more of a sum's places back until they cover each other; false: they cannot.
local function cover(values, places, back)
    while true do
        local count, sum = 0, 0
        for _, place in ipairs(places) do
            if back[place] then count, sum = count + 1, sum + values[place] end
        end
        if count == 0 or count > 1 and sum >= personal.fewest then return true end
        local more = next_of(values, places, back)
        if not more then return false end
        back[more] = true
    end
end

local function holds(places, set)
    for _, place in ipairs(places) do
        if set[place] then return true end
    end
    return false
end

function small.shut(values, sums)
    local back, shut = {}, {}
    for place, value in pairs(values) do
        if value > 0 and value < personal.fewest then back[place] = true end
    end
    repeat
        local before, after, printed = 0, 0, {}
        for _ in pairs(back) do before = before + 1 end
        for i, places in ipairs(sums) do
            shut[i] = not cover(values, places, back) or nil
            if not shut[i] then printed[#printed + 1] = places end
        end
        local solved = small.solved(back, printed)
        for i, places in ipairs(sums) do -- one more of the first sum that tells one
            if not shut[i] and next(solved) and holds(places, solved) then
                local more = next_of(values, places, back)
                if more then back[more] = true else shut[i] = true end
                solved = {}
            end
        end
        for _ in pairs(back) do after = after + 1 end
    until after == before
    return back, shut
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
