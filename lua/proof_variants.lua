-- Other ways to write the registered names of kindergartens and groups: with a part left out, shortened, or in digits (domain §5.6, #42).
--
--   variants.of(site) → {{text, names = {registered name, …}}, …}
--
-- All come from the county's data: of 甲县第一幼儿园 they are 甲县一幼, 甲第一幼儿园, 县第1幼儿园, …; of its group the same with 集团
-- and the like behind. What is itself registered, as a name, a short name or an alias, is none.

local units = require "units"
local words = require "words"

local variants = {}

local school, short_school = "幼儿园", "幼"
local tails = {"集团", "幼教集团", "教育集团"}

-- 甲县德胜第十幼儿园 as "德胜", 10, "十"; nil for what has no number.
local function parts_of(name, county)
    local rest = county ~= "" and name:sub(1, #county) == county and name:sub(#county + 1) or name
    local place, numeral = rest:match("^(.-)第(.+)" .. school)
    local number = numeral and words.value(numeral)
    if not number then return nil end
    return place, number, numeral, rest ~= name
end

local function last_character(text) return text:sub(utf8.offset(text, -1)) end

-- How the name may begin: 甲县, 甲 and 县 before the place, or the place alone.
local function heads(place, county, in_county)
    local list = {}
    if in_county then
        local kind = last_character(county)
        list = {county .. place, county:sub(1, -#kind - 1) .. place, kind .. place}
    end
    if place ~= "" then list[#list + 1] = place end
    return list
end

local function each(name, county, ends, add)
    local place, number, numeral, in_county = parts_of(name, county)
    for _, head in ipairs(place and heads(place, county, in_county) or {}) do
        for _, n in ipairs{"第" .. numeral, "第" .. number, numeral, tostring(number)} do
            for _, kind in ipairs{school, short_school} do
                for _, tail in ipairs(ends) do add(head .. n .. kind .. tail, name) end
            end
        end
    end
end

local function registered(site)
    local known = {}
    for _, unit in ipairs(site.units) do
        known[unit["单位名称"]] = true
        for _, alias in ipairs(units.list(unit["别名"])) do known[alias] = true end
    end
    for _, group in ipairs(site.groups) do known[group.name], known[group.short_name or ""] = true, true end
    return known
end

function variants.of(site)
    local county, list, of = site.county[1] and site.county[1].name or "", {}, {}
    local known = registered(site)
    local function add(text, name)
        if known[text] then return end
        local entry = of[text]
        if not entry then
            entry = {text = text, names = {}, seen = {}}
            of[text], list[#list + 1] = entry, entry
        end
        if not entry.seen[name] then entry.seen[name], entry.names[#entry.names + 1] = true, name end
    end
    for _, unit in ipairs(site.units) do each(unit["单位名称"], county, {""}, add) end
    for _, group in ipairs(site.groups) do each(group.name, county, tails, add) end
    return list
end

return variants
