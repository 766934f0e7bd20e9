-- The pages of the A4 activity calendar (domain 4.7): cover, months, lists, back. Each function takes an agenda
-- with its look and answers nodes. page = {width, height, margin} in mm.

local agenda = require "agenda"
local book = require "book"
local calendar = require "calendar"
local design = require "design"
local design_sheets = require "design_sheets"
local group_year = require "group_year"
local month_grid = require "month_grid"
local place = require "place"
local units = require "units"
local words = require "words"

local pages = {}

local frame = place.frame

function pages.owner(a) return a.group and a.group.name or site.county[1].name .. "幼儿园集团化办园" end

local function motto_of(a) return a.group and a.group.motto or site.county[1].motto end

pages.motto_of = motto_of

function pages.agenda(site, group, c)
    local a = agenda.of(site, group, c)
    a.look = design_sheets.look(group and group.brand_color or design.county_brand)
    return a
end

local function year_name(a) return words.school_year(a.year.key) end

-- Held ones by name, what is planned, what was called off; only those there are.
local function legend(a)
    local seen, parts = {}, {}
    for _, entry in ipairs(a.entries) do seen[entry.shape] = true end
    for _, line in ipairs{{"held", "已开展"}, {"planned", "计划"}, {"off", "取消或延期"}} do
        if seen[line[1]] then parts[#parts + 1] = month_grid.shapes[line[1]] .. line[2] end
    end
    parts[#parts + 1] = "底色：放假"
    parts[#parts + 1] = "班：调休上班"
    return table.concat(parts, "　")
end
pages.legend = legend

-- ---- a month ------------------------------------------------------------------------------------------

-- 秋季学期 of 2025-2026学年秋季学期
local function semester_name(a, day)
    local semester = calendar.semester_of(a.year, day)
    return semester and (semester.name:gsub("^.*学年", "")) or nil
end

function pages.month(a, key, page)
    local y, m = key:match("^(%d+)-(%d+)$")
    local number = math.tointeger(tonumber(m))
    local first = calendar.month_span(key)
    local inner, top = page.width - 2 * page.margin, 10
    return doc.sheet{id = "m" .. key,
        frame(0, 0, page.width, 4, {fill = a.look.accent}),
        frame(page.margin, top, 70, 17, {doc.heading{level = 1, class = "month", number .. "月"}}),
        frame(page.margin + 34, top + 3.4, 90, 12, {valign = "bottom",
            doc.para{class = "month_year", y .. "年"}, doc.para{class = "month_year", semester_name(a, first) or ""}}),
        frame(page.width / 2 - 20, top + 1, page.width / 2 + 20 - page.margin, 16, {valign = "bottom",
            doc.para{class = "motto", motto_of(a)}, doc.para{class = "owner", pages.owner(a) .. "活动日历"}}),
        month_grid.large(a, key, {x = page.margin, y = 30, width = inner, height = page.height - 30 - 13}),
        frame(page.margin, page.height - 10, inner * 0.6, 5, {doc.para{class = "legend", legend(a)}}),
        frame(page.width / 2, page.height - 10, page.width / 2 - page.margin, 5, {
            doc.para{class = "legend_right", year_name(a) .. "　截至" .. words.date(group_year.figures_day(a.county))}}),
    }
end

-- ---- cover and back -----------------------------------------------------------------------------------

local function span(first, last) return words.span(calendar.iso(first), calendar.iso(last)) end

-- Holidays as spans: {{name, first, last}, …} from the marked days.
local function holidays(year)
    local list = {}
    for day = year.first, year.last do
        local name = year.off[day]
        local last = list[#list]
        if name and last and last.name == name and last.last == day - 1 then
            last.last = day
        elseif name then
            list[#list + 1] = {name = name, first = day, last = day}
        end
    end
    return list
end

local function key_dates(a)
    local terms, rest = {}, {}
    for _, s in ipairs(a.year.semesters) do
        if s.teach_first then
            terms[#terms + 1] = doc.para{class = "dates", (s.name:gsub("^.*学年", "")) .. "　",
                words.date(calendar.iso(s.teach_first)) .. "—" .. words.day(calendar.iso(s.teach_last))}
        end
    end
    for _, h in ipairs(holidays(a.year)) do rest[#rest + 1] = h.name .. " " .. span(h.first, h.last) end
    return terms, rest
end

-- The groups' emblems, five to a line, with their names in that class.
local function emblems(x, y, width, height, class)
    local frames, groups = {}, book.groups(site)
    local across, w = 5, width / 5
    local h = height / math.max(1, math.ceil(#groups / across))
    for i, group in ipairs(groups) do
        local cx, cy = x + (i - 1) % across * w, y + (i - 1) // across * h
        local emblem = book.emblem(group)
        local side = math.min(w, h - 8) * 0.72
        if emblem and has_file(emblem) then
            frames[#frames + 1] = frame(cx + (w - side) / 2, cy, side, side, {picture = emblem, alt = group.name .. "标志"})
        end
        frames[#frames + 1] = frame(cx, cy + side + 1.5, w, 6, {doc.para{class = class, group.short_name or group.name}})
    end
    return frames
end

-- A picture up to the right and upper edges; the county's are the emblems.
function pages.banner(a, x, width, height)
    if a.group then
        local hero = a.group.hero and a.group._folder .. "/" .. a.group.hero
        return place.picture(x, 0, width, height, hero, a.group.name .. "的题图", a.look.off)
    end
    return {frame(x, 0, width, height, {fill = a.look.tint}),
        emblems(x + width * 0.05, height * 0.13, width * 0.9, height * 0.8, "badge")}
end

function pages.cover(a, page)
    local panel, height = 88, page.height * 0.66
    local x, right = panel, page.width - panel
    local terms, rest = key_dates(a)
    local emblem = a.group and book.emblem(a.group)
    return doc.sheet{
        frame(0, 0, panel, page.height, {fill = a.look.accent}),
        place.emblem(13, 16, 26, emblem, pages.owner(a) .. "标志"),
        frame(13, 58, panel - 20, 60, {
            doc.heading{level = 1, unlisted = true, class = "on_title", "活动日历"},
            doc.para{class = "on_name", year_name(a)}, doc.para{class = "on_name", pages.owner(a)}}),
        frame(13, page.height - 66, panel - 24, 50, {valign = "bottom", place.lines("on_text", words.clauses(motto_of(a)))}),
        pages.banner(a, x, right, height),
        frame(x + 14, height + 9, 92, page.height - height - 18, {doc.para{class = "label", "学期"}, terms,
            doc.para{class = "dates", doc.span{class = "small", legend(a)}}}),
        frame(x + 112, height + 9, right - 124, page.height - height - 18, {doc.para{class = "label", "放假"},
            doc.para{class = "dates", words.list(rest, "，") .. "。"}}),
    }
end

function pages.back(a)
    local county = site.county[1]
    local path = a.group and a.group.site_path or "/"
    local contact = a.group and a.group.public_contact or county.leading_group_office
    return book.back_cover{
        url = book.address(county, path), motto = motto_of(a), note = pages.owner(a),
        below = {"联系：" .. contact, pages.owner(a) .. "　" .. year_name(a), "数据截至" .. words.date(group_year.figures_day(a.county))},
        emblem = a.group and book.emblem(a.group), emblem_alt = a.group and a.group.name .. "标志",
    }
end

-- ---- lists --------------------------------------------------------------------------------------------

local function host_name(a, entry)
    local id = entry.host and units.find(a.county.registry, entry.host)
    return id and a.county.registry.unit[id].name or entry.host or ""
end

-- 11月12日—14日（周三至周五）
local function when(entry)
    local first, last = calendar.iso(entry.first), calendar.iso(entry.last)
    local days = words.weekday(first) .. (first ~= last and "至" .. words.weekday(last) or "")
    return words.span(first, last) .. "（" .. days .. "）"
end

local function state_of(entry)
    return month_grid.shapes[entry.shape] .. (entry.mark or (entry.shape == "planned" and "计划" or ""))
end

-- All of them in order of days, months as sub-heads.
local function by_month(a)
    local rows, month = {}, nil
    for _, entry in ipairs(a.entries) do
        local key = calendar.month(entry.first)
        if key ~= month then
            rows[#rows + 1] = {class = "subhead", (words.date(key .. "-01"):gsub("1日$", ""))}
            month = key
        end
        local row = {state_of(entry), when(entry), entry.type, entry.topic or "", host_name(a, entry)}
        if not a.group then table.insert(row, 3, site.groups[entry.group].short_name or site.groups[entry.group].name) end
        rows[#rows + 1] = row
    end
    local head = {"", "日期", "活动类型", "主题", "主办"}
    local widths = {"auto", "auto", "auto", 1, "auto"}
    if not a.group then
        table.insert(head, 3, "集团")
        table.insert(widths, 3, "auto")
    end
    return #rows > 0 and doc.table{caption = "按日期", head = head, widths = widths, rows = rows}
end

-- Days of what was held or is planned, by a name: 9月10日、10月14日
local function tally(a, name_of)
    local list, of = {}, {}
    for _, entry in ipairs(a.entries) do
        local name = entry.shape ~= "off" and name_of(entry)
        if name then
            if not of[name] then
                of[name] = {name = name, days = {}}
                list[#list + 1] = of[name]
            end
            local line = of[name]
            line.days[#line.days + 1] = words.day(calendar.iso(entry.first)) .. (entry.shape == "planned" and "○" or "")
        end
    end
    return list
end

local function tally_table(caption, first, list)
    local rows = {}
    for i, line in ipairs(list) do rows[i] = {line.name, tostring(#line.days), words.list(line.days)} end
    return #rows > 0 and doc.table{caption = caption, head = {first, "场次", "日期"}, align = {"left", "right", "left"},
        widths = {"auto", "auto", 1}, rows = rows}
end

local function in_order(list, order)
    local place = {}
    for i, name in ipairs(order) do place[name] = i end
    table.sort(list, function(x, y) return (place[x.name] or 1e9) < (place[y.name] or 1e9) end)
    return list
end

local function by_type(a)
    return tally_table("按类型", "活动类型", in_order(tally(a, function(e) return e.type end), a.county.types.order))
end

local function by_host(a)
    local order = {}
    for _, id in ipairs(a.county.registry.order) do order[#order + 1] = a.county.registry.unit[id].name end
    return tally_table("按主办单位", "主办单位", in_order(tally(a, function(e) return host_name(a, e) end), order))
end

-- By date, by type, by who invites; in the county, where days of a type would fill pages, by date alone.
function pages.lists(a)
    if #a.entries == 0 then return doc.para{"本学年记录整理中。"} end
    if a.group then return {by_month(a), by_type(a), by_host(a)} end
    return by_month(a)
end

return pages
