-- A month of an agenda as frames of a sheet: the weeks from Monday on, what is on each day, bars for what lasts
-- several days. Planned and held differ by shape (● ○), what was called off says so and nothing more (domain 4.7).
--
--   month_grid.weeks("2025-09")   {{first = day of its Monday, days = {day or false, × 7}}, …}
--   month_grid.single(a, entries, day)  those of one day alone, of the county those of several groups as one; row: the first's
--   month_grid.lanes(week, entries)  {{entry, lane, from, to}, …}: columns 1 to 7, no two of a lane overlap
--   month_grid.large(a, key, box)    frames of a page for one month; box = {x, y, width, height} in mm
--
-- Widths of text are estimated by letters (Han 1 em, others 0.55), a little too wide, so that what is said to
-- fit does; topics are cut, the list behind the months has them whole.

local agenda = require "agenda"
local calendar = require "calendar"
local place = require "place"
local site_parts = require "site_parts"
local words = require "words"

local month_grid = {}

local shapes = {held = "●", planned = "○", off = "×"}
month_grid.shapes = shapes

-- The shape before an event's words, not hard against them, and how wide that is in em.
function month_grid.mark(entry) return doc.span{class = "accent", shapes[entry.shape] .. "\u{2009}"} end
month_grid.mark_width = 1.2
local mark_width = month_grid.mark_width

local day_names = {"周一", "周二", "周三", "周四", "周五", "周六", "周日"}

local mm, frame = place.mm, place.frame

-- ---- days and weeks -----------------------------------------------------------------------------------

