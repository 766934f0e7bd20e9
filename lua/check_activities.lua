-- What is wrong with an activity record beyond the types of its cells and its school year (check_school_year): domain §3.3, §3.9.

local calendar = require "calendar"
local events = require "events"
local school_year = require "check_school_year"
local units = require "units"

local check = {}

local function given(value) return value ~= nil end

local held = "已开展"

-- ---- time --------------------------------------------------------------------------------------

local function minutes(time)
    local hour, minute = time:match("^(%d+):(%d+)$")
    return tonumber(hour) * 60 + tonumber(minute)
end

local midnight_most = 12 * 60 -- longer than this over midnight is a slip

local function backwards(t0, t1, last) return t0 and t1 and not last and minutes(t1) < minutes(t0) end

local function check_times(row, report)
    local span = minutes(row.t1) - minutes(row.t0)
    if span + 24 * 60 <= midnight_most then
        report{level = "note", code = "I10", at = row, field = "结束时间", zh = "跨零点，按次日结束计，归开始日期",
            en = "past midnight: ends the next day, belongs to its start date"}
    else
        report{level = "warning", code = "W08", at = row, field = "结束时间", zh = "结束时间早于开始时间",
            en = "it ends before it begins", hint = "核对两个时间；跨天的活动请填结束日期",
            hint_en = "check both times; fill in the end date for more than a day"}
    end
end

-- ---- units -------------------------------------------------------------------------------------

-- Readers of unit lists by group: who took part is asked of the same reader that the judgement counts
-- with (events.lua), so that a row warned of here is the row left out there.
local function readers_of(site)
    local registry, known = units.read(site.units), {}
    return registry, function(group)
        known[group] = known[group] or events.reader{registry = registry, group = group}
        return known[group]
    end
end

local function asked_most(site)
    local most = 1
    for _, kind in ipairs(site.activity_types) do most = math.max(most, kind["最少单位数"] or 1) end
    return most
end

-- Most lists are long enough for any type on every day of the year, whoever joins or leaves in it: they are looked at once.
local function few_units(site, years, reader)
    local most = asked_most(site)
    return {state = held, date = given, {"school_year", "group_id", "参加单位", "主办单位", function(key, group, list, host)
        local year = years[key]
        return not year or reader(group).scarce(list, host, year.first, year.last) < most
    end}}
end

local function check_units(rows, site, registry, reader, report)
    local function name_of(id) return site.groups[id] and site.groups[id].name or id end
    for _, row in ipairs(rows) do
        local kind, day = row.type, calendar.day(row.date)
        local least = type(kind) == "userdata" and (kind["最少单位数"] or 1)
        local members = least and reader(row.group_id).together(row["参加单位"], row["主办单位"], day).members
        local others, _, unknown = nil, nil, 0
        if least and members < least then others, _, unknown = events.outsiders(registry, row.group_id, row, name_of) end
        -- With the names that nobody has registered there are enough: that was said (W07), and is the one cause.
        if least and members + unknown < least then
            report{level = "warning", code = "W10", at = row, field = "参加单位",
                zh = kind["类型名称"] .. "少于" .. least .. "个单位，不计入义务和参与率" .. (others and "：" .. others or ""),
                en = "fewer than " .. least .. " units of the group: counts for no obligation and no participation" .. (others and ": " .. others or ""),
                hint = "补全参加单位；只有本园参加的属园本活动，不是当日本集团的单位不计",
                hint_en = "complete the units; with one unit it is that unit's own event, and who was not in the group that day does not count"}
        end
    end
end

-- ---- made up, postponed ------------------------------------------------------------------------

local function check_makeup(row, year, report)
    if calendar.makes_up(row.makeup, calendar.day(row.date), year and year.parameter["补开宽限天数"] or 30) then
        report{level = "note", code = "I16", at = row, field = "补开月份", zh = "补开，计入" .. row.makeup,
            en = "made up: counts for " .. row.makeup}
    else
        report{level = "warning", code = "W16", at = row, field = "补开月份",
            zh = "不在" .. row.makeup .. "的补开期内，计入" .. row.date:sub(1, 7),
            en = "outside the time to make up " .. row.makeup .. ": counts for " .. row.date:sub(1, 7),
            hint = "补开应在该月结束后的宽限天数之内", hint_en = "it must be held within the days of grace after that month"}
    end
end

local not_held = {["已取消"] = "已取消", ["延期"] = "延期"}

local function check_postponed(row, made_up, report)
    local word = not_held[row.state]
    local key = school_year.made_up_key(row, row.date:sub(1, 7))
    if made_up[key] then return end
    report{level = "warning", code = "W17", at = row, field = "状态", zh = word .. "且无补开记录",
        en = "cancelled or postponed, and nothing made up for it",
        hint = "如已补开，在补开的那一行填写补开月份", hint_en = "if it was made up, fill in the month on that row"}
end

-- ---- all ---------------------------------------------------------------------------------------

-- Kind by kind, all rows chosen by their fields in one walk: there may be a million.
function check.run(site, report)
    local years, made_up, registry, reader = school_year.years(site), school_year.made_up(site), readers_of(site)
    local odd, few, late, off = site.activities:where({{"t0", "t1", "end", backwards}}, few_units(site, years, reader),
        {state = held, makeup = given, date = given}, {state = {"已取消", "延期"}, date = given})
    for _, row in ipairs(odd) do check_times(row, report) end
    check_units(few, site, registry, reader, report)
    for _, row in ipairs(late) do check_makeup(row, years[row.school_year], report) end
    for _, row in ipairs(off) do check_postponed(row, made_up, report) end
end

return check
