-- A sum some of whose parts are not known: blank is not 0 (domain §2.1).
--
-- A tally is a number when every part is known, else {sum, blank = how many are not}; a sum of 0 beside blanks says
-- nothing and is unknown.
--
--   tally.of(items, amount)          of what amount(item) answers for each; nil: not known
--   tally.add(a, b)                  of both
--   tally.is(value)                  whether a value is one with blanks
--   tally.known(value)               the number, or nil when nothing is known
--   tally.text(value, unit, each)    "535人", "535人（2所未填）", "—"; each: what lacks its number is counted in
--   tally.people(value, public, unit, each)  the same of persons: an edition for everybody says 不足5人 of fewer (domain §5.3)
--   tally.unknown                    the tally of one item whose number is blank
--   tally.note(value, each)          "（2所未填）" or ""; of a share {n, d, blank} too

local personal = require "personal"

local tally = {unknown = {sum = 0, blank = 1}}

local function made(sum, blank)
    if blank == 0 then return sum end
    return {sum = sum, blank = blank}
end

function tally.is(value) return type(value) == "table" and value.blank ~= nil and value.sum ~= nil end

local function parts(value)
    if type(value) == "table" then return value.sum or value.n, value.blank or 0 end
    return value, 0
end

function tally.of(items, amount)
    local sum, blank = 0, 0
    for _, item in ipairs(items) do
        local n = amount(item)
        if n then sum = sum + n else blank = blank + 1 end
    end
    return made(sum, blank)
end

function tally.add(a, b)
    local sum, blank = parts(a)
    local more, missing = parts(b)
    return made(sum + more, blank + missing)
end

function tally.known(value)
    local sum, blank = parts(value)
    if blank > 0 and sum == 0 then return nil end
    return sum
end

function tally.note(value, each)
    local _, blank = parts(value)
    return blank > 0 and tally.known(value) and "（" .. blank .. (each or "项") .. "未填）" or ""
end

function tally.text(value, unit, each)
    local sum = tally.known(value)
    return sum and sum .. (unit or "") .. tally.note(value, each) or "—"
end

function tally.people(value, public, unit, each)
    local sum = tally.known(value)
    if not public or not sum or sum <= 0 or sum >= personal.fewest then return tally.text(value, unit, each) end
    return "不足" .. personal.fewest .. (unit or "") .. tally.note(value, each)
end

return tally