function month_grid.weeks(key)
    local first, last = calendar.month_span(key)
    local weeks, monday = {}, first - calendar.weekday(first) + 1
    while monday <= last do
        local week = {first = monday, days = {}}
        for i = 1, 7 do
            local day = monday + i - 1
            week.days[i] = day >= first and day <= last and day
        end
        weeks[#weeks + 1] = week
        monday = monday + 7
    end
    return weeks
end

-- Which part of the week an entry covers, within the days of the month.
local function span_in(week, entry)
    local from, to
    for i, day in ipairs(week.days) do
        if day and entry.first <= day and day <= entry.last then
            from, to = from or i, i
        end
    end
    return from, to
end

function month_grid.lanes(week, entries)
    local list, ends = {}, {}
    for _, entry in ipairs(entries) do
        local from, to = span_in(week, entry)
        if from and entry.last > entry.first then
            local lane = 1
            while ends[lane] and ends[lane] >= from do lane = lane + 1 end
            ends[lane] = to
            list[#list + 1] = {entry = entry, lane = lane, from = from, to = to}
        end
    end
    return list, #ends
end

-- ---- text that fits -----------------------------------------------------------------------------------

local function width_of(code) return code < 0x2000 and 0.55 or 1 end

-- The width of a text in em.
function month_grid.width(text)
    local sum = 0
    for _, code in utf8.codes(text) do sum = sum + width_of(code) end
    return sum
end

-- The text cut to so many em, an ellipsis behind what was cut.
function month_grid.cut(text, most)
    if month_grid.width(text) <= most then return text end
    local sum = 0
    for at, code in utf8.codes(text) do
        sum = sum + width_of(code)
        if sum > most - 1 then return text:sub(1, at - 1) .. "…" end
    end
    return text
end

-- ---- what is said of an event -------------------------------------------------------------------------

-- 德胜一幼集团 as 德胜一幼
local function group_name(entry)
    local group = site.groups[entry.group]
    return ((group and group.short_name or site_parts.name(site, entry.group)):gsub("集团$", ""))
end

local function name_of(a, entry)
    local name = entry.type
    if not a.group then name = name .. " " .. words.list(entry.groups or {group_name(entry)}) end
    if entry.mark then name = entry.mark .. "　" .. name end
    if entry.shape == "planned" and entry.time then name = entry.time .. " " .. name end
    return name
end

month_grid.name_of = name_of

-- Its name and, in what room is left of so many lines, its topic.
local function words_of(a, entry, lines, em)
    local name = name_of(a, entry)
    local room = lines * (em - 0.8) - mark_width - month_grid.width(name) - 1
    local topic = entry.topic and room >= 4 and month_grid.cut(entry.topic, room)
    return month_grid.cut(name, lines * (em - 0.8) - mark_width), topic
end

local function event_para(a, entry, lines, em)
    local name, topic = words_of(a, entry, lines, em)
    return doc.para{class = entry.shape == "off" and "day_event_off" or "day_event",
        month_grid.mark(entry), doc.span{class = "hei", name}, topic and "　" .. topic}
end

local function lines_of(a, entry, em)
    local text = name_of(a, entry) .. (entry.topic and "　" .. entry.topic or "")
    return math.ceil((month_grid.width(text) + mark_width) / (em - 0.8))
end

local function more(count)
    return doc.para{class = "day_more", string.format("另%d项，见活动一览", count)}
end

-- As many lines for each as the room allows; what has none is counted, with `hidden` ones that have no bar.
local function fitted(a, entries, room, em, hidden)
    local nodes = {}
    room = hidden > 0 and room - 1 or room
    for most = 4, 1, -1 do
        local sum = 0
        for _, entry in ipairs(entries) do sum = sum + math.min(most, lines_of(a, entry, em)) end
        if sum <= room then
            for i, entry in ipairs(entries) do
                nodes[i] = event_para(a, entry, math.min(most, lines_of(a, entry, em)), em)
            end
            if hidden > 0 then nodes[#nodes + 1] = more(hidden) end
            return nodes
        end
    end
    room = hidden > 0 and room or room - 1
    for i = 1, math.max(0, room) do nodes[i] = event_para(a, entries[i], 1, em) end
    nodes[#nodes + 1] = more(#entries - #nodes + hidden)
    return nodes
end

-- ---- a month on a page -----------------------------------------------------------------------------------

local grid = {
    head = 6.5, number = 6.4, lane = 4.9, pad = 1.6, -- mm
    size = 8, leading = 4.06,                        -- of events: pt, mm
    weekend = 0.76,                                  -- width of a day off, of that of a working day
}

local function columns(width)
    local unit, list, x = width / (5 + 2 * grid.weekend), {}, 0
    for i = 1, 7 do
        list[i] = {x = x, width = i <= 5 and unit or unit * grid.weekend}
        x = x + list[i].width
    end
    return list
end

local function day_ground(a, day, column)
    local kind = agenda.day_kind(a.year, day)
    if kind == "off" then return a.look.off end
    return column > 5 and kind ~= "on" and a.look.weekend or nil
end

local function day_tag(a, day)
    local kind, name, begins = agenda.day_kind(a.year, day)
    if kind == "on" then return doc.span{class = "day_on", " 班"} end
    if kind == "off" then return doc.span{class = "day_rest", " ", begins and name or "休"} end
    return nil
end

local function day_frame(a, day, column, box)
    return frame(box.x, box.y, box.width, box.height, {
        fill = day_ground(a, day, column), rule = "0.4pt", rule_colour = a.look.line, sides = "top", pad_x = mm(grid.pad),
        pad_y = "0.9mm",
        doc.para{class = column > 5 and "day_number_rest" or "day_number", tostring(select(3, calendar.parts(day))), day_tag(a, day)},
    })
end

local function bar_frame(a, bar, cells, y)
    local from, to, entry = cells[bar.from], cells[bar.to], bar.entry
    local x, width = from.x + 0.6, to.x + to.width - from.x - 1.2
    local em = (width - 2.4) * 72 / 25.4 / grid.size
    local name, topic = words_of(a, entry, 1, em)
    return frame(x, y, width, grid.lane - 0.7, {
        fill = entry.shape == "held" and a.look.bar or a.look.paper, rule = "0.5pt", rule_colour = a.look.bar_line, pad_x = "1.2mm",
        valign = "middle",
        doc.para{class = entry.shape == "off" and "day_event_off" or "day_bar", month_grid.mark(entry),
            doc.span{class = "hei", name}, topic and "　" .. topic},
    })
end

-- Those of one day alone; in the county what several groups do stands together: 党务活动 一幼、二幼.
function month_grid.single(a, entries, day)
    local list, place = {}, {}
    for _, entry in ipairs(entries) do
        if entry.first == day and entry.last == day then
            local key = not a.group and entry.shape .. (entry.mark or "") .. entry.type
            local same = key and place[key]
            if same then
                same.groups[#same.groups + 1] = group_name(entry)
            else
                local line = {row = entry.row, shape = entry.shape, mark = entry.mark, type = entry.type, topic = entry.topic, time = entry.time,
                    groups = not a.group and {group_name(entry)} or nil}
                list[#list + 1] = line
                if key then place[key] = line end
            end
        end
    end
    for _, line in ipairs(list) do
        if line.groups and #line.groups > 1 then line.topic = nil end
    end
    return list
end

-- Bars take at most half of a day; those without a lane are counted on the day where they begin.
local function bars_of(week, entries, height)
    local most, kept = math.max(1, math.floor((height - grid.number) / 2 / grid.lane)), {}
    local depth, hidden = {0, 0, 0, 0, 0, 0, 0}, {0, 0, 0, 0, 0, 0, 0}
    for _, bar in ipairs(month_grid.lanes(week, entries)) do
        if bar.lane <= most then
            kept[#kept + 1] = bar
            for i = bar.from, bar.to do depth[i] = math.max(depth[i], bar.lane) end
        else
            hidden[bar.from] = hidden[bar.from] + 1
        end
    end
    return kept, depth, hidden
end

local function week_frames(a, week, entries, cells, y, height, add)
    local bars, depth, hidden = bars_of(week, entries, height)
    for i, day in ipairs(week.days) do
        local cell = cells[i]
        if day then
            add(day_frame(a, day, i, {x = cell.x, y = y, width = cell.width, height = height}))
            local own, top = month_grid.single(a, entries, day), y + grid.number + depth[i] * grid.lane
            local room = math.floor((y + height - top - 0.5) / grid.leading)
            local em = (cell.width - 2 * grid.pad) * 72 / 25.4 / grid.size
            if #own > 0 or hidden[i] > 0 then
                add(frame(cell.x, top, cell.width, y + height - top, {pad_x = mm(grid.pad), fitted(a, own, room, em, hidden[i])}))
            end
        end
    end
    for _, bar in ipairs(bars) do
        add(bar_frame(a, bar, cells, y + grid.number + (bar.lane - 1) * grid.lane))
    end
end

-- a.look = {off, weekend, line, bar, bar_line, paper}: colours
function month_grid.large(a, key, box)
    local weeks, frames = month_grid.weeks(key), {}
    local function add(f) frames[#frames + 1] = f end
    local first, last = calendar.month_span(key)
    local entries, cells = agenda.within(a, first, last), columns(box.width)
    for i, cell in ipairs(cells) do
        cell.x = cell.x + box.x
        add(frame(cell.x, box.y, cell.width, grid.head, {valign = "middle", pad_x = mm(grid.pad),
            doc.para{class = i > 5 and "day_name_rest" or "day_name", day_names[i]}}))
    end
    local height = (box.height - grid.head) / #weeks
    add(frame(box.x, box.y + box.height - 0.2, box.width, 0.2, {fill = a.look.line}))
    for i, week in ipairs(weeks) do
        week_frames(a, week, entries, cells, box.y + grid.head + (i - 1) * height, height, add)
    end
    return frames
end

return month_grid
