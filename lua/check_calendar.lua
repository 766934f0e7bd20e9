-- What is wrong with a school calendar: domain §2.2 (one 学年, two 学期 that fill it, 教学 inside its 学期).

local calendar = require "calendar"
local finding = require "finding"

local check = {}

local fail, warn = finding.fail, finding.warn

-- Rows whose 开始日期 and 结束日期 are days; 参数 has a number there.
local dated = {["学年"] = true, ["学期"] = true, ["教学"] = true, ["放假"] = true, ["补班"] = true}

local parameters = {["应计月最少教学日"] = true, ["补开宽限天数"] = true, ["期末会提前天数"] = true}

local function check_day(row, field, report)
    local text = row[field]
    local day = text and calendar.day(text)
    if text and not day then
        fail(report, row, field, "E01", {field .. "无效：" .. text, "not a date: " .. text,
            "请填写真实存在的日期，例如 2025-09-03", "write a date that exists, as 2025-09-03"})
    end
    return day
end

local function check_span(row, report)
    local first, last = check_day(row, "开始日期", report), check_day(row, "结束日期", report)
    if first and last and last < first then
        fail(report, row, "结束日期", "dates", {"结束日期早于开始日期", "it ends before it begins"})
    elseif first and not row["结束日期"] then
        fail(report, row, "结束日期", "field-missing", {"缺少结束日期", "no last day", "只有一天的，两个日期写同一天", "write the same day for a single one"})
    end
    return first and last and last >= first and {row = row, first = first, last = last} or nil
end

local function check_parameter(row, report)
    local value = math.tointeger(tonumber(row["开始日期"]))
    if not value then
        fail(report, row, "开始日期", "value-type", {"参数应是整数：" .. row["开始日期"], "a parameter is a whole number: " .. row["开始日期"]})
    elseif not parameters[row["名称"]] then
        warn(report, row, "名称", "parameter", {"不认识的参数：" .. row["名称"], "unknown parameter: " .. row["名称"],
            "可用的有：应计月最少教学日、补开宽限天数、期末会提前天数", "there are 应计月最少教学日, 补开宽限天数, 期末会提前天数"})
    end
end

-- ---- one school year --------------------------------------------------------------------------------

local function check_year(file, report)
    local year, extra = file["学年"][1], file["学年"][2]
    if not year then
        fail(report, file.first, nil, "calendar-year", {"校历没有学年行", "the calendar has no row 学年",
            "加一行：学年,…学年,9月1日,次年8月31日", "add a row 学年 from 1 September to 31 August"})
        return nil
    end
    if extra then
        fail(report, extra.row, "类别", "calendar-year", {"一份校历只能有一行学年", "one 学年 only", "另一学年写在它自己的文件里", "put the other year in its own file"})
    end
    local y1, y2 = tostring(file.key):match("^(%d%d%d%d)%-(%d%d%d%d)$")
    if not y1 then return year end
    if year.first ~= calendar.of(tonumber(y1), 9, 1) or year.last ~= calendar.of(tonumber(y2), 8, 31) then
        fail(report, year.row, "开始日期", "calendar-year", {"学年应从" .. y1 .. "-09-01到" .. y2 .. "-08-31",
            "a school year runs from 1 September to 31 August", "改正日期，或改正文件名里的学年", "mend the dates, or the year in the file's name"})
    end
    return year
end

local function check_semesters(file, year, report)
    local list = file["学期"]
    if #list ~= 2 then
        fail(report, list[#list] and list[#list].row or file.first, "类别", "calendar-semester", {"一学年应有两个学期，这里有" .. #list .. "个",
            "a school year has two semesters, here are " .. #list, "补全或删去学期行", "add or take out rows 学期"})
        return
    end
    table.sort(list, function(a, b) return a.first < b.first end)
    local autumn, spring = list[1], list[2]
    if autumn.first ~= year.first or spring.last ~= year.last then
        local at = autumn.first ~= year.first and autumn or spring
        fail(report, at.row, "开始日期", "calendar-semester", {"两个学期没有填满学年", "the semesters do not fill the school year",
            "秋季学期从学年第一天起，春季学期到学年最后一天止", "the first begins and the second ends with the year"})
    end
    if spring.first ~= autumn.last + 1 then
        fail(report, spring.row, "开始日期", "calendar-semester", {"两个学期没有首尾相接", "the semesters do not follow each other",
            "春季学期从秋季学期结束的次日起", "the second begins the day after the first ends"})
    end
end

local function check_teaching(file, report)
    local semester = {}
    for _, entry in ipairs(file["学期"]) do semester[entry.row["名称"]] = entry end
    for _, entry in ipairs(file["教学"]) do
        local of = semester[entry.row["名称"]]
        if not of then
            fail(report, entry.row, "名称", "calendar-teaching", {"教学行的名称不是学期名：" .. entry.row["名称"], "not the name of a semester",
                "与学期行写同一个名称", "give it the name of its semester"})
        elseif entry.first < of.first or entry.last > of.last then
            fail(report, entry.row, "开始日期", "calendar-teaching", {"教学起止超出本学期", "teaching is not inside its semester",
                "核对教学和学期的日期", "compare the dates of both rows"})
        end
    end
end

local function check_inside(file, year, report)
    for _, kind in ipairs {"放假", "补班"} do
        for _, entry in ipairs(file[kind]) do
            if entry.last < year.first or entry.first > year.last then
                warn(report, entry.row, "开始日期", "calendar-outside", {kind .. "日期不在本学年", "not in this school year",
                    "多半是年份写错", "the year may be mistyped"})
            end
        end
    end
end

local function new_file(row)
    return {key = row.school_year, first = row, ["学年"] = {}, ["学期"] = {}, ["教学"] = {}, ["放假"] = {}, ["补班"] = {}}
end

function check.run(site, report)
    local files, order = {}, {}
    for _, row in ipairs(site.calendar) do
        local file = files[row.school_year]
        if not file then
            file = new_file(row)
            files[row.school_year], order[#order + 1] = file, file
        end
        local kind = row["类别"]
        if dated[kind] then
            local entry = check_span(row, report)
            if entry then table.insert(file[kind], entry) end
        elseif kind == "参数" then
            check_parameter(row, report)
        end
    end
    for _, file in ipairs(order) do
        local year = check_year(file, report)
        if year then
            check_semesters(file, year, report)
            check_inside(file, year, report)
        end
        check_teaching(file, report)
    end
end

return check
