-- What stands below the title and at the end of a text on the web: how long it takes to read, when it last changed, how to
-- cite it, and its address as a code for those who have it on paper.
--
--   reading.of(frame, path, row, title, author, date, verb, length)   {minutes, changed, day, verb, cite = {what, date, address in
--                                               pieces}, address}; address nil without a domain; verb: 公开 when nil; length: of the text, the row's when nil

local corrections = require "corrections"
local web = require "web"
local words = require "words"

local reading = {}

local pace = 400 -- characters a minute, as newspapers reckon for Chinese prose

-- An address as the pieces behind whose strokes a line may end.
local function pieces(address)
    local list = {}
    for piece in address:gmatch("[^/]+/*") do list[#list + 1] = piece end
    return list
end

-- After GB/T 7714: author, title and kind of source, site, day, address.
local function cite(frame, title, author, date, address)
    return {
        what = author .. "．" .. title .. "［EB/OL］．" .. frame.full_name .. (date and "，" or "．"), date = date,
        address = address and pieces(address .. "．") or {},
    }
end

-- date: of publication; nil where none is kept.
function reading.of(frame, path, row, title, author, date, verb, length)
    local address, mended = web.address(frame.base, path), corrections.last(site, path, row._key)
    local last = mended or date
    return {
        minutes = math.max(1, ((length or row.body:length()) + pace // 2) // pace), changed = last, day = last and words.date(last) or nil,
        verb = mended and "更正" or verb or "公开", cite = cite(frame, title, author, date, address), address = address,
    }
end

return reading
