-- A little month for wall sheets: its days with what is on them marked by shape, and below them the list of
-- events, as many as there is room for. The drawing of large months is month_grid.lua.
--
--   month_small.frames(a, "2025-09", {x, y, width, height} in mm)

local agenda = require "agenda"
local calendar = require "calendar"
local month_grid = require "month_grid"
local place = require "place"
local words = require "words"

local month_small = {}

local frame = place.frame

local names = {"一", "二", "三", "四", "五", "六", "日"}

local measure = {head = 9.5, names = 4.6, row = 6.1, gap = 2, line = 3.6, size = 7.5} -- mm; size in pt

-- ---- days ---------------------------------------------------------------------------------------------

-- The shapes of what is on a day, the county's with their number.
local function marks(a, entries, day)
    local count, text = {held = 0, planned = 0, off = 0}, ""
    for _, entry in ipairs(entries) do
        if entry.first <= day and day <= entry.last then count[entry.shape] = count[entry.shape] + 1 end
    end
    for _, shape in ipairs{"held", "planned", "off"} do
        local many = count[shape] > 1 and not a.group and tostring(count[shape]) or ""
        if count[shape] > 0 then text = text .. month_grid.shapes[shape] .. many end
    end
    return text
end

local function day_frame(a, entries, day, column, box)
    local kind = agenda.day_kind(a.year, day)
    local rest = kind == "off" or (column > 5 and kind ~= "on")
    local text = tostring(select(3, calendar.parts(day)))
    return frame(box.x, box.y, box.width, box.height, {
        fill = kind == "off" and a.look.off or rest and a.look.weekend or nil, rule = "0.3pt", rule_colour = a.look.line, sides = "top",
        valign = "middle", pad_x = "0.9mm",
        doc.para{class = rest and "small_day_rest" or "small_day", text, kind == "on" and doc.span{class = "small_mark", "班"},
            doc.span{class = "small_mark", marks(a, entries, day)}},
    })
end

local function grid_frames(a, key, entries, box, add)
    local width = box.width / 7
    for i, name in ipairs(names) do
        add(frame(box.x + (i - 1) * width, box.y, width, measure.names, {pad_x = "0.9mm", valign = "middle",
            doc.para{class = "small_name", name}}))
    end
    local weeks = month_grid.weeks(key)
    for w, week in ipairs(weeks) do
        for i, day in ipairs(week.days) do
            if day then
                add(day_frame(a, entries, day, i, {x = box.x + (i - 1) * width, width = width, height = measure.row,
                    y = box.y + measure.names + (w - 1) * measure.row}))
            end
        end
    end
    return measure.names + #weeks * measure.row
end

-- ---- the list below them --------------------------------------------------------------------------------

local shown_first = {["成果展示"] = true, ["交流展示"] = true}

local function rank(entry)
    if entry.shape == "off" then return 3 end
    local joint = entry.row["联合编号"] ~= nil
    return (shown_first[entry.type] or joint) and 1 or 2
end

-- Where not all find room, those for everybody come first; back in order of days.
local function chosen(entries, room)
    if #entries <= room then return entries, 0 end
    local order, list = {}, {}
    for i, entry in ipairs(entries) do order[i] = {entry = entry, rank = rank(entry), at = i} end
    table.sort(order, function(x, y)
        if x.rank ~= y.rank then return x.rank < y.rank end
        return x.at < y.at
    end)
    while #order > room - 1 do table.remove(order) end
    table.sort(order, function(x, y) return x.at < y.at end)
    for i, line in ipairs(order) do list[i] = line.entry end
    return list, #entries - #list
end

local function line_of(a, key, entry, em)
    local name = month_grid.name_of(a, entry)
    local day = words.span(calendar.iso(entry.first), calendar.iso(entry.last))
    if calendar.month(entry.first) == key then day = day:gsub("^%d+月", "", 1) end
    local used = month_grid.width(day) + month_grid.width(name) + 2.5 + month_grid.mark_width
    local topic = entry.topic and em - used >= 4 and month_grid.cut(entry.topic, em - used)
    return doc.para{class = entry.shape == "off" and "small_event_off" or "small_event",
        month_grid.mark(entry), day, " ",
        doc.span{class = "hei", month_grid.cut(name, em - month_grid.width(day) - 1 - month_grid.mark_width)}, topic and "　" .. topic}
end

-- What a group's month has no room for, in a number.
local function rest_of(count)
    return count > 0 and doc.para{class = "small_more", string.format("另%d场", count)} or nil
end

-- Ten groups' month is no list: what is for everybody, and how many there were of the rest.
local function for_everybody(entries)
    local list, counts, of = {}, {}, {}
    for _, entry in ipairs(entries) do
        if rank(entry) == 1 then
            list[#list + 1] = entry
        elseif entry.shape ~= "off" then
            if not of[entry.type] then
                of[entry.type] = {entry.type, 0}
                counts[#counts + 1] = of[entry.type]
            end
            of[entry.type][2] = of[entry.type][2] + 1
        end
    end
    table.sort(counts, function(x, y)
        if x[2] ~= y[2] then return x[2] > y[2] end
        return x[1] < y[1]
    end)
    for i, line in ipairs(counts) do counts[i] = line[1] .. line[2] .. "场" end
    return list, counts
end

local rest_lines = 3 -- at most

local function list_frame(a, key, entries, box)
    local room = math.floor((box.height + 0.01) / measure.line)
    local em, nodes, rest = box.width * 72 / 25.4 / measure.size - 1.2, {}, nil
    if not a.group then
        entries, rest = for_everybody(entries)
        rest = (#entries > 0 and "其他：" or "") .. words.list(rest)
        room = room - math.min(rest_lines, math.ceil(month_grid.width(rest) / (em - 1)))
    end
    local list, hidden = chosen(entries, room)
    for i, entry in ipairs(list) do nodes[i] = line_of(a, key, entry, em) end
    nodes[#nodes + 1] = rest_of(hidden)
    if rest and rest ~= "" then
        nodes[#nodes + 1] = doc.para{class = "small_rest", month_grid.cut(rest, rest_lines * (em - 1) - 1)}
    end
    return #nodes > 0 and frame(box.x, box.y, box.width, box.height, nodes)
end

function month_small.frames(a, key, box)
    local frames, first, last = {}, calendar.month_span(key)
    local function add(f) frames[#frames + 1] = f end
    local entries = agenda.within(a, first, last)
    local y, m = key:match("^(%d+)-(%d+)$")
    add(frame(box.x, box.y, box.width, measure.head, {valign = "bottom", pad_x = "0.9mm",
        doc.heading{level = 2, class = "small_month", math.tointeger(tonumber(m)) .. "月", doc.span{class = "small_year", " " .. y .. "年"}}}))
    local top = box.y + measure.head
    local used = grid_frames(a, key, entries, {x = box.x, y = top, width = box.width}, add)
    top = top + used + measure.gap
    add(list_frame(a, key, entries, {x = box.x, y = top, width = box.width, height = box.y + box.height - top}))
    return frames
end

return month_small
