-- A group's activity records to events that count, each row judged once, with the reason when not.
--
-- An event counts when it was held (已开展) by as_of, is dated in the school year, has a registered
-- type and brings together as many distinct units of the group as its type asks, else W10 (3.3-1). It
-- belongs to its start date only (3.3-2). The same 编号 or 联合编号 counts once in a group (3.3-9, -10).
--
--   event = {id, type, day, month, makeup, present = {[unit id] = true}, units = number of them, own = {[unit id] = true},
--            excused = {[unit id] = true}, headcount or nil, level, joint, row}
--
-- present is the 参加单位 and the 主办单位, of any group; own those of them that belonged to this group on the day of the
-- event (domain §1 #44): units of another group, of none, or before they join and after they leave give no credit (3.3-10).
-- Lists repeat from row to row, so each different text is read once for those who were active on the day.

local calendar = require "calendar"
local units = require "units"

local events = {}

-- Taken out of their modules once: these are asked for every record of a county.
local day_of, month_of, tointeger = calendar.day, calendar.month, math.tointeger
local days_known, months_known = calendar.days_known, calendar.months_known

local nobody = {}

-- ---- who was there ----------------------------------------------------------------------------

local function as_set(list, more)
    local set, count = {}, 0
    for _, id in ipairs(list) do
        if not set[id] then set[id], count = true, count + 1 end
    end
    for _, id in ipairs(more) do
        if not set[id] then set[id], count = true, count + 1 end
    end
    return set, count
end

-- Those of a set who are on the roll of the day, and how many they are.
local function own_part(present, roll)
    local own, count = {}, 0
    for i = 1, #roll do
        if present[roll[i]] then own[roll[i]], count = true, count + 1 end
    end
    return own, count
end

-- The ids of everybody active on a day: one list for all days on which it is the same ones.
local function roll_call(ctx)
    local rolls, latest = {}, {first = 1, last = 0}
    return function(day)
        if latest.first <= day and day <= latest.last then return latest.ids end
        for i = 1, #rolls do
            local roll = rolls[i]
            if roll.first <= day and day <= roll.last then
                latest = roll
                return roll.ids
            end
        end
        local ids, first, last = units.roll(ctx.registry, ctx.group, day)
        latest = {ids = ids, first = first, last = last}
        rolls[#rolls + 1] = latest
        return ids
    end
end

-- Ids of the registered units a cell names; unregistered names give no credit (W07 tells of them).
local function list_reader(ctx, active)
    local lists = {}
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

-- ctx = {registry, types, group}: a reader of unit lists that remembers what it has read.
-- reader.together(list, host, day) answers {present, units, own, members = number of own}, the host included;
-- reader.scarce(list, host, first, last): the smallest number of own on any day of the span;
-- reader.excused(list, day) the set of those on leave.
function events.reader(ctx)
    local active = roll_call(ctx)
    local ids, known = list_reader(ctx, active), {}
    -- what is known of a list: by its hosts, and by who is active where it means everybody of that day
    local function known_list(cell)
        local list = known[cell]
        if not list then
            local text = as_text(cell)
            list = known[text]
                or {text = text, daily = text:find(units.everybody, 1, true) ~= nil, rolls = {}, excused = {}}
            known[text], known[cell] = list, list
        end
        return list
    end
    local reader = {}
    function reader.together(cell, host, day)
        local roll, of_list = active(day), known[cell or ""] or known_list(cell or "")
        local of_host = of_list.rolls[roll]
        if not of_host then
            of_host = {}
            of_list.rolls[roll] = of_host
        end
        local company = of_host[host or ""]
        if not company then
            local present, count = as_set(ids(of_list.text, day), ids(host or "", day))
            local own, members = own_part(present, roll)
            company = {present = present, units = count, own = own, members = members}
            of_host[host or ""] = company
        end
        return company
    end
    local span = {} -- asked for last: a day of each time in it in which the same ones are active
    local function days_within(first, last)
        if span.first == first and span.last == last then return span end
        span = {first = first, last = last}
        while first <= last do
            local _, _, same_until = units.roll(ctx.registry, ctx.group, first)
            span[#span + 1], first = first, same_until + 1
        end
        return span
    end
    function reader.scarce(cell, host, first, last)
        local least, days = math.huge, days_within(first, last)
        for i = 1, #days do least = math.min(least, reader.together(cell, host, days[i]).members) end
        return least
    end
    function reader.excused(cell, day)
        if cell == nil then return nobody end
        local list = known_list(cell)
        local key = list.daily and active(day) or nobody
        if not list.excused[key] then list.excused[key] = as_set(ids(list.text, day), nobody) end
        return list.excused[key]
    end
    return reader
end

-- ---- who gives no credit -----------------------------------------------------------------------

-- Why a unit is not the group's on a day: it belongs to another, has left, is yet to join, or belongs to none.
local function why_no_member(registry, group, id, day, name_of)
    local other, later, sooner
    for key, list in pairs(registry.members) do
        for _, m in ipairs(list) do
            local here = m.unit == id
            if here and key ~= group and m.first <= day and day <= m.last then other = key end
            if here and key == group and m.first > day then later = math.min(later or m.first, m.first) end
            if here and key == group and m.last < day then sooner = math.max(sooner or m.last, m.last) end
        end
    end
    if other then return "当日属于" .. name_of(other) end
    if later then return calendar.iso(later) .. "才加入" end
    return sooner and calendar.iso(sooner) .. "已退出" or "当日不在任何集团"
end

-- The units of a record that give its group no credit, each with its reason: "麦田幼儿园当日属于…、…"; and the names that
-- nobody has registered (W07), nil where there are none, and how many those are. name_of: what a group is called, by its id.
function events.outsiders(registry, group, row, name_of)
    local day, parts, unknown, seen = day_of(row["开始日期"]), {}, {}, {}
    local function look(name)
        local id = units.find(registry, name)
        local key = id or name
        if name == units.everybody or seen[key] then return end
        seen[key] = true
        if not id then
            unknown[#unknown + 1] = name
        elseif day and not units.belongs(registry, group, id, day) then
            parts[#parts + 1] = registry.unit[id].name .. why_no_member(registry, group, id, day, name_of)
        end
    end
    for _, name in ipairs(units.list(row["参加单位"])) do look(name) end
    if row["主办单位"] then look(row["主办单位"]) end
    return #parts > 0 and table.concat(parts, "、") or nil, #unknown > 0 and table.concat(unknown, "、") or nil, #unknown
end

-- ---- does it count ----------------------------------------------------------------------------

local held = "已开展"

-- Why a record counts for nothing, or nil: codes of domain 3.9 where one exists.
local function refusal(state, day, kind, ctx)
    if not day then return "E01" end
    if not kind then return "E02" end
    if day < ctx.year.first or day > ctx.year.last then return "E05" end
    if state ~= held then return state or "无状态" end
    if day > ctx.as_of then return "日期在截止日之后" end
    return nil
end

local function repeated(seen, key)
    if key == "" then return false end
    if seen[key] then return true end
    seen[key] = true
    return false
end

-- In order of days, those of one day as they came.
local function by_day(list)
    local of_day, days, sorted, n = {}, {}, {}, 0
    for i = 1, #list do
        local event = list[i]
        local day = event.day
        local same = of_day[day]
        if same then
            same[#same + 1] = event
        else
            of_day[day], days[#days + 1] = {event}, day
        end
    end
    table.sort(days)
    for _, day in ipairs(days) do
        local same = of_day[day]
        for i = 1, #same do sorted[n + i] = same[i] end
        n = n + #same
    end
    return sorted
end

-- Both are in order of days; of one day those of the first list came first.
local function merged(list, more)
    local sorted, n, k, most = {}, 0, 1, #more
    for i = 1, #list do
        local event = list[i]
        local day = event.day
        while k <= most and more[k].day < day do
            n, k = n + 1, k + 1
            sorted[n] = more[k - 1]
        end
        n = n + 1
        sorted[n] = event
    end
    table.move(more, k, most, n + 1, sorted)
    return sorted
end

local fields = {"编号", "活动类型", "开始日期", "主办单位", "参加单位", "请假单位", "参加人次", "培训层级", "状态", "补开月份", "联合编号"}

-- ctx = {registry, types, group, year, as_of}. Answers the counted events in order of their days
-- (rows of one day in the order of the file), and every other row with its reason:
-- {{row, reason, type, day}, …}. Records are read field by field: there may be a million.
function events.read(ctx, rows)
    local reader, c = events.reader(ctx), columns(rows, fields)
    local ids, names, dates, states, joints = c["编号"], c["活动类型"], c["开始日期"], c["状态"], c["联合编号"]
    local hosts, lists, leaves = c["主办单位"], c["参加单位"], c["请假单位"]
    local heads, levels, makeups = c["参加人次"], c["培训层级"], c["补开月份"]
    local kinds, name_of, together, excused = ctx.types.kind, ctx.types.name_of, reader.together, reader.excused
    local counted, left, seen_id, seen_joint = {}, {}, {}, {}
    local late, latest = {}, -math.huge -- told after events of later days
    local first, last, as_of = ctx.year.first, ctx.year.last, ctx.as_of
    for i = 1, #rows do
        local text, state, kind, id, leave, joint = dates[i], states[i], kinds[name_of[names[i]]], ids[i], leaves[i], joints[i]
        local day, reason, company = days_known[text] or day_of(text), nil, nil
        if id and repeated(seen_id, id) then
            reason = "E04"
        elseif state ~= held or not day or not kind or day < first or day > last or day > as_of then
            reason = refusal(state, day, kind, ctx)
        else
            company = together(lists[i], hosts[i], day)
            reason = company.members < kind.minimum and "W10" or joint and repeated(seen_joint, joint) and "联合编号重复" or nil
        end
        if reason then
            left[#left + 1] = {row = rows[i], reason = reason, type = kind and kind.name, day = day}
        else
            local event = {
                id = id, type = kind.name, day = day, month = months_known[day] or month_of(day), makeup = makeups[i],
                present = company.present, units = company.units, own = company.own, excused = leave and excused(leave, day) or nobody, joint = joint,
                headcount = tointeger(heads[i]), level = levels[i], row = rows[i], kind = kind,
            }
            if day >= latest then
                counted[#counted + 1], latest = event, day
            else
                late[#late + 1] = event
            end
        end
    end
    return late[1] and merged(counted, by_day(late)) or counted, left
end

return events
