-- A group's activity records to events that count, each row judged once, with the reason when not.
--
-- An event counts when it was held (已开展) by as_of, is dated in the school year, has a registered
-- type and brings together as many distinct registered units as its type asks, else W10 (3.3-1). It
-- belongs to its start date only (3.3-2). The same 编号 or 联合编号 counts once in a group (3.3-9, -10).
--
--   event = {id, type, day, month, makeup, present = {[unit id] = true}, units = number of them,
--            excused = {[unit id] = true}, headcount or nil, level, joint, row}
--
-- present is the 参加单位 and the 主办单位, of any group. Lists repeat from row to row, so each
-- different text is read once.

local calendar = require "calendar"
local units = require "units"

local events = {}

-- Taken out of their modules once: these are asked for every record of a county.
local day_of_text, month_of_day, tointeger = calendar.day, calendar.month, math.tointeger

local nobody = {}

-- ---- who was there ----------------------------------------------------------------------------

local function as_set(...)
    local set, count = {}, 0
    for _, list in ipairs {...} do
        for _, id in ipairs(list) do
            if not set[id] then set[id], count = true, count + 1 end
        end
    end
    return set, count
end

-- The ids of everybody active on a day, read once a day.
local function roll_call(ctx)
    local days = {}
    return function(day)
        if not days[day] then
            local found = {}
            for i, m in ipairs(units.active(ctx.registry, ctx.group, day)) do found[i] = m.unit end
            days[day] = found
        end
        return days[day]
    end
end

-- Ids of the registered units a cell names; unregistered names give no credit (W07 tells of them).
local function list_reader(ctx)
    local active, lists = roll_call(ctx), {}
    return function(cell, day)
        if cell == "" then return nobody end
        if cell == units.everybody then return active(day) end
        if lists[cell] then return lists[cell] end
        local found, mixed = {}, false
        for _, name in ipairs(units.list(cell)) do
            mixed = mixed or name == units.everybody
            found[#found + 1] = units.find(ctx.registry, name)
        end
        if not mixed then lists[cell] = found end
        for _, id in ipairs(mixed and active(day) or nobody) do found[#found + 1] = id end
        return found
    end
end

-- A list cell as one text, to be a key of what is remembered.
local function as_text(cell)
    if type(cell) == "table" then return table.concat(cell, "、") end
    return cell or ""
end

-- ctx = {registry, types, group}: a reader of unit lists that remembers the texts it has read.
-- reader.together(row, day) answers the set and number of distinct units, host included;
-- reader.excused(row, day) the set of those on leave.
function events.reader(ctx)
    local ids, known = list_reader(ctx), {}
    -- what is known of a list: by its hosts, and by day where it means everybody of that day
    local function known_list(cell, day)
        local list = known[cell]
        if not list then
            list = {daily = cell:find(units.everybody, 1, true) and {} or false, hosts = {}}
            known[cell] = list
        end
        if not list.daily then return list.hosts end
        list.daily[day] = list.daily[day] or {}
        return list.daily[day]
    end
    local reader = {}
    function reader.together(row, day)
        local host, cell = row["主办单位"] or "", as_text(row["参加单位"])
        local of_host = known_list(cell, day)
        local found = of_host[host]
        if not found then
            local set, count = as_set(ids(cell, day), ids(host, day))
            found = {set = set, count = count}
            of_host[host] = found
        end
        return found.set, found.count
    end
    function reader.excused(row, day)
        local cell = row["请假单位"]
        if cell == nil then return nobody end
        return (as_set(ids(as_text(cell), day)))
    end
    return reader
end

-- ---- does it count ----------------------------------------------------------------------------

-- Why a row counts for nothing, or nil: codes of domain 3.9 where one exists.
local function refusal(row, day, kind, ctx)
    if not day then return "E01" end
    if not kind then return "E02" end
    if day < ctx.year.first or day > ctx.year.last then return "E05" end
    if row["状态"] ~= "已开展" then return row["状态"] or "无状态" end
    if day > ctx.as_of then return "日期在截止日之后" end
    return nil
end

local function make_event(row, day, kind, reader, month)
    local present, count = reader.together(row, day)
    return {
        id = row["编号"], type = kind.name, day = day, month = month,
        makeup = row["补开月份"], present = present, units = count,
        excused = reader.excused(row, day), joint = row["联合编号"],
        headcount = tointeger(row["参加人次"]), level = row["培训层级"],
        row = row, kind = kind,
    }
end

local function repeated(seen, key)
    if key == nil or key == "" then return false end
    if seen[key] then return true end
    seen[key] = true
    return false
end

local function by_day(list)
    for position, event in ipairs(list) do event.position = position end
    table.sort(list, function(a, b)
        if a.day ~= b.day then return a.day < b.day end
        return a.position < b.position
    end)
    return list
end

-- Dates as days and months, each different text read once.
local function date_reader()
    local days, months = {}, {}
    return function(text)
        if text == nil then return nil, nil end
        local day = days[text]
        if day == nil then
            day = day_of_text(text) or false
            days[text], months[text] = day, day and month_of_day(day)
        end
        return day or nil, months[text]
    end
end

-- ctx = {registry, types, group, year, as_of}. Answers the counted events in order of their days
-- (rows of one day in the order of the file), and every other row with its reason:
-- {{row, reason, type, day}, …}.
function events.read(ctx, rows)
    local reader, date = events.reader(ctx), date_reader()
    local counted, left = {}, {}
    local seen_id, seen_joint = {}, {}
    local kinds, name_of = ctx.types.kind, ctx.types.name_of
    for _, row in ipairs(rows) do
        local day, month = date(row["开始日期"])
        local kind = kinds[name_of[row["活动类型"]]]
        local reason = repeated(seen_id, row["编号"]) and "E04" or refusal(row, day, kind, ctx)
        local event = not reason and make_event(row, day, kind, reader, month)
        if event and event.units < kind.minimum then
            reason = "W10"
        elseif event and repeated(seen_joint, event.joint) then
            reason = "联合编号重复"
        end
        if reason then
            left[#left + 1] = {row = row, reason = reason, type = kind and kind.name, day = day}
        else
            counted[#counted + 1] = event
        end
    end
    return by_day(counted), left
end

return events
