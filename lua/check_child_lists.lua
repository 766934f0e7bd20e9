-- Tables that list children are an error, each at its first name (domain §5.3 (b)), and their document is set aside: the gate looks for
-- names by the words around them, and in a table there are none.

local child_lists = require "child_lists"
local private = require "private"

local check = {}

-- The longest piece of a cell's words that stands in the source as it is: of 李**浩然** the given name.
local function written(cell)
    local longest = ""
    for _, text in ipairs(cell:find "text") do
        if #text.text > #longest then longest = text.text end
    end
    return longest
end

function check.run(site, report)
    for _, list in ipairs(child_lists.of(site)) do
        local cell = list.cells[1]
        local found = private.listed(written(cell))
        report{level = "error", code = found.code, at = cell, zh = found.zh, en = found.en, hint = found.hint, hint_en = found.hint_en,
            secret = found.secret, aside = not child_lists.stays(list.row)}
    end
end

return check
