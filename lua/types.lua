-- The county's vocabulary of activities (config/activity-types.csv), names and aliases matched whole.
--
--   {kind = {[name] = {code, name, minimum, in_base, platform, public}}, name_of = {[name | alias]}, code = {[A01] = name},
--    order = {name, …}}

local units = require "units"

local types = {}

-- 是/否 as a cell, a truth value or SQL's 1/0
function types.yes(value) return value == true or value == 1 or value == "是" end

local function read_row(vocabulary, row)
    local name = row["类型名称"]
    if not name or vocabulary.kind[name] then return end
    vocabulary.order[#vocabulary.order + 1] = name
    vocabulary.kind[name] = {
        code = row["代码"], name = name, platform = row["所属平台"],
        minimum = math.tointeger(tonumber(row["最少单位数"])) or 1,
        in_base = types.yes(row["计入参与率"]), public = types.yes(row["默认公开"]),
    }
    vocabulary.name_of[name] = name
    if row["代码"] then vocabulary.code[row["代码"]] = name end
end

function types.read(rows)
    local vocabulary = {kind = {}, name_of = {}, code = {}, order = {}}
    for _, row in ipairs(rows) do read_row(vocabulary, row) end
    for _, row in ipairs(rows) do
        for _, alias in ipairs(units.list(row["别名"])) do
            vocabulary.name_of[alias] = vocabulary.name_of[alias] or row["类型名称"]
        end
    end
    return vocabulary
end

return types
