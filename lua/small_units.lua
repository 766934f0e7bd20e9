-- Which sizes of kindergartens an edition for everybody keeps back (domain §5.3 d): decided once for the county, for the same numbers
-- stand on pages of kindergartens, in reports of groups and in those of the county, in sums of groups, of kinds and of all. What
-- one table keeps back is not found by another.
--
--   local kept = small_units.of(county)          on the last day of its year, or as_of
--   kept.unit(id, "骨干数")                       may the number of one not be printed
--   kept.sum(group id | "公办" …, "骨干数")        nor the sum of a group, of a kind

local group_year = require "group_year"
local remember = require "remember"
local small = require "small"
local units = require "units"

local small_units = {}

local kinds = {"办园性质", "城乡", "质量等级"}

-- Memberships of the day, and the places of each group's and each kind's.
local function members(county)
    local day, list, places = group_year.period(county).last, {}, {}
    local function put(name, place)
        if name == nil then return end
        places[name] = places[name] or {}
        table.insert(places[name], place)
    end
    for group in pairs(county.registry.members) do
        for _, m in ipairs(units.active(county.registry, group, day)) do
            list[#list + 1] = m
            put(group, #list)
            put("", #list)
            for _, kind in ipairs(kinds) do put(m.row[kind], #list) end
        end
    end
    return list, places
end

local function of_field(list, places, field)
    local values, sums, names, kept = {}, {}, {}, {unit = {}, sum = {}}
    for i, m in ipairs(list) do values[i] = math.tointeger(tonumber(m.row[field])) or 0 end
    for name, of in pairs(places) do names[#names + 1], sums[#sums + 1] = name, of end
    local back, shut = small.shut(values, sums)
    for i in pairs(back) do kept.unit[list[i].unit] = true end
    for i in pairs(shut) do kept.sum[names[i]] = true end
    return kept
end

local function make(county)
    local list, places = members(county)
    local fields = {}
    local function of(field)
        fields[field] = fields[field] or of_field(list, places, field)
        return fields[field]
    end
    return {
        unit = function(id, field) return of(field).unit[id] or false end,
        sum = function(name, field) return of(field).sum[name] or false end,
    }
end

function small_units.of(county) return remember(county, "small units", make) end

return small_units
