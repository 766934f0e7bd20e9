-- What no public output may say (domain §5.3): the engine looks through every page, book, feed and file that
-- is for the public and calls a judge here for whatever it finds. A finding is E12 and keeps the output back.

local child_lists = require "child_lists"
local private = require "private"

return function(site)
    local list = private.harmful(site)
    list[#list + 1] = private.full_names(site)
    local listed = child_lists.words(site)
    if #listed > 0 then list[#list + 1] = {words = listed, judge = function(hit) return private.listed(hit.raw) end} end
    return list
end
