-- What is unlikely of an activity record, or missing for what it is: spans, leave, days off, results, signatures, 同上,
-- joint events: domain §2.2, §3.9, §5.9. (What counts and what does not: check_activities.)
--
-- Kind by kind, all rows chosen by their fields in one walk: there may be a million.

local calendar = require "calendar"
local finding = require "finding"
local units = require "units"

local check = {}

local function given(value) return value ~= nil end

local function blank(value) return value == nil end

local held = "已开展"

-- ---- when -------------------------------------------------------------------------------------------------

local longest = 31 -- days of one event

local function odd_span(first, last)
    if not first or not last then return false end
    local days = calendar.day(last) - calendar.day(first)
    return days < 0 or days >= longest
end

local function check_spans(rows, report)
    for _, row in ipairs(rows) do
        local days = calendar.day(row["end"]) - calendar.day(row.date) + 1
        if days < 1 then
            finding.warn(report, row, "结束日期", "W08", {"结束日期早于开始日期", "it ends before it begins", "核对两个日期", "compare both dates"})
        else
            finding.warn(report, row, "结束日期", "W08", {"活动长达" .. days .. "天，最多" .. longest .. "天", days .. " days, " .. longest .. " at most",
                "长期的带教、支教、跟岗登记到 flows；分次的活动一次一行", "what goes on for long belongs in flows; one row an occasion"})
        end
    end
end

-- Whether a day of a school year is off.
local function day_off(site)
    local years = {}
    for key, rows in pairs(finding.by(site.calendar, "school_year")) do years[key] = calendar.read(rows, key) end
    return function(key, date) return date ~= nil and years[key] and not calendar.working(years[key], calendar.day(date)) end
end

-- On a day off: told, since it is often a slip of the date.
local function check_rest(rows, report)
    for _, row in ipairs(rows) do finding.note(report, row, "开始日期", "I18", {"在休息日开展", "held on a day off"}) end
end

-- ---- who --------------------------------------------------------------------------------------------------

-- A name in both lists, or nil
local function in_both(present, excused)
    if not present or not excused then return nil end
    local there = {}
    for _, name in ipairs(units.list(present)) do there[name] = true end
    for _, name in ipairs(units.list(excused)) do
        if there[name] then return name end
    end
    return nil
end

-- On leave and present at once: the list of those present is what counts.
local function check_excused(rows, report)
    for _, row in ipairs(rows) do
        finding.warn(report, row, "请假单位", "excused", {in_both(row["参加单位"], row["请假单位"]) .. "既在参加单位，又在请假单位，按参加计",
            "present and on leave: counted as present", "从其中一栏删去", "take it out of one of them"})
    end
end

-- What is told in public has been written by somebody and read by somebody else.
local function unsigned(writer, reviewer) return writer == nil or reviewer == nil end

local function check_signed(rows, report)
    for _, row in ipairs(rows) do
        finding.warn(report, row, row.writer and "审核" or "撰稿", "unsigned", {"公开的活动没有写" .. (row.writer and "审核人" or "撰稿人"),
            "public, but who wrote or read it?", "补上撰稿和审核，或把可公开改为否", "fill in both, or set 可公开 to 否"})
    end
end

-- ---- what -------------------------------------------------------------------------------------------------

local function kind_name(row) return type(row.type) == "string" and row.type or row.type and row.type["类型名称"] or "" end

local function check_levels(rows, report)
    for _, row in ipairs(rows) do
        local kind = kind_name(row)
        if kind ~= "教师集中培训" and kind ~= "" then
            finding.warn(report, row, "培训层级", "level", {"只有教师集中培训填培训层级，这里是" .. kind, "a level is for training only",
                "删去层级，或改活动类型", "take it out, or mend the type"})
        end
    end
end

local function check_shows(rows, report)
    for _, row in ipairs(rows) do
        finding.warn(report, row, "成果", "outcomes", {"成果展示没有列成果", "a show without results", "列出展示的成果，至少一项", "list at least one"})
    end
end

local ditto = {"同上", "〃", "″", "同前"}
local may_repeat = {"主题", "地点", "主持人", "主讲人", "撰稿", "审核", "备注"}

-- Cells that mean the one above are not understood; units and types like that are unknown anyway.
local function check_ditto(rows, field, report)
    for _, row in ipairs(rows) do
        finding.warn(report, row, field, "ditto", {field .. "写的是“" .. row[field] .. "”", field .. " says “the same”", "每一行写全，不用同上", "write it out in every row"})
    end
end

-- Two groups' rows of one event tell the same of it.
local function check_joint(rows, report)
    local seen = {}
    for _, row in ipairs(rows) do
        local other = seen[row.joint]
        if other and other.group_id ~= row.group_id and (other.date ~= row.date or kind_name(other) ~= kind_name(row)) then
            finding.warn(report, row, "联合编号", "joint", {"与" .. other.group_id .. "登记的同一联合活动日期或类型不同：" .. (other["编号"] or ""),
                "another day or type than " .. (other["编号"] or "") .. " of " .. other.group_id,
                "两个集团核对后写成一样；不是同一次活动就换一个联合编号", "agree on it, or give it another number"})
        end
        seen[row.joint] = other or row
    end
end

-- {what rows are looked at, what is looked at in them}, in the order in which it is told.
local function kinds_of(site)
    local shows = site.activity_types:first{["类型名称"] = "成果展示"}
    local kinds = {
        {{{"date", "end", odd_span}}, check_spans},
        {{state = held, {"school_year", "date", day_off(site)}}, check_rest},
        {{["请假单位"] = given, {"参加单位", "请假单位", in_both}}, check_excused},
        {{state = held, public = true, {"writer", "reviewer", unsigned}}, check_signed},
        {{level = given}, check_levels},
        {{state = held, outcomes = blank, type = shows or function() return false end}, check_shows},
    }
    for _, field in ipairs(may_repeat) do
        kinds[#kinds + 1] = {{[field] = ditto}, function(rows, report) check_ditto(rows, field, report) end}
    end
    kinds[#kinds + 1] = {{joint = given}, check_joint}
    return kinds
end

function check.run(site, report)
    local kinds, conditions = kinds_of(site), {}
    for i, kind in ipairs(kinds) do conditions[i] = kind[1] end
    local found = table.pack(site.activities:where(table.unpack(conditions)))
    for i, kind in ipairs(kinds) do kind[2](found[i], report) end
end

return check
