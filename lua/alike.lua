-- Events that are alike to a figure, counted without a call for each: there may be a million.
--
--   alike.each(by, events, view, each)   each(event, how many): of all that are alike one; by = what alone decides: "type" (with
--                                        level), "month", "headcount". events are those of the view, walked through once

local remember = require "remember"

local alike = {}

-- Found in one walk: {[what alone decides] = {{event, how many are like it}, …}}.
local function sorted(events)
    local of = {type = {}, month = {}, headcount = {}}
    local types, months, heads = {}, {}, {}
    local function first(list, known, key, event)
        known[key] = {event, 1}
        list[#list + 1] = known[key]
    end
    for i = 1, #events do
        local event = events[i]
        local levels, level = types[event.type], event.level or ""
        if not levels then
            levels = {}
            types[event.type] = levels
        end
        local month, head = event.month, event.headcount or false
        local one = levels[level]
        if one then one[2] = one[2] + 1 else first(of.type, levels, level, event) end
        one = months[month]
        if one then one[2] = one[2] + 1 else first(of.month, months, month, event) end
        one = heads[head]
        if one then one[2] = one[2] + 1 else first(of.headcount, heads, head, event) end
    end
    return of
end

function alike.each(by, events, view, each)
    local of = remember(view, "alike", function() return sorted(events) end)
    for _, one in ipairs(of[by]) do each(one[1], one[2]) end
end

return alike
