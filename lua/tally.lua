-- A sum some of whose parts are not known: blank is not 0 (domain §2.1).
--
-- A tally is a number when every part is known, else {sum, blank = how many are not, few = how many an edition keeps back}; a sum of 0
-- beside those says nothing and is unknown.
--
--   tally.of(items, amount)          of what amount(item) answers for each: a number or a tally; nil: not known
--   tally.add(a, b)                  of both
--   tally.is(value)                  whether a value is one with blanks
--   tally.known(value)               the number, or nil when nothing is known
--   tally.text(value, unit, each)    "535人", "535人（2所未填）", "—"; each: what lacks its number is counted in
--   tally.people(value, public, unit, each)  the same of persons: an edition for everybody says 不足5人 of fewer (domain §5.3)
--   tally.heads(n, public)           the tally of one item of n persons, nil: not known. For everybody fewer than five are in no sum: so
--                                    nobody finds them by taking what is printed from it, whatever sums are printed besides
--   tally.without_few(value)         what is added up, with no word of what is kept back
--   tally.unknown                    the tally of one item whose number is blank
--   tally.note(value, each)          "（2所未填）" or ""; of a share {n, d, blank} too

local personal = require "personal"

local tally = {unknown = {sum = 0, blank = 1}}

local few = {sum = 0, blank = 0, few = 1}

local function made(sum, blank, kept)
    if blank == 0 and kept == 0 then return sum end
    return {sum = sum, blank = blank, few = kept > 0 and kept or nil}
end

function tally.is(value) return type(value) == "table" and value.blank ~= nil and value.sum ~= nil end

local function parts(value)
    if type(value) == "table" then return value.sum or value.n, value.blank or 0, value.few or 0 end
    return value, 0, 0
end

function tally.of(items, amount)
    local sum, blank, kept = 0, 0, 0
    for _, item in ipairs(items) do
        local more, missing, hidden = parts(amount(item) or tally.unknown)
        sum, blank, kept = sum + more, blank + missing, kept + hidden
    end
    return made(sum, blank, kept)
end

function tally.add(a, b)
    local sum, blank, kept = parts(a)
    local more, missing, hidden = parts(b)
    return made(sum + more, blank + missing, kept + hidden)
end

function tally.without_few(value) return made(value.sum, value.blank, 0) end

function tally.heads(n, public)
    if n == nil then return tally.unknown end
    return public and n > 0 and n < personal.fewest and few or n
end

function tally.known(value)
    local sum, blank, kept = parts(value)
    if blank + kept > 0 and sum == 0 then return nil end
    return sum
end

function tally.note(value, each, unit)
    local _, blank, kept = parts(value)
    if not tally.known(value) then return "" end
    local notes = {}
    if blank > 0 then notes[1] = blank .. (each or "项") .. "未填" end
    if kept > 0 then notes[#notes + 1] = "另" .. kept .. (each or "项") .. "不足" .. personal.fewest .. (unit or "") end
    return #notes > 0 and "（" .. table.concat(notes, "，") .. "）" or ""
end

function tally.text(value, unit, each)
    local sum = tally.known(value)
    return sum and sum .. (unit or "") .. tally.note(value, each, unit) or "—"
end

function tally.people(value, public, unit, each)
    local sum = tally.known(value)
    if not sum and select(3, parts(value)) > 0 then return "不足" .. personal.fewest .. (unit or "") end
    if not public or not sum or sum <= 0 or sum >= personal.fewest then return tally.text(value, unit, each) end
    return "不足" .. personal.fewest .. (unit or "") .. tally.note(value, each)
end

return tally
