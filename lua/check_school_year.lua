-- Activity records of the wrong file: not of a school year, another group's, outside the year they stand for (domain §2.1, §3.9).
-- What is outside is set aside, and no check behind this one looks at it.

local calendar = require "calendar"
local finding = require "finding"

local check = {}

local function given(value) return value ~= nil end

-- ---- made up ------------------------------------------------------------------------------------

local function kind_name(row) return type(row.type) == "string" and row.type or row.type and row.type["类型名称"] or "" end

-- What a record makes up for, or would have been: of a group, of a type, in a month.
function check.made_up_key(row, month) return row.group_id .. "|" .. kind_name(row) .. "|" .. month end

local made_up

-- {[key] = true} of all that was made up, by records that are set aside here too: their date is a slip, and said to be.
function check.made_up(site)
    if made_up then return made_up end
    local found = {}
    for _, row in ipairs(site.activities:where{makeup = given, state = "已开展"}) do
        found[check.made_up_key(row, row.makeup)] = true
    end
    made_up = found
    return found
end

-- ---- the school year ----------------------------------------------------------------------------

-- The years by key "2025-2026", from the calendar files.
function check.years(site)
    local years = {}
    for key, rows in pairs(finding.by(site.calendar, "school_year")) do years[key] = calendar.read(rows, key) end
    return years
end

-- 2526 of 2025-2026; nil: no school year
local function short_year(key)
    local first, second = key:match("^20(%d%d)%-20(%d%d)$")
    return first and (math.tointeger(first) + 1) % 100 == math.tointeger(second) and first .. second or nil
end

-- A file of records is named for its school year: a second copy of it, 2025-2026(1).csv, would count everything twice.
local function check_file_names(site, report)
    local seen = {}
    local function strange(key) return not short_year(key) end
    for _, row in ipairs(site.activities:where{school_year = strange}) do
        if not seen[row._file] then
            seen[row._file] = true
            report{level = "error", code = "file-year", at = row, aside = true,
                zh = "文件名不是学年：" .. row._file:match("[^/]+$"), en = "the name of the file is no school year: " .. row._file:match("[^/]+$"),
                hint = "写成 2025-2026.csv 这样；重复的、备份的表移出这个文件夹", hint_en = "name it 2025-2026.csv; move copies out of this folder"}
        end
    end
end

-- HLYEY-2526-001: whose and of which year (domain §2.1), so that a row copied from another group's or year's table shows.
local function check_ids(site, report)
    local files = {}
    local function note(group, year)
        local short = short_year(year) -- of other names of files check_file_names speaks
        if short then files[#files + 1] = {group = group, year = year, prefix = group:upper() .. "-" .. short .. "-"} end
        return false
    end
    site.activities:where{{"group_id", "school_year", note}}
    for _, file in ipairs(files) do
        for _, row in ipairs(site.activities:where{group_id = file.group, school_year = file.year, id = {begins_otherwise = file.prefix}}) do
            report{level = "warning", code = "activity-id", at = row, field = "编号", zh = "编号不是本集团本学年的", en = "not an id of this group and school year",
                hint = "写成 " .. file.prefix .. "001 这样；从别处复制来的行核对是不是本集团的活动",
                hint_en = "such as " .. file.prefix .. "001; is a copied row this group's?"}
        end
    end
end

local function check_years(site, years, report)
    for key, year in pairs(years) do
        local first, last = calendar.iso(year.first), calendar.iso(year.last)
        local function outside(date) return date and (date < first or date > last) end
        for _, row in ipairs(site.activities:where{school_year = key, date = outside}) do
            report{level = "error", code = "E05", at = row, field = "开始日期", aside = true,
                zh = "日期" .. row.date .. "不在本学年", en = "the date " .. row.date .. " is not in this school year",
                hint = "改正日期，或把这一行移到那一学年的文件", hint_en = "mend the date, or move the row to that year's file"}
        end
    end
end

function check.run(site, report)
    check.made_up(site)
    check_file_names(site, report)
    check_ids(site, report)
    check_years(site, check.years(site), report)
end

return check
