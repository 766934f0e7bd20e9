-- Dates as whole days, and the school calendar.
--
-- A day is an integer, 1970-01-01 = 0, so that spans are subtractions. A month is its key "2025-09".
-- A school year is made from the rows of one calendar file:
--
--   {key = "2025-2026", name, first, last,          the 学年 row
--    semesters = {{name, first, last, teach_first, teach_last}, …},   学期 and 教学 rows of one name
--    due = {"2025-09", …},                          months with a monthly obligation
--    off, on = {[day] = name}, parameter = {[name] = integer}}
--
-- Rules: domain 3.3-2 (administrative window decides the semester), 3.3-3 (due months).

local calendar = {}

-- ---- days -------------------------------------------------------------------------------------

local month_length = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

local function leap(year)
    return year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
end

function calendar.length(year, month)
    if month == 2 and leap(year) then return 29 end
    return month_length[month]
end

-- Days from civil, by eras of 400 years that begin on 1 March (H. Hinnant, chrono algorithms).
function calendar.of(year, month, day)
    local y = month <= 2 and year - 1 or year
    local era = y // 400
    local of_era = y - era * 400
    local of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468
end

function calendar.parts(day)
    local z = day + 719468
    local era = z // 146097
    local of_era = z - era * 146097
    local y = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    local of_year = of_era - (365 * y + y // 4 - y // 100)
    local m = (5 * of_year + 2) // 153
    local month = m < 10 and m + 3 or m - 9
    return y + era * 400 + (month <= 2 and 1 or 0), month, of_year - (153 * m + 2) // 5 + 1
end

local function read_day(text)
    local y, m, d = text:match("^(%d%d%d%d)%-(%d%d)%-(%d%d)$")
    if not y then return nil end
    y, m, d = math.tointeger(y), math.tointeger(m), math.tointeger(d)
    if m < 1 or m > 12 or d < 1 or d > calendar.length(y, m) then return nil end
    return calendar.of(y, m, d)
end

-- A county's records name the same few hundred days: each text is read once, each day written once. Who reads a million of them
-- looks here before he asks: days_known[text], months_known[day].
local days, months = {}, {}
calendar.days_known, calendar.months_known = days, months

-- "2025-09-03" to a day; nil for anything else, an impossible date included
function calendar.day(text)
    local day = text ~= nil and days[text]
    if not day and type(text) == "string" then
        day = read_day(text)
        days[text] = day
    end
    return day or nil
end

function calendar.iso(day) return string.format("%04d-%02d-%02d", calendar.parts(day)) end

function calendar.month(day)
    local month = months[day]
    if not month then
        local y, m = calendar.parts(day)
        month = string.format("%04d-%02d", y, m)
        months[day] = month
    end
    return month
end

-- First and last day of the month "2025-09"; nil when it is no month.
function calendar.month_span(key)
    local y, m = tostring(key):match("^(%d%d%d%d)%-(%d%d)$")
    y, m = math.tointeger(tonumber(y)), math.tointeger(tonumber(m))
    if not y or m < 1 or m > 12 then return nil end
    return calendar.of(y, m, 1), calendar.of(y, m, calendar.length(y, m))
end

-- Does an event of that day make up for the month? Within so many days after its end (domain 3.3-4).
function calendar.makes_up(month, day, grace)
    local _, last = calendar.month_span(month)
    return last ~= nil and last < day and day <= last + grace
end

-- 1 = Monday … 7 = Sunday
function calendar.weekday(day) return (day + 3) % 7 + 1 end

-- The months touched by a span, in order.
function calendar.months(first, last)
    local keys = {}
    while first <= last do
        local key = calendar.month(first)
        keys[#keys + 1] = key
        local _, month_end = calendar.month_span(key)
        first = month_end + 1
    end
    return keys
end

-- ---- the school year --------------------------------------------------------------------------

-- The county's own numbers where its calendar does not say (domain 2.2, 参数).
local default_parameter = {["应计月最少教学日"] = 8, ["补开宽限天数"] = 30, ["期末会提前天数"] = 30}

local add = {}

add["学年"] = function(year, _, name, first, last)
    year.name, year.first, year.last = name, first, last
end

add["学期"] = function(year, _, name, first, last)
    year.semesters[#year.semesters + 1] = {name = name, first = first, last = last}
end

add["教学"] = function(year, _, name, first, last) year.teaching[name] = {first, last} end

local function mark(days, name, first, last)
    -- a holiday of more than a year is a slip of the pen, and would cost a mark per day
    for day = first, math.min(last, first + 366) do days[day] = name end
end

add["放假"] = function(year, _, name, first, last) mark(year.off, name, first, last) end

add["补班"] = function(year, _, name, first, last) mark(year.on, name, first, last) end

add["应计月"] = function(year, row, name, first)
    local key = first and calendar.month(first) or name
    if calendar.month_span(key) then year.listed[#year.listed + 1] = key end
end

local needs_span = {["学年"] = true, ["学期"] = true, ["教学"] = true, ["放假"] = true, ["补班"] = true}

local function read_row(year, row)
    local kind, name = row["类别"], row["名称"]
    if kind == "参数" then
        local value = math.tointeger(tonumber(row["开始日期"]))
        if value then year.parameter[name] = value end
        return
    end
    local first = calendar.day(row["开始日期"])
    local last = calendar.day(row["结束日期"]) or first
    if not add[kind] or (needs_span[kind] and not first) then return end
    add[kind](year, row, name, first, last)
end

local function place_teaching(year)
    table.sort(year.semesters, function(a, b) return a.first < b.first end)
    for _, semester in ipairs(year.semesters) do
        local span = year.teaching[semester.name]
        if span then semester.teach_first, semester.teach_last = span[1], span[2] end
    end
end

-- A working day: not a holiday, and on Monday to Friday or made up for on a weekend.
function calendar.working(year, day)
    if year.on[day] then return true end
    return not year.off[day] and calendar.weekday(day) <= 5
end

local longest_year = 400 -- a school year of more days is a slip of the pen, and not worth a number per day

-- [day] = the working days from the first day of the year to that one; counted once for all groups.
local function worked_by(year)
    local sum, sums = 0, {[year.first - 1] = 0}
    for day = year.first, year.last do
        if calendar.working(year, day) then sum = sum + 1 end
        sums[day] = sum
    end
    return sums
end

function calendar.working_days(year, first, last)
    local count = 0
    if year.first and year.first <= first and first <= last and last <= year.last and year.last - year.first < longest_year then
        year.worked = year.worked or worked_by(year)
        return year.worked[last] - year.worked[first - 1]
    end
    for day = first, last do
        if calendar.working(year, day) then count = count + 1 end
    end
    return count
end

function calendar.teaching_days(year, first, last)
    local count = 0
    for _, semester in ipairs(year.semesters) do
        if semester.teach_first then
            count = count + calendar.working_days(year, math.max(first, semester.teach_first),
                math.min(last, semester.teach_last))
        end
    end
    return count
end

-- Rows 应计月 decide; without them the months with enough teaching days do.
local function due_months(year)
    local listed = {}
    for _, key in ipairs(year.listed) do listed[key] = true end
    local due = {}
    for _, key in ipairs(calendar.months(year.first, year.last)) do
        local first, last = calendar.month_span(key)
        local enough = calendar.teaching_days(year, first, last) >= year.parameter["应计月最少教学日"]
        if #year.listed > 0 then enough = listed[key] end
        if enough then due[#due + 1] = key end
    end
    return due
end

local function new_year()
    local parameter = {}
    for name, value in pairs(default_parameter) do parameter[name] = value end
    return {semesters = {}, teaching = {}, off = {}, on = {}, listed = {}, parameter = parameter}
end

-- One calendar file to a school year; nil when it has no usable 学年 row.
function calendar.read(rows, key)
    local year = new_year()
    for _, row in ipairs(rows) do read_row(year, row) end
    if not year.first or not year.last or year.last < year.first then return nil end
    local begins = calendar.parts(year.first)
    year.key = key or string.format("%d-%d", begins, begins + 1)
    place_teaching(year)
    year.due = due_months(year)
    return year
end

-- The school year that a day is judged in: the one it lies in, else the last one begun, else the
-- first one of all (years in order of their dates).
function calendar.year_at(years, day)
    local found = years[1]
    for _, year in ipairs(years) do
        if year.first <= day then found = year end
    end
    return found
end

function calendar.semester_of(year, day)
    for _, semester in ipairs(year.semesters) do
        if semester.first <= day and day <= semester.last then return semester end
    end
    return nil
end

return calendar
