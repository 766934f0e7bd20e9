-- Lists of cases that readers narrow down without a script: a row of choices for each aspect, and style rules that hide what
-- does not fit (:has over radio buttons; where that is unknown the whole list stays, and the choices are not shown).
--
--   local filter = case_filter.of(entries, aspects)   nil when there is nothing to choose
--       entries = {{shown = what a list shows, values = {[key] = text or list of texts}}, …}; shown.tokens is set
--       aspects = {{key, label, order = list of values or nil: as they come}, …}
--   filter = {aspects = {{name, label, choices = {{id, label, count}, …}}, …}, css, said: the aspects in words}
--
-- Choices of several aspects hold together; an aspect with a single value is no choice. The number of what is left is
-- counted by the style sheet (a counter skips what is not displayed).

local case_filter = {}

local function list_of(value)
    if value == nil then return {} end
    return type(value) == "table" and value or {value}
end

-- The values that occur, in their order, with how often they do.
local function choices_of(entries, aspect)
    local count, seen = {}, {}
    for _, entry in ipairs(entries) do
        for _, value in ipairs(list_of(entry.values[aspect[1]])) do
            if not count[value] then seen[#seen + 1], count[value] = value, 0 end
            count[value] = count[value] + 1
        end
    end
    local list = {}
    for _, value in ipairs(aspect.order or seen) do
        if count[value] then list[#list + 1] = {label = value, count = count[value]} end
    end
    return list
end

local function rule(id) return ".filtered:has(#" .. id .. ":checked) .case:not(." .. id .. ") { display: none; }" end

local function mark(entries, aspect, choices)
    local id_of = {}
    for _, choice in ipairs(choices) do id_of[choice.label] = choice.id end
    for _, entry in ipairs(entries) do
        for _, value in ipairs(list_of(entry.values[aspect[1]])) do
            local shown = entry.shown
            if id_of[value] then shown.tokens = (shown.tokens and shown.tokens .. " " or "") .. id_of[value] end
        end
    end
end

function case_filter.of(entries, aspects)
    local filter, rules, said = {aspects = {}}, {}, {}
    for i, aspect in ipairs(aspects) do
        local choices = choices_of(entries, aspect)
        if #choices > 1 then
            local name = "f" .. i
            for k, choice in ipairs(choices) do
                choice.id = name .. "-" .. k
                rules[#rules + 1] = rule(choice.id)
            end
            mark(entries, aspect, choices)
            said[#said + 1] = aspect[2]
            filter.aspects[#filter.aspects + 1] = {name = name, label = aspect[2], choices = choices}
        end
    end
    filter.said = table.concat(said, "、")
    filter.css = table.concat(rules, "\n") .. "\n"
    return #filter.aspects > 0 and filter or nil
end

return case_filter
