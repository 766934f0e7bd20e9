-- The county's kindergartens: names to units, and who belonged to which group on which day.
--
-- A registry is made once from all rows of units.csv, which has one row per period of membership:
--
--   {unit = {[id] = {id, name, row}}, id_of = {[id | name | alias] = id},
--    members = {[group id] = {membership, …} in the order of the file}}
--   membership = {unit = id, group, role, first, last, settling, row}
--
-- first, last and settling (过渡期至) are days and belong to the period; a blank end is open. Names
-- match whole (domain §1 #42): 贺兰县第十幼儿园 is neither 德胜第十 nor 第十五.

local calendar = require "calendar"

local units = {}

local long_ago, far_ahead = calendar.of(1, 1, 1), calendar.of(9999, 12, 31)

units.everybody = "全体成员单位"
units.lead_role = "集团园"

-- A list cell "稻香幼儿园、沙枣花幼儿园" (also ；) or a list, to trimmed texts.
function units.list(cell)
    if cell == nil then return {} end
    if type(cell) == "table" then return cell end
    local parts = {}
    for part in cell:gsub("；", "、"):gsub("、", "\n"):gmatch("[^\n]+") do
        part = part:match("^%s*(.-)%s*$")
        if part ~= "" then parts[#parts + 1] = part end
    end
    return parts
end

local function name_unit(registry, text, id)
    if text and text ~= "" and not registry.id_of[text] then registry.id_of[text] = id end
end

local function read_row(registry, row)
    local id = row["单位编号"]
    if not id then return end
    if not registry.unit[id] then
        registry.unit[id] = {id = id, name = row["单位名称"] or id, row = row}
        registry.order[#registry.order + 1] = id
    end
    name_unit(registry, id, id)
    name_unit(registry, row["单位名称"], id)
    for _, alias in ipairs(units.list(row["别名"])) do name_unit(registry, alias, id) end
    local group = row["所属集团"]
    if not group then return end
    local list = registry.members[group] or {}
    registry.members[group] = list
    list[#list + 1] = {
        unit = id, group = group, role = row["角色"], row = row,
        first = calendar.day(row["加入日期"]) or long_ago,
        last = calendar.day(row["退出日期"]) or far_ahead,
        settling = calendar.day(row["过渡期至"]),
    }
end

function units.read(rows)
    local registry = {unit = {}, id_of = {}, members = {}, order = {}}
    for _, row in ipairs(rows) do read_row(registry, row) end
    return registry
end

local size_fields = {["班级数"] = true, ["幼儿数"] = true, ["教职工数"] = true, ["专任教师数"] = true, ["骨干数"] = true, ["统计日期"] = true}

-- A row of units.csv that counts what another row says, and stands where that one stands.
local function sized(row, size)
    return setmetatable({_file = size._file, _line = size._line}, {__index = function(_, key)
        if size_fields[key] then return size[key] end
        return row[key]
    end})
end

-- The same registry with what was counted in another year, rows of sizes: of units that it has none of, as before.
function units.counted_then(registry, rows)
    local of, any = {}, false
    for _, size in ipairs(rows) do
        local id = registry.id_of[size["单位"]]
        if id then of[id], any = size, true end
    end
    if not any then return registry end
    local copy = {unit = {}, id_of = registry.id_of, members = {}, order = registry.order}
    for id, unit in pairs(registry.unit) do
        copy.unit[id] = of[id] and {id = id, name = unit.name, row = sized(unit.row, of[id])} or unit
    end
    for group, list in pairs(registry.members) do
        local own = {}
        for i, m in ipairs(list) do
            own[i] = m
            if of[m.unit] then
                own[i] = {unit = m.unit, group = m.group, role = m.role, row = sized(m.row, of[m.unit]), first = m.first, last = m.last, settling = m.settling}
            end
        end
        copy.members[group] = own
    end
    return copy
end

local function covers(membership, day) return membership.first <= day and day <= membership.last end

-- The memberships of a group on a day, the lead included.
function units.active(registry, group, day)
    local found = {}
    for _, membership in ipairs(registry.members[group] or {}) do
        if covers(membership, day) then found[#found + 1] = membership end
    end
    return found
end

-- The first and the last day that the sizes of kindergartens were counted on (rows of units.csv), as texts; nil: none says.
function units.counted(rows)
    local first, last
    for _, row in ipairs(rows) do
        local day = row["统计日期"]
        if day and (not first or day < first) then first = day end
        if day and (not last or day > last) then last = day end
    end
    return first, last
end

-- Does a unit belong to a group on a day?
function units.belongs(registry, group, id, day)
    for _, m in ipairs(registry.members[group] or {}) do
        if m.unit == id and covers(m, day) then return true end
    end
    return false
end

-- The ids of everybody active on a day, and the first and last day around it on which it is the same ones.
function units.roll(registry, group, day)
    local ids, first, last = {}, long_ago, far_ahead
    for _, m in ipairs(registry.members[group] or {}) do
        if day < m.first then
            last = math.min(last, m.first - 1)
        elseif day > m.last then
            first = math.max(first, m.last + 1)
        else
            ids[#ids + 1] = m.unit
            first, last = math.max(first, m.first), math.min(last, m.last)
        end
    end
    return ids, first, last
end

-- A unit's periods in a group as one thing: {unit, role, settling, periods = {{first, last}, …}}, for
-- every unit that belonged to the group on some day of the span.
function units.during(registry, group, first, last)
    local found, by_unit = {}, {}
    for _, m in ipairs(registry.members[group] or {}) do
        if m.first <= last and m.last >= first then
            local entry = by_unit[m.unit]
            if not entry then
                entry = {unit = m.unit, periods = {}}
                by_unit[m.unit], found[#found + 1] = entry, entry
            end
            entry.role, entry.settling, entry.row = m.role, m.settling, m.row
            table.insert(entry.periods, {m.first, m.last})
        end
    end
    return found
end

function units.present_on(entry, day)
    for _, period in ipairs(entry.periods) do
        if period[1] <= day and day <= period[2] then return true end
    end
    return false
end

-- Does the county know this name? Its id, or nil. Never a guess (domain 2.3).
function units.find(registry, text) return registry.id_of[text] end

return units
